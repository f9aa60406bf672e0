/* bonds.c: agreements that a noun group tells of, whatever the verb: "talks between A and B", "the
 * A-B pact", "A's contract with B", "A is in talks with B", "a bid from A for B", "A's takeover of
 * B". The groups are those of chunk.c; lists and asides ("A, led by C, and B") are read over them.
 */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

enum { ASIDE_MOST = 40, REACH = 14 };

/* Nouns of buying, which need both sides named: "its takeover of B", "the sale of C to B". */
static const char *const takeovers[] = {"takeover", "takeovers", "acquisition", "acquisitions",
                                        "purchase", "buyout",    "buy-out",     "merger",
                                        "tie-up",   "signing",   NULL};
/* Who offers stands behind "from" and "by", to whom behind "for". */
static const char *const offers[] = {"bid",      "bids",     "offer", "offers",
                                     "approach", "proposal", NULL};
/* Whose words stand for whom they act for: "delegates from A", "the leaders of B". */
static const char *const envoys[] = {"leaders",     "presidents",   "president",
                                     "ministers",   "envoys",       "delegates",
                                     "officials",   "delegation",   "representatives",
                                     "negotiators", "parliaments",  "governments",
                                     "armies",      "diplomats",    "government",
                                     "governors",   "commanders",   "mayors",
                                     "heads",       "people",       "lawyers",
                                     "executives",  "shareholders", "members",
                                     "island",      "republic",     "kingdom",
                                     "state",       "city",         "town",
                                     "province",    "authorities",  NULL};
/* Verbs by which who is their subject has part in "the" deal that is their object. */
static const char *const parts_in[] = {
    "have",    "hold",      "be",     "enter",    "begin", "start",  "open",     "resume",
    "spend",   "need",      "seek",   "continue", "get",   "keep",   "reach",    "involve",
    "engage",  "agree",     "sign",   "strike",   "win",   "break",  "violate",  "end",
    "suspend", "renew",     "extend", "cancel",   "scrap", "seal",   "complete", "conclude",
    "secure",  "close",     "lose",   "finalise", "want",  "return", "conduct",  "finalize",
    "honour",  "negotiate", NULL};
/* Verbs by which it has none in "a" deal: what others make is told, judged or brought about. */
static const char *const parts_not[] = {
    "say",     "tell",    "oppose", "criticise", "criticize", "welcome",  "back",    "support",
    "condemn", "praise",  "hail",   "cite",      "mention",   "defend",   "attack",  "blame",
    "urge",    "call",    "demand", "block",     "veto",      "broker",   "mediate", "help",
    "know",    "see",     "hear",   "fear",      "report",    "describe", "prevent", "stop",
    "study",   "examine", "probe",  "publish",   "reveal",    "approve",  "reject",  "give",
    "include", "follow",  "mean",   "favour",    "favor",     "suggest",  "warn",    "expect",
    "believe", "think",   "show",   "monitor",   "oversee",   "host",     "lead",    NULL};

static const struct sense_chunk *group_at(const struct sense_doc *d, uint32_t i)
{
    int32_t chunk = i < d->token_count ? d->tokens[i].chunk : -1;
    return chunk >= 0 && d->chunks[chunk].kind == CHUNK_NOUN ? &d->chunks[chunk] : NULL;
}

/* The last name that ends in the tokens [from, to), or begins there; -1: none. */
static int32_t last_name(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    for (uint32_t i = to; i-- > from;)
        if (d->tokens[i].name >= 0)
            return d->tokens[i].name;
    return -1;
}

/* Where the group at token i ends; i where none stands. */
static uint32_t group_end(const struct sense_doc *d, uint32_t i)
{
    const struct sense_chunk *c = group_at(d, i);
    return c ? c->to : i;
}

/* A party that the name model does not know, by its capitals: where the group ends in such. */
static bool take_unknown(struct forming *x, const struct sense_chunk *c)
{
    const struct sense_doc *d = x->d;
    uint32_t from = c->to;
    while (from > c->from && d->tokens[from - 1].upos == SENSE_PROPN &&
           d->tokens[from - 1].flags & TOK_CAP && !sense_parties_date(d, from - 1))
        from--;
    if (from == c->to)
        return false;
    sense_parties_words(x, from, c->to);
    return true;
}

