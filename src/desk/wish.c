/* wish: see wish.h. */
#include "desk/wish.h"

#include "base/checked.h"
#include "desk/pipe.h"
#include "desk/session.h"
#include "url/url.h"

enum { IMAGE_MOST = 8 << 20, CANDIDATES_MOST = 8 };

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

static enum err_code wish_wait(struct desk_pipeline *p, struct wish *w, struct err *e)
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

static void wish_free(struct wish *w)
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

static void end_task(struct task *t, enum err_code code, const struct err *e)
{
    wish_end(t->p, t->wish, code, e);
    t->wish = NULL;
    t->stage = STAGE_DONE;
}

static enum err_code fail(struct task *t, enum err_code code, const char *words)
{
    struct err e = {0};
    err_set(&e, code, "%s", words);
    end_task(t, code, &e);
    return ERR_OK;
}

/* -------------------------------------------------------------------------- fetching */

static void ask(struct task *t, struct str url)
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

/* What a person typed, as an address: "example.org" means https. */
static enum err_code begin_follow(void *task)
{
    struct task *t = task;
    struct str typed = str_trim(str_c(t->wish->address));
    struct err e = {0};
    struct url u;
    t->wish->plain_http = str_find(typed, STR("://")) != SIZE_MAX;
    if (!t->wish->plain_http)
        typed = str_fmt(&t->a, "https://%.*s", STR_ARG(typed));
    if (!url_parse(&t->a, typed, NULL, &u) || !url_is_web(&u))
        return fail(t, ERR_INPUT,
                    "this is not a web address; it should look like https://example.org/");
    t->own.feed_url = url_str(&t->a, &u);
    if (t->wish->own && desk_own_apply(&t->a, t->wish->own, &t->own, &e) != ERR_OK)
        return fail(t, e.code, e.words);
    if (t->own.line_count) /* secrets: not tried without TLS */
        t->wish->plain_http = true;
    ask(t, t->own.feed_url);
    return ERR_OK;
}

static void begin_bytes(struct task *t, enum reader_kind kind, struct str bytes, struct str url)
{
    t->url = url;
    t->job = (struct reader_job){.kind = kind, .bytes = bytes, .url = url, .now = TIME_NONE};
    t->stage = STAGE_READ;
}

static enum err_code begin_image(void *task)
{
    struct task *t = task;
    ask(t, str_dup(&t->a, str_c(t->wish->address)));
    return ERR_OK;
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
        code = arena_run(&t->a, begin_follow, t);
    else if (w->kind == TASK_IMAGE)
        code = arena_run(&t->a, begin_image, t);
    else if (w->kind == TASK_OPML)
        begin_bytes(t, READER_OPML, w->bytes, STR_NONE);
    else
        begin_bytes(t, READER_FEED, w->bytes, str_c(w->edition->url));
    if (code != ERR_OK) {
        desk_reader_begin(p->r, &p->a); /* as in task_step */
        task_lost(t, "the address is too long");
    }
}

/* -------------------------------------------------------------------------- fetched */

/* A picture's bytes go to the browser as they came, so they must not be packed once more. */
static enum err_code image_fetched(struct task *t)
{
    const struct net_response *v = &t->response;
    if (v->outcome != NET_OK)
        return fail(t, ERR_NOT_FOUND, str_z(&t->a, v->reason));
    if (v->encoding.n)
        return fail(t, ERR_INPUT, "this picture is sent packed");
    begin_bytes(t, READER_IMAGE, v->body, t->url);
    return ERR_OK;
}

/* What a reader may say a picture is: whatever else it says, browsers are told none of it. */
static const char *image_type(struct str said)
{
    static const char *const known[] = {"image/jpeg", "image/png",  "image/gif",
                                        "image/webp", "image/avif", "image/x-icon"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(said, str_c(known[i])))
            return known[i];
    return NULL;
}

static enum err_code image_read(struct task *t)
{
    const struct reader_result *r = &t->result;
    const char *type = r->error == ERR_OK ? image_type(r->image_type) : NULL;
    struct err none = {0};
    if (!type)
        return fail(t, ERR_INPUT,
                    r->reason.n ? str_z(&t->a, r->reason) : "this address gives no picture");
    t->wish->image_fn(t->wish->ctx, type, t->response.body, &none);
    t->wish->image_fn = NULL;
    end_task(t, ERR_OK, NULL);
    return ERR_OK;
}

