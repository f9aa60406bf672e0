/* claims_gold.h: made-up stories of the kind that real political and court news gives: what a
 * page may list as a claim, who says what in it, and what it must leave out. Facts as in
 * turns_gold.h, and besides: "head | words" (a claim is told in these words), "once | words" (just
 * one is), "first | words" (the first claim speaks of it), "apart | words | words" (no claim has
 * both). The rules were written with these at hand; claims_last.h has those they had not seen. */
#ifndef OCTAVO_TESTS_STORY_CLAIMS_GOLD_H
#define OCTAVO_TESTS_STORY_CLAIMS_GOLD_H
#include "turns_gold.h"

static const struct turns_gold claims_gold[] = {
    /* a large dispute and what people say on the occasion of it */
    {{"The Harbour Courier reported on Thursday that Mayor Ruben Askel ordered the treasurer, Ida "
      "Fenn, to shred the accounts of the tram project. Askel denied the Courier's report. \"I "
      "never told anybody to shred anything,\" he said. Councillor Petra Lund said the council "
      "expects the inquiry into the tram project to publish its findings in May. \"The people of "
      "Drammel deserve the full report on the tram project,\" said councillor Olle Brandt.",
      "Mayor Ruben Askel rejected the report that he had ordered treasurer Ida Fenn to shred the "
      "accounts of the tram project. The prosecutor, Vera Holm, said that she expects Fenn back "
      "for another hearing on the tram project next week. Councillor Nils Aber said that the tram "
      "project had been a mistake from the start."},
     {"denied | shred | Harbour Courier asserts | Ruben Askel denies", "once | shred",
      "apart | shred | deserve", "apart | shred | back for another hearing",
      "apart | shred | from the start"}},
    /* what is confirmed is another thing of the same project */
    {{"\"I find it strange that the bridge is longer than any other in the north,\" engineer Tor "
      "Eklund wrote. The bridge over the Vessel sound is to open in June.",
      "Three ferries beside the bridge are confirmed for the summer timetable, the operator "
      "Sundline said. The longer bridge over the Vessel sound will open in June."},
     {"not confirmed | strange", "not head | strange"}},
    /* he confirms and adds: his own words */
    {{"The head of the orchestra, Livia Marr, also confirmed that the hall will have 1,400 seats, "
      "adding that the first season will run at 80 percent of its budget.",
      "The concert hall of Ostrand will open in autumn."},
     {"not head | first season", "not confirmed | first season"}},
    /* denials of nothing that was asserted */
    {{"Minister Karla Wendt dismissed criticism from the unions of the new roster for nurses. "
      "The chief surgeon, Emil Dorn, disputed that assessment. \"One of them should not be in "
      "office,\" the columnist Fritz Pahl wrote of her and her deputy. Senator Bo Riis rejected "
      "the option of a vote of confidence.",
      "Nurses in Halden protest against their new roster."},
     {"not head | criticism", "not head | assessment", "not denied | should not be in office",
      "not head | option"}},
    /* suspected: a charge, no doubt of one */
    {{"Police in Torvik seized the trawler Brisling on Sunday. Its crew is suspected of dumping "
      "drums of waste oil off the island of Senn.",
      "The Coast Guard accused the crew of the trawler Brisling of dumping drums of waste oil off "
      "Senn. The owner, Brisling Rederi, denied that the crew had dumped any oil."},
     {"denied | oil | Brisling Rederi denies", "not head | Police in Torvik",
      "first | dumping drums"}},
    /* who answers to a charge does not make it */
    {{"Senator Jonas Vik responded on Sunday to accusations that he had made up his degree from "
      "the university of Lorn. \"I have the papers,\" Vik said.",
      "The magazine Spiegelau wrote that Jonas Vik had made up his degree from the university of "
      "Lorn. Vik denied that he had made up the degree."},
     {"denied | degree | Spiegelau asserts | Jonas Vik denies",
      "not denied | degree | Jonas Vik asserts", "once | made up"}},
    /* parts of a sentence that nobody could read alone */
    {{"It is the anger of members that fuelled the revolt against deputies accused of serving the "
      "timber lobby, the analyst said. One of them is accused of hiding a payment. The forest law "
      "was passed with 61 votes.",
      "Deputy Lars Hove accused the timber firm Granwerk of buying votes for the forest law. "
      "Granwerk said that it had bought no votes."},
     {"not head | One of them", "not head | the timber lobby", "denied | votes | Lars Hove asserts",
      "first | buying votes"}},
    /* what would follow if it were true */
    {{"The daily Abendruf reported that General Paul Orsk told his driver, Timo Lenz, to lie to "
      "the "
      "court about the accident. The charges, if true, would be grounds for a trial, the deputy "
      "Anke Roth said. \"If the Abendruf is right, the general must resign,\" the deputy Uwe "
      "Stamm said.",
      "General Paul Orsk denied that he had told his driver to lie to the court about the "
      "accident. "
      "\"As a matter of the greatest importance, and given that these alleged acts were aimed at "
      "the court, our committee will get to the bottom of it,\" Anke Roth said."},
     {"denied | lie to the court | Abendruf asserts | Paul Orsk denies", "not head | if true",
      "not head | greatest importance", "apart | lie to the court | must resign"}},
    /* a spokesman's denial of charges is no accusation */
    {{"Five dancers accused the choreographer Marc Dellin of hitting them at rehearsals. \"Any "
      "allegations of violence are unequivocally denied by Mr. Dellin,\" his spokeswoman, Sara "
      "Quist, said.",
      "Choreographer Marc Dellin, who has been accused of hitting dancers at rehearsals, left the "
      "company on Friday. The festival had waited for weeks for what the dancers would say about "
      "him."},
     {"denied | hitting", "not open | Any allegations of violence", "not head | had waited",
      "once | hitting"}},
    /* pictures and their captions; sentences that need another before them */
    {{"A goods train left the rails at Moorfeld on Tuesday and spilled 30 tons of acid. Scenes of "
      "the Moorfeld accident Firemen confirmed that all is safe behind the barrier. Scenes of the "
      "Moorfeld accident A doctor says that he was not sure what to do. Scenes of the Moorfeld "
      "accident A woman denies a reporter an answer. The pair had worked together for years.",
      "The train that left the rails at Moorfeld had been inspected in March, the railway said. In "
      "this March 3 file photo, the Moorfeld train stands at a station. That was the fifth such "
      "accident of the year. Moorfeld train leaves rails Updated: 14 March 09:53 (Agencies)"},
     {"not head | Scenes of", "not summary | The pair", "not summary | file photo",
      "not summary | Updated:", "not summary | That was"}},
    /* and later, from what real news still got wrong: what is to come, and what is said of charges
     */
    {{"The party's leaders have insisted that they won't consider a candidate from the islands. "
      "The "
      "chairwoman, Hanne Foss, said that her illness will have no bearing on the vote. \"I have "
      "never "
      "been more sure of anything,\" she said. Foss rejected that notion.",
      "Accusations that she had misled the party about her illness were false, Hanne Foss said."},
     {"not head | consider", "not head | no bearing", "not head | never been", "not head | notion",
      "denied | misled | Hanne Foss denies", "not open | misled"}},
    /* one speaker, with an initial and without; who confirms his own words confirms nothing */
    {{"\"I used party money for my kitchen,\" treasurer Olav T. Brekke told the court.",
      "Treasurer Olav Brekke confirmed that he used party money for his kitchen."},
     {"not confirmed | kitchen"}},
    /* what befell somebody, what is suggested, what is read in a list */
    {{"The minister told students how he had been stopped twice and accused of speeding. Polls fed "
      "suggestions that the former mayor Greta Ohm could enter the race. Prosecutors had accused "
      "the "
      "carter Jens Rudd of arson.",
      "The paper said the harbour board told the carter Jens Rudd to burn the sheds. The harbour "
      "board disputed a report that said it had told the carter, a former clerk, to burn the "
      "sheds."},
     {"not head | speeding", "not head | enter the race",
      "denied | burn the sheds | paper asserts | harbour board denies", "head | arson"}},
    /* the alleged attack, and what is asked for */
    {{"The decades of alleged beatings by the abbot came to light in May. A novice said that he "
      "was "
      "questioned about the abbot's keys. A lawyer told the paper to accuse nobody.",
      "Two novices accused the abbot, Pater Corvin, of beating them with keys. Corvin has denied "
      "beating anybody."},
     {"not head | decades", "not head | questioned", "not head | accuse nobody",
      "denied | beating | Corvin denies", "first | beating"}},
    /* sentences of a summary that were cut, or that nobody says */
    {{"Federal prosecutors have summoned Gov.\nRalf Tesch's campaign over a closed bridge in "
      "Ondry. "
      "\"It was hell.\" I suspect that the governor likes bridges as much as I do. Bridge closed; "
      "governor silent;",
      "Governor Ralf Tesch's campaign handed over 300 letters on the closed bridge in Ondry on "
      "Monday. They were written in autumn. A similar bridge was closed in Lomm."},
     {"not summary | Gov.", "not summary | It was hell", "not summary | I suspect",
      "not summary | They were", "not summary | A similar", "summary | 300 letters"}},
    {{"What hurt the senator most was that the bishop had insulted his wife, he said. Citing an "
      "unfounded theory, the bishop has said that the senator's father knew the killer of Lomm. "
      "The "
      "Post said allegedly forged letters came from the bishop. The weekly said allegedly bought "
      "the "
      "land for his brother.",
      "The bishop accused the senator of theft. It came after a quarrel over the chapel of Lomm."},
     {"not head | allegedly bought the land for his brother", "not denied | insulted",
      "not summary | It came"}},
    /* a gallery's captions, and who is accused and says it was not so */
    {{"The ferry Sunniva sank off Lomm. Hide Caption 4 of 9 Photos: Storm in Lomm The captain says "
      "the "
      "ferry Sunniva had sailed with its bow open. Hide Caption 5 of 9 Photos: Storm in Lomm The "
      "owner "
      "denies that it had.",
      "The seamen's union accused the owner, Lomm Ferries, of sailing with an open bow. Lomm "
      "Ferries "
      "said that the Sunniva had not sailed with an open bow."},
     {"not head | Hide Caption", "not head | Storm in Lomm",
      "denied | open bow | union asserts | Lomm Ferries denies"}},
};
#endif
