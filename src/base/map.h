/* map: str -> one 64-bit value, in an arena. Open addressing over an entry array in order of
 * insertion, so that walking it is the same on every run. Keys are hashed with SipHash-1-3
 * (Aumasson and Bernstein 2012) under a seed drawn at the start of the process: a publisher cannot
 * choose words that collide. Keys are views and must live as long as the map. */
#ifndef OCTAVO_BASE_MAP_H
#define OCTAVO_BASE_MAP_H
#include "base/arena.h"

struct map_entry {
    struct str key;
    uint64_t hash;
    union {
        uint64_t u;
        int64_t i;
        double d;
        void *p;
    } value;
};
struct map {
    struct arena *a;
    struct map_entry *entries; /* in order of insertion: entries[0..n) */
    uint32_t *slots;           /* index + 1 of an entry, 0 = free */
    size_t n, cap, slot_count;
};
void map_init(struct map *m, struct arena *a);
/* The entry of `key`, or NULL. */
struct map_entry *map_find(const struct map *m, struct str key);
/* The entry of `key`, made with value 0 where it was absent; *ret_new (may be NULL) says which.
 * The address is good until the next map_put. */
struct map_entry *map_put(struct map *m, struct str key, bool *ret_new);
/* SipHash-1-3 of bytes under the process's seed. */
uint64_t hash_seeded(struct str s);
#endif
