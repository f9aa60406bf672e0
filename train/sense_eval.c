/* sense_eval: runs the faculties over a data set and prints what the scorers read.
 *
 * sense_eval MODE [--hold K] [--speech|--roles|--violence|--telling FILE] < rows.jsonl > out.jsonl
 *
 * --hold K takes every fifth row only (number % 5 == K), those that sense_train --hold K left out;
 * the other options read with a model that is not the embedded one. A row has "id", "text" and
 * perhaps "title", "date", "publisher". Modes: see the table at the end. "fit-*" print the rows
 * that sense_fit learns from, "words" writes the table of rarities (models/words.bin). Offsets in
 * data sets are code points. */
#include "sense/find.h"
#include "sense/linear.h"
#include "sense_rows.h"

#include <math.h>
#include <unistd.h>

/* ---- key phrases ---- */

static void keyphrases(struct row *r)
{
    struct sense_doc d;
    struct sense_find f;
    sense_find_make(r->a, &r->article, TIME_NONE, &d, &f);
    sense_keyphrases(&f);
    json_obj(r->w);
    json_field_str(r->w, "id", r->id);
    json_key(r->w, STR("keyphrases"));
    json_arr(r->w);
    for (size_t i = 0; i < f.keyphrases.n; i++)
        json_put_str(r->w, f.keyphrases.v[i].phrase);
    json_arr_end(r->w);
    json_obj_end(r->w);
}

/* The stems of a gold phrase parted by spaces, as the candidates' keys are. */
static struct str gold_key(struct row *r, struct str phrase)
{
    struct buf b;
    buf_arena(&b, r->a, 4096);
    struct text_words it = text_words(phrase);
    struct text_word w;
    while (text_word_next(&it, &w)) {
        struct str word = text_fold(r->a, str_sub(phrase, w.at, w.end)), stem;
        text_stems(r->a, STR("en"), &word, 1, &stem);
        if (b.n)
            buf_char(&b, ' ');
        buf_put(&b, stem);
    }
    return buf_str(&b);
}

static void fit_phrases(struct row *r)
{
    struct sense_doc d;
    struct sense_find f;
    struct sense_phrase *v;
    struct map gold;
    sense_find_make(r->a, &r->article, TIME_NONE, &d, &f);
    map_init(&gold, r->a);
    size_t i, k;
    json_t *x, *y;
    json_array_foreach(json_object_get(r->v, "keyphrases"), i, x) json_array_foreach(x, k, y)
        map_put(&gold, gold_key(r, json_str(y)), NULL);
    size_t n = sense_phrase_candidates(&f, &v);
    for (i = 0; i < n; i++) {
        printf("%ld %d 1", r->number, map_find(&gold, v[i].key) != NULL);
        for (k = 0; k < SENSE_PHRASE_FEATURES; k++)
            printf(" %.5g", v[i].features[k]);
        printf("\n");
    }
}

/* ---- summaries ---- */

