/* number.c: numbers as English texts write them, in digits and in words.
 *
 * Words are summed up by the usual grammar: units and tens add ("twenty-four"), "hundred"
 * multiplies what is open, "thousand", "million" ... close a group. A number in digits may be
 * followed by one scale word ("3.5 million"). Nothing is looked at beyond the number itself. */
#include "text/internal.h"

#include <math.h>

static const struct word_value {
    const char *word;
    double value;
} units[] =
    {
        {"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
        {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
        {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
        {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
},
  tens[] =
      {
          {"twenty", 20}, {"thirty", 30},  {"forty", 40},  {"fourty", 40}, {"fifty", 50},
          {"sixty", 60},  {"seventy", 70}, {"eighty", 80}, {"ninety", 90},
},
  scales[] =
      {
          {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12},
          {"lakh", 1e5},     {"crore", 1e7},   {"mn", 1e6},      {"bn", 1e9},
          {"mln", 1e6},      {"bln", 1e9},     {"tn", 1e12},
},
  vague[] =
      {
          {"dozens", 12},     {"scores", 20},    {"tens", 10},      {"hundreds", 100},
          {"thousands", 1e3}, {"millions", 1e6}, {"billions", 1e9}, {"trillions", 1e12},
          {"lakhs", 1e5},     {"crores", 1e7},
},
  ordinals[] = {
      {"first", 1},        {"second", 2},      {"third", 3},       {"fourth", 4},
      {"fifth", 5},        {"sixth", 6},       {"seventh", 7},     {"eighth", 8},
      {"ninth", 9},        {"tenth", 10},      {"eleventh", 11},   {"twelfth", 12},
      {"thirteenth", 13},  {"fourteenth", 14}, {"fifteenth", 15},  {"sixteenth", 16},
      {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},
      {"thirtieth", 30},   {"fortieth", 40},   {"fiftieth", 50},   {"sixtieth", 60},
      {"seventieth", 70},  {"eightieth", 80},  {"ninetieth", 90},  {"hundredth", 100},
      {"thousandth", 1e3}, {"millionth", 1e6},
};
#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool value_of(const struct word_value *table, size_t n, struct str word, double *ret)
{
    char first = word.n ? to_lower(word.p[0]) : 0;
    for (size_t i = 0; i < n; i++)
        if (first == table[i].word[0] && str_eq_fold(word, str_c(table[i].word))) {
            *ret = table[i].value;
            return true;
        }
    return false;
}

/* The word at `at` (ASCII letters); empty where none. */
static struct str word_at(struct str s, size_t at)
{
    size_t end = at;
    while (end < s.n && is_alpha(s.p[end]))
        end++;
    return str_sub(s, at, end);
}

/* Behind one space (plain or not breaking) or hyphen; `at` itself where none stands there. */
static size_t over_gap(struct str s, size_t at)
{
    if (at < s.n && (s.p[at] == ' ' || s.p[at] == '-'))
        return at + 1;
    if (at + 1 < s.n && memcmp(s.p + at, "\xC2\xA0", 2) == 0)
        return at + 2;
    if (at + 2 < s.n && memcmp(s.p + at, "\xE2\x80\xAF", 3) == 0)
        return at + 3;
    return at;
}

/* Does a word end at `at`? */
static bool word_ends(struct str s, size_t at)
{
    return at >= s.n || !(is_alnum(s.p[at]) || ((unsigned char)s.p[at] >= 0xC3));
}

/* Three digits and no fourth at `at`. */
static bool group_at(struct str s, size_t at)
{
    return at + 3 <= s.n && is_digit(s.p[at]) && is_digit(s.p[at + 1]) && is_digit(s.p[at + 2]) &&
           (at + 3 == s.n || !is_digit(s.p[at + 3]));
}

/* Groups of two at the comma `at` that end in one of three, as in 12,34,567 (Indian). */
static bool pairs_at(struct str s, size_t at)
{
    size_t from = at;
    while (at + 3 < s.n && s.p[at] == ',' && is_digit(s.p[at + 1]) && is_digit(s.p[at + 2]) &&
           s.p[at + 3] == ',')
        at += 3;
    return at > from && group_at(s, at + 1);
}

/* Digits with separators and decimals: sets value, decimals, returns the bytes read. */
static size_t read_digits(struct str s, struct text_number *n)
{
    size_t at = 0;
    double v = 0;
    while (at < s.n && is_digit(s.p[at]))
        v = v * 10 + (s.p[at++] - '0');
    bool few = at <= 3, comma = false;
    for (;;) {
        size_t gap = at;
        if (at < s.n && s.p[at] == ',') {
            if (few && pairs_at(s, at)) {
                v = v * 100 + (s.p[at + 1] - '0') * 10 + (s.p[at + 2] - '0');
                at += 3;
                comma = true;
                continue;
            }
            gap = at + 1;
        } else if (!comma && at < s.n && s.p[at] != '-') {
            gap = over_gap(s, at);
        }
        if (gap == at || !few || !group_at(s, gap))
            break;
        comma |= s.p[at] == ',';
        for (size_t i = 0; i < 3; i++)
            v = v * 10 + (s.p[gap + i] - '0');
        at = gap + 3;
    }
    n->decimals = 0;
    if (at + 1 < s.n && s.p[at] == '.' && is_digit(s.p[at + 1])) {
        double unit = 0.1;
        size_t from = ++at;
        for (; at < s.n && is_digit(s.p[at]); at++) {
            v += (s.p[at] - '0') * unit;
            unit /= 10;
        }
        n->decimals = (uint32_t)(at - from);
        /* Away with the dust of binary tenths. */
        double scale = pow(10, n->decimals < 9 ? n->decimals : 9);
        v = round(v * scale) / scale;
    }
    n->value = v;
    return at;
}

/* A scale word behind `at`: "million", also "m" and "bn" glued to the digits. */
static size_t read_scale(struct str s, size_t at, struct text_number *n)
{
    size_t gap = over_gap(s, at);
    struct str w = word_at(s, gap);
    double v;
    if (gap == at && (w.n == 1 || w.n == 2)) {
        static const struct word_value glued[] = {{"k", 1e3},  {"m", 1e6},  {"b", 1e9},
                                                  {"bn", 1e9}, {"mn", 1e6}, {"tn", 1e12}};
        /* "5m" may be metres: only the caller knows; it is read as millions when a currency stands
         * before. */
        if (w.n == 2 && value_of(glued, COUNT(glued), w, &v) && word_ends(s, gap + w.n)) {
            n->value *= v;
            n->scaled = true;
            return gap + w.n;
        }
        return at;
    }
    if (gap == at)
        return at;
    if (str_eq_fold(w, STR("hundred")))
        v = 100;
    else if (str_eq_fold(w, STR("dozen")))
        v = 12;
    else if (!value_of(scales, COUNT(scales), w, &v) || (w.n <= 2 && s.p[at] == '-'))
        return at;
    if (!word_ends(s, gap + w.n))
        return at;
    n->value *= v;
    n->scaled = true;
    at = gap + w.n;
    /* "2 hundred thousand", "5 lakh crore" */
    gap = over_gap(s, at);
    w = word_at(s, gap);
    if (gap > at && w.n > 2 && value_of(scales, COUNT(scales), w, &v) && word_ends(s, gap + w.n)) {
        n->value *= v;
        at = gap + w.n;
    }
    return at;
}

/* "st", "nd", "rd", "th" glued to digits. */
static bool ordinal_end(struct str s, size_t at)
{
    struct str w = word_at(s, at);
    return w.n == 2 &&
           (str_eq_fold(w, STR("st")) || str_eq_fold(w, STR("nd")) || str_eq_fold(w, STR("rd")) ||
            str_eq_fold(w, STR("th"))) &&
           word_ends(s, at + 2);
}

static bool parse_digits(struct str s, struct text_number *n)
{
    size_t at = read_digits(s, n);
    if (ordinal_end(s, at) && n->decimals == 0) {
        n->kind = TEXT_ORDINAL;
        n->used = (uint32_t)at + 2;
        return true;
    }
    /* "2-1/2" and dates are the caller's; a letter glued behind makes it a code ("7B"). */
    n->used = (uint32_t)read_scale(s, at, n);
    return true;
}

/* "dozens", "hundreds of thousands" */
static bool parse_vague(struct str s, struct text_number *n)
{
    struct str w = word_at(s, 0);
    double v;
    if (!value_of(vague, COUNT(vague), w, &v) || !word_ends(s, w.n))
        return false;
    size_t at = w.n;
    while (str_starts_fold(str_from(s, at), STR(" of "))) {
        struct str next = word_at(s, at + 4);
        double more;
        if (!value_of(vague, COUNT(vague), next, &more) || !word_ends(s, at + 4 + next.n) ||
            more < v)
            break;
        v *= more;
        at += 4 + next.n;
    }
    *n = (struct text_number){.kind = TEXT_VAGUE, .value = v, .used = (uint32_t)at, .words = true};
    return true;
}

/* What is read of a number in words. */
struct words_state {
    double total, open; /* closed groups; the group at work */
    bool any, article;  /* something read; only "a" so far */
    bool unit, ten;     /* the open group's last was a unit / a ten */
    double last_scale;
};

/* Takes one word; false where it does not belong. Sets *ordinal at an ordinal, which ends it. */
static bool take_word(struct words_state *st, struct str w, bool *ordinal)
{
    double v;
    *ordinal = false;
    if (value_of(units, COUNT(units), w, &v)) {
        if (st->unit || (st->ten && (v == 0 || v >= 10)) || st->article)
            return false;
        st->open += v;
        st->unit = true;
    } else if (value_of(tens, COUNT(tens), w, &v)) {
        if (st->unit || st->ten || st->article)
            return false;
        st->open += v;
        st->ten = true;
    } else if (str_eq_fold(w, STR("hundred")) || str_eq_fold(w, STR("dozen"))) {
        if (!st->any || st->open >= 100 || st->open == 0)
            return false;
        st->open *= to_lower(w.p[0]) == 'h' ? 100 : 12;
        st->unit = st->ten = st->article = false;
    } else if (value_of(scales, COUNT(scales), w, &v) && w.n > 3) {
        if (!st->any || st->open == 0 || v >= st->last_scale)
            return false;
        st->total += st->open * v;
        st->last_scale = v;
        st->open = 0;
        st->unit = st->ten = st->article = false;
    } else if (value_of(ordinals, COUNT(ordinals), w, &v)) {
        if (st->unit || st->article || (st->ten && v >= 10))
            return false;
        st->open += v;
        *ordinal = true;
    } else {
        return false;
    }
    st->any = true;
    return true;
}

static bool parse_words(struct str s, struct text_number *n)
{
    struct words_state st = {.last_scale = 1e18};
    size_t at = 0, end = 0;
    struct str w = word_at(s, 0);
    bool ordinal = false, half = false;
    if (str_eq_fold(w, STR("half"))) {
        size_t gap = over_gap(s, 4);
        struct str a = word_at(s, gap);
        if (gap == 4 || !(str_eq_fold(a, STR("a")) || str_eq_fold(a, STR("million")) ||
                          str_eq_fold(a, STR("billion"))))
            return false;
        half = true;
        at = str_eq_fold(a, STR("a")) ? over_gap(s, gap + 1) : gap;
        st = (struct words_state){.open = 1, .any = true, .article = true, .last_scale = 1e18};
    } else if (str_eq_fold(w, STR("a")) || str_eq_fold(w, STR("an"))) {
        at = over_gap(s, w.n);
        if (at == w.n)
            return false;
        st = (struct words_state){.open = 1, .any = true, .article = true, .last_scale = 1e18};
    }
    while (!ordinal) {
        w = word_at(s, at);
        if (w.n == 0 || !word_ends(s, at + w.n))
            break;
        /* "two hundred and five", but not "two and three" */
        if (str_eq_fold(w, STR("and")) && end > 0 && !st.unit && !st.ten) {
            size_t gap = over_gap(s, at + w.n);
            struct str next = word_at(s, gap);
            struct words_state try = st;
            bool ord;
            double scale;
            if (value_of(scales, COUNT(scales), next, &scale) || !take_word(&try, next, &ord) ||
                ord)
                break;
            at = gap;
            continue;
        }
        if (!take_word(&st, w, &ordinal))
            break;
        end = at + w.n;
        at = over_gap(s, end);
        if (at == end)
            break;
    }
    if (end == 0)
        return false;
    double v = (st.total + st.open) * (half ? 0.5 : 1);
    *n = (struct text_number){.kind = ordinal ? TEXT_ORDINAL : TEXT_CARDINAL,
                              .value = v,
                              .used = (uint32_t)end,
                              .words = true,
                              .scaled = st.last_scale < 1e18};
    return true;
}

bool text_number_parse(struct str s, struct text_number *ret)
{
    struct text_number n = {0};
    if (s.n == 0)
        return false;
    s = str_sub(s, 0, 200);
    bool ok = is_digit(s.p[0])   ? parse_digits(s, &n)
              : is_alpha(s.p[0]) ? parse_vague(s, &n) || parse_words(s, &n)
                                 : false;
    if (ok)
        *ret = n;
    return ok;
}
