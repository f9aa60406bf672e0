/* resolve.c: puts the names of an article together into entities: who is who.
 *
 * Names are taken in order. Equal keys are one entity; a short form joins the entity whose name it
 * shortens
 * ("Jones" → "Nina Jones", "HTS" → "Hayat Tahrir al-Sham", "US" → "United States"), the latest one
 * first. Then come roles ("Turkish President", "a spokesman for the ministry"), places on the map,
 * pronouns where only one person can be meant, the names in the title, and weights. The rules
 * follow the precise sieves of Raghunathan et al. (2010); what is doubtful stays apart. */
#include "sense/places.h"

#include <math.h>

enum {
    ENTITIES_MOST = 2000,
    LOOK_BACK = 200, /* entities that a short form is compared with */
    KEY_TOKENS = 10,
    ROLE_TOKENS = 14,
};

struct work_entity {
    enum entity_kind kind;
    struct str key; /* of the fullest form */
    struct str parts[KEY_TOKENS];
    size_t part_count;
    uint32_t best_name; /* index of the name with the fullest form */
    uint32_t last_token;
    float kinds[4]; /* how surely each kind was said */
    struct str role;
    uint8_t gender; /* 0 unknown, 'm', 'f' */
    char country[3];
    double lat, lon;
    uint32_t country_key; /* for countries: code, so that "US" and "America" are one */
    LIST(struct mention) mentions;
    bool in_title;
    double weight;
    int32_t order; /* place in the final list */
};

struct resolver {
    struct sense_doc *d;
    struct work_entity *v;
    size_t n;
    struct map keys; /* key -> number + 1 */
};

/* ---- keys ---- */

static size_t parts_of(struct str key, struct str parts[KEY_TOKENS])
{
    size_t n = 0;
    struct str part;
    if (key.n == 0)
        return 0;
    while (n < KEY_TOKENS && str_split(&key, ' ', &part))
        if (part.n)
            parts[n++] = part;
    return n;
}

/* The text of a name without "the" in front. */
static struct str name_text(const struct sense_doc *d, const struct sense_name *n)
{
    uint32_t from = n->from;
    while (from + 1 < n->to && sense_norm_is(d, from, STR("the")))
        from++;
    return span_str(d->text, sense_span(d, from, n->to));
}

/* One line, single spaces. */
static struct str flat(struct arena *a, struct str s)
{
    bool plain = true;
    for (size_t i = 0; i < s.n; i++)
        plain &= s.p[i] != '\n' && s.p[i] != '\t' &&
                 !(s.p[i] == ' ' && i + 1 < s.n && s.p[i + 1] == ' ');
    if (plain)
        return s;
    struct buf b;
    buf_arena(&b, a, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        char c = is_space(s.p[i]) ? ' ' : s.p[i];
        if (c != ' ' || (b.n && b.p[b.n - 1] != ' '))
            buf_char(&b, c);
    }
    return buf_str(&b);
}

/* ---- joining ---- */

static bool is_designator(struct str w)
{
    static const char *const list[] = {
        "inc",   "corp",     "corporation", "co", "company", "ltd",    "limited",  "llc", "plc",
        "group", "holdings", "ag",          "sa", "gmbh",    "motors", "airlines", "fc",  "party"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eq(w, str_c(list[i])))
            return true;
    return false;
}

/* "jones" of "nina jones", "nina jones" of "nina b jones"; a lone first name too. */
static bool shortens_person(const struct str *s, size_t n, const struct work_entity *e)
{
    if (n >= e->part_count || n == 0)
        return false;
    if (n == 1)
        return s[0].n > 1 &&
               (str_eq(s[0], e->parts[e->part_count - 1]) ||
                (str_eq(s[0], e->parts[0]) && e->parts[0].n > 2) ||
                (e->part_count > 2 && str_eq(s[0], e->parts[1]) && e->parts[1].n > 3));
    size_t at = 0;
    for (size_t i = 0; i < e->part_count && at < n; i++)
        at += str_eq(s[at], e->parts[i]);
    return at == n && str_eq(s[n - 1], e->parts[e->part_count - 1]);
}

/* Do the letters of an acronym begin the words of the name ("of", "the", "and" may be left out)? */
static bool is_acronym_of(struct str letters, const struct work_entity *e)
{
    size_t at = 0, used = 0;
    for (size_t i = 0; i < e->part_count && at < letters.n; i++) {
        struct str w = e->parts[i];
        if (w.p[0] == letters.p[at]) {
            at++;
            used++;
        } else if (w.n > 3) {
            return false;
        }
    }
    return at == letters.n && used >= 2;
}

