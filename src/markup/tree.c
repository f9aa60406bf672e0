/* tree.c: from tokens to the flat tree, by section 13.2.6 of the HTML standard as far as markup.h
 * says.
 *
 * A list in order of the input can only grow at its end, so the builder is a stack of open elements
 * and rules that pop it. The standard's insertion modes shrink to three phases (before the body, in
 * it, and the places inside tables, which are read off the stack). `count` says how many elements
 * of a tag are open: most questions ("is a p in scope?") end there, without walking the stack. */
#include "markup/internal.h"

enum ns { NS_HTML, NS_SVG, NS_MATH };
enum open_flag {
    PENDING = 1,    /* its end tag came while a block inside was open: ends with that block */
    HTML_POINT = 2, /* foreign, but HTML inside ("integration point") */
    TEXT_POINT = 4, /* MathML text integration point */
};
struct open {
    uint32_t node;
    uint16_t tag;
    uint8_t ns, flags;
};
/* The list of active formatting elements (13.2.4.3). */
struct active {
    uint32_t node;
    uint16_t tag;
    bool marker; /* of the cell, object ... `node` */
    bool open;   /* on the stack */
};
enum {
    ACTIVE_MOST = 1024,
    ACTIVE_HERE_MOST = 32, /* behind the last marker */
    AGAIN_MOST = 20000,    /* elements that are opened again in one document */
    TWINS_MOST = 3         /* "Noah's Ark clause" */
};
enum phase { BEFORE_HEAD, IN_HEAD, IN_BODY };
struct builder {
    struct arena *a;
    struct tokenizer t;
    struct html_doc *doc;
    struct {
        struct html_node *v;
        size_t n, cap;
    } nodes;
    struct open stack[HTML_DEPTH_MOST];
    size_t depth; /* stack[0] is the document */
    uint16_t count[HTML_TAG_COUNT];
    struct active active[ACTIVE_MOST];
    size_t active_n, again;
    enum phase phase;
    bool fragment, comments, skip_newline;
};

/* ---- the stack ----------------------------------------------------------------------------- */

static inline struct open *top(struct builder *b)
{
    return &b->stack[b->depth - 1];
}

static uint32_t add_node(struct builder *b, enum html_kind kind)
{
    if (b->nodes.n == HTML_NODES_MOST)
        return 0;
    uint32_t i = (uint32_t)b->nodes.n;
    struct html_node *node = LIST_ADD(b->a, &b->nodes);
    node->kind = (uint8_t)kind;
    node->parent = top(b)->node;
    node->end = i + 1;
    return i;
}

/* A formatting element has left the stack; or a cell, with all formatting that began in it. */
static void left_stack(struct builder *b, const struct open *o)
{
    size_t i = b->active_n;
    while (i > 0 && b->active[i - 1].node != o->node)
        i--;
    if (i && b->active[i - 1].marker)
        b->active_n = i - 1;
    else if (i)
        b->active[i - 1].open = false;
}

static void pop_one(struct builder *b)
{
    struct open *o = top(b);
    b->nodes.v[o->node].end = (uint32_t)b->nodes.n;
    if (tag_is[o->tag] & (TAG_FORMATTING | TAG_MARKER) && o->ns == NS_HTML)
        left_stack(b, o);
    b->count[o->tag]--;
    b->depth--;
}

static inline void pop(struct builder *b)
{
    pop_one(b);
    while (top(b)->flags & PENDING)
        pop_one(b);
}

/* Pops until `depth` elements are left. */
static void cut(struct builder *b, size_t depth)
{
    while (b->depth > depth)
        pop_one(b);
    while (top(b)->flags & PENDING)
        pop_one(b);
}

static void push(struct builder *b, uint32_t node, enum html_tag tag, enum ns ns)
{
    if (node == 0 || b->depth == HTML_DEPTH_MOST)
        return;
    b->stack[b->depth++] = (struct open){node, (uint16_t)tag, (uint8_t)ns, 0};
    b->count[tag]++;
}

/* An element for a start tag; not pushed. */
static uint32_t insert(struct builder *b, const struct token *k)
{
    uint32_t i = add_node(b, HTML_ELEMENT);
    if (i == 0) {
        b->t.attrs.n = k->attr_at;
        return 0;
    }
    struct html_node *node = &b->nodes.v[i];
    node->tag = (uint16_t)k->tag;
    node->attr_at = (uint32_t)k->attr_at;
    node->attr_count = (uint16_t)(b->t.attrs.n - k->attr_at);
    if (k->tag == HTML_TAG_OTHER)
        node->text = k->name;
    return i;
}

