/* engine: whose turn is it. One list of flights in order of arrival, urgent ones first; each takes
 * its host's turn (one at a time, a pause between two), goes to the resolver, to curl, and, with
 * each redirect, back to the list. Finished ones leave in the order in which the channel takes
 * them, so a desk that does not read makes bodies wait here, bounded by BODIES_MOST, and no new
 * flight start. */
#include "net/flight.h"

#include <poll.h>
#include <stdlib.h>

enum {
    QUEUE_MOST = 2048,
    ICON_MOST = 1 << 20,
    PICTURE_MOST = 8 << 20,
    RESOLVER_THREADS = 16,
    FLIGHT_ARENA_MOST = 16 << 20,
    UNSENT_MOST = 8 << 20, /* bytes in the channel beyond which answers wait */
};

/* Hosts in use or in their pause; the list is as short as the flights of the last seconds. */
struct host {
    struct host *next;
    unsigned busy; /* flights that have a turn */
    int64_t ready; /* monotonic: not before */
    size_t n;
    char name[];
};
struct engine {
    const struct net_settings *settings;
    struct channel *out;
    CURLM *multi;
    struct resolver *resolver;
    struct flight *flights;
    struct host *hosts;
    size_t count, active;
};

static void wake(void *ctx)
{
    struct engine *g = ctx;
    curl_multi_wakeup(g->multi);
}

struct engine *engine_new(const struct net_settings *s, struct channel *out)
{
    struct engine *g = calloc(1, sizeof *g);
    if (!g)
        return NULL;
    g->settings = s;
    g->out = out;
    g->multi = curl_multi_init();
    if (g->multi)
        g->resolver = resolver_new(RESOLVER_THREADS, wake, g);
    if (!g->resolver) {
        curl_multi_cleanup(g->multi);
        free(g);
        return NULL;
    }
    curl_multi_setopt(g->multi, CURLMOPT_MAXCONNECTS, 64L);
    return g;
}

size_t engine_busy(const struct engine *g)
{
    return g->count;
}

bool engine_room(const struct flight *f, size_t n)
{
    const struct engine *g = f->engine;
    size_t held = n + channel_waiting(g->out);
    bool first = true;
    for (const struct flight *x = g->flights; x; x = x->next) {
        held += x->body.cap;
        if (x == f && first)
            return true;
        first = first && x->state != FLIGHT_RUNNING;
    }
    return held <= BODIES_MOST;
}

/* Those that paused go on where there is room again. */
static void resume(struct engine *g)
{
    for (struct flight *f = g->flights; f; f = f->next) {
        if (!f->paused || f->state != FLIGHT_RUNNING || !engine_room(f, 1 << 20))
            continue;
        f->paused = false;
        curl_easy_pause(f->easy, CURLPAUSE_CONT);
    }
}

/* ---------------------------------------------------------------------------------- hosts */
static struct host *host_get(struct engine *g, struct str name)
{
    for (struct host *h = g->hosts; h; h = h->next)
        if (h->n == name.n && memcmp(h->name, name.p, name.n) == 0)
            return h;
    struct host *h = calloc(1, sizeof *h + name.n);
    if (!h)
        return NULL;
    h->n = name.n;
    memcpy(h->name, name.p, name.n);
    h->next = g->hosts;
    g->hosts = h;
    return h;
}

static void forget_hosts(struct engine *g, int64_t now)
{
    for (struct host **at = &g->hosts; *at;) {
        struct host *h = *at;
        if (h->busy || h->ready > now) {
            at = &h->next;
            continue;
        }
        *at = h->next;
        free(h);
    }
}

/* Gives the host's turn back. `same`: this flight's next hop goes there again at once. */
static void release(struct engine *g, struct flight *f, bool same)
{
    if (!f->host)
        return;
    f->host->busy--;
    int64_t pause = f->allowed ? 0 : g->settings->host_pause_us;
    if (f->request.pause_us > pause)
        pause = f->request.pause_us;
    f->host->ready = same || !pause ? 0 : clock_mono() + pause;
    f->host = NULL;
    g->active--;
}

/* -------------------------------------------------------------------------------- flights */
static void drop(struct engine *g, struct flight *f)
{
    for (struct flight **at = &g->flights; *at; at = &(*at)->next) {
        if (*at != f)
            continue;
        *at = f->next;
        g->count--;
        break;
    }
    if (f->state == FLIGHT_RUNNING)
        curl_multi_remove_handle(g->multi, f->easy);
    if (f->lookup)
        resolver_abandon(g->resolver, f->lookup);
    release(g, f, false);
    curl_easy_cleanup(f->easy);
    curl_slist_free_all(f->headers);
    curl_slist_free_all(f->pin);
    buf_done(&f->body);
    free(f->own);
    arena_done(&f->a);
    free(f);
}

static void done(struct engine *g, struct flight *f)
{
    release(g, f, false);
    if (!f->response.url.n)
        f->response.url = f->request.url;
    f->response.took_us = clock_mono() - f->born;
    f->state = FLIGHT_DONE;
}

