/* layout: what marks, lines and plain words tell of where sentences end: paragraphs and wrapped
 * lines, datelines, dates that end a headline, lists, signatures, credits of pictures. */
#include "sense/cut.h"

static const struct {
    uint32_t rune;
    uint8_t one, many; /* a single one, a run */
} mark_sorts[] = {
    {'.', 2, 1},    {'!', 3, 3},    {'?', 4, 4},    {',', 5, 5},      {';', 18, 18},
    {':', 6, 6},    {'-', 8, 7},    {'(', 10, 10},  {'[', 19, 19},    {')', 11, 11},
    {']', 11, 11},  {'*', 13, 13},  {'=', 13, 13},  {'_', 13, 13},    {0x2026, 1, 1},
    {0x201C, 9, 9}, {0x2018, 9, 9}, {0xAB, 9, 9},   {0x201D, 15, 15}, {0x2019, 15, 15},
    {0xBB, 15, 15}, {0x2013, 7, 7}, {0x2014, 7, 7}, {0x2022, 13, 13},
};

/* A rough sort of token: what matters for ending and beginning sentences. */
unsigned sense_mark_sort(const struct sense_doc *d, int64_t i)
{
    if (i < 0 || i >= (int64_t)d->token_count)
        return 0;
    const struct sense_token *t = &d->tokens[i];
    struct str s = span_str(d->text, t->span);
    if (t->flags & TOK_PUNCT) {
        size_t at = 0;
        uint32_t r = utf8_next(s, &at);
        if (r == '"' || r == '\'' || r == '`') {
            bool before = i > 0 && !(d->tokens[i - 1].flags & TOK_SPACE_AFTER);
            bool after = !(t->flags & TOK_SPACE_AFTER);
            return before == after ? 16 : before ? 15 : SORT_OPENS;
        }
        for (size_t k = 0; k < sizeof mark_sorts / sizeof *mark_sorts; k++)
            if (mark_sorts[k].rune == r)
                return s.n > at ? mark_sorts[k].many : mark_sorts[k].one;
        return r >= 0x80 ? 12 : 14;
    }
    unsigned k = t->flags & TOK_UPPER   ? 20
                 : t->flags & TOK_CAP   ? (s.n == 1 ? 21 : 22)
                 : t->flags & TOK_ALPHA ? (t->flags & TOK_DIGIT ? 23 : 24)
                                        : 25;
    return k * 2 + (s.n > 1 && s.p[s.n - 1] == '.');
}

bool sense_ends_mark(const struct sense_doc *d, uint32_t i)
{
    char c = d->text.p[d->tokens[i].span.end - 1];
    return c == '.' || c == '!' || c == '?' || sense_mark_sort(d, i) == 1;
}

enum { WRAPPED_LINE = 45 }; /* bytes: a shorter line ends by itself */

enum sense_gap sense_gap_between(const struct sense_doc *d, uint32_t i)
{
    size_t from = d->tokens[i].span.end, to = d->tokens[i + 1].span.at, lines = 0;
    for (size_t at = from; at < to; at++)
        lines += d->text.p[at] == '\n';
    if (lines != 1)
        return lines ? GAP_PARAGRAPH : GAP_NONE;
    size_t end = from + str_find_char(str_from(d->text, from), '\n'), line = end;
    while (line > 0 && end - line < WRAPPED_LINE && d->text.p[line - 1] != '\n')
        line--;
    char c = d->text.p[to];
    if (is_lower(c))
        return GAP_NONE;
    if (c == '*' || c == '-' || end - line < WRAPPED_LINE)
        return GAP_LINE;
    return d->unwrapped ? GAP_PARAGRAPH : GAP_NONE;
}

static bool is_month(struct str norm)
{
    for (int i = 0; norm.n && i < 12; i++)
        if (to_lower(month_names[i][0]) == norm.p[0] && str_eq_fold(norm, str_c(month_names[i])))
            return true;
    return false;
}

static bool is_weekday(struct str norm)
{
    for (int i = 0; norm.n && i < 7; i++)
        if (to_lower(weekday_names[i][0]) == norm.p[0] &&
            str_eq_fold(norm, str_c(weekday_names[i])))
            return true;
    return false;
}

