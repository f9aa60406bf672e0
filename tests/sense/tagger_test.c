/* sense: tags, lemmas, groups and clauses. */
#include "check.h"
#include "sense/internal.h"

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
    sense_tags_make(&d);
    sense_chunks_make(&d);
    return d;
}

static void tags_are(const char *text, const char *want)
{
    struct sense_doc d = read_text(text);
    struct buf b;
    buf_arena(&b, &a, 1 << 16);
    for (uint32_t i = 0; i < d.token_count; i++) {
        if (i)
            buf_char(&b, ' ');
        buf_put(&b, str_c(sense_xpos_names[d.tokens[i].xpos]));
    }
    check_strz(buf_str(&b), want);
}

static void tags(void **state)
{
    (void)state;
    tags_are("The minister signed two agreements.", "DT NN VBD CD NNS .");
    tags_are("She has not been told about it.", "PRP VBZ RB VBN VBN IN PRP .");
    tags_are("Nina Jones lives in Oslo.", "NNP NNP VBZ IN NNP .");
}

static void lemmas(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"They said it .", "say"},       {"They hoped so .", "hope"},
        {"They stopped it .", "stop"},   {"They carried it .", "carry"},
        {"They decided it .", "decide"}, {"They visited it .", "visit"},
        {"They killed it .", "kill"},    {"They included it .", "include"},
        {"They agreed then .", "agree"}, {"They created it .", "create"},
        {"They opened it .", "open"},    {"They charged it .", "charge"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sense_doc d = read_text(cases[i][0]);
        check_strz(d.tokens[1].lemma, cases[i][1]);
    }
    struct sense_doc d =
        read_text("The women told stories about three buses and the wives of men.");
    check_strz(d.tokens[1].lemma, "woman");
    check_strz(d.tokens[3].lemma, "story");
    check_strz(d.tokens[6].lemma, "bus");
}

static void groups(void **state)
{
    (void)state;
    struct sense_doc d = read_text("The 31 dead soldiers were not found by the police.");
    check_true(d.chunk_count >= 3);
    check_strz(span_str(d.text, sense_span(&d, d.chunks[0].from, d.chunks[0].to)),
               "The 31 dead soldiers");
    check_int(d.chunks[0].kind, CHUNK_NOUN);
    check_strz(sense_token_str(&d, d.chunks[0].head), "soldiers");
    const struct sense_chunk *v = &d.chunks[1];
    check_int(v->kind, CHUNK_VERB);
    check_true(v->passive && v->negated && v->tense == TENSE_PAST);
    d = read_text("The ministry will sign the pact.");
    check_true(d.chunks[1].tense == TENSE_FUTURE && !d.chunks[1].passive && !d.chunks[1].modal);
    d = read_text("They have agreed to sign it.");
    check_true(d.chunks[1].perfect && d.chunks[2].infinitive);
}

static void clauses(void **state)
{
    (void)state;
    struct sense_doc d = read_text("The court ruled on Monday, but the government refused to pay.");
    check_int(d.clause_count, 2);
    check_true(d.clauses[0].verb >= 0 && d.clauses[1].verb > d.clauses[0].verb);
    check_int(d.clauses[0].from, 0);
    check_int(d.clauses[1].to, d.token_count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tags), cmocka_unit_test(lemmas),
                                       cmocka_unit_test(groups), cmocka_unit_test(clauses)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