static bool shortens_org(const struct str *s, size_t n, const struct work_entity *e, bool upper)
{
    if (n == 0 || n >= e->part_count)
        return false;
    if (n == 1 && upper && s[0].n >= 2 && s[0].n <= 7 && is_acronym_of(s[0], e))
        return true;
    /* A start of the name whose rest is a designator ("Acme" of "Acme Holdings"), or its end from
     * the second word on ("Foreign Ministry" of "Norwegian Foreign Ministry"). */
    bool start = true, end = true;
    for (size_t i = 0; i < n; i++) {
        start &= str_eq(s[i], e->parts[i]);
        end &= str_eq(s[i], e->parts[e->part_count - n + i]);
    }
    for (size_t i = n; start && i < e->part_count; i++)
        start &= is_designator(e->parts[i]);
    return start || (end && n >= 2 && e->part_count - n == 1);
}

static bool shortens(const struct str *s, size_t n, enum entity_kind kind, bool upper,
                     const struct work_entity *e)
{
    if (e->kind == ENTITY_PERSON && (kind == ENTITY_PERSON))
        return shortens_person(s, n, e);
    if (e->kind == ENTITY_ORG && (kind == ENTITY_ORG || (upper && n == 1 && kind != ENTITY_PLACE)))
        return shortens_org(s, n, e, upper);
    return false;
}

/* An acronym in brackets or behind "or" right after a name stands for it: "Northern Rail Union
 * (NRU)". */
