/* vouch_verbs.c: who says it, how surely, and who does it to whom. A verb of the model's sentence
 * is borne out by a place of the same verb in its sources, where all of that agrees at once: in "A
 * freed ten, but B has freed nobody" B freed ten has each of its parts, and no place. */
#include "sense/vouching.h"

/* ---- verbs of saying ---- */

bool vouch_speaks(const struct unit *u)
{
    return u->says || str_find(u->text, STR("“")) != SIZE_MAX ||
           str_find_char(u->text, '"') != SIZE_MAX;
}

enum vouch_fault vouch_check_stance(struct bench *b)
{
    unsigned says = 0;
    bool negates = false, future = false, spoken = false;
    for (size_t k = 0; k < b->n; k++) {
        const struct unit *u = b->cited[k];
        says |= u->says;
        negates |= u->negates;
        spoken |= vouch_speaks(u);
        for (size_t i = 0; i < u->part_count; i++)
            future |= (u->parts[i].mood & MOOD_FUTURE) != 0;
    }
    if (spoken)
        says |= SAYS;
    if (negates && spoken)
        says |= DENIES;
    if (future && spoken)
        says |= PROMISES;
    for (uint32_t i = b->line->from; i < b->line->to; i++)
        if (vouch_says_at(b->d, i) & ~says)
            return vouch_fault_at(b, VOUCH_STANCE, i);
    if (b->line->negates && !negates)
        for (uint32_t i = b->line->from; i < b->line->to; i++)
            if (vouch_mood(b->d->tokens[i].lemma, b->d->tokens[i].norm) & MOOD_NOT)
                return vouch_fault_at(b, VOUCH_TURNED, i);
    return VOUCH_BORNE_OUT;
}

static enum vouch_fault compare_moods(unsigned here, unsigned there)
{
    if ((here ^ there) & MOOD_NOT)
        return VOUCH_TURNED;
    if (here & MOOD_NOT)
        return VOUCH_BORNE_OUT;
    if (here & (MOOD_CLAIMED | MOOD_SAID) && there & MOOD_CLAIMED)
        here |= MOOD_CLAIMED; /* "said" is no surer than "insisted" */
    if ((here ^ there) & (MOOD_CLAIMED | MOOD_POSSIBLE))
        return VOUCH_SURER;
    unsigned open = MOOD_FUTURE | MOOD_POSSIBLE;
    return !(here & open) != !(there & open) ? VOUCH_SURER : VOUCH_BORNE_OUT;
}

/* ---- who does it, and to whom ---- */

enum { SIDE_MOST = 40 };
struct sides {
    uint32_t doers[SIDE_MOST], others[SIDE_MOST];
    size_t doer_count, other_count;
    bool passive;
};

/* Is it in the passive? A bare "blamed" behind a comma may be either (*ret_either), unless "by"
 * follows. */
static bool is_passive(const struct bench *b, const struct unit *u, uint32_t verb, bool *ret_either)
{
    int32_t chunk = b->d->tokens[verb].chunk;
    *ret_either = false;
    if (chunk < 0 || b->d->chunks[chunk].kind != CHUNK_VERB || !b->d->chunks[chunk].passive)
        return false;
    bool by = false;
    for (uint32_t t = verb + 1; t < u->to && t < verb + 4; t++)
        by |= str_eq(b->d->tokens[t].norm, STR("by"));
    *ret_either = !by && b->d->chunks[chunk].from == verb;
    return !*ret_either;
}

static bool is_nominal(const struct part *p)
{
    return p->kind == PART_NOUN || p->kind == PART_NAME;
}

static void push(uint32_t *list, size_t *n, uint32_t token)
{
    if (*n < SIDE_MOST)
        list[(*n)++] = token;
}

/* "Ada Renn's brother was held": it was not she. "Unlike Orlo, Halden won": it was not Orlo. */
static bool is_aloof(const struct bench *b, const struct part *p, const struct part *verb)
{
    int32_t name = b->d->tokens[p->token].name;
    uint32_t end = name < 0 ? p->token + 1 : b->d->names[name].to;
    return (end < b->d->token_count && b->d->tokens[end].xpos == XPOS_POS) ||
           (p->mood & ~verb->mood & MOOD_NOT);
}

/* The nouns and names on either side of the verb, by who does it; of its clause, or (`all`) of the
 * sentence. */
