/* server: the whole server on the loopback, its times divided by HURRY. */
#include "check.h"
#include "http/internal.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

enum { HURRY = 50, ROUTE_LIMIT = 5000, BIG = 8 << 20 };
static struct http_server *server;
static int listen_fd = -1;
static unsigned port;
static atomic_int escaped, threads_made, threads_gone, slow_begun, contexts_missing;

/* --- handlers */
static void hello(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    http_type(r, STR("text/plain"));
    buf_fmt(&r->body, "hello %.*s %.*s %s", STR_ARG(http_param(q, STR("name"))), STR_ARG(q->remote),
            q->secure ? "secure" : "plain");
    buf_fmt(&r->body, " %.*s", STR_ARG(q->host));
}
static void echo(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    http_type(r, q->content_type);
    buf_put(&r->body, q->body);
}
static void big(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    int64_t n = http_query_i64(q, STR("n"), 0, 2 * BIG, BIG);
    http_type(r, STR("text/plain"));
    static const char piece[4096] = {'b', 'i', 'g'};
    for (; n > 0; n -= (int64_t)sizeof piece)
        buf_put(&r->body, str_sub(str_of(piece, sizeof piece), 0, (size_t)n));
}
static void greedy(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    for (;;)
        memset(arena_alloc(q->arena, 1 << 20), 1, 1);
    r->status = 200;
}
static void inject(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx, (void)q;
    bool any = http_set(r, STR("X-A"), STR("b\r\nX-Evil: 1")) ||
               http_add(r, STR("X-A"), STR("b\nX-Evil: 1")) ||
               http_set(r, STR("X-A"), str_of("a\0b", 3)) || http_set(r, STR("X-A:"), STR("b")) ||
               http_set(r, STR(""), STR("b")) || http_set(r, STR("Content-Length"), STR("3")) ||
               http_set(r, STR("transfer-encoding"), STR("chunked")) ||
               http_set(r, STR("X A"), STR("b"));
    http_set(r, STR("X-Frame-Options"), STR("SAMEORIGIN")); /* instead of the default header */
    any = any || http_set_cookie(r, &(struct http_cookie){.name = STR("a"), .value = STR("b;c")}) ||
          http_set_cookie(r, &(struct http_cookie){.name = STR("a b"), .value = STR("c")}) ||
          http_set_cookie(
              r, &(struct http_cookie){.name = STR("a"), .value = STR("c"), .path = STR("/;x")});
    http_set_cookie(r, &(struct http_cookie){.name = STR("a"),
                                             .value = STR("c"),
                                             .max_age = HTTP_SESSION_COOKIE,
                                             .secure = true,
                                             .strict = true});
    buf_put(&r->body, any ? STR("taken") : STR("refused"));
}
static void go(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    http_redirect_local(r, 303, http_query(q, STR("next")), STR("/home"));
}
static void cached(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    http_type(r, STR("text/html"));
    for (int i = 0; i < 3000; i++)
        buf_char(&r->body, 'x');
    http_not_modified(q, r, http_tag(q->arena, buf_str(&r->body)));
}
static void asset(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    static char text[3 << 20];
    memset(text, 'v', sizeof text);
    http_static(q, r,
                &(struct http_asset){.type = STR("text/css"),
                                     .bytes = str_of(text, sizeof text),
                                     .gzip = STR("squeezed"),
                                     .tag = STR("t1")});
}
static void events(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    struct str channels[2] = {STR("all"), http_query(q, STR("also"))};
    if (http_stream_start(q, r, channels, channels[1].n ? 2 : 1))
        http_event_write(&r->body, &(struct http_event){.data = STR("first")});
    if (http_query(q, STR("meanwhile")).n)
        http_stream_publish(server, STR("all"), &(struct http_event){.data = STR("meanwhile")});
}
static void slow(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx, (void)q;
    atomic_store(&slow_begun, 1);
    usleep(300000);
    buf_lit(&r->body, "done");
}
/* Parks; a test answers by the ticket, or the handler takes it back at once. */
static struct http_ticket tickets[16];
static atomic_int parked;
static void late(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    buf_lit(&r->body, "not sent");
    struct http_ticket t = http_park(r);
    if (http_query(q, STR("now")).n) {
        http_unpark(r);
        return;
    }
    int i = atomic_load(&parked);
    tickets[i] = t;
    atomic_store(&parked, i + 1);
}
static void many(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx, (void)q;
    int set = 0;
    while (http_add(r, STR("X-Many"), STR("1")))
        set++;
    buf_i64(&r->body, set);
}
static bool before(void *ctx, struct http_request *q, struct http_response *r)
{
    if (!ctx) {
        http_text(r, 503, STR("nothing to read from"));
        return false;
    }
    if (!(q->route->flags & HTTP_ROUTE_USER1))
        return true;
    http_redirect(r, 303, STR("/login"));
    return false;
}
static void error_page(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    http_type(r, STR("text/html"));
    buf_fmt(&r->body, "<p>%u for %.*s</p>", r->status, STR_ARG(q->path));
}
static void *thread_init(void *ctx, unsigned index)
{
    (void)ctx, (void)index;
    static char made;
    if (atomic_load(&contexts_missing) > 0 && atomic_fetch_sub(&contexts_missing, 1) > 0)
        return NULL;
    atomic_fetch_add(&threads_made, 1);
    return &made;
}
static void thread_done(void *ctx)
{
    atomic_fetch_add(&threads_gone, ctx != NULL);
}
static void thread_escaped(void *ctx)
{
    (void)ctx;
    atomic_fetch_add(&escaped, 1);
}

