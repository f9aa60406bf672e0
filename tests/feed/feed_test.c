/* feed: reading every format, what is wrong in it, finding feeds, Atom and OPML written. */
#include "check.h"
#include "feed/feed.h"

enum { ARENA_MOST = 64 << 20 };
static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, ARENA_MOST);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static struct feed_doc parse(const char *text)
{
    struct feed_doc d;
    feed_parse(&a, str_c(text), STR_NONE, STR("https://harbour.example/news/feed"), &d);
    return d;
}

static struct str date(struct when w)
{
    struct buf b;
    buf_arena(&b, &a, 100);
    when_write(&b, w);
    return b.n ? buf_str(&b) : STR("");
}

static bool has_problem(const struct feed_doc *d, const char *words)
{
    for (size_t i = 0; i < d->problem_count; i++)
        if (str_find(d->problems[i].words, str_c(words)) != SIZE_MAX)
            return true;
    return false;
}

#define RSS_HEAD                                                                                   \
    "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" "                                               \
    "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "                                  \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                                               \
    "xmlns:media=\"http://search.yahoo.com/mrss/\" "                                               \
    "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "                                 \
    "xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>"
#define RSS_TAIL "</channel></rss>"

static void rss_of_today(void **state)
{
    (void)state;
    struct feed_doc d = parse(
        RSS_HEAD
        "<title>Harbour &amp;amp; Hill</title><link>https://harbour.example/</link>"
        "<atom:link rel=\"self\" href=\"https://harbour.example/rss\"/>"
        "<atom:link rel=\"hub\" href=\"https://hub.example/\"/><description>All of it</description>"
        "<language>en-GB</language><ttl>30</ttl><lastBuildDate>Fri, 14 Mar 2025 11:00:00 "
        "GMT</lastBuildDate>"
        "<image><url>/logo.png</url><title>not this</title><link>/nor-this</link></image>"
        "<item><title>Ferry &lt;b&gt;late&lt;/b&gt; &amp;amp;#8217;again&amp;amp;#8217;</title>"
        "<link> /ferry </link><guid isPermaLink=\"false\">f1</guid>"
        "<pubDate>Fri, 14 Mar 2025 10:30:00 +0100</pubDate><dc:creator>By Ann Lee</dc:creator>"
        "<author>bob@harbour.example (Bob "
        "Ray)</author><category>Sea</category><category>Sea</category>"
        "<category>Land &amp; air</category>"
        "<description><![CDATA[<p>Late</p>]]></description>"
        "<content:encoded><![CDATA[<p>Full</p>]]></content:encoded>"
        "<media:group><media:content url=\"/v.mp4\" type=\"video/mp4\" fileSize=\"12\"/>"
        "<media:thumbnail url=\"t1.jpg\" width=\"100\"/><media:thumbnail url=\"t2.jpg\" "
        "width=\"300\"/>"
        "</media:group><comments>/ferry#c</comments></item>" RSS_TAIL);
    check_int(d.feed.kind, FEED_RSS);
    check_strz(d.feed.version, "2.0");
    check_strz(d.feed.title, "Harbour & Hill");
    check_strz(d.feed.self_url, "https://harbour.example/rss");
    check_strz(d.feed.hub_url, "https://hub.example/");
    check_strz(d.feed.icon_url, "https://harbour.example/logo.png");
    check_int(d.feed.ttl_minutes, 30);
    check_strz(date(d.feed.updated), "2025-03-14T11:00:00Z");
    check_int(d.entry_count, 1);
    check_int(d.problem_count, 0);
    const struct entry *e = &d.entries[0];
    check_strz(e->id, "f1");
    check_strz(e->url, "https://harbour.example/ferry");
    check_strz(e->title, "Ferry late \xE2\x80\x99"
                         "again\xE2\x80\x99");
    check_strz(date(e->published), "2025-03-14T10:30:00+01:00");
    check_int(e->author_count, 2);
    check_strz(e->authors[0], "Ann Lee");
    check_strz(e->authors[1], "Bob Ray");
    check_int(e->tag_count, 2);
    check_strz(e->tags[1], "Land & air");
    check_strz(e->summary, "<p>Late</p>");
    check_strz(e->content, "<p>Full</p>");
    check_strz(e->image_url, "https://harbour.example/news/t2.jpg");
    check_strz(e->comments_url, "https://harbour.example/ferry#c");
    check_int(e->enclosure_count, 1);
    check_int(e->enclosures[0].length, 12);
}

