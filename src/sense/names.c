/* names.c: finds the names of persons, organisations, places and other things (nationalities,
 * events, works).
 *
 * A linear-chain model over BILOU labels, decoded by Viterbi, with the features of Ratinov and Roth
 * (2009): words, shapes, endings, clusters, tags, a gazetteer, what stands around the same word
 * elsewhere in the article, and how it was labelled there. Sentences are decided from first to
 * last, so that a full name helps its later short forms, and then once more, so that it helps the
 * earlier ones too. Tokens far from any capital are skipped.
 */
#include "sense/foreign.h"
#include "sense/namer.h"

#include <assert.h>
#include <math.h>

/* ---- the document's memory ---- */

static uint64_t shape_hash(struct str s)
{
    char out[16];
    size_t n = 0;
    char last = 0;
    unsigned run = 0;
    for (size_t i = 0; i < s.n && n < sizeof out; i++) {
        unsigned char c = (unsigned char)s.p[i];
        char k = is_upper((char)c)   ? 'X'
                 : is_lower((char)c) ? 'x'
                 : is_digit((char)c) ? 'd'
                 : c >= 0xC0         ? 'u'
                 : c >= 0x80         ? last
                                     : (char)c;
        run = k == last ? run + 1 : 0;
        if (run < 2)
            out[n++] = k;
        last = k;
    }
    return str_hash(str_of(out, n));
}

/* Number of the word's record, made where it is new. */
static uint32_t word_at(uint32_t *slots, size_t count, uint64_t *hashes, uint64_t hash,
                        uint32_t *used)
{
    size_t i = sense_mix(hash) & (count - 1);
    while (slots[i] && hashes[slots[i] - 1] != hash)
        i = (i + 1) & (count - 1);
    if (!slots[i]) {
        hashes[*used] = hash;
        slots[i] = ++*used;
    }
    return slots[i] - 1;
}

static void words_make(struct sense_namer *n)
{
    const struct sense_doc *d = n->d;
    struct arena *a = d->arena;
    size_t count = 16;
    while (count < d->token_count * 2)
        count *= 2;
    uint32_t *slots = ARENA_ARRAY(a, count, uint32_t), used = 0;
    uint64_t *hashes = ARENA_ARRAY(a, d->token_count + 1, uint64_t);
    n->words = ARENA_ARRAY(a, d->token_count + 1, struct name_word);
    for (uint32_t i = 0; i < d->token_count; i++) {
        const struct sense_token *t = &d->tokens[i];
        uint32_t k = n->word_of[i] = word_at(slots, count, hashes, t->hash, &used);
        struct name_word *w = &n->words[k];
        w->occurrences++;
        if (!(t->flags & TOK_CAP))
            continue;
        const struct sense_sentence *s = &d->sentences[t->sentence];
        if (w->capitals < 3) {
            bool before = i > s->from, behind = i + 1 < s->to;
            w->before[w->capitals] = before ? d->tokens[i - 1].hash : 17;
            w->behind[w->capitals] = behind ? d->tokens[i + 1].hash : 19;
            w->cluster_before[w->capitals] = before ? d->tokens[i - 1].cluster.fine : 0;
            w->cluster_behind[w->capitals] = behind ? d->tokens[i + 1].cluster.fine : 0;
            w->at[w->capitals] = i;
        }
        w->capitals++;
    }
}

/* The noun of "a|an|the ... noun" at token i, or the end. */
static uint32_t noun_behind(const struct sense_doc *d, uint32_t i, uint32_t to)
{
    static const char *const articles[] = {"a", "an", "the", NULL};
    uint32_t noun = to;
    if (i >= to || !sense_norm_in(d, i, articles))
        return to;
    for (uint32_t k = i + 1; k < to; k++) {
        uint8_t x = d->tokens[k].xpos;
        if (x == XPOS_NN || x == XPOS_NNS)
            noun = k;
        else if (noun < to ||
                 !(x == XPOS_JJ || x == XPOS_JJS || x == XPOS_CD || x == XPOS_NNP ||
                   x == XPOS_HYPH || x == XPOS_VBN || x == XPOS_VBG || x == XPOS_COMMA))
            break;
    }
    return noun;
}

