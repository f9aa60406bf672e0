/* watch: followed searches: how many articles came since the account looked, whenever these were
 * published: today, weeks before, with a day and more between them; of searches looked at lately
 * and of those that nobody looked at for a month, which are counted in another way. */
#include "opened.h"
#include "reader/reader.h"

static int64_t user;

static enum err_code run_feed(struct desk_writing *w, void *ctx, struct err *e)
{
    struct desk_feed_result *f = ctx;
    enum err_code code =
        desk_feed_make(w, STR("https://www.example.org/feed.xml"), STR_NONE, false, &f->feed, e);
    return code == ERR_OK || code == ERR_EXISTS ? desk_take_feed(w, f, e) : code;
}

static enum err_code run_article(struct desk_writing *w, void *ctx, struct err *e)
{
    return desk_take_article(w, ctx, e);
}

/* An article that comes now and was published so many days ago. */
static void comes(const char *id, const char *title, int days)
{
    struct err e = {0};
    struct entry en = {.id = str_c(id),
                       .title = str_c(title),
                       .url = str_fmt(&a, "https://www.example.org/news/%s", id)};
    en.published = (struct when){
        .us = clock_now() - days * US_DAY, .precision = WHEN_SECOND, .zone_known = true};
    struct feed_doc doc = {.feed = {.kind = FEED_RSS}, .entries = &en, .entry_count = 1};
    struct desk_feed_result f = {.ok = true, .doc = &doc};
    check_ok(desk_write(d, run_feed, &f, &e));
    struct desk_rows rows;
    check_ok(desk_articles(r, &(struct desk_list){.most = 200}, &rows));
    size_t i = 0;
    while (i < rows.n && !str_eq(rows.v[i].url, en.url))
        i++;
    check_true(i < rows.n);
    struct reader_result *got = ARENA_NEW(&a, struct reader_result);
    struct reader_job job = {.kind = READER_CONTENT,
                             .bytes = STR("<p>It was seen at the pond before noon.</p>"),
                             .url = en.url,
                             .entry = en,
                             .now = clock_now()};
    reader_do(&a, &job, got);
    check_int(got->error, ERR_OK);
    got->article.published = en.published;
    struct desk_article_result art = {
        .article = rows.v[i].id, .got = &got->article, .reading = &got->reading};
    check_ok(desk_write(d, run_article, &art, &e));
}

static int64_t fresh(const char *query)
{
    const struct desk_watch *v;
    size_t n;
    check_ok(desk_watches(r, user, &v, &n));
    for (size_t i = 0; i < n; i++)
        if (str_eq(v[i].query, str_c(query)))
            return v[i].fresh;
    return -1;
}

static int setup(void **state)
{
    (void)state;
    clock_fix(INT64_C(1742000000) * US_SECOND);
    struct err e = {0};
    return opened(".") == 0 &&
                   desk_user_add(d, STR("anna"), STR("a long phrase"), true, &user, &e) == ERR_OK
               ? 0
               : -1;
}

static int teardown(void **state)
{
    (void)state;
    clock_fix(TIME_NONE);
    return opened_end();
}

static void what_came_since_is_new(void **state)
{
    (void)state;
    struct err e = {0};
    const int64_t noon = clock_now();
    comes("1", "A heron at the pond", 1);
    check_ok(desk_watch_set(d, user, STR("heron"), true, NULL, &e));
    check_ok(desk_watch_set(d, user, STR("gull"), true, NULL, &e));
    check_int(fresh("heron"), 0);
    clock_fix(noon + US_HOUR);
    comes("2", "Another heron", 0);
    comes("3", "The heron of yesterday", 1);
    comes("4", "A heron of three weeks ago", 21);
    comes("5", "The kingfisher", 0);
    check_int(fresh("heron"), 3);
    check_int(fresh("gull"), 0);
    /* Published more than a month before it was looked at: not asked for. */
    comes("6", "An old heron", 50);
    check_int(fresh("heron"), 3);
    check_ok(desk_watch_look(d, user, STR("gull"), &e));
    check_int(fresh("heron"), 3);
    check_ok(desk_watch_look(d, user, STR("heron"), &e));
    check_int(fresh("heron"), 0);
    /* One that nobody looked at for forty days beside one of today. */
    clock_fix(noon + US_HOUR + 40 * US_DAY);
    comes("7", "A heron flies", 0);
    comes("8", "A heron flew", 20);
    check_ok(desk_watch_set(d, user, STR("heron flies"), true, NULL, &e));
    check_int(fresh("heron"), 2);
    check_int(fresh("heron flies"), 0);
    clock_fix(noon + 2 * US_HOUR + 40 * US_DAY);
    comes("9", "Again a heron flies", 3);
    check_int(fresh("heron"), 3);
    check_int(fresh("heron flies"), 1);
}

