/* Within story/: the figures of one report, made ready for the series. */
#ifndef OCTAVO_STORY_COUNTS_H
#define OCTAVO_STORY_COUNTS_H
#include "story/words.h"

/* Of whom: what tells a part from the whole. */
enum whom {
    WHOM_ALL,      /* people, persons, nobody named */
    WHOM_CIVILIAN, /* passengers, children, workers ... */
    WHOM_FORCES,   /* soldiers, police ... */
    WHOM_ATTACKERS,
    WHOM_OTHER,
};
/* A figure that may be a point of a series. */
struct count {
    struct story_point point; /* change and last not set yet */
    struct str what, unit, period, counted;
    uint32_t head; /* hash of the stem of the counted head word; 0: none */
    enum figure_kind kind;
    enum whom whom;
    bool attackers;
    bool fate;    /* dead, hurt ...: parts add up to a whole */
    bool strong;  /* of a known sort: worth a series even from one report */
    bool revised; /* the report says that it was corrected */
    bool leads;   /* in the title or one of the first sentences */
    double from;  /* NaN: none */
    const struct bag *bag;
};
struct counts {
    struct count *v;
    size_t n, cap;
};
/* The counts of report number `at`, in order of the text; parts are put together. */
void counts_of(struct arena *a, const struct story_report *reports, uint32_t at,
               const struct report_words *words, struct counts *ret);
/* "2024", "last 15 months" where a sentence speaks of a longer time or another year or month than
 * that of the report; empty. English. */
struct str period_of(struct arena *a, struct str sentence, int64_t time);
/* Do two values agree within what their bounds leave open? */
bool values_agree(const struct story_point *x, const struct story_point *y);
#endif
