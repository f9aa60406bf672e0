/* sides.c: which words of the sentence name the sides of a verb of agreeing: its subject
 * (subjects.c), who stands behind it ("with", "between", "by", "from", "to"), whose its noun is
 * ("the bank's offer"), and who announces it together. Which of the names there may be a party is
 * said by parties.c. */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

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

/* "agreed a move to Orlo from Brandt" */
static bool is_club(const struct forming *x, uint32_t i)
{
    bool leads = x->act->alone == ALONE && sense_norm_in(x->d, i, WORDS("to", "from"));
    for (uint32_t k = i; leads && k-- > x->verb && k + 12 > i;)
        if (sense_norm_in(x->d, k, sense_agree_moves))
            return true;
    return false;
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
        return d->tokens[i - 1].upos != SENSE_ADJ && !sense_norm_is(d, i - 1, STR("along")) &&
               d->tokens[i + 1].xpos != XPOS_CD;
    if (noun && i < x->noun + 6 && sense_norm_is(d, i, STR("by")) &&
        sense_norm_in(d, x->noun, WORDS("offer", "bid", "proposal", "approach")))
        return true;
    if (sense_norm_is(d, i, STR("by"))) /* "agreed to be taken over by" */
        return (passive || (x->act->alone == ALONE && i > 1 && d->tokens[i - 2].xpos == XPOS_VBN) ||
                d->tokens[x->verb].xpos == XPOS_VBN) &&
               !sense_norm_in(d, i - 1, sense_go_betweens);
    if (is_club(x, i))
        return true;
    if (sense_norm_is(d, i, STR("in"))) /* "invested 4 million in Orlo" */
        return sense_lemma_in(d, x->verb, WORDS("invest"));
    for (uint32_t k = i; sense_norm_is(d, i, STR("from")) && k-- > x->verb && k + 8 > i;)
        if (sense_norm_in(d, k, WORDS("buy", "acquire", "purchase"))) /* "agreed to buy it from" */
            return true;
    if (sense_norm_is(d, i, STR("from")))
        return sense_lemma_in(d, x->verb,
                              WORDS("buy", "acquire", "order", "sign", "win", "secure", "land",
                                    "rent", "lease", "charter")) ||
               strcmp(x->act->lemma, "order") == 0 || /* "placed an order for 70 jets from" */
               (noun && sense_norm_in(d, x->noun, WORDS("offer", "bid", "approach", "proposal")));
    for (uint32_t k = i; sense_norm_is(d, i, STR("to")) && k-- > x->verb && k + 14 > i;)
        if (sense_norm_is(d, k, STR("pay"))) /* "agreed to pay 2 million to the victims" */
            return x->act->alone == ALONE && k + 1 < i;
    if (sense_norm_is(d, i, STR("to")))
        return sense_lemma_in(d, x->verb,
                              WORDS("sell", "award", "lend", "lease", "license", "licence", "rent",
                                    "grant", "charter", "offload", "divest", "dispose"));
    if (sense_norm_is(d, i, STR("of")))
        return sense_norm_in(d, i - 1, WORDS("takeover", "purchase", "acquisition"));
    /* "relations between the two neighbours" are what it is about */
    uint32_t next = i + 1 + (i + 2 < x->s->to && sense_norm_is(d, i + 1, STR("the")));
    return (sense_norm_is(d, i, STR("between")) && !sense_norm_in(d, next, WORDS("two", "both"))) ||
           (i < x->verb + 8 &&
            sense_norm_in(d, i, WORDS("buy", "acquire", "purchase", "sell", "join", "pay"))) ||
           (i == x->verb && sense_lemma_in(d, i, WORDS("grant")));
}

/* The list that begins here; where it names nobody, the names up to the end of the clause. */
static void behind(struct forming *x, uint32_t i)
{
    size_t n = x->n;
    uint32_t end = i;
    sense_parties_list(x, i);
    while (end < x->s->to && end < i + 21 && x->d->tokens[end].xpos != XPOS_COMMA)
        end++;
    if (x->n == n)
        sense_parties_names(x, i, end, true);
}

