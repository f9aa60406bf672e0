/* api: every route by who asks, with tokens and with a browser's session; the closed site; that all
 * answers are JSON and are not kept; bodies and ids that are none. What other sites may not is
 * web_before's, tested with web/. */
#include "api/api.h"
#include "web/site.h"

/* A row for every route: method, body, and status for nobody, a user, the administrator; and for
 * nobody where public = no. */
struct row {
    enum http_method method;
    const char *pattern, *target, *body;
    unsigned wants[PEOPLE], closed;
};
#define ARTICLES "/api/v1/articles"
#define STORIES  "/api/v1/stories"
static const struct row rows[] = {
    {HTTP_GET, "/healthz", "/healthz", "", {200, 200, 200}, 200},
    {HTTP_POST,
     "/api/v1/login",
     "/api/v1/login",
     "{\"user\":\"vera\",\"password\":\"" PASSWORD "\"}",
     {200, 200, 200},
     200},
    {HTTP_GET, "/api/v1/events", "/api/v1/events", "", {200, 200, 200}, 401},
    {HTTP_GET, ARTICLES, ARTICLES "?most=2", "", {200, 200, 200}, 401},
    {HTTP_GET, ARTICLES "/:id", ARTICLES "/{a}", "", {200, 200, 200}, 401},
    {HTTP_GET, ARTICLES "/:id/reading", ARTICLES "/{a}/reading", "", {200, 200, 200}, 401},
    {HTTP_GET, ARTICLES "/:id/ask", ARTICLES "/{a}/ask?q=who", "", {200, 200, 200}, 401},
    {HTTP_PUT, ARTICLES "/:id/read", ARTICLES "/{a}/read", "{\"read\":true}", {401, 200, 200}, 401},
    {HTTP_PUT, ARTICLES "/:id/star", ARTICLES "/{a}/star", "{\"star\":true}", {401, 200, 200}, 401},
    {HTTP_GET, ARTICLES "/:id/comments", ARTICLES "/{a}/comments", "", {200, 200, 200}, 401},
    {HTTP_POST,
     ARTICLES "/:id/comments",
     ARTICLES "/{a}/comments",
     "{\"body\":\"x\"}",
     {401, 201, 201},
     401},
    {HTTP_DELETE, "/api/v1/comments/:id", "/api/v1/comments/{c}", "", {401, 403, 204}, 401},
    {HTTP_POST,
     "/api/v1/comments/:id/report",
     "/api/v1/comments/999/report",
     "{\"words\":\"x\"}",
     {401, 404, 404},
     401},
    {HTTP_GET, "/api/v1/ask", "/api/v1/ask?q=who", "", {200, 200, 200}, 401},
    {HTTP_GET, "/api/v1/search", "/api/v1/search?q=ferry", "", {200, 200, 200}, 401},
    {HTTP_GET, ARTICLES "/:id/story", ARTICLES "/{a}/story", "", {200, 200, 200}, 401},
    {HTTP_GET, ARTICLES "/:id/versions", ARTICLES "/{a}/versions", "", {200, 200, 200}, 401},
    {HTTP_GET,
     ARTICLES "/:id/versions/:version",
     ARTICLES "/{a}/versions/999",
     "",
     {404, 404, 404},
     401},
    {HTTP_GET, ARTICLES "/:id/model", ARTICLES "/{a}/model", "", {404, 404, 404}, 401},
    {HTTP_POST, ARTICLES "/:id/model", ARTICLES "/{a}/model", "", {401, 404, 404}, 401},
    {HTTP_GET, STORIES "/:id/model", STORIES "/{a}/model", "", {404, 404, 404}, 401},
    {HTTP_POST, STORIES "/:id/model", STORIES "/{a}/model", "", {401, 404, 404}, 401},
    {HTTP_GET, STORIES, STORIES "?most=2", "", {200, 200, 200}, 401},
    {HTTP_GET, STORIES "/:id", STORIES "/{a}", "", {200, 200, 200}, 401},
    {HTTP_GET, STORIES "/:id/reports", STORIES "/{a}/reports", "", {200, 200, 200}, 401},
    {HTTP_PUT,
     STORIES "/:id/follow",
     STORIES "/{a}/follow",
     "{\"follow\":1}",
     {401, 200, 200},
     401},
    {HTTP_POST,
     STORIES "/:id/corrections",
     STORIES "/{a}/corrections",
     "{\"name\":\"A name\"}",
     {401, 200, 200},
     401},
    {HTTP_GET, "/api/v1/corrections", "/api/v1/corrections", "", {200, 200, 200}, 401},
    {HTTP_DELETE, "/api/v1/corrections/:id", "/api/v1/corrections/999", "", {401, 404, 404}, 401},
    {HTTP_GET, "/api/v1/brief", "/api/v1/brief?since=2025-03-01", "", {200, 200, 200}, 401},
    {HTTP_GET, "/api/v1/feeds", "/api/v1/feeds", "", {200, 200, 200}, 401},
    {HTTP_POST,
     "/api/v1/feeds",
     "/api/v1/feeds",
     "{\"url\":\"https://a.example/feed\"}",
     {401, 403, 201},
     401},
    {HTTP_GET, "/api/v1/feeds/:id/own", "/api/v1/feeds/{f}/own", "", {401, 403, 200}, 401},
    {HTTP_PUT,
     "/api/v1/feeds/:id/own",
     "/api/v1/feeds/{f}/own",
     "{\"selector\":\"main\",\"headers\":[\"Cookie: a=b\"]}",
     {401, 403, 200},
     401},
    {HTTP_GET, "/api/v1/rules", "/api/v1/rules", "", {401, 200, 200}, 401},
    {HTTP_POST,
     "/api/v1/rules",
     "/api/v1/rules",
     "{\"act\":\"drop\",\"words\":\"zz\"}",
     {401, 403, 201},
     401},
    {HTTP_DELETE, "/api/v1/rules/:id", "/api/v1/rules/999", "", {401, 404, 404}, 401},
    {HTTP_GET, "/api/v1/following", "/api/v1/following", "", {401, 200, 200}, 401},
    {HTTP_POST,
     "/api/v1/following",
     "/api/v1/following",
     "{\"query\":\"ferry\"}",
     {401, 201, 201},
     401},
    {HTTP_PUT,
     "/api/v1/following/:id/looked",
     "/api/v1/following/999/looked",
     "",
     {401, 404, 404},
     401},
    {HTTP_DELETE, "/api/v1/following/:id", "/api/v1/following/999", "", {401, 404, 404}, 401},
    {HTTP_GET, "/api/v1/accounts", "/api/v1/accounts", "", {401, 403, 200}, 401},
    {HTTP_POST, "/api/v1/accounts", "/api/v1/accounts", "{\"name\":\"\"}", {401, 403, 400}, 401},
    {HTTP_GET, "/api/v1/accounts/:id", "/api/v1/accounts/999", "", {401, 403, 404}, 401},
    {HTTP_PUT,
     "/api/v1/accounts/:id",
     "/api/v1/accounts/999",
     "{\"admin\":true}",
     {401, 403, 404},
     401},
    {HTTP_POST, "/api/v1/accounts/:id/link", "/api/v1/accounts/999/link", "", {401, 403, 404}, 401},
    {HTTP_DELETE, "/api/v1/accounts/:id", "/api/v1/accounts/999", "", {401, 403, 404}, 401},
    {HTTP_GET, "/api/v1/publishers", "/api/v1/publishers", "", {200, 200, 200}, 401},
    {HTTP_GET, "/api/v1/tags", "/api/v1/tags", "", {200, 200, 200}, 401},
    {HTTP_GET, "/api/v1/entities/:kind", "/api/v1/entities/person", "", {200, 200, 200}, 401},
    {HTTP_GET,
     "/api/v1/entities/:kind/:key",
     "/api/v1/entities/person/{e}",
     "",
     {200, 200, 200},
     401},
    /* Reader apps sign in another way (reader_apps below): a Bearer token or a cookie is nothing.
     */
    {HTTP_POST, "/accounts/ClientLogin", "/accounts/ClientLogin", "", {401, 401, 401}, 401},
    {HTTP_POST,
     "/api/greader.php/accounts/ClientLogin",
     "/api/greader.php/accounts/ClientLogin",
     "",
     {401, 401, 401},
     401},
    {HTTP_GET, "/reader/atom/*stream", "/reader/atom/feed%2F1", "", {401, 401, 401}, 401},
    {HTTP_GET,
     "/api/greader.php/reader/atom/*stream",
     "/api/greader.php/reader/atom/feed%2F1",
     "",
     {401, 401, 401},
     401},
    {HTTP_GET, "/reader/api/0/*path", "/reader/api/0/token", "", {401, 401, 401}, 401},
    {HTTP_POST, "/reader/api/0/*path", "/reader/api/0/edit-tag", "", {401, 401, 401}, 401},
    {HTTP_POST,
     "/api/greader.php/reader/api/0/*path",
     "/api/greader.php/reader/api/0/mark-all-as-read",
     "",
     {401, 401, 401},
     401},
    {HTTP_GET,
     "/api/greader.php/reader/api/0/*path",
     "/api/greader.php/reader/api/0/user-info",
     "",
     {401, 401, 401},
     401},
    {HTTP_GET, "/api/v1/stats", "/api/v1/stats", "", {401, 200, 200}, 401},
};
enum { ROWS = sizeof rows / sizeof *rows };

