/* buf: text that is made. Grows by doubling up to a cap named at init; what does not fit sets
 * `failed` and is dropped, so that a writer checks once, at the end. A buf is malloc-backed
 * (buf_init, release with buf_done) or arena-backed (buf_arena, never released; reaching the
 * machine's memory escapes as arena.h says, reaching `max` sets failed). */
#ifndef OCTAVO_BASE_BUF_H
#define OCTAVO_BASE_BUF_H
#include "base/arena.h"

struct buf {
    char *p;
    size_t n, cap;
    size_t max;      /* most bytes it may hold */
    struct arena *a; /* NULL: malloc */
    bool failed;     /* something did not fit and was dropped */
};

void buf_init(struct buf *b, size_t max);
void buf_arena(struct buf *b, struct arena *a, size_t max);
void buf_done(struct buf *b);
/* Empties it and clears `failed`; keeps the memory. */
void buf_clear(struct buf *b);
static inline struct str buf_str(const struct buf *b)
{
    return (struct str){b->p, b->n};
}
/* Room for n more bytes at p + n, or NULL (and failed). Raise b->n by what was used. */
char *buf_room(struct buf *b, size_t n);
bool buf_put_slow(struct buf *b, const char *p, size_t n);
static inline void buf_put(struct buf *b, struct str s)
{
    if (s.n == 0)
        return;
    if (s.n <= b->cap - b->n) {
        memcpy(b->p + b->n, s.p, s.n);
        b->n += s.n;
    } else {
        buf_put_slow(b, s.p, s.n);
    }
}
static inline void buf_char(struct buf *b, char c)
{
    if (b->n < b->cap)
        b->p[b->n++] = c;
    else
        buf_put_slow(b, &c, 1);
}
#define buf_lit(b, lit) buf_put((b), STR(lit))
void buf_fmt(struct buf *b, const char *fmt, ...) printf_like(2, 3);
void buf_i64(struct buf *b, int64_t v);
void buf_u64(struct buf *b, uint64_t v);
/* UTF-8 of a code point; U+FFFD for what is none. */
void buf_rune(struct buf *b, uint32_t rune);
/* Drops the first n bytes. */
void buf_shift(struct buf *b, size_t n);
/* Escaped for HTML text and for double-quoted attributes (& < > " '). */
void buf_html(struct buf *b, struct str s);
#endif
