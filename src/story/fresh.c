/* fresh.c: what is new, what others say, and the summary: sentences chosen by what they say.
 *
 * A sentence is a bag of weighted words (words.c). It is said already where one seen sentence holds
 * most of it, or where the seen ones together hold nearly all. Chosen are the sentences that say
 * most (after Carbonell and Goldstein 1998, "The use of MMR"): each counts by its weight in its own
 * article and by what it adds to what is chosen already. */
#include "story/overtaken.h"

#include <math.h>

enum { LINES_LOOKED_AT = 4000, LINE_WORDS_LEAST = 4, BARE_WORDS_LEAST = 2, LEAD_SENTENCES = 1 };
static const double adds_figures = 1.15, adds_colour = 0.25;
static const double adds_no_name = 0.45;
static const double said_by_one = 0.6, said_by_all = 0.85, no_lead = 0.6, said_enough = 0.5;
/* Another report's lead tells the same event, mostly: it adds something or is left out. */
static const double lead_said = 0.38, headline_least = 0.35, first_quoted = 0.4, own_lead = 0.08;

/* ---- what was seen: term -> the sentences that have it ---- */

struct posting {
    uint32_t sentence, next; /* number + 1 */
};
struct seen {
    uint32_t *heads, bits;
    LIST(struct posting) postings;
    const struct bag_term **terms; /* of each posting */
    LIST(const struct bag *) bags;
    double *shared; /* a sentence; 0 between calls */
};

static void seen_add(struct arena *a, struct seen *s, const struct bag *bag)
{
    if (bag->n < 2 || s->bags.n == LINES_LOOKED_AT)
        return;
    LIST_PUSH(a, &s->bags, bag);
}

static void seen_finish(struct arena *a, struct seen *s)
{
    size_t terms = 0, at = 0;
    for (size_t i = 0; i < s->bags.n; i++)
        terms += s->bags.v[i]->n;
    for (s->bits = 4; (size_t)1 << s->bits < terms; s->bits++)
        continue;
    s->heads = ARENA_ARRAY(a, (size_t)1 << s->bits, uint32_t);
    s->terms = ARENA_ARRAY(a, terms + 1, const struct bag_term *);
    s->shared = ARENA_ARRAY(a, s->bags.n + 1, double);
    for (size_t i = 0; i < s->bags.n; i++)
        for (uint32_t k = 0; k < s->bags.v[i]->n; k++) {
            const struct bag_term *t = &s->bags.v[i]->v[k];
            uint32_t *head = &s->heads[(t->hash * 2654435761u) >> (32 - s->bits)];
            s->terms[at++] = t;
            LIST_PUSH(a, &s->postings, (struct posting){(uint32_t)i, *head});
            *head = (uint32_t)at;
        }
}

/* How much of it was seen: in the likest sentence, and in all together. */
static void seen_share(const struct seen *s, const struct bag *bag, double *ret_one,
                       double *ret_all)
{
    double all = 0, one = 0;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t k = 0; k < bag->n; k++) {
            bool any = false;
            uint32_t at = s->heads[(bag->v[k].hash * 2654435761u) >> (32 - s->bits)];
            for (; at; at = s->postings.v[at - 1].next) {
                if (s->terms[at - 1]->hash != bag->v[k].hash)
                    continue;
                double *shared = &s->shared[s->postings.v[at - 1].sentence];
                *shared = pass ? 0 : *shared + (double)bag->v[k].weight;
                one = *shared > one ? *shared : one;
                any = true;
            }
            all += any && pass == 0 ? (double)bag->v[k].weight : 0;
        }
    *ret_one = bag->sum > 0 ? one / bag->sum : 1;
    *ret_all = bag->sum > 0 ? all / bag->sum : 1;
}

/* ---- lines ---- */

