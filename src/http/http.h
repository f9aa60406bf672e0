/* http: an HTTP/1.1 server (RFC 9110, 9112): strict, small, quick. It knows nothing of news.
 *
 * One listening socket, N loop threads. Each thread has its own epoll, its own connections and its
 * own context (made by thread_init: a database reader, say). A request is read whole, routed, and
 * answered by a handler that runs on the loop thread: it must not wait for anything slow. What the
 * handler puts into the response is sent when it returns; a client that reads slowly costs its
 * connection's bounded buffer and never the thread.
 *
 *     static void hello(void *ctx, struct http_request *q, struct http_response *r)
 *     {
 *         http_type(r, STR("text/plain; charset=utf-8"));
 *         buf_lit(&r->body, "hello ");
 *         buf_put(&r->body, http_param(q, STR("name")));
 *     }
 *     static const struct http_route routes[] = {
 *         {HTTP_GET, "/hello/:name", hello, 0, 0},
 *     };
 *
 * All text in a request is a view that lives until the handler returns; copy what must stay.
 * Limits are the named constants below; tests/http reaches each of them. */
#ifndef OCTAVO_HTTP_HTTP_H
#define OCTAVO_HTTP_HTTP_H
#include "base/base.h"

enum {
    HTTP_HEAD_MOST = 16 << 10,         /* request line and headers together: 431 */
    HTTP_TARGET_MOST = 8 << 10,        /* request target: 414 */
    HTTP_FIELDS_MOST = 100,            /* header lines: 431 */
    HTTP_BODY_DEFAULT = 1 << 20,       /* body of a route that names no limit: 413 */
    HTTP_FORM_FIELDS_MOST = 10000,     /* fields of an urlencoded form: 413 */
    HTTP_PARTS_MOST = 64,              /* parts of a multipart body */
    HTTP_PARAMS_MOST = 8,              /* :names in a route pattern */
    HTTP_RESPONSE_DEFAULT = 8 << 20,   /* response body: beyond it the answer is 500 */
    HTTP_RESPONSE_FIELDS_MOST = 48,    /* headers a handler may set */
    HTTP_REQUEST_ARENA = 64 << 20,     /* arena of one request */
    HTTP_STREAM_QUEUE_MOST = 64 << 10, /* bytes waiting for a slow event stream: then it is ended */
    HTTP_STREAM_CHANNELS_MOST = 4,     /* channels one stream listens to */
    HTTP_CHANNEL_NAME_MOST = 63,       /* bytes of a channel's name */
    HTTP_STREAMS_ADDRESS_MOST = 24,    /* streams of one address, a thread; this machine's: any */
    HTTP_REQUESTS_MOST = 10000,        /* requests on one connection */
    HTTP_PIPELINE_BATCH = 32,          /* requests of one connection answered before others' turn */
    HTTP_TURN_US = 500,                /* nor begins another when its turn has lasted so long */
    HTTP_READY_US = 3000,              /* those in line wait while new ones are looked after */
};

/* Times, in microseconds. */
#define HTTP_HEADER_TIME    (15 * US_SECOND) /* from the first byte (or the connect) to the head */
#define HTTP_BODY_TIME      (10 * US_SECOND) /* in each such span HTTP_BODY_PROGRESS must come */
#define HTTP_BODY_PROGRESS  1024             /* bytes */
#define HTTP_WRITE_TIME     (30 * US_SECOND) /* in each such span HTTP_WRITE_PROGRESS must go */
#define HTTP_WRITE_PROGRESS 4096             /* bytes */
#define HTTP_IDLE_TIME      (20 * US_SECOND) /* keep-alive */
#define HTTP_LINGER_TIME    (2 * US_SECOND)  /* reading on after a refusal, so that it arrives */
#define HTTP_HEARTBEAT_TIME (15 * US_SECOND) /* comment line on event streams */
#define HTTP_PARK_TIME      (40 * US_SECOND) /* a parked request without an answer: 504 */

/* Methods are bits, so that a route may take several: HTTP_GET | HTTP_POST. HEAD goes to GET
 * routes; its body is never sent. */
enum http_method {
    HTTP_GET = 1,
    HTTP_HEAD = 2,
    HTTP_POST = 4,
    HTTP_PUT = 8,
    HTTP_DELETE = 16,
    HTTP_PATCH = 32,
    HTTP_OPTIONS = 64,
};
/* "GET" ...; "" for what is no single method. */
const char *http_method_name(enum http_method m);
/* "Not Found" ...; "Unknown" where the code has no usual words. */
const char *http_status_name(unsigned status);

