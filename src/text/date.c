/* date.c: reading dates as publishers write them. The text is cut into tokens (numbers in any
 * script's digits, words, punctuation); at a token each of a handful of shapes is tried: year
 * first, numbers with separators, day and month name, month name and day, CJK marks. What a word
 * means is looked up only where a number is near (date_words.c). A clock time and a zone may stand
 * before or behind. text_date_parse wants the whole text used up, text_date_find takes the first
 * date that stands apart from other numbers. Nothing is allocated. */
#include "text/date.h"
#include "text/date_words.h"

#include <utf8proc.h>

enum {
    TOKENS_MOST = 1000,
    PARSE_BYTES_MOST = 300, /* a longer text is not one date */
    FIND_BYTES_MOST = 2000,
    YEAR_FIRST = 1583, /* the Gregorian calendar's first whole year */
    YEAR_LAST = 2200,
    BUDDHIST = 543,
};

enum token_kind { TOKEN_NUMBER, TOKEN_WORD, TOKEN_PUNCT };
struct token {
    uint8_t kind;
    uint8_t digits;  /* NUMBER: how many were written */
    uint8_t meaning; /* WORD: enum date_word, once known */
    bool known;
    bool apart; /* white space (or the start) before it */
    char punct; /* PUNCT: in ASCII, or 0 */
    int value;  /* WORD */
    int64_t number;
    uint32_t at, end;
};
struct scan {
    struct str s;
    struct str lang;
    enum date_order order;
    int64_t near;
    bool whole; /* all of the text is to be one date: less doubt */
    size_t n;
    struct token t[TOKENS_MOST];
};
/* What has been read so far. */
struct reading_date {
    int year, month, day; /* 0 = not said */
    int hour, minute, second;
    int micro;
    bool time, seconds, zone_known, us_zone;
    int zone; /* minutes east; hours west of UTC for us_zone */
};

/* ---- Tokens ---- */

/* The value of a decimal digit of any common script, or -1. */
static int digit_of(uint32_t r)
{
    static const uint32_t zeros[] = {'0',   0x660, 0x6F0, 0x966, 0x9E6, 0xA66,
                                     0xAE6, 0xBE6, 0xC66, 0xE50, 0xFF10};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (r >= zeros[i] && r < zeros[i] + 10)
            return (int)(r - zeros[i]);
    return -1;
}

static bool is_han(uint32_t r)
{
    return (r >= 0x3040 && r <= 0x30FF) || (r >= 0x3400 && r <= 0x9FFF);
}

static bool is_letter(uint32_t r)
{
    if (r < 0x80)
        return is_alpha((char)r);
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)r);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME) || r == 0x200C || r == 0x200D;
}

/* Code points that are not there: directional marks, soft hyphens, byte order marks. */
static bool is_nothing(uint32_t r)
{
    return r == 0xAD || r == 0x200B || r == 0x200E || r == 0x200F || (r >= 0x202A && r <= 0x202E) ||
           (r >= 0x2066 && r <= 0x2069) || r == 0xFEFF;
}

static bool is_blank(uint32_t r)
{
    return r <= 0x20 || r == 0xA0 || (r >= 0x2000 && r <= 0x200A) || r == 0x202F || r == 0x205F ||
           r == 0x3000;
}

static char punct_of(uint32_t r)
{
    switch (r) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2212: return '-';
    case 0x2013:
    case 0x2014: return '|'; /* dashes part, they do not join */
    case 0x2019: return '\'';
    case 0x60C:
    case 0x3001: return ',';
    case 0x3002: return '.';
    default: break;
    }
    if (r > 0xFF00 && r < 0xFF5F)
        return (char)(r - 0xFEE0);
    return r < 0x80 ? (char)r : 0;
}

static size_t number_token(struct scan *c, size_t at, struct token *t)
{
    t->kind = TOKEN_NUMBER;
    while (at < c->s.n) {
        size_t next = at;
        int d = digit_of(utf8_next(c->s, &next));
        if (d < 0)
            break;
        if (t->digits < 18)
            t->number = t->number * 10 + d;
        if (t->digits < 255)
            t->digits++;
        at = next;
    }
    return at;
}

/* A run of letters; short pieces joined by dots stay together ("p.m", "ม.ค"). Han characters are
 * taken by the words of the table, else one by one. */
