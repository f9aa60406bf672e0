/* conn.c: one connection, as a machine that is moved by readiness and timers.
 *
 * Bytes are read into the thread's room and requests are answered straight from there; only what
 * is left over (a part of a head, pipelined requests) is kept with the connection, so that an idle
 * one costs a few hundred bytes. A body that has not come whole is gathered beside a copy of its
 * head, which is read again when the body is complete. While an answer is not taken by the client,
 * nothing more is read from it: what one connection can hold is one answer and one read's worth of
 * requests. A connection ends with a shutdown and a bounded reading on, or else the kernel's reset
 * for bytes not read would overtake the last answer (RFC 9112, 9.6). */
#include "http/internal.h"

#include <assert.h>
#include <errno.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static const int64_t times[HTTP_TIMER_COUNT] = {
    [HTTP_TIMER_HEADER] = HTTP_HEADER_TIME, [HTTP_TIMER_BODY] = HTTP_BODY_TIME,
    [HTTP_TIMER_WRITE] = HTTP_WRITE_TIME,   [HTTP_TIMER_IDLE] = HTTP_IDLE_TIME,
    [HTTP_TIMER_LINGER] = HTTP_LINGER_TIME, [HTTP_TIMER_STREAM] = HTTP_HEARTBEAT_TIME,
    [HTTP_TIMER_PARK] = HTTP_PARK_TIME,
};

/* One list a timer: all members wait equally long, so the list is in order of deadlines. */
void http_timer_set(struct http_conn *c, enum http_timer t)
{
    struct http_loop *l = c->loop;
    if (c->timer != HTTP_TIMER_NONE) {
        if (c->prev)
            c->prev->next = c->next;
        else
            l->timers[c->timer].first = c->next;
        if (c->next)
            c->next->prev = c->prev;
        else
            l->timers[c->timer].last = c->prev;
    }
    c->timer = t;
    c->prev = c->next = NULL;
    if (t == HTTP_TIMER_NONE)
        return;
    c->deadline = l->now + times[t] / l->server->hurry;
    c->prev = l->timers[t].last;
    if (c->prev)
        c->prev->next = c;
    else
        l->timers[t].first = c;
    l->timers[t].last = c;
}

static void want(struct http_conn *c, uint32_t events)
{
    if (c->events == events || c->fd < 0)
        return;
    struct epoll_event e = {.events = events, .data.ptr = c};
    if (epoll_ctl(c->loop->epoll, EPOLL_CTL_MOD, c->fd, &e) != 0)
        http_conn_close(c);
    else
        c->events = events;
}

struct http_conn *http_conn_new(struct http_loop *l, int fd, const struct http_address *address)
{
    struct http_conn *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    *c = (struct http_conn){.loop = l, .fd = fd, .state = HTTP_CONN_HEAD, .address = *address};
    buf_init(&c->in, HTTP_ROOM);
    buf_init(&c->out,
             l->server->options.response_most + HTTP_OUT_SLACK + 2 * HTTP_STREAM_QUEUE_MOST);
    c->events = EPOLLIN;
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
    if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, fd, &e) != 0) {
        free(c);
        return NULL;
    }
    l->open++;
    http_count(&l->count.open, 1);
    http_timer_set(c, HTTP_TIMER_HEADER);
    return c;
}

/* Brings the server's sum of buffers up to date; false where it is too much. */
static bool charge(struct http_conn *c)
{
    size_t now = c->in.cap + c->head_n + c->body.cap + c->out.cap;
    if (now == c->charged)
        return true;
    _Atomic uint64_t *sum = &c->loop->server->memory;
    bool more = now > c->charged;
    uint64_t change = (uint64_t)now - (uint64_t)c->charged; /* wraps for less: as intended */
    c->charged = now;
    uint64_t all = atomic_fetch_add_explicit(sum, change, memory_order_relaxed) + change;
    return !more || all <= c->loop->server->options.memory_most;
}

static void drop_body(struct http_conn *c)
{
    free(c->head);
    c->head = NULL;
    c->head_n = 0;
    buf_done(&c->body);
}

void http_conn_free(struct http_conn *c)
{
    drop_body(c);
    buf_done(&c->in);
    buf_done(&c->out);
    free(c);
}

void http_conn_close(struct http_conn *c)
{
    if (c->fd < 0)
        return;
    struct http_loop *l = c->loop;
    http_timer_set(c, HTTP_TIMER_NONE);
    if (c->stream)
        http_stream_remove(c);
    close(c->fd);
    c->fd = -1;
    atomic_fetch_sub_explicit(&l->server->memory, c->charged, memory_order_relaxed);
    l->open--;
    http_count(&l->count.open, (uint64_t)-1);
    c->stream_next = l->dead;
    l->dead = c;
}

