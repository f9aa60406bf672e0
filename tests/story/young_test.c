/* story: an index that holds little yet, on a desk of one small region. All texts are made up. */
#include "check.h"
#include "story/story.h"

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

#define DAY0 (INT64_C(1741910400) * US_SECOND)

struct report {
    const char *title, *text;
    int matter;
};
/* Two towns, Quillhaven and Mossgarrow, and a land, Ostravel, that no background of news knows. */
static const struct report region[] = {
    {"Quillhaven library stays open on Sundays",
     "The library of Quillhaven will stay open on Sundays, the council of Quillhaven decided on "
     "Monday.\n\nReaders from Mossgarrow may use it without a fee. Ostravel pays for the heating, "
     "and eleven volunteers from Quillhaven look after the shelves.",
     1},
    {"Chess title goes to Quillhaven baker",
     "A baker from Quillhaven has won the chess championship of Ostravel.\n\nHer last game, in "
     "Mossgarrow, took six hours. In Quillhaven the bakery stayed shut while she played, and her "
     "opponent from Mossgarrow offered a draw twice.",
     2},
    {"Otters seen again near Quillhaven",
     "Otters have been seen in the brook between Quillhaven and Mossgarrow, after forty years.\n\n"
     "Biologists of the university of Ostravel counted five young animals. They ask walkers from "
     "Quillhaven to keep their dogs on a lead.",
     3},
    {"Fire destroys furniture works in Mossgarrow",
     "A fire destroyed the furniture works Tallow and Sons in Mossgarrow on Tuesday night.\n\nThe "
     "fire brigade of Mossgarrow was helped by engines from Quillhaven. Nobody was hurt; the "
     "owner, "
     "Bertil Tallow, put the damage at nine million marks. Varnish had burned first, he said.",
     4},
    {"Tallow fire: police look for a man with a can",
     "The fire at the furniture works Tallow and Sons in Mossgarrow was set, the police of "
     "Ostravel "
     "believe.\n\nA camera filmed a man with a can behind the works shortly before the fire. The "
     "owner, Bertil Tallow, had received letters. Varnish and furniture for nine million marks "
     "burned.",
     4},
    {"Singers wanted for Mossgarrow oratorio",
     "The choral society of Mossgarrow looks for basses for an oratorio in spring.\n\nRehearsals "
     "are in Quillhaven on Thursdays. The conductor has led the opera of Ostravel, and the concert "
     "is to be repeated in Quillhaven.",
     5},
    {"Road between Quillhaven and Mossgarrow gets a cycle lane",
     "The road between Quillhaven and Mossgarrow will have a cycle lane by autumn.\n\nOstravel "
     "pays "
     "two thirds. Farmers near Mossgarrow had asked for a ditch instead.",
     6},
};
enum { REPORTS = sizeof region / sizeof *region };

static struct story_place put(struct story_index *x, size_t i)
{
    const struct story_doc doc = {.id = i + 1,
                                  .time = DAY0 + (int64_t)i * 8 * US_HOUR,
                                  .title = str_c(region[i].title),
                                  .text = str_c(region[i].text),
                                  .publisher = i % 2 ? STR("North Post") : STR("Coast Mail")};
    struct story_place p = {0};
    arena_reset(&scratch);
    check_ok(story_place(x, &scratch, &doc, &p));
    return p;
}

/* Reports are in one story where they are of one matter, and nowhere else. */
static void check_stories(const struct story_index *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            uint64_t a, b, copy;
            check_true(story_of(x, i + 1, &a, &copy) && story_of(x, k + 1, &b, &copy));
            if ((a == b) != (region[i].matter == region[k].matter))
                fail_msg("'%s' and '%s' are%s in one story", region[i].title, region[k].title,
                         a == b ? "" : " not");
        }
}

static void towns_make_no_story(void **state)
{
    (void)state;
    for (size_t from = 0; from < REPORTS; from++) { /* each of them begins a desk */
        struct story_index *x = story_index_new(NULL);
        story_parting(x, true);
        for (size_t i = 0; i < REPORTS; i++)
            put(x, (from + i) % REPORTS);
        check_stories(x, REPORTS);
        story_index_free(x);
    }
}

/* "Port" is a word that all news knows; where it stands in the name of a town that none does, it
 * says no more than the town. */
static void parts_of_unknown_names_make_no_story(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Two tugs are to be based in Port Vellmar from June. They cost 40 million marks, the "
         "government of Ostravel said on Sunday.",
         "Mossgarrow Rovers will play Port Vellmar in the quarter-finals. The draw on Sunday gave "
         "Ostravel's champions a home match."},
        {"The school at Lake Orrin gets a second bus. Parents had written forty letters since "
         "Easter.",
         "A pike of eleven kilos was caught in Lake Orrin. The angler, a nurse, let it go again."},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct story_index *x = story_index_new(NULL);
        struct story_place p = {0};
        for (uint64_t k = 0; k < 2; k++) {
            const struct story_doc doc = {.id = k + 1,
                                          .time = DAY0 + (int64_t)k * 3 * US_HOUR,
                                          .title = str_c(i   ? k ? "Pike caught" : "A second bus"
                                                         : k ? "Cup draw"
                                                             : "Tugs for the coast"),
                                          .text = str_c(pairs[i][k]),
                                          .publisher = k ? STR("North Post") : STR("Coast Mail")};
            arena_reset(&scratch);
            check_ok(story_place(x, &scratch, &doc, &p));
        }
        print_message("%.2f %s\n", p.score, p.why);
        check_int(p.story, 2);
        story_index_free(x);
    }
}

static void reading_again_joins_nothing(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL);
    story_parting(x, true);
    for (size_t i = 0; i < REPORTS; i++)
        put(x, i);
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = REPORTS; i-- > 0;)
            put(x, i);
    check_stories(x, REPORTS);
    story_index_free(x);
}

/* An article that is alone weighs the same when it is read again: it does not count itself. */
static void no_article_is_its_own_witness(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 20);
    struct story_index *x = story_index_new(NULL);
    put(x, 3);
    struct str first = story_pack(x, &a, 4);
    put(x, 3);
    check_str(story_pack(x, &a, 4), first);
    story_index_free(x);
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(towns_make_no_story),
        cmocka_unit_test(parts_of_unknown_names_make_no_story),
        cmocka_unit_test(reading_again_joins_nothing),
        cmocka_unit_test(no_article_is_its_own_witness),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
