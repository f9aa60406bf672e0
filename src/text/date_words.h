/* date_words: what words of many languages mean inside a date. Private to date*.c. */
#ifndef OCTAVO_TEXT_DATE_WORDS_H
#define OCTAVO_TEXT_DATE_WORDS_H
#include "base/base.h"

enum date_word {
    WORD_OTHER,
    WORD_MONTH, /* value 1-12 */
    WORD_WEEKDAY,
    WORD_OF, /* may stand between day, month and year: "de", "of" */
    WORD_AT, /* may stand between date and clock time: "at", "um" */
    WORD_AM,
    WORD_PM,
    WORD_HOUR, /* behind the number: "h", "Uhr" */
    WORD_MINUTE,
    WORD_SECOND,
    WORD_YEAR_MARK,  /* behind the number: 年 */
    WORD_MONTH_MARK, /* 月, "tháng" */
    WORD_DAY_MARK,
    WORD_ERA,     /* value: added to the year of the reign */
    WORD_FILLER,  /* "Published", "updated on" */
    WORD_ORDINAL, /* "st", "nd", "º" */
    WORD_NUMBER,  /* Vietnamese numbers that name months; value 1-10 */
    WORD_T,       /* between date and time of ISO 8601 */
};
/* "ET": what it is depends on the day. Value = ZONE_US + standard offset in hours west. */
enum { ZONE_US = 10000 };

/* What a folded word means; `lang` (may be empty) decides where languages differ. */
enum date_word date_word_find(struct str folded, struct str lang, int *ret_value);
/* A name of a zone: minutes east of UTC, or ZONE_US + hours. */
bool date_zone_find(struct str folded, int *ret_value);
/* The longest table word of Han or Kana characters at the start of s, in bytes; 0 = none. */
size_t date_han_length(struct str s);
/* Lower case without the marks over letters, into `to` (at most n bytes; false where it is longer).
 */
bool date_fold(struct str word, char *to, size_t n, size_t *ret_n);
/* Appends one code point so folded; nothing for marks. Returns the bytes written to `to`. */
size_t date_fold_rune(uint32_t rune, char to[4]);
#endif
