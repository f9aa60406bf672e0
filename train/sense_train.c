/* sense_train: trains the linear models of sense/ and writes them (sense/linear.h has the form).
 *
 * sense_train speech|roles|violence|telling [--hold K] [--rounds N] [--least N] [--margin N] <
 * rows.jsonl > models/X.bin
 *
 * Averaged structured perceptron (Collins 2002) over the features that reading itself uses, in the
 * order of the input, shuffled by a fixed generator: the same input gives the same bytes. Features
 * seen fewer than --least times are left out; the right labels must win by --margin a place;
 * weights become int8. --hold K leaves out every fifth document (number % 5 == K) for measuring. */
#include "sense/roles.h"
#include "sense/speech.h"

#include <math.h>

enum { COUNT_BITS = 26 };
static const float WEIGHT_LEAST = 0.25f; /* smaller ones are not worth their bytes */

struct sequence {
    uint32_t from, to; /* places */
};
static struct arena all;        /* lives through the training */
static LIST(uint64_t) features; /* of all places, one after the other */
static LIST(uint32_t) place_at; /* where a place's features begin */
static LIST(uint8_t) gold;      /* label of each place */
static LIST(struct sequence) sequences;
static uint32_t labels;
static float margin;        /* by which the right label must win */
static uint64_t input_hash; /* of the rows that were learnt from */

/* ---- gold of attributions ---- */

/* Byte offset of every code point, and one more for the end. */
static uint32_t *offsets(struct arena *a, struct str s, size_t *ret_n)
{
    uint32_t *v = ARENA_ARRAY(a, s.n + 2, uint32_t);
    size_t n = 0, at = 0;
    while (at < s.n) {
        v[n++] = (uint32_t)at;
        utf8_next(s, &at);
    }
    v[n] = (uint32_t)s.n;
    *ret_n = n;
    return v;
}

static void paint(const struct sense_doc *d, const json_t *spans, const uint32_t *at, size_t n,
                  uint8_t *label, enum speech_label begin)
{
    size_t i;
    json_t *x;
    json_array_foreach(spans, i, x)
    {
        json_int_t s = json_integer_value(json_array_get(x, 0)),
                   e = json_integer_value(json_array_get(x, 1));
        if (s < 0 || e <= s || (size_t)e > n)
            continue;
        bool first = true;
        for (uint32_t t = sense_token_at(d, at[s]);
             t < d->token_count && d->tokens[t].span.at < at[e]; t++) {
            if (label[t] != SPEECH_NONE)
                continue;
            bool begins = first || d->tokens[t].flags & TOK_FIRST ||
                          d->tokens[t - 1].sentence != d->tokens[t].sentence;
            label[t] = (uint8_t)(begin + (begins ? 0 : 1));
            first = false;
        }
    }
}

static void add_place(const uint64_t *f, size_t n, uint8_t label)
{
    LIST_PUSH(&all, &place_at, (uint32_t)features.n);
    LIST_PUSH(&all, &gold, label);
    for (size_t k = 0; k < n; k++)
        LIST_PUSH(&all, &features, f[k]);
}

static void add_speech(struct arena *a, const json_t *v)
{
    struct article article = {.text = json_get_str(v, "text"),
                              .title = json_get_str(v, "title"),
                              .published = {.us = TIME_NONE}};
    struct sense_doc d;
    struct speech s;
    size_t n, i;
    json_t *x;
    sense_doc_make(a, &article, &d);
    sense_speech_make(a, &d, &s);
    uint32_t *at = offsets(a, article.text, &n);
    uint8_t *label = ARENA_ARRAY(a, d.token_count + 1, uint8_t);
    json_array_foreach(json_object_get(v, "attributions"), i, x)
    {
        paint(&d, json_object_get(x, "content"), at, n, label, SPEECH_CONTENT_B);
        paint(&d, json_object_get(x, "cue"), at, n, label, SPEECH_CUE_B);
        paint(&d, json_object_get(x, "source"), at, n, label, SPEECH_SOURCE_B);
    }
    for (i = 0; i < d.sentence_count; i++) {
        LIST_PUSH(&all, &sequences,
                  (struct sequence){(uint32_t)gold.n,
                                    (uint32_t)gold.n + d.sentences[i].to - d.sentences[i].from});
        for (uint32_t t = d.sentences[i].from; t < d.sentences[i].to; t++) {
            uint64_t f[LINEAR_FEATURES_MOST];
            add_place(f, sense_speech_features(&s, t, f), label[t]);
        }
    }
}

