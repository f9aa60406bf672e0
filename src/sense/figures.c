/* figures.c: numbers, with what they count, of whom, who says so and how they have changed.
 *
 * A number is read where it stands (text_number_parse), with the currency before or behind it, its
 * unit, its bound ("at least", "up to", "about") and its range. Dates, clock times, numbers of
 * things ("No. 7", "Boeing 737", "Article 5") and numbers inside names are no figures. What is
 * counted is the rest of the noun group; the sort ("dead", "freed") comes from the counted words,
 * else from the verb whose subject or object the group is; "including", "of whom" and "of them"
 * hand on what the figure before has. */
#include "sense/find.h"

#include <math.h>

enum { FIGURES_MOST = 400, PHRASE_REACH = 3 };

struct number { /* a number in the text, before it is a figure */
    struct text_number n;
    uint32_t from, to; /* tokens */
    struct span span;
};

static bool norm_in(const struct sense_doc *d, int64_t i, const char *const *list)
{
    return i >= 0 && i < (int64_t)d->token_count && sense_norm_in(d, (uint32_t)i, list);
}
static bool norm_is(const struct sense_doc *d, int64_t i, const char *word)
{
    return i >= 0 && i < (int64_t)d->token_count &&
           str_eq(d->tokens[(uint32_t)i].norm, str_c(word));
}
static bool text_is(const struct sense_doc *d, int64_t i, const char *word)
{
    return i >= 0 && i < (int64_t)d->token_count &&
           str_eq(sense_token_str(d, (uint32_t)i), str_c(word));
}
#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* ---- units ---- */

static const struct unit {
    const char *word;
    enum figure_kind kind;
    const char *unit;
} units[] = {
    {"%", FIGURE_PERCENT, "percent"},
    {"percent", FIGURE_PERCENT, "percent"},
    {"pct", FIGURE_PERCENT, "percent"},
    {"percentage", FIGURE_PERCENT, "percent"},
    {"dollar", FIGURE_MONEY, "USD"},
    {"dollars", FIGURE_MONEY, "USD"},
    {"usd", FIGURE_MONEY, "USD"},
    {"cents", FIGURE_MONEY, "cent"},
    {"euro", FIGURE_MONEY, "EUR"},
    {"euros", FIGURE_MONEY, "EUR"},
    {"eur", FIGURE_MONEY, "EUR"},
    {"pound", FIGURE_MONEY, "GBP"},
    {"pounds", FIGURE_MONEY, "GBP"},
    {"pence", FIGURE_MONEY, "GBP pence"},
    {"yen", FIGURE_MONEY, "JPY"},
    {"yuan", FIGURE_MONEY, "CNY"},
    {"rupee", FIGURE_MONEY, "INR"},
    {"rupees", FIGURE_MONEY, "INR"},
    {"rouble", FIGURE_MONEY, "RUB"},
    {"roubles", FIGURE_MONEY, "RUB"},
    {"rubles", FIGURE_MONEY, "RUB"},
    {"francs", FIGURE_MONEY, "CHF"},
    {"kronor", FIGURE_MONEY, "SEK"},
    {"kroner", FIGURE_MONEY, "NOK"},
    {"lira", FIGURE_MONEY, "TRY"},
    {"pesos", FIGURE_MONEY, "peso"},
    {"rand", FIGURE_MONEY, "ZAR"},
    {"naira", FIGURE_MONEY, "NGN"},
    {"shekels", FIGURE_MONEY, "ILS"},
    {"krona", FIGURE_MONEY, "SEK"},
    {"crown", FIGURE_MONEY, "crown"},
    {"crowns", FIGURE_MONEY, "crown"},
    {"koruna", FIGURE_MONEY, "CZK"},
    {"zloty", FIGURE_MONEY, "PLN"},
    {"zlotys", FIGURE_MONEY, "PLN"},
    {"forint", FIGURE_MONEY, "HUF"},
    {"forints", FIGURE_MONEY, "HUF"},
    {"florins", FIGURE_MONEY, "florin"},
    {"guilders", FIGURE_MONEY, "guilder"},
    {"marks", FIGURE_MONEY, "mark"},
    {"lei", FIGURE_MONEY, "RON"},
    {"leva", FIGURE_MONEY, "BGN"},
    {"levs", FIGURE_MONEY, "BGN"},
    {"hryvnia", FIGURE_MONEY, "UAH"},
    {"hryvnias", FIGURE_MONEY, "UAH"},
    {"tenge", FIGURE_MONEY, "KZT"},
    {"tenges", FIGURE_MONEY, "KZT"},
    {"nairas", FIGURE_MONEY, "NGN"},
    {"cedis", FIGURE_MONEY, "GHS"},
    {"shillings", FIGURE_MONEY, "shilling"},
    {"birr", FIGURE_MONEY, "ETB"},
    {"dinars", FIGURE_MONEY, "dinar"},
    {"rials", FIGURE_MONEY, "rial"},
    {"baht", FIGURE_MONEY, "THB"},
    {"ringgit", FIGURE_MONEY, "MYR"},
    {"rupiah", FIGURE_MONEY, "IDR"},
    {"taka", FIGURE_MONEY, "BDT"},
    {"reais", FIGURE_MONEY, "BRL"},
    {"reals", FIGURE_MONEY, "BRL"},
    {"bolivars", FIGURE_MONEY, "VES"},
    {"kwacha", FIGURE_MONEY, "kwacha"},
    {"dirhams", FIGURE_MONEY, "AED"},
    {"riyals", FIGURE_MONEY, "SAR"},
    {"second", FIGURE_DURATION, "second"},
    {"seconds", FIGURE_DURATION, "second"},
    {"minute", FIGURE_DURATION, "minute"},
    {"minutes", FIGURE_DURATION, "minute"},
    {"hour", FIGURE_DURATION, "hour"},
    {"hours", FIGURE_DURATION, "hour"},
    {"day", FIGURE_DURATION, "day"},
    {"days", FIGURE_DURATION, "day"},
    {"nights", FIGURE_DURATION, "night"},
    {"week", FIGURE_DURATION, "week"},
    {"weeks", FIGURE_DURATION, "week"},
    {"month", FIGURE_DURATION, "month"},
    {"months", FIGURE_DURATION, "month"},
    {"year", FIGURE_DURATION, "year"},
    {"years", FIGURE_DURATION, "year"},
    {"decade", FIGURE_DURATION, "decade"},
    {"decades", FIGURE_DURATION, "decade"},
    {"century", FIGURE_DURATION, "century"},
    {"centuries", FIGURE_DURATION, "century"},
    {"km", FIGURE_MEASURE, "km"},
    {"kilometer", FIGURE_MEASURE, "km"},
    {"kilometers", FIGURE_MEASURE, "km"},
    {"kilometre", FIGURE_MEASURE, "km"},
    {"kilometres", FIGURE_MEASURE, "km"},
    {"mile", FIGURE_MEASURE, "mile"},
    {"miles", FIGURE_MEASURE, "mile"},
    {"meter", FIGURE_MEASURE, "m"},
    {"meters", FIGURE_MEASURE, "m"},
    {"metre", FIGURE_MEASURE, "m"},
    {"metres", FIGURE_MEASURE, "m"},
    {"m", FIGURE_MEASURE, "m"},
    {"cm", FIGURE_MEASURE, "cm"},
    {"mm", FIGURE_MEASURE, "mm"},
    {"centimeters", FIGURE_MEASURE, "cm"},
    {"centimetres", FIGURE_MEASURE, "cm"},
    {"millimetres", FIGURE_MEASURE, "mm"},
    {"foot", FIGURE_MEASURE, "foot"},
    {"feet", FIGURE_MEASURE, "foot"},
    {"inch", FIGURE_MEASURE, "inch"},
    {"inches", FIGURE_MEASURE, "inch"},
    {"yards", FIGURE_MEASURE, "yard"},
    {"yard", FIGURE_MEASURE, "yard"},
    {"kg", FIGURE_MEASURE, "kg"},
    {"kilograms", FIGURE_MEASURE, "kg"},
    {"kilogram", FIGURE_MEASURE, "kg"},
    {"kilos", FIGURE_MEASURE, "kg"},
    {"kilo", FIGURE_MEASURE, "kg"},
    {"grams", FIGURE_MEASURE, "g"},
    {"tonne", FIGURE_MEASURE, "tonne"},
    {"tonnes", FIGURE_MEASURE, "tonne"},
    {"ton", FIGURE_MEASURE, "ton"},
    {"tons", FIGURE_MEASURE, "ton"},
    {"lbs", FIGURE_MEASURE, "lb"},
    {"lb", FIGURE_MEASURE, "lb"},
    {"ounces", FIGURE_MEASURE, "ounce"},
    {"acre", FIGURE_MEASURE, "acre"},
    {"acres", FIGURE_MEASURE, "acre"},
    {"hectare", FIGURE_MEASURE, "hectare"},
    {"hectares", FIGURE_MEASURE, "hectare"},
    {"litres", FIGURE_MEASURE, "litre"},
    {"liters", FIGURE_MEASURE, "litre"},
    {"gallons", FIGURE_MEASURE, "gallon"},
    {"barrels", FIGURE_MEASURE, "barrel"},
    {"degrees", FIGURE_MEASURE, "degree"},
    {"mph", FIGURE_RATE, "mph"},
    {"kph", FIGURE_RATE, "km/h"},
    {"km/h", FIGURE_RATE, "km/h"},
    {"knots", FIGURE_RATE, "knot"},
    {"nanometres", FIGURE_MEASURE, "nm"},
    {"nanometers", FIGURE_MEASURE, "nm"},
    {"millimetre", FIGURE_MEASURE, "mm"},
    {"millimeters", FIGURE_MEASURE, "mm"},
    {"centimetre", FIGURE_MEASURE, "cm"},
    {"gram", FIGURE_MEASURE, "g"},
    {"milligrams", FIGURE_MEASURE, "mg"},
    {"milligram", FIGURE_MEASURE, "mg"},
    {"micrograms", FIGURE_MEASURE, "ug"},
    {"litre", FIGURE_MEASURE, "litre"},
    {"liter", FIGURE_MEASURE, "litre"},
    {"degree", FIGURE_MEASURE, "degree"},
    {"terawatt", FIGURE_MEASURE, "TW"},
    {"terawatts", FIGURE_MEASURE, "TW"},
    {"gigawatt", FIGURE_MEASURE, "GW"},
    {"megawatt", FIGURE_MEASURE, "MW"},
    {"kilowatt", FIGURE_MEASURE, "kW"},
    {"megawatts", FIGURE_MEASURE, "MW"},
    {"mw", FIGURE_MEASURE, "MW"},
    {"gigawatts", FIGURE_MEASURE, "GW"},
    {"gw", FIGURE_MEASURE, "GW"},
    {"kilowatts", FIGURE_MEASURE, "kW"},
};

