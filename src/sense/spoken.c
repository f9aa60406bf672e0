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
            d->tokens[i + 1].name < 0 || sense_parties_setting(d, &d->names[d->tokens[i - 1].name]))
            continue;
        sense_parties_names(x, d->names[d->tokens[i - 1].name].from,
                            d->names[d->tokens[i + 1].name].to, true);
        return;
    }
}

/* The token before the noun group at i, or before the one that it belongs to ("the kingdom of"). */
static uint32_t before_group(const struct sense_doc *d, uint32_t i)
{
    for (int depth = 0; depth < 2; depth++) {
        i = d->tokens[i].chunk >= 0 ? d->chunks[d->tokens[i].chunk].from : i;
        if (i < 2)
            return 0;
        i--;
        if (!sense_norm_is(d, i, STR("of")))
            break;
        i--;
    }
    return i;
}

/* "agreed to give the bronzes back to Adanwe": the first further name behind the verb. */
void sense_parties_promised(struct forming *x)
{
    const struct sense_doc *d = x->d;
    size_t n = x->n;
    for (uint32_t i = x->verb + 1; i < x->s->to && x->n == n; i++) {
        int32_t name = d->tokens[i].name;
        if (d->tokens[i].xpos == XPOS_COMMA || d->tokens[i].flags & TOK_IN_QUOTES)
            return;
        uint32_t before = before_group(d, i);
        if (name >= 0 && d->names[name].from == i && d->names[name].kind != ENTITY_PERSON &&
            d->names[name].kind != ENTITY_OTHER &&
            (d->tokens[before].upos == SENSE_VERB ||
             sense_norm_in(d, before, WORDS("to", "for", "with", "from"))))
            sense_parties_add(x, (uint32_t)name);
    }
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
    if (x->n < PARTIES_MOST && !has_party(x, p))
        x->parties[x->n++] = p;
}

static bool is_person(const struct sense_doc *d, struct fill p)
{
    return p.entity >= 0 && d->entities[p.entity].kind == ENTITY_PERSON;
}

/* Two that the sentence names up to the token `to`: two bodies and places, or else two persons. */
static bool pair_in(struct forming *x, const struct sense_sentence *s, uint32_t to, bool bodies)
{
    struct forming all = {.f = x->f, .d = x->d, .s = s, .act = x->act, .verb = x->verb};
    sense_parties_names(&all, s->body_from, to, false);
    for (int persons = 0; persons < 2 - bodies && x->n < 2; persons++) {
        size_t n = 0;
        for (size_t i = 0; i < all.n; i++)
            n += is_person(x->d, all.parties[i]) == persons;
        for (size_t i = 0; n == 2 && i < all.n; i++)
            if (is_person(x->d, all.parties[i]) == persons)
                add_party(x, all.parties[i]);
    }
    return x->n >= 2;
}

/* The two that a sentence begins with ("A and B"). */
static bool beside(struct forming *x, const struct sense_sentence *s)
{
    struct forming by = {.f = x->f, .d = x->d, .s = s, .act = x->act, .common = true};
    if (s->kind != SENTENCE_PROSE || !sense_parties_list(&by, s->body_from) || by.n != 2)
        return false;
    memcpy(x->parties, by.parties, 2 * sizeof *x->parties);
    x->n = 2;
    return true;
}

/* Whom the subject of the last finite verb in [from, to) of the sentence s names: of bodies and
 * places the first; `people`: all, persons, too. */
static void subject_named(struct forming *x, const struct sense_sentence *s, uint32_t to,
                          bool people)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = to; i-- > s->body_from;) {
        int32_t chunk = d->tokens[i].chunk;
        if (chunk < 0 || d->chunks[chunk].kind != CHUNK_VERB || d->chunks[chunk].head != i ||
            d->chunks[chunk].tense == TENSE_NONE)
            continue;
        struct forming of = {.f = x->f, .d = d, .s = s, .act = x->act, .verb = i};
        sense_parties_subject(&of);
        size_t n = x->n;
        for (size_t k = 0; k < of.n && x->n < PARTIES_MOST && (people || x->n == n); k++) {
            reading_index e = of.parties[k].entity;
            if (people || e < 0 || d->entities[e].kind != ENTITY_PERSON ||
                d->entities[e].role.n == 0)
                add_party(x, of.parties[k]);
        }
        if (x->n > n)
            return;
    }
}

