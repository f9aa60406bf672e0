/* chunk.c: noun groups, verb groups and clauses, by patterns over the tags (after Abney 1991: small
 * automata, longest match, no recursion).
 *
 * A noun group is determiner, modifiers and nouns: "the 31 dead soldiers"; what follows "of" or 's
 * is a group of its own. A verb group runs from its first auxiliary to its main verb: "has not yet
 * been signed"; an infinitive with "to" is a group of its own. A clause is a stretch of a sentence
 * around one verb group, cut at conjunctions, relative words and marks. */
#include "sense/internal.h"

static bool is_noun(uint8_t x)
{
    return x == XPOS_NN || x == XPOS_NNS || x == XPOS_NNP || x == XPOS_NNPS;
}

static bool is_verb(uint8_t x)
{
    return x == XPOS_VB || x == XPOS_VBD || x == XPOS_VBG || x == XPOS_VBN || x == XPOS_VBP ||
           x == XPOS_VBZ || x == XPOS_MD;
}

static bool is_adverb(uint8_t x)
{
    return x == XPOS_RB || x == XPOS_RBR || x == XPOS_RBS;
}

static bool is_modifier(uint8_t x)
{
    return x == XPOS_JJ || x == XPOS_JJR || x == XPOS_JJS || x == XPOS_CD || x == XPOS_DOLLAR ||
           x == XPOS_HYPH || x == XPOS_AFX || x == XPOS_SYM || x == XPOS_LS;
}

static bool is_determiner(uint8_t x)
{
    return x == XPOS_DT || x == XPOS_PDT || x == XPOS_PRPS || x == XPOS_WPS;
}

/* The end of the noun group that begins at i, or i where none does. Sets its head. */
static uint32_t noun_group(const struct sense_doc *d, uint32_t i, uint32_t to, uint32_t *ret_head)
{
    const struct sense_token *t = d->tokens;
    uint32_t from = i, last_noun = UINT32_MAX, last_mod = UINT32_MAX;
    if (t[i].xpos == XPOS_PRP || t[i].xpos == XPOS_EX) {
        *ret_head = i;
        return i + 1;
    }
    while (i < to && is_determiner(t[i].xpos))
        i++;
    bool determined = i > from;
    for (; i < to; i++) {
        uint8_t x = t[i].xpos;
        bool next_fits = i + 1 < to && (is_noun(t[i + 1].xpos) || is_modifier(t[i + 1].xpos));
        if (is_noun(x))
            last_noun = i;
        else if (is_modifier(x) && last_noun != UINT32_MAX && x != XPOS_HYPH &&
                 !(next_fits && x != XPOS_CD) && x != XPOS_CD)
            break;
        else if (is_modifier(x))
            last_mod = x == XPOS_HYPH ? last_mod : i;
        else if ((x == XPOS_VBG || x == XPOS_VBN) && next_fits &&
                 (determined || last_mod != UINT32_MAX) && last_noun == UINT32_MAX)
            continue;
        else if (is_adverb(x) && i + 1 < to && is_modifier(t[i + 1].xpos) &&
                 last_noun == UINT32_MAX && (determined || last_mod != UINT32_MAX))
            continue;
        else if ((x == XPOS_CC || x == XPOS_COMMA) && last_noun == UINT32_MAX &&
                 last_mod != UINT32_MAX && next_fits)
            continue; /* "a small, poor town" */
        else
            break;
    }
    uint32_t head = last_noun != UINT32_MAX ? last_noun : last_mod;
    if (head == UINT32_MAX || (last_noun == UINT32_MAX && !determined && t[head].xpos != XPOS_CD)) {
        /* "this", "those" alone */
        if (determined && t[i - 1].upos == SENSE_PRON) {
            *ret_head = i - 1;
            return i;
        }
        return from;
    }
    *ret_head = head;
    return head + 1;
}

static const char *const be_words[] = {"be", "get", NULL};
static const char *const have_words[] = {"have", NULL};
static const char *const future_words[] = {"will", "shall", "wo", "'ll", NULL};
static const char *const not_words[] = {"not", "n't", "never", NULL};

/* Sets tense, voice and the rest of a verb group from its words. */
static void verb_facts(const struct sense_doc *d, struct sense_chunk *c)
{
    const struct sense_token *t = d->tokens;
    bool be = false, have = false, first = true;
    for (uint32_t i = c->from; i < c->to; i++) {
        uint8_t x = t[i].xpos;
        c->negated |= sense_norm_in(d, i, not_words);
        if (x == XPOS_TO)
            c->infinitive = true;
        if (!is_verb(x))
            continue;
        if (x == XPOS_MD) {
            bool future = sense_norm_in(d, i, future_words) || sense_lemma_in(d, i, future_words);
            c->tense = future ? TENSE_FUTURE : TENSE_PRESENT;
            c->modal |= !future;
        } else if (first && !c->infinitive) {
            c->tense = x == XPOS_VBD                    ? TENSE_PAST
                       : x == XPOS_VBZ || x == XPOS_VBP ? TENSE_PRESENT
                                                        : TENSE_NONE;
        }
        if (i == c->head) {
            c->passive = x == XPOS_VBN && (be || !have) && (be || first);
            c->perfect |= have && (x == XPOS_VBN || be);
            c->progressive |= be && x == XPOS_VBG;
        }
        have |= sense_lemma_in(d, i, have_words);
        be |= sense_lemma_in(d, i, be_words);
        first = false;
    }
}

/* May the verb at i be followed by another of its group? */
static bool leads_on(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {"be", "have", "do", "get", NULL};
    return d->tokens[i].xpos == XPOS_MD || d->tokens[i].xpos == XPOS_TO ||
           sense_lemma_in(d, i, words);
}

