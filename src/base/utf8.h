/* utf8: decoding and encoding by RFC 3629. Everything above the bytes (case, words, normal forms)
 * is text/. */
#ifndef OCTAVO_BASE_UTF8_H
#define OCTAVO_BASE_UTF8_H
#include "base/str.h"

enum { UTF8_BAD = 0xFFFD };

/* The code point at s.p[*at], which must be < s.n; moves *at behind it. A malformed sequence gives
 * U+FFFD and moves behind its maximal valid part, at least one byte (Unicode 15, section 3.9). */
uint32_t utf8_next_slow(struct str s, size_t *at);
static inline uint32_t utf8_next(struct str s, size_t *at)
{
    unsigned char c = (unsigned char)s.p[*at];
    if (c < 0x80) {
        (*at)++;
        return c;
    }
    return utf8_next_slow(s, at);
}
/* Writes 1 to 4 bytes; a surrogate or a value above U+10FFFF is written as U+FFFD. */
size_t utf8_encode(uint32_t rune, char out[4]);
/* Bytes of the longest valid start of s: s.n when all is valid. */
size_t utf8_valid(struct str s);
/* Number of code points in a valid s. */
size_t utf8_length(struct str s);
/* The longest start of s of at most n bytes that cuts no sequence. */
struct str utf8_cut(struct str s, size_t n);
#endif
