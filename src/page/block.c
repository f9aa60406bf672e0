/* block.c: one walk over the tree. It parts the visible text into blocks, what a browser would show
 * as one paragraph each: text runs until an element of block level opens or closes, or two <br>
 * stand together. Around them are boxes, the elements of block level, with what their tags and
 * class words say. On the way it notes where facts may stand: <meta>, <link>, scripts, headlines,
 * <time>.
 *
 * Lengths are counted in units: a character is one, but one of Han, kana or Hangul is three, since
 * it says as much as half a word. */
#include "page/internal.h"

enum {
    BOXES_MOST = 65536,
    OPEN_MOST = HTML_DEPTH_MOST + 8,
    LONG_BLOCK = 80,
    META_TEXT_MOST = 65536,
    CLASS_MOST = 400, /* bytes of a class that are looked at */
};

struct open_box {
    uint32_t end, box;
};
struct scan {
    struct page *p;
    struct open_box open[OPEN_MOST];
    uint32_t depth;
    uint32_t link_end, bold_end, italic_end; /* nodes: inside such an element before it */
    uint32_t hide_end;                       /* nodes: text before it is not read */
    uint32_t dark_end, dark_at;              /* nodes: text before the end is not shown */
    struct block now; /* the block being gathered; nothing yet where now.to == 0 */
    bool space;       /* white space stands before the next character */
    uint32_t br;      /* the last node was a <br> */
};

enum {
    C_SPACE = 1,
    C_UPPER = 2,
    C_LOWER = 4,
    C_DIGIT = 8,
    C_STOP = 16,
    C_COMMA = 32,
    C_SYMBOL = 64,
    C_HIGH = 128
};
static const uint8_t classes[256] = {
    [' '] = C_SPACE,  ['\t'] = C_SPACE,        ['\n'] = C_SPACE,         ['\f'] = C_SPACE,
    ['\r'] = C_SPACE, ['A' ... 'Z'] = C_UPPER, ['a' ... 'z'] = C_LOWER,  ['0' ... '9'] = C_DIGIT,
    ['.'] = C_STOP,   ['!'] = C_STOP,          ['?'] = C_STOP,           [','] = C_COMMA,
    ['|'] = C_SYMBOL, ['/'] = C_SYMBOL,        ['#'] = C_SYMBOL,         ['@'] = C_SYMBOL,
    ['>'] = C_SYMBOL, ['+'] = C_SYMBOL,        ['*'] = C_SYMBOL,         ['_'] = C_SYMBOL,
    ['='] = C_SYMBOL, ['{'] = C_SYMBOL,        [0x80 ... 0xFF] = C_HIGH,
};
/* Units of a character by its first byte; the bytes that follow count nothing. */
static const uint8_t units_of[256] = {
    ['!' ... '~'] = 1,
    [0xC2 ... 0xE2] = 1,
    [0xE3 ... 0xED] = 3,
    [0xEE ... 0xF4] = 1,
};

/* Punctuation beyond ASCII: what a character of two or three bytes is; 0 for a letter. */
static uint8_t high_class(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if (c == 0xC2 && n >= 2) {
        unsigned char d = (unsigned char)p[1];
        return d == 0xA0 ? C_SPACE : d == 0xB5 || d == 0xAA || d == 0xBA ? 0 : C_SYMBOL;
    }
    if (n < 3)
        return 0;
    unsigned char d = (unsigned char)p[1], e = (unsigned char)p[2];
    if (c == 0xE2)
        return d != 0x80                ? C_SYMBOL
               : e == 0xA6              ? C_STOP
               : e <= 0x8B || e == 0xAF ? C_SPACE
               : e == 0xA2 || e == 0xBA ? C_SYMBOL
                                        : C_HIGH;
    if (c == 0xE3 && d == 0x80)
        return e == 0x82   ? C_STOP
               : e == 0x81 ? C_COMMA
               : e == 0x80 ? C_SPACE
               : e < 0xA0  ? C_HIGH
                           : 0;
    if (c == 0xEF && d == 0xBC)
        return e == 0x8C ? C_COMMA : e == 0x81 || e == 0x9F ? C_STOP : e < 0x90 ? C_HIGH : 0;
    if (c == 0xE0 && d == 0xA5)
        return e == 0xA4 ? C_STOP : 0;
    return 0;
}
static uint8_t two_byte_class(const char *p, size_t n)
{
    if (n < 2)
        return 0;
    unsigned char c = (unsigned char)p[0], d = (unsigned char)p[1];
    if (c == 0xD8 && d == 0x8C)
        return C_COMMA;
    if ((c == 0xD8 && d == 0x9F) || (c == 0xDB && d == 0x94))
        return C_STOP;
    return 0;
}

