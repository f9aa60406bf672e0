/* desk/people: accounts, links to a password, sessions, tokens, what an account prefers. */
#ifndef OCTAVO_DESK_PEOPLE_H
#define OCTAVO_DESK_PEOPLE_H
#include "desk/open.h"

enum {
    DESK_NAME_MOST = 40,
    DESK_PASSWORD_LEAST = 8,
    DESK_PASSWORD_MOST = 1024,
    DESK_TOKEN_SIZE = 44
};
struct desk_user {
    int64_t id; /* 0: nobody is signed in */
    struct str name;
    bool admin; /* may follow, unfollow, see settings and all sessions; the first account is one */
    int64_t created_at;
};
struct desk_session {
    int64_t id;
    int64_t created_at, seen_at, expires_at;
    struct str agent; /* User-Agent at sign in, cut */
    struct str address;
    bool current;
};
/* What a token may do; each includes those before it. */
enum desk_scope {
    DESK_SCOPE_FEEDS, /* app password: reader apps, and Atom feeds by HTTP Basic with the account's
                         name */
    DESK_SCOPE_READ,  /* the API's GET */
    DESK_SCOPE_WRITE, /* stars, read marks, comments, followed searches, own rules */
    DESK_SCOPE_ALL,   /* whatever its account may, also as administrator */
};
const char *desk_scope_name(enum desk_scope s); /* "feeds", "read" ... */
bool desk_scope_find(struct str name, enum desk_scope *ret);
struct desk_token {
    int64_t id;
    struct str label;
    enum desk_scope scope;
    int64_t created_at, used_at; /* used_at TIME_NONE: never */
};

/* True as long as there is no account: the next sign up makes the administrator. */
bool desk_needs_first_user(struct desk_reader *r);
/* May a stranger sign up now (first account, or setting sign_up)? */
bool desk_may_sign_up(struct desk_reader *r);
/* Makes an account by the web: ERR_DENIED where sign up is closed, ERR_EXISTS for a name in use
 * (compared folded), ERR_INPUT for an unfit name or password, ERR_LIMIT for too many from one
 * address (an IPv6 network counts as one), with words. Takes as long as signing in. */
enum err_code desk_sign_up(struct desk *d, struct str name, struct str password, struct str address,
                           int64_t *ret_user, struct err *e) must_check;
/* The same for the command line, whatever the settings say. */
enum err_code desk_user_add(struct desk *d, struct str name, struct str password, bool admin,
                            int64_t *ret_user, struct err *e) must_check;
enum err_code
desk_user_password(struct desk *d, struct str name, struct str password,
                   struct err *e) must_check; /* also ends all sessions of the account */
enum err_code desk_user_delete(struct desk *d, struct str name, struct err *e) must_check;
enum err_code desk_users(struct desk_reader *r, const struct desk_user **ret,
                         size_t *ret_n) must_check;
/* For the administrator's page of accounts; closing one is desk_user_ban. */
struct desk_account {
    struct desk_user user;
    bool closed;
    int64_t seen_at;    /* of its newest session; TIME_NONE: not signed in anywhere */
    int64_t link_until; /* a link to choose a password holds so long; TIME_NONE: there is none */
};
enum err_code desk_accounts(struct desk_reader *r, const struct desk_account **ret,
                            size_t *ret_n) must_check;
/* One of them, by its id; by its name, compared as at sign-in. ERR_NOT_FOUND. */
enum err_code desk_account_get(struct desk_reader *r, int64_t id,
                               struct desk_account *ret) must_check;
enum err_code desk_account_named(struct desk_reader *r, struct str name,
                                 struct desk_account *ret) must_check;
/* Makes an administrator of it, or takes that back: ERR_DENIED for the only one. */
enum err_code desk_user_admin(struct desk *d, int64_t account, bool on, struct err *e) must_check;
/* A link by which the account's password can be chosen, once, within DESK_INVITATION_DAYS; an
 * earlier one holds no more, and neither does it once the password is set otherwise. The password
 * stays until then. /password/TOKEN is its page. */
enum { DESK_INVITATION_DAYS = 3 };
enum err_code desk_invite(struct desk *d, int64_t account, char ret_token[DESK_TOKEN_SIZE],
                          struct err *e) must_check;
/* A new account whose password nobody knows, and the link by which its owner chooses one. Errors
 * as of desk_user_add; after ERR_STORE the account may be there without a link (desk_invite). */
enum err_code desk_user_invite(struct desk *d, struct str name, bool admin, int64_t *ret_user,
                               char ret_token[DESK_TOKEN_SIZE], struct err *e) must_check;
