/* numbers.c: the numbers of a text that count or measure, and their units.
 *
 * A number is read where it stands (text_number_parse). Dates, clock times, numbers of things ("No.
 * 7", "Boeing 737", "Article 5"), numbers inside names, and shares ("one in five") are no figures.
 */
#include "sense/figures.h"

/* ---- units ---- */

static const struct unit units[] = {
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

const struct unit *sense_unit_of(const struct sense_doc *d, int64_t i)
{
    for (size_t k = 0; i >= 0 && i < (int64_t)d->token_count && k < sizeof units / sizeof *units;
         k++)
        if (norm_is(d, i, units[k].word))
            return &units[k];
    return NULL;
}

/* "Canadian dollars", "Swiss francs": the unit by whose money it is; that of the word else. */
const char *sense_money_of(const struct sense_doc *d, int64_t i, const char *unit)
{
    static const struct {
        const char *whose, *word, *unit;
    } moneys[] = {
        {"canadian", "USD", "CAD"},   {"australian", "USD", "AUD"},  {"zealand", "USD", "NZD"},
        {"kong", "USD", "HKD"},       {"singapore", "USD", "SGD"},   {"taiwan", "USD", "TWD"},
        {"egyptian", "GBP", "EGP"},   {"lebanese", "GBP", "LBP"},    {"syrian", "GBP", "SYP"},
        {"sudanese", "GBP", "SDG"},   {"pakistani", "INR", "PKR"},   {"sri", "INR", "LKR"},
        {"nepalese", "INR", "NPR"},   {"swedish", "NOK", "SEK"},     {"danish", "NOK", "DKK"},
        {"french", "CHF", "FRF"},     {"cfa", "CHF", "XAF"},         {"mexican", "peso", "MXN"},
        {"argentine", "peso", "ARS"}, {"philippine", "peso", "PHP"}, {"chilean", "peso", "CLP"},
        {"colombian", "peso", "COP"}, {"lebanese", "TRY", "LBP"}};
    for (size_t k = 0; k < sizeof moneys / sizeof *moneys; k++)
        if (norm_is(d, i, moneys[k].whose) && strcmp(unit, moneys[k].word) == 0)
            return moneys[k].unit;
    return unit;
}

const char *sense_currency_of(const struct sense_doc *d, int64_t i)
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

bool sense_is_month(const struct sense_doc *d, int64_t i)
{
    return norm_in(d, i, months);
}

/* What there is one of each year, in the plural. */
static const char *const yearly[] = {
    "sales",  "elections", "results",  "profits",       "earnings", "revenues",  "finals",
    "games",  "olympics",  "figures",  "championships", "awards",   "primaries", "midterms",
    "levels", "accords",   "protests", "riots",         "budgets",  "harvests",  NULL};

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
        sense_is_month(d, before))
        return true;
    uint32_t next = x->to;
    /* "at a 2008 event", "the original 1984 song", "weak 2004 sales": of one thing, or of what each
     * year has */
    if (next < d->token_count && x->n.value >= 1800 && !sense_unit_of(d, next) &&
        (d->tokens[next].xpos == XPOS_NN || norm_in(d, next, yearly)))
        return true;
    return next >= d->token_count || d->tokens[next].upos != SENSE_NOUN || capital(d, before);
}

static bool is_date_or_time(const struct sense_doc *d, const struct number *x)
{
    int64_t before = (int64_t)x->from - 1, after = x->to;
    struct str w = span_str(d->text, x->span);
    enum { ID_DIGITS = 13 };
    size_t digits = 0;
    while (digits < w.n && is_digit(w.p[digits]))
        digits++;
    if (digits >= ID_DIGITS)
        return true; /* the number of a card, a message or a moment */
    if (x->span.end + 1 < d->text.n && d->text.p[x->span.end] == ':' &&
        is_digit(d->text.p[x->span.end + 1]))
        return true; /* "10:30" in one token */
    if (w.n >= 4 && x->n.decimals == 2 && x->n.value < 24.6 && str_find_char(w, '.') + 3 == w.n &&
        w.p[w.n - 2] < '6' &&
        norm_in(d, before,
                WORDS("at", "by", "until", "till", "before", "after", "between", "from", "to",
                      "and", "since", "around")) &&
        !sense_unit_of(d, after) && !norm_is(d, after, "million") && !norm_is(d, after, "billion"))
        return true; /* "at 10.40" */
    bool small = x->n.value <= 31 && x->n.decimals == 0;
    if (small &&
        ((sense_is_month(d, before) && (!norm_is(d, before, "may") || capital(d, before))) ||
         (sense_is_month(d, after) && (!norm_is(d, after, "may") || capital(d, after)))))
        return true;
    if (small && norm_is(d, after, "of") && sense_is_month(d, after + 1))
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

/* "In the Algarda 31 people died", "in southern Esterval 31 people", "gave the Reform Party 42
 * seats": the number behind the name is one of what stands behind it. `lead`: the token before the
 * name. */
static bool counts_behind_name(const struct sense_doc *d, const struct number *x, int64_t lead)
{
    if (lead < 0 || x->to >= d->token_count || d->tokens[x->to].xpos != XPOS_NNS ||
        d->tokens[(uint32_t)lead].upos == SENSE_NUM)
        return false;
    uint8_t u = d->tokens[(uint32_t)lead].upos;
    if (sense_sort_of_token(d, x->to) ||
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
        d->tokens[(uint32_t)i].sentence != t->sentence || sense_is_month(d, i) ||
        d->tokens[(uint32_t)i].upos != SENSE_PROPN || sense_unit_of(d, x->to))
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
                   d->tokens[next].upos == SENSE_PROPN || sense_unit_of(d, next));
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
bool sense_number_at(const struct sense_doc *d, uint32_t i, struct number *ret)
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
