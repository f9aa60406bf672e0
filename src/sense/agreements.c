/* agreements.c: who agreed with whom, on what, for how much, and how far it has come.
 *
 * An agreement is told by a verb that makes one ("sign", "agree", "reach", "ink", "exchange",
 * "ratify", "withdraw from") with a noun that names one ("agreement", "deal", "memorandum",
 * "ceasefire"), or by a title and lead full of the noun. Parties are the names that are the verb's
 * subject, that stand after "between", "with" or "by", or that "the two countries" stands for; the
 * subject is what stands after "on", "for" or "to". The stage is the furthest that the verbs say.
 */
#include "sense/find.h"

enum { PARTIES_MOST = 8, AGREEMENTS_MOST = 20 };

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const nouns[] = {
    "agreement",   "agreements", "deal",       "deals",     "accord",        "accords",
    "treaty",      "pact",       "memorandum", "memoranda", "mou",           "mous",
    "ceasefire",   "truce",      "contract",   "contracts", "settlement",    "protocol",
    "partnership", "merger",     "takeover",   "armistice", "declaration",   "documents",
    "cease-fire",  "compact",    "alliance",   "lease",     "licence",       "offer",
    "bid",         "approach",   "proposal",   "venture",   "understanding", "terms",
    NULL};

static const struct act {
    const char *lemma;
    enum agreement_stage stage;
    bool alone; /* makes an agreement without a noun: "agreed to" */
} acts[] = {
    {"sign", AGREEMENT_SIGNED, false},      {"ink", AGREEMENT_SIGNED, false},
    {"seal", AGREEMENT_SIGNED, false},      {"conclude", AGREEMENT_SIGNED, false},
    {"reach", AGREEMENT_SIGNED, false},     {"strike", AGREEMENT_SIGNED, false},
    {"exchange", AGREEMENT_SIGNED, false},  {"agree", AGREEMENT_SIGNED, true},
    {"clinch", AGREEMENT_SIGNED, false},    {"secure", AGREEMENT_SIGNED, false},
    {"win", AGREEMENT_SIGNED, false},       {"announce", AGREEMENT_SIGNED, false},
    {"finalise", AGREEMENT_SIGNED, false},  {"finalize", AGREEMENT_SIGNED, false},
    {"award", AGREEMENT_SIGNED, false},     {"land", AGREEMENT_SIGNED, false},
    {"stall", AGREEMENT_PROPOSED, false},   {"resume", AGREEMENT_PROPOSED, false},
    {"hold", AGREEMENT_PROPOSED, false},    {"begin", AGREEMENT_PROPOSED, false},
    {"propose", AGREEMENT_PROPOSED, false}, {"negotiate", AGREEMENT_PROPOSED, false},
    {"discuss", AGREEMENT_PROPOSED, false}, {"seek", AGREEMENT_PROPOSED, false},
    {"offer", AGREEMENT_PROPOSED, false},   {"consider", AGREEMENT_PROPOSED, false},
    {"draft", AGREEMENT_PROPOSED, false},   {"near", AGREEMENT_PROPOSED, false},
    {"ratify", AGREEMENT_IN_FORCE, false},  {"implement", AGREEMENT_IN_FORCE, false},
    {"approve", AGREEMENT_IN_FORCE, false}, {"extend", AGREEMENT_IN_FORCE, false},
    {"renew", AGREEMENT_IN_FORCE, false},   {"enforce", AGREEMENT_IN_FORCE, false},
    {"break", AGREEMENT_BROKEN, false},     {"violate", AGREEMENT_BROKEN, false},
    {"cancel", AGREEMENT_BROKEN, false},    {"scrap", AGREEMENT_BROKEN, false},
    {"terminate", AGREEMENT_BROKEN, false}, {"quit", AGREEMENT_BROKEN, false},
    {"abandon", AGREEMENT_BROKEN, false},   {"withdraw", AGREEMENT_BROKEN, false},
    {"breach", AGREEMENT_BROKEN, false},    {"collapse", AGREEMENT_BROKEN, false},
    {"suspend", AGREEMENT_BROKEN, false},   {"tear", AGREEMENT_BROKEN, false},
    {"prolong", AGREEMENT_IN_FORCE, false}, {"initial", AGREEMENT_SIGNED, false},
    {"settle", AGREEMENT_SIGNED, false},    {"reject", AGREEMENT_PROPOSED, false},
    {"rebuff", AGREEMENT_PROPOSED, false},  {"revoke", AGREEMENT_BROKEN, false},
    {"renounce", AGREEMENT_BROKEN, false},
};

