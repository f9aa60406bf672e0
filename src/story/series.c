/* series.c: each figure of a story over time.
 *
 * The counts of the reports (counts.c), earliest first, each go to the series of their sort; those
 * without a sort to one that counts the same thing in a like sentence, or the same number of it.
 * Then each point is compared with the last that it can be compared with: of the same source where
 * sources differ, of the same whom where it is of a part. */
#include "story/claims.h"
#include "story/counts.h"

#include <math.h>
#include <stdlib.h>

#define AT_THE_SAME_TIME  (3 * US_HOUR)
#define LOWER_BOUND_HOLDS (36 * US_HOUR)
/* Each figure is compared with all before it: of many reports each may have its share of
 * COUNTS_MOST. */
enum {
    POINTS_MOST = 200,
    SERIES_LOOKED_AT = 300,
    TELLING_VALUE = 20,
    COUNTS_MOST = 6000,
    REPORTS_TELL = 3
};
static const double same_context = 0.25, like_context = 0.1, like_thing = 0.15;

struct track { /* a series while it grows */
    struct story_series s;
    LIST(struct story_point) points;
    LIST(struct count) counts; /* of each point; its point as it was added */
    uint32_t reports[LEDGER_REPORTS_MOST];
    bool strong, leads;
};
struct tracks {
    struct arena *a;
    struct track **v;
    size_t n, cap;
};

static bool has_value(const struct track *t, double value)
{
    for (size_t i = 0; i < t->points.n; i++)
        if (t->points.v[i].value == value)
            return true;
    return false;
}

static double likeness(const struct track *t, const struct count *c)
{
    double most = 0;
    for (size_t i = 0; i < t->counts.n; i++) {
        double alike = bag_alike(t->counts.v[i].bag, c->bag);
        most = alike > most ? alike : most;
    }
    return most;
}

static double nearness(const struct track *t, const struct count *c)
{
    double most = 0;
    for (size_t i = 0; i < t->counts.n; i++) {
        double alike = bag_alike(&t->counts.v[i].near, &c->near);
        most = alike > most ? alike : most;
    }
    return most;
}

static bool other_source(const struct story_point *x, const struct story_point *y)
{
    return x->who.n && y->who.n && str_find_fold(x->who, y->who) == SIZE_MAX &&
           str_find_fold(y->who, x->who) == SIZE_MAX;
}

static bool same_time(const struct story_point *x, const struct story_point *y)
{
    if (x->spot.report == y->spot.report)
        return true;
    return x->time != TIME_NONE && y->time != TIME_NONE &&
           llabs(x->time - y->time) <= AT_THE_SAME_TIME;
}

/* These only rise, but for a correction. */
static bool only_rises(const struct count *c)
{
    return AMONG(c->what, "dead", "hurt", "arrested");
}

/* "At least two are dead" does not deny six, told half a day before: an older state of the toll,
 * which its report's lead gives. */
static bool is_lower_bound(const struct count *c, const struct count *o)
{
    const struct story_point *p = &c->point, *last = &o->point;
    bool near = p->time == TIME_NONE || last->time == TIME_NONE ||
                llabs(p->time - last->time) <= LOWER_BOUND_HOLDS;
    return c->fate && c->leads && near && p->bound == BOUND_AT_LEAST && p->value < last->value &&
           p->spot.report != last->spot.report && (c->whom == WHOM_ALL || c->whom == o->whom);
}

/* May the count stand behind this point, which says something else? One report that gives two
 * values counts two things, but where it says which of them came first, or who else says so. A toll
 * that is lower than the last, without a word of correction, is of something else, or old. */
static bool may_follow(const struct count *c, const struct count *o)
{
    const struct story_point *p = &c->point, *last = &o->point;
    if (values_agree(p, last) || counts_linked(c, o) || is_lower_bound(c, o))
        return true;
    bool disputes = other_source(p, last) && same_time(p, last);
    if (p->spot.report == last->spot.report)
        return disputes && c->kind == FIGURE_COUNT && p->spot.sentence != last->spot.sentence;
    bool less = p->value < last->value, part = c->fate && c->whom != o->whom && c->whom != WHOM_ALL;
    if (less && c->definite && !part)
        return false;
    return !less || !only_rises(c) || part || disputes || c->revised || c->total;
}

