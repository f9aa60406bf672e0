/* salience.c: how much each sentence says.
 *
 * Salience is a logistic regression (train/sense_fit.c) over features that reading research has
 * found to tell it: place (Edmundson 1969), likeness to the whole text (centroid: Radev 2004;
 * LexRank: Erkan and Radev 2004), words of the title, names and figures, length, speech. The
 * weights are one set for every kind of text; for a summary of few sentences there is a second set,
 * fitted on which sentences say what the headline says, the headline itself hidden, and what other
 * outlets open with (train/sense_brief.c). "make sense-weights" prints both sets again. */
#include "sense/find.h"

#include <math.h>

enum { RANK_SENTENCES_MOST = 400, RANK_ROUNDS = 15 };

uint32_t sense_sentence_words(const struct sense_doc *d, uint32_t sentence)
{
    uint32_t n = 0;
    for (uint32_t i = d->sentences[sentence].body_from; i < d->sentences[sentence].to; i++)
        n += (d->tokens[i].flags & TOK_PUNCT) == 0;
    return n;
}

/* ---- features ---- */

static bool is_prose(const struct sense_doc *d, uint32_t sentence)
{
    const struct sense_sentence *s = &d->sentences[sentence];
    uint32_t small = 0; /* words without a capital: a credit or a line of dates has hardly any */
    for (uint32_t i = s->body_from; i < s->to && small < 4; i++)
        small += (d->tokens[i].flags & (TOK_PUNCT | TOK_CAP | TOK_DIGIT)) == 0;
    return s->kind == SENTENCE_PROSE && (small >= 4 || !d->english);
}

struct sentence_counts {
    double words, matter, rarity, mass, title, figures, names, quoted, upper;
};
static struct sentence_counts count_sentence(const struct sense_find *f, uint32_t sentence)
{
    const struct sense_doc *d = f->d;
    const struct sense_sentence *s = &d->sentences[sentence];
    struct sentence_counts c = {0};
    for (uint32_t i = s->body_from; i < s->to; i++) {
        const struct sense_token *t = &d->tokens[i];
        c.words += (t->flags & TOK_PUNCT) == 0;
        c.figures += (t->flags & TOK_DIGIT) != 0;
        c.names += i > s->body_from && t->flags & TOK_CAP && !(t->flags & TOK_STOP);
        c.quoted += (t->flags & TOK_IN_QUOTES) != 0;
        int32_t id = f->terms.of_token[i];
        if (id < 0)
            continue;
        const struct sense_term *term = &f->terms.v[id];
        c.matter += 1;
        c.rarity += term->rarity;
        c.mass += log(1 + term->count) * term->rarity;
        c.title += term->in_title ? term->rarity : 0;
        c.upper += (double)term->count;
    }
    return c;
}

/* x[] of one sentence of prose; `at` of `all` sentences of prose. */
static void features(const struct sense_find *f, uint32_t sentence, double at, double all,
                     double x[SENSE_SALIENCE_FEATURES])
{
    const struct sense_doc *d = f->d;
    const struct sense_sentence *s = &d->sentences[sentence];
    struct sentence_counts c = count_sentence(f, sentence);
    double words = c.words + 1;
    double lead = s->paragraph != (sentence ? d->sentences[sentence - 1].paragraph : UINT32_MAX);
    x[0] = 1;
    x[1] = at == 0;
    x[2] = 1 / (1 + at);
    x[3] = at / all;
    x[4] = log(words);
    x[5] = words < 8;
    x[6] = words > 40;
    x[7] = c.title / (f->terms.title_rarity + 1);
    x[8] = c.mass / words;
    x[9] = c.rarity / words;
    x[10] = c.upper / (c.matter + 1) / 3;
    x[11] = c.figures > 0;
    x[12] = c.names / words;
    x[13] = c.quoted / words;
    x[14] = sense_stands_alone(d, sentence);
    x[15] = lead;
    x[16] = d->tokens[s->to - 1].norm.n == 1 && d->text.p[d->tokens[s->to - 1].span.at] == '?';
    x[17] = c.upper / (c.matter + 1); /* against the document's mean: sense_salience_matrix */
    x[18] = c.title > 0 ? 0 : f->terms.title_rarity > 0;
    x[19] = log(1 + c.matter);
    x[20] = at < 3;
    x[21] = c.matter / words;
    x[23] = at / all > 0.85;
}

/* ---- likeness ---- */

