/* headline.c: which report's headline tells the story best.
 *
 * Two things make a headline good. It says what the reports say: of its words, weighed by how rare
 * they are in news, as many as can be stand in the headlines and first sentences of the others
 * (its precision), and of what they have in common it has as much as any does (its recall). And it
 * is a full statement of what happened: not a question, a quote, an explanation, a list, a page of
 * live updates, and it does not give a toll that a later report has overtaken; it is worth more
 * where it gives a rising toll as it stands. Each fault keeps but a share of the worth. Words are
 * compared in lower case, as headlines have capitals everywhere. */
#include "sense/sense.h"
#include "story/index.h"
#include "story/overtaken.h"

#include <math.h>

enum { LEAD_SENTENCES = 3, SHORT_WORDS = 4, LONG_WORDS = 18, LIST_WITHIN = 5, SHOUT_LETTERS = 5 };
/* A headline stays until another is so much better; old ones keep but `old_least` of their worth:
 * half of the rest is lost after GROWS_OLD. What one foretold has mostly come true, or not, after
 * COMES_TRUE. */
static const double better = 1.2, old_least = 0.6, missing_verb = 0.8, foretold = 0.6;
/* Of a story with a toll that rises, how it stands is the news: a headline that gives it takes the
 * place of one as good that does not. */
static const double tells_toll = 1.25, overtaken = 0.5;
#define GROWS_OLD  (3 * US_DAY)
#define COMES_TRUE (12 * US_HOUR)

struct headline { /* a title while it is judged */
    struct arena *a;
    struct str title;
    size_t words;
};

/* ---- faults ---- */

static bool begins(struct str title, const char *const *list)
{
    for (; *list; list++)
        if (str_starts_fold(title, str_c(*list)))
            return true;
    return false;
}
static bool holds(struct str title, const char *const *list)
{
    for (; *list; list++)
        if (str_find_fold(title, str_c(*list)) != SIZE_MAX)
            return true;
    return false;
}
#define LIST_OF(...) ((const char *const[]){__VA_ARGS__, NULL})

static bool is_aside(const struct headline *h)
{
    return relation_of_headline(h->title) != STORY_SAME_EVENT ||
           begins(h->title, LIST_OF("what ", "where ", "which ", "comment:", "column:", "opinion",
                                    "review:", "letters:", "podcast:", "quiz:", "perspective:"));
}

static bool is_of_page(const struct headline *h)
{
    return begins(h->title, LIST_OF("live:", "live ", "watch", "video:", "photos", "pictures",
                                    "in pictures", "listen", "gallery")) ||
           holds(h->title, LIST_OF("live updates", "live blog", "as it happened", "(video",
                                   "[video", "video:", "(photos", "[photos", "(pictures"));
}

/* A question mark that ends it or a part of it: "Solution? A free-for-all". */
static bool asks(const struct headline *h)
{
    return str_find_char(h->title, '?') != SIZE_MAX;
}

/* "Ten things ...", "Why the 5 best moments". */
static bool is_list(const struct headline *h)
{
    struct text_words it = text_words(h->title);
    struct text_word w;
    struct text_number number;
    bool counted = false;
    for (size_t i = 0; i < LIST_WITHIN && text_word_next(&it, &w); i++) {
        struct str word = str_lower(h->a, str_sub(h->title, w.at, w.end));
        if (counted && AMONG(word, "things", "reasons", "ways", "takeaways", "facts", "questions",
                             "moments", "charts", "photos", "pictures", "tips", "lessons", "best",
                             "biggest", "worst", "key"))
            return true;
        counted |= text_number_parse(word, &number);
    }
    return false;
}

/* Bytes that stand in quotation marks; how the title begins. An apostrophe inside a word is none.
 */
