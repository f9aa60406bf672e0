/* task: a task's life: made, stepped, handed to the writer and taken back, given back; and which of
 * its kind's steps (steps.h) comes next. */
#include "desk/task.h"

#include "desk/pipe.h"
#include "desk/session.h"
#include "desk/steps.h"
#include "desk/wish.h"
#include "url/url.h"

enum {
    TASK_ARENA = 256 << 20,
    FETCH_TRIES_MOST = 3, /* the fetch process died under it */
};
#define HOLD_TIME      (5 * US_SECOND) /* doubling up to */
#define HOLD_TIME_MOST (80 * US_SECOND)

/* -------------------------------------------------------------------------- its life */

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

void task_sweep(struct desk_pipeline *p)
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

void task_step(struct task *t, enum err_code (*fn)(void *task))
{
    if (arena_run(&t->a, fn, t) == ERR_MEMORY) {
        desk_reader_begin(t->p->r, &t->p->a); /* it may have left in the middle of a question */
        task_lost(t, "the document takes more memory than it may");
    }
}

void task_resume(struct desk_pipeline *p)
{
    for (struct task *t = p->tasks; t; t = t->next) {
        if (t->stage == STAGE_WAIT &&
            !(t->kind == TASK_MODEL ? wish_model_asks(p) : task_asks_robots(p, t->robots.origin)))
            t->stage = STAGE_AGAIN;
        if (t->stage == STAGE_AGAIN)
            task_step(t, task_again);
        if (t->stage == STAGE_HELD && clock_mono() >= t->hold)
            task_write(t, t->write.run);
    }
}

/* -------------------------------------------------------------------------- writing */

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

/* The machine's fault and not the document's: it is kept, and written when the machine can, so that
 * its publisher is not asked for it again each time its lease lapses; nothing is fetched meanwhile.
 * A command says what is wrong and ends. */
static bool hold(struct task *t)
{
    enum err_code code = t->write.code;
    if (!t->p->schedule || t->p->session ||
        (code != ERR_FULL && code != ERR_BUSY && code != ERR_IO)) {
        t->held = 0;
        return false;
    }
    int64_t wait = HOLD_TIME << (t->held < 4 ? t->held : 4);
    if (!t->held++)
        log_say(LOG_WARN, "desk", "%.*s waits to be written: %s", STR_ARG(t->url),
                t->write.err.words);
    t->hold = clock_mono() + (wait < HOLD_TIME_MOST ? wait : HOLD_TIME_MOST);
    t->p->barred = t->hold;
    t->stage = STAGE_HELD;
    return true;
}

/* Is it done, or is there another step? */
static void written(struct task *t)
{
    enum err_code code = t->write.code;
    if (t->kind != TASK_FEED && t->kind != TASK_ARTICLE) {
        wish_written(t);
        return;
    }
    if (hold(t))
        return;
    if (code != ERR_OK && code != ERR_NOT_FOUND) {
        log_say(LOG_WARN, "desk", "%.*s: %s", STR_ARG(t->url), t->write.err.words);
        session_unwritten(t->p, &t->write.err);
    }
    if (t->asks_robots || (t->pages && !t->whole)) {
        t->asks_robots = t->set_aside = false;
        t->memory = STR_NONE;
        t->stage = STAGE_AGAIN;
        return;
    }
    t->stage = STAGE_DONE;
    if (t->kind == TASK_FEED)
        task_feed_written(t);
    else
        task_article_written(t);
}

void task_take_written(struct desk_pipeline *p)
{
    pthread_mutex_lock(&p->lock);
    struct task *list = p->written;
    p->written = NULL;
    pthread_mutex_unlock(&p->lock);
    while (list) {
        struct task *t = list;
        list = (struct task *)t->write.next;
        written(t);
    }
}

/* -------------------------------------------------------------------------- requests */

struct str task_host(struct arena *a, struct str url)
{
    struct url u;
    return url_parse(a, url, NULL, &u) ? u.host : STR_NONE;
}

void task_load_own(struct task *t)
{
    if (desk_own_load(t->p->r, &t->a, t->feed, &t->own) != ERR_OK)
        t->own = (struct desk_own_whole){0};
}

/* The user's own headers go to the place that they were given for (url_is_home), and nowhere else.
 */
void task_add_own(struct task *t, struct str url)
{
    struct url u, place;
    t->request.headers = NULL;
    t->request.header_count = 0;
    t->request.cookie = STR_NONE;
    if (!t->own.line_count || !url_parse(&t->a, url, NULL, &u) ||
        !url_parse(&t->a, t->own.place, NULL, &place) || !url_is_home(&place, &u))
        return;
    struct net_header *v = ARENA_ARRAY(&t->a, t->own.line_count, struct net_header);
    for (size_t i = 0; i < t->own.line_count; i++) {
        size_t colon = str_find_char(t->own.lines[i], ':');
        struct str name = str_sub(t->own.lines[i], 0, colon);
        struct str value = str_trim(str_from(t->own.lines[i], colon + 1));
        if (str_eq_fold(name, STR("Cookie")))
            t->request.cookie = value;
        else
            v[t->request.header_count++] = (struct net_header){name, value};
    }
    t->request.headers = v;
}

void task_ask(struct task *t, struct str url, enum net_as as)
{
    t->request.url = url;
    t->request.as = as;
    t->request.urgent = t->urgent;
    t->request.pause_us = t->robots.pause;
    if (t->asks_robots)
        t->request.headers = NULL, t->request.header_count = 0, t->request.cookie = STR_NONE;
    else
        task_add_own(t, url);
    t->host = task_host(&t->a, url);
    t->stage = STAGE_FETCH;
}