/* --- writing */
/* Sends what is pending. False where the connection has ended. */
static bool flush(struct http_conn *c)
{
    while (c->out_at < c->out.n || c->view.n) {
        struct iovec v[2];
        int n = 0;
        if (c->out_at < c->out.n)
            v[n++] = (struct iovec){c->out.p + c->out_at, c->out.n - c->out_at};
        if (c->view.n) /* sendmsg does not write to it */
            v[n++] = (struct iovec){(void *)(uintptr_t)c->view.p, c->view.n};
        struct msghdr m = {.msg_iov = v, .msg_iovlen = (size_t)n};
        ssize_t sent = sendmsg(c->fd, &m, MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno == EAGAIN || errno == EWOULDBLOCK)
                return true;
            if (errno == EINTR)
                continue;
            http_conn_close(c);
            return false;
        }
        c->progress = true;
        http_count(&c->loop->count.bytes_out, (uint64_t)sent);
        size_t of_out = c->out.n - c->out_at;
        if (of_out > (size_t)sent)
            of_out = (size_t)sent;
        c->out_at += of_out;
        c->view = str_from(c->view, (size_t)sent - of_out);
        if (c->state == HTTP_CONN_WRITE)
            c->span_bytes += (size_t)sent;
    }
    c->view = STR_NONE;
    c->out_at = 0;
    buf_done(&c->out);
    charge(c);
    return true;
}

static bool pending(const struct http_conn *c)
{
    return c->out_at < c->out.n || c->view.n;
}

static void linger(struct http_conn *c)
{
    shutdown(c->fd, SHUT_WR);
    c->state = HTTP_CONN_LINGER;
    c->span_bytes = 0;
    http_timer_set(c, HTTP_TIMER_LINGER);
    want(c, EPOLLIN);
}

/* The answer has gone out: end, or be ready for the next request. */
static void finish(struct http_conn *c)
{
    if (c->stream) {
        c->state = HTTP_CONN_STREAM;
        http_timer_set(c, HTTP_TIMER_STREAM);
        want(c, EPOLLIN);
    } else if (c->closing) {
        linger(c);
    } else {
        c->state = HTTP_CONN_IDLE;
        http_timer_set(c, HTTP_TIMER_NONE);
        want(c, EPOLLIN);
    }
}

/* Sends head and body; what the socket does not take now is kept. */
static void put_out(struct http_conn *c, struct str head, struct str body, bool keep_view)
{
    struct iovec v[2] = {{(void *)(uintptr_t)head.p, head.n}, {(void *)(uintptr_t)body.p, body.n}};
    struct msghdr m = {.msg_iov = v, .msg_iovlen = body.n ? 2 : 1};
    ssize_t sent;
    do
        sent = sendmsg(c->fd, &m, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
        http_conn_close(c);
        return;
    }
    size_t done = sent < 0 ? 0 : (size_t)sent;
    http_count(&c->loop->count.bytes_out, done);
    if (done == head.n + body.n)
        return;
    buf_put(&c->out, str_from(head, done));
    struct str rest = str_from(body, done > head.n ? done - head.n : 0);
    if (keep_view)
        c->view = rest;
    else
        buf_put(&c->out, rest);
    if (c->out.failed || !charge(c))
        http_conn_close(c);
}

static bool must_close(const struct http_conn *c, bool known)
{
    const struct http_loop *l = c->loop;
    return c->refused || !known || !l->head.keep_alive || l->response.close || l->response.stream ||
           l->stopping || c->requests + 1 >= HTTP_REQUESTS_MOST;
}

static void give_back_room(struct http_loop *l)
{
    if (l->arena.held > HTTP_KEEP_BUFFER)
        arena_done(&l->arena);
    else
        arena_reset(&l->arena);
    if (l->response.body.cap > HTTP_KEEP_BUFFER)
        buf_done(&l->response.body);
}

/* Writes head and body of l->response. */
static struct str transmit(struct http_conn *c, bool head_only)
{
    struct http_loop *l = c->loop;
    struct http_response *r = &l->response;
    struct str body = r->view.p ? r->view : buf_str(&r->body);
    struct http_head_facts facts = {
        .date = http_loop_date(l),
        .defaults = l->server->options.headers,
        .default_count = l->server->options.header_count,
        .close = c->closing,
        .no_length = r->stream,
        .length = body.n,
    };
    buf_clear(&l->head_out);
    http_response_head(&l->head_out, r, &facts);
    if (head_only || !http_status_has_body(r->status))
        body = STR_NONE;
    if (l->head_out.failed)
        http_conn_close(c);
    else
        put_out(c, buf_str(&l->head_out), body, r->view.p != NULL);
    return body;
}

