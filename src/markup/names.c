/* names.c: names of elements and attributes, and what elements are by the HTML standard.
 *
 * Look-up is one multiplication and one comparison: a name's ends and length make a key that a
 * factor, found when the table was written, spreads without collision (tools/names.py). */
#include "markup/internal.h"

static const struct str tag_names[HTML_TAG_COUNT] = {
#define X(number, name) [HTML_##number] = STR_INIT(#name),
    HTML_TAGS(X)
#undef X
};
static const struct str attr_names[HTML_ATTR_COUNT] = {
#define X(number, name) [HTML_ATTR_##number] = STR_INIT(#name),
    HTML_ATTRS(X)
#undef X
};

static inline uint64_t load(const char *p, size_t n)
{
    uint64_t v = 0;
    memcpy(&v, p, n);
    return v | UINT64_C(0x2020202020202020) >> (64 - 8 * n);
}

/* The first and the last bytes, lower case, and the length; never reads outside the name. */
static inline uint64_t name_hash(struct str s)
{
    uint64_t v;
    if (s.n > 8)
        v = load(s.p, 8) ^ load(s.p + s.n - 8, 8) * 31;
    else if (s.n >= 4)
        v = load(s.p, 4) | load(s.p + s.n - 4, 4) << 32;
    else if (s.n >= 2)
        v = load(s.p, 2) | load(s.p + s.n - 1, 1) << 16;
    else
        v = load(s.p, 1);
    return v ^ (uint64_t)s.n << 56;
}

static inline bool same_fold(struct str s, struct str lower)
{
    if (s.n != lower.n)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (to_lower(s.p[i]) != lower.p[i])
            return false;
    return true;
}

enum html_tag tag_find_fold(struct str name)
{
    if (name.n == 0)
        return HTML_TAG_OTHER;
    uint8_t i = tag_slots[name_hash(name) * tag_factor >> (64 - TAG_BITS)];
    return i && same_fold(name, tag_names[i]) ? (enum html_tag)i : HTML_TAG_OTHER;
}

enum html_attr_name attr_find_fold(struct str name)
{
    if (name.n == 0)
        return HTML_ATTR_OTHER;
    uint8_t i = attr_slots[name_hash(name) * attr_factor >> (64 - ATTR_BITS)];
    return i && same_fold(name, attr_names[i]) ? (enum html_attr_name)i : HTML_ATTR_OTHER;
}

enum html_tag html_tag_find(struct str name)
{
    enum html_tag t = tag_find_fold(name);
    return t != HTML_TAG_OTHER && str_eq(name, tag_names[t]) ? t : HTML_TAG_OTHER;
}

enum html_attr_name html_attr_name_find(struct str name)
{
    enum html_attr_name t = attr_find_fold(name);
    return t != HTML_ATTR_OTHER && str_eq(name, attr_names[t]) ? t : HTML_ATTR_OTHER;
}

struct str html_tag_name(enum html_tag tag)
{
    return (unsigned)tag < HTML_TAG_COUNT ? tag_names[tag] : STR_NONE;
}

struct str attr_name_str(enum html_attr_name name)
{
    return (unsigned)name < HTML_ATTR_COUNT ? attr_names[name] : STR_NONE;
}

