/* plain.c: sources, cues and contents without a model: where speech.bin is empty (OPEN=1), labels
 * come from quotation marks, the surest verbs of saying, their subjects, and ", X said" at the end
 * of a sentence. Of what is said without quotation marks this finds clauses behind "said (that)".
 */
#include "sense/speech.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void put(uint8_t *labels, uint32_t from, uint32_t to, enum speech_label begins)
{
    for (uint32_t i = from; i < to; i++)
        labels[i] = (uint8_t)(i == from ? begins : begins + 1);
}

/* The surest verb of saying of the sentence, outside quotation marks; UINT32_MAX where none is. */
static uint32_t cue_of(const struct speech *s, const struct sense_sentence *x)
{
    const struct sense_doc *d = s->d;
    uint32_t tail = s->tail[d->tokens[x->from].sentence];
    for (uint32_t i = tail == UINT32_MAX ? x->from : tail; i < x->to; i++)
        if (s->speaks[i] == 2 && s->marks[i] == MARK_NONE && d->tokens[i].upos == SENSE_VERB &&
            d->tokens[i].chunk >= 0 && !d->chunks[d->tokens[i].chunk].infinitive)
            return i;
    return UINT32_MAX;
}

/* Who says it: the verb's subject, or who stands right behind it ("said Nora Feld, a lawyer"). */
static void label_source(const struct speech *s, const struct sense_sentence *x, uint32_t cue,
                         uint8_t *labels)
{
    const struct sense_doc *d = s->d;
    struct by_rule who = {0};
    uint32_t next = cue + 1;
    bool behind = next < x->to && d->tokens[next].chunk >= 0 && cue > x->from &&
                  d->chunks[d->tokens[next].chunk].kind == CHUNK_NOUN &&
                  (s->marks[cue - 1] != MARK_NONE || d->tokens[cue - 1].xpos == XPOS_COMMA);
    if (behind)
        put(labels, next, d->chunks[d->tokens[next].chunk].to, SPEECH_SOURCE_B);
    else if (sense_speech_subject(s, labels, cue, &who))
        put(labels, who.source_from, who.source_to, SPEECH_SOURCE_B);
}

/* Where a clause begins that is said without quotation marks: "said that", "said the plan was";
 * UINT32_MAX where none does. */
static uint32_t clause_behind(const struct sense_doc *d, const struct sense_sentence *x,
                              uint32_t cue)
{
    uint32_t i = cue + 1;
    for (uint32_t k = i; k < x->to && k < i + 4; k++)
        if (sense_norm_is(d, k, STR("that")))
            return k;
    if (i >= x->to || d->tokens[i].chunk < 0 || d->chunks[d->tokens[i].chunk].kind != CHUNK_NOUN)
        return UINT32_MAX;
    for (uint32_t k = i; k < x->to && k < i + 12; k++)
        if (d->tokens[k].chunk >= 0 && d->chunks[d->tokens[k].chunk].tense != TENSE_NONE)
            return i;
        else if (d->tokens[k].xpos == XPOS_COMMA)
            break;
    return UINT32_MAX;
}

static void label_sentence(const struct speech *s, const struct sense_sentence *x, uint8_t *labels)
{
    const struct sense_doc *d = s->d;
    uint32_t tail = s->tail[d->tokens[x->from].sentence], cue = cue_of(s, x);
    bool quoted = false;
    for (uint32_t i = x->from; i < x->to; i++)
        quoted |= s->marks[i] != MARK_NONE;
    if (cue != UINT32_MAX) {
        const struct sense_chunk *c = &d->chunks[d->tokens[cue].chunk];
        put(labels, c->from < cue ? c->from : cue, cue + 1, SPEECH_CUE_B);
        label_source(s, x, cue, labels);
    }
    for (uint32_t i = x->from; i < x->to; i++) {
        uint32_t to = i;
        while (to < x->to && s->run[to] == s->run[i] && s->marks[to] != MARK_NONE)
            to++;
        if (to > i + 3) /* a word or two in quotation marks is no statement */
            put(labels, i, to, SPEECH_CONTENT_B);
        i = to > i ? to - 1 : i;
    }
    if (quoted || cue == UINT32_MAX)
        return;
    uint32_t clause = clause_behind(d, x, cue);
    if (tail != UINT32_MAX)
        put(labels, x->from, tail, SPEECH_CONTENT_B);
    else if (clause != UINT32_MAX)
        put(labels, clause, d->tokens[x->to - 1].xpos == XPOS_STOP ? x->to - 1 : x->to,
            SPEECH_CONTENT_B);
}

void sense_speech_plain(const struct speech *s, uint8_t *labels)
{
    for (size_t i = 0; i < s->d->sentence_count; i++)
        if (s->d->sentences[i].kind == SENTENCE_PROSE)
            label_sentence(s, &s->d->sentences[i], labels);
}
