/* sanitize.c: from the tree of a stranger to a body: what may be shown, and nothing else.
 *
 * Safety does not rest on reading HTML as a browser does: whatever the tree is, the body can hold
 * only the tags and attributes of types/body.h, each value is judged by body_value_sound, and all
 * text is escaped when it is written. What this file adds is that the written HTML reads back into
 * the same tree: `open_tag` knows which start tags make a browser close or move something
 * (13.2.6.4.7) and does that first, openly. So a second reading finds nothing to change, and no
 * markup hides in the difference between two readings ("mutation XSS").
 *
 * Two stacks: frames walk the source, `out` holds the elements open in the body. */
#include "markup/internal.h"
#include "url/url.h"

enum take { UNWRAP, KEEP, DROP };
/* What becomes of an element: `as` is the HTML tag that it is written as. Others are unwrapped. */
#define SAME(name, body)   [HTML_##name] = {KEEP, HTML_##name, BODY_##body}
#define AS(name, as, body) [HTML_##name] = {KEEP, HTML_##as, BODY_##body}
#define GONE(name)         [HTML_##name] = {DROP, HTML_TAG_NONE, BODY_NONE}
static const struct fate {
    enum take take;
    enum html_tag as;
    enum body_tag body;
} fates[HTML_TAG_COUNT] = {
    SAME(A, a),
    SAME(ABBR, abbr),
    SAME(ACRONYM, acronym),
    SAME(ADDRESS, address),
    SAME(ARTICLE, article),
    SAME(ASIDE, aside),
    SAME(AUDIO, audio),
    SAME(B, b),
    SAME(BDI, bdi),
    SAME(BDO, bdo),
    SAME(BIG, big),
    SAME(BLOCKQUOTE, blockquote),
    SAME(BR, br),
    SAME(CAPTION, caption),
    SAME(CENTER, center),
    SAME(CITE, cite),
    SAME(CODE, code),
    SAME(COL, col),
    SAME(COLGROUP, colgroup),
    SAME(DATA, data),
    SAME(DD, dd),
    SAME(DEL, del),
    SAME(DETAILS, details),
    SAME(DFN, dfn),
    SAME(DIV, div),
    SAME(DL, dl),
    SAME(DT, dt),
    SAME(EM, em),
    SAME(FIGCAPTION, figcaption),
    SAME(FIGURE, figure),
    SAME(FOOTER, footer),
    SAME(H1, h1),
    SAME(H2, h2),
    SAME(H3, h3),
    SAME(H4, h4),
    SAME(H5, h5),
    SAME(H6, h6),
    SAME(HEADER, header),
    SAME(HGROUP, hgroup),
    SAME(HR, hr),
    SAME(I, i),
    SAME(IMG, img),
    SAME(INS, ins),
    SAME(KBD, kbd),
    SAME(LI, li),
    SAME(MAIN, main),
    SAME(MARK, mark),
    SAME(NAV, nav),
    SAME(OL, ol),
    SAME(P, p),
    SAME(PICTURE, picture),
    SAME(PRE, pre),
    SAME(Q, q),
    SAME(RB, rb),
    SAME(RP, rp),
    SAME(RT, rt),
    SAME(RTC, rtc),
    SAME(RUBY, ruby),
    SAME(S, s),
    SAME(SAMP, samp),
    SAME(SECTION, section),
    SAME(SMALL, small),
    SAME(SOURCE, source),
    SAME(SPAN, span),
    SAME(STRIKE, strike),
    SAME(STRONG, strong),
    SAME(SUB, sub),
    SAME(SUMMARY, summary),
    SAME(SUP, sup),
    SAME(TABLE, table),
    SAME(TBODY, tbody),
    SAME(TD, td),
    SAME(TFOOT, tfoot),
    SAME(TH, th),
    SAME(THEAD, thead),
    SAME(TIME, time),
    SAME(TR, tr),
    SAME(TRACK, track),
    SAME(TT, tt),
    SAME(U, u),
    SAME(UL, ul),
    SAME(VAR, var),
    SAME(VIDEO, video),
    SAME(WBR, wbr),
    AS(AMP_IMG, IMG, img),
    AS(AMP_VIDEO, VIDEO, video),
    AS(DIALOG, DIV, div),
    AS(DIR, UL, ul),
    AS(FIELDSET, DIV, div),
    AS(FONT, SPAN, span),
    AS(FORM, DIV, div),
    AS(LEGEND, DIV, div),
    AS(LISTING, PRE, pre),
    AS(MARQUEE, DIV, div),
    AS(MENU, UL, ul),
    AS(NOBR, SPAN, span),
    AS(PLAINTEXT, PRE, pre),
    AS(SEARCH, DIV, div),
    AS(XMP, PRE, pre),
    GONE(AMP_IFRAME),
    GONE(APPLET),
    GONE(AREA),
    GONE(BASE),
    GONE(BASEFONT),
    GONE(BGSOUND),
    GONE(CANVAS),
    GONE(DATALIST),
    GONE(EMBED),
    GONE(FRAME),
    GONE(FRAMESET),
    GONE(HEAD),
    GONE(IFRAME),
    GONE(INPUT),
    GONE(KEYGEN),
    GONE(LINK),
    GONE(MATH),
    GONE(META),
    GONE(NOEMBED),
    GONE(NOFRAMES),
    GONE(OPTGROUP),
    GONE(OPTION),
    GONE(PARAM),
    GONE(SCRIPT),
    GONE(SELECT),
    GONE(STYLE),
    GONE(SVG),
    GONE(TEMPLATE),
    GONE(TEXTAREA),
    GONE(TITLE),
};

