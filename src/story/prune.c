/* prune.c: an issue keeps what speaks of its matter.
 *
 * Issues are gathered generously: by sides, by names, by nearness. In a large dispute everybody
 * speaks of the same people on the same occasion, and so a demand to publish the report ends up
 * among those who assert what the report says. Here each issue gets a centre, the assertions that
 * its denials answer, and an assertion stays where a good part of what it says, names and what the
 * whole story speaks of apart, is said there too. What accuses and does not stay makes an issue of
 * its own, with those that are like it. */
#include "story/claims.h"

#include <stdlib.h>

enum {
    CENTRES_MOST = 8,
    COMPARED_MOST = 60,
    SETTLED_MOST = 200000,
    AGAIN_SENTENCES = 2,
    FEW_ASSERTIONS = 3,
    PARTS_MOST = 6
};
static const double stays_least = 0.34, charge_least = 0.2, own_least = 0.5, mass_least = 3,
                    repeated_least = 0.15, few_least = 0.02, touches_least = 0.15,
                    half_least = 0.35, little_least = 2;

/* Share of what x says, names apart, that stands in the centre. */
static double share_in(const struct bag *x, const struct bag *centre)
{
    double all = bag_no_names(x);
    return all > 0 ? (bag_shared(x, centre) - bag_shared_names(x, centre)) / all : 0;
}

/* Does x say at least two things, names apart, that are half of what the centre says? */
static bool holds_half(const struct bag *x, const struct bag *centre)
{
    size_t shared = 0;
    for (uint32_t i = 0, k = 0; i < x->n && k < centre->n;) {
        shared += x->v[i].hash == centre->v[k].hash && !(x->v[i].flags & BAG_NAME);
        uint32_t u = x->v[i].hash, v = centre->v[k].hash;
        i += u <= v;
        k += v <= u;
    }
    return shared >= 2 && share_in(centre, x) >= half_least;
}

/* The statement of the issue that others answer and repeat most. */
static struct statement *centre_of(struct statements *all, const struct members *m, int32_t issue)
{
    struct statement *best = NULL;
    double most = -1;
    for (size_t i = 0; i < m->n; i++) {
        struct statement *s = &all->v[m->v[i]];
        double score = s->accuses + (s->is_whole ? 0 : 0.5) + (s->empty ? 0 : 0.5);
        if (s->answers || s->issue != issue)
            continue;
        for (size_t k = 0; k < m->n && k < COMPARED_MOST; k++) {
            const struct statement *o = &all->v[m->v[k]];
            if (o->issue != issue)
                continue;
            score += o->answered == (int32_t)m->v[i] ? (o->empty ? 1 : 2) : 0;
            score += k == i ? 0 : 0.5 * share_in(&o->point, &s->point);
            score += k != i && holds_half(&o->point, &s->point) ? 0.5 : 0;
        }
        if (score > most) {
            most = score;
            best = s;
        }
    }
    return best;
}

/* Does the assertion speak of the matter? Where few speak at all, less will do. */
static bool stays(const struct statement *s, const struct bag *centre, bool few)
{
    double share = share_in(&s->point, centre);
    if (s->empty || bag_no_names(&s->point) < little_least)
        return share >= own_least;
    return share >= (few ? few_least : stays_least) ||
           (s->accuses && share >= charge_least && bag_shared_names(&s->point, centre) > 0);
}

/* "Switched off", "out of service": the same in other words, of one thing. */
static bool stands_alike(const struct statement *x, const struct statement *y)
{
    return ((x->stand.good & y->stand.good) || (x->stand.bad & y->stand.bad)) &&
           share_in(&x->point, &y->point) > 0;
}

/* The same side says it again right before or after, of the same. */
static bool says_again(const struct statement *s, const struct statement *centre)
{
    reading_index apart = s->voice.spot.sentence - centre->voice.spot.sentence;
    return s->voice.spot.report == centre->voice.spot.report && abs(apart) <= AGAIN_SENTENCES &&
           statements_same_side(s, centre) && bag_shared_names(&s->point, &centre->point) > 0;
}

static bool is_of(const struct statement *s, const struct statement *centre, const struct bag *bag,
                  bool few)
{
    return stays(s, bag, few) || holds_half(&s->point, &centre->point) || stands_alike(s, centre) ||
           says_again(s, centre);
}

/* "Denied that a change was coming": of that, and of nothing else; but who is accused may answer
 * in any words. */
static bool denies_another(const struct statement *s, const struct statement *centre)
{
    reading_index apart = s->voice.spot.sentence - centre->voice.spot.sentence;
    bool near = s->voice.spot.report == centre->voice.spot.report && abs(apart) <= AGAIN_SENTENCES;
    if (centre->accuses && (near || bag_shared(&s->about, &centre->said) > 0))
        return false;
    return share_in(&s->point, &centre->point) < touches_least && !stands_alike(s, centre) &&
           share_in(&s->matter, &centre->matter) < touches_least &&
           share_in(&centre->matter, &s->matter) < own_least;
}

