/* feed: following and unfollowing, the sources page. Publishers are publisher.c's; folders and
 * lists of feeds are folder.c's. */
#include "feed/feed.h"
#include "desk/internal.h"
#include "text/text.h"
#include "url/url.h"

const char *desk_feed_state_name(enum desk_feed_state s)
{
    static const char *const names[] = {"new", "ok", "failing", "gone", "paused"};
    return names[s];
}

/* -------------------------------------------------------------------------- reading */

static void read_feed(struct store_query *q, struct arena *a, struct desk_feed *ret)
{
    *ret = (struct desk_feed){
        .id = store_i64(q, 0),
        .url = store_dup(q, 1, a),
        .title = store_dup(q, 2, a),
        .site_url = store_dup(q, 3, a),
        .publisher = store_i64(q, 4),
        .publisher_name = store_dup(q, 5, a),
        .state = (enum desk_feed_state)store_i64(q, 6),
        .error = store_dup(q, 7, a),
        .fails = (uint32_t)store_i64(q, 8),
        .added_at = store_i64(q, 9),
        .fetched_at = store_time(q, 10),
        .ok_at = store_time(q, 11),
        .changed_at = store_time(q, 12),
        .next_at = store_time(q, 13),
        .interval = store_i64(q, 14),
        .ttl_minutes = (uint32_t)store_i64(q, 15),
        .articles = store_i64(q, 16),
        .articles_week = store_i64(q, 17),
        .unreadable = store_i64(q, 18),
        .folder = store_dup(q, 19, a),
        .paused = store_i64(q, 20) != 0,
        .own_interval = store_time(q, 21),
    };
}

enum err_code desk_feeds(struct desk_reader *r, const struct desk_feed **ret, size_t *ret_n)
{
    LIST(struct desk_feed) list = {0};
    struct store_query *q = store_query(r->store, SQL_FEED_ALL);
    store_put_i64(q, "week", clock_now() - 7 * US_DAY);
    while (store_row(q))
        read_feed(q, r->a, LIST_ADD(r->a, &list));
    *ret = list.v;
    *ret_n = list.n;
    return store_end(q, NULL);
}

enum err_code desk_feed_get(struct desk_reader *r, int64_t id, struct desk_feed *ret)
{
    struct store_query *q = store_query(r->store, SQL_FEED_GET);
    store_put_i64(q, "week", clock_now() - 7 * US_DAY);
    store_put_i64(q, "id", id);
    bool found = store_row(q);
    if (found)
        read_feed(q, r->a, ret);
    enum err_code code = store_end(q, NULL);
    return code == ERR_OK && !found ? ERR_NOT_FOUND : code;
}

enum err_code desk_polls(struct desk_reader *r, int64_t feed, const struct desk_polled **ret,
                         size_t *ret_n)
{
    LIST(struct desk_polled) list = {0};
    struct store_query *q = store_query(r->store, SQL_POLL_ALL);
    store_put_i64(q, "feed", feed);
    store_put_i64(q, "most", DESK_POLLED_MOST);
    while (store_row(q))
        LIST_PUSH(r->a, &list,
                  (struct desk_polled){store_i64(q, 0), store_i64(q, 1) != 0, store_i64(q, 2),
                                       store_dup(q, 3, r->a)});
    *ret = list.v;
    *ret_n = list.n;
    return store_end(q, NULL);
}

enum err_code desk_feed_pick(const struct desk_feed *list, size_t n, struct str what,
                             struct desk_feed *ret, struct err *e)
{
    size_t hits = 0, hit = 0, exact = 0, named = 0;
    what = str_trim(what);
    uint64_t id = 0;
    bool number = str_u64(what, INT64_MAX, &id);
    for (size_t i = 0; i < n; i++) {
        if ((number && list[i].id == (int64_t)id) || str_eq(list[i].url, what)) {
            *ret = list[i];
            return ERR_OK;
        }
        if (what.n && (str_find_fold(list[i].title, what) != SIZE_MAX ||
                       str_find_fold(list[i].url, what) != SIZE_MAX ||
                       str_find_fold(list[i].publisher_name, what) != SIZE_MAX)) {
            hits++;
            hit = i;
            named = str_eq_fold(list[i].title, what) ? i : named;
            exact += str_eq_fold(list[i].title, what);
        }
    }
    if (exact == 1) {
        *ret = list[named];
        return ERR_OK;
    }
    if (hits == 1) {
        *ret = list[hit];
        return ERR_OK;
    }
    if (hits)
        return err_set(e, ERR_USAGE, "%zu feeds fit \"%.*s\": name one by its number", hits,
                       STR_ARG(utf8_cut(what, 80)));
    return err_set(e, ERR_NOT_FOUND, "no feed fits \"%.*s\"; 'octavo feeds' lists them",
                   STR_ARG(utf8_cut(what, 80)));
}

