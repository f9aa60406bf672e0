/* robots: what a host asks of programs (robots.txt, RFC 9309), for the pages of articles. Feeds
 * that a person follows, pictures and what a person opens by hand are no crawling and are not asked
 * for.
 *
 * A host is asked once a day, by whichever article comes first; a reader parses the answer, and the
 * rules that speak to us are kept in the database. No such file (4xx) means that all is allowed;
 * a host that cannot be asked (5xx, no answer) is left alone for some minutes, by its old rules
 * where there are some. */
#include "desk/internal.h"
#include "url/url.h"

#define ROBOTS_HOLD    US_DAY
#define ROBOTS_AGAIN   (10 * US_MINUTE)
#define ROBOTS_FORGET  (30 * US_DAY)
#define PAUSE_MOST_SEC 30

static bool allows(struct arena *a, struct str json, const struct url *u)
{
    const struct str *lines = NULL;
    size_t n = desk_list_read(a, json, &lines);
    struct robots_rule *rules = ARENA_ARRAY(a, n, struct robots_rule);
    for (size_t i = 0; i < n; i++)
        rules[i] = (struct robots_rule){.path = str_from(lines[i], 1),
                                        .allow = lines[i].n && lines[i].p[0] == '+'};
    struct robots r = {.rules = rules, .rule_count = n};
    struct str path =
        u->has_query ? str_fmt(a, "%.*s?%.*s", STR_ARG(u->path), STR_ARG(u->query)) : u->path;
    return robots_allows(&r, path);
}

enum desk_robots_word desk_robots_look(struct desk_reader *r, struct arena *a, struct str url,
                                       struct desk_robots *ret)
{
    struct url u;
    *ret = (struct desk_robots){0};
    if (!url_parse(a, url, NULL, &u) || !url_is_web(&u))
        return DESK_ROBOTS_YES; /* the guard has words for it */
    ret->origin = url_origin(a, &u);
    struct store_query *q = store_query(r->store, SQL_ROBOTS_GET);
    store_put_str(q, "origin", ret->origin);
    enum desk_robots_word word = DESK_ROBOTS_ASK;
    if (store_row(q) && store_i64(q, 4) > clock_now()) {
        int64_t state = store_i64(q, 0), delay = store_i64(q, 2);
        ret->pause = (delay < PAUSE_MOST_SEC ? delay : PAUSE_MOST_SEC) * US_SECOND;
        word = DESK_ROBOTS_YES;
        if (state == DESK_ROBOTS_UNREACHED) {
            word = DESK_ROBOTS_LATER;
            ret->reason = str_fmt(a, "the robots.txt of its host cannot be had: %.*s",
                                  STR_ARG(store_str(q, 3)));
            ret->wait = store_i64(q, 4) - clock_now();
        } else if (state == DESK_ROBOTS_RULES && !allows(a, store_str(q, 1), &u)) {
            word = DESK_ROBOTS_NO;
            ret->reason = STR("the robots.txt of its host asks programs to leave this page alone");
        }
    }
    return store_end(q, NULL) == ERR_OK ? word : DESK_ROBOTS_YES;
}

enum err_code desk_robots_take(struct desk_writing *w, const struct desk_robots_answer *v,
                               struct err *e)
{
    bool unreached = v->state == DESK_ROBOTS_UNREACHED;
    struct store_query *q =
        store_query(w->store, unreached ? SQL_ROBOTS_UNREACHED : SQL_ROBOTS_SET);
    store_put_str(q, "origin", v->origin);
    store_put_i64(q, "state", v->state);
    store_put_i64(q, "until", w->now + (unreached ? ROBOTS_AGAIN : ROBOTS_HOLD));
    if (unreached) {
        store_put_opt(q, "reason", utf8_cut(v->reason, 200));
    } else {
        store_put_opt(q, "rules", desk_list_write(w->a, v->rules, v->rule_count));
        store_put_i64(q, "delay", v->delay);
    }
    enum err_code code = store_run(q, e);
    q = store_query(w->store, SQL_ROBOTS_TRIM);
    store_put_i64(q, "before", w->now - ROBOTS_FORGET);
    return code == ERR_OK ? store_run(q, e) : code;
}
