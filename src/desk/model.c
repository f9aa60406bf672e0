/* model: what is asked of the language model, what is kept of its answers, and what is shown. */
#include "desk/modelling.h"
#include "desk/stories.h"
#include "desk/wish.h"

const char *desk_model_state_name(enum desk_model_state s)
{
    static const char *const names[] = {"none", "waits", "done", "failed"};
    return names[s];
}

static void put_subject(struct store_query *q, enum desk_model_about about, int64_t id)
{
    store_put_i64(q, "about", about);
    store_put_i64(q, "subject", id);
}

/* -------------------------------------------------------------------------- reading */

static bool is_there(struct store *s, enum desk_model_about about, int64_t id)
{
    struct store_query *q = store_query(s, about == DESK_MODEL_STORY ? SQL_MODEL_SUBJECT_STORY
                                                                     : SQL_MODEL_SUBJECT_ARTICLE);
    store_put_i64(q, "id", id);
    return store_number(q, 0) > 0;
}

static enum err_code count_fresh(struct desk_reader *r, int64_t story, struct desk_model_text *ret)
{
    struct store_query *q = store_query(r->store, SQL_MODEL_FRESH);
    store_put_i64(q, "story", story);
    store_put_i64(q, "since", ret->given_at);
    if (store_row(q))
        ret->fresh = (uint32_t)store_i64(q, 0);
    return store_end(q, NULL);
}

enum err_code desk_model_get(struct desk_reader *r, enum desk_model_about about, int64_t id,
                             struct desk_model_text *ret)
{
    char address[DESK_MODEL_URL_MOST];
    struct str said = STR_NONE, sources = STR_NONE;
    struct desk_model_text v = {.written_at = TIME_NONE, .asked_at = TIME_NONE};
    *ret = v;
    if (!desk_model_address(r->desk->conf, address))
        return ERR_OK; /* and nothing is asked of the database */
    if (about == DESK_MODEL_STORY)
        id = desk_story_now(r->store, id);
    if (!is_there(r->store, about, id))
        return ERR_NOT_FOUND;
    v.on = true;
    struct store_query *q = store_query(r->store, SQL_MODEL_GET);
    put_subject(q, about, id);
    if (store_row(q)) {
        int64_t state = store_i64(q, 0);
        v.state = state > DESK_MODEL_NONE && state <= DESK_MODEL_FAILED
                      ? (enum desk_model_state)state
                      : DESK_MODEL_NONE;
        v.asked_at = store_time(q, 1);
        v.error = store_dup(q, 2, r->a);
        v.written_at = store_time(q, 3);
        v.model = store_dup(q, 4, r->a);
        said = store_dup(q, 5, r->a);
        sources = store_dup(q, 6, r->a);
    }
    enum err_code code = store_end(q, NULL);
    if (v.state == DESK_MODEL_WAITS && v.asked_at < clock_now() - MODEL_PATIENCE) {
        v.state = DESK_MODEL_FAILED;
        v.error = STR("it was lost on the way");
    }
    if (code == ERR_OK && v.written_at != TIME_NONE)
        code = model_kept_read(r, said, sources, &v);
    if (code == ERR_OK && v.written_at != TIME_NONE && about == DESK_MODEL_STORY)
        code = count_fresh(r, id, &v);
    if (code == ERR_OK)
        *ret = v;
    return code;
}

/* -------------------------------------------------------------------------- writing */

enum err_code model_take(struct desk_writing *w, void *outcome, struct err *e)
{
    const struct model_outcome *o = outcome;
    struct store_query *q = store_query(w->store, o->error.n ? SQL_MODEL_FAIL : SQL_MODEL_WRITE);
    put_subject(q, o->about, o->id);
    store_put_i64(q, "state", o->error.n ? DESK_MODEL_FAILED : DESK_MODEL_DONE);
    if (o->error.n) {
        store_put_str(q, "error", utf8_cut(o->error, 300));
    } else {
        store_put_i64(q, "now", w->now);
        store_put_str(q, "model", o->model);
        store_put_str(q, "said", o->said);
        store_put_str(q, "sources", o->sources);
    }
    enum err_code code = store_run(q, e);
    if (code == ERR_OK && o->about == DESK_MODEL_STORY)
        desk_tell(w, &(struct desk_event){.kind = DESK_EVENT_STORY, .id = o->id, .at = w->now});
    return code;
}

