/* claims.c: what is asserted, denied or confirmed, by whom, and which denial is of which claim.
 *
 * Every attribution of some length is a claim with the attribution's stance, one for each of its
 * sentences. Besides, news denies in asides that no cue introduces: ", a charge that the ministry
 * rejected" and ", which the company denies"; there the statement before the comma is the claim,
 * and the aside the denial of it. A denial or confirmation is joined with the earlier claim, of
 * another speaker, that shares most of its rare words; where it calls itself an answer to a
 * "claim", "charge" or "allegation" without words of its own, with the claim that stands nearest
 * before it. */
#include "sense/find.h"

enum { CLAIM_WORDS_LEAST = 3, CLAIMS_MOST = 300 };

static const char *const charge_words[] = {
    "charge",     "claim",     "allegation", "accusation",     "assertion",
    "report",     "charges",   "claims",     "allegations",    "accusations",
    "assertions", "reports",   "suggestion", "suggestions",    "accusing",
    "which",      "something", "link",       "responsibility", NULL};
static const char *const deny_lemmas[] = {"deny",  "reject",  "dismiss",    "dispute", "refute",
                                          "rebut", "disavow", "contradict", NULL};
static const char *const confirm_lemmas[] = {"confirm", "acknowledge", "admit",
                                             "verify",  "corroborate", NULL};

static uint32_t words_in(const struct sense_doc *d, struct span s)
{
    uint32_t n = 0;
    for (uint32_t i = sense_token_at(d, s.at); i < d->token_count && d->tokens[i].span.at < s.end;
         i++)
        n += (d->tokens[i].flags & TOK_PUNCT) == 0;
    return n;
}

/* The longest of the contents that begin in the sentence; {0,0} where none does. */
static struct span longest_in(const struct sense_doc *d, const struct quote *q, uint32_t sentence)
{
    struct span best = {0, 0};
    for (size_t i = 0; i < q->content_count; i++)
        if (sense_sentence_at(d, q->content[i].at) == sentence &&
            q->content[i].end - q->content[i].at > best.end - best.at)
            best = q->content[i];
    return best;
}

/* What one attribution says in one sentence. The cue's stance ("he admitted") is that of the
 * sentence in which the cue stands, or of all where it stands in none of them; what is quoted in
 * further sentences is said. */
static void from_sentence(struct sense_find *f, size_t quote, uint32_t sentence)
{
    const struct quote *q = &f->quotes.v[quote];
    struct span span = longest_in(f->d, q, sentence),
                home = longest_in(f->d, q, (uint32_t)q->sentence);
    enum stance stance =
        home.end > 0 && sentence != (uint32_t)q->sentence ? STANCE_SAYS : q->stance;
    bool answer = stance == STANCE_DENIES || stance == STANCE_CONFIRMS;
    if (words_in(f->d, span) < CLAIM_WORDS_LEAST && !answer)
        return;
    LIST_PUSH(f->a, &f->claims,
              (struct claim){.span = span,
                             .quote = (reading_index)quote,
                             .by = q->speaker,
                             .stance = stance,
                             .against = -1,
                             .sentence = (reading_index)sentence});
}

/* "Rejected the plan", "denied them entry", "did not deny that": whoever turns down or leaves open
 * asserts nothing. */
static bool turns_down(const struct sense_find *f, const struct quote *q)
{
    const struct sense_doc *d = f->d;
    for (uint32_t i = sense_token_at(d, q->cue.at);
         q->stance == STANCE_SAYS && i < d->token_count && d->tokens[i].span.end <= q->cue.end; i++)
        if (sense_lemma_in(d, i, deny_lemmas) ||
            sense_norm_in(d, i, (const char *const[]){"rejection", "dismissal", "denial", NULL}))
            return true;
    return false;
}

static void from_quotes(struct sense_find *f)
{
    for (size_t i = 0; i < f->quotes.n; i++) {
        const struct quote *q = &f->quotes.v[i];
        uint32_t last = UINT32_MAX;
        for (size_t k = 0; k < q->content_count && f->claims.n < CLAIMS_MOST; k++) {
            uint32_t sentence = sense_sentence_at(f->d, q->content[k].at);
            if (q->stance != STANCE_ASKS && sentence != last && !turns_down(f, q))
                from_sentence(f, i, sentence);
            last = sentence;
        }
    }
}

/* ---- asides: ", a charge New Delhi rejected" ---- */

/* The last entity named in tokens [from, to), or -1. */
static reading_index entity_in(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    for (uint32_t i = to; i-- > from;)
        if (d->tokens[i].name >= 0 && d->names[d->tokens[i].name].entity >= 0)
            return d->names[d->tokens[i].name].entity;
    return -1;
}

/* "Urged him to resign over the accusations, which he denied": the noun that the aside is of, and
 * not what stands before it; UINT32_MAX where that is no charge. */