/* "Tarna (old Tar) is a port", "Tarna, a port": tells the words of the name what it is. */
static void is_a_make(struct sense_namer *n)
{
    static const char *const be[] = {"is", "was", "are", "were", NULL};
    enum { BRACKET_MOST = 14 };
    const struct sense_doc *d = n->d;
    for (uint32_t i = 0; i < d->token_count; i++) {
        uint32_t end = d->sentences[d->tokens[i].sentence].to, from = i, at = i + 1;
        if (!(d->tokens[i].flags & TOK_CAP))
            continue;
        while (at < end && (d->tokens[at].flags & TOK_CAP))
            at++;
        uint32_t to = at;
        i = to - 1;
        if (at < end && sense_norm_is(d, at, STR("("))) {
            uint32_t close = at;
            while (close < end && close < at + BRACKET_MOST && !sense_norm_is(d, close, STR(")")))
                close++;
            at = close < end ? close + 1 : end;
        }
        if (at >= end || !(sense_norm_in(d, at, be) || sense_norm_is(d, at, STR(","))))
            continue;
        uint32_t noun = noun_behind(d, at + 1, end);
        for (uint32_t k = from; noun < end && k < to; k++) {
            struct name_word *w = &n->words[n->word_of[k]];
            if (w->is_a)
                continue;
            w->is_a = d->tokens[noun].hash;
            w->kind_of = d->tokens[noun].cluster;
        }
    }
}

/* Reports in which people speak, and tables of results, write names in other ways than a life or a
 * history does. */
static unsigned genre_of(const struct sense_doc *d)
{
    static const char *const said[] = {"said", "says", "told", "say", NULL};
    size_t says = 0, digits = 0;
    for (uint32_t i = 0; i < d->token_count; i++) {
        says += sense_norm_in(d, i, said);
        digits += (d->tokens[i].flags & TOK_DIGIT) != 0;
    }
    return (says == 0                     ? 0
            : says * 250 < d->token_count ? 1
                                          : 2) *
               2u +
           (digits * 8 > d->token_count);
}

void sense_namer_init(struct sense_namer *n, const struct sense_doc *d)
{
    struct arena *a = d->arena;
    *n = (struct sense_namer){.d = d,
                              .word_of = ARENA_ARRAY(a, d->token_count + 1, uint32_t),
                              .shape = ARENA_ARRAY(a, d->token_count + 1, uint64_t),
                              .exact = ARENA_ARRAY(a, d->token_count + 1, uint64_t)};
    sense_gaz_make(d, &n->gaz);
    words_make(n);
    for (uint32_t i = 0; i < d->token_count; i++) {
        struct str s = sense_token_str(d, i);
        n->shape[i] = shape_hash(s);
        n->exact[i] = d->tokens[i].flags & TOK_CAP ? str_hash(s) : d->tokens[i].hash;
    }
    is_a_make(n);
    n->genre = genre_of(d);
}

bool sense_name_skip(const struct sense_namer *n, uint32_t i)
{
    const struct sense_doc *d = n->d;
    const struct sense_sentence *s = &d->sentences[d->tokens[i].sentence];
    unsigned flags = d->tokens[i].flags;
    if (flags & (TOK_CAP | TOK_DIGIT))
        return false;
    bool before = i > s->from && (d->tokens[i - 1].flags & (TOK_CAP | TOK_DIGIT));
    bool behind = i + 1 < s->to && (d->tokens[i + 1].flags & (TOK_CAP | TOK_DIGIT));
    return !before && !behind;
}

/* ---- features ---- */

static uint64_t part_hash(struct str s, size_t n, bool end)
{
    if (s.n <= n)
        return str_hash(s) + 1;
    return str_hash(end ? str_from(s, s.n - n) : str_sub(s, 0, n)) + n * 2 + end;
}