/* Is there a point that the count may be compared with, and none that it may not follow? */
static bool fits(const struct track *t, const struct count *c)
{
    bool alike = false, follows = false;
    for (size_t i = 0; i < t->counts.n; i++) {
        const struct count *o = &t->counts.v[i];
        bool follows_it = may_follow(c, o);
        bool own = o->point.who.n && str_eq(o->point.who, c->point.who);
        if (!follows_it && o->point.spot.report == c->point.spot.report)
            return false;
        follows |= follows_it && (own || i + 1 == t->counts.n);
    }
    for (size_t i = 0; follows && !alike && i < t->counts.n; i++) {
        const struct count *o = &t->counts.v[i];
        alike = counts_alike(o, c) || (counts_linked(o, c) && o->head == c->head);
    }
    return alike;
}

/* Is the count of the series' sort, and told in words like its own? */
static bool is_of_sort(const struct track *t, const struct count *c)
{
    const struct count *first = &t->counts.v[0];
    bool telling = c->point.value >= TELLING_VALUE && has_value(t, c->point.value);
    bool linked = !isnan(c->from) && has_value(t, c->from);
    bool sorted = c->strong && !str_eq(c->what, STR("money"));
    bool thing = first->head && first->head == c->head;
    if (sorted && t->strong)
        return str_eq(first->what, c->what) &&
               (count_is_of_people(c) || linked || telling || likeness(t, c) >= like_context);
    if (c->kind != FIGURE_COUNT)
        return linked || likeness(t, c) >= (telling ? like_context : same_context) ||
               nearness(t, c) >= same_context;
    if (sorted != t->strong) {
        /* One of them has no sort: the same number of the same thing, or of people. */
        bool people = first->whom != WHOM_OTHER && c->whom != WHOM_OTHER && c->counted.n;
        double least = first->fate || c->fate ? same_context : like_context;
        return telling && (thing || (people && first->counted.n)) && likeness(t, c) >= least;
    }
    return thing && (linked || (telling && likeness(t, c) >= like_context / 2) ||
                     (str_eq_fold(first->counted, c->counted) && likeness(t, c) >= like_thing));
}

/* May the count be a point of this series? */
static bool belongs(const struct track *t, const struct count *c)
{
    if (t->s.kind != c->kind || !str_eq(t->s.unit, c->unit) || t->s.attackers != c->attackers ||
        !str_eq_fold(t->s.period, c->period))
        return false;
    /* What costs least first. */
    return c->kind == FIGURE_COUNT ? is_of_sort(t, c) && fits(t, c)
                                   : fits(t, c) && is_of_sort(t, c);
}

/* The series that the count fits best: one that has its value or the one before, else the likest.
 */
static struct track *track_of(struct tracks *all, const struct count *c)
{
    struct track *best = NULL;
    double best_fit = -1;
    for (size_t i = 0; i < all->n; i++) {
        struct track *t = all->v[i];
        if (!belongs(t, c))
            continue;
        double fit = likeness(t, c) + nearness(t, c) +
                     (t->counts.v[t->counts.n - 1].whom == c->whom) + has_value(t, c->point.value) +
                     (!isnan(c->from) && has_value(t, c->from));
        if (fit > best_fit) {
            best = t;
            best_fit = fit;
        }
    }
    if (best || all->n == SERIES_LOOKED_AT)
        return best;
    struct track *t = ARENA_NEW(all->a, struct track);
    t->s.kind = c->kind;
    t->s.unit = c->unit;
    t->s.attackers = c->attackers;
    t->s.period = c->period;
    t->strong = c->strong && !str_eq(c->what, STR("money"));
    LIST_PUSH(all->a, all, t);
    return t;
}

