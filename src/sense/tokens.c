/* tokens.c: parts a text into sentences and tokens, as the Universal Dependencies English Web
 * Treebank does: clitics ("do|n't", "Ann|'s"), hyphens inside compounds, currency signs and units
 * are tokens of their own; addresses, decimal numbers, abbreviations and prefixed words
 * ("non-profit") stay whole.
 *
 * Tokens come first, by rules, a run between white space at a time; then sentences
 * (sentence_ends.c, layout.c), then the marks that need both (marks.c). */
#include "sense/cut.h"
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
/* Is a line wider than texts are wrapped? Then none of the line ends was put there by wrapping. */
static bool has_wide_line(struct str text)
{
    enum { WIDEST = 160 };
    size_t wide = 0;
    for (size_t i = 0; i < text.n && wide <= WIDEST; i++)
        wide = text.p[i] == '\n' ? 0 : wide + (((unsigned char)text.p[i] & 0xC0) != 0x80);
    return wide > WIDEST;
}

void sense_cut_tokens(struct sense_doc *d)
{
    d->unwrapped = has_wide_line(d->text);
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
    sense_sentences_make(d);
    sense_mark_quotes(d);
    stems_make(d);
    sense_mark_sentences(d);
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
        sense_end_sentence(d, from, from + sentence_lengths[k], (uint32_t)k);
        from += sentence_lengths[k];
    }
    sense_mark_quotes(d);
    stems_make(d);
}
