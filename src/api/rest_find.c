/* rest_find.c: what is looked for: by words, by a question, by a hashtag or a name. */
#include "api/rest.h"

API_HANDLER(api_search)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    struct desk_search s = {.query = http_query(q, STR("q")),
                            .user = c.user.id,
                            .best_first = http_query_i64(q, STR("best"), 0, 1, 0),
                            .oldest = str_eq(http_query(q, STR("order")), STR("oldest"))};
    if (!api_after(&c, &s.after) || !api_most(&c, 30, 200, &s.most))
        return;
    struct desk_hits hits;
    enum err_code code = desk_search(c.reader, &s, &hits);
    if (code != ERR_OK) {
        api_fail(&c, code, NULL);
        return;
    }
    json_obj(&c.j);
    json_key(&c.j, STR("result"));
    desk_rows_json(&c.j, &hits.rows);
    json_field_i64(&c.j, "count", hits.count);
    json_field_bool(&c.j, "more_than_count", hits.count_more);
    json_field_opt(&c.j, "note", hits.note);
    json_obj_end(&c.j);
}

API_HANDLER(api_ask)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    struct desk_answer answer;
    struct err e = {0};
    enum err_code code = desk_ask(c.reader, http_param_i64(q, STR("id"), 0),
                                  str_trim(http_query(q, STR("q"))), &answer, &e);
    if (code != ERR_OK)
        api_fail(&c, code, e.words);
    else
        desk_answer_json(&c.j, &answer);
}

API_HANDLER(api_ask_all)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    struct desk_answers *answers = ARENA_NEW(q->arena, struct desk_answers);
    struct err e = {0};
    enum err_code code = desk_ask_all(c.reader, str_trim(http_query(q, STR("q"))), answers, &e);
    if (code != ERR_OK)
        api_fail(&c, code, e.words);
    else
        desk_answers_json(&c.j, answers);
}

API_HANDLER(api_tags)
{
    struct api_call c;
    const struct desk_tag *v;
    size_t n;
    uint32_t most;
    if (!api_begin(&c, reader, q, r, false) || !api_most(&c, 100, 1000, &most))
        return;
    enum err_code code = desk_tags(c.reader, 0, most, &v, &n);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        API_LIST(&c, "tags", v, n, desk_tag_json);
}

/* The kind in /api/v1/entities/:kind; answers 404 and returns false where it is none. */
static bool entity_kind(struct api_call *c, enum entity_kind *ret)
{
    bool known = desk_entity_kind_find(http_param(c->q, STR("kind")), ret);
    if (!known)
        api_fail(c, ERR_NOT_FOUND, "the kinds are person, organisation and place");
    return known;
}

API_HANDLER(api_entities)
{
    struct api_call c;
    const struct desk_entity *v;
    size_t n;
    enum entity_kind kind;
    uint32_t most;
    if (!api_begin(&c, reader, q, r, false) || !entity_kind(&c, &kind) ||
        !api_most(&c, 100, 500, &most))
        return;
    enum err_code code = desk_entities(c.reader, kind, 0, most, &v, &n);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        API_LIST(&c, "entities", v, n, desk_entity_json);
}

API_HANDLER(api_entity)
{
    struct api_call c;
    enum entity_kind kind;
    struct desk_entity v;
    const struct desk_said *said = NULL;
    const struct desk_entity *with = NULL;
    size_t said_count = 0, with_count = 0;
    struct desk_rows rows = {0};
    if (!api_begin(&c, reader, q, r, false) || !entity_kind(&c, &kind))
        return;
    struct desk_list which = {.user = c.user.id};
    if (!api_after(&c, &which.after) || !api_most(&c, 50, 200, &which.most))
        return;
    enum err_code code = desk_entity_get(c.reader, kind, http_param(q, STR("key")), &v);
    which.entity = code == ERR_OK ? v.id : 0;
    if (code == ERR_OK)
        code = desk_articles(c.reader, &which, &rows);
    if (code == ERR_OK)
        code = desk_entity_said(c.reader, &v, 50, &said, &said_count);
    if (code == ERR_OK)
        code = desk_entity_with(c.reader, &v, 20, &with, &with_count);
    if (code != ERR_OK) {
        api_fail(&c, code, code == ERR_NOT_FOUND ? "no article names it" : NULL);
        return;
    }
    json_obj(&c.j);
    json_key(&c.j, STR("entity"));
    desk_entity_json(&c.j, &v);
    API_MEMBER(&c, "says", said, said_count, desk_said_json);
    API_MEMBER(&c, "with", with, with_count, desk_entity_json);
    json_key(&c.j, STR("result"));
    desk_rows_json(&c.j, &rows);
    json_obj_end(&c.j);
}
