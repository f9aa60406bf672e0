/* internal.h: what the files of http/ share. parse.c, chunk.c, values.c, multipart.c and router.c
 * are pure; conn.c runs one connection, loop.c a thread, server.c the whole. */
#ifndef OCTAVO_HTTP_INTERNAL_H
#define OCTAVO_HTTP_INTERNAL_H
#include "http/http.h"

#include <pthread.h>
#include <stdatomic.h>

/* --- parse.c: the head of a request */
/* Results of the incremental readers: one of these two, or the status to refuse with. */
enum { HTTP_DONE = 0, HTTP_MORE = 1 };

struct http_head {
    enum http_method method;
    bool http10;
    bool keep_alive;
    bool chunked;
    bool has_length;
    bool expect; /* 100-continue */
    bool any;    /* target "*" */
    uint64_t length;
    struct str target, path, query, host;
    struct http_field fields[HTTP_FIELDS_MOST];
    size_t field_count;
    size_t size; /* bytes of the input that the head took, with its empty line */
    char path_room[HTTP_TARGET_MOST];
};
/* Reads one head from the start of `in`. *scanned (0 at first) holds how far earlier calls on a
 * shorter `in` have looked. On HTTP_DONE the views of *ret look into `in` and into *ret. */
unsigned http_head_parse(struct str in, size_t *scanned, struct http_head *ret);
/* Tables of bytes: token characters (RFC 9110, 5.6.2) and those a field value may hold. */
extern const uint8_t http_byte_class[256];
enum { HTTP_IS_TOKEN = 1, HTTP_IS_VALUE = 2, HTTP_IS_TARGET = 4, HTTP_IS_PLAIN = 8 };
bool http_all(struct str s, unsigned class);
/* Without spaces and tabs at both ends. */
struct str http_trim(struct str s);
/* Percent-decodes a path into room (at least path.n bytes): false where it is malformed or holds
 * what http.h says it may not. */
bool http_path_decode(struct str path, char *room, struct str *ret);
bool http_host_ok(struct str host);

/* --- chunk.c */
struct http_chunks {
    int state;
    uint64_t left;
    unsigned digits;
    unsigned line;     /* bytes of this chunk's extension */
    unsigned overhead; /* bytes of extensions and trailers so far */
    char name[24];     /* start of a trailer's name */
    unsigned name_n;
};
/* Feeds `in`; data goes to out, whose max is the limit. *used says how much was eaten. */
unsigned http_chunks_feed(struct http_chunks *c, struct str in, size_t *used, struct buf *out);

/* --- values.c: lists, parameters, forwarded addresses */
struct http_address {
    uint8_t family; /* 4, 6; 1 = local socket; 0 = none */
    uint8_t bytes[16];
};
struct http_net {
    struct http_address base;
    unsigned bits;
};
bool http_address_parse(struct str s, struct http_address *ret);
bool http_net_parse(struct str s, struct http_net *ret);
bool http_net_has(const struct http_net *nets, size_t n, const struct http_address *a);
/* Is gzip to be sent by this Accept-Encoding; q of a member of a comma list in thousandths, or -1.
 */
int http_quality(struct str list, struct str member);
struct http_request_cache {
    const struct http_options *options;
    const struct http_field *query, *form, *cookies;
    const struct http_part *parts;
    size_t query_n, form_n, cookies_n, parts_n;
    bool query_done, form_done, cookies_done, parts_done;
    enum err_code parts_code;
};

/* --- router.c */
struct http_router;
struct http_match {
    const struct http_route *route; /* NULL: none */
    unsigned allow;                 /* methods of all routes whose pattern fits */
    struct str params[HTTP_PARAMS_MOST];
    size_t param_count;
};
enum err_code http_router_new(struct arena *a, const struct http_route *routes, size_t n,
                              struct http_router **ret, struct err *e) must_check;
void http_router_find(const struct http_router *r, struct str path, enum http_method method,
                      struct http_match *ret);
const char *http_param_name(const struct http_route *route, size_t index, size_t *ret_n);

