/* rest.c: the JSON interface. Each handler: who asks, the call of the desk, its JSON form. */
#include "api/api.h"

struct api {
    struct desk *desk;
    struct desk_reader *reader;
    struct http_request *q;
    struct http_response *r;
    struct desk_user user;
    enum desk_scope scope; /* of the token; a session may all */
    struct json_out j;
};

static void fail(struct api *c, enum err_code code, const char *words)
{
    static const struct {
        enum err_code code;
        unsigned status;
    } map[] = {{ERR_NOT_FOUND, 404}, {ERR_DENIED, 403}, {ERR_EXISTS, 409}, {ERR_LIMIT, 429},
               {ERR_INPUT, 400},     {ERR_USAGE, 400},  {ERR_BUSY, 503},   {ERR_STORE, 503},
               {ERR_CLOSED, 503},    {ERR_FULL, 507},   {ERR_IO, 503}};
    unsigned status = 500;
    const struct err *why = desk_reader_failure(c->reader);
    if (why->words[0] && why->code == code)
        words = why->words;
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (map[i].code == code)
            status = map[i].status;
    buf_clear(&c->r->body);
    http_json(c->r, status);
    json_init(&c->j, &c->r->body);
    json_obj(&c->j);
    json_field_str(&c->j, "error", str_c(words && words[0] ? words : err_name(code)));
    json_obj_end(&c->j);
}

/* Finds out who asks. `wants`: answers 401 and returns false where it is nobody. */
static bool begin(struct api *c, void *reader, struct http_request *q, struct http_response *r,
                  bool wants)
{
    *c = (struct api){.desk = desk_reader_desk(reader), .reader = reader, .q = q, .r = r};
    desk_reader_begin(c->reader, q->arena);
    struct str sign = http_header(q, STR("Authorization"));
    struct str token = str_starts_fold(sign, STR("Bearer "))
                           ? str_trim(str_from(sign, 7))
                           : http_cookie(q, STR("octavo_session"));
    c->scope = DESK_SCOPE_ALL;
    bool known = token.n && (desk_token_find(c->reader, token, &c->user, &c->scope) ||
                             desk_session_find(c->reader, token, &c->user));
    if (!known)
        c->user = (struct desk_user){0};
    bool closed = !desk_conf_bool(desk_conf(c->desk), DESK_SET_PUBLIC);
    http_set(r, STR("Cache-Control"), STR("no-store"));
    bool reads = (q->method & (HTTP_GET | HTTP_HEAD)) != 0;
    if (c->scope < (reads ? DESK_SCOPE_READ : DESK_SCOPE_WRITE)) {
        fail(c, ERR_DENIED,
             reads ? "an app password opens Atom feeds and reader apps only; make a token"
                   : "this token may only read");
        return false;
    }
    if (c->user.id || (!wants && !closed)) {
        http_json(r, 200);
        json_init(&c->j, &r->body);
        return true;
    }
    fail(c, ERR_DENIED, "sign in, or send a token as Authorization: Bearer TOKEN");
    r->status = 401;
    http_set(r, STR("WWW-Authenticate"), STR("Bearer"));
    return false;
}

/* The request's JSON object; answers 400 and returns NULL where it is none. To be released. */
static json_t *body_of(struct api *c)
{
    json_t *v;
    struct err e = {0};
    if (!str_eq(c->q->content_type, STR("application/json")))
        err_set(&e, ERR_INPUT, "the request's Content-Type must be application/json");
    else if (json_read(c->q->body, &v, &e) == ERR_OK) {
        if (json_is_object(v))
            return v;
        json_decref(v);
        err_set(&e, ERR_INPUT, "the request must be a JSON object");
    }
    fail(c, ERR_INPUT, e.words);
    return NULL;
}

static void health(void *reader, struct http_request *q, struct http_response *r)
{
    struct err e = {0};
    desk_reader_begin(reader, q->arena);
    if (desk_health(reader, &e) == ERR_OK)
        http_text(r, 200, STR("ok\n"));
    else
        http_text(r, e.code == ERR_FULL ? 507 : 503, str_fmt(q->arena, "%s\n", e.words));
}

