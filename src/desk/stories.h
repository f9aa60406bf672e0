/* desk/stories: what the files about stories share (story_index.c the index in memory,
 * story_place.c placing, story_rows.c the rows of stories, story_fix.c people's corrections,
 * story.c reading).
 *
 * The database says where every article belongs; the index in memory (story/story.h) only proposes.
 * It belongs to the writer's thread and follows the database: each change of a place has a number
 * (story_clock), so that an index knows what it has not seen, also what another process did. A job
 * that fails after it changed the index makes it forgotten; it is loaded again when it is needed.
 */
#ifndef OCTAVO_DESK_STORIES_H
#define OCTAVO_DESK_STORIES_H
#include "desk/internal.h"
#include "story/story.h"

enum {
    STORY_LOADED_MOST = 200000, /* newest articles that the index is given */
    STORY_WORDS_MOST = 300,     /* of a correction, for the log */
};

/* ---- the index (story_index.c) ---- */
struct desk_stories;
enum err_code desk_stories_new(struct desk *d, struct err *e) must_check;
void desk_stories_free(struct desk *d);
/* After each job, and after each batch: what the index has seen of one that was undone is
 * forgotten. Writer's thread. */
void desk_stories_settle(struct desk *d, bool kept);
void desk_stories_settle_batch(struct desk *d, bool kept);
/* The server's index costs memory while it is used only: lays it to rest where it was used, and is
 * `idle` or was not laid to rest for a second. True: it should be asked again when the writer has
 * been idle. Writer's thread. */
bool desk_stories_rest(struct desk *d, bool idle);
/* Bytes that the index holds, 0: not loaded. Any thread. */
int64_t desk_stories_bytes(struct desk *d);
/* Loads the index on a thread of its own, then places what has no place yet; and ends that. */
enum err_code desk_stories_start(struct desk *d, struct err *e) must_check;
void desk_stories_stop(struct desk *d);
/* The same at once, for one-shot commands and tests. */
enum err_code desk_stories_fill_now(struct desk *d, int64_t *ret_n, struct err *e) must_check;
/* The index as the database is now; NULL where it is still being loaded in the background (the
 * article is placed later then) or cannot be had. */
enum err_code desk_stories_index(struct desk_writing *w, struct story_index **ret,
                                 struct err *e) must_check;
/* The next number of the clock, for a change that the index is given too. */
enum err_code desk_stories_tick(struct desk_writing *w, bool removed, int64_t *ret,
                                struct err *e) must_check;

/* ---- placing (story_place.c) ---- */
struct desk_placing {
    int64_t article, publisher, at;
    struct str title, text;
    const struct reading *reading;
};
/* Finds the story of an article that was just written, and writes it down. */
enum err_code desk_story_place(struct desk_writing *w, const struct desk_placing *p,
                               struct err *e) must_check;
/* The article is to go: takes it out of its story and of the index. */
enum err_code desk_story_leave(struct desk_writing *w, int64_t article, struct err *e) must_check;
/* Places up to `most` articles that have no place yet, from `*at`, `*id` on; *ret_n: how many. */
struct desk_fill {
    int64_t at, id;
    size_t n;
    bool more;
};
enum err_code desk_story_fill(struct desk_writing *w, void *fill, struct err *e) must_check;

/* ---- reading (story.c) ---- */
enum err_code desk_story_row_get(struct desk_reader *r, int64_t story, int64_t user,
                                 struct desk_story_row *ret) must_check;
struct desk_reports_want {
    int64_t story;
    int64_t only, but; /* this article alone; all but this one; 0: neither */
    int64_t user;
    size_t most;
    struct desk_key after; /* older than this one; id 0: from the newest on */
    int64_t seen_at;       /* of the user; TIME_NONE */
};
enum err_code desk_reports_read(struct desk_reader *r, const struct desk_reports_want *want,
                                const struct desk_report **ret, size_t *ret_n) must_check;

/* desk_story_get, in advance: nobody looks at it (story_warm.c). */
enum err_code desk_story_work_out(struct desk_reader *r, int64_t id, int64_t user,
                                  struct desk_story *ret) must_check;
/* Works out in advance what may be asked for soon: at once; and in a thread of the server. */
enum err_code desk_warm_now(struct desk *d, struct err *e) must_check;
struct desk_warm;
enum err_code desk_warm_start(struct desk *d, struct desk_warm **ret, struct err *e) must_check;
void desk_warm_stop(struct desk_warm *w); /* NULL: nothing */
/* The stories related to one, best first (story_relatives.c). */
enum err_code desk_relatives_read(struct desk_reader *r, int64_t story,
                                  const struct desk_related_story **ret, size_t *ret_n) must_check;

/* ---- silent edits (version.c) ---- */
/* Before an article's text is replaced: keeps the old wording where it says something else.
 * `memory`: what its host repeats, as the new text was read with; empty where it was not. */
enum err_code desk_version_keep(struct desk_writing *w, int64_t article, struct str title,
                                struct str text, struct str memory, struct err *e) must_check;
struct desk_recheck {
    int64_t article, at;
    struct str etag, modified; /* as the publisher gave them with the page */
};
/* When to look at it again, if ever. */
enum err_code desk_recheck_plan(struct desk_writing *w, const struct desk_recheck *v,
                                struct err *e) must_check;
/* Makes due what is to be looked at now; a job for the writer. */
enum err_code desk_recheck_due(struct desk_writing *w, void *ctx, struct err *e) must_check;

/* ---- rows (story_rows.c) ---- */
struct desk_member {
    bool found;
    int64_t story, copy_of, nearest, at, joined_at, arrived, fixed;
    int copy, relation;
    double score;
    struct str why;
};
enum err_code desk_member_get(struct desk_writing *w, int64_t article, struct desk_member *ret,
                              struct err *e) must_check;
/* The story's row made anew from its members; where it has none left, it goes and its address leads
 * to `heir` (0: nowhere). */
enum err_code desk_story_refresh(struct desk_writing *w, int64_t story, int64_t heir,
                                 struct err *e) must_check;
/* Members of `from` become members of `to`, with all that hangs on it; both rows are made anew. */
enum err_code desk_story_join(struct desk_writing *w, int64_t from, int64_t to,
                              struct err *e) must_check;
/* What hangs on `from` hangs on `to` too: what people parted from it, its readers' marks. */
enum err_code desk_story_inherit(struct desk_writing *w, int64_t from, int64_t to,
                                 struct err *e) must_check;
/* The figures that moved and the report whose headline stands for the story (story_load.c); and the
 * same at the end of the batch, once for all that asked (writer.c). */
enum err_code desk_story_digest(struct desk_writing *w, int64_t story, struct err *e) must_check;
enum err_code desk_story_digest_later(struct desk_writing *w, int64_t story,
                                      struct err *e) must_check;
/* May the two be one story, as far as people said? */
bool desk_story_may_join(struct desk_writing *w, int64_t one, int64_t other);
bool desk_story_is_apart(struct desk_writing *w, int64_t article, int64_t story);
/* The story that this address leads to now: itself, or by its redirects. 0: none. */
int64_t desk_story_now(struct store *s, int64_t story);
#endif
