/* css: selectors on a small document. Elements are told by their id. */
#include "check.h"
#include "markup/markup.h"

#include <time.h>

static struct arena a;
static struct html_doc doc;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 8 << 20);
    html_parse(
        &a,
        STR("<div id=d1 class='main page'><p id=p1>a<p id=p2 class=x lang=en-GB>b <b id=b1>c</b>"
            "<div id=d2><section id=s1><p id=p3 class='x y'>d<a id=a1 "
            "href=https://E.example/Photo.JPG rel='nofollow author'>e</a></section><p "
            "id=p4 data-Role=Main>f</div></div><my-tag id=m1>g</my-tag>"),
        &(struct html_options){.fragment = true}, &doc);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static void matches(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"p", "p1 p2 p3 p4"},
        {"P", "p1 p2 p3 p4"},
        {"*", "d1 p1 p2 b1 d2 s1 p3 a1 p4 m1"},
        {"#p3", "p3"},
        {".x", "p2 p3"},
        {"p.x.y", "p3"},
        {"my-tag", "m1"},
        {"div p", "p1 p2 p3 p4"},
        {"div > p", "p1 p2 p4"},
        {"div div > p", "p4"},
        {"div section p", "p3"},
        {"section > p > a", "a1"},
        {"div > section > p a", "a1"},
        {"p + p", "p2"},
        {"p ~ div", "d2"},
        {"section ~ p, b", "b1 p4"},
        {"[href]", "a1"},
        {"[rel~=author]", "a1"},
        {"[rel=author]", ""},
        {"[lang|=en]", "p2"},
        {"[href^='https://']", "a1"},
        {"[href$=\".jpg\" i]", "a1"},
        {"[href$=\".jpg\"]", ""},
        {"[href*=example]", "a1"},
        {"[data-role=Main]", "p4"},
        {"p:not(.x)", "p1 p4"},
        {"div:first-child", "d1"},
        {"p:last-child", "p3 p4"},
        {".main.page b", "b1"},
        {"div[id=d1] > div > section", "s1"},
        {"nav a, .y a", "a1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct css_selector *sel = css_parse(&a, str_c(cases[i][0]));
        if (!sel)
            fail_msg("not read: %s", cases[i][0]);
        struct buf b;
        buf_arena(&b, &a, 1000);
        const struct css_found *found = css_find(&a, sel, &doc);
        for (uint32_t n = 0; (n = css_next(found, 0, n));)
            buf_fmt(&b, "%s%.*s", b.n ? " " : "", STR_ARG(html_attr(&doc, n, HTML_ATTR_ID)));
        if (!str_eq(buf_str(&b), str_c(cases[i][1])))
            print_error("%s\n", cases[i][0]);
        check_strz(buf_str(&b), cases[i][1]);
    }
}

/* The first place found for a descendant may be the wrong one: a further one must be tried. */
static void goes_back(void **state)
{
    (void)state;
    html_parse(
        &a,
        STR("<nav><div class=a><span><div class=a><i><b id=x>1</b></i></div></span></div></nav>"
            "<div class=k></div><ul></ul><div></div><ul></ul><em id=y></em>"
            "<h1><hr class=k><p><h2><hr class=k><b><u id=z></u></b></h2></h1>"),
        &(struct html_options){.fragment = true}, &doc);
    static const char *const yes[] = {"nav > .a b",   "nav > .a > span b", "nav .a .a b",
                                      ".k ~ ul ~ em", ".k + ul ~ em",      "nav > div i > b"};
    static const char *const no[] = {"nav > .a > b", "i > .a b", ".k + em", "ul + .k ~ em",
                                     ".a + b"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        if (!css_next(css_find(&a, css_parse(&a, str_c(yes[i])), &doc), 0, 0))
            fail_msg("no match: %s", yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        if (css_next(css_find(&a, css_parse(&a, str_c(no[i])), &doc), 0, 0))
            fail_msg("match: %s", no[i]);
}

/* Pages made so that each place must be tried: all must cost the same as one. */
static void costs_no_more(void **state)
{
    (void)state;
    struct arena big;
    arena_init(&big, 256 << 20);
    struct buf b;
    buf_arena(&b, &big, 16 << 20);
    for (int i = 0; i < 200; i++)
        buf_put(&b, STR("<div class=a>"));
    for (int i = 0; i < 60000; i++)
        buf_put(&b, STR("<p class=a>x</p>"));
    struct html_doc page;
    html_parse(&big, buf_str(&b), &(struct html_options){.fragment = true}, &page);
    static const char *const cases[] = {".z .a .a .a .a p", ".z > .a .a > .a .a ~ .a + p",
                                        ".a ~ .a ~ .a ~ .z ~ p"};
    clock_t began = clock();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_int(css_next(css_find(&big, css_parse(&big, str_c(cases[i])), &page), 0, 0), 0);
    check_true(clock() - began < 2 * CLOCKS_PER_SEC);
    arena_done(&big);
}

static void refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",     ",",      "p,",      "> p",    "p >",          "[a",
                                      "[a=]", "p..x",   "p::x",    ":hover", "p:not(",       "#",
                                      "a{}",  "[a='x]", "p > > a", "a b,,c", ":not(:not(p))"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (css_parse(&a, str_c(bad[i])))
            fail_msg("read: %s", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(matches, setup, teardown),
        cmocka_unit_test_setup_teardown(goes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(costs_no_more, setup, teardown),
        cmocka_unit_test_setup_teardown(refused, setup, teardown),
    };
    return cmocka_run_group_tests_name("css", tests, NULL, NULL);
}
