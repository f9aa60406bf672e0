/* Claims and denials as the page of a story tells them: who, how, in which words. All texts are
 * made up; the readings are those of sense/. */
#include "story/made_up.h"
#include "story/statement.h"

#include <time.h>

/* A line a claim: "words [standing]: who side words; who side words". */
static struct str told(const struct story_report *r, size_t n)
{
    struct story_claims all;
    struct buf b;
    buf_arena(&b, &a, 1 << 16);
    story_claims_make(&a, r, n, &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct story_claim *c = &all.v[i];
        buf_fmt(&b, "%s%s%.*s [%s]", i ? "\n" : "", c->accuses ? "! " : "",
                STR_ARG(span_str(r[c->spot.report].text, c->spot.span)),
                story_standing_name(c->standing));
        for (size_t k = 0; k < c->voice_count; k++) {
            const struct story_voice *v = &c->voices[k];
            buf_fmt(&b, "%s%.*s", k ? "; " : ": ", STR_ARG(v->who.n ? v->who : STR("-")));
            if (k < c->assert_count || !v->verb)
                buf_fmt(&b, " %s", v->by_words ? "says" : story_side_name(v->side));
            if (k >= c->assert_count)
                buf_fmt(&b, " %.*s", STR_ARG(span_str(r[v->spot.report].text, v->spot.span)));
        }
    }
    return buf_str(&b);
}

