/* desk: the use cases. Everything that web, api and cli can ask for, in plain structs; they see
 * nothing below (no SQL, no processes).
 *
 * How it is used
 *   struct desk *d;                      one a process; its functions may be called by any thread
 *   struct desk_reader *r;               one a thread: a database connection for reading
 *   desk_reader_begin(r, &arena);        before each request; results of every read call live in
 * `arena` desk_article_get(r, id, user, ...);  read calls take the reader, and change nothing
 *   desk_star(d, user, id, true, &e);    write calls take the desk, and return after the commit
 *
 * Every str in a result is a view into the arena given to desk_reader_begin; in arguments it is
 * read before the call returns. Ids are positive and below 2^53; 0 means none. Times are
 * microseconds UTC. Texts for a person (struct err, `words`, `error`) are plain text, one line, to
 * be escaped by who shows them. ERR_NOT_FOUND, ERR_DENIED, ERR_EXISTS, ERR_LIMIT, ERR_INPUT are the
 * caller's answer to its user; ERR_STORE, ERR_IO, ERR_BUSY are ours. */
#ifndef OCTAVO_DESK_H
#define OCTAVO_DESK_H
#include "types/types.h"

struct desk;
struct desk_reader;

/* ================================ Settings ================================
 * One table, which feeds --help, octavo.conf(5), the settings page and the docs test. Read in this
 * order, later wins: the default, octavo.conf ("name = value" lines, '#' comments), OCTAVO_NAME in
 * the environment, --name on the command line. */
enum desk_setting_kind { SETTING_TEXT, SETTING_PATH, SETTING_BOOL, SETTING_INT, SETTING_WORD };
/* X(NAME, "name", kind, "default", least, most, "help"): least and most only count for SETTING_INT.
 */
#define DESK_SETTINGS(X)                                                                           \
    X(DATA_DIR, "data_dir", PATH, "", 0, 0,                                                        \
      "Folder for the database; $XDG_DATA_HOME/octavo where it is not set")                        \
    X(DATABASE, "database", PATH, "", 0, 0, "Database file; octavo.db in data_dir by default")     \
    X(LISTEN, "listen", TEXT, "127.0.0.1:8008", 0, 0, "Address and port of the web pages")         \
    X(URL, "url", TEXT, "", 0, 0,                                                                  \
      "Public address, where a proxy stands in front: https://news.example.org")                   \
    X(TITLE, "title", TEXT, "Octavo", 0, 0, "Name shown at the top of every page")                 \
    X(PUBLIC, "public", BOOL, "yes", 0, 0, "May people without an account read?")                  \
    X(SIGN_UP, "sign_up", BOOL, "no", 0, 0,                                                        \
      "May strangers make an account? (The first visit always may.)")                              \
    X(COMMENTS, "comments", WORD, "public", 0, 0,                                                  \
      "public: everybody reads comments; members: people with an account; off: there are none")    \
    X(IMAGES, "images", BOOL, "yes", 0, 0,                                                         \
      "Show pictures? They are fetched by this server, never by readers' browsers")                \
    X(SESSION_DAYS, "session_days", INT, "30", 1, 3650, "Days until an unused session ends")       \
    X(THREADS, "threads", INT, "2", 1, 64, "Threads that serve pages")                             \
    X(READERS, "readers", INT, "0", 0, 64, "Sandboxed reader processes; 0 is one a processor")     \
    X(POLL, "poll", BOOL, "yes", 0, 0, "Does `octavo serve` fetch feeds by itself?")               \
    X(POLL_SHORTEST, "poll_shortest", INT, "15", 1, 10080,                                         \
      "Least minutes between polls of a feed")                                                     \
    X(POLL_LONGEST, "poll_longest", INT, "360", 1, 43200, "Most minutes between polls of a feed")  \
    X(FETCH_MOST, "fetch_most", INT, "64", 1, 256, "Most fetches under way at once")               \
    X(FETCH_ALLOW, "fetch_allow", TEXT, "", 0, 0,                                                  \
      "Private addresses that may be fetched all the same: 192.168.1.7:8080 127.0.0.1:9000")       \
    X(RECHECK, "recheck", BOOL, "yes", 0, 0,                                                       \
      "Ask again for articles of running stories, to keep what their publishers change")           \
    X(CONTACT, "contact", TEXT, "", 0, 0,                                                          \
      "Address that publishers see in our User-Agent, to reach whoever runs this")                 \
    X(LOG, "log", TEXT, "info", 0, 0, "Least important messages to log: error, warn, info, debug")
enum desk_setting_id {
#define X(id, ...) DESK_SET_##id,
    DESK_SETTINGS(X)
#undef X
        DESK_SETTING_COUNT
};
struct desk_setting {
    const char *name; /* "listen"; in the environment OCTAVO_LISTEN; as a flag --listen (with '-'
                         for '_') */
    enum desk_setting_kind kind;
    const char *value; /* the default as text; "" where it is computed */
    int64_t least, most;
    const char *help;
};
extern const struct desk_setting desk_settings[DESK_SETTING_COUNT];

struct desk_flag;
struct desk_conf {
    /* Read by desk_conf_str and desk_conf_from: another thread may read the settings again. */
    const char *value[DESK_SETTING_COUNT]; /* never NULL after desk_conf_load */
    const char
        *from[DESK_SETTING_COUNT]; /* "default", "octavo.conf:3", "OCTAVO_TITLE", "--title" */
    char file[512];                /* the configuration file that was read; "" = none */
    struct arena *a;
    /* What was given to desk_conf_load, for reading again. */
    const char *given;
    const struct desk_flag *flags;
    size_t flag_count;
};
/* A flag of the command line that names a setting; desk_conf_load takes them as a list. */
struct desk_flag {
    const char *name; /* "listen" or "--listen" or "--poll-shortest" */
    const char *value;
};
/* Reads all settings. `file` NULL: $OCTAVO_CONFIG, else $XDG_CONFIG_HOME/octavo/octavo.conf, else
 * /etc/octavo.conf, whichever is there first (none is fine). Unknown names and bad values are
 * ERR_CONFIG with file and line. Texts live in `a`. */
enum err_code desk_conf_load(struct arena *a, const char *file, const struct desk_flag *flags,
                             size_t flag_count, struct desk_conf *ret, struct err *e) must_check;
