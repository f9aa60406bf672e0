/* channel: frames over one end of a socket pair. Sending: a list of pieces, each a block of memory
 * that is freed when it has gone out; a body that came in one frame goes out in another without a
 * copy. Receiving: the header first, then a block of exactly the payload's size, filled in place.
 * Both bounded: what may wait to be sent by `out_most`, what may come in by FRAME_MOST. */
#include "proc/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

struct piece {
    struct piece *next;
    const char *p;
    size_t n;
    void *own; /* freed with the piece */
};
struct channel {
    int fd;
    bool closed; /* sending failed: the other side has gone */
    struct piece *first, **last;
    size_t waiting, out_most;
    char header[FRAME_HEADER];
    size_t header_n;
    struct frame coming; /* of the header read; own is its block */
    size_t need, got;    /* of its payload */
};

struct channel *channel_new(int fd, size_t out_most)
{
    struct channel *c = fd >= 0 ? calloc(1, sizeof *c) : NULL;
    if (!c) {
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    c->fd = fd;
    c->out_most = out_most;
    c->last = &c->first;
    return c;
}

static void drop_first(struct channel *c)
{
    struct piece *x = c->first;
    c->first = x->next;
    if (!c->first)
        c->last = &c->first;
    c->waiting -= x->n;
    free(x->own);
    free(x);
}

void channel_free(struct channel *c)
{
    if (!c)
        return;
    while (c->first) {
        c->waiting = c->first->n;
        drop_first(c);
    }
    free(c->coming.own);
    close(c->fd);
    free(c);
}

int channel_fd(const struct channel *c)
{
    return c->fd;
}

short channel_events(const struct channel *c)
{
    return (short)(POLLIN | (c->first ? POLLOUT : 0));
}

size_t channel_waiting(const struct channel *c)
{
    return c->waiting;
}

enum err_code channel_flush(struct channel *c)
{
    while (c->first && !c->closed) {
        struct iovec v[8];
        size_t n = 0;
        for (struct piece *x = c->first; x && n < sizeof v / sizeof *v; x = x->next) {
            v[n].iov_base = (void *)(uintptr_t)x->p;
            v[n++].iov_len = x->n;
        }
        struct msghdr m = {.msg_iov = v, .msg_iovlen = n};
        ssize_t sent = sendmsg(c->fd, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS))
            return ERR_BUSY;
        if (sent < 0) {
            c->closed = true;
            break;
        }
        size_t gone = (size_t)sent;
        while (c->first && gone >= c->first->n) {
            gone -= c->first->n;
            drop_first(c);
        }
        if (gone && c->first) {
            c->first->p += gone;
            c->first->n -= gone;
            c->waiting -= gone;
        }
    }
    return c->closed ? ERR_CLOSED : ERR_OK;
}

/* Takes over `own` also where it fails. */
static bool add_piece(struct channel *c, const char *p, size_t n, void *own)
{
    struct piece *x = n ? malloc(sizeof *x) : NULL;
    if (!x) {
        free(own);
        return n == 0;
    }
    *x = (struct piece){.p = p, .n = n, .own = own};
    *c->last = x;
    c->last = &x->next;
    c->waiting += n;
    return true;
}

static enum err_code queue(struct channel *c, struct frame *f)
{
    char lead[FRAME_HEADER + 4];
    if (!frame_lead(f, lead))
        return ERR_LIMIT;
    size_t copied = f->own ? 0 : f->bytes.n;
    size_t n = sizeof lead + f->head.n + copied;
    if (c->waiting && c->waiting + n + f->bytes.n - copied > c->out_most)
        return ERR_BUSY;
    char *block = malloc(n);
    if (!block)
        return ERR_MEMORY;
    memcpy(block, lead, sizeof lead);
    if (f->head.n)
        memcpy(block + sizeof lead, f->head.p, f->head.n);
    if (copied)
        memcpy(block + sizeof lead + f->head.n, f->bytes.p, copied);
    if (!add_piece(c, block, n, block))
        return ERR_MEMORY;
    if (!f->own)
        return ERR_OK;
    void *own = f->own;
    f->own = NULL;
    if (add_piece(c, f->bytes.p, f->bytes.n, own))
        return ERR_OK;
    c->closed = true; /* half a frame is queued: the channel is of no use any more */
    return ERR_MEMORY;
}

enum err_code channel_send(struct channel *c, struct frame *f)
{
    enum err_code code = c->closed ? ERR_CLOSED : queue(c, f);
    frame_done(f);
    if (code != ERR_OK)
        return code;
    return channel_flush(c) == ERR_CLOSED ? ERR_CLOSED : ERR_OK;
}

/* Fills p[*got .. need). ERR_OK when full. */
static enum err_code fill(int fd, char *p, size_t *got, size_t need)
{
    while (*got < need) {
        ssize_t n = recv(fd, p + *got, need - *got, MSG_DONTWAIT);
        if (n > 0)
            *got += (size_t)n;
        else if (n == 0 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK))
            return ERR_CLOSED;
        else if (errno != EINTR)
            return ERR_BUSY;
    }
    return ERR_OK;
}

enum err_code channel_next(struct channel *c, struct frame *ret)
{
    enum err_code code = fill(c->fd, c->header, &c->header_n, FRAME_HEADER);
    if (code != ERR_OK)
        return code;
    if (!c->coming.own) {
        if (!frame_header(c->header, &c->coming, &c->need))
            return ERR_INPUT;
        c->coming.own = malloc(c->need);
        c->got = 0;
        if (!c->coming.own)
            return ERR_MEMORY;
    }
    code = fill(c->fd, c->coming.own, &c->got, c->need);
    if (code != ERR_OK)
        return code;
    struct frame f = c->coming;
    c->coming = (struct frame){0};
    c->header_n = 0;
    if (!frame_payload(f.own, c->need, &f)) {
        frame_done(&f);
        return ERR_INPUT;
    }
    *ret = f;
    return ERR_OK;
}

/* Waits for `events` until `end` (monotonic; < 0: for ever). */
static enum err_code await(struct channel *c, short events, int64_t end)
{
    for (;;) {
        int64_t left = end < 0 ? -1 : end - clock_mono();
        if (end >= 0 && left <= 0)
            return ERR_TIMEOUT;
        struct pollfd p = {.fd = c->fd, .events = events};
        int ms = left < 0 ? -1 : left > INT64_C(3600000000) ? 3600000 : (int)(left / 1000 + 1);
        int n = poll(&p, 1, ms);
        if (n > 0)
            return ERR_OK;
        if (n < 0 && errno != EINTR)
            return ERR_IO;
    }
}

static int64_t end_of(int64_t wait_us)
{
    return wait_us < 0 ? -1 : clock_mono() + wait_us;
}

enum err_code channel_put(struct channel *c, struct frame *f, int64_t wait_us)
{
    int64_t end = end_of(wait_us);
    enum err_code code = channel_send(c, f);
    while (code == ERR_OK && (code = channel_flush(c)) == ERR_BUSY)
        code = await(c, POLLOUT, end);
    return code;
}

enum err_code channel_get(struct channel *c, struct frame *ret, int64_t wait_us)
{
    int64_t end = end_of(wait_us);
    enum err_code code;
    while ((code = channel_next(c, ret)) == ERR_BUSY) {
        code = await(c, POLLIN, end);
        if (code != ERR_OK)
            return code;
    }
    return code;
}