/* The kind most often decided for a word so far, with how surely; 0 where nothing was. */
static unsigned decided(const struct name_word *w)
{
    unsigned best = 0, all = 0;
    for (unsigned k = 0; k <= NAME_KINDS; k++) {
        all += w->seen[k];
        best = w->seen[k] > w->seen[best] ? k : best;
    }
    if (all == 0)
        return 0;
    unsigned sure = w->seen[best] == all ? (all > 1 ? 3 : 2) : w->seen[best] * 3 > all * 2 ? 1 : 0;
    return 1 + best * 4 + sure;
}

#define F(id, v) f[n++] = sense_feature((id), (uint64_t)(v))

size_t sense_name_features(const struct sense_namer *x, uint32_t i, uint64_t f[SENSE_FEATURES_MOST])
{
    const struct sense_doc *d = x->d;
    const struct sense_token *t = &d->tokens[i];
    const struct sense_sentence *s = &d->sentences[t->sentence];
    int64_t from = s->from, to = s->to, k = i;
    uint64_t w[5], sh[5], tag[5], cl[5], co[5], caps[5], gb[5], gs[5];
    for (int j = 0; j < 5; j++) {
        int64_t at = k + j - 2;
        bool in = at >= from && at < to;
        w[j] = in ? d->tokens[at].hash : at < from ? 11 : 13;
        sh[j] = in ? x->shape[at] : 5;
        tag[j] = in ? d->tokens[at].xpos : 99;
        cl[j] = in ? d->tokens[at].cluster.fine : 60000u;
        co[j] = in ? d->tokens[at].cluster.coarse : 250u;
        caps[j] = in ? d->tokens[at].cluster.caps * 4u +
                           ((d->tokens[at].flags & TOK_CAP) ? 1u : 0) +
                           ((d->tokens[at].flags & TOK_UPPER) ? 2u : 0)
                     : 98;
        gs[j] = in ? x->gaz.single[at] : 0;
        gb[j] = in ? x->gaz.begin[at] * UINT64_C(65536) + x->gaz.inside[at] : 0;
    }
    const struct name_word *nw = &x->words[x->word_of[i]];
    uint64_t first = k == from, lower = nw->capitals < nw->occurrences;
    size_t n = 0;
    F(300, 1);
    F(301, w[2]);
    F(302, x->exact[i]);
    F(303, w[1]);
    F(304, w[3]);
    F(305, w[0]);
    F(306, w[4]);
    F(307, w[1] ^ w[2] * 31);
    F(308, w[2] ^ w[3] * 31);
    F(309, w[1] ^ w[3] * 37);
    F(310, sh[2] * 2 + first);
    F(311, sh[1] ^ sh[2] * 31);
    F(312, sh[2] ^ sh[3] * 31);
    F(313, sh[1] ^ sh[2] * 31 ^ sh[3] * 1009);
    F(314, part_hash(t->norm, 2, true) ^ (t->flags & TOK_CAP));
    F(315, part_hash(t->norm, 3, true) ^ (t->flags & TOK_CAP));
    F(316, part_hash(t->norm, 4, true) ^ (t->flags & TOK_CAP));
    F(317, part_hash(t->norm, 3, false) ^ (t->flags & TOK_CAP));
    F(318, part_hash(t->norm, 4, false) ^ (t->flags & TOK_CAP));
    F(319, tag[2] * 2 + first);
    F(320, tag[1] * 100 + tag[2]);
    F(321, tag[2] * 100 + tag[3]);
    F(322, tag[1] * 10000 + tag[2] * 100 + tag[3]);
    F(323, cl[2]);
    F(324, cl[1]);
    F(325, cl[3]);
    F(326, cl[0]);
    F(327, cl[4]);
    F(328, cl[1] * 70000 + cl[2]);
    F(329, cl[2] * 70000 + cl[3]);
    F(330, co[1] * 65536 + co[2] * 256 + co[3]);
    F(331, co[2] * 256 + caps[2]);
    F(332, caps[2] * 2 + first);
    F(333, caps[1] * 100 + caps[2]);
    F(334, caps[2] * 100 + caps[3]);
    F(335, (caps[1] * 100 + caps[2]) * 100 + caps[3] + first * 1000000);
    F(336, gs[2] * 64 + caps[2]);
    F(337, gb[2]);
    F(338, gb[2] ^ gs[2] * 7);
    F(339, gs[1] * 65536 + gs[2]);
    F(340, gs[2] * 65536 + gs[3]);
    F(341, gs[2] ^ w[1] * 31);
    F(342, gs[2] ^ w[3] * 31);
    F(343, gs[2] ^ cl[1] * 70001);
    F(344, gs[2] ^ cl[3] * 70001);
    F(345, gs[3] ^ sh[2] * 3);
    F(346, gs[1] ^ sh[2] * 3);
    F(347, w[1] ^ sh[2] * 31);
    F(348, w[3] ^ sh[2] * 31);
    F(349, w[0] ^ w[1] * 31 ^ sh[2] * 1009);
    F(350, w[3] ^ w[4] * 31 ^ sh[2] * 1009);
    F(351, cl[1] * 7 ^ sh[2]);
    F(352, cl[3] * 7 ^ sh[2]);
    uint64_t genre = x->genre;
    F(370, genre * 1000003 ^ sh[2] * 2 ^ first);
    F(371, (genre * 256 + co[2]) * 100 + caps[2]);
    F(372, genre * 65536 + gs[2]);
    F(373, (genre * 100 + tag[1]) * 100 + tag[2]);
    F(374, genre * 256 + co[1]);
    F(375, genre * 256 + co[3]);
    if (!(t->flags & TOK_CAP))
        return n;
    if (nw->is_a) {
        F(376, nw->is_a);
        F(377, nw->kind_of.fine);
        F(378, nw->kind_of.coarse * 16u + caps[2] % 4);
    }
    F(362, lower * 2 + first);
    F(363, (lower * 2 + first) * 64 + caps[2]);
    unsigned others = nw->capitals < 3 ? nw->capitals : 3;
    for (unsigned j = 0; j < others; j++) {
        if (nw->at[j] == i)
            continue;
        F(364, nw->before[j]);
        F(365, nw->behind[j]);
        F(379, nw->cluster_before[j]);
        F(380, nw->cluster_behind[j]);
    }
    return n;
}

