/* story_relatives: the stories that are related to one, best first, by the relations of their
 * articles. */
#include "desk/ledger.h"

enum { RELATED_MOST = 6, RELATIVES_MOST = 60 };

static enum err_code fill_title(struct desk_reader *r, struct desk_related_story *v)
{
    struct store_query *q = store_query(r->store, SQL_STORY_TITLE);
    store_put_i64(q, "story", v->id);
    if (store_row(q)) {
        v->title = store_dup(q, 0, r->a);
        v->reports = (uint32_t)store_i64(q, 1);
        v->last_at = store_i64(q, 2);
    }
    return store_end(q, NULL);
}

enum err_code desk_relatives_read(struct desk_reader *r, int64_t story,
                                  const struct desk_related_story **ret, size_t *ret_n)
{
    struct desk_related_story *v = ARENA_ARRAY(r->a, RELATED_MOST, struct desk_related_story);
    struct store_query *q = store_query(r->store, SQL_STORY_RELATIVES);
    size_t n = 0;
    store_put_i64(q, "story", story);
    store_put_i64(q, "most", RELATIVES_MOST);
    while (n < RELATED_MOST && store_row(q)) {
        size_t k = 0;
        while (k < n && v[k].id != store_i64(q, 0))
            k++;
        if (k == n)
            v[n++] =
                (struct desk_related_story){.id = store_i64(q, 0), .why = store_dup(q, 2, r->a)};
    }
    enum err_code code = store_end(q, NULL);
    for (size_t i = 0; i < n && code == ERR_OK; i++)
        code = fill_title(r, &v[i]);
    *ret = v;
    *ret_n = n;
    return code;
}
