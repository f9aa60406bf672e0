/* write.c: Atom 1.0 (RFC 4287) and OPML 2.0, written. Characters that XML 1.0 cannot hold are left
 * out, bytes that are no UTF-8 become U+FFFD: the document is well-formed whatever the entries
 * hold. */
#include "feed/internal.h"

/* Text or attribute value. */
static void put_xml(struct buf *b, struct str s)
{
    for (size_t at = 0; at < s.n;) {
        unsigned char c = (unsigned char)s.p[at];
        if (c >= 0x80) {
            uint32_t r = utf8_next(s, &at);
            if (r != 0xFFFE && r != 0xFFFF)
                buf_rune(b, r);
            continue;
        }
        at++;
        switch (c) {
        case '&': buf_lit(b, "&amp;"); break;
        case '<': buf_lit(b, "&lt;"); break;
        case '>': buf_lit(b, "&gt;"); break;
        case '"': buf_lit(b, "&quot;"); break;
        case '\n': buf_lit(b, "&#10;"); break;
        case '\t': buf_lit(b, "&#9;"); break;
        default:
            if (c >= 0x20)
                buf_char(b, (char)c);
        }
    }
}

static void put_element(struct buf *b, const char *name, const char *attrs, struct str text)
{
    if (!text.n)
        return;
    buf_fmt(b, "<%s%s>", name, attrs);
    put_xml(b, text);
    buf_fmt(b, "</%s>\n", name);
}

static void put_attr(struct buf *b, const char *name, struct str value)
{
    if (!value.n)
        return;
    buf_fmt(b, " %s=\"", name);
    put_xml(b, value);
    buf_char(b, '"');
}

static void put_link(struct buf *b, const char *rel, struct str type, uint64_t length,
                     struct str url)
{
    if (!url.n)
        return;
    buf_fmt(b, "<link rel=\"%s\"", rel);
    put_attr(b, "type", type);
    if (length)
        buf_fmt(b, " length=\"%llu\"", (unsigned long long)length);
    put_attr(b, "href", url);
    buf_lit(b, "/>\n");
}

/* Atom wants a whole RFC 3339 date: a day is its first second, a month its first day. */
static void put_date(struct buf *b, const char *name, struct when w)
{
    if (w.precision == WHEN_NONE || w.us == TIME_NONE)
        return;
    w.precision = WHEN_SECOND;
    w.zone_known = true;
    buf_fmt(b, "<%s>", name);
    when_write(b, w);
    buf_fmt(b, "</%s>\n", name);
}

static struct when entry_date(const struct entry *e)
{
    return e->updated.precision != WHEN_NONE ? e->updated : e->published;
}

/* A tag that names a state of Google Reader's ("user/-/state/com.google/read") is written as its
 * successors write it, with the scheme and label by which reader apps know it. */
static void put_category(struct buf *b, struct str tag)
{
    struct str states = STR("user/-/state/com.google/");
    buf_lit(b, "<category");
    put_attr(b, "term", tag);
    if (str_starts(tag, states)) {
        put_attr(b, "scheme", STR("http://www.google.com/reader/"));
        put_attr(b, "label", str_from(tag, states.n));
    }
    buf_lit(b, "/>\n");
}

static void put_entry(struct buf *b, const struct entry *e, struct when feed_date)
{
    struct when date = entry_date(e);
    buf_lit(b, "<entry>\n");
    put_element(b, "id", "", e->id);
    buf_lit(b, "<title>");
    put_xml(b, e->title);
    buf_lit(b, "</title>\n");
    put_date(b, "updated", date.precision != WHEN_NONE ? date : feed_date);
    put_date(b, "published", e->published);
    put_link(b, "alternate", STR_NONE, 0, e->url);
    put_link(b, "replies", STR("text/html"), 0, e->comments_url);
    for (size_t i = 0; i < e->enclosure_count; i++)
        put_link(b, "enclosure", e->enclosures[i].type, e->enclosures[i].length,
                 e->enclosures[i].url);
    for (size_t i = 0; i < e->author_count; i++) {
        buf_lit(b, "<author>");
        put_element(b, "name", "", e->authors[i]);
        buf_lit(b, "</author>\n");
    }
    for (size_t i = 0; i < e->tag_count; i++)
        put_category(b, e->tags[i]);
    if (e->image_url.n) {
        buf_lit(b, "<media:thumbnail");
        put_attr(b, "url", e->image_url);
        buf_lit(b, "/>\n");
    }
    put_element(b, "summary", " type=\"html\"", e->summary);
    put_element(b, "content", " type=\"html\"", e->content);
    buf_lit(b, "</entry>\n");
}

