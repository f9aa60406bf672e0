/* train_words: clusters of words that occur alike, and vectors of words that occur together, from
 * texts without annotation.
 * usage: train_words DATA CLUSTERS [KIN]
 * OPEN=1 in the environment takes only the sets with an open licence.
 *
 * For each of the commonest words, counts which common words stand right before and right behind
 * it; the counts become positive pointwise mutual information; a randomised singular value
 * decomposition (Halko, Martinsson and Tropp 2011) gives each word a short vector; spherical
 * k-means parts the vectors into FINE clusters, and the centres of those into COARSE ones. For KIN
 * the words that stand near count, the nearer the more, and the vectors themselves are kept. The
 * model files hold hashes of words, no words. */
#include "factor.h"

#include <math.h>

enum {
    VOCABULARY = 40000,
    CONTEXTS = 1200,
    DIMENSIONS = 96,
    FINE = 1200,
    COARSE = 160,
    LEAST = 3,
    POWER_STEPS = 3,
    MEANS_STEPS = 14,
    KIN_WORDS = 20000,
    KIN_LEAST = 8,
    KIN_NEAR = 5,
    KIN_POWER_STEPS = 6,
};

struct word {
    uint64_t hash;
    uint32_t count, caps, small;
};

/* An open table hash -> number. */
struct table {
    uint64_t *keys;
    uint32_t *values;
    size_t slots, used;
};

static void table_init(struct table *t, size_t slots)
{
    *t = (struct table){calloc(slots, 8), calloc(slots, 4), slots, 0};
    if (!t->keys || !t->values)
        die("out of memory");
}

static uint32_t *table_at(struct table *t, uint64_t key)
{
    size_t i = sense_mix(key) & (t->slots - 1);
    while (t->keys[i] && t->keys[i] != key)
        i = (i + 1) & (t->slots - 1);
    if (!t->keys[i]) {
        if (++t->used * 4 > t->slots * 3)
            die("too many different words or pairs");
        t->keys[i] = key;
    }
    return &t->values[i];
}

/* The value of a key, 0 where it is not there. */
static uint32_t table_get(const struct table *t, uint64_t key)
{
    size_t i = sense_mix(key) & (t->slots - 1);
    while (t->keys[i] && t->keys[i] != key)
        i = (i + 1) & (t->slots - 1);
    return t->keys[i] ? t->values[i] : 0;
}

static const char *const open_sets[] = {"tokens-ewt",   "ner-uner",    "ner-wikigold",
                                        "clusters-ecb", "events-rams", "incidents-muc",
                                        "events-cameo", NULL};
static const char *const other_sets[] = {
    "summaries-bbc", "summaries-cnndm",    "clusters-5w1h",      "clusters-basil",
    "clusters-fnc",  "keyphrases-kpcrowd", "keyphrases-duc2001", "ner-conllpp",
    "ner-worldwide", "quotes-polnear",     "incidents-india",    NULL};

/* All texts as one line of word hashes; 1 stands between sentences. */
struct line {
    uint64_t *v;
    uint8_t *caps;  /* 1: inside a sentence and with a capital, 2: without, 0: says nothing */
    uint8_t *alpha; /* is it a word of letters? */
    size_t n, cap;
};

static void line_put(struct line *l, uint64_t h, uint8_t caps, bool alpha)
{
    if (l->n == l->cap) {
        l->cap = l->cap * 2 + (1 << 20);
        l->v = realloc(l->v, l->cap * sizeof *l->v);
        l->caps = realloc(l->caps, l->cap);
        l->alpha = realloc(l->alpha, l->cap);
        if (!l->v || !l->caps || !l->alpha)
            die("out of memory");
    }
    l->caps[l->n] = caps;
    l->alpha[l->n] = alpha;
    l->v[l->n++] = h;
}

static void line_add(struct line *l, struct str text)
{
    struct arena a;
    arena_init(&a, 1 << 30);
    struct sense_doc d = {.arena = &a, .text = text, .lang = STR("en"), .english = true};
    sense_cut_tokens(&d);
    bool first = true;
    size_t small = 0;
    for (size_t i = 0; i < d.token_count; i++)
        small += (d.tokens[i].flags & (TOK_ALPHA | TOK_CAP)) == TOK_ALPHA;
    bool mixed = small * 2 > d.token_count; /* a text in capitals says nothing of them */
    for (size_t i = 0; i < d.token_count; i++) {
        const struct sense_token *t = &d.tokens[i];
        struct str w = t->norm;
        bool end = str_eq(w, STR(".")) || str_eq(w, STR("?")) || str_eq(w, STR("!")) ||
                   str_eq(w, STR("\""));
        uint8_t caps = first || !mixed || !(t->flags & TOK_ALPHA) ? 0 : t->flags & TOK_CAP ? 1 : 2;
        line_put(l, (t->flags & TOK_DIGIT) && !(t->flags & TOK_ALPHA) ? 2 : t->hash, caps,
                 (t->flags & TOK_ALPHA) != 0);
        first = end || (first && (t->flags & TOK_PUNCT));
        if (end)
            line_put(l, 1, 0, false);
    }
    line_put(l, 1, 0, false);
    arena_done(&a);
}

