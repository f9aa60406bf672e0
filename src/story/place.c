/* place.c: placing an article: is it a copy, and which story does it belong to?
 *
 * Copies: the chains of its fingerprints propose articles that share some; the overlap of the two
 * sketches decides. Stories: the chains of its weightiest terms propose live articles, and so
 * stories; each of the best few is judged over several of its members, never by a single one: the
 * pair model gives each pair a logit, the group model weighs the greatest, the second and the mean
 * of them. */
#include "story/index.h"

#include <math.h>

enum {
    WALK_TEXT = 64,  /* nodes that are looked at a fingerprint */
    WALK_TERM = 300, /* and a term */
    HITS_MOST = 64,
    NEAR_MOST = 48, /* articles that propose stories */
};
static const double copy_share = 0.34; /* of the shorter text that must stand in the other */
static const uint32_t copy_hits = 2;   /* fingerprints in common that propose a copy */
static const uint32_t copy_least = 6;  /* fingerprints in common that prove one */

/* ---- copies ---- */

struct hit {
    uint32_t slot, n;
};

static void count_hit(struct hit *hits, size_t *n, uint32_t slot)
{
    for (size_t i = 0; i < *n; i++) {
        if (hits[i].slot == slot) {
            hits[i].n++;
            return;
        }
    }
    if (*n < HITS_MOST)
        hits[(*n)++] = (struct hit){slot, 1};
}

struct copy {
    uint32_t slot; /* NO_SLOT: is none */
    struct overlap overlap;
};

/* How sure it is that the two are one text, above 0 where they are. Text in common is not enough:
 * articles on other matters share paragraphs of background, quotes and the small print; copies
 * share their matter and their headline too. */
static double copy_sure(const struct story_index *x, const struct view *v, uint32_t slot,
                        const struct overlap *o)
{
    double p[PAIR_FEATURES], share = o->of_a > o->of_b ? o->of_a : o->of_b;
    struct view m = view_of(x, slot);
    if (!x->articles[slot].live)
        return share - 0.6;
    pair_features(v, &m, p);
    return share + p[PAIR_ALL] + 0.3 * p[PAIR_TITLE] - 1.25;
}

/* Never chained through one member: a copy has something in common with the group's first too. */
static bool copy_of_first(const struct story_index *x, const struct features *f,
                          const struct held *m)
{
    uint32_t first = m->copy_of ? ids_find(&x->ids, m->copy_of) : NO_SLOT;
    if (first == NO_SLOT)
        return true;
    struct overlap o = sketch_overlap(f->sketch, f->sketch_count, sketch_of(x, first),
                                      x->articles[first].sketch_count);
    return o.of_a >= 0.1 || o.of_b >= 0.1;
}

