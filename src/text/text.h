/* text: what is known of text without knowing what it says: normal forms, words, sentences, stems,
 * stop words, language, numbers in words. (Publishers' dates: text/date.h.)
 *
 * Pure: everything takes views of UTF-8 and an arena; malformed bytes count as U+FFFD and are never
 * read over. Offsets are bytes of the text given. Nothing here keeps state but struct stemmer,
 * which its caller owns. */
#ifndef OCTAVO_TEXT_TEXT_H
#define OCTAVO_TEXT_TEXT_H
#include "base/base.h"
#include "text/date.h"
#include "types/reading.h"

/* ---- normal forms (Unicode 15, by utf8proc) ---- */

/* NFC; the input itself where nothing changes. */
struct str text_nfc(struct arena *a, struct str s);
/* Case folded and composed (NFC of the full case folding): equal for words that differ only in
 * case. The input itself where nothing changes. Marks stay: "Élan" gives "élan". */
struct str text_fold(struct arena *a, struct str s);
/* Key for joining names over articles: compatibility-folded, marks taken off, apostrophes dropped,
 * other punctuation and white space made single spaces: "Côte d’Ivoire" gives "cote divoire",
 * "U.S." gives "us", "Al-Qaeda" gives "al qaeda". */
struct str text_key(struct arena *a, struct str s);
/* Letters made plain: what text_key does to one code point; 0 where it is dropped. */
uint32_t text_plain_rune(uint32_t rune);

enum text_class {
    TEXT_OTHER, /* punctuation, symbols, controls */
    TEXT_SPACE,
    TEXT_LETTER,
    TEXT_MARK, /* combining */
    TEXT_DIGIT,
    TEXT_IDEOGRAPH, /* Han, kana: written without spaces between words */
    TEXT_COMPLEX,   /* Thai, Lao, Khmer, Burmese: letters without spaces between words */
};
enum text_class text_class(uint32_t rune);
bool text_is_upper(uint32_t rune);
bool text_is_lower(uint32_t rune);
uint32_t text_lower_rune(uint32_t rune);
uint32_t text_upper_rune(uint32_t rune);

/* ---- words (for search, comparing and counting; for grammar see sense/) ---- */

enum text_word_kind { TEXT_WORD, TEXT_NUMBER, TEXT_BIGRAM };
struct text_word {
    uint32_t at, end;
    enum text_word_kind kind;
};
/* Iterates over words: runs of letters, marks and digits, with single apostrophes, and full stops
 * and commas between digits, inside ("don't", "3.5", "U.S" of "U.S."); a hyphen parts words.
 * Scripts without spaces give overlapping bigrams of characters (one single character where a run
 * has just one). struct text_words it = text_words(s); struct text_word w; while
 * (text_word_next(&it, &w)) ... */
struct text_words {
    struct str s;
    size_t at;
};
static inline struct text_words text_words(struct str s)
{
    return (struct text_words){s, 0};
}
bool text_word_next(struct text_words *it, struct text_word *ret);
/* Number of words as a person counts them (Chinese, Japanese: characters / 2; Thai, Khmer, Lao,
 * Burmese: / 5). */
uint32_t text_word_count(struct str s);

/* ---- sentences ---- */

struct text_sentences {
    struct span *v;      /* in order, without white space around, never empty, not overlapping */
    uint32_t *paragraph; /* 0-based paragraph of each */
    size_t n;
};
/* Parts a text into sentences by rules for many languages: ends at . ! ? … and their kin of other
 * scripts with closing quotes and brackets; not after abbreviations and initials, not inside
 * numbers and addresses; a blank line always ends one, a single line end where the line looks like
 * a heading or a list item. `lang` (BCP 47 or empty) chooses the abbreviations. */
struct text_sentences text_sentences(struct arena *a, struct str text, struct str lang);
/* Is `word` (without its full stop, as written) an abbreviation after which a sentence seldom ends?
 */
bool text_is_abbreviation(struct str word, struct str lang);

/* ---- stems ---- */

/* A Snowball stemmer of one language. Not for sharing between threads; one per thread is kept by
 * whoever owns the thread. NULL where the language (BCP 47; only its first part counts) has none.
 */
struct stemmer;
struct stemmer *stemmer_new(struct str lang);
void stemmer_free(struct stemmer *s);
/* The stem of a folded word, in `a`; the word itself where s is NULL. */
struct str stemmer_stem(struct stemmer *s, struct arena *a, struct str folded);
/* Stems n folded words at once with a stemmer made and freed inside; stems[i] is a view into `a` or
 * the word itself. For pure code, which may hold no handle over an allocation. */
void text_stems(struct arena *a, struct str lang, const struct str *folded, size_t n,
                struct str *stems);

/* ---- stop words ---- */

/* Is this folded word one that carries no matter ("the", "und", "que") in `lang`? Lists: en de fr
 * es it pt nl sv da no fi pl cs ro hu tr ru uk id ar fa el he sk sl hr sr bg be mk ca gl ms et lv
 * lt ur hi mr. False for other languages. */
bool text_is_stop(struct str folded, struct str lang);

/* ---- language ---- */

struct text_lang {
    const char *code; /* BCP 47, static: "en", "pt", "zh"; "und" where it cannot be told */
    double sure;      /* 0..1; below 0.5 is a guess. 0 for "und" */
};
/* Tells the language by script, by the commonest words and by letter patterns; looks at the first
 * 4 KiB or so of `s`. */
struct text_lang text_lang(struct str s);

/* ---- numbers ---- */

enum text_number_kind {
    TEXT_CARDINAL,
    TEXT_ORDINAL, /* "third", "21st" */
    TEXT_VAGUE,   /* "dozens", "hundreds of thousands": value is the unit counted in */
};
struct text_number {
    enum text_number_kind kind;
    double value;
    uint32_t used;     /* bytes read from the start of the text */
    uint32_t decimals; /* digits written after the decimal point */
    bool words;        /* written in words, at least in part */
    bool scaled;       /* by a word: "3.5 million" */
};
/* Reads a number at the very start of `s` (English): digits with separators ("1,200", "1 200",
 * "3.5"), with a scale word ("$" is the caller's), in words ("twenty-four", "two hundred and five",
 * "a dozen", "half a million"), vague ("dozens", "tens of thousands"), ordinals. False where none
 * stands there. Ranges, bounds and units are the caller's. "a" and "one" alone: "one" is 1, "a" is
 * none. */
bool text_number_parse(struct str s, struct text_number *ret);
#endif
