/* parties.c: who makes an agreement.
 *
 * Names that are the verb's subject, that stand after "between", "with", "by", "from" and "to",
 * that own the noun ("the bank's offer") or that "the two countries" stands for; where names are
 * fewer than two, bodies without a name, too ("the union"). No parties are places where it is done,
 * who brings the parties together, and persons who sign for bodies. */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Heads of noun groups that can be a party though they are no name: "the union", "the league". */
const char *const sense_agree_bodies[] = {
    "union",       "unions",       "league",      "alliance",     "federation",
    "association", "guild",        "company",     "companies",    "firm",
    "firms",       "bank",         "banks",       "club",         "clubs",
    "government",  "governments",  "ministry",    "council",      "rebels",
    "army",        "airline",      "airlines",    "hospital",     "hospitals",
    "university",  "universities", "owners",      "workers",      "states",
    "countries",   "troops",       "group",       "groups",       "families",
    "heirs",       "city",         "cities",      "ministers",    "board",
    "employers",   "creditors",    "publishers",  "farmers",      "teachers",
    "nurses",      "doctors",      "drivers",     "miners",       "pilots",
    "players",     "strikers",     "management",  "theatres",     "actors",
    "writers",     "studios",      "broadcaster", "broadcasters", "channel",
    "museum",      "port",         "railway",     "railways",     "cooperative",
    "consortium",  "coalition",    "fund",        "insurers",     "insurer",
    "retailer",    "manufacturer", "supplier",    "operator",     "tenants",
    "landlords",   "fishermen",    "residents",   "villagers",    "shareholders",
    "lenders",     "party",        "parties",     "cabinet",      "parliament",
    "commission",  "agency",       "agencies",    "authority",    "dockers",
    "guerrillas",  "militia",      "junta",       "opposition",   "regulator",
    "regulators",  "prosecutors",  "police",      "authorities",  "boards",
    "mayors",      "governors",    "elders",      "staff",        "crews",
    "suppliers",   "growers",      "dealers",     "taxpayers",    "county",
    "province",    "office",       "editors",     "employees",    "journalists",
    "musicians",   "cleaners",     "pickers",     "porters",      "lecturers",
    "students",    "members",      "lawmakers",   "investors",    "neighbours",
    "fans",        "homeowners",   "patients",    "customers",    "passengers",
    "victims",     "survivors",    "consumers",   "depositors",   "relatives",
    "newspapers",  "receivers",    "gunmen",      "kidnappers",   "pirates",
    NULL};

/* Of these, people that belong to whoever is named behind them: "the tenants of Bellamy Court",
 * "bus drivers at Metroline". */
static const char *const people[] = {
    "workers",  "tenants",   "residents", "villagers", "players",   "drivers",     "teachers",
    "nurses",   "doctors",   "miners",    "pilots",    "strikers",  "farmers",     "actors",
    "writers",  "families",  "heirs",     "elders",    "staff",     "crews",       "owners",
    "dockers",  "fishermen", "editors",   "members",   "employees", "journalists", "musicians",
    "cleaners", "guards",    "parents",   "pickers",   "cooks",     "porters",     "lecturers",
    "students", NULL};

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
        return sense_norm_in(d, n->to, sense_agree_bodies) ||
               sense_norm_in(d, d->chunks[chunk].head, sense_agree_bodies) ||
               d->tokens[n->to].xpos == XPOS_POS;
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
    /* A name that stands all by itself is one of a body that the model does not know. */
    if (tag == XPOS_NNP && d->chunks[chunk].from == n->from && n->to == n->from + 1)
        return true;
    bool listed =
        x->n > 0 && n->from >= x->s->from + 2 &&
        (sense_norm_is(d, n->from - 1, STR("and")) ||
         (sense_norm_is(d, n->from - 1, STR("the")) && sense_norm_is(d, n->from - 2, STR("and"))));
    return listed || tag == XPOS_NNPS || tag == XPOS_NNS ||
           sense_norm_in(d, n->to - 1, sense_agree_bodies);
}

