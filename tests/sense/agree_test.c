/* agree: who agrees with whom, on passages of our own (agree_gold.h); AGREE=1 in the environment
 * shows every party that is missed or too many, but in the passages that are only a figure. */
#include "agree_gold.h"
#include "agree_last.h"
#include "agree_more.h"
#include "agree_press.h"
#include "check.h"
#include "gold.h"
#include "sense/sense.h"

#include <time.h>

static struct arena a;
struct rate {
    double hit, said, want;
};
static double f1(struct rate r)
{
    return 2 * r.hit / (r.said + r.want);
}

static size_t parties_of(const struct reading *r, struct str text, struct str *ret, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < r->agreement_count; i++)
        for (size_t k = 0; k < r->agreements[i].party_count; k++) {
            const struct fill *p = &r->agreements[i].parties[k];
            struct str name =
                p->entity >= 0 ? r->entities[p->entity].name : span_str(text, p->span);
            bool again = false;
            for (size_t j = 0; j < n; j++)
                again |= str_eq(ret[j], name);
            if (!again && n < most)
                ret[n++] = name;
        }
    return n;
}

static void score(const struct agree_gold *g, size_t i, bool shown, struct rate *r)
{
    bool used[64] = {0};
    struct reading reading;
    struct article article = {.title = str_c(g->title), .text = str_c(g->text), .lang = STR("en")};
    check_true(when_parse(STR("2025-03-14T12:00:00Z"), &article.published));
    arena_reset(&a);
    sense_read(&a, &article, TIME_NONE, &reading);
    struct str said[64], rest = str_c(g->parties);
    size_t n = parties_of(&reading, article.text, said, 64);
    r->said += (double)n;
    while (rest.n) {
        struct str want = gold_cut(&rest, ";");
        bool met = false;
        for (size_t k = 0; k < n && !met; k++)
            if (!used[k] && said[k].n &&
                (str_find(said[k], want) != SIZE_MAX || str_find(want, said[k]) != SIZE_MAX))
                met = used[k] = true;
        r->want++;
        r->hit += met;
        if (shown && !met)
            print_message("%zu missed: %.*s\n", i, STR_ARG(want));
    }
    for (size_t k = 0; shown && k < n; k++)
        if (!used[k])
            print_message("%zu extra: %.*s\n", i, STR_ARG(said[k]));
}

static void parties_match(void **state)
{
    (void)state;
    static const char *const parts[] = {"looked at",        "not looked at",
                                        "forty more",       "twenty more, not looked at",
                                        "press, looked at", "press, not looked at"};
    enum { PARTS = sizeof parts / sizeof *parts };
    bool shown = getenv("AGREE");
    struct rate r[PARTS] = {{0}};
    arena_init(&a, 64 << 20);
    for (size_t i = 0; i < AGREE_GOLD_COUNT; i++)
        score(&agree_gold[i], i, shown && i < AGREE_BLIND, &r[i >= AGREE_BLIND]);
    for (size_t i = 0; i < AGREE_MORE_COUNT; i++)
        score(&agree_more[i], 100 + i, shown, &r[2]);
    for (size_t i = 0; i < AGREE_LAST_COUNT; i++)
        score(&agree_last[i], 200 + i, false, &r[3]);
    for (size_t i = 0; i < AGREE_PRESS_COUNT; i++)
        score(&agree_press[i], 300 + i, shown && i < AGREE_PRESS_BLIND,
              &r[4 + (i >= AGREE_PRESS_BLIND)]);
    for (int k = 0; k < PARTS; k++)
        print_message("agreements, %s: P %.3f R %.3f F %.3f (%.0f parties)\n", parts[k],
                      r[k].hit / r[k].said, r[k].hit / r[k].want, f1(r[k]), r[k].want);
    check_true(f1(r[0]) >= 0.89 && f1(r[1]) >= 0.72);
    check_true(f1(r[2]) >= 0.85 && f1(r[3]) >= 0.72);
    check_true(f1(r[4]) >= 0.8 && f1(r[5]) >= 0.36);
    arena_done(&a);
}

/* The parties of each case are those that are wanted, no fewer and no more. */
static void check_cases(const struct agree_gold *cases, size_t n)
{
    arena_init(&a, 64 << 20);
    for (size_t i = 0; i < n; i++) {
        struct rate r = {0};
        score(&cases[i], i, true, &r);
        if (r.hit != r.want || r.said != r.want)
            fail_msg("%.0f of %.0f parties, %.0f said: %s", r.hit, r.want, r.said, cases[i].text);
    }
    arena_done(&a);
}

