/* ask.c: a question in plain words, answered with the sentence of the article that answers it, or
 * an honest "the article does not say".
 *
 * The question is taken apart into the kind of answer wanted (its first words) and its terms. Each
 * sentence is scored by how much of the question it covers, terms weighed by their rarity and names
 * above all, with a small table of words that mean the same; names count too where the sentence has
 * only a pronoun for them, and a little where the sentence before has the term. Then it must hold
 * an answer of the kind: a figure, a day, a place, a person who is not in the question already, the
 * nearer to the words of the question the better. "Who said" and "what did X say" look into the
 * quotes. The decision found or not is a logistic function of coverage, of what is missed (names,
 * the verb, the thing counted), of how near the answer stands, and of the kind, with weights from
 * our own questions (train/sense_fit.c). */
#include "sense/find.h"

#include <math.h>

enum { ASK_TERMS_MOST = 24 };

const char *question_kind_name(enum question_kind k)
{
    static const char *const names[] = {"who", "what",     "when",     "where", "why",
                                        "how", "how-many", "who-says", "did",   "topic"};
    return names[k];
}

/* Stems that ask for the same: the first of a row stands for all. English Snowball stems. */
static const char *const same_words[][14] = {
    {"die", "dead", "death", "kill", "killed", "fatal", "lost", "toll", "perish", "deadli"},
    {"injur", "injuri", "wound", "hurt"},
    {"free", "releas", "rescu", "freed"},
    {"sign", "agre", "agreement", "deal", "treati", "accord", "pact", "exchang"},
    {"say", "said", "tell", "told", "state", "announc", "claim", "statement", "warn", "declar"},
    {"deni", "reject", "dismiss", "disput", "refut", "rebut"},
    {"blame", "accus", "alleg", "alleg"},
    {"happen", "occur", "place", "took"},
    {"begin", "start", "began", "launch", "open", "begun"},
    {"end", "finish", "close", "stop", "conclud"},
    {"buy", "bought", "purchas", "acquir", "acquisit"},
    {"sell", "sold", "sale"},
    {"rise", "rose", "risen", "increas", "climb", "grow", "grew", "grown", "up", "jump"},
    {"fall", "fell", "fallen", "drop", "declin", "decreas", "down", "cut"},
    {"cost", "price", "worth", "paid", "pay", "spend", "spent", "fund", "budget"},
    {"win", "won", "victori", "beat", "defeat", "winner"},
    {"lose", "lost", "defeat", "loss"},
    {"leader", "head", "chief", "boss", "led", "lead"},
    {"build", "built", "construct", "builder"},
    {"arrest", "detain", "custodi", "held"},
    {"old", "age", "year-old"},
    {"deep", "depth"},
    {"high", "height", "tall"},
    {"long", "length"},
    {"wide", "width"},
    {"heavi", "weigh", "weight"},
    {"hot", "degre", "temperatur"},
    {"fast", "speed"},
    {"write", "wrote", "written", "author"},
    {"steal", "stole", "stolen", "theft", "rob", "robberi", "thiev"},
    {"escap", "fled"},
    {"fire", "blaze"},
    {"car", "vehicl"},
    {"doctor", "physician", "surgeon", "medic"},
    {"choos", "chosen", "elect"},
    {"doubt", "question", "sceptic"},
    {"live", "inhabit", "popul"},
    {"teach", "taught", "teacher"},
    {"journey", "voyag", "trip"},
    {"attack", "assault", "raid"},
    {"help", "aid", "assist"},
    {"let", "allow", "permit"},
    {"need", "requir"},
    {"near", "close"},
    {"meet", "met", "meet", "talk", "summit"},
    {"resign", "quit", "step", "left"},
    {"get", "got", "receiv", "given", "award"},
    {"make", "made", "produc"},
    {"hold", "held", "host"},
    {"plan", "intend", "propos", "aim"},
    {"caus", "reason", "because", "due"},
    {"peopl", "person", "men", "women", "resid"},
    {"employ", "job", "worker", "work", "staff"},
    {"hospit", "clinic"},
    {"polic", "offic"},
    {"find", "found", "discov"},
    {"locat", "near", "situat"},
    {"damag", "destroy", "ruin"},
    {"evacu", "displac", "flee", "fled"},
    {"compani", "firm"},
    {"children", "child", "pupil", "kid"},
    {"show", "reveal", "suggest"},
    {"send", "sent", "deploy", "dispatch"},
    {"replac", "succeed", "successor"},
    {"sentenc", "jail", "prison"},
    {"join", "attend", "took"},
    {"travel", "visit", "flew", "fli"},
};

