/* train_names: trains the sequence model of names on all sets together.
 * usage: train_names DATA OUT [--dev]
 * The models of tags, clusters and places are taken from OUT's folder. --dev keeps a part of each
 * set out of training (see held_out in corpus.c). OPEN=1 in the environment takes only the sets
 * with an open licence.
 *
 * A structured perceptron (Collins 2002) with a margin of 1 for each wrong label, averaged. Sets
 * differ in what they mark: where a set does not mark a kind, the best sequence among those that
 * agree with it is the one to learn. */
#include "sense/namer.h"

#include "corpus.h"

enum { EPOCHS = 14, LEAST = 2, DROPPED_PERCENT = 20, SMALL_SET_TURNS = 3 };

struct example {
    struct sense_doc d;
    struct sense_namer n;
    uint32_t *allowed; /* by token: labels that agree with the gold */
    uint32_t turns;    /* times an epoch: the smallest set is seen more often */
    bool held_out;
    /* rows of the features that do not change, those of token i in rows[from[i]..from[i + 1]) */
    int32_t *rows;
    uint32_t *from;
    uint8_t *labels; /* by token: the decision */
};

static const struct {
    const char *set;
    bool open;
} sets[] = {
    {"ner-conllpp", false}, {"ner-worldwide", false}, {"ner-wikigold", true}, {"ner-uner", true}};

static uint32_t all_of(enum entity_kind kind)
{
    return UINT32_C(15) << name_label(kind, NAME_B);
}

/* Labels that agree with the tag of a token, given the tags around. */
static uint32_t allowed_of(const struct name_doc *g, size_t i, bool first, bool last)
{
    struct str tag = g->tags[i];
    bool uner = str_eq(g->set, STR("ner-uner"));
    if (tag.n < 3)
        return 1 | (uner ? all_of(ENTITY_OTHER) : 0);
    struct str kind = str_from(tag, 2);
    bool begins = first || tag.p[0] == 'B' || g->tags[i - 1].n < 3 ||
                  !str_eq(str_from(g->tags[i - 1], 2), kind);
    bool ends = last || g->tags[i + 1].n < 3 || g->tags[i + 1].p[0] == 'B' ||
                !str_eq(str_from(g->tags[i + 1], 2), kind);
    unsigned part = begins ? (ends ? NAME_U : NAME_B) : ends ? NAME_L : NAME_I;
    if (str_eq(kind, STR("PER")))
        return UINT32_C(1) << name_label(ENTITY_PERSON, part);
    if (str_eq(kind, STR("ORG")))
        return UINT32_C(1) << name_label(ENTITY_ORG, part);
    if (str_eq(kind, STR("LOC")))
        return UINT32_C(1) << name_label(ENTITY_PLACE, part);
    if (str_eq(kind, STR("FAC"))) /* buildings: places in one set, a kind of their own in another */
        return UINT32_C(1) << name_label(ENTITY_PLACE, part) |
               UINT32_C(1) << name_label(ENTITY_OTHER, part);
    if (str_eq(kind, STR("DATE")) || str_eq(kind, STR("MONEY")))
        return 1;
    return UINT32_C(1) << name_label(ENTITY_OTHER, part);
}

static void example_make(struct arena *a, struct name_doc *g, struct example *e)
{
    name_doc_split(a, g);
    sense_doc_from_tokens(a, g->tokens, g->lengths, g->sent_count, &e->d);
    sense_tags_make(&e->d);
    e->allowed = ARENA_ARRAY(a, g->token_count + 1, uint32_t);
    size_t at = 0;
    for (size_t s = 0; s < g->sent_count; s++)
        for (uint32_t i = 0; i < g->lengths[s]; i++, at++)
            e->allowed[at] = allowed_of(g, at, i == 0, i + 1 == g->lengths[s]);
    e->held_out = name_doc_held_out(g);
    e->turns = str_eq(g->set, STR("ner-wikigold")) ? SMALL_SET_TURNS : 1;
}

static void count_doc(struct learner *l, struct example *e)
{
    sense_namer_init(&e->n, &e->d);
    uint8_t *labels = ARENA_ARRAY(e->d.arena, e->d.token_count + 1, uint8_t);
    for (uint32_t s = 0; s < e->d.sentence_count; s++) {
        const struct sense_sentence *sent = &e->d.sentences[s];
        for (uint32_t i = sent->from; i < sent->to; i++) {
            uint64_t f[SENSE_FEATURES_MOST];
            unsigned y = 0;
            while (!(e->allowed[i] >> y & 1))
                y++;
            labels[i - sent->from] = (uint8_t)y;
            if (!sense_name_skip(&e->n, i)) {
                learner_count(l, f, sense_name_features(&e->n, i, f));
                learner_count(l, f, sense_name_memory(&e->n, i, f));
            }
        }
        sense_name_remember(&e->n, s, labels, 1);
    }
}

