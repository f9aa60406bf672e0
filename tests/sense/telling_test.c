/* telling: which sentences tell of an attack, on sentences of ours. */
#include "check.h"
#include "sense/roles.h"

#include <math.h>

static struct arena a;
static struct sense_doc d;
static struct sense_find f;
static struct roles r;
static struct article article;

static void reads(struct str text)
{
    arena_reset(&a);
    article = (struct article){.text = text, .published = {.us = TIME_NONE}};
    sense_find_make(&a, &article, TIME_NONE, &d, &f);
    sense_roles_make(&f, &r);
}

static double best(const char *text)
{
    reads(str_c(text));
    return sense_telling_best(&r, NULL);
}

static void to_tell_is_not_to_speak_of(void **state)
{
    (void)state;
    static const struct {
        const char *told, *spoken;
    } cases[] = {
        {"Three farmers were killed when armed men attacked the village of Oste on Monday.",
         "The bill says that whoever takes part in attacks may not stand for parliament."},
        {"A bomb exploded in front of the bank and wounded two guards.",
         "She wrote a book on the history of bombs and of those who made them."},
        {"Unknown men kidnapped the mayor in front of his house.",
         "The song asks why nobody talks about kidnapping any more."},
        {"Gunmen killed a judge and his driver with machine guns in the capital last night.",
         "The minister promised that his government will not allow violence to kill the talks."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double told = best(cases[i].told), spoken = best(cases[i].spoken);
        if (told <= spoken)
            print_message("%s: %g, %s: %g\n", cases[i].told, told, cases[i].spoken, spoken);
        check_true(told > spoken);
    }
}

static void the_best_sentence_counts(void **state)
{
    (void)state;
    double alone = best("A bomb exploded in front of the bank and wounded two guards.");
    double among = best("A bomb exploded in front of the bank and wounded two guards. The bank "
                        "opens at nine. It lends money to farmers.");
    check_true(fabs(among - alone) < 1e-9);
    check_true(best("The bank opens at nine. It lends money to farmers.") == TELLING_LEAST);
}

static void whose_names_they_are_does_not_matter(void **state)
{
    (void)state;
    double one = best("Unknown men kidnapped Mr. Peter Hall in London on Friday with 12 rifles.");
    double other = best("Unknown men kidnapped Mr. John Smith in Paris on Friday with 40 rifles.");
    check_true(fabs(one - other) < 1e-9);
}

static void features_stand_once_and_end(void **state)
{
    (void)state;
    static struct arena words;
    struct buf b;
    arena_init(&words, 1 << 20);
    buf_arena(&b, &words, 1 << 18);
    buf_put(&b, STR("Armed men killed"));
    for (int i = 0; i < 700; i++) /* words that are no numbers */
        buf_fmt(&b, " w%c%co", 'a' + i / 26, 'a' + i % 26);
    buf_put(&b, STR(" and killed two guards."));
    reads(buf_str(&b));
    size_t most = 0;
    for (uint32_t k = 0; k < d.sentence_count; k++) {
        uint64_t v[TELLING_FEATURES_MOST];
        size_t n = sense_telling_features(&r, k, v);
        most = n > most ? n : most;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < i; j++)
                check_true(v[i] != v[j]);
    }
    check_int(most, TELLING_FEATURES_MOST);
    arena_done(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(to_tell_is_not_to_speak_of),
        cmocka_unit_test(the_best_sentence_counts),
        cmocka_unit_test(whose_names_they_are_does_not_matter),
        cmocka_unit_test(features_stand_once_and_end),
    };
    arena_init(&a, 64 << 20);
    int failed = cmocka_run_group_tests_name("telling", tests, NULL, NULL);
    arena_done(&a);
    return failed;
}
