/* follow: an address that a person typed becomes a feed that is followed: itself, or the first that
 * can be read of those that its page offers. */
#include "base/checked.h"
#include "desk/pipe.h"
#include "desk/steps.h"
#include "desk/wish.h"
#include "url/url.h"

enum { CANDIDATES_MOST = 8 };

/* -------------------------------------------------------------------------- steps */

/* What a person typed, as an address: "example.org" means https. */
enum err_code wish_follow_begin(void *task)
{
    struct task *t = task;
    struct str typed = str_trim(str_c(t->wish->address));
    struct err e = {0};
    struct url u;
    t->wish->plain_http = str_find(typed, STR("://")) != SIZE_MAX;
    if (!t->wish->plain_http)
        typed = str_fmt(&t->a, "https://%.*s", STR_ARG(typed));
    if (!url_parse(&t->a, typed, NULL, &u) || !url_is_web(&u))
        return wish_fail(t, ERR_INPUT,
                         "this is not a web address; it should look like https://example.org/");
    t->own.feed_url = url_str(&t->a, &u);
    if (t->wish->own && desk_own_apply(&t->a, t->wish->own, &t->own, &e) != ERR_OK)
        return wish_fail(t, e.code, e.words);
    if (t->own.line_count) /* secrets: not tried without TLS */
        t->wish->plain_http = true;
    wish_ask(t, t->own.feed_url);
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
        wish_ask(t, url);
        return true;
    }
    return false;
}

enum err_code wish_follow_fetched(struct task *t)
{
    const struct net_response *v = &t->response;
    if (v->outcome == NET_OK) {
        task_read_feed(t);
        return ERR_OK;
    }
    if (next_candidate(t))
        return ERR_OK;
    bool nobody = v->fault == NET_FAULT_CONNECT || v->fault == NET_FAULT_TLS;
    if (nobody && !t->wish->plain_http && !t->wish->link_count) {
        t->wish->plain_http = true;
        wish_ask(t, str_fmt(&t->a, "http%.*s", STR_ARG(str_from(t->url, 5))));
        return ERR_OK;
    }
    if (t->wish->link_count)
        return wish_fail(t, ERR_NOT_FOUND, "this page offers no feed that could be read");
    return wish_fail(t, v->fault == NET_FAULT_GUARD ? ERR_DENIED : ERR_NOT_FOUND,
                     str_z(&t->a, v->reason));
}

/* Where it is for good. */
static struct str lasting_url(const struct task *t)
{
    return t->response.moved.n ? t->response.moved : t->url;
}

static enum err_code write_follow(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    int64_t feed = 0;
    enum err_code code = desk_feed_make(w, lasting_url(t), STR_NONE, false, &feed, e);
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

enum err_code wish_follow_read(struct task *t)
{
    const struct reader_result *r = &t->result;
    if (r->error == ERR_OK && wish_is_feed(r)) {
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
    return wish_fail(t, ERR_NOT_FOUND,
                     t->wish->link_count
                         ? "this page offers no feed that could be read"
                         : "there is no feed at this address, and its page names none");
}

static void fill_followed(struct task *t)
{
    struct wish *w = t->wish;
    struct desk_followed *f = &w->followed;
    wish_put_z(f->title, sizeof f->title, str_c(t->said_title));
    wish_put_z(f->url, sizeof f->url, lasting_url(t));
    f->articles = t->feed_result.entries_all;
    for (size_t i = 0; i < w->link_count && f->other_count < CANDIDATES_MOST; i++) {
        const struct reader_link *l = &w->links[i];
        if (str_eq(l->url, t->url) || str_eq(l->how, STR("guess")))
            continue;
        wish_put_z(f->others[f->other_count].url, sizeof f->others[0].url, l->url);
        wish_put_z(f->others[f->other_count++].title, sizeof f->others[0].title, l->title);
    }
}

enum err_code wish_follow_written(struct task *t, struct err *e)
{
    struct wish *w = t->wish;
    fill_followed(t);
    pthread_mutex_lock(&t->p->lock);
    t->p->just_followed = w->exists ? 0 : w->followed.feed;
    pthread_mutex_unlock(&t->p->lock);
    if (!w->exists)
        return ERR_OK;
    return err_set(e, ERR_EXISTS,
                   w->own ? "%s is followed already; its settings are as they were"
                          : "%s is followed already",
                   w->followed.url);
}

/* -------------------------------------------------------------------------- for others */

enum err_code desk_follow(struct desk_pipeline *p, struct str address,
                          const struct desk_own_change *own, struct desk_followed *ret,
                          struct err *e)
{
    struct wish w = {.kind = TASK_FOLLOW, .own = own};
    if (!str_trim(address).n || address.n >= sizeof w.address)
        return err_set(e, ERR_INPUT, "this is not a web address");
    wish_put_z(w.address, sizeof w.address, address);
    enum err_code code = wish_wait(p, &w, e);
    *ret = w.followed;
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
    wish_put_z(w->address, sizeof w->address, address);
    return wish_post_here(d, w, e);
}
