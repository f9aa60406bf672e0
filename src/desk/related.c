/* related: which other articles an article belongs with, worked out when it is written and kept in
 * the database, in both directions.
 *
 * An article is a short list of traits (names, key phrases, words of its headline and text) with
 * weights of unit length. An inverted table finds the newest articles that share a trait; the score
 * is the product of the weights, counted the less the commoner the trait is (Sparck Jones 1972).
 * The story index will take the place of desk_related_put; the table `related` and its readers
 * stay. */
#include "desk/internal.h"
#include "text/text.h"

#include <math.h>

enum {
    TRAITS_MOST = 24,
    POSTINGS_MOST = 300,  /* newest articles looked at of one trait */
    TEXT_LOOK = 12 << 10, /* bytes of text whose words count */
    WORDS_MOST = 1500,
    WHY_MOST = 3,
};
static const double SCORE_LEAST = 0.02;

/* -------------------------------------------------------------------------- traits */

struct trait_sum {
    struct str key, name;
    double weight;
};
struct gather {
    struct arena *a;
    struct map map; /* key -> index in list */
    LIST(struct trait_sum) list;
};

static void gain(struct gather *g, struct str key, struct str name, double weight)
{
    if (key.n < 2 || key.n > 80 || !(weight > 0))
        return;
    bool fresh = false;
    struct map_entry *m = map_put(&g->map, key, &fresh);
    if (fresh) {
        LIST_PUSH(g->a, &g->list, (struct trait_sum){key, name, 0});
        m->value.u = g->list.n - 1;
    }
    g->list.v[m->value.u].weight += weight;
}

/* The words of a text by stem, each as often as it stands there. */
static void gain_words(struct gather *g, struct str text, struct str lang, double weight, bool once)
{
    struct str *folded = ARENA_ARRAY(g->a, WORDS_MOST, struct str);
    struct str *as_is = ARENA_ARRAY(g->a, WORDS_MOST, struct str);
    struct str *stems = ARENA_ARRAY(g->a, WORDS_MOST, struct str);
    struct text_words it = text_words(text);
    struct text_word w;
    size_t n = 0;
    while (n < WORDS_MOST && text_word_next(&it, &w)) {
        struct str word = str_sub(text, w.at, w.end);
        struct str key = text_key(g->a, word);
        if (w.kind == TEXT_NUMBER || key.n < 3 || text_is_stop(key, lang))
            continue;
        folded[n] = key;
        as_is[n++] = word;
    }
    text_stems(g->a, lang, folded, n, stems);
    struct map times;
    map_init(&times, g->a);
    for (size_t i = 0; i < n; i++) {
        uint64_t *count = &map_put(&times, stems[i], NULL)->value.u;
        /* The first time says little in a long text; each further one less than the one before. */
        if (once ? *count == 0 : *count > 0)
            gain(g, stems[i], as_is[i], weight / (once ? 1.0 : (double)*count));
        ++*count;
    }
}

static int heavier(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    double a = ((const struct trait_sum *)x)->weight, b = ((const struct trait_sum *)y)->weight;
    return a > b ? -1 : a < b;
}

