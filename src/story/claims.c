/* claims.c: who asserts, who denies, who confirms, over all reports of a story.
 *
 * The claims of the readings become statements (statements.c). A denial goes to the assertion of
 * another side that it is likest to: by the words in common; by whom the assertion names, since who
 * is accused denies; by whom the denial names, since it says whose charge it is; and by nearness,
 * where it has no matter of its own ("We reject these allegations"). A confirmation goes by the
 * words alone. Two claims are one where their words are alike, or where both are of the same side
 * and denied by the same side. */
#include "story/claims.h"

#include <math.h>
#include <stdlib.h>

enum { NEAR_SENTENCES = 2 };
static const double answer_least = 0.5, same_least = 0.5, like_least = 0.12, plain_least = 0.4,
                    thing_least = 0.5, names_accused = 0.35, names_accuser = 0.15, is_near = 0.3,
                    is_accusing = 0.08, little_least = 3, confirmed_least = 0.55,
                    little_said = 0.25, echoed = 0.35;

/* Do both speak of one thing, besides naming the same people? Else "he denied that the jet was
 * old" would deny whatever was said of the jet's owner. Who is accused, or says whose words they
 * are, may answer in any. */
bool statements_one_thing(const struct statement *d, const struct statement *c)
{
    /* "Rejected Marsh's claim" names whose words it answers; "Marsh had no such plan" does not. */
    bool whose = bag_shared(&c->about, &d->said) > 0 && (d->bare || !d->voice.by_words);
    if (d->empty || d->pronoun || c->accuses || whose || bag_holds(&c->matter, &d->matter))
        return true;
    double shared = 0, x = bag_no_names(&d->said), y = bag_no_names(&c->said);
    for (uint32_t i = 0, k = 0; i < d->said.n && k < c->said.n;) {
        const struct bag_term *u = &d->said.v[i], *v = &c->said.v[k];
        shared += u->hash == v->hash && !(u->flags & BAG_NAME) ? (double)u->weight : 0;
        i += u->hash <= v->hash;
        k += v->hash <= u->hash;
    }
    return shared >= thing_least * (x < y ? x : y);
}

/* Was it said only on a later day than it is denied? Nobody denies what nobody has said. */
bool statement_is_too_late(const struct statement *d, const struct statement *c)
{
    if (d->voice.time == TIME_NONE || c->voice.time == TIME_NONE)
        return c->voice.spot.report > d->voice.spot.report;
    return c->voice.time / US_DAY > d->voice.time / US_DAY;
}

/* How likely does `d` confirm `c`? Names in common are no matter in common. In a story of a few
 * sentences the words that all of them have weigh nothing, and yet they are the matter: who says
 * most of what is said of somebody, "Norden has broken her hand", confirms it. */
static double confirms(const struct statement *d, const struct statement *c)
{
    double names = bag_shared_names(&d->core, &c->core), x = bag_no_names(&d->core),
           y = bag_no_names(&c->core), shared = bag_shared(&d->core, &c->core) - names;
    double said = bag_within(&d->said, &c->said), core = bag_within(&d->core, &c->core);
    if (names > 0 && core >= confirmed_least && shared >= little_least &&
        shared >= confirmed_least * (x < y ? x : y))
        return said > core ? said : core;
    return bag_same_matter(&d->matter, &c->said) ? said : 0;
}

/* "Grann denied ... The prosecutor accuses him of ...": is he the denier? */
static bool accuses_him(const struct statements *all, const struct statement *d,
                        const struct statement *c)
{
    const struct story_report *r = &all->reports[c->voice.spot.report];
    return d->claim->by >= 0 && statement_entity_at(r, c->claim->span.at) == d->claim->by;
}

/* "Said claims that the marchers were racists were false": of those who are accused. */
static bool speaks_for(const struct statement *d, const struct statement *c)
{
    return c->accuses && d->bare && !d->empty && bag_shared(&d->said, &c->party.charged) > 0;
}

/* What links a denial with what was said. */
struct link {
    bool near, him; /* right behind it; he that is accused, in the same report */
    bool whose;     /* the denial names who said it */
    bool accused;   /* who denies is named there, or speaks for whom is accused */
    reading_index apart;
};

