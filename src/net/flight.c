/* flight: what is asked, and with which limits. curl is given one address list and no freedom: no
 * redirects, no proxy, no other protocol, no decoding of bodies, no cookie that outlives the
 * request; the socket is opened by us, after one more look at the address. */
#include "net/flight.h"

#include <unistd.h>

static const char *const accepts[] = {
    [NET_FEED] = ("application/atom+xml, application/rss+xml, application/feed+json, "
                  "application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, "
                  "application/json;q=0.8, text/html;q=0.5, */*;q=0.1"),
    [NET_PAGE] = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
    [NET_ICON] = "image/png, image/x-icon, image/gif, image/jpeg, image/webp, image/*;q=0.5",
    [NET_MEDIA] = "image/webp, image/png, image/jpeg, image/gif, image/*;q=0.8, */*;q=0.1",
    [NET_OPML] = "text/x-opml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    [NET_OTHER] = "*/*",
    [NET_MODEL] = "application/json"};

/* ------------------------------------------------------------------------------ callbacks */
static curl_socket_t open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *where)
{
    struct flight *f = ctx;
    struct ip_addr ip;
    bool good = purpose == CURLSOCKTYPE_IPCXN && ip_of_sockaddr(&where->addr, &ip);
    bool listed = false;
    for (size_t i = 0; good && i < f->list_n; i++)
        listed = listed || ip_same(&ip, &f->list[i]);
    if (!listed || guard_answer(&ip, 1, f->allowed)) {
        f->fault = NET_FAULT_GUARD;
        f->why = "curl chose an address that was not judged";
        return CURL_SOCKET_BAD;
    }
    int s = socket(where->family, where->socktype | SOCK_CLOEXEC, where->protocol);
    /* A small window: what is sent beyond the limit on bodies is not even on its way. */
    int room = 256 << 10;
    if (s >= 0)
        setsockopt(s, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    return s;
}

/* The kept headers by name. Of a list the values are put together, of others the first counts. */
static const struct kept_kind {
    struct str name;
    size_t at, most;
    bool list;
} kept_kinds[] = {
    {STR_INIT("content-type"), offsetof(struct kept, type), HEADER_KEPT_MOST, false},
    {STR_INIT("content-encoding"), offsetof(struct kept, encoding), HEADER_KEPT_MOST, true},
    {STR_INIT("etag"), offsetof(struct kept, etag), HEADER_KEPT_MOST, false},
    {STR_INIT("last-modified"), offsetof(struct kept, modified), HEADER_KEPT_MOST, false},
    {STR_INIT("link"), offsetof(struct kept, link), HEADER_KEPT_MOST, true},
    {STR_INIT("retry-after"), offsetof(struct kept, retry), HEADER_KEPT_MOST, false},
    {STR_INIT("location"), offsetof(struct kept, location), URL_LENGTH_MOST, false},
    {STR_INIT("cache-control"), offsetof(struct kept, cache), HEADER_KEPT_MOST, true},
};
enum { KEPT_KINDS = sizeof kept_kinds / sizeof *kept_kinds };

static struct kept_header *kept_of(struct flight *f, const struct kept_kind *kind)
{
    return (struct kept_header *)(void *)((char *)&f->kept + kind->at);
}

static void forget_headers(struct flight *f)
{
    for (size_t i = 0; i < KEPT_KINDS; i++)
        kept_of(f, &kept_kinds[i])->value = STR_NONE;
}

static void keep_header(struct flight *f, struct str line)
{
    size_t colon = str_find_char(line, ':'), i = 0;
    if (colon == SIZE_MAX)
        return;
    while (i < KEPT_KINDS && !str_eq_fold(str_sub(line, 0, colon), kept_kinds[i].name))
        i++;
    if (i == KEPT_KINDS)
        return;
    const struct kept_kind *kind = &kept_kinds[i];
    struct kept_header *k = kept_of(f, kind);
    struct str value = str_trim(str_from(line, colon + 1));
    struct str comma = k->value.n ? STR(", ") : STR("");
    if (value.n == 0 || (k->value.n && !kind->list) || k->value.n + comma.n + value.n > kind->most)
        return;
    if (!k->room)
        k->room = arena_alloc(&f->a, kind->most);
    char *end = k->room + k->value.n;
    if (comma.n)
        memcpy(end, comma.p, comma.n);
    memcpy(end + comma.n, value.p, value.n);
    k->value = str_of(k->room, k->value.n + comma.n + value.n);
}

static size_t on_header(char *p, size_t size, size_t count, void *ctx)
{
    struct flight *f = ctx;
    struct str line = str_of(p, size * count);
    f->header_bytes += line.n;
    if (f->header_bytes > HEADER_BYTES_MOST || ++f->header_lines > HEADER_LINES_MOST) {
        f->fault = NET_FAULT_LIMIT;
        f->why = "the answer has too many headers";
        return 0;
    }
    if (str_starts(line, STR("HTTP/"))) {
        size_t at = str_find_char(line, ' ');
        uint64_t status = 0;
        if (at == SIZE_MAX || !str_u64(str_sub(line, at + 1, at + 4), 999, &status))
            status = 0;
        f->status = (int)status;
        forget_headers(f);
        f->headers_done = false;
    } else if (str_trim(line).n == 0) {
        f->headers_done = f->status >= 200;
    } else if (!is_space(line.p[0]) && !f->headers_done) {
        keep_header(f, line);
    }
    return line.n;
}

static size_t on_body(char *p, size_t size, size_t count, void *ctx)
{
    struct flight *f = ctx;
    size_t n = size * count;
    if (f->status < 200 || f->status > 299) {
        f->enough = true;
        return 0;
    }
    if (!engine_room(f, n)) {
        f->paused = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    buf_put(&f->body, str_of(p, n));
    if (!f->body.failed)
        return n;
    f->fault = NET_FAULT_LIMIT;
    f->why = "the answer is too large";
    return 0;
}

/* -------------------------------------------------------------------------------- options */
static bool add_header(struct flight *f, const char *name, struct str value)
{
    if (value.n == 0)
        return true;
    struct str line = str_fmt(&f->a, "%s: %.*s", name, STR_ARG(value));
    struct curl_slist *more = curl_slist_append(f->headers, str_z(&f->a, line));
    if (!more)
        return false;
    f->headers = more;
    return true;
}

/* The source's own credentials go to the place they were given for, with or without "www.", and not
 * in the clear where they were given for TLS. */
static bool own_place(const struct flight *f)
{
    return url_is_home(&f->first, &f->url);
}

static bool add_headers(struct flight *f)
{
    const struct net_request *r = &f->request;
    bool good = add_header(f, "Accept", str_c(accepts[r->as])) &&
                add_header(f, "Accept-Encoding", STR("gzip, deflate, br, zstd"));
    if (f->post)
        return good && add_header(f, "Content-Type", r->body_type) &&
               add_header(f, "Expect", STR_NONE);
    if (own_place(f) || f->permanent || f->hops == 0) {
        good = good && add_header(f, "If-None-Match", r->etag) &&
               add_header(f, "If-Modified-Since", r->modified);
    }
    return good;
}

static bool add_own(struct flight *f)
{
    const struct net_request *r = &f->request;
    if (!own_place(f))
        return true;
    bool good = true;
    for (size_t i = 0; i < r->header_count; i++)
        good = good && add_header(f, str_z(&f->a, r->headers[i].name), r->headers[i].value);
    if (r->cookie.n)
        curl_easy_setopt(f->easy, CURLOPT_COOKIE, str_z(&f->a, r->cookie));
    struct str user = r->user.n ? r->user : url_decode(&f->a, f->first.user);
    struct str password = r->user.n ? r->password : url_decode(&f->a, f->first.password);
    if (user.n || password.n) {
        curl_easy_setopt(f->easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
        curl_easy_setopt(f->easy, CURLOPT_USERNAME, str_z(&f->a, user));
        curl_easy_setopt(f->easy, CURLOPT_PASSWORD, str_z(&f->a, password));
    }
    return good;
}

/* "+name:port:address,address": curl's own cache then answers, and forgets it after a minute. */
static bool pin(struct flight *f)
{
    struct buf b;
    buf_arena(&b, &f->a, 4096);
    buf_fmt(&b, "+%.*s:%u:", STR_ARG(f->url.host), url_port(&f->url));
    for (size_t i = 0; i < f->list_n; i++) {
        buf_put(&b, i ? STR(",") : STR(""));
        buf_put(&b, f->list[i].version == 6 ? STR("[") : STR(""));
        ip_write(&b, &f->list[i]);
        buf_put(&b, f->list[i].version == 6 ? STR("]") : STR(""));
    }
    f->pin = curl_slist_append(NULL, str_z(&f->a, buf_str(&b)));
    curl_easy_setopt(f->easy, CURLOPT_RESOLVE, f->pin);
    return f->pin != NULL;
}

static void set_limits(struct flight *f, const struct net_settings *s)
{
    int64_t left = f->end - clock_mono();
    curl_easy_setopt(f->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)(s->connect_us / 1000));
    curl_easy_setopt(f->easy, CURLOPT_TIMEOUT_MS, left < 1000 ? 1L : (long)(left / 1000));
    if (f->request.as == NET_MODEL) {
        /* It says nothing until it has thought. On a connection that was used before curl asks a
         * second time by itself where the server hangs up, and each time may cost money. */
        curl_easy_setopt(f->easy, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(f->easy, CURLOPT_FORBID_REUSE, 1L);
    } else {
        curl_easy_setopt(f->easy, CURLOPT_LOW_SPEED_LIMIT, 64L);
        curl_easy_setopt(f->easy, CURLOPT_LOW_SPEED_TIME, 15L);
    }
    curl_easy_setopt(f->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)f->body.max);
    curl_easy_setopt(f->easy, CURLOPT_NOSIGNAL, 1L);
}

static void set_manners(struct flight *f, const struct net_settings *s)
{
    CURL *c = f->easy;
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(c, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    curl_easy_setopt(c, CURLOPT_HTTP09_ALLOWED, 0L);
    curl_easy_setopt(c, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(c, CURLOPT_COOKIEFILE, ""); /* cookies live as long as this request's hops */
    curl_easy_setopt(c, CURLOPT_USERAGENT, s->user_agent);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, f);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, f);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, f);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, f->curl_words);
    curl_easy_setopt(c, CURLOPT_PRIVATE, f);
}

