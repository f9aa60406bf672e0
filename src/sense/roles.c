/* roles.c: the features from which incidents are told; see roles.h.
 *
 * Two linear models over the same document: one says what sort of violence an article reports, if
 * any, from its words and their neighbours of violence; one labels tokens with roles by the words
 * around, the nearest word of violence on both sides, voice and prepositions (after Patwardhan and
 * Riloff 2009, who showed that the sentence's event and the phrase's own context tell most). */
#include "sense/roles.h"

const char *const violence_names[VIOLENCE_LABELS] = {"",           "attack", "bombing",
                                                     "kidnapping", "arson",  "robbery"};

/* Snowball stems. */
static const struct trigger_word {
    const char *stem;
    enum trigger trigger;
} trigger_words[] = {
    {"kill", TRIGGER_KILL},          {"murder", TRIGGER_KILL},      {"assassin", TRIGGER_KILL},
    {"die", TRIGGER_KILL},           {"death", TRIGGER_KILL},       {"dead", TRIGGER_KILL},
    {"slay", TRIGGER_KILL},          {"slain", TRIGGER_KILL},       {"execut", TRIGGER_KILL},
    {"massacr", TRIGGER_KILL},       {"shoot", TRIGGER_KILL},       {"shot", TRIGGER_KILL},
    {"slaughter", TRIGGER_KILL},     {"bodi", TRIGGER_KILL},        {"victim", TRIGGER_KILL},
    {"stab", TRIGGER_KILL},          {"wound", TRIGGER_HURT},       {"injur", TRIGGER_HURT},
    {"hurt", TRIGGER_HURT},          {"injuri", TRIGGER_HURT},      {"tortur", TRIGGER_HURT},
    {"beaten", TRIGGER_HURT},        {"bomb", TRIGGER_BOMB},        {"explod", TRIGGER_BOMB},
    {"explos", TRIGGER_BOMB},        {"blast", TRIGGER_BOMB},       {"deton", TRIGGER_BOMB},
    {"dynamit", TRIGGER_BOMB},       {"grenad", TRIGGER_BOMB},      {"blew", TRIGGER_BOMB},
    {"damag", TRIGGER_BOMB},         {"destroy", TRIGGER_BOMB},     {"mine", TRIGGER_BOMB},
    {"kidnap", TRIGGER_KIDNAP},      {"kidnapp", TRIGGER_KIDNAP},   {"abduct", TRIGGER_KIDNAP},
    {"hostag", TRIGGER_KIDNAP},      {"hijack", TRIGGER_KIDNAP},    {"captur", TRIGGER_KIDNAP},
    {"ransom", TRIGGER_KIDNAP},      {"captiv", TRIGGER_KIDNAP},    {"seiz", TRIGGER_KIDNAP},
    {"burn", TRIGGER_BURN},          {"arson", TRIGGER_BURN},       {"burnt", TRIGGER_BURN},
    {"ablaz", TRIGGER_BURN},         {"rob", TRIGGER_ROB},          {"robberi", TRIGGER_ROB},
    {"stole", TRIGGER_ROB},          {"stolen", TRIGGER_ROB},       {"loot", TRIGGER_ROB},
    {"attack", TRIGGER_ATTACK},      {"ambush", TRIGGER_ATTACK},    {"raid", TRIGGER_ATTACK},
    {"assault", TRIGGER_ATTACK},     {"strike", TRIGGER_ATTACK},    {"fire", TRIGGER_ATTACK},
    {"machine-gun", TRIGGER_ATTACK}, {"sabotag", TRIGGER_ATTACK},   {"perpetr", TRIGGER_ATTACK},
    {"terror", TRIGGER_ATTACK},      {"terrorist", TRIGGER_ATTACK}, {"hit", TRIGGER_ATTACK},
    {"respons", TRIGGER_ATTACK},     {"blame", TRIGGER_ATTACK},     {"clash", TRIGGER_ATTACK},
    {"gunmen", TRIGGER_ATTACK},      {"gunman", TRIGGER_ATTACK},    {"threaten", TRIGGER_ATTACK},
    {"free", TRIGGER_FREE},          {"releas", TRIGGER_FREE},      {"rescu", TRIGGER_FREE},
};

enum { TRIGGER_WORDS = sizeof trigger_words / sizeof *trigger_words };
/* The words by their first byte: heads and followers, index + 1, 0 ends. */
struct trigger_index {
    uint8_t head[256], next[TRIGGER_WORDS];
};

static void trigger_index_make(struct trigger_index *x)
{
    memset(x->head, 0, sizeof x->head);
    for (size_t i = TRIGGER_WORDS; i-- > 0;) {
        unsigned char first = (unsigned char)trigger_words[i].stem[0];
        x->next[i] = x->head[first];
        x->head[first] = (uint8_t)(i + 1);
    }
}

