/* store: connections, named queries, transactions, migrations, over a driver (internal.h). A query
 * keeps its own state, so that misuse (opened twice, a column past the end, an unknown parameter)
 * is caught here and not by an engine. */
#include "store/internal.h"

#include <assert.h>

struct store_query {
    struct store *store;
    const struct store_sql_text *sql;
    void *statement; /* prepared at first use, kept */
    bool open;
    enum err_code code; /* what went wrong in this run */
    struct err err;
};

struct store {
    const struct store_driver *driver;
    void *db;
    bool in_read, in_write;
    struct err last; /* of a query that failed since store_reset */
    struct store_query queries[STORE_SQL_COUNT];
};

const char *store_engine(void)
{
    return store_sqlite.name;
}

int64_t store_engine_bytes(void)
{
    return store_sqlite.bytes();
}

enum err_code store_open(const char *path, enum store_mode mode, struct store **ret, struct err *e)
{
    struct store *s = calloc(1, sizeof *s);
    if (!s)
        return err_set(e, ERR_MEMORY, "no memory for a database connection");
    s->driver = &store_sqlite;
    for (size_t i = 0; i < STORE_SQL_COUNT; i++) {
        s->queries[i].store = s;
        s->queries[i].sql = &store_sql_texts[i];
    }
    enum err_code code = s->driver->open(path, mode, &s->db, e);
    if (code != ERR_OK) {
        free(s);
        return code;
    }
    *ret = s;
    return ERR_OK;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < STORE_SQL_COUNT; i++)
        if (s->queries[i].statement)
            s->driver->finish(s->queries[i].statement);
    s->driver->close(s->db);
    free(s);
}

enum err_code store_alone(const char *path, struct err *e)
{
    return store_sqlite.alone(path, e);
}

int store_schema(struct store *s)
{
    return s->driver->schema(s->db);
}

static enum err_code migrate_step(struct store *s, int to, struct err *e)
{
    enum err_code code = s->driver->exec(s->db, "BEGIN IMMEDIATE", e);
    if (code != ERR_OK)
        return code;
    /* Another process may have done it while we waited for the lock. */
    if (store_schema(s) == to - 1) {
        char pragma[60];
        snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", to);
        code = s->driver->exec(s->db, store_migrations[to - 1].text, e);
        if (code == ERR_OK)
            code = s->driver->exec(s->db, pragma, e);
    }
    if (code == ERR_OK)
        code = s->driver->exec(s->db, "COMMIT", e);
    if (code != ERR_OK)
        store_rollback(s);
    return code;
}