static void put_summary(struct row *r, const struct sense_doc *d, const uint32_t *v, size_t n)
{
    struct buf b;
    buf_arena(&b, r->a, 1 << 20);
    for (size_t i = 0; i < n; i++) {
        const struct sense_sentence *s = &d->sentences[v[i]];
        struct str t = span_str(d->text, sense_span(d, s->body_from, s->to));
        for (size_t k = 0; k < t.n; k++)
            buf_char(&b, t.p[k] == '\n' ? ' ' : t.p[k]);
        buf_char(&b, '\n');
    }
    json_obj(r->w);
    json_field_str(r->w, "id", r->id);
    json_field_str(r->w, "summary", buf_str(&b));
    json_obj_end(r->w);
}
static void summary(struct row *r, struct sense_pick how, double share)
{
    struct sense_doc d;
    struct sense_find f;
    sense_find_make(r->a, &r->article, TIME_NONE, &d, &f);
    double *w = ARENA_ARRAY(r->a, d.sentence_count, double);
    uint32_t *ret = ARENA_ARRAY(r->a, d.sentence_count, uint32_t);
    sense_rank_sentences(&f, share > 0 ? share : 3 / (double)(d.sentence_count + 1), w);
    if (share > 0)
        how.most_words = (uint32_t)(share * d.words);
    put_summary(r, &d, ret, sense_pick_sentences(&f, w, how, ret));
}
static void lead3(struct row *r)
{
    struct sense_doc d;
    struct sense_find f;
    sense_find_make(r->a, &r->article, TIME_NONE, &d, &f);
    const double *x = sense_salience_matrix(&f, 0.1);
    uint32_t v[3], n = 0;
    for (uint32_t i = 0; i < d.sentence_count && n < 3; i++)
        if (x[i * SENSE_SALIENCE_FEATURES] != 0)
            v[n++] = i;
    put_summary(r, &d, v, n);
}
/* What the reading shows. */
static void summary3(struct row *r)
{
    struct sense_doc d;
    struct sense_find f;
    sense_find_make(r->a, &r->article, TIME_NONE, &d, &f);
    double *w = ARENA_ARRAY(r->a, d.sentence_count, double);
    uint32_t *ret = ARENA_ARRAY(r->a, d.sentence_count, uint32_t);
    put_summary(r, &d, ret, sense_summary_sentences(&f, w, ret));
}
static void summary3_any(struct row *r)
{
    summary(r, (struct sense_pick){.most_sentences = 3}, 0);
}
static void summary42(struct row *r)
{
    summary(r, (struct sense_pick){.most_sentences = 1000}, 0.42);
}

/* Words and pairs of words of `s` into m (value counts); returns how many. */
static size_t count_words(struct row *r, struct str s, struct map *m)
{
    size_t n = 0;
    struct text_words it = text_words(s);
    struct text_word w;
    struct str before = STR("^");
    map_init(m, r->a);
    while (text_word_next(&it, &w)) {
        struct str word = text_fold(r->a, str_sub(s, w.at, w.end));
        map_put(m, word, NULL)->value.u++;
        map_put(m, str_fmt(r->a, "%.*s %.*s", STR_ARG(before), STR_ARG(word)), NULL)->value.u++;
        before = word;
        n += 2;
    }
    return n;
}

/* Label of a sentence: in an extractive reference or not; else F1 of its words with the reference,
 * the best three of the document being 1 (decided by the caller). */
static double overlap(struct row *r, struct str sentence, const struct map *ref, size_t ref_n)
{
    struct map m;
    size_t n = count_words(r, sentence, &m), hit = 0;
    for (size_t i = 0; i < m.n; i++) {
        const struct map_entry *e = map_find(ref, m.entries[i].key);
        if (e)
            hit += m.entries[i].value.u < e->value.u ? m.entries[i].value.u : e->value.u;
    }
    return 2.0 * (double)hit / ((double)(n + ref_n) + 1e-9);
}

/* The three sentences that together are likest to the reference, found one by one: label 1. */
static void label_likest(struct row *r, const struct sense_doc *d, const double *x, struct str ref,
                         double *label)
{
    struct map m;
    size_t ref_n = count_words(r, ref, &m);
    struct str taken = STR("");
    double best = 0;
    for (int round = 0; round < 3; round++) {
        size_t at = SIZE_MAX;
        for (size_t i = 0; i < d->sentence_count; i++) {
            if (x[i * SENSE_SALIENCE_FEATURES] == 0 || label[i] > 0)
                continue;
            struct str s = span_str(d->text, d->sentences[i].span);
            double f =
                overlap(r, str_fmt(r->a, "%.*s. %.*s", STR_ARG(taken), STR_ARG(s)), &m, ref_n);
            if (f > best) {
                best = f;
                at = i;
            }
        }
        if (at == SIZE_MAX)
            return;
        label[at] = 1;
        taken = str_fmt(r->a, "%.*s. %.*s", STR_ARG(taken),
                        STR_ARG(span_str(d->text, d->sentences[at].span)));
    }
}

