/* say: whose words they are, where they begin and end, and what the speaker does with them: says,
 * denies, promises, accuses. */
#include "reads.h"

static struct str words(struct span s)
{
    return span_str(article.text, s);
}

static const char *const stances[] = {"says",   "asks",   "accuses", "confirms",
                                      "denies", "doubts", "promises"};
struct saying {
    const char *text, *source, *content; /* the whole first content; "": nobody says anything */
    enum stance stance;
};

/* The quote whose first content is exactly this. */
static const struct quote *exactly(struct str content)
{
    for (size_t i = 0; i < r.quote_count; i++)
        if (str_eq(words(r.quotes[i].content[0]), content))
            return &r.quotes[i];
    return NULL;
}

static void tell(void)
{
    for (size_t i = 0; i < r.quote_count; i++)
        print_error("  %.*s | %s | %.*s\n", STR_ARG(words(r.quotes[i].source)),
                    stances[r.quotes[i].stance], STR_ARG(words(r.quotes[i].content[0])));
}

static void check_sayings(const struct saying *v, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        reads(v[i].text);
        const struct quote *q = *v[i].content ? exactly(str_c(v[i].content)) : NULL;
        bool right = *v[i].content ? q && q->stance == v[i].stance &&
                                         str_eq(words(q->source), str_c(v[i].source))
                                   : r.quote_count == 0;
        wrong += !right;
        if (!right)
            print_error("%s\n", v[i].text);
        if (!right)
            tell();
    }
    check_int(wrong, 0);
}
#define CHECK(v) check_sayings(v, sizeof v / sizeof *v)

static void statements_end_with_their_clause(void **state)
{
    (void)state;
    static const struct saying cases[] = {
        {"The number of people hurt in the fire at the mill rose to 31 on Wednesday, and four were "
         "still missing, the coast guard said.",
         "the coast guard",
         "The number of people hurt in the fire at the mill rose to 31 on Wednesday, and four were "
         "still missing",
         STANCE_SAYS},
        {"The builder who had said that he bribed Leopold Grann no longer says so.",
         "The builder who", "that he bribed Leopold Grann", STANCE_SAYS},
        {"A man who told a court in May that he had bribed Leopold Grann, the former minister of "
         "transport, has withdrawn his testimony.",
         "A man who", "that he had bribed Leopold Grann", STANCE_SAYS},
        {"The witness who had claimed that he bribed Leopold Grann no longer says so, the judge, "
         "Renske Vaal, noted for the record.",
         "the judge, Renske Vaal,",
         "The witness who had claimed that he bribed Leopold Grann no longer says so", STANCE_SAYS},
        {"Up to 600 jobs could go in Lunde, according to a study by the University of Estova, "
         "published on Wednesday.",
         "a study by the University of Estova", "Up to 600 jobs could go in Lunde", STANCE_SAYS},
        {"The roof of the mill fell with around 80 people under it, said Dana Orlick, who leads "
         "the "
         "operation.",
         "Dana Orlick, who leads the operation",
         "The roof of the mill fell with around 80 people under it", STANCE_SAYS},
        {"The engineer, Hanne Solberg, confirmed to the Courier that she had found rust in four of "
         "the twelve hangers.",
         "The engineer, Hanne Solberg,", "that she had found rust in four of the twelve hangers",
         STANCE_CONFIRMS},
        {"Ines Calloway admitted that she had received a report on the rusty hangers in March, two "
         "days after denying it.",
         "Ines Calloway", "that she had received a report on the rusty hangers in March",
         STANCE_CONFIRMS},
        {"I do not say that the mayor knew of the rust.", "", "", STANCE_SAYS},
        {"That would contradict the Tolley Bank, which said that the log shows a working system.",
         "the Tolley Bank, which", "that the log shows a working system", STANCE_SAYS},
    };
    CHECK(cases);
}

