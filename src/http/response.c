/* response.c: what handlers say to a response, and the one writer of response headers. Whatever
 * comes near a header passes http_field_ok: a name that is a token, a value without CR, LF, NUL or
 * another control. Names that frame the message belong to the server alone. */
#include "http/internal.h"

#include <zlib.h>

static const struct {
    unsigned status;
    const char *name;
} statuses[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
};

const char *http_status_name(unsigned status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (statuses[i].status == status)
            return statuses[i].name;
    return "Unknown";
}

bool http_status_has_body(unsigned status)
{
    return status >= 200 && status != 204 && status != 304;
}

bool http_field_ok(struct str name, struct str value)
{
    return name.n && http_all(name, HTTP_IS_TOKEN) && http_all(value, HTTP_IS_VALUE);
}

void http_field_write(struct buf *b, struct str name, struct str value)
{
    if (!http_field_ok(name, value))
        return;
    char *p = buf_room(b, name.n + value.n + 4);
    if (!p)
        return;
    p = mempcpy(p, name.p, name.n);
    *p++ = ':';
    *p++ = ' ';
    if (value.n)
        p = mempcpy(p, value.p, value.n);
    *p++ = '\r';
    *p++ = '\n';
    b->n = (size_t)(p - b->p);
}

void http_response_reset(struct http_response *r)
{
    r->status = 200;
    buf_clear(&r->body);
    r->view = STR_NONE;
    r->close = false;
    r->field_count = 0;
    r->channel_count = 0;
    r->stream = false;
    r->parked = false;
}

static bool is_own(struct str name)
{
    static const struct str own[] = {
        STR_INIT("content-length"), STR_INIT("transfer-encoding"),
        STR_INIT("connection"),     STR_INIT("keep-alive"),
        STR_INIT("date"),
    };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (str_eq_fold(name, own[i]))
            return true;
    return false;
}

static size_t find_field(const struct http_response *r, struct str name)
{
    size_t i = 0;
    while (i < r->field_count && !str_eq_fold(r->fields[i].name, name))
        i++;
    return i;
}

bool http_add(struct http_response *r, struct str name, struct str value)
{
    if (r->field_count == HTTP_RESPONSE_FIELDS_MOST || is_own(name) || !http_field_ok(name, value))
        return false;
    r->fields[r->field_count++] =
        (struct http_field){str_dup(r->arena, name), str_dup(r->arena, value)};
    return true;
}

bool http_set(struct http_response *r, struct str name, struct str value)
{
    size_t i = find_field(r, name);
    if (i == r->field_count)
        return http_add(r, name, value);
    if (!http_field_ok(name, value))
        return false;
    r->fields[i].value = str_dup(r->arena, value);
    return true;
}

void http_type(struct http_response *r, struct str content_type)
{
    http_set(r, STR("Content-Type"), content_type);
}

void http_text(struct http_response *r, unsigned status, struct str text)
{
    r->status = status;
    r->view = STR_NONE;
    buf_clear(&r->body);
    buf_put(&r->body, text);
    http_type(r, STR("text/plain; charset=utf-8"));
}

void http_json(struct http_response *r, unsigned status)
{
    r->status = status;
    http_type(r, STR("application/json"));
}

/* Location: whatever a URL may not hold is percent-encoded, so that no text can end the line. */
void http_redirect(struct http_response *r, unsigned status, struct str location)
{
    struct buf b;
    buf_arena(&b, r->arena, location.n * 3 + 1);
    for (size_t i = 0; i < location.n; i++) {
        char c = location.p[i];
        if (c > ' ' && c < 0x7f && str_find_char(STR("\"<>\\^`{|}"), c) == SIZE_MAX)
            buf_char(&b, c);
        else
            http_percent(&b, str_of(&c, 1));
    }
    r->status = status;
    r->view = STR_NONE;
    buf_clear(&r->body);
    http_set(r, STR("Location"), buf_str(&b));
}

