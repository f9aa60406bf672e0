/* The panels of an article and the chart of a figure: what is said of whom. All texts are made up.
 */
#include "check.h"
#include "sense/sense.h"
#include "web/findings.h"
#include "web/stories.h"

static struct arena a;
static struct reading r;
static struct desk_article article;
static struct page_article page;

static struct finding_panel panels[FINDING_PANELS_MOST];

static size_t read_article(const char *text)
{
    arena_init(&a, 64 << 20);
    article = (struct desk_article){.article = {.text = str_c(text), .lang = STR("en")}};
    sense_read(&a, &article.article, TIME_NONE, &r);
    page = (struct page_article){.v = &article, .reading = &r, .whole = &r};
    return web_findings(&a, &page, panels);
}

static const struct finding_panel *panel(size_t n, const char *title)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(panels[i].title, title) == 0)
            return &panels[i];
    fail_msg("no panel %s", title);
    return NULL;
}

static void who_is_blamed_did_not_do_it(void **state)
{
    (void)state;
    size_t n = read_article(
        "Gunmen on motorcycles attacked the village of Tamsa before dawn on Tuesday, killing 11 "
        "people and abducting at least 30, the regional governor, Idris Bakoye, said.\n\nThe army "
        "blamed the Front of the North, a rebel group that controls the gold mines nearby. A "
        "spokesman of the Front denied any part in the attack and accused the army of shelling "
        "the village instead.");
    struct str hint = panel(n, "Incidents")->v[0].hint;
    print_message("%.*s\n", STR_ARG(hint));
    check_true(str_starts(hint, STR("by Gunmen")));
    check_true(str_find(hint, STR("Front")) != SIZE_MAX);
    check_true(str_find(hint, STR("Front")) > str_find(hint, STR("blamed: ")));
    check_true(str_find(hint, STR("at least 30 held")) != SIZE_MAX);
    check_true(str_find(hint, STR("Bakoye")) == SIZE_MAX);
    arena_done(&a);
}

static void sources_end_before_who(void **state)
{
    (void)state;
    size_t n =
        read_article("The witness who had claimed that he bribed Leopold Grann no longer says "
                     "so. The trial goes on next week.");
    check_strz(panel(n, "Who says what")->v[0].head, "The witness");
    arena_done(&a);
}

static void offices_are_no_verbs(void **state)
{
    (void)state;
    size_t n =
        read_article("Transport Minister Paul Ardesson said through his office that he would "
                     "not judge before the judge does. The council meets on Friday.");
    const struct finding_line *line = &panel(n, "Who says what")->v[0];
    check_strz(line->head, "Paul Ardesson");
    check_true(str_find(line->hint, STR("office")) == SIZE_MAX && line->hint.n > 0);
    arena_done(&a);
}

/* The comma that English prints inside of the marks is not the speaker's. */
static void quotes_end_without_comma(void **state)
{
    (void)state;
    size_t n =
        read_article("\"The bridge is safe to cross,\" Mayor Ottoline Brandt said on Monday. "
                     "The council meets on Friday.");
    check_strz(panel(n, "Who says what")->v[0].words, "\"The bridge is safe to cross\"");
    struct buf b;
    buf_arena(&b, &a, 1 << 10);
    put_quoted(&b, STR("\xE2\x80\x9CWe <go>,\xE2\x80\x9D"));
    put_quoted(&b, STR("\"No, no.\""));
    put_quoted(&b, STR(","));
    check_strz(buf_str(&b), "\xE2\x80\x9CWe &lt;go&gt;\xE2\x80\x9D&quot;No, no.&quot;,");
    arena_done(&a);
}

static void chart_labels_fit(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *label;
    } cases[] = {{9, ">9<"},
                 {1250, ">1250<"},
                 {32000000, ">32 m<"},
                 {1500000000, ">1.5 bn<"},
                 {2.5e12, ">2.5 tn<"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk_point points[] = {{.at = 0, .value = 1, .change = "opens"},
                                      {.at = US_DAY, .value = cases[i].value, .change = "raises"}};
        struct desk_series s = {.points = points, .point_count = 2};
        struct buf b;
        arena_init(&a, 1 << 20);
        buf_arena(&b, &a, 1 << 16);
        put_chart(&b, &s);
        check_true(str_find(buf_str(&b), str_c(cases[i].label)) != SIZE_MAX);
        arena_done(&a);
    }
}

/* A line is drawn where a figure moved; "310 on Thursday, 310 on Friday" is for the table alone. */
static void charts_show_what_moves(void **state)
{
    (void)state;
    for (int moved = 0; moved < 2; moved++) {
        struct desk_point points[] = {{.at = 0, .value = 310, .change = "opens"},
                                      {.at = US_DAY, .value = 310, .change = "restates"},
                                      {.at = 2 * US_DAY, .value = 310 - moved, .change = "lowers"}};
        struct desk_series s = {.points = points, .point_count = 3};
        struct buf b;
        arena_init(&a, 1 << 20);
        buf_arena(&b, &a, 1 << 16);
        put_chart(&b, &s);
        check_int(str_find(buf_str(&b), STR("<svg")) != SIZE_MAX, moved);
        arena_done(&a);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(who_is_blamed_did_not_do_it),
                                              cmocka_unit_test(sources_end_before_who),
                                              cmocka_unit_test(offices_are_no_verbs),
                                              cmocka_unit_test(quotes_end_without_comma),
                                              cmocka_unit_test(chart_labels_fit),
                                              cmocka_unit_test(charts_show_what_moves)};
    return cmocka_run_group_tests_name("findings", tests, NULL, NULL);
}