static void speakers_are_in_front_of_asides(void **state)
{
    (void)state;
    static const struct saying cases[] = {
        {"Chime & Watch, which has 5.2 million customers in 31 countries, disputes the fine.",
         "Chime & Watch", "the fine", STANCE_DENIES},
        {"The council, which owns the car park, has lost 48 spaces and £1,100 a week, and denied "
         "on Monday that it wanted the hole filled by Christmas.",
         "The council", "that it wanted the hole filled by Christmas", STANCE_DENIES},
        {"Velland's central bank left its interest rate at 3.25 percent on Thursday and said that "
         "prices were rising more slowly.",
         "Velland's central bank", "that prices were rising more slowly", STANCE_SAYS},
    };
    CHECK(cases);
}

static void what_is_denied_and_what_is_turned_down(void **state)
{
    (void)state;
    static const struct saying cases[] = {
        {"Mayor Paul Holm denied claims he took bribes from the builders of the bridge.",
         "Mayor Paul Holm", "claims he took bribes from the builders of the bridge", STANCE_DENIES},
        {"The clinic denied the treatment had harmed anyone in the town.", "The clinic",
         "the treatment had harmed anyone in the town", STANCE_DENIES},
        {"The council denied the funding came from abroad.", "The council",
         "the funding came from abroad", STANCE_DENIES},
        {"The ministry denied her a visa for the trip to the fair.", "The ministry",
         "her a visa for the trip to the fair", STANCE_SAYS},
        {"The rebels rejected talks with the army.", "The rebels", "talks with the army",
         STANCE_SAYS},
        {"The union rejected the offer as too low.", "The union", "the offer as too low",
         STANCE_SAYS},
        {"The minister dismissed the idea as a joke.", "The minister", "the idea as a joke",
         STANCE_DENIES},
        {"The council rejected the plan the mayor had drawn up.", "The council",
         "the plan the mayor had drawn up", STANCE_SAYS},
        {"The judge dismissed the charges against the mayor.", "The judge",
         "the charges against the mayor", STANCE_SAYS},
        {"The company denied on Sunday reports that it would close the mill.", "The company",
         "that it would close the mill", STANCE_DENIES},
        {"The team of Norrby was denied a penalty late in the game.", "The team of Norrby",
         "a penalty late in the game", STANCE_SAYS},
        {"The minister rejected suggestions he would resign.", "The minister",
         "suggestions he would resign", STANCE_DENIES},
    };
    CHECK(cases);
}

static void deeds_are_no_sayings(void **state)
{
    (void)state;
    static const struct saying cases[] = {
        {"Velland and Korrin signed a trade agreement on Thursday.", "", "", STANCE_SAYS},
        {"About 2,600 workers at the Norrby steelworks went on strike on Monday in a dispute over "
         "a new plan of shifts.",
         "", "", STANCE_SAYS},
        {"Members of the union voted for the agreement on Friday.", "", "", STANCE_SAYS},
    };
    CHECK(cases);
}

static void words_do_what_they_say(void **state)
{
    (void)state;
    static const struct saying cases[] = {
        {"Mayor Pavol Rusnak said he had never seen such a warning.", "Mayor Pavol Rusnak",
         "he had never seen such a warning", STANCE_DENIES},
        {"Louisa Kemp insisted there were no plans to close depots.", "Louisa Kemp",
         "there were no plans to close depots", STANCE_DENIES},
        {"Louisa Kemp said there were no plans to close depots.", "Louisa Kemp",
         "there were no plans to close depots", STANCE_SAYS},
        {"The company said that it would repay the money by June.", "The company",
         "that it would repay the money by June", STANCE_PROMISES},
        {"The company said that it would be hard to repay the money.", "The company",
         "that it would be hard to repay the money", STANCE_SAYS},
        {"The weather service said it would rain in the mountains.", "The weather service",
         "it would rain in the mountains", STANCE_SAYS},
        {"Mayor Rosi Egger said tourers had ignored two barriers.", "Mayor Rosi Egger",
         "tourers had ignored two barriers", STANCE_ACCUSES},
        {"Moussa Kadd conceded on Saturday that there was an epidemic.", "Moussa Kadd",
         "that there was an epidemic", STANCE_CONFIRMS},
    };
    CHECK(cases);
}

