/* statements.c: the claims of a story's readings as statements: what is said (the words of its
 * sentence, without those that only say that somebody says, and lighter the more sentences of the
 * story have them) and whose side says it (the names in who is named, in its role, before it:
 * "Afghan", "Taliban"). */
#include "story/claims.h"

#include <math.h>
#include <stdlib.h>

enum { STATEMENTS_MOST = 1200, ABOUT_BYTES = 60, INITIAL_BYTES = 3 };
static const double matter_least = 14, little_least = 2.5;

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

/* "Its head" of "its head, Una Moll, announced"; {0,0} where no post stands before the name. */
static struct span post_before(struct arena *a, const struct story_report *r, struct span source)
{
    uint32_t end = source.at > 2 ? source.at - 2 : 0, at = end;
    if (!end || r->text.p[end] != ',' || r->text.p[end + 1] != ' ')
        return (struct span){0, 0};
    while (at > 0 && end - at < ABOUT_BYTES &&
           str_find_char(STR(",.;:\"\n"), r->text.p[at - 1]) == SIZE_MAX)
        at--;
    at += r->text.p[at] == ' ';
    struct str words = str_sub(r->text, at, end);
    size_t space = str_find_char(words, ' ');
    bool owned = AMONG(str_sub(words, 0, space < words.n ? space : words.n), "its", "their", "his",
                       "her", "Its", "Their", "the", "The") ||
                 str_find(words, STR("'s ")) != SIZE_MAX;
    return owned && statement_is_officer(a, words) ? (struct span){at, end} : (struct span){0, 0};
}

/* The first body that is named in the claim's sentence before byte `at`, else the last in the two
 * sentences before; -1. */
static reading_index body_in(const struct story_report *r, const struct claim *c, uint32_t at)
{
    const struct reading *g = r->reading;
    reading_index first = -1, last = -1;
    uint32_t begin = g->sentences[c->sentence].span.at, before = at, behind = 0,
             from = g->sentences[c->sentence > 2 ? c->sentence - 2 : 0].span.at;
    for (size_t i = 0; i < g->entity_count; i++)
        for (size_t k = 0; k < g->entities[i].mention_count && g->entities[i].kind == ENTITY_ORG;
             k++) {
            uint32_t here = g->entities[i].mentions[k].span.at;
            if (here >= begin && here < before) {
                first = (reading_index)i;
                before = here;
            } else if (here < begin && here >= from && here >= behind) {
                last = (reading_index)i;
                behind = here;
            }
        }
    return first >= 0 ? first : last;
}

/* Names that tell whose side somebody is on: in who is named, its role, what stands before it; of a
 * place, the weightiest of its country. */
