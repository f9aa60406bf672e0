/* greader.c: the interface that reader apps speak, as Google Reader had it and as its successors
 * serve it: at /reader/api/0/ and, for apps that want the other address, under
 * /api/greader.php. Apps sign in with the account's name and an app password, never with the
 * account's own; what they get by it is that password, as the token that they send from then on.
 * An app may read, mark as read and star; to follow or unfollow it needs a token with all rights of
 * an administrator.
 *
 * Streams: user/-/state/com.google/reading-list, .../starred, .../read, .../kept-unread, feed/ID.
 * An item's id is the article's, in decimal or as tag:google.com,2005:reader/item/ and 16
 * hexadecimal digits. Answers are JSON. docs/api.md says which parameters are known. */
#include "api/api.h"

enum {
    ITEMS_DEFAULT = 20,
    ITEMS_MOST = 250, /* with their texts */
    IDS_MOST = 10000,
    PAGE = 200,
    ENTRY_MOST = 512 << 10,
};

#define STATE     "user/-/state/com.google/"
#define ITEM_LONG "tag:google.com,2005:reader/item/"

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

static bool begin(struct app *c, void *reader, struct http_request *q, struct http_response *r)
{
    *c = (struct app){
        .desk = desk_reader_desk(reader), .reader = reader, .q = q, .r = r, .a = q->arena};
    desk_reader_begin(reader, q->arena);
    http_set(r, STR("Cache-Control"), STR("no-store"));
    struct str sign = http_header(q, STR("Authorization"));
    enum desk_scope scope;
    if (str_starts_fold(sign, STR("GoogleLogin auth=")) &&
        desk_token_find(c->reader, str_trim(str_from(sign, 17)), &c->user, &scope)) {
        c->writes = scope != DESK_SCOPE_READ;
        return true;
    }
    say(c, 401, "Unauthorized: sign in at /accounts/ClientLogin with an app password");
    return false;
}

/* An item's number as apps write it; 0: it is none. */
static int64_t item_id(struct str s)
{
    uint64_t v = 0;
    if (!str_starts(s, STR(ITEM_LONG)))
        return str_u64(s, INT64_MAX, &v) ? (int64_t)v : 0;
    s = str_from(s, sizeof ITEM_LONG - 1);
    if (s.n == 0 || s.n > 16)
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        char x = s.p[i];
        unsigned digit = x >= '0' && x <= '9'   ? (unsigned)(x - '0')
                         : x >= 'a' && x <= 'f' ? (unsigned)(x - 'a') + 10
                         : x >= 'A' && x <= 'F' ? (unsigned)(x - 'A') + 10
                                                : 16;
        if (digit > 15)
            return 0;
        v = v << 4 | digit;
    }
    return v <= INT64_MAX ? (int64_t)v : 0;
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
            if (str_eq(v[k][i].name, STR("i")) && item_id(v[k][i].value))
                ret[found++] = item_id(v[k][i].value);
    return found;
}

/* The state that a stream or tag names: "starred" of user/-/state/com.google/starred, with any user
 * for the "-"; empty where it is none. */
static struct str state_of(struct str s)
{
    if (!str_starts(s, STR("user/")))
        return STR_NONE;
    size_t at = str_find(s, STR("/state/com.google/"));
    return at == SIZE_MAX ? STR_NONE : str_from(s, at + 18);
}

struct stream {
    struct desk_list list;
    bool only_read;
};

/* Which articles a stream and the filters of the request mean. */
static bool stream_of(struct app *c, struct str s, struct stream *ret)
{
    struct str state = state_of(s), without = state_of(arg(c, STR("xt"))),
               with = state_of(arg(c, STR("it")));
    uint64_t feed;
    *ret = (struct stream){.list = {.user = c->user.id}};
    if (str_starts(s, STR("feed/")) && str_u64(str_from(s, 5), INT64_MAX, &feed))
        ret->list.feed = (int64_t)feed;
    else if (str_eq(state, STR("starred")))
        ret->list.starred = true;
    else if (str_eq(state, STR("kept-unread")))
        ret->list.unread = true;
    else if (str_eq(state, STR("read")))
        ret->only_read = true;
    else if (!str_eq(state, STR("reading-list")))
        return false;
    ret->list.unread |= str_eq(without, STR("read"));
    ret->list.starred |= str_eq(with, STR("starred"));
    ret->only_read |= str_eq(with, STR("read"));
    int64_t seconds_most = INT64_MAX / US_SECOND, oldest = number(c, STR("ot"), seconds_most, 0),
            newest = number(c, STR("nt"), seconds_most, 0);
    ret->list.from = oldest * US_SECOND;
    if (newest)
        ret->list.after = (struct desk_key){newest * US_SECOND, INT64_MAX};
    struct str next = arg(c, STR("c"));
    return !next.n || desk_key_parse(next, &ret->list.after);
}