static size_t quoted(struct str title, bool *ret_first)
{
    size_t open = SIZE_MAX, all = 0;
    *ret_first = false;
    for (size_t i = 0; i < title.n;) {
        size_t at = i;
        uint32_t rune = utf8_next(title, &i);
        bool mark = rune == '"' || rune == '\'' || (rune >= 0x2018 && rune <= 0x201D) ||
                    rune == 0xAB || rune == 0xBB;
        bool inside = at > 0 && i < title.n && is_alnum(title.p[at - 1]) && is_alnum(title.p[i]);
        if (!mark || inside)
            continue;
        if (open == SIZE_MAX) {
            open = i;
            *ret_first |= at == 0;
        } else {
            all += at - open;
            open = SIZE_MAX;
        }
    }
    return all;
}

static bool is_quote(const struct headline *h)
{
    bool first;
    return quoted(h->title, &first) * 5 >= h->title.n * 2;
}

static bool begins_with_quote(const struct headline *h)
{
    bool first;
    return quoted(h->title, &first) > 0 && first;
}

/* "What you need to know", "I was there": speaks to the reader, or of the writer, outside quotes.
 */
static bool addresses(const struct headline *h)
{
    bool first;
    struct text_words it = text_words(h->title);
    struct text_word w;
    if (quoted(h->title, &first) > 0)
        return false;
    while (text_word_next(&it, &w)) {
        struct str word = str_sub(h->title, w.at, w.end);
        if (AMONG(word, "I", "I'm", "My", "my", "We", "we", "Our", "our", "You", "you", "Your",
                  "your"))
            return true;
    }
    return false;
}

/* Promises, and does not tell: "This cat ...", "Look who ...", an exclamation. */
static bool teases(const struct headline *h)
{
    return begins(h->title, LIST_OF("this ", "these ", "here", "look ", "meet ", "revealed",
                                    "don't ", "don\xE2\x80\x99t ", "let's ")) ||
           str_find_char(h->title, '!') != SIZE_MAX || str_ends(h->title, STR("...")) ||
           str_ends(h->title, STR("\xE2\x80\xA6")) ||
           holds(h->title,
                 LIST_OF("what happened next", "shocking", "surprise you", " goes viral"));
}

/* Capitals for more letters than most acronyms have: "EXPOSED". */
static bool shouts(const struct headline *h)
{
    size_t run = 0;
    for (size_t i = 0; i < h->title.n; i++) {
        run = is_upper(h->title.p[i]) ? run + 1 : 0;
        if (run >= SHOUT_LETTERS)
            return true;
    }
    return false;
}

static bool is_short(const struct headline *h)
{
    return h->words < SHORT_WORDS;
}
static bool is_brief(const struct headline *h)
{
    return h->words == SHORT_WORDS;
}
static bool is_long(const struct headline *h)
{
    return h->words > LONG_WORDS;
}

static const struct {
    bool (*has)(const struct headline *h);
    double keeps;
} faults[] = {
    {is_aside, 0.4}, {is_of_page, 0.4},        {asks, 0.4},      {is_list, 0.4},
    {is_quote, 0.6}, {begins_with_quote, 0.8}, {addresses, 0.6}, {teases, 0.6},
    {shouts, 0.85},  {is_short, 0.6},          {is_brief, 0.85}, {is_long, 0.85},
};

static double form_of(const struct headline *h)
{
    double form = 1;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        form *= faults[i].has(h) ? faults[i].keeps : 1;
    return form;
}

/* What a title is worth by the toll that it gives: more where that stands now, less where a later
 * report has overtaken it. */
static double toll_of(const struct tolls *tolls, struct str title)
{
    struct text_words it = text_words(title);
    struct text_word w;
    struct text_number number;
    bool old = false, now = false;
    while (text_word_next(&it, &w)) {
        if (!text_number_parse(str_from(title, w.at), &number) || number.kind != TEXT_CARDINAL)
            continue;
        for (size_t t = 0; t < tolls->n; t++) {
            const struct story_series *s = tolls->v[t].s;
            now |= number.value == tolls->v[t].now->value;
            for (size_t p = 0; p < s->point_count; p++)
                old |= number.value == s->points[p].value;
        }
    }
    return now ? tells_toll : old ? overtaken : 1;
}

