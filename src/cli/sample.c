/* sample.c: `octavo sample FOLDER`: loads the sample edition from files, through the same readers
 * as everything else, without the network.
 *
 * FOLDER holds one folder a publisher, with feed.xml (or feed.json) and its pages; a file `edition`
 * names them, one a line: folder TAB address of the feed. The page of an entry is the file that has
 * the last part of its address as name, with ".html". Where there are feed.before.xml and pages
 * NAME.before.html, a database that holds nothing yet is given those first: the edition shows what
 * becomes of articles that their publishers change. */
#include "cli/internal.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { PUBLISHERS_MOST = 32, FILE_MOST = 8 << 20 };

struct publisher {
    struct arena *a;
    const char *folder;
    bool before;
    bool unread; /* a page that is there could not be read */
};
struct edition {
    struct arena a;
    const char *folder;
    bool if_new;
    uint32_t articles; /* that the edition before brought */
    struct desk_edition_feed feeds[PUBLISHERS_MOST];
    struct publisher publishers[PUBLISHERS_MOST];
    size_t n;
};

static bool page_of(void *ctx, struct str url, struct str *ret)
{
    struct publisher *p = ctx;
    size_t slash = str_rfind_char(url, '/');
    struct str name = slash == SIZE_MAX ? url : str_from(url, slash + 1);
    struct err e = {0};
    const char *file = str_z(p->a, str_fmt(p->a, "%s/%.*s.before.html", p->folder, STR_ARG(name)));
    if (!p->before || access(file, F_OK) != 0)
        file = str_z(p->a, str_fmt(p->a, "%s/%.*s.html", p->folder, STR_ARG(name)));
    if (!name.n || (access(file, F_OK) != 0 && (errno == ENOENT || errno == ENAMETOOLONG)))
        return false;
    if (cli_read(p->a, file, FILE_MOST, ret, &e) == ERR_OK)
        return true;
    log_say(LOG_WARN, "sample", "%s", e.words);
    p->unread = true;
    return false;
}

static enum err_code add_publisher(struct edition *ed, struct str line, struct err *e)
{
    struct str name;
    str_split(&line, '\t', &name);
    if (!line.n || ed->n == PUBLISHERS_MOST)
        return err_set(e, ERR_INPUT, "'edition' wants lines of folder TAB address, at most %d",
                       PUBLISHERS_MOST);
    struct publisher *p = &ed->publishers[ed->n];
    struct desk_edition_feed *f = &ed->feeds[ed->n];
    p->a = &ed->a;
    p->folder = str_z(&ed->a, str_fmt(&ed->a, "%s/%.*s", ed->folder, STR_ARG(name)));
    const char *xml = str_z(&ed->a, str_fmt(&ed->a, "%s/feed.xml", p->folder));
    const char *json = str_z(&ed->a, str_fmt(&ed->a, "%s/feed.json", p->folder));
    enum err_code code =
        cli_read(&ed->a, access(xml, R_OK) == 0 ? xml : json, FILE_MOST, &f->bytes, e);
    f->url = str_z(&ed->a, line);
    f->page = page_of;
    f->ctx = p;
    ed->n += code == ERR_OK;
    return code;
}

static enum err_code read_edition(struct edition *ed, struct err *e)
{
    struct str list, line;
    const char *file = str_z(&ed->a, str_fmt(&ed->a, "%s/edition", ed->folder));
    enum err_code code = cli_read(&ed->a, file, FILE_MOST, &list, e);
    while (code == ERR_OK && str_split(&list, '\n', &line))
        if (str_trim(line).n)
            code = add_publisher(ed, str_trim(line), e);
    return code;
}

/* Has the database articles or feeds already? Then --if-new leaves it alone. */
static bool is_used(struct desk *d)
{
    struct arena a;
    struct desk_reader *r;
    struct desk_stats s = {.feeds = 1};
    struct err e;
    arena_init(&a, 1 << 20);
    if (desk_reader_open(d, &r, &e) == ERR_OK) {
        desk_reader_begin(r, &a);
        if (desk_stats(r, &s) != ERR_OK)
            s.feeds = 1;
        desk_reader_close(r);
    }
    arena_done(&a);
    return s.articles > 0 || s.feeds > 0;
}

/* The edition as it was before its publishers changed it. */
static enum err_code load_before(struct edition *ed, struct desk_pipeline *p, struct err *e)
{
    struct desk_edition_feed feeds[PUBLISHERS_MOST];
    struct desk_progress done = {0};
    enum err_code code = ERR_OK;
    size_t n = 0;
    for (size_t i = 0; i < ed->n && code == ERR_OK; i++) {
        const char *file =
            str_z(&ed->a, str_fmt(&ed->a, "%s/feed.before.xml", ed->publishers[i].folder));
        if (access(file, R_OK) != 0)
            continue;
        feeds[n] = ed->feeds[i];
        ed->publishers[i].before = true;
        code = cli_read(&ed->a, file, FILE_MOST, &feeds[n++].bytes, e);
    }
    if (code == ERR_OK && n)
        code = desk_edition_load(p, feeds, n, cli_progress, NULL, &done, e);
    for (size_t i = 0; i < ed->n; i++)
        ed->publishers[i].before = false;
    ed->articles = done.articles_new;
    return code;
}

static int once(struct desk *d, struct desk_pipeline *p, void *ctx)
{
    struct edition *ed = ctx;
    bool used = is_used(d);
    if (ed->if_new && used)
        return CLI_DONE;
    struct desk_progress done = {0};
    struct err e = {0};
    enum err_code code = used ? ERR_OK : load_before(ed, p, &e);
    if (code == ERR_OK)
        code = desk_edition_load(p, ed->feeds, ed->n, cli_progress, NULL, &done, &e);
    cli_progress_end();
    if (code != ERR_OK)
        return cli_failed("sample", &e);
    uint32_t articles = ed->articles + done.articles_new;
    printf("Sample edition: %u new %s of %zu %s\n", articles,
           cli_many(articles, "article", "articles"), ed->n,
           cli_many((int64_t)ed->n, "publisher", "publishers"));
    for (size_t i = 0; i < ed->n; i++)
        if (ed->publishers[i].unread)
            return CLI_FAILED; /* which was said */
    return CLI_DONE;
}

static int run_sample(int argc, char **argv)
{
    struct cli_desk c;
    bool if_new = false;
    const struct cli_option own[] = {{"--if-new", &if_new, NULL}, {0}};
    int at = cli_desk_options(&c, "sample", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    if (at + 1 != argc)
        return cli_desk_close(&c, cli_usage("sample", "it wants the folder of an edition"));
    struct edition ed = {.folder = argv[at], .if_new = if_new};
    struct err e = {0};
    arena_init(&ed.a, 256 << 20);
    if (read_edition(&ed, &e) != ERR_OK) {
        arena_done(&ed.a);
        return cli_desk_failed(&c, &e);
    }
    int status = cli_desk_once(&c, once, &ed);
    arena_done(&ed.a);
    return status;
}

const struct command command_sample = {
    .name = "sample",
    .synopsis = "[--if-new] FOLDER",
    .summary = "load the sample edition from files, without the network",
    .details = "  --if-new   only into a database that holds nothing yet\n"
               "Loaded twice, it changes nothing.",
    .run = run_sample,
};