static void copy_find(const struct story_index *x, const struct features *f, const struct view *v,
                      struct copy *ret)
{
    struct hit hits[HITS_MOST];
    size_t n = 0;
    double best = 0;
    *ret = (struct copy){.slot = NO_SLOT};
    for (uint32_t i = 0; i < f->sketch_count; i++) {
        uint32_t key = f->sketch[i] & ~SKETCH_PLACE, node = chains_head(&x->by_text, key);
        for (int walked = 0; node && walked < WALK_TEXT; walked++) {
            if (x->by_text.nodes[node - 1].key == key)
                count_hit(hits, &n, (node - 1) / KEYS_TEXT);
            node = x->by_text.nodes[node - 1].next;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (hits[i].n < copy_hits)
            continue;
        const struct held *m = &x->articles[hits[i].slot];
        struct overlap o =
            sketch_overlap(f->sketch, f->sketch_count, sketch_of(x, hits[i].slot), m->sketch_count);
        double share = o.of_a > o.of_b ? o.of_a : o.of_b;
        if (o.shared < (share > 0.7 ? 4 : copy_least) || share < copy_share)
            continue;
        double sure = copy_sure(x, v, hits[i].slot, &o);
        if (sure <= best || !copy_of_first(x, f, m))
            continue;
        best = sure;
        *ret = (struct copy){hits[i].slot, o};
    }
}

/* Where a text is new, or lost: the greatest difference between the rates of shared fingerprints
 * before and behind any eighth; above 0 where the head has more in common. *ret_new: the share of
 * the poorer side that is not shared, of all. */
static double break_of(const uint32_t in[8], const uint32_t shared[8], double *ret_new)
{
    double all = 0, all_shared = 0, head = 0, head_shared = 0, best = 0;
    for (int i = 0; i < 8; i++) {
        all += in[i];
        all_shared += shared[i];
    }
    *ret_new = 0;
    for (int i = 0; i < 7; i++) {
        head += in[i];
        head_shared += shared[i];
        double tail = all - head, tail_shared = all_shared - head_shared;
        if (head < 3 || tail < 3)
            continue;
        double d = head_shared / head - tail_shared / tail;
        if (fabs(d) <= fabs(best))
            continue;
        best = d;
        *ret_new = (d > 0 ? tail - tail_shared : head - head_shared) / all;
    }
    return best;
}

/* What sort of copy: `a` is the new article, `b` the old. */
static enum story_copy copy_kind(const struct overlap *o)
{
    double fresh, lost;
    double a = break_of(o->in_a, o->of_a_in, &fresh), b = break_of(o->in_b, o->of_b_in, &lost);
    if (o->of_a >= 0.84 && o->of_b >= 0.9)
        return STORY_SYNDICATED;
    if ((a < -0.5 && fresh > 0.08) || (a > 0.5 && fresh > 0.25))
        return STORY_UPDATED;
    if (b > 0.55 && o->of_a > 0.75)
        return STORY_TRUNCATED;
    return o->of_b >= 0.9 ? STORY_UPDATED : STORY_EDITED;
}

/* ---- stories ---- */

/* Sums over the chains, and picks the articles with the greatest sums. */
size_t near_find(struct story_index *x, const struct term *terms, size_t term_n, uint32_t *ret,
                 size_t most)
{
    uint32_t top[STORY_TERMS_MOST + 1];
    size_t n = top_terms(terms, term_n, 40, top), touched = 0, kept = 0;
    for (size_t i = 0; i < n; i++) {
        const struct term *t = &terms[top[i]];
        float w = (float)t->weight / 65535;
        uint32_t node = chains_head(&x->by_term, t->hash);
        for (int walked = 0; node && walked < WALK_TERM; walked++) {
            uint32_t seat = (node - 1) / KEYS_TERM;
            if (x->by_term.nodes[node - 1].key == t->hash) {
                if (x->sums[seat] == 0)
                    x->touched[touched++] = seat;
                x->sums[seat] += w * w;
            }
            node = x->by_term.nodes[node - 1].next;
        }
    }
    for (size_t i = 0; i < touched; i++) {
        uint32_t seat = x->touched[i];
        size_t at = kept;
        while (at > 0 && x->sums[seat] > x->sums[ret[at - 1]])
            at--;
        if (at == most)
            continue;
        kept += kept < most;
        memmove(&ret[at + 1], &ret[at], (kept - 1 - at) * sizeof *ret);
        ret[at] = seat;
    }
    for (size_t i = 0; i < touched; i++)
        x->sums[x->touched[i]] = 0;
    for (size_t i = 0; i < kept; i++)
        ret[i] = x->seats[ret[i]];
    return kept;
}

double pair_logit(const double f[PAIR_FEATURES])
{
    double z = 0;
    for (int i = 0; i < PAIR_FEATURES; i++)
        z += story_pair_weights[i] * f[i];
    return z;
}

static struct sum_row *sum_row(struct sum *s, uint32_t hash)
{
    uint32_t i = mix32(hash, 3) >> (32 - SUM_BITS);
    while (s->rows[i].n && s->rows[i].hash != hash)
        i = (i + 1) & ((1u << SUM_BITS) - 1);
    return &s->rows[i];
}

static void sum_add(struct sum *s, const struct view *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct term *t = &m->terms[i];
        struct sum_row *r = sum_row(s, t->hash);
        if (r->n == 0) {
            r->hash = t->hash;
            r->part = (uint8_t)part_of(t);
            s->used[s->n++] = (uint16_t)(r - s->rows);
        }
        r->n++;
        r->w += (float)t->weight / 65535;
    }
}

