/* web.c: what all pages share: who asks, the frame, errors, cookies, static files, and the two
 * callbacks that the server is given (before each handler, and for its own errors). */
#include "views.h"

#define SESSION_COOKIE STR("octavo_session")
#define VISITOR_COOKIE STR("octavo_visitor") /* binds forms of people not signed in */
#define THEME_COOKIE   STR("octavo_theme")
#define KEYS_COOKIE    STR("octavo_keys")
#define ORDER_COOKIE   STR("octavo_order")

const struct http_field web_headers[] = {
    {STR_INIT("Content-Security-Policy"),
     STR_INIT("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
              "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
              "require-trusted-types-for 'script'; trusted-types 'none'")},
    {STR_INIT("X-Content-Type-Options"), STR_INIT("nosniff")},
    {STR_INIT("Referrer-Policy"), STR_INIT("no-referrer")},
    {STR_INIT("Cross-Origin-Opener-Policy"), STR_INIT("same-origin")},
    {STR_INIT("Cross-Origin-Resource-Policy"), STR_INIT("same-origin")},
    {STR_INIT("X-Frame-Options"), STR_INIT("DENY")},
    {STR_INIT("Permissions-Policy"), STR_INIT("camera=(), microphone=(), geolocation=()")},
};
const size_t web_header_count = sizeof web_headers / sizeof *web_headers;

static void find_user(struct web *w)
{
    w->session = http_cookie(w->q, SESSION_COOKIE);
    if (w->session.n && desk_session_find(w->reader, w->session, &w->user))
        return;
    w->user = (struct desk_user){0};
    w->session = http_cookie(w->q, VISITOR_COOKIE);
}

void web_begin(struct web *w, void *reader, struct http_request *q, struct http_response *r)
{
    *w = (struct web){
        .desk = desk_reader_desk(reader), .reader = reader, .q = q, .r = r, .a = q->arena};
    desk_reader_begin(w->reader, w->a);
    find_user(w);
    if (w->session.n)
        desk_csrf(w->desk, w->session, w->csrf);
}

void web_need_form_cookie(struct web *w)
{
    if (w->session.n)
        return;
    uint64_t words[3];
    random_bytes(words, sizeof words);
    w->session = str_fmt(w->a, "%016lx%016lx%016lx", words[0], words[1], words[2]);
    http_set_cookie(w->r, &(struct http_cookie){.name = VISITOR_COOKIE,
                                                .value = w->session,
                                                .max_age = HTTP_SESSION_COOKIE,
                                                .secure = w->q->secure});
    desk_csrf(w->desk, w->session, w->csrf);
}

void web_set_session(struct web *w, struct str token)
{
    int64_t days = desk_conf_int(desk_conf(w->desk), DESK_SET_SESSION_DAYS);
    http_set_cookie(w->r, &(struct http_cookie){.name = SESSION_COOKIE,
                                                .value = token,
                                                .max_age = token.n ? days * 86400 : 0,
                                                .secure = w->q->secure});
}

/* What an account prefers; of people without one their browser keeps it. */
static struct str preferred(struct web *w, struct str name, struct str cookie)
{
    struct str v = w->user.id ? desk_pref(w->reader, w->user.id, name) : STR_NONE;
    return v.n ? v : http_cookie(w->q, cookie);
}

static struct str theme_of(struct web *w)
{
    struct str t = preferred(w, STR("theme"), THEME_COOKIE);
    return str_eq(t, STR("light")) || str_eq(t, STR("dark")) ? t : STR_NONE;
}

/* Who speaks to the machine would set them off by words (WCAG 2.1.4). */
static bool keys_off(struct web *w)
{
    return str_eq(preferred(w, STR("keys"), KEYS_COOKIE), STR("off"));
}

bool web_prefers_oldest(struct web *w)
{
    return str_eq(preferred(w, STR("order"), ORDER_COOKIE), STR("oldest"));
}

bool web_oldest(struct web *w, struct str *ret_said)
{
    struct str said = http_query(w->q, STR("order"));
    bool oldest = str_eq(said, STR("oldest"));
    *ret_said = oldest || str_eq(said, STR("newest")) ? said : STR_NONE;
    return ret_said->n ? oldest : web_prefers_oldest(w);
}

