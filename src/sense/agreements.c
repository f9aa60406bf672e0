/* agreements.c: who agreed with whom, on what, for how much, and how far it has come.
 *
 * An agreement is told by a verb that makes one ("sign", "agree", "reach", "ink", "exchange",
 * "ratify", "withdraw from") with a noun that names one ("agreement", "deal", "memorandum",
 * "ceasefire"), by a deed done with one ("ended the strike with a deal"), by what only two can do
 * ("buy", "merge", "settle"), or by a title and lead full of the noun. Each verb of a sentence is
 * tried until one has two parties. Parties are the names that are the verb's subject, that stand
 * after "between", "with", "by", "from" and "to", that own the noun ("the bank's offer") or that
 * "the two countries" stands for; where names are fewer than two, bodies without a name, too ("the
 * union"). The subject is what stands after "on", "for" or "to". The stage is the furthest that the
 * verbs say.
 */
#include "sense/find.h"

enum { PARTIES_MOST = 8, AGREEMENTS_MOST = 20 };

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const nouns[] = {
    "agreement",   "agreements",   "deal",       "deals",     "accord",        "accords",
    "treaty",      "pact",         "memorandum", "memoranda", "mou",           "mous",
    "ceasefire",   "truce",        "contract",   "contracts", "settlement",    "protocol",
    "partnership", "merger",       "takeover",   "armistice", "declaration",   "documents",
    "cease-fire",  "compact",      "alliance",   "lease",     "licence",       "offer",
    "bid",         "approach",     "proposal",   "venture",   "understanding", "terms",
    "talks",       "negotiations", "swap",       NULL};

/* Heads of noun groups that can be a party though they are no name: "the union", "the league". */
static const char *const bodies[] = {
    "union",      "unions",       "league",       "alliance",    "federation",   "association",
    "guild",      "company",      "companies",    "firm",        "firms",        "bank",
    "banks",      "club",         "clubs",        "government",  "governments",  "ministry",
    "council",    "rebels",       "army",         "airline",     "airlines",     "hospital",
    "hospitals",  "university",   "universities", "owners",      "workers",      "states",
    "countries",  "troops",       "group",        "groups",      "families",     "heirs",
    "city",       "cities",       "ministers",    "board",       "employers",    "creditors",
    "publishers", "farmers",      "teachers",     "nurses",      "doctors",      "drivers",
    "miners",     "pilots",       "players",      "strikers",    "management",   "theatres",
    "actors",     "writers",      "studios",      "broadcaster", "broadcasters", "channel",
    "museum",     "port",         "railway",      "railways",    "cooperative",  "consortium",
    "coalition",  "fund",         "insurers",     "insurer",     "retailer",     "manufacturer",
    "supplier",   "operator",     "tenants",      "landlords",   "fishermen",    "residents",
    "villagers",  "shareholders", "lenders",      "party",       "parties",      "cabinet",
    "parliament", "commission",   "agency",       "agencies",    "authority",    "dockers",
    "guerrillas", "militia",      "junta",        "opposition",  "regulator",    NULL};

enum alone {
    WITH_NOUN, /* only with a noun of agreeing */
    ALONE,     /* also without: "agreed to" */
    PAIR,      /* also without, between two that are named: "Halden bought Orlo Brewing" */
    JOINTLY,   /* the same, of what is to come: "Halden and Orlo will share" */
};