static uint32_t charge_before(const struct sense_doc *d, const struct sense_sentence *s,
                              uint32_t comma)
{
    int32_t c = comma > s->body_from ? d->tokens[comma - 1].chunk : -1;
    bool which = sense_norm_in(d, comma + 1, (const char *const[]){"which", NULL});
    return which && c >= 0 && d->chunks[c].kind == CHUNK_NOUN && d->chunks[c].head + 1 == comma &&
                   d->chunks[c].from > s->body_from &&
                   sense_lemma_in(d, d->chunks[c].head,
                                  (const char *const[]){"charge", "allegation", "accusation",
                                                        "claim", "rumour", "rumor", NULL})
               ? d->chunks[c].from
               : UINT32_MAX;
}

/* A claim that is made before token `comma` in its sentence; made anew where no quote holds it. */
static reading_index claim_before(struct sense_find *f, const struct sense_sentence *s,
                                  uint32_t comma)
{
    const struct sense_doc *d = f->d;
    struct span all = sense_span(d, s->body_from, comma);
    for (size_t i = f->claims.n; i-- > 0;) {
        const struct claim *c = &f->claims.v[i];
        if (c->span.at >= all.at && c->span.at < all.end && c->stance != STANCE_DENIES)
            return (reading_index)i;
    }
    enum stance stance = STANCE_SAYS;
    uint32_t verb = s->body_from;
    while (verb < comma && d->tokens[verb].upos != SENSE_VERB)
        verb++;
    for (uint32_t i = s->body_from; i < comma; i++)
        if (sense_lemma_in(d, i, (const char *const[]){"accuse", "blame", "allege", NULL}))
            stance = STANCE_ACCUSES;
    LIST_PUSH(f->a, &f->claims,
              (struct claim){.span = all,
                             .quote = -1,
                             .by = entity_in(d, s->body_from, verb),
                             .stance = stance,
                             .against = -1,
                             .sentence = (reading_index)(s - d->sentences)});
    return (reading_index)f->claims.n - 1;
}

/* The aside that begins at the comma: its end, its verb; false where it is none. */
static bool is_aside(const struct sense_doc *d, const struct sense_sentence *s, uint32_t comma,
                     uint32_t *verb)
{
    bool charge = false;
    for (uint32_t i = comma + 1; i < s->to && i < comma + 5; i++)
        charge |= sense_norm_in(d, i, charge_words);
    for (uint32_t i = comma + 2; charge && i < s->to && i < comma + 22; i++) {
        if (d->tokens[i].xpos == XPOS_COMMA)
            return false;
        if (sense_lemma_in(d, i, deny_lemmas) || sense_lemma_in(d, i, confirm_lemmas)) {
            *verb = i; /* but not "which requires them to verify it" */
            return !sense_norm_in(d, i - 1, (const char *const[]){"to", NULL});
        }
    }
    return false;
}

static bool quoted_already(const struct sense_find *f, struct span span)
{
    for (size_t i = 0; i < f->quotes.n; i++)
        if (f->quotes.v[i].cue.at >= span.at && f->quotes.v[i].cue.end <= span.end &&
            f->quotes.v[i].stance != STANCE_SAYS)
            return true;
    return false;
}

/* What stands in the aside, and the claim before it, if any, that it answers. */
struct aside {
    struct span at, denied;
    enum stance stance;
    reading_index sentence, base, by;
};

/* "Justified because Gatt called him a racist, something Gatt has denied": of a statement that
 * names who denies it, the clause that begins with him. Where the statement ends before that clause
 * ("said it was safe, and Marsh left because Gatt fired him"), it is not what is denied. */
static void about_denier(const struct sense_doc *d, struct span all, uint32_t comma,
                         struct aside *x)
{
    static const char *const links[] = {"because", "that", "after", "when", "since", "as", NULL};
    x->denied = all;
    for (uint32_t i = comma, first = sense_token_at(d, all.at) + 1; x->by >= 0 && i-- > first;) {
        if (!sense_norm_in(d, i - 1, links) || d->tokens[i].name < 0 ||
            d->names[d->tokens[i].name].entity != x->by)
            continue;
        bool within = d->tokens[i].span.at < all.end;
        x->denied = within ? (struct span){d->tokens[i].span.at, all.end} : sense_span(d, i, comma);
        x->base = within ? x->base : -1;
        return;
    }
}

