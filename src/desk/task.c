/* task: what happens to a document at each step. A feed: asked conditionally, read, its entries
 * written. An article: its page is asked for and read; where the publisher refuses, or the page
 * says nothing, the feed's own words are kept with an honest state. What a reader dies of is set
 * aside, and the next goes on. */
#include "desk/pipe.h"
#include "url/url.h"

enum {
    PAGE_TEXT_LEAST = 200 /* bytes; a page with less is weighed against the feed's own words */
};

/* -------------------------------------------------------------------------- helpers */

static struct str host_of(struct arena *a, struct str url)
{
    struct url u;
    return url_parse(a, url, NULL, &u) ? u.host : STR_NONE;
}

/* Reading JSON may leave by the arena's escape: caught, so that the tree is given back. */
struct parse {
    struct arena *a;
    json_t *tree;
    struct entry *ret;
};

static enum err_code parse_entry(void *ctx)
{
    struct parse *p = ctx;
    return entry_read(p->a, p->tree, p->ret, NULL);
}

static void load_entry(struct task *t)
{
    struct desk_reader *r = t->p->r;
    struct store_query *q = store_query(r->store, SQL_PENDING_GET);
    store_put_i64(q, "id", t->article);
    struct str json = STR_NONE;
    if (store_row(q) &&
        store_zip_unpack(r->zip, &t->a, store_str(q, 0), DESK_UNPACKED_MOST, &json) != ERR_OK)
        json = STR_NONE;
    json_t *tree = NULL;
    if (store_end(q, NULL) != ERR_OK || !json.n || json_read(json, &tree, NULL) != ERR_OK)
        return;
    t->has_entry = arena_run(&t->a, parse_entry, &(struct parse){&t->a, tree, &t->entry}) == ERR_OK;
    json_decref(tree);
}

static void load_memory(struct task *t)
{
    struct store_query *q = store_query(t->p->r->store, SQL_HOST_GET);
    store_put_str(q, "host", t->host);
    t->job.memory = store_row(q) ? store_dup(q, 0, &t->a) : STR_NONE;
    if (store_end(q, NULL) != ERR_OK)
        t->job.memory = STR_NONE;
}

static void to_fetch(struct task *t, enum net_as as)
{
    t->request.url = t->url;
    t->request.as = as;
    t->request.urgent = t->urgent;
    t->host = host_of(&t->a, t->url);
    t->stage = STAGE_FETCH;
}

/* The words that the feed itself has for the article; empty where it has none. */
static struct str own_words(const struct task *t)
{
    if (!t->has_entry)
        return STR_NONE;
    return t->entry.content.n ? t->entry.content : t->entry.summary;
}

/* -------------------------------------------------------------------------- writes */

static enum err_code write_aside(struct desk_writing *w, struct task *t, struct err *e)
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

static enum err_code write_feed(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    enum err_code code = write_aside(w, t, e);
    if (code == ERR_OK)
        code = desk_take_feed(w, &t->feed_result, e);
    snprintf(t->said_title, sizeof t->said_title, "%.*s", STR_ARG(t->feed_result.title));
    return code;
}

static enum err_code write_article(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    enum err_code code = desk_take_article(w, &t->article_result, e);
    return code == ERR_OK ? write_aside(w, t, e) : code;
}

static enum err_code write_failure(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    enum err_code code = desk_take_failure(w, &t->failure, e);
    return code == ERR_OK ? write_aside(w, t, e) : code;
}

static void feed_failed(struct task *t, struct str reason)
{
    t->feed_result =
        (struct desk_feed_result){.feed = t->feed, .error = reason, .retry = t->response.retry_us};
    task_write(t, write_feed);
}

static void article_failed(struct task *t, enum article_state state, struct str reason, bool final)
{
    t->failure = (struct desk_article_failure){
        .article = t->article,
        .state = t->has_verdict ? t->verdict : state,
        .reason = t->has_verdict ? t->why : reason,
        .tries = t->tries,
        .retry = t->response.retry_us,
        .final = final,
        .keep = t->work == DESK_WORK_REREAD,
    };
    task_write(t, write_failure);
}

/* -------------------------------------------------------------------------- beginning */

static void begin_feed(struct task *t)
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
    to_fetch(t, NET_FEED);
}

/* The article is what the feed says: all of it, or only what it has where the page cannot be had.
 */
static void begin_content(struct task *t)
{
    struct str words = own_words(t);
    if (!words.n) {
        article_failed(t, ARTICLE_HEADLINE, STR("the feed gives only a headline"), true);
        return;
    }
    t->job = (struct reader_job){
        .kind = READER_CONTENT,
        .bytes = words,
        .url = t->url,
        .charset = STR("utf-8"),
        .entry = t->entry,
        .source = t->title,
        .now = TIME_NONE,
    };
    t->stage = STAGE_READ;
}

/* Keeps the feed's own words, and says why there is no more. */
static void fall_back(struct task *t, enum article_state state, struct str why)
{
    if (!t->has_verdict) {
        t->has_verdict = true;
        t->verdict = state;
        t->why = why;
    }
    begin_content(t);
}

