/* net: a fetch process with its sandbox against a small server in this test. */
#include "check.h"
#include "net/internal.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

/* ------------------------------------------------------------------------------ the server */
static int listener;
static int port;
static char model[100]; /* the address of the language model, which `allow` does not name */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char seen[32][2000]; /* requests, in order */
static int seen_n, now_open, most_open;

static void say(int fd, const char *text)
{
    size_t n = strlen(text);
    while (n > 0) {
        ssize_t w = send(fd, text, n, MSG_NOSIGNAL);
        if (w <= 0)
            return;
        text += w;
        n -= (size_t)w;
    }
}

static const struct {
    const char *path, *answer;
} answers[] = {
    {"/ok", "HTTP/1.1 200 OK\r\nContent-Type: Text/XML; Charset=\"UTF-8\"\r\nETag: \"e1\"\r\n"
            "Last-Modified: Mon, 01 Jun 2026 10:00:00 GMT\r\nCache-Control: public, max-age=600\r\n"
            "Link: <http://h.example/>; rel=hub\r\nLink: <http://s.example/>; rel=self\r\n"
            "Content-Length: 4\r\n\r\nbody"},
    {"/packed", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Encoding: br\r\n"
                "Content-Length: 5\r\n\r\n\x1f\x8b\x08xx"},
    {"/moved", "HTTP/1.1 301 M\r\nLocation: /moved2\r\nContent-Length: 0\r\n\r\n"},
    {"/moved2", "HTTP/1.1 308 M\r\nLocation: /found#frag\r\nContent-Length: 4\r\n\r\nmore"},
    {"/found", "HTTP/1.1 302 F\r\nLocation: /ok\r\nContent-Length: 0\r\n\r\n"},
    {"/cookie", "HTTP/1.1 302 F\r\nSet-Cookie: wall=passed\r\nLocation: /ok\r\n\r\n"},
    {"/file", "HTTP/1.1 302 F\r\nLocation: file:///etc/passwd\r\n\r\n"},
    {"/inside", "HTTP/1.1 302 F\r\nLocation: http://127.0.0.1:1/\r\n\r\n"},
    {"/same", "HTTP/1.1 304 N\r\n\r\n"},
    {"/gone", "HTTP/1.1 410 G\r\n\r\n"},
    {"/missing", "HTTP/1.1 404 N\r\nContent-Length: 3\r\n\r\nno!"},
    {"/refused", "HTTP/1.1 403 N\r\n\r\n"},
    {"/later", "HTTP/1.1 503 N\r\nRetry-After: 120\r\n\r\n"},
    {"/large", "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n"},
};

/* Interim answers, each with a header that is a list, in very many pieces. */
static void say_again_and_again(int fd)
{
    enum { INTERIMS = 36, PIECES = 680, PIECE = sizeof "Link:a\r\n" - 1 };
    char text[PIECES * PIECE + 1];
    for (size_t i = 0; i < PIECES; i++)
        memcpy(text + i * PIECE, "Link:a\r\n", PIECE + 1);
    for (int i = 0; i < INTERIMS; i++) {
        say(fd, "HTTP/1.1 103 Early Hints\r\n");
        say(fd, text);
        say(fd, "\r\n");
    }
    say(fd, "HTTP/1.1 200 OK\r\nLink: b\r\nContent-Length: 2\r\n\r\nok");
}

