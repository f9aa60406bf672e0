/* tokens.c: parts a text into sentences and tokens, as the Universal Dependencies English Web
 * Treebank does: clitics ("do|n't", "Ann|'s"), hyphens inside compounds, currency signs and units
 * are tokens of their own; addresses, decimal numbers, abbreviations and prefixed words
 * ("non-profit") stay whole.
 *
 * Tokens come first, by rules, a run between white space at a time. Then each gap between two
 * tokens of a paragraph is weighed: does a sentence end here? English asks a logistic model over
 * what stands around the gap (in the manner of Gillick 2009); other languages take the rules of
 * text/. Last come the marks that need both: quotations, datelines, credits and headings. */
#include "sense/internal.h"
#include "sense/model.h"

/* ---- characters ---- */

static uint32_t rune_at(struct str s, size_t at, size_t *ret_next)
{
    *ret_next = at;
    return at < s.n ? utf8_next(s, ret_next) : 0;
}

enum glyph { G_LETTER, G_DIGIT, G_APOS, G_HYPHEN, G_OTHER, G_WIDE };

static enum glyph glyph_of(uint32_t r)
{
    if (r == '\'' || r == 0x2019 || r == 0x2018)
        return G_APOS;
    if (r == '-' || r == 0x2010 || r == 0x2011)
        return G_HYPHEN;
    switch (text_class(r)) {
    case TEXT_LETTER:
    case TEXT_MARK: return G_LETTER;
    case TEXT_DIGIT: return G_DIGIT;
    case TEXT_IDEOGRAPH:
    case TEXT_COMPLEX: return G_WIDE;
    case TEXT_OTHER:
    case TEXT_SPACE: break;
    }
    return r == 0x200D || r == 0xAD || r == 0x200C ? G_LETTER : G_OTHER;
}

/* ---- the tokenizer ---- */

struct cutter {
    struct arena *a;
    struct str text;
    bool english;
    bool elides; /* "l'eau", "dell'acqua" */
    bool turkish;
    bool hebrew; /* 'יו"ר': a straight mark inside a word is gershayim */
    LIST(struct span) out;
};

static void put(struct cutter *c, size_t at, size_t end)
{
    if (at < end && c->out.n < SENSE_TOKENS_MOST)
        LIST_PUSH(c->a, &c->out, (struct span){(uint32_t)at, (uint32_t)end});
}

static bool is_url(struct str s)
{
    if (!memchr(s.p, '.', s.n) && !memchr(s.p, '/', s.n) && !memchr(s.p, '@', s.n))
        return false;
    size_t at = str_find_char(s, '@');
    if (str_find(s, STR("://")) != SIZE_MAX || str_starts_fold(s, STR("www.")))
        return true;
    if (at != SIZE_MAX && at > 0 && at + 3 < s.n && is_alnum(s.p[at - 1]) && is_alnum(s.p[at + 1]))
        return true;
    static const char *const ends[] = {".com",  ".org", ".net", ".gov", ".edu", ".co.uk",
                                       ".html", ".htm", ".doc", ".xls", ".pdf", ".jpg"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct str e = str_c(ends[i]);
        if (s.n > e.n && is_alnum(s.p[s.n - e.n - 1]) && str_eq_fold(str_from(s, s.n - e.n), e))
            return true;
    }
    return false;
}

static bool is_emoticon(struct str s)
{
    static const char *const list[] = {":)",  ":(", ":-)", ":-(", ";)", ";-)", ":D",
                                       ":-D", ":P", ":p",  "=)",  "(:", "<3",  "^_^",
                                       ":/",  ":o", ":|",  "XD",  ":'("};
    if (s.p[0] != 'X' && (is_alnum(s.p[0]) || (unsigned char)s.p[0] >= 0x80))
        return false;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eq(s, str_c(list[i])))
            return true;
    return false;
}

/* Prefixes that a hyphen does not part from their word. */
static bool is_prefix(struct str w)
{
    static const char *const list[] = {"non",   "pre", "post", "co",    "anti", "pro",     "ex",
                                       "re",    "mid", "semi", "e",     "un",   "inter",   "intra",
                                       "ultra", "sub", "mini", "micro", "neo",  "counter", "vice",
                                       "de",    "bi",  "tri",  "mega",  "meta", "tele",    "trans"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eq_fold(w, str_c(list[i])))
            return true;
    return false;
}

/* Letters behind digits that are a unit of their own: "5pm". */
static bool is_glued_unit(struct str w)
{
    static const char *const list[] = {"am",  "pm",  "km", "kg",  "mg",   "mm",  "cm", "lb",
                                       "lbs", "hrs", "hr", "mph", "mins", "min", "bn", "m",
                                       "k",   "mb",  "gb", "ft",  "ml",   "yrs"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eq_fold(w, str_c(list[i])))
            return w.n > 1;
    return false;
}

static bool is_abbreviation(const struct cutter *c, struct str w)
{
    /* Words that are common without their full stop end a sentence rather. */
    static const char *const words[] = {"no",  "sun", "mar", "may", "wed",  "sat",  "in", "art",
                                        "gen", "min", "cal", "ill", "wash", "mass", "ok", "ore",
                                        "sec", "pp",  "col", "fig", "me",   "la",   "pa", "md",
                                        "ind", "ga",  "mo",  "va",  "tex",  "hon"};
    if (!text_is_abbreviation(w, c->english ? STR("en") : STR("")))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(w, str_c(words[i])))
            return false;
    return true;
}

/* Where a word of another language is parted at its apostrophe: behind "l'", "dell'", before "'nda"
 * of "Ankara'nda"; 0 where it is not. */
static size_t parting(const struct cutter *c, struct str w)
{
    static const char *const elided[] = {
        "l",      "d",     "qu",   "j",    "n",    "s",     "c",    "m",  "t",     "un",
        "dell",   "all",   "dall", "nell", "sull", "quell", "coll", "gl", "jusqu", "lorsqu",
        "puisqu", "quest", "sant", "bell", "tutt", "cent",  "com",  NULL};
    size_t curly = str_find(w, STR("’")), at = str_find_char(w, '\'');
    size_t mark = at < curly ? 1 : 3;
    at = at < curly ? at : curly;
    if (at == SIZE_MAX || at == 0 || at + mark >= w.n)
        return 0;
    if (c->turkish)
        return at;
    for (size_t i = 0; c->elides && elided[i]; i++)
        if (str_eq_fold(str_sub(w, 0, at), str_c(elided[i])))
            return at + mark;
    return 0;
}

