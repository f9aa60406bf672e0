/* What the pages are made of. One struct a template, filled by its handler; everything in it lives
 * until the request is answered. */
#ifndef OCTAVO_WEB_INTERNAL_H
#define OCTAVO_WEB_INTERNAL_H
#include "web/web.h"

enum {
    WEB_LIST_ROWS = 50,
    WEB_HOME_DAYS = 3,
    WEB_HOME_ROWS = 200,
    WEB_FEED_ROWS = 50,
    WEB_QUOTES = 12,
    WEB_FIGURES = 14
};

/* One request: who asks, and what is needed to answer. */
struct web {
    struct desk *desk;
    struct desk_reader *reader;
    struct http_request *q;
    struct http_response *r;
    struct arena *a;
    struct desk_user user;      /* id 0: nobody is signed in */
    struct str session;         /* the cookie that forms are bound to */
    char csrf[DESK_TOKEN_SIZE]; /* token for forms of this session */
};

/* The frame of every page. */
struct page {
    struct str title;       /* without the site's name; empty on the front page */
    struct str site;        /* the site's name */
    struct str description; /* empty: none */
    struct str here;        /* which entry of the menu is this: "today", "sources" ... */
    struct str feed_url;    /* Atom feed of this page; empty */
    struct str query;       /* what stands in the search field */
    struct str theme;       /* "light", "dark", or empty for the system's */
    bool no_keys;           /* keys of one letter are switched off */
    struct str notice;      /* a line at the top; empty */
    struct str user;        /* name; empty: nobody */
    struct str csrf;
    struct str back; /* this page's address, for forms that come back to it */
    bool admin;
    int64_t waiting;  /* comments to look at; administrators only */
    bool first_visit; /* no account yet */
    bool may_sign_up;
    bool narrow;
    /* The page is told what comes: the newest article that it knows of (-1: nothing is told) */
    int64_t newest;
    int64_t story; /* whose changes it is told instead; 0: new articles */
};

struct home_group {
    int64_t publisher;
    struct str name;
    const struct desk_row *const *rows;
    size_t n;
};
struct home_day {
    struct str label; /* "Today", "Yesterday", "Friday, 14 March 2025" */
    struct str date;  /* 2025-03-14 */
    const struct home_group *groups;
    size_t n;
    int64_t articles;
};
struct page_home {
    struct page page;
    const struct home_day *days;
    size_t day_count;
    const struct desk_tag *tags;
    size_t tag_count;
    struct str older; /* address; empty */
    int64_t feeds;    /* followed; 0: the page says how to begin */
};

struct page_list {
    struct page page;
    struct str heading;
    struct str about; /* a line below it; empty */
    struct str note;  /* search: a kind word */
    const struct desk_row *rows;
    size_t n;
    struct str next;  /* address; empty */
    bool oldest;      /* first, instead of the newest */
    struct str order; /* as the address says it: "oldest", "newest"; empty: as the user prefers */
    struct str other; /* address of the same list in the other order; empty: there is none */
    struct str empty; /* what to say when there are no rows */
    struct str icon;  /* address of a small picture beside the heading; empty */
    bool search;
    bool river;                        /* by folders, and only what is unread, where one asks */
    const struct desk_folder *folders; /* of the river */
    size_t folder_count;
    const struct desk_unread *counts; /* of the user; by folders */
    size_t count_n;
    struct str folder;                  /* shown alone; empty: all */
    bool unread;                        /* only what is unread */
    bool lately;                        /* what was read lately */
    struct str from;                    /* the query by which pages of articles know this list */
    struct desk_list which;             /* what is listed, for marking all of it as read */
    int64_t until;                      /* and when that was; 0: there is no button for it */
    struct desk_sweep sweep;            /* the last list marked as read, which can be undone */
    bool swept;                         /* just now */
    struct str question;                /* put to all articles; empty */
    const struct desk_answers *answers; /* NULL: nothing was asked */
    struct str watch;                   /* the search that can be followed; empty: none */
    bool watched;
};
struct page_rules {
    struct page page;
    struct str error;
    const struct desk_rule *v; /* those of `feed`, and for every feed */
    size_t n;
    int64_t feed; /* 0: all */
    const struct desk_feed *feeds;
    size_t feed_count;
    struct desk_rule typed; /* where it could not be */
};
struct page_following {
    struct page page;
    const struct desk_watch *v;
    size_t n;
    struct str error, typed;
};
struct page_accounts {
    struct page page;
    const struct desk_account *v;
    size_t n;
    struct str error, typed;
    struct str link, link_for; /* made just now, shown once */
};
struct page_password {
    struct page page;
    struct str name, token, error;
};