/* --- response.c */
bool http_field_ok(struct str name, struct str value);
/* One line; refuses (writes nothing) where it is not ok. The only writer of headers. */
void http_field_write(struct buf *b, struct str name, struct str value);
void http_response_reset(struct http_response *r);
struct http_head_facts {
    struct str date; /* value of the Date header */
    const struct http_field *defaults;
    size_t default_count;
    bool close;
    bool no_length; /* event stream */
    uint64_t length;
};
void http_response_head(struct buf *b, const struct http_response *r,
                        const struct http_head_facts *f);
bool http_status_has_body(unsigned status);
bool http_gzip_wanted(const struct http_request *q, const struct http_response *r);

/* --- threads and connections */
enum http_timer {
    HTTP_TIMER_NONE,
    HTTP_TIMER_HEADER,
    HTTP_TIMER_BODY,
    HTTP_TIMER_WRITE,
    HTTP_TIMER_IDLE,
    HTTP_TIMER_LINGER,
    HTTP_TIMER_STREAM,
    HTTP_TIMER_PARK,
    HTTP_TIMER_COUNT
};
enum http_conn_state {
    HTTP_CONN_IDLE,   /* between requests */
    HTTP_CONN_HEAD,   /* some of a head has come */
    HTTP_CONN_BODY,   /* head known, body coming */
    HTTP_CONN_WRITE,  /* an answer is not taken yet; nothing is read meanwhile */
    HTTP_CONN_LINGER, /* answered and shut; what still comes is thrown away */
    HTTP_CONN_STREAM,
    HTTP_CONN_PARKED, /* the answer comes later; nothing is read meanwhile */
};
enum {
    HTTP_READ_SIZE = 64 << 10,  /* one recv */
    HTTP_LINGER_MOST = 1 << 20, /* bytes read and thrown away after a refusal */
    HTTP_INBOX_MOST = 1024,     /* events waiting for one thread */
    HTTP_EVENTS = 128,          /* of one epoll_wait */
    HTTP_ACCEPT_BATCH = 8,      /* so that the threads share the connections */
    HTTP_KEEP_BUFFER = 1 << 20, /* a thread's buffers above this are given back */
    HTTP_ACCEPT_PAUSE_MS = 100, /* when the machine has no descriptors left */
    HTTP_OUT_SLACK = 64 << 10,  /* room for a head beside a body in one connection's out */
};

