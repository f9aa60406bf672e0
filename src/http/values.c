/* values.c: what a request says, beyond its framing: headers, cookies (RFC 6265, 5.4),
 * parameters (application/x-www-form-urlencoded of the URL standard), lists with qualities
 * (RFC 9110, 12.4.2), addresses of clients and trusted proxies. Pure. */
#include "http/internal.h"

#include <arpa/inet.h>

struct str http_header(const struct http_request *q, struct str name)
{
    for (size_t i = 0; i < q->field_count; i++)
        if (str_eq_fold(q->fields[i].name, name))
            return q->fields[i].value;
    return STR_NONE;
}

/* A decoded value must not look like an absent one. */
static struct str present(struct str s)
{
    return s.p ? s : STR("");
}

static struct str find(const struct http_field *v, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(v[i].name, name))
            return present(v[i].value);
    return STR_NONE;
}

/* --- parameters */
static struct str mend_utf8(struct arena *a, struct str s)
{
    if (utf8_valid(s) == s.n && (s.n == 0 || !memchr(s.p, 0, s.n)))
        return s;
    struct buf b;
    buf_arena(&b, a, s.n * 3 + 8);
    for (size_t at = 0; at < s.n;) {
        uint32_t rune = utf8_next(s, &at);
        buf_rune(&b, rune ? rune : UTF8_BAD);
    }
    return buf_str(&b);
}

/* A '%' that no two hexadecimal digits follow stands for itself, as browsers read it. */
static struct str form_decode(struct arena *a, struct str s)
{
    size_t i = 0;
    while (i < s.n && s.p[i] != '%' && s.p[i] != '+')
        i++;
    if (i == s.n)
        return mend_utf8(a, s);
    char *out = arena_alloc(a, s.n);
    size_t n = 0;
    for (i = 0; i < s.n; i++) {
        char c = s.p[i] == '+' ? ' ' : s.p[i];
        if (c == '%' && s.n - i >= 3) {
            int high = hex_value(s.p[i + 1]), low = hex_value(s.p[i + 2]);
            if (high >= 0 && low >= 0) {
                c = (char)(high << 4 | low);
                i += 2;
            }
        }
        out[n++] = c;
    }
    return mend_utf8(a, str_of(out, n));
}

size_t http_form_parse(struct arena *a, struct str text, const struct http_field **ret)
{
    LIST(struct http_field) list = {0};
    struct str part;
    while (str_split(&text, '&', &part)) {
        if (part.n == 0)
            continue;
        size_t eq = str_find_char(part, '=');
        struct str name = str_sub(part, 0, eq == SIZE_MAX ? part.n : eq);
        struct str value = eq == SIZE_MAX ? STR_NONE : str_from(part, eq + 1);
        struct http_field f = {form_decode(a, name), form_decode(a, value)};
        LIST_PUSH(a, &list, f);
    }
    *ret = list.v;
    return list.n;
}

size_t http_query_all(struct http_request *q, const struct http_field **ret)
{
    struct http_request_cache *c = q->cache;
    if (!c->query_done) {
        c->query_n = http_form_parse(q->arena, q->query, &c->query);
        c->query_done = true;
    }
    *ret = c->query;
    return c->query_n;
}

struct str http_query(struct http_request *q, struct str name)
{
    const struct http_field *v;
    size_t n = http_query_all(q, &v);
    return find(v, n, name);
}

static size_t form_of_parts(struct http_request *q, const struct http_field **ret)
{
    const struct http_part *parts;
    size_t n = http_parts(q, &parts), used = 0;
    struct http_field *f = ARENA_ARRAY(q->arena, n, struct http_field);
    for (size_t i = 0; i < n; i++)
        if (!parts[i].file_name.p)
            f[used++] = (struct http_field){parts[i].name, mend_utf8(q->arena, parts[i].data)};
    *ret = f;
    return used;
}

