/* counts.c: from the figures of one report to points of series.
 *
 * A figure has a sort ("dead"), and of whom ("security personnel"). A report says a whole ("31
 * people"), parts of it ("including 23 security personnel"), or parts only ("21 passengers and four
 * troops died"): parts that stand together are summed where there is no whole, and the sum says
 * that it is one. Attackers are counted apart from their victims, and what is said of a longer time
 * ("in 2024") apart from both. */
#include "story/counts.h"

#include <math.h>

enum { LEAD_SENTENCES = 3 };

/* ---- of whom ---- */

static const struct {
    enum whom whom;
    const char *words[110];
} whoms[] = {
    {WHOM_ATTACKERS,
     {"attackers", "attacker",   "militants",  "militant",    "terrorists", "terrorist",
      "gunmen",    "gunman",     "insurgents", "insurgent",   "assailants", "assailant",
      "hijackers", "hijacker",   "bombers",    "bomber",      "kidnappers", "rebels",
      "rebel",     "extremists", "jihadists",  "separatists", "fighters",   "suspects",
      "robbers",   "bandits"}},
    {WHOM_FORCES,
     {"soldiers", "soldier", "troops", "police", "policemen", "policeman", "officers", "officer",
      "personnel", "guards", "guard", "military", "marines", "servicemen", "paramilitaries",
      "corps", "commandos", "constables", "servicemembers"}},
    {WHOM_ALL,
     {"people",   "persons",    "person", "lives",  "life",       "individuals", "victims",
      "victim",   "casualties", "dead",   "deaths", "fatalities", "injured",     "wounded",
      "injuries", "others",     "bodies", "humans", "missing",    "hurt",        "homeless"}},
    {WHOM_CIVILIAN, {"civilians",    "civilian",      "passengers",     "passenger",
                     "children",     "child",         "women",          "woman",
                     "men",          "man",           "workers",        "worker",
                     "staff",        "residents",     "villagers",      "students",
                     "tourists",     "crew",          "employees",      "miners",
                     "migrants",     "patients",      "journalists",    "boys",
                     "girls",        "pupils",        "teachers",       "families",
                     "fishermen",    "sailors",       "hostages",       "commuters",
                     "firefighters", "firefighter",   "firemen",        "nurses",
                     "nurse",        "doctors",       "doctor",         "rescuers",
                     "climbers",     "skiers",        "drivers",        "driver",
                     "pilots",       "players",       "inmates",        "prisoners",
                     "guests",       "visitors",      "customers",      "farmers",
                     "farmer",       "spectators",    "fans",           "swimmers",
                     "pensioners",   "relatives",     "babies",         "infants",
                     "toddlers",     "teenagers",     "adults",         "volunteers",
                     "refugees",     "protesters",    "survivors",      "motorists",
                     "cyclists",     "pedestrians",   "hikers",         "walkers",
                     "shoppers",     "members",       "demonstrators",  "travellers",
                     "travelers",    "holidaymakers", "schoolchildren", "inhabitants",
                     "campers",      "youths",        "seafarers",      "divers",
                     "evacuees",     "clients",       "diners",         "mourners",
                     "citizens",     "locals",        "infants"}},
};

/* The last word that tells decides: "railway staff", "off-duty military". All people only where
 * that is the very last: "dead Americans" are not all the dead. */
static enum whom whom_of(struct arena *a, struct str counted)
{
    enum whom found = counted.n ? WHOM_OTHER : WHOM_ALL;
    bool people = false;
    struct text_words it = text_words(counted);
    struct text_word w;
    while (text_word_next(&it, &w)) {
        struct str word = str_lower(a, str_sub(counted, w.at, w.end));
        people = is_upper(counted.p[w.at]);
        found = found == WHOM_ALL ? WHOM_OTHER : found;
        for (size_t i = 0; i < sizeof whoms / sizeof *whoms; i++)
            if (word_among(word, whoms[i].words))
                found = whoms[i].whom;
    }
    return found == WHOM_OTHER && people ? WHOM_CIVILIAN : found; /* "dead Americans" */
}

/* "ten more people", "two others": added to something that was said before. */
static bool is_more(struct arena *a, struct str counted)
{
    struct text_words it = text_words(counted);
    struct text_word w;
    return text_word_next(&it, &w) && AMONG(str_lower(a, str_sub(counted, w.at, w.end)), "more",
                                            "others", "other", "another", "additional", "further");
}