static void rss_as_it_is_met(void **state)
{
    (void)state;
    struct feed_doc d = parse(
        "\n <br />\n<b>Warning</b>: something<br />\n" RSS_HEAD
        "<item><guid>https://harbour.example/two</guid><title>A < B & C</title>"
        "<description>Plain <p>inline <b>markup</b></p></description></item>"
        "<item><title>No id</title><description>x</description></item>"
        "<item><link>javascript:alert(1)</link><title>bad</title><pubDate>soon</pubDate></item>"
        "<item></item>\n"
        "<item><guid>f</guid><title>first</title></item>\n<item><guid>f</guid><title>second</"
        "title></item>"
        "<item><title>pic</title><description>&lt;img src=\"/s.gif\" width=1&gt;"
        "&lt;img alt=x src=\"/b.jpg\"&gt;</description></item>" RSS_TAIL);
    check_int(d.entry_count, 5);
    check_strz(d.entries[0].url, "https://harbour.example/two");
    check_strz(d.entries[0].title, "A < B & C");
    check_strz(d.entries[0].summary, "Plain <p>inline <b>markup</b></p>");
    check_true(d.entries[1].id.n > 0 && !d.entries[1].url.n);
    check_int(d.entries[2].url.n, 0);
    check_strz(d.entries[3].title, "first");
    check_strz(d.entries[4].image_url, "https://harbour.example/b.jpg");
    check_true(has_problem(&d, "the first is kept"));
    check_true(d.problem_count > 0 && d.problems[d.problem_count - 1].line > 1);
}

static void names_of_authors(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want; /* names parted by '|' */
    } cases[] = {
        {"Ann Lee", "Ann Lee"},
        {"by Ann Lee", "Ann Lee"},
        {"ann@h.example (Ann Lee)", "Ann Lee"},
        {"Ann Lee (ann@h.example)", "Ann Lee"},
        {"noreply@h.example", ""},
        {"noreply@h.example (Ann Lee)", "Ann Lee"},
        {"https://h.example/ann", ""},
        {"Ann Lee; Bob Ray", "Ann Lee|Bob Ray"},
        {"Ann Lee, Bob Ray and Cy van Fox", "Ann Lee|Bob Ray|Cy van Fox"},
        {"Ann Lee and Ann Lee", "Ann Lee"},
        {"Lee, Ann", "Lee, Ann"},
        {"Ministry of Health and Safety", "Ministry of Health and Safety"},
        {"Ann &amp;amp; Bob", "Ann & Bob"},
        {"&lt;b&gt;Ann&lt;/b&gt; Lee", "Ann Lee"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str text =
            str_fmt(&a, "<rss><item><title>x</title><author>%s</author></item></rss>", cases[i].in);
        struct feed_doc d = parse(str_z(&a, text));
        const struct entry *e = d.entries;
        check_strz(str_join(&a, e->authors, e->author_count, STR("|")), cases[i].want);
    }
}

static void rdf(void **state)
{
    (void)state;
    struct feed_doc d = parse(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
        "xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">"
        "<channel "
        "rdf:about=\"https://harbour.example/\"><title>H</title><dc:language>nl</dc:language>"
        "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
        "<items><rdf:Seq><rdf:li "
        "rdf:resource=\"https://harbour.example/1\"/></rdf:Seq></items></channel>"
        "<item rdf:about=\"https://harbour.example/1\"><title>One</title>"
        "<dc:date>2025-03-14T10:00+01:00</dc:date><dc:creator>Ann</dc:creator></item></rdf:RDF>");
    check_int(d.feed.kind, FEED_RDF);
    check_strz(d.feed.lang, "nl");
    check_int(d.feed.ttl_minutes, 360);
    check_int(d.entry_count, 1);
    check_strz(d.entries[0].url, "https://harbour.example/1");
    check_strz(date(d.entries[0].published), "2025-03-14T10:00:00+01:00");
}

