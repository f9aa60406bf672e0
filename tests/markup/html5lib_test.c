/* html5lib: the public conformance cases of HTML tokenizers and of encoding sniffing, where the
 * folder with them is present ($OCTAVO_SHARED or ../shared); skipped otherwise. */
#include "check.h"
#include "markup/internal.h"

#include <dirent.h>

static struct arena a;

static const char *data_folder(const char *what)
{
    const char *shared = getenv("OCTAVO_SHARED");
    return str_z(&a, str_fmt(&a, "%s/data/html5lib/%s", shared ? shared : "../shared", what));
}

/* ---- tokenizer ----------------------------------------------------------------------------- */

struct tally {
    size_t passed, failed, skipped;
};

/* "\u0041" inside of a text that is escaped twice. False for a lone surrogate, which has no UTF-8.
 */
static bool unescape(struct str s, struct str *ret)
{
    struct buf b;
    buf_arena(&b, &a, 1 << 20);
    buf_put(&b, STR(" "));
    b.n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\' || i + 5 >= s.n + 0 || s.p[i + 1] != 'u') {
            buf_char(&b, s.p[i]);
            continue;
        }
        uint32_t v = 0;
        for (size_t k = 2; k < 6; k++)
            v = v * 16 + (uint32_t)hex_value(s.p[i + k]);
        if (v >= 0xD800 && v < 0xE000)
            return false;
        buf_rune(&b, v);
        i += 5;
    }
    *ret = buf_str(&b);
    return true;
}

static bool text_of(const json_t *v, bool twice, struct str *ret)
{
    *ret = json_str(v);
    return !twice || unescape(*ret, ret);
}

static void put_id(struct buf *b, bool present, struct str id)
{
    buf_put(b, present ? STR(" '") : STR(" -"));
    buf_put(b, id);
}

/* One line a token, adjacent texts joined: the same form for what is wanted and what comes. */
static bool wanted(const json_t *list, bool twice, struct buf *b)
{
    size_t i;
    json_t *token;
    bool text = false;
    json_array_foreach(list, i, token)
    {
        struct str kind = json_str(json_array_get(token, 0)), s;
        if (!text_of(json_array_get(token, 1), twice, &s))
            return false;
        bool is_text = str_eq(kind, STR("Character"));
        if (!(is_text && text))
            buf_fmt(b, "\n%c", kind.p[0]);
        text = is_text;
        if (str_eq(kind, STR("DOCTYPE"))) {
            for (size_t k = 1; k <= 3; k++) {
                const json_t *v = json_array_get(token, k);
                if (!text_of(v, twice, &s))
                    return false;
                put_id(b, json_is_string(v), s);
            }
            buf_put(b, json_is_true(json_array_get(token, 4)) ? STR(" ok") : STR(" quirks"));
            continue;
        }
        buf_put(b, s);
        json_t *attrs = json_array_get(token, 2), *value;
        const char *key;
        json_object_foreach(attrs, key, value)
        {
            struct str k, v;
            if (!text_of(value, twice, &v) || (twice && !unescape(str_c(key), &k)))
                return false;
            buf_fmt(b, " %.*s=", STR_ARG(twice ? k : str_c(key)));
            buf_put(b, v);
        }
        if (json_is_true(json_array_get(token, 3)))
            buf_lit(b, " /");
    }
    return true;
}

static void got(struct tokenizer *t, struct buf *b)
{
    struct token k;
    bool text = false;
    for (tok_next(t, &k); k.kind != TOK_EOF; tok_next(t, &k)) {
        static const char letters[] = "?CSECD";
        if (!(k.kind == TOK_TEXT && text))
            buf_fmt(b, "\n%c", letters[k.kind]);
        text = k.kind == TOK_TEXT;
        if (k.kind == TOK_DOCTYPE) {
            put_id(b, k.doctype.name.p != NULL, k.doctype.name);
            put_id(b, k.doctype.public_id.p != NULL, k.doctype.public_id);
            put_id(b, k.doctype.system_id.p != NULL, k.doctype.system_id);
            buf_put(b, k.doctype.quirks ? STR(" quirks") : STR(" ok"));
        } else if (k.kind == TOK_TEXT) {
            buf_put(b, k.plain ? k.text : charref_decode(&a, k.text, k.how));
        } else if (k.kind == TOK_COMMENT) {
            buf_put(b, k.text);
        } else {
            buf_put(b, k.name);
        }
        for (size_t i = k.attr_at; k.kind == TOK_START && i < t->attrs.n; i++) {
            buf_fmt(b, " %.*s=", STR_ARG(t->attrs.v[i].name_text));
            buf_put(b, t->attrs.v[i].value);
        }
        if (k.kind == TOK_START && k.self_closing)
            buf_lit(b, " /");
    }
}

static enum tok_state state_of(struct str name)
{
    static const struct {
        const char *name;
        enum tok_state state;
    } states[] = {{"PLAINTEXT state", TOK_PLAINTEXT},
                  {"RCDATA state", TOK_RCDATA},
                  {"RAWTEXT state", TOK_RAWTEXT},
                  {"Script data state", TOK_SCRIPT},
                  {"CDATA section state", TOK_CDATA}};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (str_eq(name, str_c(states[i].name)))
            return states[i].state;
    return TOK_DATA;
}

