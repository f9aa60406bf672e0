/* alone.c: who says a quotation that stands alone, in a paragraph or a sentence without a verb of
 * saying.
 *
 * A paragraph that was left open goes on in the next: both have one speaker, told in the one or the
 * other. Else it is who is said to speak before a colon ("The bank wrote to its clients:"), the one
 * person that the sentence before is about, or who spoke last. In a dialogue, where speakers take
 * turns, nobody is guessed. The source is where that person stands, in the sentence before. */
#include "sense/quoting.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static bool has_source(const struct pending *p)
{
    return p->source_from < p->source_to;
}

static void take_source(struct pending *p, const struct pending *from)
{
    p->source_from = from->source_from;
    p->source_to = from->source_to;
}

/* Does y go on, in a paragraph of its own, with what x left open? */
static bool is_linked(const struct quoting *q, const struct pending *x, const struct pending *y)
{
    const uint8_t *marks = q->speech.marks;
    if (x->last_content > y->first_content || x->fixed || y->fixed ||
        marks[y->first_content] != MARK_OPEN ||
        !(q->d->tokens[y->first_content].flags & TOK_PAR_FIRST))
        return false;
    for (uint32_t i = x->last_content - 1; i < y->first_content; i++)
        if (marks[i] != MARK_IN && marks[i] != MARK_OPEN)
            return false;
    return true;
}

/* Is it a quotation of a whole sentence at least that begins its paragraph or a sentence, and not
 * what something is called ("the 'evil plot'") or a heading? */
static bool stands_alone(const struct quoting *q, const struct pending *p)
{
    enum { WORDS_LEAST = 6 };
    const struct sense_doc *d = q->d;
    const struct sense_token *t = &d->tokens[p->first_content];
    uint32_t i = p->first_content, words = 0, verbs = 0;
    if (has_source(p) || p->fixed || p->cue_from < p->cue_to ||
        sense_quoting_kind(q, p) != QUOTE_DIRECT || q->speech.marks[i] != MARK_OPEN ||
        d->sentences[p->sentence].kind == SENTENCE_HEADING)
        return false;
    bool begins = t->flags & (TOK_PAR_FIRST | TOK_FIRST) ||
                  (i > 0 && sense_norm_in(d, i - 1, WORDS(".", "?", "!", ":")));
    for (; i < p->last_content; i++) {
        words += (d->tokens[i].flags & TOK_PUNCT) == 0;
        verbs += d->tokens[i].upos == SENSE_VERB || d->tokens[i].upos == SENSE_AUX;
    }
    return begins && words >= WORDS_LEAST && verbs > 0;
}

/* The sentence in front of a quotation; UINT32_MAX where there is none. */
static uint32_t sentence_before(const struct quoting *q, const struct pending *p)
{
    if (p->first_content == 0)
        return UINT32_MAX;
    uint32_t s = q->d->tokens[p->first_content - 1].sentence;
    return q->d->sentences[s].kind == SENTENCE_CREDIT ? UINT32_MAX : s;
}

/* The last verb of saying of [from, to), else the first verb ("issued a statement:"); `to` where
 * there is none. */
static uint32_t verb_before_colon(const struct quoting *q, uint32_t from, uint32_t to)
{
    const struct sense_doc *d = q->d;
    uint32_t first = to;
    for (uint32_t i = to; i-- > from;) {
        int32_t c = d->tokens[i].chunk;
        if (q->speech.marks[i] != MARK_NONE || c < 0 || d->chunks[c].kind != CHUNK_VERB ||
            d->chunks[c].head != i)
            continue;
        if (q->speech.speaks[i])
            return i;
        first = d->chunks[c].tense != TENSE_NONE ? i : first;
    }
    return first;
}

/* "The bank wrote to its clients:", "From the Courier:": who speaks behind the colon. */
static void take_introduced(struct quoting *q, struct pending *p, uint32_t sentence)
{
    const struct sense_doc *d = q->d;
    const struct sense_sentence *s = &d->sentences[sentence];
    uint32_t colon = p->first_content - 1, verb = verb_before_colon(q, s->from, colon);
    struct by_rule found = {0};
    if (verb < colon && sense_speech_subject(&q->speech, q->labels, verb, &found)) {
        p->source_from = found.source_from;
        p->source_to = found.source_to;
    } else if (verb == colon && sense_norm_in(d, s->from, WORDS("from", "by")) &&
               s->from + 1 < colon && d->tokens[s->from + 1].name >= 0) {
        p->source_from = s->from + 1;
        p->source_to = colon;
    }
}

