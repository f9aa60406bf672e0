/* desk/pipe: the pipeline as its parts see it. pipeline.c is its thread and its life; due.c takes
 * work from the database, task.c and its kin say what is done with a document at each step,
 * children.c hands it to the fetch process and to readers, wish.c and session.c are for those who
 * asked. All of it belongs to the pipeline's thread, but for what the lock guards. */
#ifndef OCTAVO_DESK_PIPE_H
#define OCTAVO_DESK_PIPE_H
#include "desk/internal.h"
#include "proc/proc.h"

struct task;
struct wish;
struct session;

struct reader_slot {
    struct channel *c;
    pid_t pid;
    bool ready;
    struct task *task;
    bool killed; /* for overrunning its time */
    bool gone;   /* its channel is closed: it is to end, if it has not yet */
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
    int64_t barred;      /* until then nothing is taken or fetched: the database takes nothing */
    bool more;           /* there may be more due than was taken */
    bool burst;          /* memory is to be given back */
    int64_t given_back;  /* monotonic */
    struct session *session; /* under way: set and cleared under the lock */
    bool stopping;           /* the keeper wants us to end */

    pthread_mutex_t lock; /* guards all below, and wishes */
    pthread_cond_t told;
    struct wish *inbox;
    struct session *new_session;
    struct task *written;  /* come back from the writer */
    int64_t just_followed; /* feed whose document came a moment ago by desk_follow */
    bool end, gone;
};

/* Ends the wait of the pipeline's thread. From any thread. */
void pipeline_wake(struct desk_pipeline *p);
/* Returns when the keeper wants the desk to end. */
void desk_pipeline_wait(struct desk_pipeline *p);
#endif
