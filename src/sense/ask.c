/* ask.c: a question in plain words, answered with the sentence of the article that answers it, or
 * an honest "the article does not say".
 *
 * The question is taken apart (ask_question.c). Each sentence is scored by how much of the question
 * it covers; names count too where the sentence has only a pronoun for them, and a little where the
 * sentence before has the term. Then it must hold an answer of the kind (ask_fit.c). "Who said" and
 * "what did X say" look into the quotes. The decision found or not is a logistic function of
 * coverage, of what is missed (names, the verb, the thing counted), of how near the answer stands,
 * and of the kind, with weights from our own questions (train/sense_fit.c). */
#include "sense/ask.h"

#include <math.h>

struct scored {
    uint32_t sentence;
    double score, cover, names; /* names: share of the question's names that are met */
    double fit, near;
    struct span span;
};

static struct scored score_sentence(const struct ask *k, uint32_t i, const double *in)
{
    struct scored x = {.sentence = i};
    double names = 0, hit = 0, sum = 0;
    for (size_t j = 0; j < k->n; j++) {
        double here = in[i * k->n + j];
        double before = i > 0 ? in[(i - 1) * k->n + j] : 0;
        bool same = i > 0 && k->d.sentences[i - 1].paragraph == k->d.sentences[i].paragraph;
        double got = fmax(here, before * (same ? 0.45 : 0.25));
        sum += k->terms[j].weight * got;
        names += k->terms[j].name;
        hit += k->terms[j].name ? fmin(1, here + 0.5 * before) : 0;
    }
    x.cover = k->total > 0 ? sum / k->total : 0;
    x.names = names > 0 ? hit / names : 1;
    struct ask_found best;
    x.fit = sense_ask_fits_kind(k, i, &best);
    x.near = best.found ? best.near : 0;
    x.span = best.found ? best.span : k->d.sentences[i].span;
    x.score = x.cover * (0.55 + 0.45 * x.fit) + 0.05 * x.names + 0.02 / (1 + i) + 0.1 * x.near;
    if (k->kind == QUESTION_WHO_SAYS && x.fit <= 0)
        x.score *= 0.4; /* nobody does in it what is asked about */
    if (k->d.sentences[i].kind == SENTENCE_CREDIT || k->d.sentences[i].kind == SENTENCE_HEADING)
        x.score *= 0.6;
    return x;
}

/* What tells that the best sentence does answer: x[SENSE_ASK_FEATURES]. */
static void ask_features(const struct ask *k, const struct scored *best, double second,
                         const double *in, double *x)
{
    double missing = 0, unknown = 0, most = 0, weak = 0, weight = 1e-9, head = 0, verb = 0;
    double names = 0, names_here = 0;
    const double *here = in + best->sentence * k->n;
    const double *before = best->sentence > 0 ? here - k->n : here;
    for (size_t j = 0; j < k->n; j++) {
        const struct ask_term *t = &k->terms[j];
        bool known = t->in_text || t->entity >= 0;
        for (uint32_t i = 0; i < k->f.terms.n && !known; i++) /* a word that means the same */
            known = str_eq(k->stands[k->f.terms.v[i].first], t->stands);
        if (t->soft)
            continue;
        double got = here[j] > before[j] * 0.6 ? here[j] : before[j] * 0.6;
        missing += known ? 0 : t->weight;
        unknown += !known;
        weak += got < 0.3;
        most = fmax(most, (1 - got) * t->weight);
        weight += t->weight;
        head = fmax(head, t->head ? 1 - here[j] : 0);
        verb = fmax(verb, t->verb ? 1 - here[j] : 0);
        names += t->name;
        names_here += t->name ? here[j] : 0;
    }
    bool pointed = k->kind == QUESTION_WHO || k->kind == QUESTION_WHEN ||
                   k->kind == QUESTION_WHERE || k->kind == QUESTION_HOW_MANY;
    x[0] = 1;
    x[1] = best->cover;
    x[2] = best->fit;
    x[3] = best->names;
    x[4] = missing / weight;
    x[5] = unknown;
    x[6] = weak;
    x[7] = most;
    x[8] = k->kind == QUESTION_HOW_MANY ? best->fit : 0.8;
    x[9] = k->kind == QUESTION_WHO || k->kind == QUESTION_WHAT || k->kind == QUESTION_WHERE;
    /* One word is little to go by, unless it is the verb and the answer stands beside it. */
    x[10] = k->n <= 1 && !(pointed && k->terms[0].verb && best->near > 0.4);
    x[11] = best->cover * best->fit;
    x[12] = head;
    x[13] = verb;
    x[14] = pointed ? best->near : 0.3;
    x[15] = fmin(best->score - second, 0.5);
    x[16] = names > 0 ? names_here / names : 0.7;
    x[17] = k->kind == QUESTION_WHEN;
    x[18] = k->kind == QUESTION_WHO_SAYS || k->kind == QUESTION_WHY;
    x[19] = pointed ? verb : 0;
}

