/* sqlite: the driver over SQLite.
 *
 * Settings that matter: WAL with synchronous=FULL (what was acknowledged survives a power cut),
 * pages of 8 KiB, foreign keys on, mmap off (a fault in a mapped file would be SIGBUS instead of an
 * error), small page caches (a connection a thread), a busy wait of ten seconds. The schema's
 * version is user_version, raised in the transaction of each migration. */
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum err_code lite_code(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return ERR_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ERR_BUSY;
    case SQLITE_NOMEM: return ERR_MEMORY;
    case SQLITE_CONSTRAINT: return ERR_EXISTS;
    case SQLITE_FULL: return ERR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: return ERR_IO;
    default: return ERR_STORE;
    }
}

bool lite_out_of_room(int no)
{
    return no == ENOSPC || no == EDQUOT || no == EFBIG;
}

int lite_errno(sqlite3 *db)
{
    int no = 0;
    sqlite3_file *log = NULL;
    sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (log && log->pMethods)
        log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &no);
    if (!lite_out_of_room(no))
        sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &no);
    return no;
}

static enum err_code no_room(struct err *e)
{
    return err_set(e, ERR_FULL,
                   "the disk is full: nothing was changed; make room, and it goes on by itself");
}

enum err_code lite_explain(sqlite3 *db, int rc, struct err *e)
{
    switch (rc & 0xff) {
    case SQLITE_BUSY:
        return err_set(e, ERR_BUSY, "the database is locked by another program for too long");
    case SQLITE_NOTADB:
        return err_set(e, ERR_STORE,
                       "the file is not an Octavo database; name another with --database");
    case SQLITE_CORRUPT:
        return err_set(e, ERR_STORE,
                       "the database is damaged (%s); `octavo check` tells more, `octavo restore` "
                       "brings back a backup",
                       sqlite3_errmsg(db));
    case SQLITE_FULL: return no_room(e);
    case SQLITE_IOERR:
        /* A quota or a limit of file size is no room either, but SQLite knows only ENOSPC; and
         * its shared memory, a file too, only fails to grow. */
        return rc == SQLITE_IOERR_SHMSIZE || lite_out_of_room(lite_errno(db))
                   ? no_room(e)
                   : err_set(e, ERR_IO, "the disk does not do as it is told: %s",
                             sqlite3_errmsg(db));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return err_set(e, ERR_IO,
                       "the database is not writable: check the rights of file and folder");
    default: return err_set(e, lite_code(rc), "database: %s", sqlite3_errmsg(db));
    }
}

enum err_code lite_run(sqlite3 *db, const char *sql, struct err *e)
{
    int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? ERR_OK : lite_explain(db, rc, e);
}

int lite_number(sqlite3 *db, const char *sql, int none)
{
    sqlite3_stmt *st = NULL;
    int v = none;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        v = sqlite3_column_int(st, 0);
    sqlite3_finalize(st);
    return v;
}

static enum err_code lite_prepare(void *db, const struct store_sql_text *sql, void **ret,
                                  struct err *e)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v3(db, sql->text, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);
    if (rc != SQLITE_OK) {
        enum err_code code = lite_explain(db, rc, e);
        err_place(e, sql->name, 0);
        return code;
    }
    *ret = st;
    return ERR_OK;
}

static void lite_finish(void *statement)
{
    sqlite3_finalize(statement);
}

