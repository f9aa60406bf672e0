/* store: migrations, named queries, transactions, failures in words, compression. */
#include "check.h"
#include "store/store.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena a;
static char folder[64], path[128];

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    snprintf(folder, sizeof folder, "/tmp/octavo-store-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/t.db", folder);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    static const char *const names[] = {"t.db", "t.db-wal", "t.db-shm", "copy.db", "other"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char p[128];
        snprintf(p, sizeof p, "%s/%s", folder, names[i]);
        unlink(p);
    }
    rmdir(folder);
    return 0;
}

static struct store *open_new(void)
{
    struct store *s = NULL;
    struct err e = {0};
    if (store_open(path, STORE_WRITE, &s, &e) != ERR_OK)
        fail_msg("%s", e.words);
    check_ok(store_migrate(s, &e));
    return s;
}

static void every_query_prepares(void **state)
{
    (void)state;
    struct store *s = open_new();
    check_int(store_schema(s), STORE_MIGRATIONS);
    for (int i = 0; i < STORE_SQL_COUNT; i++) {
        struct err e = {0};
        if (store_prepare(s, (enum store_sql)i, &e) != ERR_OK)
            fail_msg("%s: %s", store_sql_texts[i].name, e.words);
    }
    check_ok(store_migrate(s, NULL)); /* a second time does nothing */
    store_close(s);
}

static void ids_ascend_and_values_return(void **state)
{
    (void)state;
    struct store *s = open_new();
    check_ok(store_begin(s, NULL));
    int64_t one = store_id(s), two = store_id(s);
    check_true(one > 0 && two > one);
    check_ok(store_meta_set(s, "name", STR("first"), NULL));
    check_ok(store_meta_set(s, "name", STR("second"), NULL));
    check_ok(store_commit(s, NULL));
    check_strz(store_meta(s, &a, "name"), "second");
    check_int(store_meta(s, &a, "absent").n, 0);
    store_close(s);
}

static void marks_undo_a_part(void **state)
{
    (void)state;
    struct store *s = open_new();
    check_ok(store_begin(s, NULL));
    check_ok(store_meta_set(s, "kept", STR("yes"), NULL));
    check_ok(store_mark(s, NULL));
    check_ok(store_meta_set(s, "kept", STR("no"), NULL));
    store_mark_undo(s);
    check_ok(store_mark(s, NULL));
    check_ok(store_meta_set(s, "also", STR("yes"), NULL));
    check_ok(store_mark_keep(s, NULL));
    check_ok(store_commit(s, NULL));
    check_strz(store_meta(s, &a, "kept"), "yes");
    check_strz(store_meta(s, &a, "also"), "yes");
    store_close(s);
}

static void failures_have_codes_and_words(void **state)
{
    (void)state;
    struct store *s = open_new();
    struct err e = {0};
    /* A key that is there: EXISTS. A row that points at nothing: refused. */
    check_ok(store_begin(s, NULL));
    for (int i = 0; i < 2; i++) {
        struct store_query *q = store_query(s, SQL_TAG_ADD);
        store_put_i64(q, "id", 1 + i);
        store_put_str(q, "key", STR("same"));
        store_put_str(q, "tag", STR("Same"));
        store_put_str(q, "label", STR("same"));
        check_int(store_run(q, &e), i ? ERR_EXISTS : ERR_OK);
    }
    struct store_query *q = store_query(s, SQL_STAR_ON);
    store_put_i64(q, "account", 99);
    store_put_i64(q, "article", 99);
    store_put_i64(q, "now", 1);
    enum err_code code = store_run(q, &e);
    if (code == ERR_OK)
        code = store_commit(s, &e);
    check_true(code != ERR_OK);
    store_rollback(s);
    store_close(s);
    /* A reader cannot write. */
    check_ok(store_open(path, STORE_READ, &s, &e));
    check_true(store_meta_set(s, "x", STR("y"), &e) != ERR_OK);
    check_true(e.words[0] != '\0');
    store_close(s);
}

static void opening_says_what_is_wrong(void **state)
{
    (void)state;
    struct store *s = NULL;
    struct err e = {0};
    check_int(store_open("/nonexistent-folder/x.db", STORE_WRITE, &s, &e), ERR_IO);
    check_true(strstr(e.words, "cannot be opened") != NULL);
    char other[128];
    snprintf(other, sizeof other, "%s/other", folder);
    FILE *f = fopen(other, "w");
    for (int i = 0; i < 200; i++)
        fputs("this is a letter and no database at all\n", f);
    fclose(f);
    enum err_code code = store_open(other, STORE_WRITE, &s, &e);
    check_int(code, ERR_STORE);
    check_true(strstr(e.words, "not an Octavo database") != NULL);
}

