/* train_places: makes the gazetteer model from the tables of places, countries, names and actors.
 * usage: train_places DATA OUT */
#include "sense/places.h"

#include "corpus.h"

#include <math.h>

enum {
    PLACES_A_NAME = 8,
    A_COUNTRY = 4,
    COUNTRIES_MOST = 256,
    REGIONS_MOST = 5000,
    REGION_PEOPLE = 5000000
};

struct fact {
    uint8_t country, size;
    int16_t lat, lon;
    uint32_t population;
    char admin[4];
};
struct phrase {
    uint64_t hash;
    uint32_t bits, n;
    struct fact facts[PLACES_A_NAME];
};

static struct {
    struct phrase *v; /* open addressing; hash 0 = free */
    size_t slots, used;
} table;

static struct phrase *entry_of(uint64_t hash)
{
    size_t i = sense_mix(hash) & (table.slots - 1);
    while (table.v[i].hash && table.v[i].hash != hash)
        i = (i + 1) & (table.slots - 1);
    if (!table.v[i].hash) {
        if (++table.used * 4 > table.slots * 3)
            die("too many names");
        table.v[i].hash = hash;
    }
    return &table.v[i];
}

/* Adds a name; marks its beginnings. Returns its entry, or NULL where it is too long or empty. */
static struct phrase *name_add(struct str name, uint32_t bits)
{
    struct arena a;
    arena_init(&a, 16 << 20);
    struct sense_doc d = {.arena = &a, .text = name, .lang = STR("en"), .english = true};
    sense_cut_tokens(&d);
    struct sense_pieces p = {0};
    for (uint32_t i = 0; i < d.token_count; i++)
        if (d.tokens[i].flags & (TOK_ALPHA | TOK_DIGIT))
            sense_pieces_add(&a, &p, d.tokens[i].norm, i);
    struct phrase *e = NULL;
    uint64_t h = 0;
    for (size_t i = 0; i < p.n && p.n <= SENSE_PHRASE_MOST; i++) {
        h = sense_phrase_step(h, p.v[i].hash);
        e = entry_of(h);
        e->bits |= i + 1 < p.n ? (uint32_t)GAZ_LONGER : bits;
    }
    arena_done(&a);
    return e;
}

/* Keeps the largest places of a name, one a region and A_COUNTRY a country. */
static void fact_add(struct phrase *e, struct fact f)
{
    uint32_t same = 0;
    for (uint32_t i = 0; i < e->n; i++)
        same += e->facts[i].country == f.country;
    for (uint32_t i = e->n; i-- > 0;)
        if (e->facts[i].country == f.country &&
            (same >= A_COUNTRY || memcmp(e->facts[i].admin, f.admin, sizeof f.admin) == 0)) {
            if (e->facts[i].population >= f.population)
                return;
            memmove(&e->facts[i], &e->facts[i + 1], (e->n - i - 1) * sizeof f);
            e->n--;
            break;
        }
    uint32_t at = e->n;
    while (at > 0 && e->facts[at - 1].population < f.population)
        at--;
    if (at == PLACES_A_NAME)
        return;
    if (e->n < PLACES_A_NAME)
        e->n++;
    memmove(&e->facts[at + 1], &e->facts[at], (e->n - at - 1) * sizeof f);
    e->facts[at] = f;
}

static size_t fields_of(struct str line, struct str *f, size_t most)
{
    size_t n = 0;
    while (n < most && str_split(&line, '\t', &f[n]))
        n++;
    return n;
}

static struct {
    char code[2];
    double lat, lon, people;
} countries[COUNTRIES_MOST];
static size_t country_count;

static size_t country_of(struct str code)
{
    for (size_t i = 0; i < country_count; i++)
        if (memcmp(countries[i].code, code.p, 2) == 0)
            return i;
    if (country_count == COUNTRIES_MOST)
        die("too many countries");
    memcpy(countries[country_count].code, code.p, 2);
    return country_count++;
}

/* Where the people of a region live. */
static struct district {
    size_t country;
    char admin[4];
    double lat, lon, people;
} regions[REGIONS_MOST];
static size_t region_count;

static struct district *region_of(size_t country, const char admin[4])
{
    size_t i = 0;
    while (i < region_count &&
           (regions[i].country != country || memcmp(regions[i].admin, admin, 4) != 0))
        i++;
    if (i == REGIONS_MOST)
        die("too many regions");
    if (i == region_count) {
        regions[i].country = country;
        memcpy(regions[i].admin, admin, 4);
        region_count++;
    }
    return &regions[i];
}