struct page_article {
    struct page page;
    const struct desk_article *v;
    const struct reading *reading; /* NULL */
    const struct reading *whole;   /* with quotes and figures; NULL */
    struct str question;
    const struct desk_answer *answer; /* NULL: nothing was asked */
    const struct desk_comment *comments;
    size_t comment_count;
    enum desk_comments_mode comments_mode;
    const struct desk_place *place; /* in its story; NULL: none */
    struct desk_model_text model;
    const struct desk_version *versions;
    size_t version_count;
    struct str comment_error; /* with what was typed: */
    struct str comment_text;
    struct str from;                /* the query of the list that one came from; empty: none */
    struct str list, list_url;      /* it */
    struct desk_row before, behind; /* beside it there; id 0: none */
    bool oldest;                    /* that list has the oldest first */
    uint32_t minutes;               /* to read it */
    struct str base;                /* of this site, for citing */
    struct desk *pictures;          /* signs their addresses; NULL: none are shown */
    struct arena *scratch;
};

enum {
    WEB_SOURCES_MOST = 1000, /* rows of a page of sources */
    WEB_SOURCES_OPEN = 40,   /* with more, its folders are folded */
    WEB_TROUBLE_MOST = 20
};
struct page_sources {
    struct page page;
    const struct desk_feed *feeds; /* by folder */
    size_t n;
    size_t followed, failing; /* of all */
    size_t first, listed;     /* the first that this page shows, and of how many */
    bool only_failing;
    const struct desk_feed *trouble; /* the first of those that fail, shown above all */
    size_t trouble_count;
    const struct desk_quarantined *quarantine;
    size_t quarantine_count;
    struct str error, address;           /* of an attempt to follow */
    struct str folder;                   /* that was typed for it */
    const struct desk_candidate *others; /* what else the page offers that was followed last */
    size_t other_count;
    const struct desk_folder *folders;
    size_t folder_count;
    struct str import_error; /* why the OPML file was not taken */
    bool working;            /* one is under way */
    bool own_wrong;          /* what was typed as the new one's own cannot be */
    struct str selector;     /* as typed, then; what was typed as a header is not sent back */
};

struct page_source {
    struct page page;
    struct desk_feed feed;
    struct desk_own own;
    struct str selector, unwanted, place; /* as typed, where that had an error */
    const struct desk_folder *folders;
    size_t folder_count;
    struct str error;
    struct str saved; /* what was, in words; empty */
    const struct desk_polled *polls;
    size_t poll_count;
};

struct page_sign {
    struct page page;
    struct str name, error, next;
    bool up; /* sign up; else sign in */
};

struct web_setting_row {
    const struct desk_setting *setting;
    struct str value, from;
};
struct page_settings {
    struct page page;
    const struct desk_session *sessions;
    size_t session_count;
    const struct desk_token *tokens;
    size_t token_count;
    struct str new_token; /* shown once */
    struct str error;
    bool oldest;                            /* lists have the oldest first */
    const struct web_setting_row *settings; /* administrators only */
    size_t setting_count;
    struct desk_stats stats;
};

struct page_moderation {
    struct page page;
    struct str error;
    const struct desk_held *held;
    size_t n;
    const struct str *words;
    size_t word_count;
    const struct desk_user *banned;
    size_t banned_count;
};

struct page_message {
    struct page page;
    struct str heading, words;
};

struct page_refused {
    struct page page;
    struct str heading, words;
    struct str from;                 /* the page of the form */
    struct str action, text, parent; /* of a comment; else text is empty */
};

struct web_asset {
    const char *name, *tag, *bytes, *end;
};
extern const struct web_asset web_assets[];
extern const size_t web_asset_count;

