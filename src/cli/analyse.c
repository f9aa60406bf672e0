/* analyse: article JSON in, reading JSON out; one question with --ask. */
#include "cli/cli.h"
#include "sense/sense.h"
#include "types/types.h"

enum { ANALYSE_INPUT_MOST = 16 << 20, ANALYSE_ARENA_MOST = 512 << 20 };

/* Reads an article's JSON. */
static enum err_code article_of(struct arena *a, struct str bytes, struct article *ret,
                                struct err *e)
{
    json_t *v;
    enum err_code code = json_read(bytes, &v, e);
    if (code != ERR_OK)
        return code;
    code = article_read(a, v, ret, e);
    json_decref(v);
    return code;
}

static enum err_code analyse(struct arena *a, const struct cli_batch_item *item, struct buf *out,
                             struct err *e)
{
    struct article article;
    struct reading reading;
    struct json_out w;
    enum err_code code = article_of(a, item->bytes, &article, e);
    if (code != ERR_OK)
        return code;
    sense_read(a, &article, clock_now(), &reading);
    json_init(&w, out);
    reading_write(&w, &reading);
    return ERR_OK;
}

static void write_answer(struct buf *out, struct str text, const struct reading *reading,
                         const struct answer *answer)
{
    struct json_out w;
    json_init(&w, out);
    json_obj(&w);
    json_field_bool(&w, "found", answer->found);
    json_field_str(&w, "kind", str_c(question_kind_name(answer->kind)));
    json_field_num(&w, "score", answer->score);
    if (answer->sentence >= 0) {
        json_field_i64(&w, "sentence", answer->sentence);
        json_field_str(&w, "text", span_str(text, reading->sentences[answer->sentence].span));
        json_field_str(&w, "answer", span_str(text, answer->span));
    }
    json_obj_end(&w);
}

static enum err_code ask(struct arena *a, struct str bytes, const char *question, struct buf *out,
                         struct err *e)
{
    struct article article;
    struct reading reading;
    struct answer answer;
    enum err_code code = article_of(a, bytes, &article, e);
    if (code != ERR_OK)
        return code;
    sense_read(a, &article, clock_now(), &reading);
    sense_ask(a, article.text, &reading, str_c(question), &answer);
    write_answer(out, article.text, &reading, &answer);
    return ERR_OK;
}

static int run(int argc, char **argv)
{
    bool batch = false;
    const char *question = NULL;
    const struct cli_option options[] = {
        {"--batch", &batch, NULL}, {"--ask", NULL, &question}, {0}};
    int at = cli_options("analyse", argc, argv, options);
    if (at < 0)
        return CLI_USAGE;
    if (argc - at > 1)
        return cli_usage("analyse", "one FILE at most; got %d", argc - at);
    if (batch && (question || argc > at))
        return cli_usage("analyse",
                         "--batch takes file names on standard input, no FILE and no --ask");
    struct arena a;
    arena_init(&a, ANALYSE_ARENA_MOST);
    struct str missing = sense_models_missing(&a);
    if (missing.n)
        fprintf(stderr,
                "octavo analyse: models missing or of another version: %.*s. Readings lack what "
                "they find; 'make models' makes them anew.\n",
                STR_ARG(missing));
    if (batch) {
        arena_done(&a);
        return cli_batch(analyse, NULL);
    }
    struct err e = {0};
    struct buf out;
    struct cli_batch_item item = {0};
    buf_arena(&out, &a, ANALYSE_INPUT_MOST);
    enum err_code code =
        cli_read(&a, argc > at ? argv[at] : NULL, ANALYSE_INPUT_MOST, &item.bytes, &e);
    if (code == ERR_OK)
        code = question ? ask(&a, item.bytes, question, &out, &e) : analyse(&a, &item, &out, &e);
    int status = code == ERR_OK ? (cli_print(buf_str(&out)) ? CLI_DONE : CLI_FAILED)
                                : cli_failed("analyse", &e);
    arena_done(&a);
    return status;
}

const struct command command_analyse = {
    .name = "analyse",
    .synopsis = "[--batch] [--ask QUESTION] [FILE]",
    .summary = "read one article: language, names, hashtags, summary, quotes, figures",
    .details =
        "Reads an article as JSON (title, text, published, source, url) from FILE or standard\n"
        "input and prints its reading as JSON. Ranges are bytes of the article's text.\n"
        "\n"
        "  --batch          file names on standard input, one JSON object a line out\n"
        "  --ask QUESTION   print the sentence that answers, or found: false\n",
    .run = run,
};
