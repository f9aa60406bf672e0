/* body.c: names, plain text, soundness, HTML and JSON of a body. See body.h.
 *
 * All five walk the flat list of operations once. What a tag or an attribute is stands in the
 * tables at the top: class of the tag, sort of the attribute's value, and which tags carry it. The
 * sanitizer makes bodies by the same tables by which body_check judges them, so that what passes
 * the one passes the other. The HTML form is chosen so that a browser reads it back into the same
 * list. */
#include "types/body.h"

#include <assert.h>
#include <stdlib.h>

enum class { NONE, BLOCK, INLINE, VOID, VBLOCK };
static const struct {
    struct str name;
    enum class class;
} tags[BODY_TAG_COUNT] = {
#define X(name, class) [BODY_##name] = {STR_INIT(#name), class},
    BODY_TAGS(X)
#undef X
};

static const struct str attr_names[BODY_ATTR_COUNT] = {
#define X(name) [BODY_ATTR_##name] = STR_INIT(#name),
    BODY_ATTRS(X)
#undef X
};

/* What the value of an attribute may be. */
enum sort { TEXT, URL, SRCSET, NUMBER, SIGNED, LENGTH, FLAG, WORD, LANG };
enum {
    NUMBER_DIGITS_MOST = 6,
    URL_BYTES_MOST = 8192,
    TEXT_BYTES_MOST = 65536,
    LANG_BYTES_MOST = 35
};
static const struct {
    enum sort sort;
    const char *words; /* WORD: the allowed ones, each between spaces */
    bool everywhere;
    enum body_tag on[12]; /* else: only on these */
} attrs[BODY_ATTR_COUNT] = {
    [BODY_ATTR_href] = {URL, .on = {BODY_a}},
    [BODY_ATTR_src] = {URL, .on = {BODY_img, BODY_source, BODY_audio, BODY_video, BODY_track}},
    [BODY_ATTR_srcset] = {SRCSET, .on = {BODY_img, BODY_source}},
    [BODY_ATTR_sizes] = {TEXT, .on = {BODY_img, BODY_source}},
    [BODY_ATTR_alt] = {TEXT, .on = {BODY_img}},
    [BODY_ATTR_title] = {TEXT, .everywhere = true},
    [BODY_ATTR_width] = {LENGTH, .on = {BODY_img, BODY_video, BODY_source, BODY_table, BODY_td,
                                        BODY_th, BODY_col, BODY_hr}},
    [BODY_ATTR_height] = {LENGTH, .on = {BODY_img, BODY_video, BODY_source, BODY_td, BODY_th}},
    [BODY_ATTR_cite] = {URL, .on = {BODY_blockquote, BODY_q, BODY_del, BODY_ins}},
    [BODY_ATTR_datetime] = {TEXT, .on = {BODY_time, BODY_del, BODY_ins}},
    [BODY_ATTR_lang] = {LANG, .everywhere = true},
    [BODY_ATTR_dir] = {WORD, " ltr rtl auto ", .everywhere = true},
    [BODY_ATTR_colspan] = {NUMBER, .on = {BODY_td, BODY_th}},
    [BODY_ATTR_rowspan] = {NUMBER, .on = {BODY_td, BODY_th}},
    [BODY_ATTR_span] = {NUMBER, .on = {BODY_col, BODY_colgroup}},
    [BODY_ATTR_scope] = {WORD, " row col rowgroup colgroup ", .on = {BODY_th, BODY_td}},
    [BODY_ATTR_start] = {SIGNED, .on = {BODY_ol}},
    [BODY_ATTR_reversed] = {FLAG, .on = {BODY_ol}},
    [BODY_ATTR_value] = {SIGNED, .on = {BODY_li}},
    [BODY_ATTR_type] = {TEXT, .on = {BODY_ol, BODY_ul, BODY_li, BODY_source}},
    [BODY_ATTR_open] = {FLAG, .on = {BODY_details}},
    [BODY_ATTR_abbr] = {TEXT, .on = {BODY_th, BODY_td}},
    [BODY_ATTR_poster] = {URL, .on = {BODY_video}},
    [BODY_ATTR_media] = {TEXT, .on = {BODY_source}},
    [BODY_ATTR_kind] = {WORD, " subtitles captions descriptions chapters metadata ",
                        .on = {BODY_track}},
    [BODY_ATTR_label] = {TEXT, .on = {BODY_track}},
    [BODY_ATTR_srclang] = {LANG, .on = {BODY_track}},
    [BODY_ATTR_align] = {WORD, " left right center justify char top middle bottom ",
                         .on = {BODY_td, BODY_th, BODY_tr, BODY_p, BODY_div, BODY_col,
                                BODY_colgroup, BODY_thead, BODY_tbody, BODY_tfoot, BODY_table,
                                BODY_img}},
    [BODY_ATTR_headers] = {TEXT, .on = {BODY_td, BODY_th}},
    [BODY_ATTR_loading] = {WORD, " lazy eager ", .on = {BODY_img}},
};

