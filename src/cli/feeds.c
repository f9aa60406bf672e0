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

static bool fails(const struct desk_feed *f)
{
    return f->state == DESK_FEED_FAILING || f->state == DESK_FEED_GONE;
}

static void put_feeds(struct buf *out, struct arena *a, const struct desk_feed *feeds, size_t n)
{
    struct str folder = STR_NONE;
    for (size_t i = 0; i < n; i++) {
        if (feeds[i].folder.n && !str_eq(feeds[i].folder, folder))
            buf_fmt(out, "%.*s\n", STR_ARG(cli_plain(a, feeds[i].folder)));
        folder = feeds[i].folder;
        put_feed(out, a, &feeds[i]);
    }
}

static int run_feeds(int argc, char **argv)
{
    struct cli_desk c;
    bool json = false, failing = false;
    const struct cli_option own[] = {{"--json", &json, NULL}, {"--failing", &failing, NULL}, {0}};
    int at = cli_desk_only_options(&c, "feeds", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    const struct desk_feed *all;
    size_t n, kept = 0;
    if (desk_feeds(c.r, &all, &n) != ERR_OK)
        return cli_desk_failed(&c, &(struct err){.code = ERR_STORE, .words = "cannot list"});
    struct desk_feed *feeds = ARENA_ARRAY(&c.a, n + 1, struct desk_feed);
    for (size_t i = 0; i < n; i++)
        if (!failing || fails(&all[i]))
            feeds[kept++] = all[i];
    struct buf b;
    buf_arena(&b, &c.a, 64 << 20);
    struct json_out j;
    json_init(&j, &b);
    if (json) {
        json_arr(&j);
        for (size_t i = 0; i < kept; i++)
            desk_feed_json(&j, &feeds[i]);
        json_arr_end(&j);
        buf_char(&b, '\n');
    } else
        put_feeds(&b, &c.a, feeds, kept);
    fwrite(b.p ? b.p : "", 1, b.n, stdout);
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_feeds = {
    .name = "feeds",
    .synopsis = "[--failing] [--json]",
    .summary = "list what is followed, by folder, with its health",
    .details =
        "  --failing  only those that could not be had when they were asked last, with the reason\n"
        "  --json     as the API gives them",
    .run = run_feeds,
};

static int run_remove(int argc, char **argv)
{
    struct cli_desk c;
    int at = cli_desk_options(&c, "remove", argc, argv, NULL);
    if (at < 0)
        return CLI_USAGE;
    if (at >= argc)
        return cli_desk_close(&c, cli_usage("remove", "it wants feeds: number, address or name"));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct desk_feed *f = ARENA_ARRAY(&c.a, (size_t)argc, struct desk_feed);
    const struct desk_feed *all;
    size_t n;
    struct err e = {0};
    if (desk_feeds(c.r, &all, &n) != ERR_OK)
        return cli_desk_failed(&c, &(struct err){.code = ERR_STORE, .words = "cannot list"});
    for (int i = at; i < argc; i++) /* all are looked for before the first is removed */
        if (desk_feed_pick(all, n, str_c(argv[i]), &f[i], &e) != ERR_OK)
            return cli_desk_failed(&c, &e);
    for (int i = at; i < argc; i++) {
        if (desk_unfollow(c.d, f[i].id, &e) != ERR_OK && e.code != ERR_NOT_FOUND)
            return cli_desk_failed(&c, &e);
        printf("No longer following %.*s\n", STR_ARG(cli_plain(&c.a, f[i].title)));
    }
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_remove = {
    .name = "remove",
    .synopsis = "FEED...",
    .summary = "unfollow feeds; starred and commented articles stay",
    .run = run_remove,
};