/* What comes from now on, as /events has it; web/ sends to the streams of both. */
static void events(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    struct desk_news news;
    if (!begin(&c, reader, q, r, false))
        return;
    enum err_code code = desk_news(c.reader, http_event_after(q), &news);
    if (code != ERR_OK) {
        fail(&c, code, NULL);
        return;
    }
    if (!http_stream_start(q, r, &STR("news"), 1)) {
        unsigned status = r->status;
        fail(&c, ERR_LIMIT, "too many event streams are open");
        r->status = status;
        return;
    }
    struct buf data;
    buf_arena(&data, q->arena, 4096);
    json_init(&c.j, &data);
    desk_news_json(&c.j, &news);
    http_event_write(&r->body,
                     &(struct http_event){.name = STR("news"),
                                          .id = str_fmt(q->arena, "%lld", (long long)news.newest),
                                          .data = buf_str(&data)});
}

static void login(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    begin(&c, reader, q, r, false);
    r->status = 200;
    buf_clear(&r->body);
    json_init(&c.j, &r->body);
    json_t *v = body_of(&c);
    if (!v)
        return;
    char token[DESK_TOKEN_SIZE];
    struct err e = {0};
    struct str agent = utf8_cut(http_header(q, STR("User-Agent")), 200);
    enum err_code code = desk_sign_in(c.desk, json_get_str(v, "user"), json_get_str(v, "password"),
                                      q->remote, agent, token, &e);
    json_decref(v);
    if (code != ERR_OK) {
        fail(&c, code, e.words);
        return;
    }
    json_obj(&c.j);
    json_field_str(&c.j, "token", str_c(token));
    json_obj_end(&c.j);
}

static void articles(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    struct desk_day from = {0}, to = {0};
    struct desk_list which = {
        .user = c.user.id,
        .publisher = http_query_i64(q, STR("publisher"), 1, INT64_MAX, 0),
        .feed = http_query_i64(q, STR("feed"), 1, INT64_MAX, 0),
        .folder = desk_folder_name(q->arena, http_query(q, STR("folder"))),
        .tag = http_query(q, STR("tag")),
        .starred = c.user.id && http_query_i64(q, STR("starred"), 0, 1, 0),
        .unread = c.user.id && http_query_i64(q, STR("unread"), 0, 1, 0),
        .most = (uint32_t)http_query_i64(q, STR("most"), 1, 200, 50),
    };
    struct str after = http_query(q, STR("after")), day;
    if ((after.n && !desk_key_parse(after, &which.after)) ||
        ((day = http_query(q, STR("from"))).n && !desk_day_parse(day, &from)) ||
        ((day = http_query(q, STR("to"))).n && !desk_day_parse(day, &to))) {
        fail(&c, ERR_INPUT, "after is AT-ID as given in next; from and to are days: 2026-11-20");
        return;
    }
    which.from = from.from;
    which.to = to.to;
    struct desk_rows rows;
    enum err_code code = desk_articles(c.reader, &which, &rows);
    if (code != ERR_OK)
        fail(&c, code, NULL);
    else
        desk_rows_json(&c.j, &rows);
}

static void article(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    struct desk_article *v = ARENA_NEW(q->arena, struct desk_article);
    enum err_code code = desk_article_get(c.reader, http_param_i64(q, STR("id"), 0), c.user.id, v);
    if (code != ERR_OK)
        fail(&c, code, "there is no such article");
    else
        desk_article_json(&c.j, v);
}

static void reading(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    struct desk_article *v = ARENA_NEW(q->arena, struct desk_article);
    struct reading *whole = ARENA_NEW(q->arena, struct reading);
    enum err_code code = desk_article_get(c.reader, http_param_i64(q, STR("id"), 0), c.user.id, v);
    if (code == ERR_OK)
        code = desk_article_reading(c.reader, v, whole);
    if (code != ERR_OK)
        fail(&c, code, "there is no such article, or it could not be read");
    else
        reading_write(&c.j, whole);
}

static void ask(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    struct desk_answer answer;
    struct err e = {0};
    enum err_code code = desk_ask(c.reader, http_param_i64(q, STR("id"), 0),
                                  str_trim(http_query(q, STR("q"))), &answer, &e);
    if (code != ERR_OK)
        fail(&c, code, e.words);
    else
        desk_answer_json(&c.j, &answer);
}

