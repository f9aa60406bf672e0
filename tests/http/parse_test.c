/* parse: heads and chunked bodies, bytes in, verdict out; each case also in all pieces. */
#include "check.h"
#include "http/internal.h"

static struct http_head head;

#define H     "Host: a.test\r\n"
#define FIFTY "a.test.news.of.the.day.that.was.here.at.noon.five."
#define GET   "GET / HTTP/1.1\r\n" H
/* 0 done, 1 more bytes wanted, else the status of the refusal. */
static const struct {
    const char *bytes;
    unsigned want;
} heads[] = {
    {"GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", 0},
    {"GET / HTTP/1.0\r\n\r\n", 0},
    {"\r\nGET / HTTP/1.1\r\n" H "\r\n", 0},
    {"GET /a?b=c HTTP/1.1\r\n" H "\r\n", 0},
    {"GET http://b.test:80/x HTTP/1.1\r\n" H "\r\n", 0},
    {"GET http://b.test HTTP/1.1\r\n" H "\r\n", 0},
    {"OPTIONS * HTTP/1.1\r\n" H "\r\n", 0},
    {GET "X-Any: \xff\tvalue \r\n\r\n", 0},
    {GET "X-Empty:\r\n\r\n", 0},
    {GET "Content-Length: 5\r\n\r\n", 0},
    {GET "Transfer-Encoding: Chunked\r\n\r\n", 0},
    {GET "Expect: 100-continue\r\n\r\n", 0},
    {"GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 0},
    /* not whole yet */
    {"", 1},
    {"\r", 1},
    {"\r\n", 1},
    {"GET", 1},
    {"GET / HTTP/1.1\r\n", 1},
    {GET "X", 1},
    {GET "\r", 1},
    /* request line */
    {"GET  / HTTP/1.1\r\n" H "\r\n", 400},
    {"GET / HTTP/1.1 \r\n" H "\r\n", 400},
    {" / HTTP/1.1\r\n" H "\r\n", 400},
    {"GET /\r\n" H "\r\n", 400},
    {"GET /a b HTTP/1.1\r\n" H "\r\n", 400},
    {"GET /a\tb HTTP/1.1\r\n" H "\r\n", 400},
    {"GET /\xff HTTP/1.1\r\n" H "\r\n", 400},
    {"GET /a#b HTTP/1.1\r\n" H "\r\n", 400},
    {"GET x HTTP/1.1\r\n" H "\r\n", 400},
    {"GET * HTTP/1.1\r\n" H "\r\n", 400},
    {"GET ftp://a/ HTTP/1.1\r\n" H "\r\n", 400},
    {"GET http://u@a/ HTTP/1.1\r\n" H "\r\n", 400},
    {"G\x01T / HTTP/1.1\r\n" H "\r\n", 400},
    {"\x16\x03\x01", 400},
    {"GE:T /", 400},
    {"GET / HTTP/2.0\r\n" H "\r\n", 505},
    {"GET / HTTP/1.2\r\n" H "\r\n", 505},
    {"GET / http/1.1\r\n" H "\r\n", 400},
    {"GET / HTTP/1.10\r\n" H "\r\n", 400},
    {"GET / HTTP/1\r\n" H "\r\n", 400},
    {"get / HTTP/1.1\r\n" H "\r\n", 501},
    {"TRACE / HTTP/1.1\r\n" H "\r\n", 501},
    {"CONNECT a:1 HTTP/1.1\r\n" H "\r\n", 501},
    /* lines */
    {"GET / HTTP/1.1\n" H "\r\n", 400},
    {GET "X: y\n", 400},
    {GET "X: y\rZ: a\r\n\r\n", 400},
    {"\n\n", 400},
    {"\r\n\r\nGET / HTTP/1.1\r\n" H "\r\n", 400},
    /* headers */
    {"GET / HTTP/1.1\r\n\r\n", 400},
    {GET H "\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: \r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: " FIFTY FIFTY FIFTY FIFTY FIFTY ":8080\r\n\r\n", 0},
    {"GET / HTTP/1.1\r\nHost: " FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY "\r\n\r\n", 400},
    {GET " folded\r\n\r\n", 400},
    {GET "X: a\r\n b\r\n\r\n", 400},
    {GET "X : a\r\n\r\n", 400},
    {GET "X\r\n\r\n", 400},
    {GET ": a\r\n\r\n", 400},
    {GET "X(: a\r\n\r\n", 400},
    {GET "X: a\x01\r\n\r\n", 400},
    {GET "X: a\x7f\r\n\r\n", 400},
    /* framing */
    {GET "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", 400},
    {GET "Content-Length: 5, 5\r\n\r\n", 400},
    {GET "Content-Length: +5\r\n\r\n", 400},
    {GET "Content-Length: 0x5\r\n\r\n", 400},
    {GET "Content-Length:\r\n\r\n", 400},
    {GET "Content-Length: 9223372036854775808\r\n\r\n", 413},
    {GET "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {GET "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {GET "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
    {GET "Transfer-Encoding: chunked,\r\n\r\n", 501},
    {GET "Transfer-Encoding:\r\n\r\n", 501},
    {"GET / HTTP/1.0\r\n" H "Transfer-Encoding: chunked\r\n\r\n", 400},
    {GET "Expect: tea\r\n\r\n", 417},
};

static unsigned parse_once(struct str in)
{
    size_t scanned = 0;
    return http_head_parse(in, &scanned, &head);
}

static void heads_are_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct str in = str_c(heads[i].bytes);
        unsigned got = parse_once(in);
        if (got != heads[i].want)
            print_error("head %zu: %s\n", i, heads[i].bytes);
        check_int(got, heads[i].want);
        if (got == HTTP_DONE)
            check_int(head.size, in.n);
    }
}

/* A head that comes byte by byte has the same end, and is never taken for whole before. */
static void pieces_change_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct str in = str_c(heads[i].bytes);
        size_t scanned = 0;
        unsigned got = HTTP_MORE;
        for (size_t n = 1; n <= in.n && got == HTTP_MORE; n++)
            got = http_head_parse(str_sub(in, 0, n), &scanned, &head);
        check_int(got == HTTP_DONE || got == HTTP_MORE ? got : 4,
                  heads[i].want <= 1 ? heads[i].want : 4);
    }
}

