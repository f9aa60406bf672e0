/* store/sqlite: what the files of the driver over SQLite share. */
#ifndef OCTAVO_STORE_SQLITE_H
#define OCTAVO_STORE_SQLITE_H
#include "store/internal.h"

#include <sqlite3.h>

enum err_code lite_open(const char *where, enum store_mode mode, void **ret, struct err *e);
void lite_close(void *db);
enum err_code lite_alone(const char *where, struct err *e);

enum err_code lite_code(int rc);
/* Words that say what to do, for what a person can mend. */
enum err_code lite_explain(sqlite3 *db, int rc, struct err *e);
/* What the system said last to the log's or the database's file. */
int lite_errno(sqlite3 *db);
bool lite_out_of_room(int no);
/* Runs statements without rows. */
enum err_code lite_run(sqlite3 *db, const char *sql, struct err *e);
/* The number that is asked for; `none` where there is no row, or it fails. */
int lite_number(sqlite3 *db, const char *sql, int none);
#endif
