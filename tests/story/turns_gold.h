/* turns_gold.h: thirty-two passages of two to four reports of one story, all made up: what a page
 * of the story must say of claims, figures and the summary. The rules of src/story were written
 * with these at hand; turns_last.h has those that they had not seen.
 *
 * A fact is one line: "standing | words | who side | who side": there is a claim of that standing
 * in which those words stand (in its own words or in the sentence of one of its voices), with those
 * voices; "series | label | values"; "summary | words" and "others | words" (a sentence of the
 * summary, of what the others say that the first report does not, has the words). "not" before it:
 * no such thing. */
#ifndef OCTAVO_TESTS_STORY_TURNS_GOLD_H
#define OCTAVO_TESTS_STORY_TURNS_GOLD_H

enum { TURNS_REPORTS_MOST = 4, TURNS_FACTS_MOST = 6 };
struct turns_gold {
    const char *reports[TURNS_REPORTS_MOST]; /* a day apart; [0] may be NULL only behind the last */
    const char *facts[TURNS_FACTS_MOST];
};

static const struct turns_gold turns_gold[] = {
    /* the accused says later, in other words, that it was so */
    {{"The inspectorate of works said on Monday that the relief valve of the Sorn refinery had "
      "failed to close. Quellin Oil denied it. \"The valve closed properly,\" its spokeswoman, "
      "Tess Morrow, said.",
      "Work at the Sorn refinery goes on at half of its speed, and 300 people are at home.",
      "Quellin Oil said on Wednesday that the relief valve of the Sorn refinery did not close "
      "properly. Its spokeswoman, Tess Morrow, apologised."},
     {"admitted | valve | Quellin Oil denies | Quellin Oil admits"}},
    {{"The lift workers' union accused Alpan Lifts of not having checked the brakes of the "
      "Vannberg "
      "chairlift since spring. Alpan Lifts rejected the accusation and said that the brakes had "
      "been "
      "checked in October.",
      "The union repeated on Tuesday that Alpan Lifts had not checked the brakes since spring."},
     {"denied | brakes | lift workers' union asserts | Alpan Lifts denies",
      "not admitted | brakes"}},
    {{"Prosecutor Mara Tolland said the steel of the Harrow bridge was faulty. Corvin Steel denied "
      "that its steel was faulty.",
      "Corvin Steel said on Tuesday that the steel of the Harrow bridge had cracks and should "
      "never "
      "have been sold. \"Our steel was not sound,\" its head, Ivo Trent, said."},
     {"admitted | steel | Mara Tolland asserts | Corvin Steel denies | Corvin Steel admits"}},
    {{"The weekly Lantern reported that the education ministry had known of the mould in the Elm "
      "Street school since May. The education ministry denied that it had known of the mould.",
      "The head of the teachers' union, Bo Larsen, said the ministry had known of the mould in the "
      "Elm Street school since May.",
      "The education minister, Ruth Amsel, said on Wednesday that her ministry had known of the "
      "mould "
      "since May."},
     {"admitted | mould | education ministry denies | Ruth Amsel admits",
      "not admitted | mould | Bo Larsen admits"}},
    /* a denial has no claim that was made only after it */
    {{"Delvin United denied on Monday that it would sell its captain, Joao Mateus.",
      "Delvin United train behind closed doors this week.",
      "The agent of Joao Mateus, Rita Pell, said on Wednesday that Delvin United would sell its "
      "captain, Joao Mateus, to Sarn."},
     {"denied | sell | Delvin United denies", "not denied | sell | Rita Pell asserts"}},
    {{"The mayor of Ostrava Point, Gil Renner, denied that the water tower was to be pulled down.",
      "Councillor Ada Moss accused Gil Renner of having sold the water tower to a hotel. Renner "
      "denied the accusation."},
     {"denied | hotel | Ada Moss asserts | Gil Renner denies",
      "denied | pulled down | Gil Renner denies", "not denied | pulled down | Ada Moss asserts"}},
    /* the verb of saying behind what is said */
    {{"Goalkeeper Pia Norden has broken her hand, the newspaper Spur reported on Sunday.",
      "Pia Norden has broken her hand and will miss the final, the club confirmed on Monday."},
     {"confirmed | broken her hand | club confirms"}},
    {{"The pressure group Clean Shore accused Marlow Paper of letting chlorine into the Tamsin "
      "river. Marlow Paper denied that chlorine had reached the Tamsin river.",
      "Chlorine had reached the Tamsin river for eight days, Marlow Paper admitted on Tuesday, "
      "adding that a gauge had been broken."},
     {"admitted | chlorine | Clean Shore asserts | Marlow Paper denies | Marlow Paper admits"}},
    {{"Treasurer Otto Kray of the brass band took 9,000 crowns from its till, the band's "
      "chairwoman, "
      "Lena Voss, alleged on Monday. Kray denied the allegation.",
      "The till of the band was 9,000 crowns short at New Year, officials said, adding that nobody "
      "else had a key.",
      "He had taken the 9,000 crowns from the till of the band, Otto Kray conceded in a letter on "
      "Tuesday."},
     {"admitted | till | Lena Voss asserts | Otto Kray denies | Otto Kray admits",
      "not denied | till"}},
    /* what does not hold any more is not told as if it held */
    {{"A gas leak killed two people at the Breven brewery on Monday, the fire service said. The "
      "brewery's owner, Breven Group, denied that an alarm had been switched off before the gas "
      "leak "
      "at the Breven brewery.",
      "Firemen searched the cellars of the Breven brewery for a third day. The two dead were "
      "brewers "
      "of 31 and 45, the police said.",
      "Breven Group admitted on Wednesday that an alarm had been switched off before the gas leak "
      "at "
      "the Breven brewery. It said a foreman had complained about noise."},
     {"admitted | alarm | Breven Group denies | Breven Group admits",
      "not summary | denied that an alarm", "summary | admitted on Wednesday"}},
    {{"The ferry Osprey hit the pier of Kell at noon on Monday, and nine people were hurt.",
      "Captain Jon Sarre said he had not been on the bridge alone when the ferry Osprey hit the "
      "pier "
      "of Kell. Divers found a hole of two metres below the water line.",
      "Captain Jon Sarre withdrew his statement that he had not been on the bridge alone when the "
      "ferry Osprey hit the pier of Kell. The port of Kell opens again on Friday."},
     {"not others | said he had not been on the bridge", "others | withdrew his statement"}},
    /* people whom it befell */
    {{"Forty pupils fell ill after lunch at the Tanner school in Wick on Monday, the county said.",
      "The number of pupils taken ill at the Tanner school in Wick has risen to 52, the county "
      "said "
      "on Tuesday.",
      "In all 57 pupils of the Tanner school were sickened, the county's doctor said."},
     {"series | ill | 40 52 57"}},
    {{"Around 300 travellers were stranded on the island of Skerra on Monday when the storm broke "
      "the "
      "pier. Eleven hundred people were evacuated from the camps of the island.",
      "The storm left 450 travellers stranded on Skerra, the harbour master said on Tuesday. Some "
      "1,400 people have been evacuated from the camps."},
     {"series | stranded | 300 450", "series | evacuated | 1100 1400"}},
    {{"The flood of the Oder made 2,000 people homeless, the prefect said. Rescuers brought 120 "
      "people "
      "to safety by boat.",
      "The flood has left 3,500 people homeless, the prefect said on Tuesday. So far 210 people "
      "have "
      "been rescued by boat."},
     {"series | homeless | 2000 3500", "series | rescued | 120 210"}},
    {{"Measles has infected 14 children in Dorn, the health office said. Police detained 22 people "
      "at "
      "a protest against the closing of schools.",
      "Nineteen children have caught measles in Dorn, the health office said on Tuesday. Police "
      "took "
      "31 people into custody at the protest.",
      "The health office said 26 children had tested positive for measles in Dorn."},
     {"series | infected | 14 19 26", "series | arrested | 22 31"}},
    /* seventeen more, of the same days */

    {{"Passengers said that the air conditioning of the Merel line's trains had failed on Sunday. "
      "Merel Rail disputed that, saying that all its cooling units were working.",
      "Merel Rail acknowledged on Monday that the cooling units of nine trains had been out of "
      "order."},
     {"admitted | cooling | Merel Rail denies | Merel Rail admits"}},
    {{"A former clerk, Nils Aker, accused the Orsa Savings Bank of selling insurance that nobody "
      "needed. The bank rejected the accusation.",
      "Orsa Savings Bank said on Thursday it had sold 12,000 customers insurance that they did not "
      "need, and would pay them back."},
     {"admitted | insurance | Nils Aker asserts | Orsa Savings Bank admits"}},
    {{"The coach of the Tarn swimmers, Leo Brandt, denied that he had given his athletes tablets.",
      "\"I gave them tablets, and I am sorry,\" Leo Brandt told the newspaper Echo."},
     {"admitted | tablets | Leo Brandt denies | Leo Brandt admits"}},
    {{"Nurses accused the Sanna clinic of hiding infections. The Sanna clinic denied the "
      "accusation.",
      "The Sanna clinic said on Tuesday that two infections had been found in its kitchen staff "
      "and that it had told the county at once."},
     {"denied | hiding infections | Sanna clinic denies", "not admitted | infections"}},
    {{"The families of the drowned accused Kessel Ferries of sailing without life jackets. Kessel "
      "Ferries denied that its ship had sailed without life jackets.",
      "The lawyer of the families, Ida Wren, said Kessel Ferries had sailed without life jackets "
      "on the day of the accident."},
     {"denied | life jackets | Kessel Ferries denies", "not admitted | life jackets"}},
    {{"Interior minister Paul Dreyer denied that the police had listened to telephones of "
      "journalists.",
      "The interior ministry said on Friday that the police had listened to the telephones of four "
      "journalists since January."},
     {"admitted | telephones | Paul Dreyer denies | interior ministry admits"}},
    {{"The airline Volant said its pilot was sober when the jet left the runway at Lomar. A "
      "prosecutor, Rosa Finn, had said that he was drunk. Volant denied it.",
      "Volant's chief executive, Tom Areck, said on Tuesday that the pilot had not been sober."},
     {"admitted | sober | Volant denies | Tom Areck admits"}},
    {{"The county said the dam at Lake Sevin was unsafe. Sevin Hydro denied that its dam was "
      "unsafe.",
      "Sevin Hydro said on Tuesday that the dam at Lake Sevin was safe and had been tested in "
      "May."},
     {"denied | unsafe | Sevin Hydro denies", "not admitted | unsafe"}},
    {{"Opposition leader Ida Grann said that 3,000 votes had been forged in Belmar. The election "
      "office denied that votes had been forged.",
      "Ida Grann said on Thursday that no votes had been forged in Belmar, and congratulated the "
      "mayor."},
     {"withdrawn | forged | Ida Grann asserts | Ida Grann withdraws"}},
    {{"The union said 400 jobs would go at Brask Motors. Brask Motors denied that it would cut 400 "
      "jobs.",
      "Brask Motors is to cut 400 jobs, its head, Una Moll, announced on Wednesday."},
     {"admitted | 400 jobs | Brask Motors denies | Una Moll admits"}},
    {{"Pump maker Tessel denied that its valves were the cause of the flood.",
      "Tessel admitted on Thursday that its valves had caused the flood in Orva.",
      "Tessel, which had at first denied that its valves were the cause of the flood, will pay 3 "
      "million crowns to the town of Orva."},
     {"admitted | valves | Tessel denies | Tessel admits"}},
    {{"The chain Burgerhof denied on Monday that meat had been sold after its date in its shops.",
      "Meat had been sold after its date in two shops, a spokesman for Burgerhof conceded on "
      "Wednesday."},
     {"admitted | its date | Burgerhof denies | Burgerhof admits"}},
    {{"The paper Lantern reported that General Ivo Stahl had ordered the attack on Sumar. The army "
      "denied that he had ordered it.",
      "The army said on Friday that if General Ivo Stahl had ordered the attack on Sumar he would "
      "be tried."},
     {"denied | ordered the attack", "not admitted | attack"}},
    {{"The Tellar Group denied in the morning that it was bankrupt. In the evening the daily Pilot "
      "reported that the Tellar Group was bankrupt.",
      "Shops of the Tellar Group stay open."},
     {"denied | bankrupt | Tellar Group denies"}},
    {{"Fifteen hikers are missing on Mount Arle, rescuers said.",
      "Nine of the 15 hikers have been found alive on Mount Arle, and six are still missing, "
      "rescuers said on Tuesday.",
      "The number of hikers missing on Mount Arle fell to four."},
     {"series | missing | 15 6 4"}},
    {{"Salmonella in eggs has made 120 people sick in Velm, the food office said.",
      "The number of people sick from eggs in Velm has climbed to 185, the food office said.",
      "More than 230 people in Velm have been taken ill."},
     {"series | ill | 120 185 230"}},
    {{"Some 12,000 people fled their homes when the volcano of Mera woke on Monday. In the port "
      "800 tourists are stranded.",
      "The volcano has now displaced 17,500 people, and 1,150 tourists are stuck in the port."},
     {"series | displaced | 12000 17500", "series | stranded | 800 1150"}},
};
#endif
