/* web: every route by who asks; what other sites and old forms may not; the closed site; that no
 * hostile text comes out raw; headers; ids that are none; the pieces that templates are made of. */
#include "web/internal.h"
#include "web/site.h"
#include "web/stories.h"
#include "web/web.h"

/* A row for every route. `body`: fields of the form (the token is added) for POST. Status for
 * nobody, a user, the administrator; and for nobody where public = no. */
struct row {
    enum http_method method;
    const char *pattern, *target, *body;
    unsigned wants[PEOPLE], closed;
};
static const struct row rows[] = {
    {HTTP_GET, "/", "/", "", {200, 200, 200}, 303},
    {HTTP_GET, "/days", "/days", "", {200, 200, 200}, 303},
    {HTTP_GET, "/story/:id", "/story/{a}", "", {200, 200, 200}, 303},
    {HTTP_GET, "/story/:id/reports", "/story/{a}/reports", "", {200, 200, 200}, 303},
    {HTTP_POST, "/story/:id/:act", "/story/{a}/follow", "on=1", {403, 303, 303}, 403},
    {HTTP_GET, "/story/:id/story.json", "/story/{a}/story.json", "", {200, 200, 200}, 401},
    {HTTP_GET, "/story/:id/figures.csv", "/story/{a}/figures.csv", "", {200, 200, 200}, 401},
    {HTTP_GET, "/story/:id/claims.csv", "/story/{a}/claims.csv", "", {200, 200, 200}, 401},
    {HTTP_GET, "/story/:id/reports.csv", "/story/{a}/reports.csv", "", {200, 200, 200}, 401},
    {HTTP_GET, "/corrections", "/corrections", "", {200, 200, 200}, 303},
    {HTTP_POST, "/correction/:id/undo", "/correction/999/undo", "", {403, 404, 404}, 403},
    {HTTP_GET, "/brief", "/brief?since=2025-03-01", "", {200, 200, 200}, 303},
    {HTTP_GET, "/brief.txt", "/brief.txt", "", {200, 200, 200}, 401},
    {HTTP_GET, "/brief.atom", "/brief.atom", "", {200, 200, 200}, 401},
    {HTTP_GET,
     "/article/:id/versions/:version",
     "/article/{a}/versions/999",
     "",
     {404, 404, 404},
     303},
    {HTTP_GET, "/river", "/river", "", {200, 200, 200}, 303},
    {HTTP_GET, "/day/:day", "/day/2025-03-12", "", {200, 200, 200}, 303},
    {HTTP_GET, "/publisher/:id", "/publisher/{p}", "", {200, 200, 200}, 303},
    {HTTP_GET, "/tag/:key", "/tag/{k}", "", {200, 200, 200}, 303},
    {HTTP_GET, "/tags", "/tags", "", {200, 200, 200}, 303},
    {HTTP_GET, "/person", "/person", "", {200, 200, 200}, 303},
    {HTTP_GET, "/person/:key", "/person/{e}", "", {200, 200, 200}, 303},
    {HTTP_GET, "/person/:key/feed.atom", "/person/{e}/feed.atom", "", {200, 200, 200}, 401},
    {HTTP_GET, "/organisation", "/organisation", "", {200, 200, 200}, 303},
    {HTTP_GET, "/organisation/:key", "/organisation/nobody", "", {404, 404, 404}, 303},
    {HTTP_GET,
     "/organisation/:key/feed.atom",
     "/organisation/nobody/feed.atom",
     "",
     {404, 404, 404},
     401},
    {HTTP_GET, "/place", "/place", "", {200, 200, 200}, 303},
    {HTTP_GET, "/place/:key", "/place/nowhere", "", {404, 404, 404}, 303},
    {HTTP_GET, "/place/:key/feed.atom", "/place/nowhere/feed.atom", "", {404, 404, 404}, 401},
    {HTTP_POST, "/read", "/read", "until=5", {403, 303, 303}, 403},
    {HTTP_POST, "/read/undo", "/read/undo", "sweep=5", {403, 404, 404}, 403},
    {HTTP_POST, "/read/forget", "/read/forget", "", {403, 303, 303}, 403},
    {HTTP_GET, "/search", "/search?q=ferry", "", {200, 200, 200}, 303},
    {HTTP_GET, "/starred", "/starred", "", {303, 200, 200}, 303},
    {HTTP_GET, "/following", "/following", "", {303, 200, 200}, 303},
    {HTTP_POST, "/following", "/following", "q=ferry&on=1", {403, 303, 303}, 403},
    {HTTP_GET, "/rules", "/rules", "", {303, 200, 200}, 303},
    {HTTP_POST, "/rules", "/rules", "act=drop&field=any&words=zz", {403, 403, 303}, 403},
    {HTTP_POST, "/rules/:id/delete", "/rules/999/delete", "", {403, 404, 404}, 403},
    {HTTP_GET, "/article/:id", "/article/{a}?q=who", "", {200, 200, 200}, 303},
    {HTTP_GET, "/article/:id/ask", "/article/{a}/ask?q=who", "", {200, 200, 200}, 303},
    {HTTP_POST, "/article/:id/model", "/article/{a}/model", "", {403, 404, 404}, 403},
    {HTTP_POST, "/article/:id/star", "/article/{a}/star", "on=1", {403, 303, 303}, 403},
    {HTTP_POST, "/article/:id/read", "/article/{a}/read", "on=1", {403, 303, 303}, 403},
    {HTTP_POST, "/article/:id/story", "/article/{a}/story", "story=999", {403, 404, 404}, 403},
    {HTTP_POST, "/article/:id/comments", "/article/{a}/comments", "text=hm", {403, 303, 303}, 403},
    {HTTP_POST, "/comment/:id/delete", "/comment/{c}/delete", "", {403, 403, 303}, 403},
    {HTTP_POST, "/comment/:id/report", "/comment/999/report", "words=x", {403, 404, 404}, 403},
    {HTTP_GET, "/moderation", "/moderation", "", {303, 403, 200}, 303},
    {HTTP_POST, "/moderation/words", "/moderation/words", "words=x", {403, 403, 303}, 403},
    {HTTP_POST, "/moderation/unban/:id", "/moderation/unban/9", "", {403, 403, 404}, 403},
    {HTTP_POST, "/moderation/:id/:act", "/moderation/999/approve", "", {403, 403, 404}, 403},
    {HTTP_GET, "/events", "/events?after=1", "", {200, 200, 200}, 303},
    {HTTP_GET, "/image/:sign", "/image/x?u=https://a.example/p.png", "", {404, 404, 404}, 303},
    {HTTP_GET, "/sources", "/sources", "", {200, 200, 200}, 303},
    {HTTP_GET, "/sources/:id", "/sources/{f}", "", {303, 403, 200}, 303},
    {HTTP_POST, "/sources", "/sources", "address=a.example", {403, 403, 303}, 403},
    {HTTP_POST, "/sources/poll", "/sources/poll", "", {403, 403, 303}, 403},
    {HTTP_POST, "/sources/folder", "/sources/folder", "from=x&to=y", {403, 403, 404}, 403},
    {HTTP_POST, "/sources/import", "/sources/import", "", {403, 403, 400}, 403},
    {HTTP_POST, "/sources/:id/:act", "/sources/{f}/rename", "title=N", {403, 403, 303}, 403},
    {HTTP_GET, "/sources.opml", "/sources.opml", "", {200, 200, 200}, 303},
    {HTTP_GET, "/login", "/login", "", {200, 200, 200}, 200},
    {HTTP_POST, "/login", "/login", "name=vera&password=wrong", {403, 403, 403}, 403},
    {HTTP_GET, "/signup", "/signup", "", {403, 403, 403}, 403},
    {HTTP_POST, "/signup", "/signup", "name=x&password=" PASSWORD, {403, 403, 403}, 403},
    {HTTP_POST, "/logout", "/logout", "", {403, 303, 303}, 403},
    {HTTP_GET, "/accounts", "/accounts", "", {303, 403, 200}, 303},
    {HTTP_POST, "/accounts", "/accounts", "name=", {403, 403, 400}, 403},
    {HTTP_POST, "/accounts/:id/:act", "/accounts/999/close", "", {403, 403, 404}, 403},
    {HTTP_GET, "/password/:token", "/password/x", "", {404, 404, 404}, 404},
    {HTTP_POST, "/password/:token", "/password/x", "password=" PASSWORD, {404, 404, 404}, 404},
    {HTTP_GET, "/settings", "/settings", "", {200, 200, 200}, 200},
    {HTTP_POST, "/settings/theme", "/settings/theme", "theme=dark", {303, 303, 303}, 303},
    {HTTP_POST, "/settings/password", "/settings/password", "old=x", {403, 400, 400}, 403},
    {HTTP_POST, "/settings/token", "/settings/token", "label=x&scope=read", {403, 200, 200}, 403},
    {HTTP_POST, "/settings/revoke", "/settings/revoke", "token=99", {403, 404, 404}, 403},
    {HTTP_GET, "/settings/export", "/settings/export", "", {303, 200, 200}, 303},
    {HTTP_POST, "/settings/delete", "/settings/delete", "password=x", {403, 403, 403}, 403},
    {HTTP_GET, "/help", "/help", "", {200, 200, 200}, 200},
    {HTTP_GET, "/feed.atom", "/feed.atom", "", {200, 200, 200}, 401},
    {HTTP_GET, "/publisher/:id/feed.atom", "/publisher/{p}/feed.atom", "", {200, 200, 200}, 401},
    {HTTP_GET, "/tag/:key/feed.atom", "/tag/{k}/feed.atom", "", {200, 200, 200}, 401},
    {HTTP_GET, "/search.atom", "/search.atom?q=ferry", "", {200, 200, 200}, 401},
    {HTTP_GET, "/opensearch.xml", "/opensearch.xml", "", {200, 200, 200}, 200},
    {HTTP_GET, "/static/:tag/:name", "/static/0/icon.svg", "", {200, 200, 200}, 200},
    {HTTP_GET, "/favicon.ico", "/favicon.ico", "", {200, 200, 200}, 200},
    {HTTP_GET, "/robots.txt", "/robots.txt", "", {200, 200, 200}, 200},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* A route as api/ has them: web_before must let it pass whoever asks, but not from other sites. */
static void stub(void *reader, struct http_request *q, struct http_response *r)
{
    (void)reader, (void)q;
    http_text(r, 200, STR("api\n"));
}

static void open_site(bool closed)
{
    static struct http_route routes[ROWS + 1];
    check_true(web_route_count <= ROWS);
    memcpy(routes, web_routes, web_route_count * sizeof *routes);
    routes[web_route_count] =
        (struct http_route){HTTP_GET | HTTP_POST, "/api/stub", stub, WEB_ROUTE_API, 0, NULL};
    site_open((struct http_options){.routes = routes,
                                    .route_count = web_route_count + 1,
                                    .headers = web_headers,
                                    .header_count = web_header_count,
                                    .before = web_before,
                                    .error_page = web_error_page},
              closed);
}

/* Every answer, whatever it says, carries the headers that protect. */
static struct reply sent(struct str bytes)
{
    struct reply r = site_send(bytes);
    for (size_t i = 0; i < web_header_count; i++)
        check_str(site_header(&r, web_headers[i].name), web_headers[i].value);
    return r;
}

/* How a request differs from an honest one. */
struct twist {
    bool no_token, others_token;
    const char *header; /* one more line, with its end */
};

static struct reply ask_as(enum person who, enum http_method method, struct str target,
                           const char *body, struct twist twist)
{
    const char *session = who == NOBODY ? "0123456789" : site_session(who);
    char token[DESK_TOKEN_SIZE];
    desk_csrf(site.desk, twist.others_token ? STR("another session") : str_c(session), token);
    struct str form = str_fmt(&site.a, "%s%s%s", body,
                              twist.no_token ? "" : "&form=", twist.no_token ? "" : token);
    if (method == HTTP_GET)
        form = STR_NONE;
    return sent(
        str_fmt(&site.a,
                "%s %.*s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: "
                "octavo_%s=%s\r\n%s%s%zu\r\n\r\n%.*s",
                http_method_name(method), STR_ARG(target), who == NOBODY ? "visitor" : "session",
                session, twist.header ? twist.header : "",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ", form.n,
                STR_ARG(form)));
}

static struct reply get(enum person who, const char *target)
{
    return ask_as(who, HTTP_GET, site_ids(target), "", (struct twist){0});
}

static void check_row(const struct row *row, enum person who, unsigned want, struct twist twist)
{
    struct reply r = ask_as(who, row->method, site_ids(row->target), row->body, twist);
    if (r.status != want)
        fail_msg("%s %s by %s: %u and not %u%s\n%.*s", http_method_name(row->method), row->target,
                 person_names[who], r.status, want, twist.header ? twist.header : "",
                 STR_ARG(str_sub(r.body, 0, 400)));
}

static void every_route_by_who_asks(void **state)
{
    (void)state;
    open_site(false);
    SITE_ROUTE_WITHOUT_ROW(web_routes, web_route_count, rows, ROWS);
    for (size_t i = 0; i < ROWS; i++)
        for (enum person who = NOBODY; who < PEOPLE; who++)
            check_row(&rows[i], who, rows[i].wants[who], (struct twist){0});
    /* Where an account is wanted, the way there knows the way back. */
    struct reply r = get(NOBODY, "/starred?after=1-2");
    check_strz(site_header(&r, STR("Location")), "/login?next=%2Fstarred%3Fafter%3D1-2");
    site_close();
}

/* Nothing that changes anything is done for another site, or without this session's token. */
static void forms_are_ours_only(void **state)
{
    (void)state;
    static const struct twist twists[] = {
        {.no_token = true},
        {.others_token = true},
        {.header = "Sec-Fetch-Site: cross-site\r\n"},
        {.header = "Sec-Fetch-Site: same-site\r\n"},
        {.header = "Origin: http://evil.example\r\n"},
        {.header = "Origin: null\r\n"},
    };
    open_site(false);
    for (size_t i = 0; i < ROWS; i++)
        for (size_t t = 0; rows[i].method == HTTP_POST && t < sizeof twists / sizeof *twists; t++)
            for (enum person who = NOBODY; who < PEOPLE; who++)
                check_row(&rows[i], who, 403, twists[t]);
    struct desk_article v;
    check_ok(desk_article_get(site.reader, site.articles[0], site.people[ADMIN], &v));
    check_true(!v.row.starred && !v.row.read);
    struct row api = {HTTP_POST, "/api/stub", "/api/stub", "", {200, 200, 200}, 200};
    check_row(&api, NOBODY, 200, (struct twist){.no_token = true});
    check_row(&api, ADMIN, 403, twists[2]);
    check_row(&api, ADMIN, 403, twists[4]);
    site_close();
}

static void a_closed_site_is_closed(void **state)
{
    (void)state;
    open_site(true);
    for (size_t i = 0; i < ROWS; i++) {
        check_row(&rows[i], NOBODY, rows[i].closed, (struct twist){0});
        struct reply r = ask_as(NOBODY, rows[i].method, site_ids(rows[i].target), rows[i].body,
                                (struct twist){0});
        if (!(web_routes[i].flags & WEB_ROUTE_OPEN))
            check_true(str_find(r.body, STR("Strike")) == SIZE_MAX);
        if (rows[i].method == HTTP_GET)
            check_row(&rows[i], USER, rows[i].wants[USER], (struct twist){0});
    }
    struct row api = {HTTP_GET, "/api/stub", "/api/stub", "", {200, 200, 200}, 200};
    check_row(&api, NOBODY, 200, (struct twist){0});
    site_close();
}

/* Wherever the mark stands, what is around it is escaped: by entities (twice where HTML stands in a
 * feed), in addresses by percent signs. Returns how often it stands there. */
static size_t check_escaped(const char *target, struct str page)
{
    static const char *const before[] = {"&lt;script&gt;", "%3Cscript%3E",
                                         "&amp;lt;script&amp;gt;"};
    static const char *const after[] = {"(&quot;&amp;&#39;",    "(&quot;&amp;'",
                                        "%28%22%26%27",         "(&amp;quot;&amp;amp;&amp;#39;",
                                        "(&quot;&amp;amp;'",    "(&quot;&amp;amp;&#39;",
                                        "(&amp;quot;&amp;amp;'"};
    size_t found = 0;
    for (size_t at = 0; at < page.n; at++) {
        if (!str_starts_fold(str_from(page, at), STR("hx")) ||
            (page.p[at + 2] != '(' && page.p[at + 2] != '%'))
            continue;
        bool left = false, right = false;
        for (size_t i = 0; i < sizeof before / sizeof *before; i++)
            left |= str_ends(str_sub(page, 0, at), str_c(before[i]));
        for (size_t i = 0; i < sizeof after / sizeof *after; i++)
            right |= str_starts(str_from(page, at + 2), str_c(after[i]));
        if (!left || !right)
            fail_msg("%s: raw: %.*s", target,
                     STR_ARG(str_sub(page, at > 60 ? at - 60 : 0, at + 60)));
        found++;
    }
    return found;
}

#define HOSTILE_QUERY "%3Cscript%3Ehx%28%22%26%27"
static void nothing_comes_out_raw(void **state)
{
    (void)state;
    /* Pages, and how often the hostile text must at least be seen there. */
    static const struct {
        enum person who;
        const char *target;
        size_t least;
    } pages[] = {
        {NOBODY, "/", 8},
        {NOBODY, "/days", 8},
        {NOBODY, "/story/{a}", 6},
        {ADMIN, "/story/{a}", 6},
        {NOBODY, "/brief?since=2025-03-01", 4},
        {NOBODY, "/brief.atom?since=2025-03-01", 2},
        {ADMIN, "/corrections", 1},
        {NOBODY, "/river", 8},
        {NOBODY, "/day/2025-03-12", 8},
        {NOBODY, "/publisher/{p}", 6},
        {NOBODY, "/tag/{k}", 6},
        {NOBODY, "/tags", 3},
        {NOBODY, "/person", 2},
        {NOBODY, "/person/{e}", 8},
        {NOBODY, "/person/{e}/feed.atom", 4},
        {NOBODY, "/search?q=person:" HOSTILE_QUERY, 1},
        {NOBODY, "/search?q=ferry", 6},
        {NOBODY, "/search?ask=How+many+workers+had+joined+the+strike%3F", 4},
        {NOBODY, "/search?ask=" HOSTILE_QUERY, 1},
        {NOBODY, "/search?q=" HOSTILE_QUERY, 1},
        {NOBODY, "/search?q=ferry+tag:" HOSTILE_QUERY, 1},
        {ADMIN, "/article/{a}?q=" HOSTILE_QUERY, 10},
        {NOBODY, "/article/{a}?q=" HOSTILE_QUERY, 10},
        {NOBODY, "/sources", 2},
        {ADMIN, "/sources", 2},
        {NOBODY, "/login?next=/" HOSTILE_QUERY, 2},
        {NOBODY, "/sources.opml", 1},
        {NOBODY, "/feed.atom", 4},
        {NOBODY, "/publisher/{p}/feed.atom", 4},
        {NOBODY, "/tag/{k}/feed.atom", 4},
        {NOBODY, "/search.atom?q=" HOSTILE_QUERY, 2},
        {ADMIN, "/settings", 3},
        {NOBODY, "/help", 1},
        {NOBODY, "/" HOSTILE_QUERY, 1},
        {NOBODY, "/article/" HOSTILE_QUERY, 1},
        {NOBODY, "/day/" HOSTILE_QUERY, 1},
        {ADMIN, "/starred", 1},
        {ADMIN, "/following", 4},
        {ADMIN, "/rules", 2},
        {ADMIN, "/brief?since=2025-03-01&q=" HOSTILE_QUERY, 3},
        {ADMIN, "/brief?folder=" HOSTILE_QUERY, 3},
        {ADMIN, "/search?q=" HOSTILE_QUERY, 3},
    };
    open_site(false);
    struct err e = {0};
    char token[DESK_TOKEN_SIZE];
    int64_t rule;
    check_ok(desk_star(site.desk, site.people[ADMIN], site.articles[0], true, &e));
    check_ok(desk_token_new(site.desk, site.people[ADMIN], STR("For " HOSTILE), DESK_SCOPE_ALL,
                            token, &e));
    check_ok(desk_story_rename(site.desk, site.people[ADMIN], site.articles[0],
                               STR("Named " HOSTILE), &e));
    check_ok(desk_watch_set(site.desk, site.people[ADMIN], STR("About " HOSTILE), true, NULL, &e));
    check_ok(desk_rule_add(site.desk, &(struct desk_user){.id = site.people[ADMIN], .admin = true},
                           &(struct desk_rule){.act = DESK_RULE_STAR, .words = STR(HOSTILE)}, &rule,
                           &e));
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct reply r = get(pages[i].who, pages[i].target);
        size_t n = check_escaped(pages[i].target, r.body);
        if (n < pages[i].least)
            fail_msg("%s shows the text %zu times:\n%.*s", pages[i].target, n, STR_ARG(r.body));
        check_true(str_find_fold(r.body, STR("javascript:")) == SIZE_MAX);
        check_true(str_find_fold(r.body, STR("<script>")) == SIZE_MAX);
    }
    /* What was typed comes back with the reason. */
    struct reply r =
        ask_as(USER, HTTP_POST, STR("/login"),
               "name=" HOSTILE_QUERY "&password=x&next=/" HOSTILE_QUERY, (struct twist){0});
    check_int(r.status, 403);
    check_true(check_escaped("/login", r.body) >= 3);
    struct str comment = str_fmt(&site.a, "/article/%lld/comments", (long long)site.articles[0]);
    r = ask_as(USER, HTTP_POST, comment, "parent=99&text=" HOSTILE_QUERY, (struct twist){0});
    check_true(r.status == 400 || r.status == 404);
    check_escaped("comment", r.body);
    r = ask_as(ADMIN, HTTP_POST, STR("/sources"), "address=" HOSTILE_QUERY, (struct twist){0});
    check_int(r.status, 303);
    r = get(ADMIN, "/sources");
    check_true(check_escaped("/sources", r.body) >= 3);
    site_close();
}