enum {
    BLOCK = TAG_BLOCK | TAG_CLOSES_P | TAG_SPECIAL,
    HEADING = BLOCK | TAG_BREAKS_OUT,
    META = TAG_HEAD | TAG_SPECIAL,
    FORMAT = TAG_FORMATTING | TAG_INLINE,
    FORMAT_OUT = FORMAT | TAG_BREAKS_OUT,
    CELLS = TAG_BLOCK | TAG_SPECIAL,
};
const uint16_t tag_is[HTML_TAG_COUNT] = {
    [HTML_ADDRESS] = BLOCK,
    [HTML_APPLET] = TAG_SPECIAL | TAG_SCOPE | TAG_MARKER | TAG_INLINE,
    [HTML_AREA] = TAG_VOID | TAG_SPECIAL | TAG_INLINE,
    [HTML_ARTICLE] = BLOCK,
    [HTML_ASIDE] = BLOCK,
    [HTML_A] = FORMAT,
    [HTML_B] = FORMAT_OUT,
    [HTML_BASE] = META | TAG_VOID,
    [HTML_BASEFONT] = META | TAG_VOID,
    [HTML_BGSOUND] = META | TAG_VOID,
    [HTML_BIG] = FORMAT_OUT,
    [HTML_BLOCKQUOTE] = BLOCK | TAG_BREAKS_OUT,
    [HTML_BODY] = TAG_BLOCK | TAG_SPECIAL | TAG_BREAKS_OUT,
    [HTML_BR] = TAG_VOID | TAG_SPECIAL | TAG_BREAKS_OUT | TAG_INLINE,
    [HTML_BUTTON] = TAG_SPECIAL | TAG_INLINE,
    [HTML_CAPTION] = CELLS | TAG_SCOPE | TAG_MARKER,
    [HTML_CENTER] = BLOCK | TAG_BREAKS_OUT,
    [HTML_CODE] = FORMAT_OUT,
    [HTML_COL] = TAG_VOID | TAG_SPECIAL,
    [HTML_COLGROUP] = CELLS,
    [HTML_DD] = BLOCK | TAG_BREAKS_OUT,
    [HTML_DETAILS] = BLOCK,
    [HTML_DIALOG] = TAG_BLOCK | TAG_CLOSES_P,
    [HTML_DIR] = BLOCK,
    [HTML_DIV] = BLOCK | TAG_BREAKS_OUT,
    [HTML_DL] = BLOCK | TAG_BREAKS_OUT,
    [HTML_DT] = BLOCK | TAG_BREAKS_OUT,
    [HTML_EM] = FORMAT_OUT,
    [HTML_EMBED] = TAG_VOID | TAG_SPECIAL | TAG_BREAKS_OUT | TAG_INLINE,
    [HTML_FIELDSET] = BLOCK,
    [HTML_FIGCAPTION] = BLOCK,
    [HTML_FIGURE] = BLOCK,
    [HTML_FONT] = FORMAT, /* breaks out only with certain attributes: tree.c */
    [HTML_FOOTER] = BLOCK,
    [HTML_FORM] = BLOCK,
    [HTML_FRAME] = TAG_VOID | TAG_SPECIAL,
    [HTML_FRAMESET] = TAG_SPECIAL,
    [HTML_H1] = HEADING,
    [HTML_H2] = HEADING,
    [HTML_H3] = HEADING,
    [HTML_H4] = HEADING,
    [HTML_H5] = HEADING,
    [HTML_H6] = HEADING,
    [HTML_HEAD] = TAG_SPECIAL | TAG_BLOCK | TAG_BREAKS_OUT,
    [HTML_HEADER] = BLOCK,
    [HTML_HGROUP] = BLOCK,
    [HTML_HR] = BLOCK | TAG_VOID | TAG_BREAKS_OUT,
    [HTML_HTML] = TAG_SPECIAL | TAG_BLOCK | TAG_SCOPE,
    [HTML_I] = FORMAT_OUT,
    [HTML_IFRAME] = TAG_SPECIAL | TAG_RAW,
    [HTML_IMG] = TAG_VOID | TAG_SPECIAL | TAG_BREAKS_OUT | TAG_INLINE,
    [HTML_INPUT] = TAG_VOID | TAG_SPECIAL | TAG_INLINE,
    [HTML_KEYGEN] = TAG_VOID | TAG_SPECIAL | TAG_INLINE,
    [HTML_LEGEND] = TAG_BLOCK,
    [HTML_LI] = BLOCK | TAG_BREAKS_OUT,
    [HTML_LINK] = META | TAG_VOID,
    [HTML_LISTING] = BLOCK | TAG_BREAKS_OUT,
    [HTML_MAIN] = BLOCK,
    [HTML_MARQUEE] = TAG_SPECIAL | TAG_SCOPE | TAG_MARKER | TAG_INLINE,
    [HTML_MENU] = BLOCK | TAG_BREAKS_OUT,
    [HTML_META] = META | TAG_VOID | TAG_BREAKS_OUT,
    [HTML_NAV] = BLOCK,
    [HTML_NOBR] = FORMAT_OUT,
    [HTML_NOEMBED] = TAG_SPECIAL | TAG_RAW,
    [HTML_NOFRAMES] = META | TAG_RAW,
    [HTML_NOSCRIPT] = META | TAG_INLINE,
    [HTML_OBJECT] = TAG_SPECIAL | TAG_SCOPE | TAG_MARKER | TAG_INLINE,
    [HTML_OL] = BLOCK | TAG_BREAKS_OUT,
    [HTML_OPTGROUP] = TAG_BLOCK | TAG_INLINE,
    [HTML_OPTION] = TAG_BLOCK | TAG_INLINE,
    [HTML_P] = BLOCK | TAG_BREAKS_OUT,
    [HTML_PARAM] = TAG_VOID | TAG_SPECIAL,
    [HTML_PLAINTEXT] = BLOCK,
    [HTML_PRE] = BLOCK | TAG_BREAKS_OUT,
    [HTML_RUBY] = TAG_BREAKS_OUT | TAG_INLINE,
    [HTML_S] = FORMAT_OUT,
    [HTML_SCRIPT] = META | TAG_RAW,
    [HTML_SEARCH] = BLOCK,
    [HTML_SECTION] = BLOCK,
    [HTML_SELECT] = TAG_SPECIAL | TAG_INLINE,
    [HTML_SMALL] = FORMAT_OUT,
    [HTML_SOURCE] = TAG_VOID | TAG_SPECIAL,
    [HTML_SPAN] = TAG_BREAKS_OUT | TAG_INLINE,
    [HTML_STRIKE] = FORMAT_OUT,
    [HTML_STRONG] = FORMAT_OUT,
    [HTML_STYLE] = META | TAG_RAW,
    [HTML_SUB] = TAG_BREAKS_OUT | TAG_INLINE,
    [HTML_SUMMARY] = BLOCK,
    [HTML_SUP] = TAG_BREAKS_OUT | TAG_INLINE,
    [HTML_TABLE] = BLOCK | TAG_SCOPE | TAG_BREAKS_OUT,
    [HTML_TBODY] = CELLS,
    [HTML_TD] = CELLS | TAG_SCOPE | TAG_MARKER,
    [HTML_TEMPLATE] = META | TAG_SCOPE | TAG_MARKER,
    [HTML_TEXTAREA] = TAG_SPECIAL | TAG_RCDATA,
    [HTML_TFOOT] = CELLS,
    [HTML_TH] = CELLS | TAG_SCOPE | TAG_MARKER,
    [HTML_THEAD] = CELLS,
    [HTML_TITLE] = META | TAG_RCDATA,
    [HTML_TR] = CELLS,
    [HTML_TRACK] = TAG_VOID | TAG_SPECIAL,
    [HTML_TT] = FORMAT_OUT,
    [HTML_U] = FORMAT_OUT,
    [HTML_UL] = BLOCK | TAG_BREAKS_OUT,
    [HTML_VAR] = TAG_BREAKS_OUT | TAG_INLINE,
    [HTML_WBR] = TAG_VOID | TAG_SPECIAL | TAG_INLINE,
    [HTML_ABBR] = TAG_INLINE,
    [HTML_ACRONYM] = TAG_INLINE,
    [HTML_AMP_IFRAME] = TAG_INLINE,
    [HTML_AMP_IMG] = TAG_INLINE,
    [HTML_AMP_VIDEO] = TAG_INLINE,
    [HTML_AUDIO] = TAG_INLINE,
    [HTML_BDI] = TAG_INLINE,
    [HTML_BDO] = TAG_INLINE,
    [HTML_CANVAS] = TAG_INLINE,
    [HTML_CITE] = TAG_INLINE,
    [HTML_DATA] = TAG_INLINE,
    [HTML_DATALIST] = TAG_INLINE,
    [HTML_DEL] = TAG_INLINE,
    [HTML_DFN] = TAG_INLINE,
    [HTML_IMAGE] = TAG_INLINE,
    [HTML_INS] = TAG_INLINE,
    [HTML_KBD] = TAG_INLINE,
    [HTML_LABEL] = TAG_INLINE,
    [HTML_MAP] = TAG_INLINE,
    [HTML_MARK] = TAG_INLINE,
    [HTML_MATH] = TAG_INLINE,
    [HTML_METER] = TAG_INLINE,
    [HTML_OUTPUT] = TAG_INLINE,
    [HTML_PICTURE] = TAG_INLINE,
    [HTML_PROGRESS] = TAG_INLINE,
    [HTML_Q] = TAG_INLINE,
    [HTML_SAMP] = TAG_INLINE,
    [HTML_SLOT] = TAG_INLINE,
    [HTML_SVG] = TAG_INLINE,
    [HTML_TAG_OTHER] = TAG_INLINE,
    [HTML_TIME] = TAG_INLINE,
    [HTML_VIDEO] = TAG_INLINE,
    [HTML_XMP] = BLOCK | TAG_RAW | TAG_INLINE,
};