static uint8_t trigger_of(const struct trigger_index *x, const struct sense_token *t)
{
    uint8_t i = t->stem.n ? x->head[(unsigned char)t->stem.p[0]] : 0;
    for (; i > 0; i = x->next[i - 1])
        if (str_eq(t->stem, str_c(trigger_words[i - 1].stem)))
            return (uint8_t)trigger_words[i - 1].trigger;
    return TRIGGER_NONE;
}

void sense_roles_make(const struct sense_find *f, struct roles *ret)
{
    const struct sense_doc *d = f->d;
    size_t n = d->token_count + 1;
    struct trigger_index index;
    trigger_index_make(&index);
    *ret = (struct roles){.f = f,
                          .d = d,
                          .triggers = ARENA_ARRAY(f->a, n, uint8_t),
                          .left = ARENA_ARRAY(f->a, n, uint32_t),
                          .right = ARENA_ARRAY(f->a, n, uint32_t),
                          .counts = ARENA_ARRAY(f->a, d->sentence_count + 1, uint32_t)};
    for (size_t k = 0; k < d->sentence_count; k++) {
        const struct sense_sentence *s = &d->sentences[k];
        uint32_t last = UINT32_MAX;
        for (uint32_t i = s->from; i < s->to; i++) {
            ret->triggers[i] = trigger_of(&index, &d->tokens[i]);
            ret->left[i] = last;
            last = ret->triggers[i] ? i : last;
            ret->counts[k] += ret->triggers[i] != 0;
        }
        last = UINT32_MAX;
        for (uint32_t i = s->to; i-- > s->from;) {
            ret->right[i] = last;
            last = ret->triggers[i] ? i : last;
        }
    }
}

struct taker {
    uint64_t *v;
    size_t n, most;
};
static void put(struct taker *t, uint32_t template, uint64_t x, uint64_t y)
{
    if (t->n < t->most)
        t->v[t->n++] = feature_pair(template, x, y);
}

static uint64_t hash_at(const struct sense_doc *d, int64_t i, const struct sense_sentence *s)
{
    return i < (int64_t)s->from ? 1 : i >= (int64_t)s->to ? 2 : d->tokens[i].hash;
}
static uint64_t stem_at(const struct sense_doc *d, int64_t i, const struct sense_sentence *s)
{
    return i < (int64_t)s->from ? 1 : i >= (int64_t)s->to ? 2 : str_hash(d->tokens[i].stem);
}
static uint64_t far(uint32_t n)
{
    return n < 4 ? n : n < 7 ? 4 : n < 12 ? 5 : n < 20 ? 6 : 7;
}

/* The preposition or verb that a token hangs on: the last such word of at most six before it. */
static uint32_t governor(const struct sense_doc *d, uint32_t i, const struct sense_sentence *s)
{
    static const char *const words[] = {"by",    "of",        "against", "on",  "in", "with",
                                        "from",  "at",        "near",    "for", "to", "between",
                                        "among", "including", "that",    "and", NULL};
    for (uint32_t k = i, steps = 0; k-- > s->from && steps < 6; steps++)
        if (sense_norm_in(d, k, words) || d->tokens[k].upos == SENSE_VERB ||
            d->tokens[k].xpos == XPOS_COMMA)
            return k;
    return UINT32_MAX;
}

/* Does a form of "be" stand right before the trigger: "was killed", "were kidnapped by"? */
static uint64_t voice(const struct sense_doc *d, uint32_t trigger, const struct sense_sentence *s)
{
    static const char *const be[] = {"was", "were", "been", "be", "being", "is", "are", NULL};
    for (uint32_t k = trigger, steps = 0; k-- > s->from && steps < 3; steps++)
        if (sense_norm_in(d, k, be))
            return 1;
    return 0;
}

static uint64_t way(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    uint64_t seen = 0;
    for (uint32_t i = from; i < to && i < from + 30; i++) {
        seen |= str_eq(d->tokens[i].norm, STR("by")) ? 1 : 0;
        seen |= d->tokens[i].xpos == XPOS_COMMA ? 2 : 0;
        seen |= sense_norm_in(d, i, (const char *const[]){"of", "against", "on", NULL}) ? 4 : 0;
        seen |= sense_norm_in(d, i, (const char *const[]){"in", "at", "near", NULL}) ? 8 : 0;
        seen |= sense_norm_in(d, i, (const char *const[]){"and", "or", NULL}) ? 16 : 0;
    }
    return seen;
}

