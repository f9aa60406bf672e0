/* main: a reader process in its sandbox, spoken to over its channel. */
#include "check.h"
#include "reader/reader.h"

#include <signal.h>
#include <sys/wait.h>

static struct arena a;
static struct proc_child child;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 256 << 20);
    struct frame f;
    if (proc_spawn(reader_main, NULL, &child, NULL) != ERR_OK ||
        channel_get(child.channel, &f, 20 * US_SECOND) != ERR_OK || f.kind != FRAME_READY)
        return 1;
    frame_done(&f);
    return 0;
}
static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return proc_child_end(&child, 5 * US_SECOND); /* ends by itself, with status 0 */
}

static struct reader_result ask(struct reader_job job)
{
    static uint32_t id;
    struct buf b;
    buf_arena(&b, &a, 1 << 20);
    job.now = INT64_C(1780308000) * US_SECOND;
    reader_job_write(&b, &job);
    struct frame f = {.kind = FRAME_JOB, .id = ++id, .head = buf_str(&b), .bytes = job.bytes};
    struct reader_result r = {0};
    struct err e = {0};
    check_ok(channel_put(child.channel, &f, 10 * US_SECOND));
    check_ok(channel_get(child.channel, &f, 60 * US_SECOND));
    check_int(f.kind, FRAME_RESULT);
    check_int(f.id, id);
    enum err_code code = reader_result_read(&a, &f, &r, &e);
    if (code != ERR_OK)
        fail_msg("not sound: %s", e.words);
    r.memory = str_dup(&a, r.memory);
    frame_done(&f);
    return r;
}

static const struct str feed = STR_INIT(
    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harbour Post</title>"
    "<link>http://post.example/</link><item><title>Ferry late</title><guid>f1</guid>"
    "<link>/ferry</link></item><item><title>Rain</title><guid>r1</guid></item></channel></rss>");
static const struct str page = STR_INIT(
    "<!doctype html><html lang=en><head><title>Ferry late again - Harbour Post</title></head><body>"
    "<article><h1>Ferry late again</h1>"
    "<p>The morning ferry to Tarn Island left 40 minutes late on Monday, the harbour office said. "
    "Passengers waited on the pier in the rain while the crew repaired a ramp.</p>"
    "<p>\"The ramp was stuck and we could not load the cars,\" said Ida Marlow, the harbour "
    "master. She promised that a new ramp would arrive before the summer season starts.</p>"
    "<p>It was the third delay this month. About 200 people use the crossing on an ordinary "
    "working day, and many of them have jobs on the mainland that begin at eight.</p>"
    "<script>alert(1)</script></article></body></html>");

static void feeds(void **state)
{
    (void)state;
    struct reader_result r = ask((struct reader_job){
        .kind = READER_FEED, .bytes = feed, .url = STR("http://post.example/rss")});
    check_ok(r.error);
    check_int(r.feed.feed.kind, FEED_RSS);
    check_int(r.feed.entry_count, 2);
    check_strz(r.feed.entries[0].url, "http://post.example/ferry");
    r = ask((struct reader_job){.kind = READER_FEED,
                                .url = STR("http://post.example/"),
                                .bytes = STR("<!doctype html><link rel=alternate type="
                                             "'application/rss+xml' href='/rss'><p>Hello.")});
    check_int(r.error, ERR_INPUT);
    check_true(r.reason.n > 0 && r.link_count > 0);
    check_strz(r.links[0].url, "http://post.example/rss");
    check_strz(r.links[0].how, "link");
}

static void pages(void **state)
{
    (void)state;
    struct reader_result r = ask((struct reader_job){
        .kind = READER_PAGE, .bytes = page, .url = STR("http://post.example/ferry")});
    check_ok(r.error);
    check_true(r.has_article && r.has_reading);
    check_strz(r.article.title, "Ferry late again");
    check_true(str_find(r.article.text, STR("new ramp would arrive")) != SIZE_MAX);
    check_true(str_find(r.article.text, STR("alert")) == SIZE_MAX);
    check_true(r.memory.n > 0);
    check_true(str_starts(r.reading.lang, STR("en")));
    check_true(r.reading.sentence_count >= 4);
    r = ask((struct reader_job){.kind = READER_PAGE, .bytes = page, .no_reading = true});
    check_true(r.has_article && !r.has_reading);
}

static void content_and_analysis(void **state)
{
    (void)state;
    struct reader_result r =
        ask((struct reader_job){.kind = READER_CONTENT,
                                .bytes = STR("<p>Short <b>news</b>.<script>x</script></p>"),
                                .entry = {.id = STR("1"), .title = STR("A title")}});
    check_ok(r.error);
    check_strz(r.article.title, "A title");
    check_strz(r.article.text, "Short news.");
    r = ask((struct reader_job){
        .kind = READER_ANALYSE,
        .bytes = STR("{\"title\":\"T\",\"text\":\"The dog barked. The cat slept.\"}")});
    check_ok(r.error);
    check_int(r.reading.sentence_count, 2);
    r = ask((struct reader_job){.kind = READER_ANALYSE, .bytes = STR("[1]")});
    check_int(r.error, ERR_INPUT);
}