/* What the word elsewhere in the article was decided to be, and its neighbours. */
size_t sense_name_memory(const struct sense_namer *x, uint32_t i, uint64_t f[NAME_MEMORY_FEATURES])
{
    const struct sense_doc *d = x->d;
    const struct sense_sentence *s = &d->sentences[d->tokens[i].sentence];
    size_t n = 0;
    if (!(d->tokens[i].flags & TOK_CAP))
        return 0;
    const struct name_word *w = &x->words[x->word_of[i]];
    bool before = i > s->from && (d->tokens[i - 1].flags & TOK_CAP);
    bool behind = i + 1 < s->to && (d->tokens[i + 1].flags & TOK_CAP);
    unsigned now = decided(w), part = 0;
    unsigned was = before ? decided(&x->words[x->word_of[i - 1]]) : 999;
    unsigned next = behind ? decided(&x->words[x->word_of[i + 1]]) : 999;
    for (unsigned p = 1; p < 4; p++)
        part = w->parts[p] > w->parts[part] ? p : part;
    F(360, now);
    F(369, now * 8 + x->genre);
    F(361, now * 4 + before * 2u + behind);
    F(366, now * 1000 + was);
    F(367, now * 1000 + next);
    F(368, now * 4 + part);
    return n;
}
#undef F

void sense_name_remember(struct sense_namer *n, uint32_t sentence, const uint8_t *labels, int times)
{
    const struct sense_sentence *s = &n->d->sentences[sentence];
    for (uint32_t i = s->from; i < s->to; i++) {
        if (!(n->d->tokens[i].flags & TOK_CAP))
            continue;
        struct name_word *w = &n->words[n->word_of[i]];
        unsigned label = labels[i - s->from],
                 kind = label ? (unsigned)name_kind(label) : NAME_KINDS;
        w->seen[kind] = (uint16_t)(w->seen[kind] + times);
        if (label)
            w->parts[name_part(label)] = (uint16_t)(w->parts[name_part(label)] + times);
    }
}

