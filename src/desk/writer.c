/* writer: the one thread that writes. Jobs come by a queue; a batch of them is one transaction,
 * each job within a mark of its own, so that one that fails is undone alone. What a person waits
 * for is committed at once; what the pipeline brings waits up to 5 ms for company, since a commit
 * costs one flush of the disk however much is in it. Nobody is told before the commit.
 *
 * Where the disk is full or fails, the engine may take the whole transaction back: then the batch
 * has failed, all of it, and everybody is told so. While another program holds the lock, the first
 * batch waits for it and those after it hardly: people are told "busy" at once, and reading goes
 * on, since no thread waits. */
#include "desk/stories.h"

#include <errno.h>
#include <unistd.h>

enum {
    BATCH_MOST = 500,
    PATIENCE_US = 5000,
    IDLE_SECONDS = 20,
    HARDLY_MS = 100,
    ARENA_KEPT = 8 << 20, /* between jobs; a larger one is given back */
    DIGESTS_MOST = 512,   /* of one batch; what is more is read in its job */
};
#define REST_AFTER (US_SECOND / 20) /* without work */

struct desk_writer {
    struct desk *desk;
    struct store *store;
    struct arena a;      /* of one job */
    struct arena events; /* texts of events until they are told */
    LIST(struct desk_event) list;
    int64_t stories[DIGESTS_MOST]; /* whose figures are to be read again in this batch */
    size_t story_count;
    struct store_zip *zip;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake, done;
    struct desk_job *first, *last;
    size_t waiting;
    bool urgent, ending;
    bool failed; /* the last batch did */
    bool locked; /* the last batch found the database locked by another program */
};

struct run {
    struct desk_writing *w;
    struct desk_job *job;
};

static enum err_code run_job(void *ctx)
{
    struct run *r = ctx;
    return r->job->run(r->w, r->job->ctx, &r->job->err);
}

/* What a job did not find may only not have been read: a question that failed, and whose answer was
 * taken for "none", must not decide what is written. */
static void refuse_blind(struct desk_writer *w, struct desk_job *job)
{
    const struct err *last = store_last(w->store);
    if (job->code != ERR_OK || last->code == ERR_OK || last->code == ERR_EXISTS)
        return;
    job->code = last->code;
    job->err = *last;
}

static void do_job(struct desk_writer *w, struct desk_job *job)
{
    struct desk_writing writing = {w->desk, w->store, &w->a, w->zip, clock_now()};
    size_t events = w->list.n;
    job->code = store_mark(w->store, &job->err);
    if (job->code != ERR_OK)
        return;
    job->code = arena_run(&w->a, run_job, &(struct run){&writing, job});
    if (job->code == ERR_MEMORY)
        err_set(&job->err, ERR_MEMORY, "too large for the memory that writing may take");
    refuse_blind(w, job);
    store_reset(w->store);
    if (job->code == ERR_OK)
        job->code = store_mark_keep(w->store, &job->err);
    else
        store_mark_undo(w->store);
    if (job->code != ERR_OK)
        w->list.n = events;
    desk_stories_settle(w->desk, job->code == ERR_OK);
    desk_quota_settle(w->desk, job->code == ERR_OK);
    if (w->a.held > ARENA_KEPT)
        arena_done(&w->a), arena_init(&w->a, DESK_WRITER_ARENA);
    else
        arena_reset(&w->a);
}

/* The engine took the whole transaction back: why. */
static enum err_code lost_batch(const struct desk_job *job, struct err *e)
{
    *e = job->err;
    return job->code != ERR_OK ? job->code
                               : err_set(e, ERR_STORE, "the database took everything back");
}

static enum err_code run_digest(struct desk_writing *w, void *ctx, struct err *e)
{
    return desk_story_digest(w, *(const int64_t *)ctx, e);
}

/* The figures of each story that the batch's jobs touched, once a story however many of its reports
 * came, and each in memory of its own. What fails leaves figures and headline as they were. */
static enum err_code do_digests(struct desk_writer *w, struct err *e)
{
    for (size_t i = 0; i < w->story_count; i++) {
        struct desk_job job = {.run = run_digest, .ctx = &w->stories[i]};
        do_job(w, &job);
        if (!store_in_transaction(w->store))
            return lost_batch(&job, e);
        if (job.code != ERR_OK)
            log_say(LOG_WARN, "desk", "the figures of story %lld stay as they were: %s",
                    (long long)w->stories[i], job.err.words);
    }
    return ERR_OK;
}

enum err_code desk_story_digest_later(struct desk_writing *writing, int64_t story, struct err *e)
{
    struct desk_writer *w = writing->desk->writer;
    for (size_t i = 0; i < w->story_count; i++)
        if (w->stories[i] == story)
            return ERR_OK;
    if (w->story_count == DIGESTS_MOST)
        return desk_story_digest(writing, story, e);
    w->stories[w->story_count++] = story;
    return ERR_OK;
}

