/* related.c: articles of other stories that are like a given one.
 *
 * The chains of its weightiest terms propose articles; the cosine of the whole vectors, with the
 * lesser of those of names and of other words (to share a name or a subject alone is not enough),
 * orders them; behind those come articles with several rare names in common and nothing else (other
 * matters of the same people and places). A weak likeness is not shown at all: no list is better
 * than a wrong one. Of a story at most RELATED_OF_STORY, and no copies of what is listed. */
#include "story/index.h"

enum { RELATED_NEAR = 96, RELATED_OF_STORY = 2, RELATED_MOST = 50 };
const double story_related_sure = 0.16;

static const uint32_t names_least = 4; /* names in common, where nothing else is */
static const double names_alike = 0.2;

struct likely {
    uint32_t slot;
    double score;
};

static uint32_t names_shared(const struct held *m, const struct held *o)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->term_count; i++)
        if ((m->terms[i].flags & (TERM_NAME | TERM_PAIR)) == TERM_NAME) {
            const struct term *t = term_find(o, m->terms[i].hash);
            n += t && t->flags & TERM_NAME;
        }
    return n;
}

static double score_of(const struct story_index *x, uint32_t self, uint32_t other)
{
    const struct held *m = &x->articles[self], *o = &x->articles[other];
    const struct view a = view_of(x, self), b = view_of(x, other);
    double f[PAIR_FEATURES];
    pair_features(&a, &b, f);
    double both = f[PAIR_WORDS] < f[PAIR_NAMES] ? f[PAIR_WORDS] : f[PAIR_NAMES];
    double score = (f[PAIR_ALL] + both) / 2;
    if (score < story_related_sure && f[PAIR_NAMES] >= names_alike &&
        names_shared(m, o) >= names_least)
        score = story_related_sure + (f[PAIR_NAMES] - names_alike) / 20;
    return score;
}

static bool listed(const struct story_index *x, const struct likely *v, size_t n, uint32_t slot)
{
    const struct held *m = &x->articles[slot];
    size_t same = 0;
    for (size_t i = 0; i < n; i++) {
        const struct held *o = &x->articles[v[i].slot];
        if (o->id == m->copy_of || o->copy_of == m->id || (m->copy_of && m->copy_of == o->copy_of))
            return true;
        same += o->story == m->story;
    }
    return same >= RELATED_OF_STORY;
}

size_t story_related(struct story_index *x, uint64_t id, size_t k, struct story_related *ret)
{
    return story_related_from(x, id, story_related_sure, k, ret);
}

size_t story_related_from(struct story_index *x, uint64_t id, double least, size_t k,
                          struct story_related *ret)
{
    uint32_t self = ids_find(&x->ids, id), near[RELATED_NEAR];
    if (self == NO_SLOT || !x->articles[self].live)
        return 0;
    const struct held *m = &x->articles[self];
    struct likely order[RELATED_NEAR], kept[RELATED_MOST];
    size_t n = near_find(x, m->terms, m->term_count, near, RELATED_NEAR), likely = 0, out = 0;
    for (size_t i = 0; i < n; i++) {
        if (x->articles[near[i]].story == m->story)
            continue;
        double score = score_of(x, self, near[i]);
        size_t at = likely++;
        for (; at > 0 && order[at - 1].score < score; at--)
            order[at] = order[at - 1];
        order[at] = (struct likely){near[i], score};
    }
    k = k < RELATED_MOST ? k : RELATED_MOST;
    for (size_t i = 0; i < likely && out < k && order[i].score >= least; i++) {
        if (listed(x, kept, out, order[i].slot))
            continue;
        kept[out] = order[i];
        const struct held *o = &x->articles[order[i].slot];
        ret[out] = (struct story_related){.id = o->id, .story = o->story, .score = order[i].score};
        why_write(x, self, order[i].slot, ret[out++].why);
    }
    return out;
}
