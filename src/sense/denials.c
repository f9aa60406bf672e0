/* denials.c: who denies what, where the labels of speech.c do not tell it.
 *
 * Denials are rare, and their words (deny, reject, dismiss, dispute ...) take their matter as an
 * object, not as a clause: labels learned from all sayings miss a third of them. Four ways of
 * English are read by rule: an active verb with its object ("Lee rejects the report"), a passive
 * ("the report was rejected by Lee", "a report rejected by Lee", "the report was denied"), a noun
 * with its preposition ("Lee's rejection of the report"), a relative whose object stands before it
 * ("a charge that Lee denies"). Where the labels have a cue and a content right behind it, theirs
 * stand. */
#include "sense/speech.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const verbs[] = {"deny",     "reject",    "dismiss", "dispute",
                                    "refute",   "rebut",     "disavow", "contradict",
                                    "disagree", "repudiate", "push",    NULL};
static const char *const nouns[] = {"denial",        "denials",  "rejection",  "disagreement",
                                    "disagreements", "rebuttal", "refutation", "repudiation",
                                    "dismissal",     NULL};

enum { ASIDE_MOST = 32 }; /* tokens */

static bool is_noun(const struct sense_doc *d, uint32_t i)
{
    uint8_t u = d->tokens[i].upos;
    return u == SENSE_NOUN || u == SENSE_PROPN || u == SENSE_PRON;
}

/* "on Monday", "this week": says when, and is nobody's name. */
static bool is_time(const struct sense_doc *d, uint32_t i)
{
    return sense_norm_in(d, i,
                         WORDS("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                               "sunday", "today", "yesterday", "week", "month", "year", "night",
                               "morning", "afternoon", "evening"));
}

static const struct sense_chunk *verb_at(const struct sense_doc *d, uint32_t i)
{
    int32_t c = d->tokens[i].chunk;
    return c >= 0 && d->chunks[c].kind == CHUNK_VERB ? &d->chunks[c] : NULL;
}

static bool is_content(uint8_t label)
{
    return label == SPEECH_CONTENT_B || label == SPEECH_CONTENT_I;
}
static bool is_cue(uint8_t label)
{
    return label == SPEECH_CUE_B || label == SPEECH_CUE_I;
}

/* May an object begin here: a determiner, noun, pronoun, "that", "what", "having"? */
static bool begins_object(const struct sense_doc *d, uint32_t i)
{
    uint8_t x = d->tokens[i].xpos, u = d->tokens[i].upos;
    return is_noun(d, i) || u == SENSE_DET || u == SENSE_ADJ || u == SENSE_NUM || x == XPOS_PRPS ||
           x == XPOS_VBG || x == XPOS_VBN || x == XPOS_WP || d->tokens[i].flags & TOK_QUOTE_OPEN ||
           sense_norm_in(d, i, WORDS("that", "any"));
}

/* Does a clause end before token i: a comma or stop, or "and" with a verb behind it? */
static bool ends_clause(const struct speech_at *t, uint32_t i)
{
    const struct sense_doc *d = t->d;
    uint8_t x = d->tokens[i].xpos;
    if (x == XPOS_COMMA || x == XPOS_STOP || x == XPOS_COLON || x == XPOS_RRB)
        return t->s->marks[i] == MARK_NONE;
    if (x != XPOS_CC)
        return false;
    for (uint32_t k = i + 1; k < t->x->to && k < i + 3; k++)
        if (d->tokens[k].upos == SENSE_VERB || d->tokens[k].upos == SENSE_AUX)
            return true;
        else if (d->tokens[k].upos != SENSE_ADV && d->tokens[k].upos != SENSE_PRON)
            return false;
    return false;
}