/* At most `most` ids of the stream, newest first; *ret_next: where it goes on, id 0 at its end. */
static enum err_code list_ids(struct app *c, const struct stream *s, size_t most, int64_t *ret,
                              size_t *ret_n, struct desk_key *ret_next)
{
    struct desk_list list = s->list;
    struct desk_rows rows = {.more = true};
    *ret_n = 0;
    *ret_next = (struct desk_key){0};
    while (rows.more && *ret_n < most) {
        list.most = most - *ret_n < PAGE ? (uint32_t)(most - *ret_n) : PAGE;
        enum err_code code = desk_articles(c->reader, &list, &rows);
        if (code != ERR_OK)
            return code;
        for (size_t i = 0; i < rows.n; i++)
            if (!s->only_read || rows.v[i].read)
                ret[(*ret_n)++] = rows.v[i].id;
        list.after = rows.next;
    }
    if (rows.more)
        *ret_next = rows.next;
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
    struct str base; /* "https://news.example.org"; empty: pictures are left out */
};

static void picture_url(void *ctx, struct str url, struct buf *out)
{
    const struct picture *p = ctx;
    char sign[DESK_SIGN_SIZE];
    desk_sign(p->desk, DESK_SIGN_IMAGE, url, sign);
    buf_fmt(out, "%.*s/image/%s?u=", STR_ARG(p->base), sign);
    http_percent(out, url);
}

/* Our address as the app reaches it; pictures of a closed desk would want a session. */
static struct str base_of(struct app *c)
{
    struct str set = str_c(desk_conf_str(desk_conf(c->desk), DESK_SET_URL));
    while (set.n && set.p[set.n - 1] == '/')
        set.n--;
    if (set.n)
        return set;
    return str_fmt(c->a, "%s://%.*s", c->q->secure ? "https" : "http", STR_ARG(c->q->host));
}

