/* sqlite_open: how a file is opened, which is where most that a person can do wrong shows itself.
 */
#include "store/sqlite.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err_code set_up(sqlite3 *db, enum store_mode mode, struct err *e)
{
    sqlite3_busy_timeout(db, STORE_PATIENCE_MS);
    sqlite3_extended_result_codes(db, 1);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 256 << 20);
    enum err_code code = ERR_OK;
    if (mode == STORE_WRITE) {
        if (lite_number(db, "PRAGMA page_count", 0) == 0)
            code = lite_run(db, "PRAGMA page_size = 8192", e);
        if (code == ERR_OK)
            code =
                lite_run(db,
                         "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                         "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 33554432;"
                         "PRAGMA cache_size = -4096",
                         e);
    } else {
        code = lite_run(db, "PRAGMA query_only = 1; PRAGMA cache_size = -1024", e);
    }
    if (code == ERR_OK)
        code = lite_run(
            db, "PRAGMA mmap_size = 0; PRAGMA foreign_keys = 1; PRAGMA temp_store = MEMORY", e);
    return code;
}

/* A log goes by the name of the file: written by two names, it has two that know nothing of each
 * other. */
static enum err_code one_name(const char *where, struct err *e)
{
    struct stat st;
    if (stat(where, &st) != 0 || st.st_nlink < 2)
        return ERR_OK;
    return err_set(e, ERR_CONFIG,
                   "this database has a second name (a hard link), and written by both it would be "
                   "damaged: remove the other name, or make it a file of its own: cp FILE NEW && "
                   "mv NEW FILE");
}

/* Is there a log beside the file, or a sign that somebody is about to write one? */
static bool has_log(const char *where)
{
    static const char *const signs[] = {"-wal", "-journal", "-shm"};
    char path[1100];
    struct stat st;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        snprintf(path, sizeof path, "%s%s", where, signs[i]);
        if (stat(path, &st) == 0 && (i != 0 || st.st_size > 0))
            return true;
    }
    return false;
}

/* Without a log the file is read as it lies there, and nothing is made beside it. With one SQLite
 * wants shared memory, and makes it where it can. */
static int open_to_keep(const char *where, sqlite3 **ret)
{
    enum { NAME_MOST = 1000 };
    char escaped[3 * NAME_MOST + 1], uri[sizeof escaped + 32], *to = escaped;
    if (strlen(where) > NAME_MOST)
        return SQLITE_CANTOPEN;
    for (const char *p = where; *p; p++)
        if (strchr("%?#", *p))
            to += snprintf(to, 4, "%%%02X", (unsigned)*p);
        else
            *to++ = *p;
    *to = '\0';
    snprintf(uri, sizeof uri, "file:%s%s%s", where[0] == '/' ? "//" : "", escaped,
             has_log(where) ? "" : "?immutable=1");
    return sqlite3_open_v2(uri, ret,
                           SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
                               SQLITE_OPEN_PRIVATECACHE,
                           NULL);
}

/* A reader opens for writing too: in WAL mode it must be able to make the -shm file; query_only
 * keeps it from changing anything. */
static int open_file(const char *where, enum store_mode mode, sqlite3 **ret)
{
    if (mode == STORE_KEEP)
        return open_to_keep(where, ret);
    return sqlite3_open_v2(where, ret,
                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
                               (mode == STORE_WRITE ? SQLITE_OPEN_CREATE : 0),
                           NULL);
}

/* A log cannot be read without shared memory, which is a file that cannot be made here. */
static enum err_code log_readable(sqlite3 *db, struct err *e)
{
    int rc = sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    return (rc & 0xff) != SQLITE_CANTOPEN
               ? ERR_OK
               : err_set(e, ERR_IO,
                         "it was not closed well, and what it has in its log cannot be read where "
                         "nothing can be written: copy it, and the file of its name with -wal, "
                         "to another folder");
}

enum err_code lite_open(const char *where, enum store_mode mode, void **ret, struct err *e)
{
    sqlite3 *db = NULL;
    enum err_code code = mode == STORE_WRITE ? one_name(where, e) : ERR_OK;
    int rc = code == ERR_OK ? open_file(where, mode, &db) : SQLITE_OK;
    if (rc != SQLITE_OK) {
        int no = db ? sqlite3_system_errno(db) : 0;
        code = no ? err_errno(e, no, "the database %s cannot be opened", where)
                  : err_set(e, ERR_IO, "the database %s cannot be opened: %s", where,
                            db ? sqlite3_errmsg(db) : "no memory");
    } else if (code == ERR_OK && mode != STORE_KEEP && access(where, W_OK) != 0 &&
               access(where, F_OK) == 0) {
        code = err_set(e, ERR_IO, "the database %s is not writable: check its rights", where);
    } else if (code == ERR_OK) {
        code = mode == STORE_KEEP ? log_readable(db, e) : ERR_OK;
        if (code == ERR_OK)
            code = set_up(db, mode, e);
    }
    if (code != ERR_OK) {
        err_place(e, where, 0);
        sqlite3_close(db);
        return code;
    }
    *ret = db;
    return ERR_OK;
}

void lite_close(void *db)
{
    sqlite3_close_v2(db);
}

/* Every connection in WAL mode holds a shared lock on the file until it is closed: the exclusive
 * one is asked of the file itself, since any statement would read a page, and open the log. */
enum err_code lite_alone(const char *where, struct err *e)
{
    sqlite3 *db = NULL;
    sqlite3_file *file = NULL;
    if (access(where, W_OK) != 0)
        return err_errno(e, errno, "the database %s is not writable", where);
    int rc = sqlite3_open_v2(where, &db, SQLITE_OPEN_READWRITE, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (rc == SQLITE_OK && (!file || !file->pMethods))
        rc = SQLITE_CANTOPEN;
    if (rc == SQLITE_OK)
        rc = file->pMethods->xLock(file, SQLITE_LOCK_SHARED);
    if (rc == SQLITE_OK)
        rc = file->pMethods->xLock(file, SQLITE_LOCK_EXCLUSIVE);
    if (file && file->pMethods)
        file->pMethods->xUnlock(file, SQLITE_LOCK_NONE);
    sqlite3_close(db);
    if (rc == SQLITE_OK)
        return ERR_OK;
    return (rc & 0xff) == SQLITE_BUSY
               ? err_set(e, ERR_BUSY, "the database is in use: stop octavo first")
               : err_set(e, ERR_IO, "the database %s cannot be opened: %s", where,
                         sqlite3_errstr(rc));
}
