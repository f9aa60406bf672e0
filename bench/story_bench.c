/* story_bench: how the cost of a placement goes as the index grows, its memory, and how long a
 * rebuild takes. Texts are made up: 400 words by rank as in print, with names, figures and a theme
 * of each story; three articles a story on the mean, one in ten of them a copy.
 *
 * Every STEP articles PROBES whole texts are placed and timed. Between them the index is filled
 * with the features of such texts, their sketch and their names made new for each article, so that
 * every chain is as long as whole texts would make it: a million articles in a minute. usage:
 * story_bench [ARTICLES] [copies | filed]  (default 100,000). `copies`: an index that matches no
 * stories, only texts. `filed`: its tables lie in nameless files of the working directory, and it
 * is laid to rest once a second; what the process then holds is told, too. */
#include "story/index.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

enum { WORDS = 400, VOCABULARY = 60000, STEP = 50000, PROBES = 1000, POOL = 1500 };

static uint64_t seed = 42;
static uint32_t draw(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 33) % n);
}

/* Words by rank: about 1 / rank. */
static uint32_t zipf(void)
{
    return (uint32_t)exp(draw(1 << 20) / (double)(1 << 20) * log(VOCABULARY)) - 1;
}

static void put_word(struct buf *b, uint32_t n, bool capital)
{
    static const char *const parts[] = {"ba", "ke", "li",  "mo",  "nu",  "ra",  "se",  "ti",
                                        "vo", "du", "pha", "gri", "sto", "len", "mar", "chi"};
    size_t at = b->n;
    for (n += 17; n; n /= 16)
        buf_put(b, str_c(parts[n % 16]));
    if (capital)
        b->p[at] = (char)(b->p[at] - 32);
    buf_char(b, ' ');
}

static void make(struct buf *b, uint32_t story)
{
    buf_clear(b);
    for (int i = 0; i < WORDS; i++) {
        uint32_t kind = draw(20);
        if (kind < 3)
            put_word(b, VOCABULARY + story * 16 + draw(16), true);
        else if (kind == 3)
            buf_fmt(b, "%u ", (story * 31 + draw(4) * 7) % 5000);
        else
            put_word(b, zipf(), false);
        if (draw(18) == 0)
            buf_lit(b, ". ");
    }
}

static void rebuild(struct story_index *x, size_t n)
{
    struct arena keep;
    struct story_stats s;
    arena_init(&keep, (size_t)8 << 30);
    struct str *packs = ARENA_ARRAY(&keep, n, struct str);
    size_t kept = 0, bytes = 0;
    for (size_t i = 1; i <= n; i++) {
        packs[kept] = story_pack(x, &keep, i);
        bytes += packs[kept].n;
        kept += packs[kept].n > 0;
    }
    struct story_index *y = story_index_new(NULL);
    int64_t start = clock_cpu();
    for (size_t i = 0; i < kept; i++)
        if (story_restore(y, packs[i], 0, 0) != ERR_OK)
            printf("a pack was refused\n");
    double seconds = (double)(clock_cpu() - start) / 1e6;
    story_stats(y, &s);
    printf("rebuild: %zu articles in %.2f s (%.2f s per 100,000), packs of %.0f bytes\n", kept,
           seconds, seconds * 1e5 / (double)kept, (double)bytes / (double)kept);
    story_index_free(y);
    arena_done(&keep);
}

/* ---- filling ---- */

static struct features pool[POOL];

