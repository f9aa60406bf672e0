/* words.c: parts a text into words for search, comparing and counting.
 *
 * A simple reading of UAX 29 (word boundaries): letters, marks and digits stick together; an
 * apostrophe between letters, and a full stop, comma or Arabic separator between digits, stay
 * inside; a full stop between single capitals stays inside ("U.S"). Han, kana and the scripts of
 * South-East Asia, which write no spaces, give overlapping bigrams, the usual stand-in for a
 * dictionary in search. */
#include "text/internal.h"

/* The code point at `at` and where the next begins; 0 at the end. */
static uint32_t peek(struct str s, size_t at, size_t *ret_next)
{
    *ret_next = at;
    return at < s.n ? utf8_next(s, ret_next) : 0;
}

static bool is_wordish(enum text_class c)
{
    return c == TEXT_LETTER || c == TEXT_DIGIT || c == TEXT_MARK;
}

static bool joins_letters(uint32_t r)
{
    return r == '\'' || r == 0x2019 || r == 0x5F3 || r == 0x5F4 || r == 0xB7 || r == 0x200C ||
           r == 0x200D || r == 0xAD;
}

static bool joins_digits(uint32_t r)
{
    return r == '.' || r == ',' || r == 0x66B || r == 0x66C || r == '\'';
}

/* Does the code point r at `at`, after a piece of class `last`, carry the word on? */
static bool carries_on(struct str s, uint32_t r, size_t next, enum text_class last, size_t letters)
{
    size_t after;
    enum text_class c = text_class(peek(s, next, &after));
    if (next >= s.n)
        return false;
    if (last == TEXT_DIGIT && c == TEXT_DIGIT && joins_digits(r))
        return true;
    if (last != TEXT_DIGIT && c == TEXT_LETTER && joins_letters(r))
        return true;
    /* Gershayim of a Hebrew abbreviation, as typewriters have it. */
    uint32_t ahead = peek(s, next, &after);
    if (r == '"' && last == TEXT_LETTER && ahead >= 0x5D0 && ahead <= 0x5EA)
        return true;
    /* U.S, e.g: single letters with full stops between. */
    if (r == '.' && last == TEXT_LETTER && letters == 1 && c == TEXT_LETTER) {
        enum text_class d = text_class(peek(s, after, &after));
        return after > s.n || !is_wordish(d) || d == TEXT_OTHER;
    }
    return false;
}

/* A run without spaces between words: gives the bigram at it->at. */
static void bigram(struct text_words *it, size_t first_end, struct text_word *ret, size_t start)
{
    size_t at = first_end, next;
    enum text_class c = text_class(peek(it->s, at, &next));
    bool second = at < it->s.n && (c == TEXT_IDEOGRAPH || c == TEXT_COMPLEX);
    ret->at = (uint32_t)start;
    ret->kind = TEXT_BIGRAM;
    if (!second) {
        ret->end = (uint32_t)first_end;
        it->at = first_end;
        return;
    }
    ret->end = (uint32_t)next;
    /* The last character of a run of two or more has been given with the one before. */
    size_t third;
    c = text_class(peek(it->s, next, &third));
    it->at = next < it->s.n && (c == TEXT_IDEOGRAPH || c == TEXT_COMPLEX) ? first_end : next;
}

bool text_word_next(struct text_words *it, struct text_word *ret)
{
    struct str s = it->s;
    size_t start = it->at, next = start;
    enum text_class c = TEXT_OTHER;
    while (start < s.n) {
        c = text_class(peek(s, start, &next));
        if (c == TEXT_IDEOGRAPH || c == TEXT_COMPLEX) {
            bigram(it, next, ret, start);
            return true;
        }
        if (c == TEXT_LETTER || c == TEXT_DIGIT)
            break;
        start = next;
    }
    if (start >= s.n) {
        it->at = s.n;
        return false;
    }
    bool digits_only = c == TEXT_DIGIT;
    size_t end = next, letters = 1;
    enum text_class last = c;
    while (end < s.n) {
        uint32_t r = peek(s, end, &next);
        c = text_class(r);
        if (is_wordish(c)) {
            digits_only &= c == TEXT_DIGIT;
            letters++;
            last = c == TEXT_MARK ? last : c;
        } else if (carries_on(s, r, next, last, letters)) {
            letters = 0;
        } else {
            break;
        }
        end = next;
    }
    it->at = end;
    *ret =
        (struct text_word){(uint32_t)start, (uint32_t)end, digits_only ? TEXT_NUMBER : TEXT_WORD};
    return true;
}

uint32_t text_word_count(struct str s)
{
    enum { COMPLEX_A_WORD = 5 }; /* a Thai or Khmer word has about five letters and signs */
    struct text_words it = text_words(s);
    struct text_word w;
    uint32_t words = 0, bigrams = 0, complex = 0;
    while (text_word_next(&it, &w)) {
        size_t next;
        if (w.kind != TEXT_BIGRAM)
            words++;
        else if (text_class(peek(s, w.at, &next)) == TEXT_COMPLEX)
            complex++;
        else
            bigrams++;
    }
    return words + (bigrams + 1) / 2 + (complex + COMPLEX_A_WORD - 1) / COMPLEX_A_WORD;
}