static const struct {
    const char *first, *second, *want;
} cases[] = {
    /* questions and requests are no claims; nor is what nobody knows of whom it is said */
    {"\"Has the minister taken bribes from builders?\" asked Ada Firth. \"Please tell us whether "
     "he "
     "lied,\" she said.",
     "Judge Per Lund asked whether the ministry had lied to the court.", ""},
    {"The trial of Emil Stroud opened on Monday. Prosecutor Nadia Foss said that he bribed "
     "Leopold Grann for ten years.",
     "The court meets on Friday.", ""},
    /* who refuses to admit confirms nothing */
    {"Hans Orde refused to concede and said thousands of ballots had been forged in Lomar.",
     "Votes are counted in Orva.", ""},
    /* what is accused is told with who accuses, not from its bare object on */
    {"The seamen's union accused Callis Line of sailing with a broken pump. Callis Line denied the "
     "accusation.",
     "The ferry sails again on Monday.",
     "! The seamen's union accused Callis Line of sailing with a broken pump [denied]: The "
     "seamen's "
     "union asserts; Callis Line denied the accusation"},
    {"The prosecutor, Ines Harrow, accused Leon Brandt of taking bribes. Brandt denied the "
     "accusation.",
     "The ferry sails again on Monday.",
     "! The prosecutor, Ines Harrow, accused Leon Brandt of taking bribes [denied]: Ines Harrow "
     "asserts; Leon Brandt denied the accusation"},
    /* a charge that is judged in one's own words, and a plea */
    {"The union accused Callis Line of sailing with a broken pump. Callis Line called the charge "
     "absurd.",
     "The ferry sails again on Monday.",
     "! The union accused Callis Line of sailing with a broken pump [denied]: The union asserts; "
     "Callis Line called the charge absurd"},
    {"Senator Marla Quist said the ministry had lied to the court. The palace said Quist's account "
     "was wrong.",
     "The ferry sails again on Monday.",
     "the ministry had lied to the court [denied]: Marla Quist asserts; The palace says Quist's "
     "account was wrong"},
    {"The prosecutor, Ines Harrow, accused Leon Brandt of taking bribes. The trial will be held in "
     "the old court in Orva. It has been put off three times since May. Brandt has pleaded not "
     "guilty.",
     "The ferry sails again on Monday.",
     "! The prosecutor, Ines Harrow, accused Leon Brandt of taking bribes [denied]: Ines Harrow "
     "asserts; Leon Brandt has pleaded not guilty"},
    /* a piece of a sentence asserts nothing, and is not what is denied */
    {"The minister spoke to the council to stress the need for it, according to two officials. Ada "
     "Firth disputed the figures of the ministry.",
     "The ferry sails again on Monday.", ""},
    /* "denies it" is of the sentence before, and takes nothing back */
    {"Tern Lines said in a statement that all papers of the ferry were in order. The union of "
     "seamen says that the pumps had been switched off since May. Tern Lines denies it.",
     "The company said that its papers were in order. The inquiry goes on.",
     "the pumps had been switched off since May [denied]: The union of seamen asserts; Tern Lines "
     "denies it"},
    /* who is accused does not accuse */
    {"Prosecutors have opened an inquiry into the fire. Jonas Reck is accused of having switched "
     "off a gas alarm. His lawyer, Henrik Voss, denied the charge.",
     "The mill will open again in June.",
     "! Jonas Reck is accused of having switched off a gas alarm [denied]: - asserts; Henrik Voss "
     "denied the charge"},
    /* nobody is accused of the weather, and an attack that is condemned is not charged with it */
    {"Forecasters blamed three days of rain for the flood.",
     "Mayor Ines Varga condemned the attack on the station.", ""},
    /* a request that is turned down was no claim */
    {"Ada Firth asked the court to adjourn the trial. The court rejected the request.",
     "Per Lund, the coach, blamed the referee for the defeat. The league rejected his complaint.",
     ""},
    /* who confirms a thing of its own words confirms nothing that another said */
    {"Judge Amalia Roth said the log of the ferry had been secured and its pages were complete.",
     "Judge Amalia Roth confirmed that the log of the ferry is in her hands.", ""},
    /* the charge, not what was said between it and its denial */
    {"Nadja Orlova accused the premier, Ilya Besanov, of fleeing from the budget. \"He counts "
     "votes "
     "and no money,\" she said. Besanov denied this.",
     "Parliament meets on Tuesday.",
     "! Nadja Orlova accused the premier, Ilya Besanov, of fleeing from the budget [denied]: Nadja "
     "Orlova asserts; Ilya Besanov denied this"},
    /* names in common are no matter in common */
    {"Divers have recovered 96 bodies from the wreck of the Norrby Air jet, the navy said. Vera "
     "Stahl, the head of Norrby Air, dismissed reports that the jet had not been serviced.",
     "Norrby Air denied that it had known of the fault.",
     "Vera Stahl, the head of Norrby Air, dismissed reports that the jet had not been serviced "
     "[denied]: Vera Stahl dismissed reports that the jet had not been serviced\nit had known of "
     "the fault [denied]: Norrby Air denies it had known of the fault"},
    /* that "it" denies something tells nobody who denies what */
    {"The hospital of Orva closes 20 beds. It demands more pay for its staff and denies that it "
     "has "
     "threatened a strike.",
     "The beds are closed from May.", ""},
    /* who says that it did not denies by these words, and is not told to deny them */
    {"The mine lies in the north of Orlanda.",
     "The Front of the North repeated that it had nothing to do with the attack.",
     "The Front of the North repeated that it had nothing to do with the attack [denied]: Front of "
     "the North says it had nothing to do with the attack"},
    /* the company is the one that is accused; who contradicts what it said for itself accuses too
     */
    {"The seamen's union accused Callis Line of sailing with its pumps switched off. The company "
     "denied it. \"The pumps were working, and the log shows it,\" its spokeswoman, Helen Vass, "
     "said.",
     "The log of the ferry lists the pumps as \"out of service\" on 41 days, Ada Firth told the "
     "Courier.",
     "! The seamen's union accused Callis Line of sailing with its pumps switched off [denied]: "
     "The "
     "seamen's union asserts; Ada Firth asserts; Callis Line denied it"},
    /* whom "him" names is accused, and his denial may stand in front */
    {"The former mayor Leo Brask denied on Tuesday that he had sold his office. The prosecutor, "
     "Sofia "
     "Bergin, accuses him of having taken 40,000 crowns from a builder.",
     "The trial goes on in May.",
     "! The prosecutor, Sofia Bergin, accuses him of having taken 40,000 crowns from a builder "
     "[denied]: Sofia Bergin asserts; Leo Brask denies he had sold his office"},
    /* a plain report of something like it is not what is denied */
    {"Jens Aker said that Aster Motors had received 30 million crowns in aid from the state in "
     "2023.",
     "Clara Vink denied that the state had threatened to claim back aid of 30 million crowns.",
     "the state had threatened to claim back aid of 30 million crowns [denied]: Clara Vink denies "
     "the state had threatened to claim back aid of 30 million crowns"},
};

