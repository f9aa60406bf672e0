/* foreign_names.c: names in languages without a trained model.
 *
 * Where the script has capitals, a name is a run of words with capitals, with the small words that
 * the language has inside names ("Instituto de Letras"), without titles and initials before it. A
 * single word is one where it does not begin its sentence, or stands so elsewhere. German writes
 * every noun with a capital: there, a single word is a name in quotation marks or right behind
 * "in", "aus" and their like without an article, and a run loses what is before a given name that
 * is known, or the calling before it ("Ministerpräsidentin Karin Vossberg"). Where the script has
 * no capitals, names stand behind words that call them ("شركة", "डॉ.") or before those that end
 * them. */
#include "sense/foreign.h"
#include "sense/places.h"

enum { NAME_TOKENS_MOST = 6, LOOKED_AT = 4000 /* tokens, for a run that stands again */ };

struct finder {
    struct sense_doc *d;
    const struct foreign_words *w;
    struct map inside; /* words seen with a capital inside sentences */
    struct map small;  /* words seen without */
    struct map family; /* words seen behind a given name */
    struct map things; /* German: words seen behind an article */
    bool german;
};

static bool is_capital(const struct finder *x, uint32_t i)
{
    return (x->d->tokens[i].flags & (TOK_CAP | TOK_STOP | TOK_ALPHA)) == (TOK_CAP | TOK_ALPHA) &&
           !foreign_is_vague(x->d, x->w, i);
}

static bool is_initial(const struct sense_doc *d, uint32_t i)
{
    struct str s = sense_token_str(d, i);
    size_t at = 0;
    if (!(d->tokens[i].flags & TOK_CAP))
        return false;
    (void)utf8_next(s, &at);
    return at == s.n || str_find_char(s, '.') == at;
}

static bool is_title(const struct sense_doc *d, uint32_t i)
{
    struct str s = sense_token_str(d, i);
    if (str_ends(s, STR(".")))
        s.n--;
    return text_is_abbreviation(s, d->lang) &&
           (str_ends(sense_token_str(d, i), STR(".")) ||
            (i + 1 < d->token_count && sense_norm_is(d, i + 1, STR("."))));
}

/* "Ministerpräsidentin", "Einsatzleiter": what somebody is, in German. */
static bool is_calling(struct str norm)
{
    static const char *const ends[] = {
        "minister",     "präsident",    "kanzler",     "sprecher",     "leiter",
        "führer",       "chef",         "direktor",    "meister",      "professor",
        "trainer",      "richter",      "anwalt",      "bischof",      "könig",
        "papst",        "general",      "senator",     "rat",          "rätin",
        "vorsitzender", "vorsitzende",  "forscher",    "experte",      "expertin",
        "autor",        "kommissar",    "abgeordnete", "abgeordneter", "vorstand",
        "partei",       "gewerkschaft", "biologe",     "historiker",   NULL};
    if (str_ends(norm, STR("in")) && norm.n > 6)
        norm.n -= 2;
    for (size_t i = 0; ends[i]; i++)
        if (str_ends(norm, str_c(ends[i])))
            return true;
    return false;
}

static unsigned gazetteer(const struct sense_doc *d, uint32_t i)
{
    struct sense_place place;
    unsigned bits = 0;
    sense_place_find(d->arena, sense_token_str(d, i), &place, 1, &bits);
    return bits;
}

static bool is_given_name(const struct sense_doc *d, uint32_t i)
{
    return gazetteer(d, i) & GAZ_FIRST;
}

/* Small words that may stand at `i` inside a name; how many, 0 where the name ends. */
static uint32_t linked(const struct finder *x, uint32_t i, uint32_t to)
{
    if (x->german && !is_given_name(x->d, i - 1))
        return 0; /* "Geschichte der Hauptstadt" is no name, "Karl von Arn" is */
    for (uint32_t n = 1; n <= 2 && i + n < to; n++) {
        if (!foreign_in(x->w->links, x->d->tokens[i + n - 1].norm) ||
            (x->d->tokens[i + n - 1].flags & TOK_CAP && n > 1))
            return 0;
        if (is_capital(x, i + n))
            return n;
    }
    return 0;
}

