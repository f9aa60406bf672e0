/* Further sentences, of other matters, in two lots of sixty and fifty. Each lot was written when
 * the rules stood, was judged once (of the first 25 passed and 18 of these were right, of the
 * second 21 and 14), and the rules were then mended by it. Included by vouch_test.c. */
#define DAM                                                                                        \
    "Heavy rain broke the Ostel dam in the north of Karvia on Sunday, flooding six villages.\n"    \
    "At least 14 people drowned and more than 2,000 lost their homes, the civil guard said.\n"     \
    "Engineer Milo Trask had warned the ministry in May that the dam was leaking.\n"               \
    "Water minister Sela Dorn said nobody had told her of the warning.\n"                          \
    "President Ivo Hask, who visited the area on Monday, promised $30 million in aid.\n"           \
    "The opposition demanded that Dorn resign, but Hask rejected the demand."
#define FIRM                                                                                       \
    "Chipmaker Novatek cut its forecast for 2027 and will close its plant in Lunde, with 1,200 "   \
    "jobs.\n"                                                                                      \
    "Its shares lost 11 percent on Thursday, the most since 2020.\n"                               \
    "Revenue fell to 4.1 billion euros from 4.6 billion a year earlier.\n"                         \
    "Chief executive Hanne Brok blamed weak demand from carmakers.\n"                              \
    "Analyst Per Sandvik said the company had reacted too slowly.\n"                               \
    "Novatek does not expect to pay a dividend, finance chief Lars Ode said."
#define MATCH                                                                                      \
    "Brakel beat Torvik 3-1 in the final on Saturday with two goals by Ana Merle.\n"               \
    "Torvik's goalkeeper, Siri Holt, saved a penalty in the 80th minute.\n"                        \
    "Merle left the pitch with an injured knee and may miss the start of the season.\n"            \
    "“We were the better team for an hour,” said Torvik's coach, Jan Eide.\n"                  \
    "It was Brakel's fourth title and the first since 2011."
#define TALKS                                                                                      \
    "Orlen and Sudria agreed on Friday to exchange 240 prisoners, mediators from Calm Bay said.\n" \
    "Sudria freed 90 Orlen soldiers on Saturday, but Orlen has not yet freed anyone.\n"            \
    "Foreign minister Tarek Amon of Sudria accused Orlen of breaking its word.\n"                  \
    "Orlen's army said the buses had been delayed by snow.\n"                                      \
    "Shelling killed three civilians in the border town of Resk on Friday night.\n"                \
    "Each side blamed the other for the shelling."

#define VACCINE                                                                                    \
    "Health inspectors closed two clinics in Pellham on Wednesday after 17 patients caught a "     \
    "fever.\n"                                                                                     \
    "None of the patients has died, said the hospital's director, Ruud Aker.\n"                    \
    "The drug maker Corvane withdrew 40,000 doses of its vaccine as a precaution.\n"               \
    "Corvane insisted that the vaccine was safe and said the clinics had stored it badly.\n"       \
    "Health minister Mona Teller has ordered an inquiry, which is to end by June.\n"               \
    "Parents' groups criticised Teller for acting too late."
#define BRIDGE                                                                                     \
    "The city of Varnhem will rebuild the Queen's Bridge at a cost of 85 million crowns, mayor "   \
    "Lotta Fors announced on Tuesday.\n"                                                           \
    "The bridge, built in 1934, has been closed to lorries since a crack was found last year.\n"   \
    "Work starts in August and should take 20 months.\n"                                           \
    "Shop owners fear that they will lose customers, said their speaker, Emin Dal.\n"              \
    "Fors ruled out a toll."
#define SPY                                                                                        \
    "Prosecutors in Lastrom charged two army officers with selling maps to a foreign power.\n"     \
    "One of the officers, Captain Ilja Brandt, was arrested at the airport on Sunday.\n"           \
    "The other, Major Kai Lund, is still being sought.\n"                                          \
    "Brandt's lawyer, Petra Noor, said that her client was innocent.\n"                            \
    "If convicted, both face up to ten years in prison.\n"                                         \
    "The defence ministry did not say which country was meant."

