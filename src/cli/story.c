/* story.c: `octavo story [ID]` and `octavo list --stories`: what a story's reports say together,
 * and the stories there are. */
#include "cli/internal.h"

#include <stdio.h>

static void put_line(struct buf *out, struct arena *a, const struct desk_source *s)
{
    cli_put_wrapped(out, cli_plain(a, s->words), 2);
    buf_fmt(out, "      %.*s, article %lld\n", STR_ARG(cli_plain(a, s->publisher_name)),
            (long long)s->article);
}

static void put_lines(struct buf *out, struct arena *a, const char *title,
                      const struct desk_source *v, size_t n)
{
    if (n)
        buf_fmt(out, "\n%s\n", title);
    for (size_t i = 0; i < n; i++)
        put_line(out, a, &v[i]);
}

static void put_series(struct buf *out, struct arena *a, const struct desk_story *v)
{
    if (v->series_count)
        buf_lit(out, "\nFigures\n");
    for (size_t i = 0; i < v->series_count; i++) {
        const struct desk_series *s = &v->series[i];
        buf_fmt(out, "  %.*s%s%.*s:", STR_ARG(cli_plain(a, s->label)), s->period.n ? ", " : "",
                STR_ARG(cli_plain(a, s->period)));
        for (size_t k = 0; k < s->point_count; k++) {
            const struct desk_point *p = &s->points[k];
            struct str words = p->scope.n
                                   ? str_fmt(a, "%.*s (%.*s)", STR_ARG(p->words), STR_ARG(p->scope))
                                   : p->words;
            bool moves = strcmp(p->change, "raises") == 0 || strcmp(p->change, "lowers") == 0;
            buf_fmt(out, "%s %.*s", moves ? " →" : k ? ";" : "", STR_ARG(cli_plain(a, words)));
        }
        buf_char(out, '\n');
    }
}

/* "Callis Line denies: ... (article 12, 2026-11-18)": who answers in his own words. */
static void put_voice(struct buf *out, struct arena *a, const struct desk_voice *v, struct str who,
                      bool answers)
{
    struct civil day = civil_from(v->at);
    struct str does = answers && v->verb ? v->words
                      : answers          ? str_fmt(a, "%s: %.*s", v->does, STR_ARG(v->words))
                                         : str_c(v->does);
    cli_put_wrapped(out,
                    cli_plain(a, str_fmt(a, "%.*s %.*s (article %lld, %04d-%02d-%02d)",
                                         STR_ARG(who), STR_ARG(does), (long long)v->source.article,
                                         day.year, day.month, day.day)),
                    6);
}

static void put_claims(struct buf *out, struct arena *a, const struct desk_story *v)
{
    if (v->claim_count)
        buf_lit(out, "\nWho says what\n");
    for (size_t i = 0; i < v->claim_count; i++) {
        const struct desk_claim *c = &v->claims[i];
        cli_put_wrapped(out, cli_plain(a, str_fmt(a, "%.*s [%s]", STR_ARG(c->words), c->standing)),
                        2);
        for (size_t k = 0; k < c->voice_count; k++) {
            struct str who = c->voices[k].who.n ? c->voices[k].who : STR("somebody");
            put_voice(out, a, &c->voices[k], who, k >= c->assert_count);
        }
    }
}

static void put_reports(struct buf *out, struct arena *a, const struct desk_story *v)
{
    buf_lit(out, "\nReports\n");
    for (size_t i = 0; i < v->report_count; i++) {
        const struct desk_report *p = &v->reports[i];
        buf_fmt(out, "%6lld  ", (long long)p->row.id);
        cli_print_day(out, p->row.published, p->row.at);
        buf_fmt(out, "  %-12s %.*s: %.*s\n", desk_relation_name(p->relation),
                STR_ARG(cli_plain(a, p->row.publisher_name)), STR_ARG(cli_plain(a, p->row.title)));
    }
}

