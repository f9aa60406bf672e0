/* factor: a sparse matrix, and short vectors for its rows. */
#ifndef OCTAVO_TRAIN_FACTOR_H
#define OCTAVO_TRAIN_FACTOR_H
#include "corpus.h"

/* Row by row. */
struct sparse {
    uint32_t *starts, *cols;
    float *v;
    size_t rows, width, n;
};
/* A vector of `dims` numbers and length 1 for each row, by a randomised singular value
 * decomposition with so many power steps (Halko, Martinsson and Tropp 2011). `even`: each dimension
 * weighs the same, else as much as the matrix has of it. Own by the caller; the same each time. */
float *factor_rows(const struct sparse *m, size_t dims, int power_steps, bool even);
/* Rows of x[n][dims] made as long as 1. */
void factor_unit_rows(float *x, size_t n, size_t dims);
#endif
