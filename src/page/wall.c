/* wall.c: what stands in an article's place or around it and is never its text: walls ("subscribe
 * to continue"), what a page says of cookies, checks of visitors, asking to show what other sites
 * made, and places that a template was to fill. Told by sentences that they use in many languages,
 * with no knowledge of a publisher, and by the names of their boxes. */
#include "page/internal.h"

enum {
    WALL_BLOCK_MOST = 600, /* units; longer ones are text */
    WALL_BOX_MOST = 2500,
    CALL_MOST = 160,    /* bytes */
    SCANT_UNITS = 1500, /* where less is kept, all of it is looked at */
    CHECK_UNITS = 600,
    NEAR_ENOUGH = 4,
    BOXES_UP = 12,
    EMBED_LEAST = 30,
    UNFILLED_MOST = 60,
};

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
    "この記事は会員",
    "この記事は有料",
    "会員限定記事です",
    "有料会員限定",
    "続きをお読み",
    "続きを読むには",
    "구독자 전용",
    "구독 후 ",
    "유료 회원",
    "유료회원",
    "회원 전용",
    "付费阅读",
    "付费内容",
    "订阅后",
    "登录后阅读",
    "訂閱後",
    "登入後閱讀",
    NULL,
};

/* What pages say of cookies; two of them in one paragraph are no accident. */
static const char *const cookie_words[] = {
    "value your privacy",
    "care about your privacy",
    "we and our partners",
    "and our partners",
    "information on a device",
    "information on your device",
    "legitimate interest",
    "accept all cookies",
    "accept cookies",
    "reject all",
    "withdraw your consent",
    "manage your preferences",
    "cookie policy",
    "cookie settings",
    "uses cookies",
    "use cookies",
    "such as cookies",
    "personal data for",
    "personalised advertising",
    "personalized advertising",
    "personalised ads",
    "personalized ads",
    "wir und unsere partner",
    "verwenden cookies",
    "verwendet cookies",
    "alle akzeptieren",
    "ihre einwilligung",
    "datenschutzerklärung",
    "personenbezogene daten",
    "berechtigtes interesse",
    "nous et nos partenaires",
    "utilisons des cookies",
    "utilise des cookies",
    "tout accepter",
    "votre consentement",
    "données personnelles",
    "nosotros y nuestros socios",
    "utilizamos cookies",
    "utiliza cookies",
    "aceptar todas",
    "su consentimiento",
    "datos personales",
    "noi e i nostri partner",
    "utilizziamo i cookie",
    "utilizza cookie",
    "accetta tutti",
    "il tuo consenso",
    "dati personali",
    "wij en onze partners",
    "gebruiken cookies",
    "gebruikt cookies",
    "alles accepteren",
    "nós e nossos parceiros",
    "aceitar todos",
    "pliki cookie",
    "файлы cookie",
    NULL,
};

/* What stands where the content of another site would, until the reader agrees; with a word of
 * agreeing beside it. As page_fold leaves it: small letters and digits only. */
static const char *const embed_words[] = {
    "externalcontent",
    "embeddedcontent",
    "thirdpartycontent",
    "contentprovidedby",
    "externerinhalt",
    "externeinhalt",
    "externeninhalt",
    "vondrittanbieter",
    "andereranbieter",
    "eingebetteteinhalt",
    "drittplattform",
    "contenuexterne",
    "contenusexternes",
    "contenutiers",
    "contenidoexterno",
    "contenidosexternos",
    "contenidodetercer",
    "contenutoesterno",
    "contenutiesterni",
    "contenutoditerze",
    "conteúdoexterno",
    "externecontent",
    "externeinhoud",
    "contentvanderden",
    "tredjepart",
    "eksterntinnhold",
    "eksterntindhold",
    "externtinnehåll",
    NULL,
};
static const char *const agree_words[] = {
    "you agree",
    "you accept",
    "you consent",
    "your consent",
    "your permission",
    "damit einverstanden",
    "ihre einwilligung",
    "ihrer einwilligung",
    "ihre zustimmung",
    "ihrer zustimmung",
    "deine zustimmung",
    "deiner zustimmung",
    "stimmen sie",
    "stimme ich",
    "willigen sie",
    "votre consentement",
    "votre accord",
    "vous acceptez",
    "su consentimiento",
    "tu consentimiento",
    "tuo consenso",
    "suo consenso",
    "seu consentimento",
    "uw toestemming",
    "jouw toestemming",
    "je toestemming",
    "ditt samtykke",
    "dit samtykke",
    "ditt samtycke",
    "du godkänner",
    NULL,
};

