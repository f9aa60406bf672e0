/* related.c: articles of other stories that are like a given one.
 *
 * The chains of its weightiest terms propose articles; the cosine of the whole vectors, with the
 * lesser of those of names and of other words (to share a name or a subject alone is not enough),
 * orders them. A weak likeness is not shown at all: no list is better than a wrong
 * one. Of a story at most RELATED_OF_STORY, and no copies of what is listed. */
#include "story/index.h"

enum { RELATED_NEAR = 96, RELATED_OF_STORY = 2, RELATED_MOST = 50 };
static const double related_least = 0.17;

struct likely {
    uint32_t slot;
    double score;
};

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
    uint32_t self = ids_find(&x->ids, id), near[RELATED_NEAR];
    if (self == NO_SLOT || !x->articles[self].live)
        return 0;
    const struct held *m = &x->articles[self];
    const struct view v = view_of(x, self);
    struct likely order[RELATED_NEAR], kept[RELATED_MOST];
    size_t n = near_find(x, m->terms, m->term_count, near, RELATED_NEAR), likely = 0, out = 0;
    for (size_t i = 0; i < n; i++) {
        double f[PAIR_FEATURES];
        if (x->articles[near[i]].story == m->story)
            continue;
        const struct view o = view_of(x, near[i]);
        pair_features(&v, &o, f);
        double both = f[PAIR_WORDS] < f[PAIR_NAMES] ? f[PAIR_WORDS] : f[PAIR_NAMES];
        double score = (f[PAIR_ALL] + both) / 2;
        size_t at = likely++;
        for (; at > 0 && order[at - 1].score < score; at--)
            order[at] = order[at - 1];
        order[at] = (struct likely){near[i], score};
    }
    k = k < RELATED_MOST ? k : RELATED_MOST;
    for (size_t i = 0; i < likely && out < k && order[i].score >= related_least; i++) {
        if (listed(x, kept, out, order[i].slot))
            continue;
        kept[out] = order[i];
        const struct held *o = &x->articles[order[i].slot];
        ret[out] = (struct story_related){.id = o->id, .story = o->story, .score = order[i].score};
        why_write(x, self, order[i].slot, ret[out++].why);
    }
    return out;
}