/* Compares the article with the sum of `members`, and empties the sum. */
static void sum_compare(struct sum *s, const struct view *v, uint32_t members,
                        double f[GROUP_FEATURES])
{
    double ab[PARTS] = {0}, aa[PARTS] = {0}, bb[PARTS] = {0}, core = 0, core_mine = 0, mine = 0;
    double names = 0, core_names = 0, core_names_mine = 0;
    for (size_t i = 0; i < v->n; i++) {
        double w = v->terms[i].weight / 65535.0;
        int part = part_of(&v->terms[i]);
        struct sum_row *r = sum_row(s, v->terms[i].hash);
        aa[PART_ALL] += w * w;
        aa[part] += w * w;
        if (!r->n)
            continue;
        mine += w * w;
        names += part == PART_NAMES ? w * w : 0;
        ab[PART_ALL] += w * (double)r->w;
        if (r->part == part)
            ab[part] += w * (double)r->w;
        bool in_core = r->n * 2 >= members;
        core_mine += in_core ? (double)r->w : 0;
        core_names_mine += in_core && r->part == PART_NAMES ? (double)r->w : 0;
    }
    for (uint32_t i = 0; i < s->n; i++) {
        struct sum_row *r = &s->rows[s->used[i]];
        double w = (double)r->w;
        bb[PART_ALL] += w * w;
        bb[r->part] += w * w;
        core += r->n * 2 >= members ? w : 0;
        core_names += r->n * 2 >= members && r->part == PART_NAMES ? w : 0;
        r->n = 0;
        r->w = 0;
    }
    s->n = 0;
    static const struct {
        enum story_feature feature;
        int part;
    } cosines[] = {{GROUP_CENTRE, PART_ALL},
                   {GROUP_NAMES, PART_NAMES},
                   {GROUP_FIGURES, PART_FIGURES},
                   {GROUP_WORDS, PART_WORDS}};
    for (size_t i = 0; i < sizeof cosines / sizeof *cosines; i++) {
        int p = cosines[i].part;
        f[cosines[i].feature] = aa[p] * bb[p] > 0 ? ab[p] / sqrt(aa[p] * bb[p]) : 0;
    }
    f[GROUP_CORE] = core > 0 ? core_mine / core : 0;
    f[GROUP_MINE] = mine;
    f[GROUP_MY_NAMES] = aa[PART_NAMES] > 0 ? names / aa[PART_NAMES] : mine;
    f[GROUP_CORE_NAMES] = core_names > 0 ? core_names_mine / core_names : f[GROUP_CORE];
}

static bool is_skipped(const struct slots *skip, uint32_t slot)
{
    for (size_t i = 0; skip && i < skip->n; i++)
        if (skip->v[i] == slot)
            return true;
    return false;
}

