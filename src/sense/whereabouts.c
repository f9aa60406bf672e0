/* whereabouts.c: where the places of an article lie. Many places have one name; for each speak its
 * size, how often its country is spoken of, and what is said beside it ("Springfield, Ohio"). */
#include "sense/places.h"
#include "sense/resolve.h"

#include <math.h>

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

/* "Hainan Province": without the word that says what it is. */
static struct str without_sort(struct str name)
{
    static const char *const sorts[] = {" province",   " state",  " region", " district",
                                        " prefecture", " oblast", " city",   " governorate"};
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        size_t n = strlen(sorts[i]);
        if (name.n > n && str_eq_fold(str_from(name, name.n - n), str_c(sorts[i])))
            return str_sub(name, 0, name.n - n);
    }
    return name;
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

struct str sense_region_in_full(struct str name, enum entity_kind kind)
{
    bool dotted = name.n > 3 && name.n <= 5 && name.p[1] == '.' && name.p[name.n - 1] == '.';
    if (name.n < 3 || name.p[name.n - 1] != '.' || (kind != ENTITY_PLACE && !dotted))
        return name;
    struct str full = long_region(name);
    return str_eq(full, STR("Washington")) ? name : full;
}

/* "Lahore, Punjab", "Wenchang, Hainan Province". */
static bool province_known(const struct sense_doc *d, struct str name, struct sense_place *ret)
{
    struct sense_place p[SENSE_PLACES_A_NAME];
    bool alone;
    size_t n = sense_known_places(d->arena, without_sort(name), p, SENSE_PLACES_A_NAME, &alone);
    for (size_t i = 0; i < n; i++)
        if (p[i].size == SENSE_REGION_SIZE) {
            *ret = p[i];
            return true;
        }
    return false;
}