/* What comes after an answer: the next request, or first the rest of it. */
static void go_on(struct http_conn *c)
{
    if (c->fd < 0)
        return;
    if (!pending(c)) {
        finish(c);
    } else if (c->stream) {
        finish(c);
        want(c, EPOLLIN | EPOLLOUT);
    } else {
        c->state = HTTP_CONN_WRITE;
        c->span_bytes = 0;
        http_timer_set(c, HTTP_TIMER_WRITE);
        want(c, EPOLLOUT);
    }
}

static void park(struct http_conn *c)
{
    c->ticket = c->loop->response.ticket;
    c->head_only = c->loop->request.method == HTTP_HEAD;
    c->state = HTTP_CONN_PARKED;
    http_timer_set(c, HTTP_TIMER_PARK);
    want(c, 0);
}

/* Sends l->response, or leaves it for later. */
static void respond(struct http_conn *c, bool known)
{
    struct http_loop *l = c->loop;
    struct http_response *r = &l->response;
    const struct http_request *q = &l->request;
    bool stream = r->stream && r->status == 200 && q->method == HTTP_GET;
    c->closing = must_close(c, known);
    c->requests++;
    http_count(known ? &l->count.requests : &l->count.refused, 1);
    if (r->parked) {
        park(c);
        give_back_room(l);
        return;
    }
    struct str body = transmit(c, q->method == HTTP_HEAD);
    if (c->fd >= 0 && stream)
        http_stream_add(c, r);
    if (known && l->server->options.log)
        l->server->options.log(l->ctx, q, r->status, body.n, clock_mono() - q->started);
    give_back_room(l);
    go_on(c);
}

void http_conn_unpark(struct http_conn *c)
{
    c->closing = c->closing || c->loop->stopping;
    transmit(c, c->head_only);
    give_back_room(c->loop);
    go_on(c);
    if (c->fd >= 0 && c->state == HTTP_CONN_IDLE)
        http_conn_ready(c);
}

/* An answer of our own, after which the connection ends. */
static void refuse(struct http_conn *c, unsigned status, bool known)
{
    c->refused = true;
    http_request_run(c->loop, c, STR_NONE, status, known);
    respond(c, known);
    if (c->fd >= 0)
        drop_body(c);
}

/* --- reading */
static void find_route(struct http_loop *l)
{
    http_router_find(l->server->router, l->head.path, l->head.method, &l->match);
}

static bool has_coding(const struct http_head *h)
{
    for (size_t i = 0; i < h->field_count; i++)
        if (str_eq_fold(h->fields[i].name, STR("content-encoding")) &&
            !str_eq_fold(h->fields[i].value, STR("identity")))
            return true;
    return false;
}

/* May the body that this head announces come at all? 0 or the status of the refusal. */
static unsigned judge_body(const struct http_loop *l, size_t *ret_limit)
{
    const struct http_route *route = l->match.route;
    if (!route)
        return l->match.allow ? 405 : 404;
    if (has_coding(&l->head))
        return 415;
    *ret_limit = route->body_limit ? route->body_limit : HTTP_BODY_DEFAULT;
    return l->head.length > *ret_limit ? 413 : 0;
}

static void begin_body(struct http_conn *c, struct str *view, size_t limit)
{
    struct http_loop *l = c->loop;
    const struct http_head *h = &l->head;
    c->head = malloc(h->size);
    if (!c->head) {
        http_conn_close(c);
        return;
    }
    memcpy(c->head, view->p, h->size);
    c->head_n = h->size;
    *view = str_from(*view, h->size);
    buf_init(&c->body, limit);
    c->chunked = h->chunked;
    c->chunks = (struct http_chunks){0};
    c->body_left = h->length;
    c->span_bytes = 0;
    c->state = HTTP_CONN_BODY;
    http_timer_set(c, HTTP_TIMER_BODY);
    static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
    if (h->expect && !h->http10 && view->n == 0 &&
        send(c->fd, go_on, sizeof go_on - 1, MSG_NOSIGNAL) != (ssize_t)sizeof go_on - 1)
        http_conn_close(c);
}