static size_t word_token(struct scan *c, size_t at, struct token *t)
{
    t->kind = TOKEN_WORD;
    size_t from = at, next = at, runes = 0;
    if (is_han(utf8_next(c->s, &next))) {
        size_t n = date_han_length(str_from(c->s, at));
        return n ? at + n : next;
    }
    while (at < c->s.n) {
        next = at;
        uint32_t r = utf8_next(c->s, &next);
        if (is_letter(r) && !is_han(r)) {
            runes++;
            at = next;
            continue;
        }
        size_t behind = next;
        bool joins = r == '.' && runes <= 2 && next < c->s.n && at > from &&
                     is_letter(utf8_next(c->s, &behind)) && behind - next < 4;
        if (!joins)
            break;
        at = behind;
        runes = 1;
    }
    return at;
}

static void tokenize(struct scan *c)
{
    bool apart = true;
    for (size_t at = 0; at < c->s.n && c->n < TOKENS_MOST;) {
        size_t next = at;
        uint32_t r = utf8_next(c->s, &next);
        if (is_blank(r) || is_nothing(r)) {
            apart = apart || is_blank(r);
            at = next;
            continue;
        }
        struct token *t = &c->t[c->n++];
        *t = (struct token){.apart = apart, .at = (uint32_t)at};
        if (digit_of(r) >= 0) {
            at = number_token(c, at, t);
        } else if (is_letter(r)) {
            at = word_token(c, at, t);
        } else {
            t->kind = TOKEN_PUNCT;
            t->punct = punct_of(r);
            at = next;
        }
        t->end = (uint32_t)at;
        apart = false;
    }
}

static bool is_number(const struct scan *c, size_t i)
{
    return i < c->n && c->t[i].kind == TOKEN_NUMBER;
}

static bool is_punct(const struct scan *c, size_t i, char p)
{
    return i < c->n && c->t[i].kind == TOKEN_PUNCT && c->t[i].punct == p;
}

static struct str token_str(const struct scan *c, size_t i)
{
    return str_sub(c->s, c->t[i].at, c->t[i].end);
}

/* What word i means; words are looked up once. "كانون الثاني" and "thứ hai" are two words. */
static enum date_word meaning(struct scan *c, size_t i)
{
    if (i >= c->n || c->t[i].kind != TOKEN_WORD)
        return WORD_OTHER;
    struct token *t = &c->t[i];
    if (t->known)
        return (enum date_word)t->meaning;
    t->known = true;
    char text[80];
    size_t n = 0, more = 0;
    if (!date_fold(token_str(c, i), text, sizeof text, &n) || n == 0)
        return WORD_OTHER;
    enum date_word m = date_word_find(str_of(text, n), c->lang, &t->value);
    bool pair = i + 1 < c->n && c->t[i + 1].kind == TOKEN_WORD && n + 1 < sizeof text;
    if (m == WORD_OTHER && pair) {
        text[n] = '_';
        if (date_fold(token_str(c, i + 1), text + n + 1, sizeof text - n - 1, &more))
            m = date_word_find(str_of(text, n + 1 + more), c->lang, &t->value);
        if (m != WORD_OTHER) {
            c->t[i + 1].known = true; /* the second half says nothing by itself */
            c->t[i + 1].meaning = WORD_OF;
        }
    }
    t->meaning = (uint8_t)m;
    return m;
}

/* ---- Pieces of dates: each returns the token behind it, or 0 where it is not there ---- */

static size_t day_at(struct scan *c, size_t i, int *day)
{
    if (!is_number(c, i) || c->t[i].digits > 2 || c->t[i].number < 1 || c->t[i].number > 31)
        return 0;
    *day = (int)c->t[i].number;
    i++;
    if (meaning(c, i) == WORD_ORDINAL && !c->t[i].apart)
        i++;
    else if (meaning(c, i) == WORD_DAY_MARK)
        i++;
    return i;
}

static bool year_fits(int64_t v, int *year)
{
    if (v >= YEAR_FIRST + BUDDHIST && v >= 2400 && v <= YEAR_LAST + BUDDHIST)
        v -= BUDDHIST; /* Thai years; no other text says 2568 */
    if (v < YEAR_FIRST || v > YEAR_LAST)
        return false;
    *year = (int)v;
    return true;
}