/* Without keeping the form. */
static bool has_base(const struct sense_doc *d, uint32_t i, const struct map *written)
{
    const struct arena_mark scratch = arena_mark(d->arena);
    bool has = foreign_base(d, i, written).n > 0;
    arena_back(d->arena, scratch);
    return has;
}

/* A place that is surely no other word, in whatever case: "Helsingissä avattiin". */
static bool is_known_place(const struct sense_doc *d, uint32_t i)
{
    return foreign_is_place(d, d->tokens[i].norm) || has_base(d, i, NULL);
}

/* A place in a case that begins no name: not "Helsingin Sanomat", "Göteborgs Hamn". */
static bool is_bent_place(const struct sense_doc *d, uint32_t i)
{
    if (foreign_in("de sv da no", d->lang) ||
        (str_eq(d->lang, STR("fi")) && str_ends(d->tokens[i].norm, STR("n"))))
        return false;
    return !(d->tokens[i].flags & TOK_UPPER) && has_base(d, i, NULL);
}

/* Where a whole sentence is in capitals, they tell no name. */
static bool is_loud(const struct sense_doc *d, uint32_t i)
{
    enum { WORDS_LEAST = 3 };
    const struct sense_sentence *s = &d->sentences[d->tokens[i].sentence];
    uint32_t words = 0, loud = 0;
    for (uint32_t k = s->from; k < s->to; k++) {
        words += (d->tokens[k].flags & TOK_ALPHA) != 0;
        loud += (d->tokens[k].flags & (TOK_ALPHA | TOK_UPPER)) == (TOK_ALPHA | TOK_UPPER);
    }
    return words >= WORDS_LEAST && loud * 10 >= words * 8;
}

static uint32_t run_end(const struct finder *x, uint32_t from)
{
    uint32_t to = from + 1, end = x->d->sentences[x->d->tokens[from].sentence].to;
    while (to < end && to - from < NAME_TOKENS_MOST) {
        uint32_t small = is_capital(x, to) ? 0 : linked(x, to, end);
        if (!small && !is_capital(x, to))
            break;
        if (is_title(x->d, to) && !is_initial(x->d, to))
            break;
        if (to == from + 1 && is_bent_place(x->d, from))
            break; /* "primátor Olomouce J. Navrátílek", "Budapestről Bécsbe" */
        to += small + 1;
    }
    return to;
}

bool foreign_begins(const struct sense_doc *d, uint32_t i)
{
    uint32_t from = d->sentences[d->tokens[i].sentence].from, at = i;
    while (at > from && d->tokens[at - 1].flags & TOK_PUNCT)
        at--;
    if (at == from)
        return true;
    if (!(d->tokens[i - 1].flags & TOK_QUOTE_OPEN))
        return sense_norm_is(d, i - 1, STR(":"));
    uint32_t to = i;
    while (to < d->token_count && d->tokens[to].flags & TOK_CAP)
        to++;
    return to == d->token_count || !(d->tokens[to].flags & TOK_QUOTE_CLOSE);
}

static bool seen(const struct map *m, struct str word)
{
    return map_find(m, word) != NULL;
}

/* Is a single word a name, in German? */
static bool is_german_name(const struct finder *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    static const char *const places[] = {"in",    "aus",      "bei",   "nach", "nahe",
                                         "stadt", "gemeinde", "kreis", NULL};
    if (i > 0 && d->tokens[i - 1].flags & TOK_QUOTE_OPEN && i + 1 < d->token_count)
        return d->tokens[i + 1].flags & TOK_QUOTE_CLOSE;
    if (gazetteer(d, i) & (GAZ_COUNTRY | GAZ_CITY | GAZ_REGION) ||
        foreign_in(foreign_place_list(d->lang), d->tokens[i].norm))
        return true;
    return i > 0 && sense_norm_in(d, i - 1, places) && !str_ends(d->tokens[i].norm, STR("ung")) &&
           !str_ends(d->tokens[i].norm, STR("en")) && !str_ends(d->tokens[i].norm, STR("heit")) &&
           !str_ends(d->tokens[i].norm, STR("keit"));
}

