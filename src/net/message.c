/* message: requests and answers as heads of frames, and the names of their enums. */
#include "net/internal.h"

#include <curl/curl.h>

static const char *const as_names[] = {
    [NET_FEED] = "feed", [NET_PAGE] = "page",   [NET_ICON] = "icon",  [NET_MEDIA] = "media",
    [NET_OPML] = "opml", [NET_OTHER] = "other", [NET_MODEL] = "model"};
static const char *const outcome_names[] = {
    [NET_OK] = "ok",           [NET_SAME] = "same",       [NET_GONE] = "gone",
    [NET_MISSING] = "missing", [NET_REFUSED] = "refused", [NET_LATER] = "later",
    [NET_FAILED] = "failed"};
static const char *const fault_names[] = {
    [NET_FAULT_NONE] = "",           [NET_FAULT_GUARD] = "guard", [NET_FAULT_DNS] = "dns",
    [NET_FAULT_CONNECT] = "connect", [NET_FAULT_TLS] = "tls",     [NET_FAULT_TIMEOUT] = "timeout",
    [NET_FAULT_LIMIT] = "limit",     [NET_FAULT_HTTP] = "http",   [NET_FAULT_PROTOCOL] = "protocol",
    [NET_FAULT_BUSY] = "busy"};
#define COUNT(t) (sizeof(t) / sizeof *(t))

/* Index of `name`, or -1. */
static int name_find(const char *const *names, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(name, str_c(names[i])))
            return (int)i;
    return -1;
}

const char *net_as_name(enum net_as as)
{
    return as_names[as];
}
bool net_as_find(struct str name, enum net_as *ret)
{
    int i = name_find(as_names, COUNT(as_names), name);
    if (i >= 0)
        *ret = (enum net_as)i;
    return i >= 0;
}
const char *net_outcome_name(enum net_outcome o)
{
    return outcome_names[o];
}
const char *net_fault_name(enum net_fault f)
{
    return fault_names[f];
}

/* Numbers that are zero say nothing and are left out. */
static void field_number(struct json_out *w, const char *key, int64_t v)
{
    if (v == 0)
        return;
    json_key(w, str_c(key));
    json_put_i64(w, v);
}

void net_request_write(struct buf *out, const struct net_request *r)
{
    struct json_out w;
    json_init(&w, out);
    json_obj(&w);
    json_field_str(&w, "url", r->url);
    json_field_str(&w, "as", str_c(net_as_name(r->as)));
    json_field_opt(&w, "etag", r->etag);
    json_field_opt(&w, "modified", r->modified);
    json_field_opt(&w, "cookie", r->cookie);
    json_field_opt(&w, "user", r->user);
    json_field_opt(&w, "password", r->password);
    if (r->header_count) {
        json_key(&w, STR("headers"));
        json_arr(&w);
        for (size_t i = 0; i < r->header_count; i++) {
            json_arr(&w);
            json_put_str(&w, r->headers[i].name);
            json_put_str(&w, r->headers[i].value);
            json_arr_end(&w);
        }
        json_arr_end(&w);
    }
    if (r->urgent)
        json_field_bool(&w, "urgent", true);
    json_field_opt(&w, "method", r->method);
    json_field_opt(&w, "body_type", r->body_type);
    field_number(&w, "body_most", (int64_t)r->body_most);
    field_number(&w, "total_us", r->total_us);
    field_number(&w, "pause_us", r->pause_us);
    json_obj_end(&w);
}

/* A copy of a member; the empty str where it is absent. */
static struct str take(struct arena *a, const json_t *v, const char *key)
{
    return str_dup(a, json_get_str(v, key));
}

/* What would end a header line early may not be in one. */
static bool header_sound(struct str s, bool is_name)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 || c == 0x7F || (is_name && !is_alnum((char)c) && c != '-' && c != '_'))
            return false;
    }
    return s.n > 0 || !is_name;
}

static enum err_code read_headers(struct arena *a, const json_t *list, struct net_request *r,
                                  struct err *e)
{
    size_t n = json_array_size(list);
    if (n > NET_HEADERS_MOST)
        return err_set(e, ERR_LIMIT, "at most %d headers, not %zu", NET_HEADERS_MOST, n);
    struct net_header *v = ARENA_ARRAY(a, n, struct net_header);
    for (size_t i = 0; i < n; i++) {
        const json_t *pair = json_array_get(list, i);
        v[i].name = str_dup(a, json_str(json_array_get(pair, 0)));
        v[i].value = str_dup(a, json_str(json_array_get(pair, 1)));
        if (!header_sound(v[i].name, true) || !header_sound(v[i].value, false))
            return err_set(e, ERR_INPUT, "header %zu is not one", i + 1);
    }
    r->headers = v;
    r->header_count = n;
    return ERR_OK;
}

