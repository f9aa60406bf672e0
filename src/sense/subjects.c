/* subjects.c: where the words of a verb's subject begin and end. The subject of "to sign",
 * "signing" and "and signed" is that of a verb before; that of a relative clause is the noun before
 * it. Words that stand before the clause, and what is said of the subject in passing, are no part
 * of it. */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* "Kone, who had not spoken to him for years, agreed": where the relative clause begins that ends
 * in front of the verb; `at` where there is none. */
static uint32_t before_relative(const struct forming *x, uint32_t at)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[at].chunk;
    uint32_t end = chunk >= 0 && d->chunks[chunk].from < at ? d->chunks[chunk].from : at;
    if (end <= x->s->body_from + 2 || d->tokens[end - 1].xpos != XPOS_COMMA)
        return at;
    for (uint32_t i = end - 1; i-- > x->s->body_from + 1;)
        if (d->tokens[i - 1].xpos == XPOS_COMMA)
            return sense_norm_in(d, i, WORDS("who", "which", "whose", "where")) ? i - 1 : at;
    return at;
}

/* "asked Orlo to sell", "lets Halden buy": whom such a verb has for its object does the next. */
static const char *const rules_object[] = {
    "ask",      "tell",   "urge",    "allow",    "let",      "force", "order",
    "want",     "expect", "invite",  "persuade", "help",     "get",   "enable",
    "press",    "compel", "require", "call",     "pressure", "push",  "encourage",
    "convince", "advise", "permit",  "cause",    "lead",     NULL};

/* The verb group that token i is the head of; NULL: it is none. */
static const struct sense_chunk *verb_group(const struct sense_doc *d, uint32_t i)
{
    int32_t chunk = d->tokens[i].chunk;
    return chunk >= 0 && d->chunks[chunk].kind == CHUNK_VERB && d->chunks[chunk].head == i
               ? &d->chunks[chunk]
               : NULL;
}

/* Is the group that begins at token i one without a subject of its own: "to sign", "close to
 * buying", ", ending the strike"? */
static bool is_ruled(const struct forming *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    const struct sense_chunk *c = &d->chunks[d->tokens[i].chunk];
    if (i <= x->s->body_from || c->tense != TENSE_NONE)
        return false;
    int32_t before = d->tokens[i - 1].chunk; /* "its refusal to sign" */
    uint32_t group = before >= 0 ? d->chunks[before].from : i;
    if (before >= 0 && (d->tokens[group].xpos == XPOS_PRPS ||
                        (group > x->s->body_from && d->tokens[group - 1].xpos == XPOS_POS)))
        return false;
    return c->infinitive ||
           (d->tokens[i].xpos == XPOS_VBG &&
            (d->tokens[i - 1].xpos == XPOS_IN || d->tokens[i - 1].xpos == XPOS_TO ||
             d->tokens[i - 1].xpos == XPOS_COMMA || sense_norm_in(d, i - 1, WORDS("when"))));
}

/* "flew to Lome to sign", "is in talks to buy", "is said to be close to buying": the finite verb
 * whose subject is that of the group that begins at token start; start where it has its own. */
static uint32_t ruler_of(const struct forming *x, uint32_t start)
{
    const struct sense_doc *d = x->d;
    if (d->tokens[start].chunk < 0 || !is_ruled(x, start))
        return start;
    for (uint32_t i = start; i-- > x->s->body_from;) {
        const struct sense_chunk *c = verb_group(d, i);
        bool cut =
            (d->tokens[i].xpos == XPOS_COMMA && d->chunks[d->tokens[start].chunk].infinitive) ||
            d->tokens[i].upos == SENSE_SCONJ || d->tokens[i].xpos == XPOS_WDT ||
            d->tokens[i].xpos == XPOS_WP;
        if (cut && i + 1 < start)
            return start;
        if (!c)
            continue;
        if (sense_lemma_in(d, i, rules_object) && !c->passive && d->tokens[c->to].chunk >= 0 &&
            d->chunks[d->tokens[c->to].chunk].kind == CHUNK_NOUN)
            return start;
        if (c->tense != TENSE_NONE)
            return i;
        if (is_ruled(x, c->from))
            start = c->from;
    }
    return start;
}

/* "after signing a pact", ", ending the strike": the subject is that of the verb before. Where the
 * words of the subject end. */
static uint32_t subject_end(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    uint32_t start = chunk >= 0 ? d->chunks[chunk].from : x->verb, at = start;
    while (at > x->s->body_from && d->tokens[at - 1].upos == SENSE_ADV)
        at--;
    bool joined = at > x->s->body_from && d->tokens[at - 1].xpos == XPOS_CC && chunk >= 0 &&
                  (d->chunks[chunk].tense != TENSE_NONE || d->tokens[start].xpos == XPOS_VB);
    for (uint32_t i = x->s->body_from; joined && i < start; i++)
        if (d->tokens[i].upos == SENSE_VERB) /* "pleaded guilty and agreed to pay" */
            return i;
    uint32_t ruler = ruler_of(x, start);
    return ruler == start ? x->verb : ruler;
}

