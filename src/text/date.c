/* date.c: reading dates as publishers write them. The text is cut into tokens (date_scan.c); at a
 * token each of a handful of shapes is tried (date_shapes.c); a clock time and a zone may stand
 * before or behind (date_clock.c). text_date_parse wants the whole text used up, text_date_find
 * takes the first date that stands apart from other numbers. Nothing is allocated. */
#include "text/date.h"
#include "text/date_scan.h"

enum {
    PARSE_BYTES_MOST = 300, /* a longer text is not one date */
    FIND_BYTES_MOST = 2000,
};

/* ---- from what was read to an instant ---- */

/* Hours west of UTC that "ET" stands for on a day: United States rules since 2007, to the day. */
static int us_offset(int hours_west, struct civil c)
{
    int64_t first;
    struct civil one = {.year = c.year, .month = c.month, .day = 1};
    if (!civil_to(one, &first))
        return hours_west;
    int sunday = 1 + (7 - civil_from(first).weekday) % 7;
    bool summer = (c.month > 3 && c.month < 11) || (c.month == 3 && c.day >= sunday + 7) ||
                  (c.month == 11 && c.day < sunday);
    return hours_west - summer;
}

/* The year that brings day and month closest to `near`. */
static bool year_near(int64_t near, struct civil *c)
{
    if (near == 0 || near == TIME_NONE)
        return false;
    int middle = civil_from(near).year;
    int64_t best = INT64_MAX;
    for (int y = middle - 1; y <= middle + 1; y++) {
        struct civil t = {.year = y, .month = c->month, .day = c->day};
        int64_t us;
        if (!civil_to(t, &us))
            continue;
        int64_t away = us > near ? us - near : near - us;
        if (away < best) {
            best = away;
            c->year = y;
        }
    }
    return best != INT64_MAX;
}

static bool finish(const struct date_scan *c, const struct date_read *d, struct when *ret)
{
    struct civil v = {.year = d->year, .month = d->month, .day = d->day};
    struct when w = {.precision = WHEN_DAY, .zone_known = d->zone_known};
    int64_t next_day = 0;
    if (!v.day) {
        w.precision = WHEN_MONTH;
        v.day = 1;
    } else if (!v.year && !year_near(c->near, &v)) {
        return false;
    }
    if (d->time) {
        w.precision = d->seconds ? WHEN_SECOND : WHEN_MINUTE;
        v.hour = d->hour;
        v.minute = d->minute;
        v.second = d->second > 59 ? 59 : d->second; /* a leap second */
        if (v.hour == 24 && (v.minute || d->second))
            return false;
        if (v.hour == 24) {
            v.hour = 0;
            next_day = US_DAY;
        }
    }
    if (!civil_to(v, &w.us))
        return false;
    if (d->zone_known) {
        int minutes = d->us_zone ? -60 * us_offset(d->zone, v) : d->zone;
        w.zone_minutes = (int16_t)minutes;
        w.us -= minutes * US_MINUTE;
    }
    w.us += next_day + d->micro;
    *ret = w;
    return true;
}

/* ---- parsing ---- */

static void scan_init(struct date_scan *c, struct str s, const struct date_hint *hint, bool whole)
{
    c->s = s;
    c->n = 0;
    c->whole = whole;
    c->order = hint ? hint->order : DATE_ORDER_ANY;
    c->lang = hint ? hint->lang : STR_NONE;
    c->near = hint ? hint->near : TIME_NONE;
    if (c->order == DATE_ORDER_ANY)
        c->order = text_date_order(c->lang);
    date_tokenize(c);
}

/* Seconds, milliseconds or microseconds of the Unix clock, from 1980 on (nine digits may be shorter
 * than that: a small number is no date). */
static bool parse_epoch(struct str s, struct when *ret)
{
    struct str whole = str_sub(s, 0, str_find_char(s, '.'));
    uint64_t v;
    if (!str_u64(whole, INT64_MAX, &v))
        return false;
    for (size_t i = whole.n + 1; i < s.n; i++)
        if (!is_digit(s.p[i]))
            return false;
    int64_t us;
    if (whole.n == 9 || whole.n == 10)
        us = (int64_t)v * US_SECOND;
    else if (whole.n == 12 || whole.n == 13)
        us = (int64_t)v * 1000;
    else if (s.n == 16 && whole.n == 16)
        us = (int64_t)v;
    else
        return false;
    if (us < INT64_C(315532800) * US_SECOND || civil_from(us).year > DATE_YEAR_LAST)
        return false;
    *ret = (struct when){.us = us, .zone_known = true, .precision = WHEN_SECOND};
    return true;
}

/* Two digits at `at`, or -1. */
static int pair_at(struct str s, size_t at)
{
    if (at + 2 > s.n || !is_digit(s.p[at]) || !is_digit(s.p[at + 1]))
        return -1;
    return (s.p[at] - '0') * 10 + s.p[at + 1] - '0';
}

/* "Fri, 14 Mar 2025 10:30:00 +0100" or "GMT" to the letter: what nearly every feed writes, read
 * without looking up words. Anything else is left to the tokens. */
