/* backup: a copy of the database while everything goes on, and a copy put in its place. */
#include "desk/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum err_code desk_backup(struct desk *d, const char *path, struct err *e)
{
    struct store *s = NULL;
    enum err_code code = store_open(d->path, desk_reading(d), &s, e);
    if (code != ERR_OK)
        return code;
    mode_t mask = umask(0077);
    code = store_backup(s, path, e);
    umask(mask);
    store_close(s);
    return code;
}

static void note_fault(void *ctx, struct str words)
{
    struct err *e = ctx;
    if (!e->words[0])
        err_set(e, ERR_STORE, "the backup is damaged: %.*s", STR_ARG(str_sub(words, 0, 200)));
}

/* SQLite's own words for another file would speak of the desk's database. */
static bool is_database(const char *path)
{
    char head[16] = {0};
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(head, 1, sizeof head, f) : 0;
    if (f)
        fclose(f);
    return n == sizeof head && memcmp(head, "SQLite format 3", sizeof head) == 0;
}

/* Is the file a database of ours, sound and not newer than this program? */
static enum err_code check_backup(const char *path, struct err *e)
{
    struct store *s = NULL;
    struct err why = {0};
    if (access(path, R_OK) != 0)
        return err_errno(e, errno, "the backup %s cannot be read", path);
    if (!is_database(path))
        return err_set(e, ERR_INPUT, "%s is no backup: it is not a database", path);
    enum err_code code = store_open(path, STORE_KEEP, &s, e);
    if (code != ERR_OK)
        return code;
    int schema = store_schema(s);
    if (schema < 1)
        code = err_set(e, ERR_INPUT, "%s is not an Octavo database", path);
    else if (schema > STORE_MIGRATIONS)
        code =
            err_set(e, ERR_CONFIG, "the backup was made by a newer Octavo: install that version");
    else if (store_check(s, note_fault, &why, NULL) != ERR_OK)
        code = err_set(e, ERR_STORE, "%s", why.words);
    store_close(s);
    return code;
}

/* Brings the log of the database into it, where it can be: what is put aside is one file then. */
static void bring_in_log(const char *path)
{
    struct store *s = NULL;
    if (access(path, F_OK) != 0 || store_open(path, STORE_WRITE, &s, NULL) != ERR_OK)
        return;
    store_checkpoint(s);
    store_close(s);
}

/* A name beside the database that nothing has: .before-restore, .before-restore-2 and so on. */
static enum err_code free_name(const char *database, char *ret, size_t size, struct err *e)
{
    for (int i = 1; i < 1000; i++) {
        snprintf(ret, size, i == 1 ? "%s.before-restore" : "%s.before-restore-%d", database, i);
        if (access(ret, F_OK) != 0)
            return ERR_OK;
    }
    return err_set(e, ERR_LIMIT, "there are too many old databases beside %s", database);
}

/* Where two names cannot change places: killed in between, the database has two names for once. */
static bool change_slowly(const char *fresh, const char *database, const char *aside)
{
    const bool linked = link(database, aside) == 0;
    if (!linked && rename(database, aside) != 0)
        return false;
    if (rename(fresh, database) == 0)
        return true;
    const int why = errno;
    if (linked)
        unlink(aside);
    else if (rename(aside, database) != 0)
        log_say(LOG_ERROR, "desk", "the old database is now %s", aside);
    errno = why;
    return false;
}

/* Puts `fresh` in the place of the database, which gets the name `aside` in the same step: there is
 * never a moment without a database, nor one in which it has two names. */
static enum err_code change_places(const char *fresh, const char *database, const char *aside,
                                   struct err *e)
{
    if (rename(fresh, aside) == 0 &&
        (renameat2(AT_FDCWD, aside, AT_FDCWD, database, RENAME_EXCHANGE) == 0 ||
         (rename(aside, fresh) == 0 && change_slowly(fresh, database, aside))))
        return ERR_OK;
    return err_errno(e, errno, "the backup cannot be put in place");
}

/* A log that could not be brought in belongs to the old database, which may be damaged, and goes
 * with it: the new one must not find it. */
static enum err_code put_in_place(const char *fresh, const char *database, struct err *e)
{
    char aside[1200], log[1100], log_aside[1300];
    enum err_code code = free_name(database, aside, sizeof aside, e);
    if (code != ERR_OK)
        return code;
    snprintf(log, sizeof log, "%s-wal", database);
    snprintf(log_aside, sizeof log_aside, "%s-wal", aside);
    if (rename(log, log_aside) != 0 && errno != ENOENT)
        return err_errno(e, errno, "the old database's log cannot be put aside");
    code = change_places(fresh, database, aside, e);
    if (code != ERR_OK && rename(log_aside, log) != 0 && errno != ENOENT)
        return err_errno(e, errno, "the old database's log is now %s", log_aside);
    return code;
}

/* A copy of the backup beside the database, to be given its name. */
static enum err_code make_fresh(const char *path, const char *fresh, struct err *e)
{
    struct store *s = NULL;
    const mode_t mask = umask(0077);
    unlink(fresh);
    enum err_code code = store_open(path, STORE_KEEP, &s, e);
    if (code == ERR_OK)
        code = store_backup(s, fresh, e);
    store_close(s);
    umask(mask);
    if (code == ERR_FULL)
        return err_set(e, ERR_FULL, "the disk is full: what was there is as it was");
    return code;
}

enum err_code desk_restore(const struct desk_conf *conf, const char *path, bool *ret_replaced,
                           struct err *e)
{
    const char *to = desk_conf_str(conf, DESK_SET_DATABASE);
    char fresh[1100];
    snprintf(fresh, sizeof fresh, "%s.restoring", to);
    enum err_code code = check_backup(path, e);
    if (code == ERR_OK) /* on a new machine there is none yet */
        code = desk_make_folder(to, e);
    const bool replaces = access(to, F_OK) == 0;
    if (code == ERR_OK && replaces)
        code = store_alone(to, e);
    if (code == ERR_OK)
        code = make_fresh(path, fresh, e);
    if (code != ERR_OK)
        return code;
    bring_in_log(to);
    if (replaces) /* the copy took its time */
        code = store_alone(to, e);
    if (code == ERR_OK && replaces)
        code = put_in_place(fresh, to, e);
    else if (code == ERR_OK && rename(fresh, to) != 0)
        code = err_errno(e, errno, "the backup cannot be put in place");
    if (code != ERR_OK)
        unlink(fresh);
    else
        *ret_replaced = replaces;
    return code;
}