struct str body_tag_name(enum body_tag tag)
{
    return tag < BODY_TAG_COUNT ? tags[tag].name : STR_NONE;
}

struct str body_attr_str(enum body_attr_name name)
{
    return name < BODY_ATTR_COUNT ? attr_names[name] : STR_NONE;
}

enum body_tag body_tag_find(struct str name)
{
    for (unsigned i = 1; i < BODY_TAG_COUNT; i++)
        if (str_eq(tags[i].name, name))
            return (enum body_tag)i;
    return BODY_NONE;
}

enum body_attr_name body_attr_find(struct str name)
{
    for (unsigned i = 1; i < BODY_ATTR_COUNT; i++)
        if (str_eq(attr_names[i], name))
            return (enum body_attr_name)i;
    return BODY_ATTR_NONE;
}

bool body_tag_is_block(enum body_tag tag)
{
    return tags[tag].class == BLOCK || tags[tag].class == VBLOCK;
}

bool body_tag_is_void(enum body_tag tag)
{
    return tags[tag].class == VOID || tags[tag].class == VBLOCK;
}

bool body_attr_allowed(enum body_tag tag, enum body_attr_name attr)
{
    if (tag == BODY_NONE || attr == BODY_ATTR_NONE || tag >= BODY_TAG_COUNT ||
        attr >= BODY_ATTR_COUNT)
        return false;
    if (attrs[attr].everywhere)
        return true;
    for (size_t i = 0; i < sizeof attrs[attr].on / sizeof attrs[attr].on[0]; i++)
        if (attrs[attr].on[i] == tag)
            return true;
    return false;
}

bool body_attr_is_url(enum body_attr_name attr)
{
    return attr < BODY_ATTR_COUNT && attrs[attr].sort == URL;
}

/* ---- plain text ---------------------------------------------------------------------------- */

/* What must stand between two runs, weakest first: a stronger wish overrides a weaker one. */
enum gap { GAP_NONE, GAP_TAB, GAP_LINE, GAP_BLANK };
static const struct str gaps[] = {STR_INIT(""), STR_INIT("\t"), STR_INIT("\n"), STR_INIT("\n\n")};

struct plain {
    struct body *b;
    char *p; /* room for every run and the widest gap for every operation */
    size_t n;
    enum gap gap;
    size_t last;     /* the last run that is not empty, or SIZE_MAX */
    uint32_t silent; /* open elements that contribute nothing */
    uint32_t pre;
};

static bool is_silent(enum body_tag tag)
{
    return tag == BODY_figure || tag == BODY_figcaption || tag == BODY_picture ||
           tag == BODY_audio || tag == BODY_video || tag == BODY_rp || tag == BODY_rt ||
           tag == BODY_rtc;
}

static enum gap gap_of(enum body_tag tag)
{
    switch ((int)tag) {
    case BODY_tr:
    case BODY_thead:
    case BODY_tbody:
    case BODY_tfoot:
    case BODY_colgroup:
    case BODY_col: return GAP_LINE;
    case BODY_td:
    case BODY_th: return GAP_TAB;
    default: return body_tag_is_block(tag) ? GAP_BLANK : GAP_NONE;
    }
}

