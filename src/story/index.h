/* Within story/: the index itself. */
#ifndef OCTAVO_STORY_INDEX_H
#define OCTAVO_STORY_INDEX_H
#include "story/internal.h"

enum {
    KEYS_TEXT = 20, /* fingerprints of an article that the copies' index holds */
    KEYS_TERM = 24, /* terms of an article that the stories' index holds */
    CLOCK_VOTES = 8,
};
#define NO_SLOT ((uint32_t)-1)

/* An article that is held. */
struct held {
    uint64_t id, story, copy_of, nearest;
    uint64_t arrived; /* its number in order of arrival */
    int64_t time;
    uint32_t words, publisher;
    uint32_t older, newer;             /* in order of arrival; newer also links free slots */
    uint32_t prev_member, next_member; /* of the story */
    uint32_t seat;                     /* while it is live */
    float score;
    uint8_t sketch_count, term_count, label_count, copy, relation;
    bool live, moved; /* moved: by a person */
    char *block;      /* labels, then terms; its own, or a part of TABLE_BLOCKS */
    struct term *terms;
    struct label *labels;
};
struct live_story {
    uint64_t id;
    uint32_t first, last, n; /* first also links free ones */
    uint32_t moved;          /* members that a person put there: the machine leaves it as it is */
};
struct ids {
    uint64_t *keys;   /* 0 = free */
    uint32_t *values; /* behind the keys */
    uint32_t bits;
    size_t n;
    struct region region;
};
/* The sum of some members' vectors: a small open table. */
struct sum_row {
    uint32_t hash, n;
    float w;
    uint8_t part;
};
enum { SUM_BITS = 11 };
struct sum {
    struct sum_row rows[1 << SUM_BITS];
    uint16_t used[1 << SUM_BITS];
    uint32_t n;
};

/* The tables that grow with the articles. */
enum table {
    TABLE_ARTICLES,
    TABLE_SKETCHES,
    TABLE_SEATS,
    TABLE_SUMS,
    TABLE_TOUCHED,
    TABLE_BLOCKS,
    TABLE_STORIES,
    TABLES
};
/* How many stories hold a term, while the index is young (young.c): an open table. */
enum { YOUNG_MOST = 192 /* live articles */, YOUNG_BITS = 15 };
struct young_row {
    uint32_t hash;
    uint16_t n, last; /* stories; the number of the last one, from 1 */
};
struct young {
    struct young_row rows[1 << YOUNG_BITS];
    struct term member[STORY_TERMS_MOST]; /* scratch of group_features, which asks it very often */
    uint32_t stories;
    double fade; /* 1: nothing is at hand; 0: the index is not young */
};

struct story_index {
    struct story_limits limits;
    int folder; /* where its tables lie, as region_init has it */
    struct region tables[TABLES];
    bool parting;
    struct extractor *extractor;
    struct held *articles;
    uint32_t *sketches; /* STORY_SHINGLES_MOST a slot */
    uint32_t *seats;    /* live articles: seat -> slot; free seats are linked, number + 1 */
    float *sums;        /* a seat: all 0 between calls */
    uint32_t *touched;  /* seats */
    uint32_t seat_count, seats_used, free_seat;
    uint32_t slots, used, free_slot;
    uint32_t oldest, newest, oldest_live;
    uint64_t arrivals;
    size_t count, live, block_bytes;
    struct live_story *stories;
    uint32_t story_slots, story_used, free_story;
    struct ids ids, story_ids;
    struct sum *sum;     /* scratch of place.c: empty between calls */
    struct young *young; /* scratch of young.c: as the last placement found it */
    struct chains by_text, by_term;
    uint32_t *df;
    int64_t votes[CLOCK_VOTES];
    uint32_t vote_at;
};

/* NO_SLOT where it is absent. */
uint32_t ids_find(const struct ids *t, uint64_t id);
bool ids_room(struct ids *t, size_t n, int folder);
void ids_put(struct ids *t, uint64_t id, uint32_t value);
void ids_take(struct ids *t, uint64_t id);
void ids_done(struct ids *t);

struct arrival {
    uint64_t id, story, copy_of, nearest;
    int64_t time;
    uint32_t publisher;
    struct str title;
    enum story_copy copy;
    enum story_relation relation;
    double score;
    bool moved;
    const struct features *features;
};
/* Times further from 1970 than 2,000 years are none. */
#define TIME_FAR (INT64_C(2000) * 366 * US_DAY)
/* Makes sure that one more article and one more story fit, so that adding cannot fail half-way. */
bool index_room(struct story_index *x);
/* Puts an article in as the newest, in place of one of the same id; index_age is due after it. */
enum err_code index_add(struct story_index *x, const struct arrival *v,
                        uint32_t *ret_slot) must_check;
