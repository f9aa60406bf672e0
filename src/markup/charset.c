/* charset.c: bytes of any encoding of the Encoding Standard into UTF-8.
 *
 * UTF-8 and UTF-16 are read here, single-byte encodings by tables of ours, the multi-byte ones of
 * East Asia by iconv(3). Its converters are files: markup_warm opens them while files may still be
 * opened. They are kept per thread, for a converter has a state. */
#include "markup/internal.h"

#include <errno.h>
#include <iconv.h>

static const struct {
    struct str name;
    const char *labels; /* lower case, each with a space on both sides */
} charsets[] = {
    {STR_INIT("UTF-8"),
     " unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 "},
    {STR_INIT("IBM866"), " 866 cp866 csibm866 ibm866 "},
    {STR_INIT("ISO-8859-2"), " csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 "
                             "iso_8859-2:1987 l2 latin2 "},
    {STR_INIT("ISO-8859-3"), " csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 "
                             "iso_8859-3:1988 l3 latin3 "},
    {STR_INIT("ISO-8859-4"), " csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 "
                             "iso_8859-4:1988 l4 latin4 "},
    {STR_INIT("ISO-8859-5"),
     " csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 "
     "iso_8859-5 iso_8859-5:1988 "},
    {STR_INIT("ISO-8859-6"), " arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 "
                             "iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 "
                             "iso_8859-6 iso_8859-6:1987 "},
    {STR_INIT("ISO-8859-7"),
     " csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 "
     "iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek "},
    {STR_INIT("ISO-8859-8"),
     " csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 "
     "iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual csiso88598i "
     "iso-8859-8-i logical "},
    {STR_INIT("ISO-8859-10"),
     " csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6 "},
    {STR_INIT("ISO-8859-13"), " iso-8859-13 iso8859-13 iso885913 "},
    {STR_INIT("ISO-8859-14"), " iso-8859-14 iso8859-14 iso885914 "},
    {STR_INIT("ISO-8859-15"), " csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 "},
    {STR_INIT("ISO-8859-16"), " iso-8859-16 "},
    {STR_INIT("KOI8-R"), " cskoi8r koi koi8 koi8-r koi8_r "},
    {STR_INIT("KOI8-U"), " koi8-ru koi8-u "},
    {STR_INIT("macintosh"), " csmacintosh mac macintosh x-mac-roman "},
    {STR_INIT("windows-874"), " dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 "},
    {STR_INIT("windows-1250"), " cp1250 windows-1250 x-cp1250 "},
    {STR_INIT("windows-1251"), " cp1251 windows-1251 x-cp1251 "},
    {STR_INIT("windows-1252"), " ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 "
                               "iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 "
                               "us-ascii windows-1252 x-cp1252 "},
    {STR_INIT("windows-1253"), " cp1253 windows-1253 x-cp1253 "},
    {STR_INIT("windows-1254"), " cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 "
                               "iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254 "},
    {STR_INIT("windows-1255"), " cp1255 windows-1255 x-cp1255 "},
    {STR_INIT("windows-1256"), " cp1256 windows-1256 x-cp1256 "},
    {STR_INIT("windows-1257"), " cp1257 windows-1257 x-cp1257 "},
    {STR_INIT("windows-1258"), " cp1258 windows-1258 x-cp1258 "},
    {STR_INIT("x-mac-cyrillic"), " x-mac-cyrillic x-mac-ukrainian "},
    {STR_INIT("GBK"), " chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 "
                      "x-gbk "},
    {STR_INIT("gb18030"), " gb18030 "},
    {STR_INIT("Big5"), " big5 big5-hkscs cn-big5 csbig5 x-x-big5 "},
    {STR_INIT("EUC-JP"), " cseucpkdfmtjapanese euc-jp x-euc-jp "},
    {STR_INIT("ISO-2022-JP"), " csiso2022jp iso-2022-jp "},
    {STR_INIT("Shift_JIS"),
     " csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis "},
    {STR_INIT("EUC-KR"), " cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 "
                         "ks_c_5601-1989 ksc5601 ksc_5601 windows-949 "},
    {STR_INIT("UTF-16BE"), " unicodefffe utf-16be "},
    {STR_INIT("UTF-16LE"), " csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le "},
};
enum { LABEL_MOST = 40 };