static int by_u32(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* Counts of the sentence's terms, weighed by their rarity or not. */
struct sense_vector sense_vector_make(const struct sense_find *f, uint32_t sentence, bool rare)
{
    const struct sense_sentence *s = &f->d->sentences[sentence];
    struct sense_vector v = {ARENA_ARRAY(f->a, s->to - s->from, uint32_t),
                             ARENA_ARRAY(f->a, s->to - s->from, double), 0};
    size_t n = 0;
    for (uint32_t i = s->from; i < s->to; i++)
        if (f->terms.of_token[i] >= 0)
            v.ids[n++] = (uint32_t)f->terms.of_token[i];
    sort_stable(f->a, v.ids, n, sizeof *v.ids, by_u32, NULL);
    double square = 0;
    for (size_t i = 0; i < n;) {
        size_t k = i;
        while (k < n && v.ids[k] == v.ids[i])
            k++;
        double w = (double)(k - i) * (rare ? f->terms.v[v.ids[i]].rarity : 1);
        v.ids[v.n] = v.ids[i];
        v.w[v.n++] = w;
        square += w * w;
        i = k;
    }
    for (size_t i = 0; i < v.n; i++)
        v.w[i] /= sqrt(square) + 1e-9;
    return v;
}

double sense_likeness(const struct sense_vector *x, const struct sense_vector *y)
{
    double sum = 0;
    for (size_t i = 0, k = 0; i < x->n && k < y->n;) {
        if (x->ids[i] < y->ids[k])
            i++;
        else if (x->ids[i] > y->ids[k])
            k++;
        else
            sum += x->w[i++] * y->w[k++];
    }
    return sum;
}

/* Likeness of sentences with each other: their sums, and LexRank by power iteration; the mean of
 * each is 1. */
struct ranks {
    double *degree, *rank;
};

static void power_iterate(double *rank, double *next, double *like, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double sum = 1e-9;
        for (size_t k = 0; k < n; k++)
            sum += like[i * n + k];
        for (size_t k = 0; k < n; k++)
            like[i * n + k] /= sum;
    }
    for (int round = 0; round < RANK_ROUNDS; round++) {
        for (size_t i = 0; i < n; i++)
            next[i] = 0.15;
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < n; k++)
                next[k] += 0.85 * rank[i] * like[i * n + k];
        memcpy(rank, next, n * sizeof *rank);
    }
}

static struct ranks lex_rank(const struct sense_find *f, bool rare)
{
    size_t all = f->d->sentence_count, n = all < RANK_SENTENCES_MOST ? all : RANK_SENTENCES_MOST;
    struct ranks r = {ARENA_ARRAY(f->a, all, double), ARENA_ARRAY(f->a, all, double)};
    double *next = ARENA_ARRAY(f->a, n, double), *like = ARENA_ARRAY(f->a, n * n, double),
           sum = 1e-9;
    struct sense_vector *v = ARENA_ARRAY(f->a, n, struct sense_vector);
    for (size_t i = 0; i < n; i++) {
        if (is_prose(f->d, (uint32_t)i))
            v[i] = sense_vector_make(f, (uint32_t)i, rare);
        r.rank[i] = 1;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            double w = sense_likeness(&v[i], &v[k]);
            like[i * n + k] = like[k * n + i] = w;
            r.degree[i] += w;
            r.degree[k] += w;
            sum += 2 * w;
        }
    for (size_t i = 0; i < n; i++)
        r.degree[i] *= (double)n / sum;
    power_iterate(r.rank, next, like, n);
    return r;
}

/* ---- salience ---- */

static const double salience_weights[SENSE_SALIENCE_FEATURES] = {
    -4.875,  -0.4964,  0.5402, -0.07511, 1.257,    0.5162,  -0.1636,   0.4483, 0.1055,
    0.1598,  -0.08635, 0.1999, 1.056,    -0.06139, 0.1459,  -0.005093, 0.1384, -0.02568,
    -0.1126, -1.085,   0.1396, -1.365,   1.409,    -0.0455, -0.4315,   2.587,  -0.235,
    0.6577,  -1.099,   3.136,  -0.1348,  -1.031,   -0.8365, -2.904};

/* For a summary of few sentences, on 19 of the features: fitted on headlines and on the openings of
 * other outlets' articles. What a word costs is chosen with the rest by stories that the fitting
 * left out and by what pages say of themselves (train/sense_brief.py). */
const struct sense_brief sense_brief_fitted = {
    .cost_of_word = 0.035,
    .weights = {-4.589,   -0.7028, 2.35,    0.1787, 0.5564,   -0.2706, -0.1501, 0,      0,
                -0.07856, 0.03501, 0,       0.4459, -0.05593, 0.1106,  0,       0,      0,
                0,        0.1405,  -0.2478, 0,      0.1268,   0,       0.09196, 0.2767, -0.1741,
                0.1808,   0,       0,       0,      0,        0,       0},
};
/* What fitting cannot tell, chosen on summaries-cnndm: so much costs being broken off (the next
 * sentence begins small), and so much is gained by telling whom all of the text is about. */