static void a_killed_writer_loses_nothing_acknowledged(void **state)
{
    (void)state;
    store_close(open_new());
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        struct store *s = open_new();
        for (int i = 1;; i++) {
            char v[20];
            int n = snprintf(v, sizeof v, "%d", i);
            if (store_begin(s, NULL) != ERR_OK ||
                store_meta_set(s, "count", str_of(v, (size_t)n), NULL) != ERR_OK ||
                store_commit(s, NULL) != ERR_OK || write(ends[1], &i, sizeof i) != sizeof i)
                _exit(1);
        }
    }
    int told = 0, last = 0;
    while (last < 50 && read(ends[0], &told, sizeof told) == sizeof told)
        last = told;
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(ends[1]);
    while (read(ends[0], &told, sizeof told) == sizeof told)
        last = told;
    close(ends[0]);
    struct store *s = open_new();
    uint64_t count = 0;
    check_true(str_u64(store_meta(s, &a, "count"), 1000000, &count));
    check_true((int)count >= last);
    store_close(s);
}

static void count_fault(void *ctx, struct str words)
{
    (void)words;
    ++*(int *)ctx;
}

static void backups_are_whole(void **state)
{
    (void)state;
    struct store *s = open_new();
    struct err e = {0};
    char copy[128];
    snprintf(copy, sizeof copy, "%s/copy.db", folder);
    check_ok(store_meta_set(s, "in", STR("both"), NULL));
    check_ok(store_backup(s, copy, &e));
    check_int(store_backup(s, copy, &e), ERR_EXISTS);
    int faults = 0;
    check_ok(store_check(s, count_fault, &faults, &e));
    check_int(faults, 0);
    store_close(s);
    check_ok(store_open(copy, STORE_READ, &s, &e));
    check_strz(store_meta(s, &a, "in"), "both");
    store_close(s);
}

/* By whatever name it has, read as it lies there. */
static void what_is_kept_is_not_written(void **state)
{
    (void)state;
    struct store *s = open_new();
    struct err e = {0};
    char copy[128], log[140];
    snprintf(copy, sizeof copy, "%s/a?b=c#d%%41 e.db", folder);
    snprintf(log, sizeof log, "%s-wal", copy);
    check_ok(store_meta_set(s, "in", STR("both"), NULL));
    check_ok(store_backup(s, copy, &e));
    store_close(s);
    check_ok(store_open(copy, STORE_KEEP, &s, &e));
    check_strz(store_meta(s, &a, "in"), "both");
    check_int(store_meta_set(s, "in", STR("one"), &e), ERR_IO);
    check_true(access(log, F_OK) != 0);
    store_close(s);
    unlink(copy);
    check_int(store_open("/nowhere/a.db", STORE_KEEP, &s, &e), ERR_IO);
    check_true(strstr(e.words, "No such file") != NULL);
}

static void a_file_is_ours_alone(void **state)
{
    (void)state;
    struct store *s = open_new(), *other = NULL;
    struct err e = {0};
    char name[128];
    snprintf(name, sizeof name, "%s/other.db", folder);
    check_int(store_alone(path, &e), ERR_BUSY);
    check_ok(store_meta_set(s, "in", STR("it goes on"), NULL));
    store_close(s);
    check_ok(store_alone(path, &e));
    check_int(link(path, name), 0);
    check_int(store_open(name, STORE_WRITE, &other, &e), ERR_CONFIG);
    check_ok(store_open(name, STORE_KEEP, &other, &e));
    store_close(other);
    unlink(name);
    check_ok(store_open(path, STORE_WRITE, &other, &e));
    store_close(other);
}

static void blobs_pack_and_unpack(void **state)
{
    (void)state;
    struct store_zip *z = store_zip_new();
    struct str text = STR("the same words, the same words, the same words, the same words");
    struct str packed = store_zip_pack(z, &a, text), back;
    check_true(packed.n < text.n);
    check_ok(store_zip_unpack(z, &a, packed, 1000, &back));
    check_str(back, text);
    check_int(store_zip_unpack(z, &a, packed, 10, &back), ERR_INPUT);
    check_int(store_zip_unpack(z, &a, str_sub(packed, 0, packed.n - 3), 1000, &back), ERR_INPUT);
    check_int(store_zip_unpack(z, &a, STR("no frame at all"), 1000, &back), ERR_INPUT);
    check_ok(store_zip_unpack(z, &a, store_zip_pack(z, &a, STR_NONE), 1000, &back));
    check_int(back.n, 0);
    store_zip_free(z);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_query_prepares, setup, teardown),
        cmocka_unit_test_setup_teardown(ids_ascend_and_values_return, setup, teardown),
        cmocka_unit_test_setup_teardown(marks_undo_a_part, setup, teardown),
        cmocka_unit_test_setup_teardown(failures_have_codes_and_words, setup, teardown),
        cmocka_unit_test_setup_teardown(opening_says_what_is_wrong, setup, teardown),
        cmocka_unit_test_setup_teardown(a_killed_writer_loses_nothing_acknowledged, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(backups_are_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_kept_is_not_written, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_is_ours_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(blobs_pack_and_unpack, setup, teardown),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
