/* feed.c: the way through a feed of any format: what it is, which reader takes it, and what the
 * readers share at the start and the end of an entry and of the document. */
#include "feed/internal.h"

/* ---- What is it? ---- */

static const struct {
    struct str magic, words;
} known_bytes[] = {
    {STR_INIT("%PDF"), STR_INIT("this is a PDF document, not a feed")},
    {STR_INIT("\x89PNG"), STR_INIT("this is a picture, not a feed")},
    {STR_INIT("\xFF\xD8\xFF"), STR_INIT("this is a picture, not a feed")},
    {STR_INIT("GIF8"), STR_INIT("this is a picture, not a feed")},
    {STR_INIT("RIFF"), STR_INIT("this is a picture or a sound, not a feed")},
    {STR_INIT("ID3"), STR_INIT("this is a sound, not a feed")},
    {STR_INIT("OggS"), STR_INIT("this is a sound, not a feed")},
    {STR_INIT("\x1F\x8B"), STR_INIT("this is compressed data (gzip), not a feed")},
    {STR_INIT("PK\x03\x04"), STR_INIT("this is an archive or office document, not a feed")},
    {STR_INIT("BEGIN:VCALENDAR"), STR_INIT("this is a calendar, not a feed")},
    {STR_INIT("User-agent:"), STR_INIT("this is a robots file, not a feed")},
};

enum document document_find(struct str s, struct str *ret_why)
{
    s = str_trim(s);
    if (!s.n) {
        *ret_why = STR("it is empty");
        return DOCUMENT_OTHER;
    }
    for (size_t i = 0; i < sizeof known_bytes / sizeof *known_bytes; i++) {
        if (str_starts_fold(s, known_bytes[i].magic)) {
            *ret_why = known_bytes[i].words;
            return DOCUMENT_OTHER;
        }
    }
    if (s.p[0] == '{' || s.p[0] == '[')
        return DOCUMENT_JSON;
    /* Servers print warnings before the document: look for a tag a little further on. */
    struct str head = str_sub(s, 0, 65536);
    if (str_find_char(head, '<') != SIZE_MAX)
        return DOCUMENT_XML;
    *ret_why = memchr(head.p, 0, head.n) ? STR("this is no text, and so not a feed")
                                         : STR("this is plain text, not a feed");
    return DOCUMENT_OTHER;
}

bool document_root(struct xml *x, struct xml_event *ret, struct str *ret_why)
{
    enum { STRAY_MOST = 50 };
    static const struct str stray[] = {STR_INIT("br"),   STR_INIT("b"),      STR_INIT("p"),
                                       STR_INIT("font"), STR_INIT("i"),      STR_INIT("hr"),
                                       STR_INIT("pre"),  STR_INIT("script"), STR_INIT("style"),
                                       STR_INIT("link"), STR_INIT("meta"),   STR_INIT("div")};
    struct xml_event e;
    for (int k = 0; k < STRAY_MOST && xml_next(x, &e);) {
        if (e.kind != XML_OPEN)
            continue;
        bool skip = false;
        for (size_t i = 0; i < sizeof stray / sizeof *stray; i++)
            skip |= str_eq_fold(e.name, stray[i]);
        if (!skip) {
            *ret = e;
            return true;
        }
        k++;
    }
    *ret_why = STR("this has no XML element in it, and so is not a feed");
    return false;
}

static struct str not_a_feed(struct arena *a, const struct xml_event *root)
{
    if (str_eq_fold(root->name, STR("html")) || str_eq_fold(root->name, STR("head")) ||
        str_eq_fold(root->name, STR("body")) || str_eq_fold(root->name, STR("title")))
        return STR("this is a web page, not a feed");
    if (str_eq_fold(root->name, STR("opml")))
        return STR("this is an OPML list of feeds: import it instead");
    if (str_eq_fold(root->name, STR("sitemapindex")))
        return STR("this is an index of sitemaps: follow one of the sitemaps in it");
    if (str_eq_fold(root->name, STR("svg")))
        return STR("this is a picture, not a feed");
    return str_fmt(a, "this is XML, but not of a feed: its root is <%.*s>",
                   STR_ARG(utf8_cut(root->name, 100)));
}

/* Does the document type declaration define entities that multiply or swell what they stand in?
 * None is ever expanded here, but a document that needs such is no feed: it is an attack (the
 * "billion laughs"). Entities for single characters, as old feeds have them, are harmless. */
