/* body: what an article's clean HTML keeps (subheads, lists, quotations, tables, figures, code,
 * embedded posts, notes, links, text from right to left, lazy pictures, entries in their order),
 * and what it does not (comments, forms, dialogs for consent, data for machines). Pages of our own
 * invention. */
#include "check.h"
#include "page/internal.h"

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 160 << 20); /* as a reader has */
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
#define P2                                                                                         \
    "<p>The ferry log of the last thirty years shows that the island had no other landing at low " \
    "tide, and that the mole in the north was closed for half of each winter.</p>"
#define P3                                                                                         \
    "<p>Work is to begin in April, the engineers said, with divers setting the new footings "      \
    "before the herring boats return in June and need the quay.</p>"
#define P4                                                                                         \
    "<p>The levy adds about forty crowns a month for a small boat, according to the council's "    \
    "figures, and will end when the loan has been paid back.</p>"
#define URL "https://pierpost.example/sea/2031/03/04/pier-to-be-rebuilt"

static struct article v;

static void same_image(void *ctx, struct str url, struct buf *out)
{
    (void)ctx;
    buf_put(out, url);
}

/* The body as HTML of an article whose text is `inside`. */
static struct str body_of(const char *inside, const char *behind)
{
    struct page_hints hints = {.url = STR(URL)};
    struct str html = str_fmt(&a,
                              "<!doctype html><html lang=\"en\"><head><title>Pier to be "
                              "rebuilt</title></head><body><main><article><h1>Pier to be "
                              "rebuilt</h1>%s</article></main>%s</body></html>",
                              inside, behind);
    page_extract(&a, html, &hints, &v, NULL);
    struct err e = {0};
    check_ok(body_check(&v.body, &e));
    struct buf out;
    buf_arena(&out, &a, 1 << 20);
    const struct body_html how = {.image = same_image};
    body_write_html(&out, &v.body, &how);
    return buf_str(&out);
}

static bool has(struct str s, const char *part)
{
    return str_find(s, str_c(part)) != SIZE_MAX;
}
/* Do the parts stand in `s` in this order? */
static bool in_order(struct str s, const char *const *parts)
{
    for (; *parts; parts++) {
        size_t at = str_find(s, str_c(*parts));
        if (at == SIZE_MAX)
            return false;
        s = str_from(s, at + strlen(*parts));
    }
    return true;
}

static void subheads_and_quotes(void **state)
{
    (void)state;
    struct str html =
        body_of(P1 "<h2>What it costs</h2>" P4 "<h3>When it starts</h3>" P3
                   "<blockquote><p>“We could have let it go,” said Marta Lind, who has kept the "
                   "ferry log for thirty years.</p></blockquote>" P2,
                "");
    static const char *const want[] = {"<h2>What it costs</h2>", "<h3>When it starts</h3>",
                                       "<blockquote>",           "“We could have let it go,”",
                                       "</blockquote>",          NULL};
    check_true(in_order(html, want));
}

static void lists(void **state)
{
    (void)state;
    struct str html = body_of(P1 P2 "<ul><li>Forty crowns a month for small boats of the "
                                    "island</li><li>Ninety crowns a month for "
                                    "the ferries<ul><li>Half in winter</li></ul></li></ul>" P3
                                    "<ol start=\"3\"><li>Footings are set by divers in the month "
                                    "of April</li><li>The wall is raised in "
                                    "the month of May</li></ol>" P4,
                              "");
    static const char *const want[] = {"<ul>",
                                       "<li>",
                                       "Forty crowns a month for small boats",
                                       "<ul>",
                                       "Half in winter",
                                       "</ul>",
                                       "</ul>",
                                       "<ol start=\"3\">",
                                       "Footings are set",
                                       "The wall is raised",
                                       "</ol>",
                                       NULL};
    check_true(in_order(html, want));
}

static void tables(void **state)
{
    (void)state;
    struct str html =
        body_of(P1 P2 "<table><tr><th>Boat</th><th>Levy</th></tr><tr><td>Small</td><td>40 "
                      "crowns</td></tr><tr><td>Ferry</td><td>90 crowns</td></tr></table>" P3 P4,
                "");
    static const char *const want[] = {"<table>",   "<tr>",  "<th>",      "Boat",     "<th>",
                                       "Levy",      "<tr>",  "<td>",      "Small",    "<td>",
                                       "40 crowns", "Ferry", "90 crowns", "</table>", NULL};
    check_true(in_order(html, want));
    /* a table of layout is none */
    html = body_of("<table><tr><td>" P1 P2 P3 P4 "</td></tr></table>", "");
    check_true(has(html, "harbour council") && !has(html, "<table"));
}

