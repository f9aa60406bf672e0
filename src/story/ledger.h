/* ledger: what a story's reports say together. From the readings of its articles: the figures over
 * time, who claims and who denies, each quote once, what is new, a summary; and, for the front
 * page, the order of stories; for silent edits, the difference of two versions of a text.
 *
 * Pure: no index, no database, no clock. Everything returned lives in the arena or is a view into
 * the reports' texts and readings, which must live as long as the result. Nothing is made up: each
 * fact says in which report, sentence and bytes it stands (struct story_spot).
 *
 * All functions take the reports of one story in order of time, earliest first (`reports`, `n`).
 * More than LEDGER_REPORTS_MOST are not looked at: pass the newest. Copies and reports that are not
 * whole count as said in struct story_report. docs/stories.md has the method. */
#ifndef OCTAVO_STORY_LEDGER_H
#define OCTAVO_STORY_LEDGER_H
#include "types/reading.h"

enum {
    LEDGER_REPORTS_MOST = 200,
    LEDGER_SERIES_MOST = 40,
    LEDGER_CLAIMS_MOST = 60,
    LEDGER_QUOTES_MOST = 200,
    STORY_REASON_MOST = 200,
};

/* One article of the story. */
struct story_report {
    uint64_t id;
    int64_t time;                  /* published, UTC microseconds; TIME_NONE */
    struct str title, text;        /* text: as the reading's spans point into */
    struct str publisher;          /* any stable word for it */
    const struct reading *reading; /* of `text`; NULL: the report is not looked at */
    uint64_t copy_of;              /* 0: is no copy. A copy of a report at hand adds nothing but a
                                      carrier to quotes; one of an absent report stands for it, the
                                      first of several for all */
    bool partial;                  /* headline, teaser, refused ...: only as a carrier of quotes */
    const struct story_prepared *prepared; /* by story_prepare; NULL */
};
/* For who asks several of the functions below of the same reports: works out once what each of them
 * needs, and keeps it in the arena. The answers are the same without. The reports must then stay
 * where and as they are. */
void story_prepare(struct arena *a, struct story_report *reports, size_t n);

/* Where something stands: its provenance. */
struct story_spot {
    uint32_t report;        /* number in `reports` */
    reading_index sentence; /* in that report's reading */
    struct span span;       /* in that report's text; {0,0} never */
};

/* ---- series: each figure of the story over time ---- */

enum story_change {
    STORY_OPENS,    /* the first value of its series */
    STORY_RAISES,   /* more than the last value, by the same source, or later */
    STORY_LOWERS,   /* less */
    STORY_RESTATES, /* the same, within what "about", "at least" and ranges leave open */
    STORY_DISPUTES, /* another source says otherwise at the same time */
    STORY_DETAILS,  /* a part of the last value: of fewer whom */
};
const char *story_change_name(enum story_change c); /* "opens", "raises" ... */

/* A part of a value: "31 dead, including 23 security personnel": 23 is one. */
struct story_part {
    double value;
    enum figure_bound bound;
    struct str scope; /* of whom, as written: "security personnel"; may be empty */
    bool overlaps;    /* counts again what other parts count ("including"): not to be added */
    struct story_spot spot;
    reading_index figure;
};
struct story_point {
    double value, high; /* high: of a range, else = value */
    enum figure_bound bound;
    struct str scope; /* of whom, as written: "passengers"; empty: not said */
    struct str who;   /* who says so, as the reading names it; empty: the report itself */
    int64_t time;     /* of the report; TIME_NONE */
    bool sum;         /* value is the sum of its parts; the report gives no total */
    bool earlier;     /* "425, down from 440": the 440, which the report says held before */
    bool parts_agree; /* the parts that do not overlap add up to the value */
    enum story_change change;
    int32_t last;           /* number of the point that it is compared with, or -1 */
    struct story_spot spot; /* the figure, "$5 billion" */
    reading_index figure;
    const struct story_part *parts;
    size_t part_count;
};
struct story_series {
    struct str
        what;         /* dead hurt freed held missing aboard arrested attacks votes money ... as in
                         struct figure, or one of story_sort_of; else the thing counted, as written */
    struct str label; /* for people, in English: "dead", "attackers dead", "aboard" */
    struct str unit;  /* "USD", "percent"; empty for counts */
    enum figure_kind kind;
    bool attackers;    /* counts those who did it, not those to whom it was done */
    struct str period; /* not of the event but of a longer time, as written: "2024", "last 15
                          months"; such a series is background. Empty: of the event */
    const struct story_point *points; /* in order of time; never empty */
    size_t point_count;
    uint32_t reports, publishers; /* that speak of it */
    bool moved;                   /* it has more than one value */
    double weight;                /* 0..1, how much the story is about it */
};
struct story_serieses {
    const struct story_series *v; /* weightiest first, those of the event before background */
    size_t n;
};
/* A value that is repeated in one report is one point. Only what counts: counts of people and
 * things, money, and percentages and measures of which two reports speak. */
