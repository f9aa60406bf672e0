/* refused: forms of somebody who is not signed in, or not any more, and those of an earlier
 * session. Nothing was changed then; what he wrote comes back to him, to be sent once more. */
#include "views.h"

/* The page that a form stood on: as it says itself, else by the address that it went to. */
static struct str page_of_form(struct web *w)
{
    struct str back = web_own_path(http_form(w->q, STR("back"))), path = w->q->path;
    if (back.n)
        return back;
    if (!str_starts(path, STR("/article/")) && !str_starts(path, STR("/story/")))
        return STR("/");
    size_t id = str_find_char(str_from(path, 1), '/') + 2;
    size_t end = str_find_char(str_from(path, id), '/');
    struct str page = end == SIZE_MAX ? path : str_sub(path, 0, id + end);
    bool comment = w->q->route->flags & WEB_ROUTE_SAYS;
    return comment ? str_fmt(w->a, "%.*s#comments", STR_ARG(page)) : page;
}

static void send_refused(struct web *w, struct str heading, struct str words)
{
    struct page_refused v = {.page = web_page(w, heading, STR_NONE),
                             .heading = heading,
                             .words = words,
                             .from = page_of_form(w),
                             .action = w->q->path};
    if (w->q->route->flags & WEB_ROUTE_SAYS) {
        v.text = http_form(w->q, STR("text"));
        v.parent = http_form(w->q, STR("parent"));
    }
    v.page.narrow = true;
    v.page.back = v.from;
    buf_clear(&w->r->body);
    w->r->status = 403;
    web_html(w);
    view_refused(&w->r->body, &v);
}

void web_refuse_stranger(struct web *w)
{
    send_refused(w, STR("Please sign in"),
                 STR("This needs an account, and you are not signed in here, or not any more. "
                     "Nothing was changed."));
}

void web_refuse_old_form(struct web *w)
{
    send_refused(w, STR("This form is too old"),
                 STR("It was made before you signed in, or by another session. Nothing was "
                     "changed."));
}
