/* watch: searches that an account follows: a name, a phrase, a hashtag, across all publishers. What
 * is new is what came to us since the account last looked, whenever it was published. */
#include "desk/internal.h"

struct str desk_watch_query(struct arena *a, struct str typed)
{
    struct buf b;
    buf_arena(&b, a, 2 * DESK_WATCH_QUERY_MOST);
    typed = utf8_cut(typed, DESK_WATCH_QUERY_MOST);
    for (size_t i = 0; i < typed.n; i++) {
        bool blank = (unsigned char)typed.p[i] <= ' ' || typed.p[i] == 0x7f;
        if (!blank)
            buf_char(&b, typed.p[i]);
        else if (b.n && b.p[b.n - 1] != ' ')
            buf_char(&b, ' ');
    }
    return str_trim(buf_str(&b));
}

static int by_fresh(const void *x, const void *y)
{
    const struct desk_watch *a = x, *b = y;
    if (a->fresh != b->fresh)
        return a->fresh < b->fresh ? 1 : -1;
    return a->id < b->id ? -1 : a->id > b->id;
}

enum err_code desk_watches(struct desk_reader *r, int64_t user, const struct desk_watch **ret,
                           size_t *ret_n)
{
    LIST(struct desk_watch) list = {0};
    struct store_query *q = store_query(r->store, SQL_WATCH_ALL);
    store_put_i64(q, "account", user);
    while (list.n < DESK_WATCHES_MOST && store_row(q))
        LIST_PUSH(r->a, &list,
                  (struct desk_watch){.id = store_i64(q, 0),
                                      .query = store_dup(q, 1, r->a),
                                      .looked_at = store_i64(q, 2)});
    enum err_code code = store_end(q, NULL);
    if (code == ERR_OK && list.n)
        code = desk_search_fresh(r, list.v, list.n);
    if (list.n)
        qsort(list.v, list.n, sizeof *list.v, by_fresh);
    *ret = list.v;
    *ret_n = list.n;
    return code;
}

int64_t desk_watch_find(struct desk_reader *r, int64_t user, struct str query)
{
    struct store_query *q = store_query(r->store, SQL_WATCH_FIND);
    store_put_i64(q, "account", user);
    store_put_str(q, "query", desk_watch_query(r->a, query));
    return store_number(q, 0);
}

struct str desk_watch_of(struct desk_reader *r, int64_t user, int64_t watch)
{
    struct store_query *q = store_query(r->store, SQL_WATCH_GET);
    store_put_i64(q, "account", user);
    store_put_i64(q, "id", watch);
    struct str query = store_row(q) ? store_dup(q, 0, r->a) : STR_NONE;
    return store_end(q, NULL) == ERR_OK ? query : STR_NONE;
}

struct act {
    int64_t user;
    struct str query;
    bool on;
    int64_t id; /* of what is followed then */
};

static enum err_code set_watch(struct desk_writing *w, void *ctx, struct err *e)
{
    struct act *act = ctx;
    struct str query = desk_watch_query(w->a, act->query);
    if (!query.n || utf8_valid(query) != query.n)
        return err_set(e, ERR_INPUT, "type what is to be followed");
    if (act->on && act->query.n > DESK_WATCH_QUERY_MOST) /* what is left of it is another search */
        return err_set(e, ERR_INPUT, "a search that is followed has at most %d bytes",
                       DESK_WATCH_QUERY_MOST);
    struct store_query *q = store_query(w->store, SQL_WATCH_FIND);
    store_put_i64(q, "account", act->user);
    store_put_str(q, "query", query);
    act->id = act->on ? store_number(q, 0) : 0;
    if (act->id)
        return ERR_OK;
    q = store_query(w->store, SQL_WATCH_COUNT);
    store_put_i64(q, "account", act->user);
    if (act->on && store_number(q, 0) >= DESK_WATCHES_MOST)
        return err_set(e, ERR_LIMIT, "an account follows at most %d searches", DESK_WATCHES_MOST);
    q = store_query(w->store, act->on ? SQL_WATCH_ADD : SQL_WATCH_DELETE);
    store_put_i64(q, "account", act->user);
    store_put_str(q, "query", query);
    if (act->on) {
        act->id = store_id(w->store);
        store_put_i64(q, "id", act->id);
        store_put_i64(q, "now", w->now);
    }
    return store_run(q, e);
}

enum err_code desk_watch_set(struct desk *d, int64_t user, struct str query, bool on, int64_t *ret,
                             struct err *e)
{
    struct act act = {.user = user, .query = query, .on = on};
    enum err_code code = desk_write(d, set_watch, &act, e);
    if (ret)
        *ret = code == ERR_OK ? act.id : 0;
    return code;
}

/* -------------------------------------------------------------------------- looking */

struct look {
    struct desk_job job;
    int64_t user;
    size_t n;
    char query[DESK_WATCH_QUERY_MOST];
};

static enum err_code write_look(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct look *l = ctx;
    struct store_query *q = store_query(w->store, SQL_WATCH_LOOKED);
    store_put_i64(q, "account", l->user);
    store_put_str(q, "query", str_of(l->query, l->n));
    store_put_i64(q, "now", w->now);
    return store_run(q, e);
}

static void look_done(struct desk_job *job)
{
    free(job->ctx);
}

static bool fill_look(struct look *l, int64_t user, struct str query)
{
    if (!query.n || query.n > DESK_WATCH_QUERY_MOST)
        return false;
    *l = (struct look){.user = user, .n = query.n};
    memcpy(l->query, query.p, query.n);
    return true;
}

enum err_code desk_watch_look(struct desk *d, int64_t user, struct str query, struct err *e)
{
    struct look l;
    return fill_look(&l, user, query) ? desk_write(d, write_look, &l, e)
                                      : err_set(e, ERR_NOT_FOUND, "such a search is not followed");
}

void desk_watch_looked(struct desk *d, int64_t user, struct str query)
{
    struct look *l = calloc(1, sizeof *l);
    if (!l || !fill_look(l, user, query)) {
        free(l);
        return;
    }
    l->job = (struct desk_job){.run = write_look, .ctx = l, .done = look_done};
    desk_write_later(d, &l->job);
}