static void lines_of(struct arena *a, const struct story_report *r, uint32_t report,
                     const struct report_words *words, struct lines *out)
{
    for (size_t i = 0; i < words->n && out->n < LINES_LOOKED_AT; i++) {
        const struct sentence *s = &r->reading->sentences[i];
        const struct bag *bag = &words->sentences[i];
        if (s->kind != SENTENCE_PROSE || bag->n < BARE_WORDS_LEAST ||
            line_is_litter(span_str(r->text, s->span)))
            continue;
        struct str before = i ? span_str(r->text, s[-1].span) : STR_NONE;
        /* How much it says: its weight in the article, the lead first, and its matter. */
        double place = 1 / (1 + (double)i / 4), matter = 1 - exp(-bag->sum / 60);
        struct line l = {.line = {.spot = {report, (reading_index)i, s->span},
                                  .novelty = 1,
                                  .weight = (s->weight + place) / 2 * (0.2 + 0.8 * matter)},
                         .bag = bag,
                         .bare = bag->n < LINE_WORDS_LEAST ||
                                 !line_stands_alone(span_str(r->text, s->span), before)};
        LIST_PUSH(a, out, l);
    }
}

/* A column tells what its writer thinks: no sentence of it stands for what is reported. */
static bool is_opinion(struct str title)
{
    static const struct str marks[] = {STR_INIT("opinion:"), STR_INIT("editorial:"),
                                       STR_INIT("comment:"), STR_INIT("column:"),
                                       STR_INIT("opinion |")};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts_fold(title, marks[i]))
            return true;
    return false;
}

static int in_order(const void *x, const void *y, void *ctx)
{
    const struct story_line *a = x, *b = y;
    (void)ctx;
    if (a->spot.report != b->spot.report)
        return a->spot.report < b->spot.report ? -1 : 1;
    return a->spot.sentence < b->spot.sentence ? -1 : a->spot.sentence > b->spot.sentence;
}

/* The greatest share of the one that stands in a line that was chosen. */
static double said_by_chosen(const struct lines *lines, const struct line *l)
{
    double most = 0;
    for (size_t i = 0; i < lines->n; i++) {
        if (!lines->v[i].taken)
            continue;
        double within = bag_within(lines->v[i].bag, l->bag);
        most = within > most ? within : most;
    }
    return most;
}

/* The reports that are seen or asked. */
static const struct story_report *looked_at(struct arena *a, const struct story_report *reports,
                                            size_t n, const enum story_role *roles)
{
    struct story_report *v = ARENA_ARRAY(a, n + 1, struct story_report);
    bool all = true;
    for (size_t i = 0; i < n; i++)
        all &= roles[i] != STORY_SKIP;
    if (all)
        return reports;
    for (size_t i = 0; i < n; i++) {
        v[i] = reports[i];
        v[i].reading = roles[i] == STORY_SKIP ? NULL : reports[i].reading;
    }
    return v;
}

static struct line *says_most(struct lines *lines)
{
    struct line *best = NULL;
    double best_score = 0;
    for (size_t i = 0; i < lines->n; i++) {
        struct line *l = &lines->v[i];
        double score = l->line.weight * (0.3 + l->line.novelty);
        if (l->taken || l->bare || score <= best_score)
            continue;
        best = l;
        best_score = score;
    }
    return best;
}

/* Behind the first, figures that count are worth more, and how it looked and felt is worth little.
 */
static double facts_of(struct arena *a, const struct story_report *r, const struct line *l)
{
    for (size_t i = 0; i < r->reading->figure_count; i++) {
        const struct figure *f = &r->reading->figures[i];
        bool counts = f->kind == FIGURE_COUNT
                          ? f->what.n > 0
                          : f->kind == FIGURE_MONEY || f->kind == FIGURE_PERCENT;
        if (counts && f->sentence == l->line.spot.sentence)
            return adds_figures;
    }
    return line_is_colour(a, span_str(r->text, l->line.spot.span)) ? adds_colour : 1;
}

/* ---- names and numbers that were not seen ---- */

static void words_seen(struct arena *a, struct map *seen, struct str text)
{
    struct text_words it = text_words(text);
    struct text_word w;
    while (text_word_next(&it, &w))
        map_put(seen, text_fold(a, str_sub(text, w.at, w.end)), NULL);
}

/* Does the sentence name, count or quote something that was not seen? Its first word has a capital
 * anyway. A line that does not mostly says the same in other words. */
static bool has_new(struct arena *a, const struct map *seen, struct str sentence)
{
    struct text_words it = text_words(sentence);
    struct text_word w;
    static const char *const marks[] = {"\"", "“", "«", "「"};
    bool found = false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        found |= str_find(sentence, str_c(marks[i])) != SIZE_MAX;
    for (size_t i = 0; !found && text_word_next(&it, &w); i++) {
        struct str word = str_sub(sentence, w.at, w.end);
        size_t first = 0;
        bool number = word.n && is_digit(word.p[0]);
        bool name = word.n && i > 0 && text_is_upper(utf8_next(word, &first));
        found = (number || name) && !map_find(seen, text_fold(a, word));
    }
    return found;
}

