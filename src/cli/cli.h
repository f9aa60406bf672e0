/* cli: the command line. One file a command, each exporting one `struct command`; main.c is their
 * table. Commands print results on standard output, one plain line on standard error where they
 * fail, and return the exit status: 0 done, 1 the work failed, 2 usage. */
#ifndef OCTAVO_CLI_H
#define OCTAVO_CLI_H
#include "base/base.h"

enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

struct command {
    const char *name;     /* "parse"; two words for the debug ones: "debug fetch" */
    const char *synopsis; /* "[--batch] [FILE]" */
    const char *summary;  /* one line, no full stop */
    const char *details;  /* lines of help: options, one a line, "  --batch   what it does" */
    int (*run)(int argc, char **argv); /* argv[0] is the last word of the name */
};

/* Says "octavo NAME: words" on standard error and returns CLI_USAGE / CLI_FAILED. */
int cli_usage(const char *name, const char *fmt, ...) printf_like(2, 3);
int cli_failed(const char *name, const struct err *e);

/* Options: a small table a command; cli_options walks argv. Returns the index of the first operand,
 * or -1 after it has said what was wrong (an unknown option, a missing value). "--x V" and "--x=V"
 * both work; "--" ends options; "-" is an operand. */
struct cli_option {
    const char *name;   /* "--batch" */
    bool *flag;         /* set true, for options without a value */
    const char **value; /* set to the value, for options with one */
};
int cli_options(const char *command, int argc, char **argv, const struct cli_option *options);

/* Reads FILE (NULL or "-": standard input) whole, at most `most` bytes. */
enum err_code cli_read(struct arena *a, const char *file, size_t most, struct str *ret,
                       struct err *e) must_check;
/* Writes all of s to standard output, with a line end; false when the other side is gone. */
bool cli_print(struct str s);

/* --batch: file names come on standard input, one a line, either PATH or ID TAB PATH TAB URL; for
 * each, in order, `one` writes a JSON object into `out` (in an arena that is reset for each), and
 * it is printed as one line. A failure, or a file that cannot be read, prints {"file":…,"error":…}.
 * An object gets no member that `one` does not write. Returns CLI_DONE even when files failed. With
 * out_dir (may be NULL) each object goes to OUT_DIR/ID.json instead of standard output. */
struct cli_batch_item {
    struct str id; /* empty where the line has only a path */
    struct str path;
    struct str url;   /* empty where the line has none */
    struct str bytes; /* contents of the file */
};
int cli_batch(enum err_code (*one)(struct arena *a, const struct cli_batch_item *item,
                                   struct buf *out, struct err *e),
              const char *out_dir);
#endif
