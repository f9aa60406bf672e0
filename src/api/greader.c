/* greader.c: the interface that reader apps speak, as Google Reader had it and as its successors
 * serve it: at /reader/api/0/ and, for apps that want the other address, under
 * /api/greader.php. Apps sign in with the account's name and an app password, never with the
 * account's own; what they get by it is that password, as the token that they send from then on.
 * An app may read, mark as read and star; to follow or unfollow it needs a token with all rights of
 * an administrator.
 *
 * Streams: user/-/state/com.google/reading-list, .../starred, .../read, .../kept-unread, feed/ID,
 * and folders as user/-/label/NAME.
 * An item's id is the article's, in decimal or as tag:google.com,2005:reader/item/ and 16
 * hexadecimal digits. Answers are JSON; a stream is also had as Atom, at /reader/atom/. docs/api.md
 * says which parameters are known. */
#include "api/internal.h"
#include "feed/feed.h"

enum {
    ITEMS_DEFAULT = 20,
    ITEMS_MOST = 250, /* with their texts */
    IDS_MOST = 10000,
    PAGE = 200,
    ENTRY_MOST = 512 << 10,
    ANSWER_ENOUGH = 4 << 20, /* no further text is begun behind so many bytes */
    ITEM_ARENA = 16 << 20,   /* memory for one article, given back after it */
    ATOM_MOST = 6 << 20, /* of texts as they are written in a feed; what is more, by its excerpt */
};

#define STATE "user/-/state/com.google/"
#define LABEL "user/-/label/"

struct app {
    struct desk *desk;
    struct desk_reader *reader;
    struct http_request *q;
    struct http_response *r;
    struct arena *a;
    struct desk_user user;
    bool writes; /* may mark and star */
    struct json_out j;
};

/* ---- asking ---- */

/* To the letter, without an end of line: Newsboat compares. */
static void say_ok(struct app *c)
{
    http_text(c->r, 200, STR("OK"));
}

static void say(struct app *c, unsigned status, const char *words)
{
    http_text(c->r, status, str_fmt(c->a, "%s\n", words));
}

static void failed(struct app *c, enum err_code code, const struct err *e)
{
    unsigned status = code == ERR_NOT_FOUND                    ? 404
                      : code == ERR_DENIED                     ? 403
                      : code == ERR_INPUT || code == ERR_USAGE ? 400
                      : code == ERR_EXISTS                     ? 409
                      : code == ERR_FULL                       ? 507
                                                               : 503;
    say(c, status, e && e->words[0] ? e->words : err_name(code));
}

/* A parameter of the form or, where it has none, of the address. */
static struct str arg(struct app *c, struct str name)
{
    struct str v = c->q->method == HTTP_POST ? http_form(c->q, name) : STR_NONE;
    return v.n ? v : http_query(c->q, name);
}

static int64_t number(struct app *c, struct str name, int64_t most, int64_t none)
{
    uint64_t v;
    return str_u64(arg(c, name), (uint64_t)most, &v) ? (int64_t)v : none;
}

/* In the header or, where there is none, in the form as T: so Miniflux has it, and Liferea asks for
 * the texts by that alone. Never in the address, which proxies log. */
static struct str secret_of(struct http_request *q)
{
    struct str sign = http_header(q, STR("Authorization"));
    if (!sign.n && q->method == HTTP_POST)
        return http_form(q, STR("T"));
    return str_starts_fold(sign, STR("GoogleLogin auth=")) ? str_trim(str_from(sign, 17))
                                                           : STR_NONE;
}

static bool begin(struct app *c, void *reader, struct http_request *q, struct http_response *r)
{
    *c = (struct app){
        .desk = desk_reader_desk(reader), .reader = reader, .q = q, .r = r, .a = q->arena};
    desk_reader_begin(reader, q->arena);
    http_set(r, STR("Cache-Control"), STR("no-store"));
    enum desk_scope scope;
    if (desk_token_find(c->reader, secret_of(q), &c->user, &scope)) {
        c->writes = scope != DESK_SCOPE_READ;
        return true;
    }
    say(c, 401, "Unauthorized: sign in at /accounts/ClientLogin with an app password");
    return false;
}

