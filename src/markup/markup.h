/* markup: HTML and XML as strangers write them, read fast and without ever failing.
 *
 *   bytes ── html_to_utf8 ──► UTF-8 ── html_parse ──► flat tree ── html_to_body ──► struct body
 *   bytes ── html_to_utf8 / xml_to_utf8 ──► UTF-8 ── xml_init, xml_next … ──► events
 *
 * The tokenizer is that of the HTML standard (https://html.spec.whatwg.org, section 13.2.5), cases
 * of html5lib included. The tree is the standard's where the content of articles depends on it:
 * implied html, head, body, tbody, tr and colgroup; void elements; p, li, dd, dt, option, rp, rt,
 * headings and table parts close by themselves; SVG and MathML with their own rules (integration
 * points, break-out tags, CDATA). Left out on purpose, because a flat list in order of the input
 * cannot be changed behind: foster parenting (stray content stays inside its table), the moving
 * half of the adoption agency (a formatting element that ends inside a block which it encloses ends
 * with that block), merging of attributes of a second <html> or <body>, quirks mode, frames.
 * Formatting that a block's end cuts off goes on in the next one (flag HTML_IMPLIED). <noscript> is
 * read as markup, also in the head. Elements nested deeper than HTML_DEPTH_MOST become siblings.
 *
 * Pure: bytes in, structs out, memory only from the arena. Every str is a view into the input or
 * the arena. Time and memory are linear in the input, whatever it holds. */
#ifndef OCTAVO_MARKUP_H
#define OCTAVO_MARKUP_H
#include "base/base.h"
#include "markup/tags.h"
#include "types/body.h"
#include "types/entry.h"

/* ---- character encodings ------------------------------------------------------------------- */

/* Must be called once, before the sandbox closes: opens the converters of iconv(3) for the
 * multi-byte encodings (their tables are files). Without it those encodings are opened at need. */
void markup_warm(void);

enum charset_source { CHARSET_BOM, CHARSET_BYTES, CHARSET_HTTP, CHARSET_META, CHARSET_DEFAULT };
struct charset_found {
    struct str name;            /* the standard's name: "UTF-8", "windows-1252", "Shift_JIS" ... */
    enum charset_source source; /* CHARSET_BYTES: the bytes say otherwise than the label */
};
/* Makes valid UTF-8 of a page. Decides by byte order mark, the transport's charset (a bare name or
 * a whole Content-Type; may be empty), <meta> or <?xml encoding?> near the beginning; bytes
 * that are valid UTF-8 with letters beyond ASCII win over a label that says otherwise, and a UTF-8
 * label over bytes that are none gives way to windows-1252. Where the input is valid UTF-8 already,
 * *ret_utf8 is a view of it (without its mark). Malformed sequences become U+FFFD. */
struct charset_found html_to_utf8(struct arena *a, struct str bytes, struct str http_charset,
                                  struct str *ret_utf8);
/* The same for XML: the declaration is `<?xml encoding="…"?>`, the default UTF-8. */
struct charset_found xml_to_utf8(struct arena *a, struct str bytes, struct str http_charset,
                                 struct str *ret_utf8);
/* The standard's name for a label ("latin1" -> "windows-1252"); empty when it names no encoding. */
struct str charset_find(struct str label);
/* Decodes from a named encoding; false (and *ret untouched) where the name is unknown. */
bool charset_decode(struct arena *a, struct str name, struct str bytes, struct str *ret);

/* ---- the tree ------------------------------------------------------------------------------ */

enum {
    HTML_DEPTH_MOST = 512,     /* open elements */
    HTML_ATTRS_MOST = 256,     /* of one element; further ones are dropped */
    HTML_NODES_MOST = 4000000, /* what comes after is dropped and `cut` is set */
};
enum html_kind { HTML_DOCUMENT, HTML_ELEMENT, HTML_TEXT, HTML_RAW, HTML_COMMENT };
enum html_flag {
    HTML_FOREIGN = 1, /* an element of SVG or MathML (the <svg> and <math> elements too) */
    HTML_IMPLIED = 2, /* not in the input: the standard puts it there (html, head, body, tbody …) */
    HTML_BLANK = 4,   /* a text of white space only */
};

