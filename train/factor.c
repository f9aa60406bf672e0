/* factor.c: see factor.h. */
#include "factor.h"

#include <math.h>

/* out[rows][D] = M x[width][D] */
static void times(const struct sparse *m, const float *x, float *out, size_t dims)
{
    memset(out, 0, m->rows * dims * sizeof *out);
    for (size_t r = 0; r < m->rows; r++)
        for (uint32_t i = m->starts[r]; i < m->starts[r + 1]; i++)
            for (size_t d = 0; d < dims; d++)
                out[r * dims + d] += m->v[i] * x[m->cols[i] * dims + d];
}

/* out[width][D] = M' y[rows][D] */
static void times_back(const struct sparse *m, const float *y, float *out, size_t dims)
{
    memset(out, 0, m->width * dims * sizeof *out);
    for (size_t r = 0; r < m->rows; r++)
        for (uint32_t i = m->starts[r]; i < m->starts[r + 1]; i++)
            for (size_t d = 0; d < dims; d++)
                out[m->cols[i] * dims + d] += m->v[i] * y[r * dims + d];
}

/* Columns of x[n][D] made orthonormal (modified Gram-Schmidt). */
static void orthonormal(float *x, size_t n, size_t dims)
{
    for (size_t d = 0; d < dims; d++) {
        for (size_t e = 0; e < d; e++) {
            double dot = 0;
            for (size_t i = 0; i < n; i++)
                dot += (double)x[i * dims + d] * x[i * dims + e];
            for (size_t i = 0; i < n; i++)
                x[i * dims + d] -= (float)dot * x[i * dims + e];
        }
        double norm = 0;
        for (size_t i = 0; i < n; i++)
            norm += (double)x[i * dims + d] * x[i * dims + d];
        float scale = norm > 0 ? (float)(1 / sqrt(norm)) : 0;
        for (size_t i = 0; i < n; i++)
            x[i * dims + d] *= scale;
    }
}

void factor_unit_rows(float *x, size_t n, size_t dims)
{
    for (size_t i = 0; i < n; i++) {
        double norm = 0;
        for (size_t d = 0; d < dims; d++)
            norm += (double)x[i * dims + d] * x[i * dims + d];
        float scale = norm > 0 ? (float)(1 / sqrt(norm)) : 0;
        for (size_t d = 0; d < dims; d++)
            x[i * dims + d] *= scale;
    }
}

float *factor_rows(const struct sparse *m, size_t dims, int power_steps, bool even)
{
    float *x = malloc(m->width * dims * sizeof *x), *y = malloc(m->rows * dims * sizeof *y);
    uint64_t seed = 11;
    if (!x || !y)
        die("out of memory");
    for (size_t i = 0; i < m->width * dims; i++)
        x[i] = (float)(next_random(&seed) >> 40) / 8388608.0f - 1.0f;
    for (int s = 0; s < power_steps; s++) {
        times(m, x, y, dims);
        times_back(m, y, x, dims);
        orthonormal(x, m->width, dims);
    }
    times(m, x, y, dims);
    if (even)
        orthonormal(y, m->rows, dims);
    factor_unit_rows(y, m->rows, dims);
    free(x);
    return y;
}