static void begin_read(struct task *t, struct str bytes)
{
    t->job = (struct reader_job){
        .kind = READER_PAGE,
        .bytes = bytes,
        .url = t->response.url.n ? t->response.url : t->url,
        .type = t->response.type,
        .charset = t->response.charset,
        .encoding = t->response.encoding,
        .http_status = t->response.status,
        .entry = t->entry,
        .source = t->title,
        .now = TIME_NONE,
    };
    if (!t->host.n)
        t->host = host_of(&t->a, t->url);
    load_memory(t);
    t->stage = STAGE_READ;
}

/* A page that the edition under way has. */
static bool edition_page(struct task *t, struct str *ret)
{
    const struct session *s = t->p->session;
    for (size_t i = 0; s && i < s->edition_count; i++)
        if (s->edition_ids[i] == t->feed)
            return s->edition[i].page && s->edition[i].page(s->edition[i].ctx, t->url, ret);
    return false;
}

static bool of_edition(const struct task *t)
{
    const struct session *s = t->p->session;
    for (size_t i = 0; s && i < s->edition_count; i++)
        if (s->edition_ids[i] == t->feed)
            return true;
    return false;
}

static void begin_page(struct task *t)
{
    struct str page;
    if (edition_page(t, &page))
        begin_read(t, page);
    else if (of_edition(t) || !t->url.n)
        begin_content(t);
    else
        to_fetch(t, NET_PAGE);
}

/* Everything derived is made again from the text that is there. */
static void begin_reread(struct task *t)
{
    struct desk_article v;
    struct buf b;
    struct json_out json;
    desk_reader_begin(t->p->r, &t->a);
    enum err_code code = desk_article_get(t->p->r, t->article, 0, &v);
    desk_reader_begin(t->p->r, &t->p->a);
    buf_arena(&b, &t->a, FRAME_MOST);
    json_init(&json, &b);
    if (code == ERR_OK)
        article_write(&json, &v.article);
    if (code != ERR_OK || b.failed) {
        t->stage = STAGE_DONE;
        return;
    }
    t->job = (struct reader_job){.kind = READER_ANALYSE,
                                 .bytes = buf_str(&b),
                                 .url = t->url,
                                 .source = t->title,
                                 .now = v.row.at};
    t->stage = STAGE_READ;
}

static void begin_article(struct task *t)
{
    struct store_query *q = store_query(t->p->r->store, SQL_ARTICLE_BASE);
    store_put_i64(q, "id", t->article);
    if (store_row(q)) {
        t->feed = store_i64(q, 0);
        t->title = store_dup(q, 2, &t->a);
        t->url = store_dup(q, 8, &t->a);
        t->work = (enum desk_work)store_i64(q, 11);
        t->tries = (uint32_t)store_i64(q, 16);
    }
    if (store_end(q, NULL) != ERR_OK || t->work == DESK_WORK_NONE) {
        t->stage = STAGE_DONE;
        return;
    }
    load_entry(t);
    switch (t->work) {
    case DESK_WORK_PAGE: begin_page(t); break;
    case DESK_WORK_CONTENT: begin_content(t); break;
    case DESK_WORK_REREAD: begin_reread(t); break;
    case DESK_WORK_NONE: break;
    }
}

enum err_code task_begin(void *task)
{
    struct task *t = task;
    t->stage = STAGE_DONE;
    if (t->kind == TASK_FEED)
        begin_feed(t);
    else
        begin_article(t);
    return ERR_OK;
}

/* -------------------------------------------------------------------------- fetched */

static void feed_fetched(struct task *t)
{
    const struct net_response *v = &t->response;
    switch (v->outcome) {
    case NET_OK:
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
        return;
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
    case NET_FAILED: feed_failed(t, v->reason); return;
    }
}

static void page_fetched(struct task *t)
{
    const struct net_response *v = &t->response;
    switch (v->outcome) {
    case NET_OK: begin_read(t, v->body); return;
    case NET_REFUSED: fall_back(t, ARTICLE_REFUSED, v->reason); return;
    case NET_GONE: fall_back(t, ARTICLE_GONE, v->reason); return;
    case NET_MISSING:
        if (t->tries >= 1) /* a page may be announced before it is there */
            fall_back(t, ARTICLE_GONE, v->reason);
        else
            article_failed(t, ARTICLE_GONE, v->reason, false);
        return;
    case NET_SAME:
    case NET_LATER:
    case NET_FAILED: break;
    }
    bool final = v->fault == NET_FAULT_GUARD || v->fault == NET_FAULT_LIMIT ||
                 t->tries + 1 >= DESK_TRIES_MOST;
    if (final)
        fall_back(t, ARTICLE_UNREADABLE, v->reason);
    else
        article_failed(t, ARTICLE_UNREADABLE, v->reason, false);
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
        feed_fetched(t);
    else if (t->kind == TASK_ARTICLE)
        page_fetched(t);
    else
        return wish_fetched(t);
    return ERR_OK;
}

