/* sense_ask: what the answering of questions (src/sense/ask.c) is trained and measured on.
 *
 * sense_ask rank|decide|measure GOLD ASKED < rows.jsonl
 *
 * GOLD: our own articles with their questions (tests/gold/articles.txt; those with even numbers are
 * taken). ASKED: our own questions about articles of the data sets, whose rows come on standard
 * input: a line a question, "SET ID|HASH|PLACES|QUESTION": HASH is the FNV-1a of the row's text,
 * PLACES the bytes of the text at which a sentence that answers may be met, with commas, or "-"
 * where nothing answers.
 *
 * rank prints pairs of sentences for sense_fit: one that answers less one that does not. decide
 * prints what the decision "found" is made from. measure prints how many are right. */
#include "../tests/sense/gold.h"
#include "sense/find.h"

#include <math.h>
#include <stdio.h>

enum { PLACES_MOST = 12 };
struct asked {
    struct str question;
    size_t places[PLACES_MOST], n; /* n == 0: nothing answers */
    struct asked *next;            /* of the same text */
    bool met;
};
struct asking {
    struct arena *a; /* of one article */
    struct str text;
    struct reading reading;
    long group;
};
static struct arena keep;
static struct map by_text; /* hash in hex -> first question */
static struct {
    int wanted, right, found, none, false_answers;
} tally;

static uint64_t fnv(struct str s)
{
    uint64_t h = 14695981039346656037U;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211U;
    return h;
}

static struct str all_of(FILE *f)
{
    struct buf b;
    char t[65536];
    buf_arena(&b, &keep, (size_t)1 << 24);
    for (size_t n; f && (n = fread(t, 1, sizeof t, f)) > 0;)
        buf_put(&b, str_of(t, n));
    return buf_str(&b);
}

/* ---- what is printed of a question ---- */

static bool answers(struct span s, const struct asked *q)
{
    for (size_t i = 0; i < q->n; i++)
        if (q->places[i] >= s.at && q->places[i] < s.end)
            return true;
    return false;
}

static void print_row(long group, int label, double weight, const double *x, const double *less,
                      size_t n)
{
    printf("%ld %d %g", group, label, weight);
    for (size_t k = 0; k < n; k++)
        printf(" %.5g", x[k] - (less ? less[k] : 0));
    printf("\n");
}

static void rank(const struct asking *t, const struct asked *q)
{
    struct answer x;
    struct sense_asked how = {.n = 0};
    size_t right = 0;
    sense_ask_explain(t->a, t->text, &t->reading, q->question, &x, &how);
    for (size_t i = 0; i < how.n; i++)
        right += answers(how.spans[i], q);
    double weight = 1 / fmax(1, (double)(right * (how.n - right)));
    for (size_t i = 0; i < how.n; i++)
        for (size_t k = 0; k < how.n && answers(how.spans[i], q); k++)
            if (!answers(how.spans[k], q))
                print_row(t->group, 1, weight * 20, how.rank[i], how.rank[k],
                          SENSE_ASK_RANK_FEATURES);
}

/* `own`: the question was asked of this article. */
static void decide(const struct asking *t, const struct asked *q, bool own)
{
    struct answer x;
    struct sense_asked how = {.n = 0};
    sense_ask_explain(t->a, t->text, &t->reading, q->question, &x, &how);
    if (how.n == 0 || x.sentence < 0)
        return;
    bool right = own && answers(how.spans[0], q);
    print_row(t->group, right, own ? (right ? 1.0 : 3.5) : 0.1, how.decision, NULL,
              SENSE_ASK_FEATURES);
}

static void measure(const struct asking *t, const struct asked *q)
{
    struct answer x;
    sense_ask(t->a, t->text, &t->reading, q->question, &x);
    bool right = x.sentence >= 0 && answers(t->reading.sentences[x.sentence].span, q);
    tally.wanted += q->n > 0;
    tally.right += q->n > 0 && right;
    tally.found += q->n > 0 && right && x.found;
    tally.none += q->n == 0;
    tally.false_answers += q->n == 0 && x.found;
    if (getenv("ASK_VERBOSE") && (q->n ? !right || !x.found : x.found))
        printf("%s (%.2f) %.*s\n    -> %.*s\n",
               q->n == 0 ? "FALSE"
               : right   ? "unsure"
                         : "WRONG",
               x.score, STR_ARG(q->question),
               STR_ARG(str_sub(t->text, t->reading.sentences[x.sentence].span.at,
                               t->reading.sentences[x.sentence].span.end)));
}

/* For looking at: each sentence with its features. */
static void show_all(const struct asking *t, const struct asked *q)
{
    struct answer x;
    struct sense_asked how = {.n = 0};
    sense_ask_explain(t->a, t->text, &t->reading, q->question, &x, &how);
    printf("Q %ld %d %016llx %.*s\n", t->group, (int)q->n, (unsigned long long)fnv(t->text),
           STR_ARG(q->question));
    for (size_t i = 0; i < how.n; i++) {
        printf("S %d %u %u", answers(how.spans[i], q), how.spans[i].at, how.spans[i].end);
        for (size_t k = 0; k < SENSE_ASK_RANK_FEATURES; k++)
            printf(" %.5g", how.rank[i][k]);
        printf("\n");
    }
}

