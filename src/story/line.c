/* line.c: which sentences read well where the ones around them do not stand: in a summary, in what
 * is new. Captions, cut sentences and quotes of nobody do not; nor does what begins with "they" or
 * "that", of which only the sentence before tells. */
#include "story/overtaken.h"

enum { CAPTION_BYTES = 80, ATTRIBUTION_BYTES = 6, CLAUSE_WORDS = 3 };

static bool has(struct str s, const char *words)
{
    return str_find_fold(s, str_c(words)) != SIZE_MAX;
}

/* "The smoke is seen in Marholm, 4 May", not "the vote is seen in Brussels as a test", nor "growth
 * is seen at 3 percent". */
static bool shows_something(struct str s)
{
    static const char *const seen[] = {" is seen in ", " is seen at ", " are seen in ",
                                       " are seen at ", NULL};
    for (const char *const *w = seen; *w; w++) {
        size_t at = str_find_fold(s, str_c(*w));
        struct str behind = at == SIZE_MAX ? STR_NONE : str_from(s, at + strlen(*w));
        if (behind.n && !is_digit(behind.p[0]) && !has(behind, " as "))
            return true;
    }
    return has(s, " is pictured ");
}

static bool is_weekday(struct str word)
{
    return AMONG(word, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
                 "Sunday");
}

static bool is_month(struct str word)
{
    return AMONG(word, "January", "February", "March", "April", "May", "June", "July", "August",
                 "September", "October", "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun",
                 "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec");
}

/* "(Nina Jones/North Wire)", but not a sentence: "(Forty had died.)". */
static bool is_credit_line(struct str s)
{
    size_t close = str_find_char(s, ')');
    return s.n < CAPTION_BYTES && str_starts(s, STR("(")) && close != SIZE_MAX &&
           close + 2 >= s.n && str_find_char(STR(".!?"), s.p[close - 1]) == SIZE_MAX;
}

/* "... during the match, Sunday, Dec. 31, 2017, in Orva." Prose says "on Sunday". */
static bool has_caption_date(struct str s)
{
    struct text_words it = text_words(s);
    struct text_word w;
    int step = 0; /* weekday, month, day */
    while (text_word_next(&it, &w)) {
        struct str word = str_sub(s, w.at, w.end);
        uint64_t n = 0;
        bool number = str_u64(word, 9999, &n);
        if (step == 3 && number && n > 1900)
            return true;
        if (step == 2 && number && n > 0 && n < 32)
            step = 3;
        else if (step == 1 && w.at > 2 && s.p[w.at - 2] == ',' && is_month(word))
            step = 2;
        else
            step = w.at > 2 && s.p[w.at - 2] == ',' && is_weekday(word);
    }
    return false;
}

/* "Quarterback Dan Orme (7) throws the ball over Leo Tarn (21)": players with their numbers. */
static bool numbers_players(struct str s)
{
    int found = 0;
    for (size_t i = 2; i + 2 < s.n; i++) {
        size_t end = i + 1;
        if (s.p[i] != '(' || s.p[i - 1] != ' ')
            continue;
        while (end < s.n && is_digit(s.p[end]))
            end++;
        found += end > i + 1 && end < i + 4 && end < s.n && s.p[end] == ')';
    }
    return found >= 2;
}

/* "Nina Jones is a reporter covering health.", "The Post's Nina Jones talks to ...": what a page
 * says of its own. */
static bool is_of_author(struct str s)
{
    struct str head = str_sub(s, 0, s.n < CAPTION_BYTES ? s.n : CAPTION_BYTES);
    bool role = has(head, "correspondent") || has(head, "reporter") || has(head, "editor") ||
                has(head, "columnist") || has(head, "writer");
    if (role && has(head, " is ") && (has(s, " covering ") || has(s, " who covers ")))
        return true;
    struct text_words it = text_words(s);
    struct text_word w;
    bool owner = false;
    for (int i = 0; i < 6 && text_word_next(&it, &w); i++) {
        struct str word = str_sub(s, w.at, w.end);
        if (owner && AMONG(word, "talks", "speaks", "discusses"))
            return true;
        if (!is_upper(word.p[0]) ||
            AMONG(word, "President", "Prime", "Minister", "Chancellor", "King", "Queen", "Foreign",
                  "Defence", "Defense", "Governor", "Senator", "Premier"))
            return false; /* "Norland's President Tarn talks with miners" */
        owner |= str_ends(word, STR("'s")) || str_ends(word, STR("\xE2\x80\x99s"));
    }
    return false;
}

/* "Sun. Dec. 31, 2017.", "Nina Jones, North Wire.": no word as a sentence has some. What is all in
 * capitals may be one. */