/* Is the rest of the paragraph from token i a date alone: "Monday, March 3, 2014"? */
static bool date_alone(const struct sense_doc *d, uint32_t i)
{
    enum { DATE_TOKENS = 6 };
    bool month = false, digits = false;
    if (!is_weekday(d->tokens[i].norm) && !is_month(d->tokens[i].norm))
        return false;
    for (uint32_t k = i; k < i + DATE_TOKENS && k < d->token_count; k++) {
        const struct sense_token *t = &d->tokens[k];
        month |= is_month(t->norm);
        digits |= (t->flags & TOK_DIGIT) != 0;
        if (!is_month(t->norm) && !is_weekday(t->norm) && !(t->flags & TOK_DIGIT) &&
            !str_eq(t->norm, STR(",")))
            return false;
        if (k + 1 == d->token_count || sense_gap_between(d, k) == GAP_PARAGRAPH)
            return month && digits;
    }
    return false;
}

bool sense_is_dash(struct str s)
{
    return str_eq(s, STR("-")) || str_eq(s, STR("--")) || str_eq(s, STR("–")) ||
           str_eq(s, STR("—")) || str_eq(s, STR("―"));
}

/* "Monday, March 3, 2014" before a capital: 6 tokens, or 0. */
static uint32_t leading_date(const struct sense_doc *d, uint32_t i)
{
    if (i + 6 >= d->token_count || !is_weekday(d->tokens[i].norm) ||
        !sense_norm_is(d, i + 1, STR(",")) || !is_month(d->tokens[i + 2].norm) ||
        !(d->tokens[i + 3].flags & TOK_DIGIT) || !sense_norm_is(d, i + 4, STR(",")) ||
        d->tokens[i + 5].norm.n != 4 || !(d->tokens[i + 5].flags & TOK_DIGIT) ||
        !(d->tokens[i + 6].flags & TOK_CAP))
        return 0;
    return 6;
}

/* The last of the dashes that stand together from token i: "--" may be two. */
static uint32_t last_dash(const struct sense_doc *d, uint32_t i)
{
    while (i + 2 < d->token_count && !(d->tokens[i].flags & TOK_SPACE_AFTER) &&
           sense_is_dash(sense_token_str(d, i + 1)))
        i++;
    return i;
}

/* "(CNN) ", "(Reuters) - ": an agency alone, before a capital; 0 if there is none. */
static uint32_t leading_agency(const struct sense_doc *d, uint32_t first)
{
    enum { NAME_TOKENS = 4 };
    if (!sense_norm_is(d, first, STR("(")))
        return 0;
    uint32_t i = first + 1;
    while (i < d->token_count && i <= first + NAME_TOKENS && (d->tokens[i].flags & TOK_CAP))
        i++;
    if (i == first + 1 || i + 2 >= d->token_count || !sense_norm_is(d, i, STR(")")))
        return 0;
    bool initials = i == first + 2 && (d->tokens[first + 1].flags & TOK_UPPER) &&
                    d->tokens[first + 1].norm.n >= 2;
    bool dash = sense_is_dash(sense_token_str(d, i + 1));
    if (dash)
        i = last_dash(d, i + 1);
    bool begins = i + 1 < d->token_count &&
                  ((d->tokens[i + 1].flags & TOK_CAP) || sense_mark_sort(d, i + 1) == SORT_OPENS);
    return begins && (dash || initials) ? i + 1 - first : 0;
}

uint32_t sense_dateline_tokens(const struct sense_doc *d, uint32_t first)
{
    enum { LOOK = 18 };
    const struct sense_token *t = &d->tokens[first];
    if (leading_date(d, first))
        return 6;
    uint32_t agency_alone = leading_agency(d, first);
    if (agency_alone)
        return agency_alone;
    bool upper = (t->flags & TOK_UPPER) && t->norm.n >= 3, bracket = false, agency = false,
         comma = false;
    if (!(t->flags & TOK_CAP))
        return 0;
    for (uint32_t i = first; i + 1 < d->token_count && i < first + LOOK; i++) {
        t = &d->tokens[i];
        struct str w = sense_token_str(d, i);
        uint32_t dash = last_dash(d, i);
        bool spaced =
            i > first && (d->tokens[i - 1].flags & d->tokens[dash].flags & TOK_SPACE_AFTER);
        if (sense_gap_between(d, i) == GAP_PARAGRAPH)
            return 0;
        if (sense_is_dash(w) && !bracket &&
            (spaced || (agency && i > first && (d->tokens[i - 1].flags & TOK_PUNCT))))
            return upper || agency || comma ? dash + 1 - first : 0;
        comma |= str_eq(w, STR(","));
        if (str_eq(w, STR("(")))
            bracket = agency = true;
        else if (str_eq(w, STR(")")))
            bracket = false;
        else if (upper && str_eq(w, STR(":")) && i <= first + 3)
            return i + 1 - first; /* "NEW DELHI: The ..." */
        else if (!bracket && !(t->flags & (TOK_CAP | TOK_DIGIT | TOK_PUNCT)) &&
                 !str_eq(w, STR("of")))
            return 0;
        else if (w.p[0] == '.' && upper && comma && !(d->tokens[i - 1].flags & TOK_UPPER) &&
                 i + 1 < d->token_count && sense_is_dash(sense_token_str(d, i + 1)) &&
                 !sense_norm_is(d, i + 1, STR("-")))
            continue; /* "AUGUSTA, Me. — " */
        else if (w.p[0] == '"' || w.p[0] == '.' || w.p[0] == '?' || w.p[0] == '!')
            return 0;
    }
    return 0;
}

