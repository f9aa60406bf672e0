/* deeds.c: agreements that are told by what is done, read strictly: the subject's noun groups must
 * reach up to the verb. Two that do it together ("A and the union ended their feud", "A has made up
 * with B"), who signs with whom, and a body that agrees to do something. */
#include "sense/forming.h"
#include "sense/persons.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Behind ", the drivers' union,", which says what the last of a list is; i where none stands. */
static uint32_t past_apposition(const struct sense_doc *d, uint32_t i, uint32_t to)
{
    if (i >= to || d->tokens[i].xpos != XPOS_COMMA || d->tokens[to - 1].xpos != XPOS_COMMA)
        return i;
    for (uint32_t k = i + 1; k + 1 < to; k++)
        if (d->tokens[k].xpos == XPOS_COMMA || d->tokens[k].name >= 0 ||
            (d->tokens[k].chunk >= 0 && d->chunks[d->tokens[k].chunk].kind == CHUNK_VERB))
            return i;
    return to;
}

/* Who is the subject of x->verb, if its words are nothing but a list of parties: are they several?
 */
static bool subject_list(struct forming *x)
{
    const struct sense_doc *d = x->d;
    uint32_t from, to, end;
    sense_parties_subject_at(x, &from, &to);
    end = from;
    bool joined = sense_parties_list_to(x, from, &end);
    int32_t chunk = d->tokens[x->verb].chunk;
    to = chunk >= 0 && d->chunks[chunk].from < to ? d->chunks[chunk].from : to;
    end = past_apposition(d, end, to);
    while (end < to && (d->tokens[end].upos == SENSE_ADV || d->tokens[end].xpos == XPOS_COMMA ||
                        sense_norm_is(d, end, STR("both"))))
        end++;
    if (end < to)
        x->n = 0;
    return joined && x->n >= 2;
}

static bool is_person(const struct forming *x, size_t i)
{
    return x->parties[i].entity >= 0 && sense_parties_agent(x->d, x->parties[i].entity);
}

/* "A made up with B": who stands behind the first "with" of the clause. */
static bool with_list(struct forming *x)
{
    const struct sense_doc *d = x->d;
    size_t n = x->n;
    for (uint32_t i = x->verb + 1; n > 0 && i + 1 < x->s->to && i < x->verb + 12; i++) {
        if (d->tokens[i].upos == SENSE_VERB || d->tokens[i].xpos == XPOS_COMMA)
            break;
        if (sense_norm_is(d, i, STR("with"))) {
            sense_parties_list(x, i + 1);
            break;
        }
    }
    return x->n > n;
}

/* What two do together; promises are of bodies and states. */
static bool done_together(struct forming *x)
{
    bool vow = str_eq(str_c(x->act->lemma), STR("pledge"));
    bool several = subject_list(x);
    if (x->n == 0)
        sense_parties_pronoun(x);
    if (!several && (vow || !with_list(x)))
        return false;
    for (size_t i = 0; vow && i < x->n; i++)
        if (is_person(x, i))
            return false;
    return x->n >= 2;
}

/* "Noor Haddad has signed with Bluebird Records" */
static bool signed_with(struct forming *x)
{
    const struct sense_doc *d = x->d;
    if (x->verb + 2 >= x->s->to || !sense_norm_in(d, x->verb + 1, WORDS("with", "for")))
        return false;
    subject_list(x);
    if (x->n == 0)
        sense_parties_pronoun(x);
    size_t n = x->n;
    if (n > 0)
        sense_parties_list(x, x->verb + 2);
    return x->n > n;
}

bool sense_parties_deed(struct forming *x)
{
    static const struct act signs = {"sign", AGREEMENT_SIGNED, ALONE};
    const struct sense_doc *d = x->d;
    for (uint32_t i = x->s->body_from; i < x->s->to; i++) {
        const struct act *act = sense_agree_act(d, i);
        if (!act || d->tokens[i].flags & TOK_IN_QUOTES)
            continue;
        bool sign = sense_lemma_in(d, i, WORDS("sign", "re-sign", "resign"));
        struct forming one = {
            .f = x->f, .d = d, .s = x->s, .act = act, .verb = i, .noun = x->noun, .common = true};
        one.act = sign ? &signs : act;
        bool both =
            act->alone == TOGETHER ||
            sense_lemma_in(d, i, WORDS("settle", "merge", "team", "join", "make", "link", "pair"));
        if ((both && done_together(&one)) || (sign && signed_with(&one))) {
            *x = one;
            return true;
        }
    }
    return false;
}

