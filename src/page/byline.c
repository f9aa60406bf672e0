/* byline.c: who wrote it. JSON-LD, <meta>, microdata, elements whose class says author, and what
 * stands near the headline behind "By". A text becomes names: the words around them ("By", roles,
 * dates, the site's own name) are cut off. Names that also stand visibly on the page are believed
 * more. */
#include "page/internal.h"
#include "text/date.h"

enum {
    NAMES_MOST = 24,
    NAME_MOST = 80,
    SETS_MOST = 40,
    ELEMENTS_MOST = 40,
    ORGANIZATION_COSTS = 24,
    LINKS_BEFORE = 80,
    LINKS_AFTER = 500,
    DATED_WEIGHT = 44,
    LABEL_WEIGHT = 58,
    DESK_COSTS = 14,
    DESK_MOST = 32,
    AROUND = 12
};

struct name_set {
    struct str names[NAMES_MOST];
    size_t n;
    uint32_t evidence;
    int weight;
    bool organization;
};
struct byline {
    struct page *p;
    struct str source;
    struct name_set sets[SETS_MOST];
    size_t n;
    struct str near; /* folded text of the article and what stands around it */
};

static bool word_at(struct str s, size_t at, const char *w)
{
    size_t n = strlen(w);
    return str_eq_fold(str_sub(s, at, at + n), str_of(w, n)) &&
           (at + n >= s.n || !is_alpha(s.p[at + n]));
}

/* Words that stand before names. */
static struct str cut_front(struct str s)
{
    static const char *const front[] = {"by",
                                        "von",
                                        "par",
                                        "por",
                                        "de",
                                        "di",
                                        "door",
                                        "av",
                                        "af",
                                        "od",
                                        "written by",
                                        "posted by",
                                        "author",
                                        "authors",
                                        "words by",
                                        "text",
                                        "text:",
                                        "story by",
                                        "reported by",
                                        "reviewed by",
                                        "published by",
                                        "submitted by",
                                        "from",
                                        "autor",
                                        "autorin",
                                        "auteur",
                                        "redacción",
                                        "redaktion",
                                        "ein artikel von",
                                        "a cura di",
                                        "written",
                                        "escrito por",
                                        "publié par",
                                        "gepostet von",
                                        "geschrieben von",
                                        "oleh",
                                        "yazan",
                                        "автор",
                                        "текст",
                                        "by:",
                                        "a post by",
                                        "interview by",
                                        "redazione",
                                        "kirjoittanut",
                                        "tekst",
                                        "skrevet af",
                                        "skrevet av",
                                        "medically reviewed by",
                                        "zeige alle beiträge von",
                                        "alle beiträge von",
                                        "posts by",
                                        "view all posts by",
                                        "articles by",
                                        "more by",
                                        "ein kommentar von",
                                        "kommentar von",
                                        "analyse von",
                                        "eine analyse von",
                                        "ein gastbeitrag von",
                                        "gastbeitrag von",
                                        "interview von",
                                        "mehr von",
                                        "all posts by",
                                        "this post was written by",
                                        "this article was written by",
                                        "posted on",
                                        "avtor",
                                        "edited by",
                                        NULL};
    for (bool again = true; again;) {
        again = false;
        while (s.n && (is_space(s.p[0]) || strchr(":|-/,;.*\"(", s.p[0])))
            s = str_from(s, 1);
        for (size_t i = 0; front[i]; i++) {
            size_t n = strlen(front[i]);
            bool glued =
                n > 2 && s.n > n && is_upper(s.p[n]) && str_ends(str_of(front[i], n), STR(" by"));
            if (s.n > n && str_eq_fold(str_sub(s, 0, n), str_of(front[i], n)) &&
                (is_space(s.p[n]) || s.p[n] == ':' || glued)) {
                if (n <= 3 && !str_eq_fold(str_of(front[i], n), STR("by")) &&
                    str_find_char(str_trim(str_from(s, n)), ' ') == SIZE_MAX)
                    continue; /* "Di Holm" is a name */
                s = str_from(s, n);
                again = true;
                break;
            }
        }
    }
    return s;
}

