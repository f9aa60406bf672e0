/* story_restore: any bytes as a packed article, and as the text of one. What is taken packs again
 * to the same bytes, and the index stays sound. */
#include "story/story.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct story_index *x;
    static struct arena a;
    const struct story_limits limits = {64, 32, 30 * US_DAY};
    if (!x) {
        x = story_index_new(&limits);
        story_parting(x, true);
        arena_init(&a, (size_t)64 << 20);
    }
    arena_reset(&a);
    struct str in = str_of((const char *)data, n);
    struct story_place p;
    struct story_doc doc = {
        .id = 1 + n % 40, .time = (int64_t)n, .title = str_sub(in, 0, 40), .text = in};
    enum err_code code = story_place(x, &a, &doc, &p);
    assert(code == ERR_OK && p.story > 0 && p.score >= 0 && p.score <= 1);
    struct str packed = story_pack(x, &a, doc.id);
    if (packed.n > 0) { /* it may be too old for the limits already */
        code = story_restore(x, packed, 0, 0);
        assert(code == ERR_OK);
        struct str again = story_pack(x, &a, doc.id);
        assert(again.n == 0 || str_eq(again, packed));
    }
    code = story_restore(x, in, 0, 0);
    assert(code == ERR_OK || code == ERR_INPUT);
    struct story_related r[5];
    story_related(x, doc.id, 5, r);
    return 0;
}
