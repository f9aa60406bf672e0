/* fragments.c: pieces of sentences that assert nothing.
 *
 * "To stress the need for it, according to two officials", "the report that largely dealt with the
 * ministry": what the reading has for the words of somebody is an infinitive, or the relative
 * clause of a noun. Told alone it says nothing, and nobody can deny it. */
#include "story/statement.h"

/* "Report", "statement": a noun that may have a relative clause. */
static bool is_noun_cue(struct str cue)
{
    return AMONG(cue, "report", "statement", "claim", "letter", "article", "memo", "study", "story",
                 "account", "document");
}

/* Is the first word an adverb, or a verb without its subject? */
static bool begins_without_subject(struct str said)
{
    size_t space = str_find_char(said, ' ');
    struct str first = str_sub(said, 0, space < said.n ? space : said.n);
    return statement_lacks_subject(said) || (first.n > 4 && str_ends(first, STR("ly"))) ||
           (first.n > 4 && str_ends(first, STR("ed")) && !is_upper(first.p[0]));
}

bool statement_is_fragment(const struct story_report *r, const struct claim *c)
{
    const struct quote *q = c->quote >= 0 && (size_t)c->quote < r->reading->quote_count
                                ? &r->reading->quotes[c->quote]
                                : NULL;
    struct str said = span_str(r->text, c->span);
    if (!q || q->kind == QUOTE_DIRECT || c->stance != STANCE_SAYS)
        return false;
    if (str_starts_fold(said, STR("to ")))
        return true;
    bool that = str_starts(said, STR("that ")) || str_starts(said, STR("which "));
    said = that ? str_from(said, str_find_char(said, ' ') + 1) : said;
    struct str between =
        q->cue.end < c->span.at ? str_sub(r->text, q->cue.end, c->span.at) : STR_NONE;
    that |= AMONG(str_trim(between), "that", "which");
    return that && is_noun_cue(span_str(r->text, q->cue)) && begins_without_subject(said);
}