static struct link link_of(const struct statements *all, const struct statement *d,
                           const struct statement *c)
{
    bool here = d->voice.spot.report == c->voice.spot.report;
    struct link l = {.apart = d->voice.spot.sentence - c->voice.spot.sentence};
    l.near = here && l.apart >= 0 && l.apart <= NEAR_SENTENCES;
    l.him = here && c->accuses && l.apart >= -NEAR_SENTENCES && accuses_him(all, d, c);
    l.whose = bag_shared(&c->about, &d->said) > 0;
    l.accused = l.him || bag_shared(&d->about, &c->said) > 0 || speaks_for(d, c);
    return l;
}

/* Who is accused of one thing may deny another: "rebutted attacks on the inquiry"; and who is only
 * named is not answered. */
static bool is_of_another(const struct statement *d, const struct statement *c,
                          const struct link *l)
{
    bool any =
        d->empty || d->bare || l->him || (c->accuses && (d->voice.by_words || l->whose || l->near));
    return !any && (l->accused || l->whose) &&
           bag_shared(&d->point, &c->said) <= bag_shared_names(&d->point, &c->said);
}

/* How likely does the denial `d` answer `c`? */
static double denies(const struct statements *all, const struct statement *d,
                     const struct statement *c)
{
    if (statements_same_side(d, c) || !statements_one_thing(d, c) || statement_is_too_late(d, c))
        return 0;
    const struct link l = link_of(all, d, c);
    if (d->pronoun) /* what was said right before, or the charge before that */
        return d->voice.spot.report != c->voice.spot.report || l.apart < 0 ||
                       l.apart > (c->accuses ? NEAR_SENTENCES : 1)
                   ? 0
                   : answer_least + is_near + (c->accuses ? 2 * is_accusing : 0) - l.apart * 0.1;
    if (is_of_another(d, c, &l))
        return 0;
    /* A plain report of something like it is not what is denied. */
    if (!c->accuses && !l.accused && !l.near && !d->empty &&
        bag_alike(&d->said, &c->said) < plain_least)
        return 0;
    /* "The army denied that he had ordered it": all the little that it says was said before. */
    bool echo = l.near && !c->empty && bag_holds(&c->matter, &d->matter);
    /* "Quist's account was wrong": right behind what Quist said. */
    bool judged = l.near && l.whose && d->bare && d->voice.by_words;
    if ((d->empty || c->empty) && !(l.near && (l.accused || c->accuses)) && !echo && !judged)
        return 0;
    double score = d->empty ? little_said : bag_within(&d->said, &c->said);
    score = echo && score < echoed ? echoed : score;
    score += l.accused ? names_accused : 0;
    score += !l.whose ? 0 : judged ? names_accused : names_accuser;
    score += l.near || l.him ? is_near * (1 - 0.2 * abs(l.apart)) : 0;
    return score + (c->accuses ? is_accusing : 0);
}

/* How likely does `d` answer `c`? */
static double answers(const struct statements *all, const struct statement *d,
                      const struct statement *c)
{
    double score = bag_within(&d->said, &c->said);
    if (c->answers)
        return statement_admits(d, c);
    if (d->voice.side == STORY_WITHDRAWS)
        return statements_one_party(d, c) && statement_is_later(d, c) ? score : 0;
    /* A denial of what was said long before is no answer to it. */
    bool dated = d->voice.time != TIME_NONE && c->voice.time != TIME_NONE;
    if (dated && llabs(d->voice.time - c->voice.time) > 30 * US_DAY)
        return 0;
    if (statements_of_one(d, c)) /* takes back what it said */
        return d->voice.side == STORY_DENIES && dated && !d->empty && !c->empty &&
                       d->voice.time - c->voice.time > US_HOUR && score >= 0.7
                   ? score
                   : 0;
    if (d->voice.side == STORY_DENIES)
        return denies(all, d, c);
    if (d->voice.side == STORY_CONFIRMS)
        score = confirms(d, c);
    return c->empty || d->empty ? 0 : score;
}

