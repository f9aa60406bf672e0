/* opml_read: any bytes as an OPML list. What was read must be written so that it reads the same. */
#include "feed/feed.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct job {
    struct arena a;
    struct str in;
};

static enum err_code run(void *ctx)
{
    struct job *job = ctx;
    struct opml list, again;
    if (!feed_read_opml(&job->a, job->in, &list)) {
        assert(list.problem_count);
        return ERR_OK;
    }
    struct buf b;
    buf_arena(&b, &job->a, 16 << 20);
    feed_write_opml(&b, &list, TIME_NONE);
    bool ok = feed_read_opml(&job->a, buf_str(&b), &again);
    assert(b.failed || (ok && again.feed_count == list.feed_count));
    for (size_t i = 0; !b.failed && i < list.feed_count; i++) {
        assert(str_eq(again.feeds[i].url, list.feeds[i].url));
        assert(again.feeds[i].folder_count == list.feeds[i].folder_count);
    }
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct job job = {.in = str_of((const char *)data, n)};
    arena_init(&job.a, 64 << 20);
    enum err_code code = arena_run(&job.a, run, &job);
    assert(code == ERR_OK || code == ERR_MEMORY);
    arena_done(&job.a);
    return 0;
}
