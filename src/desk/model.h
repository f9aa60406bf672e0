/* desk/model: a language model that the settings name (model_url) may be asked to summarise a story
 * or an article. Off where none is named: then there is nothing to ask and nothing is shown.
 *
 * It is given numbered sentences of the sources as data, is asked through the fetch process, and
 * its answer is read in a reader. What it writes is never believed: each of its sentences is held
 * against those that it cites (sense/vouch.h), and only what they bear out is given here. One is
 * asked after the other, and no more than model_hourly in an hour. */
#ifndef OCTAVO_DESK_MODEL_H
#define OCTAVO_DESK_MODEL_H
#include "desk/pipeline.h"

enum desk_model_about { DESK_MODEL_STORY, DESK_MODEL_ARTICLE };
enum desk_model_state {
    DESK_MODEL_NONE, /* nothing was asked yet */
    DESK_MODEL_WAITS,
    DESK_MODEL_DONE,
    DESK_MODEL_FAILED, /* what was written before, if anything, is still there */
};
const char *desk_model_state_name(enum desk_model_state s); /* "none", "waits", "done", "failed" */

/* A sentence of a source that a sentence of the model rests on. */
struct desk_model_source {
    int64_t article;
    struct str publisher_name;
    struct span span; /* bytes of its text, as it was then */
    int32_t sentence; /* its place is /article/ID#sN; -1: the text has changed since */
};
struct desk_model_line {
    struct str words;
    const struct desk_model_source *by; /* never empty */
    size_t by_count;
};
struct desk_model_text {
    bool on; /* a model is named; else all else is empty */
    enum desk_model_state state;
    int64_t asked_at;
    struct str error;   /* why it failed, for a person */
    int64_t written_at; /* TIME_NONE: nothing is there */
    int64_t given_at;   /* when its sources were read, before it began to write */
    struct str model;   /* that wrote it */
    const struct desk_model_line *lines;
    size_t line_count;
    const struct str
        *left; /* of each sentence that was left out why: "it gives a figure (37) ..." */
    size_t left_count;
    bool cut;       /* there was more than is looked at */
    uint32_t fresh; /* reports that came into the story since its sources were read */
    bool changed;   /* a source's text has changed since, or one is gone */
};
/* What there is; ERR_NOT_FOUND where a model is named and there is no such story or article. */
enum err_code desk_model_get(struct desk_reader *r, enum desk_model_about about, int64_t id,
                             struct desk_model_text *ret) must_check;
/* Asks, without waiting for the answer. ERR_NOT_FOUND: no model is named, or there is no such
 * thing; ERR_EXISTS: it is being written; ERR_LIMIT: too many in this hour, or waiting. */
enum err_code desk_model_ask(struct desk *d, enum desk_model_about about, int64_t id,
                             struct err *e) must_check;
/* The same for one-shot commands, until it is written. */
enum err_code desk_model_now(struct desk *d, struct desk_pipeline *p, enum desk_model_about about,
                             int64_t id, struct err *e) must_check;
/* Asks it for one word, to see whether it answers; `ret` is what it said, on one line. */
enum { DESK_MODEL_WORDS = 200 };
enum err_code desk_model_try(struct desk_pipeline *p, char ret[DESK_MODEL_WORDS],
                             struct err *e) must_check;
void desk_model_json(struct json_out *w, const struct desk_model_text *v);

/* ---- settings ---- */
enum { DESK_MODEL_URL_MOST = 1000 };
/* The address that is asked: model_url with /chat/completions. False: none is named. */
bool desk_model_address(const struct desk_conf *c, char ret[DESK_MODEL_URL_MOST]);
/* Are the settings of the model sound: an address of the web without a password in it, and where
 * there is a key, one that it does not go to in the clear over the network? */
enum err_code desk_model_conf_check(struct arena *a, const struct desk_conf *c,
                                    struct err *e) must_check;
/* The key, without what is around it; empty where there is none. ERR_CONFIG where its file cannot
 * be read, or others may read it. The caller wipes it. */
enum { DESK_MODEL_KEY_MOST = 512 };
enum err_code desk_model_key(const struct desk_conf *c, char ret[DESK_MODEL_KEY_MOST],
                             struct err *e) must_check;
#endif
