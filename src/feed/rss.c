/* rss.c: the XML formats. What an element means is in two tables, one for the feed and one for its
 * entries, by namespace and local name; the namespaces of RSS and Atom themselves, and none at all,
 * count as one, since feeds mix them up. An element's function reads it up to its end tag; one that
 * leaves its contents alone makes them members of the entry around it (media:group). */
#include "feed/internal.h"

/* ---- Texts ---- */

/* The text of the element just opened. Where a publisher put markup into it unescaped, that markup,
 * and *markup is set. */
static struct str mixed_text(struct feed_reader *r, bool *markup)
{
    struct str rest = str_from(r->x.in, r->x.at);
    size_t lt = str_find_char(rest, '<');
    *markup = lt != SIZE_MAX && lt + 1 < rest.n && is_alpha(rest.p[lt + 1]);
    return *markup ? xml_inner_html(&r->x) : xml_text(&r->x);
}

enum text_kind { TEXT_PLAIN, TEXT_HTML, TEXT_XHTML, TEXT_NONE };

/* What an Atom text construct or content says that it is; RSS texts are HTML. */
static enum text_kind text_kind(const struct feed_reader *r, const struct xml_event *e)
{
    struct str type = str_trim(xml_attr(e, XML_NS_NONE, STR("type")));
    struct str mode = xml_attr(e, XML_NS_NONE, STR("mode"));
    if (xml_attr(e, XML_NS_NONE, STR("src")).n || str_eq_fold(mode, STR("base64")))
        return TEXT_NONE;
    if (str_eq_fold(type, STR("xhtml")) || str_eq_fold(type, STR("application/xhtml+xml")))
        return TEXT_XHTML;
    if (str_eq_fold(type, STR("html")) || str_eq_fold(type, STR("text/html")))
        return str_eq_fold(mode, STR("xml")) ? TEXT_XHTML : TEXT_HTML;
    if (r->feed.kind != FEED_ATOM)
        return TEXT_HTML;
    if (!type.n || str_eq_fold(type, STR("text")) || str_starts_fold(type, STR("text/")))
        return TEXT_PLAIN;
    return TEXT_NONE;
}

static struct str take_plain(struct feed_reader *r, const struct xml_event *e)
{
    enum text_kind kind = text_kind(r, e);
    bool markup = false;
    if (kind == TEXT_XHTML)
        return field_plain(r->a, xml_inner_html(&r->x));
    struct str text = mixed_text(r, &markup);
    if (kind == TEXT_HTML || markup)
        return field_plain(r->a, text);
    return field_plain_text(r->a, text);
}

static struct str take_html(struct feed_reader *r, const struct xml_event *e)
{
    enum text_kind kind = text_kind(r, e);
    bool markup = false;
    if (kind == TEXT_NONE) {
        xml_skip(&r->x);
        return STR_NONE;
    }
    if (kind == TEXT_XHTML)
        return field_html(r, xml_inner_html(&r->x));
    struct str text = mixed_text(r, &markup);
    /* Atom's default is plain text, but many put HTML there and say nothing. */
    if (kind == TEXT_HTML || markup || field_looks_like_html(text))
        return field_html(r, text);
    return field_html(r, field_escape(r->a, utf8_cut(text, FEED_HTML_MOST)));
}

static struct str take_line(struct feed_reader *r)
{
    return field_line(r->a, xml_text(&r->x));
}

/* The base for addresses inside an element: its xml:base, else that of the element around it. */
static const struct url *base_of(struct feed_reader *r, const struct xml_event *e)
{
    struct str given = str_trim(xml_attr(e, XML_NS_XML, STR("base")));
    if (!given.n)
        return r->base;
    struct url *base = ARENA_NEW(r->a, struct url);
    if (url_parse(r->a, given, r->base, base) && url_is_web(base))
        return base;
    feed_problem(r, e->at, STR("xml:base is no http or https address"));
    return r->base;
}

