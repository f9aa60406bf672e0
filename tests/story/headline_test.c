/* headline_test: which report's headline stands for a story. All texts are made up. */
#include "story/made_up.h"

#define FIRE "A fire broke out in the Halden paper mill in Norrby on Monday night and killed "
#define MORE                                                                                       \
    " workers, the fire chief, Ida Fenn, said.\n\nThe fire in the mill burned for six hours. "     \
    "Police closed the road to Norrby."

static const struct {
    const char *title, *text;
    int hour;
} written[] = {
    {"Fire in Norrby paper mill kills nine workers", FIRE "nine" MORE, 0},
    {"Why did nobody hear the alarm in the Norrby mill?", FIRE "nine" MORE, 2},
    {"Live: fire in Norrby paper mill kills nine workers", FIRE "nine" MORE, 3},
    {"‘We ran for our lives’: fire in Norrby paper mill", FIRE "nine" MORE, 4},
    {"A mill, a night, and a town in mourning", FIRE "nine" MORE, 5},
    {"What burns in a mill", FIRE "nine" MORE, 5},
    {"Norrby mill to reopen on Friday after fire", FIRE "nine" MORE, 6},
    {"Ten things to know about the Norrby mill fire", FIRE "nine" MORE, 7},
    {"Norrby paper mill fire kills 13 workers", FIRE "13" MORE, 24},
    {"Fire in paper mill in Norrby kills 13 workers", FIRE "13" MORE, 26},
    {"Norrby paper mill fire kills many workers", FIRE "13" MORE, 27},
};
enum { FIRST, WHY, LIVE, QUOTE, COLOUR, WHAT, COMES, LIST_OF_TEN, TOLL, AGAIN, NO_TOLL, WRITTEN };

/* The headline of some of them, as `now` is the one that stands. */
static const char *of(const int *which, size_t n, size_t now)
{
    struct story_report v[WRITTEN];
    struct story_serieses series;
    for (size_t i = 0; i < n; i++)
        v[i] = report((uint64_t)which[i] + 1, written[which[i]].hour, i % 2 ? "north" : "south",
                      written[which[i]].title, written[which[i]].text);
    story_series_make(&a, v, n, &series);
    return v[story_headline(&a, v, n, &series, now)].title.p;
}
#define OF(now, ...) of((const int[]){__VA_ARGS__}, sizeof(int[]){__VA_ARGS__} / sizeof(int), now)

static void what_happened_is_told(void **state)
{
    (void)state;
    static const int poor[] = {WHY, LIVE, QUOTE, COLOUR, WHAT, LIST_OF_TEN};
    for (size_t i = 0; i < sizeof poor / sizeof *poor; i++)
        check_str(str_c(OF(SIZE_MAX, FIRST, poor[i])), str_c(written[FIRST].title));
    check_str(str_c(OF(SIZE_MAX, FIRST, WHY, LIVE, QUOTE, COLOUR, COMES, LIST_OF_TEN)),
              str_c(written[FIRST].title));
}

static void a_good_one_stays(void **state)
{
    (void)state;
    check_str(str_c(OF(0, FIRST, AGAIN)), str_c(written[AGAIN].title)); /* nine are 13 now */
    check_str(str_c(OF(0, TOLL, AGAIN)), str_c(written[TOLL].title));
    check_str(str_c(OF(1, TOLL, AGAIN)), str_c(written[AGAIN].title));
    check_str(str_c(OF(0, WHY, FIRST)), str_c(written[FIRST].title)); /* clearly better */
}

/* Where a toll rises, the headline that gives it takes the place of one as good without, whichever
 * came first. */
static void how_the_toll_stands_is_told(void **state)
{
    (void)state;
    check_str(str_c(OF(2, FIRST, TOLL, NO_TOLL)), str_c(written[TOLL].title));
    check_str(str_c(OF(1, FIRST, TOLL, NO_TOLL)), str_c(written[TOLL].title));
    check_str(str_c(OF(1, TOLL, NO_TOLL)), str_c(written[NO_TOLL].title)); /* it does not rise */
}

static void what_was_to_come_grows_old(void **state)
{
    (void)state;
    const char *text = "Mayor Una Moll opened the new bridge at Lisk. The bridge at Lisk cost 12 "
                       "million crowns.\n\nUna Moll said the bridge at Lisk was late.";
    struct story_report v[] = {
        report(1, 0, "north", "Mayor Una Moll to open new bridge at Lisk", text),
        report(2, 30, "south", "Una Moll opens bridge at Lisk", text),
    };
    struct story_serieses series;
    story_series_make(&a, v, 2, &series);
    check_int(story_headline(&a, v, 2, &series, 0), 1);
}

/* A report without a time is neither old nor new. */
static void without_a_time(void **state)
{
    (void)state;
    const char *text = "Mayor Una Moll opened the new bridge at Lisk. The bridge at Lisk cost 12 "
                       "million crowns.\n\nUna Moll said the bridge at Lisk was late.";
    struct story_report v[] = {
        report(1, 0, "north", "Mayor Una Moll to open new bridge at Lisk", text),
        report(2, 30, "south", "Una Moll opens bridge", text),
    };
    struct story_serieses series;
    v[0].time = TIME_NONE;
    story_series_make(&a, v, 2, &series);
    check_int(story_headline(&a, v, 2, &series, 0), 0);
    v[1].time = TIME_NONE;
    check_int(story_headline(&a, v, 2, &series, 0), 0);
}

static void nothing_is_said(void **state)
{
    (void)state;
    struct story_report v[] = {report(1, 0, "north", "", "Rain fell."),
                               report(2, 1, "south", "", "Rain fell.")};
    v[1].reading = NULL;
    const struct story_serieses none = {0};
    check_int(story_headline(&a, v, 2, &none, SIZE_MAX), 1);
    check_int(story_headline(&a, v, 2, &none, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_happened_is_told),
        cmocka_unit_test(a_good_one_stays),
        cmocka_unit_test(how_the_toll_stands_is_told),
        cmocka_unit_test(what_was_to_come_grows_old),
        cmocka_unit_test(without_a_time),
        cmocka_unit_test(nothing_is_said),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
