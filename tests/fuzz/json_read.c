/* json_read: any bytes as JSON, and as each of the forms that travel between processes. What was
 * read is written by our own writer and must read back equal; a form that is refused says why. */
#include "types/types.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Our writer cuts fractions to six digits and nests less deep than the reader: such values are not
 * compared. */
static bool writable(const json_t *v, int depth)
{
    if (depth > JSON_DEPTH_MOST - 4 || json_is_real(v))
        return false;
    size_t i;
    const char *key;
    json_t *item, *tree = (json_t *)(uintptr_t)v;
    json_array_foreach(tree, i, item) if (!writable(item, depth + 1)) return false;
    json_object_foreach(tree, key, item) if (!writable(item, depth + 1)) return false;
    return true;
}

static void put(struct json_out *w, const json_t *v)
{
    size_t i;
    const char *key;
    json_t *item, *tree = (json_t *)(uintptr_t)v;
    switch (json_typeof(v)) {
    case JSON_OBJECT:
        json_obj(w);
        json_object_foreach(tree, key, item)
        {
            json_key(w, str_c(key));
            put(w, item);
        }
        json_obj_end(w);
        break;
    case JSON_ARRAY:
        json_arr(w);
        json_array_foreach(tree, i, item) put(w, item);
        json_arr_end(w);
        break;
    case JSON_STRING: json_put_str(w, json_str(v)); break;
    case JSON_INTEGER: json_put_i64(w, json_integer_value(v)); break;
    case JSON_REAL: json_put_num(w, json_real_value(v)); break;
    case JSON_TRUE:
    case JSON_FALSE: json_put_bool(w, json_is_true(v)); break;
    case JSON_NULL: json_put_null(w); break;
    }
}

static void check_again(struct arena *a, const json_t *v)
{
    struct buf b;
    struct json_out w;
    json_t *again = NULL;
    buf_arena(&b, a, 16 << 20);
    json_init(&w, &b);
    put(&w, v);
    if (b.failed)
        return;
    enum err_code code = json_read(buf_str(&b), &again, NULL);
    assert(code == ERR_OK && json_equal(v, again));
    json_decref(again);
}

struct job {
    struct arena a;
    json_t *v;
};

/* Every form that can be read from this value is sound enough to be written and read again. */
static enum err_code forms(void *ctx)
{
    struct job *j = ctx;
    struct err e = {0};
    struct article article;
    struct feed_doc doc;
    struct entry entry;
    struct reading reading;
    struct body body;
    if (writable(j->v, 0))
        check_again(&j->a, j->v);
    bool ok = article_read(&j->a, j->v, &article, &e) == ERR_OK;
    assert(ok || e.words[0]);
    ok = feed_doc_read(&j->a, j->v, &doc, &e) == ERR_OK;
    assert(ok || e.words[0]);
    ok = entry_read(&j->a, j->v, &entry, &e) == ERR_OK;
    assert(ok || e.words[0]);
    ok = reading_read(&j->a, j->v, 4000, &reading, &e) == ERR_OK;
    assert(ok || e.words[0]);
    if (body_read(&j->a, j->v, &body, &e) == ERR_OK) {
        enum err_code code = body_check(&body, &e);
        assert(code == ERR_OK);
    }
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct job job;
    struct err e = {0};
    struct str in = str_of((const char *)data, n);
    if (json_read(in, &job.v, &e) != ERR_OK) {
        assert(e.words[0]);
        return 0;
    }
    json_get_str(job.v, "a");
    json_get_i64(job.v, "a", 0);
    json_get_num(job.v, "a", 0);
    arena_init(&job.a, 64 << 20);
    enum err_code code = arena_run(&job.a, forms, &job);
    assert(code == ERR_OK || code == ERR_MEMORY);
    arena_done(&job.a);
    json_decref(job.v);
    return 0;
}
