/* compare.c: may two figures be told as one that changed?
 *
 * "640 damaged houses" and "38 shops" are both of the sort "homes", and yet no figure that fell. A
 * false comparison is worse than a missing one: two figures are compared only where they count the
 * same things of the same whom, where neither is a part of something ("two of the five"), and where
 * neither is an offer, a demand or a possibility while the other is none. What stands near a figure
 * tells that: the words between the figure before it and the next one, up to a full pause. */
#include "story/counts.h"

#include <math.h>

enum { BEFORE_MOST = 24, AFTER_MOST = 10, NEAR_WORDS = 6, FAR_APART = 5 };

/* ---- the words near a figure ---- */

struct near {
    struct str before[BEFORE_MOST], after[AFTER_MOST]; /* lower case, nearest first */
    size_t before_n, after_n;
    struct str subject; /* from the figure, pause or "and" before it */
    struct str all;     /* subject, and what stands behind the figure up to the next of these */
    bool first;         /* no other figure stands before it in its sentence */
    size_t same_clause; /* how many of `before` no comma parts from the figure */
};

/* Lower case; but the month May is no verb. */
static struct str lower(struct arena *a, struct str word)
{
    return str_eq(word, STR("May")) ? word : str_lower(a, word);
}

size_t words_before(struct arena *a, struct str text, uint32_t from, uint32_t at, struct str *ret,
                    size_t most)
{
    struct str before = str_sub(text, from, at), all[64];
    struct text_words it = text_words(before);
    struct text_word w;
    size_t n = 0, kept = 0;
    while (text_word_next(&it, &w))
        all[n++ % 64] = lower(a, str_sub(before, w.at, w.end));
    for (; kept < most && kept < n && kept < 64; kept++)
        ret[kept] = all[(n - 1 - kept) % 64];
    return kept;
}

static bool is_pause(char c)
{
    return str_find_char(STR(",;:()"), c) != SIZE_MAX;
}

static bool is_link(struct str w)
{
    return AMONG(w, "and", "while", "but", "against", "compared", "or", "whereas");
}

/* The end of what begins at `at`: a pause, or `end`. */
static uint32_t pause_after(struct str text, uint32_t at, uint32_t end)
{
    while (at < end && !is_pause(text.p[at]))
        at++;
    return at;
}

/* Where the words of a figure begin, behind another one: "34 percent of the vote, |the Labour
 * League 29". */
static uint32_t link_before(struct str text, uint32_t from, uint32_t at)
{
    struct text_words it = text_words(str_sub(text, from, at));
    struct text_word w;
    uint32_t begin = from;
    while (text_word_next(&it, &w))
        if (is_link(str_sub(it.s, w.at, w.end)))
            begin = from + w.end;
    for (uint32_t i = begin; i < at; i++)
        if (is_pause(text.p[i]))
            begin = i + 1;
    return begin;
}

static uint32_t link_after(struct str text, uint32_t at, uint32_t end)
{
    end = pause_after(text, at, end);
    struct text_words it = text_words(str_sub(text, at, end));
    struct text_word w;
    while (text_word_next(&it, &w))
        if (is_link(str_sub(it.s, w.at, w.end)))
            return at + w.at;
    return end;
}

static struct near near_of(struct arena *a, const struct story_report *r, size_t figure)
{
    const struct figure *f = &r->reading->figures[figure];
    const struct span s = r->reading->sentences[f->sentence].span;
    uint32_t from = s.at, to = s.end;
    for (size_t i = 0; i < r->reading->figure_count; i++) {
        const struct figure *o = &r->reading->figures[i];
        if (o->sentence != f->sentence || i == figure)
            continue;
        if (o->span.end <= f->span.at && o->span.end > from)
            from = o->span.end;
        if (o->span.at >= f->span.end && o->span.at < to)
            to = o->span.at;
    }
    uint32_t clause = link_before(r->text, from, f->span.at);
    uint32_t begin = from > s.at ? clause : from, end = link_after(r->text, f->span.end, to);
    struct str behind = str_sub(r->text, f->span.end, end);
    struct near near = {.subject = str_sub(r->text, clause, f->span.at), .first = from == s.at};
    near.all =
        str_fmt(a, "%.*s %.*s", STR_ARG(str_sub(r->text, begin, f->span.at)), STR_ARG(behind));
    struct str some[BEFORE_MOST];
    near.before_n = words_before(a, r->text, from, f->span.at, near.before, BEFORE_MOST);
    near.same_clause = words_before(a, r->text, clause, f->span.at, some, BEFORE_MOST);
    struct text_words it =
        text_words(str_sub(r->text, f->span.end, pause_after(r->text, f->span.end, to)));
    struct text_word w;
    while (near.after_n < AFTER_MOST && text_word_next(&it, &w))
        near.after[near.after_n++] = lower(a, str_sub(it.s, w.at, w.end));
    return near;
}