static void fit_summary(struct row *r)
{
    struct sense_doc d;
    struct sense_find f;
    sense_find_make(r->a, &r->article, TIME_NONE, &d, &f);
    bool extractive = str_eq(json_get_str(r->v, "kind"), STR("extractive"));
    struct str ref = json_str(json_array_get(json_object_get(r->v, "refs"), 0));
    struct str plain = squeezed(r->a, ref);
    double *label = ARENA_ARRAY(r->a, d.sentence_count + 1, double);
    const double *x =
        sense_salience_matrix(&f, extractive ? 0.42 : 3 / (double)(d.sentence_count + 1));
    for (size_t i = 0; extractive && i < d.sentence_count; i++)
        label[i] =
            str_find(plain, squeezed(r->a, span_str(d.text, d.sentences[i].span))) != SIZE_MAX;
    if (!extractive)
        label_likest(r, &d, x, ref, label);
    for (size_t i = 0; i < d.sentence_count; i++) {
        if (x[i * SENSE_SALIENCE_FEATURES] == 0)
            continue;
        printf("%ld %g %g", r->number, label[i], extractive ? 1.0 : 6.0);
        for (size_t k = 0; k < SENSE_SALIENCE_FEATURES; k++)
            printf(" %.5g", x[i * SENSE_SALIENCE_FEATURES + k]);
        printf("\n");
    }
}

/* ---- attributions ---- */

static size_t code_point(struct str s, uint32_t byte)
{
    return utf8_length(str_sub(s, 0, byte));
}

static void put_spans(struct row *r, struct str text, const struct span *v, size_t n)
{
    json_arr(r->w);
    for (size_t i = 0; i < n; i++) {
        if (v[i].end == 0)
            continue;
        json_arr(r->w);
        json_put_i64(r->w, (int64_t)code_point(text, v[i].at));
        json_put_i64(r->w, (int64_t)code_point(text, v[i].end));
        json_arr_end(r->w);
    }
    json_arr_end(r->w);
}

static void quotes(struct row *r)
{
    struct sense_doc d;
    struct sense_find f;
    sense_find_make(r->a, &r->article, TIME_NONE, &d, &f);
    sense_quotes(&f);
    json_obj(r->w);
    json_field_str(r->w, "id", r->id);
    json_key(r->w, STR("attributions"));
    json_arr(r->w);
    for (size_t i = 0; i < f.quotes.n; i++) {
        const struct quote *q = &f.quotes.v[i];
        json_obj(r->w);
        json_key(r->w, STR("source"));
        put_spans(r, d.text, &q->source, 1);
        json_key(r->w, STR("cue"));
        put_spans(r, d.text, &q->cue, 1);
        json_key(r->w, STR("content"));
        put_spans(r, d.text, q->content, q->content_count);
        json_obj_end(r->w);
    }
    json_arr_end(r->w);
    json_obj_end(r->w);
}

/* ---- rarity of words ---- */

static struct arena words_arena;
static struct map words_map;
static long words_docs;
static uint64_t input_hash; /* of the rows that were read */
struct word_count {
    uint32_t documents, inside, capital;
};

static void words(struct row *r)
{
    struct sense_doc d;
    struct map seen;
    sense_doc_make(r->a, &r->article, &d);
    map_init(&seen, r->a);
    words_docs++;
    for (size_t i = 0; i < d.token_count; i++) {
        bool is_new, first;
        if (!(d.tokens[i].flags & (TOK_ALPHA | TOK_DIGIT)))
            continue;
        map_put(&seen, d.tokens[i].stem, &is_new);
        struct map_entry *e = map_find(&words_map, d.tokens[i].stem);
        if (!e) {
            e = map_put(&words_map, str_dup(&words_arena, d.tokens[i].stem), &first);
            e->value.p = ARENA_NEW(&words_arena, struct word_count);
        }
        struct word_count *c = e->value.p;
        c->documents += is_new;
        if (!(d.tokens[i].flags & TOK_FIRST)) {
            c->inside++;
            c->capital += (d.tokens[i].flags & TOK_CAP) != 0;
        }
    }
}

