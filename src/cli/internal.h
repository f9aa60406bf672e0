/* The commands, one line each: X(name) stands for `const struct command command_name`. */
#ifndef OCTAVO_CLI_INTERNAL_H
#define OCTAVO_CLI_INTERNAL_H
#include "cli/cli.h"
#include "desk/desk.h"

#define CLI_COMMANDS(X)                                                                            \
    X(serve)                                                                                       \
    X(add)                                                                                         \
    X(poll)                                                                                        \
    X(list)                                                                                        \
    X(search)                                                                                      \
    X(show)                                                                                        \
    X(story)                                                                                       \
    X(brief)                                                                                       \
    X(ask)                                                                                         \
    X(feeds)                                                                                       \
    X(source)                                                                                      \
    X(rules)                                                                                       \
    X(following)                                                                                   \
    X(remove)                                                                                      \
    X(import)                                                                                      \
    X(export)                                                                                      \
    X(sample)                                                                                      \
    X(user)                                                                                        \
    X(backup)                                                                                      \
    X(restore)                                                                                     \
    X(check)                                                                                       \
    X(reread)                                                                                      \
    X(quarantine)                                                                                  \
    X(doctor)                                                                                      \
    X(parse)                                                                                       \
    X(extract)                                                                                     \
    X(analyse)                                                                                     \
    X(cluster)                                                                                     \
    X(debug_sanitize)                                                                              \
    X(debug_fetch)                                                                                 \
    X(debug_url_policy)

#define X(name) extern const struct command command_##name;
CLI_COMMANDS(X)
#undef X

/* What commands that use the desk share. Every setting of the program is an option of theirs too
 * (--data-dir, --listen ...); --data is short for --data-dir. */
struct cli_desk {
    const char *name; /* of the command */
    struct arena a;
    struct desk_conf conf;
    struct desk *d;        /* after cli_desk_open */
    struct desk_reader *r; /* results live in `a` */
};
/* Reads options (`own`: the command's, ended by {0}; may be NULL) and settings. Returns the index
 * of the first operand, or -1 after saying what is wrong. */
int cli_desk_options(struct cli_desk *c, const char *name, int argc, char **argv,
                     const struct cli_option *own);
/* The same for a command that takes nothing else: any operand is refused. */
int cli_desk_only_options(struct cli_desk *c, const char *name, int argc, char **argv,
                          const struct cli_option *own);
/* Opens the database; CLI_DONE, or CLI_FAILED after saying why. */
int cli_desk_open(struct cli_desk *c);
/* Closes what is open and gives `status` back. */
int cli_desk_close(struct cli_desk *c, int status);
/* cli_failed (of ERR_USAGE cli_usage), then cli_desk_close: for `return cli_desk_failed(...)`. */
int cli_desk_failed(struct cli_desk *c, const struct err *e);

/* Runs `once` in the desk process, with keeper, fetch and readers around it, and closes c. Returns
 * the exit status. */
int cli_desk_once(struct cli_desk *c,
                  int (*once)(struct desk *d, struct desk_pipeline *p, void *ctx), void *ctx);

/* Progress on standard error while the pipeline works: one line, rewritten, on terminals only. */
void cli_progress(void *ctx, const struct desk_progress *p);
void cli_progress_end(void);
/* The account that is called so, as names are compared at sign-in, ERR_NOT_FOUND; with NULL the
 * only one there is, ERR_USAGE where there are several. */
enum err_code cli_account(struct cli_desk *c, const char *name, struct desk_user *ret,
                          struct err *e) must_check;
/* The operands from `at` on, with blanks between. */
struct str cli_words(struct arena *a, int argc, char **argv, int at);
/* Text of strangers for a terminal: control characters become spaces. */
struct str cli_plain(struct arena *a, struct str s);
/* "feed" or "feeds", as there are so many. */
static inline const char *cli_many(int64_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}
/* `s` in so many columns of a terminal, cut or filled up: wide letters take two, marks none. */
void cli_put_column(struct buf *out, struct str s, size_t columns);
/* Prints rows for a person: "id  day  publisher  headline". */
void cli_print_rows(struct arena *a, const struct desk_rows *rows);
void cli_print_day(struct buf *out, struct when w, int64_t at);
/* Adds text as lines of at most 78 columns (code points), broken at spaces, with an indent. */
void cli_put_wrapped(struct buf *out, struct str text, size_t indent);
/* `octavo list --stories`; closes c and returns the exit status (story.c). */
/* Has the language model write of it and prints that; asks it for a word. Both close the desk. */
int cli_model(struct cli_desk *c, enum desk_model_about about, int64_t id, bool json);
int cli_model_try(struct cli_desk *c);
int cli_list_stories(struct cli_desk *c, const struct desk_stories_want *want, bool json);
#endif
