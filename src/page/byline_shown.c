/* byline_shown.c: who wrote it, by what readers are shown: elements whose class says author, links
 * to authors' pages, "By" near the headline, a name beside the date or behind a label. */
#include "page/byline.h"
#include "text/date.h"

enum {
    ELEMENTS_MOST = 40,
    LINKS_BEFORE = 80, /* the headline, in nodes */
    LINKS_AFTER = 500,
    DATED_WEIGHT = 44,
    LABEL_WEIGHT = 58,
};

static bool author_link(const struct page *p, uint32_t a)
{
    static const char *const parts[] = {"author", "profile",  "/people/",   "/staff/",
                                        "/autor", "/by/",     "journalist", "contributor",
                                        "/team/", "/auteur",  "/writer",    "/redak",
                                        "/user",  "reporter", "/columnist", NULL};
    struct str href = html_attr(&p->doc, a, HTML_ATTR_HREF);
    if (str_find_fold(html_attr(&p->doc, a, HTML_ATTR_REL), STR("author")) != SIZE_MAX)
        return true;
    for (size_t i = 0; parts[i]; i++)
        if (str_find_fold(href, str_c(parts[i])) != SIZE_MAX)
            return true;
    return false;
}

/* A date at the start is not part of a name: "19 March 2031 · Ann Lee". */
static struct str cut_date(struct str s)
{
    struct span at = {0, 0};
    struct when w;
    if (text_date_find(s, NULL, &at, &w) && at.at <= 2)
        s = str_from(s, at.end);
    while (s.n && !is_alpha(s.p[0]) && !(s.p[0] & 0x80))
        s = str_from(s, 1);
    while (str_starts(s, STR("·")) || str_starts(s, STR("•")) || str_starts(s, STR("–")))
        s = str_trim(str_from(s, s.p[0] == '\xC2' ? 2 : 3));
    return s;
}

/* Names in an element: its itemprop=name, its links to authors, or its text. */
static void from_element(struct byline *y, uint32_t node, int weight)
{
    struct page *p = y->p;
    const struct html_node *n = &p->doc.nodes[node];
    struct str text = html_text_line(p->a, &p->doc, node);
    if (text.n < 3 || text.n > 240)
        return;
    struct name_set *set = byline_set(y, "element", text, weight);
    if (!set)
        return;
    for (uint32_t i = node; i < n->end; i++) {
        if (p->doc.nodes[i].kind != HTML_ELEMENT)
            continue;
        bool named = str_eq(html_attr(&p->doc, i, HTML_ATTR_ITEMPROP), STR("name"));
        struct str content = named ? html_attr(&p->doc, i, HTML_ATTR_CONTENT) : STR_NONE;
        if (content.n) {
            byline_split(y, set, byline_cut(page_line(p->a, content)));
            continue;
        }
        if (named || (p->doc.nodes[i].tag == HTML_A && author_link(p, i))) {
            byline_split(y, set, byline_cut(html_text_line(p->a, &p->doc, i)));
            i = p->doc.nodes[i].end - 1;
        }
    }
    if (set->n == 0 && text.n > 40) /* several names, each in an element of its own */
        for (uint32_t i = node; i < n->end; i++)
            if (p->doc.nodes[i].kind == HTML_TEXT &&
                byline_looks_named(page_line(p->a, p->doc.nodes[i].text)))
                byline_split(y, set, byline_cut(page_line(p->a, p->doc.nodes[i].text)));
    if (set->n == 0)
        byline_split(y, set, byline_cut(cut_date(text)));
    else
        set->weight += 3;
}

void byline_from_elements(struct byline *y)
{
    struct page *p = y->p;
    uint32_t head = p->h1_block == UINT32_MAX ? 0 : p->blocks.v[p->h1_block].from;
    size_t seen = 0;
    uint32_t end = 0;
    for (size_t i = 0; i < p->authors.n && seen < ELEMENTS_MOST; i++) {
        uint32_t node = p->authors.v[i];
        if (node < end || p->doc.nodes[node].end - node > 120 || page_elsewhere(p, node))
            continue;
        uint32_t gap = node > head ? node - head : head - node;
        bool prop = html_attr(&p->doc, node, HTML_ATTR_ITEMPROP).n > 0 ||
                    html_attr_has(&p->doc, node, HTML_ATTR_REL);
        int weight = (prop ? 66 : 60) +
                     (head == 0   ? 0
                      : gap < 60  ? 10
                      : gap < 200 ? 5
                                  : -5) -
                     (int)(seen > 3 ? 3 : seen);
        size_t before = y->n;
        from_element(y, node, weight);
        if (y->n > before && y->sets[before].n) {
            seen++;
            end = p->doc.nodes[node].end;
        }
    }
}

/* The first of names parted by commas. */
static struct str first_of(struct str s)
{
    return str_trim(str_sub(s, 0, str_find_char(s, ',')));
}

/* Links to the pages of authors near the headline. */
void byline_from_links(struct byline *y)
{
    struct page *p = y->p;
    if (p->h1_block == UINT32_MAX)
        return;
    uint32_t head = p->blocks.v[p->h1_block].from,
             from = head > LINKS_BEFORE ? head - LINKS_BEFORE : 1, last = 0;
    struct name_set *set = NULL;
    for (uint32_t i = from; i < head + LINKS_AFTER && i < p->doc.n; i++) {
        if (p->doc.nodes[i].tag != HTML_A || (last && i > last + 30))
            continue;
        struct str text = html_text_line(p->a, &p->doc, i);
        size_t space = str_find_char(text, ' ');
        if (text.n < 5 || text.n > 60 || space == SIZE_MAX || !author_link(p, i) ||
            !byline_looks_named(first_of(byline_cut(text))) || page_elsewhere(p, i))
            continue;
        if (!set)
            set = byline_set(y, "link to author", text, i < head + 150 ? 66 : 60);
        if (set)
            byline_split(y, set, byline_cut(text));
        last = i;
    }
}