/* What a page says that wants to know whether a person asks. */
static const char *const check_words[] = {
    "verify you are human",
    "verify that you are human",
    "verifying you are human",
    "verify you are not a robot",
    "confirm you are human",
    "are you a robot",
    "i am not a robot",
    "checking your browser",
    "checking if the site connection is secure",
    "enable javascript and cookies to continue",
    "please enable cookies",
    "unusual traffic",
    "unusual activity from your",
    "complete the captcha",
    "solve the captcha",
    "complete the security check",
    "you have been blocked",
    "access to this page has been denied",
    "request unsuccessful. incapsula",
    "pardon our interruption",
    NULL,
};

static const char *find_word(struct str s, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (str_find_fold(s, str_c(words[i])) != SIZE_MAX)
            return words[i];
    return NULL;
}

/* "Subscribe to The Ledger to read on.": a short call that names the publisher between what is to
 * be done and what for. */
static const char *find_call(struct str s)
{
    static const char *const calls[] = {"subscribe ", "sign up ", "register ",
                                        "log in ",    "sign in ", "please subscribe "};
    static const char *const aims[] = {" to read ", " to read.", " to continue", " to unlock",
                                       NULL};
    s = str_trim(s);
    for (size_t i = 0; s.n <= CALL_MOST && i < sizeof calls / sizeof *calls; i++)
        if (str_starts_fold(s, str_c(calls[i])))
            return find_word(s, aims);
    return NULL;
}

static const char *find_wall_words(struct str s)
{
    const char *w = find_word(s, wall_words);
    return w ? w : find_call(s);
}

static size_t count_words(struct str s, const char *const *words, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; words[i] && n < most; i++)
        n += str_find_fold(s, str_c(words[i])) != SIZE_MAX;
    return n;
}

/* The sentence of a wall: in the blocks around and after the end of the text; where there is no
 * text, anywhere. */
const char *page_find_wall(struct page *p)
{
    size_t first = p->blocks.n, last = 0;
    for (size_t i = 0; i < p->blocks.n; i++)
        if (p->blocks.v[i].kept) {
            first = first == p->blocks.n ? i : first;
            last = i;
        }
    if (first == p->blocks.n) {
        first = 0;
        last = p->blocks.n;
    }
    for (size_t i = first; i < p->blocks.n && i < last + 25; i++) {
        const struct block *b = &p->blocks.v[i];
        if (b->kept || b->units > WALL_BLOCK_MOST || b->units < 5)
            continue;
        const char *w = find_wall_words(page_block_text(p, b));
        if (w)
            return w;
    }
    return NULL;
}

/* ---- what was taken for text ---- */

enum what { TEXT, WALL, COOKIES, EMBED };

static enum what what_is(struct page *p, const struct block *b, size_t cookies_least)
{
    if (b->units > WALL_BOX_MOST)
        return TEXT;
    struct str s = page_block_text(p, b);
    if (count_words(s, cookie_words, cookies_least) >= cookies_least)
        return COOKIES;
    return b->units <= WALL_BLOCK_MOST && find_wall_words(s) ? WALL : TEXT;
}

static void drop(struct page *p, struct block *b, enum what what)
{
    b->kept = false;
    b->hard = true;
    b->why = what == COOKIES ? "about cookies" : what == EMBED ? "asks to show others" : "a wall";
    p->wall_dropped |= what != EMBED;
}

/* "I agree that external content is shown to me": in the place of a post or a video. */
static bool is_embed_note(struct page *p, const struct block *b)
{
    if (b->units > WALL_BLOCK_MOST || b->units < EMBED_LEAST)
        return false;
    struct str fold = str_sub(buf_str(&p->fold), b->fold_at, b->fold_at + b->fold_n);
    for (size_t i = 0; embed_words[i]; i++)
        if (str_find(fold, str_c(embed_words[i])) != SIZE_MAX)
            return find_word(page_block_text(p, b), agree_words) != NULL;
    return false;
}

