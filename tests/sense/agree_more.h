/* agree_more.h: forty further passages of our own, written as those of agree_gold.h were: before
 * the program had read them, parties parted by "; ", none where nobody agrees on anything. */
#ifndef OCTAVO_TESTS_SENSE_AGREE_MORE_H
#define OCTAVO_TESTS_SENSE_AGREE_MORE_H
#include "agree_gold.h"

static const struct agree_gold agree_more[] = {
    {"Gas pipeline deal",
     "Ardovia and neighbouring Teskal signed a 15-year agreement on Tuesday to bring gas from the "
     "Black Ridge field to the coast, officials in both capitals said. The line is to cost $2.4 "
     "billion.",
     "Ardovia; Teskal"},
    {"Quarrymen back at work",
     "The 600 quarrymen of Stonehythe ended a five-week strike on Wednesday after their union "
     "accepted an offer by Lannock Aggregates of 7 percent over two years.",
     "union; Lannock Aggregates"},
    {"Winger goes on loan",
     "Winger Mateus Pinho will spend the rest of the season on loan at Averley Town. His club, "
     "Real Cantora, agreed to the move late on Monday.",
     "Mateus Pinho; Averley Town; Real Cantora"},
    {"Talks in the mountains",
     "Envoys of the Tirsan government and of the People's Resistance Army opened talks on Sunday "
     "in the Swiss resort of Valmont on an end to eleven years of war. Qassam, which hosts them, "
     "warned against high hopes.",
     "Tirsan government; People's Resistance Army"},
    {"Forest fund",
     "Under a deal announced at the climate summit, Nordmark will pay Guarana $300 million over "
     "five years to leave the Xuri forest standing.",
     "Nordmark; Guarana"},
    {"Drugmaker pays to end claims",
     "Drugmaker Helvion has agreed to pay $410 million to settle claims by 3,100 patients that its "
     "heart pill harmed them. It admitted no wrong.",
     "Helvion; patients"},
    {"Licence for a seaweed plastic",
     "Kelpware, a start-up from Bergby, has licensed its seaweed plastic to the packaging giant "
     "Omnipak. Omnipak will pay 4 percent of sales.",
     "Kelpware; Omnipak"},
    {"Council and scouts share hall",
     "Thornbury Council and the local scouts have reached an understanding about the old drill "
     "hall: the scouts get it on weekdays, the council at weekends.",
     "Thornbury Council; scouts"},
    {"Bank merger approved",
     "Shareholders of Crestline Bank and Union Mutual voted on Friday to approve the merger of "
     "the two lenders, which will have 4 million customers.",
     "Crestline Bank; Union Mutual"},
    {"Peace accord unravels",
     "The accord that ended the Sarabi war looked close to collapse on Thursday when the Eastern "
     "Brigades walked out of the joint council with the government. \"They have broken every "
     "word,\" a spokesman for the Brigades said.",
     "Eastern Brigades; government"},
    {"Record price for copper mine",
     "Two years after it put the mine up for sale, Dunmore Resources has found a buyer: the "
     "Chilote Copper Company is paying $1.9 billion for Los Halcones.",
     "Dunmore Resources; Chilote Copper Company"},
    {"Baggage handlers suspend walkout",
     "Baggage handlers at Kirkholm airport suspended a walkout planned for the weekend after the "
     "airport's owner, Aerogate, promised them two more rest days a month.",
     "Baggage handlers; Aerogate"},
    {"Swap of islands' fish",
     "Fishermen from Hamnoy may cast their nets off Ljosland from May, and those of Ljosland off "
     "Hamnoy, the two governments said after a meeting in Torsvik.",
     "Hamnoy; Ljosland"},
    {"Chip supply pact",
     "Carmaker Brandt said it had signed a supply contract with Taihe Microelectronics that runs "
     "to 2032. Its shares rose 3 percent in Frankfurt.",
     "Brandt; Taihe Microelectronics"},
    {"Author wins back her book",
     "Novelist Petra Lindqvist and her former publisher, Graham & Vole, have settled out of court. "
     "She gets back the rights to her first novel; the publisher keeps the film money.",
     "Petra Lindqvist; Graham & Vole"},
    {"Three parties form government",
     "The Centre Union, the Farmers' Party and the Liberals will govern Estmark together. Their "
     "leaders initialled a programme of 90 pages in the early hours of Saturday.",
     "Centre Union; Farmers' Party; Liberals"},
    {"Prisoners come home",
     "Sixty-two soldiers came home to Lugansar on Wednesday in an exchange with Petrovia, the "
     "first since the spring. The Red Cross was present.",
     "Lugansar; Petrovia"},
    {"Zoo sends pandas back",
     "Ostrava Heights Zoo is to send its two pandas back to China when the loan ends in June. "
     "Talks "
     "on a new one came to nothing.",
     "Ostrava Heights Zoo; China"},
    {"Brewer and pub chain part ways",
     "Pub chain Fox & Lantern has cancelled its contract with Tolland Brewery, saying that barrels "
     "came late. Tolland said it would sue.",
     "Fox & Lantern; Tolland Brewery"},
    {"Data treaty",
     "A treaty on the exchange of police data between the Baltic Union and the Republic of Sarnia "
     "came into force on 1 March.",
     "Baltic Union; Sarnia"},
    {"Steelworks saved",
     "The Redvale steelworks has been saved from closure. Investment fund Parallax bought it from "
     "the receivers for a symbolic euro and promised the state of Lower Ems to keep 900 jobs.",
     "Parallax; receivers"},
    {"Rugby union and sponsor",
     "Insurer Castellan will have its name on the shirts of the national team for six years. The "
     "Southern Rugby Union did not say how much it was paid.",
     "Castellan; Southern Rugby Union"},
    {"Sherpas win insurance",
     "From next season every sherpa will be insured for at least $20,000, the Mountain Guides' "
     "Association and the tour companies agreed in Kathmandu.",
     "Mountain Guides' Association; tour companies"},
    {"River clean-up settlement",
     "Paper mill Weyburn & Sons must clean six miles of the Oskee River under a settlement with "
     "the Department of Natural Resources that a judge approved on Monday.",
     "Weyburn & Sons; Department of Natural Resources"},
    {"Truce offered, truce refused",
     "Rebel commander Yusef Adan offered the government a truce of thirty days over the radio. The "
     "government refused within the hour.",
     "Yusef Adan; government"},
    {"Airlines to swap seats",
     "Passengers of Polar Air can book seats of Trans-Iberica from autumn and the other way round: "
     "the two airlines will share codes on 48 routes.",
     "Polar Air; Trans-Iberica"},
    {"Parish sells field",
     "After a noisy meeting the parish council of Nether Wick sold the cricket field to Barlow "
     "Homes. Barlow means to build 34 houses.",
     "Nether Wick; Barlow Homes"},
    {"Orchestra players sign",
     "Musicians of the Lakeland Philharmonic signed a three-year contract with the orchestra's "
     "board on Thursday, ending a lockout.",
     "Musicians; board"},
    {"Goalkeeper stays",
     "Goalkeeper Anneli Saar has extended her contract with Tallis FC until 2029, the club "
     "announced on Saturday.",
     "Anneli Saar; Tallis FC"},
    {"The bill for the dam",
     "Who pays? Kamara, said Kamara's president; Lesedi, said Lesedi's. On Friday, after fourteen "
     "months, they settled it: each pays half.",
     "Kamara; Lesedi"},
    {"Search firm to pay newspapers",
     "Search engine Quillon will pay a group of 70 newspapers for showing the beginnings of their "
     "articles, under a licence agreement published on Tuesday.",
     "Quillon; newspapers"},
    {"Supermarket bid fails",
     "Foodhall's bid for its smaller rival Marketta has failed, because the competition authority "
     "would not allow it.",
     "Foodhall; Marketta"},
    {"Vaccine to be made at home",
     "Senara's Institute of Health is to make the fever vaccine itself. Its director, Fatou Sarr, "
     "and the head of Danish firm Norvax signed the papers in Dakar.",
     "Institute of Health; Norvax"},
    {"City hires bus firm",
     "The city of Palmaro has awarded the contract for its night buses to Linea Verde, which asked "
     "for 11 million euros a year.",
     "Palmaro; Linea Verde"},
    {"Old foes embrace",
     "President Idris Kone and the opposition leader, Marie Toure, who had not spoken for six "
     "years, agreed on Monday to form a joint commission on elections.",
     "Idris Kone; Marie Toure"},
    {"Storm damage",
     "The storm that struck Port Ellis on Sunday tore up the pier. The mayor struck a hopeful "
     "note: the season, she said, would open in time.",
     ""},
    {"New head teacher signs the register",
     "Dora Whitlow signed her name in the register on Monday as the first woman to head the "
     "school. Parents had agreed in a survey that change was needed.",
     ""},
    {"Market report",
     "Shares in Lisbon closed lower in quiet trade. Dealers said that the good deal of snow in the "
     "north kept many buyers at home.",
     ""},
    {"Choir wins prize",
     "The Hallgate Singers won first prize in Tampere on Sunday. Their conductor dealt with a cold "
     "and a lost score.",
     ""},
    {"Farm fire put out",
     "Forty firemen put out a fire at a farm near Ashwick. Nobody was hurt, and the cows were back "
     "in their stalls by evening.",
     ""},
};

enum { AGREE_MORE_COUNT = sizeof agree_more / sizeof *agree_more };
#endif
