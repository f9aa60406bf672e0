/* rest_articles.c: articles, their readings and versions, read marks and stars, comments. */
#include "api/rest.h"

API_HANDLER(api_articles)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    struct desk_day from = {0}, to = {0};
    struct desk_list which = {
        .user = c.user.id,
        .publisher = http_query_i64(q, STR("publisher"), 1, INT64_MAX, 0),
        .feed = http_query_i64(q, STR("feed"), 1, INT64_MAX, 0),
        .folder = desk_folder_name(q->arena, http_query(q, STR("folder"))),
        .tag = http_query(q, STR("tag")),
        .oldest = str_eq(http_query(q, STR("order")), STR("oldest")),
        .starred = c.user.id && http_query_i64(q, STR("starred"), 0, 1, 0),
        .unread = c.user.id && http_query_i64(q, STR("unread"), 0, 1, 0),
    };
    if (!api_after(&c, &which.after) || !api_day(&c, "from", &from) || !api_day(&c, "to", &to) ||
        !api_most(&c, 50, 200, &which.most))
        return;
    which.from = from.from;
    which.to = to.to;
    struct desk_rows rows;
    enum err_code code = desk_articles(c.reader, &which, &rows);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        desk_rows_json(&c.j, &rows);
}

API_HANDLER(api_article)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    struct desk_article *v = ARENA_NEW(q->arena, struct desk_article);
    enum err_code code = desk_article_get(c.reader, http_param_i64(q, STR("id"), 0), c.user.id, v);
    if (code != ERR_OK)
        api_fail(&c, code, "there is no such article");
    else
        desk_article_json(&c.j, v);
}

API_HANDLER(api_reading)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    struct desk_article *v = ARENA_NEW(q->arena, struct desk_article);
    struct reading *whole = ARENA_NEW(q->arena, struct reading);
    enum err_code code = desk_article_get(c.reader, http_param_i64(q, STR("id"), 0), c.user.id, v);
    if (code == ERR_OK)
        code = desk_article_reading(c.reader, v, whole);
    if (code != ERR_OK)
        api_fail(&c, code, "there is no such article, or it could not be read");
    else
        reading_write(&c.j, whole);
}

API_HANDLER(api_versions)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    const struct desk_version *v;
    size_t n;
    enum err_code code = desk_versions(c.reader, http_param_i64(q, STR("id"), 0), &v, &n);
    if (code != ERR_OK)
        api_fail(&c, code, "there is no such article");
    else
        API_LIST(&c, "versions", v, n, desk_version_json);
}

API_HANDLER(api_difference)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    struct desk_difference v;
    enum err_code code = desk_version_difference(c.reader, http_param_i64(q, STR("id"), 0),
                                                 http_param_i64(q, STR("version"), 0), &v);
    if (code != ERR_OK)
        api_fail(&c, code, "there is no such version");
    else
        desk_difference_json(&c.j, &v);
}

/* PUT {"read":true} and {"star":true}: the member's name is the last segment of the address. */
static void mark(struct api_call *c, const char *member,
                 enum err_code (*set)(struct desk *, int64_t, int64_t, bool, struct err *))
{
    json_t *v = api_body(c);
    if (!v)
        return;
    const json_t *on = json_object_get(v, member);
    struct err e = {0};
    enum err_code code = ERR_INPUT;
    bool value = json_is_true(on);
    if (!json_is_boolean(on))
        err_set(&e, ERR_INPUT, "the member \"%s\" must be true or false", member);
    else
        code = set(c->desk, c->user.id, http_param_i64(c->q, STR("id"), 0), value, &e);
    json_decref(v);
    if (code != ERR_OK) {
        api_fail(c, code, e.words);
        return;
    }
    json_obj(&c->j);
    json_key(&c->j, str_c(member));
    json_put_bool(&c->j, value);
    json_obj_end(&c->j);
}

API_HANDLER(api_put_read)
{
    struct api_call c;
    if (api_begin(&c, reader, q, r, true))
        mark(&c, "read", desk_mark_read);
}

API_HANDLER(api_put_star)
{
    struct api_call c;
    if (api_begin(&c, reader, q, r, true))
        mark(&c, "star", desk_star);
}

API_HANDLER(api_comments)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    const struct desk_comment *v;
    size_t n;
    enum err_code code =
        desk_comments(c.reader, http_param_i64(q, STR("id"), 0), c.user.id, &v, &n);
    if (code != ERR_OK)
        api_fail(&c, code, "there is no such article");
    else
        API_LIST(&c, "comments", v, n, desk_comment_json);
}

API_HANDLER(api_comment_add)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    json_t *v = api_body(&c);
    if (!v)
        return;
    int64_t id = 0;
    struct err e = {0};
    enum err_code code =
        desk_comment_add(c.desk, c.user.id, http_param_i64(q, STR("id"), 0),
                         json_get_i64(v, "parent", 0), json_get_str(v, "body"), &id, &e);
    json_decref(v);
    api_made(&c, code, &e, id);
}

API_HANDLER(api_comment_delete)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    struct err e = {0};
    enum err_code code = desk_comment_delete(c.desk, &c.user, http_param_i64(q, STR("id"), 0), &e);
    api_done(&c, code, &e);
}

API_HANDLER(api_comment_report)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    json_t *v = api_body(&c);
    if (!v)
        return;
    struct err e = {0};
    enum err_code code = desk_comment_report(c.desk, c.user.id, http_param_i64(q, STR("id"), 0),
                                             json_get_str(v, "words"), &e);
    json_decref(v);
    api_done(&c, code, &e);
}