/* ERR_OK: all is committed, but for jobs that say otherwise. */
static enum err_code try_batch(struct desk_writer *w, struct desk_job *batch, struct err *e)
{
    enum err_code code = store_begin(w->store, e);
    for (struct desk_job *j = batch; j && code == ERR_OK; j = j->next) {
        do_job(w, j);
        if (!store_in_transaction(w->store))
            code = lost_batch(j, e);
    }
    if (code == ERR_OK)
        code = do_digests(w, e);
    if (code == ERR_OK)
        code = store_commit(w->store, e);
    if (code != ERR_OK)
        store_rollback(w->store);
    w->story_count = 0;
    return code;
}

static void commit_batch(struct desk_writer *w, struct desk_job *batch)
{
    struct err e = {0};
    enum err_code code = try_batch(w, batch, &e);
    w->failed = code != ERR_OK;
    desk_stories_settle_batch(w->desk, code == ERR_OK);
    desk_quota_settle_batch(w->desk, code == ERR_OK);
    if (w->locked != (code == ERR_BUSY)) {
        w->locked = code == ERR_BUSY;
        store_patience(w->store, w->locked ? HARDLY_MS : STORE_PATIENCE_MS);
    }
    if (code != ERR_OK) {
        log_say(LOG_ERROR, "desk", "not written: %s", e.words);
        w->list.n = 0;
        for (struct desk_job *j = batch; j; j = j->next) {
            j->code = code;
            j->err = e;
        }
    }
}

static void tell_all(struct desk_writer *w)
{
    struct desk *d = w->desk;
    for (size_t i = 0; i < w->list.n; i++) {
        pthread_mutex_lock(&d->lock);
        d->changes++;
        for (int k = 0; k < DESK_LISTENERS_MOST; k++)
            if (d->listeners[k].fn)
                d->listeners[k].fn(d->listeners[k].ctx, &w->list.v[i]);
        pthread_mutex_unlock(&d->lock);
    }
    memset(&w->list, 0, sizeof w->list);
    arena_reset(&w->events);
}

static void finish_batch(struct desk_writer *w, struct desk_job *batch)
{
    /* A job that is waited for may be gone as soon as it is marked finished: next is read first. */
    pthread_mutex_lock(&w->lock);
    struct desk_job *later = NULL, **end = &later;
    for (struct desk_job *j = batch, *next; j; j = next) {
        next = j->next;
        if (j->done) {
            *end = j;
            end = &j->next;
        } else {
            j->finished = true;
        }
    }
    *end = NULL;
    pthread_cond_broadcast(&w->done);
    pthread_mutex_unlock(&w->lock);
    for (struct desk_job *j = later, *next; j; j = next) {
        next = j->next;
        j->done(j);
    }
}

static struct timespec soon(int64_t us)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += (long)(us % US_SECOND) * 1000;
    t.tv_sec += (time_t)(us / US_SECOND) + t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

/* Until there is work, or it is to end, or `us` are over. */
static bool wait_for_work(struct desk_writer *w, int64_t us)
{
    struct timespec until = soon(us);
    while (!w->first && !w->ending)
        if (pthread_cond_timedwait(&w->wake, &w->lock, &until) != 0)
            break;
    return w->first || w->ending;
}

/* Waits for work with the lock held. What is not used meanwhile gives its memory back. */
static void wait_idle(struct desk_writer *w)
{
    if (w->first || w->ending)
        return;
    pthread_mutex_unlock(&w->lock);
    bool awake = desk_stories_rest(w->desk, false);
    pthread_mutex_lock(&w->lock);
    if (wait_for_work(w, REST_AFTER))
        return;
    pthread_mutex_unlock(&w->lock);
    if (awake)
        desk_stories_rest(w->desk, true);
    pthread_mutex_lock(&w->lock);
    if (wait_for_work(w, IDLE_SECONDS * US_SECOND - REST_AFTER))
        return;
    pthread_mutex_unlock(&w->lock);
    store_shrink(w->store);
    pthread_mutex_lock(&w->lock);
    while (!w->first && !w->ending)
        pthread_cond_wait(&w->wake, &w->lock);
}

/* Waits for work and takes a batch off the queue; NULL when it is to end and nothing is left. */
static struct desk_job *take_batch(struct desk_writer *w)
{
    pthread_mutex_lock(&w->lock);
    wait_idle(w);
    struct timespec until = soon(PATIENCE_US);
    while (!w->urgent && !w->ending && w->waiting < BATCH_MOST)
        if (pthread_cond_timedwait(&w->wake, &w->lock, &until) != 0)
            break;
    struct desk_job *batch = w->first, *last = batch;
    size_t n = 1;
    while (last && last->next && n < BATCH_MOST) {
        last = last->next;
        n++;
    }
    if (last) {
        w->first = last->next;
        if (!w->first)
            w->last = NULL;
        last->next = NULL;
        w->waiting -= n;
    }
    w->urgent = w->first && w->urgent;
    pthread_mutex_unlock(&w->lock);
    return batch;
}

static void *work(void *ctx)
{
    struct desk_writer *w = ctx;
    for (struct desk_job *batch; (batch = take_batch(w));) {
        commit_batch(w, batch);
        tell_all(w);
        finish_batch(w, batch);
    }
    store_checkpoint(w->store);
    return NULL;
}

