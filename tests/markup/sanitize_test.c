/* sanitize: what is left of hostile and of merely untidy HTML, and that a second reading changes
 * nothing. */
#include "check.h"
#include "markup/markup.h"

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 512 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static void same_address(void *ctx, struct str url, struct buf *out)
{
    (void)ctx;
    buf_put(out, url);
}

static struct str write_body(const struct body *b)
{
    struct buf out;
    struct err e = {0};
    if (body_check(b, &e) != ERR_OK)
        fail_msg("unsound body: %s", e.words);
    buf_arena(&out, &a, 256 << 20);
    body_write_html(&out, b, &(struct body_html){.image = same_address});
    return out.n ? buf_str(&out) : STR("");
}

static struct str clean(struct str html, const struct body_policy *policy)
{
    struct body b;
    html_sanitize(&a, html, STR("https://h.example/d/page"), policy, &b);
    return write_body(&b);
}

#define REL  " rel=\"noopener noreferrer nofollow\""
#define LAZY " loading=\"lazy\""

struct pair {
    const char *in, *out;
};
static void check_pairs(const struct pair *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str once = clean(str_c(cases[i].in), NULL);
        check_strz(once, cases[i].out);
        check_str(clean(once, NULL), once);
    }
}

static void unsafe_things_go(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"a<script>alert(1)</script>b", "ab"},
        {"<p onclick=alert(1) style=x id=y class=z>t</p>", "<p>t</p>"},
        {"<a href=javascript:alert(1)>x</a>", "<a" REL ">x</a>"},
        {"<a href=' java\tscript:alert(1)'>x</a>", "<a" REL ">x</a>"},
        {"<a href=data:text/html,x>x</a>", "<a" REL ">x</a>"},
        {"<a href=//e.example/x>x</a>", "<a href=\"https://e.example/x\"" REL ">x</a>"},
        {"<a href='mailto:a@b.example'>x</a>", "<a href=\"mailto:a@b.example\"" REL ">x</a>"},
        {"<img src=javascript:x onerror=alert(1)>", "<img" LAZY ">"},
        {"<img src=x.png srcset='y.png 2x, javascript:z 3x, https://o.example/z.png 640w'>",
         "<img src=\"https://h.example/d/x.png\" srcset=\"https://h.example/d/y.png 2x, "
         "https://o.example/z.png 640w\"" LAZY ">"},
        {"<iframe src=x>y</iframe><object>z</object><embed src=q>", "z"},
        {"<svg><a href=javascript:x><text>t</text></a></svg>u", "u"},
        {"<math><mi>x</mi></math>", ""},
        {"<style>p{}</style><link rel=x><meta name=y><title>t</title><base href=//e/>k", "k"},
        {"<form action=x><input value=y><button>Go</button><select><option>o</select>"
         "<textarea>t</textarea></form>",
         "<div>Go</div>"},
        {"<template><p>x</p></template>y", "y"},
        {"<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
         "<p title=\"&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;\"></p>"},
        {"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
         "onerror=alert(1)&gt;\">",
         ""},
        {"<x-y>k</x-y><blink>l</blink>", "kl"},
        {"<p title='a\"b<c>&amp;'>x", "<p title=\"a&quot;b&lt;c&gt;&amp;\">x</p>"},
        {"a\x01"
         "b&#1;c&#127;d",
         "abcd"},
        {"<xmp><b>x</b></xmp>", "<pre>&lt;b&gt;x&lt;/b&gt;</pre>"},
        {"<plaintext><b>x", "<pre>&lt;b&gt;x</pre>"},
        {"<video src=v.mp4 autoplay poster=p.jpg><source src=w.webm type=video/webm>no</video>",
         "<video src=\"https://h.example/d/v.mp4\" poster=\"https://h.example/d/p.jpg\" controls "
         "preload=\"none\"><source src=\"https://h.example/d/w.webm\" "
         "type=\"video/webm\">no</video>"},
        {"<source src=x><p>y", "<p>y</p>"},
    };
    check_pairs(cases, sizeof cases / sizeof cases[0]);
}