void task_unfetched(struct task *t)
{
    if (++t->fetch_tries < FETCH_TRIES_MOST) {
        t->stage = STAGE_FETCH;
        return;
    }
    if (t->kind == TASK_FEED)
        feed_failed(t, STR("the fetch process died while asking for it"));
    else if (t->kind == TASK_ARTICLE)
        article_failed(t, ARTICLE_UNREADABLE, STR("the fetch process died while asking for it"),
                       false);
    else
        task_lost(t, "the fetch process died while asking for it");
}

/* -------------------------------------------------------------------------- read */

static void put_aside(struct task *t, struct str reason)
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

static void feed_read(struct task *t)
{
    const struct reader_result *r = &t->result;
    if (r->error != ERR_OK) {
        feed_failed(t, r->reason);
        return;
    }
    if (!r->feed.entry_count &&
        (r->feed.feed.kind == FEED_UNKNOWN || r->feed.feed.kind == FEED_PAGE)) {
        feed_failed(t, STR("this address gives a page, not a feed"));
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

static void article_read_done(struct task *t)
{
    struct reader_result *r = &t->result;
    struct article *got = &r->article;
    bool page = t->job.kind == READER_PAGE;
    if (r->error != ERR_OK || !r->has_article) {
        struct str why = r->reason.n ? r->reason : STR("its page could not be read");
        if (page)
            fall_back(t, ARTICLE_UNREADABLE, why);
        else
            article_failed(t, ARTICLE_UNREADABLE, why, true);
        return;
    }
    if (page)
        t->memory = str_dup(&t->a, r->memory);
    if (page && got->text.n < PAGE_TEXT_LEAST && own_words(t).n > got->text.n && !t->has_verdict) {
        bool full = got->state == ARTICLE_FULL;
        fall_back(t, full ? ARTICLE_TEASER : got->state,
                  full ? STR("its page has no text that could be found") : got->why);
        return;
    }
    if (t->has_verdict) {
        got->state = t->verdict;
        got->why = t->why;
    } else if (t->job.kind == READER_CONTENT && !t->entry.content.n && got->state == ARTICLE_FULL) {
        got->state = ARTICLE_TEASER;
        got->why = STR("the feed gives only a summary");
    }
    t->article_result = (struct desk_article_result){
        .article = t->article, .got = got, .reading = r->has_reading ? &r->reading : NULL};
    task_write(t, write_article);
}

enum err_code task_read(void *task)
{
    struct task *t = task;
    struct err e = {0};
    t->result = (struct reader_result){0};
    if (reader_result_read(&t->a, &t->result_frame, &t->result, &e) != ERR_OK) {
        /* A reader that was taken over, or a mistake of ours: never believed. */
        char reason[300];
        snprintf(reason, sizeof reason, "its reader sent what it must not: %.200s", e.words);
        task_lost(t, reason);
        return ERR_OK;
    }
    if (t->kind == TASK_FEED)
        feed_read(t);
    else if (t->kind == TASK_ARTICLE)
        article_read_done(t);
    else
        return wish_read(t);
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
        put_aside(t, words);
    switch (t->kind) {
    case TASK_FEED: feed_failed(t, words); return;
    case TASK_ARTICLE:
        /* The feed's own words may still do: they are another document. */
        if (t->job.kind == READER_PAGE && own_words(t).n && !t->has_verdict)
            fall_back(t, ARTICLE_UNREADABLE, words);
        else
            article_failed(t, ARTICLE_UNREADABLE, words, true);
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

/* -------------------------------------------------------------------------- written */

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

static void feed_written(struct task *t)
{
    struct session *s = t->p->session;
    t->p->more = true; /* its articles are due */
    if (!s)
        return;
    if (s->feeds_left) {
        s->feeds_left--;
        s->progress.feeds_done++;
    }
    s->progress.failed += !t->feed_result.ok;
    s->progress.articles_new += t->feed_result.entries_new;
    s->progress.pages_all += t->feed_result.entries_new + t->feed_result.entries_changed;
    session_tell(t->p, t->said_title[0] ? str_c(t->said_title) : t->url);
}

void task_written(struct task *t)
{
    enum err_code code = t->write.code;
    if (t->kind != TASK_FEED && t->kind != TASK_ARTICLE) {
        wish_written(t);
        return;
    }
    t->stage = STAGE_DONE;
    if (code != ERR_OK && code != ERR_NOT_FOUND)
        log_say(LOG_WARN, "desk", "%.*s: %s", STR_ARG(t->url), t->write.err.words);
    if (t->kind == TASK_FEED) {
        feed_written(t);
        return;
    }
    if (code == ERR_INPUT && t->write.run == write_article) {
        /* What was read does not fit what a body may hold: set aside, and given up. */
        put_aside(t, str_c(t->write.err.words));
        t->memory = STR_NONE;
        article_failed(t, ARTICLE_UNREADABLE, t->aside.reason, true);
        return;
    }
    if (t->p->session) {
        t->p->session->progress.pages_done++;
        session_tell(t->p, t->result.has_article ? t->result.article.title : t->url);
    }
    t->p->more = true;
}
