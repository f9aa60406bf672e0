/* values: parameters, forms, cookies, multipart, lists, addresses, routes. */
#include "check.h"
#include "http/internal.h"

static struct arena a;
static struct http_request_cache cache;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 4 << 20);
    cache = (struct http_request_cache){0};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static struct http_request with(const struct http_field *fields, size_t n)
{
    cache = (struct http_request_cache){0};
    return (struct http_request){.arena = &a, .cache = &cache, .fields = fields, .field_count = n};
}

static void parameters(void **state)
{
    (void)state;
    struct http_request q = with(NULL, 0);
    q.query =
        STR("a=1&b=x+y%20z&a=2&c&=e&%61d=%E2%82%AC&bad=%ff%00%zz%&n=-12&big=99999999999999999999");
    check_strz(http_query(&q, STR("a")), "1");
    check_strz(http_query(&q, STR("b")), "x y z");
    check_strz(http_query(&q, STR("ad")), "\xe2\x82\xac");
    check_strz(http_query(&q, STR("bad")), "\xef\xbf\xbd\xef\xbf\xbd%zz%");
    check_true(http_query(&q, STR("c")).p != NULL && http_query(&q, STR("c")).n == 0);
    check_true(http_query(&q, STR("none")).p == NULL);
    const struct http_field *all;
    check_int(http_query_all(&q, &all), 9);
    check_strz(all[2].value, "2");
    check_int(http_query_i64(&q, STR("n"), -20, 5, 7), -12);
    check_int(http_query_i64(&q, STR("n"), 0, 5, 7), 7);
    check_int(http_query_i64(&q, STR("big"), 0, INT64_MAX, 7), 7);
    check_int(http_query_i64(&q, STR("none"), 0, 5, 7), 7);
    struct buf b;
    buf_arena(&b, &a, 100);
    http_percent(&b, STR("a b/\xc3\xa9~"));
    check_strz(buf_str(&b), "a%20b%2F%C3%A9~");
}

static void cookies_are_found(void **state)
{
    (void)state;
    static const struct http_field f[] = {
        {STR_INIT("cookie"), STR_INIT("a=1; b=\"two\";; =x; c ; d=e=f;a=9")},
        {STR_INIT("Cookie"), STR_INIT("z=26")},
    };
    struct http_request q = with(f, 2);
    check_strz(http_cookie(&q, STR("a")), "1");
    check_strz(http_cookie(&q, STR("b")), "two");
    check_strz(http_cookie(&q, STR("d")), "e=f");
    check_strz(http_cookie(&q, STR("z")), "26");
    check_true(http_cookie(&q, STR("c")).p == NULL && http_cookie(&q, STR("")).p == NULL);
}

static void forms(void **state)
{
    (void)state;
    struct http_request q = with(NULL, 0);
    q.content_type = STR("application/x-www-form-urlencoded");
    q.body = STR("title=Good+day&tag=a&tag=b");
    check_strz(http_form(&q, STR("title")), "Good day");
    const struct http_field *v;
    check_int(http_form_all(&q, &v), 3);
    q = with(NULL, 0);
    q.content_type = STR("application/json");
    q.body = STR("a=1");
    check_true(http_form(&q, STR("a")).p == NULL);
}