/* Where a German run of capitals has a given name behind what somebody is ("Floridas Gouverneur Ron
 * Sandell", "Rapper Karl Arn"), it begins there; not behind what is named after somebody, nor an
 * abbreviation ("FC"). */
static uint32_t behind_callings(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    static const char *const named[] = {"sankt",  "st",     "universität", "stiftung", "schule",
                                        "kirche", "museum", "haus",        "zentrum",  "verlag",
                                        "orden",  "platz",  "stadion",     NULL};
    for (uint32_t i = from; i + 1 < to; i++) {
        if (is_given_name(d, i))
            return i;
        if (sense_norm_in(d, i, named) || d->tokens[i].flags & TOK_UPPER)
            break;
    }
    return from;
}

/* Takes off the front of a run what is no part of the name. */
/* "Dienste Russlands", "der Sieg Nadeschdins"; but not "United Airlines" of "die Airline". */
static bool is_genitive(const struct finder *x, uint32_t i)
{
    struct str norm = x->d->tokens[i].norm;
    if (!x->german || !str_ends(norm, STR("s")))
        return false;
    bool thing = seen(&x->things, str_sub(norm, 0, norm.n - 1));
    return has_base(x->d, i, thing ? NULL : &x->inside);
}

static uint32_t trimmed(const struct finder *x, uint32_t from, uint32_t to)
{
    const struct sense_doc *d = x->d;
    while (from < to && (is_initial(d, from) || is_title(d, from)))
        from++;
    if (to - from == 2 && seen(&x->family, d->tokens[from + 1].norm) && !is_given_name(d, from))
        return from + 1; /* "Rapper Arn", where Karl Arn is named, too */
    if (to - from == 2 && !is_given_name(d, from) && is_genitive(x, from + 1))
        return from + 1;
    from = x->german ? behind_callings(d, from, to) : from;
    while (x->german && from + 1 < to && is_calling(d->tokens[from].norm))
        from++;
    /* A sentence's first word with a name behind it is mostly what that is: "Student Tomáš Hůlka".
     */
    if (from + 1 < to && foreign_begins(d, from) && !is_given_name(d, from) &&
        !foreign_in("id ms vi", d->lang) && /* "Rumah Sakit": what it is stands in the name */
        (seen(&x->small, d->tokens[from].norm) ||
         ((x->german || to - from > 2) && !seen(&x->inside, d->tokens[from].norm))))
        from++;
    while (from < to && (is_initial(d, from) || foreign_in(x->w->links, d->tokens[from].norm)))
        from++;
    return from;
}

/* Two German nouns side by side are a name where one is known, an abbreviation or an adjective
 * ("Deutsche Bahn"), in quotation marks, or where they stand so again. */
static bool is_german_run(const struct finder *x, uint32_t from, uint32_t to)
{
    const struct sense_doc *d = x->d;
    static const char *const ends[] = {"e", "er", "es", "en", NULL};
    bool quoted = from > 0 && d->tokens[from - 1].flags & TOK_QUOTE_OPEN;
    for (uint32_t i = from; i < to; i++)
        if (d->tokens[i].flags & TOK_UPPER ||
            gazetteer(d, i) & (GAZ_FIRST | GAZ_COUNTRY | GAZ_CITY | GAZ_REGION | GAZ_TOWN))
            return true;
    for (size_t k = 0; ends[k]; k++)
        if (str_ends(d->tokens[from].norm, str_c(ends[k])) && !foreign_begins(d, from))
            return true;
    uint32_t again = 0;
    for (uint32_t i = 0; i + 1 < d->token_count && i < LOOKED_AT; i++)
        again += d->tokens[i].hash == d->tokens[from].hash &&
                 d->tokens[i + 1].hash == d->tokens[from + 1].hash;
    return quoted || again > 1;
}