static size_t year_at(struct scan *c, size_t i, int *year)
{
    bool short_mark = is_punct(c, i, '\'') && is_number(c, i + 1) && !c->t[i + 1].apart;
    if (short_mark)
        i++;
    if (!is_number(c, i))
        return 0;
    const struct token *t = &c->t[i];
    int64_t v = t->number;
    /* RFC 2822, section 4.3: two digits, and three from programs that added 1900. */
    if (t->digits == 2 && (short_mark || c->whole))
        v += v < 50 ? 2000 : 1900;
    else if (t->digits == 3 && c->whole && v >= 100 && v < 200)
        v += 1900;
    else if (t->digits != 4)
        return 0;
    /* "10:30" behind a day is the clock, not a year. */
    if (t->digits < 4 && is_punct(c, i + 1, ':') && !c->t[i + 1].apart)
        return 0;
    if (!year_fits(v, year))
        return 0;
    i++;
    if (meaning(c, i) == WORD_YEAR_MARK)
        i++;
    return i;
}

/* A month by name; "tháng 3" and "tháng Ba" too. */
static size_t month_at(struct scan *c, size_t i, int *month)
{
    if (i < c->n && meaning(c, i) == WORD_MONTH) {
        *month = c->t[i].value;
        return i + 1;
    }
    if (meaning(c, i) != WORD_MONTH_MARK)
        return 0;
    if (is_number(c, i + 1) && c->t[i + 1].digits <= 2 && c->t[i + 1].number >= 1 &&
        c->t[i + 1].number <= 12) {
        *month = (int)c->t[i + 1].number;
        return i + 2;
    }
    if (meaning(c, i + 1) != WORD_NUMBER)
        return 0;
    *month = c->t[i + 1].value;
    bool ten = *month == 10 && meaning(c, i + 2) == WORD_NUMBER && c->t[i + 2].value <= 2;
    if (ten)
        *month += c->t[i + 2].value;
    return i + 2 + ten;
}

/* Over what may stand between day, month and year: at most three commas, dots, hyphens, "of". */
static size_t skip_joint(struct scan *c, size_t i)
{
    for (int k = 0; k < 3 && i < c->n; k++, i++) {
        if (c->t[i].kind == TOKEN_PUNCT
                ? !strchr(".,-/", c->t[i].punct) || !c->t[i].punct
                : meaning(c, i) != WORD_OF && meaning(c, i) != WORD_YEAR_MARK)
            break;
    }
    return i;
}

/* "(Fri)", "(金)", "Friday": a weekday in or behind a date. */
static size_t skip_weekday(struct scan *c, size_t i)
{
    if (is_punct(c, i, '(') && is_punct(c, i + 2, ')') && c->t[i + 1].kind == TOKEN_WORD)
        return i + 3;
    if (meaning(c, i) == WORD_WEEKDAY)
        return i + 1 + (is_punct(c, i + 1, '.') ? 1 : 0);
    return i;
}

/* ---- Clock and zone ---- */

/* "am", "p.m.", "p. m.": 1 and 2, else 0; moves *i behind it. */
static int half_day(struct scan *c, size_t *i)
{
    enum date_word m = meaning(c, *i);
    if (m == WORD_AM || m == WORD_PM) {
        *i += 1 + (is_punct(c, *i + 1, '.') && !c->t[*i + 1].apart ? 1u : 0u);
        return m == WORD_AM ? 1 : 2;
    }
    if (*i + 2 >= c->n || c->t[*i].kind != TOKEN_WORD || !is_punct(c, *i + 1, '.'))
        return 0;
    bool am = str_eq_fold(token_str(c, *i), STR("a")), pm = str_eq_fold(token_str(c, *i), STR("p"));
    if ((!am && !pm) || !str_eq_fold(token_str(c, *i + 2), STR("m")))
        return 0;
    *i += 3 + (is_punct(c, *i + 3, '.') ? 1u : 0u);
    return am ? 1 : 2;
}

static bool two_digits(const struct scan *c, size_t i, int most, int *ret)
{
    if (!is_number(c, i) || c->t[i].digits > 2 || c->t[i].number > most)
        return false;
    *ret = (int)c->t[i].number;
    return true;
}