/* Cuts the clitics off a word [at, end) and puts its pieces. */
static void put_word(struct cutter *c, size_t at, size_t end)
{
    struct str w = str_sub(c->text, at, end);
    bool marked = memchr(w.p, '\'', w.n) || memchr(w.p, 0xE2, w.n);
    size_t parted = marked && !c->english ? parting(c, w) : 0;
    if (parted) {
        put(c, at, at + parted);
        put(c, at + parted, end);
        return;
    }
    if (c->english && w.n > 2) {
        static const char *const clitics[] = {"n't", "n’t", "'s",  "’s", "'ll", "’ll", "'ve",
                                              "’ve", "'re", "’re", "'m", "’m",  "'d",  "’d"};
        for (size_t i = 0; marked && i < sizeof clitics / sizeof *clitics; i++) {
            struct str k = str_c(clitics[i]);
            if (w.n > k.n && str_eq_fold(str_from(w, w.n - k.n), k)) {
                put_word(c, at, end - k.n); /* at most "they'd've": two deep */
                put(c, end - k.n, end);
                return;
            }
        }
        static const struct {
            const char *word;
            size_t cut;
        } fused[] = {{"cannot", 3}, {"gonna", 3}, {"wanna", 3}, {"gotta", 3}, {"dont", 2},
                     {"doesnt", 4}, {"didnt", 3}, {"isnt", 2},  {"wont", 2},  {"couldnt", 5}};
        for (size_t i = 0; i < sizeof fused / sizeof *fused; i++)
            if (to_lower(w.p[0]) == fused[i].word[0] && str_eq_fold(w, str_c(fused[i].word))) {
                put(c, at, at + fused[i].cut);
                put(c, at + fused[i].cut, end);
                return;
            }
    }
    put(c, at, end);
}

/* Reads a run of letters, marks, digits with what joins inside; returns its end. */
static size_t word_end(const struct cutter *c, size_t at, size_t limit)
{
    size_t end = at, next;
    uint32_t r = rune_at(c->text, at, &next);
    enum glyph last = glyph_of(r), g;
    size_t letters = 0; /* since the last full stop */
    for (; end < limit; end = next, last = g == G_APOS || g == G_HYPHEN ? last : g) {
        r = rune_at(c->text, end, &next);
        g = glyph_of(r);
        if (g == G_LETTER || g == G_DIGIT) {
            letters++;
            continue;
        }
        if (end == at || next >= limit)
            break;
        size_t after;
        enum glyph ahead = glyph_of(rune_at(c->text, next, &after));
        if ((g == G_APOS || (r == '"' && c->hebrew)) && ahead == G_LETTER && last == G_LETTER)
            continue;
        if ((r == ',' || r == ':' || r == '/' || r == '.') && last == G_DIGIT && ahead == G_DIGIT)
            continue;
        if (r == '.' && ahead == G_LETTER && letters == 1 && last == G_LETTER) {
            letters = 0;
            continue;
        }
        if ((r == '&' || r == '_') && (ahead == G_LETTER || ahead == G_DIGIT) &&
            (letters <= 3 || r == '_'))
            continue;
        break;
    }
    return end;
}

static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (is_digit(s.p[i]))
            return true;
    return false;
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i]))
            return false;
    return s.n > 0;
}

/* A hyphen at `at`, between the word [from, at) and more: does it join? Sets the end of the whole.
 */
static bool hyphen_joins(const struct cutter *c, size_t from, size_t at, size_t limit,
                         size_t *ret_end)
{
    size_t next;
    rune_at(c->text, at, &next);
    if (next >= limit)
        return false;
    size_t end = word_end(c, next, limit);
    if (end == next)
        return false;
    struct str before = str_sub(c->text, from, at), behind = str_sub(c->text, next, end);
    *ret_end = end;
    if (!c->english)
        return true;
    /* Telephone numbers: "555-0100", "212-555-0100". */
    bool more = end < limit && c->text.p[end] == '-';
    struct str tail = before.n > 4 ? str_from(before, before.n - 3) : before;
    if (all_digits(tail) && all_digits(behind) && tail.n == 3)
        return behind.n == 4 || (behind.n == 3 && more);
    if (has_digit(before) || has_digit(behind))
        return false;
    return is_prefix(before);
}

/* Puts digits with a glued unit as two tokens; returns false where [at, end) is none. */
static bool put_unit(struct cutter *c, size_t at, size_t end)
{
    size_t i = at;
    while (i < end && (is_digit(c->text.p[i]) || c->text.p[i] == ':' || c->text.p[i] == '.'))
        i++;
    if (!c->english || i == at || i == end || !is_glued_unit(str_sub(c->text, i, end)))
        return false;
    put(c, at, i);
    put(c, i, end);
    return true;
}

/* A word at `at`; returns behind it. */
static size_t take_word(struct cutter *c, size_t at, size_t limit)
{
    size_t end = word_end(c, at, limit), next, more;
    while (end < limit && glyph_of(rune_at(c->text, end, &next)) == G_HYPHEN &&
           hyphen_joins(c, at, end, limit, &more))
        end = more;
    /* A full stop that belongs to an abbreviation or initial. */
    struct str w = str_sub(c->text, at, end);
    if (end < limit && c->text.p[end] == '.' && (end + 1 == limit || c->text.p[end + 1] != '.')) {
        bool dotted = str_find_char(w, '.') != SIZE_MAX && !is_digit(w.p[0]) && w.n <= 7;
        bool final = str_eq_fold(w, STR("etc")) && end + 1 == limit &&
                     (end + 1 == c->text.n || c->text.p[end + 1] == '\n');
        bool initial = w.n == 1 && is_upper(w.p[0]) && !(w.p[0] == 'I' && c->english);
        if (!final && (dotted || initial || is_abbreviation(c, w))) {
            put(c, at, end + 1);
            return end + 1;
        }
    }
    /* "and/or" is three tokens, "w/" and "b/c" are one. */
    if (end < limit && c->text.p[end] == '/' && w.n == 1 && is_alpha(w.p[0]) && end + 2 <= limit &&
        (end + 1 == limit ||
         (is_alpha(c->text.p[end + 1]) && (end + 2 == limit || !is_alnum(c->text.p[end + 2]))))) {
        end = end + 1 == limit ? end + 1 : end + 2;
        put(c, at, end);
        return end;
    }
    if (!put_unit(c, at, end))
        put_word(c, at, end);
    return end;
}

/* Signs at `at`: equal ones stick together, as do mixed ! and ?; returns behind them. */
static size_t take_signs(struct cutter *c, size_t at, size_t limit)
{
    size_t next, end;
    uint32_t first = rune_at(c->text, at, &end);
    bool sticks = first == '.' || first == '-' || first == '*' || first == '=' || first == '_' ||
                  first == '!' || first == '?' || first == '<' || first == '>' || first == '~' ||
                  first == '+' || first == '#' || first == '`' || first == '\'' ||
                  first == 0x2019 || first == 0x2018 || first == '$' || first == 0x2026;
    while (end < limit && sticks) {
        uint32_t r = rune_at(c->text, end, &next);
        bool ends = first == '!' || first == '?' || first == '.';
        if (r != first && !(ends && (r == '!' || r == '?' || r == '.')))
            break;
        end = next;
    }
    put(c, at, end);
    return end;
}

