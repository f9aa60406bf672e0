/* ends.c: where what is said begins and ends.
 *
 * The labels of speech.c now and then stop before a verb, take the clause behind "X said" for the
 * one in front of it, or go on over the main verb of the sentence. Here the ends move to those of
 * the clause. Only indirect speech is touched: quotation marks are ends by themselves. */
#include "sense/quoting.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
enum { CLAUSE_LEAST = 4 };

static bool is_free(const struct quoting *q, uint32_t i)
{
    return q->speech.marks[i] == MARK_NONE && q->labels[i] != SPEECH_CONTENT_B &&
           q->labels[i] != SPEECH_CONTENT_I && !q->speech.speaks[i];
}

bool sense_quoting_finite(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint8_t x = d->tokens[i].xpos;
        if (x == XPOS_VBZ || x == XPOS_VBD || x == XPOS_MD || x == XPOS_VBP)
            return true;
    }
    return false;
}

/* A word of a noun group outside quotation marks. */
static bool is_free_noun(const struct quoting *q, uint32_t i)
{
    uint8_t u = q->d->tokens[i].upos, x = q->d->tokens[i].xpos;
    return q->speech.marks[i] == MARK_NONE &&
           (u == SENSE_NOUN || u == SENSE_PROPN || u == SENSE_ADJ || u == SENSE_DET ||
            x == XPOS_PRPS || x == XPOS_POS || sense_norm_in(q->d, i, WORDS("of", "for", "at")));
}

/* Are tokens [from, to) a whole statement that nobody has taken? */
static bool is_clause(const struct quoting *q, uint32_t from, uint32_t to)
{
    static const char *const opens[] = {"after",    "when", "while", "as",  "if",    "although",
                                        "though",   "once", "since", "and", "but",   "because",
                                        "whenever", "with", "in",    "on",  "before"};
    const struct sense_doc *d = q->d;
    if (to < from + CLAUSE_LEAST)
        return false;
    for (size_t k = 0; k < sizeof opens / sizeof *opens; k++)
        if (sense_norm_in(d, from, (const char *const[]){opens[k], NULL}))
            return false;
    for (uint32_t i = from; i < to; i++)
        if (!is_free(q, i))
            return false;
    return sense_quoting_finite(d, from, to);
}

/* "..., the judge noted for the record": how and where something is said, and not what. */
static bool is_adverbial(const struct quoting *q, const struct pending *p)
{
    static const char *const small[] = {"for", "in", "on", "at", "during", NULL};
    return p->cue_to > p->cue_from + 1 && p->first_content == p->cue_to &&
           sense_norm_in(q->d, p->cue_to - 1, small) &&
           !sense_quoting_finite(q->d, p->first_content, p->last_content);
}

/* "The ferries sail on Monday, X said after faults were found on ships that they checked" and "the
 * fire began on the car deck, X says, far from land": what is behind belongs to something else, or
 * is a rest; the statement is the clause in front of X. */
static void take_front(struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    const struct sense_sentence *s = &d->sentences[p->sentence];
    uint32_t from = s->body_from, comma = p->source_from - 1;
    if (p->source_from >= p->source_to || p->source_from <= from || p->fixed ||
        p->content_count != 1 || p->source_to != p->cue_from || p->first_content < p->cue_to ||
        d->tokens[comma].xpos != XPOS_COMMA || sense_quoting_kind(q, p) != QUOTE_INDIRECT)
        return;
    if (is_adverbial(q, p) && sense_quoting_finite(d, from, comma)) {
        p->content_count = 0;
        sense_quoting_add(q, p, from, comma);
        return;
    }
    if (!is_clause(q, from, comma))
        return;
    if (p->first_content < p->cue_to + 1)
        return;
    bool rest = p->first_content == p->cue_to + 1 && d->tokens[p->cue_to].xpos == XPOS_COMMA;
    bool of_noun = sense_quoting_nominal(d, p->first_content - 1) &&
                   sense_norm_in(d, p->first_content, (const char *const[]){"that", NULL});
    if (!rest && !of_noun)
        return;
    struct pending front = *p;
    front.content_count = 0;
    sense_quoting_add(q, &front, from, comma);
    if (rest)
        sense_quoting_prepend(p, &front);
    else
        *p = front;
}

/* What is said ends before its verb: "has promised that the report" of "... will be published", "At
 * least six people" of "... died in a fire, the coast guard said". It goes on to the comma. */