static void a_head_is_taken_apart(void **state)
{
    (void)state;
    check_int(
        parse_once(STR("POST /a%20b/%C3%A9?x=1&y HTTP/1.1\r\nhost: A.test:81\r\n"
                       "Content-Length: 007\r\nCookie: a=b\r\nConnection: x, Close\r\n\r\nbody")),
        HTTP_DONE);
    check_int(head.method, HTTP_POST);
    check_strz(head.path, "/a b/\xc3\xa9");
    check_strz(head.query, "x=1&y");
    check_strz(head.target, "/a%20b/%C3%A9?x=1&y");
    check_strz(head.host, "A.test:81");
    check_true(head.has_length && head.length == 7 && !head.chunked && !head.keep_alive);
    check_int(head.field_count, 4);
    check_strz(head.fields[2].name, "Cookie");
    check_strz(head.fields[2].value, "a=b");
    check_int(parse_once(STR("GET http://b.test:1?q HTTP/1.1\r\nHost: a.test\r\n\r\n")), HTTP_DONE);
    check_strz(head.path, "/");
    check_strz(head.host, "b.test:1");
    check_strz(head.query, "q");
    check_true(head.keep_alive);
}

static void limits_of_the_head(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 20);
    struct buf b;
    buf_arena(&b, &a, 100000);
    for (int fields = HTTP_FIELDS_MOST; fields <= HTTP_FIELDS_MOST + 1; fields++) {
        buf_clear(&b);
        buf_lit(&b, GET);
        for (int i = 1; i < fields; i++)
            buf_fmt(&b, "X-%d: a\r\n", i);
        buf_lit(&b, "\r\n");
        check_int(parse_once(buf_str(&b)), fields > HTTP_FIELDS_MOST ? 431 : 0);
    }
    for (size_t n = HTTP_TARGET_MOST; n <= HTTP_TARGET_MOST + 1; n++) {
        buf_clear(&b);
        buf_lit(&b, "GET /");
        for (size_t i = 1; i < n; i++)
            buf_char(&b, 'a');
        buf_lit(&b, " HTTP/1.1\r\n" H "\r\n");
        check_int(parse_once(buf_str(&b)), n > HTTP_TARGET_MOST ? 414 : 0);
    }
    for (size_t n = HTTP_HEAD_MOST; n <= HTTP_HEAD_MOST + 1; n++) {
        buf_clear(&b);
        buf_lit(&b, GET "X: ");
        while (b.n < n - 4)
            buf_char(&b, 'a');
        check_int(parse_once(buf_str(&b)), 1);
        buf_lit(&b, "\r\n\r\n");
        check_int(parse_once(buf_str(&b)), n > HTTP_HEAD_MOST ? 431 : 0);
    }
    buf_clear(&b); /* no end in sight */
    buf_lit(&b, "GET /");
    while (b.n < HTTP_TARGET_MOST + 100)
        buf_char(&b, 'a');
    check_int(parse_once(buf_str(&b)), 414);
    buf_clear(&b);
    buf_lit(&b, GET "X: ");
    while (b.n < HTTP_HEAD_MOST)
        buf_char(&b, 'a');
    check_int(parse_once(buf_str(&b)), 431);
    arena_done(&a);
}