/* Finds out who asks; must be the first call of a handler. */
void web_begin(struct web *w, void *reader, struct http_request *q, struct http_response *r);
/* The frame of a page for this request. */
struct page web_page(struct web *w, struct str title, struct str here);
/* Sets type and caching of an HTML page: private to the reader, asked for again every time. */
void web_html(struct web *w);
/* Where the list goes on; false, and answered, where the address says nothing that can be. */
bool web_after(struct web *w, struct desk_key *ret);
/* The page for something that went wrong; the status by the code. */
void web_failed(struct web *w, enum err_code code, const struct err *e);
void web_message(struct web *w, unsigned status, struct str heading, struct str words);
/* Makes sure that this visitor has a cookie to bind forms to (people not signed in). */
void web_need_form_cookie(struct web *w);
/* Back to the page that a form names in `back`, else to `fallback`. */
void web_back(struct web *w, struct str fallback);
/* ?next= as far as it is a path of ours: what else it holds is not even shown. */
struct str web_own_path(struct str next);
/* 403 for a form of nobody, and for one of an earlier session; what was written comes back. */
void web_refuse_stranger(struct web *w);
void web_refuse_old_form(struct web *w);
/* The order of a list: as the address says (which is then the order that links to it name), else as
 * the user prefers. */
bool web_oldest(struct web *w, struct str *ret_said);
bool web_prefers_oldest(struct web *w);
/* `address` with one more name=value, behind ? or &. */
struct str web_with(struct arena *a, struct str address, const char *name, struct str value);
/* Address of the river, of this folder and so on, in the order that the address of `v` says. */
enum web_river { RIVER_ALL, RIVER_UNREAD, RIVER_LATELY };
enum web_river web_river_shown(const struct page_list *v);
void put_river(struct buf *out, const struct page_list *v, struct str folder, enum web_river what);
/* Of the list that one reads an article in: "?in=river&folder=News&unread=1". */
struct str web_from(struct arena *a, const char *in, const struct desk_list *which);
/* What a language model wrote of it; off where that cannot be had. */
void web_model(struct web *w, enum desk_model_about about, int64_t id, struct desk_model_text *ret);
/* Finds the neighbours of v->v in the list that the request names. */
void web_fill_list(struct web *w, struct page_article *v);
/* A list of articles with its paging by ?after=; `self` is its address without it. */
void web_send_list(struct web *w, struct page_list *v, struct desk_list which, struct str self);
/* What became of marking a list as read, for the page that the answer leads to; and, there, whether
 * it can be undone. */
void web_keep_swept(struct web *w, struct str said);
enum err_code web_fill_swept(struct web *w, struct page_list *v) must_check;
/* The Atom feed of a list; `page` is the address of its page. */
void web_send_feed(struct web *w, struct str title, struct str page, struct desk_list which);
void web_set_session(struct web *w, struct str token);
/* Takes the form of a source's own settings, or of its name and folder, and answers. */
void web_source_own(struct web *w, int64_t id);
void web_source_name(struct web *w, int64_t id);
void web_source_timing(struct web *w, int64_t id);
/* Headers as typed, and the one that name and password make. ERR_INPUT for a name that can make
 * none. */
enum err_code web_source_headers(struct web *w, struct str *ret, struct err *e) must_check;
/* "https://news.example.org" as settings say, else as the request was addressed. */
struct str web_base(struct web *w);
struct str web_asset_url(struct arena *a, const char *name);

/* Pieces for templates; each writes into `out`. */
void put_asset(struct buf *out, const char *name);
void put_when(struct buf *out, struct when w, int64_t at);  /* <time>14 March 2025</time> */
void put_clock(struct buf *out, struct when w, int64_t at); /* with hour and minute where known */
void put_ago(struct buf *out, int64_t at);                  /* "3 minutes ago", "in 2 hours" */
void put_media(struct buf *out, const struct enclosure *v); /* "Audio, 12 MB, at example.org" */
/* `from`: the query by which the page of the article knows the list; empty: none */
/* `marks`: with its two buttons, star and read, of the form that view_marks makes. */
void put_item(struct buf *out, const struct desk_row *row, bool with_publisher, bool marks,
              struct str from);
