/* marks.c: the marks that need tokens and sentences both: quotations, datelines, credits, headings.
 */
#include "sense/cut.h"

enum { QUOTED_MOST = 200 }; /* tokens that a quotation in single marks is looked for over */

static bool is_single(struct str s)
{
    return str_eq(s, STR("'")) || str_eq(s, STR("‘")) || str_eq(s, STR("’"));
}

/* Does a single mark stand before a word, and behind none? */
static bool single_leads(const struct sense_doc *d, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    bool glued = i > 0 && !(t->flags & TOK_PAR_FIRST) &&
                 !(d->tokens[i - 1].flags & TOK_SPACE_AFTER) &&
                 !(d->tokens[i - 1].flags & TOK_PUNCT);
    return is_single(sense_token_str(d, i)) && !(t->flags & TOK_SPACE_AFTER) && !glued;
}

/* Does a single mark open a quotation? It stands before a word, and in its paragraph follows one
 * that stands behind a mark of punctuation (",'"), which no possessive does; before that no other
 * one opens, else the first was of a word or two ("an 'evil plot'"). */
static bool single_opens(const struct sense_doc *d, uint32_t i)
{
    if (!single_leads(d, i))
        return false;
    for (uint32_t k = i + 1;
         k < d->token_count && k - i < QUOTED_MOST && !(d->tokens[k].flags & TOK_PAR_FIRST); k++)
        if (is_single(sense_token_str(d, k)) && (d->tokens[k - 1].flags & TOK_PUNCT) &&
            !(d->tokens[k - 1].flags & TOK_SPACE_AFTER))
            return true;
        else if (single_leads(d, k))
            return false;
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
    if (str_eq(s, STR("”")) || str_eq(s, STR("»")) || str_eq(s, STR("''")) || str_eq(s, STR("’’")))
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

/* A straight mark opens where white space stands before it and none behind; a quotation left open
 * ends with its paragraph. */
void sense_mark_quotes(struct sense_doc *d)
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

/* A sentence that is a dateline was cut off by sense_plain_gap. */
static bool is_dateline(const struct sense_doc *d, const struct sense_sentence *s)
{
    return (s->from == 0 || sense_gap_between(d, s->from - 1) != GAP_NONE) &&
           s->to < d->token_count && sense_dateline_tokens(d, s->from) == s->to - s->from;
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

void sense_mark_sentences(struct sense_doc *d)
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
        else if (sense_is_bullet(d, s->from) && s->to > s->from + 1)
            s->kind = SENTENCE_LIST;
        else if (alone && !stops && s->to - s->from <= 14 && k + 1 < d->sentence_count)
            s->kind = SENTENCE_HEADING;
    }
}
