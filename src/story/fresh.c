/* fresh.c: what is new, what others say, and the summary: sentences chosen by what they say.
 *
 * A sentence is a bag of weighted words (words.c). It is said already where one seen sentence holds
 * most of it, or where the seen ones together hold nearly all. Chosen are the sentences that say
 * most (after Carbonell and Goldstein 1998, "The use of MMR"): each counts by its weight in its own
 * article and by what it adds to what is chosen already. */
#include "story/words.h"

#include <math.h>

enum { LINES_LOOKED_AT = 4000, LINE_WORDS_LEAST = 4, BARE_WORDS_LEAST = 2 };
static const double said_by_one = 0.6, said_by_all = 0.85;

struct line {
    struct story_line line;
    const struct bag *bag;
    double one; /* greatest share in one seen sentence */
    bool taken;
    bool old;  /* gives a toll that a later one has overtaken */
    bool bare; /* "Nineteen were hurt.": says nothing but a figure */
};
struct lines {
    struct line *v;
    size_t n, cap;
};

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

/* "This photo released by ...": says nothing of the matter. */
static bool is_caption(struct str s)
{
    static const char *const starts[] = {"this photo", "in this photo", "a photo", "photo",
                                         "file photo", "this image",    "image",   "in this image"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts_fold(s, str_c(starts[i])))
            return true;
    return false;
}

/* "She had asked for it in 2021": of whom, the sentence before told, which may not stand there. */
static bool is_of_somebody(struct str s)
{
    struct text_words it = text_words(s);
    struct text_word w;
    if (!text_word_next(&it, &w))
        return false;
    struct str first = str_sub(s, w.at, w.end);
    return AMONG(first, "He", "She", "His", "Her");
}