/* ---- what it says ---- */

/* A report's headline, and what it tells at its beginning. */
struct said {
    struct bag title, all;
};

static struct bag plain_bag(struct arena *a, struct str text, struct str lang)
{
    return bag_of(a, str_lower(a, text), lang);
}

static struct said said_of(struct arena *a, const struct story_report *r)
{
    struct said s = {.title = plain_bag(a, r->title, r->reading->lang)};
    size_t sentences = 0;
    s.all = s.title;
    for (size_t i = 0; i < r->reading->sentence_count && sentences < LEAD_SENTENCES; i++) {
        if (r->reading->sentences[i].kind != SENTENCE_PROSE)
            continue;
        struct bag lead =
            plain_bag(a, span_str(r->text, r->reading->sentences[i].span), r->reading->lang);
        s.all = bag_join(a, &s.all, &lead);
        sentences++;
    }
    return s;
}

/* Of the weight of headline `at`, how much each of the others has, on the mean. */
static double common_weight(const struct said *said, const bool *counts, size_t n, size_t at)
{
    double shared = 0, reports = 0;
    for (size_t i = 0; i < n; i++)
        if (counts[i] && i != at) {
            shared += bag_shared(&said[at].title, &said[i].all);
            reports++;
        }
    return reports > 0 ? shared / reports : said[at].title.sum;
}

static double age_of(const struct story_report *r, int64_t newest)
{
    if (r->time == TIME_NONE)
        return 1;
    return old_least + (1 - old_least) * exp2(-(double)(newest - r->time) / (double)GROWS_OLD);
}

static double worth_of(struct arena *a, const struct story_report *r, const struct tolls *tolls,
                       int64_t newest)
{
    struct headline h = {a, str_trim(r->title), text_word_count(r->title)};
    double worth = form_of(&h) * (r->partial ? 0.5 : 1) * (r->copy_of ? 0.7 : 1);
    if (str_eq(r->reading->lang, STR("en"))) {
        enum sense_title what = sense_title_of(a, h.title);
        worth *= what == SENSE_TITLE_NAMES ? missing_verb : 1;
        bool past = r->time != TIME_NONE && newest - r->time >= COMES_TRUE;
        worth *= what == SENSE_TITLE_FORETELLS && past ? foretold : 1;
    }
    return worth * age_of(r, newest) * toll_of(tolls, h.title);
}

size_t story_headline(struct arena *a, const struct story_report *reports, size_t n,
                      const struct story_serieses *series, size_t now)
{
    n = n < LEDGER_REPORTS_MOST ? n : LEDGER_REPORTS_MOST;
    struct said *said = ARENA_ARRAY(a, n + 1, struct said);
    bool *counts = ARENA_ARRAY(a, n + 1, bool);
    double *common = ARENA_ARRAY(a, n + 1, double), most = 0, best_worth = 0;
    struct tolls tolls;
    int64_t newest = TIME_NONE;
    size_t best = now < n ? now : SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        counts[i] = report_counts(reports, n, i);
        if (reports[i].reading)
            said[i] = said_of(a, &reports[i]);
        if (reports[i].time != TIME_NONE && (newest == TIME_NONE || reports[i].time > newest))
            newest = reports[i].time;
    }
    overtaken_tolls(a, reports, n, series, &tolls);
    for (size_t i = 0; i < n; i++) {
        common[i] = reports[i].reading ? common_weight(said, counts, n, i) : 0;
        most = common[i] > most ? common[i] : most;
    }
    for (size_t i = 0; i < n; i++) {
        if (!reports[i].reading || common[i] <= 0)
            continue;
        double worth = sqrt(common[i] / said[i].title.sum * common[i] / most) *
                       worth_of(a, &reports[i], &tolls, newest) * (i == now ? better : 1);
        if (worth > best_worth) {
            best_worth = worth;
            best = i;
        }
    }
    return best == SIZE_MAX ? n - 1 : best;
}