static const struct currency {
    const char *sign, *unit;
} currencies[] = {{"$", "USD"},
                  {"us$", "USD"},
                  {"a$", "AUD"},
                  {"c$", "CAD"},
                  {"hk$", "HKD"},
                  {"nz$", "NZD"},
                  {"s$", "SGD"},
                  {"r$", "BRL"},
                  {"\xC2\xA3", "GBP"},
                  {"\xE2\x82\xAC", "EUR"},
                  {"\xC2\xA5", "JPY"},
                  {"\xE2\x82\xB9", "INR"},
                  {"rs", "INR"},
                  {"rs.", "INR"},
                  {"\xE2\x82\xBD", "RUB"},
                  {"\xE2\x82\xAA", "ILS"},
                  {"\xE2\x82\xBA", "TRY"},
                  {"usd", "USD"},
                  {"eur", "EUR"},
                  {"gbp", "GBP"},
                  {"chf", "CHF"},
                  {"inr", "INR"}};

static const struct unit *unit_of(const struct sense_doc *d, int64_t i)
{
    for (size_t k = 0; i >= 0 && i < (int64_t)d->token_count && k < sizeof units / sizeof *units;
         k++)
        if (norm_is(d, i, units[k].word))
            return &units[k];
    return NULL;
}

static const char *currency_of(const struct sense_doc *d, int64_t i)
{
    if (i < 0 || i >= (int64_t)d->token_count)
        return NULL;
    struct str w = sense_token_str(d, (uint32_t)i);
    for (size_t k = 0; k < sizeof currencies / sizeof *currencies; k++)
        if (str_eq_fold(w, str_c(currencies[k].sign)))
            return currencies[k].unit;
    return NULL;
}

/* ---- numbers ---- */

static const char *const months[] = {
    "january", "february", "march",    "april", "may",  "june", "july", "august", "september",
    "october", "november", "december", "jan",   "feb",  "mar",  "apr",  "jun",    "jul",
    "aug",     "sep",      "sept",     "oct",   "nov",  "dec",  "jan.", "feb.",   "mar.",
    "apr.",    "aug.",     "sept.",    "oct.",  "nov.", "dec.", NULL};

static bool capital(const struct sense_doc *d, int64_t i)
{
    return i >= 0 && i < (int64_t)d->token_count && d->tokens[(uint32_t)i].flags & TOK_CAP;
}

static bool is_year(const struct sense_doc *d, const struct number *x)
{
    struct str w = span_str(d->text, x->span);
    int64_t before = (int64_t)x->from - 1;
    if (w.n != 4 || !is_digit(w.p[0]) || x->n.value < 1500 || x->n.value > 2100)
        return false;
    if (norm_in(d, before,
                WORDS("in", "since", "of", "by", "from", "until", "during", "between", "before",
                      "after", "to", "early", "late", "mid", "and", "for", "through", "the", ",",
                      "year", "summer", "autumn", "winter", "spring", "-", "(", "around",
                      "than")) ||
        norm_in(d, before, months))
        return true;
    uint32_t next = x->to;
    if (next < d->token_count && d->tokens[next].xpos == XPOS_NN && x->n.value >= 1800 &&
        norm_in(d, before, WORDS("a", "his", "her", "its", "their", "this", "that", "our", "my")))
        return true; /* "at a 2008 event" */
    return next >= d->token_count || d->tokens[next].upos != SENSE_NOUN || capital(d, before);
}

static bool is_date_or_time(const struct sense_doc *d, const struct number *x)
{
    int64_t before = (int64_t)x->from - 1, after = x->to;
    struct str w = span_str(d->text, x->span);
    if (x->span.end + 1 < d->text.n && d->text.p[x->span.end] == ':' &&
        is_digit(d->text.p[x->span.end + 1]))
        return true; /* "10:30" in one token */
    if (w.n >= 4 && x->n.decimals == 2 && x->n.value < 24.6 && str_find_char(w, '.') + 3 == w.n &&
        w.p[w.n - 2] < '6' &&
        norm_in(d, before,
                WORDS("at", "by", "until", "till", "before", "after", "between", "from", "to",
                      "and", "since", "around")) &&
        !unit_of(d, after) && !norm_is(d, after, "million") && !norm_is(d, after, "billion"))
        return true; /* "at 10.40" */
    bool small = x->n.value <= 31 && x->n.decimals == 0;
    if (small &&
        ((norm_in(d, before, months) && (!norm_is(d, before, "may") || capital(d, before))) ||
         (norm_in(d, after, months) && (!norm_is(d, after, "may") || capital(d, after)))))
        return true;
    if (small && norm_is(d, after, "of") && norm_in(d, after + 1, months))
        return true;
    if (norm_in(
            d, after,
            WORDS("a.m.", "p.m.", "am", "pm", "a.m", "p.m", "o'clock", "gmt", "bst", "est", "hrs")))
        return true;
    if (norm_is(d, after, "in") && norm_is(d, after + 1, "the") &&
        norm_in(d, after + 2, WORDS("morning", "afternoon", "evening")) &&
        norm_in(d, before,
                WORDS("at", "after", "before", "about", "around", "until", "by", "past")))
        return true; /* "shortly after two in the morning" */
    if (str_find_char(w, ':') != SIZE_MAX ||
        (text_is(d, after, ":") && d->tokens[x->to - 1].span.end == d->tokens[x->to].span.at))
        return true;
    if (text_is(d, before, ":") && before > 0 &&
        d->tokens[(uint32_t)before - 1].flags & TOK_DIGIT &&
        d->tokens[(uint32_t)before - 1].span.end == d->tokens[(uint32_t)before].span.at)
        return true;
    return is_year(d, x);
}

static const char *sort_of_token(const struct sense_doc *d, uint32_t i);

/* "In the Algarda 31 people died", "in southern Esterval 31 people", "gave the Reform Party 42
 * seats": the number behind the name is one of what stands behind it. `lead`: the token before the
 * name. */
static bool counts_behind_name(const struct sense_doc *d, const struct number *x, int64_t lead)
{
    if (lead < 0 || x->to >= d->token_count || d->tokens[x->to].xpos != XPOS_NNS ||
        d->tokens[(uint32_t)lead].upos == SENSE_NUM)
        return false;
    uint8_t u = d->tokens[(uint32_t)lead].upos;
    if (sort_of_token(d, x->to) ||
        norm_in(d, x->to,
                WORDS("people", "persons", "men", "women", "children", "workers", "residents",
                      "passengers", "villagers", "civilians", "soldiers", "troops", "families")))
        return true;
    if (u == SENSE_NOUN || u == SENSE_ADJ)
        return !sense_is_thing(d, x->to); /* "after storm Bellona 14 miners" */
    return d->tokens[x->from - 1].xpos == XPOS_NNPS;
}

/* "The Kestrel 9 rocket", "three Kestrel 9 boosters", "its Merlin 4 engine": a name that an article
 * or a number begins goes on with the number; "in Esterval 31 people" does not. */
static bool is_model(const struct sense_doc *d, const struct number *x)
{
    int64_t i = (int64_t)x->from - 1;
    const struct sense_token *t = &d->tokens[x->from];
    if (x->n.words || x->n.scaled || x->n.value > 9999 || !capital(d, i) ||
        d->tokens[(uint32_t)i].sentence != t->sentence || norm_in(d, i, months) ||
        d->tokens[(uint32_t)i].upos != SENSE_PROPN || unit_of(d, x->to))
        return false;
    while (i > 0 && capital(d, i) && d->tokens[(uint32_t)i].upos == SENSE_PROPN)
        i--;
    uint8_t u = d->tokens[(uint32_t)i].upos;
    return d->tokens[(uint32_t)i].sentence == t->sentence && !counts_behind_name(d, x, i) &&
           (norm_in(d, i, WORDS("the", "a", "an", "its", "this", "their", "our", "his", "her")) ||
            d->tokens[(uint32_t)i].xpos == XPOS_POS || u == SENSE_NUM || u == SENSE_NOUN ||
            u == SENSE_ADJ);
}

/* "Boeing 737", "No. 7", "Article 5", "COVID-19", "G7": the number names a thing. */
static bool names_thing(const struct sense_doc *d, const struct number *x)
{
    int64_t before = (int64_t)x->from - 1;
    const struct sense_token *t = &d->tokens[x->from];
    if (t->flags & TOK_ALPHA && t->flags & TOK_DIGIT && !x->n.scaled)
        return x->span.end < t->span.end;
    bool first = t->flags & TOK_FIRST;
    if (!first &&
        norm_in(d, before,
                WORDS("no", "no.", "number", "article", "chapter", "page", "section", "flight",
                      "route", "highway", "room", "unit", "type", "model", "phase", "level",
                      "channel", "volume", "part", "rule", "resolution", "line", "platform", "gate",
                      "paragraph", "version", "interstate", "day", "stage", "week", "grade", "tier",
                      "group", "covid", "act", "lot", "block", "street")) &&
        !x->n.words)
        return true;
    if (t->name >= 0 && d->names[t->name].from < x->from &&
        !(d->names[t->name].to == x->to && !x->n.words &&
          counts_behind_name(d, x, (int64_t)d->names[t->name].from - 1)))
        return true;
    if (t->name >= 0 && d->names[t->name].to > x->to && d->names[t->name].kind != ENTITY_OTHER &&
        x->n.words)
        return true;
    bool hyphen =
        text_is(d, before, "-") && before > 0 && d->tokens[(uint32_t)before].span.end == t->span.at;
    if (hyphen && capital(d, before - 1) &&
        d->tokens[(uint32_t)before - 1].span.end == d->tokens[(uint32_t)before].span.at &&
        !(d->tokens[(uint32_t)before - 1].flags & TOK_DIGIT))
        return true;
    if (is_model(d, x))
        return true;
    /* A capital word that is no sentence start, and nothing to count behind it: "Boeing 737". */
    uint32_t next = x->to;
    bool counts = next < d->token_count &&
                  (d->tokens[next].upos == SENSE_NOUN || d->tokens[next].upos == SENSE_ADJ ||
                   d->tokens[next].upos == SENSE_PROPN || unit_of(d, next));
    if (x->to < d->token_count && text_is(d, x->to, "-") && d->tokens[x->to].span.at == x->span.end)
        return false; /* "beat Norrby 2-1": a score */
    return capital(d, before) && before > 0 &&
           !(d->tokens[(uint32_t)before].flags & (TOK_FIRST | TOK_STOP)) &&
           d->tokens[(uint32_t)before].upos == SENSE_PROPN && !x->n.words && !counts &&
           x->n.value < 10000;
}

