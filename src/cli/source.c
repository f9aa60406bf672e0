/* source.c: `octavo source FEED`: what the user sets for one source: where its articles are, and
 * headers of their own. Headers come from a file or standard input, never from the command line,
 * which everybody on the machine can see; they are not printed. */
#include "cli/internal.h"

#include <stdio.h>

enum { HEADERS_FILE_MOST = 64 << 10 };

static void print_own(const struct desk_feed *f, const struct desk_own *v, struct arena *a)
{
    printf("%.*s  %.*s\n", STR_ARG(cli_plain(a, f->title)), STR_ARG(cli_plain(a, f->url)));
    if (v->folder.n)
        printf("  folder        %.*s\n", STR_ARG(cli_plain(a, v->folder)));
    if (v->selector.n)
        printf("  the article   %.*s\n", STR_ARG(cli_plain(a, v->selector)));
    if (v->unwanted.n)
        printf("  left out      %.*s\n", STR_ARG(cli_plain(a, v->unwanted)));
    for (size_t i = 0; i < v->header_count; i++)
        printf("  header        %.*s (sent to %.*s only)\n", STR_ARG(v->headers[i]),
               STR_ARG(v->place));
    if (v->paused)
        puts("  paused        asked by hand only");
    if (v->minutes)
        printf("  every         %lld minutes\n", (long long)v->minutes);
    if (v->text)
        printf("  text          of the %s\n", desk_text_from_name(v->text));
    if (!v->folder.n && !v->paused && !v->minutes && !v->text && !v->selector.n && !v->unwanted.n &&
        !v->header_count)
        puts("  nothing of its own is set");
}

static int change_and_show(struct cli_desk *c, const char *which, const struct desk_own_change *ch,
                           bool json)
{
    struct desk_feed f;
    struct desk_own own;
    struct err e = {0};
    if (cli_desk_open(c) != CLI_DONE)
        return CLI_FAILED;
    enum err_code code = desk_feed_find(c->r, str_c(which), &f, &e);
    bool any = ch->set_selector || ch->set_unwanted || ch->set_headers || ch->set_place ||
               ch->set_folder || ch->set_paused || ch->set_minutes || ch->set_text;
    if (code == ERR_OK && any)
        code = desk_own_set(c->d, f.id, ch, &e);
    if (code == ERR_OK && (code = desk_own_get(c->r, f.id, &own)) != ERR_OK)
        err_set(&e, code, "it cannot be read");
    if (code != ERR_OK)
        return cli_desk_failed(c, &e);
    if (json) {
        struct buf b;
        struct json_out j;
        buf_arena(&b, &c->a, 1 << 20);
        json_init(&j, &b);
        desk_own_json(&j, &own);
        cli_print(buf_str(&b));
    } else {
        print_own(&f, &own, &c->a);
    }
    return cli_desk_close(c, CLI_DONE);
}

static int run_source(int argc, char **argv)
{
    struct cli_desk c;
    const char *select = NULL, *drop = NULL, *headers = NULL, *place = NULL, *folder = NULL,
               *every = NULL, *text = NULL;
    bool forget = false, json = false, pause = false, resume = false;
    const struct cli_option own[] = {
        {"--folder", NULL, &folder},   {"--select", NULL, &select}, {"--drop", NULL, &drop},
        {"--headers", NULL, &headers}, {"--place", NULL, &place},   {"--forget", &forget, NULL},
        {"--every", NULL, &every},     {"--pause", &pause, NULL},   {"--resume", &resume, NULL},
        {"--text", NULL, &text},       {"--json", &json, NULL},     {0}};
    enum desk_text_from from = DESK_TEXT_FOUND_OUT;
    uint64_t minutes = 0;
    int at = cli_desk_options(&c, "source", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    if (at + 1 != argc)
        return cli_desk_close(&c,
                              cli_usage("source", "it wants one feed: number, address or name"));
    if (headers && forget)
        return cli_desk_close(&c, cli_usage("source", "--headers or --forget, not both"));
    if (text && !desk_text_from_find(str_c(text), &from))
        return cli_desk_close(&c, cli_usage("source", "--text takes auto, page or feed"));
    if (pause && resume)
        return cli_desk_close(&c, cli_usage("source", "--pause or --resume, not both"));
    if (every && !str_u64(str_c(every), DESK_INTERVAL_MOST, &minutes))
        return cli_desk_close(
            &c, cli_usage("source", "--every takes minutes, at most %d", DESK_INTERVAL_MOST));
    struct desk_own_change ch = {.set_selector = select,
                                 .selector = str_c(select),
                                 .set_unwanted = drop,
                                 .unwanted = str_c(drop),
                                 .set_headers = headers || forget,
                                 .set_place = place,
                                 .place = str_c(place),
                                 .set_folder = folder,
                                 .folder = str_c(folder),
                                 .set_text = text,
                                 .text = from,
                                 .set_paused = pause || resume,
                                 .paused = pause,
                                 .set_minutes = every,
                                 .minutes = (int64_t)minutes};
    struct err e = {0};
    if (headers && cli_read(&c.a, headers, HEADERS_FILE_MOST, &ch.headers, &e) != ERR_OK)
        return cli_desk_failed(&c, &e);
    return change_and_show(&c, argv[at], &ch, json);
}

const struct command command_source = {
    .name = "source",
    .synopsis = "[--folder NAME] [--select CSS] [--drop CSS] [--headers FILE] [--place HOST] "
                "[--forget] [--every MINUTES] [--pause|--resume] [--text auto|page|feed] FEED",
    .summary =
        "set the folder of one source, when it is asked, how it is read, your own headers for it",
    .details =
        "  --folder NAME   the folder that it is in, \"News\" or \"News / World\"; \"\" takes it "
        "out\n"
        "  --select CSS    its articles are what matches this selector; \"\" takes it back\n"
        "  --drop CSS      leave out what matches this selector; \"\" takes it back\n"
        "  --headers FILE  requests carry these headers, one a line: \"Cookie: a=b\"; \"-\" reads\n"
        "                  standard input. They are never shown again\n"
        "  --place HOST    the one host that gets them; the feed's own by default\n"
        "  --forget        forget the headers\n"
        "  --every MINUTES ask it so often, as far as poll_shortest and the feed itself allow; 0\n"
        "                  finds it out from how often it brings something\n"
        "  --pause         ask it no more but by hand; --resume asks it again\n"
        "  --text FROM     its articles' texts are the page's, or the feed's own; auto takes the\n"
        "                  feed's where that is long\n"
        "  --json          print what is set as JSON\n"
        "FEED is a number, an address, or a part of a name. Without options: what is set.",
    .run = run_source,
};