/* The noun group that ends at `last`, with its of-phrases; `least` is as far as it may reach. */
static uint32_t group_start(const struct sense_doc *d, uint32_t last, uint32_t least)
{
    uint32_t from = last;
    for (;;) {
        int32_t c = d->tokens[from].chunk;
        if (c >= 0 && d->chunks[c].kind == CHUNK_NOUN && d->chunks[c].from >= least)
            from = d->chunks[c].from;
        if (from < least + 2 || !is_noun(d, from - 2) ||
            (d->tokens[from - 1].xpos != XPOS_POS &&
             !sense_norm_in(d, from - 1, WORDS("of", "for", "at", "&"))))
            return from;
        from -= 2;
    }
}

/* The finite verb group nearest before token i of the sentence; NULL where none is. */
static const struct sense_chunk *finite_before(const struct speech_at *t, uint32_t i)
{
    while (i-- > t->x->from) {
        const struct sense_chunk *c = verb_at(t->d, i);
        if (c && c->tense != TENSE_NONE)
            return c;
    }
    return NULL;
}

/* "In rejecting the challenge, the commission said": the subject behind the comma. */
static bool subject_behind(const struct speech_at *t, uint32_t i, struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    for (; i + 1 < t->x->to; i++) {
        int32_t c = d->tokens[i + 1].chunk;
        if (d->tokens[i].xpos != XPOS_COMMA || c < 0 || d->chunks[c].kind != CHUNK_NOUN ||
            !is_noun(d, d->chunks[c].head))
            continue;
        ret->source_from = d->chunks[c].from;
        ret->source_to = d->chunks[c].to;
        return true;
    }
    return false;
}

/* Whose the noun group is that ends before token `end`: "Lee's flat refusal", "their attempt". */
static bool owner_before(const struct speech_at *t, uint32_t end, struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    uint32_t i = end;
    for (; i > t->x->body_from; i--) {
        uint8_t x = d->tokens[i - 1].xpos, u = d->tokens[i - 1].upos;
        if (x == XPOS_POS || x == XPOS_PRPS)
            break;
        if (u != SENSE_ADJ && u != SENSE_NOUN && u != SENSE_ADV && (u != SENSE_VERB || i == end))
            return false;
    }
    if (i == t->x->body_from || i == end)
        return false;
    bool pronoun = d->tokens[i - 1].xpos == XPOS_PRPS;
    if (!pronoun && i < t->x->body_from + 2)
        return false;
    ret->source_from = pronoun ? i - 1 : group_start(d, i - 2, t->x->body_from);
    ret->source_to = i;
    return true;
}

uint32_t sense_speech_before_aside(const struct sense_doc *d, const struct sense_sentence *s,
                                   uint32_t i)
{
    static const char *const words[] = {"who", "which", "whose", "whom", NULL};
    uint32_t end = i;
    while (end > s->from && d->tokens[end - 1].upos == SENSE_ADV)
        end--;
    if (end <= s->from + 3 || d->tokens[end - 1].xpos != XPOS_COMMA)
        return i;
    for (uint32_t k = end - 2; k > s->from && k + ASIDE_MOST > end; k--)
        if (d->tokens[k].xpos == XPOS_COMMA &&
            (sense_norm_in(d, k + 1, words) ||
             (d->tokens[k + 1].upos == SENSE_ADP && sense_norm_in(d, k + 2, words))))
            return k;
    return i;
}

/* The subject of a verb group: the labelled source or noun group before it; the subject of the verb
 * that it is joined to ("came and rejected") or hangs on ("tried to refute"). */
