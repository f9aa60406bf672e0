/* base: strings, arena, buffers, map, clock, JSON, sorting. */
#include "check.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

static void strings(void **state)
{
    (void)state;
    struct str s = STR("a,b,,c"), part;
    check_true(str_split(&s, ',', &part));
    check_strz(part, "a");
    check_true(str_split(&s, ',', &part) && str_split(&s, ',', &part));
    check_int(part.n, 0);
    check_true(str_split(&s, ',', &part) && !str_split(&s, ',', &part));
    check_strz(part, "c");
    check_strz(str_trim(STR(" \t x y \n")), "x y");
    check_int(str_find(STR("hello"), STR("ll")), 2);
    check_true(str_find(STR("hello"), STR("z")) == SIZE_MAX);
    uint64_t v = 7;
    check_true(str_u64(STR("255"), 255, &v) && v == 255);
    check_true(!str_u64(STR("256"), 255, &v) && !str_u64(STR(""), 9, &v) &&
               !str_u64(STR("1x"), 9, &v));
    check_true(!str_u64(STR("18446744073709551616"), UINT64_MAX, &v));
    check_true(str_u64(STR("18446744073709551615"), UINT64_MAX, &v) && v == UINT64_MAX);
    check_true(str_eq_fold(STR("AbC"), STR("aBc")) && !str_eq_fold(STR("a"), STR("@")));
}

static enum err_code too_much(void *ctx)
{
    (void)ctx;
    for (int i = 0; i < 1000; i++)
        arena_alloc(&a, 5000);
    return ERR_OK;
}

static void arena_escapes(void **state)
{
    (void)state;
    check_int(arena_run(&a, too_much, NULL), ERR_MEMORY);
    check_true(a.held <= a.cap);
    arena_reset(&a);
    check_true(arena_alloc(&a, 10) != NULL);
}

/* Back to a mark: what came after it is given back, also to the machine, and what came before it
 * stays as it was; also where nothing had been taken yet. */
static void arena_goes_back(void **state)
{
    (void)state;
    struct arena b;
    arena_init(&b, 1 << 20);
    const struct arena_mark empty = arena_mark(&b);
    memset(arena_alloc(&b, 100), 'x', 100);
    arena_back(&b, empty);
    check_int(b.used, 0);
    check_int(b.held, 0);
    struct str kept = str_dup(&b, STR("kept"));
    const struct arena_mark here = arena_mark(&b);
    size_t used = b.used, held = b.held;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 50; i++)
            memset(arena_alloc(&b, 10000), 'x', 10000);
        check_true(b.held > held);
        arena_back(&b, here);
        check_int(b.used, used);
        check_int(b.held, held);
    }
    check_true(str_eq(kept, STR("kept")));
    memset(arena_alloc(&b, 200000), 'y', 200000);
    check_true(str_eq(kept, STR("kept")));
    arena_done(&b);
}

static void lists_grow(void **state)
{
    (void)state;
    LIST(int) list = {0};
    for (int i = 0; i < 1000; i++)
        LIST_PUSH(&a, &list, i);
    check_int(list.n, 1000);
    check_int(list.v[999], 999);
}

static void buffers_stop_at_their_cap(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 300);
    for (int i = 0; i < 400; i++)
        buf_char(&b, 'x');
    check_true(b.failed && b.n == 300);
    buf_clear(&b);
    buf_html(&b, STR("<a href=\"x\">&'"));
    check_strz(buf_str(&b), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    buf_done(&b);
}

