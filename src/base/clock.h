/* clock: the time, and the civil calendar. Times are int64_t microseconds since 1970-01-01 UTC
 * (`us`); no time at all is TIME_NONE. Only the clock_* functions ask the machine; pure code is
 * given the time. Calendar arithmetic is the proleptic Gregorian one by day counts (the method of
 * Hinnant, "chrono-compatible low-level date algorithms", 2013). */
#ifndef OCTAVO_BASE_CLOCK_H
#define OCTAVO_BASE_CLOCK_H
#include "base/buf.h"

#define TIME_NONE INT64_MIN
#define US_SECOND INT64_C(1000000)
#define US_MINUTE (60 * US_SECOND)
#define US_HOUR   (60 * US_MINUTE)
#define US_DAY    (24 * US_HOUR)

/* Now, UTC. A test fixes it with clock_fix(us); clock_fix(TIME_NONE) lets it run again.
 * OCTAVO_NOW=RFC3339 in the environment fixes it for a whole program. */
int64_t clock_now(void);
void clock_fix(int64_t us);
/* Monotonic microseconds, for durations. */
int64_t clock_mono(void);
/* CPU microseconds of this process. */
int64_t clock_cpu(void);

/* How much of a date its publisher gave. */
enum when_precision { WHEN_NONE, WHEN_YEAR, WHEN_MONTH, WHEN_DAY, WHEN_MINUTE, WHEN_SECOND };
/* A publisher's date as it was said. */
struct when {
    int64_t us;                    /* the instant, UTC; TIME_NONE when precision is WHEN_NONE */
    int16_t zone_minutes;          /* east of UTC, as written; 0 where none was */
    bool zone_known;               /* a zone was written */
    enum when_precision precision; /* WHEN_DAY: us is that day's 00:00 in its zone */
};

struct civil {
    int year, month, day;     /* month 1-12, day 1-31 */
    int hour, minute, second; /* 0-23, 0-59, 0-59 */
    int weekday;              /* 0 Sunday .. 6 Saturday (set by civil_from) */
};
struct civil civil_from(int64_t us);
/* False where a field is out of its range (30 February, hour 24); weekday is not looked at. */
bool civil_to(struct civil c, int64_t *ret_us);
int civil_month_days(int year, int month);

/* RFC 3339 as the publisher said it: "2025-03-14", "2025-03-14T10:00:00Z",
 * "2025-03-14T12:00:00+02:00". Nothing for WHEN_NONE. */
void when_write(struct buf *b, struct when w);
/* UTC, to the second: "2025-03-14T10:00:00Z". */
void time_write(struct buf *b, int64_t us);
/* For HTTP headers and RSS: "Fri, 14 Mar 2025 10:00:00 GMT". */
void time_write_http(struct buf *b, int64_t us);
/* Reads what when_write and time_write write, strictly; lenient reading is text/. */
bool when_parse(struct str s, struct when *ret);
extern const char *const month_names[12];  /* "January" .. */
extern const char *const weekday_names[7]; /* "Sunday" .. */
#endif
