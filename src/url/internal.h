/* internal: what the files of url/ share. */
#ifndef OCTAVO_URL_INTERNAL_H
#define OCTAVO_URL_INTERNAL_H
#include "url/url.h"

/* Percent-encode sets of the URL Standard, section 1.3, as bits of a table over ASCII. */
enum url_set {
    SET_C0 = 1,
    SET_FRAGMENT = 2,
    SET_QUERY = 4,
    SET_SPECIAL_QUERY = 8,
    SET_PATH = 16,
    SET_USERINFO = 32,
    SET_UNRESERVED = 64, /* all but RFC 3986's unreserved characters */
};
/* `s` with the bytes of `set` as %XX; the input itself where nothing changes. Malformed UTF-8
 * becomes U+FFFD. */
struct str url_encode_set(struct arena *a, struct str s, enum url_set set);
bool url_in_set(char c, enum url_set set);

/* The host of a URL with a special scheme, or (special false) an opaque one. Sets host, host_kind,
 * ip and the URL_ODD_IPV4 bit of *u. */
bool url_host_parse(struct arena *a, struct str s, bool special, struct url *u) must_check;
/* IPv6 by the URL Standard; the whole of `s`. */
bool ip_parse_v6(struct str s, uint8_t ret[16]) must_check;

/* Punycode, RFC 3492. Code points out of / into an array; false on overflow or bad digits. */
bool punycode_decode(struct arena *a, struct str s, uint32_t **ret, size_t *ret_n) must_check;
bool punycode_encode(const uint32_t *v, size_t n, struct buf *out) must_check;
#endif
