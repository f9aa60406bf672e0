/* turns_last.h: fifteen passages as those of turns_gold.h and turns_more.h, written after all
 * rules: what they give is the figure of texts that nothing was made for. No rule was made after
 * them. */
#ifndef OCTAVO_TESTS_STORY_TURNS_LAST_H
#define OCTAVO_TESTS_STORY_TURNS_LAST_H
#include "turns_gold.h"

static const struct turns_gold turns_last[] = {
    {{"Parents accuse the swimming club Delfin of letting children train alone. Delfin denied that "
      "children had trained alone.",
      "Delfin said on Thursday that children had trained alone on at least six evenings. The "
      "club's "
      "head has left."},
     {"admitted | alone | Delfin denies | Delfin admits"}},
    {{"The ombudsman, Greta Holl, said the prison of Stannick was dangerous for its guards. The "
      "justice "
      "ministry rejected that and said that the prison was safe.",
      "The justice minister, Viktor Lamm, said on Friday that the prison of Stannick was not safe, "
      "and "
      "sent 40 more guards."},
     {"admitted | Stannick | Viktor Lamm admits"}},
    {{"Striker Abel Konte denied that he had struck a steward in Vels.",
      "The steward's brother, Mo Tarr, said on Tuesday that Abel Konte had struck the steward in "
      "Vels.",
      "Abel Konte is to play on Sunday."},
     {"denied | steward | Abel Konte denies", "not admitted | steward"}},
    {{"Reporters of the Signal wrote that water from the Orla works was tainted with lead. Orla "
      "Water "
      "said that its water was clean.",
      "The mayor of Orla drank a glass of it before the cameras.",
      "Orla Water conceded on Thursday that its water had been tainted with lead since March."},
     {"admitted | lead | Orla Water admits", "not summary | its water was clean"}},
    {{"The bank Merkant denied on Monday that it was looking for a buyer.",
      "Shares of Merkant rose by 4 percent on Tuesday.",
      "The newspaper Tribune reported on Thursday that Merkant was looking for a buyer in Asia."},
     {"denied | buyer | Merkant denies", "not denied | buyer | Tribune asserts"}},
    {{"Actress Lise Moreau is leaving the series Harbour Lights, the website Scene reported.",
      "Lise Moreau is leaving the series Harbour Lights after nine years, the broadcaster "
      "confirmed in "
      "a statement on Friday."},
     {"confirmed | Harbour Lights | broadcaster confirms"}},
    {{"The drug had not been tested on children, the doctors' league alleged. The maker, "
      "Sanopharm, "
      "called the allegation baseless.",
      "The drug had never been tested on children, Sanopharm's research director, Ilse Baum, "
      "admitted "
      "to a committee of parliament."},
     {"admitted | tested on children | Ilse Baum admits"}},
    {{"The shipyard's owner, Pavel Drozd, accused the union of breaking cranes. The union denied "
      "it.",
      "Pavel Drozd withdrew his accusation that the union had broken cranes. The wind had done it, "
      "he "
      "said."},
     {"withdrawn | cranes | Pavel Drozd withdraws"}},
    {{"Minister Carla Benz said that no trains had been cancelled for want of drivers. The "
      "passengers' "
      "league said that 300 trains had been cancelled for want of drivers.",
      "Carla Benz said on Wednesday that 310 trains had been cancelled for want of drivers, and "
      "asked "
      "for patience."},
     {"admitted | cancelled | Carla Benz admits"}},
    {{"A court in Lomnica heard that the treasurer, Igor Vlk, had taken 80,000 crowns, as "
      "prosecutors "
      "claim. Vlk denies the charge.",
      "The court in Lomnica found Igor Vlk guilty on Friday of taking 80,000 crowns and sent him "
      "to "
      "prison for two years."},
     {"settled | 80,000 | Igor Vlk denies"}},
    {{"Twelve soldiers fell ill at the barracks of Tarn after supper, the army said.",
      "The army said that 35 soldiers were sick at the barracks of Tarn.",
      "By Wednesday 41 soldiers had fallen ill at Tarn, the army said."},
     {"series | ill | 12 35 41"}},
    {{"About 2,000 people were told to leave when the dyke at Holm cracked, and 1,500 were "
      "evacuated by "
      "night. Nine farmers are missing.",
      "The army has now evacuated 3,100 people from Holm. Four farmers are still missing."},
     {"series | evacuated | 1500 3100", "series | missing | 9 4"}},
    {{"Flu has infected 70 patients at the clinic of Varde, its director said.",
      "The clinic of Varde now has 95 patients who are infected with flu."},
     {"series | infected | 70 95"}},
    {{"The quake in Sarun has left 12,000 people homeless, the governor said. Dogs found 14 "
      "people, who "
      "were rescued from a school.",
      "The number of people made homeless by the quake in Sarun stands at 18,500. Twenty-two "
      "people "
      "have been rescued from the ruins."},
     {"series | homeless | 12000 18500", "series | rescued | 14 22"}},
    {{"Police in Kestrel held 60 people after the match, their chief said. Snow stranded 400 fans "
      "on "
      "the motorway.",
      "Police in Kestrel have arrested 85 people, their chief said. Some 650 fans were stranded on "
      "the "
      "motorway until dawn."},
     {"series | stranded | 400 650", "series | arrested | 85"}},
};
#endif
