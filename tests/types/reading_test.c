/* reading: what is written is read back the same, and nothing bad is let in. */
#include "check.h"
#include "types/reading.h"

#include <math.h>

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 1 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static struct str write(const struct reading *r)
{
    struct buf b;
    buf_arena(&b, &a, 1 << 18);
    struct json_out w;
    json_init(&w, &b);
    reading_write(&w, r);
    return buf_str(&b);
}

static struct reading sample(void)
{
    static const struct sentence sentences[] = {{{0, 20}, 0, SENTENCE_PROSE, 0.5},
                                                {{21, 40}, 1, SENTENCE_HEADING, 0}};
    static const struct mention mentions[] = {{{0, 4}, false}, {{6, 8}, true}};
    static const struct entity entities[] = {
        {ENTITY_PERSON, STR_INIT("Nina Jones"), STR_INIT("nina jones"), STR_INIT("mayor"),
         STR_INIT(""), 0, 0, mentions, 2, 0.75},
        {ENTITY_PLACE, STR_INIT("Oslo"), STR_INIT("oslo"), STR_INIT(""), STR_INIT("NO"), 59.9139,
         10.7522, mentions, 1, 0.25}};
    static const struct hashtag tags[] = {
        {STR_INIT("NinaJones"), STR_INIT("ninajones"), STR_INIT("Nina Jones"), 1, {0, 4}}};
    static const struct span content[] = {{9, 12}, {14, 19}};
    static const struct quote quotes[] = {
        {QUOTE_MIXED, STANCE_DENIES, {0, 4}, {5, 8}, content, 2, 0, 0},
        {QUOTE_INDIRECT, STANCE_SAYS, {0, 0}, {0, 0}, content, 1, -1, 1}};
    static const struct claim claims[] = {{{9, 19}, 0, 0, STANCE_DENIES, 1, 0},
                                          {{9, 12}, -1, -1, STANCE_SAYS, -1, 0}};
    static struct figure figures[] = {{FIGURE_MONEY,
                                       BOUND_RANGE,
                                       1234567.89,
                                       5e9,
                                       {1, 3},
                                       STR_INIT("USD"),
                                       {0, 0},
                                       STR_INIT("money"),
                                       TREND_UP,
                                       88,
                                       1,
                                       0},
                                      {FIGURE_COUNT,
                                       BOUND_EXACT,
                                       31,
                                       31,
                                       {1, 3},
                                       STR_INIT(""),
                                       {4, 6},
                                       STR_INIT("dead"),
                                       TREND_NONE,
                                       0,
                                       -1,
                                       0}};
    figures[1].from = NAN;
    static const struct fill fills[] = {{{0, 4}, 0}, {{5, 9}, -1}};
    static const reading_index figure_ids[] = {1}, summary[] = {0, 1};
    static struct incident incidents[1];
    incidents[0] = (struct incident){.kind = STR("bombing"),
                                     .victims = fills,
                                     .victim_count = 2,
                                     .where = fills[0],
                                     .figures = figure_ids,
                                     .figure_count = 1};
    check_true(when_parse(STR("2025-03-11"), &incidents[0].when));
    static const struct agreement agreements[] = {{AGREEMENT_SIGNED, fills, 2, {3, 9}, 0, 1}};
    static const struct str missing[] = {STR_INIT("quotes")};
    return (struct reading){.lang = STR("en"),
                            .lang_sure = 0.99,
                            .words = 12,
                            .version = STR("1"),
                            .sentences = sentences,
                            .sentence_count = 2,
                            .entities = entities,
                            .entity_count = 2,
                            .hashtags = tags,
                            .hashtag_count = 1,
                            .summary = summary,
                            .summary_count = 2,
                            .quotes = quotes,
                            .quote_count = 2,
                            .claims = claims,
                            .claim_count = 2,
                            .figures = figures,
                            .figure_count = 2,
                            .incidents = incidents,
                            .incident_count = 1,
                            .agreements = agreements,
                            .agreement_count = 1,
                            .missing = missing,
                            .missing_count = 1};
}

static void round_trip(void **state)
{
    (void)state;
    struct reading r = sample(), back;
    struct str first = write(&r);
    json_t *v;
    struct err e;
    check_ok(json_read(first, &v, &e));
    check_ok(reading_read(&a, v, 40, &back, &e));
    json_decref(v);
    check_str(write(&back), first);
    check_true(back.figures[0].value == 1234567.89 && isnan(back.figures[1].from));
    check_true(back.quotes[1].speaker == -1 && back.quotes[1].source.end == 0);
    check_int(back.incidents[0].when.precision, WHEN_DAY);
}

static void bad_readings_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "[]",
        "{\"sentences\":{}}",
        "{\"sentences\":[1]}",
        "{\"sentences\":[{\"span\":[0,41]}]}",
        "{\"sentences\":[{\"span\":[5,5]}]}",
        "{\"sentences\":[{\"span\":[-1,5]}]}",
        "{\"sentences\":[{\"span\":[0,5],\"kind\":\"verse\"}]}",
        "{\"summary\":[0]}",
        "{\"sentences\":[{\"span\":[0,5]}],\"summary\":[1]}",
        "{\"quotes\":[{\"speaker\":0}]}",
        "{\"words\":-4}",
        "{\"lang\":7}",
        "{\"entities\":[{\"mentions\":[{\"span\":[0,99]}]}]}",
        "{\"incidents\":[{\"where\":{\"span\":[0,99]}}]}",
        "{\"missing\":[3]}",
        /* findings that stand nowhere */
        "{\"entities\":[{\"name\":\"Orva\"}]}",
        "{\"entities\":[{\"name\":\"Orva\",\"mentions\":[]}]}",
        "{\"sentences\":[{\"span\":[0,5]}],\"quotes\":[{\"sentence\":0}]}",
        "{\"sentences\":[{\"span\":[0,5]}],\"quotes\":[{\"sentence\":0,\"content\":[]}]}",
        "{\"quotes\":[{\"content\":[[0,5]]}]}",
        "{\"claims\":[{\"span\":[0,5]}]}",
        "{\"figures\":[{\"span\":[0,5],\"value\":3}]}",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *v;
        struct err e = {0};
        struct reading r = {.words = 77};
        check_ok(json_read(str_c(cases[i]), &v, &e));
        check_int(reading_read(&a, v, 40, &r, &e), ERR_INPUT);
        check_true(r.words == 77 && e.words[0]);
        json_decref(v);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(round_trip, setup, teardown),
        cmocka_unit_test_setup_teardown(bad_readings_are_refused, setup, teardown),
    };
    return cmocka_run_group_tests_name("reading", tests, NULL, NULL);
}
