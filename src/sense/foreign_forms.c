/* foreign_forms.c: names in the form that a dictionary has: "Helsingissä" is Helsinki, "Гданьску"
 * Гданьск, "Kőbányáról" Kőbánya.
 *
 * Endings are taken off by a table of each language, and what they may have hidden is tried: a
 * vowel ("Warszawie", Warszawa), a softened consonant ("Pradze", Praga), the weak grade of Finnish
 * ("Turussa", Turku). A form counts where a place of that name is known, or where the text has it
 * with a capital itself ("Кожухаря", and "Кожухарь" elsewhere). Without either, a name stays as it
 * is written: a wrong base form is worse than an ending. */
#include "sense/foreign.h"

/* clang-format off */
/* "ending>what stood there"; parted by single spaces. */
static const struct { const char *langs, *rules; } table[] = {
    {"ru", "е> е>а е>я е>о у> у>а у>о ы>а ы> и>ь и>я и>а ой>а ей>я ом> ом>о ем>ь ем>й ём>ь ью>ь а> а>о я>ь я>й я>ье ю>я ю>ь ю>й ии>ия "
        "ию>ия ией>ия ах>ы ам>ы ами>ы ами>и ске>ск ска>ск ску>ск ском>ск ове>ов ова>ов ову>ов овым>ов ине>ин ина>ин еве>ев евом>ев ве>ов "
        "ьве>ев не>ень ле>ёл пта>пет пте>пет ья>ей ах>и ов>ы"},
    {"uk", "і> і>а і>я і>о і>ь у> у>а у>о ю>я ю>ь ю>й и>а и> ою>а ею>я єю>я ом> ом>о ем>ь а> а>о я>ь я>й ії>ія ію>ія ією>ія ові>ів ова>ів ову>ів "
        "овом>ів єві>їв єва>їв єву>їв євом>їв полі>піль поля>піль полю>піль кові>ків зі>га сі>ха ці>ка ці>ця щі>ща ах>и ам>и ами>и ь>ь ків>ки ні>нь "
        "дні>день ді>да дня>день ькові>ьк ська>ськ ську>ськ ську>ське ької>ька кас>каси м>ми"},
    {"bg", "та> ът> а> "},
    {"pl", "u> u>o ie> ie>a ie>o owie>ów owa>ów owem>ów owowi>ów nie>no niu>ń nia>ń niem>ń ściu>ść ścia>ść ściem>ść y>a y> i>a i> i>ia ę>a ą>a o>a "
        "em> em>o a> a>o ach>y ach>e om>y ami>y dze>ga ce>ka ce>k sce>sk sce>ska ski>ska ską>ska skę>ska odzi>ódź odzią>ódź rzu>rz iu> dzie>da "
        "dzie>d wie>wa wie>w le>ł le>la rze>r rze>ra mie>m >y szach>sy emiec>emcy emczech>emcy ęgier>ęgry ęgrzech>ęgry łoch>łochy łoszech>łochy "
        "czech>czechy żu>ż go> ego>i iego>i im>i iemu>i iej>a ej>a"},
    {"cs sk", "u> u>o u>a ě> ě>a ě>o e> e>a e>o i> i>e y>a y> y>o ou>a em> em>o a> a>o a>y ze>ha ce>ka ce>ec cích>ice icích>ice ic>ice ii>ie ií>ie ím>e "
        "zni>zeň zně>zeň dni>deň dně>deň ku>ko ka>ko kem>ko ech>y ách>y ům>y ích>e ově>ov ova>ov ovem>ov ovi> é>á ou>á ého>ý ém>ý ej>a"},
    {"el", "ασ>α ησ>η ου>οσ ου>ο ο>οσ α>ασ ουσ>οσ ών>ά η>ησ ών>εσ ίουσ>ίο"},
    {"ro", "iei>ia ei>a ului> ul> a>ă ilor>i elor>e i>a"},
    {"sv da no de", "s>"},
    {"hu et", ""},
    {"tr", ""},
};
/* Endings of place and case that are put to a stem: the longest first. */
static const char *const finnish[] = {
    "issa", "issä", "ista", "istä", "illa", "illä", "ilta", "iltä", "ille", "seen", "siin", "ssa", "ssä", "sta", "stä", "lla", "llä",
    "lta", "ltä", "lle", "ksi", "hin", "hon", "aan", "ään", "een", "iin", "oon", "uun", "yyn", "öön", "na", "nä", "ta", "tä", "n", "a", "ä", NULL};
static const char *const hungarian[] = {
    "ban", "ben", "ból", "ből", "ból", "ról", "ről", "tól", "től", "hoz", "hez", "höz", "nál", "nél", "nak", "nek", "val", "vel", "ért",
    "ott", "ett", "ött", "on", "en", "ön", "ba", "be", "ra", "re", "ig", "ot", "et", "öt", "at", "n", "t", NULL};
/* clang-format on */

struct forms {
    const struct sense_doc *d;
    const struct map *written; /* words with capitals, folded */
    struct str word;           /* folded */
    struct str found;          /* in `room`: trying takes no memory of the document */
    char room[64];
};