/* A date that does not parse is a problem; an empty one is not. */
static void take_date(struct feed_reader *r, const struct xml_event *e, struct when *to)
{
    struct str text = take_line(r);
    struct when w = field_date(r, text);
    if (text.n && w.precision == WHEN_NONE)
        xml_problem(
            &r->x, e->at,
            str_fmt(r->a, "\"%.*s\" is no date that can be read", STR_ARG(utf8_cut(text, 60))));
    if (to->precision == WHEN_NONE)
        *to = w;
}

/* A person: the text, or the <name> inside. */
static void take_person(struct feed_reader *r, struct str_list *to)
{
    size_t depth = r->x.depth;
    struct xml_event e;
    struct str text = STR_NONE, name = STR_NONE, mail = STR_NONE;
    while (r->x.depth >= depth && xml_next(&r->x, &e)) {
        if (e.kind == XML_TEXT && !e.blank && !text.n)
            text = e.text;
        if (e.kind != XML_OPEN)
            continue;
        if (str_eq_fold(e.name, STR("name")))
            name = xml_text(&r->x);
        else if (str_eq_fold(e.name, STR("email")))
            mail = xml_text(&r->x);
        else
            xml_skip(&r->x);
    }
    field_author(r, to, str_trim(name).n ? name : text.n ? text : mail);
}

/* The relation of a link: "alternate" where none is given, and without the registry's address. */
static struct str link_rel(const struct xml_event *e)
{
    struct str rel = str_trim(xml_attr(e, XML_NS_NONE, STR("rel")));
    size_t slash = str_rfind_char(rel, '/');
    if (slash != SIZE_MAX)
        rel = str_from(rel, slash + 1);
    return rel.n ? rel : STR("alternate");
}

/* ---- Elements of an entry ---- */

typedef void (*entry_element)(struct feed_reader *, struct entry_build *, const struct xml_event *);

static void entry_title(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    struct str title = take_plain(r, e);
    if (!b->e.title.n)
        b->e.title = title;
}

static void entry_other_title(struct feed_reader *r, struct entry_build *b,
                              const struct xml_event *e)
{
    struct str title = take_plain(r, e);
    if (!b->fallback_title.n)
        b->fallback_title = title;
}

static void entry_summary(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    struct str html = take_html(r, e);
    if (!b->e.summary.n)
        b->e.summary = html;
}

static void entry_other_summary(struct feed_reader *r, struct entry_build *b,
                                const struct xml_event *e)
{
    struct str html = take_html(r, e);
    if (html.n > b->fallback_summary.n)
        b->fallback_summary = html;
}

static void entry_content(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    const struct url *outer = r->base;
    r->base = base_of(r, e);
    struct str html = take_html(r, e);
    r->base = outer;
    if (html.n > b->e.content.n)
        b->e.content = html;
}

/* <xhtml:body> and <xhtml:div> inside an item. */
static void entry_xhtml(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    (void)e;
    struct str html = field_html(r, xml_inner_html(&r->x));
    if (html.n > b->e.content.n)
        b->e.content = html;
}

static void atom_link(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    struct str href = xml_attr(e, XML_NS_NONE, STR("href")), rel = link_rel(e);
    struct str type = xml_attr(e, XML_NS_NONE, STR("type"));
    bool page = !type.n || str_find_fold(type, STR("html")) != SIZE_MAX;
    if (str_eq_fold(rel, STR("alternate"))) {
        struct str *to = page ? &b->link : &b->guessed;
        if (!to->n)
            *to = field_url(r, href);
    } else if (str_eq_fold(rel, STR("enclosure"))) {
        field_enclosure(r, b, href, type, field_number(xml_attr(e, XML_NS_NONE, STR("length"))));
    } else if (str_eq_fold(rel, STR("replies")) && page && !b->e.comments_url.n) {
        b->e.comments_url = field_url(r, href);
    }
}

static void entry_link(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    const struct url *outer = r->base;
    r->base = base_of(r, e);
    if (xml_attr(e, XML_NS_NONE, STR("href")).n) {
        atom_link(r, b, e);
        xml_skip(&r->x);
    } else {
        struct str url = field_url(r, take_line(r));
        if (!b->link.n)
            b->link = url;
    }
    r->base = outer;
}