/* "'s", "'90s", "#tag", "@name": signs that begin a word; 0 where `at` is none. */
static size_t take_marked(struct cutter *c, size_t at, size_t limit)
{
    size_t next, after;
    uint32_t r = rune_at(c->text, at, &next);
    enum glyph ahead = next < limit ? glyph_of(rune_at(c->text, next, &after)) : G_OTHER;
    if ((r == '#' || r == '@') && ahead == G_LETTER) {
        size_t end = word_end(c, next, limit);
        put(c, at, end);
        return end;
    }
    if (glyph_of(r) == G_APOS && ahead == G_DIGIT) {
        size_t end = word_end(c, next, limit);
        if (end - next == 2 || end - next == 3) {
            put(c, at, end);
            return end;
        }
    }
    if (glyph_of(r) == G_APOS && c->english && ahead == G_LETTER) {
        size_t end = word_end(c, next, limit);
        struct str w = str_sub(c->text, next, end);
        bool clitic = str_eq_fold(w, STR("s")) || str_eq_fold(w, STR("ll")) ||
                      str_eq_fold(w, STR("ve")) || str_eq_fold(w, STR("re")) ||
                      str_eq_fold(w, STR("m")) || str_eq_fold(w, STR("d")) ||
                      str_eq_fold(w, STR("em"));
        if (clitic) {
            put(c, at, end);
            return end;
        }
    }
    return 0;
}

/* Tokens of one run without white space. */
static void cut_run(struct cutter *c, size_t at, size_t limit)
{
    struct str run = str_sub(c->text, at, limit);
    if (c->english && run.n <= 4 && is_emoticon(run)) {
        put(c, at, limit);
        return;
    }
    if (run.n > 5 && is_url(run)) {
        while (at < limit && str_find_char(STR("([<\"'"), c->text.p[at]) != SIZE_MAX) {
            put(c, at, at + 1);
            at++;
        }
        size_t end = limit;
        while (end > at && str_find_char(STR(".,;:!?)]>\"'"), c->text.p[end - 1]) != SIZE_MAX)
            end--;
        if (is_url(str_sub(c->text, at, end))) {
            put(c, at, end);
            at = end;
        }
    }
    while (at < limit) {
        size_t next;
        uint32_t r = rune_at(c->text, at, &next);
        enum glyph g = glyph_of(r);
        size_t marked = g == G_LETTER || g == G_DIGIT ? 0 : take_marked(c, at, limit);
        if (marked) {
            at = marked;
        } else if (g == G_LETTER || g == G_DIGIT) {
            at = take_word(c, at, limit);
        } else if (g == G_WIDE) {
            put(c, at, next); /* one character a token, where no spaces part words */
            at = next;
        } else {
            at = take_signs(c, at, limit);
        }
    }
}

/* ---- filling in a token ---- */

static struct str normal(struct arena *a, struct str s)
{
    bool plain = true, upper = false;
    for (size_t i = 0; i < s.n; i++) {
        plain &= (unsigned char)s.p[i] < 0x80;
        upper |= is_upper(s.p[i]);
    }
    if (plain)
        return upper ? str_lower(a, s) : s;
    struct str f = text_fold(a, s);
    if (str_find(f, STR("’")) == SIZE_MAX && str_find(f, STR("‘")) == SIZE_MAX)
        return f;
    struct buf b;
    buf_arena(&b, a, f.n + 1);
    for (size_t at = 0; at < f.n;) {
        uint32_t r = utf8_next(f, &at);
        buf_rune(&b, r == 0x2019 || r == 0x2018 ? '\'' : r);
    }
    return buf_str(&b);
}

void sense_token_fill(struct arena *a, struct str text, struct sense_token *t)
{
    struct str s = span_str(text, t->span);
    unsigned letters = 0, uppers = 0, digits = 0;
    bool first_upper = false;
    for (size_t at = 0; at < s.n;) {
        size_t was = at;
        uint32_t r = utf8_next(s, &at);
        enum text_class c = text_class(r);
        bool up = (c == TEXT_LETTER) && text_is_upper(r);
        first_upper |= was == 0 && up;
        letters += c == TEXT_LETTER || c == TEXT_IDEOGRAPH || c == TEXT_COMPLEX;
        uppers += up;
        digits += c == TEXT_DIGIT;
    }
    t->flags =
        (uint16_t)((first_upper ? TOK_CAP : 0) |
                   (letters >= 2 && uppers == letters ? TOK_UPPER : 0) | (digits ? TOK_DIGIT : 0) |
                   (letters ? TOK_ALPHA : 0) | (!letters && !digits ? TOK_PUNCT : 0));
    t->norm = normal(a, s);
    t->lemma = t->stem = t->norm;
    t->hash = str_hash(t->norm);
    t->cluster = sense_cluster_of(t->hash);
    t->chunk = t->name = -1;
}

/* ---- sentences: the model ---- */

static uint64_t word_hash(const struct sense_doc *d, int64_t i)
{
    return i < 0 || i >= (int64_t)d->token_count ? 7 : d->tokens[i].hash;
}

static const struct {
    uint32_t rune;
    uint8_t one, many; /* a single one, a run */
} mark_sorts[] = {
    {'.', 2, 1},    {'!', 3, 3},    {'?', 4, 4},    {',', 5, 5},      {';', 18, 18},
    {':', 6, 6},    {'-', 8, 7},    {'(', 10, 10},  {'[', 19, 19},    {')', 11, 11},
    {']', 11, 11},  {'*', 13, 13},  {'=', 13, 13},  {'_', 13, 13},    {0x2026, 1, 1},
    {0x201C, 9, 9}, {0x2018, 9, 9}, {0xAB, 9, 9},   {0x201D, 15, 15}, {0x2019, 15, 15},
    {0xBB, 15, 15}, {0x2013, 7, 7}, {0x2014, 7, 7}, {0x2022, 13, 13},
};

enum { SORT_OPENS = 9 }; /* an opening quotation mark */

