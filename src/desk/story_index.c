/* story_index: the index of stories in memory, and how it follows the database.
 *
 * It is loaded when it is first needed; `octavo serve` loads it on a thread of its own with a
 * connection for reading, so that neither the first page nor a reader's act waits for it. What was
 * written meanwhile is caught up with by the clock. Articles that came while it was loading, and
 * those of a database that is older than stories, are placed afterwards a few at a time. */
#include "desk/stories.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <unistd.h>

enum { LOAD_BATCH = 2000, FILL_BATCH = 24 };
#define REST_EVERY US_SECOND
#define FILL_PAUSE (5 * 1000) /* between batches, so that people's acts come between */

struct desk_stories {
    struct story_index *index; /* the writer's; NULL: not loaded */
    int64_t clock, removed;    /* what of the database it has seen */
    bool touched, dirty;       /* by the job under way; by the batch */
    bool awake;                /* used since it was laid to rest */
    int64_t rested;            /* when, by clock_mono */
    int folder;                /* the server's index lies in nameless files there; -1: in memory */
    /* Loading in the background. */
    pthread_t thread;
    bool background;   /* placing waits for the loader */
    atomic_bool ready; /* set by the writer when the loader's index has come */
    atomic_bool end;
    atomic_size_t bytes; /* held by the writer's index, for those who ask */
};

/* -------------------------------------------------------------------------- loading */

static bool read_clock(struct store *s, int64_t *ret_now, int64_t *ret_removed)
{
    struct store_query *q = store_query(s, SQL_CLOCK_GET);
    bool found = store_row(q);
    if (found) {
        *ret_now = store_i64(q, 0);
        *ret_removed = store_i64(q, 1);
    }
    return store_end(q, NULL) == ERR_OK && found;
}

/* Rows of members_load into the index. A pack of an older version is left out: its article is not
 * compared with until it is read again. */
static enum err_code load_rows(struct store_query *q, struct story_index *x, int64_t *ret_last,
                               size_t *ret_n, struct err *e)
{
    enum err_code code = ERR_OK;
    size_t n = 0;
    for (; code != ERR_MEMORY && store_row(q); n++) {
        code =
            story_restore(x, store_str(q, 3), (uint64_t)store_i64(q, 1), (uint64_t)store_i64(q, 2));
        *ret_last = store_i64(q, 4);
    }
    *ret_n = n;
    enum err_code ended = store_end(q, e);
    return code == ERR_MEMORY ? err_set(e, code, "no memory for the index of stories") : ended;
}

static enum err_code load_all(struct store *s, struct story_index *x, const atomic_bool *end,
                              struct err *e)
{
    struct store_query *q = store_query(s, SQL_MEMBERS_LOAD_FROM);
    store_put_i64(q, "most", STORY_LOADED_MOST);
    int64_t last = store_number(q, 0);
    size_t n;
    enum err_code code;
    do {
        q = store_query(s, SQL_MEMBERS_LOAD);
        store_put_i64(q, "after", last);
        store_put_i64(q, "most", LOAD_BATCH);
        code = load_rows(q, x, &last, &n, e);
    } while (code == ERR_OK && n == LOAD_BATCH && !(end && *end));
    return code;
}

/* What changed since the index last looked: articles placed or moved by another process. */
static enum err_code catch_up(struct desk_stories *v, struct store *s, struct err *e)
{
    struct store_query *q = store_query(s, SQL_MEMBERS_CHANGED);
    store_put_i64(q, "clock", v->clock);
    enum err_code code = ERR_OK;
    while (code != ERR_MEMORY && store_row(q)) {
        uint64_t story = (uint64_t)store_i64(q, 1);
        if (store_i64(q, 4) <= v->clock) /* it is known, if it is not too old already */
            story_put(v->index, (uint64_t)store_i64(q, 0), story);
        else
            code = story_restore(v->index, store_str(q, 3), story, (uint64_t)store_i64(q, 2));
    }
    enum err_code ended = store_end(q, e);
    return code == ERR_MEMORY ? err_set(e, code, "no memory for the index of stories") : ended;
}

static void forget(struct desk_stories *v)
{
    story_index_free(v->index);
    v->index = NULL;
}

static void count_bytes(struct desk_stories *v)
{
    struct story_stats stats = {0};
    if (v->index)
        story_stats(v->index, &stats);
    v->bytes = stats.bytes;
}

bool desk_stories_rest(struct desk *d, bool idle)
{
    struct desk_stories *v = d->stories;
    if (!v->index || !v->awake)
        return false;
    int64_t now = clock_mono();
    if (!idle && now - v->rested < REST_EVERY)
        return true;
    story_index_rest(v->index);
    v->rested = now;
    v->awake = false;
    return false;
}

int64_t desk_stories_bytes(struct desk *d)
{
    return d->stories ? (int64_t)d->stories->bytes : 0;
}

void desk_stories_settle(struct desk *d, bool kept)
{
    struct desk_stories *v = d->stories;
    if (v && !kept && v->touched)
        forget(v);
    if (v && v->touched) {
        count_bytes(v);
        v->dirty = true;
        v->touched = false;
    }
}

void desk_stories_settle_batch(struct desk *d, bool kept)
{
    struct desk_stories *v = d->stories;
    if (v && !kept && (v->dirty || v->touched))
        forget(v);
    if (v) {
        count_bytes(v);
        v->dirty = v->touched = false;
    }
}

