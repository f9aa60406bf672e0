/* write.c: the chosen blocks as a clean body. Every block becomes one leaf (p, heading, li, td,
 * pre) inside those ancestors that mean something (lists, quotations, tables of data); divs,
 * sections and spans vanish. Links are made absolute, pictures of lazy loaders are resolved, frames
 * become a figure with a link. What the page places between two kept blocks but is no text of it, a
 * picture with its caption, is kept where no box around it says advertisement, related or
 * navigation. */
#include "page/internal.h"

enum {
    WRAP_MOST = 24,
    INLINE_MOST = 12,
    IMAGES_MOST = 60,
    ATTRS_LEAF_MOST = 2,
    CAPTION_MOST = 1000
};

struct body_out {
    struct page *p;
    LIST(struct body_op) ops;
    uint32_t wraps[WRAP_MOST]; /* nodes of the open ancestors, outermost first */
    enum body_tag wrap_tags[WRAP_MOST];
    size_t depth;
    struct str images[IMAGES_MOST]; /* already written */
    size_t image_count;
};

static void put_open(struct body_out *o, enum body_tag tag, const struct body_attr *attrs,
                     uint32_t n)
{
    LIST_PUSH(
        o->p->a, &o->ops,
        (struct body_op){
            .kind = BODY_OPEN, .tag = tag, .attrs = attrs, .attr_count = n, .at = BODY_NO_TEXT});
}
static void put_close(struct body_out *o, enum body_tag tag)
{
    LIST_PUSH(o->p->a, &o->ops,
              (struct body_op){.kind = BODY_CLOSE, .tag = tag, .at = BODY_NO_TEXT});
}
static void put_text(struct body_out *o, struct str s)
{
    if (s.n)
        LIST_PUSH(o->p->a, &o->ops,
                  (struct body_op){.kind = BODY_TEXT, .text = s, .at = BODY_NO_TEXT});
}

/* White space made single spaces, soft hyphens and zero-width joins of words taken out. *space says
 * whether a space is due before the next character; in_front: nothing stands before it. */
static struct str tidy(struct arena *a, struct str t, bool *space, bool *in_front)
{
    struct buf b;
    buf_arena(&b, a, t.n + 2);
    char *to = buf_room(&b, t.n + 1);
    if (!to)
        return STR_NONE;
    size_t n = 0;
    for (size_t i = 0; i < t.n;) {
        unsigned char c = (unsigned char)t.p[i];
        if (is_space((char)c) || (c == 0xC2 && i + 1 < t.n && (unsigned char)t.p[i + 1] == 0xA0)) {
            *space = true;
            i += c == 0xC2 ? 2 : 1;
            continue;
        }
        if (c == 0xC2 && i + 1 < t.n && (unsigned char)t.p[i + 1] == 0xAD) {
            i += 2;
            continue;
        }
        if (c == 0xEF && str_starts(str_from(t, i), STR("\xEF\xBB\xBF"))) { /* U+FEFF */
            i += 3;
            continue;
        }
        if (c < 0x20 || c == 0x7F) {
            i++;
            continue;
        }
        if (*space && !*in_front)
            to[n++] = ' ';
        *space = false;
        *in_front = false;
        to[n++] = t.p[i++];
    }
    b.n = n;
    return buf_str(&b);
}

/* Plain text of an attribute, without control characters. */
static struct str plain(struct arena *a, struct str s, size_t most)
{
    bool space = false, in_front = true;
    return utf8_cut(tidy(a, page_line(a, s), &space, &in_front), most);
}

struct str page_block_text(struct page *p, const struct block *b)
{
    struct buf out;
    buf_arena(&out, p->a, (size_t)1 << 24);
    bool space = false, in_front = true;
    for (uint32_t i = b->from; i < b->to;) {
        const struct html_node *n = &p->doc.nodes[i];
        if (n->kind == HTML_TEXT) {
            buf_put(&out, tidy(p->a, n->text, &space, &in_front));
        } else if (n->kind == HTML_ELEMENT &&
                   (page_tag_hidden(n->tag) || page_unseen(&p->doc, i))) {
            i = n->end;
            continue;
        } else if (n->tag == HTML_BR) {
            space = true;
        }
        i++;
    }
    return buf_str(&out);
}

