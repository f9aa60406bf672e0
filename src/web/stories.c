/* stories.c: the front page of stories, the page of a story with its corrections, the log of
 * corrections, earlier wordings of articles. */
#include "views.h"

enum { CORRECTIONS_SHOWN = 50, CONTEXT_MOST = 160, FOLDED_LEAST = 4 };

/* -------------------------------------------------------------------------- the front page */

WEB_HANDLER(web_stories)
{
    struct web w;
    web_begin(&w, reader, q, r);
    bool followed = w.user.id && str_eq(http_query(q, STR("followed")), STR("1"));
    struct page_stories v = {.page = web_page(&w, STR_NONE, STR("today")), .followed = followed};
    struct desk_rows rows = {0};
    const struct desk_feed *feeds;
    size_t n = 0;
    v.page.feed_url = STR("/feed.atom");
    web_tell_news(&w, &v.page);
    desk_visit(w.reader, w.user.id);
    const struct desk_stories_want want = {
        .user = w.user.id, .followed = followed, .most = WEB_STORIES};
    enum err_code code = desk_stories(w.reader, &want, &v.v, &v.n);
    if (code == ERR_OK)
        code = desk_articles(w.reader, &(struct desk_list){.user = w.user.id, .most = WEB_LATEST},
                             &rows);
    if (code == ERR_OK)
        code =
            desk_tags(w.reader, rows.n ? clock_now() - 14 * US_DAY : 0, 14, &v.tags, &v.tag_count);
    if (code == ERR_OK && !rows.n)
        code = desk_feeds(w.reader, &feeds, &n);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    v.latest = rows.v;
    v.latest_count = rows.n;
    v.feeds = (int64_t)n;
    web_html(&w);
    view_stories(&r->body, &v);
}

/* -------------------------------------------------------------------------- a story */

/* Where the reports go on, if they do. */
static struct str older_reports(struct web *w, const struct desk_story *v)
{
    struct buf at;
    if (v->report_count < DESK_REPORTS_SHOWN)
        return STR_NONE;
    const struct desk_report *last = &v->reports[v->report_count - 1];
    buf_arena(&at, w->a, 256);
    buf_fmt(&at, "/story/%lld/reports?after=", (long long)v->row.id);
    desk_key_write(&at, (struct desk_key){last->at, last->row.id});
    return buf_str(&at);
}

/* A story of a thousand reports has them by pages; this is one behind the first. */
WEB_HANDLER(web_story_older)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_key after = {0};
    struct desk_story story;
    int64_t id = http_param_i64(q, STR("id"), 0);
    if (!web_after(&w, &after))
        return;
    enum err_code code = desk_story_reports(w.reader, id, w.user.id, after, &story);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    struct page_story v = {.v = &story, .scratch = w.a};
    v.page = web_page(&w, str_fmt(w.a, "Reports: %.*s", STR_ARG(story.row.title)), STR_NONE);
    v.next = older_reports(&w, &story);
    web_html(&w);
    view_story_older(&r->body, &v);
}

static void send_story(struct web *w, int64_t id, struct str error)
{
    struct desk_story *story = ARENA_NEW(w->a, struct desk_story);
    struct page_story v = {.v = story, .scratch = w->a, .error = error};
    enum err_code code = desk_story_get(w->reader, id, w->user.id, story);
    if (code == ERR_OK)
        code =
            desk_corrections(w->reader, story->row.id, 0, CORRECTIONS_SHOWN, &v.log, &v.log_count);
    if (code != ERR_OK) {
        web_failed(w, code, NULL);
        return;
    }
    if (story->row.id != id) { /* it has become one with another; not for good: browsers keep a 301,
                                * and who joined the two may part them again */
        http_redirect(w->r, 302, str_fmt(w->a, "/story/%lld", (long long)story->row.id));
        return;
    }
    web_model(w, DESK_MODEL_STORY, id, &v.model);
    v.page = web_page(w, story->row.title, STR_NONE);
    web_tell_news(w, &v.page);
    v.page.story = id;
    v.page.back = str_fmt(w->a, "/story/%lld", (long long)id);
    v.page.description = story->row.best.excerpt;
    v.next = older_reports(w, story);
    web_html(w);
    view_story(&w->r->body, &v);
}

WEB_HANDLER(web_story)
{
    struct web w;
    web_begin(&w, reader, q, r);
    int64_t id = http_param_i64(q, STR("id"), 0);
    desk_visit(w.reader, w.user.id);
    send_story(&w, id, STR_NONE);
}

