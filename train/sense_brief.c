/* sense_brief: what summaries of few sentences are fitted on, and how well they do.
 *
 * sense_brief headlines|openings < rows.jsonl         rows that sense_fit learns from
 * sense_brief score SETTINGS [--hold K] < rows.jsonl  a line a text: "GROUP R1 R2 R1 R2 ..."
 * sense_brief ships                                   what ships, as a line of SETTINGS
 *
 * Headlines: a sentence is as good as it says what the headline says, which is hidden. Openings: as
 * it says what other outlets' articles of the same story ("cluster") begin with, headline and first
 * words; articles that begin as this text goes are copies and do not count. SETTINGS has a line for
 * each way to rank: "NAME COST w0 w1 ..."; the summary of three sentences is compared with the
 * openings, or with "refs" where the row has no story. GROUP is the same for all of a story, so
 * that sense_fit --hold K and score --hold K part whole stories (group % 5 == K). */
#include "sense_rows.h"

#include <math.h>

enum { OPENING_WORDS = 45, SETTINGS_MOST = 64 };
static const double COPY_SHARE = 0.6; /* of an opening's pairs of words that stand in the text */

struct piece {
    const json_t *v;
    struct str cluster, opening;
    long number, group;
};
static struct arena keep;
static LIST(struct piece) pieces;
static struct sense_brief settings[SETTINGS_MOST];
static size_t setting_count;

/* ---- rows ---- */

/* Takes the headline out of the article, and out of the text where that begins with it. */
static struct str hide_title(struct row *r)
{
    struct str title = r->article.title, text = str_trim(r->article.text);
    size_t line = str_find_char(text, '\n');
    if (line != SIZE_MAX && str_eq(squeezed(r->a, str_sub(text, 0, line)), squeezed(r->a, title)))
        text = str_from(text, line + 1);
    r->article.title = STR("");
    r->article.text = text;
    /* clusters-fnc has several headlines for a text. */
    const json_t *more = json_object_get(r->v, "headlines"), *x;
    bool none = title.n == 0;
    for (size_t i = 0; none && i < json_array_size(more); i++) {
        x = json_array_get(more, i);
        title = str_fmt(r->a, "%.*s\n%.*s", STR_ARG(title), STR_ARG(json_str(x)));
    }
    return title;
}

static struct row row_of(struct arena *a, const struct piece *p)
{
    struct row r = {.a = a, .v = p->v, .number = p->number};
    read_row(&r);
    return r;
}

/* Headline (the first of several) and the first words of the text. */
static struct str opening_of(struct row *r)
{
    struct str title = str_trim(hide_title(r)), text = str_trim(r->article.text), head;
    size_t at = 0;
    str_split(&title, '\n', &head);
    for (int words = 0; at < text.n && words < OPENING_WORDS; at++)
        words += is_space(text.p[at]) && !is_space(text.p[at - 1]);
    return str_fmt(&keep, "%.*s\n%.*s", STR_ARG(head), STR_ARG(str_sub(text, 0, at)));
}

static void add_piece(struct arena *a, const json_t *v, long number)
{
    struct piece p = {.v = v, .number = number};
    p.cluster = json_get_str(v, "cluster");
    p.group = p.cluster.n ? (long)(str_hash(p.cluster) % 100000) : number;
    struct row r = row_of(a, &p);
    if (p.cluster.n)
        p.opening = opening_of(&r);
    LIST_PUSH(&keep, &pieces, p);
}

static bool read_pieces(struct arena *a)
{
    char *line = NULL;
    size_t cap = 0;
    long number = 0;
    for (ssize_t n; (n = getline(&line, &cap, stdin)) > 0; number++) {
        json_t *v;
        struct err e;
        if (json_read(str_of(line, (size_t)n), &v, &e) != ERR_OK) {
            fprintf(stderr, "row %ld: %s\n", number + 1, e.words);
            return false;
        }
        arena_reset(a);
        add_piece(a, v, number);
    }
    free(line);
    return true;
}

/* ---- words in common ---- */

/* How often each stem and each pair of stems stands in a text. */
struct words {
    struct map one, two;
    size_t n;
};

static struct words count_words(struct arena *a, struct str s)
{
    struct words c = {0};
    struct text_words it = text_words(s);
    struct text_word w;
    struct str before = STR("");
    map_init(&c.one, a);
    map_init(&c.two, a);
    for (; text_word_next(&it, &w); c.n++) {
        struct str word = text_fold(a, str_sub(s, w.at, w.end)), stem;
        text_stems(a, STR("en"), &word, 1, &stem);
        map_put(&c.one, stem, NULL)->value.u++;
        if (c.n)
            map_put(&c.two, str_fmt(a, "%.*s %.*s", STR_ARG(before), STR_ARG(stem)), NULL)
                ->value.u++;
        before = stem;
    }
    return c;
}

