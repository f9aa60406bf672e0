/* agreements.c: who agreed with whom, on what, for how much, and how far it has come.
 *
 * An agreement is told by a verb that makes one ("sign", "agree", "reach", "ink", "exchange",
 * "ratify", "withdraw from") with a noun that names one ("agreement", "deal", "memorandum",
 * "ceasefire"), by a deed done with one ("ended the strike with a deal"), by what only two can do
 * ("buy", "merge", "settle"), or by a title and lead full of the noun. Each verb of a sentence is
 * tried until one has two parties. Parties are the names that are the verb's subject, that stand
 * after "between", "with", "by", "from" and "to", that own the noun ("the bank's offer") or that
 * "the two countries" stands for; where names are fewer than two, bodies without a name, too ("the
 * union"). What no verb tells is read from noun groups (bonds.c) and from deeds (deeds.c). The
 * subject is what stands after "on", "for" or "to". The stage is the furthest that the verbs say.
 * What is told twice of the same parties is one record, unless it is of two matters or sums.
 */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

enum { AGREEMENTS_MOST = 20 };

static const struct act no_act = {"", AGREEMENT_SIGNED, WITH_NOUN};

/* "on Thursday", "after two days of talks", "for 14 million": no matter of the agreement. */
static bool is_aside_word(const struct forming *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    uint8_t next = d->tokens[i + 1].xpos;
    if (sense_norm_is(d, i, STR("of")))
        return i != x->noun + 1 || sense_norm_in(d, i + 1, WORDS("understanding", "intent"));
    if (sense_norm_in(d, i, WORDS("on", "in", "for")) && sense_parties_date(d, i + 1))
        return true;
    if (sense_norm_is(d, i, STR("that"))) /* a relative clause */
        return next == XPOS_VBZ || next == XPOS_VBD || next == XPOS_MD || next == XPOS_VBP;
    bool price = next == XPOS_CD || next == XPOS_DOLLAR || d->tokens[i + 1].upos == SENSE_SYM ||
                 (i + 2 < x->s->to && sense_norm_in(d, i + 2, WORDS("fee", "price", "sum")));
    return sense_norm_in(d, i, WORDS("for", "to")) && price;
}

/* What stands after "on", "for", "to" behind the noun or verb, up to a clause's end. */
static struct span subject_of(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t start = x->noun != UINT32_MAX && x->noun > x->verb ? x->noun : x->verb;
    for (uint32_t i = start + 1; i + 1 < x->s->to && i < start + 14; i++) {
        if (!sense_norm_in(
                d, i,
                WORDS("on", "for", "to", "in", "of", "covering", "allowing", "under", "that")))
            continue;
        uint32_t from = i + 1, to = from;
        if (is_aside_word(x, i))
            continue;
        if (d->tokens[from].name >= 0 && !sense_norm_in(d, i, WORDS("to", "on", "for")))
            continue;
        while (to < x->s->to && to < from + 24 && d->tokens[to].xpos != XPOS_COMMA &&
               d->tokens[to].xpos != XPOS_STOP &&
               !sense_norm_in(d, to,
                              WORDS("with", "between", "which", "after", "while", "during", ";")))
            to++;
        if (to > from + 1 || (to > from && d->tokens[from].upos == SENSE_NOUN))
            return sense_span(d, from, to);
    }
    /* "a mining agreement": the words before the noun. */
    if (x->noun != UINT32_MAX && x->noun > x->s->from && d->tokens[x->noun - 1].upos == SENSE_NOUN)
        return sense_span(d, x->noun - 1, x->noun + 1);
    return (struct span){0, 0};
}

static reading_index sum_of(const struct forming *x)
{
    for (size_t i = 0; i < x->f->figures.n; i++)
        if (x->f->figures.v[i].kind == FIGURE_MONEY &&
            x->f->figures.v[i].span.at >= x->s->span.at &&
            x->f->figures.v[i].span.end <= x->s->span.end)
            return (reading_index)i;
    return -1;
}

/* "There is no deal between A and B", "left without a pact". */
static bool is_none(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = x->noun == UINT32_MAX ? -1 : d->tokens[x->noun].chunk;
    uint32_t from = chunk >= 0 ? d->chunks[chunk].from : 0;
    return chunk >= 0 && (sense_norm_is(d, from, STR("no")) ||
                          (from > x->s->from && sense_norm_is(d, from - 1, STR("without"))));
}

/* "Denied that it had signed", "denied signing", "nobody knows whether they signed". */
static bool is_doubted(const struct forming *x)
{
    static const char *const denies[] = {"deny", "doubt", "dispute", NULL};
    const struct sense_doc *d = x->d;
    for (uint32_t i = x->verb; i-- > x->s->from && d->tokens[i].xpos != XPOS_COMMA;) {
        bool denied = i > x->s->from && sense_lemma_in(d, i - 1, denies);
        if (sense_norm_is(d, i, STR("whether")) || (sense_norm_is(d, i, STR("that")) && denied) ||
            (i + 1 == x->verb && sense_lemma_in(d, i, denies)))
            return true;
    }
    return false;
}