/* A denial, and what its speaker, somebody else or a court says of it days later. Subjects of
 * pronouns stand in braces. */
static const struct {
    const char *first, *second, *standing, *last;
} turns[] = {
    {"Pump maker Tessel denied that its valves were the cause of the flood.",
     "Tessel admitted on Thursday that its valves had caused the flood in Orva.", "admitted",
     "Tessel admits"},
    {"Union accountant Vera Holm accused the treasurer Edgar Brask of taking 40,000 crowns from "
     "the strike fund. Brask denied the accusation.",
     "Edgar Brask admitted that he had taken 40,000 crowns from the strike fund.", "admitted",
     "Edgar Brask admits"},
    /* another matter is no admission, and the two in one breath are none either */
    {"Union accountant Vera Holm accused the treasurer Edgar Brask of taking 40,000 crowns from "
     "the strike fund. Brask denied the accusation.",
     "Edgar Brask admitted that he had lost the minutes of the meeting.", "denied",
     "Edgar Brask denied"},
    {"Union accountant Vera Holm accused the treasurer Edgar Brask of taking 40,000 crowns from "
     "the strike fund. Brask denied the accusation.",
     "Edgar Brask admitted that he had opened the strike fund but denied that he had taken 40,000 "
     "crowns from the strike fund.",
     "denied", "Edgar Brask denies"},
    /* the opposite of what was denied is none */
    {"Pump maker Tessel denied that its valves were the cause of the flood.",
     "Tessel confirmed on Thursday that its valves were not the cause of the flood.", "denied",
     "Tessel denies"},
    /* who took part in the denial */
    {"Aster Motors and Vink Steel denied on Monday that they were in talks about a merger.",
     "Aster Motors confirmed on Friday that it was in talks about a merger with Vink Steel.",
     "admitted", "Aster Motors admits"},
    /* what is taken back, and what is not */
    {"Opposition leader Per Lund said thousands of ballots had been forged in Orva. The election "
     "office denied it.",
     "Per Lund withdrew his claim that thousands of ballots had been forged in Orva.", "withdrawn",
     "Per Lund withdraws"},
    {"Opposition leader Per Lund said thousands of ballots had been forged in Orva. The election "
     "office denied it.",
     "Per Lund refused to withdraw his claim that thousands of ballots had been forged in Orva.",
     "denied", "The election office denied"},
    /* a court */
    {"Prosecutors accuse the former mayor Edgar Brask of taking bribes from a builder. Brask "
     "denied the charge.",
     "A court in Orva found Edgar Brask guilty of taking bribes and fined him.", "settled",
     "The court rules"},
    {"Prosecutors accuse the former mayor Edgar Brask of taking bribes from a builder. Brask "
     "denied the charge.",
     "If the court finds Edgar Brask guilty of taking bribes he could go to prison.", "denied",
     "Edgar Brask denied"},
    {"Prosecutors accuse the former mayor Edgar Brask of taking bribes from a builder. Brask "
     "denied the charge.",
     "The court found his driver, Jens Aker, guilty of taking bribes.", "denied",
     "Edgar Brask denied"},
    /* a denial of few words */
    {"The army accused the Valley Front of shelling Orva. The Valley Front denied it had fired.",
     "The Valley Front acknowledged that one of its units had fired on Orva.", "admitted",
     "Valley Front admits"},
    /* what the accused says of another matter, or confirms, is no voice of the accusation */
    {"Rebel leader Sami Tol accused the army of shelling Orva. The army denied that it had shelled "
     "the village of Orva.",
     "The army said it had shelled rebel posts in the hills.", "denied", "army denies"},
    {"The pilots' union accused Norrby Air of breaking the rules on rest. Norrby Air denied that "
     "its pilots had been flying without rest.",
     "Norrby Air confirmed that its flight had been late.", "denied", "Norrby Air denies"},
    /* a charge given back, and what is so of something else, admits nothing */
    {"The prosecutor accused Leon Brandt of taking bribes. Brandt denied that he had taken bribes.",
     "Brandt said on Friday that the prosecutor had taken bribes.", "denied", "Leon Brandt denies"},
    {"The union accused Callis Line of hiding a crack. Callis Line denied that it had hidden a "
     "crack.",
     "Callis Line said that a former engineer had hidden a crack from it.", "denied",
     "Callis Line denies"},
    {"Residents said that the water of Norrby was contaminated. Senn Water denied that the water "
     "was contaminated.",
     "Senn Water said on Friday that the water of Lisk, not that of Norrby, was contaminated.",
     "denied", "Senn Water denies"},
    {"The union said that the brakes of the bus were faulty. Tern Lines said that the brakes had "
     "worked properly.",
     "Tern Lines said on Friday that the brakes of another bus were faulty.", "denied",
     "Tern Lines denies"},
    {"Residents said that the water of Norrby was contaminated. Senn Water denied that the water "
     "was contaminated.",
     "Senn Water said on Friday that the water of Norrby had been contaminated since May.",
     "admitted", "Senn Water admits"},
    /* whom the pronoun names */
    {"Coach Aldo Ferri denied that he was leaving the club.", "The cup goes to Orva.", "denied",
     "{Aldo Ferri}"},
};

