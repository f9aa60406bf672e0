/* url: parser, writer, resolving, names, addresses, policy, robots, comparing. */
#include "check.h"
#include "url/url.h"

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 16 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

/* What an address becomes; NULL = failure. */
static void becomes(const char *base, const char *in, const char *want)
{
    struct url b = {0}, u;
    if (base)
        check_true(url_parse(&a, str_c(base), NULL, &b));
    bool ok = url_parse(&a, str_c(in), base ? &b : NULL, &u);
    if (!want) {
        if (ok)
            print_error("\"%s\" should not parse\n", in);
        check_true(!ok);
        return;
    }
    if (!ok)
        print_error("\"%s\" should parse\n", in);
    check_true(ok);
    check_strz(url_str(&a, &u), want);
}

static void absolute(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"http://Example.ORG", "http://example.org/"},
        {"  https://example.org:443/a b?c d#e f \n", "https://example.org/a%20b?c%20d#e%20f"},
        {"HTTP://u:p@h.org:8080/x", "http://u:p@h.org:8080/x"},
        {"http://u@@h.org/", "http://u%40@h.org/"},
        {"http:\\\\h.org\\a\\..\\b", "http://h.org/b"},
        {"http:h.org/x", "http://h.org/x"},
        {"http:///h.org/x", "http://h.org/x"},
        {"http://h.org/a/./b/../../c/%2e%2E/d/.", "http://h.org/d/"},
        {"http://h.org/a/..", "http://h.org/"},
        {"http://h.org/a//b/..", "http://h.org/a//"},
        {"http://h.org?q'<>\"", "http://h.org/?q%27%3C%3E%22"},
        {"http://h.org/\xC3\xA9?\xC3\xA9#\xC3\xA9", "http://h.org/%C3%A9?%C3%A9#%C3%A9"},
        {"http://h.org/\xFF", "http://h.org/%EF%BF%BD"},
        {"http://h.org/%zz%", "http://h.org/%zz%"},
        {"ht\ntp://h.o\trg/a\rb", "http://h.org/ab"},
        {"http://h.org:00080/", "http://h.org/"},
        {"http://h.org:/", "http://h.org/"},
        {"http://h.org:65536/", NULL},
        {"http://h.org:8a/", NULL},
        {"http://", NULL},
        {"http://u@/x", NULL},
        {"http://a b/", NULL},
        {"http://a%00b/", NULL},
        {"http://a<b/", NULL},
        {"/x", NULL},
        {"", NULL},
        {"mailto:a b@h.org?subject=x y", "mailto:a b@h.org?subject=x%20y"},
        {"javascript:alert(1)", "javascript:alert(1)"},
        {"data:text/html,<b>", "data:text/html,<b>"},
        {"foo://Host/a/../b", "foo://Host/b"},
        {"foo:/a/b", "foo:/a/b"},
        {"file:///etc/x", "file:/etc/x"},
        {"http://[2001:DB8:0:0:1:0:0:1]/", "http://[2001:db8::1:0:0:1]/"},
        {"http://[::ffff:1.2.3.4]/", "http://[::ffff:102:304]/"},
        {"http://[::1%25eth0]/", NULL},
        {"http://[1:2:3:4:5:6:7:8:9]/", NULL},
        {"http://[1::2::3]/", NULL},
        {"http://[::1", NULL},
        {"http://[::1]x/", NULL},
        {"http://0x7f.1/", "http://127.0.0.1/"},
        {"http://2130706433/", "http://127.0.0.1/"},
        {"http://0300.0250.1.1/", "http://192.168.1.1/"},
        {"http://1.2.3.4./", "http://1.2.3.4/"},
        {"http://256.1.1.1/", NULL},
        {"http://1.2.3.4.5/", NULL},
        {"http://09/", NULL},
        {"http://a.0x/", NULL},
        {"http://%31%32%37.0.0.1/", "http://127.0.0.1/"},
        {"http://B\xC3\xBC"
         "cher.example/",
         "http://xn--bcher-kva.example/"},
        {"http://stra\xC3\x9F"
         "e.example/",
         "http://xn--strae-oqa.example/"},
        {"http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/"},
        {"http://xn--a.example/", NULL},
        {"http://xn--/", NULL},
        {"http://\xE4\xBE\x8B\xE3\x81\x88\xE3\x80\x82jp/", "http://xn--r8jz45g.jp/"},
        {"http://\xEF\xBC\xA1.example/", "http://a.example/"},
        {"http://a\xC2\xAD"
         "b.example/",
         "http://ab.example/"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        becomes(NULL, cases[i].in, cases[i].want);
}

