/* page_train: trains the block classifier of src/page (trees.h) by gradient boosting on log loss.
 *   page_train ROWS LABELS MODEL.c SCORES [TREES RATE LAMBDA BAGS]
 * ROWS: of page_dump. LABELS: of page_label.py, lines "fold", then for each block "label weight"
 * (one line a page: fold l:w l:w …). Writes the model trained on all pages to MODEL.c, those that
 * never saw a page of a fold's sites to MODEL.c.0 to .4, and to SCORES one line a page with the
 * score of each block by the model that did not see its site.
 *
 * Trees of one question a level; each tree sees half of the rows and a third of the questions
 * (Friedman, "Stochastic Gradient Boosting", 2002). A model is the mean of several such forests,
 * grown from different random numbers: with so few pages one forest alone is a matter of luck. */
#include "page/feature.h"
#include "page/trees.h"

#include <math.h>
#include <stdio.h>

enum { FOLDS = 5, BINS = 64, TREES_MOST = 2000 };

struct data {
    size_t n, pages;
    uint32_t *page_at;           /* pages + 1 */
    uint8_t *col[FEATURE_COUNT]; /* by feature, n values */
    float *label, *weight;
    uint8_t *fold;
    float *score, *grad, *hess;
    float *out; /* out-of-fold scores, sum of the bags */
    uint32_t *rows, *leaf;
};
struct forest {
    struct page_tree trees[TREES_MOST];
    uint32_t count;
    int32_t base;
};
static uint64_t seed = 88172645463325252u;
static uint32_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32);
}
static void *get(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size);
    if (!p)
        abort();
    return p;
}
static int trees_wanted = 120;
static float rate_wanted = 0.15f;
static double lambda = 1.0;
static int bags = 3;

static void load_rows(struct data *d, FILE *f)
{
    uint32_t n;
    size_t cap = 1 << 20;
    d->page_at = get(100000, sizeof *d->page_at);
    for (int c = 0; c < FEATURE_COUNT; c++)
        d->col[c] = get(cap, 1);
    while (fread(&n, sizeof n, 1, f) == 1) {
        for (uint32_t i = 0; i < n; i++) {
            uint8_t row[FEATURE_COUNT];
            if (d->n == cap || fread(row, FEATURE_COUNT, 1, f) != 1)
                abort();
            for (int c = 0; c < FEATURE_COUNT; c++)
                d->col[c][d->n] = row[c];
            d->n++;
        }
        d->page_at[++d->pages] = (uint32_t)d->n;
    }
    d->label = get(d->n, sizeof(float));
    d->weight = get(d->n, sizeof(float));
    d->score = get(d->n, sizeof(float));
    d->grad = get(d->n, sizeof(float));
    d->hess = get(d->n, sizeof(float));
    d->out = get(d->n, sizeof(float));
    d->rows = get(d->n, sizeof(uint32_t));
    d->leaf = get(d->n, sizeof(uint32_t));
    d->fold = get(d->n, 1);
}

static void load_labels(struct data *d, FILE *f)
{
    for (size_t p = 0; p < d->pages; p++) {
        int fold;
        if (fscanf(f, "%d", &fold) != 1)
            abort();
        for (uint32_t i = d->page_at[p]; i < d->page_at[p + 1]; i++) {
            d->fold[i] = (uint8_t)fold;
            if (fscanf(f, " %f:%f", &d->label[i], &d->weight[i]) != 2)
                abort();
        }
    }
}

struct bin {
    double g, h;
};
/* The question that parts all leaves best; gain of Newton boosting with lambda. */
static double best_split(const struct data *d, size_t rows, int leaves, int c, int *ret_over)
{
    static struct bin hist[TREE_LEAVES][BINS];
    memset(hist, 0, sizeof(struct bin) * BINS * (size_t)leaves);
    const uint8_t *col = d->col[c];
    for (size_t k = 0; k < rows; k++) {
        uint32_t i = d->rows[k];
        struct bin *b = &hist[d->leaf[i]][col[i] & 63];
        b->g += (double)d->grad[i];
        b->h += (double)d->hess[i];
    }
    double gain[BINS] = {0};
    for (int l = 0; l < leaves; l++) {
        double g = 0, h = 0, left_g = 0, left_h = 0;
        for (int b = 0; b < BINS; b++) {
            g += hist[l][b].g;
            h += hist[l][b].h;
        }
        double whole = g * g / (h + lambda);
        for (int b = 0; b < BINS - 1; b++) {
            left_g += hist[l][b].g;
            left_h += hist[l][b].h;
            double rg = g - left_g, rh = h - left_h;
            gain[b] += left_g * left_g / (left_h + lambda) + rg * rg / (rh + lambda) - whole;
        }
    }
    double most = 0;
    for (int b = 0; b < BINS - 1; b++)
        if (gain[b] > most) {
            most = gain[b];
            *ret_over = b;
        }
    return most;
}