/* Words that stand behind names, and are none. */
static const char *const back[] = {"published",
                                   "updated",
                                   "posted",
                                   "last",
                                   "on",
                                   "for",
                                   "in",
                                   "at",
                                   "follow",
                                   "share",
                                   "veröffentlicht",
                                   "aktualisiert",
                                   "publié",
                                   "mis",
                                   "am",
                                   "read",
                                   "view",
                                   "is",
                                   "senior",
                                   "staff",
                                   "email",
                                   "min",
                                   "from",
                                   "writes",
                                   "photographs",
                                   "photo",
                                   "photos",
                                   "via",
                                   "bio",
                                   "january",
                                   "february",
                                   "march",
                                   "april",
                                   "june",
                                   "july",
                                   "august",
                                   "september",
                                   "october",
                                   "november",
                                   "december",
                                   "jan",
                                   "feb",
                                   "mar",
                                   "apr",
                                   "jun",
                                   "jul",
                                   "aug",
                                   "sep",
                                   "sept",
                                   "oct",
                                   "nov",
                                   "dec",
                                   "monday",
                                   "tuesday",
                                   "wednesday",
                                   "thursday",
                                   "friday",
                                   "saturday",
                                   "sunday",
                                   "mon",
                                   "tue",
                                   "wed",
                                   "thu",
                                   "fri",
                                   "reporter",
                                   "correspondent",
                                   "contributor",
                                   "publicado",
                                   "actualizado",
                                   "photography",
                                   "illustration",
                                   "who",
                                   "content",
                                   "head",
                                   "marketing",
                                   "director",
                                   "manager",
                                   "editor",
                                   "chief",
                                   "founder",
                                   "ceo",
                                   "managing",
                                   "product",
                                   "contributing",
                                   "associate",
                                   "deputy",
                                   "political",
                                   "business",
                                   "sports",
                                   "stand",
                                   "save",
                                   "print",
                                   "comments",
                                   "today",
                                   "yesterday",
                                   "writer",
                                   NULL};

/* Is it a word of three letters that is a month or day only where a number follows ("Jan", "Sun")?
 */
static bool short_month(struct str s, size_t at)
{
    static const char *const other[] = {"for", "min", "via", "bio", "who",
                                        "mis", "ceo", "new", NULL};
    for (size_t i = 0; other[i]; i++)
        if (word_at(s, at, other[i]))
            return false;
    for (size_t i = at + 3; i < s.n && i < at + 6; i++)
        if (is_digit(s.p[i]))
            return false;
    return true;
}

/* "AOL Staff", "Pier Post Contributor": the word is part of the desk's name. */
static bool ends_desk(struct str s, size_t at)
{
    static const char *const desks[] = {"staff", "contributor", "contributors", NULL};
    for (size_t i = 0; desks[i]; i++)
        if (word_at(s, at, desks[i]) && at + strlen(desks[i]) == s.n)
            return str_find_char(str_trim(str_sub(s, 0, at)), ' ') == SIZE_MAX;
    return false;
}

/* Where what follows the names starts: a date, a bar, "Updated", "for". */
static struct str cut_back(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (is_digit(c) || strchr("|(<[{@\n", c))
            return str_trim(str_sub(s, 0, i));
        if (i == 0 || !is_space(s.p[i - 1]))
            continue;
        if (str_starts(str_from(s, i), STR("•")) || str_starts(str_from(s, i), STR("·")) ||
            str_starts(str_from(s, i), STR("– ")) || str_starts(str_from(s, i), STR("— ")) ||
            str_starts(str_from(s, i), STR("- ")))
            return str_trim(str_sub(s, 0, i));
        for (size_t k = 0; back[k]; k++)
            if (word_at(s, i, back[k]) && (strlen(back[k]) != 3 || !short_month(s, i)) &&
                !ends_desk(s, i))
                return str_trim(str_sub(s, 0, i));
    }
    return str_trim(s);
}

static bool says_role(struct str s)
{
    static const char *const roles[] = {
        "editor",      "reporter",  "correspondent", "writer",    "journalist", "columnist",
        "contributor", "redakt",    "korrespond",    "chefred",   "rédact",     "periodista",
        "producer",    "director",  "staff",         "newsroom",  "officer",    "manager",
        "founder",     "http",      "www.",          "author",    "posts",      "subscribe",
        "comment",     "read more", "photograph",    "freelance", "fotograf",   "professor",
        "analyst",     "desk",      "special to",    "more from", "see all",    NULL};
    for (size_t i = 0; roles[i]; i++)
        if (str_find_fold(s, str_c(roles[i])) != SIZE_MAX)
            return true;
    return false;
}

static bool particle(struct str w)
{
    static const char *const list[] = {
        "de",  "da",  "di",  "do", "dos", "du", "del", "della", "la", "le", "van", "von", "der",
        "den", "ten", "ter", "zu", "zum", "af", "av",  "bin",   "al", "el", "y",   NULL};
    for (size_t i = 0; list[i]; i++)
        if (str_eq(w, str_c(list[i])))
            return true;
    return false;
}