struct http_request;
struct http_response;
struct http_server;
typedef void (*http_handler)(void *thread_ctx, struct http_request *, struct http_response *);

enum http_route_flag {
    HTTP_ROUTE_GZIP = 1, /* compress text bodies over 1 KiB when the client takes gzip. Not for
                            pages that show a secret beside text a stranger chose (BREACH). */
    HTTP_ROUTE_USER1 =
        1 << 8, /* from here on the caller's own (q->route->flags): login wanted ... */
};
/* Pattern: "/" separated; ":name" stands for one non-empty segment, a last "*name" for the rest
 * (may be empty, may hold slashes). Literal segments win over :name, :name over *name. */
struct http_route {
    unsigned methods; /* bits of http_method */
    const char *pattern;
    http_handler handle;
    unsigned flags;
    size_t body_limit; /* 0: HTTP_BODY_DEFAULT */
    const void *data;  /* the caller's own */
};

struct http_field {
    struct str name, value; /* a header, cookie, parameter or form field */
};

struct http_request {
    enum http_method method;
    bool http10;
    bool secure;       /* https, as a trusted proxy says */
    struct str target; /* raw, as sent */
    struct str
        path; /* percent-decoded once; valid UTF-8, no control, no backslash, no dot-segment */
    struct str query;  /* raw, without the '?' */
    struct str host;   /* name[:port], checked; as a trusted proxy says */
    struct str remote; /* address of the client in text, no port; "unix" for a local socket */
    const struct http_field *fields;
    size_t field_count;
    struct str body;         /* whole, de-chunked */
    struct str content_type; /* "type/subtype" in lower case without parameters; may be empty */
    const struct http_route *route; /* NULL where none matched (error pages) */
    struct str params[HTTP_PARAMS_MOST];
    size_t param_count;
    struct arena *arena; /* for this request; reset after it. Its escape (base/arena.h) gives 500 */
    int64_t started;     /* clock_mono() when the head was complete */
    struct http_request_cache *cache; /* internal: parsed on first use */
};

/* First header / cookie / query parameter / form field of that name (headers: in any case), or an
 * empty str with p == NULL where it is absent. Parameters and form fields are decoded ('+' is a
 * space, %XX); what is no UTF-8, and NUL, become U+FFFD. */
struct str http_header(const struct http_request *q, struct str name);
struct str http_cookie(struct http_request *q, struct str name);
struct str http_query(struct http_request *q, struct str name);
struct str http_form(struct http_request *q, struct str name); /* urlencoded or multipart */
/* The :name of the route's pattern. */
struct str http_param(const struct http_request *q, struct str name);
/* All of them, in order, duplicates too: *ret points into the arena. */
size_t http_query_all(struct http_request *q, const struct http_field **ret);
size_t http_form_all(struct http_request *q, const struct http_field **ret);
size_t http_cookie_all(struct http_request *q, const struct http_field **ret);
/* A decimal number in min..max; `none` where it is absent or anything else. */
int64_t http_query_i64(struct http_request *q, struct str name, int64_t min, int64_t max,
                       int64_t none);
int64_t http_param_i64(const struct http_request *q, struct str name, int64_t none); /* >= 0 */
/* "a=1&b=x%20y" of any text, as query parameters are read. */
size_t http_form_parse(struct arena *a, struct str text, const struct http_field **ret);
/* Appends text percent-encoded for a query value or a path segment. */
void http_percent(struct buf *b, struct str s);
/* False when a browser says that another site made it send this request (Sec-Fetch-Site, else
 * Origin against host); true where neither header is there (not a browser). For all unsafe
 * methods with cookies. */
bool http_same_origin(const struct http_request *q);
/* May `type` ("text/html") be sent, by the Accept header; q=0 and absence considered. */
bool http_accepts(const struct http_request *q, struct str type);

/* multipart/form-data, RFC 7578. */
struct http_part {
    struct str name,
        file_name;   /* file_name.p == NULL where none was given; never to be used as a path */
    struct str type; /* content type as sent; may be empty */
    struct str data;
};
/* Parts of a body in order. ERR_INPUT where it is not well formed (boundary absent or over 70
 * bytes, part without a name, no end), ERR_LIMIT over HTTP_PARTS_MOST. Pure. */
enum err_code http_multipart(struct arena *a, struct str content_type, struct str body,
                             const struct http_part **ret, size_t *ret_n) must_check;
/* The parts of this request (parsed once); 0 and *ret = NULL where it is none or malformed. */
size_t http_parts(struct http_request *q, const struct http_part **ret);
/* The first part of that name, or NULL. */
const struct http_part *http_part_find(struct http_request *q, struct str name);

