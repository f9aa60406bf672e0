/* A desk in a folder of its own, for tests of the desk; `folder` and all in it are gone afterwards.
 * Each test program has one, static. */
#ifndef OCTAVO_TESTS_OPENED_H
#define OCTAVO_TESTS_OPENED_H
#include "check.h"
#include "desk/internal.h"

#include <sys/stat.h>
#include <unistd.h>

static struct arena a;
static char folder[64];
static struct desk_conf conf;
static struct desk *d;
static struct desk_reader *r;

/* Opens the desk of <folder>/<within>: "." or "deep/er", which is not there yet; -1 where it
 * cannot. */
static int opened(const char *within)
{
    static char path[128];
    struct err e = {0};
    arena_init(&a, 256 << 20);
    snprintf(folder, sizeof folder, "/tmp/octavo-desk-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/%s", folder, within);
    struct desk_flag flags[] = {{"--data-dir", path}};
    if (desk_conf_load(&a, "/dev/null", flags, 1, &conf, &e) != ERR_OK ||
        desk_open(&conf, &d, &e) != ERR_OK || desk_reader_open(d, &r, &e) != ERR_OK) {
        print_error("%s\n", e.words);
        return -1;
    }
    desk_reader_begin(r, &a);
    return 0;
}

/* What the triggers count is what there is, whatever a test did (migrations 8 and 9). */
static bool counts_hold(void)
{
    bool hold = true;
    struct store_query *q = store_query(r->store, SQL_CHECK_COUNTS);
    while (store_row(q))
        if (store_i64(q, 1)) {
            hold = false;
            print_error("miscounted: %.*s\n", STR_ARG(store_str(q, 0)));
        }
    return store_end(q, NULL) == ERR_OK && hold;
}

/* Closes it and takes the files away; -1 where the counts do not hold. */
static int opened_end(void)
{
    static const char *const names[] = {"octavo.db", "octavo.db-wal", "octavo.db-shm", "copy.db"};
    bool hold = counts_hold();
    desk_reader_close(r);
    desk_close(d);
    arena_done(&a);
    char path[160];
    for (const char *const *dir = (const char *const[]){"deep/er", "deep", ".", NULL}; *dir;
         dir++) {
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            snprintf(path, sizeof path, "%s/%s/%s", folder, *dir, names[i]);
            unlink(path);
        }
        snprintf(path, sizeof path, "%s/%s", folder, *dir);
        rmdir(path);
    }
    return rmdir(folder) == 0 && hold ? 0 : -1;
}
#endif
