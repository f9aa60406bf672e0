/* The rows of the sets with gold clusters, their orders and B-cubed: for story_eval and
 * story_small. Loading exits where a file is missing: these are programs for measuring. */
#ifndef OCTAVO_BENCH_STORY_ROWS_H
#define OCTAVO_BENCH_STORY_ROWS_H
#include "story/index.h"
#include "story/story.h"

#include <math.h>
#include <zlib.h>

struct row {
    struct str key, title, text, publisher, kind;
    int64_t time, order;
    uint32_t gold, topic;
    int set, half;
    uint64_t id;
};
static struct arena keep, scratch;
static LIST(struct row) rows;
static struct map golds;

static const char *const story_sets[] = {"5w1h", "basil", "fnc", "ecb"};
enum { SETS = 4, ECB = 3, UNION = SETS, ARTICLES, STREAMS, COPIES = 9 }; /* ARTICLES: all but ecb */

static struct str read_gz(const char *path)
{
    struct buf b;
    buf_arena(&b, &keep, (size_t)1 << 30);
    gzFile f = gzopen(path, "rb");
    if (!f) {
        fprintf(stderr, "story_eval: cannot read %s\n", path);
        exit(1);
    }
    char part[65536];
    int n;
    while ((n = gzread(f, part, sizeof part)) > 0)
        buf_put(&b, str_of(part, (size_t)n));
    gzclose(f);
    return buf_str(&b);
}

static struct str member(const json_t *v, const char *key)
{
    const json_t *m = json_object_get(v, key);
    return str_dup(&keep, str_of(json_string_value(m), json_string_length(m)));
}

static uint32_t number_of(const char *set, struct str name)
{
    struct str key = str_fmt(&keep, "%s/%.*s", set, STR_ARG(name));
    bool is_new;
    struct map_entry *e = map_put(&golds, key, &is_new);
    if (is_new)
        e->value.u = golds.n;
    return (uint32_t)e->value.u;
}

static void load(const char *dir, const char *name, int set, const char *field)
{
    struct str all = read_gz(str_z(&keep, str_fmt(&keep, "%s/%s/data.jsonl.gz", dir, name))), line;
    while (str_split(&all, '\n', &line)) {
        json_t *v;
        if (line.n == 0 || json_read(line, &v, NULL) != ERR_OK)
            continue;
        struct row r = {.set = set, .time = TIME_NONE};
        struct when w;
        r.key = member(v, "id");
        r.title = member(v, "title");
        r.text = member(v, "text");
        r.publisher = member(v, "source");
        r.kind = member(v, "kind");
        if (when_parse(member(v, "date"), &w) && w.precision >= WHEN_DAY)
            r.time = w.us;
        r.gold = number_of(name, member(v, field));
        r.order = json_integer_value(json_object_get(v, "order"));
        struct str topic = member(v, "topic");
        r.topic = topic.n ? number_of("topic", topic) : 0;
        r.half = (int)(str_hash(set == ECB ? topic : member(v, field)) >> 9 & 1);
        r.id = rows.n + 1;
        LIST_PUSH(&keep, &rows, r);
        json_decref(v);
    }
}

static uint64_t seed;
static inline uint32_t draw(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 33) % n);
}

static inline int by_time(const void *x, const void *y, void *ctx)
{
    const struct row *a = *(struct row *const *)x, *b = *(struct row *const *)y;
    (void)ctx;
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Half of the stories, for `cross`: both events of a topic of ecb are in the same half. */
static int half = -1;
static inline bool of_set(const struct row *r, int set)
{
    if (half >= 0 && r->set < SETS && r->half != half)
        return false;
    return r->set == set || (set == UNION && r->set < SETS) || (set == ARTICLES && r->set < ECB);
}

/* In order of time, and in a random one inside each day. */
static inline void shuffle_days(struct row **v, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        uint32_t j = draw((uint32_t)i);
        struct row *t = v[i - 1];
        v[i - 1] = v[j];
        v[j] = t;
    }
    sort_stable(&scratch, v, n, sizeof *v, by_time, NULL);
}

/* The rows of a set, shuffled so. */
static inline size_t order_of(int set, uint64_t run, struct row **ret)
{
    size_t n = 0;
    seed = run * 7919 + 17;
    for (size_t i = 0; i < rows.n; i++)
        if (of_set(&rows.v[i], set))
            ret[n++] = &rows.v[i];
    shuffle_days(ret, n);
    return n;
}

struct figures {
    double p, r, f, pair_f;
    double joined_wrong, begun_wrong;
};

static inline void score(struct row **v, const uint64_t *sys, size_t n, struct figures *ret)
{
    double p = 0, r = 0, tp = 0, sp = 0, gp = 0;
    for (size_t i = 0; i < n; i++) {
        double both = 0, s = 0, g = 0;
        for (size_t j = 0; j < n; j++) {
            bool same_s = sys[i] == sys[j], same_g = v[i]->gold == v[j]->gold;
            both += same_s && same_g;
            s += same_s;
            g += same_g;
        }
        p += both / s;
        r += both / g;
        tp += both - 1;
        sp += s - 1;
        gp += g - 1;
    }
    p /= (double)n;
    r /= (double)n;
    ret->p += p;
    ret->r += r;
    ret->f += 2 * p * r / (p + r);
    ret->pair_f += sp + gp > 0 ? 2 * tp / (sp + gp) : 0;
}

static inline struct story_index *index_new(void)
{
    struct story_index *x = story_index_new(NULL);
    if (!x)
        exit(1);
    story_parting(x, true);
    return x;
}

static inline struct story_place place(struct story_index *x, const struct row *r)
{
    const struct story_doc doc = {.id = r->id,
                                  .time = r->time,
                                  .title = r->title,
                                  .text = r->text,
                                  .publisher = r->publisher};
    struct story_place ret = {0};
    arena_reset(&scratch);
    if (story_place(x, &scratch, &doc, &ret) != ERR_OK) {
        fprintf(stderr, "story_eval: an article could not be placed\n");
        exit(1);
    }
    return ret;
}

/* The four story sets; with `copies` also the near duplicates. */
static inline void rows_load(const char *dir, bool copies)
{
    arena_init(&keep, (size_t)4 << 30);
    arena_init(&scratch, (size_t)1 << 28);
    map_init(&golds, &keep);
    for (int i = 0; i < SETS; i++)
        load(dir, str_z(&keep, str_fmt(&keep, "clusters-%s", story_sets[i])), i, "cluster");
    if (copies)
        load(dir, "neardup-synthetic", COPIES, "group");
}
#endif
