/* desk/search: questions, searches, and searches that are followed. */
#ifndef OCTAVO_DESK_SEARCH_H
#define OCTAVO_DESK_SEARCH_H
#include "desk/articles.h"

/* "Ask": a question in plain words about one article. */
struct desk_answer {
    bool found;        /* false: the article does not say */
    bool near;         /* not found, but this sentence comes near */
    struct str words;  /* the sentence that answers (found) or comes near, else empty */
    struct span span;  /* of it in article.text */
    int32_t sentence;  /* its index in reading.sentences, or -1 */
    struct span exact; /* the very words, inside span; {0,0} */
    const char *kind;  /* "who", "how-many" ... */
    double score;
    int32_t others[2]; /* next best sentences, or -1 */
};
enum err_code desk_ask(struct desk_reader *r, int64_t article, struct str question,
                       struct desk_answer *ret, struct err *e) must_check;

/* The same about all articles: the search finds candidates, the best DESK_ANSWERS_READ are read. */
enum { DESK_ANSWERS_MOST = 4, DESK_ANSWERS_READ = 8, DESK_NEAR_MOST = 2 };
struct desk_found {
    int64_t article;
    struct str title;
    int64_t publisher;
    struct str publisher_name;
    struct when published;
    int64_t at;
    struct desk_answer answer; /* found, or near */
    struct str counted;        /* the sort of people that the answer counts: "dead"; else empty */
};
struct desk_answers {
    struct desk_found v[DESK_ANSWERS_MOST]; /* surest first; of a story's tolls the newest */
    size_t n;                               /* 0: no article says it outright */
    struct desk_found
        near[DESK_NEAR_MOST]; /* where n is 0: what comes nearest, the nearest first */
    size_t near_count;
    const char *kind; /* "who", "how-many" ... */
    uint32_t read;    /* articles that were read for it */
};
enum err_code desk_ask_all(struct desk_reader *r, struct str question, struct desk_answers *ret,
                           struct err *e) must_check;

/* Search: words (all must occur), "phrases", -not, prefix*, publisher:name, tag:key, person:name,
 * organisation:name (org:), place:name, before: and after: with 2025, 2025-03 or 2025-03-14. Every
 * input is safe; what cannot be understood is read as words and told in `note`. */
struct desk_search {
    struct str query;
    int64_t user;
    struct desk_key after;
    uint32_t most;   /* 0 = 30 */
    bool best_first; /* by bm25 among the newest 10,000 hits instead of newest first; no paging */
    bool oldest;     /* first, instead of newest; not with best_first */
};
struct desk_hits {
    struct desk_rows rows;
    struct str note; /* a kind word where the query is empty or odd; else empty */
    uint32_t count;  /* hits in all, up to 1000 */
    bool count_more; /* there are more than `count` */
};
enum err_code desk_search(struct desk_reader *r, const struct desk_search *q,
                          struct desk_hits *ret) must_check;

/* Searches that an account follows, each a feed of its own: words, a name (person:"Nina Jones"), a
 * hashtag (tag:flood). */
enum { DESK_WATCHES_MOST = 50, DESK_WATCH_QUERY_MOST = 300, DESK_WATCH_FRESH_MOST = 100 };
struct desk_watch {
    int64_t id;
    struct str query;
    int64_t looked_at;
    uint32_t fresh; /* articles that came since then, up to DESK_WATCH_FRESH_MOST */
};
enum err_code desk_watches(struct desk_reader *r, int64_t user, const struct desk_watch **ret,
                           size_t *ret_n) must_check; /* those with most that is new first */
/* As it is kept: one blank between words. */
struct str desk_watch_query(struct arena *a, struct str typed);
/* Its id; 0: the account does not follow it. And the search of an id, empty where that is none of
 * the account's. */
int64_t desk_watch_find(struct desk_reader *r, int64_t user, struct str query);
struct str desk_watch_of(struct desk_reader *r, int64_t user, int64_t watch);
/* Follows a search (done already: nothing changes), or follows it no more. ERR_INPUT for an empty
 * one and one above DESK_WATCH_QUERY_MOST bytes, ERR_LIMIT for more than DESK_WATCHES_MOST. *ret,
 * or NULL: the id of what is followed now, else 0. */
enum err_code desk_watch_set(struct desk *d, int64_t user, struct str query, bool on, int64_t *ret,
                             struct err *e) must_check;
/* The user has looked at it: what comes from now on is new. The second does not wait. */
enum err_code desk_watch_look(struct desk *d, int64_t user, struct str query,
                              struct err *e) must_check;
void desk_watch_looked(struct desk *d, int64_t user, struct str query);
#endif
