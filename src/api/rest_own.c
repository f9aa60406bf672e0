/* rest_own.c: what an account sets for itself: rules for new entries, and the searches that it
 * follows. */
#include "api/rest.h"

/* -------------------------------------------------------------------------- rules */

API_HANDLER(api_rules)
{
    struct api_call c;
    const struct desk_rule *v;
    size_t n;
    uint64_t feed = 0;
    if (!api_begin(&c, reader, q, r, true))
        return;
    struct str typed = http_query(q, STR("feed"));
    if (typed.n && !str_u64(typed, INT64_MAX, &feed)) {
        api_fail(&c, ERR_INPUT, "feed is the number of a feed");
        return;
    }
    enum err_code code = desk_rules(c.reader, c.user.id, (int64_t)feed, &v, &n);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        API_LIST(&c, "rules", v, n, desk_rule_json);
}

/* Views into `v`. "field" and "feed" may be left out: anywhere, of every feed. */
static enum err_code read_rule(const json_t *v, struct desk_rule *ret, struct err *e)
{
    const json_t *field = json_object_get(v, "field"), *feed = json_object_get(v, "feed");
    *ret = (struct desk_rule){.words = json_get_str(v, "words")};
    if (!desk_rule_act_find(json_get_str(v, "act"), &ret->act))
        return err_set(e, ERR_INPUT, "\"act\" must be \"drop\", \"keep\", \"read\" or \"star\"");
    if (field && !desk_rule_field_find(json_get_str(v, "field"), &ret->field))
        return err_set(e, ERR_INPUT,
                       "\"field\" must be \"any\", \"title\", \"author\", \"tag\" or \"address\"");
    if (feed && (!json_is_integer(feed) || json_integer_value(feed) < 0))
        return err_set(e, ERR_INPUT, "\"feed\" must be the number of a feed");
    ret->feed = json_integer_value(feed);
    return ERR_OK;
}

API_HANDLER(api_rule_add)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    json_t *v = api_body(&c);
    if (!v)
        return;
    int64_t id = 0;
    struct desk_rule rule;
    struct err e = {0};
    enum err_code code = read_rule(v, &rule, &e);
    if (code == ERR_OK)
        code = desk_rule_add(c.desk, &c.user, &rule, &id, &e);
    json_decref(v);
    api_made(&c, code, &e, id);
}

API_HANDLER(api_rule_delete)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    struct err e = {0};
    enum err_code code = desk_rule_delete(c.desk, &c.user, http_param_i64(q, STR("id"), 0), &e);
    api_done(&c, code, &e);
}

/* -------------------------------------------------------------------------- followed searches */

API_HANDLER(api_following)
{
    struct api_call c;
    const struct desk_watch *v;
    size_t n;
    if (!api_begin(&c, reader, q, r, true))
        return;
    enum err_code code = desk_watches(c.reader, c.user.id, &v, &n);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        API_LIST(&c, "searches", v, n, desk_watch_json);
}

/* {"query":TEXT}; of one that is followed already the id is given again. */
API_HANDLER(api_watch_add)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    json_t *v = api_body(&c);
    if (!v)
        return;
    int64_t id;
    struct err e = {0};
    enum err_code code = desk_watch_set(c.desk, c.user.id, json_get_str(v, "query"), true, &id, &e);
    json_decref(v);
    api_made(&c, code, &e, id);
}

/* The search that the address names; empty, and answered, where it is none of the account's. */
static struct str watch_asked(struct api_call *c)
{
    struct str query = desk_watch_of(c->reader, c->user.id, http_param_i64(c->q, STR("id"), 0));
    if (!query.n)
        api_fail(c, ERR_NOT_FOUND, "you follow no such search");
    return query;
}

API_HANDLER(api_watch_looked)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    struct str query = watch_asked(&c);
    if (!query.n)
        return;
    struct err e = {0};
    enum err_code code = desk_watch_look(c.desk, c.user.id, query, &e);
    api_done(&c, code, &e);
}

API_HANDLER(api_watch_delete)
{
    struct api_call c;
    if (!api_begin(&c, reader, q, r, true))
        return;
    struct str query = watch_asked(&c);
    if (!query.n)
        return;
    struct err e = {0};
    enum err_code code = desk_watch_set(c.desk, c.user.id, query, false, NULL, &e);
    api_done(&c, code, &e);
}