static struct str standing_for(struct str stem)
{
    for (size_t i = 0; i < sizeof same_words / sizeof *same_words; i++)
        for (size_t k = 0; k < 14 && same_words[i][k]; k++)
            if (stem.n && same_words[i][k][0] == stem.p[0] && str_eq(stem, str_c(same_words[i][k])))
                return str_c(same_words[i][0]);
    return stem;
}

struct ask_term {
    struct str stem, stands; /* the stem and what it stands for */
    double weight;
    bool name; /* a name: capital in the question, or in the article */
    bool in_text;
    bool verb; /* the question's own verb */
    bool head; /* of "how many soldiers", "which rocket" */
    bool soft; /* "how deep", "how long did it take": helps where it stands, is not missed */
    reading_index entity; /* that it names, or -1 */
};
struct ask {
    struct arena *a;
    struct sense_find f;
    struct sense_doc d; /* the article */
    const struct reading *r;
    enum question_kind kind;
    struct ask_term terms[ASK_TERMS_MOST];
    size_t n;
    double total;       /* sum of weights */
    struct str amount;  /* "many", "old" ... of "how many", "how old" */
    struct str *stands; /* what each token stands for */
    uint32_t *at;       /* token of each sentence where each term stands, or UINT32_MAX */
};

/* ---- the question ---- */

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

static enum question_kind kind_of(const struct sense_doc *q)
{
    static const char *const says[] = {
        "say",       "said",       "says",      "claim",      "claimed",   "deny",      "denied",
        "denies",    "accuse",     "accused",   "accuses",    "tell",      "told",      "think",
        "thinks",    "announce",   "announced", "reject",     "rejected",  "rejects",   "blame",
        "blamed",    "warn",       "warned",    "confirm",    "confirmed", "promise",   "promised",
        "argue",     "argued",     "believe",   "believes",   "describe",  "described", "comment",
        "criticise", "criticised", "criticize", "criticized", "call",      "called",    "deny",
        "demand",    "demanded",   NULL};
    static const char *const amounts[] = {"many",  "much", "old",  "long",  "far",  "big",
                                          "large", "high", "tall", "often", "fast", "deep",
                                          "heavy", "hot",  "cold", "wide",  NULL};
    static const char *const aux[] = {"did",   "do",    "does",   "is",  "are",  "was",
                                      "were",  "has",   "have",   "had", "will", "can",
                                      "could", "would", "should", "may", NULL};
    static const char *const numbers[] = {"percentage", "number", "proportion", "share", "amount",
                                          "toll",       "age",    "price",      "cost",  "score",
                                          "sum",        "total",  "percent",    NULL};
    static const char *const times[] = {"time", "day", "date", "year", "month", NULL};
    static const char *const places[] = {"country",  "city",    "place", "town",     "region",
                                         "province", "village", "state", "location", NULL};
    static const char *const persons[] = {"person",       "man",          "woman",  "company",
                                          "organisation", "organization", "group",  "team",
                                          "minister",     "president",    "party",  "official",
                                          "firm",         "club",         "agency", NULL};
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
        return starts(q, i + 1, amounts) ? QUESTION_HOW_MANY : QUESTION_HOW;
    if (starts(q, i, (const char *const[]){"what", "which", "what's", NULL})) {
        if (wants_name(q, i))
            return QUESTION_WHO;
        for (uint32_t k = i + 1; k < q->token_count && k < i + 5; k++) {
            if (starts(q, k, numbers))
                return QUESTION_HOW_MANY;
            if (k == i + 1 && starts(q, k, times))
                return QUESTION_WHEN;
            if (k == i + 1 && starts(q, k, places))
                return QUESTION_WHERE;
            if (k == i + 1 && starts(q, k, persons))
                return QUESTION_WHO;
        }
        return speech ? QUESTION_WHO_SAYS : QUESTION_WHAT;
    }
    return starts(q, i, aux) ? QUESTION_DID : QUESTION_TOPIC;
}

