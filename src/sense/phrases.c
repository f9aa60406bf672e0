/* phrases.c: key phrases, the words a librarian would file the article under.
 *
 * Candidates are runs of adjectives, nouns and names inside a noun group that end in a noun, up to
 * four words, joined over the text by their stems. A logistic regression (train/sense_fit.c) weighs
 * each: how often and how early it stands (KEA: Witten 1999; PositionRank: Florescu and Caragea
 * 2017), how rare its words are, whether it is often the whole group or mostly a part of a longer
 * one (C-value: Frantzi 2000), names, title. */
#include "sense/find.h"

#include <math.h>

enum { PHRASES_MOST = 4000, KEYPHRASES_MOST = 20 };

static bool is_part(const struct sense_doc *d, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    if (!(t->flags & TOK_ALPHA) || t->flags & TOK_STOP)
        return false;
    if (!d->english || t->upos == SENSE_X)
        return t->norm.n > 3;
    return t->upos == SENSE_NOUN || t->upos == SENSE_PROPN || t->upos == SENSE_ADJ ||
           (t->xpos == XPOS_VBN || t->xpos == XPOS_VBG
                ? t->chunk >= 0 && d->chunks[t->chunk].kind == CHUNK_NOUN
                : 0);
}

static bool is_end(const struct sense_doc *d, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    static const char *const empty[] = {
        "mr",       "mrs",       "ms",       "dr",        "year",     "years",  "month",
        "months",   "week",      "weeks",    "day",       "days",     "today",  "yesterday",
        "tomorrow", "monday",    "tuesday",  "wednesday", "thursday", "friday", "saturday",
        "sunday",   "january",   "february", "march",     "april",    "june",   "july",
        "august",   "september", "october",  "november",  "december", "number", "lot",
        "thing",    "things",    "way",      "time",      "times",    "%",      NULL};
    if (!d->english || t->upos == SENSE_X)
        return true;
    /* "train hijacking": a verbal noun at the end of a noun group. */
    bool verbal = t->xpos == XPOS_VBG && i > 0 && d->tokens[i - 1].upos == SENSE_NOUN &&
                  d->tokens[i - 1].sentence == t->sentence && t->chunk >= 0 &&
                  d->chunks[t->chunk].kind == CHUNK_NOUN && d->chunks[t->chunk].head == i;
    return (t->upos == SENSE_NOUN || t->upos == SENSE_PROPN || verbal) &&
           !sense_norm_in(d, i, empty);
}

static bool joined(const struct sense_doc *d, uint32_t i)
{
    return d->tokens[i].xpos == XPOS_HYPH || (d->tokens[i].span.end - d->tokens[i].span.at == 1 &&
                                              d->text.p[d->tokens[i].span.at] == '-');
}

struct phrases {
    const struct sense_find *f;
    struct map map;
    struct sense_phrase *v;
    size_t n, cap, most;
    uint32_t *around; /* by candidate: most appearances of a longer one that holds it */
};

static struct str key_of(const struct phrases *p, uint32_t from, uint32_t to)
{
    struct buf b;
    buf_arena(&b, p->f->a, 1000);
    for (uint32_t i = from; i < to; i++) {
        if (joined(p->f->d, i))
            continue;
        if (b.n)
            buf_char(&b, ' ');
        buf_put(&b, p->f->d->tokens[i].stem);
    }
    return buf_str(&b);
}

static void add(struct phrases *p, uint32_t from, uint32_t to, bool whole)
{
    const struct sense_doc *d = p->f->d;
    bool is_new;
    struct str key = key_of(p, from, to);
    if (key.n < 3 || p->n >= p->most)
        return;
    struct map_entry *e = map_put(&p->map, key, &is_new);
    if (is_new) {
        if (p->n == p->cap)
            p->v = arena_list_room(p->f->a, p->v, p->n, &p->cap, sizeof *p->v);
        p->v[p->n] = (struct sense_phrase){.key = key, .from = from, .to = to};
        e->value.u = p->n++;
    }
    struct sense_phrase *x = &p->v[e->value.u];
    x->count++;
    x->whole += whole;
    x->last = from;
    x->names += d->tokens[to - 1].name >= 0;
}

