/* marks: lists of what an account has read or not, counted in slices of time (migration 8), against
 * the plain way that walks all articles; with equal times, at the borders of slices, before 1970,
 * and while articles come, go and change their time between two pages. */
#include "opened.h"

#include <sqlite3.h>

enum { FEEDS = 6, ACCOUNTS = 3, ARTICLES_MOST = 400 };
#define SLICE ((int64_t)1 << 34)

static char file[100];

/* The plain way. */
static struct {
    int64_t id, at, feed;
    bool gone, seen[ACCOUNTS + 1];
} all[ARTICLES_MOST];
static size_t all_n;
static const char *const folders[FEEDS + 1] = {[1] = "A", [2] = "A / B", [4] = "C", [5] = "A"};

static int setup(void **state)
{
    (void)state;
    all_n = 0;
    return opened(".");
}

static int teardown(void **state)
{
    (void)state;
    return opened_end();
}

/* -------------------------------------------------------------------------- writing */

static enum err_code make_ground(struct desk_writing *w, void *ctx, struct err *e)
{
    (void)ctx;
    struct store_query *q = store_query(w->store, SQL_PUBLISHER_ADD);
    store_put_i64(q, "id", 1);
    store_put_str(q, "key", STR("fen.example"));
    store_put_str(q, "name", STR("Fen News"));
    store_put_str(q, "host", STR("fen.example"));
    enum err_code code = store_run(q, e);
    for (int64_t f = 1; f <= FEEDS && code == ERR_OK; f++) {
        q = store_query(w->store, SQL_FEED_ADD);
        store_put_i64(q, "id", f);
        store_put_str(q, "url", str_fmt(w->a, "http://fen.example/%lld", (long long)f));
        store_put_i64(q, "publisher", 1);
        store_put_i64(q, "state", 0);
        store_put_i64(q, "now", 1);
        store_put_i64(q, "every", 1);
        code = store_run(q, e);
        if (code == ERR_OK && folders[f])
            code = desk_feed_file(w, f, str_c(folders[f]), false, e);
    }
    for (int64_t u = 1; u <= ACCOUNTS && code == ERR_OK; u++) {
        q = store_query(w->store, SQL_ACCOUNT_ADD);
        store_put_i64(q, "id", u);
        store_put_str(q, "name", str_fmt(w->a, "u%lld", (long long)u));
        store_put_str(q, "folded", str_fmt(w->a, "u%lld", (long long)u));
        store_put_str(q, "password", STR(""));
        store_put_i64(q, "admin", 0);
        store_put_i64(q, "now", 1);
        code = store_run(q, e);
    }
    return code;
}

static enum err_code add_article(struct desk_writing *w, void *ctx, struct err *e)
{
    const size_t i = *(const size_t *)ctx;
    struct store_query *q = store_query(w->store, SQL_ARTICLE_ADD);
    store_put_i64(q, "id", all[i].id);
    store_put_i64(q, "feed", all[i].feed);
    store_put_i64(q, "publisher", 1);
    store_put_i64(q, "at", all[i].at);
    store_put_str(q, "title", STR("An article"));
    store_put_i64(q, "zone", 0);
    store_put_i64(q, "kind", 0);
    store_put_i64(q, "state", 0);
    store_put_i64(q, "now", all[i].id);
    store_put_i64(q, "work", 0);
    return store_run(q, e);
}

static size_t new_article(int64_t feed, int64_t at)
{
    size_t i = all_n++;
    assert_true(all_n <= ARTICLES_MOST);
    memset(&all[i], 0, sizeof all[i]);
    all[i].id = 100 + (int64_t)i;
    all[i].at = at;
    all[i].feed = feed;
    return i;
}

static enum err_code add_all(struct desk_writing *w, void *ctx, struct err *e)
{
    (void)ctx;
    enum err_code code = make_ground(w, NULL, e);
    for (size_t i = 0; i < all_n && code == ERR_OK; i++)
        code = add_article(w, &i, e);
    return code;
}

