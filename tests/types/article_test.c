/* article: the JSON form, both ways. */
#include "check.h"
#include "types/types.h"

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 8 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static enum err_code read_of(const char *json, struct article *ret)
{
    json_t *v = NULL;
    check_ok(json_read(str_c(json), &v, NULL));
    enum err_code code = article_read(&a, v, ret, NULL);
    json_decref(v);
    return code;
}

static void round_trip(void **state)
{
    (void)state;
    static const char json[] =
        "{\"url\":\"https://e.example/1\",\"title\":\"T\",\"byline\":[\"Ada Low\",\"Bo Hill\"],"
        "\"published\":\"2025-03-14\",\"modified\":\"2025-03-14T10:00:00+02:00\",\"source\":\"E\","
        "\"lang\":\"en\",\"state\":\"teaser\",\"why\":\"subscription\",\"text\":\"One.\\n\\nTwo.\","
        "\"tags\":[\"rail\"],\"body\":[[\"p\"],\"One.\",0,[\"p\"],\"Two.\",0]}";
    struct article v;
    check_ok(read_of(json, &v));
    check_int(v.byline_count, 2);
    check_int(v.state, ARTICLE_TEASER);
    check_int(v.published.precision, WHEN_DAY);
    struct buf out;
    buf_arena(&out, &a, 1 << 20);
    struct json_out w;
    json_init(&w, &out);
    article_write(&w, &v);
    check_strz(buf_str(&out), json);
}

static void text_alone(void **state)
{
    (void)state;
    struct article v;
    check_ok(read_of("{\"title\":\"T\",\"text\":\"  One\\nline.\\n\\n\\nTwo. \\n \\n\"}", &v));
    check_strz(v.text, "  One\nline.\n\n\nTwo. \n \n");
    check_int(v.body.n, 6);
    check_strz(v.body.ops[1].text, "One\nline.");
    check_strz(str_sub(v.text, v.body.ops[4].at, v.body.ops[4].at + 4), "Two.");
    check_true(v.published.us == TIME_NONE);
    check_ok(body_check(&v.body, NULL));
}

static void wrong(void **state)
{
    (void)state;
    struct article v;
    check_int(read_of("[]", &v), ERR_INPUT);
    check_int(read_of("{\"title\":1}", &v), ERR_INPUT);
    check_int(read_of("{\"byline\":[1]}", &v), ERR_INPUT);
    check_int(read_of("{\"state\":\"odd\"}", &v), ERR_INPUT);
    check_int(read_of("{\"published\":\"soon\"}", &v), ERR_INPUT);
    check_int(read_of("{\"body\":[[\"blink\"],0]}", &v), ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(round_trip, setup, teardown),
        cmocka_unit_test_setup_teardown(text_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(wrong, setup, teardown),
    };
    return cmocka_run_group_tests_name("article", tests, NULL, NULL);
}