static bool declared_acronym(const struct sense_doc *d, const struct sense_name *x,
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

/* The number of the country that a phrase names, + 1; 0 where it names none. */
static uint32_t country_number(struct arena *a, struct str name, struct sense_place *ret)
{
    struct sense_place p[4];
    unsigned bits;
    size_t n = sense_place_find(a, name, p, 4, &bits);
    if (!(bits & GAZ_COUNTRY) || n == 0 || p[0].size != SENSE_COUNTRY_SIZE)
        return 0;
    *ret = p[0];
    return (uint32_t)(p[0].country[0] << 8 | p[0].country[1]);
}

static int32_t find_entity(struct resolver *r, const struct sense_name *x, struct str key,
                           uint32_t country)
{
    const struct sense_doc *d = r->d;
    const struct map_entry *m = map_find(&r->keys, key);
    if (m)
        return (int32_t)m->value.u - 1;
    struct str parts[KEY_TOKENS];
    size_t n = parts_of(key, parts);
    bool upper = x->to - x->from == 1 && (d->tokens[x->from].flags & TOK_UPPER);
    for (size_t i = r->n; i > 0 && r->n - i < LOOK_BACK; i--) {
        const struct work_entity *e = &r->v[i - 1];
        if (country && e->country_key == country)
            return (int32_t)i - 1;
        if (declared_acronym(d, x, e) || shortens(parts, n, x->kind, upper, e))
            return (int32_t)i - 1;
        /* The fuller form comes later: "Jones" of the lead, then "Nina Jones". */
        struct work_entity shorter = {.kind = x->kind, .part_count = n};
        memcpy(shorter.parts, parts, sizeof parts);
        bool e_upper =
            e->part_count == 1 && (d->tokens[d->names[e->best_name].from].flags & TOK_UPPER);
        if (e->part_count == 1 && e->kind == x->kind && e->parts[0].n > 2 &&
            shortens(e->parts, e->part_count, e->kind, e_upper, &shorter))
            return (int32_t)i - 1;
    }
    return -1;
}

static void add_mention(struct resolver *r, size_t e, uint32_t name)
{
    struct work_entity *w = &r->v[e];
    struct sense_name *x = &r->d->names[name];
    LIST_PUSH(r->d->arena, &w->mentions, (struct mention){x->span, false});
    w->kinds[x->kind] += x->sure + 0.1f;
    w->last_token = x->to - 1;
    x->entity = (int32_t)e;
}

static bool all_adjectives(const struct sense_doc *d, const struct sense_name *x)
{
    for (uint32_t i = x->from; i < x->to; i++)
        if (d->tokens[i].upos != SENSE_ADJ && i + 1 == x->to)
            return false;
    return true;
}

/* In a dateline or a credit ("TARNA, Nov 21 (Agency) -")? */
static bool in_credit(const struct sense_doc *d, const struct sense_name *x)
{
    return d->sentences[d->tokens[x->from].sentence].kind == SENTENCE_CREDIT;
}

/* A name that stands in a dateline only is in capitals for its place there: "PORT CALLIS" is
 * written Port Callis. Short ones ("UAE") stay. */
static struct str dateline_case(struct sense_doc *d, const struct sense_name *x, struct str name)
{
    enum { SHORT = 3 };
    if (!in_credit(d, x) || name.n <= SHORT)
        return name;
    for (size_t i = 0; i < name.n; i++)
        if (is_lower(name.p[i]))
            return name;
    char *p = arena_alloc(d->arena, name.n);
    for (size_t i = 0; i < name.n; i++)
        p[i] = i && is_alpha(name.p[i - 1]) ? to_lower(name.p[i]) : name.p[i];
    return str_of(p, name.n);
}

static void take_name(struct resolver *r, uint32_t index)
{
    struct sense_doc *d = r->d;
    struct sense_name *x = &d->names[index];
    if (in_credit(d, x) && x->kind != ENTITY_PLACE)
        return; /* the agency, the month, who contributed: the article is not about them */
    struct str text = flat(d->arena, name_text(d, x)), key = text_key(d->arena, text);
    struct sense_place place;
    unsigned bits = 0;
    if (key.n == 0)
        return;
    uint32_t country = x->kind == ENTITY_PLACE || x->kind == ENTITY_ORG
                           ? country_number(d->arena, text, &place)
                           : 0;
    if (x->kind == ENTITY_OTHER) {
        sense_place_find(d->arena, text, &place, 1, &bits);
        if ((bits & GAZ_DEMONYM) || all_adjectives(d, x))
            return; /* "Turkish", "South Asian" are no things that an article is about */
    }
    int32_t e = find_entity(r, x, key, country);
    if (e < 0) {
        if (r->n == ENTITIES_MOST)
            return;
        e = (int32_t)r->n++;
        r->v[e] = (struct work_entity){
            .kind = x->kind, .key = key, .best_name = index, .country_key = country};
        r->v[e].part_count = parts_of(key, r->v[e].parts);
    }
    struct work_entity *w = &r->v[e];
    map_put(&r->keys, key, NULL)->value.u = (uint64_t)e + 1;
    struct str parts[KEY_TOKENS];
    size_t n = parts_of(key, parts);
    bool better =
        n > w->part_count || (n == w->part_count && in_credit(d, &d->names[w->best_name]));
    if (better && x->kind == w->kind) {
        w->key = key;
        w->best_name = index;
        w->part_count = n;
        memcpy(w->parts, parts, sizeof parts);
    }
    add_mention(r, (size_t)e, index);
}

static void settle_kinds(struct resolver *r)
{
    for (size_t e = 0; e < r->n; e++) {
        unsigned best = 0;
        for (unsigned k = 1; k < 4; k++)
            best = r->v[e].kinds[k] > r->v[e].kinds[best] ? k : best;
        r->v[e].kind = (enum entity_kind)best;
    }
}

/* ---- roles ---- */

static bool is_role_word(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {"president",
                                        "minister",
                                        "spokesman",
                                        "spokeswoman",
                                        "spokesperson",
                                        "chief",
                                        "secretary",
                                        "director",
                                        "chairman",
                                        "chairwoman",
                                        "chair",
                                        "chairperson",
                                        "leader",
                                        "head",
                                        "general",
                                        "colonel",
                                        "captain",
                                        "major",
                                        "lieutenant",
                                        "sergeant",
                                        "commander",
                                        "admiral",
                                        "senator",
                                        "sen.",
                                        "rep.",
                                        "gov.",
                                        "gen.",
                                        "col.",
                                        "lt.",
                                        "capt.",
                                        "sgt.",
                                        "governor",
                                        "mayor",
                                        "king",
                                        "queen",
                                        "prince",
                                        "princess",
                                        "emir",
                                        "sultan",
                                        "pope",
                                        "bishop",
                                        "archbishop",
                                        "cardinal",
                                        "imam",
                                        "sheikh",
                                        "rabbi",
                                        "ayatollah",
                                        "judge",
                                        "justice",
                                        "prosecutor",
                                        "lawyer",
                                        "attorney",
                                        "analyst",
                                        "expert",
                                        "professor",
                                        "prof.",
                                        "dr.",
                                        "doctor",
                                        "researcher",
                                        "scientist",
                                        "economist",
                                        "historian",
                                        "author",
                                        "writer",
                                        "journalist",
                                        "reporter",
                                        "editor",
                                        "correspondent",
                                        "actor",
                                        "actress",
                                        "singer",
                                        "musician",
                                        "artist",
                                        "coach",
                                        "manager",
                                        "striker",
                                        "midfielder",
                                        "defender",
                                        "goalkeeper",
                                        "player",
                                        "officer",
                                        "official",
                                        "deputy",
                                        "ambassador",
                                        "envoy",
                                        "diplomat",
                                        "negotiator",
                                        "mp",
                                        "lawmaker",
                                        "congressman",
                                        "congresswoman",
                                        "councillor",
                                        "commissioner",
                                        "inspector",
                                        "sheriff",
                                        "officer",
                                        "detective",
                                        "activist",
                                        "candidate",
                                        "premier",
                                        "chancellor",
                                        "ceo",
                                        "cfo",
                                        "founder",
                                        "co-founder",
                                        "owner",
                                        "executive",
                                        "engineer",
                                        "teacher",
                                        "student",
                                        "farmer",
                                        "driver",
                                        "pilot",
                                        "nurse",
                                        "surgeon",
                                        "resident",
                                        "witness",
                                        "survivor",
                                        "suspect",
                                        "gunman",
                                        "militant",
                                        "rebel",
                                        "fighter",
                                        "soldier",
                                        "adviser",
                                        "advisor",
                                        "aide",
                                        "representative",
                                        "member",
                                        "vice-president",
                                        "speaker",
                                        "treasurer",
                                        "principal",
                                        "dean",
                                        "rector",
                                        "coordinator",
                                        "organizer",
                                        "organiser",
                                        "campaigner",
                                        "blogger",
                                        "photographer",
                                        "designer",
                                        "architect",
                                        "producer",
                                        "filmmaker",
                                        "comedian",
                                        "poet",
                                        "novelist",
                                        "champion",
                                        "mother",
                                        "father",
                                        "son",
                                        "daughter",
                                        "wife",
                                        "husband",
                                        "brother",
                                        "sister",
                                        "widow",
                                        "partner",
                                        "rapper",
                                        "billionaire",
                                        "businessman",
                                        "businesswoman",
                                        "entrepreneur",
                                        "investor",
                                        "banker",
                                        "trader",
                                        "strategist",
                                        "consultant",
                                        "psychologist",
                                        NULL};
    return sense_lemma_in(d, i, words) || sense_norm_in(d, i, words);
}

static struct str role_text(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    return flat(d->arena, span_str(d->text, sense_span(d, from, to)));
}

/* "Turkish President" before the name; empty where none. */
static struct str role_before(const struct sense_doc *d, const struct sense_name *x)
{
    const struct sense_sentence *s = &d->sentences[x->sentence];
    uint32_t from = x->from;
    if (from == s->from || !is_role_word(d, from - 1))
        return STR_NONE;
    while (from > s->from && x->from - from < ROLE_TOKENS) {
        const struct sense_token *t = &d->tokens[from - 1];
        bool fits =
            t->upos == SENSE_NOUN || t->upos == SENSE_PROPN || t->upos == SENSE_ADJ ||
            t->xpos == XPOS_HYPH || t->xpos == XPOS_POS ||
            (sense_norm_is(d, from - 1, STR("of")) && from - 1 > s->from &&
             (d->tokens[from - 2].upos == SENSE_NOUN || d->tokens[from - 2].upos == SENSE_PROPN));
        /* "... denied the charge Norwegian ministry spokesperson Nils Holm": a small noun before
         * capitals is not of it. */
        bool small = !(t->flags & TOK_CAP) && (t->flags & TOK_ALPHA) &&
                     !sense_norm_is(d, from - 1, STR("of"));
        if (small && from < x->from && (d->tokens[from].flags & TOK_CAP))
            break;
        bool other_person = t->name >= 0 && d->names[t->name].kind == ENTITY_PERSON;
        if (!fits || other_person)
            break;
        from--;
    }
    while (from < x->from &&
           (d->tokens[from].xpos == XPOS_POS || d->tokens[from].xpos == XPOS_HYPH ||
            sense_norm_is(d, from, STR("of"))))
        from++;
    return role_text(d, from, x->from);
}

/* ", a spokesman for the ministry," behind the name. */
static struct str role_behind(const struct sense_doc *d, const struct sense_name *x)
{
    const struct sense_sentence *s = &d->sentences[x->sentence];
    uint32_t i = x->to;
    if (i + 2 >= s->to || !sense_norm_is(d, i, STR(",")))
        return STR_NONE;
    uint32_t from = ++i;
    if (d->tokens[i].xpos == XPOS_CC) /* ", and an engineer of the firm": somebody else */
        return STR_NONE;
    if (d->tokens[i].xpos == XPOS_DT || d->tokens[i].xpos == XPOS_PRPS) {
        i++;
        from = i;
    }
    bool role = false, done = false;
    for (; i < s->to && i - from < ROLE_TOKENS; i++) {
        const struct sense_token *t = &d->tokens[i];
        if (t->xpos == XPOS_COMMA || t->xpos == XPOS_STOP || t->xpos == XPOS_WP ||
            t->xpos == XPOS_WDT || t->xpos == XPOS_COLON || t->xpos == XPOS_RQUOTE ||
            t->xpos == XPOS_LQUOTE) {
            done = true;
            break;
        }
        if (t->upos == SENSE_VERB || t->upos == SENSE_AUX || t->upos == SENSE_PRON)
            break;
        role |= is_role_word(d, i) && (t->name < 0 || d->names[t->name].kind != ENTITY_PERSON);
        /* The role stands in the first noun group: "a spokesman for ...", not "a town near the
         * leader's home". */
        if (!role && t->upos == SENSE_ADP)
            return STR_NONE;
    }
    if (!done || !role || i == from)
        return STR_NONE;
    /* "Jones, Smith and others": an enumeration is none. */
    if (d->tokens[from].name >= 0 && d->names[d->tokens[from].name].kind == ENTITY_PERSON)
        return STR_NONE;
    return role_text(d, from, i);
}

char sense_title_gender(const struct sense_doc *d, uint32_t from)
{
    static const char *const men[] = {"mr", "mr.", "sir", "king", "prince", "spokesman", NULL};
    static const char *const women[] = {"mrs",   "mrs.",     "ms",          "ms.", "miss",
                                        "queen", "princess", "spokeswoman", NULL};
    if (from == 0)
        return 0;
    return sense_norm_in(d, from - 1, men) ? 'm' : sense_norm_in(d, from - 1, women) ? 'f' : 0;
}

static void roles_make(struct resolver *r)
{
    const struct sense_doc *d = r->d;
    for (size_t i = 0; i < d->name_count; i++) {
        const struct sense_name *x = &d->names[i];
        if (x->entity < 0 || r->v[x->entity].kind != ENTITY_PERSON)
            continue;
        struct work_entity *e = &r->v[x->entity];
        if (!e->gender)
            e->gender = (uint8_t)sense_title_gender(d, x->from);
        if (e->role.n == 0)
            e->role = role_before(d, x);
        if (e->role.n == 0)
            e->role = role_behind(d, x);
    }
}

/* ---- places ---- */

/* Countries that the article speaks of, by code, how often; and regions of which it is known where
 * they are. */
enum { REGIONS_MOST = 16 };
struct country_votes {
    struct {
        char code[2];
        uint32_t n;
    } v[64];
    size_t n;
    struct sense_place regions[REGIONS_MOST];
    size_t region_count;
};

static void vote(struct country_votes *c, const char *code, uint32_t n)
{
    size_t i = 0;
    while (i < c->n && memcmp(c->v[i].code, code, 2) != 0)
        i++;
    if (i == 64)
        return;
    if (i == c->n) {
        memcpy(c->v[i].code, code, 2);
        c->v[i].n = 0;
        c->n++;
    }
    c->v[i].n += n;
}

static uint32_t votes_of(const struct country_votes *c, const char *code)
{
    for (size_t i = 0; i < c->n; i++)
        if (memcmp(c->v[i].code, code, 2) == 0)
            return c->v[i].n;
    return 0;
}

/* "Calif." -> "California": how agencies shorten the states. */
static struct str long_region(struct str name)
{
    static const char *const list[][2] = {
        {"ala", "Alabama"},        {"ariz", "Arizona"},       {"ark", "Arkansas"},
        {"calif", "California"},   {"colo", "Colorado"},      {"conn", "Connecticut"},
        {"del", "Delaware"},       {"fla", "Florida"},        {"ga", "Georgia"},
        {"ill", "Illinois"},       {"ind", "Indiana"},        {"kan", "Kansas"},
        {"ky", "Kentucky"},        {"la", "Louisiana"},       {"md", "Maryland"},
        {"mass", "Massachusetts"}, {"mich", "Michigan"},      {"minn", "Minnesota"},
        {"miss", "Mississippi"},   {"mo", "Missouri"},        {"mont", "Montana"},
        {"neb", "Nebraska"},       {"nev", "Nevada"},         {"n.h", "New Hampshire"},
        {"n.j", "New Jersey"},     {"n.m", "New Mexico"},     {"n.y", "New York"},
        {"n.c", "North Carolina"}, {"n.d", "North Dakota"},   {"okla", "Oklahoma"},
        {"ore", "Oregon"},         {"pa", "Pennsylvania"},    {"r.i", "Rhode Island"},
        {"s.c", "South Carolina"}, {"s.d", "South Dakota"},   {"tenn", "Tennessee"},
        {"tex", "Texas"},          {"vt", "Vermont"},         {"va", "Virginia"},
        {"wash", "Washington"},    {"w.va", "West Virginia"}, {"wis", "Wisconsin"},
        {"wyo", "Wyoming"},        {"ont", "Ontario"},        {"b.c", "British Columbia"}};
    struct str s = name;
    if (s.n && s.p[s.n - 1] == '.')
        s.n--;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eq_fold(s, str_c(list[i][0])))
            return str_c(list[i][1]);
    return name;
}

