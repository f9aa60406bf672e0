/* loop.c: one thread of the server: its epoll, its timers, its share of the accepting. The
 * listening sockets are in every thread's epoll with EPOLLEXCLUSIVE, so that a new connection wakes
 * one waiting thread and not all. */
#include "http/internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WAIT_MOST_MS = 5000 };

static struct http_address address_of(const struct sockaddr_storage *from)
{
    struct http_address a = {.family = 1};
    if (from->ss_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)from;
        a.family = 4;
        memcpy(a.bytes, &v4->sin_addr, 4);
    } else if (from->ss_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)from;
        bool mapped = IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr);
        a.family = mapped ? 4 : 6;
        if (mapped)
            memcpy(a.bytes, v6->sin6_addr.s6_addr + 12, 4);
        else
            memcpy(a.bytes, &v6->sin6_addr, 16);
    }
    return a;
}

static void set_listening(struct http_loop *l, bool on)
{
    struct http_server *s = l->server;
    if (l->listening == on)
        return;
    l->listening = on;
    for (size_t i = 0; i < s->options.listen_count; i++) {
        struct epoll_event e = {.events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = &s->listen[i]};
        epoll_ctl(l->epoll, on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, s->listen[i], &e);
    }
}

/* Ends the connection that has waited longest for its client, to make room. */
static bool shed_one(struct http_loop *l)
{
    struct http_conn *c = l->timers[HTTP_TIMER_LINGER].first;
    if (!c)
        c = l->timers[HTTP_TIMER_IDLE].first;
    if (!c)
        c = l->timers[HTTP_TIMER_HEADER].first;
    if (!c)
        return false;
    http_count(&l->count.shed, 1);
    http_conn_close(c);
    return true;
}

