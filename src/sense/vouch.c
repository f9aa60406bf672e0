/* vouch.c: see vouch.h. Sources and sentences of the model are analysed as one document, each a
 * paragraph, so that a name is a name in both; then each sentence of the model is held against the
 * sources that it cites, by one check after the other, the first that fails being the reason. */
#include "sense/vouching.h"

bool vouch_same(const struct bench *b, uint32_t x, uint32_t y)
{
    const struct sense_token *t = &b->d->tokens[x], *o = &b->d->tokens[y];
    return str_eq(t->norm, o->norm) || str_eq(t->lemma, o->lemma) || str_eq(t->stem, o->stem) ||
           (b->groups[x] && b->groups[x] == b->groups[y]);
}

enum vouch_fault vouch_fault_at(struct bench *b, enum vouch_fault f, uint32_t token)
{
    b->what = sense_token_str(b->d, token);
    return f;
}

/* ---- quotations ---- */

/* As words are compared: one case, straight marks, no mark at the ends. */
static struct str quotable(struct arena *a, struct str s)
{
    struct buf b;
    buf_arena(&b, a, 4 * s.n + 8);
    s = text_fold(a, s);
    for (size_t i = 0; i < s.n; i++) {
        struct str rest = str_from(s, i);
        bool single = str_starts(rest, STR("’")) || str_starts(rest, STR("‘"));
        if (single || str_starts(rest, STR("“")) || str_starts(rest, STR("”"))) {
            buf_char(&b, single ? '\'' : '"');
            i += 2;
        } else {
            buf_char(&b, s.p[i]);
        }
    }
    s = str_trim(buf_str(&b));
    while (s.n && str_find_char(STR(".,;:!? "), s.p[s.n - 1]) != SIZE_MAX)
        s.n--;
    return s;
}

static bool is_inside(struct str whole, struct str words)
{
    for (size_t from = 0, at; from < whole.n; from += at + 1) {
        at = str_find(str_from(whole, from), words);
        if (at == SIZE_MAX)
            return false;
        size_t begin = from + at, end = begin + words.n;
        if ((begin == 0 || !is_alnum(whole.p[begin - 1])) &&
            (end == whole.n || !is_alnum(whole.p[end])))
            return true;
    }
    return false;
}

static enum vouch_fault check_quotes(struct bench *b)
{
    struct arena *a = b->d->arena;
    struct str rest = quotable(a, b->line->text);
    for (size_t open; (open = str_find_char(rest, '"')) != SIZE_MAX;) {
        struct str said = str_from(rest, open + 1);
        size_t close = str_find_char(said, '"');
        struct str words = quotable(a, str_sub(said, 0, close));
        bool found = false;
        /* A mark at the end went as punctuation would: what is open to the end is a quotation. */
        for (size_t i = 0; i < b->n && words.n; i++)
            found |= is_inside(quotable(a, b->cited[i]->text), words);
        if (words.n && !found) {
            b->what = words;
            return VOUCH_QUOTE;
        }
        if (close == SIZE_MAX)
            break;
        rest = str_from(said, close + 1);
    }
    return VOUCH_BORNE_OUT;
}

/* ---- names ---- */

/* "UN" of "United Nations". */
static bool is_initials(const struct sense_doc *d, const struct unit *u, struct str word)
{
    for (uint32_t i = u->from; word.n >= 2 && i + word.n <= u->to; i++) {
        size_t n = 0;
        while (n < word.n && (d->tokens[i + n].flags & TOK_CAP) &&
               d->text.p[d->tokens[i + n].span.at] == word.p[n])
            n++;
        if (n == word.n)
            return true;
    }
    return false;
}

/* Do the tokens [from, to) stand in the sentence, one behind the other? */
static bool has_run(const struct bench *b, const struct unit *u, uint32_t from, uint32_t to)
{
    for (uint32_t i = u->from; i + (to - from) <= u->to; i++) {
        uint32_t n = 0;
        while (from + n < to && str_eq(b->d->tokens[i + n].norm, b->d->tokens[from + n].norm))
            n++;
        if (from + n == to)
            return true;
    }
    return to == from + 1 && b->d->tokens[from].flags & TOK_UPPER &&
           is_initials(b->d, u, sense_token_str(b->d, from));
}

