/* Within story/: the statements of a story's reports, as claims.c finds them and standing.c tells
 * how they stand. */
#ifndef OCTAVO_STORY_CLAIMS_H
#define OCTAVO_STORY_CLAIMS_H
#include "story/statement.h"

struct statement {
    const struct claim *claim;
    struct story_voice voice;
    struct bag said;    /* its sentence */
    struct bag matter;  /* what is said, without who speaks */
    struct bag about;   /* names that tell who speaks: "Belgar", "Tern Lines" */
    struct span whole;  /* its words as they can stand alone */
    struct str subject; /* whom the pronoun names that `whole` begins with */
    bool answers, accuses, empty, is_whole;
    bool negated;  /* what it is about, "had not paid", is turned round */
    bool pronoun;  /* "denies it": of the sentence before */
    int32_t to;    /* the assertion it answers in its own reading, or -1 */
    int32_t issue; /* number, or -1 */
};
/* A sentence in which a court rules on somebody. */
struct ruling {
    struct story_spot spot;
    struct str court, words;
    struct bag said;
};
struct statements {
    struct arena *a;
    const struct story_report *reports;
    struct statement *v;
    size_t n, cap, report_count;
    int32_t issues;
    struct bag noise; /* words that say only that somebody says */
    LIST(struct ruling) rulings;
};

/* What x has and y has not; of it the names only. */
struct bag bag_without(struct arena *a, const struct bag *x, const struct bag *y, bool names_only);
/* Weight of the names that both have; of what is no name in x. */
double bag_shared_names(const struct bag *x, const struct bag *y);
double bag_no_names(const struct bag *x);
/* Do both speak of the same, besides names? At least half of what the shorter says. */
bool bag_same_matter(const struct bag *x, const struct bag *y);
/* Does it say all of the little that a denial says ("had fired")? */
bool bag_holds(const struct bag *x, const struct bag *little);
/* Are both of one speaker? */
bool statements_of_one(const struct statement *x, const struct statement *y);
/* Is the statement later than the other, as the reports come or as the text goes? */
bool statement_is_later(const struct statement *x, const struct statement *y);
/* Finds the rulings of all reports, once for all claims. */
void statements_find_rulings(struct statements *all);
/* The claim that the issue's statements make; false where there are none. */
bool story_claim_of(const struct statements *all, int32_t issue, struct story_claim *ret);
#endif
