/* story: copies, stories, relations: which articles are the same text, which report the same
 * matter, and how they stand to one another. An index in memory; no database, file or clock.
 *
 * Owner: whoever made it with story_index_new, one thread at a time. It holds no text: of each
 * article only its compact features (at most STORY_PACK_MOST bytes, 1 KiB at the middle), and
 * grows no further than struct story_limits says; the oldest articles leave first. The same
 * articles in the same order give the same answers on every run and machine.
 *
 * Two layers, never mixed. *Copies*: the same text, by shingles: fingerprints of five-word runs
 * sampled by their value (Broder 1997, "On the resemblance and containment of documents"; a bottom
 * sketch), found again by an inverted index over the smallest. *Stories*: online, one pass in order
 * of arrival, against the members of the nearest stories, which rare words, names, bigrams, figures
 * and dates propose (inverted index over the weightiest terms); a logistic model over several
 * similarities decides (after Miranda et al. 2018, "Multilingual clustering of streaming news").
 * docs/stories.md has the method, the sources and the figures.
 *
 * A story's id is the id of the article that began it. Ids are the caller's: above 0, below 2^53.
 */
#ifndef OCTAVO_STORY_H
#define OCTAVO_STORY_H
#include "types/reading.h"

enum {
    STORY_TERMS_MOST = 96,       /* terms kept of an article */
    STORY_SHINGLES_MOST = 64,    /* fingerprints kept of an article */
    STORY_PACK_MOST = 1400,      /* bytes of an article's packed features */
    STORY_TEXT_MOST = 256 << 10, /* bytes of a text that are looked at */
    STORY_WHY_MOST = 200,
    STORY_PARTED_MOST = 6,
};

/* What is known of an article. Only id is needed; what is absent is left empty. Views, looked at
 * during the call only. */
struct story_doc {
    uint64_t id;
    int64_t time; /* published, UTC microseconds; TIME_NONE */
    struct str title, text;
    struct str publisher;          /* for the count of origins; any stable word for it */
    const struct reading *reading; /* of `text`; may be NULL */
};

/* How the text stands to the article that it is a copy of. */
enum story_copy {
    STORY_ORIGINAL,   /* is no copy */
    STORY_SYNDICATED, /* the same text, but for lines at its head or end */
    STORY_TRUNCATED,  /* its beginning only (or the whole of which the other was the beginning) */
    STORY_EDITED,     /* sentences changed, moved or left out */
    STORY_UPDATED,    /* the same text and more that is new */
};
/* How an article stands to its story. */
enum story_relation {
    STORY_FIRST,       /* the story's first report */
    STORY_COPY,        /* a copy of an article at hand */
    STORY_SAME_EVENT,  /* reports the same event */
    STORY_DEVELOPMENT, /* what became of it: later, with something new */
    STORY_BACKGROUND,  /* explains, looks back, comments */
    STORY_ROUNDUP,     /* one of several matters in a list */
};
const char *story_copy_name(enum story_copy c);         /* "original", "syndicated" ... */
const char *story_relation_name(enum story_relation r); /* "first", "copy", "same-event" ... */

struct story_place {
    uint64_t story;   /* id of the story; = the article's own id where it begins one */
    uint64_t copy_of; /* the earliest article at hand with the same text; 0: none */
    uint64_t merged;  /* a story that this article showed to be one with `story`: its members have
                         gone over to `story`; 0: none */
    /* Members of an older story that this article showed to be of another: they have left it and
     * are with this article in `story`, whose id is that of their first. 0 ends the list. Only
     * after story_parting(x, true). */
    uint64_t parted[STORY_PARTED_MOST + 1];
    uint64_t nearest; /* the member of the story it is most like; 0 where it begins one */
    enum story_copy copy;
    enum story_relation relation;
    double score; /* 0..1: how sure that it belongs; where it begins one: how near the nearest
                     story was (below one half) */
    char why[STORY_WHY_MOST]; /* in words, UTF-8, terminated:
                                 "both: Sibi, Jaffar Express; 5 figures agree; 2 days later" */
};

struct story_limits {
    uint32_t articles_most; /* default 1,000,000: whole; at most 1.3 KiB each with all indexes */
    uint32_t live_most;     /* articles that stories are matched with; default 200,000 */
    int64_t live_for;       /* and no older than this before the newest; default 400 days */
};
extern const struct story_limits story_limits_usual;

