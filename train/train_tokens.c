/* train_tokens: trains the sentence model and the tagger.
 * usage: train_tokens sent|tag DATA OUT [--dev]
 * DATA is the folder of language data, OUT the model file (clusters are taken from its folder);
 * --dev leaves the dev part out of training, so that it can be measured on. */
#include "corpus.h"

enum { SENT_EPOCHS = 12, TAG_EPOCHS = 14, DROPPED_PERCENT = 30 };

static bool wanted(const struct token_doc *d, bool dev)
{
    return !dev || !str_eq(d->split, STR("dev"));
}

/* ---- sentences ---- */

struct gap_ctx {
    struct learner *l;
    bool *ends; /* by byte: a gold sentence ends here */
    bool counting;
    size_t asked, wrong;
};

static bool ask_gold(void *ctx, const struct sense_doc *d, uint32_t i, const uint64_t *f, size_t n)
{
    struct gap_ctx *g = ctx;
    bool gold = g->ends[d->tokens[i].span.end];
    if (g->counting) {
        learner_count(g->l, f, n);
        return gold;
    }
    int32_t rows[SENSE_FEATURES_MOST];
    size_t k = learner_rows(g->l, f, n, rows);
    float scores[2] = {0, 0};
    learner_score(g->l, rows, k, scores);
    /* A margin keeps the classes apart: an update also where the right one leads by little. */
    bool guess = scores[1] > scores[0];
    float lead = gold ? scores[1] - scores[0] : scores[0] - scores[1];
    g->l->step++;
    g->asked++;
    g->wrong += guess != gold;
    if (lead < 2.0f) {
        learner_add(g->l, rows, k, gold, 1);
        learner_add(g->l, rows, k, !gold, -1);
    }
    return gold;
}

static void walk_doc(const struct token_doc *t, struct gap_ctx *g)
{
    struct arena a;
    arena_init(&a, 256 << 20);
    struct sense_doc d = {.arena = &a, .text = t->text, .lang = STR("en"), .english = true};
    g->ends = ARENA_ARRAY(&a, t->text.n + 1, bool);
    for (size_t i = 0; i < t->sent_count; i++)
        g->ends[t->sents[i].end] = true;
    sense_cut_tokens(&d);
    sense_cut_sentences(&d, ask_gold, g);
    arena_done(&a);
}

static bool no_space_before(struct str w)
{
    static const char *const list[] = {",", ".", ";",   ":",   "?",   "!",  ")",  "'s",  "n't",
                                       "%", "'", "'re", "'ll", "'ve", "'m", "'d", "...", "]"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eq(w, str_c(list[i])))
            return true;
    return false;
}

/* Newspaper sentences put together into running text: paragraphs of a few sentences that end with a
 * mark. */
static struct token_doc running_text(struct arena *a, const struct name_doc *n)
{
    enum { SENTENCES_A_PARAGRAPH = 3 };
    struct token_doc d = {.id = n->id, .split = STR("train")};
    struct buf b;
    buf_arena(&b, a, 1 << 20);
    d.sents = ARENA_ARRAY(a, n->sent_count, struct span);
    size_t at = 0, in = 0;
    bool quote = false;
    for (size_t s = 0; s < n->sent_count; s++) {
        if (n->lengths[s] == 0)
            continue;
        bool glue = true;
        uint32_t start = (uint32_t)b.n;
        struct str w = STR_NONE;
        for (uint32_t i = 0; i < n->lengths[s]; i++, at++) {
            w = n->tokens[at];
            bool mark = str_eq(w, STR("\""));
            if (!glue && !no_space_before(w) && !(mark && quote))
                buf_char(&b, ' ');
            buf_put(&b, w);
            quote ^= mark;
            glue = str_eq(w, STR("(")) || str_eq(w, STR("$")) || (mark && quote) ||
                   str_eq(w, STR("["));
        }
        d.sents[d.sent_count++] = (struct span){start, (uint32_t)b.n};
        bool ends = str_eq(w, STR(".")) || str_eq(w, STR("?")) || str_eq(w, STR("!")) ||
                    str_eq(w, STR("\""));
        in = ends ? in + 1 : 0;
        if (in % SENTENCES_A_PARAGRAPH != 0) {
            buf_char(&b, ' ');
        } else {
            buf_lit(&b, "\n\n");
            quote = false;
        }
    }
    d.text = buf_str(&b);
    return d;
}

