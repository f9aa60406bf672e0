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
 * says which parameters are known. greader_item.c writes items, greader_feeds.c has feeds and
 * folders. */
#include "api/greader.h"

enum {
    ITEMS_DEFAULT = 20,
    ITEMS_MOST = 250, /* with their texts */
    IDS_MOST = 10000,
    ANSWER_ENOUGH = 4 << 20, /* no further text is begun behind so many bytes */
    ATOM_MOST = 6 << 20, /* of texts as they are written in a feed; what is more, by its excerpt */
};

/* ---- asking ---- */

/* To the letter, without an end of line: Newsboat compares. */
void app_ok(struct app *c)
{
    http_text(c->r, 200, STR("OK"));
}

void app_say(struct app *c, unsigned status, const char *words)
{
    http_text(c->r, status, str_fmt(c->a, "%s\n", words));
}

void app_failed(struct app *c, enum err_code code, const struct err *e)
{
    unsigned status = code == ERR_NOT_FOUND                    ? 404
                      : code == ERR_DENIED                     ? 403
                      : code == ERR_INPUT || code == ERR_USAGE ? 400
                      : code == ERR_EXISTS                     ? 409
                      : code == ERR_FULL                       ? 507
                                                               : 503;
    app_say(c, status, e && e->words[0] ? e->words : err_name(code));
}

/* A parameter of the form or, where it has none, of the address. */
struct str app_arg(struct app *c, struct str name)
{
    struct str v = c->q->method == HTTP_POST ? http_form(c->q, name) : STR_NONE;
    return v.n ? v : http_query(c->q, name);
}

static int64_t number(struct app *c, struct str name, int64_t most, int64_t none)
{
    uint64_t v;
    return str_u64(app_arg(c, name), (uint64_t)most, &v) ? (int64_t)v : none;
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
    app_say(c, 401, "Unauthorized: sign in at /accounts/ClientLogin with an app password");
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
    struct desk_rows rows;
    list.keys = true;
    list.most = (uint32_t)most;
    enum err_code code = desk_articles(c->reader, &list, &rows);
    if (code != ERR_OK)
        return code;
    for (size_t i = 0; i < rows.n; i++)
        ret[i] = (struct desk_key){rows.v[i].at, rows.v[i].id};
    *ret_n = rows.n;
    *ret_more = rows.more;
    return ERR_OK;
}

/* ---- answers ---- */

void app_json(struct app *c)
{
    http_json(c->r, 200);
    json_init(&c->j, &c->r->body);
    json_obj(&c->j);
}

void app_number(struct app *c, const char *name, int64_t v)
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

/* ---- what apps ask for ---- */

