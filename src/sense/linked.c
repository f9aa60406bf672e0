/* linked.c: names that hyphens hold together: "Port-au-Prince", "Mary-Kate Olsen", "Ban Ki-moon".
 *
 * Hyphens part words here, and a name that is seldom met is then cut at them by the sequence model
 * (names.c), or only one end of it is found. Three shapes are nothing but names: places with a
 * small word in their middle, two given names before another, and the second syllable of a Korean
 * or Chinese given name. */
#include "sense/namer.h"

/* The hyphen at `i` touches the words on both sides, inside a sentence that ends at `end`. */
static bool is_link(const struct sense_doc *d, uint32_t i, uint32_t end)
{
    return i + 1 < end && sense_is_link(d, i);
}

static bool is_capital(const struct sense_doc *d, uint32_t i)
{
    return (d->tokens[i].flags & (TOK_CAP | TOK_ALPHA | TOK_DIGIT)) == (TOK_CAP | TOK_ALPHA);
}

/* What stands in the middle of places alone. */
static bool is_inner(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {
        "al", "am",   "au",    "aux", "da",  "das", "de",  "del",  "der",   "des", "do",  "dos",
        "du", "e",    "el",    "en",  "i",   "la",  "las", "le",   "les",   "lès", "lez", "los",
        "ob", "sous", "super", "sul", "sur", "ul",  "und", "upon", "under", "ye",  NULL};
    return sense_norm_in(d, i, words);
}

/* And what does in much else, too ("Man-of-the-Match"): only where the first word is a place. */
static bool is_between(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {"by", "in", "of", "on", "the", NULL};
    return sense_norm_in(d, i, words);
}

/* "e-Sharif" is one word to who looks for "e-mail". */
static bool is_inner_and_capital(const struct sense_doc *d, uint32_t i)
{
    struct str s = sense_token_str(d, i);
    return s.n > 3 && str_starts(s, STR("e-")) && s.p[2] >= 'A' && s.p[2] <= 'Z';
}

/* Where the chain that begins with the capital at `i` ends; `i + 1` where it is none.
 * *ret_inner: has a small word that stands in places only; *ret_between: another small word. */
static uint32_t chain(const struct sense_doc *d, uint32_t i, uint32_t end, bool *ret_inner,
                      bool *ret_between)
{
    uint32_t to = i + 1;
    *ret_inner = *ret_between = false;
    while (is_link(d, to, end)) {
        uint32_t k = to + 1;
        bool inner = false, between = false;
        for (int small = 0; small < 2 && !is_capital(d, k) && is_link(d, k + 1, end); small++) {
            inner |= is_inner(d, k);
            between |= is_between(d, k);
            if (!is_inner(d, k) && !is_between(d, k))
                return to;
            k += 2;
        }
        inner |= is_inner_and_capital(d, k);
        if (!is_capital(d, k) && !is_inner_and_capital(d, k))
            return to;
        *ret_inner |= inner;
        *ret_between |= between;
        to = k + 1;
    }
    return to;
}

static bool is_second_syllable(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {
        "ah",    "bae",  "beom", "bin",   "bok",   "bum",   "chan", "chul",  "dong",  "eun",
        "geun",  "gi",   "gil",  "gyu",   "hae",   "han",   "hee",  "ho",    "hoon",  "hui",
        "hun",   "hwa",  "hwan", "hye",   "hyeon", "hyuk",  "hyun", "hyung", "il",    "in",
        "ja",    "jae",  "je",   "jeong", "jin",   "jong",  "joo",  "joon",  "ju",    "jun",
        "jung",  "ki",   "koo",  "ku",    "kun",   "kwon",  "kyu",  "kyun",  "kyung", "lim",
        "mi",    "min",  "moon", "myung", "nam",   "ok",    "rae",  "ran",   "rim",   "rok",
        "ryong", "sam",  "sang", "seo",   "seok",  "seong", "shik", "sik",   "soo",   "sook",
        "su",    "suk",  "sun",  "sung",  "tae",   "taek",  "ui",   "uk",    "un",    "wan",
        "won",   "woo",  "wook", "yeol",  "yeon",  "yeong", "yong", "yoon",  "young", "yun",
        "wen",   "chen", "hung", "jiu",   "shek",  "kai",   "ying", "ling",  "teh",   "jeou",
        "hsiu",  "chi",  "tzu",  "ming",  NULL};
    return sense_norm_in(d, i, words);
}

