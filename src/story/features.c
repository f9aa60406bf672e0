/* features.c: an article becomes terms with weights and a sketch of its text.
 *
 * One walk over the words. A word is folded (case, marks), stemmed once an article, and counted;
 * the title counts more, and so does the lead. A word that the article writes with a capital only
 * is a name; two names side by side are a pair; a number goes with the word behind it, and with a
 * month it is a date. A term's weight is (1 + ln of its count) times its rarity: -ln of the share
 * of articles that hold it, in a background of news (models/words.bin) and among the articles at
 * hand together (tf-idf; Salton and Buckley 1988). The weightiest STORY_TERMS_MOST stay.
 *
 * The sketch is the smallest STORY_SHINGLES_MOST hashes of runs of SHINGLE words (Broder 1997). */
#include "story/internal.h"

#include <math.h>

enum {
    SHINGLE = 4,
    LEAD_WORDS = 60,
    LATE_WORDS = 300,   /* behind these a word counts less */
    TOKENS_MOST = 4000, /* words that are looked at for terms; the sketch takes all */
    WORD_BYTES_MOST = 40,
    TABLE_BITS = 13,
    STEMS_BITS = 15,
    WORDS_HEAD = 24,            /* bytes before the table of words.bin */
    BACKGROUND_ARTICLES = 6000, /* articles that the background counts as */
};
static const double rarity_unknown = 9;
/* What an article at hand counts as beside those of the background: a desk that follows one region
 * soon knows that its town stands in every third report, which no background does. Of 1, 3 and 8
 * this is the best on most sets (make story-stories). */
static const double own_weight = 3;

__asm__(".section .rodata\n"
        ".balign 8\n"
        "story_words_at:\n"
        ".incbin \"models/words.bin\"\n"
        "story_words_end:\n"
        ".byte 0\n"
        ".previous\n");
extern const unsigned char story_words_at[] __attribute__((visibility("hidden")));
extern const unsigned char story_words_end[] __attribute__((visibility("hidden")));

static uint32_t u32_at(const unsigned char *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* The form of the table: src/sense/terms.c. */
double background_rarity(uint32_t stem_hash, bool *ret_capital)
{
    size_t bytes = (size_t)(story_words_end - story_words_at);
    uint32_t n = bytes >= WORDS_HEAD && memcmp(story_words_at, "OWR2", 4) == 0
                     ? u32_at(story_words_at + 4)
                     : 0;
    *ret_capital = false;
    if (n == 0 || bytes < WORDS_HEAD + (size_t)n * 5)
        return rarity_unknown;
    const unsigned char *hashes = story_words_at + WORDS_HEAD;
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (u32_at(hashes + 4 * (size_t)mid) < stem_hash)
            low = mid + 1;
        else
            high = mid;
    }
    if (low >= n || u32_at(hashes + 4 * (size_t)low) != stem_hash)
        return rarity_unknown;
    unsigned char b = hashes[4 * (size_t)n + low];
    *ret_capital = b & 128;
    return (b & 127) / 10.0;
}

/* ---- words ---- */

struct stem_row { /* a cache: folded word -> its stem */
    uint64_t word;
    uint32_t stem;
    float rarity;
    bool stop, capital, used;
};
struct extractor {
    struct stemmer *english;
    struct stemmer *other; /* of other_lang; NULL where it has none */
    char other_lang[4];
    struct stem_row stems[1 << STEMS_BITS];
};

struct extractor *extractor_new(void)
{
    struct extractor *x = calloc(1, sizeof *x);
    if (x)
        x->english = stemmer_new(STR("en"));
    return x;
}

void extractor_free(struct extractor *x)
{
    if (x) {
        stemmer_free(x->english);
        stemmer_free(x->other);
    }
    free(x);
}

size_t extractor_bytes(void)
{
    return sizeof(struct extractor);
}

enum token_kind { TOKEN_WORD, TOKEN_NUMBER };
struct token {
    uint32_t at, end; /* in the text */
    uint32_t word;    /* hash of the folded word */
    uint32_t stem;
    float rarity;
    uint8_t kind;
    bool capital, start, stop, known_name, title, unknown;
    uint8_t digits; /* of a number */
    uint16_t small; /* value of a number below 1000, else 1000 */
};