static enum err_code job_sources(struct desk_writing *w, void *ctx, struct err *e)
{
    const int n = *(const int *)ctx;
    enum err_code code = ERR_OK;
    for (int i = 0; i < n && code == ERR_OK; i++) {
        struct desk_feed_result f = {.error = STR("the server did not answer")};
        code = desk_feed_make(w, str_fmt(w->a, "https://s%d.example/feed", i), STR_NONE, false,
                              &f.feed, e);
        if (code == ERR_OK)
            code = desk_feed_file(w, f.feed, i % 2 ? STR("Fen") : STR("Coast"), false, e);
        if (code == ERR_OK && i == n - 1)
            code = desk_take_feed(w, &f, e);
    }
    return code;
}

/* Few folders stand open, many sources are folded; what is in trouble stands above them. */
static void sources_fold(void **state)
{
    (void)state;
    for (int many = 0; many < 2; many++) {
        open_site(false);
        int n = many ? 60 : 6;
        struct reply r = get(ADMIN, "/sources");
        check_true(str_find(r.body, STR("<details class=\"fold\"")) == SIZE_MAX);
        check_true(str_find(r.body, STR("In trouble")) == SIZE_MAX);
        site_write(job_sources, &n);
        r = get(ADMIN, "/sources");
        struct str coast = STR("data-fold=\"Coast\""), fen = STR("data-fold=\"Fen\"");
        struct str bad = str_fmt(&site.a, "https://s%d.example/feed", n - 1);
        size_t first = str_find(r.body, bad), at = str_find(r.body, coast);
        check_true(first < at && at < str_find(r.body, fen));
        check_true(str_find(str_from(r.body, first + 1), bad) != SIZE_MAX); /* in its folder, too */
        check_int(str_starts(str_from(r.body, at + coast.n), STR(" open>")), !many);
        check_true(str_find(r.body, str_fmt(&site.a, "%d sources, 1 in trouble", n / 2)) !=
                   SIZE_MAX);
        check_true(str_find(r.body, str_fmt(&site.a, "%d sources</span>", n / 2)) != SIZE_MAX);
        r = get(NOBODY, "/sources?failing=1");
        check_true(str_find(r.body, STR("In trouble")) == SIZE_MAX);
        check_true(str_find(r.body, bad) != SIZE_MAX && str_find(r.body, fen) != SIZE_MAX &&
                   str_find(r.body, coast) == SIZE_MAX);
        site_close();
    }
}

