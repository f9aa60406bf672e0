/* host.c: the host of an address, by section 3 of the URL Standard: IPv6 in brackets, IPv4 in every
 * spelling that inet_aton ever took, and names by UTS 46 (non-transitional). The mapping of UTS 46
 * is taken as NFKC and lower case with default-ignorable code points removed (utf8proc), which
 * differs from its table for a handful of code points; bidi rules are not checked, as they protect
 * the eye and not the address. */
#include "url/internal.h"

#include <utf8proc.h>

enum { LABEL_MOST = 1000 }; /* code points; DNS allows 63 bytes, which url_policy enforces */

/* Forbidden host code points; with `domain` the forbidden domain code points. */
static bool forbidden(struct str s, bool domain)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == 0 || strchr("\t\n\r #/:<>?@[\\]^|", c))
            return true;
        if (domain && (c <= 0x1F || c == '%' || c == 0x7F))
            return true;
    }
    return false;
}

/* ---- IDNA ---- */

/* Lower case as UTS 46 maps: the simple mapping, but for the one letter that becomes two. */
static void put_lower(struct buf *b, int32_t rune)
{
    if (rune == 0x130) /* I with dot above */
        buf_lit(b, "i\xCC\x87");
    else if (rune == 0x3002) /* ideographic full stop */
        buf_char(b, '.');
    else
        buf_rune(b, (uint32_t)utf8proc_tolower(rune));
}

/* One pass of utf8proc into the arena; false on malformed input. */
static bool map_pass(struct arena *a, struct str s, int options, struct str *ret)
{
    utf8proc_option_t o = (utf8proc_option_t)options;
    const utf8proc_uint8_t *in = (const utf8proc_uint8_t *)s.p;
    utf8proc_ssize_t need = utf8proc_decompose(in, (utf8proc_ssize_t)s.n, NULL, 0, o);
    if (need < 0 || need > 20 * URL_LENGTH_MOST)
        return false;
    utf8proc_int32_t *v = ARENA_ARRAY(a, (size_t)need + 1, utf8proc_int32_t);
    utf8proc_ssize_t n = utf8proc_decompose(in, (utf8proc_ssize_t)s.n, v, need, o);
    if (n < 0 || n > need)
        return false;
    n = utf8proc_normalize_utf32(v, n, o);
    if (n < 0)
        return false;
    struct buf b;
    buf_arena(&b, a, (size_t)n * 4 + 16);
    for (utf8proc_ssize_t i = 0; i < n; i++)
        put_lower(&b, v[i]);
    *ret = buf_str(&b);
    return !b.failed;
}

/* NFKC and lower case; the second pass composes what lower case brought together. */
static bool map_domain(struct arena *a, struct str s, struct str *ret)
{
    int options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_IGNORE;
    struct str once;
    return map_pass(a, s, options, &once) && map_pass(a, once, options, ret);
}

/* May these code points stand in a mapped label? */
static bool label_valid(const uint32_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        switch ((int)utf8proc_category((utf8proc_int32_t)v[i])) {
        case UTF8PROC_CATEGORY_CN:
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_CO:
        case UTF8PROC_CATEGORY_CS:
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP: return false;
        case UTF8PROC_CATEGORY_MN:
        case UTF8PROC_CATEGORY_MC:
        case UTF8PROC_CATEGORY_ME:
            if (i == 0)
                return false;
            break;
        default: break;
        }
        if (v[i] == UTF8_BAD)
            return false;
    }
    return true;
}

