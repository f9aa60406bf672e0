/* model.c: `octavo story ID --model` and `octavo show ID --model`: has the language model of the
 * settings write of it, and shows what the sources bear out; and whether it answers at all, for
 * `octavo doctor --model`. */
#include "cli/internal.h"

#include <stdio.h>

struct job {
    struct cli_desk *c;
    enum desk_model_about about;
    int64_t id;
    bool json;
};

static void put_text(struct buf *out, struct arena *a, const struct desk_model_text *v)
{
    buf_fmt(out, "A machine wrote this (%.*s); only what its sources bear out is shown.\n\n",
            STR_ARG(cli_plain(a, v->model)));
    if (!v->line_count)
        buf_lit(out, "Nothing of what the model wrote is borne out by the sources.\n");
    for (size_t i = 0; i < v->line_count; i++) {
        const struct desk_model_line *l = &v->lines[i];
        cli_put_wrapped(out, cli_plain(a, l->words), 2);
        for (size_t k = 0; k < l->by_count; k++)
            buf_fmt(out, "      %.*s, article %lld, bytes %u to %u\n",
                    STR_ARG(cli_plain(a, l->by[k].publisher_name)), (long long)l->by[k].article,
                    l->by[k].span.at, l->by[k].span.end);
    }
    for (size_t i = 0; i < v->left_count; i++)
        cli_put_wrapped(
            out, cli_plain(a, str_fmt(a, "A sentence was left out: %.*s.", STR_ARG(v->left[i]))),
            0);
}

static int once(struct desk *d, struct desk_pipeline *p, void *ctx)
{
    const struct job *job = ctx;
    struct desk_reader *r = NULL;
    struct desk_model_text v;
    struct err e = {0};
    struct buf b;
    buf_arena(&b, &job->c->a, 1 << 20);
    enum err_code code = desk_model_now(d, p, job->about, job->id, &e);
    if (code == ERR_OK)
        code = desk_reader_open(d, &r, &e);
    if (code != ERR_OK)
        return cli_failed(job->c->name, &e);
    desk_reader_begin(r, &job->c->a);
    code = desk_model_get(r, job->about, job->id, &v);
    if (code == ERR_OK && job->json) {
        struct json_out j;
        json_init(&j, &b);
        desk_model_json(&j, &v);
        buf_char(&b, '\n');
    } else if (code == ERR_OK) {
        put_text(&b, &job->c->a, &v);
    }
    desk_reader_close(r);
    if (code != ERR_OK)
        return cli_failed(job->c->name, &(struct err){.code = code, .words = "cannot read it"});
    fwrite(b.p ? b.p : "", 1, b.n, stdout);
    return CLI_DONE;
}

int cli_model(struct cli_desk *c, enum desk_model_about about, int64_t id, bool json)
{
    struct job job = {.c = c, .about = about, .id = id, .json = json};
    return cli_desk_once(c, once, &job);
}

static int once_try(struct desk *d, struct desk_pipeline *p, void *ctx)
{
    struct cli_desk *c = ctx;
    char words[DESK_MODEL_WORDS];
    struct err e = {0};
    (void)d;
    if (desk_model_try(p, words, &e) != ERR_OK)
        return cli_failed(c->name, &e);
    printf("model       answers: %.*s\n", STR_ARG(cli_plain(&c->a, str_c(words))));
    return CLI_DONE;
}

int cli_model_try(struct cli_desk *c)
{
    return cli_desk_once(c, once_try, c);
}