enum err_code desk_stories_index(struct desk_writing *w, struct story_index **ret, struct err *e)
{
    struct desk_stories *v = w->desk->stories;
    int64_t now, removed;
    *ret = NULL;
    if (v->background && !v->ready)
        return ERR_OK;
    if (!read_clock(w->store, &now, &removed))
        return err_set(e, ERR_STORE, "the clock of stories cannot be read");
    if (v->index && v->removed != removed)
        forget(v); /* another process took articles out */
    enum err_code code = ERR_OK;
    v->touched = v->awake = true;
    if (!v->index) {
        v->index = story_index_in(v->folder, NULL);
        if (!v->index)
            return err_set(e, ERR_MEMORY, "no memory for the index of stories");
        story_parting(v->index, true); /* story_place.c writes it down */
        code = load_all(w->store, v->index, NULL, e);
    } else if (v->clock != now) {
        code = catch_up(v, w->store, e);
    }
    v->clock = now;
    v->removed = removed;
    *ret = v->index;
    return code;
}

enum err_code desk_stories_tick(struct desk_writing *w, bool removed, int64_t *ret, struct err *e)
{
    struct desk_stories *v = w->desk->stories;
    struct store_query *q = store_query(w->store, SQL_CLOCK_TICK);
    store_put_i64(q, "removed", removed);
    *ret = store_row(q) ? store_i64(q, 0) : 0;
    enum err_code code = store_end(q, e);
    if (v->index && v->touched) {
        v->clock = *ret;
        v->removed += removed;
    }
    return code;
}

/* -------------------------------------------------------------------------- in the background */

struct handover {
    struct story_index *index;
    int64_t clock, removed;
};

static enum err_code take_over(struct desk_writing *w, void *ctx, struct err *e)
{
    (void)e;
    struct desk_stories *v = w->desk->stories;
    struct handover *h = ctx;
    forget(v);
    v->index = h->index; /* its owner now, also where this job is undone: then it is forgotten */
    h->index = NULL;
    v->touched = v->awake = true;
    v->clock = h->clock;
    v->removed = h->removed;
    v->ready = true;
    return ERR_OK;
}

static enum err_code load_apart(struct desk *d, struct handover *h, struct err *e)
{
    struct store *s = NULL;
    h->index = story_index_in(d->stories->folder, NULL);
    enum err_code code =
        h->index ? store_open(d->path, STORE_READ, &s, e) : err_set(e, ERR_MEMORY, "no memory");
    if (h->index)
        story_parting(h->index, true);
    if (code == ERR_OK)
        code = store_begin_read(s, e);
    if (code == ERR_OK) {
        if (!read_clock(s, &h->clock, &h->removed))
            code = err_set(e, ERR_STORE, "the clock of stories cannot be read");
        if (code == ERR_OK)
            code = load_all(s, h->index, &d->stories->end, e);
        store_end_read(s);
    }
    store_close(s);
    if (code != ERR_OK) {
        story_index_free(h->index);
        h->index = NULL; /* the writer loads it itself when it is needed */
    }
    return code;
}

static void fill_all(struct desk *d)
{
    struct desk_fill f = {.at = INT64_MIN, .more = true};
    struct err e = {0};
    int64_t placed = 0;
    while (f.more && !d->stories->end) {
        if (desk_write(d, desk_story_fill, &f, &e) != ERR_OK) {
            log_say(LOG_WARN, "desk", "articles could not be placed in stories: %s", e.words);
            return;
        }
        placed += (int64_t)f.n;
        if (f.n)
            usleep(FILL_PAUSE);
    }
    if (placed)
        log_say(LOG_INFO, "desk", "%lld articles were placed in stories", (long long)placed);
}

static void *load_thread(void *ctx)
{
    struct desk *d = ctx;
    struct handover h = {0};
    struct err e = {0};
    if (load_apart(d, &h, &e) != ERR_OK)
        log_say(LOG_WARN, "desk", "the index of stories could not be loaded apart: %s", e.words);
    if (d->stories->end || desk_write(d, take_over, &h, &e) != ERR_OK) {
        story_index_free(h.index);
        return NULL;
    }
    fill_all(d);
    return NULL;
}

enum err_code desk_stories_start(struct desk *d, struct err *e)
{
    d->stories->background = true;
    char folder[sizeof d->path];
    desk_folder_of(d->path, folder, sizeof folder);
    d->stories->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc = pthread_create(&d->stories->thread, NULL, load_thread, d);
    return rc == 0 ? ERR_OK : err_errno(e, rc, "the thread of stories cannot be started");
}

void desk_stories_stop(struct desk *d)
{
    d->stories->end = true;
    if (d->stories->thread)
        pthread_join(d->stories->thread, NULL);
    d->stories->thread = 0;
}

enum err_code desk_stories_fill_now(struct desk *d, int64_t *ret_n, struct err *e)
{
    struct desk_fill f = {.at = INT64_MIN, .more = true};
    enum err_code code = ERR_OK;
    *ret_n = 0;
    while (f.more && code == ERR_OK) {
        code = desk_write(d, desk_story_fill, &f, e);
        *ret_n += (int64_t)f.n;
    }
    return code;
}

enum err_code desk_stories_new(struct desk *d, struct err *e)
{
    d->stories = calloc(1, sizeof *d->stories);
    if (!d->stories)
        return err_set(e, ERR_MEMORY, "no memory");
    d->stories->folder = -1;
    return ERR_OK;
}

void desk_stories_free(struct desk *d)
{
    if (!d->stories)
        return;
    forget(d->stories);
    if (d->stories->folder >= 0)
        close(d->stories->folder);
    free(d->stories);
    d->stories = NULL;
}
