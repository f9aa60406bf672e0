/* pipeline: the thread that keeps documents moving: it takes what is due from the database, hands
 * requests to the fetch process and documents to readers, and what they answer to the writer. It
 * owns the channels; it waits in poll(2) and never computes for long. A child that dies costs its
 * document: the keeper starts another, and says so over the control socket. */
#include "desk/pipe.h"
#include "desk/stories.h"
#include "url/url.h"

#include <errno.h>
#include <malloc.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { FETCH_OUT_MOST = 64 << 20, READER_OUT_MOST = 96 << 20 };
#define LOOK_SELDOM     (20 * US_SECOND) /* another process may have made work */
#define LOOK_OFTEN      (300 * 1000)     /* while somebody waits */
#define FAR_TIME        (32 * US_DAY)    /* no plan reaches so far: see schedule.c */
#define GIVE_BACK_EVERY (10 * US_SECOND)
#define BARRED_TIME     (5 * US_SECOND) /* after a write that failed: full disk, locked database */

/* -------------------------------------------------------------------------- tasks */

struct task *task_new(struct desk_pipeline *p, enum task_kind kind)
{
    struct task *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    t->p = p;
    t->kind = kind;
    t->id = ++p->next_id ? p->next_id : ++p->next_id;
    arena_init(&t->a, TASK_ARENA);
    struct task **end = &p->tasks;
    while (*end)
        end = &(*end)->next;
    *end = t;
    p->task_count++;
    p->burst = true;
    return t;
}

static void task_free(struct task *t)
{
    frame_done(&t->doc);
    frame_done(&t->result_frame);
    free(t->lost);
    arena_done(&t->a);
    free(t);
}

static void sweep(struct desk_pipeline *p)
{
    for (struct task **at = &p->tasks; *at;) {
        struct task *t = *at;
        if (t->stage != STAGE_DONE) {
            at = &t->next;
            continue;
        }
        *at = t->next;
        p->task_count--;
        task_free(t);
    }
}

static void step(struct task *t, enum err_code (*fn)(void *task))
{
    if (arena_run(&t->a, fn, t) == ERR_MEMORY) {
        desk_reader_begin(t->p->r, &t->p->a); /* it may have left in the middle of a question */
        task_lost(t, "the document takes more memory than it may");
    }
}

static struct task *task_of(struct desk_pipeline *p, uint32_t id, enum task_stage stage)
{
    for (struct task *t = p->tasks; t; t = t->next)
        if (t->id == id && t->stage == stage)
            return t;
    return NULL;
}

/* -------------------------------------------------------------------------- writing */

void pipeline_wake(struct desk_pipeline *p)
{
    uint64_t one = 1;
    ssize_t n = write(p->wake, &one, sizeof one);
    (void)n; /* full means that it is awake already */
}

/* On the writer's thread. */
static void write_done(struct desk_job *job)
{
    struct task *t = (struct task *)((char *)job - offsetof(struct task, write));
    pthread_mutex_lock(&t->p->lock);
    job->next = NULL;
    struct task **end = &t->p->written;
    while (*end)
        end = (struct task **)&(*end)->write.next;
    *end = t;
    pthread_mutex_unlock(&t->p->lock);
    pipeline_wake(t->p);
}

void task_write(struct task *t, desk_job_fn run)
{
    t->stage = STAGE_WRITING;
    t->write = (struct desk_job){.run = run, .ctx = t, .done = write_done, .urgent = t->urgent};
    desk_write_later(t->p->d, &t->write);
}

static void take_written(struct desk_pipeline *p)
{
    pthread_mutex_lock(&p->lock);
    struct task *list = p->written;
    p->written = NULL;
    pthread_mutex_unlock(&p->lock);
    while (list) {
        struct task *t = list;
        list = (struct task *)t->write.next;
        task_written(t);
    }
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
                step(t, task_fetched);
                continue;
            }
        }
        frame_done(&f);
    }
    if (code != ERR_BUSY)
        fetch_closed(p);
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
    struct frame f = {.kind = FRAME_FETCH, .id = t->id, .head = buf_str(&b)};
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
    for (int urgent = 1; urgent >= 0 && p->fetch; urgent--) {
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

static void reader_closed(struct desk_pipeline *p, struct reader_slot *s, const char *why)
{
    (void)p;
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
            step(t, task_read);
            continue;
        }
        frame_done(&f);
    }
    /* A closed channel waits for the keeper's word, which says why; broken framing is a lie. */
    if (code == ERR_INPUT)
        proc_desk_kill(p->proc, PROC_READER, (unsigned)(s - p->readers), s->pid);
    if (code == ERR_INPUT || code == ERR_CLOSED)
        s->ready = false;
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
            step(t, task_memory);
            if (t->stage == STAGE_READ && !send_job(s, t))
                break;
        }
    }
}

