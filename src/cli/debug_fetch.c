/* debug_fetch.c: `octavo debug fetch URL`: asks for one address exactly as the program does (in a
 * fetch process with its guard and limits), has it read exactly as the program does (in a reader),
 * and says what came of it. Nothing is stored. For trying an address by hand, and for the tests
 * that put hostile servers in front of it. */
#include "cli/cli.h"
#include "net/net.h"
#include "reader/reader.h"

#include <inttypes.h>
#include <signal.h>
#include <sys/wait.h>

enum { RESULT_ARENA = 512 << 20, SANITIZER_STATUS = 99 };
#define FETCH_WAIT_US  (45 * US_SECOND)
#define READER_WAIT_US (25 * US_SECOND)

/* What may be asked for, and who reads it. The names from "xml" on are what lists of test cases
 * call attacks that come as feeds. */
static const struct {
    const char *name;
    enum net_as as;
    enum reader_kind kind;
} kinds[] = {
    {"feed", NET_FEED, READER_FEED},  {"page", NET_PAGE, READER_PAGE},
    {"icon", NET_ICON, READER_IMAGE}, {"media", NET_MEDIA, READER_IMAGE},
    {"opml", NET_OPML, READER_OPML},  {"xml", NET_FEED, READER_FEED},
    {"json", NET_FEED, READER_FEED},  {"xss", NET_FEED, READER_FEED},
    {"ssrf", NET_FEED, READER_FEED},  {"llm", NET_FEED, READER_FEED},
};

struct outcome {
    const char *status; /* "ok", "error", "gone" */
    size_t items;
    struct str reason;
    struct net_response response;
    bool sanitizer; /* a child of a sanitizer build ended with a report */
};

static void fail(struct outcome *o, struct str reason)
{
    o->status = "error";
    o->reason = reason;
}

/* Ends a child; a death is told in words. */
static void end_child(struct arena *a, struct outcome *o, struct proc_child *child, const char *who)
{
    int status = proc_child_end(child, US_SECOND / 2);
#if defined(__SANITIZE_ADDRESS__)
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
        o->sanitizer = true;
#endif
    if (WIFSIGNALED(status) && !o->status)
        fail(o,
             str_fmt(a, "the %s was killed by SIG%s", who, sigabbrev_np(WTERMSIG(status)) ?: "?"));
}

/* Waits for the answer to frame `id`, passing over READY. */
static enum err_code answer(struct channel *c, enum frame_kind kind, int64_t wait_us,
                            struct frame *ret)
{
    int64_t end = clock_mono() + wait_us;
    for (;;) {
        int64_t left = end - clock_mono();
        enum err_code code = channel_get(c, ret, left > 0 ? left : 0);
        if (code != ERR_OK || ret->kind == kind)
            return code;
        frame_done(ret);
    }
}

static const char *silence(enum err_code code)
{
    return code == ERR_TIMEOUT ? "took too long and was ended" : "ended without an answer";
}

static void fetch(struct arena *a, struct outcome *o, const struct net_request *request,
                  struct frame *ret_frame)
{
    struct net_settings settings = net_settings_default();
    struct proc_child child;
    struct err e;
    if (proc_spawn(net_main, &settings, &child, &e) != ERR_OK) {
        fail(o, str_fmt(a, "%s", e.words));
        return;
    }
    struct buf b;
    buf_arena(&b, a, 1 << 20);
    net_request_write(&b, request);
    struct frame f = {.kind = FRAME_FETCH, .id = 1, .head = buf_str(&b)};
    enum err_code code = channel_put(child.channel, &f, FETCH_WAIT_US);
    if (code == ERR_OK)
        code = answer(child.channel, FRAME_FETCHED, FETCH_WAIT_US, &f);
    if (code == ERR_OK)
        code = net_response_read(a, &f, &o->response, &e);
    end_child(a, o, &child, "fetch process");
    if (code == ERR_OK)
        *ret_frame = f;
    else if (!o->status)
        fail(o, str_fmt(a, "the fetch process %s", silence(code)));
}

static void judge(struct arena *a, struct outcome *o, const struct frame *f)
{
    struct reader_result r;
    struct err e;
    if (reader_result_read(a, f, &r, &e) != ERR_OK) {
        fail(o, str_fmt(a, "the reader's result is not sound: %s", e.words));
        return;
    }
    if (r.error != ERR_OK) {
        fail(o, r.reason);
        return;
    }
    o->status = "ok";
    o->items = r.kind == READER_FEED   ? r.feed.entry_count
               : r.kind == READER_OPML ? r.link_count
                                       : 1;
}