static bool is_before(const struct near *near, size_t i, const char *const *list)
{
    return i < near->before_n && word_among(near->before[i], list);
}

static bool any_near(const struct near *near, size_t most, const char *const *list)
{
    for (size_t i = 0; i < near->same_clause && i < near->before_n && i < most; i++)
        if (word_among(near->before[i], list))
            return true;
    for (size_t i = 0; i < near->after_n && i < most; i++)
        if (word_among(near->after[i], list))
            return true;
    return false;
}
#define LISTED(...) ((const char *const[]){__VA_ARGS__, NULL})

/* "All 31 men who were missing": of these something else is told. */
static bool is_known(const struct near *near)
{
    for (size_t i = 0; i < near->after_n && i < 4; i++)
        if (str_eq(near->after[i], STR("who")))
            return i > 0;
    return false;
}

static bool is_det(struct str w)
{
    return AMONG(w, "the", "these", "those", "its", "their", "his", "her", "our", "all", "about",
                 "some", "nearly", "more");
}

/* "Two of the five", "500,000 of the 740,000", "five of the dead", "two of the people who were
 * hurt": some of those that are counted elsewhere. Not "22 of whom", and not "12 of the passengers
 * died". */
static bool is_part(const struct near *near, bool people)
{
    if (!near->after_n || !str_eq(near->after[0], STR("of")))
        return false;
    if (near->after_n == 1 || (near->after_n == 2 && is_det(near->after[1])))
        return true; /* a number follows */
    if (!is_det(near->after[1]))
        return false;
    for (size_t i = 2; people && i < near->after_n; i++)
        if (AMONG(near->after[i], "who", "that", "which", "dead", "injured", "wounded", "hurt",
                  "missing", "victims", "bodies", "survivors"))
            return true;
    return !people;
}

/* "A further three", "the other two", "three more", "instead of 800"; of "1,400 of the 1,600" the
 * second. */
static bool is_further(const struct near *near)
{
    static const char *const more[] = {"other", "another", "further", "additional", "extra", NULL};
    static const char *const of[] = {"of", NULL}, *const instead[] = {"instead", NULL};
    bool base =
        !near->first && near->before_n == 2 && is_det(near->before[0]) && is_before(near, 1, of);
    base |= !near->first && near->before_n == 1 && is_before(near, 0, of);
    return base || is_before(near, 0, more) ||
           (is_before(near, 0, of) && is_before(near, 1, instead)) ||
           (near->after_n && str_eq(near->after[0], STR("more")));
}

/* ---- badly or slightly hurt ---- */

static enum degree degree_of(const struct near *near)
{
    static const char *const badly[] = {"seriously", "critically", "severely", "gravely",   "badly",
                                        "serious",   "critical",   "severe",   "intensive", NULL};
    static const char *const slightly[] = {"slightly", "lightly", "minor", "slight", NULL};
    if (any_near(near, NEAR_WORDS, badly))
        return DEGREE_BADLY;
    return any_near(near, NEAR_WORDS, slightly) ? DEGREE_SLIGHTLY : DEGREE_NONE;
}

/* ---- offered, demanded, lost, gained ---- */

