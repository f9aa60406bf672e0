/* story_eval: measures src/story on sets with gold clusters, and fits its two small models.
 *
 * usage: story_eval copies|stories|cross|related|fit|grid|errors DIR [SHUFFLES]
 * DIR holds the sets (neardup-synthetic/data.jsonl.gz, clusters-*). `stories` prints B-cubed
 * precision, recall and F1 (Bagga and Baldwin 1998), the mean of SHUFFLES (5) random orders inside
 * each day; all sets with the same parameters. `fit` prints weights for alike.c: a logistic model
 * of pairs, then one of article and story with the gold stories as memory; both also by five-fold
 * cross-validation over stories. `grid` tries values of the group model's first weight and of
 * story_rules. `errors` also prints each article that joined or began a story wrongly. */
#include "story_rows.h"

static void copies(struct row **v)
{
    struct figures f = {0};
    struct story_index *x = index_new();
    size_t n = order_of(COPIES, 1, v), right = 0;
    uint64_t *sys = ARENA_ARRAY(&keep, n, uint64_t);
    static const char *const kinds[] = {"original", "syndicated", "truncated", "edited", "updated"};
    unsigned table[5][5] = {0};
    int64_t start = clock_cpu();
    for (size_t i = 0; i < n; i++) {
        struct story_place p = place(x, v[i]);
        sys[i] = p.copy_of ? p.copy_of : v[i]->id;
        for (unsigned k = 0; k < 5; k++)
            if (str_eq(v[i]->kind, str_c(kinds[k]))) {
                table[k][p.copy]++;
                right += k == p.copy;
            }
    }
    double seconds = (double)(clock_cpu() - start) / 1e6;
    score(v, sys, n, &f);
    printf("copies  B-cubed %.4f %.4f %.4f  pairs %.4f  %.0f articles/s\n", f.p, f.r, f.f, f.pair_f,
           (double)n / seconds);
    for (int k = 0; k < 5; k++)
        printf("  %-10s %4u %4u %4u %4u %4u\n", kinds[k], table[k][0], table[k][1], table[k][2],
               table[k][3], table[k][4]);
    story_index_free(x);
    x = index_new();
    size_t m = order_of(UNION, 1, v), found = 0, wrong = 0;
    for (size_t i = 0; i < m; i++) {
        struct story_place p = place(x, v[i]);
        if (!p.copy_of)
            continue;
        found++;
        const struct row *o = &rows.v[p.copy_of - 1];
        if (o->gold != v[i]->gold) {
            wrong++;
            printf("  false copy: %.*s of %.*s (%.2f)\n", STR_ARG(v[i]->key), STR_ARG(o->key),
                   p.score);
        }
    }
    printf("on the story sets: %zu copies, %zu of them across stories\n", found, wrong);
    story_index_free(x);
}

static const char *stream_name(int set)
{
    return set < SETS ? story_sets[set] : set == UNION ? "union" : "articles";
}

static void stories(struct row **v, int shuffles, bool errors, double f1[STREAMS])
{
    for (int set = 0; set < STREAMS; set++) {
        struct figures f = {0};
        int64_t start = clock_cpu();
        size_t n = 0;
        for (int s = 0; s < shuffles; s++) {
            struct story_index *x = index_new();
            n = order_of(set, (uint64_t)s + 1, v);
            uint64_t *sys = calloc(n + 1, sizeof *sys);
            for (size_t i = 0; i < n; i++) {
                struct story_place p = place(x, v[i]);
                sys[i] = p.story;
                const struct row *o = &rows.v[p.story - 1];
                f.joined_wrong += o->gold != v[i]->gold;
                bool had = false;
                for (size_t j = 0; j < i; j++)
                    had |= v[j]->gold == v[i]->gold;
                f.begun_wrong += p.story == v[i]->id && had;
                if (errors && p.story != v[i]->id && o->gold != v[i]->gold)
                    printf("JOIN %.2f %.*s | %.60s || %.60s\n", p.score, STR_ARG(v[i]->key),
                           v[i]->text.p, rows.v[p.nearest - 1].text.p);
                if (errors && p.story == v[i]->id && had)
                    printf("SPLIT %.2f %.*s | %.80s\n", p.score, STR_ARG(v[i]->key), v[i]->text.p);
            }
            for (size_t i = 0; i < n; i++) {
                uint64_t copy;
                story_of(x, v[i]->id, &sys[i], &copy);
            }
            score(v, sys, n, &f);
            free(sys);
            story_index_free(x);
        }
        f1[set] += f.f / shuffles;
        printf("%-8s %.4f %.4f F1 %.4f  pairs %.4f  joined wrong %.1f begun wrong %.1f  %.0f/s\n",
               stream_name(set), f.p / shuffles, f.r / shuffles, f.f / shuffles,
               f.pair_f / shuffles, f.joined_wrong / shuffles, f.begun_wrong / shuffles,
               (double)n * shuffles / ((double)(clock_cpu() - start) / 1e6));
    }
}