static enum err_code delete_article(struct desk_writing *w, void *ctx, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_ARTICLE_DELETE);
    store_put_i64(q, "id", *(const int64_t *)ctx);
    return store_run(q, e);
}

/* Its publisher says another time: the article moves in its lists. */
static enum err_code move_article(struct desk_writing *w, void *ctx, struct err *e)
{
    const size_t i = *(const size_t *)ctx;
    struct store_query *q = store_query(w->store, SQL_ARTICLE_SET);
    store_put_i64(q, "id", all[i].id);
    store_put_i64(q, "at", all[i].at);
    store_put_str(q, "title", STR("An article"));
    store_put_i64(q, "zone", 0);
    store_put_i64(q, "kind", 0);
    store_put_i64(q, "modified_zone", 0);
    store_put_i64(q, "modified_kind", 0);
    store_put_i64(q, "state", 0);
    store_put_i64(q, "words", 1);
    store_put_i64(q, "now", 1);
    return store_run(q, e);
}

/* Marks are written together: a commit waits for the disk. */
static struct {
    int64_t v[2 * ARTICLES_MOST];
    size_t n;
} wish[ACCOUNTS + 1][2];

static void mark(size_t i, int64_t user, bool on)
{
    wish[user][on].v[wish[user][on].n++] = all[i].id;
    all[i].seen[user] = on;
}

static void write_marks(void)
{
    for (int64_t u = 1; u <= ACCOUNTS; u++)
        for (int on = 0; on < 2; on++) {
            check_ok(desk_mark_many(d, u, wish[u][on].v, wish[u][on].n, false, on, NULL));
            wish[u][on].n = 0;
        }
}

/* -------------------------------------------------------------------------- the plain way */

static bool in_list(size_t i, const struct desk_list *l)
{
    struct str f = str_c(folders[all[i].feed] ? folders[all[i].feed] : "");
    bool within = !l->folder.n || str_eq(f, l->folder) ||
                  str_starts(f, str_fmt(&a, "%.*s / ", STR_ARG(l->folder)));
    return !all[i].gone && within && (!l->feed || all[i].feed == l->feed) &&
           (!l->from || all[i].at >= l->from) && (!l->to || all[i].at < l->to) &&
           (!l->unread || !all[i].seen[l->user]) && (!l->read || all[i].seen[l->user]);
}

static bool is_before(const struct desk_list *l, int64_t at, int64_t id, struct desk_key k)
{
    bool older = at != k.at ? at < k.at : id < k.id;
    return l->oldest ? older : !older;
}

/* The next behind `after`; SIZE_MAX: none. */
static size_t next_plain(const struct desk_list *l, struct desk_key after)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < all_n; i++) {
        struct desk_key k = {all[i].at, all[i].id};
        bool passed =
            after.id && (all[i].id == after.id || is_before(l, all[i].at, all[i].id, after));
        if (!passed && in_list(i, l) &&
            (best == SIZE_MAX ||
             is_before(l, k.at, k.id, (struct desk_key){all[best].at, all[best].id})))
            best = i;
    }
    return best;
}

/* All pages of the list, each compared; `between` happens before the second. */
static void compare(struct desk_list l, void (*between)(void))
{
    struct desk_rows rows = {.more = true};
    for (int page = 0; rows.more; page++) {
        if (page == 1 && between)
            between();
        check_ok(desk_articles(r, &l, &rows));
        for (size_t i = 0; i < rows.n; i++) {
            size_t want = next_plain(&l, l.after);
            assert_true(want != SIZE_MAX);
            check_int(rows.v[i].id, all[want].id);
            check_int(rows.v[i].at, all[want].at);
            check_int(rows.v[i].read, !l.keys && all[want].seen[l.user]);
            l.after = (struct desk_key){all[want].at, all[want].id};
        }
        check_int(rows.more, next_plain(&l, l.after) != SIZE_MAX);
        if (!rows.n)
            break;
        check_int(rows.next.id, l.after.id);
    }
}