/* A noun group of a list, on the way to whom it names. */
struct member {
    const struct sense_chunk *c;
    int32_t name;                    /* the last in it; -1: none */
    uint32_t end;                    /* of the name or of the group, whichever is later */
    const struct sense_chunk *owned; /* "India's leaders": the group behind the 's */
};

static bool acts_for(const struct sense_doc *d, const struct sense_chunk *c)
{
    return sense_norm_in(d, c->head, envoys) || sense_norm_in(d, c->head, sense_agree_bodies);
}

static bool read_member(const struct forming *x, uint32_t i, struct member *ret)
{
    const struct sense_doc *d = x->d;
    const struct sense_chunk *c = group_at(d, i);
    if (!c || c->to > x->s->to)
        return false;
    int32_t name = last_name(d, i, c->to);
    uint32_t end = name >= 0 && d->names[name].to > c->to ? d->names[name].to : c->to;
    bool owner = end < x->s->to && d->tokens[end].xpos == XPOS_POS;
    *ret = (struct member){c, name, end, owner ? group_at(d, end + 1) : NULL};
    return true;
}

/* The token of the group that says whom this one means: behind "London-based", "India's", "a local
 * developer,", "delegates from"; 0: it says so itself. */
static uint32_t meant_at(const struct forming *x, const struct member *m)
{
    const struct sense_doc *d = x->d;
    uint32_t end = m->end, to = x->s->to;
    if (end + 2 < to && sense_is_link(d, end) && d->tokens[end + 1].xpos == XPOS_VBN)
        return end + 2;
    /* "India's Vaman Group", "the growers' federation", but "Velland's leaders" */
    if (m->owned && (m->name < 0 || last_name(d, m->owned->from, m->owned->to) >= 0))
        return m->owned->from;
    /* "US Secretary of State John Kerry" */
    int32_t held =
        end + 1 < to && sense_norm_is(d, end, STR("of")) && sense_agree_office(d, m->c->to - 1)
            ? last_name(d, end + 1, group_end(d, end + 1))
            : -1;
    if (held >= 0 && d->names[held].kind == ENTITY_PERSON)
        return end + 1;
    /* "his Swedish counterpart, Ada Lind" */
    bool kind =
        m->name >= 0 && d->names[m->name].kind == ENTITY_OTHER && d->names[m->name].to < m->c->to;
    if ((m->name >= 0 && !kind) || end + 1 >= to || d->tokens[end].xpos == XPOS_POS)
        return 0;
    const struct sense_chunk *next = group_at(d, end + 1);
    bool called = next && d->tokens[end].xpos == XPOS_COMMA && d->tokens[end + 1].name >= 0 &&
                  d->tokens[m->c->head].upos == SENSE_NOUN &&
                  (next->to >= to || d->tokens[next->to].upos != SENSE_VERB) &&
                  (next->to >= to || d->tokens[next->to].xpos != XPOS_CC);
    bool of = sense_norm_in(d, end, WORDS("of", "from")) && acts_for(d, m->c) &&
              last_name(d, end + 1, group_end(d, end + 1)) >= 0;
    return called || of ? end + 1 : 0;
}

/* Adds whom the group itself names; is somebody named that is a party now? */
static bool add_member(struct forming *x, const struct member *m)
{
    const struct sense_doc *d = x->d;
    const struct sense_chunk *c = m->c;
    size_t n = x->n;
    if (m->name >= 0)
        sense_parties_add(x, (uint32_t)m->name);
    if (x->n == n && m->name >= 0 && m->end == c->to && d->names[m->name].to < c->to && x->common &&
        !sense_parties_known(x, (uint32_t)m->name) && sense_norm_in(d, c->head, sense_agree_bodies))
        sense_parties_words(x, c->from, c->to); /* "the Norlandish company" */
    else if (m->name < 0 && !take_unknown(x, c) && x->common)
        sense_parties_body(x, c->from);
    if (x->n == n && x->any && d->tokens[c->head].upos == SENSE_NOUN &&
        d->tokens[c->from].xpos != XPOS_CD)
        sense_parties_words(x, c->from, c->to);
    return x->n > n || (m->name >= 0 && sense_parties_known(x, (uint32_t)m->name));
}