static const struct act *act_of(const struct sense_doc *d, uint32_t i)
{
    if (d->tokens[i].upos != SENSE_VERB)
        return NULL;
    /* "Fell apart", "turned down an offer", "came to terms". */
    static const struct {
        const char *lemma, *next;
        struct act act;
    } pairs[] = {{"fall", "apart", {"fall", AGREEMENT_BROKEN, false}},
                 {"turn", "down", {"turn", AGREEMENT_PROPOSED, false}},
                 {"come", "to", {"come", AGREEMENT_SIGNED, false}}};
    for (size_t k = 0; k < sizeof acts / sizeof *acts; k++)
        if (str_eq(d->tokens[i].lemma, str_c(acts[k].lemma)))
            return &acts[k];
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
        if (str_eq(d->tokens[i].lemma, str_c(pairs[k].lemma)) && i + 2 < d->token_count &&
            sense_norm_is(d, i + 1, str_c(pairs[k].next)) &&
            (pairs[k].next[0] != 't' || sense_norm_is(d, i + 2, STR("terms"))))
            return &pairs[k].act;
    return NULL;
}

struct forming {
    struct sense_find *f;
    const struct sense_doc *d;
    const struct sense_sentence *s;
    struct fill parties[PARTIES_MOST];
    size_t n;
    uint32_t verb, noun; /* tokens; UINT32_MAX: none */
    enum agreement_stage stage;
};

static bool may_be_party(const struct sense_name *n)
{
    return n->kind == ENTITY_PERSON || n->kind == ENTITY_ORG || n->kind == ENTITY_PLACE;
}

static void add_party(struct forming *x, uint32_t name)
{
    const struct sense_name *n = &x->d->names[name];
    /* "The Sanbari government": the people's name stands for the state. */
    bool state = n->kind == ENTITY_OTHER && n->to < x->d->token_count &&
                 sense_norm_in(x->d, n->to, WORDS("government", "authorities", "army", "side"));
    if (!(may_be_party(n) || state) || x->n >= PARTIES_MOST)
        return;
    for (size_t i = 0; i < x->n; i++)
        if ((n->entity >= 0 && x->parties[i].entity == n->entity) ||
            x->parties[i].span.at == n->span.at)
            return;
    x->parties[x->n++] = (struct fill){n->span, n->entity};
}

/* "in Islamabad", "at the White House": a place where it is done, no party. */
static bool is_setting(const struct sense_doc *d, const struct sense_name *n)
{
    /* "The agencies of Norland": who they belong to is who they are. */
    if (n->from > 1 && sense_norm_is(d, n->from - 1, STR("of")) &&
        sense_norm_in(d, n->from - 2,
                      WORDS("government", "governments", "agency", "agencies", "president",
                            "presidents", "leaders", "ministers", "parliaments", "republic",
                            "cities", "states", "kingdom", "federation", "union")))
        return false;
    return n->kind == ENTITY_PLACE && n->from > 0 &&
           sense_norm_in(d, n->from - 1, WORDS("in", "at", "near", "from", "of", "outside", "to"));
}

/* Names in [from, to), as parties; stops at a further verb where `stop`. */
static void names_between(struct forming *x, uint32_t from, uint32_t to, bool list)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = from; i < to; i++) {
        int32_t name = d->tokens[i].name;
        if (name >= 0 && d->names[name].from == i && !is_setting(d, &d->names[name])) {
            /* "Turkey's Aerospace Industries": the name behind the possessive is the party. */
            uint32_t end = d->names[name].to;
            bool owner = end < to && d->tokens[end].xpos == XPOS_POS;
            bool more = false;
            for (uint32_t k = end; owner && k < to && k < end + 6; k++)
                more |= d->tokens[k].name >= 0 && d->tokens[k].name != name &&
                        d->names[d->tokens[k].name].kind == ENTITY_ORG;
            if (!more)
                add_party(x, (uint32_t)name);
            i = end - 1;
            continue;
        }
        /* A name that the name model does not know: a run of capital words. */
        if (name < 0 && d->tokens[i].upos == SENSE_PROPN && d->tokens[i].flags & TOK_CAP &&
            i > x->s->from) {
            uint32_t end = i + 1;
            while (end < to && d->tokens[end].name < 0 && d->tokens[end].flags & TOK_CAP &&
                   d->tokens[end].upos == SENSE_PROPN)
                end++;
            bool day = sense_norm_in(d, i,
                                     WORDS("monday", "tuesday", "wednesday", "thursday", "friday",
                                           "saturday", "sunday", "january", "february", "march",
                                           "april", "may", "june", "july", "august", "september",
                                           "october", "november", "december"));
            if (!day && x->n < PARTIES_MOST && !sense_norm_in(d, i - 1, WORDS("in", "at", "near")))
                x->parties[x->n++] = (struct fill){sense_span(d, i, end), -1};
            i = end - 1;
            continue;
        }
        if (list && (d->tokens[i].upos == SENSE_VERB ||
                     sense_norm_in(d, i,
                                   WORDS("on", "for", "to", "that", "which", "under", "over",
                                         "after", "during"))))
            return;
    }
}

