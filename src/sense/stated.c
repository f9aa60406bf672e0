/* stated.c: is anything stated, and does the subject state it? Deeds ("signed the pact"), matters
 * ("a dispute over pay") and the subject of a passive ("was expected in the town") are no words of
 * anybody; who "is said to be part of it" or "is accused of fraud" is only spoken of. */
#include "sense/persons.h"
#include "sense/quoting.h"

/* "Paul Ardesson was expected in the town": the subject of a passive is no statement. */
static bool is_expected(const struct quoting *q, const struct pending *p)
{
    const struct sense_doc *d = q->d;
    int32_t chunk = p->cue_from < p->cue_to ? d->tokens[p->cue_to - 1].chunk : -1;
    return chunk >= 0 && d->chunks[chunk].passive && p->last_content <= p->cue_from &&
           p->cue_from <= p->last_content + 1 && sense_quoting_kind(q, p) == QUOTE_INDIRECT &&
           sense_quoting_stance(q, p, -1, false) == STANCE_SAYS &&
           d->tokens[p->last_content - 1].xpos != XPOS_COMMA &&
           !sense_quoting_finite(d, p->first_content, p->last_content);
}

/* "..., according to letters that were published": the words behind say which letters. */
static bool tells_which(const struct quoting *q, const struct pending *p)
{
    return p->cue_from < p->cue_to && p->first_content == p->source_to &&
           sense_norm_in(q->d, p->cue_from, (const char *const[]){"according", NULL}) &&
           sense_norm_in(q->d, p->first_content,
                         (const char *const[]){"that", "which", "who", NULL});
}

/* "I do not say that she knew": what somebody does not say is not said. */
static bool is_unsaid(const struct quoting *q, const struct pending *p)
{
    const struct sense_doc *d = q->d;
    uint32_t verb = p->cue_to - 1;
    int32_t chunk = d->tokens[verb].chunk;
    return chunk >= 0 && d->chunks[chunk].negated && p->first_content >= p->cue_to &&
           sense_lemma_in(d, verb,
                          (const char *const[]){"say", "claim", "allege", "state", NULL}) &&
           sense_norm_in(d, p->first_content, (const char *const[]){"that", NULL});
}

/* "Police questioned a boy", "she spoke to the owner": who is spoken to is no statement. */
static bool is_spoken_to(const struct quoting *q, const struct pending *p)
{
    const struct sense_doc *d = q->d;
    if (p->content_count != 1 || p->first_content < p->cue_to || p->cue_from >= p->cue_to ||
        sense_quoting_finite(d, p->first_content, p->last_content))
        return false;
    uint32_t last = p->cue_to - 1;
    bool to =
        sense_norm_in(d, last, (const char *const[]){"to", "with", NULL}) && last > p->cue_from;
    bool speaks = to ? sense_lemma_in(d, last - 1, (const char *const[]){"speak", "talk", NULL})
                     : sense_lemma_in(d, last, (const char *const[]){"question", NULL});
    int32_t chunk = d->tokens[p->first_content].chunk;
    if (!speaks || chunk < 0 || d->chunks[chunk].kind != CHUNK_NOUN)
        return false;
    uint32_t head = d->chunks[chunk].head;
    return to ||
           (d->tokens[head].name >= 0
                ? d->names[d->tokens[head].name].kind == ENTITY_PERSON
                : sense_person_noun(d->tokens[head].lemma) != 0 ||
                      sense_norm_in(d, head, (const char *const[]){"him", "her", "them", NULL}));
}

/* "Korrin signed the pact", "in a dispute over pay", "did not want to be named": deeds and matters
 * that are no words of anybody. What stands without any word of saying is nobody's, either. */
static bool is_no_saying(const struct quoting *q, const struct pending *p)
{
    const struct sense_doc *d = q->d;
    if (sense_quoting_kind(q, p) != QUOTE_INDIRECT)
        return false;
    if (p->cue_from >= p->cue_to || is_unsaid(q, p) || is_spoken_to(q, p))
        return true;
    for (uint32_t i = p->cue_from; i < p->cue_to; i++)
        if ((d->tokens[i].upos == SENSE_VERB &&
             sense_lemma_in(d, i, (const char *const[]){"sign", "vote", "ink", NULL})) ||
            (d->tokens[i].upos == SENSE_NOUN &&
             sense_norm_in(d, i, (const char *const[]){"dispute", NULL})))
            return true;
    uint32_t i = p->first_content;
    i += sense_norm_in(d, i, (const char *const[]){"not", NULL}); /* "asked not to be named" */
    return p->last_content >= i + 3 && sense_norm_in(d, i, (const char *const[]){"to", NULL}) &&
           sense_norm_in(d, i + 1, (const char *const[]){"be", NULL}) &&
           sense_norm_in(d, i + 2,
                         (const char *const[]){"named", "identified", "quoted", "recorded", NULL});
}

