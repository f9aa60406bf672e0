/* reader_job: the first byte chooses the kind of job and the packing, the rest is the document;
 * what comes out must be a sound result. */
#include "reader/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct run {
    struct arena a;
    struct reader_job job;
    struct frame frame;
};

static enum err_code one(void *ctx)
{
    struct run *r = ctx;
    struct reader_result result, again;
    reader_do(&r->a, &r->job, &result);
    struct buf b;
    buf_arena(&b, &r->a, FRAME_HEAD_MOST);
    reader_result_write(&b, &result);
    struct frame f = {.kind = FRAME_RESULT, .head = buf_str(&b)};
    struct err e;
    if (!b.failed && reader_result_read(&r->a, &f, &again, &e) != ERR_OK) {
        fprintf(stderr, "not sound: %s\n%.*s\n", e.words, STR_ARG(buf_str(&b)));
        __builtin_trap();
    }
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct str encodings[] = {STR_INIT(""), STR_INIT("gzip"), STR_INIT("br"),
                                           STR_INIT("zstd"), STR_INIT("deflate, gzip")};
    if (n == 0)
        return 0;
    static struct run r;         /* static: its arena must survive the escape */
    bool model = data[0] >= 250; /* came later: the corpus keeps its meaning */
    enum { BEFORE = READER_MODEL };
    r.job = (struct reader_job){.kind = model ? READER_MODEL : (enum reader_kind)(data[0] % BEFORE),
                                .encoding = encodings[data[0] / BEFORE % 5],
                                .bytes = {(const char *)data + 1, n - 1},
                                .url = STR("http://post.example/a/b"),
                                .now = 0};
    arena_init(&r.a, READER_ARENA_MOST);
    enum err_code code = arena_run(&r.a, one, &r);
    arena_done(&r.a);
    return code == ERR_OK || code == ERR_MEMORY ? 0 : -1;
}
