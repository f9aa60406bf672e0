/* desk, stories: articles are placed as they are written; the index survives a restart with the
 * same answers; what goes leaves no trace; a database without places is filled. Texts are made up.
 */
#include "check.h"
#include "desk/ledger.h"
#include "desk/stories.h"
#include "reader/reader.h"

#include <unistd.h>

static struct arena a;
static char folder[64];
static struct desk_conf conf;
static struct desk *d;
static struct desk_reader *r;
static struct err fault;
#define E (&fault)
#define check_good(call)                                                                           \
    do {                                                                                           \
        fault = (struct err){0};                                                                   \
        enum err_code code_ = (call);                                                              \
        if (code_ != ERR_OK)                                                                       \
            fail_msg("%s: %s", err_name(code_), fault.words);                                      \
    } while (0)

static void open_desk(void)
{
    check_good(desk_open(&conf, &d, E));
    check_good(desk_reader_open(d, &r, E));
    desk_reader_begin(r, &a);
}

static void close_desk(void)
{
    desk_reader_close(r);
    desk_close(d);
}

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 256 << 20);
    snprintf(folder, sizeof folder, "/tmp/octavo-story-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    struct desk_flag flags[] = {{"--data-dir", folder}};
    if (desk_conf_load(&a, "/dev/null", flags, 1, &conf, E) != ERR_OK)
        return -1;
    clock_fix(INT64_C(1742000000) * US_SECOND); /* 15 March 2025 */
    open_desk();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    close_desk();
    clock_fix(TIME_NONE);
    arena_done(&a);
    static const char *const names[] = {"octavo.db", "octavo.db-wal", "octavo.db-shm"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
    return 0;
}

/* -------------------------------------------------------------------------- articles */

static const struct {
    const char *title, *text;
    int publisher, hours;
} reports[] = {
    {"Ferry Silver Heron runs aground off Port Calder",
     "The ferry Silver Heron ran aground off Port Calder on Monday night with 312 people aboard.\n"
     "The harbour master of Port Calder, Ines Varga, said that all passengers had been brought "
     "ashore by fishing boats before dawn. Eleven people were treated for cuts and cold. The ferry "
     "had left Tolland at 7 pm and struck the Mariner Rocks in thick fog.\n"
     "Divers will look at the hull on Tuesday, the owner, Calder Lines, said in a statement.",
     0, 0},
    {"Council of Larkton votes for a tram",
     "The council of Larkton voted 9 to 4 on Tuesday to build a tram line to the university.\n"
     "Mayor Dario Quist said that the line would cost 85 million crowns and open in four years. "
     "Opponents led by Hanna Brook said that buses would do the same for a tenth of the price.",
     1, 2},
    {"All rescued from ferry Silver Heron near Port Calder",
     "All 312 passengers and crew of the ferry Silver Heron were rescued after it struck the "
     "Mariner Rocks near Port Calder, officials said.\n"
     "Fishing boats took people off the stricken vessel through the night. \"We heard a long "
     "scrape and then the lights went out,\" said Oskar Lind, a passenger from Tolland. Harbour "
     "master Ines Varga praised the crews of nine fishing boats. Calder Lines has stopped its "
     "other ferries for checks.",
     1, 5},
    {"Coal mine at Brenn Hollow closed",
     "A coal mine at Brenn Hollow was closed on Monday after inspectors found gas in two shafts.\n"
     "The Halvorsen Coal Company said that 140 miners had been sent home on full pay. The union's "
     "secretary, Maud Ellery, said that the warnings were two years old and that the fans of the "
     "northern shaft had never been replaced.",
     2, 7},
    {"Voyage recorder of Silver Heron recovered",
     "Investigators boarded the ferry Silver Heron off Port Calder on Wednesday to recover its "
     "voyage recorder, two days after it ran onto the Mariner Rocks.\n"
     "The head of the marine inquiry, Peter Okoye, said that the radar had been out of order for "
     "16 days. Calder Lines declined to comment. The grounding put 11 people in hospital, and "
     "fishing boats rescued all 312 aboard.",
     2, 40},
};
enum { REPORTS = sizeof reports / sizeof *reports };
static int64_t ids[REPORTS];

/* One report by way of a feed and a reader, as the pipeline does it. */
static enum err_code take_entry(struct desk_writing *w, void *ctx, struct err *e)
{
    int p = reports[*(int *)ctx].publisher;
    struct entry en = {
        .id = str_fmt(w->a, "r%d", *(int *)ctx),
        .title = str_c(reports[*(int *)ctx].title),
        .summary = STR("<p>Short.</p>"),
        .published = {.us = w->now - 50 * US_HOUR + reports[*(int *)ctx].hours * US_HOUR,
                      .zone_known = true,
                      .precision = WHEN_SECOND}};
    struct feed_doc doc = {.feed = {.kind = FEED_RSS, .title = str_fmt(w->a, "Paper %d", p)},
                           .entries = &en,
                           .entry_count = 1};
    struct desk_feed_result f = {.ok = true, .doc = &doc, .paused = true};
    struct str url = str_fmt(w->a, "https://p%d.example/feed", p);
    enum err_code code = desk_feed_make(w, url, STR_NONE, true, &f.feed, e);
    return code == ERR_OK || code == ERR_EXISTS ? desk_take_feed(w, &f, e) : code;
}

static enum err_code take_article(struct desk_writing *w, void *ctx, struct err *e)
{
    return desk_take_article(w, ctx, e);
}

static int64_t id_of(const char *title)
{
    struct desk_rows rows;
    check_ok(desk_articles(r, &(struct desk_list){.most = 200}, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (str_eq(rows.v[i].title, str_c(title)))
            return rows.v[i].id;
    return 0;
}

static void put_text(int64_t id, const char *title, struct str text)
{
    struct reader_result *got = ARENA_NEW(&a, struct reader_result);
    struct buf html;
    struct str line;
    buf_arena(&html, &a, 1 << 20);
    while (str_split(&text, '\n', &line))
        buf_fmt(&html, "<p>%.*s</p>", STR_ARG(line));
    struct reader_job job = {.kind = READER_CONTENT,
                             .bytes = buf_str(&html),
                             .entry = {.id = STR("x"), .title = str_c(title)},
                             .now = clock_now()};
    reader_do(&a, &job, got);
    check_int(got->error, ERR_OK);
    got->article.state = ARTICLE_FULL;
    struct desk_article_result art = {
        .article = id, .got = &got->article, .reading = &got->reading};
    check_good(desk_write(d, take_article, &art, E));
}

static void put(int i)
{
    check_good(desk_write(d, take_entry, &i, E));
    ids[i] = id_of(reports[i].title);
    check_true(ids[i] > 0);
    put_text(ids[i], reports[i].title, str_c(reports[i].text));
}

static int64_t story_of_article(int64_t id)
{
    struct store_query *q = store_query(r->store, SQL_MEMBER_GET);
    store_put_i64(q, "article", id);
    return store_number(q, 0);
}

/* All that the database says of places, as text. */
static struct str places(void)
{
    struct buf b;
    buf_arena(&b, &a, 1 << 20);
    for (int i = 0; i < REPORTS; i++) {
        struct store_query *q = store_query(r->store, SQL_MEMBER_GET);
        store_put_i64(q, "article", ids[i]);
        if (store_row(q))
            buf_fmt(&b, "%d: %lld %lld %lld %.6f %.*s\n", i, (long long)store_i64(q, 0),
                    (long long)store_i64(q, 1), (long long)store_i64(q, 4), store_f64(q, 5),
                    STR_ARG(store_str(q, 6)));
        check_ok(store_end(q, NULL));
    }
    return buf_str(&b);
}

/* -------------------------------------------------------------------------- tests */

static void reports_of_one_matter_are_one_story(void **state)
{
    (void)state;
    for (int i = 0; i < REPORTS; i++)
        put(i);
    check_int(story_of_article(ids[0]), ids[0]);
    check_int(story_of_article(ids[2]), ids[0]);
    check_int(story_of_article(ids[4]), ids[0]);
    check_int(story_of_article(ids[1]), ids[1]);
    check_int(story_of_article(ids[3]), ids[3]);
}

/* A feed gives its newest first: the headline that says most of what all say stands, whatever came
 * when, and stays when the next report comes. */
static void the_headline_that_says_most_stands(void **state)
{
    (void)state;
    static const int order[] = {1, 4, 2, 0}; /* one of another story, so that it has a nearest */
    struct desk_story_row row;
    for (size_t i = 0; i < 4; i++) {
        put(order[i]);
        if (i == 0)
            continue;
        check_ok(desk_story_row_get(r, ids[4], 0, &row));
        check_str(row.best.title, str_c(reports[i == 1 ? 4 : 2].title));
    }
    check_int(story_of_article(ids[0]), ids[4]);
}

static int64_t copied_by(int64_t id)
{
    struct store_query *q = store_query(r->store, SQL_MEMBER_GET);
    store_put_i64(q, "article", id);
    check_true(store_row(q));
    int64_t copied = store_i64(q, 1);
    check_ok(store_end(q, NULL));
    return copied;
}

/* Else a story whose first report is read again has nothing but copies, and nothing to say. */
static void the_original_read_again_is_no_copy_of_itself(void **state)
{
    (void)state;
    put(0);
    put(2);
    put_text(ids[2], reports[2].title, str_c(reports[0].text));
    check_int(copied_by(ids[2]), ids[0]);
    check_int(copied_by(ids[0]), 0);
    put_text(ids[0], reports[0].title, str_c(reports[0].text));
    check_int(copied_by(ids[2]), ids[0]);
    check_int(copied_by(ids[0]), 0);
    check_int(story_of_article(ids[0]), ids[0]);
    struct desk_story story;
    check_ok(desk_story_get(r, ids[0], 0, &story));
    check_true(story.summary_count > 0);
}

/* The same reports in two databases, the second closed and opened after every one. */
static void a_restart_changes_no_answer(void **state)
{
    for (int i = 0; i < REPORTS; i++)
        put(i);
    put_text(ids[0], reports[0].title, str_c(reports[0].text)); /* read again */
    static char once[4096];
    snprintf(once, sizeof once, "%.*s", STR_ARG(places()));
    check_true(strlen(once) > 100);
    teardown(state);
    setup(state);
    for (int i = 0; i < REPORTS; i++) {
        put(i);
        close_desk();
        open_desk();
    }
    put_text(ids[0], reports[0].title, str_c(reports[0].text));
    check_strz(places(), once);
}

static enum err_code fail_after(struct desk_writing *w, void *ctx, struct err *e)
{
    enum err_code code = desk_take_article(w, ctx, e);
    return code == ERR_OK ? err_set(e, ERR_INPUT, "undone") : code;
}

/* What a job did that was undone, the index has forgotten too. */
static void an_undone_job_leaves_no_trace(void **state)
{
    (void)state;
    put(0);
    put(1);
    struct reader_result *got = ARENA_NEW(&a, struct reader_result);
    struct reader_job job = {.kind = READER_CONTENT,
                             .bytes = str_c(reports[0].text),
                             .entry = {.id = STR("x"), .title = str_c(reports[0].title)},
                             .now = clock_now()};
    reader_do(&a, &job, got);
    struct desk_article_result art = {
        .article = ids[1], .got = &got->article, .reading = &got->reading};
    check_int(desk_write(d, fail_after, &art, E), ERR_INPUT);
    check_int(story_of_article(ids[1]), ids[1]);
    put(2);
    check_int(story_of_article(ids[2]), ids[0]);
    put(3);
    check_int(story_of_article(ids[3]), ids[3]);
}

static enum err_code drop_places(struct desk_writing *w, void *ctx, struct err *e)
{
    int64_t clock, *all = ctx;
    struct story_index *x;
    enum err_code code = desk_stories_index(w, &x, e);
    for (int i = 0; i < REPORTS && code == ERR_OK; i++) {
        struct store_query *q = store_query(w->store, SQL_MEMBER_DELETE);
        store_put_i64(q, "article", all[i]);
        code = store_run(q, e);
        if (code == ERR_OK)
            code = desk_story_refresh(w, all[i], 0, e);
    }
    return code == ERR_OK ? desk_stories_tick(w, true, &clock, e) : code;
}

static void a_database_without_places_is_filled(void **state)
{
    (void)state;
    for (int i = 0; i < REPORTS; i++)
        put(i);
    struct str before = str_dup(&a, places());
    check_good(desk_write(d, drop_places, ids, E));
    check_int(places().n, 0);
    close_desk();
    open_desk();
    int64_t n;
    check_good(desk_stories_fill_now(d, &n, E));
    check_int(n, REPORTS);
    check_str(places(), before);
    check_good(desk_stories_fill_now(d, &n, E));
    check_int(n, 0);
}

/* Two programs on one database: each follows what the other does. */
static void two_processes_agree(void **state)
{
    (void)state;
    struct desk *mine = d, *other;
    struct desk_reader *my_reader = r, *other_reader;
    put(0);
    check_good(desk_open(&conf, &other, E));
    check_good(desk_reader_open(other, &other_reader, E));
    desk_reader_begin(other_reader, &a);
    for (int i = 1; i < REPORTS; i++) {
        d = i % 2 ? other : mine;
        r = i % 2 ? other_reader : my_reader;
        put(i);
    }
    check_int(story_of_article(ids[2]), ids[0]);
    check_int(story_of_article(ids[4]), ids[0]);
    check_int(story_of_article(ids[3]), ids[3]);
    desk_reader_close(other_reader);
    desk_close(other);
    d = mine;
    r = my_reader;
}

static void unfollowing_takes_articles_out(void **state)
{
    (void)state;
    for (int i = 0; i < REPORTS; i++)
        put(i);
    struct desk_feed f;
    check_good(desk_feed_find(r, STR("Paper 0"), &f, E));
    check_good(desk_unfollow(d, f.id, E));
    check_int(story_of_article(ids[0]), 0);
    check_int(story_of_article(ids[2]), ids[0]); /* the story keeps its address */
    struct store_query *q = store_query(r->store, SQL_STORY_GET);
    store_put_i64(q, "id", ids[0]);
    check_true(store_row(q));
    check_int(store_i64(q, 6), 2);
    check_int(store_i64(q, 8), 2);
    check_ok(store_end(q, NULL));
}

/* -------------------------------------------------------------------------- corrections */

static int64_t user;

static void put_all(void)
{
    for (int i = 0; i < REPORTS; i++)
        put(i);
    check_good(desk_user_add(d, STR("ines"), STR("a good password"), true, &user, E));
}

static struct desk_story_row row_of(int64_t story)
{
    struct desk_story v;
    check_ok(desk_story_get(r, story, user, &v));
    return v.row;
}

static int64_t last_correction(void)
{
    const struct desk_correction *v;
    size_t n;
    check_ok(desk_corrections(r, 0, 0, 10, &v, &n));
    check_true(n > 0);
    return v[0].id;
}

static void a_merge_is_kept_and_undone_by_people_only(void **state)
{
    (void)state;
    put_all();
    check_good(desk_story_rename(d, user, ids[3], STR("Gas in the mine"), E));
    check_good(desk_story_follow(d, user, ids[3], 1, E));
    check_good(desk_story_merge(d, user, ids[3], ids[1], E));
    check_int(story_of_article(ids[3]), ids[1]);
    check_int(row_of(ids[3]).id, ids[1]); /* the old address leads there */
    check_int(row_of(ids[1]).reports, 2);
    check_int(row_of(ids[1]).follow, 1);
    put_text(ids[3], reports[3].title, str_c(reports[3].text)); /* read again: it stays */
    check_int(story_of_article(ids[3]), ids[1]);
    close_desk();
    open_desk();
    put_text(ids[3], reports[3].title, str_c(reports[3].text));
    check_int(story_of_article(ids[3]), ids[1]);
    int64_t merge = last_correction();
    check_good(desk_correction_undo(d, user, merge, E));
    check_int(story_of_article(ids[3]), ids[3]);
    check_str(row_of(ids[3]).title, STR("Gas in the mine"));
    check_int(row_of(ids[3]).follow, 1);
    check_int(row_of(ids[1]).reports, 1);
    check_int(desk_correction_undo(d, user, merge, E), ERR_EXISTS);
    check_int(desk_story_merge(d, user, ids[3], ids[3], E), ERR_INPUT);
    check_int(desk_story_merge(d, user, 999999, ids[3], E), ERR_NOT_FOUND);
}

static int64_t index_bytes(void)
{
    struct desk_stats v = {0};
    check_int(desk_stats(r, &v), ERR_OK);
    return v.index_bytes;
}

static void a_flood_of_corrections_ends(void **state)
{
    (void)state;
    put_all();
    int64_t other = 0;
    check_good(desk_user_add(d, STR("otto"), STR("a good password"), false, &other, E));
    for (int i = 0; i < DESK_CORRECTIONS_AN_HOUR; i++)
        check_good(desk_story_rename(d, other, ids[3], str_fmt(&a, "Name %d", i), E));
    int64_t had = index_bytes();
    check_true(had > 0);
    check_int(desk_story_rename(d, other, ids[3], STR("One more"), E), ERR_LIMIT);
    check_int(desk_story_merge(d, other, ids[3], ids[1], E), ERR_LIMIT);
    check_int(index_bytes(), had); /* else each costs the writer a reading of all articles */
    check_int(story_of_article(ids[3]), ids[3]);
    check_good(desk_story_merge(d, user, ids[3], ids[1], E)); /* an administrator */
}

/* Or anybody with an account keeps the writer reading all articles. */
static void what_is_refused_leaves_the_index(void **state)
{
    (void)state;
    put_all();
    int64_t had = index_bytes();
    check_true(had > 0);
    check_int(desk_story_merge(d, user, ids[3], ids[3], E), ERR_INPUT);
    check_int(index_bytes(), had);
    check_int(desk_story_move(d, user, ids[3], ids[3], E), ERR_INPUT);
    check_int(desk_correction_undo(d, user, 999999, E), ERR_NOT_FOUND);
    check_int(index_bytes(), had);
}

static void what_was_split_does_not_come_together(void **state)
{
    (void)state;
    put_all();
    int64_t part = 0;
    check_good(desk_story_split(d, user, &ids[4], 1, &part, E));
    check_int(story_of_article(ids[4]), part);
    check_int(row_of(ids[0]).reports, 2);
    for (int i = 0; i < 2; i++) { /* its text says that it belongs there, a person that not */
        put_text(ids[4], reports[4].title, str_c(reports[4].text));
        put_text(ids[2], reports[2].title, str_c(reports[2].text));
        check_int(story_of_article(ids[4]), part);
        check_int(story_of_article(ids[2]), ids[0]);
        close_desk();
        open_desk();
    }
    check_int(desk_story_split(d, user, &ids[4], 1, &part, E), ERR_INPUT);
    int64_t split = last_correction();
    check_good(desk_correction_undo(d, user, split, E));
    check_int(story_of_article(ids[4]), ids[0]);
    check_int(row_of(part).id, ids[0]); /* its address stays good for ever */
    put_text(ids[4], reports[4].title, str_c(reports[4].text));
    check_int(story_of_article(ids[4]), ids[0]);
}

/* The very report that begins a story is moved out of it: the story keeps its number. */
static void the_first_report_may_be_split_off(void **state)
{
    (void)state;
    put_all();
    int64_t part = 0;
    check_good(desk_story_split(d, user, &ids[0], 1, &part, E));
    check_int(story_of_article(ids[0]), part);
    check_int(story_of_article(ids[2]), ids[0]);
    close_desk();
    open_desk();
    put_text(ids[0], reports[0].title, str_c(reports[0].text));
    check_int(story_of_article(ids[0]), part);
    check_int(row_of(ids[0]).reports, 2);
}

static void a_second_series_of_one_name_is_no_headline(void **state)
{
    (void)state;
    const struct story_series v[] = {
        {.what = STR("dead"), .label = STR("dead"), .period = STR("2019"), .reports = 4},
        {.what = STR("dead"), .label = STR("dead"), .reports = 3},
        {.what = STR("hurt"), .label = STR("hurt"), .reports = 3},
        {.what = STR("dead"), .label = STR("dead"), .reports = 2},
        {.what = STR("hurt"), .label = STR("seriously hurt"), .reports = 2},
    };
    const struct story_serieses all = {v, sizeof v / sizeof *v};
    check_true(desk_ledger_leads(&all, 1)); /* the first is of another year */
    check_true(desk_ledger_leads(&all, 2));
    check_true(!desk_ledger_leads(&all, 3));
    check_true(desk_ledger_leads(&all, 4));
}

static void verbs_stand_in_the_number_of_who_speaks(void **state)
{
    (void)state;
    static const struct {
        const char *who, *name;
        bool several;
    } cases[] = {
        {"Prosecutors", "", true},
        {"two people who have seen it", "", true},
        {"Neighbours, who asked for no names", "", true},
        {"police in Norvik", "", true},
        {"Aster Motors and Vink Steel", "", true},
        {"Aster Motors and Vink Steel", "Aster Motors", true},
        {"Mara Holm and the Harbour Authority", "Mara Holm", true},
        {"the union of seamen", "", false},
        {"the spokeswoman", "", false},
        {"Holm", "Mara Holm", false},
        {"Calder Lines", "Calder Lines", false},
        {"the Food and Drug Administration", "Food and Drug Administration", false},
        {"the Health and Safety Board", "", false},
        {"the ministry of youth and sport", "", false},
        {"ministers of Norvik and Tolland", "", true},
        {"Norvik News", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (desk_are_several(&a, str_c(cases[i].who), str_c(cases[i].name)) != cases[i].several)
            fail_msg("%s", cases[i].who);
}

static void a_report_is_moved_and_stories_are_parted(void **state)
{
    (void)state;
    put_all();
    check_good(desk_story_move(d, user, ids[1], ids[0], E));
    check_int(story_of_article(ids[1]), ids[0]);
    check_int(row_of(ids[1]).id, ids[0]);
    put_text(ids[1], reports[1].title, str_c(reports[1].text));
    check_int(story_of_article(ids[1]), ids[0]);
    check_good(desk_story_unrelated(d, user, ids[0], ids[3], E));
    const struct desk_correction *log;
    size_t n;
    check_ok(desk_corrections(r, 0, 0, 10, &log, &n));
    check_int(n, 2);
    check_strz(str_c(log[0].kind), "unrelated");
    check_strz(log[0].by, "ines");
    check_strz(str_c(log[1].kind), "move");
    check_true(str_find(log[1].words, STR("Larkton")) != SIZE_MAX);
    check_good(desk_correction_undo(d, user, log[1].id, E));
    check_int(story_of_article(ids[1]), ids[1]);
}

/* -------------------------------------------------------------------------- reading */

static void a_story_is_told_from_all_reports(void **state)
{
    (void)state;
    put_all();
    struct desk_story v;
    check_ok(desk_story_get(r, ids[0], user, &v));
    check_int(v.report_count, 3);
    check_int(v.row.publishers, 3);
    check_int(v.row.origins, 3);
    check_int(v.reports[0].row.id, ids[4]); /* newest first */
    check_int(v.reports[2].relation, DESK_FIRST);
    check_true(v.reports[0].why.n > 0);
    check_true(v.summary_count >= 2 && v.moment_count >= 3);
    for (size_t i = 0; i < v.summary_count; i++) { /* verbatim */
        struct desk_article article;
        check_ok(desk_article_get(r, v.summary[i].article, 0, &article));
        check_true(str_find(article.article.text, v.summary[i].words) != SIZE_MAX);
    }
    struct desk_reports_want one = {.story = ids[0], .most = 1, .seen_at = TIME_NONE};
    for (size_t i = 0; i <= v.report_count; i++) { /* the same by pages */
        const struct desk_report *page;
        size_t n;
        check_ok(desk_reports_read(r, &one, &page, &n));
        check_int(n, i < v.report_count);
        if (n)
            check_int(page->row.id, v.reports[i].row.id);
        one.after = n ? (struct desk_key){page->at, page->row.id} : one.after;
    }
    struct desk_story list;
    check_ok(desk_story_reports(r, ids[0], user,
                                (struct desk_key){v.reports[0].at, v.reports[0].row.id}, &list));
    check_int(list.report_count, v.report_count - 1);
    check_int(list.reports[1].relation, DESK_FIRST);
    bool said = false;
    for (size_t i = 0; i < v.quote_count; i++)
        said |= str_find(v.quotes[i].words, STR("the lights went out")) != SIZE_MAX;
    check_true(said);
    struct desk_place place;
    check_ok(desk_place_get(r, ids[0], user, &place));
    check_int(place.story.id, ids[0]);
    check_int(place.other_count, 2);
    check_true(place.missing_count > 0);
    for (size_t i = 0; i < place.missing_count; i++)
        check_true(place.missing[i].article != ids[0]);
    check_int(desk_story_get(r, 999999, 0, &v), ERR_NOT_FOUND);
    check_int(desk_place_get(r, 999999, 0, &place), ERR_NOT_FOUND);
}

static struct str page_of(int64_t story, int64_t who)
{
    struct desk_story v;
    struct buf b;
    struct json_out w;
    buf_arena(&b, &a, 1 << 20);
    json_init(&w, &b);
    check_ok(desk_story_get(r, story, who, &v));
    desk_story_json(&w, &v);
    return buf_str(&b);
}

/* Kept or not, the page says the same, for whoever asks, and not what it said before. */
static void check_kept(int64_t story, struct str *before)
{
    struct str pages[2] = {page_of(story, 0), page_of(story, user)};
    check_str(page_of(story, 0), pages[0]);
    check_str(page_of(story, user), pages[1]);
    desk_facts_free(d);
    check_str(page_of(story, user), pages[1]);
    check_str(page_of(story, 0), pages[0]);
    check_true(!str_eq(pages[0], before[0]) || !str_eq(pages[1], before[1]));
    memcpy(before, pages, sizeof pages);
}

static enum err_code rename_publisher(struct desk_writing *w, void *ctx, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_PUBLISHER_SAID);
    store_put_i64(q, "id", *(const int64_t *)ctx);
    store_put_str(q, "name", STR("The Calder Gazette"));
    return store_run(q, e);
}

static void what_a_page_says_is_kept_until_it_changes(void **state)
{
    (void)state;
    struct str before[2] = {STR_INIT(""), STR_INIT("")};
    check_good(desk_user_add(d, STR("ines"), STR("a good password"), true, &user, E));
    for (int i = 0; i < 4; i++)
        put(i);
    check_kept(ids[0], before);
    check_good(desk_story_seen(d, user, ids[0], E));
    clock_fix(clock_now() + US_HOUR);
    put(4);
    check_kept(ids[0], before); /* another report, which is news to her */
    put_text(ids[2], reports[2].title,
             STR("All 313 passengers and crew of the ferry Silver Heron were rescued near Port "
                 "Calder, the harbour master Ines Varga said. Calder Lines has stopped its other "
                 "ferries, and 14 people were treated for cold."));
    check_kept(ids[0], before); /* another text */
    check_good(desk_story_move(d, user, ids[3], ids[0], E));
    check_kept(ids[0], before);
    check_good(desk_story_rename(d, user, ids[0], STR("The ferry on the rocks"), E));
    check_kept(ids[0], before);
    struct desk_article first;
    check_ok(desk_article_alone(r, ids[0], 0, &first));
    check_good(desk_write(d, rename_publisher, &first.row.publisher, E));
    check_kept(ids[0], before);
    check_good(desk_story_seen(d, user, ids[0], E));
    check_kept(ids[0], before);
}

static void what_is_looked_at_is_made_in_advance(void **state)
{
    (void)state;
    struct desk_facts_key key[3][DESK_FACTS_MOST];
    for (int i = 0; i < 3; i++)
        put(i);
    check_good(desk_warm_now(d, E));
    check_int(desk_facts_keys(d, key[0]), 0); /* nobody has looked, and the story is small */
    page_of(ids[0], 0);
    check_int(desk_facts_keys(d, key[0]), 1);
    put(4);
    check_good(desk_warm_now(d, E));
    check_int(desk_facts_keys(d, key[1]), 1);
    check_true(key[1][0].stamp != key[0][0].stamp);
    page_of(ids[0], 0);
    check_int(desk_facts_keys(d, key[2]), 1);
    check_true(key[2][0].stamp == key[1][0].stamp); /* it was there */
}

static void the_front_page_ranks_and_says_what_is_new(void **state)
{
    (void)state;
    const struct desk_story_row *v;
    size_t n;
    for (int i = 0; i < 4; i++)
        put(i);
    check_good(desk_user_add(d, STR("ines"), STR("a good password"), true, &user, E));
    struct desk_stories_want want = {.user = user};
    check_ok(desk_stories(r, &want, &v, &n));
    check_int(n, 3);
    check_int(v[0].id, ids[0]); /* two origins */
    check_int(v[0].fresh, 2);
    check_int(v[0].by_count, 2);
    check_true(v[0].why.n > 0);
    check_good(desk_story_seen(d, user, ids[0], E));
    clock_fix(clock_now() + US_HOUR);
    put(4);
    check_ok(desk_stories(r, &want, &v, &n));
    check_int(v[0].id, ids[0]);
    check_int(v[0].fresh, 1);
    struct desk_story story;
    check_ok(desk_story_get(r, ids[0], user, &story));
    check_true(story.news_count > 0);
    for (size_t i = 0; i < story.news_count; i++)
        check_int(story.news[i].article, ids[4]);
    check_good(desk_story_follow(d, user, ids[0], -1, E));
    check_ok(desk_stories(r, &want, &v, &n));
    check_int(n, 2);
    want.followed = true;
    check_ok(desk_stories(r, &want, &v, &n));
    check_int(n, 0);
    check_good(desk_story_follow(d, user, ids[0], 1, E));
    check_ok(desk_stories(r, &want, &v, &n));
    check_int(n, 1);
}

static void the_brief_tells_what_is_new(void **state)
{
    (void)state;
    put_all();
    struct desk_brief b;
    struct buf text;
    buf_arena(&text, &a, 1 << 20);
    check_ok(desk_brief(r, 0, clock_now() - 20 * US_HOUR, 0, &b));
    check_int(b.n, 1); /* the report of ten hours ago */
    check_int(b.v[0].row.id, ids[0]);
    check_true(b.v[0].news_count > 0 && b.v[0].news_count <= 3);
    for (size_t i = 0; i < b.v[0].news_count; i++)
        check_int(b.v[0].news[i].article, ids[4]);
    check_int(b.reports, 1);
    desk_brief_text(&text, &b, STR("The Desk"), STR("https://desk.example"));
    check_true(str_find(buf_str(&text), STR("/story/")) != SIZE_MAX);
    struct str all = buf_str(&text), line;
    while (str_split(&all, '\n', &line))
        check_true(utf8_length(line) <= 72);
    check_ok(desk_brief(r, 0, clock_now() - 72 * US_HOUR, 0, &b));
    check_int(b.n, 3);
    check_int(b.reports, REPORTS);
}

/* -------------------------------------------------------------------------- silent edits */

static void a_changed_wording_is_kept(void **state)
{
    (void)state;
    put_all();
    static const char *const after =
        "The ferry Silver Heron ran aground off Port Calder on Monday night with 318 people "
        "aboard.\n"
        "The harbour master of Port Calder, Ines Varga, said that all passengers had been brought "
        "ashore by fishing boats before dawn. Twelve people were treated for cuts and cold. The "
        "ferry had left Tolland at 7 pm and struck the Mariner Rocks in thick fog.\n"
        "Divers will look at the hull on Tuesday, the owner, Calder Lines, said in a statement.";
    const struct desk_version *v;
    size_t n;
    put_text(ids[0], reports[0].title, str_c(reports[0].text));
    check_ok(desk_versions(r, ids[0], &v, &n));
    check_int(n, 0); /* the same again is no version */
    clock_fix(clock_now() + US_HOUR);
    put_text(ids[0], "Ferry aground: 318 aboard", str_c(after));
    check_ok(desk_versions(r, ids[0], &v, &n));
    check_int(n, 1);
    check_strz(v[0].title, reports[0].title);
    check_int(v[0].words_removed, 2);
    check_int(v[0].words_added, 2);
    check_true(v[0].edit_count >= 1 && v[0].edits[0].figure);
    check_strz(v[0].edits[0].old, "312");
    check_strz(v[0].edits[0].new, "318");
    struct desk_difference diff;
    check_ok(desk_version_difference(r, ids[0], v[0].id, &diff));
    check_strz(diff.title_after, "Ferry aground: 318 aboard");
    struct buf old, new;
    buf_arena(&old, &a, 1 << 20);
    buf_arena(&new, &a, 1 << 20);
    for (size_t i = 0; i < diff.n; i++) {
        struct str gap = diff.pieces[i].gap ? str_of(&diff.pieces[i].gap, 1) : STR_NONE;
        if (diff.pieces[i].edit <= 0)
            buf_put(&old, gap), buf_put(&old, diff.pieces[i].words);
        if (diff.pieces[i].edit >= 0)
            buf_put(&new, gap), buf_put(&new, diff.pieces[i].words);
    }
    check_true(str_find(buf_str(&old), STR("312 people")) != SIZE_MAX);
    check_true(str_find(buf_str(&new), STR("318 people")) != SIZE_MAX);
    struct desk_story story;
    check_ok(desk_story_get(r, ids[0], 0, &story));
    int64_t edits = 0;
    for (size_t i = 0; i < story.moment_count; i++)
        edits += story.timeline[i].kind == DESK_MOMENT_EDIT &&
                 story.timeline[i].at == clock_now() &&
                 str_find(story.timeline[i].words, STR("312")) != SIZE_MAX;
    check_int(edits, 1);
    /* However much of it goes, an edition is one line. */
    clock_fix(clock_now() + US_HOUR);
    put_text(ids[0], "Ferry aground: 318 aboard",
             STR("The ferry Silver Heron ran aground off Port Calder on Monday night with 318 "
                 "people aboard.\nDivers will look at the hull on Tuesday, the owner, Calder "
                 "Lines, said in a statement, and the harbour stays closed until they are done."));
    check_ok(desk_story_get(r, ids[0], 0, &story));
    edits = 0;
    for (size_t i = 0; i < story.moment_count; i++) {
        struct str words = story.timeline[i].words;
        if (story.timeline[i].kind != DESK_MOMENT_EDIT || story.timeline[i].at != clock_now())
            continue;
        edits++;
        check_true(str_starts(words, STR("changed without a word: “")));
        check_true(str_find(words, STR("” left out; “")) != SIZE_MAX);
        check_true(str_find(words, STR("; and ")) != SIZE_MAX && str_ends(words, STR(" more")));
    }
    check_int(edits, 1);
    check_int(desk_version_difference(r, ids[0], 999999, &diff), ERR_NOT_FOUND);
}

static enum err_code plan(struct desk_writing *w, void *ctx, struct err *e)
{
    int64_t *article = ctx;
    const struct desk_recheck v = {*article, w->now - 10 * US_MINUTE, STR("\"tag\""), STR_NONE};
    return desk_recheck_plan(w, &v, e);
}

static int64_t work_of(int64_t article)
{
    struct store_query *q = store_query(r->store, SQL_ARTICLE_BASE);
    store_put_i64(q, "id", article);
    int64_t work = store_row(q) ? store_i64(q, 11) : -1;
    check_ok(store_end(q, NULL));
    return work;
}

/* Only what several publishers report, and only when its hour has come. */
static void running_stories_are_looked_at_again(void **state)
{
    (void)state;
    put_all();
    check_good(desk_write(d, plan, &ids[4], E));
    check_good(desk_write(d, plan, &ids[1], E));
    check_good(desk_write(d, desk_recheck_due, NULL, E));
    check_int(work_of(ids[4]), DESK_WORK_NONE);
    clock_fix(clock_now() + US_HOUR);
    check_good(desk_write(d, desk_recheck_due, NULL, E));
    check_int(work_of(ids[4]), DESK_WORK_RECHECK);
    check_int(work_of(ids[1]), DESK_WORK_NONE); /* one publisher's only */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        T(reports_of_one_matter_are_one_story),
        T(the_headline_that_says_most_stands),
        T(the_original_read_again_is_no_copy_of_itself),
        T(a_restart_changes_no_answer),
        T(an_undone_job_leaves_no_trace),
        T(a_database_without_places_is_filled),
        T(two_processes_agree),
        T(unfollowing_takes_articles_out),
        T(a_merge_is_kept_and_undone_by_people_only),
        T(a_flood_of_corrections_ends),
        T(what_is_refused_leaves_the_index),
        T(what_was_split_does_not_come_together),
        T(the_first_report_may_be_split_off),
        T(a_report_is_moved_and_stories_are_parted),
        T(a_second_series_of_one_name_is_no_headline),
        T(verbs_stand_in_the_number_of_who_speaks),
        T(a_story_is_told_from_all_reports),
        T(what_a_page_says_is_kept_until_it_changes),
        T(what_is_looked_at_is_made_in_advance),
        T(the_front_page_ranks_and_says_what_is_new),
        T(the_brief_tells_what_is_new),
        T(a_changed_wording_is_kept),
        T(running_stories_are_looked_at_again),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
