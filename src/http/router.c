/* router.c: from a path to a route. Patterns without parameters are found in a map; the others
 * are tried in order of how exact they are (literal before :name before *name, from the left),
 * comparing segments. Tables of a few hundred routes need no more. Pure. */
#include "http/internal.h"

enum { SEGMENTS_MOST = 16 };
enum kind { LITERAL, NAME, REST };
struct compiled {
    const struct http_route *route;
    struct str segments[SEGMENTS_MOST];
    uint8_t kinds[SEGMENTS_MOST];
    uint8_t n;
    bool fixed;    /* literals only */
    uint32_t next; /* index + 1 of another fixed route of this path */
};
struct http_router {
    struct compiled *v;
    size_t n;
    size_t first_open; /* v[first_open..n) have parameters, most exact first */
    struct map fixed;
};

static bool compile(const struct http_route *route, struct compiled *ret)
{
    struct compiled c = {.route = route, .fixed = true};
    struct str rest = str_c(route->pattern), segment;
    if (rest.n == 0 || rest.p[0] != '/' || !route->handle || !route->methods)
        return false;
    rest = str_from(rest, 1);
    unsigned params = 0;
    while (str_split(&rest, '/', &segment)) {
        if (c.n == SEGMENTS_MOST || (c.n && c.kinds[c.n - 1] == REST))
            return false;
        char first = segment.n ? segment.p[0] : 0;
        c.kinds[c.n] = first == ':' ? NAME : first == '*' ? REST : LITERAL;
        if (c.kinds[c.n] != LITERAL) {
            c.fixed = false;
            if (segment.n < 2 || params++ == HTTP_PARAMS_MOST)
                return false;
        }
        c.segments[c.n++] = segment;
    }
    *ret = c;
    return true;
}

/* Open routes after fixed ones; among them the more exact first. */
static int compare(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    const struct compiled *a = x, *b = y;
    if (a->fixed != b->fixed)
        return a->fixed ? -1 : 1;
    for (size_t i = 0; i < a->n && i < b->n; i++)
        if (a->kinds[i] != b->kinds[i])
            return a->kinds[i] < b->kinds[i] ? -1 : 1;
    return (a->n < b->n) - (a->n > b->n);
}

static bool same_shape(const struct compiled *a, const struct compiled *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (a->kinds[i] != b->kinds[i] ||
            (a->kinds[i] == LITERAL && !str_eq(a->segments[i], b->segments[i])))
            return false;
    return true;
}

static enum err_code check_alike(const struct http_router *r, struct err *e)
{
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < i; k++)
            if ((r->v[i].route->methods & r->v[k].route->methods) && same_shape(&r->v[i], &r->v[k]))
                return err_set(e, ERR_USAGE, "routes %s and %s are alike", r->v[k].route->pattern,
                               r->v[i].route->pattern);
    return ERR_OK;
}

enum err_code http_router_new(struct arena *a, const struct http_route *routes, size_t n,
                              struct http_router **ret, struct err *e)
{
    struct http_router *r = ARENA_NEW(a, struct http_router);
    r->v = ARENA_ARRAY(a, n, struct compiled);
    r->n = n;
    for (size_t i = 0; i < n; i++)
        if (!compile(&routes[i], &r->v[i]))
            return err_set(e, ERR_USAGE, "route %zu (%s) is not well formed", i,
                           routes[i].pattern ? routes[i].pattern : "no pattern");
    enum err_code code = check_alike(r, e);
    if (code)
        return code;
    sort_stable(a, r->v, n, sizeof *r->v, compare, NULL);
    map_init(&r->fixed, a);
    for (; r->first_open < n && r->v[r->first_open].fixed; r->first_open++) {
        struct compiled *c = &r->v[r->first_open];
        struct map_entry *m = map_put(&r->fixed, str_c(c->route->pattern), NULL);
        c->next = (uint32_t)m->value.u;
        m->value.u = r->first_open + 1;
    }
    *ret = r;
    return ERR_OK;
}

struct cut {
    struct str path;
    struct str segments[SEGMENTS_MOST];
    size_t n; /* SEGMENTS_MOST + 1: more than any pattern without *rest has */
};

static bool fits(const struct compiled *c, const struct cut *cut, struct http_match *m)
{
    size_t params = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (i >= cut->n || i >= SEGMENTS_MOST)
            return false;
        struct str s = cut->segments[i];
        if (c->kinds[i] == LITERAL) {
            if (!str_eq(c->segments[i], s))
                return false;
        } else if (c->kinds[i] == NAME) {
            if (s.n == 0)
                return false;
            m->params[params++] = s;
        } else {
            m->params[params++] = str_from(cut->path, (size_t)(s.p - cut->path.p));
            m->param_count = params;
            return true;
        }
    }
    m->param_count = params;
    return c->n == cut->n;
}

static bool takes(struct http_match *m, const struct http_route *route, enum http_method method)
{
    m->allow |= route->methods | (route->methods & HTTP_GET ? HTTP_HEAD : 0);
    unsigned want = method == HTTP_HEAD ? HTTP_HEAD | HTTP_GET : method;
    if (!(route->methods & want))
        return false;
    m->route = route;
    return true;
}

void http_router_find(const struct http_router *r, struct str path, enum http_method method,
                      struct http_match *ret)
{
    ret->route = NULL;
    ret->allow = 0;
    ret->param_count = 0;
    if (path.n == 0 || path.p[0] != '/')
        return;
    const struct map_entry *m = map_find(&r->fixed, path);
    for (uint64_t i = m ? m->value.u : 0; i; i = r->v[i - 1].next)
        if (takes(ret, r->v[i - 1].route, method))
            return;
    struct cut cut = {.path = path};
    for (size_t at = 1; cut.n <= SEGMENTS_MOST; cut.n++) {
        const char *slash = memchr(path.p + at, '/', path.n - at);
        size_t end = slash ? (size_t)(slash - path.p) : path.n;
        if (cut.n < SEGMENTS_MOST)
            cut.segments[cut.n] = str_of(path.p + at, end - at);
        at = end + 1;
        if (!slash) {
            cut.n++;
            break;
        }
    }
    for (size_t i = r->first_open; i < r->n; i++)
        if (fits(&r->v[i], &cut, ret) && takes(ret, r->v[i].route, method))
            return;
    ret->param_count = 0;
}

const char *http_param_name(const struct http_route *route, size_t index, size_t *ret_n)
{
    *ret_n = 0;
    const char *p = route->pattern;
    for (; *p; p++) {
        if ((*p != ':' && *p != '*') || p == route->pattern || p[-1] != '/')
            continue;
        if (index-- > 0)
            continue;
        *ret_n = strcspn(++p, "/");
        return p;
    }
    return p;
}
