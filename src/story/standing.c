/* standing.c: an issue's statements become a claim of the story: its voices, who admits or takes
 * back what, the rulings of courts on it, and with all that how it stands. */
#include "story/claims.h"

#include <math.h>

enum {
    RULINGS_MOST = 3,
    SAME_BYTES = 24,
    TOLD_BYTES = 180, /* what a reader takes in at a glance */
    TOLD_WORDS = 3,
    VOICES_COMPARED = 100,
    SPEAKER_MOST = 2, /* statements of one speaker on one side */
    ASSERTS_MOST = 8,
    ANSWERS_MOST = 8,
};
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
    double *says; /* how much of the claim */
    size_t *own;  /* voices of its speaker on its side (cap_voices) */
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
    return statements_one_name(x, y) || is_last_of(x, y) || is_last_of(y, x);
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
        own += v->who.n && statements_one_name(c->voices[k].who, v->who);
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

/* How well does it tell the claim? By how much of what the others of the issue say it says, for its
 * length; by whether it is a sentence of its own, and of somebody; and by whether it is what they
 * answer. A statement without matter says little. */
static double central(const struct statements *all, const struct members *m,
                      const struct statement *s)
{
    double sum = 0;
    for (size_t i = 0; i < m->n && i < VOICES_COMPARED; i++) {
        const struct statement *o = &all->v[m->v[i]];
        double least = o->point.sum < s->point.sum ? o->point.sum : s->point.sum;
        if (o != s && least > 0)
            sum += bag_shared(&o->point, &s->point) / least;
        sum += o->answered >= 0 && &all->v[o->answered] == s ? 1 : 0;
    }
    uint32_t bytes = s->whole.end - s->whole.at;
    double length = bytes > TOLD_BYTES ? (double)TOLD_BYTES / bytes : 1;
    return (s->empty ? 0.2 : 1) * (s->is_whole ? 0.5 : 1) * (s->voice.who.n ? 1 : 0.8) * length *
           (1 + sum);
}

/* Are both of one speaker on one side? */
static bool speak_alike(const struct story_voice *x, const struct story_voice *y)
{
    return x->who.n && x->side == y->side && is_one_voice(y->who, x->who);
}

/* Takes the voice out; of its speaker there is one less. */
static void drop_voice(struct gathered *g, size_t from, size_t number)
{
    for (size_t i = from; i < g->n; i++)
        g->own[i] -= speak_alike(&g->v[i], &g->v[number]);
    for (size_t i = number; i + 1 < g->n; i++) {
        g->v[i] = g->v[i + 1];
        g->words[i] = g->words[i + 1];
        g->says[i] = g->says[i + 1];
        g->own[i] = g->own[i + 1];
    }
    g->n--;
}

/* Of those of one side that speak, from `from` on, the ones that say least of the claim go: more
 * than SPEAKER_MOST of one speaker, then what is above `most`. Who turns round stays. How many each
 * speaker has is counted once, as an issue of a large story has a thousand. */
static void cap_voices(struct gathered *g, size_t from, size_t most)
{
    for (size_t i = from; i < g->n; i++) {
        g->own[i] = 0;
        for (size_t k = from; k < g->n; k++)
            g->own[i] += speak_alike(&g->v[i], &g->v[k]);
    }
    for (;;) {
        size_t least = SIZE_MAX;
        for (size_t i = from; i < g->n; i++) {
            bool turns = g->v[i].side == STORY_ADMITS || g->v[i].side == STORY_WITHDRAWS;
            if (!turns && (g->own[i] > SPEAKER_MOST || g->n - from > most))
                least = least == SIZE_MAX || g->says[i] < g->says[least] ? i : least;
        }
        if (least == SIZE_MAX)
            return;
        drop_voice(g, from, least);
    }
}

/* "Its crew is suspected of ...": the whole sentence, which begins with what only the one before
 * tells. */
static bool hangs_on(struct arena *a, struct str words)
{
    struct text_words it = text_words(words);
    struct text_word w;
    if (!text_word_next(&it, &w))
        return true;
    return AMONG(str_lower(a, str_sub(words, w.at, w.end)), "he", "she", "it", "they", "his", "her",
                 "its", "their", "this", "that", "these", "those", "such", "but", "and", "or",
                 "who", "which", "the two", "both");
}

/* Of a denial alone: does it tell what is denied? Not "notion", nor "that it will never consider
 * it". */
static bool is_told(struct arena *a, const struct story_claim *c, struct str words)
{
    struct word_list w;
    word_list_make(a, words, &w);
    return w.n >= TOLD_WORDS && !(c->voices[0].by_words && statement_foretells(a, words));
}

