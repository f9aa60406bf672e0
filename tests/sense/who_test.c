/* sense: who is who and what is where, in passages of ours. Each claim of a case is looked up; the
 * share that holds is measured and must not fall. */
#include "check.h"
#include "sense/internal.h"

/* Claims, parted by ';':
 *   at KEY CC          the entity is a place of this country
 *   near KEY LAT LON   ... and lies within a degree and a half of there
 *   is WORDS = KEY     the last mention of these words is of this entity
 *   role KEY = WORDS
 *   kind KEY P|O|L */
static const struct {
    const char *text, *claims;
} cases[] = {
    {"Mayor Nina Jones opened the bridge in Oslo on Monday. Mr Smith, her deputy, was not there. "
     "Jones said the work had taken four years.",
     "is Jones = nina jones; at oslo NO; kind nina jones P"},
    {"Fighters of Hayat Tahrir al-Sham, or HTS, took the town of Idlib in Syria. The HTS said the "
     "roads were open again.",
     "is HTS = hayat tahrir al sham; kind hayat tahrir al sham O"},
    {"Turkish President Kemal Demir met the Pakistani prime minister in Islamabad. Demir promised "
     "new trade.",
     "role kemal demir = Turkish President; is Demir = kemal demir; at islamabad PK"},
    {"The Northern Rail Union (NRU) called a strike. The NRU wants nine percent, its leader Petra "
     "Lund said.",
     "is NRU = northern rail union; kind northern rail union O"},
    {"Nils Holm, a spokesman for the ministry, denied the report. Holm said nobody had been hurt.",
     "role nils holm = spokesman for the ministry; is Holm = nils holm"},
    {"Police in Springfield, Illinois, arrested two men on Friday after a chase.",
     "at springfield US; near springfield 39.8 -89.6"},
    {"Police in Springfield, Missouri, arrested two men on Friday after a chase.",
     "at springfield US; near springfield 37.2 -93.3"},
    {"A fire broke out in Portland, Maine, on Sunday, the fire department said.",
     "near portland 43.7 -70.3"},
    {"A fire broke out in Portland, Oregon, on Sunday, the fire department said.",
     "near portland 45.5 -122.7"},
    {"The council of London, Ontario, voted on Tuesday to buy forty electric buses.",
     "at london CA; near london 43.0 -81.2"},
    {"The council of London voted on Tuesday to buy forty electric buses from a firm in Britain.",
     "at london GB; near london 51.5 -0.1"},
    {"Students in Cambridge, Massachusetts, built a boat that cleans lakes.",
     "at cambridge US; near cambridge 42.4 -71.1"},
    {"Students in Cambridge in England built a boat that cleans lakes.", "at cambridge GB"},
    {"Rain flooded the streets of Birmingham, Ala., on Thursday night.",
     "at birmingham US; near birmingham 33.5 -86.8"},
    {"British police searched three houses in Birmingham on Thursday night.",
     "at birmingham GB; near birmingham 52.5 -1.9"},
    {"A court in Atlanta, Georgia, freed the driver. The state of Georgia will appeal.",
     "at atlanta US; at georgia US"},
    {"Protesters in Tbilisi asked Georgia to leave the treaty. Georgia signed it in spring.",
     "at tbilisi GE; at georgia GE"},
    {"Farmers near Valencia in Venezuela lost their cattle in the drought.", "at valencia VE"},
    {"Farmers near Valencia in Spain lost their oranges in the frost.",
     "at valencia ES; near valencia 39.5 -0.4"},
    {"Officials in Hyderabad said that Pakistan would repair the dam; the Sindh government agreed.",
     "at hyderabad PK"},
    {"Officials in Hyderabad said that India would repair the dam in Telangana.",
     "at hyderabad IN"},
    {"The Colombian army freed six people near Cartagena on Saturday.", "at cartagena CO"},
    {"The Spanish navy held six people near Cartagena on Saturday.", "at cartagena ES"},
    {"Soldiers left Tripoli on Monday, said a minister of Lebanon in Beirut.",
     "at tripoli LB; at beirut LB"},
    {"Soldiers left Tripoli on Monday, said a minister of Libya in Benghazi.",
     "at tripoli LY; at benghazi LY"},
    {"The U.S. sent aid to Kenya. The United States will send more, and America's envoy went to "
     "Nairobi.",
     "is United States = united states; at united states US; at nairobi KE"},
    {"Mrs Anna Berg sued the company. Her husband, Peter Berg, did not. Anna Berg won.",
     "is Anna Berg = anna berg; is Peter Berg = peter berg; kind peter berg P"},
    {"Paris Moreau, a teacher, moved to Paris in France last year.",
     "kind paris moreau P; at paris FR"},
    {"Victoria Stone visited Sydney in Australia. Stone liked it.",
     "kind victoria stone P; at sydney AU; is Stone = victoria stone"},
    {"Acme Holdings said profit fell. Acme cut 200 jobs, and Acme Holdings sold its ships.",
     "is Acme Holdings = acme holdings; kind acme holdings O"},
    {"The International Monetary Fund lent money to Ghana. The IMF wants reforms in return.",
     "is IMF = international monetary fund; at ghana GH"},
    {"The Norwegian Foreign Ministry summoned the envoy. The Foreign Ministry gave no reason.",
     "is Foreign Ministry = norwegian foreign ministry"},
    {"Gen. Omar Haddad resigned. President Leila Mansour thanked Haddad and named Col. Tarek Saad "
     "in his place.",
     "is Haddad = omar haddad; kind tarek saad P; kind leila mansour P"},
    {"Lena Fischer, chief executive of Halvard Bank, spoke in Frankfurt, Germany. Fischer expects "
     "growth.",
     "role lena fischer = chief executive of Halvard Bank; at frankfurt DE; is Fischer = lena "
     "fischer"},
    {"The striker Marco Rossi scored twice for Torino. Rossi was injured late.",
     "kind marco rossi P; is Rossi = marco rossi"},
    {"Foreign Minister Ida Lindqvist of Sweden met her Danish counterpart, Jens Krogh, in Malmo. "
     "Krogh was pleased.",
     "role ida lindqvist = Foreign Minister; is Krogh = jens krogh; at malmo SE"},
    {"Prime Minister Tomas Novak and Health Minister Eva Novak are not related. Eva Novak smiled.",
     "is Eva Novak = eva novak; is Tomas Novak = tomas novak"},
    {"A bus fell into a ravine near La Paz in Bolivia, killing nine people.", "at la paz BO"},
    {"Dealers met in San Jose, California, where the chips are made.",
     "at san jose US; near san jose 37.3 -121.9"},
    {"Dealers met in San Jose, Costa Rica, where the coffee is sold.", "at san jose CR"},
    {"The volcano near Guatemala City threw ash over Antigua, said officials in Guatemala.",
     "at antigua GT"},
    {"Judge Carla Mendes ruled against the firm in Sao Paulo, Brazil. Mendes gave it thirty days.",
     "is Mendes = carla mendes; at sao paulo BR"},
    {"The World Food Programme (WFP) flew rice to Juba, South Sudan. The WFP needs more planes.",
     "is WFP = world food programme; at juba SS"},
    {"Workers at the port of Newcastle, New South Wales, walked out.",
     "at newcastle AU; near newcastle -32.9 151.8"},
};