void sense_parties_object(struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t start = x->noun != UINT32_MAX && x->noun < x->verb ? x->noun : x->verb;
    bool passive = d->tokens[x->verb].chunk >= 0 && d->chunks[d->tokens[x->verb].chunk].passive;
    start += !sense_lemma_in(d, start, WORDS("pay", "grant")); /* "will pay 340 farmers" */
    for (uint32_t i = start; i + 1 < x->s->to && i < start + 40; i++)
        if (leads_to_party(x, i, passive))
            behind(x, i + 1);
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

/* The "over" of "take over", and the like. */
static bool is_particle(const struct forming *x, uint32_t i)
{
    return i < x->s->to && sense_norm_in(x->d, i, WORDS("over", "up", "off", "out", "down"));
}

/* "Corvane City signed the striker Luka Petric from Dornbach": a person is what is signed. */
bool sense_parties_person(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    if (!(str_eq(str_c(x->act->lemma), STR("sign")) ||
          str_eq(str_c(x->act->lemma), STR("re-sign"))) ||
        chunk < 0 || d->chunks[chunk].passive)
        return false;
    for (uint32_t i = x->verb + 1 + is_particle(x, x->verb + 1); i < x->s->to && i < x->verb + 7;
         i++) {
        int32_t name = d->tokens[i].name;
        if (d->tokens[i].upos == SENSE_ADP || d->tokens[i].upos == SENSE_VERB ||
            d->tokens[i].xpos == XPOS_COMMA)
            return false;
        if (name >= 0 && d->names[name].kind == ENTITY_PERSON)
            return true;
    }
    return false;
}

/* "Orlo Brewing, which Halden bought in May": what stands before the relative word is bought. */
static void relative_object(struct forming *x)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    if (x->act->alone != PAIR || chunk < 0 || d->chunks[chunk].passive)
        return;
    uint32_t i = d->chunks[chunk].from;
    while (i > x->s->body_from && i + 5 > d->chunks[chunk].from &&
           !sense_norm_in(d, i, WORDS("which", "that", "whom")))
        i--;
    if (!sense_norm_in(d, i, WORDS("which", "that", "whom")) || i < x->s->body_from + 2 ||
        i + 1 >= d->chunks[chunk].from)
        return;
    i -= d->tokens[i - 1].xpos == XPOS_COMMA;
    if (d->tokens[i - 1].chunk < 0 || d->chunks[d->tokens[i - 1].chunk].kind != CHUNK_NOUN)
        return;
    for (uint32_t k = i; k-- > d->chunks[d->tokens[i - 1].chunk].from;)
        if (d->tokens[k].name >= 0 && !sense_parties_known(x, (uint32_t)d->tokens[k].name)) {
            sense_parties_put(x, (uint32_t)d->tokens[k].name);
            return;
        }
}

/* Behind words that stand before the object's noun group: "all", "London-based". */
static uint32_t past_lead(const struct forming *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    while (i < x->s->to && d->tokens[i].chunk < 0 && i < x->verb + 5 &&
           (d->tokens[i].upos == SENSE_DET || d->tokens[i].upos == SENSE_ADJ ||
            d->tokens[i].upos == SENSE_ADV))
        i++;
    int32_t chunk = i < x->s->to ? d->tokens[i].chunk : -1;
    uint32_t end = chunk >= 0 ? d->chunks[chunk].to : i;
    bool based = end + 2 < x->s->to && sense_is_link(d, end) && d->tokens[end + 1].xpos == XPOS_VBN;
    return based ? end + 2 : i;
}

/* The name that an object is of, whose noun group c holds token i: its last word, its first, or
 * that of "the Bloglines site", "the vineyards of Chateau Ribaut"; -1: it is of none. */