struct story_index;
/* NULL where the machine has no memory. `limits` NULL: the usual ones. */
struct story_index *story_index_new(const struct story_limits *limits);
/* The same with its tables in nameless files of `folder`, an open directory that must stay open
 * (-1: in memory): after story_index_rest it costs next to no memory until it is used again
 * (base/region.h). Where the files cannot be made or have no room it takes memory instead. */
struct story_index *story_index_in(int folder, const struct story_limits *limits);
void story_index_rest(struct story_index *x);
void story_index_free(struct story_index *x);
/* May members leave a young story again, as story_place.parted says? Off at first, since who keeps
 * places elsewhere must write that down; the stories are better with it (docs/stories.md). */
void story_parting(struct story_index *x, bool on);

/* Places one article; articles come in order of arrival. Placing an id again first takes out what
 * was there (its old features), and keeps nothing of its old place. ERR_USAGE for id 0 or one of
 * 2^53 and more, ERR_MEMORY where the machine has none (the index is then as before, but
 * what was there of this id may be out of it). `a` is for
 * scratch. */
enum err_code story_place(struct story_index *x, struct arena *a, const struct story_doc *doc,
                          struct story_place *ret) must_check;

/* Why these two? For an article's page and for --explain: writes words as in story_place.why.
 * False where one of them is not (or no longer) in the index. */
bool story_explain(struct story_index *x, uint64_t id, uint64_t other, char why[STORY_WHY_MOST]);

struct story_related {
    uint64_t id, story;
    double score; /* 0..1 */
    char why[STORY_WHY_MOST];
};
/* Articles like `id` from *other* stories, at most one a story and no copies of one another, best
 * first; at most k (<= 50) into ret. Returns how many; 0 where the article is not known. */
size_t story_related(struct story_index *x, uint64_t id, size_t k, struct story_related *ret);
/* The same down to a score of `least`: below story_related_sure are articles that share a place or
 * a person and little else, for lists that would be short without them. */
extern const double story_related_sure;
size_t story_related_from(struct story_index *x, uint64_t id, double least, size_t k,
                          struct story_related *ret);

/* Where an article is: false where it is not in the index. */
bool story_of(const struct story_index *x, uint64_t id, uint64_t *ret_story, uint64_t *ret_copy_of);
/* Members of a story that are live, in order of arrival, at most `most` into ret; returns how many
 * there are. */
size_t story_members(const struct story_index *x, uint64_t story, uint64_t *ret, size_t most);
/* Number of independent origins of a story: members that are no copy of another, each publisher
 * counted once. */
size_t story_origins(const struct story_index *x, uint64_t story);
/* A person's correction: the article belongs to `story` from now on (an id of a member of that
 * story, or the article's own id for a story of its own), and later articles are matched with it
 * there. Merging is moving every member; splitting too. A story that holds an article which a
 * person put there is never merged or parted by the machine; story_pack keeps that: store its pack
 * anew. False where either is not at hand. */
bool story_move(struct story_index *x, uint64_t id, uint64_t story);
/* The same by the story's own id, which may also be one that nothing has yet: it is begun. */
bool story_put(struct story_index *x, uint64_t id, uint64_t story);
bool story_remove(struct story_index *x, uint64_t id);

/* The compact features of an article in the index, for storing; bytes are the same on every
 * machine. Empty where it is not at hand. View into `a`. The place (story, copy) is in it. */
struct str story_pack(const struct story_index *x, struct arena *a, uint64_t id);
/* Puts a packed article back, with the place that it had; in the order in which they came. The
 * index then answers as it did when it was packed. ERR_INPUT for bytes that story_pack did not
 * make, or of another version (place the article anew then). `story` and `copy_of` (0: as packed)
 * are what the database says now. */
enum err_code story_restore(struct story_index *x, struct str packed, uint64_t story,
                            uint64_t copy_of) must_check;

struct story_stats {
    size_t articles, live, stories; /* stories: with a live member */
    size_t bytes;                   /* held by the index */
};
void story_stats(const struct story_index *x, struct story_stats *ret);
#endif