static void one(const char *mode, const struct asking *t, const struct asked *q, bool own)
{
    if (str_eq(str_c(mode), STR("decide")))
        decide(t, q, own);
    else if (own && str_eq(str_c(mode), STR("show")))
        show_all(t, q);
    else if (own && str_eq(str_c(mode), STR("rank")))
        rank(t, q);
    else if (own)
        measure(t, q);
}

/* ---- questions about articles of the sets ---- */

static void read_asked(struct str file)
{
    struct str line;
    map_init(&by_text, &keep);
    while (str_split(&file, '\n', &line)) {
        struct str what, hash, places, place;
        struct asked *q = ARENA_NEW(&keep, struct asked);
        uint64_t at;
        if (line.n == 0 || line.p[0] == '#' || !str_split(&line, '|', &what) ||
            !str_split(&line, '|', &hash) || !str_split(&line, '|', &places))
            continue;
        q->question = line;
        while (str_split(&places, ',', &place))
            if (str_u64(place, SIZE_MAX / 2, &at) && q->n < PLACES_MOST)
                q->places[q->n++] = (size_t)at;
        struct map_entry *e = map_put(&by_text, hash, NULL);
        q->next = e->value.p;
        e->value.p = q;
    }
}

static void ask_rows(const char *mode)
{
    static struct arena a;
    char *line = NULL, hash[17];
    size_t cap = 0;
    struct asked *last = NULL;
    arena_init(&a, (size_t)1 << 30);
    long group = 1000;
    for (ssize_t n; (n = getline(&line, &cap, stdin)) > 0; arena_reset(&a)) {
        json_t *v;
        struct err e;
        if (json_read(str_of(line, (size_t)n), &v, &e) != ERR_OK)
            continue;
        struct str text = str_dup(&a, json_get_str(v, "text"));
        snprintf(hash, sizeof hash, "%016llx", (unsigned long long)fnv(text));
        struct map_entry *found = map_find(&by_text, str_c(hash));
        struct asked *first = found ? found->value.p : NULL;
        if (first && !first->met) { /* an article may be in two sets */
            struct article article = {.title = str_dup(&a, json_get_str(v, "title")),
                                      .text = text,
                                      .published = {.us = TIME_NONE}};
            struct asking t = {.a = &a, .text = text, .group = group++};
            first->met = true;
            sense_read(&a, &article, TIME_NONE, &t.reading);
            for (struct asked *q = first; q; q = q->next)
                one(mode, &t, q, true);
            for (struct asked *q = last; q; q = q->next) /* of another article */
                one(mode, &t, q, false);
            last = first;
        }
        json_decref(v);
    }
    free(line);
    arena_done(&a);
}

/* ---- our own articles ---- */

static void ask_gold(const char *mode, struct arena *a, const struct gold_article *about,
                     const struct gold_article *of)
{
    struct article article = {
        .title = about->title, .text = about->text, .published = {.us = TIME_NONE}};
    struct asking t = {.a = a, .text = about->text, .group = about->number};
    sense_read(a, &article, TIME_NONE, &t.reading);
    for (size_t i = 0; i < of->n; i++) {
        struct asked q = {.question = of->lines[i].field[0]};
        if (of->lines[i].kind != 'Q')
            continue;
        if (about == of && !str_eq(of->lines[i].field[1], STR("-")))
            q.places[q.n++] = str_find(about->text, of->lines[i].field[1]);
        one(mode, &t, &q, about == of);
    }
}

static void ask_golds(const char *mode, struct str file)
{
    static struct arena a;
    struct gold_article *v;
    size_t n = gold_read(&keep, file, &v);
    arena_init(&a, (size_t)1 << 30);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            if (v[i].number % 2 == 0 && v[k].number % 2 == 0 && (i == k || (k + n - i) % n < 7)) {
                ask_gold(mode, &a, &v[i], &v[k]);
                arena_reset(&a);
            }
    arena_done(&a);
}

static double share(int n, int of)
{
    return of ? (double)n / of : 0;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: sense_ask rank|decide|measure GOLD ASKED < rows.jsonl\n");
        return 2;
    }
    FILE *gold = fopen(argv[2], "rb"), *asked = fopen(argv[3], "rb");
    bool measures = str_eq(str_c(argv[1]), STR("measure"));
    if (!gold || !asked) {
        fprintf(stderr, "sense_ask: %s cannot be read\n", gold ? argv[3] : argv[2]);
        return 1;
    }
    arena_init(&keep, (size_t)1 << 28);
    if (!measures)
        ask_golds(argv[1], all_of(gold));
    read_asked(all_of(asked));
    ask_rows(argv[1]);
    if (measures)
        printf(
            "right sentence first %.3f (%d of %d), and said to be found %.3f, false answers %.3f "
            "(%d of %d)\n",
            share(tally.right, tally.wanted), tally.right, tally.wanted,
            share(tally.found, tally.wanted), share(tally.false_answers, tally.none),
            tally.false_answers, tally.none);
    fclose(gold);
    fclose(asked);
    arena_done(&keep);
    return 0;
}