/* Dwellings are one thing, by whatever word. */
static uint32_t head_of(struct arena *a, struct str counted, struct str lang)
{
    struct text_words it = text_words(counted);
    struct text_word w, last = {0};
    while (text_word_next(&it, &w))
        last = w;
    struct str word = text_key(a, str_sub(counted, last.at, last.end)), stem;
    if (AMONG(word, "houses", "homes", "dwellings", "apartments", "flats"))
        word = STR("homes");
    text_stems(a, lang, &word, 1, &stem);
    return word.n ? (uint32_t)str_hash(stem) : 0;
}

/* ---- how many are aboard ---- */

static bool is_carrier(struct str w)
{
    return AMONG(w, "train", "bus", "ferry", "boat", "ship", "plane", "aircraft", "flight", "jet",
                 "airliner", "vessel", "helicopter", "coach", "tram", "dinghy", "van", "truck");
}

/* "the train with nearly 450 passengers", "carrying 60 people", "the tally of passengers on the
 * train ... to 425 from 440": how many are aboard, though no word says so. */
static bool is_aboard(struct arena *a, const struct story_report *r, const struct figure *f)
{
    const struct span s = r->reading->sentences[f->sentence].span;
    struct str before[20], counted = span_str(r->text, f->counted);
    size_t n = words_before(a, r->text, s.at, f->span.at, before, 20);
    bool people = whom_of(a, counted) != WHOM_OTHER;
    size_t i = 0;
    while (i < n && i < 3 &&
           AMONG(before[i], "nearly", "about", "around", "roughly", "some", "almost", "over",
                 "than", "more", "at", "least", "up", "to"))
        i++;
    if (counted.n && people && i < n && AMONG(before[i], "carrying", "carried", "carries"))
        return true;
    struct str after = str_trim(str_sub(r->text, f->counted.end, s.end));
    if (counted.n && people &&
        (str_starts(after, STR("aboard")) || str_starts(after, STR("on board"))))
        return true;
    if (counted.n && people && i + 1 < n && str_eq(before[i], STR("with")) &&
        is_carrier(before[i + 1]))
        return true;
    for (size_t k = 0; k + 3 < n && (counted.n == 0 || people); k++)
        if (is_carrier(before[k]) && AMONG(before[k + 1], "the", "a", "its") &&
            AMONG(before[k + 2], "on", "aboard") && AMONG(before[k + 3], "passengers", "people"))
            return f->trend != TREND_NONE || k <= i + 4;
    return false;
}

/* "The board voted" has nobody aboard. */
static bool says_aboard(struct arena *a, struct str sentence)
{
    struct text_words it = text_words(sentence);
    struct text_word w;
    bool on = false;
    while (text_word_next(&it, &w)) {
        struct str word = str_lower(a, str_sub(sentence, w.at, w.end));
        if (AMONG(word, "aboard", "onboard") || (on && str_eq(word, STR("board"))))
            return true;
        on = str_eq(word, STR("on"));
    }
    return false;
}

/* "dozens", "hundreds of thousands": no value for a series. */
static bool is_vague(struct str number)
{
    return number.n && !is_digit(number.p[0]) && (number.p[number.n - 1] | 0x20) == 's' &&
           !str_starts_fold(number, STR("six"));
}

static bool is_wanted(const struct story_report *r, const struct figure *f)
{
    if (f->sentence < 0 || (size_t)f->sentence >= r->reading->sentence_count ||
        is_vague(span_str(r->text, f->span)) || !isfinite(f->value))
        return false;
    if (f->kind == FIGURE_COUNT && f->span.end + 1 < r->text.n && r->text.p[f->span.end] == '-' &&
        is_alnum(r->text.p[f->span.end + 1]))
        return false; /* "a 10-round limit", "a six-vote majority": says how it is, not how many */
    switch (f->kind) {
    case FIGURE_COUNT:
    case FIGURE_MONEY:
    case FIGURE_PERCENT:
    case FIGURE_RATE:
    case FIGURE_MEASURE: return true;
    case FIGURE_AGE:
    case FIGURE_DURATION:
    case FIGURE_RANK:
    case FIGURE_SCORE: return false;
    }
    return false;
}

static bool is_finding(struct str w)
{
    return AMONG(w, "found", "find", "finding", "recovered", "recover", "recovering", "pulled",
                 "retrieved", "discovered", "brought", "saw", "seen", "witnessed");
}

/* "Found five bodies on the deck", "23 bodies had been recovered", "I saw ten dead": a find, not
 * how many died in all. */
