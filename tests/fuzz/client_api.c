/* client_api: any bytes as what a reader app asks: fields "s=...&xt=...&i=...". Whatever they say,
 * an item's number and all bounds of the list stay in their ranges, and what is written is read
 * again. */
#include "api/internal.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct job {
    struct arena a;
    struct str in;
};

static void check_list(struct arena *a, const struct desk_list *l)
{
    assert(l->user == 7 && l->feed >= 0 && l->from >= 0 && l->to >= 0 && l->seen_from >= 0);
    assert(l->from <= l->seen_from && l->publisher == 0 && l->tag.n == 0 && l->after.id >= 0);
    if (!l->after.id)
        return;
    struct buf b;
    struct desk_key again;
    buf_arena(&b, a, 100);
    desk_key_write(&b, l->after);
    assert(desk_key_parse(buf_str(&b), &again));
    assert(again.at == l->after.at && again.id == l->after.id);
}

static enum err_code run(void *ctx)
{
    struct job *j = ctx;
    const struct http_field *v;
    size_t n = http_form_parse(&j->a, j->in, &v);
    struct desk_list l;
    for (size_t i = 0; i < n; i++) {
        int64_t id = api_item_id(v[i].value);
        assert(id >= 0 && api_feed_id(v[i].value) >= 0);
        if (id) {
            struct str name = str_fmt(&j->a, API_ITEM_LONG "%016llx", (unsigned long long)id);
            assert(api_item_id(name) == id);
        }
        struct str state = api_state(v[i].value);
        assert(!state.n || state.p + state.n == v[i].value.p + v[i].value.n);
        if (str_eq(v[i].name, STR("s")) && api_stream(v[i].value, 7, v, n, &l))
            check_list(&j->a, &l);
    }
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct job job;
    job.in = str_of((const char *)data, n);
    arena_init(&job.a, 64 << 20);
    enum err_code code = arena_run(&job.a, run, &job);
    assert(code == ERR_OK || code == ERR_MEMORY);
    arena_done(&job.a);
    return 0;
}
