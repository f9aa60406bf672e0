/* sort: a stable merge sort over an array in an arena's scratch memory: the same order on every
 * run, for ties too (qsort promises neither). */
#ifndef OCTAVO_BASE_SORT_H
#define OCTAVO_BASE_SORT_H
#include "base/arena.h"

/* Sorts v[0..n) of `size`-byte elements. cmp as for qsort, with the caller's ctx. Takes n * size
 * bytes of `a` for the time being (they stay used until the arena is reset). */
void sort_stable(struct arena *a, void *v, size_t n, size_t size,
                 int (*cmp)(const void *x, const void *y, void *ctx), void *ctx);
#endif
