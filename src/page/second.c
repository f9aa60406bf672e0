/* second.c: what the first stage thought of a block's surroundings, as features of the second one:
 * its neighbours, the boxes around it, the blocks that the same template made, and how much of the
 * article lies before it. So a short line between two paragraphs of the article is one of it, and a
 * long one among teasers is not. */
#include "page/feature.h"

#include <math.h>

/* Log odds to 0..63, 0.25 a step around the middle. */
static uint8_t level(float score)
{
    float v = score * 4.0f + 32.0f;
    return (uint8_t)(v < 0 ? 0 : v > 63 ? 63 : v);
}
static uint8_t gap_scale(uint32_t v)
{
    return (uint8_t)(v < 20 ? v : v < 60 ? 20 + (v - 20) / 4 : 31);
}

struct sums {
    float mass, units;
};
struct sum_table {
    struct {
        uint64_t key;
        struct sums s;
    } * v;
    size_t mask;
};
static struct sums *sum_of(const struct sum_table *t, uint64_t key)
{
    key |= 1;
    size_t s = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & t->mask;
    while (t->v[s].key && t->v[s].key != key)
        s = (s + 1) & t->mask;
    t->v[s].key = key;
    return &t->v[s].s;
}
static struct sum_table sums_new(struct arena *a, size_t n)
{
    size_t size = 64;
    while (size < n * 2)
        size *= 2;
    struct sum_table t = {arena_array(a, size, sizeof *t.v), size - 1};
    return t;
}
static uint8_t mean_level(const struct sums *s)
{
    return s->units <= 0 ? 0 : (uint8_t)(s->mass * 40.0f / s->units);
}

struct second {
    struct arena *a;
    const struct page_second *in;
    size_t n;
    float *p; /* probability of each */
    struct sum_table up, up2, sign, best;
    float mass, before;
    struct sums heavy; /* of the box that holds most of the article */
    uint32_t heavy_up, heavy_up2;
    float heavy_score; /* mean score of its likely blocks */
    size_t heavy_first, heavy_last;
};

static void gather(struct second *w)
{
    for (size_t i = 0; i < w->n; i++) {
        const struct page_second *b = &w->in[i];
        float p = 1.0f / (1.0f + expf(-b->score)), u = (float)b->units;
        w->p[i] = p;
        w->mass += p * u;
        struct sums *all[3] = {sum_of(&w->up, b->up * 2ull), sum_of(&w->up2, b->up2 * 2ull),
                               sum_of(&w->sign, b->sign)};
        for (int k = 0; k < 3; k++) {
            all[k]->mass += p * u;
            all[k]->units += u;
        }
        struct sums *best = sum_of(&w->best, b->hash);
        if (best->units == 0 ||
            b->score > best->mass) /* the best twin: its score, its number + 1 */
            *best = (struct sums){b->score, (float)(i + 1)};
    }
}

/* The box that holds most of what is likely, and where it starts and ends. */
static void find_heavy(struct second *w)
{
    size_t at = w->n;
    for (size_t i = 0; i < w->n; i++) {
        const struct sums *s = sum_of(&w->up, w->in[i].up * 2ull);
        if (at == w->n || s->mass > w->heavy.mass) {
            w->heavy = *s;
            at = i;
        }
    }
    if (at == w->n)
        return;
    w->heavy_up = w->in[at].up;
    w->heavy_up2 = w->in[at].up2;
    float units = 0;
    for (size_t i = 0; i < w->n; i++) {
        if (w->in[i].up != w->heavy_up || w->p[i] < 0.5f)
            continue;
        if (units <= 0)
            w->heavy_first = i;
        w->heavy_last = i;
        units += (float)w->in[i].units;
        w->heavy_score += w->in[i].score * (float)w->in[i].units;
    }
    w->heavy_score = units > 0 ? w->heavy_score / units : 0;
}

static uint8_t part_of(float part, float whole)
{
    return whole <= 0 ? 0 : (uint8_t)fminf(40.0f, part * 40.0f / whole);
}

