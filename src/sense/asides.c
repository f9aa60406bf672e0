/* asides.c: what is said around its verb of saying, "the bridge, the mayor argues, was never meant
 * for lorries", and behind a colon, "the union disputes that: 700 have left".
 *
 * The labels of speech.c know the first with "said" and "according to", and the second hardly at
 * all. Here both are read by rule, where the labels have nothing or half of it: the aside is a noun
 * group and a verb of saying between commas, with a subject in front of it in its clause and the
 * finite verb right behind it; before the colon stand who says it, the verb, and at most "this",
 * and behind it a clause without quotation marks. */
#include "sense/quoting.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const verbs[] = {
    "acknowledge", "add",      "admit",   "argue",   "assert",  "believe", "caution",  "claim",
    "complain",    "concede",  "contend", "explain", "fear",    "hope",    "insist",   "maintain",
    "note",        "observe",  "point",   "predict", "reckon",  "recall",  "remark",   "report",
    "say",         "suggest",  "suspect", "warn",    "write",   "stress",  "estimate", "allege",
    "think",       "conclude", "tell",    "confirm", "testify", "reply",   NULL};
static const char *const before_colons[] = {
    "contest", "dispute", "disagree", "question", "doubt",   "object",  "counter", "reply",
    "explain", "warn",    "complain", "argue",    "promise", "confirm", "deny",    "admit",
    "insist",  "answer",  "respond",  "retort",   "protest", NULL};

static bool has_marks(const struct speech_at *t, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (t->s->marks[i] != MARK_NONE)
            return true;
    return false;
}

/* Is it the chunk of a verb that says: not undone, not of this list? */
static const struct sense_chunk *saying_at(const struct speech_at *t, uint32_t i,
                                           const char *const *list)
{
    const struct sense_doc *d = t->d;
    if (i >= t->x->to || d->tokens[i].chunk < 0 || !sense_lemma_in(d, i, list))
        return NULL;
    const struct sense_chunk *c = &d->chunks[d->tokens[i].chunk];
    bool past = c->from == c->head && d->tokens[i].xpos == XPOS_VBN;
    return c->kind == CHUNK_VERB && c->head == i && !c->negated && !c->modal && !c->infinitive &&
                   (past || (!c->passive && c->tense != TENSE_NONE))
               ? c
               : NULL;
}

/* Where the clause begins that ends right before token `end`: behind a colon, a semicolon, or a
 * comma with "and" or "but". */
static uint32_t clause_begin(const struct speech_at *t, uint32_t end)
{
    const struct sense_doc *d = t->d;
    for (uint32_t i = end; i-- > t->x->body_from + 1;) {
        bool joined = speech_comma(t, i - 1) && d->tokens[i].xpos == XPOS_CC;
        if (joined || sense_norm_in(d, i, WORDS(":", ";")))
            return i + 1;
    }
    return t->x->body_from;
}

/* Do the labels have what is said on both sides of the aside already? */
static bool is_whole(const struct speech_at *t, uint32_t from, uint32_t comma, uint32_t behind)
{
    bool front = false, back = false;
    for (uint32_t i = from; i < t->x->to; i++) {
        bool content = t->labels[i] == SPEECH_CONTENT_B || t->labels[i] == SPEECH_CONTENT_I;
        front |= content && i < comma;
        back |= content && i >= behind;
    }
    return front && back;
}

/* Is [from, to) no more than when, where and how it is said? */
static bool is_how(const struct speech_at *t, uint32_t from, uint32_t to)
{
    const struct sense_doc *d = t->d;
    if (from < to && sense_norm_in(d, from, WORDS("that", "how", "whether")))
        return false;
    for (uint32_t i = from; i < to; i++)
        if (d->tokens[i].chunk >= 0 && d->chunks[d->tokens[i].chunk].kind == CHUNK_VERB)
            return false;
    return true;
}

/* Does what begins behind the aside go on with the verb of the words before it, "was never meant",
 * "has long been"? */
static bool goes_on(const struct speech_at *t, uint32_t i)
{
    const struct sense_doc *d = t->d;
    i += i + 1 < t->x->to && d->tokens[i].upos == SENSE_ADV;
    return d->tokens[i].chunk >= 0 && d->chunks[d->tokens[i].chunk].kind == CHUNK_VERB &&
           sense_quoting_finite(d, i, i + 1);
}