static void lite_reset(void *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

static bool lite_bind(void *statement, int index, const struct store_value *v)
{
    const char *p = v->s.p ? v->s.p : "";
    int code = SQLITE_OK;
    switch (v->type) {
    case STORE_NULL: code = sqlite3_bind_null(statement, index); break;
    case STORE_I64: code = sqlite3_bind_int64(statement, index, v->i); break;
    case STORE_F64: code = sqlite3_bind_double(statement, index, v->f); break;
    case STORE_TEXT:
        code = sqlite3_bind_text64(statement, index, p, v->s.n, SQLITE_STATIC, SQLITE_UTF8);
        break;
    case STORE_BLOB: code = sqlite3_bind_blob64(statement, index, p, v->s.n, SQLITE_STATIC); break;
    }
    return code == SQLITE_OK;
}

static enum store_stepped lite_step(void *statement)
{
    switch (sqlite3_step(statement)) {
    case SQLITE_ROW: return STEP_ROW;
    case SQLITE_DONE: return STEP_END;
    default: return STEP_FAILED;
    }
}

/* False where the value is there, but no memory to give it. */
static bool lite_column(void *statement, int column, struct store_value *ret)
{
    *ret = (struct store_value){0};
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        ret->type = STORE_I64;
        ret->i = sqlite3_column_int64(statement, column);
        ret->f = (double)ret->i;
        break;
    case SQLITE_FLOAT:
        ret->type = STORE_F64;
        ret->f = sqlite3_column_double(statement, column);
        ret->i = sqlite3_column_int64(statement, column);
        break;
    case SQLITE_TEXT:
        ret->type = STORE_TEXT;
        ret->s.p = (const char *)sqlite3_column_text(statement, column);
        ret->s.n = (size_t)sqlite3_column_bytes(statement, column);
        break;
    case SQLITE_BLOB:
        ret->type = STORE_BLOB;
        ret->s.p = sqlite3_column_blob(statement, column);
        ret->s.n = (size_t)sqlite3_column_bytes(statement, column);
        break;
    default: break;
    }
    bool bytes = ret->type == STORE_TEXT || ret->type == STORE_BLOB;
    return !(bytes && !ret->s.p && (ret->s.n || ret->type == STORE_TEXT));
}

static enum err_code lite_exec(void *db, const char *sql, struct err *e)
{
    return lite_run(db, sql, e);
}

static int64_t lite_changes(void *db)
{
    return sqlite3_changes64(db);
}

static enum err_code lite_failure(void *db, struct err *e)
{
    return lite_explain(db, sqlite3_extended_errcode(db), e);
}

static int lite_schema(void *db)
{
    return lite_number(db, "PRAGMA user_version", -1);
}

static enum err_code check_all(sqlite3 *db, void (*found)(void *ctx, struct str words), void *ctx,
                               struct err *e)
{
    static const char *const checks[] = {"PRAGMA integrity_check(100)", "PRAGMA foreign_key_check"};
    int faults = 0;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        sqlite3_stmt *st = NULL;
        int rc = sqlite3_prepare_v2(db, checks[i], -1, &st, NULL);
        if (rc != SQLITE_OK)
            return lite_explain(db, rc, e);
        while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
            struct str words = str_c((const char *)sqlite3_column_text(st, 0));
            if (i == 0 && str_eq(words, STR("ok")))
                continue;
            found(ctx, i == 0 ? words : STR("a row points at nothing (foreign key)"));
            faults++;
        }
        sqlite3_finalize(st);
        if (rc != SQLITE_DONE) {
            found(ctx, str_c(sqlite3_errmsg(db)));
            faults++;
        }
    }
    return faults ? err_set(e, ERR_STORE, "the database has %d faults", faults) : ERR_OK;
}

static void set_cache(sqlite3 *db, int size)
{
    char sql[48];
    snprintf(sql, sizeof sql, "PRAGMA cache_size = %d", size);
    sqlite3_exec(db, sql, NULL, NULL, NULL);
}

/* Each row of each index is looked up in its table: with the small cache of a connection that reads
 * the whole file over and over. */
static enum err_code lite_check(void *db, void (*found)(void *ctx, struct str words), void *ctx,
                                struct err *e)
{
    enum { CHECK_CACHE_KIB = 64 << 10 };
    const int was = lite_number(db, "PRAGMA cache_size", -2000);
    set_cache(db, -CHECK_CACHE_KIB);
    enum err_code code = check_all(db, found, ctx, e);
    set_cache(db, was);
    sqlite3_db_release_memory(db);
    return code;
}

/* A fault of a copy: the first is kept in words. */
static void note_fault(void *ctx, struct str words)
{
    struct err *e = ctx;
    if (!e->words[0])
        err_set(e, ERR_STORE, "%.*s", STR_ARG(str_sub(words, 0, 300)));
}