/* Does the answer go with what it answered, which has left the issue? What is confirmed must be the
 * matter; and who denies "the report" denies what stands in it. */
static bool leaves(const struct statements *all, const struct statement *s,
                   const struct statement *centre, const struct bag *bag, int32_t issue)
{
    const struct statement *of = s->answered >= 0 ? &all->v[s->answered] : NULL;
    if (s->voice.side == STORY_ADMITS || s->voice.side == STORY_WITHDRAWS || s->contrast)
        return of && of->issue != issue && !of->answers;
    if (s->voice.side == STORY_CONFIRMS && !stays(s, &centre->point, false) &&
        !stands_alike(s, centre) && share_in(&centre->core, &s->core) < own_least)
        return true;
    if (of == centre && s->voice.side == STORY_DENIES && s->clause && !s->bare)
        return denies_another(s, centre);
    if (of == centre || !of || of->answers || of->issue == issue)
        return false;
    return s->bare ? !statements_of_one(of, centre) : !stays(s, bag, false);
}

/* Who says half of what one that stayed says, at least two things of it, stays as well. */
static void take_back(struct statements *all, const struct members *m, int32_t issue, int32_t rest)
{
    for (size_t i = 0; i < m->n && i < COMPARED_MOST; i++) {
        struct statement *s = &all->v[m->v[i]];
        for (size_t k = 0; k < m->n && k < COMPARED_MOST && s->issue == rest; k++) {
            const struct statement *o = &all->v[m->v[k]];
            if (o->issue == issue && !o->answers && !s->answers &&
                (holds_half(&s->point, &o->point) || says_again(s, o)))
                s->issue = issue;
        }
    }
}

/* What is no part of the centre's matter gets the number `rest`. How many of that are denials? */
static size_t part(struct statements *all, const struct members *m, struct statement *centre,
                   int32_t rest)
{
    struct bag bag = centre->point;
    const int32_t issue = centre->issue;
    size_t denials = 0;
    for (size_t i = 0, n = 0; i < m->n && n < CENTRES_MOST; i++) {
        const struct statement *s = &all->v[m->v[i]];
        bool own = s->voice.side == STORY_DENIES && s->answered == (int32_t)(centre - all->v);
        if (!own || s->empty)
            continue;
        bag = bag_join(all->a, &bag, &s->point);
        n++;
    }
    size_t asserted = 0;
    for (size_t i = 0; i < m->n; i++)
        asserted += all->v[m->v[i]].issue == issue && !all->v[m->v[i]].answers;
    const bool few = asserted <= FEW_ASSERTIONS;
    for (size_t i = 0; i < m->n; i++) {
        struct statement *s = &all->v[m->v[i]];
        if (s->issue == issue && s != centre && !s->answers && !is_of(s, centre, &bag, few))
            s->issue = rest;
    }
    take_back(all, m, issue, rest);
    for (size_t i = 0; i < m->n; i++) {
        struct statement *s = &all->v[m->v[i]];
        if (s->issue != issue || !s->answers || !leaves(all, s, centre, &bag, issue))
            continue;
        s->issue = rest;
        denials += s->voice.side == STORY_DENIES;
    }
    return denials;
}

/* Is somebody of both issues on the same side, asserting or denying? */
static bool share_side(const struct statements *all, const struct members *m, int32_t one,
                       int32_t other, bool answering)
{
    for (size_t i = 0; i < m->n && i < COMPARED_MOST; i++)
        for (size_t k = 0; k < m->n && k < COMPARED_MOST; k++) {
            const struct statement *x = &all->v[m->v[i]], *y = &all->v[m->v[k]];
            if (x->issue == one && y->issue == other && x->answers == answering &&
                y->answers == answering && statements_same_side(x, y))
                return true;
        }
    return false;
}

/* A part with the same two sides as the first is of the same dispute: its denials go there, and if
 * these say what they deny, so do the assertions. */
static void rejoin(struct statements *all, const struct members *m, int32_t first, int32_t other)
{
    bool says = false;
    if (!share_side(all, m, first, other, true) || !share_side(all, m, first, other, false))
        return;
    for (size_t i = 0; i < m->n; i++)
        says |= all->v[m->v[i]].issue == other && all->v[m->v[i]].answers && !all->v[m->v[i]].bare;
    for (size_t i = 0; i < m->n; i++) {
        struct statement *s = &all->v[m->v[i]];
        if (s->issue == other)
            s->issue = says || s->answers ? first : -1;
    }
}

