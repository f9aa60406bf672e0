/* pref: what an account prefers, as short texts by name. */
#include "desk/internal.h"

enum { PREFS_MOST = 50, PREF_MOST = 2000 };

struct str desk_pref(struct desk_reader *r, int64_t user, struct str name)
{
    struct store_query *q = store_query(r->store, SQL_PREF_GET);
    store_put_i64(q, "account", user);
    store_put_str(q, "name", name);
    struct str v = store_row(q) ? store_dup(q, 0, r->a) : STR_NONE;
    return store_end(q, NULL) == ERR_OK ? v : STR_NONE;
}

struct pref {
    int64_t account;
    struct str name, value;
};

static enum err_code set_pref(struct desk_writing *w, void *ctx, struct err *e)
{
    struct pref *p = ctx;
    struct store_query *q = store_query(w->store, SQL_PREF_COUNT);
    store_put_i64(q, "account", p->account);
    if (store_number(q, 0) >= PREFS_MOST)
        return err_set(e, ERR_LIMIT, "an account keeps at most %d preferences", PREFS_MOST);
    q = store_query(w->store, SQL_PREF_SET);
    store_put_i64(q, "account", p->account);
    store_put_str(q, "name", p->name);
    store_put_str(q, "value", p->value);
    return store_run(q, e);
}

enum err_code desk_pref_set(struct desk *d, int64_t user, struct str name, struct str value,
                            struct err *e)
{
    if (name.n == 0 || name.n > 60 || value.n > PREF_MOST || utf8_valid(value) != value.n)
        return err_set(e, ERR_INPUT, "this preference cannot be kept");
    return desk_write(d, set_pref, &(struct pref){user, name, value}, e);
}
