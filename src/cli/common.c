/* common.c: what the commands that use the desk share: settings as options, opening, progress,
 * text of strangers made harmless for a terminal. */
#include "cli/internal.h"

#include <stdio.h>
#include <unistd.h>
#include <utf8proc.h>

enum { OWN_OPTIONS_MOST = 16 };

int cli_desk_options(struct cli_desk *c, const char *name, int argc, char **argv,
                     const struct cli_option *own)
{
    *c = (struct cli_desk){.name = name};
    arena_init(&c->a, (size_t)1 << 30);
    struct cli_option options[OWN_OPTIONS_MOST + DESK_SETTING_COUNT + 3];
    const char *values[DESK_SETTING_COUNT] = {0}, *config = NULL, *data = NULL;
    size_t n = 0;
    for (; own && own->name && n < OWN_OPTIONS_MOST; own++)
        options[n++] = *own;
    for (size_t i = 0; i < DESK_SETTING_COUNT; i++) {
        char flag[64];
        snprintf(flag, sizeof flag, "--%s", desk_settings[i].name);
        for (char *p = flag; *p; p++)
            if (*p == '_')
                *p = '-';
        options[n++] = (struct cli_option){str_z(&c->a, str_c(flag)), NULL, &values[i]};
    }
    options[n++] = (struct cli_option){"--config", NULL, &config};
    options[n++] = (struct cli_option){"--data", NULL, &data};
    options[n] = (struct cli_option){0};
    int at = cli_options(name, argc, argv, options);
    if (at < 0)
        return cli_desk_close(c, -1);
    if (data)
        values[DESK_SET_DATA_DIR] = data;
    struct desk_flag flags[DESK_SETTING_COUNT];
    size_t flag_count = 0;
    for (size_t i = 0; i < DESK_SETTING_COUNT; i++)
        if (values[i])
            flags[flag_count++] = (struct desk_flag){desk_settings[i].name, values[i]};
    struct err e = {0};
    if (desk_conf_load(&c->a, config, flags, flag_count, &c->conf, &e) != ERR_OK) {
        cli_failed(name, &e);
        return cli_desk_close(c, -1);
    }
    return at;
}

int cli_desk_only_options(struct cli_desk *c, const char *name, int argc, char **argv,
                          const struct cli_option *own)
{
    int at = cli_desk_options(c, name, argc, argv, own);
    if (at < 0 || at == argc)
        return at;
    cli_usage(name, "it takes no '%s'", argv[at]);
    return cli_desk_close(c, -1);
}

int cli_desk_open(struct cli_desk *c)
{
    struct err e = {0};
    if (desk_open_any(&c->conf, &c->d, &e) != ERR_OK || desk_reader_open(c->d, &c->r, &e) != ERR_OK)
        return cli_desk_failed(c, &e);
    desk_reader_begin(c->r, &c->a);
    return CLI_DONE;
}

int cli_desk_close(struct cli_desk *c, int status)
{
    if (c->r)
        desk_reader_close(c->r);
    if (c->d)
        desk_close(c->d);
    c->r = NULL;
    c->d = NULL;
    arena_done(&c->a);
    return status;
}

int cli_desk_failed(struct cli_desk *c, const struct err *e)
{
    if (e->code == ERR_USAGE)
        return cli_desk_close(c, cli_usage(c->name, "%s", e->words));
    const struct err *why = c->r ? desk_reader_failure(c->r) : NULL;
    bool better = e->code == ERR_STORE && why && why->words[0];
    return cli_desk_close(c, cli_failed(c->name, better ? why : e));
}

int cli_desk_once(struct cli_desk *c,
                  int (*once)(struct desk *d, struct desk_pipeline *p, void *ctx), void *ctx)
{
    struct desk_start s = {.conf = &c->conf, .once = once, .ctx = ctx};
    struct err e = {0};
    int status = desk_run(&s, &e);
    if (status != CLI_DONE && e.words[0])
        return cli_desk_failed(c, &e);
    return cli_desk_close(c, status);
}

enum err_code cli_account(struct cli_desk *c, const char *name, struct desk_user *ret,
                          struct err *e)
{
    struct desk_account v;
    const struct desk_account *all;
    size_t n;
    enum err_code code;
    if (name) {
        code = desk_account_named(c->r, str_c(name), &v);
        if (code == ERR_NOT_FOUND)
            return err_set(e, code, "there is no account %s", name);
        if (code == ERR_OK)
            *ret = v.user;
    } else {
        code = desk_accounts(c->r, &all, &n);
        if (code == ERR_OK && n != 1)
            return n ? err_set(e, ERR_USAGE, "whose? there are %zu accounts: --user NAME", n)
                     : err_set(e, ERR_NOT_FOUND, "there is no account yet");
        if (code == ERR_OK)
            *ret = all[0].user;
    }
    return code == ERR_OK ? ERR_OK : err_set(e, code, "the accounts cannot be read");
}

