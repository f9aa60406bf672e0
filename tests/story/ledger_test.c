/* ledger: series, claims, quotes, what is new, summary, rank, difference. All texts are made up;
 * the readings are those of sense/. One test reads the seed, where it is at hand. */
#include "story/made_up.h"
#include "story/story.h"

#include <stdlib.h>

#include <math.h>

static const struct story_series *series_find(const struct story_serieses *all, const char *label)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->v[i].label, str_c(label)) && all->v[i].period.n == 0)
            return &all->v[i];
    return NULL;
}

static struct str spot_str(const struct story_report *r, struct story_spot s)
{
    return span_str(r[s.report].text, s.span);
}

static const char ship_first[] =
    "Gunmen seized the ferry Grey Tern off Vellmar on Tuesday with roughly 240 people on board.\n\n"
    "At least 12 passengers and three coast guard officers died in the attack, the navy said. The "
    "navy said it killed nine gunmen.\n\n"
    "\"They came over the rail in the dark and shouted at us,\" said Ilse Brandt, a passenger. In "
    "2021 pirates killed 40 people in 12 raids on this coast.";
static const char ship_second[] =
    "Nineteen people, including seven coast guard officers, were killed when gunmen took the ferry "
    "Grey Tern, Admiral Joost Verhage said on Thursday.\n\n"
    "Twelve passengers were among the dead. Officials revised the number of passengers on the "
    "ferry to 231 from 236. The navy killed nine attackers, Verhage said. He said 180 passengers "
    "were rescued, 22 of whom were injured.\n\n"
    "\"They came over the rail in the dark and shouted at us, and we lay down,\" said Ilse Brandt.";

static bool same_spot(struct story_spot x, struct story_spot y)
{
    return x.report == y.report && x.sentence == y.sentence && x.span.at == y.span.at &&
           x.span.end == y.span.end;
}

/* What is worked out once for all answers changes none. */
static void prepared_reports_give_the_same(void **state)
{
    (void)state;
    const struct story_report r[] = {
        report(1, 0, "North Post", "Gunmen seize ferry", ship_first),
        report(2, 48, "Coast Mail", "Navy: 19 died on ferry", ship_second)};
    struct story_report p[] = {r[0], r[1]};
    const enum story_role roles[] = {STORY_SEEN, STORY_ASK}, one[] = {STORY_SKIP, STORY_ASK};
    struct story_serieses x, y;
    struct story_lines u, v;
    story_prepare(&a, p, 2);
    story_series_make(&a, r, 2, &x);
    story_series_make(&a, p, 2, &y);
    check_true(x.n > 0);
    check_int(x.n, y.n);
    for (size_t i = 0; i < x.n; i++) {
        check_int(x.v[i].point_count, y.v[i].point_count);
        check_true(same_spot(x.v[i].points[0].spot, y.v[i].points[0].spot));
    }
    for (int k = 0; k < 3; k++) {
        if (k < 2) {
            story_fresh(&a, r, 2, k ? one : roles, 4, &u);
            story_fresh(&a, p, 2, k ? one : roles, 4, &v);
        } else {
            story_summary(&a, r, 2, STR_NONE, 4, &u);
            story_summary(&a, p, 2, STR_NONE, 4, &v);
        }
        check_true(u.n > 0);
        check_int(u.n, v.n);
        for (size_t i = 0; i < u.n; i++)
            check_true(same_spot(u.v[i].spot, v.v[i].spot));
    }
}

