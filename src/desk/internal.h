/* desk/internal: what the files of this room share. See desk.h for what is for others. */
#ifndef OCTAVO_DESK_INTERNAL_H
#define OCTAVO_DESK_INTERNAL_H
#include "desk/desk.h"
#include "store/store.h"

#include <pthread.h>

enum {
    DESK_LISTENERS_MOST = 32,
    DESK_ATTEMPTS_MOST = 4096,     /* names and addresses whose failed sign ins are counted */
    DESK_UNPACKED_MOST = 64 << 20, /* a body or reading in the database, unpacked */
    DESK_WRITER_ARENA = 512 << 20, /* one job of the writer */
    DESK_TITLE_MOST = 500,         /* bytes kept of a headline */
    DESK_EXCERPT_MOST = 300,       /* bytes kept of an excerpt */
    DESK_URL_MOST = 4096,
    DESK_QUARANTINE_BYTES_MOST = 2 << 20, /* a document kept for looking into */
};

/* ---- The writer: one thread, one connection, all writing. ---- */

/* What a job of the writer works with. Its arena is emptied after each job. */
struct desk_writing {
    struct desk *desk;
    struct store *store;
    struct arena *a;
    struct store_zip *zip;
    int64_t now;
};
typedef enum err_code (*desk_job_fn)(struct desk_writing *w, void *ctx, struct err *e);

/* A job in the queue. Those that nobody waits for are malloc'ed by their maker and given back by
 * `done`. */
struct desk_job {
    desk_job_fn run;
    void *ctx;
    /* Called on the writer's thread after the commit (or the failure); NULL where desk_write waits.
     */
    void (*done)(struct desk_job *job);
    bool urgent; /* a person waits: commit at once */
    bool finished;
    enum err_code code;
    struct err err;
    struct desk_job *next;
};
/* Runs `run` in the writer's transaction and returns after the commit. A job that fails is undone
 * alone; those committed with it are not. */
enum err_code desk_write(struct desk *d, desk_job_fn run, void *ctx, struct err *e) must_check;
/* The same without waiting. */
void desk_write_later(struct desk *d, struct desk_job *job);
/* An event to be told after the commit of this job. Texts are copied. */
void desk_tell(struct desk_writing *w, const struct desk_event *ev);
/* Opens and migrates the database; then, when all is sound, the thread. */
enum err_code desk_writer_start(struct desk *d, struct err *e) must_check;
enum err_code desk_writer_run(struct desk *d, struct err *e) must_check;
void desk_writer_stop(struct desk *d);
/* Its connection; only between desk_writer_start and desk_writer_run. */
struct store *desk_writer_store(struct desk *d);
/* Did the last batch fail? For jobs, which run on its thread. */
bool desk_writer_failed(const struct desk *d);

struct desk_writer;
struct desk_stories;
struct desk_attempt {
    uint64_t who; /* hash of a folded name or an address; 0 = free */
    uint32_t failed;
    int64_t until; /* no more before */
    int64_t last;
};
/* By whom an attempt is counted: a name, an address ("name", "address", "sign up": kinds). */
uint64_t desk_attempt_key(struct arena *a, const char *kind, struct str s);
/* The network of an IPv6 address; another address as it is. */
struct str desk_attempt_network(struct arena *a, struct str address);
/* How long, for who[0], a name, or who[1], an address; 0 or less: not at all. */
int64_t desk_attempt_wait(struct desk *d, const uint64_t who[2], int64_t now);
void desk_attempt_count(struct desk *d, const uint64_t who[2], bool failed, int64_t now);
/* The same in one for what counts whatever comes of it: counted where nothing is to be waited. */
int64_t desk_attempt_take(struct desk *d, uint64_t who, int64_t now);
/* ERR_LIMIT, and how long to wait, in words. */
enum err_code desk_attempt_refused(int64_t wait, struct err *e);
/* How many new entries a feed has brought since its day began (quota.c). Of those that only lead to
 * an article that is there already ten count as one: ids that change at each poll are a mistake
 * that is made. */
enum { DESK_QUOTAS_MOST = 8192, DESK_QUOTA_A_DAY = 3000, DESK_QUOTA_KNOWN = 10 };
struct desk_quota {
    int64_t feed; /* 0 = free */
    int64_t since;
    uint32_t n; /* tenths */
};
/* Takes one of the feed's day, or of a `known` article's; false where it has none left. The writer
 * calls it. */