/* To turn down what was asked for says nothing of the truth of anything. */
static void refusals_deny_nothing(void **state)
{
    (void)state;
    reads("Grann's lawyer asked for the trial to be ended. The court rejected this.");
    for (size_t i = 0; i < r.claim_count; i++)
        check_true(r.claims[i].stance != STANCE_DENIES);
    reads("The court in Lenna rejected the appeal on Monday.");
    for (size_t i = 0; i < r.claim_count; i++)
        check_true(r.claims[i].stance != STANCE_DENIES);
    static const char *const others[] = {
        "The minister rejected the plan for a new harbour on Monday.",
        "The guard denied the sailors entry to the harbour on Monday.",
        "The council denied her a permit for the stall on Monday.",
        "The harbour board dismissed Oda Lindqvar on Monday.",
        "The law could be rejected by the council of Norrby on Monday.",
        "\"We cannot deny that the bridge is old,\" said Oda Lindqvar.",
        "Members of the council disagree over how the harbour should be paid for.",
        "Oda Lindqvar criticised the new harbour of Norrby on Monday.",
    };
    for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
        reads(others[k]);
        for (size_t i = 0; i < r.claim_count; i++)
            if (r.claims[i].stance == STANCE_DENIES || r.claims[i].stance == STANCE_ACCUSES)
                fail_msg("%s", others[k]);
    }
    static const char *const true_ones[] = {
        "The minister rejected the claim that the harbour was sold.",
        "The minister rejected criticism of the new harbour on Monday.",
        "The guard denied any knowledge of the theft on Monday.",
        "The board dismissed the report as a fairy tale.",
        "Oda Lindqvar denied taking the money of the harbour.",
    };
    for (size_t k = 0; k < sizeof true_ones / sizeof *true_ones; k++) {
        size_t found = 0;
        reads(true_ones[k]);
        for (size_t i = 0; i < r.claim_count; i++)
            found += r.claims[i].stance == STANCE_DENIES;
        if (!found)
            fail_msg("%s", true_ones[k]);
    }
    reads("Corvia accused the bank of lying. The bank rejected this.");
    size_t denials = 0;
    for (size_t i = 0; i < r.claim_count; i++)
        denials += r.claims[i].stance == STANCE_DENIES;
    check_int(denials, 1);
}

static void statements_go_on_behind_who_says_them(void **state)
{
    (void)state;
    static const struct saying cases[] = {
        {"The bridge at Tolley, the mayor argues, was never meant to carry lorries.", "the mayor",
         "The bridge at Tolley", STANCE_SAYS},
        {"There are two makers left, and the other one, she says without malice, uses a machine.",
         "she", "the other one", STANCE_SAYS},
        {"The company, according to two former employees, kept no records of what it sold.",
         "two former employees", "The company", STANCE_SAYS},
        {"Last year's final drew a million viewers, he noted, \"and that was against the "
         "cricket\".",
         "he", "Last year's final drew a million viewers", STANCE_SAYS},
        {"In one case a clerk had watched 81 films from a single house, she wrote.", "she",
         "In one case a clerk had watched 81 films from a single house", STANCE_SAYS},
        {"The teachers' union questioned that: by its own count, 700 of them have already left.",
         "The teachers' union", "by its own count, 700 of them have already left", STANCE_SAYS},
        {"The mayor has protested: the bridge was closed on Friday for a day.", "The mayor",
         "the bridge was closed on Friday for a day", STANCE_SAYS},
        /* a list, an apposition and a rest are no asides */
        {"The bridge, the mill and the old harbour were closed on Monday.", "", "", STANCE_SAYS},
        {"Police questioned a man about the fire on Monday.", "", "", STANCE_SAYS},
    };
    CHECK(cases);
    reads("The bridge at Tolley, the mayor argues, was never meant to carry lorries.");
    check_int(r.quotes[0].content_count, 2);
    check_strz(words(r.quotes[0].content[1]), "was never meant to carry lorries");
}

