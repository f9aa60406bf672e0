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
/* How badly hurt. */
enum degree { DEGREE_NONE, DEGREE_BADLY, DEGREE_SLIGHTLY };
/* "Offers 3 percent" and "wants 8 percent" are two figures; so are jobs cut and jobs created. */
enum side { SIDE_NONE, SIDE_OFFER, SIDE_DEMAND, SIDE_LESS, SIDE_MORE };
/* What money is for. */
enum purpose {
    PURPOSE_COST,
    PURPOSE_DAMAGE,
    PURPOSE_EARNED,
    PURPOSE_FINE,
    PURPOSE_HELP,
    PURPOSE_DEBT,
    PURPOSE_PAY,
    PURPOSE_INVESTED,
    PURPOSE_TRADE,
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
    bool moves;   /* it says that it rose or fell, or what it was before */
    bool leads;   /* in the title or one of the first sentences */
    bool crew;    /* counts those who work there */
    bool rescue;  /* "rescued", of the sort "freed" */
    double from;  /* NaN: none */
    const struct bag *bag;
    /* What stands near it (compare.c). */
    bool part;     /* "two of the five", "200 in his town alone": nothing by itself */
    bool further;  /* "three more", "the other two": added to others; "the 1,600" of a part;
                      "instead of 800" */
    bool known;    /* "all 31 men who were missing are dead" */
    bool definite; /* "the two dead children": of whom was told before */
    bool supposed; /* "could kill 900" */
    bool total;    /* "the toll", "in all" */
    enum degree degree;
    enum side side;
    unsigned purposes;              /* bits, 1 << PURPOSE_... */
    struct str named;               /* who stands before it in its clause; empty */
    struct bag near;                /* the words around it, without those of other figures */
    struct bag subject;             /* of these, what stands before it */
    bool near_named, subject_named; /* do these name anybody? */
};
struct counts {
    struct count *v;
    size_t n, cap;
};
/* The first `most` counts of report number `at`, in order of the text; parts are put together. */
void counts_of(struct arena *a, const struct story_report *reports, uint32_t at,
               const struct report_words *words, size_t most, struct counts *ret);
/* "2024", "last 15 months" where a sentence speaks of a longer time or another year or month than
 * that of the report; empty. English. */
struct str period_of(struct arena *a, struct str sentence, int64_t time);
/* Fills in what stands near figure number `figure` of the report's reading. */
void count_near(struct arena *a, const struct story_report *r, size_t figure, struct count *c);
/* What befalls people: dead, ill, stranded; parts add up to a whole. */
bool sort_is_fate(struct str what);
/* A sort that a story counts, though only one report speaks of it. */
bool sort_is_strong(struct str what);
/* Counts who was rescued, not who was let go: both are "freed", since of hostages both are said. */
bool sort_is_rescue(const struct story_report *r, const struct figure *f);
/* "The number of people killed in the fire rose to 11", "the death toll is 14": the sort; empty. */
struct str sort_of_toll(struct arena *a, const struct story_report *r, const struct figure *f);
/* Is its sort one of people: dead, freed, aboard? */
bool count_is_of_people(const struct count *c);
/* Do both count the same things of the same whom, as the same kind of statement? */
bool counts_alike(const struct count *x, const struct count *y);
/* Is one of them what the other says that held before? */
bool counts_linked(const struct count *x, const struct count *y);
/* The words of text [from, at), lower case (but "May", the month), nearest to `at` first; returns
 * how many. */
size_t words_before(struct arena *a, struct str text, uint32_t from, uint32_t at, struct str *ret,
                    size_t most);
/* Do two values agree within what their bounds leave open? */
bool values_agree(const struct story_point *x, const struct story_point *y);
#endif