static void sides_of(const struct bench *b, const struct unit *u, const struct part *verb,
                     bool passive, bool all, struct sides *ret)
{
    bool by = false;
    *ret = (struct sides){.passive = passive};
    for (size_t i = 0; i < u->part_count; i++) {
        const struct part *p = &u->parts[i];
        if (!is_nominal(p) || (!all && p->clause != verb->clause) || is_aloof(b, p, verb))
            continue;
        bool left = p->token < verb->token;
        for (uint32_t t = verb->token; ret->passive && !left && t < p->token; t++)
            by |= str_eq(b->d->tokens[t].norm, STR("by"));
        if (ret->passive ? !left && by : left)
            push(ret->doers, &ret->doer_count, p->token);
        if (ret->passive ? left : !left)
            push(ret->others, &ret->other_count, p->token);
    }
}

/* In a relative clause, or behind an aside, who is spoken of stands before it: the nearest. */
static void add_antecedent(const struct unit *u, const struct part *verb, struct sides *s)
{
    const struct part *last = NULL;
    for (size_t i = 0; i < u->part_count && u->parts[i].token < verb->token; i++)
        if (is_nominal(&u->parts[i]))
            last = &u->parts[i];
    if (!last)
        return;
    if (s->passive && !s->other_count)
        push(s->others, &s->other_count, last->token);
    if (!s->passive && !s->doer_count)
        push(s->doers, &s->doer_count, last->token);
}

static bool share(const struct bench *b, const uint32_t *x, size_t xn, const uint32_t *y, size_t yn)
{
    for (size_t i = 0; i < xn; i++)
        for (size_t k = 0; k < yn; k++)
            if (vouch_same(b, x[i], y[k]))
                return true;
    return false;
}

/* Those whom it befalls here do it there, and the other way round. */
static bool is_reversed(const struct bench *b, const struct sides *x, const struct sides *y)
{
    bool other_does = share(b, x->others, x->other_count, y->doers, y->doer_count) &&
                      !share(b, x->others, x->other_count, y->others, y->other_count);
    bool doer_gets = share(b, x->doers, x->doer_count, y->others, y->other_count) &&
                     !share(b, x->doers, x->doer_count, y->doers, y->doer_count);
    return other_does && (doer_gets || (x->passive && x->doer_count == 0 && y->other_count > 0));
}

/* Does another one do it there, or befall it another one? */
static bool is_another(const struct bench *b, const struct sides *x, const struct sides *y)
{
    bool doer = x->doer_count && y->doer_count &&
                !share(b, x->doers, x->doer_count, y->doers, y->doer_count);
    bool other = x->passive && x->other_count && y->other_count &&
                 !share(b, x->others, x->other_count, y->others, y->other_count);
    return doer || other;
}

/* "Rain broke the dam": the dam broke. */
static bool is_ergative(const struct bench *b, uint32_t verb)
{
    return sense_lemma_in(
        b->d, verb,
        (const char *const[]){"break", "open",  "close",  "burn",   "start",    "begin", "end",
                              "stop",  "sink",  "flood",  "crash",  "explode",  "move",  "change",
                              "grow",  "split", "spread", "reopen", "resume",   "shut",  "tear",
                              "drop",  "burst", "double", "halve",  "collapse", "melt",  NULL});
}

static bool has_object(const struct bench *b, uint32_t verb)
{
    if (verb + 1 >= b->line->to)
        return false;
    uint8_t next = b->d->tokens[verb + 1].upos;
    return next != SENSE_ADP && next != SENSE_ADV && next != SENSE_PUNCT && next != SENSE_SCONJ &&
           next != SENSE_CCONJ;
}

/* "..., who was jailed" */
static bool is_relative(const struct bench *b, const struct part *verb)
{
    uint32_t from = b->d->clauses[verb->clause].from;
    return sense_norm_in(b->d, from, (const char *const[]){"who", "which", NULL});
}

/* By whom is not said at place o ("were killed in the blast"): only what its clause holds may be it
 * here. */
static bool names_doer(const struct bench *b, const struct unit *u, const struct part *o,
                       const struct sides *x)
{
    bool found = x->doer_count == 0;
    for (size_t i = 0; i < u->part_count && !found; i++)
        found = is_nominal(&u->parts[i]) && u->parts[i].clause == o->clause &&
                share(b, x->doers, x->doer_count, &u->parts[i].token, 1);
    return found;
}

