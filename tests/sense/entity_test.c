/* sense: people, bodies and places of an article: who is meant, what they are, where it lies, and
 * what is no name. All names are invented, but for places and countries. */
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

/* The sentence behind it is for the language, which short texts do not tell. */
static struct sense_doc read_text(const char *text)
{
    struct article *article = arena_alloc(&a, sizeof *article);
    *article = (struct article){
        .text = str_fmt(&a, "%s\n\nThe weather was good, and the roads were dry.", text)};
    struct sense_doc d;
    sense_doc_make(&a, article, &d);
    return d;
}

static const struct entity *find(const struct sense_doc *d, const char *key)
{
    for (size_t i = 0; i < d->entity_count; i++)
        if (str_eq(d->entities[i].key, str_c(key)))
            return &d->entities[i];
    return NULL;
}

static unsigned named(const struct entity *e)
{
    unsigned n = 0;
    for (size_t i = 0; e && i < e->mention_count; i++)
        n += !e->mentions[i].pronoun;
    return n;
}

/* ---- who is meant ---- */

static const struct {
    const char *text, *key;
    unsigned mentions; /* by name; 0: there is no such one */
} meant[] = {
    /* the one who came first and was called so, not the relative named last */
    {"Peter Holm left the house with his wife, Nina Holm. Holm said he was tired.", "peter holm",
     2},
    {"Peter Holm left the house with his wife, Nina Holm. Holm said he was tired.", "nina holm", 1},
    {"Senator Peter Holm spoke. Holm was angry. Later the painter Nina Holm came. Holm left.",
     "peter holm", 3},
    /* a full name that comes later is the one who was called so before, but for a relative's */
    {"President Holm plans to leave the pact. Otto Holm was elected in May. Holm will speak.",
     "otto holm", 3},
    {"President Holm plans to leave the pact. His daughter Nina Holm spoke. Holm will speak.",
     "nina holm", 1},
    {"President Holm plans to leave the pact. On the trip he met Nina Holm and Ole Lind. Aides "
     "like "
     "Nina hope that he stays. Holm will speak today.",
     "nina holm", 2},
    /* a title tells */
    {"Mr. Peter Holm spoke first. Then Mrs. Nina Holm spoke. Mrs. Holm was angry.", "nina holm", 2},
    /* what stands behind the surname is none */
    {"Nils Holm Jr. pleaded guilty. His wife, Sandra Holm, wept. Holm left the court.",
     "nils holm jr", 2},
    /* one surname for two */
    {"Peter and Nina Holm left the island. Holm was ill.", "peter holm", 2},
    {"Nils Brandt met reporters. Brandt and Nina Holm left the island.", "brandt holm", 0},
    /* a surname that is taken for a body speaks */
    {"Shane Perry waited at the gate. Perry told the paper about it. Perry laughed.", "shane perry",
     3},
};

static void who_is_meant(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++) {
        struct sense_doc d = read_text(meant[i].text);
        unsigned n = named(find(&d, meant[i].key));
        if (n != meant[i].mentions)
            print_error("%s of: %s\n", meant[i].key, meant[i].text);
        check_int(n, meant[i].mentions);
    }
}

/* ---- bodies ---- */

static const struct {
    const char *text, *key;
    unsigned mentions;
} bodies[] = {
    {"The Lisbon Comets won on Sunday. The Comets play again on Monday.", "lisbon comets", 2},
    /* two that end so: neither */
    {"The Lisbon Rovers beat the Madrid Rovers. The Rovers were glad.", "lisbon rovers", 1},
    {"The UK Harvest Party lost. UKHP said so on Monday.", "uk harvest party", 2},
    {"The European Union met on Monday. The EU was late.", "european union", 2},
    {"The EU was late. The European Union met on Monday.", "european union", 2},
    {"The Ministry of Defence said no. The Defence Ministry said nothing else.", "defence ministry",
     2},
    {"The Ways and Means Committee met on Monday.", "ways and means committee", 1},
};

static void short_bodies(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct sense_doc d = read_text(bodies[i].text);
        unsigned n = named(find(&d, bodies[i].key));
        if (n != bodies[i].mentions)
            print_error("%s of: %s\n", bodies[i].key, bodies[i].text);
        check_int(n, bodies[i].mentions);
    }
}

/* ---- roles ---- */

static const struct {
    const char *text, *key, *role;
} roles[] = {
    {"The rally was led by former President Nils Holm.", "nils holm", "former President"},
    {"The late President Nils Holm was mourned.", "nils holm", "late President"},
    {"Secretary of State Nils Holm spoke on Monday.", "nils holm", "Secretary of State"},
    {"He fears the death of Justice Nils Holm.", "nils holm", "Justice"},
    {"He was the leader of the campaign of President Nils Holm.", "nils holm", "President"},
    {"World Rowing Agency (WRA) chief Nils Holm spoke.", "nils holm",
     "World Rowing Agency (WRA) chief"},
    {"The letter was sent by attorneys Nils Holm and Peter Brandt.", "nils holm", "attorney"},
    {"Nils Holm, now a consultant at a bank, spoke.", "nils holm", "consultant at a bank"},
    {"Rep. Nils Holm (D-N.Y.) spoke.", "nils holm", "Rep."},
    /* what one is, rather than what one was, and no husband where more is said */
    {"Former Tarna coach Nils Holm spoke. Norvik coach Nils Holm was glad.", "nils holm",
     "Norvik coach"},
    {"Former Attorney General Nils Holm spoke. It was the attorney general Nils Holm again.",
     "nils holm", "Former Attorney General"},
    {"Dr. Nils Holm spoke on Monday.", "nils holm", ""},
};

