/* due: see due.h. The database is asked again when the next thing is due, when somebody says that
 * there is more (p->more), and now and then, since another process may have made work. */
#include "desk/due.h"

#include "desk/modelling.h"
#include "desk/session.h"
#include "desk/stories.h"
#include "desk/task.h"

enum {
    HOSTS_MOST = 5000,       /* whose repeating texts are kept, those seen last */
    TAKEN_MOST = 64,         /* at a look */
    HOST_TASKS_MOST = 32,    /* in hand of one host, where others are not to wait for it */
    LOOKED_OVER_MOST = 6000, /* rows of hosts that have theirs: two days of a source's most */
};
#define LOOK_SELDOM (20 * US_SECOND) /* another process may have made work */
#define LOOK_OFTEN  (300 * 1000)     /* while somebody waits */
#define FAR_TIME    (32 * US_DAY)    /* no plan reaches so far: see schedule.c */
#define BARRED_TIME (5 * US_SECOND)  /* after a write that failed: full disk, locked database */

/* -------------------------------------------------------------------------- leases */

struct lease {
    struct desk_pipeline *p;
    bool feeds;
    int64_t *ids;
    bool *mine;
    size_t n;
};

static enum err_code lease_run(struct desk_writing *w, void *ctx, struct err *e)
{
    struct lease *l = ctx;
    for (size_t i = 0; i < l->n; i++) {
        struct store_query *q = store_query(w->store, l->feeds ? SQL_FEED_LEASE : SQL_WORK_LEASE);
        store_put_i64(q, "id", l->ids[i]);
        store_put_str(q, "lease", str_c(l->p->lease));
        store_put_i64(q, "until", w->now + LEASE_TIME);
        store_put_i64(q, "now", w->now);
        enum err_code code = store_run(q, e);
        if (code != ERR_OK)
            return code;
        l->mine[i] = store_changes(w->store) > 0;
    }
    return ERR_OK;
}

/* Takes ids with a lease; those that another process holds are marked not ours. */
static bool lease_all(struct desk_pipeline *p, bool feeds, int64_t *ids, bool *mine, size_t n)
{
    struct err e = {0};
    struct lease l = {p, feeds, ids, mine, n};
    if (!n || desk_write(p->d, lease_run, &l, &e) == ERR_OK)
        return true;
    log_say(LOG_WARN, "desk", "work cannot be taken: %s", e.words);
    session_unwritten(p, &e);
    p->barred = clock_mono() + BARRED_TIME;
    return false;
}