bool desk_quota_take(struct desk *d, int64_t feed, bool known, int64_t now);
/* A job has ended, or all jobs of a transaction: what was not kept is not counted, so that a full
 * disk uses up nobody's day. Where a whole transaction was lost all days begin anew. */
void desk_quota_settle(struct desk *d, bool kept);
void desk_quota_settle_batch(struct desk *d, bool kept);
/* When the next day of a feed that has none left begins. */
int64_t desk_quota_again(struct desk *d, int64_t feed);
/* The top tags as last counted: they stand on the front page, and counting walks every tag of every
 * article. Two lists are kept, at most TAG_CACHE_BYTES each. */
enum { DESK_TAG_LISTS = 2, DESK_TAGS_MOST = 500, DESK_TAG_CACHE_BYTES = 64 << 10 };
struct desk_tag_list {
    int64_t since_hour;
    uint32_t most;
    uint64_t changes;   /* desk.changes when it was counted */
    int64_t at;         /* monotonic; 0 = empty */
    struct desk_tag *v; /* malloc; their texts are views into `text` */
    size_t n;
    char *text; /* malloc, DESK_TAG_CACHE_BYTES */
    size_t text_n;
};
/* The order of the front page as last made, for whom (front.c). */
enum { DESK_FRONTS = 4, DESK_PLACED_WHY = 256 };
struct desk_placed {
    int64_t story;
    double score;
    bool kept_place;
    char why[DESK_PLACED_WHY];
};
struct desk_front {
    int64_t user;
    bool followed;
    uint32_t most;
    uint64_t changes;      /* desk.changes when it was made */
    int64_t at;            /* monotonic; 0 = empty */
    struct desk_placed *v; /* malloc, DESK_STORIES_MOST */
    size_t n;
};
/* The kept order; ret has room for DESK_STORIES_MOST. False where there is none that is good. */
bool desk_front_find(struct desk *d, const struct desk_stories_want *want, struct desk_placed *ret,
                     size_t *ret_n);
/* Keeps it, at most DESK_STORIES_MOST. `changes`: desk_changes before it was read. */
void desk_front_keep(struct desk *d, const struct desk_stories_want *want, uint64_t changes,
                     const struct desk_placed *v, size_t n);
/* The folder that holds `path`, as text with a terminator, cut to `size`. */
void desk_folder_of(const char *path, char *ret, size_t size);
/* How often something was written that pages show; and that something was. */
uint64_t desk_changes(struct desk *d);
void desk_changed(struct desk *d);

struct desk {
    const struct desk_conf *conf;
    char path[1024];
    unsigned char secret[32];
    bool read_only; /* there is no writer, and no secret */
    struct desk_writer *writer;
    struct desk_stories *stories; /* the writer's (stories.h) */
    pthread_mutex_t lock;         /* guards all below */
    struct {
        void (*fn)(void *ctx, const struct desk_event *ev);
        void *ctx;
    } listeners[DESK_LISTENERS_MOST];
    struct desk_attempt attempts[DESK_ATTEMPTS_MOST];
    struct desk_quota quotas[DESK_QUOTAS_MOST];    /* the writer's alone, as the next */
    struct desk_quota *quota_of_job, quota_before; /* that this job has taken from; NULL: none */
    struct desk_tag_list tags[DESK_TAG_LISTS];
    struct desk_front fronts[DESK_FRONTS];
    struct desk_kept *kept;         /* story_facts.c; NULL: nothing yet */
    uint64_t changes;               /* raised when an article was written */
    struct desk_pipeline *pipeline; /* the one running in this process, or NULL */
    /* Reads the settings again; true: those of the fetch process have changed. NULL: cannot. */
    bool (*reload)(void *ctx);
    void *reload_ctx;
};
/* How its database is opened for reading. */
static inline enum store_mode desk_reading(const struct desk *d)
{
    return d->read_only ? STORE_KEEP : STORE_READ;
}

struct desk_reader {
    struct desk *desk;
    struct store *store;
    struct store_zip *zip;
    struct arena *a;
};

/* ---- Accounts (account.c, people.c) ---- */
enum { DESK_PASSWORD_HASH = 160 /* room for argon2id's text */ };
/* ERR_INPUT for one that is too short or too long. */
enum err_code desk_password_hash(struct str password, char ret[DESK_PASSWORD_HASH],
                                 struct err *e) must_check;