/* Is it a word that seldom has a capital but at the beginning of a sentence? */
static bool is_beginner(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {
        "the",   "he",    "she",     "it", "in",  "on",   "but",  "they",  "this",  "that",
        "we",    "and",   "at",      "as", "for", "his",  "her",  "there", "these", "when",
        "while", "after", "however", "if", "its", "some", "both", NULL};
    return (d->tokens[i].flags & TOK_CAP) && sense_norm_in(d, i, words);
}

/* Does the paragraph end with a mark that ends sentences, as headings do not? */
static bool paragraph_stops(const struct sense_doc *d, uint32_t i)
{
    enum { LOOK = 80 };
    for (uint32_t k = i; k < d->token_count && k < i + LOOK; k++)
        if (k + 1 == d->token_count || sense_gap_between(d, k) != GAP_NONE)
            return sense_ends_mark(d, k);
    return true;
}

/* The full stop is missing: "... is getting better We have ...", behind a caption that ends in a
 * name: "... Nina Jones In the west ...". */
static bool stop_missing(const struct sense_doc *d, uint32_t i)
{
    static const char *const places[] = {"in", "on", "at", NULL};
    const struct sense_token *t = &d->tokens[i];
    if (!(t->flags & TOK_ALPHA) || i + 2 >= d->token_count || !is_beginner(d, i + 1) ||
        (d->tokens[i + 1].flags & TOK_UPPER) ||
        (d->tokens[i + 2].flags & (TOK_ALPHA | TOK_CAP)) != TOK_ALPHA)
        return false;
    return !(t->flags & TOK_CAP) || (sense_norm_in(d, i + 1, places) && paragraph_stops(d, i));
}

/* An abbreviation that may end a sentence ("U.S.", "p.m.", "Inc.") before a word that seldom stands
 * behind it with a capital otherwise. */
static bool abbreviation_ends(const struct sense_doc *d, uint32_t i)
{
    static const char *const titles[] = {"mr.",  "mrs.", "ms.", "dr.",  "st.",  "gen.",  "sen.",
                                         "rep.", "gov.", "lt.", "col.", "sgt.", "capt.", "prof.",
                                         "no.",  "vs.",  "v.",  "mt.",  NULL};
    const struct sense_token *t = &d->tokens[i];
    return t->norm.n > 2 && t->norm.p[t->norm.n - 1] == '.' && is_alpha(t->norm.p[0]) &&
           is_beginner(d, i + 1) && !sense_norm_in(d, i, titles);
}

/* "Gov. Nina Jones", "Reps. Moll and Hale", "Moll v. Hale": a title, or "against", before a name.
 * The full stop is a token of its own where the abbreviation is not known ("Reps."). */
bool sense_title_before_name(const struct sense_doc *d, uint32_t i)
{
    static const char *const titles[] = {
        "mr",    "mrs",  "ms",   "dr",   "drs",  "messrs", "gen",  "gens", "sen",  "sens",
        "rep",   "reps", "gov",  "govs", "lt",   "col",    "cols", "sgt",  "capt", "prof",
        "profs", "rev",  "hon",  "maj",  "cmdr", "cdr",    "adm",  "brig", "cpl",  "pvt",
        "supt",  "insp", "msgr", "amb",  "det",  "pres",   "atty", "v",    "vs",   NULL};
    struct str word = d->tokens[i].norm;
    bool own = str_eq(word, STR(".")) && i > 0 && d->tokens[i - 1].span.end == d->tokens[i].span.at;
    if (own)
        word = d->tokens[i - 1].norm;
    else if (word.n > 1 && word.p[word.n - 1] == '.')
        word = str_sub(word, 0, word.n - 1);
    else
        return false;
    if (!d->english || !(d->tokens[i + 1].flags & TOK_CAP) || is_beginner(d, i + 1))
        return false;
    bool capital = d->tokens[own ? i - 1 : i].flags & TOK_CAP, found = false;
    for (size_t k = 0; titles[k] && !found; k++)
        found = str_eq(word, str_c(titles[k])) && (capital || titles[k][0] == 'v');
    return found;
}

