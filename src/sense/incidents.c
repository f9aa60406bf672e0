/* incidents.c: attacks, disasters, crashes and the like as records.
 *
 * Violence is told by the two models of roles.c: the sort of the article, then the roles of its
 * phrases; the stretches of one role are joined by their head words, a name taking in its
 * descriptions, and the fullest form is kept. Whether that is a report of violence is decided in
 * reported.c. Other kinds are in disasters.c; where, when and the counts of victims in
 * circumstances.c. */
#include "sense/incidents.h"

/* Below this margin of the sort no sum of the decision's articles wins (see reported.c; the lowest
 * that did had -2091), and nothing is looked for. */
static const float SORT_LEAST = -2100;
/* By how much a victim's label is preferred; chosen on DEV. */
static const float VICTIM_BIAS = 10;

/* ---- fills ---- */

/* The last noun before a preposition, comma or relative word. */
static uint32_t head_of(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    static const char *const cuts[] = {"of",   "in",   "on",      "at",    "for",  "from",
                                       "by",   "with", "who",     "which", "that", ",",
                                       "near", "into", "against", NULL};
    uint32_t head = from;
    for (uint32_t i = from; i < to; i++) {
        if (i > from && sense_norm_in(d, i, cuts))
            break;
        if (!(d->tokens[i].flags & TOK_PUNCT))
            head = i;
    }
    return head;
}

/* Are all words of one stretch that carry matter in the other? */
static bool holds(const struct sense_doc *d, uint32_t from, uint32_t to, uint32_t in_from,
                  uint32_t in_to)
{
    bool any = false;
    for (uint32_t i = from; i < to; i++) {
        if (d->tokens[i].flags & (TOK_STOP | TOK_PUNCT | TOK_DIGIT) ||
            d->tokens[i].upos == SENSE_NUM)
            continue;
        bool met = false;
        for (uint32_t k = in_from; k < in_to && !met; k++)
            met = str_eq(d->tokens[i].stem, d->tokens[k].stem);
        if (!met)
            return false;
        any = true;
    }
    return any;
}

static bool same_fill(const struct sense_doc *d, const struct filling *l, size_t i, uint32_t from,
                      uint32_t to)
{
    if (str_eq(d->tokens[head_of(d, from, to)].stem,
               d->tokens[head_of(d, l->from[i], l->to[i])].stem))
        return true;
    return holds(d, from, to, l->from[i], l->to[i]) || holds(d, l->from[i], l->to[i], from, to);
}

static void trim(const struct sense_doc *d, uint32_t *from, uint32_t *to)
{
    static const char *const fore[] = {"the", "a",     "an",  "and", "or", "of",   "by", "his",
                                       "her", "their", "its", "in",  "to", "with", ",",  NULL};
    while (*from < *to && (d->tokens[*from].flags & TOK_PUNCT || sense_norm_in(d, *from, fore)))
        (*from)++;
    while (*from < *to && (d->tokens[*to - 1].flags & TOK_PUNCT ||
                           d->tokens[*to - 1].xpos == XPOS_POS || sense_norm_in(d, *to - 1, fore)))
        (*to)--;
}

static void add_fill(const struct working *w, struct filling *l, uint32_t from, uint32_t to)
{
    const struct sense_doc *d = w->d;
    trim(d, &from, &to);
    if (from >= to || !(d->tokens[head_of(d, from, to)].flags & TOK_ALPHA))
        return;
    struct span span = sense_span(d, from, to);
    for (size_t i = 0; i < l->n; i++) {
        if (!same_fill(d, l, i, from, to))
            continue;
        l->count[i]++;
        if (to - from > l->to[i] - l->from[i] && to - from <= 6) { /* the fuller form */
            l->from[i] = from;
            l->to[i] = to;
            l->v[i] = (struct fill){span, sense_entity_at(d, span)};
        }
        return;
    }
    if (l->n >= FILLS_MOST)
        return;
    l->from[l->n] = from;
    l->to[l->n] = to;
    l->count[l->n] = 1;
    l->v[l->n++] = (struct fill){span, sense_entity_at(d, span)};
}

