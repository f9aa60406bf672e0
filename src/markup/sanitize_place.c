/* sanitize_place.c: where in the body something may stand. The written HTML must read back into the
 * same tree: sanitize_open knows which start tags make a browser close or move something
 * (13.2.6.4.7) and does that first, openly. So a second reading finds nothing to change, and no
 * markup hides in the difference between two readings ("mutation XSS"). */
#include "markup/sanitize.h"

enum { DEPTH_MOST = BODY_DEPTH_MOST - 4 };

/* ---- writing operations ---- */

/* What is still to be closed counts too: the list must stay under BODY_OPS_MOST when all is closed.
 */
static bool has_room(const struct sanitizer *s)
{
    return s->ops.n + 2 * BODY_DEPTH_MOST + 8 < BODY_OPS_MOST;
}

static void add_op(struct sanitizer *s, struct body_op op)
{
    op.at = BODY_NO_TEXT;
    LIST_PUSH(s->a, &s->ops, op);
}

enum html_tag sanitize_top(const struct sanitizer *s)
{
    return s->depth ? s->out[s->depth - 1].tag : HTML_TAG_NONE;
}

static void close_one(struct sanitizer *s)
{
    enum html_tag tag = s->out[--s->depth].tag;
    add_op(s, (struct body_op){.kind = BODY_CLOSE, .tag = sanitize_fates[tag].body});
    s->pre -= tag == HTML_PRE;
    if (html_tag_is_block(tag))
        s->space = true;
}

void sanitize_cut(struct sanitizer *s, size_t depth)
{
    while (s->depth > depth)
        close_one(s);
}

static void push(struct sanitizer *s, enum html_tag tag, const struct body_attr *attrs, size_t n)
{
    if (!has_room(s))
        return;
    if (!html_tag_is_void(tag)) {
        if (s->depth == BODY_DEPTH_MOST)
            return;
        s->out[s->depth++] = (struct out){tag, (uint32_t)s->ops.n};
        s->pre += tag == HTML_PRE;
    }
    add_op(s, (struct body_op){.kind = BODY_OPEN,
                               .tag = sanitize_fates[tag].body,
                               .attrs = attrs,
                               .attr_count = (uint32_t)n});
    if (html_tag_is_block(tag) || tag == HTML_BR)
        s->space = true;
    else if (tag == HTML_IMG)
        s->space = false;
}

/* ---- what a browser would close ---- */

/* Place + 1 of the nearest open element of this tag inside the scope, 0 where there is none. */
static size_t find_out(const struct sanitizer *s, enum html_tag tag, bool list_scope)
{
    for (size_t i = s->depth; i-- > 0;) {
        enum html_tag t = s->out[i].tag;
        if (t == tag)
            return i + 1;
        if (tag_is[t] & TAG_SCOPE || (list_scope && (t == HTML_OL || t == HTML_UL)))
            return 0;
    }
    return 0;
}

static bool is_row_group(enum html_tag tag)
{
    return tag == HTML_TBODY || tag == HTML_THEAD || tag == HTML_TFOOT;
}

bool sanitize_is_cell(enum html_tag tag)
{
    return tag == HTML_TD || tag == HTML_TH;
}

bool sanitize_holds_parts(enum html_tag tag)
{
    return tag == HTML_TABLE || is_row_group(tag) || tag == HTML_TR || tag == HTML_COLGROUP;
}

bool sanitize_is_part(enum html_tag tag)
{
    return is_row_group(tag) || tag == HTML_TR || sanitize_is_cell(tag) || tag == HTML_CAPTION ||
           tag == HTML_COLGROUP || tag == HTML_COL;
}

static enum html_tag out_at(const struct sanitizer *s, size_t i)
{
    return i < s->depth ? s->out[i].tag : HTML_TAG_NONE;
}

/* Is the source right here inside the structure of a table that stands in the body? */
static bool in_structure(const struct sanitizer *s)
{
    for (size_t i = s->frame_count; i-- > 0;)
        if (s->frames[i].opened)
            return s->frames[i].mode == PARTS;
    return false;
}

/* Makes the stack ready for a part of a table. False where no table is open around it. */
static bool place_part(struct sanitizer *s, enum html_tag tag)
{
    size_t at = s->depth;
    while (at > 0 && s->out[at - 1].tag != HTML_TABLE)
        at--;
    if (at == 0)
        return false;
    if (tag == HTML_COL) {
        sanitize_cut(s, out_at(s, at) == HTML_COLGROUP ? at + 1 : at);
        if (s->depth == at)
            push(s, HTML_COLGROUP, NULL, 0);
        return true;
    }
    if (tag != HTML_TR && !sanitize_is_cell(tag)) {
        sanitize_cut(s, at);
        return true;
    }
    if (!is_row_group(out_at(s, at))) {
        sanitize_cut(s, at);
        push(s, HTML_TBODY, NULL, 0);
    }
    if (tag == HTML_TR) {
        sanitize_cut(s, at + 1);
        return true;
    }
    if (out_at(s, at + 1) != HTML_TR) {
        sanitize_cut(s, at + 1);
        push(s, HTML_TR, NULL, 0);
    }
    sanitize_cut(s, at + 2);
    return true;
}

/* Where only parts of a table may stand, other contents get a cell of their own. */
static void leave_structure(struct sanitizer *s)
{
    if (!sanitize_holds_parts(sanitize_top(s)) || !place_part(s, HTML_TD))
        return;
    push(s, HTML_TD, NULL, 0);
}

static bool is_heading(enum html_tag tag)
{
    return tag >= HTML_H1 && tag <= HTML_H6;
}

