/* telling.c: does a sentence tell of an attack that somebody made, or does it only speak of such
 * things? See roles.h.
 *
 * A linear model over each sentence with a word of violence: its stems, the pairs of its words, and
 * how the violence is put (tense, voice, negation, what stands beside it). An article's best
 * sentence is its evidence, as one that tells of an attack is enough (instances in bags, Maron and
 * Lozano-Perez 1998). Names and numbers are only known as such: who was attacked, and where, tells
 * nothing of the next article. */
#include "sense/roles.h"

#include <math.h>

/* Features of a sentence, each once: twice as many slots as features, of index + 1, 0 = free. */
enum { SLOTS = 2 * TELLING_FEATURES_MOST };
struct taker {
    uint64_t *v;
    size_t n;
    uint16_t slots[SLOTS];
};
static void put(struct taker *t, uint32_t template, uint64_t x, uint64_t y)
{
    uint64_t feature = feature_pair(template, x, y);
    size_t at = (size_t)feature % SLOTS;
    for (; t->slots[at]; at = (at + 1) % SLOTS)
        if (t->v[t->slots[at] - 1] == feature)
            return;
    if (t->n >= TELLING_FEATURES_MOST)
        return;
    t->v[t->n++] = feature;
    t->slots[at] = (uint16_t)t->n;
}

static bool is_named(const struct sense_token *t)
{
    return t->labelled || t->flags & TOK_DIGIT;
}

/* A word, or the kind of name that it stands in, or that it is a number. As the labels have names
 * and kinds: rules that read them better would have this model made anew each time. */
static uint64_t word_of(const struct sense_doc *d, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    return t->labelled ? 15 + (uint64_t)t->labelled : t->flags & TOK_DIGIT ? 15 : t->hash;
}

/* Tense, voice and the like of the verb group that a verb stands in; 0 for another word. */
static uint64_t form_of(const struct sense_doc *d, const struct sense_token *t)
{
    if (t->upos != SENSE_VERB || t->chunk < 0)
        return 0;
    const struct sense_chunk *c = &d->chunks[t->chunk];
    return 1U << 8 | (uint64_t)c->tense | (c->passive ? 4U : 0) | (c->negated ? 8U : 0) |
           (c->modal ? 16U : 0) | (c->perfect ? 32U : 0) | (c->infinitive ? 64U : 0);
}

static void put_violence(struct taker *f, const struct roles *r, uint32_t i)
{
    const struct sense_doc *d = r->d;
    const struct sense_token *t = &d->tokens[i];
    const struct sense_sentence *s = &d->sentences[t->sentence];
    uint64_t stem = str_hash(t->stem);
    put(f, 203, stem, i > s->from ? word_of(d, i - 1) : 1);
    put(f, 204, stem, i + 1 < s->to ? word_of(d, i + 1) : 2);
    put(f, 205, stem, t->xpos);
    put(f, 206, r->triggers[i], form_of(d, t));
    put(f, 207, r->triggers[i], t->flags & TOK_IN_QUOTES ? 1 : 0);
    if (r->left[i] != UINT32_MAX)
        put(f, 208, stem, str_hash(d->tokens[r->left[i]].stem));
}

size_t sense_telling_features(const struct roles *r, uint32_t sentence,
                              uint64_t features[TELLING_FEATURES_MOST])
{
    const struct sense_doc *d = r->d;
    const struct sense_sentence *s = &d->sentences[sentence];
    struct taker f = {.v = features};
    uint32_t before = UINT32_MAX;
    uint64_t has = 0;
    put(&f, 200, sentence < 6 ? sentence : 6, 0);
    for (uint32_t i = s->from; i < s->to; i++) {
        const struct sense_token *t = &d->tokens[i];
        has |= t->flags & TOK_DIGIT ? 1U : 0;
        has |= t->labelled ? 1U << t->labelled : 0;
        if (t->flags & TOK_PUNCT)
            continue;
        if (!(t->flags & TOK_STOP) && !is_named(t))
            put(&f, 201, str_hash(t->stem), 0);
        if (before != UINT32_MAX && !(is_named(t) && is_named(&d->tokens[before])))
            put(&f, 202, word_of(d, before), word_of(d, i));
        before = i;
        if (form_of(d, t))
            put(&f, 209, form_of(d, t), 0);
        if (r->triggers[i])
            put_violence(&f, r, i);
    }
    for (uint32_t k = 0; k < 4; k++)
        put(&f, 210, k, has >> k & 1);
    return f.n;
}

double sense_telling_best(const struct roles *r, const bool *left_out)
{
    const struct sense_linear m = sense_linear_get(LINEAR_TELLING);
    UNSET uint64_t v[TELLING_FEATURES_MOST];
    double best = TELLING_LEAST;
    for (uint32_t i = 0; i < r->d->sentence_count && m.labels == 2; i++) {
        int32_t scores[LINEAR_LABELS_MOST] = {0};
        if (r->counts[i] == 0 || (left_out && left_out[i]))
            continue;
        sense_linear_add(&m, v, sense_telling_features(r, i, v), scores);
        best = fmax(best, (double)(scores[1] - scores[0]) * (double)m.scale / TELLING_UNIT);
    }
    return best;
}
