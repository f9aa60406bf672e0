/* desk/session: a round of work that somebody waits for (desk_poll_now, desk_edition_load): its
 * feeds first, then all the articles that are due. Made by the caller's thread, which owns it and
 * waits until it is finished; between, it is the pipeline's. */
#ifndef OCTAVO_DESK_SESSION_H
#define OCTAVO_DESK_SESSION_H
#include "desk/task.h"

enum { SESSION_EDITION_MOST = 64 /* feeds of an edition */ };

struct session {
    int64_t *feeds;
    size_t feed_count, feed_at;              /* feeds taken so far */
    size_t feeds_left;                       /* not finished */
    const struct desk_edition_feed *edition; /* by feed: the pages come from here */
    size_t edition_count;
    int64_t edition_ids[SESSION_EDITION_MOST];
    size_t wishes_left; /* feeds of the edition not finished */
    struct desk_progress progress;
    desk_progress_fn fn;
    void *ctx;
    bool finished;
    enum err_code code;
    struct err err;
    int64_t quiet; /* last time that something moved, monotonic */
    unsigned taken_again;
};

/* Takes on the one that was posted, if there is one. The pipeline's lock is held. */
void session_take_on(struct desk_pipeline *p);
/* Tells how far it is; `now` is what was last finished. */
void session_tell(struct desk_pipeline *p, struct str now);
/* What a write of the round failed of; the first of them that the machine is to blame for, and not
 * the document, is how the round ends, once all is done that can be. */
void session_unwritten(struct desk_pipeline *p, const struct err *e);
/* Ends it once all is done: a turn's last look. */
void session_watch(struct desk_pipeline *p);
/* Ends it because the program does. The pipeline's lock is held. */
void session_refuse(struct desk_pipeline *p);
#endif
