/* backup: a copy of the database while everything goes on, and a copy put in its place. */
#include "desk/internal.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum err_code desk_backup(struct desk *d, const char *path, struct err *e)
{
    struct store *s = NULL;
    enum err_code code = store_open(d->path, STORE_READ, &s, e);
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
    enum err_code code = store_open(path, STORE_READ, &s, e);
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

/* Gives the old database, with the log that belongs to it, a second name beside it, so that there
 * is never a moment without a database. Earlier ones keep theirs: .before-restore-2 and so on. */
static enum err_code put_aside(const char *database, struct err *e)
{
    static const char *const parts[] = {"", "-wal"};
    char from[1100], to[1200];
    for (int i = 1; i < 1000; i++) {
        snprintf(to, sizeof to, i == 1 ? "%s.before-restore" : "%s.before-restore-%d", database, i);
        if (access(to, F_OK) == 0)
            continue;
        size_t n = strlen(to);
        for (size_t k = 0; k < 2; k++) {
            snprintf(from, sizeof from, "%s%s", database, parts[k]);
            snprintf(to + n, sizeof to - n, "%s", parts[k]);
            if (access(from, F_OK) == 0 && link(from, to) != 0 &&
                (errno == EEXIST || rename(from, to) != 0)) /* no second names on this disk */
                return err_errno(e, errno, "the old database cannot be put aside");
        }
        return ERR_OK;
    }
    return err_set(e, ERR_LIMIT, "there are too many old databases beside %s", database);
}

/* A copy of the backup beside the database, to be given its name. */
static enum err_code make_fresh(const char *path, const char *fresh, struct err *e)
{
    struct store *s = NULL;
    const mode_t mask = umask(0077);
    unlink(fresh);
    enum err_code code = store_open(path, STORE_READ, &s, e);
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
    char fresh[1100], wal[1100];
    snprintf(fresh, sizeof fresh, "%s.restoring", to);
    snprintf(wal, sizeof wal, "%s-wal", to);
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
        code = put_aside(to, e);
    /* A log that is left belongs to a damaged database: the new one must not find it. */
    if (code == ERR_OK && unlink(wal) != 0 && errno != ENOENT)
        code = err_errno(e, errno, "the old database's log cannot be put aside");
    if (code == ERR_OK && rename(fresh, to) != 0)
        code = err_errno(e, errno, "the backup cannot be put in place");
    if (code != ERR_OK)
        unlink(fresh);
    else
        *ret_replaced = replaces;
    return code;
}
