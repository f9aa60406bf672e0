/* markup_xml: any bytes as XML. Every element that opens closes, in order, and the helpers that
 * take a whole element stop behind its end. */
#include "markup/markup.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a;
    struct str utf8;
    struct xml x;
    struct xml_event e;
    struct str open[XML_DEPTH_MOST + 1];
    arena_init(&a, 512 << 20);
    xml_to_utf8(&a, str_of((const char *)data, n), STR_NONE, &utf8);
    xml_init(&x, &a, utf8);
    for (size_t depth = 0; xml_next(&x, &e);) {
        if (e.kind == XML_OPEN) {
            assert(e.depth == ++depth && depth <= XML_DEPTH_MOST && e.ns <= XML_NS_OTHER);
            open[depth] = e.name;
        } else if (e.kind == XML_CLOSE) {
            assert(e.depth == depth && str_eq(open[depth], e.name));
            depth--;
        } else {
            assert(e.kind == XML_TEXT && e.text.n && utf8_valid(e.text) == e.text.n);
        }
    }
    assert(e.kind == XML_EOF && x.depth == 0 && x.problem_count <= XML_PROBLEMS_MOST);
    xml_init(&x, &a, utf8);
    for (size_t i = n; xml_next(&x, &e); i = i / 3 + 1) {
        if (e.kind != XML_OPEN || i % 4 == 0)
            continue;
        size_t depth = e.depth;
        if (i % 4 == 1)
            xml_skip(&x);
        else if (i % 4 == 2)
            xml_text(&x);
        else
            xml_inner_html(&x);
        assert(x.depth == depth - 1);
    }
    arena_done(&a);
    return 0;
}
