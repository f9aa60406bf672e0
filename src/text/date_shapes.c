/* date_shapes.c: the shapes of dates: year first, numbers with separators, day and month name,
 * month name and day, CJK marks. */
#include "text/date_scan.h"

enum { BUDDHIST = 543 /* years before the Gregorian ones */ };

/* ---- pieces ---- */

static size_t day_at(struct date_scan *c, size_t i, int *day)
{
    if (!date_is_number(c, i) || c->t[i].digits > 2 || c->t[i].number < 1 || c->t[i].number > 31)
        return 0;
    *day = (int)c->t[i].number;
    i++;
    if (date_meaning(c, i) == WORD_ORDINAL && !c->t[i].apart)
        i++;
    else if (date_meaning(c, i) == WORD_DAY_MARK)
        i++;
    return i;
}

static bool year_fits(int64_t v, int *year)
{
    if (v >= DATE_YEAR_FIRST + BUDDHIST && v >= 2400 && v <= DATE_YEAR_LAST + BUDDHIST)
        v -= BUDDHIST; /* Thai years; no other text says 2568 */
    if (v < DATE_YEAR_FIRST || v > DATE_YEAR_LAST)
        return false;
    *year = (int)v;
    return true;
}

static size_t year_at(struct date_scan *c, size_t i, int *year)
{
    bool short_mark = date_is_punct(c, i, '\'') && date_is_number(c, i + 1) && !c->t[i + 1].apart;
    if (short_mark)
        i++;
    if (!date_is_number(c, i))
        return 0;
    const struct date_token *t = &c->t[i];
    int64_t v = t->number;
    /* RFC 2822, section 4.3: two digits, and three from programs that added 1900. */
    if (t->digits == 2 && (short_mark || c->whole))
        v += v < 50 ? 2000 : 1900;
    else if (t->digits == 3 && c->whole && v >= 100 && v < 200)
        v += 1900;
    else if (t->digits != 4)
        return 0;
    /* "10:30" behind a day is the clock, not a year. */
    if (t->digits < 4 && date_is_punct(c, i + 1, ':') && !c->t[i + 1].apart)
        return 0;
    if (!year_fits(v, year))
        return 0;
    i++;
    if (date_meaning(c, i) == WORD_YEAR_MARK)
        i++;
    return i;
}

/* A month by name; "tháng 3" and "tháng Ba" too. */
static size_t month_at(struct date_scan *c, size_t i, int *month)
{
    if (i < c->n && date_meaning(c, i) == WORD_MONTH) {
        *month = c->t[i].value;
        return i + 1;
    }
    if (date_meaning(c, i) != WORD_MONTH_MARK)
        return 0;
    if (date_is_number(c, i + 1) && c->t[i + 1].digits <= 2 && c->t[i + 1].number >= 1 &&
        c->t[i + 1].number <= 12) {
        *month = (int)c->t[i + 1].number;
        return i + 2;
    }
    if (date_meaning(c, i + 1) != WORD_NUMBER)
        return 0;
    *month = c->t[i + 1].value;
    bool ten = *month == 10 && date_meaning(c, i + 2) == WORD_NUMBER && c->t[i + 2].value <= 2;
    if (ten)
        *month += c->t[i + 2].value;
    return i + 2 + ten;
}

/* Over what may stand between day, month and year: at most three commas, dots, hyphens, "of". */
static size_t skip_joint(struct date_scan *c, size_t i)
{
    for (int k = 0; k < 3 && i < c->n; k++, i++) {
        if (c->t[i].kind == TOKEN_PUNCT
                ? !strchr(".,-/", c->t[i].punct) || !c->t[i].punct
                : date_meaning(c, i) != WORD_OF && date_meaning(c, i) != WORD_YEAR_MARK)
            break;
    }
    return i;
}

/* "(Fri)", "(金)", "Friday": a weekday in or behind a date. */
static size_t skip_weekday(struct date_scan *c, size_t i)
{
    if (date_is_punct(c, i, '(') && date_is_punct(c, i + 2, ')') && c->t[i + 1].kind == TOKEN_WORD)
        return i + 3;
    if (date_meaning(c, i) == WORD_WEEKDAY)
        return i + 1 + (date_is_punct(c, i + 1, '.') ? 1 : 0);
    return i;
}

/* ---- shapes ---- */

static bool whole_date(int64_t year, int64_t month, int64_t day, struct date_read *d)
{
    int y;
    if (!year_fits(year, &y) || day < 1 || day > civil_month_days(y, (int)month))
        return false;
    d->year = y;
    d->month = (int)month;
    d->day = (int)day;
    return true;
}

