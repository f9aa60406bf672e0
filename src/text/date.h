/* date: publishers' dates, leniently. Feeds, meta tags and bylines write dates in RFC 822 with all
 * its faults, in a dozen ISO 8601 variants, as seconds of the Unix clock, and in words of any
 * language. What is not plainly a date is refused: a wrong day is worse than none. */
#ifndef OCTAVO_TEXT_DATE_H
#define OCTAVO_TEXT_DATE_H
#include "types/types.h"

enum date_order {
    DATE_ORDER_ANY, /* day first where both readings of "03/04/2025" are possible ... */
    DATE_ORDER_DMY,
    DATE_ORDER_MDY, /* ... but month first here (United States) */
};
/* What is known beside the text; every member may be 0. */
struct date_hint {
    enum date_order order;
    struct str lang; /* BCP 47 of the text: decides the order for "en-US", and between month names
                        that two languages share */
    int64_t near;    /* publication or present time: completes a date without a year ("14 March") to
                        the nearest such day; 0 or TIME_NONE: such dates are refused */
};

/* Reads all of `s` as one date. Words that may stand before or after it ("Published on",
 * "Updated:", a weekday, "at", "Uhr", brackets) are read over; any other text means false. Years
 * from 1583 to 2200. `hint` may be NULL. *ret keeps the zone and precision as written; a date
 * without zone is taken as UTC with zone_known false. */
bool text_date_parse(struct str s, const struct date_hint *hint, struct when *ret) must_check;

/* Finds the first date inside a short text ("By Ann Lee | Updated 14 March 2025 at 5 pm | Sport"):
 * at most the first 2,000 bytes are looked at. *ret_span (may be NULL) gets its bytes. Needs day,
 * month and year (the year may come from hint->near); bare years and clock times are no date. */
bool text_date_find(struct str text, const struct date_hint *hint, struct span *ret_span,
                    struct when *ret) must_check;

/* The order that people of a language and country write: MDY for en-US, en-PH, es-US ..., else ANY.
 */
enum date_order text_date_order(struct str lang);
#endif
