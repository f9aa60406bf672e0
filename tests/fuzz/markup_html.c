/* markup_html: any bytes as a document and as a fragment. The tree is sound: parents stand before
 * their children, subtrees nest, attributes lie inside the list; asking it reads nothing outside.
 */
#include "markup/markup.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check(struct arena *a, struct str utf8, bool fragment)
{
    struct html_doc doc;
    html_parse(a, utf8, &(struct html_options){.fragment = fragment, .comments = fragment}, &doc);
    assert(doc.n > 0 && doc.nodes[0].end == doc.n);
    assert(fragment || (doc.html && doc.head && doc.body));
    for (uint32_t i = 1; i < doc.n; i++) {
        const struct html_node *x = &doc.nodes[i];
        assert(x->parent < i && x->end > i && x->end <= doc.nodes[x->parent].end);
        assert(x->kind == HTML_ELEMENT || x->end == i + 1);
        assert(x->attr_count == 0 || x->attr_at + x->attr_count <= doc.attr_n);
        assert(x->kind == HTML_RAW || utf8_valid(x->text) == x->text.n);
    }
    struct buf out;
    buf_arena(&out, a, 64 << 20);
    html_write(&out, &doc, 0);
    struct str line = html_text_line(a, &doc, 0);
    assert(utf8_valid(line) == line.n);
    const struct css_selector *sel = css_parse(a, str_sub(utf8, 0, 40));
    const struct css_found *found = sel ? css_find(a, sel, &doc) : NULL;
    for (uint32_t i = 0; found && (i = css_next(found, 0, i));)
        assert(css_match(found, i));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a;
    struct str utf8;
    arena_init(&a, 512 << 20);
    html_to_utf8(&a, str_of((const char *)data, n), STR("utf-8"), &utf8);
    check(&a, utf8, false);
    check(&a, utf8, true);
    struct str plain = html_to_plain(&a, utf8);
    assert(utf8_valid(plain) == plain.n);
    arena_done(&a);
    return 0;
}