static void ask_all(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    struct desk_answers *answers = ARENA_NEW(q->arena, struct desk_answers);
    struct err e = {0};
    enum err_code code = desk_ask_all(c.reader, str_trim(http_query(q, STR("q"))), answers, &e);
    if (code != ERR_OK)
        fail(&c, code, e.words);
    else
        desk_answers_json(&c.j, answers);
}

/* PUT {"read":true} and {"star":true}: the member's name is the last segment of the address. */
static void mark(struct api *c, const char *member,
                 enum err_code (*set)(struct desk *, int64_t, int64_t, bool, struct err *))
{
    json_t *v = body_of(c);
    if (!v)
        return;
    const json_t *on = json_object_get(v, member);
    struct err e = {0};
    enum err_code code = ERR_INPUT;
    bool value = json_is_true(on);
    if (!json_is_boolean(on))
        err_set(&e, ERR_INPUT, "the member \"%s\" must be true or false", member);
    else
        code = set(c->desk, c->user.id, http_param_i64(c->q, STR("id"), 0), value, &e);
    json_decref(v);
    if (code != ERR_OK) {
        fail(c, code, e.words);
        return;
    }
    json_obj(&c->j);
    json_key(&c->j, str_c(member));
    json_put_bool(&c->j, value);
    json_obj_end(&c->j);
}

static void put_read(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (begin(&c, reader, q, r, true))
        mark(&c, "read", desk_mark_read);
}

static void put_star(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (begin(&c, reader, q, r, true))
        mark(&c, "star", desk_star);
}

static void comments(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    const struct desk_comment *v;
    size_t n;
    enum err_code code =
        desk_comments(c.reader, http_param_i64(q, STR("id"), 0), c.user.id, &v, &n);
    if (code != ERR_OK) {
        fail(&c, code, "there is no such article");
        return;
    }
    json_obj(&c.j);
    json_key(&c.j, STR("comments"));
    json_arr(&c.j);
    for (size_t i = 0; i < n; i++)
        desk_comment_json(&c.j, &v[i]);
    json_arr_end(&c.j);
    json_obj_end(&c.j);
}

static void comment_add(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, true))
        return;
    json_t *v = body_of(&c);
    if (!v)
        return;
    int64_t id = 0;
    struct err e = {0};
    enum err_code code =
        desk_comment_add(c.desk, c.user.id, http_param_i64(q, STR("id"), 0),
                         json_get_i64(v, "parent", 0), json_get_str(v, "body"), &id, &e);
    json_decref(v);
    if (code != ERR_OK) {
        fail(&c, code, e.words);
        return;
    }
    r->status = 201;
    json_obj(&c.j);
    json_field_i64(&c.j, "id", id);
    json_obj_end(&c.j);
}

static void comment_delete(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, true))
        return;
    struct err e = {0};
    enum err_code code = desk_comment_delete(c.desk, &c.user, http_param_i64(q, STR("id"), 0), &e);
    if (code != ERR_OK) {
        fail(&c, code, e.words);
        return;
    }
    buf_clear(&r->body);
    r->status = 204;
}

static void comment_report(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, true))
        return;
    json_t *v = body_of(&c);
    if (!v)
        return;
    struct err e = {0};
    enum err_code code = desk_comment_report(c.desk, c.user.id, http_param_i64(q, STR("id"), 0),
                                             json_get_str(v, "words"), &e);
    json_decref(v);
    if (code != ERR_OK) {
        fail(&c, code, e.words);
        return;
    }
    buf_clear(&r->body);
    r->status = 204;
}

static void search(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    struct desk_search s = {.query = http_query(q, STR("q")),
                            .user = c.user.id,
                            .most = (uint32_t)http_query_i64(q, STR("most"), 1, 200, 30),
                            .best_first = http_query_i64(q, STR("best"), 0, 1, 0)};
    desk_key_parse(http_query(q, STR("after")), &s.after);
    struct desk_hits hits;
    enum err_code code = desk_search(c.reader, &s, &hits);
    if (code != ERR_OK) {
        fail(&c, code, NULL);
        return;
    }
    json_obj(&c.j);
    json_key(&c.j, STR("result"));
    desk_rows_json(&c.j, &hits.rows);
    json_field_i64(&c.j, "count", hits.count);
    json_field_bool(&c.j, "more_than_count", hits.count_more);
    json_field_opt(&c.j, "note", hits.note);
    json_obj_end(&c.j);
}