static void open_site(bool closed)
{
    site_open((struct http_options){.routes = api_routes, .route_count = api_route_count}, closed);
}

/* `sign`: a header line that says who asks; may be empty. */
static struct reply ask(enum http_method method, struct str target, const char *sign,
                        const char *body)
{
    const char *type = body[0] ? "Content-Type: application/json\r\n" : "";
    return site_send(str_fmt(&site.a,
                             "%s %.*s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s%s"
                             "Content-Length: %zu\r\n\r\n%s",
                             http_method_name(method), STR_ARG(target), sign, type, strlen(body),
                             body));
}

static const char *bearer(enum person who)
{
    if (who == NOBODY)
        return "";
    return str_z(&site.a, str_fmt(&site.a, "Authorization: Bearer %s\r\n", site_session(who)));
}

/* Every answer but /healthz is a JSON object, or says nothing; and none is kept anywhere. */
static json_t *check_json(const struct reply *r)
{
    json_t *v = NULL;
    struct err e = {0};
    check_strz(site_header(r, STR("Cache-Control")), "no-store");
    if (r->status == 204) {
        check_int(r->body.n, 0);
        return NULL;
    }
    struct str type = site_header(r, STR("Content-Type")), body = r->body;
    if (str_eq(type, STR("text/event-stream"))) { /* one event: the object is its data */
        size_t at = str_find(body, STR("\ndata: "));
        check_true(str_starts(body, STR("event: news\nid: ")) && at != SIZE_MAX);
        body = str_trim(str_from(body, at + 7));
    } else {
        check_true(str_starts(type, STR("application/json")));
    }
    if (json_read(body, &v, &e) != ERR_OK || !json_is_object(v))
        fail_msg("%s: %.*s", e.words, STR_ARG(r->body));
    check_true((r->status >= 400) == (json_get_str(v, "error").n > 0));
    return v;
}