static void take_verb(struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    uint32_t i = p->last_content, end = d->sentences[p->sentence].to;
    bool behind = p->cue_to <= p->first_content && p->cue_from < p->cue_to &&
                  sense_norm_in(d, p->first_content, (const char *const[]){"that", NULL});
    bool front = p->last_content < p->source_from && p->source_to == p->cue_from;
    if (p->fixed || p->content_count != 1 || !(behind || front) ||
        sense_quoting_kind(q, p) != QUOTE_INDIRECT ||
        sense_quoting_finite(d, p->first_content, p->last_content))
        return;
    while (i < end && is_free(q, i) && d->tokens[i].xpos != XPOS_COMMA &&
           d->tokens[i].xpos != XPOS_STOP)
        i++;
    bool whole = front ? i + 1 == p->source_from : i == end || !sense_quoting_nominal(d, i);
    if (i > p->last_content + 1 && whole &&
        sense_quoting_finite(d, p->last_content, p->last_content + 2))
        sense_quoting_add(q, p, p->last_content, i);
}

/* "The number rose to 11 on Wednesday, and 19 were missing, the coast guard said": what stands
 * between the statement and the comma before who says it is part of it, and so is what stands
 * before it, if it begins with "and". */
static void take_whole(struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    uint32_t from = d->sentences[p->sentence].body_from, i = p->last_content, tail = p->cue_from;
    if (p->source_from < p->source_to && p->source_from < tail)
        tail = p->source_from;
    if (p->fixed || p->content_count != 1 || p->cue_from >= p->cue_to || p->last_content >= tail ||
        d->tokens[tail - 1].xpos != XPOS_COMMA || sense_quoting_kind(q, p) == QUOTE_DIRECT)
        return;
    while (i + 1 < tail && is_free(q, i))
        i++;
    if (i + 1 != tail)
        return;
    if (i > p->last_content)
        sense_quoting_add(q, p, p->last_content, i);
    if (p->first_content <= from || d->tokens[p->first_content].xpos != XPOS_CC ||
        !is_clause(q, from, p->first_content))
        return;
    struct pending whole = *p;
    whole.content_count = 0;
    sense_quoting_add(q, &whole, from, i);
    *p = whole;
}

/* "in four of the hangers", of "said that she had found rust in four of the hangers": the clause
 * goes on to its end. Not where the rest tells how it was said: "in a statement". */
static void take_rest(struct quoting *q, struct pending *p)
{
    static const char *const how[] = {
        "statement", "interview", "conference", "letter",     "speech",   "telephone", "phone",
        "briefing",  "testimony", "twitter",    "television", "report",   "broadcast", "monday",
        "tuesday",   "wednesday", "thursday",   "friday",     "saturday", "sunday",    NULL};
    const struct sense_doc *d = q->d;
    uint32_t i = p->last_content, end = d->sentences[p->sentence].to;
    if (p->fixed || p->content_count != 1 || p->cue_from >= p->cue_to ||
        p->first_content < p->cue_to || sense_quoting_kind(q, p) != QUOTE_INDIRECT || i >= end ||
        !sense_norm_in(d, p->first_content, WORDS("that")) || d->tokens[i].upos != SENSE_ADP ||
        !sense_quoting_nominal(d, i - 1))
        return;
    for (; i < end && d->tokens[i].xpos != XPOS_COMMA && d->tokens[i].xpos != XPOS_STOP; i++)
        if (!is_free(q, i) || q->labels[i] != SPEECH_NONE || sense_norm_in(d, i, how) ||
            d->tokens[i].upos == SENSE_VERB || d->tokens[i].upos == SENSE_AUX ||
            d->tokens[i].upos == SENSE_SCONJ || d->tokens[i].xpos == XPOS_CC)
            return;
    sense_quoting_add(q, p, p->last_content, i);
}

/* "could go", of "Up to 600 jobs could go, according to a study", and "around 80 people on it", of
 * "It fell with around 80 people on it, the police said": what is said begins with its clause, also
 * where more of it is quoted behind. */
static void take_subject(struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    uint32_t from = d->sentences[p->sentence].body_from, i = p->first_content;
    if (p->fixed || p->content_count == 0 || p->content_count > 2 || i <= from)
        return;
    uint32_t end = sense_token_at(d, p->content[0].end - 1) + 1;
    if (p->cue_from < end || (p->source_from < p->source_to && p->source_from < end) ||
        q->speech.marks[i] != MARK_NONE || q->speech.marks[end - 1] != MARK_NONE ||
        (p->content_count == 1 && sense_quoting_kind(q, p) != QUOTE_INDIRECT))
        return;
    bool verb = sense_quoting_finite(d, i, i + 1);
    bool rest = !sense_quoting_finite(d, i, end) && sense_quoting_finite(d, from, i);
    while ((verb || rest) && i > from && is_free(q, i - 1) && d->tokens[i - 1].xpos != XPOS_COMMA &&
           d->tokens[i - 1].xpos != XPOS_COLON)
        i--;
    if (i != from || !(verb || rest))
        return;
    p->first_content = from;
    p->content[0].at = d->tokens[from].span.at;
}