/* A list of things under one name. */
#define WRITE_LIST(c, name, v, n, write)                                                           \
    do {                                                                                           \
        json_obj(&(c)->j);                                                                         \
        json_key(&(c)->j, STR(name));                                                              \
        json_arr(&(c)->j);                                                                         \
        for (size_t i_ = 0; i_ < (n); i_++)                                                        \
            write(&(c)->j, &(v)[i_]);                                                              \
        json_arr_end(&(c)->j);                                                                     \
        json_obj_end(&(c)->j);                                                                     \
    } while (0)

static void feeds(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    const struct desk_feed *v;
    size_t n;
    if (!begin(&c, reader, q, r, false))
        return;
    enum err_code code = desk_feeds(c.reader, &v, &n);
    if (code != ERR_OK)
        fail(&c, code, NULL);
    else
        WRITE_LIST(&c, "feeds", v, n, desk_feed_json);
}

/* Whether it is a list of texts of one line each: a line break would make two headers of one. */
static bool is_header_list(const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *line = json_array_get(list, i);
        if (!json_is_string(line) || str_find_char(json_str(line), '\n') != SIZE_MAX)
            return false;
    }
    return json_is_array(list);
}

/* The member that is not of its kind, or NULL. */
static const char *own_unsound(const json_t *v)
{
    static const char *const texts[] = {"selector", "drop", "place", "folder"};
    const json_t *headers = json_object_get(v, "headers");
    if (headers && !is_header_list(headers))
        return "headers";
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const json_t *text = json_object_get(v, texts[i]);
        if (text && !json_is_string(text))
            return texts[i];
    }
    return NULL;
}

/* A list of "Name: value", as lines; how many there may be is the desk's to say. */
static struct str header_lines(struct arena *a, const json_t *list)
{
    struct buf b;
    buf_arena(&b, a, 16 << 20);
    for (size_t i = 0; i < json_array_size(list); i++) {
        buf_put(&b, json_str(json_array_get(list, i)));
        buf_char(&b, '\n');
    }
    return buf_str(&b);
}

/* Views into `v`, but for the headers. */
static struct desk_own_change own_change(struct arena *a, const json_t *v)
{
    const json_t *headers = json_object_get(v, "headers");
    return (struct desk_own_change){.set_selector = json_object_get(v, "selector"),
                                    .selector = json_get_str(v, "selector"),
                                    .set_unwanted = json_object_get(v, "drop"),
                                    .unwanted = json_get_str(v, "drop"),
                                    .set_headers = headers,
                                    .headers = header_lines(a, headers),
                                    .set_place = json_object_get(v, "place"),
                                    .place = json_get_str(v, "place"),
                                    .set_folder = json_object_get(v, "folder"),
                                    .folder = json_get_str(v, "folder")};
}

static bool is_change(const struct desk_own_change *ch)
{
    return ch->set_selector || ch->set_unwanted || ch->set_headers || ch->set_place ||
           ch->set_folder;
}

/* Whether a new feed could have them as its own; the words name the member, and no value of a
 * header. */
static enum err_code own_check(struct arena *a, const json_t *v, const struct desk_own_change *ch,
                               struct err *e)
{
    const struct {
        const char *name;
        struct desk_own_change part;
    } members[] = {
        {"selector", {.set_selector = ch->set_selector, .selector = ch->selector}},
        {"drop", {.set_unwanted = ch->set_unwanted, .unwanted = ch->unwanted}},
        {"headers", {.set_headers = ch->set_headers, .headers = ch->headers}},
        {"place", {.set_place = ch->set_place, .place = ch->place}},
        {"folder", {.set_folder = ch->set_folder, .folder = ch->folder}},
    };
    const char *name = own_unsound(v);
    if (name)
        return err_set(e, ERR_INPUT, "\"%s\" must be %s", name,
                       str_eq(str_c(name), STR("headers")) ? "a list of \"Name: value\""
                                                           : "a text");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct err why = {0};
        if (desk_own_check(a, &members[i].part, &why) != ERR_OK)
            return err_set(e, ERR_INPUT, "\"%s\": %s", members[i].name, why.words);
    }
    return ERR_OK;
}

