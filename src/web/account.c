/* account.c: sign up, in and out, and the settings page. */
#include "views.h"

static struct str agent_of(struct web *w)
{
    return utf8_cut(http_header(w->q, STR("User-Agent")), 200);
}

struct str web_own_path(struct str next)
{
    if (next.n < 1 || next.p[0] != '/' || (next.n > 1 && (next.p[1] == '/' || next.p[1] == '\\')))
        return STR_NONE;
    for (size_t i = 0; i < next.n; i++)
        if ((unsigned char)next.p[i] < 0x20 || next.p[i] == 0x7f)
            return STR_NONE;
    return next;
}

static void send_sign(struct web *w, struct page_sign *v, unsigned status)
{
    web_need_form_cookie(w);
    v->page = web_page(w, v->up ? STR("Sign up") : STR("Sign in"), STR("login"));
    v->page.narrow = true;
    w->r->status = status;
    web_html(w);
    view_sign(&w->r->body, v);
}

WEB_HANDLER(web_sign_in_page)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_sign v = {.next = web_own_path(http_query(q, STR("next")))};
    if (desk_needs_first_user(w.reader))
        v.up = true;
    send_sign(&w, &v, 200);
}

/* Answers where nobody may sign up now: before a password is hashed, which takes its time. */
static bool is_closed(struct web *w)
{
    if (desk_may_sign_up(w->reader))
        return false;
    web_message(w, 403, STR("Sign up is closed"),
                STR("The administrator of this server makes the accounts."));
    return true;
}

WEB_HANDLER(web_sign_up_page)
{
    struct web w;
    web_begin(&w, reader, q, r);
    if (is_closed(&w))
        return;
    struct page_sign v = {.next = web_own_path(http_query(q, STR("next"))), .up = true};
    send_sign(&w, &v, 200);
}

WEB_HANDLER(web_sign_in)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_sign v = {.name = http_form(q, STR("name")),
                          .next = web_own_path(http_form(q, STR("next")))};
    char token[DESK_TOKEN_SIZE];
    struct err e = {0};
    enum err_code code = desk_sign_in(w.desk, v.name, http_form(q, STR("password")), q->remote,
                                      agent_of(&w), token, &e);
    if (code != ERR_OK) {
        v.error = str_dup(w.a, str_c(e.words[0] ? e.words : err_name(code)));
        send_sign(&w, &v, code == ERR_LIMIT ? 429 : 403);
        return;
    }
    web_set_session(&w, str_c(token));
    http_redirect_local(r, 303, v.next, STR("/"));
}

WEB_HANDLER(web_sign_up)
{
    struct web w;
    web_begin(&w, reader, q, r);
    if (is_closed(&w))
        return;
    struct page_sign v = {.name = http_form(q, STR("name")),
                          .next = web_own_path(http_form(q, STR("next"))),
                          .up = true};
    char token[DESK_TOKEN_SIZE];
    int64_t user;
    struct err e = {0};
    enum err_code code =
        desk_sign_up(w.desk, v.name, http_form(q, STR("password")), q->remote, &user, &e);
    if (code == ERR_OK)
        code = desk_session_new(w.desk, user, q->remote, agent_of(&w), token, &e);
    if (code != ERR_OK) {
        v.error = str_dup(w.a, str_c(e.words[0] ? e.words : err_name(code)));
        send_sign(&w, &v, code == ERR_DENIED ? 403 : code == ERR_LIMIT ? 429 : 400);
        return;
    }
    web_set_session(&w, str_c(token));
    http_redirect_local(r, 303, v.next, STR("/"));
}

WEB_HANDLER(web_sign_out)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct err e = {0};
    enum err_code code = desk_session_end(w.desk, w.session, &e);
    if (code != ERR_OK && code != ERR_NOT_FOUND) {
        web_failed(&w, code, &e);
        return;
    }
    web_set_session(&w, STR(""));
    http_redirect(r, 303, STR("/"));
}

static void add_server_settings(struct web *w, struct page_settings *v)
{
    const struct desk_conf *conf = desk_conf(w->desk);
    struct web_setting_row *rows = ARENA_ARRAY(w->a, DESK_SETTING_COUNT, struct web_setting_row);
    for (enum desk_setting_id i = 0; i < DESK_SETTING_COUNT; i++)
        rows[i] = (struct web_setting_row){&desk_settings[i], str_c(desk_conf_str(conf, i)),
                                           str_c(desk_conf_from(conf, i))};
    v->settings = rows;
    v->setting_count = DESK_SETTING_COUNT;
}