/* The country or region that a name says, the region where it can be either; false for neither. */
static bool region_named(const struct sense_doc *d, const struct sense_name *x,
                         struct sense_place *ret)
{
    struct sense_place p[SENSE_PLACES_A_NAME];
    unsigned bits;
    struct str name = long_region(sense_name_text(d, x));
    size_t n = sense_place_find(d->arena, name, p, SENSE_PLACES_A_NAME, &bits), best = 0;
    if (n == 0 || !(bits & (GAZ_COUNTRY | GAZ_REGION)))
        return province_known(d, name, ret);
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
        size_t n = sense_place_find(d->arena, sense_name_text(d, &d->names[i]), p,
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
        size_t n =
            x ? sense_place_find(d->arena, sense_name_text(d, x), p, SENSE_PLACES_A_NAME, &bits)
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

/* All places of one name. */
struct namesakes {
    struct sense_place v[2 * SENSE_PLACES_A_NAME];
    size_t n;
    uint8_t largest; /* the largest of them */
    bool alone;      /* the first is meant, where nothing else is said */
    bool both;       /* a country and a region: Georgia */
};

static void namesakes_find(struct arena *a, struct str name, struct namesakes *ret)
{
    unsigned bits;
    *ret = (struct namesakes){0};
    ret->n = sense_known_places(a, name, ret->v, SENSE_PLACES_A_NAME, &ret->alone);
    ret->n += sense_place_find(a, name, ret->v + ret->n, SENSE_PLACES_A_NAME, &bits);
    bool country = false, region = false;
    for (size_t i = 0; i < ret->n; i++) {
        ret->largest = ret->v[i].size > ret->v[ret->largest].size ? (uint8_t)i : ret->largest;
        country |= ret->v[i].size == SENSE_COUNTRY_SIZE;
        region |= ret->v[i].size == SENSE_REGION_SIZE;
    }
    ret->both = country && region;
}

/* "Granite State" is no state, and not in Granite. */
static bool is_state_of_town(struct str name, const struct namesakes *s)
{
    return str_ends(name, STR(" State")) &&
           (s->n == 0 || s->v[s->largest].size < SENSE_REGION_SIZE);
}

/* Those of "Wenchang, Hainan Province" are those of Wenchang. */
static void namesakes_of(struct arena *a, struct str name, struct namesakes *ret)
{
    struct str town = str_sub(name, 0, str_find_char(name, ',')), full = long_region(name);
    namesakes_find(a, name, ret);
    if (ret->n == 0 && !str_eq(full, name))
        namesakes_find(a, full, ret);
    if (ret->n == 0 && town.n < name.n)
        namesakes_find(a, town, ret);
    if (ret->n == 0 && without_sort(name).n < name.n)
        namesakes_find(a, without_sort(name), ret);
    if (is_state_of_town(name, ret))
        ret->n = 0;
}

/* Does one of them lie there? Else "Seoul, Washington and others" is a list. */
static bool may_lie(const struct namesakes *s, const struct sense_place *where)
{
    for (size_t i = 0; i < s->n; i++)
        if (memcmp(s->v[i].country, where->country, 2) == 0)
            return true;
    return false;
}

/* How much of the article is of the country of `p`, beyond the name itself: the towns whose largest
 * namesake lies there. */
static uint32_t towns_in(const struct resolver *r, const struct work_entity *self,
                         const struct sense_place *p)
{
    enum { TOWN = 15 };
    uint32_t n = 0;
    for (size_t e = 0; e < r->n; e++) {
        struct namesakes s;
        if (&r->v[e] == self || r->v[e].kind != ENTITY_PLACE)
            continue;
        namesakes_of(r->d->arena, sense_name_text(r->d, &r->d->names[r->v[e].best_name]), &s);
        n += s.n > 0 && s.v[s.largest].size >= TOWN &&
             memcmp(s.v[s.largest].country, p->country, 2) == 0;
    }
    return n;
}

/* What speaks for this place among those of its name: its size, its country spoken of, the region
 * said with it or elsewhere. */
static double place_score(const struct resolver *r, const struct work_entity *e,
                          const struct country_votes *votes, const struct namesakes *s,
                          const struct sense_place *p, const struct sense_place *said)
{
    enum {
        REGION_LIKE = 18, /* as large as a city of a quarter of a million */
        COUNTRY_LIKE = 30,
        FAMOUS = 18, /* as large: what is less by a factor of eight, and abroad, is not meant */
        LESS = 3,
        TOWN_LIKE = 6, /* each town of its country */
    };
    uint32_t v = votes_of(votes, p->country);
    const struct sense_place *largest = &s->v[s->largest];
    double score = p->size == SENSE_REGION_SIZE    ? REGION_LIKE
                   : p->size == SENSE_COUNTRY_SIZE ? COUNTRY_LIKE
                                                   : p->size;
    bool abroad = memcmp(largest->country, p->country, 2) != 0;
    if (!said && p->size < SENSE_REGION_SIZE &&
        (largest->size == SENSE_REGION_SIZE ||
         (abroad && largest->size >= FAMOUS && p->size + LESS <= largest->size)))
        return 0;
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
    if (p->size >= SENSE_REGION_SIZE && holds_neighbour(r->d, e, p->country))
        score += 16;
    if (s->both && p->size >= SENSE_REGION_SIZE)
        score += (double)TOWN_LIKE * fmin(towns_in(r, e, p), 6) + (v > e->mentions.n ? 6 : 0);
    return score;
}

/* "Seattle, Washington", "Washington state": the region of that name, where the city is what is
 * else meant. */
static bool is_region_here(const struct sense_doc *d, const struct work_entity *e,
                           const struct namesakes *s)
{
    const struct sense_place *region = NULL;
    for (size_t i = 0; i < s->n && !region; i++)
        region = s->v[i].size == SENSE_REGION_SIZE ? &s->v[i] : NULL;
    for (size_t k = 0; region && k < e->mentions.n; k++) {
        struct span m = e->mentions.v[k].span;
        uint32_t first = sense_token_at(d, m.at), last = sense_token_at(d, m.end - 1);
        if ((last + 1 < d->token_count && sense_norm_is(d, last + 1, STR("state"))) ||
            (first > 1 && sense_norm_is(d, first - 1, STR("of")) &&
             sense_norm_is(d, first - 2, STR("state"))))
            return true;
        const struct sense_name *x = neighbour(d, m, false);
        struct namesakes town = {0};
        if (x)
            namesakes_of(d->arena, sense_name_text(d, x), &town);
        for (size_t i = 0; i < town.n; i++)
            if (town.v[i].size < SENSE_REGION_SIZE && apart(&town.v[i], region) < 4)
                return true;
    }
    return false;
}

static void put_place(struct work_entity *e, const struct sense_place *p)
{
    memcpy(e->country, p->country, 3);
    e->lat = p->lat;
    e->lon = p->lon;
}

static void place_entity(struct resolver *r, struct work_entity *e,
                         const struct country_votes *votes)
{
    enum { SCORE_LEAST = 14, ONCE_LEAST = 12 };
    struct sense_doc *d = r->d;
    struct sense_place where;
    struct namesakes s;
    namesakes_of(d->arena, sense_name_text(d, &d->names[e->best_name]), &s);
    if (s.n == 0)
        return;
    const struct sense_place *said =
        said_where(d, e, &where) && may_lie(&s, &where) ? &where : NULL;
    bool province = s.v[0].size == SENSE_REGION_SIZE;
    if (s.alone && !said && (province || !is_region_here(d, e, &s))) {
        put_place(e, &s.v[0]);
        return;
    }
    double best_score = -1;
    size_t best = 0;
    for (size_t i = s.alone && !said; i < s.n; i++) {
        double score = place_score(r, e, votes, &s, &s.v[i], said);
        if (score > best_score) {
            best_score = score;
            best = i;
        }
    }
    /* A small place of a country that nothing speaks of is most likely another place of that name,
     * but for names of two words that there are once. */
    struct str name = sense_name_text(d, &d->names[e->best_name]);
    bool once = s.n == 1 && s.v[0].size >= ONCE_LEAST && str_find_char(name, ' ') < name.n;
    if (best_score >= SCORE_LEAST || once)
        put_place(e, &s.v[best]);
}

void sense_whereabouts_make(struct resolver *r)
{
    struct country_votes votes = {0};
    count_countries(r, &votes);
    for (size_t e = 0; e < r->n; e++)
        if (r->v[e].kind == ENTITY_PLACE)
            place_entity(r, &r->v[e], &votes);
}