size_t sense_role_features(const struct roles *r, uint32_t i,
                           uint64_t features[LINEAR_FEATURES_MOST])
{
    const struct sense_doc *d = r->d;
    const struct sense_token *t = &d->tokens[i];
    const struct sense_sentence *s = &d->sentences[t->sentence];
    struct taker f = {features, 0, LINEAR_FEATURES_MOST};
    int64_t at = i;
    uint64_t w = t->hash, stem = stem_at(d, at, s), name = t->labelled;
    uint32_t l = r->left[i], rt = r->right[i], g = governor(d, i, s);
    uint64_t lt = l == UINT32_MAX ? 99 : r->triggers[l] + 16 * voice(d, l, s),
             rtt = rt == UINT32_MAX ? 99 : r->triggers[rt] + 16 * voice(d, rt, s);
    uint64_t ls = l == UINT32_MAX ? 1 : stem_at(d, l, s),
             rs = rt == UINT32_MAX ? 1 : stem_at(d, rt, s);
    uint64_t lw = l == UINT32_MAX ? 99 : way(d, l, i), rw = rt == UINT32_MAX ? 99 : way(d, i, rt);
    uint64_t gs = g == UINT32_MAX
                      ? 1
                      : str_hash(d->tokens[g].lemma.n ? d->tokens[g].lemma : d->tokens[g].norm);
    uint64_t before = g == UINT32_MAX || g == s->from ? 1 : stem_at(d, (int64_t)g - 1, s);
    uint64_t p = t->xpos, kind = (t->flags & TOK_CAP ? 1U : 0) + (t->flags & TOK_DIGIT ? 2U : 0) +
                                 (t->flags & TOK_PUNCT ? 4U : 0);
    uint64_t chunk = t->chunk < 0 ? 0 : 1 + (uint64_t)d->chunks[t->chunk].kind;
    uint64_t head = t->chunk < 0 ? 0 : stem_at(d, d->chunks[t->chunk].head, s);
    put(&f, 1, w, 0);
    put(&f, 2, stem, 0);
    put(&f, 3, hash_at(d, at - 1, s), 0);
    put(&f, 4, hash_at(d, at + 1, s), 0);
    put(&f, 5, hash_at(d, at - 2, s), 0);
    put(&f, 6, hash_at(d, at + 2, s), 0);
    put(&f, 7, hash_at(d, at - 1, s), w);
    put(&f, 8, w, hash_at(d, at + 1, s));
    put(&f, 9, p, kind * 8 + name);
    put(&f, 10, p, i > s->from ? d->tokens[i - 1].xpos : 101);
    put(&f, 11, p, i + 1 < s->to ? d->tokens[i + 1].xpos : 102);
    put(&f, 12, lt, lw * 8 + (l == UINT32_MAX ? 0 : far(i - l)));
    put(&f, 13, rtt, rw * 8 + (rt == UINT32_MAX ? 0 : far(rt - i)));
    put(&f, 14, ls, lw);
    put(&f, 15, rs, rw);
    put(&f, 16, stem, lt);
    put(&f, 17, stem, rtt);
    put(&f, 18, gs, before);
    put(&f, 19, gs, stem);
    put(&f, 20, gs, lt);
    put(&f, 21, gs, p * 8 + name);
    put(&f, 22, head, 0);
    put(&f, 23, head, lt);
    put(&f, 24, head, rtt);
    put(&f, 25, head, gs);
    put(&f, 26, chunk * 8 + name, lt);
    put(&f, 27, chunk * 8 + name, rtt);
    put(&f, 28, name * 512 + lw, lt);
    put(&f, 29, name * 512 + rw, rtt);
    put(&f, 30, r->counts[t->sentence] == 0 ? 0 : 1, p);
    put(&f, 31, r->counts[t->sentence] == 0 ? 0 : 1, stem);
    put(&f, 32, lt, rtt);
    put(&f, 33, r->triggers[i], head);
    return f.n;
}

size_t sense_violence_features(const struct roles *r, uint64_t *features, size_t most)
{
    const struct sense_doc *d = r->d;
    struct taker f = {features, 0, most};
    struct map seen;
    map_init(&seen, r->f->a);
    put(&f, 100, 0, 0);
    for (uint32_t i = 0; i < d->token_count; i++) {
        const struct sense_token *t = &d->tokens[i];
        if (t->flags & (TOK_PUNCT | TOK_STOP))
            continue;
        struct map_entry *e = map_put(&seen, t->stem, NULL);
        uint64_t stem = str_hash(t->stem);
        if (++e->value.u == 1) {
            put(&f, 101, stem, 0);
            if (t->sentence < 3)
                put(&f, 102, stem, 0);
        } else if (e->value.u == 3) {
            put(&f, 103, stem, 0);
        }
        if (r->triggers[i]) { /* what stands around a word of violence */
            const struct sense_sentence *s = &d->sentences[t->sentence];
            put(&f, 104, stem, hash_at(d, (int64_t)i - 1, s));
            put(&f, 105, stem, stem_at(d, (int64_t)i + 1, s));
            put(&f, 106, stem, voice(d, i, s));
            uint32_t l = r->left[i];
            if (l != UINT32_MAX)
                put(&f, 107, stem, stem_at(d, l, s));
        }
    }
    return f.n;
}
