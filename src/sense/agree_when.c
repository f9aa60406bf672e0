/* agree_when.c: whether a verb makes an agreement where it stands: with a noun of agreeing that is
 * its object or subject, or without one ("agreed to", "agreed with the council to"). Which verbs
 * and nouns there are: agree_acts.c. */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* A noun that is farther from the verb than this, in tokens, is not its own. */
enum { NEAR = 14 };

/* Does the clause behind the "that" at token i bind somebody: "that Orlo should pay", and not "that
 * it was late"? */
static bool binds(const struct forming *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    for (i++; i < x->s->to; i++) {
        int32_t chunk = d->tokens[i].chunk;
        if (chunk >= 0 && d->chunks[chunk].kind == CHUNK_VERB)
            return d->tokens[i].xpos == XPOS_MD || d->chunks[chunk].tense == TENSE_NONE;
    }
    return true;
}

/* "Agreed that it was late": a view. */
static bool is_view(const struct forming *x)
{
    return x->verb + 1 < x->s->to && x->act->alone == ALONE &&
           sense_norm_is(x->d, x->verb + 1, STR("that")) && !binds(x, x->verb + 1);
}

/* "agreed with the government to cover", and not "agreed with the finding", "with him". */
static bool agrees_with_body(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t i = x->verb + 2;
    if (i >= x->s->to || !sense_norm_is(d, i - 1, STR("with")) || d->tokens[i].chunk < 0)
        return false;
    const struct sense_chunk *c = &d->chunks[d->tokens[i].chunk];
    bool body = sense_norm_in(d, c->head, sense_agree_bodies) || d->tokens[c->head].name >= 0;
    for (i = c->to; body && i + 1 < x->s->to && i < c->to + 5; i++)
        if (d->tokens[i].xpos == XPOS_TO || sense_norm_in(d, i, WORDS("over")) ||
            (sense_norm_is(d, i, STR("that")) && binds(x, i)))
            return true;
    return false;
}

/* "agreed in court to give": few words of where and when stand between. */
static bool agrees_to(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t i = x->verb + 1;
    if (!sense_norm_in(d, i, WORDS("in", "on", "at")))
        return false;
    while (i + 1 < x->s->to && i < x->verb + 5 &&
           (d->tokens[i].upos == SENSE_ADP || d->tokens[i].upos == SENSE_DET ||
            d->tokens[i].upos == SENSE_NOUN || d->tokens[i].upos == SENSE_PROPN))
        i++;
    return d->tokens[i].xpos == XPOS_TO;
}

/* "..., the guides and the tour companies agreed in Port Elm": several, behind what they agreed. */
static bool agree_together(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t next = x->verb + 1;
    bool ends =
        next < x->s->to && (d->tokens[next].xpos == XPOS_STOP || sense_parties_date(d, next) ||
                            sense_norm_in(d, next, WORDS("in", "at", "after")));
    bool joined = false;
    for (uint32_t i = x->verb; ends && i-- > x->s->body_from + 3;) {
        joined |= sense_norm_is(d, i, STR("and"));
        if (d->tokens[i].upos == SENSE_VERB)
            return false;
        if (d->tokens[i].xpos == XPOS_COMMA)
            return joined;
    }
    return false;
}

/* Is the noun behind the verb its object, or what its preposition leads to: no noun group stands
 * between but such as lead on to it ("the terms of"), are named, or tell when? */
static bool is_object(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    int32_t own = d->tokens[x->noun].chunk;
    uint32_t start = own >= 0 ? d->chunks[own].from : x->noun;
    if (sense_norm_is(d, start - 1, STR("under")))
        return true; /* "exchanged prisoners under a deal" */
    for (uint32_t i = x->verb + 1; i < x->noun; i++) {
        int32_t chunk = d->tokens[i].chunk;
        if (chunk < 0 || chunk == own || d->chunks[chunk].from != i)
            continue;
        const struct sense_chunk *c = &d->chunks[chunk];
        if (c->kind == CHUNK_VERB) {
            bool in_group =
                own >= 0 && c->to == d->chunks[own].from && d->tokens[c->head].xpos != XPOS_VB;
            if (!c->infinitive && !in_group) /* "failed to come to an agreement" */
                return false;
            continue;
        }
        bool named = false;
        for (uint32_t k = c->from; k < c->to; k++)
            named |= d->tokens[k].name >= 0 || sense_parties_date(d, k);
        bool leads =
            c->to < x->noun &&
            (sense_norm_in(d, c->to, WORDS("of", "'s", "'")) || d->tokens[c->to].xpos == XPOS_CC ||
             d->tokens[c->to].xpos == XPOS_COMMA || d->tokens[c->to].xpos == XPOS_LRB ||
             d->tokens[c->to].xpos == XPOS_RRB || sense_is_link(d, c->to) ||
             d->tokens[c->to].chunk >= 0 || d->tokens[c->to].upos == SENSE_DET);
        if (!named && !leads)
            return false;
    }
    return true;
}

/* Does the verb behind the noun say something of it: "the deal collapsed", "was signed", "a pact
 * that A broke"? */