static bool is_app(const struct row *row)
{
    return strstr(row->pattern, "ClientLogin") || strstr(row->pattern, "/reader/");
}

static void check_row(const struct row *row, const char *sign, unsigned want)
{
    struct reply r = ask(row->method, site_ids(row->target), sign, row->body);
    if (r.status != want)
        fail_msg("%s %s (%s): %u and not %u\n%.*s", http_method_name(row->method), row->target,
                 sign, r.status, want, STR_ARG(str_sub(r.body, 0, 400)));
    if (is_app(row)) {
        check_strz(site_header(&r, STR("Cache-Control")), "no-store");
        return;
    }
    if (r.status == 401)
        check_strz(site_header(&r, STR("WWW-Authenticate")), "Bearer");
    if (!str_eq(str_c(row->pattern), STR("/healthz")))
        json_decref(check_json(&r));
}

static void every_route_by_who_asks(void **state)
{
    (void)state;
    open_site(false);
    SITE_ROUTE_WITHOUT_ROW(api_routes, api_route_count, rows, ROWS);
    for (size_t i = 0; i < ROWS; i++)
        for (enum person who = NOBODY; who < PEOPLE; who++)
            check_row(&rows[i], bearer(who), rows[i].wants[who]);
    site_close();
}

static void a_closed_site_is_closed(void **state)
{
    (void)state;
    open_site(true);
    for (size_t i = 0; i < ROWS; i++) {
        check_row(&rows[i], "", rows[i].closed);
        check_row(&rows[i], "Authorization: Bearer nonsense\r\n", rows[i].closed);
        check_row(&rows[i], bearer(USER), rows[i].wants[USER]);
    }
    /* Who has just signed in is not asked to. */
    struct reply r = ask(HTTP_POST, STR("/api/v1/login"), "", rows[1].body);
    check_int(r.status, 200);
    check_int(site_header(&r, STR("WWW-Authenticate")).n, 0);
    site_close();
}

