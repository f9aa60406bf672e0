/* desk/steps: what a task does at its steps, by what it is about, and what these share. task.c
 * calls them (task_begin and so on, see task.h) within arena_run on the task's arena, but for those
 * marked, which may run outside of it and take next to nothing of the arena. Each leaves the task
 * in its next stage. */
#ifndef OCTAVO_DESK_STEPS_H
#define OCTAVO_DESK_STEPS_H
#include "desk/task.h"

/* ---- A feed (task_feed.c). ---- */
void task_feed_begin(struct task *t);
void task_feed_fetched(struct task *t);
void task_feed_read(struct task *t);
/* Has what was fetched read as a feed, whoever asked for it. */
void task_read_feed(struct task *t);
void task_feed_written(struct task *t);                   /* outside */
void task_feed_failed(struct task *t, struct str reason); /* outside; `reason` lives as the task */

/* ---- An article (task_article.c). ---- */
void task_article_begin(struct task *t);
void task_article_fetched(struct task *t);
void task_article_read(struct task *t);
void task_article_again(struct task *t);
void task_article_written(struct task *t); /* outside */
/* Its request or its document is lost with the child that had it; outside. */
void task_article_unfetched(struct task *t, struct str why);
void task_article_lost(struct task *t, struct str why);
/* What is there stays or gets the state; tried again unless `final`. Outside. */
void task_failed(struct task *t, enum article_state state, struct str reason, bool final);
/* Asks for a page of it, and for the place's robots.txt before, where that is not known. */
void task_ask_page(struct task *t, struct str url);
/* Has the bytes read as its page. */
void task_read_page(struct task *t, struct str bytes);
/* Whether the edition under way has its feed, and the page at `url` that it holds. */
bool task_of_edition(const struct task *t);
bool task_edition_page(struct task *t, struct str url, struct str *ret);

/* ---- Its further pages (pages.c). ---- */
void pages_begin(struct task *t, const struct article *got);
void pages_next(struct task *t);
void pages_read(struct task *t);
/* `final`: no use in trying again. */
void pages_failed(struct task *t, struct str why, bool final);
/* Bytes of its text that are there from an earlier time. */
size_t pages_text_there(struct task *t);

/* ---- The robots.txt that it waits for (task_robots.c). ---- */
/* Is a task under way that asks for that of this origin? */
bool task_asks_robots(const struct desk_pipeline *p, struct str origin);
void task_robots_fetched(struct task *t);
/* The answer is known, and written; outside. */
void task_robots_done(struct task *t, enum desk_robots_state state, struct str reason);

/* ---- For all (task.c). ---- */
/* The host of an address; empty where it is none. */
struct str task_host(struct arena *a, struct str url);
/* What the user gave the task's feed of its own, into t->own. */
void task_load_own(struct task *t);
/* Has it asked for: with the user's own headers, but for a robots.txt. */
void task_ask(struct task *t, struct str url, enum net_as as);
/* Its document is to be set aside with the next write; outside. */
void task_put_aside(struct task *t, struct str reason);
/* Writes what is set aside, and what was learned of its host. For the writer's jobs. */
enum err_code task_write_aside(struct desk_writing *w, struct task *t, struct err *e) must_check;
#endif