static int by_hash(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

static void words_done(void)
{
    LIST(uint64_t) list = {0}; /* hash << 8 | rarity: the commonest of equal hashes first */
    for (size_t i = 0; i < words_map.n; i++) {
        const struct map_entry *e = &words_map.entries[i];
        const struct word_count *c = e->value.p;
        double rarity = log((double)words_docs / (double)c->documents) * 10;
        if (c->documents < 3)
            continue;
        uint64_t byte =
            (uint64_t)(rarity < 127 ? rarity : 127) | (c->capital * 4 > c->inside * 3 ? 128 : 0);
        LIST_PUSH(&words_arena, &list, (uint64_t)(uint32_t)str_hash(e->key) << 8 | byte);
    }
    sort_stable(&words_arena, list.v, list.n, sizeof *list.v, by_hash, NULL);
    uint32_t n = 0;
    for (size_t i = 0; i < list.n; i++)
        if (n == 0 || list.v[i] >> 8 != list.v[n - 1] >> 8)
            list.v[n++] = list.v[i];
    char made_of[17];
    snprintf(made_of, sizeof made_of, "%016llx", (unsigned long long)input_hash);
    fwrite("OWR2", 1, 4, stdout);
    fwrite(&n, 4, 1, stdout);
    fwrite(made_of, 1, 16, stdout);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t hash = (uint32_t)(list.v[i] >> 8);
        fwrite(&hash, 4, 1, stdout);
    }
    for (uint32_t i = 0; i < n; i++)
        putchar((int)(list.v[i] & 255));
    fprintf(stderr, "%ld documents, %u stems\n", words_docs, n);
}

/* ---- incidents ---- */

static void put_fills(struct row *r, const struct sense_doc *d, const char *key,
                      const struct fill *v, size_t n)
{
    json_key(r->w, str_c(key));
    json_arr(r->w);
    for (size_t i = 0; i < n; i++)
        json_put_str(r->w, span_str(d->text, v[i].span));
    json_arr_end(r->w);
}

/* Does a counted stretch end in the noun that the victim's stretch holds: "six priests", later "the
 * Jesuit priests"? */
static bool counts_same(const struct sense_doc *d, struct span counted, struct span victim)
{
    uint32_t last = sense_token_at(d, counted.end - 1);
    for (uint32_t i = sense_token_at(d, victim.at);
         i < d->token_count && d->tokens[i].span.at < victim.end; i++)
        if (d->tokens[i].upos == SENSE_NOUN && str_eq(d->tokens[i].stem, d->tokens[last].stem))
            return true;
    return false;
}

/* The number of a victim: written before or in it, or that of a count of the same thing, else one
 * where it is singular or a name. */
static long number_of(const struct sense_find *f, struct span span)
{
    const struct sense_doc *d = f->d;
    uint32_t from = sense_token_at(d, span.at), to = from;
    while (to < d->token_count && d->tokens[to].span.at < span.end)
        to++;
    for (uint32_t i = from > 0 ? from - 1 : from; i < to; i++) {
        struct text_number n;
        if (i + 1 < to && d->tokens[i + 1].xpos == XPOS_HYPH)
            continue; /* "15-year-old" */
        if (d->tokens[i].flags & TOK_DIGIT && d->tokens[i].flags & TOK_ALPHA)
            continue; /* "the 10th court's judge" */
        if ((d->tokens[i].xpos == XPOS_CD || d->tokens[i].flags & TOK_DIGIT) &&
            text_number_parse(str_from(d->text, d->tokens[i].span.at), &n) &&
            n.kind == TEXT_CARDINAL)
            return (long)n.value;
    }
    bool one = to > from && d->tokens[to - 1].name >= 0 &&
               d->names[d->tokens[to - 1].name].kind == ENTITY_PERSON;
    for (size_t i = 0; i < f->figures.n && !one; i++) {
        const struct figure *g = &f->figures.v[i];
        if (g->kind == FIGURE_COUNT && g->counted.end && counts_same(d, g->counted, span))
            return (long)g->value;
    }
    for (uint32_t i = from; i < to; i++)
        if (d->tokens[i].xpos == XPOS_NNS || d->tokens[i].xpos == XPOS_NNPS ||
            sense_norm_in(d, i, (const char *const[]){"people", "men", "women", "children", NULL}))
            return 0;
    return 1;
}

