/* agree_not.c: what reads like an agreement and is none: everyday trade ("sells shoes", "bought
 * meat from"), bids for an office, what persons agree to do alone ("agreed to attend"), games that
 * are settled, and papers that are taken for a party ("the Kelham Treaty"). */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* What is bought, sold or let by an agreement that news is about: firms and parts of them, rights,
 * land and buildings, and what is ordered or lent in large. */
static const char *const traded[] = {
    "stake",       "share",      "shareholding", "holding",     "interest",
    "business",    "unit",       "subsidiary",   "division",    "arm",
    "company",     "firm",       "asset",        "right",       "licence",
    "license",     "brand",      "chain",        "maker",       "manufacturer",
    "carmaker",    "retailer",   "operator",     "developer",   "publisher",
    "broadcaster", "newspaper",  "paper",        "magazine",    "weekly",
    "station",     "channel",    "network",      "platform",    "app",
    "site",        "website",    "plant",        "factory",     "mill",
    "mine",        "field",      "block",        "refinery",    "pipeline",
    "terminal",    "port",       "airport",      "stadium",     "arena",
    "ground",      "club",       "franchise",    "team",        "bank",
    "insurer",     "lender",     "brewer",       "brewery",     "airline",
    "hotel",       "resort",     "land",         "building",    "property",
    "estate",      "park",       "portfolio",    "startup",     "studio",
    "label",       "catalogue",  "catalog",      "patent",      "technology",
    "rival",       "target",     "group",        "parent",      "owner",
    "operation",   "branch",     "store",        "outlet",      "restaurant",
    "pub",         "aircraft",   "jet",          "plane",       "airliner",
    "helicopter",  "train",      "locomotive",   "tram",        "bus",
    "ferry",       "ship",       "vessel",       "tanker",      "submarine",
    "frigate",     "warship",    "missile",      "tank",        "drone",
    "turbine",     "reactor",    "satellite",    "gas",         "electricity",
    "power",       "dose",       "vaccine",      "grain",       "wheat",
    "debt",        "loan",       "bond",         "painting",    "collection",
    "archive",     "bronze",     "manuscript",   "film",        "series",
    "striker",     "midfielder", "defender",     "goalkeeper",  "winger",
    "forward",     "player",     "keeper",       "majority",    "half",
    "quarter",     "third",      "part",         "percent",     "%",
    "cent",        "warehouse",  "farm",         "island",      "house",
    "castle",      "theatre",    "cinema",       "museum",      "school",
    "hospital",    "laboratory", "supplier",     "distributor", "producer",
    "giant",       "fleet",      "rest",         "remainder",   "it",
    "which",       "that",       "million",      "order",       "energy",
    "billion",     NULL};

/* Verbs of trade, as acts; "settle", "merge", "team" and the like take two whatever they do. */
static bool trades(const struct forming *x)
{
    static const char *const verbs[] = {"sell",    "lend",     "lease",   "buy",     "acquire",
                                        "rent",    "purchase", "divest",  "offload", "order",
                                        "license", "licence",  "charter", NULL};
    for (size_t i = 0; verbs[i] && x->act->alone == PAIR; i++)
        if (strcmp(x->act->lemma, verbs[i]) == 0)
            return true;
    return false;
}

static const struct sense_chunk *group_of(const struct sense_doc *d, uint32_t i)
{
    int32_t chunk = i < d->token_count ? d->tokens[i].chunk : -1;
    return chunk >= 0 && d->chunks[chunk].kind == CHUNK_NOUN ? &d->chunks[chunk] : NULL;
}

/* The noun group of what is traded, behind its owner ("Orlo's brands"); NULL where none is said. */
static const struct sense_chunk *matter_of(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    uint32_t i = chunk >= 0 ? d->chunks[chunk].to : x->verb + 1;
    if (chunk >= 0 && d->chunks[chunk].passive) { /* what stands before it, or before its "which" */
        for (i = d->chunks[chunk].from; i > x->s->from && i + 8 > x->verb;)
            if (group_of(d, --i))
                return group_of(d, i);
        return NULL;
    }
    while (i < x->s->to && i < x->verb + 6 && !group_of(d, i) && d->tokens[i].xpos != XPOS_COMMA)
        i++;
    const struct sense_chunk *c = group_of(d, i);
    bool owner = c && c->to + 1 < x->s->to && d->tokens[c->to].xpos == XPOS_POS;
    return owner && group_of(d, c->to + 1) ? group_of(d, c->to + 1) : c;
}