void story_fresh(struct arena *a, const struct story_report *reports, size_t n,
                 const enum story_role *roles, size_t most, struct story_lines *ret)
{
    struct lines lines = {0};
    struct seen seen = {0};
    struct map words;
    map_init(&words, a);
    n = n < LEDGER_REPORTS_MOST ? n : LEDGER_REPORTS_MOST;
    for (size_t i = 0; i < n; i++) {
        if (roles[i] == STORY_SKIP || !reports[i].reading || reports[i].partial)
            continue;
        struct report_words w = report_words(a, &reports[i]);
        if (roles[i] == STORY_ASK && !is_opinion(reports[i].title))
            lines_of(a, &reports[i], (uint32_t)i, &w, &lines);
        struct bag *title = ARENA_NEW(a, struct bag);
        *title = bag_of(a, reports[i].title, reports[i].reading->lang);
        for (size_t k = 0; roles[i] == STORY_SEEN && k < w.n; k++)
            seen_add(a, &seen, &w.sentences[k]);
        if (roles[i] == STORY_SEEN) {
            seen_add(a, &seen, title);
            words_seen(a, &words, reports[i].text);
            words_seen(a, &words, reports[i].title);
        }
    }
    seen_finish(a, &seen);
    struct story_line *v = ARENA_ARRAY(a, most + 1, struct story_line);
    size_t chosen = 0;
    for (size_t i = 0; i < lines.n; i++) {
        double all;
        seen_share(&seen, lines.v[i].bag, &lines.v[i].one, &all);
        lines.v[i].line.novelty = 1 - all;
        const struct story_report *r = &reports[lines.v[i].line.spot.report];
        lines.v[i].line.weight *= facts_of(a, r, &lines.v[i]);
        if (!has_new(a, &words, span_str(r->text, lines.v[i].line.spot.span)))
            lines.v[i].line.weight *= adds_no_name;
        if (lines.v[i].one >= said_by_one || all >= said_by_all)
            lines.v[i].line.weight = -1;
    }
    struct tolls tolls;
    overtaken_find(a, looked_at(a, reports, n, roles), n, &lines, &tolls);
    for (size_t t = 0; t < tolls.n && chosen < most; t++) {
        bool asked = roles[tolls.v[t].now->spot.report] == STORY_ASK;
        struct line *l = asked ? overtaken_line_of(&lines, reports, &tolls.v[t]) : NULL;
        if (l) {
            l->taken = true;
            v[chosen++] = l->line;
        }
    }
    while (chosen < most) {
        struct line *best = says_most(&lines);
        if (!best)
            break;
        if (said_by_chosen(&lines, best) < said_by_one) {
            best->taken = true;
            v[chosen++] = best->line;
        } else {
            best->line.weight = -1;
        }
    }
    sort_stable(a, v, chosen, sizeof *v, in_order, NULL);
    *ret = (struct story_lines){v, chosen};
}

/* ---- summary ---- */

/* What the story is about: how much of each term's weight its reports have in their first lines. */
static struct bag centre_of(struct arena *a, const struct lines *lines)
{
    struct bag all = {0};
    for (size_t i = 0; i < lines->n; i++)
        if (lines->v[i].line.spot.sentence < 2 && all.n < 2000)
            all = bag_join(a, &all, lines->v[i].bag);
    return all;
}

/* How well a line suits next: its weight, less where it repeats, and where its publisher has spoken
 * already. */
static double suits(const struct story_report *reports, const struct lines *lines,
                    const struct line *l, size_t newest)
{
    double repeats = said_by_chosen(lines, l), penalty = 1;
    bool lead = l->line.spot.sentence <= LEAD_SENTENCES;
    if (repeats >= (lead ? lead_said : said_enough))
        return 0;
    for (size_t i = 0; i < lines->n; i++)
        if (lines->v[i].taken && str_eq(reports[lines->v[i].line.spot.report].publisher,
                                        reports[l->line.spot.report].publisher))
            penalty *= 0.6;
    double fresh = newest ? 0.75 + 0.25 * (double)l->line.spot.report / (double)newest : 1;
    return l->line.weight * (1 - repeats) * (1 - repeats) * penalty * fresh;
}

