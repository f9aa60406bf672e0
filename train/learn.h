/* learn: a linear classifier over hashed features, as the programs of train/ use it. Features are
 * counted first (learner_count), then those seen often enough get weights (learner_freeze), then
 * come the updates, and last the averaged weights are rounded to 8 bits and written as a model file
 * that src/sense/model.h describes. Everything is single-threaded and repeatable: same input, same
 * bytes. */
#ifndef OCTAVO_TRAIN_LEARN_H
#define OCTAVO_TRAIN_LEARN_H
#include "sense/model.h"

/* A row of a model file. */
struct row {
    uint64_t key;
    const uint8_t *p;
    size_t n;
};

struct learner {
    uint32_t labels;
    uint64_t *keys;   /* open addressing; 0 = free */
    uint32_t *counts; /* while counting */
    int32_t *ids;     /* after freezing: row, or -1 */
    size_t slots, used;
    size_t rows;
    float *w, *acc, *g2; /* rows * labels; g2: sums of squared gradients (AdaGrad) */
    uint64_t *row_keys;
    const struct row *more; /* rows made otherwise, written with the model */
    size_t more_count;
    double step; /* number of updates offered so far */
};

void learner_init(struct learner *l, uint32_t labels);
void learner_done(struct learner *l);
void learner_count(struct learner *l, const uint64_t *f, size_t n);
void learner_freeze(struct learner *l, uint32_t least);
/* Row numbers of those features that have weights. */
size_t learner_rows(const struct learner *l, const uint64_t *f, size_t n, int32_t *rows);
/* Leaves out a random part of the rows, so that no few features decide alone (dropout; for linear
 * models Wang and Manning 2013). Returns how many stay. */
size_t learner_drop(int32_t *rows, size_t n, unsigned percent, uint64_t *seed);
void learner_score(const struct learner *l, const int32_t *rows, size_t n, float *scores);
/* Perceptron: adds delta to `label` in each row. */
void learner_add(struct learner *l, const int32_t *rows, size_t n, uint32_t label, float delta);
/* Logistic / CRF: a gradient step with AdaGrad. */
void learner_grad(struct learner *l, const int32_t *rows, size_t n, const float *gradient,
                  float rate);
/* Weights become averages over the steps (perceptron). */
void learner_average(struct learner *l);
/* Writes the model file; exits with a message where it cannot. */
void learner_write(const struct learner *l, const char *path, enum sense_model_id kind,
                   const char *hash, struct str extra, float most);
/* The same in memory (malloc), for measuring what the rounded model does. */
struct sense_model *learner_model(const struct learner *l, enum sense_model_id kind,
                                  const char *hash, struct str extra, float most,
                                  size_t *ret_bytes);
/* Builds a model file image from rows made otherwise: key, bytes. */
struct sense_model *model_build(const struct row *rows, size_t n, enum sense_model_id kind,
                                const char *hash, uint32_t labels, float scale, struct str extra,
                                size_t *ret_bytes);
void model_save(const char *path, const struct sense_model *m, size_t bytes);

/* ---- data ---- */

/* The whole of a file, gunzipped where its name ends in .gz; malloc-backed, never freed. Adds its
 * bytes to the running hash of training files. Exits with a message where it cannot be read. */
struct str data_read(const char *path);
/* The same without adding to the hash. */
struct str file_read(const char *path);
/* 16 hexadecimal digits over all files read so far and `settings`. */
void data_hash(const char *settings, char out[17]);
/* A repeatable random number (xorshift64*), and a shuffle of indexes. */
uint64_t next_random(uint64_t *state);
void shuffle(uint32_t *v, size_t n, uint64_t *state);
_Noreturn void die(const char *fmt, ...) printf_like(1, 2);
#endif
