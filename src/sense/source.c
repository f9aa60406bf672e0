/* source.c: who says it, where the labels of speech.c give no source or half of one: the subject of
 * the cue's verb, over adverbs and asides, the noun group behind "said", whom "who" and
 * "themselves" stand for. */
#include "sense/persons.h"
#include "sense/quoting.h"

static bool in_content(const struct quoting *q, const struct pending *p, uint32_t i)
{
    for (uint32_t k = 0; k < p->content_count; k++)
        if (q->d->tokens[i].span.at >= p->content[k].at &&
            q->d->tokens[i].span.at < p->content[k].end)
            return true;
    return q->labels[i] == SPEECH_CONTENT_B || q->labels[i] == SPEECH_CONTENT_I;
}

bool sense_quoting_nominal(const struct sense_doc *d, uint32_t i)
{
    uint8_t u = d->tokens[i].upos;
    return u == SENSE_NOUN || u == SENSE_PROPN || u == SENSE_PRON || d->tokens[i].xpos == XPOS_CD;
}
static bool in_group(const struct sense_doc *d, uint32_t i)
{
    uint8_t u = d->tokens[i].upos, x = d->tokens[i].xpos;
    return u == SENSE_NOUN || u == SENSE_PROPN || u == SENSE_ADJ || u == SENSE_DET ||
           u == SENSE_NUM || x == XPOS_PRPS || x == XPOS_POS || x == XPOS_HYPH;
}

/* The noun group that ends at token `last`, with an of-phrase that it is part of. */
static uint32_t group_start(const struct sense_doc *d, uint32_t last, uint32_t least)
{
    uint32_t from = last;
    if (d->tokens[last].upos == SENSE_PRON)
        return last;
    while (from > least) {
        bool of =
            sense_norm_in(d, from - 1, (const char *const[]){"of", "for", "at", "in", "&", NULL});
        bool apart = d->tokens[from - 1].xpos == XPOS_NNS && d->tokens[from].name >= 0 &&
                     d->names[d->tokens[from].name].from == from;
        if (apart) /* "According to two officials Korrin asked" */
            break;
        if (in_group(d, from - 1) && d->tokens[from - 1].sentence == d->tokens[last].sentence)
            from--;
        else if (of && from >= least + 2 && sense_quoting_nominal(d, from - 2))
            from -= 2;
        else
            break;
    }
    return from;
}

static const char *const no_subjects[] = {"himself", "herself",  "themselves", "itself",
                                          "monday",  "tuesday",  "wednesday",  "thursday",
                                          "friday",  "saturday", "sunday",     NULL};

/* The subject before token i: over adverbs, auxiliaries and asides between commas. */
static bool subject_before(const struct quoting *q, struct pending *p, uint32_t i)
{
    const struct sense_doc *d = q->d;
    const struct sense_sentence *s = &d->sentences[d->tokens[i].sentence];
    for (uint32_t k = sense_speech_before_aside(d, s, i), steps = 0; k-- > s->from && steps < 12;
         steps++) {
        if (in_content(q, p, k) || q->speech.marks[k] != MARK_NONE)
            return false;
        if (!sense_quoting_nominal(d, k) || sense_norm_in(d, k, no_subjects))
            continue;
        p->source_from = group_start(d, k, s->from);
        p->source_to = k + 1;
        return true;
    }
    return false;
}

static bool subject_after(const struct quoting *q, struct pending *p, uint32_t i)
{
    const struct sense_doc *d = q->d;
    const struct sense_sentence *s = &d->sentences[d->tokens[i - 1].sentence];
    uint32_t from = i;
    while (from < s->to && !in_group(d, from) && !sense_quoting_nominal(d, from) && from < i + 2)
        from++;
    uint32_t to = from;
    while (to < s->to && (in_group(d, to) || sense_quoting_nominal(d, to)) && !in_content(q, p, to))
        to++;
    if (to == from || q->speech.marks[from] != MARK_NONE)
        return false;
    p->source_from = from;
    p->source_to = to;
    return true;
}

/* The saying word of the sentence, outside what is said, that is nearest to it. */
static uint32_t find_cue(const struct quoting *q, const struct pending *p)
{
    const struct sense_sentence *s = &q->d->sentences[p->sentence];
    uint32_t best = UINT32_MAX, near = UINT32_MAX;
    for (uint32_t i = s->from; i < s->to; i++) {
        if (!q->speech.speaks[i] || q->speech.marks[i] != MARK_NONE || in_content(q, p, i))
            continue;
        uint32_t far = i < p->first_content   ? p->first_content - i
                       : i >= p->last_content ? i - p->last_content
                                              : 0;
        if (far < near) {
            near = far;
            best = i;
        }
    }
    return best;
}