/* All pages in one step, that is in one transaction for reading: writers go on meanwhile, and none
 * of them makes it begin again. Then the copy is read through. It needs no journal: what fails is
 * thrown away. A quota that is used up, a failed write to SQLite, is SQLITE_FULL here. */
static int copy_all(sqlite3 *from, sqlite3 *to, struct err *fault)
{
    int rc = sqlite3_exec(to, "PRAGMA journal_mode = OFF", NULL, NULL, NULL);
    sqlite3_backup *copy = rc == SQLITE_OK ? sqlite3_backup_init(to, "main", from, "main") : NULL;
    if (!copy)
        return sqlite3_errcode(to);
    while ((rc = sqlite3_backup_step(copy, -1)) == SQLITE_BUSY || rc == SQLITE_LOCKED)
        sqlite3_sleep(20);
    if ((rc & 0xff) == SQLITE_IOERR && lite_out_of_room(lite_errno(to)))
        rc = SQLITE_FULL;
    int end = sqlite3_backup_finish(copy);
    if (rc != SQLITE_DONE)
        return rc == SQLITE_OK ? end : rc;
    /* A backup is one file: no log beside it. */
    rc = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    if (rc == SQLITE_OK && lite_check(to, note_fault, fault, NULL) != ERR_OK)
        rc = SQLITE_CORRUPT;
    return rc;
}

/* The online backup. It is made under another name and gets its own when it is whole and checked,
 * so that what is there by that name is always a good one. */
static enum err_code lite_backup(void *db, const char *path, struct err *e)
{
    char part[1200];
    struct err fault = {0};
    if (access(path, F_OK) == 0)
        return err_set(e, ERR_EXISTS, "%s is there already; a backup never overwrites", path);
    if ((size_t)snprintf(part, sizeof part, "%s.part-%ld", path, (long)getpid()) >= sizeof part)
        return err_set(e, ERR_INPUT, "the backup's name is too long");
    unlink(part);
    sqlite3 *to = NULL;
    int rc = sqlite3_open_v2(part, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    int why = rc == SQLITE_OK || !to ? 0 : sqlite3_system_errno(to);
    if (rc == SQLITE_OK)
        rc = copy_all(db, to, &fault);
    enum err_code code = ERR_OK;
    if (why)
        code = err_errno(e, why, "the backup %s cannot be written", path);
    else if (lite_code(rc) == ERR_FULL)
        code = err_set(e, ERR_FULL, "the backup %s cannot be written: the disk is full", path);
    else if (rc != SQLITE_OK)
        code = err_set(e, ERR_IO, "the backup %s cannot be written: %s", path,
                       fault.words[0] ? fault.words : sqlite3_errstr(rc));
    if (fault.words[0])
        code = err_set(e, ERR_STORE, "no backup was made, since the database is damaged: %s",
                       fault.words);
    sqlite3_close(to);
    if (code == ERR_OK && renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) != 0 &&
        (errno != EINVAL || rename(part, path) != 0)) /* some file systems know no such flag */
        code = err_errno(e, errno, "the backup %s cannot get its name", path);
    unlink(part);
    return code;
}

static bool lite_in_transaction(void *db)
{
    return sqlite3_get_autocommit(db) == 0;
}

static void lite_patience(void *db, int ms)
{
    sqlite3_busy_timeout(db, ms);
}

static void lite_shrink(void *db)
{
    sqlite3_db_release_memory(db);
}

static void lite_checkpoint(void *db)
{
    sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

static int64_t lite_bytes(void)
{
    return sqlite3_memory_used();
}

const struct store_driver store_sqlite = {
    .name = "SQLite " SQLITE_VERSION,
    .bytes = lite_bytes,
    .open = lite_open,
    .close = lite_close,
    .alone = lite_alone,
    .prepare = lite_prepare,
    .finish = lite_finish,
    .reset = lite_reset,
    .bind = lite_bind,
    .step = lite_step,
    .column = lite_column,
    .exec = lite_exec,
    .changes = lite_changes,
    .failure = lite_failure,
    .schema = lite_schema,
    .backup = lite_backup,
    .check = lite_check,
    .in_transaction = lite_in_transaction,
    .patience = lite_patience,
    .shrink = lite_shrink,
    .checkpoint = lite_checkpoint,
};
