/* api/greader: what the files of the interface for reader apps share. */
#ifndef OCTAVO_API_GREADER_H
#define OCTAVO_API_GREADER_H
#include "api/internal.h"
#include "feed/feed.h"

#define STATE "user/-/state/com.google/"
#define LABEL "user/-/label/"

struct app {
    struct desk *desk;
    struct desk_reader *reader;
    struct http_request *q;
    struct http_response *r;
    struct arena *a;
    struct desk_user user;
    bool writes; /* may mark and star */
    struct json_out j;
};

/* ---- Asking and answering (greader.c) ---- */
/* "OK", to the letter. */
void app_ok(struct app *c);
void app_say(struct app *c, unsigned status, const char *words);
/* The answer to a failure; `e` may be NULL. */
void app_failed(struct app *c, enum err_code code, const struct err *e);
/* A parameter, of the form or else of the address; empty where it is not there. */
struct str app_arg(struct app *c, struct str name);
/* Begins an answer: c->j stands within its object. */
void app_json(struct app *c);
/* A number as a text, as Google Reader had those that JavaScript cannot hold. */
void app_number(struct app *c, const char *name, int64_t v);

/* ---- Items (greader_item.c) ---- */
/* "https://news.example.org". */
struct str app_base(struct app *c);
/* "user/-/label/News". */
struct str app_label(struct app *c, struct str folder);
/* An article as JSON, `brief`: with its excerpt alone. What cannot be had is left out. */
void app_put_item(struct app *c, int64_t id, bool brief);
/* The same as an entry in the request's memory, with its excerpt where its text would take more
 * than `room` bytes in a feed. *ret_size: what it takes. */
enum err_code app_item_entry(struct app *c, int64_t id, size_t room, struct entry *ret,
                             size_t *ret_size) must_check;

/* ---- Calls (greader_feeds.c) ---- */
void app_tag_list(struct app *c);
void app_subscription_list(struct app *c);
void app_unread_count(struct app *c);
void app_subscription_edit(struct app *c);
void app_rename_tag(struct app *c);
void app_disable_tag(struct app *c);
void app_quickadd(struct app *c);
#endif
