/* counted: what a figure counts and what befell it, where a word has more than one sense; and what
 * is no figure at all. Sentences are invented. */
#include "check.h"
#include "sense/sense.h"

static struct arena a;

static const struct {
    const char *text, *figure; /* the figure's words; what else stands there is not looked at */
    const char *what;          /* its sort; "-": none; NULL: it is no figure */
    const char *unit;
} cases[] = {
    /* who lives is freed, held, hurt; what does not is released, held, suffered */
    {"The council released 4,200 letters on Friday.", "4,200", "-", NULL},
    {"The rebels released 42 fishermen on Friday.", "42", "freed", NULL},
    {"The mayor has held 17 town meetings.", "17", "-", NULL},
    {"Pirates held 17 sailors for a month.", "17", "held", NULL},
    {"Of the 90 seats 31 are held by the Green List.", "31", "-", NULL},
    {"The ferryman was charged with six offences.", "six", "-", NULL},
    {"Six ferrymen were charged with fraud.", "Six", "charged", NULL},
    {"The treaty names 12 international bodies.", "12", "-", NULL},
    {"Divers found 12 bodies in the wreck.", "12", "dead", NULL},
    {"The keeper has had three knee injuries since May.", "three", "-", NULL},
    {"The court dealt with 230 cases of theft.", "230", "-", NULL},
    {"The clinic in Orva counted 230 cases of measles.", "230", "infected", NULL},
    {"Soldiers freed nine nuns and two lorries.", "nine", "freed", NULL},
    /* who does it and to whom it is done */
    {"Three guards killed 14 prisoners in Orva.", "Three", "-", NULL},
    {"Three guards killed 14 prisoners in Orva.", "14", "dead", NULL},
    {"Five clubs that have released new prices lost visitors.", "Five", "-", NULL},
    {"Eight drivers arrested Monday were fined.", "Eight", "arrested", NULL},
    {"Nine people killed in the fire were buried.", "Nine", "dead", NULL},
    {"Hundreds fled and four nurses suffered burns.", "four", "hurt", NULL},
    {"Eleven divers remain trapped in the cave.", "Eleven", "trapped", NULL},
    {"Two women were taken hostage in the bank.", "Two", "held", NULL},
    {"There were 61 miners on board the train.", "61", "aboard", NULL},
    {"He made two rounds of a long job.", "two", "-", NULL},
    {"The council opened 2,100 of Nina Brack's released letters.", "2,100", "-", NULL},
    {"Of 40 seats nine are held by the Labour League and 31 held by the Green List.", "31", "-",
     NULL},
    {"The race for mayor, 40 points apart in May, ended in a dead heat.", "40", "-", NULL},
    {"The council passed the plan in a 31-to-12 vote.", "12", NULL, NULL},
    /* names and years that look like figures */
    {"The Skua 7 boat sank off Norrby.", "7", NULL, NULL},
    {"The yard built three Skua 7 boats.", "three", "-", NULL},
    {"In Norrby 23 people were hurt.", "23", "hurt", NULL},
    {"She spoke of it at a 1998 wedding.", "1998", NULL, NULL},
    {"Ilse Brack, 71 of Orva, was fined.", "71", "-", "year"},
    {"Three-quarters of the votes were counted.", "Three", NULL, NULL},
    {"There is a two-in-five chance of rain.", "two", NULL, NULL},
    {"It was a four-way race for mayor.", "four", NULL, NULL},
    {"Two third-graders were hurt on a swing.", "Two", "hurt", NULL},
    {"Four third-party builders closed.", "Four", "-", NULL},
    {"One third of the votes were counted.", "One", NULL, NULL},
    {"In the Algarda 31 people died when the dam broke.", "31", "dead", NULL},
    {"In southern Norrby 23 people were hurt.", "23", "hurt", NULL},
    {"After storm Bellona 14 people were missing.", "14", "missing", NULL},
    {"The vote gave the Reform Party 42 seats.", "42", "votes", NULL},
    {"The cut cost the Navy 300 jobs.", "300", "jobs", NULL},
    {"They were held by Omar Brack, 12 of whom are wanted.", "12", "-", ""},
    /* bodies and injuries, again */
    {"Divers found two children's bodies.", "two", "dead", NULL},
    {"Police found two female bodies in the barn.", "two", "dead", NULL},
    {"Divers found nine badly burned bodies.", "nine", "dead", NULL},
    {"There were 12 reported injuries.", "12", "hurt", NULL},
    /* whom it befalls */
    {"Six people killed New Year's Eve were buried.", "Six", "dead", NULL},
    {"Three people killed March 4 were buried.", "Three", "dead", NULL},
    {"The board made five changes to safety rules.", "five", "-", NULL},
    {"Two threats to safety were found.", "Two", "-", NULL},
    {"Two unions brought safety worries to the board.", "Two", "-", NULL},
    {"Twelve farmers saved sea turtles on the beach.", "Twelve", "-", NULL},
    {"Two batches made people ill in Orva.", "Two", "-", NULL},
    {"Two guards took him into custody.", "Two", "-", NULL},
    {"Three aunts took custody of the boy.", "Three", "-", NULL},
    {"Two hundred had to leave their homes.", "Two hundred", "displaced", NULL},
    {"Lifeboats helped 12 people to safety.", "12", "freed", NULL},
    {"Two nuns were brought to safety by boat.", "Two", "freed", NULL},
    {"Nine nuns were taken into custody on Monday.", "Nine", "arrested", NULL},
    {"The fire left 40 people homeless.", "40", "displaced", NULL},
    {"Forty people were left homeless.", "Forty", "displaced", NULL},
    /* pounds of money and pounds of weight */
    {"The 5 million pounds of new spending was cut.", "5 million pounds", "money", "GBP"},
    {"The dog, a 90-pound hound, bit the mayor.", "90-pound", "-", "lb"},
    {"He paid a 90-pound fine.", "90-pound", "money", "GBP"},
    {"The crane can lift 4,000 pounds (1,814 kg).", "4,000 pounds", "-", "lb"},
    {"The calf weighed 80 pounds.", "80 pounds", "-", "lb"},
    {"The smugglers carried 300 pounds of cheese.", "300 pounds", "-", "lb"},
    {"The town got 300,000 pounds of public money.", "300,000 pounds", "money", "GBP"},
    {"The repair cost 2 million pounds.", "2 million pounds", "money", "GBP"},
};