/* White space before a gap is not text: cut it off the runs that end with it. */
static void cut_end(struct plain *t)
{
    while (t->last != SIZE_MAX && t->n && is_space(t->p[t->n - 1])) {
        struct body_op *op = &t->b->ops[t->last];
        while (op->text.n && is_space(op->text.p[op->text.n - 1])) {
            op->text.n--;
            t->n--;
        }
        if (op->text.n)
            return;
        /* Empty now: the run before it, if no gap parts them, may end with white space too. */
        while (t->last-- > 0)
            if (t->b->ops[t->last].kind == BODY_TEXT && t->b->ops[t->last].text.n &&
                t->b->ops[t->last].at != BODY_NO_TEXT)
                break;
        if (t->last != SIZE_MAX && t->b->ops[t->last].at + t->b->ops[t->last].text.n != t->n)
            return;
    }
}

static void want_gap(struct plain *t, enum gap gap)
{
    if (gap == GAP_NONE || t->silent)
        return;
    if (t->gap == GAP_NONE)
        cut_end(t);
    if (gap > t->gap)
        t->gap = gap;
}

static void add_run(struct plain *t, size_t i)
{
    struct body_op *op = &t->b->ops[i];
    if (t->silent) {
        op->at = BODY_NO_TEXT;
        return;
    }
    bool fresh = t->n == 0 || t->gap != GAP_NONE;
    if (fresh || (!t->pre && is_space(t->p[t->n - 1])))
        while (op->text.n && is_space(op->text.p[0]) && (fresh || op->text.p[0] == ' '))
            op->text = str_from(op->text, 1);
    op->at = (uint32_t)t->n;
    if (op->text.n == 0)
        return;
    if (t->n && t->gap != GAP_NONE) {
        memcpy(t->p + t->n, gaps[t->gap].p, gaps[t->gap].n);
        t->n += gaps[t->gap].n;
    }
    t->gap = GAP_NONE;
    op->at = (uint32_t)t->n;
    memcpy(t->p + t->n, op->text.p, op->text.n);
    t->n += op->text.n;
    t->last = i;
}

static void line_break(struct plain *t)
{
    if (t->gap == GAP_NONE || t->gap == GAP_TAB)
        want_gap(t, GAP_LINE);
    else
        want_gap(t, GAP_BLANK);
}

struct str body_text(struct arena *a, struct body *b)
{
    size_t room = 1;
    for (size_t i = 0; i < b->n; i++)
        room += 2 + (b->ops[i].kind == BODY_TEXT ? b->ops[i].text.n : 0);
    if (room > UINT32_MAX)
        arena_fail(a);
    struct plain t = {.b = b, .p = arena_alloc(a, room), .last = SIZE_MAX};
    for (size_t i = 0; i < b->n; i++) {
        const struct body_op *op = &b->ops[i];
        switch (op->kind) {
        case BODY_TEXT: add_run(&t, i); break;
        case BODY_OPEN:
            if (op->tag == BODY_br)
                line_break(&t);
            else
                want_gap(&t, gap_of(op->tag));
            t.silent += is_silent(op->tag);
            t.pre += op->tag == BODY_pre;
            break;
        case BODY_CLOSE:
            t.silent -= t.silent && is_silent(op->tag);
            t.pre -= t.pre && op->tag == BODY_pre;
            want_gap(&t, gap_of(op->tag));
            break;
        }
    }
    if (t.gap == GAP_NONE)
        cut_end(&t);
    return str_of(t.p, t.n);
}

/* ---- soundness ----------------------------------------------------------------------------- */

static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)
            return true;
    }
    return false;
}

struct str body_verbatim(struct arena *a, struct str t)
{
    if (!has_control(t))
        return t;
    char *out = arena_alloc(a, t.n), *to = out;
    for (size_t i = 0; i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i];
        if (c == '\r')
            *to++ = '\n';
        else if (c == '\f')
            *to++ = ' ';
        else if (c >= 0x20 ? c != 0x7f : c == '\n' || c == '\t')
            *to++ = (char)c;
    }
    return str_of(out, (size_t)(to - out));
}

