/* explain.c: the evidence and the blocks as lines for people. */
#include "page/page.h"

static const char *const field_names[PAGE_FIELD_COUNT] = {"title",  "date", "byline", "image",
                                                          "source", "root", "state"};

/* On one line, whatever the page has. */
static void put_line(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_char(out, (unsigned char)s.p[i] < 0x20 ? ' ' : s.p[i]);
    buf_char(out, '\n');
}

void page_explain_write(struct buf *out, const struct page_explain *e)
{
    buf_put(out, STR("  field   belief where it stands             what it says    (*: chosen)\n"));
    for (int f = 0; f < PAGE_FIELD_COUNT; f++)
        for (size_t i = 0; i < e->evidence_count; i++) {
            const struct page_evidence *v = &e->evidence[i];
            if ((int)v->field == f) {
                buf_fmt(out, "%s %-7s %3d  %-28.*s ", v->chosen ? "*" : " ", field_names[f],
                        v->weight, STR_ARG(v->from));
                put_line(out, v->value);
            }
        }
    buf_put(out,
            STR("  block  score  bytes  why                      its text         (+: kept)\n"));
    for (size_t i = 0; i < e->block_count; i++) {
        const struct page_block_why *b = &e->blocks[i];
        buf_fmt(out, "%s block %6.2f %6u  %-24.*s ", b->kept ? "+" : "-", b->score, b->bytes,
                STR_ARG(b->why));
        put_line(out, b->text);
    }
}
