/* source.c: the page of one source: how it fares, its name, how its articles are read, and the
 * user's own headers. Only the administrator sees it. What is typed as a header is never sent back,
 * not even where it could not be kept. */
#include "views.h"

static void send_source(struct web *w, int64_t id, struct page_source *v)
{
    enum err_code code = desk_feed_get(w->reader, id, &v->feed);
    if (code == ERR_OK)
        code = desk_own_get(w->reader, id, &v->own);
    if (code == ERR_OK)
        code = desk_folders(w->reader, &v->folders, &v->folder_count);
    if (code == ERR_OK)
        code = desk_polls(w->reader, id, &v->polls, &v->poll_count);
    if (code != ERR_OK) {
        web_failed(w, code, NULL);
        return;
    }
    if (!v->error.n) {
        v->selector = v->own.selector;
        v->unwanted = v->own.unwanted;
        v->place = v->own.place;
    }
    v->page = web_page(w, v->feed.title, STR("sources"));
    struct str saved = v->error.n ? STR_NONE : http_query(w->q, STR("saved"));
    if (saved.n)
        v->saved = str_eq(saved, STR("1")) ? STR("Saved. Articles are read by it from now on.")
                                           : STR("Saved.");
    web_html(w);
    view_source(&w->r->body, v);
}

WEB_HANDLER(web_source)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_source v = {0};
    send_source(&w, http_param_i64(q, STR("id"), 0), &v);
}

static void back_with_error(struct web *w, int64_t id, struct page_source *v, const struct err *e)
{
    w->r->status = 400;
    v->error = str_dup(w->a, str_c(e->words));
    send_source(w, id, v);
}

static bool has_field(struct http_request *q, struct str name)
{
    const struct http_field *v;
    size_t n = http_form_all(q, &v);
    for (size_t i = 0; i < n; i++)
        if (str_eq(v[i].name, name))
            return true;
    return false;
}

/* A name that was not changed stays the feed's own word, which may change. Both are taken or none;
 * what the form does not name stays as it is. */
void web_source_name(struct web *w, int64_t id)
{
    struct http_request *q = w->q;
    struct desk_feed feed;
    struct str title = str_trim(http_form(q, STR("title"))), folder = http_form(q, STR("folder"));
    struct desk_own_change c = {.set_folder = has_field(q, STR("folder")),
                                .folder = str_trim(folder)};
    bool renamed = has_field(q, STR("title"));
    struct err e = {0};
    enum err_code code = desk_own_check(w->a, &c, &e);
    if (code == ERR_OK)
        code = desk_feed_get(w->reader, id, &feed);
    if (code == ERR_OK && renamed && !str_eq(title, feed.title))
        code = desk_feed_rename(w->desk, id, title, &e);
    if (code == ERR_OK && c.set_folder)
        code = desk_own_set(w->desk, id, &c, &e);
    struct page_source v = {0};
    if (code == ERR_INPUT)
        back_with_error(w, id, &v, &e);
    else if (code != ERR_OK)
        web_failed(w, code, &e);
    else
        http_redirect(w->r, 303, str_fmt(w->a, "/sources/%lld?saved=name", (long long)id));
}

enum err_code web_source_headers(struct web *w, struct str *ret, struct err *e)
{
    struct str lines = str_trim(http_form(w->q, STR("headers"))), login;
    enum err_code code = desk_own_login(w->a, str_trim(http_form(w->q, STR("user"))),
                                        http_form(w->q, STR("word")), &login, e);
    if (code == ERR_OK)
        *ret = !login.n ? lines
                        : str_fmt(w->a, "%.*s%s%.*s", STR_ARG(lines), lines.n ? "\n" : "",
                                  STR_ARG(login));
    return code;
}

/* When it is asked: an empty field lets the program find it out. */
void web_source_timing(struct web *w, int64_t id)
{
    struct str typed = str_trim(http_form(w->q, STR("minutes")));
    uint64_t minutes = 0;
    struct err e = {0};
    enum err_code code = ERR_OK;
    if (typed.n && !str_u64(typed, DESK_INTERVAL_MOST, &minutes))
        code = err_set(&e, ERR_INPUT, "the minutes are a whole number, at most %d",
                       DESK_INTERVAL_MOST);
    struct desk_own_change c = {.set_paused = true,
                                .paused = http_form(w->q, STR("paused")).n > 0,
                                .set_minutes = true,
                                .minutes = (int64_t)minutes};
    if (code == ERR_OK)
        code = desk_own_set(w->desk, id, &c, &e);
    struct page_source v = {0};
    if (code == ERR_INPUT)
        back_with_error(w, id, &v, &e);
    else if (code != ERR_OK)
        web_failed(w, code, &e);
    else
        http_redirect(w->r, 303, str_fmt(w->a, "/sources/%lld?saved=timing", (long long)id));
}

void web_source_own(struct web *w, int64_t id)
{
    struct http_request *q = w->q;
    struct str headers = STR_NONE;
    struct err e = {0};
    enum err_code code = web_source_headers(w, &headers, &e);
    bool forget = http_form(q, STR("forget")).n > 0;
    struct page_source v = {.selector = str_trim(http_form(q, STR("selector"))),
                            .unwanted = str_trim(http_form(q, STR("drop"))),
                            .place = str_trim(http_form(q, STR("place")))};
    enum desk_text_from from = DESK_TEXT_FOUND_OUT;
    bool text = desk_text_from_find(http_form(q, STR("text")), &from);
    struct desk_own_change c = {.set_text = text,
                                .text = from,
                                .set_selector = true,
                                .selector = v.selector,
                                .set_unwanted = true,
                                .unwanted = v.unwanted,
                                .set_headers = headers.n || forget,
                                .headers = forget ? STR_NONE : headers,
                                .set_place = v.place.n > 0,
                                .place = v.place};
    if (code == ERR_OK)
        code = desk_own_set(w->desk, id, &c, &e);
    if (code == ERR_INPUT || code == ERR_LIMIT) {
        back_with_error(w, id, &v, &e);
    } else if (code != ERR_OK) {
        web_failed(w, code, &e);
    } else {
        http_redirect(w->r, 303, str_fmt(w->a, "/sources/%lld?saved=1", (long long)id));
    }
}
