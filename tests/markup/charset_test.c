/* charset: labels, decoding, and who is believed. */
#include "check.h"
#include "markup/markup.h"

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static void labels(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"latin1", "windows-1252"},
        {" UTF8 ", "UTF-8"},
        {"ISO-8859-1", "windows-1252"},
        {"sjis", "Shift_JIS"},
        {"ks_c_5601-1987", "EUC-KR"},
        {"gb2312", "GBK"},
        {"utf-16", "UTF-16LE"},
        {"koi8-r", "KOI8-R"},
        {"iso-8859-9", "windows-1254"},
        {"nonsense", ""},
        {"", ""},
        {"utf 8", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_strz(charset_find(str_c(cases[i][0])), cases[i][1]);
}

static void decoding(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes, *text;
    } cases[] = {
        {"windows-1252", "caf\xE9 \x93q\x94 \x80", "café “q” €"},
        {"windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2", "Привет"},
        {"KOI8-R", "\xF0\xD2\xC9\xD7\xC5\xD4", "Привет"},
        {"ISO-8859-2",
         "\xB3\xF3"
         "d\xBC",
         "łódź"},
        {"Shift_JIS", "\x93\xFA\x96\x7B\x8C\xEA \xB1", "日本語 ｱ"},
        {"EUC-JP", "\xC6\xFC\xCB\xDC\xB8\xEC", "日本語"},
        {"ISO-2022-JP", "\x1B$BF|K\\8l\x1B(B x", "日本語 x"},
        {"GBK", "\xD6\xD0\xCE\xC4", "中文"},
        {"gb18030", "\xD6\xD0\x81\x30\x81\x30", "中\xC2\x80"},
        {"Big5", "\xA4\xA4\xA4\xE5", "中文"},
        {"EUC-KR", "\xC7\xD1\xB1\xDB", "한글"},
        {"UTF-8", "a\xFF\xE2\x82z", "a\uFFFD\uFFFDz"},
        {"Shift_JIS", "a\x93", "a\uFFFD"},
        {"windows-1252", "plain", "plain"},
    };
    markup_warm();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str got;
        check_true(charset_decode(&a, str_c(cases[i].name), str_c(cases[i].bytes), &got));
        check_strz(got, cases[i].text);
    }
    struct str got;
    check_true(charset_decode(&a, STR("UTF-16LE"), STR("h\0\x3D\xD8\0\xDE\0\xD8"), &got));
    check_strz(got, "h\U0001F600\uFFFD");
    check_true(charset_decode(&a, STR("UTF-16BE"), STR("\0h\x20\xAC\0"), &got));
    check_strz(got, "h€\uFFFD");
    check_true(!charset_decode(&a, STR("nonsense"), STR("x"), &got));
}

static void deciding(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *http, *name, *text;
        enum charset_source source;
    } cases[] = {
        {"caf\xE9", "", "windows-1252", "café", CHARSET_DEFAULT},
        {"café", "", "UTF-8", "café", CHARSET_BYTES},
        {"\xEF\xBB\xBF"
         "café",
         "latin1", "UTF-8", "café", CHARSET_BOM},
        {"café", "text/html; charset=iso-8859-1", "UTF-8", "café", CHARSET_BYTES},
        {"caf\xE9 caf\xE9", "utf-8", "windows-1252", "café café", CHARSET_BYTES},
        {"<meta charset=windows-1251>\xCF\xF0\xE8", "", "windows-1251",
         "<meta charset=windows-1251>При", CHARSET_META},
        {"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>\xF0", "", "KOI8-R",
         "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>П", CHARSET_META},
        {"<meta charset=utf-16>x", "", "UTF-8", "<meta charset=utf-16>x", CHARSET_META},
        {"plain", "text/html; charset=\"windows-1250\"", "windows-1250", "plain", CHARSET_HTTP},
        {"<?xml version='1.0' encoding='iso-8859-2'?>\xB3", "", "ISO-8859-2",
         "<?xml version='1.0' encoding='iso-8859-2'?>ł", CHARSET_META},
        {"", "", "windows-1252", "", CHARSET_DEFAULT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text;
        struct charset_found f =
            html_to_utf8(&a, str_c(cases[i].bytes), str_c(cases[i].http), &text);
        check_strz(f.name, cases[i].name);
        check_strz(text, cases[i].text);
        check_int(f.source, cases[i].source);
    }
    struct str text, in = STR("valid é");
    html_to_utf8(&a, in, STR_NONE, &text);
    check_true(text.p == in.p);
}

static void xml(void **state)
{
    (void)state;
    struct str text;
    check_strz(xml_to_utf8(&a, STR("<?xml version='1.0' encoding='windows-1251'?><a>\xCF</a>"),
                           STR("text/xml; charset=utf-8"), &text)
                   .name,
               "windows-1251");
    check_strz(xml_to_utf8(&a, STR("<a>\xE9</a>"), STR("text/xml"), &text).name,
               "windows-1252"); /* not what XML says, but what is meant */
    check_strz(text, "<a>é</a>");
    check_strz(
        xml_to_utf8(&a, STR("<a>\xCF\xF0</a>"), STR("text/xml;charset=windows-1251"), &text).name,
        "windows-1251");
    check_strz(xml_to_utf8(&a, STR("<\0?\0x\0>\0"), STR_NONE, &text).name, "UTF-16LE");
    check_strz(text, "<?x>");
    check_strz(xml_to_utf8(&a, STR("\0<\0?\0x\0>"), STR_NONE, &text).name, "UTF-16BE");
    check_strz(text, "<?x>");
}

/* Whatever the bytes are, valid UTF-8 comes out. */
static void any_bytes(void **state)
{
    (void)state;
    static const char *const names[] = {"UTF-8",       "UTF-16LE", "UTF-16BE",     "GBK",
                                        "gb18030",     "Big5",     "EUC-JP",       "Shift_JIS",
                                        "ISO-2022-JP", "EUC-KR",   "windows-1253", "ISO-8859-6",
                                        "macintosh",   "IBM866",   "windows-874"};
    uint32_t seed = 12345;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        for (int round = 0; round < 50; round++) {
            char bytes[200];
            for (size_t k = 0; k < sizeof bytes; k++) {
                seed = seed * 1664525 + 1013904223;
                bytes[k] = (char)(seed >> 24);
            }
            struct str text;
            check_true(charset_decode(&a, str_c(names[i]), str_of(bytes, sizeof bytes), &text));
            check_int(utf8_valid(text), text.n);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(labels, setup, teardown),
        cmocka_unit_test_setup_teardown(decoding, setup, teardown),
        cmocka_unit_test_setup_teardown(deciding, setup, teardown),
        cmocka_unit_test_setup_teardown(xml, setup, teardown),
        cmocka_unit_test_setup_teardown(any_bytes, setup, teardown),
    };
    return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
