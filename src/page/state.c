/* state.c: how much of the article the page holds, honestly. A wall is told by what the page says
 * for machines (isAccessibleForFree), by its boxes, and by the sentences that walls use in many
 * languages; it is a teaser only where the text is short or stops. */
#include "page/internal.h"

enum { SHORT_UNITS = 60, TEASER_UNITS = 1500, LONG_UNITS = 4000, WALL_BLOCK_MOST = 600 };

/* What walls say; compared without case. Each needs no knowledge of a publisher. */
static const char *const wall_words[] = {
    "to continue reading",
    "subscribe to read",
    "subscribe to continue",
    "already a subscriber",
    "subscribers only",
    "subscriber-only",
    "subscriber exclusive",
    "become a subscriber",
    "to read the full",
    "to keep reading",
    "read the full story",
    "subscribe now for",
    "register to read",
    "log in to continue",
    "sign in to continue",
    "unlock this article",
    "for full access",
    "this article is for",
    "already have an account",
    "free articles remaining",
    "weiterlesen mit",
    "jetzt weiterlesen",
    "um weiterzulesen",
    "diesen artikel weiterlesen",
    "mit abo lesen",
    "bereits abonnent",
    "jetzt abonnieren",
    "zugang wählen",
    "diesen artikel lesen sie mit",
    "exklusiv für abonnenten",
    "réservé aux abonnés",
    "réservé à nos abonnés",
    "il vous reste",
    "déjà abonné",
    "lire la suite",
    "abonnez-vous pour",
    "pour lire la suite",
    "suscríbete para",
    "solo para suscriptores",
    "para seguir leyendo",
    "exclusivo para suscriptores",
    "ya eres suscriptor",
    "contenido exclusivo",
    "abbonati per",
    "riservato agli abbonati",
    "per continuare a leggere",
    "sei già abbonato",
    "assine para",
    "exclusivo para assinantes",
    "já é assinante",
    "conteúdo exclusivo",
    "alleen voor abonnees",
    "om verder te lezen",
    "lees verder met",
    "al abonnee",
    "for abonnenter",
    "läs vidare",
    "kun for abonnenter",
    "for at læse videre",
    "tilaajille",
    "tylko dla prenumeratorów",
    "aby czytać dalej",
    "для подписчиков",
    "чтобы продолжить чтение",
    "abone olun",
    "会員限定",
    "続きを読む",
    "有料会員",
    "구독",
    "付费",
    NULL,
};

static const char *wall_word(struct str s)
{
    for (size_t i = 0; wall_words[i]; i++)
        if (str_find_fold(s, str_c(wall_words[i])) != SIZE_MAX)
            return wall_words[i];
    return NULL;
}

/* The sentence of a wall: in the blocks around and after the end of the text. */
static const char *find_wall(struct page *p)
{
    size_t first = p->blocks.n, last = 0;
    for (size_t i = 0; i < p->blocks.n; i++)
        if (p->blocks.v[i].kept) {
            first = first == p->blocks.n ? i : first;
            last = i;
        }
    for (size_t i = first; i < p->blocks.n && i < last + 25; i++) {
        const struct block *b = &p->blocks.v[i];
        if (b->kept || b->units > WALL_BLOCK_MOST || b->units < 5)
            continue;
        const char *w = wall_word(page_block_text(p, b));
        if (w)
            return w;
    }
    return NULL;
}

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

void page_find_state(struct page *p, struct article *ret)
{
    ret->state = page_state_of_status(p->hints->http_status, &ret->why);
    if (ret->state != ARTICLE_FULL)
        return;
    size_t units = utf8_length(ret->text);
    if (ret->text.n > units * 2)
        units = ret->text.n; /* scripts where a character says more */
    if (p->blocks.n == 0 && ret->title.n == 0) {
        ret->state = ARTICLE_UNREADABLE;
        ret->why = STR("the page holds no text");
        return;
    }
    if (units < SHORT_UNITS) {
        ret->state = ARTICLE_HEADLINE;
        ret->why = STR("the page holds no text of an article");
        return;
    }
    bool locked = says_not_free(p);
    bool cut = units < TEASER_UNITS || stops_short(ret->text);
    const char *wall = units < LONG_UNITS && (locked || cut) ? find_wall(p) : NULL;
    if (locked && (wall || cut)) {
        ret->state = ARTICLE_TEASER;
        ret->why = wall ? str_fmt(p->a, "the page says that it is not free, and \"%s\"", wall)
                        : STR("the page says that it is not free (isAccessibleForFree), and its "
                              "text is short");
    } else if (wall && (units < TEASER_UNITS || stops_short(ret->text))) {
        ret->state = ARTICLE_TEASER;
        ret->why = str_fmt(p->a, "the text stops at \"%s\"", wall);
    }
    if (ret->state != ARTICLE_FULL)
        page_evidence_add(p, PAGE_STATE, article_state_name(ret->state), ret->why, 50)->chosen =
            true;
}
