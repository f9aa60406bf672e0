/* put.c: the pieces that templates share: dates, list items, the text with its sentences marked,
 * comments. */
#include "views.h"

void put_url(struct buf *out, struct str s)
{
    http_percent(out, s);
}

void put_time_tag(struct buf *out, int64_t us)
{
    buf_lit(out, "<time datetime=\"");
    time_write(out, us);
    buf_lit(out, "\">");
}

/* A publisher's date as that publisher's readers saw it; without one that can be, when we first had
 * it. */
void put_when(struct buf *out, struct when w, int64_t at)
{
    bool known = desk_when_sound(w, at);
    int64_t us = known ? w.us : at;
    struct civil c = civil_from(us + (known ? w.zone_minutes : 0) * US_MINUTE);
    put_time_tag(out, us);
    buf_fmt(out, "%d %s %d</time>", c.day, month_names[c.month - 1], c.year);
}

/* Of times by several clocks in one list each says its own. */
static void put_zone(struct buf *out, int minutes)
{
    int away = minutes < 0 ? -minutes : minutes;
    buf_lit(out, " UTC");
    if (away)
        buf_fmt(out, "%s%d", minutes < 0 ? "−" : "+", away / 60);
    if (away % 60)
        buf_fmt(out, ":%02d", away % 60);
}

void put_clock(struct buf *out, struct when w, int64_t at)
{
    put_when(out, w, at);
    if (w.precision < WHEN_MINUTE || !desk_when_sound(w, at))
        return;
    struct civil c = civil_from(w.us + w.zone_minutes * US_MINUTE);
    buf_fmt(out, ", %02d:%02d", c.hour, c.minute);
    if (w.zone_known)
        put_zone(out, w.zone_minutes);
}

void put_ago(struct buf *out, int64_t at)
{
    int64_t away = at - clock_now(), n = (away < 0 ? -away : away) / US_MINUTE;
    const char *unit = "minute";
    if (n >= 2 * 365 * 24 * 60)
        n /= 365 * 24 * 60, unit = "year";
    else if (n >= 60 * 24 * 60)
        n /= 30 * 24 * 60, unit = "month";
    else if (n >= 48 * 60)
        n /= 24 * 60, unit = "day";
    else if (n >= 90)
        n = (n + 30) / 60, unit = "hour";
    put_time_tag(out, at);
    if (n == 0)
        buf_lit(out, "just now");
    else
        buf_fmt(out, "%s%d %s%s%s", away > 0 ? "in " : "", (int)n, unit, n == 1 ? "" : "s",
                away > 0 ? "" : " ago");
    buf_lit(out, "</time>");
}

/* The first that fits: most say that they are others, too. */
struct told {
    const char *sign, *words;
};
static const struct told agent_programs[] = {
    {"Edg", "Edge"},           {"OPR/", "Opera"},     {"Vivaldi/", "Vivaldi"},
    {"Firefox/", "Firefox"},   {"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"},
    {"Chromium/", "Chromium"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}};
static const struct told agent_systems[] = {
    {"iPhone", "an iPhone"}, {"iPad", "an iPad"},    {"Android", "Android"},
    {"CrOS", "ChromeOS"},    {"Windows", "Windows"}, {"Macintosh", "a Mac"},
    {"OpenBSD", "OpenBSD"},  {"FreeBSD", "FreeBSD"}, {"Linux", "Linux"}};

static const char *told_by(const struct told *v, size_t n, struct str agent)
{
    for (size_t i = 0; i < n; i++)
        if (str_find(agent, str_c(v[i].sign)) != SIZE_MAX)
            return v[i].words;
    return NULL;
}

void put_agent(struct buf *out, struct str agent)
{
    const char *program =
        told_by(agent_programs, sizeof agent_programs / sizeof *agent_programs, agent);
    const char *machine =
        told_by(agent_systems, sizeof agent_systems / sizeof *agent_systems, agent);
    if (!agent.n)
        buf_lit(out, "unknown program");
    else if (program && machine)
        buf_fmt(out, "%s on %s", program, machine);
    else
        buf_html(out, agent);
}

struct str web_state_words(enum article_state s)
{
    switch (s) {
    case ARTICLE_FULL: return STR("full text");
    case ARTICLE_TEASER: return STR("beginning only");
    case ARTICLE_HEADLINE: return STR("headline only");
    case ARTICLE_REFUSED: return STR("refused by the publisher");
    case ARTICLE_GONE: return STR("gone at the publisher");
    case ARTICLE_UNREADABLE: return STR("could not be read");
    }
    return STR_NONE;
}

struct str web_stance_words(enum stance s)
{
    return str_c(stance_name(s));
}

struct str web_speaker(const struct page_article *v, const struct quote *q)
{
    if (q->speaker >= 0 && (size_t)q->speaker < v->whole->entity_count)
        return v->whole->entities[q->speaker].name;
    return quote_source(v->v->article.text, q);
}