/* A rough sort of token: what matters for ending and beginning sentences. */
static unsigned sort_of(const struct sense_doc *d, int64_t i)
{
    if (i < 0 || i >= (int64_t)d->token_count)
        return 0;
    const struct sense_token *t = &d->tokens[i];
    struct str s = span_str(d->text, t->span);
    if (t->flags & TOK_PUNCT) {
        size_t at = 0;
        uint32_t r = utf8_next(s, &at);
        if (r == '"' || r == '\'' || r == '`') {
            bool before = i > 0 && !(d->tokens[i - 1].flags & TOK_SPACE_AFTER);
            bool after = !(t->flags & TOK_SPACE_AFTER);
            return before == after ? 16 : before ? 15 : SORT_OPENS;
        }
        for (size_t k = 0; k < sizeof mark_sorts / sizeof *mark_sorts; k++)
            if (mark_sorts[k].rune == r)
                return s.n > at ? mark_sorts[k].many : mark_sorts[k].one;
        return r >= 0x80 ? 12 : 14;
    }
    unsigned k = t->flags & TOK_UPPER   ? 20
                 : t->flags & TOK_CAP   ? (s.n == 1 ? 21 : 22)
                 : t->flags & TOK_ALPHA ? (t->flags & TOK_DIGIT ? 23 : 24)
                                        : 25;
    return k * 2 + (s.n > 1 && s.p[s.n - 1] == '.');
}

/* What is known while sentences are found from left to right. */
struct gap_state {
    uint32_t since;    /* tokens since the sentence began */
    unsigned brackets; /* open ones in this sentence */
    bool quote;        /* a straight double quotation mark is open */
    bool last_end;     /* the paragraph has had a . ! ? */
    unsigned paragraph_tokens;
};

enum { GAP_FEATURES = 40 };

/* Features of the gap behind token i; returns their number. */
static size_t gap_features(const struct sense_doc *d, uint32_t i, const struct gap_state *g,
                           uint64_t f[GAP_FEATURES])
{
    size_t n = 0;
    const struct sense_token *t = &d->tokens[i], *u = &d->tokens[i + 1];
    int64_t k = i;
    unsigned s0 = sort_of(d, k), s1 = sort_of(d, k + 1), p1 = sort_of(d, k - 1),
             s2 = sort_of(d, k + 2);
    unsigned space = u->span.at > t->span.end;
    bool stop1 = (u->flags & TOK_STOP) != 0;
    unsigned len = g->since < 3    ? g->since
                   : g->since < 6  ? 3
                   : g->since < 12 ? 4
                   : g->since < 25 ? 5
                                   : 6;
    unsigned width = t->span.end - t->span.at > 3 ? 3 : t->span.end - t->span.at;
#define F(id, v) f[n++] = sense_feature((id), (uint64_t)(v))
    F(1, 1);
    F(2, s0 * 64 + s1);
    F(3, word_hash(d, k));
    F(4, word_hash(d, k + 1));
    F(5, (s0 * 64 + s1) * 64 + p1);
    F(6, (s0 * 64 + s1) * 64 + s2);
    F(7, word_hash(d, k) ^ (s1 * 977));
    F(8, word_hash(d, k + 1) ^ (s0 * 977));
    F(9, word_hash(d, k - 1) ^ (s0 * 977));
    F(10, word_hash(d, k - 1) ^ (s0 * 977) ^ (s1 * 7919));
    F(11, ((s0 * 64 + s1) * 2 + space) * 2 + stop1);
    F(12, (s0 * 64 + s1) * 8 + len);
    F(13, ((s0 * 64 + s1) * 2 + g->quote) * 4 + (g->brackets > 2 ? 3 : g->brackets));
    F(14, (s0 * 4 + g->last_end * 2 + stop1) * 64 + s1);
    F(15, word_hash(d, k) ^ (word_hash(d, k + 1) * 31));
    F(16, word_hash(d, k + 1) ^ (word_hash(d, k + 2) * 31) ^ s0);
    F(17, ((s0 * 64 + s1) * 64 + s2) * 64 + sort_of(d, k + 3));
    F(18, ((s0 * 64 + s1) * 64 + p1) * 64 + sort_of(d, k - 2));
    F(19, (s0 * 64 + s1) * 4 + width);
    F(20, g->last_end * 4096u + s0 * 64 + s1 + 8192u * (len > 4));
    F(21, word_hash(d, k + 2) ^ (s1 * 977) ^ (s0 * 7919));
    if ((u->flags & TOK_CAP) && i + 2 < d->token_count) {
        /* A word that has no capital elsewhere, or has one always? */
        unsigned usual = u->cluster.caps, more = d->tokens[i + 2].flags & TOK_CAP;
        unsigned before = (t->flags & TOK_CAP) | t->cluster.caps * 2u;
        F(22, (stop1 * 2u + more) * 64 + s0);
        F(23, ((usual * 2 + more) * 64 + s0) * 64 + s2);
        F(24, (usual * 16 + before) * 64 + s0);
        F(25, usual * 64 + s0);
    }
#undef F
    return n;
}

static void gap_step(struct gap_state *g, const struct sense_doc *d, uint32_t i, bool ended)
{
    const struct sense_token *t = &d->tokens[i];
    char c = d->text.p[t->span.at];
    g->since++;
    if (c == '(' || c == '[')
        g->brackets++;
    if ((c == ')' || c == ']') && g->brackets)
        g->brackets--;
    if (c == '"')
        g->quote = !g->quote;
    g->last_end |= c == '.' || c == '!' || c == '?';
    if (ended) {
        g->since = 0;
        g->brackets = 0;
    }
}

static bool ends_mark(const struct sense_doc *d, uint32_t i)
{
    char c = d->text.p[d->tokens[i].span.end - 1];
    return c == '.' || c == '!' || c == '?' || sort_of(d, i) == 1;
}

/* Could a sentence end behind token i at all? The model is asked only then. */
static bool gap_possible(const struct sense_doc *d, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i], *u = &d->tokens[i + 1];
    unsigned s0 = sort_of(d, i);
    bool space = u->span.at > t->span.end;
    bool mark = (t->flags & TOK_PUNCT) != 0 || (d->text.p[t->span.end - 1] == '.');
    if (!space)
        return mark && s0 != 5 && s0 != 8 && s0 != 9 && s0 != 10 && s0 != 19;
    /* In edited text a colon ends a line or nothing; behind a bracket a sentence ends where one
     * ended before it closed. */
    if (sense_norm_is(d, i, STR(":")) || (s0 == 11 && i > 0 && !ends_mark(d, i - 1)))
        return false;
    if (mark)
        return s0 != 10;
    unsigned s1 = sort_of(d, i + 1);
    /* "Explorer 6" */
    bool numbered = (u->flags & TOK_DIGIT) && (t->flags & TOK_CAP) && u->norm.n <= 2;
    return (u->flags & (TOK_CAP | TOK_PUNCT | TOK_DIGIT)) != 0 && !numbered && s1 != 10 && s1 != 19;
}

/* How the text between two tokens parts them. */
enum gap { GAP_NONE, GAP_LINE, GAP_PARAGRAPH };
enum { WRAPPED_LINE = 45 };

