/* quotes.c: each quote once, with all who carried it.
 *
 * A quote is its words, folded, without marks. Two are one where the words of the shorter stand in
 * a row in the longer: publishers cut quotes at either end. */
#include "story/words.h"

enum { QUOTE_WORDS_LEAST = 4, QUOTES_LOOKED_AT = 600 };

struct found {
    struct str words; /* folded, single spaces, one at each end */
    struct story_quote quote;
    uint32_t carriers[LEDGER_REPORTS_MOST];
    size_t n;
};
struct finding {
    struct arena *a;
    const struct story_report *reports;
    struct found **v;
    size_t n, cap;
};

/* Of a mixed one only the pieces from the first quotation mark on. */
static size_t first_piece(struct str text, const struct quote *q)
{
    size_t i = 0;
    for (; q->kind == QUOTE_MIXED && i < q->content_count; i++) {
        struct str s = span_str(text, q->content[i]);
        if (s.n && (s.p[0] == '"' || s.p[0] == '\'' || str_starts(s, STR("\xE2\x80"))))
            break;
    }
    return i;
}

static struct str words_of(struct arena *a, struct str text, const struct quote *q, size_t *ret_n)
{
    struct buf b;
    buf_arena(&b, a, 1 << 20);
    *ret_n = 0;
    buf_char(&b, ' ');
    for (size_t i = first_piece(text, q); i < q->content_count; i++) {
        struct text_words it = text_words(span_str(text, q->content[i]));
        struct text_word w;
        while (text_word_next(&it, &w)) {
            buf_put(&b, text_key(a, str_sub(it.s, w.at, w.end)));
            buf_char(&b, ' ');
            ++*ret_n;
        }
    }
    return buf_str(&b);
}

/* From its first piece to its last. */
static struct span whole(struct str text, const struct quote *q)
{
    size_t i = first_piece(text, q);
    struct span s = q->content[i];
    for (i++; i < q->content_count; i++) {
        s.at = q->content[i].at < s.at ? q->content[i].at : s.at;
        s.end = q->content[i].end > s.end ? q->content[i].end : s.end;
    }
    return s;
}

static void carry(struct found *f, uint32_t report)
{
    if (f->n < LEDGER_REPORTS_MOST && (f->n == 0 || f->carriers[f->n - 1] != report))
        f->carriers[f->n++] = report;
}

/* As the reading names the speaker, else as the text does: "the jury"; nobody by a pronoun. */
static struct str who_of(const struct story_report *r, const struct quote *q)
{
    struct str who = entity_name(r->reading, q->speaker);
    if (who.n)
        return who;
    who = quote_source(r->text, q);
    bool pronoun = false;
    static const char *const pronouns[] = {
        "he",  "she",    "they", "it",   "who",  "which", "that", "we",    "i",     "you", "both",
        "one", "others", "some", "many", "this", "then",  "also", "later", "again", "now", NULL};
    for (const char *const *p = pronouns; *p; p++)
        pronoun |= str_eq_fold(who, str_c(*p));
    return pronoun ? STR_NONE : who;
}

static void add(struct finding *k, uint32_t report, const struct quote *q)
{
    const struct story_report *r = &k->reports[report];
    size_t n;
    struct str words = words_of(k->a, r->text, q, &n);
    if (q->kind == QUOTE_INDIRECT || n < QUOTE_WORDS_LEAST)
        return;
    struct story_quote new = {
        .who = who_of(r, q), .spot = {report, q->sentence, whole(r->text, q)}, .time = r->time};
    for (size_t i = 0; i < k->n; i++) {
        struct found *f = k->v[i];
        bool in_old = str_find(f->words, words) != SIZE_MAX;
        if (!in_old && str_find(words, f->words) == SIZE_MAX)
            continue;
        if (words.n > f->words.n) {
            f->words = words;
            f->quote.spot = new.spot;
        }
        if (f->quote.who.n < new.who.n)
            f->quote.who = new.who;
        carry(f, report);
        return;
    }
    if (k->n == QUOTES_LOOKED_AT)
        return;
    struct found *f = ARENA_NEW(k->a, struct found);
    f->words = words;
    f->quote = new;
    carry(f, report);
    LIST_PUSH(k->a, k, f);
}

static int by_breadth(const void *x, const void *y, void *ctx)
{
    const struct story_quote *a = x, *b = y;
    (void)ctx;
    if (a->publishers != b->publishers)
        return a->publishers < b->publishers ? 1 : -1;
    return a->time < b->time ? -1 : a->time > b->time;
}

void story_quotes_make(struct arena *a, const struct story_report *reports, size_t n,
                       struct story_quotes *ret)
{
    struct finding k = {.a = a, .reports = reports};
    n = n < LEDGER_REPORTS_MOST ? n : LEDGER_REPORTS_MOST;
    for (size_t i = 0; i < n; i++)
        for (size_t q = 0; reports[i].reading && q < reports[i].reading->quote_count; q++)
            if (reports[i].reading->quotes[q].content_count)
                add(&k, (uint32_t)i, &reports[i].reading->quotes[q]);
    struct story_quote *v = ARENA_ARRAY(a, k.n + 1, struct story_quote);
    for (size_t i = 0; i < k.n; i++) {
        v[i] = k.v[i]->quote;
        v[i].carriers = k.v[i]->carriers;
        v[i].carrier_count = k.v[i]->n;
        v[i].publishers = publishers_of(reports, v[i].carriers, v[i].carrier_count);
    }
    sort_stable(a, v, k.n, sizeof *v, by_breadth, NULL);
    *ret = (struct story_quotes){v, k.n < LEDGER_QUOTES_MOST ? k.n : LEDGER_QUOTES_MOST};
}