/* Reads a head from the view and answers where all is there. False: more bytes are needed. */
static bool read_head(struct http_conn *c, struct str *view)
{
    struct http_loop *l = c->loop;
    unsigned verdict = http_head_parse(*view, &c->scanned, &l->head);
    if (verdict == HTTP_MORE)
        return false;
    if (verdict != HTTP_DONE) {
        refuse(c, verdict, false);
        return true;
    }
    find_route(l);
    const struct http_head *h = &l->head;
    if (!h->chunked && h->length == 0) {
        *view = str_from(*view, h->size);
        http_request_run(l, c, STR(""), 0, true);
        respond(c, true);
        return true;
    }
    size_t limit = 0;
    unsigned bad = judge_body(l, &limit);
    if (bad) {
        refuse(c, h->method == HTTP_OPTIONS ? 400 : bad, true);
        return true;
    }
    if (!h->chunked && view->n - h->size >= h->length) {
        struct str body = str_of(view->p + h->size, (size_t)h->length);
        *view = str_from(*view, h->size + body.n);
        http_request_run(l, c, body, 0, true);
        respond(c, true);
        return true;
    }
    begin_body(c, view, limit);
    return true;
}

static unsigned take_body(struct http_conn *c, struct str *view)
{
    size_t used = view->n;
    unsigned verdict = HTTP_DONE;
    if (c->chunked) {
        verdict = http_chunks_feed(&c->chunks, *view, &used, &c->body);
    } else {
        if (used > c->body_left)
            used = (size_t)c->body_left;
        buf_put(&c->body, str_sub(*view, 0, used));
        c->body_left -= used;
        verdict = c->body.failed ? 503 : c->body_left ? HTTP_MORE : HTTP_DONE;
    }
    *view = str_from(*view, used);
    c->span_bytes += used;
    return charge(c) || verdict > HTTP_MORE ? verdict : 503;
}

static bool reread_head(struct http_conn *c)
{
    size_t scanned = 0;
    if (http_head_parse(str_of(c->head, c->head_n), &scanned, &c->loop->head) != HTTP_DONE)
        return false;
    find_route(c->loop);
    return true;
}

static bool read_body(struct http_conn *c, struct str *view)
{
    unsigned verdict = take_body(c, view);
    if (verdict == HTTP_MORE)
        return false;
    bool known = reread_head(c);
    if (verdict != HTTP_DONE || !known) {
        refuse(c, verdict == HTTP_DONE ? 400 : verdict, known && verdict != 400);
        return true;
    }
    http_request_run(c->loop, c, buf_str(&c->body), 0, true);
    respond(c, true);
    if (c->fd >= 0)
        drop_body(c); /* not before: the request looks into it to the end */
    return true;
}

/* Keeps what was not used, and sets the timer that fits. */
static void settle(struct http_conn *c, struct str rest)
{
    if (c->fd < 0)
        return;
    bool reading = c->state == HTTP_CONN_IDLE || c->state == HTTP_CONN_HEAD;
    if (reading || c->state == HTTP_CONN_WRITE || c->state == HTTP_CONN_PARKED)
        buf_put(&c->in, rest);
    if (c->in.failed || !charge(c)) {
        http_conn_close(c);
        return;
    }
    if (!reading)
        return;
    if (c->in.n) {
        c->state = HTTP_CONN_HEAD;
        if (c->timer != HTTP_TIMER_HEADER)
            http_timer_set(c, HTTP_TIMER_HEADER);
    } else if (c->state == HTTP_CONN_IDLE) {
        http_timer_set(c, HTTP_TIMER_IDLE);
    }
}

static void make_ready(struct http_conn *c)
{
    if (c->ready)
        return;
    struct http_loop *l = c->loop;
    c->ready = true;
    c->ready_next = NULL;
    if (l->ready)
        l->ready_last->ready_next = c;
    else
        l->ready = c;
    l->ready_last = c;
}

/* Answers what is in the view, which lies in the thread's room. */
static void run(struct http_conn *c, struct str view)
{
    unsigned batch = 0;
    int64_t until = clock_mono() + HTTP_TURN_US;
    while (c->fd >= 0 && view.n) {
        if (c->state == HTTP_CONN_BODY) {
            if (!read_body(c, &view))
                break;
        } else if (c->state != HTTP_CONN_IDLE && c->state != HTTP_CONN_HEAD) {
            break;
        } else if (batch++ == HTTP_PIPELINE_BATCH || (batch > 1 && clock_mono() > until)) {
            make_ready(c);
            break;
        } else if (!read_head(c, &view)) {
            break;
        }
    }
    settle(c, view);
}