static enum vouch_fault check_names(struct bench *b)
{
    for (size_t i = 0; i < b->line->part_count; i++) {
        const struct part *p = &b->line->parts[i];
        if (p->kind != PART_NAME)
            continue;
        int32_t name = b->d->tokens[p->token].name;
        uint32_t from = name < 0 ? p->token : b->d->names[name].from;
        uint32_t to = name < 0 ? p->token + 1 : b->d->names[name].to;
        bool found = false;
        for (size_t k = 0; k < b->n; k++)
            found |= has_run(b, b->cited[k], from, to);
        if (!found) {
            b->what = span_str(b->d->text, sense_span(b->d, from, to));
            return VOUCH_NAME;
        }
    }
    return VOUCH_BORNE_OUT;
}

/* ---- words ---- */

bool vouch_has_word(const struct bench *b, const struct unit *u, uint32_t token)
{
    for (uint32_t i = u->from; i < u->to; i++)
        if (vouch_same(b, token, i))
            return true;
    return false;
}

/* "At least", "more than": told with their numbers. */
static bool is_bound(const struct bench *b, uint32_t i)
{
    const struct sense_token *t = b->d->tokens;
    return (i > 0 && str_eq(t[i - 1].norm, STR("at"))) ||
           (i + 1 < b->d->token_count && str_eq(t[i + 1].norm, STR("than")));
}

/* Small words that say how things hang together, and of how many it is said. */
static enum vouch_fault check_links(struct bench *b)
{
    for (uint32_t i = b->line->from; i < b->line->to; i++) {
        unsigned link = vouch_link(b->d->tokens[i].norm);
        bool found = !link || is_bound(b, i);
        for (size_t k = 0; k < b->n && !found; k++)
            for (uint32_t t = b->cited[k]->from; t < b->cited[k]->to; t++)
                found |= vouch_link(b->d->tokens[t].norm) == link;
        if (!found)
            return vouch_fault_at(b, VOUCH_WORDS, i);
    }
    return VOUCH_BORNE_OUT;
}

/* Every word must stand there. One new word of seven or eight let pass no good sentence of those
 * that the rules were made with (tests/sense/vouch_gold.h), but "for fraud and murder". */
static enum vouch_fault check_words(struct bench *b)
{
    for (size_t i = 0; i < b->line->part_count; i++) {
        const struct part *p = &b->line->parts[i];
        bool found = p->kind == PART_NAME || (p->cue & MOOD_NOT) || vouch_says_at(b->d, p->token);
        for (size_t k = 0; k < b->n && !found; k++)
            found = vouch_has_word(b, b->cited[k], p->token);
        if (!found)
            return vouch_fault_at(b, VOUCH_WORDS, p->token);
    }
    return check_links(b);
}

/* ---- together ---- */

/* "Transport minister Oskar Lind", "Oskar Lind, the transport minister,": may be told elsewhere. */
static bool is_title(const struct bench *b, size_t i)
{
    enum { NEAR = 3 };
    const struct part *p = &b->line->parts[i];
    bool before =
        i + 1 < b->line->part_count && p[1].kind != PART_VERB && p[1].token <= p->token + NEAR;
    for (size_t k = i + 1; before && k < b->line->part_count && k < i + 3; k++)
        if (b->line->parts[k].kind == PART_NAME && b->line->parts[k].token <= p->token + NEAR)
            return true;
    for (uint32_t t = p->token; t-- > b->line->from && t + 5 > p->token;)
        if (str_eq(sense_token_str(b->d, t), STR(",")))
            return t > b->line->from && b->d->tokens[t - 1].flags & TOK_CAP;
    return false;
}

/* Must the word stand in the same sentence as all else of its clause? Of a name only its end, by
 * which it is called later on. */
static bool binds(const struct bench *b, size_t i)
{
    const struct part *p = &b->line->parts[i];
    const struct sense_token *t = &b->d->tokens[p->token];
    if (p->kind == PART_LIGHT || vouch_says_at(b->d, p->token) || p->cue & MOOD_NOT)
        return false;
    if (p->kind == PART_NOUN)
        return !is_title(b, i);
    return p->kind != PART_NAME || t->name < 0 || b->d->names[t->name].to == p->token + 1;
}

