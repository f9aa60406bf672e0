/* intake_article: articles that were read, or could not be, are written down: row, body, reading,
 * hashtags, search, place in a story. As in intake.c, all runs in the writer and may run twice. */
#include "desk/intake.h"

enum { SEARCH_TEXT_MOST = 8 << 20, TAG_KEY_MOST = 60, TAGS_MOST = 12 };

struct base {
    bool found;
    int64_t feed, publisher, at, seen_at, search_id, search_digest;
    struct str publisher_name, title, url, image, byline, lang;
    struct when published;
};

static enum err_code base_of(struct desk_writing *w, int64_t id, struct base *ret, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_ARTICLE_BASE);
    store_put_i64(q, "id", id);
    if (store_row(q))
        *ret = (struct base){
            .found = true,
            .feed = store_i64(q, 0),
            .publisher = store_i64(q, 1),
            .publisher_name = store_dup(q, 2, w->a),
            .at = store_i64(q, 3),
            .published = desk_when(store_time(q, 4), store_i64(q, 5), store_i64(q, 6)),
            .title = store_dup(q, 7, w->a),
            .url = store_dup(q, 8, w->a),
            .seen_at = store_i64(q, 9),
            .search_id = store_i64(q, 10),
            .search_digest = store_i64(q, 17),
            .image = store_dup(q, 13, w->a),
            .byline = store_dup(q, 14, w->a),
            .lang = store_dup(q, 15, w->a),
        };
    return store_end(q, e);
}

/* Notes and letters have no headline of their own: they begin with one of ours, out of their words.
 */
static struct str title_of(struct arena *a, const struct desk_article_result *r,
                           const struct base *base)
{
    struct str title = desk_line(a, r->got->title, DESK_TITLE_MOST);
    if (title.n && !str_eq(title, DESK_NO_HEADLINE))
        return title;
    if (r->untitled || str_eq(base->title, DESK_NO_HEADLINE)) /* its words may be others by now */
        title = desk_headline(a, r->got->text, r->reading);
    return title.n ? title : base->title;
}

/* What the search index holds of an article. */
struct search_row {
    struct str title, text, facet;
    int64_t id, digest;
};

static void make_search(struct desk_writing *w, int64_t publisher, struct str title,
                        const struct article *v, const struct reading *reading,
                        struct search_row *ret)
{
    struct buf head, text, facet, all;
    buf_arena(&head, w->a, SEARCH_TEXT_MOST);
    buf_arena(&text, w->a, SEARCH_TEXT_MOST);
    buf_arena(&facet, w->a, 32768);
    desk_words(&head, w->a, title);
    desk_words(&text, w->a, v->text);
    buf_lit(&facet, "every ");
    desk_facet_publisher(&facet, publisher);
    for (size_t i = 0; reading && i < reading->hashtag_count && i < TAGS_MOST; i++)
        desk_facet_tag(&facet, reading->hashtags[i].key);
    if (reading)
        desk_facet_entities(&facet, w->a, reading);
    *ret = (struct search_row){buf_str(&head), buf_str(&text), buf_str(&facet), 0, 0};
    buf_arena(&all, w->a, 2 * SEARCH_TEXT_MOST + 65536);
    buf_put(&all, ret->title);
    buf_char(&all, '\n');
    buf_put(&all, ret->text);
    buf_char(&all, '\n');
    buf_put(&all, ret->facet);
    ret->digest = (int64_t)(str_hash(buf_str(&all)) >> 1);
}

/* The index holds no contents, so a row of it cannot be taken out: where something changed, the
 * article gets a new one, and nothing points at the old. Where nothing did, it stays. */
static enum err_code write_search(struct desk_writing *w, struct search_row *row,
                                  const struct base *base, int64_t at, struct err *e)
{
    if (base->search_id && base->search_digest == row->digest && base->at == at) {
        row->id = base->search_id;
        return ERR_OK;
    }
    row->id = desk_search_id(at, store_id(w->store));
    struct store_query *q = store_query(w->store, SQL_SEARCH_ADD);
    store_put_i64(q, "id", row->id);
    store_put_str(q, "title", row->title);
    store_put_str(q, "text", row->text);
    store_put_str(q, "facet", row->facet);
    return store_run(q, e);
}

