/* str: a view of bytes, passed by value. It never owns, is never terminated, and lives as long as
 * what it looks into (an arena, a buffer, a mapped file). All text that is *read* is a str. */
#ifndef OCTAVO_BASE_STR_H
#define OCTAVO_BASE_STR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *p; /* not terminated; may be NULL only when n == 0 */
    size_t n;      /* bytes */
};

/* STR("literal"): a str of a string literal. STR_NONE: the empty str. */
#define STR(lit) ((struct str){("" lit), sizeof(lit) - 1})
#define STR_INIT(lit)                                                                              \
    {                                                                                              \
        ("" lit), sizeof(lit) - 1                                                                  \
    } /* for static tables */
#define STR_NONE ((struct str){NULL, 0})
/* For printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

static inline struct str str_of(const char *p, size_t n)
{
    return (struct str){p, n};
}
/* A view of a C string; NULL gives the empty str. */
static inline struct str str_c(const char *z)
{
    return (struct str){z, z ? strlen(z) : 0};
}
static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
/* Order by bytes, shorter first where one is the start of the other: <0, 0, >0. */
int str_cmp(struct str a, struct str b);
/* ASCII-only comparisons: A-Z equal a-z, every other byte as it is. */
bool str_eq_fold(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_starts_fold(struct str s, struct str prefix);
/* Offset of the first occurrence, or SIZE_MAX. An empty needle is found at 0. */
size_t str_find(struct str s, struct str needle);
size_t str_find_fold(struct str s, struct str needle);
size_t str_find_char(struct str s, char c);
size_t str_rfind_char(struct str s, char c);
/* The part [from, to), both clamped to the length; an empty str where from >= to. */
struct str str_sub(struct str s, size_t from, size_t to);
static inline struct str str_from(struct str s, size_t from)
{
    return str_sub(s, from, s.n);
}
/* Without ASCII white space (space, tab, LF, FF, CR) at both ends. */
struct str str_trim(struct str s);
/* Cuts at the first `sep`: *ret_head gets what is before it (all, where there is none), *s what is
 * after it. False when *s was NULL-pointed (used up). Start with any non-NULL view. */
bool str_split(struct str *s, char sep, struct str *ret_head);
/* A non-negative decimal number, digits only, all of `s`, at most `max`. False otherwise. */
bool str_u64(struct str s, uint64_t max, uint64_t *ret);
/* FNV-style 64-bit mix of the bytes: stable over runs and machines (for fingerprints in files).
 * Not for hash tables of hostile keys: base/map.h seeds its own. */
uint64_t str_hash(struct str s);

static inline bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool is_alpha(char c)
{
    return is_lower((char)(c | 0x20));
}
static inline bool is_alnum(char c)
{
    return is_alpha(c) || is_digit(c);
}
static inline char to_lower(char c)
{
    return is_upper(c) ? (char)(c | 0x20) : c;
}
/* 0..15, or -1 where c is no hexadecimal digit. */
int hex_value(char c);
#endif
