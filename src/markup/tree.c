/* tree.c: from tokens to the flat tree, by section 13.2.6 of the HTML standard as far as markup.h
 * says.
 *
 * A list in order of the input can only grow at its end, so the builder is a stack of open elements
 * and rules that pop it. The standard's insertion modes shrink to three phases (before the body, in
 * it, and the places inside tables, which are read off the stack). */
#include "markup/tree.h"

/* ---- head and body ---- */

static void need_html(struct builder *b)
{
    if (b->doc->html == 0)
        b->doc->html = tree_imply(b, HTML_HTML);
}

static void need_head(struct builder *b)
{
    if (b->phase != BEFORE_HEAD)
        return;
    need_html(b);
    b->doc->head = tree_imply(b, HTML_HEAD);
    b->phase = IN_HEAD;
}

/* Ends the head and opens the body: `k` is its start tag, NULL where it has none. */
static void need_body(struct builder *b, const struct token *k)
{
    if (b->phase == IN_BODY)
        return;
    need_head(b);
    tree_cut(b, 2);
    b->doc->body = k ? tree_insert_push(b, k) : tree_imply(b, HTML_BODY);
    b->phase = IN_BODY;
}

/* Contents of <noscript> and <template> in the head stay there. */
static bool is_held_in_head(const struct builder *b)
{
    return b->count[HTML_NOSCRIPT] || b->count[HTML_TEMPLATE];
}

static void raw_contents(struct builder *b, enum html_tag tag)
{
    if (tag == HTML_SCRIPT)
        b->t.state = TOK_SCRIPT;
    else if (tag_is[tag] & TAG_RAW)
        b->t.state = TOK_RAWTEXT;
    else if (tag_is[tag] & TAG_RCDATA)
        b->t.state = TOK_RCDATA;
}

/* True where the tag was used up. */
static bool start_before_body(struct builder *b, const struct token *k)
{
    if (k->tag == HTML_HTML) {
        if (b->doc->html == 0)
            b->doc->html = tree_insert_push(b, k);
        return true;
    }
    if (k->tag == HTML_HEAD) {
        if (b->phase == BEFORE_HEAD) {
            need_html(b);
            b->doc->head = tree_insert_push(b, k);
            b->phase = IN_HEAD;
        }
        return true;
    }
    if (k->tag == HTML_BODY) {
        need_body(b, k);
        return true;
    }
    if (tag_is[k->tag] & TAG_HEAD) {
        need_head(b);
        return false;
    }
    if (!(b->phase == IN_HEAD && is_held_in_head(b)))
        need_body(b, NULL);
    return false;
}

/* ---- start tags in the body ---- */

static void close_p(struct builder *b)
{
    if (b->count[HTML_P])
        tree_close(b, HTML_P, tree_limits_button);
}

/* li, dd, dt: closes the item that is open, if no other structure began since. */
static void close_item(struct builder *b, enum html_tag x, enum html_tag y)
{
    if (b->count[x] == 0 && b->count[y] == 0)
        return;
    for (size_t i = b->depth; i-- > 1;) {
        enum html_tag tag = (enum html_tag)b->stack[i].tag;
        if (b->stack[i].ns == NS_HTML && (tag == x || tag == y)) {
            tree_cut(b, i);
            return;
        }
        bool special = b->stack[i].ns ? b->stack[i].flags != 0 : tag_is[tag] & TAG_SPECIAL;
        if (special && tag != HTML_ADDRESS && tag != HTML_DIV && tag != HTML_P)
            return;
    }
}

static bool is_heading(enum html_tag tag)
{
    return tag >= HTML_H1 && tag <= HTML_H6;
}

static void close_implied(struct builder *b, bool keep_rtc)
{
    for (;;) {
        switch ((int)tree_top(b)->tag) {
        case HTML_RTC:
            if (keep_rtc)
                return;
            tree_pop(b);
            break;
        case HTML_DD:
        case HTML_DT:
        case HTML_LI:
        case HTML_OPTGROUP:
        case HTML_OPTION:
        case HTML_P:
        case HTML_RB:
        case HTML_RP:
        case HTML_RT: tree_pop(b); break;
        default: return;
        }
    }
}