/* ---- gold of incidents: strings to be found in the text ---- */

static void paint_string(const struct sense_doc *d, struct str string, uint8_t *label, uint8_t role)
{
    struct str words[32];
    size_t n = 0;
    struct text_words it = text_words(string);
    struct text_word w;
    while (n < 32 && text_word_next(&it, &w))
        words[n++] = str_lower(d->arena, str_sub(string, w.at, w.end));
    for (uint32_t i = 0; n > 0 && i < d->token_count; i++) {
        uint32_t at = i;
        size_t k = 0;
        while (k < n && at < d->token_count && d->tokens[at].sentence == d->tokens[i].sentence) {
            if (k > 0 && d->tokens[at].flags & TOK_PUNCT &&
                !(d->tokens[at].flags & (TOK_ALPHA | TOK_DIGIT))) {
                at++;
                continue;
            }
            if (!str_eq_fold(d->tokens[at].norm, words[k]))
                break;
            at++;
            k++;
        }
        if (k < n)
            continue;
        for (uint32_t t = i; t < at; t++)
            if (label[t] == ROLE_NONE)
                label[t] = role;
        i = at - 1;
    }
}

static void paint_fills(const struct sense_doc *d, const json_t *fills, uint8_t *label,
                        uint8_t role)
{
    size_t i, k;
    json_t *x, *y;
    json_array_foreach(fills, i, x)
    {
        json_array_foreach(json_object_get(x, "alts"), k, y)
            paint_string(d, json_str(y), label, role);
        json_array_foreach(json_object_get(x, "value"), k, y)
            paint_string(d, json_str(y), label, role);
    }
}

/* Labels the words of all fills with their roles. */
static uint8_t *paint_roles(struct arena *a, const struct sense_doc *d, const json_t *templates)
{
    uint8_t *label = ARENA_ARRAY(a, d->token_count + 1, uint8_t);
    size_t i;
    json_t *x;
    json_array_foreach(templates, i, x)
    {
        paint_fills(d, json_object_get(x, "victim_name"), label, ROLE_VICTIM);
        paint_fills(d, json_object_get(x, "victim_desc"), label, ROLE_VICTIM);
        paint_fills(d, json_object_get(x, "perp_ind"), label, ROLE_PERSON);
        paint_fills(d, json_object_get(x, "perp_org"), label, ROLE_GROUP);
        paint_fills(d, json_object_get(x, "target"), label, ROLE_TARGET);
        paint_fills(d, json_object_get(x, "weapon"), label, ROLE_WEAPON);
    }
    return label;
}

static void add_roles(struct arena *a, const json_t *v)
{
    struct article article = {.text = json_get_str(v, "text"), .published = {.us = TIME_NONE}};
    struct sense_doc d;
    struct sense_find find;
    struct roles r;
    size_t i;
    if (json_array_size(json_object_get(v, "templates")) == 0)
        return;
    sense_find_make(a, &article, TIME_NONE, &d, &find);
    sense_roles_make(&find, &r);
    uint8_t *label = paint_roles(a, &d, json_object_get(v, "templates"));
    for (i = 0; i < d.sentence_count; i++) {
        LIST_PUSH(&all, &sequences,
                  (struct sequence){(uint32_t)gold.n,
                                    (uint32_t)gold.n + d.sentences[i].to - d.sentences[i].from});
        for (uint32_t t = d.sentences[i].from; t < d.sentences[i].to; t++) {
            uint64_t f[LINEAR_FEATURES_MOST];
            add_place(f, sense_role_features(&r, t, f), label[t]);
        }
    }
}

/* Sentences with a word of violence: of articles that report an attack those that name who or what
 * took part in it tell of it, and the others may or may not; of other articles none does. */