/* ---- fitting ---- */

enum { FEATURES_MOST = 32 };
struct example {
    double x[FEATURES_MOST], weight;
    float y;
    int fold;
};
static struct example *examples;
static size_t example_n, example_cap;

static void example_add(const double *x, int n, bool y, double weight, int fold)
{
    if (example_n == example_cap) {
        example_cap = example_cap * 2 + 1024;
        examples = realloc(examples, example_cap * sizeof *examples);
        if (!examples)
            exit(1);
    }
    struct example *e = &examples[example_n++];
    *e = (struct example){.y = y, .weight = weight, .fold = fold};
    memcpy(e->x, x, (size_t)n * sizeof *x);
}

static void solve(double h[FEATURES_MOST][FEATURES_MOST], double *g, int n)
{
    for (int i = 0; i < n; i++)
        for (int r = i + 1; r < n; r++) {
            double m = h[r][i] / h[i][i];
            for (int c = i; c < n; c++)
                h[r][c] -= m * h[i][c];
            g[r] -= m * g[i];
        }
    for (int i = n; i-- > 0;) {
        for (int c = i + 1; c < n; c++)
            g[i] -= h[i][c] * g[c];
        g[i] /= h[i][i];
    }
}

/* Logistic regression by Newton steps, L2 on all but the first; leaves out fold `out` (-1: none).
 */
static double fit(double *w, int n, double l2, int out)
{
    static double h[FEATURES_MOST][FEATURES_MOST];
    double loss = 0, held = 0;
    for (int i = 0; i < n; i++)
        w[i] = 0;
    for (int step = 0; step < 12; step++) {
        double g[FEATURES_MOST];
        memset(h, 0, sizeof h);
        for (int k = 0; k < n; k++) {
            g[k] = k ? -l2 * w[k] : 0;
            h[k][k] = (k ? l2 : 0) + 1e-6;
        }
        loss = held = 0;
        for (size_t i = 0; i < example_n; i++) {
            const struct example *e = &examples[i];
            double z = 0;
            for (int k = 0; k < n; k++)
                z += w[k] * e->x[k];
            double p = 1 / (1 + exp(-z)), l = -e->weight * log((e->y > 0 ? p : 1 - p) + 1e-12);
            if (e->fold == out) {
                loss += l;
                held += e->weight;
                continue;
            }
            for (int k = 0; k < n; k++) {
                g[k] += e->weight * ((double)e->y - p) * e->x[k];
                for (int c = 0; c < n; c++)
                    h[k][c] += e->weight * p * (1 - p) * e->x[k] * e->x[c];
            }
        }
        solve(h, g, n);
        for (int k = 0; k < n; k++)
            w[k] += g[k];
    }
    return held > 0 ? loss / held : 0;
}

static void print_weights(const char *name, const double *w, int n)
{
    printf("%s = {", name);
    for (int i = 0; i < n; i++)
        printf("%s%.3f", i ? ", " : "", w[i]);
    printf("};\n");
}

