/* add.c: `octavo add URL`: follows a publisher, where need be with headers of the user's own from
 * the first request on. On the command line others on the machine could read them: they are painted
 * over there as soon as they are known, and a file or standard input keeps them from it at all. */
#include "cli/internal.h"

#include <stdio.h>

enum { HEADERS_MOST = 64, HEADERS_FILE_MOST = 64 << 10 };

struct job {
    const char *address;
    const struct desk_own_change *own;
};

static int once(struct desk *d, struct desk_pipeline *p, void *ctx)
{
    (void)d;
    const struct job *job = ctx;
    struct desk_followed f = {0};
    struct err e = {0};
    bool own = job->own->set_headers || job->own->set_selector || job->own->set_folder;
    enum err_code code = desk_follow(p, str_c(job->address), own ? job->own : NULL, &f, &e);
    if (code == ERR_EXISTS && own) {
        err_set(&e, code,
                "%.200s is followed already: 'octavo source %lld' changes what is its own", f.url,
                (long long)f.feed);
        return cli_failed("add", &e);
    }
    if (code == ERR_EXISTS) {
        printf("Already followed: %s\n", f.title[0] ? f.title : f.url);
        return CLI_DONE;
    }
    if (code != ERR_OK)
        return cli_failed("add", &e);
    printf("Following %s (%s): %u %s\n", f.title[0] ? f.title : f.url, f.url, f.articles,
           cli_many(f.articles, "article", "articles"));
    for (uint32_t i = 0; i < f.other_count && i < 8; i++)
        printf("  it also offers: %s  %s\n", f.others[i].url, f.others[i].title);
    fflush(stdout);
    struct desk_progress done = {0};
    code = desk_poll_now(p, f.feed, true, cli_progress, NULL, &done, &e);
    cli_progress_end();
    if (code != ERR_OK)
        return cli_failed("add", &e);
    if (done.pages_all)
        printf("Read %u of %u %s\n", done.pages_done, done.pages_all,
               cli_many(done.pages_all, "page", "pages"));
    return CLI_DONE;
}

/* What was typed for `--header`, in order. */
struct typed {
    char *v[HEADERS_MOST];
    size_t n;
};

/* Takes the `--header`s out of the arguments, for it may be said more than once. One without its
 * value is left, to be complained of. */
static int take_headers(int argc, char **argv, struct typed *ret)
{
    static const char equals[] = "--header=";
    int kept = 0;
    bool ended = false;
    for (int i = 0; i < argc; i++) {
        char *value = NULL;
        if (!ended && strncmp(argv[i], equals, sizeof equals - 1) == 0)
            value = argv[i] + sizeof equals - 1;
        else if (!ended && strcmp(argv[i], "--header") == 0 && i + 1 < argc)
            value = argv[++i];
        ended |= strcmp(argv[i], "--") == 0;
        if (!value)
            argv[kept++] = argv[i];
        else if (ret->n < HEADERS_MOST)
            ret->v[ret->n++] = value;
    }
    return kept;
}

/* Each as a line; painted over where it was typed. False: one has a line break, which would make
 * two of it. */
static bool write_lines(struct arena *a, const struct typed *t, struct str *ret)
{
    struct buf b;
    bool sound = true;
    buf_arena(&b, a, 16 << 20);
    for (size_t i = 0; i < t->n; i++) {
        struct str line = str_c(t->v[i]);
        sound &= str_find_char(line, '\n') == SIZE_MAX && str_find_char(line, '\r') == SIZE_MAX;
        buf_put(&b, line.n ? line : STR("(nothing)"));
        buf_char(&b, '\n');
        memset(t->v[i], 'x', line.n);
    }
    *ret = buf_str(&b);
    return sound && !b.failed;
}

/* Whether what was typed can be; says what is wrong with it. */
static bool own_sound(struct arena *a, const struct desk_own_change *own)
{
    struct err e = {0};
    struct desk_own_change folder = {.set_folder = own->set_folder, .folder = own->folder};
    struct desk_own_change selector = *own;
    selector.set_headers = false;
    if (desk_own_check(a, &folder, &e) != ERR_OK) {
        cli_usage("add", "--folder: %s", e.words);
        return false;
    }
    if (desk_own_check(a, &selector, &e) != ERR_OK) {
        cli_usage("add", "--selector: %s", e.words);
        return false;
    }
    if (desk_own_check(a, own, &e) != ERR_OK) {
        cli_usage("add", "--header: %s", e.words);
        return false;
    }
    return true;
}

static int run_add(int argc, char **argv)
{
    struct cli_desk c;
    struct typed typed = {0};
    struct err e = {0};
    const char *selector = NULL, *file = NULL, *header = NULL, *folder = NULL;
    const struct cli_option options[] = {{"--selector", NULL, &selector},
                                         {"--folder", NULL, &folder},
                                         {"--headers", NULL, &file},
                                         {"--header", NULL, &header},
                                         {0}};
    argc = take_headers(argc, argv, &typed);
    int at = cli_desk_options(&c, "add", argc, argv, options);
    if (at < 0)
        return CLI_USAGE;
    if (at + 1 != argc)
        return cli_desk_close(&c,
                              cli_usage("add", "it wants one address: of a feed or a home page"));
    if (file && typed.n)
        return cli_desk_close(&c, cli_usage("add", "--header or --headers, not both"));
    struct desk_own_change own = {.set_selector = selector,
                                  .selector = str_c(selector),
                                  .set_folder = folder,
                                  .folder = str_c(folder),
                                  .set_headers = file || typed.n};
    if (!write_lines(&c.a, &typed, &own.headers))
        return cli_desk_close(&c, cli_usage("add", "--header: a header is one line"));
    if (file && cli_read(&c.a, file, HEADERS_FILE_MOST, &own.headers, &e) != ERR_OK)
        return cli_desk_failed(&c, &e);
    if (!own_sound(&c.a, &own))
        return cli_desk_close(&c, CLI_USAGE);
    struct job job = {.address = argv[at], .own = &own};
    return cli_desk_once(&c, once, &job);
}

const struct command command_add = {
    .name = "add",
    .synopsis =
        "[--header LINE]... [--headers FILE] [--selector CSS] [--folder NAME] [--data DIR] ADDRESS",
    .summary = "follow a publisher, given the address of its home page or of a feed",
    .details =
        "  --header LINE   requests carry this header, from the first one on: \"Cookie: a=b\". "
        "May\n"
        "                  be given more than once. It is sent to the host of ADDRESS only\n"
        "  --headers FILE  the same from a file, one a line; \"-\" reads standard input. So "
        "others\n"
        "                  on this machine, and the shell's history, do not see them\n"
        "  --selector CSS  its articles are what matches this selector\n"
        "  --folder NAME   the folder to put it in: \"News\", or \"News / World\"\n"
        "Fetches the address, finds the feed, and reads what it holds. What was set so stays the\n"
        "feed's own: 'octavo source' shows and changes it.\n"
        "Private addresses (a server at home) must be allowed: --fetch-allow HOST:PORT",
    .run = run_add,
};