struct scan {
    struct extractor *x;
    struct arena *a;
    struct str s, lang;
    size_t at;
    bool start; /* at the start of a sentence */
    char fold[WORD_BYTES_MOST + 4];
    size_t fold_n, head; /* bytes; of them before the first apostrophe, 0: none */
};

static void fold_put(struct scan *k, uint32_t rune)
{
    if (k->fold_n < WORD_BYTES_MOST)
        k->fold_n += utf8_encode(rune, k->fold + k->fold_n);
}

/* Takes one letter, digit or mark at `at` into the word; false where the word ends there. */
static bool take_rune(struct scan *k, size_t *at, bool *ret_capital, bool *ret_wide)
{
    unsigned char c = (unsigned char)k->s.p[*at];
    if (c < 0x80) {
        if (!is_alnum((char)c))
            return false;
        *ret_capital = is_upper((char)c);
        if (k->fold_n < WORD_BYTES_MOST)
            k->fold[k->fold_n++] = to_lower((char)c);
        ++*at;
        return true;
    }
    size_t next = *at;
    uint32_t rune = utf8_next(k->s, &next);
    enum text_class class = text_class(rune);
    if (class == TEXT_OTHER || class == TEXT_SPACE)
        return false;
    *ret_wide = class == TEXT_IDEOGRAPH || class == TEXT_COMPLEX;
    *ret_capital = text_is_upper(rune);
    uint32_t plain = text_plain_rune(rune);
    if (plain)
        fold_put(k, plain);
    *at = next;
    return true;
}

static bool apostrophe_at(struct str s, size_t at, size_t *ret_n)
{
    *ret_n = at < s.n && s.p[at] == '\'' ? 1 : 0;
    if (at + 2 < s.n && memcmp(s.p + at, "\xE2\x80\x99", 3) == 0)
        *ret_n = 3;
    return *ret_n > 0 && at + *ret_n < s.n && is_alpha(s.p[at + *ret_n]);
}

/* The stemmer of a language; that of the last one asked for is kept beside the English one. */
static struct stemmer *stemmer_of(struct extractor *x, struct str lang)
{
    if (str_eq(lang, STR("en")))
        return x->english;
    if (lang.n >= sizeof x->other_lang)
        return NULL;
    if (!str_eq(lang, str_c(x->other_lang))) {
        stemmer_free(x->other);
        memset(x->other_lang, 0, sizeof x->other_lang);
        memcpy(x->other_lang, lang.p, lang.n);
        x->other = stemmer_new(lang);
    }
    return x->other;
}

/* "I'm", "don't", "we've": a pronoun or an auxiliary with what it is drawn together with. It is no
 * name for its capital, and rare in news only because few people speak there. */
static bool is_drawn_together(const struct scan *k)
{
    static const char *const tails[] = {"m", "ve", "re", "ll", "d"};
    struct str head = str_of(k->fold, k->head),
               tail = str_from(str_of(k->fold, k->fold_n), k->head);
    if (k->head == 0 || !str_eq(k->lang, STR("en")))
        return false;
    bool is = str_eq(tail, STR("t")) && str_ends(head, STR("n")); /* "isn't", "won't" */
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        is |= str_eq(tail, str_c(tails[i])) && (head.n == 1 || text_is_stop(head, k->lang));
    return is;
}

/* Looks the stem up, or makes it. */
static void stem_token(struct scan *k, struct token *t)
{
    struct str word = str_of(k->fold, k->fold_n);
    uint64_t hash = str_hash(word);
    struct stem_row *row = &k->x->stems[hash >> (64 - STEMS_BITS)];
    t->word = (uint32_t)hash;
    if (!row->used || row->word != (hash ^ str_hash(k->lang))) {
        struct str stem = stemmer_stem(stemmer_of(k->x, k->lang), k->a, word);
        *row = (struct stem_row){.word = hash ^ str_hash(k->lang), .used = true};
        row->stem = (uint32_t)str_hash(stem);
        row->stop = text_is_stop(word, k->lang) || word.n < 2;
        row->rarity = (float)background_rarity(row->stem, &row->capital);
    }
    t->stem = row->stem;
    t->stop = row->stop || is_drawn_together(k);
    t->rarity = row->rarity;
    t->known_name = row->capital;
    t->unknown = (double)row->rarity >= rarity_unknown;
}

