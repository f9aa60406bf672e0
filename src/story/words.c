/* words.c: sentences as bags of words, so that it can be asked what two of them share.
 *
 * A word counts by how rare its stem is in news (models/words.bin); stop words do not count. Names
 * (a capital inside a sentence, or a stem that news writes with one) go by their first five
 * letters: country and people ("Norway", "Norwegian") are the same matter. Numbers count as a rare
 * word does. */
#include "story/words.h"

#include "story/internal.h"

#include <stdlib.h>

enum { NAME_LETTERS = 5, BAG_WORDS_MOST = 200, TOLLS_LOOKED_AT = 20 };
static const float number_weight = 6, name_least = 4;

/* How many people each of its first figures counts, by what befell them. */
static size_t tolls_of(const struct reading *r, const struct figure *ret[TOLLS_LOOKED_AT])
{
    size_t n = 0;
    for (size_t i = 0; i < r->figure_count && n < TOLLS_LOOKED_AT; i++)
        if (r->figures[i].kind == FIGURE_COUNT && story_is_toll(r->figures[i].what))
            ret[n++] = &r->figures[i];
    return n;
}

/* "43 dead", where the other text says 41 and not 43: a wire's report brought up to date. */
static bool tells_other_toll(const struct reading *r, const struct reading *of)
{
    const struct figure *v[TOLLS_LOOKED_AT], *w[TOLLS_LOOKED_AT];
    size_t n = tolls_of(r, v), m = tolls_of(of, w);
    for (size_t i = 0; i < n; i++) {
        bool same = false, has = false;
        for (size_t k = 0; k < m; k++) {
            bool sort = str_eq(v[i]->what, w[k]->what);
            has |= sort;
            same |= sort && v[i]->value >= w[k]->value && v[i]->value <= w[k]->value;
        }
        if (has && !same)
            return true;
    }
    return false;
}

/* The report at hand that it is a copy of, from `from` on; SIZE_MAX: none. */
static size_t original_of(const struct story_report *reports, size_t n, size_t i, size_t from)
{
    const struct story_report *r = &reports[i];
    for (size_t k = from; r->copy_of && k < n; k++) {
        bool same = reports[k].id == r->copy_of || (k < i && reports[k].copy_of == r->copy_of);
        if (k != i && same && reports[k].reading && !reports[k].partial)
            return k;
    }
    return SIZE_MAX;
}

bool report_counts(const struct story_report *reports, size_t n, size_t i)
{
    const struct story_report *r = &reports[i];
    if (!r->reading || r->partial)
        return false;
    for (size_t k = 0; (k = original_of(reports, n, i, k)) != SIZE_MAX; k++)
        if (!tells_other_toll(r->reading, reports[k].reading))
            return false;
    return true;
}

bool report_is_copy(const struct story_report *reports, size_t n, size_t i)
{
    return original_of(reports, n, i, 0) != SIZE_MAX;
}

bool word_among(struct str w, const char *const *list)
{
    for (; w.n && *list; list++)
        if (**list == w.p[0] && strncmp(*list, w.p, w.n) == 0 && !(*list)[w.n])
            return true;
    return false;
}

/* A word of the text while it becomes a term. */
struct raw_word {
    struct str folded;
    bool capital, first, number;
};
struct raw_words {
    struct raw_word *v;
    size_t n, cap;
};

static void collect(struct arena *a, struct str text, struct str lang, struct raw_words *out)
{
    struct text_words it = text_words(text);
    struct text_word w;
    bool first = true;
    for (size_t n = 0; n < BAG_WORDS_MOST && text_word_next(&it, &w); n++) {
        struct str word = str_sub(text, w.at, w.end);
        if (str_ends(word, STR("'s")))
            word.n -= 2;
        else if (str_ends(word, STR("\xE2\x80\x99s")))
            word.n -= 4;
        size_t at = 0;
        bool capital = word.n > 0 && text_is_upper(utf8_next(word, &at));
        struct str folded = text_key(a, word);
        if (folded.n && (w.kind == TEXT_NUMBER || !text_is_stop(folded, lang)))
            LIST_PUSH(a, out, (struct raw_word){folded, capital, first, w.kind == TEXT_NUMBER});
        first = false;
    }
}

static struct bag_term term_of(const struct raw_word *w, struct str stem)
{
    bool known;
    float rarity = (float)background_rarity((uint32_t)str_hash(stem), &known);
    if (w->number)
        return (struct bag_term){(uint32_t)str_hash(w->folded), number_weight, BAG_NUMBER};
    if (w->capital && (!w->first || known)) {
        struct str head = utf8_cut(w->folded, NAME_LETTERS);
        return (struct bag_term){mix32((uint32_t)str_hash(head), 5),
                                 rarity < name_least ? name_least : rarity, BAG_NAME};
    }
    return (struct bag_term){(uint32_t)str_hash(stem), rarity, 0};
}