static void put_content(struct app *c, const struct desk_article *v)
{
    bool open = desk_conf_bool(desk_conf(c->desk), DESK_SET_PUBLIC);
    struct picture p = {c->desk, base_of(c)};
    struct body_html how = {.image = open ? picture_url : NULL, .ctx = &p, .heading_shift = 1};
    struct buf b;
    buf_arena(&b, c->a, ENTRY_MOST);
    if (v->article.body.n) {
        body_write_html(&b, &v->article.body, &how);
    } else {
        buf_lit(&b, "<p>");
        buf_html(&b, v->row.excerpt);
        buf_lit(&b, "</p>");
    }
    json_key(&c->j, STR("summary"));
    json_obj(&c->j);
    json_field_str(&c->j, "direction", STR("ltr"));
    json_field_str(&c->j, "content", b.failed ? v->row.excerpt : buf_str(&b));
    json_obj_end(&c->j);
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

static void put_item(struct app *c, const struct desk_article *v)
{
    struct desk_feed feed = {0};
    struct str url = v->row.url.n ? v->row.url
                                  : str_fmt(c->a, "%.*s/article/%lld", STR_ARG(base_of(c)),
                                            (long long)v->row.id);
    json_obj(&c->j);
    json_field_str(&c->j, "id", str_fmt(c->a, ITEM_LONG "%016llx", (unsigned long long)v->row.id));
    put_number(c, "crawlTimeMsec", v->seen_at / 1000);
    put_number(c, "timestampUsec", v->row.at);
    json_field_i64(&c->j, "published", v->row.at / US_SECOND);
    json_field_i64(&c->j, "updated", v->changed_at / US_SECOND);
    json_field_str(&c->j, "title", v->row.title);
    put_link(c, "canonical", url);
    put_link(c, "alternate", url);
    put_content(c, v);
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
    for (size_t i = 0; v->reading && i < v->reading->hashtag_count; i++)
        json_put_str(&c->j, v->reading->hashtags[i].tag);
    json_arr_end(&c->j);
    json_key(&c->j, STR("origin"));
    json_obj(&c->j);
    json_field_str(&c->j, "streamId", str_fmt(c->a, "feed/%lld", (long long)v->feed));
    bool known = v->feed && desk_feed_get(c->reader, v->feed, &feed) == ERR_OK;
    json_field_str(&c->j, "title", known ? feed.title : v->row.publisher_name);
    json_field_str(&c->j, "htmlUrl", known ? feed.site_url : STR(""));
    json_obj_end(&c->j);
    json_obj_end(&c->j);
}

static void put_items(struct app *c, const int64_t *ids, size_t n)
{
    json_key(&c->j, STR("items"));
    json_arr(&c->j);
    for (size_t i = 0; i < n && !c->r->body.failed; i++) {
        struct desk_article v;
        if (desk_article_get(c->reader, ids[i], c->user.id, &v) == ERR_OK)
            put_item(c, &v);
    }
    json_arr_end(&c->j);
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
    json_begin(c);
    json_key(&c->j, STR("tags"));
    json_arr(&c->j);
    json_obj(&c->j);
    json_field_str(&c->j, "id", STR(STATE "starred"));
    json_obj_end(&c->j);
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

static void unread_count(struct app *c)
{
    const struct desk_unread *v;
    size_t n;
    enum err_code code = desk_unread(c->reader, c->user.id, &v, &n);
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
    put_unread(c, STATE "reading-list", all, newest);
    json_arr_end(&c->j);
    json_field_i64(&c->j, "max", all);
    json_obj_end(&c->j);
}

static void stream_ids(struct app *c)
{
    struct stream s;
    if (!stream_of(c, arg(c, STR("s")), &s)) {
        say(c, 400, "no such stream: s must be " STATE "reading-list, starred, read or feed/ID");
        return;
    }
    size_t most = (size_t)number(c, STR("n"), IDS_MOST, ITEMS_DEFAULT), n;
    most = most ? most : ITEMS_DEFAULT;
    int64_t *ids = ARENA_ARRAY(c->a, most + PAGE, int64_t);
    struct desk_key next;
    enum err_code code = list_ids(c, &s, most, ids, &n, &next);
    if (code != ERR_OK) {
        failed(c, code, NULL);
        return;
    }
    json_begin(c);
    json_key(&c->j, STR("itemRefs"));
    json_arr(&c->j);
    for (size_t i = 0; i < n; i++) {
        json_obj(&c->j);
        put_number(c, "id", ids[i]);
        json_obj_end(&c->j);
    }
    json_arr_end(&c->j);
    put_continuation(c, next);
    json_obj_end(&c->j);
}

static void stream_contents(struct app *c, struct str id)
{
    struct stream s;
    if (!stream_of(c, id.n ? id : arg(c, STR("s")), &s)) {
        say(c, 400, "no such stream");
        return;
    }
    size_t most = (size_t)number(c, STR("n"), ITEMS_MOST, ITEMS_DEFAULT), n;
    int64_t ids[ITEMS_MOST + PAGE];
    struct desk_key next;
    enum err_code code = list_ids(c, &s, most ? most : ITEMS_DEFAULT, ids, &n, &next);
    if (code != ERR_OK) {
        failed(c, code, NULL);
        return;
    }
    json_begin(c);
    json_field_str(&c->j, "id", id.n ? id : arg(c, STR("s")));
    json_field_i64(&c->j, "updated", clock_now() / US_SECOND);
    put_items(c, ids, n);
    put_continuation(c, next);
    json_obj_end(&c->j);
}

static void items_contents(struct app *c)
{
    int64_t ids[ITEMS_MOST];
    size_t n = items_of(c, ids, ITEMS_MOST);
    json_begin(c);
    json_field_str(&c->j, "id", STR(STATE "reading-list"));
    json_field_i64(&c->j, "updated", clock_now() / US_SECOND);
    put_items(c, ids, n);
    json_obj_end(&c->j);
}

/* What adding or taking away a tag means: read or starred, on or off. */
static bool mark_of(struct str tag, bool add, bool *ret_star, bool *ret_on)
{
    struct str state = state_of(tag);
    *ret_star = str_eq(state, STR("starred"));
    *ret_on = str_eq(state, STR("kept-unread")) ? !add : add;
    return *ret_star || str_eq(state, STR("read")) || str_eq(state, STR("kept-unread"));
}

static void edit_tag(struct app *c)
{
    const struct http_field *v;
    size_t n = http_form_all(c->q, &v);
    int64_t *ids = ARENA_ARRAY(c->a, HTTP_FORM_FIELDS_MOST, int64_t);
    size_t count = items_of(c, ids, HTTP_FORM_FIELDS_MOST);
    for (size_t i = 0; i < n; i++) {
        bool add = str_eq(v[i].name, STR("a")), star, on;
        if ((!add && !str_eq(v[i].name, STR("r"))) || !mark_of(v[i].value, add, &star, &on))
            continue; /* other tags are not kept */
        struct err e = {0};
        enum err_code code = desk_mark_many(c->desk, c->user.id, ids, count, star, on, &e);
        if (code != ERR_OK) {
            failed(c, code, &e);
            return;
        }
    }
    say(c, 200, "OK");
}

static void mark_all(struct app *c)
{
    struct stream s;
    struct err e = {0};
    if (!stream_of(c, arg(c, STR("s")), &s)) {
        say(c, 400, "no such stream");
        return;
    }
    int64_t until = number(c, STR("ts"), INT64_MAX, 0); /* microseconds; some send seconds */
    s.list.to = until && until < INT64_C(100000000000) ? until * US_SECOND : until;
    enum err_code code = desk_mark_all_read(c->desk, c->user.id, &s.list, &e);
    if (code != ERR_OK)
        failed(c, code, &e);
    else
        say(c, 200, "OK");
}

static int64_t feed_of(struct str s)
{
    uint64_t id;
    return str_starts(s, STR("feed/")) && str_u64(str_from(s, 5), INT64_MAX, &id) ? (int64_t)id : 0;
}

static void subscription_edit(struct app *c)
{
    struct str what = arg(c, STR("ac")), s = arg(c, STR("s")), title = arg(c, STR("t"));
    struct err e = {0};
    enum err_code code = err_set(&e, ERR_INPUT, "ac must be subscribe, unsubscribe or edit");
    int64_t id;
    if (str_eq(what, STR("subscribe")) && str_starts(s, STR("feed/")))
        code = desk_feed_add(c->desk, str_from(s, 5), title, &id, &e);
    else if (str_eq(what, STR("unsubscribe")))
        code = desk_unfollow(c->desk, feed_of(s), &e);
    else if (str_eq(what, STR("edit")))
        code = title.n ? desk_feed_rename(c->desk, feed_of(s), title, &e) : ERR_OK;
    if (code != ERR_OK && code != ERR_EXISTS)
        failed(c, code, &e);
    else
        say(c, 200, "OK");
}

static void quickadd(struct app *c)
{
    struct str url = arg(c, STR("quickadd"));
    struct err e = {0};
    int64_t id = 0;
    enum err_code code = desk_feed_add(
        c->desk, str_starts(url, STR("feed/")) ? str_from(url, 5) : url, STR_NONE, &id, &e);
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
    say(c, 200, "not-needed-the-header-counts-each-request"); /* nothing here goes by cookies */
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

void api_client_login(void *reader, struct http_request *q, struct http_response *r)
{
    struct app c = {
        .desk = desk_reader_desk(reader), .reader = reader, .q = q, .r = r, .a = q->arena};
    desk_reader_begin(reader, q->arena);
    http_set(r, STR("Cache-Control"), STR("no-store"));
    struct str name = http_form(q, STR("Email")), word = http_form(q, STR("Passwd"));
    if (!desk_app_password(c.reader, name, word, &c.user)) {
        http_text(r, 401, STR("Error=BadAuthentication\n"));
        return;
    }
    http_text(r, 200,
              str_fmt(c.a, "SID=%.*s\nLSID=null\nAuth=%.*s\n", STR_ARG(word), STR_ARG(word)));
}
