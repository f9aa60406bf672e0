/* claims_last.h: made-up stories like those of claims_gold.h, written before any of the rules and
 * not looked at while these were made: how well they do on what they have not seen. */
#ifndef OCTAVO_TESTS_STORY_CLAIMS_LAST_H
#define OCTAVO_TESTS_STORY_CLAIMS_LAST_H
#include "turns_gold.h"

static const struct turns_gold claims_last[] = {
    {{"The weekly Anker wrote on Monday that Governor Hedda Roll pressed the pension fund of "
      "Norrland to buy shares of her brother's mine. A spokesman for Roll, Tim Oster, disputed the "
      "account of the Anker. Opposition leader Sven Karg said that he would ask for the minutes of "
      "the pension fund. \"We want to see every page of the audit of the pension fund,\" said "
      "deputy Lena Broman.",
      "Governor Hedda Roll denied that she had pressed the pension fund to buy shares of the mine. "
      "The auditor of the pension fund, Kim Salo, said that he needed three more weeks. The deputy "
      "Arvid Moe said that the pension fund had grown by a fifth since 2019."},
     {"denied | shares | Anker asserts | Hedda Roll denies", "apart | pressed | every page",
      "apart | pressed | three more weeks", "apart | pressed | grown by a fifth"}},
    {{"The vaccine of Medilund is stored at minus 70 degrees, pharmacist Rosa Tell said, and she "
      "does not believe that village doctors can keep it.",
      "Two new plants of Medilund have been confirmed for the region of Sarn, the firm said. The "
      "vaccine of Medilund is stored at minus 70 degrees."},
     {"not confirmed | village doctors", "not confirmed | stored at minus 70"}},
    {{"The tour manager, Ben Hollis, confirmed that the band will play in Kerrow on 4 May, adding "
      "that tickets for the show will cost 60 crowns.",
      "Tickets for the band's show in Kerrow are on sale from Friday."},
     {"not confirmed | tickets", "not head | adding"}},
    {{"The coach, Dirk Manz, rejected suggestions of a break for his captain. The club's chairman "
      "dismissed the speculation. The federation ruled out any comparison with 2018. \"He ought to "
      "rest,\" former player Jan Zorn said.",
      "Captain Milo Ferr will play on Saturday."},
     {"not head | suggestions of a break", "not denied | ought to rest", "not head | comparison"}},
    {{"A depot in Wexhall burned down on Friday night. Two watchmen are suspected of starting the "
      "fire to hide a theft of copper.",
      "Prosecutor Ellen Druce said the two watchmen had started the fire at the Wexhall depot to "
      "hide a theft of copper. Their lawyer, Omar Sand, denied that they had started the fire."},
     {"denied | copper | Ellen Druce asserts | Omar Sand denies", "not denied | burned down"}},
    {{"Bishop Anselm Corr answered claims on Tuesday that he had known of the missing parish "
      "money since spring. \"My books are open,\" he said.",
      "A former sexton, Wim Baker, accused Bishop Anselm Corr of having known of the missing "
      "parish money since spring. Corr denied that he had known of it."},
     {"denied | parish money | Wim Baker asserts | Anselm Corr denies",
      "not denied | parish money | Anselm Corr asserts"}},
    {{"The strike was led by drivers who spoke for crews accused of slowing the trains, a paper "
      "noted. Some of those are alleged to have cut cables. The rail law comes to a vote in May.",
      "The rail union accused the operator Kestrel Rail of cutting rest breaks to four minutes. "
      "Kestrel Rail called the accusation false."},
     {"denied | rest breaks | rail union asserts | Kestrel Rail denies", "not head | Some of those",
      "first | rest breaks"}},
    {{"The radio station Welle Nord reported that the health office of Tamm hid 40 cases of "
      "legionella from the city. \"If that is so, heads must roll,\" councillor Ute Benn said. The "
      "allegations, if proven, could cost the office its licence, lawyer Max Hold said.",
      "The health office of Tamm denied that it had hidden cases of legionella. Benn said that she "
      "would wait for the inquiry into the legionella cases."},
     {"denied | legionella | Welle Nord asserts", "not head | if proven",
      "apart | hid 40 cases | heads must roll"}},
    {{"Two former nannies accused the singer Cora Vance of locking them in a cellar. \"All claims "
      "of mistreatment are firmly rejected by Ms. Vance,\" her agent, Phil Stern, said.",
      "Cora Vance, who has been accused of locking two nannies in a cellar, cancelled her "
      "concerts. "
      "The nannies' book had been awaited since winter."},
     {"denied | cellar", "not open | All claims of mistreatment", "once | cellar"}},
    {{"A crane fell on a school in Ambry on Monday and hurt nine pupils. In pictures: Ambry crane "
      "accident A mechanic says he warned the builders. In pictures: Ambry crane accident Parents "
      "confirm that they wait. The two met again at the hospital.",
      "The crane that fell on the Ambry school had no licence, the inspectorate said. Photo: the "
      "Ambry crane seen from the yard. Those were hard days for all. Crane falls on school Last "
      "updated 15 March, 10:20"},
     {"not head | In pictures", "not summary | The two met", "not summary | Last updated",
      "not summary | Those were"}},
};
#endif