/* Reads file, environment and flags once more (SIGHUP). Settings that count only at start
 * (desk_setting_at_start) keep their values; the others change at once, for all threads. ERR_CONFIG
 * with file and line: nothing has changed. *ret_changed, *ret_waiting: bits by setting of those
 * that changed, and of those that a restart would change. Old texts stay until the program ends. */
enum err_code desk_conf_reload(struct desk_conf *c, uint64_t *ret_changed, uint64_t *ret_waiting,
                               struct err *e) must_check;
/* Does a change of it need a restart? */
bool desk_setting_at_start(enum desk_setting_id id);
/* Where the value comes from. */
const char *desk_conf_from(const struct desk_conf *c, enum desk_setting_id id);
const char *desk_conf_str(const struct desk_conf *c, enum desk_setting_id id);
int64_t desk_conf_int(const struct desk_conf *c, enum desk_setting_id id);
bool desk_conf_bool(const struct desk_conf *c, enum desk_setting_id id);
/* Finds a setting by name ("listen", "--poll-shortest"); DESK_SETTING_COUNT when there is none. */
enum desk_setting_id desk_setting_find(struct str name);

/* ================================ Open and close ================================ */

/* Opens the database, makes it where there is none, migrates it, and starts the writer thread.
 * Says in words what is wrong: folder not writable, locked by another program, made by a newer
 * Octavo, not a database, damaged. `conf` must outlive the desk. */
enum err_code desk_open(const struct desk_conf *conf, struct desk **ret, struct err *e) must_check;
/* Ends the writer when all that was asked is committed. Every reader must be closed before. */
void desk_close(struct desk *d);
const struct desk_conf *desk_conf(const struct desk *d);
/* Where the site is, as its readers reach it, without a slash at the end: the setting `url`, else
 * the host that was asked ("https://news.example.org"). In `a`, or the setting's own text. */
struct str desk_base_url(const struct desk *d, struct arena *a, bool secure, struct str host);

enum err_code desk_reader_open(struct desk *d, struct desk_reader **ret, struct err *e) must_check;
void desk_reader_close(struct desk_reader *r);
/* Results of the following calls live in `a`. Also forgets whatever an arena's escape left open. */
void desk_reader_begin(struct desk_reader *r, struct arena *a);
struct desk *desk_reader_desk(struct desk_reader *r);
/* Why a read call since desk_reader_begin returned ERR_STORE, ERR_IO, ERR_BUSY or ERR_FULL, for a
 * person; no words where the database had nothing to do with it. */
const struct err *desk_reader_failure(const struct desk_reader *r);

/* ================================ People ================================ */

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
    DESK_SCOPE_WRITE, /* stars, read marks, comments */
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
 * as of desk_user_add. */
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
/* "Basic NAME:APP-PASSWORD" of an Authorization header: any token of that account. */
/* The account of that name, by an app password or another token of it; as administrator only by a
 * token with all rights. */
bool desk_app_password(struct desk_reader *r, struct str name, struct str word,
                       struct desk_user *ret);
/* The same for an app that signs in from `address`, with the limit of attempts of desk_sign_in:
 * ERR_DENIED alike for a name that is not there, a wrong app password and the account's own
 * password; ERR_LIMIT with words. */
enum err_code desk_app_sign_in(struct desk_reader *r, struct str name, struct str word,
                               struct str address, struct desk_user *ret, struct err *e) must_check;
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

/* ================================ Feeds and publishers ================================ */

enum desk_feed_state {
    DESK_FEED_NEW, /* never fetched yet */
    DESK_FEED_OK,
    DESK_FEED_FAILING, /* `error` says why; asked again at next_at */
    DESK_FEED_GONE,    /* 410: not asked any more */
    DESK_FEED_PAUSED,  /* an edition loaded from files: never asked */
};
const char *desk_feed_state_name(enum desk_feed_state s); /* "new", "ok", "failing" ... */
struct desk_feed {
    int64_t id;
    struct str url;
    struct str title;    /* the user's own name for it, else what the feed says, else its host */
    struct str site_url; /* empty where unknown */
    int64_t publisher;
    struct str publisher_name;
    enum desk_feed_state state;
    struct str error; /* in words, of the last fetch; empty when it went well */
    uint32_t fails;   /* in a row */
    int64_t added_at;
    int64_t fetched_at;    /* last try; TIME_NONE: never */
    int64_t ok_at;         /* last time it went well */
    int64_t changed_at;    /* last time it brought a new article */
    int64_t next_at;       /* TIME_NONE: not planned */
    int64_t interval;      /* microseconds between polls now */
    int64_t articles;      /* that came by it */
    int64_t articles_week; /* new in the last 7 days */
    int64_t unreadable;    /* articles of it that could not be read in full */
    uint32_t ttl_minutes;
    struct str folder;    /* "News / World"; empty: in none */
    bool paused;          /* by a person: asked by hand only */
    int64_t own_interval; /* as a person wants it, microseconds; TIME_NONE: found out */
};
struct desk_publisher {
    int64_t id;
    struct str name;
    struct str host; /* "example.org" */
    struct str site_url;
    struct str icon_url;
    int64_t articles;
    int64_t newest_at; /* TIME_NONE: none */
};
/* By folder, those in none first, then by title. */
enum err_code desk_feeds(struct desk_reader *r, const struct desk_feed **ret,
                         size_t *ret_n) must_check;
enum err_code desk_feed_get(struct desk_reader *r, int64_t id, struct desk_feed *ret) must_check;
/* By id in decimal, by address, or by a part of title or host that only one has: for the command
 * line. */
enum err_code desk_feed_find(struct desk_reader *r, struct str what, struct desk_feed *ret,
                             struct err *e) must_check;
enum err_code desk_publishers(struct desk_reader *r, const struct desk_publisher **ret,
                              size_t *ret_n) must_check; /* by name */
enum err_code desk_publisher_get(struct desk_reader *r, int64_t id,
                                 struct desk_publisher *ret) must_check;

/* How its last polls went, newest first; DESK_POLLED_MOST are kept. */
enum { DESK_POLLED_MOST = 20 };
struct desk_polled {
    int64_t at;
    bool ok;
    int64_t entries;  /* new ones */
    struct str words; /* what was wrong; empty */
};
enum err_code desk_polls(struct desk_reader *r, int64_t feed, const struct desk_polled **ret,
                         size_t *ret_n) must_check;

