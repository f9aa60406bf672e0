/* sense: noun groups, verb groups with their voice, tense and negation, and the borders of clauses,
 * written into the sentence: [noun group], <verb group facts>, "|" between clauses. */
#include "check.h"
#include "sense/internal.h"

static void put_facts(struct buf *b, const struct sense_chunk *c)
{
    static const char *const tenses[] = {"", " past", " present", " future"};
    buf_put(b, str_c(tenses[c->tense]));
    const struct {
        bool has;
        const char *word;
    } facts[] = {{c->passive, " passive"},
                 {c->negated, " not"},
                 {c->modal, " modal"},
                 {c->perfect, " perfect"},
                 {c->progressive, " progressive"},
                 {c->infinitive, " infinitive"}};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (facts[i].has)
            buf_put(b, str_c(facts[i].word));
}

static struct str drawn(const struct sense_doc *d)
{
    struct buf b;
    buf_arena(&b, d->arena, 1 << 16);
    for (uint32_t i = 0; i < d->token_count; i++) {
        if (b.n)
            buf_char(&b, ' ');
        for (size_t k = 1; k < d->clause_count; k++)
            if (d->clauses[k].from == i)
                buf_lit(&b, "| ");
        int32_t n = d->tokens[i].chunk;
        const struct sense_chunk *c = n >= 0 ? &d->chunks[n] : NULL;
        if (c && c->from == i)
            buf_char(&b, c->kind == CHUNK_NOUN ? '[' : '<');
        buf_put(&b, sense_token_str(d, i));
        if (c && c->to == i + 1 && c->kind == CHUNK_VERB)
            put_facts(&b, c);
        if (c && c->to == i + 1)
            buf_char(&b, c->kind == CHUNK_NOUN ? ']' : '>');
    }
    return buf_str(&b);
}

static const char *const cases[][2] = {
    {"The 31 dead soldiers were not found by the police.",
     "[The 31 dead soldiers] <were not found past passive not> by [the police] ."},
    {"The ministry will sign the pact.", "[The ministry] <will sign future> [the pact] ."},
    {"They have agreed to sign it.",
     "[They] <have agreed present perfect> <to sign infinitive> [it] ."},
    {"The bridge is being repaired.", "[The bridge] <is being repaired present passive> ."},
    {"Farmers could not sell their wheat.",
     "[Farmers] <could not sell present not modal> [their wheat] ."},
    {"The company has been fined.", "[The company] <has been fined present passive perfect> ."},
    {"Rescuers were searching the river.",
     "[Rescuers] <were searching past progressive> [the river] ."},
    {"Nobody was killed.", "[Nobody] <was killed past passive> ."},
    {"She never signed the letter.", "[She] never <signed past not> [the letter] ."},
    {"The court ruled on Monday, but the government refused to pay.",
     "[The court] <ruled past> on [Monday] , | but [the government] <refused past> <to pay "
     "infinitive> ."},
    {"Police arrested the men who stole the car.",
     "[Police] <arrested past> [the men] | who <stole past> [the car] ."},
    {"Prices fell because the harvest was good.",
     "[Prices] <fell past> | because [the harvest] <was past> good ."},
    {"The mayor said that the school would close.",
     "[The mayor] <said past> | that [the school] <would close present modal> ."},
    {"The minister did not answer.", "[The minister] <did not answer past not> ."},
    {"The new trade agreement must be approved by both parliaments.",
     "[The new trade agreement] <must be approved present passive modal> by [both parliaments] ."},
    {"Doctors hadn't warned the city's mayor.",
     "[Doctors] <had n't warned past not perfect> [the city] 's [mayor] ."},
};

static void groups_and_clauses(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 64 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sense_doc d = {
            .arena = &a, .text = str_c(cases[i][0]), .lang = STR("en"), .english = true};
        sense_tokens_make(&d);
        sense_tags_make(&d);
        sense_chunks_make(&d);
        check_strz(drawn(&d), cases[i][1]);
        arena_reset(&a);
    }
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(groups_and_clauses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