void http_redirect_local(struct http_response *r, unsigned status, struct str location,
                         struct str fallback)
{
    bool local = location.n && location.p[0] == '/' &&
                 (location.n == 1 || (location.p[1] != '/' && location.p[1] != '\\'));
    for (size_t i = 0; local && i < location.n; i++) /* browsers drop tab, CR and LF: "/\t/host" */
        local = (unsigned char)location.p[i] >= 0x20;
    http_redirect(r, status, local ? location : fallback);
}

bool http_set_cookie(struct http_response *r, const struct http_cookie *c)
{
    struct str path = c->path.n ? c->path : STR("/");
    if (c->name.n == 0 || !http_all(c->name, HTTP_IS_TOKEN) || !http_all(path, HTTP_IS_TARGET) ||
        path.p[0] != '/' || str_find_char(path, ';') != SIZE_MAX)
        return false;
    for (size_t i = 0; i < c->value.n; i++) /* cookie-octet of RFC 6265, 4.1.1 */
        if (c->value.p[i] <= ' ' || c->value.p[i] == 0x7f ||
            str_find_char(STR("\",;\\"), c->value.p[i]) != SIZE_MAX)
            return false;
    struct buf b;
    buf_arena(&b, r->arena, 8192);
    buf_fmt(&b, "%.*s=%.*s; Path=%.*s", STR_ARG(c->name), STR_ARG(c->value), STR_ARG(path));
    if (c->max_age != HTTP_SESSION_COOKIE)
        buf_fmt(&b, "; Max-Age=%lld", (long long)(c->max_age < 0 ? 0 : c->max_age));
    if (!c->script_may_read)
        buf_lit(&b, "; HttpOnly");
    if (c->secure)
        buf_lit(&b, "; Secure");
    buf_put(&b, c->strict ? STR("; SameSite=Strict") : STR("; SameSite=Lax"));
    return !b.failed && http_add(r, STR("Set-Cookie"), buf_str(&b));
}

/* --- validators */
static bool tag_named(struct str list, struct str tag)
{
    struct str item;
    while (str_split(&list, ',', &item)) {
        item = http_trim(item);
        if (str_eq(item, STR("*")))
            return true;
        if (str_starts(item, STR("W/")))
            item = str_from(item, 2);
        if (item.n == tag.n + 2 && item.p[0] == '"' && item.p[item.n - 1] == '"' &&
            str_eq(str_sub(item, 1, item.n - 1), tag))
            return true;
    }
    return false;
}

bool http_not_modified(struct http_request *q, struct http_response *r, struct str tag)
{
    for (size_t i = 0; i < tag.n; i++)
        if (tag.p[i] <= ' ' || tag.p[i] > '~' || tag.p[i] == '"')
            return false;
    /* Weak: the compressed form of an answer carries the same tag (RFC 9110, 8.8.3.3). */
    http_set(r, STR("ETag"), str_fmt(r->arena, "W/\"%.*s\"", STR_ARG(tag)));
    if (!(q->method & (HTTP_GET | HTTP_HEAD)))
        return false;
    for (size_t i = 0; i < q->field_count; i++) {
        if (!str_eq_fold(q->fields[i].name, STR("if-none-match")) ||
            !tag_named(q->fields[i].value, tag))
            continue;
        r->status = 304;
        r->view = STR_NONE;
        buf_clear(&r->body);
        return true;
    }
    return false;
}

struct str http_tag(struct arena *a, struct str body)
{
    return str_fmt(a, "%016llx", (unsigned long long)str_hash(body));
}

/* --- compression */
enum { GZIP_LEAST = 1024, GZIP_LEVEL = 1 };

static bool takes_gzip(const struct http_request *q)
{
    struct str accept = http_header(q, STR("accept-encoding"));
    int v = http_quality(accept, STR("gzip"));
    return (v < 0 ? http_quality(accept, STR("*")) : v) > 0;
}

