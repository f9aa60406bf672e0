/* speaker: which entity speaks, where the words that say it name nobody: "the minister", "the
 * 34-year-old", "the company", "he". */
#include "reads.h"

struct speaking {
    const char *text, *speaker; /* of the last quote; "": nobody that is named */
};
static void check_speakers(const struct speaking *v, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        reads(v[i].text);
        reading_index by = r.quote_count ? r.quotes[r.quote_count - 1].speaker : -1;
        struct str name = by < 0 ? STR("") : r.entities[by].name;
        bool right = r.quote_count > 0 && str_eq(name, str_c(v[i].speaker));
        wrong += !right;
        if (!right)
            print_error("%s\n  -> %.*s (%zu quotes)\n", v[i].text, STR_ARG(name), r.quote_count);
    }
    check_int(wrong, 0);
}
#define CHECK(v) check_speakers(v, sizeof v / sizeof *v)

static void roles_stand_for_persons(void **state)
{
    (void)state;
    static const struct speaking cases[] = {
        {"Finance Minister Mara Holt met Leo Brask, the mayor of Estova. \"The bridge will be "
         "paid for,\" the minister said.",
         "Mara Holt"},
        {"Finance Minister Mara Holt met Leo Brask, the mayor of Estova. \"The bridge will be "
         "paid for,\" the mayor said.",
         "Leo Brask"},
        {"Gov. Mara Holt signed the bill. The Liberal governor said that the bridge would be paid "
         "for.",
         "Mara Holt"},
        {"Vice President Mara Holt opened the bridge. The president said that he was ill.", ""},
        {"Nils Orm, a spokesman for the mayor, came. The mayor said that the bridge was safe.", ""},
        {"Former minister Mara Holt came. The minister said that the bridge was safe.", ""},
        {"Attorney General Mara Holt came. The general said that the army was ready.", ""},
        {"Norvian Prime Minister Mara Holt came to Orlanda. The Turkish prime minister said that "
         "the pact was ready.",
         ""},
        {"Foreign Minister Mara Holt and Finance Minister Leo Brask came. The minister said that "
         "the pact was ready.",
         ""},
        {"Actor Leo Brask and Mara Holt, an actress, came. The actress said that the film was "
         "ready.",
         "Mara Holt"},
        {"Officials came at noon. The spokeswoman at the time, Mara Holt, said that the pact was "
         "ready.",
         "Mara Holt"},
        {"Mara Holt, a witness, was asked. A witness from Tarn came. The witness said that the car "
         "was red.",
         ""},
        {"Mayor Leo Brask came. The mayor's office said that the bridge was safe.", ""},
        {"Leo Brask, the president of the Tarn Farmers, came. The president of the bank said that "
         "rates would rise.",
         ""},
    };
    CHECK(cases);
}

static void what_describes_somebody_at_hand(void **state)
{
    (void)state;
    static const struct speaking cases[] = {
        {"Tam Orrick, 34, won the race before Leo Brask, 29. The 29-year-old said that the road "
         "was wet.",
         "Leo Brask"},
        {"Tam Orrick won the race at Estova. The 34-year-old said that the road was wet.",
         "Tam Orrick"},
        {"Tam Orrick, 31, won the race at Estova. The 34-year-old said that the road was wet.", ""},
        {"Tam Orrick won the race at Estova. The Briton said that the road was wet.", "Tam Orrick"},
        {"Tam Orrick beat Leo Brask at Estova. The striker said that the field was wet.", ""},
        {"Tam Orrick came to Estova. A striker of the home team said that the field was wet.", ""},
        {"Tam Orrick wrote to Estova. The writer in Brack said that the letter was late.", ""},
    };
    CHECK(cases);
}