struct str charset_find(struct str label)
{
    char padded[LABEL_MOST + 2];
    label = str_trim(label);
    if (label.n == 0 || label.n > LABEL_MOST)
        return STR_NONE;
    padded[0] = padded[label.n + 1] = ' ';
    for (size_t i = 0; i < label.n; i++) {
        if ((unsigned char)label.p[i] <= ' ')
            return STR_NONE;
        padded[i + 1] = to_lower(label.p[i]);
    }
    struct str key = str_of(padded, label.n + 2);
    for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++)
        if (str_find(str_c(charsets[i].labels), key) != SIZE_MAX)
            return charsets[i].name;
    /* The standard decodes x-user-defined only where scripts ask; <meta> means windows-1252. */
    return str_eq(key, STR(" x-user-defined ")) ? STR("windows-1252") : STR_NONE;
}

/* ---- decoding ------------------------------------------------------------------------------ */

/* Any bytes as UTF-8: what is malformed becomes U+FFFD. */
static struct str decode_utf8(struct arena *a, struct str s)
{
    size_t good = utf8_valid(s);
    if (good == s.n)
        return s;
    size_t n = good;
    for (size_t i = good; i < s.n;) {
        size_t from = i;
        n += utf8_next(s, &i) == UTF8_BAD ? 3 : i - from;
    }
    char *out = arena_alloc(a, n), *to = mempcpy(out, s.p, good);
    for (size_t i = good; i < s.n;)
        to += utf8_encode(utf8_next(s, &i), to);
    return str_of(out, (size_t)(to - out));
}

static struct str decode_utf16(struct arena *a, struct str s, bool big)
{
    char *out = arena_alloc(a, s.n / 2 * 3 + 3), *to = out;
    const unsigned char *p = (const unsigned char *)s.p;
    size_t i = 0;
    for (; i + 1 < s.n; i += 2) {
        uint32_t u = big ? (uint32_t)(p[i] << 8 | p[i + 1]) : (uint32_t)(p[i + 1] << 8 | p[i]);
        if (u >= 0xD800 && u < 0xDC00 && i + 3 < s.n) {
            uint32_t low =
                big ? (uint32_t)(p[i + 2] << 8 | p[i + 3]) : (uint32_t)(p[i + 3] << 8 | p[i + 2]);
            if (low >= 0xDC00 && low < 0xE000) {
                u = 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        to += utf8_encode(u, to);
    }
    if (i < s.n)
        to += utf8_encode(UTF8_BAD, to);
    arena_cut(a, out, (size_t)(to - out));
    return str_of(out, (size_t)(to - out));
}

static struct str decode_table(struct arena *a, struct str s, const struct charset_table *t)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        n += c < 0x80 ? 1 : t->high[c - 0x80] < 0x800 ? 2 : 3;
    }
    if (n == s.n)
        return s; /* ASCII */
    /* utf8_encode may be given room of four bytes only: the last letter writes within `n`. */
    char *out = arena_alloc(a, n + 4), *to = out;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80)
            *to++ = (char)c;
        else
            to += utf8_encode(t->high[c - 0x80], to);
    }
    return str_of(out, (size_t)(to - out));
}

static const struct {
    struct str name;
    const char *iconv;
} multibyte[] = {
    {STR_INIT("GBK"), "GB18030"},     {STR_INIT("gb18030"), "GB18030"},
    {STR_INIT("Big5"), "BIG5-HKSCS"}, {STR_INIT("EUC-JP"), "EUC-JP-MS"},
    {STR_INIT("Shift_JIS"), "CP932"}, {STR_INIT("ISO-2022-JP"), "ISO-2022-JP"},
    {STR_INIT("EUC-KR"), "CP949"},
};
enum { MULTIBYTE_COUNT = sizeof multibyte / sizeof multibyte[0] };
static _Thread_local iconv_t converters[MULTIBYTE_COUNT];