static void insert(struct engine *g, struct flight *f)
{
    struct flight **at = &g->flights;
    while (*at && !(f->request.urgent && !(*at)->request.urgent))
        at = &(*at)->next;
    f->next = *at;
    *at = f;
    g->count++;
}

/* An answer for a request that never became a flight. */
static void refuse(struct engine *g, uint32_t id, enum net_fault fault, const char *why)
{
    struct net_response r = {.outcome = NET_FAILED, .fault = fault, .reason = str_c(why)};
    struct buf b;
    buf_init(&b, 4096);
    net_response_write(&b, &r);
    struct frame f = {.kind = FRAME_FETCHED, .id = id, .head = buf_str(&b)};
    if (channel_send(g->out, &f) != ERR_OK)
        log_say(LOG_WARN, "net", "an answer was dropped: %s", why);
    buf_done(&b);
}

/* May this hop's URL be asked at all? Once a hop, before it waits for its turn. */
static bool judge(struct engine *g, struct flight *f)
{
    bool model = f->request.as == NET_MODEL;
    f->allowed = model ? guard_is_model(&f->a, g->settings->model, &f->url)
                       : guard_allows(&f->a, g->settings->allow, &f->url);
    const char *why = model && !f->allowed ? "this is not the address of the language model"
                                           : guard_url(&f->url, f->allowed);
    if (why)
        flight_fail(f, NET_FAULT_GUARD, why, NULL);
    return !why;
}

static bool read_first(struct engine *g, struct flight *f)
{
    if (!url_parse(&f->a, f->request.url, NULL, &f->first)) {
        flight_fail(f, NET_FAULT_GUARD, "this is no web address", NULL);
        return false;
    }
    f->url = f->first;
    return judge(g, f);
}

struct reading_request {
    struct flight *flight;
    const struct frame *frame;
    struct err e;
};
static enum err_code read_request(void *ctx)
{
    struct reading_request *x = ctx;
    return net_request_read(&x->flight->a, x->frame, &x->flight->request, &x->e);
}

static void cancel(struct engine *g, uint32_t id)
{
    for (struct flight *f = g->flights; f; f = f->next) {
        if (f->id == id) {
            drop(g, f);
            return;
        }
    }
}

void engine_take(struct engine *g, struct frame *frame)
{
    if (frame->kind == FRAME_CANCEL)
        cancel(g, frame->id);
    if (frame->kind != FRAME_FETCH)
        return;
    struct flight *f = g->count < QUEUE_MOST ? calloc(1, sizeof *f) : NULL;
    if (!f) {
        refuse(g, frame->id, NET_FAULT_BUSY, "too many requests at once");
        return;
    }
    arena_init(&f->a, FLIGHT_ARENA_MOST);
    struct reading_request x = {.flight = f, .frame = frame};
    enum err_code code = arena_run(&f->a, read_request, &x);
    if (code != ERR_OK) {
        refuse(g, frame->id, NET_FAULT_GUARD, code == ERR_MEMORY ? "no memory" : x.e.words);
        arena_done(&f->a);
        free(f);
        return;
    }
    f->engine = g;
    f->id = frame->id;
    f->own = frame->own; /* the body of a POST lies in it */
    frame->own = NULL;
    f->born = clock_mono();
    f->post = str_eq(f->request.method, STR("POST"));
    size_t most = g->settings->body_most, picture = f->request.as == NET_ICON    ? ICON_MOST
                                                    : f->request.as == NET_MEDIA ? PICTURE_MOST
                                                                                 : most;
    if (picture < most)
        most = picture;
    if (f->request.body_most && f->request.body_most < most)
        most = f->request.body_most;
    buf_init(&f->body, most);
    insert(g, f);
    if (!read_first(g, f))
        done(g, f);
}

/* ----------------------------------------------------------------------------------- hops */
static void give_up(struct engine *g, struct flight *f, enum net_fault fault, const char *why,
                    const char *detail)
{
    flight_fail(f, fault, why, detail);
    done(g, f);
}

static void run(struct engine *g, struct flight *f)
{
    const char *why = guard_answer(f->list, f->list_n, f->allowed);
    if (why) {
        give_up(g, f, NET_FAULT_GUARD, why, str_z(&f->a, f->url.host));
        return;
    }
    if (!flight_prepare(f, g->settings) || curl_multi_add_handle(g->multi, f->easy) != CURLM_OK) {
        give_up(g, f, NET_FAULT_BUSY, "no memory for the request", NULL);
        return;
    }
    f->state = FLIGHT_RUNNING;
}