static void point_add(struct tracks *all, struct track *t, const struct count *c,
                      const struct story_point *p)
{
    for (size_t i = t->points.n; i-- > 0 && t->points.v[i].spot.report == p->spot.report;)
        if (values_agree(&t->points.v[i], p) && !p->earlier)
            return; /* the report says it again */
    if (t->points.n == POINTS_MOST)
        return;
    struct count of_point = *c;
    of_point.point = *p; /* the value before has its own */
    LIST_PUSH(all->a, &t->points, *p);
    LIST_PUSH(all->a, &t->counts, of_point);
    if (!t->s.reports || t->reports[t->s.reports - 1] != p->spot.report)
        t->reports[t->s.reports++] = p->spot.report;
}

/* The report gives the value before, too: where it stands. */
static void set_spot(const struct reading *r, const struct count *c, struct story_point *before)
{
    for (size_t i = 0; i < r->figure_count; i++)
        if (r->figures[i].sentence == c->point.spot.sentence && r->figures[i].value == c->from) {
            before->spot.span = r->figures[i].span;
            before->figure = (reading_index)i;
            before->bound = r->figures[i].bound;
        }
}

/* "9 billion a year by 2030 from 4.2 billion now": nothing has risen yet. */
static bool is_to_come(const struct story_report *r, const struct count *c)
{
    uint64_t year;
    return r->time != TIME_NONE && str_u64(c->period, 2100, &year) &&
           (int)year > civil_from(r->time).year;
}

static void count_add(struct tracks *all, const struct story_report *r, const struct count *c)
{
    struct track *t = track_of(all, c);
    if (!t)
        return;
    if (!t->s.what.n)
        t->s.what = c->what.n ? c->what : c->counted;
    t->leads |= c->leads;
    if (!isnan(c->from) && !has_value(t, c->from) && !is_to_come(r, c)) {
        struct story_point before = c->point;
        before.value = before.high = c->from;
        before.bound = BOUND_EXACT;
        before.earlier = true;
        before.parts = NULL;
        before.part_count = 0;
        before.parts_agree = before.sum = false;
        set_spot(r->reading, c, &before);
        point_add(all, t, c, &before);
    }
    point_add(all, t, c, &c->point);
}

/* ---- changes ---- */

/* Does a point stand, until another takes its place? */
static bool stands(const struct story_point *p)
{
    return p->change == STORY_OPENS || p->change == STORY_RAISES || p->change == STORY_LOWERS;
}

/* The point to compare point `at` with, or -1: the last that stands. */
static int32_t last_of(const struct track *t, size_t at)
{
    const struct count *c = &t->counts.v[at];
    const struct story_point *p = &t->points.v[at];
    int32_t any = -1, alike = -1;
    for (size_t i = at; i-- > 0;) {
        const struct story_point *o = &t->points.v[i];
        bool scope = !c->fate || t->counts.v[i].whom == c->whom;
        /* Where two sources keep tallies, each goes by its own. */
        if (scope && o->change == STORY_DISPUTES && p->who.n && str_eq(o->who, p->who))
            return (int32_t)i;
        if (!stands(o))
            continue;
        any = any < 0 ? (int32_t)i : any;
        alike = alike < 0 && scope ? (int32_t)i : alike;
    }
    return alike >= 0 ? alike : any;
}

static enum story_change change_of(const struct track *t, size_t at)
{
    const struct story_point *p = &t->points.v[at];
    if (p->last < 0)
        return STORY_OPENS;
    const struct story_point *last = &t->points.v[p->last];
    const struct count *c = &t->counts.v[at], *o = &t->counts.v[p->last];
    bool more = p->value > last->value;
    if (values_agree(p, last))
        return STORY_RESTATES;
    if (c->fate && c->whom != o->whom && c->whom != WHOM_ALL && !more)
        return STORY_DETAILS;
    if ((p->bound == BOUND_AT_LEAST && !more) || (p->bound == BOUND_AT_MOST && more))
        return STORY_RESTATES;
    if (!c->revised && !p->earlier && !last->earlier && other_source(p, last) && same_time(p, last))
        return STORY_DISPUTES;
    return more ? STORY_RAISES : STORY_LOWERS;
}

