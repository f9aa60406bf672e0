/* speech.c: which tokens are the source, cue and content of what somebody says.
 *
 * A row of labels over each sentence, found by Viterbi over a linear model (averaged perceptron:
 * Collins 2002; labels after Pareti 2015 and Newell, Margolin and Ruths 2018). Features: the words
 * around with tags, groups and names; quotation marks; the nearest verb of saying on both sides,
 * with what stands between; a tail like ", the minister said". */
#include "sense/speech.h"

static const char *const surest[] = {
    "say",   "tell",     "add",     "according",   "write",   "ask",     "note", "announce",
    "argue", "claim",    "explain", "report",      "deny",    "insist",  "warn", "state",
    "tweet", "continue", "reply",   "acknowledge", "suggest", "declare", NULL};
static const char *const sayings[] = {
    "accuse",     "admit",        "advise",   "advocate",  "affirm",     "agree",     "allege",
    "allegation", "announcement", "answer",   "appeal",    "appear",     "assert",    "assertion",
    "assume",     "assure",       "attack",   "back",      "believe",    "belief",    "blame",
    "blast",      "boast",        "brag",     "call",      "caution",    "challenge", "charge",
    "cite",       "comment",      "complain", "concede",   "concern",    "conclude",  "condemn",
    "confess",    "confirm",      "consider", "contend",   "convince",   "counter",   "criticise",
    "criticize",  "criticism",    "cry",      "dare",      "decide",     "decision",  "decline",
    "defend",     "demand",       "denounce", "describe",  "determine",  "disagree",  "disclose",
    "discuss",    "dismiss",      "dispute",  "doubt",     "emphasize",  "endorse",   "estimate",
    "expect",     "express",      "fear",     "feel",      "find",       "forecast",  "hint",
    "hope",       "imply",        "indicate", "inform",    "insult",     "intend",    "joke",
    "know",       "lament",       "learn",    "maintain",  "mention",    "mock",      "mutter",
    "name",       "observe",      "offer",    "opine",     "oppose",     "order",     "plan",
    "plead",      "pledge",       "point",    "ponder",    "post",       "praise",    "predict",
    "proclaim",   "promise",      "propose",  "proposal",  "protest",    "question",  "quip",
    "quote",      "read",         "recall",   "reckon",    "recommend",  "recount",   "refer",
    "refuse",     "reject",       "remark",   "remember",  "remind",     "repeat",    "request",
    "respond",    "response",     "reveal",   "rule",      "saw",        "see",       "seem",
    "shout",      "show",         "signal",   "speak",     "speculate",  "statement", "stress",
    "support",    "suspect",      "swear",    "talk",      "testify",    "theory",    "think",
    "threaten",   "threat",       "tout",     "uphold",    "urge",       "view",      "voice",
    "vow",        "want",         "wish",     "wonder",    "worry",      "yell",      "reiterate",
    "rebut",      "refute",       "rebuke",   "welcome",   "label",      "allude",    "echo",
    "elaborate",  "clarify",      "promote",  "seek",      "guess",      "idea",      "opinion",
    "hail",       "slam",         "lash",     "underline", "underscore", NULL};

/* ---- verbs of saying ---- */

/* As sense_lemma_in, for long lists: the first letter is compared before anything else. */
static bool in_list(struct str word, const char *const *list)
{
    for (; word.n && *list; list++)
        if (**list == word.p[0] && str_eq(word, str_c(*list)))
            return true;
    return false;
}

static uint8_t speaks(const struct sense_doc *d, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    if (t->flags & TOK_PUNCT ||
        (t->flags & TOK_STOP &&
         !sense_norm_in(d, i,
                        (const char *const[]){"say", "says", "said", "see", "saw", "call", NULL})))
        return 0;
    if (in_list(t->lemma, surest))
        return 2;
    return in_list(t->lemma, sayings);
}

/* The comma before a tail ", X said (on Monday)." of a sentence. */
static uint32_t tail_of(const struct speech *s, const struct sense_sentence *x)
{
    uint32_t seen = UINT32_MAX;
    for (uint32_t i = x->to, steps = 0; i-- > x->from && steps < 18; steps++) {
        if (s->speaks[i] == 2 && s->marks[i] == MARK_NONE)
            seen = i;
        if (s->d->tokens[i].xpos == XPOS_COMMA || s->marks[i] == MARK_CLOSE)
            if (seen != UINT32_MAX && seen - i <= 8)
                return i;
    }
    return UINT32_MAX;
}