size_t http_form_all(struct http_request *q, const struct http_field **ret)
{
    struct http_request_cache *c = q->cache;
    if (!c->form_done) {
        if (str_eq(q->content_type, STR("application/x-www-form-urlencoded")))
            c->form_n = http_form_parse(q->arena, q->body, &c->form);
        else if (str_eq(q->content_type, STR("multipart/form-data")))
            c->form_n = form_of_parts(q, &c->form);
        c->form_done = true;
    }
    *ret = c->form;
    return c->form_n;
}

struct str http_form(struct http_request *q, struct str name)
{
    const struct http_field *v;
    size_t n = http_form_all(q, &v);
    return find(v, n, name);
}

int64_t http_query_i64(struct http_request *q, struct str name, int64_t min, int64_t max,
                       int64_t none)
{
    struct str s = http_query(q, name);
    bool minus = s.n && s.p[0] == '-';
    uint64_t v;
    if (!str_u64(minus ? str_from(s, 1) : s, INT64_MAX, &v))
        return none;
    int64_t value = minus ? -(int64_t)v : (int64_t)v;
    return value < min || value > max ? none : value;
}

size_t http_parts(struct http_request *q, const struct http_part **ret)
{
    struct http_request_cache *c = q->cache;
    if (!c->parts_done) {
        c->parts_code = ERR_INPUT;
        if (str_eq(q->content_type, STR("multipart/form-data")))
            c->parts_code = http_multipart(q->arena, http_header(q, STR("content-type")), q->body,
                                           &c->parts, &c->parts_n);
        c->parts_done = true;
    }
    *ret = c->parts;
    return c->parts_n;
}

const struct http_part *http_part_find(struct http_request *q, struct str name)
{
    const struct http_part *v;
    size_t n = http_parts(q, &v);
    for (size_t i = 0; i < n; i++)
        if (str_eq(v[i].name, name))
            return &v[i];
    return NULL;
}

void http_percent(struct buf *b, struct str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (http_byte_class[c] & HTTP_IS_PLAIN) {
            buf_char(b, (char)c);
        } else {
            char three[3] = {'%', hex[c >> 4], hex[c & 15]};
            buf_put(b, str_of(three, 3));
        }
    }
}

/* --- cookies */
size_t http_cookie_all(struct http_request *q, const struct http_field **ret)
{
    struct http_request_cache *c = q->cache;
    if (!c->cookies_done) {
        LIST(struct http_field) list = {0};
        for (size_t i = 0; i < q->field_count; i++) {
            if (!str_eq_fold(q->fields[i].name, STR("cookie")))
                continue;
            struct str rest = q->fields[i].value, part;
            while (str_split(&rest, ';', &part)) {
                part = http_trim(part);
                size_t eq = str_find_char(part, '=');
                if (eq == SIZE_MAX || eq == 0)
                    continue;
                struct str value = str_from(part, eq + 1);
                if (value.n >= 2 && value.p[0] == '"' && value.p[value.n - 1] == '"')
                    value = str_sub(value, 1, value.n - 1);
                struct http_field f = {str_sub(part, 0, eq), value};
                LIST_PUSH(q->arena, &list, f);
            }
        }
        c->cookies = list.v;
        c->cookies_n = list.n;
        c->cookies_done = true;
    }
    *ret = c->cookies;
    return c->cookies_n;
}

struct str http_cookie(struct http_request *q, struct str name)
{
    const struct http_field *v;
    size_t n = http_cookie_all(q, &v);
    return find(v, n, name);
}

/* --- parameters of the route */
struct str http_param(const struct http_request *q, struct str name)
{
    for (size_t i = 0; q->route && i < q->param_count; i++) {
        size_t n;
        const char *p = http_param_name(q->route, i, &n);
        if (str_eq(str_of(p, n), name))
            return present(q->params[i]);
    }
    return STR_NONE;
}

int64_t http_param_i64(const struct http_request *q, struct str name, int64_t none)
{
    uint64_t v;
    return str_u64(http_param(q, name), INT64_MAX, &v) ? (int64_t)v : none;
}