/* The country or region that a name says, the region where it can be either; false for neither. */
static bool region_named(const struct sense_doc *d, const struct sense_name *x,
                         struct sense_place *ret)
{
    struct sense_place p[SENSE_PLACES_A_NAME];
    unsigned bits;
    struct str name = long_region(flat(d->arena, name_text(d, x)));
    size_t n = sense_place_find(d->arena, name, p, SENSE_PLACES_A_NAME, &bits), best = 0;
    if (n == 0 || !(bits & (GAZ_COUNTRY | GAZ_REGION)))
        return false;
    for (size_t i = n; i-- > 0;)
        if (p[i].size == SENSE_REGION_SIZE)
            best = i;
    *ret = p[best];
    return true;
}

static void count_countries(const struct resolver *r, struct country_votes *c)
{
    const struct sense_doc *d = r->d;
    for (size_t i = 0; i < d->name_count; i++) {
        struct sense_place p[SENSE_PLACES_A_NAME];
        unsigned bits;
        size_t n = sense_place_find(d->arena, flat(d->arena, name_text(d, &d->names[i])), p,
                                    SENSE_PLACES_A_NAME, &bits);
        if (n > 0 && (bits & (GAZ_COUNTRY | GAZ_DEMONYM)) && p[0].size == SENSE_COUNTRY_SIZE)
            vote(c, p[0].country, 1);
        struct sense_place region;
        if (d->names[i].kind != ENTITY_PLACE || !region_named(d, &d->names[i], &region) ||
            region.size != SENSE_REGION_SIZE)
            continue;
        vote(c, region.country, 1);
        if ((region.lat != 0 || region.lon != 0) && c->region_count < REGIONS_MOST)
            c->regions[c->region_count++] = region;
    }
}

