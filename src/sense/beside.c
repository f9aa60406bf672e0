/* beside.c: what stands beside what is said and was taken for a part of it: a further deed of the
 * speaker ("denies any wrongdoing | and points out"), and the speaker's own description or name in
 * front of the cue; who speaks, where that is told by the first of two verbs ("feuds with the stars
 * and dismisses") or by what hangs on a study ("by the university"); and a purpose that stands
 * apart. Only indirect speech is touched. */
#include "sense/quoting.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The finite verb group that begins at token i, adverbs aside; NULL: none. */
static const struct sense_chunk *finite_at(const struct sense_doc *d, uint32_t i, uint32_t to)
{
    while (i < to && d->tokens[i].upos == SENSE_ADV && d->tokens[i].chunk < 0)
        i++;
    int32_t chunk = i < to ? d->tokens[i].chunk : -1;
    bool verb = chunk >= 0 && d->chunks[chunk].kind == CHUNK_VERB && d->chunks[chunk].from == i &&
                d->chunks[chunk].tense != TENSE_NONE;
    return verb ? &d->chunks[chunk] : NULL;
}

static enum sense_tense tense_of(const struct sense_doc *d, uint32_t i)
{
    int32_t chunk = d->tokens[i].chunk;
    return chunk >= 0 && d->chunks[chunk].kind == CHUNK_VERB ? d->chunks[chunk].tense : TENSE_NONE;
}

static void cut(const struct quoting *q, struct pending *p, uint32_t to)
{
    p->last_content = to;
    p->content[p->content_count - 1] = sense_span(q->d, p->first_content, to);
}

/* "Denies any wrongdoing and points out", "denies that it was illegal and goes to great lengths":
 * the verb behind the "and" is one of whoever speaks, where what is said has no verb of its own, or
 * one of another time than the cue's. */
static void stop_at_next_deed(const struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    enum sense_tense cue = tense_of(d, p->cue_to - 1), own = TENSE_NONE;
    for (uint32_t i = p->cue_from; i < p->cue_to; i++)
        cue = tense_of(d, i) != TENSE_NONE ? tense_of(d, i) : cue;
    for (uint32_t i = p->first_content; cue != TENSE_NONE && i + 2 < p->last_content; i++) {
        const struct sense_chunk *next =
            d->tokens[i].xpos == XPOS_CC ? finite_at(d, i + 1, p->last_content) : NULL;
        bool theirs = next && i > p->first_content &&
                      (own == TENSE_NONE ||
                       (own != cue && next->tense == cue && cue == TENSE_PRESENT && !next->modal));
        if (theirs) {
            cut(q, p, i);
            return;
        }
        if (own == TENSE_NONE)
            own = tense_of(d, i);
        if (own == TENSE_NONE && i > p->first_content && d->tokens[i].upos == SENSE_SCONJ)
            return;
    }
}

/* "Dan Brand, | the fund's lawyer and treasurer, | rejected the label", "Ada Sund, mother of the
 * boy, rejected Moll's claim": the words in front of the cue are of who speaks. */
static void give_front_back(const struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    bool active = false; /* "is intended to": nobody's words */
    for (uint32_t i = p->cue_from; i < p->cue_to; i++)
        active |= tense_of(d, i) != TENSE_NONE && !d->chunks[d->tokens[i].chunk].passive;
    if (!active || p->content_count != 2 || p->content[0].end > d->tokens[p->cue_from].span.at ||
        p->content[1].at < d->tokens[p->cue_to - 1].span.end)
        return;
    uint32_t from = p->first_content, to = from;
    while (to < p->cue_from && d->tokens[to].span.end <= p->content[0].end)
        to++;
    uint32_t gap = to;
    while (gap < p->cue_from &&
           (d->tokens[gap].xpos == XPOS_COMMA || d->tokens[gap].upos == SENSE_ADV))
        gap++;
    if (gap < p->cue_from || to == from || sense_quoting_finite(d, from, to) ||
        d->tokens[from].upos == SENSE_ADP || d->tokens[from].upos == SENSE_SCONJ)
        return;
    bool beside = p->source_to > p->source_from && p->source_to <= from && from <= p->source_to + 1;
    bool inside = p->source_from >= p->cue_from || /* "Moll's claim" */
                  p->source_to <= d->sentences[p->sentence].from ||
                  (p->source_from >= from && p->source_to <= to);
    if (!beside && !inside)
        return;
    p->source_from = beside ? p->source_from : from;
    p->source_to = to;
    p->content[0] = p->content[1];
    p->content_count = 1;
    p->first_content = sense_token_at(d, p->content[0].at);
}