static void add_telling(struct arena *a, const json_t *v)
{
    struct article article = {.text = json_get_str(v, "text"), .published = {.us = TIME_NONE}};
    const json_t *templates = json_object_get(v, "templates"), *x;
    struct sense_doc d;
    struct sense_find find;
    struct roles r;
    size_t i, told = json_array_size(templates), optional = 0;
    json_array_foreach(templates, i, x) optional += json_is_true(json_object_get(x, "optional"));
    if (told > 0 && optional == told)
        return;
    sense_find_make(a, &article, TIME_NONE, &d, &find);
    sense_roles_make(&find, &r);
    const uint8_t *label = paint_roles(a, &d, templates);
    for (uint32_t k = 0; k < d.sentence_count; k++) {
        UNSET uint64_t f[TELLING_FEATURES_MOST];
        bool filled = false;
        for (uint32_t t = d.sentences[k].from; t < d.sentences[k].to; t++)
            filled |= label[t] != ROLE_NONE && label[t] != ROLE_WEAPON;
        if (r.counts[k] == 0 || (told > 0 && !filled))
            continue;
        LIST_PUSH(&all, &sequences, (struct sequence){(uint32_t)gold.n, (uint32_t)gold.n + 1});
        add_place(f, sense_telling_features(&r, k, f), filled ? 1 : 0);
    }
}

static void add_violence(struct arena *a, const json_t *v)
{
    struct article article = {.text = json_get_str(v, "text"), .published = {.us = TIME_NONE}};
    struct sense_doc d;
    struct sense_find find;
    struct roles r;
    size_t i;
    json_t *x;
    uint8_t label = VIOLENCE_NONE;
    sense_find_make(a, &article, TIME_NONE, &d, &find);
    sense_roles_make(&find, &r);
    json_array_foreach(json_object_get(v, "templates"), i, x)
    {
        struct str type = json_get_str(x, "type");
        for (uint8_t k = 1; label == VIOLENCE_NONE && k < VIOLENCE_LABELS; k++)
            if (str_eq_fold(str_sub(type, 0, strlen(violence_names[k])), str_c(violence_names[k])))
                label = k;
    }
    uint64_t *f = ARENA_ARRAY(a, VIOLENCE_FEATURES_MOST, uint64_t);
    LIST_PUSH(&all, &sequences, (struct sequence){(uint32_t)gold.n, (uint32_t)gold.n + 1});
    add_place(f, sense_violence_features(&r, f, VIOLENCE_FEATURES_MOST), label);
}

/* ---- the perceptron ---- */

struct cell { /* of one feature: key in the file, weights, their sums, when last touched */
    uint64_t feature;
};
static struct cell *cells; /* open addressing */
static uint32_t *ids;      /* cell -> row + 1 */
static size_t cell_mask;
static float *weights;
static double *sums;
static uint32_t *touched;
static uint32_t rows;
static uint32_t *feature_row; /* per entry of features: row or UINT32_MAX */

static uint32_t row_of(uint64_t f, bool make)
{
    for (size_t i = (size_t)(f * UINT64_C(0x9E3779B97F4A7C15) >> 20) & cell_mask;;
         i = (i + 1) & cell_mask) {
        if (ids[i] == 0) {
            if (!make)
                return UINT32_MAX;
            cells[i].feature = f;
            ids[i] = ++rows;
            return rows - 1;
        }
        if (cells[i].feature == f)
            return ids[i] - 1;
    }
}

static void make_rows(uint32_t least)
{
    uint8_t *count = calloc((size_t)1 << COUNT_BITS, 1);
    feature_row = malloc(features.n * sizeof *feature_row);
    size_t kept = 0, mask = ((size_t)1 << COUNT_BITS) - 1;
    for (size_t i = 0; i < features.n; i++) {
        uint8_t *c = &count[features.v[i] & mask];
        *c = (uint8_t)(*c + (*c < 255));
        kept += *c == least;
    }
    for (cell_mask = 1; cell_mask < kept * 3 + 16; cell_mask <<= 1)
        continue;
    cells = calloc(cell_mask, sizeof *cells);
    ids = calloc(cell_mask, sizeof *ids);
    cell_mask--;
    for (size_t i = 0; i < features.n; i++)
        feature_row[i] =
            count[features.v[i] & mask] >= least ? row_of(features.v[i], true) : UINT32_MAX;
    free(count);
    size_t n = (size_t)(rows + 1) * labels;
    weights = calloc(n, sizeof *weights);
    sums = calloc(n, sizeof *sums);
    touched = calloc(n, sizeof *touched);
    fprintf(stderr, "%zu sequences, %zu places, %u features kept\n", sequences.n, gold.n, rows);
}

