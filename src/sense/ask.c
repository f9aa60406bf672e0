/* ask.c: a question in plain words, answered with the sentence of the article that answers it, or
 * an honest "the article does not say".
 *
 * The question is taken apart (ask_question.c), each sentence is weighed (ask_rank.c) by what it
 * has of the question and of an answer of the kind (ask_fit.c). The decision found or not is a
 * logistic function of coverage, of what is missed (names, the verb, the thing counted), of how
 * near the answer stands, and of the kind, with weights from our own questions (train/sense_fit.c).
 */
#include "sense/ask.h"
#include "sense/model.h"

#include <math.h>

/* Of questions about real articles (tests/gold/asked.txt) from here on to 0.5 the sentence is right
 * for 80 of 142. */
static const double NEAR_LEAST = 0.1;

/* What tells that the best sentence does answer: x[SENSE_ASK_FEATURES]. `v`: all n, best first. */
static void ask_features(const struct ask *k, const struct ask_scored *v, size_t n, double *x)
{
    const struct ask_scored *best = v;
    double missing = 0, unknown = 0, most = 0, weak = 0, weight = 1e-9, head = 0, verb = 0;
    double names = 0, names_here = 0;
    const double *here = k->in + best->sentence * k->n;
    const double *before = best->sentence > 0 ? here - k->n : here;
    for (size_t j = 0; j < k->n; j++) {
        const struct ask_term *t = &k->terms[j];
        bool known = t->in_text || t->entity >= 0;
        for (uint32_t i = 0; i < k->f.terms.n && !known; i++) /* a word that means the same */
            known = k->alike[k->f.terms.v[i].first] >> j & 1;
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
    x[15] = fmin(n > 1 ? best->score - v[1].score : 0, 3);
    x[16] = names > 0 ? names_here / names : 0.7;
    x[17] = k->kind == QUESTION_WHEN;
    x[18] = k->kind == QUESTION_WHO_SAYS || k->kind == QUESTION_WHY;
    x[19] = pointed ? verb : 0;
    x[20] = best->score;
    x[21] = best->x[8];
    x[22] = best->x[9];
    x[23] = k->defines ? best->x[23] : 0;
    x[24] = best->x[34];
    x[25] = best->x[17];
    x[26] = best->x[2];
    double all = 0; /* the share of the best when each counts by its score */
    for (size_t i = 0; i < n; i++)
        all += exp(v[i].score - best->score);
    x[27] = 1 / all;
    x[28] = k->kind == QUESTION_WHAT || k->kind == QUESTION_HOW ? best->x[1] : 0;
    x[29] = pointed ? best->x[1] * best->fit : 0;
    x[30] = best->x[38];
    x[31] = best->x[39];
}

static const double ask_weights[SENSE_ASK_FEATURES] = {
    -6.7,     -1.549,   0.5601, -0.2326,  0.7354, -0.3122, -0.09148, -0.41,
    1.935,    -0.6278,  -0.139, -0.08049, 0.1054, -0.426,  1.957,    0.4775,
    -0.05579, 0.122,    0.1341, -0.3129,  0.5658, 0.8262,  -0.6164,  0.6946,
    -1.027,   -0.04684, 0.6958, -0.0745,  -0.241, -1.153,  -0.3677,  1.068};

static int by_score(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    double a = ((const struct ask_scored *)x)->score, b = ((const struct ask_scored *)y)->score;
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

/* How alike a word's company is to that of each term; made once for each word. */
static const double *kin_of(struct ask *k, struct map *seen, const struct sense_token *t)
{
    bool fresh;
    struct map_entry *e = map_put(seen, t->norm, &fresh);
    if (fresh) {
        double *v = ARENA_ARRAY(k->a, k->n, double);
        const int8_t *kin = sense_kin_of(t->hash);
        for (size_t j = 0; j < k->n; j++)
            v[j] = str_eq(t->stem, k->terms[j].stem) ? 1 : sense_kinship(kin, k->terms[j].kin);
        e->value.p = v;
    }
    return e->value.p;
}

static void find_kin(struct ask *k)
{
    struct map seen;
    map_init(&seen, k->a);
    k->kin = ARENA_ARRAY(k->a, k->d.sentence_count * k->n, double);
    for (uint32_t s = 0; s < k->d.sentence_count; s++)
        for (uint32_t i = k->d.sentences[s].from; i < k->d.sentences[s].to; i++) {
            if (k->d.tokens[i].flags & (TOK_STOP | TOK_PUNCT))
                continue;
            const double *v = kin_of(k, &seen, &k->d.tokens[i]);
            double *best = &k->kin[s * k->n];
            for (size_t j = 0; j < k->n; j++)
                best[j] = fmax(best[j], v[j]);
        }
}

/* How much each sentence has of each term, which tokens may mean the same, and in how few of the
 * sentences a term stands. */
static void look_up(struct ask *k)
{
    size_t n = k->d.sentence_count;
    map_init(&k->like, k->a);
    for (size_t j = 0; j < k->n; j++)
        sense_ask_put_alike(&k->like, k->terms[j].stem, 1U << j);
    k->alike = ARENA_ARRAY(k->a, k->d.token_count + 1, uint32_t);
    for (size_t i = 0; i < k->d.token_count; i++) {
        const struct map_entry *e = map_find(&k->like, k->d.tokens[i].stem);
        k->alike[i] = e ? (uint32_t)e->value.u : 0;
    }
    find_kin(k);
    k->in = ARENA_ARRAY(k->a, n * k->n, double);
    k->at = ARENA_ARRAY(k->a, n * k->n, uint32_t);
    for (size_t j = 0; j < k->n; j++) {
        double with = 0;
        for (uint32_t i = 0; i < n; i++) {
            k->in[i * k->n + j] = sense_ask_term_in(k, j, i, &k->at[i * k->n + j]);
            with += k->in[i * k->n + j];
        }
        k->terms[j].topic = k->in[j] > 0.5 || (n > 1 && k->in[k->n + j] > 0.5);
        k->terms[j].rare = log((double)(n + 1) / (with + 1)) / log((double)(n + 2));
    }
}

static struct ask *prepare(struct arena *a, struct str text, const struct reading *reading,
                           struct str question)
{
    struct ask *k = ARENA_NEW(a, struct ask);
    struct article article = {.text = text, .published = {.us = TIME_NONE}, .lang = reading->lang};
    *k = (struct ask){.a = a, .r = reading};
    sense_doc_make_words(a, &article, &k->d);
    sense_terms_make(a, &k->d, &k->f.terms);
    sense_ask_take_apart(k, str_dup(a, utf8_cut(str_trim(question), SENSE_QUESTION_MOST)));
    if (k->n > 0)
        look_up(k);
    return k;
}

void sense_ask_explain(struct arena *a, struct str text, const struct reading *reading,
                       struct str question, struct answer *ret, struct sense_asked *ret_how)
{
    struct ask *k = prepare(a, text, reading, question);
    size_t n = k->d.sentence_count;
    *ret = (struct answer){.kind = k->kind, .sentence = -1, .others = {-1, -1}};
    if (n == 0 || k->n == 0)
        return;
    struct ask_scored *v = ARENA_ARRAY(a, n, struct ask_scored);
    for (uint32_t i = 0; i < n; i++)
        sense_ask_weigh(k, i, &v[i]);
    sort_stable(a, v, n, sizeof *v, by_score, NULL);
    ret->sentence = to_reading(k, v[0].sentence);
    ret->span = v[0].span;
    double x[SENSE_ASK_FEATURES], sum = 0;
    ask_features(k, v, n, x);
    for (size_t i = 0; i < SENSE_ASK_FEATURES; i++)
        sum += x[i] * ask_weights[i];
    ret->score = 1 / (1 + exp(-sum));
    ret->found = ret->score >= 0.5 && ret->sentence >= 0;
    ret->near = !ret->found && ret->score >= NEAR_LEAST && ret->sentence >= 0;
    for (size_t i = 1; i < 3 && i < n; i++)
        ret->others[i - 1] = v[i].cover > 0.3 ? to_reading(k, v[i].sentence) : -1;
    if (!ret_how)
        return;
    memcpy(ret_how->decision, x, sizeof x);
    ret_how->n = n;
    ret_how->rank = arena_alloc(a, n * sizeof *ret_how->rank);
    ret_how->spans = ARENA_ARRAY(a, n, struct span);
    for (size_t i = 0; i < n; i++) {
        memcpy(ret_how->rank[i], v[i].x, sizeof v[i].x);
        ret_how->spans[i] = k->d.sentences[v[i].sentence].span;
    }
}