/* The next feed that the page offers; false when there is none left. */
static bool next_candidate(struct task *t)
{
    struct wish *w = t->wish;
    while (w->link_at < w->link_count) {
        struct str url = w->links[w->link_at++].url;
        if (!url.n || str_eq(url, t->url))
            continue;
        ask(t, url);
        return true;
    }
    return false;
}

static enum err_code follow_fetched(struct task *t)
{
    const struct net_response *v = &t->response;
    if (v->outcome == NET_OK) {
        t->job = (struct reader_job){
            .kind = READER_FEED,
            .bytes = v->body,
            .url = v->url.n ? v->url : t->url,
            .type = v->type,
            .charset = v->charset,
            .encoding = v->encoding,
            .now = TIME_NONE,
        };
        t->stage = STAGE_READ;
        return ERR_OK;
    }
    if (next_candidate(t))
        return ERR_OK;
    bool nobody = v->fault == NET_FAULT_CONNECT || v->fault == NET_FAULT_TLS;
    if (nobody && !t->wish->plain_http && !t->wish->link_count) {
        t->wish->plain_http = true;
        ask(t, str_fmt(&t->a, "http%.*s", STR_ARG(str_from(t->url, 5))));
        return ERR_OK;
    }
    if (t->wish->link_count)
        return fail(t, ERR_NOT_FOUND, "this page offers no feed that could be read");
    return fail(t, v->fault == NET_FAULT_GUARD ? ERR_DENIED : ERR_NOT_FOUND,
                str_z(&t->a, v->reason));
}

enum err_code wish_fetched(struct task *t)
{
    return t->kind == TASK_IMAGE ? image_fetched(t) : follow_fetched(t);
}

/* -------------------------------------------------------------------------- read */

static enum err_code write_follow(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    int64_t feed = 0;
    struct str url = t->response.moved.n ? t->response.moved : t->url;
    enum err_code code = desk_feed_make(w, url, STR_NONE, false, &feed, e);
    t->wish->exists = code == ERR_EXISTS;
    t->wish->followed.feed = feed;
    if (code != ERR_OK)
        return code == ERR_EXISTS ? ERR_OK : code;
    t->feed_result.feed = feed;
    if (t->wish->own)
        code = desk_own_put(w, feed, &t->own, e);
    if (code == ERR_OK)
        code = desk_take_feed(w, &t->feed_result, e);
    snprintf(t->said_title, sizeof t->said_title, "%.*s", STR_ARG(t->feed_result.title));
    return code;
}