static const struct {
    enum side side;
    const char *const words[24]; /* NULL ends them */
} sides[] = {
    {SIDE_OFFER,
     {"offer", "offers", "offered", "offering", "propose", "proposes", "proposed", "proposal",
      "proposing", "promised", "bid"}},
    {SIDE_DEMAND,
     {"demand", "demands", "demanded", "demanding", "want", "wants", "wanted", "seek", "seeks",
      "sought", "seeking", "asks", "asked", "claims", "claimed"}},
    {SIDE_LESS,
     {"cut", "cuts", "cutting", "lose", "loses", "lost", "losing", "shed", "sheds", "axe", "axed",
      "fell", "falls", "fall", "dropped", "drop", "down", "loss", "less"}},
    {SIDE_MORE, {"create", "creates", "created",  "creating",  "add",   "adds", "added",
                 "hire",   "hires",   "hired",    "rose",      "rises", "rise", "grew",
                 "up",     "gained",  "increase", "increased", "new",   "more"}},
};

/* The nearest word that tells. "Rose to 4 percent" tells where it stands, not by how much. */
static enum side side_of(const struct near *near)
{
    bool level = is_before(near, 0, LISTED("to", "at", "is", "was", "of"));
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < (pass ? near->after_n : near->before_n); i++)
            for (size_t k = 0; k < sizeof sides / sizeof *sides; k++) {
                bool change = sides[k].side == SIDE_LESS || sides[k].side == SIDE_MORE;
                if (change && (pass || level || i >= NEAR_WORDS))
                    continue;
                if (word_among(pass ? near->after[i] : near->before[i], sides[k].words))
                    return sides[k].side;
            }
    return SIDE_NONE;
}

/* ---- what money is for ---- */

static const struct {
    enum purpose purpose;
    const char *const words[20]; /* NULL ends them */
} purposes[] = {
    {PURPOSE_COST, {"cost", "costs", "costing", "price", "prices", "priced", "charge", "fee"}},
    {PURPOSE_DAMAGE, {"damage", "damages", "loss", "losses", "lost", "lose"}},
    {PURPOSE_EARNED,
     {"profit", "profits", "revenue", "revenues", "sales", "earned", "turnover", "earnings",
      "income", "takings"}},
    {PURPOSE_FINE,
     {"fine", "fines", "fined", "penalty", "compensation", "ransom", "bribe", "bribes", "bribed"}},
    {PURPOSE_HELP,
     {"aid", "grant", "grants", "help", "relief", "fund", "funds", "donated", "collected",
      "donations", "subsidy", "subsidies", "support", "gives", "give"}},
    {PURPOSE_DEBT,
     {"debt", "debts", "loan", "loans", "owes", "owed", "borrow", "borrowed", "deficit"}},
    {PURPOSE_PAY,
     {"wage", "wages", "pay", "pays", "paid", "salary", "salaries", "pension", "pensions",
      "bonus"}},
    {PURPOSE_INVESTED,
     {"invest", "invests", "invested", "investment", "spend", "spends", "spent", "budget"}},
    {PURPOSE_TRADE, {"trade", "commerce", "exports", "imports", "export", "import"}},
};

/* One bit a purpose that is named near the figure. */
static unsigned purposes_of(const struct near *near)
{
    unsigned bits = 0;
    for (size_t k = 0; k < sizeof purposes / sizeof *purposes; k++) {
        for (size_t i = 0; i < near->before_n; i++)
            bits |= word_among(near->before[i], purposes[k].words) ? 1u << purposes[k].purpose : 0;
        for (size_t i = 0; i < near->after_n; i++)
            bits |= word_among(near->after[i], purposes[k].words) ? 1u << purposes[k].purpose : 0;
    }
    return bits;
}

/* Without days and months, which are nobody's name. */
static struct str undated(struct arena *a, struct str text)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday",    NULL};
    struct buf b;
    buf_arena(&b, a, text.n + 64);
    buf_lit(&b, "the ");
    struct text_words it = text_words(text);
    struct text_word w;
    while (text_word_next(&it, &w)) {
        struct str word = str_sub(text, w.at, w.end);
        bool date = word_among(word, days);
        for (int i = 0; i < 12; i++)
            date |= str_eq(word, str_c(month_names[i]));
        if (!date)
            buf_fmt(&b, "%.*s ", STR_ARG(word));
    }
    return buf_str(&b);
}

bool count_is_of_people(const struct count *c)
{
    return c->fate || AMONG(c->what, "freed", "held", "aboard", "displaced", "infected",
                            "evacuated", "homeless", "charged");
}

