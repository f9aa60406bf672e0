/* unnamed.c: what the model of names calls a name and is none, and where a name truly begins.
 *
 * A form of address beside its person ("Rep."), a party and a state in brackets ("D-N.Y."), a day
 * ("Tue"), a stretch of a headline that stands in the text with capitals on all of its words. And
 * names that reach over the end of a line or of a quotation, or begin in the middle of what "and"
 * holds together ("Ways and Means Committee"). */
#include "sense/namer.h"
#include "sense/places.h"

struct pruning {
    struct sense_doc *d;
    struct map elsewhere; /* words of names outside of headlines */
    uint8_t *headline;    /* by token: all words of its line have capitals */
    bool wrapped;         /* lines end anywhere */
};

/* ---- headlines ---- */

/* Is the word small inside of sentences, mostly? */
static bool is_plain_word(const struct sense_token *t)
{
    enum { SELDOM = 2 };
    return t->flags & TOK_STOP || (t->cluster.caps && t->cluster.caps <= SELDOM);
}

/* "Leaders Demand Release Of Report": capitals on all words but small ones, ordinary words too. */
static bool is_headline(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    enum { WORDS_LEAST = 4, PLAIN_LEAST = 2, LONG = 4 };
    uint32_t words = 0, plain = 0;
    bool small = false, says = false; /* lines of an address say nothing */
    for (uint32_t i = from; i < to; i++) {
        const struct sense_token *t = &d->tokens[i];
        if (!(t->flags & TOK_ALPHA) || t->xpos == XPOS_POS)
            continue;
        words++;
        bool verb = t->upos == SENSE_VERB || t->upos == SENSE_AUX;
        says |= verb;
        verb &= !sense_norm_in(d, i, (const char *const[]){"is", "are", "be", NULL});
        bool clitic = !is_alpha(d->text.p[t->span.at]) || str_eq(t->norm, STR("n't"));
        small |= !(t->flags & TOK_CAP) && !clitic && (verb || t->span.end - t->span.at >= LONG);
        plain += i > from && t->flags & TOK_CAP && !(t->flags & TOK_UPPER) && is_plain_word(t);
    }
    return words >= WORDS_LEAST && plain >= PLAIN_LEAST && says && !small;
}

static struct str words_of(const struct pruning *p, const struct sense_name *x)
{
    return text_fold(p->d->arena, span_str(p->d->text, x->span));
}

static bool ends_line(const struct sense_doc *d, uint32_t i)
{
    struct str gap = str_sub(d->text, d->tokens[i].span.end, d->tokens[i + 1].span.at);
    return str_find_char(gap, '\n') < gap.n;
}

static void headlines_find(struct pruning *p)
{
    struct sense_doc *d = p->d;
    bool all = true;
    p->headline = ARENA_ARRAY(d->arena, d->token_count + 1, uint8_t);
    for (size_t k = 0; k < d->sentence_count; k++) {
        const struct sense_sentence *s = &d->sentences[k];
        for (uint32_t from = s->from, to; from < s->to; from = to) {
            for (to = from + 1; to < s->to && (p->wrapped || !ends_line(d, to - 1));)
                to++;
            bool is = is_headline(d, from, to);
            memset(p->headline + from, is, to - from);
            all &= is || s->kind == SENTENCE_CREDIT;
        }
    }
    if (all) /* nothing else is there to tell names by */
        memset(p->headline, 0, d->token_count);
    map_init(&p->elsewhere, d->arena);
    for (size_t i = 0; i < d->name_count; i++)
        if (!p->headline[d->names[i].from])
            map_put(&p->elsewhere, words_of(p, &d->names[i]), NULL);
}

/* A stretch of ordinary words with capitals, which the rest of the article does not know. */
static bool is_of_headline(const struct pruning *p, const struct sense_name *x)
{
    const struct sense_doc *d = p->d;
    if (!p->headline[x->from] || map_find(&p->elsewhere, words_of(p, x)))
        return false;
    uint32_t plain = 0;
    for (uint32_t i = x->from; i < x->to; i++)
        plain += is_plain_word(&d->tokens[i]);
    return x->to - x->from > 1 && (plain > 1 || (plain && x->kind == ENTITY_OTHER));
}

/* ---- what is none ---- */

/* "Rep.": of the name behind it, and none by itself. */
static bool is_address(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {"rep.", "reps.", "sen.",  "sens.", "gov.",  "govs.",
                                        "lt.",  "gen.",  "col.",  "sgt.",  "prof.", "rev.",
                                        "mr.",  "mrs.",  "ms.",   "dr.",   "maj.",  "capt.",
                                        "adm.", "drs.",  "gens.", NULL};
    return sense_norm_in(d, i, words);
}

/* "D-N.Y.", "R-Calif."; "R" in brackets. */
static bool is_affiliation(const struct sense_doc *d, const struct sense_name *x)
{
    static const char *const parties[] = {"d", "r", "i", NULL};
    if (!sense_norm_in(d, x->from, parties) || !(d->tokens[x->from].flags & TOK_CAP))
        return false;
    if (x->to - x->from == 3 && sense_is_link(d, x->from + 1)) { /* and no "D-Day" */
        struct str state = sense_token_str(d, x->to - 1);
        struct sense_place place[1];
        unsigned bits;
        sense_place_find(d->arena, state, place, 1, &bits);
        return str_ends(state, STR(".")) || d->tokens[x->to - 1].flags & TOK_UPPER ||
               bits & GAZ_REGION;
    }
    if (x->to - x->from > 1)
        return false;
    return x->from > 0 && sense_norm_is(d, x->from - 1, STR("(")) && x->to < d->token_count &&
           sense_norm_in(d, x->to, (const char *const[]){")", "-", NULL});
}

