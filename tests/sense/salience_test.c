/* salience: how sentences are ranked and picked, on a text of ours. */
#include "check.h"
#include "sense/find.h"

static const char ferry[] =
    "The ferry between Skarn and the islands will sail every hour from Monday. The council of "
    "Skarn has bought two new boats for the line. Each of the boats carries ninety cars and "
    "four hundred passengers to the islands and back. Fares stay as they are until spring. "
    "Shops on the islands hope for more guests in summer.\n\n"
    "Farmers said that milk would reach the dairy in Skarn before noon, as it did when the old "
    "line was run by the railway of Norland. The old boats are sold to a yard. Their crews keep "
    "their posts. Tickets are sold on board and at the pier. Dogs sail free. The pier of the "
    "northern island was built anew last year after a storm had broken it. Lights were set on "
    "both sides of the bay. Divers looked at the piles in autumn and found nothing amiss. Every "
    "boat has room for bicycles.";

static struct arena a;
static struct sense_doc d;
static struct sense_find f;
static struct article article;

static void reads_text(const char *title, const char *text)
{
    arena_reset(&a);
    article = (struct article){
        .title = str_c(title), .text = str_c(text), .published = {.us = TIME_NONE}};
    sense_find_make(&a, &article, TIME_NONE, &d, &f);
}

static void reads(const char *title)
{
    reads_text(title, ferry);
    check_int(d.sentence_count, 14);
}

static double *ranked(double share, const struct sense_brief *how)
{
    double *w = ARENA_ARRAY(&a, d.sentence_count, double);
    sense_rank_sentences_by(&f, share, how, w);
    return w;
}

/* With nothing but a price, fewer words rank higher. */
static void words_cost(void **state)
{
    (void)state;
    static const struct sense_brief price = {.cost_of_word = 0.1};
    reads("");
    const double *w = ranked(0.2, &price);
    for (uint32_t i = 0; i < d.sentence_count; i++)
        for (uint32_t k = 0; k < d.sentence_count; k++)
            if (w[i] > 0 && w[k] > 0 && sense_sentence_words(&d, i) < sense_sentence_words(&d, k))
                check_true(w[i] > w[k]);
}

/* Where much is wanted the other weights rank, whatever the few are ranked by. */
static void much_is_ranked_otherwise(void **state)
{
    (void)state;
    static const struct sense_brief price = {.cost_of_word = 0.1};
    reads("");
    const double *much = ranked(0.42, &price), *same = ranked(0.42, &sense_brief_fitted),
                 *few = ranked(0.2, &price);
    bool other = false;
    for (uint32_t i = 0; i < d.sentence_count; i++) {
        check_true(much[i] == same[i]);
        other |= much[i] != few[i];
    }
    check_true(other);
}

/* The weights of few sentences were fitted with the headline hidden: it moves no sentence. */
static void few_sentences_ask_no_headline(void **state)
{
    (void)state;
    double before[14];
    reads("");
    memcpy(before, ranked(0.2, &sense_brief_fitted), sizeof before);
    reads("Dogs sail free, divers found nothing amiss");
    const double *w = ranked(0.2, &sense_brief_fitted);
    for (size_t i = 0; i < 14; i++)
        check_true(w[i] == before[i]);
}

static void picks_stand_in_order(void **state)
{
    (void)state;
    uint32_t ret[14];
    reads("");
    const double *w = ranked(0.2, &sense_brief_fitted);
    size_t n = sense_pick_sentences(&f, w, (struct sense_pick){.most_sentences = 6}, ret);
    check_int(n, 6);
    for (size_t i = 1; i < n; i++)
        check_true(ret[i] > ret[i - 1]);
    check_int(ret[0], 0);
}

/* "He" follows right on the sentence that names him. "It" is not told what it is, and may stand for
 * nothing at all: a summary has no sentence that begins with it. */
static void who_is_named_before_is_followed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        {"Tomas Hale sailed to Sweden on Monday. He will stay there for a week.", 2},
        {"Fishermen sailed to Sweden on Monday. He will stay there for a week.", 1},
        {"Fishermen saw the two boats near the pier on Monday. It was clear that they would sail.",
         1},
        {"A storm broke the pier on Monday. It was the strongest in the bay for a decade.", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t ret[2];
        reads_text("", cases[i].text);
        check_int(d.sentence_count, 2);
        const struct sense_pick how = {.most_sentences = 2, .stand = STAND_OR_FOLLOW};
        check_int(sense_pick_sentences(&f, (const double[]){0.9, 0.8}, how, ret), cases[i].n);
        check_int(ret[0], 0);
    }
}

static void likeness_is_a_cosine(void **state)
{
    (void)state;
    reads("");
    const struct sense_vector boats = sense_vector_make(&f, 1, true),
                              dogs = sense_vector_make(&f, 9, true);
    check_true(sense_likeness(&boats, &boats) > 0.999 && sense_likeness(&boats, &boats) < 1.001);
    check_true(sense_likeness(&boats, &dogs) == 0 && sense_likeness(&dogs, &boats) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_cost),
        cmocka_unit_test(much_is_ranked_otherwise),
        cmocka_unit_test(few_sentences_ask_no_headline),
        cmocka_unit_test(picks_stand_in_order),
        cmocka_unit_test(who_is_named_before_is_followed),
        cmocka_unit_test(likeness_is_a_cosine),
    };
    arena_init(&a, 64 << 20);
    int failed = cmocka_run_group_tests_name("salience", tests, NULL, NULL);
    arena_done(&a);
    return failed;
}