/* A node. Nodes stand in order of the document (pre-order): the first child of i is i + 1 where
 * i + 1 < nodes[i].end; the next sibling of c is nodes[c].end where that is < nodes[parent].end. */
struct html_node {
    uint16_t tag;     /* enum html_tag; HTML_TAG_NONE for all but elements */
    uint8_t kind;     /* enum html_kind */
    uint8_t flags;    /* enum html_flag */
    uint32_t parent;  /* 0 for the document itself */
    uint32_t end;     /* index after the subtree */
    uint32_t attr_at; /* doc->attrs[attr_at .. attr_at + attr_count) */
    uint16_t attr_count;
    struct str text; /* TEXT: decoded; RAW: contents of script, style, xmp, iframe, noembed,
                        noframes as written; COMMENT: contents; ELEMENT: lower-case name where the
                        tag is HTML_TAG_OTHER, else empty (html_name gives it) */
};
struct html_attr {
    uint16_t name;        /* enum html_attr_name */
    struct str name_text; /* lower case, set for known names too */
    struct str value;     /* decoded */
};
/* nodes[0] is the document. The contents of title and textarea are TEXT, decoded. */
struct html_doc {
    const struct html_node *nodes;
    uint32_t n;
    const struct html_attr *attrs;
    uint32_t attr_n;
    uint32_t html, head, body; /* 0: a fragment, which has none */
    bool cut;                  /* a limit was reached and the rest dropped */
};
struct html_options {
    bool fragment; /* the contents of a <div>, not a document: no html, head, body are made */
    bool comments; /* keep comments as nodes */
};
/* Never fails. `utf8` must be valid UTF-8 (html_to_utf8) and live as long as the tree. options may
 * be NULL. */
void html_parse(struct arena *a, struct str utf8, const struct html_options *options,
                struct html_doc *ret);

/* Number of a lower-case name; HTML_TAG_OTHER / HTML_ATTR_OTHER when it is not in the lists. */
enum html_tag html_tag_find(struct str name);
enum html_attr_name html_attr_name_find(struct str name);
struct str html_tag_name(enum html_tag tag); /* empty for NONE and OTHER */
struct str html_name(const struct html_doc *doc, uint32_t node);

/* The value of an attribute, empty where it is absent; html_attr_has tells the two apart. */
struct str html_attr(const struct html_doc *doc, uint32_t node, enum html_attr_name name);
bool html_attr_has(const struct html_doc *doc, uint32_t node, enum html_attr_name name);
/* By lower-case name, for those that have no number. NULL where it is absent. */
const struct html_attr *html_attr_named(const struct html_doc *doc, uint32_t node, struct str name);
/* Does the class attribute hold this word (case matters)? */
bool html_has_class(const struct html_doc *doc, uint32_t node, struct str word);

/* First node after `after` within the subtree of `within` (itself excluded) that is an element of
 * this tag, or 0. Start with after = within. */
uint32_t html_next(const struct html_doc *doc, uint32_t within, uint32_t after, enum html_tag tag);
static inline uint32_t html_first_child(const struct html_doc *doc, uint32_t i)
{
    return i + 1 < doc->nodes[i].end ? i + 1 : 0;
}
static inline uint32_t html_next_sibling(const struct html_doc *doc, uint32_t i)
{
    return i && doc->nodes[i].end < doc->nodes[doc->nodes[i].parent].end ? doc->nodes[i].end : 0;
}

/* Appends the text of a subtree (or of a text node) as it stands: TEXT nodes only, nothing of
 * script, style, template. */
