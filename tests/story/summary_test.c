/* The summary of a story and what is new in it: how a toll stands now is told, and how it stood
 * before is not. All texts are made up; the readings are those of sense/. */
#include "story/made_up.h"
#include "story/overtaken.h"

static const char *const storm[][2] = {
    {"Roof of Orva arena falls, four dead",
     "The roof of the ice arena in Orva fell on Monday evening during a school match, and four "
     "people were killed, the fire service said.\n\nNine people were hurt and 12 were missing. "
     "Snow lay a metre high on the roof."},
    {"Orva arena: seven dead",
     "Seven people died under the roof of the ice arena in Orva, the fire chief, Runa Eide, said "
     "on Tuesday.\n\nThirteen people were hurt. Five were still missing.\n\nThe town had asked "
     "the builder about the beams, said the mayor, Per Lund."},
    {"Orva mourns",
     "Candles stood before the ice arena in Orva on Wednesday, where school classes laid down "
     "flowers and sang.\n\nThe roof had been built by Aster Steel in 2009. All the missing have "
     "been found, said Runa Eide.\n\nNine people have died. When the roof fell, four people had "
     "been killed at once, she said. Fourteen were hurt."},
    {"Builder asked about beams",
     "Investigators asked the builder Aster Steel on Thursday why the beams of the ice arena in "
     "Orva were thinner than the plans said.\n\nThe chief of Aster Steel, Jens Aker, said the "
     "plans had been changed with the consent of the town.\n\nThe town council of Orva will "
     "open the papers of the arena to everybody, the mayor, Per Lund, said."},
};

static struct str all_of(const struct story_report *r, const struct story_lines *lines)
{
    struct buf b;
    buf_arena(&b, &a, 1 << 16);
    for (size_t i = 0; i < lines->n; i++)
        buf_fmt(&b, "%.*s\n",
                STR_ARG(span_str(r[lines->v[i].spot.report].text, lines->v[i].spot.span)));
    return buf_str(&b);
}

static bool has(struct str s, const char *words)
{
    return str_find(s, str_c(words)) != SIZE_MAX;
}

static void reports(struct story_report *r)
{
    static const char *const publishers[] = {"North Post", "Coast Mail", "North Post", "Hill News"};
    for (size_t i = 0; i < 4; i++)
        r[i] = report(i + 1, (int)i * 24, publishers[i], storm[i][0], storm[i][1]);
}

static void tolls_as_they_stand(void **state)
{
    (void)state;
    struct story_report r[4];
    struct story_lines lines;
    reports(r);
    for (size_t most = 3; most <= 5; most++) {
        story_summary(&a, r, 4, STR_NONE, most, &lines);
        struct str s = all_of(r, &lines);
        check_true(lines.n <= most);
        check_true(has(s, "Nine people have died"));
        check_true(has(s, "Fourteen were hurt"));
        check_true(!has(s, "four people") && !has(s, "Seven people died"));
        check_true(!has(s, "Thirteen people were hurt"));
        check_true(!has(s, "missing.")); /* all were found since */
    }
}

static void tolls_that_are_new(void **state)
{
    (void)state;
    struct story_report r[4];
    struct story_lines lines;
    reports(r);
    const enum story_role since[] = {STORY_SEEN, STORY_ASK, STORY_ASK, STORY_ASK};
    story_fresh(&a, r, 4, since, 3, &lines);
    struct str s = all_of(r, &lines);
    check_true(has(s, "Nine people have died") && !has(s, "Seven people died"));
    /* in the words of the report before, only with another number */
    static const char first[] = "Seven people died when the roof of the ice arena in Orva fell on "
                                "Monday during a school match.";
    static const char second[] =
        "The builder of the arena, Aster Steel, has asked for the plans of the beams.\n\nTwelve "
        "people died when the roof of the ice arena in Orva fell on Monday during a school match.";
    const struct story_report again[] = {report(1, 0, "North Post", "Arena", first),
                                         report(2, 26, "Coast Mail", "Arena", second)};
    story_fresh(&a, again, 2, since, 3, &lines);
    check_true(has(all_of(again, &lines), "Twelve people died"));
    /* what came before that one is as it was then */
    const enum story_role then[] = {STORY_SEEN, STORY_ASK, STORY_SKIP, STORY_SKIP};
    story_fresh(&a, r, 4, then, 3, &lines);
    s = all_of(r, &lines);
    check_true(has(s, "Seven people died"));
}

