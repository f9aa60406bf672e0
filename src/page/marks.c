/* marks.c: what the words of class, id and role say. Publishers build pages from templates whose
 * names are English nearly everywhere; a word is looked up by its first eight letters in a small
 * table made once a page, so that "recommended", "recommendations" and "recommender" are one entry.
 * No name of a single site is in it. */
#include "page/internal.h"

#define B(x) (1u << MARK_##x)

struct mark_word {
    const char *word; /* at most 8 bytes: a prefix where it has 8, else the whole word */
    uint16_t bits;
};
static const struct mark_word words[] = {
    {"article", B(ARTICLE)},
    {"articles", B(RELATED)},
    {"story", B(ARTICLE)},
    {"stories", B(RELATED)},
    {"post", B(ARTICLE)},
    {"entry", B(ARTICLE)},
    {"hentry", B(ARTICLE)},
    {"news", B(ARTICLE)},
    {"blog", B(ARTICLE)},
    {"single", B(ARTICLE)},
    {"artikel", B(ARTICLE)},
    {"noticia", B(ARTICLE)},
    {"nota", B(ARTICLE)},
    {"page", B(ARTICLE)},
    {"body", B(BODY)},
    {"content", B(BODY)},
    {"text", B(BODY)},
    {"texto", B(BODY)},
    {"copy", B(BODY)},
    {"main", B(BODY)},
    {"paragrap", B(BODY)},
    {"prose", B(BODY)},
    {"rte", B(BODY)},
    {"richtext", B(BODY)},
    {"cuerpo", B(BODY)},
    {"contenid", B(BODY)},
    {"contenu", B(BODY)},
    {"inhalt", B(BODY)},
    {"corps", B(BODY)},
    {"articleb", B(ARTICLE) | B(BODY)},
    {"articlec", B(ARTICLE) | B(BODY)},
    {"articlet", B(ARTICLE) | B(BODY)},
    {"storybod", B(ARTICLE) | B(BODY)},
    {"bodytext", B(ARTICLE) | B(BODY)},
    {"entrycon", B(ARTICLE) | B(BODY)},
    {"postcont", B(ARTICLE) | B(BODY)},
    {"postbody", B(ARTICLE) | B(BODY)},
    {"newsbody", B(ARTICLE) | B(BODY)},
    {"storycon", B(ARTICLE) | B(BODY)},
    {"comment", B(COMMENT)},
    {"comments", B(COMMENT) | B(TALK)},
    {"commentl", B(COMMENT) | B(TALK)},
    {"disqus", B(COMMENT) | B(TALK)},
    {"respond", B(COMMENT) | B(TALK)},
    {"reply", B(COMMENT)},
    {"replies", B(COMMENT) | B(TALK)},
    {"discussi", B(COMMENT)},
    {"kommenta", B(COMMENT)},
    {"comentar", B(COMMENT)},
    {"commenta", B(COMMENT)},
    {"talkback", B(COMMENT)},
    {"livefyre", B(COMMENT)},
    {"coral", B(COMMENT)},
    {"reader", B(COMMENT)},
    {"related", B(RELATED)},
    {"recommen", B(RELATED)},
    {"more", B(RELATED)},
    {"similar", B(RELATED)},
    {"popular", B(RELATED)},
    {"trending", B(RELATED)},
    {"most", B(RELATED)},
    {"latest", B(RELATED)},
    {"teaser", B(RELATED)},
    {"teasers", B(RELATED)},
    {"card", B(RELATED)},
    {"cards", B(RELATED)},
    {"recirc", B(RELATED)},
    {"recircul", B(RELATED)},
    {"outbrain", B(RELATED)},
    {"taboola", B(RELATED)},
    {"next", B(RELATED)},
    {"prev", B(RELATED)},
    {"previous", B(RELATED)},
    {"carousel", B(RELATED)},
    {"slider", B(RELATED)},
    {"swiper", B(RELATED)},
    {"upnext", B(RELATED)},
    {"readmore", B(RELATED)},
    {"readnext", B(RELATED)},
    {"seealso", B(RELATED)},
    {"also", B(RELATED)},
    {"feed", B(RELATED)},
    {"river", B(RELATED)},
    {"grid", B(RELATED)},
    {"tease", B(RELATED)},
    {"relacion", B(RELATED)},
    {"verwandt", B(RELATED)},
    {"mehr", B(RELATED)},
    {"associat", B(RELATED)},
    {"linklist", B(RELATED)},
    {"relative", 0},
    {"crosslin", B(RELATED)},
    {"topstori", B(RELATED)},
    {"explore", B(RELATED)},
    {"discover", B(RELATED)},
    {"playlist", B(RELATED)},
    {"gallery", B(RELATED)},
    {"interest", B(RELATED)},
    {"nav", B(NAV)},
    {"navbar", B(NAV)},
    {"menu", B(NAV)},
    {"navigati", B(NAV)},
    {"breadcru", B(NAV)},
    {"header", B(NAV)},
    {"masthead", B(NAV)},
    {"topbar", B(NAV)},
    {"footer", B(NAV)},
    {"toolbar", B(NAV)},
    {"paginati", B(NAV)},
    {"pager", B(NAV)},
    {"banner", B(NAV)},
    {"search", B(NAV)},
    {"skip", B(NAV)},
    {"contenti", B(NAV)},
    {"tabs", B(NAV)},
    {"dropdown", B(NAV)},
    {"toc", B(NAV)},
    {"index", B(NAV)},
    {"ticker", B(NAV)},
    {"share", B(SOCIAL)},
    {"sharing", B(SOCIAL)},
    {"social", B(SOCIAL)},
    {"socials", B(SOCIAL)},
    {"follow", B(SOCIAL)},
    {"facebook", B(SOCIAL)},
    {"whatsapp", B(SOCIAL)},
    {"addthis", B(SOCIAL)},
    {"addtoany", B(SOCIAL)},
    {"sharedad", B(SOCIAL)},
    {"compartir", B(SOCIAL)},
    {"telegram", B(SOCIAL)},
    {"sharetools", B(SOCIAL)},
    {"like", B(SOCIAL)},
    {"likes", B(SOCIAL)},
    {"vote", B(SOCIAL)},
    {"rating", B(SOCIAL)},
    {"print", B(SOCIAL)},
    {"ad", B(AD)},
    {"ads", B(AD)},
    {"adv", B(AD)},
    {"advert", B(AD)},
    {"advertis", B(AD)},
    {"sponsor", B(AD)},
    {"sponsore", B(AD)},
    {"promo", B(AD)},
    {"promotio", B(AD)},
    {"promoted", B(AD)},
    {"newslett", B(AD)},
    {"signup", B(AD)},
    {"affiliat", B(AD)},
    {"cta", B(AD)},
    {"marketin", B(AD)},
    {"werbung", B(AD)},
    {"anzeige", B(AD)},
    {"publicid", B(AD)},
    {"offer", B(AD)},
    {"offers", B(AD)},
    {"donate", B(AD)},
    {"donation", B(AD)},
    {"shop", B(AD)},
    {"product", B(AD)},
    {"commerci", B(AD)},
    {"dfp", B(AD)},
    {"gpt", B(AD)},
    {"subscrib", B(WALL)},
    {"subscrip", B(WALL)},
    {"paywall", B(WALL)},
    {"paid", B(WALL)},
    {"premium", B(WALL)},
    {"piano", B(WALL)},
    {"regwall", B(WALL)},
    {"login", B(WALL)},
    {"signin", B(WALL)},
    {"register", B(WALL)},
    {"registra", B(WALL)},
    {"cookie", B(WALL)},
    {"cookies", B(WALL)},
    {"consent", B(WALL)},
    {"gdpr", B(WALL)},
    {"cmp", B(WALL)},
    {"modal", B(WALL)},
    {"popup", B(WALL)},
    {"overlay", B(WALL)},
    {"dialog", B(WALL)},
    {"abo", B(WALL)},
    {"gate", B(WALL)},
    {"meter", B(WALL)},
    {"alert", B(WALL)},
    {"notice", B(WALL)},
    {"tooltip", B(WALL)},
    {"barrier", B(WALL)},
    {"onetrust", B(WALL) | B(CONSENT)},
    {"didomi", B(WALL) | B(CONSENT)},
    {"usercent", B(WALL) | B(CONSENT)},
    {"cookiebo", B(WALL) | B(CONSENT)},
    {"cybotcoo", B(WALL) | B(CONSENT)},
    {"privacy", B(WALL)},
    {"optanon", B(WALL) | B(CONSENT)},
    {"truste", B(WALL) | B(CONSENT)},
    {"byline", B(META)},
    {"author", B(META)},
    {"authors", B(META)},
    {"meta", B(META)},
    {"metadata", B(META)},
    {"date", B(META)},
    {"time", B(META)},
    {"timestam", B(META)},
    {"tags", B(META)},
    {"tag", B(META)},
    {"category", B(META)},
    {"kicker", B(META)},
    {"bio", B(META)},
    {"dateline", B(META)},
    {"publishe", B(META)},
    {"datetime", B(META)},
    {"eyebrow", B(META)},
    {"topics", B(META)},
    {"topic", B(META)},
    {"autor", B(META)},
    {"auteur", B(META)},
    {"pubdate", B(META)},
    {"postmeta", B(META)},
    {"keywords", B(META)},
    {"biograph", B(META)},
    {"contribu", B(META)},
    {"info", B(META)},
    {"source", B(META)},
    {"disclaim", B(META)},
    {"correcti", B(META)},
    {"label", B(META)},
    {"badge", B(META)},
    {"rubric", B(META)},
    {"caption", B(CAPTION)},
    {"credit", B(CAPTION)},
    {"credits", B(CAPTION)},
    {"copyrigh", B(CAPTION)},
    {"legend", B(CAPTION)},
    {"figcapti", B(CAPTION)},
    {"photo", B(CAPTION)},
    {"image", B(CAPTION)},
    {"img", B(CAPTION)},
    {"video", B(CAPTION)},
    {"player", B(CAPTION)},
    {"media", B(CAPTION)},
    {"picture", B(CAPTION)},
    {"foto", B(CAPTION)},
    {"bild", B(CAPTION)},
    {"audio", B(CAPTION)},
    {"podcast", B(CAPTION)},
    {"figure", B(CAPTION)},
    {"sidebar", B(SIDE)},
    {"aside", B(SIDE)},
    {"side", B(SIDE)},
    {"secondar", B(SIDE)},
    {"compleme", B(SIDE)},
    {"rail", B(SIDE)},
    {"widget", B(SIDE)},
    {"widgets", B(SIDE)},
    {"infobox", B(SIDE)},
    {"box", B(SIDE)},
    {"factbox", B(SIDE)},
    {"pullquot", B(SIDE)},
    {"inset", B(SIDE)},
    {"module", B(SIDE)},
    {"embed", B(SIDE)},
    {"dek", B(LEAD)},
    {"deck", B(LEAD)},
    {"lead", B(LEAD)},
    {"lede", B(LEAD)},
    {"intro", B(LEAD)},
    {"standfir", B(LEAD)},
    {"summary", B(LEAD)},
    {"subtitle", B(LEAD)},
    {"subhead", B(LEAD)},
    {"subheadl", B(LEAD)},
    {"excerpt", B(LEAD)},
    {"descript", B(LEAD)},
    {"chapeau", B(LEAD)},
    {"sapo", B(LEAD)},
    {"strapli", B(LEAD)},
    {"chapo", B(LEAD)},
    {"vorspann", B(LEAD)},
    {"subtitul", B(LEAD)},
    {"entradil", B(LEAD)},
    {"bajada", B(LEAD)},
    {"synopsis", B(LEAD)},
    {"ingress", B(LEAD)},
    {"manchet", B(LEAD)},
    {"abstract", B(LEAD)},
    {"title", B(TITLE)},
    {"headline", B(TITLE)},
    {"titulo", B(TITLE)},
    {"titre", B(TITLE)},
    {"heading", B(TITLE)},
    {"hed", B(TITLE)},
};
#undef B

