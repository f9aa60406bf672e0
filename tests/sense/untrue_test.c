/* untrue: denials without a verb of denying, and words like theirs that deny nothing; what an aside
 * denies. All sentences are made up. */
#include "reads.h"

/* What the text's first denial denies; "": none. */
static struct str denied(void)
{
    for (size_t i = 0; i < r.claim_count; i++)
        if (r.claims[i].stance == STANCE_DENIES)
            return span_str(article.text, r.claims[i].span);
    return STR_NONE;
}

static const struct {
    const char *text, *denied;
} cases[] = {
    /* a matter is judged */
    {"Brenlow Mills called the allegations baseless and said it would go to court.",
     "the allegations baseless"},
    {"The envoy described the charge of theft as absurd.", "the charge of theft as absurd"},
    {"The palace said the story was simply untrue.", "the story was simply untrue"},
    {"Ana Verrick said the minister's account was wrong.", "the minister's account was wrong"},
    {"\"That is not true,\" Ana Verrick told reporters in Orva.", "\"That is not true,\""},
    {"\"There is no truth to the rumour,\" Ana Verrick said.",
     "\"There is no truth to the rumour,\""},
    {"There was no basis for the charge, the bank said in a statement.",
     "There was no basis for the charge"},
    {"Inspectors found no evidence that the mill had dumped oil in the lake.",
     "no evidence that the mill had dumped oil in the lake"},
    {"The auditors found \"no evidence that the money was lost\" by the town.",
     "\"no evidence that the money was lost\" by the town"},
    {"\"That never happened,\" Leo Brask told the court.", "\"That never happened,\""},
    {"\"I never took a crown from anybody,\" Leo Brask told the court.",
     "\"I never took a crown from anybody,\""},
    /* a thing is no matter, and to find the lie is to accuse */
    {"Ana Verrick called the film nonsense.", ""},
    {"Ana Verrick said the bridge was wrong for the town.", ""},
    {"Ana Verrick said the report was not wrong.", ""},
    {"\"This is the lie on which his campaign was built,\" Ana Verrick said.", ""},
    {"Ana Verrick found no reason to stay in the town.", ""},
    /* the speaker has not done what people are charged with */
    {"The army said it had not shelled the market in Lunde.",
     "it had not shelled the market in Lunde"},
    {"\"I did not take a crown from anybody,\" Leo Brask told the court.",
     "\"I did not take a crown from anybody,\""},
    {"The club said it had not decided yet.", ""},
    {"\"I'm not aware anybody has ever sung there before,\" Leo Brask told the court.", ""},
    {"\"I did not sleep that night,\" Leo Brask told the court.", ""},
    {"\"We did not pay attention to the score,\" Leo Brask said.", ""},
    {"Leo Brask said she had never seen a crowd like it in the town.", ""},
    /* not guilty */
    {"Leo Brask has pleaded not guilty to fraud.", "fraud"},
    {"Leo Brask pleaded not guilty to fraud on Monday.", "fraud on Monday"},
    {"Leo Brask, the former mayor of the town, maintains his innocence.", "his innocence"},
    {"Leo Brask pleaded guilty to fraud.", ""},
    /* an aside denies the noun or the clause before it */
    {"Friends urged Leo Brask to step down over the accusations, which Brask has always denied.",
     "the accusations"},
    {"Ada Firth said she was angry because Brask called her a thief, something Brask has denied.",
     "Brask called her a thief"},
    {"The Herald said that Brask had lied to voters, a charge Brask denies.",
     "Brask had lied to voters"},
    {"They passed a law, which requires owners to verify the age of guests.", ""},
};

static void words_deny(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reads(cases[i].text);
        bool right = str_eq(denied(), str_c(cases[i].denied));
        wrong += !right;
        if (!right)
            print_error("%s\n  %.*s\n", cases[i].text, STR_ARG(denied()));
    }
    check_int(wrong, 0);
}

/* Whatever a claim is of, its quote has it, too: "the accusations", and not "which". */
static void claims_stand_in_their_quotes(void **state)
{
    (void)state;
    size_t denials = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reads(cases[i].text);
        for (size_t k = 0; k < r.claim_count; k++) {
            const struct claim *c = &r.claims[k];
            if (c->quote < 0)
                continue;
            bool holds = false;
            for (size_t n = 0; n < r.quotes[c->quote].content_count; n++)
                holds |= r.quotes[c->quote].content[n].at < c->span.end &&
                         c->span.at < r.quotes[c->quote].content[n].end;
            if (!holds)
                fail_msg("%s", cases[i].text);
            denials += c->stance == STANCE_DENIES;
        }
    }
    check_true(denials > 10);
}

/* "The former Orlanda governor" is a person, and not the place. */
static void places_do_not_speak_for_persons(void **state)
{
    (void)state;
    reads("The former Estonia governor said that the bridge was closed.");
    check_true(r.quote_count == 1 && r.quotes[0].speaker < 0);
    reads("The Estonia government said that the bridge was closed.");
    check_true(r.quote_count == 1 && r.quotes[0].speaker >= 0);
}

/* Who says it, with what he is in a clause of its own. */
static void tails_have_relative_clauses(void **state)
{
    (void)state;
    reads("The mayor was paid by builders, Mara Quist, who leads the opposition, alleged on "
          "Monday.");
    check_true(r.claim_count == 1 && r.claims[0].by >= 0);
    check_strz(r.entities[r.claims[0].by].name, "Mara Quist");
    check_int(r.claims[0].stance, STANCE_ACCUSES);
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
        cmocka_unit_test(words_deny),
        cmocka_unit_test(claims_stand_in_their_quotes),
        cmocka_unit_test(places_do_not_speak_for_persons),
        cmocka_unit_test(tails_have_relative_clauses),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
