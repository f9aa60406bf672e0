/* story_warm: pages of stories worked out before somebody waits for them. A thread of the server
 * looks once a minute, where articles were written, at the stories that were opened within the last
 * day and at the large ones of the front page, and works out anew what has changed (story_facts.c).
 * What is as it was costs a look at its stamp. */
#include "desk/ledger.h"

#include <time.h>

enum {
    FIRST_SECONDS = 3,
    PAUSE_SECONDS = 60,
    LARGE_REPORTS = 20, /* a smaller one is worked out while one waits */
    ARENA_MOST = 512 << 20,
};

struct desk_warm {
    struct desk *desk;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool end;
};

/* -------------------------------------------------------------------------- one round */

struct one {
    struct desk_reader *r;
    struct desk_facts_key key;
};

static enum err_code warm_one(void *ctx)
{
    const struct one *o = ctx;
    struct desk_story v;
    return desk_story_work_out(o->r, o->key.story, o->key.user, &v);
}

struct large {
    struct desk_reader *r;
    struct desk_facts_key *ret;
    size_t n;
};

static enum err_code find_large(void *ctx)
{
    struct large *l = ctx;
    const struct desk_story_row *rows;
    size_t n = 0;
    enum err_code code = desk_stories(l->r, &(struct desk_stories_want){0}, &rows, &n);
    for (size_t i = 0; code == ERR_OK && i < n && i < DESK_STORIES_MOST; i++)
        if (rows[i].reports >= LARGE_REPORTS)
            l->ret[l->n++] = (struct desk_facts_key){.story = rows[i].id};
    return code;
}

static bool is_ended(struct desk_warm *w)
{
    if (!w)
        return false;
    pthread_mutex_lock(&w->lock);
    bool end = w->end;
    pthread_mutex_unlock(&w->lock);
    return end;
}

static void warm_round(struct desk *d, struct desk_reader *r, struct desk_warm *w)
{
    struct arena a;
    struct desk_facts_key keys[DESK_FACTS_MOST + DESK_STORIES_MOST];
    size_t n = desk_facts_keys(d, keys);
    struct large large = {.r = r, .ret = keys + n};
    arena_init(&a, ARENA_MOST);
    desk_reader_begin(r, &a);
    if (arena_run(&a, find_large, &large) != ERR_OK)
        large.n = 0;
    n += large.n;
    for (size_t i = 0; i < n && !is_ended(w); i++) {
        arena_reset(&a);
        desk_reader_begin(r, &a);
        struct one one = {r, keys[i]};
        if (arena_run(&a, warm_one, &one) != ERR_OK)
            continue; /* it is gone, or too large: who asks for it is told */
    }
    arena_done(&a);
}

enum err_code desk_warm_now(struct desk *d, struct err *e)
{
    struct desk_reader *r = NULL;
    enum err_code code = desk_reader_open(d, &r, e);
    if (code == ERR_OK)
        warm_round(d, r, NULL);
    desk_reader_close(r);
    return code;
}

/* -------------------------------------------------------------------------- the thread */

/* False: it is to end. */
static bool wait_seconds(struct desk_warm *w, int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&w->lock);
    while (!w->end && pthread_cond_timedwait(&w->wake, &w->lock, &until) == 0)
        ;
    bool end = w->end;
    pthread_mutex_unlock(&w->lock);
    return !end;
}

static void *warm_thread(void *ctx)
{
    struct desk_warm *w = ctx;
    struct desk_reader *r = NULL;
    struct err e = {0};
    uint64_t seen = UINT64_MAX;
    if (desk_reader_open(w->desk, &r, &e) != ERR_OK) {
        log_say(LOG_WARN, "desk", "pages of stories are not made in advance: %s", e.words);
        return NULL;
    }
    for (int pause = FIRST_SECONDS; wait_seconds(w, pause); pause = PAUSE_SECONDS) {
        uint64_t now = desk_changes(w->desk);
        if (now != seen)
            warm_round(w->desk, r, w);
        seen = now;
    }
    desk_reader_close(r);
    return NULL;
}

enum err_code desk_warm_start(struct desk *d, struct desk_warm **ret, struct err *e)
{
    struct desk_warm *w = calloc(1, sizeof *w);
    if (!w)
        return err_set(e, ERR_MEMORY, "no memory");
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&w->wake, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&w->lock, NULL);
    w->desk = d;
    int rc = pthread_create(&w->thread, NULL, warm_thread, w);
    if (rc != 0) {
        pthread_cond_destroy(&w->wake);
        pthread_mutex_destroy(&w->lock);
        free(w);
        return err_errno(e, rc, "the thread of pages cannot be started");
    }
    *ret = w;
    return ERR_OK;
}

void desk_warm_stop(struct desk_warm *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->end = true;
    pthread_cond_broadcast(&w->wake);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->wake);
    pthread_mutex_destroy(&w->lock);
    free(w);
}