/* All `i` of the request, at most `most`. */
static size_t items_of(struct app *c, int64_t *ret, size_t most)
{
    const struct http_field *v[2] = {NULL, NULL};
    size_t n[2] = {http_query_all(c->q, &v[0]),
                   c->q->method == HTTP_POST ? http_form_all(c->q, &v[1]) : 0};
    size_t found = 0;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < n[k] && found < most; i++)
            if (str_eq(v[k][i].name, STR("i")) && api_item_id(v[k][i].value))
                ret[found++] = api_item_id(v[k][i].value);
    return found;
}

/* Which articles a stream and the filters of the request mean. */
static bool stream_of(struct app *c, struct str s, struct desk_list *ret)
{
    const struct http_field *form = NULL, *query;
    size_t in_form = c->q->method == HTTP_POST ? http_form_all(c->q, &form) : 0,
           in_query = http_query_all(c->q, &query);
    struct http_field *all = ARENA_ARRAY(c->a, in_form + in_query, struct http_field);
    for (size_t i = 0; i < in_form + in_query; i++)
        all[i] = i < in_query ? query[i] : form[i - in_query];
    return api_stream(s, c->user.id, all, in_form + in_query, ret);
}

/* At most `most` articles of the stream, in its order; *ret_more: it goes on behind the last. */
static enum err_code list_keys(struct app *c, const struct desk_list *which, size_t most,
                               struct desk_key *ret, size_t *ret_n, bool *ret_more)
{
    struct desk_list list = *which;
    struct desk_rows rows = {.more = true};
    *ret_n = 0;
    while (rows.more && *ret_n < most) {
        list.most = most - *ret_n < PAGE ? (uint32_t)(most - *ret_n) : PAGE;
        enum err_code code = desk_articles(c->reader, &list, &rows);
        if (code != ERR_OK)
            return code;
        for (size_t i = 0; i < rows.n; i++)
            ret[(*ret_n)++] = (struct desk_key){rows.v[i].at, rows.v[i].id};
        list.after = rows.next;
    }
    *ret_more = rows.more;
    return ERR_OK;
}

/* ---- answers ---- */

static void json_begin(struct app *c)
{
    http_json(c->r, 200);
    json_init(&c->j, &c->r->body);
    json_obj(&c->j);
}

static void put_number(struct app *c, const char *name, int64_t v)
{
    json_key(&c->j, str_c(name));
    json_put_str(&c->j, str_fmt(c->a, "%lld", (long long)v));
}

static void put_continuation(struct app *c, struct desk_key next)
{
    if (!next.id)
        return;
    struct buf b;
    buf_arena(&b, c->a, 64);
    desk_key_write(&b, next);
    json_field_str(&c->j, "continuation", buf_str(&b));
}

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

static struct str base_of(struct app *c)
{
    return desk_base_url(c->desk, c->a, c->q->secure, c->q->host);
}

/* `brief`: only the excerpt. Pictures of a closed desk would want a session, which apps have not.
 */
static struct str content_of(struct app *c, const struct desk_article *v, bool brief)
{
    bool open = desk_conf_bool(desk_conf(c->desk), DESK_SET_PUBLIC);
    struct picture p = {c->desk, base_of(c)};
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
               : str_fmt(c->a, "%.*s/article/%lld", STR_ARG(base_of(c)), (long long)v->row.id);
}

static struct str item_name(struct app *c, int64_t id)
{
    return str_fmt(c->a, API_ITEM_LONG "%016llx", (unsigned long long)id);
}

