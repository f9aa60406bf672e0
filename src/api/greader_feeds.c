/* greader_feeds.c: what is followed, its folders (labels, to apps) and what is unread of it; and
 * how an app changes them. */
#include "api/greader.h"

void app_tag_list(struct app *c)
{
    const struct desk_folder *v;
    size_t n;
    enum err_code code = desk_folders(c->reader, &v, &n);
    if (code != ERR_OK) {
        app_failed(c, code, NULL);
        return;
    }
    app_json(c);
    json_key(&c->j, STR("tags"));
    json_arr(&c->j);
    json_obj(&c->j);
    json_field_str(&c->j, "id", STR(STATE "starred"));
    json_obj_end(&c->j);
    for (size_t i = 0; i < n; i++) {
        json_obj(&c->j);
        json_field_str(&c->j, "id", app_label(c, v[i].name));
        json_field_str(&c->j, "type", STR("folder"));
        json_obj_end(&c->j);
    }
    json_arr_end(&c->j);
    json_obj_end(&c->j);
}

void app_subscription_list(struct app *c)
{
    const struct desk_feed *v;
    size_t n;
    enum err_code code = desk_feeds(c->reader, &v, &n);
    if (code != ERR_OK) {
        app_failed(c, code, NULL);
        return;
    }
    app_json(c);
    json_key(&c->j, STR("subscriptions"));
    json_arr(&c->j);
    for (size_t i = 0; i < n; i++) {
        json_obj(&c->j);
        json_field_str(&c->j, "id", str_fmt(c->a, "feed/%lld", (long long)v[i].id));
        json_field_str(&c->j, "title", v[i].title);
        json_key(&c->j, STR("categories"));
        json_arr(&c->j);
        if (v[i].folder.n) {
            json_obj(&c->j);
            json_field_str(&c->j, "id", app_label(c, v[i].folder));
            json_field_str(&c->j, "label", v[i].folder);
            json_obj_end(&c->j);
        }
        json_arr_end(&c->j);
        json_field_str(&c->j, "url", v[i].url);
        json_field_str(&c->j, "htmlUrl", v[i].site_url);
        json_field_str(&c->j, "iconUrl", STR(""));
        json_obj_end(&c->j);
    }
    json_arr_end(&c->j);
    json_obj_end(&c->j);
}

static void put_unread(struct app *c, const char *id, int64_t count, int64_t newest)
{
    json_obj(&c->j);
    json_field_str(&c->j, "id", str_c(id));
    json_field_i64(&c->j, "count", count);
    app_number(c, "newestItemTimestampUsec", newest);
    json_obj_end(&c->j);
}

/* What is unread of each folder, as its stream has it: with those within it. */
static void put_unread_folders(struct app *c, const struct desk_unread *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int64_t count = 0, newest = 0;
        if (!v[i].folder.n || (i && str_eq(v[i - 1].folder, v[i].folder)))
            continue;
        for (size_t k = i; k < n; k++) {
            if (!desk_folder_holds(v[i].folder, v[k].folder))
                continue;
            count += v[k].articles;
            newest = v[k].newest_at > newest ? v[k].newest_at : newest;
        }
        put_unread(c, str_z(c->a, app_label(c, v[i].folder)), count, newest);
    }
}

void app_unread_count(struct app *c)
{
    const struct desk_unread *v;
    size_t n;
    enum err_code code = desk_unread(c->reader, c->user.id, &v, &n);
    if (code != ERR_OK) {
        app_failed(c, code, NULL);
        return;
    }
    int64_t all = 0, newest = 0;
    app_json(c);
    json_key(&c->j, STR("unreadcounts"));
    json_arr(&c->j);
    for (size_t i = 0; i < n; i++) {
        put_unread(c, str_z(c->a, str_fmt(c->a, "feed/%lld", (long long)v[i].feed)), v[i].articles,
                   v[i].newest_at);
        all += v[i].articles;
        newest = v[i].newest_at > newest ? v[i].newest_at : newest;
    }
    put_unread_folders(c, v, n);
    put_unread(c, STATE "reading-list", all, newest);
    json_arr_end(&c->j);
    json_field_i64(&c->j, "max", all);
    json_obj_end(&c->j);
}

/* Out of the folder that it is in; of another than that it is out already. */
static bool leaves(struct app *c, int64_t feed, struct str folder)
{
    struct desk_feed f;
    return folder.n && feed && desk_feed_get(c->reader, feed, &f) == ERR_OK &&
           str_eq(f.folder, folder);
}

void app_subscription_edit(struct app *c)
{
    struct str what = app_arg(c, STR("ac")), s = app_arg(c, STR("s")), title = app_arg(c, STR("t"));
    struct err e = {0};
    enum err_code code = err_set(&e, ERR_INPUT, "ac must be subscribe, unsubscribe or edit");
    struct desk_own_change move = {.folder = api_label(app_arg(c, STR("a")))};
    move.set_folder = move.folder.n || leaves(c, api_feed_id(s), api_label(app_arg(c, STR("r"))));
    int64_t id;
    if (str_eq(what, STR("subscribe")) && str_starts(s, STR("feed/")))
        code =
            desk_feed_add(c->desk, str_from(s, 5), title, move.set_folder ? &move : NULL, &id, &e);
    else if (str_eq(what, STR("unsubscribe")))
        code = desk_unfollow(c->desk, api_feed_id(s), &e);
    else if (str_eq(what, STR("edit")))
        code = title.n ? desk_feed_rename(c->desk, api_feed_id(s), title, &e) : ERR_OK;
    if (str_eq(what, STR("edit")) && code == ERR_OK && move.set_folder)
        code = desk_own_set(c->desk, api_feed_id(s), &move, &e);
    if (code != ERR_OK && code != ERR_EXISTS)
        app_failed(c, code, &e);
    else
        app_ok(c);
}

/* Renames a folder, or takes its feeds out: the folder is gone then. */
void app_rename_tag(struct app *c)
{
    struct err e = {0};
    struct str to = api_label(app_arg(c, STR("dest")));
    enum err_code code = to.n ? desk_folder_rename(c->desk, api_label(app_arg(c, STR("s"))), to, &e)
                              : err_set(&e, ERR_INPUT, "dest must be " LABEL "NAME");
    if (code != ERR_OK)
        app_failed(c, code, &e);
    else
        app_ok(c);
}

void app_disable_tag(struct app *c)
{
    struct err e = {0};
    enum err_code code = desk_folder_rename(c->desk, api_label(app_arg(c, STR("s"))), STR_NONE, &e);
    if (code != ERR_OK)
        app_failed(c, code, &e);
    else
        app_ok(c);
}

void app_quickadd(struct app *c)
{
    struct str url = app_arg(c, STR("quickadd"));
    struct err e = {0};
    int64_t id = 0;
    enum err_code code = desk_feed_add(
        c->desk, str_starts(url, STR("feed/")) ? str_from(url, 5) : url, STR_NONE, NULL, &id, &e);
    if (code != ERR_OK && code != ERR_EXISTS) {
        app_failed(c, code, &e);
        return;
    }
    app_json(c);
    json_field_i64(&c->j, "numResults", 1);
    json_field_str(&c->j, "query", url);
    json_field_str(&c->j, "streamId", str_fmt(c->a, "feed/%lld", (long long)id));
    json_obj_end(&c->j);
}