static void compare_unread(int64_t user)
{
    const struct desk_unread *v;
    size_t n, k = 0;
    check_ok(desk_unread(r, user, &v, &n));
    for (int64_t f = 1; f <= FEEDS; f++) {
        int64_t count = 0, newest = INT64_MIN;
        struct desk_list l = {.user = user, .feed = f, .unread = true};
        for (size_t i = 0; i < all_n; i++)
            if (in_list(i, &l)) {
                count++;
                newest = all[i].at > newest ? all[i].at : newest;
            }
        size_t at = 0;
        while (at < n && v[at].feed != f)
            at++;
        check_int(at<n, count> 0);
        if (!count)
            continue;
        check_int(v[at].articles, count);
        check_int(v[at].newest_at, newest);
        check_str(v[at].folder, str_c(folders[f] ? folders[f] : ""));
        k++;
    }
    check_int(n, k);
}

/* The same by folders, each without those within it. */
static void compare_unread_folders(int64_t user)
{
    static const char *const names[] = {"", "A", "A / B", "C"};
    const struct desk_unread *v;
    size_t n, k = 0;
    check_ok(desk_unread_folders(r, user, &v, &n));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int64_t count = 0;
        for (int64_t f = 1; f <= FEEDS; f++) {
            struct desk_list l = {.user = user, .feed = f, .unread = true};
            for (size_t j = 0; j < all_n; j++)
                count += strcmp(folders[f] ? folders[f] : "", names[i]) == 0 && in_list(j, &l);
        }
        if (!count)
            continue;
        check_true(k < n);
        check_str(v[k].folder, str_c(names[i]));
        check_int(v[k].articles, count);
        k++;
    }
    check_int(n, k);
}

static void compare_all(void)
{
    static const char *const names[] = {"", "A", "A / B", "C", "none"};
    write_marks();
    for (int64_t user = 1; user <= ACCOUNTS; user++) {
        for (int way = 0; way < 4; way++) {
            struct desk_list l = {.user = user,
                                  .unread = way & 1,
                                  .read = !(way & 1),
                                  .oldest = way & 2,
                                  .most = 1 + (uint32_t)way * 3};
            for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
                l.folder = str_c(names[k]);
                compare(l, NULL);
            }
            l.unread = l.read = false; /* a folder, whatever is read of it */
            for (size_t k = 1; k < sizeof names / sizeof *names; k++) {
                l.folder = str_c(names[k]);
                compare(l, NULL);
            }
            l.unread = way & 1;
            l.read = !l.unread;
            l.folder = STR_NONE;
            l.feed = 3;
            compare(l, NULL);
            l.keys = true;
            compare(l, NULL);
            l.most = 500;
            compare(l, NULL);
            l.keys = false;
            l.feed = 0;
            l.publisher = 1;
            compare(l, NULL);
            l.publisher = 0;
            l.from = -SLICE;
            l.to = SLICE;
            compare(l, NULL);
        }
        compare_unread(user);
        compare_unread_folders(user);
    }
}

/* Equal times, the first and the last moment of a slice, and times before 1970. */
static void make_articles(void)
{
    static const int64_t odd[] = {-1, 0, 0, 1, 12345, 12345};
    for (int i = 0; i < 180; i++)
        new_article(1 + i * 7 % FEEDS,
                    (i * 5 % 9 - 4) * SLICE * (i % 4 == 3 ? 64 : 1) + odd[i % 6]);
    check_ok(desk_write(d, add_all, NULL, NULL));
}

/* -------------------------------------------------------------------------- tests */

static void lists_by_marks_are_as_before(void **state)
{
    (void)state;
    make_articles();
    compare_all(); /* nothing is read */
    for (size_t i = 0; i < all_n; i++) {
        if (i != 17 && i != 99)
            mark(i, 1, true); /* nearly all */
        if (i % 2)
            mark(i, 2, true);
    }
    compare_all();
    for (size_t i = 0; i < all_n; i += 3) {
        mark(i, 1, true);
        mark(i, 1, true); /* twice is once */
        mark(i, 2, false);
        mark(i, 2, false);
    }
    compare_all(); /* one has read all */
}