static enum gap gap_between(const struct sense_doc *d, uint32_t i)
{
    size_t from = d->tokens[i].span.end, to = d->tokens[i + 1].span.at, lines = 0;
    for (size_t at = from; at < to; at++)
        lines += d->text.p[at] == '\n';
    if (lines != 1)
        return lines ? GAP_PARAGRAPH : GAP_NONE;
    size_t end = from + str_find_char(str_from(d->text, from), '\n'), line = end;
    while (line > 0 && end - line < WRAPPED_LINE && d->text.p[line - 1] != '\n')
        line--;
    char c = d->text.p[to];
    if (is_lower(c))
        return GAP_NONE;
    return c == '*' || c == '-' || end - line < WRAPPED_LINE ? GAP_LINE : GAP_NONE;
}

static void end_sentence(struct sense_doc *d, uint32_t from, uint32_t to, uint32_t paragraph)
{
    struct sense_sentence *s = &d->sentences[d->sentence_count];
    *s = (struct sense_sentence){.span = sense_span(d, from, to),
                                 .from = from,
                                 .to = to,
                                 .paragraph = paragraph,
                                 .body_from = from};
    for (uint32_t i = from; i < to; i++)
        d->tokens[i].sentence = (uint32_t)d->sentence_count;
    d->tokens[from].flags |= TOK_FIRST;
    d->sentence_count++;
}

static bool is_month(struct str norm)
{
    for (int i = 0; norm.n && i < 12; i++)
        if (to_lower(month_names[i][0]) == norm.p[0] && str_eq_fold(norm, str_c(month_names[i])))
            return true;
    return false;
}

static bool is_weekday(struct str norm)
{
    for (int i = 0; norm.n && i < 7; i++)
        if (to_lower(weekday_names[i][0]) == norm.p[0] &&
            str_eq_fold(norm, str_c(weekday_names[i])))
            return true;
    return false;
}

/* Is the rest of the paragraph from token i a date alone: "Monday, March 3, 2014"? */
static bool date_alone(const struct sense_doc *d, uint32_t i)
{
    enum { DATE_TOKENS = 6 };
    bool month = false, digits = false;
    if (!is_weekday(d->tokens[i].norm) && !is_month(d->tokens[i].norm))
        return false;
    for (uint32_t k = i; k < i + DATE_TOKENS && k < d->token_count; k++) {
        const struct sense_token *t = &d->tokens[k];
        month |= is_month(t->norm);
        digits |= (t->flags & TOK_DIGIT) != 0;
        if (!is_month(t->norm) && !is_weekday(t->norm) && !(t->flags & TOK_DIGIT) &&
            !str_eq(t->norm, STR(",")))
            return false;
        if (k + 1 == d->token_count || gap_between(d, k) == GAP_PARAGRAPH)
            return month && digits;
    }
    return false;
}

static bool is_dash(struct str s)
{
    return str_eq(s, STR("-")) || str_eq(s, STR("--")) || str_eq(s, STR("–")) ||
           str_eq(s, STR("—")) || str_eq(s, STR("―"));
}

/* "Monday, March 3, 2014" before a capital: 6 tokens, or 0. */
static uint32_t leading_date(const struct sense_doc *d, uint32_t i)
{
    if (i + 6 >= d->token_count || !is_weekday(d->tokens[i].norm) ||
        !sense_norm_is(d, i + 1, STR(",")) || !is_month(d->tokens[i + 2].norm) ||
        !(d->tokens[i + 3].flags & TOK_DIGIT) || !sense_norm_is(d, i + 4, STR(",")) ||
        d->tokens[i + 5].norm.n != 4 || !(d->tokens[i + 5].flags & TOK_DIGIT) ||
        !(d->tokens[i + 6].flags & TOK_CAP))
        return 0;
    return 6;
}

/* How many tokens from `first`, the first of a paragraph, are a dateline ("ANKARA, March 3 (Agency)
 * -"); 0 where none stands there. */
static uint32_t dateline(const struct sense_doc *d, uint32_t first)
{
    enum { LOOK = 18 };
    const struct sense_token *t = &d->tokens[first];
    if (leading_date(d, first))
        return 6;
    bool upper = (t->flags & TOK_UPPER) && t->norm.n >= 3, bracket = false, agency = false,
         comma = false;
    if (!(t->flags & TOK_CAP))
        return 0;
    for (uint32_t i = first; i + 1 < d->token_count && i < first + LOOK; i++) {
        t = &d->tokens[i];
        struct str w = sense_token_str(d, i);
        bool spaced = i > first && (d->tokens[i - 1].flags & t->flags & TOK_SPACE_AFTER);
        if (gap_between(d, i) == GAP_PARAGRAPH)
            return 0;
        if (is_dash(w) && !bracket &&
            (spaced || (agency && i > first && (d->tokens[i - 1].flags & TOK_PUNCT))))
            return upper || agency || comma ? i + 1 - first : 0;
        comma |= str_eq(w, STR(","));
        if (str_eq(w, STR("(")))
            bracket = agency = true;
        else if (str_eq(w, STR(")")))
            bracket = false;
        else if (upper && str_eq(w, STR(":")) && i <= first + 3)
            return i + 1 - first; /* "NEW DELHI: The ..." */
        else if (!bracket && !(t->flags & (TOK_CAP | TOK_DIGIT | TOK_PUNCT)) &&
                 !str_eq(w, STR("of")))
            return 0;
        else if (w.p[0] == '"' || w.p[0] == '.' || w.p[0] == '?' || w.p[0] == '!')
            return 0;
    }
    return 0;
}

/* Is it a word that seldom has a capital but at the beginning of a sentence? */
static bool is_beginner(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {
        "the",   "he",    "she",     "it", "in",  "on",   "but",  "they",  "this",  "that",
        "we",    "and",   "at",      "as", "for", "his",  "her",  "there", "these", "when",
        "while", "after", "however", "if", "its", "some", "both", NULL};
    return (d->tokens[i].flags & TOK_CAP) && sense_norm_in(d, i, words);
}

/* Does the paragraph end with a mark that ends sentences, as headings do not? */
static bool paragraph_stops(const struct sense_doc *d, uint32_t i)
{
    enum { LOOK = 80 };
    for (uint32_t k = i; k < d->token_count && k < i + LOOK; k++)
        if (k + 1 == d->token_count || gap_between(d, k) != GAP_NONE)
            return ends_mark(d, k);
    return true;
}

/* The full stop is missing: "... is getting better We have ...", behind a caption that ends in a
 * name: "... Nina Jones In the west ...". */
static bool stop_missing(const struct sense_doc *d, uint32_t i)
{
    static const char *const places[] = {"in", "on", "at", NULL};
    const struct sense_token *t = &d->tokens[i];
    if (!(t->flags & TOK_ALPHA) || i + 2 >= d->token_count || !is_beginner(d, i + 1) ||
        (d->tokens[i + 1].flags & TOK_UPPER) ||
        (d->tokens[i + 2].flags & (TOK_ALPHA | TOK_CAP)) != TOK_ALPHA)
        return false;
    return !(t->flags & TOK_CAP) || (sense_norm_in(d, i + 1, places) && paragraph_stops(d, i));
}