/* A full verb, or one that stands for it ("is the biggest"). */
static bool is_verb(const struct sense_doc *d, uint32_t i)
{
    int32_t chunk = d->tokens[i].chunk;
    bool noun = chunk >= 0 && d->chunks[chunk].kind == CHUNK_NOUN; /* "his estranged wife" */
    return (d->tokens[i].upos == SENSE_VERB && !noun) ||
           (d->tokens[i].upos == SENSE_AUX && chunk >= 0 && d->chunks[chunk].head == i &&
            sense_lemma_in(d, i, WORDS("be")));
}

/* "After talks in Doha, A and B", "According to C, A": where the clause begins behind such words
 * that stand before it; `from` where there are none. */
static uint32_t past_opening(const struct forming *x, uint32_t from, uint32_t end)
{
    const struct sense_doc *d = x->d;
    if (from + 1 < end && d->tokens[from].upos == SENSE_ADV &&
        d->tokens[from + 1].xpos == XPOS_COMMA)
        return from + 2;
    bool opens =
        from < end && (d->tokens[from].upos == SENSE_ADP || d->tokens[from].upos == SENSE_SCONJ ||
                       d->tokens[from].xpos == XPOS_VBG);
    if (!opens || sense_norm_in(d, from, WORDS("between", "under", "along", "with")))
        return from;
    for (uint32_t i = from + 1; i + 1 < end; i++) {
        int32_t chunk = d->tokens[i + 1].chunk;
        if (d->tokens[i].xpos == XPOS_COMMA && chunk >= 0 && d->chunks[chunk].kind == CHUNK_NOUN)
            return i + 1;
    }
    return from;
}

/* "IBM, a pioneer of the PC trade, sold": where the subject's own words end before what is said of
 * it; `end` where nothing is. */
static uint32_t before_apposition(const struct forming *x, uint32_t from, uint32_t end)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[end].chunk;
    uint32_t at = chunk >= 0 && d->chunks[chunk].from < end ? d->chunks[chunk].from : end;
    while (at > from && d->tokens[at - 1].upos == SENSE_ADV)
        at--;
    if (at < from + 3 || d->tokens[at - 1].xpos != XPOS_COMMA)
        return end;
    for (uint32_t i = from + 1; i + 2 < at; i++) {
        if (d->tokens[i].xpos == XPOS_CC)
            return end;
        if (d->tokens[i].xpos == XPOS_COMMA && d->tokens[i - 1].name >= 0)
            return sense_norm_in(d, i + 1, WORDS("a", "an", "one")) ? i : end;
    }
    return end;
}

/* Where the clause of a subject that ends before token `end` begins. */
static uint32_t clause_start(const struct forming *x, uint32_t end)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = end; i-- > x->s->body_from;)
        if (sense_norm_in(d, i,
                          WORDS("that", "which", "while", "after", "when", "because", "said",
                                "says", "how", "why", "whether", "if", "although", "though")) ||
            (is_verb(d, i) && end - i > 3))
            return i + 1;
    return x->s->body_from;
}

void sense_parties_subject_at(const struct forming *x, uint32_t *ret_from, uint32_t *ret_to)
{
    const struct sense_doc *d = x->d;
    uint32_t end = before_relative(x, subject_end(x)), from = clause_start(x, end);
    *ret_from = past_opening(x, from, end);
    *ret_to = before_apposition(x, *ret_from, end);
    int32_t chunk = d->tokens[end].chunk;
    uint32_t first = chunk >= 0 && d->chunks[chunk].from < end ? d->chunks[chunk].from : end;
    /* "KiwiRail, which had agreed to": whom the relative word stands for. */
    if (first != from || from < x->s->body_from + 2 ||
        !sense_norm_in(d, from - 1, WORDS("which", "that", "who")))
        return;
    bool comma = d->tokens[from - 2].xpos == XPOS_COMMA;
    if (comma && from < x->s->body_from + 3)
        return;
    uint32_t before = from - 2 - comma;
    chunk = d->tokens[before].chunk;
    if (chunk >= 0 && d->chunks[chunk].kind == CHUNK_NOUN) {
        int32_t name = d->tokens[before].name;
        *ret_from = name >= 0 ? d->names[name].from : d->chunks[chunk].from;
        *ret_to = d->chunks[chunk].to;
    }
}

/* Subjects: names before the verb, after the clause's last comma-free start. */
void sense_parties_subject(struct forming *x)
{
    uint32_t from, to;
    sense_parties_subject_at(x, &from, &to);
    sense_parties_names(x, from, to, false);
}
