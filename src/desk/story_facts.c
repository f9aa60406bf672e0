/* story_facts: what the page of a story says out of its reports' texts, kept as it was last worked
 * out: sixty long reports are a second of work on a small machine, and the page is asked for again
 * and again. Kept under a stamp of all that it was made of (story_page.c), so that a report that
 * comes, goes or changes makes another; and an entry is copied out, never lent. */
#include "desk/ledger.h"

enum { FACTS_BYTES_MOST = 4 << 20, FACTS_BYTES_ALL = 16 << 20, FACTS_DAYS = 1 };

struct kept {
    struct desk_facts_key key;
    int64_t used_at;   /* monotonic; 0: empty */
    int64_t looked_at; /* by a person; 0: by none */
    unsigned readers;
    struct arena a;
    struct desk_facts v;
};
struct desk_kept {
    struct kept v[DESK_FACTS_MOST];
};

/* -------------------------------------------------------------------------- copies */

static struct desk_source copy_source(struct arena *a, struct desk_source v)
{
    v.publisher_name = str_dup(a, v.publisher_name);
    v.words = str_dup(a, v.words);
    return v;
}

static const struct desk_source *copy_sources(struct arena *a, const struct desk_source *v,
                                              size_t n)
{
    struct desk_source *ret = ARENA_ARRAY(a, n, struct desk_source);
    for (size_t i = 0; i < n; i++)
        ret[i] = copy_source(a, v[i]);
    return ret;
}

static const struct desk_point *copy_points(struct arena *a, const struct desk_point *v, size_t n)
{
    struct desk_point *ret = ARENA_ARRAY(a, n, struct desk_point);
    for (size_t i = 0; i < n; i++) {
        struct desk_part *parts = ARENA_ARRAY(a, v[i].part_count, struct desk_part);
        for (size_t k = 0; k < v[i].part_count; k++)
            parts[k] = (struct desk_part){v[i].parts[k].value, str_dup(a, v[i].parts[k].words),
                                          str_dup(a, v[i].parts[k].scope)};
        ret[i] = v[i];
        ret[i].words = str_dup(a, v[i].words);
        ret[i].scope = str_dup(a, v[i].scope);
        ret[i].who = str_dup(a, v[i].who);
        ret[i].parts = parts;
        ret[i].source = copy_source(a, v[i].source);
    }
    return ret;
}

static const struct desk_series *copy_series(struct arena *a, const struct desk_series *v, size_t n)
{
    struct desk_series *ret = ARENA_ARRAY(a, n, struct desk_series);
    for (size_t i = 0; i < n; i++) {
        ret[i] = v[i];
        ret[i].label = str_dup(a, v[i].label);
        ret[i].unit = str_dup(a, v[i].unit);
        ret[i].period = str_dup(a, v[i].period);
        ret[i].points = copy_points(a, v[i].points, v[i].point_count);
    }
    return ret;
}

static const struct desk_claim *copy_claims(struct arena *a, const struct desk_claim *v, size_t n)
{
    struct desk_claim *ret = ARENA_ARRAY(a, n, struct desk_claim);
    for (size_t i = 0; i < n; i++) {
        struct desk_voice *voices = ARENA_ARRAY(a, v[i].voice_count, struct desk_voice);
        for (size_t k = 0; k < v[i].voice_count; k++) {
            voices[k] = v[i].voices[k];
            voices[k].who = str_dup(a, voices[k].who);
            voices[k].words = str_dup(a, voices[k].words);
            voices[k].source = copy_source(a, voices[k].source);
        }
        ret[i] = v[i];
        ret[i].words = str_dup(a, v[i].words);
        ret[i].voices = voices;
        ret[i].source = copy_source(a, v[i].source);
    }
    return ret;
}

static const struct desk_quoted *copy_quotes(struct arena *a, const struct desk_quoted *v, size_t n)
{
    struct desk_quoted *ret = ARENA_ARRAY(a, n, struct desk_quoted);
    for (size_t i = 0; i < n; i++) {
        ret[i] = v[i];
        ret[i].who = str_dup(a, v[i].who);
        ret[i].words = str_dup(a, v[i].words);
        ret[i].by = copy_sources(a, v[i].by, v[i].by_count);
    }
    return ret;
}

static const struct desk_moment *copy_moments(struct arena *a, const struct desk_moment *v,
                                              size_t n)
{
    struct desk_moment *ret = ARENA_ARRAY(a, n, struct desk_moment);
    for (size_t i = 0; i < n; i++) {
        ret[i] = v[i];
        ret[i].words = str_dup(a, v[i].words);
        ret[i].source = copy_source(a, v[i].source);
    }
    return ret;
}

struct copying {
    struct arena *a;
    const struct desk_facts *from;
    struct desk_facts *to;
};

