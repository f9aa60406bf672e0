/* parse.c: `octavo parse`: bytes of a feed in, its JSON out: what the sandboxed reader does with
 * every feed that is fetched. */
#include "cli/cli.h"
#include "feed/feed.h"

enum { ARENA_MOST = 512 << 20, OUTPUT_MOST = 256 << 20, INPUT_MOST = 64 << 20 };

static struct str charset, base_url;

static void put_doc(struct arena *a, struct str bytes, struct str url, struct buf *out)
{
    struct feed_doc doc;
    struct json_out w;
    feed_parse(a, bytes, charset, url, &doc);
    json_init(&w, out);
    feed_doc_write(&w, &doc);
}

static enum err_code one(struct arena *a, const struct cli_batch_item *item, struct buf *out,
                         struct err *e)
{
    put_doc(a, item->bytes, item->url.n ? item->url : base_url, out);
    return out->failed ? err_set(e, ERR_LIMIT, "the result is too large") : ERR_OK;
}

struct job {
    struct arena *a;
    const char *file;
    struct buf *out;
    struct err *e;
};

static enum err_code single(void *ctx)
{
    struct job *job = ctx;
    struct str bytes;
    enum err_code code = cli_read(job->a, job->file, INPUT_MOST, &bytes, job->e);
    if (code != ERR_OK)
        return code;
    put_doc(job->a, bytes, base_url, job->out);
    return job->out->failed ? err_set(job->e, ERR_LIMIT, "the result is too large") : ERR_OK;
}

static int run(int argc, char **argv)
{
    bool batch = false;
    const char *url = NULL, *set = NULL, *out_dir = NULL;
    const struct cli_option options[] = {{.name = "--batch", .flag = &batch},
                                         {.name = "--url", .value = &url},
                                         {.name = "--charset", .value = &set},
                                         {.name = "--out", .value = &out_dir},
                                         {0}};
    int first = cli_options("parse", argc, argv, options);
    if (first < 0)
        return CLI_USAGE;
    if (argc - first > (batch ? 0 : 1))
        return cli_usage("parse", batch ? "--batch takes no FILE" : "takes one FILE");
    if (out_dir && !batch)
        return cli_usage("parse", "--out goes with --batch");
    base_url = str_c(url);
    charset = str_c(set);
    if (batch)
        return cli_batch(one, out_dir);
    struct arena a;
    struct buf out;
    struct err e = {0};
    arena_init(&a, ARENA_MOST);
    buf_init(&out, OUTPUT_MOST);
    struct job job = {&a, first < argc ? argv[first] : NULL, &out, &e};
    enum err_code code = arena_run(&a, single, &job);
    if (code == ERR_MEMORY)
        err_set(&e, code, "the feed needs more memory than it may");
    bool printed = code == ERR_OK && cli_print(buf_str(&out));
    buf_done(&out);
    arena_done(&a);
    if (code != ERR_OK)
        return cli_failed("parse", &e);
    return printed ? CLI_DONE : CLI_FAILED;
}

const struct command command_parse = {
    .name = "parse",
    .synopsis = "[--url URL] [--charset NAME] [--batch [--out DIR]] [FILE]",
    .summary = "read a feed and print it as JSON",
    .details =
        "  --url URL        where it came from: links are resolved against it\n"
        "  --charset NAME   encoding that the server named\n"
        "  --batch          read file names from standard input, print one object a line\n"
        "  --out DIR        with --batch: write each object to DIR/ID.json\n"
        "Reads RSS, Atom, RDF, JSON Feed and news sitemaps, from standard input without FILE.\n",
    .run = run,
};