static bool is_find(struct arena *a, const struct story_report *r, const struct figure *f)
{
    struct str before[6];
    size_t n =
        words_before(a, r->text, r->reading->sentences[f->sentence].span.at, f->span.at, before, 6);
    if (!str_ends(span_str(r->text, f->counted), STR("bodies"))) {
        /* not "the town saw 12 deaths" */
        bool seen = n && AMONG(before[0], "saw", "seen", "see"), somebody = false;
        for (size_t i = 1; i < n && i < 5; i++)
            somebody |= AMONG(before[i], "i", "we", "he", "she", "they", "witness", "witnesses",
                              "reporter", "reporters", "journalist", "journalists", "correspondent",
                              "photographer", "resident", "residents", "neighbour", "neighbours");
        return seen && somebody;
    }
    for (size_t i = 0; i < n; i++)
        if (is_finding(before[i]))
            return true;
    struct text_words it =
        text_words(str_sub(r->text, f->counted.end, r->reading->sentences[f->sentence].span.end));
    struct text_word w;
    for (n = 0; n < 6 && text_word_next(&it, &w); n++)
        if (is_finding(str_sub(it.s, w.at, w.end)))
            return true;
    return false;
}

/* "Killed nine people four years ago": of another event, where nothing parts the two. */
static struct str long_ago(const struct story_report *r, const struct figure *f)
{
    uint32_t end = r->reading->sentences[f->sentence].span.end, at = f->span.end;
    struct text_words it;
    struct text_word w, last[2] = {0};
    while (at < end && str_find_char(STR(",;:()"), r->text.p[at]) == SIZE_MAX)
        at++;
    it = text_words(str_sub(r->text, f->span.end, at));
    while (text_word_next(&it, &w)) {
        struct str unit = str_sub(it.s, last[1].at, last[1].end);
        if (last[1].end && AMONG(str_sub(it.s, w.at, w.end), "ago", "earlier") &&
            AMONG(unit, "year", "years", "months", "decade", "decades", "century"))
            return str_sub(it.s, last[0].at, w.end);
        last[0] = last[1];
        last[1] = w;
    }
    return STR_NONE;
}

/* "In revenge for the raid that killed 30": of what had happened before. Not "in revenge for the
 * raid, gunmen killed 30", nor "in an act of revenge". */
static bool is_of_cause(struct arena *a, const struct story_report *r, const struct figure *f)
{
    struct str before = str_sub(r->text, r->reading->sentences[f->sentence].span.at, f->span.at);
    struct text_words it = text_words(before);
    struct text_word w;
    uint32_t comma = 0;
    bool told = false, cause = false, goes_on = true;
    const struct arena_mark scratch = arena_mark(a);
    while (text_word_next(&it, &w)) {
        struct str word = str_lower(a, str_sub(before, w.at, w.end));
        bool begins = (told && AMONG(word, "for", "of", "over", "against", "after")) ||
                      AMONG(word, "avenge", "avenges", "avenged", "avenging");
        told = AMONG(word, "retaliation", "revenge", "reprisal", "reprisals", "retribution",
                     "anniversary");
        if (cause && w.at > 1 && before.p[w.at - 2] == ',')
            comma = (uint32_t)w.at;
        if (cause && comma == w.at)
            goes_on = AMONG(word, "which", "that", "who", "when", "where", "in", "including",
                            "among", "most", "some");
        cause |= begins;
    }
    arena_back(a, scratch);
    return cause && goes_on;
}

static bool is_building(uint32_t head)
{
    return head == (uint32_t)str_hash(STR("home")) || head == (uint32_t)str_hash(STR("build"));
}

