/* following.c: `octavo following`: the searches that an account follows, and what is new of each.
 */
#include "cli/internal.h"

#include <stdio.h>

static void put_line(struct buf *out, struct arena *a, const struct desk_watch *v)
{
    struct str count = str_fmt(a, "%u%s", v->fresh, v->fresh == DESK_WATCH_FRESH_MOST ? "+" : "");
    buf_fmt(out, "%5.*s new  %.*s\n", STR_ARG(count), STR_ARG(cli_plain(a, v->query)));
}

static enum err_code list(struct cli_desk *c, int64_t user, bool json, struct err *e)
{
    const struct desk_watch *v;
    size_t n;
    if (desk_watches(c->r, user, &v, &n) != ERR_OK)
        return err_set(e, ERR_STORE, "cannot list");
    struct buf b;
    struct json_out j;
    buf_arena(&b, &c->a, 64 << 20);
    json_init(&j, &b);
    if (json)
        json_arr(&j);
    for (size_t i = 0; i < n; i++) {
        if (json)
            desk_watch_json(&j, &v[i]);
        else
            put_line(&b, &c->a, &v[i]);
    }
    if (json) {
        json_arr_end(&j);
        buf_char(&b, '\n');
    }
    fwrite(b.p ? b.p : "", 1, b.n, stdout);
    if (!n && !json)
        fputs("No search is followed yet. 'octavo following add WORDS' follows one.\n", stderr);
    return ERR_OK;
}

static enum err_code change(struct cli_desk *c, int64_t user, const char *verb, struct str query,
                            struct err *e)
{
    if (strcmp(verb, "add") == 0)
        return desk_watch_set(c->d, user, query, true, NULL, e);
    query = desk_watch_query(&c->a, query);
    if (!desk_watch_find(c->r, user, query))
        return err_set(e, ERR_NOT_FOUND, "\"%.*s\" is not followed", STR_ARG(query));
    return strcmp(verb, "remove") == 0 ? desk_watch_set(c->d, user, query, false, NULL, e)
                                       : desk_watch_look(c->d, user, query, e);
}

static int run_following(int argc, char **argv)
{
    struct cli_desk c;
    const char *name = NULL;
    bool json = false;
    const struct cli_option own[] = {{"--user", NULL, &name}, {"--json", &json, NULL}, {0}};
    int at = cli_desk_options(&c, "following", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    const char *verb = at < argc ? argv[at] : "list";
    bool lists = strcmp(verb, "list") == 0;
    bool changes =
        strcmp(verb, "add") == 0 || strcmp(verb, "remove") == 0 || strcmp(verb, "looked") == 0;
    if (!lists && !changes)
        return cli_desk_close(
            &c, cli_usage("following", "'%s' is none of list, add, remove, looked", verb));
    if (changes && at + 1 == argc)
        return cli_desk_close(&c, cli_usage("following", "%s which search?", verb));
    if (lists && argc - at > 1)
        return cli_desk_close(&c, cli_usage("following", "list wants no words"));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct err e = {0};
    struct desk_user user;
    enum err_code code = cli_account(&c, name, &user, &e);
    if (code == ERR_OK)
        code = lists ? list(&c, user.id, json, &e)
                     : change(&c, user.id, verb, cli_words(&c.a, argc, argv, at + 1), &e);
    return code == ERR_OK ? cli_desk_close(&c, CLI_DONE) : cli_desk_failed(&c, &e);
}

const struct command command_following = {
    .name = "following",
    .synopsis = "[list] [--user NAME] [--json] | add|remove|looked [--user NAME] [--] WORDS",
    .summary = "the searches that an account follows, and how much is new of each",
    .details =
        "WORDS are as of search: words, \"phrases\", -not, person:\"nina jones\", tag:word.\n"
        "  add            follow this search\n"
        "  remove         follow it no more\n"
        "  looked         what comes from now on is new\n"
        "  --user NAME    whose; may be left out where there is only one account\n"
        "The number is how many articles came since the account looked, up to 100.",
    .run = run_following,
};