static void marks_follow_their_articles(void **state)
{
    (void)state;
    make_articles();
    for (size_t i = 0; i < all_n; i++)
        mark(i, 1 + (int64_t)i % 2, true);
    write_marks();
    for (size_t i = 0; i < all_n; i += 15) {
        all[i].gone = true;
        check_ok(desk_write(d, delete_article, &all[i].id, NULL));
    }
    for (size_t i = 1; i < all_n; i += 15) {
        all[i].at += (i % 2 ? 3 : -70) * SLICE;
        check_ok(desk_write(d, move_article, &i, NULL));
    }
    compare_all();
    for (size_t i = 2; i < all_n; i++)
        if (!all[i].gone && i % 3 == 0)
            mark(i, 1, i % 2);
    compare_all();
}

static void comes_newest(void)
{
    size_t i = new_article(1, 9 * SLICE);
    check_ok(desk_write(d, add_article, &i, NULL));
}

static void is_read_elsewhere(void)
{
    for (size_t i = 0; i < all_n; i += 2)
        mark(i, 2, !all[i].seen[2]);
    write_marks();
}

static void pages_hold_while_things_change(void **state)
{
    (void)state;
    make_articles();
    for (size_t i = 0; i < all_n; i += 3)
        mark(i, 2, true);
    write_marks();
    for (int oldest = 0; oldest < 2; oldest++) {
        struct desk_list l = {.user = 2, .unread = true, .oldest = oldest, .most = 7};
        compare(l, comes_newest);
        compare(l, is_read_elsewhere);
        l.folder = STR("A");
        compare(l, comes_newest);
        compare(l, is_read_elsewhere);
    }
}

static void mark_all_plain(const struct desk_list *which, int64_t user)
{
    for (size_t i = 0; i < all_n; i++)
        if (in_list(i, which) && (!which->seen_to || all[i].id < which->seen_to))
            all[i].seen[user] = true;
}

static void all_of_a_list_is_marked(void **state)
{
    (void)state;
    make_articles();
    const struct desk_list lists[] = {
        {.feed = 3},
        {.folder = STR("A / B")},
        {.from = -SLICE, .to = SLICE},
        {.folder = STR("A"), .seen_to = 150},
        {.seen_to = 220},
        {.publisher = 1, .to = -SLICE},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        check_ok(desk_mark_all_read(d, 2, &lists[i], NULL, NULL));
        mark_all_plain(&lists[i], 2);
        compare_all();
    }
    check_ok(desk_star(d, 1, all[5].id, true, NULL));
    check_ok(desk_mark_all_read(d, 1, &(struct desk_list){.starred = true}, NULL, NULL));
    all[5].seen[1] = true;
    check_ok(desk_mark_all_read(d, 2, &(struct desk_list){0}, NULL, NULL));
    mark_all_plain(&(struct desk_list){0}, 2);
    compare_all();
}

static enum err_code tag_some(struct desk_writing *w, void *ctx, struct err *e)
{
    (void)ctx;
    struct store_query *q = store_query(w->store, SQL_TAG_ADD);
    store_put_i64(q, "id", 1);
    store_put_str(q, "key", STR("eel"));
    store_put_str(q, "tag", STR("Eel"));
    store_put_str(q, "label", STR("eel"));
    enum err_code code = store_run(q, e);
    for (size_t i = 0; i < all_n && code == ERR_OK; i += 3) {
        q = store_query(w->store, SQL_ARTICLE_TAG_ADD);
        store_put_i64(q, "tag", 1);
        store_put_i64(q, "at", all[i].at);
        store_put_i64(q, "article", all[i].id);
        code = store_run(q, e);
    }
    return code;
}