/* Two to four words with a capital each, particles between: may it be a name? */
static bool looks_named(struct str s)
{
    size_t words = 0, others = 0;
    for (struct str part; str_split(&s, ' ', &part) && words < 6;) {
        if (part.n == 0)
            continue;
        char c = part.p[0];
        if (words && particle(part)) {
            others++;
            continue;
        }
        if (!is_upper(c) && !(c & 0x80))
            return false;
        words++;
    }
    return words >= 2 && words <= 4 && others <= 3;
}

/* What no name begins with: the words of buttons and menus. */
static bool starts_button(struct str s)
{
    static const char *const words[] = {"click",  "visit",    "view",   "read",  "see",    "share",
                                        "follow", "about",    "über",   "more",  "search", "all",
                                        "top",    "quelle",   "source", "photo", "foto",   "themen",
                                        "meet",   "our work", "get",    "join",  "sign",   "log",
                                        "table",  "google",   "this",   "home",  NULL};
    for (size_t i = 0; words[i]; i++)
        if (word_at(s, 0, words[i]) && s.n > strlen(words[i]))
            return true;
    return false;
}

static struct str fold_str(struct page *p, struct str s)
{
    struct buf b;
    buf_arena(&b, p->a, s.n + 1);
    page_fold(&b, s);
    return buf_str(&b);
}

/* Trims no-break spaces too. */
static struct str trim_wide(struct str s)
{
    for (bool again = true; again;) {
        s = str_trim(s);
        again = false;
        if (str_starts(s, STR("\xC2\xA0"))) {
            s = str_from(s, 2);
            again = true;
        }
        if (str_ends(s, STR("\xC2\xA0"))) {
            s.n -= 2;
            again = true;
        }
    }
    return s;
}

/* "April Holm", "June Lee": months that are first names too. */
static bool month_name(struct str s)
{
    return (word_at(s, 0, "april") || word_at(s, 0, "june") || word_at(s, 0, "august")) &&
           looks_named(s);
}

static void add_name(struct byline *y, struct name_set *set, struct str name, bool split)
{
    name = trim_wide(name);
    while (name.n && strchr(".,:;-*|\"", name.p[name.n - 1]) &&
           !(name.p[name.n - 1] == '.' && name.n > 2 && is_alpha(name.p[name.n - 2])))
        name.n--;
    name = str_trim(name);
    if (str_ends(name, STR(" 기자"))) /* "reporter", written behind Korean names */
        name = str_trim(str_sub(name, 0, name.n - strlen(" 기자")));
    if (name.n < 2 || name.n > NAME_MOST || set->n == NAMES_MOST ||
        str_find(name, STR("://")) != SIZE_MAX)
        return;
    size_t bar = str_find_char(name, '/'); /* "Ann Lee/DPA" */
    if (bar != SIZE_MAX && looks_named(str_sub(name, 0, bar)))
        name = str_sub(name, 0, bar);
    size_t words = 1;
    for (size_t i = 0; i < name.n; i++)
        words += name.p[i] == ' ';
    if (words > 6 || (split && says_role(name)) || starts_button(name))
        return;
    for (size_t i = 0; back[i]; i++)
        if (str_eq_fold(name, str_c(back[i])) ||
            (strlen(back[i]) > 3 && word_at(name, 0, back[i]) && !month_name(name)))
            return;
    static const char *const menus[] = {
        "startseite", "nachrichten", "zprávy", "themen", "quelle",  "home", "twitter", "facebook",
        "linkedin",   "instagram",   "search", "sign",   "sign up", "more", "about",   "new",
        "insights",   "hardware",    "visit",  "by",     "sat",     "sun",  NULL};
    for (size_t i = 0; menus[i]; i++)
        if (str_eq_fold(name, str_c(menus[i])))
            return;
    static const char *const ends[] = {" von", " by", " de", " par", " por", NULL};
    for (size_t i = 0; ends[i]; i++)
        if (str_ends(name, str_c(ends[i])))
            return;
    struct str fold = fold_str(y->p, name);
    for (size_t i = 0; i < set->n; i++)
        if (str_eq(fold_str(y->p, set->names[i]), fold))
            return;
    if (fold.n < 2 || str_eq(fold, STR("null")) || str_eq(fold, STR("admin")) ||
        str_eq(fold, STR("undefined")) || str_eq(fold, STR("author")))
        return;
    set->names[set->n++] = name;
}

/* A short text that names a desk instead of persons: "Editor", "TMZ Staff", "Redaktion". */
static bool desk_only(struct str s)
{
    static const char *const words[] = {"editor",   "staff", "desk", "redaktion",
                                        "newsroom", "team",  NULL};
    for (size_t i = 0; s.n && s.n <= DESK_MOST && words[i]; i++)
        if (str_find_fold(s, str_c(words[i])) != SIZE_MAX)
            return true;
    return false;
}