static iconv_t converter(size_t i)
{
    if (!converters[i])
        converters[i] = iconv_open("UTF-8", multibyte[i].iconv);
    return converters[i];
}

void markup_warm(void)
{
    for (size_t i = 0; i < MULTIBYTE_COUNT; i++) {
        /* Using it once loads what it loads late. */
        iconv_t c = converter(i);
        char in[] = "a", out[8], *from = in, *to = out;
        size_t n = 1, room = sizeof out;
        if (c != (iconv_t)-1)
            iconv(c, &from, &n, &to, &room);
    }
}

static struct str decode_iconv(struct arena *a, struct str s, iconv_t c)
{
    enum { WIDEST = 3 }; /* a half-width katakana of Shift_JIS: one byte, three in UTF-8 */
    size_t room;
    if (!size_mul(s.n, WIDEST, &room) || !size_add(room, 16, &room))
        arena_fail(a);
    char *out = arena_alloc(a, room), *to = out;
    char *from = (char *)(uintptr_t)s.p, *end = from + s.n;
    iconv(c, NULL, NULL, NULL, NULL);
    while (from < end && room >= 8) {
        size_t n = (size_t)(end - from);
        if (iconv(c, &from, &n, &to, &room) != (size_t)-1 || errno == E2BIG)
            break;
        if (from == end)
            break;
        /* A lead byte without its trail: the trail, being ASCII, stays. */
        from++;
        to = mempcpy(to, "\xEF\xBF\xBD", 3);
        room -= 3;
    }
    arena_cut(a, out, (size_t)(to - out));
    return str_of(out, (size_t)(to - out));
}

bool charset_decode(struct arena *a, struct str name, struct str bytes, struct str *ret)
{
    if (str_eq(name, STR("UTF-8"))) {
        *ret = decode_utf8(a, bytes);
        return true;
    }
    if (str_eq(name, STR("UTF-16BE")) || str_eq(name, STR("UTF-16LE"))) {
        *ret = decode_utf16(a, bytes, name.p[6] == 'B');
        return true;
    }
    for (size_t i = 0; i < CHARSET_TABLE_COUNT; i++)
        if (str_eq(charset_tables[i].name, name)) {
            *ret = decode_table(a, bytes, &charset_tables[i]);
            return true;
        }
    for (size_t i = 0; i < MULTIBYTE_COUNT; i++)
        if (str_eq(multibyte[i].name, name) && converter(i) != (iconv_t)-1) {
            *ret = decode_iconv(a, bytes, converter(i));
            return true;
        }
    return false;
}

/* ---- deciding ------------------------------------------------------------------------------ */

/* How the bytes look as UTF-8. */
struct look {
    size_t letters, bad; /* sequences beyond ASCII; malformed ones */
};

static struct look look_at(struct str s)
{
    struct look l = {0};
    for (size_t i = 0; i < s.n;) {
        uint64_t w;
        if (i + 8 <= s.n && (memcpy(&w, s.p + i, 8), (w & 0x8080808080808080u) == 0)) {
            i += 8;
            continue;
        }
        if ((signed char)s.p[i] >= 0) {
            i++;
            continue;
        }
        size_t from = i;
        bool bad = utf8_next(s, &i) == UTF8_BAD &&
                   !(i - from == 3 && memcmp(s.p + from, "\xEF\xBF\xBD", 3) == 0);
        l.bad += bad && i < s.n; /* a letter cut off by the end of the input is none */
        l.letters += !bad;
    }
    return l;
}

static bool is_utf16(struct str name)
{
    return str_starts(name, STR("UTF-16"));
}