static void relative(void **state)
{
    (void)state;
    static const char base[] = "http://u@h.org:81/a/b/c?q=1#f";
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"", "http://u@h.org:81/a/b/c?q=1"},
        {"#x", "http://u@h.org:81/a/b/c?q=1#x"},
        {"?y", "http://u@h.org:81/a/b/c?y"},
        {"d", "http://u@h.org:81/a/b/d"},
        {"./d/../e?x#y", "http://u@h.org:81/a/b/e?x#y"},
        {"../../../../z", "http://u@h.org:81/z"},
        {"..", "http://u@h.org:81/a/"},
        {"/r", "http://u@h.org:81/r"},
        {"\\r", "http://u@h.org:81/r"},
        {"//o.org/r", "http://o.org/r"},
        {"https://o.org", "https://o.org/"},
        {"http:d", "http://u@h.org:81/a/b/d"},
        {"https:d.org", "https://d.org/"},
        {"a:b", "a:b"},
        {"1:b", "http://u@h.org:81/a/b/1:b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        becomes(base, cases[i].in, cases[i].want);
    becomes("mailto:x", "y", NULL);
    becomes("mailto:x", "#y", "mailto:x#y");
}

static void resolving_gives_web_and_mail_only(void **state)
{
    (void)state;
    struct url b;
    check_true(url_parse(&a, STR("https://h.org/x/"), NULL, &b));
    check_strz(url_resolve(&a, &b, STR("y.html")), "https://h.org/x/y.html");
    check_strz(url_resolve(&a, NULL, STR("mailto:q@h.org")), "mailto:q@h.org");
    check_int(url_resolve(&a, &b, STR("javascript:alert(1)")).n, 0);
    check_int(url_resolve(&a, &b, STR(" java\nscript:alert(1)")).n, 0);
    check_int(url_resolve(&a, &b, STR("data:,x")).n, 0);
    check_int(url_resolve(&a, NULL, STR("y.html")).n, 0);
}

static void too_long_is_refused(void **state)
{
    (void)state;
    struct buf s;
    buf_arena(&s, &a, 100000);
    buf_lit(&s, "http://h.org/");
    while (s.n < URL_LENGTH_MOST)
        buf_char(&s, 'a');
    struct url u;
    check_true(url_parse(&a, buf_str(&s), NULL, &u));
    buf_char(&s, 'a');
    check_true(!url_parse(&a, buf_str(&s), NULL, &u));
    /* Short, but too long when it is encoded. */
    buf_clear(&s);
    buf_lit(&s, "http://h.org/");
    while (s.n < URL_LENGTH_MOST)
        buf_char(&s, '\xFF');
    check_true(!url_parse(&a, buf_str(&s), NULL, &u));
}