/* --- the response */
struct http_response {
    unsigned status;     /* 200 at start */
    struct buf body;     /* text made by the handler, capped: what does not fit gives 500 */
    struct str view;     /* instead of body: bytes that outlive the server (assets); never copied */
    bool close;          /* end the connection after this answer */
    struct arena *arena; /* the request's */
    /* internal */
    struct http_field fields[HTTP_RESPONSE_FIELDS_MOST];
    size_t field_count;
    struct str channels[HTTP_STREAM_CHANNELS_MOST];
    size_t channel_count;
    bool stream;
    char remote[48];          /* of a stream */
    uint64_t published_after; /* number of the last event when the request began */
    struct http_loop *loop;
    bool parked;
    uint64_t ticket;
};
/* Sets a header (replacing one of that name) / adds one more line. The value is copied. Refuses
 * (false, nothing set) a name that is no token, a value with CR, LF or NUL, and the names that are
 * the server's own: Content-Length, Transfer-Encoding, Connection, Date, Keep-Alive. */
bool http_set(struct http_response *r, struct str name, struct str value);
bool http_add(struct http_response *r, struct str name, struct str value);
void http_type(struct http_response *r, struct str content_type);
/* Sets the status and a short text/plain body (replaces what was put so far). */
void http_text(struct http_response *r, unsigned status, struct str text);
/* JSON: type, status; the caller then writes r->body. */
void http_json(struct http_response *r, unsigned status);
/* 302/303/307/308 to `location`; bytes that a URL may not hold are percent-encoded. */
void http_redirect(struct http_response *r, unsigned status, struct str location);
/* Only within this site: `location` must start with one "/", and no second one or backslash may
 * follow; else `fallback` is taken. For ?next=. */
void http_redirect_local(struct http_response *r, unsigned status, struct str location,
                         struct str fallback);
/* Runs the server's error page for that status. */
void http_error(void *thread_ctx, struct http_request *q, struct http_response *r, unsigned status);

enum { HTTP_SESSION_COOKIE = -1 };
struct http_cookie {
    struct str name,
        value;       /* name: token; value: no control, space, quote, comma, semicolon, backslash */
    struct str path; /* empty: "/" */
    int64_t
        max_age; /* seconds; 0 removes the cookie; HTTP_SESSION_COOKIE: until the browser ends */
    bool secure; /* only over https: give q->secure */
    bool script_may_read; /* without HttpOnly */
    bool strict;          /* SameSite=Strict instead of Lax */
};
/* Adds a Set-Cookie line; false (nothing set) where name, value or path may not stand in one. */
bool http_set_cookie(struct http_response *r, const struct http_cookie *c);

/* Sets ETag: "<tag>"; where If-None-Match names it (or is "*") and the method is GET or HEAD, makes
 * the response a 304 without body and returns true. The tag holds only [!#-~]. Weak comparison. */
bool http_not_modified(struct http_request *q, struct http_response *r, struct str tag);
/* A tag for a body: 16 hexadecimal digits. */
struct str http_tag(struct arena *a, struct str body);
/* Compresses r->body now, where the client takes gzip and it pays (HTTP_ROUTE_GZIP does it by
 * itself for text types). Adds Vary: Accept-Encoding in any case. */
void http_gzip(struct http_request *q, struct http_response *r);

struct http_asset {
    struct str type;  /* content type */
    struct str bytes; /* outlives the server */
    struct str gzip;  /* the same compressed beforehand, or empty */
    struct str tag;   /* ETag without quotes, or empty */
    bool immutable;   /* its address changes with its contents: cached for a year; else no-cache */
};
/* Answers with an asset: type, caching, ETag and 304, compressed form where taken. No copy. */
void http_static(struct http_request *q, struct http_response *r, const struct http_asset *a);

/* --- event streams (text/event-stream of the HTML standard) */
struct http_event {
    struct str name; /* empty: "message" */
    struct str id;   /* empty: none */
    struct str data; /* any text; each line becomes a data: line */
};
/* The lines of one event; CR, LF and NUL in name or id are dropped. */
void http_event_write(struct buf *b, const struct http_event *e);
/* Makes the response to q an event stream on these channels (1 to HTTP_STREAM_CHANNELS_MOST names).
 * What is in r->body is sent first: write missed events there; what is published while the handler
 * runs comes behind it, and nothing that was published before. False when a name is too long or
 * there are too many, or streams_most is reached (503), or HTTP_STREAMS_ADDRESS_MOST (429). */
bool http_stream_start(const struct http_request *q, struct http_response *r,
                       const struct str *channels, size_t n);
