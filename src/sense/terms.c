/* terms.c: the stems of a text that carry matter, with their counts and how rare they are in news.
 *
 * Rarity comes from models/words.bin: document frequencies of stems over news articles, made by
 * `sense_eval words`. Its form, little endian: "OWR2", u32 n, char hash[16] (of the texts that it
 * was made from, hexadecimal), n ascending u32 hashes of stems, n bytes: rarity * 10 in seven bits,
 * and the eighth for stems that stand with a capital inside sentences. A hash that two stems share
 * costs a little accuracy, nothing else. */
#include "sense/find.h"

__asm__(".section .rodata\n"
        ".balign 8\n"
        "sense_words_at:\n"
        ".incbin \"models/words.bin\"\n"
        "sense_words_end:\n"
        ".byte 0\n"
        ".previous\n");
extern const unsigned char sense_words_at[] __attribute__((visibility("hidden")));
extern const unsigned char sense_words_end[] __attribute__((visibility("hidden")));

static uint32_t u32_at(const unsigned char *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

enum { WORDS_HEAD = 24 };

/* How many stems the table has; 0: it is missing or of another form. */
static uint32_t word_count(void)
{
    size_t bytes = (size_t)(sense_words_end - sense_words_at);
    uint32_t n = bytes >= WORDS_HEAD && memcmp(sense_words_at, "OWR2", 4) == 0
                     ? u32_at(sense_words_at + 4)
                     : 0;
    return bytes < WORDS_HEAD + (size_t)n * 5 ? 0 : n;
}

struct str sense_words_version(void)
{
    return word_count() ? str_of((const char *)sense_words_at + 8, 8) : STR_NONE;
}

/* The table's byte for a stem; -1 where it is not there. */
static int word_of(struct str stem)
{
    uint32_t n = word_count();
    if (n == 0)
        return -1;
    uint32_t want = (uint32_t)str_hash(stem), low = 0, high = n;
    const unsigned char *hashes = sense_words_at + WORDS_HEAD;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (u32_at(hashes + 4 * (size_t)mid) < want)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n && u32_at(hashes + 4 * (size_t)low) == want ? hashes[4 * (size_t)n + low] : -1;
}

double sense_rarity(struct str stem)
{
    int word = word_of(stem);
    return word < 0 ? 9 : (word & 127) / 10.0;
}

/* ---- texts in capitals ---- */

/* Agencies' texts of the teleprinter age, and some headlines, are all capitals. */
static bool all_capitals(struct str s)
{
    size_t upper = 0, lower = 0;
    for (size_t i = 0; i < s.n && upper + lower < 2000; i++) {
        upper += is_upper(s.p[i]);
        lower += is_lower(s.p[i]);
    }
    return upper > 100 && upper > lower * 4;
}

/* Makes lower case of ASCII capitals, byte for byte, and leaves them where a sentence or a name
 * begins: a word that news writes with a capital, or that is not known. */
static struct str true_case(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    memcpy(p, s.p, s.n);
    bool start = true;
    for (size_t at = 0; at < s.n;) {
        size_t end = at;
        while (end < s.n && is_alpha(s.p[end]))
            end++;
        if (end == at) {
            start |= s.p[at] == '.' || s.p[at] == '?' || s.p[at] == '!' || s.p[at] == '[' ||
                     s.p[at] == ']';
            at++;
            continue;
        }
        struct str word = str_lower(a, str_sub(s, at, end)), stem;
        text_stems(a, STR("en"), &word, 1, &stem);
        int known = text_is_stop(word, STR("en")) ? 0 : word_of(stem);
        bool vowel = false;
        for (size_t i = 0; i < word.n; i++)
            vowel |= strchr("aeiouy", word.p[i]) != NULL;
        bool acronym = known < 0 && word.n > 1 && word.n < 6 && !vowel;
        bool capital = start || known < 0 || known & 128;
        for (size_t i = at; i < end && !acronym; i++)
            p[i] = i == at && capital ? p[i] : to_lower(p[i]);
        start = false;
        at = end;
    }
    return str_of(p, s.n);
}

static bool carries(const struct sense_token *t)
{
    return t->flags & (TOK_ALPHA | TOK_DIGIT) && !(t->flags & TOK_STOP) && t->norm.n > 1;
}

static void mark_title(const struct sense_doc *d, struct sense_terms *ret)
{
    for (uint32_t i = 0; d->title && i < d->title->token_count; i++) {
        const struct sense_token *t = &d->title->tokens[i];
        if (!carries(t))
            continue;
        ret->title_rarity += sense_rarity(t->stem);
        struct map_entry *e = map_find(&ret->ids, t->stem);
        if (e)
            ret->v[e->value.u - 1].in_title = true;
    }
}

void sense_terms_make(struct arena *a, const struct sense_doc *d, struct sense_terms *ret)
{
    *ret = (struct sense_terms){0};
    map_init(&ret->ids, a);
    ret->v = ARENA_ARRAY(a, d->token_count, struct sense_term);
    ret->of_token = ARENA_ARRAY(a, d->token_count, int32_t);
    uint32_t *last = ARENA_ARRAY(a, d->token_count, uint32_t);
    for (uint32_t i = 0; i < d->token_count; i++) {
        const struct sense_token *t = &d->tokens[i];
        ret->of_token[i] = -1;
        if (!carries(t))
            continue;
        bool is_new;
        struct map_entry *e = map_put(&ret->ids, t->stem, &is_new);
        if (is_new) {
            ret->v[ret->n] =
                (struct sense_term){.stem = t->stem, .first = i, .rarity = sense_rarity(t->stem)};
            e->value.u = ++ret->n;
        }
        uint32_t id = (uint32_t)e->value.u - 1;
        ret->of_token[i] = (int32_t)id;
        ret->v[id].count++;
        if (last[id] != t->sentence + 1) {
            last[id] = t->sentence + 1;
            ret->v[id].sentences++;
        }
    }
    mark_title(d, ret);
}

void sense_find_make(struct arena *a, const struct article *article, int64_t now,
                     struct sense_doc *doc, struct sense_find *f)
{
    if (all_capitals(article->text)) {
        struct article *lower = ARENA_NEW(a, struct article);
        *lower = *article;
        lower->text = true_case(a, article->text);
        article = lower;
    }
    *f = (struct sense_find){.a = a, .article = article, .d = doc, .day = TIME_NONE};
    sense_doc_make(a, article, doc);
    sense_terms_make(a, doc, &f->terms);
    int64_t at = article->published.precision >= WHEN_DAY ? article->published.us : now;
    if (at != TIME_NONE)
        f->day = at - ((at % US_DAY) + US_DAY) % US_DAY;
}