/* Is it the one that was hashed? An empty hash (there is no such account) takes as long. */
enum err_code desk_password_check(const char *hash, struct str password, bool *ret_right,
                                  struct err *e) must_check;
/* A name as names are compared: folded, without spaces around it. */
struct str desk_name_fold(struct arena *a, struct str name);
/* The id of the account of that name, 0 where there is none; its password's hash in `a`, and
 * whether it is an administrator's, where these are wanted (not NULL). */
int64_t desk_account_find(struct store *s, struct arena *a, struct str name, struct str *ret_hash,
                          bool *ret_admin);

/* ---- Sessions and tokens (signin.c, token.c) ---- */
/* The columns from 1 on: account, name, admin, created. */
void desk_user_read(struct store_query *q, struct arena *a, struct desk_user *ret);
/* Notes that a session (SQL_SESSION_SEEN) or token (SQL_TOKEN_USED) was used, without waiting. */
void desk_sign_used(struct desk *d, enum store_sql query, int64_t id, int64_t expires);
/* Ends a session (SQL_SESSION_REVOKE) or token (SQL_TOKEN_REVOKE) of the account. */
enum err_code desk_sign_revoke(struct desk *d, enum store_sql query, int64_t user, int64_t id,
                               struct err *e) must_check;
void desk_token_draw(char ret[DESK_TOKEN_SIZE]);
/* The account's link to choose a password, where there is one, holds no more. */
enum err_code desk_invitation_end(struct desk_writing *w, int64_t account,
                                  struct err *e) must_check;

/* ---- Digests ---- */
struct sha256 {
    uint32_t h[8];
    uint64_t n;
    unsigned char block[64];
};
void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, struct str bytes);
void sha256_end(struct sha256 *s, unsigned char ret[32]);
void sha256_hmac(const unsigned char *key, size_t key_n, struct str a, struct str b,
                 unsigned char ret[32]);
/* The first 16 bytes of SHA-256 in hexadecimal. */
struct str desk_digest(struct arena *a, struct str s);
/* URL-safe base64 without padding, terminated; out has room for (n * 4 + 2) / 3 + 1. */
void base64_url(const unsigned char *p, size_t n, char *out);
/* What base64 of either alphabet, padded or not, stands for; the empty str where it is none. */
struct str base64_read(struct arena *a, struct str s);

/* ---- The binary form of what a page shows (pack_page.c, pack_rest.c) ---- */
struct str desk_pack(struct arena *a, const struct body *body, struct str text,
                     const struct reading *reading);
/* *ret_reading is NULL where there is none. Checks all; ERR_INPUT for what is damaged. */
enum err_code desk_unpack(struct arena *a, struct str pack, struct body *ret_body,
                          struct str *ret_text, const struct reading **ret_reading) must_check;

/* What the page does not show of a reading; `page` is its other part, `text` the article's. */
struct str desk_pack_rest(struct arena *a, const struct reading *reading);
enum err_code desk_unpack_rest(struct arena *a, struct str pack, struct str text,
                               const struct reading *page, struct reading *ret) must_check;

/* ---- Search (words.c, query.c) ---- */
/* The words of a text as the index holds them: folded, parted by spaces; at most `most` bytes. */
void desk_words(struct buf *out, struct arena *a, struct str text);
/* The facet words of an article: one for its publisher, one a tag. */
void desk_facet_publisher(struct buf *out, int64_t publisher);
void desk_facet_tag(struct buf *out, struct str key);

/* The facet words of all names of a reading, and of one as typed. */
void desk_facet_entities(struct buf *out, struct arena *a, const struct reading *reading);
void desk_facet_name(struct buf *out, struct arena *a, enum entity_kind kind, struct str name);

struct desk_term {
    bool not_;
    bool phrase;
    bool prefix;
    struct str words; /* folded, parted by spaces; never empty */
};
struct desk_query {
    struct desk_term *terms;
    size_t term_count;
    struct str *publishers, *tags; /* as typed, without the prefix */
    size_t publisher_count, tag_count;
    struct str *not_publishers, *not_tags;
    size_t not_publisher_count, not_tag_count;
    struct desk_named { /* person:, organisation:, place: */
        enum entity_kind kind;
        bool not_;
        struct str name;
    } * names;
    size_t name_count;
    int64_t after, before; /* at in [after, before); TIME_NONE: open */
    struct str note;       /* in words, where something was not understood */
};
void desk_query_parse(struct arena *a, struct str s, struct desk_query *ret);
/* The FTS5 expression. `publisher_ids`: for each of q->publishers the list of ids it stands for;
 * false where nothing can match or the query has nothing to ask for. */
