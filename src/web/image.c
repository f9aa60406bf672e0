/* image.c: pictures of articles and publishers by way of our own server. A page names them by
 * /image/SIGN?u=ADDRESS; the signature is the database's own, so that nobody else can have this
 * server fetch for him. The fetch process gets the bytes, a reader says which kind of picture they
 * are; the answer carries that kind and nothing that the publisher said.
 *
 * A request waits parked (http.h) and holds no thread. All that ask for one picture at a time share
 * one fetch, a flight. Small pictures are kept for a while in a bounded cache. */
#include "web/internal.h"

#include <pthread.h>

enum {
    FLIGHTS_MOST = 64,         /* pictures under way at once: 503 beyond */
    WAITING_MOST = 32,         /* requests that wait for one of them */
    CACHE_MOST = 4 << 20,      /* bytes kept in all, addresses counted */
    CACHE_ONE_MOST = 512 << 10 /* of one picture */
};
#define KEPT   STR("private, max-age=604800, immutable")
#define FAILED STR("private, max-age=60")

struct flight {
    struct flight *next;
    struct str url; /* of the flight's own memory, behind it */
    struct http_ticket waiting[WAITING_MOST];
    size_t n;
};
struct kept {
    struct kept *next; /* used last comes first */
    struct str url, bytes;
    const char *type;
};
static struct {
    pthread_mutex_t lock;
    struct flight *flights;
    size_t flight_count;
    struct kept *kept;
    size_t bytes;
} images = {.lock = PTHREAD_MUTEX_INITIALIZER};

void put_image_url(struct buf *out, struct desk *d, struct str url)
{
    char sign[DESK_SIGN_SIZE];
    desk_sign(d, DESK_SIGN_IMAGE, url, sign);
    buf_fmt(out, "/image/%s?u=", sign);
    http_percent(out, url);
}

/* -------------------------------------------------------------------------- cache, under the lock
 */

/* A picture of a few bytes may have an address of thousands. */
static size_t size_of(const struct kept *k)
{
    return sizeof *k + k->url.n + k->bytes.n;
}

static void drop_last(void)
{
    struct kept **at = &images.kept;
    while ((*at)->next)
        at = &(*at)->next;
    images.bytes -= size_of(*at);
    free(*at);
    *at = NULL;
}

static void keep(struct str url, const char *type, struct str bytes)
{
    if (bytes.n > CACHE_ONE_MOST)
        return;
    struct kept *k = malloc(sizeof *k + url.n + bytes.n);
    if (!k)
        return;
    char *room = (char *)(k + 1);
    memcpy(room, url.p, url.n);
    if (bytes.n)
        memcpy(room + url.n, bytes.p, bytes.n);
    *k = (struct kept){images.kept, str_of(room, url.n), str_of(room + url.n, bytes.n), type};
    images.kept = k;
    images.bytes += size_of(k);
    while (images.bytes > CACHE_MOST)
        drop_last();
}

static const struct kept *find_kept(struct str url)
{
    for (struct kept **at = &images.kept; *at; at = &(*at)->next)
        if (str_eq((*at)->url, url)) {
            struct kept *k = *at;
            *at = k->next;
            k->next = images.kept;
            images.kept = k;
            return k;
        }
    return NULL;
}

/* -------------------------------------------------------------------------- flights */

static struct flight *find_flight(struct str url)
{
    struct flight *f = images.flights;
    while (f && !str_eq(f->url, url))
        f = f->next;
    return f;
}

static void unlink_flight(struct flight *f)
{
    struct flight **at = &images.flights;
    while (*at != f)
        at = &(*at)->next;
    *at = f->next;
    images.flight_count--;
}

static void landed(void *flight, const char *type, struct str bytes, const struct err *e)
{
    struct flight *f = flight;
    struct http_late late = {.status = 404,
                             .type = STR("text/plain; charset=utf-8"),
                             .cache = FAILED,
                             .body = str_c(e->words)};
    if (type)
        late = (struct http_late){.status = 200, .type = str_c(type), .cache = KEPT, .body = bytes};
    pthread_mutex_lock(&images.lock);
    unlink_flight(f);
    for (size_t i = 0; i < f->n; i++)
        if (!http_answer(f->waiting[i], &late))
            log_say(LOG_WARN, "web", "no memory for a picture");
    if (type)
        keep(f->url, type, bytes);
    pthread_mutex_unlock(&images.lock);
    free(f);
}

static struct flight *new_flight(struct str url)
{
    if (images.flight_count == FLIGHTS_MOST)
        return NULL;
    struct flight *f = malloc(sizeof *f + url.n);
    if (!f)
        return NULL;
    memcpy((char *)(f + 1), url.p, url.n);
    *f = (struct flight){.next = images.flights, .url = str_of((char *)(f + 1), url.n)};
    images.flights = f;
    images.flight_count++;
    return f;
}

/* Joins the flight for this picture, or begins one (*ret_new). False where there is no room. */
static bool board(struct http_response *r, struct str url, struct flight **ret_new)
{
    struct flight *f = find_flight(url);
    if (!f)
        f = *ret_new = new_flight(url);
    if (!f || f->n == WAITING_MOST)
        return false;
    f->waiting[f->n++] = http_park(r);
    return true;
}

/* The flight could not begin. Others may have joined it meanwhile: they are told, too. */
static void cancel(struct flight *f, struct http_response *r, const struct err *e)
{
    landed(f, NULL, STR_NONE, e);
    http_unpark(r);
    http_text(r, 503, str_c(e->words));
}

static bool send_kept(struct http_response *r, struct str url)
{
    const struct kept *k = find_kept(url);
    if (!k)
        return false;
    http_type(r, str_c(k->type));
    http_set(r, STR("Cache-Control"), KEPT);
    buf_put(&r->body, k->bytes);
    return true;
}

struct serve {
    struct http_response *r;
    struct str url;
    struct flight *fresh;
    bool full;
};

/* Under the lock; may leave by the arena's escape. */
static enum err_code serve(void *ctx)
{
    struct serve *s = ctx;
    if (!send_kept(s->r, s->url))
        s->full = !board(s->r, s->url, &s->fresh);
    return ERR_OK;
}

WEB_HANDLER(web_image)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct serve s = {.r = r, .url = http_query(q, STR("u"))};
    if (!desk_conf_bool(desk_conf(w.desk), DESK_SET_IMAGES) ||
        !desk_sign_check(w.desk, DESK_SIGN_IMAGE, s.url, http_param(q, STR("sign")))) {
        http_text(r, 404, STR("There is no such picture.\n"));
        return;
    }
    pthread_mutex_lock(&images.lock);
    enum err_code code = arena_run(w.a, serve, &s);
    pthread_mutex_unlock(&images.lock);
    if (code != ERR_OK || s.full) {
        http_text(r, 503, STR("Too many pictures are asked for at the moment.\n"));
        http_set(r, STR("Retry-After"), STR("5"));
        return;
    }
    struct err e = {0};
    if (s.fresh && desk_image_start(w.desk, s.url, landed, s.fresh, &e) != ERR_OK)
        cancel(s.fresh, r, &e);
}

void web_stop(void)
{
    pthread_mutex_lock(&images.lock);
    for (struct flight *f = images.flights; f; f = f->next)
        f->n = 0;
    while (images.kept)
        drop_last();
    pthread_mutex_unlock(&images.lock);
}
