/* url: addresses. The parser of the WHATWG URL Standard (as browsers read them), address classes by
 * the IANA special-purpose registries, the policy that says where a fetch may go, robots rules (RFC
 * 9309), and helpers that compare addresses. Pure: nothing here resolves a name or opens a socket.
 *
 * Every str in a struct url is a view into the arena (or a static text), valid UTF-8, and already
 * percent-encoded as the standard says: ASCII only, without control characters or spaces. */
#ifndef OCTAVO_URL_H
#define OCTAVO_URL_H
#include "base/base.h"

enum { URL_LENGTH_MOST = 8192 }; /* bytes; longer ones are no address that we would ask for */

/* An address of the Internet Protocol, network byte order; IPv4 uses b[0..3]. */
struct ip_addr {
    uint8_t version; /* 4 or 6; 0 = none */
    uint8_t b[16];
};

enum url_host_kind { URL_HOST_NONE, URL_HOST_NAME, URL_HOST_IPV4, URL_HOST_IPV6, URL_HOST_OPAQUE };

/* Ways in which an address was spelled that a browser reads over, but on which programs disagree. A
 * link may have them; url_policy refuses to fetch some of them. */
enum url_odd {
    URL_ODD_CONTROL = 1,   /* control characters inside (tab, CR, LF, NUL ...) */
    URL_ODD_BACKSLASH = 2, /* a backslash before or at the end of the host part */
    URL_ODD_SLASHES = 4,   /* not exactly two slashes behind "http:" */
    URL_ODD_IPV4 = 8,      /* an IPv4 address not in canonical dotted decimal */
};

struct url {
    struct str scheme;   /* lower case, without the colon: "https" */
    struct str user;     /* encoded; empty where absent */
    struct str password; /* encoded; empty where absent */
    struct str host;     /* lower case, punycode; "1.2.3.4"; "[::1]" */
    enum url_host_kind host_kind;
    struct ip_addr ip;   /* of IPV4 and IPV6 */
    int32_t port;        /* -1: none given or the scheme's default */
    struct str path;     /* starts with '/' for http(s); may be empty for other schemes */
    struct str query;    /* without '?' */
    struct str fragment; /* without '#' */
    bool has_query, has_fragment;
    bool opaque_path; /* "mailto:x": the path is one opaque text */
    uint8_t odd;      /* url_odd bits of the input that gave the host */
};

/* Parses `s` against `base` (NULL: `s` must be absolute). False where the standard says failure or
 * `s` is longer than URL_LENGTH_MOST; *ret is untouched then. */
bool url_parse(struct arena *a, struct str s, const struct url *base, struct url *ret) must_check;
/* Appends the serialized form (with user and password, if any). */
void url_write(struct buf *b, const struct url *u);
struct str url_str(struct arena *a, const struct url *u);
/* What most callers want: the absolute form of a reference found in a document. The empty str where
 * it does not parse or is not http, https or mailto. `base` may be NULL. Fragments are kept. */
struct str url_resolve(struct arena *a, const struct url *base, struct str ref);
/* The same for the many addresses of one document, which may come to URL_RESOLVED_MOST bytes in
 * all: a long <base> in front of many short ones would make a document grow without bound. *used
 * counts them, from 0. Empty, too, for an address that does not fit; shorter ones may still. */
enum { URL_RESOLVED_MOST = 8 << 20 };
struct str url_resolve_within(struct arena *a, const struct url *base, struct str ref,
                              size_t *used);
/* http or https? */
bool url_is_web(const struct url *u);
/* Is `s` an absolute http(s) address that parses? */
bool url_valid_web(struct arena *a, struct str s);
/* The port to connect to: given or the default of http and https; 0 for other schemes. */
uint16_t url_port(const struct url *u);
/* "https://host:port", the origin, without path. */
struct str url_origin(struct arena *a, const struct url *u);
/* A scheme-less form for people to read: "example.org/news/x", IDNA shown as Unicode where safe. */
struct str url_display(struct arena *a, const struct url *u);
/* Percent-decoding: "%20" becomes a space; bad escapes stay as they are. */
struct str url_decode(struct arena *a, struct str s);
/* Encodes all but the unreserved characters of RFC 3986: for a value in a query or a path segment.
 */