static void *serve_one(void *ctx)
{
    int fd = (int)(intptr_t)ctx;
    char q[2000] = "";
    size_t n = 0;
    while (n < sizeof q - 1 && !strstr(q, "\r\n\r\n")) {
        ssize_t got = recv(fd, q + n, sizeof q - 1 - n, 0);
        if (got <= 0)
            break;
        n += (size_t)got;
        q[n] = 0;
    }
    pthread_mutex_lock(&lock);
    most_open = ++now_open > most_open ? now_open : most_open;
    if (seen_n < 32)
        memcpy(seen[seen_n++], q, sizeof q);
    pthread_mutex_unlock(&lock);
    char path[100] = "";
    sscanf(q, "%*s %99s", path);
    if (strncmp(path, "/slow", 5) == 0) {
        poll(NULL, 0, 60);
        say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }
    if (strcmp(path, "/hints") == 0)
        say_again_and_again(fd);
    if (strcmp(path, "/away") == 0) {
        char text[200];
        snprintf(text, sizeof text, "HTTP/1.1 301 M\r\nLocation: http://localhost:%d/ok\r\n\r\n",
                 port);
        say(fd, text);
    }
    if (strcmp(path, "/model") == 0)
        say(fd, strstr(q, "X-Away: ") ? "HTTP/1.1 307 T\r\nLocation: /ok\r\n\r\n"
                                      : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    if (strcmp(path, "/to-model") == 0) {
        char text[200];
        snprintf(text, sizeof text, "HTTP/1.1 302 M\r\nLocation: %s\r\n\r\n", model);
        say(fd, text);
    }
    static const char *const away[][2] = {{"/www", "www.news.example"},
                                          {"/sub", "sub.news.example"}};
    for (size_t i = 0; i < 2; i++)
        if (strcmp(path, away[i][0]) == 0) {
            char text[200];
            snprintf(text, sizeof text, "HTTP/1.1 301 M\r\nLocation: http://%s:%d/%s\r\n\r\n",
                     away[i][1], port, i ? "www" : "ok");
            say(fd, text);
        }
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (strcmp(path, answers[i].path) == 0)
            say(fd, answers[i].answer);
    pthread_mutex_lock(&lock);
    now_open--;
    pthread_mutex_unlock(&lock);
    close(fd);
    return NULL;
}

static void *serve(void *ctx)
{
    (void)ctx;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return NULL;
        pthread_t t;
        if (pthread_create(&t, NULL, serve_one, (void *)(intptr_t)fd) == 0)
            pthread_detach(t);
    }
}

/* Names of these tests lead to this machine; the fetch process is forked from here. */
typedef int lookup_fn(const char *, const char *, const struct addrinfo *, struct addrinfo **);
static lookup_fn *lookup;

/* Forty addresses, of which only the last is private. (The others are of a block that was given
 * back.) */
static int crowd(const char *service, const struct addrinfo *hints, struct addrinfo **ret)
{
    enum { PUBLIC = 39 };
    int code = 0;
    for (int i = 0; i <= PUBLIC && code == 0; i++) {
        char text[40];
        snprintf(text, sizeof text, i < PUBLIC ? "3ffe:ffff::%x" : "10.0.0.1", i + 1);
        code = lookup(text, service, hints, ret);
        ret = code ? ret : &(*ret)->ai_next;
    }
    return code;
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **ret)
{
    bool ours = node && str_ends(str_c(node), STR("news.example"));
    if (node && str_eq(str_c(node), STR("crowd.example.org")))
        return crowd(service, hints, ret);
    return lookup(ours ? "127.0.0.1" : node, service, hints, ret);
}

/* ------------------------------------------------------------------------------- asking */
static struct proc_child child;
static struct arena a;

static int group_setup(void **state)
{
    (void)state;
    void *real = dlsym(RTLD_NEXT, "getaddrinfo");
    memcpy(&lookup, &real, sizeof lookup);
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof where;
    listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&where, n) != 0 || listen(listener, 50) != 0 ||
        getsockname(listener, (struct sockaddr *)&where, &n) != 0)
        return 1;
    port = ntohs(where.sin_port);
    static char allow[200];
    snprintf(allow, sizeof allow,
             " 127.0.0.1:%d, localhost:%d, news.example:%d, www.news.example:%d, "
             "sub.news.example:%d,",
             port, port, port, port, port);
    snprintf(model, sizeof model, "http://model.news.example:%d/model", port);
    static struct net_settings s;
    s = net_settings_default();
    s.model = model;
    s.allow = allow;
    s.host_pause_us = 0;
    s.own_host_most = 1; /* the publishers of these tests stand for strangers */
    s.body_most = 5000;
    if (proc_spawn(net_main, &s, &child, NULL) != ERR_OK)
        return 1;
    struct frame f;
    if (channel_get(child.channel, &f, 5 * US_SECOND) != ERR_OK || f.kind != FRAME_READY)
        return 1;
    frame_done(&f);
    pthread_t t;
    return pthread_create(&t, NULL, serve, NULL);
}