static const struct http_route routes[] = {
    {HTTP_GET, "/hello/:name", hello, 0, 0, NULL},
    {HTTP_POST, "/echo", echo, 0, 0, NULL},
    {HTTP_POST, "/small", echo, 0, ROUTE_LIMIT, NULL},
    {HTTP_GET, "/big", big, 0, 0, NULL},
    {HTTP_GET, "/greedy", greedy, 0, 0, NULL},
    {HTTP_GET, "/inject", inject, 0, 0, NULL},
    {HTTP_GET, "/go", go, 0, 0, NULL},
    {HTTP_GET, "/cached", cached, HTTP_ROUTE_GZIP, 0, NULL},
    {HTTP_GET, "/asset", asset, 0, 0, NULL},
    {HTTP_GET, "/events", events, 0, 0, NULL},
    {HTTP_GET, "/slow", slow, 0, 0, NULL},
    {HTTP_GET, "/many", many, 0, 0, NULL},
    {HTTP_GET, "/late", late, 0, 0, NULL},
    {HTTP_GET, "/private", hello, HTTP_ROUTE_USER1, 0, NULL},
};
static const struct http_field defaults[] = {
    {STR_INIT("X-Frame-Options"), STR_INIT("DENY")},
};

static void start_with(struct http_options o, int64_t hurry)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof a;
    listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check_int(bind(listen_fd, (struct sockaddr *)&a, n), 0);
    check_int(listen(listen_fd, 100), 0);
    check_int(getsockname(listen_fd, (struct sockaddr *)&a, &n), 0);
    port = ntohs(a.sin_port);
    o.listen_fds = &listen_fd;
    o.listen_count = 1;
    o.routes = routes;
    o.route_count = sizeof routes / sizeof *routes;
    o.threads = o.threads ? o.threads : 1;
    o.headers = defaults;
    o.header_count = 1;
    o.thread_init = thread_init;
    o.thread_done = thread_done;
    o.thread_escaped = thread_escaped;
    o.before = before;
    o.error_page = error_page;
    struct err e = {0};
    if (http_server_new(&o, &server, &e) != ERR_OK)
        print_error("%s\n", e.words);
    server->hurry = hurry;
    check_ok(http_server_start(server, &e));
}
static int start(void **state)
{
    (void)state;
    start_with((struct http_options){.trusted = "127.0.0.0/8 10.0.0.0/8"}, HURRY);
    return 0;
}
static int stop(void **state)
{
    (void)state;
    http_server_stop(server, 0);
    struct http_stats t = http_server_stats(server);
    check_int(t.open, 0);
    check_int(t.streams, 0);
    check_int(t.memory, 0);
    http_server_free(server);
    server = NULL;
    close(listen_fd);
    return 0;
}

/* --- a client */
static int dial(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check_int(connect(fd, (struct sockaddr *)&a, sizeof a), 0);
    return fd;
}
static void say(int fd, struct str s)
{
    while (s.n) {
        ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        s = str_from(s, (size_t)n);
    }
}
/* What comes until `ms` of silence, or the end (*ret_closed). A loaded machine may need long for
 * the first byte. */
static struct str hear(int fd, struct buf *b, int ms, bool *ret_closed)
{
    buf_clear(b);
    *ret_closed = false;
    struct pollfd p = {.fd = fd, .events = POLLIN};
    for (int wait = 5000; poll(&p, 1, wait) > 0; wait = ms) {
        char *to = buf_room(b, 65536);
        ssize_t n = to ? recv(fd, to, 65536, 0) : 0;
        if (n <= 0) {
            *ret_closed = true;
            break;
        }
        b->n += (size_t)n;
    }
    return buf_str(b);
}
static struct buf heard;
/* One request on a connection of its own; the answer whole. */
static struct str ask(struct str request)
{
    int fd = dial();
    say(fd, request);
    bool closed;
    struct str got = hear(fd, &heard, 100, &closed);
    close(fd);
    return got;
}
#define GET(path, rest) STR("GET " path " HTTP/1.1\r\nHost: a.test\r\n" rest "\r\n")
#define check_has(text, needle)                                                                    \
    do {                                                                                           \
        struct str text_ = (text);                                                                 \
        if (str_find(text_, STR(needle)) == SIZE_MAX)                                              \
            print_error("not found: %s\nin: %.*s\n", needle, STR_ARG(str_sub(text_, 0, 600)));     \
        check_true(str_find(text_, STR(needle)) != SIZE_MAX);                                      \
    } while (0)