static bool find_count(struct arena *a, const struct story_report *r, uint32_t at, size_t number,
                       const struct report_words *words, struct count *c)
{
    const struct figure *f = &r->reading->figures[number];
    if (!is_wanted(r, f))
        return false;
    struct str counted = span_str(r->text, f->counted);
    struct str sentence = span_str(r->text, r->reading->sentences[f->sentence].span);
    *c = (struct count){.what = story_sort_of(r->text, r->reading, f),
                        .unit = f->unit,
                        .counted = counted,
                        .kind = f->kind,
                        .period = period_of(a, sentence, r->time),
                        .head = head_of(a, counted, r->reading->lang),
                        .whom = whom_of(a, counted),
                        .revised = f->trend == TREND_REVISED,
                        .moves = f->trend != TREND_NONE || !isnan(f->from),
                        .leads = f->sentence < LEAD_SENTENCES,
                        .from = f->from,
                        .bag = &words->sentences[f->sentence]};
    if (!c->period.n && isnan(f->from))
        c->period = long_ago(r, f);
    if (f->kind == FIGURE_COUNT && f->what.n == 0)
        c->what = is_aboard(a, r, f) ? STR("aboard") : sort_of_toll(a, r, f);
    if (str_eq(f->what, STR("aboard")) && !says_aboard(a, sentence))
        c->what = STR_NONE;
    if (str_eq(c->what, STR("homes")) && counted.n && c->whom == WHOM_OTHER &&
        !is_building(c->head))
        c->what = STR_NONE; /* "640 houses and 38 shops" */
    c->rescue = sort_is_rescue(r, f);
    c->fate = sort_is_fate(c->what);
    c->crew = str_eq(c->what, STR("aboard")) && str_find_fold(counted, STR("crew")) != SIZE_MAX;
    count_near(a, r, number, c);
    if (c->part && c->whom == WHOM_ALL)
        c->whom = WHOM_OTHER; /* "five of the dead" are not all */
    c->strong = sort_is_strong(c->what);
    c->attackers = c->whom == WHOM_ATTACKERS && (c->fate || str_eq(c->what, STR("held")));
    c->point = (struct story_point){.value = f->value,
                                    .high = f->high,
                                    .bound = f->bound,
                                    .scope = counted,
                                    .who = entity_name(r->reading, f->says),
                                    .time = r->time,
                                    .last = -1,
                                    .spot = {at, f->sentence, f->span},
                                    .figure = (reading_index)number};
    /* Nobody died of what could happen; who was missing may be found. */
    if ((c->fate && (c->supposed || is_of_cause(a, r, f))) || (c->known && count_is_of_people(c)))
        return false;
    if (c->further && f->kind != FIGURE_PERCENT)
        return false;
    return !(f->kind == FIGURE_COUNT &&
             (is_more(a, counted) || is_find(a, r, f) || (!c->what.n && !counted.n)));
}

/* ---- wholes and parts ---- */

static bool one_matter(const struct count *x, const struct count *y)
{
    return x->fate && y->fate && x->attackers == y->attackers && str_eq(x->what, y->what) &&
           x->degree == y->degree && str_eq(x->period, y->period);
}

static bool is_included(struct arena *a, struct str text, const struct story_report *r,
                        const struct count *c)
{
    const struct span s = r->reading->sentences[c->point.spot.sentence].span;
    struct str before[3], after = str_sub(text, c->point.spot.span.end, s.end);
    size_t n = words_before(a, text, s.at, c->point.spot.span.at, before, 3);
    for (size_t i = 0; i < n; i++)
        if (AMONG(before[i], "including", "included", "include", "among"))
            return true;
    after = str_trim(after);
    return str_starts(after, STR("of whom")) || str_starts(after, STR("of them")) ||
           str_starts(after, STR("of those"));
}

static void part_add(struct arena *a, struct count *whole, const struct count *c, bool overlaps)
{
    struct story_part *v = ARENA_ARRAY(a, whole->point.part_count + 1, struct story_part);
    for (size_t i = 0; i < whole->point.part_count; i++)
        v[i] = whole->point.parts[i];
    v[whole->point.part_count++] = (struct story_part){.value = c->point.value,
                                                       .bound = c->point.bound,
                                                       .scope = c->point.scope,
                                                       .overlaps = overlaps,
                                                       .spot = c->point.spot,
                                                       .figure = c->point.figure};
    whole->point.parts = v;
}

static double parts_sum(const struct count *whole)
{
    double sum = 0;
    for (size_t i = 0; i < whole->point.part_count; i++)
        sum += whole->point.parts[i].overlaps ? 0 : whole->point.parts[i].value;
    return sum;
}

/* Parts go to the whole that the report gives: the first of the matter that is of all. */
static void to_whole(struct arena *a, const struct story_report *r, struct counts *all, size_t at,
                     bool *gone)
{
    struct count *whole = &all->v[at];
    for (size_t i = 0; i < all->n; i++) {
        struct count *c = &all->v[i];
        bool matter = whole->fate ? one_matter(whole, c) : str_eq(whole->what, c->what);
        if (i == at || gone[i] || !matter || c->whom == WHOM_ALL ||
            c->point.value > whole->point.value)
            continue;
        bool same = c->point.value == whole->point.value;
        if (!same)
            part_add(a, whole, c, is_included(a, r->text, r, c));
        gone[i] = true;
    }
    whole->point.parts_agree = whole->point.part_count && parts_sum(whole) == whole->point.value;
}

