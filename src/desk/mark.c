/* mark: stars and read marks, how much is unread, and marking a whole list as read. Such a sweep
 * has an id, which each mark that it made bears: it can be undone until the account's next one. A
 * mark that a person sets on one article by itself bears none, and takes away the one that is
 * there. */
#include "desk/internal.h"

enum { MARK_BATCH = 4000, READ_AT_ONCE = 50 };

/* -------------------------------------------------------------------------- one by one */

struct mark {
    int64_t user, article;
    enum store_sql query;
    bool many; /* one of more than a person reads */
};

static enum err_code set_mark(struct desk_writing *w, void *ctx, struct err *e)
{
    struct mark *m = ctx;
    struct store_query *q = store_query(w->store, SQL_ARTICLE_EXISTS);
    store_put_i64(q, "id", m->article);
    if (!store_number(q, 0))
        return err_set(e, ERR_NOT_FOUND, "there is no such article");
    q = store_query(w->store, m->query);
    store_put_i64(q, "account", m->user);
    store_put_i64(q, "article", m->article);
    if (m->query == SQL_STAR_ON)
        store_put_i64(q, "now", w->now);
    enum err_code code = store_run(q, e);
    if (code == ERR_OK && m->query == SQL_SEEN_ON && !m->many)
        code = desk_looked_note(w, m->user, m->article, false, e);
    if (code == ERR_OK && m->query == SQL_SEEN_OFF)
        code = desk_looked_take_back(w, m->user, m->article, e);
    return code;
}

enum err_code desk_star(struct desk *d, int64_t user, int64_t article, bool on, struct err *e)
{
    if (user <= 0)
        return err_set(e, ERR_DENIED, "sign in to keep articles");
    return desk_write(d, set_mark,
                      &(struct mark){user, article, on ? SQL_STAR_ON : SQL_STAR_OFF, false}, e);
}

enum err_code desk_mark_read(struct desk *d, int64_t user, int64_t article, bool on, struct err *e)
{
    if (user <= 0)
        return err_set(e, ERR_DENIED, "sign in to mark articles as read");
    return desk_write(d, set_mark,
                      &(struct mark){user, article, on ? SQL_SEEN_ON : SQL_SEEN_OFF, false}, e);
}

struct marks {
    int64_t user;
    const int64_t *articles;
    size_t n;
    enum store_sql query;
};

static enum err_code set_marks(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct marks *m = ctx;
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < m->n && code == ERR_OK; i++) {
        struct mark one = {m->user, m->articles[i], m->query, m->n > READ_AT_ONCE};
        code = set_mark(w, &one, e);
        if (code == ERR_NOT_FOUND)
            code = ERR_OK;
    }
    if (code == ERR_OK && e)
        *e = (struct err){0};
    return code;
}

enum err_code desk_mark_many(struct desk *d, int64_t user, const int64_t *articles, size_t n,
                             bool star, bool on, struct err *e)
{
    if (user <= 0)
        return err_set(e, ERR_DENIED, "sign in to mark articles");
    struct marks m = {user, articles, n,
                      star ? on ? SQL_STAR_ON : SQL_STAR_OFF
                      : on ? SQL_SEEN_ON
                           : SQL_SEEN_OFF};
    return n ? desk_write(d, set_marks, &m, e) : ERR_OK;
}

/* -------------------------------------------------------------------------- what is unread */

enum err_code desk_unread(struct desk_reader *r, int64_t user, const struct desk_unread **ret,
                          size_t *ret_n)
{
    LIST(struct desk_unread) list = {0};
    struct store_query *q = store_query(r->store, SQL_UNREAD_BY_FEED);
    store_put_i64(q, "user", user);
    while (store_row(q))
        LIST_PUSH(r->a, &list,
                  ((struct desk_unread){store_i64(q, 0), store_i64(q, 1), store_i64(q, 2),
                                        store_dup(q, 3, r->a)}));
    *ret = list.v;
    *ret_n = list.n;
    return store_end(q, NULL);
}

enum err_code desk_unread_folders(struct desk_reader *r, int64_t user,
                                  const struct desk_unread **ret, size_t *ret_n)
{
    LIST(struct desk_unread) list = {0};
    struct store_query *q = store_query(r->store, SQL_UNREAD_BY_FOLDER);
    store_put_i64(q, "user", user);
    while (store_row(q))
        LIST_PUSH(r->a, &list,
                  ((struct desk_unread){.folder = store_dup(q, 0, r->a),
                                        .articles = store_i64(q, 1),
                                        .newest_at = TIME_NONE}));
    *ret = list.v;
    *ret_n = list.n;
    return store_end(q, NULL);
}

/* -------------------------------------------------------------------------- whole lists */

struct sweep {
    int64_t user;
    const struct desk_list *list;
    struct desk_sweep made;
    bool more;
};

/* Which way to what is to be marked is the shortest. */
static enum store_sql mark_query(const struct desk_list *l)
{
    return l->starred               ? SQL_SEEN_ALL_STARRED
           : l->tag.n               ? SQL_SEEN_ALL_TAG
           : l->publisher           ? SQL_SEEN_ALL_PUBLISHER
           : l->feed || l->folder.n ? SQL_SEEN_ALL_FEEDS
                                    : SQL_SEEN_ALL;
}