static void figures_over_time(void **state)
{
    (void)state;
    const struct story_report r[] = {
        report(1, 0, "North Post", "Gunmen seize ferry", ship_first),
        report(2, 48, "Coast Mail", "Navy: 19 died on ferry", ship_second)};
    struct story_serieses all;
    story_series_make(&a, r, 2, &all);
    const struct story_series *dead = series_find(&all, "dead");
    check_true(dead != NULL && dead->point_count == 2 && dead->moved && dead->publishers == 2);
    const struct story_point *p = dead->points;
    check_true(p[0].value == 15 && p[0].sum && p[0].bound == BOUND_AT_LEAST);
    check_int(p[0].part_count, 2);
    check_true(p[0].parts[0].value == 12 && p[0].parts[1].value == 3);
    check_int(p[0].change, STORY_OPENS);
    check_true(p[1].value == 19 && !p[1].sum && p[1].change == STORY_RAISES && p[1].last == 0);
    check_strz(spot_str(r, p[1].spot), "Nineteen");
    check_int(p[1].part_count, 2);
    check_true(p[1].parts[0].value == 7 && p[1].parts[0].overlaps);
    const struct story_series *attackers = series_find(&all, "attackers dead");
    check_true(attackers != NULL && attackers->points[0].value == 9 && !attackers->moved);
    check_int(attackers->points[1].change, STORY_RESTATES);
    const struct story_series *aboard = series_find(&all, "aboard");
    check_true(aboard != NULL && aboard->point_count == 3);
    check_true(aboard->points[0].value == 240 && aboard->points[0].bound == BOUND_ABOUT);
    check_true(aboard->points[1].value == 236 && aboard->points[1].earlier);
    check_true(aboard->points[2].value == 231 && aboard->points[2].change == STORY_LOWERS);
    check_strz(spot_str(r, aboard->points[1].spot), "236");
    const struct story_series *rescued = series_find(&all, "rescued"),
                              *hurt = series_find(&all, "hurt");
    check_true(rescued != NULL && rescued->points[0].value == 180);
    check_true(hurt != NULL && hurt->points[0].value == 22);
    /* what is told of 2021 is background, and stands behind */
    bool met = false;
    for (size_t i = 0; i < all.n; i++) {
        met |= all.v[i].period.n > 0;
        check_true(!met || all.v[i].period.n > 0);
    }
    check_true(met);
}

/* Nobody is missing when all were found; "no word" and "the last count" say nothing of that. */
static void the_missing_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *last;
        bool over;
    } cases[] = {{"All of the missing have been found, the coast guard said.", true},
                 {"No one is missing any more, the coast guard said.", true},
                 {"There was no word on the missing, the coast guard said.", false},
                 {"Families of the missing waited for the last ship.", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct story_report r[] = {
            report(1, 0, "North Post", "Ferry sinks",
                   "Four people died and nine were missing after the ferry Marisol sank."),
            report(2, 7, "Coast Mail", "Ferry toll rises",
                   "The death toll rose to seven, with six people still missing."),
            report(3, 48, "North Post", "Owner admits fault", cases[i].last)};
        struct story_serieses all;
        story_series_make(&a, r, 3, &all);
        const struct story_series *missing = series_find(&all, "missing");
        check_true(missing != NULL && missing->moved);
        check_int(story_series_over(&a, r, 3, missing), cases[i].over);
    }
}

static void sources_dispute(void **state)
{
    (void)state;
    const struct story_report r[] = {
        report(1, 0, "North Post", "Fire",
               "The mayor, Dana Holt, said 14 people died in the fire at "
               "the Larkton mill on Monday."),
        report(
            2, 1, "Coast Mail", "Fire at mill",
            "The union leader, Petr Novak, said 30 people died in the fire at the Larkton mill."),
        report(3, 30, "North Post", "Fire",
               "Dana Holt said 16 people died in the fire at the mill."),
        report(4, 60, "Hill News", "Mill",
               "At least 16 people died in the fire at the Larkton mill.")};
    struct story_serieses all;
    story_series_make(&a, r, 4, &all);
    const struct story_series *dead = series_find(&all, "dead");
    check_true(dead != NULL && dead->point_count == 4);
    check_int(dead->points[1].change, STORY_DISPUTES);
    check_strz(dead->points[1].who, "Petr Novak");
    check_int(dead->points[2].change, STORY_RAISES); /* than she herself said before */
    check_int(dead->points[2].last, 0);
    check_int(dead->points[3].change, STORY_RESTATES);
}

static const char charge_first[] = "The army of Orland accused neighbouring Karsia of arming the "
                                   "rebels who attacked the Grey Tern "
                                   "ferry.\n\nKarsia's foreign ministry spokesman Ivo Marsh "
                                   "rejected the charge. \"We reject these "
                                   "baseless allegations by Orland,\" Marsh said.";
static const char charge_second[] =
    "Orland's defence minister, Pavel Stern, said the rebels who attacked the ferry had been armed "
    "and trained in Karsia.\n\n\"Karsia never armed these rebels and never trained them,\" Karsian "
    "foreign ministry spokesman Ivo Marsh told reporters.\n\nThe shipping company Tern Lines said "
    "the ferry will sail again in May.";