#define check_hasnt(text, needle)  check_true(str_find((text), STR(needle)) == SIZE_MAX)
#define check_status(text, digits) check_true(str_starts((text), STR("HTTP/1.1 " digits)))
static size_t count(struct str s, struct str needle)
{
    size_t n = 0;
    for (size_t at; (at = str_find(s, needle)) != SIZE_MAX; n++)
        s = str_from(s, at + needle.n);
    return n;
}

/* --- tests */
static void answers(void **state)
{
    (void)state;
    struct str got = ask(GET("/hello/w%C3%B6", ""));
    check_status(got, "200 OK\r\n");
    check_has(got, "\r\n\r\nhello w\xc3\xb6 127.0.0.1 plain a.test");
    check_has(got, "\r\nX-Frame-Options: DENY\r\n");
    check_has(got, "\r\nDate: ");
    got = ask(STR("HEAD /hello/x HTTP/1.1\r\nHost: a.test\r\n\r\n"));
    check_status(got, "200");
    check_has(got, "Content-Length: 30");
    check_true(str_ends(got, STR("\r\n\r\n")));
    got = ask(GET("/nothing", ""));
    check_status(got, "404");
    check_has(got, "<p>404 for /nothing</p>");
    got = ask(STR("PUT /echo HTTP/1.1\r\nHost: a.test\r\n\r\n"));
    check_status(got, "405");
    check_has(got, "\r\nAllow: POST, OPTIONS\r\n");
    got = ask(STR("OPTIONS /echo HTTP/1.1\r\nHost: a.test\r\n\r\n"));
    check_status(got, "204");
    check_has(got, "\r\nAllow: POST, OPTIONS\r\n");
    check_hasnt(got, "Content-Length");
    check_status(ask(STR("OPTIONS * HTTP/1.1\r\nHost: a.test\r\n\r\n")), "204");
    check_has(ask(GET("/private", "")), "Location: /login");
    check_status(ask(STR("nonsense\r\n\r\n")), "400");
}

/* What a thread could not get at its start is asked for again, now and then. */
static void a_context_comes_late(void **state)
{
    int made = atomic_load(&threads_made), gone = atomic_load(&threads_gone);
    atomic_store(&contexts_missing, 2);
    start(state);
    int refused = 0;
    while (str_starts(ask(GET("/hello/x", "")), STR("HTTP/1.1 503")) && refused < 100)
        refused++;
    check_true(refused > 2 && refused < 100); /* not at each request */
    check_int(atomic_load(&contexts_missing), 0);
    check_status(ask(GET("/hello/x", "")), "200");
    check_int(atomic_load(&threads_made) - made, 1);
    stop(state);
    check_int(atomic_load(&threads_gone) - gone, 1);
}

static void proxies(void **state)
{
    (void)state;
    check_has(ask(GET("/hello/x", "X-Forwarded-For: 6.6.6.6, 192.0.2.7, 10.1.2.3\r\n"
                                  "X-Forwarded-Proto: https\r\nX-Forwarded-Host: news.test\r\n")),
              "hello x 192.0.2.7 secure news.test");
    check_has(ask(GET("/hello/x", "X-Forwarded-For: <script>\r\nX-Forwarded-Host: a/b\r\n")),
              "hello x 127.0.0.1 plain a.test");
    check_has(ask(GET("/hello/x", "X-Forwarded-For: 1.2.3.4, nonsense, 10.0.0.1\r\n")),
              "hello x 10.0.0.1 plain");
}

static void proxies_untrusted(void **state)
{
    (void)state;
    check_has(ask(GET("/hello/x", "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n")),
              "hello x 127.0.0.1 plain");
}