/* The end of the first finite verb of a sentence: what stands before is its subject. */
static uint32_t first_verb_end(const struct sense_doc *d, const struct sense_sentence *s)
{
    for (uint32_t i = s->body_from; i < s->to; i++) {
        int32_t chunk = d->tokens[i].chunk;
        if (chunk >= 0 && d->chunks[chunk].kind == CHUNK_VERB &&
            d->chunks[chunk].tense != TENSE_NONE)
            return d->chunks[chunk].to;
    }
    return s->body_from;
}

/* "The firm bought ...": the body that the sentence before, or the one before that, begins with. */
static void definite_party(struct forming *x)
{
    const struct sense_doc *d = x->d;
    int32_t verb = d->tokens[x->verb].chunk;
    uint32_t i = x->s->body_from;
    const struct sense_chunk *c = d->tokens[i].chunk >= 0 ? &d->chunks[d->tokens[i].chunk] : NULL;
    if (!c || verb < 0 || x->n > 1 || !sense_norm_is(d, i, STR("the")) ||
        !sense_norm_in(d, c->head,
                       WORDS("firm", "company", "group", "club", "bank", "airline", "retailer",
                             "manufacturer", "supplier", "operator", "insurer", "broadcaster")) ||
        c->to > x->verb)
        return;
    for (uint32_t k = c->to; k < x->verb && d->tokens[k].upos != SENSE_AUX; k++)
        if (d->tokens[k].name >= 0)
            return;
    for (uint32_t back = 1; back <= 2 && x->s >= d->sentences + back; back++) {
        const struct sense_sentence *s = x->s - back;
        size_t n = x->n;
        subject_named(x, s, first_verb_end(d, s), false);
        if (x->n > n)
            return;
    }
}

/* "... AOL and Yahoo. The latter bought": the last that the sentence before names. */
static void latter_party(struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t i = x->s->body_from;
    if (x->n > 0 || x->s == d->sentences || i + 2 >= x->s->to || !sense_norm_is(d, i, STR("the")) ||
        !sense_norm_is(d, i + 1, STR("latter")))
        return;
    for (uint32_t k = (x->s - 1)->to; k-- > (x->s - 1)->body_from;)
        if (d->tokens[k].name >= 0) {
            sense_parties_put(x, (uint32_t)d->tokens[k].name);
            return;
        }
}

/* "It signed ...", "They agreed ...": whom the pronoun before the verb stands for; after "said",
 * who said it, as a rule; else the subject before it, in this sentence or the last. */
void sense_parties_pronoun(struct forming *x)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = x->verb; i-- > x->s->body_from && i + 6 > x->verb;) {
        if (!sense_norm_in(d, i, WORDS("it", "they", "he", "she")))
            continue;
        reading_index e = sense_entity_at(d, d->tokens[i].span);
        bool far = i > x->s->body_from + 2, they = sense_norm_is(d, i, STR("they"));
        size_t n = x->n;
        if (e >= 0)
            add_party(x, (struct fill){d->tokens[i].span, e});
        else if (they && x->n == 0 && x->s > d->sentences &&
                 (beside(x, x->s - 1) || pair_in(x, x->s - 1, (x->s - 1)->to, false)))
            return;
        else if (sense_norm_is(d, i, STR("it")) || (they && far))
            subject_named(x, x->s, i, they);
        if (x->n == n && i < x->s->body_from + 4 && sense_norm_in(d, i, WORDS("it", "they")) &&
            x->s > d->sentences)
            subject_named(x, x->s - 1, first_verb_end(d, x->s - 1), false);
        return;
    }
    latter_party(x);
    definite_party(x);
}

/* "the two sides", "both countries", "the two": the token that points at two that are known, from
 * `from` on; x->s->to where none does. */
