/* looked: what an account has read lately: the articles that it opened, and those that it marked as
 * read one by one; not what a whole list or a rule marked, which nobody has looked at. The last
 * thousand, and nobody else's business: forgotten when the account says so. */
#include "desk/internal.h"

enum { LOOKED_MOST = 1000 };

enum err_code desk_looked_note(struct desk_writing *w, int64_t user, int64_t article, bool opened,
                               struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_LOOKED_SET);
    store_put_i64(q, "account", user);
    store_put_i64(q, "article", article);
    store_put_i64(q, "now", w->now);
    store_put_i64(q, "opened", opened);
    enum err_code code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_LOOKED_TRIM);
    store_put_i64(q, "account", user);
    store_put_i64(q, "most", LOOKED_MOST);
    return store_run(q, e);
}

enum err_code desk_looked_take_back(struct desk_writing *w, int64_t user, int64_t article,
                                    struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_LOOKED_TAKE_BACK);
    store_put_i64(q, "account", user);
    store_put_i64(q, "article", article);
    return store_run(q, e);
}

struct opening {
    struct desk_job job;
    int64_t user, article;
};

static enum err_code note_opening(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct opening *o = ctx;
    return desk_looked_note(w, o->user, o->article, true, e);
}

static void opening_done(struct desk_job *job)
{
    free(job->ctx);
}

void desk_looked(struct desk *d, int64_t user, int64_t article)
{
    struct opening *o = user > 0 ? calloc(1, sizeof *o) : NULL;
    if (!o)
        return;
    *o = (struct opening){.job = {.run = note_opening, .ctx = o, .done = opening_done},
                          .user = user,
                          .article = article};
    desk_write_later(d, &o->job);
}

static enum err_code forget(struct desk_writing *w, void *ctx, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_LOOKED_FORGET);
    store_put_i64(q, "account", *(const int64_t *)ctx);
    return store_run(q, e);
}

enum err_code desk_looked_forget(struct desk *d, int64_t user, struct err *e)
{
    return desk_write(d, forget, &user, e);
}