#define PART(rest) "--B\r\nContent-Disposition: form-data; name=" rest
static const struct {
    const char *type, *body;
    enum err_code want;
    size_t parts;
    const char *name, *file, *data; /* of the first part */
} multiparts[] = {
    {"multipart/form-data; boundary=B", PART("a\r\n\r\nx\r\n--B--\r\n"), ERR_OK, 1, "a", NULL, "x"},
    {"multipart/form-data; boundary=B", PART("a\r\n\r\n\r\n--B--"), ERR_OK, 1, "a", NULL, ""},
    {"multipart/form-data; boundary=B", PART("a\r\n\r\n--B--"), ERR_OK, 1, "a", NULL, ""},
    {"multipart/form-data; boundary=B", "--B--", ERR_OK, 0, NULL, NULL, NULL},
    {"multipart/form-data; boundary=\"B\"",
     "preamble\r\n" PART("\"a b\"; filename=\"x\\\"y.opml\"\r\nContent-Type: "
                         "text/xml\r\n\r\n<a>\r\n--C\r\n--B\r\n") //
     "Content-Disposition: form-data; name=z\r\n\r\nq\r\n--B-- end",
     ERR_OK, 2, "a b", "x\"y.opml", "<a>\r\n--C"},
    {"multipart/form-data; charset=x; boundary=B", PART("a; filename=\"\"\r\n\r\n\r\n--B--"),
     ERR_OK, 1, "a", "", ""},
    {"multipart/form-data", PART("a\r\n\r\nx\r\n--B--"), ERR_INPUT, 0, NULL, NULL, NULL},
    {"multipart/form-data; boundary=", "--", ERR_INPUT, 0, NULL, NULL, NULL},
    {"multipart/form-data; boundary=\"B", PART("a\r\n\r\nx\r\n--B--"), ERR_INPUT, 0, NULL, NULL,
     NULL},
    {"multipart/form-data; boundary=B", PART("a\r\n\r\nx\r\n"), ERR_INPUT, 0, NULL, NULL, NULL},
    {"multipart/form-data; boundary=B", PART("a\r\n\r\nx\r\n--B\r\n"), ERR_INPUT, 0, NULL, NULL,
     NULL},
    {"multipart/form-data; boundary=B", PART("a\r\n\r\nx\r\n--Bx"), ERR_INPUT, 0, NULL, NULL, NULL},
    {"multipart/form-data; boundary=B", PART("\r\n\r\nx\r\n--B--"), ERR_OK, 1, "", NULL, "x"},
    {"multipart/form-data; boundary=B", "--B\r\nX: y\r\n\r\nx\r\n--B--", ERR_INPUT, 0, NULL, NULL,
     NULL},
    {"multipart/form-data; boundary=B", "--B\r\n\r\nx\r\n--B--", ERR_INPUT, 0, NULL, NULL, NULL},
    {"multipart/form-data; boundary=B", PART("\"a\x01\"\r\n\r\nx\r\n--B--"), ERR_INPUT, 0, NULL,
     NULL, NULL},
    {"multipart/form-data; boundary=B", PART("\"\xff\"\r\n\r\nx\r\n--B--"), ERR_INPUT, 0, NULL,
     NULL, NULL},
};

static void multipart_bodies(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof multiparts / sizeof *multiparts; i++) {
        const struct http_part *v = NULL;
        size_t n = 0;
        enum err_code got =
            http_multipart(&a, str_c(multiparts[i].type), str_c(multiparts[i].body), &v, &n);
        if (got != multiparts[i].want)
            print_error("multipart %zu\n", i);
        check_int(got, multiparts[i].want);
        check_int(n, multiparts[i].parts);
        if (!n)
            continue;
        check_strz(v[0].name, multiparts[i].name);
        check_strz(v[0].data, multiparts[i].data);
        check_int(v[0].file_name.p != NULL, multiparts[i].file != NULL);
        check_strz(v[0].file_name, multiparts[i].file);
    }
}

static void multipart_limits(void **state)
{
    (void)state;
    struct buf b;
    buf_arena(&b, &a, 1 << 20);
    const struct http_part *v;
    size_t n;
    for (int parts = HTTP_PARTS_MOST; parts <= HTTP_PARTS_MOST + 1; parts++) {
        buf_clear(&b);
        for (int i = 0; i < parts; i++)
            buf_fmt(&b, PART("p%d\r\n\r\nx\r\n"), i);
        buf_lit(&b, "--B--");
        check_int(http_multipart(&a, STR("x; boundary=B"), buf_str(&b), &v, &n),
                  parts > HTTP_PARTS_MOST ? ERR_LIMIT : ERR_OK);
    }
    struct buf type;
    buf_arena(&type, &a, 1000);
    buf_lit(&type, "x; boundary=");
    for (int i = 0; i < 71; i++)
        buf_char(&type, 'b');
    check_int(http_multipart(&a, buf_str(&type), STR("--b"), &v, &n), ERR_INPUT);
}

static void form_fields_of_parts(void **state)
{
    (void)state;
    static const struct http_field f[] = {
        {STR_INIT("Content-Type"), STR_INIT("multipart/form-data; boundary=B")},
    };
    struct http_request q = with(f, 1);
    q.content_type = STR("multipart/form-data");
    q.body = STR(PART("note\r\n\r\nhi\r\n") PART("up; filename=f.xml\r\n\r\n<opml/>\r\n--B--"));
    check_strz(http_form(&q, STR("note")), "hi");
    check_true(http_form(&q, STR("up")).p == NULL);
    check_strz(http_part_find(&q, STR("up"))->data, "<opml/>");
    check_true(http_part_find(&q, STR("no")) == NULL);
}