/* The last event that the client has, a number: its Last-Event-ID or, where it has none, its
 * parameter `after`; INT64_MAX where it says neither: it wants what comes from now on. */
int64_t http_event_after(struct http_request *q);
/* Sends an event to all streams that listen to the channel. Any thread may call. False when the
 * server's inbox is full and the event was dropped for some. */
bool http_stream_publish(struct http_server *s, struct str channel, const struct http_event *e);

/* --- answers that come later
 * A handler that has to wait for another thread or process parks its request: it takes a ticket,
 * hands that to whoever will know the answer, and returns. Nothing is sent, and nothing more is
 * read from that client, until http_answer is called with the ticket, from any thread; after
 * HTTP_PARK_TIME the server answers 504 by itself. Parked requests are not given to options.log. */
struct http_ticket {
    struct http_loop *loop;
    uint64_t number;
};
/* Parks the request under way; what was put into the response is dropped. */
struct http_ticket http_park(struct http_response *r);
/* The handler found the answer after all: the ticket is void, the response is sent as usual. */
void http_unpark(struct http_response *r);
struct http_late {
    unsigned status;
    struct str type, cache; /* Content-Type and Cache-Control; at most 99 bytes */
    struct str body;        /* copied; at most response_most */
};
/* Answers a parked request. A ticket that was answered, timed out, or whose client has gone is
 * passed over. Not after http_server_free. False where there is no memory: the client gets its 504
 * in time. */
bool http_answer(struct http_ticket t, const struct http_late *late);

/* --- the server */
struct http_options {
    const int *listen_fds; /* listening already (any stream family); stay the caller's */
    size_t listen_count;
    const struct http_route *routes; /* outlive the server */
    size_t route_count;
    unsigned threads;        /* 0: one a core, at least 2 */
    size_t connections_most; /* 0: 4096, and no more than the limit of open files allows */
    size_t streams_most;     /* 0: half of connections_most */
    size_t response_most;    /* 0: HTTP_RESPONSE_DEFAULT */
    size_t memory_most;      /* request bodies and unsent answers, all together; 0: 256 MiB */
    /* On every answer, unless the handler set that name; outlive the server. */
    const struct http_field *headers;
    size_t header_count;
    const char
        *trusted; /* proxies whose X-Forwarded-For, -Proto, -Host count: "127.0.0.1 10.0.0.0/8
                     ::1 unix"; NULL: none */
    void *ctx;    /* given to the callbacks below */
    /* A thread's context, made and released on that thread. NULL from thread_init is allowed: it is
     * asked again, once a second at most, while requests come. */
    void *(*thread_init)(void *ctx, unsigned thread_index);
    void (*thread_done)(void *thread_ctx);
    /* Called when a handler was left by its arena's escape, to let go what it held (may be NULL).
     */
    void (*thread_escaped)(void *thread_ctx);
    /* Called before the handler of a matched route (may be NULL): false = it has answered itself
     * (login wanted, other site). */
    bool (*before)(void *thread_ctx, struct http_request *q, struct http_response *r);
    /* Fills body and type of an answer >= 400 that the server makes itself for a request it could
     * read (404, 405, 413, 500 ...); r->status is set. NULL: a line of plain text. */
    http_handler error_page;
    /* After each answer (may be NULL): for an access log. */
    void (*log)(void *thread_ctx, const struct http_request *q, unsigned status, size_t bytes,
                int64_t took_us);
};
/* Checks the options and makes a server that does not run yet. ERR_USAGE with words for a route
 * that is wrong (pattern, two alike, no handler) or a trusted address that is none. */
enum err_code http_server_new(const struct http_options *o, struct http_server **ret,
                              struct err *e) must_check;
/* Starts the threads and returns. Ignores SIGPIPE for the process. */
enum err_code http_server_start(struct http_server *s, struct err *e) must_check;
/* Takes no new connection, ends idle ones and streams, lets requests under way finish for at most
 * `grace_us`, then ends the rest and joins the threads. */
void http_server_stop(struct http_server *s, int64_t grace_us);
/* Releases; stops at once where it still runs. NULL is fine. */
void http_server_free(struct http_server *s);

struct http_stats {
    uint64_t accepted, requests, bytes_out,
        refused;             /* refused: answers >= 400 to unreadable requests */
    uint64_t timeouts, shed; /* connections ended for time / for room */
    uint64_t events_dropped; /* streams ended because they read too slowly */
    uint64_t open, streams;  /* now */
    uint64_t memory;         /* bodies and unsent answers, bytes now */
};
struct http_stats http_server_stats(const struct http_server *s);
#endif