/* Is it worth a place in the list? What is merely said and not answered is not, nor a charge that
 * nobody could read alone. */
static bool is_listed(const struct statements *all, const struct story_claim *c)
{
    struct str words = span_str(all->reports[c->spot.report].text, c->spot.span);
    bool denied = false;
    if (!c->assert_count && c->voice_count && !is_told(all->a, c, words))
        return false;
    for (size_t i = c->assert_count; i < c->voice_count; i++)
        denied |= c->voices[i].side == STORY_DENIES;
    if (c->standing != STORY_OPEN || denied)
        return c->voice_count > 0;
    return c->accuses && c->voice_count > 0 && (c->subject.n || !hangs_on(all->a, words));
}

static bool has_figure(struct str words)
{
    struct text_words it = text_words(words);
    struct text_word w;
    while (text_word_next(&it, &w))
        if (w.kind == TEXT_NUMBER)
            return true;
    return false;
}

/* What is disputed comes first, then what is settled, then charges; of those, what more publishers
 * speak of, and what can be checked. */
static double weight_of(const struct statements *all, const struct story_claim *c)
{
    static const double disputed = 3, settled = 2.5, charged = 1, only_denied = 0.6;
    uint32_t *reports = ARENA_ARRAY(all->a, c->voice_count + 1, uint32_t);
    double score = c->accuses ? charged : only_denied;
    bool named = false, denied = false;
    for (size_t i = 0; i < c->voice_count; i++) {
        reports[i] = c->voices[i].spot.report;
        named |= i < c->assert_count && c->voices[i].who.n;
        denied |= i >= c->assert_count && c->voices[i].side == STORY_DENIES;
    }
    if (c->standing > STORY_DENIED)
        score = settled;
    if (c->assert_count && denied)
        score = disputed;
    score += 0.8 * log2(publishers_of(all->reports, reports, c->voice_count));
    score += 0.1 * (double)(c->voice_count < 8 ? c->voice_count : 8);
    score += named ? 0.3 : 0;
    score += has_figure(span_str(all->reports[c->spot.report].text, c->spot.span)) ? 0.2 : 0;
    score -= c->whole ? 0.3 : 0;
    return 1 - exp(-score / 4);
}

/* The statements of the issue that answer or not, as voices; the claim is told as the best of them
 * says it. */
static void gather_voices(const struct statements *all, const struct members *m, bool answers,
                          struct gathered *g, struct story_claim *c)
{
    double most = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct statement *s = &all->v[m->v[i]];
        bool nobody = s->voice.side == STORY_CONFIRMS && !s->voice.who.n;
        if (s->answers != answers || nobody || (s->retold && denies_already(g->v, g->n, s)))
            continue;
        struct str words = words_alone(
            all->a, span_str(all->reports[s->voice.spot.report].text, s->voice.spot.span));
        if (said_before(g, &s->voice, words))
            continue;
        double says = central(all, m, s) * (s->accuses ? accusing : 1);
        bool turns = s->voice.side == STORY_ADMITS || s->voice.side == STORY_WITHDRAWS;
        if (says > most && (!answers || (!c->assert_count && !turns))) {
            most = says;
            c->spot = s->voice.spot;
            c->spot.span = s->whole;
            c->subject = s->subject;
            c->whole = s->is_whole;
        }
        c->accuses |= s->accuses;
        g->words[g->n] = words;
        g->says[g->n] = says;
        g->v[g->n++] = s->voice;
    }
}

bool story_claim_of(const struct statements *all, const struct members *m, struct story_claim *c)
{
    struct story_voice *v = ARENA_ARRAY(all->a, m->n + RULINGS_MOST + 1, struct story_voice);
    struct gathered g = {v, ARENA_ARRAY(all->a, m->n + 1, struct str),
                         ARENA_ARRAY(all->a, m->n + 1, double),
                         ARENA_ARRAY(all->a, m->n + 1, size_t), 0};
    *c = (struct story_claim){.voices = v};
    gather_voices(all, m, false, &g, c);
    cap_voices(&g, 0, ASSERTS_MOST);
    c->assert_count = g.n;
    gather_voices(all, m, true, &g, c);
    cap_voices(&g, c->assert_count, ANSWERS_MOST);
    c->voice_count = g.n;
    c->voice_count += add_rulings(all, c, v + g.n);
    c->standing = standing_of(c);
    c->weight = weight_of(all, c);
    return is_listed(all, c);
}
