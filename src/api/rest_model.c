/* rest_model.c: what a language model wrote of a story or an article, and asking it. Where none is
 * named in the settings there is nothing of the kind. */
#include "api/rest.h"

static void show(struct api_call *c, enum desk_model_about about)
{
    struct desk_model_text v;
    enum err_code code = desk_model_get(c->reader, about, http_param_i64(c->q, STR("id"), 0), &v);
    if (code == ERR_OK && !v.on)
        api_fail(c, ERR_NOT_FOUND, "no language model is named: see model_url");
    else if (code != ERR_OK)
        api_fail(c, code, NULL);
    else
        desk_model_json(&c->j, &v);
}

static void ask(struct api_call *c, enum desk_model_about about)
{
    struct err e = {0};
    enum err_code code = desk_model_ask(c->desk, about, http_param_i64(c->q, STR("id"), 0), &e);
    api_done(c, code, &e);
}

API_HANDLER(api_model_article)
{
    struct api_call c;
    if (api_begin(&c, reader, q, r, false))
        show(&c, DESK_MODEL_ARTICLE);
}

API_HANDLER(api_model_article_ask)
{
    struct api_call c;
    if (api_begin(&c, reader, q, r, true))
        ask(&c, DESK_MODEL_ARTICLE);
}

API_HANDLER(api_model_story)
{
    struct api_call c;
    if (api_begin(&c, reader, q, r, false))
        show(&c, DESK_MODEL_STORY);
}

API_HANDLER(api_model_story_ask)
{
    struct api_call c;
    if (api_begin(&c, reader, q, r, true))
        ask(&c, DESK_MODEL_STORY);
}