/* A person who is quoted in the article is no victim of it, as a rule. */
static bool is_quoted(const struct sense_find *f, struct span span)
{
    reading_index entity = sense_entity_at(f->d, span);
    for (size_t i = 0; entity >= 0 && i < f->quotes.n; i++)
        if (f->quotes.v[i].speaker == entity && f->quotes.v[i].kind != QUOTE_INDIRECT &&
            f->d->entities[entity].kind == ENTITY_PERSON)
            return true;
    return false;
}

/* Who tells of it is no victim: "..., the governor, Idris Bakoye, said". */
static bool is_source(const struct sense_find *f, struct span span)
{
    static const char *const links[] = {"who", "whose", "which", NULL};
    for (size_t i = 0; i < f->quotes.n; i++) {
        struct span source = f->quotes.v[i].source;
        if (span.at < source.at || span.end > source.end)
            continue;
        bool aside = false; /* "said Ann Lee, who lost two sons" */
        for (uint32_t k = sense_token_at(f->d, source.at); f->d->tokens[k].span.at < span.at; k++)
            aside |= sense_norm_in(f->d, k, links);
        return !aside;
    }
    return false;
}

/* Who does the harm, and words of harm itself: no victims, as a rule. */
static bool is_no_victim(const struct sense_doc *d, uint32_t head)
{
    static const char *const words[] = {
        "guerrilla",  "guerrillas",  "rebel",      "rebels",     "terrorist",  "terrorists",
        "subversive", "subversives", "extremist",  "extremists", "gunman",     "gunmen",
        "attacker",   "attackers",   "insurgent",  "insurgents", "death",      "deaths",
        "killing",    "killings",    "injury",     "injuries",   "wound",      "wounds",
        "murder",     "murders",     "attack",     "attacks",    "damage",     "damages",
        "losses",     "loss",        "casualties", "party",      "movement",   "front",
        "summit",     "crime",       "crimes",     "massacre",   "kidnapping", "kidnappings",
        "shots",      "bullets",     "weapons",    "body",       "bodies",     "corpses",
        "clashes",    "combats",     "explosion",  "explosions", "operations", "vehicles",
        "houses",     "homes",       "buildings",  "rifles",     "offices",    "towers",
        "station",    "bridges",     NULL};
    return sense_norm_in(d, head, words);
}

/* The head, or of "dozens of deaths" what they are. */
static uint32_t matter_of(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    static const char *const counts[] = {"dozens",   "scores", "hundreds", "thousands",
                                         "handful",  "number", "series",   "couple",
                                         "majority", "spate",  "string",   NULL};
    uint32_t head = head_of(d, from, to);
    if (head + 2 < to && sense_norm_in(d, head, counts) &&
        str_eq(d->tokens[head + 1].norm, STR("of")))
        return head_of(d, head + 2, to);
    return head;
}

bool sense_has_person(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (d->tokens[i].name >= 0 && d->names[d->tokens[i].name].kind == ENTITY_PERSON)
            return true;
    return false;
}

/* "... on Wednesday, guard commander Rafe Moll said.": tells of it, even where no quote was made of
 * the sentence. */
static bool is_telling(const struct sense_doc *d, const struct sense_sentence *s, uint32_t from,
                       uint32_t to)
{
    static const char *const said[] = {"said", "says", "told", NULL};
    return from > s->from && d->tokens[from - 1].xpos == XPOS_COMMA && to < s->to &&
           sense_has_person(d, from, to) && sense_norm_in(d, to, said);
}

/* "Emil Stroud, leader of the party," and "the leader, Emil Stroud,": a description beside
 * a name that has the same role. */
static bool describes(const struct working *w, const struct sense_sentence *s, uint32_t from,
                      uint32_t to)
{
    const struct sense_doc *d = w->d;
    if (sense_has_person(d, from, to))
        return false;
    uint8_t tag = d->tokens[head_of(d, from, to)].xpos;
    if (tag == XPOS_NNS || tag == XPOS_NNPS)
        return false;
    uint32_t a = from, b = to;
    while (a > s->from && w->labels[a - 1] != ROLE_VICTIM && from - a < 3)
        a--;
    if (a > s->from && a < from && w->labels[a - 1] == ROLE_VICTIM &&
        d->tokens[a].xpos == XPOS_COMMA && sense_has_person(d, a - 1, a))
        return true;
    while (b < s->to && w->labels[b] != ROLE_VICTIM && b - to < 2)
        b++;
    return b < s->to && w->labels[b] == ROLE_VICTIM && b > to && d->tokens[to].xpos == XPOS_COMMA &&
           sense_has_person(d, b, b + 3 < s->to ? b + 3 : s->to);
}

