/* rest_stories.c: stories, the brief, and what people correct. */
#include "api/rest.h"

API_HANDLER(api_stories)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    struct desk_day from = {0}, to = {0};
    uint32_t most; /* 0: as many as on the front page */
    if (!api_day(&c, "from", &from) || !api_day(&c, "to", &to) ||
        !api_most(&c, 0, DESK_STORIES_MOST, &most))
        return;
    const struct desk_stories_want want = {
        .user = c.user.id,
        .from = from.from,
        .to = to.to,
        .followed = c.user.id && http_query_i64(q, STR("followed"), 0, 1, 0),
        .least = (uint32_t)http_query_i64(q, STR("least"), 1, 1000, 0),
        .most = most};
    const struct desk_story_row *v;
    size_t n;
    enum err_code code = desk_stories(c.reader, &want, &v, &n);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        API_LIST(&c, "stories", v, n, desk_story_row_json);
}

API_HANDLER(api_story)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    struct desk_story *v = ARENA_NEW(q->arena, struct desk_story);
    enum err_code code = desk_story_get(c.reader, http_param_i64(q, STR("id"), 0), c.user.id, v);
    if (code != ERR_OK)
        api_fail(&c, code, "there is no such story");
    else
        desk_story_json(&c.j, v);
}

API_HANDLER(api_story_reports)
{
    struct api_call c;
    struct desk_key after = {0};
    if (!api_begin(&c, reader, q, r, false) || !api_after(&c, &after))
        return;
    struct desk_story *v = ARENA_NEW(q->arena, struct desk_story);
    enum err_code code =
        desk_story_reports(c.reader, http_param_i64(q, STR("id"), 0), c.user.id, after, v);
    if (code != ERR_OK)
        api_fail(&c, code, "there is no such story");
    else
        desk_reports_json(&c.j, v);
}

API_HANDLER(api_place)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    struct desk_place *v = ARENA_NEW(q->arena, struct desk_place);
    enum err_code code = desk_place_get(c.reader, http_param_i64(q, STR("id"), 0), c.user.id, v);
    if (code != ERR_OK)
        api_fail(&c, code, "there is no such article, or it is in no story yet");
    else
        desk_place_json(&c.j, v);
}

API_HANDLER(api_brief)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    struct desk_day since = {0};
    uint32_t most;
    if (!api_day(&c, "since", &since) || !api_most(&c, 0, DESK_STORIES_MOST, &most))
        return;
    struct desk_brief v;
    const struct desk_brief_about about = {desk_folder_name(q->arena, http_query(q, STR("folder"))),
                                           http_query(q, STR("q"))};
    enum err_code code = desk_brief_about(c.reader, c.user.id, since.from, most, &about, &v);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        desk_brief_json(&c.j, &v);
}

/* PUT {"follow":1}: 1 follows, -1 mutes, 0 neither. */
API_HANDLER(api_put_follow)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    json_t *v = api_body(&c);
    if (!v)
        return;
    bool given = json_is_integer(json_object_get(v, "follow"));
    int64_t follow = json_get_i64(v, "follow", 0);
    struct err e = {0};
    json_decref(v);
    enum err_code code =
        given && follow >= -1 && follow <= 1
            ? desk_story_follow(c.desk, c.user.id, http_param_i64(q, STR("id"), 0), (int)follow, &e)
            : err_set(&e, ERR_INPUT, "\"follow\" must be 1, 0 or -1");
    if (code != ERR_OK) {
        api_fail(&c, code, e.words);
        return;
    }
    json_obj(&c.j);
    json_field_i64(&c.j, "follow", follow);
    json_obj_end(&c.j);
}

API_HANDLER(api_corrections)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, false))
        return;
    const struct desk_correction *v;
    size_t n;
    uint32_t most;
    if (!api_most(&c, 100, 500, &most))
        return;
    enum err_code code =
        desk_corrections(c.reader, http_query_i64(q, STR("story"), 1, INT64_MAX, 0),
                         http_query_i64(q, STR("before"), 1, INT64_MAX, 0), most, &v, &n);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        API_LIST(&c, "corrections", v, n, desk_correction_json);
}

/* What a correction asks for, out of the request's JSON object. */
struct wanted {
    int64_t into, article, other;
    int64_t articles[DESK_SPLIT_MOST + 1]; /* one more than may be, to be refused */
    size_t n;
    bool named;
    char name[DESK_NAME_OF_STORY_MOST + 1]; /* the same */
    size_t name_n;
};

static void read_wanted(const json_t *v, struct wanted *ret)
{
    const json_t *list = json_object_get(v, "split");
    struct str name = json_get_str(v, "name");
    ret->into = json_get_i64(v, "merge_into", 0);
    ret->article = json_get_i64(v, "add", 0);
    ret->other = json_get_i64(v, "unrelated", 0);
    ret->named = json_is_string(json_object_get(v, "name"));
    ret->name_n = name.n < sizeof ret->name ? name.n : sizeof ret->name;
    if (ret->name_n)
        memcpy(ret->name, name.p, ret->name_n);
    for (size_t i = 0; i < json_array_size(list) && ret->n <= DESK_SPLIT_MOST; i++)
        ret->articles[ret->n++] = json_integer_value(json_array_get(list, i));
}

/* POST {"merge_into":ID}, {"split":[ID]}, {"add":ARTICLE}, {"unrelated":ID} or {"name":TEXT}. */
API_HANDLER(api_correct)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    json_t *v = api_body(&c);
    if (!v)
        return;
    struct wanted *want = ARENA_NEW(q->arena, struct wanted);
    read_wanted(v, want);
    json_decref(v);
    int64_t id = http_param_i64(q, STR("id"), 0), story_id = id;
    struct err e = {0};
    enum err_code code;
    if (want->into)
        code = desk_story_merge(c.desk, c.user.id, id, want->into, &e);
    else if (want->n)
        code = desk_story_split(c.desk, c.user.id, want->articles, want->n, &story_id, &e);
    else if (want->article)
        code = desk_story_move(c.desk, c.user.id, want->article, id, &e);
    else if (want->other)
        code = desk_story_unrelated(c.desk, c.user.id, id, want->other, &e);
    else if (want->named)
        code = desk_story_rename(c.desk, c.user.id, id, str_of(want->name, want->name_n), &e);
    else
        code = err_set(&e, ERR_INPUT, "one of merge_into, split, add, unrelated, name is wanted");
    if (code != ERR_OK) {
        api_fail(&c, code, e.words);
        return;
    }
    json_obj(&c.j);
    json_field_i64(&c.j, "story", want->into ? want->into : story_id);
    json_obj_end(&c.j);
}

API_HANDLER(api_correction_undo)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    struct err e = {0};
    enum err_code code =
        desk_correction_undo(c.desk, c.user.id, http_param_i64(q, STR("id"), 0), &e);
    api_done(&c, code, &e);
}
