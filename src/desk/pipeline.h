/* desk/pipeline: the part that fetches and reads: see docs/ARCHITECTURE.md. It needs the fetch
 * process and readers that the keeper started, and is given their channels. One thread runs it; the
 * rest of the desk is available meanwhile. */
#ifndef OCTAVO_DESK_PIPELINE_H
#define OCTAVO_DESK_PIPELINE_H
#include "desk/own.h"

/* What the pipeline tells while it works; any member may be NULL. Called on the pipeline's thread.
 */
struct desk_progress {
    uint32_t feeds_done, feeds_all; /* polled, of those due */
    uint32_t articles_new;          /* entries that were new */
    uint32_t pages_done, pages_all; /* articles read, of those wanted */
    uint32_t failed;                /* feeds that failed */
    struct str now;                 /* title or address last finished */
};
typedef void (*desk_progress_fn)(void *ctx, const struct desk_progress *p);

struct desk_pipeline;
/* Starts the pipeline on a thread of its own; `proc` is what the keeper gave to desk_main. With
 * `schedule` it polls what is due by itself (serve); without, it does only what is asked by the
 * calls below (one-shot commands). desk_main does this. */
struct proc_desk;
enum err_code desk_pipeline_start(struct desk *d, struct proc_desk *proc, bool schedule,
                                  struct desk_pipeline **ret, struct err *e) must_check;
void desk_pipeline_stop(struct desk_pipeline *p);

/* For one-shot commands: polls one feed or all that are due (feed 0; all at all with `not_due`),
 * and works until nothing is left to fetch or read. Also right while `octavo serve` runs on the
 * same database. */
enum err_code desk_poll_now(struct desk_pipeline *p, int64_t feed, bool not_due,
                            desk_progress_fn fn, void *ctx, struct desk_progress *ret,
                            struct err *e) must_check;

/* Follows what a person typed: the address of a feed or of a page (scheme optional); fetches,
 * discovers, subscribes, and polls. ERR_EXISTS when it is followed already (ret filled). When a
 * page offers several feeds, the best is taken and the others are listed. Blocks; web calls it
 * through desk_follow_start. `own` (may be NULL) is set for the new feed: its headers are sent from
 * the first request on, to the place of the address that was typed, unless it names another, and
 * never without TLS where no scheme was typed. */
struct desk_followed {
    int64_t feed;
    char title[200];
    char url[1024];
    uint32_t articles; /* entries that it brought */
    uint32_t other_count;
    struct desk_candidate {
        char url[1024];
        char title[200];
    } others[8];
};
enum err_code desk_follow(struct desk_pipeline *p, struct str address,
                          const struct desk_own_change *own, struct desk_followed *ret,
                          struct err *e) must_check;
/* The same without waiting, through the running pipeline of this process: `done` is called once, on
 * the pipeline's thread, with the result or the error. ERR_CLOSED when no pipeline runs (fetching
 * is off). What `own` holds is copied, and the copy wiped when it is done. */
enum err_code
desk_follow_start(struct desk *d, struct str address, const struct desk_own_change *own,
                  void (*done)(void *ctx, const struct desk_followed *f, const struct err *e),
                  void *ctx, struct err *e) must_check;
/* A picture from its publisher, for the signed image proxy: fetched by the fetch process, found by
 * a reader to be JPEG, PNG, GIF, WebP, AVIF or an icon of sound size, at most 8 MiB. `type` is one
 * of those six, whatever the publisher said, and outlives the call. `done` is called once on the
 * pipeline's thread; `bytes` is valid during the call; `type` NULL means failure, with words in
 * `e`. */
enum err_code desk_image_start(struct desk *d, struct str url,
                               void (*done)(void *ctx, const char *type, struct str bytes,
                                            const struct err *e),
                               void *ctx, struct err *e) must_check;

/* Loads an edition from files, through the same readers, without the network: a feed document and a
 * way to get the page of each entry. Loaded twice it changes nothing. The feed is DESK_FEED_PAUSED.
 */
struct desk_edition_feed {
    const char *url;   /* address that the feed would have */
    const char *title; /* publisher's name; NULL = what the feed says */
    struct str bytes;  /* the feed document */
    /* The page of an entry by its address: false = there is none, the entry's own content is used.
     * *ret must stay valid until the loading is done. */
    bool (*page)(void *ctx, struct str url, struct str *ret);
    void *ctx;
};
enum err_code desk_edition_load(struct desk_pipeline *p, const struct desk_edition_feed *feeds,
                                size_t n, desk_progress_fn fn, void *ctx, struct desk_progress *ret,
                                struct err *e) must_check;
#endif