static bool defines_bomb(struct str s)
{
    enum { ENTITY_MOST = 1024 };
    size_t at = str_find_fold(str_sub(s, 0, 4096), STR("<!DOCTYPE"));
    size_t end = at == SIZE_MAX ? SIZE_MAX : str_find(str_from(s, at), STR("]>"));
    struct str dtd = end == SIZE_MAX ? str_from(s, at) : str_sub(s, at, at + end);
    for (;;) {
        size_t found = str_find(dtd, STR("<!ENTITY"));
        if (found == SIZE_MAX)
            return false;
        dtd = str_from(dtd, found + 8);
        size_t quote = 0;
        while (quote < dtd.n && dtd.p[quote] != '"' && dtd.p[quote] != '\'' && dtd.p[quote] != '>')
            quote++;
        if (quote == dtd.n || dtd.p[quote] == '>')
            continue;
        size_t close = str_find_char(str_from(dtd, quote + 1), dtd.p[quote]);
        struct str value = str_sub(str_from(dtd, quote + 1), 0, close);
        if (value.n > ENTITY_MOST)
            return true;
        for (size_t i = 0; i + 1 < value.n; i++) {
            struct str rest = str_from(value, i);
            if (rest.p[0] == '&' && is_alpha(rest.p[1]) && !str_starts(rest, STR("&amp;")) &&
                !str_starts(rest, STR("&lt;")) && !str_starts(rest, STR("&gt;")) &&
                !str_starts(rest, STR("&quot;")) && !str_starts(rest, STR("&apos;")))
                return true;
        }
        dtd = str_from(dtd, quote + 1 + value.n);
    }
}

static bool says_html(struct str s)
{
    s = str_trim(s);
    return str_starts_fold(s, STR("<!doctype html")) || str_starts_fold(s, STR("<html"));
}

enum feed_kind feed_sniff(struct arena *a, struct str bytes, struct str http_charset,
                          struct str *ret_why)
{
    struct str utf8, why = STR_NONE, version;
    struct xml_event root;
    enum feed_kind kind = FEED_UNKNOWN;
    /* The root is near the start; a comment before it may be long. */
    xml_to_utf8(a, str_sub(bytes, 0, 256 * 1024), http_charset, &utf8);
    enum document what = document_find(utf8, &why);
    if (what == DOCUMENT_JSON) {
        if (str_find(str_sub(utf8, 0, 4096), STR("jsonfeed.org/version")) != SIZE_MAX ||
            str_find(str_sub(utf8, 0, 65536), STR("\"items\"")) != SIZE_MAX)
            kind = FEED_JSON;
        else
            why = STR("this is JSON, but not a JSON feed");
    } else if (what == DOCUMENT_XML && says_html(utf8)) {
        why = STR("this is a web page, not a feed");
    } else if (what == DOCUMENT_XML) {
        struct xml x;
        xml_init(&x, a, utf8);
        if (document_root(&x, &root, &why)) {
            kind = rss_root(&root, &version);
            if (kind == FEED_UNKNOWN)
                why = not_a_feed(a, &root);
        }
    }
    if (ret_why && kind == FEED_UNKNOWN)
        *ret_why = why;
    return kind;
}

/* ---- Entries and the document ---- */

void feed_begin(struct feed_reader *r, struct arena *a, struct str utf8, struct str base_url)
{
    *r = (struct feed_reader){.a = a, .feed.updated.us = TIME_NONE};
    xml_init(&r->x, a, utf8);
    map_init(&r->ids, a);
    struct url *base = ARENA_NEW(a, struct url);
    if (url_parse(a, base_url, NULL, base))
        r->base = base;
}

/* An id for an entry that gives none: of what it says, so that it stays the same. */
static struct str made_id(struct arena *a, const struct entry *e)
{
    struct str parts[] = {e->title, e->summary, e->content};
    return str_fmt(a, "octavo:%016llx",
                   (unsigned long long)str_hash(str_join(a, parts, 3, STR("\n"))));
}

/* The src of the first picture in HTML that is none of a tracker or smiley. */
static struct str first_image(struct feed_reader *r, struct str html)
{
    enum { LOOK_AT = 256 * 1024, IMAGES_MOST = 20 };
    html = utf8_cut(html, LOOK_AT);
    size_t at = 0;
    for (int k = 0; k < IMAGES_MOST; k++) {
        size_t from = SIZE_MAX;
        while (at < html.n && from == SIZE_MAX) {
            size_t lt = str_find_char(str_from(html, at), '<');
            if (lt == SIZE_MAX)
                return STR_NONE;
            at += lt + 1;
            if (str_starts_fold(str_from(html, at), STR("img")))
                from = at - 1;
        }
        if (from == SIZE_MAX)
            return STR_NONE;
        size_t end = str_find_char(str_from(html, from), '>');
        struct str tag = str_sub(html, from, end == SIZE_MAX ? html.n : from + end + 1);
        struct html_doc doc;
        html_parse(r->a, str_sub(tag, 0, 8192), &(struct html_options){.fragment = true}, &doc);
        uint32_t img = html_next(&doc, 0, 0, HTML_IMG);
        at = from + tag.n;
        if (!img)
            continue;
        uint64_t width = field_number(html_attr(&doc, img, HTML_ATTR_WIDTH));
        struct str src = html_attr(&doc, img, HTML_ATTR_SRC);
        bool skip = (width > 0 && width < 33) || field_image_is_useless(src);
        struct str url = skip || !src.n ? STR_NONE : field_url(r, src);
        if (url.n)
            return url;
    }
    return STR_NONE;
}

