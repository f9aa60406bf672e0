/* seed: what a reader must find in the four articles that the project grew from. Their texts are
 * not ours and stay outside: skipped where they are absent. */
#include "sense/sense.h"
#include "shared.h"

static struct arena a;
static struct article articles[4];
static struct reading readings[4];
static int count;

static bool load(void)
{
    const char *path = shared_path(&a, "data/seed/articles.jsonl");
    struct str file = path ? check_file(&a, path) : STR_NONE, line;
    if (count)
        return true;
    while (file.p && str_split(&file, '\n', &line) && count < 4) {
        json_t *v;
        if (json_read(line, &v, NULL) != ERR_OK)
            continue;
        articles[count] = shared_article(&a, v);
        json_decref(v);
        sense_read(&a, &articles[count], TIME_NONE, &readings[count]);
        count++;
    }
    return count == 4;
}

static struct str said(int article, struct span s)
{
    return span_str(articles[article].text, s);
}

/* A figure of this value whose counted words hold `counted` and whose sort is `what` (either may be
 * empty). */
static const struct figure *figure(int article, double value, const char *counted, const char *what)
{
    const struct reading *r = &readings[article];
    for (size_t i = 0; i < r->figure_count; i++)
        if (r->figures[i].value == value &&
            (!*counted ||
             str_find(said(article, r->figures[i].counted), str_c(counted)) != SIZE_MAX) &&
            (!*what || str_eq(r->figures[i].what, str_c(what))))
            return &r->figures[i];
    return NULL;
}

static void figures(void **state)
{
    (void)state;
    if (!load())
        skip();
    check_true(figure(0, 24, "documents", "") != NULL);
    const struct figure *trade = figure(0, 5e9, "", "money");
    check_true(trade && trade->from == 1.5e9 && trade->trend == TREND_UP);
    check_true(figure(1, 31, "people", "dead") && figure(1, 23, "security personnel", "dead"));
    check_true(figure(1, 354, "passengers", "freed") && figure(1, 37, "", "hurt"));
    check_true(figure(1, 18, "", "dead") != NULL);
    const struct figure *aboard = figure(1, 425, "", "");
    check_true(aboard && aboard->from == 440 && aboard->trend == TREND_REVISED);
    const struct figure *attacks = figure(3, 504, "attacks", "attacks"),
                        *deaths = figure(3, 388, "", "");
    check_true(attacks && attacks->from == 116 && deaths && deaths->from == 88);
}

static bool names(int article, reading_index entity, const char *name)
{
    return entity >= 0 &&
           str_find(readings[article].entities[entity].name, str_c(name)) != SIZE_MAX;
}

static void who_says_what(void **state)
{
    (void)state;
    if (!load())
        skip();
    bool hub = false, balkhi = false, jaiswal = false, delhi = false;
    for (size_t i = 0; i < readings[0].quote_count; i++)
        for (size_t k = 0; k < readings[0].quotes[i].content_count; k++)
            hub |= str_find(said(0, readings[0].quotes[i].content[k]), STR("export hub")) !=
                       SIZE_MAX &&
                   names(0, readings[0].quotes[i].speaker, "Schehzad");
    for (size_t i = 0; i < readings[1].claim_count; i++) {
        const struct claim *c = &readings[1].claims[i];
        balkhi |= c->stance == STANCE_DENIES && names(1, c->by, "Balkhi") && c->against >= 0;
        jaiswal |= c->stance == STANCE_DENIES && names(1, c->by, "Jaiswal");
        delhi |= c->stance == STANCE_DENIES && names(1, c->by, "Delhi");
    }
    check_true(hub && balkhi && jaiswal && delhi);
}

static void tags(void **state)
{
    (void)state;
    if (!load())
        skip();
    for (int i = 0; i < 4; i++) {
        const struct reading *r = &readings[i];
        check_true(r->hashtag_count >= 5 && r->hashtag_count <= 8 && r->summary_count == 3);
        check_true(r->keypoint_count >= 3);
        for (size_t k = 0; k < r->hashtag_count; k++)
            check_true(!str_eq_fold(r->hashtags[k].tag, STR("VOA")) &&
                       !str_eq_fold(r->hashtags[k].tag, STR("VoiceOfAmerica")));
    }
}

static void answers(void **state)
{
    (void)state;
    if (!load())
        skip();
    static const struct {
        int article;
        const char *question, *answer; /* NULL: not said */
    } cases[] = {
        {0, "How many documents were signed?", "24"},
        {0, "Who co-chaired the forum?", "Erdogan"},
        {1, "How many passengers were freed?", "354"},
        {1, "Who rejected the allegations made by Pakistan?", "Jaiswal"},
        {3, "How many attacks did the BLA launch in 2024?", "504"},
        {0, "What is the population of Brazil?", NULL},
        {1, "Who won the football match?", NULL},
        {2, "How much does a ticket cost?", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct answer x;
        int n = cases[i].article;
        sense_ask(&a, articles[n].text, &readings[n], str_c(cases[i].question), &x);
        if (x.found != (cases[i].answer != NULL))
            print_error("%s: found %d, score %.2f\n", cases[i].question, x.found, x.score);
        check_true(x.found == (cases[i].answer != NULL));
        if (cases[i].answer)
            check_true(str_find(said(n, readings[n].sentences[x.sentence].span),
                                str_c(cases[i].answer)) != SIZE_MAX);
    }
}

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 512 << 20);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(figures), cmocka_unit_test(who_says_what),
                                       cmocka_unit_test(tags), cmocka_unit_test(answers)};
    return cmocka_run_group_tests_name("seed", tests, setup, NULL);
}
