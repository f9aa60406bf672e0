/* kinds.c: what a name is a name of, where its words or those around it say so.
 *
 * The sequence model (names.c) knows many names by heart, and is led astray by new ones, which
 * stand in no gazetteer and are mentioned once. For these the grammar of news is asked: head words
 * ("X Rovers", "Lake X"), what the name is called ("the insurer X", "X, a port"), what is whose
 * ("shares in X", "the mayor of X", "X's customers"), and verbs that only one sort of thing can be
 * the subject or the object of. What is told of one mention goes for all of the same words. */
#include "sense/namer.h"

enum { NOT_TOLD = SENSE_NO_KIND };

struct name_at {
    const struct sense_namer *n;
    const struct sense_doc *d;
    uint32_t from, to, start, end; /* of the name; of its sentence */
    uint32_t sentence;
    size_t index;          /* of the name */
    enum entity_kind kind; /* that the model gave it */
};

/* ---- things and firms, whatever else is known of them ---- */

/* "The ferry Aurelia", "the Aurelia sank": one word behind "the" that goes with nothing is a ship,
 * a paper, a house, and nobody's name ("the Olsens" may be). */
static bool is_thing(const struct sense_doc *d, const struct sense_sentence *s, uint32_t from,
                     uint32_t to)
{
    static const char *const vessels[] = {"ferry",  "ship",  "boat",    "vessel",  "tanker",
                                          "yacht",  "liner", "trawler", "frigate", "steamer",
                                          "cutter", "probe", "lander",  "warship", NULL};
    if (from > s->from && sense_norm_in(d, from - 1, vessels))
        return true;
    if (to - from != 1 || from == s->from || !sense_norm_is(d, from - 1, STR("the")) ||
        str_ends(d->tokens[from].norm, STR("s")))
        return false;
    uint8_t next = to < s->to ? d->tokens[to].upos : SENSE_PUNCT;
    return next != SENSE_NOUN && next != SENSE_PROPN && next != SENSE_ADJ && next != SENSE_NUM &&
           !(to < s->to && d->tokens[to].xpos == XPOS_HYPH);
}

/* "Callis Line", "Tolley Brewing": the last word is that of a firm, whoever it is named after. */
static bool is_firm(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    static const char *const firms[] = {
        "airlines",  "airways",    "aviation",     "bancorp",    "brewery",       "brewing",
        "breweries", "capital",    "chemicals",    "co",         "co.",           "company",
        "corp",      "corp.",      "ferries",      "foods",      "group",         "holdings",
        "inc",       "inc.",       "industries",   "insurance",  "limited",       "line",
        "lines",     "ltd",        "ltd.",         "motors",     "partners",      "pharma",
        "plc",       "properties", "railways",     "records",    "savings",       "shipping",
        "shipyard",  "systems",    "technologies", "telecom",    "press",         "textiles",
        "estates",   "timber",     "cider",        "dynamics",   "semiconductor", "media",
        "pictures",  "studios",    "mines",        "steelworks", "marine",        NULL};
    if (to - from < 2 || !sense_norm_in(d, to - 1, firms))
        return false;
    for (uint32_t i = from; i < to; i++)
        if (!(d->tokens[i].flags & TOK_CAP))
            return false;
    return true;
}

enum entity_kind sense_kind_by_form(const struct sense_doc *d, uint32_t from, uint32_t to,
                                    enum entity_kind kind)
{
    if (kind == ENTITY_PERSON && is_thing(d, &d->sentences[d->tokens[from].sentence], from, to))
        kind = ENTITY_OTHER;
    bool either = kind == ENTITY_PERSON || kind == ENTITY_PLACE;
    return either && is_firm(d, from, to) ? ENTITY_ORG : kind;
}

/* ---- what a new name's own words say ---- */