static void read_number(struct scan *k, size_t *at, struct token *t)
{
    unsigned value = 0;
    bool fraction = false;
    for (; *at < k->s.n; ++*at) {
        char c = k->s.p[*at];
        if (is_digit(c)) {
            k->fold[k->fold_n] = c;
            k->fold_n += k->fold_n < WORD_BYTES_MOST;
            t->digits = (uint8_t)(t->digits + (!fraction && t->digits < 200));
            value = !fraction && value < 1000 ? value * 10 + (unsigned)(c - '0') : value;
        } else if ((c == ',' || c == '.') && *at + 1 < k->s.n && is_digit(k->s.p[*at + 1])) {
            if (c == '.') {
                k->fold[k->fold_n] = '.';
                k->fold_n += k->fold_n < WORD_BYTES_MOST;
                fraction = true;
            }
        } else {
            break;
        }
    }
    t->kind = TOKEN_NUMBER;
    t->small = (uint16_t)(value < 1000 && !fraction ? value : 1000);
    t->word = t->stem = (uint32_t)str_hash(str_of(k->fold, k->fold_n));
    t->rarity = (float)rarity_unknown;
}

/* The next word or number; false at the end. */
static bool next_token(struct scan *k, struct token *t)
{
    bool capital = false, wide = false;
    k->fold_n = k->head = 0;
    size_t at = k->at;
    for (; at < k->s.n; at++) {
        char c = k->s.p[at];
        if (c & (char)0x80 || is_alnum(c))
            break;
        k->start |= c == '.' || c == '!' || c == '?' || c == '\n' || c == ':' || c == '"';
    }
    while (at < k->s.n) {
        size_t before = at;
        if (is_digit(k->s.p[at]) || take_rune(k, &at, &capital, &wide)) {
            *t = (struct token){.at = (uint32_t)before, .capital = capital, .start = k->start};
            break;
        }
        if (k->s.p[at] & (char)0x80) {
            uint32_t rune = utf8_next(k->s, &at);
            k->start |= rune == 0x201C || rune == 0x2026;
        } else {
            k->start |= k->s.p[at] == '.' || k->s.p[at] == '\n' || k->s.p[at] == '"';
            at++;
        }
    }
    if (at >= k->s.n && k->fold_n == 0) {
        k->at = at;
        return false;
    }
    if (is_digit(k->s.p[t->at])) {
        read_number(k, &at, t);
    } else {
        bool more = true, upper;
        while (more && !wide && at < k->s.n) {
            size_t skip, before = at;
            more = take_rune(k, &at, &upper, &wide);
            if (wide)
                at = before;
            if (!more && apostrophe_at(k->s, at, &skip)) {
                bool own = to_lower(k->s.p[at + skip]) == 's' &&
                           (at + skip + 1 >= k->s.n || !is_alnum(k->s.p[at + skip + 1]));
                at += skip + own;
                k->head = k->head || own ? k->head : k->fold_n;
                more = !own;
            }
        }
        stem_token(k, t);
    }
    t->end = (uint32_t)at;
    k->at = at;
    k->start = false;
    return true;
}

/* ---- the sketch ---- */

struct sketching {
    struct features *f;
    uint32_t run[SHINGLE];
    uint32_t at[STORY_SHINGLES_MOST]; /* number of the word where it begins */
};

static void sketch_put(struct sketching *k, uint32_t hash)
{
    struct features *f = k->f;
    size_t n = f->sketch_count;
    if (n == STORY_SHINGLES_MOST && hash >= f->sketch[n - 1])
        return;
    size_t i = n;
    while (i > 0 && f->sketch[i - 1] > hash)
        i--;
    if (i > 0 && f->sketch[i - 1] == hash)
        return;
    size_t last = n < STORY_SHINGLES_MOST ? n++ : n - 1;
    memmove(&f->sketch[i + 1], &f->sketch[i], (last - i) * sizeof f->sketch[0]);
    memmove(&k->at[i + 1], &k->at[i], (last - i) * sizeof k->at[0]);
    f->sketch[i] = hash;
    k->at[i] = f->words;
    f->sketch_count = (uint8_t)n;
}

