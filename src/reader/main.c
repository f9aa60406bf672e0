/* main: the reader process. Warms up, shuts itself in, then one document at a time: a job comes, an
 * arena with a cap and a CPU time limit is put around it, the result goes. */
#include "markup/markup.h"
#include "reader/internal.h"

enum { RESULT_MOST = FRAME_HEAD_MOST };
#define MEMORY_DEFAULT (UINT64_C(384) << 20)

struct task {
    struct arena a;
    const struct frame *frame;
    struct reader_result result;
    struct buf out; /* malloc: the result outlives the arena's escape */
};

static enum err_code work(void *ctx)
{
    struct task *t = ctx;
    struct reader_job job;
    struct err e;
    enum err_code code = reader_job_read(&t->a, t->frame, &job, &e);
    if (code != ERR_OK) {
        t->result = (struct reader_result){.error = code, .reason = str_fmt(&t->a, "%s", e.words)};
        return ERR_OK;
    }
    t->result.kind = job.kind;
    reader_do(&t->a, &job, &t->result);
    return ERR_OK;
}

/* What does not fit into a frame: a feed loses its later entries, all else is an error. */
static void write_result(struct task *t)
{
    struct reader_result *r = &t->result;
    reader_result_write(&t->out, r);
    while (t->out.failed && r->feed.entry_count > 0) {
        r->feed.entry_count /= 2;
        buf_clear(&t->out);
        reader_result_write(&t->out, r);
    }
    if (!t->out.failed)
        return;
    buf_clear(&t->out);
    struct reader_result fault = {
        .kind = r->kind, .error = ERR_LIMIT, .reason = STR("what was read is too large")};
    reader_result_write(&t->out, &fault);
}

static enum err_code one(struct channel *c, struct task *t, const struct frame *job)
{
    t->frame = job;
    t->result = (struct reader_result){0};
    buf_clear(&t->out);
    proc_cpu_limit(READER_CPU_SECONDS * US_SECOND);
    if (arena_run(&t->a, work, t) != ERR_OK)
        t->result =
            (struct reader_result){.kind = t->result.kind,
                                   .error = ERR_MEMORY,
                                   .reason = STR("it takes more memory than a document may")};
    write_result(t);
    proc_cpu_limit(0);
    struct frame f = {
        .kind = FRAME_RESULT, .id = job->id, .head = buf_str(&t->out), .bytes = t->result.memory};
    enum err_code code = channel_put(c, &f, -1);
    arena_reset(&t->a);
    if (t->out.cap > (4 << 20)) { /* a large document's memory is given back */
        arena_done(&t->a);
        buf_done(&t->out);
        buf_init(&t->out, RESULT_MOST);
    }
    return code;
}

/* Runs each kind once on next to nothing, so that tables, models and locale are made before the
 * sandbox closes and before the memory limit counts. */
static void warm_up(struct task *t)
{
    static const struct str bytes = STR_INIT("<html><body><p>Warm up.</p></body></html>");
    markup_warm();
    for (int kind = 0; kind < READER_KIND_COUNT; kind++) {
        struct reader_job job = {.kind = (enum reader_kind)kind, .bytes = bytes, .now = 0};
        struct buf b;
        buf_init(&b, 10000);
        reader_job_write(&b, &job);
        struct frame f = {.kind = FRAME_JOB, .head = buf_str(&b), .bytes = bytes};
        t->frame = &f;
        if (arena_run(&t->a, work, t) == ERR_OK)
            write_result(t);
        arena_reset(&t->a);
        buf_clear(&t->out);
        buf_done(&b);
    }
}

int reader_main(struct channel *c, void *ctx)
{
    const struct reader_settings none = {0}, *s = ctx ? ctx : &none;
    struct task t = {0};
    arena_init(&t.a, READER_ARENA_MOST);
    buf_init(&t.out, RESULT_MOST);
    warm_up(&t);
    struct proc_sandbox box = {.role = PROC_READER,
                               .memory = s->memory ? s->memory : MEMORY_DEFAULT};
    struct err e;
    if (!s->no_sandbox && proc_sandbox_enter(&box, &e) != ERR_OK) {
        log_say(LOG_ERROR, "reader", "%s", e.words);
        return 1;
    }
    struct frame f = {.kind = FRAME_READY, .head = STR("{\"credits\":1}")};
    enum err_code code = channel_put(c, &f, -1);
    while (code == ERR_OK && (code = channel_get(c, &f, -1)) == ERR_OK) {
        if (f.kind == FRAME_JOB)
            code = one(c, &t, &f);
        frame_done(&f);
    }
    arena_done(&t.a);
    buf_done(&t.out);
    return code == ERR_CLOSED ? 0 : 1;
}