/* Is it somebody or something by name, or of the kinds that news tells the trade of? */
static bool is_traded(const struct forming *x, const struct sense_chunk *c)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    if (!c) /* "where they were sold" */
        return chunk < 0 || !d->chunks[chunk].passive;
    for (uint32_t i = c->from; i < c->to; i++)
        if (d->tokens[i].name >= 0 || (d->tokens[i].upos == SENSE_PROPN && i >= c->head))
            return true;
    bool counted = d->tokens[c->from].xpos == XPOS_CD && sense_norm_is(d, c->head, STR("units"));
    uint32_t next = c->to + 1; /* "the maker of", "the rest of Orlo" */
    bool of_name = next < x->s->to && sense_norm_is(d, c->to, STR("of")) && group_of(d, next) &&
                   d->tokens[group_of(d, next)->to - 1].name >= 0;
    return of_name ||
           (!counted && (sense_lemma_in(d, c->head, traded) || sense_norm_in(d, c->head, traded) ||
                         sense_norm_in(d, c->head, sense_agree_bodies)));
}

/* "Sold its salt works to Orlo Minerals", "bought its spire from the parish": the other side stands
 * where it must, and what is traded is nothing that everybody buys. */
static bool is_between(const struct forming *x, const struct sense_chunk *c)
{
    static const char *const everyday[] = {
        "remains", "body", "corpse", "organ",   "drug",    "cocaine",     "heroin", "coffee",
        "food",    "beer", "ticket", "shoe",    "clothes", "meat",        "car",    "vehicle",
        "phone",   "copy", "unit",   "product", "goods",   "oil",         "item",   "house",
        "flower",  "soul", "name",   "secret",  "gun",     "merchandise", NULL};
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    bool passive = chunk >= 0 && d->chunks[chunk].passive;
    if (!c || sense_lemma_in(d, c->head, everyday) || sense_norm_in(d, c->head, everyday))
        return false;
    uint32_t i = passive ? x->verb + 1 : c->to, last;
    while (i < x->s->to && (d->tokens[i].upos != SENSE_VERB || d->tokens[i].xpos == XPOS_VBG) &&
           (!sense_norm_in(d, i, WORDS("to", "from", passive ? "by" : "to")) ||
            sense_norm_is(d, i - 1, STR("according"))))
        i++;
    for (last = i + 1; last < x->s->to && last < i + 9 && d->tokens[last].upos != SENSE_VERB;)
        last++; /* "a telephone company, Telvox", "the city of Oldmoor" */
    for (size_t k = 0; k < x->n && i + 1 < last && d->tokens[i].upos != SENSE_VERB; k++)
        if (x->parties[k].span.at >= d->tokens[i + 1].span.at &&
            x->parties[k].span.end <= d->tokens[last - 1].span.end)
            return true;
    return false;
}

/* ---- offers ---- */

/* "His bid for the seat", "a presidential bid", "ended his bid": an office, and nothing sold. */
static bool is_candidacy(const struct forming *x)
{
    static const char *const offices[] = {
        "seat",       "nomination", "presidency", "office",    "title",    "governor",
        "mayor",      "senate",     "congress",   "house",     "election", "re-election",
        "reelection", "leadership", "president",  "power",     "freedom",  "independence",
        "glory",      "place",      "crown",      "medal",     "record",   "games",
        "chair",      "job",        "survival",   "attention", "support",  "votes",
        NULL};
    static const char *const kinds[] = {"presidential",  "independent", "senate",
                                        "house",         "leadership",  "re-election",
                                        "reelection",    "mayoral",     "gubernatorial",
                                        "congressional", "electoral",   "olympic",
                                        "rescue",        NULL};
    const struct sense_doc *d = x->d;
    uint32_t i = x->noun;
    if (i == UINT32_MAX || !sense_norm_in(d, i, WORDS("bid", "bids")))
        return false;
    const struct sense_chunk *own = group_of(d, i), *of = group_of(d, i + 2);
    for (uint32_t k = own ? own->from : i; k < i; k++)
        if (sense_norm_in(d, k, kinds))
            return true;
    if (i + 2 < x->s->to && sense_norm_is(d, i + 1, STR("for")) && of)
        for (uint32_t k = of->from; k < of->to; k++)
            if (sense_norm_in(d, k, offices) || sense_norm_in(d, k, kinds))
                return true;
    return false;
}

/* A proposal is one of agreeing where firms make it to each other. */
static bool is_politics(const struct forming *x)
{
    bool firms = x->n >= 2;
    for (size_t i = 0; i < x->n; i++)
        firms &=
            x->parties[i].entity < 0 || x->d->entities[x->parties[i].entity].kind == ENTITY_ORG;
    return x->noun != UINT32_MAX && !firms &&
           sense_norm_in(x->d, x->noun, WORDS("proposal", "proposals"));
}

/* Are all parties persons, who act for nobody? */
static bool all_persons(const struct forming *x)
{
    bool all = x->n > 0;
    for (size_t i = 0; i < x->n; i++)
        all &= x->parties[i].entity >= 0 && sense_parties_agent(x->d, x->parties[i].entity);
    return all;
}

/* "Moll's health proposal", "ended her bid": what persons put forward, with nobody on the other
 * side. */
