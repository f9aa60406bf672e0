/* date_scan: a text in tokens, and what is read of them at a place: date_scan.c cuts it,
 * date_clock.c reads times and zones, date_shapes.c dates. Private to date*.c. Each function that
 * reads returns the token behind what it read; 0 where it is not there. */
#ifndef OCTAVO_TEXT_DATE_SCAN_H
#define OCTAVO_TEXT_DATE_SCAN_H
#include "text/date.h"
#include "text/date_words.h"

enum {
    DATE_TOKENS_MOST = 1000,
    DATE_YEAR_FIRST = 1583, /* the Gregorian calendar's first whole year */
    DATE_YEAR_LAST = 2200,
};

enum date_token_kind { TOKEN_NUMBER, TOKEN_WORD, TOKEN_PUNCT };
struct date_token {
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
struct date_scan {
    struct str s;
    struct str lang;
    enum date_order order;
    int64_t near;
    bool whole; /* all of the text is to be one date: less doubt */
    size_t n;
    struct date_token t[DATE_TOKENS_MOST];
};
/* What has been read so far. */
struct date_read {
    int year, month, day; /* 0 = not said */
    int hour, minute, second;
    int micro;
    bool time, seconds, zone_known, us_zone;
    int zone; /* minutes east; hours west of UTC for us_zone */
};

/* ---- Tokens (date_scan.c) ---- */
/* Cuts c->s into c->t; what is beyond DATE_TOKENS_MOST is left. */
void date_tokenize(struct date_scan *c);
struct str date_token_str(const struct date_scan *c, size_t i);
/* What word i means; words are looked up once. "كانون الثاني" and "thứ hai" are two words. */
enum date_word date_meaning(struct date_scan *c, size_t i);

static inline bool date_is_number(const struct date_scan *c, size_t i)
{
    return i < c->n && c->t[i].kind == TOKEN_NUMBER;
}

static inline bool date_is_punct(const struct date_scan *c, size_t i, char p)
{
    return i < c->n && c->t[i].kind == TOKEN_PUNCT && c->t[i].punct == p;
}

/* ---- Clock and zone (date_clock.c) ---- */
/* A clock time with its zone. `near`: it stands right by a date, so that "14.30" is one too. */
size_t date_time_at(struct date_scan *c, size_t i, bool near, struct date_read *ret);
/* A zone; i where none stands there. */
size_t date_zone_at(struct date_scan *c, size_t i, struct date_read *d);

/* ---- Dates (date_shapes.c) ---- */
/* A date with its time, in either order. */
size_t date_match_at(struct date_scan *c, size_t i, struct date_read *ret);
#endif