static void claims_meet_denials(void **state)
{
    (void)state;
    const struct story_report r[] = {
        report(1, 0, "North Post", "Orland accuses Karsia", charge_first),
        report(2, 9, "Coast Mail", "Stern: trained in Karsia", charge_second)};
    struct story_claims all;
    story_claims_make(&a, r, 2, &all);
    check_true(all.n >= 1);
    const struct story_claim *c = &all.v[0];
    check_int(c->standing, STORY_DENIED);
    check_true(c->accuses && c->assert_count >= 1 && c->voice_count > c->assert_count);
    bool marsh = false;
    for (size_t i = 0; i < c->voice_count; i++) {
        bool answers = i >= c->assert_count;
        check_true((c->voices[i].side != STORY_ASSERTS) == answers);
        marsh |= answers && str_eq(c->voices[i].who, STR("Ivo Marsh"));
        check_true(
            !(c->voices[i].side == STORY_ASSERTS && str_eq(c->voices[i].who, STR("Ivo Marsh"))));
    }
    check_true(marsh);
    /* what nobody contests is no claim */
    for (size_t i = 0; i < all.n; i++)
        check_true(str_find(spot_str(r, all.v[i].spot), STR("sail again")) == SIZE_MAX);
}

static void quotes_are_told_once(void **state)
{
    (void)state;
    struct story_report r[] = {report(1, 0, "North Post", "Gunmen seize ferry", ship_first),
                               report(2, 48, "Coast Mail", "Navy: 19 died on ferry", ship_second),
                               report(3, 49, "Hill News", "Navy: 19 died on ferry", ship_second)};
    r[2].copy_of = 2;
    struct story_quotes all;
    story_quotes_make(&a, r, 3, &all);
    check_int(all.n, 1);
    check_int(all.v[0].carrier_count, 3);
    check_int(all.v[0].publishers, 3);
    check_strz(all.v[0].who, "Ilse Brandt");
    check_true(str_find(spot_str(r, all.v[0].spot), STR("we lay down")) != SIZE_MAX);
}

static void copies_and_teasers_add_nothing(void **state)
{
    (void)state;
    struct story_report r[] = {report(1, 0, "North Post", "Gunmen seize ferry", ship_first),
                               report(2, 1, "Hill News", "Gunmen seize ferry", ship_first),
                               report(3, 2, "Coast Mail", "Navy: 19 died on ferry", ship_second),
                               {.id = 4, .time = DAY0, .publisher = STR("Void")}};
    r[1].copy_of = 1;
    r[2].partial = true;
    struct story_serieses all;
    story_series_make(&a, r, 4, &all);
    const struct story_series *dead = series_find(&all, "dead");
    check_true(dead != NULL && dead->point_count == 1 && dead->reports == 1);
    /* a copy of what is not at hand stands for it */
    r[1].copy_of = r[0].copy_of = 77;
    story_series_make(&a, r, 4, &all);
    dead = series_find(&all, "dead");
    check_true(dead != NULL && dead->point_count == 1 && dead->reports == 1);
    struct story_lines lines;
    story_summary(&a, r, 0, STR_NONE, 5, &lines);
    check_int(lines.n, 0);
}

static void news_is_what_nobody_said(void **state)
{
    (void)state;
    const struct story_report r[] = {
        report(1, 0, "North Post", "Ferry aground",
               "The ferry Silver Heron ran aground off Port Calder on Monday night with 312 people "
               "aboard. Fishing boats brought all passengers ashore before dawn."),
        report(
            2, 30, "Coast Mail", "Radar was broken",
            "The ferry Silver Heron ran aground off Port Calder on Monday with 312 people aboard. "
            "The radar of the ship had been out of order for 16 days, investigator Peter Okoye "
            "found. Fishing boats brought the passengers ashore.")};
    enum story_role roles[] = {STORY_SEEN, STORY_ASK};
    struct story_lines lines;
    story_fresh(&a, r, 2, roles, 9, &lines);
    check_int(lines.n, 1);
    check_true(str_find(spot_str(r, lines.v[0].spot), STR("out of order")) != SIZE_MAX);
    check_int(lines.v[0].spot.report, 1);
    /* the other way round: what the first does not say is the same sentence */
    roles[1] = STORY_SKIP;
    story_fresh(&a, r, 2, roles, 9, &lines);
    check_int(lines.n, 0);
    /* nothing seen: everything is new, the same thing once */
    roles[0] = roles[1] = STORY_ASK;
    story_fresh(&a, r, 2, roles, 9, &lines);
    check_int(lines.n, 3);
}