/* ".123456" or ",5" behind the seconds. */
static size_t fraction_at(struct scan *c, size_t i, struct reading_date *d)
{
    if (!(is_punct(c, i, '.') || is_punct(c, i, ',')) || !is_number(c, i + 1) || c->t[i].apart ||
        c->t[i + 1].apart)
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
static bool offset_at(struct scan *c, size_t *i, int *minutes)
{
    int sign = is_punct(c, *i, '-') ? -1 : is_punct(c, *i, '+') ? 1 : 0;
    if (!sign || !is_number(c, *i + 1) || c->t[*i + 1].apart)
        return false;
    const struct token *t = &c->t[*i + 1];
    int64_t hours = t->number, mins = 0;
    size_t next = *i + 2;
    if (t->digits == 4 || t->digits == 3) {
        mins = hours % 100;
        hours /= 100;
    } else if (t->digits > 2) {
        return false;
    } else if (is_punct(c, next, ':') && is_number(c, next + 1) && c->t[next + 1].digits == 2) {
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
static size_t skip_comment(struct scan *c, size_t i)
{
    if (!is_punct(c, i, '(') && !is_punct(c, i, '['))
        return i;
    for (size_t k = i + 1; k < c->n && k < i + 10; k++)
        if (is_punct(c, k, ')') || is_punct(c, k, ']'))
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

static bool zone_word(const struct scan *c, size_t i, int *value)
{
    char text[16];
    size_t n;
    return i < c->n && c->t[i].kind == TOKEN_WORD &&
           date_fold(token_str(c, i), text, sizeof text, &n) &&
           date_zone_find(str_of(text, n), value);
}

static size_t zone_at(struct scan *c, size_t i, struct reading_date *d)
{
    size_t k = i + (is_punct(c, i, '(') ? 1 : 0);
    int minutes = 0;
    if (offset_at(c, &k, &minutes)) {
        d->zone_known = true;
        d->zone = minutes;
        return skip_comment(c, k);
    }
    bool capital = k < c->n && in_capitals(token_str(c, k));
    int value;
    if ((capital || c->whole) && zone_word(c, k, &value)) {
        d->zone_known = true;
        d->us_zone = value >= ZONE_US;
        d->zone = d->us_zone ? value - ZONE_US : value;
        k++;
        if (d->zone == 0 && !d->us_zone && k < c->n && offset_at(c, &k, &minutes))
            d->zone = minutes;
        k += is_punct(c, k, ')') ? 1 : 0;
        return skip_comment(c, k);
    }
    /* RFC 2822, section 4.3: a zone that nobody knows is read over. */
    if (c->whole && k == i && capital && c->t[k].end - c->t[k].at <= 5 &&
        meaning(c, k) == WORD_OTHER)
        return skip_comment(c, k + 1);
    /* "+" became a space on its way through an address. */
    if (c->whole && is_number(c, i) && c->t[i].digits == 4 && c->t[i].number <= 1400 &&
        c->t[i].number % 100 < 60 && i + 1 == c->n && d->seconds) {
        d->zone_known = true;
        d->zone = (int)(c->t[i].number / 100 * 60 + c->t[i].number % 100);
        return i + 1;
    }
    return i;
}

/* "103000", "1030" behind the T of the basic form. */
static size_t basic_time(struct scan *c, size_t i, struct reading_date *d)
{
    const struct token *t = &c->t[i];
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
static size_t minutes_at(struct scan *c, size_t i, bool dots, struct reading_date *d, bool *sure)
{
    enum date_word m = meaning(c, i);
    if (m == WORD_HOUR) { /* "14h30", "14 Uhr", "14時30分15秒" */
        *sure = true;
        i++;
        if (!two_digits(c, i, 59, &d->minute))
            return i;
        i++;
        if (meaning(c, i) == WORD_MINUTE)
            i++;
        if (two_digits(c, i, 60, &d->second) && meaning(c, i + 1) == WORD_SECOND) {
            d->seconds = true;
            i += 2;
        }
        return i;
    }
    bool colon = is_punct(c, i, ':'), dot = dots && is_punct(c, i, '.');
    if ((!colon && !dot) || c->t[i].apart || !is_number(c, i + 1) || c->t[i + 1].apart ||
        c->t[i + 1].digits != 2 || !two_digits(c, i + 1, 59, &d->minute))
        return i;
    *sure = colon;
    char sep = c->t[i].punct;
    i += 2;
    if (is_punct(c, i, sep) && !c->t[i].apart && is_number(c, i + 1) && c->t[i + 1].digits == 2 &&
        !c->t[i + 1].apart && two_digits(c, i + 1, 60, &d->second)) {
        d->seconds = true;
        i = fraction_at(c, i + 2, d);
    }
    return i;
}

/* A clock time with its zone. `near`: it stands right by a date, so that "14.30" is one too. */
static size_t time_at(struct scan *c, size_t i, bool near, struct reading_date *ret)
{
    struct reading_date d = *ret;
    bool foreign = i < c->n && (unsigned char)c->s.p[c->t[i].at] >= 0x80;
    int half = foreign ? half_day(c, &i) : 0; /* "오후 2:30"; but "am 14." is German */
    if (!is_number(c, i))
        return 0;
    if (near && (c->t[i].digits == 6 || c->t[i].digits == 4) && i > 0 &&
        c->t[i - 1].kind == TOKEN_WORD && meaning(c, i - 1) == WORD_T) {
        i = basic_time(c, i, &d);
        i = i ? zone_at(c, i, &d) : 0;
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
    if (dotted && !half && meaning(c, next) == WORD_HOUR)
        sure = true;
    if (dotted && !half && !sure) {
        enum date_word before = i > 0 ? meaning(c, i - 1) : WORD_OTHER;
        sure = before == WORD_AT || before == WORD_OF || (c->whole && near);
    }
    if (meaning(c, next) == WORD_HOUR) /* "10:30 Uhr" */
        next++;
    if (!sure && !half)
        return 0;
    if (half && d.hour <= 12)
        d.hour = d.hour % 12 + (half == 2 ? 12 : 0);
    d.time = true;
    next = zone_at(c, next, &d);
    *ret = d;
    return next;
}

/* ---- Shapes of dates ---- */

static bool whole_date(int64_t year, int64_t month, int64_t day, struct reading_date *d)
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
static size_t compact_at(struct scan *c, size_t i, struct reading_date *d)
{
    if (!is_number(c, i))
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
static bool month_comes_first(const struct scan *c, char sep, int64_t a, int64_t b)
{
    if (a > 12 || b > 12)
        return b > 12;
    return sep != '.' && c->order == DATE_ORDER_MDY;
}

/* "2025 03 14" as a whole text. */
static size_t spaced_at(struct scan *c, size_t i, struct reading_date *d)
{
    if (!c->whole || !is_number(c, i) || !is_number(c, i + 1) || !is_number(c, i + 2))
        return 0;
    const struct token *t = &c->t[i];
    bool shape = t[0].digits == 4 && t[1].digits == 2 && t[2].digits == 2;
    return shape && whole_date(t[0].number, t[1].number, t[2].number, d) ? i + 3 : 0;
}

/* "2025-03-14", "14.03.2025", "3/14/25": three numbers with one separator. */
static size_t numeric_at(struct scan *c, size_t i, struct reading_date *d)
{
    if (!is_number(c, i) || !is_number(c, i + 2) || !is_number(c, i + 4))
        return 0;
    const struct token *t = &c->t[i];
    char sep = t[1].punct;
    if (t[1].kind != TOKEN_PUNCT || !sep || !strchr("-./", sep) || !is_punct(c, i + 3, sep) ||
        t[1].apart || t[3].apart || t[2].digits > 2 || (sep != '.' && (t[2].apart || t[4].apart)))
        return 0;
    int64_t a = t[0].number, b = t[2].number, e = t[4].number;
    if (t[0].digits == 4 && t[4].digits <= 2) {
        if (!whole_date(a, b, e, d))
            return 0;
        i += 5;
        return is_punct(c, i, sep) && sep == '.' && !c->t[i].apart ? i + 1 : i;
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
static size_t marked_at(struct scan *c, size_t i, struct reading_date *d)
{
    int64_t year = 0;
    bool era = meaning(c, i) == WORD_ERA;
    size_t k = i + (era ? 1 : 0);
    if (is_number(c, k) && meaning(c, k + 1) == WORD_YEAR_MARK) {
        year = c->t[k].number + (era ? c->t[i].value : 0);
        if (c->t[k].digits == 2 && !era)
            year += 2000;
        k += 2;
    } else if (era) {
        return 0;
    }
    if (!is_number(c, k) || meaning(c, k + 1) != WORD_MONTH_MARK || c->t[k].digits > 2)
        return 0;
    int64_t month = c->t[k].number;
    k += 2;
    int day = 0;
    if (is_number(c, k) && meaning(c, k + 1) == WORD_DAY_MARK)
        day_at(c, k, &day);
    if (day == 0) {
        int y;
        if (!year || !c->whole || month < 1 || month > 12 || !year_fits(year, &y))
            return 0;
        *d = (struct reading_date){.year = y, .month = (int)month};
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
static size_t year_behind(struct scan *c, size_t i, struct reading_date *d)
{
    size_t k = skip_joint(c, i), next = year_at(c, k, &d->year);
    if (next)
        return next;
    k = skip_joint(c, skip_weekday(c, k)); /* "March 14 (Friday), 2025" */
    next = k > i ? year_at(c, k, &d->year) : 0;
    if (next)
        return next;
    struct reading_date clock = *d;
    size_t time = time_at(c, i, true, &clock);
    next = time ? year_at(c, time, &clock.year) : 0;
    if (next) {
        *d = clock;
        return zone_at(c, next, d);
    }
    return i;
}

/* "14 March 2025", "14. märz 2025", "1er mai", "14 tháng 3 năm 2025". */
static size_t day_month_at(struct scan *c, size_t i, struct reading_date *d)
{
    size_t k = day_at(c, i, &d->day);
    if (!k)
        return 0;
    k = month_at(c, skip_joint(c, k), &d->month);
    return k ? year_behind(c, k, d) : 0;
}

/* "March 14, 2025", "Fri Mar 14 10:00:00 2025"; month and year alone in a whole text. */
static size_t month_day_at(struct scan *c, size_t i, struct reading_date *d)
{
    size_t k = month_at(c, i, &d->month);
    if (!k)
        return 0;
    size_t joint = skip_joint(c, k), next = day_at(c, joint, &d->day);
    /* "March 14:30" is no day; "14.30" neither. */
    bool clock = next && is_punct(c, next, ':') && !c->t[next].apart;
    if (next && !clock)
        return year_behind(c, next, d);
    d->day = 0;
    return c->whole ? year_at(c, joint, &d->year) : 0;
}

/* "2025. március 14.", "2025 m. kovo 14 d.", "2025-Mar-14", "2025. gada 14. martā". */
static size_t year_month_at(struct scan *c, size_t i, struct reading_date *d)
{
    if (!is_number(c, i) || c->t[i].digits != 4)
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
    return next ? next + (is_punct(c, next, '.') && !c->t[next].apart ? 1 : 0) : 0;
}

/* A date's day, month and perhaps year at token i. */
static size_t date_at(struct scan *c, size_t i, struct reading_date *ret)
{
    static size_t (*const shapes[])(struct scan *, size_t, struct reading_date *) = {
        numeric_at, compact_at, spaced_at, marked_at, year_month_at, day_month_at, month_day_at,
    };
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
        struct reading_date d = *ret;
        size_t next = shapes[k](c, i, &d);
        if (next) {
            *ret = d;
            return next;
        }
    }
    return 0;
}

/* Over what may stand between date and time. */
static size_t skip_to_time(struct scan *c, size_t i)
{
    for (int k = 0; k < 6 && i < c->n; k++) {
        size_t next = skip_weekday(c, i);
        if (next == i) {
            enum date_word m = meaning(c, i);
            bool punct = c->t[i].kind == TOKEN_PUNCT &&
                         (c->t[i].punct == 0 || strchr(".,-|;:@/·", c->t[i].punct));
            if (!punct && m != WORD_AT && m != WORD_OF && m != WORD_T && m != WORD_ORDINAL &&
                m != WORD_DAY_MARK)
                break;
            next = i + 1;
        }
        i = next;
    }
    return i;
}

/* A date at token i with its time, in either order. */
static size_t match_at(struct scan *c, size_t i, struct reading_date *ret)
{
    struct reading_date d = {0};
    size_t next = date_at(c, i, &d);
    if (next) {
        size_t time = d.time || !d.day ? 0 : time_at(c, skip_to_time(c, next), true, &d);
        *ret = d;
        if (!time && d.time)
            return zone_at(c, next, ret);
        return time ? time : next;
    }
    size_t time = time_at(c, i, false, &d);
    next = time ? date_at(c, skip_to_time(c, time), &d) : 0;
    if (next)
        *ret = d;
    return next;
}

/* ---- From what was read to an instant ---- */

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

static bool finish(const struct scan *c, const struct reading_date *d, struct when *ret)
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

static void scan_init(struct scan *c, struct str s, const struct date_hint *hint, bool whole)
{
    c->s = s;
    c->n = 0;
    c->whole = whole;
    c->order = hint ? hint->order : DATE_ORDER_ANY;
    c->lang = hint ? hint->lang : STR_NONE;
    c->near = hint ? hint->near : TIME_NONE;
    if (c->order == DATE_ORDER_ANY)
        c->order = text_date_order(c->lang);
    tokenize(c);
}

/* Seconds, milliseconds or microseconds of the Unix clock, from 1980 on (nine digits may be shorter
 * than that: a small number is no date). */
static bool parse_epoch(struct str s, struct when *ret)
{
    struct str whole = str_sub(s, 0, str_find_char(s, '.'));
    uint64_t v;
    if (!str_u64(whole, INT64_MAX / 1000000, &v))
        return false;
    for (size_t i = whole.n + 1; i < s.n; i++)
        if (!is_digit(s.p[i]))
            return false;
    int64_t us;
    if (whole.n == 9 || whole.n == 10)
        us = (int64_t)v * US_SECOND;
    else if (whole.n == 12 || whole.n == 13)
        us = (int64_t)v * 1000;
    else
        return false;
    if (us < INT64_C(315532800) * US_SECOND)
        return false;
    *ret = (struct when){.us = us, .zone_known = true, .precision = WHEN_SECOND};
    return true;
}

static bool parse_epoch_us(struct str s, struct when *ret)
{
    uint64_t v;
    if (s.n != 16 || !str_u64(s, INT64_MAX, &v))
        return false;
    *ret = (struct when){.us = (int64_t)v, .zone_known = true, .precision = WHEN_SECOND};
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
    if (century < 0 || year < 0 || c.year < YEAR_FIRST || c.year > YEAR_LAST)
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

static bool may_be_skipped(struct scan *c, size_t i)
{
    if (c->t[i].kind == TOKEN_PUNCT)
        return c->t[i].punct == 0 || strchr(".,:;-|()[]@/*\"'\\", c->t[i].punct);
    switch (meaning(c, i)) {
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
    if (parse_mail(s, &w) || parse_epoch(s, &w) || parse_epoch_us(s, &w)) {
        *ret = w;
        return true;
    }
    if (when_parse(s, &w)) {
        int year = civil_from(w.us).year;
        if (year < YEAR_FIRST || year > YEAR_LAST)
            return false;
        *ret = w;
        return true;
    }
    struct scan c;
    scan_init(&c, s, hint, true);
    struct reading_date d;
    for (size_t i = 0; i < c.n; i++) {
        size_t next = match_at(&c, i, &d);
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
static bool stands_apart(const struct scan *c, size_t from, size_t to)
{
    if (from > 0 && !c->t[from].apart && c->t[from].kind == TOKEN_NUMBER) {
        const struct token *t = &c->t[from - 1];
        bool han = t->kind == TOKEN_WORD && (unsigned char)c->s.p[t->at] >= 0xE3;
        if (t->kind == TOKEN_NUMBER || (t->kind == TOKEN_WORD && !han) ||
            (t->punct && strchr("-./#$%&=+_", t->punct)))
            return false;
    }
    if (to < c->n && !c->t[to].apart) {
        const struct token *t = &c->t[to];
        bool digits = t->kind == TOKEN_NUMBER;
        bool joined =
            t->punct && strchr("-./%_", t->punct) && is_number(c, to + 1) && !c->t[to + 1].apart;
        if (digits || joined || t->punct == '%')
            return false;
    }
    return true;
}

/* Could a date start here? Spares the lookup of words that have no number near. */
static bool worth_trying(const struct scan *c, size_t i)
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
    struct scan c;
    scan_init(&c, utf8_cut(text, FIND_BYTES_MOST), hint, false);
    for (size_t i = 0; i < c.n; i++) {
        struct reading_date d;
        size_t next = worth_trying(&c, i) ? match_at(&c, i, &d) : 0;
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
