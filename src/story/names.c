/* names.c: the words for the ledger's kinds. */
#include "story/ledger.h"

static const char *const changes[] = {"opens",    "raises",   "lowers",
                                      "restates", "disputes", "details"};
static const char *const sides[] = {"asserts", "denies",    "confirms", "doubts",
                                    "admits",  "withdraws", "rules"};
static const char *const standings[] = {"open",      "denied",   "confirmed",
                                        "withdrawn", "admitted", "settled"};

const char *story_change_name(enum story_change c)
{
    return changes[c];
}

const char *story_side_name(enum story_side s)
{
    return sides[s];
}

const char *story_standing_name(enum story_standing s)
{
    return standings[s];
}