static enum body_tag inline_tag(uint16_t tag)
{
    switch (tag) {
    case HTML_A: return BODY_a;
    case HTML_EM: return BODY_em;
    case HTML_I: return BODY_i;
    case HTML_STRONG: return BODY_strong;
    case HTML_B: return BODY_b;
    case HTML_CODE: return BODY_code;
    case HTML_SUB: return BODY_sub;
    case HTML_SUP: return BODY_sup;
    case HTML_Q: return BODY_q;
    case HTML_CITE: return BODY_cite;
    case HTML_ABBR: return BODY_abbr;
    case HTML_MARK: return BODY_mark;
    case HTML_S:
    case HTML_STRIKE: return BODY_s;
    case HTML_DEL: return BODY_del;
    case HTML_INS: return BODY_ins;
    case HTML_KBD: return BODY_kbd;
    case HTML_SAMP: return BODY_samp;
    case HTML_VAR: return BODY_var;
    case HTML_RUBY: return BODY_ruby;
    case HTML_RT: return BODY_rt;
    case HTML_RP: return BODY_rp;
    case HTML_BDO: return BODY_bdo;
    case HTML_BDI: return BODY_bdi;
    default: return BODY_NONE;
    }
}

static const struct body_attr *one_attr(struct arena *a, enum body_attr_name name, struct str value)
{
    struct body_attr *v = ARENA_NEW(a, struct body_attr);
    *v = (struct body_attr){name, value};
    return v;
}

/* Opens an inline element; false where it is not worth keeping. */
static enum body_tag open_inline(struct body_out *o, uint32_t node)
{
    struct page *p = o->p;
    enum body_tag tag = inline_tag(p->doc.nodes[node].tag);
    if (tag == BODY_NONE)
        return tag;
    const struct body_attr *attr = NULL;
    if (tag == BODY_a) {
        struct str ref = str_trim(html_attr(&p->doc, node, HTML_ATTR_HREF));
        struct str href = ref.n && ref.p[0] != '#' ? page_absolute(p, ref) : STR_NONE;
        if (href.n == 0)
            return BODY_NONE;
        attr = one_attr(p->a, BODY_ATTR_href, href);
    } else if (tag == BODY_bdo) {
        attr =
            one_attr(p->a, BODY_ATTR_dir,
                     str_eq_fold(html_attr(&p->doc, node, HTML_ATTR_DIR), STR("rtl")) ? STR("rtl")
                                                                                      : STR("ltr"));
    }
    put_open(o, tag, attr, attr != NULL);
    return tag;
}

struct inline_open {
    uint32_t end;
    enum body_tag tag;
};
struct inline_stack {
    struct inline_open v[INLINE_MOST];
    size_t n;
};

static void push_inline(struct body_out *o, struct inline_stack *st, uint32_t node)
{
    if (st->n == INLINE_MOST)
        return;
    for (size_t i = 0; i < st->n; i++)
        if (st->v[i].tag == inline_tag(o->p->doc.nodes[node].tag))
            return; /* no link in a link, no <b> in a <b> */
    enum body_tag tag = open_inline(o, node);
    if (tag != BODY_NONE)
        st->v[st->n++] = (struct inline_open){o->p->doc.nodes[node].end, tag};
}

/* The inline ancestors of a block's first text, outermost first. */
static void open_around(struct body_out *o, struct inline_stack *st, const struct block *b)
{
    const struct html_node *nodes = o->p->doc.nodes;
    uint32_t stop = o->p->boxes.v[b->box].node, up[INLINE_MOST];
    size_t n = 0;
    for (uint32_t i = nodes[b->from].parent; i && i != stop && n < INLINE_MOST; i = nodes[i].parent)
        up[n++] = i;
    while (n > 0)
        push_inline(o, st, up[--n]);
}

