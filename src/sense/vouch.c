/* vouch.c: see vouch.h. Sources and sentences of the model are analysed as one document, each a
 * paragraph, so that a name is a name in both; then each sentence of the model is held against the
 * sources that it cites, by one check after the other, the first that fails being the reason. */
#include "sense/vouching.h"

#include <math.h>

struct bench {
    const struct sense_doc *d;
    unsigned *groups; /* by token */
    const struct unit *line;
    const struct unit *cited[VOUCH_CITED_MOST];
    size_t n;
    struct str what;
};

static bool same(const struct bench *b, uint32_t x, uint32_t y)
{
    const struct sense_token *t = &b->d->tokens[x], *o = &b->d->tokens[y];
    return str_eq(t->norm, o->norm) || str_eq(t->lemma, o->lemma) || str_eq(t->stem, o->stem) ||
           (b->groups[x] && b->groups[x] == b->groups[y]);
}

static enum vouch_fault fault(struct bench *b, enum vouch_fault f, uint32_t token)
{
    b->what = sense_token_str(b->d, token);
    return f;
}

/* ---- quotations ---- */

/* As words are compared: one case, straight marks, no mark at the ends. */
static struct str quotable(struct arena *a, struct str s)
{
    struct buf b;
    buf_arena(&b, a, 4 * s.n + 8);
    s = text_fold(a, s);
    for (size_t i = 0; i < s.n; i++) {
        struct str rest = str_from(s, i);
        bool single = str_starts(rest, STR("’")) || str_starts(rest, STR("‘"));
        if (single || str_starts(rest, STR("“")) || str_starts(rest, STR("”"))) {
            buf_char(&b, single ? '\'' : '"');
            i += 2;
        } else {
            buf_char(&b, s.p[i]);
        }
    }
    s = str_trim(buf_str(&b));
    while (s.n && str_find_char(STR(".,;:!? "), s.p[s.n - 1]) != SIZE_MAX)
        s.n--;
    return s;
}

static bool is_inside(struct str whole, struct str words)
{
    for (size_t from = 0, at; from < whole.n; from += at + 1) {
        at = str_find(str_from(whole, from), words);
        if (at == SIZE_MAX)
            return false;
        size_t begin = from + at, end = begin + words.n;
        if ((begin == 0 || !is_alnum(whole.p[begin - 1])) &&
            (end == whole.n || !is_alnum(whole.p[end])))
            return true;
    }
    return false;
}

static enum vouch_fault check_quotes(struct bench *b)
{
    struct arena *a = b->d->arena;
    struct str rest = quotable(a, b->line->text);
    for (size_t open; (open = str_find_char(rest, '"')) != SIZE_MAX;) {
        struct str said = str_from(rest, open + 1);
        size_t close = str_find_char(said, '"');
        struct str words = quotable(a, str_sub(said, 0, close));
        bool found = false;
        /* A mark at the end went as punctuation would: what is open to the end is a quotation. */
        for (size_t i = 0; i < b->n && words.n; i++)
            found |= is_inside(quotable(a, b->cited[i]->text), words);
        if (words.n && !found) {
            b->what = words;
            return VOUCH_QUOTE;
        }
        if (close == SIZE_MAX)
            break;
        rest = str_from(said, close + 1);
    }
    return VOUCH_BORNE_OUT;
}

/* ---- numbers ---- */

static bool same_amount(const struct amount *x, const struct amount *y)
{
    return fabs(x->value - y->value) <= 1e-9 * fabs(x->value) && x->ordinal == y->ordinal &&
           x->vague == y->vague && x->percent == y->percent && x->money == y->money &&
           x->bound == y->bound;
}

static bool same_word(const struct bench *b, int64_t x, int64_t y)
{
    return x >= 0 && y >= 0 && same(b, (uint32_t)x, (uint32_t)y);
}

/* y is x, but does the sentence give another number for the very word (verb or what is counted)
 * that x goes with, and not y? "Rose 3 percent" of "rose 18 percent, while the others fell 3". */
static bool belongs_elsewhere(const struct bench *b, const struct unit *u, const struct amount *x,
                              const struct amount *y, bool verb)
{
    int64_t word = verb ? x->verb : x->counted;
    if (word < 0 || same_word(b, word, verb ? y->verb : y->counted))
        return false;
    for (size_t i = 0; i < u->amount_count; i++) {
        const struct amount *z = &u->amounts[i];
        if (z != y && z->percent == y->percent && z->money == y->money &&
            same_word(b, word, verb ? z->verb : z->counted))
            return true;
    }
    return false;
}