static bool parse_mail(struct str s, struct when *ret)
{
    if (s.n < 29 || s.n > 31 || s.p[3] != ',' || s.p[4] != ' ' || s.p[7] != ' ' || s.p[11] != ' ' ||
        s.p[16] != ' ' || s.p[19] != ':' || s.p[22] != ':' || s.p[25] != ' ')
        return false;
    struct civil c = {.day = pair_at(s, 5),
                      .hour = pair_at(s, 17),
                      .minute = pair_at(s, 20),
                      .second = pair_at(s, 23)};
    for (int m = 0; m < 12; m++)
        if (memcmp(s.p + 8, month_names[m], 3) == 0)
            c.month = m + 1;
    int century = pair_at(s, 12), year = pair_at(s, 14), zone = 0;
    c.year = century * 100 + year;
    if (century < 0 || year < 0 || c.year < DATE_YEAR_FIRST || c.year > DATE_YEAR_LAST)
        return false;
    struct str name = str_from(s, 26);
    if (name.n == 5 && (name.p[0] == '+' || name.p[0] == '-')) {
        int hours = pair_at(name, 1), minutes = pair_at(name, 3);
        if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59)
            return false;
        zone = (name.p[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
    } else if (!str_eq(name, STR("GMT"))) {
        return false;
    }
    struct when w = {.zone_minutes = (int16_t)zone, .zone_known = true, .precision = WHEN_SECOND};
    if (!civil_to(c, &w.us))
        return false;
    w.us -= zone * US_MINUTE;
    *ret = w;
    return true;
}

static bool may_be_skipped(struct date_scan *c, size_t i)
{
    if (c->t[i].kind == TOKEN_PUNCT)
        return c->t[i].punct == 0 || strchr(".,:;-|()[]@/*\"'\\", c->t[i].punct);
    switch (date_meaning(c, i)) {
    case WORD_WEEKDAY:
    case WORD_OF:
    case WORD_AT:
    case WORD_FILLER:
    case WORD_HOUR:
    case WORD_DAY_MARK:
    case WORD_AM:     /* the German "am" */
    case WORD_NUMBER: /* "thứ sáu", the sixth day */
    case WORD_ORDINAL: return true;
    case WORD_OTHER:
    case WORD_MONTH:
    case WORD_PM:
    case WORD_MINUTE:
    case WORD_SECOND:
    case WORD_YEAR_MARK:
    case WORD_MONTH_MARK:
    case WORD_ERA:
    case WORD_T: break;
    }
    return false;
}

bool text_date_parse(struct str s, const struct date_hint *hint, struct when *ret)
{
    s = str_trim(s);
    if (s.n < 4 || s.n > PARSE_BYTES_MOST)
        return false;
    struct when w;
    if (parse_mail(s, &w) || parse_epoch(s, &w)) {
        *ret = w;
        return true;
    }
    if (when_parse(s, &w)) {
        int year = civil_from(w.us).year;
        if (year < DATE_YEAR_FIRST || year > DATE_YEAR_LAST)
            return false;
        *ret = w;
        return true;
    }
    struct date_scan c;
    scan_init(&c, s, hint, true);
    struct date_read d;
    for (size_t i = 0; i < c.n; i++) {
        size_t next = date_match_at(&c, i, &d);
        if (!next) {
            if (!may_be_skipped(&c, i))
                return false;
            continue;
        }
        while (next < c.n && may_be_skipped(&c, next))
            next++;
        return next == c.n && finish(&c, &d, ret);
    }
    return false;
}

/* Is the date of tokens [from, to) a part of a longer number or name ("v1.2.2025", "1.2.2025.7")?
 */
static bool stands_apart(const struct date_scan *c, size_t from, size_t to)
{
    if (from > 0 && !c->t[from].apart && c->t[from].kind == TOKEN_NUMBER) {
        const struct date_token *t = &c->t[from - 1];
        bool han = t->kind == TOKEN_WORD && (unsigned char)c->s.p[t->at] >= 0xE3;
        if (t->kind == TOKEN_NUMBER || (t->kind == TOKEN_WORD && !han) ||
            (t->punct && strchr("-./#$%&=+_", t->punct)))
            return false;
    }
    if (to < c->n && !c->t[to].apart) {
        const struct date_token *t = &c->t[to];
        bool digits = t->kind == TOKEN_NUMBER;
        bool joined = t->punct && strchr("-./%_", t->punct) && date_is_number(c, to + 1) &&
                      !c->t[to + 1].apart;
        if (digits || joined || t->punct == '%')
            return false;
    }
    return true;
}

/* Could a date start here? Spares the lookup of words that have no number near. */
static bool worth_trying(const struct date_scan *c, size_t i)
{
    if (c->t[i].kind == TOKEN_NUMBER)
        return true;
    if (c->t[i].kind == TOKEN_PUNCT)
        return false;
    for (size_t k = i + 1; k < c->n && k <= i + 3; k++)
        if (c->t[k].kind == TOKEN_NUMBER)
            return true;
    return false;
}

bool text_date_find(struct str text, const struct date_hint *hint, struct span *ret_span,
                    struct when *ret)
{
    struct date_scan c;
    scan_init(&c, utf8_cut(text, FIND_BYTES_MOST), hint, false);
    for (size_t i = 0; i < c.n; i++) {
        struct date_read d;
        size_t next = worth_trying(&c, i) ? date_match_at(&c, i, &d) : 0;
        if (!next || !d.day || !stands_apart(&c, i, next) || !finish(&c, &d, ret))
            continue;
        if (ret_span)
            *ret_span = (struct span){c.t[i].at, c.t[next - 1].end};
        return true;
    }
    return false;
}

enum date_order text_date_order(struct str lang)
{
    static const struct str month_first[] = {STR_INIT("en-us"), STR_INIT("en_us"),
                                             STR_INIT("es-us"), STR_INIT("en-ph"),
                                             STR_INIT("fil"),   STR_INIT("tl")};
    for (size_t i = 0; i < sizeof month_first / sizeof *month_first; i++)
        if (str_eq_fold(lang, month_first[i]))
            return DATE_ORDER_MDY;
    return DATE_ORDER_ANY;
}