/* Subscribes to the address of a *feed* without fetching it; it is polled at once by whoever runs
 * the pipeline. ERR_EXISTS (with its id in *ret) when it is followed already. For what a person
 * types use desk_follow, which fetches and discovers. `own` (may be NULL) is set for a new feed, so
 * that its first request carries the headers; of one that is followed already nothing changes. */
struct desk_own_change;
enum err_code desk_feed_add(struct desk *d, struct str url, struct str title,
                            const struct desk_own_change *own, int64_t *ret,
                            struct err *e) must_check;
/* Unfollowing keeps the articles that are starred or commented on, and forgets the rest. */
enum err_code desk_unfollow(struct desk *d, int64_t feed, struct err *e) must_check;
/* An empty title goes back to the feed's own. */
enum err_code desk_feed_rename(struct desk *d, int64_t feed, struct str title,
                               struct err *e) must_check;
/* Makes it due now: one feed, or all with 0; also where the setting `poll` is no. Returns at once;
 * events tell the outcome. */
enum err_code desk_poll(struct desk *d, int64_t feed, struct err *e) must_check;

/* Folders, as lists of other readers (OPML) have them: a feed is in one or in none, and a folder is
 * there as long as a feed is in it. One within another is named from the outside in: "News /
 * World". */
enum { DESK_FOLDER_MOST = 200 /* bytes of a name */ };
struct desk_folder {
    struct str name;
    int64_t feeds;
};
enum err_code desk_folders(struct desk_reader *r, const struct desk_folder **ret,
                           size_t *ret_n) must_check; /* by name */
/* What is typed as a name, made even: one blank between words, " / " between folders. Empty where
 * nothing is left of it. */
struct str desk_folder_name(struct arena *a, struct str typed);
/* Gives a folder, and those within it, another name; where that is there already they become one.
 * An empty `to` takes the feeds out. ERR_NOT_FOUND where no feed is in it. */
enum err_code desk_folder_rename(struct desk *d, struct str from, struct str to,
                                 struct err *e) must_check;

/* What the user sets for one source: its folder, when it is asked, selectors of the article and of
 * what to leave out, and headers or cookies that its requests carry. The values of headers are
 * never shown again. */
enum desk_text_from {
    DESK_TEXT_FOUND_OUT, /* the feed's own where that is long, else the page's */
    DESK_TEXT_PAGE,
    DESK_TEXT_FEED, /* never a page where the feed has any text */
    DESK_TEXTS
};
const char *desk_text_from_name(enum desk_text_from v); /* "auto", "page", "feed" */
bool desk_text_from_find(struct str name, enum desk_text_from *ret);
struct desk_own {
    struct str folder;         /* empty: none */
    struct str selector;       /* CSS; empty: the article is found by itself */
    struct str unwanted;       /* CSS; empty: nothing */
    struct str place;          /* "https://example.org": the only place that gets the headers,
                                 with or without "www." */
    const struct str *headers; /* their names */
    size_t header_count;
    bool paused;     /* asked by hand only */
    int64_t minutes; /* between polls; 0: found out from how often it brings something */
    enum desk_text_from text;
};
enum err_code desk_own_get(struct desk_reader *r, int64_t feed, struct desk_own *ret) must_check;
enum { DESK_INTERVAL_MOST = 43200 /* minutes: 30 days */ };
/* Changes those that are marked; an empty text takes one back. */
struct desk_own_change {
    bool set_selector, set_unwanted, set_headers, set_place, set_folder, set_paused, set_minutes;
    bool set_text;
    enum desk_text_from text;
    bool paused;
    int64_t minutes; /* 0..DESK_INTERVAL_MOST; never more often than poll_shortest, nor than the
                        feed asks for */
    struct str selector, unwanted, folder;
    struct str headers; /* lines "Name: value", "Cookie: a=b; c=d" among them: all that there are */
    struct str place;   /* a host or origin; empty: the feed's own */
};
/* The header that signs in by HTTP Basic, as a line of `headers`; empty without a name. ERR_INPUT
 * for a name with a colon, which stands between name and password (RFC 7617). */
enum err_code desk_own_login(struct arena *a, struct str name, struct str word, struct str *ret,
                             struct err *e) must_check;
/* ERR_INPUT with words for a selector that is none, and for headers that cannot be. Articles are
 * read by it from now on. */
enum err_code desk_own_set(struct desk *d, int64_t feed, const struct desk_own_change *c,
                           struct err *e) must_check;
/* Whether it could be set, for a person who is told before anything is done. */
enum err_code desk_own_check(struct arena *a, const struct desk_own_change *c,
                             struct err *e) must_check;
void desk_own_json(struct json_out *w, const struct desk_own *v);

/* Rules for new entries of feeds: what an entry says of itself (title, authors, tags, address,
 * summary) is compared, word by word, folded; the text of its page is not known yet. What is left
 * out leaves no trace, and comes where the rule goes and the feed still has it. Rules that leave
 * out are the desk's (an administrator's); the others mark for one account. */
enum desk_rule_act {
    DESK_RULE_DROP, /* left out */
    DESK_RULE_KEEP, /* of its feed nothing is taken but what one of these fits */
    DESK_RULE_READ, /* marked as read */
    DESK_RULE_STAR,
    DESK_RULE_ACTS
};
enum desk_rule_field {
    DESK_RULE_ANY,
    DESK_RULE_TITLE,
    DESK_RULE_AUTHOR,
    DESK_RULE_TAG,
    DESK_RULE_ADDRESS,
    DESK_RULE_FIELDS
};
enum { DESK_RULE_WORDS_MOST = 200, DESK_RULES_MOST = 500 /* of the desk, and of an account */ };
const char *desk_rule_act_name(enum desk_rule_act v);     /* "drop", "keep", "read", "star" */
const char *desk_rule_field_name(enum desk_rule_field v); /* "any", "title" ... */
bool desk_rule_act_find(struct str name, enum desk_rule_act *ret);
bool desk_rule_field_find(struct str name, enum desk_rule_field *ret);
struct desk_rule {
    int64_t id;
    int64_t feed;          /* 0: every feed */
    struct str feed_title; /* empty: every feed */
    enum desk_rule_act act;
    enum desk_rule_field field;
    struct str words; /* in this order; empty never */
};
/* The desk's and the user's: of one feed (those for every feed, too), or all with 0. */
enum err_code desk_rules(struct desk_reader *r, int64_t user, int64_t feed,
                         const struct desk_rule **ret, size_t *ret_n) must_check;