static void fill_nearest(struct speech *s, const struct sense_sentence *x)
{
    uint32_t last = UINT32_MAX;
    for (uint32_t i = x->from; i < x->to; i++) {
        s->left[i] = last;
        if (s->speaks[i] && s->marks[i] == MARK_NONE)
            last = i;
    }
    last = UINT32_MAX;
    for (uint32_t i = x->to; i-- > x->from;) {
        s->right[i] = last;
        if (s->speaks[i] && s->marks[i] == MARK_NONE)
            last = i;
    }
}

void sense_speech_make(struct arena *a, const struct sense_doc *d, struct speech *ret)
{
    size_t n = d->token_count + 1;
    *ret = (struct speech){.d = d,
                           .marks = ARENA_ARRAY(a, n, uint8_t),
                           .speaks = ARENA_ARRAY(a, n, uint8_t),
                           .run = ARENA_ARRAY(a, n, uint32_t),
                           .left = ARENA_ARRAY(a, n, uint32_t),
                           .right = ARENA_ARRAY(a, n, uint32_t),
                           .tail = ARENA_ARRAY(a, d->sentence_count + 1, uint32_t)};
    for (uint32_t i = 0; i < d->token_count; i++)
        ret->speaks[i] = speaks(d, i);
    sense_quotations(a, d, ret->speaks, ret->marks);
    for (uint32_t i = 0, run = 0; i < d->token_count; i++) {
        run += ret->marks[i] == MARK_OPEN;
        ret->run[i] = ret->marks[i] != MARK_NONE ? run : 0;
    }
    for (size_t i = 0; i < d->sentence_count; i++) {
        fill_nearest(ret, &d->sentences[i]);
        ret->tail[i] = tail_of(ret, &d->sentences[i]);
    }
}

/* ---- features ---- */

/* Quotation marks of every shape are one word and one tag to the model. */
static uint64_t word_at(const struct speech *s, int64_t i, const struct sense_sentence *x)
{
    if (i < (int64_t)x->from || i >= (int64_t)x->to)
        return i < (int64_t)x->from ? 1 : 2;
    return s->marks[i] == MARK_OPEN ? 3 : s->marks[i] == MARK_CLOSE ? 4 : s->d->tokens[i].hash;
}
static uint64_t tag_at(const struct speech *s, int64_t i, const struct sense_sentence *x)
{
    if (i < (int64_t)x->from || i >= (int64_t)x->to)
        return i < (int64_t)x->from ? 101 : 102;
    return s->marks[i] == MARK_OPEN    ? XPOS_LQUOTE
           : s->marks[i] == MARK_CLOSE ? XPOS_RQUOTE
                                       : s->d->tokens[i].xpos;
}
static uint64_t mark_at(const struct speech *s, int64_t i, const struct sense_sentence *x)
{
    return i < (int64_t)x->from ? 7 : i >= (int64_t)x->to ? 8 : s->marks[i];
}
static uint64_t steps(uint32_t n)
{
    return n < 4 ? n : n < 7 ? 4 : n < 12 ? 5 : n < 20 ? 6 : 7;
}

/* What stands between two tokens: a comma, "that", a quotation mark, a further verb. */
static uint64_t between(const struct speech *s, uint32_t from, uint32_t to)
{
    uint64_t seen = 0;
    for (uint32_t i = from; i < to && i < from + 40; i++) {
        const struct sense_token *t = &s->d->tokens[i];
        seen |= t->xpos == XPOS_COMMA ? 1 : 0;
        seen |= str_eq(t->norm, STR("that")) ? 2 : 0;
        seen |= s->marks[i] == MARK_OPEN ? 4 : s->marks[i] == MARK_CLOSE ? 8 : 0;
    }
    return seen;
}

struct taker {
    uint64_t *v;
    size_t n;
};
static void put(struct taker *t, uint32_t template, uint64_t x)
{
    if (t->n < LINEAR_FEATURES_MOST)
        t->v[t->n++] = feature_of(template, x);
}
static void put2(struct taker *t, uint32_t template, uint64_t x, uint64_t y)
{
    if (t->n < LINEAR_FEATURES_MOST)
        t->v[t->n++] = feature_pair(template, x, y);
}

