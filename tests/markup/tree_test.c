/* tree: what the flat tree looks like for sound and for broken HTML. */
#include "check.h"
#include "markup/internal.h"

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 256 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static void check_sound(const struct html_doc *doc)
{
    for (uint32_t i = 1; i < doc->n; i++) {
        const struct html_node *n = &doc->nodes[i];
        check_true(n->parent < i && n->end > i && n->end <= doc->nodes[n->parent].end);
        check_true(n->kind == HTML_ELEMENT || n->end == i + 1);
        check_true(n->attr_at + n->attr_count <= doc->attr_n || n->attr_count == 0);
    }
}

static struct str tree_of(struct str html, bool fragment)
{
    struct html_doc doc;
    struct buf b;
    html_parse(&a, html, &(struct html_options){.fragment = fragment, .comments = true}, &doc);
    check_sound(&doc);
    buf_arena(&b, &a, 1 << 20);
    html_write(&b, &doc, 0);
    return b.n ? buf_str(&b) : STR("");
}

static void names(void **state)
{
    (void)state;
    for (unsigned i = 1; i < HTML_TAG_OTHER; i++)
        check_int(html_tag_find(html_tag_name((enum html_tag)i)), i);
    for (unsigned i = 1; i < HTML_ATTR_OTHER; i++)
        check_int(html_attr_name_find(attr_name_str((enum html_attr_name)i)), i);
    check_int(html_tag_find(STR("DIV")), HTML_TAG_OTHER);
    check_int(html_tag_find(STR("blink")), HTML_TAG_OTHER);
    check_int(html_tag_find(STR("")), HTML_TAG_OTHER);
    check_int(html_tag_find(STR("h\x11")), HTML_TAG_OTHER);
    check_int(tag_find_fold(STR("H1")), HTML_H1);
}