/* The first claim's standing, with its subject and the last voice behind it. */
static struct str turned(const struct story_report *r, size_t n)
{
    struct story_claims all;
    story_claims_make(&a, r, n, &all);
    if (!all.n)
        return STR_NONE;
    const struct story_claim *c = &all.v[0];
    const struct story_voice *v = &c->voices[c->voice_count - 1];
    struct str text = r[v->spot.report].text;
    return str_fmt(
        &a, "%s {%.*s} %.*s %.*s", story_standing_name(c->standing), STR_ARG(c->subject),
        STR_ARG(v->who),
        STR_ARG(v->verb ? span_str(text, v->spot.span) : str_c(story_side_name(v->side))));
}

static void later_words_settle_earlier_ones(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        const struct story_report r[] = {report(1, 0, "North Post", "News", turns[i].first),
                                         report(2, 74, "Coast Mail", "News", turns[i].second)};
        struct str got = turned(r, 2);
        if (!str_starts(got, str_c(turns[i].standing)) ||
            str_find(got, str_c(turns[i].last)) == SIZE_MAX) {
            print_message("  %s\n  %s\n  -> \"%.*s\"\n not \"%s ... %s\"\n", turns[i].first,
                          turns[i].second, STR_ARG(got), turns[i].standing, turns[i].last);
            wrong++;
        }
    }
    check_int(wrong, 0);
}

static void claims_that_stand_alone(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct story_report r[] = {report(1, 0, "North Post", "News", cases[i].first),
                                         report(2, 26, "Coast Mail", "News", cases[i].second)};
        struct str got = told(r, 2);
        if (!str_eq(got, str_c(cases[i].want))) {
            print_message("  %s\n  -> \"%.*s\"\n not \"%s\"\n", cases[i].first, STR_ARG(got),
                          cases[i].want);
            wrong++;
        }
    }
    check_int(wrong, 0);
}

/* Long texts with many charges are looked through for rulings once, not once a charge. */
static void rulings_cost_little(void **state)
{
    (void)state;
    static const char *const names[] = {"Brandt", "Holm", "Stroud", "Vane", "Kettle", "Moor"},
                             *const deeds[] = {"stealing boats", "bribing judges", "forging maps",
                                               "burning farms",  "selling poison", "hiding gold"},
                             *const accusers[] = {"Ada Firth",  "Per Lund",    "Ines Harrow",
                                                  "Nadia Foss", "Runa Bergen", "Omar Tiel"};
    enum { REPORTS = 60, IDLE = 600 };
    struct buf b;
    struct story_report r[REPORTS];
    struct story_claims all;
    buf_arena(&b, &a, 1 << 20);
    for (size_t i = 0; i < 6; i++)
        buf_fmt(&b, "%s accused Leon %s of %s. %s denied the accusation.\n\n", accusers[i],
                names[i], deeds[i], names[i]);
    for (size_t i = 0; i < IDLE; i++)
        buf_fmt(&b, "On the %zuth DAY it SNOWED ON THE HILLS AND THE FERRY WAS LATE AGAIN.%s", i,
                i % 5 ? " " : "\n\n");
    const struct story_report one = report(1, 0, "North Post", "News", made_up(&b));
    for (size_t i = 0; i < REPORTS; i++) {
        r[i] = one;
        r[i].id = i + 1;
        r[i].time += (int64_t)i * US_HOUR;
    }
    size_t before = a.used;
    story_claims_make(&a, r, REPORTS, &all);
    print_message("%zu claims, %zu bytes\n", all.n, a.used - before);
    check_true(all.n >= 3 && a.used - before < 48 << 20);
}

