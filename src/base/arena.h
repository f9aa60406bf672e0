/* arena: one document, one arena. Memory is handed out by moving a pointer and given back all at
 * once. An arena has a hard cap; what does not fit is not a crash but an *escape*:
 *
 *   arena_alloc never returns NULL. When the cap or the machine's memory is reached, control jumps
 *   back to the arena_run() that is running on this arena, which returns ERR_MEMORY. Pure code
 *   therefore checks no allocation, and must hold nothing but arena memory while it allocates
 *   (no open file, no lock, no malloc). Without an arena_run() around it, the program ends with a
 *   plain message and status 1: commands for the terminal live with that.
 *
 * Not for sharing between threads. */
#ifndef OCTAVO_BASE_ARENA_H
#define OCTAVO_BASE_ARENA_H
#include "base/err.h"
#include "base/str.h"

#include <setjmp.h>

struct arena_block;
struct arena {
    struct arena_block *block; /* newest first */
    char *at, *end;            /* free part of the newest block */
    size_t used;               /* bytes handed out since init or reset, with padding */
    size_t held;               /* bytes taken from the machine */
    size_t cap;                /* most bytes that may be held */
    jmp_buf *escape;           /* set by arena_run */
};

/* Makes an empty arena that takes at most `cap` bytes; nothing is allocated yet. */
void arena_init(struct arena *a, size_t cap);
/* Gives everything back to the machine. Safe on a zeroed arena. */
void arena_done(struct arena *a);
/* Forgets all contents and keeps one block for the next document. */
void arena_reset(struct arena *a);
/* A place in the arena, and back to it: all that was handed out since is given back, and what grew
 * since by arena_grow with it. For scratch within a longer piece of work. */
struct arena_mark {
    struct arena_block *block;
    char *at;
    size_t used;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_back(struct arena *a, struct arena_mark m);
/* Runs fn(ctx); returns its code, or ERR_MEMORY when an allocation on `a` did not fit. May nest. */
enum err_code arena_run(struct arena *a, enum err_code (*fn)(void *ctx), void *ctx) must_check;

/* n bytes, zeroed / not zeroed, aligned for any type. n may be 0. Never NULL. */
void *arena_zalloc(struct arena *a, size_t n) __attribute__((malloc, returns_nonnull));
void *arena_alloc(struct arena *a, size_t n) __attribute__((malloc, returns_nonnull));
/* Leaves by the escape, as a failed allocation does: for a size that overflowed. */
_Noreturn void arena_fail(struct arena *a);
/* Like realloc: grows the last allocation in place where it can, else copies. */
void *arena_grow(struct arena *a, void *old, size_t old_n, size_t new_n);
/* Checked n * size, zeroed. */
void *arena_array(struct arena *a, size_t n, size_t size);
#define ARENA_NEW(a, type)      ((type *)arena_zalloc((a), sizeof(type)))
#define ARENA_ARRAY(a, n, type) ((type *)arena_array((a), (n), sizeof(type)))

/* Copies: str_dup a view, str_z with a terminator (a NUL inside stays), str_fmt printed text,
 * str_join all of list with sep between. */
struct str str_dup(struct arena *a, struct str s);
const char *str_z(struct arena *a, struct str s);
struct str str_fmt(struct arena *a, const char *fmt, ...) printf_like(2, 3);
struct str str_join(struct arena *a, const struct str *list, size_t n, struct str sep);
/* ASCII lower case; the input itself where nothing changes. */
struct str str_lower(struct arena *a, struct str s);

/* A growing list of `type` in an arena:  struct foo_list { struct foo *v; size_t n, cap; };
 * LIST_PUSH(arena, &list, value) adds one; LIST_ADD gives the address of a new zeroed one. */
#define LIST(type)                                                                                 \
    struct {                                                                                       \
        type *v;                                                                                   \
        size_t n, cap;                                                                             \
    }
void *arena_list_room(struct arena *a, void *v, size_t n, size_t *cap, size_t size);
#define LIST_PUSH(a, list, ...)                                                                    \
    ((list)->v = arena_list_room((a), (list)->v, (list)->n, &(list)->cap, sizeof *(list)->v),      \
     (list)->v[(list)->n++] = (__VA_ARGS__))
#define LIST_ADD(a, list)                                                                          \
    ((list)->v = arena_list_room((a), (list)->v, (list)->n, &(list)->cap, sizeof *(list)->v),      \
     memset(&(list)->v[(list)->n], 0, sizeof *(list)->v), &(list)->v[(list)->n++])
#endif