static bool subject_of(const struct speech_at *t, const struct sense_chunk *verb,
                       struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    if (verb->tense == TENSE_NONE && !finite_before(t, verb->from) &&
        d->tokens[verb->head].xpos == XPOS_VBG)
        return subject_behind(t, verb->to, ret);
    if (verb->infinitive && owner_before(t, verb->from, ret))
        return true;
    for (int jumps = 0; verb && jumps < 4; jumps++) {
        uint32_t i = verb->from;
        while (i > t->x->from && d->tokens[i - 1].upos == SENSE_ADV)
            i--;
        bool joined = i > t->x->from && d->tokens[i - 1].xpos == XPOS_CC;
        bool bare = verb->tense == TENSE_NONE && d->tokens[verb->head].xpos != XPOS_VBN;
        if (bare || joined) {
            verb = finite_before(t, joined ? i - 1 : i);
            continue;
        }
        for (uint32_t k = sense_speech_before_aside(d, t->x, i), steps = 0;
             k-- > t->x->from && steps < 24; steps++) {
            if (t->s->marks[k] != MARK_NONE)
                return false;
            if (d->tokens[k].upos == SENSE_VERB && d->tokens[k].xpos != XPOS_VBN)
                break;
            if (!is_noun(d, k) || is_time(d, k) ||
                sense_norm_in(
                    d, k,
                    WORDS("himself", "herself", "themselves", "itself", "who", "which", "that")))
                continue;
            ret->source_from = group_start(d, k, t->x->body_from);
            ret->source_to = k + 1;
            /* The label knows appositions: "Ann Lee, the mayor, rejects ...". */
            if (t->labels[k] == SPEECH_SOURCE_B || t->labels[k] == SPEECH_SOURCE_I)
                while (ret->source_from > t->x->from &&
                       t->labels[ret->source_from] == SPEECH_SOURCE_I &&
                       !sense_norm_in(d, ret->source_from - 1, WORDS("that", "which", "whom")))
                    ret->source_from--;
            return true;
        }
        return false;
    }
    return false;
}

/* Where an object that begins at `from` ends. */
static uint32_t object_end(const struct speech_at *t, uint32_t from, bool stops_at_verb)
{
    uint32_t to = from;
    while (to < t->x->to && !ends_clause(t, to)) {
        const struct sense_chunk *c = verb_at(t->d, to);
        if (stops_at_verb && c && c->tense != TENSE_NONE && c->from == to)
            break;
        to++;
    }
    return to;
}

/* ---- the four ways ---- */

/* "rejects the report": also "dismissed it as 'a joke'", whose matter is what is quoted. */
static bool active(const struct speech_at *t, uint32_t i, const struct sense_chunk *c,
                   struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    uint32_t from = i + 1;
    if (sense_lemma_in(d, i, WORDS("push"))) {
        if (from + 2 >= t->x->to || !sense_norm_in(d, from, WORDS("back")) ||
            !sense_norm_in(d, from + 1, WORDS("on", "against", "at")))
            return false;
        from += 2;
    } else if (sense_lemma_in(d, i, WORDS("disagree"))) {
        if (!sense_norm_in(d, from, WORDS("with", "over", "about", "on")))
            return false;
        from++;
    }
    /* "rejected on Sunday reports that ..." */
    bool later =
        from + 2 < t->x->to && sense_norm_in(d, from, WORDS("on", "late")) && is_time(d, from + 1);
    from += later ? 2 : 0;
    /* Behind a day "reports" passes for a verb: what they say is denied. */
    bool noun = later && from + 1 < t->x->to &&
                sense_norm_in(d, from, WORDS("reports", "claims", "charges")) &&
                sense_norm_in(d, from + 1, WORDS("that"));
    from += noun;
    if (from >= t->x->to || !(noun || begins_object(d, from)))
        return false;
    bool labelled = !noun && is_cue(t->labels[i]) && t->labels[from] == SPEECH_CONTENT_B;
    uint32_t to = object_end(t, from, false);
    if (to == from || (labelled && to - from > 1 && t->labels[from + 1] == SPEECH_CONTENT_I))
        return false;
    for (uint32_t k = from; k + 1 < to; k++)
        if (sense_norm_in(d, k, WORDS("as")) && t->s->marks[k + 1] == MARK_OPEN)
            from = k + 1;
    *ret = (struct by_rule){
        .cue_from = c->from, .cue_to = from, .content_from = from, .content_to = to};
    return subject_of(t, c, ret);
}

