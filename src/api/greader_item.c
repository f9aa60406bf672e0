/* greader_item.c: an article as reader apps get it, as an item in JSON or as an entry of an Atom
 * feed. Each is made in memory of its own, which is given back before the next. */
#include "api/greader.h"

enum {
    ENTRY_MOST = 512 << 10,
    LINK_SIZE = 200,       /* of a link to a file, without its address, at most */
    ITEM_ARENA = 16 << 20, /* memory for one article, given back after it */
};

struct picture {
    struct desk *desk;
    struct str base; /* "https://news.example.org" */
};

static void picture_url(void *ctx, struct str url, struct buf *out)
{
    const struct picture *p = ctx;
    char sign[DESK_SIGN_SIZE];
    desk_sign(p->desk, DESK_SIGN_IMAGE, url, sign);
    buf_fmt(out, "%.*s/image/%s?u=", STR_ARG(p->base), sign);
    http_percent(out, url);
}

struct str app_base(struct app *c)
{
    return desk_base_url(c->desk, c->a, c->q->secure, c->q->host);
}

/* `brief`: only the excerpt. Pictures of a closed desk would want a session, which apps have not.
 */
static struct str content_of(struct app *c, const struct desk_article *v, bool brief)
{
    bool open = desk_conf_bool(desk_conf(c->desk), DESK_SET_PUBLIC);
    struct picture p = {c->desk, app_base(c)};
    struct body_html how = {.image = open ? picture_url : NULL, .ctx = &p, .heading_shift = 1};
    struct buf b;
    buf_arena(&b, c->a, ENTRY_MOST);
    if (v->article.body.n && !brief) {
        body_write_html(&b, &v->article.body, &how);
    } else {
        buf_lit(&b, "<p>");
        buf_html(&b, v->row.excerpt);
        buf_lit(&b, "</p>");
    }
    return b.failed ? v->row.excerpt : buf_str(&b);
}

static struct str url_of(struct app *c, const struct desk_article *v)
{
    return v->row.url.n
               ? v->row.url
               : str_fmt(c->a, "%.*s/article/%lld", STR_ARG(app_base(c)), (long long)v->row.id);
}

static struct str item_name(struct app *c, int64_t id)
{
    return str_fmt(c->a, API_ITEM_LONG "%016llx", (unsigned long long)id);
}

struct str app_label(struct app *c, struct str folder)
{
    return str_fmt(c->a, LABEL "%.*s", STR_ARG(folder));
}

static void put_link(struct app *c, const char *name, struct str url)
{
    json_key(&c->j, str_c(name));
    json_arr(&c->j);
    json_obj(&c->j);
    json_field_str(&c->j, "href", url);
    json_field_str(&c->j, "type", STR("text/html"));
    json_obj_end(&c->j);
    json_arr_end(&c->j);
}

static void put_enclosures(struct app *c, const struct desk_article *v)
{
    if (!v->media_count)
        return;
    json_key(&c->j, STR("enclosure"));
    json_arr(&c->j);
    for (size_t i = 0; i < v->media_count; i++) {
        json_obj(&c->j);
        json_field_str(&c->j, "href", v->media[i].url);
        json_field_opt(&c->j, "type", v->media[i].type);
        if (v->media[i].length)
            json_field_i64(&c->j, "length", (int64_t)v->media[i].length);
        json_obj_end(&c->j);
    }
    json_arr_end(&c->j);
}

static void put_item(struct app *c, const struct desk_article *v, bool brief)
{
    struct desk_feed feed = {0};
    struct str url = url_of(c, v);
    json_obj(&c->j);
    json_field_str(&c->j, "id", item_name(c, v->row.id));
    app_number(c, "crawlTimeMsec", v->seen_at / 1000);
    app_number(c, "timestampUsec", v->row.at);
    json_field_i64(&c->j, "published", v->row.at / US_SECOND);
    json_field_i64(&c->j, "updated", v->changed_at / US_SECOND);
    json_field_str(&c->j, "title", v->row.title);
    put_link(c, "canonical", url);
    put_link(c, "alternate", url);
    json_key(&c->j, STR("summary"));
    json_obj(&c->j);
    json_field_str(&c->j, "direction", STR("ltr"));
    json_field_str(&c->j, "content", content_of(c, v, brief));
    json_obj_end(&c->j);
    put_enclosures(c, v);
    if (v->article.byline_count)
        json_field_str(&c->j, "author",
                       str_join(c->a, v->article.byline, v->article.byline_count, STR(", ")));
    json_key(&c->j, STR("categories"));
    json_arr(&c->j);
    json_put_str(&c->j, STR(STATE "reading-list"));
    if (v->row.read)
        json_put_str(&c->j, STR(STATE "read"));
    if (v->row.starred)
        json_put_str(&c->j, STR(STATE "starred"));
    bool known = v->feed && desk_feed_get(c->reader, v->feed, &feed) == ERR_OK;
    if (feed.folder.n)
        json_put_str(&c->j, app_label(c, feed.folder));
    for (size_t i = 0; v->reading && i < v->reading->hashtag_count; i++)
        json_put_str(&c->j, v->reading->hashtags[i].tag);
    json_arr_end(&c->j);
    json_key(&c->j, STR("origin"));
    json_obj(&c->j);
    json_field_str(&c->j, "streamId", str_fmt(c->a, "feed/%lld", (long long)v->feed));
    json_field_str(&c->j, "title", known ? feed.title : v->row.publisher_name);
    json_field_str(&c->j, "htmlUrl", known ? feed.site_url : STR(""));
    json_obj_end(&c->j);
    json_obj_end(&c->j);
}