static void word_features(const struct speech *s, uint32_t i, const struct sense_sentence *x,
                          struct taker *f)
{
    const struct sense_token *t = &s->d->tokens[i];
    int64_t at = i;
    uint64_t w[5], p[5],
        lemma = s->marks[i] == MARK_OPEN || s->marks[i] == MARK_CLOSE ? 3 : str_hash(t->lemma);
    for (int k = 0; k < 5; k++) {
        w[k] = word_at(s, at + k - 2, x);
        p[k] = tag_at(s, at + k - 2, x);
    }
    put(f, 1, w[2]);
    put(f, 2, w[1]);
    put(f, 3, w[3]);
    put(f, 4, w[0]);
    put(f, 5, w[4]);
    put(f, 6, p[2]);
    put2(f, 7, p[1], p[2]);
    put2(f, 8, p[2], p[3]);
    put2(f, 9, p[1] * 64 + p[2], p[3]);
    put(f, 10, lemma);
    put2(f, 11, lemma, p[2]);
    put2(f, 12, w[1], w[2]);
    put2(f, 13, w[2], w[3]);
    put2(f, 14, lemma, p[3]);
    put2(f, 15, lemma, p[1]);
    put2(f, 16, p[0] * 64 + p[1], p[2]);
    put2(f, 17, p[2] * 64 + p[3], p[4]);
    put2(f, 18, w[1], p[2]);
    put2(f, 19, p[2], w[3]);
}

static void place_features(const struct speech *s, uint32_t i, const struct sense_sentence *x,
                           struct taker *f)
{
    const struct sense_token *t = &s->d->tokens[i];
    int64_t at = i;
    uint64_t q = mark_at(s, at, x), q1 = mark_at(s, at - 1, x), q2 = mark_at(s, at + 1, x);
    uint64_t chunk = 0, name = t->labelled;
    if (t->chunk >= 0) {
        const struct sense_chunk *c = &s->d->chunks[t->chunk];
        chunk = 1 + (uint64_t)c->kind * 4 + (c->from == i) + (c->head == i) * 2U;
        put2(f, 39, str_hash(s->d->tokens[c->head].lemma), chunk);
        put2(f, 40, chunk,
             (uint64_t)c->passive + 2U * c->negated + 4U * c->infinitive + 8U * c->modal);
    }
    uint32_t next = t->chunk >= 0 ? s->d->chunks[t->chunk].to : i + 1;
    uint64_t p = tag_at(s, at, x);
    put2(f, 20, q * 16 + q1, q2);
    put2(f, 21, q, p);
    put(f, 22, chunk);
    put(f, 23, name);
    put2(f, 24, chunk, word_at(s, next, x));
    put2(f, 25, chunk, tag_at(s, next, x));
    put2(f, 26, i == x->from, i + 1 == x->to);
    put2(f, 27, t->flags & TOK_PUNCT ? 1 : 0, word_at(s, at + 1, x) == 2);
    put2(f, 28, name, s->speaks[i + 1 < x->to ? i + 1 : i]);
    bool quoted_start = mark_at(s, x->from, x) == MARK_OPEN || mark_at(s, x->from, x) == MARK_IN;
    put2(f, 29, quoted_start, q);
    put2(f, 41, chunk * 8 + name, next < x->to ? s->speaks[next] : 3);
}

static void saying_features(const struct speech *s, uint32_t i, const struct sense_sentence *x,
                            struct taker *f)
{
    uint32_t left = s->left[i], right = s->right[i];
    uint64_t p = tag_at(s, i, x), q = s->marks[i];
    uint64_t ll = left == UINT32_MAX ? 0 : str_hash(s->d->tokens[left].lemma);
    uint64_t rl = right == UINT32_MAX ? 0 : str_hash(s->d->tokens[right].lemma);
    uint64_t bl = left == UINT32_MAX ? 99 : between(s, left, i);
    uint64_t br = right == UINT32_MAX ? 99 : between(s, i, right);
    uint64_t sl = left == UINT32_MAX ? 99 : steps(i - left);
    uint64_t sr = right == UINT32_MAX ? 99 : steps(right - i);
    uint64_t ls = left == UINT32_MAX ? 0 : s->speaks[left],
             rs = right == UINT32_MAX ? 0 : s->speaks[right];
    put(f, 30, s->speaks[i] * 4U + q);
    put2(f, 31, ll, bl * 8 + q);
    put2(f, 32, rl, br * 8 + q);
    put2(f, 33, ls * 128 + bl, sl * 8 + q);
    put2(f, 34, rs * 128 + br, sr * 8 + q);
    put2(f, 35, ls * 128 + bl, rs * 128 + br);
    put2(f, 36, p * 128 + bl, ls * 8 + q);
    put2(f, 37, p * 128 + br, rs * 8 + q);
    uint32_t tail = s->tail[s->d->tokens[i].sentence];
    uint64_t side = tail == UINT32_MAX ? 0 : i < tail ? 1 : i == tail ? 2 : 3;
    put2(f, 38, side, p);
    put2(f, 42, side * 8 + q, ls * 4 + rs);
    put2(f, 43, ll, p * 8 + (sl < 4 ? sl : 4));
    put2(f, 44, rl, p * 8 + (sr < 4 ? sr : 4));
    if (s->run[i]) { /* what introduces and what follows the quoted stretch */
        uint32_t from = i, to = i;
        while (from > x->from && s->run[from - 1] == s->run[i])
            from--;
        while (to < x->to && s->run[to] == s->run[i])
            to++;
        put2(f, 45, word_at(s, (int64_t)from - 1, x), word_at(s, to, x));
        put2(f, 46, steps(to - from), side);
        put2(f, 47, s->left[from] != UINT32_MAX ? s->speaks[s->left[from]] : 0, to - from > 3);
    }
}

