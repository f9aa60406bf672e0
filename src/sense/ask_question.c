/* ask_question.c: a question taken apart: the kind of answer wanted (its first words), and its
 * terms, weighed by their rarity and names above all. */
#include "sense/ask.h"
#include "sense/model.h"

#include <math.h>

const char *question_kind_name(enum question_kind k)
{
    static const char *const names[] = {"who", "what",     "when",     "where", "why",
                                        "how", "how-many", "who-says", "did",   "topic"};
    return names[k];
}

static bool starts(const struct sense_doc *q, uint32_t at, const char *const *words)
{
    return at < q->token_count && sense_norm_in(q, at, words);
}

/* "What is the name of", "what was he called": a name is wanted. */
static bool wants_name(const struct sense_doc *q, uint32_t i)
{
    for (uint32_t k = i + 1; k < q->token_count && k < i + 5; k++)
        if (sense_norm_in(q, k, (const char *const[]){"name", "names", NULL}))
            return k + 1 < q->token_count && sense_norm_is(q, k + 1, STR("of"));
    return false;
}

/* The noun that "how many", "what" or "which" asks for: token, or UINT32_MAX. */
static uint32_t head_of(const struct sense_doc *q)
{
    for (uint32_t i = 0; i + 1 < q->token_count; i++) {
        if (!sense_norm_in(q, i, (const char *const[]){"many", "much", "what", "which", NULL}))
            continue;
        uint32_t last = UINT32_MAX;
        for (uint32_t n = i + 1; n < q->token_count; n++) {
            enum sense_upos u = (enum sense_upos)q->tokens[n].upos;
            if (u == SENSE_NOUN)
                last = n;
            else if (u != SENSE_ADJ && u != SENSE_PROPN)
                break;
        }
        return last;
    }
    return UINT32_MAX;
}

static enum question_kind kind_of(const struct sense_doc *q)
{
    static const char *const says[] = {
        "say",       "said",       "says",      "claim",      "claimed",   "deny",      "denied",
        "denies",    "accuse",     "accused",   "accuses",    "tell",      "told",      "think",
        "thinks",    "announce",   "announced", "reject",     "rejected",  "rejects",   "blame",
        "blamed",    "warn",       "warned",    "confirm",    "confirmed", "promise",   "promised",
        "argue",     "argued",     "believe",   "believes",   "describe",  "described", "comment",
        "criticise", "criticised", "criticize", "criticized", "call",      "called",    "demand",
        "demanded",  NULL};
    static const char *const amounts[] = {"many",  "much",    "old",    "long",  "far",    "big",
                                          "large", "high",    "tall",   "often", "fast",   "deep",
                                          "heavy", "hot",     "cold",   "wide",  "strong", "few",
                                          "small", "quickly", "severe", NULL};
    static const char *const aux[] = {"did",   "do",    "does",   "is",  "are",  "was",
                                      "were",  "has",   "have",   "had", "will", "can",
                                      "could", "would", "should", "may", NULL};
    static const char *const numbers[] = {"percentage", "number", "proportion", "share", "amount",
                                          "toll",       "age",    "price",      "cost",  "score",
                                          "sum",        "total",  "percent",    NULL};
    static const char *const times[] = {"time",  "day",  "date",    "year",    "month", "days",
                                        "years", "week", "weekday", "evening", "night", NULL};
    static const char *const places[] = {
        "country", "city",      "place",  "town",   "region",   "province",  "village",
        "state",   "location",  "area",   "areas",  "cities",   "countries", "states",
        "towns",   "district",  "county", "street", "places",   "regions",   "island",
        "venue",   "continent", "port",   "river",  "villages", "airport",   NULL};
    static const char *const persons[] = {
        "person",    "man",        "woman",     "company",   "organisation", "organization",
        "group",     "team",       "minister",  "president", "party",        "official",
        "firm",      "club",       "agency",    "companies", "firms",        "groups",
        "teams",     "people",     "player",    "players",   "actor",        "actress",
        "singer",    "director",   "newspaper", "paper",     "airline",      "bank",
        "union",     "judge",      "court",     "senator",   "politician",   "politicians",
        "candidate", "candidates", "parties",   "officials", "university",   "band",
        "channel",   "network",    "website",   "magazine",  "broadcaster",  "committee",
        "body",      "ministry",   "force",     "side",      "clubs",        "lawmaker",
        "lawmakers", "leader",     "leaders",   "brand",     "artist",       "author",
        NULL};
    static const char *const reasons[] = {"reason", "reasons", "cause",    "caused",
                                          "motive", "causes",  "prompted", "triggered",
                                          "led",    "motives", "explains", NULL};
    bool speech = false;
    for (uint32_t i = 0; i < q->token_count; i++)
        speech |= sense_norm_in(q, i, says);
    uint32_t i = 0;
    while (i < q->token_count &&
           (q->tokens[i].flags & TOK_PUNCT ||
            starts(q, i,
                   (const char *const[]){"in", "on", "at", "by", "for", "from", "to", "of", "and",
                                         "so", "with", "since", "until", NULL})))
        i++;
    if (starts(q, i, (const char *const[]){"who", "whom", "whose", NULL}))
        return speech && i + 1 < q->token_count && sense_norm_in(q, i + 1, says) ? QUESTION_WHO_SAYS
                                                                                 : QUESTION_WHO;
    if (starts(q, i, (const char *const[]){"when", NULL}))
        return QUESTION_WHEN;
    if (starts(q, i, (const char *const[]){"where", NULL}))
        return QUESTION_WHERE;
    if (starts(q, i, (const char *const[]){"why", NULL}))
        return QUESTION_WHY;
    if (starts(q, i, (const char *const[]){"how", NULL}))
        return starts(q, i + 1, amounts)                               ? QUESTION_HOW_MANY
               : starts(q, i + 1, (const char *const[]){"come", NULL}) ? QUESTION_WHY
               : starts(q, i + 1, (const char *const[]){"soon", NULL}) ? QUESTION_WHEN
                                                                       : QUESTION_HOW;
    if (starts(q, i, (const char *const[]){"what", "which", "what's", NULL})) {
        if (wants_name(q, i))
            return QUESTION_WHO;
        uint32_t head = head_of(q);
        for (uint32_t k = i + 1; k < q->token_count && k < i + 5; k++) {
            if (starts(q, k, numbers))
                return QUESTION_HOW_MANY;
            if ((k == i + 1 || k == head) && starts(q, k, times))
                return QUESTION_WHEN;
            if ((k == i + 1 || k == head) && starts(q, k, places))
                return QUESTION_WHERE;
            if ((k == i + 1 || k == head) && starts(q, k, persons))
                return QUESTION_WHO;
            if (k < i + 4 && starts(q, k, reasons))
                return QUESTION_WHY;
        }
        return speech ? QUESTION_WHO_SAYS : QUESTION_WHAT;
    }
    return starts(q, i, aux) ? QUESTION_DID : QUESTION_TOPIC;
}

