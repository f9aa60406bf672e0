/* extract.c: the order in which a page is read, and what is done where its tree holds no article.
 */
#include "page/internal.h"

enum { WORTH_UNITS = 200, EXPLAIN_TEXT_MOST = 120, DATA_LOOK = 4096, DATA_ODD = 100 };

/* No text but data: a PDF, or bytes with many control characters (UTF-16 is decoded already). */
static bool is_data(struct str utf8)
{
    size_t odd = 0;
    struct str start = str_sub(utf8, 0, DATA_LOOK);
    for (size_t i = 0; i < start.n; i++)
        odd += (unsigned char)start.p[i] < '\t';
    return odd * DATA_ODD > start.n || str_starts(utf8, STR("%PDF-"));
}

struct page *page_load(struct arena *a, struct str bytes, const struct page_hints *hints)
{
    struct page *p = ARENA_NEW(a, struct page);
    p->a = a;
    p->hints = hints;
    p->h1_block = UINT32_MAX;
    p->resolved = ARENA_NEW(a, size_t);
    struct str utf8;
    html_to_utf8(a, bytes, hints->http_charset, &utf8);
    if (is_data(utf8)) {
        utf8 = STR_NONE;
        p->data_only = true;
    }
    html_parse(a, utf8, NULL, &p->doc);
    if (hints->url.n && url_parse(a, hints->url, NULL, &p->url_parts))
        p->base = &p->url_parts;
    page_scan(p);
    page_find_base(p);
    page_read_meta(p);
    return p;
}

/* <base href>, and the page's own canonical address where the caller has none. */
void page_find_base(struct page *p)
{
    struct str ref = STR_NONE;
    for (uint32_t i = html_next(&p->doc, 0, 0, HTML_BASE); i && ref.n == 0;
         i = html_next(&p->doc, 0, i, HTML_BASE))
        ref = str_trim(html_attr(&p->doc, i, HTML_ATTR_HREF));
    if (p->base == NULL && ref.n == 0)
        ref = page_meta(p, STR("og:url"));
    struct url *u = ARENA_NEW(p->a, struct url);
    if (ref.n && url_parse(p->a, ref, p->base, u) && url_is_web(u))
        p->base = u;
}

/* The first picture of the body, where the page states none. */
static struct str first_image(const struct body *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->ops[i].kind == BODY_OPEN && b->ops[i].tag == BODY_img)
            for (uint32_t k = 0; k < b->ops[i].attr_count; k++)
                if (b->ops[i].attrs[k].name == BODY_ATTR_src)
                    return b->ops[i].attrs[k].value;
    return STR_NONE;
}

/* A body of the paragraphs of a plain text. */
static void body_of_text(struct arena *a, struct str text, struct body *ret)
{
    LIST(struct body_op) ops = {0};
    struct str line;
    while (str_split(&text, '\n', &line)) {
        line = str_trim(body_verbatim(a, line));
        if (line.n == 0)
            continue;
        LIST_PUSH(a, &ops, (struct body_op){.kind = BODY_OPEN, .tag = BODY_p, .at = BODY_NO_TEXT});
        LIST_PUSH(a, &ops, (struct body_op){.kind = BODY_TEXT, .text = line, .at = BODY_NO_TEXT});
        LIST_PUSH(a, &ops, (struct body_op){.kind = BODY_CLOSE, .tag = BODY_p, .at = BODY_NO_TEXT});
    }
    *ret = (struct body){ops.v, ops.n};
}

static uint32_t kept_units(const struct page *p)
{
    uint32_t n = 0;
    for (size_t i = 0; i < p->blocks.n; i++)
        n += p->blocks.v[i].kept ? p->blocks.v[i].units : 0;
    return n;
}

/* Units of kept blocks that the text of the page's data holds too. */
static uint32_t units_in(struct page *p, struct str data)
{
    struct buf b;
    buf_arena(&b, p->a, data.n + 1);
    page_fold(&b, data);
    uint32_t n = 0;
    for (size_t i = 0; i < p->blocks.n; i++) {
        const struct block *k = &p->blocks.v[i];
        struct str fold = str_sub(buf_str(&p->fold), k->fold_at, k->fold_at + k->fold_n);
        if (k->kept && str_find(buf_str(&b), fold) != SIZE_MAX)
            n += k->units;
    }
    return n;
}

static void use_data(struct page *p, const char *from, struct str data, bool html, struct body *ret)
{
    page_evidence_add(p, PAGE_ROOT, from, utf8_cut(data, EXPLAIN_TEXT_MOST), 50)->chosen = true;
    if (html)
        html_sanitize(p->a, data, p->hints->url, NULL, ret);
    else
        body_of_text(p->a, data, ret);
    for (size_t i = 0; i < p->blocks.n; i++) {
        p->blocks.v[i].kept = false;
        p->blocks.v[i].why = "the data hold the whole text";
    }
}

/* The text of the page's own data is taken where the tree shows none, or only its beginning. */
static void make_body(struct page *p, struct article *ret)
{
    if (p->by_hand) {
        page_write_body(p, &ret->body);
        return;
    }
    uint32_t units = kept_units(p);
    struct str data = p->ld_body;
    bool much = data.n > WORTH_UNITS && data.n > 2 * (size_t)units;
    if (much && (units < 2 * WORTH_UNITS || units_in(p, data) * 2 > units)) {
        use_data(p, "json-ld articleBody", data, str_find(data, STR("</p>")) != SIZE_MAX,
                 &ret->body);
        return;
    }
    data = units < WORTH_UNITS ? page_script_html(p) : STR_NONE;
    if (data.n > WORTH_UNITS) {
        use_data(p, "script data", data, true, &ret->body);
        return;
    }
    page_write_body(p, &ret->body);
}

static void explain(struct page *p, struct page_explain *ret)
{
    *ret = (struct page_explain){.evidence = p->evidence.v, .evidence_count = p->evidence.n};
    ret->blocks = ARENA_ARRAY(p->a, p->blocks.n, struct page_block_why);
    ret->block_count = p->blocks.n;
    for (size_t i = 0; i < p->blocks.n; i++) {
        const struct block *b = &p->blocks.v[i];
        struct str text = page_block_text(p, b);
        ret->blocks[i] = (struct page_block_why){.text = utf8_cut(text, EXPLAIN_TEXT_MOST),
                                                 .bytes = (uint32_t)text.n,
                                                 .kept = b->kept,
                                                 .score = b->hard ? 0 : (double)b->score,
                                                 .why = str_c(b->why ? b->why : "")};
    }
}

void page_extract(struct arena *a, struct str bytes, const struct page_hints *hints,
                  struct article *ret, struct page_explain *ret_explain)
{
    *ret = (struct article){.url = hints->url, .published.us = TIME_NONE, .modified.us = TIME_NONE};
    struct page *p = page_load(a, bytes, hints);
    p->explain = ret_explain;
    page_read_rest(p, ret);
    ret->title = page_find_title(p, ret->source);
    p->head_text = ret->title;
    page_score(p);
    page_memory_drop(p, ret->canonical.n ? ret->canonical : ret->url);
    page_find_dates(p, ret->lang, ret);
    page_find_byline(p, ret->source, ret);
    make_body(p, ret);
    ret->text = body_text(a, &ret->body);
    ret->image = page_find_image(p);
    if (ret->image.n == 0)
        ret->image = first_image(&ret->body);
    ret->next_page = page_find_next(p);
    page_find_state(p, ret);
    if (ret_explain)
        explain(p, ret_explain);
}
