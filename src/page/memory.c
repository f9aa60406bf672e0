/* memory.c: what repeats on the pages of one host. Each block of text leaves the hash of its folded
 * letters in a small table with the number of different pages that had it. What stood on two others
 * is no news: boxes for newsletters, notes on the author, appeals. The table is bounded: a new
 * block takes the place of the one that was seen least and longest ago among a few, so that
 * one-time paragraphs go and furniture stays. */
#include "page/internal.h"

enum {
    MEMORY_VERSION = 1,
    TIMES_DROP = 2,
    FOLD_LEAST = 12,
    TRIES = 8,
    BLOCK_BYTES = 16,
    HEAD_BYTES = 16
};
static const char magic[4] = {'O', 'P', 'M', MEMORY_VERSION};

void page_memory_init(struct page_memory *m)
{
    memset(m, 0, sizeof *m);
}

static void put_le(struct buf *b, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_char(b, (char)(v >> (8 * i) & 0xFF));
}
static uint64_t get_le(const char *p, int bytes)
{
    uint64_t v = 0;
    for (int i = 0; i < bytes; i++)
        v |= (uint64_t)(unsigned char)p[i] << (8 * i);
    return v;
}

void page_memory_write(struct buf *out, const struct page_memory *m)
{
    buf_put(out, str_of(magic, sizeof magic));
    put_le(out, m->pages, 4);
    put_le(out, m->count, 4);
    put_le(out, 0, 4);
    for (uint32_t i = 0; i < m->count; i++) {
        put_le(out, m->blocks[i].hash, 8);
        put_le(out, m->blocks[i].page, 4);
        put_le(out, m->blocks[i].from, 2);
        put_le(out, m->blocks[i].times, 2);
    }
}

bool page_memory_read(struct str s, struct page_memory *ret)
{
    page_memory_init(ret);
    if (s.n < HEAD_BYTES || memcmp(s.p, magic, sizeof magic) != 0)
        return false;
    uint64_t count = get_le(s.p + 8, 4);
    if (count > PAGE_MEMORY_MOST || s.n != HEAD_BYTES + count * BLOCK_BYTES)
        return false;
    ret->pages = (uint32_t)get_le(s.p + 4, 4);
    ret->count = (uint32_t)count;
    for (uint32_t i = 0; i < ret->count; i++) {
        const char *p = s.p + HEAD_BYTES + (size_t)i * BLOCK_BYTES;
        ret->blocks[i] = (struct page_memory_block){.hash = get_le(p, 8),
                                                    .page = (uint32_t)get_le(p + 8, 4),
                                                    .from = (uint16_t)get_le(p + 12, 2),
                                                    .times = (uint16_t)get_le(p + 14, 2)};
    }
    return true;
}

static struct page_memory_block *find(struct page_memory *m, uint64_t hash)
{
    for (uint32_t i = 0; i < m->count; i++)
        if (m->blocks[i].hash == hash)
            return &m->blocks[i];
    return NULL;
}

/* A free place, or that of the block which is worth least: seen on fewest pages, longest ago. */
static struct page_memory_block *place(struct page_memory *m, uint64_t hash)
{
    if (m->count < PAGE_MEMORY_MOST)
        return &m->blocks[m->count++];
    struct page_memory_block *worst = NULL;
    for (uint32_t k = 0; k < TRIES * 4; k++) {
        struct page_memory_block *b =
            &m->blocks[(hash + (uint64_t)k * 2654435761u) % PAGE_MEMORY_MOST];
        if (b->page != m->pages && (!worst || b->times < worst->times ||
                                    (b->times == worst->times && b->page < worst->page)))
            worst = b;
    }
    return worst;
}

/* Only what the classifier would keep is worth a place: the rest goes anyway. */
static bool worth(const struct block *b)
{
    return b->kept && b->fold_n >= FOLD_LEAST;
}