/* Moves what was kept into the thread's room; returns its length. */
static size_t take_kept(struct http_conn *c)
{
    size_t n = c->in.n;
    if (n)
        memcpy(c->loop->room, c->in.p, n);
    buf_done(&c->in);
    return n;
}

static void on_readable(struct http_conn *c)
{
    struct http_loop *l = c->loop;
    assert(c->in.n <= HTTP_ROOM - HTTP_READ_SIZE); /* less than one head and one read is kept */
    ssize_t got = recv(c->fd, l->room + c->in.n, HTTP_READ_SIZE, 0);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return;
    if (got <= 0) {
        http_conn_close(c);
        return;
    }
    size_t kept = take_kept(c);
    run(c, str_of(l->room, kept + (size_t)got));
}

void http_conn_ready(struct http_conn *c)
{
    c->ready = false;
    if (c->fd < 0 || c->state == HTTP_CONN_WRITE || c->state == HTTP_CONN_PARKED)
        return;
    size_t n = take_kept(c);
    run(c, str_of(c->loop->room, n));
}

static void throw_away(struct http_conn *c)
{
    ssize_t got = recv(c->fd, c->loop->room, HTTP_READ_SIZE, 0);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return;
    if (got > 0)
        c->span_bytes += (size_t)got;
    if (got <= 0 || c->span_bytes > HTTP_LINGER_MOST)
        http_conn_close(c);
}

void http_conn_event(struct http_conn *c, uint32_t events)
{
    if (c->fd < 0)
        return;
    switch (c->state) {
    case HTTP_CONN_STREAM:
        if (events & (EPOLLERR | EPOLLHUP))
            http_conn_close(c);
        else if (events & EPOLLIN)
            throw_away(c);
        if (c->fd >= 0 && (events & EPOLLOUT) && flush(c) && !pending(c))
            want(c, EPOLLIN);
        break;
    case HTTP_CONN_WRITE:
        if (events & (EPOLLERR | EPOLLHUP)) {
            http_conn_close(c);
        } else if (flush(c) && !pending(c)) {
            finish(c);
            if (c->in.n)
                make_ready(c); /* behind those who have had no answer yet */
            else
                http_conn_ready(c);
        }
        break;
    case HTTP_CONN_LINGER: throw_away(c); break;
    case HTTP_CONN_PARKED:
        if (events & (EPOLLERR | EPOLLHUP))
            http_conn_close(c);
        break;
    case HTTP_CONN_IDLE:
    case HTTP_CONN_HEAD:
    case HTTP_CONN_BODY:
        if (!c->ready)
            on_readable(c);
        break;
    }
}

void http_conn_timeout(struct http_conn *c)
{
    if (c->state == HTTP_CONN_STREAM) {
        if (pending(c) && !c->progress) {
            http_count(&c->loop->count.timeouts, 1);
            http_conn_close(c);
            return;
        }
        c->progress = false;
        http_timer_set(c, HTTP_TIMER_STREAM);
        http_conn_stream_put(c, STR(":\n\n"));
        return;
    }
    if ((c->state == HTTP_CONN_BODY && c->span_bytes >= HTTP_BODY_PROGRESS) ||
        (c->state == HTTP_CONN_WRITE && c->span_bytes >= HTTP_WRITE_PROGRESS)) {
        c->span_bytes = 0;
        http_timer_set(c, c->timer);
        return;
    }
    http_count(&c->loop->count.timeouts, 1);
    if (c->state == HTTP_CONN_PARKED) {
        http_park_expire(c);
        return;
    }
    bool partial = c->state == HTTP_CONN_BODY || (c->state == HTTP_CONN_HEAD && c->in.n);
    if (!partial) {
        http_conn_close(c);
        return;
    }
    buf_done(&c->in);
    refuse(c, 408, false);
    if (c->fd >= 0)
        charge(c);
}

void http_conn_stream_put(struct http_conn *c, struct str text)
{
    if (c->out.n - c->out_at > HTTP_STREAM_QUEUE_MOST) {
        http_count(&c->loop->count.events_dropped, 1);
        http_conn_close(c);
        return;
    }
    if (pending(c)) {
        if (c->out_at) {
            buf_shift(&c->out, c->out_at);
            c->out_at = 0;
        }
        buf_put(&c->out, text);
        if (c->out.failed || !charge(c))
            http_conn_close(c);
        return;
    }
    put_out(c, text, STR_NONE, false);
    if (c->fd >= 0 && pending(c))
        want(c, EPOLLIN | EPOLLOUT);
}