static const struct act {
    const char *lemma;
    enum agreement_stage stage;
    enum alone alone;
} acts[] = {
    {"sign", AGREEMENT_SIGNED, WITH_NOUN},
    {"ink", AGREEMENT_SIGNED, WITH_NOUN},
    {"seal", AGREEMENT_SIGNED, WITH_NOUN},
    {"conclude", AGREEMENT_SIGNED, WITH_NOUN},
    {"reach", AGREEMENT_SIGNED, WITH_NOUN},
    {"strike", AGREEMENT_SIGNED, WITH_NOUN},
    {"exchange", AGREEMENT_SIGNED, WITH_NOUN},
    {"agree", AGREEMENT_SIGNED, ALONE},
    {"clinch", AGREEMENT_SIGNED, WITH_NOUN},
    {"secure", AGREEMENT_SIGNED, WITH_NOUN},
    {"win", AGREEMENT_SIGNED, WITH_NOUN},
    {"announce", AGREEMENT_SIGNED, WITH_NOUN},
    {"finalise", AGREEMENT_SIGNED, WITH_NOUN},
    {"finalize", AGREEMENT_SIGNED, WITH_NOUN},
    {"award", AGREEMENT_SIGNED, WITH_NOUN},
    {"land", AGREEMENT_SIGNED, WITH_NOUN},
    {"stall", AGREEMENT_PROPOSED, WITH_NOUN},
    {"resume", AGREEMENT_PROPOSED, WITH_NOUN},
    {"hold", AGREEMENT_PROPOSED, WITH_NOUN},
    {"begin", AGREEMENT_PROPOSED, WITH_NOUN},
    {"propose", AGREEMENT_PROPOSED, WITH_NOUN},
    {"negotiate", AGREEMENT_PROPOSED, WITH_NOUN},
    {"discuss", AGREEMENT_PROPOSED, WITH_NOUN},
    {"seek", AGREEMENT_PROPOSED, WITH_NOUN},
    {"offer", AGREEMENT_PROPOSED, WITH_NOUN},
    {"consider", AGREEMENT_PROPOSED, WITH_NOUN},
    {"draft", AGREEMENT_PROPOSED, WITH_NOUN},
    {"near", AGREEMENT_PROPOSED, WITH_NOUN},
    {"ratify", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"implement", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"approve", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"extend", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"renew", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"enforce", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"break", AGREEMENT_BROKEN, WITH_NOUN},
    {"violate", AGREEMENT_BROKEN, WITH_NOUN},
    {"cancel", AGREEMENT_BROKEN, WITH_NOUN},
    {"scrap", AGREEMENT_BROKEN, WITH_NOUN},
    {"terminate", AGREEMENT_BROKEN, WITH_NOUN},
    {"quit", AGREEMENT_BROKEN, WITH_NOUN},
    {"abandon", AGREEMENT_BROKEN, WITH_NOUN},
    {"withdraw", AGREEMENT_BROKEN, WITH_NOUN},
    {"breach", AGREEMENT_BROKEN, WITH_NOUN},
    {"collapse", AGREEMENT_BROKEN, WITH_NOUN},
    {"suspend", AGREEMENT_BROKEN, WITH_NOUN},
    {"tear", AGREEMENT_BROKEN, WITH_NOUN},
    {"prolong", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"initial", AGREEMENT_SIGNED, WITH_NOUN},
    {"initialle", AGREEMENT_SIGNED, WITH_NOUN},
    {"initiall", AGREEMENT_SIGNED, WITH_NOUN},
    {"settle", AGREEMENT_SIGNED, PAIR},
    {"reject", AGREEMENT_PROPOSED, WITH_NOUN},
    {"rebuff", AGREEMENT_PROPOSED, WITH_NOUN},
    {"revoke", AGREEMENT_BROKEN, WITH_NOUN},
    {"renounce", AGREEMENT_BROKEN, WITH_NOUN},
    {"accept", AGREEMENT_SIGNED, WITH_NOUN},
    {"complete", AGREEMENT_SIGNED, WITH_NOUN},
    {"fail", AGREEMENT_BROKEN, WITH_NOUN},
    {"lapse", AGREEMENT_BROKEN, WITH_NOUN},
    {"expire", AGREEMENT_BROKEN, WITH_NOUN},
    {"denounce", AGREEMENT_BROKEN, WITH_NOUN},
    {"end", AGREEMENT_BROKEN, WITH_NOUN},
    {"enter", AGREEMENT_SIGNED, WITH_NOUN},
    {"merge", AGREEMENT_SIGNED, PAIR},
    {"leave", AGREEMENT_BROKEN, WITH_NOUN},
    {"sell", AGREEMENT_SIGNED, PAIR},
    {"lend", AGREEMENT_SIGNED, PAIR},
    {"share", AGREEMENT_SIGNED, JOINTLY},
    {"pool", AGREEMENT_SIGNED, JOINTLY},
    {"cooperate", AGREEMENT_SIGNED, JOINTLY},
    {"buy", AGREEMENT_SIGNED, PAIR},
    {"acquire", AGREEMENT_SIGNED, PAIR},
};

