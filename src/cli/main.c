/* main.c: finds the command in the table and runs it. The table is the program's table of contents:
 * `octavo help`, the man page's test and the completion files walk it. */
#include "cli/internal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int run_help(int argc, char **argv);
static const struct command command_help = {
    .name = "help",
    .synopsis = "[COMMAND]",
    .summary = "what the commands are, or how one is used",
    .run = run_help,
};
static int run_version(int argc, char **argv);
static const struct command command_version = {
    .name = "version",
    .synopsis = "",
    .summary = "print the version",
    .run = run_version,
};

static const struct command *const commands[] = {
#define X(name) &command_##name,
    CLI_COMMANDS(X)
#undef X
        & command_help,
    &command_version,
};
enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static void print_overview(FILE *to)
{
    fputs("octavo: a news desk that reads what it holds\n\nusage: octavo COMMAND [OPTIONS]\n\n",
          to);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(to, "  %-18s %s\n", commands[i]->name, commands[i]->summary);
    fputs("\n'octavo help COMMAND' says more. Manual: octavo(1).\n", to);
}

static void print_help(const struct command *c, FILE *to)
{
    fprintf(to, "usage: octavo %s %s\n\n%s.\n", c->name, c->synopsis, c->summary);
    if (c->details)
        fprintf(to, "\n%s\n", c->details);
}

/* The command whose name is argv[0] or "argv[0] argv[1]"; *ret_words says how many it took. */
static const struct command *find(int argc, char **argv, int *ret_words)
{
    for (int words = argc > 1 ? 2 : 1; words; words--) {
        char name[64];
        if (words == 2)
            snprintf(name, sizeof name, "%s %s", argv[0], argv[1]);
        else
            snprintf(name, sizeof name, "%s", argv[0]);
        for (size_t i = 0; i < COMMAND_COUNT; i++)
            if (strcmp(commands[i]->name, name) == 0) {
                *ret_words = words;
                return commands[i];
            }
    }
    return NULL;
}

/* Number of single-letter edits between two short words (Levenshtein 1966), to guess a typing
 * error. */
static size_t distance(const char *a, const char *b)
{
    size_t row[64], n = strlen(b);
    if (n >= 63)
        return 99;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t up = row[j], best = diagonal + (a[i - 1] != b[j - 1]);
            if (up + 1 < best)
                best = up + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = up;
            row[j] = best;
        }
    }
    return row[n];
}

static int unknown(const char *name)
{
    const char *near = NULL;
    size_t least = 3;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        size_t d = distance(name, commands[i]->name);
        if (d < least)
            least = d, near = commands[i]->name;
    }
    if (near)
        fprintf(stderr, "octavo: there is no command '%s'; did you mean '%s'?\n", name, near);
    else
        fprintf(stderr, "octavo: there is no command '%s'; 'octavo help' lists them\n", name);
    return CLI_USAGE;
}

static bool asks_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

static int run_help(int argc, char **argv)
{
    if (argc < 2) {
        print_overview(stdout);
        return CLI_DONE;
    }
    int words;
    const struct command *c = find(argc - 1, argv + 1, &words);
    if (!c)
        return unknown(argv[1]);
    print_help(c, stdout);
    return CLI_DONE;
}

static int run_version(int argc, char **argv)
{
    (void)argc, (void)argv;
    printf("octavo %s\n", OCTAVO_VERSION);
    return CLI_DONE;
}

static int run(int argc, char **argv)
{
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return run_help(1, argv);
    if (strcmp(argv[1], "--version") == 0)
        return run_version(1, argv);
    int words;
    const struct command *c = find(argc - 1, argv + 1, &words);
    if (!c)
        return unknown(argv[1]);
    if (asks_help(argc - words, argv + words)) {
        print_help(c, stdout);
        return CLI_DONE;
    }
    return c->run(argc - words, argv + words);
}

/* Has all that was printed arrived? A write may have failed long before the last one, which is then
 * done well. Whoever reads no further (head) knows why, and is told nothing. */
static int end_output(int status)
{
    bool failed = ferror(stdout) != 0;
    errno = 0;
    failed |= fflush(stdout) != 0;
    if (!failed)
        return status;
    const char *why = errno ? strerror(errno) : "there was no room, or it was closed";
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    if (errno != EPIPE && !(poll(&out, 1, 0) == 1 && out.revents & POLLERR))
        fprintf(stderr, "octavo: the output is not whole: %s\n", why);
    return status == CLI_DONE ? CLI_FAILED : status;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a limit of file size is a write that fails */
    if (argc < 2) {
        print_overview(stderr);
        return CLI_USAGE;
    }
    return end_output(run(argc, argv));
}
