/* cli.c: what the commands share: options, input, batches, last words. See cli.h. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCH_FILE_MOST = 64 << 20, BATCH_ARENA = 512 << 20, BATCH_LINE_MOST = 8192 };

int cli_usage(const char *name, const char *fmt, ...)
{
    va_list ap;
    char words[500];
    va_start(ap, fmt);
    vsnprintf(words, sizeof words, fmt, ap);
    va_end(ap);
    fprintf(stderr, "octavo %s: %s ('octavo help %s' shows the usage)\n", name, words, name);
    return CLI_USAGE;
}

int cli_failed(const char *name, const struct err *e)
{
    char line[700];
    fprintf(stderr, "octavo %s: %s\n", name, err_line(e, line, sizeof line));
    return CLI_FAILED;
}

/* The option that `arg` names, with *ret_value behind its "=", or NULL. */
static const struct cli_option *option_of(const struct cli_option *options, const char *arg,
                                          const char **ret_value)
{
    const char *eq = strchr(arg, '=');
    size_t n = eq ? (size_t)(eq - arg) : strlen(arg);
    for (const struct cli_option *o = options; o->name; o++)
        if (strlen(o->name) == n && memcmp(o->name, arg, n) == 0) {
            *ret_value = eq ? eq + 1 : NULL;
            return o;
        }
    return NULL;
}

/* Operands may stand between options: they are gathered in front, then moved to the end. */
int cli_options(const char *command, int argc, char **argv, const struct cli_option *options)
{
    int operands = 0;
    bool ended = false;
    for (int i = 1; i < argc; i++) {
        char *arg = argv[i];
        if (ended || arg[0] != '-' || arg[1] == 0) {
            argv[1 + operands++] = arg;
            continue;
        }
        if (strcmp(arg, "--") == 0) {
            ended = true;
            continue;
        }
        const char *value;
        const struct cli_option *o = option_of(options, arg, &value);
        if (!o)
            return cli_usage(command, "there is no option '%s'", arg), -1;
        if (o->flag && value)
            return cli_usage(command, "option '%s' takes no value", o->name), -1;
        if (o->flag) {
            *o->flag = true;
            continue;
        }
        if (!value && i + 1 < argc)
            value = argv[++i];
        if (!value)
            return cli_usage(command, "option '%s' needs a value", o->name), -1;
        *o->value = value;
    }
    memmove(argv + argc - operands, argv + 1, (size_t)operands * sizeof *argv);
    return argc - operands;
}

enum err_code cli_read(struct arena *a, const char *file, size_t most, struct str *ret,
                       struct err *e)
{
    bool standard = !file || strcmp(file, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_errno(e, errno, "cannot open '%s'", file);
    struct stat st;
    size_t guess = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 0
                       ? (size_t)st.st_size + 1
                       : 65536;
    if (guess > most)
        guess = most + 1;
    char *p = arena_alloc(a, guess);
    size_t n = 0, room = guess;
    enum err_code code = ERR_OK;
    for (;;) {
        ssize_t got = read(fd, p + n, room - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            code = err_errno(e, errno, "cannot read '%s'", standard ? "standard input" : file);
        if (got <= 0)
            break;
        n += (size_t)got;
        if (n > most) {
            code = err_set(e, ERR_LIMIT, "'%s' is larger than %zu MiB",
                           standard ? "standard input" : file, most >> 20);
            break;
        }
        if (n == room) {
            size_t more = room * 2 > most + 1 ? most + 1 : room * 2;
            p = arena_grow(a, p, room, more);
            room = more;
        }
    }
    if (!standard)
        close(fd);
    if (code == ERR_OK)
        *ret = str_of(p, n);
    return code;
}

bool cli_print(struct str s)
{
    return fwrite(s.p ? s.p : "", 1, s.n, stdout) == s.n && fputc('\n', stdout) != EOF;
}

/* One line of a batch's list into its parts. */
static struct cli_batch_item split_line(struct str line)
{
    struct cli_batch_item item = {0};
    struct str first;
    bool tabs = str_find_char(line, '\t') != SIZE_MAX;
    if (!tabs) {
        item.path = line;
        return item;
    }
    str_split(&line, '\t', &first);
    item.id = first;
    str_split(&line, '\t', &item.path);
    item.url = line;
    return item;
}

struct batch_job {
    enum err_code (*one)(struct arena *a, const struct cli_batch_item *item, struct buf *out,
                         struct err *e);
    struct arena *a;
    struct cli_batch_item item;
    struct buf *out;
    struct err *e;
};

static enum err_code run_job(void *ctx)
{
    struct batch_job *j = ctx;
    enum err_code code =
        cli_read(j->a, str_z(j->a, j->item.path), BATCH_FILE_MOST, &j->item.bytes, j->e);
    return code != ERR_OK ? code : j->one(j->a, &j->item, j->out, j->e);
}

static void write_failure(struct batch_job *j, enum err_code code)
{
    if (code == ERR_MEMORY && j->e->code == ERR_OK)
        err_set(j->e, code, "needs more memory than one document may have");
    buf_clear(j->out);
    struct json_out w;
    json_init(&w, j->out);
    json_obj(&w);
    json_field_str(&w, "file", j->item.path);
    json_field_str(&w, "error", str_c(j->e->words));
    json_obj_end(&w);
}

static bool deliver(const struct batch_job *j, const char *out_dir)
{
    if (!out_dir)
        return cli_print(buf_str(j->out));
    char path[4096];
    struct str id = j->item.id.n ? j->item.id : j->item.path;
    if (str_find_char(id, '/') != SIZE_MAX)
        id = str_from(id, str_rfind_char(id, '/') + 1);
    snprintf(path, sizeof path, "%s/%.*s.json", out_dir, STR_ARG(id));
    FILE *f = fopen(path, "wb");
    bool good = f && fwrite(j->out->p, 1, j->out->n, f) == j->out->n;
    if (f && fclose(f) != 0)
        good = false;
    if (!good)
        fprintf(stderr, "octavo: cannot write '%s': %s\n", path, strerror(errno));
    return good;
}

int cli_batch(enum err_code (*one)(struct arena *a, const struct cli_batch_item *item,
                                   struct buf *out, struct err *e),
              const char *out_dir)
{
    struct arena a;
    struct buf out;
    arena_init(&a, BATCH_ARENA);
    buf_init(&out, BATCH_ARENA);
    char line[BATCH_LINE_MOST];
    bool good = true;
    while (good && fgets(line, sizeof line, stdin)) {
        struct str s = str_c(line);
        while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
            s.n--;
        if (!s.n)
            continue;
        struct err e = {0};
        struct batch_job j = {.one = one, .a = &a, .item = split_line(s), .out = &out, .e = &e};
        buf_clear(&out);
        enum err_code code = arena_run(&a, run_job, &j);
        if (code != ERR_OK || out.failed)
            write_failure(&j, code);
        good = deliver(&j, out_dir);
        arena_reset(&a);
    }
    buf_done(&out);
    arena_done(&a);
    return good ? CLI_DONE : CLI_FAILED;
}