/* ---- decoding ---- */

bool sense_name_follows(unsigned before, unsigned after)
{
    bool open = before != NAME_START && before != 0 &&
                (name_part(before) == NAME_B || name_part(before) == NAME_I);
    bool goes_on = after != 0 && (name_part(after) == NAME_I || name_part(after) == NAME_L);
    if (open != goes_on)
        return false;
    return !open || name_kind(before) == name_kind(after);
}

bool sense_name_ends(unsigned label)
{
    return label == 0 || name_part(label) == NAME_L || name_part(label) == NAME_U;
}

void sense_name_bake(float transitions[NAME_LABELS + 1][NAME_LABELS])
{
    for (unsigned b = 0; b <= NAME_LABELS; b++)
        for (unsigned y = 0; y < NAME_LABELS; y++)
            if (!sense_name_follows(b, y))
                transitions[b][y] = NAME_NEVER;
}

/* The labels that may stand before each: inside a name its own beginning and inside, else what ends
 * a name or is none. */
static const struct name_befores {
    uint8_t n, v[9];
} befores[NAME_LABELS] = {
#define CLOSED                                                                                     \
    {                                                                                              \
        9,                                                                                         \
        {                                                                                          \
            0, 3, 4, 7, 8, 11, 12, 15, 16                                                          \
        }                                                                                          \
    }
#define KIND(k) CLOSED, {2, {1 + 4 * (k), 2 + 4 * (k)}}, {2, {1 + 4 * (k), 2 + 4 * (k)}}, CLOSED
    CLOSED, KIND(0), KIND(1), KIND(2), KIND(3)
#undef KIND
#undef CLOSED
};

void sense_name_viterbi(struct arena *a, const float *scores, const uint32_t *allowed,
                        const float transitions[NAME_LABELS + 1][NAME_LABELS], size_t n,
                        uint8_t *labels)
{
    float best[2][NAME_LABELS];
    uint8_t(*from)[NAME_LABELS] = arena_alloc(a, n * sizeof *from + 1);
    if (n == 0)
        return;
    for (unsigned y = 0; y < NAME_LABELS; y++)
        best[0][y] =
            allowed && !(allowed[0] >> y & 1) ? NAME_NEVER : scores[y] + transitions[NAME_START][y];
    for (size_t i = 1; i < n; i++) {
        float *now = best[i & 1];
        const float *was = best[(i + 1) & 1], *s = scores + i * NAME_LABELS;
        for (unsigned y = 0; y < NAME_LABELS; y++) {
            now[y] = NAME_NEVER;
            from[i][y] = 0;
            if (allowed && !(allowed[i] >> y & 1))
                continue;
            const struct name_befores *f = &befores[y];
            for (unsigned k = 0; k < f->n; k++) {
                float v = was[f->v[k]] + transitions[f->v[k]][y];
                if (v > now[y]) {
                    now[y] = v;
                    from[i][y] = f->v[k];
                }
            }
            now[y] = now[y] > NAME_NEVER / 2 ? now[y] + s[y] : NAME_NEVER;
        }
    }
    unsigned last = 0;
    float top = 2 * NAME_NEVER;
    for (unsigned y = 0; y < NAME_LABELS; y++)
        if (sense_name_ends(y) && best[(n - 1) & 1][y] > top) {
            top = best[(n - 1) & 1][y];
            last = y;
        }
    for (size_t i = n; i > 0; i--) {
        labels[i - 1] = (uint8_t)last;
        last = i > 1 ? from[i - 1][last] : 0;
    }
}

/* ---- the model ---- */

struct decoder {
    const struct sense_model *m;
    struct sense_namer n;
    float transitions[NAME_LABELS + 1][NAME_LABELS];
    /* by token: what may be, scores without memory, the decision */
    uint32_t *allowed;
    int32_t *fixed;
    uint8_t *labels;
    float *scores; /* of the sentence in hand */
};

