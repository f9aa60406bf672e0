/* state.c: how much of the article the page holds, honestly. A wall is told by what the page says
 * for machines (isAccessibleForFree) and by its sentences (wall.c); it is a teaser only where the
 * text is short or stops. */
#include "page/internal.h"

enum { SHORT_UNITS = 60, TEASER_UNITS = 1500, LONG_UNITS = 4000 };

static bool says_not_free(const struct page *p)
{
    for (size_t i = 0; i < p->ld_count; i++) {
        const struct ld *ld = &p->lds[i];
        for (uint32_t o = 1; o < ld->list.n; o++)
            if (str_eq(ld->list.v[o].key, STR("isAccessibleForFree")) &&
                str_eq_fold(str_trim(ld->list.v[o].value), STR("false")))
                return true;
    }
    struct str tier = page_meta(p, STR("article:content_tier"));
    return str_eq_fold(tier, STR("locked")) || str_eq_fold(tier, STR("metered"));
}

static bool stops_short(struct str text)
{
    text = str_trim(text);
    return str_ends(text, STR("...")) || str_ends(text, STR("…")) || str_ends(text, STR("[…]"));
}

enum article_state page_state_of_status(int status, struct str *ret_why)
{
    switch (status) {
    case 401:
    case 402:
    case 403:
    case 407:
    case 429:
    case 451: *ret_why = STR("the publisher refused the request"); return ARTICLE_REFUSED;
    case 404:
    case 410: *ret_why = STR("the page is gone"); return ARTICLE_GONE;
    default:
        if (status >= 400) {
            *ret_why = STR("the publisher's server failed");
            return ARTICLE_UNREADABLE;
        }
        *ret_why = STR_NONE;
        return ARTICLE_FULL;
    }
}

static void set_state(struct article *ret, enum article_state state, struct str why)
{
    ret->state = state;
    ret->why = why;
}

static void state_of_text(struct page *p, struct article *ret, size_t units)
{
    bool locked = says_not_free(p);
    if (p->data_only) {
        set_state(ret, ARTICLE_UNREADABLE, STR("what came is no page of text"));
        return;
    }
    if (p->challenge && units < SHORT_UNITS) {
        set_state(ret, ARTICLE_REFUSED,
                  str_fmt(p->a, "the publisher shows a check of visitors: \"%s\"", p->challenge));
        return;
    }
    if (p->blocks.n == 0 && ret->title.n == 0) {
        set_state(ret, ARTICLE_UNREADABLE, STR("the page holds no text"));
        return;
    }
    bool cut = units < TEASER_UNITS || stops_short(ret->text);
    const char *wall = units < LONG_UNITS && (locked || cut) ? page_find_wall(p) : NULL;
    if (locked && (wall || cut))
        set_state(ret, ARTICLE_TEASER,
                  wall ? str_fmt(p->a, "the page says that it is not free, and \"%s\"", wall)
                       : STR("the page says that it is not free (isAccessibleForFree), and its "
                             "text is short"));
    else if (wall && cut)
        set_state(ret, ARTICLE_TEASER, str_fmt(p->a, "the text stops at \"%s\"", wall));
    else if (units < SHORT_UNITS)
        set_state(ret, ARTICLE_HEADLINE,
                  p->wall_dropped ? STR("the page holds no text but what it says of cookies")
                                  : STR("the page holds no text of an article"));
}

void page_find_state(struct page *p, struct article *ret)
{
    ret->state = page_state_of_status(p->hints->http_status, &ret->why);
    if (ret->state != ARTICLE_FULL)
        return;
    size_t units = utf8_length(ret->text);
    if (ret->text.n > units * 2)
        units = ret->text.n; /* scripts where a character says more */
    state_of_text(p, ret, units);
    if (ret->state != ARTICLE_FULL)
        page_evidence_add(p, PAGE_STATE, article_state_name(ret->state), ret->why, 50)->chosen =
            true;
}