enum { DEPTH_MOST = BODY_DEPTH_MOST - 4 };
enum mode {
    ALL,    /* all children */
    STRAYS, /* of a table: only what may not be there; it goes in front of the table */
    PARTS   /* of a table or a part of one: only what may be there */
};
struct frame {
    uint32_t node, at, end;
    uint16_t out_depth; /* open elements of the body before this one */
    uint8_t mode;
    bool opened;
};
struct out {
    enum html_tag tag;
    uint32_t op; /* its OPEN */
};
struct sanitizer {
    struct arena *a;
    const struct html_doc *doc;
    const struct body_policy *policy;
    struct url base;
    bool has_base;
    size_t resolved; /* see url_resolve_within */
    LIST(struct body_op) ops;
    struct frame frames[HTML_DEPTH_MOST + 2];
    size_t frame_count;
    struct out out[BODY_DEPTH_MOST];
    size_t depth;
    uint32_t pre; /* open <pre> */
    bool space;   /* white space would be superfluous: behind a space or a block's border */
    struct str last_image; /* URL of the last image, to find it again in <noscript> */
};

/* ---- writing operations -------------------------------------------------------------------- */

/* What is still to be closed counts too: the list must stay under BODY_OPS_MOST when all is closed.
 */
static bool has_room(const struct sanitizer *s)
{
    return s->ops.n + 2 * BODY_DEPTH_MOST + 8 < BODY_OPS_MOST;
}

static void add_op(struct sanitizer *s, struct body_op op)
{
    op.at = BODY_NO_TEXT;
    LIST_PUSH(s->a, &s->ops, op);
}

static enum html_tag top(const struct sanitizer *s)
{
    return s->depth ? s->out[s->depth - 1].tag : HTML_TAG_NONE;
}

static void close_one(struct sanitizer *s)
{
    enum html_tag tag = s->out[--s->depth].tag;
    add_op(s, (struct body_op){.kind = BODY_CLOSE, .tag = fates[tag].body});
    s->pre -= tag == HTML_PRE;
    if (html_tag_is_block(tag))
        s->space = true;
}

static void cut(struct sanitizer *s, size_t depth)
{
    while (s->depth > depth)
        close_one(s);
}

static void push(struct sanitizer *s, enum html_tag tag, const struct body_attr *attrs, size_t n)
{
    if (!has_room(s))
        return;
    if (!html_tag_is_void(tag)) {
        if (s->depth == BODY_DEPTH_MOST)
            return;
        s->out[s->depth++] = (struct out){tag, (uint32_t)s->ops.n};
        s->pre += tag == HTML_PRE;
    }
    add_op(s, (struct body_op){.kind = BODY_OPEN,
                               .tag = fates[tag].body,
                               .attrs = attrs,
                               .attr_count = (uint32_t)n});
    if (html_tag_is_block(tag) || tag == HTML_BR)
        s->space = true;
    else if (tag == HTML_IMG)
        s->space = false;
}

/* ---- what a browser would close, on the stack of the body ---------------------------------- */