static enum err_code tag_of(struct desk_writing *w, const struct hashtag *h, int64_t *ret,
                            struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_TAG_FIND);
    store_put_str(q, "key", h->key);
    int64_t id = store_number(q, 0);
    if (!id) {
        id = store_id(w->store);
        q = store_query(w->store, SQL_TAG_ADD);
        store_put_i64(q, "id", id);
        store_put_str(q, "key", h->key);
        store_put_str(q, "tag", desk_line(w->a, h->tag, 2 * TAG_KEY_MOST));
        store_put_str(q, "label", desk_line(w->a, h->label, 2 * TAG_KEY_MOST));
        enum err_code code = store_run(q, e);
        if (code != ERR_OK)
            return code;
    }
    *ret = id;
    return ERR_OK;
}

static enum err_code write_tags(struct desk_writing *w, int64_t article, int64_t at,
                                const struct reading *reading, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_ARTICLE_TAGS_DELETE);
    store_put_i64(q, "id", article);
    enum err_code code = store_run(q, e);
    for (size_t i = 0; reading && i < reading->hashtag_count && i < TAGS_MOST && code == ERR_OK;
         i++) {
        const struct hashtag *h = &reading->hashtags[i];
        int64_t tag = 0;
        if (!h->key.n || h->key.n > TAG_KEY_MOST || !h->tag.n ||
            !str_eq(desk_line(w->a, h->key, TAG_KEY_MOST), h->key))
            continue;
        code = tag_of(w, h, &tag, e);
        if (code != ERR_OK)
            break;
        q = store_query(w->store, SQL_ARTICLE_TAG_ADD);
        store_put_i64(q, "tag", tag);
        store_put_i64(q, "at", at);
        store_put_i64(q, "article", article);
        code = store_run(q, e);
    }
    return code;
}

static enum err_code write_reading(struct desk_writing *w, int64_t article,
                                   const struct reading *reading, struct err *e)
{
    if (!reading) {
        struct store_query *q = store_query(w->store, SQL_READING_DELETE);
        store_put_i64(q, "id", article);
        return store_run(q, e);
    }
    struct store_query *q = store_query(w->store, SQL_READING_SET);
    store_put_i64(q, "id", article);
    store_put_str(q, "version", reading->version);
    store_put_blob(q, "pack", store_zip_pack(w->zip, w->a, desk_pack_rest(w->a, reading)));
    return store_run(q, e);
}

static enum err_code write_row(struct desk_writing *w, const struct desk_article_result *r,
                               const struct base *base, int64_t at, const struct search_row *search,
                               struct err *e)
{
    const struct article *v = r->got;
    struct when published = v->published.precision ? v->published : base->published;
    struct str title = title_of(w->a, r, base);
    struct str byline = desk_clean_list(w->a, v->byline, v->byline_count, DESK_BYLINE_MOST);
    struct str image = desk_web_url(w->a, v->image);
    struct store_query *q = store_query(w->store, SQL_ARTICLE_SET);
    store_put_i64(q, "id", r->article);
    store_put_str(q, "title", title);
    store_put_i64(q, "at", at);
    desk_put_when(q, "published", "zone", "kind", published);
    desk_put_when(q, "modified", "modified_zone", "modified_kind", v->modified);
    store_put_opt(q, "excerpt", desk_excerpt(w->a, v, r->reading, title));
    store_put_opt(q, "image", image.n ? image : base->image);
    struct str lang = r->reading && r->reading->lang_sure >= .5 ? r->reading->lang : v->lang;
    if (!lang.n && !base->lang.n && r->reading && r->reading->lang_sure > 0)
        lang = r->reading->lang; /* nobody else says: better a guess than none */
    store_put_opt(q, "lang", desk_line(w->a, lang.n ? lang : base->lang, 35));
    store_put_i64(q, "state", v->state);
    store_put_opt(q, "why", desk_line(w->a, v->why, 300));
    store_put_i64(q, "words", r->reading ? r->reading->words : 0);
    store_put_i64(q, "search_id", search->id);
    store_put_i64(q, "search_digest", search->digest);
    store_put_i64(q, "now", w->now);
    store_put_opt(q, "canonical", desk_web_url(w->a, v->canonical));
    store_put_opt(q, "source", desk_line(w->a, v->source, 120));
    store_put_opt(q, "byline", byline.n ? byline : base->byline);
    store_put_opt(q, "tags", desk_clean_list(w->a, v->tags, v->tag_count, DESK_KEYWORDS_MOST));
    return store_run(q, e);
}