/* Parts a text into names at commas, "and" and its kin. */
static void split_names(struct byline *y, struct name_set *set, struct str s)
{
    static const char *const joints[] = {
        ", ",   " and ", " & ",  "; ",  ";",   " / ", " und ", " et ", " y ", " e ", " with ",
        " og ", " och ", " en ", " i ", " и ", "、",  "，",    " | ",  "\n",  "|",   NULL};
    for (size_t from = 0, i = 0; i <= s.n; i++) {
        size_t cut = 0;
        for (size_t k = 0; i < s.n && !is_alnum(s.p[i]) && joints[k]; k++)
            if (str_starts_fold(str_from(s, i), str_c(joints[k]))) {
                cut = strlen(joints[k]);
                break;
            }
        if (cut || i == s.n) {
            add_name(y, set, cut_front(str_sub(s, from, i)), true);
            from = i + (cut ? cut : 1);
            if (cut)
                i = from - 1;
        }
    }
    if (set->n == 0 && desk_only(s)) {
        add_name(y, set, s, false);
        set->weight -= DESK_COSTS;
    }
}

static struct name_set *new_set(struct byline *y, const char *from, struct str value, int weight)
{
    if (y->n == SETS_MOST)
        return NULL;
    page_evidence_add(y->p, PAGE_BYLINE, from, utf8_cut(value, 160), weight);
    struct name_set *s = &y->sets[y->n++];
    s->n = 0;
    s->weight = weight;
    s->evidence = (uint32_t)y->p->evidence.n - 1;
    return s;
}

static void from_text(struct byline *y, const char *from, struct str value, int weight)
{
    struct str s = page_line(y->p->a, value);
    if (s.n < 3 || s.n > 300 || str_starts_fold(s, STR("http")) || str_starts(s, STR("/")))
        return;
    struct str cut = cut_back(cut_front(s));
    struct name_set *set = new_set(y, from, s, weight);
    if (set)
        split_names(y, set, cut);
}

/* ---- JSON-LD ---- */

/* A reference to an object by @id: its name, anywhere in the page's JSON-LD. */
static struct str ld_name_of_id(struct page *p, struct str id)
{
    for (size_t i = 0; i < p->ld_count; i++) {
        const struct ld *ld = &p->lds[i];
        for (uint32_t o = 1; o < ld->list.n; o++)
            if (ld->list.v[o].kind == LD_OBJECT && str_eq(ld_str(ld, o, STR("@id")), id)) {
                struct str name = ld_str(ld, o, STR("name"));
                if (name.n)
                    return name;
            }
    }
    return STR_NONE;
}

/* Is the author, or the first of them, an organization? It is named only where no person is. */
static bool says_organization(const struct ld *ld, uint32_t i)
{
    if (ld->list.v[i].kind == LD_ARRAY && ld->list.v[i].end > i + 1)
        i++;
    return ld_is(ld, i, STR("Organization")) || ld_is(ld, i, STR("NewsMediaOrganization")) ||
           ld_is(ld, i, STR("Corporation"));
}

static void ld_author(struct byline *y, struct name_set *set, const struct ld *ld, uint32_t i)
{
    struct page *p = y->p;
    const struct ld_node *n = &ld->list.v[i];
    struct str raw = n->kind == LD_STRING ? n->value : STR_NONE;
    if (n->kind == LD_OBJECT) {
        uint32_t name = ld_get(ld, i, STR("name"));
        if (name && ld->list.v[name].kind == LD_ARRAY) {
            for (uint32_t c = name + 1; c < ld->list.v[name].end; c = ld->list.v[c].end)
                if (ld->list.v[c].kind == LD_STRING)
                    split_names(
                        y, set,
                        cut_back(cut_front(page_line(p->a, ld_decode(p->a, ld->list.v[c].value)))));
            return;
        }
        raw = ld_str(ld, i, STR("name"));
        if (raw.n == 0)
            raw = ld_name_of_id(p, ld_str(ld, i, STR("@id")));
    }
    struct str s = page_line(p->a, ld_decode(p->a, raw));
    if (n->kind == LD_OBJECT && says_organization(ld, i)) {
        add_name(y, set, s, false);
        return;
    }
    if (s.n && s.n < 300 && !str_starts(s, STR("http")))
        split_names(y, set, cut_back(cut_front(s)));
}

