/* err: the one enum of errors, and the words for a person.
 *
 * A function that can fail returns `enum err_code` (must_check); results come back in last `ret_`
 * parameters, untouched on failure. Where a person will read of it, a final `struct err *` (may be
 * NULL) takes the code with words and the place in the *input*. Bad outside data is a result, not
 * an error. */
#ifndef OCTAVO_BASE_ERR_H
#define OCTAVO_BASE_ERR_H
#include <stddef.h>
#include <stdint.h>

#define must_check             __attribute__((warn_unused_result))
#define printf_like(fmt, args) __attribute__((format(printf, fmt, args)))
/* A large room on the stack of a function that is called for every word: written before it is read,
 * and not filled with zeros first, as the build has it done to all others. */
#define UNSET __attribute__((uninitialized))

enum err_code {
    ERR_OK = 0,
    ERR_MEMORY,    /* no memory, or an arena's or buffer's cap was reached */
    ERR_LIMIT,     /* a named limit was reached */
    ERR_INPUT,     /* the data given is not what it should be */
    ERR_USAGE,     /* the caller's arguments are wrong */
    ERR_NOT_FOUND, /* what was asked for is not there */
    ERR_EXISTS,    /* what was to be made is there already */
    ERR_DENIED,    /* not allowed: rights, address guard, wrong password */
    ERR_BUSY,      /* locked or full at the moment: try again */
    ERR_FULL,      /* no room left on the disk */
    ERR_TIMEOUT,
    ERR_IO,     /* the operating system said no; words hold its reason */
    ERR_CLOSED, /* the other side has gone */
    ERR_STORE,  /* the database said no */
    ERR_CONFIG, /* a setting is wrong */
};

struct err {
    enum err_code code;
    char words[400]; /* one line for a person, says what to do where it can */
    char place[200]; /* file, URL or field of the input; empty where it says nothing */
    uint32_t line;   /* 1-based line in `place`, 0 = none */
};

/* Fills *e (when not NULL) and returns `code`, so that a caller can `return err_set(...)`. */
enum err_code err_set(struct err *e, enum err_code code, const char *fmt, ...) printf_like(3, 4);
/* As err_set, with ": " and the text of `errnum` at the end; the code is ERR_IO. */
enum err_code err_errno(struct err *e, int errnum, const char *fmt, ...) printf_like(3, 4);
/* Adds where in the input it happened. */
void err_place(struct err *e, const char *place, uint32_t line);
/* "place:line: words", for the last line of a program; a static word where e is empty. Writes at
 * most n bytes to `out`, terminated. Returns out. */
const char *err_line(const struct err *e, char *out, size_t n);
/* A short word for a code: "memory", "limit" ... */
const char *err_name(enum err_code code);
#endif
