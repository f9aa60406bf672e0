/* tag: hashtags and days. */
#include "desk/internal.h"

enum { TAGS_MOST = 500, DAYS_MOST = 400 };

static void read_tag(struct store_query *q, struct arena *a, struct desk_tag *ret)
{
    *ret = (struct desk_tag){
        .tag = store_dup(q, 0, a),
        .key = store_dup(q, 1, a),
        .label = store_dup(q, 2, a),
        .articles = store_i64(q, 3),
        .newest_at = store_time(q, 4),
    };
}

enum err_code desk_tags(struct desk_reader *r, int64_t since, uint32_t most,
                        const struct desk_tag **ret, size_t *ret_n)
{
    most = most && most < TAGS_MOST ? most : TAGS_MOST;
    struct desk_tag *list = ARENA_ARRAY(r->a, most, struct desk_tag);
    size_t n = 0;
    struct store_query *q = store_query(r->store, SQL_TAG_TOP);
    store_put_i64(q, "since", since ? since : INT64_MIN);
    store_put_i64(q, "most", most);
    while (n < most && store_row(q))
        read_tag(q, r->a, &list[n++]);
    *ret = list;
    *ret_n = n;
    return store_end(q, NULL);
}

enum err_code desk_tag_get(struct desk_reader *r, struct str key, struct desk_tag *ret)
{
    struct store_query *q = store_query(r->store, SQL_TAG_GET);
    store_put_str(q, "key", key);
    bool found = store_row(q);
    if (found)
        read_tag(q, r->a, ret);
    enum err_code code = store_end(q, NULL);
    return code == ERR_OK && !found ? ERR_NOT_FOUND : code;
}

static int64_t day_of(int64_t us)
{
    int64_t day = us / US_DAY;
    return (us % US_DAY < 0 ? day - 1 : day) * US_DAY;
}

/* From each day to the newest article before it, so that empty days cost nothing. */
enum err_code desk_days(struct desk_reader *r, int64_t before, uint32_t most,
                        const struct desk_day **ret, size_t *ret_n)
{
    most = most && most < DAYS_MOST ? most : DAYS_MOST;
    struct desk_day *list = ARENA_ARRAY(r->a, most, struct desk_day);
    size_t n = 0;
    int64_t end = before ? before : INT64_MAX;
    while (n < most) {
        struct store_query *q = store_query(r->store, SQL_DAY_NEWEST);
        store_put_i64(q, "before", end);
        int64_t newest = store_number(q, TIME_NONE);
        if (newest == TIME_NONE)
            break;
        struct desk_day d = {.from = day_of(newest)};
        d.to = d.from + US_DAY;
        q = store_query(r->store, SQL_DAY_COUNT);
        store_put_i64(q, "from", d.from);
        store_put_i64(q, "to", d.to);
        d.articles = store_number(q, 0);
        list[n++] = d;
        end = d.from;
    }
    *ret = list;
    *ret_n = n;
    return ERR_OK;
}

bool desk_day_parse(struct str s, struct desk_day *ret)
{
    struct when w;
    if (!when_parse(s, &w) || w.precision != WHEN_DAY)
        return false;
    *ret = (struct desk_day){.from = w.us, .to = w.us + US_DAY};
    return true;
}
