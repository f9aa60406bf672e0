/* content.c: an article from the HTML that a feed carries. */
#include "page/internal.h"

enum { SHORT_CHARS = 1, PIXEL = 3 };

/* Pictures that only count readers: one pixel, or hidden. And links to share. */
static bool tracks(const struct html_doc *doc, uint32_t node)
{
    static const char *const shares[] = {"facebook.com/sharer",
                                         "twitter.com/intent",
                                         "twitter.com/share",
                                         "x.com/intent",
                                         "linkedin.com/sharearticle",
                                         "api.whatsapp.com/send",
                                         "wa.me/",
                                         "t.me/share",
                                         "reddit.com/submit",
                                         "pinterest.com/pin/create",
                                         "feeds.feedburner.com/~ff",
                                         "addtoany.com",
                                         "bsky.app/intent",
                                         NULL};
    const struct html_node *n = &doc->nodes[node];
    if (n->tag == HTML_IMG) {
        uint64_t w = 9, h = 9;
        bool small_w = str_u64(html_attr(doc, node, HTML_ATTR_WIDTH), 100000, &w) && w < PIXEL;
        bool small_h = str_u64(html_attr(doc, node, HTML_ATTR_HEIGHT), 100000, &h) && h < PIXEL;
        return small_w || small_h;
    }
    if (n->tag == HTML_A) {
        struct str href = html_attr(doc, node, HTML_ATTR_HREF);
        for (size_t i = 0; shares[i]; i++)
            if (str_find_fold(href, str_c(shares[i])) != SIZE_MAX)
                return true;
    }
    return false;
}

static enum html_take choose(void *ctx, const struct html_doc *doc, uint32_t node)
{
    (void)ctx;
    return tracks(doc, node) ? HTML_DROP : HTML_TAKE;
}

static struct str body_image(const struct body *b)
{
    for (size_t i = 0; i < b->n; i++)
        for (uint32_t k = 0;
             b->ops[i].kind == BODY_OPEN && b->ops[i].tag == BODY_img && k < b->ops[i].attr_count;
             k++)
            if (b->ops[i].attrs[k].name == BODY_ATTR_src)
                return b->ops[i].attrs[k].value;
    return STR_NONE;
}

void page_from_content(struct arena *a, struct str html, const struct page_hints *hints,
                       struct article *ret)
{
    struct str utf8;
    html_to_utf8(a, html, hints->http_charset.n ? hints->http_charset : STR("utf-8"), &utf8);
    *ret = (struct article){.url = hints->url,
                            .title = hints->title,
                            .byline = hints->byline,
                            .byline_count = hints->byline_count,
                            .published = hints->published,
                            .modified.us = TIME_NONE,
                            .image = hints->image,
                            .lang = hints->lang};
    if (ret->published.precision == WHEN_NONE)
        ret->published.us = TIME_NONE;
    const struct body_policy policy = {.choose = choose};
    html_sanitize(a, utf8, hints->url, &policy, &ret->body);
    ret->text = body_text(a, &ret->body);
    if (ret->image.n == 0)
        ret->image = body_image(&ret->body);
    if (ret->text.n < SHORT_CHARS) {
        ret->state = ARTICLE_HEADLINE;
        ret->why = STR("the feed carries no text");
    }
}
