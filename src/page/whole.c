/* whole.c: what belongs together is kept together. The classifier judges block by block and has
 * seen few tables and notes; so behind it
 *   - a list most of which is kept is kept whole;
 *   - a table of data that stands between kept paragraphs is kept;
 *   - an embedded post between kept paragraphs is kept (write.c makes it a quotation);
 *   - a subhead, a quotation or code between kept paragraphs of the same box is kept;
 *   - a note that a kept paragraph points to ("#fn1") is kept.
 * One pass over the blocks for each; what a rule or the user dropped stays dropped. */
#include "page/internal.h"

enum {
    WHOLE_LISTS_SHARE = 2,
    NOTES_MOST = 64,
    NOTE_SIGN_MOST = 6,
    NOTE_NODES_MOST = 400,
    PROSE_UNITS = 80,
    UP_MOST = 64,
    BETWEEN_MOST = 4
};

enum group_kind { GROUP_NONE, GROUP_LIST, GROUP_TABLE, GROUP_POST };
struct group {
    enum group_kind kind;
    uint32_t kept, units, link;
    uint32_t first, last; /* blocks */
};

bool page_embedded_post(const struct page *p, uint32_t node)
{
    static const char *const posts[] = {"twitter-tweet",
                                        "twitter-video",
                                        "instagram-media",
                                        "tiktok-embed",
                                        "bluesky-embed",
                                        "mastodon-embed",
                                        "reddit-embed",
                                        "reddit-card",
                                        "fb-post",
                                        "fb-xfbml",
                                        "text-post-media",
                                        "telegram-post",
                                        NULL};
    uint16_t tag = p->doc.nodes[node].tag;
    if (tag != HTML_BLOCKQUOTE && tag != HTML_DIV)
        return false;
    struct str class = html_attr(&p->doc, node, HTML_ATTR_CLASS);
    for (size_t i = 0; class.n && posts[i]; i++)
        if (str_find(class, str_c(posts[i])) != SIZE_MAX)
            return true;
    return false;
}

/* The outermost list, table of data or post around a block, below the root; 0: none. */
static uint32_t group_box(const struct page *p, const struct block *b, enum group_kind *ret_kind)
{
    const uint16_t other = 1u << MARK_NAV | 1u << MARK_RELATED | 1u << MARK_AD | 1u << MARK_SOCIAL |
                           1u << MARK_COMMENT | 1u << MARK_WALL | 1u << MARK_META;
    uint32_t found = 0;
    uint16_t marks = 0;
    for (uint32_t x = b->box, k = 0; x && x != p->root && k < UP_MOST;
         x = p->boxes.v[x].parent, k++) {
        uint32_t node = p->boxes.v[x].node;
        uint16_t tag = p->doc.nodes[node].tag;
        enum group_kind kind = tag == HTML_UL || tag == HTML_OL || tag == HTML_DL ? GROUP_LIST
                               : tag == HTML_TABLE && page_data_table(p, node)    ? GROUP_TABLE
                               : page_embedded_post(p, node)                      ? GROUP_POST
                                                                                  : GROUP_NONE;
        marks |= p->boxes.v[x].marks;
        if (kind != GROUP_NONE) {
            found = x;
            *ret_kind = kind;
        }
    }
    bool in_root = found && p->boxes.v[found].node > p->boxes.v[p->root].node &&
                   p->boxes.v[found].node < p->doc.nodes[p->boxes.v[p->root].node].end;
    return in_root && (*ret_kind == GROUP_POST || !(marks & other)) ? found : 0;
}

static bool wanted(const struct group *g, uint32_t first, uint32_t last)
{
    bool between = g->first > first && g->last < last;
    switch (g->kind) {
    case GROUP_LIST: return g->kept * WHOLE_LISTS_SHARE > g->units && g->link * 2 < g->units;
    case GROUP_TABLE: return (between || g->kept * 2 > g->units) && g->link * 2 < g->units;
    case GROUP_POST: return between;
    case GROUP_NONE:
    default: return false;
    }
}

static void keep_groups(struct page *p, uint32_t first, uint32_t last)
{
    struct group *groups = ARENA_ARRAY(p->a, p->boxes.n, struct group);
    uint32_t *of = ARENA_ARRAY(p->a, p->blocks.n, uint32_t);
    for (uint32_t i = first; i <= last; i++) {
        const struct block *b = &p->blocks.v[i];
        enum group_kind kind = GROUP_NONE;
        of[i] = group_box(p, b, &kind);
        if (!of[i])
            continue;
        struct group *g = &groups[of[i]];
        if (g->kind == GROUP_NONE)
            *g = (struct group){.kind = kind, .first = i};
        g->last = i;
        g->units += b->units;
        g->link += b->link;
        g->kept += b->kept ? b->units : 0;
    }
    for (uint32_t i = first; i <= last; i++) {
        struct block *b = &p->blocks.v[i];
        if (of[i] && !b->kept && !b->hard && wanted(&groups[of[i]], first, last)) {
            b->kept = true;
            b->why = groups[of[i]].kind == GROUP_LIST    ? "the list is kept"
                     : groups[of[i]].kind == GROUP_TABLE ? "a table in the text"
                                                         : "a post in the text";
        }
    }
}