/* "The man who" of "The man who had said that ...", taken for something said: the source. */
static void take_source(struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    if (p->content_count != 2 || p->source_from < p->source_to || p->cue_from >= p->cue_to ||
        p->cue_from <= p->first_content ||
        p->content[0].end != d->tokens[p->cue_from - 1].span.end ||
        !sense_norm_in(d, p->cue_from - 1, WORDS("who", "which")))
        return;
    p->source_from = p->first_content;
    p->source_to = p->cue_from;
    p->content[0] = p->content[1];
    p->content_count = 1;
    p->first_content = sense_token_at(d, p->content[0].at);
}

/* "the epidemiologist Carla Renn" of "The gaps are wide, said the epidemiologist Carla Renn.",
 * taken for something said: the source. */
static void take_source_behind(struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    bool person = false;
    uint32_t to = p->cue_to;
    if (p->fixed || p->content_count < 2 || p->source_from < p->source_to ||
        p->cue_from >= p->cue_to || p->first_content >= p->cue_from)
        return;
    for (; to < d->token_count && is_free_noun(q, to); to++)
        person |= d->tokens[to].name >= 0 && d->names[d->tokens[to].name].kind == ENTITY_PERSON;
    for (uint32_t k = 1; person && k < p->content_count; k++) {
        struct span whom = sense_span(d, p->cue_to, to);
        if (p->content[k].at != whom.at || p->content[k].end != whom.end)
            continue;
        p->source_from = p->cue_to;
        p->source_to = to;
        memmove(&p->content[k], &p->content[k + 1],
                (p->content_count - k - 1) * sizeof p->content[0]);
        p->content_count--;
        p->last_content = sense_token_at(d, p->content[p->content_count - 1].end);
        return;
    }
}

/* "That contradicts the firm, which says the log is right": what is in front of "which" is not
 * said by it. */
static void drop_front(struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    if (p->source_to <= p->source_from || p->content_count < 2 ||
        !sense_norm_in(d, p->source_to - 1, WORDS("who", "which")))
        return;
    uint32_t n = 0;
    for (uint32_t k = 0; k < p->content_count; k++)
        if (p->content[k].at >= d->tokens[p->source_to - 1].span.end)
            p->content[n++] = p->content[k];
    if (n == 0 || n == p->content_count)
        return;
    for (uint32_t i = p->first_content; i < p->source_to; i++)
        q->labels[i] = SPEECH_NONE;
    p->content_count = n;
    p->first_content = sense_token_at(d, p->content[0].at);
}

/* Is token i the comma before an aside behind which the sentence's own verb stands: "that he had
 * bribed Grann, the former minister, has withdrawn"? */
static bool before_main_verb(const struct sense_doc *d, uint32_t i, uint32_t end)
{
    uint32_t k = i + 1;
    if (d->tokens[i].xpos != XPOS_COMMA)
        return false;
    while (k < end && d->tokens[k].xpos != XPOS_COMMA)
        if (d->tokens[k].chunk >= 0 && d->chunks[d->tokens[k].chunk].kind == CHUNK_VERB)
            return false;
        else
            k++;
    int32_t c = k + 1 < end ? d->tokens[k + 1].chunk : -1;
    return k > i + 1 && c >= 0 && d->chunks[c].kind == CHUNK_VERB &&
           d->chunks[c].tense != TENSE_NONE && d->chunks[c].from == k + 1;
}

/* "The man who had said that he bribed him no longer says so": the relative clause ends before the
 * sentence's own verb, which is the second without a subject. */
