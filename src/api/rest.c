/* rest.c: the JSON interface: who asks, how it is answered, and the table of all routes. */
#include "api/rest.h"

void api_fail(struct api_call *c, enum err_code code, const char *words)
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

/* Finds out who asks. */
static void meet(struct api_call *c, void *reader, struct http_request *q, struct http_response *r)
{
    *c = (struct api_call){.desk = desk_reader_desk(reader), .reader = reader, .q = q, .r = r};
    desk_reader_begin(c->reader, q->arena);
    http_set(r, STR("Cache-Control"), STR("no-store"));
    struct str sign = http_header(q, STR("Authorization"));
    struct str token = str_starts_fold(sign, STR("Bearer "))
                           ? str_trim(str_from(sign, 7))
                           : http_cookie(q, STR("octavo_session"));
    c->scope = DESK_SCOPE_ALL;
    bool known = token.n && (desk_token_find(c->reader, token, &c->user, &c->scope) ||
                             desk_session_find(c->reader, token, &c->user));
    if (!known)
        c->user = (struct desk_user){0};
}

/* The answer is JSON, and begins. */
static void answer(struct api_call *c)
{
    http_json(c->r, 200);
    json_init(&c->j, &c->r->body);
}

bool api_begin(struct api_call *c, void *reader, struct http_request *q, struct http_response *r,
               bool wants)
{
    meet(c, reader, q, r);
    bool closed = !desk_conf_bool(desk_conf(c->desk), DESK_SET_PUBLIC);
    bool reads = (q->method & (HTTP_GET | HTTP_HEAD)) != 0;
    if (c->scope < (reads ? DESK_SCOPE_READ : DESK_SCOPE_WRITE)) {
        api_fail(c, ERR_DENIED,
                 reads ? "an app password opens Atom feeds and reader apps only; make a token"
                       : "this token may only read");
        return false;
    }
    if (c->user.id || (!wants && !closed)) {
        answer(c);
        return true;
    }
    api_fail(c, ERR_DENIED, "sign in, or send a token as Authorization: Bearer TOKEN");
    r->status = 401;
    http_set(r, STR("WWW-Authenticate"), STR("Bearer"));
    return false;
}

json_t *api_body(struct api_call *c)
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
    api_fail(c, ERR_INPUT, e.words);
    return NULL;
}

bool api_after(struct api_call *c, struct desk_key *ret)
{
    struct str after = http_query(c->q, STR("after"));
    bool sound = !after.n || desk_key_parse(after, ret);
    if (!sound)
        api_fail(c, ERR_INPUT, "after is AT-ID as given in next");
    return sound;
}

bool api_day(struct api_call *c, const char *name, struct desk_day *ret)
{
    struct str day = http_query(c->q, str_c(name));
    bool sound = !day.n || desk_day_parse(day, ret);
    if (!sound)
        api_fail(c, ERR_INPUT,
                 str_z(c->q->arena, str_fmt(c->q->arena, "%s is a day: 2026-11-20", name)));
    return sound;
}

bool api_most(struct api_call *c, uint32_t none, uint32_t limit, uint32_t *ret)
{
    struct str typed = http_query(c->q, STR("most"));
    uint64_t n = none;
    if (typed.n && (!str_u64(typed, UINT64_MAX, &n) || n == 0)) {
        api_fail(c, ERR_INPUT, "most is a number, 1 or more");
        return false;
    }
    *ret = n < limit ? (uint32_t)n : limit;
    return true;
}

bool api_admin(struct api_call *c, const char *what)
{
    if (!c->user.admin)
        api_fail(c, ERR_DENIED,
                 str_z(c->q->arena, str_fmt(c->q->arena, "only the administrator may %s", what)));
    return c->user.admin;
}

void api_made(struct api_call *c, enum err_code code, const struct err *e, int64_t id)
{
    if (code != ERR_OK) {
        api_fail(c, code, e->words);
        return;
    }
    c->r->status = 201;
    json_obj(&c->j);
    json_field_i64(&c->j, "id", id);
    json_obj_end(&c->j);
}

void api_done(struct api_call *c, enum err_code code, const struct err *e)
{
    if (code != ERR_OK) {
        api_fail(c, code, e->words);
        return;
    }
    buf_clear(&c->r->body);
    c->r->status = 204;
}

static API_HANDLER(health)
{
    struct err e = {0};
    desk_reader_begin(reader, q->arena);
    if (desk_health(reader, &e) == ERR_OK)
        http_text(r, 200, STR("ok\n"));
    else
        http_text(r, e.code == ERR_FULL ? 507 : 503, str_fmt(q->arena, "%s\n", e.words));
}