static void the_rest(void **state)
{
    (void)state;
    struct reader_result r = ask((struct reader_job){
        .kind = READER_SANITIZE, .bytes = STR("<p onclick=x>a<script>b</script><b>c</b>")});
    check_ok(r.error);
    struct buf b;
    buf_arena(&b, &a, 1000);
    struct body_html how = {0};
    body_write_html(&b, &r.body, &how);
    check_strz(buf_str(&b), "<p>a<b>c</b></p>");
    r = ask((struct reader_job){
        .kind = READER_OPML,
        .bytes =
            STR("<opml version='2.0'><body><outline text='Near'><outline text='Post' type='rss' "
                "xmlUrl='http://post.example/rss'/></outline></body></opml>")});
    check_ok(r.error);
    check_int(r.link_count, 1);
    check_strz(r.links[0].folder, "Near");
    r = ask((struct reader_job){
        .kind = READER_ROBOTS,
        .bytes = STR("user-agent: *\ndisallow: /\n\nUser-agent: Octavo/9\nDisallow: /p\xc3\xa9 q\n"
                     "Allow: /p$\nCrawl-delay: 2.5\n")});
    check_ok(r.error);
    check_int(r.rule_count, 2);
    check_strz(r.rules[0], "-/p%C3%A9%20q");
    check_strz(r.rules[1], "+/p$");
    check_int(r.delay, 3);
    r = ask((struct reader_job){.kind = READER_IMAGE, .bytes = STR("GIF89a\x10\0\x08\0")});
    check_strz(r.image_type, "image/gif");
    r = ask((struct reader_job){.kind = READER_IMAGE, .bytes = STR("<svg/>")});
    check_int(r.error, ERR_INPUT);
}

/* What a language model's server answers: its text is taken, whatever it says, and nothing else. */
static void models(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        enum err_code error;
        const char *said; /* or the reason */
    } cases[] = {
        {"{\"id\":\"x\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
         "\" It is so. [1]\\n<b>\\u202e \"}}]}",
         ERR_OK, "It is so. [1]\n<b>\xe2\x80\xae"},
        {"{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"It is \"},"
         "{\"type\":\"text\",\"text\":\"so.\"},{\"type\":\"image\"},7]}}]}",
         ERR_OK, "It is so."},
        {"{\"error\":{\"message\":\"no such\\nmodel\",\"code\":404}}", ERR_INPUT,
         "its server says: no such model"},
        {"{\"error\":\"busy\"}", ERR_INPUT, "its server says: busy"},
        {"{\"error\":null,\"choices\":[{\"message\":{\"content\":\"Yes.\"}}]}", ERR_OK, "Yes."},
        {"{\"choices\":[]}", ERR_INPUT, "its answer holds no text"},
        {"{\"choices\":[{\"message\":{\"content\":null}}]}", ERR_INPUT, "its answer holds no text"},
        {"{\"choices\":{\"message\":7}}", ERR_INPUT, "its answer holds no text"},
        {"[1,2]", ERR_INPUT, "its answer holds no text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reader_result r =
            ask((struct reader_job){.kind = READER_MODEL, .bytes = str_c(cases[i].bytes)});
        check_int(r.error, cases[i].error);
        check_strz(r.error == ERR_OK ? r.said : r.reason, cases[i].said);
    }
    struct reader_result r =
        ask((struct reader_job){.kind = READER_MODEL, .bytes = STR("<html>busy</html>")});
    check_int(r.error, ERR_INPUT);
    check_true(str_starts(r.reason, STR("not valid JSON")));
    struct buf b;
    buf_arena(&b, &a, 1 << 20);
    buf_lit(&b, "{\"choices\":[{\"message\":{\"content\":\"");
    for (int i = 0; i <= READER_SAID_MOST; i++)
        buf_char(&b, 'x');
    buf_lit(&b, "\"}}]}");
    r = ask((struct reader_job){.kind = READER_MODEL, .bytes = buf_str(&b)});
    check_int(r.error, ERR_LIMIT);
}

/* One bad document after the other costs one result each, and the reader goes on. */
static void hostile_documents(void **state)
{
    (void)state;
    size_t n = 4 << 20;
    char *deep = arena_alloc(&a, n);
    for (size_t i = 0; i + 3 <= n; i += 3)
        memcpy(deep + i, "<b>", 3);
    struct str cases[] = {str_of(deep, n - n % 3), STR("\x1f\x8b\x08"), STR("\xff\xfe<\0"),
                          STR_NONE};
    for (int kind = 0; kind < READER_KIND_COUNT; kind++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            struct reader_result r =
                ask((struct reader_job){.kind = (enum reader_kind)kind,
                                        .bytes = cases[i],
                                        .url = STR("http://x.example/"),
                                        .encoding = i == 1 ? STR("gzip") : STR_NONE});
            check_true(r.error == ERR_OK || r.reason.n > 0);
        }
    struct reader_result r = ask((struct reader_job){.kind = READER_FEED, .bytes = feed});
    check_int(r.feed.entry_count, 2);
}

static void frames_that_are_no_jobs(void **state)
{
    (void)state;
    struct frame f = {.kind = FRAME_JOB, .id = 5, .head = STR("{\"kind\":\"dance\"}")};
    struct reader_result r;
    check_ok(channel_put(child.channel, &f, US_SECOND));
    check_ok(channel_get(child.channel, &f, 5 * US_SECOND));
    check_int(f.id, 5);
    check_ok(reader_result_read(&a, &f, &r, NULL));
    check_int(r.error, ERR_INPUT);
    frame_done(&f);
    f = (struct frame){.kind = 999, .id = 6};
    check_ok(channel_put(child.channel, &f, US_SECOND));
    check_int(channel_get(child.channel, &f, 100000), ERR_TIMEOUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(feeds),
        T(pages),
        T(content_and_analysis),
        T(models),
        T(the_rest),
        T(hostile_documents),
        T(frames_that_are_no_jobs),
    };
    return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