/* Whose side somebody is on is asked of each statement with each: in a long quarrel, half a million
 * times. */
static void a_long_quarrel_costs_little(void **state)
{
    (void)state;
    enum { REPORTS = 60, EACH = 10 };
    static const char *const who[] = {"Ines Harrow", "Leon Brandt", "Ada Firth", "Per Lund",
                                      "Nadia Foss",  "Emil Stroud", "Mira Kess", "Jon Arkwin"};
    static const char *const whose[] = {"Callis Line", "Tern Lines", "Norrby Steel", "Aster Motors",
                                        "Tolley Bank", "Orva Rail",  "Velm Water",   "Lomar Gas"};
    static const char *const things[] = {"pump",   "valve",   "brake", "bridge",
                                         "ledger", "kitchen", "well",  "lift"};
    static const char *const faults[] = {"faulty",   "unsafe", "contaminated", "forged",
                                         "untested", "broken", "illegal",      "closed"};
    struct story_report r[REPORTS];
    struct story_claims all;
    for (size_t i = 0; i < REPORTS; i++) {
        struct buf b;
        buf_arena(&b, &a, 1 << 16);
        for (size_t k = 0; k < EACH; k++) {
            const char *x = whose[(i * 7 + k * 3) % 8], *y = who[(i * 5 + k) % 8],
                       *z = things[(i + k * 5) % 8], *w = faults[(i * 3 + k * 7) % 8];
            switch ((i + k) % 4) {
            case 0:
                buf_fmt(&b, "The chief executive of %s, %s, denied that the %s was %s in Orva. ", x,
                        y, z, w);
                break;
            case 1:
                buf_fmt(&b, "%s, the spokesman of %s, said that the %s had never been %s. ", y, x,
                        z, w);
                break;
            case 2:
                buf_fmt(&b, "%s, the minister of transport, said that the %s was %s after all. ", y,
                        z, w);
                break;
            default: buf_fmt(&b, "The union accused %s of hiding that the %s was %s. ", x, z, w);
            }
        }
        r[i] = report(i + 1, (int)i * 5, "North Post", "", made_up(&b));
    }
    const clock_t begin = clock();
    story_claims_make(&a, r, REPORTS, &all);
    const double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    print_message("%zu claims, %.2f s\n", all.n, seconds);
    check_true(all.n > 0 && seconds < 4); /* 0.2 s here; sanitizers take their time */
}

/* That nobody knows who speaks is told of a text's first sentence, too, which begins at byte 0. */
static void nobody_speaks_at_a_texts_start(void **state)
{
    (void)state;
    struct sentence sentence = {.span = {0, 44}};
    struct quote quote = {.kind = QUOTE_INDIRECT, .source = {11, 18}, .cue = {19, 23}};
    struct claim claim = {.span = {24, 43}, .by = -1};
    struct reading reading = {.sentences = &sentence,
                              .sentence_count = 1,
                              .quotes = &quote,
                              .quote_count = 1,
                              .claims = &claim,
                              .claim_count = 1};
    struct story_report r = {.text = STR("Talks with experts said the pump was faulty."),
                             .reading = &reading};
    struct span who = {9, 9};
    check_true(statement_true_source(&r, &claim, &who));
    check_int(who.at, 0);
    check_int(who.end, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rulings_cost_little),
        cmocka_unit_test(nobody_speaks_at_a_texts_start),
        cmocka_unit_test(a_long_quarrel_costs_little),
        cmocka_unit_test(claims_that_stand_alone),
        cmocka_unit_test(later_words_settle_earlier_ones),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
