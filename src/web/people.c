/* people.c: the administrator's page of accounts, the page where a password is chosen by a link,
 * and deleting one's own account. A link is shown once, to the one who made it: nothing is mailed.
 */
#include "views.h"

static void send_accounts(struct web *w, struct page_accounts *v)
{
    enum err_code code = desk_accounts(w->reader, &v->v, &v->n);
    if (code != ERR_OK) {
        web_failed(w, code, NULL);
        return;
    }
    v->page = web_page(w, STR("Accounts"), STR("settings"));
    web_html(w);
    http_set(w->r, STR("Cache-Control"), STR("private, no-store"));
    view_accounts(&w->r->body, v);
}

WEB_HANDLER(web_accounts)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_accounts v = {0};
    send_accounts(&w, &v);
}

static void show_link(struct web *w, struct str name, const char *token, struct page_accounts *v)
{
    v->link = str_fmt(w->a, "%.*s/password/%s", STR_ARG(web_base(w)), token);
    v->link_for = name;
}

static void answer(struct web *w, enum err_code code, const struct err *e, struct page_accounts *v)
{
    if (code == ERR_NOT_FOUND) {
        web_failed(w, code, e);
        return;
    }
    if (code != ERR_OK) {
        v->error = str_dup(w->a, str_c(e->words));
        w->r->status = code == ERR_DENIED ? 403 : code == ERR_EXISTS ? 409 : 400;
    } else if (v->link.n) {
        v->typed = STR_NONE; /* it is made */
    } else {
        http_redirect(w->r, 303, STR("/accounts"));
        return;
    }
    desk_reader_begin(w->reader, w->a);
    send_accounts(w, v);
}

WEB_HANDLER(web_account_add)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_accounts v = {.typed = str_trim(http_form(q, STR("name")))};
    char token[DESK_TOKEN_SIZE];
    int64_t id = 0;
    struct err e = {0};
    enum err_code code =
        desk_user_invite(w.desk, v.typed, http_form(q, STR("admin")).n > 0, &id, token, &e);
    if (code == ERR_OK)
        show_link(&w, v.typed, token, &v);
    answer(&w, code, &e, &v);
}

static enum err_code act_on(struct web *w, const struct desk_user *account, struct page_accounts *v,
                            struct err *e)
{
    int64_t id = account->id;
    struct str act = http_param(w->q, STR("act"));
    if (str_eq(act, STR("link"))) {
        char token[DESK_TOKEN_SIZE];
        enum err_code code = desk_invite(w->desk, id, token, e);
        if (code == ERR_OK)
            show_link(w, account->name, token, v);
        return code;
    }
    if (str_eq(act, STR("admin")))
        return desk_user_admin(w->desk, id, true, e);
    if (str_eq(act, STR("plain")))
        return desk_user_admin(w->desk, id, false, e);
    if (str_eq(act, STR("close")))
        return desk_user_ban(w->desk, id, true, e);
    if (str_eq(act, STR("open")))
        return desk_user_ban(w->desk, id, false, e);
    if (!str_eq(act, STR("delete")))
        return ERR_NOT_FOUND;
    if (id == w->user.id)
        return err_set(e, ERR_DENIED, "your own account is deleted on the settings page");
    return desk_user_delete(w->desk, account->name, e);
}

WEB_HANDLER(web_account_act)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_account account;
    struct page_accounts v = {0};
    struct err e = {0};
    enum err_code code = desk_account_get(w.reader, http_param_i64(q, STR("id"), 0), &account);
    if (code == ERR_OK)
        code = act_on(&w, &account.user, &v, &e);
    answer(&w, code, &e, &v);
}

/* -------------------------------------------------------------------------- by a link */

static void send_password(struct web *w, struct page_password *v)
{
    struct desk_user user;
    v->token = http_param(w->q, STR("token"));
    if (!desk_invitation_find(w->reader, v->token, &user)) {
        web_message(w, 404, STR("This link holds no more"),
                    STR("It was used, or is too old. The administrator can make another."));
        return;
    }
    web_need_form_cookie(w);
    v->name = user.name;
    v->page = web_page(w, STR("Choose a password"), STR_NONE);
    v->page.narrow = true;
    web_html(w);
    http_set(w->r, STR("Cache-Control"), STR("private, no-store"));
    view_password(&w->r->body, v);
}

WEB_HANDLER(web_password_page)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_password v = {0};
    send_password(&w, &v);
}

WEB_HANDLER(web_password)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_password v = {0};
    struct desk_user user;
    struct err e = {0};
    struct str token = http_param(q, STR("token"));
    enum err_code code = ERR_DENIED;
    /* A password is hashed, which takes its time, only where the link holds. */
    if (desk_invitation_find(w.reader, token, &user))
        code = desk_invitation_take(w.desk, token, http_form(q, STR("password")), &e);
    if (code == ERR_OK) {
        http_redirect(r, 303, STR("/login"));
        return;
    }
    if (code == ERR_INPUT) {
        v.error = str_dup(w.a, str_c(e.words));
        r->status = 400;
    } else if (code != ERR_DENIED) {
        web_failed(&w, code, &e);
        return;
    }
    send_password(&w, &v);
}

/* -------------------------------------------------------------------------- one's own */

static bool only_admin(struct web *w)
{
    const struct desk_account *v;
    size_t n, admins = 0;
    if (desk_accounts(w->reader, &v, &n) != ERR_OK)
        return true;
    for (size_t i = 0; i < n; i++)
        admins += v[i].user.admin;
    return w->user.admin && admins < 2;
}

/* The last administrator stays: without an account, whoever came first would make this desk his. */
WEB_HANDLER(web_settings_delete)
{
    struct web w;
    web_begin(&w, reader, q, r);
    char token[DESK_TOKEN_SIZE];
    struct err e = {0};
    enum err_code code =
        only_admin(&w)
            ? err_set(&e, ERR_DENIED, "you are the only administrator; make another one first")
            : desk_sign_in(w.desk, w.user.name, http_form(q, STR("password")), q->remote,
                           utf8_cut(http_header(q, STR("User-Agent")), 200), token, &e);
    if (code == ERR_OK)
        code = desk_user_delete(w.desk, w.user.name, &e);
    if (code != ERR_OK) {
        web_failed(&w, code, &e);
        return;
    }
    web_set_session(&w, STR(""));
    w.user = (struct desk_user){0};
    web_message(&w, 200, STR("Your account is deleted"),
                STR("What you said in comments stays, without your name."));
}
