/* claims.c: who asserts, who denies, who confirms, over all reports of a story.
 *
 * The claims of the readings become statements: what is said (the words of its sentence, without
 * those that only say that somebody says, and lighter the more sentences of the story have them)
 * and whose side says it (the names in who is named, in its role, before it: "Afghan", "Taliban").
 * A denial goes to the assertion of another side that it is likest to: by the words in common; by
 * whom the assertion names, since who is accused denies; by whom the denial names, since it says
 * whose charge it is; and by nearness, where it has no matter of its own ("We reject these
 * allegations"). A confirmation goes by the words alone. Two claims are one where their words are
 * alike, or where both are of the same side and denied by the same side. */
#include "story/claims.h"

#include <math.h>
#include <stdlib.h>

enum { STATEMENTS_MOST = 1200, ABOUT_BYTES = 60, NEAR_SENTENCES = 2 };
static const double answer_least = 0.5, same_least = 0.5, like_least = 0.12, plain_least = 0.4,
                    thing_least = 0.5, matter_least = 14, names_accused = 0.35,
                    names_accuser = 0.15, is_near = 0.3, is_accusing = 0.08, said_later = 0.25,
                    admits_least = 0.7, admits_own = 0.6, shared_least = 6, little_least = 2;

static enum story_side side_of(enum stance stance)
{
    switch (stance) {
    case STANCE_DENIES: return STORY_DENIES;
    case STANCE_CONFIRMS: return STORY_CONFIRMS;
    case STANCE_DOUBTS: return STORY_DOUBTS;
    case STANCE_SAYS:
    case STANCE_ASKS:
    case STANCE_ACCUSES:
    case STANCE_PROMISES: break;
    }
    return STORY_ASSERTS;
}

struct bag bag_without(struct arena *a, const struct bag *x, const struct bag *y, bool names_only)
{
    struct bag_term *v = ARENA_ARRAY(a, x->n + 1, struct bag_term);
    struct bag ret = {.v = v};
    for (uint32_t i = 0, k = 0; i < x->n; i++) {
        while (k < y->n && y->v[k].hash < x->v[i].hash)
            k++;
        if ((k < y->n && y->v[k].hash == x->v[i].hash) ||
            (names_only && !(x->v[i].flags & BAG_NAME)))
            continue;
        v[ret.n++] = x->v[i];
        ret.sum += (double)x->v[i].weight;
    }
    return ret;
}

/* Does a noun phrase begin behind the word? */
static bool is_border(struct str w)
{
    static const char *const verbs[] = {"accus", "blam", "alleg", "charg", "sued", "tell", NULL};
    for (const char *const *v = verbs; *v; v++)
        if (str_starts_fold(w, str_c(*v)))
            return true;
    return AMONG(w, "the", "a", "an", "that", "of", "by", "to", "against", "with", "from", "and",
                 "said", "says", "told", "asked");
}

/* What stands right before a mention, in one phrase with it: "Afghan foreign ministry
 * spokesperson"; not "Prosecutors accuse". */
static struct str before_mention(const struct story_report *r, const struct entity *e)
{
    if (!e->mention_count)
        return STR_NONE;
    uint32_t at = e->mentions[0].span.at, from = at;
    while (from > 0 && at - from < ABOUT_BYTES &&
           str_find_char(STR(",.;:\"\n"), r->text.p[from - 1]) == SIZE_MAX)
        from--;
    struct str before = str_sub(r->text, from, at), rest = before;
    struct text_words it = text_words(before);
    struct text_word w;
    while (text_word_next(&it, &w))
        if (is_border(str_sub(before, w.at, w.end)))
            rest = str_from(before, w.end);
    return rest;
}

/* Names that tell whose side somebody is on: in who is named, its role, what stands before it; of a
 * place, the weightiest of its country. */
