/* log: one line a message on standard error, "level room: words". Never called by pure code. */
#ifndef OCTAVO_BASE_LOG_H
#define OCTAVO_BASE_LOG_H
#include "base/err.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };
/* Messages above this level are dropped. LOG_INFO at start. */
void log_set_level(enum log_level level);
/* Writes one line in one write(2); control characters become spaces. `room` is the folder's name.
 */
void log_say(enum log_level level, const char *room, const char *fmt, ...) printf_like(3, 4);
#endif
