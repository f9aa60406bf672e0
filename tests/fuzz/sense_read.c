/* sense_read: any text as an article, its first line as the title and as a question. Whatever comes
 * back lies inside the text and survives its own JSON form. */
#include "sense/sense.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct str valid(struct arena *a, struct str in)
{
    struct buf b;
    buf_arena(&b, a, in.n * 3 + 16);
    for (size_t at = 0; at < in.n;)
        buf_rune(&b, utf8_next(in, &at));
    return buf_str(&b);
}

static void check(struct arena *a, struct str text, const struct reading *r)
{
    struct buf b;
    struct json_out w;
    struct reading back;
    struct err e;
    json_t *v;
    buf_arena(&b, a, 64 << 20);
    json_init(&w, &b);
    reading_write(&w, r);
    assert(!b.failed);
    enum err_code code = json_read(buf_str(&b), &v, &e);
    assert(code == ERR_OK);
    code = reading_read(a, v, text.n, &back, &e);
    json_decref(v);
    assert(code == ERR_OK);
}

struct job {
    struct arena a;
    struct str in;
};

static enum err_code run(void *ctx)
{
    struct job *j = ctx;
    struct str text = valid(&j->a, j->in), line = text;
    struct reading r;
    struct answer x;
    size_t end = str_find_char(text, '\n');
    line = str_sub(text, 0, end == SIZE_MAX ? text.n : end);
    struct article article = {
        .title = line,
        .text = text,
        .source = STR("Fuzz"),
        .published = {.us = INT64_C(1741948200) * US_SECOND, .precision = WHEN_DAY}};
    sense_read(&j->a, &article, TIME_NONE, &r);
    check(&j->a, text, &r);
    sense_ask(&j->a, text, &r, line, &x);
    assert(x.sentence < (reading_index)r.sentence_count);
    assert(x.span.end <= text.n && x.score >= 0 && x.score <= 1);
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct job j = {.in = str_of((const char *)data, n)};
    arena_init(&j.a, 256 << 20);
    enum err_code code = arena_run(&j.a, run, &j);
    assert(code == ERR_OK || code == ERR_MEMORY);
    arena_done(&j.a);
    return 0;
}
