/* wish: see wish.h. Here: posting and ending, which file's step comes next, and an edition's feeds.
 */
#include "desk/wish.h"

#include "desk/pipe.h"
#include "desk/session.h"
#include "url/url.h"

enum { IMAGE_MOST = 8 << 20 };

/* -------------------------------------------------------------------------- posting and ending */

void wish_put(struct desk_pipeline *p, struct wish *w)
{
    struct wish **end = &p->inbox;
    while (*end)
        end = &(*end)->next;
    w->next = NULL;
    *end = w;
}

enum err_code wish_post(struct desk_pipeline *p, struct wish *w, struct err *e)
{
    pthread_mutex_lock(&p->lock);
    bool gone = p->gone;
    if (!gone)
        wish_put(p, w);
    pthread_mutex_unlock(&p->lock);
    if (gone)
        return err_set(e, ERR_CLOSED, "the program is ending");
    pipeline_wake(p);
    return ERR_OK;
}

enum err_code wish_post_here(struct desk *d, struct wish *w, struct err *e)
{
    pthread_mutex_lock(&d->lock);
    enum err_code code = d->pipeline ? wish_post(d->pipeline, w, e) : ERR_CLOSED;
    if (!d->pipeline)
        err_set(e, code, "fetching is not running");
    pthread_mutex_unlock(&d->lock);
    if (code != ERR_OK)
        wish_free(w);
    return code;
}

enum err_code wish_wait(struct desk_pipeline *p, struct wish *w, struct err *e)
{
    w->waited = true;
    enum err_code code = wish_post(p, w, e);
    if (code != ERR_OK)
        return code;
    pthread_mutex_lock(&p->lock);
    while (!w->finished)
        pthread_cond_wait(&p->told, &p->lock);
    pthread_mutex_unlock(&p->lock);
    if (w->code != ERR_OK && e)
        *e = w->err;
    return w->code;
}

void wish_free(struct wish *w)
{
    if (w->kept)
        explicit_bzero(w->kept, w->kept_n);
    free(w->kept);
    free(w);
}

void wish_end(struct desk_pipeline *p, struct wish *w, enum err_code code, const struct err *e)
{
    static const struct err well = {0};
    if (!e)
        e = &well;
    if (w->kind == TASK_EDITION && p->session) {
        struct session *s = p->session;
        s->wishes_left--;
        s->progress.feeds_done++;
        if (code != ERR_OK && s->code == ERR_OK) {
            s->code = code;
            s->err = *e;
            s->progress.failed++;
        }
    }
    if (w->followed_fn)
        w->followed_fn(w->ctx, &w->followed, e);
    if (w->image_fn && code != ERR_OK)
        w->image_fn(w->ctx, NULL, STR_NONE, e);
    if (!w->waited) {
        wish_free(w);
        return;
    }
    pthread_mutex_lock(&p->lock);
    w->code = code;
    w->err = *e;
    w->finished = true;
    pthread_cond_broadcast(&p->told);
    pthread_mutex_unlock(&p->lock);
}

void wish_end_task(struct task *t, enum err_code code, const struct err *e)
{
    wish_end(t->p, t->wish, code, e);
    t->wish = NULL;
    t->stage = STAGE_DONE;
}

enum err_code wish_fail(struct task *t, enum err_code code, const char *words)
{
    struct err e = {0};
    err_set(&e, code, "%s", words);
    wish_end_task(t, code, &e);
    return ERR_OK;
}

void wish_put_z(char *out, size_t n, struct str s)
{
    s = utf8_cut(s, n - 1);
    if (s.n)
        memcpy(out, s.p, s.n);
    out[s.n] = '\0';
}

/* -------------------------------------------------------------------------- editions */

bool wish_is_feed(const struct reader_result *r)
{
    enum feed_kind kind = r->feed.feed.kind;
    return r->feed.entry_count > 0 || (kind != FEED_UNKNOWN && kind != FEED_PAGE);
}

static enum err_code write_edition(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    int64_t feed = 0;
    enum err_code code = desk_feed_make(w, t->url, str_c(t->wish->edition->title), true, &feed, e);
    if (code != ERR_OK && code != ERR_EXISTS)
        return code;
    t->feed_result.feed = feed;
    t->wish->followed.feed = feed;
    return desk_take_feed(w, &t->feed_result, e);
}

