/* store: a thin layer over the database. It knows SQL and nothing of news.
 *
 * All SQL stands in sql/ as named queries, one file a subject; tools/sqltable makes of them the
 * enum store_sql (SQL_ARTICLE_GET ...) and their texts. A query is prepared at its first use on a
 * connection and kept. Use:
 *
 *     struct store_query *q = store_query(db, SQL_ARTICLE_GET);
 *     store_put_i64(q, "id", id);
 *     while (store_row(q))
 *         ... store_i64(q, 0), store_str(q, 1) ...
 *     return store_end(q, e);
 *
 * Beneath is a driver, a table of a dozen functions over one engine; SQLite is the one there is.
 * Conventions so that the same SQL runs on others: parameters $name, times BIGINT microseconds, ids
 * given by the program (store_id) ascending and below 2^53, JSON as opaque text, booleans 0 and 1.
 *
 * Failures: store_row says "no more" on a failure too; store_end then returns it. A connection is
 * for one thread at a time. One query may not be open twice on one connection (asserted). */
#ifndef OCTAVO_STORE_H
#define OCTAVO_STORE_H
#include "base/base.h"
#include "store_sql.h"

struct store;
struct store_query;

enum store_mode {
    STORE_READ,  /* cannot write */
    STORE_WRITE, /* made where it is not there */
    /* Cannot write, and changes neither the file nor its log, which may lie where nothing can be
     * written: backups, and a desk on a disk that is read-only. */
    STORE_KEEP,
};
/* Opens a database file. Words say what is wrong and what to do: cannot be opened or written, not a
 * database, locked, to be written by two names (hard links), each of which would have a log of its
 * own. */
enum err_code store_open(const char *path, enum store_mode mode, struct store **ret,
                         struct err *e) must_check;
void store_close(struct store *s);
/* ERR_BUSY where anybody, this process too, has the file open as a database. Nothing is read or
 * written, so that it may be damaged, and the disk full. */
enum err_code store_alone(const char *path, struct err *e) must_check;
/* Brings the schema to the newest version, each step in a transaction of its own, so that it may be
 * killed at any moment. ERR_CONFIG: the database was made by a newer program. */
enum err_code store_migrate(struct store *s, struct err *e) must_check;
/* Version of the schema: number of migrations done; -1 where it cannot be read. */
int store_schema(struct store *s);
/* "SQLite 3.40.1". */
const char *store_engine(void);
/* Bytes that it holds, over all connections of the process. */
int64_t store_engine_bytes(void);

/* The query, ready to take its parameters. Never NULL: where it cannot be prepared, store_end says
 * so. */
struct store_query *store_query(struct store *s, enum store_sql which);
/* Parameters by name. Texts and blobs are read before the next call on the query's connection that
 * steps or ends it, and need not live longer than that. A parameter not given is NULL. */
void store_put_i64(struct store_query *q, const char *name, int64_t v);
void store_put_f64(struct store_query *q, const char *name, double v);
void store_put_str(struct store_query *q, const char *name,
                   struct str v); /* text, also when empty */
void store_put_opt(struct store_query *q, const char *name, struct str v); /* NULL when empty */
void store_put_blob(struct store_query *q, const char *name, struct str v);
void store_put_time(struct store_query *q, const char *name, int64_t us); /* NULL for TIME_NONE */
/* The next row; false at the end and on failure. */
bool store_row(struct store_query *q);
/* Columns of the row, from 0. NULL reads as 0, empty, or TIME_NONE. Texts are views until the next
 * store_row or store_end. */
int64_t store_i64(struct store_query *q, int column);
double store_f64(struct store_query *q, int column);
struct str store_str(struct store_query *q, int column);
int64_t store_time(struct store_query *q, int column);
bool store_null(struct store_query *q, int column);
struct str store_dup(struct store_query *q, int column, struct arena *a); /* a copy in `a` */
/* Closes the query: what came of it. */
enum err_code store_end(struct store_query *q, struct err *e) must_check;
/* store_row to the end and store_end, for what gives no rows. */
enum err_code store_run(struct store_query *q, struct err *e) must_check;
/* For questions of one number: the first column of the first row, `none` where there is no row; the
 * query is ended. Failures read as `none`. */
int64_t store_number(struct store_query *q, int64_t none);
/* Rows changed by the last statement. */
int64_t store_changes(struct store *s);
/* How the last query that failed since store_reset did; no words where none did. */
const struct err *store_last(const struct store *s);
/* Ends every query that was left open (after an arena's escape). */
void store_reset(struct store *s);

/* Transactions. store_begin takes the right to write at once. Marks are save points within. */
enum err_code store_begin(struct store *s, struct err *e) must_check;
enum err_code store_commit(struct store *s, struct err *e) must_check;
void store_rollback(struct store *s);
enum err_code store_mark(struct store *s, struct err *e) must_check;
enum err_code store_mark_keep(struct store *s, struct err *e) must_check;
void store_mark_undo(struct store *s);
/* Is the transaction still there? An engine rolls it back by itself where the disk is full or
 * fails: what was done in it is gone, and what is done next would stand alone. */
bool store_in_transaction(struct store *s);
/* How long is waited for another program's lock; STORE_PATIENCE_MS at first. */
enum { STORE_PATIENCE_MS = 10000 };
void store_patience(struct store *s, int ms);
/* A transaction for reading, so that several queries see one state. */
enum err_code store_begin_read(struct store *s, struct err *e) must_check;
void store_end_read(struct store *s);

/* The next id of all kinds, ascending; only within a transaction for writing. 0 on failure. */
int64_t store_id(struct store *s);

/* A small value by name (the table meta). The empty str where there is none. */
struct str store_meta(struct store *s, struct arena *a, const char *name);
enum err_code store_meta_set(struct store *s, const char *name, struct str value,
                             struct err *e) must_check;

/* Operating. */
enum err_code store_backup(struct store *s, const char *path, struct err *e) must_check;
/* Calls `found` for each fault of the file; ERR_STORE where there was one. */
enum err_code store_check(struct store *s, void (*found)(void *ctx, struct str words), void *ctx,
                          struct err *e) must_check;
/* Gives memory of caches back to the machine. */
void store_shrink(struct store *s);
/* Brings the write-ahead log into the file (at close and when idle). */
void store_checkpoint(struct store *s);
/* Prepares a query without running it, for tests. */
enum err_code store_prepare(struct store *s, enum store_sql which, struct err *e) must_check;

/* ---- Compression of blobs, zstd level 3. ---- */
struct store_zip; /* contexts, used again; one a thread */
struct store_zip *store_zip_new(void);
void store_zip_free(struct store_zip *z);
/* Packs and unpacks into `a`. Unpacking fails (ERR_INPUT) for what is damaged or larger than
 * `most`. */
struct str store_zip_pack(struct store_zip *z, struct arena *a, struct str s);
enum err_code store_zip_unpack(struct store_zip *z, struct arena *a, struct str s, size_t most,
                               struct str *ret) must_check;
#endif
