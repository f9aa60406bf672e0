/* poll.c: `octavo poll [FEED]`: fetches what is due. */
#include "cli/internal.h"

#include <stdio.h>

struct job {
    const char *which;
    bool all;
};

static int once(struct desk *d, struct desk_pipeline *p, void *ctx)
{
    const struct job *job = ctx;
    struct desk_feed feed = {0};
    struct err e = {0};
    if (job->which) {
        struct arena a;
        struct desk_reader *r;
        arena_init(&a, 16 << 20);
        enum err_code code = desk_reader_open(d, &r, &e);
        if (code == ERR_OK) {
            desk_reader_begin(r, &a);
            code = desk_feed_find(r, str_c(job->which), &feed, &e);
            desk_reader_close(r);
        }
        arena_done(&a);
        if (code != ERR_OK)
            return cli_failed("poll", &e);
    }
    struct desk_progress done = {0};
    enum err_code code =
        desk_poll_now(p, feed.id, job->all || job->which, cli_progress, NULL, &done, &e);
    cli_progress_end();
    if (code != ERR_OK)
        return cli_failed("poll", &e);
    printf("%u %s asked, %u failed; %u new %s, %u %s read\n", done.feeds_done,
           cli_many(done.feeds_done, "feed", "feeds"), done.failed, done.articles_new,
           cli_many(done.articles_new, "article", "articles"), done.pages_done,
           cli_many(done.pages_done, "page", "pages"));
    if (done.feeds_done == 0 && !job->all)
        printf("No feed is due yet; 'octavo poll --all' asks all of them now.\n");
    if (done.failed)
        printf("'octavo feeds' says why.\n");
    return CLI_DONE;
}

static int run_poll(int argc, char **argv)
{
    struct cli_desk c;
    struct job job = {0};
    const struct cli_option own[] = {{"--all", &job.all, NULL}, {0}};
    int at = cli_desk_options(&c, "poll", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    if (argc - at > 1)
        return cli_desk_close(&c, cli_usage("poll", "it takes at most one feed"));
    job.which = at < argc ? argv[at] : NULL;
    return cli_desk_once(&c, once, &job);
}

const struct command command_poll = {
    .name = "poll",
    .synopsis = "[--all] [--data DIR] [FEED]",
    .summary = "fetch all feeds that are due, side by side",
    .details = "  FEED    only this one: its number, address, or a part of its name\n"
               "  --all   all of them, due or not",
    .run = run_poll,
};
