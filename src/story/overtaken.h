/* Within story/: the sentences among which fresh.c chooses, and which of them do not hold any more.
 */
#ifndef OCTAVO_STORY_OVERTAKEN_H
#define OCTAVO_STORY_OVERTAKEN_H
#include "story/words.h"

struct line {
    struct story_line line;
    const struct bag *bag;
    double one;      /* greatest share in one seen sentence */
    double facts;    /* of a summary: what figures and colour do to its worth behind the first */
    double headline; /* of a summary: how much of the headlines it says, less as a quotation */
    bool taken;
    bool old;  /* gives a toll that a later one has overtaken */
    bool bare; /* "Nineteen were hurt.": says nothing but a figure, or cannot stand alone */
};
struct lines {
    struct line *v;
    size_t n, cap;
};

/* A caption, or what a page prints about itself. */
bool line_is_litter(struct str sentence);
/* Does it tell how things looked and felt ("dressed in a blue tie", "all smiles")? */
bool line_is_colour(struct arena *a, struct str sentence);
/* Does it begin with a quotation mark? */
bool line_is_quote(struct str sentence);
/* Can it be read without the sentence `before`, which may be empty? */
bool line_stands_alone(struct str sentence, struct str before);

enum { TOLLS_MOST = 4 };
/* A count of people whom the event befell, as it stands now. */
struct toll {
    const struct story_series *s;
    const struct story_point *now;
};
struct tolls {
    struct toll v[TOLLS_MOST];
    size_t n;
};

/* The tolls among the series of the reports: those that moved and about whose newest value nobody
 * quarrels. */
void overtaken_tolls(struct arena *a, const struct story_report *reports, size_t n,
                     const struct story_serieses *all, struct tolls *ret);
/* The series of the reports and the tolls among them; marks the lines (as old, of weight 0) that
 * give a toll that a later one has overtaken, or a denial that was admitted or a claim that was
 * withdrawn since. */
void overtaken_find(struct arena *a, const struct story_report *reports, size_t n,
                    struct lines *lines, struct tolls *ret);
/* The line that says best how the toll stands, where none that was taken does; NULL: none is
 * needed, or none says it. */
struct line *overtaken_line_of(struct lines *lines, const struct story_report *reports,
                               const struct toll *t);
#endif
