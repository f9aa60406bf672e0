/* index.c: the articles at hand, and where each is.
 *
 * Articles live in slots: fixed records, their sketches in one array, their terms in one block
 * each. They hang in order of arrival; the oldest leave first: from the live ones (their terms go,
 * stories are no longer matched with them), later altogether (copies of them are no longer found).
 * A story is the list of its live members. Ids are found by open addressing. */
#include "story/index.h"

const struct story_limits story_limits_usual = {1000000, 200000, 400 * US_DAY};

/* ---- ids: open addressing, linear probing, deletion by shifting back (Knuth 6.4, algorithm R) */

static uint32_t ids_home(const struct ids *t, uint64_t id)
{
    return (uint32_t)((id * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - t->bits));
}

uint32_t ids_find(const struct ids *t, uint64_t id)
{
    if (t->n == 0)
        return NO_SLOT;
    uint32_t mask = (1u << t->bits) - 1, i = ids_home(t, id);
    for (; t->keys[i]; i = (i + 1) & mask)
        if (t->keys[i] == id)
            return t->values[i];
    return NO_SLOT;
}

static void ids_insert(struct ids *t, uint64_t id, uint32_t value)
{
    uint32_t mask = (1u << t->bits) - 1, i = ids_home(t, id);
    while (t->keys[i] && t->keys[i] != id)
        i = (i + 1) & mask;
    t->n += t->keys[i] == 0;
    t->keys[i] = id;
    t->values[i] = value;
}

bool ids_room(struct ids *t, size_t n)
{
    uint32_t bits = t->bits ? t->bits : 8;
    while (n * 3 / 2 >= (size_t)1 << bits)
        bits++;
    if (bits == t->bits)
        return true;
    struct ids bigger = {.bits = bits};
    bigger.keys = calloc((size_t)1 << bits, sizeof *bigger.keys);
    bigger.values = calloc((size_t)1 << bits, sizeof *bigger.values);
    if (!bigger.keys || !bigger.values) {
        free(bigger.keys);
        free(bigger.values);
        return false;
    }
    for (size_t i = 0; t->bits && i < (size_t)1 << t->bits; i++)
        if (t->keys[i])
            ids_insert(&bigger, t->keys[i], t->values[i]);
    ids_done(t);
    *t = bigger;
    return true;
}

void ids_put(struct ids *t, uint64_t id, uint32_t value)
{
    ids_insert(t, id, value);
}

void ids_take(struct ids *t, uint64_t id)
{
    if (ids_find(t, id) == NO_SLOT)
        return;
    uint32_t mask = (1u << t->bits) - 1, i = ids_home(t, id);
    while (t->keys[i] != id)
        i = (i + 1) & mask;
    for (uint32_t j = (i + 1) & mask; t->keys[j]; j = (j + 1) & mask) {
        uint32_t home = ids_home(t, t->keys[j]);
        if (((j - home) & mask) >= ((j - i) & mask)) {
            t->keys[i] = t->keys[j];
            t->values[i] = t->values[j];
            i = j;
        }
    }
    t->keys[i] = 0;
    t->n--;
}

void ids_done(struct ids *t)
{
    free(t->keys);
    free(t->values);
    *t = (struct ids){0};
}

/* ---- the index ---- */

struct story_index *story_index_new(const struct story_limits *limits)
{
    struct story_index *x = calloc(1, sizeof *x);
    if (!x)
        return NULL;
    x->limits = limits ? *limits : story_limits_usual;
    x->extractor = extractor_new();
    x->sum = calloc(1, sizeof *x->sum);
    x->df = calloc((size_t)1 << RARITY_BITS, sizeof *x->df);
    x->oldest = x->newest = x->oldest_live = x->free_slot = x->free_story = NO_SLOT;
    for (int i = 0; i < CLOCK_VOTES; i++)
        x->votes[i] = TIME_NONE;
    bool ok = x->extractor && x->df && x->sum && chains_init(&x->by_text, KEYS_TEXT) &&
              chains_init(&x->by_term, KEYS_TERM);
    if (ok && x->limits.articles_most > 0 && x->limits.live_most > 0)
        return x;
    story_index_free(x);
    return NULL;
}

