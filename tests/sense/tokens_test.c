/* sense: tokens, sentences, quotations, datelines and credits. */
#include "check.h"
#include "sense/internal.h"
#include "sense/model.h"

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 256 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static struct sense_doc read_text(const char *text)
{
    struct sense_doc d = {.arena = &a, .text = str_c(text), .lang = STR("en"), .english = true};
    sense_tokens_make(&d);
    return d;
}

static void tokens_are(const char *text, const char *want)
{
    struct sense_doc d = read_text(text);
    struct buf b;
    buf_arena(&b, &a, 1 << 16);
    for (uint32_t i = 0; i < d.token_count; i++) {
        if (i)
            buf_char(&b, '|');
        buf_put(&b, sense_token_str(&d, i));
    }
    check_strz(buf_str(&b), want);
}

static void tokens(void **state)
{
    (void)state;
    tokens_are("They don't know Nina's plan.", "They|do|n't|know|Nina|'s|plan|.");
    tokens_are("It cost $5.5 million (about 4%).", "It|cost|$|5.5|million|(|about|4|%|)|.");
    tokens_are("A well-known non-profit met at 5pm.", "A|well|-|known|non-profit|met|at|5|pm|.");
    tokens_are("Mr. Holm of the U.S. came...", "Mr.|Holm|of|the|U.S.|came|...");
    tokens_are("See http://example.org/a-b, or ask a.b@example.org.",
               "See|http://example.org/a-b|,|or|ask|a.b@example.org|.");
    tokens_are("“Yes,” she said—‘no’!?", "“|Yes|,|”|she|said|—|‘|no|’|!?");
    tokens_are("and/or 9/11, cannot, '90s", "and|/|or|9/11|,|can|not|,|'90s");
    tokens_are("Call 555-0100 now", "Call|555-0100|now");
    tokens_are("", "");
    tokens_are("\xFF\xFE \x80", "\xFF|\xFE|\x80");
}

static void sentences_are(const char *text, const char *want)
{
    struct sense_doc d = read_text(text);
    struct buf b;
    buf_arena(&b, &a, 1 << 16);
    for (uint32_t i = 0; i < d.sentence_count; i++) {
        if (i)
            buf_char(&b, '|');
        buf_put(&b, span_str(d.text, d.sentences[i].span));
    }
    check_strz(buf_str(&b), want);
}

static void sentences(void **state)
{
    (void)state;
    sentences_are("The committee met on Monday. It will meet again. Nobody objected.",
                  "The committee met on Monday.|It will meet again.|Nobody objected.");
    sentences_are("Dr. Ana Ruiz left the U.S. on Friday. She was tired.",
                  "Dr. Ana Ruiz left the U.S. on Friday.|She was tired.");
    sentences_are("\"We will go,\" he said. \"Nobody stays.\" Then they left.",
                  "\"We will go,\" he said.|\"Nobody stays.\"|Then they left.");
    sentences_are("A heading\n\nThe text begins here.", "A heading|The text begins here.");
    sentences_are("OSLO, March 3 (Agency) - The fleet sailed at dawn.",
                  "OSLO, March 3 (Agency) -|The fleet sailed at dawn.");
    sentences_are("New bridge opens Tuesday, March 3, 2015",
                  "New bridge opens|Tuesday, March 3, 2015");
}

/* What news has besides plain sentences. */
static void sentences_of_news(void **state)
{
    (void)state;
    sentences_are("The sea is nobody's. It was here first. - Nina Jones, Oslo",
                  "The sea is nobody's.|It was here first. - Nina Jones, Oslo");
    sentences_are("The harbour is getting better every month We have forty ships now.",
                  "The harbour is getting better every month|We have forty ships now.");
    sentences_are("She gave one reason: The boats were too old. Nobody laughed.",
                  "She gave one reason: The boats were too old.|Nobody laughed.");
    sentences_are("Members of the [Northern] Union met. They (the drivers) Union men said so.",
                  "Members of the [Northern] Union met.|They (the drivers) Union men said so.");
    sentences_are("The old pier at dusk. Image: Nina Jones\n\nThe pier burned down.",
                  "The old pier at dusk.|Image: Nina Jones|The pier burned down.");
    sentences_are("J. R. Holm and A.B. Ruiz left at 5 p.m. on Friday. Nobody saw them.",
                  "J. R. Holm and A.B. Ruiz left at 5 p.m. on Friday.|Nobody saw them.");
    sentences_are("They came at 9 a.m. The gates were shut. Acme Inc. sold 3.5 million cars.",
                  "They came at 9 a.m.|The gates were shut.|Acme Inc. sold 3.5 million cars.");
    sentences_are("• Ships are late\n• Trains are full\n• Nobody knows why",
                  "• Ships are late|• Trains are full|• Nobody knows why");
    sentences_are("\"Will it rain?\" he asked. \"It will!\" she said.",
                  "\"Will it rain?\" he asked.|\"It will!\" she said.");
    sentences_are("He quoted a letter to The Halvard Post on Monday. It was short.",
                  "He quoted a letter to The Halvard Post on Monday.|It was short.");
}

