/* own: what the user sets for one source: its folder, when it is asked, headers and cookies of
 * their own, and CSS selectors of the article and of what to leave out. Headers are secrets: their
 * values go to the fetch process for requests to one place (scheme, host and port; url_is_home),
 * and to nobody else; nobody is shown them again. */
#include "desk/internal.h"
#include "page/page.h"
#include "url/url.h"

enum { HEADERS_MOST = 20, HEADERS_BYTES_MOST = 16 << 10, SELECTOR_MOST = 1000 };

static const char *const texts[] = {"auto", "page", "feed"};

const char *desk_text_from_name(enum desk_text_from v)
{
    return v < DESK_TEXTS ? texts[v] : "";
}

bool desk_text_from_find(struct str name, enum desk_text_from *ret)
{
    for (int i = 0; i < DESK_TEXTS; i++)
        if (str_eq(name, str_c(texts[i]))) {
            *ret = (enum desk_text_from)i;
            return true;
        }
    return false;
}

/* -------------------------------------------------------------------------- reading */

static enum err_code read_own(struct store *s, struct arena *a, int64_t feed,
                              struct desk_own_whole *ret, struct err *e)
{
    struct store_query *q = store_query(s, SQL_OWN_GET);
    store_put_i64(q, "feed", feed);
    bool found = store_row(q);
    if (found)
        *ret = (struct desk_own_whole){.place = store_dup(q, 0, a),
                                       .selector = store_dup(q, 1, a),
                                       .unwanted = store_dup(q, 2, a),
                                       .feed_url = store_dup(q, 4, a),
                                       .folder = store_dup(q, 5, a),
                                       .paused = store_i64(q, 6) != 0,
                                       .minutes = store_i64(q, 7) / US_MINUTE,
                                       .text = (enum desk_text_from)store_i64(q, 8)};
    struct str lines = found ? store_dup(q, 3, a) : STR_NONE;
    enum err_code code = store_end(q, e);
    if (code != ERR_OK || !found)
        return code != ERR_OK ? code : err_set(e, ERR_NOT_FOUND, "there is no such feed");
    ret->line_count = desk_list_read(a, lines, &ret->lines);
    return ERR_OK;
}

enum err_code desk_own_load(struct desk_reader *r, struct arena *a, int64_t feed,
                            struct desk_own_whole *ret)
{
    return read_own(r->store, a, feed, ret, NULL);
}

enum err_code desk_own_get(struct desk_reader *r, int64_t feed, struct desk_own *ret)
{
    struct desk_own_whole own = {0};
    enum err_code code = read_own(r->store, r->a, feed, &own, NULL);
    if (code != ERR_OK)
        return code;
    struct str *names = ARENA_ARRAY(r->a, own.line_count, struct str);
    for (size_t i = 0; i < own.line_count; i++)
        names[i] = str_sub(own.lines[i], 0, str_find_char(own.lines[i], ':'));
    *ret = (struct desk_own){.folder = own.folder,
                             .place = own.place,
                             .selector = own.selector,
                             .unwanted = own.unwanted,
                             .headers = names,
                             .header_count = own.line_count,
                             .paused = own.paused,
                             .minutes = own.minutes,
                             .text = own.text};
    return ERR_OK;
}

/* -------------------------------------------------------------------------- checking */

/* Those that belong to the connection, to the message, or to us. */
static bool not_the_users(struct str name)
{
    static const char *const names[] = {
        "Host",       "Content-Length", "Content-Type", "Transfer-Encoding", "Connection",
        "Keep-Alive", "Upgrade",        "TE",           "Trailer",           "Expect",
        "Range",      "If-None-Match",  "If-Range",     "If-Modified-Since", "Accept-Encoding"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_fold(name, str_c(names[i])))
            return true;
    return str_starts_fold(name, STR("Proxy-"));
}

static bool name_sound(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!is_alnum(name.p[i]) && name.p[i] != '-' && name.p[i] != '_')
            return false;
    return name.n > 0 && name.n <= 100;
}

static bool value_sound(struct str value)
{
    for (size_t i = 0; i < value.n; i++)
        if ((unsigned char)value.p[i] < 0x20 || value.p[i] == 0x7F)
            return false;
    return value.n > 0 && utf8_valid(value) == value.n;
}

