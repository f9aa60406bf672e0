/* decode: packings unpacked, broken ones refused, bombs stopped by size and by ratio. And images.
 */
#include "check.h"
#include "reader/internal.h"

#include <zlib.h>
#include <zstd.h>

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 512 << 20);
    return 0;
}
static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

/* window as zlib's: 31 gzip, 15 zlib, -15 bare. */
static struct str pack(struct str s, int window)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t n = deflateBound(&z, s.n);
    char *p = arena_alloc(&a, n);
    z.next_in = (unsigned char *)(uintptr_t)s.p;
    z.avail_in = (unsigned)s.n;
    z.next_out = (unsigned char *)p;
    z.avail_out = (unsigned)n;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return str_of(p, z.total_out);
}
static struct str pack_zstd(struct str s)
{
    size_t n = ZSTD_compressBound(s.n);
    char *p = arena_alloc(&a, n);
    return str_of(p, ZSTD_compress(p, n, s.p, s.n, 3));
}
static struct str filled(size_t n, char c)
{
    char *p = arena_alloc(&a, n);
    memset(p, c, n);
    return str_of(p, n);
}
/* Text that packs about 3:1, as news does. */
static struct str ordinary(size_t n)
{
    char *p = arena_alloc(&a, n);
    uint32_t x = 1;
    for (size_t i = 0; i < n; i++) {
        x = x * 1103515245 + 12345;
        p[i] = (char)('a' + (x >> 16) % 6);
    }
    return str_of(p, n);
}
static enum err_code decode(struct str s, const char *how, struct str *ret)
{
    struct err e = {0};
    enum err_code code = reader_decode(&a, s, str_c(how), ret, &e);
    check_true(code == ERR_OK || e.words[0]);
    return code;
}

static const struct str brotli_hello =
    STR_INIT("\x1b\x27\x00\xf8\x25\x40\xaa\x8c\x41\xe2\x99\x4e\x00");
/* 64 MiB of one letter in 96 bytes. */
static const struct str brotli_bomb = STR_INIT(
    "\xcb\xff\xff\x3f\xf8\x25\xf0\xe2\xb1\x40\x20\xf7\xfe\x8f\xff\xff\x7f\xf0\x4b\x00\xc4\x61\x11"
    "\x80\xee\xfd\x1f\xff\xff\xff\xe0\x97\x00\x88\xc3\x02\x00\xdd\xfb\x3f\xfe\xff\xff\xc1\x2f\x01"
    "\x10\x87\x05\x00\xba\xf7\x7f\xfc\xff\xff\x83\x5f\x02\x20\x0e\x0b\x00\x74\xef\xff\xf8\xff\xff"
    "\x07\xbf\x04\x40\x1c\x16\x00\xe8\xde\xff\xf1\xff\xff\x0f\x7e\x09\x80\x38\x2c\x00\xd0\xbd\xff"
    "\xcb\xff\xff\x3f\xfc\x12\x00\x71\x58\x00\xa0\x7b\xff\x07");

