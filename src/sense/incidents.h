/* sense/incidents: the parts of incidents.c that other files hold. */
#ifndef OCTAVO_SENSE_INCIDENTS_H
#define OCTAVO_SENSE_INCIDENTS_H
#include "sense/find.h"

/* The place that a sentence names, rather one behind "in" or "near"; an empty span where none. */
struct fill sense_place_in(const struct sense_doc *d, const struct sense_sentence *s);
/* Fills place, day and figures from the sentences with tells[i]. */
void sense_circumstances(const struct sense_find *f, const bool *tells, struct incident *x);
/* Is the violence of another year? Where a sentence speaks of such before or while the first one
 * tells (tells[i]) and none with a word of violence names a day of now. */
struct roles;
bool sense_is_old(const struct sense_find *f, const struct roles *r, const bool *tells);

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