/* Runs the stream of a set with the gold stories as memory; pairs or groups become examples. */
static void gather(struct row **v, int set, uint64_t run, bool groups)
{
    struct story_index *x = index_new();
    size_t n = order_of(set, run, v);
    uint64_t *story = calloc(golds.n + 2, sizeof *story);
    for (size_t i = 0; i < n; i++) {
        struct story_place p = place(x, v[i]);
        uint32_t slot = ids_find(&x->ids, v[i]->id), near[48];
        struct view me = view_of(x, slot);
        if (p.story != v[i]->id)
            story_move(x, v[i]->id, v[i]->id);
        int fold = (int)(v[i]->gold % 5);
        if (groups) {
            struct candidate c[STORIES_MOST];
            size_t k = story_candidates(x, &me, slot, c);
            for (size_t j = 0; j < k; j++)
                if (c[j].story != v[i]->id)
                    example_add(c[j].f, GROUP_FEATURES, rows.v[c[j].story - 1].gold == v[i]->gold,
                                1, fold);
        }
        size_t k = groups ? 0 : near_find(x, me.terms, me.n, near, 40);
        for (size_t j = 0; j < k; j++) {
            if (near[j] == slot)
                continue;
            double f[FEATURES_MOST];
            struct view it = view_of(x, near[j]);
            pair_features(&me, &it, f);
            example_add(f, PAIR_FEATURES, rows.v[x->articles[near[j]].id - 1].gold == v[i]->gold, 1,
                        fold);
        }
        if (story[v[i]->gold])
            story_move(x, v[i]->id, story[v[i]->gold]);
        else
            story[v[i]->gold] = v[i]->id;
    }
    free(story);
    story_index_free(x);
}

static void refit(int n, double *weights, const char *name)
{
    double w[FEATURES_MOST], held = 0, l2 = 1;
    for (int out = 0; out < 5; out++)
        held += fit(w, n, l2, out) / 5;
    fit(w, n, l2, -1);
    printf("%zu examples, loss of held-out folds %.4f\n", example_n, held);
    print_weights(name, w, n);
    memcpy(weights, w, (size_t)n * sizeof *w);
}

static void fit_all(struct row **v)
{
    double first = story_rules[RULE_MERGE_FIRST];
    story_rules[RULE_MERGE_FIRST] = 1e9; /* the gold stories are not to be merged */
    for (uint64_t run = 1; run <= 2; run++)
        for (int set = 0; set <= UNION; set++)
            gather(v, set, run, false);
    refit(PAIR_FEATURES, story_pair_weights, "double story_pair_weights[PAIR_FEATURES]");
    example_n = 0;
    for (int set = 0; set <= UNION; set++)
        gather(v, set, 1, true);
    refit(GROUP_FEATURES, story_group_weights, "double story_group_weights[GROUP_FEATURES]");
    story_rules[RULE_MERGE_FIRST] = first;
}

/* Fits on one half of the stories and measures on the other, both ways: what new stories may give.
 */
static void cross(struct row **v, int shuffles)
{
    double f1[STREAMS] = {0};
    for (int test = 0; test < 2; test++) {
        half = 1 - test;
        fit_all(v);
        half = test;
        stories(v, shuffles, false, f1);
        example_n = 0;
    }
    for (int set = 0; set < STREAMS; set++)
        printf("cross %-8s F1 %.4f\n", stream_name(set), f1[set] / 2);
}

/* ---- the three numbers that are no weights of a model: where to join, when to merge ---- */

enum { TUNE_RUNS = 2 };
struct stream { /* a set in one order, with the features that do not depend on the weights */
    struct row **v;
    struct features *f;
    size_t n;
};
static struct stream streams[UNION + 1][TUNE_RUNS];

static void stream_make(struct row **v, int set, int run)
{
    struct stream *s = &streams[set][run];
    struct story_index *x = index_new();
    size_t all = order_of(set, (uint64_t)run + 101, v);
    s->v = ARENA_ARRAY(&keep, all, struct row *);
    s->f = ARENA_ARRAY(&keep, all, struct features);
    for (size_t i = 0; i < all; i++) {
        place(x, v[i]);
        uint32_t slot = ids_find(&x->ids, v[i]->id);
        const struct held *m = &x->articles[slot];
        struct features *f = &s->f[s->n];
        s->v[s->n++] = v[i];
        f->words = m->words;
        f->sketch_count = m->sketch_count;
        f->term_count = m->term_count;
        memcpy(f->sketch, sketch_of(x, slot), sizeof f->sketch);
        memcpy(f->terms, m->terms, m->term_count * sizeof *m->terms);
    }
    story_index_free(x);
}