size_t desk_traits(struct arena *a, const struct article *article, const struct reading *reading,
                   struct desk_trait **ret)
{
    struct gather g = {.a = a};
    map_init(&g.map, a);
    struct str lang = reading->lang;
    for (size_t i = 0; i < reading->entity_count; i++)
        gain(&g, text_key(a, reading->entities[i].name), reading->entities[i].name,
             .4 + 2.5 * reading->entities[i].weight);
    for (size_t i = 0; i < reading->hashtag_count; i++)
        gain(&g, text_key(a, reading->hashtags[i].label), reading->hashtags[i].label,
             .4 + reading->hashtags[i].weight);
    for (size_t i = 0; i < reading->keyphrase_count; i++)
        gain(&g, text_key(a, reading->keyphrases[i].phrase), reading->keyphrases[i].phrase,
             .2 + .8 * reading->keyphrases[i].weight);
    gain_words(&g, article->title, lang, .9, true);
    gain_words(&g, utf8_cut(article->text, TEXT_LOOK), lang, .25, false);
    sort_stable(a, g.list.v, g.list.n, sizeof *g.list.v, heavier, NULL);
    size_t n = g.list.n < TRAITS_MOST ? g.list.n : TRAITS_MOST;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += g.list.v[i].weight * g.list.v[i].weight;
    struct desk_trait *v = ARENA_ARRAY(a, n, struct desk_trait);
    for (size_t i = 0; i < n; i++)
        v[i] = (struct desk_trait){
            .hash = str_hash(g.list.v[i].key) & ((UINT64_C(1) << 48) - 1),
            .weight = (uint16_t)(1000 * g.list.v[i].weight / sqrt(sum) + .5),
            .name = g.list.v[i].name,
        };
    *ret = v;
    return n;
}

/* Six bytes of hash and two of weight, little-endian. */
struct str desk_traits_write(struct arena *a, const struct desk_trait *traits, size_t n)
{
    char *p = arena_alloc(a, 8 * n);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 8; k++)
            p[8 * i + (size_t)k] = (char)(k < 6 ? traits[i].hash >> (8 * k)
                                                : (uint64_t)traits[i].weight >> (8 * (k - 6)));
    return str_of(p, 8 * n);
}

static uint64_t trait_at(struct str bytes, size_t i)
{
    uint64_t hash = 0;
    for (int k = 5; k >= 0; k--)
        hash = hash << 8 | (unsigned char)bytes.p[8 * i + (size_t)k];
    return hash;
}

enum err_code desk_related_drop(struct desk_writing *w, int64_t article, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_READING_TRAITS);
    store_put_i64(q, "id", article);
    struct str bytes = store_row(q) ? store_dup(q, 0, w->a) : STR_NONE;
    enum err_code code = store_end(q, e);
    for (size_t i = 0; i < bytes.n / 8 && code == ERR_OK; i++) {
        q = store_query(w->store, SQL_TRAIT_DELETE);
        store_put_i64(q, "trait", (int64_t)trait_at(bytes, i));
        store_put_i64(q, "article", article);
        code = store_run(q, e);
    }
    if (code != ERR_OK)
        return code;
    q = store_query(w->store, SQL_RELATED_DELETE_ALL);
    store_put_i64(q, "id", article);
    return store_run(q, e);
}

/* -------------------------------------------------------------------------- finding relatives */

struct posting {
    int64_t article;
    double score;
    size_t trait;
};
struct found {
    int64_t article;
    double score;
    size_t why[WHY_MOST], why_count;
};
typedef LIST(struct posting) posting_list;

static enum err_code postings_of(struct desk_writing *w, int64_t article,
                                 const struct desk_trait *t, size_t index, double total,
                                 posting_list *list, struct err *e)
{
    size_t from = list->n;
    struct store_query *q = store_query(w->store, SQL_TRAIT_FIND);
    store_put_i64(q, "trait", (int64_t)t->hash);
    store_put_i64(q, "article", article);
    store_put_i64(q, "most", POSTINGS_MOST);
    while (store_row(q))
        LIST_PUSH(
            w->a, list,
            (struct posting){store_i64(q, 0), (double)store_i64(q, 1) * t->weight / 1e6, index});
    enum err_code code = store_end(q, e);
    size_t n = list->n - from;
    double df = n < POSTINGS_MOST ? (double)n + 1 : fmax(POSTINGS_MOST, total / 8);
    double rare = log(1 + total / df) / log(1 + total);
    for (size_t i = from; i < list->n; i++)
        list->v[i].score *= rare;
    return code;
}

/* By article, the heaviest trait first. */
static int by_article(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    const struct posting *a = x, *b = y;
    if (a->article != b->article)
        return a->article < b->article ? -1 : 1;
    return a->score > b->score ? -1 : a->score < b->score;
}