/* The host's turn has come. */
static void start(struct engine *g, struct flight *f)
{
    if (f->end == 0) {
        int64_t total = f->request.as == NET_MODEL ? g->settings->model_us : g->settings->total_us;
        if (f->request.total_us && f->request.total_us < total)
            total = f->request.total_us;
        f->end = clock_mono() + total;
    }
    if (f->url.host_kind != URL_HOST_NAME) {
        f->list[0] = f->url.ip;
        f->list_n = f->url.ip.version ? 1 : 0;
        run(g, f);
        return;
    }
    f->lookup = resolver_ask(g->resolver, f->url.host, f);
    if (!f->lookup) {
        give_up(g, f, NET_FAULT_DNS, "a name that cannot be looked up", NULL);
        return;
    }
    f->state = FLIGHT_RESOLVING;
}

/* Manners are for publishers: one at a time, with a pause. What the settings name is the user's
 * own, several servers may share its address, and one of them must not keep the others waiting. */
static void try_start(struct engine *g, struct flight *f, int64_t now)
{
    struct host *h = host_get(g, f->url.host);
    if (!h || h->busy >= (f->allowed ? g->settings->own_host_most : 1) || h->ready > now)
        return;
    h->busy++;
    f->host = h;
    g->active++;
    start(g, f);
}

static void start_due(struct engine *g)
{
    int64_t now = clock_mono();
    for (struct flight *f = g->flights, *next; f; f = next) {
        next = f->next;
        if (f->state == FLIGHT_RESOLVING && now > f->end)
            give_up(g, f, NET_FAULT_TIMEOUT, "the name service took too long", NULL);
        else if (f->state == FLIGHT_WAITING && f->end && now > f->end)
            give_up(g, f, NET_FAULT_TIMEOUT, "it took too long", NULL);
        else if (f->state == FLIGHT_WAITING && g->active < g->settings->most &&
                 channel_waiting(g->out) < UNSENT_MOST)
            try_start(g, f, now);
    }
    forget_hosts(g, now);
}

static void take_lookups(struct engine *g)
{
    struct lookup *l;
    while ((l = resolver_next(g->resolver))) {
        struct flight *f = l->owner;
        f->lookup = NULL;
        memcpy(f->list, l->list, sizeof f->list);
        f->list_n = l->n;
        if (l->n == 0)
            give_up(g, f, NET_FAULT_DNS, l->fault, str_z(&f->a, f->url.host));
        else
            run(g, f);
        free(l);
    }
}

static void take_landings(struct engine *g)
{
    int left;
    for (CURLMsg *m; (m = curl_multi_info_read(g->multi, &left));) {
        if (m->msg != CURLMSG_DONE)
            continue;
        CURLcode code = m->data.result;
        struct flight *f = NULL;
        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&f);
        curl_multi_remove_handle(g->multi, f->easy);
        f->state = FLIGHT_WAITING;
        if (flight_landed(f, code, clock_now()) || !judge(g, f)) {
            done(g, f);
            continue;
        }
        release(g, f,
                f->host->n == f->url.host.n &&
                    memcmp(f->host->name, f->url.host.p, f->host->n) == 0);
    }
}

/* -------------------------------------------------------------------------------- answers */
static bool send_one(struct engine *g, struct flight *f)
{
    struct buf b;
    buf_init(&b, FRAME_HEAD_MOST);
    net_response_write(&b, &f->response);
    struct frame frame = {.kind = FRAME_FETCHED, .id = f->id, .head = buf_str(&b)};
    if (f->response.outcome == NET_OK) {
        frame.bytes = buf_str(&f->body);
        frame.own = f->body.p; /* the body changes hands, without a copy */
        buf_init(&f->body, 0);
    }
    enum err_code code = channel_send(g->out, &frame);
    buf_done(&b);
    if (code != ERR_OK && code != ERR_CLOSED)
        refuse(g, f->id, NET_FAULT_BUSY, "no memory for the answer");
    drop(g, f);
    return code != ERR_CLOSED;
}

static void send_done(struct engine *g)
{
    if (channel_flush(g->out) == ERR_CLOSED)
        return; /* the main loop sees it too, and ends */
    for (struct flight *f = g->flights, *next; f && channel_waiting(g->out) < UNSENT_MOST;
         f = next) {
        next = f->next;
        if (f->state == FLIGHT_DONE && !send_one(g, f))
            return;
    }
}

void engine_turn(struct engine *g, int64_t wait_us)
{
    int running;
    start_due(g);
    resume(g);
    curl_multi_perform(g->multi, &running);
    take_landings(g);
    take_lookups(g);
    start_due(g);
    send_done(g);
    bool soon = false;
    for (const struct flight *f = g->flights; f; f = f->next)
        soon = soon || f->state == FLIGHT_WAITING || f->state == FLIGHT_RESOLVING || f->paused;
    if (soon && wait_us > 50000)
        wait_us = 50000;
    struct curl_waitfd w = {.fd = channel_fd(g->out), .events = CURL_WAIT_POLLIN};
    if (channel_events(g->out) & POLLOUT)
        w.events |= CURL_WAIT_POLLOUT;
    curl_multi_poll(g->multi, &w, 1, (int)(wait_us / 1000), NULL);
}