/* "20250314", "20250314103000". */
static size_t compact_at(struct date_scan *c, size_t i, struct date_read *d)
{
    if (!date_is_number(c, i))
        return 0;
    int digits = c->t[i].digits;
    int64_t v = c->t[i].number;
    if (digits == 8)
        return whole_date(v / 10000, v / 100 % 100, v % 100, d) ? i + 1 : 0;
    if (digits != 14 || !c->whole)
        return 0;
    int64_t clock = v % 1000000, date = v / 1000000;
    if (!whole_date(date / 10000, date / 100 % 100, date % 100, d) || clock / 10000 > 23 ||
        clock / 100 % 100 > 59 || clock % 100 > 59)
        return 0;
    d->hour = (int)(clock / 10000);
    d->minute = (int)(clock / 100 % 100);
    d->second = (int)(clock % 100);
    d->time = d->seconds = true;
    return i + 1;
}

/* Which of two numbers is the day, in "03/04/2025"? */
static bool month_comes_first(const struct date_scan *c, char sep, int64_t a, int64_t b)
{
    if (a > 12 || b > 12)
        return b > 12;
    return sep != '.' && c->order == DATE_ORDER_MDY;
}

/* "2025 03 14" as a whole text. */
static size_t spaced_at(struct date_scan *c, size_t i, struct date_read *d)
{
    if (!c->whole || !date_is_number(c, i) || !date_is_number(c, i + 1) ||
        !date_is_number(c, i + 2))
        return 0;
    const struct date_token *t = &c->t[i];
    bool shape = t[0].digits == 4 && t[1].digits == 2 && t[2].digits == 2;
    return shape && whole_date(t[0].number, t[1].number, t[2].number, d) ? i + 3 : 0;
}

/* "2025-03-14", "14.03.2025", "3/14/25": three numbers with one separator. */
static size_t numeric_at(struct date_scan *c, size_t i, struct date_read *d)
{
    if (!date_is_number(c, i) || !date_is_number(c, i + 2) || !date_is_number(c, i + 4))
        return 0;
    const struct date_token *t = &c->t[i];
    char sep = t[1].punct;
    if (t[1].kind != TOKEN_PUNCT || !sep || !strchr("-./", sep) || !date_is_punct(c, i + 3, sep) ||
        t[1].apart || t[3].apart || t[2].digits > 2 || (sep != '.' && (t[2].apart || t[4].apart)))
        return 0;
    int64_t a = t[0].number, b = t[2].number, e = t[4].number;
    if (t[0].digits == 4 && t[4].digits <= 2) {
        if (!whole_date(a, b, e, d))
            return 0;
        i += 5;
        return date_is_punct(c, i, sep) && sep == '.' && !c->t[i].apart ? i + 1 : i;
    }
    if (t[0].digits > 2)
        return 0;
    bool full = c->whole || sep == '/' || (t[0].digits == 2 && t[2].digits == 2);
    if (t[4].digits == 2 && sep != '-' && full)
        e += e < 50 ? 2000 : 1900;
    else if (t[4].digits != 4)
        return 0;
    bool swap = month_comes_first(c, sep, a, b);
    return whole_date(e, swap ? a : b, swap ? b : a, d) ? i + 5 : 0;
}

/* "2025年3月14日", "令和7年3月14日", "3월 14일"; also "2025. gada" never gets here. */
static size_t marked_at(struct date_scan *c, size_t i, struct date_read *d)
{
    int64_t year = 0;
    bool era = date_meaning(c, i) == WORD_ERA;
    size_t k = i + (era ? 1 : 0);
    if (date_is_number(c, k) && date_meaning(c, k + 1) == WORD_YEAR_MARK) {
        year = c->t[k].number + (era ? c->t[i].value : 0);
        if (c->t[k].digits == 2 && !era)
            year += 2000;
        k += 2;
    } else if (era) {
        return 0;
    }
    if (!date_is_number(c, k) || date_meaning(c, k + 1) != WORD_MONTH_MARK || c->t[k].digits > 2)
        return 0;
    int64_t month = c->t[k].number;
    k += 2;
    int day = 0;
    if (date_is_number(c, k) && date_meaning(c, k + 1) == WORD_DAY_MARK)
        day_at(c, k, &day);
    if (day == 0) {
        int y;
        if (!year || !c->whole || month < 1 || month > 12 || !year_fits(year, &y))
            return 0;
        *d = (struct date_read){.year = y, .month = (int)month};
        return k;
    }
    if (!year) {
        d->month = (int)month;
        d->day = day;
        return month >= 1 && month <= 12 ? k + 2 : 0;
    }
    return whole_date(year, month, day, d) ? k + 2 : 0;
}

