/* joins.c: what one figure of a sentence leaves to the other: "18 soldiers and five passengers were
 * killed", "from 38,000 to 61,000 dollars". */
#include "sense/figures.h"

#include <math.h>

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
            !sense_is_nominal(d, i) && d->tokens[i].upos != SENSE_DET &&
            !norm_in(d, i, WORDS("off", "in", "of", "from")))
            return false;
    }
    return joined;
}

static bool counts_things(const struct sense_doc *d, const struct figure *g)
{
    return g->counted.end && sense_is_thing(d, sense_counted_head(d, g));
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

void sense_figures_join(struct sense_find *f, const struct number *numbers)
{
    join_elided(f, numbers);
    join_compared(f, numbers);
    join_money(f, numbers);
    join_elided(f, numbers); /* again, of what has become money */
    join_corrected(f, numbers);
    join_sizes(f, numbers);
    join_ages(f, numbers);
    join_lists(f, numbers);
}
