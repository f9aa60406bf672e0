/* vouch_amounts.c: does a number stand in the sources, of the same kind, of the same thing, with
 * the same verb, on the same side of "from ... to"? */
#include "sense/vouching.h"

#include <math.h>

static bool same_amount(const struct unit *u, const struct amount *x, const struct amount *y)
{
    if (fabs(x->value - y->value) > 1e-9 * fabs(x->value) || x->ordinal != y->ordinal ||
        x->vague != y->vague || x->percent != y->percent || x->bound != y->bound ||
        (x->prep && y->prep && x->prep != y->prep) || (x->prep == 'o') != (y->prep == 'o'))
        return false;
    bool elided = false; /* "to 4.1 billion euros from 4.6 billion" */
    for (size_t i = 0; i < u->amount_count; i++)
        elided |= x->money && !y->money && !y->percent && u->amounts[i].money == x->money;
    return x->money == y->money || elided;
}

static bool same_word(const struct bench *b, int64_t x, int64_t y)
{
    return x >= 0 && y >= 0 && vouch_same(b, (uint32_t)x, (uint32_t)y);
}

/* Does the word stand right beside the number? The tagger may take a verb for a noun. */
static bool is_beside(const struct bench *b, const struct unit *u, const struct amount *x,
                      int64_t word)
{
    enum { BEFORE = 3, BEHIND = 2 };
    uint32_t from = b->d->clauses[x->clause].from; /* "two were released and three charged" */
    for (uint32_t t = from > u->from ? from : u->from; t < u->to && t < x->to + BEHIND; t++)
        if (t + BEFORE >= x->token && same_word(b, word, t))
            return true;
    return false;
}

/* y is x, but does it go with another verb there, and the very verb that x goes with stands there
 * too? "Rose 3 percent" of "rose 18 percent, while the others fell 3"; "closed in 1934" of "built
 * in 1934, was closed". */
static bool has_another_verb(const struct bench *b, const struct unit *u, const struct amount *x,
                             const struct amount *y)
{
    if (x->verb < 0 || y->verb < 0 || same_word(b, x->verb, y->verb) ||
        is_beside(b, u, y, x->verb) || is_beside(b, b->line, x, y->verb))
        return false;
    for (size_t i = 0; i < u->part_count; i++)
        if (u->parts[i].kind == PART_VERB && vouch_same(b, (uint32_t)x->verb, u->parts[i].token))
            return true;
    return false;
}

/* Does y count something else, or nothing where another number counts what x does? */
static bool counts_another(const struct bench *b, const struct unit *u, const struct amount *x,
                           const struct amount *y)
{
    if (x->counted < 0 || same_word(b, x->counted, y->counted))
        return false;
    for (size_t i = 0; i < u->amount_count; i++)
        if (&u->amounts[i] != y && same_word(b, x->counted, u->amounts[i].counted))
            return true;
    return y->counted >= 0;
}

bool vouch_has_amount(const struct bench *b, const struct unit *u, const struct amount *x)
{
    for (size_t i = 0; i < u->amount_count; i++) {
        const struct amount *y = &u->amounts[i];
        if (same_amount(u, x, y) && !has_another_verb(b, u, x, y) && !counts_another(b, u, x, y))
            return true;
    }
    return false;
}

/* "3-1", "7 to 4": two numbers with a dash or one small word between. */
static bool is_pair(const struct bench *b, const struct amount *x, const struct amount *y)
{
    if (y->token != x->to + 1)
        return false;
    struct str between = sense_token_str(b->d, x->to);
    return b->d->tokens[x->to].flags & TOK_PUNCT || str_eq(between, STR("to"));
}

static bool has_pair(const struct bench *b, const struct amount *x, const struct amount *y)
{
    for (size_t k = 0; k < b->n; k++) {
        const struct unit *u = b->cited[k];
        for (size_t i = 0; i + 1 < u->amount_count; i++)
            if (u->amounts[i].value == x->value && u->amounts[i + 1].value == y->value)
                return true;
    }
    return false;
}

/* "A hundred", "３７", "⅔": is it a number that is none of the amounts, or a sign that may be one?
 */
static bool is_loose(const struct bench *b, uint32_t i)
{
    static const char *const marks[] = {"“", "”", "‘", "’", "–", "—", "…", "•",
                                        "«", "»", "€", "£", "¥", "₹", "·", NULL};
    const struct sense_token *t = &b->d->tokens[i];
    struct str word = sense_token_str(b->d, i);
    for (size_t k = 0; k < b->line->amount_count; k++)
        if (i >= b->line->amounts[k].token && i < b->line->amounts[k].to)
            return false;
    if (t->upos == SENSE_NUM || t->flags & TOK_DIGIT)
        return !str_eq(t->norm, STR("one"));
    for (size_t k = 0; marks[k]; k++)
        if (str_eq(word, str_c(marks[k])))
            return false;
    return !(t->flags & TOK_ALPHA) && word.n && (unsigned char)word.p[0] >= 0x80;
}

/* What is not read as a number must stand there as it is. */
static enum vouch_fault check_loose(struct bench *b)
{
    for (uint32_t i = b->line->from; i < b->line->to; i++) {
        bool found = !is_loose(b, i);
        for (size_t k = 0; k < b->n && !found; k++)
            found = vouch_has_word(b, b->cited[k], i);
        if (!found)
            return vouch_fault_at(b, VOUCH_FIGURE, i);
    }
    return VOUCH_BORNE_OUT;
}

enum vouch_fault vouch_check_amounts(struct bench *b)
{
    const struct unit *l = b->line;
    for (size_t i = 0; i < l->amount_count; i++) {
        const struct amount *x = &l->amounts[i];
        bool found = false;
        for (size_t k = 0; k < b->n; k++)
            found |= vouch_has_amount(b, b->cited[k], x);
        if (i > 0 && is_pair(b, x - 1, x))
            found &= has_pair(b, x - 1, x);
        if (!found) {
            b->what = x->words;
            return VOUCH_FIGURE;
        }
    }
    return check_loose(b);
}
