/* sanitize.c: from the tree of a stranger to a body: what may be shown, and nothing else.
 *
 * Safety does not rest on reading HTML as a browser does: whatever the tree is, the body can hold
 * only the tags and attributes of types/body.h, each value is judged by body_value_sound, and all
 * text is escaped when it is written. What the sanitizer adds is that the written HTML reads back
 * into the same tree (sanitize_place.c).
 *
 * Two stacks: frames walk the source, `out` holds the elements open in the body. */
#include "markup/sanitize.h"

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
    return str_eq(sanitize_resolve(s, html_attr(s->doc, img, HTML_ATTR_SRC)), s->last_image);
}

static struct fate fate_of(struct sanitizer *s, uint32_t node)
{
    static const struct fate drop = {DROP, HTML_TAG_NONE, BODY_NONE};
    static const struct fate unwrap = {UNWRAP, HTML_TAG_NONE, BODY_NONE};
    const struct html_node *n = &s->doc->nodes[node];
    const struct body_policy *p = s->policy;
    if (n->flags & HTML_FOREIGN)
        return drop;
    struct fate fate = sanitize_fates[n->tag];
    enum html_take chosen = p->choose ? p->choose(p->ctx, s->doc, node) : HTML_TAKE;
    if (chosen == HTML_DROP || fate.take == DROP)
        return drop;
    bool media = fate.as == HTML_IMG || fate.as == HTML_PICTURE || fate.as == HTML_AUDIO ||
                 fate.as == HTML_VIDEO;
    if ((p->no_media && media) || (n->tag == HTML_NOSCRIPT && is_idle_noscript(s, node)) ||
        (n->tag == HTML_DIALOG && !html_attr_has(s->doc, node, HTML_ATTR_OPEN)))
        return drop;
    enum html_tag parent = sanitize_top(s);
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
    return inside && sanitize_holds_parts(tag) ? PARTS : ALL;
}

/* Opens the body's element for a source node and steps into it. */
static void open_element(struct sanitizer *s, uint32_t node, struct fate fate)
{
    size_t n;
    const struct body_attr *attrs = sanitize_attrs(s, node, fate.body, &n);
    enum html_tag tag = fate.as;
    bool opened = sanitize_open(s, tag, attrs, n);
    if (!opened && (sanitize_is_cell(tag) || tag == HTML_CAPTION)) {
        tag = HTML_DIV; /* a cell without its table still parts its text from others */
        opened = sanitize_open(s, tag, NULL, 0);
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
    case HTML_TEXT: sanitize_text(s, n->text); return;
    case HTML_RAW:
        if (s->doc->nodes[n->parent].tag == HTML_XMP)
            sanitize_text(s, n->text);
        return;
    case HTML_COMMENT: return;
    case HTML_DOCUMENT: enter(s, node, ALL, false); return;
    case HTML_ELEMENT: break;
    }
    struct fate fate = fate_of(s, node);
    if (fate.take == DROP)
        return;
    if (fate.take == UNWRAP)
        enter(s, node,
              mode_of(s, sanitize_is_part(sanitize_fates[n->tag].as) ? sanitize_fates[n->tag].as
                                                                     : HTML_TAG_NONE),
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
            open_element(s, f->node, sanitize_fates[HTML_TABLE]);
        else if (f->opened && s->depth > f->out_depth)
            sanitize_cut(s, f->out_depth);
        return;
    }
    uint32_t i = f->at;
    const struct html_node *n = &s->doc->nodes[i];
    enum html_tag tag = (enum html_tag)n->tag;
    f->at = n->end;
    if (f->mode == STRAYS && sanitize_is_part(tag)) {
        if (sanitize_holds_parts(tag))
            f->at = i + 1;
        return;
    }
    if (f->mode == STRAYS && n->flags & HTML_BLANK)
        return;
    if (f->mode == PARTS && !sanitize_is_part(tag))
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
    sanitize_cut(s, 0);
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
        else if (x->kind == HTML_ELEMENT && sanitize_fates[x->tag].take == KEEP)
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
