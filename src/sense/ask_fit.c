/* ask_fit.c: what a sentence has of a question: its terms, and an answer of the kind wanted (a
 * figure, a day, a place, a person who is not in the question already, a quote), the nearer to the
 * words of the question the better. */
#include "sense/ask.h"

#include <math.h>

static bool mentions(const struct ask *k, reading_index entity, const struct sense_sentence *s)
{
    if (entity < 0 || (size_t)entity >= k->r->entity_count)
        return false;
    const struct entity *e = &k->r->entities[entity];
    for (size_t i = 0; i < e->mention_count; i++)
        if (e->mentions[i].span.at >= s->span.at && e->mentions[i].span.end <= s->span.end)
            return true;
    return false;
}

double sense_ask_term_in(const struct ask *k, size_t term, uint32_t sentence, uint32_t *ret_at)
{
    const struct sense_sentence *s = &k->d.sentences[sentence];
    const struct ask_term *x = &k->terms[term];
    double best = 0, before = 0;
    *ret_at = UINT32_MAX;
    for (uint32_t i = s->from; i < s->to && best < 1; i++) {
        const struct sense_token *t = &k->d.tokens[i];
        if (t->flags & TOK_PUNCT)
            continue;
        if (str_eq(t->stem, x->stem) || (x->lemma.n && str_eq(t->lemma, x->lemma)))
            best = 1;
        else if (best < 0.8 && k->alike[i] >> term & 1)
            best = 0.8;
        else if (best < 0.5 && x->stem.n >= 5 && t->stem.n >= 5 &&
                 str_eq(str_sub(t->stem, 0, 5), str_sub(x->stem, 0, 5)))
            best = 0.5;
        if (best > before)
            *ret_at = i;
        before = best;
    }
    if (best < 0.75 && mentions(k, x->entity, s))
        best = 0.75;
    return best;
}

static bool has_norm(const struct sense_doc *d, const struct sense_sentence *s,
                     const char *const *list)
{
    for (uint32_t i = s->from; i < s->to; i++)
        if (sense_norm_in(d, i, list))
            return true;
    return false;
}

static const char *const day_words[] = {
    "monday",    "tuesday",   "wednesday", "thursday", "friday",   "saturday",  "sunday",
    "january",   "february",  "march",     "april",    "may",      "june",      "july",
    "august",    "september", "october",   "november", "december", "yesterday", "today",
    "tomorrow",  "tonight",   "ago",       "week",     "month",    "year",      "morning",
    "afternoon", "evening",   "night",     "noon",     "midnight", "weekend",   "decade",
    "century",   "summer",    "winter",    "spring",   "autumn",   "a.m.",      "p.m.",
    "am",        "pm",        "hours",     "minutes",  "dawn",     "dusk",      "season",
    "days",      "weeks",     "o'clock",   NULL};

/* How near the words of the question stand to tokens [from, to) of the sentence: 0..1. */
static double nearness(const struct ask *k, uint32_t sentence, uint32_t from, uint32_t to)
{
    double sum = 0, weight = 0;
    for (size_t j = 0; j < k->n; j++) {
        uint32_t at = k->at[sentence * k->n + j];
        if (at == UINT32_MAX || (at >= from && at < to))
            continue;
        uint32_t apart = at < from ? from - at : at - to + 1;
        sum += k->terms[j].weight / (1 + apart / 4.0);
        weight += k->terms[j].weight;
    }
    return weight > 0 ? sum / weight : 0;
}

static void offer(const struct ask *k, uint32_t sentence, struct span span, struct ask_found *best)
{
    uint32_t from = sense_token_at(&k->d, span.at), to = from;
    while (to < k->d.token_count && k->d.tokens[to].span.at < span.end)
        to++;
    double near = nearness(k, sentence, from, to);
    if (!best->found || near > best->near)
        *best = (struct ask_found){near, span, true};
}

static bool has_time(const struct ask *k, uint32_t sentence, struct ask_found *ret)
{
    const struct sense_sentence *s = &k->d.sentences[sentence];
    for (uint32_t i = s->from; i < s->to; i++) {
        struct str w = sense_token_str(&k->d, i);
        uint64_t year;
        bool is_year = w.n == 4 && str_u64(w, 2100, &year) && year > 1700;
        if (!is_year && !sense_norm_in(&k->d, i, day_words))
            continue;
        if (sense_norm_is(&k->d, i, STR("may")) && !(k->d.tokens[i].flags & TOK_CAP))
            continue;
        uint32_t from = i, to = i + 1;
        while (from > s->from &&
               (k->d.tokens[from - 1].flags & TOK_DIGIT ||
                sense_norm_in(&k->d, from - 1,
                              (const char *const[]){"last", "next", "this", "early", "late", "in",
                                                    "on", "at", NULL})))
            from--;
        while (to < s->to &&
               (k->d.tokens[to].flags & TOK_DIGIT || sense_norm_in(&k->d, to, day_words)))
            to++;
        offer(k, sentence, sense_span(&k->d, from, to), ret);
        i = to - 1;
    }
    return ret->found;
}

