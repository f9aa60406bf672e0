/* rest_people.c: accounts, for the administrator: what the page of accounts does. A link to choose
 * a password is given once, in the answer that makes it. */
#include "api/rest.h"

static bool begin(struct api_call *c, void *reader, struct http_request *q, struct http_response *r)
{
    return api_begin(c, reader, q, r, true) && api_admin(c, "see and change accounts");
}

/* 201 and {"id":…,"link":…}. */
static void show_link(struct api_call *c, int64_t account, const char *token)
{
    struct arena *a = c->q->arena;
    struct str base = desk_base_url(c->desk, a, c->q->secure, c->q->host);
    c->r->status = 201;
    json_obj(&c->j);
    json_field_i64(&c->j, "id", account);
    json_field_str(&c->j, "link", str_fmt(a, "%.*s/password/%s", STR_ARG(base), token));
    json_obj_end(&c->j);
}

API_HANDLER(api_accounts)
{
    struct api_call c;
    const struct desk_account *v;
    size_t n;
    if (!begin(&c, reader, q, r))
        return;
    enum err_code code = desk_accounts(c.reader, &v, &n);
    if (code != ERR_OK)
        api_fail(&c, code, NULL);
    else
        API_LIST(&c, "accounts", v, n, desk_account_json);
}

/* {"name","admin"} */
API_HANDLER(api_account_add)
{
    struct api_call c;
    if (!begin(&c, reader, q, r))
        return;
    json_t *v = api_body(&c);
    if (!v)
        return;
    char token[DESK_TOKEN_SIZE];
    int64_t id = 0;
    const json_t *admin = json_object_get(v, "admin");
    struct err e = {0};
    enum err_code code = admin && !json_is_boolean(admin)
                             ? err_set(&e, ERR_INPUT, "\"admin\" must be true or false")
                             : desk_user_invite(c.desk, json_get_str(v, "name"),
                                                json_is_true(admin), &id, token, &e);
    json_decref(v);
    if (code != ERR_OK)
        api_fail(&c, code, e.words);
    else
        show_link(&c, id, token);
}

/* The account that the address names; false where it is none, which is answered then. */
static bool account_asked(struct api_call *c, struct desk_account *ret)
{
    enum err_code code = desk_account_get(c->reader, http_param_i64(c->q, STR("id"), 0), ret);
    if (code != ERR_OK)
        api_fail(c, code, "there is no such account");
    return code == ERR_OK;
}

API_HANDLER(api_account_get)
{
    struct api_call c;
    struct desk_account v;
    if (begin(&c, reader, q, r) && account_asked(&c, &v))
        desk_account_json(&c.j, &v);
}

/* {"admin":BOOL} or {"closed":BOOL}: one at a time, so that none is done by halves. */
static enum err_code change(struct api_call *c, const json_t *v, int64_t account, struct err *e)
{
    const json_t *admin = json_object_get(v, "admin"), *closed = json_object_get(v, "closed");
    if (json_is_boolean(admin) && !closed)
        return desk_user_admin(c->desk, account, json_is_true(admin), e);
    if (json_is_boolean(closed) && !admin)
        return desk_user_ban(c->desk, account, json_is_true(closed), e);
    return err_set(e, ERR_INPUT, "it takes \"admin\" or \"closed\", true or false");
}

API_HANDLER(api_account_put)
{
    struct api_call c;
    struct desk_account account;
    if (!begin(&c, reader, q, r))
        return;
    json_t *v = api_body(&c);
    if (!v)
        return;
    if (!account_asked(&c, &account)) {
        json_decref(v);
        return;
    }
    struct err e = {0};
    enum err_code code = change(&c, v, account.user.id, &e);
    json_decref(v);
    if (code == ERR_OK)
        code = desk_account_get(c.reader, account.user.id, &account);
    if (code != ERR_OK)
        api_fail(&c, code, e.words);
    else
        desk_account_json(&c.j, &account);
}

API_HANDLER(api_account_link)
{
    struct api_call c;
    struct desk_account account;
    if (!begin(&c, reader, q, r) || !account_asked(&c, &account))
        return;
    char token[DESK_TOKEN_SIZE];
    struct err e = {0};
    enum err_code code = desk_invite(c.desk, account.user.id, token, &e);
    if (code != ERR_OK)
        api_fail(&c, code, e.words);
    else
        show_link(&c, account.user.id, token);
}

API_HANDLER(api_account_delete)
{
    struct api_call c;
    struct desk_account account;
    if (!begin(&c, reader, q, r) || !account_asked(&c, &account))
        return;
    struct err e = {0};
    enum err_code code =
        account.user.id == c.user.id
            ? err_set(&e, ERR_DENIED, "your own account is deleted on the settings page")
            : desk_user_delete(c.desk, account.user.name, &e);
    api_done(&c, code, &e);
}
