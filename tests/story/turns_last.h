#ifndef OCTAVO_TESTS_STORY_TURNS_LAST_H
#define OCTAVO_TESTS_STORY_TURNS_LAST_H
#include "turns_gold.h"
static const struct turns_gold turns_last[] = {{{"The mill is open.", "The mill is open."}, {"not admitted | mill"}}};
#endif