static const struct act *act_of(const struct sense_doc *d, uint32_t i)
{
    if (d->tokens[i].upos != SENSE_VERB)
        return NULL;
    /* "Fell apart", "turned down an offer", "came to terms". */
    static const struct {
        const char *lemma, *next;
        struct act act;
    } pairs[] = {{"fall", "apart", {"fall", AGREEMENT_BROKEN, WITH_NOUN}},
                 {"turn", "down", {"turn", AGREEMENT_PROPOSED, WITH_NOUN}},
                 {"come", "to", {"come", AGREEMENT_SIGNED, WITH_NOUN}},
                 {"call", "off", {"call", AGREEMENT_BROKEN, WITH_NOUN}},
                 {"pull", "out", {"pull", AGREEMENT_BROKEN, WITH_NOUN}},
                 {"walk", "away", {"walk", AGREEMENT_BROKEN, WITH_NOUN}},
                 {"back", "out", {"back", AGREEMENT_BROKEN, WITH_NOUN}},
                 {"take", "over", {"take", AGREEMENT_SIGNED, PAIR}},
                 {"join", "forces", {"join", AGREEMENT_SIGNED, PAIR}},
                 {"team", "up", {"team", AGREEMENT_SIGNED, PAIR}},
                 {"shake", "hands", {"shake", AGREEMENT_SIGNED, PAIR}}};
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
    const struct act *act;
    bool common; /* noun groups of bodies count, too */
};

/* Persons, bodies and places; of other names those that end like a body ("the Gulf League"), that
 * are a plural ("the Liberals") or that go on with a list of parties. */
static bool may_be_party(const struct forming *x, const struct sense_name *n)
{
    const struct sense_doc *d = x->d;
    uint8_t tag = d->tokens[n->to - 1].xpos;
    int32_t chunk = d->tokens[n->to - 1].chunk;
    /* "US rival Grey Global": a place that only says what kind. */
    if (n->kind == ENTITY_PLACE && chunk >= 0 && n->to < d->chunks[chunk].to &&
        d->tokens[n->to].xpos != XPOS_CD)
        return sense_norm_in(d, n->to, bodies) || d->tokens[n->to].xpos == XPOS_POS;
    if (n->kind == ENTITY_PLACE && n->to < x->s->to && d->tokens[n->to].xpos == XPOS_HYPH)
        return false; /* "France-based" */
    /* "Russia's largest brewer" */
    for (uint32_t i = n->to + 1; n->kind == ENTITY_PLACE && i < n->to + 5 && i < x->s->to; i++)
        if (d->tokens[n->to].xpos == XPOS_POS && d->tokens[i].xpos == XPOS_JJS)
            return false;
    if (n->kind != ENTITY_OTHER)
        return true;
    if (chunk < 0 || d->chunks[chunk].to != n->to || tag == XPOS_JJ)
        return false;
    bool listed =
        x->n > 0 && n->from >= x->s->from + 2 &&
        (sense_norm_is(d, n->from - 1, STR("and")) ||
         (sense_norm_is(d, n->from - 1, STR("the")) && sense_norm_is(d, n->from - 2, STR("and"))));
    return listed || tag == XPOS_NNPS || tag == XPOS_NNS || sense_norm_in(d, n->to - 1, bodies);
}

static void add_party(struct forming *x, uint32_t name)
{
    const struct sense_name *n = &x->d->names[name];
    /* "The Sanbari government": the people's name stands for the state. */
    bool state = n->kind == ENTITY_OTHER && n->to < x->d->token_count &&
                 sense_norm_in(x->d, n->to, WORDS("government", "authorities", "army", "side"));
    if (!(may_be_party(x, n) || state) || x->n >= PARTIES_MOST)
        return;
    for (size_t i = 0; i < x->n; i++)
        if ((n->entity >= 0 && x->parties[i].entity == n->entity) ||
            x->parties[i].span.at == n->span.at)
            return;
    x->parties[x->n++] = (struct fill){n->span, n->entity};
}

/* Who only brings the parties together. */
static const char *const go_between[] = {"brokered", "mediated", "hosted", "sponsored", NULL};

