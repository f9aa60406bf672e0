/* reported: which articles of today report an attack and which only speak of such things. Twenty
 * openings, all invented, written before the program had read them. */
#include "check.h"
#include "sense/sense.h"

enum { MISSED_MOST = 3 }; /* the mosque, the journalist, the burned houses */
static struct arena a;

static const struct {
    const char *text;
    bool reported;
} cases[] = {
    {"Gunmen on motorcycles killed four people at a tea stall in the port district of Marrow on "
     "Monday evening, police said. Two of the dead were students. Witnesses said that the men "
     "fired "
     "for about a minute and fled towards the river. Nobody has claimed the attack.",
     true},
    {"A bomb hidden in a rubbish bin exploded outside the law courts in Tessel on Tuesday morning, "
     "wounding eleven people and shattering windows along the street. Police blamed a separatist "
     "group that had threatened judges. The courts will stay shut until Friday.",
     true},
    {"Two aid workers and their driver were kidnapped on Wednesday on the road between Dorin and "
     "the lake. Armed men stopped their car and took them into the hills, their charity said. No "
     "ransom has been asked for so far.",
     true},
    {"Arsonists set fire to a mosque in the suburb of Elmhey during the night. Nobody was inside. "
     "The fire destroyed the roof and the library. Investigators found two petrol cans and said "
     "that they were treating it as a hate crime.",
     true},
    {"A journalist who wrote about land deals was shot dead in front of her house in Calder on "
     "Thursday. Ines Marlow, 41, was hit by three bullets as she left for work. The president of "
     "the press union called the murder an attack on all reporters.",
     true},
    {"A suicide bomber blew himself up among worshippers at a shrine in Pell on Friday, killing at "
     "least 23 people and injuring 60 others, health officials said. It was the third attack on "
     "the town this year. The Sons of Dawn said that they had sent the bomber.",
     true},
    {"Three masked men robbed a bank van on the ring road of Hessford at noon on Monday and shot a "
     "guard in the leg. They escaped with about 400,000 crowns in a stolen lorry. Police are "
     "looking for a grey pickup.",
     true},
    {"Militants attacked a village near the border before dawn on Sunday and burned more than "
     "thirty houses. Nine farmers were killed, among them a child of six, a local chief said. "
     "Hundreds fled to the town of Brae.",
     true},
    {"A man stabbed five passengers on a night train near Ostby before a ticket inspector "
     "overpowered him. Two of the wounded are in a critical condition. Police said that the "
     "attacker, a 29-year-old, had shouted political slogans.",
     true},
    {"Rockets hit a market in the besieged city of Karsa on Saturday and killed 14 civilians, "
     "doctors said. The governor accused the rebels who hold the eastern heights. A hospital next "
     "to the market was damaged.",
     true},
    {"The film retells the siege of an embassy forty years ago. Its director spent three years "
     "talking to former hostages. The scenes of the attack are short, and the critics in Lund "
     "liked that it stays with the families who waited.",
     false},
    {"The striker attacked from the left and the keeper was beaten twice within a minute. Hallam "
     "shot over the bar before the break. The defence was under fire all evening, but the captain "
     "said that they would bomb forward again on Saturday.",
     false},
    {"Parliament will debate a bill on Thursday that makes insurers pay for damage by terrorism. "
     "The minister said that the state could not carry such costs alone. Business groups want the "
     "premiums to be capped for ten years.",
     false},
    {"Heart attacks kill more people in winter, a study of 40,000 patients says. The authors think "
     "that cold air and flu strike the weakest. They ask doctors to explain the warning signs to "
     "patients in the autumn.",
     false},
    {"Shares in the lender fell by nine percent after an analyst attacked its plan to buy a rival. "
     "The bank has burned through half of its reserves since spring. Its chief executive said that "
     "he would not be held hostage by hedge funds.",
     false},
    {"The museum of Varn has opened a room on the war of a century ago. It shows letters of "
     "soldiers, a mine and the uniform of a captured pilot. Entrance is free until the end of the "
     "month, and guides speak four languages.",
     false},
    {"Police chiefs met in Solby to talk about how to protect Christmas markets. They promised "
     "more "
     "patrols and concrete blocks. There is no sign of a planned attack, the head of the service "
     "said, but the level of threat stays as it is.",
     false},
    {"A wildfire destroyed forty holiday homes on the island of Ree at the weekend. Two "
     "firefighters suffered burns. Lightning had struck a dry slope above the bay, the fire "
     "service said, and strong wind drove the flames to the sea.",
     false},
    {"The president said in a speech on Monday that her government had broken the power of the "
     "gangs. She said that fewer people were murdered than in any year since she took office, and "
     "that foreign firms were coming back. The opposition called the figures invented.",
     false},
    {"The hijacked account sent out thousands of messages before the company noticed. Hackers had "
     "stolen the passwords of two employees, it said on Tuesday. Customers were not harmed and no "
     "data were destroyed.",
     false},
};

static bool is_violence(struct str kind)
{
    static const char *const kinds[] = {"attack", "bombing", "kidnapping", "arson", "robbery"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(kind, str_c(kinds[i])))
            return true;
    return false;
}

static bool reports(const char *text)
{
    struct article article = {.text = str_c(text), .published = {.us = TIME_NONE}};
    struct reading r;
    arena_reset(&a);
    sense_read(&a, &article, TIME_NONE, &r);
    for (size_t i = 0; i < r.incident_count; i++)
        if (is_violence(r.incidents[i].kind))
            return true;
    return false;
}

static void attacks_are_reported_and_talk_is_not(void **state)
{
    (void)state;
    size_t missed = 0, wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool got = reports(cases[i].text);
        missed += cases[i].reported && !got;
        wrong += !cases[i].reported && got;
        if (got != cases[i].reported)
            print_message("%s: %.60s ...\n", got ? "wrong" : "missed", cases[i].text);
    }
    check_int(wrong, 0);
    check_true(missed <= MISSED_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(attacks_are_reported_and_talk_is_not)};
    arena_init(&a, 64 << 20);
    int failed = cmocka_run_group_tests_name("reported", tests, NULL, NULL);
    arena_done(&a);
    return failed;
}