void html_text(const struct html_doc *doc, uint32_t node, struct buf *out);
/* The same with white space made normal: runs become one space, none at the ends, a space where a
 * block or <br> parts words. A view where the text is one node that is normal already. */
struct str html_text_line(struct arena *a, const struct html_doc *doc, uint32_t node);
/* What a <script> or <style> holds, as written. */
struct str html_raw(const struct html_doc *doc, uint32_t node);
/* Serialises the subtree / its contents. Not safe to show: for strangers' HTML only html_to_body
 * makes what may be shown. */
void html_write(struct buf *out, const struct html_doc *doc, uint32_t node);
void html_write_inner(struct buf *out, const struct html_doc *doc, uint32_t node);

/* Character references decoded, as in text; the input itself where there is none. For plain strings
 * that hold entities (feed titles). */
struct str html_unescape(struct arena *a, struct str s);
/* Decodes entities, drops tags, makes white space normal: plain text of a piece of HTML that stands
 * in a field (title, author). */
struct str html_to_plain(struct arena *a, struct str html);

/* Properties of tags: never has contents; parts paragraphs. */
bool html_tag_is_void(enum html_tag tag);
bool html_tag_is_block(enum html_tag tag);

/* ---- writing ------------------------------------------------------------------------------- */

/* Text into HTML: & < > and, in attributes, " ' escaped. html_put_url writes a URL attribute's
 * value only where it is http, https or mailto (absolute), or starts with '/' but not with "//" or
 * "/\"; otherwise "#". */
void html_put_text(struct buf *out, struct str s);
void html_put_attr(struct buf *out, struct str s);
void html_put_url(struct buf *out, struct str url);

/* ---- selectors ----------------------------------------------------------------------------- */

/* tag, *, #id, .class, [attr], [attr=v] ~= |= ^= *= $= (quoted or not, i flag), :not(simple),
 * :first-child, :last-child, descendant, child >, next +, later ~, lists with commas. */
struct css_selector;
/* NULL where the text is no such selector. */
const struct css_selector *css_parse(struct arena *a, struct str text);
/* Where the text stops being a selector, in bytes; SIZE_MAX where it is one. */
size_t css_fault(struct arena *a, struct str text);
/* Which elements of the document match: time goes with elements times length of the selector. */
struct css_found;
struct css_found *css_find(struct arena *a, const struct css_selector *sel,
                           const struct html_doc *doc);
bool css_match(const struct css_found *f, uint32_t node);
/* As html_next, of what was found. Ancestors above `within` count for the match. */
uint32_t css_next(const struct css_found *f, uint32_t within, uint32_t after);

/* ---- the sanitizer ------------------------------------------------------------------------- */

enum html_take {
    HTML_TAKE,   /* as the sanitizer decides */
    HTML_DROP,   /* leave out with all its contents */
    HTML_UNWRAP, /* leave out the tags, keep the contents */
};
struct body_policy {
    /* Absolute, normal form of a reference, or empty where it may not stand. NULL: url_resolve of
     * url/ against base_url. Whatever it returns is checked again: http, https and mailto only. */
    struct str (*resolve)(void *ctx, struct arena *a, struct str ref);
    /* Asked for every element; NULL: HTML_TAKE for all. */
    enum html_take (*choose)(void *ctx, const struct html_doc *doc, uint32_t node);
    void *ctx;
    const uint32_t *also; /* further nodes, taken in order after the first one */
    size_t also_count;
    bool inner;       /* the contents of the node(s), not their own tags */
    bool no_media;    /* leave out img, picture, audio, video */
    bool plain_links; /* leave out <a>, keep its text */
};
/* What may be shown of a subtree: the elements of types/body.h with their allowed attributes,
 * nested as the HTML standard nests them, so that a browser reads the written HTML into the very
 * same tree; URLs absolute and checked; media of lazy loaders (data-src and the like) found.
 * Scripts, styles, frames, objects, form controls, SVG, MathML, templates and <head> are dropped
 * with their contents; unknown elements and forms lose only their tags. White space is made normal
 * outside pre. Deterministic, and writing then sanitizing again changes nothing. policy may be
 * NULL. */
