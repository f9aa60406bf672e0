/* signin: sessions. A session is 32 random bytes; the database holds only its SHA-256, so that a
 * stolen copy signs nobody in. A sign in for a name that is not there checks a password all the
 * same, so that the time it takes tells nothing. Failed attempts are counted (attempt.c). */
#include "desk/internal.h"

enum { SESSIONS_MOST = 50 };

void desk_token_draw(char ret[DESK_TOKEN_SIZE])
{
    unsigned char drawn[32];
    random_bytes(drawn, sizeof drawn);
    base64_url(drawn, sizeof drawn, ret);
}

static int64_t session_length(const struct desk *d)
{
    return desk_conf_int(d->conf, DESK_SET_SESSION_DAYS) * US_DAY;
}

struct new_session {
    int64_t account;
    struct str token, agent, address;
};

static enum err_code add_session(struct desk_writing *w, void *ctx, struct err *e)
{
    struct new_session *s = ctx;
    struct store_query *q = store_query(w->store, SQL_SESSION_EXPIRE);
    store_put_i64(q, "now", w->now);
    enum err_code code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    int64_t id = store_id(w->store);
    q = store_query(w->store, SQL_SESSION_ADD);
    store_put_i64(q, "id", id);
    store_put_str(q, "hash", desk_digest(w->a, s->token));
    store_put_i64(q, "account", s->account);
    store_put_i64(q, "now", w->now);
    store_put_i64(q, "expires", w->now + session_length(w->desk));
    store_put_opt(q, "agent", utf8_cut(s->agent, 200));
    store_put_opt(q, "address", utf8_cut(s->address, 60));
    return store_run(q, e);
}

enum err_code desk_session_new(struct desk *d, int64_t user, struct str address, struct str agent,
                               char ret_token[DESK_TOKEN_SIZE], struct err *e)
{
    char token[DESK_TOKEN_SIZE];
    desk_token_draw(token);
    struct new_session s = {
        .account = user, .token = str_c(token), .agent = agent, .address = address};
    enum err_code code = desk_write(d, add_session, &s, e);
    if (code == ERR_OK)
        memcpy(ret_token, token, sizeof token);
    return code;
}

struct lookup {
    bool banned;
    struct str name;
    char hash[DESK_PASSWORD_HASH];
    int64_t id;
};

/* Read by the writer, so that signing in needs no reader. */
static enum err_code look_up(struct desk_writing *w, void *ctx, struct err *e)
{
    (void)e;
    struct lookup *l = ctx;
    struct str hash = STR_NONE;
    l->id = desk_account_find(w->store, w->a, l->name, &hash, NULL);
    snprintf(l->hash, sizeof l->hash, "%.*s", STR_ARG(hash));
    l->banned = l->id && desk_is_banned(w->store, l->id);
    return ERR_OK;
}

enum err_code desk_sign_in(struct desk *d, struct str name, struct str password, struct str address,
                           struct str agent, char ret_token[DESK_TOKEN_SIZE], struct err *e)
{
    struct arena a;
    arena_init(&a, 1 << 20);
    name = str_trim(utf8_cut(name, 4 * DESK_NAME_MOST));
    uint64_t who[2] = {desk_attempt_key(&a, "name", desk_name_fold(&a, name)),
                       desk_attempt_key(&a, "address", desk_attempt_network(&a, address))};
    arena_done(&a);
    int64_t now = clock_now(), wait = desk_attempt_wait(d, who, now);
    if (wait > 0)
        return desk_attempt_refused(wait, e);
    struct lookup l = {.name = name};
    enum err_code code = desk_write(d, look_up, &l, e);
    if (code != ERR_OK)
        return code;
    bool right = false;
    code = desk_password_check(l.hash, password, &right, e);
    desk_attempt_count(d, who, !right, now);
    if (!right)
        return err_set(e, ERR_DENIED, "the name or the password is wrong");
    if (l.banned)
        return err_set(e, ERR_DENIED, "this account was closed by the administrator");
    return code == ERR_OK ? desk_session_new(d, l.id, address, agent, ret_token, e) : code;
}

struct renew {
    struct desk_job job;
    int64_t id, expires;
    enum store_sql query;
};

