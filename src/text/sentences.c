/* sentences.c: parts a text into sentences by rules, for many languages.
 *
 * One walk over the text looks at every character that may end a sentence. A sign of full stop that
 * other uses share (".") is weighed by what stands before it (abbreviation, initial, ordinal
 * number) and behind it (small letter, closing quotation, common first word), after Grefenstette
 * and Tapanainen (1994) and Kiss and Strunk (2006), whose list of cases this follows; signs that
 * have no other use (。 । ؟) end one at once. Blank lines end paragraphs; a single line end ends a
 * sentence unless the line looks wrapped. */
#include "text/internal.h"

enum {
    WRAPPED_LINE = 45, /* bytes; a shorter line without a full stop is a heading or an item */
    WORD_LOOK = 40,    /* bytes of a word that are looked at */
};

struct splitter {
    struct arena *a;
    struct str text;
    char lang[4];
    uint32_t paragraph;
    size_t start; /* of the sentence at work */
    LIST(struct span) spans;
    LIST(uint32_t) paragraphs;
};

/* Never end a sentence: titles and words that lead to a name or number. */
static const char *const never_end[][2] = {
    {"en",
     "mr mrs ms dr prof gen col lt sgt capt cpl pvt maj brig cmdr adm rear sen rep gov hon rev fr "
     "sr st msgr supt insp det ald atty no nos vs v fig eq vol pp art sec ch cf ca approx e.g i.e "
     "viz "
     "messrs pres amb sec'y sgts spc lcpl vice-adm lt.-gen maj.-gen mt ft"},
    {"de",
     "hr fr dr prof dipl ing nr st vgl bzw z.b d.h u.a ca sog evtl ggf inkl max min tel abs art bd "
     "hrsg jg kap mio mrd zz o.g i.d.r bspw"},
    {"fr", "m mm mme mlle mgr dr me pr st ste no art p pp cf av env fig vol éd"},
    {"es", "sr sra srta dr dra d dña lic ing gral cnel ud uds no núm art pág págs p.ej av avda vol "
           "ed prof"},
    {"it", "sig sig.ra dott dott.ssa prof ing avv on sen gen col art n pag vol ecc es cfr"},
    {"pt", "sr sra dr dra prof eng d exmo exma gen cel art n pág vol av"},
    {"nl", "dhr mevr mr dr prof drs ir ing nr art blz bijv ca vgl mw"},
    {"sv", "bl.a t.ex dvs kl nr ca resp fr.o.m t.o.m s.k prof dr"},
    {"da", "bl.a f.eks dvs kl nr ca hr fr dr prof pct mio mia"},
    {"no", "bl.a f.eks dvs kl nr ca hr fr dr prof pst"},
    {"pl", "p pan prof dr mgr inż gen płk ks św ul al nr np m.in tzw tj itp ok godz tys mln mld r"},
    {"cs", "p pan prof dr mgr ing doc gen plk sv ul č např tzv tj apod mil mld tis"},
    {"tr", "sn dr prof doç av no vb bkz"},
    {"ru", "г гг им ул проф акад ген руб тыс млн млрд т.е т.к т.н см стр рис св"},
    {"uk", "м р рр ім вул проф акад ген грн тис млн млрд т.зв див стор св"},
};
/* May end a sentence or not: a capital of a common word behind decides. */
static const char may_end[] = "jr sr inc co corp ltd llc plc bros etc al u.s u.k u.n e.u u.a.e d.c "
                              "n.y l.a p.m a.m jan feb mar apr "
                              "jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs "
                              "fri sat sun ave blvd rd st dept univ "
                              "assn est ph.d b.a m.a b.c a.d gov't int'l calif conn fla ill kan "
                              "mass mich minn okla ore pa tenn tex va "
                              "wash wis ariz ark colo del ga ind ky la md mo mont neb nev dak vt "
                              "wyo cal oz lb lbs ft sq mph km cm mm hr "
                              "hrs min mins pct usw etc ecc etc. gmbh s.a s.p.a ag";

static uint32_t rune_at(struct str s, size_t at, size_t *ret_next)
{
    *ret_next = at;
    return at < s.n ? utf8_next(s, ret_next) : 0;
}

/* The code point that ends at `at`. */
static uint32_t rune_before(struct str s, size_t at)
{
    size_t from = at;
    while (from > 0 && at - from < 4 && ((unsigned char)s.p[from - 1] & 0xC0) == 0x80)
        from--;
    if (from == 0)
        return 0;
    from--;
    size_t next = from;
    return utf8_next(s, &next);
}

static bool is_closer(uint32_t r)
{
    return r == '"' || r == '\'' || r == ')' || r == ']' || r == '}' || r == 0x201D ||
           r == 0x2019 || r == 0xBB || r == 0x203A || r == 0x300D || r == 0x300F || r == 0xFF09 ||
           r == 0x3011 || r == 0x201C || r == 0xAB;
}

static bool is_opener(uint32_t r)
{
    return r == '"' || r == '\'' || r == '(' || r == '[' || r == 0x201C || r == 0x2018 ||
           r == 0xAB || r == 0x201E || r == 0xBF || r == 0xA1 || r == 0x2039 || r == '*';
}

