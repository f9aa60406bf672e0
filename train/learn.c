/* learn.c: see learn.h. Perceptron averaging after Collins (2002) with the lazy sum of Daumé
 * (2006); AdaGrad after Duchi, Hazan and Singer (2011). */
#include "learn.h"

#include <math.h>
#include <stdarg.h>
#include <zlib.h>

void die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fprintf(stderr, "train: ");
    vfprintf(stderr, fmt, ap);
    fprintf(stderr, "\n");
    va_end(ap);
    exit(1);
}

static void *need(void *p)
{
    if (!p)
        die("out of memory");
    return p;
}

/* ---- features ---- */

void learner_init(struct learner *l, uint32_t labels)
{
    *l = (struct learner){.labels = labels, .slots = 1 << 20};
    l->keys = need(calloc(l->slots, sizeof *l->keys));
    l->counts = need(calloc(l->slots, sizeof *l->counts));
}

void learner_done(struct learner *l)
{
    free(l->keys);
    free(l->counts);
    free(l->ids);
    free(l->w);
    free(l->acc);
    free(l->g2);
    free(l->row_keys);
    *l = (struct learner){0};
}

static size_t slot_of(const struct learner *l, uint64_t key)
{
    size_t i = sense_mix(key) & (l->slots - 1);
    while (l->keys[i] && l->keys[i] != key)
        i = (i + 1) & (l->slots - 1);
    return i;
}

static void grow(struct learner *l)
{
    struct learner n = *l;
    n.slots = l->slots * 2;
    n.keys = need(calloc(n.slots, sizeof *n.keys));
    n.counts = need(calloc(n.slots, sizeof *n.counts));
    for (size_t i = 0; i < l->slots; i++)
        if (l->keys[i]) {
            size_t k = slot_of(&n, l->keys[i]);
            n.keys[k] = l->keys[i];
            n.counts[k] = l->counts[i];
        }
    free(l->keys);
    free(l->counts);
    *l = n;
}

void learner_count(struct learner *l, const uint64_t *f, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t key = f[i] ? f[i] : 1;
        size_t k = slot_of(l, key);
        if (!l->keys[k]) {
            if (++l->used * 2 > l->slots) {
                grow(l);
                k = slot_of(l, key);
            }
            l->keys[k] = key;
        }
        l->counts[k]++;
    }
}

void learner_freeze(struct learner *l, uint32_t least)
{
    l->ids = need(malloc(l->slots * sizeof *l->ids));
    for (size_t i = 0; i < l->slots; i++)
        l->ids[i] = l->keys[i] && l->counts[i] >= least ? (int32_t)l->rows++ : -1;
    l->row_keys = need(malloc(l->rows * sizeof *l->row_keys + 8));
    for (size_t i = 0; i < l->slots; i++)
        if (l->ids[i] >= 0)
            l->row_keys[l->ids[i]] = l->keys[i];
    l->w = need(calloc(l->rows * l->labels + 1, sizeof *l->w));
    l->acc = need(calloc(l->rows * l->labels + 1, sizeof *l->acc));
    l->g2 = need(calloc(l->rows * l->labels + 1, sizeof *l->g2));
}

size_t learner_rows(const struct learner *l, const uint64_t *f, size_t n, int32_t *rows)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t key = f[i] ? f[i] : 1;
        size_t s = slot_of(l, key);
        if (l->keys[s] && l->ids[s] >= 0)
            rows[k++] = l->ids[s];
    }
    return k;
}

size_t learner_drop(int32_t *rows, size_t n, unsigned percent, uint64_t *seed)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        if ((next_random(seed) >> 33) % 100 >= percent)
            rows[k++] = rows[i];
    return k;
}

void learner_score(const struct learner *l, const int32_t *rows, size_t n, float *scores)
{
    for (size_t i = 0; i < n; i++) {
        const float *w = l->w + (size_t)rows[i] * l->labels;
        for (uint32_t y = 0; y < l->labels; y++)
            scores[y] += w[y];
    }
}

void learner_add(struct learner *l, const int32_t *rows, size_t n, uint32_t label, float delta)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = (size_t)rows[i] * l->labels + label;
        l->w[k] += delta;
        l->acc[k] += (float)l->step * delta;
    }
}

void learner_grad(struct learner *l, const int32_t *rows, size_t n, const float *gradient,
                  float rate)
{
    for (size_t i = 0; i < n; i++) {
        size_t k = (size_t)rows[i] * l->labels;
        for (uint32_t y = 0; y < l->labels; y++) {
            float g = gradient[y];
            if (g > -1e-4f && g < 1e-4f)
                continue;
            l->g2[k + y] += g * g;
            l->w[k + y] += rate * g / (sqrtf(l->g2[k + y]) + 1e-3f);
        }
    }
}

void learner_average(struct learner *l)
{
    if (l->step < 1)
        return;
    for (size_t i = 0; i < l->rows * l->labels; i++)
        l->w[i] -= (float)(l->acc[i] / l->step);
}

/* ---- model files ---- */

/* Keys fall along every way of probing (Amble and Knuth 1974): a smaller one makes room. */
static void slot_put(struct sense_model *m, uint64_t feature, uint32_t offset)
{
    uint32_t s = sense_model_slot(feature, m->head.slots);
    struct sense_model_slot in = {(uint32_t)feature, offset};
    for (; m->table[s].offset; s = s + 1 == m->head.slots ? 0 : s + 1) {
        struct sense_model_slot here = m->table[s];
        if (here.key < in.key) {
            m->table[s] = in;
            in = here;
        }
    }
    m->table[s] = in;
}