static bool url_sound(struct str s)
{
    if (s.n > URL_BYTES_MOST)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= 0x20 || (unsigned char)s.p[i] >= 0x7f)
            return false;
    if (str_starts(s, STR("mailto:")))
        return s.n > 7;
    size_t host = str_starts(s, STR("https://")) ? 8 : str_starts(s, STR("http://")) ? 7 : SIZE_MAX;
    return host < s.n && !strchr("/?#\\:@", s.p[host]);
}

/* URL [SPACE descriptor] {", " URL [SPACE descriptor]}; a URL has no white space and no comma at
 * its end. Gives the next candidate's URL and the rest (descriptor and comma) behind it. */
static bool srcset_next(struct str *s, struct str *ret_url, struct str *ret_descriptor)
{
    while (s->n && (is_space(s->p[0]) || s->p[0] == ','))
        *s = str_from(*s, 1);
    if (s->n == 0)
        return false;
    size_t i = 0;
    while (i < s->n && !is_space(s->p[i]))
        i++;
    size_t url_end = i;
    while (url_end && s->p[url_end - 1] == ',')
        url_end--;
    *ret_url = str_sub(*s, 0, url_end);
    size_t from = i;
    if (url_end == i)
        while (i < s->n && s->p[i] != ',')
            i++;
    *ret_descriptor = str_trim(str_sub(*s, from, i));
    *s = str_from(*s, i);
    return true;
}

static bool srcset_sound(struct str s)
{
    struct str url, descriptor;
    size_t n = 0;
    for (; srcset_next(&s, &url, &descriptor); n++) {
        if (!url_sound(url) || str_starts(url, STR("mailto:")))
            return false;
        for (size_t i = 0; i < descriptor.n; i++)
            if (!is_alnum(descriptor.p[i]) && descriptor.p[i] != '.')
                return false;
    }
    return n > 0;
}

static bool digits_sound(struct str s)
{
    uint64_t v;
    return s.n <= NUMBER_DIGITS_MOST && str_u64(s, UINT32_MAX, &v);
}

static bool lang_sound(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_alnum(s.p[i]) && s.p[i] != '-')
            return false;
    return s.n > 0 && s.n <= LANG_BYTES_MOST;
}

static bool word_sound(const char *words, struct str s)
{
    struct str list = str_c(words);
    for (size_t i = 0; i < s.n; i++)
        if (!is_lower(s.p[i]))
            return false;
    for (size_t at; s.n && (at = str_find(list, s)) != SIZE_MAX; list = str_from(list, at + 1))
        if (list.p[at - 1] == ' ' && list.p[at + s.n] == ' ')
            return true;
    return false;
}

static bool value_sound(enum body_attr_name name, struct str v)
{
    switch (attrs[name].sort) {
    case URL: return url_sound(v) && (name == BODY_ATTR_href || !str_starts(v, STR("mailto:")));
    case SRCSET: return srcset_sound(v);
    case NUMBER: return digits_sound(v);
    case SIGNED: return digits_sound(str_starts(v, STR("-")) ? str_from(v, 1) : v);
    case LENGTH: return digits_sound(str_ends(v, STR("%")) ? str_sub(v, 0, v.n - 1) : v);
    case FLAG: return v.n == 0;
    case WORD: return word_sound(attrs[name].words, v);
    case LANG: return lang_sound(v);
    case TEXT: break;
    }
    return v.n <= TEXT_BYTES_MOST && utf8_valid(v) == v.n && !has_control(v);
}

bool body_value_sound(enum body_attr_name name, struct str value)
{
    return name != BODY_ATTR_NONE && name < BODY_ATTR_COUNT && value_sound(name, value);
}

static enum err_code check_attrs(const struct body_op *op, struct err *e)
{
    uint64_t seen = 0;
    for (size_t i = 0; i < op->attr_count; i++) {
        const struct body_attr *at = &op->attrs[i];
        if (!body_attr_allowed(op->tag, at->name) || seen & UINT64_C(1) << at->name)
            return err_set(e, ERR_INPUT, "<%s> may not have that attribute here",
                           tags[op->tag].name.p);
        seen |= UINT64_C(1) << at->name;
        if (!value_sound(at->name, at->value))
            return err_set(e, ERR_INPUT,
                           "the attribute %s of <%s> has a value that it may not have",
                           attr_names[at->name].p, tags[op->tag].name.p);
    }
    return ERR_OK;
}

