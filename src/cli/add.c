/* add.c: `octavo add URL`: follows a publisher. */
#include "cli/internal.h"

#include <stdio.h>

struct job {
    const char *address;
    int status;
};

static int once(struct desk *d, struct desk_pipeline *p, void *ctx)
{
    (void)d;
    const struct job *job = ctx;
    struct desk_followed f = {0};
    struct err e = {0};
    enum err_code code = desk_follow(p, str_c(job->address), &f, &e);
    if (code == ERR_EXISTS) {
        printf("Already followed: %s\n", f.title[0] ? f.title : f.url);
        return CLI_DONE;
    }
    if (code != ERR_OK)
        return cli_failed("add", &e);
    printf("Following %s (%s): %u articles\n", f.title[0] ? f.title : f.url, f.url, f.articles);
    for (uint32_t i = 0; i < f.other_count && i < 8; i++)
        printf("  it also offers: %s  %s\n", f.others[i].url, f.others[i].title);
    fflush(stdout);
    struct desk_progress done = {0};
    code = desk_poll_now(p, f.feed, true, cli_progress, NULL, &done, &e);
    cli_progress_end();
    if (code != ERR_OK)
        return cli_failed("add", &e);
    if (done.pages_all)
        printf("Read %u of %u pages\n", done.pages_done, done.pages_all);
    return CLI_DONE;
}

static int run_add(int argc, char **argv)
{
    struct cli_desk c;
    int at = cli_desk_options(&c, "add", argc, argv, NULL);
    if (at < 0)
        return CLI_USAGE;
    if (at + 1 != argc)
        return cli_desk_close(&c,
                              cli_usage("add", "it wants one address: of a feed or a home page"));
    struct job job = {.address = argv[at]};
    return cli_desk_once(&c, once, &job);
}

const struct command command_add = {
    .name = "add",
    .synopsis = "[--data DIR] ADDRESS",
    .summary = "follow a publisher, given the address of its home page or of a feed",
    .details = "Fetches the address, finds the feed, and reads what it holds.\n"
               "Private addresses (a server at home) must be allowed: --fetch-allow HOST:PORT",
    .run = run_add,
};