static void feed_add(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, true))
        return;
    if (!c.user.admin) {
        fail(&c, ERR_DENIED, "only the administrator may follow publishers");
        return;
    }
    json_t *v = body_of(&c);
    if (!v)
        return;
    int64_t id = 0;
    struct err e = {0};
    struct desk_own_change own = own_change(q->arena, v);
    enum err_code code = own_check(q->arena, v, &own, &e);
    if (code == ERR_OK)
        code = desk_feed_add(c.desk, json_get_str(v, "url"), json_get_str(v, "title"),
                             is_change(&own) ? &own : NULL, &id, &e);
    json_decref(v);
    if (code != ERR_OK) {
        fail(&c, code, e.words);
        return;
    }
    r->status = 201;
    json_obj(&c.j);
    json_field_i64(&c.j, "id", id);
    json_obj_end(&c.j);
}

static bool is_admin(struct api *c)
{
    if (!c->user.admin)
        fail(c, ERR_DENIED, "only the administrator may see and change how a source is read");
    return c->user.admin;
}

static void own_show(struct api *c, int64_t feed)
{
    struct desk_own own;
    enum err_code code = desk_own_get(c->reader, feed, &own);
    if (code != ERR_OK)
        fail(c, code, "there is no such feed");
    else
        desk_own_json(&c->j, &own);
}

static void own_get(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (begin(&c, reader, q, r, true) && is_admin(&c))
        own_show(&c, http_param_i64(q, STR("id"), 0));
}

static void own_put(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, true) || !is_admin(&c))
        return;
    json_t *v = body_of(&c);
    if (!v)
        return;
    struct err e = {0};
    struct desk_own_change ch = own_change(q->arena, v);
    int64_t feed = http_param_i64(q, STR("id"), 0);
    enum err_code code =
        !own_unsound(v) && is_change(&ch)
            ? desk_own_set(c.desk, feed, &ch, &e)
            : err_set(&e, ERR_INPUT,
                      "it takes \"selector\", \"drop\", \"place\" (texts) and \"headers\" "
                      "(a list of \"Name: value\")");
    json_decref(v);
    if (code != ERR_OK)
        fail(&c, code, e.words);
    else
        own_show(&c, feed);
}

static void publishers(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    const struct desk_publisher *v;
    size_t n;
    if (!begin(&c, reader, q, r, false))
        return;
    enum err_code code = desk_publishers(c.reader, &v, &n);
    if (code != ERR_OK)
        fail(&c, code, NULL);
    else
        WRITE_LIST(&c, "publishers", v, n, desk_publisher_json);
}

static void tags(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    const struct desk_tag *v;
    size_t n;
    if (!begin(&c, reader, q, r, false))
        return;
    uint32_t most = (uint32_t)http_query_i64(q, STR("most"), 1, 1000, 100);
    enum err_code code = desk_tags(c.reader, 0, most, &v, &n);
    if (code != ERR_OK)
        fail(&c, code, NULL);
    else
        WRITE_LIST(&c, "tags", v, n, desk_tag_json);
}

/* The kind in /api/v1/entities/:kind; answers 404 and returns false where it is none. */
static bool entity_kind(struct api *c, enum entity_kind *ret)
{
    bool known = desk_entity_kind_find(http_param(c->q, STR("kind")), ret);
    if (!known)
        fail(c, ERR_NOT_FOUND, "the kinds are person, organisation and place");
    return known;
}

static void entities(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    const struct desk_entity *v;
    size_t n;
    enum entity_kind kind;
    if (!begin(&c, reader, q, r, false) || !entity_kind(&c, &kind))
        return;
    uint32_t most = (uint32_t)http_query_i64(q, STR("most"), 1, 500, 100);
    enum err_code code = desk_entities(c.reader, kind, 0, most, &v, &n);
    if (code != ERR_OK)
        fail(&c, code, NULL);
    else
        WRITE_LIST(&c, "entities", v, n, desk_entity_json);
}