static uint32_t insert_push(struct builder *b, const struct token *k)
{
    uint32_t i = insert(b, k);
    push(b, i, k->tag, NS_HTML);
    if (tag_is[k->tag] & TAG_MARKER && top(b)->node == i && b->active_n < ACTIVE_MOST)
        b->active[b->active_n++] = (struct active){i, (uint16_t)k->tag, true, true};
    return i;
}

/* An element that the input does not hold. */
static uint32_t imply(struct builder *b, enum html_tag tag)
{
    uint32_t i = add_node(b, HTML_ELEMENT);
    if (i) {
        b->nodes.v[i].tag = (uint16_t)tag;
        b->nodes.v[i].flags = HTML_IMPLIED;
    }
    push(b, i, tag, NS_HTML);
    return i;
}

/* Sets of tags that limit a search, as predicates over a stack entry. */
static bool limits_scope(const struct open *o)
{
    return o->ns ? o->flags != 0 : tag_is[o->tag] & TAG_SCOPE || o->tag == HTML_TAG_NONE;
}

static bool limits_button(const struct open *o)
{
    return limits_scope(o) || o->tag == HTML_BUTTON;
}

static bool limits_list(const struct open *o)
{
    return limits_scope(o) || o->tag == HTML_OL || o->tag == HTML_UL;
}

static bool limits_table(const struct open *o)
{
    return o->ns == NS_HTML && (o->tag == HTML_TABLE || o->tag == HTML_TEMPLATE ||
                                o->tag == HTML_HTML || o->tag == HTML_TAG_NONE);
}

/* Place on the stack of the nearest open `tag` inside the scope; 0 where there is none. */
static size_t find_open(struct builder *b, enum html_tag tag, bool (*limit)(const struct open *))
{
    if (b->count[tag] == 0)
        return 0;
    for (size_t i = b->depth; i-- > 1;) {
        if (b->stack[i].tag == tag && b->stack[i].ns == NS_HTML)
            return i;
        if (limit(&b->stack[i]))
            return 0;
    }
    return 0;
}

static bool close_tag(struct builder *b, enum html_tag tag, bool (*limit)(const struct open *))
{
    size_t i = find_open(b, tag, limit);
    if (i)
        cut(b, i);
    return i != 0;
}

static void close_p(struct builder *b)
{
    if (b->count[HTML_P])
        close_tag(b, HTML_P, limits_button);
}

/* ---- formatting ---------------------------------------------------------------------------- */

static void forget(struct builder *b, size_t i)
{
    b->active_n--;
    memmove(&b->active[i], &b->active[i + 1], (b->active_n - i) * sizeof *b->active);
}

static bool are_twins(const struct builder *b, uint32_t x, uint32_t y)
{
    const struct html_node *p = &b->nodes.v[x], *q = &b->nodes.v[y];
    if (p->tag != q->tag || p->attr_count != q->attr_count)
        return false;
    for (uint32_t i = 0; i < p->attr_count; i++) {
        const struct html_attr *m = &b->t.attrs.v[p->attr_at + i],
                               *n = &b->t.attrs.v[q->attr_at + i];
        if (!str_eq(m->name_text, n->name_text) || !str_eq(m->value, n->value))
            return false;
    }
    return true;
}

/* Adds the element on top of the stack; of too many, or too many alike, the oldest is forgotten. */
static void remember(struct builder *b, uint32_t node, enum html_tag tag)
{
    size_t here = 0, twins = 0, oldest_twin = 0, i = b->active_n;
    for (; i > 0 && !b->active[i - 1].marker; i--) {
        here++;
        if (are_twins(b, b->active[i - 1].node, node)) {
            twins++;
            oldest_twin = i - 1;
        }
    }
    if (twins == TWINS_MOST)
        forget(b, oldest_twin);
    else if (here == ACTIVE_HERE_MOST)
        forget(b, i);
    if (b->active_n < ACTIVE_MOST)
        b->active[b->active_n++] =
            (struct active){node, (uint16_t)tag, false, top(b)->node == node};
}

/* Opens again what was cut off by the end of a block: "reconstruct the active formatting elements".
 */
