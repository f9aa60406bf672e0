/* abuse_server.c: a small server with a handful of routes, to be attacked by tests and measured by
 * bench/http_wrk.sh.   http_abuse_server PORT [THREADS]   (port 0: any; it is printed)
 * Ends on SIGINT or SIGTERM with the figures on standard error. */
#include "http/http.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static struct http_server *server;
static char page[20480];

static void front(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    http_type(r, STR("text/html; charset=utf-8"));
    buf_lit(&r->body, "<!doctype html><html lang=en><title>A page</title><p>You asked for: ");
    buf_html(&r->body, http_query(q, STR("q")));
    buf_lit(&r->body, "</p></html>\n");
}

static void large(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx, (void)q;
    http_type(r, STR("text/html; charset=utf-8"));
    for (size_t i = 0; i < sizeof page; i += 256) /* made piece by piece, as a view would */
        buf_put(&r->body, str_of(page + i, 256));
}

static void post(void *ctx, struct http_request *q, struct http_response *r)
{
    if (str_eq(q->content_type, STR("application/json"))) {
        json_t *v;
        struct err e;
        if (json_read(q->body, &v, &e) != ERR_OK) {
            http_error(ctx, q, r, 400);
            return;
        }
        json_decref(v);
    }
    const struct http_field *fields;
    struct json_out w;
    http_json(r, 200);
    json_init(&w, &r->body);
    json_obj(&w);
    json_field_i64(&w, "bytes", (int64_t)q->body.n);
    json_field_i64(&w, "fields", (int64_t)http_form_all(q, &fields));
    json_obj_end(&w);
}

static void events(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx, (void)q;
    if (http_stream_start(q, r, &STR("all"), 1))
        http_event_write(&r->body, &(struct http_event){.name = STR("hello"), .data = STR("1")});
}

static void shout(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    http_stream_publish(server, STR("all"), &(struct http_event){.data = q->body});
    r->status = 204;
}

static void login(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx;
    http_set_cookie(r, &(struct http_cookie){.name = STR("sid"), .value = STR("x"), .max_age = 60});
    http_redirect_local(r, 303, http_query(q, STR("next")), STR("/"));
}

static void assets(void *ctx, struct http_request *q, struct http_response *r)
{
    static const struct http_asset css = {.type = STR_INIT("text/css"),
                                          .bytes = STR_INIT("body{margin:0}\n"),
                                          .tag = STR_INIT("v1"),
                                          .immutable = true};
    if (str_eq(http_param(q, STR("path")), STR("site.css")))
        http_static(q, r, &css);
    else
        http_error(ctx, q, r, 404);
}

static const struct http_route routes[] = {
    {HTTP_GET, "/", front, HTTP_ROUTE_GZIP, 0, NULL},
    {HTTP_POST, "/", post, 0, 0, NULL},
    {HTTP_GET, "/large", large, 0, 0, NULL},
    {HTTP_POST, "/post", post, 0, 0, NULL},
    {HTTP_GET, "/events", events, 0, 0, NULL},
    {HTTP_POST, "/shout", shout, 0, 4096, NULL},
    {HTTP_GET, "/login", login, 0, 0, NULL},
    {HTTP_GET, "/static/*path", assets, 0, 0, NULL},
};

static int listen_on(unsigned port)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof a;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&a, n) != 0 || listen(fd, 512) != 0 ||
        getsockname(fd, (struct sockaddr *)&a, &n) != 0)
        return -1;
    printf("%u\n", ntohs(a.sin_port));
    fflush(stdout);
    return fd;
}

int main(int argc, char **argv)
{
    uint64_t port = 0, threads = 2;
    if (argc < 2 || !str_u64(str_c(argv[1]), 65535, &port) ||
        (argc > 2 && !str_u64(str_c(argv[2]), 64, &threads)))
        return 2;
    memset(page, 'x', sizeof page);
    static const struct http_field headers[] = {
        {STR_INIT("X-Content-Type-Options"), STR_INIT("nosniff")},
        {STR_INIT("Content-Security-Policy"), STR_INIT("default-src 'self'")},
    };
    int fd = listen_on((unsigned)port);
    struct http_options o = {.listen_fds = &fd,
                             .listen_count = 1,
                             .routes = routes,
                             .route_count = sizeof routes / sizeof *routes,
                             .threads = (unsigned)threads,
                             .headers = headers,
                             .header_count = sizeof headers / sizeof *headers};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    struct err e = {0};
    char line[700];
    if (fd < 0 || http_server_new(&o, &server, &e) || http_server_start(server, &e)) {
        fprintf(stderr, "%s\n", err_line(&e, line, sizeof line));
        return 1;
    }
    int got;
    sigwait(&set, &got);
    http_server_stop(server, 2 * US_SECOND);
    struct http_stats t = http_server_stats(server);
    fprintf(stderr, "%llu connections, %llu requests, %llu refused, %llu timeouts, %llu open\n",
            (unsigned long long)t.accepted, (unsigned long long)t.requests,
            (unsigned long long)t.refused, (unsigned long long)t.timeouts,
            (unsigned long long)t.open);
    http_server_free(server);
    close(fd);
    return t.open != 0 || t.memory != 0;
}