/* "One in five", "four out of ten", "three times as many", "per 1,000 births": a share, a multiple,
 * or what a rate is of; no figure by itself. */
static bool is_share(const struct sense_doc *d, const struct number *x)
{
    struct text_number y;
    int64_t before = (int64_t)x->from - 1, after = x->to;
    bool one_word = x->n.kind == TEXT_CARDINAL && x->n.value <= 100 && !x->n.decimals;
    int64_t part = text_is(d, after, "-") ? after + 1 : after;
    if (x->n.words && x->n.value < 10 &&
        (norm_in(d, part,
                 WORDS("thirds", "quarters", "fourths", "fifths", "sixths", "tenths", "halves")) ||
         (x->n.value == 1 && norm_in(d, part, WORDS("third", "quarter", "fifth")) &&
          !text_is(d, part + 1, "-"))))
        return true; /* "two-thirds"; not "two third-graders" */
    if (text_is(d, after, "-") && norm_in(d, after + 1, WORDS("in", "way")))
        return true; /* "one-in-three", "a three-way race" */
    if (text_is(d, before, "-") && norm_in(d, before - 1, WORDS("in", "to")) &&
        text_is(d, before - 2, "-"))
        return true; /* "one-in-three", "a 134-to-63 vote" */
    if (norm_is(d, before, "per") || (norm_is(d, before, "every") && norm_is(d, before - 1, "in")))
        return true;
    if (norm_is(d, after, "times") &&
        (norm_in(d, after + 1,
                 WORDS("as", "higher", "more", "larger", "bigger", "that", "the", "over", "what",
                       "above", "greater", "faster", "smaller")) ||
         norm_in(d, before, WORDS("or"))))
        return true;
    int64_t of = norm_is(d, after, "out") && norm_is(d, after + 1, "of") ? after + 2 : after + 1;
    if (!one_word || (of == after + 1 && !norm_is(d, after, "in")))
        return one_word && x->n.words && norm_is(d, before, "in") && before > 0 &&
               d->tokens[(uint32_t)before - 1].upos == SENSE_NUM;
    if (norm_is(d, of, "every"))
        return true;
    return of < (int64_t)d->token_count &&
           text_number_parse(str_from(d->text, d->tokens[(uint32_t)of].span.at), &y) &&
           y.kind == TEXT_CARDINAL && y.value > x->n.value && y.value <= 1000 &&
           d->tokens[(uint32_t)of].sentence == d->tokens[x->from].sentence &&
           (x->n.words || of == after + 2);
}

/* "Four and a half years", "a metre and a half": adds what stands behind the number. */
static void add_half(const struct sense_doc *d, struct number *x)
{
    uint32_t i = x->to;
    if (!norm_is(d, i, "and") || !norm_is(d, (int64_t)i + 1, "a") ||
        !norm_in(d, (int64_t)i + 2, WORDS("half", "quarter")) || !x->n.words)
        return;
    x->n.value += norm_is(d, (int64_t)i + 2, "half") ? 0.5 : 0.25;
    x->to = i + 3;
    x->span.end = d->tokens[i + 2].span.end;
}

/* Reads the number at token i; false where none is that counts or measures. */
static bool number_at(const struct sense_doc *d, uint32_t i, struct number *ret)
{
    const struct sense_token *t = &d->tokens[i];
    struct str rest = str_sub(d->text, t->span.at, d->sentences[t->sentence].span.end);
    struct number x = {.from = i};
    if (!(t->flags & (TOK_DIGIT | TOK_ALPHA)) || !text_number_parse(rest, &x.n) || x.n.used == 0)
        return false;
    x.span = (struct span){t->span.at, t->span.at + x.n.used};
    x.to = i + 1;
    while (x.to < d->token_count && d->tokens[x.to].span.end <= x.span.end)
        x.to++;
    if (x.n.words && x.n.kind == TEXT_CARDINAL && norm_is(d, i, "one")) {
        /* "one" counts only before a noun, and not in "one of", "no one", "one day". */
        bool noun = x.to < d->token_count &&
                    (d->tokens[x.to].upos == SENSE_NOUN || d->tokens[x.to].upos == SENSE_ADJ);
        if (!noun ||
            norm_in(d, x.to, WORDS("of", "day", "another", "thing", "way", "time", "side", "such")))
            return false;
    }
    if (x.n.kind == TEXT_VAGUE && norm_in(d, i, WORDS("scores", "tens")) && !norm_is(d, x.to, "of"))
        return false;
    if (names_thing(d, &x) || is_date_or_time(d, &x) || is_share(d, &x))
        return false;
    if (x.n.kind == TEXT_CARDINAL)
        add_half(d, &x);
    *ret = x;
    return true;
}

/* ---- bound, range, unit ---- */

static enum figure_bound bound_before(const struct sense_doc *d, uint32_t from)
{
    int64_t i = (int64_t)from - 1;
    if (currency_of(d, i))
        i--;
    if (norm_in(d, i,
                WORDS("about", "around", "roughly", "nearly", "almost", "approximately", "some",
                      "circa", "estimated", "approx", "virtually")))
        return BOUND_ABOUT;
    if (norm_is(d, i, "to") && norm_is(d, i - 1, "close"))
        return BOUND_ABOUT;
    if (norm_is(d, i, "to") && norm_is(d, i - 1, "up"))
        return BOUND_AT_MOST;
    if (norm_is(d, i, "over") && i > 0 && sense_lemma_in(d, (uint32_t)i - 1, WORDS("turn")))
        return BOUND_EXACT; /* "turned over 2 million" */
    if (norm_is(d, i, "least") || norm_in(d, i, WORDS("over", "above", "exceeding", "minimum")))
        return BOUND_AT_LEAST;
    if (norm_is(d, i, "than") && norm_in(d, i - 1, WORDS("more", "greater", "longer")) &&
        norm_in(d, i - 2, WORDS("no", "not")))
        return BOUND_AT_MOST;
    if (norm_is(d, i, "than"))
        return norm_in(d, i - 1, WORDS("more", "greater", "higher", "longer", "larger", "better"))
                   ? BOUND_AT_LEAST
               : norm_in(d, i - 1, WORDS("fewer", "less")) && norm_is(d, i - 2, "no")
                   ? BOUND_AT_LEAST
               : norm_in(d, i - 1, WORDS("fewer", "less", "lower")) ? BOUND_AT_MOST
                                                                    : BOUND_EXACT;
    if (norm_in(d, i, WORDS("under", "below", "maximum")) || norm_is(d, i, "most") ||
        (norm_is(d, i, "as") && norm_in(d, i - 1, WORDS("many", "much", "high")) &&
         norm_is(d, i - 2, "as") && !norm_is(d, i - 3, "times")))
        return BOUND_AT_MOST;
    return BOUND_EXACT;
}

static void set_unit(const struct sense_doc *d, struct number *x, struct figure *g)
{
    int64_t before = (int64_t)x->from - 1;
    const char *money = currency_of(d, before);
    if (money) {
        g->kind = FIGURE_MONEY;
        g->unit = str_c(money);
        g->span.at = d->tokens[(uint32_t)before].span.at;
        x->from--;
        if (before > 0 && norm_in(d, before - 1, WORDS("us", "hk", "a", "c", "nz")) &&
            d->tokens[(uint32_t)before - 1].span.end == g->span.at) {
            g->span.at = d->tokens[(uint32_t)before - 1].span.at;
            x->from--;
        }
        return; /* "$5 a share", "$310 per tonne": a price is money */
    }
    int64_t at = x->to;
    if (text_is(d, at, "-") && d->tokens[x->to].span.at == g->span.end)
        at++;
    else if (norm_in(d, at,
                     WORDS("us", "u.s.", "american", "australian", "canadian", "british", "swiss",
                           "square", "nautical", "cubic")))
        at++;
    if (norm_is(d, at, "per") && norm_is(d, at + 1, "cent"))
        at++, g->kind = FIGURE_PERCENT, g->unit = STR("percent");
    if (norm_is(d, before, "magnitude") ||
        (norm_is(d, before, "of") && norm_is(d, before - 1, "magnitude"))) {
        g->kind = FIGURE_MEASURE;
        g->unit = STR("magnitude");
        return;
    }
    if (norm_is(d, at, "per") && at + 1 < (int64_t)d->token_count &&
        (d->tokens[(uint32_t)at + 1].flags & TOK_DIGIT || norm_is(d, at + 1, "thousand"))) {
        g->kind = FIGURE_RATE; /* "3.9 per 1,000" */
        return;
    }
    const struct unit *u = unit_of(d, at);
    if (!u && g->kind != FIGURE_PERCENT)
        return;
    if (u) {
        g->kind = u->kind;
        g->unit = str_c(u->unit);
        if (str_eq(g->unit, STR("GBP")) && sense_is_weight(d, x->from, (uint32_t)at)) {
            g->kind = FIGURE_MEASURE;
            g->unit = STR("lb");
        }
        if (u->kind == FIGURE_PERCENT && norm_is(d, at + 1, "points") &&
            norm_is(d, at, "percentage"))
            at++;
        if (u->kind == FIGURE_DURATION && norm_in(d, at + 1, WORDS("old", "olds")))
            at++, g->kind = FIGURE_AGE;
        if (u->kind == FIGURE_DURATION && text_is(d, at + 1, "-") &&
            norm_in(d, at + 2, WORDS("old", "olds")))
            at += 2, g->kind = FIGURE_AGE;
        if (u->kind == FIGURE_DURATION && norm_is(d, at + 1, "of") && norm_is(d, at + 2, "age"))
            g->kind = FIGURE_AGE;
        if (u->kind == FIGURE_MEASURE && norm_in(d, at + 1, WORDS("per", "an")) &&
            at + 2 < (int64_t)d->token_count)
            at += 2, g->kind = FIGURE_RATE;
    }
    g->span.end = d->tokens[(uint32_t)at].span.end;
    x->to = (uint32_t)at + 1;
}

