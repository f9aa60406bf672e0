/* list.c: `octavo list`: articles, newest first. */
#include "cli/internal.h"

#include <stdio.h>

struct options {
    const char *publisher, *folder, *tag, *from, *to, *most, *after;
    bool json, stories;
};

/* The options as a list of the desk; else its status, after saying what is wrong. */
static int fill(struct cli_desk *c, const struct options *o, struct desk_list *which)
{
    struct desk_day day;
    uint64_t n;
    struct err e = {0};
    if (o->publisher) {
        struct desk_feed feed;
        if (str_u64(str_c(o->publisher), INT64_MAX, &n))
            which->publisher = (int64_t)n;
        else if (desk_feed_find(c->r, str_c(o->publisher), &feed, &e) == ERR_OK)
            which->publisher = feed.publisher;
        else
            return cli_failed(c->name, &e);
    }
    if (o->from && !desk_day_parse(str_c(o->from), &day))
        return cli_usage(c->name, "--from wants a day like 2026-11-20");
    if (o->from)
        which->from = day.from;
    if (o->to && !desk_day_parse(str_c(o->to), &day))
        return cli_usage(c->name, "--to wants a day like 2026-11-20");
    if (o->to)
        which->to = day.to;
    if (o->most && (!str_u64(str_c(o->most), 200, &n) || n == 0))
        return cli_usage(c->name, "--most wants a number from 1 to 200");
    if (o->most)
        which->most = (uint32_t)n;
    if (o->after && !desk_key_parse(str_c(o->after), &which->after))
        return cli_usage(c->name, "--after wants what \"next\" gave");
    which->tag = str_c(o->tag);
    which->folder = desk_folder_name(&c->a, str_c(o->folder));
    return CLI_DONE;
}

static int run_list(int argc, char **argv)
{
    struct cli_desk c;
    struct options o = {0};
    const struct cli_option own[] = {{"--publisher", NULL, &o.publisher},
                                     {"--tag", NULL, &o.tag},
                                     {"--folder", NULL, &o.folder},
                                     {"--from", NULL, &o.from},
                                     {"--to", NULL, &o.to},
                                     {"--most", NULL, &o.most},
                                     {"--after", NULL, &o.after},
                                     {"--json", &o.json, NULL},
                                     {"--stories", &o.stories, NULL},
                                     {0}};
    int at = cli_desk_options(&c, "list", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    if (at < argc)
        return cli_desk_close(&c,
                              cli_usage("list", "it takes no '%s'; try 'octavo search'", argv[at]));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct desk_list which = {0};
    int status = fill(&c, &o, &which);
    if (status != CLI_DONE)
        return cli_desk_close(&c, status);
    if (o.stories)
        return cli_list_stories(
            &c, &(struct desk_stories_want){.from = which.from, .to = which.to, .most = which.most},
            o.json);
    struct desk_rows rows;
    if (desk_articles(c.r, &which, &rows) != ERR_OK)
        return cli_desk_failed(&c, &(struct err){.code = ERR_STORE, .words = "cannot list"});
    if (o.json) {
        struct buf b;
        struct json_out j;
        buf_arena(&b, &c.a, 64 << 20);
        json_init(&j, &b);
        desk_rows_json(&j, &rows);
        cli_print(buf_str(&b));
    } else if (rows.n) {
        cli_print_rows(&c.a, &rows);
    } else {
        bool all = !which.tag.n && !which.publisher && !which.from && !which.to && !o.after;
        fputs(which.folder.n ? "No articles in this folder. 'octavo feeds' shows the folders.\n"
              : all          ? "No articles. 'octavo add ADDRESS' follows a publisher.\n"
                             : "No articles fit.\n",
              stderr);
    }
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_list = {
    .name = "list",
    .synopsis = "[--stories] [--publisher P] [--folder F] [--tag T] [--from DAY] [--to DAY] "
                "[--most N] [--after KEY] [--json]",
    .summary = "list articles, newest first",
    .details =
        "  --stories      the stories of the front page instead: reports by publishers, headline\n"
        "  --publisher P  by number, or a part of the name\n"
        "  --folder F     of the sources in this folder\n"
        "  --tag T        with this hashtag\n"
        "  --from, --to   days, both included: 2026-11-20\n"
        "  --most N       at most N rows (50)\n"
        "  --after KEY    go on where the last list ended (\"next\" in the JSON)\n"
        "  --json         one JSON object, as the API gives",
    .run = run_list,
};