static enum err_code renew_run(struct desk_writing *w, void *ctx, struct err *e)
{
    struct renew *n = ctx;
    struct store_query *q = store_query(w->store, n->query);
    store_put_i64(q, "id", n->id);
    store_put_i64(q, "now", w->now);
    if (n->query == SQL_SESSION_SEEN)
        store_put_i64(q, "expires", n->expires);
    return store_run(q, e);
}

static void renew_done(struct desk_job *job)
{
    free(job->ctx);
}

void desk_sign_used(struct desk *d, enum store_sql query, int64_t id, int64_t expires)
{
    struct renew *n = calloc(1, sizeof *n);
    if (!n)
        return;
    *n = (struct renew){.id = id, .expires = expires, .query = query};
    n->job.run = renew_run;
    n->job.ctx = n;
    n->job.done = renew_done;
    desk_write_later(d, &n->job);
}

void desk_user_read(struct store_query *q, struct arena *a, struct desk_user *ret)
{
    *ret = (struct desk_user){store_i64(q, 1), store_dup(q, 2, a), store_i64(q, 3) != 0,
                              store_i64(q, 4)};
}

bool desk_session_find(struct desk_reader *r, struct str token, struct desk_user *ret)
{
    *ret = (struct desk_user){0};
    if (token.n != DESK_TOKEN_SIZE - 1)
        return false;
    int64_t now = clock_now(), id = 0, seen = 0;
    struct store_query *q = store_query(r->store, SQL_SESSION_FIND);
    store_put_str(q, "hash", desk_digest(r->a, token));
    store_put_i64(q, "now", now);
    if (store_row(q)) {
        id = store_i64(q, 0);
        seen = store_i64(q, 5);
        desk_user_read(q, r->a, ret);
    }
    if (store_end(q, NULL) != ERR_OK || !id)
        return false;
    if (now - seen > US_HOUR)
        desk_sign_used(r->desk, SQL_SESSION_SEEN, id, now + session_length(r->desk));
    return true;
}

static enum err_code end_session(struct desk_writing *w, void *ctx, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_SESSION_END);
    store_put_str(q, "hash", desk_digest(w->a, *(struct str *)ctx));
    return store_run(q, e);
}

enum err_code desk_session_end(struct desk *d, struct str token, struct err *e)
{
    return desk_write(d, end_session, &token, e);
}

enum err_code desk_sessions(struct desk_reader *r, int64_t user, struct str current,
                            const struct desk_session **ret, size_t *ret_n)
{
    LIST(struct desk_session) list = {0};
    struct str own = desk_digest(r->a, current);
    struct store_query *q = store_query(r->store, SQL_SESSION_ALL);
    store_put_i64(q, "account", user);
    store_put_i64(q, "now", clock_now());
    while (list.n < SESSIONS_MOST && store_row(q))
        LIST_PUSH(r->a, &list,
                  (struct desk_session){store_i64(q, 0), store_i64(q, 1), store_i64(q, 2),
                                        store_i64(q, 3), store_dup(q, 4, r->a),
                                        store_dup(q, 5, r->a), str_eq(store_str(q, 6), own)});
    enum err_code code = store_end(q, NULL);
    *ret = list.v;
    *ret_n = list.n;
    return code;
}

struct revoke {
    enum store_sql query;
    int64_t id, account;
};

static enum err_code revoke_run(struct desk_writing *w, void *ctx, struct err *e)
{
    struct revoke *v = ctx;
    struct store_query *q = store_query(w->store, v->query);
    store_put_i64(q, "id", v->id);
    store_put_i64(q, "account", v->account);
    enum err_code code = store_run(q, e);
    if (code == ERR_OK && store_changes(w->store) == 0)
        return err_set(e, ERR_NOT_FOUND, "it has ended already");
    return code;
}

enum err_code desk_sign_revoke(struct desk *d, enum store_sql query, int64_t user, int64_t id,
                               struct err *e)
{
    return desk_write(d, revoke_run, &(struct revoke){query, id, user}, e);
}

enum err_code desk_session_revoke(struct desk *d, int64_t user, int64_t session, struct err *e)
{
    return desk_sign_revoke(d, SQL_SESSION_REVOKE, user, session, e);
}
