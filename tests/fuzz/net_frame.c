/* net_frame: the bytes of a channel: frames, then what the fetch process and the desk read of them.
 */
#include "net/net.h"
#include "reader/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct run {
    struct arena a;
    struct str s;
};

static enum err_code one(void *ctx)
{
    struct run *r = ctx;
    struct frame f;
    struct err e;
    while (frame_parse(&r->s, &f, &e) == ERR_OK) {
        struct net_request q;
        struct net_response p;
        struct reader_job j;
        struct reader_result x;
        bool any = net_request_read(&r->a, &f, &q, &e) == ERR_OK;
        any |= net_response_read(&r->a, &f, &p, &e) == ERR_OK;
        any |= reader_job_read(&r->a, &f, &j, &e) == ERR_OK;
        any |= reader_result_read(&r->a, &f, &x, &e) == ERR_OK;
        if (!any && e.words[0] == 0)
            __builtin_trap();
    }
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run r;
    r.s = str_of((const char *)data, n);
    arena_init(&r.a, 64 << 20);
    enum err_code code = arena_run(&r.a, one, &r);
    arena_done(&r.a);
    return code == ERR_OK || code == ERR_MEMORY ? 0 : -1;
}