/* An abbreviation that may end a sentence ("U.S.", "p.m.", "Inc.") before a word that seldom stands
 * behind it with a capital otherwise. */
static bool abbreviation_ends(const struct sense_doc *d, uint32_t i)
{
    static const char *const titles[] = {"mr.",  "mrs.", "ms.", "dr.",  "st.",  "gen.",  "sen.",
                                         "rep.", "gov.", "lt.", "col.", "sgt.", "capt.", "prof.",
                                         "no.",  "vs.",  "v.",  "mt.",  NULL};
    const struct sense_token *t = &d->tokens[i];
    return t->norm.n > 2 && t->norm.p[t->norm.n - 1] == '.' && is_alpha(t->norm.p[0]) &&
           is_beginner(d, i + 1) && !sense_norm_in(d, i, titles);
}

/* A mark that begins a line of a list. */
static bool bullet(const struct sense_doc *d, uint32_t i)
{
    static const char *const marks[] = {"•", "·", "●", "▪", "◦", "‣", "*", "-", "–", NULL};
    return (d->tokens[i].flags & TOK_PUNCT) && sense_norm_in(d, i, marks) &&
           (i == 0 || gap_between(d, i - 1) != GAP_NONE);
}

/* Is the rest of the paragraph from a dash on who said what stands before it: "- Nina Jones"? */
static bool signature(const struct sense_doc *d, uint32_t i)
{
    enum { SIGNATURE_TOKENS = 8 };
    uint32_t k = i + 1;
    if (!is_dash(sense_token_str(d, i)) || k >= d->token_count || !(d->tokens[k].flags & TOK_CAP))
        return false;
    for (; k < d->token_count && k <= i + SIGNATURE_TOKENS; k++) {
        const struct sense_token *t = &d->tokens[k];
        bool link = (t->flags & TOK_STOP) || sense_norm_is(d, k, STR(","));
        if (!link && !(t->flags & (TOK_CAP | TOK_DIGIT)))
            return false;
        if (k + 1 == d->token_count || gap_between(d, k) != GAP_NONE)
            return k > i + 1;
    }
    return false;
}

/* What needs no weighing: a date that ends a headline's line, a credit of a picture, a dateline. 1
 * ends, -1 does not, 0 is to be asked. */
static int plain_gap(const struct sense_doc *d, uint32_t i, uint32_t dateline_end)
{
    static const char *const credits[] = {"image",  "photo",      "photograph", "picture",
                                          "credit", "file photo", NULL};
    if (dateline_end && i + 1 <= dateline_end)
        return i + 1 == dateline_end ? 1 : -1;
    if (i + 2 < d->token_count &&
        (sense_norm_is(d, i + 2, STR(":")) || sense_norm_is(d, i + 2, STR(";"))) &&
        (d->tokens[i + 1].flags & TOK_CAP) && sense_norm_in(d, i + 1, credits))
        return 1;
    if (i > 0 && (sense_norm_is(d, i, STR(":")) || sense_norm_is(d, i, STR(";"))) &&
        sense_norm_in(d, i - 1, credits) && (d->tokens[i - 1].flags & TOK_CAP))
        return -1;
    if (signature(d, i) || signature(d, i + 1) || bullet(d, i))
        return -1;
    /* '"Will it rain?" he asked.' */
    if (i > 0 && sort_of(d, i) >= 15 && sort_of(d, i) <= 16 && ends_mark(d, i - 1) &&
        (d->tokens[i + 1].flags & (TOK_ALPHA | TOK_CAP | TOK_DIGIT)) == TOK_ALPHA)
        return -1;
    /* '"... yes." - Nina Jones, on the war': it begins with the dash. */
    if (i > 0 && sort_of(d, i) >= 15 && sort_of(d, i) <= 16 && ends_mark(d, i - 1) &&
        i + 2 < d->token_count && is_dash(sense_token_str(d, i + 1)) &&
        (d->tokens[i + 2].flags & TOK_CAP))
        return 1;
    /* 'He nodded. "Yes," he said.' */
    char c = d->text.p[d->tokens[i].span.at];
    if ((c == '.' || c == '?' || c == '!') && (d->tokens[i].flags & TOK_SPACE_AFTER) &&
        i + 2 < d->token_count && sort_of(d, i + 1) == SORT_OPENS &&
        (d->tokens[i + 2].flags & TOK_CAP))
        return 1;
    if (i > 0 && sense_norm_is(d, i, STR(",")) &&
        (is_month(d->tokens[i + 1].norm)
             ? is_weekday(d->tokens[i - 1].norm)
             : i > 1 && is_month(d->tokens[i - 2].norm) && (d->tokens[i + 1].flags & TOK_DIGIT)))
        return -1;
    return date_alone(d, i + 1) || abbreviation_ends(d, i) || stop_missing(d, i) ? 1 : 0;
}

void sense_cut_sentences(struct sense_doc *d, sense_gap_fn ask, void *ctx)
{
    d->sentences = ARENA_ARRAY(d->arena, d->token_count, struct sense_sentence);
    d->sentence_count = 0;
    struct gap_state g = {0};
    uint32_t from = 0, paragraph = 0, line_end = 0;
    for (uint32_t i = 0; i < d->token_count; i++) {
        bool last = i + 1 == d->token_count, ends = last;
        enum gap gap = last ? GAP_NONE : gap_between(d, i);
        if (i == 0 || gap == GAP_PARAGRAPH) {
            uint32_t first = i == 0 ? 0 : i + 1;
            d->tokens[first].flags |= TOK_PAR_FIRST;
            uint32_t line = dateline(d, first);
            line_end = line ? first + line : 0;
        }
        ends |= gap != GAP_NONE || i + 1 - from >= SENSE_SENTENCE_TOKENS_MOST;
        int plain = ends ? 1 : plain_gap(d, i, line_end);
        ends |= plain > 0;
        bool dash_first = i == from && is_dash(sense_token_str(d, i));
        if (!ends && plain == 0 && !dash_first && gap_possible(d, i)) {
            uint64_t f[GAP_FEATURES];
            size_t n = gap_features(d, i, &g, f);
            ends = ask(ctx, d, i, f, n);
        }
        gap_step(&g, d, i, ends);
        if (ends) {
            end_sentence(d, from, i + 1, paragraph);
            from = i + 1;
        }
        if (gap == GAP_PARAGRAPH) {
            paragraph++;
            g = (struct gap_state){0};
        }
    }
}

static bool ask_model(void *ctx, const struct sense_doc *d, uint32_t i, const uint64_t *f, size_t n)
{
    (void)d;
    (void)i;
    int32_t scores[SENSE_LABELS_MOST] = {0};
    sense_model_score(ctx, f, n, scores);
    return scores[1] > scores[0];
}