/* A number, or the address of a page of that kind ("/story/"): "12",
 * "https://desk.example/story/12#why". An article's number is no story's. */
static int64_t form_id(struct web *w, struct str name, struct str kind)
{
    struct str s = str_trim(http_form(w->q, name));
    size_t at = str_find(s, kind), end = 0;
    if (at != SIZE_MAX)
        s = str_from(s, at + kind.n);
    while (end < s.n && is_digit(s.p[end]))
        end++;
    uint64_t n = 0;
    bool whole = end == s.n || (at != SIZE_MAX && str_find_char(STR("/?#"), s.p[end]) != SIZE_MAX);
    return whole && str_u64(str_sub(s, 0, end), INT64_MAX, &n) ? (int64_t)n : 0;
}

/* All values of the boxes that were ticked. */
static size_t form_ids(struct web *w, struct str name, int64_t *ret, size_t most)
{
    const struct http_field *fields;
    size_t n = http_form_all(w->q, &fields), got = 0;
    for (size_t i = 0; i < n && got < most; i++) {
        uint64_t id;
        if (str_eq(fields[i].name, name) && str_u64(fields[i].value, INT64_MAX, &id))
            ret[got++] = (int64_t)id;
    }
    return got;
}

static enum err_code split(struct web *w, int64_t *ret_story, struct err *e)
{
    enum { ASKED = DESK_SPLIT_MOST + 1 /* one more than may be, to be refused */ };
    int64_t *ids = ARENA_ARRAY(w->a, ASKED, int64_t);
    size_t n = form_ids(w, STR("article"), ids, ASKED);
    return desk_story_split(w->desk, w->user.id, ids, n, ret_story, e);
}

WEB_HANDLER(web_story_act)
{
    struct web w;
    web_begin(&w, reader, q, r);
    int64_t id = http_param_i64(q, STR("id"), 0), to = id;
    struct str act = http_param(q, STR("act"));
    struct err e = {0};
    enum err_code code;
    if (str_eq(act, STR("follow"))) {
        struct str on = http_form(q, STR("on"));
        int follow = str_eq(on, STR("1")) ? 1 : str_eq(on, STR("-1")) ? -1 : 0;
        code = desk_story_follow(w.desk, w.user.id, id, follow, &e);
    } else if (str_eq(act, STR("seen"))) {
        code = desk_story_seen(w.desk, w.user.id, id, &e);
    } else if (str_eq(act, STR("merge"))) {
        to = form_id(&w, STR("into"), STR("/story/"));
        code = desk_story_merge(w.desk, w.user.id, id, to, &e);
    } else if (str_eq(act, STR("split"))) {
        code = split(&w, &to, &e);
    } else if (str_eq(act, STR("move"))) {
        code = desk_story_move(w.desk, w.user.id, form_id(&w, STR("article"), STR("/article/")), id,
                               &e);
    } else if (str_eq(act, STR("unrelated"))) {
        code = desk_story_unrelated(w.desk, w.user.id, id,
                                    form_id(&w, STR("other"), STR("/story/")), &e);
    } else if (str_eq(act, STR("model"))) {
        code = desk_model_ask(w.desk, DESK_MODEL_STORY, id, &e);
        code = code == ERR_EXISTS ? ERR_OK : code;
    } else if (str_eq(act, STR("rename"))) {
        code = desk_story_rename(w.desk, w.user.id, id, http_form(q, STR("name")), &e);
    } else {
        code = ERR_NOT_FOUND;
    }
    if (code == ERR_OK) {
        http_redirect(r, 303, str_fmt(w.a, "/story/%lld", (long long)to));
        return;
    }
    if (code != ERR_INPUT && code != ERR_LIMIT) {
        web_failed(&w, code, &e);
        return;
    }
    r->status = code == ERR_LIMIT && str_eq(act, STR("model")) ? 429 : 400;
    send_story(&w, id, str_dup(w.a, str_c(e.words)));
}

/* An article is put into another story, or into one of its own. */
WEB_HANDLER(web_article_story)
{
    struct web w;
    web_begin(&w, reader, q, r);
    int64_t id = http_param_i64(q, STR("id"), 0), story;
    struct err e = {0};
    enum err_code code =
        http_form(q, STR("own")).n
            ? desk_story_split(w.desk, w.user.id, &id, 1, &story, &e)
            : desk_story_move(w.desk, w.user.id, id, form_id(&w, STR("story"), STR("/story/")), &e);
    if (code != ERR_OK)
        web_failed(&w, code, &e);
    else
        http_redirect(r, 303, str_fmt(w.a, "/article/%lld", (long long)id));
}

