/* desk/wish: what people ask of the pipeline, and wait for or are told of: to follow an address, a
 * picture, a list of feeds, a feed of an edition, a text of the language model. A wish becomes a
 * task (wish_begin), whose steps end in those of here, and in the end it is ended, whatever has
 * become of it. */
#ifndef OCTAVO_DESK_WISH_H
#define OCTAVO_DESK_WISH_H
#include "desk/model.h"
#include "desk/task.h"

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
    struct desk_imported imported;
    const struct desk_edition_feed *edition;
    /* Model: what it is to write of. */
    enum desk_model_about about;
    int64_t subject; /* 0: nothing, it is only tried; `address` is then what it said */
    /* Waited for: by a thread in this process. */
    bool waited, finished;
    enum err_code code;
    struct err err;
};

/* A wish into the inbox; ERR_CLOSED where the pipeline has ended. */
enum err_code wish_post(struct desk_pipeline *p, struct wish *w, struct err *e) must_check;
/* The same for one that holds the pipeline's lock and has looked whether it has ended. */
void wish_put(struct desk_pipeline *p, struct wish *w);
/* Makes its task; it is ended at once where there can be none. */
void wish_begin(struct desk_pipeline *p, struct wish *w);
/* Its maker is told, and it is given back or marked finished. `e`: NULL where all is well. */
void wish_end(struct desk_pipeline *p, struct wish *w, enum err_code code, const struct err *e);

/* Steps of its task, see task.h. */
enum err_code wish_fetched(struct task *t);
enum err_code wish_read(struct task *t);
void wish_written(struct task *t);

/* ---- For the files of the kinds of wishes. ---- */
/* Posts and waits until it is ended; its code. */
enum err_code wish_wait(struct desk_pipeline *p, struct wish *w, struct err *e) must_check;
/* Hands a wish that nobody waits for to the pipeline that runs in this process; it is freed where
 * nobody takes it. */
enum err_code wish_post_here(struct desk *d, struct wish *w, struct err *e) must_check;
/* Gives back one that was malloc'ed; what it keeps is wiped. */
void wish_free(struct wish *w);
/* Ends its task and the wish; the second with words, for a step to return. */
void wish_end_task(struct task *t, enum err_code code, const struct err *e);
enum err_code wish_fail(struct task *t, enum err_code code, const char *words);
/* Has an address asked for, urgently. */
void wish_ask(struct task *t, struct str url);
/* Has bytes read that are there already. */
void wish_read_bytes(struct task *t, enum reader_kind kind, struct str bytes, struct str url);
/* Did a reader find a feed? */
bool wish_is_feed(const struct reader_result *r);
/* A text as a string in a field of n bytes, cut between characters. */
void wish_put_z(char *out, size_t n, struct str s);

/* follow.c: the address that a person typed, then the feeds that its page offers, one by one. */
enum err_code wish_follow_begin(void *task);
enum err_code wish_follow_fetched(struct task *t);
enum err_code wish_follow_read(struct task *t);
/* It is written; ERR_EXISTS where it was there already. */
enum err_code wish_follow_written(struct task *t, struct err *e);
/* picture.c */
enum err_code wish_image_begin(void *task);
enum err_code wish_image_fetched(struct task *t);
enum err_code wish_image_read(struct task *t);
/* import.c */
enum err_code wish_opml_read(struct task *t);
/* model_task.c: is another text of the model under way? */
bool wish_model_asks(const struct desk_pipeline *p);
void wish_model_begin(struct task *t);
enum err_code wish_model_fetched(struct task *t);
enum err_code wish_model_read(struct task *t);
/* It did not work, and that is written; `words` live as long as the task. May run outside. */
void wish_model_lost(struct task *t, struct str words);
/* It is written, or why there is nothing. */
enum err_code wish_model_written(struct task *t, struct err *e);
#endif