static void documents(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", "<html><head></head><body></body></html>"},
        {"x", "<html><head></head><body>x</body></html>"},
        {"<!doctype html><title>a &amp; b</title><p>x",
         "<html><head><title>a &amp; b</title></head><body><p>x</p></body></html>"},
        {"<html lang=en><head></head><body class=k>x</body></html>y",
         "<html lang=\"en\"><head></head><body class=\"k\">xy</body></html>"},
        {"<head><noscript><img src=x></noscript><meta name=a></head><div>y",
         "<html><head><noscript><img src=\"x\"></noscript><meta name=\"a\"></head>"
         "<body><div>y</div></body></html>"},
        {"<title>a</title></head><link rel=x><script>if (a</b>1)</script><p>",
         "<html><head><title>a</title><link rel=\"x\"><script>if (a</b>1)</script></head>"
         "<body><p></p></body></html>"},
        {"<!-- c --><p>x<!-- d -->",
         "<!-- c --><html><head></head><body><p>x<!-- d --></p></body></html>"},
        {"<body><title>t</title>", "<html><head></head><body><title>t</title></body></html>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_strz(tree_of(str_c(cases[i][0]), false), cases[i][1]);
}

static void fragments(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"<p>a<p>b", "<p>a</p><p>b</p>"},
        {"<p>a<div>b</div>c</p>", "<p>a</p><div>b</div>c<p></p>"},
        {"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
         "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>"},
        {"<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"},
        {"<b>x<p>y</b>z</p>w", "<b>x<p>yz</p></b>w"},
        {"<b><i>x</b>y</i>z", "<b><i>x</i></b><i>y</i>z"},
        {"<p><b k=1>x<p>y</b>z", "<p><b k=\"1\">x</b></p><p><b k=\"1\">y</b>z</p>"},
        {"<p><a href=1><div>x</div></a>y",
         "<p><a href=\"1\"></a></p><div><a href=\"1\">x</a></div>y"},
        {"<b>x<table><tr><td>y</b>z</table>w",
         "<b>x<table><tbody><tr><td>yz</td></tr></tbody></table>w</b>"},
        {"<b><b><b><b><p>x</p></b></b></b></b>y", "<b><b><b><b><p>x</p></b></b></b></b>y"},
        {"<p><b><b><b><b><p>x", "<p><b><b><b><b></b></b></b></b></p><p><b><b><b>x</b></b></b></p>"},
        {"<i k=1><i><i><i><i>x</i></i></i></i>y</i>z",
         "<i k=\"1\"><i><i><i><i>x</i></i></i></i>y</i>z"},
        {"<a href=1>x<a href=2>y</a>", "<a href=\"1\">x</a><a href=\"2\">y</a>"},
        {"<h1>a<h2>b</h1>c", "<h1>a</h1><h2>b</h2>c"},
        {"<table><tr><td>1<td>2<tr><th>3</table>x",
         "<table><tbody><tr><td>1</td><td>2</td></tr><tr><th>3</th></tr></tbody></table>x"},
        {"<table><col><tr><td><table><td>n</table></td></table>",
         "<table><colgroup><col></colgroup><tbody><tr><td><table><tbody><tr><td>n</td></tr></tbody>"
         "</table></td></tr></tbody></table>"},
        {"<table><tr><td><p>a<td>b</table>",
         "<table><tbody><tr><td><p>a</p></td><td>b</td></tr></tbody></table>"},
        {"<table><tr><td><div></table></div>x",
         "<table><tbody><tr><td><div></div></td></tr></tbody></table>x"},
        {"<table><caption>c<tr><td>d</table>",
         "<table><caption>c</caption><tbody><tr><td>d</td></tr></tbody></table>"},
        {"<td>x</td>", "x"},
        {"<select><option>a<option>b</select>c",
         "<select><option>a</option><option>b</option></select>c"},
        {"<ruby>a<rp>(<rt>b<rp>)</ruby>", "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>"},
        {"a<br>b</br>c<img src=x>d<hr>e", "a<br>b<br>c<img src=\"x\">d<hr>e"},
        {"<svg><title>t<b>x</b></title><path/><p>y",
         "<svg><title>t<b>x</b></title><path></path></svg><p>y</p>"},
        {"<svg><image href=a></image><path/></svg><image src=b>",
         "<svg><image href=\"a\"></image><path></path></svg><img src=\"b\">"},
        {"<svg><![CDATA[<b>]]></svg><![CDATA[x]]>", "<svg>&lt;b&gt;</svg><!--[CDATA[x]]-->"},
        {"<math><mi><b>x</b></mi><mo/>y</math>z", "<math><mi><b>x</b></mi><mo></mo>y</math>z"},
        {"<pre>\n x\n</pre>", "<pre> x\n</pre>"},
        {"<textarea>\n&lt;a</textarea>", "<textarea>&lt;a</textarea>"},
        {"<div><span></div>x", "<div><span></span></div>x"},
        {"<my-box A=1 a=2>x</my-box>", "<my-box a=\"1\">x</my-box>"},
        {"x</p>y", "x<p></p>y"},
        {"a\0b\r\nc", "a"},
        {"<p>1 < 2 &lt 3 &unknown; &copy", "<p>1 &lt; 2 &lt; 3 &amp;unknown; \xC2\xA9</p>"},
        {"<button>a<button>b", "<button>a</button><button>b</button>"},
        {"<form><div></form>x<form>y", "<form><div></div></form>x<form>y</form>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_strz(tree_of(str_c(cases[i][0]), true), cases[i][1]);
    check_strz(tree_of(STR("a\0b\r\nc\rd"), true), "ab\nc\nd");
    check_strz(tree_of(STR("<svg>\0</svg>"), true), "<svg>\xEF\xBF\xBD</svg>");
}

static void questions(void **state)
{
    (void)state;
    struct html_doc doc;
    html_parse(&a,
               STR("<title> A  B\n</title><body><p id=x class='k  l' data-z=1>One <b>two</b><br>"
                   "three</p><script>var s = '<p>';</script><p>four"),
               NULL, &doc);
    check_strz(html_text_line(&a, &doc, html_next(&doc, doc.head, doc.head, HTML_TITLE)), "A B");
    uint32_t p = html_next(&doc, doc.body, doc.body, HTML_P);
    check_strz(html_name(&doc, p), "p");
    check_strz(html_text_line(&a, &doc, p), "One two three");
    check_strz(html_text_line(&a, &doc, doc.body), "One two three four");
    check_true(html_has_class(&doc, p, STR("l")) && !html_has_class(&doc, p, STR("k l")));
    check_strz(html_attr(&doc, p, HTML_ATTR_ID), "x");
    check_true(!html_attr_has(&doc, p, HTML_ATTR_HREF));
    check_strz(html_attr_named(&doc, p, STR("data-z"))->value, "1");
    uint32_t next = html_next(&doc, doc.body, p, HTML_P);
    check_strz(html_text_line(&a, &doc, next), "four");
    check_int(html_next(&doc, doc.body, next, HTML_P), 0);
    uint32_t s = html_next(&doc, 0, 0, HTML_SCRIPT);
    check_strz(html_raw(&doc, s), "var s = '<p>';");
    check_int(html_next_sibling(&doc, p), s);
    check_int(html_next_sibling(&doc, next), 0);
    check_int(html_first_child(&doc, doc.html), doc.head);
}

static void plain(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a b", "a b"},
        {"  a \n b ", "a b"},
        {"a &amp; b", "a & b"},
        {"<b>a</b> b<p>c</p>d", "a b c d"},
        {"5 < 6", "5 < 6"},
        {"<i></i>", ""},
        {"", ""},
        {"x<script>y</script>", "x"},
        {"AT&T", "AT&T"},
        {"a<br/>b", "a b"},
        {"<p>a</p><p>b</p>", "a b"},
        {"a<span> </span>b", "a b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_strz(html_to_plain(&a, str_c(cases[i][0])), cases[i][1]);
}

static struct str put(void (*how)(struct buf *, struct str), const char *s)
{
    struct buf b;
    buf_arena(&b, &a, 1000);
    how(&b, str_c(s));
    return b.n ? buf_str(&b) : STR("");
}

static void writing(void **state)
{
    (void)state;
    check_strz(put(html_put_text, "a<b>&\"c'"), "a&lt;b&gt;&amp;\"c'");
    check_strz(put(html_put_attr, "a<\"'&"), "a&lt;&quot;&#39;&amp;");
    static const char *const urls[][2] = {
        {"https://h.example/?a=1&b", "https://h.example/?a=1&amp;b"},
        {"/local/page", "/local/page"},
        {"/", "/"},
        {"mailto:a@b.example", "mailto:a@b.example"},
        {"//h.example/", "#"},
        {"/\\h.example/", "#"},
        {"javascript:alert(1)", "#"},
        {" https://h.example/", "#"},
        {"relative", "#"},
        {"", "#"},
    };
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++)
        check_strz(put(html_put_url, urls[i][0]), urls[i][1]);
    check_strz(html_unescape(&a, STR("a &lt; b &hellip; &#x2014;&bad;")), "a < b … —&bad;");
    struct str same = STR("nothing here");
    check_true(html_unescape(&a, same).p == same.p);
    struct html_doc doc;
    struct buf b;
    html_parse(&a, STR("<div><p>a</p><br>b</div>c"), &(struct html_options){.fragment = true},
               &doc);
    buf_arena(&b, &a, 1000);
    html_write_inner(&b, &doc, 1);
    check_strz(buf_str(&b), "<p>a</p><br>b");
    buf_clear(&b);
    html_text(&doc, 0, &b);
    check_strz(buf_str(&b), "abc");
    check_true(html_tag_is_void(HTML_BR) && !html_tag_is_void(HTML_P));
    check_true(html_tag_is_block(HTML_P) && !html_tag_is_block(HTML_B));
}

static struct str repeat(const char *unit, size_t times)
{
    struct buf b;
    buf_arena(&b, &a, 64 << 20);
    for (size_t i = 0; i < times; i++)
        buf_put(&b, str_c(unit));
    return buf_str(&b);
}

/* Each would take minutes if the time grew with the square of the input. */
static void hostile(void **state)
{
    (void)state;
    static const char *const units[] = {"<",
                                        "<a>",
                                        "<div>",
                                        "</div>",
                                        "<p><b>",
                                        "<table>",
                                        "<a b=",
                                        "<a b='",
                                        "&",
                                        "&#",
                                        "<!--",
                                        "<!",
                                        "</",
                                        "<script>",
                                        "<script><!--<script>",
                                        "<b><i><u><p></b></i></u>",
                                        "<li>",
                                        "<svg>",
                                        "<math><mi>",
                                        "<svg><desc>",
                                        "<table><tr><td>",
                                        "<select><option>",
                                        "<template>",
                                        "<x a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 ",
                                        "<textarea>",
                                        "<x>",
                                        "<svg><![CDATA[",
                                        "\r",
                                        "<font><p>",
                                        "</p>",
                                        "<ruby><rt>",
                                        "<h1>",
                                        "<button>",
                                        "<frameset>",
                                        "<!DOCTYPE ",
                                        "<a href=x><div>",
                                        "<object>",
                                        "<td>"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        struct html_doc doc;
        arena_reset(&a);
        struct str in = repeat(units[i], (1 << 20) / strlen(units[i]));
        int64_t from = clock_cpu();
        html_parse(&a, in, NULL, &doc);
        int64_t us = clock_cpu() - from;
        if (us > 1500000)
            fail_msg("%s takes %lld ms for 1 MiB", units[i], (long long)us / 1000);
        check_sound(&doc);
    }
    struct buf b;
    struct html_doc doc;
    buf_arena(&b, &a, 64 << 20);
    buf_lit(&b, "<svg>");
    buf_put(&b, repeat("<![CDATA[]]>", 100000));
    html_parse(&a, buf_str(&b), NULL, &doc);
    check_int(doc.n, 5);
    /* One tag with many different attributes. */
    buf_clear(&b);
    buf_lit(&b, "<p");
    for (int i = 0; i < 100000; i++)
        buf_fmt(&b, " a%d=1", i);
    buf_lit(&b, ">x");
    html_parse(&a, buf_str(&b), NULL, &doc);
    check_int(doc.nodes[html_next(&doc, 0, 0, HTML_P)].attr_count, HTML_ATTRS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names, setup, teardown),
        cmocka_unit_test_setup_teardown(documents, setup, teardown),
        cmocka_unit_test_setup_teardown(fragments, setup, teardown),
        cmocka_unit_test_setup_teardown(questions, setup, teardown),
        cmocka_unit_test_setup_teardown(plain, setup, teardown),
        cmocka_unit_test_setup_teardown(writing, setup, teardown),
        cmocka_unit_test_setup_teardown(hostile, setup, teardown),
    };
    return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