enum err_code model_reset(struct desk_writing *w, void *ctx, struct err *e)
{
    (void)ctx;
    struct store_query *q = store_query(w->store, SQL_MODEL_RESET);
    store_put_i64(q, "waits", DESK_MODEL_WAITS);
    store_put_i64(q, "failed", DESK_MODEL_FAILED);
    store_put_str(q, "error", STR("the program ended before it was written"));
    return store_run(q, e);
}

struct asking {
    enum desk_model_about about;
    int64_t id, hourly;
};

static int64_t count(struct desk_writing *w, enum store_sql which, int64_t since)
{
    struct store_query *q = store_query(w->store, which);
    store_put_i64(q, "since", since);
    if (which == SQL_MODEL_ASKED)
        store_put_i64(q, "now", w->now);
    else
        store_put_i64(q, "waits", DESK_MODEL_WAITS);
    return store_number(q, INT64_MAX);
}

/* Is it waited for already? */
static bool waits(struct desk_writing *w, const struct asking *x)
{
    struct store_query *q = store_query(w->store, SQL_MODEL_GET);
    put_subject(q, x->about, x->id);
    bool found = store_row(q) && store_i64(q, 0) == DESK_MODEL_WAITS &&
                 store_i64(q, 1) > w->now - MODEL_PATIENCE;
    return store_end(q, NULL) == ERR_OK && found;
}

static enum err_code note_ask(struct desk_writing *w, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_MODEL_ASK_TRIM);
    store_put_i64(q, "since", w->now - US_HOUR);
    store_put_i64(q, "now", w->now);
    enum err_code code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_MODEL_ASK_PUT);
    store_put_i64(q, "id", store_id(w->store));
    store_put_i64(q, "now", w->now);
    return store_run(q, e);
}

/* Counts it and marks it as waiting, where it may be asked. */
static enum err_code begin(struct desk_writing *w, void *ctx, struct err *e)
{
    struct asking *x = ctx;
    if (x->about == DESK_MODEL_STORY)
        x->id = desk_story_now(w->store, x->id);
    if (!is_there(w->store, x->about, x->id))
        return err_set(e, ERR_NOT_FOUND, "there is no such %s",
                       x->about == DESK_MODEL_STORY ? "story" : "article");
    if (waits(w, x))
        return err_set(e, ERR_EXISTS, "it is being written already");
    if (count(w, SQL_MODEL_WAITING, w->now - MODEL_PATIENCE) >= MODEL_WAITING_MOST)
        return err_set(e, ERR_LIMIT, "%d texts wait for the model already: try again in a while",
                       MODEL_WAITING_MOST);
    if (count(w, SQL_MODEL_ASKED, w->now - US_HOUR) >= x->hourly)
        return err_set(e, ERR_LIMIT,
                       "the model was asked %lld times in this hour, which is the most that it may "
                       "be: try again later",
                       (long long)x->hourly);
    enum err_code code = note_ask(w, e);
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_MODEL_WAIT);
    put_subject(q, x->about, x->id);
    store_put_i64(q, "state", DESK_MODEL_WAITS);
    store_put_i64(q, "now", w->now);
    return store_run(q, e);
}

static enum err_code begin_ask(struct desk *d, struct asking *x, struct err *e)
{
    char address[DESK_MODEL_URL_MOST];
    if (!desk_model_address(d->conf, address))
        return err_set(e, ERR_NOT_FOUND, "no language model is named: see model_url");
    x->hourly = desk_conf_int(d->conf, DESK_SET_MODEL_HOURLY);
    return desk_write(d, begin, x, e);
}