void story_index_free(struct story_index *x)
{
    if (!x)
        return;
    for (uint32_t i = 0; i < x->slots; i++)
        free(x->articles[i].block);
    extractor_free(x->extractor);
    chains_done(&x->by_text);
    chains_done(&x->by_term);
    ids_done(&x->ids);
    ids_done(&x->story_ids);
    free(x->articles);
    free(x->sketches);
    free(x->touched);
    free(x->seats);
    free(x->sums);
    free(x->stories);
    free(x->df);
    free(x->sum);
    free(x);
}

static bool grow(void **p, size_t old_n, size_t n, size_t size)
{
    char *q = realloc(*p, n * size);
    if (!q)
        return false;
    memset(q + old_n * size, 0, (n - old_n) * size);
    *p = q;
    return true;
}

/* Half as many again, but no more than the limit needs. */
static uint32_t more_of(uint32_t n, uint32_t most)
{
    uint32_t more = n + n / 2 + 256;
    return n <= most && more > most + 1 ? most + 1 : more;
}

bool index_room(struct story_index *x)
{
    if (x->free_slot == NO_SLOT && x->used == x->slots) {
        uint32_t n = more_of(x->slots, x->limits.articles_most);
        if (!grow((void **)&x->articles, x->slots, n, sizeof *x->articles) ||
            !grow((void **)&x->sketches, (size_t)x->slots * STORY_SHINGLES_MOST,
                  (size_t)n * STORY_SHINGLES_MOST, sizeof *x->sketches) ||
            !chains_room(&x->by_text, n))
            return false;
        x->slots = n;
    }
    if (x->free_seat == 0 && x->seats_used == x->seat_count) {
        uint32_t n = more_of(x->seat_count, x->limits.live_most);
        if (!grow((void **)&x->seats, x->seat_count, n, sizeof *x->seats) ||
            !grow((void **)&x->sums, x->seat_count, n, sizeof *x->sums) ||
            !grow((void **)&x->touched, x->seat_count, n, sizeof *x->touched) ||
            !chains_room(&x->by_term, n))
            return false;
        x->seat_count = n;
    }
    if (x->free_story == NO_SLOT && x->story_used == x->story_slots) {
        uint32_t n = x->story_slots + x->story_slots / 2 + 256;
        if (!grow((void **)&x->stories, x->story_slots, n, sizeof *x->stories))
            return false;
        x->story_slots = n;
    }
    return ids_room(&x->ids, x->ids.n + 1) && ids_room(&x->story_ids, x->story_ids.n + 1);
}

/* ---- stories ---- */

void story_join(struct story_index *x, uint32_t slot, uint64_t id)
{
    struct held *m = &x->articles[slot];
    uint32_t at = ids_find(&x->story_ids, id);
    if (at == NO_SLOT) {
        at = x->free_story != NO_SLOT ? x->free_story : x->story_used++;
        if (x->free_story != NO_SLOT)
            x->free_story = x->stories[at].first;
        x->stories[at] = (struct live_story){.id = id, .first = NO_SLOT, .last = NO_SLOT};
        ids_put(&x->story_ids, id, at);
    }
    struct live_story *s = &x->stories[at];
    uint32_t after = s->last; /* members stand in order of arrival, whenever they join */
    while (after != NO_SLOT && x->articles[after].arrived > m->arrived)
        after = x->articles[after].prev_member;
    m->story = id;
    s->moved += m->moved;
    m->prev_member = after;
    m->next_member = after == NO_SLOT ? s->first : x->articles[after].next_member;
    if (after != NO_SLOT)
        x->articles[after].next_member = slot;
    else
        s->first = slot;
    if (m->next_member != NO_SLOT)
        x->articles[m->next_member].prev_member = slot;
    else
        s->last = slot;
    s->n++;
}

