/* summary.c: which sentences say most, the summary and the key points.
 *
 * Salience is a logistic regression (train/sense_fit.c) over features that reading research has
 * found to tell it: place (Edmundson 1969), likeness to the whole text (centroid: Radev 2004;
 * LexRank: Erkan and Radev 2004), words of the title, names and figures, length, speech. The
 * weights are one set for every kind of text; for a summary of few sentences there is a second set,
 * fitted on which sentences say what the headline says, the headline itself hidden. Sentences are
 * taken best first; one that says again what is taken already is passed over (maximal marginal
 * relevance: Carbonell and Goldstein 1998). A summary's sentences stand alone, or follow right on
 * the one that names whom they speak of; none is cut off. Key points are further sentences, from
 * all parts of the text, cut at clause borders where a tail says nothing new. */
#include "sense/find.h"

#include <math.h>

enum { RANK_SENTENCES_MOST = 400, RANK_ROUNDS = 15 };

/* ---- does a sentence stand alone? ---- */

static const char *const back_pointers[] = {
    "he",   "she",   "it",         "they",    "him",    "her",   "his",        "hers",
    "its",  "their", "theirs",     "them",    "this",   "that",  "these",      "those",
    "such", "both",  "neither",    "another", "others", "here",  "there",      "i",
    "we",   "my",    "our",        "me",      "us",     "you",   "your",       "one",
    "none", "some",  "the former", "who",     "which",  "whose", "the latter", NULL};
static const char *const connectives[] = {
    "but",          "and",          "or",           "so",          "yet",        "nor",
    "however",      "therefore",    "thus",         "hence",       "moreover",   "furthermore",
    "also",         "besides",      "meanwhile",    "instead",     "otherwise",  "still",
    "then",         "later",        "nevertheless", "nonetheless", "too",        "additionally",
    "consequently", "similarly",    "likewise",     "afterwards",  "afterward",  "earlier",
    "elsewhere",    "finally",      "indeed",       "rather",      "conversely", "accordingly",
    "again",        "subsequently", "else",         "because",     "plus",       "perhaps",
    "maybe",        "yes",          "no",           "well",        "hence",      NULL};

/* Inside a quotation that was opened in its own or the sentence before; a mark that stands open for
 * longer is a stray one, as are apostrophes taken for marks. */
static bool in_quotation(const struct sense_doc *d, uint32_t token)
{
    if (!(d->tokens[token].flags & TOK_IN_QUOTES))
        return false;
    uint32_t sentence = d->tokens[token].sentence,
             from = d->sentences[sentence > 1 ? sentence - 2 : 0].from;
    for (uint32_t i = token; i-- > from;)
        if (d->tokens[i].flags & TOK_QUOTE_OPEN)
            return true;
    return false;
}

bool sense_stands_alone(const struct sense_doc *d, uint32_t sentence)
{
    const struct sense_sentence *s = &d->sentences[sentence];
    uint32_t i = s->body_from;
    bool quote = false;
    while (i < s->to && d->tokens[i].flags & TOK_PUNCT)
        quote |= (d->tokens[i++].flags & TOK_QUOTE_OPEN) != 0;
    if (i >= s->to)
        return false;
    if (d->english && (sense_norm_in(d, i, back_pointers) || sense_norm_in(d, i, connectives))) {
        /* "This week" and "That year" point to the day, "It is" at a start of nothing. */
        static const char *const times[] = {"week",   "month",   "year",   "morning",
                                            "season", "weekend", "summer", "winter",
                                            "spring", "autumn",  NULL};
        bool time = i + 1 < s->to && sense_norm_in(d, i, (const char *const[]){"this", NULL}) &&
                    sense_norm_in(d, i + 1, times);
        if (!time)
            return false;
    }
    char first = d->text.p[d->tokens[i].span.at];
    if (is_lower(first) || quote || in_quotation(d, i))
        return false;
    /* A pronoun as subject of the first clause, before any name: "In May he ..." */
    for (uint32_t k = i; d->english && k < s->to && k < i + 8; k++) {
        static const char *const subjects[] = {"he",  "she", "they",  "it", "him",
                                               "his", "her", "their", NULL};
        if (d->tokens[k].name >= 0 || d->tokens[k].upos == SENSE_NOUN)
            break;
        if (sense_norm_in(d, k, subjects))
            return false;
    }
    return true;
}

