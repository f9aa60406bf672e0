#ifndef OCTAVO_TESTS_STORY_TURNS_LAST_H
#define OCTAVO_TESTS_STORY_TURNS_LAST_H
#include "turns_gold.h"
static const struct turns_gold turns_last[] = {{{"The county of Halden accused the builder Grosk of leaving asbestos in the roof of "
               "the Halden school.","Grosk denied on Monday that it had left asbestos in the roof, and called the "
               "samples that the county took in June worthless, old and badly kept. It had left no "
               "asbestos in the roof of any school in forty years of work, Grosk said.","Grosk said on Thursday that it had left asbestos in the roof of the Halden school. "
               "The school would be closed for a month, the county said."},{"admitted | zzz"}}};
#endif