/* li, dd, dt: an item that is open ends, unless another structure began inside it. */
static void close_item(struct sanitizer *s, enum html_tag x, enum html_tag y)
{
    for (size_t i = s->depth; i-- > 0;) {
        enum html_tag t = s->out[i].tag;
        if (t == x || t == y) {
            sanitize_cut(s, i);
            return;
        }
        if (tag_is[t] & TAG_SPECIAL && t != HTML_ADDRESS && t != HTML_DIV && t != HTML_P)
            return;
    }
}

/* Inside <ruby>, the parts of a ruby text end each other and whatever else ends by itself. */
static void close_ruby_parts(struct sanitizer *s, bool keep_rtc)
{
    if (!find_out(s, HTML_RUBY, false))
        return;
    for (;;) {
        enum html_tag t = sanitize_top(s);
        if (t != HTML_DD && t != HTML_DT && t != HTML_LI && t != HTML_P && t != HTML_RB &&
            t != HTML_RP && t != HTML_RT && (t != HTML_RTC || keep_rtc))
            return;
        close_one(s);
    }
}

/* <a> in <a>: the outer one ends here, and what was open inside it is opened again behind it. (No
 * deeper recursion: what is opened again holds no <a>.) */
static void split_link(struct sanitizer *s)
{
    size_t at = find_out(s, HTML_A, false), before = s->depth;
    if (at == 0)
        return;
    struct out inner[BODY_DEPTH_MOST];
    size_t n = s->depth - at;
    memcpy(inner, &s->out[at], n * sizeof *inner);
    sanitize_cut(s, at - 1);
    for (size_t i = 0; i < n; i++) {
        const struct body_op *op = &s->ops.v[inner[i].op];
        sanitize_open(s, inner[i].tag, op->attrs, op->attr_count);
    }
    /* The sources of what was opened again now stand lower. */
    size_t shift = before - s->depth;
    for (size_t i = 0; i < s->frame_count; i++) {
        struct frame *f = &s->frames[i];
        size_t place = (size_t)f->out_depth + 1;
        if (!f->opened || place < at)
            continue;
        if ((place == at && s->doc->nodes[f->node].tag == HTML_A) || place <= shift)
            f->opened = false;
        else if (place > at)
            f->out_depth = (uint16_t)(place - 1 - shift);
    }
}

bool sanitize_open(struct sanitizer *s, enum html_tag tag, const struct body_attr *attrs, size_t n)
{
    if (!has_room(s))
        return false;
    if (sanitize_is_part(tag)) {
        if (!in_structure(s) || !place_part(s, tag))
            return false;
        push(s, tag, attrs, n);
        return true;
    }
    leave_structure(s);
    if (sanitize_holds_parts(sanitize_top(s)))
        return false;
    if (tag == HTML_LI)
        close_item(s, HTML_LI, HTML_LI);
    else if (tag == HTML_DD || tag == HTML_DT)
        close_item(s, HTML_DD, HTML_DT);
    if (tag_is[tag] & TAG_CLOSES_P) {
        size_t at = find_out(s, HTML_P, false);
        if (at)
            sanitize_cut(s, at - 1);
    }
    if (is_heading(tag) && is_heading(sanitize_top(s)))
        close_one(s);
    else if (tag == HTML_A)
        split_link(s);
    else if (tag == HTML_RB || tag == HTML_RTC)
        close_ruby_parts(s, false);
    else if (tag == HTML_RP || tag == HTML_RT)
        close_ruby_parts(s, true);
    /* Judged after closing, and so that a table has room for its parts: then a second reading,
     * which finds closed what the first one closed, judges the same. */
    if (s->depth >= DEPTH_MOST && !html_tag_is_void(tag))
        return false;
    push(s, tag, attrs, n);
    return true;
}

/* ---- text ---- */

/* Is it as a body holds it: no control characters, single spaces, none where one is superfluous? */
static bool is_normal(struct str t, bool space)
{
    for (size_t i = 0; i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i];
        if (c < 0x20 || c == 0x7f || (c == ' ' && space))
            return false;
        space = c == ' ';
    }
    return true;
}

static struct str normal(struct sanitizer *s, struct str t)
{
    if (is_normal(t, s->space))
        return t;
    char *out = arena_alloc(s->a, t.n), *to = out;
    bool space = s->space;
    for (size_t i = 0; i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i];
        if (is_space((char)c)) {
            if (!space)
                *to++ = ' ';
            space = true;
        } else if (c >= 0x20 && c != 0x7f) {
            *to++ = (char)c;
            space = false;
        }
    }
    arena_cut(s->a, out, (size_t)(to - out));
    return str_of(out, (size_t)(to - out));
}

/* A <pre> begins with no line end: a browser swallows the first when it reads, and writes none for
 * it, so that each time its markup is read and written again (by a script, an editor) one is lost.
 */
void sanitize_text(struct sanitizer *s, struct str t)
{
    if (sanitize_holds_parts(sanitize_top(s))) {
        if (is_blank(t))
            return;
        leave_structure(s);
        if (sanitize_holds_parts(sanitize_top(s)))
            return;
    }
    t = s->pre ? body_verbatim(s->a, t) : normal(s, t);
    if (s->ops.n && s->ops.v[s->ops.n - 1].kind == BODY_OPEN && sanitize_top(s) == HTML_PRE)
        while (t.n && t.p[0] == '\n')
            t = str_from(t, 1);
    if (t.n == 0 || !has_room(s))
        return;
    add_op(s, (struct body_op){.kind = BODY_TEXT, .text = t});
    s->space = !s->pre && t.p[t.n - 1] == ' ';
}