static const double COST_OF_BREAK = 1, GAIN_OF_INTRODUCTION = 1;

double *sense_salience_matrix(const struct sense_find *f, double share)
{
    size_t n = f->d->sentence_count;
    double *x = ARENA_ARRAY(f->a, n * SENSE_SALIENCE_FEATURES, double), all = 1, at = 0;
    const struct ranks rare = lex_rank(f, true), plain = lex_rank(f, false);
    double mean = 1e-9, tight = 1 - fmin(1, share / 0.42);
    for (uint32_t i = 0; i < n; i++)
        all += is_prose(f->d, i);
    for (uint32_t i = 0; i < n; i++) {
        if (!is_prose(f->d, i))
            continue;
        double *row = x + i * SENSE_SALIENCE_FEATURES;
        features(f, i, at, all, row);
        row[22] = rare.rank[i];
        row[24] = rare.degree[i];
        row[25] = plain.rank[i];
        row[26] = plain.degree[i];
        row[27] = log(0.1 + plain.degree[i]);
        mean += row[17] / all;
        /* The shorter the summary wanted, the more the lead counts. */
        row[28] = tight;
        row[29] = tight * row[2];
        row[30] = tight * row[20];
        row[31] = tight * row[4];
        row[32] = tight * row[3];
        row[33] = tight * row[1];
        at += 1;
    }
    for (size_t i = 0; i < n; i++)
        x[i * SENSE_SALIENCE_FEATURES + 17] /= mean;
    return x;
}

static double dot(const double *x, const double *w, int n)
{
    double sum = 0;
    for (int k = 0; k < n; k++)
        sum += x[k] * w[k];
    return sum;
}

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static bool is_broken(const struct sense_doc *d, uint32_t sentence)
{
    if (sentence + 1 >= d->sentence_count)
        return false;
    const struct sense_sentence *next = &d->sentences[sentence + 1];
    return next->paragraph == d->sentences[sentence].paragraph &&
           is_lower(d->text.p[next->span.at]);
}

/* How much of the text is about the persons whom each sentence names first: a share of all names.
 * Where the lead only says "a drunk driver", this is the sentence that tells who. */
static double *introductions(const struct sense_find *f)
{
    const struct sense_doc *d = f->d;
    double *ret = ARENA_ARRAY(f->a, d->sentence_count + 1, double);
    uint32_t *first = ARENA_ARRAY(f->a, d->entity_count + 1, uint32_t);
    for (size_t i = 0; i < d->name_count; i++) {
        const struct sense_name *n = &d->names[i];
        if (n->kind != ENTITY_PERSON || n->entity < 0)
            continue;
        if (first[n->entity])
            ret[first[n->entity] - 1] += 1 / (double)d->name_count;
        else
            first[n->entity] = n->sentence + 1;
    }
    return ret;
}

static void rank_brief(const struct sense_find *f, const double *x, const struct sense_brief *how,
                       double *weights)
{
    const double *introduced = introductions(f);
    for (uint32_t i = 0; i < f->d->sentence_count; i++, x += SENSE_SALIENCE_FEATURES) {
        double sum = dot(x, how->weights, SENSE_SALIENCE_FEATURES) -
                     how->cost_of_word * sense_sentence_words(f->d, i) -
                     COST_OF_BREAK * is_broken(f->d, i) + GAIN_OF_INTRODUCTION * introduced[i];
        weights[i] = x[0] == 0 ? 0 : logistic(sum);
    }
}

/* Wanted shares below this are a summary of few sentences. */
static const double BRIEF_SHARE = 0.4;

void sense_rank_sentences_by(const struct sense_find *f, double share,
                             const struct sense_brief *how, double *weights)
{
    const double *x = sense_salience_matrix(f, share);
    if (share < BRIEF_SHARE) {
        rank_brief(f, x, how, weights);
        return;
    }
    for (uint32_t i = 0; i < f->d->sentence_count; i++, x += SENSE_SALIENCE_FEATURES)
        weights[i] = x[0] == 0 ? 0 : logistic(dot(x, salience_weights, SENSE_SALIENCE_FEATURES));
}

void sense_rank_sentences(const struct sense_find *f, double share, double *weights)
{
    sense_rank_sentences_by(f, share, &sense_brief_fitted, weights);
}
