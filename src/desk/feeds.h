/* desk/feeds: what is followed: feeds, their publishers, their folders, lists of them (OPML). */
#ifndef OCTAVO_DESK_FEEDS_H
#define OCTAVO_DESK_FEEDS_H
#include "desk/open.h"

enum desk_feed_state {
    DESK_FEED_NEW, /* never fetched yet */
    DESK_FEED_OK,
    DESK_FEED_FAILING, /* `error` says why; asked again at next_at */
    DESK_FEED_GONE,    /* 410: not asked any more */
    DESK_FEED_PAUSED,  /* an edition loaded from files: never asked */
};
const char *desk_feed_state_name(enum desk_feed_state s); /* "new", "ok", "failing" ... */
struct desk_feed {
    int64_t id;
    struct str url;
    struct str title;    /* the user's own name for it, else what the feed says, else its host */
    struct str site_url; /* empty where unknown */
    int64_t publisher;
    struct str publisher_name;
    enum desk_feed_state state;
    struct str error; /* in words, of the last fetch; empty when it went well */
    uint32_t fails;   /* in a row */
    int64_t added_at;
    int64_t fetched_at;    /* last try; TIME_NONE: never */
    int64_t ok_at;         /* last time it went well */
    int64_t changed_at;    /* last time it brought a new article */
    int64_t next_at;       /* TIME_NONE: not planned */
    int64_t interval;      /* microseconds between polls now */
    int64_t articles;      /* that came by it */
    int64_t articles_week; /* new in the last 7 days */
    int64_t unreadable;    /* articles of it that could not be read in full */
    uint32_t ttl_minutes;
    struct str folder;    /* "News / World"; empty: in none */
    bool paused;          /* by a person: asked by hand only */
    int64_t own_interval; /* as a person wants it, microseconds; TIME_NONE: found out */
};
struct desk_publisher {
    int64_t id;
    struct str name;
    struct str host; /* "example.org" */
    struct str site_url;
    struct str icon_url;
    int64_t articles;
    int64_t newest_at; /* TIME_NONE: none */
};
/* By folder, those in none first, then by title. */
enum err_code desk_feeds(struct desk_reader *r, const struct desk_feed **ret,
                         size_t *ret_n) must_check;
enum err_code desk_feed_get(struct desk_reader *r, int64_t id, struct desk_feed *ret) must_check;
/* By id in decimal, by address, or by a part of title or host that only one has: for the command
 * line. */
enum err_code desk_feed_find(struct desk_reader *r, struct str what, struct desk_feed *ret,
                             struct err *e) must_check;
/* The same among those that were listed already. */
enum err_code desk_feed_pick(const struct desk_feed *list, size_t n, struct str what,
                             struct desk_feed *ret, struct err *e) must_check;
enum err_code desk_publishers(struct desk_reader *r, const struct desk_publisher **ret,
                              size_t *ret_n) must_check; /* by name */
enum err_code desk_publisher_get(struct desk_reader *r, int64_t id,
                                 struct desk_publisher *ret) must_check;

/* How its last polls went, newest first; DESK_POLLED_MOST are kept. */
enum { DESK_POLLED_MOST = 20 };
struct desk_polled {
    int64_t at;
    bool ok;
    int64_t entries;  /* new ones */
    struct str words; /* what was wrong; empty */
};
enum err_code desk_polls(struct desk_reader *r, int64_t feed, const struct desk_polled **ret,
                         size_t *ret_n) must_check;

/* Subscribes to the address of a *feed* without fetching it; it is polled at once by whoever runs
 * the pipeline. ERR_EXISTS (with its id in *ret) when it is followed already. For what a person
 * types use desk_follow, which fetches and discovers. `own` (may be NULL) is set for a new feed, so
 * that its first request carries the headers; of one that is followed already nothing changes. */
struct desk_own_change;
enum err_code desk_feed_add(struct desk *d, struct str url, struct str title,
                            const struct desk_own_change *own, int64_t *ret,
                            struct err *e) must_check;
/* Unfollowing keeps the articles that are starred or commented on, and forgets the rest. */
enum err_code desk_unfollow(struct desk *d, int64_t feed, struct err *e) must_check;
/* An empty title goes back to the feed's own. */
enum err_code desk_feed_rename(struct desk *d, int64_t feed, struct str title,
                               struct err *e) must_check;
/* Makes it due now: one feed, or all with 0; also where the setting `poll` is no. Returns at once;
 * events tell the outcome. */
enum err_code desk_poll(struct desk *d, int64_t feed, struct err *e) must_check;

/* Folders, as lists of other readers (OPML) have them: a feed is in one or in none, and a folder is
 * there as long as a feed is in it. One within another is named from the outside in: "News /
 * World". */
enum { DESK_FOLDER_MOST = 200 /* bytes of a name */ };
struct desk_folder {
    struct str name;
    int64_t feeds;
};
enum err_code desk_folders(struct desk_reader *r, const struct desk_folder **ret,
                           size_t *ret_n) must_check; /* by name */
/* What is typed as a name, made even: one blank between words, " / " between folders. Empty where
 * nothing is left of it. */
struct str desk_folder_name(struct arena *a, struct str typed);
/* Is `folder` this one, or within it? The empty name holds all. */
bool desk_folder_holds(struct str outer, struct str folder);
/* Gives a folder, and those within it, another name; where that is there already they become one.
 * An empty `to` takes the feeds out. ERR_NOT_FOUND where no feed is in it. */
enum err_code desk_folder_rename(struct desk *d, struct str from, struct str to,
                                 struct err *e) must_check;

/* OPML, with folders. Of the feeds that are known, one that is in no folder gets that of the list.
 * Export writes a whole document. */
struct desk_imported {
    size_t fresh, known;
    size_t left; /* no address that can be followed */
    size_t over; /* more than a list may hold: its last ones, left out */
};
enum err_code desk_opml_import(struct desk *d, struct str bytes, struct desk_imported *ret,
                               struct err *e) must_check;
enum err_code desk_opml_export(struct desk_reader *r, struct buf *out) must_check;
#endif