void group_features(struct story_index *x, const struct view *v, const struct live_story *s,
                    const struct slots *skip, double f[GROUP_FEATURES], uint32_t *ret_nearest)
{
    double most = -99, second = -99, sum = 0, days = 1e9;
    uint32_t n = 0, left = s->n - (skip ? (uint32_t)skip->n : 0), first = s->first;
    while (is_skipped(skip, first))
        first = x->articles[first].next_member;
    for (uint32_t slot = s->last; n < GROUP_MEMBERS && slot != NO_SLOT;) {
        if (is_skipped(skip, slot)) {
            slot = x->articles[slot].prev_member;
            continue;
        }
        const struct view m = young_view(x, view_of(x, slot), x->young->member);
        double p[PAIR_FEATURES];
        pair_features(v, &m, p);
        sum_add(x->sum, &m);
        double z = pair_logit(p);
        z = z > 8 ? 8 : z < -8 ? -8 : z;
        days = p[PAIR_DAYS] < days ? p[PAIR_DAYS] : days;
        if (z > most) {
            second = most;
            most = z;
            *ret_nearest = slot;
        } else if (z > second) {
            second = z;
        }
        sum += z;
        n++;
        if (slot == first)
            break;
        slot = n + 1 == GROUP_MEMBERS ? first : x->articles[slot].prev_member;
    }
    sum_compare(x->sum, v, n, f);
    f[GROUP_ONE] = 1;
    f[GROUP_MAX] = most;
    f[GROUP_MEAN] = sum / n;
    f[GROUP_SECOND] = n > 1 ? second : most;
    f[GROUP_SIZE] = log(left);
    f[GROUP_ALONE] = n == 1;
    f[GROUP_DAYS] = days;
    f[GROUP_SHORT] = v->words < 100 ? 1 - v->words / 100.0 : 0;
    f[GROUP_CENTRE2] = f[GROUP_CENTRE] * f[GROUP_CENTRE];
    f[GROUP_CENTRE_SIZE] = f[GROUP_CENTRE] * f[GROUP_SIZE];
    f[GROUP_RIVAL] = 0;
}

double group_logit(const double f[GROUP_FEATURES])
{
    double z = 0;
    for (int i = 0; i < GROUP_FEATURES; i++)
        z += story_group_weights[i] * f[i];
    return z;
}

static size_t candidates_of(struct story_index *x, const struct view *v, uint32_t self,
                            struct candidate ret[STORIES_MOST])
{
    uint32_t near[NEAR_MOST];
    size_t n = near_find(x, v->terms, v->n, near, NEAR_MOST), stories = 0;
    for (size_t i = 0; i < n && stories < STORIES_MOST; i++) {
        uint64_t id = x->articles[near[i]].story;
        size_t k = 0;
        while (k < stories && ret[k].story != id)
            k++;
        if (k < stories || near[i] == self)
            continue;
        struct candidate *c = &ret[stories++];
        c->story = id;
        group_features(x, v, &x->stories[ids_find(&x->story_ids, id)], NULL, c->f, &c->nearest);
    }
    return stories;
}

size_t story_candidates(struct story_index *x, const struct view *v, uint32_t self,
                        struct candidate ret[STORIES_MOST])
{
    struct term young[STORY_TERMS_MOST];
    young_count(x, self);
    const struct view here = young_view(x, *v, young);
    size_t n = candidates_of(x, &here, self, ret);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            if (k != i && ret[k].f[GROUP_CENTRE] > ret[i].f[GROUP_RIVAL])
                ret[i].f[GROUP_RIVAL] = ret[k].f[GROUP_CENTRE];
    for (size_t i = 0; i < n; i++)
        ret[i].logit = group_logit(ret[i].f) - young_doubt(x, v, ret[i].nearest);
    return n;
}

/* ---- placing ---- */

/* `id`: the article that is placed. The first that had a text, when it is read again, is found by
 * those who copied it; it is no copy of itself. */
static void place_copy(const struct story_index *x, const struct features *f,
                       const struct copy *copy, uint64_t id, struct story_place *place)
{
    const struct held *m = &x->articles[copy->slot];
    if (m->copy_of == id) {
        place->story = m->story;
        return;
    }
    const uint32_t first = m->copy_of ? ids_find(&x->ids, m->copy_of) : copy->slot;
    struct overlap o = copy->overlap;
    if (first != NO_SLOT)
        o = sketch_overlap(f->sketch, f->sketch_count, sketch_of(x, first),
                           x->articles[first].sketch_count);
    place->story = m->story;
    place->copy_of = m->copy_of ? m->copy_of : m->id;
    place->nearest = m->id;
    place->copy = copy_kind(&o);
    place->relation = STORY_COPY;
    place->score = o.of_a > o.of_b ? o.of_a : o.of_b;
}