/* "Feuds with the stars and dismisses their films": who feuds, and not the stars. */
static void share_subject(struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    uint32_t i = p->source_to;
    bool joined = false, verb = false;
    if (p->source_from >= p->source_to || p->source_to >= p->cue_from ||
        d->tokens[p->source_from].sentence != p->sentence)
        return;
    for (; i < p->cue_from; i++) {
        joined |= d->tokens[i].xpos == XPOS_CC;
        if (d->tokens[i].xpos != XPOS_CC && d->tokens[i].upos != SENSE_ADV)
            return;
    }
    for (i = d->sentences[p->sentence].body_from; i < p->source_from; i++) {
        verb |= tense_of(d, i) != TENSE_NONE;
        if (d->tokens[i].xpos == XPOS_COMMA || d->tokens[i].upos == SENSE_SCONJ)
            verb = false;
    }
    struct by_rule found;
    if (joined && verb && sense_speech_subject(&q->speech, q->labels, p->cue_from, &found) &&
        found.source_to <= p->source_from) {
        p->source_from = found.source_from;
        p->source_to = found.source_to;
    }
}

/* "Rejected a push by Ada Lind, the minister, | to close the mine": what the push is for. */
static void take_purpose(struct quoting *q, struct pending *p)
{
    static const char *const pushes[] = {"push",     "bid",     "call",  "plan",    "proposal",
                                         "effort",   "attempt", "move",  "request", "demand",
                                         "campaign", "drive",   "offer", NULL};
    const struct sense_doc *d = q->d;
    const uint32_t to = d->sentences[p->sentence].to;
    uint32_t i = p->last_content, end;
    bool push = false;
    for (uint32_t k = p->first_content; k < p->last_content; k++)
        push |= d->tokens[k].upos == SENSE_NOUN && sense_lemma_in(d, k, pushes);
    if (!push || sense_quoting_finite(d, p->first_content, p->last_content) || i >= to ||
        d->tokens[i].xpos != XPOS_COMMA)
        return;
    for (i++; i + 2 < to && d->tokens[i].xpos != XPOS_COMMA; i++)
        if (d->tokens[i].upos == SENSE_VERB || d->tokens[i].upos == SENSE_AUX)
            return;
    if (i + 2 >= to || d->tokens[i + 1].xpos != XPOS_TO || d->tokens[i + 2].xpos != XPOS_VB)
        return;
    for (end = i + 3;
         end < to && d->tokens[end].xpos != XPOS_COMMA && d->tokens[end].xpos != XPOS_STOP;)
        end++;
    sense_quoting_add(q, p, i + 1, end);
}

/* "According to a study | by the University of Estova": whose study it is. */
static void widen_source(const struct quoting *q, struct pending *p)
{
    enum { STEPS_MOST = 2 };
    const struct sense_doc *d = q->d;
    const uint32_t to = d->sentences[p->sentence].to;
    if (p->source_from != p->cue_to || p->source_from >= p->source_to ||
        !sense_norm_in(d, p->cue_from, WORDS("according")) ||
        d->tokens[p->source_to - 1].upos != SENSE_NOUN)
        return;
    for (int step = 0; step < STEPS_MOST && p->source_to + 1 < to; step++) {
        int32_t chunk = sense_norm_in(d, p->source_to, WORDS("by", "of", "from"))
                            ? d->tokens[p->source_to + 1].chunk
                            : -1;
        if (chunk < 0 || d->chunks[chunk].kind != CHUNK_NOUN || d->chunks[chunk].to > to)
            return;
        p->source_to = d->chunks[chunk].to;
    }
}

void sense_quoting_beside(struct quoting *q, struct pending *p)
{
    if (p->cue_from >= p->cue_to || p->content_count == 0 ||
        sense_quoting_kind(q, p) != QUOTE_INDIRECT)
        return;
    widen_source(q, p);
    give_front_back(q, p);
    share_subject(q, p);
    if (p->content_count != 1 || p->first_content < p->cue_to)
        return;
    stop_at_next_deed(q, p);
    take_purpose(q, p);
}
