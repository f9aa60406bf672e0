/* page: an article from a page of our own invention: each kind of evidence, states, clean bodies,
 * memory of a host, the user's selector, feeds' own content, joined pages, and JSON-LD as it is
 * found. */
#include "check.h"
#include "page/internal.h"

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

#define P1                                                                                         \
    "<p>The harbour council voted on Tuesday to rebuild the old stone pier, which a storm broke "  \
    "in two last winter, and to pay for it with a levy on moored boats.</p>"
#define P2                                                                                             \
    "<p>“We could have let it go,” said Marta Lind, who has kept the ferry log for thirty years, " \
    "“but then the island would have had no landing at low tide.”</p>"
#define P3                                                                                         \
    "<p>Work is to begin in April, the engineers said, with divers setting the new footings "      \
    "before the herring boats return in June and need the quay.</p>"
#define P4                                                                                         \
    "<p>The levy adds about forty crowns a month for a small boat, according to the council's "    \
    "figures, and will end when the loan has been paid back.</p>"
#define NAV                                                                                        \
    "<nav class=\"main-menu\"><ul><li><a href=\"/\">Home</a></li><li><a "                          \
    "href=\"/sea\">Sea</a></li><li><a href=\"/land\">Land</a></li></ul></nav>"
#define FOOT                                                                                       \
    "<footer class=\"site-footer\"><p><a href=\"/about\">About us</a> | <a "                       \
    "href=\"/privacy\">Privacy</a> | © The Pier Post</p></footer>"
#define URL "https://pierpost.example/sea/2031/03/04/pier-to-be-rebuilt"

static struct article read_page(const char *head, const char *body, struct page_hints *hints)
{
    struct page_hints plain = {.url = STR(URL)};
    struct str html = str_fmt(
        &a, "<!doctype html><html lang=\"en\"><head>%s</head><body>" NAV "%s" FOOT "</body></html>",
        head, body);
    struct article v;
    page_extract(&a, html, hints ? hints : &plain, &v, NULL);
    struct err e = {0};
    check_ok(body_check(&v.body, &e));
    return v;
}

static bool has(struct str s, const char *part)
{
    return str_find(s, str_c(part)) != SIZE_MAX;
}

static struct str day(struct when w)
{
    struct buf b;
    buf_arena(&b, &a, 100);
    when_write(&b, w);
    return str_sub(buf_str(&b), 0, 10);
}

#define STORY                                                                                      \
    "<main><article class=\"story\"><h1>Pier to be rebuilt</h1><div class=\"article-body\">" P1 P2 \
        P3 P4 "</div></article></main>"

static void whole(void **state)
{
    (void)state;
    struct article v = read_page("<title>Pier to be rebuilt | The Pier Post</title><meta "
                                 "property=\"og:site_name\" content=\"The Pier Post\">"
                                 "<meta name=\"description\" content=\"A levy pays.\"><link "
                                 "rel=\"canonical\" href=\"/sea/pier\">"
                                 "<meta name=\"keywords\" content=\"pier, Sea, pier\"><meta "
                                 "property=\"og:image\" content=\"/img/pier.jpg\">",
                                 STORY, NULL);
    check_strz(v.title, "Pier to be rebuilt");
    check_strz(v.source, "The Pier Post");
    check_strz(v.canonical, "https://pierpost.example/sea/pier");
    check_strz(v.image, "https://pierpost.example/img/pier.jpg");
    check_strz(v.lang, "en");
    check_strz(v.excerpt, "A levy pays.");
    check_int(v.tag_count, 2);
    check_int(v.state, ARTICLE_FULL);
    check_true(has(v.text, "voted on Tuesday") && has(v.text, "the loan has been paid back"));
    check_true(!has(v.text, "Privacy") && !has(v.text, "Home"));
    check_strz(day(v.published), "2031-03-04"); /* of the address */
}

