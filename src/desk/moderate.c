/* moderate: what people do about comments: report one, look through those that wait, approve,
 * delete, ban; the block words. A person's approval holds: neither the first judgement nor reports
 * hide that comment again. */
#include "desk/internal.h"

enum {
    QUEUE_MOST = 200,
    REPORTS_HOLD = 3, /* so many people hide a comment until it is looked at */
    REPORT_WORDS_MOST = 300,
    BLOCK_WORDS_MOST = 2000,
    BLOCK_WORD_MOST = 100,
};

enum desk_comments_mode desk_comments_mode(const struct desk_conf *c)
{
    struct str s = str_c(desk_conf_str(c, DESK_SET_COMMENTS));
    if (str_eq(s, STR("off")))
        return DESK_COMMENTS_OFF;
    return str_eq(s, STR("members")) ? DESK_COMMENTS_MEMBERS : DESK_COMMENTS_PUBLIC;
}

bool desk_is_banned(struct store *s, int64_t user)
{
    struct store_query *q = store_query(s, SQL_ACCOUNT_BANNED);
    store_put_i64(q, "id", user);
    return store_number(q, 0) != 0;
}

bool desk_is_admin(struct store *s, int64_t user)
{
    struct store_query *q = store_query(s, SQL_ACCOUNT_ADMIN);
    store_put_i64(q, "id", user);
    return store_number(q, 0) != 0;
}

/* -------------------------------------------------------------------------- reports */

struct act {
    int64_t user, comment, account;
    struct str words;
    enum desk_verdict verdict;
    bool on;
};

static enum err_code report(struct desk_writing *w, void *ctx, struct err *e)
{
    struct act *act = ctx;
    struct store_query *q = store_query(w->store, SQL_COMMENT_GET);
    store_put_i64(q, "id", act->comment);
    bool there = store_row(q) && store_i64(q, 2) == 0 && store_i64(q, 3) == 0;
    int64_t article = there ? store_i64(q, 0) : 0;
    enum err_code code = store_end(q, e);
    if (code != ERR_OK || !there)
        return code != ERR_OK ? code
                              : err_set(e, ERR_NOT_FOUND, "the comment is not there any more");
    q = store_query(w->store, SQL_REPORT_ADD);
    store_put_i64(q, "id", act->comment);
    store_put_i64(q, "account", act->user);
    store_put_i64(q, "now", w->now);
    store_put_opt(q, "words", utf8_cut(str_trim(act->words), REPORT_WORDS_MOST));
    code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_REPORT_COUNT);
    store_put_i64(q, "id", act->comment);
    int64_t n = store_number(q, 0);
    if (n < REPORTS_HOLD)
        return ERR_OK;
    q = store_query(w->store, SQL_COMMENT_HOLD);
    store_put_i64(q, "id", act->comment);
    store_put_str(q, "why", str_fmt(w->a, "reported by %lld people", (long long)n));
    code = store_run(q, e);
    return code == ERR_OK ? desk_recount_comments(w, article, e) : code;
}

enum err_code desk_comment_report(struct desk *d, int64_t user, int64_t comment, struct str words,
                                  struct err *e)
{
    if (user <= 0)
        return err_set(e, ERR_DENIED, "sign in to report a comment");
    if (utf8_valid(words) != words.n)
        return err_set(e, ERR_INPUT, "the words are not UTF-8");
    return desk_write(d, report, &(struct act){.user = user, .comment = comment, .words = words},
                      e);
}

/* -------------------------------------------------------------------------- the queue */

enum err_code desk_moderation(struct desk_reader *r, const struct desk_held **ret, size_t *ret_n)
{
    LIST(struct desk_held) list = {0};
    struct store_query *q = store_query(r->store, SQL_COMMENT_QUEUE);
    store_put_i64(q, "most", QUEUE_MOST);
    while (store_row(q)) {
        struct desk_held *h = LIST_ADD(r->a, &list);
        h->comment = (struct desk_comment){
            .id = store_i64(q, 0),
            .article = store_i64(q, 1),
            .user = store_i64(q, 2),
            .user_name = store_dup(q, 3, r->a),
            .at = store_i64(q, 4),
            .source = store_dup(q, 5, r->a),
            .body = desk_comment_body(r->a, store_str(q, 6)),
            .held = store_i64(q, 7) != 0,
            .why = store_dup(q, 8, r->a),
        };
        h->article_title = store_dup(q, 9, r->a);
        h->banned = !store_null(q, 10);
        h->reports = (uint32_t)store_i64(q, 11);
        h->report_words = store_dup(q, 12, r->a);
    }
    enum err_code code = store_end(q, NULL);
    *ret = list.v;
    *ret_n = list.n;
    return code;
}

int64_t desk_moderation_count(struct desk_reader *r)
{
    return store_number(store_query(r->store, SQL_COMMENT_QUEUE_COUNT), 0);
}

