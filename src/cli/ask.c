/* ask.c: `octavo ask ID QUESTION`: the sentence of an article that answers. */
#include "cli/internal.h"

#include <stdio.h>

static int run_ask(int argc, char **argv)
{
    struct cli_desk c;
    bool json = false;
    const struct cli_option own[] = {{"--json", &json, NULL}, {0}};
    int at = cli_desk_options(&c, "ask", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    uint64_t id;
    if (argc - at < 2 || !str_u64(str_c(argv[at]), INT64_MAX, &id))
        return cli_desk_close(&c,
                              cli_usage("ask", "it wants the number of an article and a question"));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct buf b;
    buf_arena(&b, &c.a, 1 << 20);
    for (int i = at + 1; i < argc; i++) {
        buf_put(&b, str_c(argv[i]));
        buf_char(&b, ' ');
    }
    struct desk_answer answer;
    struct err e = {0};
    if (desk_ask(c.r, (int64_t)id, buf_str(&b), &answer, &e) != ERR_OK)
        return cli_desk_failed(&c, &e);
    if (json) {
        struct json_out j;
        buf_clear(&b);
        json_init(&j, &b);
        desk_answer_json(&j, &answer);
        cli_print(buf_str(&b));
    } else if (answer.found) {
        cli_print(cli_plain(&c.a, answer.words));
    } else {
        puts("The article does not say.");
    }
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_ask = {
    .name = "ask",
    .synopsis = "[--json] ID QUESTION",
    .summary = "ask an article: answers with its best sentence, or says that it does not say",
    .run = run_ask,
};