static double objective(double f1[UNION + 1])
{
    double sum = 0;
    for (int set = 0; set <= UNION; set++) {
        f1[set] = 0;
        for (int run = 0; run < TUNE_RUNS; run++) {
            struct stream *s = &streams[set][run];
            struct figures g = {0};
            struct story_index *x = index_new();
            uint64_t *sys = calloc(s->n + 1, sizeof *sys);
            for (size_t i = 0; i < s->n; i++) {
                const struct arrival a = {
                    .id = s->v[i]->id, .time = s->v[i]->time, .features = &s->f[i]};
                struct story_place p;
                if (place_features(x, &a, &p) != ERR_OK)
                    exit(1);
            }
            for (size_t i = 0; i < s->n; i++) {
                uint64_t copy;
                story_of(x, s->v[i]->id, &sys[i], &copy);
            }
            score(s->v, sys, s->n, &g);
            f1[set] += g.f / TUNE_RUNS;
            free(sys);
            story_index_free(x);
        }
        sum += f1[set] / (UNION + 1);
    }
    return sum;
}

static void grid(struct row **v)
{
    double f1[UNION + 1], base = story_group_weights[0];
    for (int set = 0; set <= UNION; set++)
        for (int run = 0; run < TUNE_RUNS; run++)
            stream_make(v, set, run);
    for (double shift = 0.4; shift > -1.7; shift -= 0.5)
        for (double first = 2; first < 5; first += 2)
            for (double mean = 2; mean < 5; mean += 1) {
                story_group_weights[0] = base + shift;
                story_rules[RULE_MERGE_FIRST] = first;
                story_rules[RULE_MERGE] = mean;
                double all = objective(f1);
                printf("%.1f %.1f %.1f: %.4f  5w1h %.4f basil %.4f fnc %.4f ecb %.4f union %.4f\n",
                       shift, first, mean, all, f1[0], f1[1], f1[2], f1[3], f1[4]);
                fflush(stdout);
            }
}

/* Same-topic precision of the first five related articles, on ecb. */
static void related(struct row **v)
{
    struct story_index *x = index_new();
    size_t n = order_of(3, 1, v), right = 0, all = 0, with = 0;
    for (size_t i = 0; i < n; i++)
        place(x, v[i]);
    int64_t start = clock_cpu();
    for (size_t i = 0; i < n; i++) {
        struct story_related r[5];
        size_t k = story_related(x, v[i]->id, 5, r);
        with += k > 0;
        for (size_t j = 0; j < k; j++, all++)
            right += rows.v[r[j].id - 1].topic == v[i]->topic;
    }
    double ms = (double)(clock_cpu() - start) / 1e3 / (double)n;
    printf("related: precision@5 %.4f (%zu listed for %zu of %zu articles), %.3f ms each\n",
           (double)right / (double)all, all, with, n, ms);
    story_index_free(x);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr,
                "usage: story_eval copies|stories|cross|related|fit|grid|errors DIR [SHUFFLES]\n");
        return 2;
    }
    struct str mode = str_c(argv[1]);
    int shuffles = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 5;
    rows_load(argv[2], str_eq(mode, STR("copies")));
    struct row **v = ARENA_ARRAY(&keep, rows.n + 1, struct row *);
    if (str_eq(mode, STR("copies")))
        copies(v);
    if (str_eq(mode, STR("fitgrid"))) {
        fit_all(v);
        grid(v);
    }
    if (str_eq(mode, STR("fit")))
        fit_all(v);
    if (str_eq(mode, STR("related")))
        related(v);
    if (str_eq(mode, STR("grid")))
        grid(v);
    double f1[STREAMS] = {0};
    if (str_eq(mode, STR("stories")) || str_eq(mode, STR("errors")))
        stories(v, shuffles, str_eq(mode, STR("errors")), f1);
    if (str_eq(mode, STR("cross")))
        cross(v, shuffles);
    arena_done(&scratch);
    arena_done(&keep);
    return 0;
}