static enum err_code write_body(struct desk_writing *w, int64_t article, const struct article *v,
                                const struct reading *reading, struct err *e)
{
    struct str pack = desk_pack(w->a, &v->body, v->text, reading);
    struct store_query *q = store_query(w->store, SQL_BODY_SET);
    store_put_i64(q, "id", article);
    store_put_blob(q, "pack", store_zip_pack(w->zip, w->a, pack));
    return store_run(q, e);
}

static enum err_code pending_done(struct desk_writing *w, int64_t article, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_PENDING_DELETE);
    store_put_i64(q, "id", article);
    return store_run(q, e);
}

/* Waits between tries: 2, 4, 8 ... minutes, at most six hours. */
static int64_t try_again(uint32_t tries, int64_t retry)
{
    int64_t wait = (2 * US_MINUTE) << (tries < 8 ? tries : 8);
    if (wait > 6 * US_HOUR)
        wait = 6 * US_HOUR;
    return retry > wait ? retry : wait;
}

/* The work is done, or planned once more with the entry kept. */
static enum err_code work_done(struct desk_writing *w, const struct desk_article_result *r,
                               struct err *e)
{
    if (!r->again)
        return pending_done(w, r->article, e);
    struct store_query *q = store_query(w->store, SQL_ARTICLE_AGAIN);
    store_put_i64(q, "id", r->article);
    store_put_i64(q, "work", DESK_WORK_PAGE);
    store_put_i64(q, "tries", r->tries + 1);
    store_put_i64(q, "next", w->now + try_again(r->tries, r->retry));
    store_put_opt(q, "reason", desk_line(w->a, r->got->why, 300));
    return store_run(q, e);
}

/* Of an article that is not there in full no summary is made: it would speak of the beginning as if
 * it were the whole. */
static const struct reading *fit_reading(struct arena *a, const struct desk_article_result *r)
{
    if (r->got->state == ARTICLE_FULL)
        return r->reading;
    struct reading *copy = ARENA_NEW(a, struct reading);
    *copy = *r->reading;
    copy->summary_count = 0;
    copy->keypoint_count = 0;
    return copy;
}

/* Only of sources that are asked anyway, and for pages; what came by a file has no other wording.
 */
static enum err_code plan_recheck(struct desk_writing *w, const struct desk_article_result *r,
                                  const struct base *base, int64_t at, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_FEED_ONE);
    store_put_i64(q, "id", base->feed);
    bool asked = store_row(q) && store_i64(q, 8) != DESK_FEED_PAUSED &&
                 store_i64(q, 10) != DESK_TEXT_FEED && !store_i64(q, 11);
    enum err_code code = store_end(q, e);
    if (code != ERR_OK || !asked || !base->url.n || r->got->state != ARTICLE_FULL)
        return code;
    const struct desk_recheck v = {r->article, at, r->etag, r->modified};
    return desk_recheck_plan(w, &v, e);
}

/* Last of all, so that nothing which fails comes behind it: the index would have to be loaded anew.
 */
static enum err_code place_article(struct desk_writing *w, const struct desk_article_result *r,
                                   const struct base *base, struct str title, int64_t at,
                                   struct err *e)
{
    const struct article *v = r->got;
    if (!v->text.n || !r->reading)
        return desk_story_leave(w, r->article, e);
    return desk_story_place(w,
                            &(struct desk_placing){.article = r->article,
                                                   .publisher = base->publisher,
                                                   .at = at,
                                                   .title = title,
                                                   .text = v->text,
                                                   .reading = r->reading},
                            e);
}