/* Whether the missing were found is asked of every sentence, and leaves nothing behind. */
/* "She had asked for it": the sentence that says who may not stand before it. */
static void nobody_is_she(void **state)
{
    (void)state;
    static const char text[] =
        "The coast guard of Orva will get two cutters for 120 million crowns, the government said "
        "on Sunday.\n\nCommander Ines Varga welcomed the decision. She had asked for such ships "
        "with pumps in 2021, in 2023 and in 2025, according to letters that the government "
        "published.";
    struct story_report r[1] = {report(1, 0, "North Post", "Two cutters for Orva", text)};
    struct story_lines lines;
    story_summary(&a, r, 1, STR_NONE, 4, &lines);
    struct str s = all_of(r, &lines);
    check_true(has(s, "two cutters") && !has(s, "She had asked"));
}

/* A summary begins with what the headlines tell, in a sentence of its own, and says it once. */
static void begins_with_what_happened(void **state)
{
    (void)state;
    const struct story_report r[] = {
        report(1, 0, "North Post", "Tour boat hits bridge at Marholm, 25 hurt",
               "The Tarn flows fast below Marholm, where boats from Orva, Skarn and Brennoy turn "
               "every Tuesday night in summer beside the mills that Aster Steel built in 1904.\n\n"
               "A tour boat hit a pillar of the road bridge at Marholm, and 25 people were hurt, "
               "police said."),
        report(2, 2, "Coast Mail", "25 hurt as tour boat strikes Marholm bridge",
               "Twenty-five people were hurt when a tour boat struck a pillar of the bridge at "
               "Marholm, the police said on Wednesday.\n\nThe captain, Dag Ruun, told "
               "investigators that the rudder had not answered for half a minute."),
        report(3, 3, "Hill News", "Boat hits bridge",
               "\"The bridge at Marholm was hit by a tour boat and 25 people were hurt,\" police "
               "officer Ines Brol said on Wednesday.\n\nThe road over the bridge stays closed "
               "until engineers of the county have looked at the pillar.")};
    struct story_lines lines;
    story_summary(&a, r, 3, STR_NONE, 3, &lines);
    struct str s = all_of(r, &lines);
    check_true(lines.n == 3 && lines.v[0].spot.report < 2);
    check_true(str_find(s, STR("bridge")) < str_find_char(s, '\n') && has(s, "boat"));
    int told = has(s, "A tour boat hit") + has(s, "Twenty-five people") + has(s, "was hit by");
    check_int(told, 1);
    check_true(has(s, "rudder"));
    /* what the story goes by, that its first sentence tells */
    const struct story_report two[] = {
        report(1, 0, "North Post", "Orva council votes on bridge",
               "The council of Orva voted on Monday for a new bridge over the Tarn."),
        report(2, 1, "Coast Mail", "Orva mayor Lund resigns",
               "The mayor of Orva, Per Lund, resigned on Monday over his own debts.")};
    static const char *const firsts[] = {"The council of Orva voted", "The mayor of Orva"};
    for (size_t i = 0; i < 2; i++) {
        story_summary(&a, two, 2, two[i].title, 2, &lines);
        check_true(str_starts(all_of(two, &lines), str_c(firsts[i])));
    }
}

/* Of what the sentence before told. */
static void hangs_on_before(void **state)
{
    (void)state;
    static const char *const hang[] = {"Once this link is established, the lander can follow.",
                                       "After that, the council closed the road.",
                                       "In those years the mill had 40 workers.",
                                       "I'm Nina Jones with news of the flood."};
    static const char *const stand[] = {"In this week's vote the mayor lost two seats.",
                                        "Since then-mayor Tarn left, the road is closed.",
                                        "After the vote the council closed the road.",
                                        "By this weekend the road will be open, Tarn said."};
    for (size_t i = 0; i < sizeof hang / sizeof *hang; i++)
        if (line_stands_alone(str_c(hang[i]), STR_NONE))
            fail_msg("stands: %s", hang[i]);
    for (size_t i = 0; i < sizeof stand / sizeof *stand; i++)
        if (!line_stands_alone(str_c(stand[i]), STR_NONE))
            fail_msg("hangs: %s", stand[i]);
}

