/* parties.c: who can be a party of an agreement.
 *
 * Persons, bodies and places that are named, and bodies without a name ("the union"). None are
 * places where it is done, who brings the parties together, and what a name only describes. Where
 * in a sentence they are looked for: sides.c. */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Heads of noun groups that can be a party though they are no name: "the union", "the league". */
const char *const sense_agree_bodies[] = {
    "union",       "unions",      "league",        "alliance",
    "federation",  "association", "guild",         "company",
    "companies",   "firm",        "firms",         "bank",
    "banks",       "club",        "clubs",         "government",
    "governments", "ministry",    "council",       "rebels",
    "army",        "airline",     "airlines",      "hospital",
    "hospitals",   "university",  "universities",  "owners",
    "workers",     "states",      "countries",     "troops",
    "group",       "groups",      "families",      "heirs",
    "city",        "cities",      "ministers",     "board",
    "employers",   "creditors",   "publishers",    "farmers",
    "teachers",    "nurses",      "doctors",       "drivers",
    "miners",      "pilots",      "players",       "strikers",
    "management",  "theatres",    "actors",        "writers",
    "studios",     "broadcaster", "broadcasters",  "channel",
    "museum",      "port",        "railway",       "railways",
    "cooperative", "consortium",  "coalition",     "fund",
    "insurers",    "insurer",     "retailer",      "manufacturer",
    "supplier",    "operator",    "tenants",       "landlords",
    "fishermen",   "residents",   "villagers",     "shareholders",
    "lenders",     "party",       "parties",       "cabinet",
    "parliament",  "commission",  "agency",        "agencies",
    "authority",   "dockers",     "guerrillas",    "militia",
    "junta",       "opposition",  "regulator",     "regulators",
    "prosecutors", "police",      "authorities",   "boards",
    "mayors",      "governors",   "elders",        "staff",
    "crews",       "suppliers",   "growers",       "dealers",
    "taxpayers",   "county",      "province",      "office",
    "editors",     "employees",   "journalists",   "musicians",
    "cleaners",    "pickers",     "porters",       "lecturers",
    "students",    "members",     "lawmakers",     "investors",
    "neighbours",  "fans",        "homeowners",    "patients",
    "customers",   "passengers",  "victims",       "survivors",
    "consumers",   "depositors",  "relatives",     "newspapers",
    "receivers",   "gunmen",      "kidnappers",    "pirates",
    "charity",     "family",      "movement",      "front",
    "militants",   "fighters",    "separatists",   "insurgents",
    "faction",     "factions",    "tribe",         "tribes",
    "chain",       "lender",      "carmaker",      "brewer",
    "developer",   "contractor",  "publisher",     "carrier",
    "department",  "utility",     "watchdog",      "organisers",
    "organizers",  "hosts",       "district",      "trust",
    "school",      "schools",     "organisations", "organizations",
    "plaintiffs",  "bondholders", "distributor",   "islanders",
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

/* Who works for a body, or speaks for it. */
static const char *const servants[] = {
    "executive", "executives", "official",    "officials", "employee", "employees", "chief",
    "chairman",  "chairwoman", "director",    "officer",   "owner",    "boss",      "spokesman",
    "president", "member",     "analyst",     "lawyer",    "head",     "founder",   "manager",
    "captain",   "coach",      "spokeswoman", NULL};

/* "Halden owner Mia Orn", "six Halden executives", "Mia Orn, chairman of Halden": a body that only
 * tells who a person is. */
static bool is_employer(const struct forming *x, const struct sense_name *n)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[n->to - 1].chunk;
    if (n->kind != ENTITY_ORG || chunk < 0 ||
        sense_lemma_in(d, x->verb, WORDS("sign", "ink", "initial", "exchange", "put", "shake")))
        return false; /* they sign for it */
    const struct sense_chunk *c = &d->chunks[chunk];
    int32_t last = d->tokens[c->to - 1].name;
    if (n->to < c->to && (sense_norm_in(d, c->head, servants) ||
                          (last >= 0 && d->names[last].kind == ENTITY_PERSON)))
        return true;
    uint32_t of = c->from;
    if (of < x->s->from + 3 || !sense_norm_is(d, of - 1, STR("of")) ||
        !sense_norm_in(d, of - 2, servants) || d->tokens[of - 2].chunk < 0)
        return false;
    uint32_t role = d->chunks[d->tokens[of - 2].chunk].from;
    return role > x->s->from &&
           (d->tokens[role - 1].xpos == XPOS_COMMA || sense_norm_is(d, role - 1, STR("as")));
}

