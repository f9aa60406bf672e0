/* err.c: the words of errors. See err.h. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const names[] = {
    [ERR_OK] = "ok",         [ERR_MEMORY] = "memory",   [ERR_LIMIT] = "limit",
    [ERR_INPUT] = "input",   [ERR_USAGE] = "usage",     [ERR_NOT_FOUND] = "not found",
    [ERR_EXISTS] = "exists", [ERR_DENIED] = "denied",   [ERR_BUSY] = "busy",
    [ERR_FULL] = "full",     [ERR_TIMEOUT] = "timeout", [ERR_IO] = "input/output",
    [ERR_CLOSED] = "closed", [ERR_STORE] = "store",     [ERR_CONFIG] = "configuration",
};

const char *err_name(enum err_code code)
{
    return (size_t)code < sizeof names / sizeof *names ? names[code] : "unknown";
}

__attribute__((format(printf, 3, 0))) static void set(struct err *e, enum err_code code,
                                                      const char *fmt, va_list ap)
{
    e->code = code;
    e->place[0] = 0;
    e->line = 0;
    vsnprintf(e->words, sizeof e->words, fmt, ap);
    for (char *c = e->words; *c; c++)
        if ((unsigned char)*c < 32)
            *c = ' ';
}

enum err_code err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
    if (e) {
        va_list ap;
        va_start(ap, fmt);
        set(e, code, fmt, ap);
        va_end(ap);
    }
    return code;
}

enum err_code err_errno(struct err *e, int errnum, const char *fmt, ...)
{
    if (e) {
        va_list ap;
        va_start(ap, fmt);
        set(e, ERR_IO, fmt, ap);
        va_end(ap);
        char text[120];
        const char *why = strerror_r(errnum, text, sizeof text);
        size_t n = strlen(e->words);
        snprintf(e->words + n, sizeof e->words - n, ": %s", why);
    }
    return ERR_IO;
}

void err_place(struct err *e, const char *place, uint32_t line)
{
    if (!e)
        return;
    snprintf(e->place, sizeof e->place, "%s", place);
    e->line = line;
}

const char *err_line(const struct err *e, char *out, size_t n)
{
    const char *words = e->words[0] ? e->words : err_name(e->code);
    if (e->place[0] && e->line)
        snprintf(out, n, "%s:%u: %s", e->place, e->line, words);
    else if (e->place[0])
        snprintf(out, n, "%s: %s", e->place, words);
    else
        snprintf(out, n, "%s", words);
    return out;
}