enum err_code desk_feed_find(struct desk_reader *r, struct str what, struct desk_feed *ret,
                             struct err *e)
{
    const struct desk_feed *list = NULL;
    size_t n = 0;
    enum err_code code = desk_feeds(r, &list, &n);
    if (code != ERR_OK)
        return err_set(e, code, "the feeds cannot be read");
    return desk_feed_pick(list, n, what, ret, e);
}

static void read_publisher(struct store_query *q, struct arena *a, struct desk_publisher *ret)
{
    *ret = (struct desk_publisher){
        .id = store_i64(q, 0),
        .name = store_dup(q, 1, a),
        .host = store_dup(q, 2, a),
        .site_url = store_dup(q, 3, a),
        .icon_url = store_dup(q, 4, a),
        .articles = store_i64(q, 5),
        .newest_at = store_time(q, 6),
    };
}

enum err_code desk_publishers(struct desk_reader *r, const struct desk_publisher **ret,
                              size_t *ret_n)
{
    LIST(struct desk_publisher) list = {0};
    struct store_query *q = store_query(r->store, SQL_PUBLISHER_ALL);
    while (store_row(q))
        read_publisher(q, r->a, LIST_ADD(r->a, &list));
    *ret = list.v;
    *ret_n = list.n;
    return store_end(q, NULL);
}

enum err_code desk_publisher_get(struct desk_reader *r, int64_t id, struct desk_publisher *ret)
{
    struct store_query *q = store_query(r->store, SQL_PUBLISHER_GET);
    store_put_i64(q, "id", id);
    bool found = store_row(q);
    if (found)
        read_publisher(q, r->a, ret);
    enum err_code code = store_end(q, NULL);
    return code == ERR_OK && !found ? ERR_NOT_FOUND : code;
}

/* -------------------------------------------------------------------------- feeds made */

enum err_code desk_feed_make(struct desk_writing *w, struct str url, struct str title, bool paused,
                             int64_t *ret, struct err *e)
{
    struct str host = desk_site_host(w->a, url);
    if (!host.n || url.n > DESK_URL_MOST)
        return err_set(e, ERR_INPUT, "\"%.*s\" is not a web address", STR_ARG(utf8_cut(url, 100)));
    enum desk_feed_state state = paused ? DESK_FEED_PAUSED : DESK_FEED_NEW;
    struct store_query *q = store_query(w->store, SQL_FEED_BY_URL);
    store_put_str(q, "url", url);
    int64_t id = 0;
    bool followed = false;
    if (store_row(q)) {
        id = store_i64(q, 0);
        followed = store_i64(q, 1) != 0;
    }
    enum err_code code = store_end(q, e);
    if (code != ERR_OK)
        return code;
    if (id) {
        *ret = id;
        if (followed)
            return err_set(e, ERR_EXISTS, "%.*s is followed already", STR_ARG(utf8_cut(url, 200)));
        q = store_query(w->store, SQL_FEED_FOLLOW_AGAIN);
        store_put_i64(q, "id", id);
        store_put_i64(q, "state", state);
        store_put_time(q, "now", paused ? TIME_NONE : w->now);
        return store_run(q, e);
    }
    int64_t publisher = 0;
    code = desk_publisher_of(w, host, STR_NONE, STR_NONE, &publisher, e);
    if (code != ERR_OK)
        return code;
    id = store_id(w->store);
    q = store_query(w->store, SQL_FEED_ADD);
    store_put_i64(q, "id", id);
    store_put_str(q, "url", url);
    store_put_i64(q, "publisher", publisher);
    store_put_opt(q, "title", utf8_cut(str_trim(title), DESK_FEED_TITLE_MOST));
    store_put_i64(q, "state", state);
    store_put_i64(q, "now", w->now);
    store_put_time(q, "next", paused ? TIME_NONE : w->now);
    store_put_i64(q, "every", desk_conf_int(w->desk->conf, DESK_SET_POLL_LONGEST) * US_MINUTE);
    code = store_run(q, e);
    if (code == ERR_OK)
        *ret = id;
    return code;
}

/* -------------------------------------------------------------------------- acts */

struct act {
    int64_t feed;
    struct str url, title;
    const struct desk_own_change *own; /* may be NULL */
};

