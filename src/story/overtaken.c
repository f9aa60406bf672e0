/* overtaken.c: sentences that do not hold any more: with a toll that has risen since, or with what
 * was denied and is admitted now. Neither a summary nor what is new tells them. */
#include "story/overtaken.h"

#include "story/claims.h"

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
void overtaken_tolls(struct arena *a, const struct story_report *reports, size_t n,
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
static bool is_count(const struct story_report *r, const struct figure *f, const struct toll *t,
                     const struct story_line *l)
{
    return f->sentence == l->spot.sentence && f->kind == FIGURE_COUNT &&
           str_eq(story_sort_of(r->text, r->reading, f), t->s->what);
}

/* Does the line's sentence count so many of that sort? */
static bool counts(const struct story_report *reports, const struct toll *t,
                   const struct story_line *l, double value)
{
    const struct reading *r = reports[l->spot.report].reading;
    for (size_t i = 0; i < r->figure_count; i++)
        if (r->figures[i].value == value &&
            is_count(&reports[l->spot.report], &r->figures[i], t, l))
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
        for (const struct story_point *p = points;
             is_count(&reports[l->spot.report], &r->figures[i], t, l) && p < end; p++)
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
struct line *overtaken_line_of(struct lines *lines, const struct story_report *reports,
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

/* A denial that was admitted since, a claim that was taken back: not told, but where the sentence
 * says that, too. */
static void drop_turned(struct arena *a, const struct story_report *reports, size_t n,
                        struct lines *lines)
{
    struct turned *turned = ARENA_ARRAY(a, TURNED_MOST, struct turned);
    const struct arena_mark scratch = arena_mark(a);
    size_t count = story_claims_turned(a, reports, n, turned, TURNED_MOST);
    arena_back(a, scratch);
    for (size_t i = 0; i < lines->n; i++) {
        struct line *l = &lines->v[i];
        bool turns = false, old = false;
        for (size_t k = 0; k < count; k++) {
            bool here = turned[k].report == l->line.spot.report &&
                        turned[k].sentence == l->line.spot.sentence;
            old |= here && !turned[k].turns;
            turns |= here && turned[k].turns;
        }
        l->old |= old && !turns;
        l->line.weight = l->old ? 0 : l->line.weight;
    }
}

void overtaken_find(struct arena *a, const struct story_report *reports, size_t n,
                    struct lines *lines, struct tolls *ret)
{
    struct story_serieses series;
    drop_turned(a, reports, n, lines);
    story_series_make(a, reports, n, &series);
    overtaken_tolls(a, reports, n, &series, ret);
    drop_overtaken(reports, &series, ret, lines);
}