static struct str label_of(struct app *c, struct str folder)
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
    put_number(c, "crawlTimeMsec", v->seen_at / 1000);
    put_number(c, "timestampUsec", v->row.at);
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
        json_put_str(&c->j, label_of(c, feed.folder));
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
static void put_one(struct app *c, int64_t id, bool brief)
{
    struct item item = {.c = c, .id = id, .brief = brief};
    size_t before = c->r->body.n;
    if (one(&item) == ERR_MEMORY && c->r->body.n != before)
        c->r->body.failed = true;
}

/* ---- what apps ask for ---- */

static void user_info(struct app *c)
{
    json_begin(c);
    put_number(c, "userId", c->user.id);
    put_number(c, "userProfileId", c->user.id);
    json_field_str(&c->j, "userName", c->user.name);
    json_field_str(&c->j, "userEmail", STR(""));
    json_obj_end(&c->j);
}

static void tag_list(struct app *c)
{
    const struct desk_folder *v;
    size_t n;
    enum err_code code = desk_folders(c->reader, &v, &n);
    if (code != ERR_OK) {
        failed(c, code, NULL);
        return;
    }
    json_begin(c);
    json_key(&c->j, STR("tags"));
    json_arr(&c->j);
    json_obj(&c->j);
    json_field_str(&c->j, "id", STR(STATE "starred"));
    json_obj_end(&c->j);
    for (size_t i = 0; i < n; i++) {
        json_obj(&c->j);
        json_field_str(&c->j, "id", label_of(c, v[i].name));
        json_field_str(&c->j, "type", STR("folder"));
        json_obj_end(&c->j);
    }
    json_arr_end(&c->j);
    json_obj_end(&c->j);
}

static void subscription_list(struct app *c)
{
    const struct desk_feed *v;
    size_t n;
    enum err_code code = desk_feeds(c->reader, &v, &n);
    if (code != ERR_OK) {
        failed(c, code, NULL);
        return;
    }
    json_begin(c);
    json_key(&c->j, STR("subscriptions"));
    json_arr(&c->j);
    for (size_t i = 0; i < n; i++) {
        json_obj(&c->j);
        json_field_str(&c->j, "id", str_fmt(c->a, "feed/%lld", (long long)v[i].id));
        json_field_str(&c->j, "title", v[i].title);
        json_key(&c->j, STR("categories"));
        json_arr(&c->j);
        if (v[i].folder.n) {
            json_obj(&c->j);
            json_field_str(&c->j, "id", label_of(c, v[i].folder));
            json_field_str(&c->j, "label", v[i].folder);
            json_obj_end(&c->j);
        }
        json_arr_end(&c->j);
        json_field_str(&c->j, "url", v[i].url);
        json_field_str(&c->j, "htmlUrl", v[i].site_url);
        json_field_str(&c->j, "iconUrl", STR(""));
        json_obj_end(&c->j);
    }
    json_arr_end(&c->j);
    json_obj_end(&c->j);
}

static void put_unread(struct app *c, const char *id, int64_t count, int64_t newest)
{
    json_obj(&c->j);
    json_field_str(&c->j, "id", str_c(id));
    json_field_i64(&c->j, "count", count);
    put_number(c, "newestItemTimestampUsec", newest);
    json_obj_end(&c->j);
}

/* What is unread of each folder: the feeds stand by folder. */
static void put_unread_folders(struct app *c, const struct desk_feed *feeds, size_t feed_count,
                               const struct desk_unread *v, size_t n)
{
    for (size_t i = 0, end; i < feed_count; i = end) {
        int64_t count = 0, newest = 0;
        for (end = i; end < feed_count && str_eq(feeds[end].folder, feeds[i].folder); end++)
            for (size_t k = 0; k < n; k++)
                if (v[k].feed == feeds[end].id) {
                    count += v[k].articles;
                    newest = v[k].newest_at > newest ? v[k].newest_at : newest;
                }
        if (feeds[i].folder.n && count)
            put_unread(c, str_z(c->a, label_of(c, feeds[i].folder)), count, newest);
    }
}

