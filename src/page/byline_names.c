/* byline_names.c: a text becomes names. The words around them ("By", roles, dates) are cut off;
 * what can be no name (buttons, menus, desks) is left out. */
#include "page/byline.h"

enum { NAME_MOST = 80, DESK_COSTS = 14, DESK_MOST = 32 /* bytes */ };

static bool word_at(struct str s, size_t at, const char *w)
{
    size_t n = strlen(w);
    return str_eq_fold(str_sub(s, at, at + n), str_of(w, n)) &&
           (at + n >= s.n || !is_alpha(s.p[at + n]));
}

/* ---- what stands around names ---- */

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

struct str byline_cut(struct str s)
{
    return cut_back(cut_front(s));
}

/* ---- what may be one ---- */

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

bool byline_looks_named(struct str s)
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

struct str byline_fold(struct page *p, struct str s)
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
           byline_looks_named(s);
}

void byline_add(struct byline *y, struct name_set *set, struct str name, bool split)
{
    name = trim_wide(name);
    while (name.n && strchr(".,:;-*|\"", name.p[name.n - 1]) &&
           !(name.p[name.n - 1] == '.' && name.n > 2 && is_alpha(name.p[name.n - 2])))
        name.n--;
    name = str_trim(name);
    if (str_ends(name, STR(" 기자"))) /* "reporter", written behind Korean names */
        name = str_trim(str_sub(name, 0, name.n - strlen(" 기자")));
    if (name.n < 2 || name.n > NAME_MOST || set->n == BYLINE_NAMES_MOST ||
        str_find(name, STR("://")) != SIZE_MAX)
        return;
    size_t bar = str_find_char(name, '/'); /* "Ann Lee/DPA" */
    if (bar != SIZE_MAX && byline_looks_named(str_sub(name, 0, bar)))
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
    struct str fold = byline_fold(y->p, name);
    for (size_t i = 0; i < set->n; i++)
        if (str_eq(byline_fold(y->p, set->names[i]), fold))
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

void byline_split(struct byline *y, struct name_set *set, struct str s)
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
            byline_add(y, set, cut_front(str_sub(s, from, i)), true);
            from = i + (cut ? cut : 1);
            if (cut)
                i = from - 1;
        }
    }
    if (set->n == 0 && desk_only(s)) {
        byline_add(y, set, s, false);
        set->weight -= DESK_COSTS;
    }
}