static struct bag about_whom(struct statements *all, const struct story_report *r,
                             const struct claim *c)
{
    const struct reading *g = r->reading;
    struct buf b;
    buf_arena(&b, all->a, 4096);
    buf_lit(&b, "the ");
    if (c->quote >= 0)
        buf_put(&b, span_str(r->text, g->quotes[c->quote].source));
    const struct entity *e = c->by >= 0 ? &g->entities[c->by] : NULL;
    if (e)
        buf_fmt(&b, ", the %.*s, the %.*s, the ", STR_ARG(e->name), STR_ARG(e->role));
    if (e)
        buf_put(&b, before_mention(r, e));
    for (size_t i = 0; e && e->kind == ENTITY_PLACE && e->country.n && i < g->entity_count; i++)
        if (g->entities[i].kind == ENTITY_PLACE && str_eq(g->entities[i].country, e->country)) {
            buf_fmt(&b, ", the %.*s", STR_ARG(g->entities[i].name));
            break;
        }
    struct bag words = bag_of(all->a, buf_str(&b), g->lang);
    return bag_without(all->a, &words, &all->noise, true);
}

/* What is known of somebody in one sentence holds in all. */
static void share_about(struct statements *all)
{
    struct bag *joined = ARENA_ARRAY(all->a, all->n + 1, struct bag);
    for (size_t i = 0; i < all->n; i++) {
        joined[i] = all->v[i].about;
        for (size_t k = 0; k < all->n && all->v[i].claim->by >= 0; k++)
            if (k != i && str_eq(all->v[i].voice.who, all->v[k].voice.who))
                joined[i] = bag_join(all->a, &joined[i], &all->v[k].about);
    }
    for (size_t i = 0; i < all->n; i++)
        all->v[i].about = joined[i];
}

/* The number of the statement, from `first` on, that the reading's claim has become, or -1. */
static int32_t statement_of(const struct statements *all, size_t first, reading_index claim)
{
    for (size_t i = first; i < all->n; i++)
        if (all->v[i].voice.claim == claim)
            return (int32_t)i;
    return -1;
}

static void statement_add(struct statements *all, uint32_t report, size_t number,
                          const struct report_words *words)
{
    const struct story_report *r = &all->reports[report];
    const struct claim *c = &r->reading->claims[number];
    struct statement s = {.claim = c, .to = -1, .issue = -1};
    if (statement_refuses(all->a, r, c) || statement_asks(all->a, r, c))
        return;
    s.whole = statement_span(r, c);
    bool unknown;
    s.subject = statement_subject(all->a, r, c, s.whole, &unknown);
    if (unknown && c->stance == STANCE_ACCUSES)
        return; /* "he bribed them": nobody knows who */
    s.is_whole = unknown;
    if (unknown)
        s.whole = r->reading->sentences[c->sentence].span;
    s.pronoun = statement_is_pronoun(r, c);
    s.voice = (struct story_voice){.side = side_of(c->stance),
                                   .who = statement_who(all->a, r, c),
                                   .time = r->time,
                                   .spot = {report, c->sentence, c->span},
                                   .claim = (reading_index)number};
    s.voice.spot.span = statement_voice(r, c, &s.voice.verb);
    s.voice.by_words = statement_denies_by_words(r, c);
    if (s.voice.side == STORY_ASSERTS && statement_calls_false(all->a, span_str(r->text, c->span)))
        s.voice.side = STORY_DENIES;
    if (s.voice.side == STORY_ASSERTS && statement_withdraws(all->a, r, c))
        s.voice.side = STORY_WITHDRAWS;
    if (!str_eq(s.subject, s.voice.who) && !s.voice.verb)
        s.voice.subject = s.subject;
    s.negated = statement_negates(all->a, span_str(r->text, c->span)) != s.voice.by_words;
    s.said = bag_without(all->a, &words->sentences[c->sentence], &all->noise, false);
    s.about = about_whom(all, r, c);
    s.answers = s.voice.side != STORY_ASSERTS;
    s.accuses = !s.answers && statement_accuses(all->a, r, c);
    /* What the denial says besides who denies. */
    struct bag matter = bag_of(all->a, span_str(r->text, c->span), r->reading->lang);
    matter = bag_without(all->a, &matter, &all->noise, false);
    s.matter = bag_without(all->a, &matter, &s.about, false);
    s.empty = s.matter.sum < matter_least && !(s.answers && statement_has_clause(r, c));
    LIST_PUSH(all->a, all, s);
}