struct str cli_words(struct arena *a, int argc, char **argv, int at)
{
    struct buf b;
    buf_arena(&b, a, 1 << 20);
    for (int i = at; i < argc; i++) {
        if (i > at)
            buf_char(&b, ' ');
        buf_put(&b, str_c(argv[i]));
    }
    return buf_str(&b);
}

void cli_progress(void *ctx, const struct desk_progress *p)
{
    (void)ctx;
    if (!isatty(STDERR_FILENO))
        return;
    enum { WIDTH = 24 };
    char bar[WIDTH + 1];
    uint32_t all = p->feeds_all + p->pages_all, done = p->feeds_done + p->pages_done;
    size_t full = all ? (size_t)done * WIDTH / all : 0;
    for (size_t i = 0; i < WIDTH; i++)
        bar[i] = i < full ? '#' : '.';
    bar[WIDTH] = 0;
    fprintf(stderr, "\r[%s] feeds %u/%u  pages %u/%u  new %u\x1b[K", bar, p->feeds_done,
            p->feeds_all, p->pages_done, p->pages_all, p->articles_new);
}

void cli_progress_end(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\x1b[K", stderr);
}

struct str cli_plain(struct arena *a, struct str s)
{
    struct buf b;
    buf_arena(&b, a, s.n * 3 + 16);
    for (size_t i = 0; i < s.n;) {
        uint32_t rune = utf8_next(s, &i);
        bool control = rune < 32 || (rune >= 0x7f && rune < 0xa0);
        bool steers = (rune >= 0x202a && rune <= 0x202e) || (rune >= 0x2066 && rune <= 0x2069);
        buf_rune(&b, (control && rune != '\n') || steers ? ' ' : rune);
    }
    return buf_str(&b);
}

void cli_put_wrapped(struct buf *out, struct str text, size_t indent)
{
    enum { WIDTH = 78 };
    struct str line;
    while (str_split(&text, '\n', &line)) {
        size_t column = 0;
        struct str word;
        while (str_split(&line, ' ', &word)) {
            if (!word.n)
                continue;
            size_t n = utf8_length(word);
            if (column && column + 1 + n > WIDTH - indent) {
                buf_char(out, '\n');
                column = 0;
            }
            for (size_t i = 0; !column && i < indent; i++)
                buf_char(out, ' ');
            if (column)
                buf_char(out, ' ');
            buf_put(out, word);
            column += n + (column > 0);
        }
        buf_char(out, '\n');
    }
}

void cli_print_day(struct buf *out, struct when w, int64_t at)
{
    bool known = desk_when_sound(w, at);
    struct civil c = civil_from(known ? w.us + w.zone_minutes * US_MINUTE : at);
    buf_fmt(out, "%04d-%02d-%02d", c.year, c.month, c.day);
}

void cli_put_column(struct buf *out, struct str s, size_t columns)
{
    size_t used = 0, at = 0, from = 0;
    while (at < s.n) {
        int width = utf8proc_charwidth((utf8proc_int32_t)utf8_next(s, &at));
        if (used + (size_t)(width > 0 ? width : 0) > columns)
            break;
        used += (size_t)(width > 0 ? width : 0);
        from = at;
    }
    buf_put(out, str_sub(s, 0, from));
    for (; used < columns; used++)
        buf_char(out, ' ');
}

void cli_print_rows(struct arena *a, const struct desk_rows *rows)
{
    enum { PUBLISHER_COLUMNS = 20 };
    struct buf b;
    buf_arena(&b, a, 8 << 20);
    for (size_t i = 0; i < rows->n; i++) {
        const struct desk_row *row = &rows->v[i];
        buf_fmt(&b, "%6lld  ", (long long)row->id);
        cli_print_day(&b, row->published, row->at);
        buf_lit(&b, "  ");
        cli_put_column(&b, cli_plain(a, row->publisher_name), PUBLISHER_COLUMNS);
        buf_fmt(&b, "  %.*s%s\n", STR_ARG(cli_plain(a, row->title)), row->starred ? "  *" : "");
    }
    fwrite(b.p ? b.p : "", 1, b.n, stdout);
}