/* "in Islamabad", "at the White House", "in the Mara hills": a place where it is done, no party. */
static bool is_setting(const struct sense_doc *d, const struct sense_name *n)
{
    uint32_t at = n->from;
    if (at > 1 && sense_norm_is(d, at - 1, STR("the")))
        at--;
    if (at > 1 && sense_norm_is(d, at - 1, STR("by")) && sense_norm_in(d, at - 2, go_between))
        return true;
    if (n->kind == ENTITY_ORG && at > 0) /* "a strategist at the bank" */
        return sense_norm_is(d, at - 1, STR("at"));
    if (n->kind != ENTITY_PLACE || at == 0)
        return false;
    /* "The agencies of Norland", "ministers from Norland": who they belong to is who they are. */
    if (at > 1 && sense_norm_in(d, at - 1, WORDS("of", "from")) &&
        (sense_norm_in(d, at - 2, bodies) ||
         sense_norm_in(d, at - 2,
                       WORDS("president", "presidents", "leaders", "parliaments", "republic",
                             "kingdom", "federation", "ministers", "governments", "envoys"))))
        return false;
    return sense_norm_in(d, at - 1, WORDS("in", "at", "near", "from", "of", "outside", "to"));
}

static void add_words(struct forming *x, uint32_t from, uint32_t to)
{
    struct span span = sense_span(x->d, from, to);
    for (size_t i = 0; i < x->n; i++)
        if (x->parties[i].span.at == span.at)
            return;
    if (x->n < PARTIES_MOST)
        x->parties[x->n++] = (struct fill){span, -1};
}

/* "the union", "an alliance of publishers": a noun group that begins here and is a party. None is
 * what stands beside a name ("Lexiq, the search company"), what owns ("the club's ground") and
 * where something is done. */
static bool is_body(const struct forming *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    if (d->tokens[i].chunk < 0)
        return false;
    const struct sense_chunk *c = &d->chunks[d->tokens[i].chunk];
    if (c->kind != CHUNK_NOUN || c->from != i || !sense_norm_in(d, c->head, bodies))
        return false;
    for (uint32_t k = c->from; k < c->to; k++)
        if (d->tokens[k].name >= 0)
            return false;
    bool owner = c->to + 1 < x->s->to && d->tokens[c->to].xpos == XPOS_POS &&
                 !sense_norm_in(d, c->to + 1, nouns);
    uint32_t start = i; /* of its owner: "Sina, the country's biggest firm" */
    if (i >= x->s->from + 2 && d->tokens[i - 1].xpos == XPOS_POS && d->tokens[i - 2].chunk >= 0)
        start = d->chunks[d->tokens[i - 2].chunk].from;
    bool beside = start >= x->s->from + 2 && d->tokens[start - 1].xpos == XPOS_COMMA &&
                  d->tokens[start - 2].upos == SENSE_PROPN;
    bool placed = i > x->s->from && sense_norm_in(d, i - 1, WORDS("in", "at", "near", "of", "for"));
    /* "The city of Porto Seco" has a name, "its port" is a thing. */
    bool named = c->to + 1 < x->s->to && sense_norm_is(d, c->to, STR("of")) &&
                 sense_norm_in(d, c->head, WORDS("city", "cities", "government", "governments")) &&
                 d->tokens[c->to + 1].name >= 0;
    return !owner && !beside && !placed && !named && d->tokens[i].xpos != XPOS_PRPS;
}

static bool is_date_word(const struct sense_doc *d, uint32_t i)
{
    return sense_norm_in(d, i,
                         WORDS("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                               "sunday", "january", "february", "march", "april", "may", "june",
                               "july", "august", "september", "october", "november", "december"));
}

/* A name that the name model does not know: a run of capital words. Its end; `i` where none is. A
 * title before a name ("Mr") and short forms in brackets are none. */
static uint32_t unknown_name(const struct forming *x, uint32_t i, uint32_t to)
{
    const struct sense_doc *d = x->d;
    uint32_t end = i;
    while (end < to && d->tokens[end].name < 0 && d->tokens[end].flags & TOK_CAP &&
           (d->tokens[end].upos == SENSE_PROPN || (end > i && d->tokens[end].xpos == XPOS_CD)))
        end += end + 2 < to && sense_norm_is(d, end + 1, STR("-")) &&
                       d->tokens[end + 2].flags & TOK_CAP
                   ? 2
                   : 1;
    bool title = end < to && d->tokens[end].name >= 0;
    bool bracket = i > x->s->from && sense_norm_is(d, i - 1, STR("("));
    return title || bracket ? i : end;
}