static enum err_code request_fill(struct arena *a, const json_t *v, struct net_request *r,
                                  struct err *e)
{
    r->url = take(a, v, "url");
    if (!net_as_find(json_get_str(v, "as"), &r->as))
        r->as = NET_OTHER;
    r->etag = take(a, v, "etag");
    r->modified = take(a, v, "modified");
    r->cookie = take(a, v, "cookie");
    r->user = take(a, v, "user");
    r->password = take(a, v, "password");
    r->urgent = json_get_bool(v, "urgent");
    r->method = take(a, v, "method");
    r->body_type = take(a, v, "body_type");
    int64_t most = json_get_i64(v, "body_most", 0), total = json_get_i64(v, "total_us", 0);
    r->body_most = most > 0 ? (size_t)most : 0;
    r->total_us = total > 0 ? total : 0;
    int64_t pause = json_get_i64(v, "pause_us", 0);
    r->pause_us = pause > 0 && pause < US_HOUR ? pause : 0;
    if (r->url.n == 0)
        return err_set(e, ERR_INPUT, "the request has no url");
    if (r->method.n && !str_eq(r->method, STR("POST")) && !str_eq(r->method, STR("GET")))
        return err_set(e, ERR_INPUT, "the method is GET or POST");
    const struct str lines[] = {r->etag, r->modified, r->cookie, r->body_type};
    for (size_t i = 0; i < COUNT(lines); i++)
        if (!header_sound(lines[i], false))
            return err_set(e, ERR_INPUT, "a header value has control characters");
    return read_headers(a, json_object_get(v, "headers"), r, e);
}

enum err_code net_request_read(struct arena *a, const struct frame *f, struct net_request *ret,
                               struct err *e)
{
    if (f->head.n > REQUEST_HEAD_MOST)
        return err_set(e, ERR_LIMIT, "a request's head may have %d bytes, not %zu",
                       REQUEST_HEAD_MOST, f->head.n);
    json_t *v;
    enum err_code code = json_read(f->head, &v, e);
    if (code != ERR_OK)
        return code;
    struct net_request r = {.body = f->bytes};
    code = request_fill(a, v, &r, e);
    json_decref(v);
    if (code == ERR_OK)
        *ret = r;
    return code;
}

void net_response_write(struct buf *out, const struct net_response *r)
{
    struct json_out w;
    json_init(&w, out);
    json_obj(&w);
    json_field_str(&w, "outcome", str_c(net_outcome_name(r->outcome)));
    json_field_opt(&w, "fault", str_c(net_fault_name(r->fault)));
    field_number(&w, "status", r->status);
    json_field_opt(&w, "reason", r->reason);
    json_field_opt(&w, "url", r->url);
    json_field_opt(&w, "moved", r->moved);
    json_field_opt(&w, "type", r->type);
    json_field_opt(&w, "charset", r->charset);
    json_field_opt(&w, "encoding", r->encoding);
    json_field_opt(&w, "etag", r->etag);
    json_field_opt(&w, "modified", r->modified);
    json_field_opt(&w, "link", r->link);
    field_number(&w, "retry_us", r->retry_us);
    field_number(&w, "max_age_us", r->max_age_us);
    field_number(&w, "took_us", r->took_us);
    field_number(&w, "wire", (int64_t)r->wire);
    field_number(&w, "hops", r->hops);
    json_obj_end(&w);
}

static int64_t clamp(int64_t v, int64_t most)
{
    return v < 0 ? 0 : v > most ? most : v;
}

static enum err_code response_fill(struct arena *a, const json_t *v, struct net_response *r,
                                   struct err *e)
{
    int outcome = name_find(outcome_names, COUNT(outcome_names), json_get_str(v, "outcome"));
    int fault = name_find(fault_names, COUNT(fault_names), json_get_str(v, "fault"));
    if (outcome < 0 || fault < 0)
        return err_set(e, ERR_INPUT, "the answer has no outcome");
    r->outcome = (enum net_outcome)outcome;
    r->fault = (enum net_fault)fault;
    r->status = (int)clamp(json_get_i64(v, "status", 0), 999);
    r->reason = take(a, v, "reason");
    r->url = take(a, v, "url");
    r->moved = take(a, v, "moved");
    r->type = take(a, v, "type");
    r->charset = take(a, v, "charset");
    r->encoding = take(a, v, "encoding");
    r->etag = take(a, v, "etag");
    r->modified = take(a, v, "modified");
    r->link = take(a, v, "link");
    r->retry_us = clamp(json_get_i64(v, "retry_us", 0), RETRY_MOST_US);
    r->max_age_us = clamp(json_get_i64(v, "max_age_us", 0), RETRY_MOST_US);
    r->took_us = clamp(json_get_i64(v, "took_us", 0), US_DAY);
    r->wire = (uint64_t)clamp(json_get_i64(v, "wire", 0), INT64_MAX);
    r->hops = (unsigned)clamp(json_get_i64(v, "hops", 0), 1000);
    return ERR_OK;
}

enum err_code net_response_read(struct arena *a, const struct frame *f, struct net_response *ret,
                                struct err *e)
{
    json_t *v;
    enum err_code code = json_read(f->head, &v, e);
    if (code != ERR_OK)
        return code;
    struct net_response r = {.body = f->bytes};
    code = response_fill(a, v, &r, e);
    json_decref(v);
    if (code == ERR_OK)
        *ret = r;
    return code;
}

int64_t net_retry_after(struct str value, int64_t now)
{
    value = str_trim(value);
    uint64_t seconds;
    bool digits = value.n > 0;
    for (size_t i = 0; i < value.n; i++)
        digits = digits && is_digit(value.p[i]);
    if (digits)
        return str_u64(value, RETRY_MOST_US / US_SECOND, &seconds) ? (int64_t)seconds * US_SECOND
                                                                   : RETRY_MOST_US;
    char z[64];
    if (value.n == 0 || value.n >= sizeof z)
        return 0;
    memcpy(z, value.p, value.n);
    z[value.n] = 0;
    time_t at = curl_getdate(z, NULL);
    if (at <= 0)
        return 0;
    return clamp((int64_t)at * US_SECOND - now, RETRY_MOST_US);
}