void url_encode(struct buf *b, struct str s);
/* The value of the first `name` in an encoded query ("a=1&b=2"), decoded, '+' as space. False where
 * absent. */
bool url_query_find(struct arena *a, struct str query, struct str name, struct str *ret);

/* Names. url_idna makes the ASCII form of a domain: NFKC, case folding, labels to punycode. False
 * where it is not valid. url_idna_unicode goes back (for showing). */
bool url_idna(struct arena *a, struct str domain, struct str *ret) must_check;
struct str url_idna_unicode(struct arena *a, struct str domain);
/* The part of a host that one owner registers: "news.bbc.co.uk" -> "bbc.co.uk". A short list of
 * common two-level suffixes, not the whole public suffix list; an IP address is itself. */
struct str url_site(struct str host);
/* May what a person gave for `home` (headers, a password) go to `to`? The same host, or the same
 * with "www." in front on one side, where both are of one site by url_site; the same scheme, or
 * https where home is http; the same port, or each scheme's own. */
bool url_is_home(const struct url *home, const struct url *to);

/* Addresses. */
/* Dotted decimal (canonical only) or IPv6 by RFC 4291, without brackets or zone. */
bool ip_parse(struct str s, struct ip_addr *ret) must_check;
void ip_write(struct buf *b, const struct ip_addr *ip); /* IPv6 by RFC 5952, without brackets */
enum ip_class {
    IP_PUBLIC,
    IP_UNSPECIFIED, /* 0.0.0.0/8, :: */
    IP_LOOPBACK,
    IP_PRIVATE,    /* RFC 1918, RFC 4193, site-local */
    IP_SHARED,     /* carrier NAT, 100.64.0.0/10 */
    IP_LINK_LOCAL, /* cloud metadata lives here */
    IP_MULTICAST,
    IP_DOCUMENTATION,
    IP_RESERVED, /* everything else that is not global unicast */
};
/* The class of an address. One that embeds an IPv4 address (v4-mapped, NAT64) has that one's class
 * where it is not public; v4-mapped ones and tunnels (6to4, Teredo, SIIT) are never public. */
enum ip_class ip_class(const struct ip_addr *ip);
const char *ip_class_words(enum ip_class c); /* "a private address" */

/* The policy: may a fetch go there? Returns NULL for yes, else the reason in words for a person
 * ("the port 22 is for another service"). url_policy looks at the address alone (an IP literal in
 * it is judged too); every name's answer must then pass url_policy_answer: all of it public, and
 * not empty. A caller connects only to an address from the very answer that was judged. */
const char *url_policy(const struct url *u);
const char *url_policy_answer(const struct ip_addr *list, size_t n);
/* Fetch standard's list of bad ports, and 0. */
bool url_port_refused(uint16_t port);

/* Comparing. */
/* The address without parameters that only track (utm_*, fbclid ...) and without fragment. */
struct str url_clean(struct arena *a, const struct url *u);
/* A key that is the same for two spellings of one page: url_clean, without scheme, user, "www." or
 * "m." or "amp." in front, default documents, trailing slash, and with sorted parameters. Not an
 * address to ask for. Not for feeds, whose scheme and slash matter. */
struct str url_key(struct arena *a, const struct url *u);
/* Is this query parameter one that only tracks? Name without '='. */
bool url_param_tracks(struct str name);

/* robots.txt by RFC 9309. */
struct robots_rule {
    struct str path; /* percent-normalised pattern with * and $ */
    bool allow;
};
struct robots {
    const struct robots_rule *rules; /* of the group that speaks to us */
    size_t rule_count;
    uint32_t delay_seconds;     /* Crawl-delay; 0 = says nothing; at most 3600 */
    const struct str *sitemaps; /* absolute http(s), as written */
    size_t sitemap_count;
};
enum { ROBOTS_BYTES_MOST = 512 * 1024, ROBOTS_RULES_MOST = 10000 };
/* Reads the rules for product token `agent` ("octavo"): the groups naming it, else those of "*".
 * Never fails; what lies behind ROBOTS_BYTES_MOST is ignored. */
void robots_parse(struct arena *a, struct str bytes, struct str agent, struct robots *ret);
/* May `path` ("/a/b?c=d", encoded) be fetched? Longest match wins, allow wins a tie. /robots.txt
 * always may. */
bool robots_allows(const struct robots *r, struct str path);
#endif