static void summary_is_of_several(void **state)
{
    (void)state;
    const struct story_report r[] = {
        report(1, 0, "North Post", "Gunmen seize ferry", ship_first),
        report(2, 48, "Coast Mail", "Navy: 19 died on ferry", ship_second),
        report(
            3, 50, "Hill News", "Owner to sell ferry",
            "The owner of the ferry Grey Tern, Tern Lines, will sell the ship after the attack by "
            "gunmen off Vellmar.\n\nTern Lines said its insurer would pay 3 million crowns.")};
    struct story_lines lines;
    story_summary(&a, r, 3, STR_NONE, 4, &lines);
    check_true(lines.n >= 3);
    bool met[3] = {0};
    for (size_t i = 0; i < lines.n; i++) {
        met[lines.v[i].spot.report] = true;
        /* the toll of the first report has been overtaken */
        check_true(str_find(spot_str(r, lines.v[i].spot), STR("12 passengers")) == SIZE_MAX);
    }
    check_true(met[1] && met[2]);
}

/* A column is one of the reports, and its sentences are what its writer thinks. */
static void columns_report_nothing(void **state)
{
    (void)state;
    const struct story_report r[] = {
        report(1, 0, "North Post", "Gunmen seize ferry", ship_first),
        report(2, 48, "Coast Mail", "Navy: 19 died on ferry", ship_second),
        report(3, 50, "Hill News", "Opinion: What a ferry owes its passengers",
               "My grandmother took the ferry Grey Tern off Vellmar every morning with two buckets "
               "of milk, and no gunmen came.\n\nThe owner of the ferry has a drawer for such "
               "papers.")};
    static const enum story_role roles[] = {STORY_SEEN, STORY_SEEN, STORY_ASK};
    struct story_lines lines;
    story_summary(&a, r, 3, STR_NONE, 5, &lines);
    check_true(lines.n >= 3);
    for (size_t i = 0; i < lines.n; i++)
        check_true(lines.v[i].spot.report != 2);
    story_fresh(&a, r, 3, roles, 9, &lines);
    check_int(lines.n, 0);
    story_summary(&a, r + 2, 1, STR_NONE, 5, &lines);
    check_true(lines.n >= 1);
}

static void front_page_order(void **state)
{
    (void)state;
    struct story_entry e[40];
    size_t n = 0;
    for (uint64_t i = 0; i < 30; i++) /* one loud source */
        e[n++] = (struct story_entry){.story = i + 1,
                                      .newest = DAY0 - (int64_t)i * US_MINUTE,
                                      .origins = 1,
                                      .publishers = 1,
                                      .source = 500,
                                      .source_a_day = 90};
    for (uint64_t i = 0; i < 8; i++) /* others, somewhat older */
        e[n++] = (struct story_entry){.story = 100 + i,
                                      .newest = DAY0 - 5 * US_HOUR,
                                      .origins = 1,
                                      .publishers = 1,
                                      .source = 600 + i,
                                      .source_a_day = 20};
    e[n++] = (struct story_entry){.story = 200,
                                  .newest = DAY0 - 2 * US_HOUR,
                                  .origins = 5,
                                  .publishers = 8,
                                  .source = 700,
                                  .source_a_day = 50};
    e[n++] = (struct story_entry){.story = 300,
                                  .newest = DAY0 - 60 * US_HOUR,
                                  .origins = 1,
                                  .publishers = 1,
                                  .source = 800,
                                  .source_a_day = 0.2};
    struct story_ranked r[40];
    check_int(story_rank(&a, e, n, DAY0, 40, r), 40);
    check_int(e[r[0].entry].story, 200);
    check_strz(str_c(r[0].why), "5 independent reports; 8 publishers; newest 2 hours ago");
    size_t loud = 0, quiet_at = 99;
    for (size_t i = 0; i < 10; i++) {
        loud += e[r[i].entry].source == 500;
        quiet_at = e[r[i].entry].story == 300 ? i : quiet_at;
    }
    check_int(loud, 3);
    check_int(quiet_at, 4);
    check_true(r[4].kept_place && strstr(r[4].why, "publish little") != NULL);
    for (size_t i = 0; i < n; i++) /* each once */
        for (size_t k = 0; k < i; k++)
            check_true(r[i].entry != r[k].entry);
    /* half as much after a day; muted ones are left out, followed ones come first */
    e[n - 1].muted = true;
    e[35].followed = true;
    e[35].newest = DAY0;
    check_int(story_rank(&a, e, n, DAY0, 3, r), 3);
    check_true(strstr(r[1].why, "you follow it") != NULL);
    struct story_ranked later[3];
    story_rank(&a, e, n, DAY0 + US_DAY, 3, later);
    check_true(later[0].score > r[0].score * 0.499 && later[0].score < r[0].score * 0.501);
    check_int(story_rank(&a, e, 0, DAY0, 3, r), 0);
}