/* Does the link that the reading found hold? */
static bool linked(const struct statement *d, const struct statement *c)
{
    reading_index apart = d->voice.spot.sentence - c->voice.spot.sentence;
    return !c->answers && !statements_same_side(d, c) && statements_one_thing(d, c) &&
           ((apart >= 0 && apart <= 1) || bag_shared(&d->about, &c->said) > 0 ||
            bag_within(&d->said, &c->said) >= same_least);
}

/* An answer and an assertion, or two assertions, become one issue. */
static void join(struct statements *all, struct statement *x, struct statement *y)
{
    if (x->issue < 0 && y->issue < 0)
        x->issue = y->issue = all->issues++;
    else if (x->issue < 0)
        x->issue = y->issue;
    else if (y->issue < 0)
        y->issue = x->issue;
}

static bool names_before(const struct entity *e, struct span within)
{
    for (size_t i = 0; i < e->mention_count; i++)
        if (!e->mentions[i].pronoun && e->mentions[i].span.at >= within.at &&
            e->mentions[i].span.end <= within.end)
            return true;
    return false;
}

/* "The union accused Callis Line of ... The company denied it": the company is the one that is
 * accused, or the only one that the report has named. */
static void name_company(struct statements *all, struct statement *d,
                         const struct statement *charge)
{
    const struct reading *g = all->reports[d->voice.spot.report].reading;
    struct str who = str_lower(all->a, d->voice.who);
    reading_index accused = -1, only = -1;
    size_t bodies = 0;
    if (!AMONG(who, "the company", "the firm", "the airline", "the bank", "the club",
               "the operator", "the group", "the maker", "the manufacturer", "the chain",
               "the carmaker"))
        return;
    for (size_t i = 0; i < g->entity_count; i++) {
        const struct entity *e = &g->entities[i];
        struct span before = {0, g->sentences[d->voice.spot.sentence].span.at};
        if (e->kind != ENTITY_ORG || (reading_index)i == charge->claim->by)
            continue;
        if (charge->accuses && accused < 0 && names_before(e, charge->claim->span))
            accused = (reading_index)i;
        if (names_before(e, before)) {
            only = (reading_index)i;
            bodies++;
        }
    }
    if (accused >= 0 || bodies == 1)
        d->voice.who = entity_name(g, accused >= 0 ? accused : only);
    statement_know_party(all, d);
}

static void find_answers(struct statements *all)
{
    for (size_t i = 0; i < all->n; i++) {
        struct statement *d = &all->v[i], *best = NULL;
        double best_score = answer_least;
        if (!d->answers)
            continue;
        if (d->to >= 0 && (d->contrast || linked(d, &all->v[d->to])))
            best = &all->v[d->to];
        d->to = -1;
        for (size_t k = 0; !best && k < all->n; k++) {
            double score = answers(all, d, &all->v[k]);
            if (score > best_score) {
                best_score = score;
                d->to = (int32_t)k;
            }
        }
        best = best ? best : d->to >= 0 && best_score > answer_least ? &all->v[d->to] : NULL;
        if (best)
            d->answered = (int32_t)(best - all->v);
        if (best)
            join(all, d, best);
        if (best && d->voice.spot.report == best->voice.spot.report && d->claim->by < 0)
            name_company(all, d, best);
    }
}

/* The statements of each issue in a chain, numbers + 1, so that nobody walks over all of them for
 * each two issues. */
struct issues {
    uint32_t *first, *last, *next;
};

static void chain(struct issues *in, size_t statement, int32_t issue)
{
    uint32_t number = (uint32_t)statement + 1;
    *(in->last[issue] ? &in->next[in->last[issue] - 1] : &in->first[issue]) = number;
    in->last[issue] = number;
}

static struct issues chains_of(const struct statements *all)
{
    struct issues in = {ARENA_ARRAY(all->a, (size_t)all->issues + 1, uint32_t),
                        ARENA_ARRAY(all->a, (size_t)all->issues + 1, uint32_t),
                        ARENA_ARRAY(all->a, all->n + 1, uint32_t)};
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].issue >= 0)
            chain(&in, i, all->v[i].issue);
    return in;
}

