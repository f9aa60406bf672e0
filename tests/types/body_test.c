/* body: plain text, soundness, HTML and JSON. */
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

static struct body body_of(const char *json)
{
    json_t *v = NULL;
    struct body b = {0};
    check_ok(json_read(str_c(json), &v, NULL));
    struct err e = {0};
    if (body_read(&a, v, &b, &e) != ERR_OK)
        fail_msg("%s", e.words);
    json_decref(v);
    return b;
}

static bool refused(const char *json)
{
    json_t *v = NULL;
    struct body b;
    check_ok(json_read(str_c(json), &v, NULL));
    bool bad = body_read(&a, v, &b, NULL) == ERR_INPUT;
    json_decref(v);
    return bad;
}

static void names(void **state)
{
    (void)state;
    check_int(body_tag_find(STR("figcaption")), BODY_figcaption);
    check_int(body_tag_find(STR("script")), BODY_NONE);
    check_int(body_tag_find(STR("P")), BODY_NONE);
    check_strz(body_tag_name(BODY_wbr), "wbr");
    check_int(body_attr_find(STR("srcset")), BODY_ATTR_srcset);
    check_int(body_attr_find(STR("onclick")), BODY_ATTR_NONE);
    check_true(body_attr_allowed(BODY_a, BODY_ATTR_href));
    check_true(!body_attr_allowed(BODY_p, BODY_ATTR_href));
    check_true(body_attr_allowed(BODY_p, BODY_ATTR_lang));
    check_true(body_tag_is_void(BODY_hr) && body_tag_is_block(BODY_hr));
    check_true(body_tag_is_void(BODY_br) && !body_tag_is_block(BODY_br));
}

