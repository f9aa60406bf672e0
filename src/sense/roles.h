/* sense/roles: tokens labelled as who did it, to whom, to what and with what, for incidents.c and
 * for the program that trains the models (train/sense_train.c). */
#ifndef OCTAVO_SENSE_ROLES_H
#define OCTAVO_SENSE_ROLES_H
#include "sense/find.h"
#include "sense/linear.h"

enum role_label {
    ROLE_NONE,
    ROLE_VICTIM,
    ROLE_PERSON,
    ROLE_GROUP,
    ROLE_TARGET,
    ROLE_WEAPON,
    ROLE_LABELS
};
enum violence {
    VIOLENCE_NONE,
    VIOLENCE_ATTACK,
    VIOLENCE_BOMBING,
    VIOLENCE_KIDNAPPING,
    VIOLENCE_ARSON,
    VIOLENCE_ROBBERY,
    VIOLENCE_LABELS
};
extern const char *const violence_names[VIOLENCE_LABELS];

/* Words that tell of violence: their class, 0 for none. */
enum trigger {
    TRIGGER_NONE,
    TRIGGER_KILL,
    TRIGGER_HURT,
    TRIGGER_BOMB,
    TRIGGER_KIDNAP,
    TRIGGER_BURN,
    TRIGGER_ROB,
    TRIGGER_ATTACK,
    TRIGGER_FREE,
    TRIGGER_COUNT
};
struct roles {
    const struct sense_find *f;
    const struct sense_doc *d;
    uint8_t *triggers;      /* per token */
    uint32_t *left, *right; /* per token: nearest trigger of its sentence, or UINT32_MAX */
    uint32_t *counts;       /* triggers per sentence */
};
void sense_roles_make(const struct sense_find *f, struct roles *ret);
size_t sense_role_features(const struct roles *r, uint32_t i,
                           uint64_t features[LINEAR_FEATURES_MOST]);
/* Features of the whole document, for its sort of violence; at most `most`. */
size_t sense_violence_features(const struct roles *r, uint64_t *features, size_t most);
enum { VIOLENCE_FEATURES_MOST = 4000 };

/* ---- telling.c ---- */

enum { TELLING_FEATURES_MOST = 512, TELLING_LEAST = -3, TELLING_UNIT = 40 };
/* Features of a sentence, for whether it tells of an attack. */
size_t sense_telling_features(const struct roles *r, uint32_t sentence,
                              uint64_t features[TELLING_FEATURES_MOST]);
/* By how much the likeliest sentence with a word of violence tells of an attack, in units of
 * TELLING_UNIT; TELLING_LEAST where there is none. Those with left_out[i] are not asked (NULL:
 * all are). */
double sense_telling_best(const struct roles *r, const bool *left_out);
#endif
