/* internal: what the files of net/ share. */
#ifndef OCTAVO_NET_INTERNAL_H
#define OCTAVO_NET_INTERNAL_H
#include "net/net.h"
#include "url/url.h"

#include <sys/socket.h>

enum {
    REDIRECTS_MOST = 10,
    HEADER_BYTES_MOST = 256 << 10, /* of one hop, interim answers counted */
    HEADER_LINES_MOST = 25000,
    HEADER_KEPT_MOST = 2048, /* bytes of one header that is kept */
    ETAG_MOST = 512,
    ADDRESSES_MOST = 32, /* of one answer of the name service */
    REQUEST_HEAD_MOST = 64 << 10,
};
#define RETRY_MOST_US (30 * US_DAY)

/* ---------------------------------------------------------------------------- the guard */
/* Is this URL named by `allow`, and so let through whatever its address is? */
bool guard_allows(struct arena *a, const char *allow, const struct url *u);
/* Is it the very address of the model (scheme, host, port, path, query)? */
bool guard_is_model(struct arena *a, const char *model, const struct url *u);
/* NULL, or why this URL may not be asked, in words. */
const char *guard_url(const struct url *u, bool allowed);
/* NULL, or why no address of this answer may be connected to. */
const char *guard_answer(const struct ip_addr *list, size_t n, bool allowed);
/* The address of a socket address; false for other families. */
bool ip_of_sockaddr(const struct sockaddr *sa, struct ip_addr *ret);
static inline bool ip_same(const struct ip_addr *x, const struct ip_addr *y)
{
    return x->version == y->version && memcmp(x->b, y->b, x->version == 4 ? 4 : 16) == 0;
}

/* ------------------------------------------------------------------------- the resolver */
/* getaddrinfo in threads, so that the machine's own configuration decides and a slow name server
 * holds up nobody else. */
struct resolver;
struct lookup {
    struct lookup *next;
    char host[256];
    struct ip_addr list[ADDRESSES_MOST];
    size_t n;
    const char *fault; /* words, where n is 0 */
    bool abandoned;    /* nobody waits for it any more */
    void *owner;       /* the flight */
};
/* `wake` is called in a thread when a lookup is done. */
struct resolver *resolver_new(unsigned threads, void (*wake)(void *ctx), void *ctx);
/* NULL where there is no memory. The lookup belongs to the resolver until it is done. */
struct lookup *resolver_ask(struct resolver *r, struct str host, void *owner);
void resolver_abandon(struct resolver *r, struct lookup *l);
/* The next finished one that was not abandoned, or NULL; the caller free()s it. */
struct lookup *resolver_next(struct resolver *r);

/* --------------------------------------------------------------------------- the engine */
struct engine;
struct engine *engine_new(const struct net_settings *s, struct channel *out);
/* A frame from the desk. */
void engine_take(struct engine *g, struct frame *f);
/* Does what can be done now and waits for what comes next, at most `wait_us`. */
void engine_turn(struct engine *g, int64_t wait_us);
size_t engine_busy(const struct engine *g); /* requests not yet answered */
#endif