/* What must be closed before an element of this tag opens. False where the tag is ignored. */
static bool prepare(struct builder *b, const struct token *k)
{
    enum html_tag tag = k->tag;
    if (tag_is[tag] & TAG_CLOSES_P)
        close_p(b);
    switch ((int)tag) {
    case HTML_HTML:
    case HTML_HEAD:
    case HTML_BODY:
    case HTML_FRAME:
    case HTML_FRAMESET: return false;
    case HTML_LI:
        close_item(b, HTML_LI, HTML_LI);
        close_p(b);
        break;
    case HTML_DD:
    case HTML_DT:
        close_item(b, HTML_DD, HTML_DT);
        close_p(b);
        break;
    case HTML_H1:
    case HTML_H2:
    case HTML_H3:
    case HTML_H4:
    case HTML_H5:
    case HTML_H6:
        if (is_heading((enum html_tag)tree_top(b)->tag))
            tree_pop(b);
        break;
    case HTML_A:
    case HTML_NOBR: tree_close_formatting(b, tag); break;
    case HTML_BUTTON: tree_close(b, HTML_BUTTON, tree_limits_scope); break;
    case HTML_FORM: return b->count[HTML_FORM] == 0 || b->count[HTML_TEMPLATE];
    case HTML_OPTION:
        if (tree_top(b)->tag == HTML_OPTION)
            tree_pop(b);
        break;
    case HTML_OPTGROUP:
        if (tree_top(b)->tag == HTML_OPTION)
            tree_pop(b);
        if (tree_top(b)->tag == HTML_OPTGROUP)
            tree_pop(b);
        break;
    case HTML_SELECT:
        if (tree_find(b, HTML_SELECT, tree_limits_scope)) {
            tree_close(b, HTML_SELECT, tree_limits_scope);
            return false;
        }
        break;
    case HTML_INPUT:
    case HTML_TEXTAREA:
        if (b->count[HTML_SELECT])
            tree_close(b, HTML_SELECT, tree_limits_scope);
        break;
    case HTML_RB:
    case HTML_RTC:
        if (tree_find(b, HTML_RUBY, tree_limits_scope))
            close_implied(b, false);
        break;
    case HTML_RP:
    case HTML_RT:
        if (tree_find(b, HTML_RUBY, tree_limits_scope))
            close_implied(b, true);
        break;
    case HTML_TABLE: {
        size_t at = tree_nearest_table(b);
        if (at && !tree_in_cell(b, at))
            tree_cut(b, at);
        break;
    }
    case HTML_CAPTION:
    case HTML_COL:
    case HTML_COLGROUP:
    case HTML_TBODY:
    case HTML_TD:
    case HTML_TFOOT:
    case HTML_TH:
    case HTML_THEAD:
    case HTML_TR: return tree_prepare_part(b, tag);
    default: break;
    }
    return true;
}

static void start_tag(struct builder *b, struct token *k)
{
    if (b->phase != IN_BODY && start_before_body(b, k))
        return;
    if (tree_start_foreign(b, k))
        return;
    if (k->tag == HTML_IMAGE)
        k->tag = HTML_IMG;
    if (k->tag == HTML_SVG || k->tag == HTML_MATH) {
        tree_continue_formatting(b);
        tree_insert_foreign(b, k, k->tag == HTML_SVG ? NS_SVG : NS_MATH);
        return;
    }
    if (tree_top(b)->tag == HTML_COLGROUP && k->tag != HTML_COL && k->tag != HTML_TEMPLATE)
        tree_pop(b);
    if (!prepare(b, k)) {
        b->t.attrs.n = k->attr_at;
        return;
    }
    if (tag_is[k->tag] & TAG_INLINE)
        tree_continue_formatting(b);
    if (tag_is[k->tag] & TAG_VOID) {
        tree_insert(b, k);
        return;
    }
    uint32_t node = tree_insert_push(b, k);
    if (tag_is[k->tag] & TAG_FORMATTING && node)
        tree_remember(b, node, k->tag);
    b->skip_newline = k->tag == HTML_PRE || k->tag == HTML_LISTING || k->tag == HTML_TEXTAREA;
    if (k->tag == HTML_PLAINTEXT)
        b->t.state = TOK_PLAINTEXT;
    else
        raw_contents(b, k->tag);
}