static float trans[LINEAR_LABELS_MOST][LINEAR_LABELS_MOST];
static double trans_sums[LINEAR_LABELS_MOST][LINEAR_LABELS_MOST];

static void bump(uint32_t row, uint32_t label, float by, uint32_t now)
{
    size_t i = (size_t)row * labels + label;
    sums[i] += (double)weights[i] * (now - touched[i]);
    touched[i] = now;
    weights[i] += by;
}

static void place_scores(uint32_t place, float *scores)
{
    size_t end = place + 1 < place_at.n ? place_at.v[place + 1] : features.n;
    memset(scores, 0, labels * sizeof *scores);
    for (size_t i = place_at.v[place]; i < end; i++)
        if (feature_row[i] != UINT32_MAX)
            for (uint32_t k = 0; k < labels; k++)
                scores[k] += weights[(size_t)feature_row[i] * labels + k];
    for (uint32_t k = 0; k < labels; k++)
        scores[k] += k == gold.v[place] ? 0 : margin;
}

static void guess(struct sequence s, uint8_t *ret)
{
    static uint8_t back[4096][LINEAR_LABELS_MOST];
    float best[LINEAR_LABELS_MOST], next[LINEAR_LABELS_MOST], here[LINEAR_LABELS_MOST];
    uint32_t n = s.to - s.from;
    place_scores(s.from, best);
    for (uint32_t i = 1; i < n; i++) {
        place_scores(s.from + i, here);
        for (uint32_t k = 0; k < labels; k++) {
            uint32_t from = 0;
            for (uint32_t j = 1; j < labels; j++)
                if (best[j] + trans[j][k] > best[from] + trans[from][k])
                    from = j;
            back[i][k] = (uint8_t)from;
            next[k] = best[from] + trans[from][k] + here[k];
        }
        memcpy(best, next, sizeof best);
    }
    uint32_t at = 0;
    for (uint32_t k = 1; k < labels; k++)
        at = best[k] > best[at] ? k : at;
    for (uint32_t i = n; i-- > 0;) {
        ret[i] = (uint8_t)at;
        if (i > 0)
            at = back[i][at];
    }
}

static void learn(struct sequence s, const uint8_t *got, uint32_t now)
{
    for (uint32_t p = s.from; p < s.to; p++) {
        uint32_t want = gold.v[p], have = got[p - s.from];
        if (want != have) {
            size_t end = p + 1 < place_at.n ? place_at.v[p + 1] : features.n;
            for (size_t i = place_at.v[p]; i < end; i++)
                if (feature_row[i] != UINT32_MAX) {
                    bump(feature_row[i], want, 1, now);
                    bump(feature_row[i], have, -1, now);
                }
        }
        if (p > s.from) {
            trans[gold.v[p - 1]][want] += 1;
            trans[got[p - 1 - s.from]][have] -= 1;
        }
    }
}

static void shuffle(uint64_t *state)
{
    for (size_t i = sequences.n; i > 1; i--) {
        *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        size_t k = (size_t)(*state >> 33) % i;
        struct sequence t = sequences.v[i - 1];
        sequences.v[i - 1] = sequences.v[k];
        sequences.v[k] = t;
    }
}

