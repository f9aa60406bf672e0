/* story_load: a story's reports with their texts and readings, as story/ledger.h wants them, and
 * the figures that moved and the headline, which the front page shows: worked out when a report
 * comes, so that a page of many stories reads none of their texts. */
#include "desk/ledger.h"

enum { NEWS_MOST = 3, NEWS_BYTES_MOST = 4096, WORDS_MOST = 80 };

/* -------------------------------------------------------------------------- loading */

static const struct reading *reading_of(const struct desk_ledger_from *f, struct store_query *q,
                                        struct str *ret_text)
{
    struct str pack, rest;
    struct body body;
    const struct reading *page = NULL;
    struct reading *whole = ARENA_NEW(f->a, struct reading);
    if (!store_str(q, 7).n ||
        store_zip_unpack(f->zip, f->a, store_str(q, 7), DESK_UNPACKED_MOST, &pack) != ERR_OK ||
        desk_unpack(f->a, pack, &body, ret_text, &page) != ERR_OK || !page)
        return NULL;
    if (!store_str(q, 8).n ||
        store_zip_unpack(f->zip, f->a, store_str(q, 8), DESK_UNPACKED_MOST, &rest) != ERR_OK ||
        desk_unpack_rest(f->a, rest, *ret_text, page, whole) != ERR_OK)
        return NULL;
    return whole;
}

enum err_code desk_ledger_load(const struct desk_ledger_from *f, int64_t story, size_t most,
                               struct desk_ledger *ret, struct err *e)
{
    struct store_query *q = store_query(f->store, SQL_MEMBERS_READ);
    struct story_report *v = ARENA_ARRAY(f->a, most, struct story_report);
    struct desk_carrier *by = ARENA_ARRAY(f->a, most, struct desk_carrier);
    size_t n = 0;
    store_put_i64(q, "story", story);
    store_put_i64(q, "most", (int64_t)most);
    while (n < most && store_row(q)) {
        /* Newest first as they come; the ledger wants the earliest first. */
        size_t at = most - ++n;
        struct str text = STR_NONE;
        by[at] = (struct desk_carrier){.publisher = store_i64(q, 2),
                                       .publisher_name = store_dup(q, 3, f->a),
                                       .joined_at = store_i64(q, 9),
                                       .version = store_i64(q, 10)};
        v[at] = (struct story_report){
            .id = (uint64_t)store_i64(q, 0),
            .copy_of = (uint64_t)store_i64(q, 1),
            .publisher = str_fmt(f->a, "%lld", (long long)store_i64(q, 2)),
            .time = store_i64(q, 4),
            .title = store_dup(q, 5, f->a),
            .partial = store_i64(q, 6) != ARTICLE_FULL,
        };
        v[at].reading = reading_of(f, q, &text);
        v[at].text = text;
    }
    *ret = (struct desk_ledger){.v = v + most - n, .by = by + most - n, .n = n};
    return store_end(q, e);
}

/* A sentence may be of any length; what is shown of it is not. */
struct desk_source desk_ledger_source(const struct desk_ledger *l, struct story_spot spot)
{
    const struct story_report *report = &l->v[spot.report];
    const struct reading *reading = report->reading;
    struct desk_source s = {.article = (int64_t)report->id,
                            .publisher = l->by[spot.report].publisher,
                            .publisher_name = l->by[spot.report].publisher_name,
                            .at = report->time,
                            .sentence = -1,
                            .words = span_str(report->text, spot.span)};
    if (spot.sentence >= 0 && (size_t)spot.sentence < reading->sentence_count) {
        s.sentence = spot.sentence;
        s.words = span_str(report->text, reading->sentences[spot.sentence].span);
    }
    return s;
}

struct str desk_ledger_words(const struct desk_ledger *l, struct story_spot spot)
{
    return span_str(l->v[spot.report].text, spot.span);
}

size_t desk_ledger_news(struct arena *a, const struct desk_ledger *l, int64_t since, size_t most,
                        const struct desk_source **ret)
{
    struct story_lines lines;
    enum story_role *roles = ARENA_ARRAY(a, l->n, enum story_role);
    bool seen = false;
    for (size_t i = 0; i < l->n; i++) {
        roles[i] = l->by[i].joined_at > since ? STORY_ASK : STORY_SEEN;
        seen |= roles[i] == STORY_SEEN;
    }
    if (seen)
        story_fresh(a, l->v, l->n, roles, most, &lines);
    else /* all of it is new */
        story_summary(a, l->v, l->n, l->title, most, &lines);
    struct desk_source *v = ARENA_ARRAY(a, lines.n, struct desk_source);
    for (size_t i = 0; i < lines.n; i++)
        v[i] = desk_ledger_source(l, lines.v[i].spot);
    *ret = v;
    return lines.n;
}

/* -------------------------------------------------------------------------- figures that moved */

