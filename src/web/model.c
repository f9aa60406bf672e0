/* model.c: the box with what a language model wrote of a story or an article, and asking it. */
#include "web/stories.h"

void web_model(struct web *w, enum desk_model_about about, int64_t id, struct desk_model_text *ret)
{
    if (desk_model_get(w->reader, about, id, ret) != ERR_OK)
        *ret = (struct desk_model_text){0}; /* off: the page is whole without it */
}

void put_model_source(struct buf *out, const struct desk_model_source *v)
{
    buf_fmt(out, "<a href=\"/article/%lld", (long long)v->article);
    if (v->sentence >= 0)
        buf_fmt(out, "#s%d", v->sentence);
    buf_lit(out, "\">");
    buf_html(out, v->publisher_name);
    buf_lit(out, "</a>");
}

WEB_HANDLER(web_article_model)
{
    struct web w;
    web_begin(&w, reader, q, r);
    int64_t id = http_param_i64(q, STR("id"), 0);
    struct err e = {0};
    enum err_code code = desk_model_ask(w.desk, DESK_MODEL_ARTICLE, id, &e);
    if (code != ERR_OK && code != ERR_EXISTS)
        web_failed(&w, code, &e);
    else
        http_redirect(r, 303, str_fmt(w.a, "/article/%lld#model", (long long)id));
}