static void transitions_read(struct decoder *x)
{
    for (unsigned b = 0; b <= NAME_LABELS; b++) {
        int32_t row[SENSE_LABELS_MOST] = {0};
        uint64_t f = sense_name_transition(b);
        sense_model_score(x->m, &f, 1, row);
        for (unsigned y = 0; y < NAME_LABELS; y++)
            x->transitions[b][y] = (float)row[y];
    }
    sense_name_bake(x->transitions);
}

/* Scores of one sentence from what does not change. */
static void weigh(const struct decoder *x, uint32_t sentence)
{
    const struct sense_sentence *s = &x->n.d->sentences[sentence];
    for (uint32_t i = s->from; i < s->to; i++) {
        UNSET uint64_t f[SENSE_FEATURES_MOST];
        x->allowed[i] = sense_name_skip(&x->n, i) ? 1 : UINT32_MAX;
        if (x->allowed[i] != 1)
            sense_model_score(x->m, f, sense_name_features(&x->n, i, f),
                              x->fixed + (size_t)i * NAME_LABELS);
    }
}

/* Labels of one sentence, by those and by what is remembered. */
static void decide(struct decoder *x, uint32_t sentence)
{
    const struct sense_sentence *s = &x->n.d->sentences[sentence];
    uint8_t *labels = x->labels + s->from;
    bool any = false;
    for (uint32_t i = s->from; i < s->to; i++) {
        float *out = x->scores + (size_t)(i - s->from) * NAME_LABELS;
        const int32_t *fixed = x->fixed + (size_t)i * NAME_LABELS;
        int32_t sum[NAME_LABELS] = {0};
        memset(out, 0, NAME_LABELS * sizeof *out);
        if (x->allowed[i] == 1)
            continue;
        any = true;
        uint64_t f[NAME_MEMORY_FEATURES];
        sense_model_score(x->m, f, sense_name_memory(&x->n, i, f), sum);
        for (unsigned y = 0; y < NAME_LABELS; y++)
            out[y] = (float)(fixed[y] + sum[y]);
    }
    if (any)
        sense_name_viterbi(x->n.d->arena, x->scores, x->allowed + s->from, x->transitions,
                           s->to - s->from, labels);
    else
        memset(labels, 0, s->to - s->from);
}

/* How sure a name is: the lead of its labels over "no name" and other kinds, squeezed into 0..1. */
static float surety(const struct decoder *x, const float *scores, const uint8_t *labels,
                    size_t from, size_t to)
{
    float least = 1e9f;
    for (size_t i = from; i < to; i++) {
        const float *s = scores + i * NAME_LABELS;
        float rival = s[0];
        for (unsigned y = 1; y < NAME_LABELS; y++)
            if (name_kind(y) != name_kind(labels[i]) && s[y] > rival)
                rival = s[y];
        least = s[labels[i]] - rival < least ? s[labels[i]] - rival : least;
    }
    return 1 / (1 + expf(-least / x->m->head.scale));
}

/* Marks at the ends of a name are not of it. */
static void trim(const struct sense_doc *d, uint32_t *from, uint32_t *to)
{
    while (*from < *to && (d->tokens[*from].flags & TOK_PUNCT))
        ++*from;
    while (*to > *from && (d->tokens[*to - 1].flags & TOK_PUNCT))
        --*to;
}

/* Forms of address, which no set of names has as a part of one. */
static const char *const forms[] = {
    "mr",   "mr.",  "mrs",   "mrs.",  "ms",   "ms.",       "miss",     "dr",   "dr.",   "lt.",
    "gen.", "col.", "maj.",  "capt.", "sgt.", "sen.",      "rep.",     "gov.", "prof.", "rev.",
    "hon.", "adm.", "cmdr.", "brig.", "sir",  "president", "minister", NULL};