static void put_numbers(struct row *r, const struct sense_find *f, const struct incident *x)
{
    json_key(r->w, STR("victim_num"));
    json_arr(r->w);
    for (size_t i = 0; i < x->victim_count; i++) {
        long n = number_of(f, x->victims[i].span);
        if (n <= 0)
            continue;
        json_arr(r->w);
        json_put_str(r->w, str_fmt(r->a, "%ld", n));
        json_put_str(r->w, span_str(f->d->text, x->victims[i].span));
        json_arr_end(r->w);
    }
    json_arr_end(r->w);
}

static void incidents(struct row *r)
{
    struct sense_doc d;
    struct sense_find f;
    sense_find_make(r->a, &r->article, TIME_NONE, &d, &f);
    sense_quotes(&f);
    sense_figures(&f);
    sense_incidents(&f);
    json_obj(r->w);
    json_field_str(r->w, "id", r->id);
    json_key(r->w, STR("templates"));
    json_arr(r->w);
    for (size_t i = 0; i < f.incidents.n; i++) {
        const struct incident *x = &f.incidents.v[i];
        static const char *const kinds[] = {"attack", "bombing", "kidnapping", "arson", "robbery"};
        bool violence = false;
        for (size_t k = 0; k < 5; k++)
            violence |= str_eq(x->kind, str_c(kinds[k]));
        if (!violence)
            continue;
        json_obj(r->w);
        json_field_str(r->w, "type", x->kind);
        put_fills(r, &d, "perp_ind", x->perpetrators, f.violence_persons);
        put_fills(r, &d, "perp_org", x->perpetrators + f.violence_persons,
                  x->perpetrator_count - f.violence_persons);
        put_fills(r, &d, "victim", x->victims, x->victim_count);
        put_fills(r, &d, "target", x->targets, x->target_count);
        put_fills(r, &d, "weapon", x->weapons, x->weapon_count);
        put_numbers(r, &f, x);
        json_field_str(r->w, "location", span_str(d.text, x->where.span));
        json_obj_end(r->w);
    }
    json_arr_end(r->w);
    json_obj_end(r->w);
}

/* Rows of documents; those with nothing to decide have a label alone. What is told is optional to
 * the annotators in some: to find it counts, to miss it does not, so F gains 2 - 2F by one where it
 * gains 2 - F by another. */
static void fit_violence(struct row *r)
{
    static const double OPTIONAL_WEIGHT = 0.25;
    const json_t *templates = json_object_get(r->v, "templates"), *t;
    size_t all = json_array_size(templates), optional = 0, k;
    json_array_foreach(templates, k, t) optional += json_is_true(json_object_get(t, "optional"));
    struct sense_doc d;
    struct sense_find f;
    double x[SENSE_VIOLENCE_FEATURES];
    sense_find_make(r->a, &r->article, TIME_NONE, &d, &f);
    sense_quotes(&f);
    sense_figures(&f);
    printf("%ld %d %g", r->number, all > 0, all > 0 && optional == all ? OPTIONAL_WEIGHT : 1);
    bool any = sense_violence_explain(&f, x);
    for (size_t i = 0; any && i < SENSE_VIOLENCE_FEATURES; i++)
        printf(" %.5g", x[i]);
    printf("\n");
}

/* ---- a whole reading ---- */