/* ?next= and `back` lead to our own pages only. */
static void ways_back_stay_here(void **state)
{
    (void)state;
    static const struct {
        const char *next, *location;
    } cases[] = {
        {"/river", "/river"},         {"/day/2025-03-12?x=1", "/day/2025-03-12?x=1"},
        {"//evil.example", "/"},      {"https://evil.example/", "/"},
        {"/%5Cevil.example", "/"},    {"%5C%5Cevil.example", "/"},
        {"javascript:alert(1)", "/"}, {"/%0d%0aX-Evil:1", "/"},
        {"/%09/evil.example", "/"},   {"", "/"},
    };
    open_site(false);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str body =
            str_fmt(&site.a, "name=vera&password=" PASSWORD "&next=%s", cases[i].next);
        struct reply r =
            ask_as(NOBODY, HTTP_POST, STR("/login"), str_z(&site.a, body), (struct twist){0});
        check_int(r.status, 303);
        check_strz(site_header(&r, STR("Location")), cases[i].location);
        check_true(str_find(r.head, STR("X-Evil")) == SIZE_MAX);
        struct str cookie = site_header(&r, STR("Set-Cookie"));
        check_true(str_starts(cookie, STR("octavo_session=")) &&
                   str_find(cookie, STR("HttpOnly")) != SIZE_MAX &&
                   str_find(cookie, STR("SameSite=")) != SIZE_MAX);
    }
    site_close();
}