static void rename_issue(struct statements *all, struct issues *in, int32_t from, int32_t to)
{
    if (!in->first[from])
        return;
    for (uint32_t i = in->first[from]; i; i = in->next[i - 1])
        all->v[i - 1].issue = to;
    *(in->last[to] ? &in->next[in->last[to] - 1] : &in->first[to]) = in->first[from];
    in->last[to] = in->last[from];
    in->first[from] = in->last[from] = 0;
}

/* Somebody of the issue with whom `x` is on one side, who answers or not as `answering` says. */
static bool has_side(const struct statements *all, const struct issues *in, int32_t issue,
                     const struct statement *x, bool answering)
{
    for (uint32_t i = in->first[issue]; i; i = in->next[i - 1]) {
        const struct statement *o = &all->v[i - 1];
        if (o->answers == answering && statements_same_side(o, x))
            return true;
    }
    return false;
}

/* Is what the two issues say the same matter? */
static double likest(const struct statements *all, const struct issues *in, int32_t one,
                     int32_t other)
{
    double most = 0;
    for (uint32_t i = in->first[one]; i; i = in->next[i - 1])
        for (uint32_t k = in->first[other]; k; k = in->next[k - 1]) {
            const struct statement *x = &all->v[i - 1], *y = &all->v[k - 1];
            double within = x->answers == y->answers ? bag_within(&x->said, &y->said) : 0;
            most = within > most ? within : most;
        }
    return most;
}

/* Two issues: alike in words, or of the same two sides. */
static bool one_issue(const struct statements *all, const struct issues *in, int32_t one,
                      int32_t other)
{
    double like = likest(all, in, one, other);
    if (like >= same_least)
        return true;
    bool asserting = false, answering = false;
    for (uint32_t i = in->first[one]; i && like >= like_least; i = in->next[i - 1]) {
        const struct statement *s = &all->v[i - 1];
        if (s->answers && s->voice.side != STORY_DENIES)
            continue;
        if (has_side(all, in, other, s, s->answers))
            *(s->answers ? &answering : &asserting) = true;
    }
    return asserting && answering;
}

/* May an assertion that nobody answers by itself be one more voice of the issue? It names who
 * denies there, is of the side that asserts there, and speaks of the same. */
static bool one_voice_more(const struct statements *all, const struct issues *in,
                           const struct statement *x, int32_t issue)
{
    double most = 0;
    bool side = false, names = false, same = false;
    for (uint32_t i = in->first[issue]; i; i = in->next[i - 1]) {
        const struct statement *o = &all->v[i - 1];
        double within = bag_within(&x->said, &o->said);
        most = within > most ? within : most;
        /* Who denies it does not say it as well: "it had shelled rebel positions". */
        if (!x->answers && o->voice.side == STORY_DENIES && x->voice.who.n &&
            str_eq_fold(o->voice.who, x->voice.who))
            return false;
        bool alike = x->voice.side != STORY_CONFIRMS || bag_same_matter(&x->matter, &o->said);
        /* "Denied having said that" of Marsh, and another denial that only names Marsh. */
        alike &=
            !x->answers || bag_shared(&x->said, &o->said) > bag_shared_names(&x->said, &o->said);
        same |= o->answers == x->answers && within >= same_least && alike;
        side |= o->answers == x->answers && statements_same_side(o, x);
        names |= o->answers && !statements_same_side(o, x) && bag_shared(&o->about, &x->said) > 0;
    }
    return same || (!x->answers && side && names && most >= like_least);
}

/* Issues that are one become one; then statements of no issue yet join, or make one. */
static void gather(struct statements *all)
{
    struct issues in = chains_of(all);
    for (int32_t i = 0; i < all->issues; i++)
        for (int32_t k = 0; k < i && in.first[i]; k++)
            if (in.first[k] && one_issue(all, &in, i, k))
                rename_issue(all, &in, i, k);
    int32_t answered = all->issues;
    for (size_t i = 0; i < all->n; i++) {
        struct statement *x = &all->v[i];
        for (int32_t k = 0; k < answered && x->issue < 0 && !x->empty; k++)
            if (one_voice_more(all, &in, x, k)) {
                x->issue = k;
                chain(&in, i, k);
            }
        bool denied = x->voice.side == STORY_DENIES && x->voice.who.n; /* not by "it" */
        if (x->issue < 0 && !x->empty && (x->accuses || denied))
            x->issue = all->issues++;
    }
    in = chains_of(all);
    for (int32_t i = answered; i < all->issues; i++)
        for (int32_t k = answered; k < i && in.first[i]; k++)
            if (in.first[k] && likest(all, &in, i, k) >= same_least)
                rename_issue(all, &in, i, k);
}

