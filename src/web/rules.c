/* rules.c: rules for new entries, and the searches that an account follows. */
#include "views.h"

static void send_rules(struct web *w, struct page_rules *v)
{
    enum err_code code = desk_rules(w->reader, w->user.id, v->feed, &v->v, &v->n);
    if (code == ERR_OK)
        code = desk_feeds(w->reader, &v->feeds, &v->feed_count);
    if (code != ERR_OK) {
        web_failed(w, code, NULL);
        return;
    }
    v->page = web_page(w, STR("Rules"), STR("settings"));
    v->page.back = v->feed ? str_fmt(w->a, "/rules?feed=%lld", (long long)v->feed) : STR("/rules");
    web_html(w);
    view_rules(&w->r->body, v);
}

WEB_HANDLER(web_rules)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_rules v = {.feed = http_query_i64(q, STR("feed"), 1, INT64_MAX, 0)};
    send_rules(&w, &v);
}

WEB_HANDLER(web_rule_add)
{
    struct web w;
    web_begin(&w, reader, q, r);
    uint64_t feed = 0;
    struct desk_rule rule = {.words = str_trim(http_form(q, STR("words")))};
    struct str typed = http_form(q, STR("feed"));
    int64_t id;
    struct err e = {0};
    enum err_code code = ERR_OK;
    if ((typed.n && !str_u64(typed, INT64_MAX, &feed)) ||
        !desk_rule_act_find(http_form(q, STR("act")), &rule.act) ||
        !desk_rule_field_find(http_form(q, STR("field")), &rule.field))
        code = err_set(&e, ERR_INPUT, "choose what the rule does, where it looks, and of whom");
    rule.feed = (int64_t)feed;
    if (code == ERR_OK)
        code = desk_rule_add(w.desk, &w.user, &rule, &id, &e);
    if (code == ERR_OK) {
        web_back(&w, STR("/rules"));
        return;
    }
    if (code != ERR_INPUT && code != ERR_LIMIT && code != ERR_DENIED) {
        web_failed(&w, code, &e);
        return;
    }
    r->status = code == ERR_DENIED ? 403 : 400;
    struct page_rules v = {.error = str_dup(w.a, str_c(e.words)), .typed = rule, .feed = rule.feed};
    send_rules(&w, &v);
}

WEB_HANDLER(web_rule_delete)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct err e = {0};
    enum err_code code = desk_rule_delete(w.desk, &w.user, http_param_i64(q, STR("id"), 0), &e);
    if (code != ERR_OK)
        web_failed(&w, code, &e);
    else
        web_back(&w, STR("/rules"));
}

/* -------------------------------------------------------------------------- followed searches */

static void send_following(struct web *w, struct page_following *v)
{
    enum err_code code = desk_watches(w->reader, w->user.id, &v->v, &v->n);
    if (code != ERR_OK) {
        web_failed(w, code, NULL);
        return;
    }
    v->page = web_page(w, STR("Followed searches"), STR("following"));
    v->page.back = STR("/following");
    web_html(w);
    view_following(&w->r->body, v);
}

WEB_HANDLER(web_following)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_following v = {0};
    send_following(&w, &v);
}

WEB_HANDLER(web_follow)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct str query = http_form(q, STR("q"));
    bool on = str_eq(http_form(q, STR("on")), STR("1"));
    struct err e = {0};
    enum err_code code = desk_watch_set(w.desk, w.user.id, query, on, NULL, &e);
    if (code == ERR_OK) {
        web_back(&w, STR("/following"));
        return;
    }
    if (code != ERR_INPUT && code != ERR_LIMIT) {
        web_failed(&w, code, &e);
        return;
    }
    r->status = 400;
    struct page_following v = {.error = str_dup(w.a, str_c(e.words)), .typed = query};
    send_following(&w, &v);
}