struct claims {
    struct sense_doc d;
    struct arena *a;
    size_t good, all;
};

static const struct entity *entity(const struct sense_doc *d, struct str key)
{
    for (size_t i = 0; i < d->entity_count; i++)
        if (str_eq(d->entities[i].key, key))
            return &d->entities[i];
    return NULL;
}

static size_t last_place(struct str text, struct str words)
{
    size_t at = SIZE_MAX;
    for (size_t i = 0; i + words.n <= text.n; i++)
        if (memcmp(text.p + i, words.p, words.n) == 0)
            at = i;
    return at;
}

static bool mention_is(const struct sense_doc *d, struct str words, struct str key)
{
    size_t at = last_place(d->text, words);
    if (at == SIZE_MAX)
        return false;
    reading_index e = sense_entity_at(d, (struct span){(uint32_t)at, (uint32_t)(at + words.n)});
    return e >= 0 && str_eq(d->entities[e].key, key);
}

static bool lies_near(const struct entity *e, double lat, double lon)
{
    return e->lat > lat - 1.5 && e->lat < lat + 1.5 && e->lon > lon - 1.5 && e->lon < lon + 1.5;
}

/* Takes the last word off. */
static struct str last_word(struct str *s)
{
    size_t at = str_rfind_char(*s, ' ');
    struct str w = str_from(*s, at == SIZE_MAX ? 0 : at + 1);
    *s = str_trim(str_sub(*s, 0, at == SIZE_MAX ? 0 : at));
    return w;
}

static bool holds(struct claims *c, struct str verb, struct str rest)
{
    size_t eq = str_find(rest, STR(" = "));
    if (str_eq(verb, STR("is")))
        return mention_is(&c->d, str_sub(rest, 0, eq), str_from(rest, eq + 3));
    if (str_eq(verb, STR("role"))) {
        const struct entity *e = entity(&c->d, str_sub(rest, 0, eq));
        return e && str_eq(e->role, str_from(rest, eq + 3));
    }
    if (str_eq(verb, STR("near"))) {
        double lon = strtod(str_z(c->a, last_word(&rest)), NULL);
        double lat = strtod(str_z(c->a, last_word(&rest)), NULL);
        const struct entity *e = entity(&c->d, rest);
        return e && lies_near(e, lat, lon);
    }
    struct str value = last_word(&rest);
    const struct entity *e = entity(&c->d, rest);
    if (str_eq(verb, STR("at")))
        return e && e->kind == ENTITY_PLACE && str_eq(e->country, value);
    assert_true(str_eq(verb, STR("kind")));
    enum entity_kind want = value.p[0] == 'P'   ? ENTITY_PERSON
                            : value.p[0] == 'O' ? ENTITY_ORG
                                                : ENTITY_PLACE;
    return e && e->kind == want;
}

static void look(struct claims *c, const char *text, const char *claims)
{
    struct article article = {.text = str_c(text), .lang = STR("en")};
    sense_doc_make(c->a, &article, &c->d);
    struct str all = str_c(claims), one;
    while (str_split(&all, ';', &one)) {
        one = str_trim(one);
        size_t blank = str_find_char(one, ' ');
        bool good = holds(c, str_sub(one, 0, blank), str_from(one, blank + 1));
        c->all++;
        c->good += good;
        if (!good)
            print_message("not found: %.*s | %s\n", STR_ARG(one), text);
    }
}

static void claims_hold(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 256 << 20);
    struct claims c = {.a = &a};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        look(&c, cases[i].text, cases[i].claims);
        arena_reset(&a);
    }
    print_message("who and where: %zu of %zu claims hold\n", c.good, c.all);
    check_true(c.good * 100 >= c.all * 90);
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(claims_hold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
