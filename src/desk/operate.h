/* desk/operate: figures, health, backups, the quarantine, reading again. */
#ifndef OCTAVO_DESK_OPERATE_H
#define OCTAVO_DESK_OPERATE_H
#include "desk/open.h"

struct desk_stats {
    int64_t feeds, feeds_failing, publishers, articles, articles_full, articles_waiting, comments,
        users, tags, quarantined;
    int64_t database_bytes;
    int64_t newest_at;   /* TIME_NONE: no articles */
    int32_t schema;      /* version of the schema */
    struct str database; /* path */
    struct str engine;   /* "SQLite 3.40.1" */
    /* Held by the process that answers, bytes: all its heap, of it what is free again, the
     * database's caches, and the index of stories, which grows with each live article (0: not
     * loaded). */
    int64_t heap_bytes, heap_free_bytes, engine_bytes, index_bytes;
};
enum err_code desk_stats(struct desk_reader *r, struct desk_stats *ret) must_check;
/* For /healthz: can the database be read and does the writer answer? Quick. */
enum err_code desk_health(struct desk_reader *r, struct err *e) must_check;
/* Reads the whole database: integrity, foreign keys, the numbers that triggers keep, bodies and
 * readings. `found` is called for
 * each fault with words. ERR_STORE when there was one. */
enum err_code desk_check(struct desk_reader *r, void (*found)(void *ctx, struct str words),
                         void *ctx, struct err *e) must_check;
/* A copy of the database as one file, while everything goes on. ERR_EXISTS when `path` is there. */
enum err_code desk_backup(struct desk *d, const char *path, struct err *e) must_check;
/* Puts a backup in the place of the database of `conf` (which must not be in use); checks it first,
 * and keeps the old one, where there is one (`ret_replaced`), beside it as NAME.before-restore (-2,
 * -3 ... where there are such). */
enum err_code desk_restore(const struct desk_conf *conf, const char *path, bool *ret_replaced,
                           struct err *e) must_check;

/* Documents set aside because their reader died, ran out of time, or sent what it must not. */
struct desk_quarantined {
    int64_t id;
    struct str kind; /* "feed", "page" ... */
    struct str url;
    struct str reason;
    int64_t feed, article; /* 0 = not of one */
    int64_t at;
    int64_t bytes; /* size of the document, when kept */
};
enum err_code desk_quarantine(struct desk_reader *r, const struct desk_quarantined **ret,
                              size_t *ret_n) must_check;
/* The bytes themselves, for looking into; empty when they were too large to keep. */
enum err_code desk_quarantine_bytes(struct desk_reader *r, int64_t id, struct str *ret) must_check;
enum err_code desk_quarantine_clear(struct desk *d, int64_t id,
                                    struct err *e) must_check; /* 0 = all */
/* Asks for everything derived (reading, tags, related, search) to be made again: of one article, or
 * of all with 0; of those only whose reading is of an older version, with `old_only`. Returns how
 * many. */
enum err_code desk_reread(struct desk *d, int64_t article, bool old_only, int64_t *ret_n,
                          struct err *e) must_check;
#endif