static int by_term(const void *x, const void *y)
{
    const struct bag_term *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* A term that many sentences of the story have tells little. */
static void reweigh(struct statements *all, struct bag_term *terms, size_t n, size_t sentences)
{
    qsort(terms, n, sizeof *terms, by_term);
    size_t kept = 0;
    for (size_t i = 0, same; i < n; i += same) {
        for (same = 1; i + same < n && terms[i + same].hash == terms[i].hash; same++)
            continue;
        double few =
            log(((double)sentences + 1) / ((double)same + 0.5)) / log((double)sentences + 1);
        terms[kept] = terms[i];
        terms[kept++].weight *= (float)(few < 0.05 ? 0.05 : few);
    }
    for (size_t i = 0; i < all->n; i++) {
        struct bag *said = &all->v[i].said;
        struct bag_term *v = ARENA_ARRAY(all->a, said->n + 1, struct bag_term);
        said->sum = 0;
        for (uint32_t k = 0, t = 0; k < said->n; k++) {
            while (t < kept && terms[t].hash < said->v[k].hash)
                t++;
            v[k] = t < kept && terms[t].hash == said->v[k].hash ? terms[t] : said->v[k];
            said->sum += (double)v[k].weight;
        }
        said->v = v;
    }
}

static void statements_of(struct statements *all, size_t n)
{
    struct {
        struct bag_term *v;
        size_t n, cap;
    } terms = {0};
    size_t sentences = 0;
    for (size_t i = 0; i < n; i++) {
        const struct story_report *r = &all->reports[i];
        if (!report_counts(all->reports, n, i) ||
            all->n + r->reading->claim_count > STATEMENTS_MOST)
            continue;
        struct report_words words = report_words(all->a, r);
        size_t first = all->n;
        for (size_t k = 0; k < r->reading->claim_count; k++)
            statement_add(all, (uint32_t)i, k, &words);
        for (size_t k = first; k < all->n; k++)
            if (all->v[k].answers && all->v[k].claim->against >= 0)
                all->v[k].to = statement_of(all, first, all->v[k].claim->against);
        for (size_t k = 0; k < words.n; k++)
            for (uint32_t t = 0; t < words.sentences[k].n; t++)
                LIST_PUSH(all->a, &terms, words.sentences[k].v[t]);
        sentences += words.n;
    }
    if (terms.n)
        reweigh(all, terms.v, terms.n, sentences);
    share_about(all);
}

bool statements_of_one(const struct statement *x, const struct statement *y)
{
    /* "The company" is another one in another report. */
    bool named = x->claim->by >= 0 && y->claim->by >= 0;
    return x->voice.who.n && y->voice.who.n &&
           (named || x->voice.spot.report == y->voice.spot.report) &&
           (str_eq(x->voice.who, y->voice.who) ||
            str_find_fold(x->voice.who, y->voice.who) != SIZE_MAX ||
            str_find_fold(y->voice.who, x->voice.who) != SIZE_MAX);
}

static bool same_side(const struct statement *x, const struct statement *y)
{
    return statements_of_one(x, y) || bag_shared(&x->about, &y->about) > 0;
}

/* Is the statement later than the other, as the reports come or as the text goes? */
bool statement_is_later(const struct statement *x, const struct statement *y)
{
    if (x->voice.spot.report == y->voice.spot.report)
        return x->voice.spot.sentence > y->voice.spot.sentence;
    return x->voice.time != TIME_NONE && y->voice.time != TIME_NONE &&
           x->voice.time > y->voice.time;
}

/* Weight of the names that both have. */
double bag_shared_names(const struct bag *x, const struct bag *y)
{
    double sum = 0;
    for (uint32_t i = 0, k = 0; i < x->n && k < y->n;) {
        const struct bag_term *u = &x->v[i], *v = &y->v[k];
        bool name = (u->flags & BAG_NAME) || (v->flags & BAG_NAME);
        sum += u->hash == v->hash && name ? (double)u->weight : 0;
        i += u->hash <= v->hash;
        k += v->hash <= u->hash;
    }
    return sum;
}

double bag_no_names(const struct bag *x)
{
    double sum = 0;
    for (uint32_t i = 0; i < x->n; i++)
        sum += x->v[i].flags & BAG_NAME ? 0 : (double)x->v[i].weight;
    return sum;
}

/* Do both speak of the same, besides names? At least half of what the shorter says. */
bool bag_same_matter(const struct bag *x, const struct bag *y)
{
    double shared = bag_shared(x, y) - bag_shared_names(x, y), a = bag_no_names(x),
           b = bag_no_names(y);
    return shared >= shared_least && shared >= thing_least * (a < b ? a : b);
}

bool bag_holds(const struct bag *x, const struct bag *little)
{
    double all = bag_no_names(little);
    return all >= little_least && bag_shared(x, little) - bag_shared_names(x, little) >= all;
}

/* Do both speak of one thing, besides naming the same people? Else "he denied that the jet was
 * old" would deny whatever was said of the jet's owner. Who is accused, or says whose words they
 * are, may answer in any. */
static bool one_thing(const struct statement *d, const struct statement *c)
{
    if (d->empty || d->pronoun || c->accuses || bag_shared(&c->about, &d->said) > 0)
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

/* How likely does `d` confirm later what `c` denies? "Lactina admitted that its powder was the
 * cause." Both must say what it is about, and neither the opposite of it. */
static double admits(const struct statement *d, const struct statement *c)
{
    if (d->voice.side != STORY_CONFIRMS || c->voice.side != STORY_DENIES ||
        !statement_is_later(d, c) || d->empty || d->pronoun || c->pronoun ||
        d->negated != c->negated)
        return 0;
    if (c->empty)
        return statements_of_one(d, c) && bag_holds(&d->matter, &c->matter) ? admits_own : 0;
    if (!one_thing(c, d))
        return 0;
    double score = bag_within(&d->said, &c->said);
    if (statements_of_one(d, c))
        return bag_same_matter(&d->matter, &c->matter) ? (score > admits_own ? score : admits_own)
                                                       : 0;
    return score >= admits_least ? score : 0;
}

/* How likely does `d` answer `c`? */
static double answers(const struct statement *d, const struct statement *c)
{
    double score = bag_within(&d->said, &c->said);
    if (c->answers)
        return admits(d, c);
    if (d->voice.side == STORY_WITHDRAWS)
        return statements_of_one(d, c) && statement_is_later(d, c) ? score : 0;
    /* A denial of what was said long before is no answer to it. */
    bool dated = d->voice.time != TIME_NONE && c->voice.time != TIME_NONE;
    if (dated && llabs(d->voice.time - c->voice.time) > 30 * US_DAY)
        return 0;
    if (statements_of_one(d, c)) /* takes back what it said */
        return d->voice.side == STORY_DENIES && dated && !d->empty && !c->empty &&
                       d->voice.time - c->voice.time > US_HOUR && score >= 0.7
                   ? score
                   : 0;
    if (d->voice.side == STORY_CONFIRMS && !bag_same_matter(&d->matter, &c->said))
        return 0; /* names in common are no matter in common */
    if (d->voice.side != STORY_DENIES)
        return c->empty || d->empty ? 0 : score;
    if (same_side(d, c) || !one_thing(d, c))
        return 0;
    bool here = d->voice.spot.report == c->voice.spot.report;
    reading_index apart = d->voice.spot.sentence - c->voice.spot.sentence;
    bool near = here && apart >= 0 && apart <= NEAR_SENTENCES;
    if (d->pronoun) /* what was said right before, or the charge before that */
        return !here || apart < 0 || apart > (c->accuses ? NEAR_SENTENCES : 1)
                   ? 0
                   : answer_least + is_near + (c->accuses ? 2 * is_accusing : 0) - apart * 0.1;
    bool accused = bag_shared(&d->about, &c->said) > 0;
    /* A plain report of something like it is not what is denied. */
    if (!c->accuses && !accused && !near && !d->empty &&
        bag_alike(&d->said, &c->said) < plain_least)
        return 0;
    if ((d->empty || c->empty) && !(near && (accused || c->accuses)))
        return 0;
    score = d->empty ? 0.25 : score;
    score += accused ? names_accused : 0;
    score += bag_shared(&c->about, &d->said) > 0 ? names_accuser : 0;
    score += near ? is_near * (1 - 0.2 * apart) : 0;
    score -= c->voice.spot.report > d->voice.spot.report ? said_later : 0;
    return score + (c->accuses ? is_accusing : 0);
}

/* Does the link that the reading found hold? */
static bool linked(const struct statement *d, const struct statement *c)
{
    reading_index apart = d->voice.spot.sentence - c->voice.spot.sentence;
    return !c->answers && !same_side(d, c) && one_thing(d, c) &&
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

/* Who denied it says later of himself that it is so: "I took the money." */
static void find_turns(struct statements *all)
{
    for (size_t i = 0; i < all->n; i++) {
        struct statement *x = &all->v[i];
        struct str said = span_str(all->reports[x->voice.spot.report].text, x->claim->span);
        if (x->answers || x->claim->by < 0 || x->accuses || !statement_of_self(all->a, said))
            continue;
        x->voice.side = STORY_CONFIRMS;
        bool turns = false;
        for (size_t k = 0; k < i && !turns; k++)
            turns = all->v[k].claim->by >= 0 && statements_of_one(x, &all->v[k]) &&
                    bag_same_matter(&x->matter, &all->v[k].matter) && admits(x, &all->v[k]) > 0;
        x->answers = turns;
        x->voice.side = turns ? STORY_CONFIRMS : STORY_ASSERTS;
    }
}

static void find_answers(struct statements *all)
{
    for (size_t i = 0; i < all->n; i++) {
        struct statement *d = &all->v[i], *best = NULL;
        double best_score = answer_least;
        if (!d->answers)
            continue;
        if (d->to >= 0 && linked(d, &all->v[d->to]))
            best = &all->v[d->to];
        d->to = -1;
        for (size_t k = 0; !best && k < all->n; k++) {
            double score = answers(d, &all->v[k]);
            if (score > best_score) {
                best_score = score;
                d->to = (int32_t)k;
            }
        }
        best = best ? best : d->to >= 0 && best_score > answer_least ? &all->v[d->to] : NULL;
        if (best)
            join(all, d, best);
    }
}

/* Somebody of the issue with whom `x` is on one side, who answers or not as `answering` says. */
static bool has_side(const struct statements *all, int32_t issue, const struct statement *x,
                     bool answering)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct statement *o = &all->v[i];
        if (o->issue == issue && o->answers == answering && same_side(o, x))
            return true;
    }
    return false;
}

/* Is what the two issues say the same matter? */
static double likest(const struct statements *all, int32_t one, int32_t other)
{
    double most = 0;
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < all->n && all->v[i].issue == one; k++) {
            if (all->v[k].issue != other || all->v[k].answers != all->v[i].answers)
                continue;
            double within = bag_within(&all->v[i].said, &all->v[k].said);
            most = within > most ? within : most;
        }
    return most;
}