static double in_common(const struct map *x, const struct map *y)
{
    uint64_t hit = 0;
    for (size_t i = 0; i < x->n; i++) {
        const struct map_entry *e = map_find(y, x->entries[i].key);
        if (e)
            hit += x->entries[i].value.u < e->value.u ? x->entries[i].value.u : e->value.u;
    }
    return (double)hit;
}

struct likeness {
    double one, two; /* F1 of words and of pairs: ROUGE-1 and -2 (Lin 2004) */
};
static struct likeness compare(const struct words *x, const struct words *y)
{
    double all = (double)(x->n + y->n);
    return (struct likeness){2 * in_common(&x->one, &y->one) / (all + 1e-9),
                             2 * in_common(&x->two, &y->two) / fmax(all - 2, 1)};
}

static struct likeness compare_all(const struct words *x, const struct words *refs, size_t n)
{
    struct likeness sum = {0};
    for (size_t i = 0; i < n; i++) {
        struct likeness l = compare(x, &refs[i]);
        sum.one += l.one / (double)n;
        sum.two += l.two / (double)n;
    }
    return sum;
}

/* What a piece is compared with; *ret has room in `a`. Returns how many. */
static size_t references(struct arena *a, const struct piece *p, struct words **ret)
{
    const json_t *refs = json_object_get(p->v, "refs");
    struct words text = count_words(a, json_get_str(p->v, "text"));
    size_t n = 0;
    *ret = ARENA_ARRAY(a, pieces.n + json_array_size(refs), struct words);
    for (size_t i = 0; p->cluster.n == 0 && i < json_array_size(refs); i++)
        (*ret)[n++] = count_words(a, json_str(json_array_get(refs, i)));
    for (size_t i = 0; p->cluster.n && i < pieces.n; i++) {
        const struct piece *mate = &pieces.v[i];
        if (mate == p || !str_eq(mate->cluster, p->cluster))
            continue;
        struct words w = count_words(a, mate->opening);
        if (in_common(&w.two, &text.two) < COPY_SHARE * (double)w.n)
            (*ret)[n++] = w;
    }
    return n;
}

/* ---- labels ---- */

static double tight_share(const struct sense_doc *d)
{
    return 3 / (double)(d->sentence_count + 1);
}

static void put_row(long group, double label, const double *x)
{
    printf("%ld %g 1", group, label);
    for (size_t k = 0; k < SENSE_SALIENCE_FEATURES; k++)
        printf(" %.5g", x[k]);
    printf("\n");
}

/* The stems of a headline that are no stop words, and its pairs of stems. */
static size_t title_stems(struct row *r, struct str title, struct map *words, struct map *pairs)
{
    struct text_words it = text_words(title);
    struct text_word w;
    struct str before = STR("");
    map_init(words, r->a);
    map_init(pairs, r->a);
    while (text_word_next(&it, &w)) {
        struct str word = text_fold(r->a, str_sub(title, w.at, w.end)), stem;
        text_stems(r->a, STR("en"), &word, 1, &stem);
        if (!text_is_stop(word, STR("en")))
            map_put(words, stem, NULL);
        if (before.n)
            map_put(pairs, str_fmt(r->a, "%.*s %.*s", STR_ARG(before), STR_ARG(stem)), NULL);
        before = stem;
    }
    return words->n;
}

static double title_share(struct row *r, const struct sense_doc *d, uint32_t sentence,
                          const struct map *words, const struct map *pairs)
{
    struct map seen;
    double single = 0, both = 0;
    struct str before = STR("");
    map_init(&seen, r->a);
    for (uint32_t i = d->sentences[sentence].body_from; i < d->sentences[sentence].to; i++) {
        bool is_new;
        if (!(d->tokens[i].flags & (TOK_ALPHA | TOK_DIGIT)))
            continue;
        struct str stem = d->tokens[i].stem,
                   pair = str_fmt(r->a, "%.*s %.*s", STR_ARG(before), STR_ARG(stem));
        map_put(&seen, stem, &is_new);
        single += is_new && map_find(words, stem);
        map_put(&seen, pair, &is_new);
        both += is_new && map_find(pairs, pair);
        before = stem;
    }
    return fmin(1,
                0.6 * single / ((double)words->n + 1e-9) + 1.2 * both / ((double)pairs->n + 1e-9));
}

static void headlines(struct arena *a, const struct piece *p)
{
    struct row r = row_of(a, p);
    struct sense_doc d;
    struct sense_find f;
    struct map words, pairs;
    if (title_stems(&r, hide_title(&r), &words, &pairs) < 3)
        return;
    sense_find_make(a, &r.article, TIME_NONE, &d, &f);
    const double *x = sense_salience_matrix(&f, tight_share(&d));
    for (uint32_t i = 0; i < d.sentence_count; i++, x += SENSE_SALIENCE_FEATURES)
        if (x[0] != 0)
            put_row(p->group, title_share(&r, &d, i, &words, &pairs), x);
}