/* What is worded like an agreement and is none, and beside it what is one. */
static void only_worded_alike(void **state)
{
    (void)state;
    static const struct agree_gold cases[] = {
        /* Everyday trade. */
        {"", "The Moll brothers landed in Norland in 1993 and sold shoes from the back of a van.",
         ""},
        {"", "Smugglers tried to sell the body to the Norland government for a million dollars.",
         ""},
        {"", "The two makers of Caldria sold more than 80,000 units last year, Orlo Motors said.",
         ""},
        {"", "Halden Rail has sold its spire to Orlo Telecom.", "Halden Rail; Orlo Telecom"},
        {"", "Halden Air has placed an order for 70 jets from Orlo Aviation.",
         "Halden Air; Orlo Aviation"},
        {"", "Telvar was sold to Brandt Foods in 2004.", "Telvar; Brandt Foods"},
        {"", "Halden Rovers have invested millions in a squad that lost to Orlo Rovers.", ""},
        {"", "Brandt Foods has invested 4 million crowns in Orlo Brewing.",
         "Brandt Foods; Orlo Brewing"},
        {"", "The former heads of Brandt Foods were ordered to pay damages to Orlo Brewing.", ""},
        /* Offices, plans, and what persons agree to do alone. */
        {"", "Sam Brand is expected to announce his bid for the Senate seat on Thursday.", ""},
        {"", "Ada Lind ended her presidential bid after a loss to Sam Brand.", ""},
        {"", "Sam Brand has offered a health proposal that is like Ada Lind's.", ""},
        {"", "Ada Lind and Sam Brand were the only two who agreed to participate.", ""},
        {"", "The archive stays closed without the agreement of two thirds of the Assembly.", ""},
        {"", "Sam Brand met the leaders but left the negotiations to the panel.", ""},
        {"", "Orlo Rovers led early and Ole Sund settled the game after 68 minutes.", ""},
        {"", "Brandt Foods made a bid for Orlo Brewing.", "Brandt Foods; Orlo Brewing"},
        /* A paper is nobody. */
        {"", "Norland signed the Kelham Treaty with Caldria.", "Norland; Caldria"},
        {"",
         "Sam Brand plans to attend the review conference of the Kelham Treaty to be held in May.",
         ""},
    };
    check_cases(cases, sizeof cases / sizeof *cases);
}

/* By what a sentence tells who agrees: noun groups, voice, clauses, who is only spoken of. */
static void parties_by_grammar(void **state)
{
    static const struct agree_gold cases[] = {
        /* What stands between the two, with an aside, and with people that have no name. */
        {"",
         "At the core of it is an alliance between the Lake Party, led by Ole Brand, and the Hill "
         "League.",
         "Lake Party; Hill League"},
        {"", "The letter said that the raid violated agreements between Norland and Caldria.",
         "Norland; Caldria"},
        /* Names before the noun, and whose it is. */
        {"", "Critics reacted coldly to the Norway-Brazil deal.", "Norway; Brazil"},
        {"", "Kessel's merger with Brandt Foods was scrapped.", "Kessel; Brandt Foods"},
        {"", "The price fell after Brandt Foods's takeover of Orlo Brewing.",
         "Brandt Foods; Orlo Brewing"},
        /* Who is in talks, or comes to have a deal. */
        {"", "Carmaker Halden Motors is in negotiations with Orlo Trucks and Brandt Steel.",
         "Halden Motors; Orlo Trucks; Brandt Steel"},
        {"", "Halden Motors worked out an accord with the engineers' union on Monday.",
         "Halden Motors; engineers' union"},
        /* The voice; a verb that shares its subject; a relative clause. */
        {"", "Brandt Foods filed for bankruptcy in 1994 and was sold to Dutch firm Kessel Groep.",
         "Brandt Foods; Kessel Groep"},
        {"", "Halden Motors will close Orlo Trucks, which it bought in May.",
         "Halden Motors; Orlo Trucks"},
        /* Whom "the firm" and "both sides" stand for. */
        {"",
         "Halden Motors makes buses in Dorne. The firm has signed a contract with Brandt Steel.",
         "Halden Motors; Brandt Steel"},
        {"", "Monitors urged both sides of the war between Norland and Caldria to reach a deal.",
         "Norland; Caldria"},
        /* Nobody agrees: a goods deal, a verb of other sense, a bid to do something. */
        {"", "Officials tried to deal with Norland's floods before the harvest began.", ""},
        {"", "General Sam Brand took over on Monday as commander of the Norland Force.", ""},
        {"", "The deal-breaker on Caldria was Norland's plan to close the strait.", ""},
    };
    (void)state;
    check_cases(cases, sizeof cases / sizeof *cases);
}

