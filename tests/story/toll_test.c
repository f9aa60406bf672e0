/* toll_test: one toll is one series, by whatever word it is counted, and what one report mentions
 * in passing is none. All texts are made up. */
#include "story/made_up.h"

static const struct story_series *only(const struct story_serieses *all, const char *label)
{
    const struct story_series *found = NULL;
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->v[i].label, str_c(label)) && !all->v[i].period.n) {
            check_true(!found);
            found = &all->v[i];
        }
    return found;
}

static void a_toll_is_one_by_whatever_word(void **state)
{
    (void)state;
    struct story_report v[] = {
        report(1, 0, "north", "Nine die as bus falls into Lisk gorge",
               "Nine residents of Lisk were killed on Friday when a bus fell into a gorge."),
        report(2, 3, "south", "Bus falls into gorge",
               "Nine passengers were killed when a bus fell into a gorge near Lisk on Friday."),
        report(3, 5, "east", "Lisk bus crash kills nine",
               "Nine people were killed on Friday when a bus fell into a gorge near Lisk."),
    };
    struct story_serieses all;
    story_series_make(&a, v, 3, &all);
    const struct story_series *dead = only(&all, "dead");
    check_true(dead != NULL);
    check_int(dead->reports, 3);
    check_true(!dead->moved);
}

/* A wire's text that comes again with another number is the news, whoever prints it, and in
 * whatever order they were fetched. */
static void copies_may_raise_a_toll(void **state)
{
    (void)state;
    static const char *const text =
        "The number of people killed by the storm Edda rose to %d on Tuesday, the rescue service "
        "said, and 12 people were still missing around Skarn.\n\nHelicopters brought food to three "
        "villages that had been cut off since Sunday.";
    for (int first = 0; first < 2; first++) {
        struct story_report v[4];
        for (int i = 0; i < 4; i++) {
            static const int dead[] = {41, 43, 43, 41};
            static const char *const publishers[] = {"north", "south", "east", "west"};
            const char *s = str_z(&a, str_fmt(&a, text, dead[i]));
            v[i] = report((uint64_t)i + 1, i, publishers[i], "Storm Edda", s);
            v[i].copy_of = i == first ? 0 : (uint64_t)first + 1;
        }
        struct story_serieses all;
        struct story_lines lines;
        story_series_make(&a, v, 4, &all);
        const struct story_series *dead = only(&all, "dead");
        check_true(dead != NULL && dead->moved);
        check_int(dead->point_count, 2);
        check_int(dead->points[1].change, STORY_RAISES);
        story_summary(&a, v, 4, STR_NONE, 3, &lines);
        for (size_t i = 0; i < lines.n; i++) {
            struct str s = span_str(v[lines.v[i].spot.report].text, lines.v[i].spot.span);
            check_true(str_find(s, STR("rose to 41")) == SIZE_MAX);
        }
        check_true(lines.n > 0);
    }
}

static void at_least_so_many_denies_no_more(void **state)
{
    (void)state;
    struct story_report v[] = {
        report(1, 0, "north", "Blast at Norrby depot",
               "At least two people were killed by a blast at a depot in Norrby on Friday."),
        report(2, 8, "south", "Norrby blast toll rises",
               "The death toll of the blast at a depot in Norrby rose to six on Friday."),
        report(3, 9, "east", "Two die in Norrby blast",
               "At least two people were killed when a depot blew up in Norrby on Friday."),
    };
    struct story_serieses all;
    story_series_make(&a, v, 3, &all);
    const struct story_series *dead = only(&all, "dead");
    check_true(dead != NULL);
    check_int(dead->point_count, 3);
    check_int(dead->points[1].change, STORY_RAISES);
    check_int(dead->points[2].change, STORY_RESTATES);
}

static void what_is_said_in_passing_is_no_series(void **state)
{
    (void)state;
    struct story_report v[] = {
        report(
            1, 0, "north", "Blast kills six in Norrby",
            "Six people were killed by a blast at a depot in Norrby on Friday.\n\nThe firm, Holm "
            "Freight, runs the depot.\n\nIt opened in spring.\n\nThe mayor recalled the Nov. 13 "
            "blast that killed 40 people.\n\nIn Lisk, 11 people died in a depot, he said.\n\n"
            "The depot gave work to 900 people and was to create 120 jobs."),
        report(2, 2, "south", "Norrby blast kills six",
               "A blast at a depot in Norrby killed six people on Friday, police said."),
        report(3, 3, "east", "Six dead in Norrby",
               "Six people died on Friday as a depot blew up in Norrby, police said."),
    };
    struct story_serieses all;
    story_series_make(&a, v, 3, &all);
    const struct story_series *dead = only(&all, "dead");
    check_true(dead != NULL);
    check_int(dead->reports, 3);
    for (size_t i = 0; i < all.n; i++)
        check_true(&all.v[i] == dead || all.v[i].period.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_toll_is_one_by_whatever_word),
        cmocka_unit_test(copies_may_raise_a_toll),
        cmocka_unit_test(at_least_so_many_denies_no_more),
        cmocka_unit_test(what_is_said_in_passing_is_no_series),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