static uint32_t words_of(const struct sense_doc *d, uint32_t sentence)
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

/* A sentence as a sparse vector over terms: ids ascending, weights of length 1. */
struct vector {
    uint32_t *ids;
    double *w;
    size_t n;
};

static int by_u32(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* Counts of the sentence's terms, weighed by their rarity or not. */
static struct vector make_vector(const struct sense_find *f, uint32_t sentence, bool rare)
{
    const struct sense_sentence *s = &f->d->sentences[sentence];
    struct vector v = {ARENA_ARRAY(f->a, s->to - s->from, uint32_t),
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

static double likeness(const struct vector *x, const struct vector *y)
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
    struct vector *v = ARENA_ARRAY(f->a, n, struct vector);
    for (size_t i = 0; i < n; i++) {
        if (is_prose(f->d, (uint32_t)i))
            v[i] = make_vector(f, (uint32_t)i, rare);
        r.rank[i] = 1;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            double w = likeness(&v[i], &v[k]);
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
    -5.181,   -0.5204, 0.5639, -0.05785, 1.307,   0.2333,   -0.1122,   0.5209,   0.1899,
    0.08352,  -0.1182, 0.201,  0.9914,   -0.1939, 0.02914,  -0.004006, -0.07707, 0.01864,
    -0.06294, -1.134,  0.1307, -1.283,   0.8615,  -0.03668, -0.05945,  3.012,    -0.2605,
    0.3866,   -0.5144, 2.097,  0.3732,   -1.167,  -0.9884,  -1.012,
};

/* For a summary of few sentences (train/sense_eval.c, fit-brief): the same features. */
static const double brief_weights[SENSE_SALIENCE_FEATURES] = {
    -3.44,   1.187,   0.3606,    -0.2291, -0.1235,  -0.008853, 0.02104, 0,      0.2495,
    -0.3134, 0.05302, -0.002186, 0.3493,  -0.04817, 0.06501,   -0.1198, 0.1033, 0.2734,
    0,       0.9184,  -0.1529,   -0.3914, 0.2806,   0.06607,   0.09539, 0.2229, -0.7663,
    1.113,   -0.9936, 2.141,     0.09982, -0.1551,  0.2153,    -1.742,
};
/* What fitting on headlines cannot tell, chosen on summaries-cnndm: a word costs so much, and so
 * does being broken off (the next sentence begins small). */
static const double COST_OF_WORD = 0.02, COST_OF_BREAK = 1;

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

static void rank_brief(const struct sense_find *f, const double *x, double *weights)
{
    for (uint32_t i = 0; i < f->d->sentence_count; i++, x += SENSE_SALIENCE_FEATURES) {
        double sum = dot(x, brief_weights, SENSE_SALIENCE_FEATURES) -
                     COST_OF_WORD * words_of(f->d, i) - COST_OF_BREAK * is_broken(f->d, i);
        weights[i] = x[0] == 0 ? 0 : logistic(sum);
    }
}

/* Wanted shares below this are a summary of few sentences. */
static const double BRIEF_SHARE = 0.25;

void sense_rank_sentences(const struct sense_find *f, double share, double *weights)
{
    const double *x = sense_salience_matrix(f, share);
    if (share < BRIEF_SHARE) {
        rank_brief(f, x, weights);
        return;
    }
    for (uint32_t i = 0; i < f->d->sentence_count; i++, x += SENSE_SALIENCE_FEATURES)
        weights[i] = x[0] == 0 ? 0 : logistic(dot(x, salience_weights, SENSE_SALIENCE_FEATURES));
}

/* ---- picking ---- */

struct ranked {
    uint32_t sentence;
    double weight;
};

static int by_weight(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    double a = ((const struct ranked *)x)->weight, b = ((const struct ranked *)y)->weight;
    return a > b ? -1 : a < b;
}

/* Does the sentence go on from the one before it, which names whom its first words mean: "He", "The
 * group" resolved to an entity that stands by name there? */
static bool follows_on(const struct sense_doc *d, uint32_t sentence)
{
    const struct sense_sentence *s = &d->sentences[sentence];
    static const char *const openers[] = {"he",    "she", "they", "it",    "his",   "her",
                                          "their", "its", "this", "these", "those", NULL};
    if (sentence == 0 || s[-1].paragraph + 1 < s->paragraph ||
        !sense_norm_in(d, s->body_from, openers))
        return false;
    if (sense_norm_in(d, s->body_from, (const char *const[]){"this", "these", "those", NULL}))
        return s->body_from + 1 < s->to && d->tokens[s->body_from + 1].upos == SENSE_NOUN;
    reading_index entity = sense_entity_at(d, d->tokens[s->body_from].span);
    for (uint32_t i = s[-1].from; entity >= 0 && i < s[-1].to; i++)
        if (d->tokens[i].name >= 0 && d->names[d->tokens[i].name].entity == entity)
            return true;
    return entity < 0 && !sense_norm_in(d, s->body_from, (const char *const[]){"he", "she", NULL});
}

/* Cut off before its end, as where a line's end was taken for a sentence's: "off the coast of ."
 * Articles and "and" end no sentence; prepositions may ("to speak of."), but not where the stop is
 * set off as well. */
static bool is_cut_off(const struct sense_doc *d, uint32_t sentence)
{
    static const char *const never[] = {"the", "a", "an", "and", "or", NULL};
    static const char *const set_off[] = {"of",   "to",   "in",    "on",  "at", "by", "for",
                                          "with", "from", "into",  "his", "my", "as", "our",
                                          "your", "that", "their", "its", NULL};
    const struct sense_sentence *s = &d->sentences[sentence];
    if (!d->english || s->to < s->body_from + 2 || d->text.p[d->tokens[s->to - 1].span.at] != '.')
        return false;
    const struct sense_token *last = &d->tokens[s->to - 2];
    return !(last->flags & TOK_CAP) && /* "vitamin A." */
           (sense_norm_in(d, s->to - 2, never) ||
            (last->flags & TOK_SPACE_AFTER && sense_norm_in(d, s->to - 2, set_off)));
}

static bool may_stand(const struct sense_find *f, uint32_t sentence, enum sense_stand stand)
{
    return stand == STAND_ANY || (!is_cut_off(f->d, sentence) &&
                                  (sense_stands_alone(f->d, sentence) ||
                                   (stand == STAND_OR_FOLLOW && follows_on(f->d, sentence))));
}

static bool holds_index(const uint32_t *v, size_t n, uint32_t x)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] == x)
            return true;
    return false;
}