/* Whose link is it? False where it holds no more. */
bool desk_invitation_find(struct desk_reader *r, struct str token, struct desk_user *ret);
/* Sets the password by it and ends the account's sessions; the link holds no more. */
enum err_code desk_invitation_take(struct desk *d, struct str token, struct str password,
                                   struct err *e) must_check;

/* Signs in: checks the password (takes about as long for a name that is not there) and makes a
 * session. `address` and `agent` are for the list of sessions and the limit of attempts (ERR_LIMIT
 * with words: how long to wait). ret_token gets a terminated text of DESK_TOKEN_SIZE - 1 characters
 * (URL-safe) for the cookie; only its hash is stored. Called from a thread that may wait (some 50
 * ms of CPU). */
enum err_code desk_sign_in(struct desk *d, struct str name, struct str password, struct str address,
                           struct str agent, char ret_token[DESK_TOKEN_SIZE],
                           struct err *e) must_check;
/* A session for an account without its password: after sign up. */
enum err_code desk_session_new(struct desk *d, int64_t user, struct str address, struct str agent,
                               char ret_token[DESK_TOKEN_SIZE], struct err *e) must_check;
/* Who is it? False (and user.id 0) for an unknown or ended session. Renews the session at most once
 * an hour, without waiting. */
bool desk_session_find(struct desk_reader *r, struct str token, struct desk_user *ret);
enum err_code desk_session_end(struct desk *d, struct str token, struct err *e) must_check;
/* `current`: the caller's own cookie, to mark it in the list; may be empty. */
enum err_code desk_sessions(struct desk_reader *r, int64_t user, struct str current,
                            const struct desk_session **ret, size_t *ret_n) must_check;
enum err_code desk_session_revoke(struct desk *d, int64_t user, int64_t session,
                                  struct err *e) must_check;

/* API tokens: shown once, stored as a hash, sent as "Authorization: Bearer TOKEN". ERR_LIMIT where
 * the account has as many as its list shows. */
enum err_code desk_token_new(struct desk *d, int64_t user, struct str label, enum desk_scope scope,
                             char ret_token[DESK_TOKEN_SIZE], struct err *e) must_check;
/* Whose token, and what it may. user.admin is false where its scope is less than all. */
bool desk_token_find(struct desk_reader *r, struct str token, struct desk_user *ret,
                     enum desk_scope *ret_scope);
/* The account of that name, by an app password or another token of it; as administrator only by a
 * token with all rights. */
bool desk_app_password(struct desk_reader *r, struct str name, struct str word,
                       struct desk_user *ret);
/* The same for an app that signs in from `address`, with the limit of attempts of desk_sign_in:
 * ERR_DENIED alike for a name that is not there, a wrong app password and the account's own
 * password; ERR_LIMIT with words. */
enum err_code desk_app_sign_in(struct desk_reader *r, struct str name, struct str word,
                               struct str address, struct desk_user *ret, struct err *e) must_check;
/* "Basic NAME:APP-PASSWORD" of an Authorization header: any token of that account. */
bool desk_basic_find(struct desk_reader *r, struct str header, struct desk_user *ret);
enum err_code desk_tokens(struct desk_reader *r, int64_t user, const struct desk_token **ret,
                          size_t *ret_n) must_check;
enum err_code desk_token_revoke(struct desk *d, int64_t user, int64_t token,
                                struct err *e) must_check;

/* The token that every form of this session carries: terminated text of DESK_TOKEN_SIZE - 1
 * characters, derived from the session's token (for people not signed in: from any cookie value
 * that web sets). */
void desk_csrf(struct desk *d, struct str session_token, char ret[DESK_TOKEN_SIZE]);
bool desk_csrf_check(struct desk *d, struct str session_token, struct str given);
/* A keyed signature of `data` for one purpose ("image"): 22 URL-safe characters. The key is the
 * database's own. */
enum { DESK_SIGN_SIZE = 23 };
#define DESK_SIGN_IMAGE "image" /* purpose: addresses that the picture proxy may fetch */
void desk_sign(struct desk *d, const char *purpose, struct str data, char ret[DESK_SIGN_SIZE]);
bool desk_sign_check(struct desk *d, const char *purpose, struct str data, struct str given);

/* What an account prefers ("theme", "text_size" ...), as short texts. The empty str where never
 * set. */
struct str desk_pref(struct desk_reader *r, int64_t user, struct str name);
enum err_code desk_pref_set(struct desk *d, int64_t user, struct str name, struct str value,
                            struct err *e) must_check;
#endif