static bool agree(const struct bench *b, const struct unit *u, const struct part *o, bool passive,
                  const struct sides *x)
{
    struct sides near, all;
    sides_of(b, u, o, passive, false, &near);
    sides_of(b, u, o, passive, true, &all);
    if (is_relative(b, o))
        add_antecedent(u, o, &near);
    const struct sides *y = (passive ? near.other_count : near.doer_count) ? &near : &all;
    if (passive && !all.doer_count && !names_doer(b, u, o, x))
        return false;
    return !is_another(b, x, y) && !is_reversed(b, x, &all);
}

/* Who dies is whom somebody kills, so only the same verb is looked at. */
static bool sides_agree(const struct bench *b, const struct part *p, const struct unit *u,
                        const struct part *o)
{
    struct sides x, all;
    bool either_x, either_y;
    if (!str_eq(b->d->tokens[p->token].lemma, b->d->tokens[o->token].lemma))
        return true;
    bool px = is_passive(b, b->line, p->token, &either_x);
    bool py = is_passive(b, u, o->token, &either_y);
    for (int i = 0; i < (either_x ? 2 : 1); i++) {
        bool passive = either_x ? i == 1 : px;
        sides_of(b, b->line, p, passive, false, &x);
        add_antecedent(b->line, p, &x);
        sides_of(b, u, o, false, true, &all);
        if (is_ergative(b, p->token) && !passive && !has_object(b, p->token) &&
            share(b, x.doers, x.doer_count, all.others, all.other_count))
            return true;
        if (agree(b, u, o, py, &x) || (either_y && agree(b, u, o, true, &x)))
            return true;
    }
    return false;
}

/* Who says it: before the verb in its clause, else behind it. */
static void speakers_of(const struct bench *b, const struct unit *u, const struct part *verb,
                        struct sides *ret)
{
    bool according = str_eq(b->d->tokens[verb->token].norm, STR("according"));
    *ret = (struct sides){0};
    for (size_t i = 0; i < u->part_count; i++) {
        const struct part *p = &u->parts[i];
        if (!is_nominal(p) || p->clause != verb->clause)
            continue;
        if (p->token < verb->token && !according)
            push(ret->doers, &ret->doer_count, p->token);
        else if (p->token > verb->token)
            push(ret->others, &ret->other_count, p->token);
    }
    if (ret->doer_count)
        return;
    memcpy(ret->doers, ret->others, sizeof ret->doers);
    ret->doer_count = ret->other_count;
}

/* Does one of those who say something there say it here? */
static bool speaker_agrees(const struct bench *b, const struct part *p)
{
    struct sides x, y;
    bool said = false;
    speakers_of(b, b->line, p, &x);
    for (size_t k = 0; k < b->n && x.doer_count; k++)
        for (size_t j = 0; j < b->cited[k]->part_count; j++) {
            const struct part *o = &b->cited[k]->parts[j];
            if ((o->kind != PART_LIGHT && o->kind != PART_VERB) || !vouch_says_at(b->d, o->token))
                continue;
            speakers_of(b, b->cited[k], o, &y);
            if (!y.doer_count || share(b, x.doers, x.doer_count, y.doers, y.doer_count))
                return true;
            said = true;
        }
    return !said;
}

/* ---- a verb and its places ---- */

/* "Called off", "turned the offer down": the word that makes another verb of it; NULL: none. */
static const struct sense_token *particle_of(const struct bench *b, const struct unit *u,
                                             const struct part *verb)
{
    enum { NEAR = 5 };
    for (uint32_t i = verb->token + 1; i < u->to && i < verb->token + NEAR; i++) {
        const struct sense_token *t = &b->d->tokens[i];
        if (t->upos == SENSE_VERB || t->flags & TOK_PUNCT)
            return NULL;
        if (sense_norm_in(b->d, i, (const char *const[]){"off", "out", "down", "away", NULL}))
            return t;
    }
    return NULL;
}

static bool is_same_verb(const struct bench *b, const struct part *p, const struct unit *u,
                         const struct part *o)
{
    const struct sense_token *x = particle_of(b, b->line, p), *y = particle_of(b, u, o);
    if (!str_eq(b->d->tokens[p->token].lemma, b->d->tokens[o->token].lemma))
        return true;
    return x && y ? str_eq(x->norm, y->norm) : x == y;
}

