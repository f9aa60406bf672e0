/* period.c: does a sentence speak of the event, or of a longer time? "In 2024 the group killed 400
 * people in 500 attacks" counts nothing of this week's story; its figures are background. */
#include "story/counts.h"

enum { WORDS_MOST = 120 };

struct word {
    struct str s; /* lower case */
    uint32_t at, end;
};

/* 1 .. 12; 0: is none. "may" and "march" only with a capital. */
static int month_of(struct str sentence, const struct word *w)
{
    if (!is_upper(sentence.p[w->at]))
        return 0;
    for (int i = 0; i < 12; i++)
        if (str_eq_fold(str_c(month_names[i]), w->s) ||
            (w->s.n == 3 && str_starts_fold(str_c(month_names[i]), w->s)))
            return i + 1;
    return 0;
}

static bool is_span_word(struct str w)
{
    return AMONG(w, "year", "years", "month", "months", "decade", "decades", "century", "season",
                 "seasons", "summer", "winter", "spring", "autumn", "quarter");
}

/* "last year", "the past two decades", "in recent months", "this year". Number of words, or 0. */
static size_t relative_at(const struct word *v, size_t n, size_t i)
{
    if (!AMONG(v[i].s, "last", "past", "previous", "recent", "this", "preceding", "every", "each",
               "per", "annually", "yearly"))
        return 0;
    if (AMONG(v[i].s, "annually", "yearly"))
        return 1;
    for (size_t k = i + 1; k < n && k < i + 5; k++)
        if (is_span_word(v[k].s))
            return k - i + 1;
    return 0;
}

/* A year that is not the report's, or is spoken of as a whole: "in 2025". */
static bool year_at(const struct word *v, size_t i, const struct civil *day)
{
    uint64_t year;
    if (v[i].s.n != 4 || !str_u64(v[i].s, 2100, &year) || year < 1800)
        return false;
    bool whole = i > 0 && AMONG(v[i - 1].s, "in", "since", "during", "throughout", "for", "of",
                                "between", "from");
    if (!day)
        return whole;
    return (int)year != day->year
               ? (i == 0 || (int)year + 1 != day->year || day->month > 2 || whole)
               : whole;
}

/* A month that is neither the report's nor the one before or behind it, or "since March"; also of
 * another event's day: "the Nov. 13 attacks". */
static bool month_at(struct str sentence, const struct word *v, size_t n, size_t i,
                     const struct civil *day)
{
    int month = month_of(sentence, &v[i]);
    if (!month || !day)
        return false;
    int apart = month - day->month < 0 ? day->month - month : month - day->month;
    uint64_t of_month;
    if (i == 0 || apart <= 1 || apart >= 11)
        return false;
    return (i + 1 < n && str_u64(v[i + 1].s, 31, &of_month)) ||
           AMONG(v[i - 1].s, "in", "since", "last", "from", "of", "on", "early", "late", "until");
}

struct str period_of(struct arena *a, struct str sentence, int64_t time)
{
    struct word v[WORDS_MOST];
    struct text_words it = text_words(sentence);
    struct text_word w;
    size_t n = 0;
    while (n < WORDS_MOST && text_word_next(&it, &w))
        v[n++] = (struct word){str_lower(a, str_sub(sentence, w.at, w.end)), w.at, w.end};
    struct civil day = {0};
    const struct civil *known = NULL;
    if (time != TIME_NONE) {
        day = civil_from(time);
        known = &day;
    }
    for (size_t i = 0; i < n; i++) {
        size_t used = relative_at(v, n, i);
        if (!used && (year_at(v, i, known) || month_at(sentence, v, n, i, known)))
            used = 1;
        if (used)
            return str_sub(sentence, v[i].at, v[i + used - 1].end);
    }
    return STR_NONE;
}