static void sketch_word(struct sketching *k, uint32_t word)
{
    uint32_t *run = k->run, hash = 0;
    memmove(run, run + 1, (SHINGLE - 1) * sizeof run[0]);
    run[SHINGLE - 1] = word;
    if (++k->f->words < SHINGLE)
        return;
    for (int i = 0; i < SHINGLE; i++)
        hash = mix32(hash + (uint32_t)i, run[i]);
    sketch_put(k, hash & ~SKETCH_PLACE);
}

/* The low bits say in which eighth of the text the run stands. */
static void sketch_end(struct sketching *k)
{
    for (uint32_t i = 0; i < k->f->sketch_count; i++) {
        uint64_t eighth = (uint64_t)(k->at[i] - 1) * (SKETCH_PLACE + 1) / k->f->words;
        k->f->sketch[i] |= (uint32_t)eighth;
    }
}

/* ---- terms ---- */

struct row { /* a term while it is counted */
    uint32_t hash;
    float count, rarity, weight;
    uint32_t at, end;             /* where it stands with a capital, or first */
    uint16_t upper, inner, lower; /* with a capital; so inside a sentence; without */
    uint16_t bound;               /* with a capital beside a name that nobody knows */
    uint8_t flags;
    bool known_name, in_title_only, unknown;
};
struct counting {
    struct row *rows;
    size_t n;
    uint32_t *table;
};

static struct row *row_of(struct counting *c, uint32_t hash)
{
    uint32_t i = mix32(hash, 1) >> (32 - TABLE_BITS);
    while (c->table[i] && c->rows[c->table[i] - 1].hash != hash)
        i = (i + 1) & ((1u << TABLE_BITS) - 1);
    if (!c->table[i]) {
        if (c->n >= (1u << TABLE_BITS) * 3 / 4)
            return NULL;
        c->rows[c->n] = (struct row){.hash = hash};
        c->table[i] = (uint32_t)++c->n;
    }
    return &c->rows[c->table[i] - 1];
}

static void count_term(struct counting *c, const struct token *t, const struct token *last,
                       uint32_t hash, int flags, double much)
{
    struct row *r = row_of(c, hash);
    if (!r)
        return;
    if (r->count == 0) {
        r->at = last->at;
        r->end = t->end;
        r->rarity = t->rarity;
        r->known_name = t->known_name;
        r->unknown = t->unknown;
        r->in_title_only = true;
    }
    r->count += (float)much;
    r->flags |= (uint8_t)flags;
    if (t->title)
        return;
    if (r->in_title_only || (t->capital && r->upper == 0)) {
        r->at = last->at;
        r->end = t->end;
    }
    r->in_title_only = false;
    r->upper = (uint16_t)(r->upper + t->capital);
    r->inner = (uint16_t)(r->inner + (t->capital && !t->start));
    r->lower = (uint16_t)(r->lower + !t->capital);
}

static int month_of(struct str w)
{
    for (int m = 0; m < 12 && w.n >= 3; m++) {
        struct str name = str_c(month_names[m]);
        if (str_eq_fold(w, name) || ((w.n == 3 || w.n == 4) && w.n < name.n &&
                                     str_starts_fold(name, w) && is_upper(w.p[0])))
            return m + 1;
    }
    return 0;
}

static uint32_t date_hash(int month, unsigned day)
{
    return mix32(0xDA7Eu + (uint32_t)month, day);
}

