/* story_page: all that the page of a story shows, out of its reports' readings: the summary, what
 * is new, the timeline, the figures, the claims with their denials, the quotes, related stories. */
#include "desk/ledger.h"

enum {
    SUMMARY_MOST = 5,
    FRESH_MOST = 5,
    QUOTES_MOST = 30,
    CLAIMS_MOST = 12, /* a short list that is right; the weightiest come first */
    SERIES_MOST = 16,
    EDITS_MOST = 50,
    EDITS_TOLD = 4, /* of what one edition changed */
    EDIT_LINE_BYTES_MOST = 1024,
    MOMENT_CHANGES = 6, /* series whose changes stand in the timeline */
};

struct make {
    struct desk_reader *r;
    struct arena *a;
    struct desk_ledger l;
    struct desk_story *ret;
    LIST(struct desk_moment) moments;
};

static const struct desk_source *sources_of(struct make *m, const struct story_lines *lines)
{
    struct desk_source *v = ARENA_ARRAY(m->a, lines->n, struct desk_source);
    for (size_t i = 0; i < lines->n; i++)
        v[i] = desk_ledger_source(&m->l, lines->v[i].spot);
    return v;
}

/* Has something come since the user looked? */
static bool wants_news(const struct desk_story *v)
{
    return v->row.seen_at != TIME_NONE && v->row.fresh;
}

static void make_lines(struct make *m)
{
    struct story_lines lines;
    story_summary(m->a, m->l.v, m->l.n, m->ret->row.title, SUMMARY_MOST, &lines);
    m->ret->summary = sources_of(m, &lines);
    m->ret->summary_count = lines.n;
    if (!wants_news(m->ret))
        return;
    m->l.title = m->ret->row.title;
    m->ret->news_count =
        desk_ledger_news(m->a, &m->l, m->ret->row.seen_at, FRESH_MOST, &m->ret->news);
}

/* -------------------------------------------------------------------------- figures */

static const char *bound_name(enum figure_bound b)
{
    static const char *const names[] = {"exact", "about", "at-least", "at-most", "range"};
    return names[b];
}

static const struct desk_part *parts_of(struct make *m, const struct story_point *p)
{
    struct desk_part *v = ARENA_ARRAY(m->a, p->part_count, struct desk_part);
    for (size_t i = 0; i < p->part_count; i++)
        v[i] = (struct desk_part){p->parts[i].value, desk_ledger_words(&m->l, p->parts[i].spot),
                                  p->parts[i].scope};
    return v;
}

static struct desk_point point_of(struct make *m, const struct story_point *p)
{
    return (struct desk_point){.value = p->value,
                               .high = p->high,
                               .words = desk_point_words(m->a, &m->l, p),
                               .bound = bound_name(p->bound),
                               .change = story_change_name(p->change),
                               .scope = p->scope,
                               .who = p->who,
                               .at = p->time,
                               .sum = p->sum,
                               .earlier = p->earlier,
                               .parts = parts_of(m, p),
                               .part_count = p->part_count,
                               .source = desk_ledger_source(&m->l, p->spot)};
}

static void note_changes(struct make *m, const struct story_series *s)
{
    for (size_t i = 0; i < s->point_count; i++) {
        const struct story_point *p = &s->points[i];
        bool disputes = p->change == STORY_DISPUTES && p->last >= 0;
        if (!disputes && !desk_ledger_moves(s, p))
            continue;
        struct str from = desk_point_inline(m->a, &m->l, s, &s->points[p->last]);
        struct str to = desk_point_inline(m->a, &m->l, s, p);
        struct str words = disputes ? str_fmt(m->a, "%.*s: %.*s; %.*s says %.*s", STR_ARG(s->label),
                                              STR_ARG(from), STR_ARG(p->who), STR_ARG(to))
                                    : str_fmt(m->a, "%.*s: %.*s → %.*s", STR_ARG(s->label),
                                              STR_ARG(from), STR_ARG(to));
        LIST_PUSH(m->a, &m->moments,
                  (struct desk_moment){DESK_MOMENT_FIGURE, p->time, words,
                                       desk_ledger_source(&m->l, p->spot)});
    }
}