static void gather(struct working *w, enum role_label role, struct filling *l)
{
    const struct sense_doc *d = w->d;
    for (size_t k = 0; k < d->sentence_count; k++) {
        const struct sense_sentence *s = &d->sentences[k];
        if (role == ROLE_VICTIM && w->roles.counts[k] == 0)
            continue; /* nothing violent is told here */
        for (uint32_t i = s->from; i < s->to; i++) {
            uint32_t from = i;
            while (i < s->to && w->labels[i] == role)
                i++;
            bool person = role == ROLE_VICTIM || role == ROLE_PERSON;
            if (role == ROLE_VICTIM && i > from &&
                (is_no_victim(d, matter_of(d, from, i)) || describes(w, s, from, i))) {
                w->harm = true;
                continue;
            }
            struct span span = i > from ? sense_span(d, from, i) : (struct span){0, 0};
            if (role == ROLE_VICTIM && i > from &&
                (is_source(w->f, span) || is_telling(d, s, from, i)))
                continue;
            if (i > from && !(person && is_quoted(w->f, span)))
                add_fill(w, l, from, i);
        }
    }
}

/* Victims that only a count names: "13 persons died", in a sentence that tells of violence. */
static void gather_counted(struct working *w, struct filling *l)
{
    const struct sense_doc *d = w->d;
    for (size_t i = 0; i < w->f->figures.n; i++) {
        const struct figure *g = &w->f->figures.v[i];
        bool fate = str_eq(g->what, STR("dead")) || str_eq(g->what, STR("hurt")) ||
                    str_eq(g->what, STR("held"));
        if (!fate || g->counted.end == 0 || g->kind != FIGURE_COUNT ||
            w->roles.counts[g->sentence] == 0)
            continue;
        uint32_t from = sense_token_at(d, g->span.at), to = sense_token_at(d, g->counted.end - 1);
        if (from >= to || to - from >= 8 || d->tokens[to].upos != SENSE_NOUN ||
            d->tokens[from + 1].xpos == XPOS_HYPH)
            continue;
        if (is_no_victim(d, matter_of(d, from, to + 1)))
            w->harm = true;
        else
            add_fill(w, l, from, to + 1);
    }
}

static const struct fill *keep(const struct working *w, const struct filling *l, size_t *ret_n)
{
    struct fill *v = ARENA_ARRAY(w->f->a, l->n, struct fill);
    memcpy(v, l->v, l->n * sizeof *v);
    *ret_n = l->n;
    return v;
}

/* ---- violence ---- */

/* The likeliest sort, and by how much it beats none. */
static enum violence sort_of(const struct working *w, float *ret_margin)
{
    const struct sense_linear m = sense_linear_get(LINEAR_VIOLENCE);
    int32_t scores[LINEAR_LABELS_MOST] = {0};
    uint64_t *v = ARENA_ARRAY(w->f->a, VIOLENCE_FEATURES_MOST, uint64_t);
    if (m.labels != VIOLENCE_LABELS)
        return VIOLENCE_NONE;
    size_t n = sense_violence_features(&w->roles, v, VIOLENCE_FEATURES_MOST);
    sense_linear_add(&m, v, n, scores);
    int best = VIOLENCE_NONE + 1;
    for (int k = best + 1; k < VIOLENCE_LABELS; k++)
        best = scores[k] > scores[best] ? k : best;
    *ret_margin = (float)(scores[best] - scores[VIOLENCE_NONE]) * m.scale;
    return (enum violence)best;
}

static void label_roles(struct working *w)
{
    const struct sense_linear m = sense_linear_get(LINEAR_ROLES);
    const struct sense_doc *d = w->d;
    w->labels = ARENA_ARRAY(w->f->a, d->token_count, uint8_t);
    if (m.labels != ROLE_LABELS)
        return;
    int32_t *scores = ARENA_ARRAY(w->f->a, d->token_count * ROLE_LABELS, int32_t);
    for (uint32_t i = 0; i < d->token_count; i++) {
        UNSET uint64_t v[LINEAR_FEATURES_MOST];
        size_t n = sense_role_features(&w->roles, i, v);
        sense_linear_add(&m, v, n, scores + (size_t)i * ROLE_LABELS);
        scores[(size_t)i * ROLE_LABELS + ROLE_VICTIM] += (int32_t)(VICTIM_BIAS / m.scale);
    }
    for (size_t i = 0; i < d->sentence_count; i++)
        sense_linear_best(w->f->a, &m, scores + (size_t)d->sentences[i].from * ROLE_LABELS,
                          d->sentences[i].to - d->sentences[i].from,
                          w->labels + d->sentences[i].from);
}