/* Once through all rounds, from nothing; leaves the averaged weights. */
static void train(int rounds, uint64_t *state)
{
    static uint8_t got[4096];
    uint32_t now = 1;
    memset(weights, 0, (size_t)rows * labels * sizeof *weights);
    memset(sums, 0, (size_t)rows * labels * sizeof *sums);
    memset(touched, 0, (size_t)rows * labels * sizeof *touched);
    memset(trans, 0, sizeof trans);
    memset(trans_sums, 0, sizeof trans_sums);
    for (int round = 0; round < rounds; round++) {
        size_t wrong = 0;
        shuffle(state);
        for (size_t i = 0; i < sequences.n; i++, now++) {
            struct sequence s = sequences.v[i];
            if (s.to - s.from > 4096 || s.to == s.from)
                continue;
            guess(s, got);
            bool same = true;
            for (uint32_t p = s.from; p < s.to; p++) {
                wrong += gold.v[p] != got[p - s.from];
                same &= gold.v[p] == got[p - s.from];
            }
            if (!same)
                learn(s, got, now);
            for (uint32_t j = 0; j < labels; j++)
                for (uint32_t k = 0; k < labels; k++)
                    trans_sums[j][k] += trans[j][k];
        }
        fprintf(stderr, "round %d: %.2f%% of places wrong\n", round + 1,
                100.0 * (double)wrong / (double)gold.n);
    }
    for (size_t i = 0; i < (size_t)rows * labels; i++) {
        sums[i] += (double)weights[i] * (now - touched[i]);
        weights[i] = (float)(sums[i] / now);
    }
    for (uint32_t j = 0; j < labels; j++)
        for (uint32_t k = 0; k < labels; k++)
            trans[j][k] = (float)(trans_sums[j][k] / now);
}

/* The mean of `passes` trainings, each in an order of its own: what one order happens to leave in a
 * weight evens out (bagging, Breiman 1996, of orders in place of samples). */
static void train_all(int rounds, int passes)
{
    static float trans_mean[LINEAR_LABELS_MOST][LINEAR_LABELS_MOST];
    float *mean = calloc((size_t)rows * labels, sizeof *mean);
    uint64_t state = 7;
    for (int pass = 0; pass < passes; pass++) {
        train(rounds, &state);
        for (size_t i = 0; i < (size_t)rows * labels; i++)
            mean[i] += weights[i] / (float)passes;
        for (uint32_t j = 0; j < labels; j++)
            for (uint32_t k = 0; k < labels; k++)
                trans_mean[j][k] += trans[j][k] / (float)passes;
    }
    memcpy(weights, mean, (size_t)rows * labels * sizeof *mean);
    memcpy(trans, trans_mean, sizeof trans);
    free(mean);
}

/* ---- the file ---- */

/* The byte of a weight: w = scale * q * |q|. */
static int8_t root_of(float w, float scale)
{
    long q = lrintf(sqrtf(fabsf(w) / scale));
    q = q > 127 ? 127 : q;
    return (int8_t)(w < 0 ? -q : q);
}

static bool worth(const float *w)
{
    for (uint32_t k = 0; k < labels; k++)
        if (fabsf(w[k]) >= WEIGHT_LEAST)
            return true;
    return false;
}

/* Keys fall along every way of probing: a smaller one makes room (see linear.h). */
static void slot_put(uint32_t *keys, int8_t *out, uint32_t slots, uint64_t feature,
                     int8_t row[LINEAR_LABELS_MOST])
{
    uint32_t key = (uint32_t)(feature >> 32) | 1, slot = (uint32_t)feature & (slots - 1);
    for (; keys[slot] != 0 && keys[slot] != key; slot = (slot + 1) & (slots - 1)) {
        if (keys[slot] > key)
            continue;
        int8_t here[LINEAR_LABELS_MOST] = {0};
        uint32_t here_key = keys[slot];
        memcpy(here, out + (size_t)slot * labels, labels);
        keys[slot] = key;
        memcpy(out + (size_t)slot * labels, row, labels);
        key = here_key;
        memcpy(row, here, sizeof here);
    }
    keys[slot] = key;
    memcpy(out + (size_t)slot * labels, row, labels);
}

