/* rules.c: `octavo rules`: rules for new entries: what is left out for all, and what is marked as
 * read or starred for one account. The command line is the administrator's. */
#include "cli/internal.h"

#include <stdio.h>

struct asked {
    const char *user, *feed, *field;
    bool json;
};

/* Whose rules, besides the desk's: those of `--user`, else of the only account, else nobody's. */
static enum err_code who(struct cli_desk *c, const char *name, struct desk_user *ret, struct err *e)
{
    *ret = (struct desk_user){0};
    enum err_code code = cli_account(c, name, ret, e);
    ret->admin = true;
    return !name && (code == ERR_USAGE || code == ERR_NOT_FOUND) ? ERR_OK : code;
}

static enum err_code feed_of(struct cli_desk *c, const char *what, int64_t *ret, struct err *e)
{
    struct desk_feed feed = {0};
    enum err_code code = what ? desk_feed_find(c->r, str_c(what), &feed, e) : ERR_OK;
    *ret = feed.id;
    return code;
}

static enum err_code list(struct cli_desk *c, const struct asked *asked, struct err *e)
{
    struct desk_user user;
    int64_t feed;
    enum err_code code = who(c, asked->user, &user, e);
    if (code != ERR_OK || (code = feed_of(c, asked->feed, &feed, e)) != ERR_OK)
        return code;
    const struct desk_rule *v;
    size_t n;
    if (desk_rules(c->r, user.id, feed, &v, &n) != ERR_OK)
        return err_set(e, ERR_STORE, "cannot list");
    struct buf b;
    struct json_out j;
    buf_arena(&b, &c->a, 64 << 20);
    json_init(&j, &b);
    if (asked->json)
        json_arr(&j);
    for (size_t i = 0; i < n; i++) {
        if (asked->json)
            desk_rule_json(&j, &v[i]);
        else
            buf_fmt(&b, "%6lld  %-4s  %-7s  %.*s  (%.*s)\n", (long long)v[i].id,
                    desk_rule_act_name(v[i].act), desk_rule_field_name(v[i].field),
                    STR_ARG(cli_plain(&c->a, v[i].words)),
                    STR_ARG(v[i].feed ? cli_plain(&c->a, v[i].feed_title) : STR("every source")));
    }
    if (asked->json) {
        json_arr_end(&j);
        buf_char(&b, '\n');
    }
    fwrite(b.p ? b.p : "", 1, b.n, stdout);
    if (!n && !asked->json)
        fputs("No rules yet. 'octavo rules add ACT WORDS' makes one.\n", stderr);
    return ERR_OK;
}

/* ACT WORDS */
static enum err_code add(struct cli_desk *c, const struct asked *asked, int argc, char **argv,
                         struct err *e)
{
    struct desk_rule rule = {0};
    struct desk_user user;
    int64_t id;
    if (argc < 1 || !desk_rule_act_find(str_c(argv[0]), &rule.act))
        return err_set(e, ERR_USAGE, "a rule is one of drop, keep, read, star");
    if (argc < 2)
        return err_set(e, ERR_USAGE, "for which words?");
    if (asked->field && !desk_rule_field_find(str_c(asked->field), &rule.field))
        return err_set(e, ERR_USAGE, "--field takes any, title, author, tag or address");
    bool marks = rule.act == DESK_RULE_READ || rule.act == DESK_RULE_STAR;
    enum err_code code =
        marks ? cli_account(c, asked->user, &user, e) : who(c, asked->user, &user, e);
    if (code == ERR_OK)
        code = feed_of(c, asked->feed, &rule.feed, e);
    rule.words = cli_words(&c->a, argc, argv, 1);
    return code == ERR_OK ? desk_rule_add(c->d, &user, &rule, &id, e) : code;
}

static enum err_code take_back(struct cli_desk *c, const struct asked *asked, int argc, char **argv,
                               struct err *e)
{
    struct desk_user user;
    uint64_t id;
    if (argc != 1 || !str_u64(str_c(argv[0]), INT64_MAX, &id))
        return err_set(e, ERR_USAGE, "delete wants the number of a rule");
    enum err_code code = who(c, asked->user, &user, e);
    return code == ERR_OK ? desk_rule_delete(c->d, &user, (int64_t)id, e) : code;
}

static int run_rules(int argc, char **argv)
{
    struct cli_desk c;
    struct asked asked = {0};
    const struct cli_option own[] = {{"--user", NULL, &asked.user},
                                     {"--feed", NULL, &asked.feed},
                                     {"--field", NULL, &asked.field},
                                     {"--json", &asked.json, NULL},
                                     {0}};
    int at = cli_desk_options(&c, "rules", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    const char *verb = at < argc ? argv[at] : "list";
    bool lists = strcmp(verb, "list") == 0, adds = strcmp(verb, "add") == 0;
    if (!lists && !adds && strcmp(verb, "delete") != 0)
        return cli_desk_close(&c, cli_usage("rules", "'%s' is none of list, add, delete", verb));
    if (lists && argc - at > 1)
        return cli_desk_close(&c, cli_usage("rules", "list wants no words"));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct err e = {0};
    argc -= at + 1;
    argv += at + 1;
    enum err_code code = lists  ? list(&c, &asked, &e)
                         : adds ? add(&c, &asked, argc, argv, &e)
                                : take_back(&c, &asked, argc, argv, &e);
    return code == ERR_OK ? cli_desk_close(&c, CLI_DONE) : cli_desk_failed(&c, &e);
}

const struct command command_rules = {
    .name = "rules",
    .synopsis = "[list] [--user NAME] [--feed FEED] [--json] | add [--field FIELD] [--feed FEED] "
                "[--user NAME] ACT WORDS | delete [--user NAME] NUMBER",
    .summary = "rules for new entries: leave out, mark as read, star",
    .details =
        "ACT is what is done with an entry in which WORDS stand in this order:\n"
        "  drop           it is left out, for all\n"
        "  keep           of its source nothing else is taken (with --feed)\n"
        "  read, star     it is marked for one account\n"
        "  --field FIELD  where it looks: any (default), title, author, tag, address\n"
        "  --feed FEED    of one source: a number, an address, or a part of a name\n"
        "  --user NAME    whose rules; may be left out for drop and keep, which are the desk's,\n"
        "                 and where there is only one account\n"
        "The list has those of the desk and of that account.",
    .run = run_rules,
};
