/* chains.c: an inverted index whose postings are linked lists through one node array.
 *
 * Node slot * each + j is the j-th key of that article; the lists are doubly linked, so that an
 * article leaves in constant time, and run newest first, so that a walk that is cut short has seen
 * the newest. A list belongs to a bucket of keys: who walks compares the key. Memory is fixed by
 * the number of articles, not by what they hold: nobody can make it grow by choosing words. */
#include "story/internal.h"

bool chains_init(struct chains *c, uint32_t each)
{
    *c = (struct chains){.each = each};
    return true;
}

void chains_done(struct chains *c)
{
    free(c->key);
    free(c->next);
    free(c->prev);
    free(c->heads);
}

static void link_node(struct chains *c, uint32_t node)
{
    uint32_t bucket = mix32(c->key[node], 7) >> (32 - c->bits);
    uint32_t head = c->heads[bucket];
    c->next[node] = head;
    c->prev[node] = 0;
    if (head)
        c->prev[head - 1] = node + 1;
    c->heads[bucket] = node + 1;
}

/* A node that stands in no list has itself as predecessor. */
static void unlink_mark(struct chains *c, uint32_t node)
{
    c->prev[node] = node + 1;
    c->next[node] = 0;
}

/* Hangs all lists anew under twice the heads, each in its old order. */
static bool more_heads(struct chains *c, uint32_t bits)
{
    uint32_t *heads = calloc((size_t)1 << bits, sizeof *heads), *old = c->heads;
    if (!heads)
        return false;
    size_t count = old ? (size_t)1 << c->bits : 0;
    c->heads = heads;
    c->bits = bits;
    for (size_t i = 0; i < count; i++) {
        uint32_t node = old[i], last = 0;
        for (; node; node = c->next[node - 1])
            last = node;
        while (last) {
            uint32_t before = c->prev[last - 1];
            link_node(c, last - 1);
            last = before;
        }
    }
    free(old);
    return true;
}

bool chains_room(struct chains *c, uint32_t slots)
{
    if (slots <= c->slots)
        return true;
    size_t n = (size_t)slots * c->each;
    if (n >= UINT32_MAX)
        return false;
    uint32_t **arrays[] = {&c->key, &c->next, &c->prev};
    for (int i = 0; i < 3; i++) {
        uint32_t *p = realloc(*arrays[i], n * sizeof *p);
        if (!p)
            return false;
        *arrays[i] = p;
    }
    uint32_t bits = c->bits ? c->bits : 12;
    while (((size_t)1 << bits) < n)
        bits++;
    if (bits != c->bits && !more_heads(c, bits))
        return false;
    for (size_t i = (size_t)c->slots * c->each; i < n; i++)
        unlink_mark(c, (uint32_t)i);
    c->slots = slots;
    return true;
}

void chains_put(struct chains *c, uint32_t slot, uint32_t j, uint32_t key)
{
    uint32_t node = slot * c->each + j;
    c->key[node] = key;
    link_node(c, node);
}

void chains_take(struct chains *c, uint32_t slot, uint32_t j)
{
    uint32_t node = slot * c->each + j, next = c->next[node], prev = c->prev[node];
    if (prev == node + 1)
        return;
    if (prev)
        c->next[prev - 1] = next;
    else
        c->heads[mix32(c->key[node], 7) >> (32 - c->bits)] = next;
    if (next)
        c->prev[next - 1] = prev;
    unlink_mark(c, node);
}

size_t chains_bytes(const struct chains *c)
{
    return (size_t)c->slots * c->each * 12 + (c->heads ? sizeof(uint32_t) << c->bits : 0);
}
