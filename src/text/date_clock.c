/* date_clock.c: clock times and zones in a date, as tokens. */
#include "text/date_scan.h"

/* "am", "p.m.", "p. m.": 1 and 2, else 0; moves *i behind it. */
static int half_day(struct date_scan *c, size_t *i)
{
    enum date_word m = date_meaning(c, *i);
    if (m == WORD_AM || m == WORD_PM) {
        *i += 1 + (date_is_punct(c, *i + 1, '.') && !c->t[*i + 1].apart ? 1u : 0u);
        return m == WORD_AM ? 1 : 2;
    }
    if (*i + 2 >= c->n || c->t[*i].kind != TOKEN_WORD || !date_is_punct(c, *i + 1, '.'))
        return 0;
    bool am = str_eq_fold(date_token_str(c, *i), STR("a")),
         pm = str_eq_fold(date_token_str(c, *i), STR("p"));
    if ((!am && !pm) || !str_eq_fold(date_token_str(c, *i + 2), STR("m")))
        return 0;
    *i += 3 + (date_is_punct(c, *i + 3, '.') ? 1u : 0u);
    return am ? 1 : 2;
}

static bool two_digits(const struct date_scan *c, size_t i, int most, int *ret)
{
    if (!date_is_number(c, i) || c->t[i].digits > 2 || c->t[i].number > most)
        return false;
    *ret = (int)c->t[i].number;
    return true;
}

/* ".123456" or ",5" behind the seconds. */
static size_t fraction_at(struct date_scan *c, size_t i, struct date_read *d)
{
    if (!(date_is_punct(c, i, '.') || date_is_punct(c, i, ',')) || !date_is_number(c, i + 1) ||
        c->t[i].apart || c->t[i + 1].apart)
        return i;
    int64_t v = c->t[i + 1].number;
    int digits = c->t[i + 1].digits;
    if (digits > 18)
        return i + 2;
    for (; digits < 6; digits++)
        v *= 10;
    for (; digits > 6; digits--)
        v /= 10;
    d->micro = (int)v;
    return i + 2;
}

/* "GMT+1", "+05:30", "-0500", "+02"; *i stands at the sign. */
static bool offset_at(struct date_scan *c, size_t *i, int *minutes)
{
    int sign = date_is_punct(c, *i, '-') ? -1 : date_is_punct(c, *i, '+') ? 1 : 0;
    if (!sign || !date_is_number(c, *i + 1) || c->t[*i + 1].apart)
        return false;
    const struct date_token *t = &c->t[*i + 1];
    int64_t hours = t->number, mins = 0;
    size_t next = *i + 2;
    if (t->digits == 4 || t->digits == 3) {
        mins = hours % 100;
        hours /= 100;
    } else if (t->digits > 2) {
        return false;
    } else if (date_is_punct(c, next, ':') && date_is_number(c, next + 1) &&
               c->t[next + 1].digits == 2) {
        mins = c->t[next + 1].number;
        next += 2;
    }
    if (hours > 15 || mins > 59)
        return false;
    *minutes = sign * (int)(hours * 60 + mins);
    *i = next;
    return true;
}

/* "[Europe/Berlin]" and "(CET)" behind a zone say it again. */
static size_t skip_comment(struct date_scan *c, size_t i)
{
    if (!date_is_punct(c, i, '(') && !date_is_punct(c, i, '['))
        return i;
    for (size_t k = i + 1; k < c->n && k < i + 10; k++)
        if (date_is_punct(c, k, ')') || date_is_punct(c, k, ']'))
            return k + 1;
    return i;
}

static bool in_capitals(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_upper(s.p[i]))
            return false;
    return s.n > 0;
}

static bool zone_word(const struct date_scan *c, size_t i, int *value)
{
    char text[16];
    size_t n;
    return i < c->n && c->t[i].kind == TOKEN_WORD &&
           date_fold(date_token_str(c, i), text, sizeof text, &n) &&
           date_zone_find(str_of(text, n), value);
}

size_t date_zone_at(struct date_scan *c, size_t i, struct date_read *d)
{
    size_t k = i + (date_is_punct(c, i, '(') ? 1 : 0);
    int minutes = 0;
    if (offset_at(c, &k, &minutes)) {
        d->zone_known = true;
        d->zone = minutes;
        return skip_comment(c, k);
    }
    bool capital = k < c->n && in_capitals(date_token_str(c, k));
    int value;
    if ((capital || c->whole) && zone_word(c, k, &value)) {
        d->zone_known = true;
        d->us_zone = value >= ZONE_US;
        d->zone = d->us_zone ? value - ZONE_US : value;
        k++;
        if (d->zone == 0 && !d->us_zone && k < c->n && offset_at(c, &k, &minutes))
            d->zone = minutes;
        k += date_is_punct(c, k, ')') ? 1 : 0;
        return skip_comment(c, k);
    }
    /* RFC 2822, section 4.3: a zone that nobody knows is read over. */
    if (c->whole && k == i && capital && c->t[k].end - c->t[k].at <= 5 &&
        date_meaning(c, k) == WORD_OTHER)
        return skip_comment(c, k + 1);
    /* "+" became a space on its way through an address. */
    if (c->whole && date_is_number(c, i) && c->t[i].digits == 4 && c->t[i].number <= 1400 &&
        c->t[i].number % 100 < 60 && i + 1 == c->n && d->seconds) {
        d->zone_known = true;
        d->zone = (int)(c->t[i].number / 100 * 60 + c->t[i].number % 100);
        return i + 1;
    }
    return i;
}