static void write_model(void)
{
    double most = 0;
    uint32_t kept = 0, slots = 1;
    for (size_t i = 0; i < (size_t)rows * labels; i++)
        most = fmax(most, fabs((double)weights[i]));
    float scale = (float)(most / (127 * 127));
    for (uint32_t i = 0; i < rows; i++)
        kept += worth(weights + (size_t)i * labels);
    while (slots < kept + kept / 4)
        slots <<= 1;
    uint32_t *keys = calloc(slots, sizeof *keys);
    int8_t *out = calloc(slots, labels);
    for (size_t c = 0; c <= cell_mask; c++) {
        if (ids[c] == 0)
            continue;
        const float *w = weights + (size_t)(ids[c] - 1) * labels;
        if (!worth(w))
            continue;
        int8_t row[LINEAR_LABELS_MOST] = {0};
        for (uint32_t k = 0; k < labels; k++)
            row[k] = root_of(w[k], scale);
        slot_put(keys, out, slots, cells[c].feature, row);
    }
    char hash[17];
    snprintf(hash, sizeof hash, "%016llx", (unsigned long long)input_hash);
    fwrite("OLI3", 1, 4, stdout);
    fwrite(&labels, 4, 1, stdout);
    fwrite(&slots, 4, 1, stdout);
    fwrite(&scale, 4, 1, stdout);
    fwrite(hash, 1, 16, stdout);
    for (uint32_t j = 0; j < labels; j++)
        fwrite(trans[j], sizeof(float), labels, stdout);
    for (uint32_t i = 0; i < slots; i++) {
        int8_t row[LINEAR_LABELS_MOST] = {0};
        memcpy(row, out + (size_t)i * labels, labels);
        fwrite(&keys[i], sizeof *keys, 1, stdout);
        fwrite(row, 1, (labels + 3) / 4 * 4, stdout);
    }
    fprintf(stderr, "%u features in %u slots, scale %g\n", kept, slots, (double)scale);
}

static const struct task {
    const char *name;
    uint32_t labels;
    void (*add)(struct arena *a, const json_t *v);
} tasks[] = {{"speech", SPEECH_LABELS, add_speech},
             {"roles", ROLE_LABELS, add_roles},
             {"violence", VIOLENCE_LABELS, add_violence},
             {"telling", 2, add_telling}};

static void read_rows(const struct task *task, long hold)
{
    struct arena a;
    char *line = NULL;
    size_t cap = 0;
    long number = 0;
    arena_init(&a, (size_t)1 << 30);
    for (ssize_t n; (n = getline(&line, &cap, stdin)) > 0; number++) {
        json_t *v;
        struct err e;
        if ((hold >= 0 && number % 5 == hold) ||
            json_read(str_of(line, (size_t)n), &v, &e) != ERR_OK)
            continue;
        input_hash = feature_mix(input_hash, str_hash(str_of(line, (size_t)n)));
        task->add(&a, v);
        json_decref(v);
        arena_reset(&a);
    }
    free(line);
    arena_done(&a);
}

int main(int argc, char **argv)
{
    long hold = -1, rounds = 8, least = 3, passes = 1;
    const struct task *task = NULL;
    for (size_t i = 0; argc > 1 && i < sizeof tasks / sizeof *tasks; i++)
        if (str_eq(str_c(argv[1]), str_c(tasks[i].name)))
            task = &tasks[i];
    for (int i = 2; i + 1 < argc; i += 2) {
        long v = strtol(argv[i + 1], NULL, 10);
        hold = str_eq(str_c(argv[i]), STR("--hold")) ? v : hold;
        rounds = str_eq(str_c(argv[i]), STR("--rounds")) ? v : rounds;
        least = str_eq(str_c(argv[i]), STR("--least")) ? v : least;
        passes = str_eq(str_c(argv[i]), STR("--passes")) ? v : passes;
        margin = str_eq(str_c(argv[i]), STR("--margin")) ? (float)v : margin;
    }
    if (!task) {
        fprintf(stderr,
                "usage: sense_train speech|roles|violence|telling [--hold K] [--rounds N] [--least "
                "N] < rows.jsonl\n");
        return 2;
    }
    arena_init(&all, (size_t)16 << 30);
    labels = task->labels;
    read_rows(task, hold);
    make_rows((uint32_t)least);
    train_all((int)rounds, (int)passes);
    write_model();
    return 0;
}
