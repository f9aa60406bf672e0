/* body: the text of an article or comment as a flat list of (tag, attributes, text). It is *the
 * wall* between readers, who parse what strangers wrote, and everybody else: it can express nothing
 * but known tags, known attributes and text, and the HTML is written from it by body_write_html
 * after body_check. JSON form (docs/json.md, "body"): an array where a string is text,
 * ["a",{"href":"…"}] opens an element, and 0 closes the last open one; void elements are not
 * closed. */
#ifndef OCTAVO_TYPES_BODY_H
#define OCTAVO_TYPES_BODY_H
#include "base/base.h"

/* X(name, class): BLOCK parts paragraphs, INLINE runs in the line, VOID has no contents and is
 * inline, VBLOCK is a void block. */
/* clang-format off */
#define BODY_TAGS(X)                                                                               \
    X(p, BLOCK) X(h1, BLOCK) X(h2, BLOCK) X(h3, BLOCK) X(h4, BLOCK) X(h5, BLOCK) X(h6, BLOCK)      \
    X(ul, BLOCK) X(ol, BLOCK) X(li, BLOCK) X(dl, BLOCK) X(dt, BLOCK) X(dd, BLOCK)                  \
    X(blockquote, BLOCK) X(pre, BLOCK) X(figure, BLOCK) X(figcaption, BLOCK) X(table, BLOCK)       \
    X(caption, BLOCK) X(colgroup, BLOCK) X(col, VBLOCK) X(thead, BLOCK) X(tbody, BLOCK)            \
    X(tfoot, BLOCK) X(tr, BLOCK) X(td, BLOCK) X(th, BLOCK) X(div, BLOCK) X(section, BLOCK)         \
    X(article, BLOCK) X(aside, BLOCK) X(header, BLOCK) X(footer, BLOCK) X(main, BLOCK)             \
    X(nav, BLOCK) X(hgroup, BLOCK) X(address, BLOCK) X(details, BLOCK) X(summary, BLOCK)           \
    X(hr, VBLOCK) X(center, BLOCK) X(a, INLINE) X(abbr, INLINE) X(acronym, INLINE) X(b, INLINE)    \
    X(bdi, INLINE) X(bdo, INLINE) X(big, INLINE) X(cite, INLINE) X(code, INLINE) X(data, INLINE)   \
    X(del, INLINE) X(dfn, INLINE) X(em, INLINE) X(i, INLINE) X(ins, INLINE) X(kbd, INLINE)         \
    X(mark, INLINE) X(q, INLINE) X(rb, INLINE) X(rp, INLINE) X(rt, INLINE) X(rtc, INLINE)          \
    X(ruby, INLINE) X(s, INLINE) X(samp, INLINE) X(small, INLINE) X(span, INLINE)                  \
    X(strike, INLINE) X(strong, INLINE) X(sub, INLINE) X(sup, INLINE) X(time, INLINE)              \
    X(tt, INLINE) X(u, INLINE) X(var, INLINE) X(br, VOID) X(wbr, VOID) X(img, VOID)                \
    X(picture, INLINE) X(source, VOID) X(audio, INLINE) X(video, INLINE) X(track, VOID)
/* clang-format on */
enum body_tag {
    BODY_NONE,
#define X(name, class) BODY_##name,
    BODY_TAGS(X)
#undef X
        BODY_TAG_COUNT
};

/* Attributes that carry a URL are http, https or mailto and absolute; all others are plain. */
/* clang-format off */
#define BODY_ATTRS(X)                                                                              \
    X(href) X(src) X(srcset) X(sizes) X(alt) X(title) X(width) X(height) X(cite) X(datetime)       \
    X(lang) X(dir) X(colspan) X(rowspan) X(span) X(scope) X(start) X(reversed) X(value) X(type)    \
    X(open) X(abbr) X(poster) X(media) X(kind) X(label) X(srclang) X(align) X(headers) X(loading)