static void make_series(struct make *m)
{
    struct story_serieses all;
    story_series_make(m->a, m->l.v, m->l.n, &all);
    size_t n = all.n < SERIES_MOST ? all.n : SERIES_MOST;
    struct desk_series *v = ARENA_ARRAY(m->a, n, struct desk_series);
    for (size_t i = 0; i < n; i++) {
        const struct story_series *s = &all.v[i];
        struct desk_point *points = ARENA_ARRAY(m->a, s->point_count, struct desk_point);
        for (size_t k = 0; k < s->point_count; k++)
            points[k] = point_of(m, &s->points[k]);
        v[i] = (struct desk_series){.label = s->label,
                                    .unit = s->unit,
                                    .period = s->period,
                                    .moved = s->moved,
                                    .publishers = s->publishers,
                                    .points = points,
                                    .point_count = s->point_count};
        if (i < MOMENT_CHANGES && !s->period.n && desk_ledger_of_event(s) &&
            desk_ledger_leads(&all, i))
            note_changes(m, s);
    }
    m->ret->series = v;
    m->ret->series_count = n;
}

/* -------------------------------------------------------------------------- claims and quotes */

/* "he [Aldo Ferri] was leaving", "its [Lactina’s] powder": words that begin with a pronoun, and
 * whom it names. */
static struct str words_of(struct make *m, struct story_spot spot, struct str subject)
{
    struct str words = desk_ledger_words(&m->l, spot);
    size_t space = str_find_char(words, ' ');
    if (!subject.n || space == SIZE_MAX)
        return words;
    static const struct str owners[] = {STR_INIT("his"), STR_INIT("her"), STR_INIT("its"),
                                        STR_INIT("their")};
    bool owns = false;
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        owns |= str_ends(str_lower(m->a, str_sub(words, 0, space)), owners[i]);
    return str_fmt(m->a, "%.*s [%.*s%s]%.*s", STR_ARG(str_sub(words, 0, space)), STR_ARG(subject),
                   owns ? "’s" : "", STR_ARG(str_from(words, space)));
}

static const char *verb_of(struct make *m, const struct story_voice *v)
{
    static const struct {
        const char *one, *several;
    } verbs[] = {
        [STORY_ASSERTS] = {"asserts", "assert"},    [STORY_DENIES] = {"denies", "deny"},
        [STORY_CONFIRMS] = {"confirms", "confirm"}, [STORY_DOUBTS] = {"doubts", "doubt"},
        [STORY_ADMITS] = {"admits", "admit"},       [STORY_WITHDRAWS] = {"withdraws", "withdraw"},
        [STORY_RULES] = {"rules", "rule"}};
    const struct story_report *r = &m->l.v[v->spot.report];
    reading_index by = v->claim >= 0 ? r->reading->claims[v->claim].by : -1;
    bool several =
        desk_are_several(m->a, v->who, by >= 0 ? r->reading->entities[by].name : STR_NONE);
    if (v->by_words)
        return several ? "say" : "says";
    return several ? verbs[v->side].several : verbs[v->side].one;
}

/* "Marsh denies the accusation: ..."; where only the denial is reported, its own words. Who admits,
 * withdraws or rules is told in his own words, too. */
