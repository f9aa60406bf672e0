/* ask: a question about all articles. The question's words, the rarest first, find candidates in
 * the search index (a name must be there, where the question has one); the readings of the best few
 * are asked like an article is. The cost is bounded: so many hits are ranked, so many readings are
 * read, however large the database is. */
#include "desk/internal.h"
#include "desk/ledger.h"
#include "sense/sense.h"

enum {
    HITS_RANKED_MOST = 3000, /* of the newest */
    WORDS_MOST = 8,
    STEM_LEAST = 4, /* shorter stems are searched as whole words */
};
static void put_word(struct buf *b, struct arena *a, const struct sense_word *w)
{
    struct buf words;
    buf_arena(&words, a, 4096);
    desk_words(&words, a, w->word);
    struct str norm = str_trim(buf_str(&words));
    if (!norm.n)
        return;
    bool stem = !w->name && w->stem.n >= STEM_LEAST && str_starts(norm, w->stem);
    if (b->n)
        buf_lit(b, " OR ");
    buf_fmt(b, "\"%.*s\"%s", STR_ARG(stem ? w->stem : norm), stem ? " *" : "");
}

/* A name of the question must be there; the other words only rank. Empty where there is nothing to
 * look for. */
static struct str expression(struct arena *a, const struct sense_word *v, size_t n)
{
    struct buf names, any, all;
    buf_arena(&names, a, 16384);
    buf_arena(&any, a, 16384);
    buf_arena(&all, a, 40000);
    for (size_t i = 0; i < n; i++) {
        if (v[i].name)
            put_word(&names, a, &v[i]);
        put_word(&any, a, &v[i]);
    }
    if (names.n)
        buf_fmt(&all, "{title text} : ((%.*s) AND (%.*s))", STR_ARG(buf_str(&names)),
                STR_ARG(buf_str(&any)));
    else if (any.n)
        buf_fmt(&all, "{title text} : (%.*s)", STR_ARG(buf_str(&any)));
    return all.failed ? STR_NONE : buf_str(&all);
}

/* The sort of people whom the answer counts: "dead", "hurt" ...; empty where it counts none. */
static struct str counted(struct arena *a, struct str text, const struct reading *r,
                          const struct desk_answer *x)
{
    for (size_t i = 0; i < r->figure_count; i++) {
        const struct figure *f = &r->figures[i];
        bool exact = f->span.at < x->exact.end && f->span.end > x->exact.at;
        struct str sort = story_sort_of(text, r, f);
        if (f->sentence == x->sentence && exact && story_is_toll(sort))
            return str_dup(a, sort);
    }
    return STR_NONE;
}

static int64_t article_story(struct desk_reader *r, int64_t article)
{
    struct store_query *q = store_query(r->store, SQL_MEMBER_GET);
    store_put_i64(q, "article", article);
    return store_number(q, 0);
}

/* Before the others; in place of itself where it is among them, else of the last. */
static void put_first(struct desk_answers *x, const struct desk_found *first)
{
    size_t at = 0;
    while (at < x->n && x->v[at].article != first->article)
        at++;
    x->n += at == x->n && x->n < DESK_ANSWERS_MOST;
    at = at < x->n ? at : x->n - 1;
    memmove(&x->v[1], &x->v[0], at * sizeof x->v[0]);
    x->v[0] = *first;
}

/* The report's point, as an answer like `like`. */
static struct desk_found found_of(const struct desk_ledger *l, const struct story_point *p,
                                  const struct desk_found *like)
{
    const struct story_report *report = &l->v[p->spot.report];
    struct desk_source source = desk_ledger_source(l, p->spot);
    struct desk_found x = *like;
    x.article = source.article;
    x.title = report->title;
    x.publisher = source.publisher;
    x.publisher_name = source.publisher_name;
    x.at = source.at;
    x.published = (struct when){.us = source.at, .precision = WHEN_SECOND};
    x.answer.words = source.words;
    x.answer.sentence = source.sentence;
    x.answer.span = report->reading->sentences[p->spot.sentence].span;
    x.answer.exact = p->spot.span;
    x.answer.others[0] = x.answer.others[1] = -1;
    return x;
}

/* The newest value of the series of which the answer is a point, where it is another and no source
 * disputes it; else NULL. */
static const struct story_point *
newest_of(const struct desk_ledger *l, const struct story_serieses *all, const struct desk_found *x)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct story_series *s = &all->v[i];
        const struct story_point *now = NULL, *own = NULL;
        bool disputed = false;
        for (size_t k = 0; k < s->point_count; k++) {
            const struct story_point *p = &s->points[k];
            bool changes = p->change == STORY_RAISES || p->change == STORY_LOWERS;
            now = changes && !p->earlier && p->spot.sentence >= 0 ? p : now;
            disputed |= p->change == STORY_DISPUTES;
            /* Also of a copy, whose figures are those of the original. */
            bool same = (int64_t)l->v[p->spot.report].id == x->article &&
                        p->spot.sentence == x->answer.sentence;
            if (same || (p->spot.sentence >= 0 &&
                         str_eq(desk_ledger_source(l, p->spot).words, x->answer.words)))
                own = p;
        }
        if (own && str_eq(s->what, x->counted) && !s->period.n)
            return now && !disputed && now > own && now->value != own->value ? now : NULL;
    }
    return NULL;
}