/* The name next to a mention of the entity, over a comma or "in": the one behind it ("Springfield,
 * Ohio") or the one before. NULL where none stands there. */
static const struct sense_name *neighbour(const struct sense_doc *d, struct span mention,
                                          bool behind)
{
    uint32_t first = sense_token_at(d, mention.at), t = sense_token_at(d, mention.end - 1);
    uint32_t comma = behind ? t + 1 : first - 1, at = behind ? t + 2 : first - 2;
    if ((!behind && first < 2) || (behind && t + 2 >= d->token_count) ||
        d->tokens[comma].sentence != d->tokens[t].sentence ||
        d->tokens[at].sentence != d->tokens[t].sentence || d->tokens[at].name < 0)
        return NULL;
    if (!sense_norm_is(d, comma, STR(",")) && !sense_norm_is(d, comma, STR("in")) &&
        !sense_norm_is(d, comma, STR("(")))
        return NULL;
    const struct sense_name *x = &d->names[d->tokens[at].name];
    return x->kind == ENTITY_PLACE && (behind ? x->from == at : x->to == at + 1) ? x : NULL;
}

/* "Springfield, Ohio": the place behind the comma says where. */
static bool said_where(const struct sense_doc *d, const struct work_entity *e,
                       struct sense_place *ret)
{
    for (size_t k = 0; k < e->mentions.n; k++) {
        const struct sense_name *x = neighbour(d, e->mentions.v[k].span, true);
        if (x && region_named(d, x, ret))
            return true;
    }
    return false;
}

