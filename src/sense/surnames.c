/* surnames.c: who is meant by one word of a name, where several share it.
 *
 * News calls a person by the surname alone once the full name was said, and who comes in as
 * somebody's wife or son is then called by the first name, or by a title. So "Jones" behind "Peter
 * Jones and his wife, Nina Jones" is Peter; else it is who was called so before, and else who was
 * named more, and last. */
#include "sense/places.h"
#include "sense/resolve.h"

enum { PERSONS_BACK = 200 /* that a short form is compared with */ };

/* "Jr." and "III" are no surnames. */
static size_t without_order(const struct work_entity *e)
{
    static const char *const orders[] = {"jr", "sr", "ii", "iii", "iv"};
    for (size_t i = 0; e->part_count > 2 && i < sizeof orders / sizeof *orders; i++)
        if (str_eq(e->parts[e->part_count - 1], str_c(orders[i])))
            return e->part_count - 1;
    return e->part_count;
}

bool sense_spells_person(const struct short_form *f, const struct work_entity *e)
{
    size_t n = f->n, full = without_order(e);
    const struct str *s = f->parts;
    if (e->kind != ENTITY_PERSON || f->kind != ENTITY_PERSON || n == 0 || n >= e->part_count)
        return false;
    if (n == 1)
        return s[0].n > 1 && (str_eq(s[0], e->parts[full - 1]) ||
                              (str_eq(s[0], e->parts[0]) && e->parts[0].n > 2) ||
                              (full > 2 && str_eq(s[0], e->parts[1]) && e->parts[1].n > 3));
    if (full < e->part_count)
        return false; /* "Nils Holm" of "Nils Holm Jr." may be the father */
    size_t at = 0;
    for (size_t i = 0; i < e->part_count && at < n; i++)
        at += str_eq(s[at], e->parts[i]);
    return at == n && str_eq(s[n - 1], e->parts[e->part_count - 1]);
}

int32_t sense_person_meant(const struct resolver *r, const struct sense_name *x,
                           const struct short_form *f)
{
    enum { CALLED_SO = 8, MENTIONS = 4, RELATIVE = 40, BASE = 100 };
    uint8_t gender = (uint8_t)sense_title_gender(r->d, x->from);
    int32_t best = -1, score = 0;
    for (size_t i = r->n; f->kind == ENTITY_PERSON && i > 0 && r->n - i < PERSONS_BACK; i--) {
        const struct work_entity *e = &r->v[i - 1];
        if (!sense_spells_person(f, e) || (gender && e->gender && gender != e->gender))
            continue;
        int32_t named = e->mentions.n < MENTIONS ? (int32_t)e->mentions.n : MENTIONS;
        int32_t likely = BASE + named + (e->bare ? CALLED_SO : 0) -
                         (e->relative && !gender ? RELATIVE : 0) - (e->second ? 1 : 0);
        if (f->n == 1 && str_eq(f->parts[0], e->parts[0]))
            likely -= 2; /* a first name is rather somebody's surname */
        if (likely > score) {
            score = likely;
            best = (int32_t)i - 1;
        }
    }
    return best;
}

/* ---- relatives ---- */

static uint8_t kin_gender(const struct sense_doc *d, uint32_t i, bool *ret_kin)
{
    static const char *const women[] = {"wife",          "mother",       "daughter", "sister",
                                        "widow",         "aunt",         "niece",    "girlfriend",
                                        "grandmother",   "fiancee",      "bride",    "stepmother",
                                        "granddaughter", "stepdaughter", "fiancée",  NULL};
    static const char *const men[] = {
        "husband",   "father",      "son",      "brother", "widower",    "uncle",   "nephew",
        "boyfriend", "grandfather", "grandson", "fiancé",  "stepfather", "stepson", NULL};
    bool woman = sense_lemma_in(d, i, women), man = sense_lemma_in(d, i, men);
    *ret_kin = woman || man || sense_lemma_in(d, i, (const char *const[]){"cousin", "twin", NULL});
    return woman ? 'f' : man ? 'm' : 0;
}

/* "His wife Nina Jones", "her husband, former president Peter Jones,": the noun of kinship before,
 * over what else the person is. */
static bool kin_before(const struct sense_doc *d, const struct sense_name *x, uint8_t *ret_gender)
{
    enum { FAR = 7 };
    const struct sense_sentence *s = &d->sentences[x->sentence];
    for (uint32_t i = x->from; i > s->from && x->from - i < FAR;) {
        const struct sense_token *t = &d->tokens[--i];
        bool kin;
        *ret_gender = kin_gender(d, i, &kin);
        if (kin)
            return true;
        bool fits = t->upos == SENSE_NOUN || t->upos == SENSE_PROPN || t->upos == SENSE_ADJ ||
                    t->xpos == XPOS_COMMA || t->xpos == XPOS_HYPH || t->upos == SENSE_NUM;
        bool other = t->name >= 0 && d->names[t->name].kind == ENTITY_PERSON;
        if (!fits || other)
            break;
    }
    return false;
}

