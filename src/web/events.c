/* events.c: /events, the stream that tells an open page what came since it was made. The desk tells
 * of each article and story after its commit, on the writer's thread, which must not wait: it only
 * adds up, and a thread of our own sends at most one event a second to all who listen.
 *
 *   event: news     id: NEWEST
 *   data: {"newest":NEWEST,"articles":N,"stories":[ID, ...],"more_stories":false}
 *
 * "articles" are those that are new since the event before (since ?after= or Last-Event-ID in the
 * first one), "stories" those that changed. NEWEST is the highest article id. What is told is what
 * the front page shows to everybody who may open it. */
#include "web/internal.h"

#include <pthread.h>
#include <time.h>

enum { STORIES_MOST = 50, PAUSE_SECONDS = 1, LOOK_SECONDS = 10, DATA_MOST = 4096 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    bool runs, ending, waiting;
    int handle;
    struct desk *desk;
    struct http_server *server;
    struct desk_reader *reader;    /* of our thread */
    int64_t newest;                /* the last that was told; of our thread */
    int64_t stories[STORIES_MOST]; /* changed, to be told */
    size_t story_count;
    bool more_stories;
} hub = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void add_story(int64_t id)
{
    for (size_t i = 0; i < hub.story_count; i++)
        if (hub.stories[i] == id)
            return;
    if (hub.story_count < STORIES_MOST)
        hub.stories[hub.story_count++] = id;
    else
        hub.more_stories = true;
}

/* On the writer's thread. */
static void heard(void *ctx, const struct desk_event *ev)
{
    (void)ctx;
    if (ev->kind != DESK_EVENT_ARTICLE && ev->kind != DESK_EVENT_STORY)
        return;
    pthread_mutex_lock(&hub.lock);
    if (ev->kind == DESK_EVENT_STORY)
        add_story(ev->id);
    hub.waiting = true;
    pthread_cond_signal(&hub.wake);
    pthread_mutex_unlock(&hub.lock);
}

/* The event of this news; its data stand in `data`, its id in `id`. */
static struct http_event news_event(struct buf *data, char id[24], const struct desk_news *news)
{
    struct json_out j;
    json_init(&j, data);
    desk_news_json(&j, news);
    snprintf(id, 24, "%lld", (long long)news->newest);
    return (struct http_event){.name = STR("news"), .id = str_c(id), .data = buf_str(data)};
}

/* What the database holds that was not told yet. An article whose text came later is none. */
static bool find_news(struct desk_news *ret)
{
    struct arena a;
    arena_init(&a, 1 << 20);
    desk_reader_begin(hub.reader, &a);
    bool found = desk_news(hub.reader, hub.newest, ret) == ERR_OK;
    arena_done(&a);
    return found;
}

/* Sends what is waiting; the lock is held, and let go meanwhile. */
static void send_waiting(void)
{
    int64_t stories[STORIES_MOST];
    size_t n = hub.story_count;
    bool more = hub.more_stories;
    memcpy(stories, hub.stories, n * sizeof *stories);
    hub.story_count = 0;
    hub.waiting = hub.more_stories = false;
    pthread_mutex_unlock(&hub.lock);
    struct desk_news news;
    if (find_news(&news) && (news.articles || n)) {
        hub.newest = news.newest;
        news.stories = stories;
        news.story_count = n;
        news.more_stories = more;
        struct buf data;
        buf_init(&data, DATA_MOST);
        char id[24];
        struct http_event ev = news_event(&data, id, &news);
        if (!data.failed && !http_stream_publish(hub.server, STR("news"), &ev))
            log_say(LOG_DEBUG, "web", "an event was dropped: too many wait");
        buf_done(&data);
    }
    pthread_mutex_lock(&hub.lock);
}

static void *work(void *ctx)
{
    (void)ctx;
    pthread_mutex_lock(&hub.lock);
    while (!hub.ending) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        if (!hub.waiting) { /* other processes write too (octavo poll): they are not heard */
            until.tv_sec += LOOK_SECONDS;
            if (pthread_cond_timedwait(&hub.wake, &hub.lock, &until) != 0)
                hub.waiting |= http_server_stats(hub.server).streams > 0;
            continue;
        }
        send_waiting();
        until.tv_sec += PAUSE_SECONDS;
        while (!hub.ending && pthread_cond_timedwait(&hub.wake, &hub.lock, &until) == 0)
            ; /* others came: they wait for the end of the second */
    }
    pthread_mutex_unlock(&hub.lock);
    return NULL;
}

enum err_code web_events_start(struct desk *d, struct http_server *s, struct err *e)
{
    enum err_code opened = desk_reader_open(d, &hub.reader, e);
    if (opened != ERR_OK)
        return opened;
    struct desk_news news;
    hub.newest = INT64_MAX; /* what is there already is no news; found out later where it fails */
    if (find_news(&news))
        hub.newest = news.newest;
    hub.desk = d;
    hub.server = s;
    hub.ending = hub.waiting = hub.more_stories = false;
    hub.story_count = 0;
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&hub.wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    int code = pthread_create(&hub.thread, NULL, work, NULL);
    if (code != 0) {
        desk_reader_close(hub.reader);
        return err_errno(e, code, "no thread for events");
    }
    hub.runs = true;
    hub.handle = desk_listen(d, heard, NULL);
    return ERR_OK;
}

void web_events_stop(void)
{
    if (!hub.runs)
        return;
    desk_unlisten(hub.desk, hub.handle);
    pthread_mutex_lock(&hub.lock);
    hub.ending = true;
    pthread_cond_signal(&hub.wake);
    pthread_mutex_unlock(&hub.lock);
    pthread_join(hub.thread, NULL);
    desk_reader_close(hub.reader);
    hub.runs = false;
}

WEB_HANDLER(web_events)
{
    struct web w;
    web_begin(&w, reader, q, r);
    struct desk_news news;
    enum err_code code = desk_news(w.reader, http_event_after(q), &news);
    if (code != ERR_OK)
        web_failed(&w, code, NULL);
    else if (http_stream_start(q, r, &STR("news"), 1)) {
        struct buf data;
        buf_arena(&data, w.a, DATA_MOST);
        char id[24];
        struct http_event ev = news_event(&data, id, &news);
        http_event_write(&r->body, &ev);
    }
}