static void open_again(struct builder *b)
{
    size_t i = b->active_n;
    while (i > 0 && !b->active[i - 1].marker && !b->active[i - 1].open)
        i--;
    for (; i < b->active_n && b->again < AGAIN_MOST; i++) {
        struct active *f = &b->active[i];
        uint32_t node = add_node(b, HTML_ELEMENT);
        if (node == 0)
            return;
        const struct html_node *was = &b->nodes.v[f->node];
        struct html_node *now = &b->nodes.v[node];
        now->tag = was->tag;
        now->attr_at = was->attr_at;
        now->attr_count = was->attr_count;
        now->flags = HTML_IMPLIED;
        push(b, node, (enum html_tag)f->tag, NS_HTML);
        f->node = node;
        f->open = top(b)->node == node;
        b->again++;
    }
}

static inline void continue_formatting(struct builder *b)
{
    if (b->active_n && !b->active[b->active_n - 1].open && b->phase == IN_BODY &&
        top(b)->ns == NS_HTML)
        open_again(b);
}

/* Place + 1 in the list of the newest of this tag behind the last marker, or 0. */
static size_t find_active(const struct builder *b, enum html_tag tag)
{
    for (size_t i = b->active_n; i > 0 && !b->active[i - 1].marker; i--)
        if (b->active[i - 1].tag == tag)
            return i;
    return 0;
}

/* The end of a formatting element. Where a block inside it is still open, it ends together with
 * that block. False where none is active. */
static bool close_formatting(struct builder *b, enum html_tag tag)
{
    size_t at = find_active(b, tag);
    if (at == 0)
        return false;
    uint32_t node = b->active[at - 1].node;
    bool is_open = b->active[at - 1].open, block = false;
    for (size_t i = b->depth; is_open && i-- > 1;) {
        struct open *o = &b->stack[i];
        if (o->node == node) {
            forget(b, at - 1);
            if (block)
                o->flags |= PENDING;
            else
                cut(b, i);
            return true;
        }
        if (limits_scope(o))
            return true;
        block |= o->ns || tag_is[o->tag] & TAG_SPECIAL;
    }
    forget(b, at - 1);
    return true;
}

/* ---- head and body ------------------------------------------------------------------------- */

static void need_html(struct builder *b)
{
    if (b->doc->html == 0)
        b->doc->html = imply(b, HTML_HTML);
}

static void need_head(struct builder *b)
{
    if (b->phase != BEFORE_HEAD)
        return;
    need_html(b);
    b->doc->head = imply(b, HTML_HEAD);
    b->phase = IN_HEAD;
}