static bool is_name(const struct finder *x, uint32_t from, uint32_t to)
{
    const struct sense_doc *d = x->d;
    if (to - from > 1)
        return !x->german || is_german_run(x, from, to);
    if (sense_token_str(d, from).n < 3)
        return false;
    if (str_eq(d->lang, STR("vi")))
        return is_known_place(d, from); /* others have two syllables and more */
    if (x->german)
        return is_german_name(x, from);
    return !foreign_begins(d, from) || seen(&x->inside, d->tokens[from].norm) ||
           is_known_place(d, from);
}

/* A person has a given name that is known, a place a name that is; of others nothing is told. */
static enum entity_kind kind_of(const struct sense_doc *d, uint32_t from, uint32_t to,
                                struct str base)
{
    struct sense_place place;
    unsigned bits = 0;
    struct str name = base.n ? base : span_str(d->text, sense_span(d, from, to));
    bool short_name = to - from <= 4;
    if (foreign_is_place(d, text_fold(d->arena, name)))
        return ENTITY_PLACE;
    sense_place_find(d->arena, name, &place, 1, &bits);
    if (bits & (GAZ_COUNTRY | GAZ_CITY | GAZ_REGION) && !(bits & (GAZ_FIRST | GAZ_LAST)))
        return ENTITY_PLACE;
    if (to - from > 1 && short_name && gazetteer(d, from) & GAZ_FIRST)
        return ENTITY_PERSON;
    return ENTITY_OTHER;
}

static void put_name(struct sense_doc *d, uint32_t from, uint32_t to, struct str base)
{
    enum entity_kind kind = kind_of(d, from, to, base);
    d->names[d->name_count] = (struct sense_name){.from = from,
                                                  .to = to,
                                                  .span = sense_span(d, from, to),
                                                  .kind = kind,
                                                  .sure = 0.4f,
                                                  .entity = -1,
                                                  .base = base,
                                                  .sentence = d->tokens[from].sentence};
    for (uint32_t t = from; t < to; t++) {
        d->tokens[t].name = (int32_t)d->name_count;
        d->tokens[t].labelled = (uint8_t)(1 + kind);
    }
    d->name_count++;
}

/* "der Deutschen Bank" is the Deutsche Bank, "das Statistische Bundesamt" the Statistisches
 * Bundesamt; "des Deutschen Bundestags" does not tell its gender. */
static struct str behind_article(const struct finder *x, uint32_t from, uint32_t to)
{
    static const struct {
        const char *article, *bent, *plain;
    } rules[] = {{"der", "en", "e"}, {"die", "en", "e"}, {"das", "e", "es"}, {"der", "e", "er"}};
    static const char *const adjectives[] = {"isch", "tsch", "lich", "ig", "igt",
                                             "bar",  "al",   "eint", NULL};
    const struct sense_doc *d = x->d;
    struct str first = sense_token_str(d, from), norm = d->tokens[from].norm;
    for (size_t i = 0; x->german && from > 0 && to - from == 2 && i < sizeof rules / sizeof *rules;
         i++) {
        size_t end = strlen(rules[i].bent);
        struct str stem = str_sub(first, 0, first.n > end ? first.n - end : 0);
        if (!sense_norm_is(d, from - 1, str_c(rules[i].article)) ||
            !str_ends(norm, str_c(rules[i].bent)))
            continue;
        for (size_t k = 0; adjectives[k]; k++)
            if (str_ends(str_sub(norm, 0, norm.n - end), str_c(adjectives[k])))
                return str_fmt(d->arena, "%.*s%s %.*s", STR_ARG(stem), rules[i].plain,
                               STR_ARG(sense_token_str(d, from + 1)));
    }
    return STR_NONE;
}

