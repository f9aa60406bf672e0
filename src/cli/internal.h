/* The commands, one line each: X(name) stands for `const struct command command_name`. */
#ifndef OCTAVO_CLI_INTERNAL_H
#define OCTAVO_CLI_INTERNAL_H
#include "cli/cli.h"

#define CLI_COMMANDS(X)                                                                            \
    X(parse)                                                                                       \
    X(extract)                                                                                     \
    X(analyse)                                                                                     \
    X(debug_sanitize)                                                                              \
    X(debug_fetch)                                                                                 \
    X(debug_url_policy)

#define X(name) extern const struct command command_##name;
CLI_COMMANDS(X)
#undef X
#endif