static uint32_t two_at(const struct forming *x, uint32_t from, uint32_t to)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = from; i < to; i++) {
        bool the = i > 0 && sense_norm_is(d, i - 1, STR("the"));
        if (the && sense_norm_in(d, i, WORDS("pair", "duo", "parties", "delegations")))
            return i;
        if (i > 0 && sense_norm_is(d, i, STR("them")) && sense_norm_is(d, i - 1, STR("between")))
            return i;
        if (i + 1 >= x->s->to || !sense_norm_in(d, i, WORDS("both", "two")))
            continue;
        uint32_t of = i + 1 + (i + 2 < x->s->to && d->tokens[i + 1].upos == SENSE_ADJ);
        if (of == x->verb || (the && d->tokens[of].upos == SENSE_AUX) ||
            sense_norm_in(d, of,
                          WORDS("sides", "countries", "nations", "parties", "companies",
                                "governments", "leaders", "neighbours", "neighbors", "allies",
                                "firms", "groups", "unions", "men", "women", "rivals", "presidents",
                                "states", "clubs", "camps", "teams")) ||
            (sense_norm_in(d, of, sense_agree_bodies) && d->tokens[of].xpos == XPOS_NNS))
            return i;
    }
    return x->s->to;
}

/* Which entities are named only as where things are done: "reached a ceasefire in Harn". All names
 * are gone through once a document. */
enum { NOT_NAMED, ONLY_SETTING, MORE_THAN_SETTING };
static const uint8_t *settings_of(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    if (x->f->settings)
        return x->f->settings;
    uint8_t *v = ARENA_ARRAY(x->f->a, d->entity_count + 1, uint8_t);
    for (size_t i = 0; d->title && i < d->title->name_count; i++)
        if (d->title->names[i].entity >= 0 && !sense_parties_setting(d->title, &d->title->names[i]))
            v[d->title->names[i].entity] = MORE_THAN_SETTING;
    for (size_t i = 0; i < d->name_count; i++) {
        const struct sense_name *n = &d->names[i];
        if (n->entity < 0)
            continue;
        bool setting = n->from > 0 && sense_parties_setting(d, n) &&
                       sense_norm_in(d, n->from - 1, WORDS("in", "at", "near", "outside"));
        if (!setting)
            v[n->entity] = MORE_THAN_SETTING;
        else if (v[n->entity] == NOT_NAMED)
            v[n->entity] = ONLY_SETTING;
    }
    return x->f->settings = v;
}

/* "both sides of the conflict between A and B": whom the words behind `at` tell of. */
static bool between_in(struct forming *x, uint32_t at)
{
    struct forming pair = {
        .f = x->f, .d = x->d, .s = x->s, .act = x->act, .verb = x->verb, .common = true};
    for (uint32_t i = at; i + 1 < x->s->to && pair.n < 2; i++)
        if (sense_norm_is(x->d, i, STR("between")))
            sense_parties_list(&pair, i + 1);
    for (size_t i = 0; pair.n >= 2 && i < pair.n; i++)
        add_party(x, pair.parties[i]);
    return pair.n >= 2;
}

/* Whom "the two sides" at token `at` are: two that the sentence names before, or between whom the
 * quarrel is, the parties of the last agreement, those of the sentence before; by `guess` the
 * weightiest of the text. */
static void known_parties(struct forming *x, uint32_t at, bool guess)
{
    const struct sense_doc *d = x->d;
    bool lands = false; /* "the two countries" are places */
    for (uint32_t i = at; i < x->s->to && i < at + 4; i++)
        lands |= sense_norm_in(d, i,
                               WORDS("countries", "nations", "neighbours", "neighbors",
                                     "governments", "states", "allies"));
    if (x->n == 0 && (pair_in(x, x->s, at, lands) || between_in(x, at)))
        return;
    for (size_t i = x->f->agreements.n; i-- > 0 && x->n < 2;)
        for (size_t k = 0; k < x->f->agreements.v[i].party_count && k < 2; k++)
            if (x->f->agreements.v[i].party_count >= 2)
                add_party(x, x->f->agreements.v[i].parties[k]);
    if (x->n == 0 && x->s > d->sentences && pair_in(x, x->s - 1, (x->s - 1)->to, true))
        return;
    for (size_t i = 0; guess && i < d->entity_count && x->n < 2; i++) {
        const struct entity *e = &d->entities[i];
        if ((e->kind != ENTITY_ORG && e->kind != ENTITY_PLACE) ||
            (!lands && settings_of(x)[i] == ONLY_SETTING))
            continue;
        add_party(x, (struct fill){e->mentions[0].span, (reading_index)i});
    }
}

