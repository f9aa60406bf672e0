/* facts: title, day and byline where the page says several things. Pages of our own invention. */
#include "check.h"
#include "page/page.h"

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

#define TEXT                                                                                       \
    "<p>The harbour council voted on Tuesday to rebuild the old stone pier, which a storm broke "  \
    "in two last winter, and to pay for it with a levy on moored boats.</p><p>Work is to begin "   \
    "in "                                                                                          \
    "April, the engineers said, with divers setting the new footings before the herring boats "    \
    "return in June and need the quay.</p><p>The levy adds about forty crowns a month for a "      \
    "small "                                                                                       \
    "boat, according to the council's figures, and will end when the loan has been paid back.</p>"

#define LONG TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT

static struct article read_page(const char *head, const char *body)
{
    struct page_hints hints = {.url = STR("https://pierpost.example/sea/pier")};
    struct article v;
    page_extract(
        &a,
        str_fmt(&a, "<!doctype html><html lang=\"en-GB\"><head>%s</head><body>%s</body></html>",
                head, body),
        &hints, &v, NULL);
    return v;
}

static struct str day(struct when w)
{
    struct buf b;
    buf_arena(&b, &a, 100);
    when_write(&b, w);
    return str_sub(buf_str(&b), 0, 10);
}

static void titles(void **state)
{
    (void)state;
    /* the first <h1> is the site's menu */
    struct article v =
        read_page("<title>Pier to be rebuilt | The Pier Post</title>",
                  "<h1>Reports</h1><h1>Pier to be rebuilt</h1>" TEXT "<h1>Search</h1>");
    check_strz(v.title, "Pier to be rebuilt");
    /* the headline for readers and the one for search engines */
    v = read_page("<title>Old pier to be rebuilt after the storm | The Pier Post</title>"
                  "<meta property=\"og:site_name\" content=\"The Pier Post\">",
                  "<h1>The old pier will stand again after the storm</h1>" TEXT);
    check_strz(v.title, "The old pier will stand again after the storm");
    /* JSON-LD that carries the site's name */
    v = read_page(
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Pier to be "
        "rebuilt after the storm\",\"datePublished\":\"2031-03-04\"}</script><title>Pier to be "
        "rebuilt "
        "after the storm - The Pier Post</title>",
        "<h1>The Pier Post</h1>" TEXT);
    check_strz(v.title, "Pier to be rebuilt after the storm");
}

static struct str repeated(const char *words, int n)
{
    struct buf b;
    buf_arena(&b, &a, 4 << 20);
    for (int i = 0; i < n; i++)
        buf_put(&b, str_c(words));
    return buf_str(&b);
}

/* Headlines within headlines, with a long text: each is read a few times, not once for each level.
 */
