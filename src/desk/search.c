/* search: a query answered from the full-text index. Rows of the index are numbered by the
 * articles' time (seconds in the high bits), so that "newest first" is the order of the index
 * itself, and a span of time is a span of numbers: neither looks at more hits than it shows. */
#include "desk/internal.h"
#include "text/text.h"

enum { SEARCH_DEFAULT = 30, SEARCH_MOST = 100, COUNT_MOST = 1000, BEST_OF = 10000, IDS_MOST = 200 };
enum { FRESH_DAYS = 30, ARRIVALS_MOST = 200000, STORIES_MOST = 5000 };

/* -------------------------------------------------------------------------- publishers by name */

struct publisher_name {
    int64_t id;
    struct str key, host;
};

struct name_list {
    struct publisher_name *v;
    size_t n;
};

static struct name_list publisher_names(struct desk_reader *r)
{
    LIST(struct publisher_name) list = {0};
    struct store_query *q = store_query(r->store, SQL_PUBLISHER_NAMES);
    while (store_row(q))
        LIST_PUSH(r->a, &list,
                  (struct publisher_name){store_i64(q, 0), text_key(r->a, store_dup(q, 1, r->a)),
                                          store_dup(q, 2, r->a)});
    enum err_code code = store_end(q, NULL);
    return code == ERR_OK ? (struct name_list){list.v, list.n} : (struct name_list){0};
}

/* Publishers whose id, host, or part of whose name it is. */
static struct desk_ids find_publishers(struct desk_reader *r, const struct name_list *names,
                                       struct str typed)
{
    struct desk_ids ids = {ARENA_ARRAY(r->a, IDS_MOST, int64_t), 0};
    struct str key = text_key(r->a, typed);
    uint64_t id = 0;
    if (!str_u64(typed, INT64_MAX, &id))
        id = 0;
    for (size_t i = 0; i < names->n && ids.n < IDS_MOST; i++) {
        const struct publisher_name *p = &names->v[i];
        /* A host of many stands for all of them: "github.com". */
        bool of_host = p->host.n > typed.n && p->host.p[typed.n] == '/' &&
                       str_eq_fold(typed, str_sub(p->host, 0, typed.n));
        if ((int64_t)id == p->id || str_eq_fold(typed, p->host) || of_host ||
            (key.n && str_find(p->key, key) != SIZE_MAX))
            ids.v[ids.n++] = p->id;
    }
    return ids;
}

static struct desk_ids *find_all(struct desk_reader *r, const struct name_list *names,
                                 const struct str *typed, size_t n)
{
    struct desk_ids *v = ARENA_ARRAY(r->a, n, struct desk_ids);
    for (size_t i = 0; i < n; i++)
        v[i] = find_publishers(r, names, typed[i]);
    return v;
}

/* -------------------------------------------------------------------------- the search */

/* The first row number of a time; rows of it and later are not less. */
static int64_t search_at(int64_t us)
{
    int64_t seconds = us / US_SECOND;
    if (seconds < 0)
        seconds = 0;
    if (seconds >= INT64_C(1) << 33)
        seconds = (INT64_C(1) << 33) - 1;
    return seconds << 20;
}

int64_t desk_search_id(int64_t at, int64_t id)
{
    return search_at(at) | (id & 0xFFFFF);
}

struct plan {
    struct str fts;
    int64_t before, since; /* rows in [since, before) */
};

static void put_plan(struct store_query *q, const struct plan *p, int64_t most)
{
    store_put_str(q, "query", p->fts);
    store_put_i64(q, "before", p->before);
    store_put_i64(q, "since", p->since);
    store_put_i64(q, "most", most);
}

static void count_hits(struct desk_reader *r, const struct plan *p, struct desk_hits *ret)
{
    struct store_query *q = store_query(r->store, SQL_SEARCH_COUNT);
    put_plan(q, p, COUNT_MOST + 1);
    int64_t n = store_number(q, 0);
    ret->count_more = n > COUNT_MOST;
    ret->count = (uint32_t)(ret->count_more ? COUNT_MOST : n);
}

static void add_snippet(struct desk_reader *r, struct store_query *q,
                        const struct desk_query *query, struct desk_row *row)
{
    struct str zipped = store_str(q, DESK_ROW_COLUMNS + 1), pack;
    struct body body;
    struct str text = STR_NONE;
    const struct reading *reading;
    if (zipped.n && store_zip_unpack(r->zip, r->a, zipped, DESK_UNPACKED_MOST, &pack) == ERR_OK &&
        desk_unpack(r->a, pack, &body, &text, &reading) != ERR_OK)
        text = STR_NONE;
    desk_snippet(r->a, query, text.n ? text : row->excerpt, &row->snippet, &row->hits,
                 &row->hit_count);
}

