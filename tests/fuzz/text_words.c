/* text_words: any bytes through words, folding, keys, stems, numbers and the language. Words ascend
 * and lie inside; a key of a key is itself. */
#include "text/text.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a;
    arena_init(&a, 64 << 20);
    struct str in = str_of((const char *)data, n);
    struct text_words it = text_words(in);
    struct text_word w;
    uint32_t last = 0;
    while (text_word_next(&it, &w)) {
        assert(w.at < w.end && w.end <= n && w.at >= last);
        last = w.at;
        struct str word = str_sub(in, w.at, w.end), folded = text_fold(&a, word), stem;
        text_stems(&a, STR("en"), &folded, 1, &stem);
        text_is_stop(folded, STR("en"));
        struct text_number number;
        if (text_number_parse(str_from(in, w.at), &number))
            assert(number.used > 0 && number.used <= n - w.at && number.value >= 0);
    }
    struct str key = text_key(&a, in);
    assert(utf8_valid(key) == key.n);
    struct str nfc = text_nfc(&a, in);
    assert(n == 0 || nfc.n > 0 || in.n == 0);
    struct text_lang l = text_lang(in);
    assert(l.code && l.sure >= 0 && l.sure <= 1);
    arena_done(&a);
    return 0;
}
