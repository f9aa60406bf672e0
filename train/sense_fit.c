/* sense_fit: fits a logistic regression and prints its weights as a C table row.
 *
 * Standard input: a row an example, "GROUP LABEL WEIGHT x0 x1 ..." (LABEL in 0..1); GROUP is a
 * number that names the document, so that every fifth group can be held out (--hold K holds out
 * groups with group % 5 == K, and prints their loss). Full-batch Newton steps with an L2 penalty
 * (default 1.0, --l2 V): the same input gives the same output. --only 0,3,4 takes these features
 * alone; the others get the weight 0. --least 1 prints on a second line the sum from which on to
 * say yes, so that the F that the chances themselves let expect is the best. */
#include "base/base.h"

#include <math.h>
#include <unistd.h>

enum { MOST = 64 };
struct row {
    long group;
    double label, weight, x[MOST];
};
static LIST(struct row) rows;
static int features;

static bool left_out[MOST];

static void take_only(const char *list)
{
    memset(left_out, true, sizeof left_out);
    for (char *end; *list; list = *end ? end + 1 : end) {
        long k = strtol(list, &end, 10);
        if (end == list || k < 0 || k >= MOST)
            return;
        left_out[k] = false;
    }
}

static void read_rows(struct arena *a)
{
    static char line[65536];
    while (fgets(line, sizeof line, stdin)) {
        struct row r = {0};
        char *p = line, *end;
        r.group = strtol(p, &end, 10);
        r.label = strtod(end, &p);
        r.weight = strtod(p, &end);
        int n = 0;
        for (p = end; n < MOST; n++, p = end) {
            r.x[n] = strtod(p, &end);
            if (end == p)
                break;
        }
        for (int k = 0; k < n; k++)
            r.x[k] = left_out[k] ? 0 : r.x[k];
        features = n > features ? n : features;
        LIST_PUSH(a, &rows, r);
    }
}

static double guess(const double *w, const double *x)
{
    double sum = 0;
    for (int k = 0; k < features; k++)
        sum += w[k] * x[k];
    return 1 / (1 + exp(-sum));
}

/* Solves h s = g in place by elimination with pivots; h is positive definite. */
static void solve(double h[MOST][MOST], double *g)
{
    for (int i = 0; i < features; i++) {
        for (int r = i + 1; r < features; r++) {
            double m = h[r][i] / h[i][i];
            for (int c = i; c < features; c++)
                h[r][c] -= m * h[i][c];
            g[r] -= m * g[i];
        }
    }
    for (int i = features; i-- > 0;) {
        for (int c = i + 1; c < features; c++)
            g[i] -= h[i][c] * g[c];
        g[i] /= h[i][i];
    }
}

static void step(double *w, double l2, int hold)
{
    static double h[MOST][MOST];
    double g[MOST] = {0};
    memset(h, 0, sizeof h);
    for (int k = 0; k < features; k++) {
        g[k] = -l2 * w[k] * (k > 0);
        h[k][k] = (k > 0 ? l2 : 0) + 1e-6;
    }
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        if (hold >= 0 && r->group % 5 == hold)
            continue;
        double p = guess(w, r->x), curve = r->weight * p * (1 - p);
        for (int k = 0; k < features; k++) {
            g[k] += r->weight * (r->label - p) * r->x[k];
            for (int c = 0; c < features; c++)
                h[k][c] += curve * r->x[k] * r->x[c];
        }
    }
    solve(h, g);
    for (int k = 0; k < features; k++)
        w[k] += g[k];
}

static double loss(const double *w, int hold)
{
    double sum = 0, n = 1e-9;
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *r = &rows.v[i];
        if (hold >= 0 && r->group % 5 != hold)
            continue;
        double p = fmin(fmax(guess(w, r->x), 1e-9), 1 - 1e-9);
        sum -= r->weight * (r->label * log(p) + (1 - r->label) * log(1 - p));
        n += r->weight;
    }
    return sum / n;
}

struct chance {
    double p, weight;
};
static int falling(const void *a, const void *b)
{
    double x = ((const struct chance *)a)->p, y = ((const struct chance *)b)->p;
    return (x < y) - (x > y);
}

/* With the likeliest taken, n in all, F is 2 * hits / (n + all that are so), as the chances say. A
 * row counts by its weight. */
static double least_for_f(struct arena *a, const double *w)
{
    struct chance *v = ARENA_ARRAY(a, rows.n, struct chance);
    double all = 0, n = 0, hits = 0, best = 0, least = 1;
    for (size_t i = 0; i < rows.n; i++) {
        v[i] = (struct chance){guess(w, rows.v[i].x), rows.v[i].weight};
        all += v[i].p * v[i].weight;
    }
    qsort(v, rows.n, sizeof *v, falling);
    for (size_t i = 0; i < rows.n; i++) {
        n += v[i].weight;
        hits += v[i].p * v[i].weight;
        double f = 2 * hits / (n + all);
        least = f > best ? v[i].p : least;
        best = fmax(f, best);
    }
    return log(least / (1 - least));
}

int main(int argc, char **argv)
{
    static struct arena a;
    double l2 = 1, w[MOST] = {0};
    int hold = -1;
    bool least = false;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (str_eq(str_c(argv[i]), STR("--l2")))
            l2 = strtod(argv[i + 1], NULL);
        if (str_eq(str_c(argv[i]), STR("--hold")))
            hold = (int)strtol(argv[i + 1], NULL, 10);
        if (str_eq(str_c(argv[i]), STR("--only")))
            take_only(argv[i + 1]);
        least |= str_eq(str_c(argv[i]), STR("--least"));
    }
    arena_init(&a, (size_t)4 << 30);
    read_rows(&a);
    for (int i = 0; i < 12; i++)
        step(w, l2, hold);
    fprintf(stderr, "%zu rows, loss %.4f\n", rows.n, loss(w, hold));
    for (int k = 0; k < features; k++)
        printf("%s%.4g", k ? ", " : "", w[k]);
    printf(",\n");
    if (least)
        printf("least %.4g\n", least_for_f(&a, w));
    arena_done(&a);
    return 0;
}
