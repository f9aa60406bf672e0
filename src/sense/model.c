/* model.c: the embedded models. Each file of models/ becomes read-only data of the program
 * (.incbin), so that all processes share its pages and none can be missing at run time; a build
 * without a file has NULL for it. */
#include "sense/model.h"

#include <assert.h>
#include <math.h>

#define EMBED(name, file)                                                                          \
    __asm__(".section .rodata\n.balign 64\n.global sense_model_" #name "\nsense_model_" #name      \
            ":\n.incbin \"" file "\"\nsense_model_" #name "_end:\n.global sense_model_" #name      \
            "_end\n.byte 0\n.previous\n");                                                         \
    extern const char sense_model_##name[], sense_model_##name##_end[];

#define HAVE(name)                                                                                 \
    {                                                                                              \
        sense_model_##name, sense_model_##name##_end                                               \
    }
#define NONE                                                                                       \
    {                                                                                              \
        NULL, NULL                                                                                 \
    }

#if __has_include("../../models/sent.bin")
EMBED(sent, "models/sent.bin")
#define MODEL_SENT_DATA HAVE(sent)
#else
#define MODEL_SENT_DATA NONE
#endif
#if __has_include("../../models/tag.bin")
EMBED(tag, "models/tag.bin")
#define MODEL_TAG_DATA HAVE(tag)
#else
#define MODEL_TAG_DATA NONE
#endif
#if __has_include("../../models/names.bin")
EMBED(names, "models/names.bin")
#define MODEL_NAMES_DATA HAVE(names)
#else
#define MODEL_NAMES_DATA NONE
#endif
#if __has_include("../../models/places.bin")
EMBED(places, "models/places.bin")
#define MODEL_PLACES_DATA HAVE(places)
#else
#define MODEL_PLACES_DATA NONE
#endif
#if __has_include("../../models/clusters.bin")
EMBED(clusters, "models/clusters.bin")
#define MODEL_CLUSTERS_DATA HAVE(clusters)
#else
#define MODEL_CLUSTERS_DATA NONE
#endif
#if __has_include("../../models/kin.bin")
EMBED(kin, "models/kin.bin")
#define MODEL_KIN_DATA HAVE(kin)
#else
#define MODEL_KIN_DATA NONE
#endif
static const struct {
    const char *name;
    struct {
        const char *from, *to;
    } data;
} models[MODEL_COUNT] = {
    [MODEL_SENT] = {"sent", MODEL_SENT_DATA},
    [MODEL_TAG] = {"tag", MODEL_TAG_DATA},
    [MODEL_NAMES] = {"names", MODEL_NAMES_DATA},
    [MODEL_PLACES] = {"places", MODEL_PLACES_DATA},
    [MODEL_CLUSTERS] = {"clusters", MODEL_CLUSTERS_DATA},
    [MODEL_KIN] = {"kin", MODEL_KIN_DATA},
};

/* Set by training and tests only. */
static const struct sense_model *in_place[MODEL_COUNT];

const char *sense_model_name(enum sense_model_id id)
{
    return models[id].name;
}

bool sense_model_check(const struct sense_model *m, size_t bytes, enum sense_model_id kind)
{
    if (bytes < sizeof m->head || memcmp(m->head.magic, SENSE_MODEL_MAGIC, 8) != 0)
        return false;
    if (m->head.version != SENSE_MODEL_VERSION || m->head.kind != (uint32_t)kind ||
        m->head.labels > SENSE_LABELS_MOST || m->head.slots == 0)
        return false;
    uint64_t want =
        sizeof m->head + 8 * (uint64_t)m->head.slots + m->head.row_bytes + m->head.extra_bytes;
    return want == bytes;
}

const struct sense_model *sense_model_get(enum sense_model_id id)
{
    const struct sense_model *other = in_place[id];
    if (other)
        return other->head.version == SENSE_MODEL_VERSION ? other : NULL;
    size_t bytes = (size_t)(models[id].data.to - models[id].data.from);
    const void *p = models[id].data.from;
    if (!p || !sense_model_check(p, bytes, id))
        return NULL;
    return p;
}

void sense_model_put(enum sense_model_id kind, const struct sense_model *m)
{
    in_place[kind] = m;
}

/* Sixteen or eight at once, wherever they lie: without the types of GCC and clang for it they add
 * one by one. */