static bool is_quoted(const struct quoting *q, const struct sense_sentence *s)
{
    return q->speech.marks[s->from] != MARK_NONE && q->speech.marks[s->to - 1] != MARK_NONE;
}

/* Does the name begin the sentence, and its verb follow? */
static bool is_subject(const struct sense_doc *d, const struct sense_sentence *s,
                       const struct sense_name *x)
{
    enum { FRONT = 3 };
    int32_t c = x->to < s->to ? d->tokens[x->to].chunk : -1;
    return x->from <= s->from + FRONT && c >= 0 && d->chunks[c].kind == CHUNK_VERB;
}

/* The one person whom the sentence is about: named alone or as its subject, or "he" of somebody
 * that is known. */
static bool is_about(struct quoting *q, struct pending *p, uint32_t sentence)
{
    enum { FRONT = 3 };
    const struct sense_doc *d = q->d;
    const struct sense_sentence *s = &d->sentences[sentence];
    int32_t only = -1, first = -1;
    if (!sense_norm_in(d, s->to - 1, WORDS(".", "?", "!"))) /* the words under a picture */
        return false;
    for (uint32_t i = s->from; i < s->to; i++) {
        int32_t x = d->tokens[i].name;
        if (x < 0 || d->names[x].from != i || d->names[x].entity < 0 ||
            d->names[x].kind != ENTITY_PERSON || q->speech.marks[i] != MARK_NONE)
            continue;
        if (only >= 0 && only != d->names[x].entity)
            return false;
        only = d->names[x].entity;
        first = first < 0 ? x : first;
        if (is_subject(d, s, &d->names[x]))
            break;
    }
    for (uint32_t i = s->from; only < 0 && i < s->to && i < s->from + FRONT; i++)
        if (sense_norm_in(d, i, WORDS("he", "she")) && sense_entity_at(d, d->tokens[i].span) >= 0) {
            p->source_from = i;
            p->source_to = i + 1;
            return true;
        }
    if (only < 0)
        return false;
    p->source_from = d->names[first].from;
    p->source_to = d->names[first].to;
    return true;
}

static bool asks(const struct quoting *q, const struct pending *p)
{
    uint32_t last = p->last_content - 1;
    last -= last > p->first_content && q->speech.marks[last] == MARK_CLOSE;
    return sense_norm_in(q->d, last, WORDS("?"));
}

static bool is_question(const struct quoting *q, const struct pending *p)
{
    return asks(q, p) && sense_quoting_kind(q, p) == QUOTE_DIRECT;
}

/* Is something asked, or do those who spoke before take turns? */
static bool is_dialogue(const struct quoting *q, size_t i)
{
    enum { BACK = 3, FAR = 4 /* paragraphs */ };
    const struct sense_doc *d = q->d;
    const struct pending *v = q->list.v;
    reading_index who[BACK] = {-1, -1, -1};
    if (is_question(q, &v[i - 1]) || is_question(q, &v[i]))
        return true;
    for (size_t k = 0; k < BACK && k < i; k++)
        if (sense_quoting_kind(q, &v[i - 1 - k]) == QUOTE_DIRECT &&
            d->sentences[v[i].sentence].paragraph - d->sentences[v[i - 1 - k].sentence].paragraph <=
                FAR)
            who[k] = sense_quoting_speaker(q, &v[i - 1 - k], NULL);
    return who[0] >= 0 && who[1] >= 0 && who[0] != who[1] && who[0] == who[2];
}

/* Who spoke last, where that was right before, or nothing but a paragraph about nobody else stands
 * between. */
static bool goes_on(struct quoting *q, size_t i, uint32_t sentence)
{
    enum { FAR = 2 }; /* paragraphs */
    const struct sense_doc *d = q->d;
    struct pending *p = &q->list.v[i];
    const struct pending *x = &q->list.v[i - 1];
    uint32_t last = d->tokens[x->last_content - 1].sentence;
    if (!has_source(x) || sense_quoting_kind(q, x) == QUOTE_INDIRECT || is_dialogue(q, i) ||
        d->sentences[p->sentence].paragraph - d->sentences[last].paragraph > FAR)
        return false;
    for (size_t k = 0; k < d->name_count; k++)
        if (d->names[k].sentence > last && d->names[k].sentence <= sentence &&
            d->names[k].kind == ENTITY_PERSON)
            return false;
    take_source(p, x);
    return true;
}