static void bodies_by_a_word_of_their_name(void **state)
{
    (void)state;
    static const struct speaking cases[] = {
        {"The Norvian Foreign Ministry denied the report on Monday. The ministry said that no ship "
         "had sailed.",
         "Norvian Foreign Ministry"},
        {"The Estova City Council met the Tarn Farmers Union on Monday. The council said that "
         "water would be cut.",
         "Estova City Council"},
        {"Brennick Motors has closed its works at Estova. The company said that sales had fallen.",
         "Brennick Motors"},
        {"Brennick Motors has sued Ardent Steel Corp. The company said that sales had fallen.", ""},
    };
    CHECK(cases);
}

static void pronouns_go_on_with_who_speaks(void **state)
{
    (void)state;
    static const struct speaking cases[] = {
        {"Mara Holt spoke on Monday. \"I have met Leo Brask. He is an honest man. He was here in "
         "May. Nobody else was. I trust Tam Orrick,\" she said.",
         "Mara Holt"},
        {"Leo Brask spoke on Monday. He also named letters of Tam Orrick's friends. \"We will read "
         "them,\" he said.",
         "Leo Brask"},
        {"Leo Brask spoke on Monday. A spokesman for the port came. He said that no ship had "
         "sailed.",
         ""},
        {"The first witness was Leo Brask. He said that no ship had sailed.", "Leo Brask"},
        {"Leo Brask spoke on Monday. Tam Orrick would come too, he said.", "Leo Brask"},
        {"\"We are in shock,\" Tam Orrick's sister, Mara Holt, wrote on Monday. She said that the "
         "ship was late.",
         "Mara Holt"},
        {"Leo Brask is in hospital. His wife said that he was well.", ""},
        {"Leo Brask spoke on Monday. He said that Tam Orrick's boats were safe, and he added that "
         "the port was shut.",
         "Leo Brask"},
        {"Leo Brask said that Tam Orrick was late. He said that the port was shut.", "Leo Brask"},
        {"Leo Brask came on Monday. He was tired. The port was shut. No ship sailed. The rain went "
         "on. He said that the pier was safe.",
         "Leo Brask"},
        {"Leo Brask came on Monday. He was tired. The port was shut. Tam Orrick came. The rain "
         "went "
         "on. The pier had cracked. He said that the pier was safe.",
         ""},
        {"Leo Brask came on Monday. In a talk with Tam Orrick, the director said that he would "
         "stay.",
         ""},
        {"Speaker Leo Brask (R-Tarn), who said that the bridge was safe, left.", "Leo Brask"},
    };
    CHECK(cases);
}

/* A quotation in a paragraph of its own, whose sentence tells nobody. */
static void quotations_stand_alone(void **state)
{
    (void)state;
    static const struct speaking cases[] = {
        /* The paragraph before was left open. */
        {"Mara Holt said: \"The bridge is safe. We looked at it in May.\n\n\"The pier is another "
         "matter, and we will look at that.\"",
         "Mara Holt"},
        /* Who says it is told in the paragraph behind; Tam Orrick spoke before. */
        {"\"The port is shut,\" Tam Orrick said.\n\n\"The bridge is safe. We looked at it in "
         "May.\n\n\"The pier is another matter,\" Mara Holt said.",
         "Mara Holt"},
        {"Tam Orrick left early. The Ardent Bank wrote to its clients:\n\n\"Your money is safe, "
         "and "
         "it has always been.\"",
         "Ardent Bank"},
        {"Mara Holt lost her house in the flood.\n\n\"I woke at four and the water stood at the "
         "stairs.\"",
         "Mara Holt"},
        {"Mara Holt and Tam Orrick lost their house.\n\n\"I woke at four and the water stood at "
         "the "
         "stairs.\"",
         ""},
        /* The words under a picture. */
        {"The water rose all night.\n\nMara Holt in her garden\n\n\"I woke at four and the water "
         "stood at the stairs.\"",
         ""},
        {"\"I woke at four,\" Mara Holt said.\n\nThe water stood at the stairs.\n\n\"We went up to "
         "the roof and waited for the boats.\"",
         "Mara Holt"},
        /* By turns. */
        {"\"Was it high?\" Tam Orrick asked.\n\n\"It stood at the stairs and it was cold.\"", ""},
    };
    CHECK(cases);
}