void page_fold(struct buf *out, struct str s)
{
    char *to = s.n ? buf_room(out, s.n) : NULL;
    if (!to)
        return;
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80) {
            if (is_alnum((char)c))
                to[n++] = to_lower((char)c);
            i++;
            continue;
        }
        size_t len = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        len = len > s.n - i ? s.n - i : len;
        uint8_t k = c < 0xE0 && c != 0xC2 ? two_byte_class(s.p + i, len) : high_class(s.p + i, len);
        if (k == 0)
            for (size_t j = 0; j < len; j++)
                to[n++] = s.p[i + j];
        i += len;
    }
    out->n += n;
}

/* Counts the characters of one text into the block. */
static void count_text(struct scan *s, struct str t)
{
    struct block *b = &s->now;
    uint32_t units = 0, words = 0;
    uint8_t last = b->last;
    bool space = s->space;
    for (size_t i = 0; i < t.n;) {
        unsigned char c = (unsigned char)t.p[i];
        uint8_t k = classes[c];
        size_t len = 1;
        if (k == C_HIGH) {
            len = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
            uint8_t h = c < 0xE0 && c != 0xC2 ? two_byte_class(t.p + i, t.n - i)
                                              : high_class(t.p + i, t.n - i);
            k = h ? h : C_HIGH | C_LOWER;
        }
        i += len;
        if (k == C_SPACE) {
            space = true;
            continue;
        }
        units += units_of[c];
        words += space;
        space = false;
        b->stops = (uint16_t)(b->stops + ((k & C_STOP) != 0));
        b->commas = (uint16_t)(b->commas + ((k & C_COMMA) != 0));
        b->digits = (uint16_t)(b->digits + ((k & C_DIGIT) != 0));
        b->uppers = (uint16_t)(b->uppers + ((k & C_UPPER) != 0));
        b->symbols = (uint16_t)(b->symbols + ((k & C_SYMBOL) != 0));
        if (b->first == 0)
            b->first = k;
        last = k;
    }
    b->last = last;
    s->space = space;
    units += words;
    b->words = (uint16_t)(b->words + words);
    b->units += units;
}

static void add_text(struct scan *s, uint32_t node, struct str t)
{
    struct block *b = &s->now;
    if (b->to == 0) {
        uint32_t box = s->open[s->depth - 1].box;
        *b = (struct block){.from = node,
                            .box = box,
                            .fold_at = (uint32_t)s->p->fold.n,
                            .links = b->links, /* of elements that opened just before */
                            .marks = b->marks,
                            .has_time = b->has_time};
        s->space = true;
    }
    uint32_t before = b->units;
    count_text(s, t);
    uint32_t add = b->units - before;
    if (node < s->link_end)
        b->link += add;
    if (node < s->bold_end)
        b->bold += add;
    if (node < s->italic_end)
        b->italic += add;
    b->to = node + 1;
    if (node < s->dark_end)
        b->dark = s->dark_at;
    page_fold(&s->p->fold, t);
}

static void flush(struct scan *s)
{
    struct block *b = &s->now;
    s->br = 0;
    struct page *p = s->p;
    if (b->to != 0 && b->units > 0) {
        b->fold_n = (uint32_t)p->fold.n - b->fold_at;
        b->hash = str_hash(str_sub(buf_str(&p->fold), b->fold_at, p->fold.n));
        struct box *box = &p->boxes.v[b->box];
        box->text += b->units;
        box->link += b->link;
        box->blocks++;
        LIST_PUSH(p->a, &p->blocks, *b);
    }
    *b = (struct block){0};
}