/* ---- between paragraphs ---- */

/* The box whose child on the way to the block is a subhead, a quotation or code; 0: it is none. */
static uint32_t framed_by(const struct page *p, const struct block *b)
{
    for (uint32_t x = b->box, k = 0; x && k < 3; x = p->boxes.v[x].parent, k++) {
        uint16_t tag = p->doc.nodes[p->boxes.v[x].node].tag;
        bool frame =
            (tag >= HTML_H2 && tag <= HTML_H4) || tag == HTML_PRE || tag == HTML_BLOCKQUOTE;
        if (p->boxes.v[x].marks &
            ~(1u << MARK_BODY | 1u << MARK_ARTICLE | 1u << MARK_TITLE | 1u << MARK_LEAD))
            return 0; /* a template has named it something else */
        if (frame)
            return p->boxes.v[x].parent;
    }
    return 0;
}

static bool prose_in(const struct page *p, const struct block *b, uint32_t box)
{
    return b->kept && b->units >= PROSE_UNITS && p->boxes.v[b->box].parent == box;
}

static void keep_between(struct page *p, uint32_t first, uint32_t last)
{
    uint32_t before = first; /* the last kept prose */
    for (uint32_t i = first + 1; i < last; i++) {
        struct block *b = &p->blocks.v[i];
        if (b->kept && b->units >= PROSE_UNITS)
            before = i;
        uint32_t box = b->kept || b->hard || b->link * 2 > b->units ? 0 : framed_by(p, b);
        if (!box || i - before > BETWEEN_MOST || !prose_in(p, &p->blocks.v[before], box))
            continue;
        for (uint32_t k = i + 1; k <= last && k <= i + BETWEEN_MOST; k++)
            if (prose_in(p, &p->blocks.v[k], box)) {
                b->kept = true;
                b->why = "between paragraphs";
                break;
            }
    }
}

/* ---- notes ---- */

struct notes {
    struct str names[NOTES_MOST];
    size_t n;
};

/* What the signs in a kept block point to: short links inside the page. */
static void find_signs(const struct page *p, const struct block *b, struct notes *notes)
{
    for (uint32_t i = b->from; i < b->to; i++) {
        /* the block starts with its first text: the sign's link may have opened just before */
        uint32_t a = p->doc.nodes[i].kind == HTML_TEXT ? p->doc.nodes[i].parent : 0;
        if (!a || p->doc.nodes[a].tag != HTML_A || notes->n == NOTES_MOST ||
            str_trim(p->doc.nodes[i].text).n > NOTE_SIGN_MOST)
            continue;
        struct str href = str_trim(html_attr(&p->doc, a, HTML_ATTR_HREF));
        if (href.n > 1 && href.p[0] == '#')
            notes->names[notes->n++] = str_from(href, 1);
    }
}

static void keep_notes(struct page *p, uint32_t last)
{
    struct notes *notes = ARENA_NEW(p->a, struct notes);
    for (size_t i = 0; i < p->blocks.n; i++)
        if (p->blocks.v[i].kept && p->blocks.v[i].units >= PROSE_UNITS)
            find_signs(p, &p->blocks.v[i], notes);
    if (notes->n == 0)
        return;
    size_t k = last + 1;
    for (uint32_t i = k < p->blocks.n ? p->blocks.v[last].to : p->doc.n; i < p->doc.n; i++) {
        struct str id =
            p->doc.nodes[i].kind == HTML_ELEMENT ? html_attr(&p->doc, i, HTML_ATTR_ID) : STR_NONE;
        bool named = false;
        for (size_t n = 0; id.n && n < notes->n && !named; n++)
            named = str_eq(id, notes->names[n]);
        uint32_t end = p->doc.nodes[i].end;
        if (!named || end - i > NOTE_NODES_MOST)
            continue;
        while (k < p->blocks.n && p->blocks.v[k].from < i)
            k++;
        for (; k < p->blocks.n && p->blocks.v[k].from < end; k++) {
            p->blocks.v[k].why = "a note that the text points to";
            if (!p->blocks.v[k].hard)
                p->blocks.v[k].kept = true;
        }
    }
}

void page_keep_wholes(struct page *p)
{
    uint32_t first = UINT32_MAX, last = 0;
    for (uint32_t i = 0; i < p->blocks.n; i++)
        if (p->blocks.v[i].kept && p->blocks.v[i].units >= PROSE_UNITS) {
            first = first == UINT32_MAX ? i : first;
            last = i;
        }
    if (first == UINT32_MAX)
        return;
    keep_groups(p, first, last);
    keep_between(p, first, last);
    keep_notes(p, last);
}