/* Place + 1 of the nearest open element of this tag inside the scope, 0 where there is none. */
static size_t find_out(const struct sanitizer *s, enum html_tag tag, bool list_scope)
{
    for (size_t i = s->depth; i-- > 0;) {
        enum html_tag t = s->out[i].tag;
        if (t == tag)
            return i + 1;
        if (tag_is[t] & TAG_SCOPE || (list_scope && (t == HTML_OL || t == HTML_UL)))
            return 0;
    }
    return 0;
}

static bool is_row_group(enum html_tag tag)
{
    return tag == HTML_TBODY || tag == HTML_THEAD || tag == HTML_TFOOT;
}

static bool is_cell(enum html_tag tag)
{
    return tag == HTML_TD || tag == HTML_TH;
}

/* An element whose children must be parts of a table. */
static bool holds_parts(enum html_tag tag)
{
    return tag == HTML_TABLE || is_row_group(tag) || tag == HTML_TR || tag == HTML_COLGROUP;
}

static bool is_part(enum html_tag tag)
{
    return is_row_group(tag) || tag == HTML_TR || is_cell(tag) || tag == HTML_CAPTION ||
           tag == HTML_COLGROUP || tag == HTML_COL;
}

static enum html_tag out_at(const struct sanitizer *s, size_t i)
{
    return i < s->depth ? s->out[i].tag : HTML_TAG_NONE;
}

/* Is the source right here inside the structure of a table that stands in the body? */
static bool in_structure(const struct sanitizer *s)
{
    for (size_t i = s->frame_count; i-- > 0;)
        if (s->frames[i].opened)
            return s->frames[i].mode == PARTS;
    return false;
}

/* Makes the stack ready for a part of a table. False where no table is open around it. */
static bool place_part(struct sanitizer *s, enum html_tag tag)
{
    size_t at = s->depth;
    while (at > 0 && s->out[at - 1].tag != HTML_TABLE)
        at--;
    if (at == 0)
        return false;
    if (tag == HTML_COL) {
        cut(s, out_at(s, at) == HTML_COLGROUP ? at + 1 : at);
        if (s->depth == at)
            push(s, HTML_COLGROUP, NULL, 0);
        return true;
    }
    if (tag != HTML_TR && !is_cell(tag)) {
        cut(s, at);
        return true;
    }
    if (!is_row_group(out_at(s, at))) {
        cut(s, at);
        push(s, HTML_TBODY, NULL, 0);
    }
    if (tag == HTML_TR) {
        cut(s, at + 1);
        return true;
    }
    if (out_at(s, at + 1) != HTML_TR) {
        cut(s, at + 1);
        push(s, HTML_TR, NULL, 0);
    }
    cut(s, at + 2);
    return true;
}

/* Where only parts of a table may stand, other contents get a cell of their own. */
static void leave_structure(struct sanitizer *s)
{
    if (!holds_parts(top(s)) || !place_part(s, HTML_TD))
        return;
    push(s, HTML_TD, NULL, 0);
}

static bool is_heading(enum html_tag tag)
{
    return tag >= HTML_H1 && tag <= HTML_H6;
}

/* li, dd, dt: an item that is open ends, unless another structure began inside it. */
static void close_item(struct sanitizer *s, enum html_tag x, enum html_tag y)
{
    for (size_t i = s->depth; i-- > 0;) {
        enum html_tag t = s->out[i].tag;
        if (t == x || t == y) {
            cut(s, i);
            return;
        }
        if (tag_is[t] & TAG_SPECIAL && t != HTML_ADDRESS && t != HTML_DIV && t != HTML_P)
            return;
    }
}

/* Inside <ruby>, the parts of a ruby text end each other and whatever else ends by itself. */
static void close_ruby_parts(struct sanitizer *s, bool keep_rtc)
{
    if (!find_out(s, HTML_RUBY, false))
        return;
    for (;;) {
        enum html_tag t = top(s);
        if (t != HTML_DD && t != HTML_DT && t != HTML_LI && t != HTML_P && t != HTML_RB &&
            t != HTML_RP && t != HTML_RT && (t != HTML_RTC || keep_rtc))
            return;
        close_one(s);
    }
}

static bool open_tag(struct sanitizer *s, enum html_tag tag, const struct body_attr *attrs,
                     size_t n);

/* <a> in <a>: the outer one ends here, and what was open inside it is opened again behind it. (No
 * deeper recursion: what is opened again holds no <a>.) */