static int by_last_word(const struct name_at *x)
{
    static const char *const bodies[] = {
        "united",     "rovers",      "wanderers",  "athletic",   "albion",
        "fc",         "f.c.",        "stal",       "party",      "union",
        "bank",       "association", "alliance",   "federation", "committee",
        "commission", "society",     "trust",      "university", "ministry",
        "institute",  "front",       "movement",   "brigade",    "brigades",
        "agency",     "authority",   "club",       "rangers",    "hotspur",
        "council",    "sa",          "s.a.",       "asa",        "gmbh",
        "ag",         "ab",          "oy",         "nv",         "spa",
        "foundation", "orchestra",   "department", "bureau",     "administration",
        "college",    "school",      "senate",     "congress",   "parliament",
        "court",      "news",        "television", "magazine",   NULL};
    /* which may be surnames */
    static const char *const papers[] = {"times",    "post",      "herald",   "tribune",
                                         "gazette",  "chronicle", "examiner", "telegraph",
                                         "journal",  "observer",  "inquirer", "courier",
                                         "bulletin", "sentinel",  "guardian", NULL};
    static const char *const things[] = {"award", "awards",        "prize",  "trophy",   "act",
                                         "cup",   "championships", "treaty", "olympics", NULL};
    static const char *const places[] = {
        "river",     "desert",  "bay",    "island",  "islands",  "isle",      "isles",
        "mountains", "hills",   "valley", "lake",    "strait",   "peninsula", "street",
        "avenue",    "lane",    "falls",  "canyon",  "forest",   "glacier",   "reef",
        "creek",     "plateau", "fjord",  "harbour", "province", "county",    "district",
        "beach",     "pass",    "gulf",   "delta",   NULL};
    if (x->to - x->from < 2 || sense_norm_is(x->d, x->to - 2, STR("of"))) /* "Act of Congress" */
        return NOT_TOLD;
    if (x->kind != ENTITY_PERSON && sense_norm_in(x->d, x->to - 1, papers))
        return ENTITY_ORG;
    return sense_norm_in(x->d, x->to - 1, bodies)   ? ENTITY_ORG
           : sense_norm_in(x->d, x->to - 1, things) ? ENTITY_OTHER
           : sense_norm_in(x->d, x->to - 1, places) ? ENTITY_PLACE
                                                    : NOT_TOLD;
}

static int by_first_word(const struct name_at *x)
{
    static const char *const things[] = {"hurricane", "typhoon", "cyclone", "hms",
                                         "uss",       "mv",      "storm",   NULL};
    static const char *const bodies[] = {
        "bank",      "banco",  "banque",     "grupo",  "groupe",   "gruppo", "partido",
        "parti",     "frente", "movimiento", "unidad", "sporting", "dynamo", "dinamo",
        "lokomotiv", "air",    "deportivo",  "radio",  "fc",       "club",   NULL};
    static const char *const places[] = {"lake",  "mount", "cape",  "ras",  "wadi",
                                         "pulau", "jebel", "jabal", "isla", "isle",
                                         "passo", "rio",   NULL};
    if (x->to - x->from < 2)
        return NOT_TOLD;
    return sense_norm_in(x->d, x->from, bodies)   ? ENTITY_ORG
           : sense_norm_in(x->d, x->from, things) ? ENTITY_OTHER
           : sense_norm_in(x->d, x->from, places) ? ENTITY_PLACE
                                                  : NOT_TOLD;
}

/* ---- nouns that say what something is (callings.c) ---- */

/* "the insurer Belmonde", "striker Bakkeli". */
static int by_noun_before(const struct name_at *x)
{
    if (x->from == x->start || x->d->tokens[x->from - 1].xpos == XPOS_NNS ||
        (x->d->tokens[x->from - 1].upos != SENSE_NOUN && x->from - 1 > x->start))
        return NOT_TOLD;
    return sense_noun_kind(x->d, x->from - 1);
}