/* "18 to 19", "10-12", "between 5 and 8": the second number joins the first. */
static bool join_range(const struct sense_doc *d, struct number *x, struct figure *g)
{
    struct number y;
    uint32_t i = x->to;
    if (i + 1 >= d->token_count)
        return false;
    bool dash =
        text_is(d, i, "-") || text_is(d, i, "\xE2\x80\x93") || text_is(d, i, "\xE2\x80\x94");
    bool word = norm_in(d, i, WORDS("to", "and", "or"));
    int64_t start = (int64_t)x->from - 1;
    start -= currency_of(d, start) != NULL;
    bool between = norm_is(d, start, "between");
    bool aged = norm_in(d, start - 1, WORDS("aged", "ages"));
    bool from = norm_is(d, start, "from") && !aged;
    uint32_t next = i + 1 + (currency_of(d, (int64_t)i + 1) != NULL);
    if (!(dash || word) || (norm_is(d, i, "and") && !between) || next >= d->token_count || from ||
        !number_at(d, next, &y) || y.n.kind != x->n.kind ||
        d->tokens[next].sentence != d->tokens[i].sentence)
        return false;
    if (y.n.scaled && !x->n.scaled && y.n.value > x->n.value) { /* "5 to 6 million" */
        double scale = pow(10, floor(log10(y.n.value) / 3) * 3);
        g->value = g->value < 1000 ? g->value * scale : g->value;
    }
    if (y.n.value < g->value || y.n.value <= x->n.value)
        return false;
    bool tight = dash && d->tokens[i].span.at == x->span.end &&
                 d->tokens[i].span.end == d->tokens[next].span.at;
    if (dash && !tight)
        return false;
    g->bound = BOUND_RANGE;
    g->high = y.n.value;
    g->span.end = y.span.end;
    x->to = y.to;
    return true;
}

/* ---- what is counted ---- */

static const struct sort_word {
    const char *what;
    const char *words[22];
} sorts[] = {
    {"dead", {"dead",   "death",    "deaths",  "die",     "died",     "dying",    "dies",
              "kill",   "killed",   "killing", "kills",   "killings", "fatality", "fatalities",
              "perish", "perished", "drown",   "drowned", "murdered", "bodies",   "slain"}},
    {"hurt",
     {"injured", "injure", "injuring", "injury", "injuries", "wounded", "wound", "wounding",
      "wounds", "hurt", "hospitalized", "hospitalised", "maimed"}},
    {"freed",
     {"freed", "free", "freeing", "released", "release", "releasing", "rescued", "rescue",
      "rescuing", "liberated", "airlifted", "winched"}},
    {"trapped", {"trapped", "buried"}},
    {"stranded", {"stranded", "marooned", "stuck"}},
    {"ill", {"ill", "sick", "sickened", "unwell"}},
    {"missing", {"missing", "unaccounted", "disappeared", "vanished"}},
    {"held",
     {"hostage", "hostages", "captive", "captives", "held", "kidnapped", "kidnap", "kidnapping",
      "kidnaps", "abducted", "abduct", "abducting", "abducts", "seized"}},
    {"arrested",
     {"arrested", "arrest", "arrests", "detained", "detain", "detainees", "arresting",
      "detaining"}},
    {"aboard", {"aboard", "board", "onboard"}},
    {"displaced",
     {"displaced", "displacing", "uprooted", "evacuated", "evacuate", "evacuating", "evacuees",
      "homeless", "fled", "refugees"}},
    {"attacks", {"attacks", "attack", "bombings", "raids", "strikes", "shootings", "assaults"}},
    {"votes", {"votes", "vote", "ballots", "seats"}},
    {"jobs", {"jobs", "job", "redundancies", "layoffs"}},
    {"homes", {"homes", "houses", "buildings", "apartments"}},
    {"sold", {"sold", "sales", "sale", "tickets"}},
    {"infected", {"infected", "infections", "cases"}},
    {"charged", {"charged", "convicted", "sentenced", "indicted"}},
    {"signed", {"signed"}},
};

static const char *sort_of_token(const struct sense_doc *d, uint32_t i)
{
    if (norm_is(d, i, "dead") &&
        norm_in(d, (int64_t)i + 1, WORDS("heat", "end", "ends", "zone", "sea", "weight", "letter")))
        return NULL;
    for (size_t k = 0; k < sizeof sorts / sizeof *sorts; k++)
        for (const char *const *w = sorts[k].words; *w; w++)
            if (**w == d->tokens[i].norm.p[0] && str_eq(d->tokens[i].norm, str_c(*w)))
                return sorts[k].what;
    return NULL;
}

static bool nominal(const struct sense_doc *d, uint32_t i)
{
    uint8_t u = d->tokens[i].upos, x = d->tokens[i].xpos;
    return u == SENSE_NOUN || u == SENSE_PROPN || u == SENSE_ADJ ||
           (x == XPOS_VBN && d->tokens[i].chunk >= 0 &&
            d->chunks[d->tokens[i].chunk].kind == CHUNK_NOUN) ||
           x == XPOS_HYPH || x == XPOS_VBG;
}

/* The rest of the noun group behind the number. */
static void set_counted(const struct sense_doc *d, const struct number *x, struct figure *g)
{
    uint32_t end = d->sentences[d->tokens[x->from].sentence].to, i = x->to;
    if (norm_is(d, i, "of") && i + 1 < end) {
        i++;
        if (norm_in(d, i, WORDS("whom", "them", "those", "these", "which")))
            return;
        while (i < end && norm_in(d, i, WORDS("the", "its", "his", "their", "all", "a")))
            i++;
    }
    if (text_is(d, i, "-") && d->tokens[i].span.at == x->span.end)
        i++; /* "21-gun salute" */
    uint32_t from = i, last = UINT32_MAX;
    for (; i < end; i++) {
        uint8_t u = d->tokens[i].upos;
        if (i + 2 < end && text_is(d, i + 1, "-") &&
            d->tokens[i].span.end == d->tokens[i + 1].span.at && d->tokens[i].flags & TOK_ALPHA) {
            i++; /* "off-duty", "intelligence-based": the first part may be any word */
            continue;
        }
        if (u == SENSE_CCONJ && last == UINT32_MAX && i > from && i + 1 < end && nominal(d, i + 1))
            continue; /* "off-duty military and paramilitary personnel" */
        if (i > from && i + 1 < end &&
            (d->tokens[i].xpos == XPOS_POS ||
             (d->tokens[i - 1].xpos == XPOS_POS &&
              (d->tokens[i].xpos == XPOS_VBN || d->tokens[i].xpos == XPOS_VBD))))
            continue; /* "2,100 of Nina's released letters" */
        if (u == SENSE_NUM && i > from && capital(d, i - 1) && i + 1 < end &&
            d->tokens[i + 1].upos == SENSE_NOUN)
            continue; /* "three Kestrel 9 boosters" */
        if (u == SENSE_ADV && last == UINT32_MAX && i + 2 < end &&
            str_ends(d->tokens[i].norm, STR("ly")) && d->tokens[i + 2].upos == SENSE_NOUN &&
            (d->tokens[i + 1].upos == SENSE_ADJ || d->tokens[i + 1].xpos == XPOS_VBN ||
             d->tokens[i + 1].xpos == XPOS_VBD)) {
            i++;
            continue;
        } /* "nine badly burned bodies" */
        if (norm_is(d, i, "and") && i > from && i + 1 < end && d->tokens[i - 1].upos == SENSE_ADJ &&
            d->tokens[i + 1].upos == SENSE_ADJ)
            continue;
        if (!nominal(d, i) || (i > from && d->tokens[i].xpos == XPOS_VBG))
            break;
        if (u == SENSE_NOUN || u == SENSE_PROPN || d->tokens[i].xpos == XPOS_NNS ||
            norm_in(d, i,
                    WORDS("dead", "injured", "wounded", "missing", "others", "hurt", "homeless")))
            last = i;
    }
    /* A weekday or "year" behind a plain number is no thing counted. */
    if (last != UINT32_MAX &&
        norm_in(d, last,
                WORDS("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                      "today", "yesterday", "tomorrow", "%", "higher", "lower", "bigger", "larger",
                      "smaller", "brighter", "faster", "slower", "cheaper", "dearer", "warmer",
                      "colder", "heavier", "lighter", "longer", "shorter", "stronger", "weaker",
                      "older", "younger")))
        last = last > from ? last - 1 : UINT32_MAX;
    if (last != UINT32_MAX)
        g->counted = sense_span(d, from, last + 1);
}

/* "Two gunmen killed 12", "groups that have released ads": the verb's subject does it to another.
 */
static bool is_active(const struct sense_doc *d, uint32_t i)
{
    static const char *const verbs[] = {
        "kill",   "injure", "wound",    "hurt",   "free",   "release",  "rescue", "hold",
        "arrest", "detain", "kidnap",   "abduct", "seize",  "evacuate", "charge", "convict",
        "indict", "free",   "liberate", "trap",   "murder", NULL};
    const struct sense_token *t = &d->tokens[i];
    if (t->upos != SENSE_VERB || t->chunk < 0 || d->chunks[t->chunk].kind != CHUNK_VERB ||
        d->chunks[t->chunk].passive || !sense_lemma_in(d, i, verbs))
        return false;
    uint32_t next = d->chunks[t->chunk].to;
    if (next >= d->token_count || d->tokens[next].sentence != t->sentence)
        return false;
    uint8_t u = d->tokens[next].upos;
    bool object = u == SENSE_DET || u == SENSE_NUM || u == SENSE_NOUN || u == SENSE_PROPN ||
                  u == SENSE_ADJ || d->tokens[next].xpos == XPOS_PRPS;
    return object &&
           !norm_in(d, next,
                    WORDS("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                          "sunday", "today", "yesterday", "overnight", "last", "this", "earlier",
                          "late", "early", "nearby", "dead")) &&
           !norm_in(d, next, months) &&
           !(capital(d, next) && norm_in(d, next, WORDS("new", "christmas", "easter")));
}

/* "Took him into custody", "made people ill": what is told befalls the object of the verb at i. */
static bool takes_object(const struct sense_doc *d, const struct sense_sentence *s, uint32_t i)
{
    uint32_t next = i + 1;
    if (d->tokens[i].upos != SENSE_VERB || next >= s->to ||
        norm_in(d, next, WORDS("homeless", "roofless", "ill", "sick", "missing", "alive")))
        return false;
    uint8_t u = d->tokens[next].upos;
    return u == SENSE_DET || u == SENSE_NUM || u == SENSE_NOUN || u == SENSE_PROPN ||
           d->tokens[next].xpos == XPOS_PRP;
}