void sense_parties_add(struct forming *x, uint32_t name)
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

/* What a place stands for where it is of these: "the borough of Kelham", "envoys from Norland". */
static const char *const seats[] = {
    "president",  "presidents",      "leaders",     "parliaments", "republic",
    "parliament", "kingdom",         "ministers",   "envoys",      "state",
    "parish",     "village",         "villages",    "town",        "towns",
    "borough",    "canton",          "region",      "people",      "navies",
    "navy",       "delegations",     "negotiators", "ports",       "university",
    "diocese",    "emirate",         "sultan",      "king",        "queen",
    "officials",  "representatives", NULL};

/* Who only brings the parties together. */
static const char *const go_between[] = {"brokered", "mediated", "hosted", "sponsored", NULL};

/* "in Islamabad", "at the White House", "in the Mara hills": a place where it is done, no party. */
bool sense_parties_setting(const struct sense_doc *d, const struct sense_name *n)
{
    uint32_t at = n->from;
    if (at > 1 && sense_norm_is(d, at - 1, STR("the")))
        at--;
    if (at > 1 && sense_norm_is(d, at - 1, STR("by")) && sense_norm_in(d, at - 2, go_between))
        return true;
    if (n->kind == ENTITY_PLACE && at > 1 && sense_norm_is(d, at - 1, STR("at")) &&
        sense_norm_in(d, at - 2, people))
        return false;
    if (n->kind == ENTITY_ORG &&
        at > 1) /* "a strategist at the bank", but "drivers at Metroline" */
        return sense_norm_is(d, at - 1, STR("at")) && !sense_norm_in(d, at - 2, people);
    if (n->kind == ENTITY_PERSON && at > 1) /* a place that is taken for a person */
        return sense_norm_in(d, at - 1, WORDS("in", "from")) &&
               sense_norm_in(d, at - 2,
                             WORDS("counterpart", "counterparts", "colleague", "minister",
                                   "ministers", "envoy", "delegation"));
    if (n->kind != ENTITY_PLACE || at == 0)
        return false;
    /* "a half share in Marden Cider", "parliament in Orsova" */
    if (at > 1 && sense_norm_is(d, at - 1, STR("in")) &&
        sense_norm_in(d, at - 2,
                      WORDS("share", "shares", "stake", "stakes", "interest", "holding",
                            "parliament", "lawmakers", "government", "rebels")))
        return false;
    /* "The agencies of Norland", "ministers from Norland": who they belong to is who they are. */
    if (at > 1 && sense_norm_in(d, at - 1, WORDS("of", "from")) &&
        (sense_norm_in(d, at - 2, sense_agree_bodies) || sense_norm_in(d, at - 2, seats)))
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
    if (c->kind != CHUNK_NOUN || c->from != i || !sense_norm_in(d, c->head, sense_agree_bodies))
        return false;
    for (uint32_t k = c->from; k < c->to; k++)
        if (d->tokens[k].name >= 0)
            return false;
    bool owner = c->to + 1 < x->s->to && d->tokens[c->to].xpos == XPOS_POS &&
                 !sense_norm_in(d, c->to + 1, sense_agree_nouns);
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
    bool its =
        d->tokens[i].xpos == XPOS_PRPS && !sense_norm_in(d, c->head, WORDS("union", "unions"));
    return !owner && !beside && !placed && !named && !its;
}

/* "A group of 70 newspapers": where the words of the body end whose noun group is c. */
static uint32_t body_end(const struct forming *x, const struct sense_chunk *c)
{
    const struct sense_doc *d = x->d;
    uint32_t next = c->to + 1;
    if (next >= x->s->to || !sense_norm_is(d, c->to, STR("of")) || d->tokens[next].chunk < 0 ||
        !sense_norm_in(d, c->head, WORDS("group", "alliance", "consortium", "coalition", "number")))
        return c->to;
    const struct sense_chunk *of = &d->chunks[d->tokens[next].chunk];
    return d->tokens[of->head].xpos == XPOS_NNS ? of->to : c->to;
}