static void send_settings(struct web *w, struct page_settings *v)
{
    enum err_code code = ERR_OK;
    web_need_form_cookie(w);
    v->page = web_page(w, STR("Settings"), STR("settings"));
    v->oldest = web_prefers_oldest(w);
    if (w->user.id)
        code = desk_sessions(w->reader, w->user.id, w->session, &v->sessions, &v->session_count);
    if (code == ERR_OK && w->user.id)
        code = desk_tokens(w->reader, w->user.id, &v->tokens, &v->token_count);
    if (code == ERR_OK && w->user.admin) {
        add_server_settings(w, v);
        code = desk_stats(w->reader, &v->stats);
    }
    if (code != ERR_OK) {
        web_failed(w, code, NULL);
        return;
    }
    web_html(w);
    view_settings(&w->r->body, v);
}

WEB_HANDLER(web_settings)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_settings v = {0};
    send_settings(&w, &v);
}

WEB_HANDLER(web_settings_theme)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct str theme = http_form(q, STR("theme"));
    if (!str_eq(theme, STR("light")) && !str_eq(theme, STR("dark")))
        theme = STR("auto");
    struct str keys = str_eq(http_form(q, STR("keys")), STR("off")) ? STR("off") : STR("on");
    struct str order =
        str_eq(http_form(q, STR("order")), STR("oldest")) ? STR("oldest") : STR("newest");
    const struct {
        struct str pref, cookie, value;
    } set[] = {{STR("theme"), STR("octavo_theme"), theme},
               {STR("keys"), STR("octavo_keys"), keys},
               {STR("order"), STR("octavo_order"), order}};
    struct err e = {0};
    for (size_t i = 0; i < sizeof set / sizeof *set; i++) {
        enum err_code code =
            w.user.id ? desk_pref_set(w.desk, w.user.id, set[i].pref, set[i].value, &e) : ERR_OK;
        if (code != ERR_OK) {
            web_failed(&w, code, &e);
            return;
        }
        http_set_cookie(r, &(struct http_cookie){.name = set[i].cookie,
                                                 .value = set[i].value,
                                                 .max_age = INT64_C(86400) * 365,
                                                 .secure = q->secure});
    }
    web_back(&w, STR("/settings"));
}

WEB_HANDLER(web_settings_password)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_settings v = {0};
    char token[DESK_TOKEN_SIZE];
    struct err e = {0};
    enum err_code code = desk_sign_in(w.desk, w.user.name, http_form(q, STR("old")), q->remote,
                                      agent_of(&w), token, &e);
    if (code == ERR_OK)
        code = desk_user_password(w.desk, w.user.name, http_form(q, STR("new")), &e);
    if (code != ERR_OK) {
        v.error = code == ERR_DENIED ? STR("The present password is wrong.")
                                     : str_dup(w.a, str_c(e.words));
        r->status = code == ERR_LIMIT ? 429 : 400;
        send_settings(&w, &v);
        return;
    }
    web_set_session(&w, STR(""));
    http_redirect(r, 303, STR("/login"));
}

WEB_HANDLER(web_settings_token)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct page_settings v = {0};
    char token[DESK_TOKEN_SIZE];
    struct err e = {0};
    enum desk_scope scope;
    enum err_code code = ERR_OK;
    if (!desk_scope_find(http_form(q, STR("scope")), &scope))
        code = err_set(&e, ERR_INPUT, "choose what the token may do");
    if (code == ERR_OK)
        code = desk_token_new(w.desk, w.user.id, str_trim(http_form(q, STR("label"))), scope, token,
                              &e);
    if (code == ERR_OK)
        v.new_token = str_dup(w.a, str_c(token));
    else
        v.error = str_dup(w.a, str_c(e.words));
    desk_reader_begin(w.reader, w.a);
    send_settings(&w, &v);
}

WEB_HANDLER(web_settings_revoke)
{
    struct web w;
    web_begin(&w, reader, q, r);
    uint64_t id;
    struct err e = {0};
    enum err_code code = ERR_NOT_FOUND;
    if (str_u64(http_form(q, STR("session")), INT64_MAX, &id))
        code = desk_session_revoke(w.desk, w.user.id, (int64_t)id, &e);
    else if (str_u64(http_form(q, STR("token")), INT64_MAX, &id))
        code = desk_token_revoke(w.desk, w.user.id, (int64_t)id, &e);
    if (code != ERR_OK)
        web_failed(&w, code, &e);
    else
        http_redirect(r, 303, STR("/settings"));
}

WEB_HANDLER(web_settings_export)
{
    struct web w;
    web_begin(&w, reader, q, r);
    http_type(r, STR("application/json; charset=utf-8"));
    http_set(r, STR("Cache-Control"), STR("private, no-store"));
    http_set(r, STR("Content-Disposition"), STR("attachment; filename=\"octavo-account.json\""));
    struct json_out j;
    json_init(&j, &r->body);
    desk_account_export(w.reader, &w.user, &j);
}