/* The next full verb behind a token, the subject of which it may belong to; and the last one
 * before it. */
static void verb_features(const struct speech *s, uint32_t i, const struct sense_sentence *x,
                          struct taker *f)
{
    const struct sense_doc *d = s->d;
    uint64_t p = tag_at(s, i, x), comma = 0, steps_on = 0;
    for (uint32_t k = i + 1; k < x->to && k < i + 14; k++, steps_on++) {
        const struct sense_token *t = &d->tokens[k];
        comma += t->xpos == XPOS_COMMA;
        if (t->upos != SENSE_VERB && !s->speaks[k])
            continue;
        uint64_t verb = str_hash(t->lemma), class = s->speaks[k] * 4U + (comma > 2 ? 2 : comma);
        put2(f, 48, verb, p * 4 + (comma > 2 ? 2 : comma));
        put2(f, 49, class, p * 8 + steps((uint32_t)steps_on));
        put2(f, 50, class, word_at(s, i, x));
        put2(f, 55, class * 64 + t->xpos, p * 16 + s->marks[i]);
        break;
    }
    comma = 0;
    for (uint32_t k = i, n = 0; k-- > x->from && n < 14; n++) {
        const struct sense_token *t = &d->tokens[k];
        comma += t->xpos == XPOS_COMMA;
        if (t->upos != SENSE_VERB && !s->speaks[k])
            continue;
        uint64_t verb = str_hash(t->lemma), class = s->speaks[k] * 4U + (comma > 2 ? 2 : comma);
        put2(f, 51, verb, p * 4 + (comma > 2 ? 2 : comma));
        put2(f, 52, class, p * 8 + steps(n));
        put2(f, 53, verb, word_at(s, (int64_t)k + 1, x));
        put2(f, 54, class * 64 + t->xpos, p * 16 + s->marks[i]);
        break;
    }
}

size_t sense_speech_features(const struct speech *s, uint32_t i,
                             uint64_t features[LINEAR_FEATURES_MOST])
{
    struct taker f = {features, 0};
    const struct sense_sentence *x = &s->d->sentences[s->d->tokens[i].sentence];
    word_features(s, i, x, &f);
    place_features(s, i, x, &f);
    saying_features(s, i, x, &f);
    verb_features(s, i, x, &f);
    return f.n;
}

uint8_t *sense_speech_label(struct arena *a, const struct speech *s, const struct sense_linear *m)
{
    const struct sense_doc *d = s->d;
    uint8_t *ret = ARENA_ARRAY(a, d->token_count, uint8_t);
    if (m->labels != SPEECH_LABELS)
        return ret;
    if (m->slots < 2) { /* an empty model */
        sense_speech_plain(s, ret);
        return ret;
    }
    int32_t *scores = ARENA_ARRAY(a, d->token_count * SPEECH_LABELS, int32_t);
    for (uint32_t i = 0; i < d->token_count; i++) {
        UNSET uint64_t f[LINEAR_FEATURES_MOST];
        size_t n = sense_speech_features(s, i, f);
        sense_linear_add(m, f, n, scores + (size_t)i * SPEECH_LABELS);
    }
    for (size_t i = 0; i < d->sentence_count; i++) {
        const struct sense_sentence *x = &d->sentences[i];
        sense_linear_best(a, m, scores + (size_t)x->from * SPEECH_LABELS, x->to - x->from,
                          ret + x->from);
    }
    return ret;
}