void page_memory_drop(struct page *p, struct str url)
{
    struct page_memory *m = p->hints->memory;
    if (!m)
        return;
    uint16_t from = (uint16_t)(str_hash(url) | 1);
    uint32_t all = 0, repeated = 0;
    for (size_t i = 0; i < p->blocks.n; i++) {
        const struct block *b = &p->blocks.v[i];
        struct page_memory_block *old = worth(b) ? find(m, b->hash) : NULL;
        all += b->kept ? b->units : 0;
        repeated += old && old->from != from && old->times >= TIMES_DROP ? b->units : 0;
    }
    /* Most of it repeats: the same article under several addresses, not furniture. */
    bool copy = repeated * 2 > all;
    m->pages++;
    m->changed = true;
    for (size_t i = 0; i < p->blocks.n; i++) {
        struct block *b = &p->blocks.v[i];
        if (!worth(b))
            continue;
        struct page_memory_block *old = find(m, b->hash);
        bool drop = old && (old->from != from ? old->times >= TIMES_DROP : old->times > TIMES_DROP);
        if (!old) {
            old = place(m, b->hash);
            if (!old)
                continue;
            *old = (struct page_memory_block){.hash = b->hash, .from = from, .times = 1};
        } else if (old->from != from && !copy) {
            old->from = from;
            old->times = old->times < UINT16_MAX ? (uint16_t)(old->times + 1) : old->times;
        }
        old->page = m->pages;
        if (drop && !copy && !p->by_hand) {
            b->kept = false;
            b->hard = true;
            b->why = "repeats on this host";
        }
    }
}

/* ---- cleaning what was read before ---- */

/* Is this paragraph of a body one that repeats? */
static bool repeats(struct arena *a, struct page_memory *m, const struct body *b, size_t from,
                    size_t to, size_t *ret_bytes)
{
    struct buf fold;
    size_t bytes = 0;
    for (size_t i = from; i < to; i++)
        bytes += b->ops[i].kind == BODY_TEXT ? b->ops[i].text.n : 0;
    *ret_bytes = bytes;
    buf_arena(&fold, a, bytes + 8);
    for (size_t i = from; i < to; i++)
        if (b->ops[i].kind == BODY_TEXT)
            page_fold(&fold, b->ops[i].text);
    if (fold.n < FOLD_LEAST)
        return false;
    const struct page_memory_block *known = find(m, str_hash(buf_str(&fold)));
    return known && known->times > TIMES_DROP;
}

static bool is_leaf(const struct body_op *op)
{
    if (op->kind != BODY_OPEN)
        return false;
    switch ((unsigned)op->tag) {
    case BODY_p:
    case BODY_h2:
    case BODY_h3:
    case BODY_h4:
    case BODY_h5:
    case BODY_h6:
    case BODY_pre: return true;
    default: return false;
    }
}

/* The end (exclusive) of the element that opens at `at`. */
static size_t end_of(const struct body *b, size_t at)
{
    size_t depth = 0;
    for (size_t i = at; i < b->n; i++) {
        if (b->ops[i].kind == BODY_OPEN && !body_tag_is_void(b->ops[i].tag))
            depth++;
        else if (b->ops[i].kind == BODY_CLOSE && --depth == 0)
            return i + 1;
    }
    return b->n;
}

/* Marks the operations of paragraphs that repeat; returns false where there are none, or where most
 * of the text does: the same article under several addresses, not furniture. */
static bool mark_repeats(struct arena *a, struct page_memory *m, const struct body *b, bool *gone)
{
    size_t all = 0, repeated = 0;
    for (size_t i = 0; i < b->n;) {
        if (!is_leaf(&b->ops[i])) {
            i++;
            continue;
        }
        size_t end = end_of(b, i), bytes;
        bool drop = repeats(a, m, b, i, end, &bytes);
        all += bytes;
        repeated += drop ? bytes : 0;
        for (; i < end; i++)
            gone[i] = drop;
    }
    return repeated && repeated * 2 <= all;
}

bool page_memory_clean(struct arena *a, struct page_memory *m, struct article *v)
{
    const struct body *b = &v->body;
    bool *gone = ARENA_ARRAY(a, b->n + 1, bool);
    if (!mark_repeats(a, m, b, gone))
        return false;
    struct body_op *ops = ARENA_ARRAY(a, b->n + 1, struct body_op);
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        const struct body_op *op = &b->ops[i];
        if (gone[i])
            continue;
        /* A list or quotation that held nothing else goes too. */
        bool emptied = i && gone[i - 1] && op->kind == BODY_CLOSE && n &&
                       ops[n - 1].kind == BODY_OPEN && ops[n - 1].tag == op->tag &&
                       op->tag != BODY_td && op->tag != BODY_th;
        if (emptied) {
            n--;
            gone[i] = true;
        } else {
            ops[n++] = *op;
        }
    }
    v->body = (struct body){ops, n};
    v->text = body_text(a, &v->body);
    return true;
}