/* Numbers: with a month a date, else with the word behind; a long one also alone. */
static void count_number(struct counting *c, struct str text, const struct token *v, size_t i,
                         size_t n, double much)
{
    const struct token *t = &v[i], *last = i > 0 ? t - 1 : NULL, *next = i + 1 < n ? t + 1 : NULL;
    int flags = TERM_NUMBER | (t->title ? TERM_TITLE : 0) | (much > 1 ? TERM_LEAD : 0);
    struct token with = *t;
    for (int side = 0; side < 2 && t->small >= 1 && t->small <= 31; side++) {
        const struct token *o = side ? next : last;
        int month =
            o && o->kind == TOKEN_WORD && o->capital ? month_of(str_sub(text, o->at, o->end)) : 0;
        if (!month)
            continue;
        with.end = o->end > t->end ? o->end : t->end;
        with.rarity = 6;
        count_term(c, &with, o->at < t->at ? o : t, date_hash(month, t->small), flags | TERM_DATE,
                   much);
        return;
    }
    bool year = t->digits == 4 && (text.p[t->at] == '1' || text.p[t->at] == '2');
    if (next && next->kind == TOKEN_WORD && !year && next->at - t->end < 3) {
        const struct token *unit =
            next->stop && i + 2 < n && v[i + 2].kind == TOKEN_WORD ? next + 1 : next;
        if (!unit->stop) {
            with.end = unit->end;
            with.rarity = unit->rarity * 0.5f + 5;
            count_term(c, &with, t, mix32(t->stem, unit->stem), flags, much);
        }
    }
    with = *t;
    with.rarity = year ? 4 : t->digits > 2 || t->small == 1000 ? 7.5f : t->digits == 2 ? 5 : 3;
    count_term(c, &with, t, t->stem ^ 0x5bd1e995u, flags, much);
}

/* Do word i and the one before it stand together with capitals? */
static bool is_pair(const struct token *v, size_t i)
{
    return i > 0 && v[i].capital && v[i - 1].capital && v[i].kind == TOKEN_WORD &&
           v[i - 1].kind == TOKEN_WORD && !v[i].stop && !v[i - 1].stop &&
           v[i].at - v[i - 1].end < 3;
}

/* "Port" of "Port Callis": a word that everybody knows as a part of a name that nobody does. */
static bool is_bound(const struct token *v, size_t i, size_t n)
{
    return !v[i].unknown && !v[i].title &&
           ((is_pair(v, i) && v[i - 1].unknown) ||
            (i + 1 < n && is_pair(v, i + 1) && v[i + 1].unknown));
}

static void count_terms(struct counting *c, struct str text, const struct token *v, size_t n,
                        bool title)
{
    for (size_t i = 0; i < n; i++) {
        const struct token *t = &v[i];
        double much = title || i < LEAD_WORDS ? 3 : i < LATE_WORDS ? 1 : 0.4;
        int flags = title ? TERM_TITLE : i < LEAD_WORDS ? TERM_LEAD : 0;
        if (t->kind == TOKEN_NUMBER) {
            count_number(c, text, v, i, n, much);
            continue;
        }
        if (t->stop)
            continue;
        count_term(c, t, t, t->stem, flags, much);
        if (is_bound(v, i, n)) {
            struct row *r = row_of(c, t->stem);
            if (r)
                r->bound++;
        }
        if (is_pair(v, i)) {
            struct token pair = *t;
            pair.rarity = (t->rarity + t[-1].rarity) / 2 - 1;
            pair.unknown = t->unknown || t[-1].unknown;
            count_term(c, &pair, t - 1, mix32(t[-1].stem, t->stem), flags | TERM_PAIR, much);
        }
    }
}

/* Gives each row its kind and weight. */
static void weigh_rows(struct counting *c, const struct rarity *rarity)
{
    double total = BACKGROUND_ARTICLES + own_weight * rarity->articles;
    for (size_t i = 0; i < c->n; i++) {
        struct row *r = &c->rows[i];
        bool number = r->flags & TERM_NUMBER;
        bool name = !number && r->lower == 0 && r->upper > 0 && (r->inner > 0 || r->known_name);
        if (name)
            r->flags |= TERM_NAME;
        bool capital = !number && r->lower == 0 && r->upper > 0; /* also where a sentence starts */
        if (r->unknown && (capital || r->flags & TERM_PAIR))
            r->flags |= TERM_UNKNOWN;
        if (capital && r->bound == r->upper)
            r->flags |= TERM_BOUND;
        double df = BACKGROUND_ARTICLES * exp(-r->rarity) +
                    (rarity->df ? own_weight * rarity->df[r->hash & ((1u << RARITY_BITS) - 1)] : 0);
        double idf = log((total + 1) / (df + 0.2));
        idf = idf < 0 ? 0 : idf;
        r->weight = (float)((r->count < 1 ? (double)r->count : 1 + log(r->count)) * idf);
    }
}