/* Looks the fixed features up once for all rounds. */
static void rows_make(struct arena *a, const struct learner *l, struct example *e)
{
    uint64_t f[SENSE_FEATURES_MOST];
    size_t n = 0, most = 0;
    for (uint32_t i = 0; i < e->d.token_count; i++)
        most += sense_name_skip(&e->n, i) ? 0 : sense_name_features(&e->n, i, f);
    e->rows = ARENA_ARRAY(a, most + 1, int32_t);
    e->from = ARENA_ARRAY(a, e->d.token_count + 1, uint32_t);
    e->labels = ARENA_ARRAY(a, e->d.token_count + 1, uint8_t);
    for (uint32_t i = 0; i < e->d.token_count; i++) {
        e->from[i] = (uint32_t)n;
        if (!sense_name_skip(&e->n, i))
            n += learner_rows(l, f, sense_name_features(&e->n, i, f), e->rows + n);
    }
    e->from[e->d.token_count] = (uint32_t)n;
}

/* Forgets what was decided in the last round. */
static void forget(struct example *e)
{
    for (size_t i = 0; i < e->d.token_count; i++) {
        memset(e->n.words[i].seen, 0, sizeof e->n.words[i].seen);
        memset(e->n.words[i].parts, 0, sizeof e->n.words[i].parts);
    }
}

struct work {
    struct learner *l;
    int32_t (*rows)[SENSE_FEATURES_MOST];
    size_t *row_counts;
    float *scores, *costly;
    uint32_t *allowed;
    uint8_t *guess, *gold;
    int32_t transition_rows[NAME_LABELS + 1];
    size_t wrong, tokens;
    uint64_t seed;
};

static void transitions_of(const struct work *w, float t[NAME_LABELS + 1][NAME_LABELS])
{
    for (unsigned b = 0; b <= NAME_LABELS; b++)
        for (unsigned y = 0; y < NAME_LABELS; y++)
            t[b][y] = w->l->w[(size_t)w->transition_rows[b] * NAME_LABELS + y];
    sense_name_bake(t);
}

static void update(struct work *w, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned g = w->gold[i], y = w->guess[i];
        unsigned gb = i ? w->gold[i - 1] : NAME_START, yb = i ? w->guess[i - 1] : NAME_START;
        if (g != y) {
            learner_add(w->l, w->rows[i], w->row_counts[i], g, 1);
            learner_add(w->l, w->rows[i], w->row_counts[i], y, -1);
        }
        if (g != y || gb != yb) {
            learner_add(w->l, &w->transition_rows[gb], 1, g, 1);
            learner_add(w->l, &w->transition_rows[yb], 1, y, -1);
        }
    }
}

/* Scores of a sentence under the weights as they are; `drop`: with a part of the features only.
 * Says whether anything is to be decided. */
static bool score_sentence(struct work *w, const struct example *e, uint32_t sentence, bool drop)
{
    const struct sense_sentence *s = &e->d.sentences[sentence];
    bool any = false;
    for (uint32_t t = s->from; t < s->to; t++) {
        size_t i = t - s->from;
        float *out = w->scores + i * NAME_LABELS;
        memset(out, 0, NAME_LABELS * sizeof *out);
        w->allowed[i] = e->allowed[t];
        w->row_counts[i] = 0;
        if (sense_name_skip(&e->n, t)) {
            w->allowed[i] = 1;
            for (unsigned y = 1; y < NAME_LABELS; y++)
                out[y] = -1e6f;
            continue;
        }
        uint64_t f[NAME_MEMORY_FEATURES];
        size_t k = e->from[t + 1] - e->from[t];
        memcpy(w->rows[i], e->rows + e->from[t], k * sizeof *e->rows);
        k += learner_rows(w->l, f, sense_name_memory(&e->n, t, f), w->rows[i] + k);
        w->row_counts[i] = drop ? learner_drop(w->rows[i], k, DROPPED_PERCENT, &w->seed) : k;
        learner_score(w->l, w->rows[i], w->row_counts[i], out);
        any = true;
    }
    return any;
}

/* What the model itself would say feeds the memory. */
static void guess_sentence(struct arena *a, struct work *w, struct example *e, uint32_t sentence,
                           float transitions[NAME_LABELS + 1][NAME_LABELS])
{
    const struct sense_sentence *s = &e->d.sentences[sentence];
    sense_name_viterbi(a, w->scores, NULL, transitions, s->to - s->from, e->labels + s->from);
    sense_name_remember(&e->n, sentence, e->labels + s->from, 1);
}

