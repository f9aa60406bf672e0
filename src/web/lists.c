/* lists.c: pages that are lists of articles: the front page by day and publisher, a day, a
 * publisher, a hashtag, the starred ones, a search. river.c has the river. */
#include "views.h"

static struct str day_label(struct arena *a, int64_t day)
{
    int64_t today = clock_now() - clock_now() % US_DAY;
    struct civil c = civil_from(day);
    if (day == today)
        return STR("Today");
    if (day == today - US_DAY)
        return STR("Yesterday");
    return str_fmt(a, "%s, %d %s %d", weekday_names[c.weekday], c.day, month_names[c.month - 1],
                   c.year);
}

/* One day's rows by publisher: the publisher with the newest article first, rows newest first. */
static void group_rows(struct arena *a, const struct desk_rows *rows, struct home_day *day)
{
    LIST(struct home_group) groups = {0};
    size_t *group_of = ARENA_ARRAY(a, rows->n, size_t);
    for (size_t i = 0; i < rows->n; i++) {
        const struct desk_row *row = &rows->v[i];
        size_t g = 0;
        while (g < groups.n && groups.v[g].publisher != row->publisher)
            g++;
        if (g == groups.n)
            LIST_PUSH(a, &groups,
                      (struct home_group){row->publisher, row->publisher_name, NULL, 0});
        groups.v[g].n++;
        group_of[i] = g;
    }
    /* One array for all: each group's part of it follows that of the group before. */
    const struct desk_row **sorted = ARENA_ARRAY(a, rows->n, const struct desk_row *);
    size_t *end = ARENA_ARRAY(a, groups.n, size_t);
    for (size_t g = 0, at = 0; g < groups.n; at += groups.v[g++].n) {
        groups.v[g].rows = sorted + at;
        end[g] = at;
    }
    for (size_t i = 0; i < rows->n; i++)
        sorted[end[group_of[i]]++] = &rows->v[i];
    day->groups = groups.v;
    day->n = groups.n;
}

static enum err_code fill_day(struct web *w, const struct desk_day *d, struct home_day *ret)
{
    struct desk_list which = {
        .user = w->user.id, .from = d->from, .to = d->to, .most = WEB_HOME_ROWS};
    struct desk_rows rows;
    enum err_code code = desk_articles(w->reader, &which, &rows);
    if (code != ERR_OK)
        return code;
    struct civil c = civil_from(d->from);
    ret->label = day_label(w->a, d->from);
    ret->date = str_fmt(w->a, "%04d-%02d-%02d", c.year, c.month, c.day);
    ret->articles = d->articles;
    group_rows(w->a, &rows, ret);
    return ERR_OK;
}

/* The days before `before` (0: from now) into v. */
static enum err_code fill_days(struct web *w, int64_t before, struct page_home *v)
{
    const struct desk_day *days;
    size_t n;
    enum err_code code = desk_days(w->reader, before, WEB_HOME_DAYS + 1, &days, &n);
    if (code != ERR_OK)
        return code;
    if (n > WEB_HOME_DAYS) {
        n = WEB_HOME_DAYS;
        struct civil c = civil_from(days[n - 1].from);
        v->older = str_fmt(w->a, "/days?before=%04d-%02d-%02d", c.year, c.month, c.day);
    }
    struct home_day *out = ARENA_ARRAY(w->a, n, struct home_day);
    for (size_t i = 0; i < n && code == ERR_OK; i++)
        code = fill_day(w, &days[i], &out[i]);
    v->days = out;
    v->day_count = n;
    return code;
}

WEB_HANDLER(web_home)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_home v = {.page = web_page(&w, STR("By day and publisher"), STR("days"))};
    v.page.feed_url = STR("/feed.atom");
    struct desk_day before = {0};
    struct str want = http_query(q, STR("before"));
    if (want.n && !desk_day_parse(want, &before)) {
        web_failed(&w, ERR_INPUT,
                   &(struct err){.words = "\"before\" is a day, as in before=2026-11-20."});
        return;
    }
    enum err_code code = fill_days(&w, before.from, &v);
    int64_t since = v.day_count ? clock_now() - 14 * US_DAY : 0;
    if (code == ERR_OK)
        code = desk_tags(w.reader, since, 14, &v.tags, &v.tag_count);
    const struct desk_feed *feeds;
    size_t n = 0;
    if (code == ERR_OK && !v.day_count)
        code = desk_feeds(w.reader, &feeds, &n);
    v.feeds = (int64_t)n;
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    web_html(&w);
    view_home(&r->body, &v);
}