static void write_runs(struct body_out *o, const struct block *b, bool pre)
{
    struct page *p = o->p;
    struct inline_stack st = {.n = 0};
    open_around(o, &st, b);
    bool space = false, in_front = true;
    for (uint32_t i = b->from; i < b->to;) {
        const struct html_node *n = &p->doc.nodes[i];
        while (st.n && i >= st.v[st.n - 1].end)
            put_close(o, st.v[--st.n].tag);
        if (n->kind == HTML_TEXT) {
            put_text(o,
                     pre ? body_verbatim(p->a, n->text) : tidy(p->a, n->text, &space, &in_front));
        } else if (n->kind == HTML_ELEMENT &&
                   (page_tag_hidden(n->tag) || page_unseen(&p->doc, i))) {
            i = n->end;
            continue;
        } else if (n->tag == HTML_BR) {
            if (!in_front)
                put_open(o, BODY_br, NULL, 0);
            space = false;
            in_front = true;
        } else if (n->kind == HTML_ELEMENT) {
            if (space && !in_front && inline_tag(n->tag) != BODY_NONE) {
                put_text(o, STR(" "));
                space = false;
                in_front = true;
            }
            push_inline(o, &st, i);
        }
        i++;
    }
    while (st.n)
        put_close(o, st.v[--st.n].tag);
}

/* ---- what stands around a leaf ---- */

bool page_data_table(const struct page *p, uint32_t table)
{
    const struct html_node *t = &p->doc.nodes[table];
    uint32_t rows = 0, cells = 0, heads = 0;
    for (uint32_t i = table + 1; i < t->end; i++) {
        uint16_t tag = p->doc.nodes[i].tag;
        if (tag == HTML_TABLE)
            return false; /* a table in a table is layout */
        rows += tag == HTML_TR;
        cells += tag == HTML_TD || tag == HTML_TH;
        heads += tag == HTML_TH;
    }
    return rows > 1 && (heads > 0 || cells >= rows * 2);
}

static enum body_tag wrap_tag(const struct page *p, uint32_t node)
{
    switch (p->doc.nodes[node].tag) {
    case HTML_UL:
    case HTML_MENU:
    case HTML_DIR: return BODY_ul;
    case HTML_OL: return BODY_ol;
    case HTML_LI: return BODY_li;
    case HTML_DL: return BODY_dl;
    case HTML_DT: return BODY_dt;
    case HTML_DD: return BODY_dd;
    case HTML_BLOCKQUOTE: return BODY_blockquote;
    case HTML_TABLE: return page_data_table(p, node) ? BODY_table : BODY_NONE;
    case HTML_TR: return BODY_tr;
    case HTML_TD: return BODY_td;
    case HTML_TH: return BODY_th;
    default: return page_embedded_post(p, node) ? BODY_blockquote : BODY_NONE;
    }
}

/* Which tags may stand in which: what fits nowhere is left out, so that the body nests as HTML. */
static bool fits(enum body_tag up, enum body_tag tag)
{
    if (tag == BODY_li)
        return up == BODY_ul || up == BODY_ol;
    if (tag == BODY_dt || tag == BODY_dd)
        return up == BODY_dl;
    if (tag == BODY_tr)
        return up == BODY_table;
    if (tag == BODY_td || tag == BODY_th)
        return up == BODY_tr;
    return up != BODY_ul && up != BODY_ol && up != BODY_dl && up != BODY_table && up != BODY_tr;
}

static size_t find_wraps(const struct page *p, const struct block *b, uint32_t *nodes,
                         enum body_tag *tags)
{
    uint32_t up[HTML_DEPTH_MOST];
    size_t n = 0, kept = 0;
    for (uint32_t x = b->box; x && n < HTML_DEPTH_MOST; x = p->boxes.v[x].parent)
        up[n++] = p->boxes.v[x].node;
    while (n > 0 && kept < WRAP_MOST) {
        uint32_t node = up[--n];
        enum body_tag tag = wrap_tag(p, node);
        if (tag == BODY_NONE || !fits(kept ? tags[kept - 1] : BODY_NONE, tag))
            continue;
        nodes[kept] = node;
        tags[kept++] = tag;
    }
    /* A list or row without its item holds nothing. */
    while (kept && !fits(tags[kept - 1], BODY_p))
        kept--;
    return kept;
}