static void no_header_is_injected(void **state)
{
    (void)state;
    struct str got = ask(GET("/inject", ""));
    check_has(got, "\r\n\r\nrefused");
    check_hasnt(got, "Evil");
    check_has(got, "\r\nX-Frame-Options: SAMEORIGIN\r\n");
    check_hasnt(got, "DENY");
    check_has(got, "\r\nSet-Cookie: a=c; Path=/; HttpOnly; Secure; SameSite=Strict\r\n");
    check_has(ask(GET("/go?next=/a%0d%0aX-Evil:1", "")), "\r\nLocation: /home\r\n");
    check_has(ask(GET("/go?next=/a%3Fb=%22c%22", "")), "\r\nLocation: /a?b=%22c%22\r\n");
    check_has(ask(GET("/go?next=//evil.test", "")), "\r\nLocation: /home\r\n");
    check_has(ask(GET("/go?next=/%5Cevil.test", "")), "\r\nLocation: /home\r\n");
    check_has(ask(GET("/go?next=http://evil.test", "")), "\r\nLocation: /home\r\n");
    check_has(ask(GET("/many", "")), "\r\n\r\n48");
}

static struct str post(const char *path, const char *headers, size_t body_n)
{
    static struct buf b;
    if (!b.max)
        buf_init(&b, 32 << 20);
    buf_clear(&b);
    buf_fmt(&b, "POST %s HTTP/1.1\r\nHost: a.test\r\n%s", path, headers);
    buf_fmt(&b, "Content-Length: %zu\r\n\r\n", body_n);
    for (size_t i = 0; i < body_n; i++)
        buf_char(&b, 'b');
    return buf_str(&b);
}

