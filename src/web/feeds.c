/* feeds.c: Atom feeds out: of the front page, a publisher, a hashtag, a search; with full texts and
 * links to our own pages. */
#include "feed/feed.h"
#include "views.h"

enum { ENTRY_MOST = 512 << 10 };

struct str web_base(struct web *w)
{
    return desk_base_url(w->desk, w->a, w->q->secure, w->q->host);
}

/* And its files. */
static struct str content_of(struct web *w, const struct desk_row *row, struct entry *e)
{
    struct desk_article v;
    struct buf b;
    buf_arena(&b, w->a, ENTRY_MOST);
    static const struct body_html how = {.heading_shift = 1};
    if (desk_article_alone(w->reader, row->id, 0, &v) != ERR_OK)
        return STR_NONE;
    e->enclosures = v.media;
    e->enclosure_count = v.media_count;
    if (v.article.body.n)
        body_write_html(&b, &v.article.body, &how);
    return b.failed ? STR_NONE : buf_str(&b);
}

static struct entry entry_of(struct web *w, struct str base, const struct desk_row *row)
{
    struct buf summary;
    buf_arena(&summary, w->a, 1 << 16);
    buf_html(&summary, row->excerpt);
    struct str *author = ARENA_NEW(w->a, struct str);
    *author = row->publisher_name;
    struct entry e = {
        .url = str_fmt(w->a, "%.*s/article/%lld", STR_ARG(base), (long long)row->id),
        .title = row->title,
        .authors = author,
        .author_count = author->n > 0,
        .published = row->published,
        .updated = {.us = row->at, .zone_known = true, .precision = WHEN_SECOND},
        .summary = buf_str(&summary),
        .lang = row->lang,
    };
    e.content = content_of(w, row, &e);
    e.id = e.url;
    return e;
}

static void send_feed(struct web *w, struct str title, struct str page,
                      const struct desk_rows *rows)
{
    struct str base = web_base(w);
    struct entry *entries = ARENA_ARRAY(w->a, rows->n, struct entry);
    for (size_t i = 0; i < rows->n; i++)
        entries[i] = entry_of(w, base, &rows->v[i]);
    struct str site = str_c(desk_conf_str(desk_conf(w->desk), DESK_SET_TITLE));
    struct feed f = {
        .kind = FEED_ATOM,
        .title = title.n ? str_fmt(w->a, "%.*s: %.*s", STR_ARG(site), STR_ARG(title)) : site,
        .site_url = str_fmt(w->a, "%.*s%.*s", STR_ARG(base), STR_ARG(page)),
        .self_url = str_fmt(w->a, "%.*s%.*s", STR_ARG(base), STR_ARG(w->q->target)),
    };
    if (!rows->n)
        f.updated = (struct when){.us = 0, .zone_known = true, .precision = WHEN_SECOND};
    feed_write_atom(&w->r->body, &f, entries, rows->n);
    http_type(w->r, STR("application/atom+xml; charset=utf-8"));
    http_set(w->r, STR("Cache-Control"), STR("private, no-cache"));
    http_not_modified(w->q, w->r, http_tag(w->a, buf_str(&w->r->body)));
}

void web_send_feed(struct web *w, struct str title, struct str page, struct desk_list which)
{
    struct desk_rows rows;
    which.most = WEB_FEED_ROWS;
    enum err_code code = desk_articles(w->reader, &which, &rows);
    if (code != ERR_OK)
        web_failed(w, code, NULL);
    else
        send_feed(w, title, page, &rows);
}

WEB_HANDLER(web_feed_home)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct str folder = desk_folder_name(w.a, http_query(q, STR("folder")));
    struct buf page;
    buf_arena(&page, w.a, 4096);
    buf_put(&page, folder.n ? STR("/river?folder=") : STR("/"));
    http_percent(&page, folder);
    web_send_feed(&w, folder, buf_str(&page), (struct desk_list){.folder = folder});
}

WEB_HANDLER(web_feed_publisher)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_publisher p;
    enum err_code code = desk_publisher_get(w.reader, http_param_i64(q, STR("id"), 0), &p);
    if (code != ERR_OK)
        web_failed(&w, code, NULL);
    else
        web_send_feed(&w, p.name, str_fmt(w.a, "/publisher/%lld", (long long)p.id),
                      (struct desk_list){.publisher = p.id});
}

WEB_HANDLER(web_feed_tag)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_tag t;
    enum err_code code = desk_tag_get(w.reader, http_param(q, STR("key")), &t);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    struct buf page;
    buf_arena(&page, w.a, 4096);
    buf_lit(&page, "/tag/");
    http_percent(&page, t.key);
    web_send_feed(&w, str_fmt(w.a, "#%.*s", STR_ARG(t.tag)), buf_str(&page),
                  (struct desk_list){.tag = t.key});
}

WEB_HANDLER(web_feed_search)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_search s = {.query = str_trim(http_query(q, STR("q"))), .most = WEB_FEED_ROWS};
    struct desk_hits hits = {0};
    enum err_code code = s.query.n ? desk_search(w.reader, &s, &hits) : ERR_OK;
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    struct buf page;
    buf_arena(&page, w.a, 16384);
    buf_lit(&page, "/search?q=");
    http_percent(&page, s.query);
    send_feed(&w, s.query, buf_str(&page), &hits.rows);
}

WEB_HANDLER(web_opensearch)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct str base = web_base(&w);
    buf_lit(&r->body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenSearchDescription "
                      "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\"><ShortName>");
    buf_html(&r->body, utf8_cut(str_c(desk_conf_str(desk_conf(w.desk), DESK_SET_TITLE)), 16));
    buf_lit(&r->body, "</ShortName><Description>Search the articles</Description>"
                      "<Url type=\"text/html\" template=\"");
    buf_html(&r->body, base);
    buf_lit(&r->body, "/search?q={searchTerms}\"/></OpenSearchDescription>\n");
    http_type(r, STR("application/opensearchdescription+xml"));
}