static bool has_amount(const struct bench *b, const struct unit *u, const struct amount *x)
{
    for (size_t i = 0; i < u->amount_count; i++) {
        const struct amount *y = &u->amounts[i];
        if (same_amount(x, y) && !belongs_elsewhere(b, u, x, y, true) &&
            !belongs_elsewhere(b, u, x, y, false))
            return true;
    }
    return false;
}

static enum vouch_fault check_amounts(struct bench *b)
{
    for (size_t i = 0; i < b->line->amount_count; i++) {
        const struct amount *x = &b->line->amounts[i];
        bool found = false;
        for (size_t k = 0; k < b->n; k++)
            found |= has_amount(b, b->cited[k], x);
        if (!found) {
            b->what = x->words;
            return VOUCH_FIGURE;
        }
    }
    return VOUCH_BORNE_OUT;
}

/* ---- names ---- */

/* "UN" of "United Nations". */
static bool is_initials(const struct sense_doc *d, const struct unit *u, struct str word)
{
    for (uint32_t i = u->from; word.n >= 2 && i + word.n <= u->to; i++) {
        size_t n = 0;
        while (n < word.n && (d->tokens[i + n].flags & TOK_CAP) &&
               d->text.p[d->tokens[i + n].span.at] == word.p[n])
            n++;
        if (n == word.n)
            return true;
    }
    return false;
}

/* Do the tokens [from, to) stand in the sentence, one behind the other? */
static bool has_run(const struct bench *b, const struct unit *u, uint32_t from, uint32_t to)
{
    for (uint32_t i = u->from; i + (to - from) <= u->to; i++) {
        uint32_t n = 0;
        while (from + n < to && str_eq(b->d->tokens[i + n].norm, b->d->tokens[from + n].norm))
            n++;
        if (from + n == to)
            return true;
    }
    return to == from + 1 && b->d->tokens[from].flags & TOK_UPPER &&
           is_initials(b->d, u, sense_token_str(b->d, from));
}

static enum vouch_fault check_names(struct bench *b)
{
    for (size_t i = 0; i < b->line->part_count; i++) {
        const struct part *p = &b->line->parts[i];
        if (p->kind != PART_NAME)
            continue;
        int32_t name = b->d->tokens[p->token].name;
        uint32_t from = name < 0 ? p->token : b->d->names[name].from;
        uint32_t to = name < 0 ? p->token + 1 : b->d->names[name].to;
        bool found = false;
        for (size_t k = 0; k < b->n; k++)
            found |= has_run(b, b->cited[k], from, to);
        if (!found) {
            b->what = span_str(b->d->text, sense_span(b->d, from, to));
            return VOUCH_NAME;
        }
    }
    return VOUCH_BORNE_OUT;
}

/* ---- who says it, and how surely ---- */

static bool speaks(const struct unit *u)
{
    return u->says || str_find(u->text, STR("“")) != SIZE_MAX ||
           str_find_char(u->text, '"') != SIZE_MAX;
}

