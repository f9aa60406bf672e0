/* tails.c: what is said, with the verb of saying and who says it behind: "..., the club confirmed
 * on Monday", "..., officials said, adding that ...".
 *
 * The labels of speech.c know ", X said" well, and hardly any other verb in that place. Here the
 * tail is read by rule where the labels have nothing in front of it: a clause with a verb of its
 * own, a comma, a noun group (with an apposition), the verb, and behind it nothing but when, where
 * and to whom it was said. */
#include "sense/speech.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const verbs[] = {
    "confirm",  "acknowledge", "admit",   "concede",  "deny",   "verify",   "say",       "allege",
    "announce", "claim",       "insist",  "report",   "warn",   "state",    "declare",   "stress",
    "reveal",   "explain",     "write",   "note",     "argue",  "add",      "believe",   "suggest",
    "estimate", "predict",     "recall",  "complain", "assert", "maintain", "contend",   "testify",
    "reply",    "conclude",    "observe", "remark",   "think",  "fear",     "calculate", "expect",
    "reckon",   "caution",     NULL};

enum { FRONT_LEAST = 3, SOURCE_MOST = 16 /* tokens */ };

static bool is_finite(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        int32_t c = d->tokens[i].chunk;
        if (c >= 0 && d->chunks[c].kind == CHUNK_VERB && d->chunks[c].tense != TENSE_NONE)
            return true;
    }
    return false;
}

bool sense_speech_group(const struct speech *s, uint32_t from, uint32_t to)
{
    static const char *const nobody[] = {"who",        "which",  "that",    "something",
                                         "what",       "nobody", "nothing", "none",
                                         "everything", "this",   NULL};
    const struct sense_doc *d = s->d;
    bool noun = false;
    if (from >= to || to - from > SOURCE_MOST || sense_norm_in(d, from, nobody) ||
        d->tokens[from].xpos == XPOS_CC || d->tokens[from].upos == SENSE_ADP)
        return false;
    for (uint32_t i = from; i < to; i++) {
        uint8_t u = d->tokens[i].upos, x = d->tokens[i].xpos;
        bool link = sense_norm_in(d, i, WORDS("of", "for", "at", "in", "from", "and", "&"));
        noun |= u == SENSE_NOUN || u == SENSE_PROPN || u == SENSE_PRON;
        if (s->marks[i] != MARK_NONE ||
            !(link || u == SENSE_NOUN || u == SENSE_PROPN || u == SENSE_ADJ || u == SENSE_DET ||
              u == SENSE_NUM || x == XPOS_PRPS || x == XPOS_POS || x == XPOS_HYPH ||
              (u == SENSE_PRON && to == from + 1)))
            return false;
    }
    return noun;
}

/* The comma before token `end`; the sentence's first token where there is none. */
static uint32_t comma_before(const struct speech_at *t, uint32_t end)
{
    while (end > t->x->body_from && !speech_comma(t, end - 1))
        end--;
    return end > t->x->body_from ? end - 1 : t->x->body_from;
}

/* Who says it: the group between a comma and token `end`, with an apposition in commas. */
static bool find_source(const struct speech_at *t, uint32_t end, struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    while (end > t->x->body_from && d->tokens[end - 1].upos == SENSE_ADV)
        end--;
    bool closed = end > t->x->body_from && speech_comma(t, end - 1);
    uint32_t comma = comma_before(t, closed ? end - 1 : end);
    uint32_t from = comma + 1 + sense_norm_in(d, comma + 1, WORDS("as")); /* "as X now admits" */
    /* "Mara Quist, who leads the opposition, alleged" */
    bool relative = closed && sense_norm_in(d, from, WORDS("who", "which", "whose"));
    if (comma <= t->x->body_from ||
        !(relative || sense_speech_group(t->s, from, closed ? end - 1 : end)))
        return false;
    if (closed) {
        uint32_t aside = comma;
        comma = comma_before(t, aside);
        if (comma <= t->x->body_from || !sense_speech_group(t->s, comma + 1, aside))
            return false;
    }
    ret->source_from = comma + 1 + sense_norm_in(d, comma + 1, WORDS("as"));
    ret->source_to = end - closed;
    ret->content_to = comma;
    return true;
}

/* Is what is behind the verb no more than when, where and to whom? */
static bool is_rest(const struct speech_at *t, uint32_t i)
{
    static const char *const times[] = {"monday",   "tuesday",   "wednesday", "thursday", "friday",
                                        "saturday", "sunday",    "today",     "late",     "early",
                                        "earlier",  "yesterday", "last",      "this",     NULL};
    const struct sense_doc *d = t->d;
    if (i >= t->x->to)
        return true;
    uint8_t u = d->tokens[i].upos, x = d->tokens[i].xpos;
    if (x == XPOS_STOP || (x == XPOS_COMMA && i + 1 < t->x->to &&
                           (d->tokens[i + 1].xpos == XPOS_VBG || d->tokens[i + 1].xpos == XPOS_CC)))
        return true;
    if (sense_norm_in(d, i, WORDS("that", "whether", "if")) ||
        !(u == SENSE_ADP || u == SENSE_ADV || sense_norm_in(d, i, times)))
        return false;
    while (i < t->x->to && d->tokens[i].xpos != XPOS_STOP && !speech_comma(t, i))
        if (is_finite(d, i, i + 1) || t->s->marks[i] != MARK_NONE)
            return false;
        else
            i++;
    return i >= t->x->to || d->tokens[i].xpos == XPOS_STOP || is_rest(t, i);
}