/* "Safety rules", "custody battles": the word only says what another is of. */
static bool is_attribute(const struct sense_doc *d, const struct sense_sentence *s, uint32_t i)
{
    return norm_in(d, i, WORDS("safety", "custody", "missing", "positive")) && i + 1 < s->to &&
           d->tokens[i + 1].upos == SENSE_NOUN;
}

/* "Fell ill", "went missing", "tested positive", "lost their homes", "were taken into custody",
 * "brought to safety": the verb alone says nothing. The sort that the words from token `from` on
 * make of the verb at i; NULL. */
static const char *sort_of_phrase(const struct sense_doc *d, const struct sense_sentence *s,
                                  uint32_t i, uint32_t from)
{
    static const struct phrase {
        const char *verbs[10], *words[24], *what; /* one of the words within PHRASE_REACH tokens */
        bool own; /* who does it is who it befalls: "lost their homes" */
    } phrases[] = {
        {{"fell", "fallen", "fall", "taken", "became", "become", "made", "making", "turned"},
         {"ill", "sick", "unwell"},
         "ill",
         false},
        {{"gone", "went", "reported", "go"}, {"missing"}, "missing", false},
        {{"tested", "test"}, {"positive"}, "infected", true},
        {{"caught", "contracted", "catch", "diagnosed", "down", "got"},
         {"measles",    "cholera",   "flu",        "influenza",   "malaria",      "dengue",
          "ebola",      "mumps",     "polio",      "typhoid",     "plague",       "hepatitis",
          "meningitis", "norovirus", "salmonella", "listeriosis", "tuberculosis", "mpox",
          "pneumonia",  "virus",     "disease",    "infection",   "fever"},
         "infected",
         true},
        {{"taken", "took", "in", "into"}, {"custody"}, "arrested", false},
        {{"brought", "taken", "led", "carried", "to"}, {"safety"}, "freed", false},
        {{"lost", "lose"}, {"homes"}, "displaced", true},
        {{"without"}, {"home", "homes", "roof", "shelter"}, "displaced", false},
        {{"pulled", "plucked", "saved", "dragged"},
         {"water", "sea", "rubble", "river", "wreckage", "flames", "alive"},
         "freed",
         false},
        {{"forced", "driven", "force", "driving", "forcing"},
         {"homes", "flee"},
         "displaced",
         false},
        {{"leave"}, {"homes"}, "displaced", true},
        {{"made", "left", "leaving", "making"}, {"homeless", "roofless"}, "displaced", false},
        {{"lost", "lose"}, {"lives", "life"}, "dead", true},
    };
    for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++) {
        if (!norm_in(d, i, phrases[k].verbs) ||
            (from == i + 1 && !phrases[k].own && takes_object(d, s, i)))
            continue;
        for (uint32_t n = from; n < s->to && n < from + PHRASE_REACH; n++) {
            if (d->tokens[n].xpos == XPOS_COMMA || d->tokens[n].xpos == XPOS_CC)
                break;
            if (norm_in(d, n, phrases[k].words) && !is_attribute(d, s, n))
                return phrases[k].what;
        }
    }
    return NULL;
}

/* The sort that the words from token `after` on say, up to the end of the clause: "were killed". */
static const char *sort_behind(const struct sense_doc *d, const struct sense_sentence *s,
                               uint32_t after)
{
    int depth = 0;
    bool verb = false;
    for (uint32_t i = after, steps = 0; i < s->to && steps < 26; i++, steps++) {
        const char *sort = sort_of_token(d, i);
        uint8_t u = d->tokens[i].upos;
        if (steps == 0 && d->tokens[i].xpos == XPOS_COMMA) {
            depth = 1; /* an aside: read on to the comma that closes it */
            continue;
        }
        if (depth && d->tokens[i].xpos == XPOS_COMMA) {
            depth = 0;
            continue;
        }
        if (depth)
            continue;
        const char *phrase = sort_of_phrase(d, s, i, i + 1);
        if (phrase)
            return phrase;
        if (norm_is(d, i, "on") && norm_is(d, (int64_t)i + 1, "board"))
            return "aboard";
        if (norm_is(d, i, "taken") && norm_in(d, i + 1, WORDS("hostage", "captive")))
            return "held";
        if (sense_lemma_in(d, i, WORDS("suffer", "sustain")))
            for (uint32_t k = i; k < s->to && k < i + 6; k++)
                if (sense_lemma_in(d, k,
                                   WORDS("injury", "wound", "burn", "fracture", "concussion")))
                    return "hurt";
        if (sort && is_active(d, i))
            return NULL;
        verb |= u == SENSE_VERB || u == SENSE_AUX;
        /* "Two men were taken hostage", "200 on board"; not "one heck of a job". */
        if (sort && u == SENSE_NOUN && !verb && i > after &&
            !norm_in(d, i, WORDS("hostage", "captive")))
            sort = NULL;
        if (sort && (u == SENSE_VERB || u == SENSE_ADJ || u == SENSE_NOUN || u == SENSE_ADV))
            return sort;
        if (norm_in(d, i, WORDS("and", "while", "but", "after", "in", "when", ";", "during")) ||
            (i > after && d->tokens[i].xpos == XPOS_COMMA) ||
            (u == SENSE_VERB &&
             !norm_in(d, i,
                      WORDS("been", "confirmed", "reported", "feared", "left", "believed", "known",
                            "remain", "remained", "remains")) &&
             !(norm_in(d, i, WORDS("had", "have", "has")) && norm_is(d, (int64_t)i + 1, "to"))))
            break;
    }
    return NULL;
}

/* "230 people in Velm have been taken ill": where they are stands between them and their verb. */
static uint32_t behind_place(const struct sense_doc *d, const struct sense_sentence *s, uint32_t i)
{
    uint32_t k = i + 1;
    if (!norm_in(d, i, WORDS("in", "at", "from", "near", "across", "aboard", "of")))
        return i;
    while (k < s->to && k < i + 8 &&
           (nominal(d, k) || d->tokens[k].upos == SENSE_DET || d->tokens[k].xpos == XPOS_POS ||
            norm_in(d, k, WORDS("of"))) &&
           d->tokens[k].xpos != XPOS_VBG)
        k++;
    bool verb = k > i + 1 && k < s->to && d->tokens[k].chunk >= 0 &&
                d->chunks[d->tokens[k].chunk].kind == CHUNK_VERB &&
                d->chunks[d->tokens[k].chunk].from == k &&
                d->chunks[d->tokens[k].chunk].tense != TENSE_NONE;
    return verb ? k : i;
}

/* The verb group nearest behind (subject) or before (object) within the clause. */
static const char *sort_of_verbs(const struct sense_doc *d, const struct number *x,
                                 const struct figure *g, const struct figure *last)
{
    const struct sense_sentence *s = &d->sentences[d->tokens[x->from].sentence];
    uint32_t after = behind_place(d, s, g->counted.end ? sense_token_at(d, g->counted.end) : x->to);
    /* A subject takes its own verb's: "eleven are dead and 19 are missing". */
    if (after < s->to && d->tokens[after].chunk >= 0 &&
        d->chunks[d->tokens[after].chunk].kind == CHUNK_VERB) {
        const char *sort = sort_behind(d, s, after);
        /* "Nine were killed and 23 were taken to hospital": not killed. */
        if (sort || norm_in(d, after, WORDS("were", "was", "are", "remain", "remained")) ||
            d->tokens[after].xpos == XPOS_VBD || is_active(d, after))
            return sort;
    }
    /* Object: "killed 33 terrorists", "killing nine". */
    for (int64_t i = (int64_t)x->from - 1, steps = 0; i >= (int64_t)s->from && steps < 7;
         i--, steps++) {
        const char *sort = sort_of_token(d, (uint32_t)i);
        uint8_t xp = d->tokens[(uint32_t)i].xpos, u = d->tokens[(uint32_t)i].upos;
        bool taken = u == SENSE_NOUN && last && last->counted.end > d->tokens[(uint32_t)i].span.at;
        if (sort && !taken && (u == SENSE_VERB || u == SENSE_NOUN || u == SENSE_ADJ))
            return sort;
        const char *phrase = u == SENSE_VERB ? sort_of_phrase(d, s, (uint32_t)i, after) : NULL;
        if (phrase)
            return phrase; /* "driven 40,000 people from their homes" */
        /* "Killing 11 and leaving 30 without a roof": the nearer verb is another's. */
        bool joined = xp == XPOS_VBG && u == SENSE_VERB && norm_is(d, i - 1, "and");
        if (joined || xp == XPOS_COMMA || xp == XPOS_VBD || xp == XPOS_VBZ || xp == XPOS_VBP ||
            norm_in(d, i, WORDS("that", "which", "who", "as", "after", "but")))
            break;
    }
    return sort_behind(d, s, after);
}

/* Is one of the figures up to `last` in its sentence one of votes or seats? */
static bool votes_before(const struct sense_find *f, const struct figure *last)
{
    for (size_t i = f->figures.n; i-- > 0 && f->figures.v[i].sentence == last->sentence;)
        if (str_eq(f->figures.v[i].what, STR("votes")))
            return true;
    return false;
}

/* The last word of what is counted. */
static uint32_t head_of(const struct sense_doc *d, const struct figure *g)
{
    uint32_t i = sense_token_at(d, g->counted.at), head = i;
    for (; i < d->token_count && d->tokens[i].span.end <= g->counted.end; i++)
        head = i;
    return head;
}

