/* events.c: what happened, as a noun phrase: "train attack", "rent cap", "dockers' strike".
 *
 * News tells what happened with a small stock of nouns and of verbs that look like them. Where such
 * a noun stands in the title or the first sentences, with what it was done to behind a preposition
 * ("shooting at Delvin market", "recall of heaters"), or such a verb with its object ("gunmen
 * attack night train"), the two are put in the order of a compound. A compound that stands in the
 * text
 * ("dam burst") is taken as it is, as is a plural's possessive ("pilots' union"). */
#include "sense/topics.h"

enum { LEAD_SENTENCES = 2, EVENT_GROUP_WORDS = 2 };

/* Nouns of what happens, or is fought about. Those whose verb looks otherwise stand below, too. */
static const char *const happenings[] = {
    "accident",    "airstrike",  "ambush",      "appeal",     "arrest",     "assault",
    "attack",      "auction",    "avalanche",   "ban",        "bid",        "blackout",
    "blast",       "blockade",   "bombing",     "boycott",    "breach",     "burst",
    "cap",         "ceasefire",  "closure",     "collapse",   "collision",  "controversy",
    "coup",        "crackdown",  "crash",       "crisis",     "cut",        "deal",
    "death",       "delay",      "deportation", "derailment", "disaster",   "dispute",
    "drought",     "earthquake", "election",    "embargo",    "epidemic",   "eruption",
    "evacuation",  "execution",  "expansion",   "explosion",  "failure",    "famine",
    "festival",    "fine",       "fire",        "flood",      "fraud",      "hack",
    "heist",       "hijacking",  "inquiry",     "inquest",    "kidnapping", "killing",
    "landslide",   "launch",     "lawsuit",     "layoff",     "leak",       "libel",
    "lockout",     "march",      "massacre",    "merger",     "murder",     "negotiation",
    "outage",      "outbreak",   "poisoning",   "pollution",  "protest",    "quake",
    "raid",        "rally",      "recall",      "referendum", "reform",     "rescue",
    "resignation", "riot",       "robbery",     "sale",       "scandal",    "seizure",
    "shipwreck",   "shooting",   "shortage",    "shutdown",   "siege",      "sinking",
    "spill",       "stabbing",   "storm",       "strike",     "summit",     "takeover",
    "tax",         "theft",      "transfer",    "treaty",     "trial",      "truce",
    "vaccination", "verdict",    "walkout",     "wildfire",   "withdrawal", NULL};

/* Verbs, in their plain form, and the noun of their deed. */
static const struct {
    const char *verb, *noun;
} deeds[] = {
    {"ambush", "ambush"},
    {"attack", "attack"},
    {"ban", "ban"},
    {"blockade", "blockade"},
    {"bomb", "bombing"},
    {"boycott", "boycott"},
    {"cap", "cap"},
    {"cut", "cut"},
    {"deport", "deportation"},
    {"evacuate", "evacuation"},
    {"expel", "expulsion"},
    {"hack", "hack"},
    {"hijack", "hijacking"},
    {"kidnap", "kidnapping"},
    {"loot", "looting"},
    {"murder", "murder"},
    {"poison", "poisoning"},
    {"pollute", "pollution"},
    {"privatise", "privatisation"},
    {"raid", "raid"},
    {"rebuild", "rebuilding"},
    {"recall", "recall"},
    {"rob", "robbery"},
    {"storm", "storming"},
    {"tax", "tax"},
    {"torch", "arson"},
    {"vaccinate", "vaccination"},
};

bool sense_is_happening(struct str lemma)
{
    for (size_t i = 0; happenings[i]; i++)
        if (lemma.n && *happenings[i] == *lemma.p && str_eq(lemma, str_c(happenings[i])))
            return true;
    return false;
}

struct finding {
    const struct sense_find *f;
    const struct sense_doc *d; /* the title's, or the text's */
    struct sense_topic *v;
    size_t n;
};

static bool is_title(const struct finding *x)
{
    return x->d == x->f->d->title;
}

/* Where a title's word stands in the text; empty where it does not. */
static struct span span_in_text(const struct finding *x, uint32_t from, uint32_t to)
{
    if (!is_title(x))
        return sense_span(x->d, from, to);
    for (uint32_t i = from; i < to; i++) {
        const struct map_entry *e = map_find(&x->f->terms.ids, x->d->tokens[i].stem);
        if (e)
            return x->f->d->tokens[x->f->terms.v[e->value.u - 1].first].span;
    }
    return (struct span){0, 0};
}

static void put_word(const struct sense_doc *d, struct buf *b, uint32_t i, bool singular)
{
    const struct sense_token *t = &d->tokens[i];
    if (b->n)
        buf_char(b, ' ');
    buf_put(b, t->name >= 0 ? sense_token_str(d, i) : singular ? t->lemma : t->norm);
}