struct item {
    struct app *c;
    int64_t id;
    bool brief;
    struct entry *atom; /* to be filled, with copies in `keep`; NULL: the answer is JSON */
    struct arena *keep;
    size_t room; /* bytes that its content may take in the feed */
};

/* How long it is at most where it is written within XML. */
static size_t escaped_size(struct str s)
{
    size_t size = s.n;
    for (size_t i = 0; i < s.n; i++)
        size += s.p[i] == '<' || s.p[i] == '>' ? 3 : s.p[i] == '&' ? 4 : s.p[i] == '"' ? 5 : 0;
    return size;
}

/* What was filled in the article's memory is kept in that of the answer. */
static enum err_code keep_entry(void *ctx)
{
    const struct item *item = ctx;
    struct entry *e = item->atom;
    struct arena *keep = item->keep;
    struct str *tags = ARENA_ARRAY(keep, e->tag_count, struct str);
    struct str *names = ARENA_ARRAY(keep, e->author_count, struct str);
    for (size_t i = 0; i < e->tag_count; i++)
        tags[i] = e->tags[i]; /* names of states, for ever */
    for (size_t i = 0; i < e->author_count; i++)
        names[i] = str_dup(keep, e->authors[i]);
    struct enclosure *media = ARENA_ARRAY(keep, e->enclosure_count, struct enclosure);
    for (size_t i = 0; i < e->enclosure_count; i++)
        media[i] = (struct enclosure){.url = str_dup(keep, e->enclosures[i].url),
                                      .type = str_dup(keep, e->enclosures[i].type),
                                      .length = e->enclosures[i].length};
    e->enclosures = media;
    e->tags = tags;
    e->authors = names;
    e->id = str_dup(keep, e->id);
    e->url = str_dup(keep, e->url);
    e->title = str_dup(keep, e->title);
    e->content = str_dup(keep, e->content);
    return ERR_OK;
}

/* Its states are tags, by which apps know what is read. Views into the article's memory. */
static void fill_entry(struct app *c, const struct desk_article *v, const struct item *item)
{
    size_t n = 0;
    struct str content = content_of(c, v, item->brief);
    if (escaped_size(content) > item->room)
        content = content_of(c, v, true);
    struct str *tags = ARENA_ARRAY(c->a, 3, struct str);
    tags[n++] = STR(STATE "reading-list");
    tags[n++] = v->row.read ? STR(STATE "read") : STR(STATE "kept-unread");
    if (v->row.starred)
        tags[n++] = STR(STATE "starred");
    *item->atom = (struct entry){
        .id = item_name(c, v->row.id),
        .url = url_of(c, v),
        .title = v->row.title,
        .authors = v->article.byline,
        .author_count = v->article.byline_count,
        .published = {.us = v->row.at, .zone_known = true, .precision = WHEN_SECOND},
        .updated = {.us = v->changed_at, .zone_known = true, .precision = WHEN_SECOND},
        .content = content,
        .enclosures = v->media,
        .enclosure_count = v->media_count,
        .tags = tags,
        .tag_count = n,
    };
}

static enum err_code item_run(void *ctx)
{
    struct item *item = ctx;
    struct desk_article *v = ARENA_NEW(item->c->a, struct desk_article);
    enum err_code code = desk_article_alone(item->c->reader, item->id, item->c->user.id, v);
    if (code != ERR_OK)
        return code;
    if (!item->atom) {
        put_item(item->c, v, item->brief);
        return ERR_OK;
    }
    fill_entry(item->c, v, item);
    /* By itself: what does not fit there must not leave past this article's memory. */
    code = arena_run(item->keep, keep_entry, item);
    return code;
}

/* One article, in memory of its own. */
static enum err_code one(struct item *item)
{
    struct app *c = item->c;
    struct arena a, *outer = c->a;
    arena_init(&a, ITEM_ARENA);
    c->a = &a;
    desk_reader_begin(c->reader, &a);
    enum err_code code = arena_run(&a, item_run, item);
    c->a = outer;
    desk_reader_begin(c->reader, outer);
    arena_done(&a);
    return code;
}

/* What cannot be had is left out; an item that did not fit into its memory would leave its JSON
 * half written, so the answer fails as a whole. */
void app_put_item(struct app *c, int64_t id, bool brief)
{
    struct item item = {.c = c, .id = id, .brief = brief};
    size_t before = c->r->body.n;
    if (one(&item) == ERR_MEMORY && c->r->body.n != before)
        c->r->body.failed = true;
}

enum err_code app_item_entry(struct app *c, int64_t id, size_t room, struct entry *ret,
                             size_t *ret_size)
{
    struct item item = {.c = c, .id = id, .atom = ret, .keep = c->a, .room = room};
    enum err_code code = one(&item);
    if (code != ERR_OK)
        return code;
    *ret_size = escaped_size(ret->content);
    for (size_t i = 0; i < ret->enclosure_count; i++)
        *ret_size += LINK_SIZE + escaped_size(ret->enclosures[i].url);
    return ERR_OK;
}