static double number(struct str s)
{
    char z[32];
    snprintf(z, sizeof z, "%.*s", STR_ARG(s));
    return strtod(z, NULL);
}

static void add_places(struct arena *a, const char *data)
{
    struct str all = data_read(str_z(a, str_fmt(a, "%s/gazetteer/places.tsv.gz", data))), line,
               f[7];
    str_split(&all, '\n', &line);
    while (str_split(&all, '\n', &line)) {
        if (fields_of(line, f, 7) < 7 || f[1].n != 2)
            continue;
        double people = number(f[4]), lat = number(f[5]), lon = number(f[6]);
        size_t c = country_of(f[1]);
        countries[c].lat += lat * (people + 1);
        countries[c].lon += lon * (people + 1);
        countries[c].people += people + 1;
        char admin[4] = {0};
        memcpy(admin, f[2].p, f[2].n < 4 ? f[2].n : 4);
        struct district *region = region_of(c, admin);
        region->lat += lat * (people + 1);
        region->lon += lon * (people + 1);
        region->people += people + 1;
        bool city = people >= 500000 || str_eq(f[3], STR("PPLC"));
        struct phrase *e = name_add(f[0], city ? GAZ_CITY : people >= 50000 ? GAZ_TOWN : GAZ_PLACE);
        struct fact fact = {(uint8_t)c,
                            (uint8_t)(people > 1 ? log2(people) : 1),
                            (int16_t)lround(lat * 100),
                            (int16_t)lround(lon * 100),
                            (uint32_t)people,
                            {0}};
        memcpy(fact.admin, admin, sizeof admin);
        if (e)
            fact_add(e, fact);
    }
}

static void country_add(struct str name, uint32_t bits, size_t c)
{
    struct phrase *e = name.n > 2 ? name_add(name, bits) : NULL;
    if (!e)
        return;
    double people = countries[c].people > 0 ? countries[c].people : 1;
    fact_add(e, (struct fact){(uint8_t)c, 40, (int16_t)lround(countries[c].lat / people * 100),
                              (int16_t)lround(countries[c].lon / people * 100), UINT32_MAX, "*"});
}

