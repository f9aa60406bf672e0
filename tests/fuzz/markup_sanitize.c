/* markup_sanitize: any bytes as HTML from a stranger. The body passes body_check, what is written
 * from it sanitizes to itself, and it holds nothing that starts a script. */
#include "markup/markup.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void same_address(void *ctx, struct str url, struct buf *out)
{
    (void)ctx;
    buf_put(out, url);
}

static struct str clean(struct arena *a, struct str html)
{
    struct body b;
    struct buf out;
    html_sanitize(a, html, STR("https://h.example/d/"), NULL, &b);
    enum err_code code = body_check(&b, NULL);
    assert(code == ERR_OK);
    buf_arena(&out, a, 256 << 20);
    body_write_html(&out, &b, &(struct body_html){.image = same_address});
    struct str text = body_text(a, &b);
    for (size_t i = 0; i < b.n; i++)
        if (b.ops[i].kind == BODY_TEXT && b.ops[i].at != BODY_NO_TEXT && b.ops[i].text.n)
            assert(
                str_eq(b.ops[i].text, str_sub(text, b.ops[i].at, b.ops[i].at + b.ops[i].text.n)));
    return out.n ? buf_str(&out) : STR("");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a;
    struct str utf8;
    arena_init(&a, 1 << 30);
    html_to_utf8(&a, str_of((const char *)data, n), STR("utf-8"), &utf8);
    struct str once = clean(&a, utf8);
    assert(utf8_valid(once) == once.n);
    assert(str_find_fold(once, STR("<script")) == SIZE_MAX);
    assert(str_find_fold(once, STR("<svg")) == SIZE_MAX);
    assert(str_find(once, STR("<!--")) == SIZE_MAX);
    struct str twice = clean(&a, once);
    assert(str_eq(once, twice));
    arena_done(&a);
    return 0;
}