/* What is the same for a whole page would let trees learn pages by heart. */
static bool allowed(int c)
{
    static const uint8_t pages[] = {F_TOTAL, F_BLOCKS, F_ROOT_TEXT, F_ROOT_SHARE, F_ROOT_LINK};
    for (size_t i = 0; i < sizeof pages; i++)
        if (c == pages[i])
            return false;
    return true;
}

static void grow_tree(struct data *d, size_t rows, struct page_tree *tree)
{
    memset(tree, 0, sizeof *tree);
    for (size_t k = 0; k < rows; k++)
        d->leaf[d->rows[k]] = 0;
    for (int depth = 0; depth < TREE_DEPTH; depth++) {
        double most = -1;
        for (int c = 0; c < FEATURE_COUNT; c++) {
            if (!allowed(c) || next_random() % 3 != 0)
                continue;
            int over = 63;
            double gain = best_split(d, rows, 1 << depth, c, &over);
            if (gain > most) {
                most = gain;
                tree->feature[depth] = (uint8_t)c;
                tree->over[depth] = (uint8_t)over;
            }
        }
        const uint8_t *col = d->col[tree->feature[depth]];
        for (size_t k = 0; k < rows; k++)
            d->leaf[d->rows[k]] |= (uint32_t)(col[d->rows[k]] > tree->over[depth]) << depth;
    }
    struct bin sum[TREE_LEAVES] = {{0}};
    for (size_t k = 0; k < rows; k++) {
        uint32_t i = d->rows[k];
        sum[d->leaf[i]].g += (double)d->grad[i];
        sum[d->leaf[i]].h += (double)d->hess[i];
    }
    for (int l = 0; l < TREE_LEAVES; l++) {
        double v = -sum[l].g / (sum[l].h + lambda) * (double)rate_wanted * TREE_UNIT;
        tree->leaf[l] = (int16_t)fmax(-8000, fmin(8000, v));
    }
}

static unsigned leaf_of(const struct data *d, const struct page_tree *t, size_t i)
{
    unsigned leaf = 0;
    for (unsigned k = 0; k < TREE_DEPTH; k++)
        leaf |= (unsigned)(d->col[t->feature[k]][i] > t->over[k]) << k;
    return leaf;
}

/* Adds a forest trained on all rows but those of `without` (-1: none) to the model. */
static void train(struct data *d, int without, struct forest *f)
{
    double pos = 1, all = 2;
    for (size_t i = 0; i < d->n; i++)
        if (d->fold[i] != without) {
            pos += (double)(d->label[i] * d->weight[i]);
            all += (double)d->weight[i];
        }
    int32_t base = (int32_t)(log(pos / (all - pos)) * TREE_UNIT);
    f->base += base;
    for (size_t i = 0; i < d->n; i++)
        d->score[i] = (float)base / TREE_UNIT;
    for (int k = 0; k < trees_wanted && f->count < TREES_MOST; k++) {
        size_t rows = 0;
        for (size_t i = 0; i < d->n; i++) {
            if (d->fold[i] == without)
                continue;
            float p = 1.0f / (1.0f + expf(-d->score[i]));
            d->grad[i] = (p - d->label[i]) * d->weight[i];
            d->hess[i] = fmaxf(p * (1 - p), 1e-3f) * d->weight[i];
            float keep = fabsf(d->grad[i]) > 0.02f
                             ? 0.6f
                             : 0.25f; /* easy rows are seen less often, and count for more */
            if ((float)(next_random() & 0xFFFF) < keep * 65536.0f) {
                if (keep < 0.5f) {
                    d->grad[i] *= 2.4f;
                    d->hess[i] *= 2.4f;
                }
                d->rows[rows++] = (uint32_t)i;
            }
        }
        struct page_tree *t = &f->trees[f->count++];
        grow_tree(d, rows, t);
        for (size_t i = 0; i < d->n; i++)
            d->score[i] += (float)t->leaf[leaf_of(d, t, i)] / TREE_UNIT;
    }
}

