/* xml: the pull reader, on sound and on broken documents. */
#include "check.h"
#include "markup/markup.h"

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

/* Events as text: <name> for OPEN (ns number in front where there is one), </name>, other text as
 * is; then "!line" for every problem. */
static const char *events(const char *in)
{
    struct xml x;
    struct xml_event e;
    struct buf b;
    buf_arena(&b, &a, 16 << 20);
    xml_init(&x, &a, str_c(in));
    while (xml_next(&x, &e)) {
        if (e.kind == XML_TEXT) {
            buf_put(&b, e.text);
            continue;
        }
        buf_put(&b, e.kind == XML_OPEN ? STR("<") : STR("</"));
        if (e.ns && e.kind == XML_OPEN)
            buf_fmt(&b, "%d:", e.ns);
        buf_put(&b, e.name);
        for (size_t i = 0; e.kind == XML_OPEN && i < e.attr_count; i++)
            buf_fmt(&b, " %.*s='%.*s'", STR_ARG(e.attrs[i].name), STR_ARG(e.attrs[i].value));
        buf_char(&b, '>');
    }
    check_int(e.kind, XML_EOF);
    for (size_t i = 0; i < x.problem_count; i++)
        buf_fmt(&b, "!%u", x.problems[i].line);
    return str_z(&a, buf_str(&b));
}

static void pieces(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"<?xml version='1.0'?><a><b x='1' y=\"2\"/>t</a>", "<a><b x='1' y='2'></b>t</a>"},
        {"<a>x &amp; y &lt;b&gt; &#65;&#x42; &eacute;&hellip;</a>", "<a>x & y <b> AB é…</a>"},
        {"<a><![CDATA[<p>&amp;</p>]]></a>", "<a><p>&amp;</p></a>"},
        {"<a><!-- <b> -->x<?pi <c> ?></a>", "<a>x</a>"},
        {"<!DOCTYPE a [<!ENTITY e \"<x>\"> ]><a>&e;</a>", "<a>&e;</a>!1"},
        {"<a>\r\nx\ry</a>", "<a>\nx\ny</a>"},
        {"", ""},
        {"<a t='&quot;&#10;'></a>", "<a t='\"\n'></a>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_strz(str_c(events(cases[i][0])), cases[i][1]);
}

static void broken(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"<a><b>x</a>", "<a><b>x</b></a>!1"},
        {"<a>\n<b>x", "<a>\n<b>x</b></a>!2"},
        {"<a>x</b>y</a>", "<a>xy</a>!1"},
        {"<a>1 < 2 & 3</a>", "<a>1 < 2 & 3</a>!1"},
        {"<a b=c d>x</a>", "<a b='c' d=''>x</a>!1"},
        {"<a b=\"c>x</a>", "<a b='c'>x</a>!1"},
        {"<a><b <c>x</c></b></a>", "<a><b><c>x</c></b></a>!1"},
        {"<a>&nbsp;&bogus;</a>", "<a>\xC2\xA0&bogus;</a>!1"},
        {"<a><![CDATA[x</a>", "<a>x</a></a>!1"},
        {"<a><!-- x</a>y", "<a>y</a>!1"},
        {"junk<a/>", "junk<a></a>!1"},
        {"<a>&#0;&#x110000;&#146;</a>", "<a>\xEF\xBF\xBD\xEF\xBF\xBD\xE2\x80\x99</a>"},
        {"<", "<!1"},
        {"<a", "<a></a>!1"},
        {"</", "</!1"},
        {"<a/><a", "<a></a><a></a>!1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_strz(str_c(events(cases[i][0])), cases[i][1]);
}

static void namespaces(void **state)
{
    (void)state;
    struct xml x;
    struct xml_event e;
    xml_init(&x, &a,
             STR("<f xmlns='http://www.w3.org/2005/Atom' xmlns:m='HTTP://search.yahoo.com/mrss/'>"
                 "<m:c m:u='1' u='2'/><dc:x/><q:y/><p xmlns='urn:z'/><t xmlns=''/>"
                 "<content:encoded/></f>"));
    static const struct {
        uint16_t ns;
        const char *name;
    } want[] = {{XML_NS_ATOM, "f"},         {XML_NS_MEDIA, "c"}, {XML_NS_DC, "x"},
                {XML_NS_OTHER, "y"},        {XML_NS_OTHER, "p"}, {XML_NS_NONE, "t"},
                {XML_NS_CONTENT, "encoded"}};
    size_t i = 0;
    while (xml_next(&x, &e)) {
        if (e.kind != XML_OPEN)
            continue;
        check_int(e.ns, want[i].ns);
        check_strz(e.name, want[i].name);
        if (i == 1) {
            check_strz(xml_attr(&e, XML_NS_MEDIA, STR("U")), "1");
            check_strz(xml_attr(&e, XML_NS_NONE, STR("u")), "2");
        }
        i++;
    }
    check_int(i, 7);
}

static void whole_elements(void **state)
{
    (void)state;
    struct xml x;
    struct xml_event e;
    xml_init(&x, &a,
             STR("<f><skip><a>1</a></skip><t>one <b>two</b>&amp;<![CDATA[ three]]></t><c>"
                 "<h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:br/>x &lt; <h:p class='k'/>"
                 "<script>alert(1)</script></h:div></c><e/></f>"));
    check_true(xml_next(&x, &e) && xml_next(&x, &e));
    xml_skip(&x);
    check_true(xml_next(&x, &e));
    check_strz(e.name, "t");
    check_strz(xml_text(&x), "one two& three");
    check_true(xml_next(&x, &e));
    check_strz(xml_inner_html(&x), "<div><br>x &lt; <p class=\"k\"></p></div>");
    check_true(xml_next(&x, &e));
    check_strz(e.name, "e");
    check_strz(xml_text(&x), "");
    check_true(xml_next(&x, &e) && e.kind == XML_CLOSE && !xml_next(&x, &e));
}

static struct str repeat(const char *unit, size_t times)
{
    struct buf b;
    buf_arena(&b, &a, 64 << 20);
    for (size_t i = 0; i < times; i++)
        buf_put(&b, str_c(unit));
    return buf_str(&b);
}

/* Time that grows with the square of the input would show here as a test that does not end. */
static void hostile(void **state)
{
    (void)state;
    static const char *const units[] = {
        "<",     "<a>",  "<?x>",      "<!--",        "<a b='",
        "&",     "</a>", "<![CDATA[", "<!DOCTYPE [", "<a xmlns:b='c'>",
        "<x:y ", "&#",   "<a b=\"'>"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        struct xml x;
        struct xml_event e;
        arena_reset(&a);
        xml_init(&x, &a, repeat(units[i], 200000));
        size_t opened = 0, closed = 0;
        while (xml_next(&x, &e)) {
            opened += e.kind == XML_OPEN;
            closed += e.kind == XML_CLOSE;
            check_true(x.depth <= XML_DEPTH_MOST);
        }
        check_int(opened, closed);
        check_true(x.problem_count <= XML_PROBLEMS_MOST);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pieces, setup, teardown),
        cmocka_unit_test_setup_teardown(broken, setup, teardown),
        cmocka_unit_test_setup_teardown(namespaces, setup, teardown),
        cmocka_unit_test_setup_teardown(whole_elements, setup, teardown),
        cmocka_unit_test_setup_teardown(hostile, setup, teardown),
    };
    return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