static void set_what(const struct sense_find *f, const struct number *x, struct figure *g)
{
    const struct sense_doc *d = f->d;
    const char *what = NULL;
    if (g->kind == FIGURE_MONEY) {
        g->what = STR("money");
        return;
    }
    if (g->kind != FIGURE_COUNT)
        return;
    if (g->counted.end)
        for (uint32_t i = sense_token_at(d, g->counted.at);
             i < d->token_count && d->tokens[i].span.end <= g->counted.end; i++) {
            const char *sort = sort_of_token(d, i);
            what = sort ? sort : what;
        }
    else if (x->to < d->token_count && d->tokens[x->to].sentence == d->tokens[x->from].sentence)
        what = sort_of_token(d, x->to);
    uint32_t head = g->counted.end ? head_of(d, g) : 0;
    if (what && g->counted.end && sense_is_other_sense(d, sense_token_at(d, g->counted.at), head))
        what = NULL;
    /* "five of the bodies": some of those that were counted before. */
    if (what && g->counted.end && norm_is(d, x->to, "of") &&
        norm_in(d, (int64_t)x->to + 1, WORDS("the", "these", "those", "its", "their")))
        return;
    bool person = what && (strcmp(what, "attacks") == 0 || strcmp(what, "homes") == 0 ||
                           strcmp(what, "held") == 0);
    const struct figure *last = f->figures.n ? &f->figures.v[f->figures.n - 1] : NULL;
    bool same = last && d->tokens[x->from].sentence == (uint32_t)last->sentence &&
                last->kind == FIGURE_COUNT;
    const char *verb = what && !person ? NULL : sort_of_verbs(d, x, g, same ? last : NULL);
    /* "Freed all nine hostages": what befell them. */
    bool befell = verb && (strcmp(verb, "freed") == 0 || strcmp(verb, "dead") == 0 ||
                           strcmp(verb, "hurt") == 0);
    what = what && !(befell && strcmp(what, "held") == 0) ? what : verb ? verb : what;
    if (what && g->counted.end && sense_befalls_the_living(what) && sense_is_thing(d, head) &&
        !sort_of_token(d, head))
        what = NULL; /* "released 3,000 e-mails", "held 22 meetings" */
    if (what && same && !g->counted.end && strcmp(what, "held") == 0 && votes_before(f, last))
        what = NULL; /* "33 seats are open, seven held by the Labour League" */
    /* "including 23 security personnel", "18 soldiers, three staff and five civilians were killed".
     */
    if (!what && same && norm_is(d, (int64_t)x->from - 1, "including") && last->what.n) {
        g->what = last->what;
        return;
    }
    if (what)
        g->what = str_c(what);
}

/* ---- trend ---- */

static enum figure_trend trend_of_token(const struct sense_doc *d, uint32_t i)
{
    static const char *const up[] = {
        "rise",      "rose",      "risen",      "rises",   "rising",  "increase",
        "increased", "increases", "increasing", "climb",   "climbed", "climbs",
        "jump",      "jumped",    "jumps",      "surge",   "surged",  "surges",
        "grow",      "grew",      "grown",      "grows",   "soar",    "soared",
        "up",        "boost",     "boosted",    "doubled", "tripled", "gained",
        "expand",    "expanded",  "raise",      "raised",  "higher",  NULL};
    static const char *const down[] = {
        "fall",    "fell",     "fallen",   "falls",    "falling",   "drop",   "dropped", "drops",
        "decline", "declined", "declines", "decrease", "decreased", "slump",  "slumped", "plunge",
        "plunged", "shrank",   "down",     "lowered",  "reduced",   "reduce", "halved",  "slid",
        "dipped",  "tumbled",  "cut",      "lower",    NULL};
    static const char *const revised[] = {"revised", "revise",   "corrected",
                                          "updated", "adjusted", NULL};
    if (sense_norm_in(d, i, revised))
        return TREND_REVISED;
    return sense_norm_in(d, i, up) ? TREND_UP : sense_norm_in(d, i, down) ? TREND_DOWN : TREND_NONE;
}

/* "Raised 96,000 crowns", "cut 200 jobs": what the verb has for its object did not change. */
static bool takes_amount(const struct sense_doc *d, int64_t verb)
{
    return norm_in(d, verb, WORDS("raise", "raised", "cut"));
}

/* A verb or noun of change before "to X", "by X", "X from": within the clause. */
static enum figure_trend trend_before(const struct sense_doc *d, const struct number *x)
{
    const struct sense_sentence *s = &d->sentences[d->tokens[x->from].sentence];
    enum figure_trend found = TREND_NONE;
    uint32_t steps = 0;
    bool to = norm_in(d, (int64_t)x->from - 1, WORDS("to", "by")) ||
              norm_in(d, (int64_t)x->from - 2, WORDS("to", "by"));
    for (int64_t i = (int64_t)x->from - 1; i >= (int64_t)s->from && steps < (to ? 16 : 3);
         i--, steps++) {
        enum figure_trend t = trend_of_token(d, (uint32_t)i);
        if (norm_is(d, i, "up") && norm_is(d, i + 1, "to") &&
            !norm_in(d, i - 1, WORDS("go", "goes", "went", "gone", "going", "moved", "pushed")))
            continue; /* "up to six years": a bound */
        if (!to && takes_amount(d, i))
            continue;
        if (t == TREND_REVISED)
            return t;
        found = found ? found : t;
        if (norm_in(d, i, WORDS(";", "but", "while")))
            break;
    }
    return found;
}

/* "up from 88", "compared with 116 in 2023", "from 88 to 388": two figures of a sentence are one
 * change. Sets `from` of the later value; the earlier one stays a figure of its own. */
static void join_changes(struct sense_find *f, const struct number *numbers)
{
    const struct sense_doc *d = f->d;
    for (size_t i = 0; i + 1 < f->figures.n; i++) {
        struct figure *x = &f->figures.v[i], *y = &f->figures.v[i + 1];
        if (x->sentence != y->sentence || x->kind != y->kind)
            continue;
        int64_t before = (int64_t)numbers[i + 1].from - 1;
        while (before > 0 && norm_in(d, before,
                                     WORDS("roughly", "about", "around", "nearly", "almost", "just",
                                           "only", "some", "a", "the", "than")))
            before--;
        bool versus =
            norm_in(d, before, WORDS("against", "versus", "from")) ||
            (norm_in(d, before, WORDS("with", "to")) &&
             norm_in(d, before - 1, WORDS("compared", "compares", "comparison", "comparing")));
        bool from_to = norm_is(d, (int64_t)numbers[i].from - 1, "from") && norm_is(d, before, "to");
        uint32_t apart = numbers[i + 1].from - numbers[i].to;
        if (apart > 14 || !(versus || from_to))
            continue;
        struct figure *now = from_to ? y : x;
        const struct figure *then = from_to ? x : y;
        now->from = then->value;
        enum figure_trend t = trend_before(d, &numbers[i]);
        now->trend = t == TREND_REVISED ? t : now->value > now->from ? TREND_UP : TREND_DOWN;
        if (now->what.n == 0)
            now->what = then->what;
        /* The value compared with counts the same. */
        struct figure *old = from_to ? x : y;
        if (old->what.n == 0 || !from_to)
            old->what = now->what;
        if (old->counted.end == 0)
            old->counted = now->counted;
        old->trend = TREND_NONE;
    }
}

/* ---- lists: "18 soldiers, three staff and five passengers were killed" ---- */

static bool is_fate(struct str what)
{
    static const char *const fates[] = {"dead",     "hurt",      "freed", "held",     "missing",
                                        "arrested", "displaced", "ill",   "infected", "stranded"};
    for (size_t i = 0; i < sizeof fates / sizeof *fates; i++)
        if (str_eq(what, str_c(fates[i])))
            return true;
    return false;
}

/* Do two figures stand in one list: nothing but nominals, commas and "and" between them? */
static bool one_list(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    bool joined = false;
    if (to <= from || to - from > 14)
        return false;
    for (uint32_t i = from; i < to; i++) {
        bool link =
            norm_in(d, i, WORDS("and", "plus", "along", "with", "including", "as", "well", "or"));
        joined |= link || d->tokens[i].xpos == XPOS_COMMA;
        if (!link && d->tokens[i].xpos != XPOS_COMMA && d->tokens[i].xpos != XPOS_POS &&
            !nominal(d, i) && d->tokens[i].upos != SENSE_DET &&
            !norm_in(d, i, WORDS("off", "in", "of", "from")))
            return false;
    }
    return joined;
}

static bool counts_things(const struct sense_doc *d, const struct figure *g)
{
    return g->counted.end && sense_is_thing(d, head_of(d, g));
}

static void join_lists(struct sense_find *f, const struct number *numbers)
{
    for (size_t i = f->figures.n; i-- > 1;) {
        struct figure *x = &f->figures.v[i - 1];
        const struct figure *y = &f->figures.v[i];
        if (x->sentence == y->sentence && x->kind == FIGURE_COUNT && y->kind == FIGURE_COUNT &&
            x->what.n == 0 && is_fate(y->what) && !counts_things(f->d, x) &&
            one_list(f->d, numbers[i - 1].to, numbers[i].from))
            x->what = y->what;
    }
    for (size_t i = 1; i < f->figures.n; i++) {
        const struct figure *x = &f->figures.v[i - 1];
        struct figure *y = &f->figures.v[i];
        bool along = norm_is(f->d, (int64_t)numbers[i].from - 1, "with") &&
                     norm_is(f->d, (int64_t)numbers[i].from - 2, "along");
        if (x->sentence == y->sentence && x->kind == FIGURE_COUNT && y->kind == FIGURE_COUNT &&
            y->what.n == 0 && is_fate(x->what) && !counts_things(f->d, y) &&
            (along || one_list(f->d, numbers[i - 1].to, numbers[i].from)))
            y->what = x->what;
    }
}

/* ---- putting together ---- */

static reading_index said_by(const struct sense_find *f, struct span span)
{
    for (size_t i = 0; i < f->quotes.n; i++)
        for (size_t k = 0; k < f->quotes.v[i].content_count; k++)
            if (f->quotes.v[i].content[k].at <= span.at &&
                f->quotes.v[i].content[k].end >= span.end)
                return f->quotes.v[i].speaker;
    return -1;
}

static const char *const people[] = {
    "boy",      "girl",    "man",      "woman",     "child",       "baby",        "teenager",
    "youth",    "son",     "daughter", "brother",   "sister",      "father",      "mother",
    "husband",  "wife",    "widow",    "driver",    "pilot",       "victim",      "suspect",
    "pupil",    "student", "teacher",  "pensioner", "grandmother", "grandfather", "player",
    "champion", "winner",  "toddler",  "infant",    NULL};

/* Ends the statement: nothing follows that the number could count. */
static bool closes(const struct sense_doc *d, const struct number *x)
{
    uint32_t at = x->to;
    return at >= d->token_count || d->tokens[at].sentence != d->tokens[x->from].sentence ||
           (d->tokens[at].flags & TOK_PUNCT && !text_is(d, at, "-") && !text_is(d, at, "%")) ||
           norm_in(d, at, WORDS("and", "when", "but", "at", "in", "who", "on", "last", "this"));
}

/* "He was 91", "my son is ten", "who turned 30". */
static bool age_said(const struct sense_doc *d, const struct number *x)
{
    int64_t verb = (int64_t)x->from - 1;
    while (
        norm_in(d, verb, WORDS("only", "just", "about", "now", "almost", "nearly", "not", "yet")))
        verb--;
    if (verb < 1 || !sense_lemma_in(d, (uint32_t)verb, WORDS("be", "turn")) || !closes(d, x))
        return false;
    int64_t who = verb - 1;
    int32_t name = d->tokens[(uint32_t)who].name;
    return norm_in(d, who, WORDS("he", "she", "i", "who")) || norm_in(d, who, people) ||
           (name >= 0 && d->names[name].kind == ENTITY_PERSON);
}