/* Subjects: names before the verb, after the clause's last comma-free start. */
static void subject_parties(struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t from = x->s->body_from;
    for (uint32_t i = x->verb; i-- > x->s->body_from;)
        if (sense_norm_in(
                d, i,
                WORDS("that", "which", "while", "after", "when", "because", "said", "says")) ||
            (d->tokens[i].upos == SENSE_VERB && x->verb - i > 3)) {
            from = i + 1;
            break;
        }
    names_between(x, from, x->verb, false);
}

static void object_parties(struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t start = x->noun != UINT32_MAX && x->noun < x->verb ? x->noun : x->verb;
    bool passive = d->tokens[x->verb].chunk >= 0 && d->chunks[d->tokens[x->verb].chunk].passive;
    for (uint32_t i = start + 1; i + 1 < x->s->to && i < start + 40; i++) {
        bool between = sense_norm_in(d, i, WORDS("between"));
        bool with = sense_norm_in(d, i, WORDS("with")) && d->tokens[i - 1].upos != SENSE_ADJ;
        bool by =
            sense_norm_in(d, i, WORDS("by")) && (passive || d->tokens[x->verb].xpos == XPOS_VBN);
        bool offer = sense_norm_is(d, i, STR("from")) && x->noun != UINT32_MAX && x->noun < i &&
                     sense_norm_in(d, x->noun, WORDS("offer", "bid", "approach", "proposal"));
        bool buys = sense_norm_in(d, i, WORDS("buy", "acquire", "purchase", "sell", "join")) &&
                    i < x->verb + 8;
        if (between || with || by || buys || offer)
            names_between(x, i + 1, i + 22 < x->s->to ? i + 22 : x->s->to, true);
    }
}

/* "the two sides", "both countries", "the two": the two weightiest parties of the text. */
static bool stands_for_two(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = x->s->body_from; i < x->verb; i++) {
        if (sense_norm_in(d, i, WORDS("pair", "duo")) && i > 0 &&
            sense_norm_is(d, i - 1, STR("the")))
            return true;
        if (sense_norm_is(d, i, STR("parties")) && i > 0 && sense_norm_is(d, i - 1, STR("the")))
            return true;
        if (!sense_norm_in(d, i, WORDS("both", "two")))
            continue;
        if (i + 1 == x->verb ||
            sense_norm_in(d, i + 1,
                          WORDS("sides", "countries", "nations", "parties", "companies",
                                "governments", "leaders", "neighbours", "neighbors", "allies",
                                "firms", "groups")))
            return true;
    }
    return false;
}

/* The names of the text's first sentence, then its weightiest. */
static void known_parties(struct forming *x)
{
    const struct sense_doc *d = x->d;
    for (size_t i = x->f->agreements.n; i-- > 0 && x->n < 2;)
        for (size_t k = 0; k < x->f->agreements.v[i].party_count && k < 2; k++)
            if (x->f->agreements.v[i].party_count >= 2)
                x->parties[x->n++] = x->f->agreements.v[i].parties[k];
    for (size_t i = 0; i < d->entity_count && x->n < 2; i++) {
        const struct entity *e = &d->entities[i];
        if (e->kind != ENTITY_ORG && !(e->kind == ENTITY_PLACE))
            continue;
        x->parties[x->n++] = (struct fill){e->mentions[0].span, (reading_index)i};
    }
}

/* The headline of an agreement names who made it: bodies and places of it that the text names, too.
 */
static void title_parties(struct forming *x)
{
    const struct sense_doc *d = x->d, *t = d->title;
    bool about = false;
    for (uint32_t i = 0; t && i < t->token_count && !about; i++)
        about = act_of(t, i) || sense_norm_in(t, i, nouns);
    for (size_t i = 0; about && i < t->name_count && x->n < 3; i++) {
        const struct sense_name *n = &t->names[i];
        bool place =
            n->from > 0 && sense_norm_in(t, n->from - 1, WORDS("in", "at", "near", "over"));
        bool again = false;
        if (n->entity < 0 || place || (n->kind != ENTITY_ORG && n->kind != ENTITY_PLACE))
            continue;
        for (size_t k = 0; k < x->n; k++)
            again |= x->parties[k].entity == n->entity;
        if (!again)
            x->parties[x->n++] = (struct fill){d->entities[n->entity].mentions[0].span, n->entity};
    }
}

