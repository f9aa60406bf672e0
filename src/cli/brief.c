/* brief.c: `octavo brief`: the top stories and what is new in each, as plain text ready to be
 * mailed. */
#include "cli/internal.h"

#include <stdio.h>

/* "2026-11-20", "36h", "3d". */
static bool read_since(struct str s, int64_t *ret)
{
    struct desk_day day;
    uint64_t n;
    if (desk_day_parse(s, &day)) {
        *ret = day.from;
        return true;
    }
    char unit = s.n ? s.p[s.n - 1] : 0;
    if ((unit != 'h' && unit != 'd') || !str_u64(str_sub(s, 0, s.n - 1), 100000, &n) || !n)
        return false;
    *ret = clock_now() - (int64_t)n * (unit == 'h' ? US_HOUR : US_DAY);
    return true;
}

static int run_brief(int argc, char **argv)
{
    struct cli_desk c;
    const char *since_text = NULL, *most_text = NULL, *folder = NULL, *query = NULL;
    bool json = false;
    const struct cli_option own[] = {{"--since", NULL, &since_text}, {"--most", NULL, &most_text},
                                     {"--folder", NULL, &folder},    {"--search", NULL, &query},
                                     {"--json", &json, NULL},        {0}};
    int at = cli_desk_options(&c, "brief", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    int64_t since = 0;
    uint64_t most = 0;
    if (at < argc)
        return cli_desk_close(&c, cli_usage("brief", "it takes no '%s'", argv[at]));
    if (since_text && !read_since(str_c(since_text), &since))
        return cli_desk_close(
            &c, cli_usage("brief", "--since wants a day like 2026-11-20, or 36h, or 3d"));
    if (most_text && (!str_u64(str_c(most_text), DESK_STORIES_MOST, &most) || !most))
        return cli_desk_close(
            &c, cli_usage("brief", "--most wants a number from 1 to %d", DESK_STORIES_MOST));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct desk_brief v;
    const struct desk_brief_about about = {.folder = desk_folder_name(&c.a, str_c(folder)),
                                           .query = str_c(query)};
    struct buf b;
    buf_arena(&b, &c.a, 16 << 20);
    if (desk_brief_about(c.r, 0, since, (uint32_t)most, &about, &v) != ERR_OK)
        return cli_desk_failed(&c, &(struct err){.code = ERR_STORE, .words = "cannot be made"});
    if (json) {
        struct json_out j;
        json_init(&j, &b);
        desk_brief_json(&j, &v);
        buf_char(&b, '\n');
        fwrite(b.p, 1, b.n, stdout);
    } else {
        desk_brief_text(&b, &v, str_c(desk_conf_str(&c.conf, DESK_SET_TITLE)),
                        str_c(desk_conf_str(&c.conf, DESK_SET_URL)));
        struct str plain = cli_plain(&c.a, buf_str(&b));
        fwrite(plain.p, 1, plain.n, stdout);
    }
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_brief = {
    .name = "brief",
    .synopsis = "[--since DAY|36h|3d] [--most N] [--folder NAME] [--search WORDS] [--json]",
    .summary = "the top stories and what is new in each, as plain text ready to be mailed",
    .details = "  --since S       since a day, or the last so many hours or days (default: 1d)\n"
               "  --most N        at most N stories (12)\n"
               "  --folder NAME   only stories with a report from a source in this folder\n"
               "  --search WORDS  only stories with a report that this search finds\n"
               "  --json          one JSON object, as the API gives",
    .run = run_brief,
};