/* "Atlanta, Georgia": does the place before the comma lie in this country? */
static bool holds_neighbour(const struct sense_doc *d, const struct work_entity *e,
                            const char *country)
{
    for (size_t k = 0; k < e->mentions.n; k++) {
        const struct sense_name *x = neighbour(d, e->mentions.v[k].span, false);
        struct sense_place p[SENSE_PLACES_A_NAME];
        unsigned bits;
        size_t n = x ? sense_place_find(d->arena, flat(d->arena, name_text(d, x)), p,
                                        SENSE_PLACES_A_NAME, &bits)
                     : 0;
        for (size_t i = 0; i < n; i++)
            if (memcmp(p[i].country, country, 2) == 0)
                return true;
    }
    return false;
}

/* How far apart, in degrees, at most ten; where it is not known, ten. */
static double apart(const struct sense_place *a, const struct sense_place *b)
{
    enum { FAR = 10 };
    if (memcmp(a->country, b->country, 2) != 0 || (b->lat == 0 && b->lon == 0))
        return FAR;
    double lat = a->lat - b->lat, lon = (a->lon - b->lon) * cos(a->lat * M_PI / 180);
    return fmin(FAR, sqrt(lat * lat + lon * lon));
}

/* What speaks for this place among those of its name: its size, its country spoken of, the region
 * said with it or elsewhere. */
static double place_score(const struct sense_doc *d, const struct work_entity *e,
                          const struct country_votes *votes, const struct sense_place *p,
                          const struct sense_place *said)
{
    enum { REGION_LIKE = 18, COUNTRY_LIKE = 30 }; /* as large as a city of a quarter of a million */
    uint32_t v = votes_of(votes, p->country);
    double score = p->size == SENSE_REGION_SIZE    ? REGION_LIKE
                   : p->size == SENSE_COUNTRY_SIZE ? COUNTRY_LIKE
                                                   : p->size;
    score += v ? 6 + fmin(v, 6) : 0;
    if (said)
        score += (memcmp(said->country, p->country, 2) == 0 ? 30 : 0) -
                 (said->size == SENSE_REGION_SIZE ? 3 * apart(p, said) : 0);
    else if (p->size < SENSE_REGION_SIZE) {
        double near = 10;
        for (size_t i = 0; i < votes->region_count; i++)
            near = fmin(near, apart(p, &votes->regions[i]));
        score += (10 - near) * 0.6;
    }
    if (p->size >= SENSE_REGION_SIZE && holds_neighbour(d, e, p->country))
        score += 16;
    return score;
}

static void place_entity(struct resolver *r, struct work_entity *e,
                         const struct country_votes *votes)
{
    enum { SCORE_LEAST = 14 };
    struct sense_doc *d = r->d;
    struct sense_place p[SENSE_PLACES_A_NAME], where;
    unsigned bits;
    struct str name = flat(d->arena, name_text(d, &d->names[e->best_name]));
    size_t n = sense_place_find(d->arena, name, p, SENSE_PLACES_A_NAME, &bits);
    if (n == 0)
        n = sense_place_find(d->arena, long_region(name), p, SENSE_PLACES_A_NAME, &bits);
    if (n == 0)
        return;
    const struct sense_place *said = said_where(d, e, &where) ? &where : NULL;
    double best_score = -1;
    size_t best = 0;
    for (size_t i = 0; i < n; i++) {
        double score = place_score(d, e, votes, &p[i], said);
        if (score > best_score) {
            best_score = score;
            best = i;
        }
    }
    /* A small place of a country that nothing speaks of is most likely another place of that name.
     */
    if (best_score < SCORE_LEAST)
        return;
    memcpy(e->country, p[best].country, 3);
    e->lat = p[best].lat;
    e->lon = p[best].lon;
}