bool sense_parties_two(struct forming *x, uint32_t from, uint32_t to, bool guess)
{
    uint32_t at = two_at(x, from, to);
    if (at < x->s->to)
        known_parties(x, at, guess);
    return at < x->s->to;
}

/* The headline of an agreement names who made it: bodies and places of it that the text names, too.
 */
static void title_parties(struct forming *x)
{
    const struct sense_doc *d = x->d, *t = d->title;
    bool about = false;
    for (uint32_t i = 0; t && i < t->token_count && !about; i++)
        about = sense_agree_act(t, i) || sense_norm_in(t, i, sense_agree_nouns);
    bool met = x->n == 0; /* a title of others has nothing to say */
    for (size_t i = 0; t && i < t->name_count && !met; i++)
        met = t->names[i].entity >= 0 && x->parties[0].entity == t->names[i].entity;
    about &= met || x->parties[0].entity < 0;
    for (size_t i = 0; about && i < t->name_count && x->n < 3; i++) {
        const struct sense_name *n = &t->names[i];
        bool place =
            n->from > 0 && sense_norm_in(t, n->from - 1, WORDS("in", "at", "near", "over"));
        bool again = false;
        if (n->entity < 0 || place || n->kind == ENTITY_PERSON || n->kind == ENTITY_OTHER ||
            (x->act->alone == PAIR && n->kind != ENTITY_ORG))
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

bool sense_parties_beside(struct forming *x)
{
    const struct sense_doc *d = x->d;
    if ((x->s > d->sentences && beside(x, x->s - 1)) ||
        (x->s + 1 < d->sentences + d->sentence_count && beside(x, x->s + 1)))
        return true;
    /* "A will get a fee from B. Under the deal, ...": the two that are named before. */
    int32_t chunk = d->tokens[x->noun].chunk;
    bool known = chunk >= 0 && sense_norm_in(d, d->chunks[chunk].from, WORDS("the", "this"));
    for (size_t i = 0; i < x->f->agreements.n; i++) /* else it is one that was told of */
        known &= x->f->agreements.v[i].party_count < 2;
    return known && x->s > d->sentences && (x->s - 1)->kind == SENTENCE_PROSE &&
           pair_in(x, x->s - 1, (x->s - 1)->to, true);
}

/* Where names are fewer than two: who is only spoken of, what the sentence points at, the title. */
void sense_parties_fill(struct forming *x, uint32_t sentence)
{
    const struct sense_doc *d = x->d;
    bool told = false;
    for (size_t i = 0; i < x->f->agreements.n; i++)
        told |= x->f->agreements.v[i].party_count > 1;
    if (x->n < 2)
        sense_parties_pronoun(x);
    if (x->n < 2)
        sense_parties_two(x, x->s->body_from, x->verb, true);
    if (x->n < 2 && x->act->alone != JOINTLY)
        leading_pair(x);
    bool promise = x->act->alone == ALONE || (x->act->lemma[0] == '\0' && x->verb != x->noun);
    if (x->n == 1 && promise &&
        (x->parties[0].entity < 0 || !sense_parties_agent(d, x->parties[0].entity)))
        sense_parties_promised(x);
    size_t names = x->n;
    bool trade = sense_agree_buys(d, x->verb) ||
                 sense_lemma_in(d, x->verb, WORDS("sell", "lend", "offload", "divest"));
    if (x->n < 2 && !told && !trade) {
        x->common = true;
        sense_parties_collect(x);
        /* "Nine island states signed ..." are several by themselves. */
        bool several = x->n == 1 && names == 0 && x->parties[0].entity < 0 &&
                       is_number(d, sense_token_at(d, x->parties[0].span.at));
        if (x->n < 2 && !several)
            x->n = names;
    }
    if (x->n == 1)
        owned_subject(x);
    if (x->n == 1 && trade) { /* "bought it from the receivers" */
        x->common = true;
        sense_parties_object(x);
        x->bought |= x->n > 1;
    }
    if (x->n < 2 && sentence < 4)
        title_parties(x);
}