/* Forms that the table of countries does not have. */
static const struct {
    const char *name, *code; /* behind a country's code a region's own in the table of places */
    uint32_t bits;
} more_countries[] = {
    {"USA", "US", GAZ_COUNTRY},
    {"U.S.", "US", GAZ_COUNTRY},
    {"US", "US", GAZ_COUNTRY},
    {"America", "US", GAZ_COUNTRY},
    {"U.S.A.", "US", GAZ_COUNTRY},
    {"UK", "GB", GAZ_COUNTRY},
    {"U.K.", "GB", GAZ_COUNTRY},
    {"Britain", "GB", GAZ_COUNTRY},
    {"Great Britain", "GB", GAZ_COUNTRY},
    {"England", "GB", GAZ_COUNTRY},
    {"Scotland", "GB", GAZ_COUNTRY},
    {"Wales", "GB", GAZ_COUNTRY},
    {"Northern Ireland", "GB", GAZ_COUNTRY},
    {"UAE", "AE", GAZ_COUNTRY},
    {"Turkey", "TR", GAZ_COUNTRY},
    {"Türkiye", "TR", GAZ_COUNTRY},
    {"Burma", "MM", GAZ_COUNTRY},
    {"Myanmar", "MM", GAZ_COUNTRY},
    {"North Korea", "KP", GAZ_COUNTRY},
    {"South Korea", "KR", GAZ_COUNTRY},
    {"Korea", "KR", GAZ_COUNTRY},
    {"Russia", "RU", GAZ_COUNTRY},
    {"Syria", "SY", GAZ_COUNTRY},
    {"Iran", "IR", GAZ_COUNTRY},
    {"Vietnam", "VN", GAZ_COUNTRY},
    {"Laos", "LA", GAZ_COUNTRY},
    {"Ivory Coast", "CI", GAZ_COUNTRY},
    {"Congo", "CD", GAZ_COUNTRY},
    {"DRC", "CD", GAZ_COUNTRY},
    {"Czech Republic", "CZ", GAZ_COUNTRY},
    {"Macedonia", "MK", GAZ_COUNTRY},
    {"Swaziland", "SZ", GAZ_COUNTRY},
    {"Palestine", "PS", GAZ_COUNTRY},
    {"Holland", "NL", GAZ_COUNTRY},
    {"Taiwan", "TW", GAZ_COUNTRY},
    {"Hong Kong", "HK", GAZ_COUNTRY},
    {"American", "US", GAZ_DEMONYM},
    {"Americans", "US", GAZ_DEMONYM},
    {"British", "GB", GAZ_DEMONYM},
    {"English", "GB", GAZ_DEMONYM},
    {"Scottish", "GB", GAZ_DEMONYM},
    {"Welsh", "GB", GAZ_DEMONYM},
    {"Chinese", "CN", GAZ_DEMONYM},
    {"Russian", "RU", GAZ_DEMONYM},
    {"Turkish", "TR", GAZ_DEMONYM},
    {"Dutch", "NL", GAZ_DEMONYM},
    {"Spanish", "ES", GAZ_DEMONYM},
    {"Swedish", "SE", GAZ_DEMONYM},
    {"Danish", "DK", GAZ_DEMONYM},
    {"Finnish", "FI", GAZ_DEMONYM},
    {"Polish", "PL", GAZ_DEMONYM},
    {"Swiss", "CH", GAZ_DEMONYM},
    {"Thai", "TH", GAZ_DEMONYM},
    {"Iraqi", "IQ", GAZ_DEMONYM},
    {"Pakistani", "PK", GAZ_DEMONYM},
    {"Israeli", "IL", GAZ_DEMONYM},
    {"Palestinian", "PS", GAZ_DEMONYM},
    {"Kurdish", NULL, GAZ_DEMONYM},
    {"Arab", NULL, GAZ_DEMONYM},
    {"European", NULL, GAZ_DEMONYM},
    {"African", NULL, GAZ_DEMONYM},
    {"Asian", NULL, GAZ_DEMONYM},
    {"Europe", NULL, GAZ_REGION},
    {"Asia", NULL, GAZ_REGION},
    {"Africa", NULL, GAZ_REGION},
    {"North America", NULL, GAZ_REGION},
    {"South America", NULL, GAZ_REGION},
    {"Latin America", NULL, GAZ_REGION},
    {"Antarctica", NULL, GAZ_REGION},
    {"Middle East", NULL, GAZ_REGION},
    {"Central Asia", NULL, GAZ_REGION},
    {"South Asia", NULL, GAZ_REGION},
    {"Gaza", "PS", GAZ_REGION},
    {"Gaza Strip", "PS", GAZ_REGION},
    {"West Bank", "PS", GAZ_REGION},
    {"Kashmir", NULL, GAZ_REGION},
    {"Balochistan", "PK.02", GAZ_REGION},
    {"Punjab", NULL, GAZ_REGION},
    {"Sindh", "PK.05", GAZ_REGION},
    {"Crimea", "UA", GAZ_REGION},
    {"Chechnya", "RU", GAZ_REGION},
    {"Siberia", "RU", GAZ_REGION},
    {"Bavaria", "DE.02", GAZ_REGION},
    {"Catalonia", "ES.56", GAZ_REGION},
    {"Tibet", "CN", GAZ_REGION},
    {"Xinjiang", "CN", GAZ_REGION},
    {"Darfur", "SD", GAZ_REGION},
    {"Kurdistan", NULL, GAZ_REGION},
    {"Balkans", NULL, GAZ_REGION},
    {"Caribbean", NULL, GAZ_REGION},
    {"Pacific", NULL, GAZ_REGION},
    {"Atlantic", NULL, GAZ_REGION},
    {"Mediterranean", NULL, GAZ_REGION},
    {"Alabama", "US.AL", GAZ_REGION},
    {"Alaska", "US.AK", GAZ_REGION},
    {"Arizona", "US.AZ", GAZ_REGION},
    {"Arkansas", "US.AR", GAZ_REGION},
    {"California", "US.CA", GAZ_REGION},
    {"Colorado", "US.CO", GAZ_REGION},
    {"Connecticut", "US.CT", GAZ_REGION},
    {"Delaware", "US.DE", GAZ_REGION},
    {"Florida", "US.FL", GAZ_REGION},
    {"Georgia", "US.GA", GAZ_REGION},
    {"Hawaii", "US.HI", GAZ_REGION},
    {"Idaho", "US.ID", GAZ_REGION},
    {"Illinois", "US.IL", GAZ_REGION},
    {"Indiana", "US.IN", GAZ_REGION},
    {"Iowa", "US.IA", GAZ_REGION},
    {"Kansas", "US.KS", GAZ_REGION},
    {"Kentucky", "US.KY", GAZ_REGION},
    {"Louisiana", "US.LA", GAZ_REGION},
    {"Maine", "US.ME", GAZ_REGION},
    {"Maryland", "US.MD", GAZ_REGION},
    {"Massachusetts", "US.MA", GAZ_REGION},
    {"Michigan", "US.MI", GAZ_REGION},
    {"Minnesota", "US.MN", GAZ_REGION},
    {"Mississippi", "US.MS", GAZ_REGION},
    {"Missouri", "US.MO", GAZ_REGION},
    {"Montana", "US.MT", GAZ_REGION},
    {"Nebraska", "US.NE", GAZ_REGION},
    {"Nevada", "US.NV", GAZ_REGION},
    {"New Hampshire", "US.NH", GAZ_REGION},
    {"New Jersey", "US.NJ", GAZ_REGION},
    {"New Mexico", "US.NM", GAZ_REGION},
    {"New York", "US.NY", GAZ_REGION},
    {"North Carolina", "US.NC", GAZ_REGION},
    {"North Dakota", "US.ND", GAZ_REGION},
    {"Ohio", "US.OH", GAZ_REGION},
    {"Oklahoma", "US.OK", GAZ_REGION},
    {"Oregon", "US.OR", GAZ_REGION},
    {"Pennsylvania", "US.PA", GAZ_REGION},
    {"Rhode Island", "US.RI", GAZ_REGION},
    {"South Carolina", "US.SC", GAZ_REGION},
    {"South Dakota", "US.SD", GAZ_REGION},
    {"Tennessee", "US.TN", GAZ_REGION},
    {"Texas", "US.TX", GAZ_REGION},
    {"Utah", "US.UT", GAZ_REGION},
    {"Vermont", "US.VT", GAZ_REGION},
    {"Virginia", "US.VA", GAZ_REGION},
    {"Washington", "US.WA", GAZ_REGION},
    {"West Virginia", "US.WV", GAZ_REGION},
    {"Wisconsin", "US.WI", GAZ_REGION},
    {"Wyoming", "US.WY", GAZ_REGION},
    {"Ontario", "CA.08", GAZ_REGION},
    {"Quebec", "CA.10", GAZ_REGION},
    {"British Columbia", "CA.02", GAZ_REGION},
    {"Alberta", "CA.01", GAZ_REGION},
    {"Queensland", "AU.04", GAZ_REGION},
    {"New South Wales", "AU.02", GAZ_REGION},
    {"Victoria", "AU.07", GAZ_REGION},
};