/* What stands after "on", "for", "to" behind the noun or verb, up to a clause's end. */
static struct span subject_of(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t start = x->noun != UINT32_MAX && x->noun > x->verb ? x->noun : x->verb;
    for (uint32_t i = start + 1; i + 1 < x->s->to && i < start + 14; i++) {
        if (!sense_norm_in(
                d, i,
                WORDS("on", "for", "to", "in", "of", "covering", "allowing", "under", "that")))
            continue;
        uint32_t from = i + 1, to = from;
        if (d->tokens[from].name >= 0 && !sense_norm_in(d, i, WORDS("to", "on", "for")))
            continue;
        while (to < x->s->to && to < from + 24 && d->tokens[to].xpos != XPOS_COMMA &&
               d->tokens[to].xpos != XPOS_STOP &&
               !sense_norm_in(d, to,
                              WORDS("with", "between", "which", "after", "while", "during", ";")))
            to++;
        if (to > from + 1 || (to > from && d->tokens[from].upos == SENSE_NOUN))
            return sense_span(d, from, to);
    }
    /* "a mining agreement": the words before the noun. */
    if (x->noun != UINT32_MAX && x->noun > x->s->from && d->tokens[x->noun - 1].upos == SENSE_NOUN)
        return sense_span(d, x->noun - 1, x->noun + 1);
    return (struct span){0, 0};
}

static reading_index sum_of(const struct forming *x)
{
    for (size_t i = 0; i < x->f->figures.n; i++)
        if (x->f->figures.v[i].kind == FIGURE_MONEY &&
            x->f->figures.v[i].span.at >= x->s->span.at &&
            x->f->figures.v[i].span.end <= x->s->span.end)
            return (reading_index)i;
    return -1;
}

/* Not yet: future, conditional, negated, or only wanted. */
static enum agreement_stage stage_of(const struct forming *x, enum agreement_stage stage)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    bool open = false;
    if (chunk >= 0) {
        const struct sense_chunk *c = &d->chunks[chunk];
        open = c->tense == TENSE_FUTURE || c->modal || c->negated || c->infinitive;
    }
    for (uint32_t i = x->verb > x->s->from + 4 ? x->verb - 4 : x->s->from; i < x->verb; i++)
        open |= sense_norm_in(d, i,
                              WORDS("to", "hope", "hopes", "expected", "plans", "would", "will",
                                    "could", "may", "not", "ready"));
    if (stage == AGREEMENT_SIGNED && open)
        return AGREEMENT_PROPOSED;
    return stage;
}

static void take_sentence(struct sense_find *f, uint32_t sentence)
{
    const struct sense_doc *d = f->d;
    struct forming x = {
        .f = f, .d = d, .s = &d->sentences[sentence], .verb = UINT32_MAX, .noun = UINT32_MAX};
    const struct act *act = NULL;
    for (uint32_t i = x.s->body_from; i < x.s->to; i++) {
        const struct act *here = act_of(d, i);
        bool quoted = (d->tokens[i].flags & TOK_IN_QUOTES) != 0;
        if (x.noun == UINT32_MAX && sense_norm_in(d, i, nouns) && !quoted)
            x.noun = i;
        if (here && !quoted && (!act || (act->alone && !here->alone && x.noun != UINT32_MAX))) {
            act = here;
            x.verb = i;
        }
    }
    bool agreed = act && act->alone && x.verb + 1 < x.s->to &&
                  sense_norm_in(d, x.verb + 1, WORDS("to", "on", "that", "upon"));
    uint32_t far = x.noun == UINT32_MAX ? 99 : x.noun > x.verb ? x.noun - x.verb : x.verb - x.noun;
    if (!act || (!agreed && (x.noun == UINT32_MAX || far > 14)))
        return;
    subject_parties(&x);
    for (uint32_t i = x.s->body_from; i < x.verb; i++) /* "talks between X and Y on ... stalled" */
        if (sense_norm_in(d, i, WORDS("between")))
            names_between(&x, i + 1, x.verb, true);
    object_parties(&x);
    if (x.n < 2 && stands_for_two(&x))
        known_parties(&x);
    if (x.n < 2 && sentence < 4)
        title_parties(&x);
    if (x.n == 0 || (agreed && x.noun == UINT32_MAX && x.n < 2))
        return;
    struct fill *parties = ARENA_ARRAY(f->a, x.n, struct fill);
    memcpy(parties, x.parties, x.n * sizeof *parties);
    LIST_PUSH(f->a, &f->agreements,
              (struct agreement){.stage = stage_of(&x, act->stage),
                                 .parties = parties,
                                 .party_count = x.n,
                                 .subject = subject_of(&x),
                                 .figure = sum_of(&x),
                                 .sentence = (reading_index)sentence});
}

void sense_agreements(struct sense_find *f)
{
    for (uint32_t i = 0; i < f->d->sentence_count && f->agreements.n < AGREEMENTS_MOST; i++)
        if (f->d->sentences[i].kind == SENTENCE_PROSE)
            take_sentence(f, i);
}
