/* story: the small print under a text. All texts are made up. */
#include "check.h"
#include "story/internal.h"

static struct arena scratch;

static int setup(void **state)
{
    (void)state;
    arena_init(&scratch, 64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&scratch);
    return 0;
}

struct report {
    const char *title, *text;
};

static struct story_place put(struct story_index *x, uint64_t id, struct report r)
{
    const struct story_doc doc = {
        .id = id, .time = TIME_NONE, .title = str_c(r.title), .text = str_c(r.text)};
    struct story_place p = {0};
    arena_reset(&scratch);
    check_ok(story_place(x, &scratch, &doc, &p));
    return p;
}

#define NOTICE                                                                                     \
    "\n\nCopyright 2031 The Halvard. All rights reserved. This text may be neither printed, read " \
    "out, changed nor handed on."

static void small_print_joins_nothing(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL);
    put(x, 1, (struct report){"Tram line for Larkton", "Larkton will build a tram line." NOTICE});
    struct story_place p =
        put(x, 2, (struct report){"Gas in coal mine", "Inspectors found gas in a mine." NOTICE});
    check_int(p.story, 2);
    check_int(p.copy_of, 0);
    check_true(p.score < 0.01);
    /* A law is no notice, nor is a sentence that speaks of one. */
    p = put(
        x, 3,
        (struct report){"Copyright law for songs",
                        "Copyright for songs will end after 40 years in Velland, its parliament "
                        "in Orrin decided by 212 votes to 90."});
    p = put(
        x, 4,
        (struct report){"Velland shortens copyright",
                        "Copyright for songs shall last 40 years in Velland, 212 members of the "
                        "parliament in Orrin voted."});
    check_int(p.story, 3);
    story_index_free(x);
}

static void lines_of_small_print(void **state)
{
    (void)state;
    static const char *const notices[] = {
        "Copyright 2031 The Halvard",
        "\xC2\xA9 2029-2031 Coast Mail, Larkton",
        "(c) 2031 by Hill News",
        "Reporting by Nina Jones; editing by Sam Brand",
        "(Additional reporting by Ida Fenn in Larkton)",
        "Nina Jones in Orrin contributed to this report.",
    };
    static const char *const matter[] = {
        "(c) 300 homes are without power.",
        "Copyright 40 years long is enough, the minister said.",
        "Reporting by foreign papers is forbidden in Velland from Monday.",
        "Editing by machines, the paper said, had gone too far.",
    };
    for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
        if (!is_notice(str_c(notices[i])))
            fail_msg("no notice: %s", notices[i]);
    for (size_t i = 0; i < sizeof matter / sizeof *matter; i++)
        if (is_notice(str_c(matter[i])))
            fail_msg("a notice: %s", matter[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_print_joins_nothing),
        cmocka_unit_test(lines_of_small_print),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