/* Can the noun at i speak, or is it a place or thing that hangs on who does? */
static bool is_somebody(const struct sense_doc *d, uint32_t i)
{
    static const char *const some[] = {"people",   "others",   "those",   "one",
                                       "everyone", "anyone",   "members", "women",
                                       "men",      "children", NULL};
    int32_t name = d->tokens[i].name;
    if (name >= 0 && d->names[name].entity >= 0)
        return d->entities[d->names[name].entity].kind == ENTITY_PERSON ||
               d->tokens[i].xpos == XPOS_NNPS;
    return d->tokens[i].upos == SENSE_PRON || sense_norm_in(d, i, some) ||
           sense_person_noun(d->tokens[i].lemma) != 0;
}

/* Token behind the noun group that what begins right before `from` hangs on: over a preposition and
 * at most an adjective ("people familiar with the matter"); `from` where there is none. */
static uint32_t hung_on(const struct sense_doc *d, uint32_t from, uint32_t least)
{
    uint32_t i = from;
    if (i <= least + 1 || d->tokens[i - 1].upos != SENSE_ADP)
        return from;
    i--;
    i -= i > least + 1 && d->tokens[i - 1].upos == SENSE_ADJ;
    return sense_quoting_nominal(d, i - 1) ? i : from;
}

/* "John Holm (D-Ohio), who": the end of what stands before the bracket that ends right before
 * `end`.
 */
static uint32_t before_bracket(const struct sense_doc *d, uint32_t end, uint32_t least)
{
    enum { BRACKET = 6 };
    uint32_t i = end;
    if (end <= least || d->tokens[end - 1].xpos != XPOS_RRB)
        return end;
    while (i > least && end - i <= BRACKET && d->tokens[i - 1].xpos != XPOS_LRB)
        i--;
    return i > least + 1 && d->tokens[i - 1].xpos == XPOS_LRB ? i - 1 : end;
}

/* Where the words begin that the "who" at `at` stands for: the noun group before it, or where that
 * is nobody the one that it hangs on, and the name that it is put beside ("Lena Frost, a lawyer
 * from Vire, who said"); `at` where there is none. */
static uint32_t antecedent(const struct quoting *q, uint32_t at)
{
    const struct sense_doc *d = q->d;
    uint32_t least = d->sentences[d->tokens[at].sentence].body_from, end = at;
    bool who = sense_norm_in(d, at, (const char *const[]){"who", NULL});
    end -= end > least && d->tokens[end - 1].xpos == XPOS_COMMA;
    end = before_bracket(d, end, least);
    if (end <= least || !sense_quoting_nominal(d, end - 1) ||
        q->speech.marks[end - 1] != MARK_NONE || sense_norm_in(d, end - 1, no_subjects))
        return at;
    uint32_t from = group_start(d, end - 1, least), nearest = from;
    for (uint32_t next; who && !is_somebody(d, end - 1); from = group_start(d, end - 1, least)) {
        next = hung_on(d, from, least);
        if (next == from || q->speech.marks[next - 1] != MARK_NONE) {
            from = nearest;
            break;
        }
        end = next;
    }
    int32_t name = who && from > least + 1 && d->tokens[from - 1].xpos == XPOS_COMMA &&
                           (d->tokens[from].upos == SENSE_DET || d->tokens[from].xpos == XPOS_PRPS)
                       ? d->tokens[from - 2].name
                       : -1;
    return name >= 0 && d->names[name].kind == ENTITY_PERSON ? d->names[name].from : from;
}

/* A source that only stands for what is before it: "Ann Lee, who did not answer, has denied", "the
 * owners themselves disagree". */
