/* desk/pipe: the pipeline's own parts (pipeline.c the thread and its channels, task.c what a task
 * does at each step, pages.c the further pages of an article, wish.c what people ask of it).
 *
 * A task is one document on its way: fetched, read in a reader, written. It owns an arena, and
 * lives on the pipeline's thread but for the time that its job is with the writer. What is in
 * flight is in memory only: the database knows what is still to be done (feed.next_at,
 * article.work), each taken with a lease, so that a task lost by a crash is taken again. */
#ifndef OCTAVO_DESK_PIPE_H
#define OCTAVO_DESK_PIPE_H
#include "desk/internal.h"
#include "net/net.h"
#include "page/page.h"
#include "proc/proc.h"
#include "reader/reader.h"

enum {
    TASK_ARENA = 256 << 20,
    TASKS_MOST = 256, /* feeds and articles taken from the database at a time */
    HOST_FETCHES_MOST =
        2, /* handed to the fetch process at a time for one host: the rest waits here */
    READ_SECONDS_MOST = 45, /* a document in a reader, wall time */
    FETCH_TRIES_MOST = 3,   /* the fetch process died under it */
    TAKE_AGAIN_MOST = 3,    /* times that a session takes again what was lost under way */
    HOSTS_MOST = 5000,      /* whose repeating texts are kept, those seen last */
};
#define LEASE_TIME (10 * US_MINUTE)

enum task_kind { TASK_FEED, TASK_ARTICLE, TASK_FOLLOW, TASK_IMAGE, TASK_OPML, TASK_EDITION };
enum task_stage {
    STAGE_FETCH, /* waits for the fetch process */
    STAGE_FETCHING,
    STAGE_READ, /* waits for a reader */
    STAGE_READING,
    STAGE_WRITING,
    STAGE_WAIT,  /* another task asks for the robots.txt that it needs */
    STAGE_AGAIN, /* goes on with task_again */
    STAGE_DONE,  /* to be given back */
};

struct desk_pipeline;
struct task {
    struct desk_pipeline *p;
    struct task *next;
    enum task_kind kind;
    enum task_stage stage;
    uint32_t id; /* of its frames */
    struct arena a;
    bool urgent;

    /* What it is about. */
    int64_t feed, article;
    struct str url, host, title;
    enum desk_work work;
    uint32_t tries, fetch_tries;
    struct entry entry; /* of an article; no id: none is kept */
    bool has_entry;
    bool had_full; /* the article is there in full: nothing less may take its place */
    bool had_part; /* a part of it is, and it was to be tried again */
    struct desk_own_whole own;

    /* Its pages. */
    struct str page_url; /* being asked for; empty: none */
    struct desk_robots robots;
    struct desk_robots_answer robots_answer;
    bool asks_robots, robots_tried;
    struct article joined; /* the pages so far */
    uint32_t pages;        /* how many; 0 = the first is on its way */
    struct str first, asked[PAGE_JOIN_MOST];
    bool whole; /* they are being read as one */
    bool page_lost;

    /* The request and its answer. */
    struct net_request request;
    struct frame doc; /* the answer's frame: owns the document's bytes */
    struct net_response response;
    int64_t since; /* reading: when it began, monotonic */

    /* The job for a reader. */
    struct reader_job job;
    struct frame result_frame;
    struct reader_result result;
    /* What is true of the article whatever the text in hand says: refused, gone ... */
    bool has_verdict;
    enum article_state verdict;
    struct str why;
    bool again;    /* it may be better later: is to be tried again */
    int64_t retry; /* not before, a duration */
    char *lost;    /* words of task_lost, malloc */

    /* The write under way. */
    struct desk_job write;
    struct desk_feed_result feed_result;
    struct desk_article_result article_result;
    struct desk_article_failure failure;
    char said_title[200]; /* of the feed, after writing */
    struct desk_set_aside aside;
    bool set_aside;    /* write `aside` too */
    struct str memory; /* write the host's memory too */

    /* For those who asked. */
    struct wish *wish;
};

/* A thing that somebody asked for, and waits for or is told of. */
struct wish {
    struct wish *next; /* in the inbox */
    enum task_kind kind;
    char address[DESK_URL_MOST];
    /* Follow. */
    struct desk_followed followed;
    const struct desk_own_change *own; /* may be NULL */
    struct desk_own_change kept_own;   /* `own` where nobody waits, with its texts in `kept` */
    char *kept;                        /* secrets: wiped when the wish is freed */
    size_t kept_n;
    void (*followed_fn)(void *ctx, const struct desk_followed *f, const struct err *e);
    const struct reader_link *links;
    size_t link_count, link_at;
    bool plain_http; /* without TLS it was tried already, or is not to be */
    bool exists;
    size_t index; /* of the edition's feed */
    /* Image. */
    void (*image_fn)(void *ctx, const char *type, struct str bytes, const struct err *e);
    void *ctx;
    /* OPML, edition: bytes to read. */
    struct str bytes;
    size_t fresh, known;
    const struct desk_edition_feed *edition;
    /* Waited for: by a thread in this process. */
    bool waited, finished;
    enum err_code code;
    struct err err;
};