/* Ends a sentence wherever it stands. */
static bool is_plain_end(uint32_t r)
{
    return r == 0x3002 || r == 0xFF01 || r == 0xFF1F || r == 0xFF61 || r == 0x964 || r == 0x965 ||
           r == 0x6D4 || r == 0x1362 || r == 0x1367 || r == 0x17D4 || r == 0x104B || r == 0x589;
}

static bool is_end(uint32_t r, const char *lang)
{
    return r == '.' || r == '!' || r == '?' || r == 0x2026 || r == 0x61F || r == 0x203C ||
           r == 0x203D || r == 0x2047 || r == 0x2048 || r == 0x2049 || r == 0x37E ||
           (r == ';' && strcmp(lang, "el") == 0) || is_plain_end(r);
}

/* The word that ends at `end`, with full stops and hyphens inside. */
static struct str word_before(struct str s, size_t from, size_t end)
{
    size_t at = end;
    from = end > WORD_LOOK && end - WORD_LOOK > from ? end - WORD_LOOK : from;
    while (at > from) {
        unsigned char c = (unsigned char)s.p[at - 1];
        if (c < 0x80 && !is_alnum((char)c) && c != '.' && c != '-' && c != '\'')
            break;
        if (c == 0x80 || c == 0x9C || c == 0x9D)
            if (at >= from + 3 && str_eq(str_sub(s, at - 3, at - 1), STR("\xE2\x80")))
                break; /* a dash or curly quotation mark */
        at--;
    }
    while (at < end && (s.p[at] == '\'' || s.p[at] == '-' || s.p[at] == '.'))
        at++;
    return str_sub(s, at, end);
}

static struct str small(struct str word, char *out, size_t cap)
{
    size_t n = 0;
    for (size_t at = 0; at < word.n && n + 4 < cap;)
        n += utf8_encode(text_lower_rune(utf8_next(word, &at)), out + n);
    return str_of(out, n);
}

static bool never_ends(struct str low, const char *lang)
{
    for (size_t i = 0; i < sizeof never_end / sizeof *never_end; i++)
        if (strcmp(never_end[i][0], lang) == 0)
            return text_list_has(never_end[i][1], low);
    return text_list_has(never_end[0][1], low);
}

bool text_is_abbreviation(struct str word, struct str lang)
{
    char base[4], room[64];
    text_lang_base(lang, base);
    if (word.n == 0 || word.n > 15)
        return false;
    struct str low = small(word, room, sizeof room);
    return never_ends(low, base) || text_list_has(may_end, low);
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i]))
            return false;
    return s.n > 0;
}

/* A single letter, or letters parted by full stops ("J", "U.S"). */
static bool is_initials(struct str w)
{
    size_t letters = 0;
    for (size_t at = 0; at < w.n;) {
        uint32_t r = utf8_next(w, &at);
        if (r == '.') {
            letters = 0;
            continue;
        }
        if (text_class(r) != TEXT_LETTER || ++letters > 1 || !text_is_upper(r))
            return false;
    }
    return w.n > 0;
}

/* Is the word at `at` a capital form of a common word ("The", "He"), such as starts a sentence? */
static bool common_start(const struct splitter *sp, size_t at)
{
    size_t next, end = at;
    while (end < sp->text.n && end - at < WORD_LOOK) {
        uint32_t r = rune_at(sp->text, end, &next);
        enum text_class c = text_class(r);
        if (c != TEXT_LETTER && r != '\'' && r != 0x2019)
            break;
        end = next;
    }
    char room[64];
    struct str word = str_sub(sp->text, at, end);
    if (word.n < 1 || word.n > 20)
        return false;
    return text_is_stop(small(word, room, sizeof room), str_c(sp->lang[0] ? sp->lang : "en"));
}

/* Languages that write ordinals with a full stop: "3. Oktober". */
static bool dots_ordinals(const char *lang)
{
    return text_list_has("de da no nb fi cs sk sl hr hu et lv tr pl is", str_c(lang));
}

/* Does the full stop at `dot` end a sentence, what follows starting at `next`? */
static bool stop_ends(const struct splitter *sp, size_t dot, size_t next, bool quoted)
{
    size_t after, start = next;
    uint32_t r = rune_at(sp->text, next, &after);
    while (is_opener(r)) {
        start = after;
        r = rune_at(sp->text, after, &after);
    }
    enum text_class c = text_class(r);
    if (c == TEXT_LETTER && text_is_lower(r))
        return false;
    struct str word = word_before(sp->text, sp->start, dot);
    if (word.n == 0 || word.n > 24 || quoted)
        return true;
    char room[128];
    struct str low = small(word, room, sizeof room);
    if (all_digits(word)) {
        size_t first = (size_t)(word.p - sp->text.p);
        if (first == sp->start && word.n <= 3)
            return false; /* "1. Item" */
        return !(word.n <= 2 && dots_ordinals(sp->lang));
    }
    if (never_ends(low, sp->lang))
        return c == TEXT_OTHER && next >= sp->text.n;
    bool english = sp->lang[0] == 0 || strcmp(sp->lang, "en") == 0;
    if (is_initials(word)) {
        if (english && str_eq(word, STR("I")))
            return true;
        return word.n > 1 && c == TEXT_LETTER && common_start(sp, start);
    }
    if (text_list_has(may_end, low))
        return c == TEXT_LETTER && common_start(sp, start);
    return true;
}