static void what_is_counted(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading r;
        const struct figure *found = NULL;
        arena_reset(&a);
        struct article article = {
            .text = str_fmt(&a, "The market in Tolland was quiet on Friday, as it is in winter. %s",
                            cases[i].text)};
        check_true(when_parse(STR("2025-03-14T12:00:00Z"), &article.published));
        sense_read(&a, &article, TIME_NONE, &r);
        for (size_t k = 0; k < r.figure_count; k++)
            if (str_eq(span_str(article.text, r.figures[k].span), str_c(cases[i].figure)))
                found = &r.figures[k];
        struct str what = !found ? STR("no figure") : found->what.n ? found->what : STR("-");
        bool right = cases[i].what ? found && str_eq(what, str_c(cases[i].what)) : !found;
        if (right && cases[i].unit)
            right = str_eq(found->unit, str_c(cases[i].unit));
        if (!right) {
            print_message("  %s\n  \"%s\" is \"%.*s\" (%.*s)\n", cases[i].text, cases[i].figure,
                          STR_ARG(what), STR_ARG(found ? found->unit : STR_NONE));
            wrong++;
        }
    }
    check_int(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_counted)};
    arena_init(&a, 64 << 20);
    int failed = cmocka_run_group_tests_name("counted", tests, NULL, NULL);
    arena_done(&a);
    return failed;
}