static void who_stands_for_somebody(void **state)
{
    (void)state;
    static const struct saying cases[] = {
        {"Police later heard a boy of 12, who said that he had lost his way in the fog.",
         "a boy of 12, who", "that he had lost his way in the fog", STANCE_SAYS},
        {"She met the owner of the kiosk, who says that she saw a white van.",
         "the owner of the kiosk, who", "that she saw a white van", STANCE_SAYS},
        {"It was first told by people familiar with the matter, who said that the sale is near.",
         "people familiar with the matter, who", "that the sale is near", STANCE_SAYS},
        {"She met a teacher in Paris, who said that the school was cold.",
         "a teacher in Paris, who", "that the school was cold", STANCE_SAYS},
        {"The report came from the British Museum, which said that the roof was sound.",
         "the British Museum, which", "that the roof was sound", STANCE_SAYS},
    };
    CHECK(cases);
    reads("The court heard Lena Frost, a lawyer from Paris, who said the plan was dead.");
    check_int(r.quote_count, 1);
    check_strz(r.entities[r.quotes[0].speaker].name, "Lena Frost");
}

static void who_disowns_denies(void **state)
{
    (void)state;
    static const struct saying cases[] = {
        {"The owner, Costas Mellor, has said that he did not know of the chain on the door.",
         "The owner, Costas Mellor,", "that he did not know of the chain on the door",
         STANCE_DENIES},
        {"Ines Calloway said she was not aware of any complaint about the hangers.",
         "Ines Calloway", "she was not aware of any complaint about the hangers", STANCE_DENIES},
        {"\"We did nothing wrong, and the court will see it,\" Ines Calloway told reporters.",
         "Ines Calloway", "\"We did nothing wrong, and the court will see it,\"", STANCE_DENIES},
        {"Ines Calloway said she did not know who had sent the letter.", "Ines Calloway",
         "she did not know who had sent the letter", STANCE_SAYS},
        {"Ines Calloway said she had no money and no time for the matter.", "Ines Calloway",
         "she had no money and no time for the matter", STANCE_SAYS},
    };
    CHECK(cases);
}

/* Each sentence of a quotation is a claim; the cue's stance is that of its own sentence. */
static void sentences_are_claims(void **state)
{
    (void)state;
    reads("\"Our officers could have got out and walked,\" Inspector Lyn Cheadle admitted. \"They "
          "followed at a safe distance because there was a child in the car.\"");
    check_int(r.claim_count, 2);
    check_int(r.claims[0].stance, STANCE_CONFIRMS);
    check_int(r.claims[1].stance, STANCE_SAYS);
    check_int(r.claims[1].by, r.claims[0].by);
    check_int(r.claims[1].sentence, 1);
}

/* A quotation that is open when its sentence ends is its speaker's, not of who spoke before. */
static void quotations_wait_for_who_says_them(void **state)
{
    (void)state;
    reads(
        "Methane stood at five times what is safe, mine inspector Roza Timur said. \"We go in for "
        "12 minutes and come out. It is like bailing a ship with a spoon,\" said Daut Merge.");
    bool found = false;
    for (size_t i = 0; i < r.quote_count; i++)
        found |= str_eq(words(r.quotes[i].source), STR("Daut Merge")) &&
                 str_starts(words(r.quotes[i].content[0]), STR("\"We go in for 12 minutes"));
    check_true(found);
}

/* A flood is no attack by the government that promises help (an article of samples/). */
static void floods_are_no_attacks(void **state)
{
    (void)state;
    arena_reset(&a);
    struct str all = check_file(&a, "samples/halvard.txt");
    size_t at = str_find(all, STR("title: Senn flood peaks"));
    check_true(at != SIZE_MAX);
    struct str rest = str_from(all, at), text = str_from(rest, str_find(rest, STR("\n\n")));
    text = str_trim(str_sub(text, 0, str_find(text, STR("\n=== "))));
    article = (struct article){.title = STR("Senn flood peaks at Lowfen; 3,400 people evacuated"),
                               .text = text};
    check_true(when_parse(STR("2025-03-14T12:00:00Z"), &article.published));
    sense_read(&a, &article, TIME_NONE, &r);
    check_int(r.incident_count, 1);
    check_strz(r.incidents[0].kind, "flood");
}