bool sense_parties_date(const struct sense_doc *d, uint32_t i)
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

/* "The tenants of Bellamy Court": they are the party, and not where they live. */
static bool add_people(struct forming *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    uint32_t at = i > x->s->from && sense_norm_is(d, i - 1, STR("the")) ? i - 1 : i;
    if (at < x->s->from + 2 || !sense_norm_is(d, at - 1, STR("of")) ||
        !sense_norm_in(d, at - 2, people) || d->tokens[at - 2].chunk < 0)
        return false;
    const struct sense_chunk *c = &d->chunks[d->tokens[at - 2].chunk];
    add_words(x, c->from, c->to);
    return true;
}

void sense_parties_names(struct forming *x, uint32_t from, uint32_t to, bool list)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = from; i < to; i++) {
        int32_t name = d->tokens[i].name;
        if (name >= 0 && d->names[name].from == i &&
            (i == from || !sense_parties_setting(d, &d->names[name]))) {
            /* "Turkey's Aerospace Industries": the name behind the possessive is the party. */
            uint32_t end = d->names[name].to;
            bool owner = end < to && d->tokens[end].xpos == XPOS_POS;
            bool more = false;
            for (uint32_t k = end; owner && k < to && k < end + 6 && d->tokens[k].xpos != XPOS_CC;
                 k++)
                more |= d->tokens[k].name >= 0 && d->tokens[k].name != name &&
                        d->names[d->tokens[k].name].kind == ENTITY_ORG;
            if (!more && !add_people(x, i))
                sense_parties_add(x, (uint32_t)name);
            i = end - 1;
            continue;
        }
        uint32_t end = name < 0 ? unknown_name(x, i, to) : i;
        if (end > i) {
            if (!sense_parties_date(d, i) &&
                (i == x->s->from || !sense_norm_in(d, i - 1, WORDS("in", "at", "near"))))
                add_words(x, i, end);
            i = end - 1;
            continue;
        }
        if (x->common && is_body(x, i))
            add_words(x, i, body_end(x, &d->chunks[d->tokens[i].chunk]));
        bool beside = d->tokens[i].xpos == XPOS_VBG && i + 1 < to && d->tokens[i + 1].name >= 0;
        if (list && ((d->tokens[i].upos == SENSE_VERB && !beside) || /* "neighbouring Belgar" */
                     sense_norm_in(d, i,
                                   WORDS("on", "for", "to", "that", "which", "under", "over",
                                         "after", "during", "whose", "who"))))
            return;
    }
}

/* "Kone, who had not spoken to him for years, agreed": where the relative clause begins that ends
 * in front of the verb; `at` where there is none. */
static uint32_t before_relative(const struct forming *x, uint32_t at)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    uint32_t end = chunk >= 0 && d->chunks[chunk].from < at ? d->chunks[chunk].from : at;
    if (end <= x->s->body_from + 2 || d->tokens[end - 1].xpos != XPOS_COMMA)
        return at;
    for (uint32_t i = end - 1; i-- > x->s->body_from + 1;)
        if (d->tokens[i - 1].xpos == XPOS_COMMA)
            return sense_norm_in(d, i, WORDS("who", "which", "whose", "where")) ? i - 1 : at;
    return at;
}

/* "after signing a pact", ", ending the strike": the subject is that of the verb before. Where the
 * words of the subject end. */