/* Each kind of evidence for day and byline, alone. */
static void evidence(void **state)
{
    (void)state;
    static const struct {
        const char *head, *body, *day, *name;
    } cases[] = {
        {"<script "
         "type=\"application/ld+json\">{\"@context\":\"https://"
         "schema.org\",\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},"
         "{\"@type\":\"NewsArticle\",\"headline\":\"Pier to be "
         "rebuilt\",\"datePublished\":\"2031-03-05T08:00:00+01:00\","
         "\"author\":[{\"@type\":\"Person\",\"name\":\"Ann Lee\"}]}]}</script>",
         STORY, "2031-03-05", "Ann Lee"},
        {"<meta property=\"article:published_time\" content=\"2031-03-06T10:00:00Z\"><meta "
         "name=\"author\" content=\"By Bo Strand\">",
         STORY, "2031-03-06", "Bo Strand"},
        {"",
         "<article><h1>Pier to be rebuilt</h1><div class=\"byline\">By <a rel=\"author\" "
         "href=\"/authors/cy-dahl\">Cy Dahl</a></div>"
         "<time datetime=\"2031-03-07\">today</time>" P1 P2 P3 P4 "</article>",
         "2031-03-07", "Cy Dahl"},
        {"",
         "<article itemscope><h1>Pier to be rebuilt</h1><span itemprop=\"author\"><span "
         "itemprop=\"name\">Di Holm</span></span>"
         "<meta itemprop=\"datePublished\" content=\"2031-03-08\">" P1 P2 P3 P4 "</article>",
         "2031-03-08", "Di Holm"},
        {"",
         "<article><h1>Pier to be rebuilt</h1><p>By Eva Marsh</p><p>9 March 2031</p>" P1 P2 P3 P4
         "</article>",
         "2031-03-09", "Eva Marsh"},
        {"<meta name=\"sailthru.date\" content=\"2031-03-10 10:00:00\"><meta "
         "name=\"parsely-author\" content=\"Flo Berg and Gus Vik\">",
         STORY, "2031-03-10", "Flo Berg"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page_hints hints = {.url = STR("https://pierpost.example/sea/pier")};
        struct article v = read_page(cases[i].head, cases[i].body, &hints);
        check_strz(day(v.published), cases[i].day);
        check_true(v.byline_count >= 1);
        check_strz(v.byline[0], cases[i].name);
    }
}

/* A machine's date gives way to several that readers see. */
static void future_dates(void **state)
{
    (void)state;
    int64_t now = 0;
    check_true(civil_to((struct civil){.year = 2031, .month = 3, .day = 10}, &now));
    struct page_hints hints = {.url = STR("https://pierpost.example/x"), .now = now};
    struct article v =
        read_page("<meta property=\"article:published_time\" content=\"2099-01-01\"><meta "
                  "name=\"date\" content=\"2031-03-02\">",
                  STORY, &hints);
    check_strz(day(v.published), "2031-03-02");
}

static void clean_body(void **state)
{
    (void)state;
    struct article v =
        read_page("",
                  "<article><h1>Pier to be rebuilt</h1>" P1 "<h2>What the divers do</h2>" P2
                  "<ul><li>They set the footings of the pier on the rock below the "
                  "sand.</li><li>They raise the broken stones of the old wall.</li></ul>"
                  "<blockquote><p>No pier, no post, no doctor: that is how it was in my mother's "
                  "time, and nobody wants it back.</p></blockquote>" P3
                  "<figure><img data-src=\"/img/b.jpg\" src=\"data:image/gif;base64,R0\" alt=\"The "
                  "pier\"><figcaption>The pier in May</figcaption></figure>"
                  "<p>More is in <a href=\"../plan?x=1\">the plan</a>, with its "
                  "<strong>costs</strong>, and in <a href=\"javascript:alert(1)\">this</a> note "
                  "that the council sent to all owners of boats.</p>" P4
                  "<iframe src=\"https://video.example/embed/7\" title=\"The storm\"></iframe>" P1
                  "</article>",
                  NULL);
    struct buf b;
    buf_arena(&b, &a, 1 << 20);
    body_write(&(struct json_out){.b = &b}, &v.body);
    struct buf html;
    buf_arena(&html, &a, 1 << 20);
    body_write_html(&html, &v.body, NULL);
    struct str h = buf_str(&html);
    check_true(has(h, "<h2>What the divers do</h2>"));
    check_true(has(h, "<ul><li>") && has(h, "<blockquote>"));
    check_true(has(h, "https://pierpost.example/sea/2031/03/plan?x=1") &&
               has(h, "<strong>costs</strong>"));
    check_true(!has(h, "javascript"));
    check_true(has(h, "The pier in May"));
    check_true(!has(v.text, "The pier in May"));
    bool image = false;
    for (size_t i = 0; i < v.body.n; i++)
        if (v.body.ops[i].kind == BODY_OPEN && v.body.ops[i].tag == BODY_img)
            image |=
                str_eq(v.body.ops[i].attrs[0].value, STR("https://pierpost.example/img/b.jpg"));
    check_true(image);
}

static void rtl(void **state)
{
    (void)state;
    struct article v = read_page(
        "", "<article dir=\"rtl\"><h1>Pier to be rebuilt</h1>" P1 P2 P3 P4 "</article>", NULL);
    check_true(v.body.n > 0 && v.body.ops[0].attr_count == 1 &&
               v.body.ops[0].attrs[0].name == BODY_ATTR_dir);
}

static void states(void **state)
{
    (void)state;
    struct article v = read_page(
        "<script "
        "type=\"application/"
        "ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Pier\",\"isAccessibleForFree\":false}<"
        "/script>",
        "<article><h1>Pier to be rebuilt</h1>" P1
        "<div class=\"paywall\"><p>Already a subscriber? Log in to continue.</p></div></article>",
        NULL);
    check_int(v.state, ARTICLE_TEASER);
    check_true(has(v.why, "not free"));
    check_true(!has(v.text, "subscriber"));
    v = read_page("",
                  "<article><h1>Pier to be rebuilt</h1>" P1
                  "<p>Subscribe to The Harbour Ledger to read on.</p></article>",
                  NULL);
    check_int(v.state, ARTICLE_TEASER);
    check_true(!has(v.text, "Subscribe"));
    v = read_page("",
                  "<article><h1>Pier to be rebuilt</h1>" P1 P2 P3
                  "<p>Few subscribe to the view that children no longer learn to read.</p>"
                  "</article>",
                  NULL);
    check_true(v.state == ARTICLE_FULL && has(v.text, "learn to read"));
    v = read_page("<title>Pier to be rebuilt</title>", "<h1>Pier to be rebuilt</h1>", NULL);
    check_int(v.state, ARTICLE_HEADLINE);
    page_extract(&a, STR(""), &(struct page_hints){.url = STR(URL)}, &v, NULL);
    check_int(v.state, ARTICLE_UNREADABLE);
    struct page_hints gone = {.url = STR(URL), .http_status = 410};
    check_int(read_page("", STORY, &gone).state, ARTICLE_GONE);
    gone.http_status = 403;
    check_int(read_page("", STORY, &gone).state, ARTICLE_REFUSED);
    gone.http_status = 500;
    check_int(read_page("", STORY, &gone).state, ARTICLE_UNREADABLE);
}

static void data_only(void **state)
{
    (void)state;
    struct article v = read_page(
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Pier to be "
        "rebuilt\",\"articleBody\":"
        "\"The harbour council voted on Tuesday to rebuild the old stone pier, which a storm broke "
        "in two last winter, and to pay for it with a levy on moored boats.\\n"
        "Work is to begin in April, the engineers said, with divers setting the new footings "
        "before the herring boats return in June.\"}</script>",
        "<div id=\"app\"></div>", NULL);
    check_true(has(v.text, "voted on Tuesday") && has(v.text, "herring boats"));
    v = read_page(
        "",
        "<div id=\"app\"></div><script>window.data={\"story\":{\"html\":\"\\u003cp\\u003eThe "
        "harbour council voted on Tuesday to rebuild the old stone pier, which a storm broke in "
        "two last winter.\\u003c/p\\u003e"
        "\\u003cp\\u003eWork is to begin in April, the engineers said, with divers setting the new "
        "footings before the herring boats return in June.\\u003c/p\\u003e"
        "\\u003cp\\u003eThe levy adds about forty crowns a month for a small boat, according to "
        "figures of the council of the harbour, and will end when the loan is "
        "paid.\\u003c/p\\u003e\"}}</script>",
        NULL);
    check_true(has(v.text, "voted on Tuesday") && has(v.text, "forty crowns") &&
               !has(v.text, "<p>"));
}

static void selector(void **state)
{
    (void)state;
    struct page_hints hints = {.url = STR(URL), .selector = STR("#mine")};
    struct article v = read_page(
        "", STORY "<div id=\"mine\"><p>Only this line is wanted by the user.</p></div>", &hints);
    check_strz(v.text, "Only this line is wanted by the user.");
    hints.selector = STR("#absent");
    check_true(has(read_page("", STORY, &hints).text, "voted on Tuesday"));
}

#define BOX                                                                                        \
    "<p>The Pier Post is read on nine islands, and its letters page is open to everybody who "     \
    "signs a letter with a name, an address and a boat.</p>"
static void host_memory(void **state)
{
    (void)state;
    struct page_memory m;
    page_memory_init(&m);
    struct article v = {0};
    for (int i = 0; i < 3; i++) {
        struct page_hints hints = {.url = str_fmt(&a, "https://pierpost.example/p/%d", i),
                                   .memory = &m};
        char own[300];
        snprintf(own, sizeof own,
                 "<p>Story number %d tells of the boat %d that came home with %d crates of "
                 "herring, more than in any week since the autumn, its owner said.</p>",
                 i, i * 7, i * 13);
        v = read_page("",
                      str_z(&a, str_fmt(&a,
                                        "<article><h1>Story %d</h1><div "
                                        "class=\"article-body\">%s%s%s%s%s</div></article>",
                                        i, own, own + 3 * 0,
                                        i == 0   ? P1 P2
                                        : i == 1 ? P3
                                                 : P4,
                                        own, BOX)),
                      &hints);
        if (i < 2)
            check_true(has(v.text, "nine islands"));
    }
    check_true(!has(v.text, "nine islands"));
    check_true(has(v.text, "Story number 2"));
    struct buf b;
    buf_init(&b, 1 << 20);
    page_memory_write(&b, &m);
    struct page_memory again;
    check_true(page_memory_read(buf_str(&b), &again));
    check_int(again.count, m.count);
    check_true(memcmp(again.blocks, m.blocks, m.count * sizeof *m.blocks) == 0);
    check_true(!page_memory_read(str_sub(buf_str(&b), 0, b.n - 1), &again) && again.count == 0);
    buf_done(&b);
    /* The first page, read again, is cleaned too, and counts no second time. */
    struct page_hints hints = {.url = STR("https://pierpost.example/p/0"), .memory = &m};
    v = read_page(
        "", "<article><h1>Story 0</h1><div class=\"article-body\">" P1 P2 BOX "</div></article>",
        &hints);
    check_true(!has(v.text, "nine islands") && has(v.text, "voted on Tuesday"));
}

static void memory_is_bounded(void **state)
{
    (void)state;
    struct page_memory m;
    page_memory_init(&m);
    for (int i = 0; i < 400; i++) {
        struct page_hints hints = {.url = str_fmt(&a, "https://pierpost.example/q/%d", i),
                                   .memory = &m};
        struct buf b;
        buf_arena(&b, &a, 1 << 16);
        for (int k = 0; k < 4; k++)
            buf_fmt(&b,
                    "<p>Line %d of page %d says that the tide was %d fingers high at the pier, "
                    "which is what the log of the ferry holds for that day.</p>",
                    k, i, i * k);
        read_page("",
                  str_z(&a, str_fmt(&a, "<article><h1>Log %d</h1>%.*s</article>", i,
                                    STR_ARG(buf_str(&b)))),
                  &hints);
    }
    check_true(m.count <= PAGE_MEMORY_MOST);
}

static void explain(void **state)
{
    (void)state;
    struct page_explain why;
    struct article v;
    struct page_hints hints = {.url = STR(URL)};
    page_extract(&a,
                 STR("<title>Pier to be rebuilt</title><h1>Pier to be rebuilt</h1>" P1 P2 P3 P4),
                 &hints, &v, &why);
    struct buf b;
    buf_arena(&b, &a, 1 << 20);
    page_explain_write(&b, &why);
    check_true(has(buf_str(&b), "* title") && has(buf_str(&b), "* date") &&
               has(buf_str(&b), "+ block") && has(buf_str(&b), "blocks kept with a score over"));
}

static void hostile_json(void **state)
{
    (void)state;
    static const struct {
        const char *json, *want;
    } cases[] = {
        {"{\"a\":\"x\"}", "x"},
        {"<!-- {\"z\":[1,2,{\"q\":null}], \"a\" : \"x\", } -->", "x"},
        {"{\"b\":\"he said \"no\" to it\",\n\"a\":\"x\"}", "x"},
        {"{\"b\":\"line\nbreak\"\n\"a\":\"x\"}", "x"},
        {"// c\n{'b':1,\"a\":\"x\"", "x"},
        {"{\"a\":\"\\u0078\"}", "x"},
        {"[[[[[[{\"a\":\"y\"}", ""},
        {"{\"a\":", ""},
        {"\\\"{{{]]]}", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ld ld;
        ld_parse(&a, str_c(cases[i].json), &ld);
        struct str got = ld.list.n > 1 ? ld_decode(&a, ld_str(&ld, 1, STR("a"))) : STR_NONE;
        check_strz(got, cases[i].want);
    }
    struct buf deep;
    buf_arena(&deep, &a, 1 << 20);
    for (int i = 0; i < 100000; i++)
        buf_char(&deep, '[');
    struct ld ld;
    ld_parse(&a, buf_str(&deep), &ld);
    check_true(ld.list.n < 100);
}

static void content(void **state)
{
    (void)state;
    struct page_hints hints = {.url = STR(URL), .title = STR("Pier")};
    struct article v;
    page_from_content(
        &a,
        STR("<div><p>All of <a href=\"/x\">it</a>.</p><img src=\"/p.gif\" width=\"1\" "
            "height=\"1\"><img src=\"/pier.jpg\" alt=\"\">"
            "<a href=\"https://twitter.com/intent/tweet?u=1\">Tweet</a><script>x</script></div>"),
        &hints, &v);
    check_strz(v.title, "Pier");
    check_true(has(v.text, "All of it.") && !has(v.text, "Tweet"));
    check_strz(v.image, "https://pierpost.example/pier.jpg");
    check_int(v.state, ARTICLE_FULL);
    page_from_content(&a, STR("  <br> "), &hints, &v);
    check_int(v.state, ARTICLE_HEADLINE);
}

static void joined(void **state)
{
    (void)state;
    struct page_hints one = {.url = STR("https://pierpost.example/sea/long-story")};
    struct article v = read_page("<link rel=\"next\" href=\"/sea/long-story?page=2\">",
                                 "<article><h1>Pier to be rebuilt</h1>" P1 P2 "</article>", &one);
    check_strz(v.next_page, "https://pierpost.example/sea/long-story?page=2");
    struct page_hints two = {.url = v.next_page};
    struct article w =
        read_page("", "<article><h1>Pier to be rebuilt</h1>" P2 P3 P4 "</article>", &two);
    check_int(page_join(&a, &v, &w), 2);
    check_true(has(v.text, "voted on Tuesday") && has(v.text, "herring boats"));
    size_t at = str_find(v.text, STR("ferry log"));
    check_true(at != SIZE_MAX && !has(str_from(v.text, at + 9), "ferry log"));
    check_int(v.next_page.n, 0);
    check_int(page_join(&a, &v, &w), 0); /* the same page once more brings nothing */
    v = read_page("<link rel=\"next\" href=\"/sea/another-story\">", STORY, &one);
    check_int(v.next_page.n, 0);
}

/* Which links lead to the next page of an article, by how its pages are numbered. */
static void pagers(void **state)
{
    (void)state;
    static const struct {
        const char *first, *here, *link, *next;
        uint32_t number;
    } cases[] = {
        {"/sea/pier", "", "<a href=\"/sea/pier?page=2\">2</a>", "/sea/pier?page=2", 0},
        {"/sea/pier", "", "<a href=\"/sea/pier/2/\">Next page »</a>", "/sea/pier/2/", 0},
        {"/sea/pier/", "", "<a href=\"page/2\">Next</a>", "/sea/pier/page/2", 0},
        {"/sea/pier.html", "", "<a href=\"pier-2.html\">weiter</a>", "/sea/pier-2.html", 0},
        {"/sea/pier,1.html", "", "<a href=\"pier,2.html#top\">2</a>", "/sea/pier,2.html", 0},
        {"/sea/pier", "", "<a rel=\"next\" href=\"/sea/pier/seite-2\">Der Umbau</a>",
         "/sea/pier/seite-2", 0},
        {"/sea/pier?id=7", "", "<a href=\"?id=7&amp;page=2\">2</a>", "/sea/pier?id=7&page=2", 0},
        {"/sea/pier", "/sea/pier?page=2",
         "<a href=\"/sea/pier\">1</a> <a href=\"/sea/pier?page=3\">3</a>", "/sea/pier?page=3", 2},
        /* Counted from zero. */
        {"/sea/pier", "", "<b>1</b> <a href=\"?page=1\">2</a> <a href=\"?page=2\">3</a>",
         "/sea/pier?page=1", 0},
        {"/sea/pier", "", "<a rel=\"next\" href=\"?page=1\">Next ›</a> <a href=\"?page=2\">»</a>",
         "/sea/pier?page=1", 0},
        {"/sea/pier?page=0", "", "<a href=\"?page=2\">»</a> <a href=\"?page=1\">2</a>",
         "/sea/pier?page=1", 0},
        {"/sea/pier?id=7", "", "<a href=\"?id=7&amp;page=1\">next ›</a>", "/sea/pier?id=7&page=1",
         1},
        {"/sea/pier", "/sea/pier?page=1",
         "<a href=\"?page=0\">1</a> <a href=\"?page=1\">2</a> <a href=\"?page=2\">3</a>",
         "/sea/pier?page=2", 2},
        {"/sea/pier?page=0", "/sea/pier?page=1",
         "<a href=\"?page=3\">»</a> <a href=\"?page=2\">›</a>", "/sea/pier?page=2", 2},
        {"/sea/pier", "/sea/pier?page=6", "<a rel=\"next\" href=\"?page=7\">next</a>",
         "/sea/pier?page=7", 7},
        {"/sea/pier?page=1", "", "<a href=\"?page=2\">2</a>", "/sea/pier?page=2", 0},
        {"/sea/pier?page=1", "", "<a href=\"/sea/pier\">pier</a> <a href=\"?page=2\">2</a>",
         "/sea/pier?page=2", 0},
        /* From the middle, where it can be told, nothing is joined: the beginning would be missing.
         */
        {"/sea/pier?page=1", "", "<a href=\"?page=0\">1</a> <a href=\"?page=2\">next</a>", "", 0},
        {"/sea/pier?page=1", "",
         "<a rel=\"prev\" href=\"/sea/pier\">‹</a> <a rel=\"next\" href=\"?page=2\">›</a>", "", 0},
        {"/sea/pier", "/sea/pier?page=7", "<a rel=\"next\" href=\"?page=8\">next</a>", "", 8},
        {"/sea/pier", "/sea/pier?page=1", "<a href=\"?page=1\">2</a> <a href=\"?page=3\">4</a>", "",
         2},
        {"/sea/pier", "", "<a href=\"?page=0\">next</a>", "", 0},
        {"/sea/pier", "", "<a href=\"?page=1\">1</a>", "", 0},
        {"/sea/pier", "", "<div id=\"comments\"><a href=\"?page=1\">next ›</a></div>", "", 0},
        /* None of these is a page of it. */
        {"/sea/pier", "/sea/pier?page=2", "<a href=\"/sea/pier?page=1\">1</a>", "", 2},
        {"/sea/pier", "/sea/pier?page=8", "<a href=\"/sea/pier?page=9\">9</a>", "", 8},
        {"/sea/pier-12", "", "<a rel=\"next\" href=\"/sea/pier-13\">Next</a>", "", 0},
        {"/sea/12", "", "<a rel=\"next\" href=\"/sea/13\">Next story</a>", "", 0},
        {"/", "", "<a rel=\"next\" href=\"/?page=2\">2</a>", "", 0},
        {"/sea/pier", "", "<a href=\"/sea/pier?page=2\">Two ferries sink</a>", "", 0},
        {"/sea/pier", "", "<a rel=\"next\" href=\"https://other.example/sea/pier?page=2\">2</a>",
         "", 0},
        {"/sea/pier", "", "<div class=\"comments\"><a href=\"/sea/pier?page=2\">2</a></div>", "",
         0},
        {"/sea/pier", "", "<a href=\"/sea/pier/comment-page-2\">2</a>", "", 0},
        {"/sea/pier", "", "<a href=\"/land/pier?page=2\">2</a>", "", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *here = cases[i].here[0] ? cases[i].here : cases[i].first;
        struct page_hints hints = {.url = str_fmt(&a, "https://pierpost.example%s", here),
                                   .first =
                                       str_fmt(&a, "https://pierpost.example%s", cases[i].first),
                                   .number = cases[i].number};
        struct article v = read_page(
            "",
            str_z(&a, str_fmt(&a, "<article><h1>Pier</h1>" P1 P2 "%s</article>", cases[i].link)),
            &hints);
        struct str want =
            cases[i].next[0] ? str_fmt(&a, "https://pierpost.example%s", cases[i].next) : STR_NONE;
        if (!str_eq(v.next_page, want))
            fail_msg("case %zu: \"%.*s\"", i, STR_ARG(v.next_page));
    }
}

/* As many links as a page can hold that look like one to the next page or the one before, each with
 * a long address: the article is not lost for them. */
static void a_flood_of_pagers(void **state)
{
    (void)state;
    static const char *const links[] = {
        "rel=\"next\" href=\"?page=2&amp;n=", "rel=\"prev\" href=\"?page=0&amp;n=", "href=\"?id="};
    char path[1500];
    memset(path, 'p', sizeof path);
    for (size_t k = 0; k < 3; k++) {
        arena_reset(&a);
        struct buf b;
        buf_arena(&b, &a, 1 << 20);
        for (int i = 0; i < 10000; i++)
            buf_fmt(&b, "<a %s%d\">2</a> ", links[k], i);
        struct page_hints hints = {
            .url = str_fmt(&a, "https://pierpost.example/%.*s?page=1", (int)sizeof path, path)};
        struct article v = read_page(
            "",
            str_z(&a, str_fmt(&a, "<article><h1>Pier</h1>" P1 P2 "</article><nav>%.*s</nav>",
                              STR_ARG(buf_str(&b)))),
            &hints);
        check_true(v.text.n > 100);
        check_int(v.next_page.n, 0);
    }
}

/* An article of three pages that are counted from zero, page after page as the desk asks for them.
 */
static void counted_from_zero(void **state)
{
    (void)state;
    static const char *const texts[] = {P1 P2, P3, P4};
    static const char *const more[] = {"<a rel=\"next\" href=\"?page=1\">next ›</a>",
                                       "<a rel=\"next\" href=\"?page=2\">next ›</a>", ""};
    struct page_hints hints = {.url = STR("https://pierpost.example/sea/pier")};
    struct article all = {0};
    for (uint32_t i = 0; i < 3; i++) {
        struct buf b;
        buf_arena(&b, &a, 1 << 20);
        buf_fmt(&b,
                "<article><h1>Pier to be rebuilt</h1>%s</article><ul class=\"pager\">"
                "<li><a href=\"?page=0\">1</a></li><li><a href=\"?page=1\">2</a></li>"
                "<li><a href=\"?page=2\">3</a></li><li>%s</li></ul>",
                texts[i], more[i]);
        struct article v = read_page("", str_z(&a, buf_str(&b)), &hints);
        if (i)
            check_true(page_join(&a, &all, &v) > 0);
        else
            all = v;
        hints.first = STR("https://pierpost.example/sea/pier");
        hints.url = v.next_page;
        hints.number = i + 2;
        if (i < 2)
            check_str(v.next_page, str_fmt(&a, "https://pierpost.example/sea/pier?page=%u", i + 1));
    }
    check_int(all.next_page.n, 0);
    check_true(str_find(all.text, STR("voted on Tuesday")) <
               str_find(all.text, STR("herring boats")));
}

/* What an earlier reading took for text goes when the host's memory knows better. */
static void cleaned_later(void **state)
{
    (void)state;
    static struct page_memory m;
    struct article first = {0};
    static const char *const own[] = {P1, P2, P3};
    page_memory_init(&m);
    for (int i = 0; i < 3; i++) {
        struct page_hints hints = {.url = str_fmt(&a, "https://pierpost.example/r/%d", i),
                                   .memory = &m};
        struct article v = read_page(
            "",
            str_z(&a, str_fmt(&a,
                              "<article><h1>Story %d</h1><div class=\"article-body\">"
                              "<p>The Pier Post is printed every Friday, on paper made of "
                              "old sails, in the harbour of Lindholm.</p>%s</div></article>",
                              i, own[i])),
            &hints);
        if (i == 0)
            first = v;
    }
    check_true(has(first.text, "printed every Friday"));
    check_true(page_memory_clean(&a, &m, &first));
    check_true(!has(first.text, "Friday") && has(first.text, "voted on Tuesday"));
    check_true(!page_memory_clean(&a, &m, &first));
    first = read_page("", "<article><h1>Story</h1>" P1 P2 P3 "</article>",
                      &(struct page_hints){.url = STR(URL)});
    struct body_op *ops = ARENA_ARRAY(&a, first.body.n + 7, struct body_op);
    memcpy(ops, first.body.ops, first.body.n * sizeof *ops);
    size_t n = first.body.n;
    ops[n++] = (struct body_op){.kind = BODY_OPEN, .tag = BODY_ul};
    ops[n++] = (struct body_op){.kind = BODY_OPEN, .tag = BODY_li};
    ops[n++] = (struct body_op){.kind = BODY_OPEN, .tag = BODY_p};
    ops[n++] = (struct body_op){.kind = BODY_TEXT,
                                .text = STR("The Pier Post is printed every Friday, on paper made "
                                            "of old sails, in the harbour of Lindholm.")};
    ops[n++] = (struct body_op){.kind = BODY_CLOSE, .tag = BODY_p};
    ops[n++] = (struct body_op){.kind = BODY_CLOSE, .tag = BODY_li};
    ops[n++] = (struct body_op){.kind = BODY_CLOSE, .tag = BODY_ul};
    size_t before = first.body.n;
    first.body = (struct body){ops, n};
    check_true(page_memory_clean(&a, &m, &first));
    check_int(first.body.n, before); /* the list went with it */
    check_ok(body_check(&first.body, NULL));
    check_true(!has(first.text, "Friday") && has(first.text, "voted on Tuesday"));
}

static void left_out(void **state)
{
    (void)state;
    struct page_hints hints = {.url = STR(URL), .unwanted = STR(".levy, figure")};
    struct article v =
        read_page("",
                  "<article><h1>Pier</h1>" P1
                  "<figure><img src=\"/a.jpg\" width=\"600\" height=\"400\"></figure>" P2
                  "<div class=\"levy\">" P4 "</div>" P3 "</article>",
                  &hints);
    check_true(has(v.text, "voted on Tuesday") && has(v.text, "herring") &&
               !has(v.text, "the loan"));
    for (size_t i = 0; i < v.body.n; i++)
        check_true(v.body.ops[i].kind != BODY_OPEN || v.body.ops[i].tag != BODY_img);
    hints =
        (struct page_hints){.url = STR(URL), .selector = STR(".levy"), .unwanted = STR(".levy b")};
    v = read_page("", "<article>" P1 P2 "</article><div class=\"levy\">" P4 "<b>" P3 "</b></div>",
                  &hints);
    check_true(has(v.text, "the loan") && !has(v.text, "voted") && !has(v.text, "herring"));
    check_true(page_selector_fault(&a, STR("div.story > p:not(.ad), #x [a=\"b\"]")) == NULL);
    static const char *const bad[] = {"", "  ", "div >", "p..x", "a[b", "p:hover", "a,,b", "}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_true(page_selector_fault(&a, str_c(bad[i])) != NULL);
    check_true(strstr(page_selector_fault(&a, STR("div p:hover b")), "\"") != NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole),
        cmocka_unit_test(evidence),
        cmocka_unit_test(future_dates),
        cmocka_unit_test(clean_body),
        cmocka_unit_test(rtl),
        cmocka_unit_test(states),
        cmocka_unit_test(data_only),
        cmocka_unit_test(selector),
        cmocka_unit_test(host_memory),
        cmocka_unit_test(memory_is_bounded),
        cmocka_unit_test(explain),
        cmocka_unit_test(hostile_json),
        cmocka_unit_test(content),
        cmocka_unit_test(joined),
        cmocka_unit_test(pagers),
        cmocka_unit_test(counted_from_zero),
        cmocka_unit_test(a_flood_of_pagers),
        cmocka_unit_test(cleaned_later),
        cmocka_unit_test(left_out),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
