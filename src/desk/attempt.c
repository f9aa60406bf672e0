/* attempt: how often somebody tried to sign in or up, and how long he waits. Counted in memory, by
 * name and by address: beyond those that are free each failure doubles a wait, up to fifteen
 * minutes. */
#include "desk/internal.h"
#include "url/url.h"

enum { FREE_ATTEMPTS = 4 }; /* on a name; four times as many from an address */
#define WAIT_MOST (15 * US_MINUTE)

/* The counter of a name or address; a free one, or the one not used for longest, is taken for it.
 */
static struct desk_attempt *attempt_of(struct desk *d, uint64_t who)
{
    size_t at = who % DESK_ATTEMPTS_MOST;
    struct desk_attempt *oldest = &d->attempts[at];
    for (size_t i = 0; i < 8; i++) {
        struct desk_attempt *t = &d->attempts[(at + i) % DESK_ATTEMPTS_MOST];
        if (t->who == who)
            return t;
        if (t->last < oldest->last)
            oldest = t;
    }
    *oldest = (struct desk_attempt){.who = who};
    return oldest;
}

uint64_t desk_attempt_key(struct arena *a, const char *kind, struct str s)
{
    return hash_seeded(str_fmt(a, "%s %.*s", kind, STR_ARG(str_sub(s, 0, 200)))) | 1;
}

/* Who has one IPv6 address has the 2^64 of its network too (RFC 6177), and counts as one. */
struct str desk_attempt_network(struct arena *a, struct str address)
{
    enum { TEXT_MOST = 64, NETWORK_BYTES = 8 };
    struct ip_addr ip;
    struct buf b;
    if (!ip_parse(address, &ip) || ip.version != 6)
        return address;
    memset(ip.b + NETWORK_BYTES, 0, sizeof ip.b - NETWORK_BYTES);
    buf_arena(&b, a, TEXT_MOST);
    ip_write(&b, &ip);
    return buf_str(&b);
}

int64_t desk_attempt_wait(struct desk *d, const uint64_t who[2], int64_t now)
{
    int64_t wait = 0;
    pthread_mutex_lock(&d->lock);
    for (int i = 0; i < 2; i++) {
        struct desk_attempt *t = attempt_of(d, who[i]);
        if (t->until - now > wait)
            wait = t->until - now;
    }
    pthread_mutex_unlock(&d->lock);
    return wait;
}

/* One more failure: beyond those that are free each doubles the wait. */
static void attempt_failed(struct desk_attempt *t, uint32_t free_ones, int64_t now)
{
    if (now - t->last > US_DAY)
        t->failed = 0;
    if (++t->failed <= free_ones)
        return;
    uint32_t n = t->failed - free_ones;
    int64_t wait = n > 10 ? WAIT_MOST : US_SECOND << n;
    t->until = now + (wait < WAIT_MOST ? wait : WAIT_MOST);
}

void desk_attempt_count(struct desk *d, const uint64_t who[2], bool failed, int64_t now)
{
    pthread_mutex_lock(&d->lock);
    for (int i = 0; i < 2; i++) {
        struct desk_attempt *t = attempt_of(d, who[i]);
        /* Success clears the name only: one right account must not free an address to guess on. */
        if (failed)
            attempt_failed(t, i == 0 ? FREE_ATTEMPTS : 4 * FREE_ATTEMPTS, now);
        else if (i == 0)
            t->failed = 0;
        t->last = now;
    }
    pthread_mutex_unlock(&d->lock);
}

enum err_code desk_attempt_refused(int64_t wait, struct err *e)
{
    long long seconds = (long long)(wait / US_SECOND) + 1;
    return err_set(e, ERR_LIMIT, "too many attempts: try again in %lld second%s", seconds,
                   seconds == 1 ? "" : "s");
}

int64_t desk_attempt_take(struct desk *d, uint64_t who, int64_t now)
{
    pthread_mutex_lock(&d->lock);
    struct desk_attempt *t = attempt_of(d, who);
    int64_t wait = t->until - now;
    if (wait <= 0) {
        attempt_failed(t, 4 * FREE_ATTEMPTS, now);
        t->last = now;
    }
    pthread_mutex_unlock(&d->lock);
    return wait;
}