static bool says_again(const struct vector *v, const uint32_t *taken, size_t n, uint32_t sentence)
{
    for (size_t i = 0; i < n; i++)
        if (likeness(&v[taken[i]], &v[sentence]) > 0.65)
            return true;
    return false;
}

size_t sense_pick_sentences(const struct sense_find *f, const double *weights,
                            struct sense_pick how, uint32_t *ret)
{
    const struct sense_doc *d = f->d;
    size_t n = 0, taken = 0;
    uint32_t words = 0;
    struct ranked *order = ARENA_ARRAY(f->a, d->sentence_count, struct ranked);
    struct vector *v = ARENA_ARRAY(f->a, d->sentence_count, struct vector);
    for (uint32_t i = 0; i < d->sentence_count; i++)
        if (weights[i] > 0 && may_stand(f, i, how.stand))
            order[n++] = (struct ranked){i, weights[i]};
    sort_stable(f->a, order, n, sizeof *order, by_weight, NULL);
    for (size_t i = 0; i < n && taken < how.most_sentences; i++) {
        uint32_t s = order[i].sentence, w = words_of(d, s);
        if (order[i].weight < 0)
            continue; /* taken */
        if (how.stand == STAND_OR_FOLLOW && !sense_stands_alone(d, s) &&
            !holds_index(ret, taken, s - 1))
            continue;
        v[s] = make_vector(f, s, true);
        if (says_again(v, ret, taken, s))
            continue;
        if (how.most_words && words + w / 3 > how.most_words)
            break;
        words += w;
        ret[taken++] = s;
        order[i].weight = -1;
        if (how.stand == STAND_OR_FOLLOW)
            i = SIZE_MAX; /* what follows on it may have been passed over: from the best again */
    }
    sort_stable(f->a, ret, taken, sizeof *ret, by_u32, NULL);
    return taken;
}

