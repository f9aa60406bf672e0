/* sense/linear: a linear model over hashed features, for labels in a row or for single decisions.
 *
 * Blob, little endian: "OLI3", u32 labels, u32 slots (power of two), f32 scale, char hash[16] (hex
 * digits, of the rows that it was trained from), labels * labels f32 of transitions (from, to),
 * then `slots` rows: u32 key (0 = free) and labels int8 roots of weights, padded to a multiple of
 * four, so that a lookup is one miss of the cache: w = scale * q * |q|, fine near zero and wide at
 * the ends. Open addressing: a feature's slot is the low bits of its hash, its key the high 32
 * bits; from the slot on keys fall until its own, so that the search for one that is absent ends
 * early. "OLI2", which is read too, has no hash and no order. Trained by train/sense_train.c. */
#ifndef OCTAVO_SENSE_LINEAR_H
#define OCTAVO_SENSE_LINEAR_H
#include "base/base.h"

enum { LINEAR_HEAD = 32, LINEAR_HEAD_OLD = 16, LINEAR_LABELS_MOST = 8, LINEAR_FEATURES_MOST = 96 };

struct sense_linear {
    uint32_t labels, slots;
    float scale;
    const unsigned char *trans, *rows;
    uint32_t row_bytes;
    bool sorted;
};
/* Looks into a blob; labels is 0 where it is none or damaged, and every score then 0. */
struct sense_linear sense_linear_open(const unsigned char *blob, size_t n);
/* For measuring with models that are not the embedded ones: `blob` (which must outlive its use)
 * takes the place of this model; NULL gives it back. Not for programs with threads. */
enum sense_linear_id { LINEAR_SPEECH, LINEAR_ROLES, LINEAR_VIOLENCE, LINEAR_TELLING, LINEAR_COUNT };
void sense_linear_put(enum sense_linear_id id, const unsigned char *blob, size_t n);
struct sense_linear sense_linear_get(enum sense_linear_id id);
/* Tells one training of an embedded model from another: of its head and transitions. */
uint32_t sense_linear_stamp(enum sense_linear_id id);
/* Adds the weights of n features to scores[labels]. */
void sense_linear_add(const struct sense_linear *m, const uint64_t *features, size_t n,
                      int32_t *scores);
/* Best row of labels for n places with emission scores[n * labels] (in units of scale): Viterbi. */
void sense_linear_best(struct arena *a, const struct sense_linear *m, const int32_t *scores,
                       size_t n, uint8_t *ret);

/* Feature hashes: start from a template's number, mix in strings and numbers. */
static inline uint64_t feature_mix(uint64_t h, uint64_t v)
{
    h ^= v + UINT64_C(0x9E3779B97F4A7C15) + (h << 6) + (h >> 2);
    h *= UINT64_C(0xFF51AFD7ED558CCD);
    return h ^ (h >> 32);
}
static inline uint64_t feature_of(uint32_t template, uint64_t v)
{
    return feature_mix(template * UINT64_C(0xC2B2AE3D27D4EB4F) + 1, v);
}
static inline uint64_t feature_pair(uint32_t template, uint64_t v, uint64_t w)
{
    return feature_mix(feature_of(template, v), w);
}
#endif
