/* Fifty sentences of three matters of their own, written when the rules had been mended by all the
 * others, and nothing was changed because of them. Included by vouch_test.c. */
#define HARBOUR                                                                                    \
    "Customs officers in Tallis seized 1.3 tonnes of cocaine on Thursday, hidden in crates of "    \
    "bananas.\n"                                                                                   \
    "Four men were detained, two of them sailors of the freighter Ore Star.\n"                     \
    "The freighter had come from Port Amada and was bound for Hesse Bay, customs chief Dina Falk " \
    "said.\n"                                                                                      \
    "A judge ordered that the men be held until their trial.\n"                                    \
    "The ship's owner, Lumen Shipping, denied any knowledge of the drugs.\n"                       \
    "It was the largest find in Tallis since 2015, when three tonnes were seized."
#define SCHOOL                                                                                     \
    "Teachers in the Marn valley ended a three-week strike on Monday after winning a raise of 4 "  \
    "percent.\n"                                                                                   \
    "Their union had asked for 7 percent, said its chairwoman, Beate Kroll.\n"                     \
    "Education minister Finn Osk called the deal fair to both sides.\n"                            \
    "About 11,000 pupils return to class on Wednesday.\n"                                          \
    "Smaller unions have not signed the deal and may go on striking.\n"                            \
    "Osk refused to say how the raise would be paid for."
#define ROCKET                                                                                     \
    "A rocket of the company Skyfarer exploded 40 seconds after launch on Saturday, destroying "   \
    "two satellites.\n"                                                                            \
    "Nobody was injured at the Cape Ulme launch site, its director, Noa Brandis, said.\n"          \
    "Skyfarer's founder, Emil Roth, blamed a faulty valve.\n"                                      \
    "The satellites, worth $90 million, belonged to the weather service of Andora Isles.\n"        \
    "Skyfarer plans its next launch for March, if the cause has been found by then.\n"             \
    "Insurers will pay for one of the satellites only, the weather service said."

static const struct vouch_case blind[] = {
    {HARBOUR, "Customs officers in Tallis seized 1.3 tonnes of cocaine on Thursday. [1]", true},
    {HARBOUR, "The cocaine was hidden in crates of bananas. [1]", true},
    {HARBOUR, "Four men, including two sailors from the freighter Ore Star, were detained. [2]",
     true},
    {HARBOUR, "The freighter was bound for Hesse Bay, according to customs chief Dina Falk. [3]",
     true},
    {HARBOUR, "A judge ordered the men held until trial. [4]", true},
    {HARBOUR, "Lumen Shipping, which owns the ship, denied knowing of the drugs. [5]", true},
    {HARBOUR, "The find was the largest in Tallis since 2015. [6]", true},
    {HARBOUR, "Customs officers seized three tonnes of cocaine on Thursday. [1,6]", false},
    {HARBOUR, "Four sailors were detained. [2]", false},
    {HARBOUR, "The freighter came from Hesse Bay and was bound for Port Amada. [3]", false},
    {HARBOUR, "Dina Falk was detained on Thursday. [1,2,3]", false},
    {HARBOUR, "A judge ordered the men's release. [4]", false},
    {HARBOUR, "Lumen Shipping knew of the drugs. [5]", false},
    {HARBOUR, "Lumen Shipping hid the drugs in crates of bananas. [1,5]", false},
    {HARBOUR, "Dina Falk denied any knowledge of the drugs. [3,5]", false},
    {HARBOUR, "It was the largest find since Thursday. [1,6]", false},
    {HARBOUR, "The men were held until 2015. [4,6]", false},
    {SCHOOL, "Teachers in the Marn valley ended their three-week strike on Monday. [1]", true},
    {SCHOOL, "The teachers won a raise of 4 percent. [1]", true},
    {SCHOOL, "The union had asked for a raise of 7 percent, Beate Kroll said. [1,2]", true},
    {SCHOOL, "Finn Osk, the education minister, called the deal fair to both sides. [3]", true},
    {SCHOOL, "Around 11,000 pupils will return to class on Wednesday. [4]", true},
    {SCHOOL, "Smaller unions have yet to sign the deal. [5]", true},
    {SCHOOL, "Smaller unions, which have not signed the deal, may continue to strike. [5]", true},
    {SCHOOL, "Teachers began a three-week strike on Monday. [1]", false},
    {SCHOOL, "Teachers won a raise of 7 percent. [1,2]", false},
    {SCHOOL, "Beate Kroll called the deal fair. [2,3]", false},
    {SCHOOL, "The deal is fair to both sides. [3]", false},
    {SCHOOL, "Smaller unions have signed the deal. [5]", false},
    {SCHOOL, "Smaller unions will go on striking. [5]", false},
    {SCHOOL, "Osk said how the raise would be paid for. [6]", false},
    {SCHOOL, "About 11,000 teachers ended a strike on Monday. [1,4]", false},
    {SCHOOL, "Pupils return to class on Monday. [1,4]", false},
    {SCHOOL, "The minister ended the strike. [1,3]", false},
    {ROCKET, "A Skyfarer rocket exploded 40 seconds after launch on Saturday. [1]", true},
    {ROCKET, "Two satellites were destroyed. [1]", true},
    {ROCKET, "No one was injured at the launch site, Noa Brandis said. [2]", true},
    {ROCKET, "Emil Roth, the founder of Skyfarer, blamed a faulty valve. [3]", true},
    {ROCKET, "The two satellites were worth $90 million. [4]", false},
    {ROCKET, "Skyfarer's next launch is planned for March. [5]", true},
    {ROCKET, "A faulty valve caused the explosion. [1,3]", false},
    {ROCKET, "The rocket exploded 90 seconds after launch. [1,4]", false},
    {ROCKET, "Noa Brandis was injured. [2]", false},
    {ROCKET, "Noa Brandis blamed a faulty valve. [2,3]", false},
    {ROCKET, "The weather service destroyed two satellites. [1,4]", false},
    {ROCKET, "Skyfarer launched a rocket in March. [5]", false},
    {ROCKET, "The cause has been found. [5]", false},
    {ROCKET, "Insurers will pay for both satellites. [6]", false},
    {ROCKET, "Skyfarer will pay for the satellites. [5,6]", false},
    {ROCKET, "Emil Roth destroyed two satellites. [1,3]", false},
};