/* Two issues: alike in words, or of the same two sides. */
static bool one_issue(const struct statements *all, int32_t one, int32_t other)
{
    double like = likest(all, one, other);
    if (like >= same_least)
        return true;
    bool asserting = false, answering = false;
    for (size_t i = 0; i < all->n && like >= like_least; i++) {
        const struct statement *s = &all->v[i];
        if (s->issue != one || (s->answers && s->voice.side != STORY_DENIES))
            continue;
        if (has_side(all, other, s, s->answers))
            *(s->answers ? &answering : &asserting) = true;
    }
    return asserting && answering;
}

/* May an assertion that nobody answers by itself be one more voice of the issue? It names who
 * denies there, is of the side that asserts there, and speaks of the same. */
static bool one_voice_more(const struct statements *all, const struct statement *x, int32_t issue)
{
    double most = 0;
    bool side = false, names = false, same = false;
    for (size_t i = 0; i < all->n; i++) {
        const struct statement *o = &all->v[i];
        if (o->issue != issue)
            continue;
        double within = bag_within(&x->said, &o->said);
        most = within > most ? within : most;
        /* Who denies it does not say it as well: "it had shelled rebel positions". */
        if (!x->answers && o->voice.side == STORY_DENIES && x->voice.who.n &&
            str_eq_fold(o->voice.who, x->voice.who))
            return false;
        bool alike = x->voice.side != STORY_CONFIRMS || bag_same_matter(&x->matter, &o->said);
        same |= o->answers == x->answers && within >= same_least && alike;
        side |= o->answers == x->answers && same_side(o, x);
        names |= o->answers && !same_side(o, x) && bag_shared(&o->about, &x->said) > 0;
    }
    return same || (!x->answers && side && names && most >= like_least);
}