/* By the rules of text/: the token behind the gap begins a sentence. */
struct rule_ctx {
    struct text_sentences s;
    size_t at;
};

static bool ask_rules(void *ctx, const struct sense_doc *d, uint32_t i, const uint64_t *f, size_t n)
{
    struct rule_ctx *r = ctx;
    (void)f;
    (void)n;
    uint32_t next = d->tokens[i + 1].span.at;
    while (r->at < r->s.n && r->s.v[r->at].at < next)
        r->at++;
    return r->at < r->s.n && r->s.v[r->at].at == next;
}

void sense_cut_tokens(struct sense_doc *d)
{
    struct cutter c = {.a = d->arena,
                       .text = d->text,
                       .english = d->english,
                       .hebrew = str_eq(d->lang, STR("he")),
                       .turkish = str_eq(d->lang, STR("tr")),
                       .elides = str_eq(d->lang, STR("fr")) || str_eq(d->lang, STR("it")) ||
                                 str_eq(d->lang, STR("ca"))};
    size_t at = 0, next;
    while (at < d->text.n) {
        enum text_class k = text_class(rune_at(d->text, at, &next));
        if (k == TEXT_SPACE) {
            at = next;
            continue;
        }
        size_t end = next;
        while (end < d->text.n && text_class(rune_at(d->text, end, &next)) != TEXT_SPACE)
            end = next;
        cut_run(&c, at, end);
        at = end;
    }
    d->token_count = c.out.n;
    d->tokens = ARENA_ARRAY(d->arena, c.out.n, struct sense_token);
    for (size_t i = 0; i < c.out.n; i++) {
        d->tokens[i].span = c.out.v[i];
        sense_token_fill(d->arena, d->text, &d->tokens[i]);
        if (i + 1 == c.out.n || c.out.v[i + 1].at > c.out.v[i].end)
            d->tokens[i].flags |= TOK_SPACE_AFTER;
        struct str norm = d->tokens[i].norm;
        bool part = !d->english && norm.n > 1 &&
                    (norm.p[0] == '\'' || norm.p[norm.n - 1] == '\''); /* "l'", "'nda" */
        if ((d->tokens[i].flags & TOK_ALPHA) && (part || text_is_stop(norm, d->lang)))
            d->tokens[i].flags |= TOK_STOP;
    }
}

/* ---- quotations ---- */

enum { QUOTED_MOST = 200 }; /* tokens that a quotation in single marks is looked for over */

static bool is_single(struct str s)
{
    return str_eq(s, STR("'")) || str_eq(s, STR("‘")) || str_eq(s, STR("’"));
}

/* Does a single mark open a quotation? It stands before a word, and in its paragraph follows one
 * that stands behind a mark of punctuation (",'"), which no possessive does. */
static bool single_opens(const struct sense_doc *d, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    bool glued = i > 0 && !(t->flags & TOK_PAR_FIRST) &&
                 !(d->tokens[i - 1].flags & TOK_SPACE_AFTER) &&
                 !(d->tokens[i - 1].flags & TOK_PUNCT);
    if ((t->flags & TOK_SPACE_AFTER) || glued)
        return false;
    for (uint32_t k = i + 1;
         k < d->token_count && k - i < QUOTED_MOST && !(d->tokens[k].flags & TOK_PAR_FIRST); k++)
        if (is_single(sense_token_str(d, k)) && (d->tokens[k - 1].flags & TOK_PUNCT) &&
            !(d->tokens[k - 1].flags & TOK_SPACE_AFTER))
            return true;
    return false;
}

enum mark { MARK_NONE, MARK_LEFT, MARK_RIGHT };

/* In other languages the same marks open or close: „ “, » « and ” ” by what stands beside them,
 * straight ones too. Single marks are mostly apostrophes. */
static enum mark foreign_mark(const struct sense_doc *d, uint32_t i, int open)
{
    const struct sense_token *t = &d->tokens[i];
    struct str s = sense_token_str(d, i);
    static const char *const lefts[] = {"„", "「", "『", NULL};
    static const char *const rights[] = {"」", "』", NULL};
    static const char *const both[] = {"“", "”", "«", "»", "\"", NULL};
    for (size_t k = 0; lefts[k]; k++)
        if (str_eq(s, str_c(lefts[k])))
            return MARK_LEFT;
    for (size_t k = 0; rights[k]; k++)
        if (str_eq(s, str_c(rights[k])))
            return MARK_RIGHT;
    for (size_t k = 0; both[k]; k++)
        if (str_eq(s, str_c(both[k]))) {
            bool spaced =
                i == 0 || t->flags & TOK_PAR_FIRST || d->tokens[i - 1].flags & TOK_SPACE_AFTER;
            return open || (!spaced && t->flags & TOK_SPACE_AFTER) ? MARK_RIGHT : MARK_LEFT;
        }
    return MARK_NONE;
}

/* Which quotation mark token i is, `open` saying whether one is open (2: by a single mark). */
static enum mark mark_of(const struct sense_doc *d, uint32_t i, int open)
{
    const struct sense_token *t = &d->tokens[i];
    struct str s = sense_token_str(d, i);
    if (!(t->flags & TOK_PUNCT))
        return MARK_NONE;
    if (!d->english)
        return foreign_mark(d, i, open);
    if (str_eq(s, STR("“")) || str_eq(s, STR("``")) || str_eq(s, STR("«")) || str_eq(s, STR("„")))
        return MARK_LEFT;
    if (str_eq(s, STR("”")) || str_eq(s, STR("»")) || str_eq(s, STR("''")))
        return MARK_RIGHT;
    if (is_single(s)) {
        if (open == 2 && i > 0 && !(d->tokens[i - 1].flags & TOK_SPACE_AFTER) &&
            (d->tokens[i - 1].flags & TOK_PUNCT))
            return MARK_RIGHT;
        return open == 0 && single_opens(d, i) ? MARK_LEFT : MARK_NONE;
    }
    if (!str_eq(s, STR("\"")))
        return MARK_NONE;
    bool before =
        i > 0 && !(t->flags & TOK_PAR_FIRST) && !(d->tokens[i - 1].flags & TOK_SPACE_AFTER);
    bool after = !(t->flags & TOK_SPACE_AFTER);
    bool left = after && !before ? true : before && !after ? false : open == 0;
    return left ? MARK_LEFT : MARK_RIGHT;
}

/* Sets TOK_QUOTE_OPEN, _CLOSE and TOK_IN_QUOTES. A straight mark opens where white space stands
 * before it and none behind; a quotation left open ends with its paragraph. */