static void check_order(const char *target, const char *first, const char *second)
{
    struct reply r = get(USER, target);
    check_int(r.status, 200);
    size_t one = str_find(r.body, site_ids(first)), two = str_find(r.body, site_ids(second));
    if (one == SIZE_MAX || two == SIZE_MAX || one > two)
        fail_msg("%s: \"%s\" (%zd) does not stand before \"%s\" (%zd)", target, first, (ssize_t)one,
                 second, (ssize_t)two);
}

/* The order of a list stands in its address, else it is as the account prefers; articles know it.
 */
static void lists_turn_round(void **state)
{
    (void)state;
    static const char *const lists[] = {"/river?",         "/river?unread=1&",
                                        "/publisher/{p}?", "/search?q=strike&",
                                        "/tag/{k}?",       "/day/2025-03-12?"};
    open_site(false);
    for (int preferred = 0; preferred < 2; preferred++) {
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
            const char *const at = lists[i];
            check_order(str_z(&site.a, str_fmt(&site.a, "%sorder=newest", at)), "Strike 0",
                        "Strike 2");
            check_order(str_z(&site.a, str_fmt(&site.a, "%sorder=oldest", at)), "Strike 2",
                        "Strike 0");
            check_order(at, preferred ? "Strike 2" : "Strike 0",
                        preferred ? "Strike 0" : "Strike 2");
        }
        struct reply r =
            ask_as(USER, HTTP_POST, STR("/settings/theme"), "order=oldest", (struct twist){0});
        check_int(r.status, 303);
    }
    /* From the oldest on: what is newer is next. */
    struct str middle = str_fmt(&site.a, "/article/%lld?in=river", (long long)site.articles[1]);
    struct str newest = str_fmt(&site.a, "/article/%lld?in=river&amp;order=oldest\" rel=\"next\"",
                                (long long)site.articles[0]);
    struct reply r =
        get(USER, str_z(&site.a, str_fmt(&site.a, "%.*s&order=oldest", STR_ARG(middle))));
    check_true(str_find(r.body, newest) != SIZE_MAX);
    check_true(str_find(r.body, STR("href=\"/river\">River")) != SIZE_MAX);
    newest = str_fmt(&site.a, "/article/%lld?in=river\" rel=\"prev\"", (long long)site.articles[0]);
    r = get(USER, str_z(&site.a, middle));
    check_true(str_find(r.body, newest) != SIZE_MAX);
    check_true(str_find(r.body, STR("href=\"/river?order=newest\">River")) != SIZE_MAX);
    site_close();
}