/* Captions, what a page says of itself and of its writers are told nowhere. */
static void litter(void **state)
{
    (void)state;
    static const char *const out[] = {
        "Orva coach Per Lund is hugged by Leo Tarn after the team lost a match at home, Sunday, "
        "Dec. 31, 2017, in Orva.",
        "Dan Orme (7) throws the ball while Leo Tarn (21) and others run towards him.",
        "Updated: 2016-07-15 06:50 (North Wire)",
        "Sun. Dec. 31, 2017.",
        "Nina Jones is the Post's chief correspondent covering schools and hospitals.",
        "The Post's Nina Jones talks to Leo Tarn about the fire.",
        "Post\xE2\x80\x99s Nina Jones discusses what the new tax does to banks.",
        "Photos: the boat below the bridge on Tuesday night.",
        "Josh Brol has more on this (@joshbrol).",
        "Get daily updates of all that happens in Orva.",
        "Follow her on the pages of the Post."};
    static const char *const in[] = {
        "The team lost a match at home on Sunday, Dec. 31, 2017, in Orva.",
        "Dan Orme (7) was the youngest of the five children.",
        "The update came on Monday.",
        "The Post's editor Nina Jones resigned on Monday.",
        "Orva's mayor Leo Tarn talks to nobody.",
        "Norland's President Tarn talks with miners on Friday.",
        "POLICE ARREST A SUSPECT IN ORVA.",
        "Police officer Nina Jones is a writer of songs.",
        "\xD0\x9F\xD0\xBE\xD0\xB6\xD0\xB0\xD1\x80 \xD0\xB2 \xD0\x9E\xD1\x80\xD0\xB2\xD0\xB5."};
    for (size_t i = 0; i < sizeof out / sizeof *out; i++)
        if (!line_is_litter(str_c(out[i])))
            fail_msg("kept: %s", out[i]);
    for (size_t i = 0; i < sizeof in / sizeof *in; i++)
        if (line_is_litter(str_c(in[i])))
            fail_msg("left out: %s", in[i]);
}

static void long_stories_cost_little(void **state)
{
    (void)state;
    enum { REPORTS = 60, IDLE = 600 };
    struct buf b;
    struct story_report r[REPORTS];
    struct story_lines lines;
    buf_arena(&b, &a, 1 << 20);
    for (size_t i = 0; i < IDLE; i++)
        buf_fmt(&b, "On the %zuth DAY it SNOWED ON THE HILLS AND THE FERRY WAS LATE AGAIN.%s", i,
                i % 5 ? " " : "\n\n");
    r[0] = report(1, 0, "North Post", storm[0][0], storm[0][1]);
    r[1] = report(2, 24, "Coast Mail", storm[1][0], storm[1][1]);
    r[2] = report(3, 48, "Hill News", "Snow", made_up(&b));
    for (size_t i = 3; i < REPORTS; i++) {
        r[i] = r[2];
        r[i].id = i + 1;
    }
    struct story_serieses all;
    size_t before = a.used;
    story_series_make(&a, r, REPORTS, &all);
    story_summary(&a, r, 2, STR_NONE, 2, &lines);
    size_t least = a.used - before;
    before = a.used;
    story_summary(&a, r, REPORTS, STR_NONE, 3, &lines);
    print_message("%zu bytes, of which lines and figures take %zu\n", a.used - before, least);
    check_true(lines.n > 0 && a.used - before < (size_t)12 << 20);
}

/* What others say that a report does not: rather who else speaks, what is counted or quoted, than
 * their own words for what it says, or a picture's credit. */
static void others_add_names_and_numbers(void **state)
{
    (void)state;
    const struct story_report r[] = {
        report(1, 0, "North Post", "Meteor over Orva",
               "A meteor lit up the night sky over Orva on Tuesday, and hundreds saw it fall. "
               "Nobody was hurt."),
        report(2, 2, "Coast Mail", "Fireball seen",
               "A fireball streaked through the darkness, leaving onlookers in awe and the town "
               "wondering what it had witnessed above its roofs.\n\n(Nina Brol/North Wire)\n\n"
               "Professor Oda Lindqvar of the Kessel observatory put its weight at 40 kilograms "
               "and asked finders to send in stones."),
    };
    static const enum story_role roles[] = {STORY_SEEN, STORY_ASK};
    struct story_lines lines;
    story_fresh(&a, r, 2, roles, 1, &lines);
    struct str s = all_of(r, &lines);
    check_true(has(s, "Lindqvar") && !has(s, "fireball"));
    story_fresh(&a, r, 2, roles, 4, &lines);
    s = all_of(r, &lines);
    check_true(has(s, "Lindqvar") && !has(s, "Nina Brol"));
    /* a name is one with any capital, and a quotation with any marks */
    static const char *const others[] = {
        "Stones were found in a field by \u00d8sten \u00c5berg before noon.",
        "Stones \u00ab\u200afall from there\u200a\u00bb, wrote a finder in a note before noon."};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const struct story_report two[] = {
            r[0], report(2, 2, "Coast Mail", "Fireball seen",
                         str_z(&a, str_fmt(&a,
                                           "A fireball streaked through the darkness, leaving "
                                           "onlookers in awe and the town wondering what it had "
                                           "witnessed above its roofs. %s",
                                           others[i])))};
        story_fresh(&a, two, 2, roles, 1, &lines);
        check_true(has(all_of(two, &lines), "Stones"));
    }
}