static const struct vouch_case more[] = {
    {DAM, "The Ostel dam in northern Karvia broke on Sunday after heavy rain. [1]", true},
    {DAM, "Six villages were flooded when the Ostel dam broke. [1]", true},
    {DAM, "The civil guard said at least 14 people had drowned. [2]", true},
    {DAM, "More than 2,000 people lost their homes. [2]", true},
    {DAM,
     "Over 2,000 people have lost their homes and at least fourteen drowned, according to the "
     "civil guard. [2]",
     true},
    {DAM, "Milo Trask, an engineer, warned the ministry in May that the dam leaked. [3]", true},
    {DAM, "Sela Dorn, the water minister, said she had not been told of the warning. [4]", true},
    {DAM, "Ivo Hask promised 30 million dollars in aid. [5]", true},
    {DAM, "The president, Ivo Hask, visited the area on Monday. [5]", true},
    {DAM, "Hask rejected the opposition's demand that Dorn resign. [6]", true},
    {DAM, "The opposition called for Dorn to resign. [6]", true},
    {DAM, "Fourteen villages were flooded. [1,2]", false},
    {DAM, "At least 14 people lost their homes. [2]", false},
    {DAM, "Milo Trask had warned Sela Dorn that the dam was leaking. [3,4]", false},
    {DAM, "Sela Dorn warned the ministry in May. [3,4]", false},
    {DAM, "Sela Dorn said she had been told of the warning. [4]", false},
    {DAM, "Sela Dorn visited the area on Monday. [4,5]", false},
    {DAM, "Ivo Hask demanded that Dorn resign. [6]", false},
    {DAM, "Sela Dorn resigned. [6]", false},
    {DAM, "Hask accepted that Dorn should resign. [6]", false},
    {DAM, "The opposition rejected the demand. [6]", false},
    {DAM, "The dam broke because the ministry ignored the warning. [1,3]", false},
    {DAM, "Hask paid $30 million in aid. [5]", false},
    {FIRM, "Novatek lowered its forecast for 2027. [1]", true},
    {FIRM, "Novatek's plant in Lunde, with 1,200 jobs, will close. [1]", true},
    {FIRM, "Novatek shares fell 11 percent on Thursday. [2]", false},
    {FIRM, "Its shares fell by 11% on Thursday. [2]", true},
    {FIRM, "Revenue dropped from 4.6 billion euros to 4.1 billion euros. [3]", true},
    {FIRM, "Hanne Brok, the chief executive, blamed weak demand from carmakers. [4]", true},
    {FIRM, "No dividend is expected, said Lars Ode. [6]", true},
    {FIRM, "Revenue rose to 4.6 billion euros. [3]", false},
    {FIRM, "Revenue fell to 4.6 billion euros. [3]", false},
    {FIRM, "Novatek closed its plant in Lunde. [1]", false},
    {FIRM, "Hanne Brok said the company had reacted too slowly. [4,5]", false},
    {FIRM, "Per Sandvik blamed weak demand. [4,5]", false},
    {FIRM, "Carmakers blamed Hanne Brok. [4]", false},
    {FIRM, "Novatek expects to pay a dividend, Lars Ode said. [6]", false},
    {FIRM, "Novatek will close 1,200 plants. [1]", false},
    {FIRM, "Its shares lost 11 percent, the least since 2020. [2]", false},
    {MATCH, "Brakel won the final 3-1 against Torvik. [1]", true},
    {MATCH, "Ana Merle scored two goals as Brakel beat Torvik 3-1. [1]", true},
    {MATCH, "Brakel beat Torvik 3-1 on Saturday. [1]", true},
    {MATCH, "Siri Holt, Torvik's goalkeeper, saved a penalty. [2]", true},
    {MATCH, "Merle, who injured a knee, may miss the season's start. [3]", true},
    {MATCH, "Torvik's coach Jan Eide said: “We were the better team for an hour.” [4]", true},
    {MATCH, "It was the fourth title for Brakel and its first since 2011. [5]", true},
    {MATCH, "Torvik beat Brakel 3-1 in the final. [1]", false},
    {MATCH, "Brakel beat Torvik 1-3. [1]", false},
    {MATCH, "Merle will miss the start of the season. [3]", false},
    {MATCH, "Siri Holt missed a penalty in the 80th minute. [2]", false},
    {MATCH, "It was Brakel's first title. [5]", false},
    {MATCH, "Brakel's coach, Jan Eide, said they were the better team. [4]", false},
    {TALKS, "Orlen and Sudria agreed to exchange 240 prisoners. [1]", true},
    {TALKS, "Orlen has not yet freed anyone, while Sudria freed 90 soldiers on Saturday. [2]",
     true},
    {TALKS, "Tarek Amon, foreign minister of Sudria, accused Orlen of breaking its word. [3]",
     true},
    {TALKS, "Three civilians were killed in Resk by shelling on Friday night. [5]", true},
    {TALKS, "Orlen freed 90 Sudria soldiers on Saturday. [2]", false},
    {TALKS, "Orlen accused Sudria of breaking its word. [3]", false},
    {TALKS, "Orlen's shelling killed three civilians in Resk. [4,5]", false},
    {TALKS, "Sudria freed 240 prisoners on Friday. [1,2]", false},
    {VACCINE, "Two clinics in Pellham were closed by health inspectors on Wednesday. [1]", true},
    {VACCINE, "Seventeen patients caught a fever. [1]", true},
    {VACCINE, "Ruud Aker, the hospital's director, said that none of the patients had died. [2]",
     true},
    {VACCINE, "Corvane has withdrawn 40,000 doses of its vaccine as a precaution. [3]", true},
    {VACCINE, "Corvane said its vaccine was safe and that the clinics stored it badly. [4]", true},
    {VACCINE, "Mona Teller ordered an inquiry that is to end by June. [5]", true},
    {VACCINE, "Teller was criticised by parents' groups for acting too late. [6]", true},
    {VACCINE, "Seventeen patients died after two clinics were closed. [1,2]", false},
    {VACCINE, "Ruud Aker said that patients had died. [2]", false},
    {VACCINE, "Corvane closed two clinics in Pellham. [1,3]", false},
    {VACCINE, "Corvane withdrew 17 doses of its vaccine. [1,3]", false},
    {VACCINE, "The vaccine was not safe, Corvane said. [4]", false},
    {VACCINE, "The clinics said that Corvane had stored the vaccine badly. [4]", false},
    {VACCINE, "The vaccine is safe. [4]", false},
    {VACCINE, "The inquiry ended in June. [5]", false},
    {VACCINE, "Ruud Aker ordered an inquiry. [2,5]", false},
    {VACCINE, "Teller criticised parents' groups for acting too late. [6]", false},
    {VACCINE, "Parents' groups criticised Corvane for acting too late. [3,6]", false},
    {VACCINE, "17 clinics were closed in Pellham. [1]", false},
    {VACCINE, "Health minister Mona Teller closed two clinics in Pellham on Wednesday. [1,5]",
     false},
    {BRIDGE, "Varnhem will rebuild the Queen's Bridge for 85 million crowns. [1]", true},
    {BRIDGE,
     "The Queen's Bridge will be rebuilt at a cost of 85 million crowns, Lotta Fors said. [1]",
     true},
    {BRIDGE, "The bridge was built in 1934. [2]", true},
    {BRIDGE, "Lorries have been barred from the bridge since last year. [2]", true},
    {BRIDGE, "Work will start in August and should take 20 months. [3]", true},
    {BRIDGE, "Shop owners fear losing customers, Emin Dal said. [4]", true},
    {BRIDGE, "There will be no toll, according to Fors. [5]", true},
    {BRIDGE, "The bridge was closed in 1934. [2]", false},
    {BRIDGE, "The bridge has been closed since August. [2,3]", false},
    {BRIDGE, "Varnhem has rebuilt the Queen's Bridge. [1]", false},
    {BRIDGE, "Work should take 85 months. [1,3]", false},
    {BRIDGE, "Emin Dal announced that the city would rebuild the bridge. [1,4]", false},
    {BRIDGE, "Shop owners will lose customers. [4]", false},
    {BRIDGE, "Fors announced a toll. [1,5]", false},
    {BRIDGE, "The crack was found in August. [2,3]", false},
    {BRIDGE, "Lotta Fors lost customers. [4,5]", false},
    {SPY, "Two army officers were charged with selling maps to a foreign power. [1]", true},
    {SPY, "Captain Ilja Brandt was arrested at the airport on Sunday. [2]", true},
    {SPY, "Major Kai Lund is still being sought. [3]", true},
    {SPY, "Petra Noor, Brandt's lawyer, said her client was innocent. [4]", true},
    {SPY, "Both could face up to ten years in prison if convicted. [5]", true},
    {SPY, "Major Kai Lund was arrested at the airport. [2,3]", false},
    {SPY, "Two army officers sold maps to a foreign power. [1]", false},
    {SPY, "Ilja Brandt is innocent. [4]", false},
    {SPY, "Petra Noor was arrested on Sunday. [2,4]", false},
    {SPY, "Both were convicted and face ten years in prison. [5]", false},
    {SPY, "The defence ministry said which country was meant. [6]", false},
    {SPY, "Petra Noor said that her client was not innocent. [4]", false},
    {SPY, "A foreign power charged two army officers with selling maps. [1]", false},
    {SPY, "Prosecutors arrested Captain Ilja Brandt. [1,2]", false},
};
