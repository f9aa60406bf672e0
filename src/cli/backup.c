/* backup.c: `octavo backup FILE` and `octavo restore FILE`. */
#include "cli/internal.h"

#include <stdio.h>

static int run_backup(int argc, char **argv)
{
    struct cli_desk c;
    int at = cli_desk_options(&c, "backup", argc, argv, NULL);
    if (at < 0)
        return CLI_USAGE;
    if (at + 1 != argc)
        return cli_desk_close(&c, cli_usage("backup", "it wants the name of the file to write"));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct err e = {0};
    if (desk_backup(c.d, argv[at], &e) != ERR_OK)
        return cli_desk_failed(&c, &e);
    printf("Backup written to %s\n", argv[at]);
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_backup = {
    .name = "backup",
    .synopsis = "FILE",
    .summary = "copy the database into one file, while everything goes on",
    .run = run_backup,
};

static int run_restore(int argc, char **argv)
{
    struct cli_desk c;
    int at = cli_desk_options(&c, "restore", argc, argv, NULL);
    if (at < 0)
        return CLI_USAGE;
    if (at + 1 != argc)
        return cli_desk_close(&c, cli_usage("restore", "it wants the backup's file"));
    struct err e = {0};
    bool replaced = false;
    if (desk_restore(&c.conf, argv[at], &replaced, &e) != ERR_OK)
        return cli_desk_failed(&c, &e);
    puts(replaced ? "Restored. The database that was there is kept beside it as "
                    "NAME.before-restore."
                  : "Restored.");
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_restore = {
    .name = "restore",
    .synopsis = "FILE",
    .summary = "put a backup in the place of the database",
    .run = run_restore,
};