static bool is_names_only(struct str s)
{
    struct text_words it = text_words(s);
    struct text_word w;
    bool lower = false;
    while (text_word_next(&it, &w)) {
        struct str word = str_sub(s, w.at, w.end);
        if (!is_upper(word.p[0]) && !is_digit(word.p[0]))
            return false;
        for (size_t i = 1; i < word.n; i++)
            lower |= is_lower(word.p[i]);
    }
    return lower;
}

/* "This photo released by ...": says nothing of the matter. */
static bool is_caption(struct str s)
{
    static const char *const starts[] = {"this photo", "in this photo", "a photo",
                                         "photo",      "photos:",       "file photo",
                                         "this image", "image",         "images:",
                                         "video:",     "in this image", "pictured",
                                         "picture:",   "watch:",        "updated:",
                                         "read more",  "related:",      "get daily updates",
                                         "sign up",    "subscribe",     "click here",
                                         "follow us",  "follow her",    "follow him",
                                         "read her",   "read his",      NULL};
    for (const char *const *w = starts; *w; w++) {
        size_t n = strlen(*w); /* "Photography", "Images" are other words */
        if (str_starts_fold(s, str_c(*w)) && (n >= s.n || !is_alpha(s.p[n])))
            return true;
    }
    struct str head = str_sub(s, 0, s.n < CAPTION_BYTES ? s.n : CAPTION_BYTES);
    bool this_photo =
        str_starts_fold(s, STR("in this ")) && (has(head, "photo") || has(head, "image"));
    return this_photo || has(s, "file photo") || has(s, "hide caption") ||
           has(s, "handout photo") || has(s, "pic.twitter.com") || is_credit_line(s) ||
           shows_something(s) || has(s, " updated: ") || has(s, "last updated ") || has(s, "(@") ||
           has(s, "thank you for subscribing") || has(s, "our newsletter") || has_caption_date(s) ||
           numbers_players(s) || is_of_author(s) || is_names_only(s);
}

/* "More on this story follows.", "An earlier version of this article gave a wrong number.": what a
 * paper says of its own report is untrue beside the words of another. */
static bool is_of_report(struct str s)
{
    static const char *const starts[] = {
        "correction:",    "clarification:",     "editor's note:", "editor\xE2\x80\x99s note:",
        "more to follow", "more on this story", "more follows",   NULL};
    for (const char *const *w = starts; *w; w++)
        if (str_starts_fold(s, str_c(*w)))
            return true;
    return has(s, " version of this article") || has(s, " version of this story") ||
           has(s, " version of this report");
}

static bool is_title(struct str s)
{
    size_t space = str_rfind_char(s, ' ');
    struct str last = space == SIZE_MAX ? s : str_from(s, space + 1);
    return AMONG(last, "Gov.", "Sen.", "Rep.", "Reps.", "Sens.", "Mr.", "Mrs.", "Ms.", "Dr.",
                 "Gen.", "Lt.", "Col.", "Prof.", "Capt.", "Sgt.", "Rev.", "Hon.", "St.", "Messrs.");
}

static size_t quote_mark(struct str s, size_t at)
{
    if (s.p[at] == '"')
        return 1;
    struct str rest = str_from(s, at);
    return str_starts(rest, STR("\xE2\x80\x9C")) || str_starts(rest, STR("\xE2\x80\x9D")) ? 3 : 0;
}

/* A quote begins and does not end, or the other way round: it was cut in two. */
static bool is_half_quoted(struct str s)
{
    int straight = 0, open = 0;
    for (size_t i = 0; i < s.n; i++) {
        struct str rest = str_from(s, i);
        straight += s.p[i] == '"';
        open += str_starts(rest, STR("\xE2\x80\x9C")) - str_starts(rest, STR("\xE2\x80\x9D"));
    }
    return straight % 2 != 0 || open != 0;
}

/* "I suspect he might like it": a writer who speaks of himself, outside of quotes. */
static bool is_of_writer(struct str s)
{
    bool quoted = false;
    for (size_t i = 0; i + 3 < s.n; i++) {
        if (quote_mark(s, i))
            quoted = !quoted;
        struct str rest = str_from(s, i);
        bool first = i == 0 && (str_starts(rest, STR("I ")) || str_starts(rest, STR("I'm ")) ||
                                str_starts(rest, STR("I\xE2\x80\x99m ")));
        if (!quoted && (first || str_starts(rest, STR(" I ")) || str_starts(rest, STR(" me ")) ||
                        str_starts(rest, STR(" my "))))
            return true;
    }
    return false;
}

