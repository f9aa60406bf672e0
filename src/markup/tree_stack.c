/* tree_stack.c: the open elements, and the list of active formatting elements (13.2.4.3), which are
 * opened again where the end of a block cut them off. `count` says how many elements of a tag are
 * open: most searches end there, without walking the stack. */
#include "markup/tree.h"

enum {
    ACTIVE_HERE_MOST = 32, /* behind the last marker */
    AGAIN_MOST = 20000,    /* elements that are opened again in one document */
    TWINS_MOST = 3         /* "Noah's Ark clause" */
};

/* ---- the stack ---- */

uint32_t tree_node(struct builder *b, enum html_kind kind)
{
    if (b->nodes.n == HTML_NODES_MOST)
        return 0;
    uint32_t i = (uint32_t)b->nodes.n;
    struct html_node *node = LIST_ADD(b->a, &b->nodes);
    node->kind = (uint8_t)kind;
    node->parent = tree_top(b)->node;
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

void tree_pop_one(struct builder *b)
{
    struct open *o = tree_top(b);
    b->nodes.v[o->node].end = (uint32_t)b->nodes.n;
    if (tag_is[o->tag] & (TAG_FORMATTING | TAG_MARKER) && o->ns == NS_HTML)
        left_stack(b, o);
    b->count[o->tag]--;
    b->depth--;
}

void tree_cut(struct builder *b, size_t depth)
{
    while (b->depth > depth)
        tree_pop_one(b);
    while (tree_top(b)->flags & PENDING)
        tree_pop_one(b);
}

void tree_push(struct builder *b, uint32_t node, enum html_tag tag, enum ns ns)
{
    if (node == 0 || b->depth == HTML_DEPTH_MOST)
        return;
    b->stack[b->depth++] = (struct open){node, (uint16_t)tag, (uint8_t)ns, 0};
    b->count[tag]++;
}

uint32_t tree_insert(struct builder *b, const struct token *k)
{
    uint32_t i = tree_node(b, HTML_ELEMENT);
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

uint32_t tree_insert_push(struct builder *b, const struct token *k)
{
    uint32_t i = tree_insert(b, k);
    tree_push(b, i, k->tag, NS_HTML);
    if (tag_is[k->tag] & TAG_MARKER && tree_top(b)->node == i && b->active_n < ACTIVE_MOST)
        b->active[b->active_n++] = (struct active){i, (uint16_t)k->tag, true, true};
    return i;
}

uint32_t tree_imply(struct builder *b, enum html_tag tag)
{
    uint32_t i = tree_node(b, HTML_ELEMENT);
    if (i) {
        b->nodes.v[i].tag = (uint16_t)tag;
        b->nodes.v[i].flags = HTML_IMPLIED;
    }
    tree_push(b, i, tag, NS_HTML);
    return i;
}

bool tree_limits_scope(const struct open *o)
{
    return o->ns ? o->flags != 0 : tag_is[o->tag] & TAG_SCOPE || o->tag == HTML_TAG_NONE;
}

bool tree_limits_button(const struct open *o)
{
    return tree_limits_scope(o) || o->tag == HTML_BUTTON;
}

bool tree_limits_list(const struct open *o)
{
    return tree_limits_scope(o) || o->tag == HTML_OL || o->tag == HTML_UL;
}

bool tree_limits_table(const struct open *o)
{
    return o->ns == NS_HTML && (o->tag == HTML_TABLE || o->tag == HTML_TEMPLATE ||
                                o->tag == HTML_HTML || o->tag == HTML_TAG_NONE);
}

size_t tree_find(struct builder *b, enum html_tag tag, bool (*limit)(const struct open *))
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

bool tree_close(struct builder *b, enum html_tag tag, bool (*limit)(const struct open *))
{
    size_t i = tree_find(b, tag, limit);
    if (i)
        tree_cut(b, i);
    return i != 0;
}

/* ---- formatting ---- */

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

void tree_remember(struct builder *b, uint32_t node, enum html_tag tag)
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
            (struct active){node, (uint16_t)tag, false, tree_top(b)->node == node};
}

void tree_open_again(struct builder *b)
{
    size_t i = b->active_n;
    while (i > 0 && !b->active[i - 1].marker && !b->active[i - 1].open)
        i--;
    for (; i < b->active_n && b->again < AGAIN_MOST; i++) {
        struct active *f = &b->active[i];
        uint32_t node = tree_node(b, HTML_ELEMENT);
        if (node == 0)
            return;
        const struct html_node *was = &b->nodes.v[f->node];
        struct html_node *now = &b->nodes.v[node];
        now->tag = was->tag;
        now->attr_at = was->attr_at;
        now->attr_count = was->attr_count;
        now->flags = HTML_IMPLIED;
        tree_push(b, node, (enum html_tag)f->tag, NS_HTML);
        f->node = node;
        f->open = tree_top(b)->node == node;
        b->again++;
    }
}

/* Place + 1 in the list of the newest of this tag behind the last marker, or 0. */
static size_t find_active(const struct builder *b, enum html_tag tag)
{
    for (size_t i = b->active_n; i > 0 && !b->active[i - 1].marker; i--)
        if (b->active[i - 1].tag == tag)
            return i;
    return 0;
}

static bool is_active(const struct builder *b, uint32_t node)
{
    size_t i = b->active_n;
    while (i > 0 && b->active[i - 1].node != node)
        i--;
    return i > 0;
}

bool tree_close_formatting(struct builder *b, enum html_tag tag)
{
    size_t at = find_active(b, tag);
    if (at == 0)
        return false;
    const struct open *top = tree_top(b);
    if (top->tag == tag && top->ns == NS_HTML && !is_active(b, top->node)) {
        tree_cut(b, b->depth - 1); /* one that was forgotten */
        return true;
    }
    uint32_t node = b->active[at - 1].node;
    bool is_open = b->active[at - 1].open, block = false;
    for (size_t i = b->depth; is_open && i-- > 1;) {
        struct open *o = &b->stack[i];
        if (o->node == node) {
            forget(b, at - 1);
            if (block)
                o->flags |= PENDING;
            else
                tree_cut(b, i);
            return true;
        }
        if (tree_limits_scope(o))
            return true;
        block |= o->ns || tag_is[o->tag] & TAG_SPECIAL;
    }
    forget(b, at - 1);
    return true;
}