/* Words of disasters in another sense, each beside its own. */
static void other_senses_are_no_disasters(void **state)
{
    (void)state;
    static const struct {
        const char *text, *kind; /* "": none */
    } cases[] = {
        {"The market crash of Monday was the third this year. A crash of prices had been feared. "
         "Shares crashed in Dorne, too. A crash course for savers begins today.",
         ""},
        {"A crash on the coast road closed it on Monday. The crash was the third this year. A van "
         "crashed into a wall. Police said the crash hurt nobody.",
         "crash"},
        {"Traders spoke of a traffic explosion. The explosion of interest began in May. An "
         "explosion "
         "in demand followed. The data explosion goes on.",
         ""},
        {"An explosion shook the port of Dorne. The explosion broke windows. A second blast "
         "followed. The blast was heard in Velmar.",
         "explosion"},
        {"The mayor held a rally in Dorne. The rally drew 4,000. Fans left the rally late. Her "
         "next "
         "rally is in Velmar.",
         ""},
        {"Farmers held a rally against the dam in Dorne. The rally was the largest protest in "
         "years. The protesters left late. A further rally is planned.",
         "protest"},
        {"The Olympic shooting club of Dorne opens today. The shooting range has 12 lanes. A "
         "shooting competition is planned. The shooting team trains there.",
         ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reads(cases[i].text);
        check_strz(r.incident_count ? r.incidents[0].kind : STR(""), cases[i].kind);
    }
}

/* In the speaker's own telling there is a word of saying; whom it is said of is not who says it. */
static void sayings_have_words_of_saying(void **state)
{
    (void)state;
    static const char *const silent[] = {
        "He went on trial on charges of robbing a bank in Dorne.",
        "He is standing trial on charges of robbing a bank in Dorne.",
        "It was unclear whether the subpoenas would seek documents or testimony.",
        "Lind, 47, sustained fractures in his face and in both of his arms.",
    };
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
        reads(silent[i]);
        check_int(r.quote_count, 0);
    }
    reads("Ada Lind pushed back against the claim that the bridge was unsafe.");
    check_int(r.quote_count, 1);
    check_strz(words(r.quotes[0].source), "Ada Lind");
    reads("Ada Lind was asked to name one bridge that had been closed that year.");
    for (size_t i = 0; i < r.quote_count; i++)
        check_true(str_find(words(r.quotes[i].source), STR("Lind")) == SIZE_MAX);
    reads("Ada Lind appears to like the plan that the council put forward in May.");
    for (size_t i = 0; i < r.quote_count; i++)
        check_true(str_find(words(r.quotes[i].source), STR("Lind")) == SIZE_MAX);
}

/* A further deed of the speaker, and who speaks in front, are no part of what is said. */
static void beside_what_is_said(void **state)
{
    (void)state;
    static const struct saying cases[] = {
        {"The republic of Kessary denies that the march was illegal and goes to great lengths to "
         "hide the film.",
         "The republic of Kessary", "that the march was illegal", STANCE_DENIES},
        {"Ada Lind insists on a secure border and bemoans the cost of it.", "Ada Lind",
         "a secure border", STANCE_SAYS},
        {"Ole Sund showed no remorse and will return to his trade.", "Ole Sund", "no remorse",
         STANCE_SAYS},
        {"His partner, who does not want to be named, has been in contact with the mayor on "
         "Facebook and is hoping to resolve the matter.",
         "His partner", "to resolve the matter", STANCE_SAYS},
    };
    CHECK(cases);
    reads("The bank rejected a push by Ada Lind, the minister of trade, to close the mine.");
    check_int(r.quote_count, 1);
    check_true(
        str_ends(words(r.quotes[0].content[r.quotes[0].content_count - 1]), STR("close the mine")));
}