struct page web_page(struct web *w, struct str title, struct str here)
{
    struct page p = {
        .title = title,
        .site = str_c(desk_conf_str(desk_conf(w->desk), DESK_SET_TITLE)),
        .here = here,
        .user = w->user.id ? w->user.name : STR_NONE,
        .csrf = str_c(w->csrf),
        .admin = w->user.id && w->user.admin,
        .theme = theme_of(w),
        .no_keys = keys_off(w),
        .back = w->q->target,
        .newest = -1,
    };
    if (!w->user.id) {
        p.first_visit = desk_needs_first_user(w->reader);
        p.may_sign_up = desk_may_sign_up(w->reader);
    }
    if (p.admin)
        p.waiting = desk_moderation_count(w->reader);
    return p;
}

void web_tell_news(struct web *w, struct page *p)
{
    struct desk_news news;
    if (desk_news(w->reader, INT64_MAX, &news) == ERR_OK)
        p->newest = news.newest;
}

void web_html(struct web *w)
{
    http_type(w->r, STR("text/html; charset=utf-8"));
    http_set(w->r, STR("Cache-Control"), STR("private, no-cache"));
}

void web_message(struct web *w, unsigned status, struct str heading, struct str words)
{
    struct page_message v = {
        .page = web_page(w, heading, STR_NONE), .heading = heading, .words = words};
    v.page.narrow = true;
    buf_clear(&w->r->body);
    w->r->status = status;
    web_html(w);
    view_message(&w->r->body, &v);
}

/* What a code means to the person at the browser. */
static const struct {
    enum err_code code;
    unsigned status;
    struct str heading;
} failures[] = {
    {ERR_NOT_FOUND, 404, STR_INIT("Not found")},     {ERR_DENIED, 403, STR_INIT("Not allowed")},
    {ERR_EXISTS, 409, STR_INIT("There already")},    {ERR_LIMIT, 429, STR_INIT("Too much")},
    {ERR_INPUT, 400, STR_INIT("Not understood")},    {ERR_USAGE, 400, STR_INIT("Not understood")},
    {ERR_BUSY, 503, STR_INIT("Busy at the moment")}, {ERR_CLOSED, 503, STR_INIT("Not available")},
    {ERR_FULL, 507, STR_INIT("No room left")},       {ERR_IO, 503, STR_INIT("Not available")},
};

void web_failed(struct web *w, enum err_code code, const struct err *e)
{
    if (!e || !e->words[0])
        e = desk_reader_failure(w->reader);
    struct str words = e->words[0] ? str_dup(w->a, str_c(e->words)) : STR_NONE;
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
        if (failures[i].code == code) {
            web_message(w, failures[i].status, failures[i].heading,
                        words.n ? words : STR("There is nothing at this address."));
            return;
        }
    /* The route, not the address: that may hold a link's token. */
    log_say(LOG_ERROR, "web", "%s: %s", w->q->route ? w->q->route->pattern : "no route",
            e->words[0] ? e->words : err_name(code));
    web_message(w, code == ERR_STORE ? 503 : 500, STR("Something went wrong"),
                words.n ? words : STR("The server's log says more."));
}

struct str web_with(struct arena *a, struct str address, const char *name, struct str value)
{
    struct buf b;
    buf_arena(&b, a, HTTP_TARGET_MOST * 4);
    buf_put(&b, address);
    buf_char(&b, str_find_char(address, '?') == SIZE_MAX ? '?' : '&');
    buf_fmt(&b, "%s=", name);
    http_percent(&b, value);
    return buf_str(&b);
}

void web_back(struct web *w, struct str fallback)
{
    http_redirect_local(w->r, 303, http_form(w->q, STR("back")), fallback);
}

/* A feed of a closed desk, asked for by a program: an app password opens it. */
static bool basic_or_refused(struct web *w)
{
    if (desk_basic_find(w->reader, http_header(w->q, STR("Authorization")), &w->user))
        return true;
    http_text(w->r, 401, STR("Use your name and an app password, which Settings makes.\n"));
    http_set(w->r, STR("WWW-Authenticate"), STR("Basic realm=\"Octavo\", charset=\"UTF-8\""));
    return false;
}

