/* folder: the folders that feeds are in, and lists of feeds (OPML) with them. A folder is the text
 * in a feed's row and nothing more: it comes with its first feed and goes with its last. */
#include "desk/internal.h"
#include "feed/feed.h"
#include "text/text.h"

enum { FOLDERS_MOST = 1000 };

static bool is_gap(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7F;
}

/* One name of a path: blanks in a row are one, none stands at its ends. */
static void put_name(struct buf *out, struct str name)
{
    const char *between = out->n ? " / " : "";
    for (size_t i = 0; i < name.n; i++) {
        if (is_gap(name.p[i]))
            continue;
        if (i && is_gap(name.p[i - 1]) && !between[0] && out->n)
            between = " ";
        buf_put(out, str_c(between));
        between = "";
        buf_char(out, name.p[i]);
    }
}

struct str desk_folder_name(struct arena *a, struct str typed)
{
    struct buf b;
    typed = utf8_cut(typed, DESK_FOLDER_MOST);
    buf_arena(&b, a, 4 * DESK_FOLDER_MOST);
    for (;;) {
        size_t at = str_find(typed, STR(" / "));
        put_name(&b, str_sub(typed, 0, at == SIZE_MAX ? typed.n : at));
        if (at == SIZE_MAX)
            return str_trim(buf_str(&b));
        typed = str_from(typed, at + 2);
    }
}

bool desk_folder_holds(struct str outer, struct str folder)
{
    return str_starts(folder, outer) &&
           (!outer.n || folder.n == outer.n || str_starts(str_from(folder, outer.n), STR(" / ")));
}

enum err_code desk_folders(struct desk_reader *r, const struct desk_folder **ret, size_t *ret_n)
{
    LIST(struct desk_folder) list = {0};
    struct store_query *q = store_query(r->store, SQL_FOLDER_ALL);
    while (list.n < FOLDERS_MOST && store_row(q))
        LIST_PUSH(r->a, &list, ((struct desk_folder){store_dup(q, 0, r->a), store_i64(q, 1)}));
    *ret = list.v;
    *ret_n = list.n;
    return store_end(q, NULL);
}

enum err_code desk_feed_file(struct desk_writing *w, int64_t feed, struct str folder, bool only_new,
                             struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_FEED_FOLDER);
    store_put_i64(q, "id", feed);
    store_put_opt(q, "folder", folder);
    store_put_i64(q, "only_new", only_new);
    return store_run(q, e);
}

/* -------------------------------------------------------------------------- renaming */

struct naming {
    struct str from, to;
};

static enum err_code rename_folder(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct naming *n = ctx;
    struct str name = desk_folder_name(w->a, n->to);
    LIST(struct desk_feed) feeds = {0};
    struct store_query *q = store_query(w->store, SQL_FOLDER_FEEDS);
    store_put_str(q, "folder", n->from);
    while (store_row(q))
        LIST_PUSH(w->a, &feeds,
                  ((struct desk_feed){.id = store_i64(q, 0), .folder = store_dup(q, 1, w->a)}));
    enum err_code code = store_end(q, e);
    for (size_t i = 0; i < feeds.n && code == ERR_OK; i++) {
        struct str within = str_from(feeds.v[i].folder, n->from.n); /* " / World", or nothing */
        struct str to = name.n ? str_fmt(w->a, "%.*s%.*s", STR_ARG(name), STR_ARG(within))
                               : str_from(within, within.n ? 3 : 0);
        code =
            to.n > DESK_FOLDER_MOST
                ? err_set(e, ERR_INPUT, "of a folder within it the name would have over %d bytes",
                          DESK_FOLDER_MOST)
                : desk_feed_file(w, feeds.v[i].id, to, false, e);
    }
    return code == ERR_OK && !feeds.n ? err_set(e, ERR_NOT_FOUND, "no feed is in this folder")
                                      : code;
}

enum err_code desk_folder_rename(struct desk *d, struct str from, struct str to, struct err *e)
{
    if (to.n > DESK_FOLDER_MOST || utf8_valid(to) != to.n)
        return err_set(e, ERR_INPUT, "the name of a folder has at most %d bytes", DESK_FOLDER_MOST);
    return desk_write(d, rename_folder, &(struct naming){from, to}, e);
}

/* -------------------------------------------------------------------------- OPML */

/* "News / World" as the names of two folders. */
static void put_path(struct arena *a, struct str folder, struct opml_feed *ret)
{
    struct str *path = ARENA_ARRAY(a, OPML_FOLDERS_MOST, struct str);
    while (folder.n && ret->folder_count < OPML_FOLDERS_MOST) {
        bool last = ret->folder_count + 1 == OPML_FOLDERS_MOST;
        size_t at = last ? SIZE_MAX : str_find(folder, STR(" / "));
        path[ret->folder_count++] = str_sub(folder, 0, at == SIZE_MAX ? folder.n : at);
        folder = at == SIZE_MAX ? STR_NONE : str_from(folder, at + 3);
    }
    ret->folders = path;
}

enum err_code desk_opml_export(struct desk_reader *r, struct buf *out)
{
    const struct desk_feed *list = NULL;
    size_t n = 0;
    enum err_code code = desk_feeds(r, &list, &n);
    if (code != ERR_OK)
        return code;
    struct opml_feed *feeds = ARENA_ARRAY(r->a, n, struct opml_feed);
    for (size_t i = 0; i < n; i++) {
        feeds[i] = (struct opml_feed){
            .url = list[i].url, .title = list[i].title, .site_url = list[i].site_url};
        put_path(r->a, list[i].folder, &feeds[i]);
    }
    struct opml opml = {.title = STR("Octavo"), .feeds = feeds, .feed_count = n};
    feed_write_opml(out, &opml, clock_now());
    return out->failed ? ERR_LIMIT : ERR_OK;
}