/* ERR_DENIED for what only an administrator may, ERR_INPUT for words that hold none. For a rule of
 * the desk `user` may be nobody's (id 0) with admin set: the command line. */
enum err_code desk_rule_add(struct desk *d, const struct desk_user *user,
                            const struct desk_rule *rule, int64_t *ret,
                            struct err *e) must_check;
enum err_code desk_rule_delete(struct desk *d, const struct desk_user *user, int64_t rule,
                               struct err *e) must_check;

/* OPML, with folders. Import returns how many feeds were new and how many known; of these, one that
 * is in no folder gets that of the list. Export writes a whole document. */
enum err_code desk_opml_import(struct desk *d, struct str bytes, size_t *ret_new, size_t *ret_known,
                               struct err *e) must_check;
enum err_code desk_opml_export(struct desk_reader *r, struct buf *out) must_check;

/* ================================ Articles ================================ */

/* One line of a list. */
struct desk_row {
    int64_t id;
    struct str title; /* never empty: "(no headline)" is written by us */
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
    int64_t seen_from, seen_to; /* came to us in [from, to), whenever published; 0 = open */
    bool oldest; /* oldest first: of all, a feed or the starred; not of tags and the like */
    struct desk_key after; /* strictly older than this one; with `oldest` newer */
    bool keys;             /* only id and at of each row are wanted */
    uint32_t most;         /* rows wanted, 1..200, of keys 1..10,000; 0 = 50 */
};
struct desk_rows {
    const struct desk_row *v; /* newest first, or as desk_list.oldest says */
    size_t n;
    bool more;
    struct desk_key next; /* give as `after` for the next page */
};
enum err_code desk_articles(struct desk_reader *r, const struct desk_list *which,
                            struct desk_rows *ret) must_check;

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