static void code_and_inline(void **state)
{
    (void)state;
    struct str html = body_of(
        P1 "<p>The rule that the harbour office applies to each of the boats is <em>short</em> and "
           "<strong>strict</strong>: see <a href=\"../../levy.html\">its own page</a>, or call "
           "<code>levy(boat)</code>.</p><pre><code>le\bvy = length * 4\nif ferry:\n    levy += "
           "50</code></pre>" P3 P4,
        "");
    check_true(has(html, "<em>short</em>") && has(html, "<strong>strict</strong>"));
    check_true(has(html, "<code>levy(boat)</code>"));
    check_true(has(html, "href=\"https://pierpost.example/sea/2031/levy.html\""));
    check_true(has(html, "<pre><code>levy = length * 4\nif ferry:\n    levy += 50</code></pre>"));
}

static void pictures(void **state)
{
    (void)state;
    struct str html = body_of(
        "<figure><img src=\"data:image/gif;base64,R0lG\" data-src=\"/img/pier.jpg\" alt=\"The "
        "pier\" "
        "width=\"800\"><figcaption>The pier after the storm</figcaption></figure>" P1
        "<picture><source srcset=\"/img/work-400.webp 400w, /img/work-1200.webp 1200w\"><img "
        "src=\"/img/blank.gif\" "
        "alt=\"Divers\"></picture>" P2 "<div><img class=\"lazyload\" src=\"/placeholder.svg\" "
        "alt=\"Boats\"><noscript><img src=\"/img/boats.jpg\" "
        "alt=\"Boats\"></noscript></div>" P3 P4,
        "");
    static const char *const want[] = {"<figure>",
                                       "src=\"https://pierpost.example/img/pier.jpg\"",
                                       "<figcaption>The pier after the storm</figcaption>",
                                       "src=\"https://pierpost.example/img/work-1200.webp\"",
                                       "src=\"https://pierpost.example/img/boats.jpg\"",
                                       NULL};
    check_true(in_order(html, want));
    check_true(!has(html, "placeholder") && !has(html, "blank.gif") && !has(html, "data:"));
}

static void embedded_posts(void **state)
{
    (void)state;
    struct str html = body_of(
        P1 P2
        "<blockquote class=\"twitter-tweet\"><p lang=\"en\" dir=\"ltr\">The pier will stand "
        "again.</p>&mdash; "
        "Harbour Council (@harbour) <a href=\"https://social.example/harbour/status/123\">4 March "
        "2031</a></blockquote><script async src=\"https://social.example/widgets.js\"></script>" P3
            P4,
        "");
    static const char *const want[] = {"<blockquote>",
                                       "The pier will stand again.",
                                       "Harbour Council",
                                       "<a href=\"https://social.example/harbour/status/123\"",
                                       "</blockquote>",
                                       "Work is to begin",
                                       NULL};
    check_true(in_order(html, want));
    check_true(!has(html, "script"));
}

static void notes(void **state)
{
    (void)state;
#define NOTE(sign)                                                                                 \
    "<p>Seven of the nine members voted for it, and it will be built of the old stone wherever "   \
    "that has been found.<sup><a href=\"" sign "\">1</a></sup></p>"
    static const char ends[] =
        "<div><ol><li id=\"fn1\">The minutes of 3 March.</li><li id=\"fn2\">Not "
        "pointed to.</li></ol></div>";
    struct str html = body_of(str_z(&a, str_fmt(&a, P1 P2 NOTE("#fn1") P3 P4 "%s", ends)), "");
    check_true(has(html, "The minutes of 3 March.") && !has(html, "Not pointed to."));
#undef NOTE
}

static void right_to_left(void **state)
{
    (void)state;
    struct str html = body_of(
        P1 P2 "<p dir=\"rtl\">قال رئيس المجلس إن الرصيف سيعود كما كان قبل العاصفة، وإن القوارب "
              "الصغيرة ستدفع أربعين كراونا في الشهر حتى يسدد القرض.</p>" P3,
        "");
    check_true(has(html, "<p dir=\"rtl\">قال"));
}