/* clang-format on */
enum body_attr_name {
    BODY_ATTR_NONE,
#define X(name) BODY_ATTR_##name,
    BODY_ATTRS(X)
#undef X
        BODY_ATTR_COUNT
};

enum body_op_kind { BODY_OPEN, BODY_CLOSE, BODY_TEXT };
enum { BODY_NO_TEXT = UINT32_MAX, BODY_DEPTH_MOST = 60, BODY_OPS_MOST = 200000 };

struct body_attr {
    enum body_attr_name name;
    struct str value; /* decoded text, valid UTF-8 */
};
struct body_op {
    enum body_op_kind kind;
    enum body_tag tag;             /* OPEN, CLOSE */
    const struct body_attr *attrs; /* OPEN */
    uint32_t attr_count;
    struct str text; /* TEXT: decoded; white space already normal outside pre */
    uint32_t at;     /* TEXT: byte offset of this run in the plain text, or BODY_NO_TEXT where it
                        is not part of it (captions); set by body_text */
};
/* Balanced: every OPEN of a non-void tag has its CLOSE, properly nested. */
struct body {
    struct body_op *ops;
    size_t n;
};

struct str body_tag_name(enum body_tag tag);
enum body_tag body_tag_find(struct str name); /* BODY_NONE when unknown; lower case only */
struct str body_attr_str(enum body_attr_name name);
enum body_attr_name body_attr_find(struct str name);
bool body_tag_is_block(enum body_tag tag);
bool body_tag_is_void(enum body_tag tag);
/* May this tag carry that attribute? One table, used by the sanitizer and by body_check. */
bool body_attr_allowed(enum body_tag tag, enum body_attr_name attr);
bool body_attr_is_url(enum body_attr_name attr);
/* A text for a body with its white space as it is, as in <pre>: line feeds for carriage returns, a
 * space for a form feed, no other control characters but tabs. A view of `t` where it is so. */
struct str body_verbatim(struct arena *a, struct str t);
/* May the attribute have that value? (URL absolute and clean, number small, word one of its list.)
 */
bool body_value_sound(enum body_attr_name attr, struct str value);

/* Makes the plain text of a body and sets every op's `at`. Blocks are parted by a blank line, rows
 * and <br> by a line end, cells by a tab; figure, figcaption and media contribute nothing. The text
 * is exactly the TEXT runs put together in order, with separators between: run i stands at
 * [at, at + text.n). White space at the borders of blocks is cut off the runs themselves. */
struct str body_text(struct arena *a, struct body *b);

/* Is it sound: balanced, known tags and attributes, values fit their attribute (URLs http(s) or
 * mailto without control characters, numbers small), depth and size under the limits? ERR_INPUT
 * with words otherwise. What a reader sends is checked with this before it is stored or shown. */
enum err_code body_check(const struct body *b, struct err *e) must_check;

/* What the writer of HTML is asked for at certain places; every member may be NULL or 0. */
struct body_html {
    /* Address to use for an image (signed proxy); NULL: images are left out. Writes into `out`. */
    void (*image)(void *ctx, struct str url, struct buf *out);
    void *ctx;
    /* Byte ranges of the plain text to wrap in <span id="s0" class="s">, ascending, not
     * overlapping; a range over several runs gets one span a run, the first with the id. */
    const struct body_range {
        uint32_t at, end;
    } * marks;
    size_t mark_count;
    int heading_shift; /* h1 becomes h(1+shift), at most h6 */
};
/* Writes well-formed HTML5 for a checked body: text and attributes escaped, links with
 * rel="noopener noreferrer nofollow", nothing but what the body holds. */
void body_write_html(struct buf *out, const struct body *b, const struct body_html *how);

void body_write(struct json_out *w, const struct body *b);
enum err_code body_read(struct arena *a, const json_t *v, struct body *ret,
                        struct err *e) must_check;
#endif
