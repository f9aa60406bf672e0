/* figures.c: numbers, with what they count, of whom, who says so and how they have changed.
 *
 * A number is read where it stands (numbers.c), with its bound ("at least", "up to", "about") and
 * its range. What it counts, and what befell that, is told in sorts.c, what it takes from the
 * figure beside it in joins.c. Ages and scores are told here. */
#include "sense/figures.h"

#include <math.h>

enum { FIGURES_MOST = 400 };

/* ---- bound, range, unit ---- */

static enum figure_bound bound_before(const struct sense_doc *d, uint32_t from)
{
    int64_t i = (int64_t)from - 1;
    if (sense_currency_of(d, i))
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
    const char *money = sense_currency_of(d, before);
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
                           "square", "nautical", "cubic", "singapore", "taiwan", "egyptian",
                           "lebanese", "syrian", "sudanese", "pakistani", "nepalese", "swedish",
                           "danish", "norwegian", "french", "cfa", "mexican", "argentine",
                           "philippine", "chilean", "colombian", "indian", "turkish", "japanese",
                           "chinese", "nigerian", "russian")))
        at++;
    else if (norm_is(d, at, "new") && norm_is(d, at + 1, "zealand"))
        at += 2;
    else if (norm_is(d, at, "hong") && norm_is(d, at + 1, "kong"))
        at += 2;
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
    const struct unit *u = sense_unit_of(d, at);
    if (!u && g->kind != FIGURE_PERCENT)
        return;
    if (u) {
        g->kind = u->kind;
        g->unit = str_c(sense_money_of(d, at - 1, u->unit));
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
    start -= sense_currency_of(d, start) != NULL;
    bool between = norm_is(d, start, "between");
    bool aged = norm_in(d, start - 1, WORDS("aged", "ages"));
    bool from = norm_is(d, start, "from") && !aged;
    uint32_t next = i + 1 + (sense_currency_of(d, (int64_t)i + 1) != NULL);
    if (!(dash || word) || (norm_is(d, i, "and") && !between) || next >= d->token_count || from ||
        !sense_number_at(d, next, &y) || y.n.kind != x->n.kind ||
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
    if (sense_unit_of(d, x->to))
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
        !sense_number_at(d, i + 1, &y) || y.n.kind != TEXT_CARDINAL || y.n.value > x->n.value ||
        y.n.decimals || x->n.decimals || sense_unit_of(d, y.to))
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
    if (i >= d->token_count || g->bound == BOUND_RANGE || !sense_number_at(d, i, &y) ||
        d->tokens[i].sentence != (uint32_t)g->sentence)
        return;
    const struct unit *u = sense_unit_of(d, y.to);
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
        sense_set_counted(d, x, &g);
    sense_set_what(f, x, &g);
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

void sense_figures(struct sense_find *f)
{
    const struct sense_doc *d = f->d;
    struct number *numbers = ARENA_ARRAY(f->a, FIGURES_MOST, struct number);
    for (uint32_t i = 0; i < d->token_count && f->figures.n < FIGURES_MOST;) {
        struct number x;
        struct figure g;
        enum sentence_kind kind = d->sentences[d->tokens[i].sentence].kind;
        if (kind == SENTENCE_CREDIT || i < d->sentences[d->tokens[i].sentence].body_from ||
            !sense_number_at(d, i, &x)) {
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
    sense_figures_join(f, numbers);
    join_changes(f, numbers);
}