struct sense_model *model_build(const struct row *rows, size_t n, enum sense_model_id kind,
                                const char *hash, uint32_t labels, float scale, struct str extra,
                                size_t *ret_bytes)
{
    uint32_t slots = (uint32_t)(n + n / 3 + 3);
    size_t row_bytes = 4;
    for (size_t i = 0; i < n; i++)
        row_bytes += rows[i].n;
    row_bytes = (row_bytes + 3) & ~(size_t)3;
    size_t bytes = sizeof(struct sense_model_head) + 8 * (size_t)slots + row_bytes + extra.n;
    struct sense_model *m = need(calloc(1, bytes));
    m->head = (struct sense_model_head){.version = SENSE_MODEL_VERSION,
                                        .kind = (uint32_t)kind,
                                        .labels = labels,
                                        .slots = slots,
                                        .row_bytes = (uint32_t)row_bytes,
                                        .extra_bytes = (uint32_t)extra.n,
                                        .scale = scale};
    memcpy(m->head.magic, SENSE_MODEL_MAGIC, 8);
    memcpy(m->head.hash, hash, 16);
    uint8_t *out = (uint8_t *)(m->table + slots);
    uint32_t at = 4;
    size_t clashes = 0;
    for (size_t i = 0; i < n; i++) {
        if (sense_model_row(m, rows[i].key)) {
            clashes++;
            continue;
        }
        slot_put(m, rows[i].key, at);
        memcpy(out + at, rows[i].p, rows[i].n);
        at += (uint32_t)rows[i].n;
    }
    if (extra.n)
        memcpy(out + row_bytes, extra.p, extra.n);
    if (clashes)
        fprintf(stderr, "train: %zu of %zu features clash and are left out\n", clashes, n);
    *ret_bytes = bytes;
    return m;
}

/* A row of rounded weights, the shorter of its two forms; nothing where all are zero. */
static uint8_t *row_put(uint8_t *p, const float *w, uint32_t labels, float scale)
{
    int8_t q[SENSE_LABELS_MOST];
    unsigned k = 0;
    for (uint32_t y = 0; y < labels; y++) {
        long v = lrintf(w[y] * scale);
        q[y] = (int8_t)(v > 127 ? 127 : v < -127 ? -127 : v);
        k += q[y] != 0;
    }
    if (k == 0)
        return p;
    if (2 * k >= labels) {
        *p++ = SENSE_ROW_FULL;
        memcpy(p, q, labels);
        return p + labels;
    }
    *p++ = (uint8_t)k;
    for (uint32_t y = 0; y < labels; y++)
        if (q[y]) {
            *p++ = (uint8_t)y;
            *p++ = (uint8_t)q[y];
        }
    return p;
}

struct sense_model *learner_model(const struct learner *l, enum sense_model_id kind,
                                  const char *hash, struct str extra, float most, size_t *ret_bytes)
{
    float scale = 127.0f / most;
    uint8_t *pool = need(malloc(l->rows * (1 + 2 * (size_t)l->labels) + 1)), *p = pool;
    struct row *rows = need(malloc((l->rows + l->more_count + 1) * sizeof *rows));
    size_t n = 0;
    for (size_t i = 0; i < l->rows; i++) {
        uint8_t *start = p;
        p = row_put(p, l->w + i * l->labels, l->labels, scale);
        if (p == start)
            continue;
        rows[n++] = (struct row){l->row_keys[i], start, (size_t)(p - start)};
    }
    for (size_t i = 0; i < l->more_count; i++)
        rows[n++] = l->more[i];
    struct sense_model *m = model_build(rows, n, kind, hash, l->labels, scale, extra, ret_bytes);
    fprintf(stderr, "train: %s: %zu features, %zu bytes\n", sense_model_name(kind), n, *ret_bytes);
    free(pool);
    free(rows);
    return m;
}

void model_save(const char *path, const struct sense_model *m, size_t bytes)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(m, 1, bytes, f) != bytes || fclose(f) != 0)
        die("cannot write %s", path);
}

void learner_write(const struct learner *l, const char *path, enum sense_model_id kind,
                   const char *hash, struct str extra, float most)
{
    size_t bytes;
    struct sense_model *m = learner_model(l, kind, hash, extra, most, &bytes);
    model_save(path, m, bytes);
    free(m);
}

/* ---- data ---- */

static uint64_t files_hash = 0x0c7a70;

struct str file_read(const char *path)
{
    gzFile f = gzopen(path, "rb");
    if (!f)
        die("cannot read %s", path);
    struct buf b;
    buf_init(&b, (size_t)2 << 30);
    char *room;
    int got = 0;
    while ((room = buf_room(&b, 1 << 20)) && (got = gzread(f, room, 1 << 20)) > 0)
        b.n += (size_t)got;
    if (!room || got < 0)
        die("cannot read %s", path);
    gzclose(f);
    return buf_str(&b);
}

struct str data_read(const char *path)
{
    struct str s = file_read(path);
    files_hash = sense_mix(files_hash ^ str_hash(s));
    return s;
}

void data_hash(const char *settings, char out[17])
{
    snprintf(out, 17, "%016llx",
             (unsigned long long)sense_mix(files_hash ^ str_hash(str_c(settings))));
}

uint64_t next_random(uint64_t *s)
{
    *s ^= *s >> 12;
    *s ^= *s << 25;
    *s ^= *s >> 27;
    return *s * UINT64_C(0x2545F4914F6CDD1D);
}

void shuffle(uint32_t *v, size_t n, uint64_t *state)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = next_random(state) % i;
        uint32_t t = v[i - 1];
        v[i - 1] = v[k];
        v[k] = t;
    }
}