/* "Name: value" lines as they are stored. The words of an error never hold a value. */
static enum err_code read_lines(struct arena *a, struct str text, struct desk_own_whole *ret,
                                struct err *e)
{
    LIST(struct str) list = {0};
    struct str line;
    if (text.n > HEADERS_BYTES_MOST)
        return err_set(e, ERR_LIMIT, "the headers may have %d bytes", HEADERS_BYTES_MOST);
    for (int n = 1; str_split(&text, '\n', &line); n++) {
        line = str_trim(line);
        if (!line.n)
            continue;
        size_t colon = str_find_char(line, ':');
        struct str name = str_trim(str_sub(line, 0, colon));
        struct str value = colon == SIZE_MAX ? STR_NONE : str_trim(str_from(line, colon + 1));
        if (colon == SIZE_MAX || !name_sound(name) || !value_sound(value))
            return err_set(e, ERR_INPUT,
                           "line %d of the headers is not of the form \"Name: value\"", n);
        if (not_the_users(name))
            return err_set(e, ERR_INPUT, "the header %.*s cannot be set", STR_ARG(name));
        if (list.n == HEADERS_MOST)
            return err_set(e, ERR_LIMIT, "at most %d headers", HEADERS_MOST);
        LIST_PUSH(a, &list, str_fmt(a, "%.*s: %.*s", STR_ARG(name), STR_ARG(value)));
    }
    ret->lines = list.v;
    ret->line_count = list.n;
    return ERR_OK;
}

static enum err_code check_selector(struct arena *a, struct str s, const char *what, struct err *e)
{
    if (!s.n)
        return ERR_OK;
    if (s.n > SELECTOR_MOST || utf8_valid(s) != s.n)
        return err_set(e, ERR_INPUT, "%s: a selector has at most %d bytes", what, SELECTOR_MOST);
    const char *fault = page_selector_fault(a, s);
    return fault ? err_set(e, ERR_INPUT, "%s: %s", what, fault) : ERR_OK;
}

enum err_code desk_own_login(struct arena *a, struct str name, struct str word, struct str *ret,
                             struct err *e)
{
    *ret = STR_NONE;
    if (!name.n)
        return ERR_OK;
    if (str_find_char(name, ':') != SIZE_MAX)
        return err_set(e, ERR_INPUT,
                       "a name with a colon cannot sign in by name and password (HTTP Basic)");
    struct str pair = str_fmt(a, "%.*s:%.*s", STR_ARG(name), STR_ARG(word));
    char *out = arena_alloc(a, pair.n * 2 + 8);
    base64_url((const unsigned char *)pair.p, pair.n, out);
    size_t n = strlen(out);
    /* The alphabet of the header has other last signs, and whole groups of four (RFC 7617). */
    for (size_t i = 0; i < n; i++)
        out[i] = out[i] == '-' ? '+' : out[i] == '_' ? '/' : out[i];
    while (n % 4)
        out[n++] = '=';
    *ret = str_fmt(a, "Authorization: Basic %.*s", (int)n, out);
    return ERR_OK;
}

/* "https://example.org" of what a person typed or of the feed's address. */
static enum err_code read_place(struct arena *a, struct str typed, struct str feed_url,
                                struct str *ret, struct err *e)
{
    struct url feed, u;
    typed = str_trim(typed);
    if (!url_parse(a, feed_url, NULL, &feed))
        return err_set(e, ERR_INPUT, "the feed has no address");
    if (!typed.n)
        typed = feed_url;
    else if (str_find(typed, STR("://")) == SIZE_MAX)
        typed = str_fmt(a, "%.*s://%.*s", STR_ARG(feed.scheme), STR_ARG(typed));
    if (!url_parse(a, typed, NULL, &u) || !url_is_web(&u))
        return err_set(e, ERR_INPUT, "\"%.*s\" is no host to send the headers to",
                       STR_ARG(utf8_cut(typed, 100)));
    *ret = url_origin(a, &u);
    return ERR_OK;
}

/* -------------------------------------------------------------------------- setting */

struct own_act {
    int64_t feed;
    const struct desk_own_change *c;
};

