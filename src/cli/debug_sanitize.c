/* debug_sanitize.c: `octavo debug sanitize --jsonl`: what the sanitizer leaves of pieces of HTML,
 * for checkers. A line is {"id":…,"html":…} in and out; "base" (optional) is the address that
 * relative references are resolved against. Images keep their own addresses here: the proxy that
 * replaces them in the program belongs to the desk. */
#include "cli/cli.h"
#include "markup/markup.h"

enum { INPUT_MOST = 512 << 20, OUTPUT_MOST = 1 << 30, LINE_ARENA = 512 << 20 };

static void same_address(void *ctx, struct str url, struct buf *out)
{
    (void)ctx;
    buf_put(out, url);
}

struct job {
    struct arena *a;
    struct str html, base;
    struct buf *html_out; /* in the arena */
    struct err *e;
};

static enum err_code sanitize(void *ctx)
{
    struct job *j = ctx;
    struct body body;
    html_sanitize(j->a, j->html, j->base, NULL, &body);
    enum err_code code = body_check(&body, j->e);
    if (code == ERR_OK)
        body_write_html(j->html_out, &body, &(struct body_html){.image = same_address});
    return code;
}

static enum err_code one_line(struct arena *a, const json_t *line, struct str base, struct buf *out,
                              struct err *e)
{
    struct buf html;
    struct str own = json_get_str(line, "base");
    buf_arena(&html, a, LINE_ARENA);
    struct job job = {a, json_get_str(line, "html"), own.n ? own : base, &html, e};
    enum err_code code = arena_run(a, sanitize, &job);
    if (code == ERR_MEMORY)
        return err_set(e, code, "the HTML needs more memory than a document may have");
    if (code)
        return code;
    struct json_out w;
    json_init(&w, out);
    json_obj(&w);
    json_field_str(&w, "id", json_get_str(line, "id"));
    json_field_str(&w, "html", html.n ? buf_str(&html) : STR(""));
    json_obj_end(&w);
    buf_char(out, '\n');
    return ERR_OK;
}

/* Value of "\uXXXX" at i, or 0 where there is none. */
static uint32_t escape_at(struct str s, size_t i)
{
    uint32_t v = 0;
    if (i + 6 > s.n || s.p[i] != '\\' || s.p[i + 1] != 'u')
        return 0;
    for (size_t k = 2; k < 6; k++) {
        int d = hex_value(s.p[i + k]);
        if (d < 0)
            return 0;
        v = v * 16 + (uint32_t)d;
    }
    return v;
}

/* Half of a surrogate pair is no character and no valid JSON, but JavaScript writes it: U+FFFD. */
static struct str mend_surrogates(struct arena *a, struct str line)
{
    char *out = NULL;
    for (size_t i = 0; i + 1 < line.n; i++) {
        if (line.p[i] != '\\')
            continue;
        uint32_t v = escape_at(line, i), next = v ? escape_at(line, i + 6) : 0;
        if (v >= 0xD800 && v < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
            i += 11;
        } else if (v >= 0xD800 && v < 0xE000) {
            if (!out)
                out = memcpy(arena_alloc(a, line.n), line.p, line.n);
            memset(out + i + 2, 'f', 3);
            out[i + 5] = 'd';
            i += 5;
        } else {
            i++;
        }
    }
    return out ? str_of(out, line.n) : line;
}

static enum err_code each_line(struct str input, struct str base, struct buf *out, struct err *e)
{
    struct arena a;
    arena_init(&a, LINE_ARENA);
    enum err_code failed = ERR_OK;
    struct str line;
    for (uint32_t n = 1; str_split(&input, '\n', &line); n++) {
        json_t *v;
        if (!str_trim(line).n)
            continue;
        enum err_code code = json_read(mend_surrogates(&a, line), &v, e);
        if (code == ERR_OK) {
            code = one_line(&a, v, base, out, e);
            json_decref(v);
        }
        if (code) { /* the other lines are still done */
            err_place(e, "input", n);
            failed = code;
        }
        arena_reset(&a);
    }
    arena_done(&a);
    return failed;
}

static int run(int argc, char **argv)
{
    bool jsonl = false;
    const char *base = "https://base.invalid/";
    const struct cli_option options[] = {
        {.name = "--jsonl", .flag = &jsonl}, {.name = "--base", .value = &base}, {0}};
    int first = cli_options("debug sanitize", argc, argv, options);
    if (first < 0)
        return CLI_USAGE;
    if (argc - first > 1)
        return cli_usage("debug sanitize", "takes one FILE");
    struct arena a;
    struct str input = STR("");
    struct err e = {0};
    struct buf out;
    arena_init(&a, (size_t)2 * INPUT_MOST);
    buf_init(&out, OUTPUT_MOST);
    enum err_code code = cli_read(&a, first < argc ? argv[first] : NULL, INPUT_MOST, &input, &e);
    if (code == ERR_OK)
        code = each_line(input.p ? input : STR(""), str_c(base), &out, &e);
    if (out.n)
        cli_print(str_sub(buf_str(&out), 0, out.n - 1));
    buf_done(&out);
    arena_done(&a);
    return code == ERR_OK ? CLI_DONE : cli_failed("debug sanitize", &e);
}

const struct command command_debug_sanitize = {
    .name = "debug sanitize",
    .synopsis = "[--jsonl] [--base URL] [FILE]",
    .summary = "show what the sanitizer leaves of pieces of HTML",
    .details = "  --jsonl      one JSON object a line in and out (the only form there is)\n"
               "  --base URL   what relative addresses are relative to\n"
               "Reads {\"id\",\"html\"} lines, writes {\"id\",\"html\"} lines.\n",
    .run = run,
};