static void lines_of(struct arena *a, const struct story_report *r, uint32_t report,
                     const struct report_words *words, struct lines *out)
{
    for (size_t i = 0; i < words->n && out->n < LINES_LOOKED_AT; i++) {
        const struct sentence *s = &r->reading->sentences[i];
        const struct bag *bag = &words->sentences[i];
        if (s->kind != SENTENCE_PROSE || bag->n < BARE_WORDS_LEAST ||
            is_caption(span_str(r->text, s->span)))
            continue;
        /* How much it says: its weight in the article, the lead first, and its matter. */
        double place = 1 / (1 + (double)i / 4), matter = 1 - exp(-bag->sum / 60);
        struct line l = {.line = {.spot = {report, (reading_index)i, s->span},
                                  .novelty = 1,
                                  .weight = (s->weight + place) / 2 * (0.4 + 0.6 * matter)},
                         .bag = bag,
                         .bare = bag->n < LINE_WORDS_LEAST ||
                                 is_of_somebody(span_str(r->text, s->span))};
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

/* ---- figures ---- */

enum { TOLLS_MOST = 4 };
/* A count of people whom the event befell, as it stands now. */
struct toll {
    const struct story_series *s;
    const struct story_point *now;
};
struct tolls {
    struct toll v[TOLLS_MOST];
    size_t n;
};

static bool is_toll(const struct story_series *s)
{
    return s->moved && !s->period.n && !s->attackers && story_is_toll(s->what);
}

static bool stands(const struct story_point *p)
{
    return p->change == STORY_OPENS || p->change == STORY_RAISES || p->change == STORY_LOWERS;
}

/* "All the missing have been found", "no hostages are held"; but not "no word on the missing", "six
 * were missing at the last count" or "all the missing are feared dead". */
static bool says_over(struct arena *a, struct str sentence)
{
    bool none = false, all = false, found = false, whom = false, open = false;
    const struct arena_mark scratch = arena_mark(a);
    struct text_words it = text_words(sentence);
    struct text_word w;
    while (text_word_next(&it, &w)) {
        struct str word = str_lower(a, str_sub(it.s, w.at, w.end));
        none |= AMONG(word, "none", "nobody") ||
                (open && AMONG(word, "one", "more", "longer", "missing", "hostages", "captives",
                               "people", "person", "of"));
        all |= AMONG(word, "all", "everyone", "last");
        found |= AMONG(word, "found", "rescued", "recovered", "released", "freed", "safe", "alive",
                       "accounted", "ashore", "home");
        open = AMONG(word, "no", "last");
        whom |= AMONG(word, "missing", "hostages", "captives", "held");
    }
    arena_back(a, scratch);
    return (none || (all && found)) && whom;
}

/* The value that stands now, or NULL. */
static const struct story_point *now_of(const struct story_series *s)
{
    const struct story_point *now = NULL;
    for (size_t k = 0; k < s->point_count; k++)
        now = stands(&s->points[k]) && !s->points[k].earlier ? &s->points[k] : now;
    return now;
}

bool story_series_over(struct arena *a, const struct story_report *reports, size_t n,
                       const struct story_series *s)
{
    const struct story_point *now = now_of(s);
    if (!now || !AMONG(s->what, "missing", "held"))
        return false;
    for (size_t i = now->spot.report; i < n; i++)
        for (size_t k = 0; reports[i].reading && k < reports[i].reading->sentence_count; k++)
            if ((i > now->spot.report || (reading_index)k > now->spot.sentence) &&
                says_over(a, span_str(reports[i].text, reports[i].reading->sentences[k].span)))
                return true;
    return false;
}

/* Those that moved and about whose newest value nobody quarrels. */
static void tolls_of(struct arena *a, const struct story_report *reports, size_t n,
                     const struct story_serieses *all, struct tolls *ret)
{
    ret->n = 0;
    for (size_t i = 0; i < all->n && ret->n < TOLLS_MOST; i++) {
        const struct story_series *s = &all->v[i];
        bool disputed = false;
        for (size_t k = 0; k < s->point_count; k++)
            disputed |= s->points[k].change == STORY_DISPUTES;
        struct toll toll = {s, now_of(s)};
        if (is_toll(s) && toll.now && !disputed && !story_series_over(a, reports, n, s))
            ret->v[ret->n++] = toll;
    }
}

static bool stands_in(const struct story_point *p, const struct story_line *l)
{
    return p->spot.report == l->spot.report && p->spot.sentence == l->spot.sentence;
}

/* Does the figure count people of the toll's sort, in the line's sentence? */
static bool is_count(const struct figure *f, const struct toll *t, const struct story_line *l)
{
    return f->sentence == l->spot.sentence && f->kind == FIGURE_COUNT &&
           str_eq(f->what, t->s->what);
}

/* Does the line's sentence count so many of that sort? */
static bool counts(const struct story_report *reports, const struct toll *t,
                   const struct story_line *l, double value)
{
    const struct reading *r = reports[l->spot.report].reading;
    for (size_t i = 0; i < r->figure_count; i++)
        if (r->figures[i].value == value && is_count(&r->figures[i], t, l))
            return true;
    return false;
}

/* Does the line say the value as it is now? */
static bool says_now(const struct story_report *reports, const struct toll *t,
                     const struct story_line *l)
{
    bool said = stands_in(t->now, l);
    for (const struct story_point *p = t->now; p < t->s->points + t->s->point_count; p++)
        said |= p->value == t->now->value && !p->earlier && stands_in(p, l);
    return said || (l->spot.report >= t->now->spot.report && counts(reports, t, l, t->now->value));
}

/* Is it a point of the toll with another value than now? */
static bool is_other(const struct toll *t, const struct story_point *p)
{
    return p->value != t->now->value && p->change != STORY_DETAILS;
}

/* Does the line give a value that the toll had before, wherever it is told? The figures of a report
 * are gone through once a line, however many points the toll has. */
static bool says_before(const struct story_report *reports, const struct toll *t,
                        const struct story_line *l)
{
    const struct story_point *points = t->s->points, *end = points + t->s->point_count;
    const struct reading *r = reports[l->spot.report].reading;
    for (const struct story_point *p = points; p < t->now; p++)
        if (is_other(t, p) && stands_in(p, l) && !p->earlier)
            return true;
    for (size_t i = 0; i < r->figure_count; i++)
        for (const struct story_point *p = points; is_count(&r->figures[i], t, l) && p < end; p++)
            if (is_other(t, p) && p->value == r->figures[i].value)
                return true;
    return false;
}

/* Sentences with a value that a later one has overtaken are not told, unless they tell that one,
 * too ("rose to 13 from nine"). */
static void drop_overtaken(const struct story_report *reports, const struct story_serieses *all,
                           const struct tolls *tolls, struct lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        struct line *l = &lines->v[i];
        for (size_t t = 0; t < tolls->n && !l->old; t++)
            l->old = says_before(reports, &tolls->v[t], &l->line) &&
                     !says_now(reports, &tolls->v[t], &l->line);
        l->line.weight = l->old ? 0 : l->line.weight;
    }
    for (size_t s = 0; s < all->n; s++)
        for (size_t i = 0; i + 1 < all->v[s].point_count; i++) {
            const struct story_point *p = &all->v[s].points[i];
            bool overtaken = false;
            for (size_t k = i + 1; k < all->v[s].point_count; k++)
                overtaken |= all->v[s].points[k].last == (int32_t)i &&
                             (all->v[s].points[k].change == STORY_RAISES ||
                              all->v[s].points[k].change == STORY_LOWERS);
            for (size_t l = 0; overtaken && !p->earlier && l < lines->n; l++)
                if (stands_in(p, &lines->v[l].line))
                    lines->v[l].line.weight *= 0.05;
        }
}

/* The line that says best how the toll stands, where none that was taken does; the newest of equal
 * ones. Its words may have been seen with another number. NULL: none is needed, or none says it. */
static struct line *line_of_toll(struct lines *lines, const struct story_report *reports,
                                 const struct toll *t)
{
    struct line *best = NULL;
    for (size_t i = 0; i < lines->n; i++) {
        struct line *l = &lines->v[i];
        if (!says_now(reports, t, &l->line))
            continue;
        if (l->taken)
            return NULL;
        if (!l->old && (!best || l->line.weight >= best->line.weight))
            best = l;
    }
    return best;
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

/* The series of the reports that are seen or asked. */
static void series_of_looked_at(struct arena *a, const struct story_report *reports, size_t n,
                                const enum story_role *roles, struct story_serieses *ret)
{
    struct story_report *v = ARENA_ARRAY(a, n + 1, struct story_report);
    bool all = true;
    for (size_t i = 0; i < n; i++)
        all &= roles[i] != STORY_SKIP;
    if (all) {
        story_series_make(a, reports, n, ret);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        v[i] = reports[i];
        v[i].reading = roles[i] == STORY_SKIP ? NULL : reports[i].reading;
    }
    story_series_make(a, v, n, ret);
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

void story_fresh(struct arena *a, const struct story_report *reports, size_t n,
                 const enum story_role *roles, size_t most, struct story_lines *ret)
{
    struct lines lines = {0};
    struct seen seen = {0};
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
        if (roles[i] == STORY_SEEN)
            seen_add(a, &seen, title);
    }
    seen_finish(a, &seen);
    struct story_line *v = ARENA_ARRAY(a, most + 1, struct story_line);
    size_t chosen = 0;
    for (size_t i = 0; i < lines.n; i++) {
        double all;
        seen_share(&seen, lines.v[i].bag, &lines.v[i].one, &all);
        lines.v[i].line.novelty = 1 - all;
        if (lines.v[i].one >= said_by_one || all >= said_by_all)
            lines.v[i].line.weight = -1;
    }
    struct story_serieses series;
    struct tolls tolls;
    series_of_looked_at(a, reports, n, roles, &series);
    tolls_of(a, reports, n, &series, &tolls);
    drop_overtaken(reports, &series, &tolls, &lines);
    for (size_t t = 0; t < tolls.n && chosen < most; t++) {
        bool asked = roles[tolls.v[t].now->spot.report] == STORY_ASK;
        struct line *l = asked ? line_of_toll(&lines, reports, &tolls.v[t]) : NULL;
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
    if (repeats >= said_by_one)
        return 0;
    for (size_t i = 0; i < lines->n; i++)
        if (lines->v[i].taken && str_eq(reports[lines->v[i].line.spot.report].publisher,
                                        reports[l->line.spot.report].publisher))
            penalty *= 0.6;
    double fresh = newest ? 0.75 + 0.25 * (double)l->line.spot.report / (double)newest : 1;
    return l->line.weight * (1 - repeats) * penalty * fresh;
}

static struct line *suits_best(const struct story_report *reports, struct lines *lines,
                               size_t newest)
{
    struct line *best = NULL;
    double best_score = 0.02;
    for (size_t i = 0; i < lines->n; i++) {
        bool out = lines->v[i].taken || lines->v[i].bare;
        double score = out ? 0 : suits(reports, lines, &lines->v[i], newest);
        if (score > best_score) {
            best = &lines->v[i];
            best_score = score;
        }
    }
    return best;
}

void story_summary(struct arena *a, const struct story_report *reports, size_t n, size_t most,
                   struct story_lines *ret)
{
    struct lines lines = {0};
    size_t newest = 0, chosen = 0;
    n = n < LEDGER_REPORTS_MOST ? n : LEDGER_REPORTS_MOST;
    bool reported = false; /* not only columns */
    for (size_t i = 0; i < n; i++)
        reported |= report_counts(reports, n, i) && !is_opinion(reports[i].title);
    for (size_t i = 0; i < n; i++) {
        if (!report_counts(reports, n, i) || (reported && is_opinion(reports[i].title)))
            continue;
        struct report_words w = report_words(a, &reports[i]);
        lines_of(a, &reports[i], (uint32_t)i, &w, &lines);
        newest = i;
    }
    const struct bag centre = centre_of(a, &lines);
    for (size_t i = 0; i < lines.n; i++)
        lines.v[i].line.weight *= 0.3 + bag_within(lines.v[i].bag, &centre);
    struct story_serieses series;
    struct tolls tolls;
    story_series_make(a, reports, n, &series);
    tolls_of(a, reports, n, &series, &tolls);
    drop_overtaken(reports, &series, &tolls, &lines);
    struct story_line *v = ARENA_ARRAY(a, most + 1, struct story_line);
    size_t toll = 0;
    while (chosen < most) {
        struct line *best = NULL;
        while (chosen && !best && toll < tolls.n)
            best = line_of_toll(&lines, reports, &tolls.v[toll++]);
        best = best ? best : suits_best(reports, &lines, newest);
        if (!best)
            break;
        best->taken = true;
        v[chosen++] = best->line;
    }
    if (chosen > 2)
        sort_stable(a, v + 1, chosen - 1, sizeof *v, in_order, NULL);
    *ret = (struct story_lines){v, chosen};
}
