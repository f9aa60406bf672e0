/* publisher: whose a feed is, and what it is called. A publisher is a site: the host of its pages,
 * or where many publish on one host, a place there. Its name is what a person calls its one feed,
 * else what its pages or its first feed say. */
#include "desk/internal.h"
#include "feed/feed.h"
#include "text/text.h"
#include "url/url.h"

enum { SITE_PLACE_MOST = 100 };

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
struct str desk_site_host(struct arena *a, struct str url)
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
enum err_code desk_publisher_of(struct desk_writing *w, struct str host, struct str name,
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

/* What a person calls the one feed of a publisher, which is then called so, too; where it has
 * several, no name of one is that of all. */
struct own_name {
    struct str own, said; /* `own` is empty: nobody named it */
};

static struct own_name own_name_of(struct desk_writing *w, int64_t publisher)
{
    struct own_name ret = {0};
    struct store_query *q = store_query(w->store, SQL_PUBLISHER_OWN);
    store_put_i64(q, "id", publisher);
    if (store_row(q) && store_i64(q, 2) == 1)
        ret = (struct own_name){store_dup(q, 0, w->a), store_dup(q, 1, w->a)};
    struct err e;
    return store_end(q, &e) == ERR_OK ? ret : (struct own_name){0};
}

/* What a feed says of itself: its title, and the site that it belongs to, which tells its
 * publisher. */
enum err_code desk_feed_said(struct desk_writing *w, int64_t feed, int64_t publisher,
                             const struct feed *said, struct str name, struct err *e)
{
    struct str title = utf8_cut(str_trim(said->title), DESK_FEED_TITLE_MOST);
    struct str site = url_valid_web(w->a, said->site_url) ? said->site_url : STR_NONE;
    struct str icon = url_valid_web(w->a, said->icon_url) ? said->icon_url : STR_NONE;
    struct str host = desk_site_host(w->a, site);
    int64_t to = publisher;
    if (!name.n)
        name = title;
    enum err_code code = host.n ? desk_publisher_of(w, host, name, site, &to, e) : ERR_OK;
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
    struct str own = own_name_of(w, to).own;
    if (own.n ? nameless || to != publisher : nameless && name.n)
        return code == ERR_OK ? name_publisher(w, to, own.n ? own : name, site, icon, e) : code;
    return code;
}

/* A page names its site ("The Courier") where its feed's title says more ("World news | The
 * Courier"). */
enum err_code desk_publisher_said(struct desk_writing *w, int64_t publisher, struct str current,
                                  struct str source, struct err *e)
{
    source = str_trim(source);
    if (source.n < 3 || source.n >= current.n || str_find_fold(current, source) == SIZE_MAX ||
        own_name_of(w, publisher).own.n)
        return ERR_OK;
    return name_publisher(w, publisher, source, STR_NONE, STR_NONE, e);
}

enum err_code desk_feed_named(struct desk_writing *w, int64_t feed, struct str title, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_FEED_ONE);
    store_put_i64(q, "id", feed);
    int64_t publisher = store_row(q) ? store_i64(q, 2) : 0;
    enum err_code code = store_end(q, e);
    if (code == ERR_OK && !publisher)
        return err_set(e, ERR_NOT_FOUND, "there is no such feed");
    struct own_name before = own_name_of(w, publisher);
    q = store_query(w->store, SQL_FEED_RENAME);
    store_put_i64(q, "id", feed);
    store_put_opt(q, "title", title);
    if (code != ERR_OK || (code = store_run(q, e)) != ERR_OK)
        return code;
    struct own_name now = own_name_of(w, publisher);
    /* What nobody had named keeps the name that its pages gave it. */
    struct str called = now.own.n ? now.own : before.own.n ? now.said : STR_NONE;
    return called.n ? name_publisher(w, publisher, called, STR_NONE, STR_NONE, e) : ERR_OK;
}
