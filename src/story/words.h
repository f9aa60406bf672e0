/* Within story/: the sentences of reports as bags of words, for the ledger. */
#ifndef OCTAVO_STORY_WORDS_H
#define OCTAVO_STORY_WORDS_H
#include "story/ledger.h"
#include "text/text.h"

enum { BAG_NAME = 1, BAG_NUMBER = 2 };
/* One term of a sentence. Names go by their first letters, so that "Afghan" meets "Afghanistan". */
struct bag_term {
    uint32_t hash;
    float weight; /* how rare in news: 0 .. 9 */
    uint8_t flags;
};
struct bag {
    const struct bag_term *v; /* ascending by hash, each once */
    uint32_t n;
    double sum; /* of the weights */
};
struct report_words {
    const struct bag *sentences; /* as many as the reading has; empty for credits and headings */
    size_t n;
};

struct turned;
/* What story_prepare keeps of a report. */
struct story_prepared {
    struct report_words words;          /* sentences NULL: not looked at */
    const struct story_report *reports; /* all of them, and what story_series_make and
                                           story_claims_make gave for them */
    size_t n;
    struct story_serieses series;
    struct story_claims claims;
    const struct turned *turned; /* story_claims_turned */
    size_t turned_count;
};

/* Is its text looked at? Copies of a report at hand are not, unless they give another toll; nor is
 * what is not whole. */
bool report_counts(const struct story_report *reports, size_t n, size_t i);
/* Is it a copy of another one at hand? Where it counts all the same, by its toll alone. */
bool report_is_copy(const struct story_report *reports, size_t n, size_t i);
/* The sentences of a report (reading != NULL). */
struct report_words report_words(struct arena *a, const struct story_report *r);
/* Any text. */
struct bag bag_of(struct arena *a, struct str text, struct str lang);
/* Sum of the weights of what both have. */
double bag_shared(const struct bag *x, const struct bag *y);
/* Share of the lighter one that is in the other, and the Jaccard likeness. */
double bag_within(const struct bag *x, const struct bag *y);
double bag_alike(const struct bag *x, const struct bag *y);
/* All of both. */
struct bag bag_join(struct arena *a, const struct bag *x, const struct bag *y);

/* What x has and y has not; of it the names only. */
struct bag bag_without(struct arena *a, const struct bag *x, const struct bag *y, bool names_only);
/* Weight of the names that both have; of what is no name in x. */
double bag_shared_names(const struct bag *x, const struct bag *y);
double bag_no_names(const struct bag *x);
/* Do both speak of the same, besides names? At least half of what the shorter says. */
bool bag_same_matter(const struct bag *x, const struct bag *y);
/* Does it say all of the little that a denial says ("had fired")? */
bool bag_holds(const struct bag *x, const struct bag *little);

/* Number of different publishers among the reports numbered by list. */
uint32_t publishers_of(const struct story_report *reports, const uint32_t *list, size_t n);
/* Is the word one of a list that ends with NULL? */
bool word_among(struct str w, const char *const *list);
#define AMONG(w, ...) word_among((w), (const char *const[]){__VA_ARGS__, NULL})
static inline struct str entity_name(const struct reading *r, reading_index i)
{
    return i >= 0 && (size_t)i < r->entity_count ? r->entities[i].name : STR_NONE;
}
#endif
