/* import.c: `octavo import FILE` and `octavo export`: lists of feeds as OPML. */
#include "cli/internal.h"

#include <stdio.h>

enum { OPML_MOST = 16 << 20 };

static int run_import(int argc, char **argv)
{
    struct cli_desk c;
    int at = cli_desk_options(&c, "import", argc, argv, NULL);
    if (at < 0)
        return CLI_USAGE;
    if (argc - at > 1)
        return cli_desk_close(&c, cli_usage("import", "it wants one OPML file"));
    struct str bytes;
    struct err e = {0};
    if (cli_read(&c.a, at < argc ? argv[at] : NULL, OPML_MOST, &bytes, &e) != ERR_OK)
        return cli_desk_failed(&c, &e);
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct desk_imported got;
    if (desk_opml_import(c.d, bytes, &got, &e) != ERR_OK) {
        err_place(&e, at < argc ? argv[at] : "standard input", e.line);
        return cli_desk_failed(&c, &e);
    }
    printf("%zu new %s, %zu followed already.", got.fresh,
           cli_many((int64_t)got.fresh, "feed", "feeds"), got.known);
    if (got.left)
        printf(" %zu left out: no http or https address.", got.left);
    if (got.over)
        printf(" The last %zu left out: more than are taken from one list; import them from a "
               "list of their own.",
               got.over);
    puts(got.fresh ? " 'octavo poll' fetches what is new." : "");
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_import = {
    .name = "import",
    .synopsis = "[FILE]",
    .summary = "follow all feeds of an OPML file",
    .run = run_import,
};

static int run_export(int argc, char **argv)
{
    struct cli_desk c;
    int at = cli_desk_options(&c, "export", argc, argv, NULL);
    if (at < 0)
        return CLI_USAGE;
    if (at < argc)
        return cli_desk_close(&c, cli_usage("export", "it writes to standard output"));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct buf b;
    buf_arena(&b, &c.a, 256 << 20);
    if (desk_opml_export(c.r, &b) != ERR_OK)
        return cli_desk_failed(&c, &(struct err){.code = ERR_STORE, .words = "cannot list"});
    fwrite(b.p ? b.p : "", 1, b.n, stdout);
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_export = {
    .name = "export",
    .synopsis = "> FILE",
    .summary = "write what is followed as OPML",
    .run = run_export,
};
