/* clock.c: see clock.h. */
#include "base/base.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

const char *const month_names[12] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
const char *const weekday_names[7] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                      "Thursday", "Friday", "Saturday"};

static _Atomic int64_t fixed = TIME_NONE;

__attribute__((constructor)) static void fix_from_environment(void)
{
    const char *z = getenv("OCTAVO_NOW");
    struct when w;
    if (z && when_parse(str_c(z), &w))
        atomic_store(&fixed, w.us);
}

static int64_t read_clock(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * US_SECOND + t.tv_nsec / 1000;
}

int64_t clock_now(void)
{
    int64_t f = atomic_load_explicit(&fixed, memory_order_relaxed);
    return f == TIME_NONE ? read_clock(CLOCK_REALTIME) : f;
}

void clock_fix(int64_t us)
{
    atomic_store(&fixed, us);
}

int64_t clock_mono(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int64_t clock_cpu(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static int64_t days_from_civil(int64_t y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

struct civil civil_from(int64_t us)
{
    int64_t days = floor_div(us, US_DAY), rest = (us - days * US_DAY) / US_SECOND;
    int64_t z = days + 719468, era = floor_div(z, 146097), doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    struct civil c = {
        .day = (int)(doy - (153 * mp + 2) / 5 + 1),
        .month = (int)(mp < 10 ? mp + 3 : mp - 9),
        .hour = (int)(rest / 3600),
        .minute = (int)(rest / 60 % 60),
        .second = (int)(rest % 60),
        .weekday = (int)((((days + 4) % 7) + 7) % 7),
    };
    c.year = (int)(yoe + era * 400 + (c.month <= 2));
    return c;
}

int civil_month_days(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month < 1 || month > 12 ? 0 : days[month - 1] + (month == 2 && leap);
}

bool civil_to(struct civil c, int64_t *ret_us)
{
    if (c.year < 1 || c.year > 9999 || c.day < 1 || c.day > civil_month_days(c.year, c.month) ||
        c.hour < 0 || c.hour > 23 || c.minute < 0 || c.minute > 59 || c.second < 0 || c.second > 59)
        return false;
    *ret_us = days_from_civil(c.year, c.month, c.day) * US_DAY +
              (c.hour * INT64_C(3600) + c.minute * INT64_C(60) + c.second) * US_SECOND;
    return true;
}

void when_write(struct buf *b, struct when w)
{
    if (w.precision == WHEN_NONE || w.us == TIME_NONE)
        return;
    struct civil c = civil_from(w.us + w.zone_minutes * US_MINUTE);
    buf_fmt(b, "%04d", c.year);
    if (w.precision >= WHEN_MONTH)
        buf_fmt(b, "-%02d", c.month);
    if (w.precision >= WHEN_DAY)
        buf_fmt(b, "-%02d", c.day);
    if (w.precision < WHEN_MINUTE)
        return;
    buf_fmt(b, "T%02d:%02d:%02d", c.hour, c.minute, c.second);
    int z = w.zone_minutes;
    if (w.zone_known && z == 0)
        buf_char(b, 'Z');
    else if (w.zone_known)
        buf_fmt(b, "%c%02d:%02d", z < 0 ? '-' : '+', abs(z) / 60, abs(z) % 60);
}

void time_write(struct buf *b, int64_t us)
{
    when_write(b, (struct when){.us = us, .zone_known = true, .precision = WHEN_SECOND});
}

void time_write_http(struct buf *b, int64_t us)
{
    struct civil c = civil_from(us);
    buf_fmt(b, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT", weekday_names[c.weekday], c.day,
            month_names[c.month - 1], c.year, c.hour, c.minute, c.second);
}

/* Reads exactly n digits at *at. */
static bool digits(struct str s, size_t *at, int n, int *ret)
{
    int v = 0;
    if (*at + (size_t)n > s.n)
        return false;
    for (int i = 0; i < n; i++) {
        char c = s.p[*at + (size_t)i];
        if (!is_digit(c))
            return false;
        v = v * 10 + (c - '0');
    }
    *at += (size_t)n;
    *ret = v;
    return true;
}

static bool take(struct str s, size_t *at, char c)
{
    if (*at >= s.n || s.p[*at] != c)
        return false;
    (*at)++;
    return true;
}

static bool parse_zone(struct str s, size_t *at, struct when *w)
{
    if (*at == s.n)
        return true;
    if (take(s, at, 'Z')) {
        w->zone_known = true;
        return *at == s.n;
    }
    int sign = take(s, at, '-') ? -1 : take(s, at, '+') ? 1 : 0, hour, minute;
    if (!sign || !digits(s, at, 2, &hour) || !take(s, at, ':') || !digits(s, at, 2, &minute) ||
        *at != s.n || hour > 15 || minute > 59)
        return false;
    w->zone_minutes = (int16_t)(sign * (hour * 60 + minute));
    w->zone_known = true;
    return true;
}

bool when_parse(struct str s, struct when *ret)
{
    struct civil c = {.month = 1, .day = 1};
    struct when w = {.precision = WHEN_YEAR};
    size_t at = 0;
    if (!digits(s, &at, 4, &c.year))
        return false;
    if (take(s, &at, '-')) {
        w.precision = WHEN_MONTH;
        if (!digits(s, &at, 2, &c.month))
            return false;
        if (take(s, &at, '-')) {
            w.precision = WHEN_DAY;
            if (!digits(s, &at, 2, &c.day))
                return false;
        }
    }
    if (w.precision == WHEN_DAY && at < s.n && (s.p[at] == 'T' || s.p[at] == ' ')) {
        at++;
        w.precision = WHEN_MINUTE;
        if (!digits(s, &at, 2, &c.hour) || !take(s, &at, ':') || !digits(s, &at, 2, &c.minute))
            return false;
        if (take(s, &at, ':')) {
            w.precision = WHEN_SECOND;
            if (!digits(s, &at, 2, &c.second))
                return false;
            if (take(s, &at, '.'))
                while (at < s.n && is_digit(s.p[at]))
                    at++;
        }
        if (!parse_zone(s, &at, &w))
            return false;
    }
    if (at != s.n || !civil_to(c, &w.us))
        return false;
    w.us -= w.zone_minutes * US_MINUTE;
    *ret = w;
    return true;
}
