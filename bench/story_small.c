/* story_small: how well src/story does while an index is young. Draws small desks from the sets
 * with gold clusters, places their articles in order of time in an empty index, and prints B-cubed.
 *
 * usage: story_small DIR [DRAWS]
 * A desk has 5, 10, 20, 40 or 60 articles. DRAWS (10) of each size, set and kind: `stories`: whole
 * stories (at most 8 reports of each); `alone`: one report of each story, so that every join is
 * wrong; `local` and `l-alone`: the same as a small town would write them: texts of 1,000 bytes,
 * and the names that most stories of the set share are made up, six for all of them. No background
 * of news knows these; that they stand in most reports, the desk itself must learn. The last column
 * is B-cubed F1 after all articles were placed a second time, the newest first, as `octavo reread`
 * does */
#include "story_rows.h"

enum {
    SIZES = 5,
    DESK_MOST = 60,
    OF_STORY_MOST = 8,
    LOCAL_NAMES = 96,
    TOWNS = 6,
    LOCAL_BYTES = 1000
};
static const size_t sizes[SIZES] = {5, 10, 20, 40, DESK_MOST};
enum kind { KIND_STORIES, KIND_ALONE, KIND_LOCAL, KIND_LOCAL_ALONE, KINDS };
static struct str *local_text, *local_title; /* by id of the row */
static const char *const kind_names[] = {"stories", "alone", "local", "l-alone"};

/* ---- names that no background knows ---- */

struct name {
    struct str word;         /* as written; its other way of writing is a name of its own */
    uint32_t capital, small; /* stories that have it with a capital, and without one */
};
struct names {
    LIST(struct name) all;
    struct map by_word, seen;
    struct name local[LOCAL_NAMES];
    size_t n;
};
static struct names names[SETS];

static bool word_next(struct str s, size_t *at, struct str *ret)
{
    size_t from = *at;
    while (from < s.n && !is_alpha(s.p[from]))
        from++;
    size_t end = from;
    while (end < s.n && is_alpha(s.p[end]))
        end++;
    *at = end;
    *ret = str_sub(s, from, end);
    return end > from;
}

static struct str lower(struct str w)
{
    char *p = arena_alloc(&keep, w.n + 1);
    for (size_t i = 0; i < w.n; i++)
        p[i] = to_lower(w.p[i]);
    return str_of(p, w.n);
}

static void count_word(struct names *t, struct str w, uint32_t gold)
{
    bool is_new, capital = is_upper(w.p[0]);
    struct str key = lower(w);
    map_put(&t->seen, str_fmt(&keep, "%.*s %d %u", STR_ARG(key), capital, gold), &is_new);
    if (!is_new)
        return;
    struct map_entry *e = map_put(&t->by_word, key, &is_new);
    if (is_new) {
        e->value.u = t->all.n;
        LIST_PUSH(&keep, &t->all, (struct name){.word = w});
    }
    struct name *name = &t->all.v[e->value.u];
    if (capital && !is_upper(name->word.p[0]))
        name->word = w;
    *(capital ? &name->capital : &name->small) += 1;
}

/* The names of a set that most stories have, the most frequent first: what more stories write with
 * a capital than without one. */
static void names_make(int set)
{
    struct names *t = &names[set];
    map_init(&t->by_word, &keep);
    map_init(&t->seen, &keep);
    for (size_t i = 0; i < rows.n; i++) {
        struct str w;
        for (size_t at = 0; rows.v[i].set == set && word_next(rows.v[i].text, &at, &w);)
            if (w.n > 2 && !text_is_stop(lower(w), STR("en")))
                count_word(t, w, rows.v[i].gold);
    }
    for (size_t i = 0; i < t->all.n; i++) {
        const struct name *name = &t->all.v[i];
        size_t at = t->n;
        if (name->capital <= name->small)
            continue;
        for (; at > 0 && t->local[at - 1].capital < name->capital; at--)
            if (at < LOCAL_NAMES)
                t->local[at] = t->local[at - 1];
        if (at < LOCAL_NAMES)
            t->local[at] = *name;
        t->n += t->n < LOCAL_NAMES;
    }
}

/* The text with those names made up: "Zor", a syllable that differs, "vek". */
static struct str made_local(int set, struct str text)
{
    static const char *const syllables[TOWNS] = {"ab", "eld", "im", "or", "unt", "ysk"};
    struct buf b;
    struct str w;
    size_t at = 0, done = 0;
    buf_arena(&b, &keep, text.n * 4 + 16);
    while (word_next(text, &at, &w))
        for (size_t i = 0; i < names[set].n; i++)
            if (str_eq(w, names[set].local[i].word)) {
                buf_put(&b, str_sub(text, done, at - w.n));
                buf_fmt(&b, "Zor%svek", syllables[i % TOWNS]);
                done = at;
            }
    buf_put(&b, str_from(text, done));
    return buf_str(&b);
}