/* Offices and ranks, which some do. */
static const char *const ranks[] = {
    "judge",      "colonel",   "mayor",      "archbishop",   "bishop",  "cardinal",
    "sultan",     "sheikh",    "captain",    "admiral",      "major",   "sergeant",
    "lieutenant", "inspector", "professor",  "governor",     "senator", "congressman",
    "chancellor", "premier",   "ambassador", "commissioner", "general", NULL};

/* "Lt. Gen. Nils Holm": the name begins behind the titles. */
static uint32_t behind_title(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    while (from + 1 < to && (sense_norm_in(d, from, forms) || sense_norm_in(d, from, ranks)))
        from++;
    return from;
}

/* "Park Ji-hwan": what a hyphen joins on with a small letter belongs to a name of two words, unless
 * it says what is done to it or how it is ("Nils Reyk-led"). */
static uint32_t with_syllables(const struct sense_doc *d, uint32_t from, uint32_t to, uint32_t end)
{
    static const char *const tails[] = {"led",  "era",   "style", "like", "born", "run",
                                        "type", "esque", "free",  "own",  "fan",  NULL};
    if (to - from < 2 || to + 1 >= end || d->tokens[to].xpos != XPOS_HYPH)
        return to;
    const struct sense_token *mark = &d->tokens[to], *part = mark + 1;
    bool close = mark[-1].span.end == mark->span.at && mark->span.end == part->span.at;
    return close && part->norm.n <= 5 && part->flags & TOK_ALPHA && !(part->flags & TOK_CAP) &&
                   !str_ends(part->norm, STR("ed")) && !sense_norm_in(d, to + 1, tails)
               ? to + 2
               : to;
}

/* "the American Caleb Stone": a person, and where they come from is no part of the name. */
static bool has_nation(const struct sense_namer *n, uint32_t from, uint32_t to)
{
    const uint16_t *sorts = n->gaz.single;
    bool the = from > 0 && sense_norm_is(n->d, from - 1, STR("the"));
    return to - from > 2 && sorts[from] & GAZ_DEMONYM &&
           (the || !(sorts[from] & (GAZ_FIRST | GAZ_LAST))) &&
           (sorts[from + 1] & GAZ_FIRST || sorts[to - 1] & GAZ_LAST);
}

static bool is_calendar_word(struct str norm)
{
    if (norm.n < 3)
        return false;
    char first = to_lower(norm.p[0]);
    for (int k = 0; k < 12; k++)
        if ((first == to_lower(month_names[k][0]) && str_eq_fold(norm, str_c(month_names[k]))) ||
            (k < 7 && first == to_lower(weekday_names[k][0]) &&
             str_eq_fold(norm, str_c(weekday_names[k]))))
            return true;
    return false;
}

/* "Thursday", "March": capitals, but no names of things. */
static bool is_calendar(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (!is_calendar_word(d->tokens[i].norm) && !str_eq(d->tokens[i].norm, STR(",")))
            return false;
    return true;
}

/* "Christmas", "Easter Sunday": days, too, and nobody's names. */
static bool is_feast(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    static const char *const feasts[] = {"christmas", "easter",   "ramadan",      "diwali",
                                         "hanukkah",  "passover", "pentecost",    "lent",
                                         "halloween", "advent",   "thanksgiving", NULL};
    uint32_t end = to - 1;
    if (end > from && sense_norm_in(d, end,
                                    (const char *const[]){"eve", "day", "sunday", "monday", "week",
                                                          "friday", NULL}))
        end--;
    return end == from && sense_norm_in(d, from, feasts);
}

/* The models of who says what and of incidents were trained on the words that the labels call a
 * name, ranks and all, and read the same. */
static void mark_labelled(struct sense_doc *d, uint32_t from, uint32_t to, enum entity_kind kind)
{
    while (kind == ENTITY_PERSON && from + 1 < to && sense_norm_in(d, from, forms))
        from++;
    if (from == to || is_calendar(d, from, to) || is_feast(d, from, to))
        return;
    kind = sense_kind_by_form(d, from, to, kind);
    for (uint32_t i = from; i < to; i++)
        d->tokens[i].labelled = (uint8_t)(1 + kind);
}