static void unread_count(struct app *c)
{
    const struct desk_feed *feeds;
    size_t feed_count;
    const struct desk_unread *v;
    size_t n;
    enum err_code code = desk_unread(c->reader, c->user.id, &v, &n);
    if (code == ERR_OK)
        code = desk_feeds(c->reader, &feeds, &feed_count);
    if (code != ERR_OK) {
        failed(c, code, NULL);
        return;
    }
    int64_t all = 0, newest = 0;
    json_begin(c);
    json_key(&c->j, STR("unreadcounts"));
    json_arr(&c->j);
    for (size_t i = 0; i < n; i++) {
        put_unread(c, str_z(c->a, str_fmt(c->a, "feed/%lld", (long long)v[i].feed)), v[i].articles,
                   v[i].newest_at);
        all += v[i].articles;
        newest = v[i].newest_at > newest ? v[i].newest_at : newest;
    }
    put_unread_folders(c, feeds, feed_count, v, n);
    put_unread(c, STATE "reading-list", all, newest);
    json_arr_end(&c->j);
    json_field_i64(&c->j, "max", all);
    json_obj_end(&c->j);
}

static size_t wanted(struct app *c, size_t most)
{
    size_t n = (size_t)number(c, STR("n"), INT32_MAX, 0);
    return n == 0 ? ITEMS_DEFAULT : n < most ? n : most;
}

static void stream_ids(struct app *c)
{
    struct desk_list which;
    if (!stream_of(c, arg(c, STR("s")), &which)) {
        say(c, 400,
            "no such stream: s must be " STATE "reading-list, starred, read, " LABEL
            "FOLDER or feed/ID");
        return;
    }
    size_t most = wanted(c, IDS_MOST), n;
    struct desk_key *keys = ARENA_ARRAY(c->a, most, struct desk_key);
    bool more;
    enum err_code code = list_keys(c, &which, most, keys, &n, &more);
    if (code != ERR_OK) {
        failed(c, code, NULL);
        return;
    }
    json_begin(c);
    json_key(&c->j, STR("itemRefs"));
    json_arr(&c->j);
    for (size_t i = 0; i < n; i++) {
        json_obj(&c->j);
        put_number(c, "id", keys[i].id);
        json_obj_end(&c->j);
    }
    json_arr_end(&c->j);
    if (more)
        put_continuation(c, keys[n - 1]);
    json_obj_end(&c->j);
}

/* An answer that grows large ends early, with a continuation. */
static void stream_contents(struct app *c, struct str id)
{
    struct desk_list which;
    if (!stream_of(c, id.n ? id : arg(c, STR("s")), &which)) {
        say(c, 400, "no such stream");
        return;
    }
    struct desk_key keys[ITEMS_MOST];
    size_t n, done = 0;
    bool more;
    enum err_code code = list_keys(c, &which, wanted(c, ITEMS_MOST), keys, &n, &more);
    if (code != ERR_OK) {
        failed(c, code, NULL);
        return;
    }
    json_begin(c);
    json_field_str(&c->j, "id", id.n ? id : arg(c, STR("s")));
    json_field_i64(&c->j, "updated", clock_now() / US_SECOND);
    json_key(&c->j, STR("items"));
    json_arr(&c->j);
    while (done < n && c->r->body.n < ANSWER_ENOUGH && !c->r->body.failed)
        put_one(c, keys[done++].id, false);
    json_arr_end(&c->j);
    if (done && (more || done < n))
        put_continuation(c, keys[done - 1]);
    json_obj_end(&c->j);
}