/* Behind "14 March": the year; a clock time may come first (ctime). Without a year: near decides.
 */
static size_t year_behind(struct date_scan *c, size_t i, struct date_read *d)
{
    size_t k = skip_joint(c, i), next = year_at(c, k, &d->year);
    if (next)
        return next;
    k = skip_joint(c, skip_weekday(c, k)); /* "March 14 (Friday), 2025" */
    next = k > i ? year_at(c, k, &d->year) : 0;
    if (next)
        return next;
    struct date_read clock = *d;
    size_t time = date_time_at(c, i, true, &clock);
    next = time ? year_at(c, time, &clock.year) : 0;
    if (next) {
        *d = clock;
        return date_zone_at(c, next, d);
    }
    return i;
}

/* "14 March 2025", "14. märz 2025", "1er mai", "14 tháng 3 năm 2025". */
static size_t day_month_at(struct date_scan *c, size_t i, struct date_read *d)
{
    size_t k = day_at(c, i, &d->day);
    if (!k)
        return 0;
    k = month_at(c, skip_joint(c, k), &d->month);
    return k ? year_behind(c, k, d) : 0;
}

/* "March 14, 2025", "Fri Mar 14 10:00:00 2025"; month and year alone in a whole text. */
static size_t month_day_at(struct date_scan *c, size_t i, struct date_read *d)
{
    size_t k = month_at(c, i, &d->month);
    if (!k)
        return 0;
    size_t joint = skip_joint(c, k), next = day_at(c, joint, &d->day);
    /* "March 14:30" is no day; "14.30" neither. */
    bool clock = next && date_is_punct(c, next, ':') && !c->t[next].apart;
    if (next && !clock)
        return year_behind(c, next, d);
    d->day = 0;
    return c->whole ? year_at(c, joint, &d->year) : 0;
}

/* "2025. március 14.", "2025 m. kovo 14 d.", "2025-Mar-14", "2025. gada 14. martā". */
static size_t year_month_at(struct date_scan *c, size_t i, struct date_read *d)
{
    if (!date_is_number(c, i) || c->t[i].digits != 4)
        return 0;
    size_t k = year_at(c, i, &d->year);
    if (!k)
        return 0;
    k = skip_joint(c, k);
    size_t next = month_at(c, k, &d->month);
    if (next) {
        next = day_at(c, skip_joint(c, next), &d->day);
    } else {
        next = day_at(c, k, &d->day);
        next = next ? month_at(c, skip_joint(c, next), &d->month) : 0;
    }
    return next ? next + (date_is_punct(c, next, '.') && !c->t[next].apart ? 1 : 0) : 0;
}

/* A date's day, month and perhaps year at token i. */
static size_t date_at(struct date_scan *c, size_t i, struct date_read *ret)
{
    static size_t (*const shapes[])(struct date_scan *, size_t, struct date_read *) = {
        numeric_at, compact_at, spaced_at, marked_at, year_month_at, day_month_at, month_day_at,
    };
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
        struct date_read d = *ret;
        size_t next = shapes[k](c, i, &d);
        if (next) {
            *ret = d;
            return next;
        }
    }
    return 0;
}

/* ---- with a time ---- */

/* Over what may stand between date and time. */
static size_t skip_to_time(struct date_scan *c, size_t i)
{
    for (int k = 0; k < 6 && i < c->n; k++) {
        size_t next = skip_weekday(c, i);
        if (next == i) {
            enum date_word m = date_meaning(c, i);
            bool punct = c->t[i].kind == TOKEN_PUNCT &&
                         (c->t[i].punct == 0 || strchr(".,-|;:@/", c->t[i].punct));
            if (!punct && m != WORD_AT && m != WORD_OF && m != WORD_T && m != WORD_ORDINAL &&
                m != WORD_DAY_MARK)
                break;
            next = i + 1;
        }
        i = next;
    }
    return i;
}

size_t date_match_at(struct date_scan *c, size_t i, struct date_read *ret)
{
    struct date_read d = {0};
    size_t next = date_at(c, i, &d);
    if (next) {
        size_t time = d.time || !d.day ? 0 : date_time_at(c, skip_to_time(c, next), true, &d);
        *ret = d;
        if (!time && d.time)
            return date_zone_at(c, next, ret);
        return time ? time : next;
    }
    size_t time = date_time_at(c, i, false, &d);
    next = time ? date_at(c, skip_to_time(c, time), &d) : 0;
    if (next)
        *ret = d;
    return next;
}
