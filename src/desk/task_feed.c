/* task_feed: a feed on its way: asked conditionally, read, its entries written. */
#include "desk/pipe.h"
#include "desk/session.h"
#include "desk/steps.h"

static enum err_code write_feed(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    enum err_code code = task_write_aside(w, t, e);
    if (code == ERR_OK)
        code = desk_take_feed(w, &t->feed_result, e);
    snprintf(t->said_title, sizeof t->said_title, "%.*s", STR_ARG(t->feed_result.title));
    return code;
}

void task_feed_failed(struct task *t, struct str reason)
{
    t->feed_result =
        (struct desk_feed_result){.feed = t->feed, .error = reason, .retry = t->response.retry_us};
    task_write(t, write_feed);
}

void task_feed_begin(struct task *t)
{
    struct store_query *q = store_query(t->p->r->store, SQL_FEED_ONE);
    store_put_i64(q, "id", t->feed);
    bool ask = false;
    if (store_row(q)) {
        ask = store_i64(q, 8) != DESK_FEED_PAUSED;
        t->url = store_dup(q, 1, &t->a);
        t->request.etag = store_dup(q, 3, &t->a);
        t->request.modified = store_dup(q, 4, &t->a);
        t->title = store_dup(q, 5, &t->a);
    }
    if (store_end(q, NULL) != ERR_OK || !ask) {
        t->stage = STAGE_DONE;
        return;
    }
    task_load_own(t);
    task_ask(t, t->url, NET_FEED);
}

void task_read_feed(struct task *t)
{
    const struct net_response *v = &t->response;
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
}

void task_feed_fetched(struct task *t)
{
    const struct net_response *v = &t->response;
    switch (v->outcome) {
    case NET_OK: task_read_feed(t); return;
    case NET_SAME:
        t->feed_result =
            (struct desk_feed_result){.feed = t->feed, .ok = true, .asked = v->max_age_us};
        task_write(t, write_feed);
        return;
    case NET_GONE:
        t->feed_result = (struct desk_feed_result){
            .feed = t->feed,
            .gone = true,
            .error = STR("the publisher says that this feed is gone for good")};
        task_write(t, write_feed);
        return;
    case NET_MISSING:
    case NET_REFUSED:
    case NET_LATER:
    case NET_FAILED: task_feed_failed(t, v->reason); return;
    }
}

void task_feed_read(struct task *t)
{
    const struct reader_result *r = &t->result;
    if (r->error != ERR_OK) {
        task_feed_failed(t, r->reason);
        return;
    }
    if (!r->feed.entry_count &&
        (r->feed.feed.kind == FEED_UNKNOWN || r->feed.feed.kind == FEED_PAGE)) {
        task_feed_failed(t, STR("this address gives a page, not a feed"));
        return;
    }
    t->feed_result = (struct desk_feed_result){
        .feed = t->feed,
        .ok = true,
        .asked = t->response.max_age_us,
        .etag = t->response.etag,
        .modified = t->response.modified,
        .moved = t->response.moved,
        .doc = &r->feed,
    };
    task_write(t, write_feed);
}

void task_feed_written(struct task *t)
{
    struct session *s = t->p->session;
    t->p->more = true; /* its articles are due */
    if (!s)
        return;
    if (s->feeds_left) {
        s->feeds_left--;
        s->progress.feeds_done++;
    }
    s->progress.failed += !t->feed_result.ok || t->feed_result.entries_left;
    s->progress.articles_new += t->feed_result.entries_new;
    s->progress.pages_all += t->feed_result.entries_new + t->feed_result.entries_changed;
    session_tell(t->p, t->said_title[0] ? str_c(t->said_title) : t->url);
}