/* Elements whose contents are not read as text. */
bool page_tag_hidden(uint16_t tag)
{
    switch (tag) {
    case HTML_SCRIPT:
    case HTML_STYLE:
    case HTML_TEMPLATE:
    case HTML_SVG:
    case HTML_MATH:
    case HTML_IFRAME:
    case HTML_SELECT:
    case HTML_BUTTON:
    case HTML_TEXTAREA:
    case HTML_HEAD:
    case HTML_TITLE:
    case HTML_OBJECT:
    case HTML_CANVAS:
    case HTML_AUDIO:
    case HTML_VIDEO:
    case HTML_DATALIST:
    case HTML_NOFRAMES:
    case HTML_NOEMBED:
    case HTML_INPUT:
    case HTML_OPTION:
    case HTML_NOSCRIPT: return true;
    default: return false;
    }
}

/* Inline elements: the text runs on through them. All else parts blocks. */
static bool tag_inline(uint16_t tag)
{
    switch (tag) {
    case HTML_A:
    case HTML_ABBR:
    case HTML_ACRONYM:
    case HTML_B:
    case HTML_BDI:
    case HTML_BDO:
    case HTML_BIG:
    case HTML_CITE:
    case HTML_CODE:
    case HTML_DATA:
    case HTML_DEL:
    case HTML_DFN:
    case HTML_EM:
    case HTML_FONT:
    case HTML_I:
    case HTML_INS:
    case HTML_KBD:
    case HTML_LABEL:
    case HTML_MARK:
    case HTML_NOBR:
    case HTML_Q:
    case HTML_RB:
    case HTML_RP:
    case HTML_RT:
    case HTML_RTC:
    case HTML_RUBY:
    case HTML_S:
    case HTML_SAMP:
    case HTML_SLOT:
    case HTML_SMALL:
    case HTML_SPAN:
    case HTML_STRIKE:
    case HTML_STRONG:
    case HTML_SUB:
    case HTML_SUP:
    case HTML_TIME:
    case HTML_TT:
    case HTML_U:
    case HTML_VAR:
    case HTML_WBR:
    case HTML_IMG:
    case HTML_PICTURE:
    case HTML_SOURCE:
    case HTML_AMP_IMG:
    case HTML_OUTPUT:
    case HTML_BR:
    case HTML_METER:
    case HTML_PROGRESS:
    case HTML_META:
    case HTML_LINK:
    case HTML_AREA:
    case HTML_MAP:
    case HTML_BASE: return true;
    default: return false;
    }
}

uint16_t page_tag_in(uint16_t tag)
{
    switch (tag) {
    case HTML_ARTICLE: return IN_ARTICLE;
    case HTML_MAIN: return IN_MAIN;
    case HTML_ASIDE: return IN_ASIDE;
    case HTML_NAV:
    case HTML_MENU: return IN_NAV;
    case HTML_HEADER: return IN_HEADER;
    case HTML_FOOTER: return IN_FOOTER;
    case HTML_FORM:
    case HTML_FIELDSET: return IN_FORM;
    case HTML_FIGURE:
    case HTML_FIGCAPTION: return IN_FIGURE;
    case HTML_UL:
    case HTML_OL:
    case HTML_DL: return IN_LIST;
    case HTML_TABLE: return IN_TABLE;
    case HTML_BLOCKQUOTE: return IN_QUOTE;
    default: return 0;
    }
}

/* Is the element kept from the eye? Its style, its attribute. What frameworks stream behind the
 * page to be put in place by a script (ids "S:0" ...) is hidden only until then. */
static bool hidden_by_attr(const struct page *p, uint32_t i)
{
    const struct html_node *n = &p->doc.nodes[i];
    for (uint32_t k = n->attr_at; k < n->attr_at + n->attr_count; k++) {
        const struct html_attr *at = &p->doc.attrs[k];
        if (at->name == HTML_ATTR_HIDDEN && !str_eq_fold(at->value, STR("false")) &&
            !str_starts(html_attr(&p->doc, i, HTML_ATTR_ID), STR("S:")))
            return true;
        if (at->name == HTML_ATTR_STYLE) {
            size_t d = str_find_fold(at->value, STR("display"));
            if (d != SIZE_MAX) {
                struct str v = str_trim(str_from(at->value, d + 7));
                v = v.n && v.p[0] == ':' ? str_trim(str_from(v, 1)) : STR_NONE;
                if (str_starts_fold(v, STR("none")))
                    return true;
            }
        }
    }
    return false;
}