/* "No drugs" */
static bool is_none(const struct bench *b, const struct part *p)
{
    int32_t chunk = b->d->tokens[p->token].chunk;
    return p->kind == PART_NOUN && chunk >= 0 &&
           sense_norm_in(b->d, b->d->chunks[chunk].from, (const char *const[]){"no", NULL});
}

/* What is wrong with the verb p at place o. */
static enum vouch_fault place_fault(const struct bench *b, const struct part *p,
                                    const struct unit *u, const struct part *o)
{
    if ((is_none(b, o) && !(p->mood & MOOD_NOT)) || (is_none(b, p) && !(o->mood & MOOD_NOT)))
        return VOUCH_TURNED;
    bool matter = o->kind == PART_NOUN && (p->kind == PART_NOUN || o->mood == 0);
    enum vouch_fault f = matter ? VOUCH_BORNE_OUT : compare_moods(p->mood, o->mood);
    /* "The vaccine is safe" is an opinion, and somebody's. */
    if (f == VOUCH_BORNE_OUT && p->kind == PART_OTHER && o->kind == PART_OTHER &&
        b->d->tokens[p->token].upos == SENSE_ADJ && o->mood & MOOD_SAID && !(p->mood & MOOD_SAID))
        return VOUCH_SURER;
    if (f != VOUCH_BORNE_OUT || p->kind != PART_VERB || o->kind != PART_VERB)
        return f;
    if (!is_same_verb(b, p, u, o))
        return VOUCH_WORDS;
    return sides_agree(b, p, u, o) ? VOUCH_BORNE_OUT : VOUCH_ORDER;
}

static enum vouch_fault check_verb(struct bench *b, const struct part *p)
{
    enum vouch_fault worst = VOUCH_BORNE_OUT;
    for (size_t k = 0; k < b->n; k++)
        for (size_t j = 0; j < b->cited[k]->part_count; j++) {
            const struct part *o = &b->cited[k]->parts[j];
            if (!vouch_same(b, p->token, o->token))
                continue;
            enum vouch_fault f = place_fault(b, p, b->cited[k], o);
            /* Whoever is quoted may be sure: the quotation is another's in both. */
            bool quoted =
                b->d->tokens[p->token].flags & b->d->tokens[o->token].flags & TOK_IN_QUOTES;
            if (f == VOUCH_BORNE_OUT || (f == VOUCH_SURER && quoted))
                return VOUCH_BORNE_OUT;
            worst = f;
        }
    return worst == VOUCH_BORNE_OUT ? worst : vouch_fault_at(b, worst, p->token);
}

/* "Has a licence", "told her": of a verb that carries little it is asked only whether what it goes
 * with, or it, is denied on one side alone. */
static enum vouch_fault check_light(struct bench *b, const struct part *p)
{
    bool found = false, good = false;
    for (size_t k = 0; k < b->n; k++)
        for (size_t j = 0; j < b->cited[k]->part_count; j++) {
            const struct part *o = &b->cited[k]->parts[j];
            if (!vouch_same(b, p->token, o->token))
                continue;
            found = true;
            good |= !((p->mood ^ o->mood) & MOOD_NOT) && is_same_verb(b, p, b->cited[k], o);
        }
    return found && !good ? vouch_fault_at(b, VOUCH_TURNED, p->token) : VOUCH_BORNE_OUT;
}

enum vouch_fault vouch_check_verbs(struct bench *b)
{
    for (size_t i = 0; i < b->line->part_count; i++) {
        const struct part *p = &b->line->parts[i];
        enum vouch_fault f = VOUCH_BORNE_OUT;
        if (p->kind == PART_LIGHT || p->complement)
            f = check_light(b, p);
        if (f == VOUCH_BORNE_OUT && p->kind == PART_LIGHT && !speaker_agrees(b, p))
            f = vouch_fault_at(b, VOUCH_ORDER, p->token);
        if (f == VOUCH_BORNE_OUT && p->kind != PART_LIGHT && p->kind != PART_NAME)
            f = check_verb(b, p);
        if (f != VOUCH_BORNE_OUT)
            return f;
    }
    return VOUCH_BORNE_OUT;
}
