/* internal: what the files of reader/ share. */
#ifndef OCTAVO_READER_INTERNAL_H
#define OCTAVO_READER_INTERNAL_H
#include "reader/reader.h"

/* One job under way. */
struct work {
    struct arena *a;
    const struct reader_job *job;
    struct str bytes; /* unpacked */
    int64_t now;
    struct reader_result *ret;
    struct err e;
};
/* feeds.c: feeds, OPML, discovery. */
enum err_code do_feed(struct work *w);
enum err_code do_opml(struct work *w);
enum err_code do_discover(struct work *w);

/* Makes a body pass body_check, by leaving out values that do not. ERR_INPUT where that is not
 * enough. When *ret_changed, its text must be made again. */
enum err_code body_mend(struct arena *a, struct body *b, bool *ret_changed, struct err *e);
/* Which image is it, and how large? From its first bytes alone; nothing is decoded. ERR_INPUT: none
 * that is shown (SVG is none: it can hold scripts); ERR_LIMIT: too many pixels. */
enum err_code image_look(struct str bytes, struct reader_result *ret, struct err *e);
/* The text of a model's answer, read from JSON. */
enum err_code model_said(struct arena *a, const json_t *v, struct reader_result *ret,
                         struct err *e);
/* The same from its bytes. */
enum err_code model_from_json(struct arena *a, struct str json, struct reader_result *ret,
                              struct err *e);
/* An article from its JSON form. */
enum err_code article_from_json(struct arena *a, struct str json, struct article *ret,
                                struct err *e);
#endif
