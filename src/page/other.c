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

static void set_beside(struct block *b, const char *why)
{
    if (b->why)
        return;
    b->why = why;
    b->beside = true;
}

/* The <article> that the first headline stands in; others behind it with one of their own are not
 * it. Headlines and blocks stand in the order of their nodes, so one walk meets all three. */
static void note_second_articles(struct page *p)
{
    uint32_t first_end = 0;
    size_t head = 0, at = 0;
    for (uint32_t i = 1; i < p->doc.n; i++) {
        uint32_t end = p->doc.nodes[i].end;
        while (head < p->heads.n && p->heads.v[head] <= i)
            head++;
        if (head == p->heads.n)
            return;
        if (p->doc.nodes[i].tag != HTML_ARTICLE || p->heads.v[head] >= end)
            continue;
        if (!first_end && head == 0)
            first_end = end;
        if (!first_end || i < first_end)
            continue;
        while (at < p->blocks.n && p->blocks.v[at].from < i)
            at++;
        for (; at < p->blocks.n && p->blocks.v[at].from < end; at++)
            set_beside(&p->blocks.v[at], "a second article");
        i = end - 1; /* what is inside it is marked */
    }
}

/* The post that the headline stands in, else the one with most of what the classifier likes. */
static uint64_t main_post(const struct page *p, const uint64_t *post)
{
    for (uint32_t at = p->heads.n ? p->heads.v[0] : 0; at; at = p->doc.nodes[at].parent) {
        uint64_t n = post_number(html_attr(&p->doc, at, HTML_ATTR_CLASS));
        if (n)
            return n;
    }
    struct map units; /* by number */
    map_init(&units, p->a);
    uint64_t best = 0, most = 0;
    for (size_t i = 0; i < p->blocks.n; i++) {
        if (!post[i] || p->blocks.v[i].score <= 0)
            continue;
        struct map_entry *e = map_put(&units, str_of((const char *)&post[i], sizeof post[i]), NULL);
        e->value.u += p->blocks.v[i].units;
        if (e->value.u > most) {
            most = e->value.u;
            best = post[i];
        }
    }
    return best;
}

/* The number of the innermost post that each block stands in: a stack of those that are open. */
static size_t number_posts(const struct page *p, uint64_t *post)
{
    struct {
        uint32_t end;
        uint64_t number;
    } open[HTML_DEPTH_MOST];
    size_t depth = 0, at = 0, found = 0;
    for (uint32_t i = 1; i <= p->doc.n && at < p->blocks.n; i++) {
        for (; at < p->blocks.n && p->blocks.v[at].from < i; at++) {
            while (depth && p->blocks.v[at].from >= open[depth - 1].end)
                depth--;
            post[at] = depth ? open[depth - 1].number : 0;
            found += depth > 0;
        }
        if (i == p->doc.n || p->doc.nodes[i].kind != HTML_ELEMENT)
            continue;
        while (depth && i >= open[depth - 1].end)
            depth--;
        struct str class = html_attr(&p->doc, i, HTML_ATTR_CLASS);
        uint64_t n = str_find(class, STR("post-")) == SIZE_MAX ? 0 : post_number(class);
        if (n && depth < HTML_DEPTH_MOST) {
            open[depth].end = p->doc.nodes[i].end;
            open[depth++].number = n;
        }
    }
    return found;
}

static void note_other_posts(struct page *p)
{
    uint64_t *post = ARENA_ARRAY(p->a, p->blocks.n, uint64_t);
    memset(post, 0, p->blocks.n * sizeof *post);
    uint64_t own = number_posts(p, post) ? main_post(p, post) : 0;
    for (size_t i = 0; own && i < p->blocks.n; i++)
        if (post[i] && post[i] != own)
            set_beside(&p->blocks.v[i], "another post");
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