/* The same as an Atom feed, as apps made for Google Reader itself ask for it. */
static void stream_atom(struct app *c, struct str id)
{
    struct desk_list which;
    struct desk_key keys[ITEMS_MOST];
    size_t n, done = 0, bytes = 0;
    bool more;
    if (!stream_of(c, id, &which)) {
        say(c, 404, "no such stream");
        return;
    }
    enum err_code code = list_keys(c, &which, wanted(c, ITEMS_MOST), keys, &n, &more);
    if (code != ERR_OK) {
        failed(c, code, NULL);
        return;
    }
    struct entry *entries = ARENA_ARRAY(c->a, n, struct entry);
    for (size_t i = 0; i < n && bytes < ANSWER_ENOUGH; i++) {
        struct item item = {.c = c,
                            .id = keys[i].id,
                            .atom = &entries[done],
                            .keep = c->a,
                            .room = ATOM_MOST - bytes};
        if (one(&item) == ERR_OK)
            bytes += escaped_size(entries[done++].content);
    }
    struct desk_feed feed = {0};
    bool known = which.feed && desk_feed_get(c->reader, which.feed, &feed) == ERR_OK;
    struct feed f = {
        .kind = FEED_ATOM,
        .title = known ? feed.title : str_c(desk_conf_str(desk_conf(c->desk), DESK_SET_TITLE)),
        .site_url = known ? feed.site_url : base_of(c),
        .self_url = str_fmt(c->a, "%.*s%.*s", STR_ARG(base_of(c)), STR_ARG(c->q->target)),
    };
    feed_write_atom(&c->r->body, &f, entries, done);
    http_type(c->r, STR("application/atom+xml; charset=utf-8"));
}

/* What was asked for by name must be there: where the answer grows large, with the excerpts alone.
 * Who asks for more at once than is given at once gets a continuation, which is how many of the
 * names have been answered: RSS Guard names 9,999, and names them again with it. */
static void items_contents(struct app *c)
{
    int64_t *ids = ARENA_ARRAY(c->a, HTTP_FORM_FIELDS_MOST, int64_t);
    size_t n = items_of(c, ids, HTTP_FORM_FIELDS_MOST);
    size_t from = (size_t)number(c, STR("c"), (int64_t)n, 0), at = from;
    bool many = n > ITEMS_MOST;
    json_begin(c);
    json_field_str(&c->j, "id", STR(STATE "reading-list"));
    json_field_i64(&c->j, "updated", clock_now() / US_SECOND);
    json_key(&c->j, STR("items"));
    json_arr(&c->j);
    for (; at < n && at - from < ITEMS_MOST && !c->r->body.failed; at++) {
        if (many && c->r->body.n >= ANSWER_ENOUGH)
            break;
        put_one(c, ids[at], c->r->body.n >= ANSWER_ENOUGH);
    }
    json_arr_end(&c->j);
    if (at < n)
        put_number(c, "continuation", (int64_t)at);
    json_obj_end(&c->j);
}

/* What adding or taking away a tag means: read or starred, on or off. */
static bool mark_of(struct str tag, bool add, bool *ret_star, bool *ret_on)
{
    struct str state = api_state(tag);
    *ret_star = str_eq(state, STR("starred"));
    *ret_on = str_eq(state, STR("kept-unread")) ? !add : add;
    return *ret_star || str_eq(state, STR("read")) || str_eq(state, STR("kept-unread"));
}

/* Of tags that say the same state twice the last one counts, so that a request writes each article
 * twice at most, however many tags it names. */
static void edit_tag(struct app *c)
{
    enum { LEAVE, OFF, ON } wish[2] = {LEAVE, LEAVE}; /* read, starred */
    const struct http_field *v;
    size_t n = http_form_all(c->q, &v);
    int64_t *ids = ARENA_ARRAY(c->a, HTTP_FORM_FIELDS_MOST, int64_t);
    size_t count = items_of(c, ids, HTTP_FORM_FIELDS_MOST);
    for (size_t i = 0; i < n; i++) {
        bool add = str_eq(v[i].name, STR("a")), star, on;
        if ((add || str_eq(v[i].name, STR("r"))) && mark_of(v[i].value, add, &star, &on))
            wish[star] = on ? ON : OFF; /* other tags are not kept */
    }
    for (int star = 0; star < 2; star++) {
        struct err e = {0};
        enum err_code code = wish[star] == LEAVE ? ERR_OK
                                                 : desk_mark_many(c->desk, c->user.id, ids, count,
                                                                  star, wish[star] == ON, &e);
        if (code != ERR_OK) {
            failed(c, code, &e);
            return;
        }
    }
    say_ok(c);
}