static void add(struct finding *x, struct str label, double weight, struct span span)
{
    if (span.end == 0 || x->n >= SENSE_TOPICS_MOST)
        return;
    for (size_t i = 0; i < x->n; i++)
        if (str_eq_fold(x->v[i].label, label))
            return;
    x->v[x->n++] =
        (struct sense_topic){.label = label, .weight = weight, .span = span, .event = true};
}

static bool is_noun(const struct sense_doc *d, uint32_t i)
{
    return d->tokens[i].upos == SENSE_NOUN || d->tokens[i].upos == SENSE_PROPN;
}

static uint32_t sentence_end(const struct sense_doc *d, uint32_t i)
{
    return d->sentences[d->tokens[i].sentence].to;
}

/* The words that a thing is called by: the last ones of the noun group that begins at `i`, without
 * what counts or points. A name is taken whole. False where there is none, or a person. */
static bool group_at(const struct sense_doc *d, uint32_t i, uint32_t *from, uint32_t *to)
{
    uint32_t end = sentence_end(d, i), k = i;
    while (k < end && (d->tokens[k].upos == SENSE_DET || d->tokens[k].upos == SENSE_NUM ||
                       d->tokens[k].upos == SENSE_ADJ || d->tokens[k].flags & TOK_DIGIT))
        k++;
    uint32_t first = k;
    while (k < end && is_noun(d, k) && k - first < 4)
        k++;
    if (k == first ||
        (k < end && (d->tokens[k].xpos == XPOS_POS || d->tokens[k].xpos == XPOS_HYPH)))
        return false;
    *from = k - first > EVENT_GROUP_WORDS ? k - EVENT_GROUP_WORDS : first;
    *to = k;
    int32_t name = d->tokens[k - 1].name;
    static const char *const loose[] = {
        "people",   "year",     "month",  "week",    "day",      "percent",  "point",
        "time",     "thing",    "other",  "place",   "case",     "man",      "woman",
        "side",     "part",     "hour",   "giant",   "measure",  "rival",    "firm",
        "company",  "area",     "group",  "country", "world",    "state",    "number",
        "lot",      "home",     "house",  "way",     "hand",     "member",   "official",
        "order",    "addition", "front",  "term",    "fact",     "general",  "line",
        "return",   "response", "favour", "favor",   "compound", "building", "site",
        "position", "search",   "light",  "heel",    "call",     "eve",      "city",
        "town",     "village",  "nation", "history", "past",     "weekend",  "night",
        "morning",  "evening",  "street", "scene",   "decade",   "century",  "office",
        "event",    "incident", NULL};
    if (name >= 0) {
        *from = d->names[name].from;
        *to = d->names[name].to;
        return *to <= k && *to - *from <= 3 && d->names[name].kind != ENTITY_PERSON;
    }
    /* "Delvin market": the head, without the name before it. */
    while (*from + 1 < *to && d->tokens[*from].name >= 0)
        ++*from;
    for (uint32_t t = *from; t < *to; t++)
        if (d->tokens[t].xpos == XPOS_VBG ||
            (d->tokens[t].upos == SENSE_NOUN && t + 1 < *to &&
             str_ends(d->tokens[t].norm, STR("ing")) && t == *from))
            return false; /* "a tax targeting earnings" */
    return !sense_lemma_in(d, *to - 1, loose) && d->tokens[*to - 1].lemma.n > 2;
}

static void put_together(struct finding *x, uint32_t from, uint32_t to, struct str deed,
                         uint32_t deed_at)
{
    struct buf b;
    buf_arena(&b, x->f->a, 200);
    for (uint32_t i = from; i < to; i++) {
        if (str_eq(x->d->tokens[i].lemma, deed))
            return;
        put_word(x->d, &b, i, i + 1 == to);
    }
    buf_char(&b, ' ');
    buf_put(&b, deed);
    uint32_t low = from < deed_at ? from : deed_at, high = to > deed_at + 1 ? to : deed_at + 1;
    add(x, buf_str(&b), is_title(x) ? 1.2 : 0.85, span_in_text(x, low, high));
}

/* "shooting at Delvin market", "strike by dockers", "recall of heaters". */
static void behind_preposition(struct finding *x, uint32_t i, struct str noun)
{
    static const char *const of[] = {"of", "on", "at", "by", "against", "in", NULL};
    const struct sense_doc *d = x->d;
    uint32_t from, to;
    /* "opened fire at a market"; "a fine of 2 million kroner" */
    if (i + 2 >= sentence_end(d, i) || !sense_norm_in(d, i + 1, of) ||
        (i > 0 &&
         sense_lemma_in(d, i - 1, (const char *const[]){"open", "under", "catch", NULL})) ||
        (sense_norm_is(d, i + 1, STR("of")) && d->tokens[i + 2].flags & TOK_DIGIT) ||
        (str_eq(noun, STR("election")) && !sense_norm_is(d, i + 1, STR("of"))))
        return;
    if (group_at(d, i + 2, &from, &to))
        put_together(x, from, to, noun, i);
}

