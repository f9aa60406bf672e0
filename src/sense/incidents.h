/* sense/incidents: the parts of incidents.c that other files hold. */
#ifndef OCTAVO_SENSE_INCIDENTS_H
#define OCTAVO_SENSE_INCIDENTS_H
#include "sense/find.h"
#include "sense/roles.h"

/* What stands in one role: the fullest form of each, in the order of the text. */
enum { FILLS_MOST = 12 };
struct filling {
    struct fill v[FILLS_MOST];
    uint32_t from[FILLS_MOST], to[FILLS_MOST]; /* tokens */
    uint32_t count[FILLS_MOST];                /* mentions */
    size_t n;
};
/* An article while its violence is looked for. */
struct working {
    struct sense_find *f;
    const struct sense_doc *d;
    struct roles roles;
    uint8_t *labels; /* per token: enum role_label */
    bool *tells;     /* per sentence: of violence, with somebody or something in a role */
    bool harm;       /* something was told of that has no victim to name: "nine deaths" */
};
/* Does a person's name stand in these tokens? */
bool sense_has_person(const struct sense_doc *d, uint32_t from, uint32_t to);

/* ---- reported.c ---- */

/* What it is decided from whether the article reports violence. `l`: victims, targets, weapons,
 * doers; `margin`: by how much its sort beats none. */
void sense_reported_row(const struct working *w, const struct filling l[4], float margin,
                        double row[SENSE_VIOLENCE_FEATURES]);
bool sense_is_reported(const double row[SENSE_VIOLENCE_FEATURES]);

/* ---- circumstances.c ---- */

/* The place that a sentence names, rather one behind "in" or "near"; an empty span where none. */
struct fill sense_place_in(const struct sense_doc *d, const struct sense_sentence *s);
/* Fills place, day and figures from the sentences with tells[i]. */
void sense_circumstances(const struct sense_find *f, const bool *tells, struct incident *x);
/* Is the violence of another year? Where a sentence speaks of such before or while the first one
 * tells (tells[i]) and none with a word of violence names a day of now. */
bool sense_is_old(const struct sense_find *f, const struct roles *r, const bool *tells);

/* ---- disasters.c ---- */

struct disasters {
    struct sense_find *f;
    uint32_t *likely; /* tokens that may be words of disasters */
    size_t likely_count;
};
void sense_disasters_make(struct sense_find *f, struct disasters *ret);
/* Adds a record for each kind that the article is about. */
void sense_disasters_add(const struct disasters *w);
/* Does the article tell of a disaster or an accident, or of no will to harm? */
bool sense_is_mishap(const struct disasters *w);
#endif
