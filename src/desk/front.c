/* front: the order of the front page as last made. To make it means to read hundreds of stories and
 * to rank them, for a page that is asked for again and again; only which stories and why is kept,
 * and what is shown of each is read anew. Good while this process wrote nothing that may change it,
 * and not older than FRESH_US, since other processes write too and time goes on. */
#include "desk/ledger.h"

enum { FRESH_US = 5 * US_SECOND };

static bool is_kept(const struct desk_front *f, const struct desk *d,
                    const struct desk_stories_want *want)
{
    return f->at && f->changes == d->changes && clock_mono() - f->at < FRESH_US &&
           f->user == want->user && f->followed == want->followed && f->most == want->most;
}

static bool is_plain(const struct desk_stories_want *want)
{
    return !want->from && !want->to && !want->least;
}

bool desk_front_find(struct desk *d, const struct desk_stories_want *want, struct desk_placed *ret,
                     size_t *ret_n)
{
    bool found = false;
    if (!is_plain(want))
        return false;
    pthread_mutex_lock(&d->lock);
    for (size_t i = 0; i < DESK_FRONTS && !found; i++) {
        const struct desk_front *f = &d->fronts[i];
        if (!is_kept(f, d, want))
            continue;
        memcpy(ret, f->v, f->n * sizeof *ret);
        *ret_n = f->n;
        found = true;
    }
    pthread_mutex_unlock(&d->lock);
    return found;
}

void desk_front_keep(struct desk *d, const struct desk_stories_want *want, uint64_t changes,
                     const struct desk_placed *v, size_t n)
{
    if (!is_plain(want))
        return;
    pthread_mutex_lock(&d->lock);
    struct desk_front *f = &d->fronts[0];
    for (size_t i = 1; i < DESK_FRONTS; i++)
        if (d->fronts[i].at < f->at)
            f = &d->fronts[i];
    if (!f->v)
        f->v = calloc(DESK_STORIES_MOST, sizeof *f->v);
    if (f->v) {
        memcpy(f->v, v, n * sizeof *v);
        f->n = n;
        f->user = want->user;
        f->followed = want->followed;
        f->most = want->most;
        f->changes = changes;
        f->at = clock_mono();
    }
    pthread_mutex_unlock(&d->lock);
}