static struct aside read_aside(struct sense_find *f, const struct sense_sentence *s, uint32_t comma,
                               uint32_t verb)
{
    const struct sense_doc *d = f->d;
    struct aside x = {.at = sense_span(d, comma + 1, verb + 1),
                      .stance =
                          sense_lemma_in(d, verb, deny_lemmas) ? STANCE_DENIES : STANCE_CONFIRMS,
                      .sentence = (reading_index)(s - d->sentences),
                      .by = entity_in(d, comma + 1, s->to),
                      .base = -1};
    uint32_t charge = charge_before(d, s, comma);
    if (charge != UINT32_MAX) {
        x.denied = sense_span(d, charge, comma);
        return x;
    }
    x.base = claim_before(f, s, comma);
    struct span *base = &f->claims.v[x.base].span;
    if (base->end > d->tokens[comma].span.at)
        base->end = d->tokens[comma - 1].span.end;
    about_denier(d, *base, comma, &x);
    return x;
}

/* A claim stands in its quote: the piece of the quote that has `old`, "which", becomes what that
 * stands for. */
static void quote_what_it_is(struct sense_find *f, reading_index quote, struct span old,
                             struct span is)
{
    if (quote < 0)
        return;
    struct quote *q = &f->quotes.v[quote];
    struct span *pieces = ARENA_ARRAY(f->a, q->content_count, struct span);
    for (size_t k = 0; k < q->content_count; k++)
        pieces[k] = old.at < q->content[k].end && q->content[k].at < old.end ? is : q->content[k];
    q->content = pieces;
}

/* The denial is among the claims already: it is of that claim, or of those charges. */
static void answer_known(struct sense_find *f, const struct aside *x)
{
    for (size_t k = 0; k < f->claims.n; k++) {
        struct claim *c = &f->claims.v[k];
        if (c->sentence != x->sentence || c->stance != x->stance || (reading_index)k == x->base)
            continue;
        c->against = x->base;
        if (x->base < 0 && c->span.at >= x->denied.end && c->span.at < x->at.end) {
            quote_what_it_is(f, c->quote, c->span, x->denied);
            c->span = x->denied;
        }
    }
}

static void from_asides(struct sense_find *f)
{
    const struct sense_doc *d = f->d;
    for (size_t n = 0; n < d->sentence_count && f->claims.n < CLAIMS_MOST; n++) {
        const struct sense_sentence *s = &d->sentences[n];
        for (uint32_t i = s->body_from + 3; i + 3 < s->to; i++) {
            uint32_t verb;
            if (d->tokens[i].xpos != XPOS_COMMA || !is_aside(d, s, i, &verb))
                continue;
            struct aside x = read_aside(f, s, i, verb);
            if (quoted_already(f, x.at))
                answer_known(f, &x);
            else
                LIST_PUSH(f->a, &f->claims,
                          (struct claim){.span = x.denied,
                                         .quote = -1,
                                         .by = x.by,
                                         .stance = x.stance,
                                         .against = x.base,
                                         .sentence = x.sentence});
            break;
        }
    }
}

/* ---- which denial is of which claim ---- */

/* Sum of the rarities of the terms that both spans hold. */
static double shared(const struct sense_find *f, struct span x, struct span y)
{
    const struct sense_doc *d = f->d;
    double sum = 0;
    for (uint32_t i = sense_token_at(d, x.at); i < d->token_count && d->tokens[i].span.at < x.end;
         i++) {
        int32_t id = f->terms.of_token[i];
        bool met = false;
        if (id < 0)
            continue;
        for (uint32_t k = sense_token_at(d, y.at);
             k < d->token_count && d->tokens[k].span.at < y.end && !met; k++)
            met = f->terms.of_token[k] == id;
        sum += met ? f->terms.v[id].rarity : 0;
    }
    return sum;
}

static bool calls_itself_answer(const struct sense_find *f, struct span span)
{
    const struct sense_doc *d = f->d;
    for (uint32_t i = sense_token_at(d, span.at);
         i < d->token_count && d->tokens[i].span.at < span.end; i++)
        if (sense_norm_in(d, i, charge_words))
            return true;
    return false;
}

static void join_answers(struct sense_find *f)
{
    for (size_t i = 0; i < f->claims.n; i++) {
        struct claim *c = &f->claims.v[i];
        if (c->against >= 0 || (c->stance != STANCE_DENIES && c->stance != STANCE_CONFIRMS))
            continue;
        double best = 7; /* less than two rare words in common is chance */
        bool answer = calls_itself_answer(f, c->span);
        for (size_t k = 0; k < f->claims.n; k++) {
            const struct claim *o = &f->claims.v[k];
            if (k == i || o->stance == STANCE_DENIES || (o->by == c->by && o->by >= 0) ||
                o->span.at > c->span.at)
                continue;
            double score = shared(f, c->span, o->span) + (answer ? 3 : 0) +
                           (o->stance == STANCE_ACCUSES ? 2 : 0) -
                           0.15 * (double)(c->sentence - o->sentence);
            if (score > best) {
                best = score;
                c->against = (reading_index)k;
            }
        }
    }
}

void sense_claims(struct sense_find *f)
{
    from_quotes(f);
    from_asides(f);
    join_answers(f);
}
