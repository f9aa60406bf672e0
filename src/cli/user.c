/* user.c: `octavo user`: accounts from the terminal. */
#include "cli/internal.h"

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* Asks for a password without echo; from a pipe it takes a line. */
static struct str ask_password(struct arena *a)
{
    struct termios was;
    bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &was) == 0;
    if (terminal) {
        struct termios quiet = was;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        fputs("Password: ", stderr);
    }
    char line[DESK_PASSWORD_MOST + 2] = "";
    if (!fgets(line, sizeof line, stdin))
        line[0] = 0;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
        fputc('\n', stderr);
    }
    line[strcspn(line, "\r\n")] = 0;
    return str_dup(a, str_c(line));
}

static int list_users(struct cli_desk *c, bool json)
{
    const struct desk_account *v;
    size_t n;
    if (desk_accounts(c->r, &v, &n) != ERR_OK)
        return cli_desk_failed(c, &(struct err){.code = ERR_STORE, .words = "cannot list"});
    if (json) {
        struct buf b;
        struct json_out j;
        buf_arena(&b, &c->a, 64 << 20);
        json_init(&j, &b);
        json_arr(&j);
        for (size_t i = 0; i < n; i++)
            desk_account_json(&j, &v[i]);
        json_arr_end(&j);
        cli_print(buf_str(&b));
        return cli_desk_close(c, CLI_DONE);
    }
    for (size_t i = 0; i < n; i++)
        printf("%.*s%s%s\n", STR_ARG(v[i].user.name), v[i].user.admin ? "  (administrator)" : "",
               v[i].closed ? "  (closed)" : "");
    return cli_desk_close(c, CLI_DONE);
}

enum verb { ADD, INVITE, PASSWORD, DELETE, LIST, LINK, PROMOTE, DEMOTE, CLOSE, OPEN, VERBS };
static const char *const verbs[VERBS] = {"add",  "invite",  "password", "delete", "list",
                                         "link", "promote", "demote",   "close",  "open"};

static enum verb verb_of(const char *word)
{
    int v = 0;
    while (v < VERBS && strcmp(word, verbs[v]) != 0)
        v++;
    return (enum verb)v;
}

/* The link goes to standard output: it is to be given on. */
static void print_link(struct cli_desk *c, const char *token)
{
    struct str listen = str_c(desk_conf_str(desk_conf(c->d), DESK_SET_LISTEN));
    printf("%.*s/password/%s\n", STR_ARG(desk_base_url(c->d, &c->a, false, listen)), token);
}

static enum err_code invite(struct cli_desk *c, struct str name, bool admin, struct err *e)
{
    char token[DESK_TOKEN_SIZE];
    int64_t id;
    enum err_code code =
        desk_user_invite(c->d, name, admin || desk_needs_first_user(c->r), &id, token, e);
    if (code == ERR_OK)
        print_link(c, token);
    return code;
}

static enum err_code change(struct cli_desk *c, enum verb verb, const char *name, struct err *e)
{
    struct desk_user account;
    enum err_code code = cli_account(c, name, &account, e);
    if (code != ERR_OK)
        return code;
    if (verb == LINK) {
        char token[DESK_TOKEN_SIZE];
        code = desk_invite(c->d, account.id, token, e);
        if (code == ERR_OK)
            print_link(c, token);
        return code;
    }
    return verb == PROMOTE || verb == DEMOTE ? desk_user_admin(c->d, account.id, verb == PROMOTE, e)
                                             : desk_user_ban(c->d, account.id, verb == CLOSE, e);
}

static int run_user(int argc, char **argv)
{
    struct cli_desk c;
    const char *password = NULL;
    bool admin = false, json = false;
    const struct cli_option own[] = {
        {"--password", NULL, &password}, {"--admin", &admin, NULL}, {"--json", &json, NULL}, {0}};
    int at = cli_desk_options(&c, "user", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    const char *word = at < argc ? argv[at] : "list", *name = at + 1 < argc ? argv[at + 1] : NULL;
    enum verb verb = verb_of(word);
    if (verb == VERBS)
        return cli_desk_close(&c, cli_usage("user",
                                            "'%s' is none of add, invite, password, delete, link, "
                                            "promote, demote, close, open, list",
                                            word));
    if (verb != LIST && !name)
        return cli_desk_close(&c, cli_usage("user", "%s whom? it wants a name", word));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    if (verb == LIST)
        return list_users(&c, json);
    struct err e = {0};
    enum err_code code;
    int64_t id;
    bool sets = verb == ADD || verb == PASSWORD;
    struct str secret = !sets ? STR_NONE : password ? str_c(password) : ask_password(&c.a);
    if (verb == ADD)
        code =
            desk_user_add(c.d, str_c(name), secret, admin || desk_needs_first_user(c.r), &id, &e);
    else if (verb == INVITE)
        code = invite(&c, str_c(name), admin, &e);
    else if (verb == PASSWORD)
        code = desk_user_password(c.d, str_c(name), secret, &e);
    else if (verb == DELETE)
        code = desk_user_delete(c.d, str_c(name), &e);
    else
        code = change(&c, verb, name, &e);
    return code == ERR_OK ? cli_desk_close(&c, CLI_DONE) : cli_desk_failed(&c, &e);
}

const struct command command_user = {
    .name = "user",
    .synopsis = "add|invite|password|delete|link|promote|demote|close|open NAME | list [--json]",
    .summary = "accounts: make, change, delete, list",
    .details = "The password is asked for, or read from standard input; the first account is the\n"
               "administrator's.\n"
               "  invite         make an account and print its link, as link does\n"
               "  link           print a link by which its owner chooses the password, once\n"
               "  promote        make it an administrator's; demote takes that back\n"
               "  close          it signs in no more, and keeps what is its own; open ends that\n"
               "  --admin        this account may change what is followed too\n"
               "  --password P   for scripts; others may see it in the list of processes",
    .run = run_user,
};