void html_to_body(struct arena *a, const struct html_doc *doc, uint32_t node, struct str base_url,
                  const struct body_policy *policy, struct body *ret);
/* All in one for a piece of HTML from a feed or a comment. */
void html_sanitize(struct arena *a, struct str html, struct str base_url,
                   const struct body_policy *policy, struct body *ret);

/* ---- XML ----------------------------------------------------------------------------------- */

/* Namespaces that the program knows: X(number, customary prefix, address). Addresses are compared
 * without regard to case, http/https and a slash or # at the end. */
/* clang-format off */
#define XML_NAMESPACES(X) \
    X(ATOM, "atom", "http://www.w3.org/2005/Atom") \
    X(ATOM03, "atom03", "http://purl.org/atom/ns") \
    X(RSS10, "rss", "http://purl.org/rss/1.0") \
    X(RSS09, "rss09", "http://my.netscape.com/rdf/simple/0.9") \
    X(RSS11, "rss11", "http://purl.org/net/rss1.1") \
    X(RSS20, "rss20", "http://backend.userland.com/rss2") \
    X(RDF, "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns") \
    X(DC, "dc", "http://purl.org/dc/elements/1.1") \
    X(DCTERMS, "dcterms", "http://purl.org/dc/terms") \
    X(CONTENT, "content", "http://purl.org/rss/1.0/modules/content") \
    X(SY, "sy", "http://purl.org/rss/1.0/modules/syndication") \
    X(SLASH, "slash", "http://purl.org/rss/1.0/modules/slash") \
    X(EVENT, "ev", "http://purl.org/rss/1.0/modules/event") \
    X(MEDIA, "media", "http://search.yahoo.com/mrss") \
    X(ITUNES, "itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd") \
    X(GOOGLEPLAY, "googleplay", "http://www.google.com/schemas/play-podcasts/1.0") \
    X(PODCAST, "podcast", "https://podcastindex.org/namespace/1.0") \
    X(WFW, "wfw", "http://wellformedweb.org/CommentAPI") \
    X(THR, "thr", "http://purl.org/syndication/thread/1.0") \
    X(FEEDBURNER, "feedburner", "http://rssnamespace.org/feedburner/ext/1.0") \
    X(APP, "app", "http://www.w3.org/2007/app") \
    X(GEORSS, "georss", "http://www.georss.org/georss") \
    X(GEO, "geo", "http://www.w3.org/2003/01/geo/wgs84_pos") \
    X(CC, "cc", "http://web.resource.org/cc") \
    X(CREATIVE, "creativeCommons", "http://backend.userland.com/creativeCommonsRssModule") \
    X(ADMIN, "admin", "http://webns.net/mvcb") \
    X(SOURCE, "source", "http://source.scripting.com") \
    X(OPENSEARCH, "openSearch", "http://a9.com/-/spec/opensearch/1.1") \
    X(YT, "yt", "http://www.youtube.com/xml/schemas/2015") \
    X(SITEMAP, "sitemap", "http://www.sitemaps.org/schemas/sitemap/0.9") \
    X(SITEMAP084, "sitemap084", "http://www.google.com/schemas/sitemap/0.84") \
    X(NEWS, "news", "http://www.google.com/schemas/sitemap-news/0.9") \
    X(IMAGE, "image", "http://www.google.com/schemas/sitemap-image/1.1") \
    X(VIDEO, "video", "http://www.google.com/schemas/sitemap-video/1.1") \
    X(FB, "fb", "http://ogp.me/ns/fb") \
    X(XHTML, "xhtml", "http://www.w3.org/1999/xhtml") \
    X(XLINK, "xlink", "http://www.w3.org/1999/xlink") \
    X(SVG, "svg", "http://www.w3.org/2000/svg") \
    X(MATHML, "math", "http://www.w3.org/1998/Math/MathML") \
    X(XML, "xml", "http://www.w3.org/XML/1998/namespace")
