/* date_parse: any text as a date. What is accepted lies in the years promised and reads back from
 * its written form; a date found has its place inside the text. */
#include "text/date.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check(struct when w)
{
    assert(w.precision != WHEN_NONE && w.us != TIME_NONE);
    int year = civil_from(w.us).year;
    assert(year >= 1582 && year <= 2400);
    assert(w.zone_minutes >= -960 && w.zone_minutes <= 960);
    char room[64];
    struct buf b = {.p = room, .cap = sizeof room, .max = sizeof room};
    when_write(&b, w);
    struct when again;
    bool ok = when_parse(buf_str(&b), &again);
    assert(ok && again.us / US_SECOND == w.us / US_SECOND - (w.us < 0 && w.us % US_SECOND != 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str in = str_of((const char *)data, n);
    struct date_hint hint = {.order = n % 3,
                             .lang = n % 2 ? STR("hr") : STR_NONE,
                             .near = n % 5 ? 0 : INT64_C(1741948200) * US_SECOND};
    struct when w;
    struct span span;
    if (text_date_parse(in, &hint, &w))
        check(w);
    if (text_date_find(in, &hint, &span, &w)) {
        check(w);
        assert(span.at < span.end && span.end <= n);
    }
    return 0;
}