static void gather_all(struct working *w, struct filling l[4])
{
    label_roles(w);
    gather(w, ROLE_VICTIM, &l[0]);
    gather_counted(w, &l[0]);
    gather(w, ROLE_TARGET, &l[1]);
    gather(w, ROLE_WEAPON, &l[2]);
    gather(w, ROLE_PERSON, &l[3]);
    w->f->violence_persons = l[3].n;
    gather(w, ROLE_GROUP, &l[3]);
}

/* Fills w->tells; returns the first sentence that does, or 0. */
static reading_index find_tells(struct working *w)
{
    reading_index first = -1;
    w->tells = ARENA_ARRAY(w->f->a, w->d->sentence_count, bool);
    for (size_t i = 0; i < w->d->sentence_count; i++) {
        const struct sense_sentence *s = &w->d->sentences[i];
        bool filled = false;
        for (uint32_t t = s->from; t < s->to; t++)
            filled |= w->labels[t] != ROLE_NONE;
        w->tells[i] = filled && w->roles.counts[i] > 0;
        if (w->tells[i] && first < 0)
            first = (reading_index)i;
    }
    return first < 0 ? 0 : first;
}

/* Violence needs somebody who does it. `mishap`: the article tells of a disaster or an accident, or
 * of no will to harm; its dead and ruins are like those of an attack, so there must be a doer or a
 * weapon. Fills the row; returns whether there is anything to decide. */
static bool find_violence(struct working *w, float margin, bool mishap, struct incident *x,
                          double *row)
{
    struct filling l[4] = {0};
    gather_all(w, l);
    x->sentence = find_tells(w);
    x->victims = keep(w, &l[0], &x->victim_count);
    x->targets = keep(w, &l[1], &x->target_count);
    x->weapons = keep(w, &l[2], &x->weapon_count);
    x->perpetrators = keep(w, &l[3], &x->perpetrator_count);
    if (x->victim_count + x->target_count + x->weapon_count + x->perpetrator_count == 0 && !w->harm)
        return false; /* nobody did anything to anybody: no record */
    if (mishap && x->weapon_count == 0 && (x->perpetrator_count == 0 || margin < 0))
        return false;
    sense_reported_row(w, l, margin, row);
    return true;
}

static void violence(struct working *w, enum violence sort, float margin, bool mishap)
{
    double row[SENSE_VIOLENCE_FEATURES] = {0};
    struct incident x = {.kind = str_c(violence_names[sort]),
                         .where = {{0, 0}, -1},
                         .when = {.us = TIME_NONE},
                         .sentence = 0};
    if (!find_violence(w, margin, mishap, &x, row))
        return;
    if (!sense_is_reported(row) || sense_is_old(w->f, &w->roles, w->tells))
        return;
    sense_circumstances(w->f, w->tells, &x);
    LIST_PUSH(w->f->a, &w->f->incidents, x);
}

void sense_incidents(struct sense_find *f)
{
    struct working w = {.f = f, .d = f->d};
    sense_roles_make(f, &w.roles);
    struct disasters disasters;
    sense_disasters_make(f, &disasters);
    float margin = 0;
    enum violence sort = sort_of(&w, &margin);
    if (sort != VIOLENCE_NONE && margin > SORT_LEAST)
        violence(&w, sort, margin, sense_is_mishap(&disasters));
    sense_disasters_add(&disasters);
}

bool sense_violence_explain(struct sense_find *f, double row[SENSE_VIOLENCE_FEATURES])
{
    struct working w = {.f = f, .d = f->d};
    struct incident x = {0};
    float margin = 0;
    sense_roles_make(f, &w.roles);
    struct disasters disasters;
    sense_disasters_make(f, &disasters);
    return sort_of(&w, &margin) != VIOLENCE_NONE &&
           find_violence(&w, margin, sense_is_mishap(&disasters), &x, row);
}