static void put_story(struct buf *out, struct arena *a, const struct desk_story *v)
{
    cli_put_wrapped(out, cli_plain(a, v->row.title), 0);
    buf_fmt(out, "Story %lld: %u report%s by %u publisher%s, %u independent\n",
            (long long)v->row.id, v->row.reports, v->row.reports == 1 ? "" : "s", v->row.publishers,
            v->row.publishers == 1 ? "" : "s", v->row.origins);
    put_lines(out, a, "Summary", v->summary, v->summary_count);
    put_series(out, a, v);
    put_claims(out, a, v);
    if (v->quote_count)
        buf_lit(out, "\nQuotes\n");
    for (size_t i = 0; i < v->quote_count && i < 8; i++)
        cli_put_wrapped(out,
                        cli_plain(a, str_fmt(a, "%.*s: %.*s", STR_ARG(v->quotes[i].who),
                                             STR_ARG(v->quotes[i].words))),
                        2);
    if (v->moment_count)
        buf_lit(out, "\nTimeline\n");
    for (size_t i = 0; i < v->moment_count; i++) {
        buf_lit(out, "  ");
        cli_print_day(out, (struct when){.us = TIME_NONE}, v->timeline[i].at);
        buf_fmt(out, "  %.*s\n", STR_ARG(cli_plain(a, v->timeline[i].words)));
    }
    put_reports(out, a, v);
    if (v->related_count)
        buf_lit(out, "\nRelated stories\n");
    for (size_t i = 0; i < v->related_count; i++)
        buf_fmt(out, "%6lld  %.*s\n", (long long)v->related[i].id,
                STR_ARG(cli_plain(a, v->related[i].title)));
}

int cli_list_stories(struct cli_desk *c, const struct desk_stories_want *want, bool json)
{
    const struct desk_story_row *v;
    size_t n;
    struct buf b;
    buf_arena(&b, &c->a, 64 << 20);
    if (desk_stories(c->r, want, &v, &n) != ERR_OK)
        return cli_desk_failed(c, &(struct err){.code = ERR_STORE, .words = "cannot list"});
    if (json) {
        struct json_out j;
        json_init(&j, &b);
        json_obj(&j);
        json_key(&j, STR("stories"));
        json_arr(&j);
        for (size_t i = 0; i < n; i++)
            desk_story_row_json(&j, &v[i]);
        json_arr_end(&j);
        json_obj_end(&j);
        buf_char(&b, '\n');
    }
    for (size_t i = 0; i < n && !json; i++) {
        buf_fmt(&b, "%6lld  ", (long long)v[i].id);
        cli_print_day(&b, (struct when){.us = TIME_NONE}, v[i].last_at);
        buf_fmt(&b, "  %3u by %-3u  %.*s\n", v[i].reports, v[i].publishers,
                STR_ARG(cli_plain(&c->a, v[i].title)));
    }
    if (!n && !json)
        fputs("No stories. 'octavo add ADDRESS' follows a publisher.\n", stderr);
    fwrite(b.p ? b.p : "", 1, b.n, stdout);
    return cli_desk_close(c, CLI_DONE);
}

static int run_story(int argc, char **argv)
{
    struct cli_desk c;
    bool json = false, model = false;
    const struct cli_option own[] = {{"--json", &json, NULL}, {"--model", &model, NULL}, {0}};
    int at = cli_desk_options(&c, "story", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    uint64_t id = 0;
    if (argc - at > 1 || (at < argc && !str_u64(str_c(argv[at]), INT64_MAX, &id)))
        return cli_desk_close(
            &c,
            cli_usage("story", "it wants the number of a story, as in 'octavo list --stories'"));
    if (model && !id)
        return cli_desk_close(&c, cli_usage("story", "--model wants the number of a story"));
    if (model)
        return cli_model(&c, DESK_MODEL_STORY, (int64_t)id, json);
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    if (!id)
        return cli_list_stories(&c, &(struct desk_stories_want){0}, json);
    struct desk_story v;
    struct err e = {0};
    enum err_code code = desk_story_get(c.r, (int64_t)id, 0, &v);
    if (code != ERR_OK) {
        err_set(&e, code,
                code == ERR_NOT_FOUND ? "there is no story %llu" : "cannot read story %llu",
                (unsigned long long)id);
        return cli_desk_failed(&c, &e);
    }
    struct buf b;
    buf_arena(&b, &c.a, 64 << 20);
    if (json) {
        struct json_out j;
        json_init(&j, &b);
        desk_story_json(&j, &v);
        buf_char(&b, '\n');
    } else {
        put_story(&b, &c.a, &v);
    }
    fwrite(b.p, 1, b.n, stdout);
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_story = {
    .name = "story",
    .synopsis = "[--json] [--model] [ID]",
    .summary = "show a story: what its reports say together; without ID, the stories there are",
    .run = run_story,
};