struct desk_ids {
    int64_t *v;
    size_t n;
};
/* Fills `fresh` of each: how many of its hits came to us after it was looked at. */
enum err_code desk_search_fresh(struct desk_reader *r, struct desk_watch *v, size_t n) must_check;
/* Stories with a report since then that a search finds, or that came by a folder's feeds. */
enum err_code desk_search_stories(struct desk_reader *r, const struct desk_brief_about *about,
                                  int64_t since, struct desk_ids *ret) must_check;
/* Number of an article's row in the index: by its time. */
int64_t desk_search_id(int64_t at, int64_t id);
bool desk_query_fts(struct arena *a, const struct desk_query *q, const struct desk_ids *publishers,
                    const struct desk_ids *not_publishers, struct str *ret);
/* A piece of `text` around the first hits and where they stand in it. */
void desk_snippet(struct arena *a, const struct desk_query *q, struct str text, struct str *ret,
                  const struct span **ret_hits, size_t *ret_n);

/* ---- Comments (comment.c, judge.c, moderate.c) ---- */
struct desk_judge_facts {
    struct str source; /* Markdown */
    uint32_t links;
    bool linked_before; /* a comment of this account with a link is shown already */
    bool said_before;   /* the same words were sent lately, by anybody */
    const struct str *block;
    size_t block_count;
};
/* May it be shown at once? False: it waits for a person, *ret_why says why. Pure. */
bool desk_judge(struct arena *a, const struct desk_judge_facts *f, struct str *ret_why);
/* The words of a comment as they are compared: " one two ", folded. */
struct str desk_judge_words(struct arena *a, struct str source);
uint32_t desk_body_links(const struct body *b);
size_t desk_block_words(struct store *s, struct arena *a, const struct str **ret);
bool desk_is_banned(struct store *s, int64_t user);
bool desk_is_admin(struct store *s, int64_t user);
/* The body of a comment as stored; empty where it is damaged. */
struct body desk_comment_body(struct arena *a, struct str json);
enum err_code desk_recount_comments(struct desk_writing *w, int64_t article,
                                    struct err *e) must_check;
/* Deletes a comment of `user`, or any, with `admin`, where that is an administrator. */
enum err_code desk_take_comment(struct desk_writing *w, int64_t user, bool admin, int64_t comment,
                                struct err *e) must_check;

/* ---- People, organisations, places (entity.c) ---- */
/* What the article names, instead of what it named before. */
enum err_code desk_entities_put(struct desk_writing *w, int64_t article, int64_t at,
                                const struct reading *reading, struct err *e) must_check;
/* The whole reading from two columns of a row: the body's pack and the reading's. False where it
 * is damaged. */
bool desk_reading_row(struct desk_reader *r, struct store_query *q, int text_at, int rest_at,
                      struct str *ret_text, struct reading *ret);

/* The answer of one text (article.c); pure. */
void desk_answer_from(struct arena *a, struct str text, const struct reading *reading,
                      struct str question, struct desk_answer *ret);

/* ---- The poll schedule (schedule.c), pure ---- */
struct desk_poll_facts {
    int64_t now;
    int64_t shortest, longest; /* settings */
    int64_t week_articles;     /* articles of the last 7 days */
    int64_t asked;             /* what the feed asks for: ttl, max-age; 0 = nothing */
    int64_t retry;             /* Retry-After; 0 = none */
    int64_t own;               /* interval that a person set; 0 = none */
    uint32_t fails;            /* in a row, with this one */
    uint64_t dice;             /* random, for jitter */
};
struct desk_poll_plan {
    int64_t every; /* until the next poll when all is well */
    int64_t next;
};
struct desk_poll_plan desk_poll_plan(const struct desk_poll_facts *f);

