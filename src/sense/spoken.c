/* spoken.c: who makes an agreement, where the sentence names fewer than two: whom a pronoun, "the
 * two sides" or "their leaders" stand for, who is named further on or in the title, and bodies
 * without a name. */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

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
        sense_parties_names(x, d->names[d->tokens[i - 1].name].from,
                            d->names[d->tokens[i + 1].name].to, true);
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
        uint32_t before = i > 1 && sense_norm_is(d, i - 1, STR("the")) ? i - 2 : i - 1;
        if (name >= 0 && d->names[name].from == i && d->names[name].kind != ENTITY_PERSON &&
            !sense_norm_in(d, before, WORDS("in", "at", "near", "outside")))
            sense_parties_add(x, (uint32_t)name);
    }
}

/* "They settled it": the two that the sentence before names, where it names two. */
static bool pair_before(struct forming *x)
{
    if (x->s == x->d->sentences || x->n > 0)
        return false;
    struct forming before = {.f = x->f, .d = x->d, .s = x->s - 1, .act = x->act};
    sense_parties_names(&before, before.s->body_from, before.s->to, false);
    if (before.n != 2)
        return false;
    memcpy(x->parties, before.parties, 2 * sizeof *x->parties);
    x->n = 2;
    return true;
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
        while (far && said > x->s->body_from + 1 && said + 4 > i &&
               (sense_parties_date(d, said) || sense_norm_in(d, said, WORDS("on", "in"))))
            said--;
        if (e >= 0 && x->n < PARTIES_MOST)
            x->parties[x->n++] = (struct fill){d->tokens[i].span, e};
        else if (sense_norm_is(d, i, STR("they")) && pair_before(x))
            return;
        else if (far && sense_lemma_in(d, said, WORDS("say", "announce")))
            sense_parties_names(x, x->s->body_from, said, false);
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
        if (i > 0 && sense_norm_is(d, i, STR("them")) && sense_norm_is(d, i - 1, STR("between")))
            return true;
        if (!sense_norm_in(d, i, WORDS("both", "two")))
            continue;
        if (i + 1 == x->verb ||
            sense_norm_in(d, i + 1,
                          WORDS("sides", "countries", "nations", "parties", "companies",
                                "governments", "leaders", "neighbours", "neighbors", "allies",
                                "firms", "groups", "unions")) ||
            (sense_norm_in(d, i + 1, sense_agree_bodies) && d->tokens[i + 1].xpos == XPOS_NNS))
            return true;
    }
    return false;
}

/* Is it named only as where things are done: "reached a ceasefire in Harn"? */
static bool only_setting(const struct sense_doc *d, reading_index entity)
{
    bool any = false;
    for (size_t i = 0; d->title && i < d->title->name_count; i++)
        if (d->title->names[i].entity == entity &&
            !sense_parties_setting(d->title, &d->title->names[i]))
            return false;
    for (size_t i = 0; i < d->name_count; i++) {
        if (d->names[i].entity != entity)
            continue;
        uint32_t at = d->names[i].from;
        if (at == 0 || !sense_parties_setting(d, &d->names[i]) ||
            !sense_norm_in(d, at - 1, WORDS("in", "at", "near", "outside")))
            return false;
        any = true;
    }
    return any;
}

/* Is it among the parties already, by its entity or its words? */
static bool has_party(const struct forming *x, struct fill p)
{
    for (size_t i = 0; i < x->n; i++)
        if ((p.entity >= 0 && x->parties[i].entity == p.entity) ||
            str_eq_fold(span_str(x->d->text, x->parties[i].span), span_str(x->d->text, p.span)))
            return true;
    return false;
}

static void add_party(struct forming *x, struct fill p)
{
    if (!has_party(x, p))
        x->parties[x->n++] = p;
}