enum err_code desk_take_article(struct desk_writing *w, const struct desk_article_result *r,
                                struct err *e)
{
    struct base base = {0};
    const struct article *v = r->got;
    const struct reading *reading = v->text.n && r->reading ? fit_reading(w->a, r) : NULL;
    enum err_code code = body_check(&v->body, e);
    if (code == ERR_OK)
        code = base_of(w, r->article, &base, e);
    if (code != ERR_OK || !base.found)
        return code != ERR_OK ? code
                              : err_set(e, ERR_NOT_FOUND, "the article is not kept any more");
    struct when published = v->published.precision ? v->published : base.published;
    int64_t at = desk_order_at(published, base.seen_at);
    struct search_row search;
    struct str title = title_of(w->a, r, &base);
    make_search(w, base.publisher, title, v, reading, &search);
    code = ERR_OK;
    if (v->state == ARTICLE_FULL && !r->reread)
        code = desk_version_keep(w, r->article, title, v->text, r->memory, e);
    if (code == ERR_OK)
        code = write_search(w, &search, &base, at, e);
    if (code == ERR_OK)
        code = write_row(w, r, &base, at, &search, e);
    if (code == ERR_OK)
        code = write_body(w, r->article, v, reading, e);
    if (code == ERR_OK)
        code = write_tags(w, r->article, at, reading, e);
    if (code == ERR_OK)
        code = desk_entities_put(w, r->article, at, reading, e);
    if (code == ERR_OK)
        code = write_reading(w, r->article, reading, e);
    if (code == ERR_OK)
        code = work_done(w, r, e);
    if (code == ERR_OK)
        code = desk_publisher_said(w, base.publisher, base.publisher_name, v->source, e);
    if (code == ERR_OK)
        code = plan_recheck(w, r, &base, at, e);
    if (code == ERR_OK)
        code = place_article(w, r, &base, title, at, e);
    if (code == ERR_OK)
        desk_tell(w, &(struct desk_event){.kind = DESK_EVENT_ARTICLE,
                                          .id = r->article,
                                          .article = r->article,
                                          .publisher = base.publisher,
                                          .at = w->now,
                                          .title = title});
    return code;
}

enum err_code desk_take_failure(struct desk_writing *w, const struct desk_article_failure *f,
                                struct err *e)
{
    struct str reason = desk_line(w->a, f->reason, 300);
    if (!f->final && f->tries + 1 < DESK_TRIES_MOST) {
        struct store_query *q = store_query(w->store, SQL_ARTICLE_LATER);
        store_put_i64(q, "id", f->article);
        store_put_i64(q, "tries", f->tries + 1);
        store_put_i64(q, "next", w->now + try_again(f->tries, f->retry));
        store_put_opt(q, "reason", reason);
        store_put_i64(q, "mark", !f->keep);
        store_put_i64(q, "state", f->state);
        return store_run(q, e);
    }
    struct base base = {0};
    enum err_code code = base_of(w, f->article, &base, e);
    if (code != ERR_OK || !base.found)
        return code;
    if (f->keep) {
        struct store_query *q = store_query(w->store, SQL_ARTICLE_WORK);
        store_put_i64(q, "id", f->article);
        store_put_i64(q, "work", DESK_WORK_NONE);
        code = store_run(q, e);
        return code == ERR_OK ? pending_done(w, f->article, e) : code;
    }
    struct store_query *q = store_query(w->store, SQL_ARTICLE_STATE);
    store_put_i64(q, "id", f->article);
    store_put_i64(q, "state", f->state);
    store_put_opt(q, "why", reason);
    store_put_i64(q, "now", w->now);
    code = store_run(q, e);
    if (code == ERR_OK)
        code = pending_done(w, f->article, e);
    if (code == ERR_OK)
        desk_tell(w, &(struct desk_event){.kind = DESK_EVENT_ARTICLE,
                                          .id = f->article,
                                          .article = f->article,
                                          .publisher = base.publisher,
                                          .at = w->now,
                                          .title = base.title,
                                          .words = reason});
    return code;
}

enum err_code desk_take_quarantine(struct desk_writing *w, const struct desk_set_aside *s,
                                   struct err *e)
{
    int64_t id = store_id(w->store);
    struct store_query *q = store_query(w->store, SQL_QUARANTINE_ADD);
    store_put_i64(q, "id", id);
    store_put_str(q, "kind", s->kind);
    store_put_str(q, "url", utf8_cut(s->url, DESK_URL_MOST));
    store_put_str(q, "reason", desk_line(w->a, s->reason, 300));
    if (s->feed)
        store_put_i64(q, "feed", s->feed);
    if (s->article)
        store_put_i64(q, "article", s->article);
    store_put_i64(q, "now", w->now);
    store_put_i64(q, "bytes", (int64_t)s->bytes.n);
    if (s->bytes.n <= DESK_QUARANTINE_BYTES_MOST)
        store_put_blob(q, "document", s->bytes);
    enum err_code code = store_run(q, e);
    return code == ERR_OK ? store_run(store_query(w->store, SQL_QUARANTINE_TRIM), e) : code;
}

enum err_code desk_article_forget(struct desk_writing *w, int64_t article, struct err *e)
{
    enum err_code code = desk_story_leave(w, article, e);
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_ARTICLE_DELETE);
    store_put_i64(q, "id", article);
    return store_run(q, e);
}
