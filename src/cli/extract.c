/* extract.c: `octavo extract`: a web page becomes an article in JSON. */
#include "cli/cli.h"
#include "page/page.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

enum { PAGE_MOST = 32 << 20, MEMORY_MOST = 512 << 20, OUT_MOST = 64 << 20, GIVE_BACK = 2 << 20 };

static void write_article(struct buf *out, const struct article *v)
{
    struct json_out w;
    json_init(&w, out);
    article_write(&w, v);
}

static enum err_code extract_item(struct arena *a, const struct cli_batch_item *item,
                                  struct buf *out, struct err *e)
{
    (void)e;
    struct page_hints hints = {.url = item->url, .now = clock_now()};
    struct article article;
    page_extract(a, item->bytes, &hints, &article, NULL);
    write_article(out, &article);
    return ERR_OK;
}

static int extract_one(const struct page_hints *hints, bool explain, const char *file)
{
    struct arena a;
    arena_init(&a, MEMORY_MOST);
    struct str bytes;
    struct err e = {0};
    if (cli_read(&a, file, PAGE_MOST, &bytes, &e) != ERR_OK) {
        arena_done(&a);
        return cli_failed("extract", &e);
    }
    struct article article;
    struct page_explain why = {0};
    page_extract(&a, bytes, hints, &article, explain ? &why : NULL);
    struct buf out;
    buf_init(&out, OUT_MOST);
    if (explain)
        page_explain_write(&out, &why);
    else
        write_article(&out, &article);
    bool done = !out.failed && cli_print(buf_str(&out));
    buf_done(&out);
    arena_done(&a);
    return done ? CLI_DONE : CLI_FAILED;
}

/* Says what is wrong with a selector; true where it is one, or none was given. */
static bool sound(const char *option, const char *selector)
{
    struct arena a;
    arena_init(&a, 1 << 20);
    const char *fault = selector ? page_selector_fault(&a, str_c(selector)) : NULL;
    if (fault)
        cli_usage("extract", "%s: %s", option, fault);
    arena_done(&a);
    return !fault;
}

static int run(int argc, char **argv)
{
    const char *url = NULL, *dir = NULL, *select = NULL, *drop = NULL;
    bool explain = false, batch = false;
    const struct cli_option options[] = {
        {"--url", NULL, &url}, {"--select", NULL, &select},   {"--drop", NULL, &drop},
        {"--out", NULL, &dir}, {"--explain", &explain, NULL}, {"--batch", &batch, NULL},
        {NULL, NULL, NULL}};
    int at = cli_options("extract", argc, argv, options);
    if (at < 0)
        return CLI_USAGE;
    if (argc - at > (batch ? 0 : 1))
        return cli_usage("extract", "%s",
                         batch ? "--batch reads the file names on standard input"
                               : "one FILE at most");
    if (batch && (select || drop))
        return cli_usage("extract", "--select and --drop are for one page, not for --batch");
    if (!sound("--select", select) || !sound("--drop", drop))
        return CLI_USAGE;
    /* What one large page took goes back to the machine before the next one is read. */
    mallopt(M_MMAP_THRESHOLD, GIVE_BACK);
    mallopt(M_TRIM_THRESHOLD, GIVE_BACK);
    if (batch)
        return cli_batch(extract_item, dir);
    struct page_hints hints = {
        .url = str_c(url), .selector = str_c(select), .unwanted = str_c(drop), .now = clock_now()};
    return extract_one(&hints, explain, at < argc ? argv[at] : NULL);
}

const struct command command_extract = {
    .name = "extract",
    .synopsis = "[--url URL] [--select CSS] [--drop CSS] [--explain] [--batch [--out DIR]] [FILE]",
    .summary = "make an article of a web page",
    .details =
        "  --url URL   where the page is from: links are made absolute with it\n"
        "  --select CSS  the article is what matches this selector, all of it\n"
        "  --drop CSS    leave out what matches this selector\n"
        "  --explain   show which evidence chose title, day, byline and each block\n"
        "  --batch     read file names on standard input, one a line: PATH or ID TAB PATH TAB URL\n"
        "  --out DIR   with --batch: write DIR/ID.json instead of lines\n"
        "Reads standard input where FILE is absent or \"-\".",
    .run = run,
};