/* Whose the verb is: of "to buy" and "buying" the verb's that rules them, of a clause with "which"
 * the noun's before it; what stands before the clause or is said in passing names nobody. */
static void subjects_by_grammar(void **state)
{
    static const struct agree_gold cases[] = {
        {"", "Halden Motors is said to be close to buying Orlo Trucks.",
         "Halden Motors; Orlo Trucks"},
        {"", "Envoys of Brandt flew to Dorne and asked Norland to sign the pact with Caldria.",
         "Norland; Caldria"},
        {"", "Ole Brand and his estranged wife, the painter Ada Lind, have reached a settlement.",
         "Ole Brand; Ada Lind"},
        {"", "After talks in Velland, Norland and Caldria signed a treaty on trade.",
         "Norland; Caldria"},
        {"", "According to the Morning Post, Norland and Caldria signed a treaty.",
         "Norland; Caldria"},
        {"", "Brandt Foods, which had agreed to pay a fine, denied the charge.", "Brandt Foods"},
        {"", "Halden Motors, a maker of parts for Brandt Steel, has bought Orlo Trucks.",
         "Halden Motors; Orlo Trucks"},
    };
    (void)state;
    check_cases(cases, sizeof cases / sizeof *cases);
}

/* What is agreed by what is done, and by one side of which the other is not named. */
static void deeds_by_grammar(void **state)
{
    static const struct agree_gold cases[] = {
        {"", "Norland and the Hill League have pledged to hold their fire.",
         "Norland; Hill League"},
        {"", "Norland and Caldria have buried the hatchet.", "Norland; Caldria"},
        {"", "Norland and Caldria have ended their feud over fish.", "Norland; Caldria"},
        {"", "Singer Ada Lind has signed with Orlo Records.", "Ada Lind; Orlo Records"},
        {"", "Orlo Town have tied down striker Ole Brand until 2030.", "Orlo Town; Ole Brand"},
        {"", "Striker Ole Brand has agreed a move to Orlo Town from Dorne City.",
         "Ole Brand; Orlo Town; Dorne City"},
        {"", "Halden Motors has snapped up its rival Orlo Trucks.", "Halden Motors; Orlo Trucks"},
        {"", "Halden Motors bought a third of Orlo Trucks.", "Halden Motors; Orlo Trucks"},
        {"", "Halden Motors has signed a $4m (£3m) deal with Orlo Trucks.",
         "Halden Motors; Orlo Trucks"},
        {"", "Norland agreed with Caldria that boats would be let in.", "Norland; Caldria"},
        {"", "Norlandish doctors signed a deal with a Caldrian painter.",
         "Norlandish doctors; Caldrian painter"},
        {"", "Brandt Foods has agreed to pay a fine of 2 million dollars.", "Brandt Foods"},
        {"", "The US firm agreed to pay 2 million dollars.", "US firm"},
        {"", "The deal with Orlo Trucks will cut costs at the works.", "Orlo Trucks"},
        {"", "Norland's health ministry has ordered 40 buses from Halden Motors.",
         "Norland; Halden Motors"},
        {"", "Orlo Systems will invest 4 million dollars in Brandt Foods.",
         "Orlo Systems; Brandt Foods"},
        {"", "Brandt Foods is to pay 4 million dollars to resolve claims that its milk was bad.",
         "Brandt Foods"},
        {"", "Orlo Town have completed the signing of striker Ole Brand from Dorne City.",
         "Orlo Town; Ole Brand; Dorne City"},
        {"", "Norland and Caldria are to exchange ambassadors.", "Norland; Caldria"},
        {"", "Norland struck a deal with the port's owners, Halden Shipping.",
         "Norland; Halden Shipping"},
    };
    (void)state;
    check_cases(cases, sizeof cases / sizeof *cases);
}

/* Words of agreeing in another sense, and such as only stand near a noun of agreeing. */
static void other_senses(void **state)
{
    static const struct agree_gold cases[] = {
        {"", "Contacted by the Morning Post, Ada Lind agreed that she was late and hung up.", ""},
        {"", "Ole Brand and Ada Lind of Orlo Records agree that the plan is bad.", ""},
        {"",
         "Half of the 400 tickets to see Ole Brand at Orlo University's Student Union sold out in "
         "May.",
         ""},
        {"",
         "The row began at the entrance to Lind's home in the village of Dorne, where protests "
         "against Norland's settlement policy have been held for years.",
         ""},
        {"", "Ole Brand helped Ada Lind come to terms with the illness.", ""},
        {"",
         "Since the start of sales in Caldria and Norland in May, Brandt Foods has sold 4 million "
         "toys.",
         ""},
        {"", "Caldria fever has taken over Norland.", ""},
        {"", "Brandt Foods came to terms with the loss of its chairman.", ""},
        {"", "Norland wants to end Caldria's isolation before the agreement on fish.", ""},
    };
    (void)state;
    check_cases(cases, sizeof cases / sizeof *cases);
}

