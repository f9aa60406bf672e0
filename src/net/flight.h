/* flight: one request on its way, over all of its hops. Only engine.c (whose turn is it), flight.c
 * (what is asked) and answer.c (what came) know it. */
#ifndef OCTAVO_NET_FLIGHT_H
#define OCTAVO_NET_FLIGHT_H
#include "net/internal.h"

#include <curl/curl.h>

enum flight_state {
    FLIGHT_WAITING,   /* for its host's turn */
    FLIGHT_RESOLVING, /* for the name service */
    FLIGHT_RUNNING,   /* in curl's hands */
    FLIGHT_DONE,      /* `response` is ready to be sent */
};
/* Headers of the last answer that somebody wants. Each has a room of its own, taken when it first
 * comes and used again by every later answer of the flight (a hop, an interim one), so that what a
 * server repeats takes no more memory. */
struct kept_header {
    struct str value; /* in `room` */
    char *room;       /* in the flight's arena, or NULL */
};
struct kept {
    struct kept_header type, encoding, etag, modified, link, retry, location, cache;
};
struct flight {
    struct flight *next;
    struct engine *engine;
    uint32_t id;
    enum flight_state state;
    struct arena a; /* everything the request and its answer say; ends with it */
    struct net_request request;
    void *own; /* the request's frame, which holds its body */
    struct url first, url;
    bool allowed;      /* `url` is named by the settings */
    bool post;         /* this hop is a POST */
    struct host *host; /* whose turn it holds; NULL: none */
    int64_t born, end; /* end: all hops must be over; 0 before the first */
    unsigned hops;
    bool permanent; /* all redirects so far were */
    struct str moved;
    struct lookup *lookup;
    struct ip_addr list[ADDRESSES_MOST]; /* the judged answer */
    size_t list_n;
    CURL *easy;
    struct curl_slist *headers, *pin;
    char curl_words[CURL_ERROR_SIZE];
    struct buf body;
    size_t header_bytes, header_lines;
    bool paused;               /* no room for its body at the moment */
    bool headers_done, enough; /* enough: the body is not wanted, we ended it */
    int status;
    struct kept kept;
    enum net_fault fault; /* set by a callback that ends a transfer */
    const char *why;
    struct net_response response;
};

/* Prepares curl for this hop of f (its address is judged, f->list set). False: no memory. */
bool flight_prepare(struct flight *f, const struct net_settings *s);
/* What came of this hop. True: f is done, response filled. False: a redirect, f->url is the next
 * hop's. */
bool flight_landed(struct flight *f, CURLcode code, int64_t now);
/* Fills the response with a failure. `detail` (may be NULL) is added in brackets. */
void flight_fail(struct flight *f, enum net_fault fault, const char *why, const char *detail);
/* Bodies of all flights together hold at most BODIES_MOST bytes; a flight that finds no room for n
 * more pauses. The first one that runs always has room, so that there is always one that ends. */
enum { BODIES_MOST = 128 << 20 };
bool engine_room(const struct flight *f, size_t n);
#endif