static void one_case(const json_t *test, struct str state, struct tally *sum)
{
    bool twice = json_get_bool(test, "doubleEscaped");
    struct str in;
    struct buf want, have;
    buf_arena(&want, &a, 16 << 20);
    buf_arena(&have, &a, 16 << 20);
    if (!text_of(json_object_get(test, "input"), twice, &in) ||
        !wanted(json_object_get(test, "output"), twice, &want)) {
        sum->skipped++;
        return;
    }
    struct tokenizer t;
    tok_init(&t, &a, in);
    t.state = state_of(state);
    t.last = json_get_str(test, "lastStartTag");
    got(&t, &have);
    if (str_eq(buf_str(&want), buf_str(&have))) {
        sum->passed++;
        return;
    }
    sum->failed++;
    print_error("%.*s (%.*s)\n in: %.*s\n want:%.*s\n got:%.*s\n",
                STR_ARG(json_get_str(test, "description")), STR_ARG(state), STR_ARG(in),
                STR_ARG(buf_str(&want)), STR_ARG(buf_str(&have)));
}

static void one_file(const char *path, struct tally *sum)
{
    json_error_t e;
    json_t *v = json_load_file(path, JSON_ALLOW_NUL, &e), *test, *state;
    size_t i, k;
    if (!v)
        fail_msg("%s: %s", path, e.text);
    json_t *tests = json_object_get(v, "tests");
    json_array_foreach(tests ? tests : json_object_get(v, "xmlViolationTests"), i, test)
    {
        struct arena keep = a;
        arena_init(&a, 64 << 20);
        json_t *states = json_object_get(test, "initialStates");
        if (!states)
            one_case(test, STR("Data state"), sum);
        json_array_foreach(states, k, state) one_case(test, json_str(state), sum);
        arena_done(&a);
        a = keep;
    }
    json_decref(v);
}

static void tokenizer_cases(void **state)
{
    (void)state;
    const char *folder = data_folder("tokenizer");
    DIR *d = opendir(folder);
    if (!d) {
        print_message("skipped: no html5lib cases in %s\n", folder);
        skip();
    }
    struct tally sum = {0};
    for (struct dirent *f; (f = readdir(d));)
        /* xmlViolation.test is about turning HTML into XML, which we never do. */
        if (str_ends(str_c(f->d_name), STR(".test")) &&
            !str_eq(str_c(f->d_name), STR("xmlViolation.test")))
            one_file(str_z(&a, str_fmt(&a, "%s/%s", folder, f->d_name)), &sum);
    closedir(d);
    print_message("html5lib tokenizer: %zu passed, %zu failed, %zu skipped (lone surrogates)\n",
                  sum.passed, sum.failed, sum.skipped);
    check_int(sum.failed, 0);
}

/* ---- encodings ----------------------------------------------------------------------------- */

/* Blocks of "#data", lines, "#encoding", a name, a blank line. */
static size_t by_bytes; /* cases that we decide otherwise on purpose: their bytes are UTF-8 */
static void encoding_file(struct str file, struct tally *sum)
{
    for (size_t at; (at = str_find(file, STR("#data\n"))) != SIZE_MAX;) {
        file = str_from(file, at + 6);
        size_t end = str_find(file, STR("\n#encoding\n"));
        if (end == SIZE_MAX)
            return;
        struct str bytes = str_sub(file, 0, end), name;
        file = str_from(file, end + 11);
        size_t line = str_find_char(file, '\n');
        name = str_sub(file, 0, line);
        struct str text;
        struct charset_found found = html_to_utf8(&a, bytes, STR_NONE, &text);
        struct str got = found.name;
        bool same = str_eq(got, charset_find(name)) || found.source == CHARSET_BYTES;
        by_bytes += found.source == CHARSET_BYTES;
        sum->passed += same;
        sum->failed += !same;
        if (!same)
            print_error("want %.*s, got %.*s for:\n%.*s\n", STR_ARG(name), STR_ARG(got),
                        STR_ARG(bytes));
    }
}

static void encoding_cases(void **state)
{
    (void)state;
    static const char *const files[] = {"tests1.dat", "tests2.dat", "test-yahoo-jp.dat"};
    struct tally sum = {0};
    for (size_t i = 0; i < 3; i++) {
        struct str file =
            check_file(&a, str_z(&a, str_fmt(&a, "%s/%s", data_folder("encoding"), files[i])));
        encoding_file(file, &sum);
    }
    if (sum.passed + sum.failed == 0) {
        print_message("skipped: no html5lib cases in %s\n", data_folder("encoding"));
        skip();
    }
    print_message("html5lib encodings: %zu passed, %zu failed, %zu of them by their bytes\n",
                  sum.passed, sum.failed, by_bytes);
    check_int(sum.failed, 0);
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tokenizer_cases, setup, teardown),
        cmocka_unit_test_setup_teardown(encoding_cases, setup, teardown),
    };
    return cmocka_run_group_tests_name("html5lib", tests, NULL, NULL);
}