static void close_wraps(struct body_out *o, size_t to)
{
    while (o->depth > to)
        put_close(o, o->wrap_tags[--o->depth]);
}

static const struct body_attr *start_attr(struct body_out *o, uint32_t node, enum body_tag tag)
{
    struct str v = tag == BODY_ol ? html_attr(&o->p->doc, node, HTML_ATTR_START) : STR_NONE;
    uint64_t n;
    return str_u64(v, 9999, &n) ? one_attr(o->p->a, BODY_ATTR_start, v) : NULL;
}

/* Closes and opens ancestors until those of the block are open. A wrapper around one single block
 * that is no item of anything stays a paragraph. */
static void change_wraps(struct body_out *o, const struct block *b)
{
    uint32_t nodes[WRAP_MOST];
    enum body_tag tags[WRAP_MOST];
    size_t n = find_wraps(o->p, b, nodes, tags), same = 0;
    while (same < n && same < o->depth && nodes[same] == o->wraps[same])
        same++;
    close_wraps(o, same);
    for (size_t i = same; i < n; i++) {
        const struct body_attr *attr = start_attr(o, nodes[i], tags[i]);
        put_open(o, tags[i], attr, attr != NULL);
        o->wraps[i] = nodes[i];
        o->wrap_tags[i] = tags[i];
        o->depth = i + 1;
    }
}

static enum body_tag leaf_tag(const struct page *p, const struct block *b)
{
    for (uint32_t x = b->box, k = 0; x && k < 3; x = p->boxes.v[x].parent, k++) {
        switch (p->doc.nodes[p->boxes.v[x].node].tag) {
        case HTML_H1:
        case HTML_H2: return BODY_h2;
        case HTML_H3: return BODY_h3;
        case HTML_H4: return BODY_h4;
        case HTML_H5: return BODY_h5;
        case HTML_H6: return BODY_h6;
        case HTML_PRE:
        case HTML_LISTING:
        case HTML_XMP: return BODY_pre;
        default: break;
        }
    }
    return BODY_p;
}

/* Right-to-left text says so on itself: its ancestors are not kept. */
static const struct body_attr *dir_attr(const struct page *p, const struct block *b)
{
    for (uint32_t i = p->doc.nodes[b->from].parent; i; i = p->doc.nodes[i].parent) {
        struct str dir = html_attr(&p->doc, i, HTML_ATTR_DIR);
        if (dir.n)
            return str_eq_fold(dir, STR("rtl")) ? one_attr(p->a, BODY_ATTR_dir, STR("rtl")) : NULL;
    }
    return NULL;
}

static void write_block(struct body_out *o, const struct block *b)
{
    change_wraps(o, b);
    enum body_tag leaf = leaf_tag(o->p, b);
    const struct body_attr *dir = dir_attr(o->p, b);
    put_open(o, leaf, dir, dir != NULL);
    write_runs(o, b, leaf == BODY_pre);
    put_close(o, leaf);
}

/* ---- pictures ---- */

static uint64_t number_of(struct str s)
{
    size_t n = 0;
    while (n < s.n && is_digit(s.p[n]))
        n++;
    uint64_t v = 0;
    return str_u64(str_sub(s, 0, n), 100000, &v) ? v : 0;
}