/* ---- Taking in (intake.c, intake_article.c): what the pipeline writes, all in the writer. ---- */
enum desk_work {
    DESK_WORK_NONE,
    DESK_WORK_PAGE,    /* fetch the page, read it */
    DESK_WORK_CONTENT, /* the entry's own content is the article */
    DESK_WORK_REREAD,  /* make everything derived again from the body */
    DESK_WORK_RECHECK, /* has the publisher another wording by now? */
};
enum { DESK_TRIES_MOST = 6 };
/* The outcome of a fetch and parse of a feed. */
struct desk_feed_result {
    int64_t feed;
    bool ok; /* well, also when nothing was new */
    bool gone;
    struct str error;                 /* in words */
    int64_t retry, asked;             /* as in struct desk_poll_facts */
    struct str etag, modified, moved; /* moved: new address; empty */
    const struct feed_doc *doc;       /* NULL: not changed, or failed */
    const char *name;                 /* publisher's name for an edition; or NULL */
    bool paused;                      /* an edition: never polled */
    /* Results. */
    uint32_t entries_new, entries_all, entries_changed;
    uint32_t entries_left; /* new, but beyond what a feed may bring a day */
    struct str title;      /* of the feed; view into the writer's arena: copied by done */
};
enum err_code desk_take_feed(struct desk_writing *w, struct desk_feed_result *r,
                             struct err *e) must_check;
/* An article that was read. */
struct desk_article_result {
    int64_t article;
    const struct article *got;
    const struct reading *reading; /* may be NULL */
    bool again;                    /* this is not all: its page is to be tried again */
    bool reread;                   /* of the text that we have: no new wording of its publisher's */
    uint32_t tries;                /* so far */
    int64_t retry;                 /* not before, duration; 0 = by the plan */
    bool untitled;                 /* its feed gives it, and no headline with it */
    struct str etag, modified;     /* validators of its page; empty */
    struct str memory;             /* what its host repeats, as its page was read with; empty */
};
enum err_code desk_take_article(struct desk_writing *w, const struct desk_article_result *r,
                                struct err *e) must_check;
/* It did not work this time: planned again, or given up with `state` after DESK_TRIES_MOST. */
struct desk_article_failure {
    int64_t article;
    enum article_state state;
    struct str reason;
    uint32_t tries; /* so far */
    int64_t retry;  /* not before, duration; 0 = by the plan */
    bool final;     /* no use in trying again */
    bool keep;      /* the article stays as it is: only the work is given up */
};
enum err_code desk_take_failure(struct desk_writing *w, const struct desk_article_failure *f,
                                struct err *e) must_check;
struct desk_set_aside {
    struct str kind, url, reason, bytes;
    int64_t feed, article;
};
enum err_code desk_take_quarantine(struct desk_writing *w, const struct desk_set_aside *q,
                                   struct err *e) must_check;
enum err_code desk_article_forget(struct desk_writing *w, int64_t article,
                                  struct err *e) must_check;
/* The feed's row: found, or made with its publisher. */
enum err_code desk_feed_make(struct desk_writing *w, struct str url, struct str title, bool paused,
                             int64_t *ret, struct err *e) must_check;

/* Makes it due now because a person wants it, also where the setting `poll` is no; 0: all. */
enum err_code desk_feed_ask(struct desk_writing *w, int64_t feed, struct err *e) must_check;
enum { DESK_FEED_TITLE_MOST = 200 };
struct str desk_site_host(struct arena *a, struct str url);
/* The publisher of a site, made where there is none. */
enum err_code desk_publisher_of(struct desk_writing *w, struct str host, struct str name,
                                struct str site, int64_t *ret, struct err *e) must_check;
/* A person names a feed (empty: as it says itself), and with it the publisher of that feed alone.
 */
enum err_code desk_feed_named(struct desk_writing *w, int64_t feed, struct str title,
                              struct err *e) must_check;
enum err_code desk_feed_said(struct desk_writing *w, int64_t feed, int64_t publisher,
                             const struct feed *said, struct str name, struct err *e) must_check;
enum err_code desk_publisher_said(struct desk_writing *w, int64_t publisher, struct str current,
                                  struct str source, struct err *e) must_check;
/* Tells the pipeline of this process, if one runs, that there is work. */
void desk_pipeline_wake(struct desk *d);

/* Makes the folder of a file with all above it, for us alone. */
enum err_code desk_make_folder(const char *file, struct err *e) must_check;