enum err_code body_check(const struct body *b, struct err *e)
{
    enum body_tag open[BODY_DEPTH_MOST];
    size_t depth = 0;
    if (b->n > BODY_OPS_MOST)
        return err_set(e, ERR_INPUT, "the body has more than %d pieces", BODY_OPS_MOST);
    for (size_t i = 0; i < b->n; i++) {
        const struct body_op *op = &b->ops[i];
        if (op->kind == BODY_TEXT) {
            if (utf8_valid(op->text) != op->text.n || has_control(op->text))
                return err_set(e, ERR_INPUT, "a text of the body is not clean UTF-8");
            continue;
        }
        if (op->tag == BODY_NONE || op->tag >= BODY_TAG_COUNT)
            return err_set(e, ERR_INPUT, "the body holds an unknown element");
        if (op->kind == BODY_CLOSE) {
            if (depth == 0 || open[depth - 1] != op->tag)
                return err_set(e, ERR_INPUT, "</%s> closes nothing", tags[op->tag].name.p);
            depth--;
            continue;
        }
        enum err_code code = op->kind == BODY_OPEN ? check_attrs(op, e)
                                                   : err_set(e, ERR_INPUT, "unknown kind of piece");
        if (code)
            return code;
        if (body_tag_is_void(op->tag))
            continue;
        if (depth == BODY_DEPTH_MOST)
            return err_set(e, ERR_INPUT, "the body is nested deeper than %d", BODY_DEPTH_MOST);
        open[depth++] = op->tag;
    }
    return depth ? err_set(e, ERR_INPUT, "<%s> is not closed", tags[open[depth - 1]].name.p)
                 : ERR_OK;
}

/* ---- HTML ---------------------------------------------------------------------------------- */

struct html_out {
    struct buf *out;
    const struct body_html *how;
    size_t mark;      /* first mark that does not end before the present run */
    bool mark_has_id; /* marks[mark] has had its first span */
    uint32_t picture; /* open <picture> elements */
    bool pre_starts;  /* a line end directly after <pre> would be swallowed */
};

static void start_attr(struct buf *out, enum body_attr_name name)
{
    buf_char(out, ' ');
    buf_put(out, attr_names[name]);
    buf_lit(out, "=\"");
}

static void put_attr(struct buf *out, enum body_attr_name name, struct str value)
{
    start_attr(out, name);
    buf_html(out, value);
    buf_char(out, '"');
}

/* Appends the address that how->image gives for `url`, escaped; false where it gives none. It is
 * written as it comes, then again escaped behind itself, and moved to the front. */
static bool put_address(struct html_out *h, struct str url)
{
    enum { ESCAPE_WIDEST = 6 };
    struct buf *out = h->out;
    size_t from = out->n;
    h->how->image(h->how->ctx, url, out);
    size_t raw = out->n - from;
    if (raw == 0 || out->failed || !buf_room(out, raw * ESCAPE_WIDEST)) {
        out->n = from;
        return false;
    }
    buf_html(out, str_of(out->p + from, raw));
    size_t escaped = out->n - from - raw;
    memmove(out->p + from, out->p + from + raw, escaped);
    out->n = from + escaped;
    return true;
}

static void put_image(struct html_out *h, enum body_attr_name name, struct str url)
{
    size_t before = h->out->n;
    start_attr(h->out, name);
    if (put_address(h, url))
        buf_char(h->out, '"');
    else
        h->out->n = before;
}

static void put_srcset(struct html_out *h, struct str set)
{
    size_t start = h->out->n;
    start_attr(h->out, BODY_ATTR_srcset);
    struct str url, descriptor;
    bool any = false;
    while (srcset_next(&set, &url, &descriptor)) {
        size_t before = h->out->n;
        if (any)
            buf_lit(h->out, ", ");
        if (!put_address(h, url)) {
            h->out->n = before;
            continue;
        }
        any = true;
        if (descriptor.n) {
            buf_char(h->out, ' ');
            buf_put(h->out, descriptor);
        }
    }
    if (any)
        buf_char(h->out, '"');
    else
        h->out->n = start;
}

