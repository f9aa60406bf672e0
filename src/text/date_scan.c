/* date_scan.c: a text in tokens: numbers in any script's digits, words, punctuation; and what a
 * word means, which is looked up only where a shape asks for it. */
#include "text/date_scan.h"

#include <utf8proc.h>

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

static size_t number_token(struct date_scan *c, size_t at, struct date_token *t)
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
static size_t word_token(struct date_scan *c, size_t at, struct date_token *t)
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

void date_tokenize(struct date_scan *c)
{
    bool apart = true;
    for (size_t at = 0; at < c->s.n && c->n < DATE_TOKENS_MOST;) {
        size_t next = at;
        uint32_t r = utf8_next(c->s, &next);
        if (is_blank(r) || is_nothing(r)) {
            apart = apart || is_blank(r);
            at = next;
            continue;
        }
        struct date_token *t = &c->t[c->n++];
        *t = (struct date_token){.apart = apart, .at = (uint32_t)at};
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

struct str date_token_str(const struct date_scan *c, size_t i)
{
    return str_sub(c->s, c->t[i].at, c->t[i].end);
}

enum date_word date_meaning(struct date_scan *c, size_t i)
{
    if (i >= c->n || c->t[i].kind != TOKEN_WORD)
        return WORD_OTHER;
    struct date_token *t = &c->t[i];
    if (t->known)
        return (enum date_word)t->meaning;
    t->known = true;
    char text[80];
    size_t n = 0, more = 0;
    if (!date_fold(date_token_str(c, i), text, sizeof text, &n) || n == 0)
        return WORD_OTHER;
    enum date_word m = date_word_find(str_of(text, n), c->lang, &t->value);
    bool pair = i + 1 < c->n && c->t[i + 1].kind == TOKEN_WORD && n + 1 < sizeof text;
    if (m == WORD_OTHER && pair) {
        text[n] = '_';
        if (date_fold(date_token_str(c, i + 1), text + n + 1, sizeof text - n - 1, &more))
            m = date_word_find(str_of(text, n + 1 + more), c->lang, &t->value);
        if (m != WORD_OTHER) {
            c->t[i + 1].known = true; /* the second half says nothing by itself */
            c->t[i + 1].meaning = WORD_OF;
        }
    }
    t->meaning = (uint8_t)m;
    return m;
}