/* Is a form that the text has a likelier one than the word? One that is the word without its ending
 * is; of those with another ending only a woman's or a thing's in -a, as "Макрона" is no more a
 * nominative than "Макрону". */
static bool is_plainer(struct str word, struct str form)
{
    static const char *const ends[] = {"ova", "ова", "ева", "ина",  "ына", "ська", "ска",
                                       "ská", "ová", "ska", "owna", "na",  NULL};
    if (str_starts(word, form))
        return true;
    for (size_t i = 0; ends[i]; i++)
        if (str_ends(form, str_c(ends[i])) && form.n <= word.n + 1)
            return true;
    return false;
}

/* Keeps the first form that is known. */
static bool try(struct forms *x, struct str stem, const char *end)
{
    enum { FORM_LEAST = 4 /* bytes */ };
    if (x->found.n || stem.n + strlen(end) < FORM_LEAST)
        return x->found.n > 0;
    char room[sizeof x->room];
    struct str last = str_c(end);
    if (stem.n + last.n >= sizeof room)
        return false;
    memcpy(room, stem.p, stem.n);
    memcpy(room + stem.n, last.p, last.n);
    struct str form = str_of(room, stem.n + last.n);
    if (str_eq(form, x->word))
        return false;
    bool written = x->written && map_find(x->written, form) && is_plainer(x->word, form);
    if (!written && !foreign_is_place(x->d, form))
        return false;
    memcpy(x->room, room, form.n);
    x->found = str_of(x->room, form.n);
    return true;
}

/* The longest endings first: "Krakowie" is Kraków before it is "Krakow", which the gazetteer takes
 * for the same. */
static void by_table(struct forms *x, const char *rules)
{
    enum { ENDING_MOST = 12 /* bytes */ };
    for (size_t n = ENDING_MOST + 1; !x->found.n && n-- > 0;) {
        struct str rest = str_c(rules), one;
        while (!x->found.n && rest.n && str_split(&rest, ' ', &one)) {
            size_t cut = str_find_char(one, '>');
            char room[24] = {0};
            if (cut != n || !str_ends(x->word, str_sub(one, 0, cut)) || one.n - cut >= sizeof room)
                continue;
            memcpy(room, one.p + cut + 1, one.n - cut - 1);
            try(x, str_sub(x->word, 0, x->word.n - cut), room);
        }
    }
}

static bool is_vowel(struct str s, size_t at)
{
    size_t i = at;
    uint32_t r = utf8_next(s, &i);
    return r < 128 ? r && strchr("aeiouy", (int)r) != NULL : r == 0xE4 || r == 0xF6;
}

/* Before its last vowels, a Finnish word has a weak grade where an ending closes the syllable. */
static void strong_grade(struct forms *x, struct str stem)
{
    static const char *const grades[][2] = {{"ng", "nk"}, {"d", "t"},  {"rr", "rt"}, {"ll", "lt"},
                                            {"nn", "nt"}, {"v", "p"},  {"p", "pp"},  {"t", "tt"},
                                            {"k", "kk"},  {"mm", "mp"}};
    size_t at = stem.n;
    while (at > 0) {
        size_t prev = at - 1;
        while (prev > 0 && ((unsigned char)stem.p[prev] & 0xC0) == 0x80)
            prev--;
        if (!is_vowel(stem, prev))
            break;
        at = prev;
    }
    struct str head = str_sub(stem, 0, at), tail = str_from(stem, at);
    char room[24] = {0};
    if (tail.n == 0 || tail.n + 3 > sizeof room)
        return;
    for (size_t i = 0; i < sizeof grades / sizeof *grades && !x->found.n; i++) {
        struct str weak = str_c(grades[i][0]);
        if (!str_ends(head, weak))
            continue;
        (void)snprintf(room, sizeof room, "%s%.*s", grades[i][1], STR_ARG(tail));
        try(x, str_sub(head, 0, head.n - weak.n), room);
        if (str_eq(tail, STR("e"))) { /* "Lahdessa", Lahti */
            (void)snprintf(room, sizeof room, "%si", grades[i][1]);
            try(x, str_sub(head, 0, head.n - weak.n), room);
        }
    }
    (void)snprintf(room, sizeof room, "k%.*s", STR_ARG(tail));
    try(x, head, room);
}

static void by_finnish(struct forms *x)
{
    for (size_t i = 0; finnish[i] && !x->found.n; i++) {
        struct str end = str_c(finnish[i]);
        if (!str_ends(x->word, end))
            continue;
        struct str stem = str_sub(x->word, 0, x->word.n - end.n);
        try(x, stem, "");
        if (str_ends(stem, STR("e")))
            try(x, str_sub(stem, 0, stem.n - 1), "i");
        if (str_ends(stem, STR("ee")))
            try(x, str_sub(stem, 0, stem.n - 1), "");
        if (end.p[0] == 'i') { /* names that are plurals: "Alankomaissa", "Yhdysvalloissa" */
            try(x, stem, "at");
            if (str_ends(stem, STR("o")))
                try(x, str_sub(stem, 0, stem.n - 1), "at");
        }
        if (end.n > 2 && end.p[0] == end.p[1]) /* "Helsinkiin", "Kotkaan" */
            try(x, str_sub(x->word, 0, stem.n + 1), "");
        if (str_eq(end, STR("ään")) || str_eq(end, STR("öön")))
            try(x, str_sub(x->word, 0, stem.n + 2), "");
        strong_grade(x, stem);
    }
}

