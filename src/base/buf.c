/* buf.c: growing text with a cap. See buf.h. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_init(struct buf *b, size_t max)
{
    *b = (struct buf){.max = max};
}

void buf_arena(struct buf *b, struct arena *a, size_t max)
{
    *b = (struct buf){.max = max, .a = a};
}

void buf_done(struct buf *b)
{
    if (!b->a)
        free(b->p);
    *b = (struct buf){.max = b->max, .a = b->a};
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    b->failed = false;
}

char *buf_room(struct buf *b, size_t n)
{
    if (n <= b->cap - b->n)
        return b->p + b->n;
    size_t need;
    if (__builtin_add_overflow(b->n, n, &need) || need > b->max) {
        b->failed = true;
        return NULL;
    }
    size_t cap = b->cap ? b->cap : 256;
    while (cap < need)
        cap = cap > b->max / 2 ? b->max : cap * 2;
    char *p = b->a ? arena_grow(b->a, b->p, b->n, cap) : realloc(b->p, cap);
    if (!p) {
        b->failed = true;
        return NULL;
    }
    b->p = p;
    b->cap = cap;
    return b->p + b->n;
}

bool buf_put_slow(struct buf *b, const char *p, size_t n)
{
    char *to = buf_room(b, n);
    if (!to)
        return false;
    memcpy(to, p, n);
    b->n += n;
    return true;
}

void buf_fmt(struct buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *to = n >= 0 ? buf_room(b, (size_t)n + 1) : NULL;
    if (to) {
        vsnprintf(to, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void buf_u64(struct buf *b, uint64_t v)
{
    char t[20];
    size_t i = sizeof t;
    do
        t[--i] = (char)('0' + v % 10);
    while (v /= 10);
    buf_put(b, str_of(t + i, sizeof t - i));
}

void buf_i64(struct buf *b, int64_t v)
{
    if (v < 0)
        buf_char(b, '-');
    buf_u64(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

void buf_rune(struct buf *b, uint32_t rune)
{
    char t[4];
    buf_put(b, str_of(t, utf8_encode(rune, t)));
}

void buf_shift(struct buf *b, size_t n)
{
    if (n > b->n)
        n = b->n;
    if (n && b->n > n)
        memmove(b->p, b->p + n, b->n - n);
    b->n -= n;
}

void buf_html(struct buf *b, struct str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        struct str with;
        switch (s.p[i]) {
        case '&': with = STR("&amp;"); break;
        case '<': with = STR("&lt;"); break;
        case '>': with = STR("&gt;"); break;
        case '"': with = STR("&quot;"); break;
        case '\'': with = STR("&#39;"); break;
        default: continue;
        }
        buf_put(b, str_sub(s, from, i));
        buf_put(b, with);
        from = i + 1;
    }
    buf_put(b, str_from(s, from));
}