/* Who is named there: the first that is no place, else the first. */
static struct str named_in(const struct story_report *r, struct str part)
{
    uint32_t from = (uint32_t)(part.p - r->text.p), end = from + (uint32_t)part.n, first = end;
    const struct entity *best = NULL;
    for (size_t i = 0; part.n && i < r->reading->entity_count; i++) {
        const struct entity *e = &r->reading->entities[i];
        for (size_t k = 0; k < e->mention_count; k++) {
            struct span s = e->mentions[k].span;
            if (e->mentions[k].pronoun || s.at < from || s.end > end)
                continue;
            bool place = e->kind == ENTITY_PLACE, other = best && best->kind != ENTITY_PLACE;
            if (best && (place ? other || s.at > first : other && s.at > first))
                continue;
            first = s.at;
            best = e;
        }
    }
    return best ? best->name : STR_NONE;
}

/* "Could kill 900", "all 24,000 hens on the farm will be killed": not "nine died in the flood that
 * could have been foreseen". */
static bool is_supposed(const struct near *near, bool fate)
{
    static const char *const maybe[] = {"could",       "would",       "might",  "may",
                                        "threatens",   "threatened",  "should", "threaten",
                                        "threatening", "potentially", NULL};
    for (size_t i = 0; i < near->same_clause && i < near->before_n && i < NEAR_WORDS; i++)
        if (word_among(near->before[i], maybe) || (fate && AMONG(near->before[i], "will", "shall")))
            return true;
    for (size_t i = 0; i < near->after_n; i++) {
        if (word_among(near->after[i], maybe) || (fate && AMONG(near->after[i], "will", "shall")))
            return true;
        if (AMONG(near->after[i], "was", "were", "is", "are", "has", "have", "had", "died",
                  "killed", "that", "which", "who"))
            return false;
    }
    return false;
}

static bool has_name(const struct bag *x)
{
    for (uint32_t i = 0; i < x->n; i++)
        if (x->v[i].flags & BAG_NAME)
            return true;
    return false;
}

void count_near(struct arena *a, const struct story_report *r, size_t figure, struct count *c)
{
    struct near near = near_of(a, r, figure);
    c->supposed = is_supposed(&near, c->fate);
    c->part =
        (c->kind == FIGURE_COUNT || c->kind == FIGURE_MONEY) &&
        (is_part(&near, count_is_of_people(c)) || any_near(&near, NEAR_WORDS, LISTED("alone")));
    c->further = is_further(&near);
    c->known = is_known(&near);
    c->definite = is_before(&near, 0, LISTED("the", "those", "these"));
    c->degree = str_eq(c->what, STR("hurt")) ? degree_of(&near) : DEGREE_NONE;
    c->side = side_of(&near);
    c->purposes = purposes_of(&near);
    c->total =
        any_near(&near, NEAR_WORDS, LISTED("toll", "total", "altogether", "number", "count"));
    c->near = bag_of(a, undated(a, near.all), r->reading->lang);
    c->named = named_in(r, near.subject);
    c->subject = bag_of(a, undated(a, near.subject), r->reading->lang);
    c->near_named = has_name(&c->near);
    c->subject_named = has_name(&c->subject);
}

/* ---- may they be compared? ---- */

static bool share(const struct bag *x, const struct bag *y, uint8_t flags)
{
    for (uint32_t i = 0, k = 0; i < x->n && k < y->n;) {
        if (x->v[i].hash == y->v[k].hash) {
            if (x->v[i].flags == flags)
                return true;
            i++, k++;
        } else if (x->v[i].hash < y->v[k].hash) {
            i++;
        } else {
            k++;
        }
    }
    return false;
}

/* Both name somebody, and not the same: "the Green List 34 percent, the Labour League 29". */
static bool of_others(const struct count *x, const struct count *y)
{
    if (x->subject_named && y->subject_named)
        return !share(&x->subject, &y->subject, BAG_NAME);
    return x->near_named && y->near_named && !share(&x->near, &y->near, BAG_NAME);
}