static void by_hungarian(struct forms *x)
{
    for (size_t i = 0; hungarian[i] && !x->found.n; i++) {
        struct str end = str_c(hungarian[i]);
        if (!str_ends(x->word, end))
            continue;
        struct str stem = str_sub(x->word, 0, x->word.n - end.n);
        /* First the vowel as it is without the ending: the gazetteer does not mind marks. */
        if (str_ends(stem, STR("á")))
            try(x, str_sub(stem, 0, stem.n - 2), "a");
        if (str_ends(stem, STR("é")))
            try(x, str_sub(stem, 0, stem.n - 2), "e");
        try(x, stem, "");
    }
}

/* The form with the capitals that the word has as written ("USAs", "Нью-Йорке"), as far as both
 * are the same. */
static struct str with_capitals(const struct sense_doc *d, struct str written, struct str form)
{
    struct buf b;
    size_t at = 0, k = 0;
    bool same = true;
    buf_arena(&b, d->arena, 400);
    while (at < form.n) {
        uint32_t r = utf8_next(form, &at), w = k < written.n ? utf8_next(written, &k) : 0;
        same = same && text_lower_rune(w) == r;
        bool final = r == 0x3C3 && at == form.n; /* sigma */
        buf_rune(&b, same ? w : final ? 0x3C2 : r);
    }
    return buf_str(&b);
}

static void find_base(struct forms *x)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (foreign_in(table[i].langs, x->d->lang))
            by_table(x, table[i].rules);
    if (foreign_in("fi et", x->d->lang))
        by_finnish(x);
    if (str_eq(x->d->lang, STR("hu")))
        by_hungarian(x);
}

/* "МОСКВЕ" and "HAMBURG" are Москва and Hamburg. */
static struct str with_one_capital(const struct sense_doc *d, struct str form)
{
    size_t at = 0;
    struct buf b;
    buf_arena(&b, d->arena, 400);
    buf_rune(&b, text_upper_rune(utf8_next(form, &at)));
    buf_put(&b, str_from(form, at));
    return buf_str(&b);
}

struct str foreign_base(const struct sense_doc *d, uint32_t token, const struct map *written)
{
    enum { ACRONYM_MOST = 4 /* bytes */ };
    const struct sense_token *t = &d->tokens[token];
    struct forms x = {.d = d, .word = t->norm, .written = written};
    bool loud = t->flags & TOK_UPPER;
    if (!(t->flags & TOK_CAP) || (loud && t->norm.n <= ACRONYM_MOST))
        return STR_NONE;
    if (foreign_is_place(d, t->norm))
        return loud ? with_one_capital(d, t->norm) : STR_NONE;
    if (loud)
        x.written = NULL;
    find_base(&x);
    if (!x.found.n)
        return STR_NONE;
    return loud ? with_one_capital(d, x.found)
                : with_capitals(d, sense_token_str(d, token), x.found);
}

/* Endings of whole families of nouns, which leave no choice: "убийстве", убийство; "przyczyną" is
 * none of them. */
static const struct {
    const char *langs, *rules;
} families[] = {
    {"ru", "стве>ство ства>ство ством>ство ству>ство нии>ние нию>ние нием>ние ции>ция цию>ция "
           "цией>ция ости>ость остью>ость"},
    {"uk", "стві>ство ства>ство ством>ство ству>ство нню>ння нням>ння ції>ція цію>ція цією>ція "
           "ості>ість"},
    {"bg", "ството>ство нието>ние цията>ция ността>ност"},
    {"pl", "stwie>stwo stwa>stwo stwem>stwo stwu>stwo cji>cja cję>cja cją>cja cyjną>cyjna niem>nie "
           "ości>ość ością>ość"},
    {"cs sk", "ostí>ost osti>ost ací>ace aci>ace stvím>ství"},
    {"el", "ησησ>ηση ωσησ>ωση τητασ>τητα"},
    {"ro", "iei>ie"},
};

struct str foreign_noun(const struct sense_doc *d, uint32_t token)
{
    enum { STEM_LEAST = 5 /* bytes */ };
    struct str word = d->tokens[token].norm, one;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        struct str rest = str_c(families[i].rules);
        if (!foreign_in(families[i].langs, d->lang))
            continue;
        while (rest.n && str_split(&rest, ' ', &one)) {
            size_t cut = str_find_char(one, '>');
            if (!str_ends(word, str_sub(one, 0, cut)) || word.n < cut + STEM_LEAST)
                continue;
            struct str stem = str_sub(word, 0, word.n - cut), end = str_from(one, cut + 1);
            struct str form = str_fmt(d->arena, "%.*s%.*s", STR_ARG(stem), STR_ARG(end));
            return with_capitals(d, sense_token_str(d, token), form);
        }
    }
    return STR_NONE;
}