static enum vouch_fault check_stance(struct bench *b)
{
    unsigned says = 0;
    bool negates = false, future = false, spoken = false;
    for (size_t k = 0; k < b->n; k++) {
        const struct unit *u = b->cited[k];
        says |= u->says;
        negates |= u->negates;
        spoken |= speaks(u);
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
            return fault(b, VOUCH_STANCE, i);
    if (b->line->negates && !negates)
        for (uint32_t i = b->line->from; i < b->line->to; i++)
            if (vouch_mood(b->d->tokens[i].lemma, b->d->tokens[i].norm) & MOOD_NOT)
                return fault(b, VOUCH_TURNED, i);
    return VOUCH_BORNE_OUT;
}

static enum vouch_fault compare_moods(unsigned here, unsigned there)
{
    if ((here ^ there) & MOOD_NOT)
        return VOUCH_TURNED;
    if (!(here & MOOD_NOT) && ((here ^ there) & (MOOD_CLAIMED | MOOD_POSSIBLE)))
        return VOUCH_SURER;
    unsigned open = MOOD_FUTURE | MOOD_POSSIBLE;
    return !(here & open) != !(there & open) && !(here & MOOD_NOT) ? VOUCH_SURER : VOUCH_BORNE_OUT;
}

/* A verb must be meant in one of its places as it is here; a noun ("the strike") may be anything,
 * but not where its word is a verb on one side ("could strike"): the tagger takes "cost" for a
 * noun. */
static enum vouch_fault check_moods(struct bench *b)
{
    for (size_t i = 0; i < b->line->part_count; i++) {
        const struct part *p = &b->line->parts[i];
        enum vouch_fault worst = VOUCH_BORNE_OUT;
        bool good = false;
        if (p->kind == PART_NAME || vouch_says_at(b->d, p->token))
            continue;
        for (size_t k = 0; k < b->n; k++)
            for (size_t j = 0; j < b->cited[k]->part_count; j++) {
                const struct part *o = &b->cited[k]->parts[j];
                if (!same(b, p->token, o->token))
                    continue;
                bool matter = o->kind == PART_NOUN && (p->kind == PART_NOUN || o->mood == 0);
                enum vouch_fault f = matter ? VOUCH_BORNE_OUT : compare_moods(p->mood, o->mood);
                good |= f == VOUCH_BORNE_OUT;
                worst = f == VOUCH_BORNE_OUT ? worst : f;
            }
        if (!good && worst != VOUCH_BORNE_OUT)
            return fault(b, worst, p->token);
    }
    return VOUCH_BORNE_OUT;
}

/* ---- words ---- */

static bool has_word(const struct bench *b, const struct unit *u, uint32_t token)
{
    for (uint32_t i = u->from; i < u->to; i++)
        if (same(b, token, i))
            return true;
    return false;
}

/* Small words that say how things hang together, and of how many it is said. */
static enum vouch_fault check_links(struct bench *b)
{
    for (uint32_t i = b->line->from; i < b->line->to; i++) {
        unsigned link = vouch_link(b->d->tokens[i].norm);
        bool found = !link;
        for (size_t k = 0; k < b->n && !found; k++)
            for (uint32_t t = b->cited[k]->from; t < b->cited[k]->to; t++)
                found |= vouch_link(b->d->tokens[t].norm) == link;
        if (!found)
            return fault(b, VOUCH_WORDS, i);
    }
    return VOUCH_BORNE_OUT;
}

/* Every word must stand there. One new word of seven or eight let pass no good sentence of those
 * that the rules were made with (tests/sense/vouch_gold.h), but "for fraud and murder". */
static enum vouch_fault check_words(struct bench *b)
{
    for (size_t i = 0; i < b->line->part_count; i++) {
        const struct part *p = &b->line->parts[i];
        bool found = p->kind == PART_NAME || (p->cue & MOOD_NOT) || vouch_says_at(b->d, p->token);
        for (size_t k = 0; k < b->n && !found; k++)
            found = has_word(b, b->cited[k], p->token);
        if (!found)
            return fault(b, VOUCH_WORDS, p->token);
    }
    return check_links(b);
}

/* ---- who does it to whom ---- */

struct sides {
    uint32_t doers[40], others[40];
    size_t doer_count, other_count;
    bool passive;
};

/* The nouns and names on either side of the verb, by who does it; of the clause or of all. */
static void sides_of(const struct bench *b, const struct unit *u, const struct part *verb,
                     bool clause, struct sides *ret)
{
    int32_t chunk = b->d->tokens[verb->token].chunk;
    bool passive = chunk >= 0 && b->d->chunks[chunk].passive, by = false;
    *ret = (struct sides){.passive = passive};
    for (size_t i = 0; i < u->part_count; i++) {
        const struct part *p = &u->parts[i];
        bool nominal = p->kind == PART_NOUN || p->kind == PART_NAME;
        if (!nominal || (clause && p->clause != verb->clause))
            continue;
        bool left = p->token < verb->token;
        for (uint32_t t = verb->token; passive && !left && t < p->token; t++)
            by |= str_eq(b->d->tokens[t].norm, STR("by"));
        bool doer = passive ? !left && by : left;
        bool other = passive ? left : !left;
        if (doer && ret->doer_count < 40)
            ret->doers[ret->doer_count++] = p->token;
        if (other && ret->other_count < 40)
            ret->others[ret->other_count++] = p->token;
    }
}

static bool share(const struct bench *b, const uint32_t *x, size_t xn, const uint32_t *y, size_t yn)
{
    for (size_t i = 0; i < xn; i++)
        for (size_t k = 0; k < yn; k++)
            if (same(b, x[i], y[k]))
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

static enum vouch_fault check_order(struct bench *b)
{
    for (size_t i = 0; i < b->line->part_count; i++) {
        const struct part *p = &b->line->parts[i];
        struct sides here, there;
        bool good = false, bad = false;
        if (p->kind != PART_VERB)
            continue;
        sides_of(b, b->line, p, true, &here);
        for (size_t k = 0; k < b->n; k++)
            for (size_t j = 0; j < b->cited[k]->part_count; j++) {
                const struct part *o = &b->cited[k]->parts[j];
                if (o->kind != PART_VERB ||
                    !str_eq(b->d->tokens[p->token].lemma, b->d->tokens[o->token].lemma))
                    continue; /* who dies is whom somebody kills */
                sides_of(b, b->cited[k], o, false, &there);
                bool reversed = is_reversed(b, &here, &there);
                bad |= reversed;
                good |= !reversed;
            }
        if (bad && !good)
            return fault(b, VOUCH_ORDER, p->token);
    }
    return VOUCH_BORNE_OUT;
}

/* ---- together ---- */

/* Must the word stand in the same sentence as all else of its clause? Of a name only its end, by
 * which it is called later on. */
static bool binds(const struct bench *b, const struct part *p)
{
    const struct sense_token *t = &b->d->tokens[p->token];
    if (p->kind == PART_NOUN || vouch_says_at(b->d, p->token))
        return false;
    return p->kind != PART_NAME || t->name < 0 || b->d->names[t->name].to == p->token + 1;
}

static bool holds_clause(const struct bench *b, const struct unit *u, uint32_t clause)
{
    for (size_t i = 0; i < b->line->part_count; i++) {
        const struct part *p = &b->line->parts[i];
        if (p->clause != clause || !binds(b, p) || has_word(b, u, p->token) || (p->cue & MOOD_NOT))
            continue;
        if (p->kind != PART_NAME || !has_run(b, u, p->token, p->token + 1))
            return false;
    }
    for (size_t i = 0; i < b->line->amount_count; i++)
        if (b->line->amounts[i].clause == clause && !has_amount(b, u, &b->line->amounts[i]))
            return false;
    return true;
}

static enum vouch_fault check_joined(struct bench *b)
{
    for (size_t i = 0; i < b->line->part_count; i++) {
        bool held = b->n < 2;
        for (size_t k = 0; k < b->n && !held; k++)
            held = holds_clause(b, b->cited[k], b->line->parts[i].clause);
        if (!held)
            return VOUCH_JOINED;
    }
    return VOUCH_BORNE_OUT;
}

/* ---- all of it ---- */

static enum vouch_fault judge(struct bench *b)
{
    static enum vouch_fault (*const checks[])(struct bench *) = {
        check_quotes, check_amounts, check_names, check_stance,
        check_moods,  check_words,   check_order, check_joined};
    if (b->line->part_count == 0)
        return VOUCH_WORDS; /* says nothing */
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        enum vouch_fault f = checks[i](b);
        if (f != VOUCH_BORNE_OUT)
            return f;
    }
    return VOUCH_BORNE_OUT;
}

static struct span add_paragraph(struct buf *b, struct str s)
{
    uint32_t at = (uint32_t)b->n;
    buf_put(b, s);
    struct span where = {at, (uint32_t)b->n};
    buf_lit(b, "\n\n");
    return where;
}

void sense_vouch(struct arena *a, const struct str *sources, size_t n, struct str said,
                 struct vouch *ret)
{
    struct vouch_line *lines;
    struct buf text;
    n = n < VOUCH_SOURCES_MOST ? n : VOUCH_SOURCES_MOST;
    vouch_read(a, said, n, ret);
    lines = ARENA_ARRAY(a, ret->n, struct vouch_line);
    buf_arena(&text, a, 1 << 20);
    struct span *where = ARENA_ARRAY(a, n + ret->n, struct span);
    for (size_t i = 0; i < n; i++) {
        bool bears = sources[i].n <= VOUCH_SOURCE_MOST && !sense_vouch_is_order(sources[i]);
        where[i] = add_paragraph(&text, bears ? vouch_flat(a, sources[i]) : STR_NONE);
    }
    for (size_t i = 0; i < ret->n; i++)
        where[n + i] = add_paragraph(&text, ret->v[i].words);
    struct article article = {.text = buf_str(&text), .lang = STR("en")};
    struct sense_doc d;
    sense_doc_make(a, &article, &d);
    struct bench b = {.d = &d, .groups = ARENA_ARRAY(a, d.token_count, unsigned)};
    for (size_t i = 0; i < d.token_count; i++)
        b.groups[i] = vouch_group(d.tokens[i].lemma);
    struct unit *units = ARENA_ARRAY(a, n + ret->n, struct unit);
    for (size_t i = 0; i < n + ret->n; i++)
        vouch_unit_make(&d, where[i], &units[i]);
    for (size_t i = 0; i < ret->n; i++) {
        lines[i] = ret->v[i];
        b.line = &units[n + i];
        b.what = STR_NONE;
        b.n = lines[i].cited_count;
        for (size_t k = 0; k < b.n; k++)
            b.cited[k] = &units[lines[i].cited[k]];
        if (lines[i].fault == VOUCH_BORNE_OUT) {
            lines[i].fault = d.english ? judge(&b) : VOUCH_FOREIGN;
            lines[i].what = b.what;
        }
    }
    ret->v = lines;
}