static void settle(struct feed_reader *r, struct entry_build *b)
{
    struct entry *e = &b->e;
    if (!e->title.n)
        e->title = b->fallback_title;
    if (!e->summary.n && !e->content.n)
        e->summary = b->fallback_summary;
    struct str permalink = b->guid_is_link && str_find(b->guid, STR("://")) != SIZE_MAX
                               ? field_url(r, b->guid)
                               : STR_NONE;
    struct str urls[] = {b->original, b->link, b->guessed, permalink};
    for (size_t i = 0; i < 4 && !e->url.n; i++)
        e->url = urls[i];
    struct str ids[] = {b->guid, b->about, e->url};
    for (size_t i = 0; i < 3 && !e->id.n; i++)
        e->id = field_id(r->a, ids[i]);
    if (!e->image_url.n)
        e->image_url = first_image(r, e->content);
    if (!e->image_url.n)
        e->image_url = first_image(r, e->summary);
    if (!b->authors.n && (r->feed.kind == FEED_ATOM || r->feed.kind == FEED_JSON))
        b->authors = r->authors; /* RFC 4287, section 4.2.1 */
    e->authors = b->authors.v;
    e->author_count = b->authors.n;
    e->tags = b->tags.v;
    e->tag_count = b->tags.n;
    e->enclosures = b->enclosures.v;
    e->enclosure_count = b->enclosures.n;
}

void feed_add_entry(struct feed_reader *r, struct entry_build *b)
{
    if (r->entries.n == FEED_ENTRIES_MOST) {
        r->left_out++;
        return;
    }
    settle(r, b);
    if (!b->e.id.n && !b->e.title.n && !b->e.summary.n && !b->e.content.n) {
        feed_problem(r, b->at, STR("an entry is empty and is left out"));
        return;
    }
    if (!b->e.id.n)
        b->e.id = made_id(r->a, &b->e);
    bool is_new;
    map_put(&r->ids, b->e.id, &is_new);
    if (is_new)
        LIST_PUSH(r->a, &r->entries, b->e);
    else
        feed_problem(r, b->at, STR("an entry has the id of one before it; the first is kept"));
}

void feed_problem(struct feed_reader *r, size_t at, struct str words)
{
    if (r->problems.n < FEED_PROBLEMS_MOST)
        LIST_PUSH(r->a, &r->problems, (struct problem){xml_line(&r->x, at), words});
}

static int by_line(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    uint32_t i = ((const struct problem *)x)->line, k = ((const struct problem *)y)->line;
    return (i > k) - (i < k);
}

void feed_end(struct feed_reader *r, struct feed_doc *ret)
{
    if (r->left_out)
        feed_problem(r, r->x.in.n,
                     str_fmt(r->a, "there are more than %d entries; %zu are left out",
                             FEED_ENTRIES_MOST, r->left_out));
    for (size_t i = 0; i < r->x.problem_count; i++)
        LIST_PUSH(r->a, &r->problems, r->x.problems[i]);
    sort_stable(r->a, r->problems.v, r->problems.n, sizeof *r->problems.v, by_line, NULL);
    *ret = (struct feed_doc){
        .feed = r->feed,
        .entries = r->entries.v,
        .entry_count = r->entries.n,
        .problems = r->problems.v,
        .problem_count = r->problems.n,
    };
}

static bool read_xml(struct feed_reader *r, struct str *why)
{
    struct xml_event root;
    if (!document_root(&r->x, &root, why))
        return false;
    r->feed.kind = rss_root(&root, &r->feed.version);
    if (r->feed.kind == FEED_UNKNOWN) {
        *why = not_a_feed(r->a, &root);
        return false;
    }
    rss_read(r, &root);
    /* Articles need a dozen levels, attacks use a million. */
    if (r->x.too_deep) {
        *why =
            str_fmt(r->a, "its elements are nested deeper than %d: it is refused", XML_DEPTH_MOST);
        return false;
    }
    return true;
}

void feed_parse(struct arena *a, struct str bytes, struct str http_charset, struct str base_url,
                struct feed_doc *ret)
{
    struct str utf8, why = STR_NONE;
    bool cut = bytes.n > FEED_BYTES_MOST;
    xml_to_utf8(a, str_sub(bytes, 0, FEED_BYTES_MOST), http_charset, &utf8);
    struct feed_reader r;
    feed_begin(&r, a, utf8, base_url);
    enum document what = document_find(utf8, &why);
    bool ok = false;
    if (what == DOCUMENT_XML && says_html(utf8))
        why = STR("this is a web page, not a feed");
    else if (what == DOCUMENT_XML && defines_bomb(utf8))
        why = STR("it defines entities that multiply: it is refused");
    else if (what == DOCUMENT_XML)
        ok = read_xml(&r, &why);
    else if (what == DOCUMENT_JSON)
        ok = json_feed_read(&r, utf8, &why);
    if (cut)
        feed_problem(&r, utf8.n, STR("the feed is longer than 16 MiB; the rest is not read"));
    if (!ok) {
        struct problem *p = ARENA_NEW(a, struct problem);
        *p = (struct problem){.words = why};
        *ret = (struct feed_doc){.feed.updated.us = TIME_NONE, .problems = p, .problem_count = 1};
        return;
    }
    feed_end(&r, ret);
}