/* Without an end: a heading, or half of a sentence. Scripts with other marks are not judged. */
static bool is_cut(struct str s)
{
    s = str_trim(s);
    char last = s.n ? s.p[s.n - 1] : 'a';
    return (last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z') ||
           (last >= '0' && last <= '9') || last == ';' || last == ',' || last == ':' ||
           last == '?' || is_title(s);
}

/* Begins as a quote, and nobody says it. */
static bool is_of_nobody(struct str s)
{
    size_t last = 0;
    if (!s.n || !quote_mark(s, 0))
        return false;
    for (size_t i = 1; i < s.n; i++) {
        size_t mark = quote_mark(s, i);
        last = mark ? i + mark : last;
    }
    return !last || s.n - last < ATTRIBUTION_BYTES;
}

/* Is one of the next words "that" or "to"? */
static bool opens_clause(struct text_words it, struct str s)
{
    struct text_word w;
    for (int i = 0; i < CLAUSE_WORDS && text_word_next(&it, &w); i++)
        if (AMONG(str_sub(s, w.at, w.end), "that", "to"))
            return true;
    return false;
}

/* "This week" is now, and no matter of the sentence before. */
static bool is_time(struct str word)
{
    static const char *const times[] = {"week",   "month",  "year",   "morning", "evening",
                                        "summer", "winter", "spring", "autumn",  "time",
                                        "season", "days",   NULL};
    for (const char *const *w = times; *w; w++)
        if (str_starts(word, str_c(*w))) /* "weekend", "week's" */
            return true;
    return false;
}

/* Of whom or what, the sentence before told. */
static bool hangs_on_before(struct str s)
{
    struct text_words it = text_words(s);
    struct text_word w;
    struct str first, second;
    if (!text_word_next(&it, &w))
        return false;
    first = str_sub(s, w.at, w.end);
    if (AMONG(first, "THIS", "IT", "THESE", "THEY", "HE",
              "SHE")) /* a lead's first word in capitals */
        return true;
    second = text_word_next(&it, &w) ? str_sub(s, w.at, w.end) : STR_NONE;
    if (AMONG(first, "It")) /* "It was reported that": of nothing before */
        return !opens_clause(it, s);
    if (AMONG(first, "This", "These"))
        return !is_time(second);
    if (AMONG(first, "Once", "After", "Before", "Since", "Until", "By", "In", "At", "With", "For",
              "Under", "Despite", "Because", "During", "On", "From") &&
        AMONG(second, "this", "that", "these", "those", "then") &&
        s.p[w.end] != '-') { /* "Once this link is there" */
        struct str third = text_word_next(&it, &w) ? str_sub(s, w.at, w.end) : STR_NONE;
        return !(AMONG(second, "this", "these") && is_time(third));
    }
    if (AMONG(first, "Those"))
        return !AMONG(second, "who");
    if (AMONG(first, "A", "An") && AMONG(second, "similar", "identical", "second"))
        return true;
    if (AMONG(first, "The"))
        return AMONG(second, "pair", "two", "three", "trio", "duo", "former", "latter", "same");
    return AMONG(first, "He", "She", "His", "Her", "They", "Their", "Its", "That", "That's",
                 "That\xE2\x80\x99s", "It's", "It\xE2\x80\x99s", "Both", "But", "And", "Or", "So",
                 "Yet", "Such", "Neither", "Nor", "Instead", "However", "Then", "Another");
}

bool line_is_colour(struct arena *a, struct str sentence)
{
    const struct arena_mark scratch = arena_mark(a);
    struct text_words it = text_words(sentence);
    struct text_word w;
    bool colour = false;
    while (!colour && text_word_next(&it, &w))
        colour = AMONG(str_lower(a, str_sub(sentence, w.at, w.end)), "dressed", "clad", "smile",
                       "smiled", "smiles", "smiling", "grin", "grinned", "grinning", "beaming",
                       "tears", "tearful", "wept", "sobbed", "applause", "applauded", "cheered",
                       "cheers", "cheering", "hugged", "embraced", "nodded", "chuckled", "laughed",
                       "laughter", "joked", "quipped", "whispered", "suit", "tie", "scarf", "mood",
                       "irritated", "anthem", "balloons", "candles", "sunshine");
    arena_back(a, scratch);
    return colour;
}

bool line_is_quote(struct str sentence)
{
    return sentence.n && quote_mark(sentence, 0);
}

bool line_is_litter(struct str sentence)
{
    return is_caption(sentence) || is_of_report(sentence);
}

bool line_stands_alone(struct str sentence, struct str before)
{
    return !is_cut(sentence) && !(before.n && is_title(str_trim(before))) &&
           !is_of_nobody(sentence) && !is_half_quoted(sentence) && !is_of_writer(sentence) &&
           !hangs_on_before(sentence);
}
