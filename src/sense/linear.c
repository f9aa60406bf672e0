/* linear.c: see linear.h. The models of models/ are part of the program (.incbin), so that all
 * processes share their pages and none can be missing at run time. */
#include "sense/linear.h"

#define EMBED(name)                                                                                \
    __asm__(".section .rodata\n.balign 64\nsense_" #name "_at:\n.incbin \"models/" #name           \
            ".bin\"\nsense_" #name "_end:\n.byte 0\n.previous\n");                                 \
    extern const unsigned char sense_##name##_at[] __attribute__((visibility("hidden")));          \
    extern const unsigned char sense_##name##_end[] __attribute__((visibility("hidden")));
EMBED(speech)
EMBED(roles)
EMBED(violence)
EMBED(telling)

static const struct {
    const unsigned char *at, *end;
} embedded[LINEAR_COUNT] = {[LINEAR_SPEECH] = {sense_speech_at, sense_speech_end},
                            [LINEAR_ROLES] = {sense_roles_at, sense_roles_end},
                            [LINEAR_VIOLENCE] = {sense_violence_at, sense_violence_end},
                            [LINEAR_TELLING] = {sense_telling_at, sense_telling_end}};
/* Set by measuring programs only. */
static struct sense_linear in_place[LINEAR_COUNT];

void sense_linear_put(enum sense_linear_id id, const unsigned char *blob, size_t n)
{
    in_place[id] = blob ? sense_linear_open(blob, n) : (struct sense_linear){0};
}

struct sense_linear sense_linear_get(enum sense_linear_id id)
{
    if (in_place[id].labels)
        return in_place[id];
    return sense_linear_open(embedded[id].at, (size_t)(embedded[id].end - embedded[id].at));
}

static uint32_t u32_at(const unsigned char *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

struct sense_linear sense_linear_open(const unsigned char *blob, size_t n)
{
    struct sense_linear m = {0};
    bool sorted = n >= LINEAR_HEAD && memcmp(blob, "OLI3", 4) == 0;
    size_t head = sorted ? LINEAR_HEAD : LINEAR_HEAD_OLD;
    if (n < LINEAR_HEAD || (!sorted && memcmp(blob, "OLI2", 4) != 0))
        return m;
    uint32_t labels = u32_at(blob + 4), slots = u32_at(blob + 8);
    if (labels == 0 || labels > LINEAR_LABELS_MOST || slots == 0 || (slots & (slots - 1)) != 0 ||
        slots > (1u << 24) ||
        n < head + (size_t)labels * labels * 4 + (size_t)slots * (4 + (labels + 3) / 4 * 4))
        return m;
    m.sorted = sorted;
    m.labels = labels;
    m.slots = slots;
    memcpy(&m.scale, blob + 12, sizeof m.scale);
    m.trans = blob + head;
    m.rows = m.trans + (size_t)labels * labels * 4;
    m.row_bytes = 4 + (labels + 3) / 4 * 4;
    return m;
}

uint32_t sense_linear_stamp(enum sense_linear_id id)
{
    size_t n = (size_t)(embedded[id].end - embedded[id].at);
    return (uint32_t)str_hash(str_of((const char *)embedded[id].at, n < 128 ? n : 128));
}

/* The weights of a feature, or NULL. */
static const int8_t *weights_of(const struct sense_linear *m, uint64_t feature)
{
    uint32_t key = (uint32_t)(feature >> 32) | 1;
    for (uint32_t at = (uint32_t)feature, probes = 0; probes < m->slots; at++, probes++) {
        const unsigned char *row = m->rows + (size_t)(at & (m->slots - 1)) * m->row_bytes;
        uint32_t here = u32_at(row);
        if (here == key)
            return (const int8_t *)(row + 4);
        if (here == 0 || (m->sorted && here < key))
            return NULL;
    }
    return NULL;
}

/* Eight weights at once, each the signed square of its root. */
typedef int8_t bytes8 __attribute__((vector_size(8)));
typedef int16_t words8 __attribute__((vector_size(16)));
typedef int32_t longs8 __attribute__((vector_size(32)));
static void add_squares(const int8_t *w, longs8 *sum)
{
    UNSET bytes8 bytes;
    memcpy(&bytes, w, sizeof bytes);
    words8 root = __builtin_convertvector(bytes, words8), sign = root >> 15;
    *sum += __builtin_convertvector(root * ((root ^ sign) - sign), longs8);
}

/* The table is larger than the near caches: all rows are asked for before the first is read. The
 * sums run over whole rows with their padding, four or eight weights. */
void sense_linear_add(const struct sense_linear *m, const uint64_t *features, size_t n,
                      int32_t *scores)
{
    longs8 sum = {0};
    for (size_t i = 0; i < n && m->slots; i++)
        __builtin_prefetch(m->rows +
                           (size_t)((uint32_t)features[i] & (m->slots - 1)) * m->row_bytes);
    for (size_t i = 0; i < n; i++) {
        const int8_t *w = weights_of(m, features[i]);
        if (w && m->labels > 4)
            add_squares(w, &sum);
        else if (w)
            for (int k = 0; k < 4; k++)
                sum[k] += w[k] * abs(w[k]);
    }
    for (uint32_t k = 0; k < m->labels; k++)
        scores[k] += sum[k];
}

void sense_linear_best(struct arena *a, const struct sense_linear *m, const int32_t *scores,
                       size_t n, uint8_t *ret)
{
    uint32_t labels = m->labels;
    if (n == 0 || labels == 0)
        return;
    uint8_t *back = arena_array(a, n, labels);
    float best[LINEAR_LABELS_MOST], next[LINEAR_LABELS_MOST];
    float trans[LINEAR_LABELS_MOST * LINEAR_LABELS_MOST];
    memcpy(trans, m->trans, (size_t)labels * labels * sizeof *trans);
    for (uint32_t k = 0; k < labels; k++)
        best[k] = (float)scores[k] * m->scale;
    for (size_t i = 1; i < n; i++) {
        for (uint32_t k = 0; k < labels; k++) {
            uint32_t from = 0;
            for (uint32_t j = 1; j < labels; j++)
                if (best[j] + trans[j * labels + k] > best[from] + trans[from * labels + k])
                    from = j;
            back[i * labels + k] = (uint8_t)from;
            next[k] =
                best[from] + trans[from * labels + k] + (float)scores[i * labels + k] * m->scale;
        }
        memcpy(best, next, labels * sizeof *best);
    }
    uint32_t at = 0;
    for (uint32_t k = 1; k < labels; k++)
        at = best[k] > best[at] ? k : at;
    for (size_t i = n; i-- > 0;) {
        ret[i] = (uint8_t)at;
        at = back[i * labels + at];
    }
}