void story_series_make(struct arena *a, const struct story_report *reports, size_t n,
                       struct story_serieses *ret);

/* Is it a sort of figure that counts people whom the event befell: "dead", "missing" ...? */
bool story_is_toll(struct str what);
/* The sort of the series that the figure belongs to: its own, but of who is "displaced" which of
 * these: "evacuated", "homeless". */
struct str story_sort_of(struct str text, const struct reading *g, const struct figure *f);
/* Is it said after the last count that nobody is missing or held any more ("all of the missing have
 * been found")? False for other sorts. The reports are those that the series was made of. */
bool story_series_over(struct arena *a, const struct story_report *reports, size_t n,
                       const struct story_series *s);

/* ---- claims: who asserts, who denies, who confirms ---- */

enum story_side {
    STORY_ASSERTS,
    STORY_DENIES,
    STORY_CONFIRMS,
    STORY_DOUBTS,
    STORY_ADMITS,    /* confirms what it denied before */
    STORY_WITHDRAWS, /* takes back what it asserted */
    STORY_RULES,     /* a court, which finds guilty or not */
};
const char *story_side_name(enum story_side s); /* "asserts", "denies" ... */
enum story_standing {
    STORY_OPEN,      /* nobody has answered */
    STORY_DENIED,    /* denied or doubted: one says so, another otherwise; still open */
    STORY_CONFIRMED, /* another than who asserts it confirms it: settled */
    STORY_WITHDRAWN, /* who asserted it denies it later, or takes it back: settled */
    STORY_ADMITTED,  /* who denied it says later that it is so */
    STORY_SETTLED,   /* a court has ruled since */
};
const char *story_standing_name(enum story_standing s); /* "open", "denied" ... */
struct story_voice {
    enum story_side side;
    struct str who; /* as the reading names it, else as written; empty: nobody is named */
    int64_t time;
    struct story_spot spot; /* the statement; the sentence is where it is said */
    struct str subject;     /* whom the pronoun names with which the words begin, where that is
                               somebody else than who; empty */
    bool verb;              /* its words begin with the text's own verb: "denied the charge" */
    bool by_words;          /* a denial in what is said ("it had nothing to do with it"): it is told
                               with "says", as "denies" would turn it round */
    reading_index claim;    /* in the report's reading; -1: none, a ruling */
};
struct story_claim {
    struct story_spot spot; /* the statement that says most of it */
    struct str subject;     /* whom the pronoun names with which it begins ("he"); empty */
    bool accuses;           /* somebody is accused of something */
    bool whole;             /* spot is the whole sentence, with who says it: whoever denies the
                               claim does not deny that */
    enum story_standing standing;
    const struct story_voice *voices; /* asserting first, then answers; each in order of time; the
                                         same voice with the same words only once */
    size_t voice_count, assert_count; /* assert_count 0: only the denial is reported */
    double weight;                    /* 0..1 */
};
struct story_claims {
    const struct story_claim *v; /* weightiest first */
    size_t n;
};
/* What is contested, accused or confirmed; a plain statement that nobody answers is no claim here.
 */
void story_claims_make(struct arena *a, const struct story_report *reports, size_t n,
                       struct story_claims *ret);

/* ---- quotes ---- */

struct story_quote {
    struct str who;           /* as the reading names it; empty */
    struct story_spot spot;   /* in its longest form: with the quotation marks as written */
    const uint32_t *carriers; /* numbers of the reports that carry it, copies too, in order */
    size_t carrier_count;
    uint32_t publishers;
    int64_t time; /* of the first carrier */
};
struct story_quotes {
    const struct story_quote *v; /* most publishers first, then the earliest */
    size_t n;
};
/* Direct quotes of four words and more, each once: the same words, in whole or one a piece of the
 * other, whatever their case, marks and quotation marks. */