static int group_teardown(void **state)
{
    (void)state;
    shutdown(listener, SHUT_RDWR);
    return proc_child_end(&child, 3 * US_SECOND); /* it ends by itself, with status 0 */
}

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    seen_n = most_open = 0;
    memset(seen, 0, sizeof seen);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static void ask(uint32_t id, const char *path, struct net_request r)
{
    if (path[0] == '/')
        r.url = str_fmt(&a, "http://127.0.0.1:%d%s", port, path);
    else
        r.url = str_c(path);
    struct buf b;
    buf_arena(&b, &a, 100000);
    net_request_write(&b, &r);
    struct frame f = {.kind = FRAME_FETCH, .id = id, .head = buf_str(&b), .bytes = r.body};
    check_ok(channel_put(child.channel, &f, US_SECOND));
}

static uint32_t answer(struct net_response *ret)
{
    struct frame f;
    struct err e;
    check_ok(channel_get(child.channel, &f, 10 * US_SECOND));
    check_int(f.kind, FRAME_FETCHED);
    check_ok(net_response_read(&a, &f, ret, &e));
    ret->body = str_dup(&a, ret->body);
    uint32_t id = f.id;
    frame_done(&f);
    return id;
}

static struct net_response fetch(const char *path, struct net_request r)
{
    struct net_response got;
    ask(7, path, r);
    check_int(answer(&got), 7);
    return got;
}

static bool sent(int i, const char *text)
{
    pthread_mutex_lock(&lock);
    bool found = strstr(seen[i], text) != NULL;
    pthread_mutex_unlock(&lock);
    return found;
}

/* -------------------------------------------------------------------------------- tests */
static void a_good_answer(void **state)
{
    (void)state;
    struct net_response r = fetch("/ok#part", (struct net_request){.as = NET_FEED});
    check_int(r.outcome, NET_OK);
    check_int(r.status, 200);
    check_strz(r.body, "body");
    check_strz(r.type, "text/xml");
    check_strz(r.charset, "utf-8");
    check_strz(r.etag, "\"e1\"");
    check_strz(r.modified, "Mon, 01 Jun 2026 10:00:00 GMT");
    check_strz(r.link, "<http://h.example/>; rel=hub, <http://s.example/>; rel=self");
    check_int(r.max_age_us, 600 * US_SECOND);
    check_true(r.moved.n == 0 && r.reason.n == 0 && r.took_us > 0 && r.wire == 4);
    check_true(sent(0, "GET /ok HTTP/1.1\r\n") && sent(0, "User-Agent: Octavo/"));
    check_true(sent(0, "Accept: application/atom+xml") &&
               sent(0, "Accept-Encoding: gzip, deflate"));
}

static void packed_bodies_stay_packed(void **state)
{
    (void)state;
    struct net_response r = fetch("/packed", (struct net_request){0});
    check_int(r.outcome, NET_OK);
    check_strz(r.encoding, "gzip, br");
    check_str(r.body, STR("\x1f\x8b\x08xx"));
}

/* What a server repeats must not use up the memory of the request, and with it the process. */
static void repeated_headers_are_harmless(void **state)
{
    (void)state;
    struct net_response r = fetch("/hints", (struct net_request){.as = NET_FEED});
    check_int(r.outcome, NET_OK);
    check_strz(r.link, "b");
    check_int(fetch("/ok", (struct net_request){.as = NET_FEED}).outcome, NET_OK);
}

static void conditions_go_out(void **state)
{
    (void)state;
    struct net_request q = {.etag = STR("\"x\""), .modified = STR("yesterday")};
    struct net_response r = fetch("/same", q);
    check_int(r.outcome, NET_SAME);
    check_true(sent(0, "If-None-Match: \"x\"\r\n") && sent(0, "If-Modified-Since: yesterday\r\n"));
    r = fetch("/same", (struct net_request){0});
    check_int(r.outcome, NET_FAILED);
    check_true(r.reason.n > 0);
}