static int32_t name_of_object(const struct forming *x, const struct sense_chunk *c, uint32_t i)
{
    const struct sense_doc *d = x->d;
    if (d->tokens[i].name >= 0)
        return d->tokens[i].name;
    int32_t name = d->tokens[c->to - 1].name;
    bool the = sense_norm_is(d, c->from, STR("the"));
    if (name < 0 && the && c->from + 1 < c->to && d->tokens[c->head].xpos == XPOS_NN)
        name = d->tokens[c->from + 1].name;
    if (name < 0 && the && c->to + 1 < x->s->to && sense_norm_is(d, c->to, STR("of")))
        name = d->tokens[c->to + 1].name;
    return name;
}

/* What is bought, at token i on: a name, or a part of one ("half of Orlo", "a stake in Orlo"), and
 * not what only has a name in it ("two copies of Band Aid", "a gun in Dorne"). */
static void bought(struct forming *x, uint32_t i)
{
    static const char *const parts[] = {
        "share",   "shares", "stake",    "stakes",  "interest",   "holding",    "%",
        "percent", "cent",   "half",     "part",    "rest",       "remainder",  "control",
        "all",     "most",   "third",    "quarter", "majority",   "parts",      "division",
        "arm",     "unit",   "business", "assets",  "subsidiary", "operations", NULL};
    const struct sense_doc *d = x->d;
    if (!sense_agree_buys(d, x->verb)) {
        behind(x, i);
        return;
    }
    i = past_lead(x, i);
    int32_t chunk = i < x->s->to ? d->tokens[i].chunk : -1;
    const struct sense_chunk *c = chunk >= 0 ? &d->chunks[chunk] : NULL;
    if (!c || (c->kind != CHUNK_NOUN && d->tokens[i].name < 0))
        return;
    int32_t name = name_of_object(x, c, i), last = d->tokens[c->to - 1].name;
    bool land = last >= 0 && d->names[last].kind == ENTITY_PLACE &&
                sense_lemma_in(d, x->verb, WORDS("take"));
    bool owner = c->to < x->s->to && d->tokens[c->to].xpos == XPOS_POS;
    if (!land &&
        (name >= 0 || owner || d->tokens[c->to - 1].flags & TOK_CAP ||
         sense_norm_in(d, c->head, parts) || sense_norm_in(d, c->head, sense_agree_bodies)))
        behind(x, i);
}

/* All that the sentence names. */
void sense_parties_collect(struct forming *x)
{
    uint32_t end = x->verb + 22 < x->s->to ? x->verb + 22 : x->s->to;
    uint32_t limit = x->verb > x->noun ? x->verb : x->s->to;
    uint32_t between = sense_parties_between(x, limit);
    if (between != UINT32_MAX) /* "talks between X and Y on ... stalled" */
        sense_parties_names(x, between + 1, limit, true);
    if (x->n >= 2) /* "violated agreements between X and Y" */
        return;
    if (between == UINT32_MAX || x->verb < x->noun)
        sense_parties_subject(x);
    size_t subjects = x->n;
    relative_object(x);
    if (x->act->alone == PAIR &&
        !sense_lemma_in(x->d, x->verb,
                        WORDS("sell", "offload", "divest", "dispose", "order", "invest")))
        bought(x, x->verb + 1 + is_particle(x, x->verb + 1));
    if (sense_parties_person(x))
        sense_parties_names(x, x->verb + 1, end, true);
    if (x->act->alone != JOINTLY)
        sense_parties_object(x);
    x->bought = x->n > subjects;
    if (x->n < 2)
        owner_party(x);
    if (x->n < 2)
        announcers(x);
}

/* A person by two names or more: states and firms that are taken for persons have one. */
bool sense_parties_agent(const struct sense_doc *d, reading_index entity)
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
        states += first->parties[i].entity < 0 || !sense_parties_agent(d, first->parties[i].entity);
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
