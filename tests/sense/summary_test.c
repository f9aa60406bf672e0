/* summary: which sentences stand alone, where a short article's summary begins, what its key points
 * are, on texts of ours. */
#include "check.h"
#include "sense/find.h"
#include "sense/sense.h"

static struct arena a;
static struct sense_doc d;
static struct sense_find f;
static struct article article;
static struct reading r;

static void reads(const char *title, const char *text)
{
    arena_reset(&a);
    article = (struct article){
        .title = str_c(title), .text = str_c(text), .published = {.us = TIME_NONE}};
    sense_read(&a, &article, TIME_NONE, &r);
}

static struct str words(struct span s)
{
    return span_str(article.text, s);
}

static void some_lean_on_what_was_said(void **state)
{
    (void)state;
    static const struct {
        const char *text; /* the second sentence is asked for */
        bool stands;
    } cases[] = {
        {"The council met on Monday. Fares will stay as they are, it decided.", true},
        {"The mayor met the crew on Monday. Fares, he said, will stay as they are.", false},
        {"Ada Brandt met the crew on Monday. Fares will stay as they are, Brandt said, and she "
         "said "
         "more boats will come.",
         true},
        {"Two boats sail on Sundays. The old ferry does, from the northern pier.", false},
        {"Two boats sail on Sundays. The old ferry does not carry lorries.", true},
        {"Skarn has twelve boats. Four of them were built in Norland.", false},
        {"Skarn has twelve boats. Half of it is owned by the council.", false},
        {"Skarn has twelve boats. Four of the boats were built in Norland.", true},
        {"\"Nobody warned the crew,\" Brandt said. \"Boats came late. Nobody has asked why.\"",
         false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena_reset(&a);
        article = (struct article){.text = str_c(cases[i].text), .published = {.us = TIME_NONE}};
        sense_find_make(&a, &article, TIME_NONE, &d, &f);
        check_true(d.sentence_count >= 2);
        if (sense_stands_alone(&d, (uint32_t)d.sentence_count - 1) != cases[i].stands)
            fail_msg("%s", cases[i].text);
    }
}

/* A word or two between single marks opens no quotation that a later one closes. */
static void words_in_single_marks(void **state)
{
    (void)state;
    arena_reset(&a);
    article = (struct article){
        .text = STR("A paper in Skarn said that the council had a 'secret plan' to sell the boats. "
                    "Skarn Gazette wrote that the mayor was 'tired of the sea.' Boats sail daily."),
        .published = {.us = TIME_NONE}};
    sense_find_make(&a, &article, TIME_NONE, &d, &f);
    check_int(d.sentence_count, 3);
    check_true(sense_stands_alone(&d, 1));
    uint32_t quoted = 0;
    for (uint32_t i = 0; i < d.token_count; i++)
        quoted += (d.tokens[i].flags & TOK_IN_QUOTES) != 0;
    check_int(quoted, 5); /* tired of the sea . */
}

/* Who is only "a baker" in the lead is named by the sentence that ranks higher for it. */
static void who_it_is_about_ranks(void **state)
{
    (void)state;
    static const char about[] =
        "A baker was fined on Monday for selling loaves that were too light. %s has sold bread on "
        "the market of the town for many years. Bread is weighed there every week by two clerks "
        "of the council. Loaves that are too light are given to the school. %s must pay four "
        "hundred crowns. The clerks found twelve light loaves in one basket. Bakers have to print "
        "the weight on each loaf. The rule is as old as the market. %s will bake in winter too. "
        "Prices of flour rose in spring. Two mills were closed last year. The council wants a "
        "third one. %s said no more on Monday.";
    double rank[2];
    for (int named = 0; named < 2; named++) {
        char text[2048];
        const char *who = named ? "Mr Alvin Tarrow" : "The round stall";
        snprintf(text, sizeof text, about, who, who, who, who);
        arena_reset(&a);
        article = (struct article){.text = str_c(text), .published = {.us = TIME_NONE}};
        sense_find_make(&a, &article, TIME_NONE, &d, &f);
        double *w = ARENA_ARRAY(&a, d.sentence_count, double);
        sense_rank_sentences(&f, 0.2, w);
        check_int(d.sentence_count, 13);
        rank[named] = 0;
        for (uint32_t i = 0; i < d.sentence_count; i++)
            rank[named] += w[i] > w[1];
    }
    check_true(rank[1] <= rank[0] && rank[1] <= 1);
}

#define REST                                                                                       \
    " Rain had fallen for two days. Thirty boats were tied up in the harbour. The pier of Skarn "  \
    "was closed until noon. Tickets stay valid until Sunday, the company said."

static void short_articles_begin_with_the_lead(void **state)
{
    (void)state;
    static const struct {
        const char *title, *text, *first;
    } cases[] = {
        {"Skarn race won by a nurse",
         "Ida Moll, who nurses at Skarn hospital, won the race around the bay on Sunday in two "
         "hours." REST,
         "Ida Moll"},
        {"Skarn race won by a nurse",
         "SKARN, March 3 (Norland Times) - A nurse won the race around the bay of Skarn on Sunday "
         "in two hours." REST,
         "A nurse won"},
        {"", "Ferries between Skarn and the islands will sail every hour from Monday." REST,
         "Ferries between"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reads(cases[i].title, cases[i].text);
        check_true(r.summary_count == 3 && r.sentence_count <= 6);
        if (!str_starts(words(r.sentences[r.summary[0]].span), str_c(cases[i].first)))
            fail_msg("%s", cases[i].text);
    }
}

/* A scene, a question, a line of few words and one that points back are no leads. */
static void no_leads(void **state)
{
    (void)state;
    static const char *const openings[] = {
        "Gulls like the wind, and children like gulls more than lessons.",
        "Will the ferries of Skarn ever sail in time for the school bus again?",
        "Meet the Skarn ferry.",
        "She has the ferries of Skarn to thank for the longest day of the year.",
        "But the ferries of Skarn will sail every hour from Monday until the autumn.",
    };
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        arena_reset(&a);
        article = (struct article){.title = STR("Ferries of Skarn late again"),
                                   .text = str_fmt(&a, "%s%s", openings[i], REST),
                                   .published = {.us = TIME_NONE}};
        sense_find_make(&a, &article, TIME_NONE, &d, &f);
        double *w = ARENA_ARRAY(&a, d.sentence_count, double);
        sense_rank_sentences(&f, 0.5, w);
        if (sense_lead(&f, w) >= 0)
            fail_msg("%s", openings[i]);
    }
}

/* Where there are others, no key point is a part of what the summary has. */
static void points_are_other_sentences(void **state)
{
    (void)state;
    reads("Skarn buys two ferries",
          "Skarn has bought two ferries for the line to the islands, after the old ones failed in "
          "every storm of the winter." REST);
    check_true(r.summary_count == 3 && r.keypoint_count >= 1);
    for (size_t i = 0; i < r.keypoint_count; i++)
        for (size_t k = 0; k < r.summary_count; k++)
            check_true(r.keypoints[i].sentence != r.summary[k]);
}

/* "This new program" goes on from the sentence before, "This is" from anything. */
static void groups_follow(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        {"A student in Skarn wrote a program on Monday. This small program counts whales.", 2},
        {"A student in Skarn wrote a program on Monday. This is a matter of whales.", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t ret[2];
        arena_reset(&a);
        article = (struct article){.text = str_c(cases[i].text), .published = {.us = TIME_NONE}};
        sense_find_make(&a, &article, TIME_NONE, &d, &f);
        check_int(d.sentence_count, 2);
        const struct sense_pick how = {.most_sentences = 2, .stand = STAND_OR_FOLLOW};
        check_int(sense_pick_sentences(&f, (const double[]){0.9, 0.8}, how, ret), cases[i].n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(some_lean_on_what_was_said),
        cmocka_unit_test(words_in_single_marks),
        cmocka_unit_test(who_it_is_about_ranks),
        cmocka_unit_test(short_articles_begin_with_the_lead),
        cmocka_unit_test(no_leads),
        cmocka_unit_test(points_are_other_sentences),
        cmocka_unit_test(groups_follow),
    };
    arena_init(&a, 64 << 20);
    int failed = cmocka_run_group_tests_name("summary", tests, NULL, NULL);
    arena_done(&a);
    return failed;
}