static void nesting_is_that_of_html(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"<p>a<x-y><p>b", "<p>a</p><p>b</p>"},
        {"<p>a<button><p>b</button>c", "<p>a</p><p>b</p>c"},
        {"<p><b>a<object><div>c</div></object>d", "<p><b>a</b></p><div>c</div>d"},
        {"<a href=/1>x<div><a href=/2>y</a>z</div></a>w",
         "<a href=\"https://h.example/1\"" REL ">x<div></div></a><div><a "
         "href=\"https://h.example/2\"" REL ">y</a>z</div>w"},
        {"<h1>a<x-y><h2>b</h2></x-y></h1>", "<h1>a</h1><h2>b</h2>"},
        {"<ul><li>a<form><li>b</form></ul>", "<ul><li>a<div></div></li><li>b</li></ul>"},
        {"<table>x<tr><td>1</td>y<td>2</td></tr>z</table>",
         "xyz<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"},
        {"<table><p>x</p><caption>c</caption><col><tr><td><table><tr>q<td>n</table></table>",
         "<p>x</p><table><caption>c</caption><colgroup><col></"
         "colgroup><tbody><tr><td>q<table><tbody>"
         "<tr><td>n</td></tr></tbody></table></td></tr></tbody></table>"},
        {"<td>a</td><tr><td>b", "ab"},
        {"<ruby>x<rt>y<div><rt>z</div></ruby>", "<ruby>x<rt>y<div><rt>z</rt></div></rt></ruby>"},
        {"<dl><dt>a<dd>b<x-y><dd>c</dl>", "<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>"},
        {"<pre>\n\n x\n  y</pre>", "<pre> x\n  y</pre>"},
        {"<pre>\n<b></b>\n x</pre>", "<pre><b></b>\n x</pre>"},
        {"<pre>\n\n<!-- -->\r\n\n x</pre>", "<pre> x</pre>"},
        {"<xmp>\n\n\nx</xmp><pre>\n\n</pre>", "<pre>x</pre><pre></pre>"},
        {"<pre>\r\n\tx</pre>", "<pre>\tx</pre>"},
        {"<menu><li>a</menu><font color=red>b</font><center>c</center>",
         "<ul><li>a</li></ul><span>b</span><center>c</center>"},
        {"<picture><source srcset=a.webp><img src=a.png alt=t></picture>",
         "<picture><source srcset=\"https://h.example/d/a.webp\"><img "
         "src=\"https://h.example/d/a.png\" "
         "alt=\"t\"" LAZY "></picture>"},
        {"<details open=x><summary>s</summary>d</details>",
         "<details open=\"\"><summary>s</summary>d</details>"},
        {"<td><p>x", "<p>x</p>"},
    };
    check_pairs(cases, sizeof cases / sizeof cases[0]);
}

static void values_are_checked(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"<img src=a.png width=300px height=20.5 alt=''>",
         "<img src=\"https://h.example/d/a.png\" width=\"300\" height=\"20\" alt=\"\"" LAZY ">"},
        {"<table width=100%><tr><td colspan=2 rowspan=x align=CENTER>y</table>",
         "<table width=\"100%\"><tbody><tr><td colspan=\"2\" "
         "align=\"center\">y</td></tr></tbody></table>"},
        {"<ol start=-3 reversed><li value=7>x</ol>",
         "<ol start=\"-3\" reversed=\"\"><li value=\"7\">x</li></ol>"},
        {"<p lang=en-GB dir=RTL>x<p lang='e n' dir=up>y",
         "<p lang=\"en-GB\" dir=\"rtl\">x</p><p>y</p>"},
        {"<q cite=/s>x</q><time datetime=2025-03-14>y</time>",
         "<q cite=\"https://h.example/s\">x</q><time datetime=\"2025-03-14\">y</time>"},
        {"<img data-src=/real.jpg src=data:image/gif;base64,R0>",
         "<img src=\"https://h.example/real.jpg\"" LAZY ">"},
        {"<img data-src=/real.jpg src=/shown.jpg>",
         "<img src=\"https://h.example/shown.jpg\"" LAZY ">"},
        {"<img data-srcset='/r.jpg 2x' src=/blank.gif data-lazy-src=/l.jpg>",
         "<img src=\"https://h.example/l.jpg\" srcset=\"https://h.example/r.jpg 2x\"" LAZY ">"},
        {"<img data-src=/r.jpg><noscript><img src=/r.jpg></noscript>",
         "<img src=\"https://h.example/r.jpg\"" LAZY ">"},
        {"<p>x</p><noscript>Turn scripts on</noscript>", "<p>x</p>"},
        {"<amp-img src=/a.jpg alt=k></amp-img>",
         "<img src=\"https://h.example/a.jpg\" alt=\"k\"" LAZY ">"},
    };
    check_pairs(cases, sizeof cases / sizeof cases[0]);
}