/* -------------------------------------------------------------------------- corrections */

WEB_HANDLER(web_corrections)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_corrections v = {.page = web_page(&w, STR("Corrections"), STR_NONE)};
    int64_t before = http_query_i64(q, STR("before"), 1, INT64_MAX, 0);
    if (http_query(q, STR("before")).n && !before) {
        web_failed(&w, ERR_INPUT, &(struct err){.words = "\"before\" is a correction's number."});
        return;
    }
    enum err_code code = desk_corrections(w.reader, 0, before, CORRECTIONS_SHOWN, &v.v, &v.n);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    if (v.n == CORRECTIONS_SHOWN)
        v.next = str_fmt(w.a, "/corrections?before=%lld", (long long)v.v[v.n - 1].id);
    web_html(&w);
    view_corrections(&r->body, &v);
}

WEB_HANDLER(web_correction_undo)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct err e = {0};
    enum err_code code =
        desk_correction_undo(w.desk, w.user.id, http_param_i64(q, STR("id"), 0), &e);
    if (code != ERR_OK)
        web_failed(&w, code, &e);
    else
        web_back(&w, STR("/corrections"));
}

/* -------------------------------------------------------------------------- earlier wordings */

WEB_HANDLER(web_version)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_difference diff;
    int64_t id = http_param_i64(q, STR("id"), 0);
    enum err_code code =
        desk_version_difference(w.reader, id, http_param_i64(q, STR("version"), 0), &diff);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    struct page_version v = {
        .page = web_page(&w, STR("What was changed"), STR_NONE), .article = id, .v = &diff};
    v.page.narrow = true;
    web_html(&w);
    view_version(&r->body, &v);
}

/* -------------------------------------------------------------------------- pieces */

void put_day_time(struct buf *out, int64_t at)
{
    struct when w = {.us = at, .zone_known = true, .precision = WHEN_SECOND};
    put_clock(out, w, at);
}

void put_span(struct buf *out, int64_t from, int64_t to)
{
    const struct civil a = civil_from(from), b = civil_from(to);
    bool day = a.year == b.year && a.month == b.month && a.day == b.day;
    if (!day || (a.hour == b.hour && a.minute == b.minute)) {
        put_day_time(out, from);
        if (!day) {
            buf_lit(out, " to ");
            put_day_time(out, to);
        }
        return;
    }
    put_when(out, (struct when){.us = from, .zone_known = true, .precision = WHEN_SECOND}, from);
    buf_fmt(out, ", %02d:%02d to ", a.hour, a.minute);
    put_time_tag(out, to);
    buf_fmt(out, "%02d:%02d</time> UTC", b.hour, b.minute);
}

void put_moment(struct buf *out, int64_t at)
{
    struct civil c = civil_from(at), now = civil_from(clock_now());
    put_time_tag(out, at);
    buf_fmt(out, "%d %.3s", c.day, month_names[c.month - 1]);
    if (c.year != now.year)
        buf_fmt(out, " %d", c.year);
    buf_fmt(out, ", %02d:%02d</time>", c.hour, c.minute);
}

void put_gap(struct buf *out, const struct desk_piece *p)
{
    if (p->gap == ' ')
        buf_char(out, ' ');
}

void put_lines(struct buf *out, struct str s)
{
    struct str line;
    bool first = true;
    while (str_split(&s, '\n', &line)) {
        if (!str_trim(line).n)
            continue;
        if (!first)
            buf_lit(out, "</p><p>");
        buf_html(out, line);
        first = false;
    }
}

void put_story_count(struct buf *out, const struct desk_story_row *v)
{
    buf_fmt(out, "%u %s by ", v->reports, v->reports == 1 ? "report" : "reports");
    for (size_t i = 0; i < v->by_count; i++) {
        if (i)
            buf_lit(out, ", ");
        buf_lit(out, "<bdi>");
        buf_html(out, v->by[i]);
        buf_lit(out, "</bdi>");
    }
    if (v->publishers > v->by_count)
        buf_fmt(out, " and %u more", v->publishers - (uint32_t)v->by_count);
    if (v->reports > 1 && v->origins < v->publishers)
        buf_fmt(out, "; %u independent", v->origins);
}

/* Earlier ones come later in the list. */
bool web_report_folds(const struct desk_story *v, size_t at)
{
    const struct desk_report *p = &v->reports[at];
    bool shown = false; /* the text, in another report */
    for (size_t i = 0; i < v->report_count; i++)
        shown |=
            v->reports[i].row.id == p->copy_of || (i > at && v->reports[i].copy_of == p->copy_of);
    return p->copy_of && shown && !p->fresh && !p->by_hand;
}