static void ids_that_are_none(void **state)
{
    (void)state;
    static const char *const ids[] = {"0",
                                      "-1",
                                      "99999999",
                                      "9007199254740992",
                                      "9223372036854775807",
                                      OVER_2_TO_THE_63,
                                      "18446744073709551616",
                                      "99999999999999999999999999999999999999",
                                      "1x",
                                      "abc",
                                      "0x1",
                                      "%201",
                                      "1.0",
                                      "+1",
                                      "%00",
                                      "%FF",
                                      "1'--",
                                      "%C3%A9"};
    static const char *const queries[] = {
        "/river?after=x",
        "/river?after=-9223372036854775808--9223372036854775808",
        "/river?after=" OVER_2_TO_THE_63 "-" OVER_2_TO_THE_63,
        "/?before=9999-12-31",
        "/?before=0000-00-00",
        "/?before=x",
        "/?before=99999999-01-01",
        "/search?q=%22",
        "/search?q=%FF%FE%00",
        "/search?q=a&after=1-" OVER_2_TO_THE_63,
        "/search?q=NEAR(a,9999)%20OR%20*",
        "/search?q=before:99999-99",
        "/article/1?q=%00%FF",
        "/search.atom?q=%22%28",
        "/day/2025-02-30",
        "/day/999999-01-01",
        "/day/-1-1-1",
        "/tag/%00",
    };
    open_site(false);
    for (size_t i = 0; i < ROWS; i++) {
        const char *at = strstr(rows[i].pattern, ":id");
        for (size_t k = 0; at && k < sizeof ids / sizeof *ids; k++) {
            const char *rest = strcmp(at, ":id/:act") == 0 ? "/poll" : at + 3;
            struct str target = str_fmt(&site.a, "%.*s%s%s", (int)(at - rows[i].pattern),
                                        rows[i].pattern, ids[k], rest);
            struct reply r =
                ask_as(ADMIN, rows[i].method, target, "on=1&text=x&q=who", (struct twist){0});
            if (r.status != 404 && r.status != 400)
                fail_msg("%.*s: %u\n%.*s", STR_ARG(target), r.status, STR_ARG(r.body));
        }
    }
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct reply r = get(ADMIN, queries[i]);
        if (r.status >= 500 || (str_starts(str_c(queries[i]), STR("/day")) && r.status < 400))
            fail_msg("%s: %u\n%.*s", queries[i], r.status, STR_ARG(r.body));
    }
    static const char *const fields[] = {"session=" OVER_2_TO_THE_63, "session=-1", "token=x", ""};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        check_int(
            ask_as(USER, HTTP_POST, STR("/settings/revoke"), fields[i], (struct twist){0}).status,
            404);
    site_close();
}