static void white_space_is_normal(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"<p>  a \n b  </p>\n\n<p>c</p>", "<p>a b </p><p>c</p>"},
        {"<p>a <b> b</b> c", "<p>a <b>b</b> c</p>"},
        {"a<br>\n b", "a<br>b"},
        {"a<span> </span>b", "a<span> </span>b"},
        {"<table> <tr> <td> x </td> </tr> </table>",
         "<table><tbody><tr><td>x </td></tr></tbody></table>"},
        {"a&nbsp; b", "a\xC2\xA0 b"},
    };
    check_pairs(cases, sizeof cases / sizeof cases[0]);
}

static enum html_take choose(void *ctx, const struct html_doc *doc, uint32_t node)
{
    (void)ctx;
    struct str id = html_attr(doc, node, HTML_ATTR_ID);
    return str_eq(id, STR("drop"))     ? HTML_DROP
           : str_eq(id, STR("unwrap")) ? HTML_UNWRAP
                                       : HTML_TAKE;
}

static void policies(void **state)
{
    (void)state;
    struct body_policy p = {.choose = choose};
    check_strz(clean(STR("<p>a</p><div id=drop>b</div><div id=unwrap><p>c</p></div>"), &p),
               "<p>a</p><p>c</p>");
    check_strz(clean(STR("<table id=unwrap><tr><td>a</td><td>b</td></tr></table>"), &p),
               "<div>a</div><div>b</div>");
    check_strz(clean(STR("<table><tr><td id=unwrap>a</td><td>b</td></tr></table>"), &p),
               "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>");
    check_strz(clean(STR("<table><tbody id=unwrap><tr><td>a</td></tr></tbody></table>"), &p),
               "<table><tbody><tr><td>a</td></tr></tbody></table>");
    p = (struct body_policy){.no_media = true, .plain_links = true};
    check_strz(clean(STR("<p><a href=/x>l</a><img src=/y></p>"), &p), "<p>l</p>");
    struct html_doc doc;
    struct body b;
    html_parse(&a, STR("<body><div><p>a</p></div><ul><li>b</ul>c"), NULL, &doc);
    uint32_t ul = html_next(&doc, 0, 0, HTML_UL);
    p = (struct body_policy){.also = &ul, .also_count = 1};
    html_to_body(&a, &doc, html_next(&doc, 0, 0, HTML_P), STR_NONE, &p, &b);
    check_strz(write_body(&b), "<p>a</p><ul><li>b</li></ul>");
    html_to_body(&a, &doc, ul, STR_NONE, &(struct body_policy){.inner = true}, &b);
    check_strz(write_body(&b), "<li>b</li>");
}

static struct str repeat(const char *unit, size_t bytes)
{
    struct buf b;
    buf_arena(&b, &a, 64 << 20);
    while (b.n < bytes)
        buf_put(&b, str_c(unit));
    return buf_str(&b);
}

static void limits_hold(void **state)
{
    (void)state;
    static const char *const units[] = {"<div>",
                                        "<b>",
                                        "<p>x",
                                        "<a href=/x><div>",
                                        "<table><tr><td>",
                                        "<ruby><rt>",
                                        "<li>",
                                        "<table>x",
                                        "<h1><x>",
                                        "<dl><dd>",
                                        "<p><font a=1><font a=2><font a=3><font a=4>",
                                        "<pre>\n",
                                        "<img srcset='a 1x,b 2x'>",
                                        "<table><a>",
                                        "<b><table>",
                                        "<object><p>",
                                        "<form><table>"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        arena_reset(&a);
        int64_t from = clock_cpu();
        struct str once = clean(repeat(units[i], 1 << 19), NULL);
        int64_t us = clock_cpu() - from;
        if (us > 2000000)
            fail_msg("%s takes %lld ms", units[i], (long long)us / 1000);
        struct str twice = clean(once, NULL);
        if (!str_eq(once, twice))
            print_error("%s\n", units[i]);
        check_str(twice, once);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(unsafe_things_go, setup, teardown),
        cmocka_unit_test_setup_teardown(nesting_is_that_of_html, setup, teardown),
        cmocka_unit_test_setup_teardown(values_are_checked, setup, teardown),
        cmocka_unit_test_setup_teardown(white_space_is_normal, setup, teardown),
        cmocka_unit_test_setup_teardown(policies, setup, teardown),
        cmocka_unit_test_setup_teardown(limits_hold, setup, teardown),
    };
    return cmocka_run_group_tests_name("sanitize", tests, NULL, NULL);
}