static void add_news(struct arena *a, const char *data, struct token_docs *docs)
{
    struct name_docs news = {0};
    corpus_names(a, data_path(a, data, "ner-conllpp"), "conllpp", &news);
    struct token_doc *v = ARENA_ARRAY(a, docs->n + news.n, struct token_doc);
    memcpy(v, docs->v, docs->n * sizeof *v);
    for (size_t i = 0; i < news.n; i++)
        v[docs->n + i] = running_text(a, &news.v[i]);
    docs->v = v;
    docs->n += news.n;
}

static void train_sent(struct arena *a, const char *data, const char *out, bool dev)
{
    struct token_docs docs = corpus_tokens(a, data_path(a, data, "tokens-ewt"));
    if (!open_only())
        add_news(a, data, &docs);
    struct learner l;
    learner_init(&l, 2);
    struct gap_ctx g = {.l = &l, .counting = true};
    for (size_t i = 0; i < docs.n; i++)
        if (wanted(&docs.v[i], dev))
            walk_doc(&docs.v[i], &g);
    learner_freeze(&l, 2);
    g.counting = false;
    uint32_t *order = ARENA_ARRAY(a, docs.n, uint32_t);
    for (uint32_t i = 0; i < docs.n; i++)
        order[i] = i;
    uint64_t seed = 4;
    for (int e = 0; e < SENT_EPOCHS; e++) {
        g.asked = g.wrong = 0;
        shuffle(order, docs.n, &seed);
        for (size_t i = 0; i < docs.n; i++)
            if (wanted(&docs.v[order[i]], dev))
                walk_doc(&docs.v[order[i]], &g);
        fprintf(stderr, "sent %d: %zu of %zu wrong\n", e, g.wrong, g.asked);
    }
    learner_average(&l);
    char hash[17];
    data_hash(dev ? "dev" : "all", hash);
    learner_write(&l, out, MODEL_SENT, hash, STR_NONE, 12);
    learner_done(&l);
}

/* ---- tags ---- */

struct tag_set {
    uint8_t pairs[SENSE_LABELS_MOST * 2];
    unsigned n;
};

static unsigned label_of(const struct tag_set *s, uint8_t upos, uint8_t xpos)
{
    for (unsigned i = 0; i < s->n; i++)
        if (s->pairs[i * 2] == upos && s->pairs[i * 2 + 1] == xpos)
            return i;
    return s->n;
}

/* The pairs that occur, commonest first; the rare ones are left out. */
static void tag_set_make(struct tag_set *s, const struct token_docs *docs)
{
    static uint32_t counts[SENSE_UPOS_COUNT][XPOS_COUNT];
    for (size_t i = 0; i < docs->n; i++)
        for (size_t k = 0; k < docs->v[i].token_count; k++)
            counts[docs->v[i].upos[k]][docs->v[i].xpos[k]]++;
    for (s->n = 0; s->n < SENSE_LABELS_MOST - 1; s->n++) {
        uint8_t bu = 0, bx = 0;
        uint32_t best = 2;
        for (uint8_t u = 0; u < SENSE_UPOS_COUNT; u++)
            for (uint8_t x = 0; x < XPOS_COUNT; x++)
                if (counts[u][x] > best) {
                    best = counts[u][x];
                    bu = u;
                    bx = x;
                }
        if (best == 2)
            return;
        counts[bu][bx] = 0;
        s->pairs[s->n * 2] = bu;
        s->pairs[s->n * 2 + 1] = bx;
    }
}