/* Adds whom the noun group at token i names, with x->common bodies, too; where its words end, i
 * where it names nobody. */
static uint32_t take_group(struct forming *x, uint32_t i)
{
    enum { STEPS_MOST = 3 };
    struct member m;
    for (int step = 0; step < STEPS_MOST; step++) {
        if (!read_member(x, i, &m))
            return i;
        uint32_t meant = meant_at(x, &m);
        if (!meant) {
            bool owner = m.end < x->s->to && x->d->tokens[m.end].xpos == XPOS_POS;
            bool acts = m.owned && acts_for(x->d, m.owned);
            if ((owner && !acts) || !add_member(x, &m))
                return i;
            return acts ? m.owned->to : m.end;
        }
        i = meant;
    }
    return i;
}

/* Behind brackets ("(MNLF)") and one phrase of where ("workers at Halden"). */
static uint32_t past_details(const struct forming *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    if (i < x->s->to && d->tokens[i].xpos == XPOS_LRB)
        while (i < x->s->to && d->tokens[i++].xpos != XPOS_RRB)
            ;
    const struct sense_chunk *c = group_at(d, i + 1);
    if (c && c->to < x->s->to && sense_norm_in(d, i, WORDS("of", "in", "at", "from")) &&
        (d->tokens[c->to].xpos == XPOS_CC || d->tokens[c->to].xpos == XPOS_COMMA))
        return c->to;
    return i;
}

/* "A, led by C, and B": at the comma that closes the aside that begins at token i; else i. */
static uint32_t past_aside(const struct forming *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    uint32_t last = i + ASIDE_MOST < x->s->to ? i + ASIDE_MOST : x->s->to;
    const struct sense_chunk *c = group_at(d, i + 1);
    if (i + 1 >= x->s->to || d->tokens[i].xpos != XPOS_COMMA || d->tokens[i + 1].xpos == XPOS_CC ||
        (c && last_name(d, c->from, c->to) >= 0))
        return i;
    for (uint32_t k = i + 1; k + 1 < last; k++)
        if (d->tokens[k].xpos == XPOS_COMMA && d->tokens[k + 1].xpos == XPOS_CC)
            return k;
    return i;
}

/* The list of noun groups from token i on: "A, B and the union". Commas go on with it only where an
 * "and" ends it. Returns whether it is one of two or more. */
bool sense_parties_list_to(struct forming *x, uint32_t i, uint32_t *ret_end)
{
    const struct sense_doc *d = x->d;
    size_t first = x->n;
    bool joined = false;
    while (i < x->s->to) {
        i += d->tokens[i].xpos == XPOS_VBG && group_at(d, i + 1); /* "brewing giant Orlo" */
        uint32_t end = take_group(x, i);
        if (end == i)
            break;
        *ret_end = end;
        i = past_aside(x, past_details(x, end));
        bool comma = !joined && i < x->s->to && d->tokens[i].xpos == XPOS_COMMA;
        i += comma;
        bool and = i < x->s->to && sense_norm_in(d, i, WORDS("and", "&"));
        i += and;
        joined |= and;
        if (!comma && !and)
            break;
    }
    if (!joined && x->n > first + 1)
        x->n = first + 1;
    return joined;
}

bool sense_parties_list(struct forming *x, uint32_t i)
{
    uint32_t end = i;
    return sense_parties_list_to(x, i, &end);
}

/* "the A-B pact", "the A and B deal": the names before the noun within its group. */
static bool take_compound(struct forming *x, const struct sense_chunk *c)
{
    const struct sense_doc *d = x->d;
    int32_t second = last_name(d, c->from, x->noun);
    if (second < 0)
        return false;
    uint32_t link = d->names[second].from - 1;
    if (link <= x->s->from || link >= x->noun || d->tokens[link - 1].name < 0 ||
        !(sense_is_link(d, link) ||
          (link + 1 == c->from && sense_norm_in(d, link, WORDS("and", "&")))))
        return false;
    sense_parties_put(x, (uint32_t)d->tokens[link - 1].name);
    sense_parties_put(x, (uint32_t)second);
    return x->n >= 2;
}