static void entry_original(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    (void)e;
    b->original = field_url(r, take_line(r));
}

static void entry_id(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    bool permalink =
        !str_eq_fold(str_trim(xml_attr(e, XML_NS_NONE, STR("isPermaLink"))), STR("false"));
    struct str id = field_id(r->a, xml_text(&r->x));
    if (b->guid.n)
        return;
    b->guid = id;
    b->guid_is_link = permalink;
}

static void entry_other_id(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    (void)e;
    struct str id = field_id(r->a, xml_text(&r->x));
    if (!b->about.n)
        b->about = id;
}

static void entry_published(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    take_date(r, e, &b->e.published);
}

static void entry_updated(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    take_date(r, e, &b->e.updated);
}

static void entry_author(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    (void)e;
    take_person(r, &b->authors);
}

/* Podcasts say there who speaks; it is the author only where nobody else is named. */
static void entry_other_author(struct feed_reader *r, struct entry_build *b,
                               const struct xml_event *e)
{
    (void)e;
    struct str_list none = {0};
    take_person(r, b->authors.n ? &none : &b->authors);
}

static void entry_category(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    struct str label = xml_attr(e, XML_NS_NONE, STR("label"));
    if (!label.n)
        label = xml_attr(e, XML_NS_NONE, STR("term"));
    if (!label.n)
        label = xml_attr(e, XML_NS_NONE, STR("text")); /* itunes:category */
    struct str text = xml_text(&r->x);
    field_tag(r, b, label.n ? field_plain_text(r->a, label) : field_plain(r->a, text));
}

static void entry_keywords(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    (void)e;
    field_tags(r, b, xml_text(&r->x));
}

static void entry_lang(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    (void)e;
    b->e.lang = take_line(r);
}

static void entry_comments(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    (void)e;
    struct str url = field_url(r, take_line(r));
    if (!b->e.comments_url.n)
        b->e.comments_url = url;
}

static void entry_enclosure(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    struct str url = xml_attr(e, XML_NS_NONE, STR("url"));
    if (!url.n)
        url = xml_attr(e, XML_NS_NONE, STR("href"));
    if (!url.n)
        url = xml_attr(e, XML_NS_RDF, STR("resource"));
    field_enclosure(r, b, url, xml_attr(e, XML_NS_NONE, STR("type")),
                    field_number(xml_attr(e, XML_NS_NONE, STR("length"))));
    xml_skip(&r->x);
}

static bool is_picture_name(struct str url)
{
    static const struct str ends[] = {STR_INIT(".jpg"),  STR_INIT(".jpeg"), STR_INIT(".png"),
                                      STR_INIT(".webp"), STR_INIT(".gif"),  STR_INIT(".avif")};
    struct str path = str_sub(url, 0, str_find_char(url, '?'));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (path.n > ends[i].n && str_eq_fold(str_from(path, path.n - ends[i].n), ends[i]))
            return true;
    return false;
}

/* Its children (title, description, thumbnail) belong to the entry. */
static void media_content(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    struct str url = xml_attr(e, XML_NS_NONE, STR("url"));
    struct str type = xml_attr(e, XML_NS_NONE, STR("type"));
    struct str medium = xml_attr(e, XML_NS_NONE, STR("medium"));
    if (str_eq_fold(medium, STR("image")) || str_starts_fold(type, STR("image/")) ||
        (!type.n && !medium.n && is_picture_name(url)))
        field_image(r, b, url, IMAGE_CONTENT, field_number(xml_attr(e, XML_NS_NONE, STR("width"))));
    else
        field_enclosure(r, b, url, type, field_number(xml_attr(e, XML_NS_NONE, STR("fileSize"))));
}

static void media_thumbnail(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    struct str url = xml_attr(e, XML_NS_NONE, STR("url"));
    uint64_t width = field_number(xml_attr(e, XML_NS_NONE, STR("width")));
    struct str text = xml_text(&r->x);
    field_image(r, b, url.n ? url : text, IMAGE_THUMBNAIL, width);
}