static void by_capitals(struct finder *x)
{
    struct sense_doc *d = x->d;
    for (uint32_t i = 0; i < d->token_count;) {
        if (!is_capital(x, i) || d->sentences[d->tokens[i].sentence].kind == SENTENCE_CREDIT) {
            i++;
            continue;
        }
        bool loud = d->tokens[i].flags & TOK_UPPER && is_loud(d, i);
        uint32_t end = loud ? i + 1 : run_end(x, i), from = loud ? i : trimmed(x, i, end), to = end;
        while (to > from + 1 && is_initial(d, to - 1)) /* "Lucie P." */
            to--;
        if (from < to && (loud ? is_known_place(d, i) : is_name(x, from, to)))
            put_name(d, from, to,
                     to == from + 1 ? foreign_base(d, from, &x->inside)
                                    : behind_article(x, from, to));
        i = end;
    }
}

static bool is_spaced_word(const struct finder *x, uint32_t i, uint32_t end)
{
    return i < end && x->d->tokens[i].flags & TOK_ALPHA && !foreign_is_vague(x->d, x->w, i) &&
           x->d->tokens[i].norm.n > 4 && !is_title(x->d, i);
}

static bool ends_with_any(const char *list, struct str word)
{
    struct str rest = str_c(list), one;
    while (rest.n && str_split(&rest, ' ', &one))
        if (str_ends(word, one))
            return true;
    return false;
}

/* Heads of persons and places, which are no part of the name as others are: "وزارة النقل". */
static const char callings[] =
    "مدينة بلدة محافظة الدكتور الدكتورة د. الوزير الرئيس الوزراء شهر استان روستای دکتر مهندس آقای "
    "خانم "
    "העיר ד\"ר פרופ' עו\"ד ח\"כ מר גב' השר השרה מנכ\"ל מנכ\"לית डॉ. श्री श्रीमती मुख्यमंत्री "
    "प्रधानमंत्री मंत्री राष्ट्रपति प्रोफेसर ज़िलाधिकारी विधायक सांसद";
static const char places[] = "شهر استان روستای بندر مدينة بلدة محافظة העיר";

/* Behind the head at token i stand the one or two words of the name. Returns the token to go on at.
 */
static uint32_t name_behind(struct finder *x, uint32_t i)
{
    struct sense_doc *d = x->d;
    uint32_t end = d->sentences[d->tokens[i].sentence].to, from = i + 1;
    struct str word = d->tokens[i].norm;
    bool dotted = from < end && sense_norm_is(d, from, STR("."));
    struct str with = dotted ? str_fmt(d->arena, "%.*s.", STR_ARG(word)) : word;
    if (!foreign_in(x->w->heads, word) && !foreign_in(x->w->heads, with))
        return i + 1;
    bool calling = foreign_in(callings, with) || foreign_in(callings, word);
    from += dotted && !foreign_in(x->w->heads, word);
    uint32_t most = foreign_in(places, word) ? 1 : 2, to = from;
    while (to - from < most && is_spaced_word(x, to, end))
        to++;
    if (to > from)
        put_name(d, calling ? from : i, to, STR_NONE);
    return to > i ? to : i + 1;
}

/* Before a tail: in Korean it tells what the name is ("김하준 씨는"), else it is the name's last
 * word
 * ("कमला नदी"). */
static bool name_before(struct finder *x, uint32_t i)
{
    struct sense_doc *d = x->d;
    bool korean = str_eq(d->lang, STR("ko"));
    struct str word = d->tokens[i].norm;
    uint32_t start = d->sentences[d->tokens[i].sentence].from;
    bool tail =
        korean ? ends_with_any(x->w->tails, foreign_bare(d, word)) : foreign_in(x->w->tails, word);
    if (!tail || i == start || !is_spaced_word(x, i - 1, i) || d->tokens[i - 1].name >= 0)
        return false;
    put_name(d, i - 1, korean ? i : i + 1, STR_NONE);
    return true;
}