void feed_write_atom(struct buf *out, const struct feed *feed, const struct entry *entries,
                     size_t n)
{
    struct when date = feed->updated;
    for (size_t i = 0; feed->updated.precision == WHEN_NONE && i < n; i++) {
        struct when w = entry_date(&entries[i]);
        if (w.precision != WHEN_NONE && (date.precision == WHEN_NONE || w.us > date.us))
            date = w;
    }
    if (date.precision == WHEN_NONE) /* Atom must have one */
        date = (struct when){.us = 0, .precision = WHEN_SECOND};
    buf_lit(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                 "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                 "xmlns:media=\"http://search.yahoo.com/mrss/\"");
    put_attr(out, "xml:lang", feed->lang);
    buf_lit(out, ">\n");
    struct str id = feed->self_url.n ? feed->self_url : feed->site_url;
    put_element(out, "id", "", id.n ? id : STR("urn:octavo:feed"));
    buf_lit(out, "<title>");
    put_xml(out, feed->title);
    buf_lit(out, "</title>\n");
    put_element(out, "subtitle", "", feed->description);
    put_date(out, "updated", date);
    put_link(out, "self", STR("application/atom+xml"), 0, feed->self_url);
    put_link(out, "alternate", STR("text/html"), 0, feed->site_url);
    put_link(out, "hub", STR_NONE, 0, feed->hub_url);
    put_element(out, "icon", "", feed->icon_url);
    buf_lit(out, "<author>");
    put_element(out, "name", "", feed->title.n ? feed->title : STR("Octavo"));
    buf_lit(out, "</author>\n");
    for (size_t i = 0; i < n; i++)
        put_entry(out, &entries[i], date);
    buf_lit(out, "</feed>\n");
}

static size_t common_folders(const struct opml_feed *x, const struct opml_feed *y)
{
    size_t n = 0;
    while (x && y && n < x->folder_count && n < y->folder_count &&
           str_eq(x->folders[n], y->folders[n]))
        n++;
    return n;
}

void feed_write_opml(struct buf *out, const struct opml *list, int64_t created)
{
    buf_lit(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n<head>\n");
    put_element(out, "title", "", list->title);
    if (created != TIME_NONE) {
        buf_lit(out, "<dateCreated>");
        time_write_http(out, created);
        buf_lit(out, "</dateCreated>\n");
    }
    buf_lit(out, "</head>\n<body>\n");
    const struct opml_feed *last = NULL;
    size_t open = 0;
    for (size_t i = 0; i < list->feed_count; i++) {
        const struct opml_feed *f = &list->feeds[i];
        for (size_t keep = common_folders(last, f); open > keep; open--)
            buf_lit(out, "</outline>\n");
        for (; open < f->folder_count; open++) {
            buf_lit(out, "<outline");
            put_attr(out, "text", f->folders[open]);
            buf_lit(out, ">\n");
        }
        buf_lit(out, "<outline type=\"rss\"");
        put_attr(out, "text", f->title.n ? f->title : f->url);
        put_attr(out, "title", f->title);
        put_attr(out, "xmlUrl", f->url);
        put_attr(out, "htmlUrl", f->site_url);
        buf_lit(out, "/>\n");
        last = f;
    }
    for (; open; open--)
        buf_lit(out, "</outline>\n");
    buf_lit(out, "</body>\n</opml>\n");
}
