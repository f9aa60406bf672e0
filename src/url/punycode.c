/* punycode.c: RFC 3492, the encoding of Unicode labels in ASCII, after the pseudocode of its
 * sections 6.1 to 6.3. */
#include "url/internal.h"

enum { BASE = 36, TMIN = 1, TMAX = 26, SKEW = 38, DAMP = 700, INITIAL_BIAS = 72, INITIAL_N = 128 };

static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
    delta = first ? delta / DAMP : delta / 2;
    delta += delta / points;
    uint32_t k = 0;
    for (; delta > ((BASE - TMIN) * TMAX) / 2; k += BASE)
        delta /= BASE - TMIN;
    return k + (BASE - TMIN + 1) * delta / (delta + SKEW);
}

static uint32_t threshold(uint32_t k, uint32_t bias)
{
    return k <= bias ? TMIN : k >= bias + TMAX ? TMAX : k - bias;
}

static int digit_value(char c)
{
    return is_digit(c) ? c - '0' + 26 : is_alpha(c) ? to_lower(c) - 'a' : -1;
}

/* Reads one generalised variable-length integer at *at into *i. */
static bool read_delta(struct str s, size_t *at, uint32_t bias, uint32_t *i)
{
    uint32_t w = 1;
    for (uint32_t k = BASE;; k += BASE) {
        if (*at >= s.n)
            return false;
        int v = digit_value(s.p[(*at)++]);
        uint32_t add;
        if (v < 0 || __builtin_mul_overflow((uint32_t)v, w, &add) ||
            __builtin_add_overflow(*i, add, i))
            return false;
        uint32_t t = threshold(k, bias);
        if ((uint32_t)v < t)
            return true;
        if (__builtin_mul_overflow(w, BASE - t, &w))
            return false;
    }
}

bool punycode_decode(struct arena *a, struct str s, uint32_t **ret, size_t *ret_n)
{
    uint32_t *out = ARENA_ARRAY(a, s.n, uint32_t);
    size_t n = 0, dash = str_rfind_char(s, '-'), at = 0;
    if (dash != SIZE_MAX && dash > 0) {
        for (; at < dash; at++)
            out[n++] = (unsigned char)s.p[at];
        at++;
    }
    uint32_t rune = INITIAL_N, i = 0, bias = INITIAL_BIAS;
    while (at < s.n) {
        uint32_t old = i, points = (uint32_t)n + 1;
        if (!read_delta(s, &at, bias, &i))
            return false;
        bias = adapt(i - old, points, old == 0);
        if (__builtin_add_overflow(rune, i / points, &rune) || rune > 0x10FFFF ||
            (rune >= 0xD800 && rune <= 0xDFFF))
            return false;
        i %= points;
        memmove(out + i + 1, out + i, (n - i) * sizeof *out);
        out[i++] = rune;
        n++;
    }
    *ret = out;
    *ret_n = n;
    return true;
}

static void write_delta(struct buf *out, uint32_t delta, uint32_t bias)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    uint32_t q = delta;
    for (uint32_t k = BASE;; k += BASE) {
        uint32_t t = threshold(k, bias);
        if (q < t)
            break;
        buf_char(out, digits[t + (q - t) % (BASE - t)]);
        q = (q - t) / (BASE - t);
    }
    buf_char(out, digits[q]);
}

bool punycode_encode(const uint32_t *v, size_t n, struct buf *out)
{
    uint32_t done = 0;
    for (size_t i = 0; i < n; i++)
        if (v[i] < 0x80) {
            buf_char(out, (char)v[i]);
            done++;
        }
    uint32_t basic = done, rune = INITIAL_N, delta = 0, bias = INITIAL_BIAS;
    if (basic)
        buf_char(out, '-');
    while (done < n) {
        uint32_t least = UINT32_MAX, step;
        for (size_t i = 0; i < n; i++)
            if (v[i] >= rune && v[i] < least)
                least = v[i];
        if (__builtin_mul_overflow(least - rune, done + 1, &step) ||
            __builtin_add_overflow(delta, step, &delta))
            return false;
        rune = least;
        for (size_t i = 0; i < n; i++) {
            if (v[i] < rune && ++delta == 0)
                return false;
            if (v[i] == rune) {
                write_delta(out, delta, bias);
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done++;
            }
        }
        delta++;
        rune++;
    }
    return true;
}