/* Whose the noun is: "A's contract", "A and B's contract". */
static bool take_owner(struct forming *x, const struct sense_chunk *c)
{
    const struct sense_doc *d = x->d;
    if (c->from < x->s->from + 2 || d->tokens[c->from - 1].xpos != XPOS_POS)
        return false;
    const struct sense_chunk *owner = group_at(d, c->from - 2);
    if (!owner)
        return false;
    size_t n = x->n;
    uint32_t before = owner->from - 1;
    if (owner->from > x->s->from + 1 && d->tokens[before].xpos == XPOS_CC &&
        d->tokens[before - 1].name >= 0)
        sense_parties_add(x, (uint32_t)d->tokens[before - 1].name);
    int32_t name = last_name(d, owner->from, owner->to);
    if (name >= 0)
        sense_parties_add(x, (uint32_t)name);
    else if (sense_norm_in(d, owner->head, sense_agree_bodies))
        sense_parties_words(x, owner->from, owner->to);
    return x->n > n;
}

/* "appeared as part of an agreement with", "works under a contract with". */
static bool is_means(const struct forming *x, const struct sense_chunk *c)
{
    const struct sense_doc *d = x->d;
    if (c->from < x->s->from + 3)
        return false;
    bool in = sense_norm_in(d, c->from - 1, WORDS("under", "through", "by", "in"));
    return (in && (c->from == c->head || sense_norm_in(d, c->from, WORDS("a", "an")))) ||
           (sense_norm_is(d, c->from - 1, STR("of")) &&
            sense_norm_in(d, c->from - 2, WORDS("part", "framework", "terms")));
}

/* The verb that has the noun's group for its object, or for where its subject is ("is in talks").
 * UINT32_MAX: none that says that its subject has part in it. */
static uint32_t holder_of(const struct forming *x, const struct sense_chunk *c)
{
    const struct sense_doc *d = x->d;
    bool means = is_means(x, c);
    const uint32_t reach = means ? 2 * REACH : REACH;
    bool new = !sense_norm_in(d, c->from, WORDS("the", "this", "that", "any", "his", "her"));
    for (uint32_t i = c->from; i-- > x->s->body_from && i + reach > c->from;) {
        if (d->tokens[i].xpos == XPOS_COMMA || d->tokens[i].upos == SENSE_SCONJ)
            return UINT32_MAX;
        if (d->tokens[i].upos != SENSE_VERB && d->tokens[i].upos != SENSE_AUX)
            continue;
        bool part = sense_lemma_in(d, i, parts_in) || (new && !sense_lemma_in(d, i, parts_not));
        return means || part ? i : UINT32_MAX;
    }
    return UINT32_MAX;
}

/* The verb whose subject is that of the verb at token i: "were able to reach", "hopes to sign". */
static uint32_t finite_of(const struct forming *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    for (uint32_t k = i + 1; k-- > x->s->body_from && k + REACH > i;) {
        int32_t chunk = d->tokens[k].chunk;
        if (d->tokens[k].xpos == XPOS_COMMA)
            return i;
        if (chunk >= 0 && d->chunks[chunk].kind == CHUNK_VERB &&
            d->chunks[chunk].tense != TENSE_NONE)
            return d->chunks[chunk].head;
    }
    return i;
}

/* Who has part in it beside those behind "with". */
static void take_holder(struct forming *x, const struct sense_chunk *c)
{
    const struct sense_doc *d = x->d;
    uint32_t verb = holder_of(x, c), was = x->verb;
    bool in = c->from > x->s->from && sense_norm_in(d, c->from - 1, WORDS("in", "into", "from"));
    if (verb == UINT32_MAX || (sense_lemma_in(d, verb, WORDS("be", "involve", "engage")) && !in))
        return;
    x->verb = finite_of(x, verb);
    sense_parties_subject(x);
    if (x->n < 2)
        sense_parties_pronoun(x);
    x->verb = was;
}

/* Those behind "between": any two groups, where one of them at least has a name. */
static void take_both(struct forming *x, uint32_t i)
{
    size_t first = x->n;
    bool named = false;
    x->any = true;
    sense_parties_list(x, i);
    x->any = false;
    for (size_t k = first; k < x->n; k++)
        named |= x->parties[k].entity >= 0;
    if (x->n < first + 2 || !named)
        x->n = first;
}