static void nested_headlines(void **state)
{
    (void)state;
    static const struct {
        const char *open, *words;
    } cases[] = {
        {"<h1>", "<span class=\"title\">"},
        {"", "<h2><div>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena_reset(&a);
        struct str body =
            str_fmt(&a, "%s%.*s%.*s", cases[i].open, STR_ARG(repeated(cases[i].words, 250)),
                    STR_ARG(repeated("pier ", 100000)));
        size_t before = a.used;
        read_page("<title>The pier of the town</title>", str_z(&a, body));
        check_true(a.used - before < 24 << 20);
    }
    arena_reset(&a);
    /* the last of the headline's parts, and no more of them than a few */
    struct article v = read_page(
        "<title>Pier to be rebuilt after the storm</title>",
        str_z(
            &a,
            str_fmt(
                &a,
                "<h1>%.*s<span class=\"title\">Pier to be rebuilt after the storm</span></h1>" TEXT,
                STR_ARG(repeated("<span class=\"kicker title\">Sea</span> ", 40)))));
    check_strz(v.title, "Pier to be rebuilt after the storm");
}

/* What stands beside a headline: the site's name, its section, a kicker, how a word is read. */
static void titles_beside(void **state)
{
    (void)state;
    /* the first headline is a link home; those below it are parts of the text */
    struct article v =
        read_page("<title>Tales of Anna Berg: A pier in spring</title>"
                  "<meta property=og:title content='A pier in spring'>",
                  "<h1><a href='https://pierpost.example/'>Tales of Anna Berg</a>"
                  "</h1><h2>A pier in spring</h2>" TEXT "<h1>Tales that follow</h1>" TEXT);
    check_strz(v.title, "A pier in spring");
    v = read_page("<title>Tales of Anna Berg: A pier in spring</title>"
                  "<meta property=og:title content='A pier in spring'>",
                  "<h1><a rel=home href='/blog/'>Tales of Anna Berg</a></h1>" TEXT);
    check_strz(v.title, "A pier in spring");
    /* no headline of the first rank says what the page is about, a lower one does */
    v = read_page("<title>Berg &amp; Sons: The pier in spring</title>",
                  "<h1>Notices</h1><h2>The pier in spring</h2>" TEXT);
    check_strz(v.title, "The pier in spring");
    /* a section between title and site, named by a link or by a <meta> */
    v = read_page("<title>Old pier to be rebuilt - Harbour - The Pier Post</title>"
                  "<meta property=og:site_name content='The Pier Post'>",
                  "<nav><ul><li><a href=/h>Harbour</a></li><li><a href=/f>Fish</a></li></ul></nav>"
                  "<div>" TEXT "</div>");
    check_strz(v.title, "Old pier to be rebuilt");
    v = read_page("<title>Old pier to be rebuilt-Harbour\xE3\x85\xA3The Pier Post</title>"
                  "<meta property=og:site_name content='The Pier Post'>"
                  "<meta name=content_category content=Harbour>",
                  "<div>" TEXT "</div>");
    check_strz(v.title, "Old pier to be rebuilt");
    /* but no part of a title goes that is not less than what is left of it */
    v = read_page("<title>Pier talks - Rebuilding the pier</title>",
                  "<p><a href=/x>Rebuilding the pier</a></p><div>" TEXT "</div>");
    check_strz(v.title, "Pier talks - Rebuilding the pier");
    /* ruby: the word, not how it is read */
    v = read_page(
        "<title>x</title>",
        "<h1><ruby>\xE6\xB8\xAF<rp>(</rp><rt>\xE3\x81\xBF\xE3\x81\xAA\xE3\x81\xA8</rt>"
        "<rp>)</rp></ruby>\xE3\x81\xAE\xE8\xA9\xB1\xE3\x82\x92\xE3\x81\x99\xE3\x82\x8B</h1>" TEXT);
    check_strz(v.title, "\xE6\xB8\xAF\xE3\x81\xAE\xE8\xA9\xB1\xE3\x82\x92\xE3\x81\x99\xE3\x82\x8B");
    check_true(str_find(v.text, STR("\xE3\x81\xBF")) == SIZE_MAX);
}

static void days(void **state)
{
    (void)state;
    /* what changed, and what came first, in one line */
    struct article v = read_page(
        "",
        "<h1>Pier to be rebuilt</h1><p>Updated: 7 March 2031. Published: 4 March 2031</p>" TEXT);
    check_str(day(v.published), STR("2031-03-04"));
    v = read_page("",
                  "<h1>Pier to be rebuilt</h1><div class=\"post-date\"><span>Published on</span>"
                  "<span>04.03.2031</span></div>" TEXT);
    check_str(day(v.published), STR("2031-03-04"));
    /* a vocabulary of the site's own */
    v = read_page(
        "<meta name=\"cms-published-date\" content=\"2031-03-04\"><meta name=\"cms-modified-date\" "
        "content=\"2031-03-09\">",
        "<h1>Pier to be rebuilt</h1>" TEXT);
    check_str(day(v.published), STR("2031-03-04"));
    /* the days of many comments are no reason */
    v = read_page(
        "",
        "<h1>Pier to be rebuilt</h1><p class=\"post-date\">4 March 2031</p>" LONG
        "<div class=\"entry-date\">9 March 2031</div><div class=\"entry-date\">9 March 2031</div>"
        "<div class=\"entry-date\">9 March 2031</div><div class=\"entry-date\">9 March 2031</div>"
        "<div class=\"entry-date\">9 March 2031</div><div class=\"entry-date\">9 March 2031</div>");
    check_str(day(v.published), STR("2031-03-04"));
    /* UTC for machines, the publisher's clock for readers */
    v = read_page(
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Pier to be "
        "rebuilt\",\"datePublished\":\"2031-03-05T02:41:00Z\"}</script>",
        "<h1>Pier to be rebuilt</h1><p>4 March 2031 22:41</p>" TEXT);
    check_str(day(v.published), STR("2031-03-04"));
    /* elements of the site's own with a date */
    v = read_page(
        "", "<h1>Pier to be rebuilt</h1><relative-time datetime=\"2031-03-04T10:00:00Z\">two days "
            "ago</relative-time>" TEXT);
    check_str(day(v.published), STR("2031-03-04"));
}

static struct str names(const struct article *v)
{
    return str_join(&a, v->byline, v->byline_count, STR(" + "));
}

/* Authors who are named elsewhere are sought there: of a list without end only the first hundred.
 */
static void authors_without_end(void **state)
{
    (void)state;
    for (int before = 50; before <= 150; before += 100) {
        struct buf b;
        buf_arena(&b, &a, 1 << 20);
        buf_lit(&b, "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\","
                    "\"headline\":\"Pier to be rebuilt\",\"author\":[");
        for (int i = 0; i < before; i++)
            buf_fmt(&b, "{\"@id\":\"#p%d\"},", i);
        buf_lit(&b, "{\"@id\":\"#lind\"}]}</script><script type=\"application/ld+json\">"
                    "{\"@type\":\"Person\",\"@id\":\"#lind\",\"name\":\"Marta Lind\"}</script>");
        struct article v = read_page(str_z(&a, buf_str(&b)), "<h1>Pier to be rebuilt</h1>" TEXT);
        check_str(names(&v), before < 100 ? STR("Marta Lind") : STR(""));
    }
}

static void bylines(void **state)
{
    (void)state;
    /* a label and its value */
    struct article v =
        read_page("", "<h1>Pier to be rebuilt</h1>" TEXT "<h3>Author</h3><p>Marta Lind</p>");
    check_str(names(&v), STR("Marta Lind"));
    v = read_page("", "<h1>Pier to be rebuilt</h1>" TEXT "<p>Autor: Marta Lind/PPA</p>");
    check_str(names(&v), STR("Marta Lind"));
    /* a label that begins with another one */
    v = read_page("", "<h1>Pier to be rebuilt</h1>" TEXT "<p>Autorin</p><p>Marta Lind</p>");
    check_str(names(&v), STR("Marta Lind"));
    v = read_page("", "<h1>Pier to be rebuilt</h1>" TEXT "<p>Autorin/Autor Marta Lind</p>");
    check_str(names(&v), STR("Marta Lind"));
    /* the site beside a person goes; alone it stays */
    v = read_page("<meta property=\"og:site_name\" content=\"Pier Post\"><meta name=\"author\" "
                  "content=\"Marta "
                  "Lind, Pier Post\">",
                  "<h1>Pier to be rebuilt</h1>" TEXT);
    check_str(names(&v), STR("Marta Lind"));
    /* the words of buttons are no names */
    v = read_page("", "<h1>Pier to be rebuilt</h1><a href=\"/author/x\">Visit profile page</a>"
                      "<a href=\"/author/y\">Click Here</a>" TEXT);
    check_int(v.byline_count, 0);
    /* months that are first names */
    v = read_page("", "<h1>Pier to be rebuilt</h1><p class=\"byline\">By June Holm</p>" TEXT);
    check_str(names(&v), STR("June Holm"));
    /* an owner in the footer against a writer in the text */
    v = read_page("<meta name=\"author\" content=\"Harbour Media\"><meta name=\"article:author\" "
                  "content=\"Marta Lind\">",
                  "<h1>Pier to be rebuilt</h1><p>By Marta Lind</p>" TEXT TEXT
                  "<div>1</div><div>2</div><div>3</div><div>4</div><div>5</div><div>6</div><div>7</"
                  "div><div>8</div>"
                  "<div>9</div><div>10</div><div>11</div><div>12</div><div>13</div><footer>Harbour "
                  "Media</footer>");
    check_str(names(&v), STR("Marta Lind"));
}

/* Nothing at all, and nothing behind a mark of the encoding. */
static void empty(void **state)
{
    (void)state;
    struct page_hints hints = {0};
    struct article v;
    page_extract(&a, STR_NONE, &hints, &v, NULL);
    check_int(v.state, ARTICLE_UNREADABLE);
    page_extract(&a, STR("\xEF\xBB\xBF"), &hints, &v, NULL);
    check_int(v.state, ARTICLE_UNREADABLE);
    page_extract(&a, STR("<meta name=author content=\"<i></i>\"><h1></h1><p itemprop=author></p>"),
                 &hints, &v, NULL);
    check_int(v.byline_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles),
        cmocka_unit_test(titles_beside),
        cmocka_unit_test(nested_headlines),
        cmocka_unit_test(days),
        cmocka_unit_test(bylines),
        cmocka_unit_test(authors_without_end),
        cmocka_unit_test(empty),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