static enum err_code add_feed(struct desk_writing *w, void *ctx, struct err *e)
{
    struct act *act = ctx;
    struct desk_own_whole own = {.feed_url = act->url};
    enum err_code code = desk_feed_make(w, act->url, act->title, false, &act->feed, e);
    if (code != ERR_OK || !act->own)
        return code;
    code = desk_own_apply(w->a, act->own, &own, e);
    return code == ERR_OK ? desk_own_put(w, act->feed, &own, e) : code;
}

enum err_code desk_feed_add(struct desk *d, struct str url, struct str title,
                            const struct desk_own_change *own, int64_t *ret, struct err *e)
{
    struct act act = {.url = url, .title = title, .own = own};
    enum err_code code = desk_write(d, add_feed, &act, e);
    if (code == ERR_OK || code == ERR_EXISTS)
        *ret = act.feed;
    if (code == ERR_OK)
        desk_pipeline_wake(d);
    return code;
}

/* Five hundred at a time: the list is read whole before the first is forgotten. */
static enum err_code forget_articles(struct desk_writing *w, int64_t feed, struct err *e)
{
    int64_t after = 0;
    for (;;) {
        LIST(int64_t) ids = {0};
        struct store_query *q = store_query(w->store, SQL_FEED_ARTICLES_FREE);
        store_put_i64(q, "id", feed);
        store_put_i64(q, "after", after);
        while (store_row(q))
            LIST_PUSH(w->a, &ids, store_i64(q, 0));
        enum err_code code = store_end(q, e);
        for (size_t i = 0; i < ids.n && code == ERR_OK; i++)
            code = desk_article_forget(w, ids.v[i], e);
        if (code != ERR_OK || !ids.n)
            return code;
        after = ids.v[ids.n - 1];
    }
}

static enum err_code unfollow(struct desk_writing *w, void *ctx, struct err *e)
{
    struct act *act = ctx;
    struct store_query *q = store_query(w->store, SQL_FEED_ONE);
    store_put_i64(q, "id", act->feed);
    int64_t publisher = store_row(q) ? store_i64(q, 2) : 0;
    enum err_code code = store_end(q, e);
    q = store_query(w->store, SQL_FEED_UNFOLLOW);
    store_put_i64(q, "id", act->feed);
    if (code != ERR_OK || (code = store_run(q, e)) != ERR_OK)
        return code;
    if (store_changes(w->store) == 0)
        return err_set(e, ERR_NOT_FOUND, "this feed is not followed");
    code = forget_articles(w, act->feed, e);
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_FEED_DELETE_EMPTY);
    store_put_i64(q, "id", act->feed);
    code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_PUBLISHER_DELETE_EMPTY);
    store_put_i64(q, "id", publisher);
    return store_run(q, e);
}

enum err_code desk_unfollow(struct desk *d, int64_t feed, struct err *e)
{
    return desk_write(d, unfollow, &(struct act){.feed = feed}, e);
}

static enum err_code rename_feed(struct desk_writing *w, void *ctx, struct err *e)
{
    struct act *act = ctx;
    return desk_feed_named(w, act->feed, act->title, e);
}

enum err_code desk_feed_rename(struct desk *d, int64_t feed, struct str title, struct err *e)
{
    title = str_trim(title);
    if (title.n > DESK_FEED_TITLE_MOST || utf8_valid(title) != title.n)
        return err_set(e, ERR_INPUT, "a name has at most %d bytes", DESK_FEED_TITLE_MOST);
    return desk_write(d, rename_feed, &(struct act){.feed = feed, .title = title}, e);
}

enum err_code desk_feed_ask(struct desk_writing *w, int64_t feed, struct err *e)
{
    struct store_query *q = store_query(w->store, feed ? SQL_FEED_POLL : SQL_FEED_POLL_ALL);
    store_put_i64(q, "now", w->now);
    if (feed)
        store_put_i64(q, "id", feed);
    enum err_code code = store_run(q, e);
    if (code == ERR_OK && feed && store_changes(w->store) == 0)
        return err_set(e, ERR_NOT_FOUND, "this feed is not followed, or is never asked");
    return code;
}

static enum err_code poll_feed(struct desk_writing *w, void *ctx, struct err *e)
{
    return desk_feed_ask(w, ((struct act *)ctx)->feed, e);
}

enum err_code desk_poll(struct desk *d, int64_t feed, struct err *e)
{
    enum err_code code = desk_write(d, poll_feed, &(struct act){.feed = feed}, e);
    if (code == ERR_OK)
        desk_pipeline_wake(d);
    return code;
}