bool sense_is_bullet(const struct sense_doc *d, uint32_t i)
{
    static const char *const marks[] = {"•", "·", "●", "▪", "◦", "‣", "*", "-", "–", NULL};
    return (d->tokens[i].flags & TOK_PUNCT) && sense_norm_in(d, i, marks) &&
           (i == 0 || sense_gap_between(d, i - 1) != GAP_NONE);
}

/* Is the rest of the paragraph from a dash on who said what stands before it: "- Nina Jones"? */
static bool signature(const struct sense_doc *d, uint32_t i)
{
    enum { SIGNATURE_TOKENS = 8 };
    uint32_t k = i + 1;
    if (!sense_is_dash(sense_token_str(d, i)) || k >= d->token_count ||
        !(d->tokens[k].flags & TOK_CAP))
        return false;
    for (; k < d->token_count && k <= i + SIGNATURE_TOKENS; k++) {
        const struct sense_token *t = &d->tokens[k];
        bool link = (t->flags & TOK_STOP) || sense_norm_is(d, k, STR(","));
        if (!link && !(t->flags & (TOK_CAP | TOK_DIGIT)))
            return false;
        if (k + 1 == d->token_count || sense_gap_between(d, k) != GAP_NONE)
            return k > i + 1;
    }
    return false;
}

/* A small letter, not one of a script that has no capitals. */
static bool begins_small(const struct sense_doc *d, uint32_t i)
{
    size_t at = 0;
    return text_is_lower(utf8_next(sense_token_str(d, i), &at));
}

int sense_plain_gap(const struct sense_doc *d, uint32_t i, uint32_t dateline_end)
{
    static const char *const credits[] = {"image",   "photo",  "photograph",
                                          "picture", "credit", NULL};
    if (dateline_end && i + 1 <= dateline_end)
        return i + 1 == dateline_end ? 1 : -1;
    if (i + 2 < d->token_count &&
        (sense_norm_is(d, i + 2, STR(":")) || sense_norm_is(d, i + 2, STR(";"))) &&
        (d->tokens[i + 1].flags & TOK_CAP) && sense_norm_in(d, i + 1, credits))
        return 1;
    if (i > 0 && (sense_norm_is(d, i, STR(":")) || sense_norm_is(d, i, STR(";"))) &&
        sense_norm_in(d, i - 1, credits) && (d->tokens[i - 1].flags & TOK_CAP))
        return -1;
    if (signature(d, i) || signature(d, i + 1) || sense_is_bullet(d, i))
        return -1;
    /* '"Will it rain?" he asked.' */
    if (i > 0 && sense_mark_sort(d, i) >= 15 && sense_mark_sort(d, i) <= 16 &&
        sense_ends_mark(d, i - 1) &&
        (d->tokens[i + 1].flags & (TOK_ALPHA | TOK_CAP | TOK_DIGIT)) == TOK_ALPHA &&
        (d->english || begins_small(d, i + 1)))
        return -1;
    /* '"... yes." - Nina Jones, on the war': it begins with the dash. */
    if (i > 0 && sense_mark_sort(d, i) >= 15 && sense_mark_sort(d, i) <= 16 &&
        sense_ends_mark(d, i - 1) && i + 2 < d->token_count &&
        sense_is_dash(sense_token_str(d, i + 1)) && (d->tokens[i + 2].flags & TOK_CAP))
        return 1;
    /* 'He nodded. "Yes," he said.' */
    char c = d->text.p[d->tokens[i].span.at];
    if ((c == '.' || c == '?' || c == '!') && (d->tokens[i].flags & TOK_SPACE_AFTER) &&
        i + 2 < d->token_count && sense_mark_sort(d, i + 1) == SORT_OPENS &&
        (d->tokens[i + 2].flags & TOK_CAP))
        return 1;
    if (i > 0 && sense_norm_is(d, i, STR(",")) &&
        (is_month(d->tokens[i + 1].norm)
             ? is_weekday(d->tokens[i - 1].norm)
             : i > 1 && is_month(d->tokens[i - 2].norm) && (d->tokens[i + 1].flags & TOK_DIGIT)))
        return -1;
    return date_alone(d, i + 1) || abbreviation_ends(d, i) || stop_missing(d, i) ? 1 : 0;
}