/* ---- What was read lately (looked.c) ---- */
enum err_code desk_looked_note(struct desk_writing *w, int64_t user, int64_t article, bool opened,
                               struct err *e) must_check;
/* It is not read after all: away with it, but where it was opened. */
enum err_code desk_looked_take_back(struct desk_writing *w, int64_t user, int64_t article,
                                    struct err *e) must_check;

/* ---- Folders (folder.c) ---- */
/* Puts a feed into a folder, whose name is even already (desk_folder_name); out of all where it is
 * empty. `only_new`: not where it is in one. */
enum err_code desk_feed_file(struct desk_writing *w, int64_t feed, struct str folder, bool only_new,
                             struct err *e) must_check;

/* ---- A source's own settings (own.c) ---- */
struct desk_own_whole {
    struct str place, selector, unwanted, feed_url, folder;
    const struct str *lines; /* "Name: value": secrets */
    size_t line_count;
    bool paused, timed; /* timed: when it is asked has changed */
    int64_t minutes;    /* between polls; 0: found out */
    enum desk_text_from text;
};
enum err_code desk_own_load(struct desk_reader *r, struct arena *a, int64_t feed,
                            struct desk_own_whole *ret) must_check;
/* Makes of it what the user wants; `own->feed_url` is the place of headers that name none. */
enum err_code desk_own_apply(struct arena *a, const struct desk_own_change *c,
                             struct desk_own_whole *own, struct err *e) must_check;
enum err_code desk_own_put(struct desk_writing *w, int64_t feed, const struct desk_own_whole *own,
                           struct err *e) must_check;

/* ---- Rules for entries (rule.c) ---- */
struct desk_rule_set {
    struct desk_rule_one {
        enum desk_rule_act act;
        enum desk_rule_field field;
        int64_t account;  /* 0: for all */
        struct str words; /* " one two ", folded */
    } * v;
    size_t n;
};
/* Those of a feed. */
enum err_code desk_rules_load(struct desk_writing *w, int64_t feed,
                              struct desk_rule_set *ret) must_check;
/* Is it to be taken? */
bool desk_rules_take(struct arena *a, const struct desk_rule_set *s, const struct entry *en);
/* Marks and stars a new article of it. */
enum err_code desk_rules_mark(struct desk_writing *w, const struct desk_rule_set *s,
                              const struct entry *en, int64_t article, struct err *e) must_check;

/* ---- robots.txt (robots.c) ---- */
enum desk_robots_state {
    DESK_ROBOTS_RULES,
    DESK_ROBOTS_NONE,      /* there is no such file: all is allowed */
    DESK_ROBOTS_UNREACHED, /* the host could not be asked: not now */
};
enum desk_robots_word {
    DESK_ROBOTS_YES,
    DESK_ROBOTS_NO,    /* `reason` says so in words */
    DESK_ROBOTS_LATER, /* likewise; not before `wait` */
    DESK_ROBOTS_ASK,   /* not known: fetch origin/robots.txt */
};
struct desk_robots {
    struct str origin, reason;
    int64_t pause; /* it asks for, between two requests */
    int64_t wait;
};
/* May this page be fetched? */
enum desk_robots_word desk_robots_look(struct desk_reader *r, struct arena *a, struct str url,
                                       struct desk_robots *ret);
struct desk_robots_answer {
    struct str origin, reason;
    enum desk_robots_state state;
    const struct str *rules; /* "+/path", "-/path" */
    size_t rule_count;
    uint32_t delay; /* seconds */
};
enum err_code desk_robots_take(struct desk_writing *w, const struct desk_robots_answer *v,
                               struct err *e) must_check;

/* ---- Small helpers shared by the subjects ---- */
/* Reads columns [0, 17) of @row. Texts are copied into r->a. */
void desk_row_read(struct store_query *q, struct arena *a, struct desk_row *ret);
enum { DESK_ROW_COLUMNS = 17 };
struct when desk_when(int64_t us, int64_t zone, int64_t kind);
static inline int64_t desk_when_kind(struct when w)
{
    return 2 * (int64_t)w.precision + (w.zone_known ? 1 : 0);
}
/* JSON arrays of texts, as stored. */
struct str desk_list_write(struct arena *a, const struct str *v, size_t n);
size_t desk_list_read(struct arena *a, struct str json, const struct str **ret);
#endif
