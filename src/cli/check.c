/* check.c: `octavo check`, `octavo reread`, `octavo quarantine`: looking after the database. */
#include "cli/internal.h"

#include <stdio.h>

static void found(void *ctx, struct str words)
{
    struct arena *a = ctx;
    cli_print(cli_plain(a, words));
}

static int run_check(int argc, char **argv)
{
    struct cli_desk c;
    int at = cli_desk_only_options(&c, "check", argc, argv, NULL);
    if (at < 0)
        return CLI_USAGE;
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct err e = {0};
    if (desk_check(c.r, found, &c.a, &e) != ERR_OK)
        return cli_desk_failed(&c, &e);
    puts("The database is sound.");
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_check = {
    .name = "check",
    .synopsis = "[--data DIR]",
    .summary = "read the whole database and say what is wrong with it",
    .run = run_check,
};

static int run_reread(int argc, char **argv)
{
    struct cli_desk c;
    bool old_only = false;
    const struct cli_option own[] = {{"--old", &old_only, NULL}, {0}};
    int at = cli_desk_options(&c, "reread", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    uint64_t id = 0;
    if (argc - at > 1 || (at < argc && !str_u64(str_c(argv[at]), INT64_MAX, &id)))
        return cli_desk_close(&c,
                              cli_usage("reread", "it wants the number of an article, or nothing"));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    int64_t n = 0;
    struct err e = {0};
    if (desk_reread(c.d, (int64_t)id, old_only, &n, &e) != ERR_OK)
        return cli_desk_failed(&c, &e);
    printf("%lld %s will be read again by 'octavo serve' or 'octavo poll'.\n", (long long)n,
           cli_many(n, "article", "articles"));
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_reread = {
    .name = "reread",
    .synopsis = "[--old] [ID]",
    .summary = "have everything derived made again: of one article, or of all",
    .details = "  --old   only where it was made by an older version",
    .run = run_reread,
};

static int run_quarantine(int argc, char **argv)
{
    struct cli_desk c;
    const char *show = NULL;
    bool clear = false;
    const struct cli_option own[] = {{"--show", NULL, &show}, {"--clear", &clear, NULL}, {0}};
    int at = cli_desk_only_options(&c, "quarantine", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    uint64_t id = 0;
    if (show && !str_u64(str_c(show), INT64_MAX, &id))
        return cli_desk_close(&c, cli_usage("quarantine", "--show wants a number"));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct err e = {0};
    struct str bytes;
    const struct desk_quarantined *v;
    size_t n;
    if (clear)
        return desk_quarantine_clear(c.d, 0, &e) == ERR_OK ? cli_desk_close(&c, CLI_DONE)
                                                           : cli_desk_failed(&c, &e);
    if (show) {
        if (desk_quarantine_bytes(c.r, (int64_t)id, &bytes) != ERR_OK) {
            err_set(&e, ERR_NOT_FOUND, "there is no document %s", show);
            return cli_desk_failed(&c, &e);
        }
        fwrite(bytes.p ? bytes.p : "", 1, bytes.n, stdout);
        return cli_desk_close(&c, CLI_DONE);
    }
    if (desk_quarantine(c.r, &v, &n) != ERR_OK)
        return cli_desk_failed(&c, &(struct err){.code = ERR_STORE, .words = "cannot list"});
    for (size_t i = 0; i < n; i++)
        printf("%lld  %.*s  %.*s\n        %.*s\n", (long long)v[i].id, STR_ARG(v[i].kind),
               STR_ARG(cli_plain(&c.a, v[i].url)), STR_ARG(cli_plain(&c.a, v[i].reason)));
    if (!n)
        puts("Nothing is set aside.");
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_quarantine = {
    .name = "quarantine",
    .synopsis = "[--show ID] [--clear]",
    .summary = "documents that broke their reader, and why",
    .run = run_quarantine,
};
