/* pages: an article of several pages is joined, one page after the other, as steps of its one task:
 * each is asked for by the manners of net and by robots.txt, read in a reader without its reading,
 * and put behind what is there; then the whole is read. A page that cannot be had ends it: what is
 * there is kept, and says what is missing; where the page may come later, all are asked for again,
 * as a first page would be. Never does less take the place of more: not of the whole, when it is
 * looked at again, and not of what an earlier try brought. A reader that was taken over can name
 * any address as the next one, so the host must be that of the first page, none is asked for twice,
 * and there are at most PAGE_JOIN_MOST. */
#include "desk/pipe.h"
#include "desk/steps.h"
#include "url/url.h"

enum {
    PAGE_LEAST = 200 /* bytes: an article that has lost less was edited */
};

static bool same_place(struct arena *a, struct str x, struct str y)
{
    struct url u, v;
    return url_parse(a, x, NULL, &u) && url_parse(a, y, NULL, &v) && url_is_web(&u) &&
           str_eq(url_origin(a, &u), url_origin(a, &v));
}

static bool asked_for(const struct task *t, struct str url)
{
    bool found = str_eq(url, t->first) || str_eq(url, t->url);
    for (uint32_t i = 0; i < t->pages; i++)
        found |= str_eq(url, t->asked[i]);
    return found;
}

/* The whole, as far as it was had, is read. */
static void read_whole(struct task *t)
{
    struct buf b;
    struct json_out json;
    t->whole = true;
    t->joined.next_page = STR_NONE;
    buf_arena(&b, &t->a, FRAME_MOST);
    json_init(&json, &b);
    article_write(&json, &t->joined);
    t->job = (struct reader_job){.kind = READER_ANALYSE,
                                 .bytes = buf_str(&b),
                                 .url = t->url,
                                 .source = t->title,
                                 .now = TIME_NONE};
    if (b.failed)
        task_lost(t, "its pages together are too large");
    else
        t->stage = STAGE_READ;
}

size_t pages_text_there(struct task *t)
{
    struct desk_article v;
    if (!t->had_full && !t->had_part)
        return 0;
    desk_reader_begin(t->p->r, &t->a);
    enum err_code code = desk_article_get(t->p->r, t->article, 0, &v);
    desk_reader_begin(t->p->r, &t->p->a);
    return code == ERR_OK ? v.article.text.n : 0;
}

void pages_failed(struct task *t, struct str why, bool final)
{
    bool recheck = t->work == DESK_WORK_RECHECK;
    why = str_fmt(&t->a, "page %u of it is missing: %.*s", t->pages + 1, STR_ARG(why));
    if (recheck || t->had_full || (t->had_part && pages_text_there(t) >= t->joined.text.n)) {
        t->whole = true;
        task_failed(t, ARTICLE_TEASER, why, recheck || final);
        return;
    }
    if (t->joined.state == ARTICLE_FULL) {
        t->joined.state = ARTICLE_TEASER;
        t->joined.why = why;
        t->again = !final && t->tries + 1 < DESK_TRIES_MOST;
    }
    read_whole(t);
}

void pages_next(struct task *t)
{
    struct str next = t->joined.next_page, page;
    if (!next.n || !same_place(&t->a, t->first, next) || asked_for(t, next)) {
        read_whole(t);
        return;
    }
    if (t->pages == PAGE_JOIN_MOST) {
        pages_failed(t, STR("only the first pages of long articles are joined"), true);
        return;
    }
    t->asked[t->pages] = next;
    if (task_edition_page(t, next, &page))
        task_read_page(t, page);
    else if (task_of_edition(t))
        pages_failed(t, STR("the edition does not hold it"), true);
    else
        task_ask_page(t, next);
}

static enum err_code write_learned(struct desk_writing *w, void *ctx, struct err *e)
{
    return task_write_aside(w, ctx, e);
}

void pages_begin(struct task *t, const struct article *got)
{
    t->joined = *got;
    t->pages = 1;
    t->first = t->job.url;
    t->page_url = STR_NONE;
    t->request.etag = t->request.modified = STR_NONE; /* they were the first page's */
    if (t->memory.n)
        task_write(t, write_learned); /* other pages of the host are read meanwhile */
    else
        pages_next(t);
}

void pages_read(struct task *t)
{
    const struct reader_result *r = &t->result;
    const struct article *got = &r->article;
    t->page_url = STR_NONE;
    if (r->error != ERR_OK || !r->has_article) {
        pages_failed(t, r->reason.n ? r->reason : STR("it could not be read"), true);
    } else if (got->state != ARTICLE_FULL) {
        pages_failed(t, got->why.n ? got->why : STR("it holds no text"), true);
    } else if (page_join(&t->a, &t->joined, got)) {
        t->pages++;
        pages_next(t);
    } else if (pages_text_there(t) > t->joined.text.n + PAGE_LEAST) {
        /* The first page stands in for one that cannot be had. */
        pages_failed(t, STR("it says nothing new"), false);
    } else {
        read_whole(t);
    }
}