static bool holds_part(const struct bench *b, const struct unit *u, size_t i)
{
    const struct part *p = &b->line->parts[i];
    return !binds(b, i) || vouch_has_word(b, u, p->token) ||
           (p->kind == PART_NAME && has_run(b, u, p->token, p->token + 1));
}

/* Does the sentence hold all of the clause; `all`: of the whole line? */
static bool holds(const struct bench *b, const struct unit *u, uint32_t clause, bool all)
{
    for (size_t i = 0; i < b->line->part_count; i++)
        if ((all || b->line->parts[i].clause == clause) && !holds_part(b, u, i))
            return false;
    for (size_t i = 0; i < b->line->amount_count; i++)
        if ((all || b->line->amounts[i].clause == clause) &&
            !vouch_has_amount(b, u, &b->line->amounts[i]))
            return false;
    return !all || vouch_speaks(u);
}

/* Each clause must stand in one sentence; where somebody says something, all of it must, for what
 * is said is his. */
static enum vouch_fault check_joined(struct bench *b)
{
    bool said = false;
    for (size_t i = 0; i < b->line->part_count; i++)
        said |= b->line->parts[i].kind == PART_LIGHT;
    for (size_t i = 0; i < b->line->part_count; i++) {
        bool held = b->n < 2;
        for (size_t k = 0; k < b->n && !held; k++)
            held = holds(b, b->cited[k], b->line->parts[i].clause, said);
        if (!held)
            return VOUCH_JOINED;
    }
    return VOUCH_BORNE_OUT;
}

/* ---- all of it ---- */

static enum vouch_fault judge(struct bench *b)
{
    static enum vouch_fault (*const checks[])(struct bench *) = {
        check_quotes, vouch_check_amounts, check_names, vouch_check_stance,
        check_words,  vouch_check_verbs,   check_joined};
    if (b->line->part_count == 0)
        return VOUCH_WORDS; /* says nothing */
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        enum vouch_fault f = checks[i](b);
        if (f != VOUCH_BORNE_OUT)
            return f;
    }
    return VOUCH_BORNE_OUT;
}

static struct span add_paragraph(struct buf *b, struct str s)
{
    uint32_t at = (uint32_t)b->n;
    buf_put(b, s);
    struct span where = {at, (uint32_t)b->n};
    buf_lit(b, "\n\n");
    return where;
}

void sense_vouch(struct arena *a, const struct str *sources, size_t n, struct str said,
                 struct vouch *ret)
{
    struct vouch_line *lines;
    struct buf text;
    n = n < VOUCH_SOURCES_MOST ? n : VOUCH_SOURCES_MOST;
    vouch_read(a, said, n, ret);
    lines = ARENA_ARRAY(a, ret->n, struct vouch_line);
    buf_arena(&text, a, 1 << 20);
    struct span *where = ARENA_ARRAY(a, n + ret->n, struct span);
    for (size_t i = 0; i < n; i++) {
        bool bears = sources[i].n <= VOUCH_SOURCE_MOST && !sense_vouch_is_order(sources[i]);
        where[i] = add_paragraph(&text, bears ? vouch_flat(a, sources[i]) : STR_NONE);
    }
    for (size_t i = 0; i < ret->n; i++)
        where[n + i] = add_paragraph(&text, ret->v[i].words);
    struct article article = {.text = buf_str(&text), .lang = STR("en")};
    struct sense_doc d;
    sense_doc_make(a, &article, &d);
    struct bench b = {.d = &d, .groups = ARENA_ARRAY(a, d.token_count, unsigned)};
    for (size_t i = 0; i < d.token_count; i++)
        b.groups[i] = vouch_group(d.tokens[i].lemma);
    struct unit *units = ARENA_ARRAY(a, n + ret->n, struct unit);
    for (size_t i = 0; i < n + ret->n; i++)
        vouch_unit_make(&d, where[i], &units[i]);
    for (size_t i = 0; i < ret->n; i++) {
        lines[i] = ret->v[i];
        b.line = &units[n + i];
        b.what = STR_NONE;
        b.n = lines[i].cited_count;
        for (size_t k = 0; k < b.n; k++)
            b.cited[k] = &units[lines[i].cited[k]];
        if (lines[i].fault == VOUCH_BORNE_OUT) {
            lines[i].fault = d.english ? judge(&b) : VOUCH_FOREIGN;
            lines[i].what = b.what;
        }
    }
    ret->v = lines;
}