static void entry_image(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    struct str href = xml_attr(e, XML_NS_NONE, STR("href"));
    size_t depth = r->x.depth;
    struct xml_event in;
    while (r->x.depth >= depth && xml_next(&r->x, &in)) {
        if (in.kind == XML_TEXT && !in.blank && !href.n)
            href = in.text;
        else if (in.kind == XML_OPEN && str_eq_fold(in.name, STR("url")))
            href = xml_text(&r->x);
        else if (in.kind == XML_OPEN)
            xml_skip(&r->x);
    }
    field_image(r, b, href, IMAGE_CHANNEL, 0);
}

static void entry_inside(struct feed_reader *r, struct entry_build *b, const struct xml_event *e)
{
    (void)r;
    (void)b;
    (void)e;
}

enum { CORE = XML_NS_NONE };
static const struct {
    uint16_t ns;
    struct str name; /* case is ignored */
    entry_element take;
} entry_elements[] = {
    {CORE, STR_INIT("title"), entry_title},
    {CORE, STR_INIT("link"), entry_link},
    {CORE, STR_INIT("description"), entry_summary},
    {CORE, STR_INIT("pubDate"), entry_published},
    {CORE, STR_INIT("guid"), entry_id},
    {CORE, STR_INIT("category"), entry_category},
    {XML_NS_DC, STR_INIT("creator"), entry_author},
    {XML_NS_CONTENT, STR_INIT("encoded"), entry_content},
    {CORE, STR_INIT("id"), entry_id},
    {CORE, STR_INIT("updated"), entry_updated},
    {CORE, STR_INIT("published"), entry_published},
    {CORE, STR_INIT("summary"), entry_summary},
    {CORE, STR_INIT("content"), entry_content},
    {CORE, STR_INIT("author"), entry_author},
    {CORE, STR_INIT("enclosure"), entry_enclosure},
    {CORE, STR_INIT("comments"), entry_comments},
    {CORE, STR_INIT("issued"), entry_published},
    {CORE, STR_INIT("created"), entry_published},
    {CORE, STR_INIT("modified"), entry_updated},
    {CORE, STR_INIT("date"), entry_published},
    {CORE, STR_INIT("image"), entry_image},
    {CORE, STR_INIT("body"), entry_content},
    {CORE, STR_INIT("fulltext"), entry_content},
    {CORE, STR_INIT("language"), entry_lang},
    {CORE, STR_INIT("tagline"), entry_summary},
    {XML_NS_XHTML, STR_INIT("body"), entry_xhtml},
    {XML_NS_XHTML, STR_INIT("div"), entry_xhtml},
    {XML_NS_DC, STR_INIT("date"), entry_published},
    {XML_NS_DC, STR_INIT("subject"), entry_category},
    {XML_NS_DC, STR_INIT("title"), entry_other_title},
    {XML_NS_DC, STR_INIT("description"), entry_other_summary},
    {XML_NS_DC, STR_INIT("language"), entry_lang},
    {XML_NS_DC, STR_INIT("identifier"), entry_other_id},
    {XML_NS_DC, STR_INIT("contributor"), entry_other_author},
    {XML_NS_DCTERMS, STR_INIT("creator"), entry_author},
    {XML_NS_DCTERMS, STR_INIT("created"), entry_published},
    {XML_NS_DCTERMS, STR_INIT("issued"), entry_published},
    {XML_NS_DCTERMS, STR_INIT("modified"), entry_updated},
    {XML_NS_MEDIA, STR_INIT("group"), entry_inside},
    {XML_NS_MEDIA, STR_INIT("content"), media_content},
    {XML_NS_MEDIA, STR_INIT("thumbnail"), media_thumbnail},
    {XML_NS_MEDIA, STR_INIT("title"), entry_other_title},
    {XML_NS_MEDIA, STR_INIT("description"), entry_other_summary},
    {XML_NS_MEDIA, STR_INIT("keywords"), entry_keywords},
    {XML_NS_ITUNES, STR_INIT("title"), entry_other_title},
    {XML_NS_ITUNES, STR_INIT("summary"), entry_other_summary},
    {XML_NS_ITUNES, STR_INIT("subtitle"), entry_other_summary},
    {XML_NS_ITUNES, STR_INIT("author"), entry_other_author},
    {XML_NS_ITUNES, STR_INIT("image"), entry_image},
    {XML_NS_ITUNES, STR_INIT("keywords"), entry_keywords},
    {XML_NS_GOOGLEPLAY, STR_INIT("author"), entry_other_author},
    {XML_NS_GOOGLEPLAY, STR_INIT("description"), entry_other_summary},
    {XML_NS_GOOGLEPLAY, STR_INIT("image"), entry_image},
    {XML_NS_FEEDBURNER, STR_INIT("origLink"), entry_original},
    /* Sitemaps. */
    {CORE, STR_INIT("loc"), entry_link},
    {CORE, STR_INIT("lastmod"), entry_updated},
    {XML_NS_NEWS, STR_INIT("news"), entry_inside},
    {XML_NS_NEWS, STR_INIT("publication"), entry_inside},
    {XML_NS_NEWS, STR_INIT("language"), entry_lang},
    {XML_NS_NEWS, STR_INIT("publication_date"), entry_published},
    {XML_NS_NEWS, STR_INIT("title"), entry_title},
    {XML_NS_NEWS, STR_INIT("keywords"), entry_keywords},
    {XML_NS_IMAGE, STR_INIT("image"), entry_inside},
    {XML_NS_IMAGE, STR_INIT("loc"), media_thumbnail},
    {XML_NS_VIDEO, STR_INIT("video"), entry_inside},
    {XML_NS_VIDEO, STR_INIT("thumbnail_loc"), media_thumbnail},
    {XML_NS_VIDEO, STR_INIT("title"), entry_other_title},
    {XML_NS_VIDEO, STR_INIT("description"), entry_other_summary},
};