bool web_before(void *reader, struct http_request *q, struct http_response *r)
{
    unsigned flags = q->route->flags;
    bool unsafe = (q->method & (HTTP_GET | HTTP_HEAD | HTTP_OPTIONS)) == 0;
    bool closed = !desk_conf_bool(desk_conf(desk_reader_desk(reader)), DESK_SET_PUBLIC);
    if (unsafe && !http_same_origin(q)) {
        http_text(r, 403, STR("This request came from another site.\n"));
        return false;
    }
    if (flags & WEB_ROUTE_API)
        return true;
    bool wants =
        flags & (WEB_ROUTE_USER | WEB_ROUTE_ADMIN) || (closed && !(flags & WEB_ROUTE_OPEN));
    if (!wants && !(flags & WEB_ROUTE_FORM))
        return true;
    struct web w;
    web_begin(&w, reader, q, r);
    if (wants && !w.user.id && flags & WEB_ROUTE_BASIC)
        return basic_or_refused(&w);
    if (wants && !w.user.id) {
        struct str to = desk_needs_first_user(w.reader) ? STR("/signup") : STR("/login");
        if (unsafe) {
            web_refuse_stranger(&w);
            return false;
        }
        buf_put(&r->body, STR_NONE);
        struct buf at;
        buf_arena(&at, w.a, HTTP_TARGET_MOST * 4);
        buf_put(&at, to);
        buf_lit(&at, "?next=");
        http_percent(&at, q->target);
        http_redirect(r, 303, buf_str(&at));
        return false;
    }
    if (flags & WEB_ROUTE_ADMIN && !w.user.admin) {
        web_message(&w, 403, STR("Not allowed"), STR("Only the administrator may do this."));
        return false;
    }
    if (flags & WEB_ROUTE_FORM && unsafe &&
        !(w.session.n && desk_csrf_check(w.desk, w.session, http_form(q, STR("form"))))) {
        web_refuse_old_form(&w);
        return false;
    }
    return true;
}

void web_error_page(void *reader, struct http_request *q, struct http_response *r)
{
    if (!http_accepts(q, STR("text/html")) || str_starts(q->path, STR("/api/"))) {
        struct json_out j;
        unsigned status = r->status;
        http_json(r, status);
        json_init(&j, &r->body);
        json_obj(&j);
        json_field_str(&j, "error", str_c(http_status_name(status)));
        json_obj_end(&j);
        return;
    }
    struct web w;
    web_begin(&w, reader, q, r);
    struct str words = STR("The server could not answer this request.");
    if (r->status == 404)
        words = STR("There is nothing at this address. It may have been mistyped.");
    else if (r->status == 405)
        words = STR("This address does not take such a request.");
    else if (r->status == 413)
        words = STR("What was sent is too large.");
    web_message(&w, r->status, str_c(http_status_name(r->status)), words);
}

static const struct web_asset *find_asset(struct str name)
{
    for (size_t i = 0; i < web_asset_count; i++)
        if (str_eq(str_c(web_assets[i].name), name))
            return &web_assets[i];
    return NULL;
}

void put_asset(struct buf *out, const char *name)
{
    const struct web_asset *a = find_asset(str_c(name));
    buf_fmt(out, "/static/%s/%s", a ? a->tag : "0", name);
}

static struct str asset_type(struct str name)
{
    if (str_ends(name, STR(".css")))
        return STR("text/css; charset=utf-8");
    if (str_ends(name, STR(".js")))
        return STR("text/javascript; charset=utf-8");
    if (str_ends(name, STR(".svg")))
        return STR("image/svg+xml");
    return STR("application/octet-stream");
}

static void send_asset(struct http_request *q, struct http_response *r, struct str name,
                       bool immutable)
{
    const struct web_asset *a = find_asset(name);
    if (!a) {
        http_text(r, 404, STR("There is no such file.\n"));
        return;
    }
    struct http_asset out = {.type = asset_type(name),
                             .bytes = str_of(a->bytes, (size_t)(a->end - a->bytes)),
                             .tag = str_c(a->tag),
                             .immutable = immutable};
    http_static(q, r, &out);
}

WEB_HANDLER(web_static)
{
    (void)reader;
    struct str name = http_param(q, STR("name"));
    const struct web_asset *a = find_asset(name);
    send_asset(q, r, name, a && str_eq(http_param(q, STR("tag")), str_c(a->tag)));
}

WEB_HANDLER(web_icon)
{
    (void)reader;
    send_asset(q, r, STR("icon.svg"), false);
}

WEB_HANDLER(web_robots)
{
    (void)reader, (void)q;
    http_text(r, 200, STR("User-agent: *\nDisallow: /\n"));
}

WEB_HANDLER(web_help)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_message v = {.page = web_page(&w, STR("Help"), STR_NONE)};
    v.page.narrow = true;
    web_html(&w);
    view_help(&r->body, &v);
}