static int by_weight(const void *x, const void *y, void *ctx)
{
    const struct story_claim *a = x, *b = y;
    (void)ctx;
    return a->weight != b->weight ? (a->weight < b->weight ? 1 : -1) : 0;
}

/* The statements of all reports, joined to issues. */
static struct statements issues_of(struct arena *a, const struct story_report *reports, size_t n)
{
    n = n < LEDGER_REPORTS_MOST ? n : LEDGER_REPORTS_MOST;
    struct statements all = {.a = a, .reports = reports, .report_count = n};
    all.noise = bag_of(
        a,
        STR("allegation alleged allege accusation accuse accused claim claimed charge reject "
            "rejected deny denied dismiss baseless statement reiterate reiterated assertion "
            "spokesperson spokesman spokeswoman official officials reporters told said saying "
            "confirm confirmed link linked blame blamed responsibility repeat report reports "
            "foreign ministry minister government strongly categorically refute rebut quickly "
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
        STR("en"));
    statements_make(&all);
    statements_find_rulings(&all);
    statements_find_contrasts(&all);
    statements_find_turns(&all);
    find_answers(&all);
    gather(&all);
    statements_find_admissions(&all);
    statements_prune(&all);
    return all;
}

static const struct story_prepared *prepared_of(const struct story_report *reports, size_t n)
{
    const struct story_prepared *p = n ? reports[0].prepared : NULL;
    return p && p->reports == reports && p->n == n ? p : NULL;
}

static struct story_claims listed(struct arena *a, const struct statements *all)
{
    struct story_claim *v = ARENA_ARRAY(a, (size_t)all->issues + 1, struct story_claim);
    const struct members *m = statements_by_issue(all);
    size_t kept = 0;
    for (int32_t i = 0; i < all->issues; i++)
        kept += story_claim_of(all, &m[i], &v[kept]);
    sort_stable(a, v, kept, sizeof *v, by_weight, NULL);
    return (struct story_claims){v, kept < LEDGER_CLAIMS_MOST ? kept : LEDGER_CLAIMS_MOST};
}

void story_claims_make(struct arena *a, const struct story_report *reports, size_t n,
                       struct story_claims *ret)
{
    const struct story_prepared *p = prepared_of(reports, n);
    if (p) {
        *ret = p->claims;
        return;
    }
    const struct statements all = issues_of(a, reports, n);
    *ret = listed(a, &all);
}

static size_t turned_of(const struct statements *all, struct turned *ret, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < all->n && count < most; i++) {
        const struct statement *s = &all->v[i];
        bool turns = s->voice.side == STORY_ADMITS || s->voice.side == STORY_WITHDRAWS;
        if (turns || s->overtaken)
            ret[count++] = (struct turned){s->voice.spot.report, s->voice.spot.sentence, turns};
    }
    return count;
}

void claims_prepare(struct arena *a, const struct story_report *reports, size_t n,
                    struct story_claims *ret, struct turned *ret_turned, size_t *ret_count)
{
    const struct statements all = issues_of(a, reports, n);
    *ret = listed(a, &all);
    *ret_count = turned_of(&all, ret_turned, TURNED_MOST);
}

size_t story_claims_turned(struct arena *a, const struct story_report *reports, size_t n,
                           struct turned *ret, size_t most)
{
    const struct story_prepared *p = prepared_of(reports, n);
    if (p) {
        size_t count = p->turned_count < most ? p->turned_count : most;
        memcpy(ret, p->turned, count * sizeof *ret);
        return count;
    }
    const struct statements all = issues_of(a, reports, n);
    return turned_of(&all, ret, most);
}