static void from_ld(struct byline *y)
{
    struct page *p = y->p;
    if (!p->article_ld)
        return;
    const struct ld *ld = p->article_ld;
    static const char *const keys[] = {"author", "creator", "authors", NULL};
    for (size_t k = 0; keys[k]; k++) {
        uint32_t i = ld_get(ld, p->article_object, str_c(keys[k]));
        if (!i)
            continue;
        struct name_set *set = new_set(y, "json-ld author", STR("author"), k == 0 ? 90 : 78);
        if (!set)
            return;
        if (ld->list.v[i].kind == LD_ARRAY)
            for (uint32_t c = i + 1; c < ld->list.v[i].end; c = ld->list.v[c].end)
                ld_author(y, set, ld, c);
        else
            ld_author(y, set, ld, i);
        set->organization = says_organization(ld, i);
        p->evidence.v[set->evidence].value =
            set->n ? str_join(p->a, set->names, set->n, STR(", ")) : STR_NONE;
    }
}

/* ---- <meta> ---- */

/* "Lee, Ann" as lists of literature have it. */
static struct str first_name_first(struct arena *a, struct str s)
{
    size_t comma = str_find_char(s, ',');
    if (comma == SIZE_MAX || str_find_char(str_from(s, comma + 1), ',') != SIZE_MAX)
        return s;
    return str_fmt(a, "%.*s %.*s", STR_ARG(str_trim(str_from(s, comma + 1))),
                   STR_ARG(str_trim(str_sub(s, 0, comma))));
}

static void from_metas(struct byline *y)
{
    static const struct {
        const char *name;
        int weight;
    } names[] = {{"author", 80},
                 {"parsely-author", 82},
                 {"sailthru.author", 82},
                 {"cxenseparse:author", 80},
                 {"article:author", 72},
                 {"og:article:author", 72},
                 {"dc.creator", 74},
                 {"dcterms.creator", 74},
                 {"citation_author", 84},
                 {"byl", 80},
                 {"article.author", 74},
                 {"og:author", 72},
                 {"dc.contributor", 40},
                 {"authors", 78},
                 {"dcsext.author", 74},
                 {"mediator_author", 78},
                 {"article:author_name", 80},
                 {"shareaholic:article_author_name", 76},
                 {"creator", 70},
                 {"rbauthors", 78},
                 {"cxenseparse:recs:author", 78},
                 {"vr:author", 78}};
    struct page *p = y->p;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        struct name_set *set = NULL;
        for (size_t i = 0; i < p->metas.n; i++) {
            if (!str_eq(p->metas.v[i].name, str_c(names[k].name)))
                continue;
            struct str s = page_line(p->a, p->metas.v[i].value);
            if (s.n < 3 || s.n > 300 || str_starts_fold(s, STR("http")) ||
                str_find(s, STR(".com")) != SIZE_MAX || s.p[0] == '@')
                continue;
            if (!set)
                set = new_set(y, names[k].name, s, names[k].weight);
            if (set && str_eq(str_c(names[k].name), STR("citation_author")))
                add_name(y, set, first_name_first(p->a, s), false);
            else if (set)
                split_names(y, set, cut_back(cut_front(s)));
        }
    }
}

/* twitter:label1 "Written by", twitter:data1 the name. */
static void from_labels(struct byline *y)
{
    static const char *const says[] = {
        "written by",      "author",    "by",          "geschrieben von",
        "verfasst von",    "écrit par", "escrito por", "scritto da",
        "geschreven door", "autor",     NULL};
    static const char *const pairs[][2] = {{"twitter:label1", "twitter:data1"},
                                           {"twitter:label2", "twitter:data2"}};
    for (size_t i = 0; i < 2; i++) {
        struct str label = page_meta(y->p, str_c(pairs[i][0]));
        for (size_t k = 0; says[k]; k++)
            if (str_eq_fold(label, str_c(says[k])))
                from_text(y, "twitter:label", page_meta(y->p, str_c(pairs[i][1])), 76);
    }
}

/* ---- elements ---- */

static bool author_link(const struct page *p, uint32_t a)
{
    static const char *const parts[] = {"author", "profile",  "/people/",   "/staff/",
                                        "/autor", "/by/",     "journalist", "contributor",
                                        "/team/", "/auteur",  "/writer",    "/redak",
                                        "/user",  "reporter", "/columnist", NULL};
    struct str href = html_attr(&p->doc, a, HTML_ATTR_HREF);
    if (str_find_fold(html_attr(&p->doc, a, HTML_ATTR_REL), STR("author")) != SIZE_MAX)
        return true;
    for (size_t i = 0; parts[i]; i++)
        if (str_find_fold(href, str_c(parts[i])) != SIZE_MAX)
            return true;
    return false;
}

