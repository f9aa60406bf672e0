/* children: see children.h. A child that dies costs its document: the keeper starts another, and
 * says so over the control socket. What waits for a child waits here, in the list of tasks. */
#include "desk/children.h"

#include "desk/task.h"

#include <unistd.h>

enum {
    FETCH_OUT_MOST = 64 << 20,
    READER_OUT_MOST = 96 << 20,
    /* Handed to the fetch process at a time for one host: the rest waits here. */
    HOST_FETCHES_MOST = 2,
    READ_SECONDS_MOST = 45, /* a document in a reader, wall time */
};

static struct task *task_of(struct desk_pipeline *p, uint32_t id, enum task_stage stage)
{
    for (struct task *t = p->tasks; t; t = t->next)
        if (t->id == id && t->stage == stage)
            return t;
    return NULL;
}

/* -------------------------------------------------------------------------- the fetch process */

static void fetch_closed(struct desk_pipeline *p)
{
    channel_free(p->fetch);
    p->fetch = NULL;
    p->fetch_room = p->fetching = 0;
    for (struct task *t = p->tasks; t; t = t->next)
        if (t->stage == STAGE_FETCHING)
            task_unfetched(t);
}

static void take_fetched(struct desk_pipeline *p)
{
    struct frame f;
    enum err_code code;
    while ((code = channel_next(p->fetch, &f)) == ERR_OK) {
        if (f.kind == FRAME_READY) {
            p->fetch_room = (size_t)desk_conf_int(p->d->conf, DESK_SET_FETCH_MOST);
        } else if (f.kind == FRAME_FETCHED) {
            struct task *t = task_of(p, f.id, STAGE_FETCHING);
            if (t) {
                p->fetching--;
                frame_done(&t->doc);
                t->doc = f;
                task_step(t, task_fetched);
                continue;
            }
        }
        frame_done(&f);
    }
    if (code == ERR_BUSY)
        return;
    proc_desk_kill(p->proc, PROC_FETCH, 0, p->fetch_pid); /* it may have closed it and live on */
    fetch_closed(p);
}

void children_fetch_ready(struct desk_pipeline *p)
{
    if (channel_flush(p->fetch) == ERR_CLOSED)
        fetch_closed(p);
    else
        take_fetched(p);
}

static size_t fetching_of(const struct desk_pipeline *p, struct str host)
{
    size_t n = 0;
    for (const struct task *t = p->tasks; t; t = t->next)
        n += t->stage == STAGE_FETCHING && str_eq(t->host, host);
    return n;
}

static bool send_fetch(struct desk_pipeline *p, struct task *t)
{
    struct buf b;
    buf_init(&b, 256 << 10);
    net_request_write(&b, &t->request);
    struct frame f = {
        .kind = FRAME_FETCH, .id = t->id, .head = buf_str(&b), .bytes = t->request.body};
    enum err_code code = b.failed ? ERR_LIMIT : channel_send(p->fetch, &f);
    buf_done(&b);
    if (code == ERR_CLOSED || code == ERR_BUSY)
        return false;
    if (code != ERR_OK) {
        task_lost(t, "the request is too large");
        return true;
    }
    t->stage = STAGE_FETCHING;
    p->fetching++;
    return true;
}

static void dispatch_fetches(struct desk_pipeline *p)
{
    bool barred = clock_mono() < p->barred; /* what came could not be written */
    for (int urgent = 1; urgent >= barred && p->fetch; urgent--) {
        for (struct task *t = p->tasks; t; t = t->next) {
            if (t->stage != STAGE_FETCH || t->urgent != urgent)
                continue;
            if (p->fetching >= p->fetch_room + (urgent ? 8 : 0))
                return;
            if (!urgent && fetching_of(p, t->host) >= HOST_FETCHES_MOST)
                continue;
            if (!send_fetch(p, t))
                return;
        }
    }
}

/* -------------------------------------------------------------------------- readers */

static void reader_closed(struct reader_slot *s, const char *why)
{
    struct task *t = s->task;
    channel_free(s->c);
    bool killed = s->killed;
    *s = (struct reader_slot){0};
    if (!t)
        return;
    char reason[160];
    if (killed)
        snprintf(reason, sizeof reason, "reading it took longer than %d seconds",
                 READ_SECONDS_MOST);
    else
        snprintf(reason, sizeof reason, "its reader %s%s",
                 why && strncmp(why, "killed", 6) == 0 ? "was " : "", why && *why ? why : "died");
    task_lost(t, reason);
}

static void take_results(struct desk_pipeline *p, struct reader_slot *s)
{
    struct frame f;
    enum err_code code;
    while ((code = channel_next(s->c, &f)) == ERR_OK) {
        if (f.kind == FRAME_READY) {
            s->ready = true;
        } else if (f.kind == FRAME_RESULT && s->task && s->task->id == f.id) {
            struct task *t = s->task;
            s->task = NULL;
            s->ready = true;
            frame_done(&t->result_frame);
            t->result_frame = f;
            task_step(t, task_read);
            continue;
        }
        frame_done(&f);
    }
    if (code == ERR_BUSY)
        return;
    /* A closed channel waits for the keeper's word, which says why; but one that was taken over may
     * close it and live on, and then no other would come. Broken framing is a lie. */
    s->ready = false;
    if (!s->gone)
        proc_desk_kill(p->proc, PROC_READER, (unsigned)(s - p->readers), s->pid);
    s->gone = true;
}

void children_reader_ready(struct desk_pipeline *p, struct reader_slot *s)
{
    enum err_code code = channel_flush(s->c);
    (void)code; /* a closed one is found below, after its last words */
    take_results(p, s);
}