/* -------------------------------------------------------------------------- what all write */

enum err_code task_write_aside(struct desk_writing *w, struct task *t, struct err *e)
{
    enum err_code code = t->set_aside ? desk_take_quarantine(w, &t->aside, e) : ERR_OK;
    if (code != ERR_OK || !t->memory.n || !t->host.n)
        return code;
    struct store_query *q = store_query(w->store, SQL_HOST_SET);
    store_put_str(q, "host", t->host);
    store_put_blob(q, "memory", t->memory);
    store_put_i64(q, "now", w->now);
    return store_run(q, e);
}

void task_put_aside(struct task *t, struct str reason)
{
    t->set_aside = true;
    t->aside = (struct desk_set_aside){
        .kind = str_c(reader_kind_name(t->job.kind)),
        .url = t->url,
        .reason = reason,
        .bytes = t->job.bytes,
        .feed = t->feed,
        .article = t->article,
    };
}

/* -------------------------------------------------------------------------- the steps */

enum err_code task_begin(void *task)
{
    struct task *t = task;
    t->stage = STAGE_DONE;
    if (t->kind == TASK_FEED)
        task_feed_begin(t);
    else
        task_article_begin(t);
    return ERR_OK;
}

enum err_code task_fetched(void *task)
{
    struct task *t = task;
    struct err e = {0};
    if (net_response_read(&t->a, &t->doc, &t->response, &e) != ERR_OK)
        t->response = (struct net_response){.outcome = NET_FAILED,
                                            .fault = NET_FAULT_PROTOCOL,
                                            .reason = str_fmt(&t->a, "%s", e.words)};
    if (t->response.reason.n == 0)
        t->response.reason = STR("it could not be fetched");
    if (t->kind == TASK_FEED)
        task_feed_fetched(t);
    else if (t->kind == TASK_ARTICLE && t->asks_robots)
        task_robots_fetched(t);
    else if (t->kind == TASK_ARTICLE)
        task_article_fetched(t);
    else
        return wish_fetched(t);
    return ERR_OK;
}

void task_unfetched(struct task *t)
{
    if (t->kind != TASK_MODEL && ++t->fetch_tries < FETCH_TRIES_MOST) {
        t->stage = STAGE_FETCH;
        return;
    }
    static const char why[] = "the fetch process died while asking for it";
    if (t->kind == TASK_FEED)
        task_feed_failed(t, str_c(why));
    else if (t->kind == TASK_ARTICLE && t->asks_robots)
        task_robots_done(t, DESK_ROBOTS_UNREACHED, str_c(why));
    else if (t->kind == TASK_ARTICLE)
        task_article_unfetched(t, str_c(why));
    else
        task_lost(t, why);
}

enum err_code task_read(void *task)
{
    struct task *t = task;
    struct err e = {0};
    t->result = (struct reader_result){0};
    enum err_code code = reader_result_read(&t->a, &t->result_frame, &t->result, &e);
    if (code != ERR_OK) {
        /* A reader that was taken over, or a mistake of ours: never believed. */
        char reason[300];
        snprintf(reason, sizeof reason, "%s%.200s",
                 code == ERR_MEMORY ? "" : "its reader sent what it must not: ", e.words);
        task_lost(t, reason);
        return ERR_OK;
    }
    if (t->kind == TASK_FEED)
        task_feed_read(t);
    else if (t->kind == TASK_ARTICLE && t->asks_robots)
        task_robots_done(t, t->result.error == ERR_OK ? DESK_ROBOTS_RULES : DESK_ROBOTS_NONE,
                         STR_NONE);
    else if (t->kind == TASK_ARTICLE)
        task_article_read(t);
    else
        return wish_read(t);
    return ERR_OK;
}

enum err_code task_again(void *task)
{
    struct task *t = task;
    if (t->kind == TASK_MODEL)
        wish_model_begin(t);
    else
        task_article_again(t);
    return ERR_OK;
}

/* Called outside of arena_run too: takes next to nothing of the task's arena, whose cap may be
 * reached. */
void task_lost(struct task *t, const char *reason)
{
    struct err e = {0};
    static const struct str nowhere = STR_INIT("the document could not be read and was set aside");
    free(t->lost);
    t->lost = strdup(reason);
    struct str words = t->lost ? str_c(t->lost) : nowhere;
    log_say(LOG_WARN, "desk", "set aside: %.*s: %s", STR_ARG(t->url), reason);
    if (t->stage != STAGE_FETCH && t->stage != STAGE_FETCHING)
        task_put_aside(t, words);
    switch (t->kind) {
    case TASK_FEED: task_feed_failed(t, words); return;
    case TASK_ARTICLE:
        if (t->asks_robots)
            task_robots_done(t, DESK_ROBOTS_NONE, STR_NONE);
        else
            task_article_lost(t, words);
        return;
    case TASK_MODEL:
        if (t->wish)
            wish_model_lost(t, words);
        return;
    case TASK_FOLLOW:
    case TASK_IMAGE:
    case TASK_OPML:
    case TASK_EDITION:
        err_set(&e, ERR_INPUT, "%s", reason);
        if (t->wish)
            wish_end(t->p, t->wish, ERR_INPUT, &e);
        t->wish = NULL;
        t->stage = STAGE_DONE;
        return;
    }
}
