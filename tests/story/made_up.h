/* made_up: a report of a made-up text, read by sense/, for the tests of what a story tells. */
#ifndef OCTAVO_TESTS_STORY_MADE_UP_H
#define OCTAVO_TESTS_STORY_MADE_UP_H
#include "check.h"
#include "sense/sense.h"
#include "story/ledger.h"

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 256 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

#define DAY0 (INT64_C(1741910400) * US_SECOND) /* 14 March 2025 */

static struct story_report report(uint64_t id, int hour, const char *publisher, const char *title,
                                  const char *text)
{
    struct reading *r = ARENA_NEW(&a, struct reading);
    struct article article = {.title = str_c(title), .text = str_c(text), .lang = STR("en")};
    article.published = (struct when){.us = DAY0 + hour * US_HOUR, .precision = WHEN_SECOND};
    sense_read(&a, &article, TIME_NONE, r);
    return (struct story_report){.id = id,
                                 .time = article.published.us,
                                 .title = article.title,
                                 .text = article.text,
                                 .publisher = str_c(publisher),
                                 .reading = r};
}

/* What was put into the buffer, with an end. */
static inline const char *made_up(struct buf *b)
{
    buf_put(b, str_of("", 1));
    return buf_str(b).p;
}
#endif