/* Parts the issue until each part has one matter; what nobody answers in the rest is none. */
static void prune_issue(struct statements *all, const struct members *m)
{
    int32_t issue = m->n ? all->v[m->v[0]].issue : -1;
    const int32_t first = issue, parts = all->issues;
    for (int round = 0; issue >= 0 && round < PARTS_MOST; round++) {
        struct statement *centre = centre_of(all, m, issue);
        if (!centre)
            return;
        const int32_t rest = all->issues;
        if (part(all, m, centre, rest) == 0)
            break;
        all->issues++;
        issue = rest;
    }
    for (size_t i = 0; i < m->n; i++)
        if (all->v[m->v[i]].issue == all->issues)
            all->v[m->v[i]].issue = -1;
    for (int32_t k = parts; k < all->issues; k++)
        rejoin(all, m, first, k);
}

/* Do both accuse the same of one thing? The same accuser may put it in quite other words. */
static bool is_same_charge(const struct statement *x, const struct statement *y)
{
    double a = bag_no_names(&x->point), b = bag_no_names(&y->point), least = a < b ? a : b;
    double shared = bag_shared(&x->point, &y->point) - bag_shared_names(&x->point, &y->point);
    if (!x->accuses || !y->accuses || bag_shared_names(&x->said, &y->said) <= 0)
        return false;
    bool one = x->voice.who.n && statements_of_one(x, y) &&
               bag_shared(&x->party.charged, &y->party.charged) > 0;
    return (least >= mass_least && shared >= own_least * least) ||
           (one && shared >= repeated_least * least);
}

static void rename_issue(struct statements *all, int32_t from, int32_t to)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].issue == from)
            all->v[i].issue = to;
}

/* Charges of no issue: each its own. Then the same ones come together. */
static void settle(struct statements *all)
{
    size_t compared = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].issue < 0 && all->v[i].accuses && !all->v[i].empty)
            all->v[i].issue = all->issues++;
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < i && all->v[i].accuses && compared < SETTLED_MOST; k++) {
            struct statement *s = &all->v[i], *o = &all->v[k];
            if (s->issue < 0 || o->issue < 0 || s->issue == o->issue || !o->accuses)
                continue;
            compared++;
            if (is_same_charge(s, o))
                rename_issue(all, s->issue, o->issue);
        }
}

/* "Disputed a report that the minister told him to lie": of the issue that says so. */
static bool is_denial_of(const struct statement *d, const struct statement *o)
{
    return !o->answers && !statements_same_side(d, o) && !statement_is_too_late(d, o) &&
           bag_shared_names(&d->said, &o->said) > 0 &&
           (stays(d, &o->point, false) || holds_half(&d->point, &o->point)) &&
           bag_no_names(&d->point) >= little_least;
}

/* Denials without what they deny: "denied any allegations" is of whoever is accused elsewhere; what
 * is denied in words of its own may be said in an issue. */
static void take_home(struct statements *all, const struct members *m)
{
    bool empty = true;
    for (size_t i = 0; i < m->n; i++) {
        if (!all->v[m->v[i]].answers)
            return;
        empty &= all->v[m->v[i]].bare;
    }
    const struct statement *d = m->n ? &all->v[m->v[0]] : NULL;
    if (!d || d->voice.side != STORY_DENIES)
        return;
    for (size_t k = 0; k < all->n; k++) {
        const struct statement *o = &all->v[k];
        if (o->issue < 0 || o->issue == d->issue)
            continue;
        if (empty ? o->voice.side == STORY_DENIES && statements_of_one(o, d) : is_denial_of(d, o)) {
            rename_issue(all, d->issue, o->issue);
            return;
        }
    }
}

/* "Has repeatedly denied the accusations", "pleaded not guilty", and no charge stands near: it is
 * of the charge against who denies, in the same report before another. */
static void charge_home(struct statements *all)
{
    for (size_t i = 0; i < all->n; i++) {
        struct statement *d = &all->v[i];
        const struct statement *best = NULL;
        if (d->issue >= 0 || d->voice.side != STORY_DENIES || !d->bare || !d->empty || d->pronoun ||
            !d->voice.who.n)
            continue;
        for (size_t k = 0; k < all->n; k++) {
            const struct statement *o = &all->v[k];
            bool here = best && o->voice.spot.report == d->voice.spot.report &&
                        best->voice.spot.report != d->voice.spot.report;
            if (o->issue >= 0 && o->accuses && !o->answers && (!best || here) &&
                !statements_same_side(d, o) && !statement_is_too_late(d, o) &&
                bag_shared(&d->about, &o->party.charged) > 0)
                best = o;
        }
        if (best)
            d->issue = best->issue;
    }
}

void statements_prune(struct statements *all)
{
    const struct members *m = statements_by_issue(all);
    int32_t issues = all->issues;
    for (int32_t i = 0; i < issues; i++)
        prune_issue(all, &m[i]);
    settle(all);
    m = statements_by_issue(all);
    issues = all->issues;
    for (int32_t i = 0; i < issues; i++)
        take_home(all, &m[i]);
    charge_home(all);
}