/* The first part takes the place of the account's last sweep; one that marks nothing leaves that.
 */
static enum err_code note_sweep(struct desk_writing *w, struct sweep *m, int64_t n, struct err *e)
{
    struct store_query *q = store_query(w->store, m->made.n ? SQL_SWEEP_GROW : SQL_SWEEP_SET);
    store_put_i64(q, "account", m->user);
    store_put_i64(q, "sweep", m->made.id);
    store_put_i64(q, "n", n);
    if (!m->made.n)
        store_put_i64(q, "now", w->now);
    m->made.n += n;
    return store_run(q, e);
}

static enum err_code mark_some(struct desk_writing *w, void *ctx, struct err *e)
{
    struct sweep *m = ctx;
    if (!m->made.id)
        m->made = (struct desk_sweep){.id = store_id(w->store), .at = w->now};
    struct store_query *q = store_query(w->store, mark_query(m->list));
    store_put_i64(q, "account", m->user);
    store_put_i64(q, "sweep", m->made.id);
    store_put_i64(q, "from", m->list->from ? m->list->from : INT64_MIN);
    store_put_i64(q, "to", m->list->to ? m->list->to : INT64_MAX);
    store_put_i64(q, "seen_to", m->list->seen_to ? m->list->seen_to : INT64_MAX);
    store_put_i64(q, "publisher", m->list->publisher);
    store_put_i64(q, "feed", m->list->feed);
    store_put_str(q, "folder", m->list->folder);
    store_put_str(q, "tag", m->list->tag);
    store_put_i64(q, "starred", m->list->starred);
    store_put_i64(q, "most", MARK_BATCH);
    enum err_code code = store_run(q, e);
    int64_t n = code == ERR_OK ? store_changes(w->store) : 0;
    m->more = n == MARK_BATCH;
    return n ? note_sweep(w, m, n, e) : code;
}

enum err_code desk_mark_all_read(struct desk *d, int64_t user, const struct desk_list *which,
                                 struct desk_sweep *ret, struct err *e)
{
    if (user <= 0)
        return err_set(e, ERR_DENIED, "sign in to mark articles as read");
    /* In parts, so that what others write comes between: a year of articles takes seconds. */
    struct sweep m = {.user = user, .list = which, .more = true};
    enum err_code code = ERR_OK;
    while (m.more && code == ERR_OK)
        code = desk_write(d, mark_some, &m, e);
    if (ret && code == ERR_OK)
        *ret = m.made.n ? m.made : (struct desk_sweep){0};
    return code;
}

static enum err_code read_sweep(struct store *s, int64_t user, struct desk_sweep *ret,
                                struct err *e)
{
    struct store_query *q = store_query(s, SQL_SWEEP_LAST);
    store_put_i64(q, "account", user);
    *ret = (struct desk_sweep){0};
    if (store_row(q))
        *ret = (struct desk_sweep){store_i64(q, 0), store_i64(q, 1), store_i64(q, 2)};
    return store_end(q, e);
}

enum err_code desk_sweep_last(struct desk_reader *r, int64_t user, struct desk_sweep *ret)
{
    return read_sweep(r->store, user, ret, NULL);
}

struct undoing {
    int64_t user, sweep, after, n;
    bool more;
};

/* Some at a time, by the numbers of the articles, so that none is looked at twice. */
static enum err_code undo_some(struct desk_writing *w, void *ctx, struct err *e)
{
    struct undoing *u = ctx;
    struct desk_sweep last;
    enum err_code code = read_sweep(w->store, u->user, &last, e);
    if (code != ERR_OK)
        return code;
    if (!last.id || last.id != u->sweep)
        return err_set(e, ERR_NOT_FOUND,
                       "this can no longer be undone: it was already, or another list was marked "
                       "as read since");
    struct store_query *q = store_query(w->store, SQL_SWEEP_STEP);
    store_put_i64(q, "account", u->user);
    store_put_i64(q, "sweep", u->sweep);
    store_put_i64(q, "after", u->after);
    store_put_i64(q, "most", MARK_BATCH);
    int64_t to = store_number(q, 0);
    u->more = to != 0;
    q = store_query(w->store, to ? SQL_SWEEP_UNDO : SQL_SWEEP_DELETE);
    store_put_i64(q, "account", u->user);
    if (!to)
        return store_run(q, e);
    store_put_i64(q, "sweep", u->sweep);
    store_put_i64(q, "after", u->after);
    store_put_i64(q, "to", to);
    code = store_run(q, e);
    u->n += code == ERR_OK ? store_changes(w->store) : 0;
    u->after = to;
    return code;
}

enum err_code desk_sweep_undo(struct desk *d, int64_t user, int64_t sweep, int64_t *ret,
                              struct err *e)
{
    struct undoing u = {.user = user, .sweep = sweep, .more = true};
    enum err_code code = ERR_OK;
    while (u.more && code == ERR_OK)
        code = desk_write(d, undo_some, &u, e);
    if (code == ERR_OK && ret)
        *ret = u.n;
    return code;
}