/* Hands the body on to a reader, without a copy. */
static void read_it(struct arena *a, struct outcome *o, enum reader_kind kind, struct frame *body)
{
    struct proc_child child;
    struct err e;
    if (proc_spawn(reader_main, NULL, &child, &e) != ERR_OK) {
        fail(o, str_fmt(a, "%s", e.words));
        return;
    }
    const struct net_response *n = &o->response;
    struct reader_job job = {.kind = kind,
                             .url = n->url,
                             .type = n->type,
                             .charset = n->charset,
                             .encoding = n->encoding,
                             .now = TIME_NONE};
    struct buf b;
    buf_arena(&b, a, 1 << 20);
    reader_job_write(&b, &job);
    body->kind = FRAME_JOB;
    body->head = buf_str(&b);
    enum err_code code = channel_put(child.channel, body, READER_WAIT_US);
    struct frame f = {0};
    if (code == ERR_OK)
        code = answer(child.channel, FRAME_RESULT, READER_WAIT_US, &f);
    if (code == ERR_OK)
        judge(a, o, &f);
    frame_done(&f);
    end_child(a, o, &child, "reader");
    if (!o->status)
        fail(o, str_fmt(a, "the reader %s", silence(code)));
}

static void print_json(struct arena *a, const struct outcome *o)
{
    struct buf b;
    struct json_out w;
    buf_arena(&b, a, 1 << 20);
    json_init(&w, &b);
    json_obj(&w);
    json_field_str(&w, "status", str_c(o->status));
    json_field_i64(&w, "items", (int64_t)o->items);
    json_field_str(&w, "reason", o->reason);
    json_field_str(&w, "outcome", str_c(net_outcome_name(o->response.outcome)));
    json_field_opt(&w, "fault", str_c(net_fault_name(o->response.fault)));
    json_field_i64(&w, "http", o->response.status);
    json_field_opt(&w, "url", o->response.url);
    json_field_opt(&w, "moved", o->response.moved);
    json_field_opt(&w, "type", o->response.type);
    if (o->response.retry_us)
        json_field_i64(&w, "retry_seconds", o->response.retry_us / US_SECOND);
    json_field_i64(&w, "bytes", (int64_t)o->response.wire);
    json_field_i64(&w, "took_ms", o->response.took_us / 1000);
    json_obj_end(&w);
    cli_print(buf_str(&b));
}

static void print_plain(struct arena *a, const struct outcome *o)
{
    struct str why = o->reason.n ? str_fmt(a, ": %.*s", STR_ARG(o->reason)) : STR("");
    cli_print(str_fmt(a, "%s%.*s", o->status, STR_ARG(why)));
    if (strcmp(o->status, "ok") == 0)
        cli_print(str_fmt(a, "%zu items, %" PRIu64 " bytes from %.*s", o->items, o->response.wire,
                          STR_ARG(o->response.url)));
}

static void work(struct arena *a, struct outcome *o, size_t kind, struct str url)
{
    struct net_request request = {.url = url, .as = kinds[kind].as, .urgent = true};
    struct frame body = {0};
    fetch(a, o, &request, &body);
    const struct net_response *n = &o->response;
    if (!o->status && n->outcome == NET_OK)
        read_it(a, o, kinds[kind].kind, &body);
    frame_done(&body);
    if (o->status)
        return;
    o->status = n->outcome == NET_GONE ? "gone" : "error";
    o->reason = n->reason.n ? n->reason : STR("nothing new");
}

static int run(int argc, char **argv)
{
    bool json = false;
    const char *as = "feed";
    const struct cli_option options[] = {
        {.name = "--json", .flag = &json}, {.name = "--as", .value = &as}, {0}};
    int first = cli_options("debug fetch", argc, argv, options);
    if (first < 0)
        return CLI_USAGE;
    if (argc - first != 1)
        return cli_usage("debug fetch", "takes one URL");
    size_t kind = 0;
    while (kind < sizeof kinds / sizeof *kinds && strcmp(kinds[kind].name, as) != 0)
        kind++;
    if (kind == sizeof kinds / sizeof *kinds)
        return cli_usage("debug fetch", "--as is feed, page, icon, media or opml, not \"%s\"", as);
    struct arena a;
    arena_init(&a, RESULT_ARENA);
    struct outcome o = {0};
    work(&a, &o, kind, str_c(argv[first]));
    if (json)
        print_json(&a, &o);
    else
        print_plain(&a, &o);
    bool good = json || strcmp(o.status, "ok") == 0;
    arena_done(&a);
    if (o.sanitizer)
        return SANITIZER_STATUS;
    return good ? CLI_DONE : CLI_FAILED;
}

const struct command command_debug_fetch = {
    .name = "debug fetch",
    .synopsis = "[--json] [--as feed|page|icon|media|opml] URL",
    .summary = "fetch and read one address as the program would, storing nothing",
    .details = "  --json      print one JSON object: status (ok, error, gone), items, reason ...\n"
               "  --as KIND   what to read it as: feed (default), page, icon, media, opml\n"
               "OCTAVO_NET_ALLOW=HOST:PORT lets one private target through, for tests.\n",
    .run = run,
};