#define WRITE_MEMBER(c, name, v, n, write)                                                         \
    do {                                                                                           \
        json_key(&(c)->j, STR(name));                                                              \
        json_arr(&(c)->j);                                                                         \
        for (size_t i_ = 0; i_ < (n); i_++)                                                        \
            write(&(c)->j, &(v)[i_]);                                                              \
        json_arr_end(&(c)->j);                                                                     \
    } while (0)

static void entity(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    enum entity_kind kind;
    struct desk_entity v;
    const struct desk_said *said = NULL;
    const struct desk_entity *with = NULL;
    size_t said_count = 0, with_count = 0;
    struct desk_rows rows = {0};
    if (!begin(&c, reader, q, r, false) || !entity_kind(&c, &kind))
        return;
    struct desk_list which = {.user = c.user.id,
                              .most = (uint32_t)http_query_i64(q, STR("most"), 1, 200, 50)};
    desk_key_parse(http_query(q, STR("after")), &which.after);
    enum err_code code = desk_entity_get(c.reader, kind, http_param(q, STR("key")), &v);
    which.entity = code == ERR_OK ? v.id : 0;
    if (code == ERR_OK)
        code = desk_articles(c.reader, &which, &rows);
    if (code == ERR_OK)
        code = desk_entity_said(c.reader, &v, 50, &said, &said_count);
    if (code == ERR_OK)
        code = desk_entity_with(c.reader, &v, 20, &with, &with_count);
    if (code != ERR_OK) {
        fail(&c, code, code == ERR_NOT_FOUND ? "no article names it" : NULL);
        return;
    }
    json_obj(&c.j);
    json_key(&c.j, STR("entity"));
    desk_entity_json(&c.j, &v);
    WRITE_MEMBER(&c, "says", said, said_count, desk_said_json);
    WRITE_MEMBER(&c, "with", with, with_count, desk_entity_json);
    json_key(&c.j, STR("result"));
    desk_rows_json(&c.j, &rows);
    json_obj_end(&c.j);
}

static void stories(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    struct desk_day from = {0}, to = {0};
    struct str day;
    if (((day = http_query(q, STR("from"))).n && !desk_day_parse(day, &from)) ||
        ((day = http_query(q, STR("to"))).n && !desk_day_parse(day, &to))) {
        fail(&c, ERR_INPUT, "from and to are days: 2026-11-20");
        return;
    }
    const struct desk_stories_want want = {
        .user = c.user.id,
        .from = from.from,
        .to = to.to,
        .followed = c.user.id && http_query_i64(q, STR("followed"), 0, 1, 0),
        .least = (uint32_t)http_query_i64(q, STR("least"), 1, 1000, 0),
        .most = (uint32_t)http_query_i64(q, STR("most"), 1, DESK_STORIES_MOST, 0)};
    const struct desk_story_row *v;
    size_t n;
    enum err_code code = desk_stories(c.reader, &want, &v, &n);
    if (code != ERR_OK)
        fail(&c, code, NULL);
    else
        WRITE_LIST(&c, "stories", v, n, desk_story_row_json);
}

static void story(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    struct desk_story *v = ARENA_NEW(q->arena, struct desk_story);
    enum err_code code = desk_story_get(c.reader, http_param_i64(q, STR("id"), 0), c.user.id, v);
    if (code != ERR_OK)
        fail(&c, code, "there is no such story");
    else
        desk_story_json(&c.j, v);
}

static void place(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    struct desk_place *v = ARENA_NEW(q->arena, struct desk_place);
    enum err_code code = desk_place_get(c.reader, http_param_i64(q, STR("id"), 0), c.user.id, v);
    if (code != ERR_OK)
        fail(&c, code, "there is no such article, or it is in no story yet");
    else
        desk_place_json(&c.j, v);
}