/* A round of work that somebody waits for (desk_poll_now, desk_edition_load): its feeds first, then
 * all the articles that are due. */
struct session {
    int64_t *feeds;
    size_t feed_count, feed_at;              /* feeds taken so far */
    size_t feeds_left;                       /* not finished */
    const struct desk_edition_feed *edition; /* by feed: the pages come from here */
    size_t edition_count;
    int64_t edition_ids[64];
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

struct reader_slot {
    struct channel *c;
    pid_t pid;
    bool ready;
    struct task *task;
    bool killed; /* for overrunning its time */
};

struct desk_pipeline {
    struct desk *d;
    struct proc_desk *proc;
    bool schedule;
    pthread_t thread;
    bool running;
    int wake; /* eventfd */
    char lease[24];
    struct desk_reader *r;
    struct arena a; /* of one turn */

    struct task *tasks; /* all, in order of arrival */
    size_t task_count;
    uint32_t next_id;
    struct channel *fetch;
    pid_t fetch_pid;
    size_t fetch_room, fetching;
    struct reader_slot readers[PROC_READERS_MOST];
    int64_t recheck_at;  /* when to plan looking again at articles, monotonic */
    int64_t look_at;     /* when to look into the database again, monotonic */
    int64_t clock_ahead; /* of the wall clock before the monotonic one, as last seen */
    int64_t barred;      /* until then nothing is taken, since the database does not take a lease */
    bool more;           /* there may be more due than was taken */
    bool burst;          /* memory is to be given back */
    int64_t given_back;  /* monotonic */
    struct session *session;
    bool stopping; /* the keeper wants us to end */

    pthread_mutex_t lock; /* guards all below, and wishes */
    pthread_cond_t told;
    struct wish *inbox;
    struct session *new_session;
    struct task *written;  /* come back from the writer */
    int64_t just_followed; /* feed whose document came a moment ago by desk_follow */
    bool end, gone;
};

struct task *task_new(struct desk_pipeline *p, enum task_kind kind);
/* What a task does at each step; all run within arena_run on its arena. */
enum err_code task_begin(void *task);   /* prepares the first step */
enum err_code task_fetched(void *task); /* t->doc has come */
enum err_code task_read(void *task);    /* t->result_frame has come */
enum err_code task_again(void *task);   /* goes on after a wait or a write */
enum err_code task_memory(void *task);  /* what its host repeats, just before it is read */
/* Its reader died, or it cannot be done for a reason of ours. */
void task_lost(struct task *t, const char *reason);
/* The fetch process died under it or could not take it. */
void task_unfetched(struct task *t);
/* After the writer: is it done, or is there another step? */
void task_written(struct task *t);
/* Is a task under way that asks for this robots.txt? */
bool task_asks_robots(const struct desk_pipeline *p, struct str origin);
/* The user's own headers, where the address is of the place that they were given for. */
void task_add_own(struct task *t, struct str url);
/* Steps that pages.c and task.c share. */
void task_ask_page(struct task *t, struct str url);
void task_read_page(struct task *t, struct str bytes);
bool task_edition_page(struct task *t, struct str url, struct str *ret);
bool task_of_edition(const struct task *t);
enum err_code task_write_aside(struct desk_writing *w, struct task *t, struct err *e) must_check;
void pages_begin(struct task *t, const struct article *got);
void pages_next(struct task *t);
void pages_read(struct task *t);
/* `final`: no use in trying again. */
void pages_failed(struct task *t, struct str why, bool final);
/* Bytes of its text that are there from an earlier time. */
size_t pages_text_there(struct task *t);
/* What is there stays or gets the state; tried again unless `final`. */
void task_failed(struct task *t, enum article_state state, struct str reason, bool final);
/* Tells the session how far it is; `now` is what was last finished. */
void session_tell(struct desk_pipeline *p, struct str now);
/* A wish into the inbox; ERR_CLOSED where the pipeline has ended. */
enum err_code wish_post(struct desk_pipeline *p, struct wish *w, struct err *e) must_check;
/* Returns when the keeper wants the desk to end. */
void desk_pipeline_wait(struct desk_pipeline *p);
void pipeline_wake(struct desk_pipeline *p);
/* Hands the write to the writer. */
void task_write(struct task *t, desk_job_fn run);
/* Ends a wish: its maker is told, and it is given back or marked finished. */
void wish_end(struct desk_pipeline *p, struct wish *w, enum err_code code, const struct err *e);
void wish_begin(struct desk_pipeline *p, struct wish *w);
/* For follow: the next candidate, or the end. */
enum err_code wish_fetched(struct task *t);
enum err_code wish_read(struct task *t);
void wish_written(struct task *t);
#endif
