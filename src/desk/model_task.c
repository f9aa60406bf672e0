/* model_task: the steps of asking the language model: what it is given is read from the database,
 * the request goes to the fetch process, the answer to a reader, which gives its text, and that is
 * held against what was given. One is asked at a time: the next waits (task.c). */
#include "desk/modelling.h"
#include "desk/pipe.h"
#include "desk/wish.h"

/* Of a task, in its arena. */
struct model_work {
    struct model_given given;
    struct model_outcome outcome;
    struct str name;
};

static enum err_code write_outcome(struct desk_writing *w, void *ctx, struct err *e)
{
    struct task *t = ctx;
    struct model_outcome lost = {
        .about = t->wish->about, .id = t->wish->subject, .error = t->model_error};
    return model_take(w, t->model_error.n ? &lost : &t->model->outcome, e);
}

/* A server may say in its error which key it was sent: that is neither kept nor shown. */
static struct str without_key(struct task *t, struct str words)
{
    char key[DESK_MODEL_KEY_MOST];
    if (desk_model_key(t->p->d->conf, key, NULL) != ERR_OK || !*key)
        return words;
    const struct str k = str_c(key), instead = STR("[the key]");
    struct buf b;
    buf_arena(&b, &t->a, (words.n + 1) * instead.n);
    /* What was put in is not looked at again: a server of one's own takes "key" for a key. */
    for (size_t at; (at = str_find(words, k)) != SIZE_MAX; words = str_from(words, at + k.n)) {
        buf_put(&b, str_sub(words, 0, at));
        buf_put(&b, instead);
    }
    buf_put(&b, words);
    explicit_bzero(key, sizeof key);
    return buf_str(&b);
}

/* `words` live as long as the task. */
static void fail(struct task *t, struct str words)
{
    words = without_key(t, words);
    if (!t->wish->subject) { /* only tried */
        struct err e = {0};
        err_set(&e, ERR_INPUT, "%.*s", STR_ARG(words));
        wish_end_task(t, ERR_INPUT, &e);
        return;
    }
    t->model_error = words.n ? words : STR("it did not work");
    task_write(t, write_outcome);
}

void wish_model_lost(struct task *t, struct str words)
{
    fail(t, words);
}

bool wish_model_asks(const struct desk_pipeline *p)
{
    for (const struct task *t = p->tasks; t; t = t->next)
        if (t->kind == TASK_MODEL && t->stage != STAGE_WAIT && t->stage != STAGE_AGAIN &&
            t->stage != STAGE_DONE)
            return true;
    return false;
}

/* -------------------------------------------------------------------------- the request */

static bool add_key(struct task *t, struct err *e)
{
    char key[DESK_MODEL_KEY_MOST];
    if (desk_model_key(t->p->d->conf, key, e) != ERR_OK)
        return false;
    if (*key) {
        struct net_header *h = ARENA_NEW(&t->a, struct net_header);
        *h = (struct net_header){STR("Authorization"), str_fmt(&t->a, "Bearer %s", key)};
        t->request.headers = h;
        t->request.header_count = 1;
    }
    explicit_bzero(key, sizeof key);
    return true;
}

static struct str body_of(struct task *t, struct model_work *m, struct err *e)
{
    struct wish *w = t->wish;
    if (!w->subject)
        return model_prompt_try(&t->a, m->name);
    desk_reader_begin(t->p->r, &t->a);
    enum err_code code = model_given_load(t->p->r, &t->a, w->about, w->subject, &m->given, e);
    desk_reader_begin(t->p->r, &t->p->a);
    if (code != ERR_OK && !e->words[0])
        err_set(e, code, "the sources cannot be read");
    return code == ERR_OK ? model_prompt(&t->a, m->name, &m->given) : STR_NONE;
}

void wish_model_begin(struct task *t)
{
    const struct desk_conf *c = t->p->d->conf;
    struct model_work *m = t->model = ARENA_NEW(&t->a, struct model_work);
    char address[DESK_MODEL_URL_MOST];
    struct err e = {0};
    m->name = str_dup(&t->a, str_c(desk_conf_str(c, DESK_SET_MODEL_NAME)));
    if (!desk_model_address(c, address)) {
        fail(t, STR("no language model is named"));
        return;
    }
    t->url = str_dup(&t->a, str_c(address));
    t->request = (struct net_request){
        .url = t->url,
        .as = NET_MODEL,
        .urgent = true,
        .method = STR("POST"),
        .body_type = STR("application/json"),
        .body_most = MODEL_ANSWER_MOST,
        .total_us = desk_conf_int(c, DESK_SET_MODEL_TIMEOUT) * US_SECOND,
    };
    t->request.body = body_of(t, m, &e);
    if (!t->request.body.n || !add_key(t, &e)) {
        fail(t, str_fmt(&t->a, "%s", e.words));
        return;
    }
    t->stage = STAGE_FETCH;
}

/* -------------------------------------------------------------------------- the answer */

enum err_code wish_model_fetched(struct task *t)
{
    const struct net_response *v = &t->response;
    if (v->outcome == NET_OK) {
        t->job = (struct reader_job){
            .kind = READER_MODEL, .bytes = v->body, .encoding = v->encoding, .now = TIME_NONE};
        t->stage = STAGE_READ;
        return ERR_OK;
    }
    static const struct {
        int status;
        const char *words;
    } told[] = {{401, "it wants another key"},
                {403, "it wants another key"},
                {404, "it knows no such model, or it is not at this address"},
                {429, "it asks to be asked less often"}};
    struct str words = v->reason;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (told[i].status == v->status)
            words = str_fmt(&t->a, "%s (%d)", told[i].words, v->status);
    fail(t, str_fmt(&t->a, "the model's server does not answer: %.*s", STR_ARG(words)));
    return ERR_OK;
}

enum err_code wish_model_read(struct task *t)
{
    const struct reader_result *r = &t->result;
    struct model_work *m = t->model;
    struct vouch v;
    if (r->error != ERR_OK) {
        fail(t, str_fmt(&t->a, "the model's answer is of no use: %.*s", STR_ARG(r->reason)));
        return ERR_OK;
    }
    if (!t->wish->subject) {
        wish_put_z(t->wish->address, DESK_MODEL_WORDS, r->said);
        wish_end_task(t, ERR_OK, NULL);
        return ERR_OK;
    }
    struct str *sources = ARENA_ARRAY(&t->a, m->given.n, struct str);
    for (size_t i = 0; i < m->given.n; i++)
        sources[i] = m->given.v[i].words;
    sense_vouch(&t->a, sources, m->given.n, r->said, &v);
    m->outcome = (struct model_outcome){.about = t->wish->about,
                                        .id = t->wish->subject,
                                        .model = m->name,
                                        .said = model_kept_write(&t->a, &v, &m->given),
                                        .sources = model_sources_write(&t->a, &m->given)};
    task_write(t, write_outcome);
    return ERR_OK;
}

enum err_code wish_model_written(struct task *t, struct err *e)
{
    return t->model_error.n ? err_set(e, ERR_INPUT, "%.*s", STR_ARG(t->model_error)) : ERR_OK;
}