/* "Orsolo, a maker of lifts", "Bakharan, a town of 40,000"; "Drozd, 34,", "Dunstable, who". */
static int by_aside(const struct name_at *x)
{
    const struct sense_doc *d = x->d;
    static const char *const articles[] = {"a", "an", "the", NULL};
    uint32_t i = x->to;
    if (i + 2 >= x->end || d->tokens[i].xpos != XPOS_COMMA)
        return NOT_TOLD;
    if (sense_norm_is(d, i + 1, STR("who")))
        return ENTITY_PERSON;
    if (d->tokens[i + 1].flags & TOK_DIGIT && d->tokens[i + 2].xpos == XPOS_COMMA &&
        d->tokens[i + 1].norm.n <= 2)
        return ENTITY_PERSON;
    static const char *const works[] = {"employ", "own", "sell", "manufacture", "operate", NULL};
    if (sense_norm_is(d, i + 1, STR("which")) && sense_lemma_in(d, i + 2, works))
        return ENTITY_ORG;
    if (!sense_norm_in(d, i + 1, articles))
        return NOT_TOLD;
    for (uint32_t k = i + 2; k < x->end && k < i + 7; k++) {
        enum sense_upos u = d->tokens[k].upos;
        bool last = k + 1 >= x->end ||
                    (d->tokens[k + 1].upos != SENSE_NOUN && d->tokens[k + 1].xpos != XPOS_HYPH);
        if (u == SENSE_NOUN && last)
            return sense_noun_kind(d, k);
        if (u != SENSE_NOUN && u != SENSE_ADJ && u != SENSE_PROPN && d->tokens[k].xpos != XPOS_HYPH)
            break;
    }
    return NOT_TOLD;
}

/* ---- what is whose ---- */

static bool before_is(const struct name_at *x, const char *preposition, const char *const *nouns)
{
    return x->from > x->start + 1 && sense_norm_is(x->d, x->from - 1, str_c(preposition)) &&
           sense_lemma_in(x->d, x->from - 2, nouns);
}

static int by_owner_before(const struct name_at *x)
{
    static const char *const of_body[] = {"executive", "chairman",    "chairwoman", "boss",
                                          "share",     "subsidiary",  "unit",       "shareholder",
                                          "employee",  "customer",    "player",     "fighter",
                                          "supporter", "chairperson", "board",      NULL};
    static const char *const in_body[] = {"share", "stake", "investor", NULL};
    static const char *const at_body[] = {"analyst", "union",      "worker",    "engineer",
                                          "deposit", "economist",  "executive", "staff",
                                          "manager", "strategist", "trader",    NULL};
    static const char *const for_body[] = {"spokesman", "spokeswoman", "spokesperson", NULL};
    static const char *const of_place[] = {
        "mayor",    "governor",  "village",  "town",   "city",  "province", "island",
        "resident", "outskirts", "district", "suburb", "port",  "street",   "north",
        "south",    "east",      "west",     "region", "coast", "border",   "capital",
        "slope",    "foot",      "edge",     NULL};
    static const char *const to_place[] = {"road",  "train", "bus",   "way",  "flight", "tunnel",
                                           "ferry", "trip",  "visit", "tour", NULL};
    if (before_is(x, "of", of_body) || before_is(x, "in", in_body) || before_is(x, "at", at_body) ||
        before_is(x, "for", for_body))
        return ENTITY_ORG;
    if (before_is(x, "of", of_place) || before_is(x, "from", to_place) ||
        before_is(x, "to", to_place))
        return ENTITY_PLACE;
    return NOT_TOLD;
}

/* "Zelinka's customers", "Olvera's players"; "Tanaka Seiki shares". */
static int by_owned_behind(const struct name_at *x)
{
    static const char *const of_body[] = {
        "customer", "shareholder", "player",    "profit",     "share",    "subsidiary", "employee",
        "revenue",  "fan",         "executive", "goalkeeper", "investor", "shares",     NULL};
    static const char *const of_place[] = {"mayor",  "population", "airport",   "harbour",
                                           "suburb", "resident",   "outskirts", NULL};
    const struct sense_doc *d = x->d;
    uint32_t i = x->to;
    bool own = i < x->end && d->tokens[i].xpos == XPOS_POS;
    i += own;
    if (i >= x->end || d->tokens[i].upos != SENSE_NOUN ||
        (i + 1 < x->end && d->tokens[i + 1].upos == SENSE_NOUN))
        return NOT_TOLD;
    return sense_lemma_in(d, i, of_body)           ? ENTITY_ORG
           : own && sense_lemma_in(d, i, of_place) ? ENTITY_PLACE
                                                   : NOT_TOLD;
}

/* ---- verbs and prepositions ---- */

