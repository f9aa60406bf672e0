/* desk/task: one document on its way: fetched, read in a reader, written. A task owns an arena, and
 * lives on the pipeline's thread but for the time that its job is with the writer. What is in
 * flight is in memory only: the database knows what is still to be done (feed.next_at,
 * article.work), each taken with a lease, so that a task lost by a crash is taken again. */
#ifndef OCTAVO_DESK_TASK_H
#define OCTAVO_DESK_TASK_H
#include "desk/internal.h"
#include "net/net.h"
#include "page/page.h"
#include "reader/reader.h"

enum { TASKS_MOST = 256 /* feeds and articles taken from the database at a time */ };

enum task_kind {
    TASK_FEED,
    TASK_ARTICLE,
    TASK_FOLLOW,
    TASK_IMAGE,
    TASK_OPML,
    TASK_EDITION,
    TASK_MODEL
};
enum task_stage {
    STAGE_FETCH, /* waits for the fetch process */
    STAGE_FETCHING,
    STAGE_READ, /* waits for a reader */
    STAGE_READING,
    STAGE_WRITING,
    STAGE_WAIT,  /* another task asks for the robots.txt that it needs, or the language model */
    STAGE_AGAIN, /* goes on with task_again */
    STAGE_HELD,  /* could not be written for want of room or a lock: is written again, see `hold` */
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
    uint64_t entry_mark; /* which it is: another may come while this one is read; 0: none */
    bool had_full;       /* the article is there in full: nothing less may take its place */
    bool had_part;       /* a part of it is, and it was to be tried again */
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
    int64_t hold;  /* not again before, monotonic */
    uint32_t held; /* how often it was, in a row */
    struct desk_feed_result feed_result;
    struct desk_article_result article_result;
    struct desk_article_failure failure;
    char said_title[200]; /* of the feed, after writing */
    struct desk_set_aside aside;
    bool set_aside;    /* write `aside` too */
    struct str memory; /* write the host's memory too */
    struct str known;  /* that memory, as the page, or the first of several, was read with */

    /* For those who asked. */
    struct wish *wish;
    struct model_work *model; /* model_task.c */
    struct str model_error;   /* to be written; empty: none */
};

/* A new task at the end of the pipeline's list, which gives it back once its stage is STAGE_DONE;
 * NULL: no memory. */
struct task *task_new(struct desk_pipeline *p, enum task_kind kind);
/* Gives back all that are done. */
void task_sweep(struct desk_pipeline *p);
/* Runs one of the steps below on the task's arena; one that takes more than it may is task_lost. */
void task_step(struct task *t, enum err_code (*fn)(void *task));
/* Hands the write to the writer. */
void task_write(struct task *t, desk_job_fn run);
/* Goes on with those that have come back from the writer. */
void task_take_written(struct desk_pipeline *p);
/* Goes on with those that are to, and those whose wait is over; writes again what was held. */
void task_resume(struct desk_pipeline *p);

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
/* The user's own headers, where the address is of the place that they were given for. */
void task_add_own(struct task *t, struct str url);
#endif