static bool is_text_type(struct str type)
{
    type = http_trim(str_sub(type, 0, str_find_char(type, ';')));
    static const struct str also[] = {
        STR_INIT("application/json"),      STR_INIT("application/javascript"),
        STR_INIT("application/xml"),       STR_INIT("application/feed+json"),
        STR_INIT("application/atom+xml"),  STR_INIT("application/rss+xml"),
        STR_INIT("application/xhtml+xml"), STR_INIT("image/svg+xml"),
        STR_INIT("text/x-opml"),           STR_INIT("application/manifest+json"),
    };
    if (str_starts_fold(type, STR("text/")))
        return true;
    for (size_t i = 0; i < sizeof also / sizeof *also; i++)
        if (str_eq_fold(type, also[i]))
            return true;
    return false;
}

bool http_gzip_wanted(const struct http_request *q, const struct http_response *r)
{
    size_t i = find_field(r, STR("content-type"));
    return q->route && (q->route->flags & HTTP_ROUTE_GZIP) && !r->stream && !r->view.p &&
           r->body.n > GZIP_LEAST && i < r->field_count && is_text_type(r->fields[i].value);
}

void http_gzip(struct http_request *q, struct http_response *r)
{
    if (find_field(r, STR("content-encoding")) < r->field_count)
        return;
    http_add(r, STR("Vary"), STR("Accept-Encoding"));
    if (r->body.n <= GZIP_LEAST || r->body.failed || !takes_gzip(q))
        return;
    z_stream z = {0};
    if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    size_t room = r->body.n - 1; /* what does not get smaller is sent as it is */
    char *out = malloc(room);
    z.next_in = (Bytef *)r->body.p;
    z.avail_in = (uInt)r->body.n;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)room;
    bool done = out && deflate(&z, Z_FINISH) == Z_STREAM_END;
    deflateEnd(&z);
    if (done) {
        memcpy(r->body.p, out, z.total_out);
        r->body.n = z.total_out;
    }
    free(out); /* before anything takes from the arena, which may leave by its escape */
    if (done)
        http_set(r, STR("Content-Encoding"), STR("gzip"));
}

void http_static(struct http_request *q, struct http_response *r, const struct http_asset *a)
{
    http_type(r, a->type);
    http_set(r, STR("Cache-Control"),
             a->immutable ? STR("public, max-age=31536000, immutable") : STR("no-cache"));
    if (a->gzip.n)
        http_set(r, STR("Vary"), STR("Accept-Encoding"));
    if (a->tag.n && http_not_modified(q, r, a->tag))
        return;
    r->view = a->bytes.p ? a->bytes : STR("");
    if (a->gzip.n && takes_gzip(q)) {
        r->view = a->gzip;
        http_set(r, STR("Content-Encoding"), STR("gzip"));
    }
}

/* --- the head */
static void status_line(struct buf *b, unsigned status)
{
    if (status == 200) {
        buf_lit(b, "HTTP/1.1 200 OK\r\n");
        return;
    }
    buf_fmt(b, "HTTP/1.1 %03u %s\r\n", status < 1000 ? status : 500, http_status_name(status));
}

void http_response_head(struct buf *b, const struct http_response *r,
                        const struct http_head_facts *f)
{
    status_line(b, r->status);
    http_field_write(b, STR("Date"), f->date);
    for (size_t i = 0; i < r->field_count; i++)
        http_field_write(b, r->fields[i].name, r->fields[i].value);
    for (size_t i = 0; i < f->default_count; i++)
        if (find_field(r, f->defaults[i].name) == r->field_count)
            http_field_write(b, f->defaults[i].name, f->defaults[i].value);
    if (!f->no_length && http_status_has_body(r->status)) {
        buf_lit(b, "Content-Length: ");
        buf_u64(b, f->length);
        buf_lit(b, "\r\n");
    }
    if (f->close)
        buf_lit(b, "Connection: close\r\n");
    buf_lit(b, "\r\n");
}