enum { MARK_SLOTS = 1024, MARK_TEXT_MOST = 400 };
struct mark_table {
    uint64_t key[MARK_SLOTS];
    uint16_t bits[MARK_SLOTS];
};

static size_t mark_slot(uint64_t key)
{
    return (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 54) % MARK_SLOTS;
}

struct mark_table *page_marks_new(struct arena *a)
{
    struct mark_table *t = ARENA_NEW(a, struct mark_table);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint64_t key = 0;
        for (size_t c = 0; c < 8 && words[i].word[c]; c++)
            key |= (uint64_t)(unsigned char)words[i].word[c] << (8 * c);
        size_t s = mark_slot(key);
        while (t->key[s] && t->key[s] != key)
            s = (s + 1) % MARK_SLOTS;
        t->key[s] = key;
        t->bits[s] = words[i].bits;
    }
    return t;
}

static uint16_t mark_find(const struct mark_table *t, uint64_t key)
{
    for (size_t s = mark_slot(key); t->key[s]; s = (s + 1) % MARK_SLOTS)
        if (t->key[s] == key)
            return t->bits[s];
    return 0;
}

/* A word of at least seven letters may be one of ours with something behind it: "commentlist". */
static uint16_t mark_of(const struct mark_table *t, uint64_t key, unsigned letters)
{
    uint16_t bits = mark_find(t, key);
    if (!bits && letters >= 8)
        bits = mark_find(t, key & UINT64_C(0x00FFFFFFFFFFFFFF));
    if (!bits && letters >= 7)
        bits = mark_find(t, key & UINT64_C(0x0000FFFFFFFFFFFF));
    return bits;
}

uint16_t page_marks(const struct mark_table *t, struct str s)
{
    if (s.n > MARK_TEXT_MOST)
        s.n = MARK_TEXT_MOST;
    uint16_t bits = 0;
    uint64_t key = 0;
    unsigned shift = 0;
    char before = ' ';
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = is_alpha(c);
        if (shift && (!letter || (is_upper(c) && is_lower(before)))) {
            bits |= mark_of(t, key, shift / 8);
            key = 0;
            shift = 0;
        }
        if (letter && shift < 64) {
            key |= (uint64_t)(unsigned char)to_lower(c) << shift;
            shift += 8;
        }
        before = c;
    }
    return shift ? bits | mark_of(t, key, shift / 8) : bits;
}
