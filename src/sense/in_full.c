/* in_full.c: what is known by several names in all articles: "US", "America" and "United States"
 * are one country, "EU" and "European Union" one body, "Ministry of Defence" and "Defence
 * Ministry".
 *
 * Only what has one meaning in news. An entity keeps the name that its article gives it; its key is
 * that of the full one, so that articles meet under one page. */
#include "sense/resolve.h"
#include "text/text.h"

static const struct {
    const char *key, *full;
    bool letters; /* an acronym: in capitals only */
} places[] =
    {
        {"america", "United States", false},
        {"britain", "United Kingdom", false},
        {"burma", "Myanmar", false},
        {"bombay", "Mumbai", false},
        {"calcutta", "Kolkata", false},
        {"czechia", "Czech Republic", false},
        {"dc", "Washington", true},
        {"dprk", "North Korea", true},
        {"drc", "Democratic Republic of the Congo", true},
        {"dr congo", "Democratic Republic of the Congo", false},
        {"democratic republic of congo", "Democratic Republic of the Congo", false},
        {"federal republic of germany", "Germany", false},
        {"great britain", "United Kingdom", false},
        {"holland", "Netherlands", false},
        {"islamic republic of iran", "Iran", false},
        {"kiev", "Kyiv", false},
        {"la", "Los Angeles", true},
        {"nyc", "New York City", true},
        {"peking", "Beijing", false},
        {"peoples republic of china", "China", false},
        {"rangoon", "Yangon", false},
        {"republic of ireland", "Ireland", false},
        {"republic of korea", "South Korea", false},
        {"russian federation", "Russia", false},
        {"swaziland", "Eswatini", false},
        {"uae", "United Arab Emirates", true},
        {"uk", "United Kingdom", true},
        {"united states of america", "United States", false},
        {"us", "United States", true},
        {"usa", "United States", true},
        {"washington dc", "Washington", false},
},
  bodies[] = {
      {"ap", "Associated Press", true},
      {"ecb", "European Central Bank", true},
      {"eu", "European Union", true},
      {"iaea", "International Atomic Energy Agency", true},
      {"imf", "International Monetary Fund", true},
      {"osce", "Organization for Security and Co-operation in Europe", true},
      {"un", "United Nations", true},
      {"who", "World Health Organization", true},
      {"world health organisation", "World Health Organization", false},
      {"wto", "World Trade Organization", true},
      {"world trade organisation", "World Trade Organization", false},
};

static bool in_capitals(struct str name)
{
    bool any = false;
    for (size_t i = 0; i < name.n; i++) {
        if (is_lower(name.p[i]))
            return false;
        any |= is_upper(name.p[i]);
    }
    return any;
}

/* "Ministry of Defence" -> "Defence Ministry", "Department of Justice" -> "Justice Department". */
static struct str turned(struct arena *a, struct str name)
{
    static const char *const offices[] = {"Ministry of ", "Department of "};
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
        struct str office = str_c(offices[i]);
        if (!str_starts(name, office))
            continue;
        struct str rest = str_from(name, office.n);
        if (str_starts(rest, STR("the ")))
            rest = str_from(rest, 4);
        if (rest.n && is_upper(rest.p[0]))
            return str_fmt(a, "%.*s %.*s", STR_ARG(rest), (int)office.n - 4, office.p);
    }
    return name;
}

struct str sense_in_full(struct arena *a, struct str name, enum entity_kind kind)
{
    enum { LONGEST = 40 };
    struct str full = sense_region_in_full(name, kind);
    if (!str_eq(full, name) || name.n > LONGEST)
        return full;
    bool body = kind == ENTITY_ORG, letters = in_capitals(name);
    if (kind != ENTITY_PLACE && !body)
        return name;
    struct str key = text_key(a, name);
    /* Countries are taken for bodies, too, where they act: "the US said". */
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (str_eq(key, str_c(places[i].key)) && (letters || !places[i].letters) &&
            (!body || (places[i].letters && key.n > 1 && !str_eq(key, STR("la")))))
            return str_c(places[i].full);
    for (size_t i = 0; body && i < sizeof bodies / sizeof *bodies; i++)
        if (str_eq(key, str_c(bodies[i].key)) && (letters || !bodies[i].letters))
            return str_c(bodies[i].full);
    return body ? turned(a, name) : name;
}