static const double ask_weights[SENSE_ASK_FEATURES] = {
    -3.841, 0.2015, 1.835,   0.2386,  -0.2451, -0.632, -0.8771, -0.3529, 1.466,  -1.205,
    -1.127, 1.551,  0.09029, -0.7806, 1.578,   1.612,  -0.5344, -1.139,  0.2335, 0.1874};

static int by_score(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    double a = ((const struct scored *)x)->score, b = ((const struct scored *)y)->score;
    return a > b ? -1 : a < b;
}

static reading_index to_reading(const struct ask *k, uint32_t sentence)
{
    uint32_t at = k->d.sentences[sentence].span.at;
    for (size_t i = 0; i < k->r->sentence_count; i++)
        if (at >= k->r->sentences[i].span.at && at < k->r->sentences[i].span.end)
            return (reading_index)i;
    return -1;
}

void sense_ask(struct arena *a, struct str text, const struct reading *reading, struct str question,
               struct answer *ret)
{
    sense_ask_explain(a, text, reading, question, ret, NULL);
}

void sense_ask_explain(struct arena *a, struct str text, const struct reading *reading,
                       struct str question, struct answer *ret, double *ret_features)
{
    struct ask *k = ARENA_NEW(a, struct ask);
    struct article article = {.text = text, .published = {.us = TIME_NONE}, .lang = reading->lang};
    *k = (struct ask){.a = a, .r = reading};
    sense_doc_make_words(a, &article, &k->d);
    sense_terms_make(a, &k->d, &k->f.terms);
    k->stands = ARENA_ARRAY(a, k->d.token_count, struct str);
    for (size_t i = 0; i < k->d.token_count; i++)
        k->stands[i] = sense_ask_standing_for(k->d.tokens[i].stem);
    sense_ask_take_apart(k, str_dup(a, utf8_cut(str_trim(question), SENSE_QUESTION_MOST)));
    *ret = (struct answer){.kind = k->kind, .sentence = -1, .others = {-1, -1}};
    size_t n = k->d.sentence_count;
    if (n == 0 || k->n == 0)
        return;
    struct scored *v = ARENA_ARRAY(a, n, struct scored);
    double *in = ARENA_ARRAY(a, n * k->n, double);
    k->at = ARENA_ARRAY(a, n * k->n, uint32_t);
    for (uint32_t i = 0; i < n; i++)
        for (size_t j = 0; j < k->n; j++)
            in[i * k->n + j] = sense_ask_term_in(k, &k->terms[j], i, &k->at[i * k->n + j]);
    for (uint32_t i = 0; i < n; i++)
        v[i] = score_sentence(k, i, in);
    sort_stable(a, v, n, sizeof *v, by_score, NULL);
    ret->sentence = to_reading(k, v[0].sentence);
    ret->span = v[0].span;
    double *x = ARENA_ARRAY(a, SENSE_ASK_FEATURES, double), sum = 0;
    ask_features(k, &v[0], n > 1 ? v[1].score : 0, in, x);
    for (size_t i = 0; i < SENSE_ASK_FEATURES; i++)
        sum += x[i] * ask_weights[i];
    ret->score = 1 / (1 + exp(-sum));
    if (ret_features)
        memcpy(ret_features, x, SENSE_ASK_FEATURES * sizeof *x);
    ret->found = ret->score >= 0.5 && ret->sentence >= 0;
    for (size_t i = 1; i < 3 && i < n; i++)
        ret->others[i - 1] = v[i].cover > 0.3 ? to_reading(k, v[i].sentence) : -1;
}