/* A date at the start is not part of a name: "19 March 2031 · Ann Lee". */
static struct str cut_date(struct str s)
{
    struct span at = {0, 0};
    struct when w;
    if (text_date_find(s, NULL, &at, &w) && at.at <= 2)
        s = str_from(s, at.end);
    while (s.n && !is_alpha(s.p[0]) && !(s.p[0] & 0x80))
        s = str_from(s, 1);
    while (str_starts(s, STR("·")) || str_starts(s, STR("•")) || str_starts(s, STR("–")))
        s = str_trim(str_from(s, s.p[0] == '\xC2' ? 2 : 3));
    return s;
}

/* Names in an element: its itemprop=name, its links to authors, or its text. */
static void from_element(struct byline *y, uint32_t node, int weight)
{
    struct page *p = y->p;
    const struct html_node *n = &p->doc.nodes[node];
    struct str text = html_text_line(p->a, &p->doc, node);
    if (text.n < 3 || text.n > 240)
        return;
    struct name_set *set = new_set(y, "element", text, weight);
    if (!set)
        return;
    for (uint32_t i = node; i < n->end; i++) {
        if (p->doc.nodes[i].kind != HTML_ELEMENT)
            continue;
        bool named = str_eq(html_attr(&p->doc, i, HTML_ATTR_ITEMPROP), STR("name"));
        struct str content = named ? html_attr(&p->doc, i, HTML_ATTR_CONTENT) : STR_NONE;
        if (content.n) {
            split_names(y, set, cut_back(cut_front(page_line(p->a, content))));
            continue;
        }
        if (named || (p->doc.nodes[i].tag == HTML_A && author_link(p, i))) {
            split_names(y, set, cut_back(cut_front(html_text_line(p->a, &p->doc, i))));
            i = p->doc.nodes[i].end - 1;
        }
    }
    if (set->n == 0 && text.n > 40) /* several names, each in an element of its own */
        for (uint32_t i = node; i < n->end; i++)
            if (p->doc.nodes[i].kind == HTML_TEXT &&
                looks_named(page_line(p->a, p->doc.nodes[i].text)))
                split_names(y, set, cut_back(cut_front(page_line(p->a, p->doc.nodes[i].text))));
    if (set->n == 0)
        split_names(y, set, cut_back(cut_front(cut_date(text))));
    else
        set->weight += 3;
}

static void from_elements(struct byline *y)
{
    struct page *p = y->p;
    uint32_t head = p->h1_block == UINT32_MAX ? 0 : p->blocks.v[p->h1_block].from;
    size_t seen = 0;
    uint32_t end = 0;
    for (size_t i = 0; i < p->authors.n && seen < ELEMENTS_MOST; i++) {
        uint32_t node = p->authors.v[i];
        if (node < end || p->doc.nodes[node].end - node > 120 || page_elsewhere(p, node))
            continue;
        uint32_t gap = node > head ? node - head : head - node;
        bool prop = html_attr(&p->doc, node, HTML_ATTR_ITEMPROP).n > 0 ||
                    html_attr_has(&p->doc, node, HTML_ATTR_REL);
        int weight = (prop ? 66 : 60) +
                     (head == 0   ? 0
                      : gap < 60  ? 10
                      : gap < 200 ? 5
                                  : -5) -
                     (int)(seen > 3 ? 3 : seen);
        size_t before = y->n;
        from_element(y, node, weight);
        if (y->n > before && y->sets[before].n) {
            seen++;
            end = p->doc.nodes[node].end;
        }
    }
}

/* The first of names parted by commas. */
static struct str first_of(struct str s)
{
    return str_trim(str_sub(s, 0, str_find_char(s, ',')));
}

/* Links to the pages of authors near the headline. */
static void from_links(struct byline *y)
{
    struct page *p = y->p;
    if (p->h1_block == UINT32_MAX)
        return;
    uint32_t head = p->blocks.v[p->h1_block].from,
             from = head > LINKS_BEFORE ? head - LINKS_BEFORE : 1, last = 0;
    struct name_set *set = NULL;
    for (uint32_t i = from; i < head + LINKS_AFTER && i < p->doc.n; i++) {
        if (p->doc.nodes[i].tag != HTML_A || (last && i > last + 30))
            continue;
        struct str text = html_text_line(p->a, &p->doc, i);
        size_t space = str_find_char(text, ' ');
        if (text.n < 5 || text.n > 60 || space == SIZE_MAX || !author_link(p, i) ||
            !looks_named(first_of(cut_back(cut_front(text)))) || page_elsewhere(p, i))
            continue;
        if (!set)
            set = new_set(y, "link to author", text, i < head + 150 ? 66 : 60);
        if (set)
            split_names(y, set, cut_back(cut_front(text)));
        last = i;
    }
}