static void places_make(struct resolver *r)
{
    struct country_votes votes = {0};
    count_countries(r, &votes);
    for (size_t e = 0; e < r->n; e++)
        if (r->v[e].kind == ENTITY_PLACE)
            place_entity(r, &r->v[e], &votes);
}

/* ---- pronouns ---- */

/* "The prosecutor, Sofia Bergin, accuses him": whom the object right behind a verb cannot mean, the
 * last who is named before the verb; -1. */
static int32_t subject_of(const struct resolver *r, uint32_t token)
{
    static const char *const others[] = {"he",    "she", "it", "they", "who",
                                         "which", "we",  "i",  NULL};
    const struct sense_doc *d = r->d;
    int32_t chunk = token > 0 ? d->tokens[token - 1].chunk : -1;
    bool object = d->tokens[token].xpos == XPOS_PRP &&
                  sense_norm_in(d, token, (const char *const[]){"him", "her", NULL});
    if (!object || chunk < 0 || d->chunks[chunk].kind != CHUNK_VERB ||
        d->chunks[chunk].tense == TENSE_NONE)
        return -1;
    for (uint32_t i = d->chunks[chunk].from; i-- > d->sentences[d->tokens[token].sentence].from;) {
        int32_t x = d->tokens[i].name;
        if (sense_norm_in(d, i, others))
            return -1;
        if (x >= 0 && d->names[x].entity >= 0 && r->v[d->names[x].entity].kind == ENTITY_PERSON)
            return d->names[x].entity;
    }
    return -1;
}

/* The person meant by "he" or "she" at a token: the only one of the sentence so far and of the two
 * before, or the one who begins the sentence before; not `bound`, or -1. */
static int32_t person_meant(const struct resolver *r, uint32_t token, uint8_t gender, int32_t bound)
{
    const struct sense_doc *d = r->d;
    uint32_t sentence = d->tokens[token].sentence, seen = 0;
    int32_t only = -1, subject = -1;
    for (uint32_t back = 0; back <= 2 && back <= sentence; back++) {
        const struct sense_sentence *s = &d->sentences[sentence - back];
        if (d->sentences[sentence].paragraph - s->paragraph > 1)
            break;
        for (uint32_t i = s->from; i < s->to && i < token; i++) {
            int32_t x = d->tokens[i].name;
            if (x < 0 || d->names[x].entity < 0 || d->names[x].from != i)
                continue;
            int32_t e = d->names[x].entity;
            const struct work_entity *w = &r->v[e];
            if (w->kind != ENTITY_PERSON || (w->gender && gender && w->gender != gender) ||
                (back == 0 && e == bound))
                continue;
            if (e != only) {
                seen++;
                only = e;
            }
            if (back == 1 && subject < 0 && i < s->from + 6)
                subject = e;
        }
        if (seen == 1 && only != bound && !(back == 0 && bound >= 0))
            return only;
        if (seen > 1)
            return back == 0 ? -1 : subject;
    }
    return -1;
}

static void pronouns_make(struct resolver *r)
{
    struct sense_doc *d = r->d;
    static const char *const he[] = {"he", "him", "his", "himself", NULL};
    static const char *const she[] = {"she", "her", "hers", "herself", NULL};
    int32_t last = -1;
    uint8_t last_gender = 0;
    uint32_t last_sentence = 0;
    for (uint32_t i = 0; i < d->token_count; i++) {
        uint8_t gender = sense_norm_in(d, i, he) ? 'm' : sense_norm_in(d, i, she) ? 'f' : 0;
        if (!gender)
            continue;
        int32_t bound = subject_of(r, i), e = person_meant(r, i, gender, bound);
        /* "he ... he" in sentences that follow each other is the same man. */
        if (e < 0 && last >= 0 && last != bound && last_gender == gender &&
            d->tokens[i].sentence - last_sentence <= 1)
            e = last;
        if (e < 0)
            continue;
        LIST_PUSH(d->arena, &r->v[e].mentions, (struct mention){d->tokens[i].span, true});
        if (!r->v[e].gender)
            r->v[e].gender = gender;
        last = e;
        last_gender = gender;
        last_sentence = d->tokens[i].sentence;
    }
}

/* ---- the title ---- */

/* Does the title's token sequence from i on spell these parts? Returns the tokens used, 0 for no.
 */
static uint32_t spells(const struct sense_doc *t, uint32_t i, const struct str *parts, size_t n)
{
    uint32_t at = i;
    for (size_t k = 0; k < n; at++) {
        if (at >= t->token_count)
            return 0;
        struct str key = text_key(t->arena, t->tokens[at].norm), part;
        if (key.n == 0) {
            if (at == i)
                return 0;
            continue;
        }
        while (str_split(&key, ' ', &part)) {
            if (k >= n || !str_eq(part, parts[k]))
                return 0;
            k++;
        }
    }
    return at - i;
}

