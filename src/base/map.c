/* map.c: see map.h. */
#include "base/base.h"

static uint64_t seed[2];

__attribute__((constructor)) static void draw_seed(void)
{
    random_bytes(seed, sizeof seed);
}

static inline uint64_t rotl(uint64_t x, int b)
{
    return x << b | x >> (64 - b);
}

static inline void sip_round(uint64_t v[4])
{
    v[0] += v[1], v[1] = rotl(v[1], 13), v[1] ^= v[0], v[0] = rotl(v[0], 32);
    v[2] += v[3], v[3] = rotl(v[3], 16), v[3] ^= v[2];
    v[0] += v[3], v[3] = rotl(v[3], 21), v[3] ^= v[0];
    v[2] += v[1], v[1] = rotl(v[1], 17), v[1] ^= v[2], v[2] = rotl(v[2], 32);
}

uint64_t hash_seeded(struct str s)
{
    uint64_t v[4] = {seed[0] ^ 0x736f6d6570736575u, seed[1] ^ 0x646f72616e646f6du,
                     seed[0] ^ 0x6c7967656e657261u, seed[1] ^ 0x7465646279746573u};
    size_t i = 0;
    uint64_t w;
    for (; i + 8 <= s.n; i += 8) {
        memcpy(&w, s.p + i, 8);
        v[3] ^= w;
        sip_round(v);
        v[0] ^= w;
    }
    w = (uint64_t)s.n << 56;
    for (size_t k = 0; i + k < s.n; k++)
        w |= (uint64_t)(unsigned char)s.p[i + k] << (8 * k);
    v[3] ^= w;
    sip_round(v);
    v[0] ^= w;
    v[2] ^= 0xff;
    sip_round(v);
    sip_round(v);
    sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

void map_init(struct map *m, struct arena *a)
{
    *m = (struct map){.a = a};
}

static size_t slot_of(const struct map *m, struct str key, uint64_t hash)
{
    size_t mask = m->slot_count - 1, at = hash & mask;
    for (;; at = (at + 1) & mask) {
        uint32_t e = m->slots[at];
        if (!e || (m->entries[e - 1].hash == hash && str_eq(m->entries[e - 1].key, key)))
            return at;
    }
}

struct map_entry *map_find(const struct map *m, struct str key)
{
    if (!m->n)
        return NULL;
    uint32_t e = m->slots[slot_of(m, key, hash_seeded(key))];
    return e ? &m->entries[e - 1] : NULL;
}

static void grow_slots(struct map *m)
{
    size_t count = m->slot_count ? m->slot_count * 2 : 16;
    m->slots = ARENA_ARRAY(m->a, count, uint32_t);
    m->slot_count = count;
    for (size_t i = 0; i < m->n; i++)
        m->slots[slot_of(m, m->entries[i].key, m->entries[i].hash)] = (uint32_t)i + 1;
}

struct map_entry *map_put(struct map *m, struct str key, bool *ret_new)
{
    if (m->n * 4 >= m->slot_count * 3)
        grow_slots(m);
    uint64_t hash = hash_seeded(key);
    size_t at = slot_of(m, key, hash);
    bool is_new = !m->slots[at];
    if (ret_new)
        *ret_new = is_new;
    if (is_new) {
        m->entries = arena_list_room(m->a, m->entries, m->n, &m->cap, sizeof *m->entries);
        m->entries[m->n] = (struct map_entry){.key = key, .hash = hash};
        m->slots[at] = (uint32_t)++m->n;
    }
    return &m->entries[m->slots[at] - 1];
}