static void atom(void **state)
{
    (void)state;
    struct feed_doc d =
        parse("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://a.example/base/\" "
              "xml:lang=\"de\">"
              "<title type=\"html\">&lt;i&gt;Blatt&lt;/i&gt;</title><link href=\"./\"/>"
              "<link rel=\"self\" href=\"feed.atom\"/><author><name>Erika</name></author>"
              "<entry><id>tag:a.example,2025:1</id><title type=\"xhtml\">"
              "<div xmlns=\"http://www.w3.org/1999/xhtml\">Hallo <b>Welt</b></div></title>"
              "<link rel=\"alternate\" type=\"application/json\" href=\"1.json\"/>"
              "<link rel=\"alternate\" type=\"text/html\" href=\"1.html\"/>"
              "<link rel=\"enclosure\" type=\"audio/mpeg\" length=\"99\" href=\"1.mp3\"/>"
              "<updated>2025-03-14T10:00:00+01:00</updated><summary>x &lt; y</summary>"
              "<content type=\"xhtml\"><div "
              "xmlns=\"http://www.w3.org/1999/xhtml\"><p>Hi<br/>you</p></div></content>"
              "<category term=\"t\" "
              "label=\"Thema\"/><source><title>Other</title><id>o</id></source></entry>"
              "<entry><title>AT&amp;amp;T</title><content>&lt;p&gt;html&lt;/p&gt;</content>"
              "<author><name>Jo</name><email>j@a.example</email></author></entry></feed>");
    check_int(d.feed.kind, FEED_ATOM);
    check_strz(d.feed.title, "Blatt");
    check_strz(d.feed.site_url, "https://a.example/base/");
    check_int(d.entry_count, 2);
    const struct entry *e = d.entries;
    check_strz(e->id, "tag:a.example,2025:1");
    check_strz(e->url, "https://a.example/base/1.html");
    check_strz(e->title, "Hallo Welt");
    check_strz(e->summary, "x &lt; y");
    check_strz(e->content, "<div><p>Hi<br>you</p></div>");
    check_strz(e->authors[0], "Erika");
    check_strz(e->tags[0], "Thema");
    check_strz(date(e->updated), "2025-03-14T10:00:00+01:00");
    check_int(e->enclosures[0].length, 99);
    check_strz(e[1].title, "AT&T");
    check_strz(e[1].content, "<p>html</p>");
    check_strz(e[1].authors[0], "Jo");
    d = parse(
        "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>Old</title>"
        "<entry><id>1</id><title mode=\"escaped\" type=\"text/html\">a&lt;b&gt;b&lt;/b&gt;</title>"
        "<issued>2004-03-14T10:00:00Z</issued><modified>2004-03-15T10:00:00Z</modified></entry></"
        "feed>");
    check_strz(d.feed.version, "0.3");
    check_strz(d.entries[0].title, "ab");
    check_strz(date(d.entries[0].published), "2004-03-14T10:00:00Z");
}

static void json_feed(void **state)
{
    (void)state;
    struct feed_doc d = parse(
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J &amp; K\","
        "\"feed_url\":\"https://j.example/feed.json\",\"authors\":[{\"name\":\"Kim\"}],"
        "\"hubs\":[{\"type\":\"WebSub\",\"url\":\"https://hub.example/\"}],\"items\":["
        "{\"id\":7,\"url\":\"/7\",\"title\":\"Seven\",\"content_text\":\"a < "
        "b\",\"tags\":[\"x\",3],"
        "\"date_published\":\"2025-03-14T10:00:00+01:00\","
        "\"attachments\":[{\"url\":\"/a.mp3\",\"mime_type\":\"audio/mpeg\",\"size_in_bytes\":-5}]},"
        "null,3,{\"id\":\"8\",\"content_html\":\"<p>x</p>\",\"author\":{\"name\":\"Lo\"}}]}");
    check_int(d.feed.kind, FEED_JSON);
    check_strz(d.feed.version, "1.1");
    check_int(d.entry_count, 2);
    check_strz(d.entries[0].id, "7");
    check_strz(d.entries[0].url, "https://harbour.example/7");
    check_strz(d.entries[0].content, "a &lt; b");
    check_strz(d.entries[0].authors[0], "Kim");
    check_int(d.entries[0].enclosures[0].length, 0);
    check_strz(d.entries[1].authors[0], "Lo");
}

