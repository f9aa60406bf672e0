/* query.c: asking the flat tree: attributes, the next element, text, and writing it out again. All
 * walks are loops over the list: the end of an element is passed when the index reaches its `end`.
 */
#include "markup/internal.h"

struct str html_name(const struct html_doc *doc, uint32_t node)
{
    const struct html_node *n = &doc->nodes[node];
    if (n->kind != HTML_ELEMENT)
        return STR_NONE;
    return n->tag == HTML_TAG_OTHER ? n->text : html_tag_name((enum html_tag)n->tag);
}

static const struct html_attr *find_attr(const struct html_doc *doc, uint32_t node,
                                         enum html_attr_name name)
{
    const struct html_node *n = &doc->nodes[node];
    for (uint32_t i = 0; i < n->attr_count; i++)
        if (doc->attrs[n->attr_at + i].name == name)
            return &doc->attrs[n->attr_at + i];
    return NULL;
}

struct str html_attr(const struct html_doc *doc, uint32_t node, enum html_attr_name name)
{
    const struct html_attr *at = find_attr(doc, node, name);
    return at ? at->value : STR_NONE;
}

bool html_attr_has(const struct html_doc *doc, uint32_t node, enum html_attr_name name)
{
    return find_attr(doc, node, name) != NULL;
}

const struct html_attr *html_attr_named(const struct html_doc *doc, uint32_t node, struct str name)
{
    const struct html_node *n = &doc->nodes[node];
    for (uint32_t i = 0; i < n->attr_count; i++)
        if (str_eq(doc->attrs[n->attr_at + i].name_text, name))
            return &doc->attrs[n->attr_at + i];
    return NULL;
}

bool html_has_class(const struct html_doc *doc, uint32_t node, struct str word)
{
    struct str s = html_attr(doc, node, HTML_ATTR_CLASS);
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && is_space(s.p[i]))
            i++;
        size_t from = i;
        while (i < s.n && !is_space(s.p[i]))
            i++;
        if (i > from && str_eq(str_sub(s, from, i), word))
            return true;
    }
    return false;
}

uint32_t html_next(const struct html_doc *doc, uint32_t within, uint32_t after, enum html_tag tag)
{
    for (uint32_t i = after + 1, end = doc->nodes[within].end; i < end; i++)
        if (doc->nodes[i].tag == tag)
            return i;
    return 0;
}

struct str html_raw(const struct html_doc *doc, uint32_t node)
{
    for (uint32_t i = node; i < doc->nodes[node].end; i++)
        if (doc->nodes[i].kind == HTML_RAW)
            return doc->nodes[i].text;
    return STR_NONE;
}

/* ---- text ---------------------------------------------------------------------------------- */

void html_text(const struct html_doc *doc, uint32_t node, struct buf *out)
{
    for (uint32_t i = node; i < doc->nodes[node].end;) {
        const struct html_node *n = &doc->nodes[i];
        if (n->kind == HTML_TEXT)
            buf_put(out, n->text);
        i = n->tag == HTML_TEMPLATE ? n->end : i + 1;
    }
}

/* One white space, no other, and none at the ends? */
static bool is_line(struct str s)
{
    bool space = true;
    for (size_t i = 0; i < s.n; i++) {
        if (is_space(s.p[i]) && (space || s.p[i] != ' '))
            return false;
        space = s.p[i] == ' ';
    }
    return s.n == 0 || !space;
}

/* Appends with runs of white space as one space. *space: one is due before the next letter. */
static void put_line(struct buf *out, struct str s, bool *space)
{
    for (size_t i = 0; i < s.n;) {
        if (is_space(s.p[i])) {
            *space = true;
            i++;
            continue;
        }
        size_t from = i;
        while (i < s.n && !is_space(s.p[i]))
            i++;
        if (*space && out->n)
            buf_char(out, ' ');
        *space = false;
        buf_put(out, str_sub(s, from, i));
    }
}

/* Elements that are no part of the line: templates, and how a word is read (ruby): the word itself
 * stands beside it. */
static bool is_aside_text(uint16_t tag)
{
    return tag == HTML_TEMPLATE || tag == HTML_RT || tag == HTML_RTC || tag == HTML_RP;
}

