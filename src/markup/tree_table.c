/* tree_table.c: where in a table the stack stands, and what must be closed and opened before a part
 * of one. */
#include "markup/tree.h"

static bool is_row_group(enum html_tag tag)
{
    return tag == HTML_TBODY || tag == HTML_THEAD || tag == HTML_TFOOT;
}

static bool is_cell(enum html_tag tag)
{
    return tag == HTML_TD || tag == HTML_TH;
}

bool tree_holds_parts(enum html_tag tag)
{
    return tag == HTML_TABLE || is_row_group(tag) || tag == HTML_TR || tag == HTML_COLGROUP;
}

size_t tree_nearest_table(struct builder *b)
{
    return tree_find(b, HTML_TABLE, tree_limits_table);
}

static enum html_tag tag_at(const struct builder *b, size_t i)
{
    return i < b->depth ? (enum html_tag)b->stack[i].tag : HTML_TAG_NONE;
}

bool tree_in_cell(const struct builder *b, size_t at)
{
    if (tag_at(b, at + 1) == HTML_CAPTION)
        return true;
    return is_row_group(tag_at(b, at + 1)) && tag_at(b, at + 2) == HTML_TR &&
           is_cell(tag_at(b, at + 3));
}

bool tree_prepare_part(struct builder *b, enum html_tag tag)
{
    size_t at = tree_nearest_table(b);
    if (at == 0)
        return b->count[HTML_TEMPLATE] > 0;
    if (tag == HTML_COL) {
        if (tag_at(b, at + 1) != HTML_COLGROUP) {
            tree_cut(b, at + 1);
            tree_imply(b, HTML_COLGROUP);
        } else {
            tree_cut(b, at + 2);
        }
        return true;
    }
    if (tag != HTML_TR && !is_cell(tag)) {
        tree_cut(b, at + 1);
        return true;
    }
    if (!is_row_group(tag_at(b, at + 1))) {
        tree_cut(b, at + 1);
        tree_imply(b, HTML_TBODY);
    }
    if (tag == HTML_TR) {
        tree_cut(b, at + 2);
        return true;
    }
    if (tag_at(b, at + 2) != HTML_TR) {
        tree_cut(b, at + 2);
        tree_imply(b, HTML_TR);
    }
    tree_cut(b, at + 3);
    return true;
}

void tree_end_part(struct builder *b, enum html_tag tag)
{
    size_t at = tree_nearest_table(b);
    if (at == 0) {
        tree_close(b, tag, tree_limits_table);
        return;
    }
    for (size_t i = at + 1; i <= at + 3; i++)
        if (tag_at(b, i) == tag) {
            tree_cut(b, i);
            return;
        }
}
