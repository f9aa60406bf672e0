/* message: jobs and results there and back; a reader that lies is caught. */
#include "check.h"
#include "reader/reader.h"

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    return 0;
}
static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static void jobs(void **state)
{
    (void)state;
    struct reader_job job = {.kind = READER_PAGE,
                             .url = STR("http://a.example/x"),
                             .charset = STR("utf-8"),
                             .encoding = STR("br"),
                             .http_status = 200,
                             .selector = STR("article"),
                             .unwanted = STR(".ad"),
                             .first = STR("http://a.example/"),
                             .number = 2,
                             .source = STR("Harbour Post"),
                             .now = 1234567,
                             .entry = {.id = STR("i1"), .title = STR("Ferry late")}};
    job.memory = STR("mem\0ry");
    struct buf b;
    buf_arena(&b, &a, 10000);
    reader_job_write(&b, &job);
    struct frame f = {.kind = FRAME_JOB, .head = buf_str(&b), .bytes = STR("<p>doc</p>mem\0ry")};
    struct reader_job got;
    check_ok(reader_job_read(&a, &f, &got, NULL));
    check_int(got.kind, READER_PAGE);
    check_strz(got.bytes, "<p>doc</p>");
    check_str(got.memory, STR("mem\0ry"));
    check_strz(got.url, "http://a.example/x");
    check_strz(got.encoding, "br");
    check_strz(got.selector, "article");
    check_strz(got.unwanted, ".ad");
    check_strz(got.first, "http://a.example/");
    check_int(got.number, 2);
    check_strz(got.entry.title, "Ferry late");
    check_int(got.http_status, 200);
    check_int(got.now, 1234567);
    static const char *const wrong[] = {"", "{}", "{\"kind\":\"cook\"}", "{\"kind\":7}",
                                        "{\"kind\":\"page\",\"entry\":5}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct err e;
        f.head = str_c(wrong[i]);
        check_int(reader_job_read(&a, &f, &got, &e), ERR_INPUT);
    }
    /* More memory claimed than there are bytes: none. */
    f.head = STR("{\"kind\":\"page\",\"memory\":99999}");
    check_ok(reader_job_read(&a, &f, &got, NULL));
    check_int(got.memory.n, 0);
}

static void results(void **state)
{
    (void)state;
    struct reader_link link = {.url = STR("http://a.example/feed"), .how = STR("link")};
    struct reader_result r = {.kind = READER_FEED,
                              .error = ERR_INPUT,
                              .reason = STR("a web page"),
                              .links = &link,
                              .link_count = 1,
                              .version = STR("1")};
    struct buf b;
    buf_arena(&b, &a, 100000);
    reader_result_write(&b, &r);
    struct frame f = {.kind = FRAME_RESULT, .head = buf_str(&b)};
    struct reader_result got;
    check_ok(reader_result_read(&a, &f, &got, NULL));
    check_int(got.error, ERR_INPUT);
    check_strz(got.reason, "a web page");
    check_int(got.link_count, 1);
    check_strz(got.links[0].how, "link");
    r = (struct reader_result){
        .kind = READER_IMAGE, .image_type = STR("image/png"), .width = 3, .height = 4};
    buf_clear(&b);
    reader_result_write(&b, &r);
    f.head = buf_str(&b);
    check_ok(reader_result_read(&a, &f, &got, NULL));
    check_strz(got.image_type, "image/png");
    check_int(got.width * 10 + got.height, 34);
}

static void lies(void **state)
{
    (void)state;
    static const char *const heads[] = {
        "{\"kind\":\"feed\"}",
        "{\"kind\":\"feed\",\"document\":[]}",
        "{\"kind\":\"sanitize\",\"body\":[[\"script\",{}],\"x\",0]}",
        "{\"kind\":\"sanitize\",\"body\":[[\"a\",{\"href\":\"javascript:x\"}],\"x\",0]}",
        "{\"kind\":\"sanitize\",\"body\":[[\"p\",{\"onclick\":\"x\"}],\"x\",0]}",
        "{\"kind\":\"page\",\"article\":{\"title\":\"t\",\"body\":[[\"iframe\",{}],0]}}",
        "{\"kind\":\"page\",\"article\":7}",
        "{\"kind\":\"model\"}",
        "{\"kind\":\"model\",\"said\":[\"x\"]}",
        "{\"kind\":\"page\",\"article\":{\"title\":\"t\",\"text\":\"abc\"},"
        "\"reading\":{\"lang\":\"en\",\"sentences\":[{\"span\":[0,999],\"kind\":\"prose\"}]}}",
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct frame f = {.kind = FRAME_RESULT, .head = str_c(heads[i])};
        struct reader_result got;
        struct err e;
        if (reader_result_read(&a, &f, &got, &e) != ERR_INPUT)
            fail_msg("believed: %s", heads[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(jobs),
        T(results),
        T(lies),
    };
    return cmocka_run_group_tests_name("reader messages", tests, NULL, NULL);
}