/* Who makes it by office stands for the state or body that is named with the office. */
static void envoys_stand_for_states(void **state)
{
    static const struct agree_gold cases[] = {
        {"",
         "Norwegian foreign minister Ole Brand signed a treaty with his Swedish counterpart, Ada "
         "Lind.",
         "Norwegian; Swedish"},
        {"", "President Ole Brand of Norland and Velland's premier, Ada Lind, signed a pact.",
         "Norland; Velland"},
        {"",
         "The agreement between US Secretary of State Ole Brand and Russian Foreign Minister Ada "
         "Lind held.",
         "US; Russian"},
    };
    (void)state;
    check_cases(cases, sizeof cases / sizeof *cases);
}

/* What is told of one agreement in two sentences is one record; two matters are two. */
static void one_record(void **state)
{
    struct reading r;
    struct article article = {
        .title = STR("Norland and Velland make peace"),
        .text = STR("Norland and Velland signed a treaty on Monday. Norland and Velland signed the "
                    "treaty on fishing rights in the strait after long talks. Norland and Velland "
                    "signed an agreement on air traffic, too.")};
    (void)state;
    arena_init(&a, 64 << 20);
    sense_read(&a, &article, TIME_NONE, &r);
    check_int(r.agreement_count, 2);
    check_int(r.agreements[0].sentence, 0);
    check_true(str_find(span_str(article.text, r.agreements[0].subject), STR("fishing")) !=
               SIZE_MAX);
    arena_done(&a);
}

/* The matter of an agreement is no day, price or clause that hangs on it; who signs for a state is
 * no party beside it. */
static void matters_and_signers(void **state)
{
    (void)state;
    struct reading r;
    struct article article = {
        .text =
            STR("Velland and Korrin signed a trade agreement on Thursday that is to raise "
                "commerce. Prime Minister Clara Weidemann and her counterpart from Korrin, Ilya "
                "Besanov, signed the pact in Esterval after two days of talks. The pact runs "
                "for ten years.")};
    arena_init(&a, 64 << 20);
    check_true(when_parse(STR("2025-03-14T12:00:00Z"), &article.published));
    sense_read(&a, &article, TIME_NONE, &r);
    check_true(r.agreement_count >= 1);
    for (size_t i = 0; i < r.agreement_count; i++) {
        check_true(str_find(span_str(article.text, r.agreements[i].subject), STR("Thursday")) ==
                   SIZE_MAX);
        for (size_t k = 0; k < r.agreements[i].party_count; k++) {
            struct str name = span_str(article.text, r.agreements[i].parties[k].span);
            check_true(str_eq(name, STR("Velland")) || str_eq(name, STR("Korrin")));
        }
    }
    arena_done(&a);
}

/* Where the two sides meet is none of them. */
static void settings_are_no_sides(void **state)
{
    (void)state;
    struct reading r;
    struct article article = {.text =
                                  STR("The two sides reached a ceasefire in Harn, mediators said. "
                                      "Diplomats from Korrin brokered the deal.")};
    arena_init(&a, 64 << 20);
    sense_read(&a, &article, TIME_NONE, &r);
    for (size_t i = 0; i < r.agreement_count; i++)
        for (size_t k = 0; k < r.agreements[i].party_count; k++)
            check_true(
                !str_eq(span_str(article.text, r.agreements[i].parties[k].span), STR("Harn")));
    arena_done(&a);
}

/* "The two countries" of a later sentence are those of an earlier one, each once. */
static void no_party_twice(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Norland and Velland signed a pact on Monday. Both sides, said Velland, agreed on a truce.",
        "Norland and Velland signed a pact on Monday. The two countries signed a second agreement "
        "with Velland's help.",
        "Norland and Velland signed a pact on Monday. Velland and the two sides signed a truce."};
    arena_init(&a, 64 << 20);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct reading r;
        struct article article = {.title = STR("News"), .text = str_c(texts[i])};
        arena_reset(&a);
        sense_read(&a, &article, TIME_NONE, &r);
        for (size_t k = 0; k < r.agreement_count; k++)
            for (size_t p = 0; p < r.agreements[k].party_count; p++)
                for (size_t q = 0; q < p; q++)
                    check_true(r.agreements[k].parties[p].entity < 0 ||
                               r.agreements[k].parties[p].entity !=
                                   r.agreements[k].parties[q].entity);
    }
    arena_done(&a);
}