static bool is_own_plan(const struct forming *x)
{
    return x->noun != UINT32_MAX && x->verb != UINT32_MAX && all_persons(x) &&
           sense_norm_in(
               x->d, x->noun,
               WORDS("bid", "bids", "offer", "offers", "approach", "proposal", "proposals"));
}

/* "Moll agreed to attend", "the two agreed to testify": no two bind each other. */
static bool is_consent(const struct forming *x)
{
    static const char *const alone[] = {"attend", "participate", "appear",   "testify", "speak",
                                        "serve",  "run",         "disagree", NULL};
    static const char *const persons[] = {"stay", "answer", "talk", "think", "come",
                                          "go",   "take",   "step", "act",   NULL};
    const struct sense_doc *d = x->d;
    uint32_t to = x->verb + 1;
    if (x->act->alone != ALONE || to + 1 >= x->s->to || d->tokens[to].xpos != XPOS_TO)
        return false;
    return sense_lemma_in(d, to + 1, alone) ||
           (sense_lemma_in(d, to + 1, persons) && all_persons(x));
}

/* "Left the talks to the panel" */
static bool is_left_to(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    const struct sense_chunk *c = x->noun == UINT32_MAX ? NULL : group_of(d, x->noun);
    return c && sense_lemma_in(d, x->verb, WORDS("leave")) && x->noun > x->verb &&
           c->to < x->s->to && sense_norm_is(d, c->to, STR("to"));
}

/* "Without the agreement of the council" */
static bool is_needed(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    const struct sense_chunk *c = x->noun == UINT32_MAX ? NULL : group_of(d, x->noun);
    return c && c->from > x->s->from && sense_norm_is(d, c->from - 1, STR("without")) &&
           c->to < x->s->to && sense_norm_is(d, c->to, STR("of"));
}

/* "Settled the game", "settle their nerves" */
static bool is_game(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    const struct sense_chunk *c = matter_of(x);
    return strcmp(x->act->lemma, "settle") == 0 && c &&
           sense_lemma_in(d, c->head,
                          WORDS("game", "match", "tie", "contest", "nerve", "final", "half", "set",
                                "series", "bill", "question", "position", "stomach", "score"));
}

/* "Invested millions in a squad", "is investing for a contest": in nobody by name. And "ordered
 * that they should leave" buys nothing. */
static bool is_no_order(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t i = x->verb + 1, last = x->verb + 9 < x->s->to ? x->verb + 9 : x->s->to;
    if (strcmp(x->act->lemma, "order") == 0)
        return i < x->s->to && (d->tokens[i].xpos == XPOS_TO || sense_norm_is(d, i, STR("that")));
    if (strcmp(x->act->lemma, "invest") != 0)
        return false;
    while (i < last && !sense_norm_is(d, i, STR("in")))
        i++;
    const struct sense_chunk *c = i < last ? group_of(d, i + 1) : NULL;
    return !c || d->tokens[c->to - 1].name < 0;
}

/* ---- parties ---- */

/* "The Kelham Treaty", "the Constitution": a paper, a meeting or a faith, and nobody who signs. */
static bool is_paper(const struct forming *x, const struct fill *party)
{
    static const char *const papers[] = {
        "treaty",      "treaties",     "accord",  "accords",  "agreement",   "agreements",
        "pact",        "protocol",     "charter", "mou",      "memorandum",  "convention",
        "conventions", "act",          "law",     "bill",     "summit",      "conference",
        "dialogue",    "constitution", "talks",   "deal",     "declaration", "roadmap",
        "islam",       "christianity", "judaism", "hinduism", "buddhism",    NULL};
    const struct sense_doc *d = x->d;
    uint32_t i = sense_token_at(d, party->span.at), last = i;
    for (; i < d->token_count && d->tokens[i].span.end <= party->span.end; i++) {
        if (i > last && sense_norm_in(d, i, WORDS("of", "on", "against", "for", "in")))
            break;
        last = i;
    }
    return sense_norm_in(d, last, papers) ||
           (party->entity < 0 && d->tokens[last].flags & TOK_DIGIT); /* "N200 billion" */
}

bool sense_agree_fits(struct forming *x)
{
    size_t n = 0;
    for (size_t i = 0; i < x->n; i++)
        if (!is_paper(x, &x->parties[i]))
            x->parties[n++] = x->parties[i];
    x->n = n;
    if (n == 0 || is_candidacy(x) || is_own_plan(x) || is_politics(x) || is_needed(x))
        return false;
    if (x->verb == UINT32_MAX || x->verb == x->noun)
        return true;
    const struct sense_chunk *matter = matter_of(x);
    bool alone = trades(x) && !is_traded(x, matter) && !is_between(x, matter);
    return !alone && !is_no_order(x) && !is_consent(x) && !is_left_to(x) && !is_game(x);
}