static enum err_code write_opml(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    t->wish->fresh = t->wish->known = 0;
    for (size_t i = 0; i < t->result.link_count; i++) {
        int64_t feed = 0;
        const struct reader_link *l = &t->result.links[i];
        enum err_code code = desk_feed_make(w, l->url, l->title, false, &feed, e);
        t->wish->fresh += code == ERR_OK;
        t->wish->known += code == ERR_EXISTS;
        struct str folder = desk_folder_name(w->a, l->folder);
        if ((code == ERR_OK || code == ERR_EXISTS) && folder.n) {
            enum err_code filed = desk_feed_file(w, feed, folder, true, e);
            code = filed == ERR_OK ? code : filed;
        }
        if (code == ERR_OK && t->p && t->p->schedule) /* a person waits for the new ones */
            code = desk_feed_ask(w, feed, e);
        if (code == ERR_STORE || code == ERR_IO || code == ERR_BUSY || code == ERR_FULL)
            return code;
    }
    return ERR_OK;
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

static bool is_feed(const struct reader_result *r)
{
    enum feed_kind kind = r->feed.feed.kind;
    return r->feed.entry_count > 0 || (kind != FEED_UNKNOWN && kind != FEED_PAGE);
}

/* Remembers what else the page offers, for the list of others. */
static void note_links(struct task *t)
{
    struct wish *w = t->wish;
    if (w->link_count || !t->result.link_count)
        return;
    w->links = t->result.links;
    w->link_count =
        t->result.link_count < 4 * CANDIDATES_MOST ? t->result.link_count : 4 * CANDIDATES_MOST;
}

static enum err_code follow_read(struct task *t)
{
    const struct reader_result *r = &t->result;
    if (r->error == ERR_OK && is_feed(r)) {
        t->feed_result = (struct desk_feed_result){
            .ok = true,
            .asked = t->response.max_age_us,
            .etag = t->response.etag,
            .modified = t->response.modified,
            .doc = &r->feed,
        };
        task_write(t, write_follow);
        return ERR_OK;
    }
    note_links(t);
    if (next_candidate(t))
        return ERR_OK;
    return fail(t, ERR_NOT_FOUND,
                t->wish->link_count ? "this page offers no feed that could be read"
                                    : "there is no feed at this address, and its page names none");
}

enum err_code wish_read(struct task *t)
{
    const struct reader_result *r = &t->result;
    if (t->kind == TASK_FOLLOW)
        return follow_read(t);
    if (t->kind == TASK_IMAGE)
        return image_read(t);
    if (r->error != ERR_OK)
        return fail(t, ERR_INPUT, str_z(&t->a, r->reason));
    if (t->kind == TASK_OPML) {
        if (!r->link_count)
            return fail(t, ERR_INPUT, "this list holds no feeds");
        task_write(t, write_opml);
        return ERR_OK;
    }
    if (!is_feed(r))
        return fail(t, ERR_INPUT, "the edition's document is not a feed");
    t->feed_result = (struct desk_feed_result){
        .ok = true, .paused = true, .doc = &r->feed, .name = t->wish->edition->title};
    task_write(t, write_edition);
    return ERR_OK;
}

/* -------------------------------------------------------------------------- written */

static void put_z(char *out, size_t n, struct str s)
{
    s = utf8_cut(s, n - 1);
    if (s.n)
        memcpy(out, s.p, s.n);
    out[s.n] = '\0';
}

static void fill_followed(struct task *t)
{
    struct wish *w = t->wish;
    struct desk_followed *f = &w->followed;
    put_z(f->title, sizeof f->title, str_c(t->said_title));
    put_z(f->url, sizeof f->url, t->url);
    f->articles = t->feed_result.entries_all;
    for (size_t i = 0; i < w->link_count && f->other_count < CANDIDATES_MOST; i++) {
        const struct reader_link *l = &w->links[i];
        if (str_eq(l->url, t->url) || str_eq(l->how, STR("guess")))
            continue;
        put_z(f->others[f->other_count].url, sizeof f->others[0].url, l->url);
        put_z(f->others[f->other_count++].title, sizeof f->others[0].title, l->title);
    }
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

void wish_written(struct task *t)
{
    struct desk_pipeline *p = t->p;
    enum err_code code = t->write.code;
    struct err e = t->write.err;
    p->more = true;
    if (t->kind == TASK_FOLLOW && code == ERR_OK) {
        fill_followed(t);
        p->just_followed = t->wish->exists ? 0 : t->wish->followed.feed;
        if (t->wish->exists)
            code = err_set(&e, ERR_EXISTS,
                           t->wish->own ? "%s is followed already; its settings are as they were"
                                        : "%s is followed already",
                           t->wish->followed.url);
    }
    if (t->kind == TASK_EDITION)
        edition_written(t);
    end_task(t, code, code == ERR_OK ? NULL : &e);
}

/* -------------------------------------------------------------------------- for others */

enum err_code desk_follow(struct desk_pipeline *p, struct str address,
                          const struct desk_own_change *own, struct desk_followed *ret,
                          struct err *e)
{
    struct wish w = {.kind = TASK_FOLLOW, .own = own};
    if (!str_trim(address).n || address.n >= sizeof w.address)
        return err_set(e, ERR_INPUT, "this is not a web address");
    put_z(w.address, sizeof w.address, address);
    enum err_code code = wish_wait(p, &w, e);
    *ret = w.followed;
    return code;
}

/* Hands a wish to the pipeline that runs in this process; it is freed where nobody takes it. */
static enum err_code post_here(struct desk *d, struct wish *w, struct err *e)
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

/* Makes what a feed is to have of its own the wish's, for its maker goes on. */
static enum err_code keep_own(struct wish *w, const struct desk_own_change *own, struct err *e)
{
    struct desk_own_change *k = &w->kept_own;
    struct str *const texts[] = {&k->selector, &k->unwanted, &k->headers, &k->place, &k->folder};
    const size_t count = sizeof texts / sizeof *texts;
    size_t n = 0;
    *k = *own;
    for (size_t i = 0; i < count; i++)
        if (!size_add(n, texts[i]->n, &n))
            return err_set(e, ERR_MEMORY, "no memory");
    w->kept = malloc(n ? n : 1);
    if (!w->kept)
        return err_set(e, ERR_MEMORY, "no memory");
    for (size_t i = 0; i < count; i++) {
        char *to = w->kept + w->kept_n;
        if (texts[i]->n)
            memcpy(to, texts[i]->p, texts[i]->n);
        texts[i]->p = to;
        w->kept_n += texts[i]->n;
    }
    w->own = k;
    return ERR_OK;
}

enum err_code
desk_follow_start(struct desk *d, struct str address, const struct desk_own_change *own,
                  void (*done)(void *ctx, const struct desk_followed *f, const struct err *e),
                  void *ctx, struct err *e)
{
    if (!str_trim(address).n || address.n >= DESK_URL_MOST)
        return err_set(e, ERR_INPUT, "this is not a web address");
    struct wish *w = calloc(1, sizeof *w);
    if (!w)
        return err_set(e, ERR_MEMORY, "no memory");
    if (own && keep_own(w, own, e) != ERR_OK) {
        wish_free(w);
        return ERR_MEMORY;
    }
    w->kind = TASK_FOLLOW;
    w->followed_fn = done;
    w->ctx = ctx;
    put_z(w->address, sizeof w->address, address);
    return post_here(d, w, e);
}

enum err_code desk_image_start(struct desk *d, struct str url,
                               void (*done)(void *ctx, const char *type, struct str bytes,
                                            const struct err *e),
                               void *ctx, struct err *e)
{
    if (!url.n || url.n >= DESK_URL_MOST)
        return err_set(e, ERR_INPUT, "this is not a web address");
    struct wish *w = calloc(1, sizeof *w);
    if (!w)
        return err_set(e, ERR_MEMORY, "no memory");
    w->kind = TASK_IMAGE;
    w->image_fn = done;
    w->ctx = ctx;
    put_z(w->address, sizeof w->address, url);
    return post_here(d, w, e);
}

/* -------------------------------------------------------------------------- OPML */

struct import {
    struct arena *a;
    struct str bytes;
    struct task t; /* only its result and wish are used */
};

static enum err_code read_here(void *ctx)
{
    struct import *m = ctx;
    struct reader_job job = {.kind = READER_OPML, .bytes = m->bytes, .now = TIME_NONE};
    reader_do(m->a, &job, &m->t.result);
    return ERR_OK;
}

/* On the command line, without processes: the person's own file, read by the same code. */
static enum err_code import_here(struct desk *d, struct wish *w, struct err *e)
{
    struct import *m = calloc(1, sizeof *m);
    if (!m)
        return err_set(e, ERR_MEMORY, "no memory");
    struct arena a;
    arena_init(&a, 256 << 20);
    m->a = &a;
    m->bytes = w->bytes;
    m->t.wish = w;
    enum err_code code = arena_run(&a, read_here, m);
    if (code != ERR_OK)
        err_set(e, code, "the list is too large");
    if (code == ERR_OK && m->t.result.error != ERR_OK)
        code = err_set(e, ERR_INPUT, "%.*s", STR_ARG(m->t.result.reason));
    if (code == ERR_OK && !m->t.result.link_count)
        code = err_set(e, ERR_INPUT, "this list holds no feeds");
    if (code == ERR_OK)
        code = desk_write(d, write_opml, &m->t, e);
    free(m);
    arena_done(&a);
    return code;
}

enum err_code desk_opml_import(struct desk *d, struct str bytes, size_t *ret_new, size_t *ret_known,
                               struct err *e)
{
    struct wish w = {.kind = TASK_OPML, .bytes = bytes};
    pthread_mutex_lock(&d->lock);
    struct desk_pipeline *p = d->pipeline;
    pthread_mutex_unlock(&d->lock);
    enum err_code code = p ? wish_wait(p, &w, e) : import_here(d, &w, e);
    if (code == ERR_OK) {
        *ret_new = w.fresh;
        *ret_known = w.known;
    }
    return code;
}