/* The runs give both texts again, but for white space. */
static void check_diff(const char *old, const char *new, const struct story_diff *d)
{
    uint32_t x = 0, y = 0;
    for (size_t i = 0; i < d->run_count; i++) {
        const struct story_run *r = &d->runs[i];
        for (; x < r->old.at; x++)
            check_true(is_space(old[x]) || r->edit == STORY_ADDED);
        for (; y < r->new.at; y++)
            check_true(is_space(new[y]) || r->edit == STORY_REMOVED);
        check_true(r->old.end >= r->old.at && r->new.end >= r->new.at);
        x = r->old.end;
        y = r->new.end;
    }
    while (old[x] && is_space(old[x]))
        x++;
    while (new[y] && is_space(new[y]))
        y++;
    check_true(old[x] == 0 && new[y] == 0);
}

static void silent_edits(void **state)
{
    (void)state;
    static const char old[] = "The fire killed 14 people in Larkton, the mayor said.\n\nMayor Dana "
                              "Holt thanked the crews. It began at noon.";
    static const char new[] =
        "The fire killed 16 people in Larkton, the mayor said.\n\n\nMayor Dana "
        "Hoult thanked the brave crews. It began at noon. More follows.";
    struct story_diff d;
    story_diff(&a, str_c(old), str_c(new), &d);
    check_diff(old, new, &d);
    check_true(!d.coarse);
    check_int(d.words_removed, 2);
    check_int(d.words_added, 5);
    check_int(d.edited_count, 2);
    check_int(d.edited[0].kind, STORY_EDIT_FIGURE);
    check_strz(span_str(str_c(old), d.edited[0].old), "14");
    check_strz(span_str(str_c(new), d.edited[0].new), "16");
    check_int(d.edited[1].kind, STORY_EDIT_NAME);
    check_strz(span_str(str_c(new), d.edited[1].new), "Hoult");
    story_diff(&a, STR("one  two\nthree."), STR("one two\n\nthree."), &d);
    check_true(d.run_count == 1 && d.runs[0].edit == STORY_SAME && !d.words_added);
    struct str was = STR("Eleven people died and no one was hurt; 12 left, and one stayed.");
    struct str is = STR("Twelve people died and nobody was hurt; twelve left, and two stayed.");
    story_diff(&a, was, is, &d);
    check_int(d.edited_count, 2);
    check_strz(span_str(was, d.edited[0].old), "Eleven");
    check_strz(span_str(is, d.edited[0].new), "Twelve");
    check_strz(span_str(was, d.edited[1].old), "one");
    check_strz(span_str(is, d.edited[1].new), "two");
    story_diff(&a, STR(""), STR(""), &d);
    check_int(d.run_count, 0);
    story_diff(&a, STR(""), STR("All is new."), &d);
    check_true(d.run_count == 1 && d.runs[0].edit == STORY_ADDED && d.words_added == 3);
}

/* Random edits of random texts: the difference is true, and no longer than the edits. */
static void differences_are_true(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int turn = 0; turn < 200; turn++) {
        struct buf x, y;
        buf_arena(&x, &a, 1 << 20);
        buf_arena(&y, &a, 1 << 20);
        uint32_t edits = 0;
        for (int i = 0; i < 5 + turn; i++) {
            seed = seed * 1664525 + 1013904223;
            uint32_t word = (seed >> 16) % 40, what = (seed >> 8) % 16;
            const char *end = word % 9 == 0 ? ". " : word % 31 == 0 ? "\n\n" : " ";
            if (what != 0)
                buf_fmt(&x, "w%u%s", word, end);
            if (what != 1)
                buf_fmt(&y, "w%u%s", word, end);
            edits += what <= 1;
        }
        buf_char(&x, 0);
        buf_char(&y, 0);
        struct story_diff d;
        story_diff(&a, str_of(x.p, x.n - 1), str_of(y.p, y.n - 1), &d);
        check_diff(x.p, y.p, &d);
        /* passages are matched first, so that a few words more may count as changed */
        check_true(d.words_added + d.words_removed <= 12 * edits);
        for (size_t i = 0; i < d.run_count; i++)
            if (d.runs[i].edit == STORY_SAME)
                check_int(d.runs[i].old.end - d.runs[i].old.at > 0, 1);
    }
}

