/* summary.c: the summary and the key points: which of the sentences that say most are taken.
 *
 * Sentences are taken best first (salience.c); one that says again what is taken already is passed
 * over (maximal marginal relevance: Carbonell and Goldstein 1998). A summary's sentences stand
 * alone, or follow right on the one that names whom they speak of; none is cut off. Key points are
 * other sentences, from all parts of the text, cut at clause borders where a tail says nothing new;
 * never one that the summary has in full. */
#include "sense/find.h"

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

/* Is the entity of the pronoun at `pronoun` named by the sentence? */
static bool is_named_in(const struct sense_doc *d, uint32_t pronoun, uint32_t sentence)
{
    const struct sense_sentence *s = &d->sentences[sentence];
    reading_index entity = sense_entity_at(d, d->tokens[pronoun].span);
    for (uint32_t i = s->from; entity >= 0 && i < s->to; i++)
        if (d->tokens[i].name >= 0 && d->names[d->tokens[i].name].entity == entity)
            return true;
    return false;
}

/* Does the sentence go on from the one before it, which names whom its first words mean: "He", "The
 * group", "In May he" resolved to an entity that stands by name there? "It" is resolved to nothing
 * and may stand for nothing ("It was clear that"): it does not. */
static bool follows_on(const struct sense_doc *d, uint32_t sentence)
{
    const struct sense_sentence *s = &d->sentences[sentence];
    static const char *const persons[] = {"he", "she", "his", "her", NULL};
    static const char *const groups[] = {"they", "their", "its", NULL};
    static const char *const pointers[] = {"this", "these", "those", NULL};
    uint32_t i = s->body_from;
    if (sentence == 0 || s[-1].paragraph + 1 < s->paragraph)
        return false;
    if (sense_norm_in(d, i, pointers)) {
        int32_t group = d->tokens[i].chunk; /* "This new program", not "This is" */
        return group >= 0 && d->chunks[group].kind == CHUNK_NOUN && d->chunks[group].head > i;
    }
    if (sense_norm_in(d, i, groups))
        return sense_entity_at(d, d->tokens[i].span) < 0 || is_named_in(d, i, sentence - 1);
    if (d->tokens[i].upos != SENSE_ADP && d->tokens[i].upos != SENSE_SCONJ &&
        !sense_norm_in(d, i, persons))
        return false;
    for (uint32_t k = i; k < s->to && k < i + 8 && d->tokens[k].name < 0; k++)
        if (sense_norm_in(d, k, persons))
            return is_named_in(d, k, sentence - 1);
    return false;
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

static bool says_again(const struct sense_vector *v, const uint32_t *taken, size_t n,
                       uint32_t sentence)
{
    for (size_t i = 0; i < n; i++)
        if (sense_likeness(&v[taken[i]], &v[sentence]) > 0.65)
            return true;
    return false;
}

static void in_order_of_text(const struct sense_find *f, uint32_t *v, size_t n)
{
    bool *in = ARENA_ARRAY(f->a, f->d->sentence_count, bool);
    for (size_t i = 0; i < n; i++)
        in[v[i]] = true;
    for (uint32_t i = 0, k = 0; k < n; i++)
        if (in[i])
            v[k++] = i;
}

size_t sense_pick_sentences(const struct sense_find *f, const double *weights,
                            struct sense_pick how, uint32_t *ret)
{
    const struct sense_doc *d = f->d;
    size_t n = 0, taken = 0;
    uint32_t words = 0;
    struct ranked *order = ARENA_ARRAY(f->a, d->sentence_count, struct ranked);
    struct sense_vector *v = ARENA_ARRAY(f->a, d->sentence_count, struct sense_vector);
    for (uint32_t i = 0; i < d->sentence_count; i++)
        if (weights[i] > 0 && may_stand(f, i, how.stand))
            order[n++] = (struct ranked){i, weights[i]};
    sort_stable(f->a, order, n, sizeof *order, by_weight, NULL);
    for (size_t i = 0; i < n && taken < how.most_sentences; i++) {
        uint32_t s = order[i].sentence, w = sense_sentence_words(d, s);
        if (order[i].weight < 0)
            continue; /* taken */
        if (how.stand == STAND_OR_FOLLOW && !sense_stands_alone(d, s) &&
            !holds_index(ret, taken, s - 1))
            continue;
        v[s] = sense_vector_make(f, s, true);
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
    in_order_of_text(f, ret, taken);
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
    uint32_t words = sense_sentence_words(d, sentence), before = 0;
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

/* The main clause of a sentence that the summary has in full: up to the comma or the conjunction
 * behind its first finite verb, where what stands before it is a clause of its own and a good deal
 * shorter. False where there is no such border. */
static bool main_clause(const struct sense_doc *d, uint32_t sentence, struct span *ret)
{
    enum { LEAST_WORDS = 5 };
    static const char *const joints[] = {"after", "when",   "because", "while",   "although",
                                         "as",    "before", "unless",  "whereas", "which",
                                         "who",   "saying", "but",     "so",      NULL};
    const struct sense_sentence *s = &d->sentences[sentence];
    uint32_t words = sense_sentence_words(d, sentence), before = 0;
    bool verb = false;
    if (!d->english || !sense_stands_alone(d, sentence))
        return false;
    for (uint32_t i = s->body_from; i + 1 < s->to; i++) {
        const struct sense_token *t = &d->tokens[i];
        if (t->flags & (TOK_IN_QUOTES | TOK_QUOTE_OPEN | TOK_QUOTE_CLOSE))
            return false;
        bool comma = t->xpos == XPOS_COMMA;
        uint32_t next = i + comma;
        bool border =
            (sense_norm_in(d, next, joints) && d->tokens[next].name < 0) ||
            (comma && (d->tokens[next].xpos == XPOS_VBG || d->tokens[next].upos == SENSE_CCONJ ||
                       d->tokens[next].xpos == XPOS_DT));
        if (border && verb && before >= LEAST_WORDS && before * 4 <= words * 3 &&
            i > s->body_from && d->tokens[i - 1].upos != SENSE_AUX &&
            d->tokens[i - 1].upos != SENSE_ADP) {
            *ret = sense_span(d, s->body_from, i);
            return true;
        }
        before += (t->flags & TOK_PUNCT) == 0;
        verb |=
            t->xpos == XPOS_VBD || t->xpos == XPOS_VBZ || t->xpos == XPOS_VBP || t->xpos == XPOS_MD;
    }
    return false;
}

/* Is one much like it in the summary, as where a text has the same words twice? */
static bool like_summary(const struct sense_find *f, uint32_t sentence)
{
    const struct sense_vector mine = sense_vector_make(f, sentence, true);
    for (size_t i = 0; i < f->summary.n; i++) {
        const struct sense_vector its = sense_vector_make(f, (uint32_t)f->summary.v[i], true);
        if (sense_likeness(&mine, &its) > 0.8)
            return true;
    }
    return false;
}

/* Key points are other sentences than the summary's; nothing is shown twice. Only where the summary
 * has all of a text they are main clauses of its sentences, the first apart. */
static void key_points(struct sense_find *f)
{
    const struct sense_doc *d = f->d;
    double *w = ARENA_ARRAY(f->a, d->sentence_count, double);
    uint32_t *ret = ARENA_ARRAY(f->a, d->sentence_count, uint32_t);
    struct span *cut = ARENA_ARRAY(f->a, d->sentence_count, struct span);
    double prose = 1, at = 0;
    for (uint32_t i = 0; i < d->sentence_count; i++)
        prose += f->weights[i] > 0;
    for (uint32_t i = 0; i < d->sentence_count; i++) {
        w[i] = f->weights[i];
        at += w[i] > 0;
        /* Spread over the text, and away from what the summary says already. */
        if (w[i] > 0)
            w[i] = w[i] * (0.6 + 0.4 * at / prose) * (sense_sentence_words(d, i) < 8 ? 0.5 : 1);
    }
    for (size_t i = 0; i < f->summary.n; i++)
        w[f->summary.v[i]] = 0;
    uint32_t most = prose < 12 ? 3 : prose < 24 ? 4 : 5;
    size_t n = sense_pick_sentences(
        f, w, (struct sense_pick){.most_sentences = most, .stand = STAND_ALONE}, ret);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!like_summary(f, ret[i])) {
            cut[ret[i]] = cut_point(d, ret[i]);
            ret[kept++] = ret[i];
        }
    n = kept;
    bool whole = (double)f->summary.n == at; /* all prose */
    for (size_t i = 1; whole && i < f->summary.n; i++) {
        uint32_t sentence = (uint32_t)f->summary.v[i];
        if (main_clause(d, sentence, &cut[sentence]))
            ret[n++] = sentence;
    }
    in_order_of_text(f, ret, n);
    for (size_t i = 0; i < n; i++)
        LIST_PUSH(f->a, &f->keypoints, (struct keypoint){(reading_index)ret[i], cut[ret[i]]});
}

size_t sense_summary_sentences(const struct sense_find *f, double *weights, uint32_t *ret)
{
    enum { SUMMARY_SENTENCES = 3, SHORT_SENTENCES = 11 };
    size_t n = f->d->sentence_count;
    sense_rank_sentences(f, SUMMARY_SENTENCES / (double)(n + 1), weights);
    int32_t lead = n <= SHORT_SENTENCES ? sense_lead(f, weights) : -1;
    double *order = ARENA_ARRAY(f->a, n, double);
    for (size_t i = 0; i < n; i++)
        order[i] = (int32_t)i == lead ? 1 : weights[i];
    return sense_pick_sentences(
        f, order,
        (struct sense_pick){.most_sentences = SUMMARY_SENTENCES, .stand = STAND_OR_FOLLOW}, ret);
}

void sense_summary(struct sense_find *f)
{
    uint32_t *ret = ARENA_ARRAY(f->a, f->d->sentence_count, uint32_t);
    f->weights = ARENA_ARRAY(f->a, f->d->sentence_count, double);
    size_t n = sense_summary_sentences(f, f->weights, ret);
    for (size_t i = 0; i < n; i++)
        LIST_PUSH(f->a, &f->summary, (reading_index)ret[i]);
    key_points(f);
}