/* What there is not, is denied or doubted is nothing signed; who vows to fight on agrees on
 * nothing. */
static void denied_is_not_signed(void **state)
{
    static const struct {
        const char *text;
        size_t n;
        enum agreement_stage stage;
    } cases[] = {
        {"There is no deal between Orlo and Halden, officials said.", 1, AGREEMENT_PROPOSED},
        {"Orlo denied that it had signed a deal with Halden.", 1, AGREEMENT_PROPOSED},
        {"Nobody knows whether Orlo and Halden signed a pact.", 1, AGREEMENT_PROPOSED},
        {"Orlo, which denied wrongdoing, signed a deal with Halden.", 1, AGREEMENT_SIGNED},
        {"There is a deal between Orlo and Halden, officials said.", 1, AGREEMENT_SIGNED},
        {"The army and the rebels pledged to fight on.", 0, AGREEMENT_SIGNED},
        {"The army and the rebels pledged to kill each other.", 0, AGREEMENT_SIGNED},
        {"The army and the rebels pledged to hold their fire.", 1, AGREEMENT_SIGNED},
        /* Not in force, not broken, and talks that are only over. */
        {"The parliament of Norland has ratified the pact with Caldria.", 1, AGREEMENT_IN_FORCE},
        {"The parliament of Norland has not ratified the pact with Caldria.", 1,
         AGREEMENT_PROPOSED},
        {"The tentative pact between Orlo and the union was approved.", 1, AGREEMENT_PROPOSED},
        {"Norland has withdrawn from the pact with Caldria.", 1, AGREEMENT_BROKEN},
        {"Norland has not withdrawn from the pact with Caldria.", 1, AGREEMENT_IN_FORCE},
        {"Norland could withdraw from the pact with Caldria.", 1, AGREEMENT_IN_FORCE},
        {"Talks between Norland and Caldria ended on Monday.", 1, AGREEMENT_PROPOSED},
    };
    (void)state;
    arena_init(&a, 64 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading r;
        struct article article = {.text = str_c(cases[i].text), .lang = STR("en")};
        sense_read(&a, &article, TIME_NONE, &r);
        check_int(r.agreement_count, cases[i].n);
        if (cases[i].n)
            check_int(r.agreements[0].stage, cases[i].stage);
    }
    arena_done(&a);
}

/* Hundreds of places, named where things are done, and as many agreements of nobody: every place is
 * looked at once. */
static void many_settings_cost_little(void **state)
{
    enum { AGREED = 2000, SECONDS_MOST = 8 };
    static const char *const heads[] = {"Bar", "Kol", "Nor", "Vel", "Dan", "Mar", "Tor",
                                        "Lis", "Hal", "Gra", "Pin", "Sol", "Wen", "Ulm"},
                             *const tails[] = {"ton",  "burg", "ville", "mouth", "ford",
                                               "stad", "by",   "heim",  "dorf",  "wick",
                                               "ham",  "port", "sea"};
    (void)state;
    arena_init(&a, 512 << 20);
    struct buf b;
    struct reading r;
    buf_arena(&b, &a, 1 << 20);
    for (size_t i = 0; i < AGREED; i++) {
        const char *head = heads[i % 14], *tail = tails[i % 13];
        buf_fmt(&b, "A storm came in %s%s. Both sides agreed in %s%s to a deal. ", head, tail, head,
                tail);
    }
    struct article article = {.text = buf_str(&b), .lang = STR("en")};
    const clock_t began = clock();
    sense_read(&a, &article, TIME_NONE, &r);
    check_true(clock() - began < SECONDS_MOST * CLOCKS_PER_SEC);
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(parties_match),
                                       cmocka_unit_test(parties_by_grammar),
                                       cmocka_unit_test(only_worded_alike),
                                       cmocka_unit_test(subjects_by_grammar),
                                       cmocka_unit_test(deeds_by_grammar),
                                       cmocka_unit_test(other_senses),
                                       cmocka_unit_test(envoys_stand_for_states),
                                       cmocka_unit_test(one_record),
                                       cmocka_unit_test(many_settings_cost_little),
                                       cmocka_unit_test(no_party_twice),
                                       cmocka_unit_test(matters_and_signers),
                                       cmocka_unit_test(settings_are_no_sides),
                                       cmocka_unit_test(denied_is_not_signed)};
    return cmocka_run_group_tests_name("agree", tests, NULL, NULL);
}