/* All that came to us before `ts`, whenever published: what came later the reader has not seen. */
static void mark_all(struct app *c)
{
    struct desk_list which;
    struct err e = {0};
    if (!stream_of(c, arg(c, STR("s")), &which)) {
        say(c, 400, "no such stream");
        return;
    }
    int64_t until = number(c, STR("ts"), INT64_MAX, 0); /* microseconds; some send seconds */
    which.seen_to = until && until < INT64_C(100000000000) ? until * US_SECOND : until;
    enum err_code code = desk_mark_all_read(c->desk, c->user.id, &which, &e);
    if (code != ERR_OK)
        failed(c, code, &e);
    else
        say_ok(c);
}

/* Out of the folder that it is in; of another than that it is out already. */
static bool leaves(struct app *c, int64_t feed, struct str folder)
{
    struct desk_feed f;
    return folder.n && feed && desk_feed_get(c->reader, feed, &f) == ERR_OK &&
           str_eq(f.folder, folder);
}

static void subscription_edit(struct app *c)
{
    struct str what = arg(c, STR("ac")), s = arg(c, STR("s")), title = arg(c, STR("t"));
    struct err e = {0};
    enum err_code code = err_set(&e, ERR_INPUT, "ac must be subscribe, unsubscribe or edit");
    struct desk_own_change move = {.folder = api_label(arg(c, STR("a")))};
    move.set_folder = move.folder.n || leaves(c, api_feed_id(s), api_label(arg(c, STR("r"))));
    int64_t id;
    if (str_eq(what, STR("subscribe")) && str_starts(s, STR("feed/")))
        code =
            desk_feed_add(c->desk, str_from(s, 5), title, move.set_folder ? &move : NULL, &id, &e);
    else if (str_eq(what, STR("unsubscribe")))
        code = desk_unfollow(c->desk, api_feed_id(s), &e);
    else if (str_eq(what, STR("edit")))
        code = title.n ? desk_feed_rename(c->desk, api_feed_id(s), title, &e) : ERR_OK;
    if (str_eq(what, STR("edit")) && code == ERR_OK && move.set_folder)
        code = desk_own_set(c->desk, api_feed_id(s), &move, &e);
    if (code != ERR_OK && code != ERR_EXISTS)
        failed(c, code, &e);
    else
        say_ok(c);
}

/* Renames a folder, or takes its feeds out: the folder is gone then. */
static void rename_tag(struct app *c)
{
    struct err e = {0};
    struct str to = api_label(arg(c, STR("dest")));
    enum err_code code = to.n ? desk_folder_rename(c->desk, api_label(arg(c, STR("s"))), to, &e)
                              : err_set(&e, ERR_INPUT, "dest must be " LABEL "NAME");
    if (code != ERR_OK)
        failed(c, code, &e);
    else
        say_ok(c);
}

static void disable_tag(struct app *c)
{
    struct err e = {0};
    enum err_code code = desk_folder_rename(c->desk, api_label(arg(c, STR("s"))), STR_NONE, &e);
    if (code != ERR_OK)
        failed(c, code, &e);
    else
        say_ok(c);
}

static void quickadd(struct app *c)
{
    struct str url = arg(c, STR("quickadd"));
    struct err e = {0};
    int64_t id = 0;
    enum err_code code = desk_feed_add(
        c->desk, str_starts(url, STR("feed/")) ? str_from(url, 5) : url, STR_NONE, NULL, &id, &e);
    if (code != ERR_OK && code != ERR_EXISTS) {
        failed(c, code, &e);
        return;
    }
    json_begin(c);
    json_field_i64(&c->j, "numResults", 1);
    json_field_str(&c->j, "query", url);
    json_field_str(&c->j, "streamId", str_fmt(c->a, "feed/%lld", (long long)id));
    json_obj_end(&c->j);
}