static void note_answer(struct make *m, const struct story_claim *c, const struct story_voice *v,
                        struct desk_source source)
{
    struct str words = words_of(m, v->spot, v->subject);
    struct str claim = words_of(m, c->spot, c->subject);
    struct str who = v->who.n ? v->who : STR("Somebody");
    const char *does = verb_of(m, v);
    bool own = v->side == STORY_ADMITS || v->side == STORY_WITHDRAWS || !c->assert_count ||
               (c->whole && !c->accuses);
    if (!c->assert_count && v->side == STORY_DENIES && v->verb)
        words = claim;
    else if (v->by_words) /* "China says: there was no violation", which no "denies" turns round */
        words = str_fmt(m->a, "%.*s %s: %.*s", STR_ARG(who), does, STR_ARG(words));
    else if (own && v->verb)
        words = str_fmt(m->a, "%.*s %.*s", STR_ARG(who), STR_ARG(words));
    else if (own)
        words = str_fmt(m->a, "%.*s %s: %.*s", STR_ARG(who), does, STR_ARG(words));
    else if (v->side != STORY_RULES)
        words = str_fmt(m->a, "%.*s %s%s: %.*s", STR_ARG(who), does,
                        c->accuses ? " the accusation" : "", STR_ARG(claim));
    for (size_t i = 0; i < m->moments.n; i++)
        if (m->moments.v[i].kind == DESK_MOMENT_ANSWER && str_eq(m->moments.v[i].words, words))
            return; /* the same answer again */
    LIST_PUSH(m->a, &m->moments, (struct desk_moment){DESK_MOMENT_ANSWER, v->time, words, source});
}

static const struct desk_voice *voices_of(struct make *m, const struct story_claim *c)
{
    struct desk_voice *v = ARENA_ARRAY(m->a, c->voice_count, struct desk_voice);
    for (size_t i = 0; i < c->voice_count; i++) {
        const struct story_voice *o = &c->voices[i];
        v[i] = (struct desk_voice){.side = story_side_name(o->side),
                                   .does = verb_of(m, o),
                                   .who = o->who,
                                   .words = words_of(m, o->spot, o->subject),
                                   .verb = o->verb,
                                   .by_words = o->by_words,
                                   .at = o->time,
                                   .source = desk_ledger_source(&m->l, o->spot)};
        if (o->side == STORY_ASSERTS)
            continue;
        note_answer(m, c, o, v[i].source);
    }
    return v;
}

static void make_claims(struct make *m)
{
    struct story_claims all;
    story_claims_make(m->a, m->l.v, m->l.n, &all);
    size_t n = all.n < CLAIMS_MOST ? all.n : CLAIMS_MOST;
    struct desk_claim *v = ARENA_ARRAY(m->a, n, struct desk_claim);
    for (size_t i = 0; i < n; i++) {
        const struct story_claim *c = &all.v[i];
        v[i] = (struct desk_claim){.words = words_of(m, c->spot, c->subject),
                                   .standing = story_standing_name(c->standing),
                                   .accuses = c->accuses,
                                   .voices = voices_of(m, c),
                                   .voice_count = c->voice_count,
                                   .assert_count = c->assert_count,
                                   .source = desk_ledger_source(&m->l, c->spot)};
    }
    m->ret->claims = v;
    m->ret->claim_count = n;
}

/* Who carries it: the report with the longest form first. */
static const struct desk_source *carriers_of(struct make *m, const struct story_quote *s)
{
    struct desk_source *v = ARENA_ARRAY(m->a, s->carrier_count + 1, struct desk_source);
    size_t n = 0;
    v[n++] = desk_ledger_source(&m->l, s->spot);
    for (size_t i = 0; i < s->carrier_count; i++) {
        uint32_t c = s->carriers[i];
        if (c == s->spot.report)
            continue;
        v[n++] = (struct desk_source){.article = (int64_t)m->l.v[c].id,
                                      .publisher = m->l.by[c].publisher,
                                      .publisher_name = m->l.by[c].publisher_name,
                                      .at = m->l.v[c].time,
                                      .sentence = -1};
    }
    return v;
}

static void make_quotes(struct make *m)
{
    struct story_quotes all;
    story_quotes_make(m->a, m->l.v, m->l.n, &all);
    size_t n = all.n < QUOTES_MOST ? all.n : QUOTES_MOST;
    struct desk_quoted *v = ARENA_ARRAY(m->a, n, struct desk_quoted);
    for (size_t i = 0; i < n; i++)
        v[i] = (struct desk_quoted){.who = all.v[i].who,
                                    .words = desk_ledger_words(&m->l, all.v[i].spot),
                                    .by = carriers_of(m, &all.v[i]),
                                    .by_count = all.v[i].carrier_count ? all.v[i].carrier_count : 1,
                                    .publishers = all.v[i].publishers};
    m->ret->quotes = v;
    m->ret->quote_count = n;
}

