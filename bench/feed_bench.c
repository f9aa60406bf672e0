/* feed_bench: MB/s of feed_parse over made-up feeds of the common shapes (50 entries, short and
 * long texts), or over the files given as arguments. Each runs for a second of CPU time. */
#include "feed/feed.h"

#include <stdio.h>

static const char words[] =
    "The harbour office said on Friday that the late ferry would sail again "
    "before the evening tide, and thanked the crew for its patience. ";

static void put_text(struct buf *b, size_t sentences, bool escaped)
{
    for (size_t i = 0; i < sentences; i++) {
        buf_put(b, escaped ? STR("&lt;p&gt;") : STR("<p>"));
        buf_put(b, str_c(words));
        buf_put(b, escaped ? STR("&lt;/p&gt;") : STR("</p>"));
    }
}

static void make_rss(struct buf *b, size_t sentences, bool escaped)
{
    buf_lit(b, "<?xml version=\"1.0\"?><rss version=\"2.0\" "
               "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
               "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Harbour</title>"
               "<link>https://harbour.example/</link>\n");
    for (int i = 0; i < 50; i++) {
        buf_fmt(b,
                "<item>\n<title>Ferry number %d is late &amp; slow</title>\n"
                "<link>https://harbour.example/news/2025/03/14/ferry-%d</link>\n"
                "<guid isPermaLink=\"false\">https://harbour.example/?p=%d</guid>\n"
                "<pubDate>Fri, 14 Mar 2025 10:%02d:00 +0000</pubDate>\n"
                "<dc:creator><![CDATA[Ann Lee]]></dc:creator>\n<category>Sea</category>\n",
                i, i, i, i);
        buf_lit(b, "<description>");
        put_text(b, 2, true);
        buf_lit(b, "</description>\n<content:encoded>");
        if (!escaped)
            buf_lit(b, "<![CDATA[");
        put_text(b, sentences, escaped);
        buf_put(b, escaped ? STR("") : STR("]]>"));
        buf_lit(b, "</content:encoded>\n</item>\n");
    }
    buf_lit(b, "</channel></rss>\n");
}

static void make_atom(struct buf *b, size_t sentences)
{
    buf_lit(b, "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour</title>\n");
    for (int i = 0; i < 50; i++) {
        buf_fmt(b,
                "<entry>\n<id>tag:harbour.example,2025:%d</id>\n<title>Ferry number %d</title>\n"
                "<link rel=\"alternate\" href=\"https://harbour.example/%d\"/>\n"
                "<updated>2025-03-14T10:%02d:00Z</updated>\n<content type=\"html\">",
                i, i, i, i);
        put_text(b, sentences, true);
        buf_lit(b, "</content>\n</entry>\n");
    }
    buf_lit(b, "</feed>\n");
}

static void bench(const char *name, struct str bytes)
{
    struct arena a;
    arena_init(&a, (size_t)1 << 30);
    size_t runs = 0, entries = 0, peak = 0;
    int64_t from = clock_cpu(), took = 0;
    for (; took < US_SECOND; took = clock_cpu() - from, runs++) {
        struct feed_doc d;
        feed_parse(&a, bytes, STR_NONE, STR("https://harbour.example/feed"), &d);
        entries = d.entry_count;
        peak = a.held;
        arena_reset(&a);
    }
    printf("%-28s %8.1f KB %5zu entries %8.1f MB/s  arena %.1f MB\n", name, (double)bytes.n / 1e3,
           entries, (double)bytes.n * (double)runs / (double)took, (double)peak / 1e6);
    arena_done(&a);
}

static struct str read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    struct buf b;
    buf_init(&b, 64 << 20);
    char t[65536];
    for (size_t n; f && (n = fread(t, 1, sizeof t, f)) > 0;)
        buf_put(&b, str_of(t, n));
    if (f)
        fclose(f);
    return buf_str(&b);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        bench(argv[i], read_file(argv[i]));
    if (argc > 1)
        return 0;
    struct buf b;
    buf_init(&b, 64 << 20);
    make_rss(&b, 2, true);
    bench("rss, teasers", buf_str(&b));
    buf_clear(&b);
    make_rss(&b, 20, false);
    bench("rss, whole articles, CDATA", buf_str(&b));
    buf_clear(&b);
    make_rss(&b, 20, true);
    bench("rss, whole articles, escaped", buf_str(&b));
    buf_clear(&b);
    make_atom(&b, 20);
    bench("atom, whole articles", buf_str(&b));
    buf_done(&b);
    return 0;
}
