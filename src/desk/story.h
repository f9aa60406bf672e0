/* desk/story: stories.
 * Reports of one matter, by all publishers. A story has a permanent address: where it became one
 * with another, desk_story_get gives that one (its id differs from the one asked for). Everything
 * shown is verbatim and says where it stands. */
#ifndef OCTAVO_DESK_STORY_H
#define OCTAVO_DESK_STORY_H
#include "desk/articles.h"

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
    int64_t at;        /* what reports are ordered by, with row.id */
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
enum { DESK_REPORTS_SHOWN = 200 }; /* the others by pages: desk_story_reports */
struct desk_story {
    struct desk_story_row row;
    const struct desk_source *summary; /* sentences of several publishers */
    size_t summary_count;
    const struct desk_source *news; /* what is new since the user looked */
    size_t news_count;
    const struct desk_report *reports; /* newest first, up to DESK_REPORTS_SHOWN */
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

/* Its row and its reports alone, newest first: those older than `after` (id 0: from the newest on),
 * DESK_REPORTS_SHOWN at most. Costs nothing of what desk_story_get works out. */
enum err_code desk_story_reports(struct desk_reader *r, int64_t id, int64_t user,
                                 struct desk_key after, struct desk_story *ret) must_check;

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
#endif
