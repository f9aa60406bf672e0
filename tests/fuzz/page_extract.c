/* page_extract: any bytes as a page, and as a feed's content. The body is sound, the text valid,
 * and the host's memory reads back. */
#include "page/page.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct job {
    struct arena *a;
    struct str in;
    struct page_memory *memory;
};

static enum err_code run(void *ctx)
{
    struct job *j = ctx;
    struct page_hints hints = {.url = STR("https://example.org/a/2031/03/04/b"),
                               .memory = j->memory};
    struct article v;
    struct page_explain why;
    struct err e = {0};
    page_extract(j->a, j->in, &hints, &v, &why);
    assert(body_check(&v.body, &e) == ERR_OK);
    assert(utf8_valid(v.text) == v.text.n && utf8_valid(v.title) == v.title.n);
    page_from_content(j->a, j->in, &hints, &v);
    assert(body_check(&v.body, &e) == ERR_OK);
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct page_memory memory;
    struct arena a;
    arena_init(&a, 256 << 20);
    struct job j = {&a, str_of((const char *)data, n), &memory};
    enum err_code code = arena_run(&a, run, &j);
    (void)code;
    arena_done(&a);
    return 0;
}
