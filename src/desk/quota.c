/* quota: how many new entries a feed may bring a day. A publisher whose entries have other ids and
 * addresses at each poll, by mistake or on purpose, would else fill the disk, a thousand articles
 * at a time. Counted in memory by the writer alone: who starts the program anew starts the day
 * anew.
 */
#include "desk/internal.h"

/* The feed's count; else a place that is free, or the one whose day began first. */
static struct desk_quota *quota_of(struct desk *d, int64_t feed)
{
    enum { LOOKED_AT = 16 };
    size_t at = (size_t)((uint64_t)feed * UINT64_C(0x9E3779B97F4A7C15) >> 32);
    struct desk_quota *oldest = &d->quotas[at % DESK_QUOTAS_MOST];
    for (size_t i = 0; i < LOOKED_AT; i++) {
        struct desk_quota *q = &d->quotas[(at + i) % DESK_QUOTAS_MOST];
        if (q->feed == feed)
            return q;
        if (q->since < oldest->since)
            oldest = q;
    }
    *oldest = (struct desk_quota){.feed = feed};
    return oldest;
}

bool desk_quota_take(struct desk *d, int64_t feed, bool known, int64_t now)
{
    uint32_t cost = known ? 1 : DESK_QUOTA_KNOWN;
    struct desk_quota *q = quota_of(d, feed);
    if (!d->quota_of_job) {
        d->quota_of_job = q;
        d->quota_before = *q;
    }
    if (now - q->since >= US_DAY || now < q->since)
        *q = (struct desk_quota){.feed = feed, .since = now};
    if (q->n + cost > DESK_QUOTA_A_DAY * DESK_QUOTA_KNOWN)
        return false;
    q->n += cost;
    return true;
}

int64_t desk_quota_again(struct desk *d, int64_t feed)
{
    return quota_of(d, feed)->since + US_DAY;
}

void desk_quota_settle(struct desk *d, bool kept)
{
    if (!kept && d->quota_of_job)
        *d->quota_of_job = d->quota_before;
    d->quota_of_job = NULL;
}

void desk_quota_settle_batch(struct desk *d, bool kept)
{
    if (!kept)
        memset(d->quotas, 0, sizeof d->quotas);
}