static void doc_from_gold(struct arena *a, const struct token_doc *t, struct sense_doc *d)
{
    struct str *words = ARENA_ARRAY(a, t->token_count, struct str);
    for (size_t i = 0; i < t->token_count; i++)
        words[i] = span_str(t->text, t->tokens[i]);
    sense_doc_from_tokens(a, words, t->lengths, t->sent_count, d);
}

/* Words that nearly always have the same label: the tagger does not weigh them. */
struct word_tag {
    uint64_t feature;
    uint32_t counts[SENSE_LABELS_MOST], all;
    uint8_t row[3]; /* count, label, weight: as in a model; count 0 where it is to be weighed */
};
struct word_tags {
    struct map words; /* as written: number in v, from 1 */
    LIST(struct word_tag) v;
};

enum { KNOWN_LEAST = 20, KNOWN_PURE = 200 }; /* seen so often, and one time in so many otherwise */

static void word_tags_count(struct arena *a, struct word_tags *w, const struct tag_set *set,
                            const struct token_doc *t)
{
    struct arena own;
    arena_init(&own, 256 << 20);
    struct sense_doc d;
    doc_from_gold(&own, t, &d);
    for (uint32_t i = 0; i < d.token_count; i++) {
        struct map_entry *e = map_put(&w->words, str_dup(a, sense_token_str(&d, i)), NULL);
        if (e->value.u == 0) {
            LIST_PUSH(a, &w->v, (struct word_tag){.feature = sense_tag_word(&d, i)});
            e->value.u = w->v.n;
        }
        struct word_tag *x = &w->v.v[e->value.u - 1];
        unsigned label = label_of(set, t->upos[i], t->xpos[i]);
        x->all++;
        if (label < set->n)
            x->counts[label]++;
    }
    arena_done(&own);
}

static size_t word_tags_decide(struct word_tags *w, const struct tag_set *set, struct row *rows)
{
    size_t n = 0;
    for (size_t i = 0; i < w->v.n; i++) {
        struct word_tag *x = &w->v.v[i];
        unsigned best = 0;
        for (unsigned y = 1; y < set->n; y++)
            best = x->counts[y] > x->counts[best] ? y : best;
        if (x->all < KNOWN_LEAST || (x->all - x->counts[best]) * KNOWN_PURE > x->all)
            continue;
        x->row[0] = 1;
        x->row[1] = (uint8_t)best;
        x->row[2] = 1;
        rows[n++] = (struct row){x->feature, x->row, sizeof x->row};
    }
    return n;
}

/* The row of a word that needs no weighing, or NULL. */
static const uint8_t *word_tags_row(const struct word_tags *w, struct str word)
{
    const struct map_entry *e = map_find(&w->words, word);
    return e && w->v.v[e->value.u - 1].row[0] ? w->v.v[e->value.u - 1].row : NULL;
}

