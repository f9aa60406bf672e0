/* desk/comments: what readers say of articles, and who may. */
#ifndef OCTAVO_DESK_COMMENTS_H
#define OCTAVO_DESK_COMMENTS_H
#include "desk/people.h"

/* The hourly limit does not count for administrators. */
enum { DESK_COMMENT_MOST = 10000, DESK_COMMENT_DEPTH_MOST = 6, DESK_COMMENTS_AN_HOUR = 60 };
struct desk_comment {
    int64_t id, article;
    int64_t parent; /* 0 = begins a thread */
    uint32_t depth; /* 0 = begins a thread; deeper answers stay at DESK_COMMENT_DEPTH_MOST */
    int64_t user;
    struct str user_name; /* empty when the account or the comment was deleted */
    int64_t at;
    bool deleted;      /* kept as a gap where it has answers: no text, no name */
    bool own;          /* of the user asked for: may delete it */
    bool held;         /* waits for a person; only its author and administrators see it */
    struct str why;    /* what the first judgement said; empty */
    struct str source; /* Markdown as typed; empty when deleted */
    struct body body;  /* rendered: paragraphs, lists, quotes, code, emphasis, links */
};
/* In order of reading: each thread by time, answers below what they answer. ERR_NOT_FOUND where
 * there is no such article. */
enum err_code desk_comments(struct desk_reader *r, int64_t article, int64_t user,
                            const struct desk_comment **ret, size_t *ret_n) must_check;
enum err_code desk_comment_add(struct desk *d, int64_t user, int64_t article, int64_t parent,
                               struct str markdown, int64_t *ret, struct err *e) must_check;
/* One's own; an administrator's any (user->admin: false for a token that may less). */
enum err_code desk_comment_delete(struct desk *d, const struct desk_user *user, int64_t comment,
                                  struct err *e) must_check;
/* Who sees comments; people with an account write them. */
enum desk_comments_mode { DESK_COMMENTS_OFF, DESK_COMMENTS_MEMBERS, DESK_COMMENTS_PUBLIC };
enum desk_comments_mode desk_comments_mode(const struct desk_conf *c);
/* Tells the administrator of a comment, with a reason or none; once an account. Three people hide
 * it until a person has looked, unless one has approved it already. */
enum err_code desk_comment_report(struct desk *d, int64_t user, int64_t comment, struct str words,
                                  struct err *e) must_check;
/* What waits for a person: held by the first judgement, or reported. Oldest first, at most 200. */
struct desk_held {
    struct desk_comment comment;
    struct str article_title;
    uint32_t reports;
    struct str report_words; /* of the first report that has any */
    bool banned;             /* its author is */
};
enum err_code desk_moderation(struct desk_reader *r, const struct desk_held **ret,
                              size_t *ret_n) must_check;
int64_t desk_moderation_count(struct desk_reader *r);
/* An administrator's word on one, which the machine never overrules: show it; delete it; ban its
 * author and delete all that he said. */
enum desk_verdict { DESK_APPROVE, DESK_DELETE, DESK_BAN };
enum err_code desk_moderate(struct desk *d, int64_t user, int64_t comment,
                            enum desk_verdict verdict, struct err *e) must_check;
/* A banned account signs in no more, its sessions end and its tokens are refused. ERR_DENIED for an
 * administrator's, which is never closed: to open it changes nothing. */
enum err_code desk_user_ban(struct desk *d, int64_t account, bool on, struct err *e) must_check;
enum err_code desk_banned(struct desk_reader *r, const struct desk_user **ret,
                          size_t *ret_n) must_check;
/* Words and phrases, one a line, that make a comment wait. */
size_t desk_block_words_get(struct desk_reader *r, const struct str **ret);
enum err_code desk_block_words_set(struct desk *d, struct str text, struct err *e) must_check;
/* All that is kept of an account but its password: preferences, stars, comments. */
void desk_account_export(struct desk_reader *r, const struct desk_user *user, struct json_out *w);
/* Markdown -> body, for a preview; pure. */
enum err_code desk_markdown(struct arena *a, struct str markdown, struct body *ret,
                            struct err *e) must_check;
#endif