/* -------------------------------------------------------------------------- the timeline */

const char *desk_moment_name(enum desk_moment_kind k)
{
    static const char *const names[] = {"report", "figure", "answer", "edit"};
    return names[k];
}

static void put_edit(struct buf *b, const struct desk_edit *v)
{
    if (v->old.n)
        buf_fmt(b, "“%.*s”", STR_ARG(v->old));
    if (v->old.n && v->new.n)
        buf_lit(b, " → ");
    if (v->new.n)
        buf_fmt(b, "“%.*s”", STR_ARG(v->new));
    if (!v->new.n)
        buf_lit(b, " left out");
    if (!v->old.n)
        buf_lit(b, " put in");
}

/* One line an edition, however much it changed. */
static struct str edits_words(struct arena *a, const struct desk_version *v)
{
    struct buf b;
    buf_arena(&b, a, EDIT_LINE_BYTES_MOST);
    buf_lit(&b, "changed without a word: ");
    for (size_t i = 0; i < v->edit_count && i < EDITS_TOLD; i++) {
        if (i)
            buf_lit(&b, "; ");
        put_edit(&b, &v->edits[i]);
    }
    if (v->edit_count > EDITS_TOLD)
        buf_fmt(&b, "; and %zu more", v->edit_count - EDITS_TOLD);
    return buf_str(&b);
}

static enum err_code note_edits(struct make *m)
{
    struct store_query *q = store_query(m->r->store, SQL_STORY_EDITS);
    store_put_i64(q, "story", m->ret->row.id);
    store_put_i64(q, "most", EDITS_MOST);
    while (store_row(q)) {
        struct desk_version v = {0};
        desk_edits_read(m->a, store_dup(q, 4, m->a), &v);
        struct desk_source s = {.article = store_i64(q, 0),
                                .publisher = store_i64(q, 1),
                                .publisher_name = store_dup(q, 2, m->a),
                                .at = store_i64(q, 3),
                                .sentence = -1};
        if (v.edit_count)
            LIST_PUSH(m->a, &m->moments,
                      (struct desk_moment){DESK_MOMENT_EDIT, s.at, edits_words(m->a, &v), s});
    }
    return store_end(q, NULL);
}

static int by_time(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    const struct desk_moment *a = x, *b = y;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (int)a->kind - (int)b->kind;
}

static void make_timeline(struct make *m)
{
    for (size_t i = m->ret->report_count; i-- > 0;) {
        const struct desk_report *v = &m->ret->reports[i];
        if (v->copy_of)
            continue;
        LIST_PUSH(m->a, &m->moments,
                  (struct desk_moment){DESK_MOMENT_REPORT,
                                       v->row.at,
                                       v->row.title,
                                       {.article = v->row.id,
                                        .publisher = v->row.publisher,
                                        .publisher_name = v->row.publisher_name,
                                        .at = v->row.at,
                                        .sentence = -1}});
    }
    sort_stable(m->a, m->moments.v, m->moments.n, sizeof *m->moments.v, by_time, NULL);
    m->ret->timeline = m->moments.v;
    m->ret->moment_count = m->moments.n;
}

/* -------------------------------------------------------------------------- all of it */

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

/* Of all that the facts are made of: the reports that are read, as they are now, the title, and
 * which of the reports the reader has not seen. */
static enum err_code stamp_of(struct make *m, uint64_t *ret)
{
    struct store_query *q = store_query(m->r->store, SQL_MEMBERS_STAMP);
    bool news = wants_news(m->ret);
    uint64_t h = mix(str_hash(m->ret->row.title), news);
    store_put_i64(q, "story", m->ret->row.id);
    store_put_i64(q, "most", LEDGER_PAGE_MOST);
    while (store_row(q)) {
        for (int i = 0; i < 7; i++)
            h = mix(h, (uint64_t)(i == 4 ? news && store_i64(q, 4) > m->ret->row.seen_at
                                         : store_i64(q, i)));
        h = mix(mix(h, str_hash(store_str(q, 7))), str_hash(store_str(q, 8)));
    }
    *ret = h;
    return store_end(q, NULL);
}

