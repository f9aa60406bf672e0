/* session: see session.h. */
#include "desk/session.h"

#include "desk/due.h"
#include "desk/wish.h"

enum { TAKE_AGAIN_MOST = 3 /* times that a session takes again what was lost under way */ };

/* -------------------------------------------------------------------------- on the pipeline's
 * thread */

/* Articles that are due now, whoever has them. */
static int64_t articles_left(struct desk_pipeline *p)
{
    struct store_query *q = store_query(p->r->store, SQL_WORK_LEFT);
    store_put_i64(q, "now", clock_now());
    return store_number(q, 0);
}

void session_take_on(struct desk_pipeline *p)
{
    if (!p->new_session)
        return;
    p->session = p->new_session;
    p->new_session = NULL;
    p->session->quiet = clock_mono();
    p->session->progress.pages_all = (uint32_t)articles_left(p);
    p->look_at = 0;
}

void session_tell(struct desk_pipeline *p, struct str now)
{
    struct session *s = p->session;
    if (!s)
        return;
    s->quiet = clock_mono();
    if (s->progress.pages_all < s->progress.pages_done)
        s->progress.pages_all = s->progress.pages_done;
    s->progress.now = now;
    if (s->fn)
        s->fn(s->ctx, &s->progress);
}

void session_unwritten(struct desk_pipeline *p, const struct err *e)
{
    struct session *s = p->session;
    bool machine =
        e->code == ERR_FULL || e->code == ERR_BUSY || e->code == ERR_IO || e->code == ERR_STORE;
    if (!s || s->code != ERR_OK || !machine)
        return;
    s->code = e->code;
    s->err = *e;
}

/* What is leased to us and has no task was lost on the way, for want of memory: it is taken again.
 */
static void take_again(struct desk_pipeline *p, struct session *s)
{
    struct err e = {0};
    if (s->taken_again == TAKE_AGAIN_MOST || clock_mono() - s->quiet < US_SECOND)
        return;
    s->taken_again++;
    if (due_free(p, &e) == ERR_OK)
        p->look_at = 0;
    else
        log_say(LOG_WARN, "desk", "what was lost cannot be taken again: %s", e.words);
}

void session_watch(struct desk_pipeline *p)
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
    pthread_mutex_lock(&p->lock);
    p->session = NULL;
    s->finished = true;
    pthread_cond_broadcast(&p->told);
    pthread_mutex_unlock(&p->lock);
}

void session_refuse(struct desk_pipeline *p)
{
    if (!p->session)
        return;
    p->session->code = err_set(&p->session->err, ERR_CLOSED, "the program is ending");
    p->session->finished = true;
    p->session = NULL;
}

/* -------------------------------------------------------------------------- for those who wait */

/* Waits for a session; the pipeline has it from here until it is finished. */
static enum err_code run_session(struct desk_pipeline *p, struct session *s, struct wish *wishes,
                                 size_t n, struct err *e)
{
    pthread_mutex_lock(&p->lock);
    enum err_code code = ERR_OK;
    if (p->gone)
        code = err_set(e, ERR_CLOSED, "the program is ending");
    else if (p->new_session || p->session)
        code = err_set(e, ERR_BUSY, "another round is under way");
    if (code == ERR_OK) {
        p->new_session = s;
        for (size_t i = 0; i < n; i++)
            wish_put(p, &wishes[i]);
    }
    pthread_mutex_unlock(&p->lock);
    if (code != ERR_OK)
        return code;
    pipeline_wake(p);
    pthread_mutex_lock(&p->lock);
    while (!s->finished)
        pthread_cond_wait(&p->told, &p->lock);
    pthread_mutex_unlock(&p->lock);
    if (s->code != ERR_OK && e)
        *e = s->err;
    return s->code;
}

/* The feeds of a round, in the caller's arena. */
static enum err_code session_feeds(struct desk_pipeline *p, struct arena *a, int64_t feed,
                                   bool not_due, struct session *s, struct err *e)
{
    struct desk_reader *r = NULL;
    const struct desk_feed *list = NULL;
    size_t n = 0;
    enum err_code code = desk_reader_open(p->d, &r, e);
    if (code != ERR_OK)
        return code;
    pthread_mutex_lock(&p->lock);
    int64_t just_followed = p->just_followed;
    p->just_followed = 0;
    pthread_mutex_unlock(&p->lock);
    desk_reader_begin(r, a);
    code = desk_feeds(r, &list, &n);
    int64_t now = clock_now();
    s->feeds = ARENA_ARRAY(a, n, int64_t);
    for (size_t i = 0; i < n && code == ERR_OK; i++) {
        const struct desk_feed *f = &list[i];
        bool asked = f->state != DESK_FEED_PAUSED &&
                     (feed ? f->id == feed : f->state != DESK_FEED_GONE && !f->paused);
        bool due = not_due || (f->next_at != TIME_NONE && f->next_at <= now);
        if (asked && due && f->id != just_followed)
            s->feeds[s->feed_count++] = f->id;
    }
    desk_reader_close(r);
    s->feeds_left = s->feed_count;
    s->progress.feeds_all = (uint32_t)s->feed_count;
    return code == ERR_OK ? ERR_OK : err_set(e, code, "the feeds cannot be read");
}

enum err_code desk_poll_now(struct desk_pipeline *p, int64_t feed, bool not_due,
                            desk_progress_fn fn, void *ctx, struct desk_progress *ret,
                            struct err *e)
{
    struct session s = {.fn = fn, .ctx = ctx};
    struct arena a;
    arena_init(&a, 64 << 20);
    enum err_code code = session_feeds(p, &a, feed, not_due, &s, e);
    if (code == ERR_OK)
        code = run_session(p, &s, NULL, 0, e);
    arena_done(&a);
    *ret = s.progress;
    ret->now = STR_NONE;
    return code;
}

enum err_code desk_edition_load(struct desk_pipeline *p, const struct desk_edition_feed *feeds,
                                size_t n, desk_progress_fn fn, void *ctx, struct desk_progress *ret,
                                struct err *e)
{
    struct session s = {
        .fn = fn, .ctx = ctx, .edition = feeds, .edition_count = n, .wishes_left = n};
    if (n > SESSION_EDITION_MOST)
        return err_set(e, ERR_LIMIT, "an edition has at most %d feeds", SESSION_EDITION_MOST);
    struct wish *wishes = calloc(n ? n : 1, sizeof *wishes);
    if (!wishes)
        return err_set(e, ERR_MEMORY, "no memory");
    for (size_t i = 0; i < n; i++) {
        wishes[i].kind = TASK_EDITION;
        wishes[i].waited = true;
        wishes[i].bytes = feeds[i].bytes;
        wishes[i].edition = &feeds[i];
        wishes[i].index = i;
    }
    s.progress.feeds_all = (uint32_t)n;
    enum err_code code = run_session(p, &s, wishes, n, e);
    free(wishes);
    *ret = s.progress;
    ret->now = STR_NONE;
    return code;
}