static void news_sitemap(void **state)
{
    (void)state;
    struct feed_doc d =
        parse("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
              "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\" "
              "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\"><url>"
              "<loc>https://harbour.example/ferry</loc><lastmod>2025-03-15</lastmod><news:news>"
              "<news:publication><news:name>Harbour</news:name><news:language>en</news:language></"
              "news:publication>"
              "<news:publication_date>2025-03-14</news:publication_date><news:title>Ferry "
              "late</news:title>"
              "<news:keywords>sea, ships</news:keywords></news:news>"
              "<image:image><image:loc>https://harbour.example/p.jpg</image:loc></image:image></"
              "url></urlset>");
    check_int(d.feed.kind, FEED_SITEMAP);
    const struct entry *e = d.entries;
    check_strz(e->id, "https://harbour.example/ferry");
    check_strz(e->title, "Ferry late");
    check_strz(e->lang, "en");
    check_strz(date(e->published), "2025-03-14");
    check_strz(date(e->updated), "2025-03-15");
    check_int(e->tag_count, 2);
    check_strz(e->image_url, "https://harbour.example/p.jpg");
}

static void what_is_no_feed_says_what_it_is(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"", "empty"},
        {" \n", "empty"},
        {"<!DOCTYPE html><p>x", "web page"},
        {"<html><head><title>x", "web page"},
        {"hello", "plain text"},
        {"%PDF-1.4", "PDF"},
        {"{\"a\":1}", "not a JSON feed"},
        {"{\"items\":[1,]}", "cannot be read"},
        {"[1]", "not a JSON feed"},
        {"<opml version=\"2.0\"/>", "OPML"},
        {"<sitemapindex/>", "index of sitemaps"},
        {"<note>x</note>", "<note>"},
        {"<!-- only a comment -->", "no XML element"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct feed_doc d = parse(cases[i].text);
        if (!has_problem(&d, cases[i].words))
            print_error("%s: %.*s\n", cases[i].text, STR_ARG(d.problems[0].words));
        check_true(has_problem(&d, cases[i].words));
        check_int(d.feed.kind, FEED_UNKNOWN);
        check_int(d.entry_count, 0);
    }
    struct str why;
    check_int(feed_sniff(&a, STR("<?xml version='1.0'?><!-- c --><rss/>"), STR_NONE, &why),
              FEED_RSS);
    check_int(feed_sniff(&a, STR("{\"items\":[]}"), STR_NONE, &why), FEED_JSON);
    check_int(feed_sniff(&a, STR("<html>"), STR_NONE, &why), FEED_UNKNOWN);
    check_strz(why, "this is a web page, not a feed");
}

static void encodings(void **state)
{
    (void)state;
    struct feed_doc d = parse("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss><channel><item>"
                              "<title>Caf\xE9</title></item></channel></rss>");
    check_strz(d.entries[0].title, "Caf\xC3\xA9");
    d = parse("<rss><channel><item><title>a\xFF\xC0\xAF"
              "b \xE2\x82\xAC</title></item></channel></rss>");
    check_int(d.entry_count, 1);
    check_int(utf8_valid(d.entries[0].title), d.entries[0].title.n);
    static const char utf16[] =
        "\xFF\xFE<\0r\0s\0s\0>\0<\0i\0t\0e\0m\0>\0<\0t\0i\0t\0l\0e\0>\0\xE9\0"
        "<\0/\0t\0i\0t\0l\0e\0>\0<\0/\0i\0t\0e\0m\0>\0<\0/\0r\0s\0s\0>\0";
    feed_parse(&a, str_of(utf16, sizeof utf16 - 1), STR_NONE, STR_NONE, &d);
    check_int(d.entry_count, 1);
    check_strz(d.entries[0].title, "\xC3\xA9");
}

/* ---- Hostile input: bounded memory (the arena's cap) and time ---- */

/* The sanitizer's memmem looks at all that is searched: sizes would count twice there. */
#ifdef __SANITIZE_ADDRESS__
enum { SMALLER = 20 };
#else
enum { SMALLER = 1 };
#endif

static struct str repeat(const char *before, const char *part, size_t times, const char *after)
{
    size_t n = strlen(part), head = strlen(before), tail = strlen(after);
    size_t all = head + n * times + tail;
    char *p = malloc(all);
    assert_non_null(p);
    memcpy(p, before, head);
    for (size_t i = 0; i < times; i++)
        memcpy(p + head + i * n, part, n);
    memcpy(p + head + n * times, after, tail);
    return str_of(p, all);
}

struct hostile {
    struct str bytes;
    struct feed_doc doc;
};