/* What comes from now on, as /events has it; web/ sends to the streams of both. */
static API_HANDLER(events)
{
    struct api_call c;
    struct desk_news news;
    if (!api_begin(&c, reader, q, r, false))
        return;
    enum err_code code = desk_news(c.reader, http_event_after(q), &news);
    if (code != ERR_OK) {
        api_fail(&c, code, NULL);
        return;
    }
    if (!http_stream_start(q, r, &STR("news"), 1)) {
        unsigned status = r->status;
        api_fail(&c, ERR_LIMIT, "too many event streams are open");
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

static API_HANDLER(login)
{
    struct api_call c;
    meet(&c, reader, q, r); /* whoever it was until now */
    answer(&c);
    json_t *v = api_body(&c);
    if (!v)
        return;
    char token[DESK_TOKEN_SIZE];
    struct err e = {0};
    struct str agent = utf8_cut(http_header(q, STR("User-Agent")), 200);
    enum err_code code = desk_sign_in(c.desk, json_get_str(v, "user"), json_get_str(v, "password"),
                                      q->remote, agent, token, &e);
    json_decref(v);
    if (code != ERR_OK) {
        api_fail(&c, code, e.words);
        return;
    }
    json_obj(&c.j);
    json_field_str(&c.j, "token", str_c(token));
    json_obj_end(&c.j);
}

static API_HANDLER(stats)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    struct desk_stats v;
    enum err_code code = desk_stats(c.reader, &v);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        desk_stats_json(&c.j, &v, c.user.admin);
}

/* web_before lets these through: they look after who asks by themselves. */
enum { SELF = HTTP_ROUTE_USER1 << 4 };

const struct http_route api_routes[] = {
    {HTTP_GET, "/healthz", health, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/login", login, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/events", events, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles", api_articles, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id", api_article, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/reading", api_reading, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/ask", api_ask, SELF, 0, NULL},
    {HTTP_PUT, "/api/v1/articles/:id/read", api_put_read, SELF, 0, NULL},
    {HTTP_PUT, "/api/v1/articles/:id/star", api_put_star, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/comments", api_comments, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/articles/:id/comments", api_comment_add, SELF, 0, NULL},
    {HTTP_DELETE, "/api/v1/comments/:id", api_comment_delete, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/comments/:id/report", api_comment_report, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/ask", api_ask_all, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/search", api_search, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/story", api_place, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/model", api_model_article, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/articles/:id/model", api_model_article_ask, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/versions", api_versions, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/articles/:id/versions/:version", api_difference, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/stories", api_stories, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/stories/:id", api_story, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/stories/:id/reports", api_story_reports, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/stories/:id/model", api_model_story, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/stories/:id/model", api_model_story_ask, SELF, 0, NULL},
    {HTTP_PUT, "/api/v1/stories/:id/follow", api_put_follow, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/stories/:id/corrections", api_correct, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/corrections", api_corrections, SELF, 0, NULL},
    {HTTP_DELETE, "/api/v1/corrections/:id", api_correction_undo, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/brief", api_brief, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/feeds", api_feeds, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/feeds", api_feed_add, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/feeds/:id/own", api_own_get, SELF, 0, NULL},
    {HTTP_PUT, "/api/v1/feeds/:id/own", api_own_put, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/rules", api_rules, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/rules", api_rule_add, SELF, 0, NULL},
    {HTTP_DELETE, "/api/v1/rules/:id", api_rule_delete, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/following", api_following, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/following", api_watch_add, SELF, 0, NULL},
    {HTTP_PUT, "/api/v1/following/:id/looked", api_watch_looked, SELF, 0, NULL},
    {HTTP_DELETE, "/api/v1/following/:id", api_watch_delete, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/accounts", api_accounts, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/accounts", api_account_add, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/accounts/:id", api_account_get, SELF, 0, NULL},
    {HTTP_PUT, "/api/v1/accounts/:id", api_account_put, SELF, 0, NULL},
    {HTTP_POST, "/api/v1/accounts/:id/link", api_account_link, SELF, 0, NULL},
    {HTTP_DELETE, "/api/v1/accounts/:id", api_account_delete, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/publishers", api_publishers, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/tags", api_tags, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/entities/:kind", api_entities, SELF, 0, NULL},
    {HTTP_GET, "/api/v1/entities/:kind/:key", api_entity, SELF, 0, NULL},
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