bool html_tag_is_void(enum html_tag tag)
{
    return (unsigned)tag < HTML_TAG_COUNT && tag_is[tag] & TAG_VOID;
}

bool html_tag_is_block(enum html_tag tag)
{
    return (unsigned)tag < HTML_TAG_COUNT && tag_is[tag] & TAG_BLOCK;
}

/* ---- writing ------------------------------------------------------------------------------- */

void html_put_text(struct buf *out, struct str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c != '&' && c != '<' && c != '>')
            continue;
        buf_put(out, str_sub(s, from, i));
        buf_put(out, c == '&' ? STR("&amp;") : c == '<' ? STR("&lt;") : STR("&gt;"));
        from = i + 1;
    }
    buf_put(out, str_from(s, from));
}

void html_put_attr(struct buf *out, struct str s)
{
    buf_html(out, s);
}

static bool url_may_be_written(struct str url)
{
    for (size_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] <= 0x20 || url.p[i] == 0x7f)
            return false;
    if (str_starts(url, STR("/")))
        return url.n == 1 || (url.p[1] != '/' && url.p[1] != '\\');
    return str_starts_fold(url, STR("http://")) || str_starts_fold(url, STR("https://")) ||
           str_starts_fold(url, STR("mailto:"));
}

void html_put_url(struct buf *out, struct str url)
{
    buf_html(out, url_may_be_written(url) ? url : STR("#"));
}
