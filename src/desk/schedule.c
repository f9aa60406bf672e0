/* schedule: when a feed is asked again. Pure.
 *
 * A feed is asked about four times as often as it brings something, within the limits of the
 * settings, or as often as a person set for it, and never more often than it asks for (RSS ttl,
 * Cache-Control: max-age). What fails is asked again soon: most often it was a network that was not
 * up yet, and a quiet feed would else be without its news for half a day. Each further error
 * doubles that wait, up to two days, with jitter so that those who failed together do not come back
 * together. Retry-After is kept to. */
#include "desk/internal.h"

static int64_t clamp(int64_t v, int64_t least, int64_t most)
{
    return v < least ? least : v > most ? most : v;
}

/* v, more or less an eighth of it. */
static int64_t jitter(int64_t v, uint64_t dice)
{
    int64_t span = v / 4;
    return span ? v - span / 2 + (int64_t)(dice % (uint64_t)span) : v;
}

struct desk_poll_plan desk_poll_plan(const struct desk_poll_facts *f)
{
    struct desk_poll_plan p;
    int64_t longest = f->own > f->longest ? f->own : f->longest;
    int64_t rate = f->own                 ? f->own
                   : f->week_articles > 0 ? 7 * US_DAY / f->week_articles / 4
                                          : f->longest;
    p.every = clamp(rate, f->shortest, longest);
    if (f->asked > p.every)
        p.every = clamp(f->asked, p.every, US_DAY > longest ? US_DAY : longest);
    int64_t wait = p.every;
    if (f->fails) {
        uint32_t doublings = f->fails < 10 ? f->fails : 10;
        int64_t most = 2 * US_DAY > longest ? 2 * US_DAY : longest;
        wait = clamp(f->shortest << doublings, f->asked < most ? f->asked : most, most);
    }
    wait = jitter(wait, f->dice);
    if (f->retry > wait)
        wait = clamp(f->retry, 0, 30 * US_DAY);
    p.next = f->now + wait;
    return p;
}