/* "Ann Lee, 14 March 2025" in a line of its own near the headline. */
static void from_dated(struct byline *y)
{
    struct page *p = y->p;
    if (p->h1_block == UINT32_MAX)
        return;
    for (size_t i = p->h1_block > 3 ? p->h1_block - 3 : 0; i < p->h1_block + 7u && i < p->blocks.n;
         i++) {
        const struct block *b = &p->blocks.v[i];
        if (i == p->h1_block || b->units > 100 || b->digits < 2 || b->stops > 2)
            continue;
        struct str text = page_block_text(p, b);
        struct str name = cut_back(cut_front(cut_date(text)));
        while (name.n && strchr(",-|", name.p[name.n - 1]))
            name = str_trim(str_sub(name, 0, name.n - 1));
        if (name.n < 6 || name.n > 40 || name.n + 4 > text.n || !looks_named(name))
            continue;
        struct name_set *set = new_set(y, "beside the date", text, DATED_WEIGHT);
        if (set)
            split_names(y, set, name);
    }
}

/* "Author: Ann Lee", or "Author" and the name in the next block, anywhere on the page. */
static void from_labelled(struct byline *y)
{
    static const char *const labels[] = {
        "author",    "authors", "autor",  "autorin",        "autorinautor", "autoren",
        "auteur",    "auteurs", "autore", "autores",        "writtenby",    "författare",
        "forfatter", "autorka", "автор",  "geschriebenvon", "textevon",     NULL};
    struct page *p = y->p;
    for (size_t i = 0; i < p->blocks.n; i++) {
        const struct block *b = &p->blocks.v[i];
        if (b->units > 90)
            continue;
        struct str fold = str_sub(buf_str(&p->fold), b->fold_at, b->fold_at + b->fold_n);
        for (size_t k = 0; labels[k]; k++) {
            struct str label = str_c(labels[k]);
            if (!str_starts(fold, label))
                continue;
            struct str text = page_block_text(p, b);
            size_t colon = str_find_char(text, ':');
            struct str name = STR_NONE;
            if (fold.n == label.n || (fold.n == label.n + 1 && str_ends(fold, STR("s"))))
                name = i + 1 < p->blocks.n && p->blocks.v[i + 1].units < 60
                           ? page_block_text(p, &p->blocks.v[i + 1])
                           : STR_NONE;
            else if (colon != SIZE_MAX && colon <= label.n + 4)
                name = str_trim(str_from(text, colon + 1));
            else if (fold.n > label.n && text.n > label.n + 1 && k == 4)
                name = str_trim(str_from(text, strlen("Autorin/Autor")));
            name = cut_back(cut_front(name));
            if (name.n < 5 || !looks_named(first_of(name)))
                break;
            struct name_set *set = new_set(y, "behind a label", text, LABEL_WEIGHT);
            if (!set)
                return;
            split_names(y, set, name);
            for (size_t j = i + 2; fold.n <= label.n + 1 && j < p->blocks.n && j < i + 8; j++) {
                name = p->blocks.v[j].units < 40 ? page_block_text(p, &p->blocks.v[j]) : STR_NONE;
                if (p->blocks.v[j].link == 0 || !looks_named(name))
                    return; /* a list of names that are links goes on */
                split_names(y, set, name);
            }
            return;
        }
    }
}

/* "By Ann Lee" in short blocks near the headline. */
static void from_blocks(struct byline *y)
{
    static const char *const starts[] = {"by ",        "von ",   "par ", "por ", "di ", "door ",
                                         "written by", "text: ", "av ",  "af ",  NULL};
    struct page *p = y->p;
    if (p->h1_block == UINT32_MAX)
        return;
    for (size_t i = p->h1_block > 3 ? p->h1_block - 3 : 0; i < p->h1_block + 14u && i < p->blocks.n;
         i++) {
        const struct block *b = &p->blocks.v[i];
        if (b->units > 140 || b->units < 6)
            continue;
        struct str text = page_block_text(p, b);
        for (size_t k = 0; starts[k]; k++)
            if (str_starts_fold(text, str_c(starts[k])) && text.n > strlen(starts[k])) {
                char c = str_from(text, strlen(starts[k])).p[0];
                if (is_upper(c) || (c & 0x80))
                    from_text(y, "near headline", text, 62);
                break;
            }
    }
}

static bool all_site(struct byline *y, const struct name_set *s)
{
    struct str site = fold_str(y->p, y->source);
    struct str host = y->p->base ? fold_str(y->p, url_site(y->p->base->host)) : STR_NONE;
    for (size_t i = 0; i < s->n; i++) {
        struct str f = fold_str(y->p, s->names[i]);
        bool same = (site.n && str_eq(f, site)) ||
                    (host.n > 3 && f.n >= 3 && str_starts(host, f)) ||
                    (site.n > 4 && str_find(f, site) != SIZE_MAX);
        if (!same)
            return false;
    }
    return true;
}