static int by_weight(const void *x, const void *y, void *ctx)
{
    const struct row *a = x, *b = y;
    (void)ctx;
    if (a->weight != b->weight)
        return a->weight < b->weight ? 1 : -1;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static int by_hash(const void *x, const void *y)
{
    const struct term *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

enum { DATES_MOST = 2 };

static bool labelled(const struct features *f, struct str name)
{
    for (uint32_t i = 0; i < f->label_count; i++)
        if (str_find(str_of(f->labels[i].p, f->labels[i].n), name) != SIZE_MAX)
            return true;
    return false;
}

/* A pair of names is part of a longer one as often as not: takes in the words with a capital beside
 * it, behind it first, as far as a label holds them. */
static void whole_name(struct str text, uint32_t *at, uint32_t *end)
{
    while (*end + 1 < text.n && text.p[*end] == ' ' && is_upper(text.p[*end + 1])) {
        size_t to = *end + 1;
        while (to < text.n &&
               (is_alnum(text.p[to]) || text.p[to] & (char)0x80 || text.p[to] == '-'))
            to++;
        if (to - *at > NAME_BYTES_MOST)
            break;
        *end = (uint32_t)to;
    }
    while (*at > 1 && text.p[*at - 1] == ' ') {
        size_t from = *at - 1;
        while (from > 0 && (is_alnum(text.p[from - 1]) || text.p[from - 1] & (char)0x80))
            from--;
        bool starts = from == 0 || text.p[from - 1] == '\n' ||
                      (from > 1 && text.p[from - 1] == ' ' && strchr(".!?\"", text.p[from - 2]));
        if (from == *at - 1u || !is_upper(text.p[from]) || starts || *end - from > NAME_BYTES_MOST)
            break;
        *at = (uint32_t)from;
    }
}

static void keep_label(struct str text, const struct row *r, struct features *f)
{
    uint32_t at = r->at, end = r->end;
    if (r->flags & TERM_PAIR)
        whole_name(text, &at, &end);
    struct str name = str_sub(text, at, end);
    if (str_ends(name, STR("'s")))
        name.n -= 2;
    else if (str_ends(name, STR("\xE2\x80\x99s")))
        name.n -= 4;
    if (name.n > NAME_BYTES_MOST || name.n < 2 || labelled(f, name))
        return;
    struct label *l = &f->labels[f->label_count++];
    *l = (struct label){.hash = r->hash, .n = (uint8_t)name.n};
    for (size_t k = 0; k < name.n; k++)
        l->p[k] = (unsigned char)name.p[k] <= ' ' ? ' ' : name.p[k];
}

/* Names as they are written, the weightiest: first those of two words and more, then the words that
 * are not in them; last a date or two. */
static void keep_labels(struct str text, const struct row *rows, size_t n, struct features *f)
{
    static const struct {
        uint8_t want, not ;
        uint32_t most;
    } rounds[] = {{TERM_PAIR, 0, NAMES_MOST / 2},
                  {TERM_NAME, TERM_PAIR, NAMES_MOST - DATES_MOST},
                  {TERM_DATE, 0, NAMES_MOST}};
    for (size_t k = 0; k < sizeof rounds / sizeof *rounds; k++)
        for (size_t i = 0; i < n && f->label_count < rounds[k].most; i++)
            if (rows[i].flags & rounds[k].want && !(rows[i].flags & rounds[k].not ) &&
                !rows[i].in_title_only)
                keep_label(text, &rows[i], f);
}

static void keep_terms(struct arena *a, struct str text, struct counting *c, struct features *f)
{
    sort_stable(a, c->rows, c->n, sizeof *c->rows, by_weight, NULL);
    size_t n = c->n < STORY_TERMS_MOST ? c->n : STORY_TERMS_MOST;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)c->rows[i].weight * c->rows[i].weight;
    for (size_t i = 0; i < n && sum > 0; i++) {
        double w = c->rows[i].weight / sqrt(sum) * 65535;
        f->terms[f->term_count++] = (struct term){
            .hash = c->rows[i].hash, .weight = (uint16_t)w, .flags = c->rows[i].flags};
    }
    keep_labels(text, c->rows, n, f);
    qsort(f->terms, f->term_count, sizeof f->terms[0], by_hash);
}

enum { LANG_BYTES = 500 /* looked at to tell the language */ };

static struct str lang_of(const struct story_doc *doc, struct str text)
{
    if (doc->reading && doc->reading->lang.n)
        return str_sub(doc->reading->lang, 0, 2);
    return str_c(text_lang(utf8_cut(text, LANG_BYTES)).code);
}

/* "PORT CALLIS, Nov 17 (Halvard) - At least": the place is the report's, day and agency are not:
 * all that an agency writes on a day has them. What is between place and dash; empty where there is
 * none. */
static struct span dateline_rest(struct str text)
{
    enum { DATELINE_MOST = 100, CAPITALS_LEAST = 3 };
    static const struct str dashes[] = {STR_INIT(" - "), STR_INIT(" \xE2\x80\x94 "),
                                        STR_INIT(" \xE2\x80\x93 "), STR_INIT(" -- ")};
    struct str head = str_sub(text, 0, DATELINE_MOST);
    size_t capitals = 0, dash = SIZE_MAX, place = 0;
    while (capitals < head.n && is_upper(head.p[capitals]))
        capitals++;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t at = str_find(head, dashes[i]);
        dash = at < dash ? at : dash;
    }
    if (capitals < CAPITALS_LEAST || dash == SIZE_MAX)
        return (struct span){0};
    while (place < dash && head.p[place] != ',' && head.p[place] != '(')
        place++;
    return (struct span){(uint32_t)place, (uint32_t)dash};
}