/* ---- end tags ---- */

static bool is_named(const struct builder *b, size_t i, const struct token *k)
{
    return b->stack[i].ns == NS_HTML && b->stack[i].tag == k->tag &&
           (k->tag != HTML_TAG_OTHER || str_eq(b->nodes.v[b->stack[i].node].text, k->name));
}

/* "Any other end tag": closes the nearest of its name, but does not reach behind a special one. */
static void end_other(struct builder *b, const struct token *k)
{
    if (b->count[k->tag] == 0)
        return;
    for (size_t i = b->depth; i-- > 1;) {
        if (is_named(b, i, k)) {
            tree_cut(b, i);
            return;
        }
        if (b->stack[i].ns ? b->stack[i].flags != 0 : tag_is[b->stack[i].tag] & TAG_SPECIAL)
            return;
    }
}

static void end_heading(struct builder *b)
{
    for (size_t i = b->depth; i-- > 1;) {
        if (b->stack[i].ns == NS_HTML && is_heading((enum html_tag)b->stack[i].tag)) {
            tree_cut(b, i);
            return;
        }
        if (tree_limits_scope(&b->stack[i]))
            return;
    }
}

static void end_block(struct builder *b, const struct token *k)
{
    switch ((int)k->tag) {
    case HTML_P:
        if (!tree_find(b, HTML_P, tree_limits_button))
            tree_imply(b, HTML_P);
        close_p(b);
        return;
    case HTML_LI: tree_close(b, HTML_LI, tree_limits_list); return;
    case HTML_H1:
    case HTML_H2:
    case HTML_H3:
    case HTML_H4:
    case HTML_H5:
    case HTML_H6: end_heading(b); return;
    case HTML_TABLE: tree_close(b, HTML_TABLE, tree_limits_table); return;
    case HTML_CAPTION:
    case HTML_COLGROUP:
    case HTML_TBODY:
    case HTML_TD:
    case HTML_TFOOT:
    case HTML_TH:
    case HTML_THEAD:
    case HTML_TR: tree_end_part(b, k->tag); return;
    default: tree_close(b, k->tag, tree_limits_scope);
    }
}

static void end_tag(struct builder *b, struct token *k)
{
    if (b->phase != IN_BODY) {
        /* </head>, </html> and the like change nothing; </br> and </p> start the body. */
        if (k->tag == HTML_BR || k->tag == HTML_P)
            need_body(b, NULL);
        else if (k->tag == HTML_HEAD || k->tag == HTML_HTML || k->tag == HTML_BODY)
            return;
    }
    if (tree_end_foreign(b, k))
        return;
    switch ((int)k->tag) {
    case HTML_HTML:
    case HTML_BODY:
    case HTML_HEAD:
    case HTML_TAG_NONE: return;
    case HTML_BR:
        k->attr_at = b->t.attrs.n;
        tree_continue_formatting(b);
        tree_insert(b, k);
        return;
    case HTML_APPLET:
    case HTML_MARQUEE:
    case HTML_OBJECT:
    case HTML_BUTTON:
    case HTML_SELECT:
    case HTML_DIALOG: tree_close(b, k->tag, tree_limits_scope); return;
    case HTML_TEMPLATE: {
        for (size_t i = b->depth; b->count[HTML_TEMPLATE] && i-- > 1;)
            if (is_named(b, i, k)) {
                tree_cut(b, i);
                return;
            }
        return;
    }
    default: break;
    }
    unsigned what = tag_is[k->tag];
    if (what & TAG_VOID)
        return;
    if (what & TAG_FORMATTING) {
        if (!tree_close_formatting(b, k->tag))
            end_other(b, k);
    } else if (what & TAG_BLOCK && what & TAG_SPECIAL)
        end_block(b, k);
    else
        end_other(b, k);
}

/* ---- text and comments ---- */