/* Is the party named, or by its words people or a body? */
static bool is_somebody(const struct forming *x, size_t i)
{
    const struct sense_doc *d = x->d;
    uint32_t token = sense_token_at(d, x->parties[i].span.at);
    int32_t chunk = token < d->token_count ? d->tokens[token].chunk : -1;
    if (x->parties[i].entity >= 0 || chunk < 0)
        return x->parties[i].entity >= 0;
    uint32_t head = d->chunks[chunk].head;
    return sense_person_noun(d->tokens[head].lemma) || sense_norm_in(d, head, sense_agree_bodies) ||
           (d->tokens[head].xpos == XPOS_NNS && token < x->verb);
}

/* "Russian academics signed a deal with a Korean scientist": people without a name on a side. */
bool sense_parties_people(struct forming *x)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = x->s->body_from; x->noun != UINT32_MAX && i < x->noun; i++) {
        const struct act *act = x->noun < i + 7 ? sense_agree_act(d, i) : NULL;
        uint32_t with = x->noun + 1;
        int32_t verb = d->tokens[i].chunk, noun = d->tokens[x->noun].chunk;
        act = act && verb >= 0 && noun >= 0 && d->chunks[noun].from == d->chunks[verb].to ? act
                                                                                          : NULL;
        if (!act || d->tokens[i].flags & TOK_IN_QUOTES || with + 1 >= x->s->to ||
            !sense_norm_is(d, with, STR("with")))
            continue;
        struct forming one = {.f = x->f,
                              .d = d,
                              .s = x->s,
                              .act = act,
                              .verb = i,
                              .noun = x->noun,
                              .common = true,
                              .any = true};
        subject_list(&one);
        size_t n = one.n;
        if (n > 0)
            sense_parties_list(&one, with + 1);
        bool all = one.n > n;
        for (size_t k = 0; k < one.n; k++)
            all &= is_somebody(&one, k);
        if (!all)
            continue;
        *x = one;
        return true;
    }
    return false;
}

/* "will pay 4 million to resolve claims that", "settled the charges" */
static bool settles_claims(const struct forming *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    if (d->tokens[i].upos != SENSE_VERB || !sense_lemma_in(d, i, WORDS("settle", "resolve")))
        return false;
    for (uint32_t k = i + 1; k < x->s->to && k < i + 6 && d->tokens[k].upos != SENSE_VERB; k++)
        if (sense_lemma_in(d, k,
                           WORDS("claim", "charge", "allegation", "lawsuit", "suit", "probe",
                                 "investigation")))
            return true;
    return false;
}

/* "The retailer has agreed to pay": a body or state that binds itself, to whom is not said. */
bool sense_parties_promise(struct forming *x)
{
    static const struct act settles = {"settle", AGREEMENT_SIGNED, ALONE};
    const struct sense_doc *d = x->d;
    for (uint32_t i = x->s->body_from; i + 1 < x->s->to; i++) {
        const struct act *act = settles_claims(x, i) ? &settles : sense_agree_act(d, i);
        if (!act || act->alone != ALONE || d->tokens[i].flags & TOK_IN_QUOTES ||
            (act != &settles && !sense_norm_is(d, i + 1, STR("to"))))
            continue;
        struct forming one = {
            .f = x->f, .d = d, .s = x->s, .act = act, .verb = i, .noun = x->noun, .common = true};
        subject_list(&one);
        if (one.n == 0)
            sense_parties_pronoun(&one);
        if (one.n == 0 || is_person(&one, 0))
            continue;
        if (one.n == 1)
            sense_parties_promised(&one);
        *x = one;
        return true;
    }
    return false;
}
