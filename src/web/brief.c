/* brief.c: the brief: of all that came, of one folder, or of what a search finds; as a page, as
 * text for the mail, as an Atom feed. */
#include "feed/feed.h"
#include "views.h"

/* The folder or search that is asked for, and since when; false, and answered, where that is none.
 */
static bool brief_asked(struct web *w, struct desk_day *ret_since, struct desk_brief_about *ret)
{
    struct str since = http_query(w->q, STR("since"));
    *ret_since = (struct desk_day){0};
    *ret =
        (struct desk_brief_about){.folder = desk_folder_name(w->a, http_query(w->q, STR("folder"))),
                                  .query = str_trim(http_query(w->q, STR("q")))};
    if (!since.n || desk_day_parse(since, ret_since))
        return true;
    web_failed(w, ERR_INPUT, &(struct err){.words = "\"since\" is a day, as in since=2026-11-20."});
    return false;
}

static bool make_brief(struct web *w, struct desk_brief_about *about, struct desk_brief *ret)
{
    struct desk_day day;
    if (!brief_asked(w, &day, about))
        return false;
    enum err_code code = desk_brief_about(w->reader, w->user.id, day.from, 0, about, ret);
    if (code != ERR_OK)
        web_failed(w, code, NULL);
    return code == ERR_OK;
}

/* "?folder=News&since=2026-11-20", as far as it was asked for. */
static struct str brief_query(struct web *w, const struct desk_brief_about *about)
{
    const struct {
        const char *name;
        struct str value;
    } parts[] = {
        {"folder", about->folder}, {"q", about->query}, {"since", http_query(w->q, STR("since"))}};
    struct buf b;
    buf_arena(&b, w->a, 8192);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].value.n) {
            buf_fmt(&b, "%c%s=", b.n ? '&' : '?', parts[i].name);
            http_percent(&b, parts[i].value);
        }
    return buf_str(&b);
}

/* Where the day that nobody chose brought nothing, the last day that did: a page is to be read.
 * What is mailed or taken as a feed says that there is nothing. */
static enum err_code make_older_brief(struct web *w, const struct desk_brief_about *about,
                                      struct desk_brief *ret, bool *ret_older)
{
    struct desk_rows rows;
    *ret_older = false;
    if (ret->n || http_query(w->q, STR("since")).n)
        return ERR_OK;
    enum err_code code = desk_articles(w->reader, &(struct desk_list){.most = 1}, &rows);
    if (code != ERR_OK || !rows.n || rows.v[0].at > ret->since)
        return code;
    *ret_older = true;
    return desk_brief_about(w->reader, w->user.id, rows.v[0].at - US_DAY, 0, about, ret);
}

WEB_HANDLER(web_brief)
{
    struct web w;
    struct desk_brief brief;
    web_begin(&w, reader, q, r);
    struct page_brief v = {.v = &brief};
    if (!make_brief(&w, &v.about, &brief))
        return;
    v.nothing_since = brief.since;
    v.nothing_since_visit = brief.since_visit;
    enum err_code code = make_older_brief(&w, &v.about, &brief, &v.older);
    if (code == ERR_OK)
        code = desk_folders(w.reader, &v.folders, &v.folder_count);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    v.page = web_page(&w, STR("The brief"), STR("brief"));
    v.query = brief_query(&w, &v.about);
    v.page.feed_url = str_fmt(w.a, "/brief.atom%.*s", STR_ARG(v.query));
    web_html(&w);
    view_brief(&r->body, &v);
}

static void brief_text(struct web *w, const struct desk_brief *v, struct buf *out)
{
    desk_brief_text(out, v, str_c(desk_conf_str(desk_conf(w->desk), DESK_SET_TITLE)), web_base(w));
}

WEB_HANDLER(web_brief_text)
{
    struct web w;
    struct desk_brief brief;
    struct desk_brief_about about;
    web_begin(&w, reader, q, r);
    if (!make_brief(&w, &about, &brief))
        return;
    brief_text(&w, &brief, &r->body);
    http_type(r, STR("text/plain; charset=utf-8"));
    http_set(r, STR("Cache-Control"), STR("private, no-cache"));
}

static struct entry entry_of(struct web *w, struct str base, const struct desk_brief_item *item)
{
    struct buf html;
    buf_arena(&html, w->a, 1 << 18);
    view_brief_item(&html, item);
    struct entry e = {
        .url = str_fmt(w->a, "%.*s/story/%lld", STR_ARG(base), (long long)item->row.id),
        .title = item->row.title,
        .updated = {.us = item->row.changed_at, .zone_known = true, .precision = WHEN_SECOND},
        .published = {.us = item->row.first_at, .zone_known = true, .precision = WHEN_SECOND},
        .content = buf_str(&html),
    };
    /* A story that has news is another entry: readers show it again. */
    e.id = str_fmt(w->a, "%.*s#%u", STR_ARG(e.url), item->row.version);
    return e;
}

WEB_HANDLER(web_brief_atom)
{
    struct web w;
    struct desk_brief v;
    struct desk_brief_about about;
    web_begin(&w, reader, q, r);
    if (!make_brief(&w, &about, &v))
        return;
    struct str base = web_base(&w);
    struct entry *entries = ARENA_ARRAY(w.a, v.n, struct entry);
    for (size_t i = 0; i < v.n; i++)
        entries[i] = entry_of(&w, base, &v.v[i]);
    struct feed f = {
        .kind = FEED_ATOM,
        .title = str_fmt(w.a, "%s: the brief%s%.*s%.*s",
                         desk_conf_str(desk_conf(w.desk), DESK_SET_TITLE),
                         about.folder.n || about.query.n ? ": " : "", STR_ARG(about.folder),
                         STR_ARG(about.query)),
        .site_url = str_fmt(w.a, "%.*s/brief%.*s", STR_ARG(base), STR_ARG(brief_query(&w, &about))),
        .self_url = str_fmt(w.a, "%.*s%.*s", STR_ARG(base), STR_ARG(q->target)),
    };
    if (!v.n)
        f.updated = (struct when){.us = 0, .zone_known = true, .precision = WHEN_SECOND};
    feed_write_atom(&r->body, &f, entries, v.n);
    http_type(r, STR("application/atom+xml; charset=utf-8"));
    http_set(r, STR("Cache-Control"), STR("private, no-cache"));
    http_not_modified(q, r, http_tag(w.a, buf_str(&r->body)));
}
