/* markup_charset: any bytes, any label: what comes out is valid UTF-8. The first byte chooses an
 * encoding to force. */
#include "markup/markup.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const names[] = {"UTF-8",  "UTF-16LE",  "UTF-16BE",    "GBK",
                                        "Big5",   "EUC-JP",    "Shift_JIS",   "ISO-2022-JP",
                                        "EUC-KR", "gb18030",   "windows-874", "windows-1255",
                                        "KOI8-U", "macintosh", "ISO-8859-7",  "IBM866"};
    struct arena a;
    struct str in = str_of((const char *)data, n), out;
    arena_init(&a, 512 << 20);
    html_to_utf8(&a, in, STR_NONE, &out);
    assert(utf8_valid(out) == out.n);
    html_to_utf8(&a, in, str_sub(in, 0, 30), &out);
    assert(utf8_valid(out) == out.n);
    xml_to_utf8(&a, in, STR_NONE, &out);
    assert(utf8_valid(out) == out.n);
    if (n) {
        bool known = charset_decode(&a, str_c(names[data[0] % 16]), str_from(in, 1), &out);
        assert(known && utf8_valid(out) == out.n);
    }
    arena_done(&a);
    return 0;
}
