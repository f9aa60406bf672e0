/* tree_foreign.c: SVG and MathML inside of HTML (13.2.6.5): which tags stay in them, which break
 * out, where HTML begins again. */
#include "markup/tree.h"

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

void tree_insert_foreign(struct builder *b, const struct token *k, enum ns ns)
{
    struct token as = *k;
    if (as.tag != HTML_SVG && as.tag != HTML_MATH)
        as.tag = HTML_TAG_OTHER;
    uint32_t i = tree_insert(b, &as);
    if (i == 0)
        return;
    b->nodes.v[i].flags = HTML_FOREIGN;
    if (k->self_closing || b->depth == HTML_DEPTH_MOST)
        return;
    tree_push(b, i, as.tag, ns);
    struct str encoding = attr_of(b, k, HTML_ATTR_ENCODING);
    if (ns == NS_SVG && is_word(k->name, "foreignobject desc title"))
        tree_top(b)->flags = HTML_POINT;
    else if (ns == NS_MATH && is_word(k->name, "mi mo mn ms mtext"))
        tree_top(b)->flags = TEXT_POINT;
    else if (ns == NS_MATH && str_eq(k->name, STR("annotation-xml")) &&
             (str_eq_fold(encoding, STR("text/html")) ||
              str_eq_fold(encoding, STR("application/xhtml+xml"))))
        tree_top(b)->flags = HTML_POINT;
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

bool tree_start_foreign(struct builder *b, const struct token *k)
{
    struct open *o = tree_top(b);
    if (o->ns == NS_HTML || o->flags & HTML_POINT)
        return false;
    if (o->flags & TEXT_POINT && !is_word(k->name, "mglyph malignmark"))
        return false;
    if (o->ns == NS_MATH && k->tag == HTML_SVG &&
        str_eq(b->nodes.v[o->node].text, STR("annotation-xml")))
        return false;
    if (breaks_out(b, k)) {
        while (tree_top(b)->ns && !tree_top(b)->flags)
            tree_pop(b);
        return false;
    }
    tree_insert_foreign(b, k, (enum ns)o->ns);
    return true;
}

bool tree_end_foreign(struct builder *b, const struct token *k)
{
    if (tree_top(b)->ns == NS_HTML)
        return false;
    if (k->tag == HTML_BR || k->tag == HTML_P) {
        while (tree_top(b)->ns && !tree_top(b)->flags)
            tree_pop(b);
        return false;
    }
    for (size_t i = b->depth; i-- > 1 && b->stack[i].ns;) {
        const struct html_node *node = &b->nodes.v[b->stack[i].node];
        struct str name =
            node->tag == HTML_TAG_OTHER ? node->text : html_tag_name((enum html_tag)node->tag);
        if (str_eq(name, k->name)) {
            tree_cut(b, i);
            return true;
        }
    }
    return false;
}