/* The encoding that the bytes speak for, or the label's where they do not speak. */
static struct charset_found weigh(struct str s, struct charset_found said)
{
    static const struct str utf8 = STR_INIT("UTF-8");
    if (is_utf16(said.name) && said.source != CHARSET_BOM &&
        memchr(s.p, 0, s.n < SNIFF_BYTES ? s.n : SNIFF_BYTES))
        return said;
    if (str_eq(said.name, STR("ISO-2022-JP")) && memchr(s.p, 0x1B, s.n))
        return said;
    struct look look = look_at(s);
    bool is = look.bad == 0 ? look.letters > 0 : look.letters > 16 * look.bad;
    bool says = str_eq(said.name, utf8);
    if (is || is_utf16(said.name))
        return says ? said : (struct charset_found){utf8, CHARSET_BYTES};
    if (says && look.bad > look.letters)
        return (struct charset_found){STR("windows-1252"), CHARSET_BYTES};
    return said;
}

static struct charset_found decode_as(struct arena *a, struct str s, struct charset_found found,
                                      struct str *ret)
{
    if (!charset_decode(a, found.name, s, ret)) {
        /* No converter on this machine: better wrong letters than no text. */
        found = (struct charset_found){STR("windows-1252"), CHARSET_DEFAULT};
        (void)charset_decode(a, found.name, s, ret);
    }
    return found;
}

static bool by_mark(struct str *s, struct charset_found *ret)
{
    static const struct {
        struct str mark, name;
    } marks[] = {{STR_INIT("\xEF\xBB\xBF"), STR_INIT("UTF-8")},
                 {STR_INIT("\xFE\xFF"), STR_INIT("UTF-16BE")},
                 {STR_INIT("\xFF\xFE"), STR_INIT("UTF-16LE")}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (str_starts(*s, marks[i].mark)) {
            *s = str_from(*s, marks[i].mark.n);
            *ret = (struct charset_found){marks[i].name, CHARSET_BOM};
            return true;
        }
    return false;
}

struct charset_found html_to_utf8(struct arena *a, struct str bytes, struct str http_charset,
                                  struct str *ret_utf8)
{
    struct charset_found found;
    if (bytes.n == 0)
        bytes = STR("");
    if (by_mark(&bytes, &found))
        return decode_as(a, bytes, found, ret_utf8);
    found = (struct charset_found){sniff_label(http_charset), CHARSET_HTTP};
    if (found.name.n == 0)
        found = (struct charset_found){sniff_meta(a, bytes), CHARSET_META};
    if (found.name.n == 0)
        found = (struct charset_found){sniff_xml(bytes), CHARSET_META};
    if (found.name.n == 0)
        found = (struct charset_found){STR("windows-1252"), CHARSET_DEFAULT};
    return decode_as(a, bytes, weigh(bytes, found), ret_utf8);
}

struct charset_found xml_to_utf8(struct arena *a, struct str bytes, struct str http_charset,
                                 struct str *ret_utf8)
{
    struct charset_found found;
    if (bytes.n == 0)
        bytes = STR("");
    if (by_mark(&bytes, &found))
        return decode_as(a, bytes, found, ret_utf8);
    if (bytes.n >= 4 && memcmp(bytes.p, "\0<\0?", 4) == 0)
        return decode_as(a, bytes, (struct charset_found){STR("UTF-16BE"), CHARSET_BYTES},
                         ret_utf8);
    if (bytes.n >= 4 && memcmp(bytes.p, "<\0?\0", 4) == 0)
        return decode_as(a, bytes, (struct charset_found){STR("UTF-16LE"), CHARSET_BYTES},
                         ret_utf8);
    found = (struct charset_found){sniff_xml(bytes), CHARSET_META};
    /* The document's own word counts more than a server's default; a server that names none of the
     * two usual defaults means it. */
    struct str http = sniff_label(http_charset);
    if (http.n &&
        (found.name.n == 0 || (!str_eq(http, STR("windows-1252")) && !str_eq(http, STR("UTF-8")))))
        found = (struct charset_found){http, CHARSET_HTTP};
    if (found.name.n == 0)
        found = (struct charset_found){STR("UTF-8"), CHARSET_DEFAULT};
    return decode_as(a, bytes, weigh(bytes, found), ret_utf8);
}