static void row_of(const struct second *w, size_t i, uint32_t last, uint32_t next, uint8_t *f)
{
    const struct page_second *b = &w->in[i];
    f[0] = level(b->score);
    static const int step[4] = {-2, -1, 1, 2};
    for (int k = 0; k < 4; k++) {
        int64_t j = (int64_t)i + step[k];
        f[1 + k] = j < 0 || j >= (int64_t)w->n ? 0 : level(w->in[j].score);
    }
    f[5] = mean_level(sum_of(&w->up, b->up * 2ull));
    f[6] = mean_level(sum_of(&w->up2, b->up2 * 2ull));
    f[7] = mean_level(sum_of(&w->sign, b->sign));
    f[8] = (uint8_t)(w->mass > 0 ? w->before * 40.0f / w->mass : 0);
    f[9] = last == UINT32_MAX ? 40 : gap_scale((uint32_t)i - last);
    f[10] = next == UINT32_MAX ? 40 : gap_scale(next - (uint32_t)i);
    struct sums near = {0};
    for (int64_t j = (int64_t)i - 6; j <= (int64_t)i + 6; j++)
        if (j >= 0 && j < (int64_t)w->n && j != (int64_t)i) {
            near.mass += w->p[j] * (float)w->in[j].units;
            near.units += (float)w->in[j].units;
        }
    f[11] = mean_level(&near);
    const struct sums *best = sum_of(&w->best, b->hash);
    f[12] = best->units == (float)(i + 1) ? 0 : best->mass > b->score ? 2 : 1;
    f[13] = (uint8_t)fminf(63.0f, 4.0f * log2f(1.0f + w->mass));
    f[14] = f[15] = 0;
    for (int64_t j = (int64_t)i - 1, k = 0; j >= 0 && k < 3; j--, k++)
        f[14] = level(w->in[j].score) > f[14] ? level(w->in[j].score) : f[14];
    for (int64_t j = (int64_t)i + 1, k = 0; j < (int64_t)w->n && k < 3; j++, k++)
        f[15] = level(w->in[j].score) > f[15] ? level(w->in[j].score) : f[15];
    f[16] = b->up == w->heavy_up                             ? 3
            : b->up2 == w->heavy_up || b->up == w->heavy_up2 ? 2
            : b->up2 == w->heavy_up2                         ? 1
                                                             : 0;
    f[17] = level(b->score - w->heavy_score);
    f[18] = part_of(sum_of(&w->up, b->up * 2ull)->mass, w->mass);
    f[19] = part_of(sum_of(&w->up2, b->up2 * 2ull)->mass, w->mass);
    f[20] = i < w->heavy_first ? 0 : i > w->heavy_last ? 2 : 1;
    f[21] = i < w->heavy_first  ? gap_scale((uint32_t)(w->heavy_first - i))
            : i > w->heavy_last ? gap_scale((uint32_t)(i - w->heavy_last))
                                : 0;
}

void page_second_features(struct arena *a, const struct page_second *in, size_t n, uint8_t *rows)
{
    if (n == 0)
        return;
    struct second w = {.a = a,
                       .in = in,
                       .n = n,
                       .p = ARENA_ARRAY(a, n, float),
                       .up = sums_new(a, n),
                       .up2 = sums_new(a, n),
                       .sign = sums_new(a, n),
                       .best = sums_new(a, n)};
    gather(&w);
    find_heavy(&w);
    uint32_t *next = ARENA_ARRAY(a, n + 1, uint32_t);
    next[n] = UINT32_MAX;
    for (size_t i = n; i-- > 0;) /* the first strong block behind i */
        next[i] =
            i + 1 < n && w.p[i + 1] > 0.5f && in[i + 1].units >= 80 ? (uint32_t)i + 1 : next[i + 1];
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        row_of(&w, i, last, next[i], rows + i * FEATURE_COUNT + F_SECOND);
        w.before += w.p[i] * (float)in[i].units;
        if (w.p[i] > 0.5f && in[i].units >= 80)
            last = (uint32_t)i;
    }
}
