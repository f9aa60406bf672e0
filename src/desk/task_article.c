/* task_article: an article on its way: its page is asked for and read; where the publisher refuses,
 * or the page says nothing, the feed's own words are kept with an honest state. What a reader dies
 * of is set aside. */
#include "desk/pipe.h"
#include "desk/session.h"
#include "desk/steps.h"
#include "url/url.h"

enum {
    PAGE_TEXT_LEAST = 200, /* bytes; a page with less is weighed against the feed's own words */
    SHORT_TEXT_MOST = 1000 /* bytes; what is longer and ends with dots may well be whole */
};

/* -------------------------------------------------------------------------- what is known of it */

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

/* By what the entry as it is kept is told from another; 0: none is kept. */
static uint64_t entry_mark(struct str kept)
{
    return str_hash(kept) | 1;
}

static void load_entry(struct task *t)
{
    struct desk_reader *r = t->p->r;
    struct store_query *q = store_query(r->store, SQL_PENDING_GET);
    store_put_i64(q, "id", t->article);
    struct str json = STR_NONE;
    bool found = store_row(q);
    t->entry_mark = found ? entry_mark(store_str(q, 0)) : 0;
    if (found &&
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

/* The words that the feed itself has for the article; empty where it has none. */
static struct str own_words(const struct task *t)
{
    if (!t->has_entry)
        return STR_NONE;
    return t->entry.content.n ? t->entry.content : t->entry.summary;
}

/* A picture is put to any article. */
static bool has_film(const struct entry *en)
{
    for (size_t i = 0; i < en->enclosure_count; i++)
        if (!str_starts_fold(en->enclosures[i].type, STR("image/")))
            return true;
    return false;
}

/* Are these words all there is? A feed that has contents gives them whole; so does an item without
 * a headline (RSS 2.0: it is "complete in itself"), and of a film or an episode there is no more
 * text. */
static bool own_words_whole(const struct task *t)
{
    return t->has_entry && (t->entry.content.n || !t->entry.title.n || has_film(&t->entry));
}

/* Unless they stop in the middle, as many feeds do on purpose. */
static bool stops_short(struct str text)
{
    text = str_trim(text);
    return text.n < SHORT_TEXT_MOST && (str_ends(text, STR("…")) || str_ends(text, STR("...")) ||
                                        str_ends(text, STR("[…]")) || str_ends(text, STR("[...]")));
}

/* Of the page as we have it: where nothing changed, next to nothing is sent. */
static void load_validators(struct task *t)
{
    struct store_query *q = store_query(t->p->r->store, SQL_RECHECK_GET);
    store_put_i64(q, "article", t->article);
    if (store_row(q)) {
        t->request.etag = store_dup(q, 0, &t->a);
        t->request.modified = store_dup(q, 1, &t->a);
    }
    if (store_end(q, NULL) != ERR_OK)
        t->request.etag = t->request.modified = STR_NONE;
}

/* A page that the edition under way has. */
bool task_edition_page(struct task *t, struct str url, struct str *ret)
{
    const struct session *s = t->p->session;
    for (size_t i = 0; s && i < s->edition_count; i++)
        if (s->edition_ids[i] == t->feed)
            return s->edition[i].page && s->edition[i].page(s->edition[i].ctx, url, ret);
    return false;
}

bool task_of_edition(const struct task *t)
{
    const struct session *s = t->p->session;
    for (size_t i = 0; s && i < s->edition_count; i++)
        if (s->edition_ids[i] == t->feed)
            return true;
    return false;
}

/* -------------------------------------------------------------------------- writes */

/* The feed has given its entry anew while the old one was read. What was read is out of date, and
 * the article is due again: to write now would say that it is done. */
static bool is_overtaken(struct desk_writing *w, const struct task *t)
{
    struct store_query *q = store_query(w->store, SQL_PENDING_GET);
    store_put_i64(q, "id", t->article);
    uint64_t now = store_row(q) ? entry_mark(store_str(q, 0)) : 0;
    return store_end(q, NULL) == ERR_OK && now != t->entry_mark;
}

static enum err_code write_article(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    enum err_code code = is_overtaken(w, t) ? ERR_OK : desk_take_article(w, &t->article_result, e);
    return code == ERR_OK ? task_write_aside(w, t, e) : code;
}

static enum err_code write_failure(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    enum err_code code = is_overtaken(w, t) ? ERR_OK : desk_take_failure(w, &t->failure, e);
    return code == ERR_OK ? task_write_aside(w, t, e) : code;
}

void task_failed(struct task *t, enum article_state state, struct str reason, bool final)
{
    t->failure = (struct desk_article_failure){
        .article = t->article,
        .state = t->has_verdict ? t->verdict : state,
        .reason = t->has_verdict ? t->why : reason,
        .tries = t->tries,
        .retry = t->retry ? t->retry : t->response.retry_us,
        .final = final && !t->again,
        .keep = t->work == DESK_WORK_REREAD || t->work == DESK_WORK_RECHECK || t->had_full ||
                t->had_part,
    };
    task_write(t, write_failure);
}

/* -------------------------------------------------------------------------- beginning */

/* The article is what the feed says: all of it, or only what it has where the page cannot be had.
 */
static void begin_content(struct task *t)
{
    struct str words = own_words(t);
    if (!words.n) {
        task_failed(t, ARTICLE_HEADLINE, STR("the feed gives only a headline"), true);
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

/* The page did not come as it should. `final`: no use in trying again. Until it is tried again the
 * feed's own words stand there, marked; what was had of its text before stays. */
static void page_failed(struct task *t, enum article_state state, struct str why, bool final)
{
    if (t->pages) {
        pages_failed(t, why, final);
        return;
    }
    if (t->work == DESK_WORK_RECHECK) { /* what we have is better */
        task_failed(t, state, why, true);
        return;
    }
    t->again = !final && t->tries + 1 < DESK_TRIES_MOST;
    if (t->had_full || t->had_part)
        task_failed(t, state, why, !t->again);
    else
        fall_back(t, state, why);
}

void task_read_page(struct task *t, struct str bytes)
{
    t->job = (struct reader_job){
        .kind = READER_PAGE,
        .bytes = bytes,
        .url = t->response.url.n ? t->response.url
               : t->page_url.n   ? t->page_url
                                 : t->url,
        .type = t->response.type,
        .charset = t->response.charset,
        .encoding = t->response.encoding,
        .http_status = t->response.status,
        .entry = t->entry,
        .source = t->title,
        .selector = t->own.selector,
        .unwanted = t->own.unwanted,
        .now = TIME_NONE,
    };
    if (t->pages) {
        t->job.first = t->first;
        t->job.number = t->pages + 1;
        t->job.no_reading = true;
    }
    if (!t->host.n)
        t->host = task_host(&t->a, t->url);
    t->stage = STAGE_READ;
}

enum err_code task_memory(void *task)
{
    struct task *t = task;
    if (t->job.kind == READER_PAGE)
        load_memory(t);
    return ERR_OK;
}

void task_ask_page(struct task *t, struct str url)
{
    t->page_url = url;
    switch (desk_robots_look(t->p->r, &t->a, url, &t->robots)) {
    case DESK_ROBOTS_NO: page_failed(t, ARTICLE_REFUSED, t->robots.reason, true); return;
    case DESK_ROBOTS_LATER:
        t->retry = t->robots.wait;
        page_failed(t, ARTICLE_REFUSED, t->robots.reason, false);
        return;
    case DESK_ROBOTS_ASK:
        if (task_asks_robots(t->p, t->robots.origin)) {
            t->stage = STAGE_WAIT;
            return;
        }
        if (t->robots_tried) /* its answer could not be written down */
            break;
        t->asks_robots = t->robots_tried = true;
        task_ask(t, str_fmt(&t->a, "%.*s/robots.txt", STR_ARG(t->robots.origin)), NET_OTHER);
        return;
    case DESK_ROBOTS_YES: break;
    }
    if (t->work == DESK_WORK_RECHECK && !t->pages)
        load_validators(t);
    task_ask(t, url, NET_PAGE);
}

static void begin_page(struct task *t)
{
    struct str page;
    if (task_edition_page(t, t->url, &page))
        task_read_page(t, page);
    else if (task_of_edition(t) || !t->url.n)
        begin_content(t);
    else
        task_ask_page(t, t->url);
}

/* Has it another wording by now? */
static void begin_recheck(struct task *t)
{
    if (task_of_edition(t) || !t->url.n)
        task_failed(t, ARTICLE_FULL, STR("it is not on the network"), true);
    else
        task_ask_page(t, t->url);
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
    t->host = task_host(&t->a, t->url);
    load_memory(t);
    t->stage = STAGE_READ;
}

void task_article_begin(struct task *t)
{
    struct store_query *q = store_query(t->p->r->store, SQL_ARTICLE_BASE);
    store_put_i64(q, "id", t->article);
    if (store_row(q)) {
        t->feed = store_i64(q, 0);
        t->title = store_dup(q, 2, &t->a);
        t->url = store_dup(q, 8, &t->a);
        t->work = (enum desk_work)store_i64(q, 11);
        t->tries = (uint32_t)store_i64(q, 16);
        t->had_full = store_i64(q, 12) == ARTICLE_FULL;
        t->had_part = store_i64(q, 12) == ARTICLE_TEASER && t->tries;
    }
    if (store_end(q, NULL) != ERR_OK || t->work == DESK_WORK_NONE) {
        t->stage = STAGE_DONE;
        return;
    }
    load_entry(t);
    task_load_own(t);
    switch (t->work) {
    case DESK_WORK_PAGE: begin_page(t); break;
    case DESK_WORK_CONTENT: begin_content(t); break;
    case DESK_WORK_REREAD: begin_reread(t); break;
    case DESK_WORK_RECHECK: begin_recheck(t); break;
    case DESK_WORK_NONE: break;
    }
}

/* -------------------------------------------------------------------------- fetched */

/* Servers say too little rather than too much: only what is surely none is no page. */
static bool is_page_type(struct str type)
{
    static const char *const none[] = {"image/", "video/",          "audio/",
                                       "font/",  "application/pdf", "application/zip"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (str_starts(type, str_c(none[i])))
            return false;
    return true;
}

void task_article_fetched(struct task *t)
{
    const struct net_response *v = &t->response;
    switch (v->outcome) {
    case NET_OK:
        if (is_page_type(v->type))
            task_read_page(t, v->body);
        else
            page_failed(t, ARTICLE_UNREADABLE,
                        str_fmt(&t->a, "its address gives %.*s and no page",
                                STR_ARG(utf8_cut(v->type, 60))),
                        true);
        return;
    case NET_REFUSED: page_failed(t, ARTICLE_REFUSED, v->reason, true); return;
    case NET_GONE: page_failed(t, ARTICLE_GONE, v->reason, true); return;
    case NET_MISSING: /* a page may be announced before it is there: once more */
        page_failed(t, ARTICLE_GONE, v->reason, t->tries >= 1);
        return;
    case NET_LATER:
        page_failed(t, v->status == 429 ? ARTICLE_REFUSED : ARTICLE_UNREADABLE, v->reason, false);
        return;
    case NET_SAME:
    case NET_FAILED: break;
    }
    page_failed(t, ARTICLE_UNREADABLE, v->reason,
                v->fault == NET_FAULT_GUARD || v->fault == NET_FAULT_LIMIT);
}

/* A further page is lost with its reader or the fetch process; the rest is seen to in task_again,
 * where the arena may escape. */
static void lose_page(struct task *t)
{
    t->page_lost = true;
    t->stage = STAGE_AGAIN;
}

/* -------------------------------------------------------------------------- read */

/* Does the page say less than what is there, or than the feed itself? Then it is settled here. */
static bool less_than_had(struct task *t, const struct article *got)
{
    bool full = got->state == ARTICLE_FULL;
    bool less = t->had_part && pages_text_there(t) >= got->text.n;
    if ((t->had_full && !full) || (less && (!full || got->text.n < PAGE_TEXT_LEAST))) {
        task_failed(t, got->state, got->why, t->had_full);
        return true;
    }
    if (got->text.n < PAGE_TEXT_LEAST && own_words(t).n > got->text.n && !t->has_verdict) {
        if ((full || got->state == ARTICLE_HEADLINE) && own_words_whole(t))
            begin_content(t);
        else
            fall_back(t, full ? ARTICLE_TEASER : got->state,
                      full ? STR("its page has no text that could be found") : got->why);
        return true;
    }
    return false;
}

/* How much of the article is what was read, where that is known better than by its text. */
static void judge_words(const struct task *t, struct article *got)
{
    bool words = t->job.kind == READER_CONTENT;
    if (t->has_verdict) {
        bool none = words && t->verdict == ARTICLE_TEASER && !got->text.n;
        got->state = none ? ARTICLE_HEADLINE : t->verdict;
        got->why = t->why;
    } else if (words && got->state == ARTICLE_FULL && !own_words_whole(t)) {
        got->state = ARTICLE_TEASER;
        got->why = STR("the feed gives only a summary");
    } else if (words && got->state == ARTICLE_FULL && stops_short(got->text)) {
        got->state = ARTICLE_TEASER;
        got->why = STR("the text that the feed gives stops short");
    }
}

void task_article_read(struct task *t)
{
    struct reader_result *r = &t->result;
    struct article *got = &r->article;
    bool page = t->job.kind == READER_PAGE;
    if (page && t->pages) {
        pages_read(t);
        return;
    }
    if (r->error != ERR_OK || !r->has_article) {
        struct str why = r->reason.n ? r->reason : STR("its page could not be read");
        if (page)
            page_failed(t, ARTICLE_UNREADABLE, why, true);
        else
            task_failed(t, ARTICLE_UNREADABLE, why, true);
        return;
    }
    if (page) {
        t->memory = str_dup(&t->a, r->memory);
        t->known = r->memory.n ? t->memory : t->job.memory; /* nothing new was learned */
    }
    if (page && less_than_had(t, got))
        return;
    judge_words(t, got);
    if (page && got->next_page.n) {
        pages_begin(t, got);
        return;
    }
    t->article_result = (struct desk_article_result){
        .article = t->article,
        .got = got,
        .reading = r->has_reading ? &r->reading : NULL,
        .again = t->again,
        .reread = t->work == DESK_WORK_REREAD,
        .untitled = t->has_entry && !t->entry.title.n,
        .tries = t->tries,
        .retry = t->retry ? t->retry : t->response.retry_us,
        .etag = page && !t->pages ? t->response.etag : STR_NONE,
        .modified = page && !t->pages ? t->response.modified : STR_NONE,
        .memory = page || t->pages ? t->known : STR_NONE};
    task_write(t, write_article);
}

void task_article_unfetched(struct task *t, struct str why)
{
    if (t->pages)
        lose_page(t);
    else
        task_failed(t, ARTICLE_UNREADABLE, why, false);
}

void task_article_lost(struct task *t, struct str why)
{
    /* The feed's own words may still do: they are another document. */
    bool own = t->job.kind == READER_PAGE && own_words(t).n && !t->has_verdict && !t->had_full &&
               !t->had_part;
    if (t->pages && !t->whole)
        lose_page(t);
    else if (own)
        fall_back(t, ARTICLE_UNREADABLE, why);
    else
        task_failed(t, ARTICLE_UNREADABLE, why, true);
}

void task_article_again(struct task *t)
{
    if (t->page_lost) {
        t->page_lost = false;
        t->whole = true; /* whatever happens now: it ends */
        pages_failed(t, t->lost ? str_c(t->lost) : STR("it was lost"), t->lost);
    } else if (t->pages && !t->page_url.n) {
        pages_next(t);
    } else {
        task_ask_page(t, t->page_url);
    }
}

/* -------------------------------------------------------------------------- written */

void task_article_written(struct task *t)
{
    enum err_code code = t->write.code;
    if (code == ERR_INPUT && t->write.run == write_article) {
        /* What was read does not fit what a body may hold: set aside, and given up. */
        task_put_aside(t, str_c(t->write.err.words));
        t->memory = STR_NONE;
        task_failed(t, ARTICLE_UNREADABLE, t->aside.reason, true);
        return;
    }
    if (code == ERR_MEMORY && t->write.run == write_article) {
        /* It gives its lease back, and comes again by the plan of articles that failed. */
        t->memory = STR_NONE;
        task_failed(t, ARTICLE_UNREADABLE, STR("there was no memory to write it"), false);
        return;
    }
    if (t->p->session) {
        t->p->session->progress.pages_done++;
        session_tell(t->p, t->result.has_article ? t->result.article.title : t->url);
    }
    t->p->more = true;
}
