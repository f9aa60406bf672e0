/* ask.c: `octavo ask [ID] QUESTION`: the sentence of an article that answers; without an ID, of all
 * articles. */
#include "cli/internal.h"

#include <stdio.h>

static void print_json(struct cli_desk *c, const struct desk_answer *one,
                       const struct desk_answers *all)
{
    struct buf b;
    struct json_out j;
    buf_arena(&b, &c->a, 1 << 20);
    json_init(&j, &b);
    if (one)
        desk_answer_json(&j, one);
    else
        desk_answers_json(&j, all);
    cli_print(buf_str(&b));
}

static int ask_one(struct cli_desk *c, int64_t id, struct str question, bool json)
{
    struct desk_answer answer;
    struct err e = {0};
    if (desk_ask(c->r, id, question, &answer, &e) != ERR_OK)
        return cli_desk_failed(c, &e);
    if (json)
        print_json(c, &answer, NULL);
    else if (answer.found)
        cli_print(cli_plain(&c->a, answer.words));
    else if (answer.near) {
        puts("Not said outright. This comes nearest:");
        cli_print(cli_plain(&c->a, answer.words));
    } else
        puts("The article does not say.");
    return cli_desk_close(c, CLI_DONE);
}

static void print_found(struct cli_desk *c, const struct desk_found *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct civil day = civil_from(v[i].at);
        cli_print(cli_plain(&c->a, v[i].answer.words));
        cli_print(cli_plain(&c->a, str_fmt(&c->a, "    %lld  %.*s, %04d-%02d-%02d: %.*s",
                                           (long long)v[i].article, STR_ARG(v[i].publisher_name),
                                           day.year, day.month, day.day, STR_ARG(v[i].title))));
    }
}

static int ask_all(struct cli_desk *c, struct str question, bool json)
{
    struct desk_answers answers;
    struct err e = {0};
    if (desk_ask_all(c->r, question, &answers, &e) != ERR_OK)
        return cli_desk_failed(c, &e);
    if (json) {
        print_json(c, NULL, &answers);
        return cli_desk_close(c, CLI_DONE);
    }
    if (!answers.n)
        puts(answers.near_count > 1   ? "No article here says it outright. These come nearest:"
             : answers.near_count > 0 ? "No article here says it outright. This comes nearest:"
                                      : "No article here says it.");
    print_found(c, answers.v, answers.n);
    print_found(c, answers.near, answers.near_count);
    return cli_desk_close(c, CLI_DONE);
}

static int run_ask(int argc, char **argv)
{
    struct cli_desk c;
    bool json = false;
    const struct cli_option own[] = {{"--json", &json, NULL}, {0}};
    int at = cli_desk_options(&c, "ask", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    uint64_t id = 0;
    bool one = at < argc && str_u64(str_c(argv[at]), INT64_MAX, &id);
    at += one;
    if (at == argc)
        return cli_desk_close(&c, cli_usage("ask", "it wants a question, and before it the number "
                                                   "of an article where it is about one"));
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct str question = cli_words(&c.a, argc, argv, at);
    return one ? ask_one(&c, (int64_t)id, question, json) : ask_all(&c, question, json);
}

const struct command command_ask = {
    .name = "ask",
    .synopsis = "[--json] [ID] QUESTION",
    .summary =
        "ask an article, or all: answers with the best sentences, or says that nothing says it",
    .run = run_ask,
};