static void qualities(void **state)
{
    (void)state;
    check_int(http_quality(STR("gzip, br;q=0.5 , x;q=0"), STR("gzip")), 1000);
    check_int(http_quality(STR("gzip, br;q=0.5 , x;q=0"), STR("BR")), 500);
    check_int(http_quality(STR("gzip, br;q=0.5 , x;q=0"), STR("x")), 0);
    check_int(http_quality(STR("gzip"), STR("br")), -1);
    check_int(http_quality(STR(""), STR("br")), -1);
    struct http_field f[] = {{STR("Accept"), STR("text/html, text/*;q=0.1, application/json;q=0")}};
    struct http_request q = with(f, 1);
    check_true(http_accepts(&q, STR("text/html")) && http_accepts(&q, STR("text/plain")));
    check_true(!http_accepts(&q, STR("application/json")) && !http_accepts(&q, STR("image/png")));
    f[0].value = STR("*/*");
    check_true(http_accepts(&q, STR("image/png")));
}

static void origins(void **state)
{
    (void)state;
    struct http_field f[1] = {{STR(""), STR("")}};
    struct http_request q = with(f, 1);
    q.host = STR("news.test:8008");
    f[0] = (struct http_field){STR("Origin"), STR("http://news.test:8008")};
    check_true(http_same_origin(&q));
    f[0].value = STR("http://evil.test");
    check_true(!http_same_origin(&q));
    f[0].value = STR("null");
    check_true(!http_same_origin(&q));
    f[0] = (struct http_field){STR("Sec-Fetch-Site"), STR("cross-site")};
    check_true(!http_same_origin(&q));
    f[0].value = STR("same-origin");
    check_true(http_same_origin(&q));
    q.field_count = 0;
    check_true(http_same_origin(&q));
}

static void networks(void **state)
{
    (void)state;
    struct http_net nets[3];
    check_true(http_net_parse(STR("10.0.0.0/8"), &nets[0]) &&
               http_net_parse(STR("::1"), &nets[1]) &&
               http_net_parse(STR("192.0.2.128/25"), &nets[2]));
    struct http_net bad;
    check_true(!http_net_parse(STR("10.0.0.0/33"), &bad) && !http_net_parse(STR("x"), &bad) &&
               !http_net_parse(STR("10.0.0/8"), &bad) && !http_net_parse(STR(""), &bad));
    static const struct {
        const char *address;
        bool in;
    } v[] = {{"10.255.0.1", true},     {"11.0.0.1", false},   {"::1", true},
             {"::2", false},           {"192.0.2.129", true}, {"192.0.2.127", false},
             {"::ffff:10.1.1.1", true}};
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        struct http_address at;
        check_true(http_address_parse(str_c(v[i].address), &at));
        check_int(http_net_has(nets, 3, &at), v[i].in);
    }
}

/* --- routes */
static void handle(void *ctx, struct http_request *q, struct http_response *r)
{
    (void)ctx, (void)q, (void)r;
}
static const struct http_route routes[] = {
    {HTTP_GET, "/", handle, 0, 0, "root"},
    {HTTP_GET, "/article/:id", handle, 0, 0, "article"},
    {HTTP_POST, "/article/new", handle, 0, 0, "new"},
    {HTTP_GET | HTTP_POST, "/article/:id/comment/:n", handle, 0, 0, "comment"},
    {HTTP_GET, "/article/*rest", handle, 0, 0, "rest"},
    {HTTP_GET, "/login", handle, 0, 0, "login"},
    {HTTP_POST, "/login", handle, 0, 0, "enter"},
    {HTTP_GET, "/static/*path", handle, 0, 0, "static"},
    {HTTP_DELETE, "/:any", handle, 0, 0, "any"},
};