/* The aside between the commas at `comma` and `end`: who says it, and the verb. */
static bool read_aside(const struct speech_at *t, uint32_t comma, uint32_t end, struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    if (sense_norm_in(d, comma + 1, WORDS("according")) && comma + 3 < end &&
        sense_speech_group(t->s, comma + 3, end)) {
        *ret = (struct by_rule){
            .source_from = comma + 3, .source_to = end, .cue_from = comma + 1, .cue_to = comma + 3};
        return sense_norm_in(d, comma + 2, WORDS("to"));
    }
    for (uint32_t i = comma + 2; i < end; i++) {
        const struct sense_chunk *c = saying_at(t, i, verbs);
        if (!c || !sense_speech_group(t->s, comma + 1, c->from))
            continue;
        if (!is_how(t, c->to, end))
            return false;
        *ret = (struct by_rule){
            .source_from = comma + 1, .source_to = c->from, .cue_from = c->from, .cue_to = c->to};
        bool out = sense_lemma_in(d, i, WORDS("point"));
        return !out || (c->to < end && sense_norm_in(d, c->to, WORDS("out")));
    }
    return false;
}

/* Do the words in front of the aside and those behind it make one statement that the labels do not
 * have: "the bridge, ..., was never meant", "it was late, ..., "and cold""? */
static bool is_cut(const struct speech_at *t, uint32_t from, uint32_t comma, uint32_t behind,
                   uint32_t stop)
{
    if (from >= comma || has_marks(t, from, comma) || is_whole(t, from, comma, behind))
        return false;
    if (!sense_quoting_finite(t->d, from, comma))
        return goes_on(t, behind) && !has_marks(t, behind, stop);
    return t->s->marks[behind] == MARK_OPEN && t->s->marks[stop - 1] == MARK_CLOSE &&
           t->s->run[behind] == t->s->run[stop - 1] && behind + 3 < stop;
}

bool sense_aside(const struct speech *s, uint8_t *labels, uint32_t sentence, struct by_rule *ret)
{
    const struct speech_at t = {s->d, s, labels, &s->d->sentences[sentence]};
    uint32_t stop = t.x->to;
    while (stop > t.x->from && s->d->tokens[stop - 1].flags & TOK_PUNCT &&
           s->marks[stop - 1] == MARK_NONE)
        stop--;
    for (uint32_t comma = t.x->body_from + 1, end; comma + 3 < stop; comma = end) {
        for (end = comma + 1; end < stop && !speech_comma(&t, end);)
            end++;
        if (!speech_comma(&t, comma) || end + 1 >= stop || !read_aside(&t, comma, end, ret))
            continue;
        uint32_t from = clause_begin(&t, comma);
        if (!is_cut(&t, from, comma, end + 1, stop))
            continue;
        ret->content_from = from;
        ret->content_to = comma;
        ret->more_from = end + 1;
        ret->more_to = stop;
        for (uint32_t k = from; k < stop; k++)
            labels[k] = SPEECH_NONE;
        return true;
    }
    return false;
}

bool sense_colon(const struct speech *s, uint8_t *labels, uint32_t sentence, struct by_rule *ret)
{
    const struct speech_at t = {s->d, s, labels, &s->d->sentences[sentence]};
    uint32_t colon = t.x->body_from + 1, stop = t.x->to;
    while (colon < stop && !sense_norm_in(t.d, colon, WORDS(":")))
        colon++;
    if (colon + 3 >= stop || has_marks(&t, t.x->from, stop))
        return false;
    uint32_t verb = colon - 1 - sense_norm_in(t.d, colon - 1, WORDS("this", "that", "it"));
    const struct sense_chunk *c = saying_at(&t, verb, before_colons);
    if (!c || c->from <= t.x->body_from || !sense_speech_group(s, t.x->body_from, c->from) ||
        !sense_quoting_finite(t.d, colon + 1, stop))
        return false;
    while (stop > colon && t.d->tokens[stop - 1].flags & TOK_PUNCT)
        stop--;
    *ret = (struct by_rule){.source_from = t.x->body_from,
                            .source_to = c->from,
                            .cue_from = c->from,
                            .cue_to = c->to,
                            .content_from = colon + 1,
                            .content_to = stop};
    for (uint32_t k = t.x->from; k < t.x->to; k++)
        labels[k] = SPEECH_NONE;
    return true;
}
