/* language: texts in another language than the page's say which, and in which direction. */
#include "check.h"
#include "web/internal.h"

static void attributes_are_put(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *attributes, *name;
    } cases[] = {
        {"de", " lang=\"de\" dir=\"ltr\"", "German"},
        {"ar", " lang=\"ar\" dir=\"rtl\"", "Arabic"},
        {"fa-IR", " lang=\"fa-IR\" dir=\"rtl\"", "Persian"},
        {"bn", " lang=\"bn\" dir=\"ltr\"", "Bengali"},
        {"xx\"<", " lang=\"xx&quot;&lt;\" dir=\"ltr\"", "xx\"<"},
        {"en", "", "en"},
        {"", "", "a language that was not recognised"},
        {"und", "", "a language that was not recognised"},
    };
    struct arena a;
    arena_init(&a, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b;
        buf_arena(&b, &a, 1000);
        put_language(&b, str_c(cases[i].lang));
        check_strz(buf_str(&b), cases[i].attributes);
        check_strz(web_language_name(str_c(cases[i].lang)), cases[i].name);
    }
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(attributes_are_put)};
    return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