/* The largest picture of a srcset: by width or density. */
static struct str srcset_best(struct str set)
{
    struct str best = STR_NONE;
    uint64_t most = 0;
    while (set.n) {
        set = str_trim(set);
        size_t end = 0;
        while (end < set.n && !is_space(set.p[end]))
            end++;
        struct str url = str_sub(set, 0, end);
        bool bare = url.n && url.p[url.n - 1] == ',';
        if (bare)
            url.n--;
        struct str rest = str_from(set, end), size = STR_NONE;
        if (!bare) {
            size_t comma = str_find_char(rest, ',');
            size = str_trim(str_sub(rest, 0, comma));
            rest = comma == SIZE_MAX ? STR_NONE : str_from(rest, comma + 1);
        }
        uint64_t v = number_of(size);
        if (url.n && (best.n == 0 || (v > most && v <= 2400))) {
            best = url;
            most = v;
        }
        set = rest;
    }
    return best;
}

static struct str set_of(const struct page *p, uint32_t node)
{
    static const enum html_attr_name sets[] = {HTML_ATTR_DATA_SRCSET, HTML_ATTR_DATA_LAZY_SRCSET,
                                               HTML_ATTR_SRCSET};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct str v = srcset_best(html_attr(&p->doc, node, sets[i]));
        if (v.n && !str_starts_fold(v, STR("data:")))
            return page_absolute(p, v);
    }
    return STR_NONE;
}

/* Names of the pictures that stand in for another. */
static bool stands_in(struct str v)
{
    static const char *const names[] = {
        "placeholder", "blank.gif",   "spacer.gif", "transparent.gif", "blank.png",
        "lazyload.",   "loading.gif", "1x1.",       "pixel.gif",       NULL};
    for (size_t i = 0; names[i]; i++)
        if (str_find_fold(v, str_c(names[i])) != SIZE_MAX)
            return true;
    return false;
}

/* The picture itself, whatever stands in its place until a script has run. */
static struct str image_of(const struct page *p, uint32_t node)
{
    static const enum html_attr_name singles[] = {
        HTML_ATTR_DATA_SRC,   HTML_ATTR_DATA_ORIGINAL, HTML_ATTR_DATA_LAZY_SRC,
        HTML_ATTR_DATA_LAZY,  HTML_ATTR_DATA_FULL_SRC, HTML_ATTR_DATA_IMG_SRC,
        HTML_ATTR_DATA_IMAGE, HTML_ATTR_DATA_URL,      HTML_ATTR_SRC};
    for (size_t i = 0; i < sizeof singles / sizeof *singles; i++) {
        struct str v = str_trim(html_attr(&p->doc, node, singles[i]));
        if (v.n && !str_starts_fold(v, STR("data:")) && !str_starts(v, STR("{")) && !stands_in(v))
            return page_absolute(p, v);
    }
    struct str own = set_of(p, node);
    uint32_t up = p->doc.nodes[node].parent;
    if (own.n || p->doc.nodes[up].tag != HTML_PICTURE)
        return own;
    for (uint32_t i = html_next(&p->doc, up, up, HTML_SOURCE); i && own.n == 0;
         i = html_next(&p->doc, up, i, HTML_SOURCE))
        own = set_of(p, i);
    return own;
}

static bool unwanted(const struct page *p, uint32_t node)
{
    uint16_t bad = 1u << MARK_RELATED | 1u << MARK_AD | 1u << MARK_NAV | 1u << MARK_SOCIAL |
                   1u << MARK_COMMENT | 1u << MARK_WALL | 1u << MARK_META;
    uint32_t root = p->boxes.v[p->root].node;
    for (uint32_t i = node; i && p->unwanted; i = p->doc.nodes[i].parent)
        if (css_match(p->unwanted, i))
            return true;
    for (uint32_t i = node; i && i != root; i = p->doc.nodes[i].parent) {
        uint16_t tag = p->doc.nodes[i].tag;
        if (tag == HTML_ASIDE || tag == HTML_NAV || tag == HTML_FOOTER || tag == HTML_FORM)
            return true;
        if (page_marks(p->marks, html_attr(&p->doc, i, HTML_ATTR_CLASS)) & bad)
            return true;
    }
    return false;
}