size_t web_folded_reports(const struct desk_story *v)
{
    size_t n = 0;
    for (size_t i = 0; i < v->report_count; i++)
        n += web_report_folds(v, i);
    return n >= FOLDED_LEAST ? n : 0;
}

void put_original(struct buf *out, const struct desk_story *v, const struct desk_report *copy)
{
    struct str whose = STR("another");
    for (size_t i = 0; i < v->report_count; i++)
        if (v->reports[i].row.id == copy->copy_of)
            whose = v->reports[i].row.publisher_name;
    buf_fmt(out, "<a href=\"/article/%lld\">", (long long)copy->copy_of);
    buf_html(out, whose);
    buf_lit(out, "</a>");
}

/* A number's words that stood at the start of a sentence: "Seven" is "seven" within a line. */
static void put_number_words(struct buf *out, struct str words)
{
    if (words.n > 1 && is_upper(words.p[0]) && is_lower(words.p[1])) {
        buf_fmt(out, "%c", words.p[0] - 'A' + 'a');
        words = str_from(words, 1);
    }
    buf_html(out, words);
}

void put_moved(struct buf *out, const struct desk_story_row *v)
{
    for (size_t i = 0; i < v->moved_count; i++) {
        const struct desk_moved *m = &v->moved[i];
        buf_lit(out, "<li>");
        buf_html(out, m->label);
        buf_fmt(out, " <a href=\"/article/%lld", (long long)m->article);
        if (m->sentence >= 0)
            buf_fmt(out, "#s%d", m->sentence);
        buf_lit(out, "\">");
        put_number_words(out, m->from);
        buf_lit(out, " → <b>");
        put_number_words(out, m->to);
        buf_lit(out, "</b></a></li>");
    }
}

void put_place_link(struct buf *out, const struct desk_source *v)
{
    buf_fmt(out, "/article/%lld", (long long)v->article);
    if (v->sentence >= 0)
        buf_fmt(out, "#s%d", v->sentence);
}

void put_source(struct buf *out, const struct desk_source *v)
{
    buf_lit(out, "<a href=\"");
    put_place_link(out, v);
    buf_lit(out, "\">");
    buf_html(out, v->words);
    buf_lit(out, "</a> <span class=\"hint\">");
    buf_html(out, v->publisher_name);
    buf_lit(out, "</span>");
}

struct str web_relation_words(enum desk_relation r)
{
    switch (r) {
    case DESK_FIRST: return STR("first report");
    case DESK_COPY: return STR("the same text");
    case DESK_SAME_EVENT: return STR("report");
    case DESK_DEVELOPMENT: return STR("development");
    case DESK_BACKGROUND: return STR("background");
    case DESK_ROUNDUP: return STR("round-up");
    }
    return STR_NONE;
}

static struct str words_of(const char *name, const char *const (*table)[2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(table[i][0], name) == 0)
            return str_c(table[i][1]);
    return str_c(name);
}

/* What a value is to the one before it. "About 40" and then 38 is not the same again, but does not
 * contradict it either. */
struct str web_change_words(const struct desk_series *s, size_t at)
{
    const struct desk_point *p = &s->points[at];
    const char *change = p->change;
    bool same = false;
    for (size_t i = 0; i < at; i++)
        same |= s->points[i].value == p->value;
    if (s->point_count == 1 || p->earlier)
        return p->earlier ? STR("said to have held before") : STR_NONE;
    if (strcmp(change, "restates") == 0 && !same)
        return STR("agrees with it");
    static const char *const table[][2] = {{"opens", "first figure"},
                                           {"raises", "more than before"},
                                           {"lowers", "less than before"},
                                           {"restates", "the same again"},
                                           {"disputes", "otherwise than another source"},
                                           {"details", "a part of it"}};
    return words_of(change, table, sizeof table / sizeof *table);
}

struct str web_standing_words(const char *standing)
{
    static const char *const table[][2] = {
        {"open", "nobody has answered"},           {"denied", "denied"},
        {"confirmed", "confirmed by another"},     {"withdrawn", "withdrawn"},
        {"admitted", "admitted by who denied it"}, {"settled", "a court has ruled"}};
    return words_of(standing, table, sizeof table / sizeof *table);
}

void put_context(struct buf *out, const struct desk_point *p)
{
    struct str s = utf8_cut(p->source.words, CONTEXT_MOST);
    buf_html(out, s);
    if (s.n < p->source.words.n)
        buf_lit(out, "…");
}