static enum err_code run_hostile(void *ctx)
{
    struct hostile *h = ctx;
    feed_parse(&a, h->bytes, STR_NONE, STR("https://h.example/"), &h->doc);
    return ERR_OK;
}

static void hostile_input(void **state)
{
    (void)state;
    static const struct {
        const char *before, *part;
        size_t times;
        const char *after;
        enum feed_kind kind;
        size_t entries;
        const char *problem;
    } cases[] = {
        {"<rss><item><title>t</title><description>", "<i>", 3000000, "", FEED_UNKNOWN, 0, "deeper"},
        {"<rss><item ", "a=\"b\" ", 1000000, "><title>x</title></item></rss>", FEED_RSS, 1,
         "attributes"},
        {"<rss><item><title>", "\xC3\xA9", 3000000, "</title></item></rss>", FEED_RSS, 1, NULL},
        {"<rss>", "<item><title>x</title></item>", 500000, "</rss>", FEED_RSS, 1,
         "the first is kept"},
        {"<rss><item>", "<category>a&amp;b</category>", 500000, "<title>x</title></item></rss>",
         FEED_RSS, 1, NULL},
        {"<rss><item><title>x</title><description>", "&", 8000000, "</description></item></rss>",
         FEED_RSS, 1, "2 MiB"},
        {"<rss><item><title>x</title><description>", "<![CDATA[a]]>", 1000000,
         "</description></item></rss>", FEED_RSS, 1, NULL},
        {"<rss><item><title>x</title><description>", "&lt;img src=data:x&gt;", 600000,
         "</description></item></rss>", FEED_RSS, 1, "2 MiB"},
        {"<rss>", "<x></y>", 2000000, "</rss>", FEED_UNKNOWN, 0, "deeper"},
        {"<rss>", "</y>", 2000000, "</rss>", FEED_RSS, 0, "no start tag"},
        {"<rss>", "<!--", 4000000, "", FEED_RSS, 0, "not closed"},
        {"<rss><item><title>x</title>", "<enclosure url=\"http://h.example/a\"/>", 300000,
         "</item></rss>", FEED_RSS, 1, NULL},
        {"{\"items\":[", "{},", 99999, "{}]}", FEED_JSON, 0, "empty"},
        {"{\"items\":[", "[", 200000, "", FEED_UNKNOWN, 0, "cannot be read"},
        {"{\"items\":[", "1,", 4000000, "1]}", FEED_UNKNOWN, 0, "values"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool searches = str_starts(str_c(cases[i].part), STR("<!"));
        size_t times = cases[i].times / (searches ? SMALLER : 1);
        struct hostile h = {.bytes = repeat(cases[i].before, cases[i].part, times, cases[i].after)};
        int64_t from = clock_cpu();
        check_ok(arena_run(&a, run_hostile, &h));
        if (h.doc.feed.kind != cases[i].kind || h.doc.entry_count != cases[i].entries ||
            (cases[i].problem && !has_problem(&h.doc, cases[i].problem)))
            print_error("%s%s...: %zu entries\n", cases[i].before, cases[i].part,
                        h.doc.entry_count);
        check_int(h.doc.feed.kind, cases[i].kind);
        check_int(h.doc.entry_count, cases[i].entries);
        check_true(!cases[i].problem || has_problem(&h.doc, cases[i].problem));
        check_true(clock_cpu() - from < 10 * US_SECOND);
        free((char *)(uintptr_t)h.bytes.p);
        arena_reset(&a);
    }
}

static void limits_are_named(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 64 << 20);
    buf_lit(&b, "<rss>");
    for (int i = 0; i < FEED_ENTRIES_MOST + 5; i++)
        buf_fmt(&b, "<item><guid>%d</guid></item>", i);
    buf_lit(&b, "</rss>");
    struct feed_doc d;
    feed_parse(&a, buf_str(&b), STR_NONE, STR_NONE, &d);
    check_int(d.entry_count, FEED_ENTRIES_MOST);
    check_true(has_problem(&d, "5 are left out"));
    /* Two ids that differ only far behind are two. */
    buf_clear(&b);
    buf_lit(&b, "<rss>");
    for (int i = 0; i < 2; i++) {
        buf_lit(&b, "<item><guid>");
        for (int k = 0; k < FEED_LINE_MOST; k++)
            buf_char(&b, 'x');
        buf_fmt(&b, "%d</guid></item>", i);
    }
    buf_lit(&b, "</rss>");
    feed_parse(&a, buf_str(&b), STR_NONE, STR_NONE, &d);
    check_int(d.entry_count, 2);
    buf_done(&b);
}