/* "'Was it high?' Ann Lee asked.": the sentence that begins right behind the mark, where it says
 * nothing itself. */
static bool is_told_behind(struct quoting *q, size_t i)
{
    enum { FAR = 8 };
    const struct sense_doc *d = q->d;
    struct pending *p = &q->list.v[i];
    uint32_t from = p->last_content;
    if (from >= d->token_count || q->speech.marks[from - 1] != MARK_CLOSE ||
        !(d->tokens[from].flags & TOK_FIRST) || d->tokens[from].flags & TOK_PAR_FIRST)
        return false;
    const struct sense_sentence *s = &d->sentences[d->tokens[from].sentence];
    if (i + 1 < q->list.n && &d->sentences[q->list.v[i + 1].sentence] == s &&
        sense_quoting_kind(q, &q->list.v[i + 1]) == QUOTE_INDIRECT)
        return false;
    for (uint32_t k = from; k < s->to && k < from + FAR && q->speech.marks[k] == MARK_NONE; k++) {
        int32_t c = q->speech.speaks[k] == 2 ? d->tokens[k].chunk : -1;
        if (c < 0 || d->chunks[c].kind != CHUNK_VERB || d->chunks[c].tense == TENSE_NONE)
            continue;
        uint32_t end = k == from ? k + 1 : d->chunks[c].from;
        while (k == from && end < s->to && d->tokens[end].chunk >= 0 &&
               d->chunks[d->tokens[end].chunk].kind == CHUNK_NOUN)
            end++;
        p->source_from = k == from ? from + 1 : from;
        p->source_to = end;
        return sense_speech_group(&q->speech, p->source_from, p->source_to);
    }
    return false;
}

static void find_source(struct quoting *q, size_t i)
{
    struct pending *p = &q->list.v[i];
    uint32_t sentence = sentence_before(q, p);
    if (!p->fixed && sense_quoting_kind(q, p) == QUOTE_DIRECT && is_told_behind(q, i))
        return;
    p->source_from = p->source_to = 0;
    if (!stands_alone(q, p) || sentence == UINT32_MAX)
        return;
    if (sense_norm_in(q->d, p->first_content - 1, WORDS(":"))) {
        take_introduced(q, p, sentence);
        return;
    }
    const struct pending *x = i > 0 ? &q->list.v[i - 1] : NULL;
    uint32_t told = x && has_source(x) ? q->d->tokens[x->source_from].sentence : UINT32_MAX;
    bool said = x && (q->d->tokens[x->last_content - 1].sentence >= sentence || told == sentence);
    if (!said && !is_quoted(q, &q->d->sentences[sentence]) && is_about(q, p, sentence))
        return;
    if (i > 0)
        goes_on(q, i, sentence);
}

void sense_quoting_alone(struct quoting *q)
{
    struct pending *v = q->list.v;
    size_t n = q->list.n;
    for (size_t i = 1; i < n; i++)
        if (!has_source(&v[i]) && has_source(&v[i - 1]) && is_linked(q, &v[i - 1], &v[i]))
            take_source(&v[i], &v[i - 1]);
    for (size_t i = n; i-- > 1;)
        if (!has_source(&v[i - 1]) && has_source(&v[i]) && is_linked(q, &v[i - 1], &v[i]))
            take_source(&v[i - 1], &v[i]);
    for (size_t i = 0; i < n; i++) {
        const struct pending *before = i > 0 ? &v[i - 1] : NULL;
        if (has_source(&v[i]) || v[i].fixed)
            continue;
        bool linked = before && has_source(before) && is_linked(q, before, &v[i]);
        bool near = before && has_source(before) && v[i].sentence <= before->sentence + 1;
        if (linked || (near && !stands_alone(q, &v[i]) && !is_question(q, &v[i])))
            take_source(&v[i], before);
        else
            find_source(q, i);
        if (!has_source(&v[i]) && near && !is_dialogue(q, i))
            take_source(&v[i], before);
    }
}