static bool is_soft(const struct sense_doc *q, uint32_t i)
{
    static const char *const words[] = {
        "old",      "long",  "far",    "big",     "large",    "high",    "tall",
        "fast",     "deep",  "wide",   "heavy",   "hot",      "cold",    "often",
        "take",     "last",  "name",   "names",   "called",   "company", "firm",
        "man",      "woman", "guy",    "person",  "country",  "team",    "event",
        "incident", "thing", "things", "exactly", "actually", "really",  "go",
        "get",      "got",   "end",    "ended",   "become",   NULL};
    return sense_norm_in(q, i, words);
}

/* "Who is Nina Jones?", "What is the ferry tax?": is nothing asked but who or what that is? Behind
 * the form of "be" stand names, or one noun group without anything behind it. */
static bool defines(const struct sense_doc *q, enum question_kind kind)
{
    static const char *const be[] = {"is", "are", "was", "were", NULL};
    uint32_t i = 0, names = 0, words = 0, verbs = 0;
    while (i < q->token_count && i < 2 && !sense_norm_in(q, i, be))
        i++;
    if ((kind != QUESTION_WHO && kind != QUESTION_WHAT) || i == 0 || i >= 2 ||
        i + 1 >= q->token_count)
        return false;
    for (i++; i < q->token_count; i++) {
        const struct sense_token *t = &q->tokens[i];
        if (t->flags & TOK_PUNCT || t->upos == SENSE_DET)
            continue;
        names += t->flags & TOK_CAP ? 1 : 0;
        words++;
        verbs += t->upos != SENSE_NOUN && t->upos != SENSE_ADJ && t->upos != SENSE_PROPN &&
                 !(t->flags & TOK_CAP);
    }
    return words > 0 && verbs == 0 && (kind == QUESTION_WHAT || names == words);
}

