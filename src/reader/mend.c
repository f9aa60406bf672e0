/* mend: what a reader sends must pass the desk's body_check. The rooms that make bodies keep to it;
 * where one of a page's thousand values slipped through all the same, that value goes and not the
 * page. */
#include "reader/internal.h"

static void mend_attrs(struct arena *a, struct body_op *op)
{
    struct body_attr *v = ARENA_ARRAY(a, op->attr_count, struct body_attr);
    uint32_t n = 0;
    for (uint32_t i = 0; i < op->attr_count; i++)
        if (body_value_sound(op->attrs[i].name, op->attrs[i].value) &&
            body_attr_allowed(op->tag, op->attrs[i].name))
            v[n++] = op->attrs[i];
    op->attrs = v;
    op->attr_count = n;
}

/* Valid UTF-8, control characters as spaces. */
static struct str mend_text(struct arena *a, struct str s)
{
    struct buf b;
    buf_arena(&b, a, SIZE_MAX);
    for (size_t at = 0; at < s.n;) {
        uint32_t rune = utf8_next(s, &at);
        bool control = (rune < 0x20 && rune != '\t' && rune != '\n') || rune == 0x7F;
        buf_rune(&b, control ? ' ' : rune);
    }
    return buf_str(&b);
}

enum err_code body_mend(struct arena *a, struct body *b, bool *ret_changed, struct err *e)
{
    *ret_changed = false;
    if (body_check(b, e) == ERR_OK)
        return ERR_OK;
    for (size_t i = 0; i < b->n; i++) {
        if (b->ops[i].kind == BODY_OPEN)
            mend_attrs(a, &b->ops[i]);
        else if (b->ops[i].kind == BODY_TEXT)
            b->ops[i].text = mend_text(a, b->ops[i].text);
    }
    *ret_changed = true;
    return body_check(b, e);
}