/* Both ways through the list of a hashtag: the same articles, the other way round. */
static void a_hashtag_turns_round(void **state)
{
    (void)state;
    int64_t ids[2][ARTICLES_MOST];
    size_t n[2] = {0};
    make_articles();
    check_ok(desk_write(d, tag_some, NULL, NULL));
    for (int oldest = 0; oldest < 2; oldest++) {
        struct desk_list l = {.tag = STR("eel"), .oldest = oldest, .most = 7};
        struct desk_rows rows = {.more = true};
        while (rows.more) {
            check_ok(desk_articles(r, &l, &rows));
            for (size_t i = 0; i < rows.n; i++)
                ids[oldest][n[oldest]++] = rows.v[i].id;
            l.after = rows.next;
        }
    }
    check_int(n[0], (all_n + 2) / 3);
    check_int(n[1], n[0]);
    for (size_t i = 0; i < n[0]; i++)
        check_int(ids[1][i], ids[0][n[0] - 1 - i]);
}

/* What was read before stays read, and so does what is marked by itself after; what comes later is
 * not looked at. Another sweep takes the place of the first, one that finds nothing does not. */
static void a_sweep_is_undone(void **state)
{
    (void)state;
    struct desk_sweep one = {0}, two = {0}, last;
    int64_t n = 0;
    const struct desk_list list = {.folder = STR("A")};
    make_articles();
    bool before[ARTICLES_MOST];
    for (size_t i = 0; i < all_n; i += 3)
        mark(i, 2, true);
    write_marks();
    int64_t unread = 0;
    for (size_t i = 0; i < all_n; i++) {
        before[i] = all[i].seen[2];
        unread += in_list(i, &list) && !before[i];
    }
    check_ok(desk_mark_all_read(d, 2, &list, &one, NULL));
    check_int(one.n, unread);
    check_ok(desk_mark_all_read(d, 2, &list, &two, NULL));
    check_int(two.id, 0);
    check_ok(desk_sweep_last(r, 2, &last));
    check_int(last.id, one.id);
    check_int(last.n, unread);
    mark_all_plain(&list, 2);
    compare_all();
    size_t again = 0, by_itself = 0;
    while (before[again] || !in_list(again, &list))
        again++;
    for (by_itself = again + 1; before[by_itself] || !in_list(by_itself, &list);)
        by_itself++;
    mark(again, 2, false);
    mark(by_itself, 2, true);
    write_marks();
    mark(again, 2, true);
    write_marks();
    check_int(desk_sweep_undo(d, 1, one.id, NULL, NULL), ERR_NOT_FOUND); /* not theirs */
    check_ok(desk_sweep_undo(d, 2, one.id, &n, NULL));
    check_int(n, unread - 2);
    for (size_t i = 0; i < all_n; i++)
        all[i].seen[2] = before[i] || i == again || i == by_itself;
    compare_all();
    check_int(desk_sweep_undo(d, 2, one.id, NULL, NULL), ERR_NOT_FOUND);
    check_ok(desk_mark_all_read(d, 2, &(struct desk_list){.feed = 3}, &one, NULL));
    check_ok(desk_mark_all_read(d, 2, &(struct desk_list){0}, &two, NULL));
    check_int(desk_sweep_undo(d, 2, one.id, NULL, NULL), ERR_NOT_FOUND);
    mark_all_plain(&(struct desk_list){.feed = 3}, 2);
    for (size_t i = 0; i < all_n; i++)
        before[i] = all[i].seen[2];
    check_ok(desk_sweep_undo(d, 2, two.id, NULL, NULL));
    for (size_t i = 0; i < all_n; i++)
        all[i].seen[2] = before[i];
    compare_all();
    check_ok(desk_sweep_last(r, 2, &last));
    check_int(last.id, 0);
}

/* Reads the list by pages of two, and compares it with the numbers of articles, up to a -1. */
static void check_lately(int64_t user, struct str in, const int *want)
{
    struct desk_list l = {.user = user, .lately = true, .folder = in, .most = 2};
    struct desk_rows rows = {.more = true};
    while (rows.more) {
        check_ok(desk_articles(r, &l, &rows));
        for (size_t i = 0; i < rows.n; i++, want++) {
            assert_true(*want >= 0);
            check_int(rows.v[i].id, all[*want].id);
        }
        l.after = rows.next;
    }
    check_int(*want, -1);
}

static int64_t later(void)
{
    static int64_t now;
    now = (now ? now : clock_now()) + US_SECOND;
    clock_fix(now);
    return now;
}