/* All candidates in the run of parts [from, to). */
static void add_run(struct phrases *p, uint32_t from, uint32_t to)
{
    const struct sense_doc *d = p->f->d;
    for (uint32_t end = from + 1; end <= to; end++) {
        if (joined(d, end - 1) || !is_end(d, end - 1) || (end < to && joined(d, end)))
            continue;
        uint32_t words = 0;
        for (uint32_t at = end; at-- > from && words < SENSE_PHRASE_WORDS_MOST;) {
            if (joined(d, at))
                continue;
            words++;
            if (at > from && joined(d, at - 1))
                continue;
            add(p, at, end, at == from && end == to);
        }
    }
}

static uint32_t word_count(struct str key)
{
    uint32_t n = 1;
    for (size_t i = 0; i < key.n; i++)
        n += key.p[i] == ' ';
    return n;
}

/* Tells every part of a candidate's key, word by word, how often the candidate appears. */
static void tell_parts(struct phrases *p, const struct sense_phrase *x)
{
    size_t cuts[SENSE_PHRASE_WORDS_MOST + 2] = {0},
                                          n = 1; /* behind each blank; the end, plus one */
    for (size_t i = 0; i <= x->key.n && n <= SENSE_PHRASE_WORDS_MOST; i++)
        if (i == x->key.n || x->key.p[i] == ' ')
            cuts[n++] = i + 1;
    for (size_t from = 0; from + 1 < n; from++)
        for (size_t to = from + 1; to < n; to++) {
            struct str part = str_sub(x->key, cuts[from], cuts[to] - 1);
            const struct map_entry *e = part.n < x->key.n ? map_find(&p->map, part) : NULL;
            if (e && p->around[e->value.u] < x->count)
                p->around[e->value.u] = x->count;
        }
}

static void phrase_words(const struct sense_find *f, struct sense_phrase *x)
{
    const struct sense_doc *d = f->d;
    double rarity = 0, most = 0, least = SENSE_RARITY_MOST, counts = 0, title = 1, n = 0, close = 0;
    for (uint32_t i = x->from; i < x->to; i++) {
        int32_t id = f->terms.of_token[i];
        if (id < 0)
            continue;
        const struct sense_term *t = &f->terms.v[id];
        rarity += t->rarity;
        most = fmax(most, t->rarity);
        least = fmin(least, t->rarity);
        counts += log(t->count);
        close += log(1 + t->count) / log(4 + d->tokens[t->first].sentence);
        title = t->in_title ? title : 0;
        n += 1;
    }
    n = n > 0 ? n : 1;
    x->features[8] = rarity / n;
    x->features[9] = most;
    x->features[18] = least;
    x->features[15] = counts / n;
    x->features[12] = title;
    x->features[20] = close;
    int32_t head = f->terms.of_token[x->to - 1];
    x->features[16] = head >= 0 ? log(f->terms.v[head].count) : 0;
}

static void phrase_features(const struct phrases *p, struct sense_phrase *x)
{
    const struct sense_doc *d = p->f->d;
    double all = (double)d->token_count + 1, n = word_count(x->key), count = x->count;
    double *y = x->features;
    y[0] = 1;
    y[1] = log(count);
    y[2] = log(1 + x->from) / 8;
    y[3] = x->from / all;
    y[4] = n == 1;
    y[5] = n == 2;
    y[6] = n == 3;
    y[7] = n >= 4;
    y[10] = x->whole / count;
    y[11] = x->names / count;
    y[13] = d->tokens[x->from].sentence == 0;
    y[14] = (x->last - x->from) / all;
    y[17] = d->tokens[x->from].upos == SENSE_ADJ;
    y[19] = n > 1 ? log(count) : 0;
    y[21] = p->around[x - p->v] / count;
    int32_t name = d->tokens[x->to - 1].name;
    bool person = name >= 0 && d->names[name].kind == ENTITY_PERSON;
    bool place = name >= 0 && d->names[name].kind == ENTITY_PLACE;
    y[22] = person;
    y[23] = place;
    phrase_words(p->f, x);
}

