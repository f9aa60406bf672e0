/* feed: following and unfollowing, the sources page, publishers. Folders and lists of feeds are
 * folder.c's. */
#include "feed/feed.h"
#include "desk/internal.h"
#include "text/text.h"
#include "url/url.h"

enum { SITE_PLACE_MOST = 100, FEED_TITLE_MOST = 200 };

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

/* -------------------------------------------------------------------------- publishers of feeds */

/* The first `n` parts of an address's path, from "/" on; all of it where it has fewer. */
static struct str path_parts(struct str path, int n)
{
    size_t end = 0;
    while (end < path.n && n-- > 0)
        for (end++; end < path.n && path.p[end] != '/'; end++)
            ;
    while (end > 0 && path.p[end - 1] == '/')
        end--;
    return str_sub(path, 0, end);
}

/* Where many publish on one host: the part of a site's path that is one's own. "/@nina", "/~nina",
 * "/r/gardening", "/u/nina" on any host; on others what is customary there (owner and project where
 * code is kept); else nothing. A paper's "/profile/nina" or "/c/sport" is the paper's. */
static struct str own_place(struct str host, struct str path)
{
    static const struct {
        const char *host, *before; /* host: NULL for any */
        int parts;
    } customs[] = {
        {NULL, "/r/", 2},
        {NULL, "/u/", 2},
        {"reddit.com", "/user/", 2},
        {"youtube.com", "/channel/", 2},
        {"youtube.com", "/c/", 2},
        {"youtube.com", "/user/", 2},
        {"bsky.app", "/profile/", 2},
        {"github.com", "/", 2},
        {"gitlab.com", "/", 2},
        {"codeberg.org", "/", 2},
        {"bitbucket.org", "/", 2},
        {"git.sr.ht", "/", 2},
        {"medium.com", "/", 1},
        {"dev.to", "/", 1},
        {"soundcloud.com", "/", 1},
        {"vimeo.com", "/", 1},
        {"patreon.com", "/", 1},
        {"anchor.fm", "/", 1},
        {"t.me", "/", 1},
        {"feeds.feedburner.com", "/", 1},
        {"feeds.megaphone.fm", "/", 1},
        {"pinboard.in", "/", 1},
        {"letterboxd.com", "/", 1},
        {"goodreads.com", "/", 1},
    };
    int parts = path.n > 2 && (path.p[1] == '@' || path.p[1] == '~') ? 1 : 0;
    for (size_t i = 0; i < sizeof customs / sizeof *customs; i++) {
        struct str before = str_c(customs[i].before);
        bool here = !customs[i].host || str_eq(host, str_c(customs[i].host));
        if (here && str_starts(path, before) && path.n > before.n)
            parts = customs[i].parts;
    }
    return path_parts(path, parts);
}

/* A publisher is a site: the host of its pages without "www.", and on hosts of many its place
 * there: "example.org", "github.com/nina/tree". */
static struct str site_host(struct arena *a, struct str url)
{
    struct url u;
    if (!url_parse(a, url, NULL, &u) || !url_is_web(&u))
        return STR_NONE;
    struct str host = str_starts(u.host, STR("www.")) ? str_from(u.host, 4) : u.host;
    struct str place = utf8_cut(own_place(host, u.path), SITE_PLACE_MOST);
    if (u.port >= 0)
        host = str_fmt(a, "%.*s:%d", STR_ARG(host), (int)u.port);
    return place.n ? str_fmt(a, "%.*s%.*s", STR_ARG(host), STR_ARG(place)) : host;
}

/* The publisher of a site, made where there is none. */
static enum err_code publisher_of(struct desk_writing *w, struct str host, struct str name,
                                  struct str site, int64_t *ret, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_PUBLISHER_BY_KEY);
    store_put_str(q, "key", host);
    int64_t id = store_number(q, 0);
    if (!id) {
        id = store_id(w->store);
        q = store_query(w->store, SQL_PUBLISHER_ADD);
        store_put_i64(q, "id", id);
        store_put_str(q, "key", host);
        store_put_str(q, "name", name.n ? name : host);
        store_put_str(q, "host", host);
        store_put_opt(q, "site", site);
        enum err_code code = store_run(q, e);
        if (code != ERR_OK)
            return code;
    }
    *ret = id;
    return ERR_OK;
}

