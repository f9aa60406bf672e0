/* http_request: what a stranger's connection may carry: heads, chunked bodies, parameters, cookies.
 * A head given in pieces must end as the whole one does, and what was accepted must hold to what
 * http.h promises. */
#include "http/internal.h"

#include <assert.h>
#include <stdlib.h>

static struct http_head head, again;

static unsigned in_pieces(struct str in, size_t piece)
{
    size_t scanned = 0;
    unsigned got = HTTP_MORE;
    for (size_t n = piece; got == HTTP_MORE; n += piece) {
        got = http_head_parse(str_sub(in, 0, n), &scanned, &again);
        if (n >= in.n)
            break;
    }
    return got;
}

static void check_promises(const struct http_head *h)
{
    assert(h->any || (h->path.n && h->path.p[0] == '/'));
    assert(utf8_valid(h->path) == h->path.n);
    assert(str_find(h->path, STR("/../")) == SIZE_MAX && !str_ends(h->path, STR("/..")));
    for (size_t i = 0; i < h->path.n; i++)
        assert((unsigned char)h->path.p[i] >= 0x20 && h->path.p[i] != 0x7f && h->path.p[i] != '\\');
    assert(h->field_count <= HTTP_FIELDS_MOST && h->size <= HTTP_HEAD_MOST);
    assert(!(h->chunked && h->has_length));
    for (size_t i = 0; i < h->field_count; i++)
        assert(http_field_ok(h->fields[i].name, h->fields[i].value));
}

static void use(struct arena *a, const struct http_head *h, struct str body)
{
    struct http_request_cache cache = {0};
    struct http_request q = {.arena = a, .cache = &cache, .fields = h->fields, .body = body};
    q.field_count = h->field_count;
    q.query = h->query;
    q.host = h->host;
    q.content_type = STR("application/x-www-form-urlencoded");
    const struct http_field *v;
    size_t n = http_query_all(&q, &v);
    for (size_t i = 0; i < n; i++)
        assert(utf8_valid(v[i].name) == v[i].name.n && utf8_valid(v[i].value) == v[i].value.n);
    http_form(&q, STR("a"));
    http_cookie(&q, STR("sid"));
    http_accepts(&q, STR("text/html"));
    http_same_origin(&q);
    http_quality(http_header(&q, STR("accept-encoding")), STR("gzip"));
    struct http_net net;
    bool is_net = http_net_parse(http_header(&q, STR("x-forwarded-for")), &net);
    (void)is_net;
}

static void dechunk(struct str in)
{
    struct buf out[2];
    unsigned got[2];
    for (int i = 0; i < 2; i++) {
        struct http_chunks c = {0};
        size_t piece = i ? 3 : in.n + 1, used = 0;
        buf_init(&out[i], 4096);
        got[i] = HTTP_MORE;
        for (size_t at = 0; at < in.n && got[i] == HTTP_MORE; at += used)
            got[i] = http_chunks_feed(&c, str_sub(in, at, at + piece), &used, &out[i]);
    }
    assert(got[0] == got[1]);
    assert(got[0] != HTTP_DONE || str_eq(buf_str(&out[0]), buf_str(&out[1])));
    buf_done(&out[0]);
    buf_done(&out[1]);
}

struct job {
    struct arena *a;
    struct str in;
};
static enum err_code work(void *ctx)
{
    struct job *j = ctx;
    size_t scanned = 0;
    unsigned got = http_head_parse(j->in, &scanned, &head);
    unsigned pieces = in_pieces(j->in, 5);
    if (got == HTTP_DONE) {
        check_promises(&head);
        assert(pieces == HTTP_DONE && again.size == head.size && again.length == head.length);
        use(j->a, &head, str_from(j->in, head.size));
    }
    dechunk(got == HTTP_DONE ? str_from(j->in, head.size) : j->in);
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a;
    arena_init(&a, 8 << 20);
    char *tight = malloc(n ? n : 1); /* exactly as long as the input: reading on is seen */
    memcpy(tight, data, n);
    struct job j = {&a, str_of(tight, n)};
    enum err_code code = arena_run(&a, work, &j);
    (void)code;
    free(tight);
    arena_done(&a);
    return 0;
}