/* One round over a document; without a seed its features are only counted. */
static size_t tag_doc(struct learner *l, const struct tag_set *set, const struct word_tags *known,
                      const struct token_doc *t, uint64_t *seed)
{
    struct arena a;
    arena_init(&a, 256 << 20);
    struct sense_doc d;
    doc_from_gold(&a, t, &d);
    size_t wrong = 0;
    for (uint32_t i = 0; i < d.token_count; i++) {
        const uint8_t *row = word_tags_row(known, sense_token_str(&d, i));
        d.tokens[i].upos = row ? set->pairs[row[1] * 2] : 0;
        d.tokens[i].xpos = row ? set->pairs[row[1] * 2 + 1] : XPOS_NONE;
    }
    for (uint32_t i = 0; i < d.token_count; i++) {
        uint64_t f[SENSE_FEATURES_MOST];
        unsigned gold = label_of(set, t->upos[i], t->xpos[i]);
        if (d.tokens[i].xpos != XPOS_NONE)
            continue;
        if (!seed) {
            learner_count(l, f, sense_tag_features(&d, i, f));
            d.tokens[i].upos = t->upos[i];
            d.tokens[i].xpos = t->xpos[i];
            continue;
        }
        int32_t rows[SENSE_FEATURES_MOST];
        float scores[SENSE_LABELS_MOST] = {0};
        size_t k = learner_rows(l, f, sense_tag_features(&d, i, f), rows);
        k = learner_drop(rows, k, DROPPED_PERCENT, seed);
        learner_score(l, rows, k, scores);
        unsigned best = 0, rival = UINT32_MAX;
        for (unsigned y = 1; y < set->n; y++)
            best = scores[y] > scores[best] ? y : best;
        for (unsigned y = 0; y < set->n; y++)
            if (y != gold && (rival == UINT32_MAX || scores[y] > scores[rival]))
                rival = y;
        l->step++;
        wrong += best != gold;
        if (gold < set->n && scores[gold] - scores[rival] < 1.0f) {
            learner_add(l, rows, k, gold, 1);
            learner_add(l, rows, k, rival, -1);
        }
        d.tokens[i].upos = set->pairs[best * 2];
        d.tokens[i].xpos = set->pairs[best * 2 + 1];
    }
    arena_done(&a);
    return wrong;
}

static void train_tag(struct arena *a, const char *data, const char *out, bool dev)
{
    struct token_docs docs = corpus_tokens(a, data_path(a, data, "tokens-ewt"));
    struct tag_set set;
    tag_set_make(&set, &docs);
    struct learner l;
    learner_init(&l, set.n);
    struct word_tags known = {0};
    map_init(&known.words, a);
    for (size_t i = 0; i < docs.n; i++)
        if (wanted(&docs.v[i], dev))
            word_tags_count(a, &known, &set, &docs.v[i]);
    struct row *rows = ARENA_ARRAY(a, known.v.n, struct row);
    l.more_count = word_tags_decide(&known, &set, rows);
    l.more = rows;
    fprintf(stderr, "tag: %zu words need no weighing\n", l.more_count);
    for (size_t i = 0; i < docs.n; i++)
        if (wanted(&docs.v[i], dev))
            tag_doc(&l, &set, &known, &docs.v[i], NULL);
    learner_freeze(&l, 2);
    uint32_t *order = ARENA_ARRAY(a, docs.n, uint32_t);
    for (uint32_t i = 0; i < docs.n; i++)
        order[i] = i;
    uint64_t seed = 7;
    for (int e = 0; e < TAG_EPOCHS; e++) {
        size_t wrong = 0;
        shuffle(order, docs.n, &seed);
        for (size_t i = 0; i < docs.n; i++)
            if (wanted(&docs.v[order[i]], dev))
                wrong += tag_doc(&l, &set, &known, &docs.v[order[i]], &seed);
        fprintf(stderr, "tag %d: %zu wrong\n", e, wrong);
    }
    learner_average(&l);
    char hash[17];
    data_hash(dev ? "dev" : "all", hash);
    learner_write(&l, out, MODEL_TAG, hash, str_of((const char *)set.pairs, set.n * 2), 20);
    learner_done(&l);
}

int main(int argc, char **argv)
{
    struct arena a;
    arena_init(&a, (size_t)4 << 30);
    bool dev = argc > 4 && strcmp(argv[4], "--dev") == 0;
    if (argc < 4)
        die("usage: train_tokens sent|tag DATA OUT [--dev]");
    models_use(&a, folder_of(&a, argv[3]));
    if (strcmp(argv[1], "sent") == 0)
        train_sent(&a, argv[2], argv[3], dev);
    else if (strcmp(argv[1], "tag") == 0)
        train_tag(&a, argv[2], argv[3], dev);
    else
        die("unknown model %s", argv[1]);
    arena_done(&a);
    return 0;
}
