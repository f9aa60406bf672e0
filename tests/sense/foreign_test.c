/* Rules for other languages than English, each with ordinary sentences that it must leave alone,
 * and texts made to cost much. */
#include "check.h"
#include "sense/sense.h"

static struct arena a;

static struct reading read_text(struct str title, struct str text)
{
    struct article article = {.title = title, .text = text, .published = {.us = TIME_NONE}};
    struct reading r;
    sense_read(&a, &article, TIME_NONE, &r);
    return r;
}

static bool has_tag(const struct reading *r, const char *tag)
{
    for (size_t i = 0; i < r->hashtag_count; i++)
        if (str_eq(r->hashtags[i].tag, str_c(tag)))
            return true;
    return false;
}

/* A name of two characters behind a comma, before a verb of saying. */
static void chinese_speakers(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    struct reading r = read_text(STR("水库将扩建"), STR("水库将在春天扩建，张伟表示，新的大坝更高。"
                                                        "这座水库已有四十年历史，居民很高兴。"));
    check_strz(r.lang, "zh");
    check_true(has_tag(&r, "张伟"));
    arena_done(&a);
}

/* A sentence that repeats itself must not make the reading fold its lists for every one of them. */
static void many_short_sentences_take_little_memory(void **state)
{
    (void)state;
    static const char *const units[] = {"5 км. ", "Москва на Волге. ", "Mais il a dit oui. "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        arena_init(&a, 200 << 20);
        struct buf b;
        buf_arena(&b, &a, 1 << 20);
        while (b.n < 400 * 1024)
            buf_put(&b, str_c(units[i]));
        struct reading r = read_text(STR("5 км"), buf_str(&b));
        check_true(r.sentence_count > 1000 && a.held < 128 << 20);
        arena_done(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_speakers),
        cmocka_unit_test(many_short_sentences_take_little_memory),
    };
    return cmocka_run_group_tests_name("foreign", tests, NULL, NULL);
}