static void versions(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    const struct desk_version *v;
    size_t n;
    enum err_code code = desk_versions(c.reader, http_param_i64(q, STR("id"), 0), &v, &n);
    if (code != ERR_OK)
        fail(&c, code, "there is no such article");
    else
        WRITE_LIST(&c, "versions", v, n, desk_version_json);
}

static void difference(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    struct desk_difference v;
    enum err_code code = desk_version_difference(c.reader, http_param_i64(q, STR("id"), 0),
                                                 http_param_i64(q, STR("version"), 0), &v);
    if (code != ERR_OK)
        fail(&c, code, "there is no such version");
    else
        desk_difference_json(&c.j, &v);
}

static void brief(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    struct desk_day since = {0};
    struct str day = http_query(q, STR("since"));
    if (day.n && !desk_day_parse(day, &since)) {
        fail(&c, ERR_INPUT, "since is a day: 2026-11-20");
        return;
    }
    struct desk_brief v;
    uint32_t most = (uint32_t)http_query_i64(q, STR("most"), 1, DESK_STORIES_MOST, 0);
    enum err_code code = desk_brief(c.reader, c.user.id, since.from, most, &v);
    if (code != ERR_OK)
        fail(&c, code, NULL);
    else
        desk_brief_json(&c.j, &v);
}

static void corrections(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, false))
        return;
    const struct desk_correction *v;
    size_t n;
    enum err_code code =
        desk_corrections(c.reader, http_query_i64(q, STR("story"), 1, INT64_MAX, 0),
                         http_query_i64(q, STR("before"), 1, INT64_MAX, 0),
                         (uint32_t)http_query_i64(q, STR("most"), 1, 500, 100), &v, &n);
    if (code != ERR_OK)
        fail(&c, code, NULL);
    else
        WRITE_LIST(&c, "corrections", v, n, desk_correction_json);
}

/* PUT {"follow":1}: 1 follows, -1 mutes, 0 neither. */
static void put_follow(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, true))
        return;
    json_t *v = body_of(&c);
    if (!v)
        return;
    bool given = json_is_integer(json_object_get(v, "follow"));
    int64_t follow = json_get_i64(v, "follow", 0);
    struct err e = {0};
    json_decref(v);
    enum err_code code =
        given && follow >= -1 && follow <= 1
            ? desk_story_follow(c.desk, c.user.id, http_param_i64(q, STR("id"), 0), (int)follow, &e)
            : err_set(&e, ERR_INPUT, "\"follow\" must be 1, 0 or -1");
    if (code != ERR_OK) {
        fail(&c, code, e.words);
        return;
    }
    json_obj(&c.j);
    json_field_i64(&c.j, "follow", follow);
    json_obj_end(&c.j);
}

/* What a correction asks for, out of the request's JSON object. */
struct wanted {
    int64_t into, article, other;
    int64_t articles[DESK_SPLIT_MOST];
    size_t n;
    bool named;
    char name[DESK_NAME_OF_STORY_MOST + 1]; /* one byte more than may be, to be refused */
    size_t name_n;
};

static void read_wanted(const json_t *v, struct wanted *ret)
{
    const json_t *list = json_object_get(v, "split");
    struct str name = json_get_str(v, "name");
    ret->into = json_get_i64(v, "merge_into", 0);
    ret->article = json_get_i64(v, "add", 0);
    ret->other = json_get_i64(v, "unrelated", 0);
    ret->named = json_is_string(json_object_get(v, "name"));
    ret->name_n = name.n < sizeof ret->name ? name.n : sizeof ret->name;
    if (ret->name_n)
        memcpy(ret->name, name.p, ret->name_n);
    for (size_t i = 0; i < json_array_size(list) && ret->n < DESK_SPLIT_MOST; i++)
        ret->articles[ret->n++] = json_integer_value(json_array_get(list, i));
}

