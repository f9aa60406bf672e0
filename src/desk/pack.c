/* pack: numbers, texts and places of the binary form, see pack.h. */
#include "desk/pack.h"

void pack_put_u(struct buf *b, uint64_t v)
{
    while (v >= 0x80) {
        buf_char(b, (char)(v | 0x80));
        v >>= 7;
    }
    buf_char(b, (char)v);
}

void pack_put_s(struct buf *b, struct str s)
{
    pack_put_u(b, s.n);
    buf_put(b, s);
}

void pack_put_span(struct buf *b, struct span s)
{
    pack_put_u(b, s.at);
    pack_put_u(b, s.end - s.at);
}

void pack_put_share(struct buf *b, double v)
{
    pack_put_u(b, v <= 0 ? 0 : v >= 1 ? 10000 : (uint64_t)(v * 10000 + .5));
}

void pack_put_f(struct buf *b, double v)
{
    char bytes[8];
    memcpy(bytes, &v, sizeof bytes);
    buf_put(b, str_of(bytes, sizeof bytes));
}

void pack_put_index(struct buf *b, reading_index i)
{
    pack_put_u(b, (uint64_t)((int64_t)i + 1));
}

uint64_t pack_get_u(struct pack_in *in)
{
    uint64_t v = 0;
    for (unsigned shift = 0; in->s.n && shift < 64; shift += 7) {
        unsigned char c = (unsigned char)*in->s.p;
        in->s.p++;
        in->s.n--;
        v |= (uint64_t)(c & 0x7f) << shift;
        if (c < 0x80)
            return v;
    }
    in->bad = true;
    return 0;
}

size_t pack_get_count(struct pack_in *in)
{
    uint64_t n = pack_get_u(in);
    if (n > in->s.n)
        in->bad = true;
    return in->bad ? 0 : (size_t)n;
}

struct str pack_get_s(struct pack_in *in)
{
    size_t n = pack_get_count(in);
    struct str s = str_sub(in->s, 0, n);
    in->s = str_from(in->s, n);
    return s;
}

uint32_t pack_get_below(struct pack_in *in, uint64_t most)
{
    uint64_t v = pack_get_u(in);
    if (v >= most)
        in->bad = true;
    return in->bad ? 0 : (uint32_t)v;
}

struct span pack_get_span(struct pack_in *in)
{
    uint64_t at = pack_get_u(in), n = pack_get_u(in);
    if (at > in->text.n || n > in->text.n - at)
        in->bad = true;
    return in->bad ? (struct span){0, 0} : (struct span){(uint32_t)at, (uint32_t)(at + n)};
}

double pack_get_share(struct pack_in *in)
{
    return (double)pack_get_below(in, 10001) / 10000;
}

double pack_get_f(struct pack_in *in)
{
    double v = 0;
    if (in->s.n < sizeof v) {
        in->bad = true;
        return 0;
    }
    memcpy(&v, in->s.p, sizeof v);
    in->s = str_from(in->s, sizeof v);
    return v;
}

reading_index pack_get_index(struct pack_in *in, size_t n)
{
    return (reading_index)pack_get_below(in, (uint64_t)n + 1) - 1;
}
