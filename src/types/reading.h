/* reading: what sense/ finds in one article. Every finding points at byte ranges of article.text
 * (its provenance). JSON form: docs/json.md, "reading"; it is what `octavo analyse` prints. */
#ifndef OCTAVO_TYPES_READING_H
#define OCTAVO_TYPES_READING_H
#include "base/base.h"

/* Bytes [at, end) of article.text. {0,0}: none. */
struct span {
    uint32_t at, end;
};
/* Index into one of the lists below, or -1. */
typedef int32_t reading_index;

enum sentence_kind { SENTENCE_PROSE, SENTENCE_HEADING, SENTENCE_LIST, SENTENCE_CREDIT };
struct sentence {
    struct span span;        /* without white space around */
    uint32_t paragraph;      /* 0-based */
    enum sentence_kind kind; /* CREDIT: byline, dateline alone, "X contributed to this report" */
    double weight;           /* 0..1, for the summary */
};

enum entity_kind { ENTITY_PERSON, ENTITY_ORG, ENTITY_PLACE, ENTITY_OTHER };
struct mention {
    struct span span;
    bool pronoun; /* "he", "the group": a description, not a name */
};
struct entity {
    enum entity_kind kind;
    struct str name;    /* fullest form in the article, without title or role: "Nina Jones" */
    struct str key;     /* folded, for joining over articles: "nina jones" */
    struct str role;    /* "foreign ministry spokesperson"; empty */
    struct str country; /* ISO 3166 alpha-2 for places; empty */
    double lat, lon;    /* places; both 0 = unknown */
    const struct mention *mentions; /* in order of the text; never empty */
    size_t mention_count;
    double weight; /* 0..1, how much the article is about it */
};

struct hashtag {
    struct str tag;   /* CamelCase, without '#': "TrainHijacking" */
    struct str key;   /* lower case of tag, for joining over articles */
    struct str label; /* its words: as they stand at the span, or put together from there: "train
                       * attack" of "attacked a train" */
    double weight;
    struct span span; /* where it first stands */
};
struct keyphrase {
    struct str phrase; /* as in the text */
    double weight;
    struct span span;
};

struct keypoint {
    reading_index sentence;
    struct span span; /* the whole sentence, or cut at clause borders */
};

enum quote_kind { QUOTE_DIRECT, QUOTE_MIXED, QUOTE_INDIRECT };
enum stance {
    STANCE_SAYS,
    STANCE_ASKS,
    STANCE_ACCUSES,
    STANCE_CONFIRMS,
    STANCE_DENIES,
    STANCE_DOUBTS,
    STANCE_PROMISES
};
const char *stance_name(enum stance s); /* "says", "denies" ... */
struct quote {
    enum quote_kind kind;
    enum stance stance;
    struct span source;         /* who, as written; {0,0}: nobody is named */
    struct span cue;            /* "said", "according to" */
    const struct span *content; /* what, in pieces; never empty */
    size_t content_count;
    reading_index speaker;  /* entity, or -1 */
    reading_index sentence; /* of the cue, else of the first content */
};
/* A statement that somebody asserts, denies or confirms; from quotes and from plain clauses. */
struct claim {
    struct span span;    /* the statement */
    reading_index quote; /* where it is said, or -1 */
    reading_index by;    /* entity, or -1 */
    enum stance stance;
    reading_index against; /* claim that this one denies or confirms, or -1 */
    reading_index sentence;
};

enum figure_kind {
    FIGURE_COUNT,
    FIGURE_MONEY,
    FIGURE_PERCENT,
    FIGURE_RATE,
    FIGURE_AGE,
    FIGURE_DURATION,
    FIGURE_MEASURE,
    FIGURE_RANK,
    FIGURE_SCORE
};
enum figure_bound { BOUND_EXACT, BOUND_ABOUT, BOUND_AT_LEAST, BOUND_AT_MOST, BOUND_RANGE };
enum figure_trend { TREND_NONE, TREND_UP, TREND_DOWN, TREND_REVISED };
struct figure {
    enum figure_kind kind;
    enum figure_bound bound;
    double value, high;  /* high: BOUND_RANGE, else = value */
    struct span span;    /* the number with its unit: "$5 billion" */
    struct str unit;     /* "USD", "percent", "km", "people"; empty */
    struct span counted; /* what is counted: "security personnel"; {0,0} */
    struct str what;     /* its sort, one word where known: dead hurt freed held missing aboard
                            arrested attacks votes money ...; empty */
    enum figure_trend trend;
    double from;        /* "up from 88"; NaN = none */
    reading_index says; /* entity who says so, or -1 */
    reading_index sentence;
};

struct fill { /* a filler of a record's slot */
    struct span span;
    reading_index entity; /* or -1 */
};
struct incident {
    struct str kind; /* attack bombing kidnapping arson robbery crash disaster arrest protest ... */
    const struct fill *perpetrators, *victims, *targets, *weapons;
    size_t perpetrator_count, victim_count, target_count, weapon_count;
    struct fill where;
    struct when when; /* resolved against the article's day */
    struct span when_span;
    const reading_index *figures; /* counts that belong to it */
    size_t figure_count;
    reading_index sentence;
};
enum agreement_stage { AGREEMENT_PROPOSED, AGREEMENT_SIGNED, AGREEMENT_IN_FORCE, AGREEMENT_BROKEN };
struct agreement {
    enum agreement_stage stage;
    const struct fill *parties;
    size_t party_count;
    struct span subject;
    reading_index figure; /* its sum, or -1 */
    reading_index sentence;
};

struct reading {
    struct str lang;  /* BCP 47; "und" */
    double lang_sure; /* 0..1 */
    uint32_t words;
    struct str version; /* of the code and models that made it */
    const struct sentence *sentences;
    size_t sentence_count;
    const struct entity *entities; /* by weight, best first */
    size_t entity_count;
    const struct hashtag *hashtags; /* 5 to 8, best first; fewer for short articles */
    size_t hashtag_count;
    const struct keyphrase *keyphrases; /* best first, at most 20 */
    size_t keyphrase_count;
    const reading_index *summary; /* at most 3 sentences, in order of the text */
    size_t summary_count;
    const struct keypoint *keypoints; /* 3 to 5, fewer for short articles, in order of the text */
    size_t keypoint_count;
    const struct quote *quotes;
    size_t quote_count;
    const struct claim *claims;
    size_t claim_count;
    const struct figure *figures;
    size_t figure_count;
    const struct incident *incidents;
    size_t incident_count;
    const struct agreement *agreements;
    size_t agreement_count;
    const struct str *missing; /* faculties not available for this language, by name */
    size_t missing_count;
};

static inline struct str span_str(struct str text, struct span s)
{
    return str_sub(text, s.at, s.end);
}

/* Who speaks, as the text has it, without the relative word that begins what he does: "A man who"
 * is "A man"; "who" alone stays. */
struct str quote_source(struct str text, const struct quote *q);

/* JSON. Reading checks every range against text_n and every index against its list: ERR_INPUT names
 * the member. Texts are copied into `a`. */
void reading_write(struct json_out *w, const struct reading *r);
enum err_code reading_read(struct arena *a, const json_t *v, size_t text_n, struct reading *ret,
                           struct err *e) must_check;
#endif