static void split_link(struct sanitizer *s)
{
    size_t at = find_out(s, HTML_A, false), before = s->depth;
    if (at == 0)
        return;
    struct out inner[BODY_DEPTH_MOST];
    size_t n = s->depth - at;
    memcpy(inner, &s->out[at], n * sizeof *inner);
    cut(s, at - 1);
    for (size_t i = 0; i < n; i++) {
        const struct body_op *op = &s->ops.v[inner[i].op];
        open_tag(s, inner[i].tag, op->attrs, op->attr_count);
    }
    /* The sources of what was opened again now stand lower. */
    size_t shift = before - s->depth;
    for (size_t i = 0; i < s->frame_count; i++) {
        struct frame *f = &s->frames[i];
        size_t place = (size_t)f->out_depth + 1;
        if (!f->opened || place < at)
            continue;
        if ((place == at && s->doc->nodes[f->node].tag == HTML_A) || place <= shift)
            f->opened = false;
        else if (place > at)
            f->out_depth = (uint16_t)(place - 1 - shift);
    }
}

/* Opens an element after closing what its start tag would close. False where it cannot stand. */
static bool open_tag(struct sanitizer *s, enum html_tag tag, const struct body_attr *attrs,
                     size_t n)
{
    if (!has_room(s))
        return false;
    if (is_part(tag)) {
        if (!in_structure(s) || !place_part(s, tag))
            return false;
        push(s, tag, attrs, n);
        return true;
    }
    leave_structure(s);
    if (holds_parts(top(s)))
        return false;
    if (tag == HTML_LI)
        close_item(s, HTML_LI, HTML_LI);
    else if (tag == HTML_DD || tag == HTML_DT)
        close_item(s, HTML_DD, HTML_DT);
    if (tag_is[tag] & TAG_CLOSES_P) {
        size_t at = find_out(s, HTML_P, false);
        if (at)
            cut(s, at - 1);
    }
    if (is_heading(tag) && is_heading(top(s)))
        close_one(s);
    else if (tag == HTML_A)
        split_link(s);
    else if (tag == HTML_RB || tag == HTML_RTC)
        close_ruby_parts(s, false);
    else if (tag == HTML_RP || tag == HTML_RT)
        close_ruby_parts(s, true);
    /* Judged after closing, and so that a table has room for its parts: then a second reading,
     * which finds closed what the first one closed, judges the same. */
    if (s->depth >= DEPTH_MOST && !html_tag_is_void(tag))
        return false;
    push(s, tag, attrs, n);
    return true;
}

/* ---- attributes ---------------------------------------------------------------------------- */

static struct str resolve(struct sanitizer *s, struct str ref)
{
    ref = str_trim(ref);
    if (ref.n == 0)
        return STR_NONE;
    if (s->policy->resolve)
        return s->policy->resolve(s->policy->ctx, s->a, ref);
    /* The parser leaves its pieces in the arena; only the result is kept. */
    const struct arena_block *block = s->a->block;
    char *at = s->a->at;
    struct str url = url_resolve_within(s->a, s->has_base ? &s->base : NULL, ref, &s->resolved);
    if (url.n == 0 || s->a->block != block)
        return url;
    memmove(at, url.p, url.n);
    arena_cut(s->a, at, url.n);
    return str_of(at, url.n);
}

/* Digits only, with '%' where allowed: "300px" and "300.5" are 300. */
static struct str number(struct str v, bool sign, bool percent)
{
    v = str_trim(v);
    size_t i = sign && v.n && v.p[0] == '-', from = i;
    while (i < v.n && is_digit(v.p[i]))
        i++;
    if (i == from)
        return STR_NONE;
    struct str rest = str_trim(str_from(v, i));
    if (percent && str_eq(rest, STR("%")))
        return v;
    return str_sub(v, 0, i);
}

/* Without control characters. */
static struct str clean(struct arena *a, struct str v)
{
    size_t i = 0;
    while (i < v.n && (unsigned char)v.p[i] >= 0x20 && v.p[i] != 0x7f)
        i++;
    if (i == v.n)
        return v;
    char *out = arena_alloc(a, v.n);
    for (i = 0; i < v.n; i++) {
        unsigned char c = (unsigned char)v.p[i];
        out[i] = (char)(c == '\n' || c == '\t' ? c : c < 0x20 || c == 0x7f ? ' ' : c);
    }
    return str_of(out, v.n);
}