/* Names in [from, to), as parties; stops at a further verb where `stop`. */
static void names_between(struct forming *x, uint32_t from, uint32_t to, bool list)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = from; i < to; i++) {
        int32_t name = d->tokens[i].name;
        if (name >= 0 && d->names[name].from == i &&
            (i == from || !is_setting(d, &d->names[name]))) {
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
        uint32_t end = name < 0 ? unknown_name(x, i, to) : i;
        if (end > i) {
            if (!is_date_word(d, i) &&
                (i == x->s->from || !sense_norm_in(d, i - 1, WORDS("in", "at", "near"))))
                add_words(x, i, end);
            i = end - 1;
            continue;
        }
        if (x->common && is_body(x, i))
            add_words(x, i, d->chunks[d->tokens[i].chunk].to);
        if (list && (d->tokens[i].upos == SENSE_VERB ||
                     sense_norm_in(d, i,
                                   WORDS("on", "for", "to", "that", "which", "under", "over",
                                         "after", "during", "whose", "who"))))
            return;
    }
}

/* "after signing a pact", ", ending the strike": the subject is that of the verb before. Where the
 * words of the subject end. */
static uint32_t subject_end(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    if (d->tokens[x->verb].xpos != XPOS_VBG || x->verb <= x->s->body_from ||
        !(d->tokens[x->verb - 1].xpos == XPOS_COMMA ||
          sense_norm_in(d, x->verb - 1, WORDS("after", "before", "by", "when", "while"))))
        return x->verb;
    for (uint32_t i = x->s->body_from; i < x->verb; i++)
        if (d->tokens[i].upos == SENSE_VERB)
            return i;
    return x->verb;
}

/* Subjects: names before the verb, after the clause's last comma-free start. */
static void subject_parties(struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t from = x->s->body_from, end = subject_end(x);
    for (uint32_t i = end; i-- > x->s->body_from;)
        if (sense_norm_in(
                d, i,
                WORDS("that", "which", "while", "after", "when", "because", "said", "says")) ||
            (d->tokens[i].upos == SENSE_VERB && end - i > 3)) {
            from = i + 1;
            break;
        }
    names_between(x, from, end, false);
}

/* "Its offer", "Staveley's bid", "the ministry's offer": whose the noun is. */
static void owner_party(struct forming *x)
{
    const struct sense_doc *d = x->d;
    if (x->noun == UINT32_MAX)
        return;
    for (uint32_t i = x->noun; i-- > x->s->body_from && i + 8 > x->noun;) {
        if (d->tokens[i].upos == SENSE_VERB)
            return;
        if (d->tokens[i].xpos != XPOS_POS || i == x->s->body_from)
            continue;
        int32_t name = d->tokens[i - 1].name, chunk = d->tokens[i - 1].chunk;
        uint32_t from = name >= 0    ? d->names[name].from
                        : chunk >= 0 ? d->chunks[chunk].from
                                     : i - 1;
        names_between(x, from, i, true);
        return;
    }
}

/* Does a party stand behind this word? "with the union", "from the railways", "to Dulac Capital" */
static bool leads_to_party(const struct forming *x, uint32_t i, bool passive)
{
    const struct sense_doc *d = x->d;
    bool noun = x->noun != UINT32_MAX && x->noun < i;
    if (sense_norm_is(d, i, STR("with")))
        return d->tokens[i - 1].upos != SENSE_ADJ && d->tokens[i + 1].xpos != XPOS_CD;
    if (sense_norm_is(d, i, STR("by"))) /* "agreed to be taken over by" */
        return (passive || (x->act->alone == ALONE && i > 1 && d->tokens[i - 2].xpos == XPOS_VBN) ||
                d->tokens[x->verb].xpos == XPOS_VBN) &&
               !sense_norm_in(d, i - 1, go_between);
    if (sense_norm_is(d, i, STR("from")))
        return sense_lemma_in(d, x->verb,
                              WORDS("buy", "acquire", "sign", "win", "secure", "land")) ||
               (noun && sense_norm_in(d, x->noun, WORDS("offer", "bid", "approach", "proposal")));
    if (sense_norm_is(d, i, STR("to")))
        return sense_lemma_in(d, x->verb, WORDS("sell", "award", "lend", "lease"));
    if (sense_norm_is(d, i, STR("of")))
        return sense_norm_in(d, i - 1, WORDS("takeover", "purchase", "acquisition"));
    return sense_norm_is(d, i, STR("between")) ||
           (i < x->verb + 8 &&
            sense_norm_in(d, i, WORDS("buy", "acquire", "purchase", "sell", "join")));
}