static void far_texts_cost_little(void **state)
{
    (void)state;
    struct buf x, y;
    buf_arena(&x, &a, 1 << 20);
    buf_arena(&y, &a, 1 << 20);
    for (int i = 0; i < 60000; i++) {
        buf_fmt(&x, "a%d ", i);
        buf_fmt(&y, "b%d ", i);
    }
    buf_char(&x, 0);
    buf_char(&y, 0);
    int64_t start = clock_cpu();
    struct story_diff d;
    story_diff(&a, str_of(x.p, x.n - 1), str_of(y.p, y.n - 1), &d);
    check_true(d.coarse && d.words_added == 60000);
    check_true(clock_cpu() - start < 10 * US_SECOND); /* 0.1 s; far more with a sanitizer */
    check_diff(x.p, y.p, &d);
}

/* A story may hold many reports full of figures that could all be one. */
static void many_figures_cost_little(void **state)
{
    (void)state;
    enum { REPORTS = 100, FIGURES = 300 };
    struct story_report r[REPORTS];
    struct str text = STR("The bank of Orva paid 100 million crowns for the mill.");
    static const struct sentence sentence = {.span = {0, 54}};
    for (uint32_t i = 0; i < REPORTS; i++) {
        struct figure *f = ARENA_ARRAY(&a, FIGURES, struct figure);
        for (uint32_t k = 0; k < FIGURES; k++)
            f[k] = (struct figure){.kind = FIGURE_MONEY,
                                   .what = STR("money"),
                                   .value = 1000 + (double)(i * FIGURES + k) * 7,
                                   .from = NAN,
                                   .unit = STR("crowns"),
                                   .span = {22, 40}};
        struct reading *reading = ARENA_NEW(&a, struct reading);
        *reading = (struct reading){.lang = STR("en"),
                                    .sentences = &sentence,
                                    .sentence_count = 1,
                                    .figures = f,
                                    .figure_count = FIGURES};
        r[i] = (struct story_report){.id = i + 1,
                                     .time = (int64_t)i * US_HOUR,
                                     .title = STR("News"),
                                     .text = text,
                                     .publisher = STR("Mill News"),
                                     .reading = reading};
    }
    int64_t start = clock_cpu();
    size_t used = a.used;
    struct story_serieses all;
    story_series_make(&a, r, REPORTS, &all);
    check_true(a.used - used < 256 << 20);
    check_true(clock_cpu() - start < 20 * US_SECOND); /* 1 s; far more with a sanitizer */
}

/* Thirty reports of 2,500 bytes with a figure in each sentence: what making their words takes is
 * given back at once (12 MiB otherwise). */
static void words_are_made_in_little_memory(void **state)
{
    (void)state;
    enum { REPORTS = 30, SENTENCES = 30 };
    struct story_report r[REPORTS];
    struct arena b;
    arena_init(&b, 64 << 20);
    for (uint32_t i = 0; i < REPORTS; i++) {
        struct buf text;
        buf_arena(&text, &a, 1 << 16);
        struct sentence *v = ARENA_ARRAY(&a, SENTENCES, struct sentence);
        struct figure *f = ARENA_ARRAY(&a, SENTENCES, struct figure);
        for (uint32_t k = 0; k < SENTENCES; k++) {
            v[k].span.at = (uint32_t)text.n;
            buf_fmt(&text, "The miller counted ");
            f[k] = (struct figure){.sentence = (reading_index)k,
                                   .kind = FIGURE_COUNT,
                                   .value = 100 + i * SENTENCES + k,
                                   .from = NAN,
                                   .what = STR("sacks"),
                                   .span = {(uint32_t)text.n, (uint32_t)text.n + 3}};
            buf_fmt(&text,
                    "%03u sacks near the harbour on Monday, and the council refused the grain.",
                    100 + i * SENTENCES + k);
            v[k].span.end = (uint32_t)text.n;
            buf_char(&text, '\n');
        }
        struct reading *reading = ARENA_NEW(&a, struct reading);
        *reading = (struct reading){.lang = STR("en"),
                                    .sentences = v,
                                    .sentence_count = SENTENCES,
                                    .figures = f,
                                    .figure_count = SENTENCES};
        r[i] = (struct story_report){.id = i + 1,
                                     .time = (int64_t)i * US_HOUR,
                                     .title = STR("News"),
                                     .text = buf_str(&text),
                                     .publisher = STR("Mill News"),
                                     .reading = reading};
    }
    struct story_serieses all;
    story_series_make(&b, r, REPORTS, &all);
    check_true(b.used < 4 << 20);
    arena_done(&b);
}