static void packings(void **state)
{
    (void)state;
    struct str text = ordinary(300000), got;
    struct str twice = pack(pack(text, 31), 15);
    const struct {
        struct str bytes;
        const char *how;
    } cases[] = {
        {text, ""},
        {text, "identity"},
        {pack(text, 31), "gzip"},
        {pack(text, 31), "X-GZIP"},
        {pack(text, 15), "deflate"},
        {pack(text, -15), "deflate"},
        {pack_zstd(text), "zstd"},
        {twice, "gzip, deflate"},
        {pack_zstd(pack(text, 31)), " gzip ,identity, zstd"},
        {text, "gzip"}, /* claimed only */
        {text, "zstd"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_ok(decode(cases[i].bytes, cases[i].how, &got));
        check_true(str_eq(got, text));
    }
    check_ok(decode(brotli_hello, "br", &got));
    check_int(got.n, 40);
    check_true(str_starts(got, STR("hello   ")));
    /* Members one after the other are one body. */
    struct str parts[] = {pack(STR("one "), 31), pack(STR("two"), 31)};
    check_ok(decode(str_join(&a, parts, 2, STR_NONE), "gzip", &got));
    check_strz(got, "one two");
    struct str frames[] = {pack_zstd(STR("one ")), pack_zstd(STR("two"))};
    check_ok(decode(str_join(&a, frames, 2, STR_NONE), "zstd", &got));
    check_strz(got, "one two");
    check_ok(decode(STR_NONE, "gzip", &got));
    check_int(got.n, 0);
}

static void broken(void **state)
{
    (void)state;
    struct str text = ordinary(100000), got = STR("untouched");
    const struct {
        struct str bytes;
        const char *how;
    } cases[] = {
        {str_sub(pack(text, 31), 0, 20000), "gzip"},
        {str_sub(pack(text, 15), 0, 20000), "deflate"},
        {str_sub(pack_zstd(text), 0, 20000), "zstd"},
        {str_sub(brotli_hello, 0, 8), "br"},
        {text, "br"},
        {text, "deflate"},
        {STR("\x1f\x8b"), "gzip"},
        {text, "compress"},
        {text, "gzip, lzma"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_int(decode(cases[i].bytes, cases[i].how, &got), ERR_INPUT);
    check_int(decode(text, "gzip,gzip,gzip,gzip", &got), ERR_LIMIT);
    check_strz(got, "untouched");
}

static void bombs(void **state)
{
    (void)state;
    struct str blanks = filled(30 << 20, ' '), got;
    check_int(decode(pack(blanks, 31), "gzip", &got), ERR_LIMIT);
    check_int(decode(pack(pack(blanks, 31), 31), "gzip, gzip", &got), ERR_LIMIT);
    check_int(decode(pack_zstd(blanks), "zstd", &got), ERR_LIMIT);
    check_int(decode(brotli_bomb, "br", &got), ERR_LIMIT);
    /* Within the ratio, but too large at the end. */
    struct str large = ordinary(READER_DECODED_MOST + 1);
    check_int(decode(pack_zstd(large), "zstd", &got), ERR_LIMIT);
    check_int(decode(large, "", &got), ERR_LIMIT);
    check_ok(decode(pack_zstd(str_sub(large, 0, READER_DECODED_MOST)), "zstd", &got));
    check_int(got.n, READER_DECODED_MOST);
    /* A small document may be as dull as it likes. */
    check_ok(decode(pack(filled(3 << 20, ' '), 31), "gzip", &got));
}

struct large {
    struct arena a;
    struct str in, out;
};
static enum err_code decode_large(void *ctx)
{
    struct large *l = ctx;
    return reader_decode(&l->a, l->in, STR("zstd"), &l->out, NULL);
}
/* What it unpacks to is all that it takes: the rest of a document's memory is for reading it. */
static void unpacking_takes_no_more_than_it_gives(void **state)
{
    (void)state;
    enum { LARGE = 20 << 20, SPARE = 1 << 20 };
    struct large l = {.in = pack_zstd(ordinary(LARGE))};
    arena_init(&l.a, LARGE + SPARE);
    check_ok(arena_run(&l.a, decode_large, &l));
    check_int(l.out.n, LARGE);
    arena_done(&l.a);
}

struct tight {
    struct arena a;
    struct str in;
};
static enum err_code decode_tight(void *ctx)
{
    struct tight *t = ctx;
    struct str got;
    return reader_decode(&t->a, t->in, STR("gzip"), &got, NULL);
}
static void a_full_arena_escapes(void **state)
{
    (void)state;
    struct tight t = {.in = pack(ordinary(4 << 20), 31)};
    arena_init(&t.a, 1 << 20);
    check_int(arena_run(&t.a, decode_tight, &t), ERR_MEMORY);
    arena_done(&t.a);
}

static void images(void **state)
{
    (void)state;
    static const struct {
        struct str bytes;
        const char *type; /* NULL: none */
        uint32_t w, h;
    } cases[] = {
        {STR_INIT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\0\x40\x08\6\0\0\0"), "image/png", 256,
         64},
        {STR_INIT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\6\0\0\0"), NULL, 0, 0},
        {STR_INIT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\x40\x08\6\0\0\0"), NULL, 0, 0},
        {STR_INIT("GIF89a\x10\0\x08\0"), "image/gif", 16, 8},
        {STR_INIT("GIF89a"), NULL, 0, 0},
        {STR_INIT("\xff\xd8\xff\xe0\0\4JF\xff\xff\xc0\0\x11\x08\0\x20\0\x30\3\1\x22\0"),
         "image/jpeg", 48, 32},
        {STR_INIT("\xff\xd8\xff\xe0\0\0JF\xff\xc0\0\x11\x08\0\x20\0\x30"), NULL, 0, 0},
        {STR_INIT("RIFF\x22\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x1f\0\0\x0f\0\0"), "image/webp", 32,
         16},
        {STR_INIT("RIFF\x22\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x1f\xc0\3\0\0\0\0\0\0"), "image/webp", 32,
         16},
        {STR_INIT("\0\0\1\0\1\0\x20\x10\0\0\1\0\x20\0\0\0\0\0\0\0\0\0"), "image/x-icon", 32, 16},
        {STR_INIT("\0\0\1\0\xff\xff\x20\x10\0\0\1\0\x20\0\0\0\0\0\0\0\0\0"), NULL, 0, 0},
        {STR_INIT("\0\0\0\x14"
                  "ftypavif\0\0\0\0mif1\0\0\0\x14ispe\0\0\0\0\0\0\0\x40\0\0\0\x20"),
         "image/avif", 64, 32},
        {STR_INIT("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"), NULL, 0, 0},
        {STR_INIT("<!doctype html><script>alert(1)</script>"), NULL, 0, 0},
        {STR_INIT(""), NULL, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reader_result r = {0};
        struct err e = {0};
        enum err_code code = image_look(cases[i].bytes, &r, &e);
        check_int(code == ERR_OK, cases[i].type != NULL);
        check_strz(r.image_type, cases[i].type);
        check_int(r.width, cases[i].w);
        check_int(r.height, cases[i].h);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(packings),
        T(broken),
        T(bombs),
        T(a_full_arena_escapes),
        T(unpacking_takes_no_more_than_it_gives),
        T(images),
    };
    return cmocka_run_group_tests_name("decode", tests, NULL, NULL);
}