/* Nobody will: said, so that it does not seem to be under way. */
static void give_up(struct desk *d, const struct asking *x, const struct err *why)
{
    struct err e = {0};
    struct model_outcome o = {.about = x->about, .id = x->id, .error = str_c(why->words)};
    if (desk_write(d, model_take, &o, &e) != ERR_OK)
        log_say(LOG_WARN, "desk", "the model: %s", e.words);
}

enum err_code desk_model_ask(struct desk *d, enum desk_model_about about, int64_t id, struct err *e)
{
    struct asking x = {.about = about, .id = id};
    struct err why = {0};
    enum err_code code = begin_ask(d, &x, e);
    if (code != ERR_OK)
        return code;
    struct wish *w = calloc(1, sizeof *w);
    code = w ? ERR_OK : err_set(&why, ERR_MEMORY, "no memory");
    if (w) {
        w->kind = TASK_MODEL;
        w->about = about;
        w->subject = x.id;
        code = wish_post_here(d, w, &why);
    }
    if (code != ERR_OK) {
        give_up(d, &x, &why);
        *e = why;
    }
    return code;
}

enum err_code desk_model_now(struct desk *d, struct desk_pipeline *p, enum desk_model_about about,
                             int64_t id, struct err *e)
{
    struct asking x = {.about = about, .id = id};
    enum err_code code = begin_ask(d, &x, e);
    if (code != ERR_OK)
        return code;
    struct wish w = {.kind = TASK_MODEL, .about = about, .subject = x.id};
    code = wish_wait(p, &w, e);
    if (code == ERR_CLOSED)
        give_up(d, &x, e);
    return code;
}

enum err_code desk_model_try(struct desk_pipeline *p, char ret[DESK_MODEL_WORDS], struct err *e)
{
    struct wish w = {.kind = TASK_MODEL, .subject = 0};
    enum err_code code = wish_wait(p, &w, e);
    wish_put_z(ret, DESK_MODEL_WORDS, str_c(w.address));
    return code;
}

/* -------------------------------------------------------------------------- its JSON form */

static void put_line(struct json_out *w, const struct desk_model_line *l)
{
    json_obj(w);
    json_field_str(w, "words", l->words);
    json_key(w, STR("by"));
    json_arr(w);
    for (size_t i = 0; i < l->by_count; i++) {
        const struct desk_model_source *s = &l->by[i];
        json_obj(w);
        json_field_i64(w, "article", s->article);
        json_field_str(w, "publisher", s->publisher_name);
        if (s->sentence >= 0)
            json_field_i64(w, "sentence", s->sentence);
        json_key(w, STR("span"));
        json_arr(w);
        json_put_i64(w, s->span.at);
        json_put_i64(w, s->span.end);
        json_arr_end(w);
        json_obj_end(w);
    }
    json_arr_end(w);
    json_obj_end(w);
}

static void put_time(struct json_out *w, const char *key, int64_t us)
{
    if (us == TIME_NONE)
        return;
    json_key(w, str_c(key));
    json_put_time(w, us);
}

void desk_model_json(struct json_out *w, const struct desk_model_text *v)
{
    json_obj(w);
    json_field_str(w, "state", str_c(desk_model_state_name(v->state)));
    put_time(w, "asked", v->asked_at);
    json_field_opt(w, "error", v->error);
    if (v->written_at != TIME_NONE) {
        put_time(w, "written", v->written_at);
        json_field_str(w, "model", v->model);
        json_key(w, STR("lines"));
        json_arr(w);
        for (size_t i = 0; i < v->line_count; i++)
            put_line(w, &v->lines[i]);
        json_arr_end(w);
        json_key(w, STR("left_out"));
        json_arr(w);
        for (size_t i = 0; i < v->left_count; i++)
            json_put_str(w, v->left[i]);
        json_arr_end(w);
        json_field_bool(w, "cut", v->cut);
        json_field_i64(w, "reports_since", v->fresh);
        json_field_bool(w, "sources_changed", v->changed);
    }
    json_obj_end(w);
}
