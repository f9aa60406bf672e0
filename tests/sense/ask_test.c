/* sense: questions that readers ask in their own words. */
#include "check.h"
#include "sense/sense.h"

static struct arena a;

static const char ferry[] =
    "The ferry Sanna ran aground off the island of Holt on Tuesday night with 312 people on board, "
    "the coast guard said.\n\n"
    "Its captain, Ada Brandt, was arrested on Wednesday. Prosecutor Ivo Lund said that she had "
    "been "
    "drinking.\n\n"
    "\"Nobody told us to put on life jackets,\" said Pia Orre, a nurse from Velm. \"We sang to "
    "keep "
    "the children calm.\"\n\n"
    "Four passengers were hurt. They were flown to the clinic in Torsund.\n\n"
    "Holt Lines, which owns the Sanna, rejected the charge that the crew was too small. Its shares "
    "dropped 9 percent on Thursday.\n\n"
    "The island council called for a second lighthouse because the old one cannot be seen in fog. "
    "Mayor Kai Moss wants it to be built by May.";

static void is_answered(const char *question, const char *words)
{
    struct article article = {.title = STR("Ferry runs aground off Holt"),
                              .text = str_c(ferry),
                              .published = {.us = TIME_NONE},
                              .lang = STR("en")};
    struct reading r;
    struct answer x;
    sense_read(&a, &article, TIME_NONE, &r);
    sense_ask(&a, article.text, &r, str_c(question), &x);
    check_true(x.sentence >= 0);
    struct span s = r.sentences[x.sentence].span;
    struct str got = str_sub(article.text, s.at, s.end);
    if (str_find(got, str_c(words)) == SIZE_MAX)
        print_error("%s: %.*s\n", question, STR_ARG(got));
    check_true(str_find(got, str_c(words)) != SIZE_MAX);
}

/* Other verbs, other nouns, no capitals. */
static void own_words_do(void **state)
{
    (void)state;
    is_answered("Who is Ada Brandt?", "Its captain");
    is_answered("who is pia orre", "a nurse from Velm");
    is_answered("What did Pia Orre say?", "Nobody told us");
    is_answered("What did the prosecutor say about the captain?", "she had been drinking");
    is_answered("how many people were on the boat", "312 people");
    is_answered("How many people were injured?", "Four passengers were hurt");
    is_answered("Where were the wounded taken?", "clinic in Torsund");
    is_answered("How far did the shares fall?", "9 percent");
    is_answered("Who denied that the crew was too small?", "rejected the charge");
    is_answered("Why does the council want another lighthouse?", "because the old one");
    is_answered("Who was caught by the police?", "was arrested");
    is_answered("Which company does the ferry belong to?", "owns the Sanna");
    is_answered("By when should it be built?", "by May");
}

/* What is in no sentence is not said, however much of the question is. */
static void not_said_is_not_said(void **state)
{
    (void)state;
    static const char *const questions[] = {"How old is the captain?",
                                            "Who is the prosecutor's wife?",
                                            "How much does a ticket cost?",
                                            "What is the name of the nurse's husband?",
                                            "How many lighthouses does Torsund have?",
                                            "When was the Sanna built?"};
    struct article article = {
        .text = str_c(ferry), .published = {.us = TIME_NONE}, .lang = STR("en")};
    struct reading r;
    sense_read(&a, &article, TIME_NONE, &r);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct answer x;
        sense_ask(&a, article.text, &r, str_c(questions[i]), &x);
        if (x.found)
            print_error("%s (%.2f)\n", questions[i], x.score);
        check_true(!x.found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_words_do),
        cmocka_unit_test(not_said_is_not_said),
    };
    arena_init(&a, (size_t)1 << 28);
    int code = cmocka_run_group_tests(tests, NULL, NULL);
    arena_done(&a);
    return code;
}