static void object_parties(struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t start = x->noun != UINT32_MAX && x->noun < x->verb ? x->noun : x->verb;
    bool passive = d->tokens[x->verb].chunk >= 0 && d->chunks[d->tokens[x->verb].chunk].passive;
    for (uint32_t i = start + 1; i + 1 < x->s->to && i < start + 40; i++)
        if (leads_to_party(x, i, passive))
            names_between(x, i + 1, i + 22 < x->s->to ? i + 22 : x->s->to, true);
}

/* "A and B opened the border a week after their presidents signed ...": the pair that the sentence
 * begins with. */
static void leading_pair(struct forming *x)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = x->s->body_from + 1; i + 1 < x->verb; i++) {
        if (d->tokens[i].upos == SENSE_VERB)
            return;
        if (!sense_norm_is(d, i, STR("and")) || d->tokens[i - 1].name < 0 ||
            d->tokens[i + 1].name < 0)
            continue;
        names_between(x, d->names[d->tokens[i - 1].name].from, d->names[d->tokens[i + 1].name].to,
                      true);
        return;
    }
}

/* "agreed to give the bronzes back to Adanwe": the first further name behind the verb. */
static void promised_party(struct forming *x)
{
    const struct sense_doc *d = x->d;
    size_t n = x->n;
    for (uint32_t i = x->verb + 1; i < x->s->to && x->n == n; i++) {
        int32_t name = d->tokens[i].name;
        if (d->tokens[i].xpos == XPOS_COMMA || d->tokens[i].flags & TOK_IN_QUOTES)
            return;
        uint32_t before = sense_norm_is(d, i - 1, STR("the")) ? i - 2 : i - 1;
        if (name >= 0 && d->names[name].from == i && d->names[name].kind != ENTITY_PERSON &&
            !sense_norm_in(d, before, WORDS("in", "at", "near", "outside")))
            add_party(x, (uint32_t)name);
    }
}

/* "..., the Guild and the League announced jointly": who tells of it, where they are several. */
static void announcers(struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t from = x->verb, size = (uint32_t)x->n;
    bool several = false;
    for (uint32_t i = x->verb + 1; i < x->s->to; i++) {
        if (d->tokens[i].xpos == XPOS_COMMA)
            from = i + 1, several = false;
        several |= sense_norm_is(d, i, STR("and"));
        if (from == x->verb || !several || d->tokens[i].upos != SENSE_VERB)
            continue;
        if (sense_lemma_in(d, i, WORDS("announce", "say", "confirm", "report", "declare")))
            names_between(x, from, i, true);
        break;
    }
    if (x->n == size + 1)
        x->n = size;
}

/* "It signed ...", "They agreed ...": whom the pronoun before the verb stands for; after "said",
 * who said it, as a rule. */