static enum err_code approve(struct desk_writing *w, const struct act *act, int64_t article,
                             struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_COMMENT_JUDGE);
    store_put_i64(q, "id", act->comment);
    store_put_i64(q, "user", act->user);
    enum err_code code = store_run(q, e);
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_REPORT_CLEAR);
    store_put_i64(q, "id", act->comment);
    code = store_run(q, e);
    if (code == ERR_OK)
        code = desk_recount_comments(w, article, e);
    if (code == ERR_OK)
        desk_tell(w, &(struct desk_event){.kind = DESK_EVENT_COMMENT,
                                          .id = act->comment,
                                          .article = article,
                                          .at = w->now});
    return code;
}

static enum err_code set_ban(struct desk_writing *w, int64_t account, bool on, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_ACCOUNT_BAN);
    store_put_i64(q, "id", account);
    store_put_time(q, "at", on ? w->now : TIME_NONE);
    enum err_code code = store_run(q, e);
    if (code == ERR_OK && store_changes(w->store) == 0)
        return on ? err_set(e, ERR_DENIED, "an administrator cannot be banned")
                  : err_set(e, ERR_NOT_FOUND, "there is no such account");
    if (code != ERR_OK || !on)
        return code;
    q = store_query(w->store, SQL_SESSION_END_ACCOUNT);
    store_put_i64(q, "account", account);
    return store_run(q, e);
}

/* All that the account said goes. */
static enum err_code ban(struct desk_writing *w, const struct act *act, int64_t account,
                         struct err *e)
{
    if (!account)
        return err_set(e, ERR_NOT_FOUND, "its author has no account any more");
    enum err_code code = set_ban(w, account, true, e);
    LIST(int64_t) all = {0};
    struct store_query *q = store_query(w->store, SQL_COMMENT_OF_ACCOUNT);
    store_put_i64(q, "account", account);
    while (store_row(q))
        LIST_PUSH(w->a, &all, store_i64(q, 0));
    enum err_code read = store_end(q, e);
    for (size_t i = 0; code == ERR_OK && read == ERR_OK && i < all.n; i++) {
        code = desk_take_comment(w, act->user, true, all.v[i], e);
        if (code == ERR_NOT_FOUND)
            code = ERR_OK; /* gone with its thread a moment ago */
    }
    return code != ERR_OK ? code : read;
}

static enum err_code moderate(struct desk_writing *w, void *ctx, struct err *e)
{
    struct act *act = ctx;
    struct store_query *q = store_query(w->store, SQL_ACCOUNT_ADMIN);
    store_put_i64(q, "id", act->user);
    if (!store_number(q, 0))
        return err_set(e, ERR_DENIED, "only the administrator may do this");
    q = store_query(w->store, SQL_COMMENT_GET);
    store_put_i64(q, "id", act->comment);
    bool there = store_row(q) && store_i64(q, 2) == 0;
    int64_t article = there ? store_i64(q, 0) : 0, account = there ? store_i64(q, 1) : 0;
    enum err_code code = store_end(q, e);
    if (code != ERR_OK || !there)
        return code != ERR_OK ? code
                              : err_set(e, ERR_NOT_FOUND, "the comment is not there any more");
    switch (act->verdict) {
    case DESK_APPROVE: return approve(w, act, article, e);
    case DESK_DELETE: return desk_take_comment(w, act->user, true, act->comment, e);
    case DESK_BAN: return ban(w, act, account, e);
    }
    return ERR_USAGE;
}

enum err_code desk_moderate(struct desk *d, int64_t user, int64_t comment,
                            enum desk_verdict verdict, struct err *e)
{
    return desk_write(d, moderate,
                      &(struct act){.user = user, .comment = comment, .verdict = verdict}, e);
}

/* -------------------------------------------------------------------------- bans */

static enum err_code write_ban(struct desk_writing *w, void *ctx, struct err *e)
{
    struct act *act = ctx;
    return set_ban(w, act->account, act->on, e);
}

enum err_code desk_user_ban(struct desk *d, int64_t account, bool on, struct err *e)
{
    return desk_write(d, write_ban, &(struct act){.account = account, .on = on}, e);
}

enum err_code desk_banned(struct desk_reader *r, const struct desk_user **ret, size_t *ret_n)
{
    LIST(struct desk_user) list = {0};
    struct store_query *q = store_query(r->store, SQL_ACCOUNT_BANNED_ALL);
    while (store_row(q))
        LIST_PUSH(r->a, &list,
                  (struct desk_user){.id = store_i64(q, 0),
                                     .name = store_dup(q, 1, r->a),
                                     .created_at = store_i64(q, 3)});
    enum err_code code = store_end(q, NULL);
    *ret = list.v;
    *ret_n = list.n;
    return code;
}

/* -------------------------------------------------------------------------- block words */

size_t desk_block_words(struct store *s, struct arena *a, const struct str **ret)
{
    LIST(struct str) list = {0};
    struct store_query *q = store_query(s, SQL_BLOCK_WORD_ALL);
    while (store_row(q))
        LIST_PUSH(a, &list, store_dup(q, 0, a));
    *ret = list.v;
    return store_end(q, NULL) == ERR_OK ? list.n : 0;
}

size_t desk_block_words_get(struct desk_reader *r, const struct str **ret)
{
    return desk_block_words(r->store, r->a, ret);
}