static double loss(const struct data *d, const float *score)
{
    double sum = 0, w = 0;
    for (size_t i = 0; i < d->n; i++) {
        double p = 1.0 / (1.0 + exp(-(double)score[i]));
        p = fmin(fmax(p, 1e-6), 1 - 1e-6);
        sum -= (double)d->weight[i] * (d->label[i] > 0.5f ? log(p) : log(1 - p));
        w += (double)d->weight[i];
    }
    return sum / w;
}

static bool write_model(const char *path, const struct forest *f)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return false;
    fprintf(out, "/* Made by train/page_train.c; see train/page_train.sh. Not to be edited. "
                 "*/\n/* clang-format off */\n"
                 "#include \"page/trees.h\"\n\nstatic const struct page_tree trees[] = {\n");
    for (uint32_t t = 0; t < f->count; t++) {
        const struct page_tree *tree = &f->trees[t];
        fprintf(out, "{{");
        for (int k = 0; k < TREE_DEPTH; k++)
            fprintf(out, "%s%u", k ? "," : "", tree->feature[k]);
        fprintf(out, "},{");
        for (int k = 0; k < TREE_DEPTH; k++)
            fprintf(out, "%s%u", k ? "," : "", tree->over[k]);
        fprintf(out, "},{");
        for (int k = 0; k < TREE_LEAVES; k++)
            fprintf(out, "%s%d", k ? "," : "", tree->leaf[k]);
        fprintf(out, "}},\n");
    }
    fprintf(out, "};\nconst struct page_model page_model = {trees, %u, %d, %d};\n", f->count,
            f->base, bags * TREE_UNIT);
    return fclose(out) == 0;
}

/* All bags of one model; `out` gets the sum of the scores of the rows that it did not see. */
static bool train_bags(struct data *d, int without, const char *path)
{
    static struct forest f;
    memset(&f, 0, sizeof f);
    for (int b = 0; b < bags; b++) {
        train(d, without, &f);
        for (size_t i = 0; i < d->n; i++)
            if (d->fold[i] == without)
                d->out[i] += d->score[i] / (float)bags;
    }
    return write_model(path, &f);
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: page_train ROWS LABELS MODEL.c SCORES [TREES RATE LAMBDA BAGS]\n");
        return 2;
    }
    if (argc >= 9)
        bags = (int)strtol(argv[8], NULL, 10);
    if (argc >= 8)
        lambda = strtod(argv[7], NULL);
    if (argc >= 7) {
        trees_wanted = (int)strtol(argv[5], NULL, 10);
        rate_wanted = strtof(argv[6], NULL);
        if (trees_wanted > TREES_MOST)
            trees_wanted = TREES_MOST;
    }
    FILE *rows = fopen(argv[1], "rb"), *labels = fopen(argv[2], "r");
    if (!rows || !labels) {
        fprintf(stderr, "page_train: cannot read %s or %s\n", argv[1], argv[2]);
        return 1;
    }
    static struct data d;
    load_rows(&d, rows);
    load_labels(&d, labels);
    fprintf(stderr, "%zu pages, %zu blocks\n", d.pages, d.n);
    bool written = true;
    for (int k = 0; k < FOLDS; k++) { /* for measuring the whole pipeline out of fold */
        char name[4096];
        snprintf(name, sizeof name, "%s.%d", argv[3], k);
        written = train_bags(&d, k, name) && written;
    }
    fprintf(stderr, "out of fold: loss %.5f\n", loss(&d, d.out));
    FILE *scores = fopen(argv[4], "w");
    for (size_t p = 0; scores && p < d.pages; p++) {
        for (uint32_t i = d.page_at[p]; i < d.page_at[p + 1]; i++)
            fprintf(scores, "%.3f ", (double)d.out[i]);
        fputc('\n', scores);
    }
    written = train_bags(&d, -1, argv[3]) && written;
    return scores && fclose(scores) == 0 && written ? 0 : 1;
}