static void addresses(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        enum ip_class want;
        const char *out; /* NULL: as `in` */
    } cases[] = {
        {"8.8.4.4", IP_PUBLIC, NULL},
        {"0.1.2.3", IP_UNSPECIFIED, NULL},
        {"127.9.9.9", IP_LOOPBACK, NULL},
        {"172.31.0.1", IP_PRIVATE, NULL},
        {"172.32.0.1", IP_PUBLIC, NULL},
        {"100.127.1.1", IP_SHARED, NULL},
        {"169.254.1.1", IP_LINK_LOCAL, NULL},
        {"198.19.0.1", IP_RESERVED, NULL},
        {"239.1.1.1", IP_MULTICAST, NULL},
        {"250.1.1.1", IP_RESERVED, NULL},
        {"::", IP_UNSPECIFIED, NULL},
        {"::1", IP_LOOPBACK, NULL},
        {"::ffff:10.0.0.1", IP_PRIVATE, "::ffff:a00:1"},
        {"::ffff:8.8.8.8", IP_RESERVED, "::ffff:808:808"},
        {"64:ff9b::7f00:1", IP_LOOPBACK, NULL},
        {"64:ff9b::808:808", IP_PUBLIC, NULL},
        {"64:ff9b:1::808:808", IP_RESERVED, NULL},
        {"2002:808:808::1", IP_RESERVED, NULL},
        {"2001:0:4136:e378:8000:63bf:3fff:fdd2", IP_RESERVED, NULL},
        {"2001:db8::5", IP_DOCUMENTATION, NULL},
        {"2001:200::1", IP_PUBLIC, NULL},
        {"2a02:26f0::1", IP_PUBLIC, NULL},
        {"fd12::1", IP_PRIVATE, NULL},
        {"fe9f::1", IP_LINK_LOCAL, NULL},
        {"ff05::1:3", IP_MULTICAST, NULL},
        {"4000::1", IP_RESERVED, NULL},
        {"1:0:0:2:0:0:0:3", IP_RESERVED, "1:0:0:2::3"},
        {"1:2:3:4:5:6:0:8", IP_RESERVED, NULL},
        {"1::", IP_RESERVED, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ip_addr ip;
        check_true(ip_parse(str_c(cases[i].in), &ip));
        struct buf b;
        buf_arena(&b, &a, 100);
        ip_write(&b, &ip);
        check_strz(buf_str(&b), cases[i].out ? cases[i].out : cases[i].in);
        if (ip_class(&ip) != cases[i].want)
            print_error("%s\n", cases[i].in);
        check_int(ip_class(&ip), cases[i].want);
    }
    static const char *const bad[] = {"",          "1.2.3",
                                      "1.2.3.4.",  "01.2.3.4",
                                      "1.2.3.256", ":1",
                                      "1:2",       "1:::2",
                                      "::1::",     "1:2:3:4:5:6:7:8::",
                                      "g::",       "::1.2.3",
                                      "12345::",   "1:2:3:4:5:6:7:1.2.3.4",
                                      "::1%1",     "[::1]"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct ip_addr ip;
        check_true(!ip_parse(str_c(bad[i]), &ip));
    }
}

static void policy(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool allow;
    } cases[] = {
        {"http://news.example.org/feed", true},
        {"https://u:p@news.example.org:8443/", true},
        {"http://my_blog.example.org./", true},
        {"http://9.9.9.9/", true},
        {"http://[2a02:26f0::1]/", true},
        {"ftp://news.example.org/", false},
        {"http://news.example.org:25/", false},
        {"http://news.example.org:0/", false},
        {"http://nas/", false},
        {"http://printer.home.arpa/", false},
        {"http://x.localhost./", false},
        {"http://hidden.onion/", false},
        {"http://onion.example.org/", true},
        {"http://a..example.org/", false},
        {"http://a!b.example.org/", false},
        {"http://9.9.9.9./", false},
        {"http://0x09.9.9.9/", false},
        {"http://news.example.org\\@10.0.0.1/", false},
        {"http:/news.example.org/", false},
        {"http://news.exa\tmple.org/", false},
        {" http://news.example.org/ \n", true},
        {"http://10.1.2.3/", false},
        {"http://[fd00::1]/", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url u;
        check_true(url_parse(&a, str_c(cases[i].in), NULL, &u));
        if ((url_policy(&u) == NULL) != cases[i].allow)
            print_error("%s: %s\n", cases[i].in, url_policy(&u));
        check_true((url_policy(&u) == NULL) == cases[i].allow);
    }
    struct ip_addr list[2];
    check_true(url_policy_answer(list, 0) != NULL);
    check_true(ip_parse(STR("9.9.9.9"), &list[0]) && ip_parse(STR("::1"), &list[1]));
    check_true(url_policy_answer(list, 1) == NULL && url_policy_answer(list, 2) != NULL);
}