static int by_verb_behind(const struct name_at *x)
{
    static const char *const bodies[] = {"employ", "recall", "acquire", "manufacture", NULL};
    const struct sense_doc *d = x->d;
    uint32_t i = x->to;
    while (i < x->end && (d->tokens[i].upos == SENSE_AUX || d->tokens[i].upos == SENSE_ADV))
        i++;
    if (i < x->end && d->tokens[i].upos == SENSE_VERB && sense_lemma_in(d, i, bodies))
        return ENTITY_ORG;
    if (i < x->end && sense_lemma_in(d, i, (const char *const[]){"flow", "erupt", NULL}))
        return ENTITY_PLACE;
    /* "X reported a profit", "X has eleven seats" */
    for (uint32_t k = i + 1; i < x->end && k < x->end && k < i + 5; k++)
        if ((sense_lemma_in(d, i, (const char *const[]){"report", "post", NULL}) &&
             sense_lemma_in(d, k,
                            (const char *const[]){"profit", "loss", "earning", "revenue", NULL})) ||
            (sense_norm_is(d, k, STR("seats")) && d->tokens[k - 1].upos == SENSE_NUM))
            return ENTITY_ORG;
    return NOT_TOLD;
}

static int by_verb_before(const struct name_at *x)
{
    static const char *const reach[] = {"enter", "reach", "shell", NULL};
    static const char *const dwell[] = {"live", "bear", "settle", "arrive", "base", NULL};
    static const char *const go[] = {"flee", "travel", "march", "walk", "head",
                                     "fly",  "drive",  "sail",  NULL};
    static const char *const play[] = {"sign", "play", NULL};
    static const char *const near[] = {"above", "outside", "off", "near", "around", NULL};
    const struct sense_doc *d = x->d;
    if (x->from == x->start)
        return NOT_TOLD;
    uint32_t i = x->from - 1;
    if (d->tokens[i].upos == SENSE_VERB && sense_lemma_in(d, i, reach))
        return ENTITY_PLACE;
    if (i == x->start || d->tokens[i].upos != SENSE_ADP)
        return NOT_TOLD;
    bool particle = d->tokens[i].xpos == XPOS_RP; /* "brushed off Labour plans" */
    if (sense_norm_in(d, i, near) && x->kind != ENTITY_PERSON && !particle)
        return ENTITY_PLACE;
    bool verb = d->tokens[i - 1].upos == SENSE_VERB;
    if (verb && ((sense_norm_is(d, i, STR("in")) && sense_lemma_in(d, i - 1, dwell)) ||
                 (sense_norm_is(d, i, STR("to")) && sense_lemma_in(d, i - 1, go))))
        return ENTITY_PLACE;
    return verb && sense_norm_is(d, i, STR("for")) && sense_lemma_in(d, i - 1, play) ? ENTITY_ORG
                                                                                     : NOT_TOLD;
}

/* "Water in the Glomvik", "a bridge over the Vesdal": one word behind "the" that water runs in. */
static int by_water(const struct name_at *x)
{
    static const char *const in[] = {"water", "salmon", "fish", "swim", NULL};
    static const char *const over[] = {"bridge", "dam", "ford", "ferry", NULL};
    static const char *const of[] = {"bank", "mouth", "shore", "delta", "slope", "foot", NULL};
    const struct sense_doc *d = x->d;
    if (x->to - x->from > 1 || x->from < x->start + 3 || !sense_norm_is(d, x->from - 1, STR("the")))
        return NOT_TOLD;
    uint32_t p = x->from - 2;
    bool told = (sense_norm_in(d, p, (const char *const[]){"in", "on", NULL}) &&
                 sense_lemma_in(d, p - 1, in)) ||
                (sense_norm_in(d, p, (const char *const[]){"over", "across", NULL}) &&
                 sense_lemma_in(d, p - 1, over)) ||
                (sense_norm_is(d, p, STR("of")) && sense_lemma_in(d, p - 1, of));
    return told ? ENTITY_PLACE : NOT_TOLD;
}