/* Goes on behind the line of the token where that is small print. *line_end: how far lines were
 * looked at. */
static bool skip_notice(struct scan *k, const struct token *t, size_t *line_end)
{
    if (t->at < *line_end)
        return false;
    size_t from = t->at, left = str_find_char(str_from(k->s, t->at), '\n');
    *line_end = left == SIZE_MAX ? k->s.n : t->at + left;
    while (from > 0 && k->s.p[from - 1] != '\n')
        from--;
    if (!is_notice(str_sub(k->s, from, *line_end)))
        return false;
    k->at = *line_end;
    k->start = true;
    return true;
}

void features_make(struct extractor *x, struct arena *a, const struct story_doc *doc,
                   const struct rarity *rarity, struct features *ret)
{
    struct str text = utf8_cut(doc->text, STORY_TEXT_MOST);
    struct str title = utf8_cut(doc->title, 1000);
    struct scan k = {.x = x, .a = a, .lang = lang_of(doc, text), .start = true};
    size_t room = text.n / 2 + 2 < TOKENS_MOST ? text.n / 2 + 2 : TOKENS_MOST, n = 0;
    struct token *v = arena_alloc(a, (room + 1) * sizeof *v), t;
    struct counting c = {.rows = arena_alloc(a, sizeof(struct row) << TABLE_BITS),
                         .table = arena_zalloc(a, sizeof(uint32_t) << TABLE_BITS)};
    struct sketching sketching = {.f = ret};
    const struct span dateline = dateline_rest(text);
    memset(ret, 0, sizeof *ret);
    size_t line_end = 0;
    k.s = text;
    while (next_token(&k, &t)) {
        if (skip_notice(&k, &t, &line_end))
            continue;
        sketch_word(&sketching, t.word);
        if (n < room && (t.at < dateline.at || t.at >= dateline.end))
            v[n++] = t;
    }
    sketch_end(&sketching);
    count_terms(&c, text, v, n, false);
    k.s = title;
    k.at = 0;
    struct token w[64];
    for (n = 0; n < 64 && next_token(&k, &w[n]); n++)
        w[n].title = true;
    count_terms(&c, title, w, n, true);
    weigh_rows(&c, rarity);
    keep_terms(a, text, &c, ret);
}