static void open_now(int64_t user, int i)
{
    later();
    desk_looked(d, user, all[i].id);
    check_ok(desk_star(d, 3, all[0].id, true, NULL)); /* what waits is written before this */
}

static void mark_now(int64_t user, int i, bool on)
{
    later();
    check_ok(desk_mark_read(d, user, all[i].id, on, NULL));
}

#define CHECK_LATELY(user, ...) check_lately(user, STR_NONE, (const int[]){__VA_ARGS__, -1})

static void what_was_read_lately(void **state)
{
    (void)state;
    make_articles();
    mark_now(1, 7, true);
    open_now(1, 3);
    mark_now(1, 9, true);
    open_now(1, 7); /* again: now it is the latest */
    open_now(2, 5);
    CHECK_LATELY(1, 7, 9, 3);
    CHECK_LATELY(2, 5);
    mark_now(1, 9, false); /* was only marked, by mistake */
    mark_now(1, 3, true);
    mark_now(1, 3, false); /* is to be read again; that one has opened it stays so */
    CHECK_LATELY(1, 3, 7);
    /* Neither a whole list, nor what a program marks by hundreds. */
    check_ok(desk_mark_all_read(d, 1, &(struct desk_list){.feed = 3}, NULL, NULL));
    for (size_t i = 20; i < 80; i++)
        mark(i, 1, true);
    write_marks();
    CHECK_LATELY(1, 3, 7);
    for (size_t i = 80; i < 83; i++)
        mark(i, 1, true);
    later();
    write_marks();
    CHECK_LATELY(1, 82, 81, 80, 3, 7);
    int in_a[8], n = 0;
    static const int five[] = {82, 81, 80, 3, 7};
    for (size_t i = 0; i < 5; i++)
        if (all[five[i]].feed == 1 || all[five[i]].feed == 2 || all[five[i]].feed == 5)
            in_a[n++] = five[i];
    in_a[n] = -1;
    assert_true(n > 0 && n < 5);
    check_lately(1, STR("A"), in_a);
    check_ok(desk_write(d, delete_article, &all[81].id, NULL));
    CHECK_LATELY(1, 82, 80, 3, 7);
    check_ok(desk_looked_forget(d, 1, NULL));
    check_lately(1, STR_NONE, (const int[]){-1});
    CHECK_LATELY(2, 5);
    clock_fix(TIME_NONE);
}

/* A thousand are kept, the last ones. */
static void the_earliest_is_forgotten(void **state)
{
    (void)state;
    make_articles();
    sqlite3 *db = NULL;
    snprintf(file, sizeof file, "%s/octavo.db", folder);
    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    char *fault = NULL;
    sqlite3_exec(
        db,
        "PRAGMA busy_timeout = 5000;"
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)"
        "INSERT INTO article (id, feed, publisher, at, title, state, seen_at, changed_at, work) "
        "SELECT 100000 + i, 1, 1, i, 'Old', 0, 1, 1, 0 FROM n;"
        "INSERT INTO looked (account, article, at, opened) SELECT 1, id, id, 1 FROM article "
        "WHERE id > 100000;",
        NULL, NULL, &fault);
    if (fault)
        fail_msg("%s", fault);
    sqlite3_close(db);
    open_now(1, 4);
    struct desk_rows rows;
    check_ok(desk_articles(
        r, &(struct desk_list){.user = 1, .lately = true, .keys = true, .most = 5000}, &rows));
    check_int(rows.n, 1000);
    check_int(rows.v[0].id, all[4].id);
    check_int(rows.v[999].id, 100202);
    clock_fix(TIME_NONE);
}

static void an_account_takes_its_numbers_along(void **state)
{
    (void)state;
    make_articles();
    for (size_t i = 0; i < all_n; i++) {
        mark(i, 1, i % 3);
        mark(i, 2, i % 2);
    }
    write_marks();
    check_ok(desk_user_delete(d, STR("u2"), NULL));
    for (size_t i = 0; i < all_n; i++)
        all[i].seen[2] = false; /* whoever gets its number begins anew */
    compare_all();
}