static void line_sets(struct line *l, const char *data, const char *const *sets)
{
    for (; *sets; sets++) {
        struct arena a;
        arena_init(&a, (size_t)2 << 30);
        struct texts t = {0};
        corpus_texts(&a, data_path(&a, data, *sets), &t);
        for (size_t i = 0; i < t.n; i++)
            line_add(l, t.v[i]);
        arena_done(&a);
    }
}

static int by_count(const void *x, const void *y)
{
    const struct word *a = x, *b = y;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static struct word *vocabulary(const struct line *l, size_t *ret_n)
{
    struct table t;
    table_init(&t, 1 << 21);
    for (size_t i = 0; i < l->n; i++)
        ++*table_at(&t, l->v[i] + 3);
    struct word *v = malloc(t.used * sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < t.slots; i++)
        if (t.keys[i] && t.values[i] >= LEAST)
            v[n++] = (struct word){.hash = t.keys[i] - 3, .count = t.values[i]};
    qsort(v, n, sizeof *v, by_count);
    n = n < VOCABULARY ? n : VOCABULARY;
    memset(t.keys, 0, t.slots * sizeof *t.keys);
    memset(t.values, 0, t.slots * sizeof *t.values);
    t.used = 0;
    for (uint32_t i = 0; i < n; i++)
        *table_at(&t, v[i].hash + 3) = i + 1;
    for (size_t i = 0; i < l->n; i++) {
        uint32_t k = l->caps[i] ? *table_at(&t, l->v[i] + 3) : 0;
        if (k) {
            v[k - 1].caps += l->caps[i] == 1;
            v[k - 1].small += l->caps[i] == 2;
        }
    }
    free(t.keys);
    free(t.values);
    *ret_n = n;
    return v;
}

struct cell {
    uint32_t row, col, count;
};

static int by_place(const void *x, const void *y)
{
    const struct cell *a = x, *b = y;
    return a->row != b->row ? (a->row < b->row ? -1 : 1) : a->col < b->col ? -1 : a->col > b->col;
}

/* The pairs as cells in order of row and column. */
static struct cell *cells_of(const struct table *pairs)
{
    struct cell *cells = malloc((pairs->used + 1) * sizeof *cells);
    size_t k = 0;
    if (!cells)
        die("out of memory");
    for (size_t i = 0; i < pairs->slots; i++)
        if (pairs->keys[i])
            cells[k++] = (struct cell){(uint32_t)(pairs->keys[i] >> 32) - 1,
                                       (uint32_t)pairs->keys[i], pairs->values[i]};
    qsort(cells, k, sizeof *cells, by_place);
    return cells;
}

static struct sparse contexts(const struct line *l, const struct word *words, size_t n)
{
    struct table ids, pairs;
    table_init(&ids, 1 << 18);
    table_init(&pairs, 1 << 24);
    for (uint32_t i = 0; i < n; i++)
        *table_at(&ids, words[i].hash + 3) = i + 1;
    uint32_t before = 0;
    for (size_t i = 0; i < l->n; i++) {
        size_t slot_count = ids.used;
        uint32_t now = *table_at(&ids, l->v[i] + 3);
        ids.used = slot_count;
        if (now && before) {
            /* `before` stands left of `now`, and `now` right of `before`. */
            if (before <= CONTEXTS)
                ++*table_at(&pairs, (uint64_t)now << 32 | before);
            if (now <= CONTEXTS)
                ++*table_at(&pairs, (uint64_t)before << 32 | (now + CONTEXTS));
        }
        before = now;
    }
    struct sparse m = {.rows = n, .width = 2 * CONTEXTS + 1, .n = pairs.used};
    struct cell *cells = cells_of(&pairs);
    size_t k = pairs.used;
    double *row_sum = calloc(n, sizeof *row_sum), *col_sum = calloc(m.width, sizeof *col_sum),
           all = 0;
    for (size_t i = 0; i < k; i++) {
        row_sum[cells[i].row] += cells[i].count;
        col_sum[cells[i].col] += cells[i].count;
        all += cells[i].count;
    }
    m.starts = calloc(n + 1, sizeof *m.starts);
    m.cols = malloc((k + 1) * sizeof *m.cols);
    m.v = malloc((k + 1) * sizeof *m.v);
    m.n = 0;
    uint32_t row = 0;
    for (size_t i = 0; i < k; i++) {
        while (row <= cells[i].row)
            m.starts[row++] = (uint32_t)m.n;
        double pmi = log(cells[i].count * all / (row_sum[cells[i].row] * col_sum[cells[i].col]));
        /* Rare pairs are trusted less (Pantel and Lin 2002). */
        double least = row_sum[cells[i].row] < col_sum[cells[i].col] ? row_sum[cells[i].row]
                                                                     : col_sum[cells[i].col];
        pmi *= cells[i].count / (cells[i].count + 1.0) * least / (least + 1.0);
        if (pmi <= 0)
            continue;
        m.cols[m.n] = cells[i].col;
        m.v[m.n++] = (float)pmi;
    }
    while (row <= n)
        m.starts[row++] = (uint32_t)m.n;
    free(cells);
    free(row_sum);
    free(col_sum);
    free(pairs.keys);
    free(pairs.values);
    free(ids.keys);
    free(ids.values);
    return m;
}

/* Spherical k-means; begins with rows spread evenly over the vocabulary. */
static uint16_t *means(const float *x, size_t n, size_t k, float **ret_centres)
{
    float *c = calloc(k * DIMENSIONS, sizeof *c);
    uint16_t *of = calloc(n, sizeof *of);
    for (size_t j = 0; j < k; j++)
        memcpy(c + j * DIMENSIONS, x + (j * n / k / 4) * DIMENSIONS, DIMENSIONS * sizeof *c);
    for (int step = 0; step < MEANS_STEPS; step++) {
        for (size_t i = 0; i < n; i++) {
            float best = -2;
            for (size_t j = 0; j < k; j++) {
                float dot = 0;
                for (size_t d = 0; d < DIMENSIONS; d++)
                    dot += x[i * DIMENSIONS + d] * c[j * DIMENSIONS + d];
                if (dot > best) {
                    best = dot;
                    of[i] = (uint16_t)j;
                }
            }
        }
        memset(c, 0, k * DIMENSIONS * sizeof *c);
        for (size_t i = 0; i < n; i++)
            for (size_t d = 0; d < DIMENSIONS; d++)
                c[of[i] * (size_t)DIMENSIONS + d] += x[i * DIMENSIONS + d];
        factor_unit_rows(c, k, DIMENSIONS);
    }
    *ret_centres = c;
    return of;
}

/* How often a word has a capital inside a sentence: 1 never .. 6 always, 0 not known. */
static uint8_t caps_class(const struct word *w)
{
    uint32_t all = w->caps + w->small;
    if (all < 2)
        return 0;
    double share = (double)w->caps / all;
    return share < 0.02   ? 1
           : share < 0.2  ? 2
           : share < 0.5  ? 3
           : share < 0.8  ? 4
           : share < 0.98 ? 5
                          : 6;
}

/* ---- kin ---- */

/* How often each two of the n first words stand near each other, one count of 60 the nearer. */
static struct cell *neighbours(const struct line *l, const struct word *words, size_t n,
                               size_t *ret_n)
{
    struct table ids, pairs;
    uint32_t near[KIN_NEAR] = {0};
    table_init(&ids, 1 << 17);
    table_init(&pairs, 1 << 24);
    for (uint32_t i = 0; i < n; i++)
        *table_at(&ids, words[i].hash + 3) = i + 1;
    for (size_t i = 0; i < l->n; i++) {
        if (!l->alpha[i])
            continue;
        uint32_t now = table_get(&ids, l->v[i] + 3);
        for (uint32_t k = 0; k < KIN_NEAR && now; k++)
            if (near[k]) {
                *table_at(&pairs, (uint64_t)now << 32 | (near[k] - 1)) += 60 / (k + 1);
                *table_at(&pairs, (uint64_t)near[k] << 32 | (now - 1)) += 60 / (k + 1);
            }
        memmove(near + 1, near, sizeof near - sizeof near[0]);
        near[0] = now;
    }
    struct cell *cells = cells_of(&pairs);
    *ret_n = pairs.used;
    free(pairs.keys);
    free(pairs.values);
    free(ids.keys);
    free(ids.values);
    return cells;
}

/* Positive pointwise mutual information with contexts smoothed by the power .75 (Levy, Goldberg and
 * Dagan 2015). */
static struct sparse information(const struct cell *cells, size_t k, size_t n)
{
    struct sparse m = {.starts = calloc(n + 1, sizeof *m.starts),
                       .cols = malloc((k + 1) * sizeof *m.cols),
                       .v = malloc((k + 1) * sizeof *m.v),
                       .rows = n,
                       .width = n};
    double *sum = calloc(n, sizeof *sum), all = 0;
    uint32_t row = 0;
    if (!m.starts || !m.cols || !m.v || !sum)
        die("out of memory");
    for (size_t i = 0; i < k; i++)
        sum[cells[i].row] += cells[i].count;
    for (size_t i = 0; i < n; i++)
        all += pow(sum[i], 0.75);
    for (size_t i = 0; i < k; i++) {
        while (row <= cells[i].row)
            m.starts[row++] = (uint32_t)m.n;
        double pmi = log(cells[i].count * all / (sum[cells[i].row] * pow(sum[cells[i].col], 0.75)));
        if (pmi <= 0)
            continue;
        m.cols[m.n] = cells[i].col;
        m.v[m.n++] = (float)pmi;
    }
    while (row <= n)
        m.starts[row++] = (uint32_t)m.n;
    free(sum);
    return m;
}

static void save_kin(const char *path, const struct line *l, const struct word *words, size_t n)
{
    size_t k, count = 0, size;
    while (count < n && count < KIN_WORDS && words[count].count >= KIN_LEAST)
        count++;
    struct cell *cells = neighbours(l, words, count, &k);
    struct sparse m = information(cells, k, count);
    free(cells);
    float *x = factor_rows(&m, SENSE_KIN_DIMENSIONS, KIN_POWER_STEPS, true);
    int8_t(*bytes)[SENSE_KIN_DIMENSIONS] = calloc(count, sizeof *bytes);
    struct row *rows = calloc(count, sizeof *rows);
    if (!bytes || !rows)
        die("out of memory");
    for (size_t i = 0; i < count; i++) {
        const float *v = x + i * SENSE_KIN_DIMENSIONS;
        float most = 1e-9f;
        for (size_t d = 0; d < SENSE_KIN_DIMENSIONS; d++)
            most = fmaxf(most, fabsf(v[d]));
        for (size_t d = 0; d < SENSE_KIN_DIMENSIONS; d++)
            bytes[i][d] = (int8_t)lrintf(v[d] / most * 127);
        rows[i] =
            (struct row){sense_mix(words[i].hash), (const uint8_t *)bytes[i], SENSE_KIN_DIMENSIONS};
    }
    char hash[17];
    data_hash("kin 1", hash);
    struct sense_model *model = model_build(rows, count, MODEL_KIN, hash, 1, 1, STR_NONE, &size);
    model_save(path, model, size);
    free(model);
    fprintf(stderr, "kin: %zu words, %zu neighbours\n", count, m.n);
    free(rows);
    free(bytes);
    free(x);
}

int main(int argc, char **argv)
{
    if (argc != 3 && argc != 4)
        die("usage: train_words DATA CLUSTERS [KIN]");
    struct line l = {0};
    line_sets(&l, argv[1], open_sets);
    if (!open_only())
        line_sets(&l, argv[1], other_sets);
    size_t n;
    struct word *words = vocabulary(&l, &n);
    fprintf(stderr, "words: %zu tokens, %zu words\n", l.n, n);
    if (argc == 4)
        save_kin(argv[3], &l, words, n);
    struct sparse m = contexts(&l, words, n);
    float *x = factor_rows(&m, DIMENSIONS, POWER_STEPS, false), *centres, *unused;
    uint16_t *fine = means(x, n, FINE, &centres);
    uint16_t *coarse = means(centres, FINE, COARSE, &unused);
    struct row *rows = calloc(n, sizeof *rows);
    uint8_t(*bytes)[5] = calloc(n, sizeof *bytes);
    for (size_t i = 0; i < n; i++) {
        bytes[i][0] = 2;
        bytes[i][1] = (uint8_t)(coarse[fine[i]] + 1);
        bytes[i][2] = (uint8_t)fine[i];
        bytes[i][3] = caps_class(&words[i]);
        bytes[i][4] = (uint8_t)(fine[i] >> 8);
        rows[i] = (struct row){sense_mix(words[i].hash), bytes[i], 5};
    }
    char hash[17];
    data_hash("clusters 3", hash);
    size_t size;
    struct sense_model *model = model_build(rows, n, MODEL_CLUSTERS, hash, 1, 1, STR_NONE, &size);
    model_save(argv[2], model, size);
    return 0;
}
