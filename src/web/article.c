/* article.c: the page of an article, and what can be done on it: ask, star, mark read, comment. */
#include "views.h"

enum { WORDS_A_MINUTE = 230 };

static void send_article(struct web *w, int64_t id, struct page_article *v)
{
    struct desk_article *article = ARENA_NEW(w->a, struct desk_article);
    enum err_code code = desk_article_get(w->reader, id, w->user.id, article);
    if (code == ERR_OK)
        code = desk_comments(w->reader, id, w->user.id, &v->comments, &v->comment_count);
    if (code != ERR_OK) {
        web_failed(w, code, NULL);
        return;
    }
    v->v = article;
    v->pictures = desk_conf_bool(desk_conf(w->desk), DESK_SET_IMAGES) ? w->desk : NULL;
    v->scratch = w->a;
    v->comments_mode = desk_comments_mode(desk_conf(w->desk));
    v->reading = article->reading;
    struct reading *whole = ARENA_NEW(w->a, struct reading);
    if (v->reading && desk_article_reading(w->reader, article, whole) == ERR_OK)
        v->whole = whole;
    struct desk_place *place = ARENA_NEW(w->a, struct desk_place);
    if (desk_place_get(w->reader, id, w->user.id, place) == ERR_OK)
        v->place = place;
    if (desk_versions(w->reader, id, &v->versions, &v->version_count) != ERR_OK)
        v->version_count = 0;
    web_model(w, DESK_MODEL_ARTICLE, id, &v->model);
    v->page = web_page(w, article->row.title, STR_NONE);
    web_fill_list(w, v);
    v->page.back = str_fmt(w->a, "/article/%lld%.*s", (long long)id, STR_ARG(v->from));
    v->page.description = article->row.excerpt;
    v->base = web_base(w);
    v->minutes = (article->row.words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE;
    web_html(w);
    view_article(&w->r->body, v);
}

WEB_HANDLER(web_article)
{
    struct web w;
    web_begin(&w, reader, q, r);
    int64_t id = http_param_i64(q, STR("id"), 0);
    struct page_article v = {.question = str_trim(http_query(q, STR("q")))};
    struct desk_answer answer;
    struct err e = {0};
    if (v.question.n && desk_ask(w.reader, id, v.question, &answer, &e) == ERR_OK)
        v.answer = &answer;
    send_article(&w, id, &v);
    /* What a browser fetches in advance nobody has opened. */
    if (v.v && q->method == HTTP_GET && !http_header(q, STR("Sec-Purpose")).n)
        desk_looked(w.desk, w.user.id, id);
}

WEB_HANDLER(web_article_ask)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_answer answer = {0};
    struct err e = {0};
    enum err_code code = desk_ask(w.reader, http_param_i64(q, STR("id"), 0),
                                  str_trim(http_query(q, STR("q"))), &answer, &e);
    if (code != ERR_OK) {
        web_failed(&w, code, &e);
        return;
    }
    http_json(r, 200);
    struct json_out j;
    json_init(&j, &r->body);
    json_obj(&j);
    json_field_bool(&j, "found", answer.found);
    json_field_bool(&j, "near", answer.near);
    json_field_str(&j, "text", answer.words);
    json_field_i64(&j, "sentence", answer.sentence);
    json_obj_end(&j);
}

/* The two marks: the same form, the same answer. */
static void mark(struct web *w,
                 enum err_code (*set)(struct desk *, int64_t, int64_t, bool, struct err *))
{
    int64_t id = http_param_i64(w->q, STR("id"), 0);
    bool on = str_eq(http_form(w->q, STR("on")), STR("1"));
    struct err e = {0};
    enum err_code code = set(w->desk, w->user.id, id, on, &e);
    if (code != ERR_OK) {
        web_failed(w, code, &e);
        return;
    }
    if (http_accepts(w->q, STR("text/html"))) {
        web_back(w, str_fmt(w->a, "/article/%lld", (long long)id));
        return;
    }
    http_json(w->r, 200);
    buf_fmt(&w->r->body, "{\"on\":%s}", on ? "true" : "false");
}

WEB_HANDLER(web_star)
{
    struct web w;
    web_begin(&w, reader, q, r);
    mark(&w, desk_star);
}

WEB_HANDLER(web_read)
{
    struct web w;
    web_begin(&w, reader, q, r);
    mark(&w, desk_mark_read);
}

WEB_HANDLER(web_comment_add)
{
    struct web w;
    web_begin(&w, reader, q, r);
    int64_t id = http_param_i64(q, STR("id"), 0), comment;
    struct str text = http_form(q, STR("text")), parent = http_form(q, STR("parent"));
    uint64_t parent_id = 0;
    struct err e = {0};
    enum err_code code = ERR_OK;
    if (parent.n && !str_u64(parent, INT64_MAX, &parent_id))
        code = err_set(&e, ERR_INPUT, "the comment to answer is not there");
    if (code == ERR_OK)
        code = desk_comment_add(w.desk, w.user.id, id, (int64_t)parent_id, text, &comment, &e);
    if (code == ERR_OK) {
        http_redirect(r, 303,
                      str_fmt(w.a, "/article/%lld#c%lld", (long long)id, (long long)comment));
        return;
    }
    if (code == ERR_NOT_FOUND) {
        web_failed(&w, code, &e);
        return;
    }
    struct page_article v = {.comment_error = str_dup(w.a, str_c(e.words)), .comment_text = text};
    r->status = code == ERR_LIMIT ? 429 : 400;
    send_article(&w, id, &v);
}

WEB_HANDLER(web_comment_delete)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct err e = {0};
    enum err_code code = desk_comment_delete(w.desk, &w.user, http_param_i64(q, STR("id"), 0), &e);
    if (code != ERR_OK)
        web_failed(&w, code, &e);
    else
        web_back(&w, STR("/"));
}