static bool is_image_url(const struct html_out *h, const struct body_op *op,
                         enum body_attr_name name)
{
    return name == BODY_ATTR_poster || (name == BODY_ATTR_src && op->tag == BODY_img) ||
           (name == BODY_ATTR_src && op->tag == BODY_source && h->picture);
}

static void put_name(struct html_out *h, enum body_tag tag)
{
    if (tag >= BODY_h1 && tag <= BODY_h6 && h->how->heading_shift > 0) {
        int level = (int)(tag - BODY_h1) + 1 + h->how->heading_shift;
        buf_fmt(h->out, "h%d", level > 6 ? 6 : level);
    } else {
        buf_put(h->out, tags[tag].name);
    }
}

static void put_open(struct html_out *h, const struct body_op *op)
{
    buf_char(h->out, '<');
    put_name(h, op->tag);
    for (size_t i = 0; i < op->attr_count; i++) {
        const struct body_attr *at = &op->attrs[i];
        if (at->name == BODY_ATTR_loading)
            continue;
        if (at->name == BODY_ATTR_srcset) {
            if (h->how->image)
                put_srcset(h, at->value);
        } else if (is_image_url(h, op, at->name)) {
            if (h->how->image)
                put_image(h, at->name, at->value);
        } else {
            put_attr(h->out, at->name, at->value);
        }
    }
    if (op->tag == BODY_a)
        buf_lit(h->out, " rel=\"noopener noreferrer nofollow\"");
    else if (op->tag == BODY_img)
        buf_lit(h->out, " loading=\"lazy\"");
    else if (op->tag == BODY_audio || op->tag == BODY_video)
        buf_lit(h->out, " controls preload=\"none\"");
    buf_char(h->out, '>');
}

/* One text run, with the marks that fall into it. */
static void put_run(struct html_out *h, const struct body_op *op)
{
    const struct body_html *how = h->how;
    size_t at = op->at, end = at + op->text.n, from = at;
    if (op->at == BODY_NO_TEXT || how->mark_count == 0) {
        buf_html(h->out, op->text);
        return;
    }
    while (h->mark < how->mark_count && how->marks[h->mark].at < end) {
        const struct body_range *m = &how->marks[h->mark];
        size_t a = m->at > from ? m->at : from, z = m->end < end ? m->end : end;
        if (a < z) {
            buf_html(h->out, str_sub(op->text, from - at, a - at));
            if (h->mark_has_id)
                buf_lit(h->out, "<span class=\"s\">");
            else
                buf_fmt(h->out, "<span id=\"s%zu\" class=\"s\">", h->mark);
            buf_html(h->out, str_sub(op->text, a - at, z - at));
            buf_lit(h->out, "</span>");
            h->mark_has_id = true;
            from = z;
        }
        if (m->end > end)
            break;
        h->mark++;
        h->mark_has_id = false;
    }
    buf_html(h->out, str_sub(op->text, from - at, op->text.n));
}

static bool is_left_out(const struct html_out *h, enum body_tag tag)
{
    return !h->how->image &&
           (tag == BODY_img || tag == BODY_picture || (tag == BODY_source && h->picture));
}

void body_write_html(struct buf *out, const struct body *b, const struct body_html *how)
{
    static const struct body_html plain = {0};
    struct html_out h = {.out = out, .how = how ? how : &plain};
    for (size_t i = 0; i < b->n; i++) {
        const struct body_op *op = &b->ops[i];
        bool starts = h.pre_starts;
        h.pre_starts = false;
        switch (op->kind) {
        case BODY_TEXT:
            if (starts && op->text.n && op->text.p[0] == '\n')
                buf_char(out, '\n');
            put_run(&h, op);
            h.pre_starts = starts && op->text.n == 0;
            break;
        case BODY_OPEN:
            if (!is_left_out(&h, op->tag))
                put_open(&h, op);
            h.picture += op->tag == BODY_picture;
            h.pre_starts = op->tag == BODY_pre;
            break;
        case BODY_CLOSE:
            h.picture -= h.picture && op->tag == BODY_picture;
            if (is_left_out(&h, op->tag) || body_tag_is_void(op->tag))
                break;
            buf_lit(out, "</");
            put_name(&h, op->tag);
            buf_char(out, '>');
            break;
        }
    }
}

