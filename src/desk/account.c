/* account: people, their passwords (argon2id), sessions, tokens for programs, preferences.
 *
 * A session or token is 32 random bytes; the database holds only its SHA-256, so that a stolen copy
 * signs nobody in. A sign in for a name that is not there checks a password all the same, so that
 * the time it takes tells nothing. Failed attempts are counted (attempt.c). */
#include "desk/internal.h"
#include "text/text.h"

#include <argon2.h>

enum {
    ARGON_PASSES = 2,
    ARGON_KIB = 19 * 1024, /* OWASP's lower bound for argon2id with two passes */
    SESSIONS_MOST = 50,
    PREFS_MOST = 50,
    PREF_MOST = 2000,
    TOKENS_MOST = 50,
};

/* -------------------------------------------------------------------------- names and passwords */

static enum err_code fit_name(struct str name, struct err *e)
{
    if (name.n == 0)
        return err_set(e, ERR_INPUT, "choose a name");
    if (utf8_valid(name) != name.n || utf8_length(name) > DESK_NAME_MOST)
        return err_set(e, ERR_INPUT, "a name has at most %d characters", DESK_NAME_MOST);
    for (size_t at = 0; at < name.n;) {
        uint32_t rune = utf8_next(name, &at);
        enum text_class class = text_class(rune);
        bool fits = class == TEXT_LETTER || class == TEXT_DIGIT || class == TEXT_MARK ||
                    class == TEXT_IDEOGRAPH || class == TEXT_COMPLEX || rune == ' ' ||
                    rune == '-' || rune == '_' || rune == '.' || rune == '\'';
        if (!fits)
            return err_set(e, ERR_INPUT, "a name is made of letters, digits, spaces and - _ . '");
    }
    return ERR_OK;
}

static enum err_code fit_password(struct str password, struct err *e)
{
    if (password.n < DESK_PASSWORD_LEAST)
        return err_set(e, ERR_INPUT, "a password has at least %d characters", DESK_PASSWORD_LEAST);
    if (password.n > DESK_PASSWORD_MOST)
        return err_set(e, ERR_INPUT, "a password has at most %d bytes", DESK_PASSWORD_MOST);
    return ERR_OK;
}

static enum err_code hash_password(struct str password, char ret[DESK_PASSWORD_HASH], struct err *e)
{
    unsigned char salt[16];
    random_bytes(salt, sizeof salt);
    int rc = argon2id_hash_encoded(ARGON_PASSES, ARGON_KIB, 1, password.p, password.n, salt,
                                   sizeof salt, 32, ret, DESK_PASSWORD_HASH);
    return rc == ARGON2_OK ? ERR_OK
                           : err_set(e, ERR_MEMORY, "the password cannot be hashed: %s",
                                     argon2_error_message(rc));
}

enum err_code desk_password_hash(struct str password, char ret[DESK_PASSWORD_HASH], struct err *e)
{
    enum err_code code = fit_password(password, e);
    return code == ERR_OK ? hash_password(password, ret, e) : code;
}

/* Names are compared folded, with single spaces. */
static struct str folded(struct arena *a, struct str name)
{
    return text_fold(a, str_trim(name));
}

/* -------------------------------------------------------------------------- accounts */

struct add {
    struct str name;
    const char *hash;
    bool admin, by_web;
    int64_t id;
};

static enum err_code add_account(struct desk_writing *w, void *ctx, struct err *e)
{
    struct add *add = ctx;
    bool first = store_number(store_query(w->store, SQL_ACCOUNT_COUNT), 1) == 0;
    if (add->by_web && !first && !desk_conf_bool(w->desk->conf, DESK_SET_SIGN_UP))
        return err_set(e, ERR_DENIED, "new accounts are made by who runs this desk");
    add->id = store_id(w->store);
    struct store_query *q = store_query(w->store, SQL_ACCOUNT_ADD);
    store_put_i64(q, "id", add->id);
    store_put_str(q, "name", str_trim(add->name));
    store_put_str(q, "folded", folded(w->a, add->name));
    store_put_str(q, "password", str_c(add->hash));
    store_put_i64(q, "admin", add->admin || first);
    store_put_i64(q, "now", w->now);
    enum err_code code = store_run(q, e);
    return code == ERR_EXISTS ? err_set(e, ERR_EXISTS, "the name %.*s is taken", STR_ARG(add->name))
                              : code;
}

static enum err_code make_account(struct desk *d, struct add *add, struct str password,
                                  struct err *e)
{
    char hash[DESK_PASSWORD_HASH];
    add->name = str_trim(add->name);
    enum err_code code = fit_name(add->name, e);
    if (code == ERR_OK)
        code = desk_password_hash(password, hash, e);
    add->hash = hash;
    if (code == ERR_OK)
        code = desk_write(d, add_account, add, e);
    add->hash = NULL;
    return code;
}