/* ---- the seed ---- */

static size_t seed_load(struct story_report r[4])
{
    const char *shared = getenv("OCTAVO_SHARED");
    struct str all = check_file(&a, str_z(&a, str_fmt(&a, "%s/data/seed/articles.jsonl",
                                                      shared ? shared : "../shared"))),
               line;
    size_t n = 0;
    while (all.n && str_split(&all, '\n', &line)) {
        json_t *v;
        struct article article;
        if (!str_trim(line).n || n == 4)
            continue;
        check_ok(json_read(line, &v, NULL));
        check_ok(article_read(&a, v, &article, NULL));
        json_decref(v);
        struct reading *g = ARENA_NEW(&a, struct reading);
        sense_read(&a, &article, TIME_NONE, g);
        r[n++] = (struct story_report){.time = article.published.us,
                                       .title = article.title,
                                       .text = article.text,
                                       .publisher = article.source,
                                       .reading = g};
    }
    /* By time: the file has Turkey first, then the three of the attack, newest first but one. */
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && r[k].time < r[k - 1].time; k--) {
            struct story_report t = r[k];
            r[k] = r[k - 1];
            r[k - 1] = t;
        }
    for (size_t i = 0; i < n; i++)
        r[i].id = i + 1;
    return n;
}

static void seed_series(void **state)
{
    (void)state;
    struct story_report r[4];
    if (seed_load(r) != 4) {
        print_message("[ SKIPPED ] the seed is not here\n");
        return;
    }
    struct story_serieses all;
    story_series_make(&a, r + 1, 3, &all);
    const struct story_series *s = series_find(&all, "dead");
    check_true(s != NULL && s->point_count == 3);
    for (int i = 0; i < 2; i++) {
        const struct story_point *p = &s->points[i];
        check_true(p->value == 25 && p->sum && p->part_count == 2);
        check_true(p->parts[0].value == 21 && p->parts[1].value == 4);
    }
    const struct story_point *p = &s->points[2];
    check_true(p->value == 31 && p->change == STORY_RAISES && p->part_count == 5 && p->parts_agree);
    static const double parts[] = {23, 18, 3, 5, 5};
    for (int i = 0; i < 5; i++)
        check_true(p->parts[i].value == parts[i] && p->parts[i].overlaps == (i == 0));
    s = series_find(&all, "attackers dead");
    check_true(s != NULL && s->points[0].value == 33 && !s->moved);
    s = series_find(&all, "aboard");
    check_true(s != NULL && s->points[0].value == 450 && s->points[0].bound == BOUND_ABOUT);
    check_true(s->points[s->point_count - 2].value == 440);
    check_true(s->points[s->point_count - 1].value == 425);
    s = series_find(&all, "freed");
    check_true(s != NULL && s->points[s->point_count - 1].value == 354);
    s = series_find(&all, "hurt");
    check_true(s != NULL && s->points[s->point_count - 1].value == 37);
}

/* Is there a claim that is denied, asserted by one whose words name `asserts`, with an answer of
 * somebody called `denier`? */
static bool has_dispute(const struct story_report *r, const struct story_claims *all,
                        const char *asserts, const char *denier)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct story_claim *c = &all->v[i];
        bool named = false, denied = false;
        for (size_t k = 0; k < c->voice_count; k++) {
            const struct story_voice *v = &c->voices[k];
            const struct span s = r[v->spot.report].reading->sentences[v->spot.sentence].span;
            struct str sentence = span_str(r[v->spot.report].text, s);
            named |= k < c->assert_count && str_find(sentence, str_c(asserts)) != SIZE_MAX;
            denied |= v->side == STORY_DENIES && str_find(v->who, str_c(denier)) != SIZE_MAX;
        }
        if (named && denied && c->standing == STORY_DENIED)
            return true;
    }
    return false;
}