static void reset(struct flight *f)
{
    curl_slist_free_all(f->headers);
    curl_slist_free_all(f->pin);
    f->headers = f->pin = NULL;
    f->header_bytes = f->header_lines = 0;
    f->headers_done = f->enough = f->paused = false;
    f->status = 0;
    forget_headers(f);
    f->fault = NET_FAULT_NONE;
    f->why = NULL;
    f->curl_words[0] = 0;
}

bool flight_prepare(struct flight *f, const struct net_settings *s)
{
    reset(f);
    if (!f->easy)
        f->easy = curl_easy_init();
    if (!f->easy)
        return false;
    curl_easy_reset(f->easy); /* keeps the cookies */
    struct url bare = f->url;
    bare.user = bare.password = bare.fragment = STR_NONE;
    bare.has_fragment = false;
    curl_easy_setopt(f->easy, CURLOPT_URL, str_z(&f->a, url_str(&f->a, &bare)));
    set_manners(f, s);
    set_limits(f, s);
    if (f->post) {
        curl_easy_setopt(f->easy, CURLOPT_POST, 1L);
        curl_easy_setopt(f->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)f->request.body.n);
        curl_easy_setopt(f->easy, CURLOPT_POSTFIELDS,
                         f->request.body.n ? f->request.body.p : (const char *)"");
    }
    if (!add_headers(f) || !add_own(f))
        return false;
    curl_easy_setopt(f->easy, CURLOPT_HTTPHEADER, f->headers);
    return f->url.host_kind == URL_HOST_NAME ? pin(f) : true;
}