static const double phrase_weights[SENSE_PHRASE_FEATURES] = {
    -2.91,  -0.06199, -5.194,   0.09414, -0.8774,   0.6739,  0.4594,  -0.2558,
    0.4471, -0.2516,  1.864,    -0.4017, -0.003149, -0.2745, 0.153,   0.8742,
    -0.048, 0.132,    -0.01295, 0.206,   0.198,     -0.6317, -0.5728, 0.5687};

static int by_weight(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    double a = ((const struct sense_phrase *)x)->weight,
           b = ((const struct sense_phrase *)y)->weight;
    return a > b ? -1 : a < b;
}

size_t sense_phrase_candidates(struct sense_find *f, struct sense_phrase **ret)
{
    const struct sense_doc *d = f->d;
    size_t room = d->token_count * 4 < PHRASES_MOST ? d->token_count * 4 : PHRASES_MOST;
    struct phrases p = {.f = f, .most = room};
    if (f->phrases) { /* asked for before */
        *ret = f->phrases;
        return f->phrase_count;
    }
    map_init(&p.map, f->a);
    for (uint32_t i = 0; i < d->token_count;) {
        uint32_t from = i, sentence = d->tokens[i].sentence;
        while (i < d->token_count && d->tokens[i].sentence == sentence &&
               (is_part(d, i) ||
                (i > from && joined(d, i) && i + 1 < d->token_count && is_part(d, i + 1))))
            i++;
        if (i > from)
            add_run(&p, from, i);
        else
            i++;
    }
    p.around = ARENA_ARRAY(f->a, p.n + 1, uint32_t);
    for (size_t i = 0; i < p.n; i++)
        tell_parts(&p, &p.v[i]);
    for (size_t i = 0; i < p.n; i++) {
        struct sense_phrase *x = &p.v[i];
        phrase_features(&p, x);
        double sum = 0;
        for (int k = 0; k < SENSE_PHRASE_FEATURES; k++)
            sum += x->features[k] * phrase_weights[k];
        x->weight = 1 / (1 + exp(-sum));
    }
    sort_stable(f->a, p.v, p.n, sizeof *p.v, by_weight, NULL);
    f->phrases = *ret = p.v;
    f->phrase_count = p.n;
    return p.n;
}

/* Is one key a part of the other, word by word? */
static bool within(struct str small, struct str large)
{
    if (small.n == 0 || large.n == 0)
        return false;
    size_t at = str_find(large, small);
    return at != SIZE_MAX && (at == 0 || large.p[at - 1] == ' ') &&
           (at + small.n == large.n || large.p[at + small.n] == ' ');
}

void sense_keyphrases(struct sense_find *f)
{
    struct sense_phrase *v;
    size_t n = sense_phrase_candidates(f, &v);
    struct str taken[KEYPHRASES_MOST] = {{NULL, 0}};
    for (size_t i = 0; i < n && f->keyphrases.n < KEYPHRASES_MOST; i++) {
        bool again = false;
        for (size_t k = 0; k < f->keyphrases.n && !again; k++)
            again = within(v[i].key, taken[k]) || (within(taken[k], v[i].key) && v[i].count < 2);
        if (again)
            continue;
        struct span span = sense_span(f->d, v[i].from, v[i].to);
        taken[f->keyphrases.n] = v[i].key;
        LIST_PUSH(f->a, &f->keyphrases,
                  (struct keyphrase){span_str(f->d->text, span), v[i].weight, span});
    }
}