/* Sends a document to a reader; false where the reader cannot take it. */
static bool send_job(struct reader_slot *s, struct task *t)
{
    struct buf b;
    struct buf bytes;
    buf_init(&b, FRAME_HEAD_MOST);
    buf_init(&bytes, FRAME_MOST);
    reader_job_write(&b, &t->job);
    struct frame f = {.kind = FRAME_JOB, .id = t->id, .head = buf_str(&b), .bytes = t->job.bytes};
    if (t->job.memory.n) { /* what is known of the host travels behind the document */
        buf_put(&bytes, t->job.bytes);
        buf_put(&bytes, t->job.memory);
        f.bytes = buf_str(&bytes);
    }
    enum err_code code = b.failed || bytes.failed ? ERR_LIMIT : channel_send(s->c, &f);
    buf_done(&b);
    buf_done(&bytes);
    if (code == ERR_CLOSED || code == ERR_BUSY)
        return false;
    if (code != ERR_OK) {
        task_lost(t, "the document is too large");
        return true;
    }
    t->stage = STAGE_READING;
    t->since = clock_mono();
    s->task = t;
    s->ready = false;
    return true;
}

/* Pages of one host are read one after the other: each is read with what the others taught. */
static bool host_is_read(const struct desk_pipeline *p, const struct task *t)
{
    if (t->job.kind != READER_PAGE || !t->host.n)
        return false;
    for (const struct task *o = p->tasks; o; o = o->next)
        if ((o->stage == STAGE_READING || o->stage == STAGE_WRITING) && o != t &&
            o->job.kind == READER_PAGE && str_eq(o->host, t->host))
            return true;
    return false;
}

static struct task *next_to_read(struct desk_pipeline *p)
{
    struct task *first = NULL;
    for (struct task *t = p->tasks; t; t = t->next) {
        if (t->stage != STAGE_READ || (first && !t->urgent) || host_is_read(p, t))
            continue;
        if (t->urgent)
            return t;
        if (!first)
            first = t;
    }
    return first;
}

static void dispatch_reads(struct desk_pipeline *p)
{
    for (unsigned i = 0; i < p->proc->readers; i++) {
        struct reader_slot *s = &p->readers[i];
        while (s->c && s->ready && !s->task) {
            struct task *t = next_to_read(p);
            if (!t)
                return;
            task_step(t, task_memory);
            if (t->stage == STAGE_READ && !send_job(s, t))
                break;
        }
    }
}

void children_watch(struct desk_pipeline *p)
{
    for (unsigned i = 0; i < p->proc->readers; i++) {
        struct reader_slot *s = &p->readers[i];
        if (!s->task || s->killed || clock_mono() - s->task->since < READ_SECONDS_MOST * US_SECOND)
            continue;
        s->killed = true;
        proc_desk_kill(p->proc, PROC_READER, i, s->pid);
    }
}

/* -------------------------------------------------------------------------- both */

void children_hand_out(struct desk_pipeline *p)
{
    dispatch_fetches(p);
    dispatch_reads(p);
}

void children_close(struct desk_pipeline *p)
{
    channel_free(p->fetch);
    for (size_t i = 0; i < PROC_READERS_MOST; i++)
        channel_free(p->readers[i].c);
}

/* -------------------------------------------------------------------------- the keeper */

/* Where there is no memory for its channel, the child goes, and another one comes. */
static void child_up(struct desk_pipeline *p, const struct proc_event *ev)
{
    if (ev->role == PROC_FETCH) {
        if (p->fetch)
            fetch_closed(p);
        p->fetch = channel_new(ev->fd, FETCH_OUT_MOST);
        p->fetch_pid = ev->pid;
        if (!p->fetch)
            proc_desk_kill(p->proc, PROC_FETCH, 0, ev->pid);
    } else if (ev->role == PROC_READER && ev->index < PROC_READERS_MOST) {
        struct reader_slot *s = &p->readers[ev->index];
        if (s->c)
            reader_closed(s, NULL);
        s->c = channel_new(ev->fd, READER_OUT_MOST);
        s->pid = ev->pid;
        if (!s->c)
            proc_desk_kill(p->proc, PROC_READER, ev->index, ev->pid);
    } else {
        close(ev->fd);
    }
}

static void child_down(struct desk_pipeline *p, const struct proc_event *ev)
{
    if (ev->role == PROC_FETCH && p->fetch && p->fetch_pid == ev->pid) {
        fetch_closed(p);
    } else if (ev->role == PROC_READER && ev->index < PROC_READERS_MOST &&
               p->readers[ev->index].pid == ev->pid) {
        /* Its last result may still be on the way: read first. */
        if (p->readers[ev->index].c)
            take_results(p, &p->readers[ev->index]);
        reader_closed(&p->readers[ev->index], ev->why);
    }
}

/* SIGHUP. The fetch process has its settings from the keeper, which has read them again before it
 * told us: a new one is wanted where they changed; what it has in flight is asked again. */
static void reload(struct desk_pipeline *p)
{
    p->look_at = 0; /* it may poll now, or more often */
    if (!p->d->reload || !p->d->reload(p->d->reload_ctx))
        return;
    if (p->fetch)
        proc_desk_kill(p->proc, PROC_FETCH, 0, p->fetch_pid);
}

void children_keeper_ready(struct desk_pipeline *p)
{
    struct proc_event ev;
    enum err_code code;
    while ((code = proc_desk_next(p->proc, &ev)) == ERR_OK) {
        switch (ev.kind) {
        case PROC_UP: child_up(p, &ev); break;
        case PROC_DOWN: child_down(p, &ev); break;
        case PROC_STOP: p->stopping = true; break;
        case PROC_RELOAD: reload(p); break;
        }
    }
    if (code == ERR_CLOSED)
        p->stopping = true;
}