/* "Ask": a question in plain words about one article. */
struct desk_answer {
    bool found;        /* false: the article does not say */
    struct str words;  /* the sentence that answers (found), else empty */
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
enum { DESK_ANSWERS_MOST = 4, DESK_ANSWERS_READ = 8 };
struct desk_found {
    int64_t article;
    struct str title;
    int64_t publisher;
    struct str publisher_name;
    struct when published;
    int64_t at;
    struct desk_answer answer; /* found */
    struct str counted;        /* the sort of people that the answer counts: "dead"; else empty */
};
struct desk_answers {
    struct desk_found v[DESK_ANSWERS_MOST]; /* surest first; of a story's tolls the newest */
    size_t n;                               /* 0: no article says it */
    const char *kind;                       /* "who", "how-many" ... */
    uint32_t read;                          /* articles that were read for it */
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
/* Follows a search (done already: nothing changes), or follows it no more. */
enum err_code desk_watch_set(struct desk *d, int64_t user, struct str query, bool on,
                             struct err *e) must_check;
/* The user has looked at it: what comes from now on is new. The second does not wait. */
enum err_code desk_watch_look(struct desk *d, int64_t user, struct str query,
                              struct err *e) must_check;
void desk_watch_looked(struct desk *d, int64_t user, struct str query);

/* Stars and read marks. */
enum err_code desk_star(struct desk *d, int64_t user, int64_t article, bool on,
                        struct err *e) must_check;
enum err_code desk_mark_read(struct desk *d, int64_t user, int64_t article, bool on,
                             struct err *e) must_check;
/* Marks all articles of a list up to now (which->after and most are not looked at). */
/* Stars (or marks as read) all of them in one go; those that are not there are passed over. */
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
enum err_code desk_mark_all_read(struct desk *d, int64_t user, const struct desk_list *which,
                                 struct err *e) must_check;

/* ================================ Stories ================================
 * Reports of one matter, by all publishers. A story has a permanent address: where it became one
 * with another, desk_story_get gives that one (its id differs from the one asked for). Everything
 * shown is verbatim and says where it stands. */

/* A sentence of an article, or a piece of one. */
struct desk_source {
    int64_t article;
    int64_t publisher;
    struct str publisher_name;
    int64_t at;       /* of the article */
    int32_t sentence; /* its place is /article/ID#sN; -1: none */
    struct str words; /* the whole sentence */
};

/* A figure that moved: "21 → 31 dead". */
struct desk_moved {
    struct str label;    /* "dead", "attackers dead", "aboard" */
    struct str from, to; /* as written: "21", "about 450"; from may be empty */
    int64_t at;          /* of the report that says `to` */
    int64_t article;     /* which is that */
    int32_t sentence;
};

struct desk_story_row {
    int64_t id;
    struct str title;     /* a person's name for it, else the headline of `best` */
    bool named;           /* a person named it */
    struct desk_row best; /* the report that stands for it */
    int64_t first_at, last_at;
    int64_t changed_at; /* when a report last came or went */
    uint32_t version;
    uint32_t reports, publishers, origins; /* origins: independent, copies collapsed */
    const struct str *by; /* names of publishers, at most DESK_STORY_NAMES, most reports first */
    size_t by_count;
    uint32_t fresh;  /* reports that came since the user looked at it; all where never */
    int64_t seen_at; /* when that was; TIME_NONE: never, or nobody */
    int follow;      /* of the user: 1 follows, -1 mutes, 0 */
    const struct desk_moved *moved; /* figures that moved, weightiest first; at most 3 */
    size_t moved_count;
    /* Of the front page only: */
    struct str why; /* why it stands where it stands, in words */
    double score;
    bool kept_place; /* a place kept for quiet sources */
};
enum { DESK_STORY_NAMES = 4, DESK_STORIES_MOST = 100 };
struct desk_stories_want {
    int64_t user;     /* 0: nobody */
    int64_t from, to; /* last report in [from, to); 0 = open */
    bool followed;    /* only those that the user follows */
    uint32_t least;   /* reports at least; 0: all */
    uint32_t most;    /* 1..DESK_STORIES_MOST; 0 = 30 */
};
/* The front page: ranked by independent origins, breadth and freshness, with a quota for each
 * source and places for quiet ones; muted stories are left out. */
enum err_code desk_stories(struct desk_reader *r, const struct desk_stories_want *want,
                           const struct desk_story_row **ret, size_t *ret_n) must_check;

/* One article of a story. */
enum desk_relation {
    DESK_FIRST, /* the first report */
    DESK_COPY,  /* the same text as another */
    DESK_SAME_EVENT,
    DESK_DEVELOPMENT, /* what became of it */
    DESK_BACKGROUND,
    DESK_ROUNDUP, /* one of several matters in a list */
};
const char *desk_relation_name(enum desk_relation r); /* "first", "copy", "same-event" ... */
struct desk_report {
    struct desk_row row;
    enum desk_relation relation;
    int64_t copy_of;  /* the article whose text it is; 0 */
    const char *copy; /* "original", "syndicated", "truncated", "edited", "updated" */
    struct str why;   /* why it is in the story, in words; may be empty */
    double score;
    int64_t joined_at;
    bool fresh;        /* came since the user looked */
    bool by_hand;      /* a person put it here */
    uint32_t versions; /* earlier wordings that are kept */
};
struct desk_point {
    double value, high; /* high: of a range, else = value */
    struct str words;   /* as written: "$5 billion" */
    const char *bound;  /* "exact", "about", "at-least", "at-most", "range" */
    const char *change; /* "opens", "raises", "lowers", "restates", "disputes", "details" */
    struct str scope;   /* of whom; may be empty */
    struct str who;     /* says so; empty: the report itself */
    int64_t at;
    bool sum;     /* the sum of its parts; the report gives no total */
    bool earlier; /* said to have held before: "down from 440" */
    const struct desk_part {
        double value;
        struct str words, scope;
    } * parts;
    size_t part_count;
    struct desk_source source;
};
struct desk_series {
    struct str label;  /* "dead", "attackers dead", "aboard" */
    struct str unit;   /* "USD", "percent"; empty for counts */
    struct str period; /* of a longer time, as background: "2024"; else empty */
    bool moved;        /* more than one value */
    uint32_t publishers;
    const struct desk_point *points; /* in order of time */
    size_t point_count;
};
struct desk_voice {
    const char *side; /* "asserts", "denies", "confirms", "doubts", "admits", "withdraws" or
                         "rules" */
    const char *does; /* the same, or "says", as the verb of who: "two people assert" */
    struct str who;   /* may be empty */
    struct str words; /* the statement */
    bool verb;        /* which begins with the text's own verb: "denied the charge" */
    bool by_words;    /* a denial by what is said, to be told with "says" */
    int64_t at;
    struct desk_source source;
};
struct desk_claim {
    struct str words;     /* the statement in its fullest wording */
    const char *standing; /* "open", "denied", "confirmed", "withdrawn", "admitted", "settled" */
    bool accuses;
    const struct desk_voice *voices; /* asserting first, then answers */
    size_t voice_count, assert_count;
    struct desk_source source;
};
struct desk_quoted {
    struct str who, words;        /* with the quotation marks as written */
    const struct desk_source *by; /* each article that carries it, in order; the first is longest */
    size_t by_count;
    uint32_t publishers;
};
/* What happened when: reports, figures that changed, denials, silent edits; in order of time. */
enum desk_moment_kind {
    DESK_MOMENT_REPORT,
    DESK_MOMENT_FIGURE,
    DESK_MOMENT_ANSWER,
    DESK_MOMENT_EDIT
};
const char *desk_moment_name(enum desk_moment_kind k); /* "report", "figure", "answer", "edit" */
struct desk_moment {
    enum desk_moment_kind kind;
    int64_t at;
    struct str words; /* "dead: 21 → 31"; of a report its headline */
    struct desk_source source;
};
struct desk_related_story {
    int64_t id;
    struct str title;
    uint32_t reports;
    int64_t last_at;
    struct str why;
};
struct desk_story {
    struct desk_story_row row;
    const struct desk_source *summary; /* sentences of several publishers */
    size_t summary_count;
    const struct desk_source *news; /* what is new since the user looked */
    size_t news_count;
    const struct desk_report *reports; /* all, newest first */
    size_t report_count;
    const struct desk_moment *timeline;
    size_t moment_count;
    const struct desk_series *series; /* those of the event first */
    size_t series_count;
    const struct desk_claim *claims;
    size_t claim_count;
    const struct desk_quoted *quotes;
    size_t quote_count;
    const struct desk_related_story *related;
    size_t related_count;
};
enum err_code desk_story_get(struct desk_reader *r, int64_t id, int64_t user,
                             struct desk_story *ret) must_check;

/* An article's place in its story. ERR_NOT_FOUND where it has none yet. */
struct desk_place {
    struct desk_story_row story;
    struct desk_report self;
    const struct desk_report *others; /* of the story, newest first; at most 12 */
    size_t other_count;
    const struct desk_source *missing; /* what others say that it does not */
    size_t missing_count;
    struct str copy_title, copy_publisher; /* of the article whose text it is; empty */
};
enum err_code desk_place_get(struct desk_reader *r, int64_t article, int64_t user,
                             struct desk_place *ret) must_check;

/* Earlier wordings of an article, newest first. ERR_NOT_FOUND where there is no such article. */
struct desk_version {
    int64_t id;
    int64_t since, at; /* when we first had it; when it was replaced */
    struct str title;
    const struct desk_edit {
        bool figure; /* else a name */
        struct str old, new;
    } * edits; /* figures and names that the next wording changed */
    size_t edit_count;
    uint32_t words_removed, words_added;
};
enum err_code desk_versions(struct desk_reader *r, int64_t article, const struct desk_version **ret,
                            size_t *ret_n) must_check;
/* The difference of a version to the one after it, word by word: pieces in order of reading. */
struct desk_piece {
    int edit; /* -1 taken out, 0 in both, 1 put in */
    char gap; /* before it: ' ', '\n' for a new paragraph, 0 for nothing */
    struct str words;
};
struct desk_difference {
    struct desk_version version;
    struct str title_after;
    const struct desk_piece *pieces;
    size_t n;
};
enum err_code desk_version_difference(struct desk_reader *r, int64_t article, int64_t version,
                                      struct desk_difference *ret) must_check;

/* People's corrections: kept, shown in a log, undone by people only. By anybody with an account:
 * ERR_LIMIT after DESK_CORRECTIONS_AN_HOUR, which does not count for administrators. Stories may be
 * given by an old address. */
enum { DESK_NAME_OF_STORY_MOST = 200, DESK_SPLIT_MOST = 500, DESK_CORRECTIONS_AN_HOUR = 200 };
enum err_code desk_story_merge(struct desk *d, int64_t user, int64_t story, int64_t into,
                               struct err *e) must_check;
/* These articles, all of one story, become a story of their own. */
enum err_code desk_story_split(struct desk *d, int64_t user, const int64_t *articles, size_t n,
                               int64_t *ret_story, struct err *e) must_check;
enum err_code desk_story_move(struct desk *d, int64_t user, int64_t article, int64_t story,
                              struct err *e) must_check;
/* The two are not related: never made one, never shown as related. */
enum err_code desk_story_unrelated(struct desk *d, int64_t user, int64_t story, int64_t other,
                                   struct err *e) must_check;
/* An empty name goes back to the headline. */
enum err_code desk_story_rename(struct desk *d, int64_t user, int64_t story, struct str name,
                                struct err *e) must_check;
enum err_code desk_correction_undo(struct desk *d, int64_t user, int64_t correction,
                                   struct err *e) must_check;
struct desk_correction {
    int64_t id, at;
    struct str by;    /* name; empty: the account is gone, or the command line */
    const char *kind; /* "merge", "split", "move", "unrelated", "rename" */
    struct str words; /* what was done */
    int64_t story;
    int64_t undone_at; /* TIME_NONE: it stands */
    struct str undone_by;
};
/* Newest first: of one story, or of all with 0; older than `before` (0: from now). */
enum err_code desk_corrections(struct desk_reader *r, int64_t story, int64_t before, uint32_t most,
                               const struct desk_correction **ret, size_t *ret_n) must_check;

/* follow: 1 follow, -1 mute, 0 neither. */
enum err_code desk_story_follow(struct desk *d, int64_t user, int64_t story, int follow,
                                struct err *e) must_check;
/* The user has looked at the story: what comes from now on is new. */
enum err_code desk_story_seen(struct desk *d, int64_t user, int64_t story,
                              struct err *e) must_check;
/* The user is here; visits more than half an hour apart are two. Does not wait. */
void desk_visit(struct desk_reader *r, int64_t user);

/* The brief: the top stories since a time, with what is new in each, verbatim. */
struct desk_brief_item {
    struct desk_story_row row;
    const struct desk_source *news; /* at most 3 sentences */
    size_t news_count;
};
struct desk_brief {
    int64_t since, now;
    bool since_visit; /* `since` is the end of the user's last visit */
    const struct desk_brief_item *v;
    size_t n;
    uint32_t reports, publishers, others; /* all that came; stories that are not listed */
};
/* since 0: the end of the user's last visit, at most a week ago; without one, the last day. */
enum err_code desk_brief(struct desk_reader *r, int64_t user, int64_t since, uint32_t most,
                         struct desk_brief *ret) must_check;
/* The same of stories with a report in a folder, or one that a search finds; empty: of all. */
struct desk_brief_about {
    struct str folder, query;
};
enum err_code desk_brief_about(struct desk_reader *r, int64_t user, int64_t since, uint32_t most,
                               const struct desk_brief_about *about,
                               struct desk_brief *ret) must_check;
/* As plain text of at most 72 columns, ready to be mailed; `base`: "https://news.example.org", for
 * links; may be empty. */
void desk_brief_text(struct buf *out, const struct desk_brief *b, struct str site, struct str base);

/* ================================ Tags and days ================================ */

struct desk_tag {
    struct str tag;   /* CamelCase, as most articles write it */
    struct str key;   /* lower case: for addresses and desk_list.tag */
    struct str label; /* "train hijacking" */
    int64_t articles;
    int64_t newest_at;
};
/* The tags of the most articles since `since` (0 = all time). */
enum err_code desk_tags(struct desk_reader *r, int64_t since, uint32_t most,
                        const struct desk_tag **ret, size_t *ret_n) must_check;
enum err_code desk_tag_get(struct desk_reader *r, struct str key, struct desk_tag *ret) must_check;

struct desk_day {
    int64_t from, to; /* UTC bounds of the day */
    int64_t articles;
};
/* Days that have articles, newest first, older than `before` (0 = from now on), at most `most`. */
enum err_code desk_days(struct desk_reader *r, int64_t before, uint32_t most,
                        const struct desk_day **ret, size_t *ret_n) must_check;
/* "2025-03-14" -> its bounds. False where it is no day. */
bool desk_day_parse(struct str s, struct desk_day *ret);

/* ================================ People, organisations, places ================================
 */

struct desk_entity {
    int64_t id;
    enum entity_kind kind;
    struct str key;  /* "nina-jones": for addresses */
    struct str name; /* "Nina Jones" */
    struct str role; /* as the newest article that gives one has it; desk_entity_get only */
    struct str country;
    int64_t articles;
    int64_t newest_at;
};
/* "person", "organisation", "place": in addresses and searches; NULL for what has no page. */
const char *desk_entity_kind_name(enum entity_kind k);
bool desk_entity_kind_find(struct str name, enum entity_kind *ret);
/* The key of a name: folded, parted by '-'. */
struct str desk_entity_key(struct arena *a, struct str name);
/* ERR_NOT_FOUND where no article names it. */
enum err_code desk_entity_get(struct desk_reader *r, enum entity_kind kind, struct str key,
                              struct desk_entity *ret) must_check;
/* Those of the most articles since `since` (0 = all time). */
enum err_code desk_entities(struct desk_reader *r, enum entity_kind kind, int64_t since,
                            uint32_t most, const struct desk_entity **ret,
                            size_t *ret_n) must_check;
/* Those named most often in its newest 200 articles; `articles` counts these. */
enum err_code desk_entity_with(struct desk_reader *r, const struct desk_entity *v, uint32_t most,
                               const struct desk_entity **ret, size_t *ret_n) must_check;
/* What it says, in its newest two dozen articles, newest first. */
struct desk_said {
    int64_t article;
    struct str title;
    int64_t publisher;
    struct str publisher_name;
    struct when published;
    int64_t at;
    enum stance stance;
    struct str words; /* of the article's text */
    int32_t sentence; /* of the article's reading */
};
enum err_code desk_entity_said(struct desk_reader *r, const struct desk_entity *v, uint32_t most,
                               const struct desk_said **ret, size_t *ret_n) must_check;

/* ================================ Comments ================================ */

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
/* A banned account signs in no more, its sessions end and its tokens are refused. */
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

/* ================================ JSON forms (docs/json.md) ================================
 * The same on the command line and in the API. */
void desk_row_json(struct json_out *w, const struct desk_row *v);
void desk_story_row_json(struct json_out *w, const struct desk_story_row *v);
void desk_story_json(struct json_out *w, const struct desk_story *v);
void desk_place_json(struct json_out *w, const struct desk_place *v);
void desk_version_json(struct json_out *w, const struct desk_version *v);
void desk_difference_json(struct json_out *w, const struct desk_difference *v);
void desk_correction_json(struct json_out *w, const struct desk_correction *v);
void desk_brief_json(struct json_out *w, const struct desk_brief *v);
/* With body, text, reading (the page's part) and related. */
void desk_article_json(struct json_out *w, const struct desk_article *v);
void desk_feed_json(struct json_out *w, const struct desk_feed *v);
void desk_publisher_json(struct json_out *w, const struct desk_publisher *v);
void desk_tag_json(struct json_out *w, const struct desk_tag *v);
void desk_comment_json(struct json_out *w, const struct desk_comment *v);
void desk_rule_json(struct json_out *w, const struct desk_rule *v);
void desk_watch_json(struct json_out *w, const struct desk_watch *v);
void desk_account_json(struct json_out *w, const struct desk_account *v);
void desk_entity_json(struct json_out *w, const struct desk_entity *v);
void desk_said_json(struct json_out *w, const struct desk_said *v);
void desk_answer_json(struct json_out *w, const struct desk_answer *v);
void desk_answers_json(struct json_out *w, const struct desk_answers *v);
void desk_rows_json(struct json_out *w,
                    const struct desk_rows *v); /* {"articles":[…],"next":"AT-ID"} */
struct desk_stats;
/* `memory`: with what the process holds, for administrators. */
void desk_stats_json(struct json_out *w, const struct desk_stats *v, bool memory);

/* ================================ Events ================================ */

enum desk_event_kind {
    DESK_EVENT_ARTICLE, /* new, or its text came or changed: id, publisher, title */
    DESK_EVENT_FEED,    /* a feed's health changed: id, title, words (error; empty = well) */
    DESK_EVENT_COMMENT, /* id = comment, article */
    DESK_EVENT_STORY, /* a report came or went: id = story, article = the one that stands for it */
};
const char *desk_event_name(enum desk_event_kind k); /* "article", "feed", "comment", "story" */
struct desk_event {
    enum desk_event_kind kind;
    int64_t id, article, publisher, at;
    struct str title; /* valid during the call only */
    struct str words;
};
/* What came lately, for who has an open page. */
struct desk_news {
    int64_t newest;         /* the highest article id; 0: none */
    int64_t articles;       /* that are new; desk_news counts up to 1,000 */
    const int64_t *stories; /* that changed (not by desk_news) */
    size_t story_count;
    bool more_stories; /* than are listed */
};
/* The articles with a higher id than `after`; INT64_MAX: none are asked for, `newest` only. */
enum err_code desk_news(struct desk_reader *r, int64_t after, struct desk_news *ret) must_check;
void desk_news_json(struct json_out *w, const struct desk_news *v);
/* `fn` is called after the commit, on the writer's thread, and must be quick (copy and wake a
 * loop). At most 32 listeners. Returns a handle for desk_unlisten, 0 when there is no room. */
int desk_listen(struct desk *d, void (*fn)(void *ctx, const struct desk_event *ev), void *ctx);
void desk_unlisten(struct desk *d, int handle);

/* ================================ Operating ================================ */

struct desk_stats {
    int64_t feeds, feeds_failing, publishers, articles, articles_full, articles_waiting, comments,
        users, tags, quarantined;
    int64_t database_bytes;
    int64_t newest_at;   /* TIME_NONE: no articles */
    int32_t schema;      /* version of the schema */
    struct str database; /* path */
    struct str engine;   /* "SQLite 3.40.1" */
    /* Held by the process that answers, bytes: all its heap, of it what is free again, the
     * database's caches, and the index of stories, which grows with each live article (0: not
     * loaded). */
    int64_t heap_bytes, heap_free_bytes, engine_bytes, index_bytes;
};
enum err_code desk_stats(struct desk_reader *r, struct desk_stats *ret) must_check;
/* For /healthz: can the database be read and does the writer answer? Quick. */
enum err_code desk_health(struct desk_reader *r, struct err *e) must_check;
/* Reads the whole database: integrity, foreign keys, the numbers that triggers keep, bodies and
 * readings. `found` is called for
 * each fault with words. ERR_STORE when there was one. */
enum err_code desk_check(struct desk_reader *r, void (*found)(void *ctx, struct str words),
                         void *ctx, struct err *e) must_check;
/* A copy of the database as one file, while everything goes on. ERR_EXISTS when `path` is there. */
enum err_code desk_backup(struct desk *d, const char *path, struct err *e) must_check;
/* Puts a backup in the place of the database of `conf` (which must not be in use); checks it first,
 * and keeps the old one, where there is one (`ret_replaced`), beside it as NAME.before-restore (-2,
 * -3 ... where there are such). */
enum err_code desk_restore(const struct desk_conf *conf, const char *path, bool *ret_replaced,
                           struct err *e) must_check;

/* Documents set aside because their reader died, ran out of time, or sent what it must not. */
struct desk_quarantined {
    int64_t id;
    struct str kind; /* "feed", "page" ... */
    struct str url;
    struct str reason;
    int64_t feed, article; /* 0 = not of one */
    int64_t at;
    int64_t bytes; /* size of the document, when kept */
};
enum err_code desk_quarantine(struct desk_reader *r, const struct desk_quarantined **ret,
                              size_t *ret_n) must_check;
/* The bytes themselves, for looking into; empty when they were too large to keep. */
enum err_code desk_quarantine_bytes(struct desk_reader *r, int64_t id, struct str *ret) must_check;
enum err_code desk_quarantine_clear(struct desk *d, int64_t id,
                                    struct err *e) must_check; /* 0 = all */
/* Asks for everything derived (reading, tags, related, search) to be made again: of one article, or
 * of all with 0; of those only whose reading is of an older version, with `old_only`. Returns how
 * many. */
enum err_code desk_reread(struct desk *d, int64_t article, bool old_only, int64_t *ret_n,
                          struct err *e) must_check;

/* ================================ The pipeline ================================
 * The part that fetches and reads: see docs/ARCHITECTURE.md. It needs the fetch process and readers
 * that the keeper started, and is given their channels. One thread runs it; the rest of the desk is
 * available meanwhile. */

/* What the pipeline tells while it works; any member may be NULL. Called on the pipeline's thread.
 */
struct desk_progress {
    uint32_t feeds_done, feeds_all; /* polled, of those due */
    uint32_t articles_new;          /* entries that were new */
    uint32_t pages_done, pages_all; /* articles read, of those wanted */
    uint32_t failed;                /* feeds that failed */
    struct str now;                 /* title or address last finished */
};
typedef void (*desk_progress_fn)(void *ctx, const struct desk_progress *p);

struct desk_pipeline;
/* Starts the pipeline on a thread of its own; `proc` is what the keeper gave to desk_main. With
 * `schedule` it polls what is due by itself (serve); without, it does only what is asked by the
 * calls below (one-shot commands). desk_main does this. */
struct proc_desk;
enum err_code desk_pipeline_start(struct desk *d, struct proc_desk *proc, bool schedule,
                                  struct desk_pipeline **ret, struct err *e) must_check;
void desk_pipeline_stop(struct desk_pipeline *p);

/* For one-shot commands: polls one feed or all that are due (feed 0; all at all with `not_due`),
 * and works until nothing is left to fetch or read. Also right while `octavo serve` runs on the
 * same database. */
enum err_code desk_poll_now(struct desk_pipeline *p, int64_t feed, bool not_due,
                            desk_progress_fn fn, void *ctx, struct desk_progress *ret,
                            struct err *e) must_check;

/* Follows what a person typed: the address of a feed or of a page (scheme optional); fetches,
 * discovers, subscribes, and polls. ERR_EXISTS when it is followed already (ret filled). When a
 * page offers several feeds, the best is taken and the others are listed. Blocks; web calls it
 * through desk_follow_start. `own` (may be NULL) is set for the new feed: its headers are sent from
 * the first request on, to the place of the address that was typed, unless it names another, and
 * never without TLS where no scheme was typed. */
struct desk_followed {
    int64_t feed;
    char title[200];
    char url[1024];
    uint32_t articles; /* entries that it brought */
    uint32_t other_count;
    struct desk_candidate {
        char url[1024];
        char title[200];
    } others[8];
};
enum err_code desk_follow(struct desk_pipeline *p, struct str address,
                          const struct desk_own_change *own, struct desk_followed *ret,
                          struct err *e) must_check;
/* The same without waiting, through the running pipeline of this process: `done` is called once, on
 * the pipeline's thread, with the result or the error. ERR_CLOSED when no pipeline runs (fetching
 * is off). What `own` holds is copied, and the copy wiped when it is done. */
enum err_code
desk_follow_start(struct desk *d, struct str address, const struct desk_own_change *own,
                  void (*done)(void *ctx, const struct desk_followed *f, const struct err *e),
                  void *ctx, struct err *e) must_check;
/* A picture from its publisher, for the signed image proxy: fetched by the fetch process, found by
 * a reader to be JPEG, PNG, GIF, WebP, AVIF or an icon of sound size, at most 8 MiB. `type` is one
 * of those six, whatever the publisher said, and outlives the call. `done` is called once on the
 * pipeline's thread; `bytes` is valid during the call; `type` NULL means failure, with words in
 * `e`. */
enum err_code desk_image_start(struct desk *d, struct str url,
                               void (*done)(void *ctx, const char *type, struct str bytes,
                                            const struct err *e),
                               void *ctx, struct err *e) must_check;

/* Loads an edition from files, through the same readers, without the network: a feed document and a
 * way to get the page of each entry. Loaded twice it changes nothing. The feed is DESK_FEED_PAUSED.
 */
struct desk_edition_feed {
    const char *url;   /* address that the feed would have */
    const char *title; /* publisher's name; NULL = what the feed says */
    struct str bytes;  /* the feed document */
    /* The page of an entry by its address: false = there is none, the entry's own content is used.
     * *ret must stay valid until the loading is done. */
    bool (*page)(void *ctx, struct str url, struct str *ret);
    void *ctx;
};
enum err_code desk_edition_load(struct desk_pipeline *p, const struct desk_edition_feed *feeds,
                                size_t n, desk_progress_fn fn, void *ctx, struct desk_progress *ret,
                                struct err *e) must_check;

/* ================================ The processes ================================ */

/* How pages are served: given by cli, since web and api stand above this room. */
struct desk_site {
    /* Starts serving on the listening sockets with threads of its own; returns something for stop.
     * Must be quick: the first page is asked for at once. */
    enum err_code (*start)(struct desk *d, const int *listen_fds, size_t n, void **ret_server,
                           struct err *e);
    void (*stop)(void *server);
};
/* What the program is to do. Either `site` (serve: listen, poll, until told to stop) or `once`
 * (one-shot: the function runs in the desk process, on its main thread, with the pipeline at hand;
 * its return is the exit status; all else ends with it). */
struct desk_start {
    struct desk_conf *conf; /* read again at SIGHUP */
    const struct desk_site *site;
    int (*once)(struct desk *d, struct desk_pipeline *p, void *ctx);
    void *ctx;
};
/* Becomes the keeper: starts the desk, fetch and reader processes and runs until all is done.
 * Returns the program's exit status; where it cannot begin (database, port) 1 with the words in *e.
 * No thread may have been started, and no desk opened, before. */
int desk_run(const struct desk_start *s, struct err *e);
/* The desk process itself, as proc_programs.desk_main; start: const struct desk_start *. */
int desk_main(struct proc_desk *proc, void *start);
#endif
