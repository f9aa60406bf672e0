/* stream.c: event streams, the "text/event-stream" of the HTML standard. A publisher, on any
 * thread, writes an event once into a counted message and leaves it in every loop's inbox; each
 * loop gives it to those of its streams that listen to the channel. Inboxes and the queue of a
 * stream are bounded: a stream that reads too slowly is ended, and its client comes back with
 * Last-Event-ID. */
#include "http/internal.h"

static void put_clean(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\r' && s.p[i] != '\n' && s.p[i] != 0)
            buf_char(b, s.p[i]);
}

/* The next line of *s, ended by CR LF, LF or CR. */
static struct str next_line(struct str *s)
{
    size_t i = 0;
    while (i < s->n && s->p[i] != '\n' && s->p[i] != '\r')
        i++;
    struct str line = str_sub(*s, 0, i);
    if (i == s->n)
        *s = STR_NONE;
    else
        *s = str_from(*s, i + (s->p[i] == '\r' && i + 1 < s->n && s->p[i + 1] == '\n' ? 2 : 1));
    return line;
}

void http_event_write(struct buf *b, const struct http_event *e)
{
    if (e->name.n) {
        buf_lit(b, "event: ");
        put_clean(b, e->name);
        buf_char(b, '\n');
    }
    if (e->id.n) {
        buf_lit(b, "id: ");
        put_clean(b, e->id);
        buf_char(b, '\n');
    }
    struct str rest = e->data.p ? e->data : STR("");
    do {
        struct str line = next_line(&rest);
        buf_lit(b, "data: ");
        buf_put(b, line);
        buf_char(b, '\n');
    } while (rest.p);
    buf_char(b, '\n');
}

int64_t http_event_after(struct http_request *q)
{
    uint64_t last;
    if (str_u64(http_header(q, STR("Last-Event-ID")), INT64_MAX, &last))
        return (int64_t)last;
    return http_query_i64(q, STR("after"), 0, INT64_MAX, INT64_MAX);
}

/* One address may not take all the room that there is for streams. This machine's own is let be: a
 * proxy that is not known to be one brings everybody under it. */
static bool too_many(const struct http_loop *l, struct str remote)
{
    if (str_eq(remote, STR("unix")) || str_starts(remote, STR("127.")) ||
        str_eq(remote, STR("::1")))
        return false;
    size_t n = 0;
    for (const struct http_conn *c = l->streams; c && n < HTTP_STREAMS_ADDRESS_MOST;
         c = c->stream_next)
        n += str_eq(str_c(c->stream->remote), remote);
    return n == HTTP_STREAMS_ADDRESS_MOST;
}

bool http_stream_start(const struct http_request *q, struct http_response *r,
                       const struct str *channels, size_t n)
{
    const struct http_server *s = r->loop->server;
    if (n == 0 || n > HTTP_STREAM_CHANNELS_MOST)
        return false;
    for (size_t i = 0; i < n; i++)
        if (channels[i].n == 0 || channels[i].n > HTTP_CHANNEL_NAME_MOST)
            return false;
    if (atomic_load(&s->streams) >= s->options.streams_most) {
        http_text(r, 503, STR("Too many event streams are open.\n"));
        return false;
    }
    if (too_many(r->loop, q->remote)) {
        http_text(r, 429, STR("Too many event streams are open from your address.\n"));
        return false;
    }
    snprintf(r->remote, sizeof r->remote, "%.*s", STR_ARG(q->remote));
    http_type(r, STR("text/event-stream"));
    http_set(r, STR("Cache-Control"), STR("no-store"));
    http_set(r, STR("X-Accel-Buffering"), STR("no")); /* nginx is not to hold events back */
    for (size_t i = 0; i < n; i++)
        r->channels[i] = str_dup(r->arena, channels[i]);
    r->channel_count = n;
    r->stream = true;
    return true;
}