static void text(struct builder *b, const struct token *k)
{
    enum html_tag parent = (enum html_tag)tree_top(b)->tag;
    bool raw = tag_is[parent] & TAG_RAW && tree_top(b)->ns == NS_HTML;
    struct str s = k->text;
    if (!raw && !k->plain)
        s = charref_decode(
            b->a, s,
            k->how |
                (k->how & CHARREF_NUL_BAD || tree_top(b)->ns ? CHARREF_NUL_BAD : CHARREF_NUL_GONE));
    if (b->skip_newline && str_starts(s, STR("\n")))
        s = str_from(s, 1);
    b->skip_newline = false;
    if (s.n == 0)
        return;
    bool blank = !raw && is_blank(s);
    if (b->phase != IN_BODY && !(tag_is[parent] & (TAG_RAW | TAG_RCDATA))) {
        if (blank && b->phase == BEFORE_HEAD)
            return;
        if (!blank && !is_held_in_head(b))
            need_body(b, NULL);
    }
    if (!blank && tree_top(b)->tag == HTML_COLGROUP)
        tree_pop(b);
    if (!(tag_is[tree_top(b)->tag] & (TAG_RAW | TAG_RCDATA)) &&
        !tree_holds_parts((enum html_tag)tree_top(b)->tag))
        tree_continue_formatting(b);
    uint32_t i = tree_node(b, raw ? HTML_RAW : HTML_TEXT);
    if (i == 0)
        return;
    b->nodes.v[i].text = s;
    b->nodes.v[i].flags = blank ? HTML_BLANK : 0;
}

static void comment(struct builder *b, const struct token *k)
{
    if (!b->comments)
        return;
    uint32_t i = tree_node(b, HTML_COMMENT);
    if (i)
        b->nodes.v[i].text = k->text;
}

/* ---- all ---- */

static void build(struct builder *b)
{
    struct token k = {0};
    for (;;) {
        b->t.foreign = tree_top(b)->ns != NS_HTML;
        tok_next(&b->t, &k);
        if (k.kind != TOK_TEXT)
            b->skip_newline = false;
        switch (k.kind) {
        case TOK_TEXT: text(b, &k); break;
        case TOK_START: start_tag(b, &k); break;
        case TOK_END: end_tag(b, &k); break;
        case TOK_COMMENT: comment(b, &k); break;
        case TOK_DOCTYPE: break;
        case TOK_EOF: return;
        }
    }
}

void html_parse(struct arena *a, struct str utf8, const struct html_options *options,
                struct html_doc *ret)
{
    enum { BYTES_A_NODE = 64, BYTES_AN_ATTR = 80, ROOM_LEAST = 16 };
    struct builder *b = ARENA_NEW(a, struct builder);
    *ret = (struct html_doc){0};
    *b = (struct builder){.a = a, .doc = ret, .depth = 1};
    if (options) {
        b->fragment = options->fragment;
        b->comments = options->comments;
    }
    tok_init(&b->t, a, utf8);
    b->nodes.cap = utf8.n / BYTES_A_NODE + ROOM_LEAST;
    b->nodes.v = arena_alloc(a, b->nodes.cap * sizeof *b->nodes.v);
    b->t.attrs.cap = utf8.n / BYTES_AN_ATTR + ROOM_LEAST;
    b->t.attrs.v = arena_alloc(a, b->t.attrs.cap * sizeof *b->t.attrs.v);
    b->nodes.v[b->nodes.n++] = (struct html_node){.kind = HTML_DOCUMENT, .end = 1};
    b->phase = b->fragment ? IN_BODY : BEFORE_HEAD;
    build(b);
    if (!b->fragment)
        need_body(b, NULL);
    while (b->depth > 1)
        tree_pop_one(b);
    b->nodes.v[0].end = (uint32_t)b->nodes.n;
    ret->nodes = b->nodes.v;
    ret->n = (uint32_t)b->nodes.n;
    ret->attrs = b->t.attrs.v;
    ret->attr_n = (uint32_t)b->t.attrs.n;
    ret->cut = b->nodes.n == HTML_NODES_MOST;
}