static struct str p_from(const struct byline *y, const struct name_set *s)
{
    return y->p->evidence.v[s->evidence].from;
}

/* A single word of Latin letters is seldom a name: more often a menu's. */
static bool one_word(const struct name_set *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_find_char(s->names[i], ' ') != SIZE_MAX || (s->names[i].p[0] & 0x80))
            return false;
    return true;
}

/* Three and more single words are a list of topics. */
static bool topics(const struct name_set *s)
{
    size_t single = 0;
    for (size_t i = 0; i < s->n; i++)
        single += str_find_char(s->names[i], ' ') == SIZE_MAX && !(s->names[i].p[0] & 0x80);
    return single > 2 && single * 2 > s->n;
}

static int rate(struct byline *y, const struct name_set *s)
{
    int v = s->weight;
    size_t seen = 0;
    for (size_t i = 0; i < s->n; i++) {
        struct str f = fold_str(y->p, s->names[i]);
        seen += str_find(y->near, f) != SIZE_MAX;
    }
    v += seen == s->n ? 8 : seen == 0 ? -14 : 0;
    if (all_site(y, s))
        v -= s->weight >= 70 ? 32 : 45;
    else if (s->organization)
        v -= ORGANIZATION_COSTS;
    else if (looks_named(s->names[0]))
        v += 3;
    if (s->weight < 70 && !str_eq(p_from(y, s), STR("feed")))
        v -= topics(s) ? 40 : one_word(s) ? 26 : is_lower(s->names[0].p[0]) ? 40 : 0;
    for (size_t k = 0; k < y->n; k++) {
        const struct name_set *o = &y->sets[k];
        if (o == s)
            continue;
        for (size_t j = 0; j < o->n; j++)
            if (str_eq(fold_str(y->p, o->names[j]), fold_str(y->p, s->names[0]))) {
                v += 3;
                break;
            }
    }
    return v;
}

/* The text of the article and a dozen blocks around it: a name in the page's footer is not its
 * author's. */
static struct str near_text(const struct page *p)
{
    size_t first = SIZE_MAX, last = 0;
    for (size_t i = 0; i < p->blocks.n; i++)
        if (p->blocks.v[i].kept || i == p->h1_block) {
            first = first == SIZE_MAX ? i : first;
            last = i;
        }
    if (first == SIZE_MAX)
        return buf_str(&p->fold);
    first = first > AROUND ? first - AROUND : 0;
    last = last + AROUND < p->blocks.n ? last + AROUND : p->blocks.n - 1;
    return str_sub(buf_str(&p->fold), p->blocks.v[first].fold_at,
                   p->blocks.v[last].fold_at + p->blocks.v[last].fold_n);
}

/* The site's own name beside those of persons goes. */
static size_t without_site(struct byline *y, const struct name_set *s, struct str *names)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        struct name_set one = {.names = {s->names[i]}, .n = 1};
        if (s->n == 1 || !all_site(y, &one))
            names[n++] = s->names[i];
    }
    if (n)
        return n;
    memcpy(names, s->names, s->n * sizeof *names);
    return s->n;
}

void page_find_byline(struct page *p, struct str source, struct article *ret)
{
    struct byline *y = ARENA_NEW(p->a, struct byline);
    y->p = p;
    y->source = source;
    y->near = near_text(p);
    from_ld(y);
    from_metas(y);
    from_labels(y);
    from_elements(y);
    from_links(y);
    from_blocks(y);
    from_dated(y);
    from_labelled(y);
    if (p->hints->byline_count) {
        struct name_set *set = new_set(y, "feed", p->hints->byline[0], 76);
        for (size_t i = 0; set && i < p->hints->byline_count; i++)
            split_names(y, set, cut_back(cut_front(p->hints->byline[i])));
    }
    const struct name_set *best = NULL;
    int most = 0;
    for (size_t i = 0; i < y->n; i++) {
        int v = y->sets[i].n ? rate(y, &y->sets[i]) : 0;
        p->evidence.v[y->sets[i].evidence].weight = v;
        if (v > most) {
            most = v;
            best = &y->sets[i];
        }
    }
    if (!best)
        return;
    p->evidence.v[best->evidence].chosen = true;
    struct str *names = ARENA_ARRAY(p->a, best->n, struct str);
    ret->byline_count = without_site(y, best, names);
    ret->byline = names;
}