/* Each that comes as far as hashing counts, made or not: an answer says whether a name is taken. */
enum err_code desk_sign_up(struct desk *d, struct str name, struct str password, struct str address,
                           int64_t *ret_user, struct err *e)
{
    struct arena a;
    arena_init(&a, 1 << 16);
    uint64_t who = desk_attempt_key(&a, "sign up", desk_attempt_network(&a, address));
    arena_done(&a);
    enum err_code code = fit_name(str_trim(name), e);
    if (code == ERR_OK)
        code = fit_password(password, e);
    if (code != ERR_OK)
        return code;
    int64_t wait = desk_attempt_take(d, who, clock_now());
    if (wait > 0)
        return desk_attempt_refused(wait, e);
    struct add add = {.name = name, .by_web = true};
    code = make_account(d, &add, password, e);
    if (code == ERR_OK)
        *ret_user = add.id;
    return code;
}

enum err_code desk_user_add(struct desk *d, struct str name, struct str password, bool admin,
                            int64_t *ret_user, struct err *e)
{
    struct add add = {.name = name, .admin = admin};
    enum err_code code = make_account(d, &add, password, e);
    if (code == ERR_OK)
        *ret_user = add.id;
    return code;
}

bool desk_needs_first_user(struct desk_reader *r)
{
    return store_number(store_query(r->store, SQL_ACCOUNT_COUNT), 1) == 0;
}

bool desk_may_sign_up(struct desk_reader *r)
{
    return desk_conf_bool(r->desk->conf, DESK_SET_SIGN_UP) || desk_needs_first_user(r);
}

/* The account's id; 0 where there is none. */
static int64_t find_account(struct store *s, struct arena *a, struct str name, struct str *ret_hash,
                            bool *ret_admin)
{
    struct store_query *q = store_query(s, SQL_ACCOUNT_BY_NAME);
    store_put_str(q, "folded", folded(a, name));
    int64_t id = 0;
    if (store_row(q)) {
        id = store_i64(q, 0);
        if (ret_hash)
            *ret_hash = store_dup(q, 2, a);
        if (ret_admin)
            *ret_admin = store_i64(q, 3) != 0;
    }
    return store_end(q, NULL) == ERR_OK ? id : 0;
}

static enum err_code end_sessions(struct desk_writing *w, int64_t account, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_SESSION_END_ACCOUNT);
    store_put_i64(q, "account", account);
    return store_run(q, e);
}

static enum err_code set_password(struct desk_writing *w, void *ctx, struct err *e)
{
    struct add *add = ctx;
    int64_t id = find_account(w->store, w->a, add->name, NULL, NULL);
    if (!id)
        return err_set(e, ERR_NOT_FOUND, "there is no account %.*s", STR_ARG(add->name));
    struct store_query *q = store_query(w->store, SQL_ACCOUNT_PASSWORD);
    store_put_i64(q, "id", id);
    store_put_str(q, "password", str_c(add->hash));
    enum err_code code = store_run(q, e);
    if (code == ERR_OK)
        code = desk_invitation_end(w, id, e); /* a link on its way may be in other hands by now */
    return code == ERR_OK ? end_sessions(w, id, e) : code;
}

enum err_code desk_user_password(struct desk *d, struct str name, struct str password,
                                 struct err *e)
{
    char hash[DESK_PASSWORD_HASH];
    enum err_code code = desk_password_hash(password, hash, e);
    struct add add = {.name = name, .hash = hash};
    if (code == ERR_OK)
        code = desk_write(d, set_password, &add, e);
    return code;
}

static enum err_code delete_account(struct desk_writing *w, void *ctx, struct err *e)
{
    struct str *name = ctx;
    bool admin = false;
    int64_t id = find_account(w->store, w->a, *name, NULL, &admin);
    if (!id)
        return err_set(e, ERR_NOT_FOUND, "there is no account %.*s", STR_ARG(*name));
    if (admin && store_number(store_query(w->store, SQL_ACCOUNT_ADMINS), 0) < 2 &&
        store_number(store_query(w->store, SQL_ACCOUNT_COUNT), 0) > 1)
        return err_set(e, ERR_DENIED, "%.*s is the only administrator; make another first",
                       STR_ARG(*name));
    struct store_query *q = store_query(w->store, SQL_ACCOUNT_DELETE);
    store_put_i64(q, "id", id);
    return store_run(q, e);
}

enum err_code desk_user_delete(struct desk *d, struct str name, struct err *e)
{
    return desk_write(d, delete_account, &name, e);
}

