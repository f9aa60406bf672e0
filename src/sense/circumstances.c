/* circumstances.c: where and when an incident was, and which figures count its victims.
 *
 * Place and day are the first that the sentences telling of it name, the day by the article's own;
 * figures are all counts of people, but those of another time beside one of the same sort. */
#include "sense/incidents.h"
#include "sense/roles.h"

struct fill sense_place_in(const struct sense_doc *d, const struct sense_sentence *s)
{
    struct fill found = {{0, 0}, -1};
    for (uint32_t i = s->body_from; i < s->to; i++) {
        int32_t name = d->tokens[i].name;
        if (name < 0 || d->names[name].kind != ENTITY_PLACE || d->names[name].from != i)
            continue;
        bool in = i > s->from && sense_norm_in(d, i - 1,
                                               (const char *const[]){"in", "at", "near", "outside",
                                                                     "from", "on", "of", NULL});
        if (found.span.end == 0 || in)
            found = (struct fill){d->names[name].span, d->names[name].entity};
        if (in)
            break;
    }
    return found;
}

static int weekday_of(struct str norm)
{
    for (int k = 0; k < 7; k++)
        if (str_eq_fold(norm, str_c(weekday_names[k])))
            return k;
    return -1;
}

static bool month_day(const struct sense_find *f, uint32_t i, struct when *ret, struct span *span)
{
    const struct sense_doc *d = f->d;
    uint64_t day = 0;
    int month = -1;
    for (int k = 0; k < 12; k++)
        if (str_eq_fold(d->tokens[i].norm, str_c(month_names[k])) && d->tokens[i].flags & TOK_CAP)
            month = k + 1;
    if (month < 0 || f->day == TIME_NONE)
        return false;
    uint32_t from = i, to = i + 1;
    if (to < d->token_count && str_u64(sense_token_str(d, to), 31, &day) && day > 0)
        to++;
    else if (i > 0 && str_u64(sense_token_str(d, i - 1), 31, &day) && day > 0)
        from--;
    else
        return false;
    struct civil c = civil_from(f->day);
    struct civil there = {.year = c.year, .month = month, .day = (int)day};
    int64_t us;
    if (!civil_to(there, &us))
        return false;
    if (us > f->day + 2 * US_DAY) {
        there.year--;
        if (!civil_to(there, &us))
            return false;
    }
    *ret = (struct when){.us = us, .precision = WHEN_DAY};
    *span = sense_span(d, from, to);
    return true;
}

/* "... who had been abducted in the attack a day earlier": the day before the one that is named. */
static void day_earlier(const struct sense_doc *d, const struct sense_sentence *s, struct when *ret,
                        struct span *span)
{
    for (uint32_t i = s->body_from; i + 1 < s->to; i++)
        if (d->tokens[i].span.at >= span->end && i > s->from &&
            sense_norm_in(d, i - 1, (const char *const[]){"a", "one", "the", NULL}) &&
            sense_norm_in(d, i, (const char *const[]){"day", NULL}) &&
            sense_norm_in(d, i + 1, (const char *const[]){"earlier", "before", NULL}) &&
            !(i + 2 < s->to &&
              (sense_norm_in(d, i + 1, (const char *const[]){"before", NULL})
                   ? d->tokens[i + 2].upos != SENSE_PUNCT
                   : sense_norm_in(d, i + 2, (const char *const[]){"than", NULL})))) {
            ret->us -= US_DAY;
            *span = sense_span(d, i - 1, i + 2);
            return;
        }
}

/* The day that the sentence names, by the article's day. */
static bool day_in(const struct sense_find *f, const struct sense_sentence *s, struct when *ret,
                   struct span *span)
{
    const struct sense_doc *d = f->d;
    for (uint32_t i = s->body_from; i < s->to && f->day != TIME_NONE; i++) {
        int weekday = weekday_of(d->tokens[i].norm), back = -1;
        int today = civil_from(f->day).weekday;
        if (weekday >= 0)
            back = (today - weekday + 7) % 7;
        else if (sense_norm_in(d, i, (const char *const[]){"yesterday", NULL}))
            back = 1;
        else if (sense_norm_in(d, i, (const char *const[]){"today", "tonight", NULL}))
            back = 0;
        if (back >= 0) {
            *ret = (struct when){.us = f->day - back * US_DAY, .precision = WHEN_DAY};
            *span = d->tokens[i].span;
            day_earlier(d, s, ret, span);
            return true;
        }
        if (month_day(f, i, ret, span))
            return true;
    }
    return false;
}

static bool is_month(const struct sense_doc *d, uint32_t i)
{
    for (int k = 0; k < 12; k++)
        if (str_eq_fold(d->tokens[i].norm, str_c(month_names[k])))
            return true;
    return false;
}

/* "The 2009 bombing", "was shot dead in February 2013": violence of a year before the article's
 * (in January and February, before the last). Not "the worst since the 2009 bombing". */