static uint32_t subject_end(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t at = x->verb;
    while (at > x->s->body_from && d->tokens[at - 1].upos == SENSE_ADV)
        at--;
    bool joined = at > x->s->body_from && d->tokens[at - 1].xpos == XPOS_CC &&
                  d->tokens[x->verb].chunk >= 0 &&
                  d->chunks[d->tokens[x->verb].chunk].tense != TENSE_NONE;
    for (uint32_t i = x->s->body_from; joined && i < x->verb; i++)
        if (d->tokens[i].upos == SENSE_VERB) /* "pleaded guilty and agreed to pay" */
            return i;
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
    uint32_t from = x->s->body_from, end = before_relative(x, subject_end(x));
    for (uint32_t i = end; i-- > x->s->body_from;)
        if (sense_norm_in(
                d, i,
                WORDS("that", "which", "while", "after", "when", "because", "said", "says")) ||
            (d->tokens[i].upos == SENSE_VERB && end - i > 3)) {
            from = i + 1;
            break;
        }
    sense_parties_names(x, from, end, false);
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
        sense_parties_names(x, from, i, true);
        return;
    }
}

/* Does a party stand behind this word? "with the union", "from the railways", "to Dulac Capital" */
static bool leads_to_party(const struct forming *x, uint32_t i, bool passive)
{
    const struct sense_doc *d = x->d;
    bool noun = x->noun != UINT32_MAX && x->noun < i;
    bool whose = sense_norm_in(d, i, WORDS("by", "from", "of", "with"));
    for (uint32_t k = i; whose && k-- > x->verb && k + 3 > i;) /* "to settle claims by patients" */
        if (sense_norm_in(d, k, WORDS("claim", "claims", "lawsuit", "lawsuits", "complaints")))
            return true;
    if (sense_norm_is(d, i, STR("with")))
        return d->tokens[i - 1].upos != SENSE_ADJ && d->tokens[i + 1].xpos != XPOS_CD;
    if (noun && i < x->noun + 6 && sense_norm_is(d, i, STR("by")) &&
        sense_norm_in(d, x->noun, WORDS("offer", "bid", "proposal", "approach")))
        return true;
    if (sense_norm_is(d, i, STR("by"))) /* "agreed to be taken over by" */
        return (passive || (x->act->alone == ALONE && i > 1 && d->tokens[i - 2].xpos == XPOS_VBN) ||
                d->tokens[x->verb].xpos == XPOS_VBN) &&
               !sense_norm_in(d, i - 1, go_between);
    if (sense_norm_is(d, i, STR("from")))
        return sense_lemma_in(d, x->verb,
                              WORDS("buy", "acquire", "sign", "win", "secure", "land", "rent",
                                    "lease", "charter")) ||
               (noun && sense_norm_in(d, x->noun, WORDS("offer", "bid", "approach", "proposal")));
    if (sense_norm_is(d, i, STR("to")))
        return sense_lemma_in(d, x->verb,
                              WORDS("sell", "award", "lend", "lease", "license", "licence", "rent",
                                    "grant", "charter"));
    if (sense_norm_is(d, i, STR("of")))
        return sense_norm_in(d, i - 1, WORDS("takeover", "purchase", "acquisition"));
    return sense_norm_is(d, i, STR("between")) ||
           (i < x->verb + 8 &&
            sense_norm_in(d, i, WORDS("buy", "acquire", "purchase", "sell", "join", "pay"))) ||
           (i == x->verb && sense_lemma_in(d, i, WORDS("grant")));
}

void sense_parties_object(struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t start = x->noun != UINT32_MAX && x->noun < x->verb ? x->noun : x->verb;
    bool passive = d->tokens[x->verb].chunk >= 0 && d->chunks[d->tokens[x->verb].chunk].passive;
    start += !sense_lemma_in(d, start, WORDS("pay", "grant")); /* "will pay 340 farmers" */
    for (uint32_t i = start; i + 1 < x->s->to && i < start + 40; i++)
        if (leads_to_party(x, i, passive))
            sense_parties_names(x, i + 1, i + 22 < x->s->to ? i + 22 : x->s->to, true);
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
            sense_parties_names(x, from, i, true);
        break;
    }
    if (x->n == size + 1)
        x->n = size;
}

