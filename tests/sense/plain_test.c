/* plain: who says what by rule, where the model of sayings is empty (a build with OPEN=1). */
#include "check.h"
#include "sense/linear.h"
#include "sense/sense.h"

static struct arena a;
enum { LABELS = 7, BLOB = LINEAR_HEAD + LABELS * LABELS * 4 + 4 + 8 };

/* A model with one free row, as training from no rows makes it. */
static void empty_model(unsigned char blob[BLOB])
{
    memset(blob, 0, BLOB);
    memcpy(blob, "OLI3", 4);
    blob[4] = LABELS;
    blob[8] = 1;
    memset(blob + 16, '0', 16);
}

static void quotation_marks_tell_who_speaks(void **state)
{
    (void)state;
    static unsigned char blob[BLOB];
    static const struct {
        const char *text, *source, *content;
    } cases[] = {
        {"\"The bridge will be closed until Friday,\" said Nora Feld.", "Nora Feld",
         "\"The bridge will be closed until Friday,\""},
        {"Nora Feld said that the bridge would be closed.", "Nora Feld",
         "that the bridge would be closed"},
        {"The bridge would be closed until Friday, Nora Feld said.", "Nora Feld",
         "The bridge would be closed until Friday"},
        {"The \"iron\" bridge was closed.", NULL, NULL},
    };
    empty_model(blob);
    sense_linear_put(LINEAR_SPEECH, blob, BLOB);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading r;
        struct article article = {.text = str_c(cases[i].text)};
        arena_reset(&a);
        sense_read(&a, &article, TIME_NONE, &r);
        check_int((long long)r.quote_count, cases[i].source ? 1 : 0);
        if (!cases[i].source)
            continue;
        check_strz(span_str(article.text, r.quotes[0].source), cases[i].source);
        check_strz(span_str(article.text, r.quotes[0].content[0]), cases[i].content);
    }
    sense_linear_put(LINEAR_SPEECH, NULL, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(quotation_marks_tell_who_speaks)};
    arena_init(&a, 64 << 20);
    int failed = cmocka_run_group_tests_name("plain", tests, NULL, NULL);
    arena_done(&a);
    return failed;
}
