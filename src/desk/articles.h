/* desk/articles: lists of articles, one of them, stars and read marks. */
#ifndef OCTAVO_DESK_ARTICLES_H
#define OCTAVO_DESK_ARTICLES_H
#include "desk/open.h"

/* One line of a list. */
struct desk_row {
    int64_t id;
    struct str title; /* never empty: of what came without, its first words; "(no headline)" where
                         there are none */
    struct str url;   /* at its publisher's; may be empty */
    int64_t publisher;
    struct str publisher_name;
    struct when published; /* as the publisher said; WHEN_NONE: see at */
    int64_t at;            /* what lists are ordered by: published, else when we first saw it */
    struct str excerpt;    /* plain text, at most about 300 bytes; may be empty */
    struct str image;      /* absolute; empty */
    struct str lang;
    enum article_state state;
    uint32_t words;
    uint32_t comments;
    bool starred, read;      /* of the user asked for */
    struct str snippet;      /* search only: a piece of the text; else empty */
    const struct span *hits; /* search only: byte ranges of `snippet` that matched */
    size_t hit_count;
};

/* Where a page of a list goes on; written into links as "AT-ID". */
struct desk_key {
    int64_t at, id; /* id 0: from the start */
};
void desk_key_write(struct buf *out, struct desk_key k);
bool desk_key_parse(struct str s, struct desk_key *ret);

/* Which articles: all that is not 0 or empty must hold. */
struct desk_list {
    int64_t user; /* whose stars and read marks; 0 = nobody */
    int64_t publisher;
    int64_t feed;
    struct str folder; /* of feeds, with those within it */
    struct str tag;    /* a hashtag's key */
    int64_t entity;    /* that name it: desk_entity.id; alone, or with publisher, feed, unread */
    int64_t from, to;  /* at in [from, to); 0 = open. A day: see desk_day */
    bool starred;      /* of `user` */
    bool unread;       /* of `user` */
    bool read;         /* of `user`: marked as read */
    bool lately; /* what `user` read lately, by when that was, the latest first: alone, or with
                    publisher, feed, folder */
    int64_t seen_from, seen_to; /* came to us in [from, to), whenever published; 0 = open */
    bool oldest;                /* oldest first; not of entities */
    struct desk_key after;      /* strictly older than this one; with `oldest` newer */
    bool keys;                  /* only id and at of each row are wanted */
    uint32_t most;              /* rows wanted, 1..200, of keys 1..10,000; 0 = 50 */
};
struct desk_rows {
    const struct desk_row *v; /* newest first, or as desk_list.oldest says */
    size_t n;
    bool more;
    struct desk_key next; /* give as `after` for the next page */
};
enum err_code desk_articles(struct desk_reader *r, const struct desk_list *which,
                            struct desk_rows *ret) must_check;

/* Can this be when an article came out that is ordered by `at`? More than a day ahead of that, or
 * before 1970, is a mistake; what is shown is `at` then. */
bool desk_when_sound(struct when published, int64_t at);

enum { DESK_RELATED_MOST = 6 };
struct desk_related {
    int64_t id;
    struct str title;
    int64_t publisher;
    struct str publisher_name;
    struct when published;
    int64_t at;
    struct str image;
    double score;   /* 0..1 */
    struct str why; /* in words: "both: Balochistan; 2 figures agree; within a day"; may be empty */
    int64_t story;  /* the story that it is in; 0: none yet */
};
/* Everything that the page of an article shows. */
struct desk_article {
    struct desk_row row;
    struct article article; /* with body and text */
    /* The parts of the reading that the page shows: language, words, sentences, hashtags, summary,
     * key points, entities (without mentions), missing. NULL where the article could not be read.
     * All of it (quotes, claims, figures ...): desk_article_reading. */
    const struct reading *reading;
    const struct desk_related *related; /* best first */
    size_t related_count;
    const struct enclosure *media; /* sound, films and other files that its feed names */
    size_t media_count;
    int64_t feed;
    int64_t seen_at;    /* when we first had it */
    int64_t changed_at; /* when its text last changed: for Last-Modified and ETag */
    uint32_t version;   /* raised at every change of what is stored of it */
};
/* `user`: whose star and read mark. ERR_NOT_FOUND. */
enum err_code desk_article_get(struct desk_reader *r, int64_t id, int64_t user,
                               struct desk_article *ret) must_check;
/* The same without `related`, which takes most of the time: for lists of whole texts. */
enum err_code desk_article_alone(struct desk_reader *r, int64_t id, int64_t user,
                                 struct desk_article *ret) must_check;
/* The whole reading; needs the article for its text. */
enum err_code desk_article_reading(struct desk_reader *r, const struct desk_article *a,
                                   struct reading *ret) must_check;
/* The articles just newer and older than `row` in a list (of all, a publisher, a folder, the
 * starred, the unread; not of tags and entities); id 0: none. */
enum err_code desk_article_around(struct desk_reader *r, const struct desk_row *row,
                                  const struct desk_list *which, struct desk_row *ret_newer,
                                  struct desk_row *ret_older) must_check;

/* The user opens the article: it is read lately. Does not wait. And: all of that is forgotten. */
void desk_looked(struct desk *d, int64_t user, int64_t article);
enum err_code desk_looked_forget(struct desk *d, int64_t user, struct err *e) must_check;

/* Stars and read marks. */
enum err_code desk_star(struct desk *d, int64_t user, int64_t article, bool on,
                        struct err *e) must_check;
enum err_code desk_mark_read(struct desk *d, int64_t user, int64_t article, bool on,
                             struct err *e) must_check;
/* Stars (or marks as read) all of them in one go; those that are not there are passed over. More
 * than a person reads at a sitting (50) are not read lately. */
enum err_code desk_mark_many(struct desk *d, int64_t user, const int64_t *articles, size_t n,
                             bool star, bool on, struct err *e) must_check;
/* How many articles the user has not read, by the feed that they came by; in order of folders, each
 * before those within it. */
struct desk_unread {
    int64_t feed;
    int64_t articles;
    int64_t newest_at;
    struct str folder;
};
enum err_code desk_unread(struct desk_reader *r, int64_t user, const struct desk_unread **ret,
                          size_t *ret_n) must_check;
/* The same by folders, the empty name for no folder, and each without those within it: `feed` is 0
 * and newest_at TIME_NONE. Costs half. */
enum err_code desk_unread_folders(struct desk_reader *r, int64_t user,
                                  const struct desk_unread **ret, size_t *ret_n) must_check;
/* A list that was marked as read in one go. */
struct desk_sweep {
    int64_t id; /* 0: none */
    int64_t at;
    int64_t n; /* articles that it marked: those that were unread */
};
/* Marks all articles of a list up to now (which->after and most are not looked at). *ret, or NULL:
 * what it did, nothing (id 0) where all was read; it takes the place of the account's last one. */
enum err_code desk_mark_all_read(struct desk *d, int64_t user, const struct desk_list *which,
                                 struct desk_sweep *ret, struct err *e) must_check;
/* The account's last one, as long as it can be undone. */
enum err_code desk_sweep_last(struct desk_reader *r, int64_t user,
                              struct desk_sweep *ret) must_check;
/* Makes unread what it marked, but what was marked or opened by itself since; *ret, or NULL: how
 * many. ERR_NOT_FOUND where `sweep` is not the account's last one, or was undone. */
enum err_code desk_sweep_undo(struct desk *d, int64_t user, int64_t sweep, int64_t *ret,
                              struct err *e) must_check;
#endif
