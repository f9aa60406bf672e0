/* arena.c: memory for one document. See arena.h. Blocks double from 4 KiB to 1 MiB, so that a small
 * document costs little and a large one few calls; a request above that gets a block of its own. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BLOCK_FIRST = 4096, BLOCK_MOST = 1 << 20, ALIGN = 16 };

struct arena_block {
    struct arena_block *next;
    size_t size; /* with this head */
    _Alignas(ALIGN) char data[];
};

void arena_init(struct arena *a, size_t cap)
{
    *a = (struct arena){.cap = cap};
}

static void free_blocks(struct arena_block *b)
{
    while (b) {
        struct arena_block *next = b->next;
        free(b);
        b = next;
    }
}

void arena_done(struct arena *a)
{
    free_blocks(a->block);
    arena_init(a, a->cap);
}

void arena_reset(struct arena *a)
{
    if (!a->block)
        return;
    struct arena_block *keep = a->block;
    free_blocks(keep->next);
    keep->next = NULL;
    a->held = keep->size;
    a->used = 0;
    a->at = keep->data;
    a->end = (char *)keep + keep->size;
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){a->block, a->at, a->used};
}

void arena_back(struct arena *a, struct arena_mark m)
{
    while (a->block != m.block) {
        struct arena_block *next = a->block->next;
        a->held -= a->block->size;
        free(a->block);
        a->block = next;
    }
    a->at = m.at;
    a->end = m.block ? (char *)m.block + m.block->size : NULL;
    a->used = m.used;
}

_Noreturn void arena_fail(struct arena *a)
{
    if (a->escape)
        longjmp(*a->escape, 1);
    static const char say[] = "octavo: out of memory\n";
    ssize_t w = write(STDERR_FILENO, say, sizeof say - 1);
    (void)w;
    _exit(1);
}

enum err_code arena_run(struct arena *a, enum err_code (*fn)(void *ctx), void *ctx)
{
    jmp_buf here;
    jmp_buf *outer = a->escape;
    if (setjmp(here)) {
        a->escape = outer;
        return ERR_MEMORY;
    }
    a->escape = &here;
    enum err_code code = fn(ctx);
    a->escape = outer;
    return code;
}

static void new_block(struct arena *a, size_t need)
{
    size_t size = a->block ? a->block->size * 2 : BLOCK_FIRST;
    if (size > BLOCK_MOST)
        size = BLOCK_MOST;
    if (__builtin_add_overflow(need, sizeof(struct arena_block) + ALIGN, &need))
        arena_fail(a);
    if (size < need)
        size = need;
    if (size > a->cap - a->held) { /* near the cap: what is needed and no more */
        size = need;
        if (size > a->cap - a->held)
            arena_fail(a);
    }
    struct arena_block *b = malloc(size);
    if (!b)
        arena_fail(a);
    b->size = size;
    b->next = a->block;
    a->block = b;
    a->held += size;
    a->at = b->data;
    a->end = (char *)b + size;
}

void *arena_alloc(struct arena *a, size_t n)
{
    size_t take;
    if (__builtin_add_overflow(n, (size_t)ALIGN - 1, &take))
        arena_fail(a);
    take &= ~(size_t)(ALIGN - 1);
    if (take == 0)
        take = ALIGN;
    if ((size_t)(a->end - a->at) < take)
        new_block(a, take);
    void *p = a->at;
    a->at += take;
    a->used += take;
    return p;
}

void *arena_zalloc(struct arena *a, size_t n)
{
    return memset(arena_alloc(a, n), 0, n);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    size_t all;
    if (__builtin_mul_overflow(n, size, &all))
        arena_fail(a);
    return arena_zalloc(a, all);
}

void *arena_grow(struct arena *a, void *old, size_t old_n, size_t new_n)
{
    size_t had = (old_n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (had == 0)
        had = ALIGN;
    if (new_n > SIZE_MAX - ALIGN)
        arena_fail(a);
    size_t want = (new_n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (old && (char *)old + had == a->at && want >= had &&
        (size_t)(a->end - (char *)old) >= want) {
        a->at = (char *)old + want;
        a->used += want - had;
        return old;
    }
    void *p = arena_alloc(a, new_n);
    if (old)
        memcpy(p, old, old_n < new_n ? old_n : new_n);
    return p;
}

void *arena_list_room(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return v;
    size_t more = *cap ? *cap * 2 : 8;
    size_t bytes;
    if (more < *cap || __builtin_mul_overflow(more, size, &bytes))
        arena_fail(a);
    void *p = arena_grow(a, v, n * size, bytes);
    *cap = more;
    return p;
}

struct str str_dup(struct arena *a, struct str s)
{
    if (s.n == 0)
        return STR("");
    return (struct str){memcpy(arena_alloc(a, s.n), s.p, s.n), s.n};
}

const char *str_z(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = 0;
    return p;
}

struct str str_fmt(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0) {
        va_end(again);
        return STR("");
    }
    char *p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return (struct str){p, (size_t)n};
}

struct str str_join(struct arena *a, const struct str *list, size_t n, struct str sep)
{
    size_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += list[i].n + (i ? sep.n : 0);
    char *p = arena_alloc(a, all), *at = p;
    for (size_t i = 0; i < n; i++) {
        if (i && sep.n)
            at = mempcpy(at, sep.p, sep.n);
        if (list[i].n)
            at = mempcpy(at, list[i].p, list[i].n);
    }
    return (struct str){p, all};
}

struct str str_lower(struct arena *a, struct str s)
{
    size_t i = 0;
    while (i < s.n && !is_upper(s.p[i]))
        i++;
    if (i == s.n)
        return s;
    char *p = arena_alloc(a, s.n);
    for (i = 0; i < s.n; i++)
        p[i] = to_lower(s.p[i]);
    return (struct str){p, s.n};
}