/* "was rejected by Lee", "a report rejected by Lee". */
static bool passive(const struct speech_at *t, uint32_t i, const struct sense_chunk *c,
                    struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    uint32_t by = i + 1;
    while (by < t->x->to && by < i + 4 && d->tokens[by].upos == SENSE_ADV)
        by++;
    if (by + 1 >= t->x->to || !sense_norm_in(d, by, WORDS("by")) || c->from <= t->x->body_from)
        return false;
    uint32_t last = c->from - 1, to = object_end(t, by + 1, false);
    while (last > t->x->body_from &&
           (d->tokens[last].upos == SENSE_ADV || d->tokens[last].upos == SENSE_AUX ||
            d->tokens[last].xpos == XPOS_COMMA))
        last--;
    if (!is_noun(d, last) || to == by + 1 || !begins_object(d, by + 1))
        return false;
    *ret = (struct by_rule){.cue_from = c->from,
                            .cue_to = by + 1,
                            .content_from = group_start(d, last, t->x->body_from),
                            .content_to = last + 1,
                            .source_from = by + 1,
                            .source_to = to};
    return true;
}

/* "a charge that Lee has always denied", "something he disputes", ", which Lee denies". */
static bool relative(const struct speech_at *t, const struct sense_chunk *c, struct by_rule *ret)
{
    static const char *const charges[] = {"charge",  "claim",     "allegation",  "accusation",
                                          "report",  "assertion", "suggestion",  "something",
                                          "charges", "claims",    "allegations", "accusations",
                                          NULL};
    const struct sense_doc *d = t->d;
    *ret = (struct by_rule){.cue_from = c->from, .cue_to = c->to};
    if (!subject_of(t, c, ret) || ret->source_from <= t->x->body_from + 1)
        return false;
    uint32_t link = ret->source_from - 1, last = link;
    bool pronoun = sense_norm_in(d, link, WORDS("that", "which", "whom"));
    if (pronoun && d->tokens[link - 1].xpos == XPOS_COMMA) {
        ret->content_from = link;
        ret->content_to = link + 1;
        return true;
    }
    last -= pronoun;
    if (!is_noun(d, last) || (!pronoun && !sense_norm_in(d, last, charges)))
        return false;
    ret->content_from = group_start(d, last, t->x->body_from);
    ret->content_to = last + 1;
    return true;
}

/* "The motion was denied", nobody says by whom. */
static bool agentless(const struct speech_at *t, uint32_t i, const struct sense_chunk *c,
                      struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    uint32_t last = c->from - (c->from > t->x->body_from);
    while (last > t->x->body_from &&
           (d->tokens[last].upos == SENSE_ADV || d->tokens[last].upos == SENSE_AUX ||
            sense_norm_in(d, last, WORDS("since"))))
        last--;
    if (!c->passive || c->from == c->head || c->infinitive || !is_noun(d, last) ||
        sense_lemma_in(d, i, WORDS("dismiss", "push")))
        return false;
    *ret = (struct by_rule){.cue_from = c->from,
                            .cue_to = c->to,
                            .content_from = group_start(d, last, t->x->body_from),
                            .content_to = last + 1};
    return true;
}

/* "Lee's flat denial of the report"; without an owner nobody is said to deny. */
static bool nominal(const struct speech_at *t, uint32_t i, struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    uint32_t from = i + 1;
    if (from + 1 >= t->x->to ||
        !sense_norm_in(d, from, WORDS("of", "with", "over", "on", "to", "that")))
        return false;
    from += !sense_norm_in(d, from, WORDS("that"));
    uint32_t to = object_end(t, from, !sense_norm_in(d, from, WORDS("that", "whether")));
    if (to == from)
        return false;
    *ret = (struct by_rule){.cue_from = i, .cue_to = from, .content_from = from, .content_to = to};
    if (owner_before(t, i + 1, ret)) {
        ret->cue_from = ret->source_to;
        return true;
    }
    /* "a rejection of the plan among its owners" */
    for (uint32_t k = from + 1; k + 1 < to; k++)
        if (sense_norm_in(d, k, WORDS("among"))) {
            ret->content_to = k;
            ret->source_from = k + 1;
            ret->source_to = to;
        }
    return true;
}