static void rename_issue(struct statements *all, int32_t from, int32_t to)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].issue == from)
            all->v[i].issue = to;
}

/* Issues that are one become one; then statements of no issue yet join, or make one. */
static void gather(struct statements *all)
{
    for (int32_t i = 0; i < all->issues; i++)
        for (int32_t k = 0; k < i; k++)
            if (one_issue(all, i, k)) {
                rename_issue(all, i, k);
                break;
            }
    int32_t answered = all->issues;
    for (size_t i = 0; i < all->n; i++) {
        struct statement *x = &all->v[i];
        for (int32_t k = 0; k < answered && x->issue < 0 && !x->empty; k++)
            if (one_voice_more(all, x, k))
                x->issue = k;
        bool denied = x->voice.side == STORY_DENIES && x->voice.who.n; /* not by "it" */
        if (x->issue < 0 && !x->empty && (x->accuses || denied))
            x->issue = all->issues++;
    }
    for (int32_t i = answered; i < all->issues; i++)
        for (int32_t k = answered; k < i; k++)
            if (likest(all, i, k) >= same_least) {
                rename_issue(all, i, k);
                break;
            }
}

static int by_weight(const void *x, const void *y, void *ctx)
{
    const struct story_claim *a = x, *b = y;
    (void)ctx;
    return a->weight != b->weight ? (a->weight < b->weight ? 1 : -1) : 0;
}

void story_claims_make(struct arena *a, const struct story_report *reports, size_t n,
                       struct story_claims *ret)
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
    statements_of(&all, n);
    statements_find_rulings(&all);
    find_turns(&all);
    find_answers(&all);
    gather(&all);
    struct story_claim *v = ARENA_ARRAY(a, (size_t)all.issues + 1, struct story_claim);
    size_t kept = 0;
    for (int32_t i = 0; i < all.issues; i++)
        kept += story_claim_of(&all, i, &v[kept]);
    sort_stable(a, v, kept, sizeof *v, by_weight, NULL);
    *ret = (struct story_claims){v, kept < LEDGER_CLAIMS_MOST ? kept : LEDGER_CLAIMS_MOST};
}