/* "said.The": a full stop without the space that should follow. */
static bool glued(const struct splitter *sp, size_t dot, size_t next)
{
    size_t after;
    if (!text_is_upper(rune_at(sp->text, next, &after)) ||
        !text_is_lower(rune_at(sp->text, after, &after)))
        return false;
    struct str w = word_before(sp->text, sp->start, dot);
    return w.n >= 3 && text_is_lower(rune_before(sp->text, dot)) &&
           str_find_char(w, '.') == SIZE_MAX && text_is_lower(rune_before(sp->text, dot - 1)) &&
           common_start(sp, next);
}

static void put(struct splitter *sp, size_t end)
{
    size_t from = sp->start, next;
    while (from < end && text_class(rune_at(sp->text, from, &next)) == TEXT_SPACE)
        from = next;
    while (end > from && text_class(rune_before(sp->text, end)) == TEXT_SPACE) {
        do
            end--;
        while (end > from && ((unsigned char)sp->text.p[end] & 0xC0) == 0x80);
    }
    if (from < end) {
        LIST_PUSH(sp->a, &sp->spans, (struct span){(uint32_t)from, (uint32_t)end});
        LIST_PUSH(sp->a, &sp->paragraphs, sp->paragraph);
    }
}

/* At a line end: does it end the sentence? Sets *blank where a blank line follows. */
static bool line_ends(const struct splitter *sp, size_t at, size_t *ret_next, bool *blank)
{
    size_t next = at;
    unsigned lines = 0;
    while (next < sp->text.n && (is_space(sp->text.p[next]) || sp->text.p[next] == '\v'))
        lines += sp->text.p[next++] == '\n';
    *ret_next = next;
    *blank = lines > 1;
    if (*blank || next >= sp->text.n)
        return true;
    size_t line = at, after;
    while (line > 0 && sp->text.p[line - 1] != '\n')
        line--;
    uint32_t r = rune_at(sp->text, next, &after);
    if (text_class(r) == TEXT_LETTER && text_is_lower(r))
        return false;
    if (r == '-' || r == '*' || r == 0x2022 || r == 0x2013 || r == 0x2014 || r == 0xB7)
        return true;
    return at - line < WRAPPED_LINE;
}

/* Moves over more signs of ending and closing ones; returns where the sentence would end. */
static size_t absorb(const struct splitter *sp, size_t at, bool *ret_quoted)
{
    size_t next;
    *ret_quoted = false;
    for (;;) {
        uint32_t r = rune_at(sp->text, at, &next);
        if (at >= sp->text.n)
            return at;
        if (is_closer(r)) {
            /* A straight or German mark may open the next sentence: it closes where a space
             * follows. */
            size_t after;
            uint32_t q = rune_at(sp->text, next, &after);
            bool open_too = r == '"' || r == '\'' || r == 0x201C || r == 0xAB || r == 0x2019;
            if (open_too && next < sp->text.n && text_class(q) != TEXT_SPACE && !is_closer(q) &&
                text_class(q) != TEXT_OTHER)
                return at;
            *ret_quoted |= r != ')' && r != ']';
        } else if (!is_end(r, sp->lang)) {
            return at;
        }
        at = next;
    }
}

/* Looks at the sign r at `at` (behind it: next); returns where to go on, having put a sentence or
 * not. */
static size_t at_sign(struct splitter *sp, uint32_t r, size_t at, size_t next)
{
    bool quoted, plain = is_plain_end(r);
    size_t end = absorb(sp, next, &quoted), behind = end, after;
    while (behind < sp->text.n && text_class(rune_at(sp->text, behind, &after)) == TEXT_SPACE)
        behind = after;
    bool ends = plain || behind >= sp->text.n;
    if (!ends && behind > end) {
        ends = stop_ends(sp, at, behind, quoted || r != '.');
    } else if (!ends && r == '.' && end == next) {
        ends = glued(sp, at, next);
    }
    if (!ends)
        return end > next ? end : next;
    put(sp, end);
    sp->start = end;
    return end;
}

struct text_sentences text_sentences(struct arena *a, struct str text, struct str lang)
{
    struct splitter sp = {.a = a, .text = text};
    text_lang_base(lang, sp.lang);
    for (size_t at = 0; at < text.n;) {
        size_t next;
        uint32_t r = rune_at(text, at, &next);
        if (r == '\n') {
            bool blank;
            if (line_ends(&sp, at, &next, &blank)) {
                put(&sp, at);
                sp.start = next;
                sp.paragraph += blank && sp.spans.n > 0;
            }
            at = next;
        } else if (is_end(r, sp.lang)) {
            at = at_sign(&sp, r, at, next);
        } else {
            at = next;
        }
    }
    put(&sp, text.n);
    return (struct text_sentences){sp.spans.v, sp.paragraphs.v, sp.spans.n};
}