/* Papers print one saying with other marks, a word more, or without the first name. */
static void a_saying_stands_once(void **state)
{
    (void)state;
    const struct story_report r[] = {
        report(1, 0, "North Post", "News",
               "Mayor Oda Lindqvar accused the harbour company of hiding the leak. \"The harbour "
               "company has hidden the leak for months,\" Oda Lindqvar said. The harbour company "
               "denied that it had hidden the leak."),
        report(2, 3, "Coast Mail", "News",
               "\"The harbour company has hidden the leak for months\", Lindqvar said. The harbour "
               "company denied that it had hidden the leak.")};
    struct story_claims all;
    story_claims_make(&a, r, 2, &all);
    size_t said = 0;
    for (size_t i = 0; i < all.n; i++)
        for (size_t k = 0; k < all.v[i].assert_count; k++)
            said += str_find(spot_str(r, all.v[i].voices[k].spot), STR("for months")) != SIZE_MAX;
    check_int(said, 1);
}

static void seed_claims(void **state)
{
    (void)state;
    struct story_report r[4];
    if (seed_load(r) != 4) {
        print_message("[ SKIPPED ] the seed is not here\n");
        return;
    }
    struct story_claims all;
    story_claims_make(&a, r + 1, 3, &all);
    check_true(has_dispute(r + 1, &all, "satellite phone", "Balkhi"));
    check_true(has_dispute(r + 1, &all, "Intelligence reports", "Taliban"));
    check_true(has_dispute(r + 1, &all, "archrival India", "New Delhi"));
    check_true(has_dispute(r + 1, &all, "archrival India", "Jaiswal"));
    check_true(!has_dispute(r + 1, &all, "archrival India", "Balkhi"));
}

/* The three reports of the attack are one story; the article on Turkey is another, shown as
 * related. */
static void seed_stories(void **state)
{
    (void)state;
    struct story_report r[4];
    if (seed_load(r) != 4) {
        print_message("[ SKIPPED ] the seed is not here\n");
        return;
    }
    struct story_index *x = story_index_new(NULL);
    struct story_place p;
    for (size_t i = 0; i < 4; i++) {
        const struct story_doc doc = {.id = r[i].id,
                                      .time = r[i].time,
                                      .title = r[i].title,
                                      .text = r[i].text,
                                      .publisher = r[i].publisher,
                                      .reading = r[i].reading};
        check_ok(story_place(x, &a, &doc, &p));
        check_int(p.story, i == 0 ? 1 : 2);
    }
    check_int(p.relation, STORY_DEVELOPMENT);
    check_true(strstr(p.why, "Ahmed Sharif Chaudhry") != NULL);
    bool related = false;
    for (uint64_t id = 2; id <= 4; id++) {
        struct story_related v[5];
        size_t n = story_related(x, id, 5, v);
        check_true(n <= 1 && (n == 0 || v[0].id == 1));
        related |= n > 0;
    }
    check_true(related);
    story_index_free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prepared_reports_give_the_same),
        cmocka_unit_test(figures_over_time),
        cmocka_unit_test(the_missing_are_found),
        cmocka_unit_test(sources_dispute),
        cmocka_unit_test(claims_meet_denials),
        cmocka_unit_test(quotes_are_told_once),
        cmocka_unit_test(copies_and_teasers_add_nothing),
        cmocka_unit_test(news_is_what_nobody_said),
        cmocka_unit_test(summary_is_of_several),
        cmocka_unit_test(columns_report_nothing),
        cmocka_unit_test(front_page_order),
        cmocka_unit_test(silent_edits),
        cmocka_unit_test(differences_are_true),
        cmocka_unit_test(far_texts_cost_little),
        cmocka_unit_test(many_figures_cost_little),
        cmocka_unit_test(words_are_made_in_little_memory),
        cmocka_unit_test(seed_series),
        cmocka_unit_test(a_saying_stands_once),
        cmocka_unit_test(seed_claims),
        cmocka_unit_test(seed_stories),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