/* Bodies for which a place does not stand: "the US firm" is not the US. */
static const char *const private[] = {
    "firm",     "firms",      "company",  "companies", "group",       "groups",   "bank",
    "banks",    "club",       "clubs",    "airline",   "airlines",    "retailer", "manufacturer",
    "supplier", "operator",   "insurer",  "insurers",  "broadcaster", "union",    "unions",
    "fund",     "university", "hospital", "museum",    NULL};

/* Persons, bodies and places; of other names those that end like a body ("the Gulf League"), that
 * are a plural ("the Liberals") or that go on with a list of parties. */
static bool may_be_party(const struct forming *x, const struct sense_name *n)
{
    const struct sense_doc *d = x->d;
    uint8_t tag = d->tokens[n->to - 1].xpos;
    int32_t chunk = d->tokens[n->to - 1].chunk;
    /* "US rival Grey Global": a place that only says what kind. */
    if (n->kind == ENTITY_PLACE && chunk >= 0 && n->to < d->chunks[chunk].to &&
        sense_norm_in(d, d->chunks[chunk].head, private))
        return false;
    if (n->kind == ENTITY_PLACE && chunk >= 0 && n->to < d->chunks[chunk].to &&
        d->tokens[n->to].xpos != XPOS_CD)
        return sense_norm_in(d, n->to, sense_agree_bodies) ||
               sense_norm_in(d, d->chunks[chunk].head, sense_agree_bodies) ||
               d->tokens[n->to].xpos == XPOS_POS;
    if (n->kind == ENTITY_PLACE && n->to < x->s->to &&
        (d->tokens[n->to].xpos == XPOS_HYPH || sense_lemma_in(d, n->to, WORDS("dollar"))))
        return false; /* "France-based", "US dollars" */
    /* "Russia's largest brewer" */
    for (uint32_t i = n->to + 1; n->kind == ENTITY_PLACE && i < n->to + 5 && i < x->s->to; i++)
        if (d->tokens[n->to].xpos == XPOS_POS && d->tokens[i].xpos == XPOS_JJS)
            return false;
    if (n->kind != ENTITY_OTHER)
        return !is_employer(x, n);
    if (chunk >= 0 && d->chunks[chunk].to == n->to && d->chunks[chunk].from + 1 == n->from &&
        sense_norm_is(d, n->from - 1, STR("the")))
        return true; /* "the Chinese" */
    if (chunk < 0 || d->chunks[chunk].to != n->to || tag == XPOS_JJ)
        return false;
    /* A name that stands all by itself is one of a body that the model does not know. */
    if (tag == XPOS_NNP && d->chunks[chunk].from == n->from && n->to == n->from + 1)
        return true;
    bool listed =
        x->n > 0 && n->from >= x->s->from + 2 &&
        (sense_norm_is(d, n->from - 1, STR("and")) ||
         (sense_norm_is(d, n->from - 1, STR("the")) && sense_norm_is(d, n->from - 2, STR("and"))));
    /* "Japanese rival Nissan Motor" */
    bool called = n->from > d->chunks[chunk].from && d->tokens[n->from - 1].xpos == XPOS_NN;
    return listed || called || tag == XPOS_NNPS || tag == XPOS_NNS ||
           sense_norm_in(d, n->to - 1, sense_agree_bodies);
}

bool sense_parties_known(const struct forming *x, uint32_t name)
{
    const struct sense_name *n = &x->d->names[name];
    for (size_t i = 0; i < x->n; i++)
        if ((n->entity >= 0 && x->parties[i].entity == n->entity) ||
            x->parties[i].span.at == n->span.at)
            return true;
    return false;
}

void sense_parties_put(struct forming *x, uint32_t name)
{
    const struct sense_name *n = &x->d->names[name];
    if (x->n < PARTIES_MOST && !sense_parties_known(x, name))
        x->parties[x->n++] = (struct fill){n->span, n->entity};
}