static void comparing(void **state)
{
    (void)state;
    static const struct {
        const char *in, *clean, *key;
    } cases[] = {
        {"https://www.h.org/a/?utm_source=x&id=2&FBCLID=3#top", "https://www.h.org/a/?id=2",
         "h.org/a?id=2"},
        {"http://m.h.org/a?b=2&a=1", "http://m.h.org/a?b=2&a=1", "h.org/a?a=1&b=2"},
        {"http://h.org/index.html?utm_medium=y", "http://h.org/index.html", "h.org"},
        {"http://h.org/?a&&b", "http://h.org/?a&&b", "h.org?a&b"},
        {"http://www.org/", "http://www.org/", "www.org"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url u;
        check_true(url_parse(&a, str_c(cases[i].in), NULL, &u));
        check_strz(url_clean(&a, &u), cases[i].clean);
        check_strz(url_key(&a, &u), cases[i].key);
    }
    check_strz(url_site(STR("news.bbc.co.uk")), "bbc.co.uk");
    check_strz(url_site(STR("www.example.org")), "example.org");
    check_strz(url_site(STR("a.b.blogspot.com")), "b.blogspot.com");
    check_strz(url_site(STR("co.uk")), "co.uk");
    check_strz(url_site(STR("10.0.0.1")), "10.0.0.1");
    struct url u;
    check_true(url_parse(&a,
                         STR("https://www.b\xC3\xBC"
                             "cher.example/caf%C3%A9?x"),
                         NULL, &u));
    check_strz(url_display(&a, &u), "b\xC3\xBC"
                                    "cher.example/caf\xC3\xA9?x");
    check_strz(url_origin(&a, &u), "https://www.xn--bcher-kva.example");
    check_true(url_parse(&a, STR("https://p\xD0\xB0ypal.example/"), NULL, &u));
    check_true(str_starts(url_display(&a, &u), STR("xn--")));
    struct str v;
    check_true(url_query_find(&a, STR("a=1&b=x+y%21&b=2"), STR("b"), &v));
    check_strz(v, "x y!");
    check_true(!url_query_find(&a, STR("a=1"), STR("c"), &v));
    struct buf b;
    buf_arena(&b, &a, 100);
    url_encode(&b, STR("a b/\xC3\xA9~"));
    check_strz(buf_str(&b), "a%20b%2F%C3%A9~");
}

/* Where what was typed for one place may go, and where a hostile redirect would like it to go. */
static void homes(void **state)
{
    (void)state;
    static const struct {
        const char *home, *to;
        bool good;
    } cases[] = {
        {"https://example.org/feed", "https://example.org/x", true},
        {"https://example.org", "https://www.example.org/", true},
        {"https://www.example.org", "https://example.org/", true},
        {"https://news.example.org", "https://www.news.example.org/", true},
        {"http://example.org", "https://example.org/", true},
        {"http://example.org", "https://www.example.org/", true},
        {"http://example.org:80", "https://www.example.org:443/", true},
        {"https://example.org:8443", "https://www.example.org:8443/", true},
        {"https://EXAMPLE.org", "https://www.example.ORG/", true},
        {"https://example.org", "http://example.org/", false},
        {"https://example.org", "http://www.example.org:443/", false},
        {"https://example.org", "https://example.org:8443/", false},
        {"http://example.org:8080", "https://example.org/", false},
        {"http://example.org", "https://example.org:8443/", false},
        {"https://example.org", "https://www2.example.org/", false},
        {"https://example.org", "https://www.www.example.org/", false},
        {"https://example.org", "https://news.example.org/", false},
        {"https://www.example.org", "https://www.example.org.evil.example/", false},
        {"https://example.org", "https://www.example.org.evil.example/", false},
        {"https://example.org", "https://wwwexample.org/", false},
        {"https://example.org", "https://www-example.org/", false},
        {"https://example.org", "https://evil.example/www.example.org", false},
        {"https://example.org", "https://www.example.org@evil.example/", false},
        {"https://example.org", "https://example.org./", false},
        {"https://co.uk", "https://www.co.uk/", false},
        {"https://www.co.uk", "https://co.uk/", false},
        {"https://blogspot.com", "https://www.blogspot.com/", false},
        {"https://org", "https://www.org/", false},
        {"https://10.0.0.1", "https://www.10.0.0.1.example/", false},
        {"https://example.org", "ftp://example.org/", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url home, to;
        check_true(url_parse(&a, str_c(cases[i].home), NULL, &home));
        check_true(url_parse(&a, str_c(cases[i].to), NULL, &to));
        if (url_is_home(&home, &to) != cases[i].good)
            fail_msg("%s, %s", cases[i].home, cases[i].to);
    }
}

static void robots(void **state)
{
    (void)state;
    static const char text[] =
        "\xEF\xBB\xBF# welcome\n"
        "Disallow: /nobody\n"
        "User-agent: other\nDisallow: /\n\n"
        "User-Agent: *\nDisallow: /all\nCrawl-delay: 2\n"
        "User-agent: OCTAVO/1.0\nUser-agent: third\n"
        "Disallow: /private # not here\nAllow: /private/open\r\n"
        "Disallow: /*.pdf$\nDisallow: /caf%c3%a9\nDisallow:\n"
        "Crawl-delay: 1.5\nSitemap: https://h.org/map.xml\nSitemap: nonsense\n";
    struct robots r;
    robots_parse(&a, str_c(text), STR("octavo"), &r);
    check_int(r.delay_seconds, 2);
    check_int(r.sitemap_count, 1);
    static const struct {
        const char *path;
        bool allow;
    } cases[] = {
        {"/", true},
        {"/all", true},
        {"/private/x", false},
        {"/private/open/1", true},
        {"/x/y.pdf", false},
        {"/x/y.pdf?z", true},
        {"/caf\xC3\xA9", false},
        {"/caf%C3%A9/x", false},
        {"/robots.txt", true},
        {"/%70rivate", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_true(robots_allows(&r, str_c(cases[i].path)) == cases[i].allow);
    robots_parse(&a, str_c(text), STR("somebody"), &r);
    check_true(!robots_allows(&r, STR("/all/1")) && robots_allows(&r, STR("/nobody")));
    robots_parse(&a, STR("User-agent: octavo\nAllow: /a\nDisallow: /a"), STR("octavo"), &r);
    check_true(robots_allows(&r, STR("/a")));
}

/* Rules made to be slow must not be: the steps are counted. */
static void robots_made_to_be_slow(void **state)
{
    (void)state;
    struct buf b;
    buf_arena(&b, &a, 1 << 20);
    buf_lit(&b, "User-agent: *\n");
    for (int i = 0; i < 2000; i++) {
        buf_lit(&b, "Disallow: /");
        for (int k = 0; k < 60; k++)
            buf_lit(&b, "*a");
        buf_lit(&b, "b\n");
    }
    struct robots r;
    robots_parse(&a, buf_str(&b), STR("octavo"), &r);
    struct buf path;
    buf_arena(&path, &a, 10000);
    buf_char(&path, '/');
    while (path.n < 8000)
        buf_char(&path, 'a');
    int64_t from = clock_cpu();
    check_true(!robots_allows(&r, buf_str(&path)));
    check_true(clock_cpu() - from < 2 * US_SECOND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(absolute),
        T(relative),
        T(resolving_gives_web_and_mail_only),
        T(too_long_is_refused),
        T(addresses),
        T(policy),
        T(comparing),
        T(homes),
        T(robots),
        T(robots_made_to_be_slow),
    };
    return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