static void roles_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        struct sense_doc d = read_text(roles[i].text);
        const struct entity *e = find(&d, roles[i].key);
        if (!e)
            print_error("no %s: %s\n", roles[i].key, roles[i].text);
        assert_non_null(e);
        check_strz(e->role, roles[i].role);
    }
}

/* ---- places ---- */

static const struct {
    const char *text, *key, *country;
    double lat; /* within a degree */
} places[] = {
    {"Congress met in Washington on Monday and talks ended there.", "washington", "US", 38.9},
    {"A ferry left Seattle, Washington, on Monday.", "washington", "US", 47.3},
    {"A train left Cologne on Monday.", "cologne", "DE", 50.9},
    {"Floods hit Punjab in India on Monday.", "punjab", "IN", 31.0},
    {"A rocket rose in Wenchang, Hainan Province, on Monday.", "hainan province", "CN", 19.6},
    {"He flew to Paris on Monday. Roads in Texas were shut.", "paris", "FR", 48.9},
    {"He lives in Paris, Texas, with a dog.", "paris", "US", 33.7},
    {"He sailed to Lisbon on Monday. America was glad.", "lisbon", "PT", 38.7},
    {"Officials in Seoul, Washington and other capitals met.", "seoul", "KR", 37.6},
    {"Polls opened in Georgia, Ohio and Florida on Monday. Snow fell in Atlanta.", "georgia", "US",
     33.3},
    {"Troops left Tbilisi on Monday, and the war in Georgia went on.", "georgia", "GE", 42.0},
    {"Polls opened in California and Virginia on Monday.", "california", "US", 35.3},
    {"A fire broke out near the White House on Monday.", "white house", "US", 38.9},
    {"Snow fell in Scotland on Monday.", "scotland", "GB", 55.9},
    {"Trade with Asia grew on Monday.", "asia", "", 0},
};

static void places_meant(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct sense_doc d = read_text(places[i].text);
        const struct entity *e = find(&d, places[i].key);
        if (!e || !str_eq(e->country, str_c(places[i].country)) || e->lat < places[i].lat - 1 ||
            e->lat > places[i].lat + 1)
            print_error("%s: %s\n", places[i].key, places[i].text);
        assert_non_null(e);
        check_strz(e->country, places[i].country);
        assert_true(e->lat > places[i].lat - 1 && e->lat < places[i].lat + 1);
    }
}

/* One country, and two. */
static void countries(void **state)
{
    (void)state;
    struct sense_doc d = read_text("England beat Scotland at home on Monday. America and the US "
                                   "were glad, and so was the United States of America.");
    check_int(named(find(&d, "england")), 1);
    check_int(named(find(&d, "scotland")), 1);
    check_int(named(find(&d, "united states")), 3);
}

/* ---- no names ---- */

static const struct {
    const char *text, *key;
} none[] = {
    {"Rep. Nils Holm (D-N.Y.) and Sen. Peter Brandt, R-Tenn., spoke.", "rep"},
    {"Rep. Nils Holm (D-N.Y.) and Sen. Peter Brandt, R-Tenn., spoke.", "d n y"},
    {"Rep. Nils Holm (D-N.Y.) and Sen. Peter Brandt, R-Texas, spoke.", "r texas"},
    {"Officials say the car was stolen.\n\nLeaders Demand Immediate Release Of Report.\n\nNils "
     "Holm "
     "said no.",
     "demand immediate release of report"},
    {"The race began on Tue at Tarna.", "tue"},
};

static void no_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct sense_doc d = read_text(none[i].text);
        if (find(&d, none[i].key))
            print_error("%s: %s\n", none[i].key, none[i].text);
        assert_null(find(&d, none[i].key));
    }
}

/* ---- kinds ---- */

static const struct {
    const char *text, *key;
    enum entity_kind kind;
} kinds[] = {
    {"He first found fame in the drama Enigma.", "enigma", ENTITY_OTHER},
    {"The parcel was sent by 26-year-old Tywanda on Monday.", "tywanda", ENTITY_PERSON},
    {"Icarn said its decision was final. Icarn met on Monday.", "icarn", ENTITY_ORG},
    {"Shares were sold to Karim bin Tarek and Omar Holm.", "karim bin tarek", ENTITY_PERSON},
    {"The storm was named Hurricane Agda on Monday.", "hurricane agda", ENTITY_OTHER},
};

static void kinds_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct sense_doc d = read_text(kinds[i].text);
        const struct entity *e = find(&d, kinds[i].key);
        if (!e || e->kind != kinds[i].kind)
            print_error("%s: %s\n", kinds[i].key, kinds[i].text);
        assert_non_null(e);
        check_int(e->kind, kinds[i].kind);
    }
}

/* A name ends with its line, but not where lines end anywhere. */
static void lines(void **state)
{
    (void)state;
    struct sense_doc d = read_text("Nils Holm won the race at Norvik\nNils Holm was glad and went "
                                   "home.");
    check_int(named(find(&d, "nils holm")), 2);
    d = read_text("The race was won on Monday by the sailor Nils\nHolm, who\nwas glad and went "
                  "home with\nhis dog.");
    check_int(named(find(&d, "nils holm")), 1);
}

/* In capitals once, and not so elsewhere. */
static void written_otherwise(void **state)
{
    (void)state;
    struct sense_doc d = read_text("NINA BRANDT won. On Monday Nina Brandt was glad.");
    const struct entity *e = find(&d, "nina brandt");
    assert_non_null(e);
    check_strz(e->name, "Nina Brandt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_meant),     cmocka_unit_test(short_bodies),
        cmocka_unit_test(roles_said),       cmocka_unit_test(places_meant),
        cmocka_unit_test(countries),        cmocka_unit_test(no_names),
        cmocka_unit_test(kinds_told),       cmocka_unit_test(lines),
        cmocka_unit_test(written_otherwise)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