static void live_blog(void **state)
{
    (void)state;
#define ENTRY(at, words)                                                                           \
    "<article class=\"live-entry\"><time datetime=\"2031-03-04T" at ":00Z\">" at                   \
    "</time><p>" words " and the boats that lay at the mole were moved to the northern quay "      \
    "before the wind rose again "                                                                  \
    "in the afternoon.</p></article>"
    struct str html =
        body_of(P1 "<section class=\"live-blog\">" ENTRY("12:40", "The third of the gates was shut")
                    ENTRY("11:15", "The second of the gates was shut")
                        ENTRY("10:05", "The first of the gates was shut") "</section>",
                "");
    static const char *const want[] = {"The third of the gates", "The second of the gates",
                                       "The first of the gates", NULL};
    check_true(in_order(html, want));
#undef ENTRY
}

#define OTHER                                                                                      \
    "<p>The ski club of Hollin chose a new chair on Friday, after a long evening, and thanked "    \
    "the "                                                                                         \
    "old one, who had held the post for nineteen winters in a row.</p>"

/* A second article of the page, and posts of other numbers, are not this one. */
static void other_articles(void **state)
{
    (void)state;
    struct str out = body_of(
        P1 P2 P3 P4, "<article id=next><h1>Ski club has a new chair</h1>" OTHER OTHER "</article>");
    check_true(has(out, "herring boats") && !has(out, "ski club"));
    /* In a template of which the headline's post is one of several. */
    struct page_hints hints = {.url = STR(URL)};
    page_extract(
        &a,
        STR("<!doctype html><title>Pier to be rebuilt</title><div class=\"post-18 hentry\">"
            "<h1>Pier to be rebuilt</h1>" P1 P2 P3 P4 "</div>"
            "<div class=\"post-77 hentry\"><h2>Ski club</h2>" OTHER OTHER "</div>"),
        &hints, &v, NULL);
    check_true(has(v.text, "herring boats") && !has(v.text, "ski club"));
    /* Words for machines that a template shows. */
    out = body_of(
        P1 "<p>2031-03-04T08:57:40+01:00</p>" P2 "<p>https://pierpost.example/a.png</p>" P3, "");
    check_true(has(out, "herring boats") && !has(out, "08:57:40") && !has(out, "a.png"));
}

static void nothing_else(void **state)
{
    (void)state;
    static const char talk[] = "<section id=\"comments\"><ul class=\"comment-list\"><li><p>I have "
                               "lived by this harbour for forty years, and "
                               "the pier was never the trouble, it was the dredging that nobody "
                               "wants to pay for, as I said.</p></li>"
                               "</ul></section><div id=\"onetrust-consent-sdk\"><p>When you visit "
                               "this site, it may store or read cookies "
                               "on your browser, mostly to make it work as you expect, and to "
                               "learn how it is used.</p></div>"
                               "<form><p>Write to us about the harbour, the boats, the weather and "
                               "whatever else you saw on your way to "
                               "the quay this week, and we will print it.</p></form><div "
                               "style=\"display:none\"><div itemprop=\"keywords\">pier, "
                               "harbour, levy</div><div>The harbour council voted to rebuild the "
                               "stone pier and to pay with a levy.</div></div>";
    struct str html = body_of(P1 P2 P3 P4, talk);
    check_true(has(html, "harbour council") && has(html, "paid back"));
    check_true(!has(html, "dredging") && !has(html, "cookies") && !has(html, "Write to us") &&
               !has(html, "pay with a levy"));
}

/* What is in the text's place or beside it and is no text: words that are only read aloud, asking
 * to show what others made, places that a template was to fill. */
