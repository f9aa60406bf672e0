/* people: what the administrator does about accounts: sees them, makes administrators, gives links
 * by which a password is chosen. A link's token is drawn as that of a session (signin.c), and only
 * its digest is kept. */
#include "desk/internal.h"

enum err_code desk_accounts(struct desk_reader *r, const struct desk_account **ret, size_t *ret_n)
{
    LIST(struct desk_account) list = {0};
    struct store_query *q = store_query(r->store, SQL_ACCOUNT_LIST);
    store_put_i64(q, "now", clock_now());
    while (store_row(q))
        LIST_PUSH(r->a, &list,
                  (struct desk_account){{store_i64(q, 0), store_dup(q, 1, r->a),
                                         store_i64(q, 2) != 0, store_i64(q, 3)},
                                        !store_null(q, 4),
                                        store_time(q, 5),
                                        store_time(q, 6)});
    *ret = list.v;
    *ret_n = list.n;
    return store_end(q, NULL);
}

enum err_code desk_account_get(struct desk_reader *r, int64_t id, struct desk_account *ret)
{
    const struct desk_account *v;
    size_t n;
    enum err_code code = desk_accounts(r, &v, &n);
    for (size_t i = 0; i < n && code == ERR_OK; i++)
        if (v[i].user.id == id) {
            *ret = v[i];
            return ERR_OK;
        }
    return code == ERR_OK ? ERR_NOT_FOUND : code;
}

enum err_code desk_account_named(struct desk_reader *r, struct str name, struct desk_account *ret)
{
    int64_t id = desk_account_find(r->store, r->a, name, NULL, NULL);
    return id ? desk_account_get(r, id, ret) : ERR_NOT_FOUND;
}

struct act {
    int64_t account;
    bool on;
    struct str token;
    const char *hash;
};

static enum err_code set_admin(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct act *act = ctx;
    if (!act->on && desk_is_admin(w->store, act->account) &&
        store_number(store_query(w->store, SQL_ACCOUNT_ADMINS), 0) < 2)
        return err_set(e, ERR_DENIED, "this is the only administrator; make another first");
    struct store_query *q = store_query(w->store, SQL_ACCOUNT_SET_ADMIN);
    store_put_i64(q, "id", act->account);
    store_put_i64(q, "on", act->on);
    enum err_code code = store_run(q, e);
    if (code == ERR_OK && store_changes(w->store) == 0)
        return err_set(e, ERR_NOT_FOUND, "there is no such account, or it is closed");
    return code;
}

enum err_code desk_user_admin(struct desk *d, int64_t account, bool on, struct err *e)
{
    return desk_write(d, set_admin, &(struct act){.account = account, .on = on}, e);
}

/* -------------------------------------------------------------------------- links */

enum err_code desk_invitation_end(struct desk_writing *w, int64_t account, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_INVITATION_DELETE);
    store_put_i64(q, "account", account);
    store_put_i64(q, "now", w->now);
    return store_run(q, e);
}

static enum err_code invite(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct act *act = ctx;
    enum err_code code = desk_invitation_end(w, act->account, e);
    if (code != ERR_OK)
        return code;
    struct store_query *q = store_query(w->store, SQL_INVITATION_SET);
    store_put_i64(q, "account", act->account);
    store_put_str(q, "hash", desk_digest(w->a, act->token));
    store_put_i64(q, "until", w->now + DESK_INVITATION_DAYS * US_DAY);
    code = store_run(q, e);
    if (code == ERR_OK && store_changes(w->store) == 0)
        return err_set(e, ERR_NOT_FOUND, "there is no such account");
    return code;
}

enum err_code desk_invite(struct desk *d, int64_t account, char ret_token[DESK_TOKEN_SIZE],
                          struct err *e)
{
    char token[DESK_TOKEN_SIZE];
    desk_token_draw(token);
    enum err_code code =
        desk_write(d, invite, &(struct act){.account = account, .token = str_c(token)}, e);
    if (code == ERR_OK)
        memcpy(ret_token, token, sizeof token);
    return code;
}

enum err_code desk_user_invite(struct desk *d, struct str name, bool admin, int64_t *ret_user,
                               char ret_token[DESK_TOKEN_SIZE], struct err *e)
{
    char nobodys[DESK_TOKEN_SIZE];
    int64_t id = 0;
    desk_token_draw(nobodys);
    enum err_code code = desk_user_add(d, name, str_c(nobodys), admin, &id, e);
    if (code == ERR_OK)
        code = desk_invite(d, id, ret_token, e);
    if (code == ERR_OK)
        *ret_user = id;
    return code;
}

static bool find(struct store *s, struct arena *a, struct str token, int64_t now,
                 struct desk_user *ret)
{
    *ret = (struct desk_user){0};
    if (token.n != DESK_TOKEN_SIZE - 1)
        return false;
    struct store_query *q = store_query(s, SQL_INVITATION_FIND);
    store_put_str(q, "hash", desk_digest(a, token));
    store_put_i64(q, "now", now);
    if (store_row(q))
        *ret = (struct desk_user){store_i64(q, 1), store_dup(q, 2, a), store_i64(q, 3) != 0,
                                  store_i64(q, 4)};
    return store_end(q, NULL) == ERR_OK && ret->id;
}

bool desk_invitation_find(struct desk_reader *r, struct str token, struct desk_user *ret)
{
    return find(r->store, r->a, token, clock_now(), ret);
}

static enum err_code take(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct act *act = ctx;
    struct desk_user user;
    if (!find(w->store, w->a, act->token, w->now, &user))
        return err_set(e, ERR_DENIED, "this link holds no more; ask the administrator for another");
    struct store_query *q = store_query(w->store, SQL_ACCOUNT_PASSWORD);
    store_put_i64(q, "id", user.id);
    store_put_str(q, "password", str_c(act->hash));
    enum err_code code = store_run(q, e);
    if (code == ERR_OK)
        code = desk_invitation_end(w, user.id, e);
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_SESSION_END_ACCOUNT);
    store_put_i64(q, "account", user.id);
    return store_run(q, e);
}

enum err_code desk_invitation_take(struct desk *d, struct str token, struct str password,
                                   struct err *e)
{
    char hash[DESK_PASSWORD_HASH];
    enum err_code code = desk_password_hash(password, hash, e);
    return code == ERR_OK ? desk_write(d, take, &(struct act){.token = token, .hash = hash}, e)
                          : code;
}