static bool is_one_whom(const struct count *x, const struct count *y)
{
    if (x->whom == WHOM_OTHER || y->whom == WHOM_OTHER)
        return x->whom == y->whom && x->head == y->head;
    if (x->crew != y->crew)
        return false;
    /* Parts of a toll: passengers are no soldiers. */
    return !x->fate || x->whom == WHOM_ALL || y->whom == WHOM_ALL ||
           (x->whom == y->whom && x->head == y->head) ||
           (x->whom == y->whom && x->whom != WHOM_CIVILIAN);
}

/* Two numbers of things are mostly two matters: "seven laps" here, "six laps" there. One that moved
 * is no small number, stays within a few times itself, and falls only where the text says so. */
static bool may_have_moved(const struct count *x, const struct count *y)
{
    double least = fmin(x->point.value, y->point.value),
           most = fmax(x->point.value, y->point.value);
    if (x->moves || y->moves)
        return true;
    if (most > FAR_APART * least || x->kind == FIGURE_RATE)
        return false;
    if (x->kind == FIGURE_PERCENT) /* one poll has 42 percent, the next one 46 */
        return (x->head || y->head) && (!x->head || !y->head || x->head == y->head);
    return x->what.n || x->kind != FIGURE_COUNT || (least >= 20 && x->point.value < y->point.value);
}

/* "Nine residents died" here, "nine passengers" there: the toll of all, by another word. */
static bool is_one_toll(const struct count *x, const struct count *y)
{
    return x->fate && x->leads && y->leads && x->whom == WHOM_CIVILIAN &&
           y->whom == WHOM_CIVILIAN && x->crew == y->crew &&
           x->point.spot.report != y->point.spot.report;
}

bool counts_alike(const struct count *x, const struct count *y)
{
    bool same = x->point.value == y->point.value && x->unit.n == y->unit.n;
    bool people = count_is_of_people(x) && count_is_of_people(y);
    if (x->degree != y->degree)
        return false;
    if (same && (x->kind == FIGURE_COUNT || !of_others(x, y)))
        return x->point.value >= 20 || is_one_whom(x, y) || is_one_toll(x, y);
    if (x->part || y->part || x->further || y->further || x->supposed != y->supposed)
        return false;
    if (x->kind == FIGURE_COUNT && !is_one_whom(x, y))
        return false;
    if (people)
        return true;
    if (!may_have_moved(x, y) || x->side != y->side || of_others(x, y))
        return false;
    if (x->kind == FIGURE_MONEY && x->purposes && y->purposes && !(x->purposes & y->purposes))
        return false;
    return x->kind == FIGURE_COUNT || share(&x->near, &y->near, 0) ||
           share(&x->near, &y->near, BAG_NAME);
}

/* Does the report say that one of the two values came after the other? */
bool counts_linked(const struct count *x, const struct count *y)
{
    return x->from == y->point.value || y->from == x->point.value;
}

/* ---- values ---- */

/* What a round number leaves open: half of the unit that it is rounded to, and no more than an
 * eighth of it: 450 -> 5, 400 -> 50, 100 -> 12.5, 425 -> 0.5. */
static double rounding(double v)
{
    double unit = 1;
    v = fabs(v);
    if (v < 10 || v != floor(v))
        return v < 10 ? 0.5 : 0.05 * v;
    while (unit < v && fmod(v, unit * 10) == 0)
        unit *= 10;
    return unit / 2 < v / 8 ? unit / 2 : v / 8;
}

/* "About 40" leaves 36 open, but not "about 35", which says where it stands as closely. */
static bool near_enough(const struct story_point *x, const struct story_point *y)
{
    double rx = x->bound == BOUND_ABOUT ? rounding(x->value) : 0;
    double ry = y->bound == BOUND_ABOUT ? rounding(y->value) : 0;
    return fabs(x->value - y->value) < (rx > ry ? rx : ry);
}

static double low_of(const struct story_point *p)
{
    return p->bound == BOUND_AT_MOST ? 0 : p->value;
}

static double high_of(const struct story_point *p)
{
    return p->high > p->value ? p->high : p->value;
}

bool values_agree(const struct story_point *x, const struct story_point *y)
{
    return near_enough(x, y) || (low_of(x) <= high_of(y) && low_of(y) <= high_of(x));
}