enum err_code store_migrate(struct store *s, struct err *e)
{
    int at = store_schema(s);
    if (at < 0)
        return s->driver->failure(s->db, e);
    if (at > STORE_MIGRATIONS)
        return err_set(
            e, ERR_CONFIG,
            "the database was made by a newer Octavo (schema %d, this program knows %d): "
            "install that version, or name another database",
            at, STORE_MIGRATIONS);
    for (int to = at + 1; to <= STORE_MIGRATIONS; to++) {
        enum err_code code = migrate_step(s, to, e);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

/* -------------------------------------------------------------------------- queries */

static void fail(struct store_query *q)
{
    q->code = q->store->driver->failure(q->store->db, &q->err);
    if (q->code == ERR_OK)
        q->code = err_set(&q->err, ERR_STORE, "database: failed without words");
}

enum err_code store_prepare(struct store *s, enum store_sql which, struct err *e)
{
    struct store_query *q = &s->queries[which];
    return q->statement ? ERR_OK : s->driver->prepare(s->db, q->sql, &q->statement, e);
}

struct store_query *store_query(struct store *s, enum store_sql which)
{
    struct store_query *q = &s->queries[which];
    assert(!q->open);
    q->open = true;
    q->err.words[0] = '\0';
    q->code = store_prepare(s, which, &q->err);
    /* The engine rolled back by itself, for want of memory or of room: what came now would be
     * alone. */
    if (q->code == ERR_OK && s->in_write && !store_in_transaction(s))
        q->code = err_set(&q->err, ERR_STORE, "the database took everything back");
    return q;
}

static void put(struct store_query *q, const char *name, const struct store_value *v)
{
    if (q->code != ERR_OK)
        return;
    for (int i = 0; i < q->sql->param_count; i++) {
        if (strcmp(q->sql->params[i], name) == 0) {
            if (!q->store->driver->bind(q->statement, i + 1, v))
                fail(q);
            return;
        }
    }
    log_say(LOG_ERROR, "store", "the query %s has no parameter %s", q->sql->name, name);
    assert(!"a query has no parameter of this name");
}

void store_put_i64(struct store_query *q, const char *name, int64_t v)
{
    put(q, name, &(struct store_value){.type = STORE_I64, .i = v});
}

void store_put_f64(struct store_query *q, const char *name, double v)
{
    put(q, name, &(struct store_value){.type = STORE_F64, .f = v});
}

void store_put_str(struct store_query *q, const char *name, struct str v)
{
    put(q, name, &(struct store_value){.type = STORE_TEXT, .s = v});
}

void store_put_opt(struct store_query *q, const char *name, struct str v)
{
    put(q, name, &(struct store_value){.type = v.n ? STORE_TEXT : STORE_NULL, .s = v});
}

void store_put_blob(struct store_query *q, const char *name, struct str v)
{
    put(q, name, &(struct store_value){.type = STORE_BLOB, .s = v});
}

void store_put_time(struct store_query *q, const char *name, int64_t us)
{
    put(q, name, &(struct store_value){.type = us == TIME_NONE ? STORE_NULL : STORE_I64, .i = us});
}

bool store_row(struct store_query *q)
{
    assert(q->open);
    if (q->code != ERR_OK)
        return false;
    switch (q->store->driver->step(q->statement)) {
    case STEP_ROW: return true;
    case STEP_END: return false;
    case STEP_FAILED: fail(q); return false;
    }
    return false;
}

static struct store_value column(struct store_query *q, int i)
{
    struct store_value v;
    if (!q->store->driver->column(q->statement, i, &v) && q->code == ERR_OK)
        fail(q);
    return v;
}

int64_t store_i64(struct store_query *q, int i)
{
    return column(q, i).i;
}

double store_f64(struct store_query *q, int i)
{
    return column(q, i).f;
}

struct str store_str(struct store_query *q, int i)
{
    return column(q, i).s;
}

int64_t store_time(struct store_query *q, int i)
{
    struct store_value v = column(q, i);
    return v.type == STORE_NULL ? TIME_NONE : v.i;
}

bool store_null(struct store_query *q, int i)
{
    return column(q, i).type == STORE_NULL;
}

struct str store_dup(struct store_query *q, int i, struct arena *a)
{
    return str_dup(a, store_str(q, i));
}

enum err_code store_end(struct store_query *q, struct err *e)
{
    assert(q->open);
    if (q->statement)
        q->store->driver->reset(q->statement);
    q->open = false;
    if (q->code != ERR_OK)
        q->store->last = q->err;
    if (q->code != ERR_OK && e)
        *e = q->err;
    return q->code;
}

enum err_code store_run(struct store_query *q, struct err *e)
{
    while (store_row(q))
        continue;
    return store_end(q, e);
}

int64_t store_number(struct store_query *q, int64_t none)
{
    int64_t v = store_row(q) && !store_null(q, 0) ? store_i64(q, 0) : none;
    return store_end(q, NULL) == ERR_OK ? v : none;
}

int64_t store_changes(struct store *s)
{
    return s->driver->changes(s->db);
}

void store_reset(struct store *s)
{
    for (size_t i = 0; i < STORE_SQL_COUNT; i++) {
        struct store_query *q = &s->queries[i];
        if (q->open && q->statement)
            s->driver->reset(q->statement);
        q->open = false;
    }
    if (s->in_read)
        store_end_read(s);
    s->last = (struct err){0};
}

const struct err *store_last(const struct store *s)
{
    return &s->last;
}

/* -------------------------------------------------------------------------- transactions */

enum err_code store_begin(struct store *s, struct err *e)
{
    enum err_code code = s->driver->exec(s->db, "BEGIN IMMEDIATE", e);
    s->in_write = code == ERR_OK;
    return code;
}

enum err_code store_commit(struct store *s, struct err *e)
{
    s->in_write = false;
    return s->driver->exec(s->db, "COMMIT", e);
}

void store_rollback(struct store *s)
{
    s->in_write = false;
    /* Fails where the engine rolled back by itself, and that is what was wanted. */
    enum err_code code = s->driver->exec(s->db, "ROLLBACK", NULL);
    (void)code;
}

enum err_code store_mark(struct store *s, struct err *e)
{
    return s->driver->exec(s->db, "SAVEPOINT mark", e);
}

enum err_code store_mark_keep(struct store *s, struct err *e)
{
    return s->driver->exec(s->db, "RELEASE mark", e);
}

void store_mark_undo(struct store *s)
{
    enum err_code code = s->driver->exec(s->db, "ROLLBACK TO mark", NULL);
    if (code == ERR_OK)
        code = s->driver->exec(s->db, "RELEASE mark", NULL);
    (void)code;
}

bool store_in_transaction(struct store *s)
{
    return s->driver->in_transaction(s->db);
}

void store_patience(struct store *s, int ms)
{
    s->driver->patience(s->db, ms);
}

enum err_code store_begin_read(struct store *s, struct err *e)
{
    enum err_code code = s->driver->exec(s->db, "BEGIN", e);
    s->in_read = code == ERR_OK;
    return code;
}

void store_end_read(struct store *s)
{
    s->in_read = false;
    store_rollback(s);
}

/* -------------------------------------------------------------------------- ids and small values
 */

int64_t store_id(struct store *s)
{
    int64_t id = store_number(store_query(s, SQL_ID_NEXT), 0);
    if (id == 0 && s->last.code == ERR_OK) /* an engine without memory may also just say nothing */
        err_set(&s->last, ERR_STORE, "database: there is no number for something new");
    return id;
}

struct str store_meta(struct store *s, struct arena *a, const char *name)
{
    struct store_query *q = store_query(s, SQL_META_GET);
    store_put_str(q, "name", str_c(name));
    struct str v = store_row(q) ? store_dup(q, 0, a) : STR_NONE;
    return store_end(q, NULL) == ERR_OK ? v : STR_NONE;
}

enum err_code store_meta_set(struct store *s, const char *name, struct str value, struct err *e)
{
    struct store_query *q = store_query(s, SQL_META_SET);
    store_put_str(q, "name", str_c(name));
    store_put_str(q, "value", value);
    return store_run(q, e);
}

/* -------------------------------------------------------------------------- operating */

enum err_code store_backup(struct store *s, const char *path, struct err *e)
{
    return s->driver->backup(s->db, path, e);
}

enum err_code store_check(struct store *s, void (*found)(void *ctx, struct str words), void *ctx,
                          struct err *e)
{
    return s->driver->check(s->db, found, ctx, e);
}

void store_shrink(struct store *s)
{
    s->driver->shrink(s->db);
}

void store_checkpoint(struct store *s)
{
    s->driver->checkpoint(s->db);
}