/* The next candidate of a srcset (section 4.8.4.2.1): its URL, and a descriptor like "2x", "640w".
 */
static bool next_candidate(struct str *set, struct str *ret_url, struct str *ret_descriptor)
{
    while (set->n && (is_space(set->p[0]) || set->p[0] == ','))
        *set = str_from(*set, 1);
    if (set->n == 0)
        return false;
    size_t i = 0;
    while (i < set->n && !is_space(set->p[i]))
        i++;
    size_t end = i;
    while (end && set->p[end - 1] == ',')
        end--;
    *ret_url = str_sub(*set, 0, end);
    size_t from = i;
    if (end == i)
        while (i < set->n && set->p[i] != ',')
            i++;
    *ret_descriptor = str_trim(str_sub(*set, from, i));
    *set = str_from(*set, i);
    return true;
}

static bool is_descriptor(struct str d)
{
    if (d.n == 0)
        return true;
    for (size_t i = 0; i + 1 < d.n; i++)
        if (!is_digit(d.p[i]) && d.p[i] != '.')
            return false;
    return d.n > 1 && (d.p[d.n - 1] == 'x' || d.p[d.n - 1] == 'w');
}

static struct str srcset(struct sanitizer *s, struct str v)
{
    enum { CANDIDATES_MOST = 64, PIECES = 4 };
    struct str list[CANDIDATES_MOST * PIECES], url, descriptor;
    size_t n = 0;
    while (n < CANDIDATES_MOST * PIECES && next_candidate(&v, &url, &descriptor)) {
        url = resolve(s, url);
        if (url.n == 0 || !is_descriptor(descriptor) || str_ends(url, STR(",")) ||
            !body_value_sound(BODY_ATTR_src, url))
            continue;
        list[n] = n ? STR(", ") : STR("");
        list[n + 1] = url;
        list[n + 2] = descriptor.n ? STR(" ") : STR("");
        list[n + 3] = descriptor;
        n += PIECES;
    }
    return str_join(s->a, list, n, STR(""));
}

/* The value as the body may hold it; what is not sound is found out by the caller. */
static struct str value_of(struct sanitizer *s, enum body_attr_name name, struct str v)
{
    if (body_attr_is_url(name))
        return resolve(s, v);
    switch ((int)name) {
    case BODY_ATTR_srcset: return srcset(s, v);
    case BODY_ATTR_width:
    case BODY_ATTR_height: return number(v, false, true);
    case BODY_ATTR_colspan:
    case BODY_ATTR_rowspan:
    case BODY_ATTR_span: return number(v, false, false);
    case BODY_ATTR_start:
    case BODY_ATTR_value: return number(v, true, false);
    case BODY_ATTR_open:
    case BODY_ATTR_reversed: return STR("");
    case BODY_ATTR_dir:
    case BODY_ATTR_scope:
    case BODY_ATTR_align:
    case BODY_ATTR_kind:
    case BODY_ATTR_loading: return str_lower(s->a, str_trim(v));
    case BODY_ATTR_lang:
    case BODY_ATTR_srclang: return str_trim(v);
    default: return clean(s->a, v);
    }
}

static void add_attr(struct sanitizer *s, enum body_tag tag, struct body_attr *list, size_t *n,
                     enum body_attr_name name, struct str value)
{
    if (name == BODY_ATTR_loading || !body_attr_allowed(tag, name))
        return;
    for (size_t i = 0; i < *n; i++)
        if (list[i].name == name)
            return;
    value = value_of(s, name, value);
    if (body_value_sound(name, value))
        list[(*n)++] = (struct body_attr){name, value};
}

static const enum html_attr_name lazy_src[] = {
    HTML_ATTR_DATA_SRC,   HTML_ATTR_DATA_LAZY_SRC, HTML_ATTR_DATA_ORIGINAL, HTML_ATTR_DATA_LAZY,
    HTML_ATTR_DATA_IMAGE, HTML_ATTR_DATA_IMG_SRC,  HTML_ATTR_DATA_FULL_SRC, HTML_ATTR_DATA_URL};
static const enum html_attr_name lazy_srcset[] = {HTML_ATTR_DATA_SRCSET,
                                                  HTML_ATTR_DATA_LAZY_SRCSET};

