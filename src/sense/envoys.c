/* envoys.c: whom a person acts for who makes an agreement by office: "Norwegian foreign minister
 * Ole Brand", "LSE boss Clara Furse", "Norland's president, Ole Brand", "Ada Lind, the premier of
 * Velland". Where the words name the state, people or body of the office, that is the party. */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Offices that bind whom they are held of; trainers, owners and stars act for themselves. */
static const char *const offices[] = {
    "minister",   "president",   "premier",        "chancellor",   "secretary", "ambassador",
    "envoy",      "king",        "queen",          "prince",       "emir",      "sultan",
    "mayor",      "governor",    "leader",         "chief",        "boss",      "chairman",
    "chairwoman", "chair",       "executive",      "head",         "director",  "commander",
    "negotiator", "counterpart", "representative", "commissioner", NULL};

bool sense_agree_office(const struct sense_doc *d, uint32_t i)
{
    return sense_lemma_in(d, i, offices);
}

/* The state or body that is named in [from, to), or owns what begins at `from`; -1: none. */
static int32_t owner_in(const struct forming *x, uint32_t from, uint32_t to)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = to; i-- > from;)
        if (d->tokens[i].name >= 0 && d->names[d->tokens[i].name].kind != ENTITY_PERSON)
            return d->tokens[i].name;
    if (from >= x->s->from + 2 && d->tokens[from - 1].xpos == XPOS_POS)
        return d->tokens[from - 2].name;
    return -1;
}

/* The token of an office in [from, to); `to`: none. */
static uint32_t office_in(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    while (from < to && !sense_lemma_in(d, from, offices))
        from++;
    return from;
}

/* Behind an office that ends before token i: "the premier of Velland". */
static int32_t owner_behind(const struct forming *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    if (i + 1 >= x->s->to || !sense_norm_in(d, i, WORDS("of", "from")))
        return -1;
    int32_t chunk = d->tokens[i + 1].chunk;
    for (uint32_t k = i + 1; chunk >= 0 && k < d->chunks[chunk].to; k++)
        if (d->tokens[k].name >= 0)
            return d->names[d->tokens[k].name].kind != ENTITY_PERSON ? d->tokens[k].name : -1;
    return -1;
}

/* "US Secretary of State John Kerry", "Turkish Minister of Energy and Forests Ole Brand": whose the
 * office is that is named in several groups, of which the last begins at token `from`. */
static int32_t owner_of_long(const struct forming *x, uint32_t from)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = from; i-- > x->s->from + 1 && i + 9 > from;) {
        if (d->tokens[i].upos == SENSE_VERB || d->tokens[i].name >= 0 ||
            d->tokens[i].xpos == XPOS_COMMA)
            return -1;
        if (sense_norm_is(d, i, STR("of")) && sense_agree_office(d, i - 1) &&
            d->tokens[i + 1].flags & TOK_CAP && d->tokens[i - 1].chunk >= 0)
            return owner_in(x, d->chunks[d->tokens[i - 1].chunk].from, i - 1);
    }
    return -1;
}

/* Whom the person of this name acts for; -1: for nobody that is named. */
static int32_t acts_for(const struct forming *x, const struct sense_name *n)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[n->from].chunk;
    const struct sense_chunk *c = chunk >= 0 ? &d->chunks[chunk] : NULL;
    if (!c)
        return -1;
    uint32_t office = office_in(d, c->from, n->from);
    if (office < n->from) {
        int32_t owner = owner_in(x, c->from, office);
        return owner >= 0 ? owner : owner_behind(x, n->to);
    }
    int32_t of = owner_of_long(x, c->from);
    if (of >= 0)
        return of;
    /* "Norland's foreign minister, Ole Brand" */
    chunk = c->from >= x->s->from + 2 && d->tokens[c->from - 1].xpos == XPOS_COMMA
                ? d->tokens[c->from - 2].chunk
                : -1;
    if (chunk >= 0 && sense_lemma_in(d, d->chunks[chunk].head, offices))
        return owner_in(x, d->chunks[chunk].from, d->chunks[chunk].head);
    /* "Ole Brand, the Norwegian foreign minister", "Ada Lind, the premier of Velland" */
    uint32_t next = n->to + 1;
    chunk = next < x->s->to && d->tokens[n->to].xpos == XPOS_COMMA ? d->tokens[next].chunk : -1;
    if (chunk < 0 || !sense_lemma_in(d, d->chunks[chunk].head, offices))
        return -1;
    int32_t owner = owner_in(x, d->chunks[chunk].from, d->chunks[chunk].head);
    return owner >= 0 ? owner : owner_behind(x, d->chunks[chunk].to);
}

void sense_parties_envoys(struct forming *x)
{
    const struct sense_doc *d = x->d;
    struct fill parties[PARTIES_MOST];
    size_t n = x->n;
    if (x->noun == UINT32_MAX || x->act->alone == PAIR || x->act->alone == ALONE ||
        sense_norm_in(d, x->noun, WORDS("contract", "terms", "lease", "loan", "bid", "offer")))
        return;
    memcpy(parties, x->parties, n * sizeof *parties);
    x->n = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t token = sense_token_at(d, parties[i].span.at);
        int32_t name = token < d->token_count ? d->tokens[token].name : -1;
        int32_t of =
            name >= 0 && d->names[name].kind == ENTITY_PERSON ? acts_for(x, &d->names[name]) : -1;
        if (of >= 0)
            sense_parties_put(x, (uint32_t)of);
        else if (name < 0 || !sense_parties_known(x, (uint32_t)name))
            x->parties[x->n++] = parties[i];
    }
}