void story_quotes_make(struct arena *a, const struct story_report *reports, size_t n,
                       struct story_quotes *ret);

/* ---- what is new ---- */

enum story_role {
    STORY_SKIP, /* is not looked at */
    STORY_SEEN, /* known to whoever asks */
    STORY_ASK,  /* which of its sentences say what no seen report says? */
};
struct story_line {
    struct story_spot spot; /* the whole sentence */
    double novelty;         /* 0..1: share of its matter that is in no seen report */
    double weight;          /* 0..1, how much it says */
};
struct story_lines {
    const struct story_line *v;
    size_t n;
};
/* Sentences of the asked reports that say what no seen report says, no two of them the same;
 * at most `most`, the weightiest, in order of reports and text. roles[i] is of reports[i].
 *   what is new in report i:        SEEN before i, ASK i
 *   since the last visit:           SEEN up to then, ASK after
 *   what others say that i does not: SEEN i, ASK the others */
void story_fresh(struct arena *a, const struct story_report *reports, size_t n,
                 const enum story_role *roles, size_t most, struct story_lines *ret);

/* A summary of at most `most` sentences, verbatim, from as many publishers as say something, none
 * that repeats another, none with a figure that a later one has overtaken; the first is the one
 * that says best what the headlines say (`title`: what the story goes by, empty where unknown), the
 * rest in order of time. */
void story_summary(struct arena *a, const struct story_report *reports, size_t n, struct str title,
                   size_t most, struct story_lines *ret);

/* The number of the report whose headline tells the story best: a full statement of what the
 * reports have in common. `now` is the one that stands now, which stays until another is clearly
 * better; SIZE_MAX: none. `series` is of the same reports. Reports without a reading are not looked
 * at; the last where no headline says anything. n > 0. */
size_t story_headline(struct arena *a, const struct story_report *reports, size_t n,
                      const struct story_serieses *series, size_t now);

/* ---- the front page ---- */

/* What is known of a story when it is ranked: nothing of what anybody reads. */
struct story_entry {
    uint64_t story;
    int64_t newest;       /* time of its newest report that is no copy */
    uint32_t origins;     /* independent */
    uint32_t publishers;  /* all, with those of copies */
    uint64_t source;      /* whose report stands for it */
    double source_a_day;  /* articles that source publishes a day; 0: not known */
    bool followed, muted; /* by the user; muted stories are left out */
};
struct story_ranked {
    uint32_t entry; /* number in `entries` */
    double score;
    bool kept_place;             /* a place kept for quiet sources */
    char why[STORY_REASON_MOST]; /* "3 independent reports; 5 publishers; newest 2 hours ago" */
};
/* Orders stories for the front page, at most `most` into ret; returns how many. Score: (1 + log2 of
 * origins + a quarter of log2 of publishers, one more where followed) halved every day. Of any ten
 * places in a row one source leads at most three (followed stories apart), as long as others have
 * something; every fifth goes to the best story of a source of at most three articles a day, if one
 * waits. */
size_t story_rank(struct arena *a, const struct story_entry *entries, size_t n, int64_t now,
                  size_t most, struct story_ranked *ret);

/* ---- silent edits ---- */

enum story_edit { STORY_SAME, STORY_REMOVED, STORY_ADDED };
struct story_run {
    enum story_edit edit;
    struct span old; /* in the old text; {x,x} where added */
    struct span new; /* in the new text; {x,x} where removed */
};
enum story_edit_kind { STORY_EDIT_FIGURE, STORY_EDIT_NAME };
/* A figure or name that was changed: one side may be empty ({x,x}): added or taken out. */
struct story_edited {
    enum story_edit_kind kind;
    struct span old, new;
};
struct story_diff {
    const struct story_run *runs; /* all of both texts, in order; removed before added */
    size_t run_count;
    const struct story_edited *edited;
    size_t edited_count;
    uint32_t words_removed, words_added;
    bool coarse; /* too different to be told apart word by word: some runs are whole passages */
};
/* Word by word (Myers 1986, "An O(ND) difference algorithm"), first over sentences, then inside
 * those that differ; cost is bounded. White space alone is no difference. Texts above
 * STORY_DIFF_TEXT_MOST bytes are compared up to there. */
enum { STORY_DIFF_TEXT_MOST = 1 << 20 };
void story_diff(struct arena *a, struct str old, struct str new, struct story_diff *ret);
#endif