/* "103000", "1030" behind the T of the basic form. */
static size_t basic_time(struct date_scan *c, size_t i, struct date_read *d)
{
    const struct date_token *t = &c->t[i];
    bool seconds = t->digits == 6;
    int64_t v = seconds ? t->number : t->number * 100;
    if (v / 10000 > 23 || v / 100 % 100 > 59 || v % 100 > 60)
        return 0;
    d->hour = (int)(v / 10000);
    d->minute = (int)(v / 100 % 100);
    d->second = (int)(v % 100);
    d->time = true;
    d->seconds = seconds;
    return seconds ? fraction_at(c, i + 1, d) : i + 1;
}

/* The minutes and seconds behind an hour; *sure: the spelling can be nothing but a clock time. */
static size_t minutes_at(struct date_scan *c, size_t i, bool dots, struct date_read *d, bool *sure)
{
    enum date_word m = date_meaning(c, i);
    if (m == WORD_HOUR) { /* "14h30", "14 Uhr", "14時30分15秒" */
        *sure = true;
        i++;
        if (!two_digits(c, i, 59, &d->minute))
            return i;
        i++;
        if (date_meaning(c, i) == WORD_MINUTE)
            i++;
        if (two_digits(c, i, 60, &d->second) && date_meaning(c, i + 1) == WORD_SECOND) {
            d->seconds = true;
            i += 2;
        }
        return i;
    }
    bool colon = date_is_punct(c, i, ':'), dot = dots && date_is_punct(c, i, '.');
    if ((!colon && !dot) || c->t[i].apart || !date_is_number(c, i + 1) || c->t[i + 1].apart ||
        c->t[i + 1].digits != 2 || !two_digits(c, i + 1, 59, &d->minute))
        return i;
    *sure = colon;
    char sep = c->t[i].punct;
    i += 2;
    if (date_is_punct(c, i, sep) && !c->t[i].apart && date_is_number(c, i + 1) &&
        c->t[i + 1].digits == 2 && !c->t[i + 1].apart && two_digits(c, i + 1, 60, &d->second)) {
        d->seconds = true;
        i = fraction_at(c, i + 2, d);
    }
    return i;
}

size_t date_time_at(struct date_scan *c, size_t i, bool near, struct date_read *ret)
{
    struct date_read d = *ret;
    bool foreign = i < c->n && (unsigned char)c->s.p[c->t[i].at] >= 0x80;
    int half = foreign ? half_day(c, &i) : 0; /* "오후 2:30"; but "am 14." is German */
    if (!date_is_number(c, i))
        return 0;
    if (near && (c->t[i].digits == 6 || c->t[i].digits == 4) && i > 0 &&
        c->t[i - 1].kind == TOKEN_WORD && date_meaning(c, i - 1) == WORD_T) {
        i = basic_time(c, i, &d);
        i = i ? date_zone_at(c, i, &d) : 0;
        if (i)
            *ret = d;
        return i;
    }
    if (!two_digits(c, i, 24, &d.hour))
        return 0;
    bool sure = false;
    size_t next = minutes_at(c, i + 1, near, &d, &sure);
    bool dotted = next > i + 1 && !sure;
    if (!half)
        half = half_day(c, &next);
    /* "14.30" needs something that says it is a time: "klo", "Uhr", or the end of a whole text. */
    if (dotted && !half && date_meaning(c, next) == WORD_HOUR)
        sure = true;
    if (dotted && !half && !sure) {
        enum date_word before = i > 0 ? date_meaning(c, i - 1) : WORD_OTHER;
        sure = before == WORD_AT || before == WORD_OF || (c->whole && near);
    }
    if (date_meaning(c, next) == WORD_HOUR) /* "10:30 Uhr" */
        next++;
    if (!sure && !half)
        return 0;
    if (half && d.hour <= 12)
        d.hour = d.hour % 12 + (half == 2 ? 12 : 0);
    d.time = true;
    next = date_zone_at(c, next, &d);
    *ret = d;
    return next;
}