/* Answers that the server makes itself: as pages to browsers, as JSON to programs. */
static void errors_are_pages_too(void **state)
{
    (void)state;
    static const struct {
        const char *request;
        unsigned status;
        const char *type;
    } cases[] = {
        {"GET /nothing HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n", 404, "text/html"},
        {"GET /nothing HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n", 404,
         "application/json"},
        {"GET /api/nothing HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n", 404, "application/json"},
        {"DELETE / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n", 405, "text/html"},
        {"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n", 413, ""},
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400, ""},
        {"GET /static/0/nothing.css HTTP/1.1\r\nHost: a\r\n", 404, "text/plain"},
    };
    open_site(false);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply r = sent(str_fmt(&site.a, "%sConnection: close\r\n\r\n", cases[i].request));
        check_int(r.status, cases[i].status);
        check_true(str_starts(site_header(&r, STR("Content-Type")), str_c(cases[i].type)));
    }
    site_close();
}

static void opml_goes_in_and_out(void **state)
{
    (void)state;
    open_site(false);
    const char *session = site_session(ADMIN);
    char token[DESK_TOKEN_SIZE];
    desk_csrf(site.desk, str_c(session), token);
    struct str body =
        str_fmt(&site.a,
                "--b\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n%s\r\n--b\r\n"
                "Content-Disposition: form-data; name=\"opml\"; filename=\"f\"\r\n\r\n"
                "<opml version='2.0'><body><outline type='rss' text='Two' "
                "xmlUrl='https://two.example/feed'/><outline text='Own' xmlUrl='exec:news.sh'/>"
                "</body></opml>\r\n--b--\r\n",
                token);
    struct reply r = sent(str_fmt(&site.a,
                                  "POST /sources/import HTTP/1.1\r\nHost: a\r\nConnection: close"
                                  "\r\nCookie: octavo_session=%s\r\nContent-Type: "
                                  "multipart/form-data; boundary=b\r\nContent-Length: %zu\r\n\r\n"
                                  "%.*s",
                                  session, body.n, STR_ARG(body)));
    check_int(r.status, 303);
    check_str(site_header(&r, STR("Location")), STR("/sources?new=1&known=0&left=1&over=0"));
    r = get(ADMIN, "/sources?new=1&known=0&left=1");
    check_true(str_find(r.body, STR("Imported: 1 new, asked for now one after the other. 1 left "
                                    "out: no http or https address.")) != SIZE_MAX);
    r = get(ADMIN, "/sources?new=20000&over=7");
    check_true(str_find(r.body, STR("The last 7 left out: more than are taken")) != SIZE_MAX);
    r = get(ADMIN, "/sources?new=0&known=1");
    check_true(str_find(r.body, STR("all of it was followed already")) != SIZE_MAX);
    r = get(ADMIN, "/sources.opml");
    check_true(str_find(r.body, STR("https://two.example/feed")) != SIZE_MAX);
    site_close();
}