void story_leave(struct story_index *x, uint32_t slot)
{
    struct held *m = &x->articles[slot];
    uint32_t at = ids_find(&x->story_ids, m->story);
    struct live_story *s = &x->stories[at];
    if (m->prev_member != NO_SLOT)
        x->articles[m->prev_member].next_member = m->next_member;
    else
        s->first = m->next_member;
    if (m->next_member != NO_SLOT)
        x->articles[m->next_member].prev_member = m->prev_member;
    else
        s->last = m->prev_member;
    s->moved -= m->moved;
    if (--s->n == 0) {
        ids_take(&x->story_ids, s->id);
        s->first = x->free_story;
        x->free_story = at;
    }
}

/* ---- leaving ---- */

static void retire(struct story_index *x, uint32_t slot)
{
    struct held *m = &x->articles[slot];
    if (!m->live)
        return;
    story_leave(x, slot);
    for (uint32_t j = 0; j < KEYS_TERM; j++)
        chains_take(&x->by_term, m->seat, j);
    x->seats[m->seat] = x->free_seat;
    x->free_seat = m->seat + 1;
    for (uint32_t i = 0; i < m->term_count; i++)
        x->df[m->terms[i].hash & ((1u << RARITY_BITS) - 1)]--;
    x->block_bytes -= block_size(m);
    free(m->block);
    m->block = NULL;
    m->terms = NULL;
    m->labels = NULL;
    m->term_count = m->label_count = 0;
    m->live = false;
    x->live--;
    if (x->oldest_live == slot)
        x->oldest_live = m->newer;
}

void index_drop(struct story_index *x, uint32_t slot)
{
    struct held *m = &x->articles[slot];
    retire(x, slot);
    for (uint32_t j = 0; j < KEYS_TEXT; j++)
        chains_take(&x->by_text, slot, j);
    if (m->older != NO_SLOT)
        x->articles[m->older].newer = m->newer;
    else
        x->oldest = m->newer;
    if (m->newer != NO_SLOT)
        x->articles[m->newer].older = m->older;
    else
        x->newest = m->older;
    ids_take(&x->ids, m->id);
    *m = (struct held){.newer = x->free_slot};
    x->free_slot = slot;
    x->count--;
}

/* The index's clock: the earliest of the last few dates, so that no single wrong one ages it. */
static int64_t clock_of(const struct story_index *x)
{
    int64_t least = INT64_MAX;
    for (int i = 0; i < CLOCK_VOTES; i++)
        least = x->votes[i] < least ? x->votes[i] : least;
    return least;
}

void index_age(struct story_index *x)
{
    int64_t now = clock_of(x);
    while (x->oldest_live != NO_SLOT && x->live > 0) {
        struct held *m = &x->articles[x->oldest_live];
        bool old = now != TIME_NONE && m->time != TIME_NONE && now - m->time > x->limits.live_for;
        if (m->live && x->live <= x->limits.live_most && !old)
            break;
        if (m->live)
            retire(x, x->oldest_live);
        else
            x->oldest_live = m->newer;
    }
    while (x->count > x->limits.articles_most)
        index_drop(x, x->oldest);
}

/* ---- arriving ---- */

static bool weightier(const struct term *a, const struct term *b)
{
    return a->weight != b->weight ? a->weight > b->weight : a->hash < b->hash;
}

size_t top_terms(const struct term *terms, size_t n, size_t most, uint32_t *ret)
{
    size_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        size_t at = kept;
        while (at > 0 && weightier(&terms[i], &terms[ret[at - 1]]))
            at--;
        if (at == most)
            continue;
        kept += kept < most;
        memmove(&ret[at + 1], &ret[at], (kept - 1 - at) * sizeof *ret);
        ret[at] = i;
    }
    return kept;
}

