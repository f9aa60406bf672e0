/* story_bench: how fast articles are placed while the index grows, what an article takes in
 * memory, and how long a rebuild takes. Made-up articles: 400 words drawn by Zipf's law from a
 * vocabulary of 60,000, with names, figures and a theme of each story; three articles a story on
 * the mean, one in ten of them a copy, half an hour's news being 100 articles.
 * usage: story_bench [ARTICLES] (default 100,000) */
#include "story/story.h"

#include <math.h>
#include <stdio.h>

enum { WORDS = 400, VOCABULARY = 60000, STEP = 20000 };

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

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 100000;
    struct story_index *x = story_index_new(NULL);
    struct arena scratch;
    struct buf text;
    int64_t spent = 0;
    arena_init(&scratch, (size_t)64 << 20);
    buf_init(&text, 1 << 20);
    for (size_t i = 1; i <= n; i++) {
        if (draw(10))
            make(&text, (uint32_t)(i / 3) - draw((uint32_t)(i < 600 ? i / 3 + 1 : 200)));
        arena_reset(&scratch);
        const struct story_doc doc = {
            .id = i, .time = (int64_t)i * 18 * US_SECOND, .text = buf_str(&text)};
        struct story_place p;
        int64_t start = clock_cpu();
        if (story_place(x, &scratch, &doc, &p) != ERR_OK)
            return 1;
        spent += clock_cpu() - start;
        if (i % STEP == 0) {
            struct story_stats s;
            struct story_related r[5];
            story_stats(x, &s);
            start = clock_cpu();
            for (size_t k = 0; k < 200; k++)
                (void)story_related(x, i - k, 5, r);
            printf("%7zu articles, %6zu stories, %6zu live: %.0f articles/s, %.0f bytes an "
                   "article, related %.3f ms\n",
                   s.articles, s.stories, s.live, STEP / ((double)spent / 1e6),
                   (double)s.bytes / (double)s.articles, (double)(clock_cpu() - start) / 1e3 / 200);
            fflush(stdout);
            spent = 0;
        }
    }
    rebuild(x, n);
    buf_done(&text);
    arena_done(&scratch);
    story_index_free(x);
    return 0;
}