/* "Nina, his wife," */
static bool kin_behind(const struct sense_doc *d, const struct sense_name *x, uint8_t *ret_gender)
{
    bool kin = false;
    if (x->to + 2 < d->sentences[x->sentence].to && d->tokens[x->to].xpos == XPOS_COMMA &&
        d->tokens[x->to + 1].xpos == XPOS_PRPS)
        *ret_gender = kin_gender(d, x->to + 2, &kin);
    return kin;
}

bool sense_is_kin_of(const struct resolver *r, const struct sense_name *x,
                     const struct work_entity *e)
{
    static const char *const offices[] = {
        "president", "minister", "chancellor", "king", "queen", "prince",    "senator",
        "sen.",      "governor", "gov.",       "rep.", "mayor", "secretary", "judge",
        "justice",   "general",  "gen.",       "mr",   "mr.",   "pope",      NULL};
    const struct sense_doc *d = r->d;
    uint8_t gender = 0, title = (uint8_t)sense_title_gender(d, x->from);
    if (x->kind != ENTITY_PERSON || e->kind != ENTITY_PERSON || x->to - x->from < 2 ||
        sense_norm_is(d, x->from, e->parts[0]))
        return false;
    if (kin_before(d, x, &gender) || kin_behind(d, x, &gender) ||
        (title && e->gender && title != e->gender))
        return true;
    /* "President Brand", and then "aides like Ines" */
    uint32_t at = d->names[e->best_name].from;
    bool office = at > 0 && sense_norm_in(d, at - 1, offices);
    for (size_t i = 0; office && i < d->name_count; i++) {
        const struct sense_name *o = &d->names[i];
        if (o->to - o->from == 1 && o->kind == ENTITY_PERSON &&
            str_eq(d->tokens[o->from].norm, d->tokens[x->from].norm))
            return true;
    }
    return false;
}

void sense_person_begun(struct resolver *r, struct work_entity *e, const struct sense_name *x)
{
    enum { SOON = 3 };
    const struct sense_doc *d = r->d;
    uint8_t gender = 0;
    if (!e->gender)
        e->gender = (uint8_t)sense_title_gender(d, x->from);
    if (e->mentions.n >= SOON || e->bare > 1)
        return;
    e->relative |= kin_before(d, x, &gender) || kin_behind(d, x, &gender);
    if (e->relative && !e->gender)
        e->gender = gender;
    e->second |= x->from > 1 && sense_norm_is(d, x->from - 1, STR("and")) &&
                 d->tokens[x->from - 2].name >= 0 &&
                 d->names[d->tokens[x->from - 2].name].base.n > 0;
}

/* ---- before they are put together ---- */

/* Is the word called alone elsewhere, or is it the end of somebody's name? */
static bool stands_alone(const struct sense_doc *d, const struct sense_name *x, bool given)
{
    for (size_t i = 0; i < d->name_count; i++) {
        const struct sense_name *o = &d->names[i];
        bool lone = o->to - o->from == 1;
        if (o != x && (!lone || !given) && sense_norm_is(d, o->to - 1, d->tokens[x->from].norm))
            return true;
    }
    return false;
}

/* "Peter and Nina Jones": both are called Jones. Not so "Holm and Nina Jones" of an article on
 * Holm.
 */
static void share_surname(struct sense_doc *d, struct sense_name *x, size_t *pairs)
{
    enum { PAIRS_MOST = 100 }; /* each is looked for in all names */
    uint32_t and = x->to;
    if (x->kind != ENTITY_PERSON || x->to - x->from != 1 || and+2 >= d->token_count ||
        !sense_norm_is(d, and, STR("and")) || d->tokens[and+1].name < 0)
        return;
    const struct sense_name *y = &d->names[d->tokens[and+1].name];
    if (y->kind != ENTITY_PERSON || y->from != and+1 || y->to - y->from != 2)
        return;
    struct sense_place p[1];
    unsigned first, other;
    sense_place_find(d->arena, d->tokens[x->from].norm, p, 1, &first);
    sense_place_find(d->arena, d->tokens[y->from].norm, p, 1, &other);
    bool given = first & GAZ_FIRST;
    if (++*pairs > PAIRS_MOST)
        return;
    if ((given || other & GAZ_FIRST) && !(first & (GAZ_COUNTRY | GAZ_CITY)) &&
        !stands_alone(d, x, given))
        x->base = str_fmt(d->arena, "%.*s %.*s", STR_ARG(sense_token_str(d, x->from)),
                          STR_ARG(sense_token_str(d, y->from + 1)));
}