/* Second syllables that are English words, too: "Jae-in" is a name, "Plug-in" and "Stand-in" are
 * none. Before these must stand a syllable that begins such names. */
static bool is_english_word(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {
        "in", "ran", "sang", "won",  "hung", "sun",  "young", "ok", "moon", "sam", "il", "un",
        "ho", "min", "han",  "chan", "rim",  "ming", "mi",    "gi", "chi",  "kai", "ja", NULL};
    return sense_norm_in(d, i, words);
}

static bool is_first_syllable(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {
        "bo",    "byung", "chae",  "chang",  "cheol", "cheong", "chun", "da",   "dae",
        "do",    "doo",   "ga",    "gang",   "gwang", "gyeong", "hong", "hyo",  "ik",
        "ji",    "kang",  "kwang", "kyeong", "man",   "na",     "po",   "se",   "seon",
        "seung", "si",    "so",    "song",   "soon",  "woong",  "ye",   "yeo",  "yoo",
        "you",   "yu",    "chia",  "ching",  "hsiao", "kuo",    "mei",  "shih", "tai",
        "wei",   "ya",    "yi",    "cheng",  "chien", NULL};
    return is_second_syllable(d, i) || sense_norm_in(d, i, words);
}

/* "Ban Ki-moon": two short words with capitals, and the syllable. */
static bool is_syllabled(const struct sense_doc *d, uint32_t i, uint32_t start, uint32_t end)
{
    return i > start && i + 2 < end && is_capital(d, i) && is_capital(d, i - 1) &&
           d->tokens[i].norm.n <= 6 && d->tokens[i - 1].norm.n <= 6 && is_link(d, i + 1, end) &&
           !(d->tokens[i + 2].flags & TOK_CAP) && is_second_syllable(d, i + 2) &&
           !(d->tokens[i - 1].flags & TOK_STOP) && !sense_norm_is(d, i, STR("in")) &&
           (!is_english_word(d, i + 2) || is_first_syllable(d, i));
}

/* How sure a name is that only its shape tells: as one that the model is fairly sure of. */
#define SHAPE_SURE 0.8f

/* A range that is one name, and of what kind. */
struct whole {
    uint32_t from, to;
    enum entity_kind kind;
};

static int32_t name_of(const struct sense_doc *d, uint32_t i)
{
    return d->tokens[i].name;
}

/* "Mary-Kate Olsen": given names before the hyphen and behind it, and a family name. */
static bool of_given_names(const struct sense_namer *n, const struct sense_doc *d, uint32_t i,
                           uint32_t end, struct whole *ret)
{
    static const char *const servants[] = {"abd", "abdel", "abdul", "abdal", "abdoul", NULL};
    bool servant = sense_norm_in(d, i, servants); /* "Abdel-Fattah" */
    if (!is_capital(d, i) || !is_link(d, i + 1, end) || i + 3 >= end || !is_capital(d, i + 2) ||
        is_link(d, i + 3, end) || name_of(d, i) < 0 || name_of(d, i + 2) < 0 ||
        name_of(d, i) == name_of(d, i + 2) ||
        (!servant && !(n->gaz.single[i] & GAZ_FIRST && n->gaz.single[i + 2] & GAZ_FIRST)))
        return false;
    const struct sense_name *first = &d->names[name_of(d, i)], *rest = &d->names[name_of(d, i + 2)];
    if (first->kind != ENTITY_PERSON || rest->kind != ENTITY_PERSON || first->from != i ||
        rest->from != i + 2 || rest->to - rest->from < 2)
        return false;
    *ret = (struct whole){i, rest->to, ENTITY_PERSON};
    return true;
}