static bool looks_like_address(struct str v)
{
    v = str_trim(v);
    return v.n > 4 && str_find_char(v, '{') == SIZE_MAX && str_find_char(v, ' ') == SIZE_MAX &&
           !str_starts_fold(v, STR("data:")) &&
           (str_find_char(v, '/') != SIZE_MAX || str_find_char(v, '.') != SIZE_MAX);
}

/* Is that src the picture that a lazy loader shows until the real one comes? */
static bool is_placeholder(struct str src)
{
    static const struct str words[] = {
        STR_INIT("placeholder"), STR_INIT("blank"),       STR_INIT("spacer"), STR_INIT("loading"),
        STR_INIT("lazy"),        STR_INIT("transparent"), STR_INIT("pixel"),  STR_INIT("1x1"),
        STR_INIT("grey."),       STR_INIT("gray."),       STR_INIT("loader")};
    src = str_trim(src);
    if (src.n == 0 || str_starts_fold(src, STR("data:")) || str_starts_fold(src, STR("about:")))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_find_fold(src, words[i]) != SIZE_MAX)
            return true;
    return str_ends(src, STR(".gif")) || str_ends(src, STR(".svg"));
}

static struct str first_of(const struct html_doc *doc, uint32_t node,
                           const enum html_attr_name *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str v = html_attr(doc, node, names[i]);
        if (v.n)
            return v;
    }
    return STR_NONE;
}

/* The addresses that a lazy loader would put into src and srcset. */
static void add_lazy(struct sanitizer *s, uint32_t node, enum body_tag tag, struct body_attr *list,
                     size_t *n)
{
    struct str src = first_of(s->doc, node, lazy_src, sizeof lazy_src / sizeof lazy_src[0]);
    struct str set =
        first_of(s->doc, node, lazy_srcset, sizeof lazy_srcset / sizeof lazy_srcset[0]);
    if (tag == BODY_img && looks_like_address(src) &&
        is_placeholder(html_attr(s->doc, node, HTML_ATTR_SRC)))
        add_attr(s, tag, list, n, BODY_ATTR_src, src);
    struct str own = html_attr(s->doc, node, HTML_ATTR_SRCSET);
    if (set.n && (own.n == 0 || str_starts_fold(str_trim(own), STR("data:"))))
        add_attr(s, tag, list, n, BODY_ATTR_srcset, set);
}

static const struct body_attr *attrs_of(struct sanitizer *s, uint32_t node, enum body_tag tag,
                                        size_t *ret_n)
{
    const struct html_node *n = &s->doc->nodes[node];
    struct body_attr list[BODY_ATTR_COUNT];
    size_t count = 0;
    if (tag == BODY_img || tag == BODY_source)
        add_lazy(s, node, tag, list, &count);
    for (uint32_t i = 0; i < n->attr_count; i++) {
        const struct html_attr *at = &s->doc->attrs[n->attr_at + i];
        enum body_attr_name name = at->name == HTML_ATTR_OTHER      ? BODY_ATTR_NONE
                                   : at->name == HTML_ATTR_XML_LANG ? BODY_ATTR_lang
                                                                    : body_attr_find(at->name_text);
        if (name != BODY_ATTR_NONE)
            add_attr(s, tag, list, &count, name, at->value);
    }
    *ret_n = count;
    if (count == 0)
        return NULL;
    return memcpy(arena_alloc(s->a, count * sizeof *list), list, count * sizeof *list);
}

/* ---- text ---------------------------------------------------------------------------------- */

/* Is it as a body holds it: no control characters, single spaces, none where one is superfluous? */
static bool is_normal(struct str t, bool space)
{
    for (size_t i = 0; i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i];
        if (c < 0x20 || c == 0x7f || (c == ' ' && space))
            return false;
        space = c == ' ';
    }
    return true;
}

static struct str normal(struct sanitizer *s, struct str t)
{
    if (is_normal(t, s->space))
        return t;
    char *out = arena_alloc(s->a, t.n), *to = out;
    bool space = s->space;
    for (size_t i = 0; i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i];
        if (is_space((char)c)) {
            if (!space)
                *to++ = ' ';
            space = true;
        } else if (c >= 0x20 && c != 0x7f) {
            *to++ = (char)c;
            space = false;
        }
    }
    arena_cut(s->a, out, (size_t)(to - out));
    return str_of(out, (size_t)(to - out));
}

/* A <pre> begins with no line end: a browser swallows the first when it reads, and writes none for
 * it, so that each time its markup is read and written again (by a script, an editor) one is lost.
 */