static enum err_code run(struct desk_reader *r, const struct desk_search *s,
                         const struct desk_query *query, struct plan *p, struct desk_hits *ret)
{
    size_t most = !s->most ? SEARCH_DEFAULT : s->most < SEARCH_MOST ? s->most : SEARCH_MOST;
    count_hits(r, p, ret);
    if (s->best_first) {
        /* bm25 looks at every hit: bounded to the newest, since a common word has a hundred
         * thousand. */
        struct store_query *cut = store_query(r->store, SQL_SEARCH_CUT);
        put_plan(cut, p, BEST_OF);
        p->since = store_number(cut, p->since);
    } else if (s->after.id && s->oldest) {
        p->since = s->after.id >= p->since ? s->after.id + 1 : p->since;
    } else if (s->after.id && s->after.id < p->before) {
        p->before = s->after.id;
    }
    struct store_query *q = store_query(r->store, s->best_first ? SQL_SEARCH_BEST
                                                  : s->oldest   ? SQL_SEARCH_OLDEST
                                                                : SQL_SEARCH_NEWEST);
    put_plan(q, p, (int64_t)most + !s->best_first);
    store_put_i64(q, "user", s->user);
    struct desk_row *rows = ARENA_ARRAY(r->a, most, struct desk_row);
    ret->rows.v = rows;
    while (store_row(q)) {
        if (ret->rows.n == most) {
            ret->rows.more = true;
            break;
        }
        struct desk_row *row = &rows[ret->rows.n++];
        desk_row_read(q, r->a, row);
        ret->rows.next = (struct desk_key){row->at, store_i64(q, DESK_ROW_COLUMNS)};
        add_snippet(r, q, query, row);
    }
    return store_end(q, NULL);
}

/* What the database is asked for; false where there is nothing to ask. */
static bool make_plan(struct desk_reader *r, const struct desk_query *query, struct plan *ret,
                      struct str *note)
{
    struct name_list names = {0};
    if (query->publisher_count || query->not_publisher_count)
        names = publisher_names(r);
    struct desk_ids *yes = find_all(r, &names, query->publishers, query->publisher_count);
    struct desk_ids *no = find_all(r, &names, query->not_publishers, query->not_publisher_count);
    *note = query->note;
    for (size_t i = 0; i < query->publisher_count; i++)
        if (!yes[i].n)
            *note = str_fmt(r->a, "No publisher is called %.*s.",
                            STR_ARG(utf8_cut(query->publishers[i], 80)));
    *ret = (struct plan){.before = INT64_MAX, .since = 0};
    if (query->before != TIME_NONE)
        ret->before = search_at(query->before);
    if (query->after != TIME_NONE)
        ret->since = search_at(query->after);
    return desk_query_fts(r->a, query, yes, no, &ret->fts);
}

enum err_code desk_search(struct desk_reader *r, const struct desk_search *s, struct desk_hits *ret)
{
    struct desk_query query;
    struct plan p;
    *ret = (struct desk_hits){0};
    desk_query_parse(r->a, s->query, &query);
    if (!make_plan(r, &query, &p, &ret->note)) {
        if (!ret->note.n)
            ret->note = STR("Type one or more words to search for.");
        return ERR_OK;
    }
    enum err_code code = run(r, s, &query, &p, ret);
    if (code == ERR_STORE || code == ERR_INPUT) {
        /* Never shown as a fault: the words were understood, their expression was not. */
        log_say(LOG_WARN, "desk", "search expression refused: %.*s", STR_ARG(p.fts));
        *ret = (struct desk_hits){.note = STR("This could not be searched for; try plain words.")};
        return ERR_OK;
    }
    return code;
}

/* -------------------------------------------------------------------------- what is new of it */

/* The articles that came to us since a time, by their rows in the index, newest first: at most
 * ARRIVALS_MOST, which take 4 MiB. */
struct arrival {
    int64_t row, seen_at;
};
struct arrivals {
    const struct arrival *v;
    size_t n;
};

/* What came since is seldom older than a month; a common word has a hundred thousand hits. */
static int64_t fresh_from(int64_t looked)
{
    return search_at(looked - FRESH_DAYS * US_DAY);
}

static enum err_code read_arrivals(struct desk_reader *r, int64_t looked, struct arrivals *ret)
{
    LIST(struct arrival) list = {0};
    struct store_query *q = store_query(r->store, SQL_SEARCH_ARRIVALS);
    store_put_i64(q, "since", fresh_from(looked));
    store_put_i64(q, "looked", looked);
    store_put_i64(q, "most", ARRIVALS_MOST);
    while (store_row(q))
        LIST_PUSH(r->a, &list, ((struct arrival){store_i64(q, 0), store_i64(q, 1)}));
    *ret = (struct arrivals){list.v, list.n};
    return store_end(q, NULL);
}