/* ---- the result ---- */

/* Tolls only rise: a lesser one that is no later, or that its own report outdoes, and of no other
 * source, is an older one told late. */
static bool is_stale(const struct track *t, size_t at)
{
    const struct story_point *p = &t->points.v[at];
    for (size_t i = at; i-- > 0 && t->points.v[i].spot.report == p->spot.report;)
        if (t->counts.v[at].fate && p->change == STORY_LOWERS && !t->counts.v[at].revised &&
            t->points.v[i].value > p->value && !other_source(p, &t->points.v[i]))
            return true;
    return p->change == STORY_LOWERS && t->counts.v[at].fate && !t->counts.v[at].revised &&
           !p->earlier && same_time(p, &t->points.v[p->last]);
}

static void point_drop(struct track *t, size_t at)
{
    memmove(&t->points.v[at], &t->points.v[at + 1], (t->points.n - at - 1) * sizeof *t->points.v);
    memmove(&t->counts.v[at], &t->counts.v[at + 1], (t->counts.n - at - 1) * sizeof *t->counts.v);
    t->points.n--;
    t->counts.n--;
}

static double weight_of(const struct track *t, size_t counted)
{
    double share = counted ? (double)t->s.reports / (double)counted : 0;
    double w = 0.4 * share + (t->leads ? 0.2 : 0) + (t->strong ? 0.2 : 0) + (t->s.moved ? 0.2 : 0);
    return t->s.period.n ? w * 0.3 : w;
}

/* "dead", "attackers dead", "seriously hurt", "rescued" where no report says that they were freed;
 * "dead (sheep)" where it is of no people; of a share whose it is: "Green List, seats". */
static struct str label_of(struct arena *a, const struct track *t)
{
    const struct count *first = &t->counts.v[0];
    static const char *const before[] = {"", "seriously ", "slightly "};
    bool rescue = true;
    for (size_t i = 0; i < t->counts.n; i++)
        rescue &= t->counts.v[i].rescue;
    if (rescue)
        return STR("rescued");
    if (t->s.attackers)
        return str_fmt(a, "attackers %.*s", STR_ARG(t->s.what));
    if (first->degree != DEGREE_NONE)
        return str_fmt(a, "%s%.*s", before[first->degree], STR_ARG(t->s.what));
    if (first->fate && first->whom == WHOM_OTHER && first->counted.n)
        return str_fmt(a, "%.*s (%.*s)", STR_ARG(t->s.what), STR_ARG(first->counted));
    struct str what =
        str_eq(t->s.what, STR("votes")) && first->counted.n ? first->counted : t->s.what;
    if ((t->s.kind == FIGURE_PERCENT || str_eq(t->s.what, STR("votes"))) && first->named.n)
        return what.n ? str_fmt(a, "%.*s, %.*s", STR_ARG(first->named), STR_ARG(what))
                      : first->named;
    return what;
}

static void finish(struct tracks *all, const struct story_report *reports, struct track *t,
                   size_t counted)
{
    for (size_t i = 0; i < t->points.n; i++) {
        struct story_point *p = &t->points.v[i];
        p->last = last_of(t, i);
        p->change = change_of(t, i);
        if (is_stale(t, i)) {
            point_drop(t, i--);
            continue;
        }
        t->s.moved |=
            p->change == STORY_RAISES || p->change == STORY_LOWERS || p->change == STORY_DISPUTES;
    }
    t->s.points = t->points.v;
    t->s.point_count = t->points.n;
    t->s.publishers = publishers_of(reports, t->reports, t->s.reports);
    t->s.label = label_of(all->a, t);
    t->s.weight = weight_of(t, counted);
}