void http_stream_add(struct http_conn *c, const struct http_response *r)
{
    struct http_loop *l = c->loop;
    c->stream = calloc(1, sizeof *c->stream);
    if (!c->stream) {
        http_conn_close(c);
        return;
    }
    c->stream->count = r->channel_count;
    memcpy(c->stream->remote, r->remote, sizeof c->stream->remote);
    c->stream->after = r->published_after;
    for (size_t i = 0; i < r->channel_count; i++) {
        memcpy(c->stream->names[i], r->channels[i].p, r->channels[i].n);
        c->stream->lengths[i] = r->channels[i].n;
    }
    c->stream_prev = NULL;
    c->stream_next = l->streams;
    if (l->streams)
        l->streams->stream_prev = c;
    l->streams = c;
    c->progress = true;
    c->span_bytes = 0;
    atomic_fetch_add(&l->server->streams, 1);
}

void http_stream_remove(struct http_conn *c)
{
    struct http_loop *l = c->loop;
    if (c->stream_prev)
        c->stream_prev->stream_next = c->stream_next;
    else
        l->streams = c->stream_next;
    if (c->stream_next)
        c->stream_next->stream_prev = c->stream_prev;
    c->stream_prev = c->stream_next = NULL;
    free(c->stream);
    c->stream = NULL;
    atomic_fetch_sub(&l->server->streams, 1);
}

static void release(struct http_message *m)
{
    if (atomic_fetch_sub(&m->refs, 1) == 1)
        free(m);
}

static bool push(struct http_loop *l, struct http_message *m)
{
    pthread_mutex_lock(&l->lock);
    bool room = l->inbox_n < HTTP_INBOX_MOST;
    if (room) {
        atomic_fetch_add(&m->refs, 1);
        l->inbox[l->inbox_n++] = m;
    }
    bool first = room && l->inbox_n == 1;
    pthread_mutex_unlock(&l->lock);
    if (first)
        http_loop_wake(l);
    return room;
}

bool http_stream_publish(struct http_server *s, struct str channel, const struct http_event *e)
{
    if (channel.n == 0 || channel.n > HTTP_CHANNEL_NAME_MOST)
        return false;
    /* Goes out where no stream is open, too: the first may be about to be, and has read what it
     * missed already. */
    uint64_t number = atomic_fetch_add(&s->published, 1) + 1;
    struct buf b;
    buf_init(&b, HTTP_STREAM_QUEUE_MOST);
    http_event_write(&b, e);
    struct http_message *m = b.failed ? NULL : malloc(sizeof *m + b.n);
    bool sent = m != NULL;
    if (m) {
        *m = (struct http_message){.refs = 1, .number = number, .n = b.n, .channel_n = channel.n};
        memcpy(m->channel, channel.p, channel.n);
        memcpy(m->data, b.p, b.n);
        for (unsigned i = 0; i < s->loop_count; i++)
            sent = push(&s->loops[i], m) && sent;
        release(m);
    }
    buf_done(&b);
    return sent;
}

/* What was published before its request began, and only waits in the inbox, is none of its news. */
static bool listens(const struct http_stream *s, const struct http_message *m)
{
    if (m->number <= s->after)
        return false;
    for (size_t i = 0; i < s->count; i++)
        if (s->lengths[i] == m->channel_n && memcmp(s->names[i], m->channel, m->channel_n) == 0)
            return true;
    return false;
}

void http_stream_deliver(struct http_loop *l)
{
    struct http_message *taken[HTTP_INBOX_MOST];
    pthread_mutex_lock(&l->lock);
    size_t n = l->inbox_n;
    for (size_t i = 0; i < n; i++)
        taken[i] = l->inbox[i];
    l->inbox_n = 0;
    pthread_mutex_unlock(&l->lock);
    for (size_t i = 0; i < n; i++) {
        for (struct http_conn *c = l->streams, *next; c; c = next) {
            next = c->stream_next; /* putting may end c */
            if (c->state == HTTP_CONN_STREAM && listens(c->stream, taken[i]))
                http_conn_stream_put(c, str_of(taken[i]->data, taken[i]->n));
        }
        release(taken[i]);
    }
}