static void title_names(struct resolver *r)
{
    struct sense_doc *t = r->d->title;
    if (!t)
        return;
    t->names = ARENA_ARRAY(t->arena, t->token_count + 1, struct sense_name);
    for (uint32_t i = 0; i < t->token_count; i++) {
        if (!(t->tokens[i].flags & TOK_CAP))
            continue;
        uint32_t best = 0;
        int32_t who = -1;
        for (size_t m = 0; m < r->keys.n; m++) {
            struct str parts[KEY_TOKENS];
            size_t n = parts_of(r->keys.entries[m].key, parts);
            uint32_t used = spells(t, i, parts, n);
            if (used > best) {
                best = used;
                who = (int32_t)r->keys.entries[m].value.u - 1;
            }
        }
        if (who < 0)
            continue;
        r->v[who].in_title = true;
        t->names[t->name_count] = (struct sense_name){.from = i,
                                                      .to = i + best,
                                                      .span = sense_span(t, i, i + best),
                                                      .kind = r->v[who].kind,
                                                      .sure = 0.8f,
                                                      .entity = who,
                                                      .sentence = t->tokens[i].sentence};
        for (uint32_t k = i; k < i + best; k++)
            t->tokens[k].name = (int32_t)t->name_count;
        t->name_count++;
        i += best - 1;
    }
}

/* ---- weights and the result ---- */

static void weights_make(struct resolver *r)
{
    double most = 1;
    for (size_t e = 0; e < r->n; e++) {
        struct work_entity *w = &r->v[e];
        double score = 0;
        for (size_t m = 0; m < w->mentions.n; m++) {
            uint32_t s = sense_sentence_at(r->d, w->mentions.v[m].span.at);
            score += (w->mentions.v[m].pronoun ? 0.3 : 1.0) * (s < 2 ? 2.0 : s < 6 ? 1.3 : 1.0);
        }
        w->weight = score + (w->in_title ? 4 : 0);
        most = w->weight > most ? w->weight : most;
    }
    for (size_t e = 0; e < r->n; e++)
        r->v[e].weight = sqrt(r->v[e].weight / most);
}

static int by_weight(const void *x, const void *y, void *ctx)
{
    const struct work_entity *v = ctx;
    const uint32_t *a = x, *b = y;
    return v[*a].weight > v[*b].weight ? -1 : v[*a].weight < v[*b].weight;
}

static int by_place(const void *x, const void *y, void *ctx)
{
    const struct mention *a = x, *b = y;
    (void)ctx;
    return a->span.at < b->span.at ? -1 : a->span.at > b->span.at;
}

static void result_make(struct resolver *r)
{
    struct sense_doc *d = r->d;
    uint32_t *order = ARENA_ARRAY(d->arena, r->n + 1, uint32_t);
    for (uint32_t e = 0; e < r->n; e++)
        order[e] = e;
    sort_stable(d->arena, order, r->n, sizeof *order, by_weight, r->v);
    d->entities = ARENA_ARRAY(d->arena, r->n + 1, struct entity);
    d->entity_count = r->n;
    for (size_t i = 0; i < r->n; i++) {
        struct work_entity *w = &r->v[order[i]];
        w->order = (int32_t)i;
        sort_stable(d->arena, w->mentions.v, w->mentions.n, sizeof *w->mentions.v, by_place, NULL);
        d->entities[i] = (struct entity){
            .kind = w->kind,
            .name = dateline_case(d, &d->names[w->best_name],
                                  flat(d->arena, name_text(d, &d->names[w->best_name]))),
            .key = w->key,
            .role = w->role,
            .country = str_dup(d->arena, str_c(w->country)),
            .lat = w->lat,
            .lon = w->lon,
            .mentions = w->mentions.v,
            .mention_count = w->mentions.n,
            .weight = w->weight};
    }
    for (size_t i = 0; i < d->name_count; i++)
        if (d->names[i].entity >= 0)
            d->names[i].entity = r->v[d->names[i].entity].order;
    for (size_t i = 0; d->title && i < d->title->name_count; i++)
        if (d->title->names[i].entity >= 0)
            d->title->names[i].entity = r->v[d->title->names[i].entity].order;
}

void sense_entities_make(struct sense_doc *d)
{
    struct resolver r = {
        .d = d,
        .v = ARENA_ARRAY(d->arena,
                         d->name_count + 1 < ENTITIES_MOST ? d->name_count + 1 : ENTITIES_MOST,
                         struct work_entity)};
    map_init(&r.keys, d->arena);
    for (uint32_t i = 0; i < d->name_count; i++)
        take_name(&r, i);
    settle_kinds(&r);
    roles_make(&r);
    places_make(&r);
    if (d->english)
        pronouns_make(&r);
    title_names(&r);
    weights_make(&r);
    result_make(&r);
}