static void mark_quotes(struct sense_doc *d)
{
    int open = 0;
    for (uint32_t i = 0; i < d->token_count; i++) {
        struct sense_token *t = &d->tokens[i];
        if (t->flags & TOK_PAR_FIRST)
            open = 0;
        enum mark m = mark_of(d, i, open);
        if (m == MARK_LEFT) {
            t->flags |= TOK_QUOTE_OPEN;
            open = is_single(sense_token_str(d, i)) ? 2 : 1;
        } else if (m == MARK_RIGHT) {
            t->flags |= TOK_QUOTE_CLOSE;
            open = 0;
        } else if (open) {
            t->flags |= TOK_IN_QUOTES;
        }
    }
}

/* ---- credits, headings ---- */

/* A sentence that is a dateline was cut off by plain_gap. */
static bool is_dateline(const struct sense_doc *d, const struct sense_sentence *s)
{
    return (d->tokens[s->from].flags & TOK_PAR_FIRST) && s->to < d->token_count &&
           dateline(d, s->from) == s->to - s->from;
}

static bool is_credit(const struct sense_doc *d, const struct sense_sentence *s)
{
    static const char *const starts[] = {
        "reporting by", "editing by", "writing by",   "additional reporting", "compiled by",
        "photo by",     "photo :",    "image :",      "with reporting",       "with inputs",
        "with agency",  "all rights", "copyright",    "( reporting",          "( additional",
        "( writing",    "( editing",  "translated by"};
    struct buf b;
    buf_arena(&b, d->arena, 256);
    for (uint32_t i = s->from; i < s->to && i < s->from + 3; i++) {
        if (b.n)
            buf_char(&b, ' ');
        buf_put(&b, d->tokens[i].norm);
    }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(buf_str(&b), str_c(starts[i])))
            return true;
    uint32_t n = s->to - s->from;
    bool stop = sense_norm_is(d, s->to - 1, STR("."));
    if (n <= 8 && !stop && n >= 2 && sense_norm_is(d, s->from, STR("by")) &&
        (d->tokens[s->from + 1].flags & TOK_CAP))
        return true;
    for (uint32_t i = s->from; i + 3 < s->to; i++)
        if (sense_norm_is(d, i, STR("contributed")) && sense_norm_is(d, i + 1, STR("to")) &&
            (sense_norm_is(d, i + 2, STR("this")) || sense_norm_is(d, i + 2, STR("the"))) &&
            (sense_norm_is(d, i + 3, STR("report")) || sense_norm_is(d, i + 3, STR("story")) ||
             sense_norm_is(d, i + 3, STR("article"))))
            return true;
    return false;
}

static void mark_sentences(struct sense_doc *d)
{
    for (size_t k = 0; k < d->sentence_count; k++) {
        struct sense_sentence *s = &d->sentences[k];
        struct str last = sense_token_str(d, s->to - 1);
        bool alone = (k == 0 || d->sentences[k - 1].paragraph != s->paragraph) &&
                     (k + 1 == d->sentence_count || d->sentences[k + 1].paragraph != s->paragraph);
        bool stops = str_find_char(STR(".!?\"):;"), last.p[last.n - 1]) != SIZE_MAX ||
                     last.p[0] == (char)0xE2 || last.p[0] == (char)0xE3;
        if (is_dateline(d, s) || (d->english ? is_credit(d, s) : sense_foreign_credit(d, s)))
            s->kind = SENTENCE_CREDIT;
        else if (bullet(d, s->from) && s->to > s->from + 1)
            s->kind = SENTENCE_LIST;
        else if (alone && !stops && s->to - s->from <= 14 && k + 1 < d->sentence_count)
            s->kind = SENTENCE_HEADING;
    }
}

static void stems_make(struct sense_doc *d)
{
    struct str *in = ARENA_ARRAY(d->arena, d->token_count, struct str);
    struct str *out = ARENA_ARRAY(d->arena, d->token_count, struct str);
    for (size_t i = 0; i < d->token_count; i++)
        in[i] = d->tokens[i].norm;
    text_stems(d->arena, d->lang, in, d->token_count, out);
    for (size_t i = 0; i < d->token_count; i++)
        d->tokens[i].stem = out[i];
}

void sense_tokens_make(struct sense_doc *d)
{
    sense_cut_tokens(d);
    const struct sense_model *m = d->english ? sense_model_get(MODEL_SENT) : NULL;
    if (m) {
        union {
            const void *c;
            void *p;
        } model = {.c = m};
        sense_cut_sentences(d, ask_model, model.p);
    } else {
        struct rule_ctx r = {.s = text_sentences(d->arena, d->text, d->lang)};
        sense_cut_sentences(d, ask_rules, &r);
    }
    mark_quotes(d);
    stems_make(d);
    mark_sentences(d);
    for (size_t i = 0; i < d->token_count; i++)
        d->words +=
            (d->tokens[i].flags & (TOK_ALPHA | TOK_DIGIT)) != 0 && d->tokens[i].norm.p[0] != '\'';
}

void sense_doc_from_tokens(struct arena *a, const struct str *tokens,
                           const uint32_t *sentence_lengths, size_t sentences,
                           struct sense_doc *ret)
{
    size_t n = 0, bytes = 0;
    for (size_t i = 0; i < sentences; i++)
        n += sentence_lengths[i];
    for (size_t i = 0; i < n; i++)
        bytes += tokens[i].n + 2;
    struct sense_doc *d = ret;
    *d = (struct sense_doc){.arena = a, .lang = STR("en"), .lang_sure = 1, .english = true};
    d->tokens = ARENA_ARRAY(a, n, struct sense_token);
    d->sentences = ARENA_ARRAY(a, sentences, struct sense_sentence);
    struct buf b;
    buf_arena(&b, a, bytes + 16);
    buf_room(&b, bytes + 16);
    size_t at = 0;
    for (size_t k = 0; k < sentences; k++)
        for (uint32_t i = 0; i < sentence_lengths[k]; i++, at++) {
            d->tokens[at].span.at = (uint32_t)b.n;
            buf_put(&b, tokens[at].n ? tokens[at] : STR("_"));
            d->tokens[at].span.end = (uint32_t)b.n;
            buf_char(&b, i + 1 < sentence_lengths[k] ? ' ' : '\n');
        }
    d->text = buf_str(&b);
    d->token_count = n;
    uint32_t from = 0;
    for (size_t i = 0; i < n; i++) {
        sense_token_fill(a, d->text, &d->tokens[i]);
        d->tokens[i].flags |= TOK_SPACE_AFTER;
        if (text_is_stop(d->tokens[i].norm, d->lang))
            d->tokens[i].flags |= TOK_STOP;
    }
    for (size_t k = 0; k < sentences; k++) {
        if (sentence_lengths[k] == 0)
            continue;
        end_sentence(d, from, from + sentence_lengths[k], (uint32_t)k);
        from += sentence_lengths[k];
    }
    mark_quotes(d);
    stems_make(d);
}