/* -------------------------------------------------------------------------- pieces */
enum { NOON = 1742040000 /* 2025-03-15 12:00 UTC */ };
#define MINUTES(n) (INT64_C(60) * US_SECOND * (n))

static void times_in_words(void **state)
{
    (void)state;
    static const struct {
        int64_t away; /* minutes from now */
        const char *words;
    } cases[] = {
        {0, "just now"},
        {-1, "1 minute ago"},
        {-3, "3 minutes ago"},
        {-89, "89 minutes ago"},
        {-90, "2 hours ago"},
        {-47 * 60, "47 hours ago"},
        {-48 * 60, "2 days ago"},
        {-60 * 24 * 59, "59 days ago"},
        {-60 * 24 * 60, "2 months ago"},
        {-60 * 24 * 400, "13 months ago"},
        {-60 * 24 * 729, "24 months ago"},
        {-60 * 24 * 3765, "10 years ago"},
        {1, "in 1 minute"},
        {60, "in 60 minutes"},
        {120, "in 2 hours"},
        {60 * 24 * 3, "in 3 days"},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    clock_fix(INT64_C(1) * NOON * US_SECOND);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b;
        buf_arena(&b, &a, 1000);
        put_ago(&b, clock_now() + MINUTES(cases[i].away));
        struct str s = buf_str(&b), inner = str_from(s, str_find(s, STR(">")) + 1);
        check_true(str_starts(s, STR("<time datetime=\"20")));
        check_str(inner, str_fmt(&a, "%s</time>", cases[i].words));
    }
    clock_fix(TIME_NONE);
    arena_done(&a);
}

static void dates_as_the_publisher_said(void **state)
{
    (void)state;
    const int64_t noon = INT64_C(1) * NOON * US_SECOND;
    static const struct {
        enum when_precision precision;
        int minutes; /* of the instant, after noon */
        int16_t zone;
        bool zone_known;
        const char *when, *clock; /* what stands between the tags; behind them */
    } cases[] = {
        {WHEN_NONE, 0, 0, false, "15 March 2025", ""},
        {WHEN_YEAR, 0, 0, false, "15 March 2025", ""},
        {WHEN_DAY, 0, 0, false, "15 March 2025", ""},
        {WHEN_MINUTE, 5, 0, true, "15 March 2025", ", 12:05 UTC"},
        {WHEN_SECOND, 5, 0, false, "15 March 2025", ", 12:05"},
        {WHEN_SECOND, 0, 13 * 60, true, "16 March 2025", ", 01:00 UTC+13"},
        {WHEN_SECOND, 0, -13 * 60, true, "14 March 2025", ", 23:00 UTC−13"},
        {WHEN_MINUTE, 0, 330, true, "15 March 2025", ", 17:30 UTC+5:30"},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct when w = {.us = cases[i].precision == WHEN_NONE ? TIME_NONE
                                                               : noon + MINUTES(cases[i].minutes),
                         .zone_minutes = cases[i].zone,
                         .zone_known = cases[i].zone_known,
                         .precision = cases[i].precision};
        struct buf b;
        buf_arena(&b, &a, 1000);
        put_when(&b, w, noon);
        struct str s = buf_str(&b), inner = str_from(s, str_find(s, STR(">")) + 1);
        check_str(inner, str_fmt(&a, "%s</time>", cases[i].when));
        buf_clear(&b);
        put_clock(&b, w, noon);
        s = buf_str(&b);
        inner = str_from(s, str_find(s, STR(">")) + 1);
        check_str(inner, str_fmt(&a, "%s</time>%s", cases[i].when, cases[i].clock));
    }
    arena_done(&a);
}

