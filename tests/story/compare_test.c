/* Which figures of two reports may be told as one that changed, and which only look like it. All
 * texts are made up; the readings are those of sense/. */
#include "story/made_up.h"

/* "dead 11>14; missing 19>7": all that is told as a change, in order of the series. */
static struct str changes(const struct story_report *r, size_t n)
{
    struct story_serieses all;
    struct buf b;
    buf_arena(&b, &a, 1 << 16);
    story_series_make(&a, r, n, &all);
    for (size_t i = 0; i < all.n; i++)
        for (size_t k = 0; k < all.v[i].point_count; k++) {
            const struct story_point *p = &all.v[i].points[k];
            if (p->change != STORY_RAISES && p->change != STORY_LOWERS &&
                p->change != STORY_DISPUTES)
                continue;
            buf_fmt(&b, "%s%.*s %.10g>%.10g", b.n ? "; " : "",
                    STR_ARG(all.v[i].label.n ? all.v[i].label : all.v[i].unit),
                    all.v[i].points[p->last].value, p->value);
        }
    return buf_str(&b);
}

static const struct {
    const char *first, *second, *want;
} pairs[] = {
    /* ---- one matter that changed ---- */
    {"At least six people died when a fire broke out in the Larkton mill, the fire brigade said.",
     "Fourteen people died in the fire in the Larkton mill, the fire brigade said on Saturday.",
     "dead 6>14"},
    {"About 40 people are missing after the landslide at Orva.",
     "About 35 people are still missing after the landslide at Orva.", "missing 40>35"},
    {"The flood left 5,300 households in Lowmarsh without electricity.",
     "Some 2,100 households in Lowmarsh were still without electricity, down from 5,300 on Friday.",
     "households 5300>2100"},
    {"The number of people killed in the fire at the mill rose to 11 on Friday, police said.",
     "The number of people killed in the fire at the mill rose to 13 on Saturday, police said.",
     "dead 11>13"},
    {"The bus was carrying 52 people when it left the road.",
     "The bus had 49 people aboard when it left the road, its owner said.", "aboard 52>49"},
    {"Twelve miners died in the blast in the Orva coal mine.",
     "Nineteen people died in the blast in the Orva coal mine.", "dead 12>19"},
    {"Norrby Steel offered its workers a rise of 3 percent on Monday.",
     "Norrby Steel raised its offer to the workers to a rise of 4 percent on Friday.",
     "Norrby Steel 3>4"},
    {"Police arrested 31 people after the riot in Vellmar.",
     "Police have arrested 44 people since the riot in Vellmar.", "arrested 31>44"},
    {"The storm damaged 300 houses on the coast of Orva, the mayor said.",
     "The storm damaged 420 homes on the coast of Orva, the mayor said.", "homes 300>420"},
    {"Nine miners were killed and 23 were trapped in the Orva mine.",
     "Eleven miners were killed in the Orva mine, and 20 are still trapped.",
     "dead 9>11; trapped 23>20"},
    {"The Green List has 62 seats in the parliament of Orland.",
     "After the recount the Green List has 61 seats in the parliament of Orland.",
     "Green List, seats 62>61"},
    {"Nine people died in May in the flood that could have been foreseen.",
     "Eleven people died in the flood of May that could have been foreseen.", "dead 9>11"},
    {"Of the 40 people aboard the ferry, 12 are missing, the coast guard said.",
     "Of the 43 people aboard the ferry, nine are still missing, the coast guard said.",
     "aboard 40>43; missing 12>9"},
    /* ---- two things ---- */
    {"Seventeen men are missing in the mine.",
     "All 31 men who were missing or trapped in the mine are dead, the governor said.", ""},
    {"About 1,400 of the 1,600 drivers joined the strike.",
     "The city said that 1,100 drivers joined the strike.", ""},
    {"Aster Motors will cut 800 jobs in Norrby.",
     "Aster Motors will cut 550 jobs in Norrby instead of 800 and keep its 90 apprentices.",
     "jobs 800>550"},
    {"The flood of the Senn has damaged the lower town.",
     "The town counts 640 damaged houses and 38 shops.", ""},
    {"The storm damaged 300 houses on the coast of Orva, the mayor said.",
     "The storm damaged 45 farm buildings and 120 boats on the coast of Orva, the mayor said.", ""},
    {"The minister ordered checks on all 17 car ferries under the flag of Velland.",
     "The company's other three ferries are to sail again after inspectors found faults on two of "
     "the 17 ships that they checked.",
     ""},
    {"Thirty-eight people were hurt in the fire, five of them seriously.",
     "Two of the five people who were seriously hurt have left the hospital, a doctor said.", ""},
    {"Thirty-eight people were hurt in the crash.", "Five people were seriously hurt in the crash.",
     ""},
    {"Seven of the nine members of the board voted to hold the rate; two wanted to lower it.",
     "The bank kept its rate at 3 percent.", ""},
    {"The southern route of 9 kilometres would cost 58 million crowns, a tunnel 140 million.",
     "What remains is a northern route for 61 million crowns and a tunnel for 140 million.", ""},
    {"According to the letter, 500,000 of the 740,000 crowns were a loan after all.",
     "The prosecutor says he took 740,000 crowns.", ""},
    {"The fire at the farm killed 14 people.", "The fire at the farm killed 200 sheep and 30 cows.",
     ""},
    {"The blast killed nine workers at the plant.",
     "The blast at the plant killed four firemen and two nurses who had come to help.", ""},
    {"Norrby Steel offered its workers a rise of 3 percent on Monday.",
     "The union of the steelworkers demands a rise of 8 percent from Norrby Steel.", ""},
    {"The Green List won 34 percent of the vote in Orland, the Labour League 29 percent.",
     "With all votes counted in Orland, the Labour League has 28 percent of the vote.",
     "Labour League, vote 29>28"},
    {"The fire at the Larkton mill killed nine people on Friday.",
     "A fire in a mill of the same owner killed 23 people four years ago.", ""},
    {"The dam above Orva broke and killed 12 people.",
     "A second dam could kill 900 people if it broke, engineers said.", ""},
    {"The company made a profit of 40 million crowns last quarter.",
     "The company will pay a fine of 25 million crowns for the spill.", ""},
    {"Twelve people died in the crash of the bus near Orva.",
     "The two dead children were from Tolland, the mayor said.", ""},
    {"The council gives 2 million crowns for the repair of the school roof.",
     "Parents have collected 60,000 crowns for new books in the school.", ""},
    {"Aster Motors will cut 800 jobs in Norrby.",
     "Aster Motors has 5,200 jobs in Norrby and Tolland.", ""},
    {"All 24,000 hens on the farm near Orva will be killed.",
     "More than 90,000 hens on farms near Orva have been killed so far.", ""},
    {"The mayor of Belmora spoke of 200 injured in his town alone.",
     "More than 900 people are injured after the quake.", ""},
    {"Gunmen are holding 14 hostages in a bank in Port Sallow.",
     "Police stormed the bank in Port Sallow and freed all nine hostages.", ""},
    {"A jet with 148 people on board disappeared from radar off Skarn. The plane carried 141 "
     "passengers and seven crew.",
     "There were 147 people aboard the jet, the airline said.", "aboard 148>147"},
    {"Nine people died when the jet hit a house.",
     "By noon 23 bodies had been recovered from the jet.", ""},
    {"The pact is to raise commerce to 9 billion crowns a year by 2030 from 4.2 billion now.",
     "The governments want 9 billion crowns by 2030.", ""},
    {"Doctors treated 60 people after the gas leak.",
     "The gas leak closed 12 schools and 60 shops.", ""},
    {"Rescuers pulled 14 people from the rubble on Friday.",
     "Rescuers pulled a further three people from the rubble on Saturday.", ""},
    {"Ilse Brack led the race in Norrby for seven laps.",
     "Six laps later Ilse Brack left the race in Norrby with a broken wheel.", ""},
    {"The police in Orva have named 31 suspects in the theft of the bells.",
     "Eight suspects in the theft of the bells of Orva are in prison, the police said.", ""},
    {"In a poll of Monday Mira Kessendal has 42 percent and Jon Arkwin 34 percent.",
     "Another poll sees Mira Kessendal at 46 percent and Jon Arkwin at 41.", ""},
    {"The council of Norrby passed the plan with 31 votes.",
     "The plan for Norrby was put up for 1,590 votes of all its members.", ""},
    {"Some 30 people worked in the mill of Larkton, its owner said.",
     "Some 30 people died in the mill of Larkton, the fire brigade said.", ""},
    {"The plan keeps the ten-day limit for the market in Norrby.",
     "The council wants a twelve-day limit for the market in Norrby.", ""},
    {"At least two people died in the blast in Orva.",
     "The rebels said that the blast in Orva was revenge for a raid that killed 30 people.", ""},
    {"At least two people died in the raid on Orva.",
     "In revenge for the theft of a flag, gunmen killed 30 people in the raid on Orva.",
     "dead 2>30"},
    {"At least two people died in the raid on Orva.",
     "The raid on Orva, an act of revenge, killed 30 people.", "dead 2>30"},
    {"At least nine people died in the floods in Orva.",
     "Orva has seen 30 deaths in the floods, the governor said.", "dead 9>30"},
    {"In the flood 4,000 people were evacuated from Lomar.",
     "The fleet said 6,000 people have now been evacuated from Lomar in the flood.",
     "evacuated 4000>6000"},
    {"At least nine people died in the floods in Orva.",
     "Of the people in Orva the floods killed 30--most of them children--in one night.",
     "dead 9>30"},
};

static void figures_that_may_be_compared(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const struct story_report r[] = {report(1, 0, "North Post", "News", pairs[i].first),
                                         report(2, 26, "Coast Mail", "News", pairs[i].second)};
        struct str got = changes(r, 2);
        if (!str_eq(got, str_c(pairs[i].want))) {
            print_message("  %s\n  %s\n  -> \"%.*s\", not \"%s\"\n", pairs[i].first,
                          pairs[i].second, STR_ARG(got), pairs[i].want);
            wrong++;
        }
    }
    check_int(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_that_may_be_compared),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
