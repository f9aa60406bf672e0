/* entry: feeds and entries as JSON, there and back. */
#include "check.h"
#include "types/entry.h"

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

static struct str written(const struct feed_doc *d)
{
    struct buf b;
    buf_arena(&b, &a, 100000);
    struct json_out w;
    json_init(&w, &b);
    feed_doc_write(&w, d);
    return buf_str(&b);
}

static void there_and_back(void **state)
{
    (void)state;
    struct when day, minute;
    check_true(when_parse(STR("2025-03-14"), &day));
    check_true(when_parse(STR("2025-03-14T10:00:00+02:00"), &minute));
    const struct str authors[] = {STR("Ann Lee"), STR("B\xC3\xB6")}, tags[] = {STR("a & b")};
    const struct enclosure enclosures[] = {{STR("https://h.org/a.mp3"), STR("audio/mpeg"), 77}};
    const struct entry entries[] = {
        {.id = STR("1"), .published.us = TIME_NONE, .updated.us = TIME_NONE},
        {.id = STR("2"),
         .url = STR("https://h.org/2"),
         .title = STR("T \"x\""),
         .authors = authors,
         .author_count = 2,
         .published = minute,
         .updated = day,
         .summary = STR("<p>s"),
         .content = STR("<p>c"),
         .lang = STR("en"),
         .image_url = STR("https://h.org/i.png"),
         .comments_url = STR("https://h.org/c"),
         .tags = tags,
         .tag_count = 1,
         .enclosures = enclosures,
         .enclosure_count = 1},
    };
    const struct problem problems[] = {{3, STR("odd")}, {0, STR("other")}};
    struct feed_doc d = {
        .feed = {.kind = FEED_ATOM,
                 .version = STR("1.0"),
                 .title = STR("F"),
                 .updated = minute,
                 .hub_url = STR("https://hub.example/"),
                 .ttl_minutes = 30},
        .entries = entries,
        .entry_count = 2,
        .problems = problems,
        .problem_count = 2,
    };
    struct str once = written(&d);
    check_true(str_find(once, STR("\"published\":\"2025-03-14T10:00:00+02:00\"")) != SIZE_MAX);
    json_t *v;
    struct err e;
    check_ok(json_read(once, &v, &e));
    struct feed_doc back;
    check_ok(feed_doc_read(&a, v, &back, &e));
    json_decref(v);
    check_str(written(&back), once);
    check_int(back.feed.ttl_minutes, 30);
    check_int(back.entries[1].enclosures[0].length, 77);
    check_true(back.entries[0].published.us == TIME_NONE);
}

static void wrong_members_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *json, *word;
    } cases[] = {
        {"{\"id\":1}", "\"id\""},
        {"{\"title\":\"x\"}", "\"id\""},
        {"{\"id\":\"1\",\"published\":\"soon\"}", "\"published\""},
        {"{\"id\":\"1\",\"authors\":[1]}", "\"authors\""},
        {"{\"id\":\"1\",\"enclosures\":[1]}", "\"enclosures\""},
        {"{\"id\":\"1\",\"enclosures\":[{\"length\":-1}]}", "\"length\""},
        {"[]", "object"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *v;
        struct err e = {0};
        struct entry entry;
        check_ok(json_read(str_c(cases[i].json), &v, &e));
        check_int(entry_read(&a, v, &entry, &e), ERR_INPUT);
        check_true(strstr(e.words, cases[i].word) != NULL);
        json_decref(v);
    }
    json_t *v;
    struct err e;
    struct entry entry;
    check_ok(json_read(STR("{\"id\":\"1\",\"unknown\":{},\"title\":null}"), &v, &e));
    check_ok(entry_read(&a, v, &entry, &e));
    json_decref(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(there_and_back),
        T(wrong_members_are_named),
    };
    return cmocka_run_group_tests_name("entry", tests, NULL, NULL);
}