/* More than a day ahead of when it came, or before 1970: the day on which it came is shown. */
static void dates_that_cannot_be(void **state)
{
    (void)state;
    const int64_t noon = INT64_C(1) * NOON * US_SECOND;
    static const struct {
        int64_t us;
        const char *words;
    } cases[] = {{INT64_C(4070908800) * US_SECOND, "15 March 2025</time>"}, /* 2099 */
                 {-US_SECOND, "15 March 2025</time>"},
                 {INT64_C(1) * NOON * US_SECOND + 23 * US_HOUR, "16 March 2025</time>, 11:00 UTC"}};
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b;
        buf_arena(&b, &a, 1000);
        put_clock(&b,
                  (struct when){.us = cases[i].us, .zone_known = true, .precision = WHEN_SECOND},
                  noon);
        struct str s = buf_str(&b);
        check_strz(str_from(s, str_find(s, STR(">")) + 1), cases[i].words);
    }
    arena_done(&a);
}

static void spans_of_time(void **state)
{
    (void)state;
    const int64_t noon = INT64_C(1) * NOON * US_SECOND;
    static const struct {
        int minutes; /* from noon on */
        const char *words;
    } cases[] = {{0, "15 March 2025</time>, 12:00 UTC"},
                 {65, "15 March 2025</time>, 12:00 to 13:05 UTC"},
                 {24 * 60, "15 March 2025</time>, 12:00 UTC to 16 March 2025, 12:00 UTC"}};
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b, plain;
        buf_arena(&b, &a, 1000);
        buf_arena(&plain, &a, 1000);
        put_span(&b, noon, noon + MINUTES(cases[i].minutes));
        struct str s = buf_str(&b), later, rest = str_from(s, str_find(s, STR(">")) + 1);
        size_t tag = str_find(rest, STR("<time"));
        later = tag == SIZE_MAX ? STR_NONE : str_from(rest, tag);
        buf_put(&plain, str_sub(rest, 0, tag == SIZE_MAX ? rest.n : tag));
        if (later.n) {
            later = str_from(later, str_find(later, STR(">")) + 1);
            size_t end = str_find(later, STR("</time>"));
            buf_put(&plain, str_sub(later, 0, end));
            buf_put(&plain, str_from(later, end + 7));
        }
        check_strz(buf_str(&plain), cases[i].words);
    }
    arena_done(&a);
}

static void programs_by_their_names(void **state)
{
    (void)state;
    static const struct {
        const char *agent, *words;
    } cases[] = {
        {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
         "Firefox on Linux"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
         "Edge on Windows"},
        {"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/130.0.0.0 Mobile Safari/537.36",
         "Chrome on Android"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
         "Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
         "Safari on an iPhone"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "Version/18.0 Safari/605.1.15",
         "Safari on a Mac"},
        {"Firefox", "Firefox"},
        {"curl/8.5.0", "curl/8.5.0"},
        {"", "unknown program"}};
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b;
        buf_arena(&b, &a, 1000);
        put_agent(&b, str_c(cases[i].agent));
        check_strz(buf_str(&b), cases[i].words);
    }
    arena_done(&a);
}

static void cells_hold_no_formulas(void **state)
{
    (void)state;
    static const struct {
        const char *text, *cell;
    } cases[] = {
        {"", "\"\","},
        {"Rain, and \"hail\"", "\"Rain, and \"\"hail\"\"\","},
        {"=1+1", "\"'=1+1\","},
        {"+47 22", "\"'+47 22\","},
        {"-1", "\"'-1\","},
        {"@home", "\"'@home\","},
        {"\t=1", "\"'\t=1\","},
        {"\r\n=1", "\"'\r\n=1\","},
        {"\n=1", "\"'\n=1\","},
        {"\xEF\xBC\x9D"
         "1",
         "\"'\xEF\xBC\x9D"
         "1\","}, /* wide */
        {"\xEF\xBC\xA1", "\"\xEF\xBC\xA1\","},
        {"\xC3\x89lan = 3", "\"\xC3\x89lan = 3\","},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b;
        buf_init(&b, 200);
        put_cell(&b, str_c(cases[i].text));
        check_strz(buf_str(&b), cases[i].cell);
        buf_done(&b);
    }
}

static void numbers_and_their_nouns(void **state)
{
    (void)state;
    static const struct {
        int64_t n;
        const char *words;
    } cases[] = {{0, "0 articles"},   {1, "1 article"},
                 {2, "2 articles"},   {1000000, "1000000 articles"},
                 {-1, "-1 articles"}, {INT64_MAX, "9223372036854775807 articles"}};
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_strz(web_number(&a, cases[i].n, "article", "articles"), cases[i].words);
    arena_done(&a);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_in_words),
        cmocka_unit_test(dates_as_the_publisher_said),
        cmocka_unit_test(dates_that_cannot_be),
        cmocka_unit_test(spans_of_time),
        cmocka_unit_test(programs_by_their_names),
        cmocka_unit_test(cells_hold_no_formulas),
        cmocka_unit_test(numbers_and_their_nouns),
        cmocka_unit_test(every_route_by_who_asks),
        cmocka_unit_test(forms_are_ours_only),
        cmocka_unit_test(a_closed_site_is_closed),
        cmocka_unit_test(nothing_comes_out_raw),
        cmocka_unit_test(ways_back_stay_here),
        cmocka_unit_test(ids_that_are_none),
        cmocka_unit_test(lists_turn_round),
        cmocka_unit_test(sources_fold),
        cmocka_unit_test(errors_are_pages_too),
        cmocka_unit_test(opml_goes_in_and_out),
    };
    return cmocka_run_group_tests_name("web", tests, NULL, NULL);
}
