/* Within story/: what an article is reduced to, and the chained inverted index. */
#ifndef OCTAVO_STORY_INTERNAL_H
#define OCTAVO_STORY_INTERNAL_H
#include "story/story.h"
#include "text/text.h"

/* What sort of thing a term is, and where it stands. */
enum {
    TERM_NAME = 1,   /* a word that this article writes with a capital only */
    TERM_NUMBER = 2, /* a number, alone or with what it counts */
    TERM_PAIR = 4,   /* two words that stand together */
    TERM_DATE = 8,   /* a day of a month */
    TERM_TITLE = 16,
    TERM_LEAD = 32,
    TERM_UNKNOWN = 64, /* a name, or a pair with one, that the background does not know */
    TERM_BOUND = 128,  /* a known word that stands only as a part of such a name: "Port" Callis */
};
struct term {
    uint32_t hash;
    uint16_t weight; /* its share of the article's vector: 65535 = 1 */
    uint8_t flags;
};

enum { NAMES_MOST = 12, NAME_BYTES_MOST = 28, NAMES_BYTES = 240 };
/* A name or figure as it is written, to say why. */
struct label {
    uint32_t hash; /* of its term */
    uint16_t weight;
    uint8_t n;
    char p[NAME_BYTES_MOST];
};

/* An article's features: what story_pack stores. */
struct features {
    uint32_t words; /* in the text */
    uint8_t sketch_count;
    uint8_t term_count;
    uint8_t label_count;
    uint32_t sketch[STORY_SHINGLES_MOST]; /* ascending; the low bits of each are its place */
    struct term terms[STORY_TERMS_MOST];  /* ascending by hash */
    struct label labels[NAMES_MOST];      /* by weight */
};

/* Low bits of a fingerprint: in which eighth of the text it stands. */
#define SKETCH_PLACE ((uint32_t)7)

/* How rare is a term among the articles at hand? Given to the extraction by the index. */
struct rarity {
    const uint32_t *df; /* articles that hold it, by the low RARITY_BITS of the hash */
    uint32_t articles;
};
enum { RARITY_BITS = 18 };

struct extractor; /* a stemmer and tables that are used again; owned by the index */
struct extractor *extractor_new(void);
void extractor_free(struct extractor *x);
size_t extractor_bytes(void);
void features_make(struct extractor *x, struct arena *a, const struct story_doc *doc,
                   const struct rarity *rarity, struct features *ret);
/* Is a line of a text small print: a notice of rights, or who wrote it (notice.c)? */
bool is_notice(struct str line);
/* -ln of the share of news articles that hold the stem; 9 for stems not known. */
double background_rarity(uint32_t stem_hash, bool *ret_capital);

static inline uint32_t mix32(uint32_t a, uint32_t b)
{
    uint64_t v = ((uint64_t)a << 32 | b) * UINT64_C(0x9E3779B97F4A7C15);
    v ^= v >> 29;
    v *= UINT64_C(0xBF58476D1CE4E5B9);
    return (uint32_t)(v >> 32);
}

/* ---- an inverted index of chains: slot (article) -> up to `each` keys, key -> slots, newest first
 */
struct node {
    uint32_t key, next; /* number + 1; 0 ends */
    uint32_t prev;      /* the same; NODE_FIRST heads a list, 0 is in none */
};
#define NODE_FIRST UINT32_MAX
struct chains {
    uint32_t each;  /* keys a slot has at most */
    uint32_t slots; /* room for so many */
    int folder;     /* as region_init has it */
    struct region node_region, head_region;
    struct node *nodes; /* [slot * each + j] */
    uint32_t *heads;
    uint32_t bits;
};
/* `most`: slots there will ever be; `folder`: as region_init has it. */
void chains_init(struct chains *c, uint32_t each, size_t most, int folder);
void chains_done(struct chains *c);
/* Room for `slots` slots. False: no memory, nothing is changed. */
bool chains_room(struct chains *c, uint32_t slots);
void chains_put(struct chains *c, uint32_t slot, uint32_t j, uint32_t key);
void chains_take(struct chains *c, uint32_t slot, uint32_t j);
void chains_rest(struct chains *c);
size_t chains_bytes(const struct chains *c);
static inline uint32_t chains_head(const struct chains *c, uint32_t key)
{
    return c->heads ? c->heads[mix32(key, 7) >> (32 - c->bits)] : 0;
}

/* ---- how alike two articles are ---- */

struct overlap {       /* of two sketches */
    double of_a, of_b; /* share of a's text that is in b, and the other way round */
    uint32_t shared, least;
    uint32_t in_a[8], in_b[8], of_a_in[8], of_b_in[8]; /* fingerprints an eighth; those shared */
};
struct overlap sketch_overlap(const uint32_t *a, size_t an, const uint32_t *b, size_t bn);

enum { PART_ALL, PART_NAMES, PART_WORDS, PART_FIGURES, PART_LEAD, PARTS };
int part_of(const struct term *t);

/* Features of a pair, for the model. */
enum pair_feature {
    PAIR_ONE,
    PAIR_ALL,   /* cosine over all terms */
    PAIR_NAMES, /* cosine over names and pairs of names */
    PAIR_WORDS, /* cosine over what is neither name nor number */
    PAIR_FIGURES,
    PAIR_TITLE,
    PAIR_LEAD,
    PAIR_RARE, /* weight of the shared terms, one side's share only */
    PAIR_DAYS,
    PAIR_NODATE,
    PAIR_SHORT,
    PAIR_TEXT, /* share of text in common */
    PAIR_ALL_DAYS,
    PAIR_ALL_SHORT,
    PAIR_ALL2,
    PAIR_FEATURES
};
struct view { /* what the model sees of an article */
    const struct term *terms;
    size_t n;
    const uint32_t *sketch;
    size_t sketch_n;
    int64_t time;
    uint32_t words;
};
void pair_features(const struct view *a, const struct view *b, double f[PAIR_FEATURES]);
enum story_feature {
    GROUP_ONE,
    GROUP_MAX,
    GROUP_MEAN,
    GROUP_SECOND,
    GROUP_SIZE,
    GROUP_ALONE,
    GROUP_CENTRE, /* cosine with the sum of the members */
    GROUP_NAMES,  /* the same over names only */
    GROUP_FIGURES,
    GROUP_WORDS,
    GROUP_CORE,       /* of what half the members have: the share that the article has */
    GROUP_MINE,       /* of the article's weight: the share that any member has */
    GROUP_MY_NAMES,   /* of the article's names: the share that any member has */
    GROUP_CORE_NAMES, /* of the names that half the members have: the share that the article has */
    GROUP_RIVAL,      /* GROUP_CENTRE of the best other story */
    GROUP_DAYS,
    GROUP_SHORT,
    GROUP_CENTRE2,
    GROUP_CENTRE_SIZE,
    GROUP_FEATURES
};
enum {
    GROUP_MEMBERS = 12 /* members a story is judged by: the newest and the first */,
    STORIES_MOST = 12
};
enum { RULE_MERGE_FIRST, RULE_MERGE, RULE_SILENCE, RULES };
enum { CAMP_ONE, CAMP_FIT, CAMP_ALIKE, CAMP_SIZE, CAMP_REST, CAMP_SILENCE, CAMP_FEATURES };
extern double story_rules[RULES];
extern double story_camp_weights[CAMP_FEATURES];
extern double story_pair_weights[PAIR_FEATURES];
extern double story_group_weights[GROUP_FEATURES];
#endif
