/* standing.c: an issue's statements become a claim of the story: its voices, who admits or takes
 * back what, the rulings of courts on it, and with all that how it stands. */
#include "story/claims.h"

#include <math.h>

enum { RULINGS_MOST = 3, SAME_BYTES = 24 };
static const double accusing = 2; /* words that say who is accused tell more */

/* The words alone, in lower case, each after a space. */
static struct str words_alone(struct arena *a, struct str s)
{
    struct buf b;
    buf_arena(&b, a, 4 * s.n + 64);
    struct text_words it = text_words(s);
    struct text_word w;
    while (text_word_next(&it, &w))
        buf_fmt(&b, " %.*s", STR_ARG(str_lower(a, str_sub(s, w.at, w.end))));
    buf_lit(&b, " ");
    return b.failed ? s : buf_str(&b);
}

/* Voices as they are gathered, and the words of each, alone. */
struct gathered {
    struct story_voice *v;
    struct str *words;
    size_t n;
};

/* One paper has "He was told of it", another "\"he was told of it,\"", a third a word more: the
 * same words of the same voice, whatever its first name. */
static bool says_the_same(struct str x, struct str y)
{
    return (x.n >= SAME_BYTES && str_find(y, x) != SIZE_MAX) ||
           (y.n >= SAME_BYTES && str_find(x, y) != SIZE_MAX);
}

/* "Marsh" is the last of "Owen Marsh". */
static bool is_last_of(struct str last, struct str who)
{
    return last.n && who.n > last.n && str_ends(who, last) && who.p[who.n - last.n - 1] == ' ';
}

static bool is_one_voice(struct str x, struct str y)
{
    return str_eq(x, y) || is_last_of(x, y) || is_last_of(y, x);
}

static bool said_before(const struct gathered *g, const struct story_voice *w, struct str words)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct story_voice *o = &g->v[i];
        if (o->side != w->side || !is_one_voice(o->who, w->who))
            continue;
        bool here = o->spot.report == w->spot.report && o->spot.sentence == w->spot.sentence;
        if (str_eq(g->words[i], words) || (o->who.n && says_the_same(g->words[i], words)) ||
            (here && str_eq(o->who, w->who)))
            return true;
    }
    return false;
}

/* "Tessel, which had denied it": what it did is told already. */
static bool denies_already(const struct story_voice *v, size_t n, const struct statement *s)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].side == STORY_DENIES && str_eq_fold(v[i].who, s->voice.who))
            return true;
    return false;
}

static size_t own_of(const struct story_claim *c, const struct story_voice *v)
{
    size_t own = 0;
    for (size_t k = 0; k < c->assert_count; k++)
        own += v->who.n && str_eq(c->voices[k].who, v->who);
    return own;
}

static enum story_standing standing_of(const struct story_claim *c)
{
    enum story_standing standing = STORY_OPEN;
    struct str admitted = STR_NONE;
    for (size_t i = c->assert_count; i < c->voice_count; i++) {
        const struct story_voice *v = &c->voices[i];
        size_t own = own_of(c, v);
        bool stays = standing == STORY_SETTLED || standing == STORY_WITHDRAWN ||
                     (standing == STORY_ADMITTED && !str_eq(admitted, v->who));
        if (v->side == STORY_RULES)
            standing = STORY_SETTLED;
        else if (v->side == STORY_ADMITS && standing != STORY_SETTLED) {
            standing = STORY_ADMITTED;
            admitted = v->who;
        } else if (v->side == STORY_ADMITS || v->side == STORY_CONFIRMS)
            standing =
                standing == STORY_OPEN && !own && c->assert_count ? STORY_CONFIRMED : standing;
        else if ((own || v->side == STORY_WITHDRAWS) && own == c->assert_count)
            standing = STORY_WITHDRAWN;
        else if (v->side != STORY_WITHDRAWS && !stays)
            standing = STORY_DENIED;
    }
    return standing;
}

/* Does the sentence name him, by his last name at least? */
static bool names(struct str sentence, struct str who)
{
    size_t space = str_rfind_char(who, ' ');
    struct str last = space == SIZE_MAX ? who : str_from(who, space + 1);
    struct text_words it = text_words(sentence);
    struct text_word w;
    while (last.n && text_word_next(&it, &w))
        if (str_eq(str_sub(it.s, w.at, w.end), last))
            return true;
    return false;
}