enum err_code desk_own_apply(struct arena *a, const struct desk_own_change *c,
                             struct desk_own_whole *own, struct err *e)
{
    enum err_code code = ERR_OK;
    if (c->set_selector)
        own->selector = str_trim(c->selector);
    if (c->set_unwanted)
        own->unwanted = str_trim(c->unwanted);
    if (c->set_folder) {
        own->folder = desk_folder_name(a, c->folder);
        if (c->folder.n > DESK_FOLDER_MOST || utf8_valid(c->folder) != c->folder.n)
            code = err_set(e, ERR_INPUT, "the name of a folder has at most %d bytes",
                           DESK_FOLDER_MOST);
    }
    if (c->set_paused)
        own->paused = c->paused;
    if (c->set_minutes)
        own->minutes = c->minutes;
    if (c->set_text)
        own->text = c->text;
    own->timed = c->set_paused || c->set_minutes;
    if (code == ERR_OK && (own->minutes < 0 || own->minutes > DESK_INTERVAL_MOST))
        code =
            err_set(e, ERR_INPUT, "between two polls are at most %d minutes", DESK_INTERVAL_MOST);
    if (code == ERR_OK)
        code = check_selector(a, own->selector, "the article", e);
    if (code == ERR_OK)
        code = check_selector(a, own->unwanted, "what to leave out", e);
    if (code == ERR_OK && c->set_headers)
        code = read_lines(a, c->headers, own, e);
    struct str before = own->place;
    if (code == ERR_OK && (c->set_place || !own->place.n))
        code = read_place(a, c->place, own->feed_url, &own->place, e);
    /* Secrets were given for a place: another one gets them only with the secrets typed again. */
    if (code == ERR_OK && own->line_count && !c->set_headers && !str_eq(before, own->place))
        code =
            err_set(e, ERR_INPUT, "another host gets the headers only where they are typed again");
    return code;
}

enum err_code desk_own_check(struct arena *a, const struct desk_own_change *c, struct err *e)
{
    struct desk_own_whole own = {.feed_url = STR("https://example.org/")};
    return desk_own_apply(a, c, &own, e);
}

static enum err_code put_timing(struct desk_writing *w, int64_t feed,
                                const struct desk_own_whole *own, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_FEED_TIMING);
    store_put_i64(q, "id", feed);
    store_put_i64(q, "paused", own->paused);
    store_put_time(q, "every", own->minutes ? own->minutes * US_MINUTE : TIME_NONE);
    store_put_i64(q, "now", w->now);
    enum err_code code = store_run(q, e);
    if (code == ERR_OK && store_changes(w->store) == 0)
        return err_set(e, ERR_INPUT, "this source was loaded from files, and is never asked");
    return code;
}

enum err_code desk_own_put(struct desk_writing *w, int64_t feed, const struct desk_own_whole *own,
                           struct err *e)
{
    bool none = !own->selector.n && !own->unwanted.n && !own->line_count;
    enum err_code code = desk_feed_file(w, feed, own->folder, false, e);
    if (code == ERR_OK && own->timed)
        code = put_timing(w, feed, own, e);
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_FEED_TEXT);
    store_put_i64(q, "id", feed);
    store_put_i64(q, "text", own->text);
    if ((code = store_run(q, e)) != ERR_OK)
        return code;
    q = store_query(w->store, none ? SQL_OWN_DELETE : SQL_OWN_SET);
    store_put_i64(q, "feed", feed);
    if (!none) {
        store_put_opt(q, "place", own->line_count ? own->place : STR_NONE);
        store_put_opt(q, "chosen", own->selector);
        store_put_opt(q, "unwanted", own->unwanted);
        store_put_opt(q, "headers", desk_list_write(w->a, own->lines, own->line_count));
    }
    return store_run(q, e);
}

static enum err_code set_own(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct own_act *act = ctx;
    struct desk_own_whole own = {0};
    enum err_code code = read_own(w->store, w->a, act->feed, &own, e);
    if (code == ERR_OK)
        code = desk_own_apply(w->a, act->c, &own, e);
    return code == ERR_OK ? desk_own_put(w, act->feed, &own, e) : code;
}

enum err_code desk_own_set(struct desk *d, int64_t feed, const struct desk_own_change *c,
                           struct err *e)
{
    enum err_code code = desk_write(d, set_own, &(struct own_act){feed, c}, e);
    if (code == ERR_OK && (c->set_paused || c->set_minutes))
        desk_pipeline_wake(d);
    return code;
}

void desk_own_json(struct json_out *w, const struct desk_own *v)
{
    json_obj(w);
    json_field_opt(w, "folder", v->folder);
    json_field_opt(w, "selector", v->selector);
    json_field_opt(w, "drop", v->unwanted);
    json_field_opt(w, "place", v->place);
    json_key(w, STR("headers"));
    json_arr(w);
    for (size_t i = 0; i < v->header_count; i++)
        json_put_str(w, v->headers[i]);
    json_arr_end(w);
    if (v->paused)
        json_field_bool(w, "paused", true);
    if (v->text)
        json_field_str(w, "text", str_c(desk_text_from_name(v->text)));
    if (v->minutes)
        json_field_i64(w, "minutes", v->minutes);
    json_obj_end(w);
}