/* The formats' own namespaces count as none. */
static uint16_t core_ns(uint16_t ns)
{
    switch (ns) {
    case XML_NS_ATOM:
    case XML_NS_ATOM03:
    case XML_NS_RSS09:
    case XML_NS_RSS10:
    case XML_NS_RSS11:
    case XML_NS_RSS20:
    case XML_NS_SITEMAP:
    case XML_NS_SITEMAP084: return CORE;
    default: return ns;
    }
}

static entry_element entry_element_find(const struct xml_event *e)
{
    uint16_t ns = core_ns(e->ns);
    for (size_t i = 0; i < sizeof entry_elements / sizeof *entry_elements; i++)
        if (entry_elements[i].ns == ns && entry_elements[i].name.n == e->name.n &&
            str_eq_fold(entry_elements[i].name, e->name))
            return entry_elements[i].take;
    return NULL;
}

/* Did the input end inside the entry just read? Its last end tag is then another's. */
static bool was_cut(const struct feed_reader *r, struct str name, size_t at)
{
    const struct xml *x = &r->x;
    if (x->at < x->in.n || !x->in.n)
        return false;
    size_t from = x->in.n;
    while (from > at + 1 && !(x->in.p[from - 1] == '/' && x->in.p[from - 2] == '<'))
        from--;
    struct str last = str_from(x->in, from);
    size_t colon = str_find_char(str_sub(last, 0, name.n + 64), ':');
    if (colon != SIZE_MAX)
        last = str_from(last, colon + 1);
    return from <= at + 1 || !str_starts(last, name) || str_find_char(last, '>') == SIZE_MAX;
}

static void read_entry(struct feed_reader *r, const struct xml_event *open)
{
    const struct url *outer = r->base;
    r->base = base_of(r, open);
    struct entry_build b = {.e = {.published.us = TIME_NONE, .updated.us = TIME_NONE},
                            .at = open->at};
    b.e.lang = field_line(r->a, xml_attr(open, XML_NS_XML, STR("lang")));
    b.about = field_id(r->a, xml_attr(open, XML_NS_RDF, STR("about")));
    size_t depth = open->depth;
    struct xml_event e;
    while (r->x.depth >= depth && xml_next(&r->x, &e)) {
        if (e.kind != XML_OPEN)
            continue;
        entry_element take = entry_element_find(&e);
        if (take)
            take(r, &b, &e);
        else
            xml_skip(&r->x);
    }
    if (r->feed.kind == FEED_RDF && !b.link.n)
        b.guessed = field_url(r, b.about);
    if (was_cut(r, open->name, b.at))
        feed_problem(r, b.at, STR("the feed ends inside an entry, which is left out"));
    else
        feed_add_entry(r, &b);
    r->base = outer;
}