static void plain_text(void **state)
{
    (void)state;
    static const struct {
        const char *json, *text;
    } cases[] = {
        {"[[\"p\"],\"One \",[\"b\"],\"two\",0,\".\",0,[\"p\"],\"Three\",0]", "One two.\n\nThree"},
        {"[\" lead \",[\"p\"],\" x \",0,\" tail \"]", "lead\n\nx\n\ntail"},
        {"[[\"p\"],\"a\",[\"br\"],\"b\",[\"br\"],[\"br\"],\"c\",0]", "a\nb\n\nc"},
        {"[[\"table\"],[\"tbody\"],[\"tr\"],[\"td\"],\"1\",0,[\"td\"],\"2\",0,0,[\"tr\"],[\"td\"],"
         "\"3\",0,0,0,0,\"x\"]",
         "1\t2\n3\n\nx"},
        {"[[\"p\"],\"a\",0,[\"figure\"],[\"img\",{\"src\":\"http://h/"
         "i\"}],[\"figcaption\"],\"cap\",0,"
         "0,[\"p\"],\"b\",0]",
         "a\n\nb"},
        {"[[\"p\"],\"a \",[\"i\"],\" \",0,0,[\"p\"],\"b\",0]", "a\n\nb"},
        {"[[\"p\"],\"a \",[\"i\"],\" b\",0,0]", "a b"},
        {"[[\"pre\"],\"x\\n  y\\n\",0]", "x\n  y"},
        {"[]", ""},
        {"[[\"p\"],\"  \",0]", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct body b = body_of(cases[i].json);
        struct str text = body_text(&a, &b);
        check_strz(text, cases[i].text);
        for (size_t k = 0; k < b.n; k++)
            if (b.ops[k].kind == BODY_TEXT && b.ops[k].at != BODY_NO_TEXT && b.ops[k].text.n)
                check_str(b.ops[k].text, str_sub(text, b.ops[k].at, b.ops[k].at + b.ops[k].text.n));
    }
}

static void soundness(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "[[\"p\"]]",
        "[0]",
        "[1]",
        "[[\"script\"],0]",
        "[[\"p\",{\"onclick\":\"x\"}],0]",
        "[[\"p\",{\"href\":\"http://h/\"}],0]",
        "[[\"a\",{\"href\":\"javascript:alert(1)\"}],0]",
        "[[\"a\",{\"href\":\"/relative\"}],0]",
        "[[\"a\",{\"href\":\"http://\"}],0]",
        "[[\"a\",{\"href\":\"http://a b/\"}],0]",
        "[[\"a\",{\"href\":\"data:text/html,x\"}],0]",
        "[[\"img\",{\"src\":\"mailto:a@b\"}]]",
        "[[\"img\",{\"srcset\":\"http://h/a 1x, javascript:x 2x\"}]]",
        "[[\"td\",{\"colspan\":\"9999999\"}],0]",
        "[[\"td\",{\"colspan\":\"-1\"}],0]",
        "[[\"p\",{\"dir\":\"up\"}],0]",
        "[[\"p\",{\"lang\":\"e n\"}],0]",
        "[\"a\\u0001b\"]",
        "[[\"p\",\"x\"],0]",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (!refused(bad[i]))
            fail_msg("not refused: %s", bad[i]);
    struct buf deep;
    buf_arena(&deep, &a, 1 << 20);
    buf_char(&deep, '[');
    for (int i = 0; i <= BODY_DEPTH_MOST; i++)
        buf_lit(&deep, "[\"div\"],");
    for (int i = 0; i <= BODY_DEPTH_MOST; i++)
        buf_fmt(&deep, "0%s", i == BODY_DEPTH_MOST ? "]" : ",");
    check_true(refused(str_z(&a, buf_str(&deep))));
    check_true(!refused("[[\"a\",{\"href\":\"mailto:a@b.example\"}],0]"));
    struct body_op open = {.kind = BODY_OPEN, .tag = BODY_TAG_COUNT};
    check_int(body_check(&(struct body){&open, 1}, NULL), ERR_INPUT);
}

static void through_proxy(void *ctx, struct str url, struct buf *out)
{
    (void)ctx;
    if (!str_ends(url, STR("/hide")))
        buf_fmt(out, "/media?u=%.*s&s=1", STR_ARG(url));
}

static void html(void **state)
{
    (void)state;
    struct body b = body_of(
        "[[\"h1\"],\"A < B\",0,[\"p\"],\"x \",[\"a\",{\"href\":\"http://h/?a=1&b=2\"}],\"y\",0,0,"
        "[\"pre\"],\"\\nz\",0,[\"img\",{\"src\":\"http://h/i\",\"alt\":\"\\\"q\\\"\"}],"
        "[\"img\",{\"src\":\"http://h/hide\",\"srcset\":\"http://h/1 1x, http://h/hide 2x, "
        "http://h/3 3x\"}]]");
    struct buf out;
    buf_arena(&out, &a, 1 << 20);
    body_write_html(&out, &b, NULL);
    check_strz(buf_str(&out),
               "<h1>A &lt; B</h1><p>x <a href=\"http://h/?a=1&amp;b=2\" rel=\"noopener noreferrer "
               "nofollow\">y</a></p><pre>\n\nz</pre>");
    buf_clear(&out);
    body_write_html(&out, &b, &(struct body_html){.image = through_proxy, .heading_shift = 2});
    check_strz(buf_str(&out),
               "<h3>A &lt; B</h3><p>x <a href=\"http://h/?a=1&amp;b=2\" rel=\"noopener noreferrer "
               "nofollow\">y</a></p><pre>\n\nz</pre><img src=\"/media?u=http://h/i&amp;s=1\" "
               "alt=\"&quot;q&quot;\" loading=\"lazy\"><img "
               "srcset=\"/media?u=http://h/1&amp;s=1 1x, /media?u=http://h/3&amp;s=1 3x\" "
               "loading=\"lazy\">");
}

static void marks(void **state)
{
    (void)state;
    struct body b = body_of("[[\"p\"],\"One. \",[\"b\"],\"Two\",0,\" here. Three.\",0]");
    check_strz(body_text(&a, &b), "One. Two here. Three.");
    static const struct body_range ranges[] = {{0, 4}, {5, 14}, {15, 21}};
    struct buf out;
    buf_arena(&out, &a, 1 << 20);
    body_write_html(&out, &b, &(struct body_html){.marks = ranges, .mark_count = 3});
    check_strz(buf_str(&out),
               "<p><span id=\"s0\" class=\"s\">One.</span> <b><span id=\"s1\" "
               "class=\"s\">Two</span></b><span class=\"s\"> here.</span> <span id=\"s2\" "
               "class=\"s\">Three.</span></p>");
}

static void json_round(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "[]",
        "[\"a\"]",
        "[[\"p\"],\"x\",[\"br\"],[\"a\",{\"href\":\"https://h/\",\"title\":\"t\"}],\"y\",0,0]",
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct body b = body_of(cases[i]);
        struct buf out;
        buf_arena(&out, &a, 1 << 20);
        struct json_out w;
        json_init(&w, &out);
        body_write(&w, &b);
        check_strz(buf_str(&out), cases[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names, setup, teardown),
        cmocka_unit_test_setup_teardown(plain_text, setup, teardown),
        cmocka_unit_test_setup_teardown(soundness, setup, teardown),
        cmocka_unit_test_setup_teardown(html, setup, teardown),
        cmocka_unit_test_setup_teardown(marks, setup, teardown),
        cmocka_unit_test_setup_teardown(json_round, setup, teardown),
    };
    return cmocka_run_group_tests_name("body", tests, NULL, NULL);
}