/* "How many died?" is not answered with the first evening's toll, however well it is worded: where
 * the best answer is a figure of a story that has moved since, the newest is put before it. */
static void newest_count_first(struct desk_reader *r, struct desk_answers *x)
{
    const struct desk_ledger_from from = {r->store, r->zip, r->a};
    struct desk_ledger l;
    struct story_serieses series;
    int64_t story = x->n && x->v[0].counted.n ? article_story(r, x->v[0].article) : 0;
    if (!story || desk_ledger_load(&from, story, LEDGER_DIGEST_MOST, &l, NULL) != ERR_OK)
        return;
    story_series_make(r->a, l.v, l.n, &series);
    const struct story_point *now = newest_of(&l, &series, &x->v[0]);
    if (now) {
        struct desk_found first = found_of(&l, now, &x->v[0]);
        put_first(x, &first);
    }
}

/* Best first; of equals the one that the search put first; of a text that several carry, one. */
static void put_in_order(struct desk_found *v, size_t most, size_t *n, const struct desk_found *x)
{
    for (size_t i = 0; i < *n; i++)
        if (str_eq(v[i].answer.words, x->answer.words))
            return;
    size_t at = *n < most ? (*n)++ : most;
    for (; at > 0 && v[at - 1].answer.score < x->answer.score; at--)
        if (at < most)
            v[at] = v[at - 1];
    if (at < most)
        v[at] = *x;
}

struct asking {
    struct str question;
    struct sense_word words[WORDS_MOST];
    size_t n;
};

/* Does the article speak of all that the question does? Else what comes nearest is of another
 * matter. */
static bool speaks_of_all(const struct asking *k, struct str title, struct str text)
{
    for (size_t i = 0; i < k->n; i++) {
        struct str w = k->words[i].stem.n >= STEM_LEAST ? k->words[i].stem : k->words[i].word;
        if (str_find_fold(title, w) == SIZE_MAX && str_find_fold(text, w) == SIZE_MAX)
            return false;
    }
    return true;
}

static void take_answer(struct desk_reader *r, struct store_query *q, const struct asking *k,
                        struct desk_answers *ret)
{
    struct str text;
    struct reading *reading = ARENA_NEW(r->a, struct reading);
    struct desk_found x = {
        .article = store_i64(q, 0),
        .title = store_dup(q, 1, r->a),
        .publisher = store_i64(q, 2),
        .publisher_name = store_dup(q, 3, r->a),
        .published = desk_when(store_time(q, 4), store_i64(q, 5), store_i64(q, 6)),
        .at = store_i64(q, 7),
    };
    if (!desk_reading_row(r, q, 8, 9, &text, reading))
        return;
    ret->read++;
    desk_answer_from(r->a, text, reading, k->question, &x.answer);
    if (x.answer.found)
        x.counted = counted(r->a, text, reading, &x.answer);
    if (x.answer.found)
        put_in_order(ret->v, DESK_ANSWERS_MOST, &ret->n, &x);
    else if (x.answer.near && speaks_of_all(k, x.title, text))
        put_in_order(ret->near, DESK_NEAR_MOST, &ret->near_count, &x);
}

enum err_code desk_ask_all(struct desk_reader *r, struct str question, struct desk_answers *ret,
                           struct err *e)
{
    struct asking k = {.n = 0};
    enum question_kind kind;
    *ret = (struct desk_answers){0};
    question = utf8_cut(str_trim(question), SENSE_QUESTION_MOST);
    if (!question.n)
        return err_set(e, ERR_INPUT, "type a question");
    if (utf8_valid(question) != question.n)
        return err_set(e, ERR_INPUT, "the question is not readable text");
    k.question = question;
    k.n = sense_question_words(r->a, question, &kind, k.words, WORDS_MOST);
    ret->kind = question_kind_name(kind);
    struct str query = expression(r->a, k.words, k.n);
    if (!query.n)
        return ERR_OK;
    struct store_query *q = store_query(r->store, SQL_ASK_CUT);
    store_put_str(q, "query", query);
    store_put_i64(q, "most", HITS_RANKED_MOST);
    int64_t since = store_number(q, 0);
    q = store_query(r->store, SQL_ASK_CANDIDATES);
    store_put_str(q, "query", query);
    store_put_i64(q, "since", since);
    store_put_i64(q, "most", DESK_ANSWERS_READ);
    while (store_row(q))
        take_answer(r, q, &k, ret);
    enum err_code code = store_end(q, NULL);
    if (ret->n)
        ret->near_count = 0;
    if (code == ERR_OK && kind == QUESTION_HOW_MANY)
        newest_count_first(r, ret);
    return code == ERR_OK ? code : err_set(e, code, "the articles could not be searched");
}
