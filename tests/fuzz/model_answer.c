/* model_answer: lines up to an empty one as sentences of sources, the rest as what a language model
 * wrote of them. Whatever it says, each of its sentences is one line of sound text without
 * controls, and cites sentences that there are; what is borne out cites one. */
#include "sense/vouch.h"

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

struct job {
    struct arena a;
    struct str in;
};

static enum err_code run(void *ctx)
{
    struct job *j = ctx;
    struct str rest = valid(&j->a, j->in), sources[VOUCH_SOURCES_MOST + 5], line;
    struct vouch v;
    size_t n = 0;
    while (n < VOUCH_SOURCES_MOST + 5 && str_split(&rest, '\n', &line) && line.n)
        sources[n++] = line;
    sense_vouch(&j->a, sources, n, rest, &v);
    assert(v.n <= VOUCH_LINES_MOST);
    for (size_t i = 0; i < v.n; i++) {
        const struct vouch_line *l = &v.v[i];
        assert(l->words.n <= VOUCH_LINE_MOST && utf8_valid(l->words) == l->words.n);
        for (size_t k = 0; k < l->words.n; k++)
            assert((unsigned char)l->words.p[k] >= ' ');
        assert(l->cited_count <= VOUCH_CITED_MOST);
        for (size_t k = 0; k < l->cited_count; k++)
            assert(l->cited[k] < n && l->cited[k] < VOUCH_SOURCES_MOST);
        assert(l->fault != VOUCH_BORNE_OUT || l->cited_count > 0);
        struct str why = vouch_fault_words(&j->a, l->fault, l->what);
        assert(utf8_valid(why) == why.n && (l->fault == VOUCH_BORNE_OUT) == !why.n);
    }
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
