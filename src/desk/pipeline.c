/* pipeline: the thread that keeps documents moving: it takes what is due from the database (due.c),
 * hands requests to the fetch process and documents to readers (children.c), and what they answer
 * to the writer. It waits in poll(2) and never computes for long. */
#include "desk/children.h"
#include "desk/due.h"
#include "desk/session.h"
#include "desk/task.h"
#include "desk/wish.h"

#include <errno.h>
#include <malloc.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define GIVE_BACK_EVERY (10 * US_SECOND)

void pipeline_wake(struct desk_pipeline *p)
{
    uint64_t one = 1;
    ssize_t n = write(p->wake, &one, sizeof one);
    (void)n; /* full means that it is awake already */
}

/* -------------------------------------------------------------------------- the loop */

static void take_inbox(struct desk_pipeline *p)
{
    pthread_mutex_lock(&p->lock);
    struct wish *list = p->inbox;
    p->inbox = NULL;
    session_take_on(p);
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
        children_keeper_ready(p);
    if (p->fetch && l->fetch != SIZE_MAX && l->v[l->fetch].revents)
        children_fetch_ready(p);
    for (unsigned i = 0; i < p->proc->readers; i++) {
        struct reader_slot *s = &p->readers[i];
        if (!s->c || l->reader[i] == SIZE_MAX || !l->v[l->reader[i]].revents)
            continue;
        children_reader_ready(p, s);
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
        task_take_written(p);
    }
    for (struct task *t = p->tasks; t; t = t->next) {
        if (t->wish)
            wish_end(p, t->wish, ERR_CLOSED, &e);
        t->wish = NULL;
    }
    pthread_mutex_lock(&p->lock);
    session_refuse(p);
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
        task_take_written(p);
        take_inbox(p);
        due_look(p);
        task_resume(p);
        children_hand_out(p);
        children_watch(p);
        task_sweep(p);
        session_watch(p);
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
    /* There is one server a database (desk_main sees to it), so what it held before a crash is its
     * own again at once; one-shot commands draw a name each, and their leases lapse. */
    if (schedule)
        snprintf(p->lease, sizeof p->lease, "serve");
    else
        snprintf(p->lease, sizeof p->lease, "%016llx", (unsigned long long)random_u64());
    arena_init(&p->a, 64 << 20);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->told, NULL);
    p->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    enum err_code code = p->wake < 0 ? err_errno(e, errno, "the pipeline cannot be woken")
                                     : desk_reader_open(d, &p->r, e);
    /* A full disk or a lock is no reason not to serve what there is: leases lapse by themselves. */
    struct err why = {0};
    if (code == ERR_OK && due_begin(p, &why) != ERR_OK)
        log_say(LOG_WARN, "desk", "the queue is left as it is: %s", why.words);
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
    for (bool writing = true; writing;) {
        writing = false;
        task_take_written(p);
        for (struct task *t = p->tasks; t; t = t->next) {
            writing |= t->stage == STAGE_WRITING;
            if (t->stage != STAGE_WRITING)
                t->stage = STAGE_DONE;
        }
        task_sweep(p);
        if (writing)
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
    if (p->running && due_free(p, NULL) != ERR_OK)
        log_say(LOG_WARN, "desk", "leases lapse by themselves in %d minutes",
                (int)(LEASE_TIME / US_MINUTE));
    children_close(p);
    desk_reader_close(p->r);
    arena_done(&p->a);
    if (p->wake >= 0)
        close(p->wake);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->told);
    free(p);
}