/* "The tentative deal", "a proposed pact" */
static bool is_tentative(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = x->noun == UINT32_MAX ? -1 : d->tokens[x->noun].chunk;
    for (uint32_t i = chunk >= 0 ? d->chunks[chunk].from : x->noun; chunk >= 0 && i < x->noun; i++)
        if (sense_norm_in(d, i, WORDS("tentative", "proposed", "draft", "provisional", "possible")))
            return true;
    return false;
}

/* Not yet: future, conditional, negated, doubted, or only wanted. What is not in force yet is
 * proposed, what is not broken is in force, and talks that are over are not broken by that. */
static enum agreement_stage stage_of(const struct forming *x, enum agreement_stage stage)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->verb].chunk;
    bool open = is_none(x) || is_doubted(x), kept = false;
    if (chunk >= 0) {
        const struct sense_chunk *c = &d->chunks[chunk];
        open |= c->tense == TENSE_FUTURE || c->modal || c->negated || c->infinitive;
        kept = c->negated || (c->modal && !sense_norm_is(d, c->from, STR("will")));
    }
    for (uint32_t i = x->verb > x->s->from + 4 ? x->verb - 4 : x->s->from; i < x->verb; i++)
        open |= sense_norm_in(d, i,
                              WORDS("to", "hope", "hopes", "expected", "plans", "would", "will",
                                    "could", "may", "not", "ready"));
    bool talks = x->noun != UINT32_MAX &&
                 sense_norm_in(d, x->noun, WORDS("talks", "negotiations", "discussions"));
    bool over = talks && sense_lemma_in(d, x->verb, WORDS("end", "conclude", "close"));
    for (uint32_t i = x->verb + 1; over && i < x->s->to && i < x->verb + 8; i++)
        over = !sense_norm_in(d, i, WORDS("without", "failure", "acrimony", "deadlock", "impasse"));
    if (stage == AGREEMENT_BROKEN && (kept || over))
        return talks ? AGREEMENT_PROPOSED : AGREEMENT_IN_FORCE;
    if ((stage == AGREEMENT_SIGNED && open) ||
        (stage == AGREEMENT_IN_FORCE && (open || is_tentative(x))))
        return AGREEMENT_PROPOSED;
    return stage;
}

/* "Under a deal, X will let ships of Y pass": the verb behind the noun. */
static uint32_t duty_of(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    if (x->noun == UINT32_MAX || x->noun > x->s->body_from + 5 ||
        !sense_norm_is(d, x->s->body_from, STR("under")))
        return UINT32_MAX;
    for (uint32_t i = x->noun + 1; i < x->s->to && i < x->noun + 20; i++)
        if (d->tokens[i].upos == SENSE_VERB && d->tokens[i].chunk >= 0 &&
            (d->chunks[d->tokens[i].chunk].tense == TENSE_FUTURE ||
             sense_norm_is(d, d->chunks[d->tokens[i].chunk].from, STR("must"))))
            return i;
    return UINT32_MAX;
}

/* "ended the strike with a deal", "placed an order in a deal worth ...": the verb before it. */
static uint32_t deed_of(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = x->noun == UINT32_MAX ? -1 : d->tokens[x->noun].chunk;
    uint32_t start = chunk >= 0 ? d->chunks[chunk].from : x->s->from;
    bool in_talks = start == x->noun && sense_norm_is(d, start, STR("talks"));
    if (start < x->s->from + 2 ||
        sense_norm_in(d, x->noun, WORDS("bid", "offer", "approach", "proposal")) ||
        !(in_talks || sense_norm_in(d, start, WORDS("a", "an"))) ||
        !sense_norm_in(d, start - 1, WORDS("with", "in", "under", "through", "by", "on")))
        return UINT32_MAX;
    uint32_t spare = UINT32_MAX; /* "pays papers for showing texts, under a deal" */
    for (uint32_t i = start - 1; i-- > x->s->body_from && i + 20 > start;) {
        if (d->tokens[i].upos != SENSE_VERB && !(in_talks && d->tokens[i].upos == SENSE_AUX))
            continue;
        bool near = i + 14 > start;
        if (d->tokens[i].xpos != XPOS_VBG || i == x->s->from || d->tokens[i - 1].xpos != XPOS_IN)
            return near || spare != UINT32_MAX ? i : UINT32_MAX;
        if (near && spare == UINT32_MAX)
            spare = i;
    }
    return spare;
}