static void put_names(struct sense_doc *d, struct decoder *x, uint32_t sentence,
                      const float *scores, const uint8_t *labels)
{
    const struct sense_sentence *s = &d->sentences[sentence];
    size_t n = s->to - s->from;
    for (size_t i = 0; i < n; i++) {
        if (labels[i] == 0)
            continue;
        size_t end = i + 1;
        if (name_part(labels[i]) == NAME_B)
            while (end < n && labels[end] && name_part(labels[end]) != NAME_L)
                end++;
        if (name_part(labels[i]) == NAME_B && end < n)
            end++;
        uint32_t from = s->from + (uint32_t)i, to = s->from + (uint32_t)end;
        i = end - 1;
        trim(d, &from, &to);
        mark_labelled(d, from, to, name_kind(labels[i]));
        if (from < to && name_kind(labels[i]) == ENTITY_PERSON)
            from = behind_title(d, from, to);
        if (from == s->from && to - from > 1 && sense_name_is_called(d, from))
            from++;
        bool nation = has_nation(&x->n, from, to);
        from += nation;
        if (from == to || is_calendar(d, from, to) || is_feast(d, from, to))
            continue;
        size_t first = from - s->from, behind = to - s->from;
        if (name_kind(labels[first]) == ENTITY_PERSON && behind + 1 < n && !labels[behind] &&
            !labels[behind + 1])
            to = with_syllables(d, from, to, s->to);
        struct sense_name *name = &d->names[d->name_count];
        *name = (struct sense_name){.from = from,
                                    .to = to,
                                    .span = sense_span(d, from, to),
                                    .kind = nation ? ENTITY_PERSON : name_kind(labels[first]),
                                    .sure = surety(x, scores, labels, first, behind),
                                    .entity = -1,
                                    .sentence = sentence};
        for (uint32_t t = from; t < to; t++)
            d->tokens[t].name = (int32_t)d->name_count;
        d->name_count++;
    }
}

static void names_by_model(struct sense_doc *d, const struct sense_model *m)
{
    struct decoder *x = ARENA_NEW(d->arena, struct decoder);
    x->m = m;
    sense_namer_init(&x->n, d);
    transitions_read(x);
    size_t most = 0;
    for (uint32_t s = 0; s < d->sentence_count; s++)
        most = d->sentences[s].to - d->sentences[s].from > most
                   ? d->sentences[s].to - d->sentences[s].from
                   : most;
    x->allowed = ARENA_ARRAY(d->arena, d->token_count + 1, uint32_t);
    x->fixed = ARENA_ARRAY(d->arena, d->token_count * NAME_LABELS + 1, int32_t);
    x->labels = ARENA_ARRAY(d->arena, d->token_count + 1, uint8_t);
    x->scores = ARENA_ARRAY(d->arena, most * NAME_LABELS + 1, float);
    for (uint32_t s = 0; s < d->sentence_count; s++) {
        weigh(x, s);
        decide(x, s);
        sense_name_remember(&x->n, s, x->labels + d->sentences[s].from, 1);
    }
    /* Once more, with what the sentences behind say. */
    for (uint32_t s = 0; s < d->sentence_count; s++) {
        const uint8_t *labels = x->labels + d->sentences[s].from;
        sense_name_remember(&x->n, s, labels, -1);
        decide(x, s);
        sense_name_remember(&x->n, s, labels, 1);
        put_names(d, x, s, x->scores, labels);
    }
    sense_names_link(&x->n, d);
    sense_names_prune(d);
    sense_kinds_settle(&x->n, d);
}

void sense_names_make(struct sense_doc *d)
{
    const struct sense_model *m = d->english ? sense_model_get(MODEL_NAMES) : NULL;
    d->names = ARENA_ARRAY(d->arena, d->token_count + 1, struct sense_name);
    d->name_count = 0;
    assert(!m || m->head.labels <= NAME_LABELS);
    if (m)
        names_by_model(d, m);
    else
        foreign_names(d);
}
