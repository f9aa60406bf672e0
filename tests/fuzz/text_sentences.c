/* text_sentences: any bytes into sentences by the rules, in several languages: in order, apart,
 * inside. */
#include "text/text.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const langs[] = {"en", "de", "fr", "el", "zh", "ru", ""};
    struct arena a;
    arena_init(&a, 64 << 20);
    struct str in = str_of((const char *)data, n);
    for (size_t k = 0; k < sizeof langs / sizeof *langs; k++) {
        struct text_sentences s = text_sentences(&a, in, str_c(langs[k]));
        uint32_t end = 0;
        for (size_t i = 0; i < s.n; i++) {
            assert(s.v[i].at >= end && s.v[i].at < s.v[i].end && s.v[i].end <= n);
            assert(i == 0 || s.paragraph[i] >= s.paragraph[i - 1]);
            end = s.v[i].end;
        }
    }
    arena_done(&a);
    return 0;
}
