/* user.c: `octavo user add|password|delete|list`: accounts from the terminal. */
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

static int list_users(struct cli_desk *c)
{
    const struct desk_user *users;
    size_t n;
    if (desk_users(c->r, &users, &n) != ERR_OK)
        return cli_desk_failed(c, &(struct err){.code = ERR_STORE, .words = "cannot list"});
    for (size_t i = 0; i < n; i++)
        printf("%.*s%s\n", STR_ARG(users[i].name), users[i].admin ? "  (administrator)" : "");
    return cli_desk_close(c, CLI_DONE);
}

static int run_user(int argc, char **argv)
{
    struct cli_desk c;
    const char *password = NULL;
    bool admin = false;
    const struct cli_option own[] = {
        {"--password", NULL, &password}, {"--admin", &admin, NULL}, {0}};
    int at = cli_desk_options(&c, "user", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    const char *verb = at < argc ? argv[at] : "list", *name = at + 1 < argc ? argv[at + 1] : NULL;
    bool lists = strcmp(verb, "list") == 0;
    if (!lists && strcmp(verb, "add") != 0 && strcmp(verb, "password") != 0 &&
        strcmp(verb, "delete") != 0)
        return cli_desk_close(
            &c, cli_usage("user", "'%s' is none of add, password, delete, list", verb));
    if (!lists && !name)
        return cli_desk_close(&c, cli_usage("user", "%s whom? it wants a name", verb));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    if (lists)
        return list_users(&c);
    struct err e = {0};
    enum err_code code;
    int64_t id;
    bool deletes = strcmp(verb, "delete") == 0;
    struct str secret = deletes ? STR_NONE : password ? str_c(password) : ask_password(&c.a);
    if (deletes)
        code = desk_user_delete(c.d, str_c(name), &e);
    else if (strcmp(verb, "password") == 0)
        code = desk_user_password(c.d, str_c(name), secret, &e);
    else
        code =
            desk_user_add(c.d, str_c(name), secret, admin || desk_needs_first_user(c.r), &id, &e);
    return code == ERR_OK ? cli_desk_close(&c, CLI_DONE) : cli_desk_failed(&c, &e);
}

const struct command command_user = {
    .name = "user",
    .synopsis = "add|password|delete NAME | list",
    .summary = "accounts: make, change, delete, list",
    .details = "The password is asked for, or read from standard input; the first account is the\n"
               "administrator's.\n"
               "  --admin        this account may change what is followed too\n"
               "  --password P   for scripts; others may see it in the list of processes",
    .run = run_user,
};
