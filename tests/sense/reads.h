/* reads.h: a text of a test, of a day in March 2025, and its reading. */
#ifndef OCTAVO_TESTS_SENSE_READS_H
#define OCTAVO_TESTS_SENSE_READS_H
#include "check.h"
#include "sense/sense.h"

static struct arena a; /* made and given back by the test's main */
static struct reading r;
static struct article article;

static void reads(const char *text)
{
    arena_reset(&a);
    article = (struct article){.text = str_c(text)};
    check_true(when_parse(STR("2025-03-14T12:00:00Z"), &article.published));
    sense_read(&a, &article, TIME_NONE, &r);
}
#endif