/* clang-format on */
enum xml_ns {
    XML_NS_NONE, /* no namespace */
#define X(number, prefix, address) XML_NS_##number,
    XML_NAMESPACES(X)
#undef X
        XML_NS_OTHER, /* one that is not in the list */
};

enum xml_kind {
    XML_EOF,   /* comes again and again; all open elements were closed before */
    XML_OPEN,  /* start tag; an empty-element tag is OPEN followed by CLOSE */
    XML_CLOSE, /* end tag, also those that the input lacks */
    XML_TEXT,  /* characters, decoded; never empty; adjacent pieces may come apart */
};
enum { XML_DEPTH_MOST = 256, XML_ATTRS_MOST = 256, XML_PROBLEMS_MOST = 50 };

struct xml_attr {
    uint16_t ns;       /* XML_NS_NONE where it has no prefix */
    struct str name;   /* local name, case as written */
    struct str prefix; /* as written; empty */
    struct str value;  /* decoded */
};
struct xml_event {
    enum xml_kind kind;
    uint16_t ns;                  /* OPEN, CLOSE: enum xml_ns */
    bool cdata;                   /* TEXT: from a CDATA section */
    bool blank;                   /* TEXT: white space only */
    struct str name;              /* OPEN, CLOSE: local name, case as written */
    struct str prefix;            /* OPEN, CLOSE: as written; empty */
    const struct xml_attr *attrs; /* OPEN: without xmlns declarations; valid till the next call */
    size_t attr_count;
    struct str text; /* TEXT */
    size_t at;       /* byte offset in the input where it starts */
    size_t depth;    /* OPEN, CLOSE: of the element, 1 for the root; TEXT: of its parent */
};
struct xml_open;
struct xml_bindings;
/* A pull reader. Never fails: mis-nested and unclosed tags, bare & and <, attributes without
 * quotes, unknown entities, text before and after the root are read over and recorded in `problems`
 * (the first XML_PROBLEMS_MOST, one a line). A DTD is skipped: entities declared in it with plain
 * text are not expanded, nothing external is read. HTML's named references are understood. */
struct xml {
    struct arena *a;
    struct str in;
    size_t at; /* next byte */
    struct problem *problems;
    size_t problem_count;
    size_t depth;  /* open elements */
    bool too_deep; /* start tags were left out for being nested deeper than XML_DEPTH_MOST */
    /* private: */
    struct xml_open *open;
    struct xml_attr *attrs;
    size_t closing; /* elements still to be closed by events */
    size_t line_at;
    uint32_t line;
    size_t skipped; /* start tags left out for being too deep */
    bool empty_tag, no_pi_end, no_comment_end;
    struct xml_bindings *bindings;
};
void xml_init(struct xml *x, struct arena *a, struct str utf8);
/* The next event; false at the end (kind is XML_EOF then). */
bool xml_next(struct xml *x, struct xml_event *ret);
/* 1-based line of a byte offset (cheap when offsets rise). */
uint32_t xml_line(struct xml *x, size_t at);
/* Records a problem at a byte offset; words is a literal or lives in the arena. */
void xml_problem(struct xml *x, size_t at, struct str words);

/* All three are called right after the OPEN event of an element and consume it up to and with its
 * CLOSE. xml_skip leaves it out; xml_text gives its text, that of elements inside included (view
 * where it is one piece); xml_inner_html writes its contents as HTML (tags without prefix, empty
 * elements as HTML has them), as hostile as it came. */
void xml_skip(struct xml *x);
struct str xml_text(struct xml *x);
struct str xml_inner_html(struct xml *x);
/* The value of an attribute of an OPEN event, empty where absent; the name's case is ignored. */
struct str xml_attr(const struct xml_event *e, enum xml_ns ns, struct str name);
#endif