/* A title, "against" or the like before a name ends nothing, nor does a number of things. */
static void titles_end_nothing(void **state)
{
    (void)state;
    sentences_are("They asked him to talk to Rep. Joel Sesk about it. He did.",
                  "They asked him to talk to Rep. Joel Sesk about it.|He did.");
    sentences_are("Republican Rep. Stev Kurn and Gov. Ann Lee said no to Sens. Moll and Hale.",
                  "Republican Rep. Stev Kurn and Gov. Ann Lee said no to Sens. Moll and Hale.");
    sentences_are("The mayor met Gen. Bo Sorn, Lt. Gov. Ivo Pell, Rev. Al Moss and Sgt. Ed Rane.",
                  "The mayor met Gen. Bo Sorn, Lt. Gov. Ivo Pell, Rev. Al Moss and Sgt. Ed Rane.");
    sentences_are("The case of Moll v. Hale opened. It was thrown out.",
                  "The case of Moll v. Hale opened.|It was thrown out.");
    sentences_are("The 6th Circuit Court heard it. His 1970s Dutch team won.",
                  "The 6th Circuit Court heard it.|His 1970s Dutch team won.");
    sentences_are("She spoke to the gov. The answer was no.",
                  "She spoke to the gov.|The answer was no.");
}

static void kinds(void **state)
{
    (void)state;
    struct sense_doc d =
        read_text("By Nina Jones\n\nOSLO (Agency) - The fleet sailed.\n\nWhat follows\n\n"
                  "Nobody knows.\n\nNils Holm contributed to this report.");
    check_int(d.sentences[0].kind, SENTENCE_CREDIT);
    check_int(d.sentences[1].kind, SENTENCE_CREDIT);
    check_int(d.sentences[2].kind, SENTENCE_PROSE);
    check_int(d.sentences[3].kind, SENTENCE_HEADING);
    check_int(d.sentences[4].kind, SENTENCE_PROSE);
    check_int(d.sentences[5].kind, SENTENCE_CREDIT);
    check_int(d.sentences[5].paragraph, 4);
}

static unsigned quoted(const char *text)
{
    struct sense_doc d = read_text(text);
    unsigned n = 0;
    for (uint32_t i = 0; i < d.token_count; i++)
        n += (d.tokens[i].flags & TOK_IN_QUOTES) != 0;
    return n;
}

static void quotations(void **state)
{
    (void)state;
    check_int(quoted("He said \"we go now\" and left."), 3);
    check_int(quoted("He said “we go” and left."), 2);
    check_int(quoted("'We go now,' he said."), 4);
    check_int(quoted("The soldiers' families met the miners' union."), 0);
    check_int(quoted("\"An open one\n\nends with its paragraph."), 3);
}

/* Every sentence covers its tokens, tokens ascend, spans lie in the text: for any bytes. */
static void spans_hold(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < 400; round++) {
        char text[200];
        size_t n = (size_t)(round % 200);
        static const char some[] = "aA .,\"'\n-(1$\xE2\x80\x9C\xC3\xA9\xFF?!:;";
        for (size_t i = 0; i < n; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            text[i] = some[(seed >> 33) % (sizeof some - 1)];
        }
        struct sense_doc d = {
            .arena = &a, .text = str_of(text, n), .lang = STR("en"), .english = true};
        sense_tokens_make(&d);
        uint32_t at = 0, token = 0;
        for (size_t s = 0; s < d.sentence_count; s++) {
            check_int(d.sentences[s].from, token);
            check_true(d.sentences[s].to > token);
            for (; token < d.sentences[s].to; token++) {
                check_true(d.tokens[token].span.at >= at &&
                           d.tokens[token].span.end > d.tokens[token].span.at);
                at = d.tokens[token].span.end;
                check_int(d.tokens[token].sentence, s);
            }
        }
        check_int(token, d.token_count);
        check_true(at <= n);
        arena_reset(&a);
    }
}

static void stale_models_are_refused(void **state)
{
    (void)state;
    struct sense_model_head h = {.version = SENSE_MODEL_VERSION + 1};
    memcpy(h.magic, SENSE_MODEL_MAGIC, 8);
    struct {
        struct sense_model_head head;
    } m = {h};
    check_true(!sense_model_check((const struct sense_model *)&m, sizeof m, MODEL_SENT));
    check_true(!sense_model_check((const struct sense_model *)&m, 10, MODEL_SENT));
    for (int i = 0; i < MODEL_COUNT; i++)
        check_true(sense_model_get((enum sense_model_id)i) != NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens),
        cmocka_unit_test(sentences),
        cmocka_unit_test(titles_end_nothing),
        cmocka_unit_test(kinds),
        cmocka_unit_test(quotations),
        cmocka_unit_test(sentences_of_news),
        cmocka_unit_test(spans_hold),
        cmocka_unit_test(stale_models_are_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
