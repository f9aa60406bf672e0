/* beginning: what an article begins with, as lists show it: its excerpt, and the headline of one
 * that came without, such as a note or a letter. */
#include "desk/intake.h"

enum { HEADLINE_MOST = 100 /* bytes: a line of a list */ };

/* Where its text begins behind datelines and bylines. */
static struct str behind_credits(struct str text, const struct reading *r)
{
    for (size_t i = 0; r && i < r->sentence_count; i++)
        if (r->sentences[i].kind != SENTENCE_CREDIT)
            return str_trim(str_from(text, r->sentences[i].span.at));
    return text;
}

/* What it begins with, without its subheadings: in one line they would run into what follows. */
static struct str beginning_of(struct arena *a, struct str text, const struct reading *r)
{
    struct buf b;
    buf_arena(&b, a, 4 * DESK_EXCERPT_MOST);
    for (size_t i = 0; r && i < r->sentence_count && b.n < 2 * DESK_EXCERPT_MOST; i++) {
        const struct sentence *s = &r->sentences[i];
        if (s->kind == SENTENCE_HEADING || s->kind == SENTENCE_CREDIT)
            continue;
        if (b.n)
            buf_char(&b, ' ');
        buf_put(&b, utf8_cut(span_str(text, s->span), DESK_EXCERPT_MOST));
    }
    return b.n ? buf_str(&b) : utf8_cut(text, 2 * DESK_EXCERPT_MOST);
}

/* At most `most` bytes, cut at a word; what is cut off is told, unless a sentence ends there. */
static struct str cut_line(struct arena *a, struct str s, size_t most)
{
    if (s.n <= most)
        return s;
    struct str cut = utf8_cut(s, most - 3);
    size_t space = str_rfind_char(cut, ' ');
    if (space != SIZE_MAX && space > most / 2)
        cut = str_sub(cut, 0, space);
    char last = cut.p[cut.n - 1];
    if (last == '.' || last == '!' || last == '?') /* a whole sentence */
        return cut;
    if (last == ',' || last == ';' || last == ':')
        cut.n--;
    return str_fmt(a, "%.*s…", STR_ARG(cut));
}

/* What the headline above it says already, word by word, is not said again. */
static struct str behind_title(struct str s, struct str title)
{
    if (!title.n || !str_starts(s, title))
        return s;
    struct str rest = str_from(s, title.n);
    char last = title.p[title.n - 1];
    bool stop = rest.n && rest.p[0] == '.' && (rest.n == 1 || rest.p[1] == ' '); /* not "2.1" */
    bool ends = !rest.n || stop || ((last == '!' || last == '?') && rest.p[0] == ' ');
    if (!ends)
        return s;
    return str_trim(stop ? str_from(rest, 1) : rest);
}

/* Also where the publisher's own begins with the dateline, it is left out. */
struct str desk_excerpt(struct arena *a, const struct article *v, const struct reading *r,
                        struct str title)
{
    struct str text = behind_credits(v->text, r);
    struct str s = desk_line(a, v->excerpt.n ? v->excerpt : beginning_of(a, v->text, r),
                             2 * DESK_EXCERPT_MOST);
    size_t credits = v->text.n ? (size_t)(text.p - v->text.p) : 0;
    struct str credit =
        desk_line(a, utf8_cut(str_sub(v->text, 0, credits), DESK_EXCERPT_MOST), DESK_EXCERPT_MOST);
    if (credit.n && str_starts(s, credit) && s.n > credit.n)
        s = str_trim(str_from(s, credit.n));
    return cut_line(a, behind_title(s, title), DESK_EXCERPT_MOST);
}

struct str desk_headline(struct arena *a, struct str text, const struct reading *r)
{
    struct str first = behind_credits(text, r);
    for (size_t i = 0; r && i < r->sentence_count; i++)
        if (r->sentences[i].kind != SENTENCE_CREDIT) {
            first = span_str(text, r->sentences[i].span);
            break;
        }
    size_t line = str_find_char(first, '\n');
    if (line != SIZE_MAX && line > 0)
        first = str_sub(first, 0, line);
    struct str s = cut_line(a, desk_line(a, first, DESK_EXCERPT_MOST), HEADLINE_MOST);
    bool stop = s.n > 1 && s.p[s.n - 1] == '.' && s.p[s.n - 2] != '.';
    return stop ? str_sub(s, 0, s.n - 1) : s; /* headlines have none */
}
