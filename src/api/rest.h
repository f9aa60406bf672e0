/* api/rest: what the files of the JSON interface share (docs/api.md): who asks, how it is answered,
 * and the handlers that the table of routes in rest.c names. A handler finds out who asks, calls
 * the desk, and writes what the desk says by the desk's own JSON forms. */
#ifndef OCTAVO_API_REST_H
#define OCTAVO_API_REST_H
#include "api/api.h"

struct api_call {
    struct desk *desk;
    struct desk_reader *reader;
    struct http_request *q;
    struct http_response *r;
    struct desk_user user; /* id 0: nobody */
    enum desk_scope scope; /* of the token; a session may all */
    struct json_out j;     /* the answer's body */
};

/* ---- Asking and answering (rest.c) ---- */
/* Finds out who asks, and begins an answer of status 200. False where he may not, which is answered
 * then: 403 for a token that may too little, 401 for nobody where the site is closed or somebody is
 * wanted (`wants`). */
bool api_begin(struct api_call *c, void *reader, struct http_request *q, struct http_response *r,
               bool wants);
/* Answers {"error":…} with the status of the code, in the words of the reader where it has some for
 * this failure, else in these, else (NULL, empty) in the code's own. */
void api_fail(struct api_call *c, enum err_code code, const char *words);
/* The request's JSON object; NULL where it is none, which is answered then. To be released. */
json_t *api_body(struct api_call *c);
/* The parameter "after", and one that is a day, where they are given; false where it is no such
 * thing, which is answered then. */
bool api_after(struct api_call *c, struct desk_key *ret);
bool api_day(struct api_call *c, const char *name, struct desk_day *ret);
/* The parameter "most": `none` where it is not given, `limit` for what is above; false, and
 * answered, for what is no number above 0. */
bool api_most(struct api_call *c, uint32_t none, uint32_t limit, uint32_t *ret);
/* Is it the administrator who asks? Answers 403 where it is not: only he may `what`. */
bool api_admin(struct api_call *c, const char *what);
/* The end of a write: what failed, else 201 and {"id":ID}, or 204. */
void api_made(struct api_call *c, enum err_code code, const struct err *e, int64_t id);
void api_done(struct api_call *c, enum err_code code, const struct err *e);

/* A list of things under one name: as a member of the object that is being written, and as the
 * whole answer. */
#define API_MEMBER(c, name, v, n, write)                                                           \
    do {                                                                                           \
        json_key(&(c)->j, STR(name));                                                              \
        json_arr(&(c)->j);                                                                         \
        for (size_t i_ = 0; i_ < (n); i_++)                                                        \
            write(&(c)->j, &(v)[i_]);                                                              \
        json_arr_end(&(c)->j);                                                                     \
    } while (0)
#define API_LIST(c, name, v, n, write)                                                             \
    do {                                                                                           \
        json_obj(&(c)->j);                                                                         \
        API_MEMBER(c, name, v, n, write);                                                          \
        json_obj_end(&(c)->j);                                                                     \
    } while (0)

/* ---- The handlers ---- */
#define API_HANDLER(name) void name(void *reader, struct http_request *q, struct http_response *r)

/* rest_articles.c */
API_HANDLER(api_articles);
API_HANDLER(api_article);
API_HANDLER(api_reading);
API_HANDLER(api_versions);
API_HANDLER(api_difference);
API_HANDLER(api_put_read);
API_HANDLER(api_put_star);
API_HANDLER(api_comments);
API_HANDLER(api_comment_add);
API_HANDLER(api_comment_delete);
API_HANDLER(api_comment_report);
/* rest_find.c */
API_HANDLER(api_search);
API_HANDLER(api_ask);
API_HANDLER(api_ask_all);
API_HANDLER(api_tags);
API_HANDLER(api_entities);
API_HANDLER(api_entity);
/* rest_model.c */
API_HANDLER(api_model_article);
API_HANDLER(api_model_article_ask);
API_HANDLER(api_model_story);
API_HANDLER(api_model_story_ask);
/* rest_stories.c */
API_HANDLER(api_stories);
API_HANDLER(api_story);
API_HANDLER(api_story_reports);
API_HANDLER(api_place);
API_HANDLER(api_brief);
API_HANDLER(api_put_follow);
API_HANDLER(api_corrections);
API_HANDLER(api_correct);
API_HANDLER(api_correction_undo);
/* rest_feeds.c */
API_HANDLER(api_feeds);
API_HANDLER(api_feed_add);
API_HANDLER(api_own_get);
API_HANDLER(api_own_put);
API_HANDLER(api_publishers);
/* rest_own.c */
API_HANDLER(api_rules);
API_HANDLER(api_rule_add);
API_HANDLER(api_rule_delete);
API_HANDLER(api_following);
API_HANDLER(api_watch_add);
API_HANDLER(api_watch_looked);
API_HANDLER(api_watch_delete);
/* rest_people.c */
API_HANDLER(api_accounts);
API_HANDLER(api_account_add);
API_HANDLER(api_account_get);
API_HANDLER(api_account_put);
API_HANDLER(api_account_link);
API_HANDLER(api_account_delete);
#endif
