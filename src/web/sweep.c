/* sweep.c: marking all of a list as read, and undoing it; forgetting what was read lately. The
 * answer leads back to the list; what that page says of it is kept in a cookie, which the page
 * takes away. */
#include "views.h"

#define SWEPT_COOKIE STR("octavo_swept") /* "ID" of what was done, "0": nothing; "-N": undone */
enum { SWEPT_SECONDS = 60 };

void web_keep_swept(struct web *w, struct str said)
{
    http_set_cookie(w->r, &(struct http_cookie){.name = SWEPT_COOKIE,
                                                .value = said,
                                                .max_age = said.n ? SWEPT_SECONDS : 0,
                                                .secure = w->q->secure});
}

enum err_code web_fill_swept(struct web *w, struct page_list *v)
{
    struct str said = http_cookie(w->q, SWEPT_COOKIE);
    uint64_t n = 0;
    if (!w->user.id)
        return ERR_OK;
    enum err_code code = desk_sweep_last(w->reader, w->user.id, &v->sweep);
    if (code != ERR_OK || !said.n)
        return code;
    bool undone = said.p[0] == '-';
    web_keep_swept(w, STR_NONE);
    if (!str_u64(str_from(said, undone), INT64_MAX, &n))
        return code;
    if (undone)
        v->page.notice =
            str_fmt(w->a, "%.*s unread again.",
                    STR_ARG(web_number(w->a, (int64_t)n, "article is", "articles are")));
    else if (!n)
        v->page.notice = STR("Nothing was left to be marked as read.");
    v->swept = n && !undone && (int64_t)n == v->sweep.id;
    return code;
}

WEB_HANDLER(web_mark_all)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_list which = {.folder = desk_folder_name(w.a, http_form(q, STR("folder"))),
                              .tag = http_form(q, STR("tag"))};
    const struct {
        struct str name;
        int64_t *value;
    } numbers[] = {{STR("publisher"), &which.publisher},
                   {STR("from"), &which.from},
                   {STR("to"), &which.to},
                   {STR("until"), &which.seen_to}};
    struct desk_sweep made = {0};
    struct err e = {0};
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct str typed = http_form(q, numbers[i].name);
        uint64_t n = 0;
        if (typed.n && !str_u64(typed, INT64_MAX, &n))
            code = err_set(&e, ERR_INPUT, "this is no list of articles");
        *numbers[i].value = (int64_t)n;
    }
    which.starred = str_eq(http_form(q, STR("starred")), STR("1"));
    if (code == ERR_OK)
        code = desk_mark_all_read(w.desk, w.user.id, &which, &made, &e);
    if (code != ERR_OK) {
        web_failed(&w, code, &e);
        return;
    }
    web_keep_swept(&w, str_fmt(w.a, "%lld", (long long)made.id));
    web_back(&w, STR("/river"));
}

WEB_HANDLER(web_mark_undo)
{
    struct web w;
    web_begin(&w, reader, q, r);
    uint64_t sweep = 0;
    int64_t n = 0;
    struct err e = {0};
    enum err_code code = ERR_OK;
    if (!str_u64(http_form(q, STR("sweep")), INT64_MAX, &sweep))
        code = err_set(&e, ERR_INPUT, "this names nothing that could be undone");
    if (code == ERR_OK)
        code = desk_sweep_undo(w.desk, w.user.id, (int64_t)sweep, &n, &e);
    if (code != ERR_OK) {
        web_failed(&w, code, &e);
        return;
    }
    web_keep_swept(&w, str_fmt(w.a, "-%lld", (long long)n));
    web_back(&w, STR("/river"));
}

WEB_HANDLER(web_forget)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct err e = {0};
    enum err_code code = desk_looked_forget(w.desk, w.user.id, &e);
    if (code != ERR_OK)
        web_failed(&w, code, &e);
    else
        http_redirect(r, 303, STR("/river?lately=1"));
}