static struct str caption_of(const struct page *p, uint32_t node)
{
    for (uint32_t i = node, k = 0; i && k < 6; i = p->doc.nodes[i].parent, k++) {
        if (p->doc.nodes[i].tag != HTML_FIGURE)
            continue;
        uint32_t c = html_next(&p->doc, i, i, HTML_FIGCAPTION);
        return c ? utf8_cut(html_text_line(p->a, &p->doc, c), CAPTION_MOST) : STR_NONE;
    }
    return STR_NONE;
}

static void write_figure(struct body_out *o, struct str src, struct str alt, struct str caption)
{
    if (src.n == 0 || o->image_count == IMAGES_MOST)
        return;
    for (size_t i = 0; i < o->image_count; i++)
        if (str_eq(o->images[i], src))
            return;
    o->images[o->image_count++] = src;
    struct body_attr *attrs = ARENA_ARRAY(o->p->a, 2, struct body_attr);
    attrs[0] = (struct body_attr){BODY_ATTR_src, src};
    attrs[1] = (struct body_attr){BODY_ATTR_alt, plain(o->p->a, alt, 500)};
    close_wraps(o, 0);
    put_open(o, BODY_figure, NULL, 0);
    put_open(o, BODY_img, attrs, 2);
    if (caption.n) {
        put_open(o, BODY_figcaption, NULL, 0);
        put_text(o, caption);
        put_close(o, BODY_figcaption);
    }
    put_close(o, BODY_figure);
}

/* A frame of another site (video, post): a figure with a link to it. */
static void write_frame(struct body_out *o, uint32_t node)
{
    struct page *p = o->p;
    struct str src = html_attr(&p->doc, node, HTML_ATTR_SRC);
    if (src.n == 0)
        src = html_attr(&p->doc, node, HTML_ATTR_DATA_SRC);
    src = page_absolute(p, src);
    if (src.n == 0 || unwanted(p, node))
        return;
    struct str name = plain(p->a, html_attr(&p->doc, node, HTML_ATTR_TITLE), 200);
    close_wraps(o, 0);
    put_open(o, BODY_figure, NULL, 0);
    put_open(o, BODY_a, one_attr(p->a, BODY_ATTR_href, src), 1);
    put_text(o, name.n ? name : utf8_cut(src, 200));
    put_close(o, BODY_a);
    put_close(o, BODY_figure);
}

/* Pictures and frames between two nodes. */
static void write_media(struct body_out *o, uint32_t from, uint32_t to)
{
    struct page *p = o->p;
    for (uint32_t i = from; i < to; i++) {
        const struct html_node *n = &p->doc.nodes[i];
        if (n->tag == HTML_IFRAME) {
            write_frame(o, i);
        } else if (n->tag == HTML_IMG || n->tag == HTML_AMP_IMG) {
            uint64_t w = number_of(html_attr(&p->doc, i, HTML_ATTR_WIDTH)),
                     h = number_of(html_attr(&p->doc, i, HTML_ATTR_HEIGHT));
            if ((w && w < 100) || (h && h < 80) || unwanted(p, i))
                continue;
            write_figure(o, image_of(p, i), html_attr(&p->doc, i, HTML_ATTR_ALT), caption_of(p, i));
        }
    }
}

void page_write_body(struct page *p, struct body *ret)
{
    struct body_out *o = ARENA_NEW(p->a, struct body_out);
    o->p = p;
    uint32_t at = 0;
    for (size_t i = 0; i < p->blocks.n; i++) {
        const struct block *b = &p->blocks.v[i];
        if (!b->kept)
            continue;
        if (at == 0) /* the lead picture stands between headline and text */
            at = p->h1_block != UINT32_MAX && p->h1_block < i && i - p->h1_block < 25
                     ? p->blocks.v[p->h1_block].to
                     : b->from;
        if (b->from > at)
            write_media(o, at, b->from);
        write_block(o, b);
        at = b->to;
    }
    close_wraps(o, 0);
    *ret = (struct body){o->ops.v, o->ops.n};
}
