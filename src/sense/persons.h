/* sense/persons: common nouns for a person, in one table. */
#ifndef OCTAVO_SENSE_PERSONS_H
#define OCTAVO_SENSE_PERSONS_H
#include "base/base.h"

enum {
    /* Beside a name it says that the name is a person's ("the welder Nils Holm"): no word of the
     * kind that is said of firms, too. */
    SENSE_CALLING = 1 << 0,
    /* It says what a person is, before the name or behind it ("Gov. Holm", "Holm, the owner"), if
     * need be with what it is of. */
    SENSE_ROLE = 1 << 1,
};
/* What a word, folded, is: the above, 0 for neither. */
unsigned sense_person_noun(struct str word);
#endif