static bool is_soft(const struct sense_doc *q, uint32_t i)
{
    static const char *const words[] = {"old",  "long", "far",  "big",   "large",  "high", "tall",
                                        "fast", "deep", "wide", "heavy", "hot",    "cold", "often",
                                        "take", "last", "name", "names", "called", NULL};
    return sense_norm_in(q, i, words);
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

static void take_apart(struct ask *k, struct str question)
{
    struct article article = {.text = question, .published = {.us = TIME_NONE}, .lang = k->r->lang};
    struct sense_doc q;
    sense_doc_make_words(k->a, &article, &q);
    k->kind = kind_of(&q);
    for (uint32_t i = 0; k->kind == QUESTION_HOW_MANY && i + 1 < q.token_count; i++)
        if (sense_norm_in(&q, i, (const char *const[]){"how", NULL}))
            k->amount = q.tokens[i + 1].norm;
    uint32_t head = head_of(&q);
    for (uint32_t i = 0; i < q.token_count && k->n < ASK_TERMS_MOST; i++) {
        const struct sense_token *t = &q.tokens[i];
        if (asks_only(&q, i))
            continue;
        struct ask_term *x = &k->terms[k->n++];
        struct map_entry *e = map_find(&k->f.terms.ids, t->stem);
        bool name = t->flags & TOK_CAP && i > 0;
        *x = (struct ask_term){.stem = t->stem,
                               .stands = standing_for(t->stem),
                               .name = name,
                               .in_text = e != NULL,
                               .entity = name ? entity_of(k, t->norm) : -1};
        double rarity = fmin(sense_rarity(t->stem), 6);
        x->weight = 0.5 + rarity / 3 + (name ? 0.8 : 0);
        if (t->upos == SENSE_VERB && !name)
            x->weight *= 0.7;
        x->soft = !name && is_soft(&q, i);
        x->verb = t->upos == SENSE_VERB && !name && !x->soft;
        x->head = i == head;
        if (x->soft)
            x->weight = 0.3;
        k->total += x->weight;
    }
}

/* ---- a sentence against the question ---- */

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

/* 1 the word, 0.8 one that means the same, 0.75 its entity by another name or pronoun, else 0. */
static double term_in(const struct ask *k, const struct ask_term *x, uint32_t sentence,
                      uint32_t *ret_at)
{
    const struct sense_sentence *s = &k->d.sentences[sentence];
    double best = 0, before = 0;
    *ret_at = UINT32_MAX;
    for (uint32_t i = s->from; i < s->to && best < 1; i++) {
        const struct sense_token *t = &k->d.tokens[i];
        if (t->flags & TOK_PUNCT)
            continue;
        if (str_eq(t->stem, x->stem))
            best = 1;
        else if (best < 0.8 && str_eq(k->stands[i], x->stands))
            best = 0.8;
        else if (best < 0.7 && x->stem.n >= 5 && t->stem.n >= 5 &&
                 str_eq(str_sub(t->stem, 0, 5), str_sub(x->stem, 0, 5)))
            best = 0.7;
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

/* Keeps the nearest of several answers. */
struct nearest {
    double near;
    struct span span;
    bool found;
};
static void offer(const struct ask *k, uint32_t sentence, struct span span, struct nearest *best)
{
    uint32_t from = sense_token_at(&k->d, span.at), to = from;
    while (to < k->d.token_count && k->d.tokens[to].span.at < span.end)
        to++;
    double near = nearness(k, sentence, from, to);
    if (!best->found || near > best->near)
        *best = (struct nearest){near, span, true};
}

static bool has_time(const struct ask *k, uint32_t sentence, struct nearest *ret)
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
                       size_t n, struct nearest *ret)
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

/* The figure of the sentence that counts what is asked: its counted words or sort match a term. */
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
        {"far", BIT(MEASURE) | BIT(DURATION)},
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
        for (uint32_t t = sense_token_at(&k->d, around.at);
             t < s->to && k->d.tokens[t].span.at < around.end; t++)
            for (size_t j = 0; j < k->n; j++)
                if (str_eq(k->d.tokens[t].stem, k->terms[j].stem) ||
                    str_eq(k->stands[t], k->terms[j].stands))
                    match += 0.5;
        for (size_t j = 0; j < k->n && g->what.n; j++)
            if (str_eq(k->terms[j].stands, standing_for(g->what)) ||
                str_eq(str_sub(k->terms[j].stem, 0, 4), str_sub(g->what, 0, 4)))
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

static bool has_reason(const struct ask *k, const struct sense_sentence *s, struct span *ret)
{
    static const char *const strong[] = {"because", "due",   "since",    "therefore", "reason",
                                         "caused",  "cause", "blamed",   "amid",      "following",
                                         "so",      "owing", "prompted", "triggered", "thanks",
                                         "after",   "over",  "despite",  NULL};
    for (uint32_t i = s->from; i + 1 < s->to; i++)
        if (sense_norm_in(&k->d, i, strong) ||
            (sense_norm_is(&k->d, i, STR("to")) && k->d.tokens[i + 1].xpos == XPOS_VB)) {
            *ret = sense_span(&k->d, i, s->to);
            return true;
        }
    return false;
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
    for (size_t j = 0; j < k->n; j++) {
        bool denial = str_eq(k->terms[j].stands, STR("deni"));
        uint32_t at;
        if (!(denial || str_eq(k->terms[j].stands, STR("blame"))) || k->terms[j].name ||
            term_in(k, &k->terms[j], sentence, &at) > 0)
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

/* Does the sentence hold an answer of the kind wanted? 0..1, where, and how near. */
static double fits_kind(const struct ask *k, uint32_t sentence, struct nearest *ret)
{
    static const enum entity_kind who[] = {ENTITY_PERSON, ENTITY_ORG}, where[] = {ENTITY_PLACE},
                                  any[] = {ENTITY_PERSON, ENTITY_ORG, ENTITY_PLACE, ENTITY_OTHER};
    const struct sense_sentence *s = &k->d.sentences[sentence];
    double fit = 0;
    const struct quote *q;
    struct span span = s->span;
    *ret = (struct nearest){0};
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
        if (!has_reason(k, s, &span))
            return 0.4;
        offer(k, sentence, span, ret);
        return 1;
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

struct scored {
    uint32_t sentence;
    double score, cover, names; /* names: share of the question's names that are met */
    double fit, near;
    struct span span;
};

static struct scored score_sentence(const struct ask *k, uint32_t i, const double *in)
{
    struct scored x = {.sentence = i};
    double names = 0, hit = 0, sum = 0;
    for (size_t j = 0; j < k->n; j++) {
        double here = in[i * k->n + j];
        double before = i > 0 ? in[(i - 1) * k->n + j] : 0;
        bool same = i > 0 && k->d.sentences[i - 1].paragraph == k->d.sentences[i].paragraph;
        double got = fmax(here, before * (same ? 0.45 : 0.25));
        sum += k->terms[j].weight * got;
        names += k->terms[j].name;
        hit += k->terms[j].name ? fmin(1, here + 0.5 * before) : 0;
    }
    x.cover = k->total > 0 ? sum / k->total : 0;
    x.names = names > 0 ? hit / names : 1;
    struct nearest best;
    x.fit = fits_kind(k, i, &best);
    x.near = best.found ? best.near : 0;
    x.span = best.found ? best.span : k->d.sentences[i].span;
    x.score = x.cover * (0.55 + 0.45 * x.fit) + 0.05 * x.names + 0.02 / (1 + i) + 0.1 * x.near;
    if (k->kind == QUESTION_WHO_SAYS && x.fit <= 0)
        x.score *= 0.4; /* nobody does in it what is asked about */
    if (k->d.sentences[i].kind == SENTENCE_CREDIT || k->d.sentences[i].kind == SENTENCE_HEADING)
        x.score *= 0.6;
    return x;
}

/* ---- found or not ---- */

/* What tells that the best sentence does answer: x[SENSE_ASK_FEATURES]. */
static void ask_features(const struct ask *k, const struct scored *best, double second,
                         const double *in, double *x)
{
    double missing = 0, unknown = 0, most = 0, weak = 0, weight = 1e-9, head = 0, verb = 0;
    double names = 0, names_here = 0;
    const double *here = in + best->sentence * k->n;
    const double *before = best->sentence > 0 ? here - k->n : here;
    for (size_t j = 0; j < k->n; j++) {
        const struct ask_term *t = &k->terms[j];
        bool known = t->in_text || t->entity >= 0;
        for (uint32_t i = 0; i < k->f.terms.n && !known; i++) /* a word that means the same */
            known = str_eq(k->stands[k->f.terms.v[i].first], t->stands);
        if (t->soft)
            continue;
        double got = here[j] > before[j] * 0.6 ? here[j] : before[j] * 0.6;
        missing += known ? 0 : t->weight;
        unknown += !known;
        weak += got < 0.3;
        most = fmax(most, (1 - got) * t->weight);
        weight += t->weight;
        head = fmax(head, t->head ? 1 - here[j] : 0);
        verb = fmax(verb, t->verb ? 1 - here[j] : 0);
        names += t->name;
        names_here += t->name ? here[j] : 0;
    }
    bool pointed = k->kind == QUESTION_WHO || k->kind == QUESTION_WHEN ||
                   k->kind == QUESTION_WHERE || k->kind == QUESTION_HOW_MANY;
    x[0] = 1;
    x[1] = best->cover;
    x[2] = best->fit;
    x[3] = best->names;
    x[4] = missing / weight;
    x[5] = unknown;
    x[6] = weak;
    x[7] = most;
    x[8] = k->kind == QUESTION_HOW_MANY ? best->fit : 0.8;
    x[9] = k->kind == QUESTION_WHO || k->kind == QUESTION_WHAT || k->kind == QUESTION_WHERE;
    /* One word is little to go by, unless it is the verb and the answer stands beside it. */
    x[10] = k->n <= 1 && !(pointed && k->terms[0].verb && best->near > 0.4);
    x[11] = best->cover * best->fit;
    x[12] = head;
    x[13] = verb;
    x[14] = pointed ? best->near : 0.3;
    x[15] = fmin(best->score - second, 0.5);
    x[16] = names > 0 ? names_here / names : 0.7;
    x[17] = k->kind == QUESTION_WHEN;
    x[18] = k->kind == QUESTION_WHO_SAYS || k->kind == QUESTION_WHY;
    x[19] = pointed ? verb : 0;
}

static const double ask_weights[SENSE_ASK_FEATURES] = {
    -3.841, 0.2015, 1.835,   0.2386,  -0.2451, -0.632, -0.8771, -0.3529, 1.466,  -1.205,
    -1.127, 1.551,  0.09029, -0.7806, 1.578,   1.612,  -0.5344, -1.139,  0.2335, 0.1874};

static int by_score(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    double a = ((const struct scored *)x)->score, b = ((const struct scored *)y)->score;
    return a > b ? -1 : a < b;
}

static reading_index to_reading(const struct ask *k, uint32_t sentence)
{
    uint32_t at = k->d.sentences[sentence].span.at;
    for (size_t i = 0; i < k->r->sentence_count; i++)
        if (at >= k->r->sentences[i].span.at && at < k->r->sentences[i].span.end)
            return (reading_index)i;
    return -1;
}

void sense_ask(struct arena *a, struct str text, const struct reading *reading, struct str question,
               struct answer *ret)
{
    sense_ask_explain(a, text, reading, question, ret, NULL);
}

void sense_ask_explain(struct arena *a, struct str text, const struct reading *reading,
                       struct str question, struct answer *ret, double *ret_features)
{
    struct ask *k = ARENA_NEW(a, struct ask);
    struct article article = {.text = text, .published = {.us = TIME_NONE}, .lang = reading->lang};
    *k = (struct ask){.a = a, .r = reading};
    sense_doc_make_words(a, &article, &k->d);
    sense_terms_make(a, &k->d, &k->f.terms);
    k->stands = ARENA_ARRAY(a, k->d.token_count, struct str);
    for (size_t i = 0; i < k->d.token_count; i++)
        k->stands[i] = standing_for(k->d.tokens[i].stem);
    take_apart(k, str_dup(a, utf8_cut(str_trim(question), SENSE_QUESTION_MOST)));
    *ret = (struct answer){.kind = k->kind, .sentence = -1, .others = {-1, -1}};
    size_t n = k->d.sentence_count;
    if (n == 0 || k->n == 0)
        return;
    struct scored *v = ARENA_ARRAY(a, n, struct scored);
    double *in = ARENA_ARRAY(a, n * k->n, double);
    k->at = ARENA_ARRAY(a, n * k->n, uint32_t);
    for (uint32_t i = 0; i < n; i++)
        for (size_t j = 0; j < k->n; j++)
            in[i * k->n + j] = term_in(k, &k->terms[j], i, &k->at[i * k->n + j]);
    for (uint32_t i = 0; i < n; i++)
        v[i] = score_sentence(k, i, in);
    sort_stable(a, v, n, sizeof *v, by_score, NULL);
    ret->sentence = to_reading(k, v[0].sentence);
    ret->span = v[0].span;
    double *x = ARENA_ARRAY(a, SENSE_ASK_FEATURES, double), sum = 0;
    ask_features(k, &v[0], n > 1 ? v[1].score : 0, in, x);
    for (size_t i = 0; i < SENSE_ASK_FEATURES; i++)
        sum += x[i] * ask_weights[i];
    ret->score = 1 / (1 + exp(-sum));
    if (ret_features)
        memcpy(ret_features, x, SENSE_ASK_FEATURES * sizeof *x);
    ret->found = ret->score >= 0.5 && ret->sentence >= 0;
    for (size_t i = 1; i < 3 && i < n; i++)
        ret->others[i - 1] = v[i].cover > 0.3 ? to_reading(k, v[i].sentence) : -1;
}