static void redirects(void **state)
{
    (void)state;
    struct net_response r = fetch("/moved", (struct net_request){0});
    check_int(r.outcome, NET_OK);
    check_int(r.hops, 3);
    check_str(r.moved, str_fmt(&a, "http://127.0.0.1:%d/found", port)); /* the last permanent one */
    check_str(r.url, str_fmt(&a, "http://127.0.0.1:%d/ok", port));
    r = fetch("/cookie", (struct net_request){0});
    check_int(r.outcome, NET_OK);
    check_true(sent(5, "Cookie: wall=passed"));
    r = fetch("/ok", (struct net_request){0});
    check_true(!sent(6, "Cookie:")); /* cookies end with their request */
    static const char *const refused[] = {"/file", "/inside"};
    for (size_t i = 0; i < 2; i++) {
        r = fetch(refused[i], (struct net_request){0});
        check_int(r.outcome, NET_FAILED);
        check_int(r.fault, NET_FAULT_GUARD);
    }
}

static void credentials_stay_at_home(void **state)
{
    (void)state;
    static const struct net_header key = {STR_INIT("X-Key"), STR_INIT("k1")};
    struct net_request q = {.user = STR("ann"),
                            .password = STR("pw"),
                            .cookie = STR("sid=1"),
                            .headers = &key,
                            .header_count = 1};
    struct net_response r = fetch("/away", q);
    check_int(r.outcome, NET_OK);
    check_true(sent(0, "Authorization: Basic YW5uOnB3") && sent(0, "Cookie: sid=1") &&
               sent(0, "X-Key: k1"));
    check_true(sent(1, "GET /ok") && !sent(1, "Authorization") && !sent(1, "Cookie") &&
               !sent(1, "X-Key"));
    /* From the address itself, and not into the answer. */
    r = fetch(str_z(&a, str_fmt(&a, "http://bob:p%%40w@127.0.0.1:%d/ok", port)),
              (struct net_request){0});
    check_true(sent(2, "Authorization: Basic Ym9iOnBAdw==") &&
               str_find(r.url, STR("bob")) == SIZE_MAX);
}

/* "www." may come and go; what was dropped on the way through another host comes back at home only.
 */
static void credentials_go_to_www(void **state)
{
    (void)state;
    static const struct net_header key = {STR_INIT("X-Key"), STR_INIT("k1")};
    struct net_request q = {.cookie = STR("sid=1"), .headers = &key, .header_count = 1};
    struct net_response r = fetch(str_z(&a, str_fmt(&a, "http://news.example:%d/www", port)), q);
    check_int(r.outcome, NET_OK);
    check_true(sent(0, "X-Key: k1") && sent(1, "Host: www.news.example") && sent(1, "X-Key: k1") &&
               sent(1, "Cookie: sid=1"));
    r = fetch(str_z(&a, str_fmt(&a, "http://news.example:%d/sub", port)), q);
    check_int(r.outcome, NET_OK);
    check_true(sent(3, "Host: sub.news.example") && !sent(3, "X-Key") && !sent(3, "Cookie"));
    check_true(sent(4, "Host: www.news.example") && sent(4, "X-Key: k1"));
}

/* Its one address is private: it opens to requests for the model only, and these go nowhere else.
 */