static void add_job(struct desk_writer *w, struct desk_job *job)
{
    job->next = NULL;
    if (w->last)
        w->last->next = job;
    else
        w->first = job;
    w->last = job;
    w->waiting++;
    w->urgent |= job->urgent;
    pthread_cond_signal(&w->wake);
}

enum err_code desk_write(struct desk *d, desk_job_fn run, void *ctx, struct err *e)
{
    struct desk_job job = {.run = run, .ctx = ctx, .urgent = true};
    struct desk_writer *w = d->writer;
    if (!w)
        return desk_writable(d, e);
    pthread_mutex_lock(&w->lock);
    add_job(w, &job);
    while (!job.finished)
        pthread_cond_wait(&w->done, &w->lock);
    pthread_mutex_unlock(&w->lock);
    if (job.code != ERR_OK && e)
        *e = job.err;
    return job.code;
}

void desk_write_later(struct desk *d, struct desk_job *job)
{
    pthread_mutex_lock(&d->writer->lock);
    add_job(d->writer, job);
    pthread_mutex_unlock(&d->writer->lock);
}

struct telling {
    struct desk_writer *w;
    const struct desk_event *ev;
};

static enum err_code add_event(void *ctx)
{
    struct telling *t = ctx;
    struct desk_writer *w = t->w;
    struct desk_event copy = *t->ev;
    copy.title = str_dup(&w->events, copy.title);
    copy.words = str_dup(&w->events, copy.words);
    LIST_PUSH(&w->events, &w->list, copy);
    return ERR_OK;
}

/* An event for which there is no memory is not told; what it tells of is written all the same. */
void desk_tell(struct desk_writing *writing, const struct desk_event *ev)
{
    struct desk_writer *w = writing->desk->writer;
    if (arena_run(&w->events, add_event, &(struct telling){w, ev}) != ERR_OK)
        log_say(LOG_WARN, "desk", "no memory for an event");
}

/* Before the schema changes, what was there is kept as DATABASE.schema-N; no room for it is a
 * reason not to change anything. One of that name is of an upgrade that was cut off, and made anew.
 */
static enum err_code keep_before_migration(struct desk_writer *w, const char *database,
                                           struct err *e)
{
    int at = store_schema(w->store);
    if (at < 1 || at >= STORE_MIGRATIONS)
        return ERR_OK;
    char kept[1100];
    struct err why = {0};
    snprintf(kept, sizeof kept, "%s.schema-%d", database, at);
    if (unlink(kept) == 0 || errno == ENOENT) /* else the copy fails, and says why */
        log_say(LOG_INFO, "desk", "the database is brought to schema %d; a large one takes minutes",
                STORE_MIGRATIONS);
    enum err_code code = store_backup(w->store, kept, &why);
    if (code != ERR_OK)
        return err_set(e, code, "the database is not upgraded, since no backup can be kept: %s",
                       why.words);
    log_say(LOG_INFO, "desk", "the database as it was before this version is kept as %s", kept);
    return ERR_OK;
}

enum err_code desk_writer_start(struct desk *d, struct err *e)
{
    struct desk_writer *w = calloc(1, sizeof *w);
    if (!w)
        return err_set(e, ERR_MEMORY, "no memory for the writer");
    w->desk = d;
    arena_init(&w->a, DESK_WRITER_ARENA);
    arena_init(&w->events, 64 << 20);
    w->zip = store_zip_new();
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->wake, &monotonic);
    pthread_cond_init(&w->done, NULL);
    pthread_condattr_destroy(&monotonic);
    enum err_code code = store_open(d->path, STORE_WRITE, &w->store, e);
    if (code == ERR_OK)
        code = keep_before_migration(w, d->path, e);
    if (code == ERR_OK)
        code = store_migrate(w->store, e);
    if (code == ERR_OK && !w->zip)
        code = err_set(e, ERR_MEMORY, "no memory for the writer");
    d->writer = w;
    return code;
}

/* The thread is started apart, since nothing may be started before the database is sound. */
enum err_code desk_writer_run(struct desk *d, struct err *e)
{
    int rc = pthread_create(&d->writer->thread, NULL, work, d->writer);
    return rc == 0 ? ERR_OK : err_errno(e, rc, "the writer's thread cannot be started");
}

void desk_writer_stop(struct desk *d)
{
    struct desk_writer *w = d->writer;
    if (!w)
        return;
    if (w->thread) {
        pthread_mutex_lock(&w->lock);
        w->ending = true;
        pthread_cond_signal(&w->wake);
        pthread_mutex_unlock(&w->lock);
        pthread_join(w->thread, NULL);
    }
    store_close(w->store);
    store_zip_free(w->zip);
    arena_done(&w->a);
    arena_done(&w->events);
    pthread_cond_destroy(&w->wake);
    pthread_cond_destroy(&w->done);
    pthread_mutex_destroy(&w->lock);
    free(w);
    d->writer = NULL;
}

struct store *desk_writer_store(struct desk *d)
{
    return d->writer->store;
}

bool desk_writer_failed(const struct desk *d)
{
    return d->writer->failed;
}