/* "A truce between X and Y": where the words between the noun and the parties are few. */
uint32_t sense_parties_between(const struct forming *x, uint32_t to)
{
    for (uint32_t i = x->noun; x->noun != UINT32_MAX && i < to && i < x->noun + 12; i++)
        if (sense_norm_is(x->d, i, STR("between")))
            return i;
        else if (i > x->noun + 5 && x->d->tokens[i].upos == SENSE_VERB)
            break;
    return UINT32_MAX;
}

/* "Corvane City signed the striker Luka Petric from Dornbach": a person is what is signed. */
bool sense_parties_person(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    if (!sense_lemma_in(d, x->verb, WORDS("sign")) || chunk < 0 || d->chunks[chunk].passive)
        return false;
    for (uint32_t i = x->verb + 1; i < x->s->to && i < x->verb + 7; i++) {
        int32_t name = d->tokens[i].name;
        if (d->tokens[i].upos == SENSE_ADP || d->tokens[i].upos == SENSE_VERB ||
            d->tokens[i].xpos == XPOS_COMMA)
            return false;
        if (name >= 0 && d->names[name].kind == ENTITY_PERSON)
            return true;
    }
    return false;
}

/* The "over" of "take over", and the like. */
static bool is_particle(const struct forming *x, uint32_t i)
{
    return i < x->s->to && sense_norm_in(x->d, i, WORDS("over", "up", "off", "out"));
}

/* All that the sentence names. */
void sense_parties_collect(struct forming *x)
{
    uint32_t end = x->verb + 22 < x->s->to ? x->verb + 22 : x->s->to;
    uint32_t limit = x->verb > x->noun ? x->verb : x->verb == x->noun ? x->s->to : x->noun;
    uint32_t between = sense_parties_between(x, limit);
    if (between != UINT32_MAX) /* "talks between X and Y on ... stalled" */
        sense_parties_names(x, between + 1, x->verb == x->noun ? x->s->to : x->verb, true);
    else
        subject_parties(x);
    if (x->act->alone == PAIR && !sense_lemma_in(x->d, x->verb, WORDS("sell")))
        sense_parties_names(x, x->verb + 1 + is_particle(x, x->verb + 1), end, true);
    if (sense_parties_person(x))
        sense_parties_names(x, x->verb + 1, end, true);
    if (x->act->alone != JOINTLY)
        sense_parties_object(x);
    if (x->n < 2)
        owner_party(x);
    if (x->n < 2)
        announcers(x);
}

/* A person by two names or more: states and firms that are taken for persons have one. */
static bool acts_for_others(const struct sense_doc *d, reading_index entity)
{
    const struct entity *e = &d->entities[entity];
    return e->kind == ENTITY_PERSON && str_find(e->name, STR(" ")) != SIZE_MAX;
}

static bool is_party_of(const struct agreement *x, reading_index entity)
{
    for (size_t i = 0; i < x->party_count; i++)
        if (x->parties[i].entity == entity)
            return true;
    return false;
}

/* Where bodies and states are known to have made the agreement, persons who sign it act for them.
 */
void sense_parties_act(struct forming *x)
{
    const struct sense_doc *d = x->d;
    const struct sense_find *f = x->f;
    size_t states = 0, n = 0;
    if (f->agreements.n == 0 || x->act->alone == PAIR || x->verb == x->noun)
        return;
    const struct agreement *first = &f->agreements.v[0];
    for (size_t i = 0; i < first->party_count; i++)
        states += first->parties[i].entity < 0 || !acts_for_others(d, first->parties[i].entity);
    for (size_t i = 0; i < x->n; i++)
        if (x->parties[i].entity < 0 || d->entities[x->parties[i].entity].kind != ENTITY_PERSON ||
            is_party_of(first, x->parties[i].entity))
            x->parties[n++] = x->parties[i];
    if (states < 2 || n == x->n)
        return;
    x->n = n;
    for (size_t i = 0; i < first->party_count && x->n < 2; i++)
        if (n == 0 || first->parties[i].entity != x->parties[0].entity)
            x->parties[x->n++] = first->parties[i];
}