/* Is it said to speak or think, and nowhere what one is in, at or from? */
enum { SPEAKS = 1, HOLDS = 2 };
static unsigned acts_as(const struct sense_doc *d, const struct sense_name *x)
{
    static const char *const speaks[] = {"say",      "tell",  "think", "recall", "ask",   "add",
                                         "remember", "reply", "laugh", "tweet",  "write", NULL};
    static const char *const within[] = {"in", "at", "the", NULL};
    unsigned act = 0;
    bool owner = x->to < d->token_count && d->tokens[x->to].upos == SENSE_NOUN; /* "the X camp" */
    if (x->from > d->sentences[x->sentence].from && sense_norm_in(d, x->from - 1, within) && !owner)
        act |= HOLDS;
    for (uint32_t i = x->to; i < d->sentences[x->sentence].to && i < x->to + 3; i++) {
        if (d->tokens[i].upos == SENSE_VERB && sense_lemma_in(d, i, speaks))
            act |= SPEAKS;
        if (d->tokens[i].upos != SENSE_AUX && d->tokens[i].upos != SENSE_PART &&
            d->tokens[i].upos != SENSE_ADV)
            break;
    }
    return act;
}

/* A surname in the text that the gazetteer has as nothing else. */
static bool is_surname_only(const struct sense_doc *d, const struct sense_name *x)
{
    enum { ELSE = GAZ_COUNTRY | GAZ_CITY | GAZ_REGION | GAZ_DEMONYM | GAZ_INTL_ACTOR };
    struct sense_place p[1];
    unsigned bits;
    sense_place_find(d->arena, d->tokens[x->from].norm, p, 1, &bits);
    return !(bits & ELSE);
}

/* "His wife Democratic front-runner Nina Jones": one adjective before its noun is nobody. */
static bool is_adjective(const struct sense_doc *d, const struct sense_name *x)
{
    struct sense_place p[1];
    unsigned bits;
    if (x->kind != ENTITY_PERSON || x->to - x->from != 1 || x->to >= d->token_count ||
        d->tokens[x->from].upos != SENSE_ADJ || d->tokens[x->to].flags & TOK_CAP ||
        (d->tokens[x->to].upos != SENSE_NOUN && d->tokens[x->to].upos != SENSE_ADJ))
        return false;
    sense_place_find(d->arena, d->tokens[x->from].norm, p, 1, &bits);
    return !(bits & (GAZ_FIRST | GAZ_LAST));
}

/* "The Obama administration": no town in Japan. */
static bool is_in_office(const struct sense_doc *d, const struct sense_name *x)
{
    static const char *const terms[] = {"administration", "presidency", "campaign", NULL};
    enum { PLACES = GAZ_COUNTRY | GAZ_CITY | GAZ_TOWN | GAZ_REGION };
    struct sense_place p[1];
    unsigned bits;
    if (x->kind != ENTITY_PLACE || x->to - x->from != 1 || x->to >= d->token_count ||
        !sense_norm_in(d, x->to, terms) || d->tokens[x->from].flags & TOK_UPPER)
        return false;
    sense_place_find(d->arena, d->tokens[x->from].norm, p, 1, &bits);
    return !(bits & PLACES);
}

/* "the Joneses", "the Obamas": no place, nor one of them. */
static bool is_family(const struct sense_doc *d, const struct sense_name *x,
                      const struct map *surnames)
{
    struct str word = d->tokens[x->from].norm;
    if (x->to - x->from != 1 || x->from == 0 || !sense_norm_is(d, x->from - 1, STR("the")) ||
        word.n < 3 || word.p[word.n - 1] != 's')
        return false;
    return map_find(surnames, str_sub(word, 0, word.n - 1)) ||
           (str_ends(word, STR("es")) && map_find(surnames, str_sub(word, 0, word.n - 2)));
}

void sense_surnames_settle(struct sense_doc *d)
{
    struct map surnames;
    size_t pairs = 0;
    map_init(&surnames, d->arena);
    for (size_t i = 0; i < d->name_count; i++) {
        const struct sense_name *x = &d->names[i];
        if (is_adjective(d, x))
            d->names[i].kind = ENTITY_OTHER;
        share_surname(d, &d->names[i], &pairs);
        if (x->kind == ENTITY_PERSON && x->to - x->from > 1)
            map_put(&surnames, d->tokens[x->to - 1].norm, NULL);
    }
    for (size_t i = 0; i < d->name_count; i++) {
        const struct sense_name *x = &d->names[i];
        const struct map_entry *m = x->to - x->from == 1 && x->kind != ENTITY_PERSON &&
                                            !(d->tokens[x->from].flags & TOK_UPPER)
                                        ? map_find(&surnames, d->tokens[x->from].norm)
                                        : NULL;
        if (m)
            map_put(&surnames, m->key, NULL)->value.u |= acts_as(d, x);
    }
    for (size_t i = 0; i < d->name_count; i++) {
        struct sense_name *x = &d->names[i];
        const struct map_entry *m = x->to - x->from == 1 && x->kind != ENTITY_PERSON
                                        ? map_find(&surnames, d->tokens[x->from].norm)
                                        : NULL;
        if (m && m->value.u == SPEAKS && is_surname_only(d, x))
            x->kind = ENTITY_PERSON;
        if (is_in_office(d, x))
            x->kind = ENTITY_PERSON;
        if (is_family(d, x, &surnames))
            x->kind = ENTITY_OTHER;
    }
}
