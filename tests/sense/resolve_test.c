/* sense: names of an article put together into entities. */
#include "check.h"
#include "sense/internal.h"
#include "sense/persons.h"

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

static struct sense_doc read_article(const char *title, const char *text)
{
    struct article article = {.title = str_c(title), .text = str_c(text)};
    struct article *copy = arena_alloc(&a, sizeof *copy);
    *copy = article;
    struct sense_doc d;
    sense_doc_make(&a, copy, &d);
    return d;
}

static const struct entity *find(const struct sense_doc *d, const char *key)
{
    for (size_t i = 0; i < d->entity_count; i++)
        if (str_eq(d->entities[i].key, str_c(key)))
            return &d->entities[i];
    print_error("no entity %s\n", key);
    fail();
    return NULL;
}

static size_t named(const struct entity *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->mention_count; i++)
        n += !e->mentions[i].pronoun;
    return n;
}

static const char story[] = "Norwegian Prime Minister Nina Jones met Peter Smith, a spokesman for "
                            "the Northern Rail Union (NRU), in Oslo on "
                            "Monday.\n\nJones said the talks went well. She thanked Smith and the "
                            "NRU.\n\nThe United States welcomed the talks. "
                            "The U.S. will send an envoy to Norway.";

static void short_forms(void **state)
{
    (void)state;
    struct sense_doc d = read_article("Jones meets rail union in Oslo", story);
    const struct entity *jones = find(&d, "nina jones");
    check_int(named(jones), 2);
    check_int(jones->kind, ENTITY_PERSON);
    check_int(jones->mention_count, 3); /* and "She" */
    check_int(named(find(&d, "peter smith")), 2);
    check_int(named(find(&d, "northern rail union")), 3);
    check_int(named(find(&d, "united states")), 2);
}

static void roles(void **state)
{
    (void)state;
    struct sense_doc d = read_article("", story);
    check_strz(find(&d, "nina jones")->role, "Norwegian Prime Minister");
    check_strz(find(&d, "peter smith")->role, "spokesman for the Northern Rail Union (NRU)");
    d = read_article("",
                     "Police arrested the director of the firm, Joris Marrow, and an engineer of "
                     "the firm on suspicion of fraud. A lawyer for Joris Marrow said that he had "
                     "done nothing wrong.");
    check_strz(find(&d, "joris marrow")->role, ""); /* the engineer is somebody else */
}

static void places_on_the_map(void **state)
{
    (void)state;
    struct sense_doc d = read_article("", story);
    const struct entity *oslo = find(&d, "oslo");
    check_strz(oslo->country, "NO");
    check_true(oslo->lat > 59 && oslo->lat < 61);
    check_strz(find(&d, "united states")->country, "US");
}

static void weights_and_title(void **state)
{
    (void)state;
    struct sense_doc d = read_article("Jones meets rail union in Oslo", story);
    for (size_t i = 0; i < d.entity_count; i++) {
        check_true(d.entities[i].weight > 0 && d.entities[i].weight <= 1 &&
                   d.entities[i].mention_count > 0);
        check_true(i == 0 || d.entities[i - 1].weight >= d.entities[i].weight);
        for (size_t m = 0; m < d.entities[i].mention_count; m++) {
            struct span s = d.entities[i].mentions[m].span;
            check_true(s.at < s.end && s.end <= d.text.n);
        }
    }
    check_true(d.title->name_count >= 2);
    check_strz(d.entities[d.title->names[0].entity].key, "nina jones");
    for (size_t i = 0; i < d.name_count; i++)
        check_true(d.names[i].entity >= -1 && d.names[i].entity < (int32_t)d.entity_count);
}

static void found_by_span(void **state)
{
    (void)state;
    struct sense_doc d = read_article("", story);
    size_t at = str_find(d.text, STR("Jones said"));
    reading_index e = sense_entity_at(&d, (struct span){(uint32_t)at, (uint32_t)at + 5});
    check_true(e >= 0);
    check_strz(d.entities[e].key, "nina jones");
    check_int(sense_entity_at(&d, (struct span){0, 0}), -1);
}

static void empty_ones(void **state)
{
    (void)state;
    struct sense_doc d = read_article("", "");
    check_int(d.entity_count, 0);
    check_int(d.sentence_count, 0);
    d = read_article("A title alone", "");
    check_int(d.token_count, 0);
    check_int(d.title->token_count, 3);
}

/* Each row can be found: the table is in the order that it is searched in. */
static void nouns_for_persons(void **state)
{
    static const struct {
        const char *word;
        unsigned is;
    } cases[] = {{"accountant", SENSE_CALLING},
                 {"actor", SENSE_CALLING | SENSE_ROLE},
                 {"co-founder", SENSE_ROLE},
                 {"gov.", SENSE_ROLE},
                 {"governor", SENSE_CALLING | SENSE_ROLE},
                 {"singer", SENSE_CALLING | SENSE_ROLE},
                 {"singer-songwriter", SENSE_CALLING},
                 {"vice-president", SENSE_ROLE},
                 {"woman", SENSE_CALLING},
                 {"writer", SENSE_CALLING | SENSE_ROLE},
                 {"firm", 0},
                 {"zebra", 0},
                 {"", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_int(sense_person_noun(str_c(cases[i].word)), cases[i].is);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_forms),       cmocka_unit_test(roles),
        cmocka_unit_test(places_on_the_map), cmocka_unit_test(weights_and_title),
        cmocka_unit_test(found_by_span),     cmocka_unit_test(empty_ones),
        cmocka_unit_test(nouns_for_persons)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