static struct words words_of(struct arena *a, const struct sense_doc *d, uint32_t sentence)
{
    const struct sense_sentence *s = &d->sentences[sentence];
    return count_words(a, span_str(d->text, sense_span(d, s->body_from, s->to)));
}

static void openings(struct arena *a, const struct piece *p)
{
    struct row r = row_of(a, p);
    struct sense_doc d;
    struct sense_find f;
    struct words *refs;
    size_t n = p->cluster.n ? references(a, p, &refs) : 0;
    if (n == 0)
        return;
    hide_title(&r);
    sense_find_make(a, &r.article, TIME_NONE, &d, &f);
    const double *x = sense_salience_matrix(&f, tight_share(&d));
    for (uint32_t i = 0; i < d.sentence_count; i++, x += SENSE_SALIENCE_FEATURES) {
        if (x[0] == 0)
            continue;
        struct words w = words_of(a, &d, i);
        struct likeness l = compare_all(&w, refs, n);
        put_row(p->group, fmin(1, l.one + l.two), x);
    }
}

/* ---- scores ---- */

static void score_one(struct arena *a, struct sense_find *f, const struct sense_brief *how,
                      const struct words *refs, size_t n)
{
    const struct sense_doc *d = f->d;
    double *w = ARENA_ARRAY(a, d->sentence_count, double);
    uint32_t *ret = ARENA_ARRAY(a, d->sentence_count, uint32_t);
    struct buf b;
    buf_arena(&b, a, 1 << 20);
    sense_rank_sentences_by(f, tight_share(d), how, w);
    size_t taken = sense_pick_sentences(
        f, w, (struct sense_pick){.most_sentences = 3, .stand = STAND_OR_FOLLOW}, ret);
    for (size_t i = 0; i < taken; i++) {
        const struct sense_sentence *s = &d->sentences[ret[i]];
        buf_put(&b, span_str(d->text, sense_span(d, s->body_from, s->to)));
        buf_char(&b, '\n');
    }
    struct words c = count_words(a, buf_str(&b));
    struct likeness l = compare_all(&c, refs, n);
    printf(" %.4f %.4f", l.one, l.two);
}

static void score(struct arena *a, const struct piece *p)
{
    struct row r = row_of(a, p);
    struct sense_doc d;
    struct sense_find f;
    struct words *refs;
    size_t n = references(a, p, &refs);
    if (n == 0)
        return;
    hide_title(&r);
    sense_find_make(a, &r.article, TIME_NONE, &d, &f);
    printf("%ld", p->group);
    for (size_t i = 0; i < setting_count; i++)
        score_one(a, &f, &settings[i], refs, n);
    printf("\n");
}

static bool read_settings(const char *path)
{
    static char line[8192];
    FILE *f = fopen(path, "r");
    if (!f)
        return false;
    for (; setting_count < SETTINGS_MOST && fgets(line, sizeof line, f); setting_count++) {
        struct sense_brief *how = &settings[setting_count];
        char *p = strchr(line, ' '), *end;
        if (!p)
            break;
        how->cost_of_word = strtod(p, &p);
        for (int k = 0; k < SENSE_SALIENCE_FEATURES; k++, p = end)
            how->weights[k] = strtod(p + (*p == ','), &end);
    }
    fclose(f);
    return true;
}

static void put_shipped(void)
{
    printf("ships %g", sense_brief_fitted.cost_of_word);
    for (int k = 0; k < SENSE_SALIENCE_FEATURES; k++)
        printf(" %.6g", sense_brief_fitted.weights[k]);
    printf("\n");
}

int main(int argc, char **argv)
{
    static struct arena a;
    long hold = -1;
    struct str mode = str_c(argc > 1 ? argv[1] : "");
    bool scores = str_eq(mode, STR("score")), heads = str_eq(mode, STR("headlines"));
    if (str_eq(mode, STR("ships"))) {
        put_shipped();
        return 0;
    }
    if ((!scores && !heads && !str_eq(mode, STR("openings"))) ||
        (scores && (argc < 3 || !read_settings(argv[2])))) {
        fprintf(stderr,
                "usage: sense_brief headlines|openings|ships|score SETTINGS [--hold K] < rows\n");
        return 2;
    }
    if (scores && argc > 4 && str_eq(str_c(argv[3]), STR("--hold")))
        hold = strtol(argv[4], NULL, 10);
    arena_init(&a, (size_t)1 << 30);
    arena_init(&keep, (size_t)1 << 30);
    if (!read_pieces(&a))
        return 1;
    for (size_t i = 0; i < pieces.n; i++) {
        if (hold >= 0 && pieces.v[i].group % 5 != hold)
            continue;
        arena_reset(&a);
        (scores ? score : heads ? headlines : openings)(&a, &pieces.v[i]);
    }
    return 0;
}
