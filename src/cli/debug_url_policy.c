/* debug_url_policy.c: `octavo debug url-policy --jsonl`: the verdict of url_policy for addresses in
 * a file, with the answers of their names given beside them. Nothing is resolved or fetched. A line
 * is
 * {"id":…,"url":…,"resolves":{"host":["address", …]}}; a name with several answers in turn
 * ("rebinding") has a list of lists, and all of them must be public. */
#include "cli/cli.h"
#include "url/url.h"

enum { INPUT_MOST = 64 << 20, ANSWER_MOST = 1000, LINE_ARENA = 16 << 20 };

struct answer {
    struct ip_addr list[ANSWER_MOST];
    size_t n;
    bool bad; /* an address that does not parse, or too many */
};

static void take_address(struct answer *to, const json_t *v)
{
    if (to->n == ANSWER_MOST || !ip_parse(json_str(v), &to->list[to->n]))
        to->bad = true;
    else
        to->n++;
}

static void take_answers(struct answer *to, const json_t *v)
{
    for (size_t i = 0; i < json_array_size(v); i++) {
        const json_t *item = json_array_get(v, i);
        if (!json_is_array(item)) {
            take_address(to, item);
            continue;
        }
        for (size_t k = 0; k < json_array_size(item); k++)
            take_address(to, json_array_get(item, k));
    }
}

/* NULL for allow, else why not. */
static const char *judge(struct arena *a, const json_t *line)
{
    struct url u;
    if (!url_parse(a, json_get_str(line, "url"), NULL, &u))
        return "it is no address";
    const char *why = url_policy(&u);
    if (why || u.host_kind != URL_HOST_NAME)
        return why;
    struct str host = u.host;
    if (host.p[host.n - 1] == '.')
        host.n--;
    struct answer *answer = ARENA_NEW(a, struct answer);
    take_answers(answer, json_object_get(json_object_get(line, "resolves"), str_z(a, host)));
    return answer->bad ? "the answer is no list of addresses"
                       : url_policy_answer(answer->list, answer->n);
}

static void put_verdict(struct buf *out, const json_t *line, const char *why)
{
    struct json_out w;
    json_init(&w, out);
    json_obj(&w);
    json_field_str(&w, "id", json_get_str(line, "id"));
    json_field_str(&w, "verdict", why ? STR("refuse") : STR("allow"));
    json_field_opt(&w, "why", str_c(why));
    json_obj_end(&w);
    buf_char(out, '\n');
}

static enum err_code each_line(struct str input, struct buf *out, struct err *e)
{
    struct arena a;
    arena_init(&a, LINE_ARENA);
    enum err_code code = ERR_OK;
    struct str line;
    for (uint32_t n = 1; code == ERR_OK && str_split(&input, '\n', &line); n++) {
        json_t *v;
        if (!str_trim(line).n)
            continue;
        code = json_read(line, &v, e);
        if (code == ERR_OK) {
            put_verdict(out, v, judge(&a, v));
            json_decref(v);
        } else {
            err_place(e, "input", n);
        }
        arena_reset(&a);
    }
    arena_done(&a);
    return code;
}

static int run(int argc, char **argv)
{
    bool jsonl = false;
    const struct cli_option options[] = {{.name = "--jsonl", .flag = &jsonl}, {0}};
    int first = cli_options("debug url-policy", argc, argv, options);
    if (first < 0)
        return CLI_USAGE;
    if (argc - first > 1)
        return cli_usage("debug url-policy", "takes one FILE");
    struct arena a;
    struct str input = STR("");
    struct err e = {0};
    struct buf out;
    arena_init(&a, (size_t)2 * INPUT_MOST);
    buf_init(&out, INPUT_MOST);
    enum err_code code = cli_read(&a, first < argc ? argv[first] : NULL, INPUT_MOST, &input, &e);
    if (code == ERR_OK)
        code = each_line(input.p ? input : STR(""), &out, &e);
    if (out.n)
        cli_print(str_sub(buf_str(&out), 0, out.n - 1));
    buf_done(&out);
    arena_done(&a);
    return code == ERR_OK ? CLI_DONE : cli_failed("debug url-policy", &e);
}

const struct command command_debug_url_policy = {
    .name = "debug url-policy",
    .synopsis = "[--jsonl] [FILE]",
    .summary = "say whether addresses may be fetched, without asking for any",
    .details =
        "  --jsonl   one JSON object a line in and out (the only form there is)\n"
        "Reads {\"id\",\"url\",\"resolves\"} lines, writes {\"id\",\"verdict\",\"why\"} lines.\n",
    .run = run,
};
