/* tag: hashtags and days. */
#include "desk/internal.h"

enum { DAYS_MOST = 400 };

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

/* -------------------------------------------------------------------------- the lists that are
 * kept */

/* Good while nothing was written, and not older than ten seconds (other processes write too); for a
 * second in any case, so that a flood of new articles does not mean counting for every page. */
static bool is_fresh(const struct desk *d, const struct desk_tag_list *l)
{
    int64_t age = clock_mono() - l->at;
    return l->at && age < (l->changes == d->changes ? 10 * US_SECOND : US_SECOND);
}

/* The same view, but into `to` instead of `from`. */
static struct str moved(struct str s, const char *from, const char *to)
{
    return s.n ? str_of(to + (s.p - from), s.n) : STR_NONE;
}

static void move_all(struct desk_tag *v, size_t n, const char *from, const char *to)
{
    for (size_t i = 0; i < n; i++) {
        v[i].tag = moved(v[i].tag, from, to);
        v[i].key = moved(v[i].key, from, to);
        v[i].label = moved(v[i].label, from, to);
    }
}

/* Allocates outside of the lock, since an allocation may leave by the arena's escape. */
static bool find_kept(struct desk_reader *r, int64_t hour, uint32_t most,
                      const struct desk_tag **ret, size_t *ret_n)
{
    struct desk *d = r->desk;
    struct desk_tag *list = ARENA_ARRAY(r->a, most, struct desk_tag);
    char *text = arena_alloc(r->a, DESK_TAG_CACHE_BYTES);
    bool found = false;
    pthread_mutex_lock(&d->lock);
    for (size_t i = 0; i < DESK_TAG_LISTS && !found; i++) {
        const struct desk_tag_list *l = &d->tags[i];
        if (l->since_hour != hour || l->most != most || !is_fresh(d, l))
            continue;
        if (l->n) {
            memcpy(text, l->text, l->text_n);
            memcpy(list, l->v, l->n * sizeof *list);
            move_all(list, l->n, l->text, text);
        }
        *ret_n = l->n;
        found = true;
    }
    pthread_mutex_unlock(&d->lock);
    *ret = list;
    return found;
}

static struct str keep_text(struct desk_tag_list *l, struct str s)
{
    char *to = l->text + l->text_n;
    if (s.n)
        memcpy(to, s.p, s.n);
    l->text_n += s.n;
    return str_of(to, s.n);
}

static void keep(struct desk *d, int64_t hour, uint32_t most, uint64_t changes,
                 const struct desk_tag *v, size_t n)
{
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++)
        bytes += v[i].tag.n + v[i].key.n + v[i].label.n;
    if (bytes > DESK_TAG_CACHE_BYTES || n > DESK_TAGS_MOST)
        return;
    pthread_mutex_lock(&d->lock);
    struct desk_tag_list *l = &d->tags[0];
    for (size_t i = 1; i < DESK_TAG_LISTS; i++)
        if (d->tags[i].at < l->at)
            l = &d->tags[i];
    if (!l->text)
        l->text = malloc(DESK_TAG_CACHE_BYTES);
    if (!l->v)
        l->v = calloc(DESK_TAGS_MOST, sizeof *l->v);
    l->at = 0;
    l->text_n = 0;
    if (l->text && l->v) {
        for (size_t i = 0; i < n; i++) {
            l->v[i] = v[i];
            l->v[i].tag = keep_text(l, v[i].tag);
            l->v[i].key = keep_text(l, v[i].key);
            l->v[i].label = keep_text(l, v[i].label);
        }
        l->since_hour = hour;
        l->most = most;
        l->changes = changes;
        l->n = n;
        l->at = clock_mono();
    }
    pthread_mutex_unlock(&d->lock);
}

enum err_code desk_tags(struct desk_reader *r, int64_t since, uint32_t most,
                        const struct desk_tag **ret, size_t *ret_n)
{
    most = most && most < DESK_TAGS_MOST ? most : DESK_TAGS_MOST;
    int64_t hour = since / US_HOUR;
    if (find_kept(r, hour, most, ret, ret_n))
        return ERR_OK;
    uint64_t changes = desk_changes(r->desk);
    struct desk_tag *list = ARENA_ARRAY(r->a, most, struct desk_tag);
    size_t n = 0;
    struct store_query *q = store_query(r->store, since ? SQL_TAG_SINCE : SQL_TAG_TOP);
    if (since)
        store_put_i64(q, "since", hour * US_HOUR);
    store_put_i64(q, "most", most);
    while (n < most && store_row(q))
        read_tag(q, r->a, &list[n++]);
    enum err_code code = store_end(q, NULL);
    *ret = list;
    *ret_n = n;
    if (code == ERR_OK)
        keep(r->desk, hour, most, changes, list, n);
    return code;
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