/* A quote without the comma before its closing mark, which is of the sentence around it. */
void put_quoted(struct buf *out, struct str s);
struct str web_quoted(struct arena *a, struct str s);
void put_excerpt(struct buf *out, const struct desk_row *row);
void put_body(struct buf *out, const struct page_article *v);
void put_lead(struct buf *out, const struct page_article *v);
/* Address of a picture by way of our own server, signed; not escaped. */
void put_image_url(struct buf *out, struct desk *d, struct str url);
void put_comment_body(struct buf *out, const struct body *b);
void put_url(struct buf *out, struct str s); /* percent-encoded for a path segment or query value */
void put_line_end(struct buf *out);
void put_model_source(struct buf *out, const struct desk_model_source *v); /* a link to it */
void put_comment(struct buf *out, const struct page_article *v, size_t i);
/* The attributes of text in another language than the page's English: ` lang="ar" dir="rtl"`. */
void put_language(struct buf *out, struct str lang);
/* "German"; the code itself where no name is known. */
struct str web_language_name(struct str lang);
void put_cell(struct buf *out, struct str s); /* of a table (CSV): no formula, and its comma */
struct str sentence_text(const struct desk_article *v, const struct reading *r, int32_t index);
void put_time_tag(struct buf *out, int64_t us); /* <time datetime="...">; to be closed */
/* The page is to be told what comes from now on: to be called before what it shows is read. */
void web_tell_news(struct web *w, struct page *p);
struct str web_stance_words(enum stance s); /* "says", "denies" ... */
/* Who says it: the person's name where it was found out, else the words of the text. */
struct str web_speaker(const struct page_article *v, const struct quote *q);
/* How many from `at` on are in one folder; how many of them fail. */
size_t web_folder_run(const struct page_sources *v, size_t at);
int64_t web_failing_among(const struct desk_feed *v, size_t n);
int64_t web_unread_in(const struct page_list *v, struct str folder); /* empty: in all */
struct str web_state_words(enum article_state s);
/* A program by what it says of itself: "Firefox on Linux"; as it stands where that is not known. */
void put_agent(struct buf *out, struct str agent);
struct str web_number(struct arena *a, int64_t n, const char *one, const char *many);

#define WEB_HANDLER(name) void name(void *reader, struct http_request *q, struct http_response *r)
WEB_HANDLER(web_home);
WEB_HANDLER(web_events);
WEB_HANDLER(web_river);
WEB_HANDLER(web_mark_all);
WEB_HANDLER(web_mark_undo);
WEB_HANDLER(web_forget);
WEB_HANDLER(web_day);
WEB_HANDLER(web_publisher);
WEB_HANDLER(web_tag);
WEB_HANDLER(web_entity);
WEB_HANDLER(web_entities);
WEB_HANDLER(web_feed_entity);
WEB_HANDLER(web_tags);
WEB_HANDLER(web_search);
WEB_HANDLER(web_starred);
WEB_HANDLER(web_article);
WEB_HANDLER(web_article_ask);
WEB_HANDLER(web_article_model);
WEB_HANDLER(web_image);
WEB_HANDLER(web_star);
WEB_HANDLER(web_read);
WEB_HANDLER(web_comment_add);
WEB_HANDLER(web_comment_delete);
WEB_HANDLER(web_comment_report);
WEB_HANDLER(web_moderation);
WEB_HANDLER(web_moderate);
WEB_HANDLER(web_block_words);
WEB_HANDLER(web_unban);
WEB_HANDLER(web_sources);
WEB_HANDLER(web_source);
WEB_HANDLER(web_source_add);
WEB_HANDLER(web_source_act);
WEB_HANDLER(web_poll_all);
WEB_HANDLER(web_folder_rename);
WEB_HANDLER(web_opml_in);
WEB_HANDLER(web_opml_out);
WEB_HANDLER(web_sign_in_page);
WEB_HANDLER(web_sign_in);
WEB_HANDLER(web_sign_up_page);
WEB_HANDLER(web_sign_up);
WEB_HANDLER(web_sign_out);
WEB_HANDLER(web_settings);
WEB_HANDLER(web_settings_theme);
WEB_HANDLER(web_settings_password);
WEB_HANDLER(web_settings_token);
WEB_HANDLER(web_settings_revoke);
WEB_HANDLER(web_settings_export);
WEB_HANDLER(web_settings_delete);
WEB_HANDLER(web_rules);
WEB_HANDLER(web_rule_add);
WEB_HANDLER(web_rule_delete);
WEB_HANDLER(web_following);
WEB_HANDLER(web_follow);
WEB_HANDLER(web_accounts);
WEB_HANDLER(web_account_add);
WEB_HANDLER(web_account_act);
WEB_HANDLER(web_password_page);
WEB_HANDLER(web_password);
WEB_HANDLER(web_help);
WEB_HANDLER(web_static);
WEB_HANDLER(web_icon);
WEB_HANDLER(web_robots);
WEB_HANDLER(web_feed_home);
WEB_HANDLER(web_feed_publisher);
WEB_HANDLER(web_feed_tag);
WEB_HANDLER(web_feed_search);
WEB_HANDLER(web_opensearch);
#endif
