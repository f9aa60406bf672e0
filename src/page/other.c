/* other.c: what stands beside the article and is another one, told by what a page says of itself: a
 * second <article> with a headline of its own, a post of another number. And what is no text at
 * all: an address or a time for machines, a paragraph that the page shows once more. No page of a
 * live blog is cut by this: its entries stand under the one headline, and are numbered in no common
 * way. */
#include "page/internal.h"

/* The number of a post in a class as WordPress writes it ("post-1806 hentry"); 0: none. */
static uint64_t post_number(struct str class)
{
    struct str word;
    while (str_split(&class, ' ', &word)) {
        uint64_t n;
        if (str_starts(word, STR("post-")) && str_u64(str_from(word, 5), UINT32_MAX, &n))
            return n;
    }
    return 0;
}

static bool holds_head(const struct page *p, uint32_t node)
{
    for (size_t i = 0; i < p->heads.n; i++)
        if (p->heads.v[i] > node && p->heads.v[i] < p->doc.nodes[node].end)
            return true;
    return false;
}

/* Marks the blocks in [node, its end). Blocks stand in the order of their nodes. */
static void mark(struct page *p, uint32_t node, const char *why)
{
    for (size_t i = 0; i < p->blocks.n; i++) {
        struct block *b = &p->blocks.v[i];
        if (b->from > node && b->from < p->doc.nodes[node].end && !b->why)
            b->why = why, b->beside = true;
    }
}

/* The <article> that the first headline stands in; others behind it with one of their own are not
 * it. */
static void note_second_articles(struct page *p)
{
    uint32_t first = 0;
    for (uint32_t i = 1; i < p->doc.n; i++) {
        if (p->doc.nodes[i].tag != HTML_ARTICLE || !holds_head(p, i))
            continue;
        if (first && i >= p->doc.nodes[first].end)
            mark(p, i, "a second article");
        else if (!first && p->heads.v[0] > i && p->heads.v[0] < p->doc.nodes[i].end)
            first = i;
    }
}

/* The post that the headline stands in, else the one with most of what the classifier likes. */
static uint64_t main_post(const struct page *p, const uint64_t *post)
{
    uint64_t best = 0;
    uint32_t most = 0;
    for (uint32_t at = p->heads.n ? p->heads.v[0] : 0; at; at = p->doc.nodes[at].parent) {
        uint64_t n = post_number(html_attr(&p->doc, at, HTML_ATTR_CLASS));
        if (n)
            return n;
    }
    for (size_t i = 0; i < p->blocks.n; i++) {
        uint32_t units = 0;
        for (size_t k = i; post[i] && k < p->blocks.n; k++)
            units += post[k] == post[i] && p->blocks.v[k].score > 0 ? p->blocks.v[k].units : 0;
        if (units > most) {
            most = units;
            best = post[i];
        }
    }
    return best;
}

static void note_other_posts(struct page *p)
{
    uint64_t *post = ARENA_ARRAY(p->a, p->blocks.n, uint64_t);
    size_t found = 0;
    memset(post, 0, p->blocks.n * sizeof *post);
    size_t from = 0;
    for (uint32_t i = 1; i < p->doc.n && from < p->blocks.n; i++) {
        if (p->doc.nodes[i].kind != HTML_ELEMENT)
            continue;
        struct str class = html_attr(&p->doc, i, HTML_ATTR_CLASS);
        uint64_t n = str_find(class, STR("post-")) == SIZE_MAX ? 0 : post_number(class);
        while (from < p->blocks.n && p->blocks.v[from].from < i)
            from++;
        for (size_t k = from; n && k < p->blocks.n && p->blocks.v[k].from < p->doc.nodes[i].end;
             k++) {
            found += post[k] == 0;
            post[k] = n; /* inner ones come later */
        }
    }
    uint64_t own = found ? main_post(p, post) : 0;
    for (size_t i = 0; own && i < p->blocks.n; i++)
        if (post[i] && post[i] != own && !p->blocks.v[i].why)
            p->blocks.v[i].why = "another post", p->blocks.v[i].beside = true;
}

/* "2019-11-19T08:57:40+01:00", "https://...": one word that nobody reads aloud. */
static bool is_machine_word(struct str s)
{
    if (!s.n || str_find_char(s, ' ') != SIZE_MAX)
        return false;
    bool digits = s.n >= 11;
    for (size_t i = 0; digits && i < 11; i++)
        digits = i == 4 || i == 7 ? s.p[i] == '-'
                 : i == 10        ? s.p[i] == 'T'
                                  : s.p[i] >= '0' && s.p[i] <= '9';
    return digits || str_starts(s, STR("https://")) || str_starts(s, STR("http://"));
}

static void note_machine_words(struct page *p)
{
    for (size_t i = 0; i < p->blocks.n; i++) {
        struct block *b = &p->blocks.v[i];
        if (!b->why && b->words <= 1 && !b->link && is_machine_word(page_block_text(p, b)))
            b->why = "a word for machines";
    }
}

void page_note_others(struct page *p)
{
    if (p->heads.n > 1)
        note_second_articles(p);
    note_other_posts(p);
    note_machine_words(p);
}