/* Does the verb form `next` go with what stands at i ("has" + participle, "did" + base form)? */
static bool fits_behind(const struct sense_doc *d, uint32_t i, uint32_t next)
{
    static const char *const do_words[] = {"do", NULL};
    uint8_t x = d->tokens[next].xpos;
    if (d->tokens[i].xpos == XPOS_MD || d->tokens[i].xpos == XPOS_TO ||
        sense_lemma_in(d, i, do_words))
        return x == XPOS_VB || x == XPOS_VBP;
    if (sense_lemma_in(d, i, have_words))
        return x == XPOS_VBN || x == XPOS_VBD;
    return x == XPOS_VBN || x == XPOS_VBG || x == XPOS_VBD;
}

static uint32_t verb_group(const struct sense_doc *d, uint32_t i, uint32_t to, uint32_t *ret_head)
{
    const struct sense_token *t = d->tokens;
    uint32_t at = i;
    if (t[i].xpos == XPOS_TO) {
        uint32_t next = i + 1;
        while (next < to && is_adverb(t[next].xpos))
            next++;
        if (next >= to || t[next].xpos != XPOS_VB)
            return i;
        at = next;
    } else if (!is_verb(t[i].xpos)) {
        return i;
    }
    uint32_t head = at;
    while (leads_on(d, head)) {
        uint32_t next = head + 1;
        while (next < to && is_adverb(t[next].xpos) && next - head < 4)
            next++;
        if (next >= to || !is_verb(t[next].xpos) || !fits_behind(d, head, next))
            break;
        head = next;
    }
    *ret_head = head;
    uint32_t end = head + 1;
    /* "is not", "did n't": the negation of a lone auxiliary belongs to it. */
    if (end < to && sense_norm_in(d, end, not_words))
        end++;
    return end;
}

static void put(struct sense_doc *d, enum sense_chunk_kind kind, uint32_t from, uint32_t to,
                uint32_t head)
{
    struct sense_chunk *c = &d->chunks[d->chunk_count];
    *c = (struct sense_chunk){.kind = kind, .from = from, .to = to, .head = head};
    for (uint32_t i = from; i < to; i++)
        d->tokens[i].chunk = (int32_t)d->chunk_count;
    if (kind == CHUNK_VERB) {
        /* "never agreed": an adverb of negation right before. */
        if (from > 0 && d->tokens[from - 1].sentence == d->tokens[from].sentence)
            c->negated = sense_norm_in(d, from - 1, not_words);
        verb_facts(d, c);
    }
    d->chunk_count++;
}

static void groups_make(struct sense_doc *d, const struct sense_sentence *s)
{
    for (uint32_t i = s->from; i < s->to;) {
        uint32_t head = i, end = verb_group(d, i, s->to, &head);
        /* A participle before a noun is its modifier: "the wounded men" is taken as a noun group
         * below. */
        if (end > i) {
            put(d, CHUNK_VERB, i, end, head);
            i = end;
            continue;
        }
        end = noun_group(d, i, s->to, &head);
        if (end > i) {
            put(d, CHUNK_NOUN, i, end, head);
            i = end;
            continue;
        }
        i++;
    }
}

/* ---- clauses ---- */

static bool may_begin_clause(const struct sense_doc *d, uint32_t i)
{
    uint8_t x = d->tokens[i].xpos;
    return x == XPOS_CC || x == XPOS_WDT || x == XPOS_WP || x == XPOS_WRB || x == XPOS_WPS ||
           x == XPOS_COLON || x == XPOS_COMMA || d->tokens[i].upos == SENSE_SCONJ ||
           x == XPOS_LRB || (d->tokens[i].flags & (TOK_QUOTE_OPEN | TOK_QUOTE_CLOSE));
}

/* The first verb group with a tense in [from, to), or -1. */
static int32_t finite_verb(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        int32_t c = d->tokens[i].chunk;
        if (c >= 0 && d->chunks[c].kind == CHUNK_VERB && d->chunks[c].from == i &&
            d->chunks[c].tense != TENSE_NONE)
            return c;
    }
    return -1;
}

static void clauses_make(struct sense_doc *d, uint32_t sentence)
{
    const struct sense_sentence *s = &d->sentences[sentence];
    size_t first = d->clause_count;
    for (uint32_t i = s->from; i < s->to;) {
        uint32_t end = i + 1;
        while (end < s->to && !may_begin_clause(d, end))
            end++;
        struct sense_clause *last =
            d->clause_count > first ? &d->clauses[d->clause_count - 1] : NULL;
        int32_t verb = finite_verb(d, i, end);
        /* A piece without a verb of its own belongs to the one before; a first one takes the next
         * in. */
        if (last && (verb < 0 || last->verb < 0)) {
            last->to = end;
            if (last->verb < 0)
                last->verb = verb;
        } else {
            d->clauses[d->clause_count++] = (struct sense_clause){i, end, verb, sentence};
        }
        i = end;
    }
    for (size_t k = first; k < d->clause_count; k++)
        for (uint32_t i = d->clauses[k].from; d->clauses[k].verb < 0 && i < d->clauses[k].to; i++) {
            int32_t c = d->tokens[i].chunk;
            if (c >= 0 && d->chunks[c].kind == CHUNK_VERB)
                d->clauses[k].verb = c;
        }
}

void sense_chunks_make(struct sense_doc *d)
{
    if (!d->english)
        return;
    d->chunks = ARENA_ARRAY(d->arena, d->token_count + 1, struct sense_chunk);
    d->clauses = ARENA_ARRAY(d->arena, d->token_count + 1, struct sense_clause);
    for (uint32_t s = 0; s < d->sentence_count; s++) {
        groups_make(d, &d->sentences[s]);
        clauses_make(d, s);
    }
}