/* "$$ADVERT$$", "{{ related }}", "[[box]]": a place that a template was to fill. */
static bool is_unfilled(struct page *p, const struct block *b)
{
    static const char *const pairs[] = {"$$", "$$", "{{", "}}", "[[", "]]", "%%",
                                        "%%", "##", "##", "@@", "@@", NULL};
    struct str s = str_trim(p->doc.nodes[b->from].text);
    if (b->units > UNFILLED_MOST || s.n < 2 || s.p[0] != s.p[1] || is_alnum(s.p[0]))
        return false;
    s = str_trim(page_block_text(p, b));
    for (size_t i = 0; pairs[i]; i += 2)
        if (s.n > 4 && str_starts(s, str_c(pairs[i])) && str_ends(s, str_c(pairs[i + 1])) &&
            str_find(str_sub(s, 2, s.n - 2), str_c(pairs[i + 1])) == SIZE_MAX)
            return true;
    return false;
}

/* The box that says of itself that it is a wall, and no article. */
static uint32_t wall_box(const struct page *p, const struct block *b)
{
    uint32_t x = b->box;
    for (int i = 0; x && i < BOXES_UP; i++, x = p->boxes.v[x].parent) {
        uint16_t marks = p->boxes.v[x].marks;
        if (marks & (1u << MARK_ARTICLE | 1u << MARK_BODY))
            return NO_BOX;
        if (marks & 1u << MARK_WALL)
            return p->boxes.v[x].text <= WALL_BOX_MOST ? x : NO_BOX;
    }
    return NO_BOX;
}

/* All blocks of such a box go where most of its text is a wall's; else those that are. */
static size_t drop_box(struct page *p, size_t from, uint32_t box)
{
    const struct html_node *node = &p->doc.nodes[p->boxes.v[box].node];
    uint32_t start = p->boxes.v[box].node, all = 0, wall = 0;
    size_t to = from;
    while (from > 0 && p->blocks.v[from - 1].from > start)
        from--;
    for (; to < p->blocks.n && p->blocks.v[to].from < node->end; to++)
        ;
    for (size_t i = from; i < to; i++) {
        all += p->blocks.v[i].units;
        wall += what_is(p, &p->blocks.v[i], 1) == TEXT ? 0 : p->blocks.v[i].units;
    }
    for (size_t i = from; i < to && wall; i++) {
        enum what what = what_is(p, &p->blocks.v[i], 1);
        if (p->blocks.v[i].kept && (what != TEXT || wall * 2 > all))
            drop(p, &p->blocks.v[i], what == TEXT ? WALL : what);
    }
    return to;
}

static void find_challenge(struct page *p)
{
    p->challenge = find_word(p->head_text, check_words);
    for (size_t i = 0; i < p->blocks.n && !p->challenge; i++)
        if (p->blocks.v[i].units >= 10 && p->blocks.v[i].units <= WALL_BLOCK_MOST)
            p->challenge = find_word(page_block_text(p, &p->blocks.v[i]), check_words);
    for (size_t i = 0; i < p->blocks.n && p->challenge; i++)
        p->blocks.v[i].kept = false;
}

void page_drop_walls(struct page *p)
{
    uint32_t units = 0;
    for (size_t i = 0; i < p->blocks.n; i++)
        units += p->blocks.v[i].kept ? p->blocks.v[i].units : 0;
    if (units < CHECK_UNITS && p->blocks.n < CHECK_UNITS / 10)
        find_challenge(p);
    for (size_t i = 0; i < p->blocks.n;) {
        struct block *b = &p->blocks.v[i++];
        if (!b->kept)
            continue;
        if (is_embed_note(p, b)) {
            drop(p, b, EMBED);
            continue;
        }
        if (is_unfilled(p, b)) {
            b->kept = false;
            b->hard = true;
            b->why = "a template's place";
            continue;
        }
        uint32_t box = p->boxes.v[b->box].near[MARK_WALL] <= NEAR_ENOUGH ? wall_box(p, b) : NO_BOX;
        if (box) {
            size_t to = drop_box(p, i - 1, box);
            i = to > i ? to : i;
        } else if (units < SCANT_UNITS) {
            enum what what = what_is(p, b, 2);
            if (what != TEXT)
                drop(p, b, what);
        }
    }
}
