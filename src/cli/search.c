/* search.c: `octavo search WORDS`. */
#include "cli/internal.h"

#include <stdio.h>

static int run_search(int argc, char **argv)
{
    struct cli_desk c;
    bool json = false, best = false;
    const char *most = NULL;
    const struct cli_option own[] = {
        {"--json", &json, NULL}, {"--best", &best, NULL}, {"--most", NULL, &most}, {0}};
    int at = cli_desk_options(&c, "search", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    if (at == argc)
        return cli_desk_close(&c, cli_usage("search", "what should be searched for?"));
    uint64_t n = 30;
    if (most && (!str_u64(str_c(most), 200, &n) || n == 0))
        return cli_desk_close(&c, cli_usage("search", "--most wants a number from 1 to 200"));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct desk_search s = {
        .query = cli_words(&c.a, argc, argv, at), .most = (uint32_t)n, .best_first = best};
    struct desk_hits hits;
    if (desk_search(c.r, &s, &hits) != ERR_OK)
        return cli_desk_failed(&c, &(struct err){.code = ERR_STORE, .words = "cannot search"});
    if (json) {
        struct buf b;
        struct json_out j;
        buf_arena(&b, &c.a, 64 << 20);
        json_init(&j, &b);
        desk_rows_json(&j, &hits.rows);
        cli_print(buf_str(&b));
    } else {
        cli_print_rows(&c.a, &hits.rows);
        if (hits.note.n)
            fprintf(stderr, "%.*s\n", STR_ARG(hits.note));
        else if (!hits.rows.n)
            fputs("Nothing was found.\n", stderr);
    }
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_search = {
    .name = "search",
    .synopsis = "[--best] [--most N] [--json] [--] WORDS",
    .summary = "search the articles",
    .details = "Words (all must occur), \"phrases\", -not, begin*, publisher:name, tag:word,\n"
               "person:name, organisation:name, place:name (more words: person:\"nina jones\"),\n"
               "before:2026-11-20, after:2026-11. Newest first, or --best by relevance.\n"
               "Put -- before words that begin with a minus.",
    .run = run_search,
};