/* The names of the text's first sentence, then its weightiest. */
static void known_parties(struct forming *x)
{
    const struct sense_doc *d = x->d;
    bool lands = false; /* "the two countries" are places */
    for (uint32_t i = x->s->body_from; i < x->verb; i++)
        lands |= sense_norm_in(d, i,
                               WORDS("countries", "nations", "neighbours", "neighbors",
                                     "governments", "states", "allies"));
    for (size_t i = x->f->agreements.n; i-- > 0 && x->n < 2;)
        for (size_t k = 0; k < x->f->agreements.v[i].party_count && k < 2; k++)
            if (x->f->agreements.v[i].party_count >= 2)
                add_party(x, x->f->agreements.v[i].parties[k]);
    for (size_t i = 0; i < d->entity_count && x->n < 2; i++) {
        const struct entity *e = &d->entities[i];
        if ((e->kind != ENTITY_ORG && e->kind != ENTITY_PLACE) ||
            (!lands && only_setting(d, (reading_index)i)))
            continue;
        add_party(x, (struct fill){e->mentions[0].span, (reading_index)i});
    }
}

/* The headline of an agreement names who made it: bodies and places of it that the text names, too.
 */
static void title_parties(struct forming *x)
{
    const struct sense_doc *d = x->d, *t = d->title;
    bool about = false;
    for (uint32_t i = 0; t && i < t->token_count && !about; i++)
        about = sense_agree_act(t, i) || sense_norm_in(t, i, sense_agree_nouns);
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

static bool is_number(const struct sense_doc *d, uint32_t i)
{
    return d->tokens[i].xpos == XPOS_CD ||
           sense_norm_in(d, i,
                         WORDS("three", "four", "five", "six", "seven", "eight", "nine", "ten",
                               "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
                               "seventeen", "eighteen", "nineteen", "twenty", "several", "many"));
}

/* "Their leaders had reached ...": whom the sentence before begins with, a name or a body. */
static void owned_subject(struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t i = x->verb;
    while (i > x->s->body_from && i + 6 > x->verb && !sense_norm_in(d, i, WORDS("their", "its")))
        i--;
    if (!sense_norm_in(d, i, WORDS("their", "its")) || i > x->s->body_from + 1 ||
        x->s == d->sentences)
        return;
    struct forming before = {.f = x->f, .d = d, .s = x->s - 1, .act = x->act, .common = true};
    uint32_t end = before.s->body_from;
    while (end < before.s->to && d->tokens[end].upos != SENSE_VERB)
        end++;
    sense_parties_names(&before, before.s->body_from, end, false);
    if (before.n > 0 && x->n < PARTIES_MOST)
        x->parties[x->n++] = before.parties[0];
}

/* Where names are fewer than two: who is only spoken of, what the sentence points at, the title. */
void sense_parties_fill(struct forming *x, uint32_t sentence)
{
    const struct sense_doc *d = x->d;
    bool told = false;
    for (size_t i = 0; i < x->f->agreements.n; i++)
        told |= x->f->agreements.v[i].party_count > 1;
    if (x->n < 2)
        pronoun_party(x);
    if (x->n < 2 && stands_for_two(x))
        known_parties(x);
    if (x->n == 1)
        owned_subject(x);
    if (x->n < 2 && x->act->alone != JOINTLY)
        leading_pair(x);
    bool promise = x->act->alone == ALONE || (x->act->lemma[0] == '\0' && x->verb != x->noun);
    if (x->n == 1 && promise)
        promised_party(x);
    size_t names = x->n;
    bool trade = sense_lemma_in(d, x->verb, WORDS("buy", "sell", "acquire", "take", "lend"));
    if (x->n < 2 && !told && !trade) {
        x->common = true;
        sense_parties_collect(x);
        /* "Nine island states signed ..." are several by themselves. */
        bool several = x->n == 1 && names == 0 && x->parties[0].entity < 0 &&
                       is_number(d, sense_token_at(d, x->parties[0].span.at));
        if (x->n < 2 && !several)
            x->n = names;
    }
    if (x->n == 1 && trade) { /* "bought it from the receivers" */
        x->common = true;
        sense_parties_object(x);
    }
    if (x->n < 2 && sentence < 4)
        title_parties(x);
}
