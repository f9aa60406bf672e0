/* hydrate.c: pages that are drawn by scripts carry their text as HTML in a string of the scripts'
 * data. Looked for only where the tree holds no article. The string with most ends of paragraphs is
 * it; strings may hold JSON whose strings hold it, up to LEVELS_MOST deep. */
#include "page/internal.h"

enum { LEVELS_MOST = 4, PARAGRAPHS_LEAST = 3, SCRIPT_MOST = 4 << 20 };

/* Ends of paragraphs, as they are written at any depth of escaping. */
static size_t count_ends(struct str s)
{
    static const char *const ends[] = {"</p",       "<\\/p",     "u003c/p",     "u003C/p",
                                       "u003c\\/p", "u003C\\/p", "u003e&lt;/p", NULL};
    size_t n = 0;
    for (size_t i = 0; ends[i]; i++) {
        struct str rest = s, end = str_c(ends[i]);
        for (size_t at; (at = str_find(rest, end)) != SIZE_MAX; n++)
            rest = str_from(rest, at + end.n);
    }
    return n;
}

/* The string literal that holds most of them. */
static struct str best_string(struct str s, size_t *ret_count)
{
    struct str best = STR_NONE;
    *ret_count = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '"')
            continue;
        size_t from = ++i;
        while (i < s.n && s.p[i] != '"')
            i += s.p[i] == '\\' ? 2 : 1;
        struct str part = str_sub(s, from, i);
        size_t n = part.n > 200 ? count_ends(part) : 0;
        if (n > *ret_count) {
            *ret_count = n;
            best = part;
        }
    }
    return best;
}

struct str page_script_html(struct page *p)
{
    struct str best = STR_NONE;
    size_t most = PARAGRAPHS_LEAST - 1;
    for (size_t i = 0; i < p->scripts.n; i++) {
        struct str raw = html_raw(&p->doc, p->scripts.v[i]);
        size_t n = 0;
        struct str found = raw.n < SCRIPT_MOST ? best_string(raw, &n) : STR_NONE;
        if (n > most) {
            most = n;
            best = found;
        }
    }
    for (int level = 0; best.n && level < LEVELS_MOST; level++) {
        best = ld_decode(p->a, best);
        size_t n = 0;
        struct str inner = best_string(best, &n);
        if (n * 2 < most || n < PARAGRAPHS_LEAST)
            break;
        most = n;
        best = inner;
    }
    return best;
}
