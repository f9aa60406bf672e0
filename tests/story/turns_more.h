/* turns_more.h: fifteen more passages as those of turns_gold.h, written after the first rules that
 * these led to, which got 5 of the 21 facts right (the program before them: 4). Rules were made
 * after these, too. */
#ifndef OCTAVO_TESTS_STORY_TURNS_MORE_H
#define OCTAVO_TESTS_STORY_TURNS_MORE_H
#include "turns_gold.h"

static const struct turns_gold turns_more[] = {
    {{"Two cleaners at the Marren airport said on Monday that the fire doors of its new terminal "
      "were "
      "locked at night. Marren Airports called the report untrue. \"Every fire door can be opened "
      "at "
      "all hours,\" said its director, Jonna Feld.",
      "Marren Airports said on Friday that eleven fire doors of the terminal could not be opened "
      "between midnight and five. Feld has offered to resign."},
     {"admitted | fire doors"}},
    {{"The food chain Nordkorb disputes that its honey contains sugar syrup, as the consumers' "
      "league "
      "says it does.",
      "The consumers' league repeated on Wednesday that Nordkorb's honey contains sugar syrup and "
      "published two laboratory reports.",
      "A shelf with Nordkorb's honey was empty in Lund on Thursday."},
     {"denied | syrup | Nordkorb denies", "not admitted | syrup"}},
    {{"Councillor Hugo Marsden has been accused by two colleagues of voting for a road that leads "
      "to "
      "his own land. He denies owning any land there.",
      "Marsden told the council on Tuesday that he does own land beside the road, four hectares "
      "that "
      "he inherited in 2009."},
     {"admitted | land | Hugo Marsden denies | Hugo Marsden admits"}},
    {{"Sailors of the trawler Pelikan say that its engine stopped twice before it sank. The owner, "
      "Baltic Catch, says that the engine was in perfect order.",
      "The engine of the Pelikan had stopped twice on its last voyage, Baltic Catch conceded on "
      "Thursday."},
     {"admitted | engine | Baltic Catch admits"}},
    {{"Skier Marit Aune rejected on Sunday reports that she would retire. \"I have another winter "
      "in "
      "me,\" she said.",
      "The slopes of Hemsby are short of snow.",
      "Marit Aune's trainer told the newspaper Kurier on Wednesday that she would retire in "
      "spring."},
     {"denied | retire | Marit Aune denies"}},
    {{"Bosses of the phone firm Telar have denied any plan to close its call centre in Orrin.",
      "The union of clerks accused Telar on Tuesday of closing the call centre in Orrin to punish "
      "strikers. Telar did not comment."},
     {"open | punish | union of clerks asserts", "not denied | punish"}},
    {{"The prime minister's wife is expecting a child, the magazine Glimmer wrote on Friday.",
      "The prime minister's wife is expecting a child in June, the palace of government confirmed "
      "on "
      "Saturday evening."},
     {"confirmed | expecting a child"}},
    {{"The railway had known since 2022 that the bridge at Kolm could sink, engineer Fritz Aber "
      "told a "
      "court. The railway's lawyers denied it.",
      "The railway knew in 2022 that the bridge at Kolm could sink, its chairwoman, Tilda Roos, "
      "acknowledged before parliament, adding that nobody had told her."},
     {"admitted | Kolm | Fritz Aber asserts | Tilda Roos admits"}},
    {{"A gym teacher, Raul Teck, said the school board had been warned three times about the loose "
      "goalposts in Varn. The school board denied that it had been warned.",
      "Classes go on in Varn, where flowers lie before the gate.",
      "The school board of Varn admitted that three letters about the loose goalposts had reached "
      "it. "
      "It asked the parents for forgiveness."},
     {"admitted | goalposts | Raul Teck asserts"}},
    {{"Painter Olga Winn accused the dealer Piet Hoorn of selling a forged picture as hers. Hoorn "
      "said "
      "that the picture was genuine.",
      "\"The picture is a fake. I should have seen it,\" Piet Hoorn wrote to his customers on "
      "Friday."},
     {"admitted | picture | Olga Winn asserts"}},
    {{"The army of Tessen said on Monday that its soldiers had not crossed the border. Villagers "
      "in "
      "Quill reported seeing them in their fields.",
      "The border is quiet, a reporter says, and hares run over it.",
      "Tessen's army withdrew its statement on Wednesday that its soldiers had not crossed the "
      "border. A map had been misread, it said."},
     {"not summary | said on Monday that its soldiers had not",
      "summary | withdrew its statement"}},
    {{"Norovirus has laid low 31 passengers of the cruise ship Calliope, the line said. The ship "
      "has "
      "1,900 people on board.",
      "On the Calliope 74 passengers are now ill with norovirus, the line said on Tuesday.",
      "The number of passengers who have fallen sick on the Calliope rose to 112."},
     {"series | ill | 31 74 112"}},
    {{"Rail passengers, about 600 of them, were marooned overnight in the station of Ost after a "
      "landslide. Soldiers moved 80 families out of the valley.",
      "By Tuesday 950 rail passengers were stranded in Ost, and 140 families had been evacuated "
      "from "
      "the valley."},
     {"series | stranded | 600 950", "series | evacuated | 80 140"}},
    {{"Riot police arrested 45 people in Mirov on Saturday night. Three demonstrators are missing, "
      "their lawyers say.",
      "The number of people detained in Mirov has reached 120, the interior ministry said. Lawyers "
      "say that seven demonstrators have disappeared."},
     {"series | arrested | 45 120", "series | missing | 3 7"}},
    {{"Lifeguards pulled 26 bathers from the water at Salt Bay and brought them to safety. The "
      "storm "
      "has left 90 people without a home.",
      "In all 41 bathers were rescued at Salt Bay. A hundred and thirty people are homeless."},
     {"series | rescued | 26 41", "series | homeless | 90 130"}},
};
#endif
