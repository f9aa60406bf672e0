/* serve.c: `octavo serve`: joins the routes of web/ and api/ into one server, and becomes the
 * keeper. */
#include "api/api.h"
#include "cli/internal.h"
#include "web/web.h"

#include <assert.h>
#include <stdio.h>

enum { ROUTES_MOST = 256 };

struct site {
    struct http_server *server;
    struct http_route routes[ROUTES_MOST];
    char trusted[200];
};

static void *thread_init(void *ctx, unsigned index)
{
    (void)index;
    struct desk_reader *r = NULL;
    struct err e = {0};
    if (desk_reader_open(ctx, &r, &e) != ERR_OK)
        log_say(LOG_ERROR, "serve", "%s", e.words);
    return r;
}

static void thread_done(void *reader)
{
    if (reader)
        desk_reader_close(reader);
}

/* A thread whose database connection could not be opened answers 503 until it can. */
static bool before(void *reader, struct http_request *q, struct http_response *r)
{
    if (reader)
        return web_before(reader, q, r);
    http_text(r, 503, STR("The database cannot be opened; the server's log says why.\n"));
    return false;
}

static void error_page(void *reader, struct http_request *q, struct http_response *r)
{
    if (reader)
        web_error_page(reader, q, r);
    else
        http_text(r, r->status, str_c(http_status_name(r->status)));
}

/* Behind a proxy people go to another address than the proxy does. */
static void say_where(const struct desk_conf *conf)
{
    const char *listen = desk_conf_str(conf, DESK_SET_LISTEN),
               *url = desk_conf_str(conf, DESK_SET_URL);
    if (*url)
        log_say(LOG_INFO, "serve", "Octavo is at %s; a proxy reaches it at %s", url, listen);
    else if (str_starts(str_c(listen), STR("unix:")))
        log_say(LOG_INFO, "serve", "Octavo listens at %s; without url no proxy is believed",
                listen);
    else
        log_say(LOG_INFO, "serve", "Octavo is at http://%s/", listen);
}

static enum err_code start(struct desk *d, const int *listen_fds, size_t n, void **ret,
                           struct err *e)
{
    static struct site site; /* one server a process */
    size_t count = 0;
    assert(web_route_count + api_route_count <= ROUTES_MOST); /* none is left out */
    for (size_t i = 0; i < web_route_count; i++)
        site.routes[count++] = web_routes[i];
    for (size_t i = 0; i < api_route_count; i++)
        site.routes[count++] = api_routes[i];
    struct http_options o = {
        .listen_fds = listen_fds,
        .listen_count = n,
        .routes = site.routes,
        .route_count = count,
        .threads = (unsigned)desk_conf_int(desk_conf(d), DESK_SET_THREADS),
        .headers = web_headers,
        .header_count = web_header_count,
        .trusted = desk_conf_str(desk_conf(d), DESK_SET_URL)[0] ? "127.0.0.1 ::1 unix" : NULL,
        .ctx = d,
        .thread_init = thread_init,
        .thread_done = thread_done,
        .before = before,
        .error_page = error_page,
    };
    enum err_code code = http_server_new(&o, &site.server, e);
    if (code == ERR_OK)
        code = web_events_start(d, site.server, e);
    if (code == ERR_OK)
        code = http_server_start(site.server, e);
    if (code != ERR_OK)
        return code;
    say_where(desk_conf(d));
    *ret = &site;
    return ERR_OK;
}

static void stop(void *server)
{
    struct site *site = server;
    http_server_stop(site->server, 3 * US_SECOND);
    web_events_stop();
    web_stop();
    http_server_free(site->server);
    site->server = NULL;
}

static int run_serve(int argc, char **argv)
{
    struct cli_desk c;
    int at = cli_desk_options(&c, "serve", argc, argv, NULL);
    if (at < 0)
        return CLI_USAGE;
    if (at < argc)
        return cli_desk_close(&c, cli_usage("serve", "it takes no '%s'", argv[at]));
    static const struct desk_site site = {start, stop};
    struct desk_start s = {.conf = &c.conf, .site = &site};
    struct err e = {0};
    int status = desk_run(&s, &e);
    if (status != CLI_DONE && e.words[0])
        return cli_desk_failed(&c, &e);
    return cli_desk_close(&c, status);
}

const struct command command_serve = {
    .name = "serve",
    .synopsis = "[--listen ADDRESS:PORT] [--data DIR] [--SETTING VALUE ...]",
    .summary = "serve the pages and poll what is followed",
    .details = "Without any option: http://127.0.0.1:8008 and the database in your data folder.\n"
               "  --listen A:P   where to listen: 127.0.0.1:8008, [::1]:8008, unix:/path\n"
               "  --data DIR     folder of the database\n"
               "  --config FILE  settings; octavo.conf(5) lists them, each is an option too\n"
               "Ctrl-C or SIGTERM ends it; what was acknowledged is in the database.\n"
               "SIGHUP has it read the settings again.",
    .run = run_serve,
};