static struct bag about_whom(struct statements *all, const struct story_report *r,
                             const struct claim *c, struct str *ret_words)
{
    const struct reading *g = r->reading;
    struct buf b;
    buf_arena(&b, all->a, 4096);
    buf_lit(&b, "the ");
    if (c->quote >= 0) {
        const struct span source = g->quotes[c->quote].source;
        buf_put(&b, span_str(r->text, source));
        struct span post = post_before(all->a, r, source);
        if (post.end)
            buf_fmt(&b, ", the %.*s", STR_ARG(span_str(r->text, post)));
        /* "Its head, Una Moll": whose. */
        reading_index whose = statement_entity_at(r, post.end ? post.at : source.at);
        bool its = str_starts_fold(span_str(r->text, source), STR("its ")) ||
                   str_starts_fold(span_str(r->text, source), STR("their "));
        if (whose < 0 && (post.end || its))
            whose = body_in(r, c, post.end ? post.at : source.at);
        if (whose >= 0 && whose != c->by)
            buf_fmt(&b, ", the %.*s", STR_ARG(entity_name(g, whose)));
    }
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
    *ret_words = buf_str(&b);
    struct bag words = bag_of(all->a, *ret_words, g->lang);
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

/* "Goalkeeper Pia Norden has torn a muscle": what she is, is not what is said of her. */
static struct bag without_posts(struct arena *a, const struct story_report *r,
                                const struct claim *c, const struct bag *matter)
{
    struct bag core = *matter;
    for (size_t i = 0; i < r->reading->entity_count; i++) {
        const struct entity *e = &r->reading->entities[i];
        bool here = false;
        for (size_t k = 0; k < e->mention_count && e->role.n; k++)
            here |= e->mentions[k].span.at >= c->span.at && e->mentions[k].span.end <= c->span.end;
        if (!here)
            continue;
        struct bag role = bag_of(a, str_lower(a, e->role), r->reading->lang);
        core = bag_without(a, &core, &role, false);
    }
    return core;
}

/* "that it was bankrupt", "owning any land": few words, and yet a matter. */
static bool says_little(const struct story_report *r, const struct claim *c,
                        const struct bag *matter)
{
    struct str said = span_str(r->text, c->span);
    size_t space = str_find_char(said, ' ');
    bool doing = space < said.n && str_ends(str_sub(said, 0, space), STR("ing"));
    return (doing || str_starts(said, STR("that "))) && bag_no_names(matter) >= little_least;
}

/* Who speaks, where that is not who the reading took for it; and what he does, where that is a
 * charge. */
static void know_who(const struct story_report *r, const struct claim *c, struct span charge,
                     struct statement *s)
{
    struct span source = {0, 0};
    if (charge.end) {
        s->voice.who = STR_NONE;
        s->voice.spot.span = charge;
        s->voice.verb = false;
    } else if (statement_true_source(r, c, &source)) {
        bool begins = c->quote >= 0 && s->whole.at == r->reading->quotes[c->quote].source.at;
        s->whole.at = begins ? source.at : s->whole.at;
        s->voice.who = span_str(r->text, source);
    }
    if (s->voice.side == STORY_DOUBTS && statement_suspects(r, c))
        s->voice.side = STORY_ASSERTS;
}

/* Its words as they can stand alone, and whom a pronoun names with which they begin; false where
 * nobody knows who is accused ("he bribed them"). */
static bool know_words(const struct statements *all, const struct story_report *r,
                       struct span charge, struct statement *s)
{
    const struct claim *c = s->claim;
    bool unknown;
    s->whole = charge.end ? charge : statement_span(r, c);
    s->subject = statement_subject(all->a, r, c, s->whole, &unknown);
    if (unknown && charge.end) {
        s->subject = entity_name(r->reading, statement_entity_at(r, charge.at));
        unknown = !s->subject.n;
    }
    if (unknown && c->stance == STANCE_ACCUSES)
        return false;
    s->is_whole = unknown || statement_lacks_subject(span_str(r->text, s->whole));
    if (s->is_whole)
        s->whole = r->reading->sentences[c->sentence].span;
    s->pronoun = statement_is_pronoun(r, c);
    return true;
}

/* What the words of an assertion make of it: a denial, a withdrawal; false: a mere supposition. */
static bool know_side(const struct statements *all, const struct story_report *r,
                      struct span charge, struct statement *s)
{
    const struct claim *c = s->claim;
    struct str said = span_str(r->text, c->span);
    if (s->voice.side == STORY_ASSERTS && statement_tells_denial(all->a, said)) {
        s->voice.side = STORY_DENIES;
        s->voice.by_words = true;
        s->voice.verb = false;
    }
    bool called = s->voice.side == STORY_DENIES && statement_judges(r, c);
    if ((called || s->voice.side == STORY_ASSERTS) && statement_calls_false(all->a, said)) {
        s->voice.side = STORY_DENIES;
        s->bare = true;
        s->pronoun |= statement_is_of_report(all->a, said);
    }
    if (s->voice.by_words && statement_is_verdict(all->a, said)) {
        s->bare = true;
        s->pronoun |= statement_is_of_report(all->a, said);
    }
    if (s->voice.side == STORY_ASSERTS &&
        statement_supposes(all->a, charge.end ? span_str(r->text, charge) : said))
        return false;
    if (s->voice.side == STORY_ASSERTS && statement_withdraws(all->a, r, c))
        s->voice.side = STORY_WITHDRAWS;
    s->answers = s->voice.side != STORY_ASSERTS;
    s->accuses =
        !s->answers && (charge.end || statement_suspects(r, c) || statement_accuses(all->a, r, c));
    return true;
}

/* The bags of what is said, and what they tell. */
static void know_matter(struct statements *all, const struct story_report *r, struct span charge,
                        const struct bag *sentence, struct statement *s)
{
    const struct claim *c = s->claim;
    struct str said = span_str(r->text, c->span);
    s->said = bag_without(all->a, sentence, &all->noise, false);
    s->about = about_whom(all, r, c, &s->described);
    /* What the denial says besides who denies. */
    struct bag matter = bag_of(all->a, statement_plain_verbs(all->a, said), r->reading->lang);
    matter = bag_without(all->a, &matter, &all->noise, false);
    s->matter = bag_without(all->a, &matter, &s->about, false);
    s->core = without_posts(all->a, r, c, &s->matter);
    s->point = bag_of(all->a, charge.end ? span_str(r->text, charge) : said, r->reading->lang);
    s->point = bag_without(all->a, &s->point, &all->noise, false);
    s->clause = statement_has_clause(r, c);
    bool clause = s->answers && (s->clause || says_little(r, c, &s->matter));
    s->empty = s->matter.sum < matter_least && !clause;
    s->bare |= s->empty || (s->answers && statement_is_of_charges(all->a, said));
}

static void statement_add(struct statements *all, uint32_t report, size_t number,
                          const struct report_words *words)
{
    const struct story_report *r = &all->reports[report];
    struct claim *c = ARENA_NEW(all->a, struct claim);
    *c = r->reading->claims[number];
    c->span = statement_content(r, c);
    struct statement s = {.claim = c, .to = -1, .answered = -1, .issue = -1};
    if (statement_refuses(all->a, r, c) || statement_asks(all->a, r, c) ||
        !statement_is_worth(all->a, r, c) || statement_is_fragment(r, c))
        return;
    const struct span charge = statement_charge(all->a, r, c);
    if (!know_words(all, r, charge, &s))
        return;
    s.voice = (struct story_voice){.side = side_of(c->stance),
                                   .who = statement_who(all->a, r, c),
                                   .time = r->time,
                                   .spot = {report, c->sentence, c->span},
                                   .claim = (reading_index)number};
    s.voice.spot.span = statement_voice(r, c, &s.voice.verb);
    s.voice.by_words = statement_denies_by_words(r, c);
    know_who(r, c, charge, &s);
    if (!know_side(all, r, charge, &s))
        return;
    if (!str_eq(s.subject, s.voice.who) && !s.voice.verb)
        s.voice.subject = s.subject;
    /* Of a denial, what is denied. */
    struct str said = span_str(r->text, c->span);
    bool own = c->stance == STANCE_DENIES && statement_only_says(r, c) &&
               !statement_tells_denial(all->a, said) && !statement_calls_false(all->a, said);
    s.negated = statement_negates(all->a, said) != own;
    s.stand = statement_stand(all->a, said, own);
    bool thing = str_starts_fold(said, STR("it")) || str_starts_fold(said, STR("\"it"));
    bool person = c->by >= 0 && r->reading->entities[c->by].kind == ENTITY_PERSON;
    s.of_self = statement_of_self(all->a, said) && !(thing && person);
    s.retold = s.voice.side == STORY_DENIES && statement_is_retold(all->a, r, c);
    know_matter(all, r, charge, &words->sentences[c->sentence], &s);
    LIST_PUSH(all->a, all, s);
}

static int by_term(const void *x, const void *y)
{
    const struct bag_term *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* The bag with the weights of the terms. */
static struct bag weighed(struct arena *a, const struct bag *bag, const struct bag_term *terms,
                          size_t n)
{
    struct bag_term *v = ARENA_ARRAY(a, bag->n + 1, struct bag_term);
    struct bag ret = {.v = v, .n = bag->n};
    for (uint32_t k = 0, t = 0; k < bag->n; k++) {
        while (t < n && terms[t].hash < bag->v[k].hash)
            t++;
        v[k] = t < n && terms[t].hash == bag->v[k].hash ? terms[t] : bag->v[k];
        ret.sum += (double)v[k].weight;
    }
    return ret;
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
        struct statement *s = &all->v[i];
        s->said = weighed(all->a, &s->said, terms, kept);
        s->point = weighed(all->a, &s->point, terms, kept);
    }
}

void statements_make(struct statements *all)
{
    const size_t n = all->report_count;
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
    for (size_t i = 0; i < all->n; i++)
        statement_know_party(all, &all->v[i]);
}

const struct members *statements_by_issue(const struct statements *all)
{
    struct members *m = ARENA_ARRAY(all->a, (size_t)all->issues + 1, struct members);
    uint32_t *v = ARENA_ARRAY(all->a, all->n + 1, uint32_t);
    for (size_t i = 0; i < all->n; i++)
        m[all->v[i].issue >= 0 ? all->v[i].issue : all->issues].n++;
    for (int32_t i = 0; i <= all->issues; i++) {
        m[i].v = v;
        v += m[i].n;
        m[i].n = 0;
    }
    for (size_t i = 0; i < all->n; i++) {
        struct members *of = &m[all->v[i].issue >= 0 ? all->v[i].issue : all->issues];
        of->v[of->n++] = (uint32_t)i;
    }
    return m;
}

bool statements_one_name(struct str x, struct str y)
{
    size_t a = str_find_char(x, ' '), b = str_find_char(y, ' ');
    if (str_eq(x, y) || a == SIZE_MAX || b == SIZE_MAX)
        return str_eq(x, y);
    /* First and last name are the same, and what is between is short or not there. */
    size_t c = str_rfind_char(x, ' '), d = str_rfind_char(y, ' ');
    return c - a <= INITIAL_BYTES && d - b <= INITIAL_BYTES && is_upper(x.p[0]) &&
           str_eq(str_sub(x, 0, a), str_sub(y, 0, b)) && str_eq(str_from(x, c), str_from(y, d));
}

bool statements_of_one(const struct statement *x, const struct statement *y)
{
    /* "The company" is another one in another report. */
    bool named = x->claim->by >= 0 && y->claim->by >= 0;
    return x->voice.who.n && y->voice.who.n &&
           (named || x->voice.spot.report == y->voice.spot.report) &&
           (statements_one_name(x->voice.who, y->voice.who) ||
            str_find_fold(x->voice.who, y->voice.who) != SIZE_MAX ||
            str_find_fold(y->voice.who, x->voice.who) != SIZE_MAX);
}

bool statements_same_side(const struct statement *x, const struct statement *y)
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
