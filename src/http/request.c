/* request.c: from a read request to a made response. Builds the public view of the request, calls
 * the caller's `before` and the handler inside the arena's escape, and makes the server's own
 * answers (404, 405, 413, OPTIONS, 500 for a handler that failed). Knows no socket. */
#include "http/internal.h"

#include <arpa/inet.h>

/* The address nearest to us that is no trusted proxy: what further ones say may be invented. */
static struct str forwarded_for(struct http_request *q, const struct http_server *s)
{
    struct str found = q->remote;
    for (size_t i = q->field_count; i-- > 0;) {
        if (!str_eq_fold(q->fields[i].name, STR("x-forwarded-for")))
            continue;
        struct str list = q->fields[i].value;
        while (list.n) {
            size_t comma = str_rfind_char(list, ',');
            struct str item = http_trim(comma == SIZE_MAX ? list : str_from(list, comma + 1));
            list = comma == SIZE_MAX ? STR_NONE : str_sub(list, 0, comma);
            struct http_address a;
            if (!http_address_parse(item, &a) || a.family == 1)
                return found;
            char text[INET6_ADDRSTRLEN];
            if (!inet_ntop(a.family == 4 ? AF_INET : AF_INET6, a.bytes, text, sizeof text))
                return found;
            found = str_dup(q->arena, str_c(text));
            if (!http_net_has(s->trusted, s->trusted_n, &a))
                return found;
        }
    }
    return found;
}

static struct str last_member(struct str list)
{
    size_t comma = str_rfind_char(list, ',');
    return http_trim(comma == SIZE_MAX ? list : str_from(list, comma + 1));
}

static void read_forwarded(struct http_request *q, const struct http_server *s)
{
    struct str proto = last_member(http_header(q, STR("x-forwarded-proto")));
    struct str host = last_member(http_header(q, STR("x-forwarded-host")));
    q->secure = str_eq_fold(proto, STR("https"));
    if (http_host_ok(host))
        q->host = host;
    q->remote = forwarded_for(q, s);
}

struct run {
    struct http_loop *l;
    struct http_conn *c;
    struct str body;
    unsigned refuse;
    bool known;
};

static void fill(const struct run *run)
{
    struct http_loop *l = run->l;
    const struct http_head *h = &l->head;
    struct http_request *q = &l->request;
    l->cache = (struct http_request_cache){.options = &l->server->options};
    *q = (struct http_request){.arena = &l->arena,
                               .cache = &l->cache,
                               .started = q->started,
                               .remote = str_c(run->c->remote),
                               .body = run->body};
    if (!run->known)
        return;
    q->method = h->method;
    q->http10 = h->http10;
    q->target = h->target;
    q->path = h->path;
    q->query = h->query;
    q->host = h->host;
    q->fields = h->fields;
    q->field_count = h->field_count;
    q->route = l->match.route;
    q->param_count = l->match.param_count;
    memcpy(q->params, l->match.params, l->match.param_count * sizeof *q->params);
    struct str type = http_header(q, STR("content-type"));
    if (type.n)
        q->content_type =
            str_lower(q->arena, http_trim(str_sub(type, 0, str_find_char(type, ';'))));
    if (l->server->trusted_n &&
        http_net_has(l->server->trusted, l->server->trusted_n, &run->c->address))
        read_forwarded(q, l->server);
}

static void plain_error(struct http_response *r, unsigned status)
{
    http_text(r, status, str_c(http_status_name(status)));
    buf_lit(&r->body, "\n");
}

void http_error(void *thread_ctx, struct http_request *q, struct http_response *r, unsigned status)
{
    http_handler page = q->cache->options->error_page;
    r->view = STR_NONE;
    r->stream = r->parked = false;
    buf_clear(&r->body);
    r->status = status;
    if (page)
        page(thread_ctx, q, r);
    else
        plain_error(r, status);
    if (r->body.failed)
        plain_error(r, status);
}

static void set_allow(struct http_loop *l, unsigned allow)
{
    struct buf b;
    buf_arena(&b, &l->arena, 256);
    for (unsigned bit = 1; bit <= HTTP_OPTIONS; bit <<= 1) {
        if (!((allow | HTTP_OPTIONS) & bit))
            continue;
        if (b.n)
            buf_lit(&b, ", ");
        buf_put(&b, str_c(http_method_name((enum http_method)bit)));
    }
    http_set(&l->response, STR("Allow"), buf_str(&b));
}

static bool too_many_fields(const struct http_request *q)
{
    if (!str_eq(q->content_type, STR("application/x-www-form-urlencoded")))
        return false;
    size_t n = 1;
    for (const char *p = q->body.p, *end = p + q->body.n; n <= HTTP_FORM_FIELDS_MOST; n++) {
        p = p < end ? memchr(p, '&', (size_t)(end - p)) : NULL;
        if (!p++)
            return false;
    }
    return true;
}

static void answer(struct http_loop *l)
{
    struct http_request *q = &l->request;
    struct http_response *r = &l->response;
    const struct http_options *o = &l->server->options;
    if (!q->route && q->method == HTTP_OPTIONS && (l->match.allow || l->head.any)) {
        r->status = 204;
        set_allow(l, l->head.any ? HTTP_GET | HTTP_HEAD | HTTP_POST : l->match.allow);
    } else if (!q->route) {
        if (l->match.allow)
            set_allow(l, l->match.allow);
        http_error(l->ctx, q, r, l->match.allow ? 405 : 404);
    } else if (too_many_fields(q)) {
        http_error(l->ctx, q, r, 413);
    } else if (!o->before || o->before(l->ctx, q, r)) {
        q->route->handle(l->ctx, q, r);
    }
}

static enum err_code run_normal(void *ctx)
{
    struct run *run = ctx;
    struct http_loop *l = run->l;
    http_loop_context(l);
    fill(run);
    if (!run->known)
        plain_error(&l->response, run->refuse);
    else if (run->refuse)
        http_error(l->ctx, &l->request, &l->response, run->refuse);
    else
        answer(l);
    if (l->response.status < 200 || l->response.status > 599 || l->response.body.failed)
        return ERR_LIMIT;
    if (http_gzip_wanted(&l->request, &l->response))
        http_gzip(&l->request, &l->response);
    else if (l->response.status == 304 && l->request.route &&
             (l->request.route->flags & HTTP_ROUTE_GZIP))
        http_add(&l->response, STR("Vary"), STR("Accept-Encoding")); /* RFC 9110, 15.4.5 */
    return ERR_OK;
}

static enum err_code run_failed(void *ctx)
{
    struct run *run = ctx;
    run->body = STR_NONE;
    fill(run);
    http_error(run->l->ctx, &run->l->request, &run->l->response, 500);
    return ERR_OK;
}

void http_request_run(struct http_loop *l, struct http_conn *c, struct str body, unsigned refuse,
                      bool known)
{
    struct run run = {l, c, body, refuse, known};
    l->request.started = clock_mono();
    l->response.arena = &l->arena;
    l->response.loop = l;
    l->response.published_after = atomic_load(&l->server->published);
    http_response_reset(&l->response);
    enum err_code code = arena_run(&l->arena, run_normal, &run);
    if (code == ERR_OK)
        return;
    if (code == ERR_MEMORY && l->server->options.thread_escaped)
        l->server->options.thread_escaped(l->ctx);
    arena_reset(&l->arena);
    http_response_reset(&l->response);
    if (arena_run(&l->arena, run_failed, &run) == ERR_OK)
        return;
    http_response_reset(&l->response); /* not even the page: a bare status, no header of its own */
    l->response.status = 500;
}
