/* move.c: what is asked of the index besides placing: where an article is, who is in a story, and a
 * person's corrections. */
#include "story/index.h"

bool story_of(const struct story_index *x, uint64_t id, uint64_t *ret_story, uint64_t *ret_copy_of)
{
    uint32_t slot = ids_find(&x->ids, id);
    if (slot == NO_SLOT)
        return false;
    *ret_story = x->articles[slot].story;
    *ret_copy_of = x->articles[slot].copy_of;
    return true;
}

size_t story_members(const struct story_index *x, uint64_t story, uint64_t *ret, size_t most)
{
    uint32_t at = ids_find(&x->story_ids, story);
    if (at == NO_SLOT)
        return 0;
    size_t n = 0;
    for (uint32_t slot = x->stories[at].first; slot != NO_SLOT && n < most;
         slot = x->articles[slot].next_member)
        ret[n++] = x->articles[slot].id;
    return x->stories[at].n;
}

size_t story_origins(const struct story_index *x, uint64_t story)
{
    uint32_t at = ids_find(&x->story_ids, story);
    size_t n = 0;
    for (uint32_t slot = at == NO_SLOT ? NO_SLOT : x->stories[at].first; slot != NO_SLOT;
         slot = x->articles[slot].next_member) {
        const struct held *m = &x->articles[slot];
        uint32_t other = x->stories[at].first;
        for (; other != slot; other = x->articles[other].next_member)
            if (!x->articles[other].copy_of && x->articles[other].publisher == m->publisher)
                break;
        n += !m->copy_of && other == slot;
    }
    return n;
}

bool story_move(struct story_index *x, uint64_t id, uint64_t story)
{
    uint32_t slot = ids_find(&x->ids, id), to = ids_find(&x->ids, story);
    if (slot == NO_SLOT || !x->articles[slot].live)
        return false;
    uint64_t target = story;
    if (to != NO_SLOT && to != slot)
        target = x->articles[to].story;
    else if (to == NO_SLOT && ids_find(&x->story_ids, story) == NO_SLOT)
        return false;
    if (target == x->articles[slot].story)
        return true;
    story_leave(x, slot);
    x->articles[slot].moved = true;
    story_join(x, slot, target);
    return true;
}

bool story_put(struct story_index *x, uint64_t id, uint64_t story)
{
    uint32_t slot = ids_find(&x->ids, id);
    if (slot == NO_SLOT || !x->articles[slot].live || story == 0 || story >> 53 || !index_room(x))
        return false;
    if (story == x->articles[slot].story)
        return true;
    story_leave(x, slot);
    story_join(x, slot, story);
    return true;
}

bool story_remove(struct story_index *x, uint64_t id)
{
    uint32_t slot = ids_find(&x->ids, id);
    if (slot == NO_SLOT)
        return false;
    index_drop(x, slot);
    return true;
}

void story_parting(struct story_index *x, bool on)
{
    x->parting = on;
}