enum err_code desk_users(struct desk_reader *r, const struct desk_user **ret, size_t *ret_n)
{
    LIST(struct desk_user) list = {0};
    struct store_query *q = store_query(r->store, SQL_ACCOUNT_ALL);
    while (store_row(q))
        LIST_PUSH(r->a, &list,
                  (struct desk_user){store_i64(q, 0), store_dup(q, 1, r->a), store_i64(q, 2) != 0,
                                     store_i64(q, 3)});
    enum err_code code = store_end(q, NULL);
    *ret = list.v;
    *ret_n = list.n;
    return code;
}

/* -------------------------------------------------------------------------- sessions */

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
    struct str token, agent, address, label;
    enum desk_scope scope;
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
    l->id = find_account(w->store, w->a, l->name, &hash, NULL);
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
    uint64_t who[2] = {desk_attempt_key(&a, "name", folded(&a, name)),
                       desk_attempt_key(&a, "address", desk_attempt_network(&a, address))};
    arena_done(&a);
    int64_t now = clock_now(), wait = desk_attempt_wait(d, who, now);
    if (wait > 0)
        return desk_attempt_refused(wait, e);
    struct lookup l = {.name = name};
    enum err_code code = desk_write(d, look_up, &l, e);
    if (code != ERR_OK)
        return code;
    char other[DESK_PASSWORD_HASH];
    bool right = false;
    if (!l.id || password.n > DESK_PASSWORD_MOST)
        code = hash_password(str_sub(password, 0, DESK_PASSWORD_MOST), other, e);
    else
        right = argon2id_verify(l.hash, password.p, password.n) == ARGON2_OK;
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

/* Notes that a session or token was used, without waiting. */
static void renew(struct desk *d, enum store_sql query, int64_t id, int64_t expires)
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

/* The columns from 1 on: account, name, admin, created. */
static void read_user(struct store_query *q, struct arena *a, struct desk_user *ret)
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
        read_user(q, r->a, ret);
    }
    if (store_end(q, NULL) != ERR_OK || !id)
        return false;
    if (now - seen > US_HOUR)
        renew(r->desk, SQL_SESSION_SEEN, id, now + session_length(r->desk));
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

enum err_code desk_session_revoke(struct desk *d, int64_t user, int64_t session, struct err *e)
{
    return desk_write(d, revoke_run, &(struct revoke){SQL_SESSION_REVOKE, session, user}, e);
}

/* -------------------------------------------------------------------------- tokens */

static enum err_code add_token(struct desk_writing *w, void *ctx, struct err *e)
{
    struct new_session *s = ctx;
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
    struct new_session s = {.account = user, .token = str_c(token), .label = label, .scope = scope};
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
        read_user(q, r->a, ret);
        *ret_scope = (enum desk_scope)store_i64(q, 6);
        ret->admin = ret->admin && *ret_scope == DESK_SCOPE_ALL;
    }
    if (store_end(q, NULL) != ERR_OK || !id)
        return false;
    if (clock_now() - used > US_HOUR)
        renew(r->desk, SQL_TOKEN_USED, id, 0);
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
    return desk_write(d, revoke_run, &(struct revoke){SQL_TOKEN_REVOKE, token, user}, e);
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
        !str_eq(folded(r->a, name), folded(r->a, user.name)))
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
    struct str pair = str_fmt(r->a, "%.*s %.*s", STR_ARG(address), STR_ARG(folded(r->a, name)));
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

/* -------------------------------------------------------------------------- preferences */

struct str desk_pref(struct desk_reader *r, int64_t user, struct str name)
{
    struct store_query *q = store_query(r->store, SQL_PREF_GET);
    store_put_i64(q, "account", user);
    store_put_str(q, "name", name);
    struct str v = store_row(q) ? store_dup(q, 0, r->a) : STR_NONE;
    return store_end(q, NULL) == ERR_OK ? v : STR_NONE;
}

struct pref {
    int64_t account;
    struct str name, value;
};

static enum err_code set_pref(struct desk_writing *w, void *ctx, struct err *e)
{
    struct pref *p = ctx;
    struct store_query *q = store_query(w->store, SQL_PREF_COUNT);
    store_put_i64(q, "account", p->account);
    if (store_number(q, 0) >= PREFS_MOST)
        return err_set(e, ERR_LIMIT, "an account keeps at most %d preferences", PREFS_MOST);
    q = store_query(w->store, SQL_PREF_SET);
    store_put_i64(q, "account", p->account);
    store_put_str(q, "name", p->name);
    store_put_str(q, "value", p->value);
    return store_run(q, e);
}

enum err_code desk_pref_set(struct desk *d, int64_t user, struct str name, struct str value,
                            struct err *e)
{
    if (name.n == 0 || name.n > 60 || value.n > PREF_MOST || utf8_valid(value) != value.n)
        return err_set(e, ERR_INPUT, "this preference cannot be kept");
    return desk_write(d, set_pref, &(struct pref){user, name, value}, e);
}
