/* feeds.c: `octavo feeds` and `octavo remove`: what is followed, how it fares, and no more. */
#include "cli/internal.h"

#include <stdio.h>

static void put_feed(struct buf *out, struct arena *a, const struct desk_feed *f)
{
    buf_fmt(out, "%6lld  %-8s %6lld  %.*s\n", (long long)f->id,
            f->paused ? "paused" : desk_feed_state_name(f->state), (long long)f->articles,
            STR_ARG(cli_plain(a, f->title)));
    buf_fmt(out, "                          %.*s\n", STR_ARG(cli_plain(a, f->url)));
    if (f->error.n)
        buf_fmt(out, "                          %.*s\n", STR_ARG(cli_plain(a, f->error)));
}

static int run_feeds(int argc, char **argv)
{
    struct cli_desk c;
    bool json = false;
    const struct cli_option own[] = {{"--json", &json, NULL}, {0}};
    int at = cli_desk_only_options(&c, "feeds", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    const struct desk_feed *feeds;
    size_t n;
    if (desk_feeds(c.r, &feeds, &n) != ERR_OK)
        return cli_desk_failed(&c, &(struct err){.code = ERR_STORE, .words = "cannot list"});
    struct buf b;
    buf_arena(&b, &c.a, 64 << 20);
    struct json_out j;
    json_init(&j, &b);
    if (json)
        json_arr(&j);
    for (size_t i = 0; i < n; i++) {
        bool opens = feeds[i].folder.n && (!i || !str_eq(feeds[i].folder, feeds[i - 1].folder));
        if (!json && opens)
            buf_fmt(&b, "%.*s\n", STR_ARG(cli_plain(&c.a, feeds[i].folder)));
        if (json)
            desk_feed_json(&j, &feeds[i]);
        else
            put_feed(&b, &c.a, &feeds[i]);
    }
    if (json) {
        json_arr_end(&j);
        buf_char(&b, '\n');
    }
    fwrite(b.p ? b.p : "", 1, b.n, stdout);
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_feeds = {
    .name = "feeds",
    .synopsis = "[--json]",
    .summary = "list what is followed, by folder, with its health",
    .run = run_feeds,
};

static int run_remove(int argc, char **argv)
{
    struct cli_desk c;
    int at = cli_desk_options(&c, "remove", argc, argv, NULL);
    if (at < 0)
        return CLI_USAGE;
    if (at + 1 != argc)
        return cli_desk_close(&c,
                              cli_usage("remove", "it wants one feed: number, address or name"));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct desk_feed f;
    struct err e = {0};
    if (desk_feed_find(c.r, str_c(argv[at]), &f, &e) != ERR_OK ||
        desk_unfollow(c.d, f.id, &e) != ERR_OK)
        return cli_desk_failed(&c, &e);
    printf("No longer following %.*s\n", STR_ARG(cli_plain(&c.a, f.title)));
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_remove = {
    .name = "remove",
    .synopsis = "FEED",
    .summary = "unfollow a feed; starred and commented articles stay",
    .run = run_remove,
};