/* ---- desks ---- */

/* Whole stories of the stream, drawn at random, until the desk is full; in order of time. */
static size_t desk_draw(int set, enum kind kind, size_t size, uint64_t draw_n, struct row **pool,
                        struct row **ret)
{
    size_t pool_n = order_of(set, draw_n, pool), n = 0;
    size_t most = kind == KIND_ALONE || kind == KIND_LOCAL_ALONE ? 1 : OF_STORY_MOST;
    static uint8_t taken[1 << 16];
    memset(taken, 0, sizeof taken);
    for (int tries = 0; n < size && tries < 1000; tries++) {
        uint32_t gold = pool[draw((uint32_t)pool_n)]->gold;
        size_t of = 0;
        for (size_t i = 0; !taken[gold] && i < pool_n && of < most && n < size; i++)
            if (pool[i]->gold == gold) {
                ret[n++] = pool[i];
                of++;
            }
        taken[gold] = 1;
    }
    shuffle_days(ret, n);
    return n;
}

struct result {
    struct figures once, again;
};

static void desk_read(struct row **v, size_t n, enum kind kind, struct result *ret)
{
    struct story_index *x = index_new();
    uint64_t sys[DESK_MOST], copy;
    for (size_t i = 0; i < 2 * n; i++) {
        struct row r = *v[i < n ? i : 2 * n - 1 - i];
        if (kind >= KIND_LOCAL) {
            r.text = local_text[r.id];
            r.title = local_title[r.id];
        }
        place(x, &r);
        for (size_t k = 0; (i == n - 1 || i == 2 * n - 1) && k < n; k++)
            story_of(x, v[k]->id, &sys[k], &copy);
        if (i == n - 1)
            score(v, sys, n, &ret->once);
    }
    score(v, sys, n, &ret->again);
    story_index_free(x);
}

static void line_print(const char *set, enum kind kind, size_t size, const struct result *r, int n)
{
    printf("%-8s %-7s %2zu  %.4f %.4f F1 %.4f  again %.4f\n", set, kind_names[kind], size,
           r->once.p / n, r->once.r / n, r->once.f / n, r->again.f / n);
}

static void figures_add(struct figures *sum, const struct figures *f)
{
    sum->p += f->p;
    sum->r += f->r;
    sum->f += f->f;
}

/* All sizes of a set and kind; a line for each, and their mean. */
static void desks_read(int set, enum kind kind, int draws, struct result *sum)
{
    struct result all = {0};
    struct row **pool = ARENA_ARRAY(&keep, rows.n + 1, struct row *), *desk[DESK_MOST];
    for (size_t s = 0; s < SIZES; s++) {
        struct result r = {0};
        for (int k = 0; k < draws; k++) {
            size_t n = desk_draw(set, kind, sizes[s], (uint64_t)k + 1, pool, desk);
            desk_read(desk, n, kind, &r);
        }
        line_print(story_sets[set], kind, sizes[s], &r, draws);
        figures_add(&all.once, &r.once);
        figures_add(&all.again, &r.again);
    }
    line_print(story_sets[set], kind, 0, &all, draws * SIZES);
    figures_add(&sum->once, &all.once);
    figures_add(&sum->again, &all.again);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: story_small DIR [DRAWS]\n");
        return 2;
    }
    int draws = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 10;
    rows_load(argv[1], false);
    for (int set = 0; set < SETS; set++)
        names_make(set);
    local_text = ARENA_ARRAY(&keep, rows.n + 1, struct str);
    local_title = ARENA_ARRAY(&keep, rows.n + 1, struct str);
    for (size_t i = 0; i < rows.n; i++) {
        local_text[i + 1] = made_local(rows.v[i].set, utf8_cut(rows.v[i].text, LOCAL_BYTES));
        local_title[i + 1] = made_local(rows.v[i].set, rows.v[i].title);
    }
    struct result all[KINDS] = {0};
    for (int set = 0; set < SETS; set++)
        for (int kind = 0; kind < KINDS; kind++)
            desks_read(set, (enum kind)kind, draws, &all[kind]);
    for (int kind = 0; kind < KINDS; kind++)
        line_print("all", (enum kind)kind, 0, &all[kind], draws * SIZES * SETS);
    arena_done(&scratch);
    arena_done(&keep);
    return 0;
}