/* ---- the faculty ---- */

/* Where a key point may end: at a comma or dash before a clause that only says who said it or adds
 * an aside, when at least half of the sentence and a verb stand before it. */
static struct span cut_point(const struct sense_doc *d, uint32_t sentence)
{
    static const char *const tails[] = {"which", "who",    "while",   "although", "though",
                                        "as",    "adding", "despite", "whereas",  "saying",
                                        "after", "with",   NULL};
    const struct sense_sentence *s = &d->sentences[sentence];
    struct span all = sense_span(d, s->body_from, s->to);
    uint32_t words = words_of(d, sentence), before = 0;
    bool verb = false, quoted = false;
    if (words < 24 || !d->english)
        return all;
    for (uint32_t i = s->body_from; i + 1 < s->to; i++) {
        const struct sense_token *t = &d->tokens[i];
        quoted |= (t->flags & TOK_IN_QUOTES) != 0;
        before += (t->flags & TOK_PUNCT) == 0;
        verb |=
            t->xpos == XPOS_VBD || t->xpos == XPOS_VBZ || t->xpos == XPOS_VBP || t->xpos == XPOS_MD;
        if (t->xpos == XPOS_COMMA && verb && !quoted && before * 2 >= words && before >= 12 &&
            sense_norm_in(d, i + 1, tails))
            return sense_span(d, s->body_from, i);
    }
    return all;
}

static void key_points(struct sense_find *f)
{
    const struct sense_doc *d = f->d;
    double *w = ARENA_ARRAY(f->a, d->sentence_count, double);
    uint32_t *ret = ARENA_ARRAY(f->a, d->sentence_count, uint32_t);
    double prose = 1, at = 0;
    for (uint32_t i = 0; i < d->sentence_count; i++)
        prose += f->weights[i] > 0;
    for (uint32_t i = 0; i < d->sentence_count; i++) {
        w[i] = f->weights[i];
        at += w[i] > 0;
        /* Spread over the text, and away from what the summary says already. */
        if (w[i] > 0)
            w[i] = w[i] * (0.6 + 0.4 * at / prose) * (words_of(d, i) < 8 ? 0.5 : 1);
    }
    for (size_t i = 0; i < f->summary.n && prose > 9; i++)
        w[f->summary.v[i]] *= 0.35;
    uint32_t most = prose < 12 ? 3 : prose < 24 ? 4 : 5;
    size_t n = sense_pick_sentences(
        f, w, (struct sense_pick){.most_sentences = most, .stand = STAND_ALONE}, ret);
    for (size_t i = 0; i < n; i++)
        LIST_PUSH(f->a, &f->keypoints,
                  (struct keypoint){(reading_index)ret[i], cut_point(d, ret[i])});
}

void sense_summary(struct sense_find *f)
{
    uint32_t *ret = ARENA_ARRAY(f->a, f->d->sentence_count, uint32_t);
    f->weights = ARENA_ARRAY(f->a, f->d->sentence_count, double);
    sense_rank_sentences(f, 3 / (double)(f->d->sentence_count + 1), f->weights);
    size_t n = sense_pick_sentences(
        f, f->weights, (struct sense_pick){.most_sentences = 3, .stand = STAND_OR_FOLLOW}, ret);
    for (size_t i = 0; i < n; i++)
        LIST_PUSH(f->a, &f->summary, (reading_index)ret[i]);
    key_points(f);
}