static enum err_code edition_read(struct task *t)
{
    const struct reader_result *r = &t->result;
    if (!wish_is_feed(r))
        return wish_fail(t, ERR_INPUT, "the edition's document is not a feed");
    t->feed_result = (struct desk_feed_result){
        .ok = true, .paused = true, .doc = &r->feed, .name = t->wish->edition->title};
    task_write(t, write_edition);
    return ERR_OK;
}

static void edition_written(struct task *t)
{
    struct session *s = t->p->session;
    if (s && t->write.code == ERR_OK) {
        s->edition_ids[t->wish->index] = t->wish->followed.feed;
        s->progress.articles_new += t->feed_result.entries_new;
        s->progress.pages_all += t->feed_result.entries_new + t->feed_result.entries_changed;
        session_tell(t->p, t->url);
    }
}

/* -------------------------------------------------------------------------- steps */

void wish_ask(struct task *t, struct str url)
{
    struct url u;
    t->url = url;
    t->host = url_parse(&t->a, url, NULL, &u) ? u.host : STR_NONE;
    t->request = (struct net_request){
        .url = url,
        .as = t->kind == TASK_IMAGE ? NET_MEDIA : NET_FEED,
        .urgent = true,
        .body_most = t->kind == TASK_IMAGE ? IMAGE_MOST : 0,
    };
    task_add_own(t, url);
    t->stage = STAGE_FETCH;
}

void wish_read_bytes(struct task *t, enum reader_kind kind, struct str bytes, struct str url)
{
    t->url = url;
    t->job = (struct reader_job){.kind = kind, .bytes = bytes, .url = url, .now = TIME_NONE};
    t->stage = STAGE_READ;
}

void wish_begin(struct desk_pipeline *p, struct wish *w)
{
    struct err e = {0};
    struct task *t = p->gone ? NULL : task_new(p, w->kind);
    if (!t) {
        enum err_code code = p->gone ? ERR_CLOSED : ERR_MEMORY;
        err_set(&e, code, p->gone ? "the program is ending" : "no memory");
        wish_end(p, w, code, &e);
        return;
    }
    t->wish = w;
    t->urgent = true;
    enum err_code code = ERR_OK;
    if (w->kind == TASK_FOLLOW)
        code = arena_run(&t->a, wish_follow_begin, t);
    else if (w->kind == TASK_IMAGE)
        code = arena_run(&t->a, wish_image_begin, t);
    else if (w->kind == TASK_MODEL)
        t->stage = STAGE_WAIT; /* for its turn */
    else if (w->kind == TASK_OPML)
        wish_read_bytes(t, READER_OPML, w->bytes, STR_NONE);
    else
        wish_read_bytes(t, READER_FEED, w->bytes, str_c(w->edition->url));
    if (code != ERR_OK) {
        desk_reader_begin(p->r, &p->a); /* as in task_step */
        task_lost(t, "the address is too long");
    }
}

enum err_code wish_fetched(struct task *t)
{
    return t->kind == TASK_MODEL   ? wish_model_fetched(t)
           : t->kind == TASK_IMAGE ? wish_image_fetched(t)
                                   : wish_follow_fetched(t);
}

enum err_code wish_read(struct task *t)
{
    const struct reader_result *r = &t->result;
    if (t->kind == TASK_FOLLOW)
        return wish_follow_read(t);
    if (t->kind == TASK_IMAGE)
        return wish_image_read(t);
    if (t->kind == TASK_MODEL)
        return wish_model_read(t);
    if (r->error != ERR_OK)
        return wish_fail(t, ERR_INPUT, str_z(&t->a, r->reason));
    if (t->kind == TASK_OPML)
        return wish_opml_read(t);
    return edition_read(t);
}

void wish_written(struct task *t)
{
    struct desk_pipeline *p = t->p;
    enum err_code code = t->write.code;
    struct err e = t->write.err;
    p->more = true;
    if (t->kind == TASK_FOLLOW && code == ERR_OK)
        code = wish_follow_written(t, &e);
    if (t->kind == TASK_EDITION)
        edition_written(t);
    if (t->kind == TASK_MODEL && code == ERR_OK)
        code = wish_model_written(t, &e);
    wish_end_task(t, code, code == ERR_OK ? NULL : &e);
}