/* A denial that its own side has given up is told no more, neither in the summary nor in what is
 * new, nor is what it said for itself. */
static void what_was_given_up_is_not_told(void **state)
{
    (void)state;
    const struct story_report r[] = {
        report(1, 0, "North Post", "Dust at Halden school",
               "The county of Halden accused the builder Grosk of leaving asbestos in the roof of "
               "the Halden school."),
        report(2, 3, "Hill News", "Builder speaks",
               "Grosk denied on Monday that it had left asbestos in the roof, and called the "
               "samples that the county took in June worthless, old and badly kept. It had left no "
               "asbestos in the roof of any school in forty years of work, Grosk said."),
        report(3, 60, "Coast Mail", "Builder admits asbestos",
               "Grosk said on Thursday that it had left asbestos in the roof of the Halden school. "
               "Three hundred pupils will be taught in tents until spring.")};
    static const enum story_role roles[] = {STORY_SEEN, STORY_ASK, STORY_ASK};
    struct story_lines lines;
    story_summary(&a, r, 3, STR_NONE, 5, &lines);
    struct str s = all_of(r, &lines);
    check_true(!has(s, "Grosk denied") && has(s, "taught in tents"));
    story_fresh(&a, r, 3, roles, 9, &lines);
    s = all_of(r, &lines);
    check_true(!has(s, "Grosk denied") && !has(s, "left no asbestos") && has(s, "taught in tents"));
    /* as long as it stands it is told */
    story_summary(&a, r, 2, STR_NONE, 5, &lines);
    check_true(has(all_of(r, &lines), "Grosk denied"));
}

/* A picture's words are left out, and sentences that have the same words are not. */
static void captions_are_told_from_sentences(void **state)
{
    (void)state;
    static const char *const captions[] = {"This photo released by the navy shows the wreck.",
                                           "Photo by Per Lund.",
                                           "The smoke of the fire is seen in Orva on 4 May.",
                                           "Jens Aker is pictured at the arena.",
                                           "Image: the roof of the arena.",
                                           "More on this story follows.",
                                           "Correction: The toll was given as nine before.",
                                           "An earlier version of this article gave eight dead.",
                                           NULL};
    static const char *const sentences[] = {
        "The vote is seen in Orva as a test of the mayor.",
        "Growth is seen at 3 percent this year.",
        "Photography is forbidden in the arena, the court ruled.",
        "Images of the roof were shown to the court on Monday.",
        "Imagery told nothing new.",
        "Corrections to the law come too late, the mayor said.",
        "An earlier version of the plan gave the arena two roofs.",
        "(Police later said that 40 people had died.)",
        NULL};
    for (size_t i = 0; captions[i]; i++)
        check_true(line_is_litter(str_c(captions[i])));
    for (size_t i = 0; sentences[i]; i++)
        check_true(!line_is_litter(str_c(sentences[i])));
}

/* Behind the first sentence facts come before how it looked. */
static void colour_is_worth_little(void **state)
{
    (void)state;
    static const char *const colour = "Moll, dressed in a blue suit and a grey scarf";
    struct story_report r[] = {
        report(
            1, 0, "north", "Una Moll pleads guilty",
            "Una Moll, the former mayor of Lisk, pleaded guilty on Friday to charges that she took "
            "bribes from builders.\n\nMoll, dressed in a blue suit and a grey scarf, looked at the "
            "builders of Lisk several times during the hearing in court.\n\nProsecutors asked "
            "the court to fine Moll 40,000 crowns over the bribes."),
        report(2, 1, "south", "Moll admits bribes",
               "Former Lisk mayor Una Moll admitted in court on Friday that builders had paid her "
               "bribes."),
    };
    struct story_lines lines;
    story_summary(&a, r, 2, STR_NONE, 2, &lines);
    bool fine = false;
    for (size_t i = 0; i < lines.n; i++) {
        struct str s = span_str(r[lines.v[i].spot.report].text, lines.v[i].spot.span);
        check_true(!str_starts(s, str_c(colour)));
        fine |= str_find(s, STR("40,000")) != SIZE_MAX;
    }
    check_true(fine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_stories_cost_little),
        cmocka_unit_test(captions_are_told_from_sentences),
        cmocka_unit_test(colour_is_worth_little),
        cmocka_unit_test(tolls_as_they_stand),
        cmocka_unit_test(tolls_that_are_new),
        cmocka_unit_test(nobody_is_she),
        cmocka_unit_test(begins_with_what_happened),
        cmocka_unit_test(litter),
        cmocka_unit_test(hangs_on_before),
        cmocka_unit_test(others_add_names_and_numbers),
        cmocka_unit_test(what_was_given_up_is_not_told),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
