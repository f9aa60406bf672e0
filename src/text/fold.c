/* fold.c: normal forms and classes of characters, on top of utf8proc's tables.
 *
 * utf8proc's own mapping functions allocate with malloc and refuse malformed text; here each code
 * point is decomposed into arena memory, marks are put in canonical order (Unicode 15,
 * section 3.11) and the whole is composed. A run of marks is ordered over at most MARK_RUN places
 * (the Stream-Safe Text Format, UAX 15 section 13, allows 30), so that hostile runs cost linear
 * time. */
#include "text/internal.h"

#include <utf8proc.h>

enum { MARK_RUN = 30, DECOMPOSED_MOST = 20 };

struct runes {
    utf8proc_int32_t *v;
    size_t n, cap;
};

static void runes_put(struct arena *a, struct runes *r, const utf8proc_int32_t *v, size_t n)
{
    if (n == 0)
        return;
    if (r->cap - r->n < n) {
        size_t cap = r->cap * 2 + n + 16;
        r->v = arena_grow(a, r->v, r->cap * sizeof *r->v, cap * sizeof *r->v);
        r->cap = cap;
    }
    memcpy(r->v + r->n, v, n * sizeof *v);
    r->n += n;
}

static int combining(utf8proc_int32_t rune)
{
    return rune < 0x300 ? 0 : utf8proc_get_property(rune)->combining_class;
}

static void order_marks(struct runes *r)
{
    for (size_t i = 1; i < r->n; i++) {
        int c = combining(r->v[i]);
        if (c == 0)
            continue;
        utf8proc_int32_t rune = r->v[i];
        size_t j = i;
        while (j > 0 && i - j < MARK_RUN && combining(r->v[j - 1]) > c) {
            r->v[j] = r->v[j - 1];
            j--;
        }
        r->v[j] = rune;
    }
}

static struct str encode(struct arena *a, const utf8proc_int32_t *v, size_t n)
{
    char *out = arena_alloc(a, n * 4 + 1);
    size_t at = 0;
    for (size_t i = 0; v && i < n; i++)
        at += utf8_encode((uint32_t)v[i], out + at);
    return str_of(out, at);
}

