/* random.c: see random.h. */
#include "base/base.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

static uint64_t fixed_state;

void random_fix(uint64_t seed)
{
    fixed_state = seed;
}

/* splitmix64 (Steele, Lea and Flood 2014), only for tests. */
static uint64_t next_fixed(void)
{
    uint64_t z = (fixed_state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void random_bytes(void *p, size_t n)
{
    unsigned char *at = p;
    while (n) {
        if (fixed_state) {
            uint64_t v = next_fixed();
            size_t k = n < 8 ? n : 8;
            memcpy(at, &v, k);
            at += k;
            n -= k;
            continue;
        }
        ssize_t got = getrandom(at, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            abort();
        at += got;
        n -= (size_t)got;
    }
}

uint64_t random_u64(void)
{
    uint64_t v;
    random_bytes(&v, sizeof v);
    return v;
}