static void add_text(struct sanitizer *s, struct str t)
{
    if (holds_parts(top(s))) {
        if (is_blank(t))
            return;
        leave_structure(s);
        if (holds_parts(top(s)))
            return;
    }
    t = s->pre ? body_verbatim(s->a, t) : normal(s, t);
    if (s->ops.n && s->ops.v[s->ops.n - 1].kind == BODY_OPEN && top(s) == HTML_PRE)
        while (t.n && t.p[0] == '\n')
            t = str_from(t, 1);
    if (t.n == 0 || !has_room(s))
        return;
    add_op(s, (struct body_op){.kind = BODY_TEXT, .text = t});
    s->space = !s->pre && t.p[t.n - 1] == ' ';
}

/* ---- the walk ------------------------------------------------------------------------------ */

static void enter(struct sanitizer *s, uint32_t node, enum mode mode, bool opened)
{
    if (s->frame_count == sizeof s->frames / sizeof s->frames[0])
        return;
    s->frames[s->frame_count++] = (struct frame){.node = node,
                                                 .at = node + 1,
                                                 .end = s->doc->nodes[node].end,
                                                 .mode = (uint8_t)mode,
                                                 .opened = opened,
                                                 .out_depth = (uint16_t)(s->depth - opened)};
}

static struct str image_of(const struct body_attr *attrs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (attrs[i].name == BODY_ATTR_src)
            return attrs[i].value;
    return STR_NONE;
}

/* <noscript> that only asks for scripts, or repeats the image that one would have loaded. */
static bool is_idle_noscript(struct sanitizer *s, uint32_t node)
{
    const struct html_node *n = &s->doc->nodes[node];
    bool has_element = false;
    for (uint32_t i = node + 1; i < n->end && !has_element; i++)
        has_element = s->doc->nodes[i].kind == HTML_ELEMENT;
    if (!has_element)
        return true;
    uint32_t img = html_next(s->doc, node, node, HTML_IMG);
    if (img == 0 || s->last_image.n == 0)
        return false;
    return str_eq(resolve(s, html_attr(s->doc, img, HTML_ATTR_SRC)), s->last_image);
}

static struct fate fate_of(struct sanitizer *s, uint32_t node)
{
    static const struct fate drop = {DROP, HTML_TAG_NONE, BODY_NONE};
    static const struct fate unwrap = {UNWRAP, HTML_TAG_NONE, BODY_NONE};
    const struct html_node *n = &s->doc->nodes[node];
    const struct body_policy *p = s->policy;
    if (n->flags & HTML_FOREIGN)
        return drop;
    struct fate fate = fates[n->tag];
    enum html_take chosen = p->choose ? p->choose(p->ctx, s->doc, node) : HTML_TAKE;
    if (chosen == HTML_DROP || fate.take == DROP)
        return drop;
    bool media = fate.as == HTML_IMG || fate.as == HTML_PICTURE || fate.as == HTML_AUDIO ||
                 fate.as == HTML_VIDEO;
    if ((p->no_media && media) || (n->tag == HTML_NOSCRIPT && is_idle_noscript(s, node)) ||
        (n->tag == HTML_DIALOG && !html_attr_has(s->doc, node, HTML_ATTR_OPEN)))
        return drop;
    enum html_tag parent = top(s);
    bool in_media = parent == HTML_PICTURE || parent == HTML_AUDIO || parent == HTML_VIDEO;
    if ((fate.as == HTML_SOURCE || fate.as == HTML_TRACK) && !in_media)
        return drop;
    if (chosen == HTML_UNWRAP || (p->plain_links && fate.as == HTML_A))
        return unwrap;
    return fate;
}

/* How the children of an element are taken: what strays in a table was put in front of it already.
 */
static enum mode mode_of(const struct sanitizer *s, enum html_tag tag)
{
    if (tag == HTML_TABLE)
        return PARTS;
    bool inside = s->frame_count && s->frames[s->frame_count - 1].mode == PARTS;
    return inside && holds_parts(tag) ? PARTS : ALL;
}