/* How many different matters the article is like: stories of one matter that are not joined yet, as
 * those of an event's first hours are, count as one. */
static size_t matters_of(const struct story_index *x, const struct candidate *near, size_t n)
{
    uint32_t unlike[STORIES_MOST];
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        bool alike = logit_free(near[i].f) <= 0;
        for (size_t k = 0; k < found && !alike; k++) {
            struct term young_a[STORY_TERMS_MOST], young_b[STORY_TERMS_MOST];
            const struct view a = young_view(x, view_of(x, near[i].nearest), young_a);
            const struct view b = young_view(x, view_of(x, unlike[k]), young_b);
            double f[PAIR_FEATURES];
            pair_features(&a, &b, f);
            alike = pair_logit(f) > 0;
        }
        if (!alike)
            unlike[found++] = near[i].nearest;
    }
    return found;
}

enum err_code place_features(struct story_index *x, const struct arrival *arrival,
                             struct story_place *ret)
{
    const struct features *f = arrival->features;
    uint32_t old = ids_find(&x->ids, arrival->id);
    if (old != NO_SLOT)
        index_drop(x, old);
    struct story_place place = {.story = arrival->id};
    struct view v = {f->terms, f->term_count, f->sketch, f->sketch_count, arrival->time, f->words};
    struct copy copy;
    copy_find(x, f, &v, &copy);
    struct candidate near[STORIES_MOST], *best = NULL;
    size_t near_n = copy.slot == NO_SLOT ? story_candidates(x, &v, NO_SLOT, near) : 0;
    for (size_t i = 0; i < near_n; i++)
        if (!best || near[i].logit > best->logit)
            best = &near[i];
    if (copy.slot != NO_SLOT)
        place_copy(x, f, &copy, arrival->id, &place);
    else if (best)
        place.score = 1 / (1 + exp(-best->logit));
    bool joins = copy.slot == NO_SLOT && best && best->logit > 0;
    if (joins) {
        place.story = best->story;
        place.nearest = x->articles[best->nearest].id;
        place.relation = STORY_SAME_EVENT;
    }
    struct arrival full = *arrival;
    full.copy_of = place.copy_of;
    full.nearest = place.nearest;
    full.copy = place.copy;
    full.relation = place.relation;
    full.score = place.score;
    uint32_t slot;
    struct term young[STORY_TERMS_MOST];
    v = young_view(x, v, young);
    if (joins && x->parting)
        part_find(x, &v, best, &place);
    full.story = place.story;
    enum err_code code = index_add(x, &full, &slot);
    if (code != ERR_OK)
        return code;
    if (joins) {
        place.relation = relation_of(x, slot, arrival->title, matters_of(x, near, near_n));
        x->articles[slot].relation = (uint8_t)place.relation;
        merge_find(x, near, near_n, &place);
    }
    uint32_t other = place.nearest ? ids_find(&x->ids, place.nearest) : NO_SLOT;
    if (other != NO_SLOT)
        why_write(x, slot, other, place.why);
    index_age(x);
    *ret = place;
    return ERR_OK;
}

enum err_code story_place(struct story_index *x, struct arena *a, const struct story_doc *doc,
                          struct story_place *ret)
{
    if (doc->id == 0 || doc->id >> 53)
        return ERR_USAGE;
    struct features *f = ARENA_NEW(a, struct features);
    /* An article that is read again is no witness for how common its own words are. */
    uint32_t old = ids_find(&x->ids, doc->id);
    if (old != NO_SLOT)
        index_drop(x, old);
    const struct rarity rarity = {x->df, (uint32_t)x->live};
    features_make(x->extractor, a, doc, &rarity, f);
    const struct arrival arrival = {.id = doc->id,
                                    .time = doc->time,
                                    .features = f,
                                    .title = doc->title,
                                    .publisher = (uint32_t)str_hash(doc->publisher)};
    return place_features(x, &arrival, ret);
}
