/* server.c: the server as a whole: options checked, threads started and ended, figures summed. */
#include "http/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    CONNECTIONS_DEFAULT = 4096,
    DESCRIPTORS_KEPT = 64, /* for everything else the process opens */
    THREADS_MOST = 256,
    MEMORY_DEFAULT = 256 << 20,
};

static size_t descriptors_left(void)
{
    struct rlimit r;
    if (getrlimit(RLIMIT_NOFILE, &r) != 0 || r.rlim_cur == RLIM_INFINITY)
        return SIZE_MAX;
    return r.rlim_cur > 2 * DESCRIPTORS_KEPT ? r.rlim_cur - DESCRIPTORS_KEPT : r.rlim_cur / 2;
}

static void fill_defaults(struct http_options *o)
{
    if (o->threads == 0) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        o->threads = cores > 2 ? (unsigned)cores : 2;
    }
    if (o->threads > THREADS_MOST)
        o->threads = THREADS_MOST;
    if (o->connections_most == 0)
        o->connections_most = CONNECTIONS_DEFAULT;
    size_t left = descriptors_left();
    if (o->connections_most > left)
        o->connections_most = left;
    if (o->streams_most == 0)
        o->streams_most = o->connections_most / 2;
    if (o->response_most == 0)
        o->response_most = HTTP_RESPONSE_DEFAULT;
    if (o->memory_most == 0)
        o->memory_most = MEMORY_DEFAULT;
}

static enum err_code read_trusted(struct http_server *s, struct err *e)
{
    struct str rest = str_c(s->options.trusted), item;
    s->trusted = ARENA_ARRAY(&s->arena, rest.n + 1, struct http_net);
    while (str_split(&rest, ' ', &item)) {
        if (item.n == 0)
            continue;
        if (!http_net_parse(item, &s->trusted[s->trusted_n++]))
            return err_set(e, ERR_USAGE, "trusted proxy \"%.*s\" is no address and no network",
                           STR_ARG(item));
    }
    return ERR_OK;
}

static enum err_code check(struct http_server *s, struct err *e)
{
    struct http_options *o = &s->options;
    if (o->listen_count == 0)
        return err_set(e, ERR_USAGE, "the web server has no socket to listen on");
    s->listen = ARENA_ARRAY(&s->arena, o->listen_count, int);
    memcpy(s->listen, o->listen_fds, o->listen_count * sizeof *s->listen);
    for (size_t i = 0; i < o->header_count; i++)
        if (!http_field_ok(o->headers[i].name, o->headers[i].value))
            return err_set(e, ERR_USAGE, "header \"%.*s\" is not well formed",
                           STR_ARG(o->headers[i].name));
    enum err_code code = read_trusted(s, e);
    if (code)
        return code;
    return http_router_new(&s->arena, o->routes, o->route_count, &s->router, e);
}

enum err_code http_server_new(const struct http_options *o, struct http_server **ret, struct err *e)
{
    struct http_server *s = calloc(1, sizeof *s);
    if (!s)
        return err_set(e, ERR_MEMORY, "no memory for the web server");
    s->options = *o;
    s->hurry = 1;
    arena_init(&s->arena, 16 << 20);
    fill_defaults(&s->options);
    enum err_code code = check(s, e);
    s->loop_count = s->options.threads;
    s->loop_most = s->options.connections_most / s->loop_count + 1;
    s->loops = code ? NULL : calloc(s->loop_count, sizeof *s->loops);
    if (!code && !s->loops)
        code = err_set(e, ERR_MEMORY, "no memory for the web server");
    for (unsigned i = 0; !code && i < s->loop_count; i++)
        code = http_loop_init(&s->loops[i], s, i, e);
    if (code) {
        http_server_free(s);
        return code;
    }
    *ret = s;
    return ERR_OK;
}

static enum err_code prepare_sockets(const struct http_server *s, struct err *e)
{
    for (size_t i = 0; i < s->options.listen_count; i++) {
        int flags = fcntl(s->listen[i], F_GETFL);
        if (flags < 0 || fcntl(s->listen[i], F_SETFL, flags | O_NONBLOCK) != 0)
            return err_errno(e, errno, "cannot use the listening socket %d", s->listen[i]);
    }
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
    return ERR_OK;
}

enum err_code http_server_start(struct http_server *s, struct err *e)
{
    enum err_code code = prepare_sockets(s, e);
    if (code)
        return code;
    sigset_t all, old; /* signals are the main thread's affair */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    s->running = true;
    for (unsigned i = 0; i < s->loop_count && !code; i++) {
        int bad = pthread_create(&s->loops[i].thread, NULL, http_loop_main, &s->loops[i]);
        s->loops[i].started = bad == 0;
        if (bad)
            code = err_errno(e, bad, "cannot start a thread of the web server");
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (code)
        http_server_stop(s, 0);
    return code;
}

void http_server_stop(struct http_server *s, int64_t grace_us)
{
    if (!s->running)
        return;
    atomic_store(&s->stop_at, clock_mono() + grace_us);
    atomic_store(&s->stop, true);
    for (unsigned i = 0; i < s->loop_count; i++)
        if (s->loops[i].started)
            http_loop_wake(&s->loops[i]);
    for (unsigned i = 0; i < s->loop_count; i++)
        if (s->loops[i].started)
            pthread_join(s->loops[i].thread, NULL);
    s->running = false;
}

void http_server_free(struct http_server *s)
{
    if (!s)
        return;
    http_server_stop(s, 0);
    for (unsigned i = 0; s->loops && i < s->loop_count; i++)
        http_loop_done(&s->loops[i]);
    free(s->loops);
    arena_done(&s->arena);
    free(s);
}

struct http_stats http_server_stats(const struct http_server *s)
{
    struct http_stats t = {.streams = atomic_load(&s->streams), .memory = atomic_load(&s->memory)};
    for (unsigned i = 0; i < s->loop_count; i++) {
        const struct http_counters *c = &s->loops[i].count;
        t.accepted += atomic_load(&c->accepted);
        t.requests += atomic_load(&c->requests);
        t.bytes_out += atomic_load(&c->bytes_out);
        t.refused += atomic_load(&c->refused);
        t.timeouts += atomic_load(&c->timeouts);
        t.shed += atomic_load(&c->shed);
        t.events_dropped += atomic_load(&c->events_dropped);
        t.open += atomic_load(&c->open);
    }
    return t;
}