static void reading(struct row *r)
{
    struct reading x;
    sense_read(r->a, &r->article, TIME_NONE, &x);
    json_obj(r->w);
    json_field_str(r->w, "id", r->id);
    json_key(r->w, STR("reading"));
    reading_write(r->w, &x);
    json_obj_end(r->w);
}

static const struct mode {
    const char *name;
    void (*one)(struct row *r);
    bool json;
    void (*done)(void);
} modes[] = {
    {"keyphrases", keyphrases, true, NULL},
    {"fit-phrases", fit_phrases, false, NULL},
    {"lead3", lead3, true, NULL},
    {"summary3", summary3, true, NULL},
    {"summary3-any", summary3_any, true, NULL},
    {"summary42", summary42, true, NULL},
    {"fit-summary", fit_summary, false, NULL},
    {"quotes", quotes, true, NULL},
    {"incidents", incidents, true, NULL},
    {"fit-violence", fit_violence, false, NULL},
    {"reading", reading, true, NULL},
    {"words", words, false, words_done},
};

static int run(const struct mode *mode, long hold)
{
    static struct arena a;
    struct buf out;
    char *line = NULL;
    size_t cap = 0;
    arena_init(&a, (size_t)1 << 30);
    arena_init(&words_arena, (size_t)1 << 30);
    map_init(&words_map, &words_arena);
    buf_init(&out, (size_t)64 << 20);
    long number = 0;
    for (ssize_t n; (n = getline(&line, &cap, stdin)) > 0; number++) {
        json_t *v;
        struct err e;
        struct json_out w;
        if (hold >= 0 && number % 5 != hold)
            continue;
        input_hash = feature_mix(input_hash, str_hash(str_of(line, (size_t)n)));
        if (json_read(str_of(line, (size_t)n), &v, &e) != ERR_OK) {
            fprintf(stderr, "row %ld: %s\n", number + 1, e.words);
            return 1;
        }
        arena_reset(&a);
        buf_clear(&out);
        json_init(&w, &out);
        struct row r = {.a = &a, .v = v, .number = number, .w = &w};
        read_row(&r);
        mode->one(&r);
        if (mode->json) {
            buf_char(&out, '\n');
            fwrite(out.p, 1, out.n, stdout);
        }
        json_decref(v);
    }
    if (mode->done)
        mode->done();
    free(line);
    return 0;
}

static bool use_model(enum sense_linear_id id, const char *path)
{
    static struct arena models;
    char t[65536];
    struct buf b;
    FILE *f = fopen(path, "rb");
    if (!f)
        return false;
    if (models.cap == 0)
        arena_init(&models, (size_t)1 << 28);
    buf_arena(&b, &models, (size_t)1 << 26);
    for (size_t n; (n = fread(t, 1, sizeof t, f)) > 0;)
        buf_put(&b, str_of(t, n));
    fclose(f);
    sense_linear_put(id, (const unsigned char *)b.p, b.n);
    return true;
}

static int usage(void)
{
    fprintf(stderr, "usage: sense_eval MODE [--hold K] [--speech|--roles|--violence|--telling "
                    "FILE] < rows.jsonl\n"
                    "MODE one of:");
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        fprintf(stderr, " %s", modes[i].name);
    fprintf(stderr, "\n");
    return 2;
}

int main(int argc, char **argv)
{
    static const char *const options[LINEAR_COUNT] = {"--speech", "--roles", "--violence",
                                                      "--telling"};
    long hold = -1;
    for (int i = 2; i + 1 < argc; i += 2) {
        if (str_eq(str_c(argv[i]), STR("--hold")))
            hold = strtol(argv[i + 1], NULL, 10);
        for (int k = 0; k < LINEAR_COUNT; k++)
            if (str_eq(str_c(argv[i]), str_c(options[k])) &&
                !use_model((enum sense_linear_id)k, argv[i + 1]))
                return usage();
    }
    for (size_t i = 0; argc >= 2 && i < sizeof modes / sizeof *modes; i++)
        if (str_eq(str_c(argv[1]), str_c(modes[i].name)))
            return run(&modes[i], hold);
    return usage();
}