static void routes_are_found(void **state)
{
    (void)state;
    static const struct {
        enum http_method method;
        const char *path, *want; /* NULL: none */
        const char *param;       /* the first */
        unsigned allow;          /* where none was found */
    } v[] = {
        {HTTP_GET, "/", "root", NULL, 0},
        {HTTP_HEAD, "/", "root", NULL, 0},
        {HTTP_GET, "/article/17", "article", "17", 0},
        {HTTP_GET, "/article/new", "article", "new", 0},
        {HTTP_POST, "/article/new", "new", NULL, 0},
        {HTTP_GET, "/article/", "rest", "", 0},
        {HTTP_GET, "/article/1/comment/2", "comment", "1", 0},
        {HTTP_GET, "/article/1/comment/", "rest", "1/comment/", 0},
        {HTTP_POST, "/login", "enter", NULL, 0},
        {HTTP_GET, "/static/a/b.css", "static", "a/b.css", 0},
        {HTTP_GET, "/static/", "static", "", 0},
        {HTTP_GET, "/static", NULL, NULL, HTTP_DELETE},
        {HTTP_DELETE, "/login", "any", "login", 0},
        {HTTP_PUT, "/login", NULL, NULL, HTTP_GET | HTTP_HEAD | HTTP_POST | HTTP_DELETE},
        {HTTP_GET, "/a/b", NULL, NULL, 0},
        {HTTP_GET, "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18", NULL, NULL, 0},
        {HTTP_GET, "/static/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18", "static",
         "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18", 0},
        {HTTP_GET, "//", NULL, NULL, 0},
    };
    struct http_router *r;
    check_ok(http_router_new(&a, routes, sizeof routes / sizeof *routes, &r, NULL));
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        struct http_match m;
        http_router_find(r, str_c(v[i].path), v[i].method, &m);
        if ((m.route != NULL) != (v[i].want != NULL))
            print_error("route of %s\n", v[i].path);
        check_int(m.route != NULL, v[i].want != NULL);
        if (m.route)
            check_strz(str_c(m.route->data), v[i].want);
        else
            check_int(m.allow, v[i].allow);
        check_int(m.param_count > 0, v[i].param != NULL);
        if (v[i].param)
            check_strz(m.params[0], v[i].param);
    }
    struct http_request q = {.route = &routes[3], .params = {STR("7"), STR("x")}, .param_count = 2};
    check_int(http_param_i64(&q, STR("id"), -1), 7);
    check_int(http_param_i64(&q, STR("n"), -1), -1);
    check_strz(http_param(&q, STR("n")), "x");
    check_true(http_param(&q, STR("i")).p == NULL);
}

static void wrong_routes_are_refused(void **state)
{
    (void)state;
    static const struct http_route bad[][2] = {
        {{HTTP_GET, "a", handle, 0, 0, NULL}, {HTTP_GET, "/b", handle, 0, 0, NULL}},
        {{HTTP_GET, "/*rest/x", handle, 0, 0, NULL}, {HTTP_GET, "/b", handle, 0, 0, NULL}},
        {{HTTP_GET, "/:", handle, 0, 0, NULL}, {HTTP_GET, "/b", handle, 0, 0, NULL}},
        {{HTTP_GET, "/a", NULL, 0, 0, NULL}, {HTTP_GET, "/b", handle, 0, 0, NULL}},
        {{0, "/a", handle, 0, 0, NULL}, {HTTP_GET, "/b", handle, 0, 0, NULL}},
        {{HTTP_GET, "/a/:x", handle, 0, 0, NULL}, {HTTP_GET, "/a/:y", handle, 0, 0, NULL}},
        {{HTTP_GET, "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", handle, 0, 0, NULL},
         {HTTP_GET, "/b", handle, 0, 0, NULL}},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct http_router *r;
        struct err e;
        check_int(http_router_new(&a, bad[i], 2, &r, &e), ERR_USAGE);
        check_true(e.words[0] != 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parameters, setup, teardown),
        cmocka_unit_test_setup_teardown(cookies_are_found, setup, teardown),
        cmocka_unit_test_setup_teardown(forms, setup, teardown),
        cmocka_unit_test_setup_teardown(multipart_bodies, setup, teardown),
        cmocka_unit_test_setup_teardown(multipart_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(form_fields_of_parts, setup, teardown),
        cmocka_unit_test_setup_teardown(qualities, setup, teardown),
        cmocka_unit_test_setup_teardown(origins, setup, teardown),
        cmocka_unit_test_setup_teardown(networks, setup, teardown),
        cmocka_unit_test_setup_teardown(routes_are_found, setup, teardown),
        cmocka_unit_test_setup_teardown(wrong_routes_are_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