static void bombs_and_halves(void **state)
{
    (void)state;
    struct feed_doc d = parse("<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>"
                              "<rss><item><title>&b;</title></item></rss>");
    check_int(d.feed.kind, FEED_UNKNOWN);
    check_true(has_problem(&d, "entities"));
    d = parse(
        "<!DOCTYPE rss [<!ENTITY eacute \"&#233;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
        "<rss><item><title>Caf&eacute; &f;</title></item></rss>");
    check_strz(d.entries[0].title, "Caf\xC3\xA9 &f;");
    /* An entry that the end of the input cuts is left out; one that only lacks the feed's end tag
     * is whole. */
    d = parse("<rss><item><title>whole</title></item><item><title>ha");
    check_int(d.entry_count, 1);
    check_true(has_problem(&d, "ends inside an entry"));
    d = parse("<rss><item><title>whole</title></item><item><title>half</title>");
    check_int(d.entry_count, 1);
    d = parse("<rss><channel><item><title>whole</title></item>\n");
    check_int(d.entry_count, 1);
}

static void discovering(void **state)
{
    (void)state;
    static const char page[] =
        "<html><head><base href=\"/de/\"><title>x</title>"
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Comments on it\" "
        "href=\"/comments/feed\">"
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"News &amp; more\" "
        "href=\"feed.xml\">"
        "<link rel=\"alternate\" type=\"application/json\" href=\"/wp-json/wp/v2/posts\">"
        "<link rel=\"alternate\" hreflang=\"fr\" href=\"/fr/\">"
        "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"javascript:alert(1)\"></head>"
        "<body><a href=\"/sport/rss.xml\">Sport RSS</a><a href=\"/about\">About our feed</a>"
        "<a href=\"https://other.example/feed\">x</a></body></html>";
    struct feed_candidates c;
    feed_discover(&a, str_c(page), STR_NONE, STR("https://harbour.example/de/index.html"), &c);
    check_true(c.n > 4);
    check_strz(c.v[0].url, "https://harbour.example/de/feed.xml");
    check_strz(c.v[0].title, "News & more");
    check_int(c.v[0].how, FEED_HOW_LINK);
    check_int(c.v[0].kind, FEED_RSS);
    check_strz(c.v[1].url, "https://harbour.example/comments/feed");
    check_strz(c.v[2].url, "https://harbour.example/sport/rss.xml");
    check_int(c.v[2].how, FEED_HOW_ANCHOR);
    check_int(c.v[c.n - 1].how, FEED_HOW_GUESS);
    for (size_t i = 0; i < c.n; i++) {
        check_true(str_starts(c.v[i].url, STR("https://")));
        check_true(str_find(c.v[i].url, STR("wp-json")) == SIZE_MAX);
        check_true(i == 0 || c.v[i].rank <= c.v[i - 1].rank);
    }
    feed_discover(&a, STR("<rss/>"), STR_NONE, STR("https://harbour.example/x"), &c);
    check_int(c.v[0].how, FEED_HOW_SELF);
    feed_discover(&a, STR(""), STR_NONE, STR("https://harbour.example"), &c);
    check_strz(c.v[0].url, "https://harbour.example/feed");
    feed_discover(&a, STR(""), STR_NONE, STR("nonsense"), &c);
    check_int(c.n, 0);
    struct str many =
        repeat("<head>", "<link rel=alternate type=application/rss+xml href=x>", 100000, "");
    feed_discover(&a, many, STR_NONE, STR("https://harbour.example"), &c);
    check_true(c.n <= FEED_CANDIDATES_MOST);
    free((char *)(uintptr_t)many.p);
}