/* "Lashkar-e-Taiba": who such names in "-e-" or "-i-" are of that are no places. */
static bool is_body(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {"ahl",     "hizb",   "harkat",  "jaish",  "jamaat",
                                        "jamiat",  "jamat",  "lashkar", "majlis", "muttahida",
                                        "sipah",   "tehrik", "tehreek", "pasban", "millat",
                                        "anjuman", "hezb",   "sazman",  "shura",  NULL};
    return sense_norm_in(d, i, words);
}

static bool linked_at(const struct sense_namer *n, const struct sense_doc *d, uint32_t i,
                      uint32_t start, uint32_t end, struct whole *ret)
{
    if (!is_capital(d, i) || (i > start && is_link(d, i - 1, end)))
        return false;
    if (of_given_names(n, d, i, end, ret))
        return true;
    if (is_syllabled(d, i, start, end)) {
        *ret = (struct whole){i - 1, i + 3, ENTITY_PERSON};
        return true;
    }
    bool inner, between;
    uint32_t to = chain(d, i, end, &inner, &between);
    if (!inner && !between)
        return false;
    int32_t first = name_of(d, i), last = name_of(d, to - 1);
    bool placed = first >= 0 && d->names[first].kind == ENTITY_PLACE;
    if (between && !placed)
        return false;
    /* "Jean-de-Dieu Momo": somebody, as the model has him. */
    bool longer = last >= 0 && d->names[last].to > to && d->names[last].kind == ENTITY_PERSON;
    bool both = first >= 0 && last >= 0 && d->names[first].kind == ENTITY_ORG &&
                d->names[last].kind == ENTITY_ORG;
    bool body = is_body(d, i) || both;
    *ret = (struct whole){i, longer ? d->names[last].to : to,
                          longer ? ENTITY_PERSON
                          : body ? ENTITY_ORG
                                 : ENTITY_PLACE};
    return true;
}

static void put_name(struct sense_doc *d, struct sense_name name)
{
    for (uint32_t t = name.from; t < name.to; t++) {
        d->tokens[t].name = (int32_t)d->name_count;
        d->tokens[t].labelled = (uint8_t)(1 + name.kind);
    }
    d->names[d->name_count++] = name;
}

static struct sense_name whole_name(const struct sense_doc *d, const struct whole *w)
{
    return (struct sense_name){.from = w->from,
                               .to = w->to,
                               .span = sense_span(d, w->from, w->to),
                               .kind = w->kind,
                               .sure = SHAPE_SURE,
                               .entity = -1,
                               .sentence = d->tokens[w->from].sentence};
}

/* Puts the names anew, the whole ones in the place of their pieces. */
static void put_wholes(struct sense_doc *d, const struct whole *found, size_t count)
{
    const struct sense_name *old = d->names;
    size_t n = d->name_count, k = 0;
    d->names = ARENA_ARRAY(d->arena, d->token_count + 1, struct sense_name);
    d->name_count = 0;
    for (size_t i = 0; i < n; i++) {
        while (k < count && found[k].to <= old[i].from)
            put_name(d, whole_name(d, &found[k++]));
        if (k < count && old[i].to > found[k].from)
            continue;
        struct sense_name name = old[i];
        for (uint32_t t = name.from; t < name.to; t++)
            d->tokens[t].name = (int32_t)d->name_count;
        d->names[d->name_count++] = name;
    }
    while (k < count)
        put_name(d, whole_name(d, &found[k++]));
}

void sense_names_link(const struct sense_namer *n, struct sense_doc *d)
{
    LIST(struct whole) found = {0};
    for (uint32_t s = 0; s < d->sentence_count; s++) {
        uint32_t start = d->sentences[s].from, end = d->sentences[s].to;
        for (uint32_t i = start; i < end; i++) {
            struct whole w;
            if (!linked_at(n, d, i, start, end, &w))
                continue;
            /* What the model had begun before it, or led on behind it, is of it. */
            int32_t first = name_of(d, w.from), last = name_of(d, w.to - 1);
            if (first >= 0 && d->names[first].from < w.from)
                w.from = d->names[first].from;
            if (last >= 0 && d->names[last].to > w.to)
                w.to = d->names[last].to;
            LIST_PUSH(d->arena, &found, w);
            i = w.to - 1;
        }
    }
    if (found.n)
        put_wholes(d, found.v, found.n);
}