/* ---- Elements of the feed ---- */

typedef void (*feed_element)(struct feed_reader *, const struct xml_event *);

static void set(struct str *to, struct str value)
{
    if (!to->n)
        *to = value;
}

static void feed_title(struct feed_reader *r, const struct xml_event *e)
{
    set(&r->feed.title, take_plain(r, e));
}

static void feed_description(struct feed_reader *r, const struct xml_event *e)
{
    set(&r->feed.description, take_plain(r, e));
}

static void feed_link(struct feed_reader *r, const struct xml_event *e)
{
    struct str href = xml_attr(e, XML_NS_NONE, STR("href")), rel = link_rel(e);
    const struct url *outer = r->base;
    r->base = base_of(r, e);
    if (!href.n) {
        set(&r->feed.site_url, field_url(r, take_line(r)));
        r->base = outer;
        return;
    }
    struct str type = xml_attr(e, XML_NS_NONE, STR("type"));
    bool page = !type.n || str_find_fold(type, STR("html")) != SIZE_MAX;
    if (str_eq_fold(rel, STR("self")))
        set(&r->feed.self_url, field_url(r, href));
    else if (str_eq_fold(rel, STR("hub")))
        set(&r->feed.hub_url, field_url(r, href));
    else if (str_eq_fold(rel, STR("alternate")) && page)
        set(&r->feed.site_url, field_url(r, href));
    xml_skip(&r->x);
    r->base = outer;
}

static void feed_lang(struct feed_reader *r, const struct xml_event *e)
{
    (void)e;
    set(&r->feed.lang, take_line(r));
}

static void feed_updated(struct feed_reader *r, const struct xml_event *e)
{
    take_date(r, e, &r->feed.updated);
}

static void feed_author(struct feed_reader *r, const struct xml_event *e)
{
    (void)e;
    take_person(r, &r->authors);
}

/* A bare address, an href, or <image><url>. */
static void feed_icon(struct feed_reader *r, const struct xml_event *e)
{
    struct entry_build b = {0};
    entry_image(r, &b, e);
    set(&r->feed.icon_url, b.e.image_url);
}

enum { TTL_MOST = 60 * 24 * 365 };

static void set_ttl(struct feed_reader *r, uint64_t minutes)
{
    uint32_t ttl = minutes > TTL_MOST ? TTL_MOST : (uint32_t)minutes;
    if (ttl > r->feed.ttl_minutes)
        r->feed.ttl_minutes = ttl;
}

static void feed_ttl(struct feed_reader *r, const struct xml_event *e)
{
    (void)e;
    set_ttl(r, field_number(take_line(r)));
}

static void feed_period(struct feed_reader *r, const struct xml_event *e)
{
    static const struct {
        struct str name;
        uint64_t minutes;
    } periods[] = {{STR_INIT("hourly"), 60},
                   {STR_INIT("daily"), 1440},
                   {STR_INIT("weekly"), 10080},
                   {STR_INIT("monthly"), 43200},
                   {STR_INIT("yearly"), 525600}};
    (void)e;
    struct str period = take_line(r);
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if (str_eq_fold(period, periods[i].name))
            set_ttl(r, periods[i].minutes);
}

/* So many times in a period; it stands behind the period as a rule. */
static void feed_frequency(struct feed_reader *r, const struct xml_event *e)
{
    (void)e;
    uint64_t times = field_number(take_line(r));
    if (times > 1 && times <= r->feed.ttl_minutes)
        r->feed.ttl_minutes /= (uint32_t)times;
}

static void feed_inside(struct feed_reader *r, const struct xml_event *e)
{
    r->base = base_of(r, e);
}