struct element_words {
    uint16_t marks;
    uint32_t sign;
    bool body_prop, author, date;
};

static void note_prop(struct element_words *w, struct str v)
{
    if (str_find_fold(v, STR("articleBody")) != SIZE_MAX)
        w->body_prop = true;
    else if (str_find_fold(v, STR("author")) != SIZE_MAX || str_eq_fold(v, STR("creator")))
        w->author = true;
    else if (str_starts(v, STR("date")) || str_eq_fold(v, STR("uploadDate")))
        w->date = true;
    static const char *const others[] = {
        "keywords",       "url",          "image",      "logo",         "publisher",
        "articleSection", "wordCount",    "inLanguage", "commentCount", "datePublished",
        "dateModified",   "thumbnailUrl", NULL};
    for (size_t i = 0; others[i]; i++)
        if (str_eq(v, str_c(others[i])))
            w->marks |= 1u << MARK_PROP;
}

static bool has_word(struct str v, const char *const *list)
{
    for (; *list; list++)
        if (str_find_fold(v, str_c(*list)) != SIZE_MAX)
            return true;
    return false;
}

/* What the attributes of an element say. */
static struct element_words read_attrs(struct page *p, const struct html_node *n)
{
    static const char *const by_words[] = {"author",     "byline",      "autor",
                                           "auteur",     "writer",      "reporter",
                                           "journalist", "contributor", NULL};
    static const char *const day_words[] = {"date",  "time",   "publish", "datum",
                                            "fecha", "posted", NULL};
    struct element_words w = {.sign = n->tag * 2654435761u};
    for (uint32_t k = n->attr_at; k < n->attr_at + n->attr_count; k++) {
        const struct html_attr *at = &p->doc.attrs[k];
        switch (at->name) {
        case HTML_ATTR_CLASS:
            w.sign = w.sign * 31u + (uint32_t)str_hash(at->value);
            __attribute__((fallthrough));
        case HTML_ATTR_ID:
        case HTML_ATTR_ROLE:
        case HTML_ATTR_DATA_TESTID:
        case HTML_ATTR_ARIA_LABEL:
        case HTML_ATTR_DATA_TYPE: {
            uint16_t m = page_marks(p->marks, at->value);
            w.marks |= m;
            if (at->name == HTML_ATTR_ARIA_LABEL)
                break;
            if (m & (1u << MARK_META)) {
                w.author |= has_word(at->value, by_words);
                w.date |= has_word(at->value, day_words);
            }
            break;
        }
        case HTML_ATTR_ITEMPROP:
        case HTML_ATTR_PROPERTY: note_prop(&w, at->value); break;
        case HTML_ATTR_REL: w.author |= str_eq_fold(at->value, STR("author")); break;
        default: break;
        }
    }
    return w;
}

static void note_facts(struct page *p, uint32_t i, const struct element_words *w)
{
    uint16_t tag = p->doc.nodes[i].tag;
    if (w->author)
        LIST_PUSH(p->a, &p->authors, i);
    if (w->date)
        LIST_PUSH(p->a, &p->dates, i);
    if (tag == HTML_TIME ||
        (tag == HTML_TAG_OTHER && html_attr_has(&p->doc, i, HTML_ATTR_DATETIME)))
        LIST_PUSH(p->a, &p->times, i);
    else if (tag == HTML_H1)
        LIST_PUSH(p->a, &p->heads, i);
}