/* "Has pleaded not guilty to fraud", "maintains his innocence": of the charge, if it is told. */
static bool innocent(const struct speech_at *t, uint32_t i, const struct sense_chunk *c,
                     struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    uint32_t to = i + 3;
    bool plea = sense_lemma_in(d, i, WORDS("plead")) && to <= t->x->to &&
                sense_norm_in(d, i + 1, WORDS("not")) && sense_norm_in(d, i + 2, WORDS("guilty"));
    bool holds = !c->negated &&
                 sense_lemma_in(d, i, WORDS("maintain", "protest", "proclaim", "assert")) &&
                 to <= t->x->to && d->tokens[i + 1].xpos == XPOS_PRPS &&
                 sense_norm_in(d, i + 2, WORDS("innocence"));
    if (!plea && !holds)
        return false;
    *ret = (struct by_rule){
        .cue_from = c->from, .cue_to = i + 1, .content_from = i + 1, .content_to = to};
    /* Behind "guilty to" no infinitive stands, though "fraud on Monday" may be taken for one. */
    if (plea && to + 1 < t->x->to && sense_norm_in(d, to, WORDS("to"))) {
        ret->cue_to = ret->content_from = to + 1;
        ret->content_to = object_end(t, to + 1, begins_object(d, to + 1));
    }
    return ret->content_to > ret->content_from && subject_of(t, c, ret);
}

/* ---- all of a sentence ---- */

static bool take(const struct speech_at *t, uint32_t i, struct by_rule *ret)
{
    const struct sense_doc *d = t->d;
    if (t->s->marks[i] != MARK_NONE)
        return false;
    if (d->tokens[i].upos == SENSE_NOUN && sense_norm_in(d, i, nouns))
        return t->labels[i] < SPEECH_CUE_B && nominal(t, i, ret);
    const struct sense_chunk *c = verb_at(d, i);
    if (!c || c->head != i || d->tokens[i].upos != SENSE_VERB)
        return false;
    if (!is_content(t->labels[i]) && innocent(t, i, c, ret))
        return true;
    if (!sense_lemma_in(d, i, verbs))
        return false;
    /* A past form that the tagger took for a participle: "Lee flatly rejected it". */
    bool past = c->passive && c->from == c->head;
    bool by = i + 1 < t->x->to && sense_norm_in(d, i + 1, WORDS("by"));
    bool object = i + 1 < t->x->to && begins_object(d, i + 1);
    if ((!c->passive || past) && !object && !by && relative(t, c, ret))
        return true;
    if (is_content(t->labels[i]))
        return false;
    if ((d->tokens[i].xpos == XPOS_VBN || by) && passive(t, i, c, ret))
        return true;
    return (!c->passive || past) ? active(t, i, c, ret) : agentless(t, i, c, ret);
}

bool sense_speech_subject(const struct speech *s, uint8_t *labels, uint32_t verb,
                          struct by_rule *ret)
{
    const struct sense_chunk *c = verb_at(s->d, verb);
    const struct speech_at t = {s->d, s, labels, &s->d->sentences[s->d->tokens[verb].sentence]};
    return c && subject_of(&t, c, ret);
}

size_t sense_denials(const struct speech *s, uint8_t *labels, uint32_t sentence,
                     struct by_rule *ret, size_t most)
{
    const struct speech_at t = {s->d, s, labels, &s->d->sentences[sentence]};
    size_t n = 0;
    for (uint32_t i = t.x->body_from; i < t.x->to && n < most; i++) {
        if (!take(&t, i, &ret[n]))
            continue;
        const struct by_rule *x = &ret[n++];
        for (uint32_t k = x->cue_from; k < x->cue_to; k++)
            labels[k] = SPEECH_NONE;
        for (uint32_t k = x->content_from; k < x->content_to; k++)
            labels[k] = SPEECH_NONE;
        i = x->content_to > i ? x->content_to - 1 : i;
    }
    return n;
}
