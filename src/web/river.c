/* river.c: everything by time, or of one folder of feeds, or what is unread of it; and the list
 * that an article is read in. */
#include "views.h"

/* What of the river is shown. */
struct river {
    struct str folder, order;
    enum web_river what;
};

/* "/river?folder=News&unread=1" of what is chosen; `and`: what parts its members. */
static void river_write(struct buf *b, const char *path, const struct river *v, const char *and)
{
    const char *sep = "?";
    buf_put(b, str_c(path));
    if (v->folder.n) {
        buf_lit(b, "?folder=");
        http_percent(b, v->folder);
        sep = and;
    }
    if (v->what != RIVER_ALL) {
        buf_fmt(b, "%s%s=1", sep, v->what == RIVER_UNREAD ? "unread" : "lately");
        sep = and;
    }
    if (v->order.n)
        buf_fmt(b, "%sorder=%.*s", sep, STR_ARG(v->order));
}

static struct str river_address(struct arena *a, const char *path, const struct river *v)
{
    struct buf b;
    buf_arena(&b, a, 4096);
    river_write(&b, path, v, "&");
    return buf_str(&b);
}

void put_river(struct buf *out, const struct page_list *v, struct str folder, enum web_river what)
{
    river_write(out, "/river", &(struct river){folder, v->order, what}, "&amp;");
}

enum web_river web_river_shown(const struct page_list *v)
{
    return v->lately ? RIVER_LATELY : v->unread ? RIVER_UNREAD : RIVER_ALL;
}

int64_t web_unread_in(const struct page_list *v, struct str folder)
{
    int64_t n = 0;
    for (size_t i = 0; i < v->count_n; i++)
        if (desk_folder_holds(folder, v->counts[i].folder))
            n += v->counts[i].articles;
    return n;
}

static struct str about(struct web *w, const struct page_list *v)
{
    struct str said;
    if (v->lately)
        return STR("what you opened or marked as read, the latest first");
    return str_fmt(w->a, "%s, %s first",
                   v->unread     ? "what you have not read"
                   : v->folder.n ? "everything in this folder"
                                 : "everything",
                   web_oldest(w, &said) ? "oldest" : "newest");
}

WEB_HANDLER(web_river)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_list v = {.page = web_page(&w, STR("River"), STR("river")),
                          .river = true,
                          .folder = desk_folder_name(w.a, http_query(q, STR("folder"))),
                          .lately = w.user.id && str_eq(http_query(q, STR("lately")), STR("1"))};
    v.unread = w.user.id && !v.lately && str_eq(http_query(q, STR("unread")), STR("1"));
    enum err_code code = desk_folders(w.reader, &v.folders, &v.folder_count);
    if (code == ERR_OK && w.user.id)
        code = desk_unread_folders(w.reader, w.user.id, &v.counts, &v.count_n);
    if (code != ERR_OK) {
        web_failed(&w, code, NULL);
        return;
    }
    if (v.folder.n)
        v.page.title = v.folder;
    v.heading = v.page.title;
    v.about = about(&w, &v);
    v.empty = v.lately     ? STR("What you open, or mark as read by itself, is listed here.")
              : v.unread   ? STR("Nothing here is unread.")
              : v.folder.n ? STR("No article came from a source in this folder.")
                           : STR_NONE;
    v.page.feed_url = river_address(w.a, "/feed.atom", &(struct river){.folder = v.folder});
    if (!http_query(q, STR("after")).n && !v.folder.n && !v.lately)
        web_tell_news(&w, &v.page);
    struct desk_list which = {.folder = v.folder, .unread = v.unread, .lately = v.lately};
    if (!v.lately) /* each that one opens comes to its beginning: there is no next one */
        v.from = web_from(w.a, "river", &which);
    web_send_list(&w, &v, which,
                  river_address(w.a, "/river",
                                &(struct river){.folder = v.folder, .what = web_river_shown(&v)}));
}

struct str web_from(struct arena *a, const char *in, const struct desk_list *which)
{
    struct str from = web_with(a, STR_NONE, "in", str_c(in));
    if (which->folder.n)
        from = web_with(a, from, "folder", which->folder);
    if (which->unread)
        from = web_with(a, from, "unread", STR("1"));
    return which->oldest ? web_with(a, from, "order", STR("oldest")) : from;
}

/* The address of the list, for going back to it. */
static struct str list_address(struct web *w, const struct page_article *v,
                               const struct desk_list *which, bool river)
{
    struct river shown = {.folder = which->folder,
                          .what = which->unread ? RIVER_UNREAD : RIVER_ALL};
    struct str at = river ? river_address(w->a, "/river", &shown)
                    : which->starred
                        ? STR("/starred")
                        : str_fmt(w->a, "/publisher/%lld", (long long)v->v->row.publisher);
    if (which->oldest == web_prefers_oldest(w))
        return at;
    return web_with(w->a, at, "order", which->oldest ? STR("oldest") : STR("newest"));
}

void web_fill_list(struct web *w, struct page_article *v)
{
    struct str in = http_query(w->q, STR("in"));
    bool river = str_eq(in, STR("river")), publisher = str_eq(in, STR("publisher")),
         starred = str_eq(in, STR("starred")) && w->user.id;
    if (!river && !publisher && !starred)
        return;
    v->oldest = str_eq(http_query(w->q, STR("order")), STR("oldest"));
    struct desk_list which = {
        .user = w->user.id,
        .starred = starred,
        .oldest = v->oldest,
        .publisher = publisher ? v->v->row.publisher : 0,
        .folder = river ? desk_folder_name(w->a, http_query(w->q, STR("folder"))) : STR_NONE,
        .unread = river && w->user.id && str_eq(http_query(w->q, STR("unread")), STR("1"))};
    if (desk_article_around(w->reader, &v->v->row, &which, v->oldest ? &v->behind : &v->before,
                            v->oldest ? &v->before : &v->behind) != ERR_OK)
        v->before = v->behind = (struct desk_row){0};
    v->from = web_from(w->a, river ? "river" : publisher ? "publisher" : "starred", &which);
    v->list = which.folder.n ? which.folder
              : river        ? STR("River")
              : starred      ? STR("Starred")
                             : v->v->row.publisher_name;
    v->list_url = list_address(w, v, &which, river);
}