/* Does the sentence of `c` add to the one before ("were also killed")? */
static bool adds(struct arena *a, const struct story_report *r, const struct count *c)
{
    struct text_words it =
        text_words(span_str(r->text, r->reading->sentences[c->point.spot.sentence].span));
    struct text_word w;
    while (text_word_next(&it, &w))
        if (AMONG(str_lower(a, str_sub(it.s, w.at, w.end)), "also", "another", "addition"))
            return true;
    return false;
}

/* Parts without a whole: those of one sentence, or of the next that adds to it, are summed. */
static void sum_parts(struct arena *a, const struct story_report *r, struct counts *all, size_t at,
                      bool *gone)
{
    struct count *first = &all->v[at], one = *first;
    double sum = one.point.value, high = one.point.high;
    reading_index last = one.point.spot.sentence;
    enum figure_bound bound = one.point.bound;
    for (size_t i = at + 1; i < all->n; i++) {
        struct count *c = &all->v[i];
        reading_index s = c->point.spot.sentence;
        if (gone[i] || !one_matter(first, c) || c->whom == WHOM_ALL || c->whom == WHOM_OTHER ||
            !(s == last || (s == last + 1 && adds(a, r, c))) || is_included(a, r->text, r, c) ||
            (c->head == one.head && c->head))
            continue;
        if (!first->point.part_count)
            part_add(a, first, &one, false);
        part_add(a, first, c, false);
        gone[i] = true;
        sum += c->point.value;
        high += c->point.high;
        bound = bound == BOUND_EXACT ? c->point.bound : bound;
        last = s;
    }
    if (!first->point.part_count)
        return;
    first->point.value = sum;
    first->point.high = high;
    first->point.bound = bound;
    first->point.sum = true;
    first->point.scope = STR_NONE;
    first->whom = WHOM_ALL;
}

/* The same value twice, and smaller values of the same speaker behind a whole, say nothing new. */
static void drop_repeated(const struct counts *all, bool *gone)
{
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < i && !gone[i]; k++) {
            const struct count *x = &all->v[k], *y = &all->v[i];
            bool matter =
                one_matter(x, y) || (!x->fate && x->strong && str_eq(x->what, y->what) &&
                                     str_eq(x->unit, y->unit) && str_eq(x->period, y->period));
            bool revision = counts_linked(x, y) && x->kind == y->kind && str_eq(x->unit, y->unit) &&
                            x->point.spot.sentence == y->point.spot.sentence;
            if (!gone[k] && revision) { /* the value before stands with the later one */
                gone[y->from == x->point.value ? k : i] = true;
                continue;
            }
            if (gone[k] || !matter || x->degree != y->degree)
                continue;
            bool other = x->point.who.n && y->point.who.n && !str_eq(x->point.who, y->point.who);
            bool lesser =
                x->fate && x->whom == WHOM_ALL && !other && y->point.value < x->point.value;
            gone[i] = lesser || values_agree(&x->point, &y->point);
        }
}

void counts_of(struct arena *a, const struct story_report *reports, uint32_t at,
               const struct report_words *words, size_t most, struct counts *ret)
{
    const struct story_report *r = &reports[at];
    struct counts all = {0};
    struct count c;
    for (size_t i = 0; i < r->reading->figure_count && all.n < most; i++)
        if (find_count(a, r, at, i, words, &c))
            LIST_PUSH(a, &all, c);
    bool *gone = ARENA_ARRAY(a, all.n + 1, bool);
    for (size_t i = 0; i < all.n; i++)
        if (!gone[i] && all.v[i].whom == WHOM_ALL &&
            (all.v[i].fate || (str_eq(all.v[i].what, STR("aboard")) && isnan(all.v[i].from))))
            to_whole(a, r, &all, i, gone);
    drop_repeated(&all, gone);
    for (size_t i = 0; i < all.n; i++)
        if (!gone[i] && all.v[i].fate && all.v[i].whom != WHOM_ALL && all.v[i].whom != WHOM_OTHER)
            sum_parts(a, r, &all, i, gone);
    for (size_t i = 0; i < all.n; i++)
        if (!gone[i] && !all.v[i].part)
            LIST_PUSH(a, ret, all.v[i]);
}