static void the_model_alone_is_asked_at_its_address(void **state)
{
    (void)state;
    static const struct net_header keys[] = {{STR_INIT("Authorization"), STR_INIT("Bearer k1")},
                                             {STR_INIT("X-Away"), STR_INIT("1")}};
    struct net_request q = {.as = NET_MODEL,
                            .method = STR("POST"),
                            .body_type = STR("application/json"),
                            .body = STR("{\"x\":1}"),
                            .headers = keys,
                            .header_count = 1};
    struct net_response r = fetch(model, q);
    check_int(r.outcome, NET_OK);
    check_strz(r.body, "{}");
    check_true(sent(0, "POST /model HTTP/1.1\r\n") && sent(0, "Authorization: Bearer k1\r\n") &&
               sent(0, "Content-Type: application/json\r\n") &&
               sent(0, "Accept: application/json\r\n"));
    static const enum net_as others[] = {NET_FEED,  NET_PAGE, NET_ICON,
                                         NET_MEDIA, NET_OPML, NET_OTHER};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        check_int(fetch(model, (struct net_request){.as = others[i]}).fault, NET_FAULT_GUARD);
    check_int(fetch("/to-model", (struct net_request){.as = NET_PAGE}).fault, NET_FAULT_GUARD);
    const char *const elsewhere[] = {
        "/model",
        "/ok",
        "https://api.example.org/model",
        str_z(&a, str_fmt(&a, "http://model.news.example:%d/model2", port)),
        str_z(&a, str_fmt(&a, "http://model.news.example:%d/model?x", port)),
        str_z(&a, str_fmt(&a, "https://model.news.example:%d/model", port)),
        "http://model.news.example:1/model"};
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        check_int(fetch(elsewhere[i], q).fault, NET_FAULT_GUARD);
    int before = seen_n;
    q.header_count = 2;
    r = fetch(model, q);
    check_int(r.outcome, NET_FAILED);
    check_int(r.fault, NET_FAULT_HTTP);
    check_true(str_find(r.reason, STR("redirect")) != SIZE_MAX && seen_n == before + 1);
}

static void outcomes(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum net_outcome outcome;
        enum net_fault fault;
    } cases[] = {
        {"/gone", NET_GONE, NET_FAULT_HTTP},
        {"/missing", NET_MISSING, NET_FAULT_HTTP},
        {"/refused", NET_REFUSED, NET_FAULT_HTTP},
        {"/later", NET_LATER, NET_FAULT_HTTP},
        {"/large", NET_FAILED, NET_FAULT_LIMIT},
        {"/nothing", NET_FAILED, NET_FAULT_PROTOCOL},
        {"ftp://127.0.0.1/", NET_FAILED, NET_FAULT_GUARD},
        {"http://127.0.0.1:1/", NET_FAILED, NET_FAULT_GUARD},
        {"http://192.168.1.1/", NET_FAILED, NET_FAULT_GUARD},
        {"http://[::1]/", NET_FAILED, NET_FAULT_GUARD},
        {"no address", NET_FAILED, NET_FAULT_GUARD},
        {"http://no-such-host.invalid/", NET_FAILED, NET_FAULT_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct net_response r = fetch(cases[i].path, (struct net_request){0});
        check_int(r.outcome, cases[i].outcome);
        if (cases[i].fault)
            check_int(r.fault, cases[i].fault);
        check_true(r.reason.n > 0 && r.url.n > 0);
        if (r.outcome == NET_LATER)
            check_int(r.retry_us, 120 * US_SECOND);
    }
}

static void one_at_a_time_and_people_first(void **state)
{
    (void)state;
    struct net_response r;
    for (uint32_t i = 1; i <= 4; i++)
        ask(i, "/slow", (struct net_request){.urgent = i == 4});
    ask(5, "/slow?cancelled", (struct net_request){0});
    struct frame cancel = {.kind = FRAME_CANCEL, .id = 5};
    check_ok(channel_put(child.channel, &cancel, US_SECOND));
    uint32_t order[4];
    for (size_t i = 0; i < 4; i++) {
        order[i] = answer(&r);
        check_int(r.outcome, NET_OK);
    }
    check_int(most_open, 1);
    check_true(order[0] == 4 || order[1] == 4); /* the first may have begun already */
    check_int(order[3], 3);
    struct frame f;
    check_int(channel_get(child.channel, &f, 100000), ERR_TIMEOUT);
}

static void posting(void **state)
{
    (void)state;
    struct net_request q = {
        .method = STR("POST"), .body = STR("{\"a\":1}"), .body_type = STR("application/json")};
    struct net_response r = fetch("/ok", q);
    check_int(r.outcome, NET_OK);
    check_true(sent(0, "POST /ok") && sent(0, "Content-Type: application/json\r\n") &&
               sent(0, "Content-Length: 7\r\n"));
}