static void pronoun_party(struct forming *x)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = x->verb; i-- > x->s->body_from && i + 6 > x->verb;) {
        if (!sense_norm_in(d, i, WORDS("it", "they", "he", "she")))
            continue;
        reading_index e = sense_entity_at(d, d->tokens[i].span);
        bool far = i > x->s->body_from + 2;
        uint32_t said = far ? i - (sense_norm_is(d, i - 1, STR("that")) ? 2 : 1) : i;
        if (e >= 0 && x->n < PARTIES_MOST)
            x->parties[x->n++] = (struct fill){d->tokens[i].span, e};
        else if (far && sense_lemma_in(d, said, WORDS("say", "announce")))
            names_between(x, x->s->body_from, said, false);
        return;
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

/* "Under a deal, X will let ships of Y pass": the verb behind the noun. */
static uint32_t duty_of(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    if (x->noun == UINT32_MAX || x->noun > x->s->body_from + 5 ||
        !sense_norm_is(d, x->s->body_from, STR("under")))
        return UINT32_MAX;
    for (uint32_t i = x->noun + 1; i < x->s->to && i < x->noun + 20; i++)
        if (d->tokens[i].upos == SENSE_VERB && d->tokens[i].chunk >= 0 &&
            d->chunks[d->tokens[i].chunk].tense == TENSE_FUTURE)
            return i;
    return UINT32_MAX;
}

/* "ended the strike with a deal", "placed an order in a deal worth ...": the verb before it. */
static uint32_t deed_of(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = x->noun == UINT32_MAX ? -1 : d->tokens[x->noun].chunk;
    uint32_t start = chunk >= 0 ? d->chunks[chunk].from : x->s->from;
    bool in_talks = start == x->noun && sense_norm_is(d, start, STR("talks"));
    if (start < x->s->from + 2 ||
        sense_norm_in(d, x->noun, WORDS("bid", "offer", "approach", "proposal")) ||
        !(in_talks || sense_norm_in(d, start, WORDS("a", "an"))) ||
        !sense_norm_in(d, start - 1, WORDS("with", "in", "under", "through", "by")))
        return UINT32_MAX;
    for (uint32_t i = start - 1; i-- > x->s->body_from && i + 14 > start;)
        if (d->tokens[i].upos == SENSE_VERB || (in_talks && d->tokens[i].upos == SENSE_AUX))
            return i;
    return UINT32_MAX;
}

/* "A truce between X and Y": where the words between the noun and the parties are few. */
static uint32_t between_of(const struct forming *x, uint32_t to)
{
    for (uint32_t i = x->noun; x->noun != UINT32_MAX && i < to && i < x->noun + 6; i++)
        if (sense_norm_is(x->d, i, STR("between")))
            return i;
    return UINT32_MAX;
}

/* All that the sentence names. */
static void collect(struct forming *x)
{
    uint32_t end = x->verb + 22 < x->s->to ? x->verb + 22 : x->s->to;
    uint32_t between = between_of(x, x->verb > x->noun ? x->verb : x->noun);
    if (between != UINT32_MAX) /* "talks between X and Y on ... stalled" */
        names_between(x, between + 1, x->verb, true);
    else
        subject_parties(x);
    if (x->act->alone == PAIR && !sense_lemma_in(x->d, x->verb, WORDS("sell")))
        names_between(x, x->verb + 1, end, true);
    if (x->act->alone != JOINTLY)
        object_parties(x);
    if (x->n < 2)
        owner_party(x);
    if (x->n < 2)
        announcers(x);
}

/* Where names are fewer than two: who is only spoken of, what the sentence points at, the title. */
static void fill_up(struct forming *x, uint32_t sentence)
{
    const struct sense_doc *d = x->d;
    bool told = false;
    for (size_t i = 0; i < x->f->agreements.n; i++)
        told |= x->f->agreements.v[i].party_count > 1;
    if (x->n < 2)
        pronoun_party(x);
    if (x->n < 2 && stands_for_two(x))
        known_parties(x);
    if (x->n < 2 && x->act->alone != JOINTLY)
        leading_pair(x);
    bool promise = x->act->alone == ALONE || (x->act->lemma[0] == '\0' && x->verb != x->noun);
    if (x->n == 1 && promise)
        promised_party(x);
    size_t names = x->n;
    bool trade = sense_lemma_in(d, x->verb, WORDS("buy", "sell", "acquire", "take", "lend"));
    if (x->n < 2 && !told && !trade) {
        x->common = true;
        collect(x);
        /* "Nine island states signed ..." are several by themselves. */
        bool several = x->n == 1 && names == 0 && x->parties[0].entity < 0 &&
                       d->tokens[sense_token_at(d, x->parties[0].span.at)].xpos == XPOS_CD;
        if (x->n < 2 && !several)
            x->n = names;
    }
    if (x->n < 2 && sentence < 4)
        title_parties(x);
}

/* Buying and selling is between bodies, of which one may be a person. */
static bool are_pair(const struct forming *x)
{
    size_t persons = 0;
    for (size_t i = 0; i < 2 && i < x->n; i++)
        persons +=
            x->parties[i].entity >= 0 && x->d->entities[x->parties[i].entity].kind == ENTITY_PERSON;
    return x->n >= 2 && (persons < 2 || str_eq(str_c(x->act->lemma), STR("settle")));
}

/* Does the verb make an agreement here, with the sentence's noun or without? */
static bool makes_agreement(const struct forming *x, bool *ret_noun)
{
    const struct sense_doc *d = x->d;
    uint32_t far = x->noun == UINT32_MAX ? 99
                   : x->noun > x->verb   ? x->noun - x->verb
                                         : x->verb - x->noun;
    int32_t chunk = d->tokens[x->verb].chunk;
    bool ahead =
        chunk >= 0 && (d->chunks[chunk].tense == TENSE_FUTURE || d->chunks[chunk].infinitive);
    /* Talks are held, and fail; they are not signed. */
    bool odd = far <= 14 && x->act->stage == AGREEMENT_SIGNED &&
               sense_norm_in(d, x->noun, WORDS("talks", "negotiations"));
    /* "Left the pact": its object, not some noun of the sentence. */
    odd |=
        str_eq(str_c(x->act->lemma), STR("leave")) && (x->noun < x->verb || x->noun > x->verb + 5);
    *ret_noun = far <= 14 && !odd;
    /* "Sells burgers", "the merged group" */
    bool deed = chunk >= 0 && d->chunks[chunk].kind == CHUNK_VERB &&
                (d->chunks[chunk].tense != TENSE_PRESENT || d->chunks[chunk].perfect ||
                 d->chunks[chunk].progressive);
    bool fee = x->act->alone == ALONE && x->verb + 1 < x->s->to &&
               sense_norm_in(d, x->verb + 1, WORDS("a", "an", "terms"));
    for (uint32_t i = x->verb + 2; fee && !*ret_noun && i < x->s->to && i < x->verb + 12; i++)
        if (sense_norm_is(d, i, STR("with")))
            return true; /* "agreed a fee with" */
    return *ret_noun || (x->act->alone == PAIR && deed) || (x->act->alone == JOINTLY && ahead) ||
           (x->act->alone == ALONE && x->verb + 1 < x->s->to &&
            sense_norm_in(d, x->verb + 1, WORDS("to", "on", "that", "upon")));
}

/* The agreement that this verb makes of the sentence; how many parties it has, 0: it is none. */
static size_t form(struct forming *x, const struct act *act, uint32_t verb, uint32_t sentence)
{
    bool noun = false;
    x->act = act;
    x->verb = verb;
    x->n = 0;
    x->common = false;
    if (!makes_agreement(x, &noun))
        return 0;
    collect(x);
    fill_up(x, sentence);
    if (!noun && (x->n < 2 || (act->alone != ALONE && !are_pair(x))))
        x->n = 0;
    return x->n;
}

/* The first verb that has two parties, else the first that has one. */
static bool form_best(struct forming *x, uint32_t sentence)
{
    static const struct act deed = {"", AGREEMENT_SIGNED, WITH_NOUN},
                            talks = {"", AGREEMENT_PROPOSED, WITH_NOUN};
    const struct sense_doc *d = x->d;
    struct forming one = {.n = 0};
    uint32_t deed_verb = deed_of(x), duty_verb = duty_of(x);
    for (uint32_t i = x->s->body_from; i < x->s->to; i++) {
        const struct act *act = act_of(d, i);
        if (i == deed_verb && (!act || act->stage != AGREEMENT_SIGNED))
            act = sense_norm_in(d, x->noun, WORDS("talks")) ? &talks : &deed;
        if (i == duty_verb)
            act = &deed;
        if (!act || d->tokens[i].flags & TOK_IN_QUOTES)
            continue;
        size_t n = form(x, act, i, sentence);
        if (n >= 2)
            return true;
        if (n == 1 && one.n == 0)
            one = *x;
    }
    if (one.n == 0 && between_of(x, x->s->to) != UINT32_MAX)
        return form(x, &deed, x->noun, sentence) >= 2;
    if (one.n > 0)
        *x = one;
    return one.n > 0;
}

static void take_sentence(struct sense_find *f, uint32_t sentence)
{
    const struct sense_doc *d = f->d;
    struct forming x = {
        .f = f, .d = d, .s = &d->sentences[sentence], .verb = UINT32_MAX, .noun = UINT32_MAX};
    for (uint32_t i = x.s->body_from; i < x.s->to && x.noun == UINT32_MAX; i++)
        if (sense_norm_in(d, i, nouns) && !(d->tokens[i].flags & TOK_IN_QUOTES))
            x.noun = i;
    if (!form_best(&x, sentence))
        return;
    struct fill *parties = ARENA_ARRAY(f->a, x.n, struct fill);
    memcpy(parties, x.parties, x.n * sizeof *parties);
    LIST_PUSH(f->a, &f->agreements,
              (struct agreement){.stage = stage_of(&x, x.act->stage),
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