static void paths_are_decoded_once(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out; /* NULL: refused */
    } v[] = {
        {"/a", "/a"},
        {"/%41", "/A"},
        {"/%2541", "/%41"},
        {"/a//b", "/a//b"},
        {"/a%2Fb", "/a/b"},
        {"/...", "/..."},
        {"/.well-known/x", "/.well-known/x"},
        {"/%e2%82%ac", "/\xe2\x82\xac"},
        {"/%", NULL},
        {"/%4", NULL},
        {"/%zz", NULL},
        {"/%u0041", NULL},
        {"/..", NULL},
        {"/../a", NULL},
        {"/a/./b", NULL},
        {"/a/%2e%2E/b", NULL},
        {"/a%2f..%2fb", NULL},
        {"/%00", NULL},
        {"/%0a", NULL},
        {"/%7f", NULL},
        {"/%5c", NULL},
        {"/%ff", NULL},
        {"/%c0%ae", NULL},
        {"/%ed%a0%80", NULL},
    };
    char room[64];
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        struct str got;
        check_int(http_path_decode(str_c(v[i].in), room, &got), v[i].out != NULL);
        if (v[i].out)
            check_strz(got, v[i].out);
    }
}

static const struct {
    const char *bytes;
    unsigned want;
    const char *body; /* where want is 0 */
} chunked[] = {
    {"0\r\n\r\n", 0, ""},
    {"5\r\nhello\r\n0\r\n\r\n", 0, "hello"},
    {"5;a=b; c\r\nhello\r\n6\r\n world\r\n0\r\nX-T: v\r\n\r\n", 0, "hello world"},
    {"000A\r\n0123456789\r\n0\r\n\r\n", 0, "0123456789"},
    {"5\r\nhel", 1, NULL},
    {"0\r\n", 1, NULL},
    {"\r\n", 400, NULL},
    {" 0\r\n\r\n", 400, NULL},
    {"0x1\r\na\r\n", 400, NULL},
    {"+1\r\na\r\n", 400, NULL},
    {"1 \r\na\r\n", 400, NULL},
    {"g\r\n", 400, NULL},
    {"0\n\n", 400, NULL},
    {"1\r\nab\r\n", 400, NULL},
    {"1\r\na\n", 400, NULL},
    {"0;a\nb\r\n\r\n", 400, NULL},
    {"0000000000000000\r\n\r\n", 400, NULL}, /* a sixteenth digit */
    {"fffffffffffffff\r\n", 413, NULL},
    {"21\r\n", 413, NULL}, /* the limit is 32 */
    {"20\r\n01234567890123456789012345678901\r\n0\r\n\r\n", 0, "01234567890123456789012345678901"},
    {"0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, NULL},
    {"0\r\nContent-Length: 1\r\n\r\n", 400, NULL},
    {"0\r\nX y: z\r\n\r\n", 400, NULL},
    {"0\r\n: z\r\n\r\n", 400, NULL},
    {"0\r\n\rX", 400, NULL},
};

static void chunks_are_judged(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 32);
    for (size_t i = 0; i < sizeof chunked / sizeof *chunked; i++) {
        struct str in = str_c(chunked[i].bytes);
        for (size_t piece = 1; piece <= in.n; piece += in.n > 1 ? in.n - 1 : 1) {
            struct http_chunks c = {0};
            unsigned got = HTTP_MORE;
            size_t used = 0, all = 0;
            buf_clear(&out);
            while (all < in.n && got == HTTP_MORE) {
                got = http_chunks_feed(&c, str_sub(in, all, all + piece), &used, &out);
                all += used;
            }
            if (got != chunked[i].want)
                print_error("chunks %zu: %s\n", i, chunked[i].bytes);
            check_int(got, chunked[i].want);
            if (got == HTTP_DONE) {
                check_strz(buf_str(&out), chunked[i].body);
                check_int(all, in.n);
            }
        }
    }
    struct http_chunks c = {0}; /* what follows the body is not eaten */
    size_t used;
    check_int(http_chunks_feed(&c, STR("0\r\n\r\nGET /"), &used, &out), HTTP_DONE);
    check_int(used, 5);
    buf_done(&out);
}

static void chunk_lines_are_bounded(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 1 << 20);
    struct http_chunks c = {0};
    size_t used;
    check_int(http_chunks_feed(&c, STR("1;"), &used, &out), HTTP_MORE);
    unsigned got = HTTP_MORE;
    int n = 0;
    for (; got == HTTP_MORE && n < 100000; n++)
        got = http_chunks_feed(&c, STR("e"), &used, &out);
    check_int(got, 400);
    check_true(n < 1000);
    c = (struct http_chunks){0};
    check_int(http_chunks_feed(&c, STR("0\r\n"), &used, &out), HTTP_MORE);
    for (got = HTTP_MORE, n = 0; got == HTTP_MORE && n < 100000; n++)
        got = http_chunks_feed(&c, STR("T: v\r\n"), &used, &out);
    check_int(got, 431);
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_are_judged),        cmocka_unit_test(pieces_change_nothing),
        cmocka_unit_test(a_head_is_taken_apart),   cmocka_unit_test(limits_of_the_head),
        cmocka_unit_test(paths_are_decoded_once),  cmocka_unit_test(chunks_are_judged),
        cmocka_unit_test(chunk_lines_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