struct headlines {
    struct bag own; /* what the story goes by */
    struct bag *v;  /* of the reports */
    size_t n;
};

/* How much of the headlines it says: the story's own counts as much as those of all reports. */
static double tells_headlines(const struct headlines *h, const struct line *l)
{
    double sum = 0;
    for (size_t i = 0; i < h->n; i++)
        sum += bag_shared(&h->v[i], l->bag) / h->v[i].sum;
    double mean = h->n ? sum / (double)h->n : 1;
    return h->own.sum > 0 ? (mean + bag_shared(&h->own, l->bag) / h->own.sum) / 2 : mean;
}

/* The first of a summary is a lead before it is anything else, and tells what the headlines do. */
static struct line *suits_best(const struct story_report *reports, struct lines *lines,
                               size_t newest, bool first)
{
    struct line *best = NULL;
    double best_score = 0.02;
    for (size_t i = 0; i < lines->n; i++) {
        bool out = lines->v[i].taken || lines->v[i].bare;
        double score = out ? 0 : suits(reports, lines, &lines->v[i], newest);
        if (!first)
            score *= lines->v[i].facts;
        else
            score *= (headline_least + lines->v[i].headline) *
                     (lines->v[i].line.spot.sentence > LEAD_SENTENCES ? no_lead : 1);
        if (score > best_score) {
            best = &lines->v[i];
            best_score = score;
        }
    }
    return best;
}

/* The lines of what counts, and their headlines. */
static void look_at(struct arena *a, const struct story_report *reports, size_t n,
                    struct lines *lines, struct headlines *h, size_t *ret_newest)
{
    bool reported = false; /* not only columns */
    h->v = ARENA_ARRAY(a, n + 1, struct bag);
    for (size_t i = 0; i < n; i++)
        reported |= report_counts(reports, n, i) && !is_opinion(reports[i].title);
    for (size_t i = 0; i < n; i++) {
        if (!report_counts(reports, n, i) || (reported && is_opinion(reports[i].title)))
            continue;
        struct report_words w = report_words(a, &reports[i]);
        lines_of(a, &reports[i], (uint32_t)i, &w, lines);
        h->v[h->n] = bag_of(a, reports[i].title, reports[i].reading->lang);
        h->n += h->v[h->n].sum > 0;
        *ret_newest = i;
    }
}

void story_summary(struct arena *a, const struct story_report *reports, size_t n, struct str title,
                   size_t most, struct story_lines *ret)
{
    struct lines lines = {0};
    struct headlines h = {0};
    struct map nothing;
    map_init(&nothing, a);
    size_t newest = 0, chosen = 0;
    n = n < LEDGER_REPORTS_MOST ? n : LEDGER_REPORTS_MOST;
    look_at(a, reports, n, &lines, &h, &newest);
    const struct bag centre = centre_of(a, &lines);
    if (lines.n)
        h.own = bag_of(a, title, reports[newest].reading->lang);
    for (size_t i = 0; i < lines.n; i++) {
        struct line *l = &lines.v[i];
        struct str words = span_str(reports[l->line.spot.report].text, l->line.spot.span);
        l->line.weight *= 0.3 + bag_within(l->bag, &centre);
        l->facts = facts_of(a, &reports[l->line.spot.report], l) *
                   (has_new(a, &nothing, words) ? 1 : adds_no_name);
        l->headline = tells_headlines(&h, l);
        if (title.n && str_eq(reports[l->line.spot.report].title, title))
            l->headline += own_lead;
        l->headline *= line_is_quote(words) ? first_quoted : 1;
    }
    struct tolls tolls;
    overtaken_find(a, reports, n, &lines, &tolls);
    struct story_line *v = ARENA_ARRAY(a, most + 1, struct story_line);
    size_t toll = 0;
    while (chosen < most) {
        struct line *best = NULL;
        while (chosen && !best && toll < tolls.n)
            best = overtaken_line_of(&lines, reports, &tolls.v[toll++]);
        best = best ? best : suits_best(reports, &lines, newest, chosen == 0);
        if (!best)
            break;
        best->taken = true;
        v[chosen++] = best->line;
    }
    if (chosen > 2)
        sort_stable(a, v + 1, chosen - 1, sizeof *v, in_order, NULL);
    *ret = (struct story_lines){v, chosen};
}