static const struct {
    uint16_t ns;
    struct str name;
    feed_element take;
} feed_elements[] = {
    {CORE, STR_INIT("item"), read_entry},
    {CORE, STR_INIT("entry"), read_entry},
    {CORE, STR_INIT("url"), read_entry},
    {CORE, STR_INIT("channel"), feed_inside},
    {CORE, STR_INIT("items"), feed_inside},
    {CORE, STR_INIT("title"), feed_title},
    {CORE, STR_INIT("link"), feed_link},
    {CORE, STR_INIT("description"), feed_description},
    {CORE, STR_INIT("subtitle"), feed_description},
    {CORE, STR_INIT("tagline"), feed_description},
    {CORE, STR_INIT("language"), feed_lang},
    {CORE, STR_INIT("pubDate"), feed_updated},
    {CORE, STR_INIT("lastBuildDate"), feed_updated},
    {CORE, STR_INIT("updated"), feed_updated},
    {CORE, STR_INIT("modified"), feed_updated},
    {CORE, STR_INIT("author"), feed_author},
    {CORE, STR_INIT("image"), feed_icon},
    {CORE, STR_INIT("icon"), feed_icon},
    {CORE, STR_INIT("logo"), feed_icon},
    {CORE, STR_INIT("ttl"), feed_ttl},
    {XML_NS_DC, STR_INIT("language"), feed_lang},
    {XML_NS_DC, STR_INIT("date"), feed_updated},
    {XML_NS_DC, STR_INIT("creator"), feed_author},
    {XML_NS_ITUNES, STR_INIT("image"), feed_icon},
    {XML_NS_GOOGLEPLAY, STR_INIT("image"), feed_icon},
    {XML_NS_ITUNES, STR_INIT("summary"), feed_description},
    {XML_NS_SY, STR_INIT("updatePeriod"), feed_period},
    {XML_NS_SY, STR_INIT("updateFrequency"), feed_frequency},
};

static feed_element feed_element_find(const struct xml_event *e)
{
    uint16_t ns = core_ns(e->ns);
    for (size_t i = 0; i < sizeof feed_elements / sizeof *feed_elements; i++)
        if (feed_elements[i].ns == ns && str_eq_fold(feed_elements[i].name, e->name))
            return feed_elements[i].take;
    return NULL;
}

enum feed_kind rss_root(const struct xml_event *e, struct str *version)
{
    *version = xml_attr(e, XML_NS_NONE, STR("version"));
    if (str_eq_fold(e->name, STR("rss")) || str_eq_fold(e->name, STR("channel")))
        return FEED_RSS;
    if (str_eq_fold(e->name, STR("RDF"))) {
        *version = STR("1.0");
        for (size_t i = 0; i < e->attr_count; i++)
            if (e->attrs[i].ns == XML_NS_RSS09)
                *version = STR("0.9");
        return FEED_RDF;
    }
    if (str_eq_fold(e->name, STR("urlset")))
        return FEED_SITEMAP;
    /* <entry> alone is a document of Atom too (RFC 4287, section 2). */
    bool atom = str_eq_fold(e->name, STR("feed")) ||
                (str_eq_fold(e->name, STR("entry")) && e->ns == XML_NS_ATOM);
    if (!atom)
        return FEED_UNKNOWN;
    if (!version->n)
        *version = e->ns == XML_NS_ATOM03 ? STR("0.3") : STR("1.0");
    return FEED_ATOM;
}

void rss_read(struct feed_reader *r, const struct xml_event *root)
{
    r->base = base_of(r, root);
    r->feed.lang = field_line(r->a, xml_attr(root, XML_NS_XML, STR("lang")));
    if (str_eq_fold(root->name, STR("entry"))) {
        read_entry(r, root);
        return;
    }
    struct xml_event e;
    while (xml_next(&r->x, &e)) {
        if (e.kind != XML_OPEN)
            continue;
        feed_element take = feed_element_find(&e);
        if (take)
            take(r, &e);
        else
            xml_skip(&r->x);
    }
}