static bool is_content(uint8_t label)
{
    return label == SPEECH_CONTENT_B || label == SPEECH_CONTENT_I;
}

/* Do the labels know who says what here? Where they have a content in front and this verb for a
 * cue, or a content and another cue. A cue that has nothing to say is none: "nobody was warned";
 * nor is one behind that has words of its own: "..., she admitted, adding that ...". */
static bool is_labelled(const struct speech_at *t, const struct sense_chunk *verb, uint32_t front)
{
    bool own = false, cue = false, before = false, later = false;
    for (uint32_t i = t->x->from; i < t->x->to; i++) {
        bool is_cue =
            (t->labels[i] == SPEECH_CUE_B || t->labels[i] == SPEECH_CUE_I) &&
            (i >= front || t->s->speaks[i] == 2); /* "is expecting a child" says nothing */
        bool here = i >= verb->from && i < verb->to;
        own |= is_cue && here;
        cue |= is_cue && i < verb->from;
        later = (later || (is_cue && i >= verb->to)) && !is_content(t->labels[i]);
        before |= is_content(t->labels[i]) && i < front;
    }
    return before && (own || cue || later);
}

/* Is the front a statement that nobody has taken? "After the bridge fell" is none. */
static bool is_statement(const struct speech_at *t, uint32_t to)
{
    const struct sense_doc *d = t->d;
    uint32_t from = t->x->body_from, main = from;
    if (to < from + FRONT_LEAST)
        return false;
    for (uint32_t i = from; i < to; i++)
        if (t->s->marks[i] != MARK_NONE)
            return false;
    if (sense_norm_in(d, from,
                      WORDS("after", "when", "while", "as", "if", "although", "though", "once",
                            "since", "because", "before", "whenever", "until", "unless")))
        while (main < to && !speech_comma(t, main))
            main++;
    return is_finite(d, main, to) && !sense_norm_in(d, from, WORDS("whether", "that", "what"));
}

/* "..., confirmed the prosecutor, Lena Holm.": a person behind the verb, up to the end. */
static bool find_source_behind(const struct speech_at *t, const struct sense_chunk *c,
                               struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    uint32_t end = c->to, comma = 0;
    bool person = false;
    if (c->from != c->head || c->from <= t->x->body_from || !speech_comma(t, c->from - 1))
        return false;
    for (; end < t->x->to && d->tokens[end].xpos != XPOS_STOP; end++) {
        int32_t n = d->tokens[end].name;
        person |= n >= 0 && d->names[n].kind == ENTITY_PERSON;
        comma = speech_comma(t, end) && !comma ? end : comma;
    }
    if (!person || !sense_speech_group(t->s, c->to, comma ? comma : end) ||
        (comma && !sense_speech_group(t->s, comma + 1, end)))
        return false;
    ret->source_from = c->to;
    ret->source_to = end;
    ret->content_to = c->from - 1;
    return true;
}

static bool take(const struct speech_at *t, uint32_t i, struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    int32_t k = d->tokens[i].chunk;
    if (k < 0 || t->s->marks[i] != MARK_NONE || d->tokens[i].upos != SENSE_VERB ||
        !sense_lemma_in(d, i, verbs))
        return false;
    const struct sense_chunk *c = &d->chunks[k];
    /* A past form that the tagger took for a participle, "the club confirmed", is one word. */
    bool past = c->from == c->head && d->tokens[i].xpos == XPOS_VBN;
    if (c->kind != CHUNK_VERB || c->head != i || c->negated || c->modal || c->infinitive ||
        (c->passive && !past) || (c->tense == TENSE_NONE && !past))
        return false;
    *ret = (struct by_rule){.cue_from = c->from, .cue_to = c->to};
    if (!(is_rest(t, c->to) && find_source(t, c->from, ret)) && !find_source_behind(t, c, ret))
        return false;
    ret->content_from = t->x->body_from;
    return is_statement(t, ret->content_to) && !is_labelled(t, c, ret->content_to);
}

bool sense_tail(const struct speech *s, uint8_t *labels, uint32_t sentence, struct by_rule *ret)
{
    const struct speech_at t = {s->d, s, labels, &s->d->sentences[sentence]};
    for (uint32_t i = t.x->body_from + FRONT_LEAST; i < t.x->to; i++)
        if (take(&t, i, ret)) {
            for (uint32_t k = ret->content_from; k < ret->cue_to; k++)
                labels[k] = SPEECH_NONE;
            return true;
        }
    return false;
}
