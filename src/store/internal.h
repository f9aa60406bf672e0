/* store/internal: the driver, all that the store knows of an engine. Another engine is another
 * table of these functions (with libpq: parameters by position in order of store_sql_text.params,
 * rows fetched whole). Handles are the engine's own, passed as void pointers. */
#ifndef OCTAVO_STORE_INTERNAL_H
#define OCTAVO_STORE_INTERNAL_H
#include "store/store.h"

enum store_type { STORE_NULL, STORE_I64, STORE_F64, STORE_TEXT, STORE_BLOB };
struct store_value {
    enum store_type type;
    int64_t i;
    double f;
    struct str s;
};

enum store_stepped { STEP_ROW, STEP_END, STEP_FAILED };

struct store_driver {
    const char *name;
    int64_t (*bytes)(void); /* that all its connections hold */
    enum err_code (*open)(const char *where, enum store_mode mode, void **ret, struct err *e);
    void (*close)(void *db);
    enum err_code (*alone)(const char *where, struct err *e);
    enum err_code (*prepare)(void *db, const struct store_sql_text *sql, void **ret, struct err *e);
    void (*finish)(void *statement);
    /* Ends a run of the statement; its parameters become NULL. */
    void (*reset)(void *statement);
    bool (*bind)(void *statement, int index, const struct store_value *v);
    enum store_stepped (*step)(void *statement);
    bool (*column)(void *statement, int column, struct store_value *ret);
    /* Runs statements without parameters. */
    enum err_code (*exec)(void *db, const char *sql, struct err *e);
    int64_t (*changes)(void *db);
    /* The last failure, in words. */
    enum err_code (*failure)(void *db, struct err *e);
    int (*schema)(void *db); /* migrations done, -1 = cannot be read */
    enum err_code (*backup)(void *db, const char *path, struct err *e);
    enum err_code (*check)(void *db, void (*found)(void *ctx, struct str words), void *ctx,
                           struct err *e);
    bool (*in_transaction)(void *db);
    void (*patience)(void *db, int ms);
    void (*shrink)(void *db);
    void (*checkpoint)(void *db);
};
extern const struct store_driver store_sqlite;
#endif
