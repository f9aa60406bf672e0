/* counts: the numbers that triggers keep, after acts at random, against what is counted: articles
 * come, go, move in time and between sources; are read, not read, marked as a whole, named and
 * tagged; accounts go. `octavo check` is the plain way, and is itself tried with wrong numbers. */
#include "opened.h"

#include <sqlite3.h>

enum { FEEDS = 4, ACCOUNTS = 3, ACTS = 3000, COMPARE_EVERY = 250 };

static char file[100];
static sqlite3 *db; /* beside the desk: whoever writes, the numbers hold */
static uint64_t dice = 7;

static uint64_t roll(uint64_t n)
{
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    return dice % n;
}

static void run(struct str sql)
{
    char *words = NULL;
    if (sqlite3_exec(db, str_z(&a, sql), NULL, NULL, &words) != SQLITE_OK)
        fail_msg("%s: %.*s", words, STR_ARG(sql));
}

#define RUN(...) run(str_fmt(&a, __VA_ARGS__))

static void make_account(uint64_t id)
{
    RUN("INSERT OR IGNORE INTO account (id, name, folded, password, admin, created_at) "
        "VALUES (%d, 'u%d', 'u%d', '', 0, 1)",
        (int)id, (int)id, (int)id);
}

static int setup(void **state)
{
    (void)state;
    if (opened(".") != 0)
        return -1;
    snprintf(file, sizeof file, "%s/octavo.db", folder);
    if (sqlite3_open(file, &db) != SQLITE_OK)
        return -1;
    run(STR("PRAGMA foreign_keys = 1; PRAGMA synchronous = 0; PRAGMA busy_timeout = 5000;"
            "INSERT INTO publisher (id, key, name, host) VALUES (1, 'fen', 'Fen', 'fen')"));
    for (int i = 1; i <= FEEDS; i++)
        RUN("INSERT INTO feed (id, url, publisher, followed, state, added_at, every) "
            "VALUES (%d, 'http://fen.example/%d', 1, 1, 0, 1, 1)",
            i, i);
    for (int i = 1; i <= 6; i++)
        RUN("INSERT INTO tag (id, key, tag, label) VALUES (%d, 't%d', 't%d', 't%d');"
            "INSERT INTO entity (id, kind, key, name) VALUES (%d, %d, 'n%d', 'n%d')",
            i, i, i, i, i, i % 3, i, i);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    sqlite3_close(db);
    return opened_end();
}

/* -------------------------------------------------------------------------- acts */

/* Borders of both kinds of slices, some before 1970, and between. */
static long long any_time(void)
{
    int64_t slice = (int64_t)1 << (roll(2) ? 34 : 40);
    int64_t at = ((int64_t)roll(7) - 3) * slice;
    return (long long)(at + (int64_t)roll(3) - 1);
}

static void act(void)
{
    int id = 1 + (int)roll(300), account = 1 + (int)roll(ACCOUNTS), feed = 1 + (int)roll(FEEDS),
        thing = 1 + (int)roll(6);
    long long at = any_time();
    switch (roll(12)) {
    case 0:
    case 1:
        RUN("INSERT OR IGNORE INTO article (id, feed, publisher, at, title, state, seen_at, "
            "changed_at, work) VALUES (%d, %d, 1, %lld, 'Rain', 0, 1, 1, 0)",
            id, feed, at);
        break;
    case 2: RUN("UPDATE article SET at = %lld WHERE id = %d", at, id); break;
    case 3:
        RUN("UPDATE article SET feed = %d, at = CASE WHEN id %% 2 THEN at ELSE %lld END "
            "WHERE id %% 37 = %d",
            feed, at, id % 37);
        break;
    case 4: RUN("DELETE FROM article WHERE id %% 41 = %d", id % 41); break;
    case 5:
    case 6:
        RUN("INSERT OR IGNORE INTO seen (account, article) SELECT u.id, a.id FROM article a, "
            "account u WHERE u.id = %d AND a.id %% 11 = %d",
            account, id % 11);
        break;
    case 7:
        RUN("DELETE FROM seen WHERE account = %d AND article %% 13 = %d", account, id % 13);
        break;
    case 8:
        RUN("INSERT OR IGNORE INTO article_tag (tag, at, article) SELECT %d, at, id FROM article "
            "WHERE id %% 9 = %d; DELETE FROM article_tag WHERE article %% 17 = %d",
            thing, id % 9, id % 17);
        break;
    case 9:
        RUN("INSERT OR IGNORE INTO article_entity (entity, at, article, weight) SELECT %d, at, id, "
            "1 FROM article WHERE id %% 9 = %d; DELETE FROM article_entity WHERE article %% 17 = "
            "%d",
            thing, id % 9, id % 17);
        break;
    case 10:
        check_ok(desk_mark_all_read(
            d, account, &(struct desk_list){.feed = roll(2) ? feed : 0, .from = at}, NULL, NULL));
        break;
    case 11:
        if (roll(8) == 0)
            RUN("DELETE FROM account WHERE id = %d", account);
        make_account((uint64_t)account);
        break;
    }
}

static void tell(void *ctx, struct str words)
{
    (void)ctx;
    print_error("%.*s\n", STR_ARG(words));
}

static void numbers_hold_whatever_happens(void **state)
{
    (void)state;
    for (uint64_t i = 1; i <= ACCOUNTS; i++)
        make_account(i);
    for (int i = 1; i <= ACTS; i++) {
        act();
        if (i % COMPARE_EVERY == 0) {
            struct err e = {0};
            if (desk_check(r, tell, NULL, &e) != ERR_OK)
                fail_msg("after %d acts: %s", i, e.words);
        }
    }
}

static void count_faults(void *ctx, struct str words)
{
    (void)words;
    ++*(int *)ctx;
}

/* Each number put wrong is found by the check. */
static void wrong_numbers_are_found(void **state)
{
    (void)state;
    make_account(1);
    run(STR("INSERT INTO article (id, feed, publisher, at, title, state, seen_at, changed_at, "
            "work) VALUES (1, 1, 1, 5, 'Rain', 0, 1, 1, 0);"
            "INSERT INTO seen (account, article) VALUES (1, 1);"
            "INSERT INTO article_tag (tag, at, article) VALUES (1, 5, 1);"
            "INSERT INTO article_entity (entity, at, article, weight) VALUES (1, 5, 1, 1)"));
    static const char *const wrong[] = {
        "UPDATE article_slice SET n = n + %d",
        "UPDATE feed_slice SET n = n + %d",
        "UPDATE seen_slice SET n = n + %d",
        "UPDATE seen_feed_slice SET n = n + %d",
        "UPDATE tag SET articles = articles + %d WHERE id = 1",
        "UPDATE entity SET articles = articles + %d WHERE id = 1",
        "UPDATE entity SET newest = newest + %d WHERE id = 1",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        for (int way = 1; way >= -1; way -= 2) {
            int faults = 0;
            char sql[100];
            snprintf(sql, sizeof sql, "%.*s%d%s", (int)(strstr(wrong[i], "%d") - wrong[i]),
                     wrong[i], way, strstr(wrong[i], "%d") + 2);
            run(str_c(sql));
            enum err_code code = desk_check(r, count_faults, &faults, NULL);
            if (faults != (way > 0) || code != (way > 0 ? ERR_STORE : ERR_OK))
                fail_msg("%s: %d faults", sql, faults);
        }
}

int main(void)
{
#define test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        test(numbers_hold_whatever_happens),
        test(wrong_numbers_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