static void learn_sentence(struct work *w, struct example *e, uint32_t sentence)
{
    const struct sense_sentence *s = &e->d.sentences[sentence];
    size_t n = s->to - s->from;
    float transitions[NAME_LABELS + 1][NAME_LABELS];
    struct arena a;
    arena_init(&a, 64 << 20);
    transitions_of(w, transitions);
    sense_name_remember(&e->n, sentence, e->labels + s->from, -1);
    bool any = score_sentence(w, e, sentence, true), fits = true;
    /* A name that a skipped token cuts apart cannot be learnt. */
    for (size_t i = 0; i + 1 < n; i++)
        if (w->allowed[i] == 1 && e->allowed[s->from + i] != 1 && !(e->allowed[s->from + i] & 1))
            fits = false;
    if (any && fits) {
        w->l->step++;
        sense_name_viterbi(&a, w->scores, w->allowed, transitions, n, w->gold);
        for (size_t i = 0; i < n; i++)
            for (unsigned y = 0; y < NAME_LABELS; y++)
                w->costly[i * NAME_LABELS + y] =
                    w->scores[i * NAME_LABELS + y] + (w->allowed[i] >> y & 1 ? 0 : 1.0f);
        sense_name_viterbi(&a, w->costly, NULL, transitions, n, w->guess);
        update(w, n);
        for (size_t i = 0; i < n; i++)
            w->wrong += w->guess[i] != w->gold[i];
        w->tokens += n;
    }
    guess_sentence(&a, w, e, sentence, transitions);
    arena_done(&a);
}

/* As in reading: the sentences are decided once, and then again with what all the others say. It is
 * the second time that is learnt from. */
static void learn_doc(struct work *w, struct example *e)
{
    float transitions[NAME_LABELS + 1][NAME_LABELS];
    struct arena a;
    arena_init(&a, 64 << 20);
    transitions_of(w, transitions);
    forget(e);
    for (uint32_t s = 0; s < e->d.sentence_count; s++) {
        score_sentence(w, e, s, false);
        guess_sentence(&a, w, e, s, transitions);
        arena_reset(&a);
    }
    for (uint32_t s = 0; s < e->d.sentence_count; s++)
        learn_sentence(w, e, s);
    arena_done(&a);
}

static void train(struct arena *a, struct example *v, size_t count, bool dev, const char *out)
{
    struct learner l;
    learner_init(&l, NAME_LABELS);
    uint64_t start[NAME_LABELS + 1];
    for (unsigned b = 0; b <= NAME_LABELS; b++)
        start[b] = sense_name_transition(b);
    for (int k = 0; k < LEAST; k++)
        learner_count(&l, start, NAME_LABELS + 1);
    size_t most = 1;
    for (size_t i = 0; i < count; i++) {
        sense_namer_init(&v[i].n, &v[i].d);
        for (uint32_t s = 0; s < v[i].d.sentence_count; s++) {
            size_t n = v[i].d.sentences[s].to - v[i].d.sentences[s].from;
            most = n > most ? n : most;
        }
        if (!dev || !v[i].held_out)
            count_doc(&l, &v[i]);
    }
    learner_freeze(&l, LEAST);
    for (size_t i = 0; i < count; i++)
        if (!dev || !v[i].held_out)
            rows_make(a, &l, &v[i]);
    fprintf(stderr, "names: %zu features\n", l.rows);
    struct work w = {.l = &l,
                     .seed = 9,
                     .rows = calloc(most, sizeof *w.rows),
                     .row_counts = ARENA_ARRAY(a, most, size_t),
                     .scores = ARENA_ARRAY(a, most * NAME_LABELS, float),
                     .costly = ARENA_ARRAY(a, most * NAME_LABELS, float),
                     .allowed = ARENA_ARRAY(a, most, uint32_t),
                     .guess = ARENA_ARRAY(a, most, uint8_t),
                     .gold = ARENA_ARRAY(a, most, uint8_t)};
    for (unsigned b = 0; b <= NAME_LABELS; b++)
        learner_rows(&l, &start[b], 1, &w.transition_rows[b]);
    uint32_t *order = ARENA_ARRAY(a, count, uint32_t);
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    uint64_t seed = 5;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        w.wrong = w.tokens = 0;
        shuffle(order, count, &seed);
        for (size_t i = 0; i < count; i++) {
            struct example *e = &v[order[i]];
            if (dev && e->held_out)
                continue;
            for (uint32_t turn = 0; turn < e->turns; turn++) {
                learn_doc(&w, e);
            }
        }
        fprintf(stderr, "names %d: %zu of %zu wrong\n", epoch, w.wrong, w.tokens);
    }
    learner_average(&l);
    char hash[17];
    data_hash(dev ? "names dev" : "names all", hash);
    learner_write(&l, out, MODEL_NAMES, hash, STR_NONE, 30);
    learner_done(&l);
}

int main(int argc, char **argv)
{
    struct arena a;
    arena_init(&a, (size_t)6 << 30);
    if (argc < 3)
        die("usage: train_names DATA OUT [--dev]");
    models_use(&a, folder_of(&a, argv[2]));
    struct name_docs docs = {0};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (sets[i].open || !open_only())
            corpus_names(&a, data_path(&a, argv[1], sets[i].set), sets[i].set, &docs);
    struct example *v = ARENA_ARRAY(&a, docs.n, struct example);
    for (size_t i = 0; i < docs.n; i++)
        example_make(&a, &docs.v[i], &v[i]);
    train(&a, v, docs.n, argc > 3 && strcmp(argv[3], "--dev") == 0, argv[2]);
    arena_done(&a);
    return 0;
}
