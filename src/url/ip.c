/* ip.c: addresses of the Internet Protocol: reading, writing, and their classes by the IANA IPv4
 * and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates). IPv4 is public unless a
 * table row says otherwise; IPv6 is public only inside 2000::/3, the one block that is given out as
 * global unicast, less the rows below. Addresses that carry an IPv4 address: NAT64 ones are judged
 * by it, since a network translates them; v4-mapped ones and those of the old tunnels are never
 * public (the registry says so of the first; where a tunnel ends is for a relay to decide). */
#include "url/internal.h"

static const struct {
    uint8_t net[4];
    uint8_t bits;
    enum ip_class class;
} v4_table[] = {
    {{0}, 8, IP_UNSPECIFIED},
    {{10}, 8, IP_PRIVATE},
    {{100, 64}, 10, IP_SHARED},
    {{127}, 8, IP_LOOPBACK},
    {{169, 254}, 16, IP_LINK_LOCAL},
    {{172, 16}, 12, IP_PRIVATE},
    {{192, 0, 0}, 24, IP_RESERVED},
    {{192, 0, 2}, 24, IP_DOCUMENTATION},
    {{192, 88, 99}, 24, IP_RESERVED},
    {{192, 168}, 16, IP_PRIVATE},
    {{198, 18}, 15, IP_RESERVED},
    {{198, 51, 100}, 24, IP_DOCUMENTATION},
    {{203, 0, 113}, 24, IP_DOCUMENTATION},
    {{224}, 4, IP_MULTICAST},
    {{240}, 4, IP_RESERVED},
};

/* `embeds`: byte at which an IPv4 address stands whose class counts; 0 = none. `class` is then for
 * one that carries a public address. */
static const struct {
    uint8_t net[16];
    uint8_t bits, embeds;
    enum ip_class class;
} v6_table[] = {
    {{0}, 128, 0, IP_UNSPECIFIED},
    {{[15] = 1}, 128, 0, IP_LOOPBACK},
    {{[10] = 0xFF, 0xFF}, 96, 12, IP_RESERVED},          /* v4-mapped, RFC 4291 */
    {{0, 0x64, 0xFF, 0x9B}, 96, 12, IP_PUBLIC},          /* NAT64, RFC 6052 */
    {{0x20, 0x01}, 23, 0, IP_RESERVED},                  /* protocol assignments, Teredo, ORCHID */
    {{0x20, 0x01, 0x0D, 0xB8}, 32, 0, IP_DOCUMENTATION}, /* RFC 3849 */
    {{0x20, 0x02}, 16, 0, IP_RESERVED},                  /* 6to4, RFC 3056 */
    {{0x3F, 0xFF}, 20, 0, IP_DOCUMENTATION},             /* RFC 9637 */
    {{0x20}, 3, 0, IP_PUBLIC},
    {{0xFC}, 7, 0, IP_PRIVATE},
    {{0xFE, 0x80}, 10, 0, IP_LINK_LOCAL},
    {{0xFE, 0xC0}, 10, 0, IP_PRIVATE},
    {{0xFF}, 8, 0, IP_MULTICAST},
};

static bool in_net(const uint8_t *b, const uint8_t *net, unsigned bits)
{
    unsigned whole = bits / 8, rest = bits % 8;
    if (memcmp(b, net, whole) != 0)
        return false;
    return !rest || ((b[whole] ^ net[whole]) >> (8 - rest)) == 0;
}

static enum ip_class v4_class(const uint8_t *b)
{
    for (size_t i = 0; i < sizeof v4_table / sizeof *v4_table; i++)
        if (in_net(b, v4_table[i].net, v4_table[i].bits))
            return v4_table[i].class;
    return IP_PUBLIC;
}

enum ip_class ip_class(const struct ip_addr *ip)
{
    if (ip->version == 4)
        return v4_class(ip->b);
    if (ip->version != 6)
        return IP_RESERVED;
    for (size_t i = 0; i < sizeof v6_table / sizeof *v6_table; i++) {
        if (!in_net(ip->b, v6_table[i].net, v6_table[i].bits))
            continue;
        uint8_t at = v6_table[i].embeds;
        enum ip_class inner = at ? v4_class(ip->b + at) : IP_PUBLIC;
        return inner == IP_PUBLIC ? v6_table[i].class : inner;
    }
    return IP_RESERVED;
}