/* An entity in the sentence that the question does not name itself. */
static bool has_entity(const struct ask *k, uint32_t sentence, const enum entity_kind *kinds,
                       size_t n, struct ask_found *ret)
{
    const struct sense_sentence *s = &k->d.sentences[sentence];
    for (size_t i = 0; i < k->r->entity_count; i++) {
        const struct entity *e = &k->r->entities[i];
        bool kind = false, asked = false;
        for (size_t j = 0; j < n; j++)
            kind |= e->kind == kinds[j];
        for (size_t j = 0; j < k->n; j++)
            asked |= k->terms[j].entity == (reading_index)i;
        for (size_t m = 0; kind && !asked && m < e->mention_count; m++) {
            struct span span = e->mentions[m].span;
            if (span.at >= s->span.at && span.end <= s->span.end && !e->mentions[m].pronoun)
                offer(k, sentence, span, ret);
        }
    }
    return ret->found;
}

/* Can a figure of this kind be the amount that is asked for? Bits of enum figure_kind. */
static uint32_t kinds_for(const struct ask *k)
{
    static const struct {
        const char *amount;
        uint32_t kinds;
    } table[] = {
#define BIT(kind) (1u << FIGURE_##kind)
        {"many", BIT(COUNT)},
        {"old", BIT(AGE) | BIT(DURATION)},
        {"much", BIT(MONEY) | BIT(PERCENT) | BIT(MEASURE) | BIT(RATE)},
        {"long", BIT(DURATION) | BIT(MEASURE)},
        {"far", BIT(MEASURE) | BIT(DURATION) | BIT(PERCENT) | BIT(MONEY)},
        {"often", BIT(COUNT) | BIT(DURATION)},
        {"big", BIT(MEASURE) | BIT(COUNT) | BIT(MONEY)},
        {"large", BIT(MEASURE) | BIT(COUNT) | BIT(MONEY)},
        {"high", BIT(MEASURE) | BIT(PERCENT) | BIT(MONEY)},
        {"tall", BIT(MEASURE)},
        {"deep", BIT(MEASURE)},
        {"wide", BIT(MEASURE)},
        {"heavy", BIT(MEASURE)},
        {"fast", BIT(RATE) | BIT(MEASURE)},
        {"hot", BIT(MEASURE)},
        {"cold", BIT(MEASURE)},
#undef BIT
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_eq(k->amount, str_c(table[i].amount)))
            return table[i].kinds;
    return UINT32_MAX;
}

/* The figure of the sentence that counts what is asked: its counted words or sort match a term. */
static bool has_figure(const struct ask *k, const struct sense_sentence *s, struct span *ret,
                       double *fit)
{
    bool found = false, many = str_eq(k->amount, STR("many"));
    uint32_t kinds = kinds_for(k);
    *fit = 0;
    for (size_t i = 0; i < k->r->figure_count; i++) {
        const struct figure *g = &k->r->figures[i];
        if (g->span.at < s->span.at || g->span.end > s->span.end || !(kinds >> g->kind & 1))
            continue;
        struct span around = {g->span.at,
                              g->counted.end > g->span.end ? g->counted.end : g->span.end};
        double match = many ? 0.2 : 0.6;
        struct str sort = str_eq(g->what, STR("freed"))  ? STR("free")
                          : str_eq(g->what, STR("hurt")) ? STR("hurt")
                                                         : g->what;
        for (uint32_t t = sense_token_at(&k->d, around.at);
             t < s->to && k->d.tokens[t].span.at < around.end; t++)
            for (size_t j = 0; j < k->n; j++)
                if (str_eq(k->d.tokens[t].stem, k->terms[j].stem) || k->alike[t] >> j & 1)
                    match += 0.5;
        uint32_t like = g->what.n ? sense_ask_like(k, sort) : 0;
        for (size_t j = 0; j < k->n && g->what.n; j++)
            if (like >> j & 1 || str_eq(str_sub(k->terms[j].stem, 0, 4), str_sub(g->what, 0, 4)))
                match += 0.6;
        if (!found || match > *fit) {
            *fit = match;
            *ret = g->span;
            found = true;
        }
    }
    *fit = fmin(*fit, 1);
    if (found)
        return true;
    for (uint32_t i = s->from; i < s->to && (kinds == UINT32_MAX || many); i++)
        if (k->d.tokens[i].flags & TOK_DIGIT || k->d.tokens[i].upos == SENSE_NUM) {
            *ret = k->d.tokens[i].span;
            *fit = 0.1;
            return true;
        }
    return false;
}