bool web_after(struct web *w, struct desk_key *ret)
{
    struct str typed = http_query(w->q, STR("after"));
    if (!typed.n || desk_key_parse(typed, ret))
        return true;
    web_failed(w, ERR_INPUT,
               &(struct err){.words = "This page of the list is not there: what \"after\" says "
                                      "is made by the link at the end of each."});
    return false;
}

/* What of the list can be followed, and that it was looked at. */
static void add_watch(struct web *w, struct page_list *v, struct str query)
{
    if (!w->user.id || query.n > DESK_WATCH_QUERY_MOST)
        return;
    v->watch = desk_watch_query(w->a, query);
    v->watched = v->watch.n && desk_watch_find(w->reader, w->user.id, v->watch) != 0;
    if (v->watched)
        desk_watch_looked(w->desk, w->user.id, v->watch);
}

/* Where the list goes on, and the same in the other order. */
static void add_pages(struct web *w, struct page_list *v, const struct desk_rows *rows, bool oldest,
                      struct str self)
{
    v->oldest = oldest;
    if (rows->n && !v->lately)
        v->other = web_with(w->a, self, "order", oldest ? STR("newest") : STR("oldest"));
    if (v->order.n)
        self = web_with(w->a, self, "order", v->order);
    if (v->from.n && oldest)
        v->from = web_with(w->a, v->from, "order", STR("oldest"));
    if (!rows->more)
        return;
    struct buf key;
    buf_arena(&key, w->a, 64);
    desk_key_write(&key, rows->next);
    v->next = web_with(w->a, self, "after", buf_str(&key));
}

void web_send_list(struct web *w, struct page_list *v, struct desk_list which, struct str self)
{
    struct desk_rows rows;
    which.user = w->user.id;
    which.most = WEB_LIST_ROWS;
    which.oldest = web_oldest(w, &v->order) && !which.lately;
    if (!web_after(w, &which.after))
        return;
    int64_t now = clock_now(); /* what comes while the page is made is not on it */
    enum err_code code = desk_articles(w->reader, &which, &rows);
    if (code != ERR_OK) {
        web_failed(w, code, NULL);
        return;
    }
    code = web_fill_swept(w, v);
    if (code != ERR_OK) {
        web_failed(w, code, NULL);
        return;
    }
    v->rows = rows.v;
    v->n = rows.n;
    if (!v->empty.n)
        v->empty = STR("No articles.");
    add_pages(w, v, &rows, which.oldest, self);
    v->which = which;
    v->until = w->user.id && rows.n && !which.lately ? now : 0;
    web_html(w);
    view_list(&w->r->body, v);
}

WEB_HANDLER(web_starred)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_list v = {.page = web_page(&w, STR("Starred"), STR("starred")),
                          .from = STR("?in=starred"),
                          .heading = STR("Starred"),
                          .empty = STR("Star an article, and it stays here.")};
    web_send_list(&w, &v, (struct desk_list){.starred = true}, STR("/starred"));
}

WEB_HANDLER(web_day)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_day d;
    struct str day = http_param(q, STR("day"));
    if (!desk_day_parse(day, &d)) {
        web_failed(&w, ERR_NOT_FOUND, NULL);
        return;
    }
    struct str label = day_label(w.a, d.from);
    struct page_list v = {.page = web_page(&w, label, STR_NONE), .heading = label};
    web_send_list(&w, &v, (struct desk_list){.from = d.from, .to = d.to},
                  str_fmt(w.a, "/day/%.*s", STR_ARG(day)));
}