/* Ends the head and opens the body: `k` is its start tag, NULL where it has none. */
static void need_body(struct builder *b, const struct token *k)
{
    if (b->phase == IN_BODY)
        return;
    need_head(b);
    cut(b, 2);
    b->doc->body = k ? insert_push(b, k) : imply(b, HTML_BODY);
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
            b->doc->html = insert_push(b, k);
        return true;
    }
    if (k->tag == HTML_HEAD) {
        if (b->phase == BEFORE_HEAD) {
            need_html(b);
            b->doc->head = insert_push(b, k);
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

/* ---- tables -------------------------------------------------------------------------------- */

static bool is_row_group(enum html_tag tag)
{
    return tag == HTML_TBODY || tag == HTML_THEAD || tag == HTML_TFOOT;
}

static bool is_cell(enum html_tag tag)
{
    return tag == HTML_TD || tag == HTML_TH;
}

/* An element whose children are parts of a table. */
static bool holds_parts(enum html_tag tag)
{
    return tag == HTML_TABLE || is_row_group(tag) || tag == HTML_TR || tag == HTML_COLGROUP;
}

/* Place of the nearest table on the stack, 0 where there is none or a template is nearer. */
static size_t nearest_table(struct builder *b)
{
    return find_open(b, HTML_TABLE, limits_table);
}

static enum html_tag tag_at(const struct builder *b, size_t i)
{
    return i < b->depth ? (enum html_tag)b->stack[i].tag : HTML_TAG_NONE;
}

/* Is the end of the stack in a cell or caption of the table at `at`? */
static bool in_cell(const struct builder *b, size_t at)
{
    if (tag_at(b, at + 1) == HTML_CAPTION)
        return true;
    return is_row_group(tag_at(b, at + 1)) && tag_at(b, at + 2) == HTML_TR &&
           is_cell(tag_at(b, at + 3));
}

/* Closes what must not be open around a part of a table and opens what must. False where the part
 * has no table and is ignored. */
static bool prepare_table_part(struct builder *b, enum html_tag tag)
{
    size_t at = nearest_table(b);
    if (at == 0)
        return b->count[HTML_TEMPLATE] > 0;
    if (tag == HTML_COL) {
        if (tag_at(b, at + 1) != HTML_COLGROUP) {
            cut(b, at + 1);
            imply(b, HTML_COLGROUP);
        } else {
            cut(b, at + 2);
        }
        return true;
    }
    if (tag != HTML_TR && !is_cell(tag)) {
        cut(b, at + 1);
        return true;
    }
    if (!is_row_group(tag_at(b, at + 1))) {
        cut(b, at + 1);
        imply(b, HTML_TBODY);
    }
    if (tag == HTML_TR) {
        cut(b, at + 2);
        return true;
    }
    if (tag_at(b, at + 2) != HTML_TR) {
        cut(b, at + 2);
        imply(b, HTML_TR);
    }
    cut(b, at + 3);
    return true;
}

static void end_table_part(struct builder *b, enum html_tag tag)
{
    size_t at = nearest_table(b);
    if (at == 0) {
        close_tag(b, tag, limits_table);
        return;
    }
    for (size_t i = at + 1; i <= at + 3; i++)
        if (tag_at(b, i) == tag) {
            cut(b, i);
            return;
        }
}

/* ---- SVG and MathML ------------------------------------------------------------------------ */

static bool is_word(struct str s, const char *words)
{
    struct str list = str_c(words);
    for (size_t at; s.n && (at = str_find(list, s)) != SIZE_MAX; list = str_from(list, at + 1))
        if ((at == 0 || list.p[at - 1] == ' ') && (at + s.n == list.n || list.p[at + s.n] == ' '))
            return true;
    return false;
}

static struct str attr_of(const struct builder *b, const struct token *k, enum html_attr_name name)
{
    for (size_t i = k->attr_at; i < b->t.attrs.n; i++)
        if (b->t.attrs.v[i].name == name)
            return b->t.attrs.v[i].value;
    return STR_NONE;
}

static void insert_foreign(struct builder *b, const struct token *k, enum ns ns)
{
    struct token as = *k;
    if (as.tag != HTML_SVG && as.tag != HTML_MATH)
        as.tag = HTML_TAG_OTHER;
    uint32_t i = insert(b, &as);
    if (i == 0)
        return;
    b->nodes.v[i].flags = HTML_FOREIGN;
    if (k->self_closing || b->depth == HTML_DEPTH_MOST)
        return;
    push(b, i, as.tag, ns);
    struct str encoding = attr_of(b, k, HTML_ATTR_ENCODING);
    if (ns == NS_SVG && is_word(k->name, "foreignobject desc title"))
        top(b)->flags = HTML_POINT;
    else if (ns == NS_MATH && is_word(k->name, "mi mo mn ms mtext"))
        top(b)->flags = TEXT_POINT;
    else if (ns == NS_MATH && str_eq(k->name, STR("annotation-xml")) &&
             (str_eq_fold(encoding, STR("text/html")) ||
              str_eq_fold(encoding, STR("application/xhtml+xml"))))
        top(b)->flags = HTML_POINT;
}

static bool breaks_out(const struct builder *b, const struct token *k)
{
    if (k->tag != HTML_FONT)
        return tag_is[k->tag] & TAG_BREAKS_OUT;
    for (size_t i = k->attr_at; i < b->t.attrs.n; i++)
        if (is_word(b->t.attrs.v[i].name_text, "color face size"))
            return true;
    return false;
}

/* By the rules of 13.2.6.5 where the current element is foreign. True where the tag was used up. */
static bool start_foreign(struct builder *b, const struct token *k)
{
    struct open *o = top(b);
    if (o->ns == NS_HTML || o->flags & HTML_POINT)
        return false;
    if (o->flags & TEXT_POINT && !is_word(k->name, "mglyph malignmark"))
        return false;
    if (o->ns == NS_MATH && k->tag == HTML_SVG &&
        str_eq(b->nodes.v[o->node].text, STR("annotation-xml")))
        return false;
    if (breaks_out(b, k)) {
        while (top(b)->ns && !top(b)->flags)
            pop(b);
        return false;
    }
    insert_foreign(b, k, (enum ns)o->ns);
    return true;
}

static bool end_foreign(struct builder *b, const struct token *k)
{
    if (top(b)->ns == NS_HTML)
        return false;
    if (k->tag == HTML_BR || k->tag == HTML_P) {
        while (top(b)->ns && !top(b)->flags)
            pop(b);
        return false;
    }
    for (size_t i = b->depth; i-- > 1 && b->stack[i].ns;) {
        const struct html_node *node = &b->nodes.v[b->stack[i].node];
        struct str name =
            node->tag == HTML_TAG_OTHER ? node->text : html_tag_name((enum html_tag)node->tag);
        if (str_eq(name, k->name)) {
            cut(b, i);
            return true;
        }
    }
    return false;
}

/* ---- start tags in the body ---------------------------------------------------------------- */

/* li, dd, dt: closes the item that is open, if no other structure began since. */
static void close_item(struct builder *b, enum html_tag x, enum html_tag y)
{
    if (b->count[x] == 0 && b->count[y] == 0)
        return;
    for (size_t i = b->depth; i-- > 1;) {
        enum html_tag tag = (enum html_tag)b->stack[i].tag;
        if (b->stack[i].ns == NS_HTML && (tag == x || tag == y)) {
            cut(b, i);
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
        switch ((int)top(b)->tag) {
        case HTML_RTC:
            if (keep_rtc)
                return;
            pop(b);
            break;
        case HTML_DD:
        case HTML_DT:
        case HTML_LI:
        case HTML_OPTGROUP:
        case HTML_OPTION:
        case HTML_P:
        case HTML_RB:
        case HTML_RP:
        case HTML_RT: pop(b); break;
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
        if (is_heading((enum html_tag)top(b)->tag))
            pop(b);
        break;
    case HTML_A:
    case HTML_NOBR: close_formatting(b, tag); break;
    case HTML_BUTTON: close_tag(b, HTML_BUTTON, limits_scope); break;
    case HTML_FORM: return b->count[HTML_FORM] == 0 || b->count[HTML_TEMPLATE];
    case HTML_OPTION:
        if (top(b)->tag == HTML_OPTION)
            pop(b);
        break;
    case HTML_OPTGROUP:
        if (top(b)->tag == HTML_OPTION)
            pop(b);
        if (top(b)->tag == HTML_OPTGROUP)
            pop(b);
        break;
    case HTML_SELECT:
        if (find_open(b, HTML_SELECT, limits_scope)) {
            close_tag(b, HTML_SELECT, limits_scope);
            return false;
        }
        break;
    case HTML_INPUT:
    case HTML_TEXTAREA:
        if (b->count[HTML_SELECT])
            close_tag(b, HTML_SELECT, limits_scope);
        break;
    case HTML_RB:
    case HTML_RTC:
        if (find_open(b, HTML_RUBY, limits_scope))
            close_implied(b, false);
        break;
    case HTML_RP:
    case HTML_RT:
        if (find_open(b, HTML_RUBY, limits_scope))
            close_implied(b, true);
        break;
    case HTML_TABLE: {
        size_t at = nearest_table(b);
        if (at && !in_cell(b, at))
            cut(b, at);
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
    case HTML_TR: return prepare_table_part(b, tag);
    default: break;
    }
    return true;
}

static void start_tag(struct builder *b, struct token *k)
{
    if (b->phase != IN_BODY && start_before_body(b, k))
        return;
    if (k->tag == HTML_IMAGE)
        k->tag = HTML_IMG;
    if (start_foreign(b, k))
        return;
    if (k->tag == HTML_IMAGE)
        k->tag = HTML_IMG;
    if (k->tag == HTML_SVG || k->tag == HTML_MATH) {
        continue_formatting(b);
        insert_foreign(b, k, k->tag == HTML_SVG ? NS_SVG : NS_MATH);
        return;
    }
    if (top(b)->tag == HTML_COLGROUP && k->tag != HTML_COL && k->tag != HTML_TEMPLATE)
        pop(b);
    if (!prepare(b, k)) {
        b->t.attrs.n = k->attr_at;
        return;
    }
    if (tag_is[k->tag] & TAG_INLINE)
        continue_formatting(b);
    if (tag_is[k->tag] & TAG_VOID) {
        insert(b, k);
        return;
    }
    uint32_t node = insert_push(b, k);
    if (tag_is[k->tag] & TAG_FORMATTING && node)
        remember(b, node, k->tag);
    b->skip_newline = k->tag == HTML_PRE || k->tag == HTML_LISTING || k->tag == HTML_TEXTAREA;
    if (k->tag == HTML_PLAINTEXT)
        b->t.state = TOK_PLAINTEXT;
    else
        raw_contents(b, k->tag);
}

/* ---- end tags ------------------------------------------------------------------------------ */

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
            cut(b, i);
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
            cut(b, i);
            return;
        }
        if (limits_scope(&b->stack[i]))
            return;
    }
}

static void end_block(struct builder *b, const struct token *k)
{
    switch ((int)k->tag) {
    case HTML_P:
        if (!find_open(b, HTML_P, limits_button))
            imply(b, HTML_P);
        close_p(b);
        return;
    case HTML_LI: close_tag(b, HTML_LI, limits_list); return;
    case HTML_H1:
    case HTML_H2:
    case HTML_H3:
    case HTML_H4:
    case HTML_H5:
    case HTML_H6: end_heading(b); return;
    case HTML_TABLE: close_tag(b, HTML_TABLE, limits_table); return;
    case HTML_CAPTION:
    case HTML_COLGROUP:
    case HTML_TBODY:
    case HTML_TD:
    case HTML_TFOOT:
    case HTML_TH:
    case HTML_THEAD:
    case HTML_TR: end_table_part(b, k->tag); return;
    default: close_tag(b, k->tag, limits_scope);
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
    if (end_foreign(b, k))
        return;
    switch ((int)k->tag) {
    case HTML_HTML:
    case HTML_BODY:
    case HTML_HEAD:
    case HTML_TAG_NONE: return;
    case HTML_BR:
        k->attr_at = b->t.attrs.n;
        continue_formatting(b);
        insert(b, k);
        return;
    case HTML_APPLET:
    case HTML_MARQUEE:
    case HTML_OBJECT:
    case HTML_BUTTON:
    case HTML_SELECT:
    case HTML_DIALOG: close_tag(b, k->tag, limits_scope); return;
    case HTML_TEMPLATE: {
        for (size_t i = b->depth; b->count[HTML_TEMPLATE] && i-- > 1;)
            if (is_named(b, i, k)) {
                cut(b, i);
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
        if (!close_formatting(b, k->tag))
            end_other(b, k);
    } else if (what & TAG_BLOCK && what & TAG_SPECIAL)
        end_block(b, k);
    else
        end_other(b, k);
}

/* ---- text and comments --------------------------------------------------------------------- */

static void text(struct builder *b, const struct token *k)
{
    enum html_tag parent = (enum html_tag)top(b)->tag;
    bool raw = tag_is[parent] & TAG_RAW && top(b)->ns == NS_HTML;
    struct str s = k->text;
    if (!raw && !k->plain)
        s = charref_decode(
            b->a, s,
            k->how | (k->how & CHARREF_NUL_BAD || top(b)->ns ? CHARREF_NUL_BAD : CHARREF_NUL_GONE));
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
    if (!blank && top(b)->tag == HTML_COLGROUP)
        pop(b);
    if (!(tag_is[top(b)->tag] & (TAG_RAW | TAG_RCDATA)) && !holds_parts((enum html_tag)top(b)->tag))
        continue_formatting(b);
    uint32_t i = add_node(b, raw ? HTML_RAW : HTML_TEXT);
    if (i == 0)
        return;
    b->nodes.v[i].text = s;
    b->nodes.v[i].flags = blank ? HTML_BLANK : 0;
}

static void comment(struct builder *b, const struct token *k)
{
    if (!b->comments)
        return;
    uint32_t i = add_node(b, HTML_COMMENT);
    if (i)
        b->nodes.v[i].text = k->text;
}

/* ---- all ----------------------------------------------------------------------------------- */

static void build(struct builder *b)
{
    struct token k = {0};
    for (;;) {
        b->t.foreign = top(b)->ns != NS_HTML;
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
        pop_one(b);
    b->nodes.v[0].end = (uint32_t)b->nodes.n;
    ret->nodes = b->nodes.v;
    ret->n = (uint32_t)b->nodes.n;
    ret->attrs = b->t.attrs.v;
    ret->attr_n = (uint32_t)b->t.attrs.n;
    ret->cut = b->nodes.n == HTML_NODES_MOST;
}
