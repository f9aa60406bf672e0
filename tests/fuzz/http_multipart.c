/* http_multipart: the first line is the content type, the rest the body. Parts must lie within it,
 * in order. */
#include "http/internal.h"

#include <assert.h>
#include <stdlib.h>

struct job {
    struct arena *a;
    struct str in;
};
static enum err_code work(void *ctx)
{
    struct job *j = ctx;
    size_t line = str_find_char(j->in, '\n');
    struct str type = str_sub(j->in, 0, line);
    struct str body = line == SIZE_MAX ? STR_NONE : str_from(j->in, line + 1);
    const struct http_part *v;
    size_t n;
    if (http_multipart(j->a, type, body, &v, &n) != ERR_OK)
        return ERR_OK;
    assert(n <= HTTP_PARTS_MOST);
    const char *last = body.p;
    for (size_t i = 0; i < n; i++) {
        assert(utf8_valid(v[i].name) == v[i].name.n);
        if (v[i].data.n == 0)
            continue;
        assert(v[i].data.p >= last && v[i].data.p + v[i].data.n <= body.p + body.n);
        last = v[i].data.p + v[i].data.n;
    }
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a;
    arena_init(&a, 8 << 20);
    char *copy = malloc(n ? n : 1);
    memcpy(copy, data, n);
    struct job j = {&a, str_of(copy, n)};
    enum err_code code = arena_run(&a, work, &j);
    (void)code;
    free(copy);
    arena_done(&a);
    return 0;
}