static bool of_old_year(const struct sense_find *f, const struct roles *r,
                        const struct sense_sentence *s)
{
    enum { NEXT = 3, BACK = 10 };
    static const char *const compared_words[] = {"since", "than", "after", "like", "as", NULL};
    const struct sense_doc *d = f->d;
    const struct civil now = civil_from(f->day);
    for (uint32_t i = s->body_from + 1; i < s->to; i++) {
        uint64_t year = 0;
        if (!str_u64(sense_token_str(d, i), 2100, &year) || year <= 1900 ||
            year >= (uint64_t)(now.year - (now.month <= 2)))
            continue;
        if (sense_norm_in(d, i - 1, (const char *const[]){"the", NULL})) {
            bool compared = i >= s->body_from + 2 && sense_norm_in(d, i - 2, compared_words);
            if (!compared && r->right[i] != UINT32_MAX && r->right[i] - i <= NEXT)
                return true;
        } else if ((is_month(d, i - 1) ||
                    sense_norm_in(d, i - 1, (const char *const[]){"in", NULL})) &&
                   r->left[i] != UINT32_MAX && i - r->left[i] <= BACK &&
                   r->right[i] == UINT32_MAX) {
            return true;
        }
    }
    return false;
}

/* "Marks the 71st anniversary of the killing": the day that is named is that of remembering it. */
static bool is_remembered(const struct sense_find *f, const struct roles *r,
                          const struct sense_sentence *s)
{
    enum { NEXT = 8 };
    const struct sense_doc *d = f->d;
    for (uint32_t i = s->body_from; i + 2 < s->to; i++)
        for (uint32_t k = i + 2; sense_norm_is(d, i, STR("anniversary")) &&
                                 sense_norm_is(d, i + 1, STR("of")) && k < s->to && k < i + NEXT;
             k++)
            if (r->triggers[k] || sense_norm_is(d, k, STR("death")))
                return true;
    return false;
}

bool sense_is_old(const struct sense_find *f, const struct roles *r, const bool *tells)
{
    bool old = false, told = false;
    for (size_t i = 0; i < f->d->sentence_count && f->day != TIME_NONE; i++) {
        const struct sense_sentence *s = &f->d->sentences[i];
        struct when when;
        struct span span;
        if (r->counts[i] == 0)
            continue;
        if (is_remembered(f, r, s)) {
            old |= !told;
            continue;
        }
        if (day_in(f, s, &when, &span))
            return false;
        old |= !told && of_old_year(f, r, s);
        told |= tells[i];
    }
    return old;
}

static bool is_count(const struct figure *g)
{
    static const char *const sorts[] = {"dead",    "hurt",     "held",      "freed",
                                        "missing", "arrested", "displaced", "aboard"};
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (str_eq(g->what, str_c(sorts[i])))
            return true;
    return false;
}

/* "In March, 40 people were killed in a similar raid", "in 2019": another time than the article's,
 * and counts of something else. */
static bool of_another_time(const struct sense_find *f, const struct sense_sentence *s)
{
    const struct sense_doc *d = f->d;
    const struct civil now = civil_from(f->day);
    for (uint32_t i = s->body_from; i + 1 < s->to && f->day != TIME_NONE; i++) {
        uint64_t year = 0;
        if (!sense_norm_in(d, i, (const char *const[]){"in", "last", NULL}))
            continue;
        for (int k = 0; k < 12; k++)
            if (str_eq_fold(d->tokens[i + 1].norm, str_c(month_names[k])) &&
                d->tokens[i + 1].flags & TOK_CAP && k + 1 != now.month)
                return true;
        if (str_u64(sense_token_str(d, i + 1), 2100, &year) && year > 1900 &&
            year != (uint64_t)now.year)
            return true;
    }
    return false;
}

/* A count of another time beside one of the same sort that was told before. */
static bool of_another(const struct sense_find *f, size_t figure)
{
    const struct figure *g = &f->figures.v[figure];
    for (size_t i = 0; i < figure; i++)
        if (str_eq(f->figures.v[i].what, g->what) && f->figures.v[i].sentence != g->sentence &&
            !of_another_time(f, &f->d->sentences[f->figures.v[i].sentence]))
            return of_another_time(f, &f->d->sentences[g->sentence]);
    return false;
}

/* Fills what the sentences with `tells` say: first the place, the day, and the counts. */
void sense_circumstances(const struct sense_find *f, const bool *tells, struct incident *x)
{
    const struct sense_doc *d = f->d;
    LIST(reading_index) figures = {0};
    for (size_t i = 0; i < d->sentence_count; i++) {
        if (!tells[i])
            continue;
        const struct sense_sentence *s = &d->sentences[i];
        if (x->where.span.end == 0)
            x->where = sense_place_in(d, s);
        if (x->when_span.end == 0)
            day_in(f, s, &x->when, &x->when_span);
    }
    for (size_t i = 0; i < f->figures.n; i++)
        if (is_count(&f->figures.v[i]) && figures.n < 40 && !of_another(f, i))
            LIST_PUSH(f->a, &figures, (reading_index)i);
    x->figures = figures.v;
    x->figure_count = figures.n;
}
