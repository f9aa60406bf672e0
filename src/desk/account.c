/* account: people and their passwords (argon2id). Sessions are in signin.c, tokens for programs in
 * token.c, what the administrator does about accounts in people.c. */
#include "desk/internal.h"
#include "text/text.h"

#include <argon2.h>

enum {
    ARGON_PASSES = 2,
    ARGON_KIB = 19 * 1024, /* OWASP's lower bound for argon2id with two passes */
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

enum err_code desk_password_check(const char *hash, struct str password, bool *ret_right,
                                  struct err *e)
{
    char other[DESK_PASSWORD_HASH];
    *ret_right = false;
    if (!hash[0] || password.n > DESK_PASSWORD_MOST)
        return hash_password(str_sub(password, 0, DESK_PASSWORD_MOST), other, e);
    *ret_right = argon2id_verify(hash, password.p, password.n) == ARGON2_OK;
    return ERR_OK;
}

struct str desk_name_fold(struct arena *a, struct str name)
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
    store_put_str(q, "folded", desk_name_fold(w->a, add->name));
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

int64_t desk_account_find(struct store *s, struct arena *a, struct str name, struct str *ret_hash,
                          bool *ret_admin)
{
    struct store_query *q = store_query(s, SQL_ACCOUNT_BY_NAME);
    store_put_str(q, "folded", desk_name_fold(a, name));
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
    int64_t id = desk_account_find(w->store, w->a, add->name, NULL, NULL);
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
    int64_t id = desk_account_find(w->store, w->a, *name, NULL, &admin);
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
