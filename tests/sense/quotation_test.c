/* quotation: where quotation marks open and close, whatever their shape, and what is quoted between
 * them. */
#include "reads.h"

/* All that is said in somebody's own words: quotes parted by " / ", stretches that lie apart by
 * " ... ". */
static struct str quoted(void)
{
    struct buf b;
    buf_arena(&b, &a, 4096);
    for (size_t i = 0; i < r.quote_count; i++) {
        const struct quote *q = &r.quotes[i];
        if (q->kind != QUOTE_DIRECT)
            continue;
        if (b.n)
            buf_put(&b, STR(" / "));
        for (size_t k = 0; k < q->content_count; k++) {
            if (k > 0)
                buf_put(&b, q->content[k].at > q->content[k - 1].end + 2 ? STR(" ... ") : STR(" "));
            buf_put(&b, span_str(article.text, q->content[k]));
        }
    }
    return buf_str(&b);
}

struct quotation {
    const char *text, *quoted;
};
static void check_quotations(const struct quotation *v, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        reads(v[i].text);
        bool right = str_eq(quoted(), str_c(v[i].quoted));
        wrong += !right;
        if (!right)
            print_error("%s\n  -> %.*s\n", v[i].text, STR_ARG(quoted()));
    }
    check_int(wrong, 0);
}
#define CHECK(v) check_quotations(v, sizeof v / sizeof *v)

/* Paragraphs that were joined, each with its opening mark, and what stands behind the last. */
static void marks_that_are_left_open(void **state)
{
    (void)state;
    static const struct quotation cases[] = {
        {"\"The dam will hold this winter. \"We looked at it twice,\" the engineer Ruta Venn said. "
         "The village had been cleared in May.",
         "\"The dam will hold this winter. \"We looked at it twice,\""},
        {"Ruta Venn said: \"The dam will hold this winter. \"We looked at it twice.\" The village "
         "had been cleared in May, and its school was shut.",
         "\"The dam will hold this winter. \"We looked at it twice.\""},
        {"“The dam will hold this winter. We looked at it twice.\n\n“And we will look again,” the "
         "engineer Ruta Venn said.",
         "“The dam will hold this winter. We looked at it twice. / “And we will look again,”"},
        {"\"The dam will hold this winter, the engineer Ruta Venn said.\n\nThe village had been "
         "cleared in May.",
         "\"The dam will hold this winter"},
    };
    CHECK(cases);
}

static void quotations_in_quotations(void **state)
{
    (void)state;
    static const struct quotation cases[] = {
        {"“They called us an “army of beggars” and then they hired us,” Ruta Venn said.",
         "“They called us an “army of beggars” and then they hired us,”"},
        {"\"If he says, \"I want forty boats,\" you ask him where the sailors are,\" Ruta Venn "
         "said.",
         "\"If he says, \"I want forty boats,\" you ask him where the sailors are,\""},
        {"''They told us, 'Go home, all of you,''' said Ruta Venn, who stayed. ''We had no home.''",
         "''They told us, 'Go home, all of you,''' ... ''We had no home.''"},
    };
    CHECK(cases);
}

static void marks_of_the_wrong_shape(void **state)
{
    (void)state;
    static const struct quotation cases[] = {
        {"“The dam will hold this winter,’’ Ruta Venn said on Monday. “We looked at it twice.”",
         "“The dam will hold this winter,’’ ... “We looked at it twice.”"},
        {"“The dam will hold this winter,\" Ruta Venn said on Monday. The village had a \"plan\".",
         "“The dam will hold this winter,\""},
        {"Ruta Venn said on Monday: ”The dam will hold this winter.” The village had been cleared.",
         "”The dam will hold this winter.”"},
        {"“The dam will hold this winter,“ Ruta Venn said on Monday. The village had been cleared.",
         "“The dam will hold this winter,“"},
        {"The pipe in the wall was 34\" wide. Ruta Venn said on Monday: \"The dam will hold.\"",
         "\"The dam will hold.\""},
    };
    CHECK(cases);
}

/* Single marks: apostrophes close nothing, short quotations end before the next begins, and where a
 * text quotes in them they hold double ones and go on over paragraphs. */
static void single_marks(void **state)
{
    (void)state;
    static const struct quotation cases[] = {
        {"'The boys' coats were wet, and they didn't complain,' Ruta Venn said.",
         "'The boys' coats were wet, and they didn't complain,'"},
        {"'He told me \"no\" and went home,' Ruta Venn said. 'It was the Venns' last word.'",
         "'He told me \"no\" and went home,' ... 'It was the Venns' last word.'"},
        {"'We cleared the village. Nobody was left behind.\n\n'The dam held, and the rain "
         "stopped,' "
         "Ruta Venn said.",
         "'We cleared the village. Nobody was left behind. / 'The dam held, and the rain "
         "stopped,'"},
        {"Ruta Venn called it a 'very bad joke' and left. She said: 'The dam will hold.'",
         "'The dam will hold.'"},
    };
    CHECK(cases);
}

/* Words of others between quotations are in nobody's own words. */
static void own_words_stand_between_marks(void **state)
{
    (void)state;
    reads("\"By doing so you say that some streets are safe\" for women, which could be \"the end "
          "of a free town,\" Ruta Venn said.");
    check_int(r.quote_count, 1);
    check_int(r.quotes[0].kind, QUOTE_MIXED);
}

/* Many marks that nothing closes cost no more than what stands between them. */
static void hosts_of_marks(void **state)
{
    (void)state;
    struct buf b;
    for (int kind = 0; kind < 2; kind++) {
        buf_init(&b, 1 << 20);
        for (int i = 0; i < 30000; i++)
            buf_put(&b, kind ? STR("“a ") : STR("'a "));
        buf_char(&b, 0);
        reads(b.p);
        buf_done(&b);
    }
}

int main(void)
{
    arena_init(&a, 256 << 20);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_that_are_left_open),      cmocka_unit_test(quotations_in_quotations),
        cmocka_unit_test(marks_of_the_wrong_shape),      cmocka_unit_test(single_marks),
        cmocka_unit_test(own_words_stand_between_marks), cmocka_unit_test(hosts_of_marks)};
    return cmocka_run_group_tests_name("quotation", tests, NULL, NULL);
}