void statements_find_rulings(struct statements *all)
{
    for (size_t i = 0; i < all->report_count; i++) {
        const struct story_report *r = &all->reports[i];
        if (r->time == TIME_NONE || !report_counts(all->reports, all->report_count, i))
            continue;
        for (size_t k = 0; k < r->reading->sentence_count; k++) {
            const struct sentence *s = &r->reading->sentences[k];
            const struct arena_mark scratch = arena_mark(all->a);
            struct str words = span_str(r->text, s->span);
            struct str court =
                s->kind == SENTENCE_PROSE ? statement_ruling(all->a, words) : STR_NONE;
            if (!court.n) {
                arena_back(all->a, scratch);
                continue;
            }
            struct ruling x = {.spot = {(uint32_t)i, (reading_index)k, s->span},
                               .court = court,
                               .words = words,
                               .said = bag_of(all->a, words, r->reading->lang)};
            LIST_PUSH(all->a, &all->rulings, x);
        }
    }
}

/* Is it a ruling on what the claim charges somebody with who denied it? */
static bool rules_on(const struct statements *all, const struct story_claim *c,
                     const struct bag *charge, const struct ruling *x)
{
    bool denier = false;
    for (size_t i = c->assert_count; i < c->voice_count && !denier; i++)
        denier = c->voices[i].side == STORY_DENIES &&
                 c->voices[i].time < all->reports[x->spot.report].time &&
                 names(x->words, c->voices[i].who);
    return denier && bag_shared(&x->said, charge) - bag_shared_names(&x->said, charge) > 0;
}

/* Rulings on what is charged, one a report, behind the other voices: at most RULINGS_MOST. */
static size_t add_rulings(const struct statements *all, const struct story_claim *c,
                          struct story_voice *v)
{
    size_t n = 0;
    if (!all->rulings.n || c->voice_count == c->assert_count || !(c->accuses || c->assert_count))
        return 0;
    const struct story_report *r = &all->reports[c->spot.report];
    struct bag charge = bag_of(all->a, span_str(r->text, c->spot.span), r->reading->lang);
    charge = bag_without(all->a, &charge, &all->noise, false);
    for (size_t i = 0; i < all->rulings.n && n < RULINGS_MOST; i++) {
        const struct ruling *x = &all->rulings.v[i];
        if ((n && v[n - 1].spot.report == x->spot.report) || !rules_on(all, c, &charge, x))
            continue;
        v[n++] = (struct story_voice){.side = STORY_RULES,
                                      .who = x->court,
                                      .time = all->reports[x->spot.report].time,
                                      .spot = x->spot,
                                      .claim = -1};
    }
    return n;
}

/* How much of what the issue's voices say does it say? A statement without matter says little. */
static double central(const struct statements *all, const struct statement *s)
{
    double sum = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].issue == s->issue && &all->v[i] != s)
            sum += bag_shared(&all->v[i].said, &s->said);
    return (s->empty ? 0.2 : 1) * (1 + sum);
}

bool story_claim_of(const struct statements *all, int32_t issue, struct story_claim *c)
{
    double most = 0;
    struct story_voice *v = ARENA_ARRAY(all->a, all->n + RULINGS_MOST, struct story_voice);
    struct gathered g = {v, ARENA_ARRAY(all->a, all->n + 1, struct str), 0};
    *c = (struct story_claim){.voices = v};
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < all->n; i++) {
            const struct statement *s = &all->v[i];
            if (s->issue != issue || s->answers != (pass == 1) ||
                (s->retold && denies_already(v, g.n, s)))
                continue;
            struct str words = words_alone(
                all->a, span_str(all->reports[s->voice.spot.report].text, s->voice.spot.span));
            if (said_before(&g, &s->voice, words))
                continue;
            double says = central(all, s) * (s->accuses ? accusing : 1);
            bool answer = s->voice.side == STORY_ADMITS || s->voice.side == STORY_WITHDRAWS;
            if (says > most && (pass == 0 || (!c->assert_count && !answer))) {
                most = says;
                c->spot = s->voice.spot;
                c->spot.span = s->whole;
                c->subject = s->subject;
                c->whole = s->is_whole;
            }
            c->accuses |= s->accuses;
            g.words[g.n] = words;
            v[g.n++] = s->voice;
        }
        c->assert_count = pass ? c->assert_count : g.n;
    }
    size_t n = c->voice_count = g.n;
    c->voice_count = n += add_rulings(all, c, v + n);
    c->standing = standing_of(c);
    double answered = (double)(n - c->assert_count), asserted = (double)c->assert_count;
    c->weight = 1 - exp(-(asserted / 4 + (c->assert_count ? answered : answered / 4) / 1.5 +
                          (c->accuses ? 0.2 : 0)));
    return n > 0;
}