static struct str runes_str(struct arena *a, const uint32_t *v, size_t n)
{
    struct buf b;
    buf_arena(&b, a, n * 4 + 16);
    for (size_t i = 0; i < n; i++)
        buf_rune(&b, v[i]);
    return buf_str(&b);
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* A label that is "xn--..." must be what encoding its decoded form gives. */
static bool label_decodes(struct arena *a, struct str label, struct str *ret)
{
    uint32_t *v;
    size_t n;
    if (label.n > LABEL_MOST || !punycode_decode(a, str_from(label, 4), &v, &n) ||
        !label_valid(v, n))
        return false;
    struct str text = runes_str(a, v, n), mapped;
    if (is_ascii(text) || !map_domain(a, text, &mapped) || !str_eq(text, mapped))
        return false;
    *ret = text;
    return true;
}

static bool put_label(struct arena *a, struct str label, struct buf *out)
{
    if (is_ascii(label)) {
        struct str text;
        if (str_starts(label, STR("xn--")) && !label_decodes(a, label, &text))
            return false;
        buf_put(out, label);
        return true;
    }
    if (label.n > LABEL_MOST)
        return false;
    uint32_t *v = ARENA_ARRAY(a, label.n, uint32_t);
    size_t n = 0;
    for (size_t at = 0; at < label.n;)
        v[n++] = utf8_next(label, &at);
    buf_lit(out, "xn--");
    return label_valid(v, n) && punycode_encode(v, n, out);
}

bool url_idna(struct arena *a, struct str domain, struct str *ret)
{
    if (domain.n > URL_LENGTH_MOST)
        return false;
    struct str s = str_lower(a, domain);
    if (!is_ascii(s) && (utf8_valid(s) != s.n || !map_domain(a, s, &s)))
        return false;
    if (is_ascii(s) && str_find(s, STR("xn--")) == SIZE_MAX) {
        *ret = s;
        return s.n > 0;
    }
    struct buf out;
    buf_arena(&out, a, s.n * 8 + 64);
    struct str rest = s, label;
    for (bool first = true; str_split(&rest, '.', &label); first = false) {
        if (!first)
            buf_char(&out, '.');
        if (!put_label(a, label, &out))
            return false;
    }
    *ret = buf_str(&out);
    return out.n > 0 && !out.failed;
}

struct str url_idna_unicode(struct arena *a, struct str domain)
{
    if (str_find(domain, STR("xn--")) == SIZE_MAX)
        return domain;
    struct buf out;
    buf_arena(&out, a, domain.n * 4 + 64);
    struct str rest = domain, label, text;
    for (bool first = true; str_split(&rest, '.', &label); first = false) {
        if (!first)
            buf_char(&out, '.');
        bool coded = str_starts(label, STR("xn--")) && label_decodes(a, label, &text);
        buf_put(&out, coded ? text : label);
    }
    return buf_str(&out);
}

/* ---- IPv4 ---- */

/* A number in decimal, octal or hexadecimal as inet_aton reads it. False where it is none. */
static bool v4_number(struct str s, uint64_t *ret)
{
    if (!s.n)
        return false;
    unsigned base = 10;
    if (str_starts_fold(s, STR("0x"))) {
        s = str_from(s, 2);
        base = 16;
    } else if (s.n > 1 && s.p[0] == '0') {
        s = str_from(s, 1);
        base = 8;
    }
    uint64_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        int d = hex_value(s.p[i]);
        if (d < 0 || (unsigned)d >= base)
            return false;
        if (v < (UINT64_C(1) << 40))
            v = v * base + (unsigned)d;
    }
    *ret = v;
    return true;
}

/* Does the name end in a number, so that it must be an IPv4 address or nothing? */
static bool ends_in_number(struct str s)
{
    if (s.n && s.p[s.n - 1] == '.')
        s.n--;
    size_t dot = str_rfind_char(s, '.');
    struct str last = str_from(s, dot == SIZE_MAX ? 0 : dot + 1);
    bool digits = last.n > 0;
    for (size_t i = 0; i < last.n; i++)
        digits = digits && is_digit(last.p[i]);
    uint64_t v;
    return digits || (str_starts_fold(last, STR("0x")) && v4_number(last, &v));
}

static bool v4_parse(struct str s, uint8_t ret[4])
{
    uint64_t part[4];
    size_t n = 0;
    if (s.n > 1 && s.p[s.n - 1] == '.')
        s.n--;
    struct str rest = s, piece;
    while (str_split(&rest, '.', &piece)) {
        if (n == 4 || !v4_number(piece, &part[n]))
            return false;
        n++;
    }
    uint64_t v = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        if (part[i] > 255)
            return false;
        v |= part[i] << (24 - 8 * i);
    }
    if (n == 0 || part[n - 1] >= UINT64_C(1) << (8 * (5 - n)))
        return false;
    v |= part[n - 1];
    for (size_t i = 0; i < 4; i++)
        ret[i] = (uint8_t)(v >> (24 - 8 * i));
    return true;
}

/* ---- All hosts ---- */

static struct str ip_host(struct arena *a, const struct ip_addr *ip)
{
    struct buf b;
    buf_arena(&b, a, 64);
    if (ip->version == 6)
        buf_char(&b, '[');
    ip_write(&b, ip);
    if (ip->version == 6)
        buf_char(&b, ']');
    return buf_str(&b);
}

bool url_host_parse(struct arena *a, struct str s, bool special, struct url *u)
{
    if (s.n && s.p[0] == '[') {
        struct ip_addr ip = {.version = 6};
        if (s.p[s.n - 1] != ']' || !ip_parse_v6(str_sub(s, 1, s.n - 1), ip.b))
            return false;
        u->ip = ip;
        u->host_kind = URL_HOST_IPV6;
        u->host = ip_host(a, &ip);
        return true;
    }
    if (!special) {
        u->host_kind = URL_HOST_OPAQUE;
        u->host = url_encode_set(a, s, SET_C0);
        return !forbidden(s, false);
    }
    struct str name;
    if (!url_idna(a, url_decode(a, s), &name) || forbidden(name, true))
        return false;
    if (!ends_in_number(name)) {
        u->host_kind = URL_HOST_NAME;
        u->host = name;
        return true;
    }
    struct ip_addr ip = {.version = 4};
    if (!v4_parse(name, ip.b))
        return false;
    u->ip = ip;
    u->host_kind = URL_HOST_IPV4;
    u->host = ip_host(a, &ip);
    if (!str_eq(u->host, s))
        u->odd |= URL_ODD_IPV4;
    return true;
}
