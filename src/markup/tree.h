/* markup/tree: the builder of the flat tree, and what its parts do with it: tree.c takes tokens,
 * tree_stack.c keeps the open elements and the list of active formatting, tree_table.c and
 * tree_foreign.c know the rules of tables and of SVG and MathML. Section numbers are the HTML
 * standard's. */
#ifndef OCTAVO_MARKUP_TREE_H
#define OCTAVO_MARKUP_TREE_H
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
enum { ACTIVE_MOST = 1024 };
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

/* ---- The stack (tree_stack.c) ---- */
static inline struct open *tree_top(struct builder *b)
{
    return &b->stack[b->depth - 1];
}

/* A node at the end of the tree, in the element on top; 0 where HTML_NODES_MOST are there. */
uint32_t tree_node(struct builder *b, enum html_kind kind);
/* An element for a start tag; not pushed. 0 as before. */
uint32_t tree_insert(struct builder *b, const struct token *k);
/* The same, pushed; with a marker in the list of formatting where its tag sets one. */
uint32_t tree_insert_push(struct builder *b, const struct token *k);
/* An element that the input does not hold, pushed. */
uint32_t tree_imply(struct builder *b, enum html_tag tag);
/* Opens a node; nothing for node 0, and where HTML_DEPTH_MOST are open. */
void tree_push(struct builder *b, uint32_t node, enum html_tag tag, enum ns ns);
/* Closes the element on top; tree_pop also those whose end tag came before. */
void tree_pop_one(struct builder *b);
static inline void tree_pop(struct builder *b)
{
    tree_pop_one(b);
    while (tree_top(b)->flags & PENDING)
        tree_pop_one(b);
}

/* Pops until `depth` elements are left, then what is pending. */
void tree_cut(struct builder *b, size_t depth);

/* Sets of tags that limit a search ("has an element in scope"), as predicates over an entry. */
bool tree_limits_scope(const struct open *o);
bool tree_limits_button(const struct open *o);
bool tree_limits_list(const struct open *o);
bool tree_limits_table(const struct open *o);
/* Place on the stack of the nearest open `tag` inside the scope; 0 where there is none. */
size_t tree_find(struct builder *b, enum html_tag tag, bool (*limit)(const struct open *));
/* Closes it, with all inside; false where there is none. */
bool tree_close(struct builder *b, enum html_tag tag, bool (*limit)(const struct open *));

/* ---- Formatting (tree_stack.c) ---- */
/* Adds the element on top of the stack to the active ones; of too many, or too many alike, the
 * oldest is forgotten. */
void tree_remember(struct builder *b, uint32_t node, enum html_tag tag);
/* The end of a formatting element. Where a block inside it is still open, it ends together with
 * that block. Of one that too many alike have pushed off the list, only the innermost ends. False
 * where none is active. */
bool tree_close_formatting(struct builder *b, enum html_tag tag);
/* Opens again what was cut off by the end of a block: "reconstruct the active formatting
 * elements". */
void tree_open_again(struct builder *b);
static inline void tree_continue_formatting(struct builder *b)
{
    if (b->active_n && !b->active[b->active_n - 1].open && b->phase == IN_BODY &&
        tree_top(b)->ns == NS_HTML)
        tree_open_again(b);
}

/* ---- Tables (tree_table.c) ---- */
/* An element whose children are parts of a table. */
bool tree_holds_parts(enum html_tag tag);
/* Place of the nearest table on the stack, 0 where there is none or a template is nearer. */
size_t tree_nearest_table(struct builder *b);
/* Is the end of the stack in a cell or caption of the table at `at`? */
bool tree_in_cell(const struct builder *b, size_t at);
/* Closes what must not be open around a part of a table and opens what must. False where the part
 * has no table and is ignored. */
bool tree_prepare_part(struct builder *b, enum html_tag tag);
void tree_end_part(struct builder *b, enum html_tag tag);

/* ---- SVG and MathML (tree_foreign.c) ---- */
/* An element of SVG or MathML; pushed unless it closes itself. */
void tree_insert_foreign(struct builder *b, const struct token *k, enum ns ns);
/* By the rules of 13.2.6.5 where the current element is foreign. True where the tag was used up. */
bool tree_start_foreign(struct builder *b, const struct token *k);
bool tree_end_foreign(struct builder *b, const struct token *k);
#endif