static bool is_day(const struct sense_doc *d, const struct sense_name *x)
{
    static const char *const days[] = {"tue",  "tues",  "tue.",   "tues.", "wed.", "thu",  "thu.",
                                       "thur", "thurs", "thurs.", "fri",   "fri.", "sept", "sept.",
                                       "oct.", "nov.",  "dec.",   "feb.",  "apr.", "aug.", NULL};
    return x->to - x->from == 1 && sense_norm_in(d, x->from, days);
}

/* ---- where it begins and ends ---- */

/* "Interlagos\nRed Bull": a name ends with its line, where lines do not end anywhere. "Deep State”
 * Ministry": it begins behind the quotation that ends in it. Returns the token at which it is cut;
 * x->to where it is whole. */
static uint32_t cut_at(const struct pruning *p, const struct sense_name *x, bool *ret_keep_front)
{
    const struct sense_doc *d = p->d;
    *ret_keep_front = false;
    for (uint32_t i = x->from; i + 1 < x->to; i++) {
        if (!p->wrapped && ends_line(d, i)) {
            *ret_keep_front = true;
            return i + 1;
        }
        if (d->tokens[i].flags & TOK_QUOTE_CLOSE)
            return i + 1;
        if (d->tokens[i].flags & TOK_QUOTE_OPEN)
            break;
    }
    return x->to;
}

/* Do many lines go on with a small letter? Then a line's end is no border. */
static bool is_wrapped(struct str text)
{
    enum { FEW = 4 };
    size_t ends = 0, small = 0;
    for (size_t i = 1; i + 1 < text.n; i++)
        if (text.p[i] == '\n' && text.p[i - 1] != '\n' && text.p[i + 1] != '\n') {
            ends++;
            small += is_lower(text.p[i + 1]);
        }
    return small * FEW > ends;
}

/* "Ways and Means Committee": where the name begins, with what "and" holds to it. */
static uint32_t begin_of(const struct sense_doc *d, const struct sense_name *x)
{
    static const char *const bodies[] = {"committee", "subcommittee", "commission", "department",
                                         "ministry",  "bureau",       "agency",     "authority",
                                         "office",    "institute",    "service",    NULL};
    static const char *const heads[] = {"secretary", "minister", "committee", NULL};
    bool body = sense_norm_in(d, x->to - 1, bodies) ||
                (x->to < d->token_count && sense_norm_in(d, x->to, heads));
    if (x->kind != ENTITY_ORG || !body || x->from < d->sentences[x->sentence].from + 3 ||
        !sense_norm_is(d, x->from - 1, STR("and")))
        return x->from;
    const struct sense_token *first = &d->tokens[x->from - 2];
    bool fits = first->flags & TOK_CAP && !(first->flags & TOK_UPPER) && first->name < 0 &&
                (first->upos == SENSE_PROPN || first->upos == SENSE_NOUN);
    return fits ? x->from - 2 : x->from;
}

/* ---- pruning ---- */

static void put(struct sense_doc *d, struct sense_name x, uint32_t from, uint32_t to)
{
    if (from >= to)
        return;
    x.from = from;
    x.to = to;
    x.span = sense_span(d, from, to);
    for (uint32_t i = from; i < to; i++)
        d->tokens[i].name = (int32_t)d->name_count;
    d->names[d->name_count++] = x;
}

static void take(struct pruning *p, struct sense_name x)
{
    struct sense_doc *d = p->d;
    for (uint32_t i = x.from; i < x.to; i++)
        d->tokens[i].name = -1;
    while (x.from < x.to && is_address(d, x.to - 1) && x.to < d->token_count &&
           d->tokens[x.to].flags & TOK_CAP)
        x.to--; /* "Rep." alone, "GOP Rep." */
    if (x.kind == ENTITY_PERSON && x.to - x.from > 1 && sense_norm_is(d, x.from, STR("ag")) &&
        d->tokens[x.from].flags & TOK_UPPER)
        x.from++; /* "AG Holm", the attorney general */
    bool letter = x.to - x.from == 1 && d->tokens[x.from].norm.n <= 2 &&
                  str_ends(d->tokens[x.from].norm, STR(".")); /* of a name that is cut */
    if (letter || x.from == x.to || is_affiliation(d, &x) || is_day(d, &x) || is_of_headline(p, &x))
        return;
    bool front;
    uint32_t cut = cut_at(p, &x, &front);
    if (cut < x.to) {
        if (front)
            put(d, x, x.from, cut);
        x.from = cut;
        take(p, x);
        return;
    }
    put(d, x, begin_of(d, &x), x.to);
}

void sense_names_prune(struct sense_doc *d)
{
    struct pruning p = {.d = d, .wrapped = is_wrapped(d->text)};
    headlines_find(&p);
    const struct sense_name *old = d->names;
    size_t n = d->name_count;
    d->names = ARENA_ARRAY(d->arena, d->token_count + 1, struct sense_name);
    d->name_count = 0;
    for (size_t i = 0; i < n; i++)
        take(&p, old[i]);
}