/* Opens the body's element for a source node and steps into it. */
static void open_element(struct sanitizer *s, uint32_t node, struct fate fate)
{
    size_t n;
    const struct body_attr *attrs = attrs_of(s, node, fate.body, &n);
    enum html_tag tag = fate.as;
    bool opened = open_tag(s, tag, attrs, n);
    if (!opened && (is_cell(tag) || tag == HTML_CAPTION)) {
        tag = HTML_DIV; /* a cell without its table still parts its text from others */
        opened = open_tag(s, tag, NULL, 0);
    }
    if (tag == HTML_IMG && image_of(attrs, n).n)
        s->last_image = image_of(attrs, n);
    if (html_tag_is_void(tag))
        return;
    enter(s, node, mode_of(s, tag), opened);
}

static void take(struct sanitizer *s, uint32_t node)
{
    const struct html_node *n = &s->doc->nodes[node];
    switch ((enum html_kind)n->kind) {
    case HTML_TEXT: add_text(s, n->text); return;
    case HTML_RAW:
        if (s->doc->nodes[n->parent].tag == HTML_XMP)
            add_text(s, n->text);
        return;
    case HTML_COMMENT: return;
    case HTML_DOCUMENT: enter(s, node, ALL, false); return;
    case HTML_ELEMENT: break;
    }
    struct fate fate = fate_of(s, node);
    if (fate.take == DROP)
        return;
    if (fate.take == UNWRAP)
        enter(s, node, mode_of(s, is_part(fates[n->tag].as) ? fates[n->tag].as : HTML_TAG_NONE),
              false);
    else if (fate.as == HTML_TABLE)
        enter(s, node, STRAYS, false);
    else
        open_element(s, node, fate);
}

/* One step of the frame on top. */
static void step(struct sanitizer *s)
{
    struct frame *f = &s->frames[s->frame_count - 1];
    if (f->at >= f->end) {
        s->frame_count--;
        if (f->mode == STRAYS)
            open_element(s, f->node, fates[HTML_TABLE]);
        else if (f->opened && s->depth > f->out_depth)
            cut(s, f->out_depth);
        return;
    }
    uint32_t i = f->at;
    const struct html_node *n = &s->doc->nodes[i];
    enum html_tag tag = (enum html_tag)n->tag;
    f->at = n->end;
    if (f->mode == STRAYS && is_part(tag)) {
        if (holds_parts(tag))
            f->at = i + 1;
        return;
    }
    if (f->mode == STRAYS && n->flags & HTML_BLANK)
        return;
    if (f->mode == PARTS && !is_part(tag))
        return;
    take(s, i);
}

static void walk(struct sanitizer *s, uint32_t node)
{
    size_t bottom = s->frame_count;
    if (s->policy->inner || s->doc->nodes[node].kind == HTML_DOCUMENT)
        enter(s, node, ALL, false);
    else
        take(s, node);
    while (s->frame_count > bottom)
        step(s);
    cut(s, 0);
}

/* About how many operations a subtree makes, so that their list hardly ever moves. */
static size_t operations_of(const struct html_doc *doc, uint32_t node)
{
    enum { SOME = 16 };
    size_t n = SOME;
    for (uint32_t i = node; i < doc->nodes[node].end; i++) {
        const struct html_node *x = &doc->nodes[i];
        if (x->kind == HTML_TEXT)
            n++;
        else if (x->kind == HTML_ELEMENT && fates[x->tag].take == KEEP)
            n += html_tag_is_void((enum html_tag)x->tag) ? 1 : 2;
    }
    return n;
}

void html_to_body(struct arena *a, const struct html_doc *doc, uint32_t node, struct str base_url,
                  const struct body_policy *policy, struct body *ret)
{
    static const struct body_policy plain = {0};
    struct sanitizer *s = ARENA_NEW(a, struct sanitizer);
    s->a = a;
    s->doc = doc;
    s->policy = policy ? policy : &plain;
    s->has_base = base_url.n && url_parse(a, base_url, NULL, &s->base);
    s->space = true;
    s->ops.cap = operations_of(doc, node);
    s->ops.v = arena_alloc(a, s->ops.cap * sizeof *s->ops.v);
    walk(s, node);
    for (size_t i = 0; i < s->policy->also_count; i++)
        walk(s, s->policy->also[i]);
    *ret = (struct body){s->ops.v, s->ops.n};
}

void html_sanitize(struct arena *a, struct str html, struct str base_url,
                   const struct body_policy *policy, struct body *ret)
{
    struct html_doc doc;
    html_parse(a, html, &(struct html_options){.fragment = true}, &doc);
    html_to_body(a, &doc, 0, base_url, policy, ret);
}