static bool is_subject(const struct forming *x)
{
    static const char *const alone[] = {"collapse", "expire", "lapse", "fail",   "end",
                                        "fall",     "stall",  "begin", "resume", "come",
                                        "break",    "hold",   "open",  NULL};
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    if (chunk >= 0 && d->chunks[chunk].passive)
        return true;
    for (uint32_t i = x->noun + 1; i < x->verb; i++)
        if (sense_norm_in(d, i, WORDS("that", "which")))
            return true;
    bool it = x->verb + 1 < x->s->to && sense_norm_in(d, x->verb + 1, WORDS("it", "them", "one"));
    return it || sense_lemma_in(d, x->verb, alone);
}

static bool is_talks(const struct forming *x)
{
    return sense_norm_in(x->d, x->noun, WORDS("talks", "negotiations", "discussions"));
}

/* Verbs that go with some of the nouns only. */
static bool do_not_go(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t v = x->verb;
    bool signs = x->act->stage == AGREEMENT_SIGNED, behind = x->noun > v;
    /* Talks are held, and fail; they are not signed. */
    if (signs && is_talks(x) && !sense_lemma_in(d, v, WORDS("conclude", "complete")))
        return true;
    int32_t chunk = d->tokens[v].chunk; /* "of the treaty, to be held in Moss" */
    if (chunk >= 0 && d->chunks[chunk].passive && sense_lemma_in(d, v, WORDS("hold")) &&
        !is_talks(x))
        return true;
    if (behind && sense_lemma_in(d, v, WORDS("hold", "begin", "open", "resume", "continue")) &&
        !is_talks(x))
        return true;
    /* Papers are agreements where somebody signs them. */
    if (sense_norm_in(d, x->noun, sense_agree_papers) &&
        !sense_lemma_in(d, v,
                        WORDS("sign", "ink", "initial", "initialle", "initiall", "put", "set",
                              "add", "exchange", "ratify", "agree", "seal", "reach", "strike")))
        return true;
    /* A coalition is formed, joined, left; else it is who does something. */
    if (sense_norm_is(d, x->noun, STR("coalition")) &&
        !(behind &&
          sense_lemma_in(d, v,
                         WORDS("form", "enter", "agree", "leave", "quit", "forge", "negotiate"))))
        return true;
    /* "Formed an alliance", but no contract. */
    return sense_lemma_in(d, v, WORDS("form", "create", "establish", "launch")) &&
           !sense_norm_in(d, x->noun,
                          WORDS("venture", "alliance", "partnership", "compact", "coalition"));
}

/* Verbs of everything else, of which the noun must be the object close behind: "did a deal", "left
 * the pact"; and such as it must be the subject of: "the deal collapsed". */
static bool is_misplaced(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t v = x->verb;
    bool behind = x->noun > v;
    if (sense_lemma_in(d, v, WORDS("collapse", "lapse", "expire", "stall", "fall")))
        return behind;
    if (sense_lemma_in(d, v, WORDS("leave")))
        return !behind || x->noun > v + 5;
    return sense_lemma_in(d, v,
                          WORDS("do", "cut", "pen", "forge", "observe", "honour", "honor", "uphold",
                                "form", "create", "establish", "launch")) &&
           (!behind || x->noun > v + 6);
}

/* Is the sentence's noun what the verb is about? */
static bool has_noun(const struct forming *x)
{
    if (x->noun == UINT32_MAX)
        return false;
    bool plain = x->act->lemma[0] == '\0'; /* told by where it stands: "ended it with a deal" */
    uint32_t far = x->noun > x->verb ? x->noun - x->verb : x->verb - x->noun;
    if ((far > NEAR && !plain) || (far <= NEAR && do_not_go(x)) || is_misplaced(x))
        return false;
    if (plain || x->act->alone != WITH_NOUN ||
        sense_lemma_in(x->d, x->verb, WORDS("put", "set", "add")))
        return true;
    return x->noun > x->verb ? is_object(x) : is_subject(x);
}

/* "agreed a fee with", "agreed a move to" */
static bool agrees_thing(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    bool fee = x->verb + 1 < x->s->to && sense_norm_in(d, x->verb + 1, WORDS("a", "an", "terms"));
    for (uint32_t i = x->verb + 2; fee && i < x->s->to && i < x->verb + 12; i++)
        if (sense_norm_is(d, i, STR("with")) || sense_norm_in(d, i, sense_agree_moves))
            return true;
    return false;
}

bool sense_agree_makes(const struct forming *x, bool *ret_noun)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    const struct sense_chunk *c = chunk >= 0 ? &d->chunks[chunk] : NULL;
    if (is_view(x))
        return false;
    *ret_noun = has_noun(x);
    if (*ret_noun || sense_parties_person(x))
        return true;
    switch (x->act->alone) {
    case ALONE:
        return agrees_with_body(x) || agree_together(x) || agrees_thing(x) || agrees_to(x) ||
               (x->verb + 1 < x->s->to &&
                sense_norm_in(d, x->verb + 1, WORDS("to", "on", "that", "upon")));
    case PAIR: /* not "sells burgers", "the merged group" */
        return c && c->kind == CHUNK_VERB &&
               (c->tense != TENSE_PRESENT || c->perfect || c->progressive ||
                sense_lemma_in(d, x->verb, WORDS("join", "team")));
    case JOINTLY: return c && (c->tense == TENSE_FUTURE || c->infinitive);
    case WITH_NOUN:
    case TOGETHER: break;
    }
    return false;
}
