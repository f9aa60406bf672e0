/* desk/events: what has just changed, for who has an open page. */
#ifndef OCTAVO_DESK_EVENTS_H
#define OCTAVO_DESK_EVENTS_H
#include "desk/open.h"

enum desk_event_kind {
    DESK_EVENT_ARTICLE, /* new, or its text came or changed: id, publisher, title */
    DESK_EVENT_FEED,    /* a feed's health changed: id, title, words (error; empty = well) */
    DESK_EVENT_COMMENT, /* id = comment, article */
    DESK_EVENT_STORY,   /* a report came or went: id = story, article = the one that stood for it */
};
const char *desk_event_name(enum desk_event_kind k); /* "article", "feed", "comment", "story" */
struct desk_event {
    enum desk_event_kind kind;
    int64_t id, article, publisher, at;
    struct str title; /* valid during the call only */
    struct str words;
};
/* What came lately, for who has an open page. */
struct desk_news {
    int64_t newest;         /* the highest article id; 0: none */
    int64_t articles;       /* that are new; desk_news counts up to 1,000 */
    const int64_t *stories; /* that changed (not by desk_news) */
    size_t story_count;
    bool more_stories; /* than are listed */
};
/* The articles with a higher id than `after`; INT64_MAX: none are asked for, `newest` only. */
enum err_code desk_news(struct desk_reader *r, int64_t after, struct desk_news *ret) must_check;
void desk_news_json(struct json_out *w, const struct desk_news *v);
/* `fn` is called after the commit, on the writer's thread, and must be quick (copy and wake a
 * loop). At most 32 listeners. Returns a handle for desk_unlisten, 0 when there is no room. */
int desk_listen(struct desk *d, void (*fn)(void *ctx, const struct desk_event *ev), void *ctx);
void desk_unlisten(struct desk *d, int handle);
#endif