/* Whether anything is stated, by anybody: "what" (of "did not say what") is no statement, nobody
 * and "what" state nothing, and a story that is told is no statement either. Words in quotation
 * marks always are. */
bool sense_quoting_states(const struct quoting *q, const struct pending *p)
{
    static const char *const nobody[] = {"what", "nobody", "none", "nothing", NULL};
    static const char *const asking[] = {
        "what", "when",     "where",     "why", "how", "which", "it", "so", "more", "this",
        "that", "anything", "something", "him", "her", "them",  "me", "us", NULL};
    const struct sense_doc *d = q->d;
    if (tells_which(q, p) || is_expected(q, p))
        return false;
    if (is_no_saying(q, p))
        return false;
    if (sense_quoting_kind(q, p) != QUOTE_INDIRECT)
        return true;
    if (p->source_to == p->source_from + 1 && sense_norm_in(d, p->source_from, nobody))
        return false;
    uint8_t first = d->tokens[p->first_content].xpos;
    bool finite = first == XPOS_VBZ || first == XPOS_VBD || first == XPOS_MD;
    if (finite && p->cue_from < p->cue_to && p->cue_to <= p->first_content &&
        d->tokens[p->cue_from].xpos == XPOS_VBN)
        return false; /* "A line, promised for years, is to be opened": one sentence, cut in two */
    enum stance stance = sense_quoting_stance(q, p, -1, false);
    uint32_t words =
        stance == STANCE_DENIES || stance == STANCE_CONFIRMS || stance == STANCE_DOUBTS;
    if (words && p->last_content == p->first_content + 1)
        return !(d->tokens[p->cue_from].xpos == XPOS_VBG && /* "two days after denying it" */
                 d->tokens[p->first_content].upos == SENSE_PRON) &&
               !sense_norm_in(d, p->first_content, nobody); /* "denies it", not "what was denied" */
    for (uint32_t i = p->first_content; i < p->last_content; i++)
        words += !(d->tokens[i].flags & TOK_PUNCT) && !sense_norm_in(d, i, asking);
    return words > 0;
}

/* "The house is said to be part of it", "Ann was asked to name one", "the line is considered safe",
 * "she appears to like it": the subject is what is spoken of, and who speaks is not said. */
bool sense_quoting_of_subject(const struct quoting *q, const struct pending *p)
{
    static const char *const saying[] = {"say",   "allege", "report", "believe",    "rumour",
                                         "rumor", "think",  "know",   "understand", NULL};
    static const char *const of_it[] = {"expect", "consider", "ask",       "know",      "declare",
                                        "view",   "regard",   "criticise", "criticize", "describe",
                                        "tell",   "deem",     NULL};
    static const char *const looks[] = {"appear", "seem", NULL};
    const struct sense_doc *d = q->d;
    if (p->cue_from >= p->cue_to || p->source_to > p->cue_from || p->first_content < p->cue_to)
        return false;
    bool to = sense_norm_in(d, p->first_content, (const char *const[]){"to", NULL});
    uint32_t last = p->cue_to - 1;
    int32_t chunk = d->tokens[last].chunk;
    while (last > p->cue_from && d->tokens[last].upos == SENSE_ADP)
        chunk = d->tokens[--last].chunk;
    if (chunk < 0 || d->chunks[chunk].head != last)
        return false;
    if (to && d->chunks[chunk].passive && sense_lemma_in(d, last, saying))
        return true;
    if (sense_quoting_kind(q, p) != QUOTE_INDIRECT)
        return false;
    if (sense_lemma_in(d, last, looks))
        return to;
    return d->chunks[chunk].passive && sense_lemma_in(d, last, of_it);
}

/* "Reck is accused of fraud", "a man accused of fraud", "flu has been confirmed on five farms": the
 * subject is whom somebody accuses or what somebody confirms, and who does is not said. */
bool sense_quoting_accuses(const struct quoting *q, const struct pending *p)
{
    static const char *const accusing[] = {"accuse", "blame", "charge", "suspect", "confirm", NULL};
    static const char *const small[] = {"of", "for", "with", NULL};
    const struct sense_doc *d = q->d;
    bool be = false;
    if (p->source_from >= p->source_to || p->source_to > p->cue_from ||
        p->first_content < p->cue_to)
        return false;
    for (uint32_t i = p->cue_from; i < p->cue_to; i++) {
        be |= sense_lemma_in(d, i, (const char *const[]){"be", NULL});
        uint8_t x = d->tokens[i].xpos;
        bool object = (x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP) && i + 1 < d->token_count &&
                      d->tokens[i + 1].upos == SENSE_PROPN; /* "accused Telar on Tuesday of" */
        if (sense_lemma_in(d, i, accusing))
            return !object && (be || sense_norm_in(d, p->cue_to - 1, small) ||
                               sense_norm_in(d, p->first_content, small));
    }
    return false;
}