static const char interview[] =
    "Mara Holt builds bridges. She told us of her work, of Leo Brask, and of the flood.\n\n"
    "Q: What did you see?\n\nA: I saw the water. Leo Brask was with me. Leo Brask said that it was "
    "cold.\n\nWe went home.\n\nQ: And then?\n\nA: Leo Brask went back, and I stayed with my "
    "sons.";

/* Each turn is one quotation, with all its paragraphs; who answers is whom the text is about. */
static void interviews_have_turns(void **state)
{
    (void)state;
    static const struct {
        const char *source, *speaker, *content;
    } turns[] = {
        {"Q", "", "What did you see?"},
        {"A", "Mara Holt",
         "I saw the water. Leo Brask was with me. Leo Brask said that it was cold.\n\nWe went "
         "home."},
        {"Q", "", "And then?"},
        {"A", "Mara Holt", "Leo Brask went back, and I stayed with my sons."},
    };
    reads(interview);
    size_t n = sizeof turns / sizeof *turns, first = r.quote_count - n;
    check_true(r.quote_count >= n);
    for (size_t i = 0; i < n; i++) {
        const struct quote *q = &r.quotes[first + i];
        check_int(q->kind, QUOTE_DIRECT);
        check_strz(span_str(article.text, q->source), turns[i].source);
        check_strz(q->speaker < 0 ? STR("") : r.entities[q->speaker].name, turns[i].speaker);
        check_int(q->content_count, 1);
        check_strz(span_str(article.text, q->content[0]), turns[i].content);
    }
}

static void transcripts_name_who_speaks(void **state)
{
    (void)state;
    reads("Mara Holt was asked about the flood on Monday. A part of it:\n\nJO TAPLEY: You have "
          "seen the water?\n\n(BEGIN VIDEO)\n\nHOLT: I have. We went home.\n\nTAPLEY: You "
          "did?\n\nHOLT: We did, and I am glad.\n\nTAPLEY: Thank you.");
    static const char *const speakers[] = {"Jo Tapley", "Mara Holt", "Jo Tapley", "Mara Holt",
                                           "Jo Tapley"};
    size_t n = sizeof speakers / sizeof *speakers, held = 0;
    check_true(r.quote_count >= n);
    for (size_t i = 0; i < n; i++) {
        const struct quote *q = &r.quotes[r.quote_count - n + i];
        struct str name = q->speaker < 0 ? STR("") : r.entities[q->speaker].name;
        check_true(str_eq_fold(name, str_c(speakers[i])));
        held += str_find(span_str(article.text, q->content[0]), STR("VIDEO")) != SIZE_MAX;
    }
    check_int(held, 0);
    /* A list, and a text of which one paragraph has a colon. */
    reads("Mara Holt and Leo Brask ran in five towns.\n\nHolt: 40 seats.\n\nBrask: 12 "
          "seats.\n\nHolt: 9 seats.\n\nBrask: 4 seats.");
    for (size_t i = 0; i < r.quote_count; i++)
        check_true(r.quotes[i].kind != QUOTE_DIRECT);
    reads("Mara Holt spoke.\n\nHolt: I am glad.\n\nThe bridge is shut.");
    for (size_t i = 0; i < r.quote_count; i++)
        check_true(r.quotes[i].kind != QUOTE_DIRECT);
}

int main(void)
{
    arena_init(&a, 64 << 20);
    const struct CMUnitTest tests[] = {cmocka_unit_test(roles_stand_for_persons),
                                       cmocka_unit_test(what_describes_somebody_at_hand),
                                       cmocka_unit_test(bodies_by_a_word_of_their_name),
                                       cmocka_unit_test(pronouns_go_on_with_who_speaks),
                                       cmocka_unit_test(quotations_stand_alone),
                                       cmocka_unit_test(interviews_have_turns),
                                       cmocka_unit_test(transcripts_name_who_speaks)};
    return cmocka_run_group_tests_name("speaker", tests, NULL, NULL);
}