/* "dam burst", "market shooting" as they stand. */
static bool compound_at(struct finding *x, uint32_t i, struct str noun)
{
    const struct sense_doc *d = x->d;
    uint32_t start = d->sentences[d->tokens[i].sentence].from, from = i;
    if (i + 1 < sentence_end(d, i) && (is_noun(d, i + 1) || d->tokens[i + 1].xpos == XPOS_HYPH))
        return true;
    while (from > start && is_noun(d, from - 1) && i - from < 2 &&
           d->tokens[from - 1].chunk == d->tokens[i].chunk)
        from--;
    if (from > start && i - from == 2 && is_noun(d, from - 1) &&
        d->tokens[from - 1].chunk == d->tokens[i].chunk)
        return true; /* the end of "gun control policy reform" */
    if (from == i || d->tokens[from].lemma.n < 3 ||
        (from > start && d->tokens[from - 1].xpos == XPOS_HYPH))
        return false;
    int32_t name = d->tokens[from].name;
    if (name >= 0 && (d->names[name].from != from || d->names[name].kind == ENTITY_PERSON))
        return false;
    put_together(x, from, i, noun, i);
    return true;
}

/* Is the word at `i` a verb here? In titles "caps" and "attack" are often tagged as nouns. */
static bool is_deed(const struct sense_doc *d, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    uint32_t start = d->sentences[t->sentence].from;
    if (t->upos == SENSE_VERB)
        return t->xpos != XPOS_VBN || i == start || d->tokens[i - 1].upos != SENSE_AUX;
    if (i == start || !is_noun(d, i - 1) || i + 1 >= sentence_end(d, i))
        return t->xpos == XPOS_NN && str_ends(t->norm, STR("ing"));
    bool many = d->tokens[i - 1].xpos == XPOS_NNS || str_ends(d->tokens[i - 1].norm, STR("men"));
    return many != str_ends(t->norm, STR("s"));
}

static void with_object(struct finding *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    const struct sense_token *t = &d->tokens[i];
    if (i > 0 && d->tokens[i - 1].xpos == XPOS_HYPH)
        return; /* "tax-cut extension" */
    for (size_t k = 0; k < sizeof deeds / sizeof *deeds; k++) {
        struct str verb = str_c(deeds[k].verb);
        bool same = str_eq(t->lemma, verb) || str_eq(t->norm, str_c(deeds[k].noun));
        uint32_t from, to;
        if (same && is_deed(d, i) && i + 1 < sentence_end(d, i) && group_at(d, i + 1, &from, &to))
            put_together(x, from, to, str_c(deeds[k].noun), i);
    }
}

/* "pilots' union", "landlords' association": whose it is says what it is. */
static void of_many(struct finding *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    uint32_t end = sentence_end(d, i);
    if (d->tokens[i].xpos != XPOS_NNS || i + 2 >= end || d->tokens[i + 1].xpos != XPOS_POS ||
        d->tokens[i + 2].upos != SENSE_NOUN || !str_ends(d->tokens[i].norm, STR("s")) ||
        (i + 3 < end && is_noun(d, i + 3)) || d->tokens[i].name >= 0)
        return;
    static const char *const bodies[] = {
        "union",       "association", "strike",   "league", "federation", "rights",
        "protest",     "charity",     "council",  "home",   "group",      "health",
        "cooperative", "party",       "alliance", "revolt", NULL};
    static const char *const times[] = {"year", "month",  "week",  "day",
                                        "hour", "minute", "other", NULL};
    if (!sense_lemma_in(d, i + 2, bodies) || sense_lemma_in(d, i, times))
        return;
    struct buf b;
    buf_arena(&b, x->f->a, 200);
    buf_fmt(&b, "%.*s' %.*s", STR_ARG(d->tokens[i].norm), STR_ARG(d->tokens[i + 2].norm));
    add(x, buf_str(&b), is_title(x) ? 0.9 : 0.65, span_in_text(x, i, i + 3));
}

static void look(struct finding *x, uint32_t from, uint32_t to)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = from; i < to; i++) {
        const struct sense_token *t = &d->tokens[i];
        of_many(x, i);
        with_object(x, i);
        bool noun = t->upos == SENSE_NOUN || (is_title(x) && t->xpos == XPOS_VBG);
        struct str lemma = noun && t->xpos == XPOS_VBG ? t->norm : t->lemma;
        if (!noun || t->name >= 0)
            continue;
        if (sense_is_happening(lemma) && !compound_at(x, i, lemma))
            behind_preposition(x, i, lemma);
    }
}

size_t sense_events(const struct sense_find *f, struct sense_topic *ret, size_t n)
{
    struct finding x = {.f = f, .d = f->d->title, .v = ret, .n = n};
    if (!f->d->english)
        return n;
    if (x.d)
        look(&x, 0, (uint32_t)x.d->token_count);
    x.d = f->d;
    uint32_t lead = 0, to = 0;
    for (uint32_t s = 0; s < f->d->sentence_count && lead < LEAD_SENTENCES; s++)
        if (f->d->sentences[s].kind == SENTENCE_PROSE) {
            lead++;
            to = f->d->sentences[s].to;
        }
    look(&x, 0, to);
    return x.n;
}
