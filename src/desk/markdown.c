/* markdown: what a person types as a comment becomes a body. md4c reads CommonMark without raw HTML
 * and calls back; the callbacks only take notes (kind, tag, where its text is in one buffer), since
 * they run inside of md4c, which must not be left by an arena's escape. Then the notes become
 * pieces of a body: links are resolved and dropped where they are not http, https or mailto; images
 * give their words; headings are bold paragraphs, since a comment is no page. */
#include "desk/internal.h"
#include "url/url.h"

#include <md4c.h>

enum { NOTES_MOST = 6000, TEXT_MOST = 8 * DESK_COMMENT_MOST, MARGIN = 64 };

struct note {
    enum body_op_kind kind;
    enum body_tag tag;
    size_t at, n;   /* TEXT: in the buffer; OPEN of a link: its address */
    unsigned start; /* ol */
};
struct notes {
    struct note v[NOTES_MOST];
    size_t n;
    struct buf text;
    bool in_code;
    struct str source; /* the comment */
};

/* md4c looks for the end of a bare address behind the end of the text, and would give back what it
 * found there. It is given a copy with a margin of line ends, and what it returns is cut. */
static struct str within(const struct notes *t, const char *p, size_t n)
{
    uintptr_t at = (uintptr_t)p, from = (uintptr_t)t->source.p, end = from + t->source.n;
    bool inside =
        at >= from && at <= end + MARGIN; /* else a text of its own: a line end, a space */
    return !inside ? str_of(p, n) : at >= end ? STR_NONE : str_sub(str_of(p, end - at), 0, n);
}

static struct note *add(struct notes *t, enum body_op_kind kind, enum body_tag tag)
{
    if (t->n == NOTES_MOST)
        return NULL;
    t->v[t->n] = (struct note){.kind = kind, .tag = tag, .at = t->text.n};
    return &t->v[t->n++];
}

/* 0 goes on, anything else ends the parse. */
static int open_close(struct notes *t, enum body_op_kind kind, enum body_tag tag)
{
    return add(t, kind, tag) ? 0 : -1;
}

static enum body_tag block_tag(MD_BLOCKTYPE type)
{
    switch (type) {
    case MD_BLOCK_QUOTE: return BODY_blockquote;
    case MD_BLOCK_UL: return BODY_ul;
    case MD_BLOCK_OL: return BODY_ol;
    case MD_BLOCK_LI: return BODY_li;
    case MD_BLOCK_HR: return BODY_hr;
    case MD_BLOCK_H:
    case MD_BLOCK_P: return BODY_p;
    case MD_BLOCK_CODE: return BODY_pre;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HTML:
    case MD_BLOCK_TABLE:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: return BODY_NONE;
    }
    return BODY_NONE;
}

static int on_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
    struct notes *t = ctx;
    enum body_tag tag = block_tag(type);
    t->in_code |= type == MD_BLOCK_CODE;
    if (tag == BODY_NONE)
        return 0;
    struct note *n = add(t, BODY_OPEN, tag);
    if (n && type == MD_BLOCK_OL)
        n->start = ((MD_BLOCK_OL_DETAIL *)detail)->start;
    if (n && type == MD_BLOCK_H)
        n = add(t, BODY_OPEN, BODY_strong);
    return n ? 0 : -1;
}

static int on_block_end(MD_BLOCKTYPE type, void *detail, void *ctx)
{
    (void)detail;
    struct notes *t = ctx;
    enum body_tag tag = block_tag(type);
    if (type == MD_BLOCK_CODE)
        t->in_code = false;
    if (tag == BODY_NONE || tag == BODY_hr)
        return 0;
    if (type == MD_BLOCK_H && open_close(t, BODY_CLOSE, BODY_strong))
        return -1;
    return open_close(t, BODY_CLOSE, tag);
}

static enum body_tag span_tag(MD_SPANTYPE type)
{
    switch (type) {
    case MD_SPAN_EM: return BODY_em;
    case MD_SPAN_STRONG: return BODY_strong;
    case MD_SPAN_A: return BODY_a;
    case MD_SPAN_CODE: return BODY_code;
    case MD_SPAN_DEL: return BODY_del;
    case MD_SPAN_IMG:
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U: return BODY_NONE;
    }
    return BODY_NONE;
}

static int on_span(MD_SPANTYPE type, void *detail, void *ctx)
{
    struct notes *t = ctx;
    enum body_tag tag = span_tag(type);
    if (tag == BODY_NONE)
        return 0;
    struct note *n = add(t, BODY_OPEN, tag);
    if (n && type == MD_SPAN_A) {
        const MD_ATTRIBUTE *href = &((MD_SPAN_A_DETAIL *)detail)->href;
        struct str s = within(t, href->text, href->size);
        n->n = s.n;
        buf_put(&t->text, s);
    }
    return n ? 0 : -1;
}

static int on_span_end(MD_SPANTYPE type, void *detail, void *ctx)
{
    (void)detail;
    enum body_tag tag = span_tag(type);
    return tag == BODY_NONE ? 0 : open_close(ctx, BODY_CLOSE, tag);
}

