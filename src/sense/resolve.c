/* resolve.c: puts the names of an article together into entities: who is who.
 *
 * Names are taken in order. Equal keys are one entity; a short form joins the entity whose name it
 * shortens ("Jones" → "Nina Jones", "HTS" → "Hayat Tahrir al-Sham", "US" → "United States"), the
 * latest one first. Then come roles, places on the map, pronouns, the names in the title, and
 * weights. The rules follow the precise sieves of Raghunathan et al. (2010); what is doubtful stays
 * apart. */
#include "sense/resolve.h"

#include "sense/places.h"

#include <math.h>

enum {
    ENTITIES_MOST = 2000,
    LOOK_BACK = 200, /* entities that a short form is compared with */
};

/* ---- keys ---- */

static size_t parts_of(struct str key, struct str parts[RESOLVE_KEY_PARTS])
{
    size_t n = 0;
    struct str part;
    if (key.n == 0)
        return 0;
    while (n < RESOLVE_KEY_PARTS && str_split(&key, ' ', &part))
        if (part.n)
            parts[n++] = part;
    return n;
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

struct str sense_flat_text(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    return flat(d->arena, span_str(d->text, sense_span(d, from, to)));
}

struct str sense_name_text(const struct sense_doc *d, const struct sense_name *n)
{
    uint32_t from = n->from;
    if (n->base.n)
        return n->base;
    while (from + 1 < n->to && sense_norm_is(d, from, STR("the")))
        from++;
    return sense_flat_text(d, from, n->to);
}

/* ---- joining ---- */

/* The number of the country that a phrase names, + 1; 0 where it names none. */
static uint32_t country_number(struct arena *a, struct str name, struct sense_place *ret)
{
    struct sense_place p[4];
    unsigned bits;
    size_t n = sense_place_find(a, name, p, 4, &bits);
    static const char *const nations[] = {"england", "scotland", "wales", "northern ireland"};
    if (!(bits & GAZ_COUNTRY) || n == 0 || p[0].size != SENSE_COUNTRY_SIZE)
        return 0;
    for (size_t i = 0; i < sizeof nations / sizeof *nations; i++)
        if (str_eq_fold(name, str_c(nations[i])))
            return 0; /* of one country, and each its own */
    *ret = p[0];
    return (uint32_t)(p[0].country[0] << 8 | p[0].country[1]);
}

/* The fuller form comes later: "Jones" of the lead, then "Nina Jones". */
static bool is_fuller(const struct resolver *r, const struct short_form *f,
                      const struct work_entity *e)
{
    const struct sense_doc *d = r->d;
    bool upper = d->tokens[d->names[e->best_name].from].flags & TOK_UPPER;
    if (e->part_count != 1 || e->kind != f->kind || (e->parts[0].n <= 2 && !upper) || f->n == 0)
        return false;
    struct work_entity longer = {.kind = f->kind, .part_count = f->n};
    memcpy(longer.parts, f->parts, sizeof f->parts);
    struct short_form lone = {.kind = e->kind, .n = 1};
    lone.parts[0] = e->parts[0];
    lone.upper = upper;
    return sense_spells_person(&lone, &longer) || sense_shortens_body(&lone, &longer);
}

/* One that the name shortens, or that is a shorter form of it; -1 where there is none. */
static int32_t find_shortened(const struct resolver *r, const struct sense_name *x,
                              const struct short_form *f)
{
    int32_t tail = -1;
    size_t tails = 0;
    for (size_t i = r->n; i > 0 && r->n - i < LOOK_BACK; i--) {
        const struct work_entity *e = &r->v[i - 1];
        if (sense_declared_acronym(r->d, x, e) || sense_shortens_body(f, e) ||
            (is_fuller(r, f, e) && !sense_is_kin_of(r, x, e)))
            return (int32_t)i - 1;
        if (sense_is_tail(r, f, e)) {
            tail = (int32_t)i - 1;
            tails++;
        }
    }
    return tails == 1 ? tail : -1; /* "Times" of two papers is neither */
}

static int32_t find_entity(struct resolver *r, const struct sense_name *x, struct str key,
                           uint32_t country)
{
    const struct sense_doc *d = r->d;
    const struct map_entry *m = map_find(&r->keys, key);
    struct short_form f = {.kind = x->kind};
    f.n = parts_of(key, f.parts);
    f.upper = x->to - x->from == 1 && (d->tokens[x->from].flags & TOK_UPPER);
    const struct work_entity *known = m ? &r->v[m->value.u - 1] : NULL;
    if (!known ||
        (x->kind == ENTITY_PERSON && (known->part_count > f.n || known->kind != ENTITY_PERSON))) {
        int32_t who = sense_person_meant(r, x, &f); /* "Jones" of two: each time anew */
        if (who >= 0)
            return who;
    }
    if (m)
        return (int32_t)m->value.u - 1;
    for (size_t i = r->n; country && i > 0 && r->n - i < LOOK_BACK; i--)
        if (r->v[i - 1].country_key == country)
            return (int32_t)i - 1;
    return find_shortened(r, x, &f);
}

static void add_mention(struct resolver *r, size_t e, uint32_t name)
{
    struct work_entity *w = &r->v[e];
    struct sense_name *x = &r->d->names[name];
    LIST_PUSH(r->d->arena, &w->mentions, (struct mention){x->span, false});
    w->kinds[x->kind] += x->sure + 0.1f;
    w->last_token = x->to - 1;
    w->bare += x->to - x->from == 1 && !x->base.n;
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

/* In other languages datelines are parts of sentences: "SEVILLA, 3 jul. — Un apagón", then
 * Sevilla. In English what is written in capitals once ("NINA JONES met ...") is mostly no acronym
 * where it is long, and written otherwise elsewhere. */
static bool calmer(const struct sense_doc *d, const struct sense_name *x,
                   const struct sense_name *best)
{
    enum { ACRONYM = 6 };
    bool loud = d->tokens[best->from].flags & TOK_UPPER && !(d->tokens[x->from].flags & TOK_UPPER);
    return loud &&
           (!d->english || best->to - best->from > 1 || best->span.end - best->span.at > ACRONYM);
}

/* What it is known by: of "N.H." the same as of "New Hampshire". */
static struct str known_by(const struct sense_doc *d, const struct sense_name *x)
{
    struct str text = sense_name_text(d, x);
    return text_key(d->arena, d->english ? sense_in_full(d->arena, text, x->kind) : text);
}

static bool is_shortened(const struct sense_doc *d, const struct sense_name *x)
{
    struct str text = sense_name_text(d, x);
    return d->english && !str_eq(sense_in_full(d->arena, text, x->kind), text);
}

/* Is the name none that an article is about: the agency, the month, who contributed, "Turkish"? */
static bool is_beside(const struct sense_doc *d, const struct sense_name *x, struct str text)
{
    bool pictured = x->from > 0 && sense_norm_is(d, x->from - 1, STR("©"));
    if (pictured || (in_credit(d, x) && x->kind != ENTITY_PLACE))
        return true;
    if (x->kind != ENTITY_OTHER)
        return false;
    struct sense_place place;
    unsigned bits;
    sense_place_find(d->arena, text, &place, 1, &bits);
    return bits & GAZ_DEMONYM || all_adjectives(d, x);
}

/* The entity is called so from here on, where the name is a fuller one. */
static void call(struct resolver *r, struct work_entity *w, uint32_t index, struct str key)
{
    const struct sense_doc *d = r->d;
    const struct sense_name *x = &d->names[index], *best = &d->names[w->best_name];
    struct str parts[RESOLVE_KEY_PARTS];
    size_t n = parts_of(key, parts);
    bool whole = !is_shortened(d, x);
    bool calm = (whole && (in_credit(d, best) || is_shortened(d, best))) || calmer(d, x, best);
    if (x->kind != w->kind || n < w->part_count || (n == w->part_count && !calm))
        return;
    w->key = key;
    w->best_name = index;
    w->part_count = n;
    memcpy(w->parts, parts, sizeof parts);
}

static void take_name(struct resolver *r, uint32_t index)
{
    struct sense_doc *d = r->d;
    struct sense_name *x = &d->names[index];
    struct str text = sense_name_text(d, x), key = known_by(d, x);
    struct sense_place place;
    if (key.n == 0 || is_beside(d, x, text))
        return;
    uint32_t country = x->kind == ENTITY_PLACE || x->kind == ENTITY_ORG
                           ? country_number(d->arena, text, &place)
                           : 0;
    int32_t e = find_entity(r, x, key, country);
    if (e < 0) {
        if (r->n == ENTITIES_MOST)
            return;
        e = (int32_t)r->n++;
        r->v[e] = (struct work_entity){
            .kind = x->kind, .key = key, .best_name = index, .country_key = country};
        r->v[e].part_count = parts_of(key, r->v[e].parts);
    }
    if (x->kind == ENTITY_PERSON && d->english)
        sense_person_begun(r, &r->v[e], x);
    map_put(&r->keys, key, NULL)->value.u = (uint64_t)e + 1;
    if (x->base.n || is_shortened(d, x)) /* the title has it as written, mostly */
        map_put(&r->keys, text_key(d->arena, sense_flat_text(d, x->from, x->to)), NULL)->value.u =
            (uint64_t)e + 1;
    call(r, &r->v[e], index, key);
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
            struct str parts[RESOLVE_KEY_PARTS];
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
        d->entities[i] =
            (struct entity){.kind = w->kind,
                            .name = dateline_case(d, &d->names[w->best_name],
                                                  sense_name_text(d, &d->names[w->best_name])),
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
    for (size_t i = 0; d->described && i < d->token_count; i++)
        if (d->described[i] >= 0)
            d->described[i] = r->v[d->described[i]].order;
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
    if (d->english)
        sense_surnames_settle(d);
    for (uint32_t i = 0; i < d->name_count; i++)
        take_name(&r, i);
    settle_kinds(&r);
    sense_offices_make(&r);
    sense_whereabouts_make(&r);
    if (d->english)
        sense_pronouns_make(&r);
    title_names(&r);
    weights_make(&r);
    result_make(&r);
}
