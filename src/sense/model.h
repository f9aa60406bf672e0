/* sense/model: trained tables, and the parts of the analysis that training shares with reading.
 *
 * A model file is little-endian:
 *   char magic[8] "OCTMODEL"; u32 version; u32 kind (enum sense_model_id); char hash[16] (hex
 * digits of the 64-bit hash of the training files and settings); u32 labels; u32 slots; u32
 * row_bytes; u32 extra_bytes; float scale; u32 reserved; (u32 key, u32 offset)[slots]; u8
 * rows[row_bytes]; u8 extra[extra_bytes]. A feature is a 64-bit hash; its slot is found from the
 * upper half, its key is the lower half; offset 0 is a free slot; from a feature's slot on, keys
 * fall until its own, so that the search for one that is absent ends early. A row is u8 count, then
 * count times (u8 label, i8 weight); or SENSE_ROW_FULL and the weights of all labels. What `extra`
 * holds is said by each kind. Made by train/, embedded by model.c. */
#ifndef OCTAVO_SENSE_MODEL_H
#define OCTAVO_SENSE_MODEL_H
#include "sense/internal.h"

enum { SENSE_MODEL_VERSION = 3, SENSE_LABELS_MOST = 128, SENSE_ROW_FULL = 255 };
#define SENSE_MODEL_MAGIC "OCTMODEL"

struct sense_model_head {
    char magic[8];
    uint32_t version, kind;
    char hash[16];
    uint32_t labels, slots, row_bytes, extra_bytes;
    float scale;
    uint32_t reserved;
};
struct sense_model {
    struct sense_model_head head;
    struct sense_model_slot {
        uint32_t key, offset;
    } table[]; /* then rows, extra */
};

static inline uint64_t sense_mix(uint64_t v)
{
    v *= UINT64_C(0x9E3779B97F4A7C15);
    v ^= v >> 32;
    v *= UINT64_C(0xD6E8FEB86659FD93);
    return v ^ (v >> 29);
}
/* The hash of a feature: number of its template and its value. */
static inline uint64_t sense_feature(unsigned id, uint64_t v)
{
    return sense_mix(v + id * UINT64_C(0xA24BAED4963EE407));
}
static inline const uint8_t *sense_model_rows(const struct sense_model *m)
{
    return (const uint8_t *)(m->table + m->head.slots);
}
static inline const uint8_t *sense_model_extra(const struct sense_model *m)
{
    return sense_model_rows(m) + m->head.row_bytes;
}
static inline uint32_t sense_model_slot(uint64_t feature, uint32_t slots)
{
    return (uint32_t)(((feature >> 32) * slots) >> 32);
}
/* The row of a feature, or NULL. */
static inline const uint8_t *sense_model_row(const struct sense_model *m, uint64_t feature)
{
    uint32_t slots = m->head.slots, key = (uint32_t)feature;
    for (uint32_t i = sense_model_slot(feature, slots);; i = i + 1 == slots ? 0 : i + 1) {
        struct sense_model_slot here = m->table[i];
        if (here.offset == 0 || here.key < key)
            return NULL;
        if (here.key == key)
            return sense_model_rows(m) + here.offset;
    }
}
/* Adds the weights of n features to scores[labels]. */
void sense_model_score(const struct sense_model *m, const uint64_t *features, size_t n,
                       int32_t *scores);
/* Is it whole: magic, version, sizes within `bytes`? */
bool sense_model_check(const struct sense_model *m, size_t bytes, enum sense_model_id kind);
/* For training and tests: a model in memory takes the place of the embedded one; NULL gives that
 * back. Not for programs with threads. */
void sense_model_put(enum sense_model_id kind, const struct sense_model *m);

/* ---- shared with train/ ---- */

enum { SENSE_FEATURES_MOST = 128 };
/* Asked at each gap between tokens where a sentence may end; says whether it does. */
typedef bool (*sense_gap_fn)(void *ctx, const struct sense_doc *d, uint32_t token,
                             const uint64_t *features, size_t n);
/* Tokens of d->text into d (no sentences); then sentences, by asking. */
void sense_cut_tokens(struct sense_doc *d);
void sense_cut_sentences(struct sense_doc *d, sense_gap_fn ask, void *ctx);
/* Fills flags, norm, hash of a token whose span is set. */
void sense_token_fill(struct arena *a, struct str text, struct sense_token *t);
/* A document from tokens that are given: sents[i] tokens each, joined by spaces. English. */
void sense_doc_from_tokens(struct arena *a, const struct str *tokens,
                           const uint32_t *sentence_lengths, size_t sentences,
                           struct sense_doc *ret);

/* The tag labels: pairs of upos and xpos in the order of the model's labels. A word as it is
 * written that has one label only has a row of that label, and nothing more is asked. */
uint64_t sense_tag_word(const struct sense_doc *d, uint32_t i);
/* Features of token i, whose predecessors are tagged, and behind it only the words of one label;
 * the others have XPOS_NONE. */
size_t sense_tag_features(const struct sense_doc *d, uint32_t i, uint64_t f[SENSE_FEATURES_MOST]);
/* The clusters of a word by its hash. */
struct sense_clusters sense_cluster_of(uint64_t word_hash);
/* What a word stands near in news, as a vector whose length means nothing; NULL where it is not
 * known. */
enum { SENSE_KIN_DIMENSIONS = 64 };
const int8_t *sense_kin_of(uint64_t word_hash);
/* How alike two words' company is: the cosine of their vectors, -1..1; 0 where one is NULL. */
double sense_kinship(const int8_t *x, const int8_t *y);
#endif
