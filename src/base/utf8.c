/* utf8.c: see utf8.h. The table of lead bytes is that of the Unicode standard, table 3-7. */
#include "base/base.h"

uint32_t utf8_next_slow(struct str s, size_t *at)
{
    size_t i = *at;
    unsigned char c = (unsigned char)s.p[i++];
    unsigned low = 0x80, high = 0xBF, more;
    uint32_t rune;
    if (c >= 0xC2 && c <= 0xDF) {
        more = 1;
        rune = c & 0x1F;
    } else if (c >= 0xE0 && c <= 0xEF) {
        more = 2;
        rune = c & 0x0F;
        if (c == 0xE0)
            low = 0xA0;
        if (c == 0xED)
            high = 0x9F;
    } else if (c >= 0xF0 && c <= 0xF4) {
        more = 3;
        rune = c & 0x07;
        if (c == 0xF0)
            low = 0x90;
        if (c == 0xF4)
            high = 0x8F;
    } else {
        *at = i;
        return c < 0x80 ? c : UTF8_BAD;
    }
    for (; more; more--) {
        unsigned char d = i < s.n ? (unsigned char)s.p[i] : 0;
        if (d < low || d > high) {
            *at = i;
            return UTF8_BAD;
        }
        rune = rune << 6 | (d & 0x3F);
        low = 0x80;
        high = 0xBF;
        i++;
    }
    *at = i;
    return rune;
}

size_t utf8_encode(uint32_t rune, char out[4])
{
    if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF))
        rune = UTF8_BAD;
    if (rune < 0x80) {
        out[0] = (char)rune;
        return 1;
    }
    if (rune < 0x800) {
        out[0] = (char)(0xC0 | rune >> 6);
        out[1] = (char)(0x80 | (rune & 0x3F));
        return 2;
    }
    if (rune < 0x10000) {
        out[0] = (char)(0xE0 | rune >> 12);
        out[1] = (char)(0x80 | (rune >> 6 & 0x3F));
        out[2] = (char)(0x80 | (rune & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | rune >> 18);
    out[1] = (char)(0x80 | (rune >> 12 & 0x3F));
    out[2] = (char)(0x80 | (rune >> 6 & 0x3F));
    out[3] = (char)(0x80 | (rune & 0x3F));
    return 4;
}

size_t utf8_valid(struct str s)
{
    size_t i = 0;
    while (i < s.n) {
        uint64_t w;
        while (i + 8 <= s.n && (memcpy(&w, s.p + i, 8), (w & 0x8080808080808080u) == 0))
            i += 8;
        if (i >= s.n)
            break;
        size_t from = i;
        uint32_t r = utf8_next(s, &i);
        if (r == UTF8_BAD && !(i - from == 3 && memcmp(s.p + from, "\xEF\xBF\xBD", 3) == 0))
            return from;
    }
    return s.n;
}

size_t utf8_length(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

struct str utf8_cut(struct str s, size_t n)
{
    if (n >= s.n)
        return s;
    while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    return str_sub(s, 0, n);
}
