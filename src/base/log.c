/* log.c: see log.h. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static enum log_level most = LOG_INFO;

void log_set_level(enum log_level level)
{
    most = level;
}

void log_say(enum log_level level, const char *room, const char *fmt, ...)
{
    static const char *const names[] = {"error", "warning", "info", "debug"};
    if (level > most)
        return;
    char line[1200];
    int n = snprintf(line, sizeof line - 1, "octavo: %s: %s: ", names[level], room);
    va_list ap;
    va_start(ap, fmt);
    int m = vsnprintf(line + n, sizeof line - 1 - (size_t)n, fmt, ap);
    va_end(ap);
    size_t all = (size_t)n + (m > 0 ? (size_t)m : 0);
    if (all > sizeof line - 2)
        all = sizeof line - 2;
    for (size_t i = 0; i < all; i++)
        if ((unsigned char)line[i] < 32)
            line[i] = ' ';
    line[all++] = '\n';
    ssize_t w = write(STDERR_FILENO, line, all);
    (void)w;
}