static enum err_code free_leases(struct desk_writing *w, void *ctx, struct err *e)
{
    struct desk_pipeline *p = ctx;
    struct store_query *trim = store_query(w->store, SQL_HOST_TRIM);
    store_put_i64(trim, "most", HOSTS_MOST);
    enum err_code trimmed = store_run(trim, e);
    if (trimmed != ERR_OK)
        return trimmed;
    static const enum store_sql both[] = {SQL_FEED_FREE_LEASES, SQL_WORK_FREE_LEASES};
    for (int i = 0; i < 2; i++) {
        struct store_query *q = store_query(w->store, both[i]);
        store_put_str(q, "lease", str_c(p->lease));
        enum err_code code = store_run(q, e);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

enum err_code due_free(struct desk_pipeline *p, struct err *e)
{
    return desk_write(p->d, free_leases, p, e);
}

/* -------------------------------------------------------------------------- taking */

static bool has_task(const struct desk_pipeline *p, enum task_kind kind, int64_t id)
{
    for (const struct task *t = p->tasks; t; t = t->next)
        if (t->kind == kind && (kind == TASK_FEED ? t->feed : t->article) == id)
            return true;
    return false;
}

/* Makes the task of a feed that is leased. */
static void begin_feed(struct desk_pipeline *p, int64_t id)
{
    struct task *t = task_new(p, TASK_FEED);
    if (!t)
        return;
    t->feed = id;
    task_step(t, task_begin);
}

static void begin_article(struct desk_pipeline *p, int64_t id)
{
    struct task *t = task_new(p, TASK_ARTICLE);
    if (!t)
        return;
    t->article = id;
    task_step(t, task_begin);
}

/* Are feeds taken by themselves, or only those that a person asked for? */
static bool polls(const struct desk_pipeline *p)
{
    return desk_conf_bool(p->d->conf, DESK_SET_POLL);
}

/* How many tasks each host has. A host is asked for one document after the other: with all tasks
 * its own, those of all others would wait for as long as it likes to take. */
struct shares {
    struct {
        uint64_t host;
        uint32_t n;
    } v[TASKS_MOST + TAKEN_MOST];
    size_t n;
};

/* The host of an address, without parsing it: there may be thousands. Not for any other use. */
static uint64_t host_mark(struct str url)
{
    size_t at = str_find(url, STR("://"));
    struct str rest = at == SIZE_MAX ? url : str_from(url, at + 3);
    size_t n = 0;
    while (n < rest.n && !strchr("/?#", rest.p[n]))
        n++;
    rest = str_sub(rest, 0, n);
    while (n && rest.p[n - 1] >= '0' && rest.p[n - 1] <= '9')
        n--;
    return hash_seeded(n && rest.p[n - 1] == ':' ? str_sub(rest, 0, n - 1) : rest);
}

/* Counts one more of this host; false, and nothing, where it has its share. */
static bool take_share(struct shares *s, struct str url)
{
    uint64_t host = host_mark(url);
    size_t i = 0;
    while (i < s->n && s->v[i].host != host)
        i++;
    if (i == s->n && s->n < sizeof s->v / sizeof *s->v) {
        s->v[i].host = host;
        s->v[i].n = 0;
        s->n++;
    }
    if (i == s->n || s->v[i].n >= HOST_TASKS_MOST)
        return false;
    s->v[i].n++;
    return true;
}

static void count_shares(const struct desk_pipeline *p, struct shares *s)
{
    s->n = 0;
    for (const struct task *t = p->tasks; t; t = t->next)
        if (t->kind == TASK_FEED || t->kind == TASK_ARTICLE)
            take_share(s, t->url);
}

/* The ids that are due and not in hand. A command waits for all there is: it takes them as they
 * come. */
static size_t due_ids(struct desk_pipeline *p, enum store_sql which, enum task_kind kind,
                      int64_t *ids, size_t most, bool *ret_more)
{
    struct shares s;
    size_t n = 0;
    struct store_query *q = store_query(p->r->store, which);
    store_put_i64(q, "now", clock_now());
    store_put_i64(q, "most", p->schedule ? LOOKED_OVER_MOST : (int64_t)most);
    if (kind == TASK_FEED)
        store_put_i64(q, "all", polls(p));
    count_shares(p, &s);
    size_t rows = 0;
    while (n < most && store_row(q)) {
        rows++;
        int64_t id = store_i64(q, 0);
        if (!has_task(p, kind, id) && (!p->schedule || take_share(&s, store_str(q, 1))))
            ids[n++] = id;
    }
    struct err e = {0};
    if (store_end(q, &e) != ERR_OK) { /* looked for again, as when nothing is due */
        log_say(LOG_WARN, "desk", "what is due cannot be read: %s", e.words);
        return 0;
    }
    *ret_more |= p->schedule ? n == most : rows == most;
    return n;
}

static void take_due(struct desk_pipeline *p, enum task_kind kind)
{
    int64_t ids[TAKEN_MOST];
    bool mine[TAKEN_MOST] = {false};
    size_t room = p->task_count < TASKS_MOST ? TASKS_MOST - p->task_count : 0;
    size_t most = room < TAKEN_MOST ? room : TAKEN_MOST;
    if (!most) {
        p->more = true;
        return;
    }
    bool feeds = kind == TASK_FEED;
    size_t n = due_ids(p, feeds ? SQL_FEED_DUE : SQL_WORK_DUE, kind, ids, most, &p->more);
    if (!n || !lease_all(p, feeds, ids, mine, n))
        return;
    for (size_t i = 0; i < n; i++) {
        if (!mine[i])
            continue;
        if (feeds)
            begin_feed(p, ids[i]);
        else
            begin_article(p, ids[i]);
    }
}

static int64_t next_due(struct desk_pipeline *p)
{
    int64_t work = store_number(store_query(p->r->store, SQL_WORK_NEXT), INT64_MAX);
    if (!p->schedule)
        return work;
    struct store_query *q = store_query(p->r->store, SQL_FEED_NEXT_DUE);
    store_put_i64(q, "all", polls(p));
    int64_t feeds = store_number(q, INT64_MAX);
    return feeds < work ? feeds : work;
}

/* Feeds that a session names are taken whether due or not. */
static void take_session_feeds(struct desk_pipeline *p, struct session *s)
{
    while (s->feed_at < s->feed_count && p->task_count < TASKS_MOST) {
        bool mine = false;
        int64_t id = s->feeds[s->feed_at++];
        if (has_task(p, TASK_FEED, id))
            continue; /* under way already: it counts when it is done */
        if (lease_all(p, true, &id, &mine, 1) && mine) {
            begin_feed(p, id);
        } else {
            s->feeds_left--;
            s->progress.feeds_done++;
        }
    }
}

/* -------------------------------------------------------------------------- the clock */

/* The clock was wrong and has been put right: what was planned by it for a time far ahead is due
 * now, and a lease that holds too long is none. `ctx`: how many microseconds ahead are far. */
static enum err_code pull_in(struct desk_writing *w, void *ctx, struct err *e)
{
    int64_t far = *(const int64_t *)ctx;
    static const enum store_sql all[] = {SQL_FEED_PULL_IN, SQL_FEED_LEASE_PULL_IN,
                                         SQL_WORK_PULL_IN};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct store_query *q = store_query(w->store, all[i]);
        if (all[i] != SQL_FEED_LEASE_PULL_IN) {
            store_put_i64(q, "now", w->now);
            store_put_i64(q, "far", w->now + far);
        }
        if (all[i] != SQL_FEED_PULL_IN)
            store_put_i64(q, "until", w->now + LEASE_TIME);
        enum err_code code = store_run(q, e);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

enum err_code due_begin(struct desk_pipeline *p, struct err *e)
{
    int64_t far = FAR_TIME;
    enum err_code code = due_free(p, e);
    if (code == ERR_OK && p->schedule)
        code = desk_write(p->d, pull_in, &far, e);
    if (code == ERR_OK && p->schedule)
        code = desk_write(p->d, model_reset, NULL, e);
    p->clock_ahead = clock_now() - clock_mono();
    return code;
}

static void watch_clock(struct desk_pipeline *p)
{
    int64_t ahead = clock_now() - clock_mono();
    if (ahead < p->clock_ahead - US_MINUTE) {
        struct err e = {0};
        log_say(LOG_WARN, "desk", "the clock went back by %lld seconds",
                (long long)((p->clock_ahead - ahead) / US_SECOND));
        int64_t far = US_DAY;
        if (desk_write(p->d, pull_in, &far, &e) != ERR_OK)
            return; /* tried again at the next turn */
        p->look_at = 0;
    }
    p->clock_ahead = ahead;
}

/* -------------------------------------------------------------------------- a look */

/* Once a minute: running stories whose publishers may have changed a word. */
static void look_again(struct desk_pipeline *p)
{
    struct err e = {0};
    if (!p->schedule || clock_mono() < p->recheck_at || !desk_conf_bool(p->d->conf, DESK_SET_POLL))
        return;
    p->recheck_at = clock_mono() + US_MINUTE;
    if (desk_write(p->d, desk_recheck_due, NULL, &e) != ERR_OK)
        log_say(LOG_WARN, "desk", "articles cannot be looked at again: %s", e.words);
}

static void look(struct desk_pipeline *p)
{
    struct session *s = p->session;
    desk_reader_begin(p->r, &p->a);
    look_again(p);
    if (s)
        take_session_feeds(p, s);
    if (clock_mono() < p->barred) {
        p->more = false;
        p->look_at = p->barred;
        return;
    }
    if (!p->more && clock_mono() < p->look_at)
        return;
    p->more = false;
    if (p->schedule)
        take_due(p, TASK_FEED);
    /* An edition's articles wait until all its feeds are written: only then is it known which pages
     * come from its files, and none is asked for on the network. */
    if (p->schedule || (s && !s->wishes_left))
        take_due(p, TASK_ARTICLE);
    if (p->task_count >= TASKS_MOST)
        p->more = false; /* look again when one is done */
    int64_t wait = next_due(p);
    wait = wait == INT64_MAX ? LOOK_SELDOM : wait - clock_now();
    int64_t most = s ? LOOK_OFTEN : LOOK_SELDOM;
    wait = wait > most ? most : wait < LOOK_OFTEN ? LOOK_OFTEN : wait;
    p->look_at = clock_mono() + wait;
}

void due_look(struct desk_pipeline *p)
{
    watch_clock(p);
    look(p);
}