/* An age without a word for it: "Smith, 27,", "the driver, 44, was", "aged 27", "a boy of 15", "he
 * was 91", "left school at 14", "younger than five". */
static bool is_age(const struct sense_doc *d, const struct number *x)
{
    int64_t before = (int64_t)x->from - 1;
    if (x->n.value < 1 || x->n.value > 120 || x->n.decimals || x->n.kind != TEXT_CARDINAL)
        return false;
    if (norm_in(d, before, WORDS("aged", "age")) ||
        (norm_in(d, before, WORDS("from", "between", "about", "over", "under")) &&
         norm_in(d, before - 1, WORDS("aged", "ages"))))
        return true;
    if (unit_of(d, x->to))
        return false;
    if (norm_is(d, before, "than") && norm_in(d, before - 1, WORDS("younger", "older")))
        return true;
    if (norm_in(d, before, WORDS("youngest", "oldest", "eldest")) ||
        (norm_in(d, before, WORDS("is", "was")) &&
         norm_in(d, before - 1, WORDS("youngest", "oldest", "eldest"))))
        return true;
    if (norm_is(d, before, "now") && text_is(d, before - 1, ",") && text_is(d, x->to, ",") &&
        !x->n.words && before >= 2 && d->tokens[before - 2].upos != SENSE_NUM)
        return true; /* "the boy, now 12, ..." */
    bool acts = x->to < d->token_count && d->tokens[x->to].chunk >= 0 &&
                d->chunks[d->tokens[x->to].chunk].kind == CHUNK_VERB; /* "a man of 71 drowned" */
    if (norm_is(d, before, "of") && norm_in(d, before - 1, people) && (closes(d, x) || acts))
        return true;
    if (norm_is(d, before, "at") && closes(d, x))
        for (int64_t i = before - 1; i >= 0 && i > before - 5; i--)
            if (sense_lemma_in(d, (uint32_t)i, WORDS("die", "retire", "marry", "learn", "leave")))
                return true;
    if (age_said(d, x))
        return true;
    if (x->n.words || !text_is(d, before, ",") || before < 1)
        return false;
    int32_t name = d->tokens[(uint32_t)before - 1].name;
    bool end = x->to >= d->token_count || text_is(d, x->to, ",") || text_is(d, x->to, ".") ||
               text_is(d, x->to, "(") ||
               (norm_in(d, x->to, WORDS("of", "from")) && capital(d, (int64_t)x->to + 1));
    return end &&
           ((name >= 0 && d->names[name].kind == ENTITY_PERSON) || norm_in(d, before - 1, people));
}

/* "3-1", "won 2-0": two small numbers joined, nothing to count behind. */
static bool is_score(const struct sense_doc *d, const struct figure *g, const struct number *x)
{
    bool noun = x->to < d->token_count && d->tokens[x->to].xpos == XPOS_NNS;
    struct str w = span_str(d->text, g->span);
    return !noun && !x->n.words && str_find_char(w, '-') != SIZE_MAX && g->value <= 200 &&
           g->unit.n == 0;
}

/* "By 23 to 18", "49 votes to 47", "a majority of 11 to one": the second is lower. */
static bool vote_score(const struct sense_doc *d, struct number *x, struct figure *g)
{
    struct number y;
    uint32_t i = x->to;
    bool votes = norm_in(d, i, WORDS("votes"));
    i += votes;
    if (!norm_is(d, i, "to") || i + 1 >= d->token_count || x->n.kind != TEXT_CARDINAL ||
        !(votes || norm_in(d, (int64_t)x->from - 1,
                           WORDS("by", "of", "was", "voted", ",", "won", "lost"))) ||
        !number_at(d, i + 1, &y) || y.n.kind != TEXT_CARDINAL || y.n.value > x->n.value ||
        y.n.decimals || x->n.decimals || unit_of(d, y.to))
        return false;
    g->high = y.n.value;
    g->kind = FIGURE_SCORE;
    g->bound = BOUND_EXACT;
    g->span.end = y.span.end;
    x->to = y.to;
    return true;
}

/* "Three hours and 20 minutes": one duration, in its smallest unit. */
static void join_smaller(const struct sense_doc *d, struct number *x, struct figure *g)
{
    static const struct {
        const char *large, *small;
        double ratio;
    } steps[] = {{"hour", "minute", 60}, {"minute", "second", 60}, {"year", "month", 12},
                 {"day", "hour", 24},    {"week", "day", 7},       {"foot", "inch", 12}};
    struct number y;
    uint32_t i = x->to + norm_is(d, x->to, "and");
    if (i >= d->token_count || g->bound == BOUND_RANGE || !number_at(d, i, &y) ||
        d->tokens[i].sentence != (uint32_t)g->sentence)
        return;
    const struct unit *u = unit_of(d, y.to);
    for (size_t k = 0; u && k < sizeof steps / sizeof *steps; k++)
        if (str_eq(g->unit, str_c(steps[k].large)) && strcmp(u->unit, steps[k].small) == 0 &&
            y.n.value < steps[k].ratio) {
            g->value = g->high = g->value * steps[k].ratio + y.n.value;
            g->unit = str_c(u->unit);
            g->span.end = d->tokens[y.to].span.end;
            x->to = y.to + 1;
            return;
        }
}

static bool make_figure(struct sense_find *f, struct number *x, struct figure *ret)
{
    const struct sense_doc *d = f->d;
    uint32_t sentence = d->tokens[x->from].sentence;
    struct figure g = {.kind = FIGURE_COUNT,
                       .bound = bound_before(d, x->from),
                       .value = x->n.value,
                       .high = x->n.value,
                       .span = x->span,
                       .from = NAN,
                       .says = -1,
                       .sentence = (reading_index)sentence};
    if (x->n.kind == TEXT_ORDINAL) {
        if (x->n.value > 1000 || norm_in(d, x->to,
                                         WORDS("time", "half", "quarter", "day", "of", "century",
                                               "year", "anniversary", "floor")))
            return false;
        g.kind = FIGURE_RANK;
        g.bound = BOUND_EXACT; /* "up to fourth place" */
        *ret = g;
        /* A rank is one where somebody is placed: "ranks second", "in third place". */
        return norm_in(d, x->to,
                       WORDS("place", "spot", "position", "largest", "biggest", "highest", "most",
                             "straight")) ||
               norm_in(d, (int64_t)x->from - 1,
                       WORDS("ranks", "ranked", "finished", "came", "placed"));
    }
    if (x->n.kind == TEXT_VAGUE)
        g.bound = BOUND_ABOUT;
    if (vote_score(d, x, &g)) {
        *ret = g;
        return true;
    }
    bool range = join_range(d, x, &g);
    if (range && is_score(d, &g, x)) {
        g.kind = FIGURE_SCORE;
        g.bound = BOUND_EXACT;
        *ret = g;
        return true;
    }
    /* A lower second number is a score or nothing: "3-1". */
    if (!range && x->to + 1 < d->token_count && text_is(d, x->to, "-") &&
        d->tokens[x->to].span.at == x->span.end && d->tokens[x->to + 1].flags & TOK_DIGIT &&
        d->tokens[x->to + 1].span.at == d->tokens[x->to].span.end) {
        uint64_t low;
        if (!str_u64(sense_token_str(d, x->to + 1), 200, &low) || x->n.decimals)
            return false;
        g.kind = FIGURE_SCORE;
        g.high = (double)low;
        g.span.end = d->tokens[x->to + 1].span.end;
        x->to += 2;
        *ret = g;
        return true;
    }
    if (is_age(d, x))
        g.kind = FIGURE_AGE, g.unit = STR("year");
    else
        set_unit(d, x, &g);
    if (g.kind == FIGURE_DURATION || g.kind == FIGURE_MEASURE)
        join_smaller(d, x, &g);
    /* "Over six years" is in their course, but for "for over six years". */
    int64_t at = (int64_t)sense_token_at(d, g.span.at) - 1;
    if (g.kind == FIGURE_DURATION && norm_is(d, at, "over") &&
        !norm_in(d, at - 1, WORDS("for", "of", "after", "lasted", "took", "just", "well")))
        g.bound = BOUND_EXACT;
    if (norm_is(d, x->to, "or") && norm_is(d, (int64_t)x->to + 1, "more") && g.bound == BOUND_EXACT)
        g.bound = BOUND_AT_LEAST;
    if (g.kind == FIGURE_COUNT || g.kind == FIGURE_PERCENT)
        set_counted(d, x, &g);
    set_what(f, x, &g);
    g.trend = trend_before(d, x);
    g.says = said_by(f, g.span);
    *ret = g;
    return true;
}

/* A bare count with nothing counted and no sort says something where it is in digits, has a bound,
 * is the subject of a verb, or stands in a change. "One" and "the two" mostly point. */
static bool worth(const struct sense_doc *d, const struct number *x, const struct figure *g)
{
    int64_t before = (int64_t)x->from - 1;
    if (g->kind != FIGURE_COUNT)
        return true;
    if (x->n.words && x->n.value == 1 && g->what.n == 0)
        return false;
    if (x->n.words && x->n.value <= 4 && g->what.n == 0 &&
        norm_in(d, before, WORDS("the", "those", "these", "both", "all")))
        return false;
    if (g->counted.end || g->what.n || g->trend != TREND_NONE || !x->n.words ||
        g->bound != BOUND_EXACT)
        return true;
    if (x->to >= d->token_count || d->tokens[x->to].sentence != d->tokens[x->from].sentence)
        return norm_in(d, before, WORDS("from", "against", "than", "with"));
    enum sense_upos next = (enum sense_upos)d->tokens[x->to].upos;
    return (next == SENSE_VERB && d->tokens[x->to].xpos != XPOS_VBG) || next == SENSE_AUX ||
           norm_in(d, x->to, WORDS("of", "more", "in", "on", "fewer", "less", "above", "below")) ||
           norm_in(d, before, WORDS("from", "against", "with", "than", "of"));
}

/* ---- what one figure leaves to the other ---- */

static bool bare(const struct figure *x)
{
    return x->kind == FIGURE_COUNT && x->counted.end == 0 && x->what.n == 0;
}

static void take_kind(struct figure *x, const struct figure *of)
{
    x->kind = of->kind;
    x->unit = of->unit;
    x->what = of->what;
}