/* How many hits are among v[0..n) and came after `looked`, up to `most`; 0 on a failure. */
static uint32_t count_among(struct desk_reader *r, struct plan p, int64_t looked,
                            const struct arrival *v, size_t n, uint32_t most)
{
    p.before = p.before <= v[0].row ? p.before : v[0].row + 1;
    p.since = p.since > v[n - 1].row ? p.since : v[n - 1].row;
    struct store_query *q = store_query(r->store, SQL_SEARCH_ROWS);
    put_plan(q, &p, INT64_MAX);
    uint32_t count = 0;
    for (size_t i = 0; count < most && store_row(q);) {
        int64_t hit = store_i64(q, 0);
        while (i < n && v[i].row > hit)
            i++;
        count += i < n && v[i].row == hit && v[i].seen_at > looked;
    }
    return store_end(q, NULL) == ERR_OK ? count : 0;
}

/* A month-old article among those of today is no reason to walk the month's hits: where a day lies
 * between two arrivals, the index is asked anew. */
static uint32_t count_arrived(struct desk_reader *r, const struct plan *p, int64_t looked,
                              const struct arrivals *all)
{
    const int64_t gap = search_at(US_DAY);
    uint32_t count = 0;
    for (size_t from = 0, to; from < all->n && count < DESK_WATCH_FRESH_MOST; from = to) {
        to = from + 1;
        while (to < all->n && all->v[to - 1].row - all->v[to].row < gap)
            to++;
        count +=
            count_among(r, *p, looked, all->v + from, to - from, DESK_WATCH_FRESH_MOST - count);
    }
    return count;
}

/* Hit by hit, newest first: of a search that nobody looked at for a month, and where very many
 * came, nearly all of them are fresh, so that it ends soon. */
static uint32_t count_fresh(struct desk_reader *r, const struct plan *p, int64_t looked)
{
    struct store_query *q = store_query(r->store, SQL_SEARCH_FRESH);
    put_plan(q, p, DESK_WATCH_FRESH_MOST);
    store_put_i64(q, "looked", looked);
    return (uint32_t)store_number(q, 0);
}

enum err_code desk_search_fresh(struct desk_reader *r, struct desk_watch *v, size_t n)
{
    int64_t now = clock_now(), least = now;
    for (size_t i = 0; i < n; i++)
        if (v[i].looked_at > now - FRESH_DAYS * US_DAY && v[i].looked_at < least)
            least = v[i].looked_at;
    struct arrivals arrivals = {0};
    enum err_code code = least < now ? read_arrivals(r, least, &arrivals) : ERR_OK;
    if (arrivals.n == ARRIVALS_MOST) /* there may be more */
        least = INT64_MAX;
    for (size_t i = 0; i < n && code == ERR_OK; i++) {
        struct desk_query query;
        struct plan p;
        struct str note;
        desk_query_parse(r->a, v[i].query, &query);
        if (!make_plan(r, &query, &p, &note))
            continue;
        int64_t since = fresh_from(v[i].looked_at);
        p.since = p.since > since ? p.since : since;
        v[i].fresh = v[i].looked_at < least ? count_fresh(r, &p, v[i].looked_at)
                                            : count_arrived(r, &p, v[i].looked_at, &arrivals);
    }
    return code;
}

enum err_code desk_search_stories(struct desk_reader *r, const struct desk_brief_about *about,
                                  int64_t since, struct desk_ids *ret)
{
    struct desk_query query;
    struct plan p = {0};
    struct str note;
    *ret = (struct desk_ids){ARENA_ARRAY(r->a, STORIES_MOST, int64_t), 0};
    if (about->query.n) {
        desk_query_parse(r->a, about->query, &query);
        if (!make_plan(r, &query, &p, &note))
            return ERR_OK;
        p.since = p.since > search_at(since) ? p.since : search_at(since);
    }
    struct store_query *q =
        store_query(r->store, about->query.n ? SQL_SEARCH_STORIES : SQL_FOLDER_STORIES);
    if (about->query.n) {
        put_plan(q, &p, STORIES_MOST);
    } else {
        store_put_str(q, "folder", about->folder);
        store_put_i64(q, "since", since);
        store_put_i64(q, "most", STORIES_MOST);
    }
    while (ret->n < STORIES_MOST && store_row(q))
        ret->v[ret->n++] = store_i64(q, 0);
    return store_end(q, NULL);
}
