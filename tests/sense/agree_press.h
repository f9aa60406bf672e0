/* agree_press.h: sixty passages in the manner of wires, business, sport, court, labour and local
 * pages, written all together before their author had read the rules of 2026-11, and parted by lot:
 * the first thirty were looked at, those from AGREE_PRESS_BLIND on are only a figure. Fifteen tell
 * of no agreement. See agree_gold.h for the form. */
#ifndef OCTAVO_TESTS_SENSE_AGREE_PRESS_H
#define OCTAVO_TESTS_SENSE_AGREE_PRESS_H
#include "agree_gold.h"

static const struct agree_gold agree_press[] = {
    {"Regulator fines water firm",
     "Crestwater has agreed to pay a record £84m penalty after the regulator found that it had "
     "pumped untreated sewage into two rivers for most of a decade. The firm will not be "
     "allowed to recover the money from its customers. \"This should never have been permitted "
     "to happen,\" said Owen Tarrant, head of the regulator, Rivercheck.",
     "Crestwater; Rivercheck"},
    {"Winger pens new deal",
     "Ashport Athletic winger Dele Okonma has put pen to paper on a new contract that keeps him "
     "at the Quayside until 2030. The 22-year-old has scored nine times this season and had "
     "been watched by several clubs abroad. \"I feel at home here,\" he told the club's website.",
     "Ashport Athletic; Dele Okonma"},
    {"Media group sells titles",
     "Northlight Media is offloading its 38 regional newspapers to private equity house Dunmore "
     "Capital for about $210 million, it said in a statement. The sale, which is expected to be "
     "completed by June, leaves Northlight with its television stations.",
     "Northlight Media; Dunmore Capital"},
    {"Ceasefire in the delta",
     "The guns fell silent in the Okari delta at midnight. The military government and the "
     "Delta Liberation Army have pledged to hold their fire for 60 days while aid is brought "
     "in, according to the African bloc's envoy, Josephine Mbala, who spent a month shuttling "
     "between them.",
     "military government; Delta Liberation Army"},
    {"Ex-banker admits fraud",
     "Former trader Lewis Hanmer pleaded guilty to two counts of wire fraud in Manhattan on "
     "Thursday as part of a plea bargain with federal prosecutors, who will ask for no more "
     "than six years. Hanmer, 41, will also give up his house in Montauk.",
     "Lewis Hanmer; federal prosecutors"},
    {"Rail strike off",
     "Commuters were spared a second week of misery when leaders of the rail union RWU called "
     "off Monday's stoppage. General secretary Pat Lomax said SouthLine had \"finally put "
     "something decent on the table\". Under the compromise guards will stay on all trains "
     "until 2028.",
     "RWU; SouthLine"},
    {"Coalition at last",
     "Seventy-one days after an election that nobody won, Halvard Lund will become prime "
     "minister. His Labour Democrats, the Centre Union and the small Farmers' List presented a "
     "90-page coalition programme in the old parliament building in Torsby.",
     "Labour Democrats; Centre Union; Farmers' List"},
    {"Film star splits from wife",
     "Actor Ronan Blythe and his estranged wife, the designer Carla Voss, have reached an "
     "out-of-court divorce settlement. She keeps the couple's beach house and he the vineyard, "
     "according to papers filed in Los Alamitos. They have two daughters.",
     "Ronan Blythe; Carla Voss"},
    {"Fishing row ends",
     "France and the island of Sarnay have settled their dispute over scallops. Boats from "
     "Normandy will be let back into Sarnay's waters from 1 October, and the islanders may "
     "again land their catch in Cherbourg. \"Common sense has won,\" said Sarnay's fisheries "
     "minister, Alan Brehaut.",
     "France; Sarnay"},
    {"Airlines to share codes",
     "Air Palmeira inked a codeshare agreement with Gulf carrier Qasr Airways on the sidelines "
     "of the Geneva air show, allowing its passengers to fly on to 14 cities in Asia on one "
     "ticket. Flights can be booked from March.",
     "Air Palmeira; Qasr Airways"},
    {"Peace talks yield roadmap",
     "After nine rounds of talks in Doha, the government of Zaruna and the rebel March 5 "
     "Movement initialled a roadmap on Sunday that could end a conflict which has driven half a "
     "million people from their homes. Qatar and Norway stand as guarantors. Clashes were "
     "nonetheless reported near the town of Bukoro.",
     "Zaruna; March 5 Movement"},
    {"Pharma tie-up",
     "Danish drugmaker Lundqvist Pharma said on Thursday it had agreed to acquire Boston-based "
     "Celara Therapeutics for $2.3 billion in cash, adding an experimental treatment for heart "
     "failure to its pipeline. Celara shareholders will get $41 a share, a premium of 62 "
     "percent.",
     "Lundqvist Pharma; Celara Therapeutics"},
    {"Loan for reactor",
     "Russia will lend Bulania $6.5 billion towards the reactor at Kosta, President Irena "
     "Todorova said after talks in Sochi. Repayments start only when the plant produces power. "
     "The opposition called the terms a mortgage on the country's future.",
     "Russia; Bulania"},
    {"Extradition pact",
     "Home secretary Diane Farrow flew to Tirvana on Friday to sign an extradition treaty with "
     "the Balkan state's justice minister, Gent Hoxhaj. It lets British courts send back "
     "convicts who have more than a year to serve. \"This closes a loophole,\" she said.",
     "British; Tirvana"},
    {"Label reunites with singer",
     "Singer Noor Haddad has signed with Bluebird Records, the label she stormed out of in "
     "2016. Her first album under the contract is due in May. Neither she nor label boss Rick "
     "Tandy would say what had changed.",
     "Noor Haddad; Bluebird Records"},
    {"Prisoner exchange",
     "Two journalists jailed in Orsk for spying landed in Vienna on Thursday, freed in a swap "
     "between Ruthia and the United States. Washington released a convicted arms dealer. The "
     "two governments had haggled for over a year.",
     "Ruthia; United States"},
    {"Tech start-up bought",
     "Search company Querent has snapped up the three-year-old start-up Paperlane, whose "
     "software reads handwriting. Terms were not disclosed, but a person close to the matter "
     "put the price at $140 million. Paperlane's founders, sisters Ji-woo and Ha-eun Park, will "
     "move to Querent's Seattle office.",
     "Querent; Paperlane"},
    {"Test tour confirmed",
     "The Islands Cricket Board has confirmed that its team will tour Pakistan in February for "
     "two Tests, having been satisfied over security. It follows an agreement reached with the "
     "hosts in Dubai last week on match venues.",
     "Islands Cricket Board; hosts"},
    {"Bank and tax office",
     "The tax authority and Banco Terrano have drawn a line under a decade of argument over "
     "hidden accounts. Without admitting guilt, the bank will hand over 410 million euros, half "
     "of it this year. The case had been due before the court of appeal in Lisane next week.",
     "tax authority; Banco Terrano"},
    {"Satellite contract",
     "Space agency officials in Noordwal picked Turin's Alta Spazio to build three weather "
     "satellites, a contract worth 1.3 billion euros. The first is to be launched from Kourou "
     "in 2031. A rival bid by Harrow Defence came in 15 percent dearer.",
     "Space agency; Alta Spazio"},
    {"Twin towns",
     "Skelby has found itself a twin. Mayor Joan Firth and her opposite number from "
     "Sainte-Odile, Luc Mercier, signed the charter in the town's library on Saturday before a "
     "crowd of 200 and a brass band.",
     "Skelby; Sainte-Odile"},
    {"Driver stays",
     "Sauvage Racing have tied down Brazilian driver Caio Braga for two more seasons. Team "
     "principal Henri Latour said the ink had dried over the weekend. Braga, who is third in "
     "the championship, had been linked with Fulmine.",
     "Sauvage Racing; Caio Braga"},
    {"Tribe and pipeline",
     "The Red Butte Nation has dropped its challenge to the Prairie Link pipeline after the "
     "operator, Sentry Midstream, consented to move the route four miles east of a burial "
     "ground. Work on the stretch resumes in spring.",
     "Red Butte Nation; Sentry Midstream"},
    {"Rates hit builders",
     "The central bank's surprise rise in interest rates has dealt a severe blow to house "
     "builders. Shares in Mallory Homes fell by 9 percent, and those of Fenwick Estates by 7. "
     "\"It is a great deal worse than we feared,\" said analyst Ruth Kemble.",
     ""},
    {"Rovers held",
     "Brantham Rovers shared the spoils with Castleby in a goalless draw on Saturday. Manager "
     "Steve Ogden agreed that his side had lacked bite. \"We have to come to terms with life "
     "without Marko,\" he said of the injured striker Marko Simic.",
     ""},
    {"Card sharp jailed",
     "A croupier who dealt himself into a share of the winnings at the Lido casino was jailed "
     "for two years on Monday. Judge Alan Frome said Pierre Caradec, 37, had struck at the "
     "trust between house and player. Caradec showed no emotion.",
     ""},
    {"Voters tired",
     "Voters in Nordhavn go to the polls on Sunday with few agreeing on anything but their "
     "weariness. Polls give the Liberals and the People's Party 31 percent each. \"Whoever wins "
     "will need partners,\" said the political scientist Mette Rask.",
     ""},
    {"Weather pact with devil",
     "To play well at Craigmuir, golfers say, one must sign a pact with the wind. Sweden's "
     "Anders Holt did nothing of the kind on Thursday: he took 81 strokes and left without a "
     "word to the press.",
     ""},
    {"Report on schools",
     "A commission on schools will publish its report in June, its chair, Baroness Thorne, said "
     "on Monday. She hopes that all parties can unite behind it. Teachers have heard such hopes "
     "before.",
     ""},
    {"Court rejects appeal",
     "The high court in Pallas on Thursday rejected an appeal by the former mayor, Stavros "
     "Lekkas, against his conviction for taking bribes. He had argued that the contracts were "
     "awarded by a committee. He must begin his sentence within ten days.",
     ""},
    {"Retailer to settle data case",
     "Shoppers whose card details were stolen from Hollis & Dean will share $31 million under a "
     "settlement filed in federal court in Carver City late on Monday. The chain, which has 412 "
     "stores, admits no wrongdoing. A judge must still approve the terms.",
     "Shoppers; Hollis & Dean"},
    {"Keeper move close",
     "Goalkeeper Tomasz Wilk has agreed a move to Real Alcanta and will fly out for a medical "
     "on Thursday. Brantham Rovers are to receive an initial €12m, with a further three million "
     "depending on appearances.",
     "Tomasz Wilk; Real Alcanta; Brantham Rovers"},
    {"Chipmakers team up",
     "Two of the biggest names in memory chips buried the hatchet on Tuesday. Taewon Devices "
     "and California-based Orrin Micro said they would share the cost of a $9 billion plant "
     "outside Busara, ending years of courtroom battles. Analysts had expected the pair to keep "
     "fighting.",
     "Taewon Devices; Orrin Micro"},
    {"Teachers' walkout averted",
     "There will be lessons in Delford on Monday after all. Negotiators for the school board "
     "and the Delford Federation of Teachers emerged at 4.20am on Saturday to say they had "
     "shaken hands on a three-year contract. It raises pay by 11 per cent and caps classes at "
     "28 pupils.",
     "school board; Delford Federation of Teachers"},
    {"Border reopened",
     "Trucks rolled across the Sarit bridge on Wednesday for the first time in nineteen months, "
     "two weeks after President Anwar Doule of Kasara and his Benoue counterpart, Michel Etani, "
     "ended their quarrel over grazing land at a summit in Lome. The neighbours have also "
     "undertaken to reopen their embassies.",
     "Kasara; Benoue"},
    {"Council picks builder",
     "Wexcombe council has awarded the £48m contract for its new leisure centre to Pryor "
     "Construction. Work on the site, a former bus garage in Mill Street, begins in the new "
     "year. Councillor Jean Abbott called it \"a big day for the town\".",
     "Wexcombe council; Pryor Construction"},
    {"Streaming rights",
     "From next autumn viewers will need a subscription to Vidora to watch the Premier Rugby "
     "Cup. The American streaming company beat two broadcasters to the rights, paying the "
     "competition's organisers £120m for three seasons.",
     "Vidora; organisers"},
    {"Arms sale cleared",
     "The State Department has approved the possible sale of 24 attack helicopters to Marenia "
     "for $1.9 billion. The Kestrel helicopters are built by Aldane Aerospace, which signed a "
     "provisional contract with the Marenian defence ministry last year.",
     "Aldane Aerospace; Marenian defence ministry"},
    {"Oil giant buys stake",
     "Petrosol, the state oil company of Venadia, is to take a 30 per cent stake in the Mirani "
     "offshore field from Britain's Garland Energy. The transaction values the field at $4.4bn. "
     "Garland will remain the operator.",
     "Petrosol; Garland Energy"},
    {"Supermarket and farmers",
     "Dairy farmers who had blockaded the depots of Maxifood for a week went home on Sunday "
     "with a promise of two cents more a litre. The supermarket chain gave in after its shelves "
     "in the capital began to empty. The deal runs until Easter.",
     "Dairy farmers; Maxifood"},
    {"University settles with professor",
     "Westbrook University will pay $1.2 million to a former chemistry professor, Amrita "
     "Deshpande, who said she had been passed over because of her age. In return she drops her "
     "lawsuit. Neither party would comment beyond a joint statement.",
     "Westbrook University; Amrita Deshpande"},
    {"City and team agree lease",
     "The Portmore Pelicans are staying put. Mayor Luis Ortega announced at City Hall that the "
     "baseball team had committed to another 25 years at Harbor Field in exchange for $300 "
     "million in repairs, most of it paid by the city.",
     "Portmore Pelicans; city"},
    {"Cable operators merge",
     "Cable operators Telnova and Rikkom on Monday announced an all-share merger of equals that "
     "would create the Nordic region's second-largest broadband provider. The combined company, "
     "to be based in Malmo, will have 4.1 million subscribers. Regulators in Brussels are "
     "likely to take a close look.",
     "Telnova; Rikkom"},
    {"Neighbours end hedge war",
     "A nine-year feud over a leylandii hedge has ended on the steps of Barnley county court. "
     "Retired plumber Ken Oldroyd and neighbour Shirley Mapp reached a compromise minutes "
     "before the hearing: the hedge comes down to six feet, and she pays half.",
     "Ken Oldroyd; Shirley Mapp"},
    {"Hospital staff vote",
     "Cleaners and porters at St Brannoc's Hospital have voted by four to one to accept a "
     "revised offer from contractor Medisure, ending the longest strike in its history. They "
     "will get £1.10 more an hour, backdated to April, their union Unity said.",
     "Cleaners and porters; Medisure"},
    {"Climate money",
     "Eleven rich countries will put up $5 billion to help Vindara close its coal-fired power "
     "stations, under an accord to be unveiled at the climate summit in Belgravo on Monday. In "
     "exchange Vindara is to bring forward the peak of its emissions by seven years.",
     "Eleven rich countries; Vindara"},
    {"Lender restructures debt",
     "Creditors led by the hedge fund Marrow Point have thrown troubled cinema chain Lumina a "
     "lifeline, swapping $900 million of debt for 70 per cent of its shares. Lumina's chief "
     "executive, Paula Reyes, described the arrangement as \"painful but necessary\".",
     "Marrow Point; Lumina"},
    {"Water deal on the Tamir",
     "Upstream Gandara will release at least 300 cubic metres of water a second from its new "
     "dam, and downstream Sufia will buy power from it. That is the core of a deal that the two "
     "countries' water ministers clinched in Nairobi after six years of threats.",
     "Gandara; Sufia"},
    {"Boxers sign",
     "It is on. Heavyweight champion Viktor Maslak and challenger Junior Tate have signed "
     "contracts to fight in Riyadh on 19 December, their promoters confirmed. The winner will "
     "take 60 per cent of a purse thought to exceed $100m.",
     "Viktor Maslak; Junior Tate"},
    {"Dockworkers and employers",
     "Dockworkers on the east coast ratified a six-year contract with the Maritime Employers' "
     "Alliance on Tuesday, with 92 percent in favour. It bans fully automated cranes. \"Our "
     "members have spoken loudly,\" said the union's president, Donnell Rucker.",
     "Dockworkers; Maritime Employers' Alliance"},
    {"Nuclear inspectors return",
     "Inspectors will be allowed back into two enrichment sites in Faristan next month, the "
     "atomic watchdog said after its director, Elena Marsh, held eleventh-hour talks with the "
     "Islamic republic's top negotiator. Faristan in turn expects the agency to close its file "
     "on past work.",
     "Faristan; agency"},
    {"Gas supplies",
     "Hungarvia's state energy firm MGV has agreed with Gasneft on 4.5 billion cubic metres of "
     "gas a year until 2036, foreign minister Peter Sarkan wrote on Facebook. He gave no price. "
     "Brussels has urged members to phase out such purchases.",
     "MGV; Gasneft"},
    {"Minister urged to act",
     "Opposition leader Carlo Benetti has demanded that the government strike a bargain with "
     "the doctors' union before winter. \"People are dying in corridors,\" he told supporters "
     "in Padana. The health minister, Lucia Ferri, was not available for comment.",
     ""},
    {"Jury still out",
     "Jurors in the trial of businessman Kurt Haller could not agree on a verdict on Friday and "
     "were sent home for the weekend. Judge Maria Stohl told them she would accept a majority "
     "decision. Haller denies bribing two officials in Lauben.",
     ""},
    {"Scholars differ on ruins",
     "Most archaeologists agree that the walls at Tel Arod were built in the ninth century, but "
     "Professor Noam Gilad is not convinced. He believes that the town came to grief in an "
     "earthquake and that the walls were put up later.",
     ""},
    {"Bargains in the sales",
     "Shoppers queued from 5am outside Harmon's in Leeds for the winter sales. \"I got a deal "
     "on a television,\" said Priya Shah, 34. Police had to deal with one scuffle at the doors.",
     ""},
    {"Storm forces evacuations",
     "Thousands of people in coastal Maravel were told to leave their homes on Tuesday as "
     "Hurricane Otis bore down on the island. Governor Jaime Luna accepted that the shelters "
     "were not ready. The Red Cross has opened 40 more.",
     ""},
    {"Museum recalls 1713 treaty",
     "An exhibition on the treaties that ended the wars of the eighteenth century opens at the "
     "Army Museum in Tarnhelm next week. Curator Edda Brink has borrowed 80 objects. Visitors "
     "can see the pens, the seals and a very large number of wigs.",
     ""},
    {"Poet wins prize",
     "The poet Lucian Marsh, whose collection The Bargain won the Holm Prize last night, said "
     "he had no contract with his muse. \"She comes when she likes,\" he said. He dedicated the "
     "award to his publisher's cat.",
     ""},
    {"Firm denies report",
     "Shares in Halcyon Games leapt 14 percent on Wednesday on talk that it might be bought. "
     "The company said that it knew of no reason for the rise. A spokesman for the studio "
     "declined to add anything.",
     ""},
};

enum { AGREE_PRESS_COUNT = sizeof agree_press / sizeof *agree_press, AGREE_PRESS_BLIND = 30 };
#endif