/* story_place, for features that are made: id, time, publisher and features count. */
enum err_code place_features(struct story_index *x, const struct arrival *arrival,
                             struct story_place *ret) must_check;
/* Lets the oldest go, as the limits say; slots and stories may be gone then. */
void index_age(struct story_index *x);
void index_drop(struct story_index *x, uint32_t slot);
void story_join(struct story_index *x, uint32_t slot, uint64_t id);
void story_leave(struct story_index *x, uint32_t slot);
/* Live articles that share weighty terms, best first, at most `most`. */
size_t near_find(struct story_index *x, const struct term *terms, size_t term_n, uint32_t *ret,
                 size_t most);
/* Counts anew what the stories at hand hold, without the article `self` (NO_SLOT: none). */
void young_count(struct story_index *x, uint32_t self);
/* The view with the weights that its terms have at hand; they are put into `ret`, which has room
 * for STORY_TERMS_MOST and must live as long. `v` itself where the index is not young. */
struct view young_view(const struct story_index *x, struct view v, struct term ret[]);
/* What is taken off the logit of a join, as far as `a` and the article share names that no
 * background knows and little else; 0 where the index is not young. `a` with the weights that are
 * stored. */
double young_doubt(const struct story_index *x, const struct view *a, uint32_t slot);
struct young *young_new(void);
double pair_logit(const double f[PAIR_FEATURES]);
/* A story that an article may belong to. */
struct candidate {
    uint64_t story;
    uint32_t nearest; /* the member that is most like it */
    double f[GROUP_FEATURES], logit;
};
/* The stories that share weighty terms with `v`; `self` (NO_SLOT: none) proposes nothing. */
size_t story_candidates(struct story_index *x, const struct view *v, uint32_t self,
                        struct candidate ret[STORIES_MOST]);
enum { PART_MEMBERS = 12 /* members that take sides: the newest and the first */ };
struct slots {
    uint32_t v[PART_MEMBERS];
    size_t n;
};
/* How an article stands to a story, without the members in `skip` (NULL: none); some must be left.
 */
void group_features(struct story_index *x, const struct view *v, const struct live_story *s,
                    const struct slots *skip, double f[GROUP_FEATURES], uint32_t *ret_nearest);
/* The judgement without the rival: is the story like it at all? */
double logit_free(const double f[GROUP_FEATURES]);
/* After an article went to its story: does it show that two stories are one? */
void merge_find(struct story_index *x, const struct candidate *near, size_t n,
                struct story_place *place);
/* Before it goes to the story of `best`: do some members belong with it, but not to that story?
 * Then they part from it, and place->story is theirs. */
void part_find(struct story_index *x, const struct view *v, const struct candidate *best,
               struct story_place *place);
double group_logit(const double f[GROUP_FEATURES]);
/* Numbers of the weightiest terms, weightiest first, at most `most` (ret has room for one more). */
size_t top_terms(const struct term *terms, size_t n, size_t most, uint32_t *ret);

enum { ROUNDUP_STORIES = 4 /* an article that belongs to so many stories is a list of them */ };
/* What the words of a headline say that its article is: background, a round-up; else same event. */
enum story_relation relation_of_headline(struct str title);
/* How the newest article stands to its story; `stories`: how many stories it is like. */
enum story_relation relation_of(const struct story_index *x, uint32_t slot, struct str title,
                                size_t stories);
void why_write(const struct story_index *x, uint32_t slot, uint32_t other,
               char why[STORY_WHY_MOST]);
const struct term *term_find(const struct held *m, uint32_t hash);

static inline uint32_t *sketch_of(const struct story_index *x, uint32_t slot)
{
    return x->sketches + (size_t)slot * STORY_SHINGLES_MOST;
}
static inline struct view view_of(const struct story_index *x, uint32_t slot)
{
    const struct held *m = &x->articles[slot];
    return (struct view){m->terms,        m->term_count, sketch_of(x, slot),
                         m->sketch_count, m->time,       m->words};
}
enum { BLOCK_MOST = NAMES_MOST * sizeof(struct label) + STORY_TERMS_MOST * sizeof(struct term) };
static inline size_t block_size(const struct held *m)
{
    return m->term_count * sizeof(struct term) + m->label_count * sizeof(struct label) + 1;
}
#endif
