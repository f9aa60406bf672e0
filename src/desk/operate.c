/* operate: figures, health, checking, quarantine, and making derived things again. */
#include "desk/internal.h"
#include "desk/stories.h"
#include "sense/sense.h"

#include <malloc.h>
#include <sys/stat.h>

static int64_t file_bytes(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

enum err_code desk_stats(struct desk_reader *r, struct desk_stats *ret)
{
    struct store_query *q = store_query(r->store, SQL_STATS);
    if (store_row(q))
        *ret = (struct desk_stats){
            .feeds = store_i64(q, 0),
            .feeds_failing = store_i64(q, 1),
            .publishers = store_i64(q, 2),
            .articles = store_i64(q, 3),
            .articles_full = store_i64(q, 4),
            .articles_waiting = store_i64(q, 5),
            .comments = store_i64(q, 6),
            .users = store_i64(q, 7),
            .tags = store_i64(q, 8),
            .quarantined = store_i64(q, 9),
            .newest_at = store_time(q, 10),
        };
    enum err_code code = store_end(q, NULL);
    if (code != ERR_OK)
        return code;
    const char *path = r->desk->path;
    ret->database_bytes = file_bytes(path) + file_bytes(str_z(r->a, str_fmt(r->a, "%s-wal", path)));
    ret->database = str_c(path);
    ret->schema = store_schema(r->store);
    ret->engine = str_c(store_engine());
    struct mallinfo2 heap = mallinfo2();
    ret->heap_bytes = (int64_t)(heap.arena + heap.hblkhd);
    ret->heap_free_bytes = (int64_t)heap.fordblks;
    ret->engine_bytes = store_engine_bytes();
    ret->index_bytes = desk_stories_bytes(r->desk);
    return ERR_OK;
}

/* Where the last write failed, only a write that reaches the disk says whether it is well again. */
static enum err_code try_to_write(struct desk_writing *w, void *ctx, struct err *e)
{
    (void)ctx;
    if (!desk_writer_failed(w->desk))
        return ERR_OK;
    return store_meta_set(w->store, "probed", str_fmt(w->a, "%lld", (long long)w->now), e);
}

enum err_code desk_health(struct desk_reader *r, struct err *e)
{
    struct store_query *q = store_query(r->store, SQL_HEALTH);
    bool row = store_row(q);
    enum err_code code = store_end(q, e);
    if (code != ERR_OK || !row)
        return code != ERR_OK ? code : err_set(e, ERR_STORE, "the database is empty");
    return desk_write(r->desk, try_to_write, NULL, e);
}

/* -------------------------------------------------------------------------- check */

struct checker {
    struct desk_reader *r;
    void (*found)(void *ctx, struct str words);
    void *ctx;
    size_t faults;
    int64_t after;
};

static void fault(struct checker *c, int64_t article, const char *words)
{
    c->faults++;
    c->found(c->ctx, str_fmt(c->r->a, "article %lld: %s", (long long)article, words));
}

static void check_article(struct checker *c, int64_t id)
{
    struct desk_reader *r = c->r;
    struct str pack, text = STR_NONE;
    struct body body = {0};
    const struct reading *reading = NULL;
    struct store_query *q = store_query(r->store, SQL_BODY_GET);
    store_put_i64(q, "id", id);
    bool there = store_row(q), sound = true;
    if (there)
        sound =
            store_zip_unpack(r->zip, r->a, store_str(q, 0), DESK_UNPACKED_MOST, &pack) == ERR_OK &&
            desk_unpack(r->a, pack, &body, &text, &reading) == ERR_OK;
    if (store_end(q, NULL) != ERR_OK || !sound)
        fault(c, id, "its body is damaged");
    else if (there && body_check(&body, NULL) != ERR_OK)
        fault(c, id, "its body holds what it must not");
    struct desk_article v = {.row = {.id = id}, .article = {.text = text}, .reading = reading};
    struct reading whole;
    enum err_code code = desk_article_reading(r, &v, &whole);
    if (code != ERR_OK && code != ERR_NOT_FOUND)
        fault(c, id, "its reading is damaged");
}

/* A batch of articles, in an arena that is emptied after it. */
static enum err_code check_batch(void *ctx)
{
    struct checker *c = ctx;
    LIST(int64_t) ids = {0};
    struct store_query *q = store_query(c->r->store, SQL_ARTICLE_IDS);
    store_put_i64(q, "after", c->after);
    while (store_row(q) && ids.n < 20)
        LIST_PUSH(c->r->a, &ids, store_i64(q, 0));
    enum err_code code = store_end(q, NULL);
    for (size_t i = 0; i < ids.n && code == ERR_OK; i++)
        check_article(c, ids.v[i]);
    if (!ids.n)
        return ERR_CLOSED;
    c->after = ids.v[ids.n - 1];
    return code;
}

/* Lists of what is unread go by numbers: a wrong one hides articles. */
static enum err_code check_counts(void *ctx)
{
    struct checker *c = ctx;
    struct store_query *q = store_query(c->r->store, SQL_CHECK_COUNTS);
    while (store_row(q))
        if (store_i64(q, 1)) {
            c->faults++;
            c->found(c->ctx, str_fmt(c->r->a, "the number of %.*s is wrong in %lld places",
                                     STR_ARG(store_str(q, 0)), (long long)store_i64(q, 1)));
        }
    return store_end(q, NULL);
}

enum err_code desk_check(struct desk_reader *r, void (*found)(void *ctx, struct str words),
                         void *ctx, struct err *e)
{
    enum err_code code = store_check(r->store, found, ctx, e);
    struct arena own, *before = r->a;
    arena_init(&own, 256 << 20);
    desk_reader_begin(r, &own);
    struct checker c = {r, found, ctx, 0, 0};
    enum err_code batch, counts = arena_run(&own, check_counts, &c);
    while ((batch = arena_run(&own, check_batch, &c)) == ERR_OK)
        arena_reset(&own);
    arena_done(&own);
    desk_reader_begin(r, before);
    if (counts != ERR_OK && code == ERR_OK)
        code = err_set(e, ERR_STORE, "the numbers of articles cannot be compared");
    if (batch != ERR_CLOSED && code == ERR_OK)
        code = err_set(e, ERR_STORE, "the articles cannot be read to the end");
    if (c.faults && code == ERR_OK)
        code = err_set(e, ERR_STORE, "%zu %s found", c.faults,
                       c.faults == 1 ? "fault was" : "faults were");
    return code;
}

/* -------------------------------------------------------------------------- quarantine */

enum err_code desk_quarantine(struct desk_reader *r, const struct desk_quarantined **ret,
                              size_t *ret_n)
{
    LIST(struct desk_quarantined) list = {0};
    struct store_query *q = store_query(r->store, SQL_QUARANTINE_ALL);
    while (store_row(q))
        LIST_PUSH(r->a, &list,
                  (struct desk_quarantined){
                      .id = store_i64(q, 0),
                      .kind = store_dup(q, 1, r->a),
                      .url = store_dup(q, 2, r->a),
                      .reason = store_dup(q, 3, r->a),
                      .feed = store_i64(q, 4),
                      .article = store_i64(q, 5),
                      .at = store_i64(q, 6),
                      .bytes = store_i64(q, 7),
                  });
    *ret = list.v;
    *ret_n = list.n;
    return store_end(q, NULL);
}

enum err_code desk_quarantine_bytes(struct desk_reader *r, int64_t id, struct str *ret)
{
    struct store_query *q = store_query(r->store, SQL_QUARANTINE_GET);
    store_put_i64(q, "id", id);
    bool found = store_row(q);
    if (found)
        *ret = store_dup(q, 0, r->a);
    enum err_code code = store_end(q, NULL);
    return code == ERR_OK && !found ? ERR_NOT_FOUND : code;
}

static enum err_code clear_quarantine(struct desk_writing *w, void *ctx, struct err *e)
{
    int64_t id = *(int64_t *)ctx;
    struct store_query *q = store_query(w->store, SQL_QUARANTINE_DELETE);
    store_put_i64(q, "id", id);
    enum err_code code = store_run(q, e);
    if (code == ERR_OK && id && store_changes(w->store) == 0)
        return err_set(e, ERR_NOT_FOUND, "there is no such document");
    return code;
}

enum err_code desk_quarantine_clear(struct desk *d, int64_t id, struct err *e)
{
    return desk_write(d, clear_quarantine, &id, e);
}

/* -------------------------------------------------------------------------- reread */

struct again {
    int64_t article, n;
    bool old_only;
};

static enum err_code reread(struct desk_writing *w, void *ctx, struct err *e)
{
    struct again *again = ctx;
    enum store_sql which = again->article    ? SQL_REREAD_ONE
                           : again->old_only ? SQL_REREAD_OLD
                                             : SQL_REREAD_ALL;
    struct store_query *q = store_query(w->store, which);
    store_put_i64(q, "work", DESK_WORK_REREAD);
    store_put_i64(q, "now", w->now);
    if (which == SQL_REREAD_ONE)
        store_put_i64(q, "id", again->article);
    if (which == SQL_REREAD_OLD)
        store_put_str(q, "version", sense_version(w->a));
    enum err_code code = store_run(q, e);
    again->n = store_changes(w->store);
    if (code == ERR_OK && again->article && !again->n)
        return err_set(e, ERR_NOT_FOUND, "this article has no text to read again");
    return code;
}

enum err_code desk_reread(struct desk *d, int64_t article, bool old_only, int64_t *ret_n,
                          struct err *e)
{
    struct again again = {article, 0, old_only};
    enum err_code code = desk_write(d, reread, &again, e);
    if (code != ERR_OK)
        return code;
    *ret_n = again.n;
    desk_pipeline_wake(d);
    return ERR_OK;
}