enum err_code desk_feed_make(struct desk_writing *w, struct str url, struct str title, bool paused,
                             int64_t *ret, struct err *e)
{
    struct str host = site_host(w->a, url);
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
    code = publisher_of(w, host, STR_NONE, STR_NONE, &publisher, e);
    if (code != ERR_OK)
        return code;
    id = store_id(w->store);
    q = store_query(w->store, SQL_FEED_ADD);
    store_put_i64(q, "id", id);
    store_put_str(q, "url", url);
    store_put_i64(q, "publisher", publisher);
    store_put_opt(q, "title", utf8_cut(str_trim(title), FEED_TITLE_MOST));
    store_put_i64(q, "state", state);
    store_put_i64(q, "now", w->now);
    store_put_time(q, "next", paused ? TIME_NONE : w->now);
    store_put_i64(q, "every", desk_conf_int(w->desk->conf, DESK_SET_POLL_LONGEST) * US_MINUTE);
    code = store_run(q, e);
    if (code == ERR_OK)
        *ret = id;
    return code;
}

static enum err_code name_publisher(struct desk_writing *w, int64_t publisher, struct str name,
                                    struct str site, struct str icon, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_PUBLISHER_SAID);
    store_put_i64(q, "id", publisher);
    store_put_str(q, "name", name);
    store_put_opt(q, "site", site);
    store_put_opt(q, "icon", icon);
    return store_run(q, e);
}

/* What a feed says of itself: its title, and the site that it belongs to, which tells its
 * publisher. */
enum err_code desk_feed_said(struct desk_writing *w, int64_t feed, int64_t publisher,
                             const struct feed *said, struct str name, struct err *e)
{
    struct str title = utf8_cut(str_trim(said->title), FEED_TITLE_MOST);
    struct str site = url_valid_web(w->a, said->site_url) ? said->site_url : STR_NONE;
    struct str icon = url_valid_web(w->a, said->icon_url) ? said->icon_url : STR_NONE;
    struct str host = site_host(w->a, site);
    int64_t to = publisher;
    if (!name.n)
        name = title;
    enum err_code code = host.n ? publisher_of(w, host, name, site, &to, e) : ERR_OK;
    if (code == ERR_OK && to != publisher) {
        struct store_query *q = store_query(w->store, SQL_PUBLISHER_MOVE_ARTICLES);
        store_put_i64(q, "feed", feed);
        store_put_i64(q, "from", publisher);
        store_put_i64(q, "to", to);
        code = store_run(q, e);
    }
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_FEED_SAID);
    store_put_i64(q, "id", feed);
    store_put_opt(q, "title", title);
    store_put_opt(q, "site", site);
    store_put_i64(q, "publisher", to);
    store_put_i64(q, "ttl", said->ttl_minutes);
    code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    if (to != publisher) {
        q = store_query(w->store, SQL_PUBLISHER_DELETE_EMPTY);
        store_put_i64(q, "id", publisher);
        code = store_run(q, e);
        if (code != ERR_OK)
            return code;
    }
    /* A publisher is called by its host until its first feed tells a name. */
    q = store_query(w->store, SQL_PUBLISHER_GET);
    store_put_i64(q, "id", to);
    bool nameless = store_row(q) && str_eq(store_str(q, 1), store_str(q, 2));
    code = store_end(q, e);
    return code == ERR_OK && nameless && name.n ? name_publisher(w, to, name, site, icon, e) : code;
}

/* A page names its site ("The Courier") where its feed's title says more ("World news | The
 * Courier"). */
enum err_code desk_publisher_said(struct desk_writing *w, int64_t publisher, struct str current,
                                  struct str source, struct err *e)
{
    source = str_trim(source);
    if (source.n < 3 || source.n >= current.n || str_find_fold(current, source) == SIZE_MAX)
        return ERR_OK;
    return name_publisher(w, publisher, source, STR_NONE, STR_NONE, e);
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
    struct store_query *q = store_query(w->store, SQL_FEED_RENAME);
    store_put_i64(q, "id", act->feed);
    store_put_opt(q, "title", act->title);
    enum err_code code = store_run(q, e);
    if (code == ERR_OK && store_changes(w->store) == 0)
        return err_set(e, ERR_NOT_FOUND, "there is no such feed");
    return code;
}

enum err_code desk_feed_rename(struct desk *d, int64_t feed, struct str title, struct err *e)
{
    title = str_trim(title);
    if (title.n > FEED_TITLE_MOST || utf8_valid(title) != title.n)
        return err_set(e, ERR_INPUT, "a name has at most %d bytes", FEED_TITLE_MOST);
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