/* How surely the sentence gives a reason, and the reason; 0 for none. */
static double has_reason(const struct ask *k, const struct sense_sentence *s, struct span *ret)
{
    static const char *const strong[] = {
        "because",     "due",        "therefore", "reason",   "reasons",   "caused",
        "cause",       "blamed",     "owing",     "prompted", "triggered", "thanks",
        "retaliation", "revenge",    "response",  "protest",  "motive",    "motivated",
        "sparked",     "attributed", "resulted",  "result",   NULL};
    static const char *const weak[] = {"since", "amid",    "following", "so",  "after",
                                       "over",  "despite", "as",        "for", NULL};
    double best = 0;
    for (uint32_t i = s->from; i + 1 < s->to && best < 1; i++) {
        bool doing = k->d.tokens[i + 1].xpos == XPOS_VBG;
        double got = sense_norm_in(&k->d, i, strong) ? 1
                     : sense_norm_in(&k->d, i, weak) ? (doing ? 0.8 : 0.5)
                     : sense_norm_is(&k->d, i, STR("to")) && k->d.tokens[i + 1].xpos == XPOS_VB
                         ? 0.5
                         : 0;
        if (got > best) {
            best = got;
            *ret = sense_span(&k->d, i, s->to);
        }
    }
    return best;
}

/* Quote that lies in the sentence. */
static const struct quote *quote_in(const struct ask *k, const struct sense_sentence *s)
{
    for (size_t i = 0; i < k->r->quote_count; i++) {
        const struct quote *q = &k->r->quotes[i];
        if (q->content[0].at >= s->span.at && q->content[0].at < s->span.end)
            return q;
    }
    return NULL;
}

/* "Who denied the attack?": does somebody deny in the sentence, and if the question asks for those
 * who accuse, accuse? True for other questions. */
static bool does_so(const struct ask *k, uint32_t sentence)
{
    const struct sense_sentence *s = &k->d.sentences[sentence];
    uint32_t denials = sense_ask_like(k, STR("deni")), charges = sense_ask_like(k, STR("blame"));
    for (size_t j = 0; j < k->n; j++) {
        bool denial = denials >> j & 1;
        if (!(denial || charges >> j & 1) || k->terms[j].name || k->in[sentence * k->n + j] > 0)
            continue;
        bool found = false;
        for (size_t i = 0; i < k->r->quote_count; i++)
            found |= k->r->quotes[i].stance == (denial ? STANCE_DENIES : STANCE_ACCUSES) &&
                     k->r->quotes[i].content[0].at >= s->span.at &&
                     k->r->quotes[i].content[0].at < s->span.end;
        if (!found)
            return false;
    }
    return true;
}

double sense_ask_fits_kind(const struct ask *k, uint32_t sentence, struct ask_found *ret)
{
    static const enum entity_kind who[] = {ENTITY_PERSON, ENTITY_ORG}, where[] = {ENTITY_PLACE},
                                  any[] = {ENTITY_PERSON, ENTITY_ORG, ENTITY_PLACE, ENTITY_OTHER};
    const struct sense_sentence *s = &k->d.sentences[sentence];
    double fit = 0;
    const struct quote *q;
    struct span span = s->span;
    *ret = (struct ask_found){0};
    switch (k->kind) {
    case QUESTION_WHO:
        fit = has_entity(k, sentence, who, 2, ret) ? 1 : 0;
        return fit > 0 ? fit : has_entity(k, sentence, any, 4, ret) ? 0.7 : 0.4;
    case QUESTION_WHEN: return has_time(k, sentence, ret) ? 1 : 0;
    case QUESTION_WHERE:
        if (has_entity(k, sentence, where, 1, ret))
            return 1;
        return has_norm(&k->d, s,
                        (const char *const[]){"in", "at", "near", "on", "outside", "inside", NULL})
                   ? 0.6
                   : 0;
    case QUESTION_WHY:
        fit = has_reason(k, s, &span);
        if (fit > 0)
            offer(k, sentence, span, ret);
        return fit;
    case QUESTION_HOW_MANY:
        if (!has_figure(k, s, &span, &fit))
            return 0;
        offer(k, sentence, span, ret);
        return 0.5 + 0.5 * fit;
    case QUESTION_WHO_SAYS:
        if (!does_so(k, sentence))
            return 0;
        q = quote_in(k, s);
        if (q)
            offer(k, sentence, q->source.end ? q->source : q->content[0], ret);
        return q ? 1 : 0.5;
    case QUESTION_WHAT:
    case QUESTION_HOW:
    case QUESTION_DID:
    case QUESTION_TOPIC: return 0.8;
    }
    return 0.5;
}