static int by_hash(const void *x, const void *y)
{
    const struct term *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static int by_value(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x | SKETCH_PLACE, b = *(const uint32_t *)y | SKETCH_PLACE;
    return a < b ? -1 : a > b;
}

static void pool_make(struct arena *scratch, struct buf *text)
{
    struct extractor *x = extractor_new();
    const struct reading english = {.lang = STR("en")};
    const struct rarity rarity = {0};
    for (uint32_t i = 0; i < POOL; i++) {
        make(text, i);
        arena_reset(scratch);
        const struct story_doc doc = {.id = 1, .text = buf_str(text), .reading = &english};
        features_make(x, scratch, &doc, &rarity, &pool[i]);
    }
    extractor_free(x);
}

/* An article of `story` with the common words of one of the pool. */
static void fill(struct story_index *x, uint64_t id, uint64_t story)
{
    static struct features f;
    f = pool[draw(POOL)];
    for (uint32_t i = 0; i < f.term_count; i++)
        if (f.terms[i].flags & (TERM_NAME | TERM_NUMBER | TERM_PAIR))
            f.terms[i].hash = mix32(f.terms[i].hash, (uint32_t)story);
    qsort(f.terms, f.term_count, sizeof f.terms[0], by_hash);
    /* A bottom sketch is the least of very many: the new ones lie as low as the old. */
    uint32_t last = f.sketch[f.sketch_count - 1];
    for (uint32_t i = 0; i < f.sketch_count; i++)
        f.sketch[i] = mix32(f.sketch[i], (uint32_t)id) % last;
    qsort(f.sketch, f.sketch_count, sizeof f.sketch[0], by_value);
    uint32_t slot;
    const struct arrival v = {.id = id,
                              .story = story,
                              .time = (int64_t)id * 18 * US_SECOND,
                              .publisher = draw(500),
                              .features = &f};
    if (index_add(x, &v, &slot) != ERR_OK)
        exit(1);
    index_age(x);
}

struct bench {
    struct story_index *x;
    struct arena scratch;
    struct buf text;
    int64_t spent, rested;
    bool filed;
};

static void probe(struct bench *b, uint64_t id)
{
    static const struct reading english = {.lang = {"en", 2}};
    if (draw(10))
        make(&b->text, 3000000 + (uint32_t)(id / 3) - draw(20));
    arena_reset(&b->scratch);
    const struct story_doc doc = {.id = id,
                                  .time = (int64_t)id * 18 * US_SECOND,
                                  .text = buf_str(&b->text),
                                  .reading = &english};
    struct story_place p;
    int64_t start = clock_cpu();
    if (story_place(b->x, &b->scratch, &doc, &p) != ERR_OK)
        exit(1);
    b->spent += clock_cpu() - start;
    if (b->filed && start - b->rested > US_SECOND) {
        story_index_rest(b->x);
        b->rested = start;
    }
}

static double resident_mib(void)
{
    unsigned long all = 0, here = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%lu %lu", &all, &here) != 2)
        here = 0;
    if (f)
        fclose(f);
    return (double)here * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
}

static void report(struct bench *b, uint64_t id)
{
    struct story_stats s;
    struct story_related r[5];
    story_stats(b->x, &s);
    int64_t start = clock_cpu();
    for (size_t k = 0; k < 200; k++)
        (void)story_related(b->x, id - k, 5, r);
    printf("%7zu articles, %6zu stories, %6zu live: %5.0f articles/s, %4.0f bytes an article, "
           "related %.3f ms\n",
           s.articles, s.stories, s.live, PROBES / ((double)b->spent / 1e6),
           (double)s.bytes / (double)s.articles, (double)(clock_cpu() - start) / 1e3 / 200);
    if (b->filed) {
        story_index_rest(b->x);
        printf("  at rest the process holds %.1f MiB\n", resident_mib());
    }
    fflush(stdout);
    b->spent = 0;
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 100000;
    bool copies = argc > 2 && str_eq(str_c(argv[2]), STR("copies"));
    const struct story_limits few = {.articles_most = 1000000, .live_most = 1, .live_for = US_DAY};
    bool filed = argc > 2 && str_eq(str_c(argv[2]), STR("filed"));
    int folder = filed ? open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    struct bench b = {.x = story_index_in(folder, copies ? &few : NULL), .filed = filed};
    story_parting(b.x, true);
    arena_init(&b.scratch, (size_t)64 << 20);
    buf_init(&b.text, 1 << 20);
    pool_make(&b.scratch, &b.text);
    for (uint64_t id = 1; id <= n; id++) {
        uint64_t in_step = (id - 1) % STEP;
        if (in_step + PROBES >= STEP)
            probe(&b, id);
        else
            fill(b.x, id, id - in_step % 3);
        if (id % STEP == 0)
            report(&b, id);
    }
    if (!copies)
        rebuild(b.x, n);
    buf_done(&b.text);
    arena_done(&b.scratch);
    story_index_free(b.x);
    return 0;
}