/* Where the mark at the end of a quote begins that has a comma before it; s.n: it has none. */
static size_t comma_at(struct str s)
{
    static const struct str ends[] = {STR_INIT(",\""), STR_INIT(",\xE2\x80\x9D"), STR_INIT(",'"),
                                      STR_INIT(",\xE2\x80\x99")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(s, ends[i]))
            return s.n - ends[i].n;
    return s.n;
}

void put_quoted(struct buf *out, struct str s)
{
    size_t at = comma_at(s);
    buf_html(out, str_sub(s, 0, at));
    if (at < s.n)
        buf_html(out, str_from(s, at + 1));
}

struct str web_quoted(struct arena *a, struct str s)
{
    size_t at = comma_at(s);
    return at == s.n ? s : str_fmt(a, "%.*s%.*s", (int)at, s.p, STR_ARG(str_from(s, at + 1)));
}

/* The excerpt, or in a search the piece of text with its hits marked. */
void put_excerpt(struct buf *out, const struct desk_row *row)
{
    if (!row->snippet.n) {
        buf_html(out, row->excerpt);
        return;
    }
    uint32_t at = 0;
    char last = row->snippet.p[row->snippet.n - 1];
    if (is_lower(row->snippet.p[0])) /* it begins within a sentence */
        buf_lit(out, "…");
    for (size_t i = 0; i < row->hit_count; i++) {
        struct span hit = row->hits[i];
        if (hit.at < at || hit.end > row->snippet.n)
            continue;
        buf_html(out, str_sub(row->snippet, at, hit.at));
        buf_lit(out, "<mark>");
        buf_html(out, span_str(row->snippet, hit));
        buf_lit(out, "</mark>");
        at = hit.end;
    }
    buf_html(out, str_from(row->snippet, at));
    if (is_alnum(last)) /* what is cut ends with a word */
        buf_lit(out, "…");
}

void put_item(struct buf *out, const struct desk_row *row, bool with_publisher, bool marks,
              struct str from)
{
    view_item(out, row, with_publisher, marks, from);
}

/* "Audio, 12 MB, at example.org": it is the publisher's, and asked for when somebody wants it. */
void put_media(struct buf *out, const struct enclosure *v)
{
    static const struct {
        const char *type, *words;
    } kinds[] = {{"audio/", "Audio"}, {"video/", "Video"}, {"application/pdf", "PDF"}};
    const char *words = "File";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_starts_fold(v->type, str_c(kinds[i].type)))
            words = kinds[i].words;
    buf_put(out, str_c(words));
    if (v->length >= 1000000)
        buf_fmt(out, ", %llu MB", (unsigned long long)(v->length / 1000000));
    else if (v->length >= 1000)
        buf_fmt(out, ", %llu kB", (unsigned long long)(v->length / 1000));
    struct str host = str_from(v->url, str_find(v->url, STR("://")) + 3);
    host = str_sub(host, 0, str_find_char(host, '/'));
    host = str_from(host, str_find_char(host, '@') == SIZE_MAX ? 0 : str_find_char(host, '@') + 1);
    buf_lit(out, ", at ");
    buf_html(out, host);
}

static void proxied(void *desk, struct str url, struct buf *out)
{
    put_image_url(out, desk, url);
}

static bool has_picture(const struct body *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->ops[i].kind == BODY_OPEN && b->ops[i].tag == BODY_img)
            return true;
    return false;
}

/* The lead picture, where the text brings none of its own. */
void put_lead(struct buf *out, const struct page_article *page)
{
    struct str image = page->v->row.image;
    if (!page->pictures || !image.n || has_picture(&page->v->article.body))
        return;
    buf_lit(out, "<figure class=\"lead\"><img alt=\"\" src=\"");
    struct buf url;
    buf_arena(&url, page->scratch, HTTP_TARGET_MOST);
    put_image_url(&url, page->pictures, image);
    buf_html(out, buf_str(&url));
    buf_lit(out, "\"></figure>");
}

/* The headline is the page's h1: headings of the text begin at h2, without a step left out, by
 * which people with a screen reader go through it. */
static bool has_h1(const struct body *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->ops[i].kind == BODY_OPEN && b->ops[i].tag == BODY_h1)
            return true;
    return false;
}

/* Pictures come through the signed proxy only. */
void put_body(struct buf *out, const struct page_article *page)
{
    const struct desk_article *v = page->v;
    const struct reading *reading = page->reading;
    if (!v->article.body.n) {
        buf_lit(out, "<p>");
        buf_html(out, v->row.excerpt.n ? v->row.excerpt : STR("There is no text."));
        buf_lit(out, "</p>");
        return;
    }
    static const struct body_html plain = {0};
    struct body_html how = plain;
    struct body_range marks[2000];
    if (reading) {
        size_t n = reading->sentence_count < 2000 ? reading->sentence_count : 2000;
        for (size_t i = 0; i < n; i++)
            marks[i] =
                (struct body_range){reading->sentences[i].span.at, reading->sentences[i].span.end};
        how.marks = marks;
        how.mark_count = n;
    }
    how.heading_shift = has_h1(&v->article.body);
    how.image = page->pictures ? proxied : NULL;
    how.ctx = page->pictures;
    body_write_html(out, &v->article.body, &how);
}