/* Those that go on, and those whose wait is over. */
static void resume_tasks(struct desk_pipeline *p)
{
    for (struct task *t = p->tasks; t; t = t->next) {
        if (t->stage == STAGE_WAIT && !task_asks_robots(p, t->robots.origin))
            t->stage = STAGE_AGAIN;
        if (t->stage == STAGE_AGAIN)
            step(t, task_again);
    }
}

static void watch_readers(struct desk_pipeline *p)
{
    for (unsigned i = 0; i < p->proc->readers; i++) {
        struct reader_slot *s = &p->readers[i];
        if (!s->task || s->killed || clock_mono() - s->task->since < READ_SECONDS_MOST * US_SECOND)
            continue;
        s->killed = true;
        proc_desk_kill(p->proc, PROC_READER, i, s->pid);
    }
}

/* -------------------------------------------------------------------------- the keeper */

static void child_up(struct desk_pipeline *p, const struct proc_event *ev)
{
    if (ev->role == PROC_FETCH) {
        if (p->fetch)
            fetch_closed(p);
        p->fetch = channel_new(ev->fd, FETCH_OUT_MOST);
        p->fetch_pid = ev->pid;
    } else if (ev->role == PROC_READER && ev->index < PROC_READERS_MOST) {
        struct reader_slot *s = &p->readers[ev->index];
        if (s->c)
            reader_closed(p, s, NULL);
        s->c = channel_new(ev->fd, READER_OUT_MOST);
        s->pid = ev->pid;
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
        reader_closed(p, &p->readers[ev->index], ev->why);
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

static void take_events(struct desk_pipeline *p)
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

/* -------------------------------------------------------------------------- what is due */

struct lease {
    struct desk_pipeline *p;
    bool feeds;
    int64_t *ids;
    bool *mine;
    size_t n;
};

static enum err_code lease_run(struct desk_writing *w, void *ctx, struct err *e)
{
    struct lease *l = ctx;
    for (size_t i = 0; i < l->n; i++) {
        struct store_query *q = store_query(w->store, l->feeds ? SQL_FEED_LEASE : SQL_WORK_LEASE);
        store_put_i64(q, "id", l->ids[i]);
        store_put_str(q, "lease", str_c(l->p->lease));
        store_put_i64(q, "until", w->now + LEASE_TIME);
        store_put_i64(q, "now", w->now);
        enum err_code code = store_run(q, e);
        if (code != ERR_OK)
            return code;
        l->mine[i] = store_changes(w->store) > 0;
    }
    return ERR_OK;
}

static bool has_task(const struct desk_pipeline *p, enum task_kind kind, int64_t id)
{
    for (const struct task *t = p->tasks; t; t = t->next)
        if (t->kind == kind && (kind == TASK_FEED ? t->feed : t->article) == id)
            return true;
    return false;
}

/* Takes ids with a lease; those that another process holds are marked not ours. */
static bool lease_all(struct desk_pipeline *p, bool feeds, int64_t *ids, bool *mine, size_t n)
{
    struct err e = {0};
    struct lease l = {p, feeds, ids, mine, n};
    if (!n || desk_write(p->d, lease_run, &l, &e) == ERR_OK)
        return true;
    log_say(LOG_WARN, "desk", "work cannot be taken: %s", e.words);
    p->barred = clock_mono() + BARRED_TIME;
    return false;
}

/* Makes the task of a feed that is leased. */
static void begin_feed(struct desk_pipeline *p, int64_t id)
{
    struct task *t = task_new(p, TASK_FEED);
    if (!t)
        return;
    t->feed = id;
    step(t, task_begin);
}

static void begin_article(struct desk_pipeline *p, int64_t id)
{
    struct task *t = task_new(p, TASK_ARTICLE);
    if (!t)
        return;
    t->article = id;
    step(t, task_begin);
}

/* Are feeds taken by themselves, or only those that a person asked for? */
static bool polls(const struct desk_pipeline *p)
{
    return desk_conf_bool(p->d->conf, DESK_SET_POLL);
}

/* The ids that are due and not in hand. */
static size_t due_ids(struct desk_pipeline *p, enum store_sql which, enum task_kind kind,
                      int64_t *ids, size_t most, bool *ret_more)
{
    size_t n = 0;
    struct store_query *q = store_query(p->r->store, which);
    store_put_i64(q, "now", clock_now());
    store_put_i64(q, "most", (int64_t)most);
    if (kind == TASK_FEED)
        store_put_i64(q, "all", polls(p));
    size_t rows = 0;
    while (store_row(q)) {
        rows++;
        int64_t id = store_i64(q, 0);
        if (!has_task(p, kind, id))
            ids[n++] = id;
    }
    *ret_more |= rows == most;
    return store_end(q, NULL) == ERR_OK ? n : 0;
}

static void take_due(struct desk_pipeline *p, enum task_kind kind)
{
    int64_t ids[64];
    bool mine[64] = {false};
    size_t room = p->task_count < TASKS_MOST ? TASKS_MOST - p->task_count : 0;
    size_t most = room < 64 ? room : 64;
    if (!most) {
        p->more = true;
        return;
    }
    bool feeds = kind == TASK_FEED;
    size_t n = due_ids(p, feeds ? SQL_FEED_DUE : SQL_WORK_DUE, kind, ids, most, &p->more);
    if (!n || !lease_all(p, feeds, ids, mine, n))
        return;
    for (size_t i = 0; i < n; i++) {
        if (!mine[i])
            continue;
        if (feeds)
            begin_feed(p, ids[i]);
        else
            begin_article(p, ids[i]);
    }
}

static int64_t next_due(struct desk_pipeline *p)
{
    int64_t work = store_number(store_query(p->r->store, SQL_WORK_NEXT), INT64_MAX);
    if (!p->schedule)
        return work;
    struct store_query *q = store_query(p->r->store, SQL_FEED_NEXT_DUE);
    store_put_i64(q, "all", polls(p));
    int64_t feeds = store_number(q, INT64_MAX);
    return feeds < work ? feeds : work;
}

/* Feeds that a session names are taken whether due or not. */
static void take_session_feeds(struct desk_pipeline *p, struct session *s)
{
    while (s->feed_at < s->feed_count && p->task_count < TASKS_MOST) {
        bool mine = false;
        int64_t id = s->feeds[s->feed_at++];
        if (has_task(p, TASK_FEED, id))
            continue; /* under way already: it counts when it is done */
        if (lease_all(p, true, &id, &mine, 1) && mine) {
            begin_feed(p, id);
        } else {
            s->feeds_left--;
            s->progress.feeds_done++;
        }
    }
}

/* The clock was wrong and has been put right: what was planned by it for a time far ahead is due
 * now, and a lease that holds too long is none. `ctx`: how many microseconds ahead are far. */
static enum err_code pull_in(struct desk_writing *w, void *ctx, struct err *e)
{
    int64_t far = *(const int64_t *)ctx;
    static const enum store_sql all[] = {SQL_FEED_PULL_IN, SQL_FEED_LEASE_PULL_IN,
                                         SQL_WORK_PULL_IN};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct store_query *q = store_query(w->store, all[i]);
        if (all[i] != SQL_FEED_LEASE_PULL_IN) {
            store_put_i64(q, "now", w->now);
            store_put_i64(q, "far", w->now + far);
        }
        if (all[i] != SQL_FEED_PULL_IN)
            store_put_i64(q, "until", w->now + LEASE_TIME);
        enum err_code code = store_run(q, e);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

static void watch_clock(struct desk_pipeline *p)
{
    int64_t ahead = clock_now() - clock_mono();
    if (ahead < p->clock_ahead - US_MINUTE) {
        struct err e = {0};
        log_say(LOG_WARN, "desk", "the clock went back by %lld seconds",
                (long long)((p->clock_ahead - ahead) / US_SECOND));
        int64_t far = US_DAY;
        if (desk_write(p->d, pull_in, &far, &e) != ERR_OK)
            return; /* tried again at the next turn */
        p->look_at = 0;
    }
    p->clock_ahead = ahead;
}

/* Once a minute: running stories whose publishers may have changed a word. */
static void look_again(struct desk_pipeline *p)
{
    struct err e = {0};
    if (!p->schedule || clock_mono() < p->recheck_at || !desk_conf_bool(p->d->conf, DESK_SET_POLL))
        return;
    p->recheck_at = clock_mono() + US_MINUTE;
    if (desk_write(p->d, desk_recheck_due, NULL, &e) != ERR_OK)
        log_say(LOG_WARN, "desk", "articles cannot be looked at again: %s", e.words);
}

static void look(struct desk_pipeline *p)
{
    struct session *s = p->session;
    desk_reader_begin(p->r, &p->a);
    look_again(p);
    if (s)
        take_session_feeds(p, s);
    if (clock_mono() < p->barred) {
        p->more = false;
        p->look_at = p->barred;
        return;
    }
    if (!p->more && clock_mono() < p->look_at)
        return;
    p->more = false;
    if (p->schedule)
        take_due(p, TASK_FEED);
    /* An edition's articles wait until all its feeds are written: only then is it known which pages
     * come from its files, and none is asked for on the network. */
    if (p->schedule || (s && !s->wishes_left))
        take_due(p, TASK_ARTICLE);
    if (p->task_count >= TASKS_MOST)
        p->more = false; /* look again when one is done */
    int64_t wait = next_due(p);
    wait = wait == INT64_MAX ? LOOK_SELDOM : wait - clock_now();
    int64_t most = s ? LOOK_OFTEN : LOOK_SELDOM;
    wait = wait > most ? most : wait < LOOK_OFTEN ? LOOK_OFTEN : wait;
    p->look_at = clock_mono() + wait;
}

/* -------------------------------------------------------------------------- sessions */

/* Gives leases back, and forgets what is known of hosts that were not seen for long. */
static enum err_code free_leases(struct desk_writing *w, void *ctx, struct err *e)
{
    struct desk_pipeline *p = ctx;
    struct store_query *trim = store_query(w->store, SQL_HOST_TRIM);
    store_put_i64(trim, "most", HOSTS_MOST);
    enum err_code trimmed = store_run(trim, e);
    if (trimmed != ERR_OK)
        return trimmed;
    static const enum store_sql both[] = {SQL_FEED_FREE_LEASES, SQL_WORK_FREE_LEASES};
    for (int i = 0; i < 2; i++) {
        struct store_query *q = store_query(w->store, both[i]);
        store_put_str(q, "lease", str_c(p->lease));
        enum err_code code = store_run(q, e);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

/* What is leased to us and has no task was lost on the way, for want of memory: it is taken again.
 */
static void take_again(struct desk_pipeline *p, struct session *s)
{
    struct err e = {0};
    if (s->taken_again == TAKE_AGAIN_MOST || clock_mono() - s->quiet < US_SECOND)
        return;
    s->taken_again++;
    if (desk_write(p->d, free_leases, p, &e) == ERR_OK)
        p->look_at = 0;
    else
        log_say(LOG_WARN, "desk", "what was lost cannot be taken again: %s", e.words);
}

/* Articles that are due now, whoever has them. */
static int64_t articles_left(struct desk_pipeline *p)
{
    struct store_query *q = store_query(p->r->store, SQL_WORK_LEFT);
    store_put_i64(q, "now", clock_now());
    return store_number(q, 0);
}

static void watch_session(struct desk_pipeline *p)
{
    struct session *s = p->session;
    if (!s)
        return;
    bool busy = s->feed_at < s->feed_count || s->wishes_left;
    for (const struct task *t = p->tasks; t && !busy; t = t->next)
        busy = t->kind == TASK_FEED || t->kind == TASK_ARTICLE || t->kind == TASK_EDITION;
    if (busy) {
        s->quiet = clock_mono();
        return;
    }
    /* What another process holds is waited for, but not for ever. */
    if (articles_left(p) > 0 && clock_mono() - s->quiet < 2 * US_MINUTE) {
        take_again(p, s);
        return;
    }
    p->session = NULL;
    pthread_mutex_lock(&p->lock);
    s->finished = true;
    pthread_cond_broadcast(&p->told);
    pthread_mutex_unlock(&p->lock);
}

/* -------------------------------------------------------------------------- the loop */

static void take_inbox(struct desk_pipeline *p)
{
    pthread_mutex_lock(&p->lock);
    struct wish *list = p->inbox;
    p->inbox = NULL;
    if (p->new_session) {
        p->session = p->new_session;
        p->new_session = NULL;
        p->session->quiet = clock_mono();
        p->session->progress.pages_all = (uint32_t)articles_left(p);
        p->look_at = 0;
    }
    pthread_mutex_unlock(&p->lock);
    while (list) {
        struct wish *w = list;
        list = w->next;
        wish_begin(p, w);
    }
}

/* What poll waits for, and where each of it stands. */
struct polled {
    struct pollfd v[PROC_READERS_MOST + 3];
    size_t n, fetch, reader[PROC_READERS_MOST];
};

static size_t add_fd(struct polled *l, int fd, short events)
{
    l->v[l->n] = (struct pollfd){.fd = fd, .events = events};
    return l->n++;
}

static void wait_for_news(struct desk_pipeline *p, struct polled *l)
{
    l->n = 0;
    add_fd(l, p->wake, POLLIN);
    add_fd(l, p->proc->control, POLLIN);
    l->fetch = SIZE_MAX;
    if (p->fetch)
        l->fetch = add_fd(l, channel_fd(p->fetch), channel_events(p->fetch));
    for (unsigned i = 0; i < p->proc->readers; i++) {
        l->reader[i] = SIZE_MAX;
        struct reader_slot *s = &p->readers[i];
        /* One that has gone is left out until the keeper says why: poll would return at once. */
        if (s->c && (s->ready || s->task || s->pid))
            l->reader[i] = add_fd(l, channel_fd(s->c), channel_events(s->c));
    }
    int64_t wait = p->look_at - clock_mono();
    if (p->more && p->task_count < TASKS_MOST)
        wait = 0;
    if (wait > 5 * US_SECOND)
        wait = 5 * US_SECOND;
    poll(l->v, l->n, wait <= 0 ? 0 : (int)(wait / 1000) + 1);
}

static void turn(struct desk_pipeline *p, struct polled *l)
{
    uint64_t count;
    if (l->v[0].revents && read(p->wake, &count, sizeof count) == sizeof count)
        p->look_at = 0;
    if (l->v[1].revents)
        take_events(p);
    if (p->fetch && l->fetch != SIZE_MAX && l->v[l->fetch].revents) {
        if (channel_flush(p->fetch) == ERR_CLOSED)
            fetch_closed(p);
        else
            take_fetched(p);
    }
    for (unsigned i = 0; i < p->proc->readers; i++) {
        struct reader_slot *s = &p->readers[i];
        if (!s->c || l->reader[i] == SIZE_MAX || !l->v[l->reader[i]].revents)
            continue;
        enum err_code code = channel_flush(s->c);
        (void)code; /* a closed one is found below, after its last words */
        take_results(p, s);
        if (l->v[l->reader[i]].revents & (POLLHUP | POLLERR))
            usleep(1000); /* the keeper's word is a moment away */
    }
}

static bool writes_a_wish(const struct desk_pipeline *p)
{
    for (const struct task *t = p->tasks; t; t = t->next)
        if (t->wish && t->stage == STAGE_WRITING)
            return true;
    return false;
}

/* Nobody may be left waiting. What the writer holds still reads its wish, so it comes back first;
 * it does, for the writer gives up where the database is held for too long. */
static void refuse_all(struct desk_pipeline *p)
{
    struct err e;
    err_set(&e, ERR_CLOSED, "the program is ending");
    pthread_mutex_lock(&p->lock);
    p->gone = true;
    pthread_mutex_unlock(&p->lock);
    take_inbox(p);
    while (writes_a_wish(p)) {
        usleep(2000);
        take_written(p);
    }
    for (struct task *t = p->tasks; t; t = t->next) {
        if (t->wish)
            wish_end(p, t->wish, ERR_CLOSED, &e);
        t->wish = NULL;
    }
    pthread_mutex_lock(&p->lock);
    if (p->session) {
        p->session->code = err_set(&p->session->err, ERR_CLOSED, "the program is ending");
        p->session->finished = true;
        p->session = NULL;
    }
    pthread_cond_broadcast(&p->told);
    pthread_mutex_unlock(&p->lock);
}

/* What a burst of work left behind goes back to the system: when it is over, and now and then where
 * there is always some, else a peak stays for good. */
static void give_back(struct desk_pipeline *p)
{
    int64_t now = clock_mono();
    if (!p->burst || (p->task_count && now - p->given_back < GIVE_BACK_EVERY))
        return;
    p->burst = p->task_count > 0;
    p->given_back = now;
    malloc_trim(0);
}

static void *run(void *ctx)
{
    struct desk_pipeline *p = ctx;
    struct polled list;
    for (;;) {
        wait_for_news(p, &list);
        turn(p, &list);
        take_written(p);
        take_inbox(p);
        watch_clock(p);
        look(p);
        resume_tasks(p);
        dispatch_fetches(p);
        dispatch_reads(p);
        watch_readers(p);
        sweep(p);
        watch_session(p);
        arena_reset(&p->a);
        give_back(p);
        pthread_mutex_lock(&p->lock);
        bool end = p->end || p->stopping;
        pthread_mutex_unlock(&p->lock);
        if (end)
            break;
    }
    refuse_all(p);
    return NULL;
}

void desk_pipeline_wait(struct desk_pipeline *p)
{
    pthread_mutex_lock(&p->lock);
    while (!p->gone)
        pthread_cond_wait(&p->told, &p->lock);
    pthread_mutex_unlock(&p->lock);
}

/* -------------------------------------------------------------------------- start and stop */

enum err_code desk_pipeline_start(struct desk *d, struct proc_desk *proc, bool schedule,
                                  struct desk_pipeline **ret, struct err *e)
{
    struct desk_pipeline *p = calloc(1, sizeof *p);
    if (!p)
        return err_set(e, ERR_MEMORY, "no memory");
    p->d = d;
    p->proc = proc;
    p->schedule = schedule;
    p->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    /* There is one server a database (desk_main sees to it), so what it held before a crash is its
     * own again at once; one-shot commands draw a name each, and their leases lapse. */
    if (schedule)
        snprintf(p->lease, sizeof p->lease, "serve");
    else
        snprintf(p->lease, sizeof p->lease, "%016llx", (unsigned long long)random_u64());
    arena_init(&p->a, 64 << 20);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->told, NULL);
    enum err_code code = desk_reader_open(d, &p->r, e);
    /* A full disk or a lock is no reason not to serve what there is: leases lapse by themselves. */
    struct err why = {0};
    int64_t far = FAR_TIME;
    if (code == ERR_OK && (desk_write(d, free_leases, p, &why) != ERR_OK ||
                           (schedule && desk_write(d, pull_in, &far, &why) != ERR_OK)))
        log_say(LOG_WARN, "desk", "the queue is left as it is: %s", why.words);
    p->clock_ahead = clock_now() - clock_mono();
    if (code == ERR_OK && pthread_create(&p->thread, NULL, run, p) != 0)
        code = err_set(e, ERR_MEMORY, "the pipeline's thread cannot be started");
    p->running = code == ERR_OK;
    if (code != ERR_OK) {
        desk_pipeline_stop(p);
        return code;
    }
    pthread_mutex_lock(&d->lock);
    d->pipeline = p;
    pthread_mutex_unlock(&d->lock);
    *ret = p;
    return ERR_OK;
}

void desk_pipeline_wake(struct desk *d)
{
    pthread_mutex_lock(&d->lock);
    if (d->pipeline)
        pipeline_wake(d->pipeline);
    pthread_mutex_unlock(&d->lock);
}

/* Tasks that the writer holds come back first. */
static void end_tasks(struct desk_pipeline *p)
{
    for (int i = 0; i < 1000; i++) {
        bool writing = false;
        take_written(p);
        for (struct task *t = p->tasks; t; t = t->next) {
            writing |= t->stage == STAGE_WRITING;
            if (t->stage != STAGE_WRITING)
                t->stage = STAGE_DONE;
        }
        sweep(p);
        if (!writing)
            break;
        usleep(2000);
    }
}

void desk_pipeline_stop(struct desk_pipeline *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->d->lock);
    if (p->d->pipeline == p)
        p->d->pipeline = NULL;
    pthread_mutex_unlock(&p->d->lock);
    pthread_mutex_lock(&p->lock);
    p->end = true;
    pthread_mutex_unlock(&p->lock);
    pipeline_wake(p);
    if (p->running)
        pthread_join(p->thread, NULL);
    end_tasks(p);
    if (p->running && desk_write(p->d, free_leases, p, NULL) != ERR_OK)
        log_say(LOG_WARN, "desk", "leases lapse by themselves in %d minutes",
                (int)(LEASE_TIME / US_MINUTE));
    channel_free(p->fetch);
    for (size_t i = 0; i < PROC_READERS_MOST; i++)
        channel_free(p->readers[i].c);
    desk_reader_close(p->r);
    arena_done(&p->a);
    close(p->wake);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->told);
    free(p);
}