static void add_countries(struct arena *a, const char *data)
{
    struct str all = data_read(str_z(a, str_fmt(a, "%s/gazetteer/countries.tsv.gz", data))), line,
               f[8];
    str_split(&all, '\n', &line);
    while (str_split(&all, '\n', &line)) {
        if (fields_of(line, f, 8) < 8 || f[0].n != 2)
            continue;
        size_t c = country_of(f[0]);
        country_add(f[1], GAZ_COUNTRY, c);
        country_add(f[2], GAZ_COUNTRY, c);
        country_add(f[4], GAZ_DEMONYM, c);
        if (f[4].n > 4)
            country_add(str_fmt(a, "%.*ss", STR_ARG(f[4])), GAZ_DEMONYM, c);
        name_add(f[3], GAZ_CITY);
        name_add(f[5], GAZ_REGION);
        name_add(f[6], GAZ_REGION);
    }
    for (size_t i = 0; i < sizeof more_countries / sizeof *more_countries; i++) {
        struct str name = str_c(more_countries[i].name);
        if (!more_countries[i].code)
            name_add(name, more_countries[i].bits);
        else if (more_countries[i].bits == GAZ_REGION) {
            struct phrase *e = name_add(name, GAZ_REGION);
            size_t c = country_of(str_c(more_countries[i].code));
            /* A region is where its people live; without a code its country alone is known. */
            struct fact fact = {(uint8_t)c, SENSE_REGION_SIZE, 0, 0, REGION_PEOPLE, "*"};
            const char *admin = more_countries[i].code + 2;
            if (*admin) {
                const struct district *r = region_of(c, (char[4]){admin[1], admin[2], 0, 0});
                fact.lat = (int16_t)lround(r->lat / r->people * 100);
                fact.lon = (int16_t)lround(r->lon / r->people * 100);
            }
            bool known = false;
            for (uint32_t k = 0; e && k < e->n; k++)
                known |= e->facts[k].country == c;
            if (e && (!known || *admin))
                fact_add(e, fact);
        } else {
            country_add(str_fmt(a, "%.*s", STR_ARG(name)), more_countries[i].bits,
                        country_of(str_c(more_countries[i].code)));
            struct phrase *e = name.n == 2 ? name_add(name, more_countries[i].bits) : NULL;
            size_t c = country_of(str_c(more_countries[i].code));
            double people = countries[c].people > 0 ? countries[c].people : 1;
            if (e)
                fact_add(e, (struct fact){
                                (uint8_t)c, 40, (int16_t)lround(countries[c].lat / people * 100),
                                (int16_t)lround(countries[c].lon / people * 100), UINT32_MAX, "*"});
        }
    }
}