void put_comment_body(struct buf *out, const struct body *b)
{
    static const struct body_html how = {.heading_shift = 3};
    body_write_html(out, b, &how);
}

/* In a text field, where templates drop line ends. */
void put_line_end(struct buf *out)
{
    buf_char(out, '\n');
}

void put_comment(struct buf *out, const struct page_article *v, size_t i)
{
    view_comment(out, v, &v->comments[i]);
}

struct str sentence_text(const struct desk_article *v, const struct reading *r, int32_t index)
{
    if (index < 0 || (size_t)index >= r->sentence_count)
        return STR_NONE;
    return span_str(v->article.text, r->sentences[index].span);
}

struct str web_number(struct arena *a, int64_t n, const char *one, const char *many)
{
    return str_fmt(a, "%lld %s", (long long)n, n == 1 ? one : many);
}

static const struct language {
    const char *code, *name;
    bool leftward; /* written from right to left */
} languages[] = {
    {"af", "Afrikaans", false},   {"am", "Amharic", false},    {"ar", "Arabic", true},
    {"az", "Azerbaijani", false}, {"be", "Belarusian", false}, {"bg", "Bulgarian", false},
    {"bn", "Bengali", false},     {"bo", "Tibetan", false},    {"ca", "Catalan", false},
    {"ckb", "Kurdish", true},     {"cs", "Czech", false},      {"cy", "Welsh", false},
    {"da", "Danish", false},      {"de", "German", false},     {"el", "Greek", false},
    {"es", "Spanish", false},     {"et", "Estonian", false},   {"eu", "Basque", false},
    {"fa", "Persian", true},      {"fi", "Finnish", false},    {"fr", "French", false},
    {"ga", "Irish", false},       {"gl", "Galician", false},   {"gu", "Gujarati", false},
    {"ha", "Hausa", false},       {"he", "Hebrew", true},      {"hi", "Hindi", false},
    {"hr", "Croatian", false},    {"hu", "Hungarian", false},  {"hy", "Armenian", false},
    {"id", "Indonesian", false},  {"is", "Icelandic", false},  {"it", "Italian", false},
    {"ja", "Japanese", false},    {"ka", "Georgian", false},   {"kk", "Kazakh", false},
    {"km", "Khmer", false},       {"kn", "Kannada", false},    {"ko", "Korean", false},
    {"ky", "Kyrgyz", false},      {"lo", "Lao", false},        {"lt", "Lithuanian", false},
    {"lv", "Latvian", false},     {"mk", "Macedonian", false}, {"ml", "Malayalam", false},
    {"mn", "Mongolian", false},   {"mr", "Marathi", false},    {"ms", "Malay", false},
    {"my", "Burmese", false},     {"ne", "Nepali", false},     {"nl", "Dutch", false},
    {"no", "Norwegian", false},   {"or", "Odia", false},       {"pa", "Punjabi", false},
    {"pl", "Polish", false},      {"ps", "Pashto", true},      {"pt", "Portuguese", false},
    {"ro", "Romanian", false},    {"ru", "Russian", false},    {"si", "Sinhala", false},
    {"sk", "Slovak", false},      {"sl", "Slovene", false},    {"so", "Somali", false},
    {"sq", "Albanian", false},    {"sr", "Serbian", false},    {"sv", "Swedish", false},
    {"sw", "Swahili", false},     {"ta", "Tamil", false},      {"te", "Telugu", false},
    {"tg", "Tajik", false},       {"th", "Thai", false},       {"tl", "Tagalog", false},
    {"tr", "Turkish", false},     {"uk", "Ukrainian", false},  {"ur", "Urdu", true},
    {"uz", "Uzbek", false},       {"vi", "Vietnamese", false}, {"yi", "Yiddish", true},
    {"zh", "Chinese", false},
};

static const struct language *language_find(struct str lang)
{
    size_t dash = str_find_char(lang, '-');
    struct str base = str_sub(lang, 0, dash == SIZE_MAX ? lang.n : dash);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (str_eq_fold(base, str_c(languages[i].code)))
            return &languages[i];
    return NULL;
}

void put_language(struct buf *out, struct str lang)
{
    const struct language *l = language_find(lang);
    if (lang.n == 0 || str_eq(lang, STR("en")) || str_eq(lang, STR("und")))
        return;
    buf_lit(out, " lang=\"");
    buf_html(out, lang);
    buf_fmt(out, "\" dir=\"%s\"", l && l->leftward ? "rtl" : "ltr");
}

struct str web_language_name(struct str lang)
{
    const struct language *l = language_find(lang);
    if (l)
        return str_c(l->name);
    return lang.n && !str_eq(lang, STR("und")) ? lang : STR("a language that was not recognised");
}
