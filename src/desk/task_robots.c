/* task_robots: the robots.txt that an article's page waits for is asked for by the article's own
 * task, whose other requests follow when the answer is written; other tasks of the place wait for
 * it. */
#include "desk/pipe.h"
#include "desk/steps.h"

bool task_asks_robots(const struct desk_pipeline *p, struct str origin)
{
    for (const struct task *t = p->tasks; t; t = t->next)
        if (t->asks_robots && t->stage != STAGE_DONE && str_eq(t->robots.origin, origin))
            return true;
    return false;
}

static enum err_code write_robots(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    enum err_code code = desk_robots_take(w, &t->robots_answer, e);
    return code == ERR_OK ? task_write_aside(w, t, e) : code;
}

void task_robots_done(struct task *t, enum desk_robots_state state, struct str reason)
{
    t->robots_answer =
        (struct desk_robots_answer){.origin = t->robots.origin, .state = state, .reason = reason};
    if (state == DESK_ROBOTS_RULES) {
        t->robots_answer.rules = t->result.rules;
        t->robots_answer.rule_count = t->result.rule_count;
        t->robots_answer.delay = t->result.delay;
    }
    task_write(t, write_robots);
}

void task_robots_fetched(struct task *t)
{
    const struct net_response *v = &t->response;
    bool none = v->outcome == NET_MISSING || v->outcome == NET_GONE || v->outcome == NET_REFUSED ||
                v->fault == NET_FAULT_LIMIT ||
                (v->fault == NET_FAULT_HTTP && v->status >= 400 && v->status < 500 &&
                 v->outcome != NET_LATER);
    if (v->outcome == NET_OK) {
        t->job = (struct reader_job){
            .kind = READER_ROBOTS, .bytes = v->body, .encoding = v->encoding, .now = TIME_NONE};
        t->stage = STAGE_READ;
    } else if (v->fault == NET_FAULT_GUARD) {
        t->asks_robots = false;
        task_ask(t, t->page_url, NET_PAGE); /* which says what is wrong with it */
    } else {
        task_robots_done(t, none ? DESK_ROBOTS_NONE : DESK_ROBOTS_UNREACHED, v->reason);
    }
}