/* Fields of a line are parted by tabs: none may stand in them. */
static void put_field(struct buf *b, struct str s)
{
    s = utf8_cut(s, WORDS_MOST);
    for (size_t i = 0; i < s.n; i++)
        buf_char(b, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
    buf_char(b, '\t');
}

/* Counts of people whom it befell move for everybody; other figures only where several publishers
 * speak of them: two numbers in one report are mostly two things. */
bool desk_ledger_of_event(const struct story_series *s)
{
    if (story_is_toll(s->what) || str_eq(s->what, STR("aboard")))
        return s->reports > 1;
    return s->publishers > 1 && s->label.n; /* "64 percent" alone says nothing */
}

bool desk_ledger_moves(const struct story_series *s, const struct story_point *p)
{
    return !p->earlier && p->last >= 0 && s->points[p->last].spot.report != p->spot.report &&
           (p->change == STORY_RAISES || p->change == STORY_LOWERS);
}

bool desk_ledger_leads(const struct story_serieses *all, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (!all->v[i].period.n && str_eq(all->v[i].label, all->v[at].label) &&
            desk_ledger_of_event(&all->v[i]))
            return false;
    return true;
}

/* The last point of a series that says something else than the one before it. */
static const struct story_point *moved_last(const struct story_series *s)
{
    for (size_t i = s->point_count; i-- > 0;) {
        const struct story_point *p = &s->points[i];
        if (desk_ledger_moves(s, p))
            return p;
    }
    return NULL;
}

struct str desk_ledger_moved(struct arena *a, const struct desk_ledger *l,
                             const struct story_serieses *series)
{
    struct buf b;
    buf_arena(&b, a, NEWS_BYTES_MOST);
    size_t n = 0;
    for (size_t i = 0; i < series->n && n < NEWS_MOST; i++) {
        const struct story_series *s = &series->v[i];
        const struct story_point *p =
            s->period.n || !desk_ledger_of_event(s) || !desk_ledger_leads(series, i)
                ? NULL
                : moved_last(s);
        if (!p || story_series_over(a, l->v, l->n, s))
            continue; /* "missing: nine -> six" is no news when all were found */
        put_field(&b, s->label);
        put_field(&b, desk_point_inline(a, l, s, &s->points[p->last]));
        put_field(&b, desk_point_inline(a, l, s, p));
        buf_fmt(&b, "%lld\t%llu\t%d\n", (long long)p->time,
                (unsigned long long)l->v[p->spot.report].id, p->spot.sentence);
        n++;
    }
    return b.failed ? STR_NONE : buf_str(&b);
}

/* "31"; where the report gives only parts, their sum. */
struct str desk_point_words(struct arena *a, const struct desk_ledger *l,
                            const struct story_point *p)
{
    if (p->sum)
        return str_fmt(a, "%.15g", p->value);
    struct str words = desk_ledger_words(l, p->spot);
    static const struct str before[] = {[BOUND_EXACT] = STR_INIT(""),
                                        [BOUND_ABOUT] = STR_INIT("about "),
                                        [BOUND_AT_LEAST] = STR_INIT("at least "),
                                        [BOUND_AT_MOST] = STR_INIT("at most "),
                                        [BOUND_RANGE] = STR_INIT("")};
    return str_fmt(a, "%.*s%.*s", STR_ARG(before[p->bound]), STR_ARG(words));
}

struct str desk_point_inline(struct arena *a, const struct desk_ledger *l,
                             const struct story_series *s, const struct story_point *p)
{
    struct str words = desk_point_words(a, l, p);
    if (s->kind == FIGURE_MONEY || words.n < 2 || !is_upper(words.p[0]) || !is_lower(words.p[1]))
        return words;
    return str_fmt(a, "%c%.*s", words.p[0] - 'A' + 'a', STR_ARG(str_from(words, 1)));
}

static int64_t number_of(struct str s)
{
    uint64_t n = 0;
    bool minus = s.n && s.p[0] == '-';
    return str_u64(str_from(s, minus), INT64_MAX, &n) ? minus ? -(int64_t)n : (int64_t)n : 0;
}

size_t desk_moved_read(struct arena *a, struct str lines, const struct desk_moved **ret)
{
    struct desk_moved *v = ARENA_ARRAY(a, NEWS_MOST, struct desk_moved);
    struct str line, field[6];
    size_t n = 0;
    while (n < NEWS_MOST && str_split(&lines, '\n', &line)) {
        size_t fields = 0;
        while (fields < 6 && str_split(&line, '\t', &field[fields]))
            fields++;
        if (fields == 6)
            v[n++] = (struct desk_moved){.label = field[0],
                                         .from = field[1],
                                         .to = field[2],
                                         .at = number_of(field[3]),
                                         .article = number_of(field[4]),
                                         .sentence = (int32_t)number_of(field[5])};
    }
    *ret = v;
    return n;
}

/* The number of the report that stands for the story now, or SIZE_MAX: it is none of these. */
static size_t best_now(struct desk_writing *w, int64_t story, const struct desk_ledger *l)
{
    struct store_query *q = store_query(w->store, SQL_STORY_BEST);
    store_put_i64(q, "id", story);
    uint64_t best = (uint64_t)store_number(q, 0);
    size_t i = 0;
    while (i < l->n && l->v[i].id != best)
        i++;
    return i < l->n ? i : SIZE_MAX;
}

enum err_code desk_story_digest(struct desk_writing *w, int64_t story, struct err *e)
{
    struct desk_ledger l;
    const struct desk_ledger_from from = {w->store, w->zip, w->a};
    enum err_code code = desk_ledger_load(&from, story, LEDGER_DIGEST_MOST, &l, e);
    if (code != ERR_OK || !l.n) /* empty: the story is gone */
        return code;
    struct story_serieses series;
    story_series_make(w->a, l.v, l.n, &series);
    size_t best = story_headline(w->a, l.v, l.n, &series, best_now(w, story, &l));
    struct store_query *q = store_query(w->store, SQL_STORY_DIGEST);
    store_put_i64(q, "id", story);
    store_put_i64(q, "best", (int64_t)l.v[best].id);
    store_put_opt(q, "news", l.n > 1 ? desk_ledger_moved(w->a, &l, &series) : STR_NONE);
    return store_run(q, e);
}
