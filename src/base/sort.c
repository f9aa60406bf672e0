/* sort.c: bottom-up merge sort. See sort.h. */
#include "base/base.h"

typedef int (*compare)(const void *x, const void *y, void *ctx);

static void merge(char *to, const char *v, size_t from, size_t mid, size_t end, size_t size,
                  compare cmp, void *ctx)
{
    size_t i = from, j = mid;
    for (size_t k = from; k < end; k++) {
        bool left = i < mid && (j >= end || cmp(v + i * size, v + j * size, ctx) <= 0);
        memcpy(to + k * size, v + (left ? i++ : j++) * size, size);
    }
}

void sort_stable(struct arena *a, void *v, size_t n, size_t size, compare cmp, void *ctx)
{
    if (n < 2)
        return;
    char *here = v, *other = arena_array(a, n, size);
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t at = 0; at < n; at += 2 * run) {
            size_t mid = at + run < n ? at + run : n, end = at + 2 * run < n ? at + 2 * run : n;
            merge(other, here, at, mid, end, size, cmp, ctx);
        }
        char *t = here;
        here = other;
        other = t;
    }
    if (here != (char *)v)
        memcpy(v, here, n * size);
}