typedef int8_t bytes16 __attribute__((vector_size(16), aligned(1), may_alias));
typedef int8_t bytes8 __attribute__((vector_size(8), aligned(1), may_alias));
typedef int16_t words16 __attribute__((vector_size(32), aligned(2), may_alias));
typedef int16_t words8 __attribute__((vector_size(16), aligned(2), may_alias));
#define ADD_BLOCK(bytes, words, row, sum)                                                          \
    (*(words *)(void *)(sum) += __builtin_convertvector(*(const bytes *)(const void *)(row), words))

static void add_full(const int8_t *row, unsigned labels, int16_t *sum)
{
    unsigned y = 0;
    for (; y + 16 <= labels; y += 16)
        ADD_BLOCK(bytes16, words16, row + y, sum + y);
    if (y + 8 <= labels) {
        ADD_BLOCK(bytes8, words8, row + y, sum + y);
        y += 8;
    }
    for (; y < labels; y++)
        sum[y] = (int16_t)(sum[y] + row[y]);
}

/* The table is larger than the caches near the core: all slots are asked for before the first is
 * read, and all rows before the first is added. Sixteen bits are enough for SENSE_FEATURES_MOST
 * weights. */
void sense_model_score(const struct sense_model *m, const uint64_t *features, size_t n,
                       int32_t *scores)
{
    static_assert(SENSE_FEATURES_MOST * 128 <= INT16_MAX, "sums fit");
    UNSET const uint8_t *rows[SENSE_FEATURES_MOST];
    UNSET int16_t sum[SENSE_LABELS_MOST];
    size_t found = 0;
    unsigned labels = m->head.labels;
    assert(n <= SENSE_FEATURES_MOST && labels <= SENSE_LABELS_MOST);
    memset(sum, 0, labels * sizeof *sum);
    for (size_t i = 0; i < n; i++)
        __builtin_prefetch(&m->table[sense_model_slot(features[i], m->head.slots)]);
    for (size_t i = 0; i < n; i++) {
        const uint8_t *row = sense_model_row(m, features[i]);
        if (row) {
            __builtin_prefetch(row);
            rows[found++] = row;
        }
    }
    for (size_t i = 0; i < found; i++) {
        const uint8_t *row = rows[i];
        unsigned k = *row++;
        if (k == SENSE_ROW_FULL)
            add_full((const int8_t *)row, labels, sum);
        else
            for (; k > 0; k--, row += 2)
                sum[row[0]] = (int16_t)(sum[row[0]] + (int8_t)row[1]);
    }
    for (unsigned y = 0; y < labels; y++)
        scores[y] += sum[y];
}

struct str sense_model_versions(struct arena *a)
{
    struct buf b;
    buf_arena(&b, a, 1024);
    for (int i = 0; i < MODEL_COUNT; i++) {
        const struct sense_model *m = sense_model_get((enum sense_model_id)i);
        if (b.n)
            buf_lit(&b, " ");
        buf_put(&b, str_c(models[i].name));
        buf_lit(&b, ":");
        buf_put(&b, m ? str_of(m->head.hash, 8) : STR("none"));
    }
    struct str words = sense_words_version();
    buf_lit(&b, " words:");
    buf_put(&b, words.n ? words : STR("none"));
    return buf_str(&b);
}

struct sense_clusters sense_cluster_of(uint64_t word_hash)
{
    const struct sense_model *m = sense_model_get(MODEL_CLUSTERS);
    const uint8_t *row = m ? sense_model_row(m, sense_mix(word_hash)) : NULL;
    if (!row)
        return (struct sense_clusters){0, 0, 0};
    /* 2, coarse, low byte of fine, caps, high byte of fine */
    return (struct sense_clusters){(uint16_t)((row[2] | row[4] << 8) + 1), row[1], row[3]};
}

const int8_t *sense_kin_of(uint64_t word_hash)
{
    const struct sense_model *m = sense_model_get(MODEL_KIN);
    return m ? (const int8_t *)sense_model_row(m, sense_mix(word_hash)) : NULL;
}

double sense_kinship(const int8_t *x, const int8_t *y)
{
    int32_t xy = 0, xx = 0, yy = 0;
    for (int d = 0; x && y && d < SENSE_KIN_DIMENSIONS; d++) {
        xy += x[d] * y[d];
        xx += x[d] * x[d];
        yy += y[d] * y[d];
    }
    return xx && yy ? xy / sqrt((double)xx * yy) : 0;
}
