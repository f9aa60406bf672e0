/* token: tokens for programs, and app passwords, which are tokens of the least scope. As of a
 * session (signin.c) only a token's digest is kept. */
#include "desk/internal.h"

enum { TOKENS_MOST = 50 };

struct new_token {
    int64_t account;
    struct str token, label;
    enum desk_scope scope;
};

static enum err_code add_token(struct desk_writing *w, void *ctx, struct err *e)
{
    struct new_token *s = ctx;
    struct store_query *q = store_query(w->store, SQL_TOKEN_COUNT);
    store_put_i64(q, "account", s->account);
    if (store_number(q, 0) >= TOKENS_MOST) /* more could not be seen, and so not be revoked */
        return err_set(e, ERR_LIMIT, "an account has at most %d tokens: revoke one", TOKENS_MOST);
    int64_t id = store_id(w->store);
    q = store_query(w->store, SQL_TOKEN_ADD);
    store_put_i64(q, "id", id);
    store_put_str(q, "hash", desk_digest(w->a, s->token));
    store_put_i64(q, "account", s->account);
    store_put_str(q, "label", utf8_cut(s->label, 100));
    store_put_i64(q, "now", w->now);
    store_put_i64(q, "scope", s->scope);
    return store_run(q, e);
}

enum err_code desk_token_new(struct desk *d, int64_t user, struct str label, enum desk_scope scope,
                             char ret_token[DESK_TOKEN_SIZE], struct err *e)
{
    char token[DESK_TOKEN_SIZE];
    desk_token_draw(token);
    label = str_trim(label);
    struct new_token s = {.account = user, .token = str_c(token), .label = label, .scope = scope};
    if (!label.n)
        return err_set(e, ERR_INPUT, "give the token a name, so that you know it again");
    enum err_code code = desk_write(d, add_token, &s, e);
    if (code == ERR_OK)
        memcpy(ret_token, token, sizeof token);
    return code;
}

bool desk_token_find(struct desk_reader *r, struct str token, struct desk_user *ret,
                     enum desk_scope *ret_scope)
{
    *ret = (struct desk_user){0};
    if (token.n != DESK_TOKEN_SIZE - 1)
        return false;
    int64_t id = 0, used = 0;
    struct store_query *q = store_query(r->store, SQL_TOKEN_FIND);
    store_put_str(q, "hash", desk_digest(r->a, token));
    if (store_row(q)) {
        id = store_i64(q, 0);
        used = store_i64(q, 5);
        desk_user_read(q, r->a, ret);
        *ret_scope = (enum desk_scope)store_i64(q, 6);
        ret->admin = ret->admin && *ret_scope == DESK_SCOPE_ALL;
    }
    if (store_end(q, NULL) != ERR_OK || !id)
        return false;
    if (clock_now() - used > US_HOUR)
        desk_sign_used(r->desk, SQL_TOKEN_USED, id, 0);
    return true;
}

enum err_code desk_tokens(struct desk_reader *r, int64_t user, const struct desk_token **ret,
                          size_t *ret_n)
{
    LIST(struct desk_token) list = {0};
    struct store_query *q = store_query(r->store, SQL_TOKEN_ALL);
    store_put_i64(q, "account", user);
    while (list.n < TOKENS_MOST && store_row(q))
        LIST_PUSH(r->a, &list,
                  (struct desk_token){store_i64(q, 0), store_dup(q, 1, r->a),
                                      (enum desk_scope)store_i64(q, 4), store_i64(q, 2),
                                      store_time(q, 3)});
    enum err_code code = store_end(q, NULL);
    *ret = list.v;
    *ret_n = list.n;
    return code;
}

enum err_code desk_token_revoke(struct desk *d, int64_t user, int64_t token, struct err *e)
{
    return desk_sign_revoke(d, SQL_TOKEN_REVOKE, user, token, e);
}

static const char *const scopes[] = {"feeds", "read", "write", "all"};

const char *desk_scope_name(enum desk_scope s)
{
    return s <= DESK_SCOPE_ALL ? scopes[s] : "";
}

bool desk_scope_find(struct str name, enum desk_scope *ret)
{
    for (int i = 0; i <= DESK_SCOPE_ALL; i++)
        if (str_eq(name, str_c(scopes[i]))) {
            *ret = (enum desk_scope)i;
            return true;
        }
    return false;
}

bool desk_app_password(struct desk_reader *r, struct str name, struct str word,
                       struct desk_user *ret)
{
    enum desk_scope scope;
    struct desk_user user;
    *ret = (struct desk_user){0};
    if (!desk_token_find(r, word, &user, &scope) ||
        !str_eq(desk_name_fold(r->a, name), desk_name_fold(r->a, user.name)))
        return false;
    *ret = user;
    return true;
}

enum err_code desk_app_sign_in(struct desk_reader *r, struct str name, struct str word,
                               struct str address, struct desk_user *ret, struct err *e)
{
    name = str_trim(utf8_cut(name, 4 * DESK_NAME_MOST));
    if (!name.n || !word.n)
        return err_set(e, ERR_DENIED, "the name or the app password is missing");
    /* Of the name at this address: nobody can shut out somebody else's app. */
    address = desk_attempt_network(r->a, address);
    struct str pair =
        str_fmt(r->a, "%.*s %.*s", STR_ARG(address), STR_ARG(desk_name_fold(r->a, name)));
    uint64_t who[2] = {desk_attempt_key(r->a, "app", pair),
                       desk_attempt_key(r->a, "address", address)};
    int64_t now = clock_now(), wait = desk_attempt_wait(r->desk, who, now);
    if (wait > 0)
        return desk_attempt_refused(wait, e);
    bool right = desk_app_password(r, name, word, ret);
    desk_attempt_count(r->desk, who, !right, now);
    return right ? ERR_OK : err_set(e, ERR_DENIED, "the name or the app password is wrong");
}

bool desk_basic_find(struct desk_reader *r, struct str header, struct desk_user *ret)
{
    enum { PAIR_MOST = 1024 };
    *ret = (struct desk_user){0};
    if (!str_starts_fold(header, STR("Basic ")) || header.n > PAIR_MOST)
        return false;
    struct str pair = base64_read(r->a, str_trim(str_from(header, 6)));
    size_t colon = str_find_char(pair, ':');
    if (colon == SIZE_MAX ||
        !desk_app_password(r, str_sub(pair, 0, colon), str_from(pair, colon + 1), ret))
        return false;
    ret->admin = false;
    return true;
}
