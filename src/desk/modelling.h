/* desk/modelling: what the files about the language model share (model_conf.c where it is,
 * model_prompt.c what it is given, model_task.c asking it, model_kept.c what is kept of its answer,
 * model.c the use cases). */
#ifndef OCTAVO_DESK_MODELLING_H
#define OCTAVO_DESK_MODELLING_H
#include "desk/internal.h"
#include "desk/model.h"
#include "sense/vouch.h"

enum {
    MODEL_SENTENCES_MOST = 40, /* that it is given */
    MODEL_SENTENCE_MOST = 400, /* bytes of one */
    MODEL_REPORTS_MOST = 30,   /* of a story, the newest */
    MODEL_WAITING_MOST = 8,    /* asked and not answered */
    MODEL_ANSWER_MOST = 256 << 10,
};
#define MODEL_PATIENCE (2 * US_HOUR) /* what waits for longer was lost */

/* ---- what it is given (model_prompt.c) ---- */
struct model_sentence {
    int64_t article, version, digest; /* of its text: model_digest() */
    struct span span;
    int32_t sentence;
    struct str words;
    int64_t order; /* of its report */
};
struct model_given {
    struct model_sentence *v; /* in order: number i + 1 of the prompt */
    size_t n;
    int64_t at; /* when it was read */
};
/* ERR_NOT_FOUND: there is no such thing; ERR_INPUT: there is too little that it could be given. */
enum err_code model_given_load(struct desk_reader *r, struct arena *a, enum desk_model_about about,
                               int64_t id, struct model_given *ret, struct err *e) must_check;
/* The body of the request, JSON. */
struct str model_prompt(struct arena *a, struct str name, const struct model_given *given);
struct str model_prompt_try(struct arena *a, struct str name);

/* ---- what is kept (model_kept.c): lines of fields parted by tabs ---- */
struct str model_kept_write(struct arena *a, const struct vouch *v, const struct model_given *g);
/* "article version digest": of all that it was given. A version counts whatever is made anew of an
 * article; the digest says whether its text is another. */
struct str model_sources_write(struct arena *a, const struct model_given *g);
int64_t model_digest(struct str text);
/* Fills given_at, lines, left, cut, changed. */
enum err_code model_kept_read(struct desk_reader *r, struct str said, struct str sources,
                              struct desk_model_text *ret) must_check;

/* ---- asking (model.c, for model_task.c) ---- */
struct model_outcome {
    enum desk_model_about about;
    int64_t id;
    struct str error;                /* empty: */
    struct str model, said, sources; /* written */
};
/* A job for the writer. */
enum err_code model_take(struct desk_writing *w, void *outcome, struct err *e) must_check;
/* What was under way when the program ended is not any more. A job for the writer. */
enum err_code model_reset(struct desk_writing *w, void *ctx, struct err *e) must_check;
#endif