static bool asks_only(const struct sense_doc *q, uint32_t i)
{
    static const char *const words[] = {
        "who",   "whom",   "whose",     "what",   "when", "where", "why",    "how",
        "which", "many",   "much",      "do",     "does", "did",   "there",  "article",
        "text",  "story",  "according", "kind",   "sort", "type",  "number", "percentage",
        "time",  "happen", "happened",  "people", NULL};
    return q->tokens[i].flags & (TOK_PUNCT | TOK_STOP) || sense_norm_in(q, i, words);
}

size_t sense_question_words(struct arena *a, struct str question, enum question_kind *ret_kind,
                            struct sense_word *ret, size_t most)
{
    struct article article = {.text = question, .published = {.us = TIME_NONE}, .lang = STR("en")};
    struct sense_doc *q = ARENA_NEW(a, struct sense_doc);
    size_t n = 0;
    sense_doc_make_words(a, &article, q);
    *ret_kind = kind_of(q);
    for (uint32_t i = 0; i < q->token_count; i++) {
        const struct sense_token *t = &q->tokens[i];
        bool name = t->flags & TOK_CAP && i > 0;
        if (asks_only(q, i) || (!name && is_soft(q, i)))
            continue;
        struct sense_word x = {t->norm, t->stem, sense_rarity(t->stem) + (name ? 20 : 0), name};
        size_t at = n < most ? n++ : most;
        while (at > 0 && ret[at - 1].weight < x.weight) {
            if (at < most)
                ret[at] = ret[at - 1];
            at--;
        }
        if (at < most)
            ret[at] = x;
    }
    return n;
}

/* The entity that a word of the question names: one of its words is the same. */
static reading_index entity_of(const struct ask *k, struct str norm)
{
    struct str key = text_key(k->a, norm);
    for (size_t i = 0; i < k->r->entity_count; i++) {
        struct str rest = k->r->entities[i].key, word;
        while (rest.n && str_split(&rest, ' ', &word))
            if (str_eq(word, key))
                return (reading_index)i;
    }
    return -1;
}

/* Was the question typed without capitals? Then a name is known by the article's. */
static bool is_small(const struct sense_doc *q)
{
    for (uint32_t i = 1; i < q->token_count; i++)
        if (q->tokens[i].flags & TOK_CAP)
            return false;
    return true;
}

static void add_term(struct ask *k, const struct sense_doc *q, uint32_t i, bool small)
{
    const struct sense_token *t = &q->tokens[i];
    struct ask_term *x = &k->terms[k->n++];
    bool capital = t->flags & TOK_CAP && i > 0;
    reading_index entity =
        capital || (small && i > 0 && t->upos != SENSE_VERB) ? entity_of(k, t->norm) : -1;
    bool name = capital || entity >= 0;
    *x = (struct ask_term){.stem = t->stem,
                           .lemma = name ? STR_NONE : t->lemma,
                           .kin = sense_kin_of(t->hash),
                           .token = i,
                           .name = name,
                           .in_text = map_find(&k->f.terms.ids, t->stem) != NULL,
                           .entity = entity};
    double rarity = fmin(sense_rarity(t->stem), 6);
    x->weight = 0.5 + rarity / 3 + (name ? 0.8 : 0);
    if (t->upos == SENSE_VERB && !name)
        x->weight *= 0.7;
    x->soft = !name && is_soft(q, i);
    x->verb = t->upos == SENSE_VERB && !name && !x->soft;
    if (x->soft)
        x->weight = 0.3;
    k->total += x->weight;
}

void sense_ask_take_apart(struct ask *k, struct str question)
{
    struct article article = {.text = question, .published = {.us = TIME_NONE}, .lang = k->r->lang};
    struct sense_doc q;
    sense_doc_make_words(k->a, &article, &q);
    k->kind = kind_of(&q);
    k->defines = defines(&q, k->kind);
    for (uint32_t i = 0; k->kind == QUESTION_HOW_MANY && i + 1 < q.token_count; i++)
        if (sense_norm_in(&q, i, (const char *const[]){"how", NULL}))
            k->amount = q.tokens[i + 1].norm;
    uint32_t head = head_of(&q);
    bool small = is_small(&q);
    for (uint32_t i = 0; i < q.token_count && k->n < ASK_TERMS_MOST; i++)
        if (!asks_only(&q, i)) {
            add_term(k, &q, i, small);
            struct ask_term *x = &k->terms[k->n - 1];
            x->head = i == head;
            if (x->head && (k->kind == QUESTION_WHO || k->kind == QUESTION_WHERE ||
                            k->kind == QUESTION_WHEN)) { /* "which country": it goes by its name */
                k->total += 0.3 - x->weight;
                x->weight = 0.3;
                x->soft = true;
            }
        }
}