struct http_stream {
    char names[HTTP_STREAM_CHANNELS_MOST][HTTP_CHANNEL_NAME_MOST + 1];
    size_t lengths[HTTP_STREAM_CHANNELS_MOST];
    size_t count;
    char remote[48];
    uint64_t after; /* number of the last message that its first answer knew of */
};
struct http_conn {
    struct http_loop *loop;
    int fd;
    enum http_conn_state state;
    enum http_timer timer;
    int64_t deadline;
    struct http_conn *prev, *next;               /* in the list of its timer */
    struct http_conn *stream_prev, *stream_next; /* event streams of the loop */
    struct http_conn *ready_next;
    bool ready;    /* whole requests may wait in `in` */
    bool closing;  /* end after the answer */
    bool refused;  /* the input was not read to its end: linger */
    bool progress; /* bytes were taken since the last heartbeat */
    uint32_t events;
    unsigned requests;
    size_t scanned;
    struct buf in;
    char *head; /* while the body comes: the head's bytes */
    size_t head_n;
    struct buf body;
    uint64_t body_left; /* Content-Length: still to come */
    struct http_chunks chunks;
    bool chunked;
    size_t span_bytes; /* since the timer was set (body, write), or thrown away (linger) */
    struct buf out;
    size_t out_at;
    struct str view; /* of an asset, after out */
    size_t charged;
    struct http_stream *stream;
    uint64_t ticket; /* parked: the number of its ticket */
    bool head_only;  /* parked: by a HEAD request */
    struct http_address address;
    char remote[48];
};
struct http_answer {
    struct http_answer *next;
    uint64_t ticket;
    unsigned status;
    char type[100], cache[100];
    size_t n;
    char body[];
};
struct http_message {
    _Atomic unsigned refs;
    uint64_t number; /* of all that were published, from 1 */
    size_t n, channel_n;
    char channel[HTTP_CHANNEL_NAME_MOST + 1];
    char data[];
};
struct http_loop;
/* The thread's context, asked for where it has none. */
void http_loop_context(struct http_loop *l);
struct http_counters {
    _Atomic uint64_t accepted, requests, bytes_out, refused, timeouts, shed, events_dropped, open;
};
struct http_loop {
    struct http_server *server;
    unsigned index;
    pthread_t thread;
    bool started;
    int epoll, wake; /* epoll and eventfd descriptors, -1 = none */
    bool listening, stopping;
    int64_t paused_until; /* no descriptors left: accept nothing before this; 0 = not so */
    void *ctx;
    int64_t ctx_at; /* when thread_init was asked for it */
    int64_t now, stop_at;
    struct {
        struct http_conn *first, *last;
    } timers[HTTP_TIMER_COUNT];
    struct http_conn *streams, *ready, *ready_last, *dead; /* ready: first come, first served */
    size_t open;
    pthread_mutex_t lock; /* of the inbox */
    struct http_message *inbox[HTTP_INBOX_MOST];
    size_t inbox_n;
    struct http_answer *answers; /* for parked requests, newest first; also under the lock */
    uint64_t tickets;            /* given out so far */
    struct http_counters count;
    char date[32];
    size_t date_n;
    int64_t date_second;
    /* of the request under way */
    char *room; /* HTTP_ROOM bytes */
    struct arena arena;
    struct http_head head;
    struct http_match match;
    struct http_request request;
    struct http_request_cache cache;
    struct http_response response;
    struct buf head_out;
};
enum { HTTP_ROOM = 2 * HTTP_READ_SIZE + HTTP_HEAD_MOST };
struct http_server {
    struct http_options options;
    struct arena arena; /* made at start */
    struct http_router *router;
    struct http_net *trusted;
    size_t trusted_n;
    int *listen; /* copy of options.listen_fds: epoll's data points into it */
    struct http_loop *loops;
    unsigned loop_count;
    size_t loop_most; /* connections of one loop */
    _Atomic uint64_t memory, streams, published;
    _Atomic bool stop;
    _Atomic int64_t stop_at;
    bool running;
    int64_t hurry; /* divides all times; 1 but in tests */
};

/* conn.c */
struct http_conn *http_conn_new(struct http_loop *l, int fd, const struct http_address *address);
/* Ends it and puts it on the loop's dead list; its memory stands until the end of the round, since
 * a request under way may look into it. */
void http_conn_close(struct http_conn *c);
void http_conn_free(struct http_conn *c);
void http_conn_event(struct http_conn *c, uint32_t events);
/* Goes on with requests that came in one packet. */
void http_conn_ready(struct http_conn *c);
void http_conn_timeout(struct http_conn *c);
/* Sends l->response to a parked connection. */
void http_conn_unpark(struct http_conn *c);
/* Appends to an event stream and sends what the socket takes. */
void http_conn_stream_put(struct http_conn *c, struct str text);
void http_timer_set(struct http_conn *c, enum http_timer t);
/* loop.c */
enum err_code http_loop_init(struct http_loop *l, struct http_server *s, unsigned index,
                             struct err *e) must_check;
void http_loop_done(struct http_loop *l);
void *http_loop_main(void *loop);
void http_loop_wake(struct http_loop *l);
struct str http_loop_date(struct http_loop *l);
/* stream.c */
void http_stream_add(struct http_conn *c, const struct http_response *r);
void http_stream_remove(struct http_conn *c);
void http_stream_deliver(struct http_loop *l);
/* park.c */
void http_park_deliver(struct http_loop *l);
void http_park_drop(struct http_loop *l);
/* Answers a parked connection that has waited for too long. */
void http_park_expire(struct http_conn *c);
/* request.c: makes l->response for the request whose head is l->head and whose route l->match,
 * received on c. `refuse` is 0, or the status that the server answers by itself; `known` says
 * whether l->head could be read at all. */
void http_request_run(struct http_loop *l, struct http_conn *c, struct str body, unsigned refuse,
                      bool known);
static inline void http_count(_Atomic uint64_t *counter, uint64_t n)
{
    /* Written by one thread only: no locked instruction is needed. */
    atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + n,
                          memory_order_relaxed);
}
#endif
