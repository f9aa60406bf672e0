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

bool ids_room(struct ids *t, size_t n, int folder)
{
    uint32_t bits = t->bits ? t->bits : 8;
    while (n * 3 / 2 >= (size_t)1 << bits)
        bits++;
    if (bits == t->bits)
        return true;
    struct ids bigger = {.bits = bits};
    size_t keys = sizeof *bigger.keys << bits, bytes = keys + (sizeof *bigger.values << bits);
    region_init(&bigger.region, folder, bytes);
    if (!region_grow(&bigger.region, bytes)) {
        ids_done(&bigger);
        return false;
    }
    bigger.keys = (uint64_t *)(void *)bigger.region.p;
    bigger.values = (uint32_t *)(void *)(bigger.region.p + keys);
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
    region_done(&t->region);
    *t = (struct ids){.region.fd = -1};
}

/* ---- the index ---- */

/* Bytes of a row of each table. */
static const size_t row_bytes[TABLES] = {
    [TABLE_ARTICLES] = sizeof(struct held),
    [TABLE_SKETCHES] = STORY_SHINGLES_MOST * sizeof(uint32_t),
    [TABLE_SEATS] = sizeof(uint32_t),
    [TABLE_SUMS] = sizeof(float),
    [TABLE_TOUCHED] = sizeof(uint32_t),
    [TABLE_BLOCKS] = BLOCK_MOST,
    [TABLE_STORIES] = sizeof(struct live_story),
};

/* Address space is kept for so many rows: stories grow by half when they are full. */
static size_t rows_room(size_t most)
{
    return most + most / 2 + 512;
}

static void block_free(const struct story_index *x, const struct held *m)
{
    if (!x->tables[TABLE_BLOCKS].most)
        free(m->block);
}

/* The article's labels and terms: into `own`, or where it sits. */
static void block_fill(struct story_index *x, struct held *m, const struct features *f, char *own)
{
    m->block = own ? own : x->tables[TABLE_BLOCKS].p + (size_t)m->seat * BLOCK_MOST;
    m->labels = (struct label *)(void *)m->block;
    m->terms = (struct term *)(void *)(m->block + f->label_count * sizeof(struct label));
    memcpy(m->labels, f->labels, f->label_count * sizeof(struct label));
    memcpy(m->terms, f->terms, f->term_count * sizeof(struct term));
}

struct story_index *story_index_new(const struct story_limits *limits)
{
    return story_index_in(-1, limits);
}

struct story_index *story_index_in(int folder, const struct story_limits *limits)
{
    struct story_index *x = calloc(1, sizeof *x);
    if (!x)
        return NULL;
    x->limits = limits ? *limits : story_limits_usual;
    x->folder = folder;
    for (int i = 0; i < TABLES; i++) {
        size_t most = i < TABLE_SEATS ? x->limits.articles_most : x->limits.live_most;
        /* What every placement writes all over is not worth a write to the disk. */
        bool scratch = i == TABLE_SUMS || i == TABLE_TOUCHED;
        region_init(&x->tables[i], scratch ? -1 : folder, rows_room(most) * row_bytes[i]);
    }
    chains_init(&x->by_text, KEYS_TEXT, rows_room(x->limits.articles_most), folder);
    chains_init(&x->by_term, KEYS_TERM, rows_room(x->limits.live_most), folder);
    region_init(&x->ids.region, -1, 0);
    region_init(&x->story_ids.region, -1, 0);
    x->extractor = extractor_new();
    x->sum = calloc(1, sizeof *x->sum);
    x->young = young_new();
    x->df = calloc((size_t)1 << RARITY_BITS, sizeof *x->df);
    x->oldest = x->newest = x->oldest_live = x->free_slot = x->free_story = NO_SLOT;
    for (int i = 0; i < CLOCK_VOTES; i++)
        x->votes[i] = TIME_NONE;
    bool ok = x->extractor && x->df && x->sum && x->young;
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
        block_free(x, &x->articles[i]);
    extractor_free(x->extractor);
    chains_done(&x->by_text);
    chains_done(&x->by_term);
    ids_done(&x->ids);
    ids_done(&x->story_ids);
    for (int i = 0; i < TABLES; i++)
        region_done(&x->tables[i]);
    free(x->df);
    free(x->sum);
    free(x->young);
    free(x);
}