static void adopt(struct http_loop *l, int fd, const struct sockaddr_storage *from)
{
    if (l->open >= l->server->loop_most && !shed_one(l)) {
        http_count(&l->count.shed, 1);
        close(fd);
        return;
    }
    struct http_address address = address_of(from);
    struct http_conn *c = http_conn_new(l, fd, &address);
    if (!c) {
        close(fd);
        return;
    }
    int one = 1;
    if (address.family == 1)
        memcpy(c->remote, "unix", 5);
    else
        inet_ntop(address.family == 4 ? AF_INET : AF_INET6, address.bytes, c->remote,
                  sizeof c->remote);
    if (address.family != 1)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

static void accept_some(struct http_loop *l, int listen_fd)
{
    if (!l->listening)
        return; /* stopped within this round */
    for (int i = 0; i < HTTP_ACCEPT_BATCH; i++) {
        struct sockaddr_storage from = {0};
        socklen_t n = sizeof from;
        int fd = accept4(listen_fd, (struct sockaddr *)&from, &n, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            http_count(&l->count.accepted, 1);
            adopt(l, fd, &from);
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            if (!shed_one(l)) { /* the queue would wake us for ever */
                set_listening(l, false);
                l->paused_until = l->now + HTTP_ACCEPT_PAUSE_MS * 1000;
            }
            return;
        } else if (errno != ECONNABORTED && errno != EINTR) {
            return;
        }
    }
}

static void run_timers(struct http_loop *l)
{
    for (int t = HTTP_TIMER_NONE + 1; t < HTTP_TIMER_COUNT; t++)
        for (struct http_conn *c; (c = l->timers[t].first) && c->deadline <= l->now;)
            http_conn_timeout(c);
    if (l->paused_until && l->paused_until <= l->now) {
        l->paused_until = 0;
        set_listening(l, !l->stopping);
    }
}

static int wait_ms(const struct http_loop *l)
{
    if (l->ready)
        return 0;
    int64_t next = l->now + WAIT_MOST_MS * INT64_C(1000);
    for (int t = HTTP_TIMER_NONE + 1; t < HTTP_TIMER_COUNT; t++)
        if (l->timers[t].first && l->timers[t].first->deadline < next)
            next = l->timers[t].first->deadline;
    if (l->paused_until && l->paused_until < next)
        next = l->paused_until;
    if (l->stopping && l->stop_at < next)
        next = l->stop_at;
    return next <= l->now ? 0 : (int)((next - l->now + 999) / 1000);
}

/* Each in its turn; after HTTP_READY_US what came meanwhile is looked at, and the rest is next. */
static void run_ready(struct http_loop *l)
{
    struct http_conn *last = l->ready_last;
    int64_t until = clock_mono() + HTTP_READY_US;
    for (struct http_conn *c; (c = l->ready);) {
        l->ready = c->ready_next;
        http_conn_ready(c); /* may put it in line again */
        if (c == last || clock_mono() > until)
            break;
    }
}

/* A dead connection that is still in the list of the ready ones stays for one more round. */
static void bury(struct http_loop *l)
{
    struct http_conn *c = l->dead;
    l->dead = NULL;
    while (c) {
        struct http_conn *next = c->stream_next;
        if (c->ready) {
            c->stream_next = l->dead;
            l->dead = c;
        } else {
            http_conn_free(c);
        }
        c = next;
    }
}

static void close_list(struct http_loop *l, enum http_timer t)
{
    while (l->timers[t].first)
        http_conn_close(l->timers[t].first);
}

/* Ends what has no answer under way; the rest has until stop_at. */
static void begin_stop(struct http_loop *l)
{
    l->stopping = true;
    l->stop_at = atomic_load(&l->server->stop_at);
    l->paused_until = 0;
    set_listening(l, false);
    close_list(l, HTTP_TIMER_IDLE);
    close_list(l, HTTP_TIMER_STREAM);
    for (struct http_conn *c = l->timers[HTTP_TIMER_HEADER].first, *next; c; c = next) {
        next = c->next;
        if (c->in.n == 0)
            http_conn_close(c);
    }
}

static void drain_wake(struct http_loop *l)
{
    uint64_t n;
    ssize_t got = read(l->wake, &n, sizeof n);
    (void)got;
    http_stream_deliver(l);
    http_park_deliver(l);
}

static void dispatch(struct http_loop *l, const struct epoll_event *e)
{
    const struct http_server *s = l->server;
    const int *fd = e->data.ptr;
    if (!e->data.ptr)
        drain_wake(l);
    else if (fd >= s->listen && fd < s->listen + s->options.listen_count)
        accept_some(l, *fd);
    else
        http_conn_event(e->data.ptr, e->events);
}

static void loop_run(struct http_loop *l)
{
    struct epoll_event events[HTTP_EVENTS];
    set_listening(l, true);
    for (;;) {
        int n = epoll_wait(l->epoll, events, HTTP_EVENTS, wait_ms(l));
        l->now = clock_mono();
        for (int i = 0; i < n; i++)
            dispatch(l, &events[i]);
        run_ready(l);
        if (!l->stopping && atomic_load_explicit(&l->server->stop, memory_order_relaxed))
            begin_stop(l);
        run_timers(l);
        bury(l);
        if (l->stopping && (l->open == 0 || l->now >= l->stop_at))
            break;
    }
    for (int t = HTTP_TIMER_NONE + 1; t < HTTP_TIMER_COUNT; t++)
        close_list(l, (enum http_timer)t);
    while (l->ready)
        run_ready(l); /* closed, all of them: taken out of the line */
    bury(l);
}

void http_loop_context(struct http_loop *l)
{
    const struct http_options *o = &l->server->options;
    if (l->ctx || !o->thread_init || (l->ctx_at && l->now - l->ctx_at < US_SECOND))
        return;
    l->ctx_at = l->now;
    l->ctx = o->thread_init(o->ctx, l->index);
}

void *http_loop_main(void *loop)
{
    struct http_loop *l = loop;
    const struct http_options *o = &l->server->options;
    l->now = clock_mono();
    http_loop_context(l);
    loop_run(l);
    if (o->thread_done)
        o->thread_done(l->ctx);
    return NULL;
}

void http_loop_wake(struct http_loop *l)
{
    uint64_t one = 1;
    ssize_t put = write(l->wake, &one, sizeof one);
    (void)put; /* full: it is awake anyway */
}

struct str http_loop_date(struct http_loop *l)
{
    int64_t second = clock_now() / US_SECOND;
    if (second != l->date_second || l->date_n == 0) {
        struct buf b = {.p = l->date, .cap = sizeof l->date, .max = sizeof l->date};
        time_write_http(&b, second * US_SECOND);
        l->date_n = b.n;
        l->date_second = second;
    }
    return str_of(l->date, l->date_n);
}

enum err_code http_loop_init(struct http_loop *l, struct http_server *s, unsigned index,
                             struct err *e)
{
    l->server = s;
    l->index = index;
    l->epoll = epoll_create1(EPOLL_CLOEXEC);
    l->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    l->room = malloc(HTTP_ROOM);
    arena_init(&l->arena, HTTP_REQUEST_ARENA);
    buf_init(&l->response.body, s->options.response_most);
    buf_init(&l->head_out, HTTP_OUT_SLACK);
    pthread_mutex_init(&l->lock, NULL);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    if (!l->room)
        return err_set(e, ERR_MEMORY, "no memory for the web server");
    if (l->epoll < 0 || l->wake < 0 || epoll_ctl(l->epoll, EPOLL_CTL_ADD, l->wake, &event) != 0)
        return err_errno(e, errno, "cannot set up the web server's loop");
    return ERR_OK;
}

void http_loop_done(struct http_loop *l)
{
    if (!l->server)
        return;
    for (size_t i = 0; i < l->inbox_n; i++)
        if (atomic_fetch_sub(&l->inbox[i]->refs, 1) == 1)
            free(l->inbox[i]);
    http_park_drop(l);
    if (l->epoll >= 0)
        close(l->epoll);
    if (l->wake >= 0)
        close(l->wake);
    free(l->room);
    arena_done(&l->arena);
    buf_done(&l->response.body);
    buf_done(&l->head_out);
    pthread_mutex_destroy(&l->lock);
}