static void atom_there_and_back(void **state)
{
    (void)state;
    struct when w;
    check_true(when_parse(STR("2025-03-14"), &w));
    const struct str authors[] = {STR("Ann \"A\" Lee")}, tags[] = {STR("a<b")};
    const struct enclosure enclosures[] = {{STR("https://h.example/a.mp3"), STR("audio/mpeg"), 5}};
    const struct entry in = {.id = STR("urn:1"),
                             .url = STR("https://h.example/1?a=1&b=2"),
                             .title = STR("T <x> & \"y\"\x01 \xFF"),
                             .authors = authors,
                             .author_count = 1,
                             .published = w,
                             .updated.us = TIME_NONE,
                             .summary = STR("<p>s</p>"),
                             .content = STR("<p>c ]]> </p>"),
                             .tags = tags,
                             .tag_count = 1,
                             .enclosures = enclosures,
                             .enclosure_count = 1,
                             .image_url = STR("https://h.example/i.png"),
                             .comments_url = STR("https://h.example/1#c")};
    const struct feed feed = {
        .title = STR("F & G"), .self_url = STR("https://h.example/feed"), .updated.us = TIME_NONE};
    struct buf b;
    buf_arena(&b, &a, 100000);
    feed_write_atom(&b, &feed, &in, 1);
    struct feed_doc d = parse(str_z(&a, buf_str(&b)));
    check_int(d.problem_count, 0);
    check_strz(d.feed.title, "F & G");
    check_strz(date(d.feed.updated), "2025-03-14T00:00:00Z");
    const struct entry *e = d.entries;
    check_int(d.entry_count, 1);
    check_str(e->url, in.url);
    check_strz(e->title, "T <x> & \"y\" \xEF\xBF\xBD");
    check_str(e->content, in.content);
    check_str(e->summary, in.summary);
    check_str(e->authors[0], authors[0]);
    check_str(e->tags[0], tags[0]);
    check_str(e->image_url, in.image_url);
    check_str(e->comments_url, in.comments_url);
    check_str(e->enclosures[0].url, enclosures[0].url);
}

static void opml_there_and_back(void **state)
{
    (void)state;
    static const char text[] =
        "<opml version=\"1.0\"><head><title>My &amp; list</title></head><body>"
        "<outline text=\"One\" xmlUrl=\"https://one.example/feed\" "
        "htmlUrl=\"https://one.example/\"/>"
        "<outline text=\"News\"><outline text=\"World\">"
        "<outline title=\"Two\" text=\"t\" xmlurl=\"feed://two.example/rss\"/>"
        "<outline text=\"Two again\" xmlUrl=\"http://two.example/rss\"/></outline>"
        "<outline text=\"Three\" xmlUrl=\"https://three.example/\"/></outline>"
        "<outline text=\"bad\" xmlUrl=\"javascript:alert(1)\"/></body></opml>";
    struct opml list;
    check_true(feed_read_opml(&a, str_c(text), &list));
    check_strz(list.title, "My & list");
    check_int(list.feed_count, 3);
    check_int(list.problem_count, 1);
    check_strz(list.feeds[1].url, "http://two.example/rss");
    check_strz(list.feeds[1].title, "Two");
    check_int(list.feeds[1].folder_count, 2);
    check_strz(list.feeds[1].folders[1], "World");
    check_int(list.feeds[2].folder_count, 1);
    struct buf b;
    buf_arena(&b, &a, 100000);
    feed_write_opml(&b, &list, 0);
    struct opml again;
    check_true(feed_read_opml(&a, buf_str(&b), &again));
    check_int(again.problem_count, 0);
    check_int(again.feed_count, 3);
    for (size_t i = 0; i < 3; i++) {
        check_str(again.feeds[i].url, list.feeds[i].url);
        check_str(again.feeds[i].title, list.feeds[i].title);
        check_str(again.feeds[i].site_url, list.feeds[i].site_url);
        check_int(again.feeds[i].folder_count, list.feeds[i].folder_count);
    }
    check_true(!feed_read_opml(&a, STR("<rss/>"), &list));
    check_true(!feed_read_opml(&a, STR("x"), &list) && list.problem_count == 1);
    check_strz(list.problems[0].words, "this is plain text, not a list of feeds (OPML)");
    struct str deep = repeat("<opml><body>", "<outline text=\"d\">", 500000,
                             "<outline xmlUrl=\"http://h.example/\"/>");
    check_true(feed_read_opml(&a, deep, &list));
    free((char *)(uintptr_t)deep.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(rss_of_today),
        T(rss_as_it_is_met),
        T(names_of_authors),
        T(rdf),
        T(atom),
        T(json_feed),
        T(news_sitemap),
        T(what_is_no_feed_says_what_it_is),
        T(encodings),
        T(hostile_input),
        T(limits_are_named),
        T(bombs_and_halves),
        T(discovering),
        T(atom_there_and_back),
        T(opml_there_and_back),
    };
    return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