static void signs_that_count(void **state)
{
    (void)state;
    open_site(false);
    struct err e = {0};
    char token[DESK_TOKEN_SIZE];
    const struct row stats = rows[ROWS - 1];
    check_ok(desk_token_new(site.desk, site.people[USER], STR("t"), DESK_SCOPE_READ, token, &e));
    const char *session = site_session(USER);
    const struct {
        const char *before, *token;
        unsigned want;
    } cases[] = {
        {"Authorization: Bearer ", token, 200},    {"Authorization: bearer  ", token, 200},
        {"Authorization: Bearer ", session, 200},  {"Cookie: octavo_session=", session, 200},
        {"Cookie: octavo_visitor=", session, 401}, {"Authorization: Basic ", token, 401},
        {"Authorization: Bearer ", "", 401},       {"Authorization: Bearer x", token, 401},
        {"X-Authorization: Bearer ", token, 401},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_row(&stats,
                  str_z(&site.a, str_fmt(&site.a, "%s%s\r\n", cases[i].before, cases[i].token)),
                  cases[i].want);
    const struct desk_token *tokens;
    size_t n;
    check_ok(desk_tokens(site.reader, site.people[USER], &tokens, &n));
    check_int(n, 1);
    check_ok(desk_token_revoke(site.desk, site.people[USER], tokens[0].id, &e));
    check_row(&stats, str_z(&site.a, str_fmt(&site.a, "Authorization: Bearer %s\r\n", token)), 401);
    /* The token that signing in gives is one. */
    struct reply r = ask(HTTP_POST, STR("/api/v1/login"), "", rows[1].body);
    json_t *v = check_json(&r);
    check_row(&stats,
              str_z(&site.a, str_fmt(&site.a, "Authorization: Bearer %.*s\r\n",
                                     STR_ARG(json_get_str(v, "token")))),
              200);
    json_decref(v);
    r = ask(HTTP_POST, STR("/api/v1/login"), "", "{\"user\":\"vera\",\"password\":\"wrong\"}");
    check_int(r.status, 403);
    json_decref(check_json(&r));
    site_close();
}

/* A token of each scope on every route; administrator's tokens, so that only the scope holds back.
 */
static void scopes_hold(void **state)
{
    (void)state;
    open_site(false);
    struct err e = {0};
    char token[DESK_TOKEN_SIZE];
    for (int scope = DESK_SCOPE_FEEDS; scope <= DESK_SCOPE_ALL; scope++) {
        check_ok(desk_token_new(site.desk, site.people[ADMIN], STR("t"), (enum desk_scope)scope,
                                token, &e));
        const char *sign = str_z(&site.a, str_fmt(&site.a, "Authorization: Bearer %s\r\n", token));
        for (size_t i = 0; i < ROWS; i++) {
            bool self = is_app(&rows[i]) || strstr(rows[i].pattern, "login") ||
                        strstr(rows[i].pattern, "healthz");
            bool reads = rows[i].method == HTTP_GET;
            bool enough = scope >= (reads ? DESK_SCOPE_READ : DESK_SCOPE_WRITE);
            bool own = rows[i].method == HTTP_DELETE && enough; /* the comment is his own */
            if (self || own)
                continue;
            unsigned want = enough ? rows[i].wants[scope == DESK_SCOPE_ALL ? ADMIN : USER] : 403;
            check_row(&rows[i], sign, want);
        }
    }
    site_close();
}

/* What an app password opens to an app, and what it does not; requests that are none. */
static void reader_apps(void **state)
{
    (void)state;
    open_site(true);
    struct err e = {0};
    char tokens[DESK_SCOPE_ALL + 1][DESK_TOKEN_SIZE];
    for (int s = DESK_SCOPE_FEEDS; s <= DESK_SCOPE_ALL; s++)
        check_ok(desk_token_new(site.desk, site.people[ADMIN], STR("t"), (enum desk_scope)s,
                                tokens[s], &e));
    static const struct {
        enum http_method method;
        const char *target;
        unsigned wants[DESK_SCOPE_ALL + 1]; /* by scope */
    } cases[] = {
        {HTTP_GET, "user-info?output=json", {200, 200, 200, 200}},
        {HTTP_GET, "tag/list", {200, 200, 200, 200}},
        {HTTP_GET, "subscription/list", {200, 200, 200, 200}},
        {HTTP_GET, "unread-count", {200, 200, 200, 200}},
        {HTTP_GET,
         "stream/items/ids?s=user/-/state/com.google/reading-list&n=2",
         {200, 200, 200, 200}},
        {HTTP_GET, "stream/contents/user/-/state/com.google/starred", {200, 200, 200, 200}},
        {HTTP_GET, "stream/contents/feed%2F1?n=3", {200, 200, 200, 200}},
        {HTTP_GET,
         "stream/items/contents?i=1&i=tag:google.com,2005:reader/item/0000000000000002",
         {200, 200, 200, 200}},
        {HTTP_POST, "mark-all-as-read?s=feed/1", {200, 403, 200, 200}},
        {HTTP_POST, "edit-tag?i=1&a=user/-/state/com.google/read", {200, 403, 200, 200}},
        {HTTP_POST, "subscription/edit?ac=unsubscribe&s=feed/9999", {403, 403, 403, 404}},
        {HTTP_POST, "subscription/quickadd?quickadd=javascript:1", {403, 403, 403, 400}},
        {HTTP_GET, "edit-tag", {405, 405, 405, 405}},
        {HTTP_GET, "tag/list?output=xml", {400, 400, 400, 400}},
        {HTTP_GET, "stream/items/ids?s=feed/x", {400, 400, 400, 400}},
        {HTTP_GET,
         "stream/items/ids?s=user/-/state/com.google/reading-list&c=x",
         {400, 400, 400, 400}},
        {HTTP_GET,
         "stream/items/contents?i=-1&i=zz&i=" OVER_2_TO_THE_63
         "&i=tag:google.com,2005:reader/item/ffffffffffffffff",
         {200, 200, 200, 200}},
        {HTTP_GET, "nothing", {404, 404, 404, 404}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int s = DESK_SCOPE_FEEDS; s <= DESK_SCOPE_ALL; s++) {
            const char *sign = str_z(
                &site.a, str_fmt(&site.a, "Authorization: GoogleLogin auth=%s\r\n", tokens[s]));
            struct reply r = ask(cases[i].method,
                                 str_fmt(&site.a, "/reader/api/0/%s", cases[i].target), sign, "");
            if (r.status != cases[i].wants[s])
                fail_msg("%s with scope %d: %u and not %u: %.*s", cases[i].target, s, r.status,
                         cases[i].wants[s],
                         STR_ARG(str_sub(r.body, 0, r.body.n < 300 ? r.body.n : 300)));
        }
    site_close();
}

/* Attempts are counted by name at an address, and all refusals look alike. */
static void app_sign_in(void **state)
{
    (void)state;
    open_site(true);
    static const char *const names[] = {"nobody", "admin", "nobody", "admin"};
    struct reply r = {0};
    for (int i = 0; i < 12; i++) {
        r = site_send(str_fmt(
            &site.a,
            "POST /accounts/ClientLogin HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: "
            "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\nEmail=%s&Passwd=%s",
            strlen(names[i % 4]) + 23, names[i % 4], "wrongword"));
        check_int(r.status, i < 10 ? 401 : 429);
        if (i < 10)
            check_str(r.body, STR("Error=BadAuthentication\n"));
    }
    check_true(str_starts(r.body, STR("Error=Throttled\nInfo=too many attempts")));
    site_close();
}

static void bodies_that_are_none(void **state)
{
    (void)state;
    static const char *const bodies[] = {"[]",
                                         "null",
                                         "{",
                                         "{}",
                                         "{\"read\":1}",
                                         "{\"read\":\"true\"}",
                                         "{\"read\":true}x",
                                         "\"\\ud800\"",
                                         "{\"read\":null}"};
    open_site(false);
    const char *sign = bearer(ADMIN);
    struct str deep = STR_NONE;
    struct buf b;
    buf_arena(&b, &site.a, 1 << 20);
    for (int i = 0; i < 100000; i++)
        buf_char(&b, '[');
    deep = buf_str(&b);
    for (size_t i = 0; i < ROWS; i++) {
        if (!rows[i].body[0])
            continue;
        for (size_t k = 0; k < sizeof bodies / sizeof *bodies; k++) {
            bool read = strstr(rows[i].pattern, "/read") != NULL;
            struct reply r = ask(rows[i].method, site_ids(rows[i].target), sign, bodies[k]);
            if (r.status < 400 || r.status >= 500 || (read && r.status != 400))
                fail_msg("%s with %s: %u", rows[i].target, bodies[k], r.status);
            json_decref(check_json(&r));
        }
        struct reply r = ask(rows[i].method, site_ids(rows[i].target), sign, str_z(&site.a, deep));
        check_int(r.status, 400);
        json_decref(check_json(&r));
        r = site_send(str_fmt(&site.a,
                              "%s %.*s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%sContent-Type: "
                              "text/plain\r\nContent-Length: %zu\r\n\r\n%s",
                              http_method_name(rows[i].method), STR_ARG(site_ids(rows[i].target)),
                              sign, strlen(rows[i].body), rows[i].body));
        check_int(r.status, 400); /* so that no form of another site can pass as JSON */
    }
    site_close();
}

static void ids_that_are_none(void **state)
{
    (void)state;
    static const char *const ids[] = {"0",
                                      "-1",
                                      "99999999",
                                      "9223372036854775807",
                                      OVER_2_TO_THE_63,
                                      "99999999999999999999999999999999999999",
                                      "1x",
                                      "abc",
                                      "%201",
                                      "%FF",
                                      "1'--",
                                      "1.0"};
    static const char *const queries[] = {
        "/api/v1/articles?publisher=-1&feed=x&most=9999999999999",
        "/api/v1/articles?tag=%22%27%3C&starred=9&unread=x",
        "/api/v1/search?q=%22&most=201",
        "/api/v1/search?q=%FF%00%FE",
        "/api/v1/search",
    };
    static const char *const refused[] = {"/api/v1/articles?after=x",
                                          "/api/v1/articles?after=1-" OVER_2_TO_THE_63,
                                          "/api/v1/articles?from=2025-02-30",
                                          "/api/v1/articles?to=x",
                                          "/api/v1/articles?from=99999-01-01",
                                          "/api/v1/search?q=ferry&after=x",
                                          "/api/v1/entities/person/x?after=1",
                                          "/api/v1/stories?to=x",
                                          "/api/v1/stories/1/reports?after=x",
                                          "/api/v1/brief?since=x",
                                          "/api/v1/articles?most=99999999999999999999",
                                          "/api/v1/search?q=ferry&most=0",
                                          "/api/v1/stories?most=all",
                                          "/api/v1/rules?feed=x",
                                          "/api/v1/tags?most=-5"};
    open_site(false);
    const char *sign = bearer(ADMIN);
    for (size_t i = 0; i < ROWS; i++) {
        const char *at = strstr(rows[i].pattern, ":id");
        for (size_t k = 0; at && k < sizeof ids / sizeof *ids; k++) {
            struct str target = str_fmt(&site.a, "%.*s%s%s?q=who", (int)(at - rows[i].pattern),
                                        rows[i].pattern, ids[k], at + 3);
            struct reply r = ask(rows[i].method, target, sign, rows[i].body);
            if (r.status != 404 && r.status != 400)
                fail_msg("%.*s: %u %.*s", STR_ARG(target), r.status, STR_ARG(r.body));
        }
    }
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct reply r = ask(HTTP_GET, str_c(queries[i]), sign, "");
        check_true(r.status < 500);
        json_decref(check_json(&r));
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct reply r = ask(HTTP_GET, str_c(refused[i]), sign, "");
        check_int(r.status, 400);
        json_decref(check_json(&r));
    }
    site_close();
}

/* Numbers of what `key` of the answer lists, as "3 2 1 ". */
static struct str ids_at(const char *target, const char *key)
{
    struct reply r = ask(HTTP_GET, site_ids(target), bearer(ADMIN), "");
    struct buf b;
    buf_arena(&b, &site.a, 4096);
    check_int(r.status, 200);
    json_t *v = check_json(&r), *list = json_object_get(v, key);
    if (!list)
        list = json_object_get(json_object_get(v, "result"), key);
    for (size_t i = 0; i < json_array_size(list); i++)
        buf_fmt(&b, "%lld ",
                (long long)json_integer_value(json_object_get(json_array_get(list, i), "id")));
    json_decref(v);
    return buf_str(&b);
}

static void lists_turn_round_and_reports_go_on(void **state)
{
    (void)state;
    open_site(false);
    struct str newest = str_fmt(&site.a, "%lld %lld %lld ", (long long)site.articles[0],
                                (long long)site.articles[1], (long long)site.articles[2]);
    struct str oldest = str_fmt(&site.a, "%lld %lld %lld ", (long long)site.articles[2],
                                (long long)site.articles[1], (long long)site.articles[0]);
    check_str(ids_at("/api/v1/articles", "articles"), newest);
    check_str(ids_at("/api/v1/articles?order=oldest", "articles"), oldest);
    check_str(ids_at("/api/v1/search?q=strike", "articles"), newest);
    check_str(ids_at("/api/v1/search?q=strike&order=oldest", "articles"), oldest);
    struct str reports = ids_at(STORIES "/{a}/reports", "reports");
    check_true(reports.n > 0);
    check_str(ids_at(STORIES "/{a}", "reports"), reports);
    check_str(ids_at(STORIES "/{a}/reports?after=1-1", "reports"), STR(""));
    site_close();
}

/* More than may be split off at a time is refused, and not cut. */
static void a_split_too_large(void **state)
{
    (void)state;
    open_site(false);
    struct buf b;
    buf_arena(&b, &site.a, 1 << 20);
    buf_lit(&b, "{\"split\":[1");
    for (int i = 0; i < DESK_SPLIT_MOST; i++)
        buf_fmt(&b, ",%d", i + 2);
    buf_lit(&b, "]}");
    struct reply r = ask(HTTP_POST, site_ids(STORIES "/{a}/corrections"), bearer(ADMIN),
                         str_z(&site.a, buf_str(&b)));
    check_int(r.status, 429);
    check_true(str_find(r.body, STR("at most 500")) != SIZE_MAX);
    site_close();
}

/* What was written comes back as it was, as JSON text. */
static void texts_come_back_whole(void **state)
{
    (void)state;
    open_site(false);
    struct reply r = ask(HTTP_GET, site_ids(ARTICLES "/{a}"), "", "");
    json_t *v = check_json(&r);
    check_true(str_find(r.body, STR("hx(\\\"&'")) != SIZE_MAX);
    json_decref(v);
    struct str form = site_ids(ARTICLES "/{a}/comments");
    r = ask(HTTP_GET, form, "", "");
    v = check_json(&r);
    json_t *list = json_object_get(v, "comments");
    check_int(json_array_size(list), 1);
    const json_t *comment = json_array_get(list, 0);
    check_strz(json_get_str(json_object_get(comment, "user"), "name"), "Ada O'Neil");
    check_strz(json_get_str(comment, "body"), COMMENT);
    json_decref(v);
    site_close();
}

/* Pages of a list, one after the other, until there is no next. */
static void lists_have_an_end(void **state)
{
    (void)state;
    open_site(false);
    struct str next = STR_NONE;
    size_t seen = 0;
    for (int pages = 0; pages < 3; pages++) {
        struct reply r =
            ask(HTTP_GET,
                str_fmt(&site.a, ARTICLES "?most=1%s%.*s", next.n ? "&after=" : "", STR_ARG(next)),
                "", "");
        json_t *v = check_json(&r);
        seen += json_array_size(json_object_get(v, "articles"));
        next = str_dup(&site.a, json_get_str(v, "next"));
        check_true((next.n > 0) == (pages < 2));
        json_decref(v);
    }
    check_int(seen, 3);
    site_close();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_by_who_asks),
        cmocka_unit_test(a_closed_site_is_closed),
        cmocka_unit_test(signs_that_count),
        cmocka_unit_test(scopes_hold),
        cmocka_unit_test(reader_apps),
        cmocka_unit_test(app_sign_in),
        cmocka_unit_test(bodies_that_are_none),
        cmocka_unit_test(ids_that_are_none),
        cmocka_unit_test(a_split_too_large),
        cmocka_unit_test(lists_turn_round_and_reports_go_on),
        cmocka_unit_test(texts_come_back_whole),
        cmocka_unit_test(lists_have_an_end),
    };
    return cmocka_run_group_tests_name("api", tests, NULL, NULL);
}