/* None of these may walk all articles, all names or all that was starred with their rows: each line
 * of a plan that reads articles is by an index, within bounds. */
static void plans_stay_bounded(void **state)
{
    (void)state;
    static const struct {
        enum store_sql which;
        const char *has;
    } plans[] = {
        {SQL_LIST_MARK, "SEARCH a USING INDEX article_at (at>? AND at<?)"},
        {SQL_LIST_MARK_OLDEST, "SEARCH a USING INDEX article_at (at>? AND at<?)"},
        {SQL_LIST_MARK_FEED, "SEARCH a USING INDEX article_feed (feed=? AND at>? AND at<?)"},
        {SQL_LIST_MARK_FEED_OLDEST, "SEARCH a USING INDEX article_feed (feed=? AND at>? AND at<?)"},
        {SQL_LIST_FOLDER, "SEARCH t USING PRIMARY KEY (slice>? AND slice<?)"},
        {SQL_LIST_FOLDER, "SEARCH a USING INDEX article_feed (feed=? AND at>? AND at<?)"},
        {SQL_LIST_FOLDER_OLDEST, "SEARCH t USING PRIMARY KEY (slice>? AND slice<?)"},
        {SQL_SEEN_ALL, "SEARCH a USING INDEX article_at (at>? AND at<?)"},
        {SQL_SEEN_ALL_FEEDS, "SEARCH a USING INDEX article_feed (feed=? AND at>? AND at<?)"},
        {SQL_LIST_PUBLISHER_OLDEST,
         "SEARCH a USING INDEX article_publisher (publisher=? AND at>? AND at<?)"},
        {SQL_LIST_LATELY,
         "SEARCH k USING COVERING INDEX looked_at (account=? AND (at,article)<(?,?))"},
        {SQL_LIST_TAG_OLDEST, "SEARCH x USING PRIMARY KEY (tag=? AND (at,article)>(?,?) AND at<?)"},
        {SQL_SEEN_ALL_PUBLISHER, "SEARCH a USING INDEX article_publisher (publisher=?)"},
        {SQL_UNREAD_BY_FEED, "SEARCH a USING COVERING INDEX article_feed (feed=? AND at<?)"},
        {SQL_ENTITY_TOP, "SEARCH e USING INDEX entity_most (kind=? AND articles>?)"},
        {SQL_TAG_TOP, "SEARCH tag USING INDEX tag_most (articles>?)"},
        {SQL_MEMBERS_SINCE, "SEARCH a USING INDEX article_at (at>?)"},
    };
    sqlite3 *db = NULL;
    snprintf(file, sizeof file, "%s/octavo.db", folder);
    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        const char *text = store_sql_texts[plans[i].which].text;
        struct str sql = str_fmt(&a, "EXPLAIN QUERY PLAN %s", text);
        sqlite3_stmt *q = NULL;
        bool found = false, walks = false;
        assert_int_equal(sqlite3_prepare_v2(db, sql.p, (int)sql.n, &q, NULL), SQLITE_OK);
        while (sqlite3_step(q) == SQLITE_ROW) {
            const char *line = (const char *)sqlite3_column_text(q, 3);
            found |= strncmp(line, plans[i].has, strlen(plans[i].has)) == 0;
            walks |= strcmp(line, "SCAN a") == 0 || strncmp(line, "SCAN a ", 7) == 0;
        }
        sqlite3_finalize(q);
        if (!found || walks)
            print_error("%s: not by %s\n", store_sql_texts[plans[i].which].name, plans[i].has);
        assert_true(found && !walks);
    }
    sqlite3_close(db);
}

int main(void)
{
#define test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        test(lists_by_marks_are_as_before),
        test(marks_follow_their_articles),
        test(pages_hold_while_things_change),
        test(all_of_a_list_is_marked),
        test(a_sweep_is_undone),
        test(a_hashtag_turns_round),
        test(what_was_read_lately),
        test(the_earliest_is_forgotten),
        test(an_account_takes_its_numbers_along),
        test(plans_stay_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