static void unsound_requests(void **state)
{
    (void)state;
    static const char *const heads[] = {
        "",
        "[]",
        "{}",
        "{\"url\":\"http://x.example/\",\"etag\":\"a\\r\\nX: y\"}",
        "{\"url\":\"http://x.example/\",\"headers\":[[\"X y\",\"z\"]]}",
        "{\"url\":\"http://x.example/\",\"headers\":[[\"X\",\"a\\nb\"]]}",
        "{\"url\":\"http://x.example/\",\"method\":\"PUT\"}"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct frame f = {.kind = FRAME_FETCH, .id = 1, .head = str_c(heads[i])};
        struct net_request q;
        struct err e;
        check_true(net_request_read(&a, &f, &q, &e) != ERR_OK);
        check_ok(channel_put(child.channel, &f, US_SECOND));
        struct net_response r;
        check_int(answer(&r), 1);
        check_int(r.outcome, NET_FAILED);
    }
}

/* Also what is more than we would ever connect to. */
static void an_answer_is_judged_as_a_whole(void **state)
{
    (void)state;
    struct net_response r =
        fetch("http://crowd.example.org/", (struct net_request){.as = NET_FEED});
    check_int(r.outcome, NET_FAILED);
    check_int(r.fault, NET_FAULT_GUARD);
}

static void retry_after(void **state)
{
    (void)state;
    int64_t now = INT64_C(1780308000) * US_SECOND; /* 2026-06-01T10:00:00Z */
    check_int(net_retry_after(STR("120"), now), 120 * US_SECOND);
    check_int(net_retry_after(STR(" Mon, 01 Jun 2026 11:00:00 GMT "), now), 3600 * US_SECOND);
    check_int(net_retry_after(STR("Mon, 01 Jan 2001 00:00:00 GMT"), now), 0);
    check_int(net_retry_after(STR("99999999999999999999999"), now), 30 * US_DAY);
    check_int(net_retry_after(STR("Fri, 31 Dec 2027 23:59:59 GMT"), now), 30 * US_DAY);
    check_int(net_retry_after(STR("soon"), now), 0);
    check_int(net_retry_after(STR("-5"), now), 0);
    check_int(net_retry_after(STR(""), now), 0);
}

static void the_allow_list(void **state)
{
    (void)state;
    static const struct {
        const char *allow, *url;
        bool want;
    } cases[] = {
        {"127.0.0.1:8800", "http://127.0.0.1:8800/x", true},
        {"127.0.0.1:8800", "http://127.0.0.1:8801/x", false},
        {"127.0.0.1:8800", "http://127.0.0.2:8800/x", false},
        {"127.0.0.1:8800", "http://localhost:8800/x", false},
        {"127.0.0.1:8800", "ftp://127.0.0.1:8800/x", false},
        {"a.lan:80, [::1]:9000", "http://[::1]:9000/", true},
        {"a.lan:80, [::1]:9000", "http://A.LAN/", true},
        {"a.lan", "https://a.lan/", true},
        {"a.lan:80", "https://a.lan/", false},
        {"", "http://127.0.0.1/", false},
        {NULL, "http://127.0.0.1/", false},
        {" , :, //", "http://127.0.0.1/", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url u;
        check_true(url_parse(&a, str_c(cases[i].url), NULL, &u));
        check_int(guard_allows(&a, cases[i].allow, &u), cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(a_good_answer),
        T(packed_bodies_stay_packed),
        T(repeated_headers_are_harmless),
        T(conditions_go_out),
        T(redirects),
        T(credentials_go_to_www),
        T(credentials_stay_at_home),
        T(outcomes),
        T(one_at_a_time_and_people_first),
        T(posting),
        T(unsound_requests),
        T(an_answer_is_judged_as_a_whole),
        T(retry_after),
        T(the_allow_list),
        T(the_model_alone_is_asked_at_its_address),
    };
    return cmocka_run_group_tests_name("net", tests, group_setup, group_teardown);
}
