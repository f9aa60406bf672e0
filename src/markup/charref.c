/* charref.c: character references by section 13.2.5.72 to .80 of the HTML standard.
 *
 * A name with its semicolon can only be the whole run of letters and digits behind the '&': one
 * look-up in the sorted table decides. Without it only the 106 legacy names count, at most six
 * letters long: they are tried from the longest to the shortest. This is the standard's "longest
 * prefix" without walking a trie. */
#include "markup/internal.h"

static const struct entity *entity_find(struct str name)
{
    if (name.n == 0 || name.n > ENTITY_NAME_MOST || name.p[0] < 'A' || name.p[0] > 'z')
        return NULL;
    size_t low = entity_starts[name.p[0] - 'A'], high = entity_starts[name.p[0] - 'A' + 1];
    while (low < high) {
        size_t mid = (low + high) / 2;
        int c = str_cmp(name, str_of(entity_names + entities[mid].at, entities[mid].n));
        if (c == 0)
            return &entities[mid];
        if (c < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

/* What 0x80 to 0x9F mean as a number: letters of windows-1252 (table of 13.2.5.80). */
static const uint16_t c1_letters[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

static size_t read_number(const char *p, const char *end, char out[8], size_t *ret_n)
{
    const char *at = p + 2;
    bool hex = at < end && (*at | 0x20) == 'x';
    at += hex;
    const char *digits = at;
    uint32_t v = 0;
    for (; at < end; at++) {
        int d = hex ? hex_value(*at) : is_digit(*at) ? *at - '0' : -1;
        if (d < 0)
            break;
        if (v <= 0x10FFFF)
            v = v * (hex ? 16 : 10) + (uint32_t)d;
    }
    if (at == digits)
        return 0;
    if (at < end && *at == ';')
        at++;
    if (v >= 0x80 && v < 0xA0)
        v = c1_letters[v - 0x80];
    *ret_n = utf8_encode(v ? v : UTF8_BAD, out);
    return (size_t)(at - p);
}

static size_t give(const struct entity *e, size_t used, char out[8], size_t *ret_n)
{
    memcpy(out, e->text, sizeof e->text);
    *ret_n = e->text_n;
    return used;
}

size_t charref_read(const char *p, const char *end, unsigned how, char out[8], size_t *ret_n)
{
    if (end - p >= 2 && p[1] == '#')
        return read_number(p, end, out, ret_n);
    size_t n = 0, most = (size_t)(end - p) - 1;
    if (most > ENTITY_NAME_MOST + 1)
        most = ENTITY_NAME_MOST + 1;
    while (n < most && is_alnum(p[1 + n]))
        n++;
    if (n < 2)
        return 0;
    if (n < most && p[1 + n] == ';') {
        const struct entity *e = entity_find(str_of(p + 1, n));
        if (e)
            return give(e, n + 2, out, ret_n);
    }
    if (how & CHARREF_XML)
        return 0;
    for (size_t k = n < ENTITY_LEGACY_MOST ? n : ENTITY_LEGACY_MOST; k >= 2; k--) {
        const struct entity *e = entity_find(str_of(p + 1, k));
        if (!e || !e->legacy)
            continue;
        const char *next = p + 1 + k;
        if (how & CHARREF_ATTR && next < end && (*next == '=' || is_alnum(*next)))
            return 0;
        return give(e, k + 1, out, ret_n);
    }
    return 0;
}

void arena_cut(struct arena *a, char *p, size_t n)
{
    char *at = p + ((n + 15) & ~(size_t)15);
    if (at < a->at) {
        a->used -= (size_t)(a->at - at);
        a->at = at;
    }
}

struct str charref_decode(struct arena *a, struct str s, unsigned how)
{
    /* A reference becomes at most 6/5 of its length, a NUL three bytes. */
    size_t nuls = 0;
    if (how & CHARREF_NUL_BAD)
        for (const char *z = s.p; (z = memchr(z, 0, (size_t)(s.p + s.n - z))); z++)
            nuls++;
    char *out = arena_alloc(a, s.n + s.n / 4 + 8 + 2 * nuls), *to = out;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        const char *from = p;
        while (p < end && *p != '&' && *p != '\r' && *p != 0)
            p++;
        to = mempcpy(to, from, (size_t)(p - from));
        if (p == end)
            break;
        if (*p == '&' && !(how & CHARREF_NONE)) {
            char text[8];
            size_t n, used = charref_read(p, end, how, text, &n);
            if (used)
                to = mempcpy(to, text, n);
            else
                *to++ = '&';
            p += used ? used : 1;
        } else if (*p == '\r') {
            *to++ = '\n';
            p += end - p > 1 && p[1] == '\n' ? 2 : 1;
        } else if (*p == '&') {
            *to++ = *p++;
        } else {
            if (how & CHARREF_NUL_BAD)
                to = mempcpy(to, "\xEF\xBF\xBD", 3);
            else if (!(how & CHARREF_NUL_GONE))
                *to++ = 0;
            p++;
        }
    }
    arena_cut(a, out, (size_t)(to - out));
    return str_of(out, (size_t)(to - out));
}

struct str html_unescape(struct arena *a, struct str s)
{
    return str_find_char(s, '&') == SIZE_MAX ? s : charref_decode(a, s, 0);
}