static void no_prefs(struct app *c)
{
    json_begin(c);
    json_key(&c->j, STR("streamprefs"));
    json_obj(&c->j);
    json_obj_end(&c->j);
    json_key(&c->j, STR("prefs"));
    json_arr(&c->j);
    json_arr_end(&c->j);
    json_obj_end(&c->j);
}

static void token(struct app *c)
{
    /* Nothing here goes by cookies. No end of line: Newsboat and Liferea would send it back. */
    http_text(c->r, 200, STR("not-needed-the-header-counts-each-request"));
}

enum need { ANY, MARKS, ADMIN };
static const struct call {
    const char *path;
    void (*run)(struct app *c);
    enum need need; /* MARKS and ADMIN change something: POST only */
} calls[] = {
    {"token", token, ANY},
    {"user-info", user_info, ANY},
    {"tag/list", tag_list, ANY},
    {"preference/list", no_prefs, ANY},
    {"preference/stream/list", no_prefs, ANY},
    {"subscription/list", subscription_list, ANY},
    {"unread-count", unread_count, ANY},
    {"stream/items/ids", stream_ids, ANY},
    {"stream/items/contents", items_contents, ANY},
    {"edit-tag", edit_tag, MARKS},
    {"mark-all-as-read", mark_all, MARKS},
    {"subscription/edit", subscription_edit, ADMIN},
    {"subscription/quickadd", quickadd, ADMIN},
    {"rename-tag", rename_tag, ADMIN},
    {"disable-tag", disable_tag, ADMIN},
};

static void run_call(struct app *c, const struct call *call)
{
    if (call->need != ANY && c->q->method != HTTP_POST)
        say(c, 405, "this wants POST");
    else if (call->need == MARKS && !c->writes)
        say(c, 403, "this token may only read");
    else if (call->need == ADMIN && !c->user.admin)
        say(c, 403, "to follow and unfollow, an administrator's token with all rights is needed");
    else
        call->run(c);
}

void api_greader(void *reader, struct http_request *q, struct http_response *r)
{
    struct app c;
    struct str path = http_param(q, STR("path")), output = http_query(q, STR("output"));
    if (!begin(&c, reader, q, r))
        return;
    if (output.n && !str_eq(output, STR("json"))) {
        say(&c, 400, "output must be json");
        return;
    }
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (str_eq(path, str_c(calls[i].path))) {
            run_call(&c, &calls[i]);
            return;
        }
    if (str_eq(path, STR("stream/contents")))
        stream_contents(&c, STR_NONE);
    else if (str_starts(path, STR("stream/contents/")))
        stream_contents(&c, str_from(path, 16));
    else
        say(&c, 404, "nothing of this name is served here");
}

void api_reader_atom(void *reader, struct http_request *q, struct http_response *r)
{
    struct app c;
    if (begin(&c, reader, q, r))
        stream_atom(&c, http_param(q, STR("stream")));
}

void api_client_login(void *reader, struct http_request *q, struct http_response *r)
{
    struct app c = {
        .desk = desk_reader_desk(reader), .reader = reader, .q = q, .r = r, .a = q->arena};
    desk_reader_begin(reader, q->arena);
    http_set(r, STR("Cache-Control"), STR("no-store"));
    struct str name = http_form(q, STR("Email")), word = http_form(q, STR("Passwd"));
    struct err e = {0};
    enum err_code code = desk_app_sign_in(c.reader, name, word, q->remote, &c.user, &e);
    if (code != ERR_OK) {
        bool wait = code == ERR_LIMIT;
        http_text(r, wait ? 429 : 401,
                  wait ? str_fmt(c.a, "Error=Throttled\nInfo=%s\n", e.words)
                       : STR("Error=BadAuthentication\n"));
        return;
    }
    http_text(r, 200,
              str_fmt(c.a, "SID=%.*s\nLSID=null\nAuth=%.*s\n", STR_ARG(word), STR_ARG(word)));
}