/* Decomposes (with `options`), orders, composes. */
static struct str normal(struct arena *a, struct str s, utf8proc_option_t options)
{
    struct runes r = {0};
    int boundary = 0;
    for (size_t at = 0; at < s.n;) {
        utf8proc_int32_t part[DECOMPOSED_MOST];
        utf8proc_int32_t rune = (utf8proc_int32_t)utf8_next(s, &at);
        utf8proc_ssize_t k =
            utf8proc_decompose_char(rune, part, DECOMPOSED_MOST, options, &boundary);
        if (k < 0 || k > DECOMPOSED_MOST) {
            part[0] = rune;
            k = 1;
        }
        runes_put(a, &r, part, (size_t)k);
    }
    order_marks(&r);
    utf8proc_ssize_t n =
        utf8proc_normalize_utf32(r.v, (utf8proc_ssize_t)r.n, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    struct str out = encode(a, r.v, n < 0 ? r.n : (size_t)n);
    return str_eq(out, s) ? s : out;
}

static bool is_ascii(struct str s)
{
    unsigned char all = 0;
    for (size_t i = 0; i < s.n; i++)
        all |= (unsigned char)s.p[i];
    return all < 0x80;
}

struct str text_nfc(struct arena *a, struct str s)
{
    return is_ascii(s) ? s : normal(a, s, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
}

struct str text_fold(struct arena *a, struct str s)
{
    if (is_ascii(s))
        return str_lower(a, s);
    return normal(a, s, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
}

/* Letters that Unicode does not decompose, with their usual plain spelling. */
static const struct plain {
    uint32_t rune;
    char to[3];
} plain_letters[] = {
    {0xC6, "ae"}, {0xD0, "d"},  {0xD8, "o"},  {0xDE, "th"}, {0xDF, "ss"},  {0xE6, "ae"},
    {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"}, {0x110, "d"}, {0x111, "d"},  {0x126, "h"},
    {0x127, "h"}, {0x131, "i"}, {0x141, "l"}, {0x142, "l"}, {0x152, "oe"}, {0x153, "oe"},
    {0x166, "t"}, {0x167, "t"}, {0x18F, "a"}, {0x259, "a"}, {0x1C3, ""},   {0x2BB, ""},
    {0x2BC, ""},  {0x2BE, ""},  {0x2BF, ""},
};

static const struct plain *plain_find(uint32_t rune)
{
    for (size_t i = 0; i < sizeof plain_letters / sizeof *plain_letters; i++)
        if (plain_letters[i].rune == rune)
            return &plain_letters[i];
    return NULL;
}

static bool is_apostrophe(uint32_t r)
{
    return r == '\'' || r == 0x2019 || r == 0x2018 || r == '`' || r == 0xB4 || r == 0x2BC;
}

/* Marks that only say how a letter is spoken; the vowel signs of Indic scripts stay. */
static bool is_light_mark(uint32_t r)
{
    return (r >= 0x300 && r <= 0x36F) || (r >= 0x591 && r <= 0x5C7) || (r >= 0x610 && r <= 0x61A) ||
           (r >= 0x64B && r <= 0x65F) || r == 0x670 || r == 0x640;
}

/* Arabic letters that keyboards and publishers write for one another: Persian yeh and kaf for the
 * Arabic ones, yeh without its dots. */
static uint32_t arabic(uint32_t rune)
{
    return rune == 0x6CC || rune == 0x649 ? 0x64A : rune == 0x6A9 ? 0x643 : rune;
}

uint32_t text_plain_rune(uint32_t rune)
{
    if (rune < 0x80)
        return (uint32_t)(unsigned char)to_lower((char)rune);
    rune = arabic(rune);
    const struct plain *p = plain_find(rune);
    if (p)
        return (uint32_t)(unsigned char)p->to[0];
    if (is_light_mark(rune))
        return 0;
    utf8proc_int32_t part[DECOMPOSED_MOST];
    int boundary = 0;
    utf8proc_ssize_t k = utf8proc_decompose_char(
        (utf8proc_int32_t)rune, part, DECOMPOSED_MOST,
        UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &boundary);
    return k > 0 && k <= DECOMPOSED_MOST ? (uint32_t)part[0] : rune;
}

/* Writes the plain letters of one code point; false where it is no letter or digit. */
static bool plain_put(struct buf *b, uint32_t rune)
{
    if (rune < 0x80) {
        if (!is_alnum((char)rune))
            return false;
        buf_char(b, to_lower((char)rune));
        return true;
    }
    const struct plain *p = plain_find(rune);
    if (p) {
        buf_put(b, str_c(p->to));
        return true;
    }
    utf8proc_int32_t part[DECOMPOSED_MOST];
    int boundary = 0;
    utf8proc_ssize_t k = utf8proc_decompose_char(
        (utf8proc_int32_t)rune, part, DECOMPOSED_MOST,
        UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &boundary);
    if (k <= 0 || k > DECOMPOSED_MOST)
        return false;
    bool any = false;
    for (utf8proc_ssize_t i = 0; i < k; i++) {
        uint32_t r = (uint32_t)part[i];
        enum text_class c = text_class(r);
        if (is_light_mark(r)) {
            any = true;
        } else if (c != TEXT_OTHER && c != TEXT_SPACE) {
            const struct plain *q = plain_find(r);
            if (q)
                buf_put(b, str_c(q->to));
            else
                buf_rune(b, arabic(r));
            any = true;
        }
    }
    return any;
}

struct str text_key(struct arena *a, struct str s)
{
    struct buf b;
    buf_arena(&b, a, s.n * 8 + 16);
    bool gap = false;
    for (size_t at = 0; at < s.n;) {
        uint32_t r = utf8_next(s, &at);
        size_t before = b.n;
        if (is_apostrophe(r))
            continue;
        /* The full stops of "U.S." part nothing. */
        if (r == '.' && at >= 2 && is_alpha(s.p[at - 2]) && (at < 3 || !is_alnum(s.p[at - 3])))
            continue;
        if (gap && b.n > 0) {
            buf_char(&b, ' ');
            if (plain_put(&b, r))
                gap = false;
            else
                b.n = before;
        } else if (plain_put(&b, r)) {
            gap = false;
        } else {
            gap = true;
        }
    }
    return buf_str(&b);
}

static bool is_ideograph(uint32_t r)
{
    return (r >= 0x3040 && r <= 0x30FF) || (r >= 0x3400 && r <= 0x9FFF) ||
           (r >= 0xF900 && r <= 0xFAFF) || (r >= 0x20000 && r <= 0x3FFFF) ||
           (r >= 0x31F0 && r <= 0x31FF) || (r >= 0xFF66 && r <= 0xFF9F) || r == 0x3005 ||
           r == 0x3007;
}

static bool is_complex(uint32_t r)
{
    return (r >= 0xE00 && r <= 0xEFF) || (r >= 0x1000 && r <= 0x109F) ||
           (r >= 0x1780 && r <= 0x17FF);
}

enum text_class text_class(uint32_t r)
{
    if (r < 0x80)
        return is_alpha((char)r)                ? TEXT_LETTER
               : is_digit((char)r)              ? TEXT_DIGIT
               : is_space((char)r) || r == '\v' ? TEXT_SPACE
                                                : TEXT_OTHER;
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)r);
    bool letter = c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
    bool mark = c >= UTF8PROC_CATEGORY_MN && c <= UTF8PROC_CATEGORY_ME;
    if (letter && is_ideograph(r))
        return TEXT_IDEOGRAPH;
    if ((letter || mark) && is_complex(r))
        return TEXT_COMPLEX;
    if (letter)
        return TEXT_LETTER;
    if (mark)
        return TEXT_MARK;
    if (c == UTF8PROC_CATEGORY_ND)
        return TEXT_DIGIT;
    if (c == UTF8PROC_CATEGORY_NL || c == UTF8PROC_CATEGORY_NO)
        return r == 0x3007 ? TEXT_IDEOGRAPH : TEXT_DIGIT;
    if ((c >= UTF8PROC_CATEGORY_ZS && c <= UTF8PROC_CATEGORY_ZP) || r == 0x85)
        return TEXT_SPACE;
    return TEXT_OTHER;
}

bool text_is_upper(uint32_t r)
{
    if (r < 0x80)
        return is_upper((char)r);
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)r);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool text_is_lower(uint32_t r)
{
    return r < 0x80 ? is_lower((char)r)
                    : utf8proc_category((utf8proc_int32_t)r) == UTF8PROC_CATEGORY_LL;
}

uint32_t text_lower_rune(uint32_t r)
{
    return r < 0x80 ? (uint32_t)(unsigned char)to_lower((char)r)
                    : (uint32_t)utf8proc_tolower((utf8proc_int32_t)r);
}

uint32_t text_upper_rune(uint32_t r)
{
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)r);
}

void text_lang_base(struct str lang, char out[4])
{
    size_t n = 0;
    while (n < 3 && n < lang.n && is_alpha(lang.p[n])) {
        out[n] = to_lower(lang.p[n]);
        n++;
    }
    out[n] = 0;
}

bool text_list_has(const char *list, struct str word)
{
    if (word.n == 0)
        return false;
    const char *p = list;
    while (*p) {
        size_t n = strcspn(p, " ");
        if (n == word.n && memcmp(p, word.p, n) == 0)
            return true;
        p += n;
        p += *p == ' ';
    }
    return false;
}