static void stop_at_main_verb(const struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    uint32_t link = p->source_to ? p->source_to - 1 : 0, verbs = 0;
    if (p->fixed || p->content_count != 1 || p->cue_to > p->first_content ||
        sense_quoting_kind(q, p) != QUOTE_INDIRECT || link <= d->sentences[p->sentence].from ||
        !sense_norm_in(d, link, WORDS("who", "which")) || d->tokens[link - 1].xpos == XPOS_COMMA)
        return;
    for (uint32_t i = p->first_content; i < p->last_content; i++) {
        int32_t c = d->tokens[i].chunk;
        if (verbs == 1 && before_main_verb(d, i, p->last_content)) {
            p->content[0] = sense_span(d, p->first_content, i);
            p->last_content = i;
            return;
        }
        if (d->tokens[i].xpos == XPOS_COMMA || d->tokens[i].xpos == XPOS_CC ||
            sense_norm_in(d, i, WORDS("who", "which")) ||
            (verbs > 0 && d->tokens[i].upos == SENSE_SCONJ))
            return;
        if (c < 0 || d->chunks[c].kind != CHUNK_VERB || d->chunks[c].tense == TENSE_NONE ||
            d->chunks[c].from != i || ++verbs < 2)
            continue;
        uint32_t to = i;
        while (to > p->first_content + 1 &&
               (d->tokens[to - 1].upos == SENSE_ADV || sense_norm_in(d, to - 1, WORDS("no"))))
            to--;
        p->content[0] = sense_span(d, p->first_content, to);
        p->last_content = to;
        return;
    }
}

/* "Confirmed to the Courier that she had found rust": to whom it is said is not what is said. */
static void drop_addressee(const struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    if (p->fixed || p->content_count != 1 || p->cue_from >= p->cue_to ||
        p->first_content != p->cue_to || !sense_norm_in(d, p->cue_to - 1, WORDS("to")) ||
        sense_quoting_kind(q, p) != QUOTE_INDIRECT)
        return;
    uint32_t i = p->first_content;
    while (i < p->last_content && i < p->first_content + 6 && d->tokens[i].chunk >= 0 &&
           d->chunks[d->tokens[i].chunk].kind == CHUNK_NOUN && !sense_norm_in(d, i, WORDS("that")))
        i++;
    if (i == p->first_content || i + 1 >= p->last_content || !sense_norm_in(d, i, WORDS("that")))
        return;
    p->first_content = i;
    p->content[0] = sense_span(d, i, p->last_content);
}

/* "..., its head, Una Moll, announced": her post is no part of what she announced. */
static void drop_post(const struct quoting *q, struct pending *p)
{
    enum { POST_MOST = 8 };
    const struct sense_doc *d = q->d;
    uint32_t i = p->last_content, from = i;
    bool aside = p->source_from == i + 1 && p->source_to > p->source_from &&
                 p->cue_from >= p->source_to && d->tokens[i].xpos == XPOS_COMMA &&
                 d->tokens[p->cue_from - 1].xpos == XPOS_COMMA;
    int32_t name = aside ? d->tokens[p->source_from].name : -1;
    if (p->fixed || p->content_count != 1 || name < 0 || d->names[name].kind != ENTITY_PERSON)
        return;
    while (from > p->first_content && i - from < POST_MOST && is_free_noun(q, from - 1))
        from--;
    if (from == i || from < p->first_content + 3 || d->tokens[from - 1].xpos != XPOS_COMMA ||
        !sense_quoting_finite(d, p->first_content, from - 1))
        return;
    p->source_from = from;
    p->last_content = from - 1;
    p->content[0] = sense_span(d, p->first_content, p->last_content);
}

static bool has_verb(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    while (from < to && d->tokens[from].upos != SENSE_VERB)
        from++;
    return from < to;
}

/* "Denied that he had taken bribes, as his trial opened": when it was said is not what was said. */
static void drop_when(const struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    if (p->content_count != 1 || p->cue_from >= p->cue_to || p->first_content < p->cue_to ||
        sense_quoting_kind(q, p) != QUOTE_INDIRECT ||
        !sense_norm_in(d, p->first_content, WORDS("that")))
        return;
    for (uint32_t i = p->first_content + 3; i + 3 < p->last_content; i++)
        if (d->tokens[i].xpos == XPOS_COMMA && sense_norm_in(d, i + 1, WORDS("as")) &&
            sense_norm_in(d, i + 2, WORDS("his", "her", "its", "their", "the")) &&
            has_verb(d, i + 2, p->last_content)) {
            p->last_content = i;
            p->content[0] = sense_span(d, p->first_content, i);
            return;
        }
}

void sense_quoting_ends(struct quoting *q, struct pending *p)
{
    drop_addressee(q, p);
    take_source(q, p);
    take_source_behind(q, p);
    drop_front(q, p);
    take_front(q, p);
    take_verb(q, p);
    take_whole(q, p);
    take_subject(q, p);
    take_rest(q, p);
    stop_at_main_verb(q, p);
    drop_post(q, p);
    drop_when(q, p);
    sense_quoting_beside(q, p);
}