static int by_weight(const void *x, const void *y, void *ctx)
{
    const struct story_series *a = x, *b = y;
    (void)ctx;
    if ((a->period.n > 0) != (b->period.n > 0))
        return a->period.n ? 1 : -1;
    return a->weight != b->weight ? (a->weight < b->weight ? 1 : -1) : 0;
}

/* Is it sure enough to be shown? */
static bool is_told(const struct track *t)
{
    return t->strong || t->s.publishers > 1 || (t->s.reports > 1 && t->s.moved) ||
           (t->leads && str_eq(t->s.what, STR("money")));
}

/* Is it a figure that one report alone gives, and not in its lead? Beside another series of its
 * name it is mostly of another event; what is no toll, of several reports more than one would tell.
 */
static bool adds_nothing(const struct tracks *all, size_t at, size_t counted)
{
    const struct track *t = all->v[at];
    if (t->s.reports > 1 || t->leads || t->s.period.n)
        return false;
    for (size_t i = 0; i < all->n; i++) {
        const struct story_series *s = &all->v[i]->s;
        if ((s->reports > 1 || i < at) && !s->period.n && str_eq(s->label, t->s.label) &&
            str_eq(s->unit, t->s.unit))
            return true;
    }
    return counted >= REPORTS_TELL && !story_is_toll(t->s.what);
}

void story_series_make(struct arena *a, const struct story_report *reports, size_t n,
                       struct story_serieses *ret)
{
    struct tracks all = {.a = a};
    size_t counted = 0, kept = 0;
    const struct story_prepared *prepared = n ? reports[0].prepared : NULL;
    if (prepared && prepared->reports == reports && prepared->n == n) {
        *ret = prepared->series;
        return;
    }
    n = n < LEDGER_REPORTS_MOST ? n : LEDGER_REPORTS_MOST;
    const size_t each = n ? COUNTS_MOST / n : 0;
    for (size_t i = 0; i < n; i++) {
        if (!report_counts(reports, n, i))
            continue;
        struct report_words words = report_words(a, &reports[i]);
        struct counts counts = {0};
        counts_of(a, reports, (uint32_t)i, &words, each, &counts);
        bool copy = report_is_copy(reports, n, i);
        for (size_t k = 0; k < counts.n; k++)
            if (!copy || story_is_toll(counts.v[k].what))
                count_add(&all, &reports[i], &counts.v[k]);
        counted += !copy;
    }
    struct story_series *v = ARENA_ARRAY(a, all.n + 1, struct story_series);
    for (size_t i = 0; i < all.n; i++)
        finish(&all, reports, all.v[i], counted);
    for (size_t i = 0; i < all.n; i++)
        if (is_told(all.v[i]) && !adds_nothing(&all, i, counted))
            v[kept++] = all.v[i]->s;
    sort_stable(a, v, kept, sizeof *v, by_weight, NULL);
    *ret = (struct story_serieses){v, kept < LEDGER_SERIES_MOST ? kept : LEDGER_SERIES_MOST};
}

void story_prepare(struct arena *a, struct story_report *reports, size_t n)
{
    struct story_prepared *v = ARENA_ARRAY(a, n + 1, struct story_prepared);
    for (size_t i = 0; i < n; i++) {
        if (reports[i].reading)
            v[i].words = report_words(a, &reports[i]);
        reports[i].prepared = &v[i];
    }
    struct story_serieses series;
    struct story_claims claims;
    struct turned *turned = ARENA_ARRAY(a, TURNED_MOST, struct turned);
    size_t turned_count;
    story_series_make(a, reports, n, &series);
    claims_prepare(a, reports, n, &claims, turned, &turned_count);
    for (size_t i = 0; i < n; i++) {
        v[i].reports = reports;
        v[i].n = n;
        v[i].series = series;
        v[i].claims = claims;
        v[i].turned = turned;
        v[i].turned_count = turned_count;
    }
}