/* "X has an exclusive deal with Y": the verb before the noun. */
static uint32_t having_of(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    if (x->noun == UINT32_MAX || x->noun + 2 >= x->s->to ||
        !sense_norm_is(d, x->noun + 1, STR("with")))
        return UINT32_MAX;
    for (uint32_t i = x->noun; i-- > x->s->body_from && i + 5 > x->noun;)
        if (sense_norm_in(d, i, WORDS("has", "have", "had")) && d->tokens[i].chunk >= 0 &&
            d->chunks[d->tokens[i].chunk].head == i && !d->chunks[d->tokens[i].chunk].negated)
            return i;
    return UINT32_MAX;
}

/* Buying and selling is between bodies, of which one may be a person. */
static bool are_pair(const struct forming *x)
{
    size_t persons = 0;
    for (size_t i = 0; i < 2 && i < x->n; i++)
        persons += x->parties[i].entity >= 0 && sense_parties_agent(x->d, x->parties[i].entity);
    return x->n >= 2 && (persons < 2 || str_eq(str_c(x->act->lemma), STR("settle")));
}

/* The agreement that this verb makes of the sentence; how many parties it has, 0: it is none. */
static size_t form(struct forming *x, const struct act *act, uint32_t verb, uint32_t sentence)
{
    bool noun = false;
    x->act = act;
    x->verb = verb;
    x->noun = sense_agree_noun_by(x->d, x->s, verb);
    x->n = 0;
    x->common = false;
    if (!sense_agree_makes(x, &noun))
        return 0;
    sense_parties_collect(x);
    sense_parties_fill(x, sentence);
    sense_parties_envoys(x);
    sense_parties_act(x);
    if (x->n < 2 && str_eq(str_c(act->lemma), STR("vote")))
        x->n = 0;
    bool other = sense_agree_buys(x->d, verb) || /* it needs another side */
                 sense_lemma_in(x->d, verb, WORDS("order", "invest"));
    if (other && act->alone == PAIR && !x->bought)
        x->n = 0;
    if (!noun && (x->n < 2 || (act->alone != ALONE && !sense_parties_person(x) && !are_pair(x))))
        x->n = 0;
    if (x->n > 0 && !sense_agree_fits(x))
        x->n = 0;
    return x->n;
}

/* "A, B and C will govern the island together" */
static bool is_joint(const struct forming *x, uint32_t verb)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[verb].chunk;
    bool joint = false;
    if (chunk < 0 || d->tokens[verb].upos != SENSE_VERB || d->chunks[chunk].tense != TENSE_FUTURE)
        return false;
    for (uint32_t i = d->chunks[chunk].from; i < x->s->to && i < verb + 7; i++)
        joint |= sense_norm_in(d, i, WORDS("together", "jointly"));
    return joint;
}

/* "The talks in Solano ended": the noun begins the sentence; "ended without a deal". */
static bool is_topic(const struct forming *x)
{
    const struct sense_doc *d = x->d;
    if (x->noun == UINT32_MAX || d->tokens[x->noun].chunk < 0)
        return false;
    const struct sense_chunk *c = &d->chunks[d->tokens[x->noun].chunk];
    bool under = c->from == x->s->body_from + 1 && sense_norm_is(d, c->from - 1, STR("under"));
    return is_none(x) || ((c->from == x->s->body_from || under) && c->head == x->noun);
}

/* The stage that the verb of agreeing next to the noun tells of, else the noun itself. */
static const struct act *bond_act(const struct forming *x)
{
    static const struct act open = {"", AGREEMENT_PROPOSED, WITH_NOUN};
    const struct sense_doc *d = x->d;
    uint32_t from = x->noun > x->s->body_from + 6 ? x->noun - 6 : x->s->body_from;
    for (uint32_t i = from; i < x->s->to && i < x->noun + 12; i++) {
        const struct act *act = sense_agree_act(d, i);
        if (act && act->stage != AGREEMENT_SIGNED)
            return act;
    }
    return sense_norm_in(d, x->noun,
                         WORDS("talks", "negotiations", "discussions", "bid", "offer", "approach",
                               "proposal", "bids", "offers"))
               ? &open
               : &no_act;
}

/* What a noun group tells of, with its parties or those of the sentence beside. */
static bool form_bond(struct forming *x)
{
    struct forming bond = {.f = x->f, .d = x->d, .s = x->s, .act = &no_act, .noun = x->noun};
    bond.verb = x->s->body_from;
    if (!sense_parties_bond(&bond)) {
        bond.noun = x->noun;
        if (!is_topic(&bond) || !sense_parties_beside(&bond))
            return false;
    }
    bond.act = bond_act(&bond);
    sense_parties_envoys(&bond);
    bond.verb = bond.noun;
    if (!sense_agree_fits(&bond))
        return false;
    *x = bond;
    return true;
}