static void no_text_in_the_text(void **state)
{
    (void)state;
    struct str html = body_of(
        P1
        "<p>The council of <a href=\"/x\">Norrhamn<span style=\"position:absolute;clip:rect(0 0 0 "
        "0)\">, opens new tab</span></a> and of <a href=\"/y\">Lund<span class=\"link "
        "sr-only\"> (outside)</span></a> paid for the work on the quay, the log says.</p>"
        "<p>$$ADVERT1$$</p>" P2 "<div>I agree that third-party content is shown to me here, which "
        "may send my data elsewhere; by this you accept cookies of that site.</div><p>{{ related "
        "}}</p><p>\xEF\xBB\xBFThe harbour master said that boats were to leave by noon, or pay a "
        "fee of ten crowns for each hour.</p>" P3
        "<p>Ich bin damit einverstanden, dass mir ein externer Inhalt gezeigt wird.</p>" P4,
        "");
    check_true(has(html, "Norrhamn</a> and of") && has(html, "Lund</a> paid for"));
    check_true(!has(html, "opens new") && !has(html, "outside") && !has(html, "$$") &&
               !has(html, "{{") && !has(html, "third-party") && !has(html, "externer Inhalt"));
    check_true(has(html, "<p>The harbour master said") && !has(html, "\xEF\xBB\xBF"));
    check_int(v.state, ARTICLE_FULL);
    /* an article about it is one */
    html = body_of(
        P1 "<p>The ministry wants third-party content to be shown only where readers agree, and "
           "the harbour office has shown none since March, its lawyers said.</p>" P2,
        "");
    check_true(has(html, "third-party content"));
}

static size_t address_bytes(const struct body *b, size_t *links)
{
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++)
        for (uint32_t k = 0; b->ops[i].kind == BODY_OPEN && k < b->ops[i].attr_count; k++)
            if (b->ops[i].attrs[k].name == BODY_ATTR_href) {
                n += b->ops[i].attrs[k].value.n;
                ++*links;
            }
    return n;
}

static bool has_link(const struct body *b, struct str to)
{
    for (size_t i = 0; i < b->n; i++)
        for (uint32_t k = 0; b->ops[i].kind == BODY_OPEN && k < b->ops[i].attr_count; k++)
            if (str_eq(b->ops[i].attrs[k].value, to))
                return true;
    return false;
}

/* Many links behind a long <base>: the article is kept, with the links that fit. */
static void many_links_behind_a_long_base(void **state)
{
    (void)state;
    enum { LINKS = 12000, BASE = 7000 };
    arena_reset(&a);
    struct buf b;
    buf_arena(&b, &a, 16 << 20);
    buf_lit(&b,
            "<html><head><title>Pier to be rebuilt</title><base href=\"https://pierpost.example/");
    for (int i = 0; i < BASE; i++)
        buf_char(&b, 'a');
    buf_lit(&b, "/\"></head><body><article><h1>Pier to be rebuilt</h1>" P1 P2 P3);
    for (int i = 0; i < LINKS; i++)
        buf_fmt(&b, "<p>At the <a href=\"b%d\">quay</a>, where the boats lie, %d men stood.</p>", i,
                i);
    buf_lit(&b, "<p>The <a href=\"https://pierpost.example/last\">last</a> of them left.</p>" P4
                "</article></body></html>");
    const struct page_hints hints = {.url = STR(URL)};
    size_t links = 0;
    page_extract(&a, buf_str(&b), &hints, &v, NULL);
    check_int(v.state, ARTICLE_FULL);
    check_true(has(v.text, "harbour council") && has(v.text, "quay, where the boats lie, 11999"));
    check_true(address_bytes(&v.body, &links) <= URL_RESOLVED_MOST && links > 1000);
    check_true(has_link(&v.body, STR("https://pierpost.example/last")));
    /* The same in what a feed carries, whose base is the entry's address. */
    struct page_hints entry = {.url = str_fmt(&a, "https://pierpost.example/%.*s/", BASE,
                                              strstr(str_z(&a, buf_str(&b)), "aaaa"))};
    page_from_content(&a, buf_str(&b), &entry, &v);
    links = 0;
    check_true(address_bytes(&v.body, &links) <= URL_RESOLVED_MOST && links > 1000);
    check_true(has(v.text, "quay, where the boats lie, 11999"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subheads_and_quotes),
        cmocka_unit_test(lists),
        cmocka_unit_test(tables),
        cmocka_unit_test(code_and_inline),
        cmocka_unit_test(pictures),
        cmocka_unit_test(embedded_posts),
        cmocka_unit_test(notes),
        cmocka_unit_test(right_to_left),
        cmocka_unit_test(live_blog),
        cmocka_unit_test(other_articles),
        cmocka_unit_test(nothing_else),
        cmocka_unit_test(no_text_in_the_text),
        cmocka_unit_test(many_links_behind_a_long_base),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