struct str html_text_line(struct arena *a, const struct html_doc *doc, uint32_t node)
{
    struct str first = STR_NONE;
    struct buf all;
    buf_arena(&all, a, SIZE_MAX / 2);
    bool space = false, joined = false;
    uint32_t last = node, end = doc->nodes[node].end;
    for (uint32_t i = node; i < end;) {
        const struct html_node *n = &doc->nodes[i];
        for (; last != node && doc->nodes[last].end <= i; last = doc->nodes[last].parent)
            space |= html_tag_is_block((enum html_tag)doc->nodes[last].tag);
        if (n->kind == HTML_ELEMENT) {
            space |= html_tag_is_block((enum html_tag)n->tag) || n->tag == HTML_BR;
            last = i;
        } else if (n->kind == HTML_TEXT && !joined && first.n == 0 && is_line(n->text)) {
            first = n->text;
        } else if (n->kind == HTML_TEXT && !(n->flags & HTML_BLANK && !joined && first.n == 0)) {
            if (!joined)
                buf_put(&all, first);
            joined = true;
            put_line(&all, n->text, &space);
        } else if (n->kind == HTML_TEXT) {
            space = true;
        }
        if (n->kind == HTML_TEXT && !joined)
            space = false;
        i = is_aside_text(n->tag) ? n->end : i + 1;
    }
    if (!joined)
        return first;
    return all.n ? buf_str(&all) : STR("");
}

struct str html_to_plain(struct arena *a, struct str html)
{
    if (str_find_char(html, '<') == SIZE_MAX) {
        struct str s = html_unescape(a, html);
        if (is_line(s))
            return s;
        struct buf b;
        bool space = false;
        buf_arena(&b, a, SIZE_MAX / 2);
        put_line(&b, s, &space);
        return b.n ? buf_str(&b) : STR("");
    }
    struct html_doc doc;
    html_parse(a, html, &(struct html_options){.fragment = true}, &doc);
    return html_text_line(a, &doc, 0);
}

/* ---- writing ------------------------------------------------------------------------------- */

static void put_start(struct buf *out, const struct html_doc *doc, uint32_t i)
{
    const struct html_node *n = &doc->nodes[i];
    buf_char(out, '<');
    buf_put(out, html_name(doc, i));
    for (uint32_t k = 0; k < n->attr_count; k++) {
        const struct html_attr *at = &doc->attrs[n->attr_at + k];
        buf_char(out, ' ');
        buf_put(out, at->name_text);
        buf_lit(out, "=\"");
        buf_html(out, at->value);
        buf_char(out, '"');
    }
    buf_char(out, '>');
}

static void put_end(struct buf *out, const struct html_doc *doc, uint32_t i)
{
    if (html_tag_is_void((enum html_tag)doc->nodes[i].tag))
        return;
    buf_lit(out, "</");
    buf_put(out, html_name(doc, i));
    buf_char(out, '>');
}

static void write_range(struct buf *out, const struct html_doc *doc, uint32_t from, uint32_t within)
{
    uint32_t open = within, end = doc->nodes[within].end;
    for (uint32_t i = from; i <= end; i++) {
        for (; open != within && doc->nodes[open].end <= i; open = doc->nodes[open].parent)
            put_end(out, doc, open);
        if (i == end)
            break;
        const struct html_node *n = &doc->nodes[i];
        switch ((enum html_kind)n->kind) {
        case HTML_DOCUMENT: break;
        case HTML_ELEMENT:
            put_start(out, doc, i);
            if (i != within)
                open = i;
            break;
        case HTML_TEXT: html_put_text(out, n->text); break;
        case HTML_RAW: buf_put(out, n->text); break;
        case HTML_COMMENT:
            buf_lit(out, "<!--");
            buf_put(out, n->text);
            buf_lit(out, "-->");
            break;
        }
    }
}

void html_write(struct buf *out, const struct html_doc *doc, uint32_t node)
{
    write_range(out, doc, node, node);
    if (doc->nodes[node].kind == HTML_ELEMENT)
        put_end(out, doc, node);
}

void html_write_inner(struct buf *out, const struct html_doc *doc, uint32_t node)
{
    write_range(out, doc, node + 1, node);
}
