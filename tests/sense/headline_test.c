/* headline_test: what a headline does. All are made up. */
#include "check.h"
#include "sense/sense.h"

static const struct {
    const char *title;
    enum sense_title is;
} titles[] = {
    {"Explosion at Norrby oil port", SENSE_TITLE_NAMES},
    {"Una Moll on the issues", SENSE_TITLE_NAMES},
    {"Storm death toll rises to 31", SENSE_TITLE_TELLS},
    {"Norrby Brewery Fired Its Head Over Missing Crates", SENSE_TITLE_TELLS},
    {"Three held over Lisk warehouse blaze", SENSE_TITLE_TELLS},
    {"Lisk dam may have leaked for years, report finds", SENSE_TITLE_TELLS},
    {"Port of Norrby to close in May", SENSE_TITLE_FORETELLS},
    {"Council Plans to Sell Old Mill", SENSE_TITLE_FORETELLS},
    {"Holm could resign this week", SENSE_TITLE_FORETELLS},
    {"", SENSE_TITLE_NAMES},
};

static void a_headline_tells_or_names(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 16 << 20);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (sense_title_of(&a, str_c(titles[i].title)) != titles[i].is)
            fail_msg("%s", titles[i].title);
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_headline_tells_or_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