/* POST {"merge_into":ID}, {"split":[ID]}, {"add":ARTICLE}, {"unrelated":ID} or {"name":TEXT}. */
static void correct(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, true))
        return;
    json_t *v = body_of(&c);
    if (!v)
        return;
    struct wanted *want = ARENA_NEW(q->arena, struct wanted);
    read_wanted(v, want);
    json_decref(v);
    int64_t id = http_param_i64(q, STR("id"), 0), story_id = id;
    struct err e = {0};
    enum err_code code;
    if (want->into)
        code = desk_story_merge(c.desk, c.user.id, id, story_id = want->into, &e);
    else if (want->n)
        code = desk_story_split(c.desk, c.user.id, want->articles, want->n, &story_id, &e);
    else if (want->article)
        code = desk_story_move(c.desk, c.user.id, want->article, id, &e);
    else if (want->other)
        code = desk_story_unrelated(c.desk, c.user.id, id, want->other, &e);
    else if (want->named)
        code = desk_story_rename(c.desk, c.user.id, id, str_of(want->name, want->name_n), &e);
    else
        code = err_set(&e, ERR_INPUT, "one of merge_into, split, add, unrelated, name is wanted");
    if (code != ERR_OK) {
        fail(&c, code, e.words);
        return;
    }
    json_obj(&c.j);
    json_field_i64(&c.j, "story", story_id);
    json_obj_end(&c.j);
}

static void correction_undo(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, true))
        return;
    struct err e = {0};
    enum err_code code =
        desk_correction_undo(c.desk, c.user.id, http_param_i64(q, STR("id"), 0), &e);
    if (code != ERR_OK) {
        fail(&c, code, e.words);
        return;
    }
    buf_clear(&r->body);
    r->status = 204;
}

static void stats(void *reader, struct http_request *q, struct http_response *r)
{
    struct api c;
    if (!begin(&c, reader, q, r, true))
        return;
    struct desk_stats v;
    enum err_code code = desk_stats(c.reader, &v);
    if (code != ERR_OK)
        fail(&c, code, NULL);
    else
        desk_stats_json(&c.j, &v, c.user.admin);
}

/* web_before lets these through: they look after who asks by themselves. */
enum { SELF = HTTP_ROUTE_USER1 << 4 };

const struct http_route api_routes[] = {
    {HTTP_GET, "/healthz", health, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/login", login, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/events", events, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles", articles, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id", article, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/reading", reading, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/ask", ask, SELF, 0, NULL},
    {HTTP_PUT, "/api/v1/articles/:id/read", put_read, SELF, 0, NULL},
    {HTTP_PUT, "/api/v1/articles/:id/star", put_star, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/comments", comments, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/articles/:id/comments", comment_add, SELF, 0, NULL},
    {HTTP_DELETE, "/api/v1/comments/:id", comment_delete, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/comments/:id/report", comment_report, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/ask", ask_all, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/search", search, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/story", place, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/versions", versions, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/versions/:version", difference, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/stories", stories, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/stories/:id", story, SELF, 0, NULL},
    {HTTP_PUT, "/api/v1/stories/:id/follow", put_follow, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/stories/:id/corrections", correct, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/corrections", corrections, SELF, 0, NULL},
    {HTTP_DELETE, "/api/v1/corrections/:id", correction_undo, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/brief", brief, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/feeds", feeds, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/feeds", feed_add, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/feeds/:id/own", own_get, SELF, 0, NULL},
    {HTTP_PUT, "/api/v1/feeds/:id/own", own_put, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/publishers", publishers, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/tags", tags, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/entities/:kind", entities, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/entities/:kind/:key", entity, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/stats", stats, SELF, 0, NULL},
    {HTTP_POST, "/accounts/ClientLogin", api_client_login, SELF, 0, NULL},
    {HTTP_POST, "/api/greader.php/accounts/ClientLogin", api_client_login, SELF, 0, NULL},
    {HTTP_GET, "/reader/api/0/*path", api_greader, SELF, 0, NULL},
    {HTTP_POST, "/reader/api/0/*path", api_greader, SELF, 0, NULL},
    {HTTP_GET, "/reader/atom/*stream", api_reader_atom, SELF, 0, NULL},
    {HTTP_GET, "/api/greader.php/reader/atom/*stream", api_reader_atom, SELF, 0, NULL},
    {HTTP_GET, "/api/greader.php/reader/api/0/*path", api_greader, SELF, 0, NULL},
    {HTTP_POST, "/api/greader.php/reader/api/0/*path", api_greader, SELF, 0, NULL},
};
const size_t api_route_count = sizeof api_routes / sizeof *api_routes;