/* An agreement of which a noun group names one side only. */
static bool form_half(struct forming *x)
{
    struct forming half = {.f = x->f, .d = x->d, .s = x->s, .act = &no_act};
    half.verb = x->s->body_from;
    if (!sense_parties_half(&half))
        return false;
    half.act = bond_act(&half);
    half.verb = half.noun;
    if (!sense_agree_fits(&half))
        return false;
    *x = half;
    return true;
}

/* The first verb that has two parties, else the first that has one. */
static bool form_best(struct forming *x, uint32_t sentence)
{
    static const struct act deed = {"", AGREEMENT_SIGNED, WITH_NOUN},
                            talks = {"", AGREEMENT_PROPOSED, WITH_NOUN},
                            joint = {"share", AGREEMENT_SIGNED, JOINTLY};
    const struct sense_doc *d = x->d;
    struct forming one = {.n = 0};
    uint32_t deed_verb = deed_of(x), duty_verb = duty_of(x), having = having_of(x);
    for (uint32_t i = x->s->body_from; i < x->s->to; i++) {
        const struct act *act = sense_agree_act(d, i);
        if (i == deed_verb && (!act || act->stage != AGREEMENT_SIGNED))
            act = sense_norm_in(d, x->noun, WORDS("talks")) ? &talks : &deed;
        if (i == duty_verb || i == having)
            act = &deed;
        if (!act && is_joint(x, i))
            act = &joint;
        if (!act && sense_norm_is(d, i, STR("close")) && i + 1 < x->s->to &&
            sense_norm_is(d, i + 1, STR("to")) && x->noun != UINT32_MAX && x->noun > i &&
            x->noun < i + 7)
            act = &talks;
        if (!act || act->alone == TOGETHER || d->tokens[i].flags & TOK_IN_QUOTES)
            continue;
        size_t n = form(x, act, i, sentence);
        if (n >= 2)
            return true;
        if (n == 1 && one.n == 0)
            one = *x;
    }
    if (one.n == 0 && sense_parties_between(x, x->s->to) != UINT32_MAX &&
        form(x, &deed, x->noun, sentence) >= 2)
        return true;
    if (sense_parties_peace(x, &deed) || sense_parties_transfer(x, &deed))
        return true;
    if (form_bond(x) || sense_parties_deed(x) || sense_parties_people(x))
        return true;
    if (one.n > 0)
        *x = one;
    return one.n > 0 || sense_parties_promise(x) || form_half(x);
}

/* Is every party of y one of x's, too? */
static bool same_parties(struct str text, const struct agreement *x, const struct agreement *y)
{
    for (size_t i = 0; i < y->party_count; i++) {
        const struct fill *p = &y->parties[i];
        bool met = false;
        for (size_t k = 0; k < x->party_count; k++)
            met |= p->entity >= 0
                       ? x->parties[k].entity == p->entity
                       : str_eq_fold(span_str(text, x->parties[k].span), span_str(text, p->span));
        if (!met)
            return false;
    }
    return y->party_count >= 2;
}

/* One agreement told again, of the same parties and stage: what is new of its matter and sum goes
 * to the record that is there. Two matters, or two sums, are two agreements. */
static bool joins(struct sense_find *f, const struct agreement *y)
{
    for (size_t i = f->agreements.n; i-- > 0;) {
        struct agreement *x = &f->agreements.v[i];
        if (x->stage != y->stage || !same_parties(f->d->text, x, y) ||
            (x->subject.end && y->subject.end) || (x->figure >= 0 && y->figure >= 0))
            continue;
        if (!x->subject.end)
            x->subject = y->subject;
        if (x->figure < 0)
            x->figure = y->figure;
        return true;
    }
    return false;
}

static void take_sentence(struct sense_find *f, uint32_t sentence)
{
    const struct sense_doc *d = f->d;
    struct forming x = {
        .f = f, .d = d, .s = &d->sentences[sentence], .verb = UINT32_MAX, .noun = UINT32_MAX};
    x.noun = sense_agree_noun_by(d, x.s, x.s->body_from);
    if (!form_best(&x, sentence) || !sense_agree_fits(&x))
        return;
    struct fill *parties = ARENA_ARRAY(f->a, x.n, struct fill);
    memcpy(parties, x.parties, x.n * sizeof *parties);
    struct agreement made = {.stage = stage_of(&x, x.act->stage),
                             .parties = parties,
                             .party_count = x.n,
                             .subject = subject_of(&x),
                             .figure = sum_of(&x),
                             .sentence = (reading_index)sentence};
    if (!joins(f, &made))
        LIST_PUSH(f->a, &f->agreements, made);
}

void sense_agreements(struct sense_find *f)
{
    for (uint32_t i = 0; i < f->d->sentence_count && f->agreements.n < AGREEMENTS_MOST; i++)
        if (f->d->sentences[i].kind == SENTENCE_PROSE)
            take_sentence(f, i);
}