/* Numeric references, and the names that people type; others stay as they are. */
static void put_entity(struct buf *b, struct str s)
{
    static const struct {
        struct str name;
        uint32_t rune;
    } names[] = {{STR_INIT("&amp;"), '&'},       {STR_INIT("&lt;"), '<'},
                 {STR_INIT("&gt;"), '>'},        {STR_INIT("&quot;"), '"'},
                 {STR_INIT("&apos;"), '\''},     {STR_INIT("&nbsp;"), 0xA0},
                 {STR_INIT("&mdash;"), 0x2014},  {STR_INIT("&ndash;"), 0x2013},
                 {STR_INIT("&hellip;"), 0x2026}, {STR_INIT("&euro;"), 0x20AC},
                 {STR_INIT("&copy;"), 0xA9}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_eq(s, names[i].name)) {
            buf_rune(b, names[i].rune);
            return;
        }
    }
    uint32_t rune = 0;
    bool hex = s.n > 3 && (s.p[2] | 0x20) == 'x';
    if (s.n < 4 || s.p[1] != '#') {
        buf_put(b, s);
        return;
    }
    for (size_t i = hex ? 3 : 2; i + 1 < s.n && rune < 0x110000; i++)
        rune = rune * (hex ? 16 : 10) + (uint32_t)hex_value(s.p[i]);
    buf_rune(b, rune >= ' ' ? rune : UTF8_BAD);
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *ctx)
{
    struct notes *t = ctx;
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
        return open_close(t, BODY_OPEN, BODY_br);
    struct note *n = add(t, BODY_TEXT, BODY_NONE);
    if (!n)
        return -1;
    struct str s = within(t, text, size);
    if (type == MD_TEXT_ENTITY)
        put_entity(&t->text, s);
    else if (type == MD_TEXT_NULLCHAR)
        buf_rune(&t->text, UTF8_BAD);
    else
        for (size_t i = 0; i < s.n; i++)
            if ((unsigned char)s.p[i] >= ' ' || (t->in_code && s.p[i] == '\n'))
                buf_char(&t->text, s.p[i]);
            else
                buf_char(&t->text, ' ');
    n->n = t->text.n - n->at;
    return 0;
}

/* -------------------------------------------------------------------------- notes -> body */

static const struct body_attr *one_attr(struct arena *a, enum body_attr_name name, struct str value)
{
    struct body_attr *attr = ARENA_NEW(a, struct body_attr);
    *attr = (struct body_attr){name, value};
    return attr;
}

/* Appends one note. `dropped` counts links whose address is not fit, so that their ends go too. */
static void make_op(struct arena *a, const struct note *n, struct str text, struct body *b,
                    uint32_t *dropped)
{
    struct body_op *op = &b->ops[b->n];
    *op = (struct body_op){.kind = n->kind, .tag = n->tag, .at = BODY_NO_TEXT};
    if (n->kind == BODY_TEXT) {
        op->text = str_sub(text, n->at, n->at + n->n);
        bool first = b->n && b->ops[b->n - 1].kind == BODY_OPEN && b->ops[b->n - 1].tag == BODY_pre;
        while (first && str_starts(op->text, STR("\n"))) /* as the sanitizer does, and why */
            op->text = str_from(op->text, 1);
        if (!op->text.n)
            return;
    }
    /* Links do not nest in Markdown: one open at most. */
    if (n->kind == BODY_OPEN && n->tag == BODY_a) {
        struct str href = url_resolve(a, NULL, str_sub(text, n->at, n->at + n->n));
        if (!href.n) {
            ++*dropped;
            return;
        }
        op->attrs = one_attr(a, BODY_ATTR_href, href);
        op->attr_count = 1;
    }
    if (n->kind == BODY_CLOSE && n->tag == BODY_a && *dropped) {
        --*dropped;
        return;
    }
    if (n->kind == BODY_OPEN && n->tag == BODY_ol && n->start > 1 && n->start < 100000) {
        op->attrs = one_attr(a, BODY_ATTR_start, str_fmt(a, "%u", n->start));
        op->attr_count = 1;
    }
    b->n++;
}

enum err_code desk_markdown(struct arena *a, struct str markdown, struct body *ret, struct err *e)
{
    markdown = str_trim(markdown);
    if (!markdown.n)
        return err_set(e, ERR_INPUT, "the comment is empty");
    if (markdown.n > DESK_COMMENT_MOST)
        return err_set(e, ERR_LIMIT, "a comment has at most %d characters", DESK_COMMENT_MOST);
    if (utf8_valid(markdown) != markdown.n)
        return err_set(e, ERR_INPUT, "the comment is not readable text");
    static const MD_PARSER parser = {
        .flags = MD_FLAG_NOHTML | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS |
                 MD_FLAG_COLLAPSEWHITESPACE,
        .enter_block = on_block,
        .leave_block = on_block_end,
        .enter_span = on_span,
        .leave_span = on_span_end,
        .text = on_text,
    };
    struct notes *t = arena_alloc(a, sizeof *t);
    t->n = 0;
    t->in_code = false;
    char *source = arena_alloc(a, markdown.n + MARGIN);
    memcpy(source, markdown.p, markdown.n);
    memset(source + markdown.n, '\n', MARGIN);
    t->source = str_of(source, markdown.n);
    char *copy = arena_alloc(a, TEXT_MOST); /* before there is what an escape would leave behind */
    buf_init(&t->text, TEXT_MOST);
    int rc = md_parse(source, (MD_SIZE)markdown.n, &parser, t);
    bool failed = rc != 0 || t->text.failed;
    size_t n = failed ? 0 : t->text.n;
    if (n)
        memcpy(copy, t->text.p, n);
    buf_done(&t->text);
    if (failed)
        return err_set(e, ERR_LIMIT, "the comment has too many parts");
    struct body body = {.ops = ARENA_ARRAY(a, t->n, struct body_op)};
    uint32_t dropped = 0;
    for (size_t i = 0; i < t->n; i++)
        make_op(a, &t->v[i], str_of(copy, n), &body, &dropped);
    body_text(a, &body);
    enum err_code code = body_check(&body, e);
    if (code == ERR_OK)
        *ret = body;
    return code;
}