/* A known place in a script without capitals, with what is written in one with it: "בחיפה", "ومصر",
 * "서울에서". */
static bool place_at(struct finder *x, uint32_t i)
{
    static const char *const prefixes[] = {"و", "ب", "ل", "ك", "ה", "ב", "ל", "ו", "מ", "ש", NULL};
    struct sense_doc *d = x->d;
    struct str word = d->tokens[i].norm, bare = foreign_bare(d, word);
    const char *list = foreign_place_list(d->lang);
    struct str found = foreign_in(list, word) ? word : foreign_in(list, bare) ? bare : STR_NONE;
    for (size_t k = 0; prefixes[k] && !found.n; k++)
        if (str_starts(word, str_c(prefixes[k])) && foreign_in(list, str_from(word, 2)))
            found = str_from(word, 2);
    if (!found.n || d->sentences[d->tokens[i].sentence].kind == SENTENCE_CREDIT)
        return false;
    put_name(d, i, i + 1, str_eq(found, word) ? STR_NONE : found);
    return true;
}

static void by_callings(struct finder *x)
{
    for (uint32_t i = 0; i < x->d->token_count;) {
        if (x->d->tokens[i].name >= 0 || (x->w->tails && name_before(x, i)) || place_at(x, i))
            i++;
        else
            i = name_behind(x, i);
    }
}

/* The longest known place that the text has at `at`; its bytes, 0 for none. */
static size_t place_length(const char *list, struct str text, uint32_t at)
{
    struct str rest = str_c(list), one, here = str_from(text, at);
    size_t best = 0;
    while (rest.n && str_split(&rest, ' ', &one))
        if (one.n > best && str_starts(here, one))
            best = one.n;
    return best;
}

/* Where words have no spaces, a known place is one wherever it is written. */
static void by_places(struct sense_doc *d)
{
    const char *list = foreign_place_list(d->lang);
    for (uint32_t i = 0; i < d->token_count && i < LOOKED_AT; i++) {
        uint32_t at = d->tokens[i].span.at;
        size_t n = place_length(list, d->text, at);
        uint32_t to = n ? sense_token_at(d, at + (uint32_t)n) : i;
        if (to > i && d->tokens[to - 1].span.end == at + n) {
            put_name(d, i, to, STR_NONE);
            i = to - 1;
        }
    }
}

void foreign_names(struct sense_doc *d)
{
    static const char *const articles[] = {"der",  "die",   "das",   "den",   "dem",   "des", "ein",
                                           "eine", "einen", "einem", "einer", "eines", NULL};
    struct finder x = {
        .d = d, .w = foreign_words_find(d->lang), .german = str_eq(d->lang, STR("de"))};
    map_init(&x.inside, d->arena);
    map_init(&x.small, d->arena);
    map_init(&x.family, d->arena);
    map_init(&x.things, d->arena);
    for (uint32_t i = 0; i < d->token_count; i++) {
        unsigned flags = d->tokens[i].flags;
        if (flags & TOK_CAP && !foreign_begins(d, i))
            map_put(&x.inside, d->tokens[i].norm, NULL);
        else if (!(flags & TOK_CAP) && flags & TOK_ALPHA)
            map_put(&x.small, d->tokens[i].norm, NULL);
        if (x.german && i > 0 && sense_norm_in(d, i - 1, articles))
            map_put(&x.things, d->tokens[i].norm, NULL);
        if (i > 0 && i < LOOKED_AT && flags & d->tokens[i - 1].flags & TOK_CAP &&
            is_given_name(d, i - 1) && !is_given_name(d, i) &&
            !foreign_is_place(d, d->tokens[i].norm))
            map_put(&x.family, d->tokens[i].norm, NULL);
    }
    if (foreign_in("zh ja th", d->lang))
        by_places(d);
    else if (x.w->heads || x.w->tails)
        by_callings(&x);
    else
        by_capitals(&x);
}