/* --- lists with qualities */
/* "q=0.5" after the first semicolon, in thousandths; 1000 where there is none. */
static int read_quality(struct str parameters)
{
    struct str p;
    while (str_split(&parameters, ';', &p)) {
        p = http_trim(p);
        if (p.n < 3 || (p.p[0] | 0x20) != 'q' || p.p[1] != '=')
            continue;
        int v = 0, scale = 1000;
        for (size_t i = 2; i < p.n && scale > 0; i++) {
            if (p.p[i] == '.' && i == 3)
                continue;
            if (!is_digit(p.p[i]))
                return 0;
            v += (p.p[i] - '0') * scale;
            scale /= 10;
        }
        return v > 1000 ? 1000 : v;
    }
    return 1000;
}

int http_quality(struct str list, struct str member)
{
    struct str item;
    while (str_split(&list, ',', &item)) {
        size_t semicolon = str_find_char(item, ';');
        struct str name = http_trim(str_sub(item, 0, semicolon));
        if (str_eq_fold(name, member))
            return semicolon == SIZE_MAX ? 1000 : read_quality(str_from(item, semicolon + 1));
    }
    return -1;
}

bool http_accepts(const struct http_request *q, struct str type)
{
    struct str accept = http_header(q, STR("accept"));
    if (!accept.p)
        return true;
    int v = http_quality(accept, type);
    size_t slash = str_find_char(type, '/');
    if (v < 0 && slash != SIZE_MAX && slash < 60) {
        char wild[64];
        memcpy(wild, type.p, slash);
        wild[slash] = '/';
        wild[slash + 1] = '*';
        v = http_quality(accept, str_of(wild, slash + 2));
    }
    if (v < 0)
        v = http_quality(accept, STR("*/*"));
    return v > 0;
}

bool http_same_origin(const struct http_request *q)
{
    struct str site = http_header(q, STR("sec-fetch-site"));
    if (site.p)
        return str_eq(site, STR("same-origin")) || str_eq(site, STR("none"));
    struct str origin = http_header(q, STR("origin"));
    if (!origin.p)
        return true;
    size_t skip = str_find(origin, STR("://"));
    return skip != SIZE_MAX && str_eq_fold(str_from(origin, skip + 3), q->host);
}

/* --- addresses */
bool http_address_parse(struct str s, struct http_address *ret)
{
    char z[64];
    struct http_address a = {0};
    if (s.n >= 2 && s.p[0] == '[' && s.p[s.n - 1] == ']')
        s = str_sub(s, 1, s.n - 1);
    if (s.n == 0 || s.n >= sizeof z || memchr(s.p, 0, s.n))
        return false;
    memcpy(z, s.p, s.n);
    z[s.n] = 0;
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (strcmp(z, "unix") == 0) {
        a.family = 1;
    } else if (inet_pton(AF_INET, z, a.bytes) == 1) {
        a.family = 4;
    } else if (inet_pton(AF_INET6, z, a.bytes) == 1) {
        a.family = 6;
        if (memcmp(a.bytes, mapped, sizeof mapped) == 0) {
            memmove(a.bytes, a.bytes + 12, 4);
            memset(a.bytes + 4, 0, 12);
            a.family = 4;
        }
    } else {
        return false;
    }
    *ret = a;
    return true;
}

bool http_net_parse(struct str s, struct http_net *ret)
{
    size_t slash = str_find_char(s, '/');
    struct http_net net;
    if (!http_address_parse(str_sub(s, 0, slash), &net.base))
        return false;
    uint64_t most = net.base.family == 4 ? 32 : net.base.family == 6 ? 128 : 0, bits = most;
    if (slash != SIZE_MAX && !str_u64(str_from(s, slash + 1), most, &bits))
        return false;
    net.bits = (unsigned)bits;
    *ret = net;
    return true;
}

bool http_net_has(const struct http_net *nets, size_t n, const struct http_address *a)
{
    for (size_t i = 0; i < n; i++) {
        if (nets[i].base.family != a->family)
            continue;
        unsigned whole = nets[i].bits / 8, rest = nets[i].bits % 8;
        if (memcmp(nets[i].base.bytes, a->bytes, whole) != 0)
            continue;
        if (rest == 0 || ((nets[i].base.bytes[whole] ^ a->bytes[whole]) >> (8 - rest)) == 0)
            return true;
    }
    return false;
}