static enum err_code set_block_words(struct desk_writing *w, void *ctx, struct err *e)
{
    struct str text = *(struct str *)ctx, line;
    enum err_code code = store_run(store_query(w->store, SQL_BLOCK_WORD_CLEAR), e);
    for (size_t n = 0; code == ERR_OK && str_split(&text, '\n', &line);) {
        line = str_trim(line);
        if (!line.n)
            continue;
        if (line.n > BLOCK_WORD_MOST)
            return err_set(e, ERR_LIMIT, "a block word has at most %d bytes: \"%.*s\"",
                           BLOCK_WORD_MOST, STR_ARG(utf8_cut(line, 40)));
        if (++n > BLOCK_WORDS_MOST)
            return err_set(e, ERR_LIMIT, "at most %d block words", BLOCK_WORDS_MOST);
        struct store_query *q = store_query(w->store, SQL_BLOCK_WORD_ADD);
        store_put_str(q, "word", line);
        code = store_run(q, e);
    }
    return code;
}

enum err_code desk_block_words_set(struct desk *d, struct str text, struct err *e)
{
    if (utf8_valid(text) != text.n)
        return err_set(e, ERR_INPUT, "the words are not UTF-8");
    return desk_write(d, set_block_words, &text, e);
}

/* -------------------------------------------------------------------------- own export */

static void export_comments(struct desk_reader *r, int64_t user, struct json_out *w)
{
    json_key(w, STR("comments"));
    json_arr(w);
    struct store_query *q = store_query(r->store, SQL_COMMENT_OWN);
    store_put_i64(q, "account", user);
    while (store_row(q)) {
        json_obj(w);
        json_field_i64(w, "id", store_i64(q, 0));
        json_field_i64(w, "article", store_i64(q, 1));
        json_field_str(w, "title", store_str(q, 2));
        if (!store_null(q, 3))
            json_field_i64(w, "parent", store_i64(q, 3));
        json_key(w, STR("at"));
        json_put_time(w, store_i64(q, 4));
        json_field_str(w, "body", store_str(q, 5));
        json_obj_end(w);
    }
    if (store_end(q, NULL) != ERR_OK)
        w->b->failed = true;
    json_arr_end(w);
}

static void export_stars(struct desk_reader *r, int64_t user, struct json_out *w)
{
    json_key(w, STR("starred"));
    json_arr(w);
    struct store_query *q = store_query(r->store, SQL_STAR_OWN);
    store_put_i64(q, "account", user);
    while (store_row(q)) {
        json_obj(w);
        json_field_i64(w, "article", store_i64(q, 0));
        json_field_str(w, "title", store_str(q, 1));
        json_field_opt(w, "url", store_str(q, 2));
        json_key(w, STR("at"));
        json_put_time(w, store_i64(q, 3));
        json_obj_end(w);
    }
    if (store_end(q, NULL) != ERR_OK)
        w->b->failed = true;
    json_arr_end(w);
}

static void export_watches(struct desk_reader *r, int64_t user, struct json_out *w)
{
    json_key(w, STR("followed_searches"));
    json_arr(w);
    struct store_query *q = store_query(r->store, SQL_WATCH_ALL);
    store_put_i64(q, "account", user);
    while (store_row(q))
        json_put_str(w, store_str(q, 1));
    if (store_end(q, NULL) != ERR_OK)
        w->b->failed = true;
    json_arr_end(w);
}

/* Its own; those that leave out are the desk's. */
static void export_rules(struct desk_reader *r, int64_t user, struct json_out *w)
{
    const struct desk_rule *v;
    size_t n;
    json_key(w, STR("rules"));
    json_arr(w);
    if (desk_rules(r, user, 0, &v, &n) != ERR_OK) {
        w->b->failed = true;
        n = 0;
    }
    for (size_t i = 0; i < n; i++) {
        if (v[i].act == DESK_RULE_DROP || v[i].act == DESK_RULE_KEEP)
            continue;
        json_obj(w);
        json_field_str(w, "act", str_c(desk_rule_act_name(v[i].act)));
        json_field_str(w, "field", str_c(desk_rule_field_name(v[i].field)));
        json_field_str(w, "words", v[i].words);
        json_field_opt(w, "source", v[i].feed_title);
        json_obj_end(w);
    }
    json_arr_end(w);
}

void desk_account_export(struct desk_reader *r, const struct desk_user *user, struct json_out *w)
{
    json_obj(w);
    json_field_str(w, "name", user->name);
    json_key(w, STR("since"));
    json_put_time(w, user->created_at);
    json_key(w, STR("preferences"));
    json_obj(w);
    struct store_query *q = store_query(r->store, SQL_PREF_ALL);
    store_put_i64(q, "account", user->id);
    while (store_row(q)) {
        json_key(w, store_str(q, 0));
        json_put_str(w, store_str(q, 1));
    }
    if (store_end(q, NULL) != ERR_OK)
        w->b->failed = true;
    json_obj_end(w);
    export_stars(r, user->id, w);
    export_comments(r, user->id, w);
    export_watches(r, user->id, w);
    export_rules(r, user->id, w);
    json_obj_end(w);
}