static void add_names(struct arena *a, const char *data)
{
    struct str all = data_read(str_z(a, str_fmt(a, "%s/gazetteer/names.tsv.gz", data))), line, f[3];
    str_split(&all, '\n', &line);
    while (str_split(&all, '\n', &line))
        if (fields_of(line, f, 3) >= 2)
            name_add(f[1], str_eq(f[0], STR("first")) ? GAZ_FIRST : GAZ_LAST);
}

/* Does the name begin with a given name? */
static bool begins_given(struct str name)
{
    struct str first = str_sub(name, 0, str_find_char(name, ' '));
    struct arena a;
    arena_init(&a, 1 << 20);
    struct sense_pieces p = {0};
    sense_pieces_add(&a, &p, text_fold(&a, first), 0);
    bool given = p.n == 1 && first.n < name.n &&
                 (entry_of(sense_phrase_step(0, p.v[0].hash))->bits & GAZ_FIRST);
    arena_done(&a);
    return given;
}

static void add_actors(struct arena *a, const char *data)
{
    struct str all = data_read(str_z(a, str_fmt(a, "%s/gazetteer/actors.tsv.gz", data))), line,
               f[3];
    str_split(&all, '\n', &line);
    while (str_split(&all, '\n', &line)) {
        if (fields_of(line, f, 3) < 3 || f[0].n < 3)
            continue;
        uint32_t bits = str_eq(f[2], STR("international")) ? GAZ_INTL_ACTOR
                        : str_eq(f[2], STR("armed-group")) ? GAZ_ARMED_ACTOR
                                                           : GAZ_STATE_ACTOR;
        name_add(f[0], bits | (begins_given(f[0]) ? (uint32_t)GAZ_PERSON : 0));
    }
}

static int by_hash(const void *x, const void *y)
{
    const struct phrase *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        die("usage: train_places DATA OUT");
    struct arena a;
    arena_init(&a, 1 << 30);
    table.slots = 1 << 20;
    table.v = calloc(table.slots, sizeof *table.v);
    if (!table.v)
        die("out of memory");
    add_places(&a, argv[1]);
    add_names(&a, argv[1]);
    add_countries(&a, argv[1]);
    add_actors(&a, argv[1]);
    qsort(table.v, table.slots, sizeof *table.v, by_hash);
    struct row *rows = ARENA_ARRAY(&a, table.used, struct row);
    size_t n = 0;
    for (size_t i = 0; i < table.slots; i++) {
        const struct phrase *e = &table.v[i];
        if (!e->hash || !e->bits)
            continue;
        size_t bytes = 4 + 6 * (size_t)e->n;
        uint8_t *p = arena_zalloc(&a, bytes);
        p[1] = (uint8_t)e->bits;
        p[2] = (uint8_t)(e->bits >> 8);
        p[3] = (uint8_t)e->n;
        for (uint32_t k = 0; k < e->n; k++) {
            uint8_t *q = p + 4 + 6 * k;
            q[0] = e->facts[k].country;
            q[1] = e->facts[k].size;
            q[2] = (uint8_t)e->facts[k].lat;
            q[3] = (uint8_t)((uint16_t)e->facts[k].lat >> 8);
            q[4] = (uint8_t)e->facts[k].lon;
            q[5] = (uint8_t)((uint16_t)e->facts[k].lon >> 8);
        }
        rows[n++] = (struct row){sense_feature(SENSE_PHRASE, e->hash), p, bytes};
    }
    char *codes = arena_zalloc(&a, country_count * 2);
    for (size_t i = 0; i < country_count; i++)
        memcpy(codes + 2 * i, countries[i].code, 2);
    char hash[17];
    data_hash("places 2", hash);
    size_t size;
    struct sense_model *m =
        model_build(rows, n, MODEL_PLACES, hash, 1, 1, str_of(codes, country_count * 2), &size);
    model_save(argv[2], m, size);
    fprintf(stderr, "places: %zu phrases, %zu countries, %zu bytes\n", n, country_count, size);
    arena_done(&a);
    return 0;
}