const char *ip_class_words(enum ip_class c)
{
    switch (c) {
    case IP_PUBLIC: return "a public address";
    case IP_UNSPECIFIED: return "the unspecified address";
    case IP_LOOPBACK: return "an address of this very machine";
    case IP_PRIVATE: return "an address of a private network";
    case IP_SHARED: return "an address of a provider's inner network";
    case IP_LINK_LOCAL: return "a link-local address";
    case IP_MULTICAST: return "a multicast address";
    case IP_DOCUMENTATION: return "an address reserved for documentation";
    case IP_RESERVED: break;
    }
    return "a reserved address";
}

/* Canonical dotted decimal: four numbers without leading zeros. */
static bool v4_strict(struct str s, uint8_t ret[4])
{
    uint8_t v[4];
    size_t n = 0;
    struct str piece;
    if (!s.n)
        return false;
    while (str_split(&s, '.', &piece)) {
        uint64_t x;
        if (n == 4 || piece.n > 3 || (piece.n > 1 && piece.p[0] == '0') || !str_u64(piece, 255, &x))
            return false;
        v[n++] = (uint8_t)x;
    }
    if (n != 4)
        return false;
    memcpy(ret, v, 4);
    return true;
}

bool ip_parse_v6(struct str s, uint8_t ret[16])
{
    uint16_t part[8] = {0};
    size_t n = 0, gap = SIZE_MAX, i = 0;
    if (s.n && s.p[0] == ':') {
        if (!str_starts(s, STR("::")))
            return false;
        gap = 0;
        i = 2;
    }
    while (i < s.n) {
        if (n == 8)
            return false;
        if (s.p[i] == ':') {
            if (gap != SIZE_MAX)
                return false;
            gap = n;
            i++;
            continue;
        }
        size_t from = i;
        unsigned v = 0;
        for (; i < s.n && i - from < 4 && hex_value(s.p[i]) >= 0; i++)
            v = v * 16 + (unsigned)hex_value(s.p[i]);
        if (i < s.n && s.p[i] == '.') {
            uint8_t four[4];
            if (n > 6 || !v4_strict(str_from(s, from), four))
                return false;
            part[n++] = (uint16_t)(four[0] << 8 | four[1]);
            part[n++] = (uint16_t)(four[2] << 8 | four[3]);
            break;
        }
        if (i == from)
            return false;
        part[n++] = (uint16_t)v;
        if (i == s.n)
            break;
        if (s.p[i] != ':' || ++i == s.n)
            return false;
    }
    if (gap == SIZE_MAX ? n != 8 : n == 8)
        return false;
    size_t tail = gap == SIZE_MAX ? 0 : n - gap;
    memset(ret, 0, 16);
    for (size_t k = 0; k < n; k++) {
        size_t to = k < n - tail ? k : 8 - n + k;
        ret[2 * to] = (uint8_t)(part[k] >> 8);
        ret[2 * to + 1] = (uint8_t)part[k];
    }
    return true;
}

bool ip_parse(struct str s, struct ip_addr *ret)
{
    struct ip_addr ip = {0};
    if (v4_strict(s, ip.b))
        ip.version = 4;
    else if (ip_parse_v6(s, ip.b))
        ip.version = 6;
    else
        return false;
    *ret = ip;
    return true;
}

/* The first of the longest runs of at least two zero pieces. */
static void zero_run(const uint16_t part[8], size_t *at, size_t *length)
{
    *at = *length = 0;
    for (size_t i = 0; i < 8;) {
        size_t n = 0;
        while (i + n < 8 && part[i + n] == 0)
            n++;
        if (n > 1 && n > *length) {
            *at = i;
            *length = n;
        }
        i += n ? n : 1;
    }
}

void ip_write(struct buf *b, const struct ip_addr *ip)
{
    if (ip->version == 4) {
        buf_fmt(b, "%u.%u.%u.%u", ip->b[0], ip->b[1], ip->b[2], ip->b[3]);
        return;
    }
    uint16_t part[8];
    for (size_t i = 0; i < 8; i++)
        part[i] = (uint16_t)(ip->b[2 * i] << 8 | ip->b[2 * i + 1]);
    size_t at, length;
    zero_run(part, &at, &length);
    for (size_t i = 0; i < 8;) {
        if (length && i == at) {
            buf_lit(b, "::");
            i += length;
            continue;
        }
        if (i && !(length && i == at + length))
            buf_char(b, ':');
        buf_fmt(b, "%x", part[i++]);
    }
}