/* "between Norrby and Stockholm": what the gazetteer has beside it. */
static int by_neighbour(const struct name_at *x)
{
    const struct sense_doc *d = x->d;
    if (x->from == x->start || !sense_norm_is(d, x->from - 1, STR("between")) ||
        x->to + 1 >= x->end || !sense_norm_is(d, x->to, STR("and")))
        return NOT_TOLD;
    return (x->n->gaz.single[x->to + 1] | x->n->gaz.begin[x->to + 1]) &
                   (GAZ_CITY | GAZ_TOWN | GAZ_COUNTRY)
               ? ENTITY_PLACE
               : NOT_TOLD;
}

/* "Volkawa, Dremler and Sibens" are of one sort: what stands between two of a kind in a list, or
 * behind two, where the model made it a place or a thing. */
static int by_list(const struct name_at *x)
{
    const struct sense_doc *d = x->d;
    if (x->kind == ENTITY_PERSON || x->kind == ENTITY_ORG || x->index == 0)
        return NOT_TOLD;
    const struct sense_name *before = &d->names[x->index - 1], *other = before - 1;
    bool comma =
        x->from > 0 && before->to + 1 == x->from && d->tokens[x->from - 1].xpos == XPOS_COMMA;
    bool and =
        x->from > 0 && before->to + 1 == x->from && sense_norm_is(d, x->from - 1, STR("and"));
    if (comma && x->index + 1 < d->name_count)
        other = before + 2;
    else if (!and || x->index < 2 || other->to + 1 != before->from)
        return NOT_TOLD;
    if (comma && (other->from != x->to + 1 ||
                  (d->tokens[x->to].xpos != XPOS_COMMA && !sense_norm_is(d, x->to, STR("and")))))
        return NOT_TOLD;
    if (before->sentence != x->sentence || other->sentence != x->sentence)
        return NOT_TOLD;
    return before->kind == other->kind && before->kind == ENTITY_ORG ? ENTITY_ORG : NOT_TOLD;
}

/* "told the Guardian". */
static int by_told(const struct name_at *x)
{
    uint32_t at = x->from;
    at -= at > x->start && sense_norm_is(x->d, at - 1, STR("the"));
    return x->kind != ENTITY_PERSON && at > x->start && sense_norm_is(x->d, at - 1, STR("told"))
               ? ENTITY_ORG
               : NOT_TOLD;
}

/* "26-year-old Drozd"; "Dick Holm" where the model has a place: a given name and a family name,
 * with nothing before it that one is in. */
static int by_being_somebody(const struct name_at *x)
{
    static const char *const within[] = {"in",      "at",    "near",   "to",      "from", "of",
                                         "the",     "on",    "around", "outside", "into", "across",
                                         "through", "along", "over",   NULL};
    const struct sense_doc *d = x->d;
    if (x->from > x->start + 3 && sense_norm_is(d, x->from - 1, STR("old")) &&
        sense_norm_is(d, x->from - 3, STR("year")))
        return ENTITY_PERSON;
    bool named = x->to - x->from == 2 && x->n->gaz.single[x->from] & GAZ_FIRST &&
                 !(x->n->gaz.single[x->from] & (GAZ_CITY | GAZ_COUNTRY)) &&
                 x->n->gaz.single[x->to - 1] & GAZ_LAST && !x->n->gaz.begin[x->from];
    bool in = x->from > x->start && sense_norm_in(d, x->from - 1, within);
    return named && x->kind == ENTITY_PLACE && !in ? ENTITY_PERSON : NOT_TOLD;
}

/* "Karim bin Tarek": a son, and no firm. */
static int by_father(const struct name_at *x)
{
    static const char *const sons[] = {"bin", "ibn", "bint", "ben", NULL};
    for (uint32_t i = x->from + 1; i + 1 < x->to; i++)
        if (sense_norm_in(x->d, i, sons) && !(x->d->tokens[i].flags & TOK_CAP))
            return ENTITY_PERSON;
    return NOT_TOLD;
}