static int by_score(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    const struct found *a = x, *b = y;
    if (a->score < b->score || a->score > b->score)
        return a->score > b->score ? -1 : 1;
    return a->article > b->article ? -1 : a->article < b->article;
}

static struct str why_words(struct arena *a, const struct found *f, const struct desk_trait *traits)
{
    struct str names[WHY_MOST];
    for (size_t i = 0; i < f->why_count; i++)
        names[i] = traits[f->why[i]].name;
    return str_join(a, names, f->why_count, STR(", "));
}

static enum err_code set_one(struct desk_writing *w, int64_t article, int64_t other, double score,
                             struct str why, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_RELATED_SET);
    store_put_i64(q, "article", article);
    store_put_i64(q, "other", other);
    store_put_f64(q, "score", score);
    store_put_opt(q, "why", why);
    return store_run(q, e);
}

/* The other way round: into the list of `article`, where it may push out the worst. */
static enum err_code offer(struct desk_writing *w, int64_t article, int64_t other, double score,
                           struct str why, struct err *e)
{
    struct store_query *q = store_query(w->store, SQL_RELATED_WORST);
    store_put_i64(q, "article", article);
    int64_t worst = 0;
    double worst_score = 0;
    size_t n = 0;
    while (store_row(q)) {
        if (n++ == 0) {
            worst = store_i64(q, 0);
            worst_score = store_f64(q, 1);
        }
    }
    enum err_code code = store_end(q, e);
    if (code != ERR_OK || (n >= DESK_RELATED_MOST && worst_score >= score))
        return code;
    if (n >= DESK_RELATED_MOST) {
        q = store_query(w->store, SQL_RELATED_DELETE);
        store_put_i64(q, "article", article);
        store_put_i64(q, "other", worst);
        code = store_run(q, e);
    }
    return code == ERR_OK ? set_one(w, article, other, score, why, e) : code;
}

static enum err_code put_traits(struct desk_writing *w, int64_t article,
                                const struct desk_trait *traits, size_t n, struct err *e)
{
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < n && code == ERR_OK; i++) {
        struct store_query *q = store_query(w->store, SQL_TRAIT_ADD);
        store_put_i64(q, "trait", (int64_t)traits[i].hash);
        store_put_i64(q, "article", article);
        store_put_i64(q, "weight", traits[i].weight);
        code = store_run(q, e);
    }
    return code;
}

enum err_code desk_related_put(struct desk_writing *w, int64_t article,
                               const struct desk_trait *traits, size_t n, struct err *e)
{
    posting_list postings = {0};
    double total = 2 + (double)store_number(store_query(w->store, SQL_ARTICLE_COUNT), 0);
    enum err_code code = put_traits(w, article, traits, n, e);
    for (size_t i = 0; i < n && code == ERR_OK; i++)
        code = postings_of(w, article, &traits[i], i, total, &postings, e);
    if (code != ERR_OK)
        return code;
    sort_stable(w->a, postings.v, postings.n, sizeof *postings.v, by_article, NULL);
    LIST(struct found) found = {0};
    for (size_t i = 0; i < postings.n; i++) {
        const struct posting *p = &postings.v[i];
        if (!found.n || found.v[found.n - 1].article != p->article)
            LIST_PUSH(w->a, &found, (struct found){.article = p->article});
        struct found *f = &found.v[found.n - 1];
        f->score += p->score;
        if (f->why_count < WHY_MOST)
            f->why[f->why_count++] = p->trait;
    }
    sort_stable(w->a, found.v, found.n, sizeof *found.v, by_score, NULL);
    for (size_t i = 0; i < found.n && i < DESK_RELATED_MOST && code == ERR_OK; i++) {
        if (found.v[i].score < SCORE_LEAST)
            break;
        struct str why = why_words(w->a, &found.v[i], traits);
        double score = fmin(1, found.v[i].score);
        code = set_one(w, article, found.v[i].article, score, why, e);
        if (code == ERR_OK)
            code = offer(w, found.v[i].article, article, score, why, e);
    }
    return code;
}