static enum err_code copy_facts(void *ctx)
{
    const struct copying *c = ctx;
    const struct desk_facts *v = c->from;
    struct desk_facts ret = *v;
    ret.summary = copy_sources(c->a, v->summary, v->summary_count);
    ret.news = copy_sources(c->a, v->news, v->news_count);
    ret.series = copy_series(c->a, v->series, v->series_count);
    ret.claims = copy_claims(c->a, v->claims, v->claim_count);
    ret.quotes = copy_quotes(c->a, v->quotes, v->quote_count);
    ret.moments = copy_moments(c->a, v->moments, v->moment_count);
    *c->to = ret;
    return ERR_OK;
}

/* -------------------------------------------------------------------------- what is kept */

static bool is_of(const struct kept *k, const struct desk_facts_key *key)
{
    return k->used_at && k->key.story == key->story && k->key.user == key->user;
}

/* Pinned until let_go. */
static struct kept *take(struct desk *d, const struct desk_facts_key *key)
{
    struct kept *found = NULL;
    pthread_mutex_lock(&d->lock);
    for (size_t i = 0; d->kept && i < DESK_FACTS_MOST && !found; i++) {
        struct kept *k = &d->kept->v[i];
        /* What a person's page says who has nothing new there is what everybody's does. */
        if (k->used_at && k->key.story == key->story && k->key.stamp == key->stamp)
            found = k;
    }
    if (found) {
        found->readers++;
        found->used_at = clock_mono();
        if (key->looked)
            found->looked_at = found->used_at;
    }
    pthread_mutex_unlock(&d->lock);
    return found;
}

static void let_go(struct desk *d, struct kept *k)
{
    pthread_mutex_lock(&d->lock);
    k->readers--;
    pthread_mutex_unlock(&d->lock);
}

bool desk_facts_find(struct desk *d, struct arena *a, const struct desk_facts_key *key,
                     struct desk_facts *ret)
{
    struct kept *k = take(d, key);
    if (!k)
        return false;
    struct copying c = {a, &k->v, ret};
    enum err_code code = arena_run(a, copy_facts, &c); /* no escape with an entry in hand */
    let_go(d, k);
    if (code != ERR_OK)
        arena_fail(a);
    return true;
}

/* The entry of the same reader's page, else an empty one, else the one that was used longest ago.
 */
static struct kept *place_for(struct desk_kept *all, const struct desk_facts_key *key)
{
    struct kept *best = NULL;
    for (size_t i = 0; i < DESK_FACTS_MOST; i++) {
        struct kept *k = &all->v[i];
        if (k->readers)
            continue;
        if (is_of(k, key))
            return k;
        if (!best || k->used_at < best->used_at)
            best = k;
    }
    return best;
}

/* Gives back what was used longest ago until all of them fit. */
static void make_room(struct desk_kept *all, const struct kept *newest)
{
    for (size_t turns = 0; turns < DESK_FACTS_MOST; turns++) {
        struct kept *oldest = NULL;
        size_t held = 0;
        for (size_t i = 0; i < DESK_FACTS_MOST; i++) {
            struct kept *k = &all->v[i];
            held += k->a.held;
            if (k != newest && k->a.held && !k->readers &&
                (!oldest || k->used_at < oldest->used_at))
                oldest = k;
        }
        if (held <= FACTS_BYTES_ALL || !oldest)
            return;
        arena_done(&oldest->a);
        *oldest = (struct kept){.used_at = 0};
    }
}

void desk_facts_keep(struct desk *d, const struct desk_facts_key *key, const struct desk_facts *v)
{
    struct kept made = {.key = *key, .used_at = clock_mono()};
    if (key->looked)
        made.looked_at = made.used_at;
    arena_init(&made.a, FACTS_BYTES_MOST);
    struct copying c = {&made.a, v, &made.v};
    if (arena_run(&made.a, copy_facts, &c) != ERR_OK) {
        arena_done(&made.a);
        return;
    }
    pthread_mutex_lock(&d->lock);
    if (!d->kept)
        d->kept = calloc(1, sizeof *d->kept);
    struct kept *place = d->kept ? place_for(d->kept, key) : NULL;
    struct arena old = place ? place->a : made.a;
    if (place && !made.looked_at && is_of(place, key))
        made.looked_at = place->looked_at;
    if (place) {
        *place = made;
        make_room(d->kept, place);
    }
    pthread_mutex_unlock(&d->lock);
    arena_done(&old);
}

size_t desk_facts_keys(struct desk *d, struct desk_facts_key ret[DESK_FACTS_MOST])
{
    size_t n = 0;
    int64_t since = clock_mono() - FACTS_DAYS * US_DAY;
    pthread_mutex_lock(&d->lock);
    for (size_t i = 0; d->kept && i < DESK_FACTS_MOST; i++)
        if (d->kept->v[i].looked_at && d->kept->v[i].looked_at > since)
            ret[n++] = d->kept->v[i].key;
    pthread_mutex_unlock(&d->lock);
    return n;
}

void desk_facts_free(struct desk *d)
{
    for (size_t i = 0; d->kept && i < DESK_FACTS_MOST; i++)
        arena_done(&d->kept->v[i].a);
    free(d->kept);
    d->kept = NULL;
}
