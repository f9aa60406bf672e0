/* rank.c: the order of stories on the front page, and the reason in words.
 *
 * What counts is how many report it independently, how fresh it is and how many publishers carry
 * it; the user's own "follow" lifts a story. Nobody's reading is looked at. A source that publishes
 * much would fill the page with stories of its own: it may lead three of any ten places. Sources
 * that publish little have every fifth place, as long as one of their stories waits. */
#include "story/ledger.h"

#include <math.h>
#include <stdio.h>

enum { WINDOW = 10, OF_ONE_SOURCE = 3, QUIET_EVERY = 5 };
static const double quiet_a_day = 3;
#define HALF_LIFE US_DAY

struct waiting {
    uint32_t entry;
    double score;
    bool taken;
};

static double score_of(const struct story_entry *e, int64_t now)
{
    double origins = e->origins ? e->origins : 1, publishers = e->publishers ? e->publishers : 1;
    double base = 1 + log2(origins) + log2(publishers) / 4 + (e->followed ? 1 : 0);
    double age = e->newest == TIME_NONE ? 7 : ((double)now - (double)e->newest) / HALF_LIFE;
    return base * exp2(-(age > 0 ? age : 0));
}

static int by_score(const void *x, const void *y, void *ctx)
{
    const struct waiting *a = x, *b = y;
    const struct story_entry *entries = ctx;
    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    uint64_t i = entries[a->entry].story, k = entries[b->entry].story;
    return i < k ? 1 : i > k ? -1 : 0;
}

static bool is_quiet(const struct story_entry *e)
{
    return e->source_a_day > 0 && e->source_a_day <= quiet_a_day;
}

/* Would one more of this source be too many among the last ten? */
static bool too_many(const struct story_entry *entries, const struct story_ranked *v, size_t n,
                     const struct story_entry *e)
{
    size_t same = 0;
    for (size_t i = n; i-- > 0 && n - i < WINDOW;)
        same += entries[v[i].entry].source == e->source && !entries[v[i].entry].followed;
    return !e->followed && same >= OF_ONE_SOURCE;
}

static void put_age(struct buf *b, int64_t now, int64_t newest)
{
    int64_t age = now > newest ? now - newest : 0;
    int64_t hours = age / US_HOUR, days = age / US_DAY;
    if (newest == TIME_NONE)
        buf_lit(b, "; without a date");
    else if (hours < 1)
        buf_lit(b, "; newest within the hour");
    else if (hours < 48)
        buf_fmt(b, "; newest %d hour%s ago", (int)hours, hours == 1 ? "" : "s");
    else
        buf_fmt(b, "; newest %d days ago", (int)(days > 9999 ? 9999 : days));
}

static void put_why(const struct story_entry *e, int64_t now, struct story_ranked *r)
{
    struct buf b = {.p = r->why, .cap = STORY_REASON_MOST - 1, .max = STORY_REASON_MOST - 1};
    uint32_t origins = e->origins ? e->origins : 1;
    buf_fmt(&b, "%u independent report%s", origins, origins == 1 ? "" : "s");
    if (e->publishers > 1)
        buf_fmt(&b, "; %u publishers", e->publishers);
    put_age(&b, now, e->newest);
    if (e->followed)
        buf_lit(&b, "; you follow it");
    if (r->kept_place)
        buf_lit(&b, "; a place kept for sources that publish little");
    r->why[b.n] = 0;
}

/* The best that waits and fits; `quiet`: of a quiet source only. n where there is none. */
static size_t pick(const struct story_entry *entries, const struct waiting *v, size_t n,
                   const struct story_ranked *out, size_t out_n, bool quiet)
{
    for (size_t i = 0; i < n; i++)
        if (!v[i].taken && (!quiet || is_quiet(&entries[v[i].entry])) &&
            !too_many(entries, out, out_n, &entries[v[i].entry]))
            return i;
    return n;
}

size_t story_rank(struct arena *a, const struct story_entry *entries, size_t n, int64_t now,
                  size_t most, struct story_ranked *ret)
{
    struct waiting *v = ARENA_ARRAY(a, n + 1, struct waiting);
    size_t waiting = 0, out = 0, from = 0;
    uint32_t since_quiet = 0;
    for (size_t i = 0; i < n; i++)
        if (!entries[i].muted)
            v[waiting++] = (struct waiting){(uint32_t)i, score_of(&entries[i], now), false};
    /* The comparison only reads through its context. */
    sort_stable(a, v, waiting, sizeof *v, by_score, (void *)(uintptr_t)entries);
    while (out < most && from < waiting) {
        bool due = since_quiet + 1 >= QUIET_EVERY;
        size_t first = pick(entries, v + from, waiting - from, ret, out, false) + from;
        size_t at = due ? pick(entries, v + from, waiting - from, ret, out, true) + from : first;
        at = at == waiting ? first : at;
        if (at == waiting) /* only the loud one is left: then it may */
            for (at = from; v[at].taken; at++)
                continue;
        v[at].taken = true;
        const struct story_entry *e = &entries[v[at].entry];
        ret[out] = (struct story_ranked){
            .entry = v[at].entry, .score = v[at].score, .kept_place = due && at != first};
        put_why(e, now, &ret[out++]);
        since_quiet = is_quiet(e) ? 0 : since_quiet + 1;
        while (from < waiting && v[from].taken)
            from++;
    }
    return out;
}