void sense_parties_add(struct forming *x, uint32_t name)
{
    const struct sense_name *n = &x->d->names[name];
    /* "The Sanbari government": the people's name stands for the state. */
    int32_t chunk = x->d->tokens[n->to - 1].chunk;
    bool state = n->kind == ENTITY_OTHER && chunk >= 0 &&
                 sense_norm_in(x->d, x->d->chunks[chunk].head,
                               WORDS("government", "governments", "authorities", "army", "armies",
                                     "side", "sides"));
    if (may_be_party(x, n) || state)
        sense_parties_put(x, name);
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
const char *const sense_go_betweens[] = {"brokered", "mediated", "hosted", "sponsored", NULL};

/* "in Islamabad", "at the White House", "in the Mara hills": a place where it is done, no party. */
bool sense_parties_setting(const struct sense_doc *d, const struct sense_name *n)
{
    uint32_t at = n->from;
    if (at > 1 && sense_norm_is(d, at - 1, STR("the")))
        at--;
    if (at > 1 && sense_norm_is(d, at - 1, STR("by")) &&
        sense_norm_in(d, at - 2, sense_go_betweens))
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

void sense_parties_words(struct forming *x, uint32_t from, uint32_t to)
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
    /* "airline, Easy Sky, has" */
    uint32_t named_by = c->to + 1 < x->s->to && d->tokens[c->to].xpos == XPOS_COMMA &&
                                d->tokens[c->to + 1].name >= 0
                            ? d->names[d->tokens[c->to + 1].name].to
                            : x->s->to;
    beside |= named_by < x->s->to && d->tokens[named_by].xpos == XPOS_COMMA;
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

void sense_parties_body(struct forming *x, uint32_t i)
{
    if (is_body(x, i))
        sense_parties_words(x, i, body_end(x, &x->d->chunks[x->d->tokens[i].chunk]));
}

bool sense_parties_date(const struct sense_doc *d, uint32_t i)
{
    return sense_norm_in(d, i,
                         WORDS("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                               "sunday", "january", "february", "march", "april", "may", "june",
                               "july", "august", "september", "october", "november", "december",
                               "jan", "jan.", "feb", "feb.", "aug", "aug.", "sept", "sept.", "oct",
                               "oct.", "nov", "nov.", "dec", "dec."));
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
    bool office = sense_agree_office(d, i) || /* "Minister of Energy" */
                  (i > x->s->from + 1 && sense_norm_in(d, i - 1, WORDS("of", "for", "and")) &&
                   d->tokens[i - 2].flags & TOK_CAP &&
                   (sense_agree_office(d, i - 2) || sense_norm_is(d, i - 1, STR("and"))));
    return title || bracket || office ? i : end;
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
    sense_parties_words(x, c->from, c->to);
    return true;
}

/* "Turkey's Aerospace Industries", "Brazil's Lucas Moreas": is the party the name behind the
 * possessive? */
static bool owns_party(const struct sense_doc *d, int32_t name, uint32_t to)
{
    uint32_t end = d->names[name].to;
    bool owner = end < to && d->tokens[end].xpos == XPOS_POS;
    for (uint32_t k = end; owner && k < to && k < end + 6 && d->tokens[k].xpos != XPOS_CC; k++) {
        int32_t next = d->tokens[k].name;
        if (next >= 0 && next != name &&
            (d->names[next].kind == ENTITY_ORG ||
             (k == end + 1 && d->names[next].kind == ENTITY_PERSON)))
            return true;
    }
    return false;
}

void sense_parties_names(struct forming *x, uint32_t from, uint32_t to, bool list)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = from; i < to; i++) {
        if (d->tokens[i].xpos == XPOS_LRB) /* "Orlo Systems (once Orlo Works)" */
            while (i + 1 < to && d->tokens[i].xpos != XPOS_RRB)
                i++;
        int32_t name = d->tokens[i].name;
        if (name >= 0 && d->names[name].from == i &&
            (i == from || !sense_parties_setting(d, &d->names[name]))) {
            uint32_t end = d->names[name].to;
            if (!owns_party(d, name, to) && !add_people(x, i))
                sense_parties_add(x, (uint32_t)name);
            i = end - 1;
            continue;
        }
        uint32_t end = name < 0 ? unknown_name(x, i, to) : i;
        if (end > i) {
            if (!sense_parties_date(d, i) &&
                (i == x->s->from || !sense_norm_in(d, i - 1, WORDS("in", "at", "near"))))
                sense_parties_words(x, i, end);
            i = end - 1;
            continue;
        }
        if (x->common)
            sense_parties_body(x, i);
        /* "neighbouring Belgar", "London-based Orlo" */
        bool beside = i + 1 < to && d->tokens[i + 1].name >= 0 &&
                      (d->tokens[i].xpos == XPOS_VBG || (i > from && sense_is_link(d, i - 1)));
        if (list && ((d->tokens[i].upos == SENSE_VERB && !beside) ||
                     sense_norm_in(d, i,
                                   WORDS("on", "for", "to", "that", "which", "under", "over",
                                         "after", "during", "whose", "who"))))
            return;
    }
}
