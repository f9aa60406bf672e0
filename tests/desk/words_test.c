/* words: a text as the search index holds it. */
#include "check.h"
#include "desk/internal.h"

static void words_are_folded(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"Don't say O'Brien's", "dont say obriens "},
        {"Élan, Brücke; ŁÓDŹ", "elan brucke lodz "},
        {"L'usine de l’eau, qu'une", "l usine de l eau qu une "},
        {"dell'acqua", "dell acqua "},
        {"the L's and d's", "the ls and ds "},
        {"白浜市", "白 浜 市 "},
        {"زمین‌لرزه", "زمينلرزه "},
        /* Persian letters and those of an Arabic keyboard are one. */
        {"یک کتاب", "\u064A\u0643 \u0643تاب "},
        {"\u064A\u0643 \u0643تاب", "\u064A\u0643 \u0643تاب "},
        {"İzmir ISPARTA ısparta", "izmir isparta isparta "},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b;
        buf_arena(&b, &a, 1000);
        desk_words(&b, &a, str_c(cases[i].text));
        check_strz(buf_str(&b), cases[i].words);
    }
    arena_done(&a);
}

static void tags_are_folded_in_every_script(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 20);
    struct desk_query q;
    desk_query_parse(&a, STR("tag:#БЕРЁЗОВКА tag:Elmau"), &q);
    check_int(q.tag_count, 2);
    check_strz(q.tags[0], "берёзовка");
    check_strz(q.tags[1], "elmau");
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_are_folded),
                                       cmocka_unit_test(tags_are_folded_in_every_script)};
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
