/* alike.c: how alike two articles are: shares of text by sketches, and a logistic model over
 * similarities of their terms.
 *
 * Sketches: below the smaller of the two largest hashes both sketches are complete samples of
 * their articles' shingles, taken at the same rate; the counts there give the share of each text
 * that stands in the other, without bias by length (Broder 1997, section 3).
 * Weights: fitted by bench/story_eval on pairs and stories with gold clusters. */
#include "story/internal.h"

#include <math.h>

double story_pair_weights[PAIR_FEATURES] = {-5.804, 23.492, 0.794,  -1.076,  1.808,
                                            2.582,  3.135,  2.921,  -0.259,  -1.398,
                                            2.549,  3.689,  -3.676, -16.016, -16.789};
double story_group_weights[GROUP_FEATURES] = {0.280,   0.942,  -0.162, 0.071,  -1.050, 0.163, 1.204,
                                              -0.791,  -0.449, -0.534, 1.659,  2.949,  0.478, 0.652,
                                              -11.025, 0.020,  0.967,  -0.258, 1.016};
double story_rules[RULES] = {2, 3, 3};
double story_camp_weights[CAMP_FEATURES] = {-0.2, -0.6, -0.5, 0.35, 0.5, 2};

struct overlap sketch_overlap(const uint32_t *a, size_t an, const uint32_t *b, size_t bn)
{
    struct overlap o = {0};
    if (an == 0 || bn == 0)
        return o;
    uint32_t last_a = an < STORY_SHINGLES_MOST ? UINT32_MAX : a[an - 1] | SKETCH_PLACE;
    uint32_t last_b = bn < STORY_SHINGLES_MOST ? UINT32_MAX : b[bn - 1] | SKETCH_PLACE;
    uint32_t end = last_a < last_b ? last_a : last_b;
    uint32_t i = 0, j = 0;
    for (;;) {
        bool has_a = i < an && a[i] <= end, has_b = j < bn && b[j] <= end;
        if (!has_a && !has_b)
            break;
        uint32_t x = has_a ? a[i] | SKETCH_PLACE : UINT32_MAX;
        uint32_t y = has_b ? b[j] | SKETCH_PLACE : UINT32_MAX;
        bool take_a = has_a && (!has_b || x <= y), take_b = has_b && (!has_a || y <= x);
        if (take_a)
            o.in_a[a[i] & SKETCH_PLACE]++;
        if (take_b)
            o.in_b[b[j] & SKETCH_PLACE]++;
        if (take_a && take_b) {
            o.shared++;
            o.of_a_in[a[i] & SKETCH_PLACE]++;
            o.of_b_in[b[j] & SKETCH_PLACE]++;
        }
        i += take_a;
        j += take_b;
    }
    o.of_a = i ? (double)o.shared / i : 0;
    o.of_b = j ? (double)o.shared / j : 0;
    o.least = i < j ? i : j;
    return o;
}

struct parts {
    double ab[PARTS], aa[PARTS], bb[PARTS];
    double title_a, title_b, in_b, in_a; /* titles: their terms, and those found in the other */
    double share_a, share_b;
};

int part_of(const struct term *t)
{
    if (t->flags & TERM_NUMBER)
        return PART_FIGURES;
    return t->flags & (TERM_NAME | TERM_PAIR) ? PART_NAMES : PART_WORDS;
}

static void add_one(double v[PARTS], const struct term *t, double w2)
{
    v[PART_ALL] += w2;
    v[part_of(t)] += w2;
    if (t->flags & (TERM_LEAD | TERM_TITLE))
        v[PART_LEAD] += w2;
}

static double cosine(const struct parts *p, int part)
{
    double n = p->aa[part] * p->bb[part];
    return n > 0 ? p->ab[part] / sqrt(n) : 0;
}

static void compare(const struct view *a, const struct view *b, struct parts *p)
{
    const double one = 1 / 65535.0;
    size_t i = 0, j = 0;
    while (i < a->n || j < b->n) {
        bool of_a = i < a->n && (j >= b->n || a->terms[i].hash <= b->terms[j].hash);
        bool of_b = j < b->n && (i >= a->n || b->terms[j].hash <= a->terms[i].hash);
        const struct term *s = of_a ? &a->terms[i] : NULL, *t = of_b ? &b->terms[j] : NULL;
        double x = s ? s->weight * one : 0, y = t ? t->weight * one : 0;
        if (s) {
            add_one(p->aa, s, x * x);
            if (s->flags & TERM_TITLE)
                p->title_a += x * x;
        }
        if (t) {
            add_one(p->bb, t, y * y);
            if (t->flags & TERM_TITLE)
                p->title_b += y * y;
        }
        if (s && t) {
            p->ab[PART_ALL] += x * y;
            p->share_a += x * x;
            p->share_b += y * y;
            if (part_of(s) == part_of(t))
                p->ab[part_of(s)] += x * y;
            if (s->flags & t->flags & (TERM_LEAD | TERM_TITLE) ||
                (s->flags & (TERM_LEAD | TERM_TITLE) && t->flags & (TERM_LEAD | TERM_TITLE)))
                p->ab[PART_LEAD] += x * y;
            if (s->flags & TERM_TITLE)
                p->in_b += x * x;
            if (t->flags & TERM_TITLE)
                p->in_a += y * y;
        }
        i += of_a;
        j += of_b;
    }
}

void pair_features(const struct view *a, const struct view *b, double f[PAIR_FEATURES])
{
    struct parts p = {0};
    compare(a, b, &p);
    bool dated = a->time != TIME_NONE && b->time != TIME_NONE;
    double days =
        dated ? fabs((double)a->time / (double)US_DAY - (double)b->time / (double)US_DAY) : 0;
    struct overlap o = sketch_overlap(a->sketch, a->sketch_n, b->sketch, b->sketch_n);
    uint32_t words = a->words < b->words ? a->words : b->words;
    f[PAIR_ONE] = 1;
    f[PAIR_ALL] = cosine(&p, PART_ALL);
    f[PAIR_NAMES] = cosine(&p, PART_NAMES);
    f[PAIR_WORDS] = cosine(&p, PART_WORDS);
    f[PAIR_FIGURES] = cosine(&p, PART_FIGURES);
    f[PAIR_TITLE] = (p.title_a > 0 ? p.in_b / p.title_a : f[PAIR_ALL]) +
                    (p.title_b > 0 ? p.in_a / p.title_b : f[PAIR_ALL]);
    f[PAIR_LEAD] = cosine(&p, PART_LEAD);
    f[PAIR_RARE] = p.share_a > p.share_b ? p.share_a : p.share_b;
    f[PAIR_DAYS] = log1p(days > 1000 ? 1000 : days);
    f[PAIR_NODATE] = !dated;
    f[PAIR_SHORT] = words < 100 ? 1 - words / 100.0 : 0;
    f[PAIR_TEXT] = o.of_a > o.of_b ? o.of_a : o.of_b;
    f[PAIR_ALL_DAYS] = f[PAIR_ALL] * f[PAIR_DAYS];
    f[PAIR_ALL_SHORT] = f[PAIR_ALL] * f[PAIR_SHORT];
    f[PAIR_ALL2] = f[PAIR_ALL] * f[PAIR_ALL];
}