static void bodies_are_limited(void **state)
{
    (void)state;
    check_status(ask(post("/small", "", ROUTE_LIMIT)), "200");
    check_status(ask(post("/small", "", ROUTE_LIMIT + 1)), "413");
    check_status(ask(post("/echo", "", HTTP_BODY_DEFAULT)), "200");
    check_status(ask(post("/echo", "", HTTP_BODY_DEFAULT + 1)), "413");
    check_status(ask(post("/echo", "Content-Encoding: gzip\r\n", 10)), "415");
    check_status(ask(post("/none", "", 10)), "404");
    check_status(ask(post("/hello/x", "", 10)), "405");
    check_status(
        ask(STR("POST /small HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n"
                "1389\r\n")),
        "413");
    struct str got = ask(STR("POST /small HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: "
                             "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));
    check_has(got, "\r\n\r\nabcde");
    struct buf b;
    buf_init(&b, 1 << 20);
    for (int n = HTTP_FORM_FIELDS_MOST; n <= HTTP_FORM_FIELDS_MOST + 1; n++) {
        buf_clear(&b);
        buf_fmt(&b,
                "POST /echo HTTP/1.1\r\nHost: a.test\r\nContent-Type: "
                "application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\na",
                n * 2 - 1);
        for (int i = 1; i < n; i++)
            buf_lit(&b, "&a");
        check_int(str_starts(ask(buf_str(&b)), STR("HTTP/1.1 413")), n > HTTP_FORM_FIELDS_MOST);
    }
    buf_done(&b);
}

static void expectations(void **state)
{
    (void)state;
    int fd = dial();
    bool closed;
    say(fd, STR("POST /echo HTTP/1.1\r\nHost: a.test\r\nExpect: 100-continue\r\n"
                "Content-Length: 3\r\n\r\n"));
    check_strz(hear(fd, &heard, 50, &closed), "HTTP/1.1 100 Continue\r\n\r\n");
    say(fd, STR("abc"));
    check_has(hear(fd, &heard, 50, &closed), "\r\n\r\nabc");
    close(fd);
    check_status(ask(STR("POST /small HTTP/1.1\r\nHost: a.test\r\nExpect: 100-continue\r\n"
                         "Content-Length: 9999\r\n\r\n")),
                 "413");
}

static void responses_are_limited(void **state)
{
    (void)state;
    struct str got = ask(GET("/big?n=8388608", ""));
    check_status(got, "200");
    check_true(got.n > BIG && got.n < BIG + 1000);
    check_status(ask(GET("/big?n=8388609", "")), "500");
    atomic_store(&escaped, 0);
    got = ask(GET("/greedy", ""));
    check_status(got, "500");
    check_has(got, "<p>500 for /greedy</p>");
    check_int(atomic_load(&escaped), 1);
    got = ask(GET("/asset", ""));
    check_true(got.n > (3 << 20));
    check_has(ask(GET("/asset", "Accept-Encoding: gzip\r\n")), "\r\n\r\nsqueezed");
    check_status(ask(GET("/asset", "If-None-Match: \"x\", W/\"t1\"\r\n")), "304");
}

static void compression(void **state)
{
    (void)state;
    struct str got = ask(GET("/cached", "Accept-Encoding: br, gzip;q=0.5\r\n"));
    check_has(got, "\r\nContent-Encoding: gzip\r\n");
    check_has(got, "\r\nVary: Accept-Encoding\r\n");
    size_t at = str_find(got, STR("\r\n\r\n")) + 4;
    char plain[4000];
    z_stream z = {.next_in = (Bytef *)(uintptr_t)(got.p + at),
                  .avail_in = (uInt)(got.n - at),
                  .next_out = (Bytef *)plain,
                  .avail_out = sizeof plain};
    check_int(inflateInit2(&z, 31), Z_OK);
    check_int(inflate(&z, Z_FINISH), Z_STREAM_END);
    check_int(z.total_out, 3000);
    inflateEnd(&z);
    check_hasnt(ask(GET("/cached", "Accept-Encoding: gzip;q=0\r\n")), "Content-Encoding");
    got = ask(GET("/cached", ""));
    check_hasnt(got, "Content-Encoding");
    at = str_find(got, STR("W/\""));
    struct buf b;
    buf_init(&b, 1000);
    buf_fmt(&b, "GET /cached HTTP/1.1\r\nHost: a\r\nIf-None-Match: %.*s\r\n\r\n",
            STR_ARG(str_sub(got, at, at + 20)));
    got = ask(buf_str(&b));
    check_status(got, "304");
    check_true(str_ends(got, STR("\r\n\r\n")));
    buf_done(&b);
}

/* Many requests, with and without bodies, cut at every place. */
static void pipelines(void **state)
{
    (void)state;
    static const char one[] = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nPING"
                              "GET /hello/x HTTP/1.1\r\nHost: a\r\n\r\n"
                              "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "4\r\nPONG\r\n0\r\n\r\n";
    bool closed;
    for (size_t cut = 1; cut < sizeof one - 1; cut += 7) {
        int fd = dial();
        say(fd, str_of(one, cut));
        usleep(3000);
        say(fd, str_of(one + cut, sizeof one - 1 - cut));
        struct str got = hear(fd, &heard, 50, &closed);
        check_int(count(got, STR("HTTP/1.1 200")), 3);
        check_has(got, "PING");
        check_has(got, "PONG");
        close(fd);
    }
    int fd = dial();
    for (int i = 0; i < 10 * HTTP_PIPELINE_BATCH; i++)
        say(fd, STR("GET /hello/x HTTP/1.1\r\nHost: a\r\n\r\n"));
    check_int(count(hear(fd, &heard, 100, &closed), STR("HTTP/1.1 200")), 10 * HTTP_PIPELINE_BATCH);
    close(fd);
    fd = dial(); /* large answers, while more is asked */
    for (int i = 0; i < 5; i++)
        say(fd, GET("/big?n=2000000", ""));
    shutdown(fd, SHUT_WR);
    struct str got = hear(fd, &heard, 300, &closed);
    check_int(count(got, STR("HTTP/1.1 200")), 5);
    check_true(got.n > 10000000 && closed);
    close(fd);
    fd = dial();
    for (int i = 0; i < HTTP_REQUESTS_MOST + 5; i++)
        say(fd, STR("GET /x HTTP/1.1\r\nHost: a\r\n\r\n"));
    got = hear(fd, &heard, 300, &closed);
    check_true(closed && count(got, STR("HTTP/1.1 404")) <= HTTP_REQUESTS_MOST);
    close(fd);
}

static void times_run_out(void **state)
{
    (void)state;
    bool closed;
    int silent = dial(), slow_head = dial(), slow_body = dial(), idle = dial();
    say(slow_head, STR("GET / HTTP/1.1\r\nX-A: b\r\n"));
    say(slow_body, STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc"));
    say(idle, GET("/hello/x", ""));
    for (int i = 0; i < 12; i++) { /* a byte now and then buys no time */
        usleep((useconds_t)(HTTP_HEADER_TIME / HURRY / 10));
        say(slow_head, STR("X"));
        say(slow_body, STR("x"));
    }
    check_int(hear(silent, &heard, 50, &closed).n, 0);
    check_true(closed);
    check_status(hear(slow_head, &heard, 50, &closed), "408");
    check_true(closed);
    check_status(hear(slow_body, &heard, 50, &closed), "408");
    check_true(closed);
    struct str got = hear(idle, &heard, (int)(HTTP_IDLE_TIME / HURRY / 1000) + 100, &closed);
    check_status(got, "200");
    check_true(closed && count(got, STR("HTTP/1.1")) == 1);
    int stalled = dial(), small = 2048;
    setsockopt(stalled, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    say(stalled, GET("/big", ""));
    usleep((useconds_t)(HTTP_WRITE_TIME / HURRY) / 2);
    check_int(http_server_stats(server).open, 1);
    usleep((useconds_t)(HTTP_WRITE_TIME / HURRY) + 200000);
    check_int(http_server_stats(server).open, 0);
    check_true(http_server_stats(server).timeouts >= 4);
    close(silent), close(slow_head), close(slow_body), close(idle), close(stalled);
}

static void a_steady_body_is_waited_for(void **state)
{
    (void)state;
    int fd = dial();
    bool closed;
    say(fd, STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n"));
    static const char kilo[1000] = {'k'};
    for (int i = 0; i < 20; i++) {
        usleep((useconds_t)(HTTP_BODY_TIME / HURRY / 4));
        say(fd, str_of(kilo, sizeof kilo));
    }
    check_status(hear(fd, &heard, 100, &closed), "200");
    close(fd);
}

static void a_steady_reader_is_waited_for(void **state)
{
    (void)state;
    int fd = dial(), small = 65536;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    say(fd, GET("/big", ""));
    static char room[160 << 10];
    size_t all = 0;
    int64_t began = clock_mono();
    for (ssize_t n; (n = recv(fd, room, sizeof room, MSG_WAITALL)) > 0 && all < BIG;
         all += (size_t)n)
        usleep((useconds_t)(HTTP_WRITE_TIME / HURRY / 25));
    check_true(all > BIG);
    check_true(clock_mono() - began > HTTP_WRITE_TIME / HURRY);
    close(fd);
}

static void wait_parked(int n)
{
    for (int i = 0; i < 500 && atomic_load(&parked) < n; i++)
        usleep(2000);
    check_int(atomic_load(&parked), n);
}

static void parked_requests_are_answered_later(void **state)
{
    (void)state;
    bool closed;
    atomic_store(&parked, 0);
    int fd = dial();
    say(fd, GET("/late", ""));
    say(fd, GET("/hello/next", "")); /* waits for its turn */
    wait_parked(1);
    usleep(20000);
    check_int(poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, 0), 0);
    static char picture[3 << 20];
    memset(picture, 'p', sizeof picture);
    struct http_late answer = {.status = 200,
                               .type = STR("image/png"),
                               .cache = STR("private, max-age=60"),
                               .body = str_of(picture, sizeof picture)};
    check_true(http_answer(tickets[0], &answer));
    check_true(http_answer(tickets[0], &answer)); /* a second one is passed over */
    struct str got = hear(fd, &heard, 200, &closed);
    check_has(got, "Content-Type: image/png");
    check_has(got, "Cache-Control: private, max-age=60");
    check_int(count(got, STR("HTTP/1.1 200")), 2);
    check_has(got, "hello next");
    check_true(got.n > sizeof picture && count(got, STR("not sent")) == 0);
    say(fd, STR("HEAD /late HTTP/1.1\r\nHost: a\r\n\r\n"));
    wait_parked(2);
    check_true(http_answer(tickets[1], &answer));
    got = hear(fd, &heard, 100, &closed);
    check_has(got, "Content-Length: 3145728");
    check_true(str_ends(got, STR("\r\n\r\n")));
    say(fd, GET("/late?now=1", ""));
    check_has(hear(fd, &heard, 50, &closed), "not sent");
    close(fd);
}

static void parked_requests_time_out(void **state)
{
    (void)state;
    bool closed;
    atomic_store(&parked, 0);
    int fd = dial(), gone = dial();
    say(fd, GET("/late", ""));
    say(gone, GET("/late", ""));
    wait_parked(2);
    struct linger hard = {.l_onoff = 1};
    setsockopt(gone, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close(gone);
    check_status(hear(fd, &heard, 50, &closed), "504");
    for (int i = 0; i < 2; i++)
        check_true(http_answer(tickets[i], &(struct http_late){.status = 200}));
    say(fd, GET("/hello/x", ""));
    check_has(hear(fd, &heard, 50, &closed), "hello x");
    check_int(http_server_stats(server).open, 1);
    close(fd);
}

static void full_server_sheds_the_idle(void **state)
{
    (void)state;
    start_with((struct http_options){.connections_most = 8}, 1);
    int fd[20];
    bool closed;
    for (int i = 0; i < 20; i++) {
        fd[i] = dial();
        say(fd[i], GET("/hello/x", ""));
        check_status(hear(fd[i], &heard, 50, &closed), "200");
    }
    check_true(http_server_stats(server).open <= 9);
    check_true(http_server_stats(server).shed >= 11);
    hear(fd[0], &heard, 50, &closed); /* the oldest went first */
    check_true(closed);
    say(fd[19], GET("/hello/y", ""));
    check_has(hear(fd[19], &heard, 50, &closed), "hello y");
    for (int i = 0; i < 20; i++)
        close(fd[i]);
    stop(NULL);
}

static void bodies_share_a_sum(void **state)
{
    (void)state;
    start_with((struct http_options){.memory_most = 2 << 20}, 1);
    int fd[8];
    bool closed;
    int refused = 0;
    for (int i = 0; i < 8; i++) {
        fd[i] = dial();
        say(fd[i], str_sub(post("/echo", "", 1000000), 0, 900000));
    }
    for (int i = 0; i < 8; i++)
        refused += str_starts(hear(fd[i], &heard, 50, &closed), STR("HTTP/1.1 503"));
    check_true(refused >= 4 && refused < 8);
    check_status(ask(GET("/hello/x", "")), "200");
    for (int i = 0; i < 8; i++)
        close(fd[i]);
    for (int i = 0; i < 100 && http_server_stats(server).memory; i++)
        usleep(50000);
    check_int(http_server_stats(server).memory, 0);
    stop(NULL);
}

/* Waits, on a busy machine for some seconds, until so many connections are open. */
static void wait_open(uint64_t n)
{
    for (int i = 0; i < 100 && http_server_stats(server).open != n; i++)
        usleep(50000);
    check_int(http_server_stats(server).open, n);
}

static void without_descriptors_it_waits(void **state)
{
    (void)state;
    struct rlimit old, low;
    check_int(getrlimit(RLIMIT_NOFILE, &old), 0);
    start_with((struct http_options){.connections_most = 1000}, 1);
    int fd[4];
    for (int i = 0; i < 4; i++)
        fd[i] = dial();
    wait_open(4);
    int next = dup(0); /* the lowest free descriptor: none above it may be opened */
    close(next);
    int late = dial();
    wait_open(5);
    low = old;
    low.rlim_cur = (rlim_t)next;
    check_int(setrlimit(RLIMIT_NOFILE, &low), 0);
    check_int(setrlimit(RLIMIT_NOFILE, &old), 0);
    int later = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    check_int(setrlimit(RLIMIT_NOFILE, &low), 0);
    check_int(connect(later, (struct sockaddr *)&a, sizeof a), 0);
    say(later, GET("/hello/x", ""));
    bool closed;
    struct str got = hear(later, &heard, 300, &closed); /* the oldest was ended for it */
    check_int(setrlimit(RLIMIT_NOFILE, &old), 0);
    if (!str_starts(got, STR("HTTP/1.1 200")))
        got = hear(later, &heard, 300, &closed);
    check_status(got, "200");
    check_true(http_server_stats(server).shed >= 1);
    for (int i = 0; i < 4; i++)
        close(fd[i]);
    close(late), close(later);
    stop(NULL);
}

/* What came, without the heartbeats that a slow machine brings in between. */
static struct str hear_events(int fd)
{
    bool closed;
    struct str got = hear(fd, &heard, 50, &closed);
    for (size_t at; got.n >= 3 && (at = str_find(got, STR(":\n\n"))) != SIZE_MAX &&
                    (at == 0 || got.p[at - 1] == '\n');) {
        memmove(heard.p + at, heard.p + at + 3, got.n - at - 3);
        heard.n -= 3;
        got = buf_str(&heard);
    }
    return got;
}

static void event_streams(void **state)
{
    (void)state;
    bool closed;
    int one = dial(), two = dial();
    say(one, GET("/events?also=user:7", ""));
    say(two, GET("/events", ""));
    struct str got = hear(one, &heard, 50, &closed);
    check_has(got, "\r\nContent-Type: text/event-stream\r\n");
    check_hasnt(got, "Content-Length");
    check_true(str_ends(got, STR("\r\n\r\ndata: first\n\n")));
    hear(two, &heard, 50, &closed);
    check_int(http_server_stats(server).streams, 2);
    check_true(http_stream_publish(
        server, STR("user:7"),
        &(struct http_event){.name = STR("n\nx"), .id = STR("4"), .data = STR("a\r\nb\rc\n")}));
    check_strz(hear_events(one), "event: nx\nid: 4\ndata: a\ndata: b\ndata: c\ndata: \n\n");
    struct pollfd quiet = {.fd = two, .events = POLLIN};
    if (poll(&quiet, 1, 30))
        check_int(hear_events(two).n, 0);
    http_stream_publish(server, STR("all"), &(struct http_event){.data = STR("x")});
    check_strz(hear_events(two), "data: x\n\n");
    usleep((useconds_t)(HTTP_HEARTBEAT_TIME / HURRY));
    check_has(hear(two, &heard, 50, &closed), ":\n\n");
    close(one), close(two);
    usleep(50000);
    check_int(http_server_stats(server).streams, 0);
    check_true(!http_stream_publish(server, STR(""), &(struct http_event){.data = STR("x")}));
}

/* What is published between what the first stream missed and its being open. */
static void first_stream_loses_nothing(void **state)
{
    (void)state;
    bool closed;
    http_stream_publish(server, STR("all"), &(struct http_event){.data = STR("before")});
    int one = dial();
    say(one, GET("/events?meanwhile=1", ""));
    struct str got = hear(one, &heard, 100, &closed);
    check_true(str_ends(got, STR("\r\n\r\ndata: first\n\ndata: meanwhile\n\n")) ||
               str_eq(hear_events(one), STR("data: meanwhile\n\n")));
    close(one);
    usleep(50000);
}

static void slow_streams_are_dropped(void **state)
{
    (void)state;
    start_with((struct http_options){.streams_most = 2}, 1);
    int fd = dial(), small = 2048;
    bool closed;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    say(fd, GET("/events", ""));
    usleep(50000);
    static char text[30000];
    memset(text, 'e', sizeof text);
    int sent = 0;
    for (; http_server_stats(server).streams && sent < 5000; sent++) {
        http_stream_publish(server, STR("all"),
                            &(struct http_event){.data = str_of(text, sizeof text)});
        usleep(500);
    }
    check_int(http_server_stats(server).streams, 0);
    check_int(http_server_stats(server).events_dropped, 1);
    close(fd);
    int two[3];
    for (int i = 0; i < 3; i++) {
        two[i] = dial();
        say(two[i], GET("/events", ""));
        struct str got = hear(two[i], &heard, 50, &closed);
        check_int(str_starts(got, STR("HTTP/1.1 503")), i == 2);
    }
    for (int i = 0; i < 3; i++)
        close(two[i]);
    stop(NULL);
}

static void stopping_lets_requests_finish(void **state)
{
    (void)state;
    atomic_store(&threads_made, 0);
    atomic_store(&threads_gone, 0);
    start_with((struct http_options){.threads = 3}, 1);
    bool closed;
    int busy = dial(), idle = dial(), stream = dial(), reading = dial();
    say(idle, GET("/hello/x", ""));
    say(stream, GET("/events", ""));
    hear(idle, &heard, 50, &closed);
    hear(stream, &heard, 50, &closed);
    say(reading, GET("/big", ""));
    say(busy, GET("/slow", ""));
    for (int i = 0; i < 1000 && !atomic_load(&slow_begun); i++)
        usleep(5000);
    int64_t at = clock_mono();
    http_server_stop(server, US_SECOND);
    check_true(clock_mono() - at < 3 * US_SECOND);
    check_has(hear(busy, &heard, 50, &closed), "\r\n\r\ndone");
    check_true(closed);
    hear(idle, &heard, 50, &closed);
    check_true(closed);
    hear(stream, &heard, 50, &closed);
    check_true(closed);
    check_int(atomic_load(&threads_made), 3);
    check_int(atomic_load(&threads_gone), 3);
    close(busy), close(idle), close(stream), close(reading);
    stop(NULL);
}

static void wrong_options(void **state)
{
    (void)state;
    struct http_server *s = NULL;
    struct err e;
    int fd = 0;
    struct http_options o = {
        .listen_fds = &fd, .listen_count = 1, .trusted = "10.0.0.0/8 nonsense"};
    check_int(http_server_new(&o, &s, &e), ERR_USAGE);
    check_has(str_c(e.words), "nonsense");
    o = (struct http_options){.listen_fds = &fd, .listen_count = 0};
    check_int(http_server_new(&o, &s, &e), ERR_USAGE);
    static const struct http_field bad = {STR_INIT("X"), STR_INIT("a\nb")};
    o = (struct http_options){
        .listen_fds = &fd, .listen_count = 1, .headers = &bad, .header_count = 1};
    check_int(http_server_new(&o, &s, &e), ERR_USAGE);
    check_true(s == NULL);
}

#define live(test) cmocka_unit_test_setup_teardown(test, start, stop)
static int start_untrusting(void **state)
{
    (void)state;
    start_with((struct http_options){0}, HURRY);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        live(answers),
        cmocka_unit_test(a_context_comes_late),
        live(proxies),
        cmocka_unit_test_setup_teardown(proxies_untrusted, start_untrusting, stop),
        live(no_header_is_injected),
        live(bodies_are_limited),
        live(expectations),
        live(responses_are_limited),
        live(compression),
        live(pipelines),
        live(times_run_out),
        live(parked_requests_are_answered_later),
        live(parked_requests_time_out),
        live(a_steady_body_is_waited_for),
        live(a_steady_reader_is_waited_for),
        cmocka_unit_test(full_server_sheds_the_idle),
        cmocka_unit_test(bodies_share_a_sum),
        cmocka_unit_test(without_descriptors_it_waits),
        live(event_streams),
        live(first_stream_loses_nothing),
        cmocka_unit_test(slow_streams_are_dropped),
        cmocka_unit_test(stopping_lets_requests_finish),
        cmocka_unit_test(wrong_options),
    };
    buf_init(&heard, 64 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_done(&heard);
    return failed;
}
