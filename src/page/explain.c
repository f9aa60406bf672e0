/* explain.c: the evidence and the blocks as lines for people. */
#include "page/page.h"

static const char *const field_names[PAGE_FIELD_COUNT] = {"title",  "date", "byline", "image",
                                                          "source", "root", "state"};

void page_explain_write(struct buf *out, const struct page_explain *e)
{
    for (int f = 0; f < PAGE_FIELD_COUNT; f++)
        for (size_t i = 0; i < e->evidence_count; i++) {
            const struct page_evidence *v = &e->evidence[i];
            if ((int)v->field == f)
                buf_fmt(out, "%s %-7s %3d  %-28.*s %.*s\n", v->chosen ? "*" : " ", field_names[f],
                        v->weight, STR_ARG(v->from), STR_ARG(v->value));
        }
    for (size_t i = 0; i < e->block_count; i++) {
        const struct page_block_why *b = &e->blocks[i];
        buf_fmt(out, "%s block %6.2f %6u  %-24.*s %.*s\n", b->kept ? "+" : "-", b->score, b->bytes,
                STR_ARG(b->why), STR_ARG(b->text));
    }
}