static void as_many_as_are_counted(void **state)
{
    (void)state;
    struct err e = {0};
    check_ok(desk_watch_set(d, user, STR("pond"), true, NULL, &e));
    clock_fix(clock_now() + US_HOUR);
    for (int i = 0; i < DESK_WATCH_FRESH_MOST + 4; i++) {
        comes(str_z(&a, str_fmt(&a, "n%d", i)), "Heron", i % 9);
        if (i == DESK_WATCH_FRESH_MOST - 2)
            check_int(fresh("pond"), DESK_WATCH_FRESH_MOST - 1);
    }
    check_int(fresh("pond"), DESK_WATCH_FRESH_MOST);
}

static void searches_by_their_ids(void **state)
{
    (void)state;
    struct err e = {0};
    int64_t other, id, again;
    check_ok(desk_user_add(d, STR("bert"), STR("a long phrase"), false, &other, &e));
    check_ok(desk_watch_set(d, user, STR("  sea \t gull "), true, &id, &e));
    check_true(id > 0);
    check_int(desk_watch_find(r, user, STR("sea gull")), id);
    check_ok(desk_watch_set(d, user, STR("sea gull"), true, &again, &e));
    check_int(again, id);
    check_strz(desk_watch_of(r, user, id), "sea gull");
    check_int(desk_watch_of(r, other, id).n, 0);
    check_int(desk_watch_of(r, user, id + 1).n, 0);
    check_int(desk_watch_look(d, user, STR(""), &e), ERR_NOT_FOUND);
    check_ok(desk_watch_set(d, user, STR("sea gull"), false, &again, &e));
    check_int(again, 0);
    check_int(desk_watch_find(r, user, STR("sea gull")), 0);
}

/* A search that is too long is refused: what is left of it would be another one. */
static void as_long_as_it_is(void **state)
{
    (void)state;
    struct err e = {0};
    char words[DESK_WATCH_QUERY_MOST + 1];
    memset(words, 'a', sizeof words);
    words[150] = ' ';
    check_ok(desk_watch_set(d, user, str_of(words, sizeof words - 1), true, NULL, &e));
    words[0] = 'b';
    check_int(desk_watch_set(d, user, str_of(words, sizeof words), true, NULL, &e), ERR_INPUT);
}

/* A full list still follows what it follows. */
static void as_many_as_an_account_follows(void **state)
{
    (void)state;
    struct err e = {0};
    for (int i = 0; i < DESK_WATCHES_MOST; i++)
        check_ok(desk_watch_set(d, user, str_fmt(&a, "bird %d", i), true, NULL, &e));
    check_int(desk_watch_set(d, user, STR("one more"), true, NULL, &e), ERR_LIMIT);
    check_ok(desk_watch_set(d, user, STR("bird  7"), true, NULL, &e));
    check_ok(desk_watch_set(d, user, STR("bird 7"), false, NULL, &e));
    check_ok(desk_watch_set(d, user, STR("one more"), true, NULL, &e));
}

/* All of one second; and searches that are bound to a time within what came. */
static void of_one_second_and_within_a_time(void **state)
{
    (void)state;
    struct err e = {0};
    static const char *const queries[] = {"heron",
                                          "heron before:2025-03-13",
                                          "heron after:2025-03-13",
                                          "heron before:2024",
                                          "heron after:2025-03-12 before:2025-03-13",
                                          "heron -grey"};
    static const int wants[] = {7, 3, 4, 0, 3, 5};
    clock_fix(INT64_C(1741953600) * US_SECOND); /* 14 March 2025, noon */
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++)
        check_ok(desk_watch_set(d, user, str_c(queries[i]), true, NULL, &e));
    clock_fix(clock_now() + 1);
    for (int i = 0; i < 4; i++)
        comes(str_z(&a, str_fmt(&a, "now%d", i)), i < 2 ? "A grey heron" : "A heron", 0);
    for (int i = 0; i < 3; i++)
        comes(str_z(&a, str_fmt(&a, "then%d", i)), "A heron", 2);
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++)
        check_int(fresh(queries[i]), wants[i]);
}

int main(void)
{
#define test(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    static const struct CMUnitTest tests[] = {
        test(what_came_since_is_new),        test(as_many_as_are_counted),
        test(searches_by_their_ids),         test(as_long_as_it_is),
        test(as_many_as_an_account_follows), test(of_one_second_and_within_a_time),
    };
    return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}
