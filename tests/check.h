/* check.h: what every unit test includes. cmocka, and comparisons that show a readable difference.
 */
#ifndef OCTAVO_TESTS_CHECK_H
#define OCTAVO_TESTS_CHECK_H
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* Compares two texts; on a difference prints both from the first differing byte on. */
#define check_str(got, want)  check_str_((got), (want), __FILE__, __LINE__)
#define check_strz(got, want) check_str_((got), str_c(want), __FILE__, __LINE__)
static inline void check_str_(struct str got, struct str want, const char *file, int line)
{
    if (str_eq(got, want))
        return;
    size_t i = 0;
    while (i < got.n && i < want.n && got.p[i] == want.p[i])
        i++;
    size_t from = i > 40 ? i - 40 : 0;
    print_error("texts differ at byte %zu\n  want: \"%.*s\"\n  got:  \"%.*s\"\n", i,
                STR_ARG(str_sub(want, from, from + 160)), STR_ARG(str_sub(got, from, from + 160)));
    _fail(file, line);
}
#define check_int(got, want) assert_int_equal((got), (want))
#define check_true(x)        assert_true(x)
#define check_ok(code)       assert_int_equal((code), ERR_OK)

/* Reads a whole file into the arena (tests only); empty str where it is absent. */
static inline struct str check_file(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return STR_NONE;
    struct buf b;
    buf_arena(&b, a, 64 << 20);
    char t[65536];
    for (size_t n; (n = fread(t, 1, sizeof t, f)) > 0;)
        buf_put(&b, str_of(t, n));
    fclose(f);
    return buf_str(&b);
}

/* Compares with a golden file; with UPDATE=1 in the environment writes it instead. */
#define check_golden(got, path) check_golden_((got), (path), __FILE__, __LINE__)
static inline void check_golden_(struct str got, const char *path, const char *file, int line)
{
    if (getenv("UPDATE")) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fwrite(got.p, 1, got.n, f);
        fclose(f);
        return;
    }
    struct arena a;
    arena_init(&a, 64 << 20);
    check_str_(got, check_file(&a, path), file, line);
    arena_done(&a);
}
#endif
