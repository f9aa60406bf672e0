/* agree_gold.h: passages of our own in many styles, with the parties of the agreement that each
 * tells of (parted by "; "; none: nobody agrees on anything). They were written before the program
 * had read them. Mediators, hosts, lawyers and who only signs for a body are no parties. Those
 * from AGREE_BLIND on are looked at only as a figure. */
#ifndef OCTAVO_TESTS_SENSE_AGREE_GOLD_H
#define OCTAVO_TESTS_SENSE_AGREE_GOLD_H

static const struct agree_gold {
    const char *title, *text, *parties;
} agree_gold[] = {
    {"Two ports to share pilots",
     "The ports of Haldsund and Brekvik have agreed to share harbour pilots from next spring. "
     "Signe Aasen, who runs the pilots' school, said the plan was overdue.",
     "Haldsund; Brekvik"},
    {"Brewer takes half of cider maker",
     "Tolley Brewing has bought a half share in Marden Cider for £14m. Oliver Strand, Tolley's "
     "chief executive, said the two had been talking since 2019.",
     "Tolley Brewing; Marden Cider"},
    {"Nurses call off strike",
     "A strike by nurses in Orlu province was called off late on Tuesday after the health ministry "
     "and the United Nurses' League settled on a raise of 6 percent. The walkout would have closed "
     "nine hospitals.",
     "health ministry; United Nurses' League"},
    {"Truce holds for third day",
     "A truce between the government of Tamasi and the Northern Front held for a third day on "
     "Friday, monitors said. It was brokered by Ferrania, whose foreign minister, Ilse Kort, is to "
     "visit both capitals.",
     "Tamasi; Northern Front"},
    {"Striker joins Corvane",
     "Corvane City have signed the striker Luka Petric from Dornbach for a fee of 21 million "
     "euros. "
     "The 24-year-old will wear number nine.",
     "Corvane City; Luka Petric; Dornbach"},
    {"Ministers sign fishing treaty",
     "The fisheries ministers of Lorna and Askar put their names to a treaty in Geneva on Monday "
     "that divides the catch in the Sound of Mull Bay. Neither minister took questions.",
     "Lorna; Askar"},
    {"Museum returns carved doors",
     "The Harrow Museum will return four carved doors to the people of Ndembe under an agreement "
     "signed this week. The doors were taken in 1897.",
     "Harrow Museum; Ndembe"},
    {"Court case over chip patents ends",
     "Veltron and its rival Micasa Systems settled a six-year fight over patents on Wednesday, "
     "hours before a jury was to be chosen in Denver. Neither side gave the terms.",
     "Veltron; Micasa Systems"},
    {"No deal on steel",
     "Talks between Norrland Steel and the metalworkers' union broke down on Sunday night. The "
     "union said it would strike from Thursday.",
     "Norrland Steel; metalworkers' union"},
    {"Airline orders forty jets",
     "Trans-Savanna Airways has ordered 40 jets from Bellanger in a deal worth $3.2 billion at "
     "list "
     "prices, the airline said at the Marsa air show.",
     "Trans-Savanna Airways; Bellanger"},
    {"Village buys its pub",
     "People in the village of Little Orme have bought the Plough, the only pub for nine miles, "
     "from Castle Taverns. They raised £310,000 in eleven weeks.",
     "Castle Taverns; People"},
    {"Lake states renew water pact",
     "Kesh, Uvira and Mandola have renewed for ten years the pact that governs how much water each "
     "may draw from Lake Isoro. Environmental groups had asked for lower limits.",
     "Kesh; Uvira; Mandola"},
    {"The long road to the Calder bridge",
     "It took eleven years, four governments and one resignation, but on a wet morning in March "
     "the mayors of Calder and Vance shook hands on a bridge. Calder will pay two thirds.",
     "Calder; Vance"},
    {"Union members accept offer",
     "Bus drivers at Metroline accepted a 4.5 percent pay offer on Friday, ending a dispute that "
     "had lasted since June. Their union, Transit Workers United, had told them to vote yes.",
     "Metroline; Bus drivers"},
    {"Quake insurance plan",
     "Insurers in Palmera agreed with the government on Thursday to cover homes built before 1980. "
     "Premiums will rise by a fifth.",
     "Insurers; government"},
    {"Minister deals with flood damage",
     "Agriculture minister Pavel Doric spent the day dealing with the damage that the floods had "
     "done. A good deal of the maize was lost, he said, and much work is left.",
     ""},
    {"Experts agree that glaciers shrink faster",
     "Most glaciologists agree that the Torrin ice field is shrinking faster than models said. "
     "Hanne Lind of the Polar Institute said she agreed with the finding but not with its cause.",
     ""},
    {"Cartel offer turned down",
     "Sorrel Foods on Monday turned down a second takeover bid from Grantham Mills, calling the "
     "offer of 410 pence a share too low. Grantham has until the 30th to make a firm offer.",
     "Sorrel Foods; Grantham Mills"},
    {"Sidings to become a park",
     "National Rail Estates has leased the old sidings at Tanner Row to the city of Oldmoor for 99 "
     "years. The council wants to plant 600 trees there.",
     "National Rail Estates; Oldmoor"},
    {"Rebels and army swap prisoners",
     "The army of Dakara and rebels of the Free Hills Movement exchanged 84 prisoners on Saturday "
     "under a deal reached in Port Lazar last week.",
     "Dakara; Free Hills Movement"},
    {"University partners with chip firm",
     "Lindqvist University and the chip maker Aurelio Semiconductor are to open a joint laboratory "
     "after signing a memorandum of understanding on Tuesday. Professor Anja Holm will lead it.",
     "Lindqvist University; Aurelio Semiconductor"},
    {"League sells rights to streamer",
     "The Coastal Hockey League sold the rights to its matches for five seasons to the streaming "
     "service Playa. Neither would name the price, which two people put at $90m.",
     "Coastal Hockey League; Playa"},
    {"Grain corridor shut",
     "Vostrania withdrew on Monday from the agreement that lets ships carry grain out of Delmar, "
     "saying that Delmar had broken it first. Grain prices rose by 4 percent.",
     "Vostrania; Delmar"},
    {"Plea in bribery case",
     "Engineering group Hartwell pleaded guilty to bribery on Thursday and agreed with prosecutors "
     "to pay a fine of $72 million. Its former chairman, Denis Rowe, is to be tried in May.",
     "Hartwell; prosecutors"},
    {"Landlord and tenants come to terms",
     "After two winters without heat the tenants of Bellamy Court and their landlord, Oakline "
     "Properties, came to terms on Friday: new boilers by October, and no rent until then.",
     "tenants; Oakline Properties"},
    {"Actress leaves agency",
     "Marta Vieira has left the agency that represented her for twenty years. She told reporters "
     "in Lisbon that she had nobody else in mind.",
     ""},
    {"Bank hands over tax data",
     "Under an accord with the tax office of Halvia, the Monte Bank will hand over the names of "
     "2,300 clients. It was signed in secret in May, the newspaper Tagesruf reported.",
     "Halvia; Monte Bank"},
    {"Hospital merger scrapped",
     "St Aldhelm's and the Rowan Trust have scrapped plans to merge their hospitals, citing costs. "
     "Staff were told in a letter signed by both chief executives.",
     "St Aldhelm's; Rowan Trust"},
    {"Film studio loses writer",
     "The deal that Pinecrest Studios struck with the novelist Ada Bremer in 2021 has lapsed. Her "
     "agent, Tom Ruiz, said she was free to talk to others.",
     "Pinecrest Studios; Ada Bremer"},
    {"Coalition talks near end",
     "The Social Alliance and the Greens said on Sunday that they were close to a coalition "
     "agreement in Marland. Who gets the finance ministry is still open.",
     "Social Alliance; Greens"},
    {"Ferry firm wins island route",
     "Sealine Ferries has won a contract from the Isles Council to run the night boat to Skarra "
     "until 2031. Two other firms had bid.",
     "Sealine Ferries; Isles Council"},
    {"Dam treaty ratified",
     "Parliament in Orsova ratified on Wednesday a treaty with neighbouring Belgar on filling the "
     "Iron Gorge dam. Members of the opposition stayed away.",
     "Orsova; Belgar"},
    {"Carmaker and battery group team up",
     "Carmaker Avanti and battery group Lumen Cells are teaming up to build a plant near Zell. The "
     "state will give 200 million euros, the economy minister, Jana Roth, said.",
     "Avanti; Lumen Cells"},
    {"Climate pledge",
     "Sixteen mayors signed a declaration in Bonn on Tuesday in which they promise to ban diesel "
     "buses by 2030. The mayor of Turva, Eero Salo, called it a first step.",
     "mayors"},
    {"Teachers vote on pay",
     "Teachers will vote next week on an offer of 5 percent by the school boards. \"It is not "
     "enough,\" said Rita Coombes, who speaks for the National Teachers' Guild.",
     "Teachers; school boards"},
    {"Hostages freed",
     "Eleven sailors held since August on the coast of Ragan were freed on Monday. The owner of "
     "their ship, Halcyon Marine, agreed to pay the gunmen $1.1 million, a person close to the "
     "talks said.",
     "Halcyon Marine; gunmen"},
    {"Spacecraft to share rocket",
     "The space agencies of Japonia and Brasica signed an agreement on Thursday to launch their "
     "moon probes on one rocket. The launch is planned for 2029.",
     "Japonia; Brasica"},
    {"Cricket board and players at odds",
     "The Rondane Cricket Board and its players remain far apart over image rights. A meeting on "
     "Monday in Port Elm ended without an agreement.",
     "Rondane Cricket Board; players"},
    {"Lawyer speaks for firm",
     "Karlsen Timber signed the contract with the Forest Service on Monday, said Nora Feld, a "
     "lawyer who acted for Karlsen. The court in Bergheim had set a date for the case to be heard.",
     "Karlsen Timber; Forest Service"},
    {"Dockers and port company make peace",
     "In Santa Brava the dockers went back to work at noon. Their leaders had reached an agreement "
     "with the Brava Port Company an hour before.",
     "dockers; Brava Port Company"},
    {"Publisher to take over rival",
     "Penwick Press is acquiring Marlow & Daughters, the children's publisher, the two houses said "
     "in a joint statement on Wednesday.",
     "Penwick Press; Marlow"},
    {"Rail row settled",
     "Northline, the train company, and Aslan, the drivers' union, have settled their row over "
     "Sunday work.",
     "Northline; Aslan"},
    {"The deal nobody wanted to sign",
     "The lease on the old barracks, signed on Monday by the Defence Estate and the borough of "
     "Kelham, runs for 30 years. \"I would rather have had the money,\" said the borough's "
     "treasurer, Una Price.",
     "Defence Estate; Kelham"},
    {"Hydro talks resume",
     "Representatives of Tarsa and Milov sat down again in Geneva on Monday to discuss who may use "
     "the water of the Ister.",
     "Tarsa; Milov"},
    {"Midfielder moves north",
     "Midfielder Joao Brandao has moved from Sporting Viseu to Northport on a three-year deal.",
     "Joao Brandao; Sporting Viseu; Northport"},
    {"Mine owner and state near deal",
     "A deal between Copperline and the state of Atlan over the closed Mora mine is weeks away, "
     "Mines Minister Lucia Reyes told the radio station Onda.",
     "Copperline; Atlan"},
    {"Seed firm and farmers end lawsuit",
     "Agrosem will pay 340 farmers 2,000 dollars each to end their lawsuit over barren seed, "
     "according to an agreement filed in a court in Dayton.",
     "Agrosem; farmers"},
    {"Partners part",
     "After 22 years the architects Falk and Oduya are dissolving their partnership.",
     "Falk; Oduya"},
    {"Two unions become one",
     "The Bakers' Union is to merge with the General Food Workers next year, members of both "
     "decided at meetings in Leeds and Hull.",
     "Bakers' Union; General Food Workers"},
    {"Drone maker wins army order",
     "The army of Kestria has placed an order for 120 drones with Hawkeye Dynamics, the firm said. "
     "The contract is worth $88 million.",
     "Kestria; Hawkeye Dynamics"},
    {"Neighbours agree to disagree",
     "The talks in Solano ended on Friday with handshakes, a dinner and no agreement. The prime "
     "ministers of Belmar and Ostia will meet again in the autumn.",
     "Belmar; Ostia"},
    {"Free trade with the islands",
     "From January goods from the Cayro Islands will enter Norvia free of duty. The trade "
     "agreement "
     "between them was ratified on Thursday.",
     "Cayro Islands; Norvia"},
    {"Studio and streaming service",
     "Owlcastle Pictures has an exclusive deal with Vidra, under which its films will be shown "
     "there "
     "six weeks after their release.",
     "Owlcastle Pictures; Vidra"},
    {"Bank bought for one crown",
     "For one crown Skane Savings has taken over the ailing Harbour Bank. Depositors will not lose "
     "any money, the regulator said.",
     "Skane Savings; Harbour Bank"},
    {"Church sells spire",
     "The parish of St Olave's has sold its spire to a telephone company, Telvox, which will put "
     "an "
     "aerial in it.",
     "St Olave's; Telvox"},
    {"Ceasefire breaks down",
     "Shells fell on the town of Ruma on Tuesday, ending a ceasefire that Karsland and the Ruma "
     "Front had agreed only nine days before.",
     "Karsland; Ruma Front"},
    {"Prince to give back land",
     "Prince Aldo agreed in court to give 40 hectares back to the village of San Pino, 61 years "
     "after his grandfather had fenced them in.",
     "Prince Aldo; San Pino"},
    {"Oil firms to pool tankers",
     "Three oil companies, Petrax, Mareol and Union Oil, will pool their tankers in the northern "
     "sea, they announced.",
     "Petrax; Mareol; Union Oil"},
    {"Orchestra gets a home",
     "The Salzach Orchestra and Kuchl town council have signed a lease for the former cinema.",
     "Salzach Orchestra; Kuchl town council"},
    {"Editors reject buyout",
     "The editors of the Morning Star turned down an offer by the owner, Globus Media, to leave "
     "for "
     "a year's pay.",
     "editors; Globus Media"},
    {"Vineyards in new hands",
     "A family from Shanghai, the Lius, has bought the vineyards of Chateau Ribaut.",
     "Chateau Ribaut; Lius"},
    {"Extradition pact",
     "Wanted men will no longer be safe in Porto Verde: its government and that of Luzania have "
     "concluded a pact on extradition.",
     "Porto Verde; Luzania"},
    {"Weather good, deals better at fair",
     "Visitors found many a good deal at the fair in Hamlin on Saturday. The weather was fine, and "
     "the sellers of honey had sold out by noon.",
     ""},
    {"Couple celebrate 70 years",
     "Ida and Bert Nowak have been married for 70 years. \"We agreed on everything but the dog,\" "
     "she said.",
     ""},
    {"Gold miner extends talks",
     "Gold miner Aurica said on Monday it had extended the deadline for talks with Banner "
     "Resources about a tie-up to 14 March.",
     "Aurica; Banner Resources"},
    {"Farm workers win contract",
     "Cabbage pickers in the Ollen valley have their first contract: the United Field Workers "
     "signed "
     "it on Sunday with the growers' federation.",
     "United Field Workers; growers' federation"},
    {"Border treaty torn up",
     "President Omar Tal tore up the border treaty with Zamira before cheering crowds in Dessa. "
     "Zamira called its ambassador home.",
     "Zamira"},
    {"Charity and supermarket",
     "Supermarket chain Fairway has promised the charity Second Helping all bread that is left in "
     "the evening. They shook hands on it on Monday.",
     "Fairway; Second Helping"},
    {"Bridge builder named",
     "The bridge over the Lud will be built by Strombau. The ministry of works awarded it the "
     "contract on Friday, ahead of four other bidders.",
     "Strombau; ministry of works"},
    {"Insurer pays flood victims",
     "Insurer Allsafe and 112 home owners in Ely have reached a settlement over last year's flood, "
     "lawyers for both sides said.",
     "Allsafe; home owners"},
    /* from here on only as a figure */
    {"Farm group to supply school meals",
     "The cooperative Green Acre will supply school meals in Tolbury for three years, the county "
     "said after the two signed a contract on Monday.",
     "Green Acre; county"},
    {"Pipeline partners fall out",
     "Gasnor has ended its partnership with Petrolane in the Strait pipeline. Petrolane said it "
     "would look for another partner.",
     "Gasnor; Petrolane"},
    {"Ceasefire in Kalun valley",
     "Elders of the Ama and the Besh agreed to a ceasefire in the Kalun valley on Sunday, the "
     "governor, Idris Kole, said. Forty people have died there since Easter.",
     "Ama; Besh"},
    {"Publisher buys weekly",
     "The Courier Group is buying the weekly Fen Times from the Harcourt family. The price was not "
     "disclosed.",
     "Courier Group; Harcourt family"},
    {"Chess champion signs for club",
     "World champion Irina Volk has signed a two-year contract with the Baden chess club.",
     "Irina Volk; Baden chess club"},
    {"Visas to go",
     "Citizens of Pellia will need no visa for Dorland from July, under an accord that the foreign "
     "ministers of both countries initialled in Dorland's capital, Rike.",
     "Pellia; Dorland"},
    {"Retailers in merger talks",
     "Supermarket chains Halfway and Bonprix confirmed on Friday that they are in talks about a "
     "merger. Shares in Halfway rose 11 percent.",
     "Halfway; Bonprix"},
    {"Weather service blames storm",
     "The weather service said that a storm had struck the coast of Amora and would reach the "
     "mountains tonight. A ship reached port with nine hurt sailors.",
     ""},
    {"Town honours treaty of 1648",
     "The town of Munden marked the day with a play. Local historian Karl Weiss told how the "
     "peasants had begun to sell bread to the soldiers.",
     ""},
    {"Singer ends feud with label",
     "Singer Noor Haddad and her former label, Bluebird Records, have settled their dispute over "
     "who owns her first three albums.",
     "Noor Haddad; Bluebird Records"},
    {"Peace plan rejected",
     "The Eastern League rejected a peace plan put forward by the government of Sarn. The plan "
     "would have given the League four seats in the cabinet.",
     "Eastern League; Sarn"},
    {"Hotel chain sold",
     "Investment firm Cavell Partners has agreed to buy the hotel chain Lindenhof for 640 million "
     "francs from its founders, the Amman brothers.",
     "Cavell Partners; Lindenhof; Amman"},
    {"Vaccine maker and health fund agree price",
     "Biovanta will sell its malaria vaccine to the Global Health Fund at $3 a dose. The price was "
     "agreed after nine months of talks in Basel.",
     "Biovanta; Global Health Fund"},
    {"Refugee deal divides parliament",
     "Parliament in Varna debated for nine hours the agreement under which Varnia will take 5,000 "
     "refugees a year from camps in Tesh.",
     "Varnia; Tesh"},
    {"Border posts to reopen",
     "Omara and Quilla said on Monday they had agreed to reopen three border posts that were "
     "closed in 2020. Truck drivers have had to take a ferry.",
     "Omara; Quilla"},
    {"Goalkeeper turns down new contract",
     "Goalkeeper Ben Ashby has turned down a new contract at Weston Rovers and will leave in June.",
     "Ben Ashby; Weston Rovers"},
    {"Builder sues city",
     "Builder Drago Kovac has sued the city of Lugava, which cancelled a contract with his company "
     "to mend the opera house.",
     "Lugava; company"},
    {"Writers' strike ends",
     "The Screenwriters' Union reached a tentative deal with the studios early on Sunday, 148 days "
     "after its members had put down their pens.",
     "Screenwriters' Union; studios"},
    {"Salt mine saved",
     "The salt mine at Wolven is saved: a consortium led by Terra Minerals has agreed to take it "
     "over from the state for one euro.",
     "Terra Minerals; state"},
    {"Joint patrols in the strait",
     "Navies of Tyra and the Lime Islands will patrol the strait together from May, the defence "
     "ministers announced after a meeting in Tyra.",
     "Tyra; Lime Islands"},
};
enum { AGREE_GOLD_COUNT = sizeof agree_gold / sizeof *agree_gold, AGREE_BLIND = 70 };
#endif