/* "Icarn said its decision": nobody's. */
static int by_its(const struct name_at *x)
{
    enum { FAR = 5 };
    const struct sense_doc *d = x->d;
    if (x->kind != ENTITY_PERSON || x->to - x->from != 1 ||
        x->n->gaz.single[x->from] & (GAZ_FIRST | GAZ_LAST) || x->to >= x->end ||
        (d->tokens[x->to].upos != SENSE_VERB && d->tokens[x->to].upos != SENSE_AUX))
        return NOT_TOLD;
    for (uint32_t i = x->to + 1; i < x->end && i < x->to + FAR; i++) {
        if (sense_norm_is(d, i, STR("its")))
            return ENTITY_ORG;
        if (d->tokens[i].upos == SENSE_NOUN || d->tokens[i].upos == SENSE_PROPN ||
            d->tokens[i].xpos == XPOS_COMMA)
            break;
    }
    return NOT_TOLD;
}

/* "Apollo 11", "F1" are no places, but roads are ("M25"). */
static int by_digit(const struct name_at *x)
{
    const struct sense_doc *d = x->d;
    struct str last = sense_token_str(d, x->to - 1);
    bool road = x->to - x->from == 1 && last.n > 1 && (last.p[0] == 'A' || last.p[0] == 'M') &&
                is_digit(last.p[1]);
    return x->kind == ENTITY_PLACE && d->tokens[x->to - 1].flags & TOK_DIGIT && !road ? ENTITY_OTHER
                                                                                      : NOT_TOLD;
}

/* ---- settling ---- */

/* Not in the gazetteer as anything large, so that the model cannot have known it. */
static bool is_new(const struct name_at *x)
{
    enum {
        KNOWN = GAZ_COUNTRY | GAZ_CITY | GAZ_STATE_ACTOR | GAZ_INTL_ACTOR | GAZ_ARMED_ACTOR |
                GAZ_REGION | GAZ_PERSON | GAZ_DEMONYM
    };
    unsigned sorts = x->n->gaz.begin[x->from];
    if (x->to - x->from == 1)
        sorts |= x->n->gaz.single[x->from];
    return !(sorts & KNOWN);
}

static int told_kind(const struct name_at *x)
{
    static int (*const asks[])(const struct name_at *) = {
        by_aside,        by_noun_before,  by_last_word,   by_first_word,
        by_owner_before, by_owned_behind, by_verb_behind, by_verb_before,
        by_water,        by_neighbour,    by_told,        by_being_somebody,
        by_father,       by_its,          by_digit,       by_list};
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        int kind = asks[i](x);
        if (kind != NOT_TOLD)
            return kind;
    }
    return NOT_TOLD;
}

/* What is weaker than what the model says: a club has players "who", a county may be a club, a
 * person may stand behind "near", and bodies go by their initials. */
static bool may_be(const struct name_at *x, int told)
{
    static const char *const clubs[] = {"county", "district", "province", NULL};
    if (told == ENTITY_PERSON)
        return x->kind != ENTITY_ORG || by_father(x) == ENTITY_PERSON;
    if (told == ENTITY_PLACE && x->kind == ENTITY_ORG)
        return !(x->d->tokens[x->to - 1].flags & TOK_UPPER) &&
               !sense_norm_in(x->d, x->to - 1, clubs);
    return true;
}

void sense_kinds_settle(const struct sense_namer *n, struct sense_doc *d)
{
    struct map told;
    map_init(&told, d->arena);
    for (size_t i = 0; i < d->name_count; i++) {
        struct sense_name *name = &d->names[i];
        const struct sense_sentence *s = &d->sentences[name->sentence];
        struct name_at x = {.n = n,
                            .d = d,
                            .from = name->from,
                            .to = name->to,
                            .start = s->from,
                            .end = s->to,
                            .sentence = name->sentence,
                            .index = i,
                            .kind = name->kind};
        name->kind = sense_kind_by_form(d, name->from, name->to, name->kind);
        int kind = is_new(&x) ? told_kind(&x) : NOT_TOLD;
        if (kind != NOT_TOLD && may_be(&x, kind))
            map_put(&told, text_fold(d->arena, span_str(d->text, name->span)), NULL)->value.u |=
                1u << kind;
    }
    for (size_t i = 0; i < d->name_count; i++) {
        const struct map_entry *e =
            map_find(&told, text_fold(d->arena, span_str(d->text, d->names[i].span)));
        for (unsigned k = 0; e && k < NAME_KINDS; k++)
            if (e->value.u == 1u << k) /* and nothing else is told */
                d->names[i].kind = (enum entity_kind)k;
    }
}
