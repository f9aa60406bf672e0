/* chunk.c: the chunked coding, RFC 9112 section 7.1, as a machine fed with any pieces. Sizes are
 * one to fifteen hexadecimal digits and nothing else; every line ends in CR LF; extensions and
 * trailers are bounded, checked and thrown away; a trailer that would change the framing or the
 * routing is refused. */
#include "http/internal.h"

enum {
    SIZE_FIRST,
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_FIRST,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LF,
    END_LF,
};
enum { DIGITS_MOST = 15, EXTENSION_MOST = 256, OVERHEAD_MOST = 16 << 10 };

static unsigned size_step(struct http_chunks *c, char ch, const struct buf *out)
{
    int v = hex_value(ch);
    if (v >= 0) {
        if (c->digits++ == DIGITS_MOST)
            return 400;
        c->left = c->left << 4 | (unsigned)v;
        c->state = SIZE;
        return HTTP_MORE;
    }
    if (c->state == SIZE_FIRST || (ch != '\r' && ch != ';'))
        return 400;
    if (c->left > out->max - out->n)
        return 413;
    c->line = 0;
    c->state = ch == ';' ? EXTENSION : SIZE_LF;
    return HTTP_MORE;
}

static bool trailer_name_ok(const struct http_chunks *c)
{
    static const struct str never[] = {
        STR_INIT("transfer-encoding"), STR_INIT("content-length"),   STR_INIT("host"),
        STR_INIT("connection"),        STR_INIT("content-encoding"),
    };
    if (c->name_n == 0)
        return false;
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (c->name_n == never[i].n && str_eq_fold(str_of(c->name, c->name_n), never[i]))
            return false;
    return true;
}

static unsigned trailer_step(struct http_chunks *c, char ch)
{
    if (c->state == TRAILER_FIRST) {
        c->name_n = 0;
        if (ch == '\r') {
            c->state = END_LF;
            return HTTP_MORE;
        }
        c->state = TRAILER_NAME;
    }
    if (c->state == TRAILER_NAME) {
        if (ch == ':') {
            c->state = TRAILER_VALUE;
            return trailer_name_ok(c) ? HTTP_MORE : 400;
        }
        if (!(http_byte_class[(unsigned char)ch] & HTTP_IS_TOKEN))
            return 400;
        if (c->name_n < sizeof c->name)
            c->name[c->name_n++] = ch;
        return HTTP_MORE;
    }
    if (ch == '\r')
        c->state = TRAILER_LF;
    else if (!(http_byte_class[(unsigned char)ch] & HTTP_IS_VALUE))
        return 400;
    return HTTP_MORE;
}

static unsigned line_feed(struct http_chunks *c, char ch)
{
    if (ch != '\n')
        return 400;
    if (c->state == END_LF)
        return HTTP_DONE;
    if (c->state == SIZE_LF)
        c->state = c->left ? DATA : TRAILER_FIRST;
    else if (c->state == DATA_LF)
        c->state = SIZE_FIRST;
    else
        c->state = TRAILER_FIRST;
    c->digits = 0;
    return HTTP_MORE;
}

static unsigned step(struct http_chunks *c, char ch, const struct buf *out)
{
    switch (c->state) {
    case SIZE_FIRST:
    case SIZE: return size_step(c, ch, out);
    case EXTENSION:
        if (ch == '\r')
            c->state = SIZE_LF;
        else if (!(http_byte_class[(unsigned char)ch] & HTTP_IS_VALUE) ||
                 c->line++ == EXTENSION_MOST || c->overhead++ == OVERHEAD_MOST)
            return 400;
        return HTTP_MORE;
    case DATA_CR: c->state = DATA_LF; return ch == '\r' ? HTTP_MORE : 400;
    case TRAILER_FIRST:
    case TRAILER_NAME:
    case TRAILER_VALUE: return c->overhead++ == OVERHEAD_MOST ? 431 : trailer_step(c, ch);
    default: return line_feed(c, ch);
    }
}

unsigned http_chunks_feed(struct http_chunks *c, struct str in, size_t *used, struct buf *out)
{
    size_t i = 0;
    unsigned verdict = HTTP_MORE;
    while (i < in.n && verdict == HTTP_MORE) {
        if (c->state != DATA) {
            verdict = step(c, in.p[i++], out);
            continue;
        }
        size_t take = in.n - i;
        if (take > c->left)
            take = (size_t)c->left;
        buf_put(out, str_of(in.p + i, take));
        if (out->failed)
            verdict = 413;
        i += take;
        c->left -= take;
        if (c->left == 0)
            c->state = DATA_CR;
    }
    *used = i;
    return verdict;
}