static void utf8(void **state)
{
    (void)state;
    static const struct {
        struct str s;
        size_t valid;
    } cases[] = {
        {STR_INIT("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), 10},
        {STR_INIT("a\xC3"), 1},
        {STR_INIT("\xC0\x80"), 0},
        {STR_INIT("\xED\xA0\x80"), 0},
        {STR_INIT("\xF4\x90\x80\x80"), 0},
        {STR_INIT("\xEF\xBF\xBD!"), 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_int(utf8_valid(cases[i].s), cases[i].valid);
    check_strz(utf8_cut(STR("a\xC3\xA9z"), 2), "a");
}

static void map_keeps_order(void **state)
{
    (void)state;
    struct map m;
    map_init(&m, &a);
    for (int i = 0; i < 500; i++)
        map_put(&m, str_fmt(&a, "key%d", i), NULL)->value.i = i;
    bool is_new = true;
    check_int(map_put(&m, STR("key77"), &is_new)->value.i, 77);
    check_true(!is_new && m.n == 500);
    check_true(map_find(&m, STR("none")) == NULL);
    check_strz(m.entries[499].key, "key499");
}

static void dates(void **state)
{
    (void)state;
    static const char *const same[] = {"2025",
                                       "2025-03",
                                       "2025-03-14",
                                       "2025-03-14T10:00:00Z",
                                       "2025-03-14T12:00:00+02:00",
                                       "1969-12-31T23:59:59-05:30"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct when w;
        struct buf b;
        buf_arena(&b, &a, 100);
        check_true(when_parse(str_c(same[i]), &w));
        when_write(&b, w);
        check_strz(buf_str(&b), same[i]);
    }
    struct when w;
    check_true(!when_parse(STR("2025-02-30"), &w) && !when_parse(STR("2025-03-14x"), &w));
    check_true(when_parse(STR("2025-03-14T10:00:00Z"), &w) && w.us == INT64_C(1741946400000000));
    check_int(civil_from(w.us).weekday, 5);
    struct buf b;
    buf_arena(&b, &a, 100);
    time_write_http(&b, w.us);
    check_strz(buf_str(&b), "Fri, 14 Mar 2025 10:00:00 GMT");
}

static void json(void **state)
{
    (void)state;
    struct buf b;
    buf_arena(&b, &a, 1000);
    struct json_out w;
    json_init(&w, &b);
    json_obj(&w);
    json_field_str(&w, "a", STR("x\"\n\x01\xFF"));
    json_key(&w, STR("b"));
    json_arr(&w);
    json_put_i64(&w, -5);
    json_put_bool(&w, true);
    json_put_num(&w, 0.5);
    json_arr_end(&w);
    json_obj_end(&w);
    check_strz(buf_str(&b), "{\"a\":\"x\\\"\\n\\u0001\xEF\xBF\xBD\",\"b\":[-5,true,0.5]}");
    json_t *v;
    struct err e;
    check_ok(json_read(buf_str(&b), &v, &e));
    check_int(json_array_size(json_object_get(v, "b")), 3);
    json_decref(v);
    check_int(json_read(STR("{\"a\":1,\"a\":2}"), &v, &e), ERR_INPUT);
    check_int(json_read(STR("{"), &v, &e), ERR_INPUT);
}

/* Memory that this process may take beyond what it has, from here on. */
static void allow_memory(size_t more)
{
    unsigned long long pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    if (!f || fscanf(f, "%llu", &pages) != 1)
        _exit(4);
    fclose(f);
    rlim_t most = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + more;
    if (setrlimit(RLIMIT_AS, &(struct rlimit){most, most}) != 0)
        _exit(4);
}

/* A long word whose room cannot grow is an error of memory, wherever that happens. */
static void json_without_memory(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip(); /* it lives in more memory than can be told */
#endif
    enum { WORD = 6 << 20 };
    char *text = malloc(WORD + 4);
    size_t without = 0;
    memset(text, 'x', WORD + 4);
    memcpy(text, "[\"", 2);
    memcpy(text + WORD + 2, "\"]", 2);
    for (size_t mib = 0; mib <= 40; mib += 2) {
        pid_t pid = fork();
        if (pid == 0) {
            json_t *v = NULL;
            allow_memory(mib << 20);
            enum err_code code = json_read(str_of(text, WORD + 4), &v, NULL);
            bool whole = v && json_string_length(json_array_get(v, 0)) == WORD;
            json_decref(v);
            _exit(code == ERR_OK && whole ? 0 : code == ERR_MEMORY && !v ? 1 : 2);
        }
        int status = -1;
        check_int(waitpid(pid, &status, 0), pid);
        check_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
        without += WEXITSTATUS(status) == 1;
    }
    check_true(without > 2 && without < 20);
    free(text);
}

static int by_tens(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    return *(const int *)x / 10 - *(const int *)y / 10;
}

static void sorting_is_stable(void **state)
{
    (void)state;
    int v[] = {35, 12, 31, 11, 39, 10, 5};
    static const int want[] = {5, 12, 11, 10, 35, 31, 39};
    sort_stable(&a, v, 7, sizeof *v, by_tens, NULL);
    assert_memory_equal(v, want, sizeof v);
}

/* Fills rows from `from` to `to` with their numbers. */
static bool number_rows(struct region *r, size_t from, size_t to)
{
    if (!region_grow(r, to * sizeof(uint32_t)))
        return false;
    for (size_t i = from; i < to; i++) {
        uint32_t v, number = (uint32_t)i + 1;
        memcpy(&v, r->p + i * sizeof v, sizeof v);
        if (v != 0)
            return false;
        memcpy(r->p + i * sizeof number, &number, sizeof number);
    }
    return true;
}

static bool rows_numbered(const struct region *r, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t v;
        memcpy(&v, r->p + i * sizeof v, sizeof v);
        if (v != i + 1)
            return false;
    }
    return true;
}

/* In memory, in a file, and in a file whose disk is full when it has grown to 64 KiB. */
static void regions_keep_what_they_hold(void **state)
{
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    for (int kind = 0; kind < 3; kind++) {
        struct rlimit before, small = {65536, RLIM_INFINITY};
        getrlimit(RLIMIT_FSIZE, &before);
        small.rlim_max = before.rlim_max;
        int folder = kind ? open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
        struct region r;
        region_init(&r, folder, 40 << 20);
        bool filed = r.most > 0; /* as the file system of the working directory allows */
        if (kind == 2)
            setrlimit(RLIMIT_FSIZE, &small);
        bool ok = number_rows(&r, 0, 10000) && number_rows(&r, 10000, 1000000);
        if (kind == 2)
            setrlimit(RLIMIT_FSIZE, &before);
        assert_true(ok);
        region_rest(&r);
        assert_true(rows_numbered(&r, 1000000));
        if (filed && kind == 1)
            check_int((int)(r.filed == r.bytes), 1);
        if (filed && kind == 2)
            check_int((int)r.filed, 40960);
        if (filed)
            assert_false(region_grow(&r, (size_t)41 << 20));
        region_done(&r);
        if (folder >= 0)
            close(folder);
    }
}

static void errors_name_their_place(void **state)
{
    (void)state;
    struct err e;
    char line[300];
    check_int(err_set(&e, ERR_INPUT, "no %s\nhere", "title"), ERR_INPUT);
    err_place(&e, "feed.xml", 3);
    check_strz(str_c(err_line(&e, line, sizeof line)), "feed.xml:3: no title here");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(strings),
        T(arena_escapes),
        T(arena_goes_back),
        T(lists_grow),
        T(buffers_stop_at_their_cap),
        T(utf8),
        T(map_keeps_order),
        T(dates),
        T(json),
        T(json_without_memory),
        T(sorting_is_stable),
        T(regions_keep_what_they_hold),
        T(errors_name_their_place),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