WEB_HANDLER(web_publisher)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_publisher p;
    enum err_code code = desk_publisher_get(w.reader, http_param_i64(q, STR("id"), 0), &p);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    struct page_list v = {.page = web_page(&w, p.name, STR_NONE),
                          .from = STR("?in=publisher"),
                          .heading = p.name,
                          .about = web_number(w.a, p.articles, "article", "articles")};
    if (p.icon_url.n && desk_conf_bool(desk_conf(w.desk), DESK_SET_IMAGES)) {
        struct buf icon;
        buf_arena(&icon, w.a, HTTP_TARGET_MOST);
        put_image_url(&icon, w.desk, p.icon_url);
        v.icon = buf_str(&icon);
    }
    struct str self = str_fmt(w.a, "/publisher/%lld", (long long)p.id);
    v.page.feed_url = str_fmt(w.a, "%.*s/feed.atom", STR_ARG(self));
    web_send_list(&w, &v, (struct desk_list){.publisher = p.id}, self);
}

WEB_HANDLER(web_tag)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_tag t;
    enum err_code code = desk_tag_get(w.reader, http_param(q, STR("key")), &t);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    struct str heading = str_fmt(w.a, "#%.*s", STR_ARG(t.tag));
    struct page_list v = {.page = web_page(&w, heading, STR_NONE),
                          .heading = heading,
                          .about = web_number(w.a, t.articles, "article", "articles")};
    struct buf self;
    buf_arena(&self, w.a, 4096);
    buf_lit(&self, "/tag/");
    http_percent(&self, t.key);
    struct str at = str_dup(w.a, buf_str(&self));
    buf_lit(&self, "/feed.atom");
    v.page.feed_url = buf_str(&self);
    add_watch(&w, &v, str_fmt(w.a, "tag:%.*s", STR_ARG(t.key)));
    web_send_list(&w, &v, (struct desk_list){.tag = t.key}, at);
}

WEB_HANDLER(web_tags)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_home v = {.page = web_page(&w, STR("Hashtags"), STR_NONE)};
    enum err_code code = desk_tags(w.reader, 0, 200, &v.tags, &v.tag_count);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    web_html(&w);
    view_tags(&r->body, &v);
}

/* A question for all articles: asked by the button of its own (by older addresses as ask=WORDS), or
 * typed into the search as a question. */
static void ask_all(struct web *w, struct str words, struct page_list *v)
{
    struct desk_answers *answers = ARENA_NEW(w->a, struct desk_answers);
    struct err e = {0};
    struct str ask = str_trim(http_query(w->q, STR("ask")));
    v->question = words.n ? STR_NONE : ask;
    if (words.n && (ask.n || words.p[words.n - 1] == '?'))
        v->question = words;
    if (!words.n)
        v->page.query = ask;
    if (v->question.n && desk_ask_all(w->reader, v->question, answers, &e) == ERR_OK)
        v->answers = answers;
}

WEB_HANDLER(web_search)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct str words = str_trim(http_query(q, STR("q")));
    struct str order;
    struct desk_search s = {
        .query = words, .user = w.user.id, .most = WEB_LIST_ROWS, .oldest = web_oldest(&w, &order)};
    if (!web_after(&w, &s.after))
        return;
    struct desk_hits hits = {0};
    enum err_code code = words.n ? desk_search(w.reader, &s, &hits) : ERR_OK;
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    struct page_list v = {.page = web_page(&w, STR("Search"), STR("search")),
                          .heading = STR("Search"),
                          .note = hits.note,
                          .rows = hits.rows.v,
                          .n = hits.rows.n,
                          .search = true,
                          .order = order,
                          .empty = words.n ? STR("Nothing was found.") : STR_NONE};
    v.page.query = words;
    add_watch(&w, &v, words);
    ask_all(&w, words, &v);
    struct buf at;
    buf_arena(&at, w.a, 16384);
    if (words.n) {
        if (hits.count || !v.question.n)
            v.about = str_fmt(w.a, "%u%s %s", hits.count, hits.count_more ? " or more" : "",
                              hits.count == 1 ? "article" : "articles");
        buf_lit(&at, "/search.atom?q=");
        http_percent(&at, words);
        v.page.feed_url = str_dup(w.a, buf_str(&at));
    }
    add_pages(&w, &v, &hits.rows, s.oldest, web_with(w.a, STR("/search"), "q", words));
    web_html(&w);
    view_list(&r->body, &v);
}