void sense_quoting_name_source(struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    uint32_t last = p->source_to - 1;
    if (p->source_to > p->source_from + 1 && p->source_to <= p->cue_from &&
        sense_norm_in(d, last, (const char *const[]){"who", NULL})) {
        uint32_t from = antecedent(q, last); /* "a lawyer from [Vire, who] said" */
        p->source_from = from < p->source_from ? from : p->source_from;
        return;
    }
    if (p->source_to - p->source_from != 1 || p->cue_from < p->source_to)
        return;
    bool closed = false; /* the aside that "who" begins is over: ", who came late, denied" */
    uint32_t subject = p->source_from;
    for (uint32_t i = p->source_to; i < p->cue_from; i++) {
        if (d->tokens[i].xpos == XPOS_COMMA)
            closed = d->tokens[i + 1].xpos != XPOS_CC;
        else if (closed && sense_quoting_nominal(d, i))
            subject = p->cue_from; /* another subject behind it */
    }
    bool who = sense_norm_in(d, p->source_from, (const char *const[]){"who", "which", NULL});
    bool self = sense_norm_in(d, p->source_from,
                              (const char *const[]){"himself", "herself", "themselves", NULL});
    /* "withdrew its statement that": whose */
    self |= d->tokens[p->source_from].xpos == XPOS_PRPS &&
            sense_norm_in(d, p->source_from + 1,
                          (const char *const[]){"statement", "claim", "claims", "accusation",
                                                "accusations", "allegation", "allegations",
                                                "assertion", "testimony", "denial", NULL});
    struct pending named = *p;
    if (((who && closed) || self) && subject_before(q, &named, subject))
        *p = named;
    else if (who)
        p->source_from = antecedent(q, p->source_from); /* "two people who have seen it" */
}

static bool is_joined(const struct sense_doc *d, uint32_t verb)
{
    while (verb > 1 && d->tokens[verb - 1].upos == SENSE_ADV)
        verb--;
    return verb > 1 && d->tokens[verb - 1].xpos == XPOS_CC;
}

/* A source that lies in an aside, "the council, which lost £1,100 a week, denied": the subject is
 * in front of the aside. */
static void leave_aside(struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    const struct sense_sentence *s = &d->sentences[p->sentence];
    int32_t chunk = p->cue_from < p->cue_to ? d->tokens[p->cue_from].chunk : -1;
    uint32_t verb = chunk >= 0 ? d->chunks[chunk].from : p->cue_from;
    uint32_t aside = sense_speech_before_aside(d, s, verb);
    struct pending named = *p;
    if (aside < verb && p->source_from > aside && p->source_to < verb &&
        p->source_to > p->source_from + 1 && subject_before(q, &named, aside))
        *p = named;
}

void sense_quoting_source(struct quoting *q, struct pending *p)
{
    const struct sense_doc *d = q->d;
    if (p->fixed)
        return;
    if (p->cue_from == p->cue_to) {
        uint32_t cue = find_cue(q, p);
        if (cue != UINT32_MAX) {
            p->cue_from = cue;
            p->cue_to = cue + 1;
        }
    }
    if (p->source_from < p->source_to) {
        leave_aside(q, p);
        sense_quoting_name_source(q, p);
        return;
    }
    if (p->cue_from < p->cue_to) {
        /* A cue that took its source in: "said Holan". */
        for (uint32_t i = p->cue_from + 1; i < p->cue_to && q->speech.speaks[p->cue_from]; i++)
            if (d->tokens[i].upos == SENSE_PROPN || d->tokens[i].xpos == XPOS_PRP) {
                p->source_from = i;
                while (i < p->cue_to && in_group(d, i))
                    i++;
                p->source_to = i > p->source_from ? i : i + 1;
                p->cue_to = p->source_from;
                return;
            }
        bool according = sense_norm_in(d, p->cue_from, (const char *const[]){"according", NULL});
        bool inverted = p->cue_from > p->first_content && q->speech.speaks[p->cue_from];
        if ((inverted || according) && subject_after(q, p, p->cue_to))
            return;
        /* A participle, an infinitive and a joined verb ("went aboard and found") take the subject
         * of the verb that they hang on. */
        int32_t chunk = d->tokens[p->cue_from].chunk;
        struct by_rule found;
        if (chunk >= 0 && d->chunks[chunk].kind == CHUNK_VERB &&
            (is_joined(d, d->chunks[chunk].from) ||
             (d->chunks[chunk].tense == TENSE_NONE &&
              d->tokens[d->chunks[chunk].head].xpos != XPOS_VBN)) &&
            sense_speech_subject(&q->speech, q->labels, p->cue_from, &found)) {
            p->source_from = found.source_from;
            p->source_to = found.source_to;
            return;
        }
        if (subject_before(q, p, p->cue_from) || subject_after(q, p, p->cue_to))
            return;
    }
}