static void open_box(struct scan *s, uint32_t i, const struct element_words *w)
{
    struct page *p = s->p;
    const struct html_node *n = &p->doc.nodes[i];
    uint32_t parent = s->open[s->depth - 1].box;
    if (p->boxes.n == BOXES_MOST)
        return; /* no page that is read has so many: what follows stands in the last ones */
    uint32_t me = (uint32_t)p->boxes.n;
    struct box *b = LIST_ADD(p->a, &p->boxes);
    const struct box *up = &p->boxes.v[parent];
    b->node = i;
    b->parent = parent;
    b->sign = w->sign;
    b->marks = w->marks;
    b->depth = up->depth < 255 ? (uint8_t)(up->depth + 1) : 255;
    b->in = (uint16_t)(up->in | page_tag_in(n->tag) | (w->body_prop ? IN_BODY_PROP : 0));
    bool page_wide = n->tag == HTML_BODY || n->tag == HTML_HTML;
    for (int m = 0; m < MARK_COUNT; m++)
        b->near[m] = !page_wide && (w->marks >> m & 1) ? 0
                     : up->near[m] < NEAR_NONE         ? (uint8_t)(up->near[m] + 1)
                                                       : NEAR_NONE;
    if (s->depth < OPEN_MOST)
        s->open[s->depth++] = (struct open_box){n->end, me};
}

static void note_meta(struct page *p, uint32_t i)
{
    struct str name = html_attr(&p->doc, i, HTML_ATTR_PROPERTY);
    if (name.n == 0)
        name = html_attr(&p->doc, i, HTML_ATTR_NAME);
    if (name.n == 0)
        name = html_attr(&p->doc, i, HTML_ATTR_ITEMPROP);
    struct str value = str_trim(html_attr(&p->doc, i, HTML_ATTR_CONTENT));
    if (value.n == 0) {
        const struct html_attr *v = html_attr_named(&p->doc, i, STR("value"));
        value = v ? str_trim(v->value) : STR_NONE;
    }
    if (name.n && name.n < 100 && value.n && value.n < META_TEXT_MOST)
        LIST_PUSH(p->a, &p->metas, (struct meta){str_lower(p->a, str_trim(name)), value});
}

/* Elements of the head and scripts: facts, no text. */
static void note_head(struct page *p, uint32_t i)
{
    switch (p->doc.nodes[i].tag) {
    case HTML_META: note_meta(p, i); break;
    case HTML_LINK: LIST_PUSH(p->a, &p->links, i); break;
    case HTML_TITLE:
        if (p->title_node == 0)
            p->title_node = i;
        break;
    case HTML_SCRIPT: {
        struct str type = html_attr(&p->doc, i, HTML_ATTR_TYPE);
        if (str_find_fold(type, STR("ld+json")) != SIZE_MAX)
            LIST_PUSH(p->a, &p->data, i);
        else if (html_raw(&p->doc, i).n > 200)
            LIST_PUSH(p->a, &p->scripts, i);
        break;
    }
    default: break;
    }
}

static void note_inline(struct scan *s, uint32_t i, const struct element_words *w)
{
    const struct html_node *n = &s->p->doc.nodes[i];
    switch (n->tag) {
    case HTML_A:
        if (i >= s->link_end && html_attr_has(&s->p->doc, i, HTML_ATTR_HREF)) {
            s->link_end = n->end;
            s->now.links++;
        }
        break;
    case HTML_B:
    case HTML_STRONG: s->bold_end = n->end > s->bold_end ? n->end : s->bold_end; break;
    case HTML_I:
    case HTML_EM: s->italic_end = n->end > s->italic_end ? n->end : s->italic_end; break;
    case HTML_TIME: s->now.has_time = true; break;
    default: break;
    }
    s->now.marks |= w->marks;
}

/* The style that moves words out of sight and leaves them to those who listen. */
static bool clips(struct str style)
{
    size_t at = str_find_fold(style, STR("clip:"));
    struct str v = at == SIZE_MAX ? STR_NONE : str_trim(str_from(style, at + 5));
    return str_starts_fold(v, STR("rect(0")) || str_starts_fold(v, STR("rect(1px")) ||
           str_find_fold(style, STR("clip-path:inset(50%")) != SIZE_MAX;
}

