/* show.c: `octavo show ID`: one article at the terminal, or as JSON. */
#include "cli/internal.h"

#include <stdio.h>

static void put_points(struct buf *out, struct arena *a, const struct desk_article *v)
{
    const struct reading *r = v->reading;
    if (!r)
        return;
    if (r->hashtag_count) {
        buf_lit(out, "\nHashtags\n ");
        for (size_t i = 0; i < r->hashtag_count; i++)
            buf_fmt(out, " #%.*s", STR_ARG(r->hashtags[i].tag));
        buf_char(out, '\n');
    }
    if (r->summary_count)
        buf_lit(out, "\nSummary\n");
    for (size_t i = 0; i < r->summary_count; i++)
        cli_put_wrapped(
            out, cli_plain(a, span_str(v->article.text, r->sentences[r->summary[i]].span)), 2);
    if (r->keypoint_count)
        buf_lit(out, "\nKey points\n");
    for (size_t i = 0; i < r->keypoint_count; i++)
        cli_put_wrapped(out, cli_plain(a, span_str(v->article.text, r->keypoints[i].span)), 2);
}

static void put_article(struct buf *out, struct arena *a, const struct desk_article *v)
{
    cli_put_wrapped(out, cli_plain(a, v->row.title), 0);
    buf_put(out, cli_plain(a, v->row.publisher_name));
    buf_lit(out, ", ");
    cli_print_day(out, v->row.published, v->row.at);
    for (size_t i = 0; i < v->article.byline_count; i++) {
        buf_put(out, i ? STR(", ") : STR(", by "));
        buf_put(out, cli_plain(a, v->article.byline[i]));
    }
    buf_char(out, '\n');
    if (v->row.url.n)
        buf_fmt(out, "%.*s\n", STR_ARG(cli_plain(a, v->row.url)));
    for (size_t i = 0; i < v->media_count; i++)
        buf_fmt(out, "%.*s\n", STR_ARG(cli_plain(a, v->media[i].url)));
    if (v->row.state != ARTICLE_FULL)
        buf_fmt(out, "[%s: %.*s]\n", article_state_name(v->row.state),
                STR_ARG(cli_plain(a, v->article.why)));
    buf_char(out, '\n');
    cli_put_wrapped(out, cli_plain(a, v->article.text.n ? v->article.text : v->row.excerpt), 0);
    put_points(out, a, v);
    if (v->related_count)
        buf_lit(out, "\nRelated articles\n");
    for (size_t i = 0; i < v->related_count; i++) {
        buf_fmt(out, "  %lld  ", (long long)v->related[i].id);
        cli_print_day(out, v->related[i].published, v->related[i].at);
        buf_fmt(out, "  %.*s: %.*s\n", STR_ARG(cli_plain(a, v->related[i].publisher_name)),
                STR_ARG(cli_plain(a, v->related[i].title)));
    }
}

static int run_show(int argc, char **argv)
{
    struct cli_desk c;
    bool json = false, model = false;
    const struct cli_option own[] = {{"--json", &json, NULL}, {"--model", &model, NULL}, {0}};
    int at = cli_desk_options(&c, "show", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    uint64_t id;
    if (at + 1 != argc || !str_u64(str_c(argv[at]), INT64_MAX, &id))
        return cli_desk_close(
            &c, cli_usage("show", "it wants the number of an article, as in 'octavo list'"));
    if (model)
        return cli_model(&c, DESK_MODEL_ARTICLE, (int64_t)id, json);
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct desk_article v;
    struct err e = {0};
    enum err_code code = desk_article_get(c.r, (int64_t)id, 0, &v);
    if (code != ERR_OK) {
        err_set(&e, code,
                code == ERR_NOT_FOUND ? "there is no article %llu" : "cannot read article %llu",
                (unsigned long long)id);
        return cli_desk_failed(&c, &e);
    }
    struct buf b;
    buf_arena(&b, &c.a, 64 << 20);
    if (json) {
        struct json_out j;
        json_init(&j, &b);
        desk_article_json(&j, &v);
        buf_char(&b, '\n');
    } else {
        put_article(&b, &c.a, &v);
    }
    fwrite(b.p, 1, b.n, stdout);
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_show = {
    .name = "show",
    .synopsis = "[--json] [--model] ID",
    .summary = "show an article with its hashtags, summary, key points and related articles",
    .run = run_show,
};
