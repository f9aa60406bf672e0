/* vouch_read.c: what a model wrote, cut into sentences of plain text with the numbers that each
 * cites. Models write lists, marks of emphasis, thoughts between <think> marks, and put "[3]"
 * before the full stop or behind it. */
#include "sense/vouching.h"

struct cite {
    uint32_t at; /* in the line without citations */
    uint32_t number;
};
struct line {
    struct arena *a;
    struct buf text;
    LIST(struct cite) cites;
};

/* Marks that turn the direction of text, or are not seen. */
static bool is_hidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

struct str vouch_flat(struct arena *a, struct str s)
{
    struct buf b;
    buf_arena(&b, a, s.n + 1);
    bool space = true;
    for (size_t i = 0, at = 0; i < s.n; at = i) {
        uint32_t c = utf8_next(s, &i);
        bool white = c < 0x80 ? is_space((char)c) : c == 0xA0 || c == 0x202F || c == 0x2009;
        if (white && !space)
            buf_char(&b, ' ');
        space = white || (is_hidden(c) && space);
        if (!white && !is_hidden(c))
            buf_put(&b, str_sub(s, at, i));
    }
    return str_trim(buf_str(&b));
}

/* "[3]", "[1, 4]", "[2-4]" at the start of `s`: pushes the numbers; returns its bytes, 0: none. */
static size_t read_cite(struct line *l, struct str s)
{
    enum { CITE_MOST = 40, RANGE_MOST = 20 };
    size_t end = str_find_char(str_sub(s, 0, CITE_MOST), ']');
    if (end == SIZE_MAX || end < 2 || !is_digit(s.p[1]))
        return 0;
    for (size_t i = 1; i < end; i++)
        if (!is_digit(s.p[i]) && s.p[i] != ',' && s.p[i] != ';' && s.p[i] != ' ' && s.p[i] != '-')
            return 0;
    uint32_t last = 0;
    bool range = false;
    for (size_t i = 1; i < end; i++) {
        uint32_t number = 0;
        range |= s.p[i] == '-';
        if (!is_digit(s.p[i]))
            continue;
        for (; is_digit(s.p[i]); i++)
            number = number > 100000 ? number : number * 10 + (uint32_t)(s.p[i] - '0');
        for (uint32_t k = last + 1; range && k < number && k < last + RANGE_MOST; k++)
            LIST_PUSH(l->a, &l->cites, (struct cite){(uint32_t)l->text.n, k});
        LIST_PUSH(l->a, &l->cites, (struct cite){(uint32_t)l->text.n, number});
        last = number;
        range = s.p[i] == '-';
    }
    return end + 1;
}

/* The line without marks of lists and emphasis, and without its citations. */
static void clean_line(struct line *l, struct str s)
{
    size_t digits = 0;
    s = str_trim(s);
    while (s.n && (s.p[0] == '#' || s.p[0] == '>' || s.p[0] == ' '))
        s = str_from(s, 1);
    while (digits < s.n && is_digit(s.p[digits]))
        digits++;
    if (digits && digits < 3 && digits + 1 < s.n && (s.p[digits] == '.' || s.p[digits] == ')') &&
        s.p[digits + 1] == ' ')
        s = str_from(s, digits + 2);
    else if (s.n > 2 && (s.p[0] == '-' || s.p[0] == '*') && s.p[1] == ' ')
        s = str_from(s, 2);
    else if (str_starts(s, STR("• ")))
        s = str_from(s, 4);
    for (size_t i = 0; i < s.n;) {
        size_t cite = s.p[i] == '[' ? read_cite(l, str_from(s, i)) : 0;
        if (cite) {
            while (l->text.n && l->text.p[l->text.n - 1] == ' ')
                l->text.n--;
            i += cite;
        } else {
            if (s.p[i] != '*' && s.p[i] != '`')
                buf_char(&l->text, s.p[i]);
            i++;
        }
    }
}

/* The numbers that belong to sentence `i` of the line: those behind its start and before the
 * next's; those before the first are the first's. */
static void cite(struct arena *a, const struct line *l, const struct text_sentences *s, size_t i,
                 size_t sources, struct vouch_line *ret)
{
    uint32_t *v = ARENA_ARRAY(a, VOUCH_CITED_MOST, uint32_t);
    size_t n = 0;
    for (size_t k = 0; k < l->cites.n && ret->fault == VOUCH_BORNE_OUT; k++) {
        const struct cite *c = &l->cites.v[k];
        bool behind = c->at > s->v[i].at || i == 0;
        bool before = i + 1 == s->n || c->at <= s->v[i + 1].at;
        bool known = false;
        for (size_t j = 0; j < n; j++)
            known |= v[j] + 1 == c->number;
        if (!behind || !before || known)
            continue;
        if (c->number == 0 || c->number > sources) {
            ret->fault = VOUCH_CITES_UNKNOWN;
            ret->what = str_fmt(a, "%u", c->number);
        } else if (n == VOUCH_CITED_MOST) {
            ret->fault = VOUCH_CITES_MANY;
        } else {
            v[n++] = c->number - 1;
        }
    }
    if (ret->fault == VOUCH_BORNE_OUT && n == 0)
        ret->fault = VOUCH_CITES_NOTHING;
    ret->cited = v;
    ret->cited_count = n;
}

void vouch_read(struct arena *a, struct str said, size_t sources, struct vouch *ret)
{
    struct vouch_line *v = ARENA_ARRAY(a, VOUCH_LINES_MOST, struct vouch_line);
    struct vouch r = {.v = v};
    for (size_t at; (at = str_find(said, STR("</think>"))) != SIZE_MAX;)
        said = str_from(said, at + 8);
    struct str rest = utf8_cut(said, VOUCH_SAID_MOST), one;
    r.more = rest.n < said.n;
    while (str_split(&rest, '\n', &one)) {
        struct line l = {.a = a};
        buf_arena(&l.text, a, VOUCH_SAID_MOST + 1);
        clean_line(&l, one);
        struct text_sentences s = text_sentences(a, buf_str(&l.text), STR("en"));
        for (size_t i = 0; i < s.n; i++) {
            struct vouch_line x = {.words = vouch_flat(a, span_str(buf_str(&l.text), s.v[i]))};
            if (x.words.n < 2)
                continue;
            if (r.n == VOUCH_LINES_MOST) {
                r.more = true;
                break;
            }
            if (x.words.n > VOUCH_LINE_MOST)
                x.fault = VOUCH_LONG;
            x.words = utf8_cut(x.words, VOUCH_LINE_MOST);
            cite(a, &l, &s, i, sources, &x);
            v[r.n++] = x;
        }
    }
    *ret = r;
}