static enum err_code make_facts(struct make *m)
{
    const struct desk_ledger_from from = {m->r->store, m->r->zip, m->a};
    enum err_code code = desk_ledger_load(&from, m->ret->row.id, LEDGER_PAGE_MOST, &m->l, NULL);
    if (code != ERR_OK)
        return code;
    story_prepare(m->a, m->l.v, m->l.n);
    make_lines(m);
    make_series(m);
    make_claims(m);
    make_quotes(m);
    return ERR_OK;
}

static void take_facts(struct make *m, const struct desk_facts *f)
{
    m->ret->summary = f->summary;
    m->ret->summary_count = f->summary_count;
    m->ret->news = f->news;
    m->ret->news_count = f->news_count;
    m->ret->series = f->series;
    m->ret->series_count = f->series_count;
    m->ret->claims = f->claims;
    m->ret->claim_count = f->claim_count;
    m->ret->quotes = f->quotes;
    m->ret->quote_count = f->quote_count;
    for (size_t i = 0; i < f->moment_count; i++)
        LIST_PUSH(m->a, &m->moments, f->moments[i]);
}

/* As they were last worked out, where nothing has changed that they say. */
static enum err_code find_facts(struct make *m, int64_t user, bool looked)
{
    struct desk_facts_key key = {m->ret->row.id, wants_news(m->ret) ? user : 0, 0, looked};
    struct desk_facts f;
    enum err_code code = stamp_of(m, &key.stamp);
    if (code != ERR_OK)
        return code;
    if (desk_facts_find(m->r->desk, m->a, &key, &f)) {
        take_facts(m, &f);
        return ERR_OK;
    }
    code = make_facts(m);
    if (code != ERR_OK)
        return code;
    const struct desk_story *v = m->ret;
    f = (struct desk_facts){.summary = v->summary,
                            .summary_count = v->summary_count,
                            .news = v->news,
                            .news_count = v->news_count,
                            .series = v->series,
                            .series_count = v->series_count,
                            .claims = v->claims,
                            .claim_count = v->claim_count,
                            .quotes = v->quotes,
                            .quote_count = v->quote_count,
                            .moments = m->moments.v,
                            .moment_count = m->moments.n};
    desk_facts_keep(m->r->desk, &key, &f);
    return ERR_OK;
}

static enum err_code get(struct desk_reader *r, int64_t id, int64_t user, bool looked,
                         struct desk_story *ret)
{
    struct make m = {.r = r, .a = r->a, .ret = ret};
    *ret = (struct desk_story){0};
    int64_t story = desk_story_now(r->store, id);
    enum err_code code = desk_story_row_get(r, story, user, &ret->row);
    if (code == ERR_OK)
        code = desk_reports_read(r,
                                 &(struct desk_reports_want){.story = story,
                                                             .user = user,
                                                             .most = DESK_REPORTS_SHOWN,
                                                             .seen_at = ret->row.seen_at},
                                 &ret->reports, &ret->report_count);
    if (code == ERR_OK)
        code = find_facts(&m, user, looked);
    if (code == ERR_OK)
        code = note_edits(&m);
    if (code != ERR_OK)
        return code;
    make_timeline(&m);
    return desk_relatives_read(r, ret->row.id, &ret->related, &ret->related_count);
}

enum err_code desk_story_get(struct desk_reader *r, int64_t id, int64_t user,
                             struct desk_story *ret)
{
    return get(r, id, user, true, ret);
}

enum err_code desk_story_work_out(struct desk_reader *r, int64_t id, int64_t user,
                                  struct desk_story *ret)
{
    return get(r, id, user, false, ret);
}