static void who_speaks_for_whom(void **state)
{
    (void)state;
    static const struct {
        const char *text, *speaker; /* "": nobody that is named */
    } cases[] = {
        {"Her colleague from Korrin, Ottoline Brandt, said the pact was fair though not cheap. "
         "Korrin "
         "paid.",
         "Ottoline Brandt"},
        {"The fishermen's union of Estova said that the deal would cost the port dear.", ""},
        {"The army of Orlanda said that the girls were free.", ""},
        {"A spokesman for Ines Calloway said that no report had come.", "Ines Calloway"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reads(cases[i].text);
        check_true(r.quote_count > 0);
        reading_index by = r.quotes[0].speaker;
        check_strz(by < 0 ? STR("") : r.entities[by].name, cases[i].speaker);
    }
}

/* A collapse is nobody's deed, who tells of an attack is not hit by it, and "a day earlier" is
 * not the day that is named. */
static void incidents_are_what_happened(void **state)
{
    (void)state;
    reads(
        "At least four people were killed and 19 injured when a footbridge over the river gave way "
        "during the winter fair in Veldmoor on Sunday evening, police said. Divers were searching "
        "the river for six missing people.");
    check_int(r.incident_count, 0);
    reads(
        "Gunmen on motorcycles attacked the village of Tamsa before dawn on Tuesday, killing 11 "
        "people and abducting at least 30, the regional governor, Idris Bakoye, said. Rebels were "
        "blamed. The gunmen shot at the villagers. In May, "
        "40 people were killed in a similar raid.");
    check_int(r.incident_count, 1);
    for (size_t i = 0; i < r.incidents[0].victim_count; i++)
        check_true(str_find(words(r.incidents[0].victims[i].span), STR("Bakoye")) == SIZE_MAX);
    for (size_t i = 0; i < r.incidents[0].figure_count; i++) /* those of May are others */
        check_true(r.figures[r.incidents[0].figures[i]].value < 40);
    for (size_t i = 0; i < r.figure_count; i++)
        if (r.figures[i].value == 30)
            check_strz(r.figures[i].what, "held");
    reads("Soldiers freed 12 girls on Wednesday who had been abducted by gunmen in the attack on "
          "Tamsa a day earlier, the army said. The gunmen had killed nine villagers.");
    check_int(r.incident_count, 1);
    check_strz(words(r.incidents[0].when_span), "a day earlier");
    struct civil c = civil_from(r.incidents[0].when.us);
    check_int(c.day, 11);
    /* In a lower-case office, behind a comma, before "said": tells of it, too. */
    reads("Gunmen killed two border guards and wounded five at the Tarn bridge early on Wednesday, "
          "guard commander Rafe Moll said.\n\nHe blamed the Free Tarn Front. The group denied any "
          "part in the attack.");
    check_int(r.incident_count, 1);
    check_true(r.incidents[0].victim_count > 0);
    for (size_t i = 0; i < r.incidents[0].victim_count; i++)
        check_true(str_find(words(r.incidents[0].victims[i].span), STR("Moll")) == SIZE_MAX);
}

/* "..., the club confirmed on Monday": the verb of saying behind what is said. */
static void verbs_of_saying_stand_behind(void **state)
{
    (void)state;
    static const struct saying cases[] = {
        {"Ada Brennick has torn a muscle and will miss the cup, the club confirmed on Monday.",
         "the club", "Ada Brennick has torn a muscle and will miss the cup", STANCE_CONFIRMS},
        {"The tunnel had been flooded since Friday, its operator later admitted.", "its operator",
         "The tunnel had been flooded since Friday", STANCE_CONFIRMS},
        {"The works are late, the council's leader, Mara Holt, conceded in a letter to the Herald.",
         "the council's leader, Mara Holt", "The works are late", STANCE_CONFIRMS},
        {"A second driver has been charged, confirmed the prosecutor, Lena Holm.",
         "the prosecutor, Lena Holm", "A second driver has been charged", STANCE_CONFIRMS},
        {"The engine had been leaking, as the airline now admits.", "the airline",
         "The engine had been leaking", STANCE_CONFIRMS},
        {"Hadley Mills is to cut 400 jobs, its head, Una Moll, announced on Wednesday.",
         "its head, Una Moll,", "Hadley Mills is to cut 400 jobs", STANCE_SAYS},
        {"The gaps are wide, said the geologist Carla Renn. \"We looked for rock and found sand.\"",
         "the geologist Carla Renn", "The gaps are wide", STANCE_SAYS},
        {"The former mayor, Leo Brask, denied that he had taken bribes, as his trial opened in "
         "Orva.",
         "The former mayor, Leo Brask,", "that he had taken bribes", STANCE_DENIES},
        {"The bridge is closed until May, officials said, adding that the steel had rusted.",
         "officials", "The bridge is closed until May", STANCE_SAYS},
        {"The money was paid in cash, the bank has denied.", "the bank",
         "The money was paid in cash", STANCE_DENIES},
        /* a clause that is no statement, an object of the verb, and a verb that goes on */
        {"After the bridge fell, the mayor confirmed.", "", "", STANCE_SAYS},
        {"He left the room, she admitted defeat.", "", "", STANCE_SAYS},
    };
    CHECK(cases);
}

/* The speaker whom only the sentence before names; and whom the object of a verb cannot mean. */
static void pronouns_have_persons(void **state)
{
    (void)state;
    reads("Owen Tarse, a teacher who first spoke of her, came on Thursday with a drawing by his "
          "pupils. \"I teach sums,\" he said. \"There are ten of us.\"");
    const struct quote *q = exactly(STR("\"I teach sums,\""));
    check_true(q && q->speaker >= 0);
    check_strz(r.entities[q->speaker].name, "Owen Tarse");
    reads("Mr Owen Tarse spoke to the nurse on Monday in the hall of the school. \"I have not "
          "slept,\" she said. \"There are ten of us.\"");
    q = exactly(STR("\"I have not slept,\""));
    check_true(q && q->speaker < 0);
    reads(
        "The former mayor Leo Brask denied that he had taken bribes. The prosecutor, Sofia Bergin, "
        "accuses him of having taken 40,000 crowns.");
    for (size_t i = 0; i < r.entity_count; i++)
        for (size_t k = 0; k < r.entities[i].mention_count; k++)
            if (str_eq(words(r.entities[i].mentions[k].span), STR("him")))
                check_strz(r.entities[i].name, "Leo Brask");
}

/* What a fire or a blast of gas did, nobody wanted; what a gunman did, he did. */
static void things_mean_no_harm(void **state)
{
    (void)state;
    reads("Divers hope to reach six men in the flooded pit of Orla, where a blast killed at least "
          "four of their friends on Tuesday.\n\nThere were 60 miners below when gas caught "
          "light. Most climbed out; nine are in hospital with burns. The pit was fined in June for "
          "switching off its alarms.");
    for (size_t i = 0; i < r.incident_count; i++)
        check_true(!str_eq(r.incidents[i].kind, STR("attack")) &&
                   !str_eq(r.incidents[i].kind, STR("bombing")));
    reads("Gunmen killed four miners at the gate of the pit of Orla on Tuesday and wounded two "
          "guards with rifles. The gunmen shot at the miners from a car.");
    check_int(r.incident_count, 1);
}

/* "Dozens of deaths" are no victims, as deaths are none. */
static void victims_are_not_deaths(void **state)
{
    (void)state;
    reads("Gunmen attacked the market of Tamsa with rifles on Tuesday and killed the mayor. The "
          "attack of the gunmen caused dozens of deaths and killed scores of traders.");
    check_int(r.incident_count, 1);
    bool traders = false;
    for (size_t i = 0; i < r.incidents[0].victim_count; i++) {
        struct str victim = words(r.incidents[0].victims[i].span);
        check_true(str_find(victim, STR("deaths")) == SIZE_MAX);
        traders |= str_find(victim, STR("traders")) != SIZE_MAX;
    }
    check_true(traders);
}

/* A trial, a memorial or a film of what was done years ago reports no attack; what happened this
 * week does, though it is compared with one of years ago, and so does what a man did who was free
 * since. */
static void old_violence_is_no_news(void **state)
{
    (void)state;
    reads("Survivors of the 2009 bombing of the market in Oste, in which gunmen killed 14 people, "
          "have opened a house for the wounded. The bomb exploded beside the bakery and killed "
          "three bakers and two guards. Terrorists of the Red Dawn said then that they had planted "
          "it.\n\nThe house has ten rooms. It was paid for by the town.");
    check_int(r.incident_count, 0);
    reads("Music maker Ivo Trask is being sued by the mother of the actress whom he is accused of "
          "killing. Ada Brand, whose daughter Lene was found shot dead in Mr Trask's house in "
          "February 2013, asks for money in a civil suit. The suit says that Mr Trask murdered the "
          "actress at his house. Her body was found in the hall beside a gun.");
    check_int(r.incident_count, 0);
    reads("A bomb exploded beside the bakery of the market in Oste on Tuesday and killed three "
          "bakers and two guards. It was the worst attack in the town since the 2009 bombing, in "
          "which gunmen killed 14 people. Terrorists of the Red Dawn said that they had planted "
          "it.");
    check_int(r.incident_count, 1);
    reads("A man who was released in 2009 after a murder shot four people dead with a rifle in a "
          "church in Oste. Gunmen killed two guards at the door. The worst attack of the Red Dawn "
          "was in 2011.");
    check_int(r.incident_count, 1);
    reads(
        "Dorne on Wednesday marks the 71st anniversary of the killing of mayor Ole Brand, who was "
        "shot dead as he entered the town hall. The gunman was never found. Brand built the "
        "port.");
    check_int(r.incident_count, 0);
    reads("Gunmen shot dead mayor Ole Brand in Dorne on Wednesday, the anniversary of the opening "
          "of the port. The gunmen were not found. Two guards were wounded by the shots.");
    check_int(r.incident_count, 1);
}

/* What kills by itself: a bridge that collapsed, an illness. */
static void nobody_killed_them(void **state)
{
    (void)state;
    reads("The bridge at Dorne, which collapsed in May, killing six people and injuring 13, is to "
          "reopen, the roads office said. The bridge collapsed at noon, killing six workers who "
          "were on boats in the port. Three rescuers were hurt.");
    check_int(r.incident_count, 0);
    reads(
        "Ole Brand, leader of the Dorne union, was found dead of natural causes at his home in the "
        "capital on Sunday, police said. A police chief was killed in the town in May. The union "
        "leader had been threatened.");
    check_int(r.incident_count, 0);
    reads("Gunmen stormed the bridge at Dorne on Monday, killing six people and injuring 13, the "
          "army said. The gunmen shot six workers who were on boats in the port.");
    check_int(r.incident_count, 1);
}

int main(void)
{
    arena_init(&a, 64 << 20);
    const struct CMUnitTest tests[] = {cmocka_unit_test(verbs_of_saying_stand_behind),
                                       cmocka_unit_test(pronouns_have_persons),
                                       cmocka_unit_test(statements_end_with_their_clause),
                                       cmocka_unit_test(speakers_are_in_front_of_asides),
                                       cmocka_unit_test(what_is_denied_and_what_is_turned_down),
                                       cmocka_unit_test(deeds_are_no_sayings),
                                       cmocka_unit_test(words_do_what_they_say),
                                       cmocka_unit_test(refusals_deny_nothing),
                                       cmocka_unit_test(statements_go_on_behind_who_says_them),
                                       cmocka_unit_test(who_stands_for_somebody),
                                       cmocka_unit_test(who_disowns_denies),
                                       cmocka_unit_test(sentences_are_claims),
                                       cmocka_unit_test(quotations_wait_for_who_says_them),
                                       cmocka_unit_test(floods_are_no_attacks),
                                       cmocka_unit_test(other_senses_are_no_disasters),
                                       cmocka_unit_test(sayings_have_words_of_saying),
                                       cmocka_unit_test(beside_what_is_said),
                                       cmocka_unit_test(who_speaks_for_whom),
                                       cmocka_unit_test(incidents_are_what_happened),
                                       cmocka_unit_test(victims_are_not_deaths),
                                       cmocka_unit_test(things_mean_no_harm),
                                       cmocka_unit_test(old_violence_is_no_news),
                                       cmocka_unit_test(nobody_killed_them)};
    return cmocka_run_group_tests_name("say", tests, NULL, NULL);
}