/* Who stands behind the noun, by the word before them. Is nobody else to be looked for? */
static bool take_behind(struct forming *x, const struct sense_chunk *c)
{
    const struct sense_doc *d = x->d;
    bool offer = sense_norm_in(d, x->noun, offers), buys = sense_norm_in(d, x->noun, takeovers);
    bool verb = false; /* "an agreement was reached between A and B" */
    for (uint32_t i = c->to; i + 1 < x->s->to && i < c->to + REACH; i++) {
        verb |= d->tokens[i].upos == SENSE_VERB || d->tokens[i].upos == SENSE_AUX;
        bool both = sense_norm_is(d, i, STR("between"));
        bool other =
            sense_norm_is(d, i, STR("with")) ||
            (i == c->to && buys && sense_norm_is(d, i, STR("of"))) ||
            (offer && sense_norm_in(d, i, WORDS("from", "by", "for"))) ||
            (buys && sense_norm_in(d, i, WORDS("by"))) ||
            (sense_norm_is(d, x->noun, STR("signing")) && sense_norm_is(d, i, STR("from")));
        if (both && sense_parties_two(x, i + 1, i + 4 < x->s->to ? i + 4 : x->s->to, true))
            return true;
        if (both)
            take_both(x, i + 1);
        else if (other && !verb)
            sense_parties_list(x, i + 1);
        if (x->n >= 2 || sense_norm_is(d, i, STR("with")))
            return both;
    }
    return false;
}

/* Talks with a person of whom it is told what he is are a visit or a chat: for whom is not said. */
static bool is_visit(const struct forming *x)
{
    bool person = false;
    for (size_t i = 0; i < x->n; i++) {
        reading_index e = x->parties[i].entity;
        person |= e >= 0 && sense_parties_agent(x->d, e) && x->d->entities[e].role.n > 0;
    }
    return person && sense_norm_in(x->d, x->noun, WORDS("talks", "negotiations", "discussions"));
}

/* "their tie-up" */
static bool is_tie_up(const struct sense_doc *d, uint32_t i)
{
    return i >= 2 && sense_norm_is(d, i, STR("up")) && sense_norm_is(d, i - 2, STR("tie"));
}

bool sense_parties_bond(struct forming *x)
{
    const struct sense_doc *d = x->d;
    x->common = true;
    for (uint32_t i = x->s->body_from; i < x->s->to; i++) {
        const struct sense_chunk *c = group_at(d, i);
        if (!c || c->head != i || d->tokens[i].flags & TOK_IN_QUOTES || d->tokens[i].name >= 0 ||
            !(sense_norm_in(d, i, sense_agree_nouns) || sense_norm_in(d, i, takeovers) ||
              is_tie_up(d, i)))
            continue;
        if (sense_agree_footing(d, i) || sense_norm_is(d, i, STR("letter")))
            continue;
        x->noun = i;
        x->n = 0;
        if (take_compound(x, c))
            return true;
        take_owner(x, c);
        size_t owners = x->n;
        bool all = take_behind(x, c);
        if (x->n >= 1 && owners == 0 && !all)
            take_holder(x, c);
        if (x->n >= 2 && !is_visit(x))
            return true;
        x->n = 0;
        if (sense_parties_two(x, x->s->body_from, x->s->to, false) && x->n >= 2)
            return true;
    }
    x->n = 0;
    return false;
}

bool sense_parties_half(struct forming *x)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = x->s->body_from; i + 2 < x->s->to; i++) {
        const struct sense_chunk *c = group_at(d, i);
        bool buys = sense_norm_in(d, i, takeovers);
        if (!c || c->head != i || d->tokens[i].flags & TOK_IN_QUOTES || d->tokens[i].name >= 0 ||
            !(buys || sense_norm_in(d, i, sense_agree_nouns)) || sense_agree_footing(d, i) ||
            !sense_norm_is(d, i + 1, buys ? STR("of") : STR("with")))
            continue;
        x->noun = i;
        x->n = 0;
        sense_parties_list(x, i + 2);
        if (x->n == 1 && x->parties[0].entity >= 0 &&
            d->entities[x->parties[0].entity].kind != ENTITY_PERSON)
            return true;
    }
    x->n = 0;
    return false;
}
