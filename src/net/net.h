/* net: the fetch process. It alone opens connections to the outside; it holds no database and no
 * files. Requests come as frames (FRAME_FETCH), answers go as frames (FRAME_FETCHED) with the same
 * id; bodies travel raw, still compressed, and are unpacked in a reader.
 *
 * Manners: at most `most` requests at a time and one a host, a pause between two to one host,
 * conditional requests, redirects followed by hand (each hop through the guard, at most 10), urgent
 * requests first.
 *
 * Guard: a URL must be http or https and pass url_policy; its name is resolved once, by getaddrinfo
 * in a thread; *every* address of the answer must be public, and the connection is pinned to that
 * answer; the address is looked at once more when the socket is opened. `allow` names the only
 * private targets that are let through, as exact "host:port", and `model` the one of NET_MODEL.
 * Proxies of the environment are ignored. */
#ifndef OCTAVO_NET_H
#define OCTAVO_NET_H
#include "proc/proc.h"

/* Settings, made before the fork; the strings live as long as the program. net_settings_default
 * fills in the defaults and reads OCTAVO_NET_ALLOW. */
struct net_settings {
    const char *user_agent; /* "Octavo/0.1.0 (+https://octavo.example/)" */
    const char *allow;      /* "127.0.0.1:8800, [::1]:9000": private targets let through; or NULL */
    const char *model;      /* the one address that NET_MODEL may ask; NULL: none */
    int64_t model_us;       /* the most that it may take */
    unsigned most;          /* requests in flight, 64 */
    unsigned own_host_most; /* requests at once to a host that `allow` names, 16; to others: 1 */
    int64_t host_pause_us;  /* between the end of one request and the next to that host, 1 s */
    int64_t connect_us;     /* 10 s */
    int64_t total_us;       /* all hops together, 28 s */
    size_t body_most;       /* bytes on the wire, 16 MiB */
    bool no_sandbox;        /* tests and debugging only */
};
struct net_settings net_settings_default(void);

/* What is fetched; decides the Accept header and, but for NET_MODEL, nothing else. */
enum net_as {
    NET_FEED,
    NET_PAGE,
    NET_ICON,
    NET_MEDIA,
    NET_OPML,
    NET_OTHER,
    NET_MODEL, /* the language model of the settings: goes to the address that they name, character
                  for character, and to no other; that one may be private, for this request and no
                  other kind; its redirects are not followed; it may be silent until its end */
};
const char *net_as_name(enum net_as as); /* "feed", "page" ... */
bool net_as_find(struct str name, enum net_as *ret);

struct net_header {
    struct str name, value;
};
enum { NET_HEADERS_MOST = 32 };
/* A request: the head of FRAME_FETCH. All but url may be empty. */
struct net_request {
    struct str url;
    enum net_as as;
    struct str etag;     /* sent as If-None-Match: what the last answer's etag was */
    struct str modified; /* If-Modified-Since: what the last answer's modified was, word for word */
    /* The source's own credentials: sent to the place of `url` only (url_is_home: "www." may come
     * or go, and https may follow http), never after a redirect to another. */
    struct str cookie; /* "a=b; c=d" */
    struct str user, password;
    const struct net_header *headers; /* of the source; likewise */
    size_t header_count;
    bool urgent;          /* a person waits: goes before others */
    struct str method;    /* empty = GET; "POST": the frame's bytes are the body */
    struct str body_type; /* content type for POST */
    struct str body;      /* POST: travels as the frame's bytes */
    size_t body_most;     /* answer: less than the setting; 0 = the setting */
    int64_t total_us;     /* 0 = the setting */
    int64_t pause_us; /* the host asks for this pause before its next request; 0 = the setting */
};
void net_request_write(struct buf *out, const struct net_request *r);
/* Views into `a`; body is set from the frame's bytes. */
enum err_code net_request_read(struct arena *a, const struct frame *f, struct net_request *ret,
                               struct err *e) must_check;

/* What came of it, and so what to do next. */
enum net_outcome {
    NET_OK,      /* 2xx with a body: to the reader */
    NET_SAME,    /* 304 to a conditional request: nothing new */
    NET_GONE,    /* 410: stop asking */
    NET_MISSING, /* 404: maybe gone; ask again, seldom, and give up after some time */
    NET_REFUSED, /* 401, 402, 403, 407, 451 */
    NET_LATER,   /* 429, 503: not before retry_us */
    NET_FAILED,  /* all else: `reason` says what, `fault` which sort */
};
enum net_fault {
    NET_FAULT_NONE,
    NET_FAULT_GUARD,   /* not a place that may be asked: private address, other scheme */
    NET_FAULT_DNS,     /* the name does not resolve */
    NET_FAULT_CONNECT, /* nobody answers there */
    NET_FAULT_TLS,     /* certificate or handshake */
    NET_FAULT_TIMEOUT,
    NET_FAULT_LIMIT,    /* too large, too many headers or redirects */
    NET_FAULT_HTTP,     /* another status */
    NET_FAULT_PROTOCOL, /* not HTTP, cut short, reset */
    NET_FAULT_BUSY,     /* the fetch process could not take it (queue full, restarted): ask again */
};
const char *net_outcome_name(enum net_outcome o); /* "ok", "same", "gone" ... */
const char *net_fault_name(enum net_fault f);

/* An answer: the head of FRAME_FETCHED. */
struct net_response {
    enum net_outcome outcome;
    enum net_fault fault;
    int status;        /* HTTP status of the last hop, 0 = none */
    struct str reason; /* one line for a person; empty for OK and SAME */
    struct str url;    /* where the answer came from, after redirects */
    struct str moved; /* where the permanent redirects (301, 308) lead from the first URL on; empty:
                         none. Store it as the new address only after a good parse. */
    struct str type;  /* media type, lower case, without parameters */
    struct str charset;  /* of Content-Type; lower case */
    struct str encoding; /* Content-Encoding: "gzip", "br", "gzip, br" ...; empty = as it is */
    struct str etag;     /* at most 512 bytes, else left out */
    struct str modified;
    struct str link;    /* Link header(s), joined with ", ", at most 2 KiB */
    int64_t retry_us;   /* LATER: duration from now, clamped to 0 .. 30 days; 0 = says nothing */
    int64_t max_age_us; /* Cache-Control: max-age; 0 = says nothing, at most 30 days */
    int64_t took_us;    /* all hops */
    uint64_t wire;      /* body bytes received */
    unsigned hops;      /* redirects followed */
    struct str body;    /* raw; travels as the frame's bytes */
};
void net_response_write(struct buf *out, const struct net_response *r);
enum err_code net_response_read(struct arena *a, const struct frame *f, struct net_response *ret,
                                struct err *e) must_check;

/* The fetch process: warms up, enters its sandbox, says FRAME_READY, serves until the channel
 * closes. ctx: const struct net_settings *. Returns the exit status. */
int net_main(struct channel *c, void *ctx);

/* Seconds or a date (RFC 9110, 10.2.3) to a duration from `now`, clamped to 0 .. 30 days. 0:
 * nonsense. */
int64_t net_retry_after(struct str value, int64_t now);
#endif