static void user_info(struct app *c)
{
    app_json(c);
    app_number(c, "userId", c->user.id);
    app_number(c, "userProfileId", c->user.id);
    json_field_str(&c->j, "userName", c->user.name);
    json_field_str(&c->j, "userEmail", STR(""));
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
    if (!stream_of(c, app_arg(c, STR("s")), &which)) {
        app_say(c, 400,
                "no such stream: s must be " STATE "reading-list, starred, read, " LABEL
                "FOLDER or feed/ID");
        return;
    }
    size_t most = wanted(c, IDS_MOST), n;
    struct desk_key *keys = ARENA_ARRAY(c->a, most, struct desk_key);
    bool more;
    enum err_code code = list_keys(c, &which, most, keys, &n, &more);
    if (code != ERR_OK) {
        app_failed(c, code, NULL);
        return;
    }
    app_json(c);
    json_key(&c->j, STR("itemRefs"));
    json_arr(&c->j);
    for (size_t i = 0; i < n; i++) {
        json_obj(&c->j);
        app_number(c, "id", keys[i].id);
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
    if (!stream_of(c, id.n ? id : app_arg(c, STR("s")), &which)) {
        app_say(c, 400, "no such stream");
        return;
    }
    struct desk_key keys[ITEMS_MOST];
    size_t n, done = 0;
    bool more;
    enum err_code code = list_keys(c, &which, wanted(c, ITEMS_MOST), keys, &n, &more);
    if (code != ERR_OK) {
        app_failed(c, code, NULL);
        return;
    }
    app_json(c);
    json_field_str(&c->j, "id", id.n ? id : app_arg(c, STR("s")));
    json_field_i64(&c->j, "updated", clock_now() / US_SECOND);
    json_key(&c->j, STR("items"));
    json_arr(&c->j);
    while (done < n && c->r->body.n < ANSWER_ENOUGH && !c->r->body.failed)
        app_put_item(c, keys[done++].id, false);
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
        app_say(c, 404, "no such stream");
        return;
    }
    enum err_code code = list_keys(c, &which, wanted(c, ITEMS_MOST), keys, &n, &more);
    if (code != ERR_OK) {
        app_failed(c, code, NULL);
        return;
    }
    struct entry *entries = ARENA_ARRAY(c->a, n, struct entry);
    for (size_t i = 0; i < n && bytes < ANSWER_ENOUGH; i++) {
        size_t size;
        if (app_item_entry(c, keys[i].id, ATOM_MOST - bytes, &entries[done], &size) == ERR_OK) {
            bytes += size;
            done++;
        }
    }
    struct desk_feed feed = {0};
    bool known = which.feed && desk_feed_get(c->reader, which.feed, &feed) == ERR_OK;
    struct feed f = {
        .kind = FEED_ATOM,
        .title = known ? feed.title : str_c(desk_conf_str(desk_conf(c->desk), DESK_SET_TITLE)),
        .site_url = known ? feed.site_url : app_base(c),
        .self_url = str_fmt(c->a, "%.*s%.*s", STR_ARG(app_base(c)), STR_ARG(c->q->target)),
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
    app_json(c);
    json_field_str(&c->j, "id", STR(STATE "reading-list"));
    json_field_i64(&c->j, "updated", clock_now() / US_SECOND);
    json_key(&c->j, STR("items"));
    json_arr(&c->j);
    for (; at < n && at - from < ITEMS_MOST && !c->r->body.failed; at++) {
        if (many && c->r->body.n >= ANSWER_ENOUGH)
            break;
        app_put_item(c, ids[at], c->r->body.n >= ANSWER_ENOUGH);
    }
    json_arr_end(&c->j);
    if (at < n)
        app_number(c, "continuation", (int64_t)at);
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
            app_failed(c, code, &e);
            return;
        }
    }
    app_ok(c);
}

/* All that came to us before `ts`, whenever published: what came later the reader has not seen. */
static void mark_all(struct app *c)
{
    struct desk_list which;
    struct err e = {0};
    if (!stream_of(c, app_arg(c, STR("s")), &which)) {
        app_say(c, 400, "no such stream");
        return;
    }
    int64_t until = number(c, STR("ts"), INT64_MAX, 0); /* microseconds; some send seconds */
    which.seen_to = until && until < INT64_C(100000000000) ? until * US_SECOND : until;
    enum err_code code = desk_mark_all_read(c->desk, c->user.id, &which, NULL, &e);
    if (code != ERR_OK)
        app_failed(c, code, &e);
    else
        app_ok(c);
}

static void no_prefs(struct app *c)
{
    app_json(c);
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
    {"tag/list", app_tag_list, ANY},
    {"preference/list", no_prefs, ANY},
    {"preference/stream/list", no_prefs, ANY},
    {"subscription/list", app_subscription_list, ANY},
    {"unread-count", app_unread_count, ANY},
    {"stream/items/ids", stream_ids, ANY},
    {"stream/items/contents", items_contents, ANY},
    {"edit-tag", edit_tag, MARKS},
    {"mark-all-as-read", mark_all, MARKS},
    {"subscription/edit", app_subscription_edit, ADMIN},
    {"subscription/quickadd", app_quickadd, ADMIN},
    {"rename-tag", app_rename_tag, ADMIN},
    {"disable-tag", app_disable_tag, ADMIN},
};

static void run_call(struct app *c, const struct call *call)
{
    if (call->need != ANY && c->q->method != HTTP_POST)
        app_say(c, 405, "this wants POST");
    else if (call->need == MARKS && !c->writes)
        app_say(c, 403, "this token may only read");
    else if (call->need == ADMIN && !c->user.admin)
        app_say(c, 403,
                "to follow and unfollow, an administrator's token with all rights is needed");
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
        app_say(&c, 400, "output must be json");
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
        app_say(&c, 404, "nothing of this name is served here");
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