/* ---- JSON ---------------------------------------------------------------------------------- */

void body_write(struct json_out *w, const struct body *b)
{
    json_arr(w);
    for (size_t i = 0; i < b->n; i++) {
        const struct body_op *op = &b->ops[i];
        if (op->kind == BODY_TEXT) {
            json_put_str(w, op->text);
        } else if (op->kind == BODY_CLOSE) {
            json_put_i64(w, 0);
        } else {
            json_arr(w);
            json_put_str(w, tags[op->tag].name);
            if (op->attr_count) {
                json_obj(w);
                for (size_t k = 0; k < op->attr_count; k++) {
                    json_key(w, attr_names[op->attrs[k].name]);
                    json_put_str(w, op->attrs[k].value);
                }
                json_obj_end(w);
            }
            json_arr_end(w);
        }
    }
    json_arr_end(w);
}

static enum err_code read_attrs(struct arena *a, json_t *v, struct body_op *op, struct err *e)
{
    if (v && !json_is_object(v))
        return err_set(e, ERR_INPUT, "the attributes of an element are not an object");
    size_t n = v ? json_object_size(v) : 0;
    if (n == 0)
        return ERR_OK;
    if (n > BODY_ATTR_COUNT)
        return err_set(e, ERR_INPUT, "an element has too many attributes");
    struct body_attr *list = ARENA_ARRAY(a, n, struct body_attr);
    const char *key;
    json_t *value;
    json_object_foreach(v, key, value)
    {
        enum body_attr_name name = body_attr_find(str_c(key));
        if (name == BODY_ATTR_NONE || !json_is_string(value))
            return err_set(e, ERR_INPUT, "an element has the unknown attribute %.40s", key);
        list[op->attr_count++] = (struct body_attr){name, str_dup(a, json_str(value))};
    }
    op->attrs = list;
    return ERR_OK;
}

static enum err_code read_open(struct arena *a, const json_t *v, struct body_op *op, struct err *e)
{
    struct str name = json_str(json_array_get(v, 0));
    op->kind = BODY_OPEN;
    op->tag = body_tag_find(name);
    if (op->tag == BODY_NONE)
        return err_set(e, ERR_INPUT, "the body holds the unknown element \"%.*s\"",
                       STR_ARG(str_sub(name, 0, 40)));
    return read_attrs(a, json_array_get(v, 1), op, e);
}

enum err_code body_read(struct arena *a, const json_t *v, struct body *ret, struct err *e)
{
    if (!json_is_array(v) || json_array_size(v) > BODY_OPS_MOST)
        return err_set(e, ERR_INPUT, "the body is not an array of at most %d pieces",
                       BODY_OPS_MOST);
    struct body b = {.n = json_array_size(v)};
    b.ops = ARENA_ARRAY(a, b.n, struct body_op);
    enum body_tag open[BODY_DEPTH_MOST];
    size_t depth = 0;
    for (size_t i = 0; i < b.n; i++) {
        const json_t *item = json_array_get(v, i);
        struct body_op *op = &b.ops[i];
        op->at = BODY_NO_TEXT;
        if (json_is_string(item)) {
            op->kind = BODY_TEXT;
            op->text = str_dup(a, json_str(item));
        } else if (json_is_array(item)) {
            enum err_code code = read_open(a, item, op, e);
            if (code)
                return code;
            if (body_tag_is_void(op->tag))
                continue;
            if (depth == BODY_DEPTH_MOST)
                return err_set(e, ERR_INPUT, "the body is nested deeper than %d", BODY_DEPTH_MOST);
            open[depth++] = op->tag;
        } else {
            if (!json_is_integer(item) || json_integer_value(item) != 0 || depth == 0)
                return err_set(e, ERR_INPUT, "piece %zu of the body is none", i);
            *op = (struct body_op){.kind = BODY_CLOSE, .tag = open[--depth], .at = BODY_NO_TEXT};
        }
    }
    enum err_code code = body_check(&b, e);
    if (code == ERR_OK)
        *ret = b;
    return code;
}
