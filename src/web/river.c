/* river.c: everything by time, or of one folder of feeds, or what is unread of it; and the list
 * that an article is read in. */
#include "views.h"

/* "/river?folder=News&unread=1" of what is chosen. */
static struct str river_address(struct arena *a, const char *path, struct str folder, bool unread)
{
    struct buf b;
    buf_arena(&b, a, 4096);
    buf_put(&b, str_c(path));
    if (folder.n) {
        buf_lit(&b, "?folder=");
        http_percent(&b, folder);
    }
    if (unread)
        buf_put(&b, folder.n ? STR("&unread=1") : STR("?unread=1"));
    return buf_str(&b);
}

int64_t web_unread_in(const struct page_list *v, struct str folder)
{
    int64_t n = 0;
    for (size_t i = 0; i < v->count_n; i++)
        if (desk_folder_holds(folder, v->counts[i].folder))
            n += v->counts[i].articles;
    return n;
}

static struct str about(const struct page_list *v)
{
    if (v->unread)
        return STR("what you have not read, newest first");
    return v->folder.n ? STR("everything in this folder, newest first")
                       : STR("everything, newest first");
}

WEB_HANDLER(web_river)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_list v = {.page = web_page(&w, STR("River"), STR("river")),
                          .river = true,
                          .folder = desk_folder_name(w.a, http_query(q, STR("folder"))),
                          .unread = w.user.id && str_eq(http_query(q, STR("unread")), STR("1"))};
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
    v.about = about(&v);
    v.empty = v.unread     ? STR("Nothing here is unread.")
              : v.folder.n ? STR("No article came from a source in this folder.")
                           : STR_NONE;
    v.page.feed_url = river_address(w.a, "/feed.atom", v.folder, false);
    if (!http_query(q, STR("after")).n && !v.folder.n)
        web_tell_news(&w, &v.page);
    struct desk_list which = {.folder = v.folder, .unread = v.unread};
    v.from = web_from(w.a, "river", &which);
    web_send_list(&w, &v, which, river_address(w.a, "/river", v.folder, v.unread));
}

struct str web_from(struct arena *a, const char *in, const struct desk_list *which)
{
    struct buf b;
    buf_arena(&b, a, 4096);
    buf_fmt(&b, "?in=%s", in);
    if (which->folder.n) {
        buf_lit(&b, "&folder=");
        http_percent(&b, which->folder);
    }
    if (which->unread)
        buf_lit(&b, "&unread=1");
    return buf_str(&b);
}

void web_fill_list(struct web *w, struct page_article *v)
{
    struct str in = http_query(w->q, STR("in"));
    bool river = str_eq(in, STR("river")), publisher = str_eq(in, STR("publisher")),
         starred = str_eq(in, STR("starred")) && w->user.id;
    if (!river && !publisher && !starred)
        return;
    struct desk_list which = {
        .user = w->user.id,
        .starred = starred,
        .publisher = publisher ? v->v->row.publisher : 0,
        .folder = river ? desk_folder_name(w->a, http_query(w->q, STR("folder"))) : STR_NONE,
        .unread = river && w->user.id && str_eq(http_query(w->q, STR("unread")), STR("1"))};
    if (desk_article_around(w->reader, &v->v->row, &which, &v->newer, &v->older) != ERR_OK)
        v->newer = v->older = (struct desk_row){0};
    v->from = web_from(w->a, river ? "river" : publisher ? "publisher" : "starred", &which);
    v->list = which.folder.n ? which.folder
              : river        ? STR("River")
              : starred      ? STR("Starred")
                             : v->v->row.publisher_name;
    v->list_url = river     ? river_address(w->a, "/river", which.folder, which.unread)
                  : starred ? STR("/starred")
                            : str_fmt(w->a, "/publisher/%lld", (long long)which.publisher);
}