static void post(struct story_index *x, uint32_t slot)
{
    const struct held *m = &x->articles[slot];
    uint32_t top[KEYS_TERM + 1];
    size_t n = top_terms(m->terms, m->term_count, KEYS_TERM, top);
    for (uint32_t j = 0; j < n; j++)
        chains_put(&x->by_term, m->seat, j, m->terms[top[j]].hash);
    for (uint32_t j = 0; j < m->sketch_count && j < KEYS_TEXT; j++)
        chains_put(&x->by_text, slot, j, sketch_of(x, slot)[j] & ~SKETCH_PLACE);
    for (uint32_t i = 0; i < m->term_count; i++)
        x->df[m->terms[i].hash & ((1u << RARITY_BITS) - 1)]++;
}

enum err_code index_add(struct story_index *x, const struct arrival *v, uint32_t *ret_slot)
{
    const struct features *f = v->features;
    bool sound = v->time > -TIME_FAR && v->time < TIME_FAR;
    size_t term_bytes = f->term_count * sizeof(struct term);
    char *block = malloc(term_bytes + f->label_count * sizeof(struct label) + 1);
    if (!block || !index_room(x)) {
        free(block);
        return ERR_MEMORY;
    }
    uint32_t old = ids_find(&x->ids, v->id);
    if (old != NO_SLOT)
        index_drop(x, old);
    uint32_t slot = x->free_slot != NO_SLOT ? x->free_slot : x->used++;
    struct held *m = &x->articles[slot];
    if (x->free_slot != NO_SLOT)
        x->free_slot = m->newer;
    *m = (struct held){.id = v->id,
                       .arrived = ++x->arrivals,
                       .time = sound ? v->time : TIME_NONE,
                       .copy_of = v->copy_of,
                       .words = f->words,
                       .publisher = v->publisher,
                       .block = block,
                       .copy = (uint8_t)v->copy,
                       .relation = (uint8_t)v->relation,
                       .sketch_count = f->sketch_count,
                       .term_count = f->term_count,
                       .label_count = f->label_count,
                       .live = true,
                       .moved = v->moved,
                       .older = x->newest,
                       .newer = NO_SLOT,
                       .nearest = v->nearest,
                       .score = (float)v->score};
    m->labels = (struct label *)block;
    m->terms = (struct term *)(block + f->label_count * sizeof(struct label));
    memcpy(m->labels, f->labels, f->label_count * sizeof(struct label));
    memcpy(m->terms, f->terms, term_bytes);
    memcpy(sketch_of(x, slot), f->sketch, f->sketch_count * sizeof f->sketch[0]);
    if (x->newest != NO_SLOT)
        x->articles[x->newest].newer = slot;
    else
        x->oldest = slot;
    x->newest = slot;
    if (x->oldest_live == NO_SLOT)
        x->oldest_live = slot;
    ids_put(&x->ids, v->id, slot);
    x->count++;
    x->live++;
    x->block_bytes += block_size(m);
    m->seat = x->free_seat ? x->free_seat - 1 : x->seats_used++;
    if (x->free_seat)
        x->free_seat = x->seats[m->seat];
    x->seats[m->seat] = slot;
    post(x, slot);
    story_join(x, slot, v->story);
    if (sound)
        x->votes[x->vote_at++ % CLOCK_VOTES] = v->time;
    *ret_slot = slot;
    return ERR_OK;
}

void story_stats(const struct story_index *x, struct story_stats *ret)
{
    *ret = (struct story_stats){.articles = x->count, .live = x->live, .stories = x->story_ids.n};
    ret->bytes =
        sizeof *x + sizeof *x->sum + extractor_bytes() + (sizeof(uint32_t) << RARITY_BITS) +
        (size_t)x->slots * (sizeof *x->articles + STORY_SHINGLES_MOST * sizeof *x->sketches) +
        (size_t)x->seat_count * 3 * sizeof(uint32_t) + x->block_bytes +
        (size_t)x->story_slots * sizeof *x->stories + chains_bytes(&x->by_text) +
        chains_bytes(&x->by_term) + (x->ids.bits ? (size_t)12 << x->ids.bits : 0) +
        (x->story_ids.bits ? (size_t)12 << x->story_ids.bits : 0);
}
