/* pack.c: an article's compact features as bytes, for storing, and back.
 *
 * Little endian: version, copy (and whether a person moved it), relation, three counts (bytes); id,
 * story, copy_of, nearest, time (8 each); words, publisher, score (4 each); the sketch (4 each);
 * terms (hash 4, weight 2, flags 1); labels (hash 4, length 1, bytes). Reading trusts nothing:
 * counts, order and lengths are checked before anything is kept. */
#include "story/index.h"

enum {
    PACK_VERSION = 1,
    PACK_MOVED = 128 /* in the byte of copy */,
    PACK_HEAD = 6 + 5 * 8 + 3 * 4,
    TERM_BYTES = 7
};

static void put_n(struct buf *b, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_char(b, (char)(v >> (8 * i)));
}

static uint64_t get_n(const char *p, int bytes)
{
    uint64_t v = 0;
    for (int i = 0; i < bytes; i++)
        v |= (uint64_t)(unsigned char)p[i] << (8 * i);
    return v;
}

struct str story_pack(const struct story_index *x, struct arena *a, uint64_t id)
{
    uint32_t slot = ids_find(&x->ids, id);
    if (slot == NO_SLOT || !x->articles[slot].live)
        return STR_NONE;
    const struct held *m = &x->articles[slot];
    const uint64_t longs[] = {m->id, m->story, m->copy_of, m->nearest, (uint64_t)m->time};
    const uint8_t bytes[] = {PACK_VERSION,  (uint8_t)(m->copy | (m->moved ? PACK_MOVED : 0)),
                             m->relation,   m->sketch_count,
                             m->term_count, m->label_count};
    uint32_t score;
    memcpy(&score, &m->score, sizeof score);
    struct buf b;
    buf_arena(&b, a, STORY_PACK_MOST);
    for (size_t i = 0; i < sizeof bytes; i++)
        put_n(&b, bytes[i], 1);
    for (size_t i = 0; i < sizeof longs / sizeof *longs; i++)
        put_n(&b, longs[i], 8);
    put_n(&b, m->words, 4);
    put_n(&b, m->publisher, 4);
    put_n(&b, score, 4);
    for (uint32_t i = 0; i < m->sketch_count; i++)
        put_n(&b, sketch_of(x, slot)[i], 4);
    for (uint32_t i = 0; i < m->term_count; i++) {
        put_n(&b, m->terms[i].hash, 4);
        put_n(&b, m->terms[i].weight, 2);
        put_n(&b, m->terms[i].flags, 1);
    }
    for (uint32_t i = 0; i < m->label_count; i++) {
        put_n(&b, m->labels[i].hash, 4);
        put_n(&b, m->labels[i].n, 1);
        buf_put(&b, str_of(m->labels[i].p, m->labels[i].n));
    }
    return buf_str(&b);
}

/* Sketch and terms must ascend strictly (fingerprints without their place). */
static bool read_lists(struct str *s, struct features *f)
{
    if (s->n < f->sketch_count * (size_t)4 + f->term_count * (size_t)TERM_BYTES)
        return false;
    const char *p = s->p;
    for (uint32_t i = 0; i < f->sketch_count; i++, p += 4) {
        f->sketch[i] = (uint32_t)get_n(p, 4);
        if (i && (f->sketch[i] | SKETCH_PLACE) <= (f->sketch[i - 1] | SKETCH_PLACE))
            return false;
    }
    for (uint32_t i = 0; i < f->term_count; i++, p += TERM_BYTES) {
        f->terms[i] = (struct term){.hash = (uint32_t)get_n(p, 4),
                                    .weight = (uint16_t)get_n(p + 4, 2),
                                    .flags = (uint8_t)get_n(p + 6, 1)};
        if (i && f->terms[i].hash <= f->terms[i - 1].hash)
            return false;
    }
    *s = str_from(*s, (size_t)(p - s->p));
    for (uint32_t i = 0; i < f->label_count; i++) {
        if (s->n < 5)
            return false;
        struct label *l = &f->labels[i];
        l->hash = (uint32_t)get_n(s->p, 4);
        l->n = (uint8_t)s->p[4];
        if (l->n > NAME_BYTES_MOST || s->n < 5 + (size_t)l->n)
            return false;
        memcpy(l->p, s->p + 5, l->n);
        *s = str_from(*s, 5 + (size_t)l->n);
    }
    return s->n == 0;
}

enum err_code story_restore(struct story_index *x, struct str packed, uint64_t story,
                            uint64_t copy_of)
{
    struct features f = {0};
    if (packed.n < PACK_HEAD || packed.n > STORY_PACK_MOST || packed.p[0] != PACK_VERSION)
        return ERR_INPUT;
    const uint8_t copy = (uint8_t)packed.p[1] & (PACK_MOVED - 1), relation = (uint8_t)packed.p[2];
    f.sketch_count = (uint8_t)packed.p[3];
    f.term_count = (uint8_t)packed.p[4];
    f.label_count = (uint8_t)packed.p[5];
    if (copy > STORY_UPDATED || relation > STORY_ROUNDUP || f.sketch_count > STORY_SHINGLES_MOST ||
        f.term_count > STORY_TERMS_MOST || f.label_count > NAMES_MOST)
        return ERR_INPUT;
    const char *p = packed.p + 6;
    struct arrival v = {.id = get_n(p, 8),
                        .story = story ? story : get_n(p + 8, 8),
                        .copy_of = copy_of ? copy_of : get_n(p + 16, 8),
                        .nearest = get_n(p + 24, 8),
                        .time = (int64_t)get_n(p + 32, 8),
                        .publisher = (uint32_t)get_n(p + 44, 4),
                        .copy = (enum story_copy)copy,
                        .relation = (enum story_relation)relation,
                        .moved = (packed.p[1] & PACK_MOVED) != 0,
                        .features = &f};
    float score;
    uint32_t bits = (uint32_t)get_n(p + 48, 4), slot;
    memcpy(&score, &bits, sizeof score);
    v.score = (double)score;
    f.words = (uint32_t)get_n(p + 40, 4);
    struct str rest = str_from(packed, PACK_HEAD);
    if (v.id == 0 || v.id >> 53 || v.story == 0 || v.story >> 53 || v.copy_of >> 53 ||
        !read_lists(&rest, &f))
        return ERR_INPUT;
    enum err_code code = index_add(x, &v, &slot);
    index_age(x);
    return code;
}