/* "Ann Lee, 14 March 2025" in a line of its own near the headline. */
void byline_from_dated(struct byline *y)
{
    struct page *p = y->p;
    if (p->h1_block == UINT32_MAX)
        return;
    for (size_t i = p->h1_block > 3 ? p->h1_block - 3 : 0; i < p->h1_block + 7u && i < p->blocks.n;
         i++) {
        const struct block *b = &p->blocks.v[i];
        if (i == p->h1_block || b->units > 100 || b->digits < 2 || b->stops > 2)
            continue;
        struct str text = page_block_text(p, b);
        struct str name = byline_cut(cut_date(text));
        while (name.n && strchr(",-|", name.p[name.n - 1]))
            name = str_trim(str_sub(name, 0, name.n - 1));
        if (name.n < 6 || name.n > 40 || name.n + 4 > text.n || !byline_looks_named(name))
            continue;
        struct name_set *set = byline_set(y, "beside the date", text, DATED_WEIGHT);
        if (set)
            byline_split(y, set, name);
    }
}

/* The longest label with which a folded text begins; empty: none. */
static struct str label_of(struct str fold)
{
    static const char *const labels[] = {
        "author",    "authors", "autor",  "autorin",        "autorinautor", "autoren",
        "auteur",    "auteurs", "autore", "autores",        "writtenby",    "författare",
        "forfatter", "autorka", "автор",  "geschriebenvon", "textevon",     NULL};
    struct str longest = STR_NONE;
    for (size_t k = 0; labels[k]; k++)
        if (str_starts(fold, str_c(labels[k])) && strlen(labels[k]) > longest.n)
            longest = str_c(labels[k]);
    return longest;
}

/* Is a label, or its plural, all that a folded text says? */
static bool label_alone(struct str fold, struct str label)
{
    return fold.n == label.n || (fold.n == label.n + 1 && str_ends(fold, STR("s")));
}

/* The text behind the label with which block i begins: in the block itself or, where that says no
 * more, in the next; empty where neither is so. */
static struct str behind_label(struct page *p, size_t i, struct str fold, struct str label)
{
    struct str text = page_block_text(p, &p->blocks.v[i]);
    size_t colon = str_find_char(text, ':');
    if (label_alone(fold, label))
        return i + 1 < p->blocks.n && p->blocks.v[i + 1].units < 60
                   ? page_block_text(p, &p->blocks.v[i + 1])
                   : STR_NONE;
    if (colon != SIZE_MAX && colon <= label.n + 4)
        return str_trim(str_from(text, colon + 1));
    if (fold.n > label.n && text.n > label.n + 1 && str_eq(label, STR("autorinautor")))
        return str_trim(str_from(text, strlen("Autorin/Autor")));
    return STR_NONE;
}

/* "Author: Ann Lee", or "Author" and the name in the next block, anywhere on the page. */
void byline_from_labelled(struct byline *y)
{
    struct page *p = y->p;
    for (size_t i = 0; i < p->blocks.n; i++) {
        const struct block *b = &p->blocks.v[i];
        if (b->units > 90)
            continue;
        struct str fold = str_sub(buf_str(&p->fold), b->fold_at, b->fold_at + b->fold_n);
        struct str label = label_of(fold);
        struct str name = label.n ? byline_cut(behind_label(p, i, fold, label)) : STR_NONE;
        if (name.n < 5 || !byline_looks_named(first_of(name)))
            continue;
        struct name_set *set = byline_set(y, "behind a label", page_block_text(p, b), LABEL_WEIGHT);
        if (!set)
            return;
        byline_split(y, set, name);
        for (size_t j = i + 2; fold.n <= label.n + 1 && j < p->blocks.n && j < i + 8; j++) {
            name = p->blocks.v[j].units < 40 ? page_block_text(p, &p->blocks.v[j]) : STR_NONE;
            if (p->blocks.v[j].link == 0 || !byline_looks_named(name))
                return; /* a list of names that are links goes on */
            byline_split(y, set, name);
        }
        return;
    }
}

/* "By Ann Lee" in short blocks near the headline. */
void byline_from_blocks(struct byline *y)
{
    static const char *const starts[] = {"by ",        "von ",   "par ", "por ", "di ", "door ",
                                         "written by", "text: ", "av ",  "af ",  NULL};
    struct page *p = y->p;
    if (p->h1_block == UINT32_MAX)
        return;
    for (size_t i = p->h1_block > 3 ? p->h1_block - 3 : 0; i < p->h1_block + 14u && i < p->blocks.n;
         i++) {
        const struct block *b = &p->blocks.v[i];
        if (b->units > 140 || b->units < 6)
            continue;
        struct str text = page_block_text(p, b);
        for (size_t k = 0; starts[k]; k++)
            if (str_starts_fold(text, str_c(starts[k])) && text.n > strlen(starts[k])) {
                char c = str_from(text, strlen(starts[k])).p[0];
                if (is_upper(c) || (c & 0x80))
                    byline_from_text(y, "near headline", text, 62);
                break;
            }
    }
}
