/* peace.c: agreements that are told without a word for one, by what each side does: a strike, row
 * or lawsuit that is called off after the other side gave way, and a player who changes clubs. */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The first token of [from, to) among the words; `to` where none is. */
static uint32_t first_of(const struct sense_doc *d, uint32_t from, uint32_t to,
                         const char *const *words)
{
    while (from < to && !sense_norm_in(d, from, words))
        from++;
    return from;
}

/* The first verb of [from, to) with one of these lemmas, outside quotation marks; `to`: none. */
static uint32_t verb_of(const struct sense_doc *d, uint32_t from, uint32_t to,
                        const char *const *lemmas)
{
    while (from < to && !(d->tokens[from].upos == SENSE_VERB && sense_lemma_in(d, from, lemmas) &&
                          !(d->tokens[from].flags & TOK_IN_QUOTES)))
        from++;
    return from;
}

/* Those who end it: whoever they are ("baggage handlers"), else names and bodies. */
static void strikers(struct forming *x, uint32_t to)
{
    const struct sense_doc *d = x->d;
    int32_t chunk = d->tokens[x->s->body_from].chunk;
    const struct sense_chunk *c = chunk >= 0 ? &d->chunks[chunk] : NULL;
    if (c && d->tokens[c->head].xpos == XPOS_NNS && d->tokens[c->head].name < 0)
        x->parties[x->n++] = (struct fill){sense_span(d, c->from, c->to), -1};
    else
        sense_parties_names(x, x->s->body_from, to, false);
}

bool sense_parties_peace(struct forming *x, const struct act *act)
{
    const struct sense_doc *d = x->d;
    uint32_t to = x->s->to;
    uint32_t ends = verb_of(d, x->s->body_from, to,
                            WORDS("end", "suspend", "call", "postpone", "cancel", "drop", "halt",
                                  "shelve", "lift", "withdraw"));
    uint32_t last = ends + 9 < to ? ends + 9 : to;
    uint32_t quarrel = first_of(d, ends, last, sense_agree_quarrels);
    if (ends == to || quarrel == last)
        return false;
    uint32_t after = first_of(d, quarrel, to, WORDS("after", "when"));
    uint32_t yields =
        verb_of(d, after, to,
                WORDS("offer", "promise", "agree", "accept", "pledge", "concede", "guarantee",
                      "grant", "consent", "undertake", "withdraw", "commit"));
    if (yields == to)
        return false;
    struct forming one = {
        .f = x->f, .d = d, .s = x->s, .act = act, .verb = yields, .noun = x->noun, .common = true};
    strikers(&one, ends);
    sense_parties_names(&one, after + 1, yields, false);
    if (one.n < 2)
        return false;
    *x = one;
    return true;
}

bool sense_parties_transfer(struct forming *x, const struct act *act)
{
    const struct sense_doc *d = x->d;
    uint32_t to = x->s->to;
    uint32_t moves = verb_of(d, x->s->body_from, to,
                             WORDS("join", "move", "switch", "return", "transfer", "spend"));
    uint32_t hired = first_of(d, moves, to, WORDS("loan", "fee", "deal", "contract", "transfer"));
    if (moves == to || hired == to ||
        (sense_lemma_in(d, moves, WORDS("spend")) && !sense_norm_is(d, hired, STR("loan"))))
        return false;
    struct forming one = {.f = x->f, .d = d, .s = x->s, .act = act, .verb = moves, .noun = x->noun};
    for (uint32_t i = x->s->body_from; i < to; i++) {
        int32_t name = d->tokens[i].name;
        if (name < 0 || d->names[name].from != i)
            continue;
        bool mover = i < moves && d->names[name].kind == ENTITY_PERSON;
        bool club = i > moves &&
                    (i == moves + 1 || sense_norm_in(d, i - 1, WORDS("to", "from", "for", "at")));
        if (mover && one.n > 0)
            return false; /* two persons: who goes where is not clear */
        if (mover || (club && one.n > 0))
            sense_parties_add(&one, (uint32_t)name);
    }
    if (one.n < 2)
        return false;
    *x = one;
    return true;
}