static int by_hash(const void *x, const void *y)
{
    const struct bag_term *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static struct bag bag_finish(struct bag_term *v, uint32_t n)
{
    struct bag bag = {.v = v};
    if (n)
        qsort(v, n, sizeof *v, by_hash);
    for (uint32_t i = 0; i < n; i++) {
        if (bag.n && v[bag.n - 1].hash == v[i].hash)
            continue;
        v[bag.n++] = v[i];
        bag.sum += (double)v[i].weight;
    }
    return bag;
}

static const struct bag_term *bag_keep(struct arena *a, const struct bag_term *terms, size_t n)
{
    struct bag_term *v = ARENA_ARRAY(a, n + 1, struct bag_term);
    memcpy(v, terms, n * sizeof *v);
    return v;
}

/* Many bags are made of a story: what making one takes is given back but for the terms. */
struct bag bag_of(struct arena *a, struct str text, struct str lang)
{
    struct raw_words words = {0};
    struct bag_term terms[BAG_WORDS_MOST];
    const struct arena_mark scratch = arena_mark(a);
    collect(a, text, lang, &words);
    struct str *folded = ARENA_ARRAY(a, words.n + 1, struct str);
    struct str *stems = ARENA_ARRAY(a, words.n + 1, struct str);
    for (size_t i = 0; i < words.n; i++)
        folded[i] = words.v[i].folded;
    text_stems(a, lang, folded, words.n, stems);
    for (size_t i = 0; i < words.n; i++)
        terms[i] = term_of(&words.v[i], stems[i]);
    arena_back(a, scratch);
    struct bag bag = bag_finish(terms, (uint32_t)words.n);
    bag.v = bag_keep(a, terms, bag.n);
    return bag;
}

struct report_words report_words(struct arena *a, const struct story_report *r)
{
    if (r->prepared && r->prepared->words.sentences)
        return r->prepared->words;
    size_t n = r->reading->sentence_count;
    struct bag *bags = ARENA_ARRAY(a, n + 1, struct bag);
    for (size_t i = 0; i < n; i++)
        if (r->reading->sentences[i].kind == SENTENCE_PROSE ||
            r->reading->sentences[i].kind == SENTENCE_LIST)
            bags[i] = bag_of(a, span_str(r->text, r->reading->sentences[i].span), r->reading->lang);
    return (struct report_words){bags, n};
}

double bag_shared(const struct bag *x, const struct bag *y)
{
    double sum = 0;
    for (uint32_t i = 0, k = 0; i < x->n && k < y->n;) {
        if (x->v[i].hash == y->v[k].hash) {
            sum += (double)x->v[i].weight;
            i++, k++;
        } else if (x->v[i].hash < y->v[k].hash) {
            i++;
        } else {
            k++;
        }
    }
    return sum;
}

double bag_within(const struct bag *x, const struct bag *y)
{
    double least = x->sum < y->sum ? x->sum : y->sum;
    return least > 0 ? bag_shared(x, y) / least : 0;
}

double bag_alike(const struct bag *x, const struct bag *y)
{
    double shared = bag_shared(x, y), all = x->sum + y->sum - shared;
    return all > 0 ? shared / all : 0;
}

struct bag bag_join(struct arena *a, const struct bag *x, const struct bag *y)
{
    struct bag_term *v = ARENA_ARRAY(a, x->n + y->n + 1, struct bag_term);
    for (uint32_t i = 0; i < x->n; i++)
        v[i] = x->v[i];
    for (uint32_t i = 0; i < y->n; i++)
        v[x->n + i] = y->v[i];
    return bag_finish(v, x->n + y->n);
}

struct bag bag_without(struct arena *a, const struct bag *x, const struct bag *y, bool names_only)
{
    struct bag_term *v = ARENA_ARRAY(a, x->n + 1, struct bag_term);
    struct bag ret = {.v = v};
    for (uint32_t i = 0, k = 0; i < x->n; i++) {
        while (k < y->n && y->v[k].hash < x->v[i].hash)
            k++;
        if ((k < y->n && y->v[k].hash == x->v[i].hash) ||
            (names_only && !(x->v[i].flags & BAG_NAME)))
            continue;
        v[ret.n++] = x->v[i];
        ret.sum += (double)x->v[i].weight;
    }
    return ret;
}

/* Weight of the names that both have. */
double bag_shared_names(const struct bag *x, const struct bag *y)
{
    double sum = 0;
    for (uint32_t i = 0, k = 0; i < x->n && k < y->n;) {
        const struct bag_term *u = &x->v[i], *v = &y->v[k];
        bool name = (u->flags & BAG_NAME) || (v->flags & BAG_NAME);
        sum += u->hash == v->hash && name ? (double)u->weight : 0;
        i += u->hash <= v->hash;
        k += v->hash <= u->hash;
    }
    return sum;
}

double bag_no_names(const struct bag *x)
{
    double sum = 0;
    for (uint32_t i = 0; i < x->n; i++)
        sum += x->v[i].flags & BAG_NAME ? 0 : (double)x->v[i].weight;
    return sum;
}

static const double thing_least = 0.5, shared_least = 6, little_least = 2;

bool bag_same_matter(const struct bag *x, const struct bag *y)
{
    double shared = bag_shared(x, y) - bag_shared_names(x, y), a = bag_no_names(x),
           b = bag_no_names(y);
    return shared >= shared_least && shared >= thing_least * (a < b ? a : b);
}

bool bag_holds(const struct bag *x, const struct bag *little)
{
    double all = bag_no_names(little);
    return all >= little_least && bag_shared(x, little) - bag_shared_names(x, little) >= all;
}

uint32_t publishers_of(const struct story_report *reports, const uint32_t *list, size_t n)
{
    uint32_t count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < i && !str_eq(reports[list[k]].publisher, reports[list[i]].publisher))
            k++;
        count += k == i;
    }
    return count;
}