void story_index_rest(struct story_index *x)
{
    for (int i = 0; i < TABLES; i++)
        region_rest(&x->tables[i]);
    chains_rest(&x->by_text);
    chains_rest(&x->by_term);
    region_rest(&x->ids.region);
    region_rest(&x->story_ids.region);
}

static bool grow(struct story_index *x, enum table which, uint32_t rows)
{
    return region_grow(&x->tables[which], rows * row_bytes[which]);
}

/* Half as many again, but no more than the limit needs. */
static uint32_t more_of(uint32_t n, uint32_t most)
{
    uint32_t more = n + n / 2 + 256;
    return n <= most && more > most + 1 ? most + 1 : more;
}

static bool room_for_article(struct story_index *x)
{
    if (x->free_slot != NO_SLOT || x->used < x->slots)
        return true;
    uint32_t n = more_of(x->slots, x->limits.articles_most);
    bool ok =
        grow(x, TABLE_ARTICLES, n) && grow(x, TABLE_SKETCHES, n) && chains_room(&x->by_text, n);
    x->articles = (struct held *)(void *)x->tables[TABLE_ARTICLES].p;
    x->sketches = (uint32_t *)(void *)x->tables[TABLE_SKETCHES].p;
    x->slots = ok ? n : x->slots;
    return ok;
}

static bool room_for_live(struct story_index *x)
{
    if (x->free_seat != 0 || x->seats_used < x->seat_count)
        return true;
    uint32_t n = more_of(x->seat_count, x->limits.live_most);
    bool ok = grow(x, TABLE_SEATS, n) && grow(x, TABLE_SUMS, n) && grow(x, TABLE_TOUCHED, n) &&
              (!x->tables[TABLE_BLOCKS].most || grow(x, TABLE_BLOCKS, n)) &&
              chains_room(&x->by_term, n);
    x->seats = (uint32_t *)(void *)x->tables[TABLE_SEATS].p;
    x->sums = (float *)(void *)x->tables[TABLE_SUMS].p;
    x->touched = (uint32_t *)(void *)x->tables[TABLE_TOUCHED].p;
    x->seat_count = ok ? n : x->seat_count;
    return ok;
}

static bool room_for_story(struct story_index *x)
{
    if (x->free_story != NO_SLOT || x->story_used < x->story_slots)
        return true;
    uint32_t n = x->story_slots + x->story_slots / 2 + 256;
    bool ok = grow(x, TABLE_STORIES, n);
    x->stories = (struct live_story *)(void *)x->tables[TABLE_STORIES].p;
    x->story_slots = ok ? n : x->story_slots;
    return ok;
}

bool index_room(struct story_index *x)
{
    return room_for_article(x) && room_for_live(x) && room_for_story(x) &&
           ids_room(&x->ids, x->ids.n + 1, x->folder) &&
           ids_room(&x->story_ids, x->story_ids.n + 1, x->folder);
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
    block_free(x, m);
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
    char *block = NULL;
    if (!x->tables[TABLE_BLOCKS].most)
        block = malloc(term_bytes + f->label_count * sizeof(struct label) + 1);
    if ((!block && !x->tables[TABLE_BLOCKS].most) || !index_room(x)) {
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
    block_fill(x, m, f, block);
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
    ret->bytes = sizeof *x + sizeof *x->sum + sizeof *x->young + extractor_bytes() +
                 (sizeof(uint32_t) << RARITY_BITS) + chains_bytes(&x->by_text) +
                 chains_bytes(&x->by_term) + x->ids.region.bytes + x->story_ids.region.bytes;
    if (!x->tables[TABLE_BLOCKS].most)
        ret->bytes += x->block_bytes;
    for (int i = 0; i < TABLES; i++)
        ret->bytes += x->tables[i].bytes;
}