/* "From 38,000 to 61,000 dollars", "410 cents from 525", "410 of the 500 million florins", "two of
 * its three nurses": what is left out stands with the other. */
static void join_elided(struct sense_find *f, const struct number *numbers)
{
    const struct sense_doc *d = f->d;
    for (size_t i = 0; i + 1 < f->figures.n; i++) {
        struct figure *x = &f->figures.v[i], *y = &f->figures.v[i + 1];
        uint32_t from = numbers[i].to, to = numbers[i + 1].from;
        if (x->sentence != y->sentence || to < from || to - from > 3)
            continue;
        bool united = y->kind != FIGURE_COUNT && y->kind != FIGURE_RANK &&
                      y->kind != FIGURE_SCORE && y->kind != FIGURE_AGE;
        bool change = norm_in(d, (int64_t)to - 1, WORDS("to", "from", "against", "than")) ||
                      (to > from && norm_in(d, (int64_t)to - 2, WORDS("to", "from", "against")));
        bool of =
            norm_is(d, from, "of") &&
            (to - from == 1 ||
             (to - from == 2 &&
              norm_in(d, from + 1, WORDS("the", "its", "their", "his", "her", "our", "all"))));
        if (bare(x) && united && (change || (of && y->kind == FIGURE_MONEY))) {
            take_kind(x, y);
            if (of && numbers[i + 1].n.scaled && !numbers[i].n.scaled && x->value < 1000)
                x->value = x->high = x->value * pow(10, floor(log10(y->value) / 3) * 3);
        } else if (bare(y) && change && x->kind != FIGURE_COUNT && x->kind != FIGURE_AGE &&
                   x->kind != FIGURE_RANK && x->kind != FIGURE_SCORE) {
            take_kind(y, x);
        } else if (of && bare(x) && y->counted.end) {
            x->counted = y->counted;
            x->what = y->what;
        }
    }
}

/* "A place costs 450", "savings at 210 million a year": a word of paying right before. */
static bool tells_of_money(const struct sense_doc *d, uint32_t number)
{
    static const char *const lemmas[] = {
        "pay",    "cost",   "charge",       "earn",  "fetch",  "borrow", "lend",    "owe",
        "invest", "spend",  "donate",       "price", "fine",   "saving", "revenue", "salary",
        "fee",    "profit", "bid",          "wage",  "rent",   "debt",   "budget",  "turnover",
        "raise",  "loss",   "compensation", "bonus", "ransom", NULL};
    for (uint32_t i = number, steps = 0; i-- > 0 && steps < 4; steps++) {
        if (d->tokens[i].sentence != d->tokens[number].sentence || d->tokens[i].flags & TOK_PUNCT ||
            d->tokens[i].upos == SENSE_NUM)
            return false;
        if (sense_lemma_in(d, i, lemmas))
            return true;
    }
    return false;
}

/* "... and revenue of 29 million", "costs 450, or 700": numbers of nothing, where money was named
 * before, are money when they are millions or a word of paying stands there. */
static void join_money(struct sense_find *f, const struct number *numbers)
{
    const struct figure none = {.kind = FIGURE_MONEY, .what = STR("money")};
    const struct figure *before = NULL, *any = NULL;
    bool told = false;
    for (size_t i = f->figures.n; i-- > 0;)
        any = f->figures.v[i].kind == FIGURE_MONEY ? &f->figures.v[i] : any;
    for (size_t i = 0; i < f->figures.n; i++) {
        struct figure *x = &f->figures.v[i];
        bool again = told && x->sentence == x[-1].sentence &&
                     norm_in(f->d, (int64_t)numbers[i].from - 1, WORDS("or", "and"));
        told = false;
        if (x->kind == FIGURE_MONEY) {
            before = x;
        } else if (bare(x)) {
            bool large = numbers[i].n.scaled && x->value >= 1e6 &&
                         !norm_in(f->d, numbers[i].to, WORDS("more", "fewer", "less"));
            told = (any || large || x->value >= 10000) &&
                   (again || tells_of_money(f->d, numbers[i].from));
            if (told || (before && large))
                take_kind(x, before ? before : any ? any : &none);
        }
    }
}

/* Does nothing but a form of "be" tell of another matter between the two, and nothing stand behind
 * the second that it could count? "40 kilometres a week, and 60 before races" */
static bool parallel(const struct sense_doc *d, uint32_t from, uint32_t number, uint32_t to)
{
    if (number < from || number - from > 8)
        return false;
    for (uint32_t i = from; i < number; i++)
        if (d->tokens[i].upos == SENSE_VERB || d->tokens[i].flags & TOK_IN_QUOTES)
            return false;
    return norm_in(d, (int64_t)number - 1, WORDS("and", "or", "is", "was", "but", "then")) &&
           to < d->token_count &&
           (d->tokens[to].upos == SENSE_ADP || d->tokens[to].xpos == XPOS_STOP);
}

/* "Settled in 17 days, compared with 12 a year earlier", "14 years, four fewer than ...": a bare
 * number set beside the figure before it in its sentence is of its kind. */
static void join_compared(struct sense_find *f, const struct number *numbers)
{
    const struct sense_doc *d = f->d;
    for (size_t i = 1; i < f->figures.n; i++) {
        const struct figure *x = &f->figures.v[i - 1];
        struct figure *y = &f->figures.v[i];
        int64_t at = (int64_t)numbers[i].from;
        bool united = x->kind == FIGURE_MONEY || x->kind == FIGURE_PERCENT ||
                      x->kind == FIGURE_DURATION || x->kind == FIGURE_MEASURE;
        if (!united || !bare(y) || x->sentence != y->sentence)
            continue;
        bool compared =
            (norm_in(d, at - 1, WORDS("with", "to")) && norm_is(d, at - 2, "compared")) ||
            (norm_is(d, at - 1, "from") && norm_in(d, at - 2, WORDS("up", "down")));
        bool less = text_is(d, at - 1, ",") &&
                    norm_in(d, numbers[i].to,
                            WORDS("more", "fewer", "less", "above", "below", "higher", "lower"));
        if (compared || less || parallel(d, numbers[i - 1].to, numbers[i].from, numbers[i].to))
            take_kind(y, x);
    }
}

/* "It was 1,140." "The drone weighed 249." "... was there within 14": a bare number right after a
 * sentence whose figure has a unit, where the sentence only gives another value of the same. */
static void join_corrected(struct sense_find *f, const struct number *numbers)
{
    const struct sense_doc *d = f->d;
    for (size_t i = 1; i < f->figures.n; i++) {
        const struct figure *x = &f->figures.v[i - 1];
        struct figure *y = &f->figures.v[i];
        const struct sense_sentence *s = &d->sentences[y->sentence];
        int64_t at = (int64_t)numbers[i].from;
        bool near = y->sentence == x->sentence + 1 && bare(y) && numbers[i].to < d->token_count;
        if (!near)
            continue;
        bool united = x->kind == FIGURE_MONEY || x->kind == FIGURE_PERCENT ||
                      x->kind == FIGURE_DURATION || x->kind == FIGURE_MEASURE;
        bool plain =
            numbers[i].to - s->from <= 6 && text_is(d, numbers[i].to, ".") &&
            norm_in(d, at - 1, WORDS("was", "is", "weighed", "measured", "lasted", "took"));
        bool within = norm_is(d, at - 1, "within") && x->kind == FIGURE_DURATION;
        if (!united || !(plain || within))
            continue;
        take_kind(y, x);
        if (within && y->bound == BOUND_EXACT)
            y->bound = BOUND_AT_MOST;
    }
}

/* "9.4 metres long and up to 2.3 wide": in the unit of the measure before it. */
static void join_sizes(struct sense_find *f, const struct number *numbers)
{
    for (size_t i = 1; i < f->figures.n; i++) {
        const struct figure *x = &f->figures.v[i - 1];
        struct figure *y = &f->figures.v[i];
        if (x->kind == FIGURE_MEASURE && bare(y) && x->sentence == y->sentence &&
            norm_in(f->d, numbers[i].to,
                    WORDS("wide", "long", "high", "deep", "tall", "thick", "across")))
            take_kind(y, x);
    }
}

/* "41 of the patients are over 65", "those under 16": an age of persons. */
static void join_ages(struct sense_find *f, const struct number *numbers)
{
    const struct sense_doc *d = f->d;
    for (size_t i = 0; i < f->figures.n; i++) {
        struct figure *x = &f->figures.v[i];
        int64_t at = (int64_t)numbers[i].from;
        if (x->kind == FIGURE_AGE && norm_is(d, at - 1, "than") && x->bound == BOUND_EXACT)
            x->bound = norm_is(d, at - 2, "younger") ? BOUND_AT_MOST : BOUND_AT_LEAST;
        if (!bare(x) || x->value < 5 || x->value > 100 ||
            !norm_in(d, at - 1, WORDS("over", "under", "above", "below")))
            continue;
        bool persons =
            norm_in(d, at - 2,
                    WORDS("those", "them", "people", "anyone", "everyone", "men", "women",
                          "children", "girls", "boys", "workers", "voters", "patients"));
        bool counted = i > 0 && x[-1].sentence == x->sentence && x[-1].kind == FIGURE_COUNT &&
                       norm_in(d, at - 2, WORDS("are", "were"));
        if (persons || counted) {
            x->kind = FIGURE_AGE;
            x->unit = STR("year");
        }
    }
}

void sense_figures(struct sense_find *f)
{
    const struct sense_doc *d = f->d;
    struct number *numbers = ARENA_ARRAY(f->a, FIGURES_MOST, struct number);
    for (uint32_t i = 0; i < d->token_count && f->figures.n < FIGURES_MOST;) {
        struct number x;
        struct figure g;
        enum sentence_kind kind = d->sentences[d->tokens[i].sentence].kind;
        if (kind == SENTENCE_CREDIT || i < d->sentences[d->tokens[i].sentence].body_from ||
            !number_at(d, i, &x)) {
            i++;
            continue;
        }
        uint32_t next = x.to;
        if (make_figure(f, &x, &g) && worth(d, &x, &g)) {
            numbers[f->figures.n] = x;
            LIST_PUSH(f->a, &f->figures, g);
        }
        i = x.to > next ? x.to : next;
    }
    join_elided(f, numbers);
    join_compared(f, numbers);
    join_money(f, numbers);
    join_elided(f, numbers); /* again, of what has become money */
    join_corrected(f, numbers);
    join_sizes(f, numbers);
    join_ages(f, numbers);
    join_lists(f, numbers);
    join_changes(f, numbers);
}
