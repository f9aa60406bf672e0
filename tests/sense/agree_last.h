/* agree_last.h: twenty more passages as those of agree_more.h, written after the rules that these
 * led to: what they give is the figure of texts that nothing was made for. No rule was made after
 * them. */
#ifndef OCTAVO_TESTS_SENSE_AGREE_LAST_H
#define OCTAVO_TESTS_SENSE_AGREE_LAST_H
#include "agree_gold.h"

static const struct agree_gold agree_last[] = {
    {"Salt works change owner",
     "The Brennick family has sold its salt works to Oceania Minerals after 140 years. The price "
     "was not disclosed.",
     "Brennick; Oceania Minerals"},
    {"Ceasefire extended",
     "Mordova and the Lake Front extended their ceasefire by a month on Sunday, said Berun, which "
     "mediates between them.",
     "Mordova; Lake Front"},
    {"Pay deal for tram drivers",
     "Tram drivers in Ghentwerp will get 5 percent more from July under a deal that their union "
     "struck with the city on Tuesday night.",
     "union; city"},
    {"Defender leaves for the south",
     "Defender Kwaku Mensor has joined Atletico Sureno from Hadley Rovers for a fee of 9 million "
     "pounds.",
     "Kwaku Mensor; Atletico Sureno; Hadley Rovers"},
    {"Carbon market linked",
     "Vestland and the Canton of Oury linked their carbon markets on Friday, a year after their "
     "environment ministers had signed an accord on it.",
     "Vestland; Oury"},
    {"Chemical maker settles",
     "Residents of Millbrook reached a $57 million settlement with Stanner Chemical over fouled "
     "wells, their lawyer, Joan Petty, said.",
     "Residents; Stanner Chemical"},
    {"Game studio licenses comic",
     "Inkwell Comics granted the game studio Brightforge the right to make games of its heroes. "
     "The licence runs for eight years.",
     "Inkwell Comics; Brightforge"},
    {"Towns merge fire brigades",
     "The town councils of Lower Sill and Upper Sill voted on Monday to merge their fire brigades. "
     "Both mayors praised the step.",
     "Lower Sill; Upper Sill"},
    {"Telecoms takeover",
     "Telenova's takeover of smaller rival Cordia will go ahead after regulators in Brussels gave "
     "their blessing on Wednesday.",
     "Telenova; Cordia"},
    {"Visa-free travel",
     "Citizens of Kartavia and Sulmania will be able to visit each other's country without a visa. "
     "Foreign ministers Dana Ilic and Omar Haddad signed the agreement in Sulma.",
     "Kartavia; Sulmania"},
    {"Teachers end boycott",
     "Teachers called off a boycott of exams on Thursday after the education ministry agreed to "
     "hire 2,000 assistants.",
     "Teachers; education ministry"},
    {"Wheat for fertiliser",
     "Ruvania will send 400,000 tonnes of wheat to Jebara, which will deliver fertiliser in "
     "return, according to a contract seen by the newspaper Echo.",
     "Ruvania; Jebara"},
    {"Bank and founder at peace",
     "Private bank Aldous Reiter and its founder, Klaus Reiter, have ended their legal dispute, "
     "the two announced on Friday.",
     "Aldous Reiter; Klaus Reiter"},
    {"Satellites up",
     "Orbital start-up Skyloom has booked four launches with Meridian Rockets for 2027, both firms "
     "said.",
     "Skyloom; Meridian Rockets"},
    {"Treaty abandoned",
     "Ostmark pulled out of the open skies treaty with Lythia on Monday, accusing Lythia of "
     "spying.",
     "Ostmark; Lythia"},
    {"Theatre gets new sponsor",
     "The Lyric Theatre has found a new sponsor in Fernway Insurance, with which it signed a "
     "five-year deal on Monday.",
     "Lyric Theatre; Fernway Insurance"},
    {"Fishing talks fail",
     "Negotiators for the island of Sund and the mainland failed to agree on quotas for cod, and "
     "talks will resume in May.",
     "Sund; mainland"},
    {"Flu wave",
     "Doctors agree that the flu wave has passed its peak. The clinic in Arden treated 300 people, "
     "and a great deal of vaccine is left.",
     ""},
    {"Cyclist wins",
     "Cyclist Jonna Berg won the third stage in Marle on Sunday and closed to within nine seconds "
     "of the leader.",
     ""},
    {"Library to stay open later",
     "The library in Coldharbour will stay open until nine from Monday. Readers had asked for it.",
     ""},
};

enum { AGREE_LAST_COUNT = sizeof agree_last / sizeof *agree_last };
#endif
