/* ask_question.c: a question taken apart: the kind of answer wanted (its first words), and its
 * terms, weighed by their rarity and names above all, with a small table of words that mean the
 * same. */
#include "sense/ask.h"

#include <math.h>

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

struct str sense_ask_standing_for(struct str stem)
{
    for (size_t i = 0; i < sizeof same_words / sizeof *same_words; i++)
        for (size_t k = 0; k < 14 && same_words[i][k]; k++)
            if (stem.n && same_words[i][k][0] == stem.p[0] && str_eq(stem, str_c(same_words[i][k])))
                return str_c(same_words[i][0]);
    return stem;
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

void sense_ask_take_apart(struct ask *k, struct str question)
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
                               .stands = sense_ask_standing_for(t->stem),
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
