/* chains.c: an inverted index whose postings are linked lists through one node array.
 *
 * Node slot * each + j is the j-th key of that article; the lists are doubly linked, so that an
 * article leaves in constant time, and run newest first, so that a walk that is cut short has seen
 * the newest. A list belongs to a bucket of keys: who walks compares the key. Memory is fixed by
 * the number of articles, not by what they hold: nobody can make it grow by choosing words. */
#include "story/internal.h"

void chains_init(struct chains *c, uint32_t each, size_t most, int folder)
{
    *c = (struct chains){.each = each, .folder = folder};
    region_init(&c->node_region, folder, most * each * sizeof *c->nodes);
    region_init(&c->head_region, -1, 0);
}

void chains_done(struct chains *c)
{
    region_done(&c->node_region);
    region_done(&c->head_region);
}

void chains_rest(struct chains *c)
{
    region_rest(&c->node_region);
    region_rest(&c->head_region);
}

static void link_node(struct chains *c, uint32_t number)
{
    struct node *node = &c->nodes[number];
    uint32_t bucket = mix32(node->key, 7) >> (32 - c->bits);
    uint32_t head = c->heads[bucket];
    node->next = head;
    node->prev = NODE_FIRST;
    if (head)
        c->nodes[head - 1].prev = number + 1;
    c->heads[bucket] = number + 1;
}

/* Hangs all lists anew under twice the heads, each in its old order. */
static bool more_heads(struct chains *c, uint32_t bits)
{
    struct region old = c->head_region, heads;
    size_t bytes = sizeof *c->heads << bits;
    region_init(&heads, c->folder, bytes);
    if (!region_grow(&heads, bytes)) {
        region_done(&heads);
        return false;
    }
    const uint32_t *was = c->heads;
    size_t count = was ? (size_t)1 << c->bits : 0;
    c->head_region = heads;
    c->heads = (uint32_t *)(void *)heads.p;
    c->bits = bits;
    for (size_t i = 0; i < count; i++) {
        uint32_t last = 0;
        for (uint32_t node = was[i]; node; node = c->nodes[node - 1].next)
            last = node;
        while (last) {
            uint32_t before = c->nodes[last - 1].prev;
            link_node(c, last - 1);
            last = before == NODE_FIRST ? 0 : before;
        }
    }
    region_done(&old);
    return true;
}

bool chains_room(struct chains *c, uint32_t slots)
{
    if (slots <= c->slots)
        return true;
    size_t n = (size_t)slots * c->each;
    if (n >= NODE_FIRST || !region_grow(&c->node_region, n * sizeof *c->nodes))
        return false;
    c->nodes = (struct node *)(void *)c->node_region.p;
    uint32_t bits = c->bits ? c->bits : 12;
    while (((size_t)1 << bits) < n)
        bits++;
    if (bits != c->bits && !more_heads(c, bits))
        return false;
    c->slots = slots;
    return true;
}

void chains_put(struct chains *c, uint32_t slot, uint32_t j, uint32_t key)
{
    uint32_t number = slot * c->each + j;
    c->nodes[number].key = key;
    link_node(c, number);
}

void chains_take(struct chains *c, uint32_t slot, uint32_t j)
{
    struct node *node = &c->nodes[slot * c->each + j];
    if (node->prev == 0)
        return;
    if (node->prev != NODE_FIRST)
        c->nodes[node->prev - 1].next = node->next;
    else
        c->heads[mix32(node->key, 7) >> (32 - c->bits)] = node->next;
    if (node->next)
        c->nodes[node->next - 1].prev = node->prev;
    node->prev = node->next = 0;
}

size_t chains_bytes(const struct chains *c)
{
    return c->node_region.bytes + c->head_region.bytes;
}