bool page_unseen(const struct html_doc *doc, uint32_t node)
{
    /* the names that frameworks of style sheets give such a class */
    static const char *const names[] = {"sr-only",
                                        "visually-hidden",
                                        "visuallyhidden",
                                        "screen-reader-text",
                                        "screen-reader-only",
                                        "screenreader-only",
                                        "screen-reader",
                                        "element-invisible",
                                        "assistive-text",
                                        NULL};
    if (doc->nodes[node].tag != HTML_SPAN)
        return false;
    if (clips(html_attr(doc, node, HTML_ATTR_STYLE)))
        return true;
    struct str words = str_sub(html_attr(doc, node, HTML_ATTR_CLASS), 0, CLASS_MOST), w;
    while (str_split(&words, ' ', &w))
        for (size_t i = 0; w.n && names[i]; i++)
            if (str_eq_fold(w, str_c(names[i])))
                return true;
    return false;
}

/* Returns the next node to look at. */
static uint32_t scan_element(struct scan *s, uint32_t i)
{
    struct page *p = s->p;
    const struct html_node *n = &p->doc.nodes[i];
    if (page_tag_hidden(n->tag) && n->tag != HTML_HEAD) {
        note_head(p, i);
        if (n->tag != HTML_NOSCRIPT)
            return n->end;
        s->hide_end = n->end > s->hide_end ? n->end : s->hide_end;
        return i + 1;
    }
    if (n->tag == HTML_META || n->tag == HTML_LINK) {
        note_head(p, i);
        return i + 1;
    }
    if (n->tag == HTML_BR) {
        if (s->br && s->br + 2 >= i)
            flush(s);
        s->br = i;
        s->space = true;
        return i + 1;
    }
    struct element_words w = read_attrs(p, n);
    note_facts(p, i, &w);
    if (hidden_by_attr(p, i) && n->end > i + 1 && n->end > s->dark_end) {
        s->dark_end = n->end;
        s->dark_at = i;
    }
    if (n->tag == HTML_TAG_OTHER ? str_find_char(n->text, '-') == SIZE_MAX : tag_inline(n->tag)) {
        if (page_unseen(&p->doc, i))
            return n->end;
        note_inline(s, i, &w);
        return i + 1;
    }
    flush(s);
    open_box(s, i, &w);
    return i + 1;
}

/* Sums of boxes go up; a parent always has the lower index. */
static void sum_boxes(struct page *p)
{
    for (size_t k = 0; k < p->blocks.n; k++) {
        const struct block *b = &p->blocks.v[k];
        if (b->units >= LONG_BLOCK && b->link * 3 < b->units) {
            struct box *box = &p->boxes.v[b->box];
            uint16_t tag = p->doc.nodes[box->node].tag;
            if (tag == HTML_P || tag == HTML_DD || tag == HTML_PRE)
                box = &p->boxes.v[box->parent];
            box->prose += b->units;
            box->paragraphs++;
        }
    }
    for (size_t k = p->boxes.n; k-- > 1;) {
        const struct box *b = &p->boxes.v[k];
        struct box *up = &p->boxes.v[b->parent];
        up->text += b->text;
        up->link += b->link;
        up->blocks = (uint16_t)(up->blocks + b->blocks);
    }
}

void page_scan(struct page *p)
{
    struct scan *s = ARENA_NEW(p->a, struct scan);
    s->p = p;
    p->marks = page_marks_new(p->a);
    buf_arena(&p->fold, p->a, 64 << 20);
    struct box *top = LIST_ADD(p->a, &p->boxes);
    memset(top->near, NEAR_NONE, sizeof top->near);
    s->open[s->depth++] = (struct open_box){p->doc.n, 0};
    for (uint32_t i = 1; i < p->doc.n;) {
        const struct html_node *n = &p->doc.nodes[i];
        while (s->depth > 1 && i >= s->open[s->depth - 1].end) {
            flush(s);
            s->depth--;
        }
        if (n->kind == HTML_ELEMENT) {
            i = scan_element(s, i);
            continue;
        }
        if (n->kind == HTML_TEXT && i >= s->hide_end) {
            if (!(n->flags & HTML_BLANK)) {
                add_text(s, i, n->text);
                s->br = 0;
            } else {
                s->space = true;
            }
        }
        i++;
    }
    flush(s);
    sum_boxes(p);
}
