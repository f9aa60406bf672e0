/* moderate.c: what people do about comments: report one; the administrator's page of those that
 * wait, block words, banned accounts. */
#include "views.h"

WEB_HANDLER(web_comment_report)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct err e = {0};
    enum err_code code = desk_comment_report(w.desk, w.user.id, http_param_i64(q, STR("id"), 0),
                                             http_form(q, STR("words")), &e);
    if (code != ERR_OK)
        web_failed(&w, code, &e);
    else
        web_message(&w, 200, STR("Reported"),
                    STR("Thank you. The administrator will look at this comment."));
}

static void send_moderation(struct web *w, struct page_moderation *v)
{
    v->page = web_page(w, STR("Moderation"), STR("moderation"));
    v->word_count = desk_block_words_get(w->reader, &v->words);
    enum err_code code = desk_moderation(w->reader, &v->held, &v->n);
    if (code == ERR_OK)
        code = desk_banned(w->reader, &v->banned, &v->banned_count);
    if (code != ERR_OK) {
        web_failed(w, code, NULL);
        return;
    }
    web_html(w);
    view_moderation(&w->r->body, v);
}

WEB_HANDLER(web_moderation)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_moderation v = {0};
    send_moderation(&w, &v);
}

/* After an act: the page again, or the words of what was wrong on it. */
static void acted(struct web *w, enum err_code code, const struct err *e)
{
    if (code == ERR_OK || code == ERR_NOT_FOUND) {
        if (code == ERR_OK)
            http_redirect(w->r, 303, STR("/moderation"));
        else
            web_failed(w, code, e);
        return;
    }
    struct page_moderation v = {.error = str_dup(w->a, str_c(e->words))};
    w->r->status = code == ERR_DENIED ? 403 : 400;
    desk_reader_begin(w->reader, w->a);
    send_moderation(w, &v);
}

WEB_HANDLER(web_moderate)
{
    struct web w;
    web_begin(&w, reader, q, r);
    static const struct {
        struct str name;
        enum desk_verdict verdict;
    } acts[] = {{STR_INIT("approve"), DESK_APPROVE},
                {STR_INIT("delete"), DESK_DELETE},
                {STR_INIT("ban"), DESK_BAN}};
    struct err e = {0};
    struct str act = http_param(q, STR("act"));
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (str_eq(act, acts[i].name)) {
            acted(&w,
                  desk_moderate(w.desk, w.user.id, http_param_i64(q, STR("id"), 0), acts[i].verdict,
                                &e),
                  &e);
            return;
        }
    web_failed(&w, ERR_NOT_FOUND, NULL);
}

WEB_HANDLER(web_block_words)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct err e = {0};
    acted(&w, desk_block_words_set(w.desk, http_form(q, STR("words")), &e), &e);
}

WEB_HANDLER(web_unban)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct err e = {0};
    acted(&w, desk_user_ban(w.desk, http_param_i64(q, STR("id"), 0), false, &e), &e);
}
