/* shorts.c: the short forms of bodies: "HTS", "Acme" of "Acme Holdings", "Cubs" of "Chicago Cubs".
 *
 * A start of a name stands for it where what it leaves out says only what sort of body it is; an
 * end where what it leaves out is where the body is at home. What else is left out may be another
 * body
 * ("Ford", "Ford Foundation"). */
#include "sense/places.h"
#include "sense/resolve.h"

static bool is_in(struct str w, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(w, str_c(list[i])))
            return true;
    return false;
}
#define IS_IN(word, list) is_in(word, list, sizeof(list) / sizeof *(list))

static bool is_designator(struct str w)
{
    static const char *const list[] = {
        "inc",          "corp",     "corporation",  "co",
        "company",      "ltd",      "limited",      "llc",
        "plc",          "group",    "holdings",     "ag",
        "sa",           "gmbh",     "motors",       "airlines",
        "fc",           "party",    "air",          "lines",
        "airways",      "energy",   "magazine",     "newspaper",
        "petroleum",    "oil",      "steel",        "industries",
        "technologies", "hospital", "stores",       "pharmaceuticals",
        "electronics",  "bancorp",  "laboratories", "enterprises",
        "international"};
    return IS_IN(w, list);
}

/* Do the letters of an acronym begin the words of the name ("of", "the", "and" may be left out)? A
 * word that is an acronym gives all of its letters: "UKIP" of "UK Independence Party". */
static bool is_acronym_of(struct str letters, const struct work_entity *e)
{
    size_t at = 0, used = 0, next = 0;
    for (size_t i = 0; i < e->part_count && at < letters.n; i++) {
        struct str w = e->parts[i];
        next = i + 1;
        if (i == 0 && w.n == 2 && str_starts(letters, w) && letters.n > w.n + 1 &&
            e->part_count > 2 && e->parts[1].p[0] == letters.p[2]) {
            at += w.n;
            used++;
        } else if (w.p[0] == letters.p[at]) {
            at++;
            used++;
        } else if (w.n > 3) {
            return false;
        }
    }
    for (; at == letters.n && letters.n == 2 && next < e->part_count; next++)
        if (e->parts[next].n > 3 && !is_designator(e->parts[next]))
            return false; /* two letters are soon found: "EC" of no longer name */
    return at == letters.n && used >= 2;
}

/* "Lib Dems" of "Liberal Democrats": each word begins the other's. */
static bool is_clipped(const struct short_form *f, const struct work_entity *e)
{
    if (f->n != e->part_count || f->n < 2)
        return false;
    for (size_t i = 0; i < f->n; i++) {
        struct str w = f->parts[i], full = e->parts[i];
        if (w.n > 3 && w.p[w.n - 1] == 's')
            w.n--;
        if (w.n < 3 || !str_starts(full, w))
            return false;
    }
    return true;
}

bool sense_shortens_body(const struct short_form *f, const struct work_entity *e)
{
    size_t n = f->n;
    bool body = f->kind == ENTITY_ORG || (f->upper && n == 1 && f->kind == ENTITY_OTHER);
    if (e->kind != ENTITY_ORG || !body || n == 0)
        return false;
    if (is_clipped(f, e))
        return true;
    if (n >= e->part_count)
        return false;
    if (n == 1 && f->upper && f->parts[0].n >= 2 && f->parts[0].n <= 7 &&
        is_acronym_of(f->parts[0], e))
        return true;
    /* A start of the name whose rest is a designator ("Acme" of "Acme Holdings"), or its end from
     * the second word on ("Foreign Ministry" of "Norwegian Foreign Ministry"). */
    bool start = true, end = true;
    for (size_t i = 0; i < n; i++) {
        start &= str_eq(f->parts[i], e->parts[i]);
        end &= str_eq(f->parts[i], e->parts[e->part_count - n + i]);
    }
    for (size_t i = n; start && i < e->part_count; i++)
        start &= is_designator(e->parts[i]) ||
                 (!f->upper && str_eq(e->parts[i], STR("news"))); /* "BBC" has more than news */
    return start || (end && n >= 2 && e->part_count - n == 1);
}

/* "new york" of "new york daily news"; "chicago". */
static bool is_home(const struct resolver *r, const struct work_entity *e, size_t n)
{
    struct str name = e->parts[0];
    if (n > 1) {
        struct buf b;
        buf_arena(&b, r->d->arena, 80);
        for (size_t i = 0; i < n; i++)
            buf_fmt(&b, "%s%.*s", i ? " " : "", STR_ARG(e->parts[i]));
        name = buf_str(&b);
    }
    struct sense_place p[1];
    unsigned bits;
    sense_place_find(r->d->arena, name, p, 1, &bits);
    return bits & (GAZ_CITY | GAZ_TOWN | GAZ_COUNTRY | GAZ_REGION | GAZ_DEMONYM);
}

bool sense_is_tail(const struct resolver *r, const struct short_form *f,
                   const struct work_entity *e)
{
    enum { HOME_MOST = 3 };
    size_t home = e->part_count - f->n;
    if (e->kind != ENTITY_ORG || f->kind != ENTITY_ORG || f->n == 0 || f->n >= e->part_count ||
        home > HOME_MOST)
        return false;
    for (size_t i = 0; i < f->n; i++)
        if (!str_eq(f->parts[i], e->parts[home + i]))
            return false;
    return is_home(r, e, home);
}

bool sense_declared_acronym(const struct sense_doc *d, const struct sense_name *x,
                            const struct work_entity *e)
{
    const struct sense_name *full = &d->names[e->best_name];
    if (x->to - x->from != 1 || !(d->tokens[x->from].flags & TOK_UPPER) || e->part_count < 2)
        return false;
    if (x->from < e->last_token || x->from - e->last_token > 4 || full->to != e->last_token + 1)
        return false;
    if (e->parts[0].p[0] != to_lower(d->text.p[x->span.at]))
        return false;
    for (uint32_t i = e->last_token + 1; i < x->from; i++) {
        struct str w = d->tokens[i].norm;
        if (!str_eq(w, STR("(")) && !str_eq(w, STR(",")) && !str_eq(w, STR("or")) &&
            !str_eq(w, STR("\"")) && !str_eq(w, STR("“")) && !str_eq(w, STR("the")))
            return false;
    }
    return true;
}
