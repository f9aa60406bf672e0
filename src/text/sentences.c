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
     "hrsg jg kap mio mrd zz o.g i.d.r bspw geb gest str zzgl exkl zt h.c phil med jur rer mag i.v "
     "fam hl stv vors allg"},
    {"fr", "m mm mme mmes mlle mgr me pr dr st ste no n° art p pp cf av env fig vol éd bd apr janv "
           "févr juil sept oct nov déc tél ex gal"},
    {"es",
     "sr sres sra sras srta dr dres dra d dña lic ing gral cnel ud uds no n.º núm art arts pág "
     "págs p.ej av avda vol ed prof ee cap tte sto sta ntra fdo aprox tel ene feb abr jun jul "
     "ago sept oct nov dic"},
    {"it", "sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv on sen gen col art artt n "
           "nn pag vol es cfr geom arch rag mons cav comm cap ten mar s ss p.es c.a tel fig"},
    {"pt",
     "sr sra srs dr dra drs prof profa eng d exmo exma gen cel art arts n n.º pág págs vol av "
     "sto sta cap ten arq tel aprox fig r"},
    {"nl",
     "dhr mevr mw mej mr mrs dr prof drs ir ing nr art blz bijv bv ca vgl ds st jhr o.a d.w.z "
     "m.n a.u.b incl excl max min tel mln mld resp gen kol"},
    {"sv", "bl.a t.ex dvs kl nr ca resp fr.o.m t.o.m s.k prof dr st kap milj mdkr f.d m.fl d.v.s "
           "jfr ev max min tel"},
    {"da", "bl.a f.eks dvs kl nr ca hr fr dr prof pct mio mia d.v.s st jf evt inkl ekskl pga "
           "mht kap gl sct frk adj cand"},
    {"no", "bl.a f.eks dvs kl nr ca hr fr dr prof pst mill mrd st evt inkl jf kap"},
    {"fi", "esim mm ns n klo prof tri t.s nk vrt ts mrd milj rva ko s"},
    {"pl", "p pan prof dr hab mgr inż gen płk ppłk mjr kpt por ks św bp abp o ul al pl nr np m.in "
           "tzw tj tzn itp itd ok godz tys mln mld r w im woj pow gm red mec lek zob art ust "
           "pkt poz ww os"},
    {"cs", "p pan prof dr mgr ing doc gen plk pplk mjr kpt sv ul č čp č.p např tzv tj tzn apod mil "
           "mld tis judr mudr phdr rndr bc nám r ods odst příp resp max min cca st s str t.č csc "
           "drsc phd"},
    {"sk", "p prof dr mgr ing doc gen plk mjr kpt sv ul č napr tzv tj tzn mil mld tis judr mudr "
           "phdr bc nám r resp max min cca st str csc drsc phd"},
    {"ro",
     "dl dna d-l d-na dra dr prof ing av sf st nr str bd bul cca aprox dvs lect conf univ gen "
     "col mr cpt lt art alin pag vol mld mil"},
    {"hu", "dr ifj id özv prof st kb pl ill stb sz u.n ún tel gr br"},
    {"hr", "dr mr mag prof doc ing sv ul br str npr tzv tj itd god gosp gđa mil mlrd st čl"},
    {"sr", "dr mr mag prof doc ing sv ul br str npr tzv tj god mil др мр проф доц инж св ул бр стр "
           "нпр тзв тј год гђа"},
    {"sl", "dr mag prof doc ing sv ul št npr t.i tj oz g ga gdč ok mio mrd"},
    {"tr", "sn dr prof doç yrd av no vb bkz op uzm alb yzb gen org mah cad sok hz st"},
    {"id", "dr drs dra prof ir h hj jl no tn ny sdr st kol letjen mayjen brigjen jend gg kp rp kab "
           "kec ds rt tgl ybs a.n"},
    {"ca", "sr sra srta dr dra núm pàg av ctra st sta il·lm art"},
    {"el", "κ κκ κα κος δρ καθ αρ αριθ σελ π.χ δηλ βλ κεφ οδ λεωφ στρ αγ υπ αν"},
    {"ru", "г гг им ул пр просп пл д кв корп проф акад доц ген полк руб тыс млн млрд трлн т.е т.к "
           "т.н т.д см стр рис св п пп ст ч гр кг р-н обл д-р г-н г-жа"},
    {"uk",
     "м р рр ім вул просп пл буд кв проф акад доц ген полк грн тис млн млрд трлн т.зв т.д див "
     "стор св п ст с смт обл р-н д-р гр"},
    {"bg",
     "г гр ул бул проф акад доц инж ген полк св стр бр хил млн млрд лв т.е т.нар д-р г-н г-жа "
     "вж напр ж.к кв чл ал"},
    {"be", "г гг ім вул праф акад тыс млн млрд руб гл св стар в д"},
    {"vi", "tp ts th.s ths pgs gs bs ks ls tt tx q p gs.ts pgs.ts"},
    {"hi", "डॉ डा श्री प्रो पं कु स्व सुश्री मो"},
    {"mr", "डॉ श्री प्रा सौ पं"},
    {"ne", "डा डॉ श्री प्रा"},
    {"ar", "د أ م ا.د أ.د ص ج"},
};
/* Of these, units and words behind a number, which end a sentence where a capital follows them:
 * "за 310 млн руб. Жители", "od 2018 r. Kopalnia". Not in languages that write every noun so. */
static const char *const unit_ends[][2] = {
    {"ru", "г гг руб кг"}, {"uk", "р рр грн"}, {"be", "г гг руб"}, {"bg", "г лв"},
    {"pl", "r w"},         {"cs", "r hod"},    {"sk", "r hod"},    {"hr", "god"},
};
/* Of these, everyday words, which are abbreviations only before a number: "Art. 5", not "this Art."
 */
static const char before_number[] =
    "art no on fig vol bd abs kap min max mil tel pag pan por red ill";
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

static const char *list_of(const char *const (*lists)[2], size_t n, const char *lang)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(lists[i][0], lang) == 0)
            return lists[i][1];
    return NULL;
}

static bool never_ends(struct str low, const char *lang)
{
    const char *own = list_of(never_end, sizeof never_end / sizeof *never_end, lang);
    return text_list_has(own ? own : never_end[0][1], low);
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

/* Does a number, in digits or scaled ("310 млн"), stand before the word that begins at `at`? */
static bool behind_number(const struct splitter *sp, size_t at)
{
    const char *scales = "тыс млн млрд тис хил tys tis mln mld mil";
    char room[128];
    for (int words = 0; words < 2; words++) {
        while (at > sp->start && (sp->text.p[at - 1] == ' ' || sp->text.p[at - 1] == '.'))
            at--;
        if (at > sp->start && is_digit(sp->text.p[at - 1]))
            return true;
        struct str word = word_before(sp->text, sp->start, at);
        if (word.n == 0 || word.n > 24 || !text_list_has(scales, small(word, room, sizeof room)))
            return false;
        at = (size_t)(word.p - sp->text.p);
    }
    return false;
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i]))
            return false;
    return s.n > 0;
}

static bool is_letter(struct str s, size_t at, size_t *ret_next)
{
    return text_class(rune_at(s, at, ret_next)) == TEXT_LETTER;
}

/* A small letter, the one or the other of two with full stops and a space between: "z. B.", "h.
 * c.", "т. е." */
static bool is_pair(const struct splitter *sp, struct str word, size_t dot, size_t next)
{
    size_t after, from = (size_t)(word.p - sp->text.p);
    if (!is_letter(word, 0, &after) || after != word.n || text_is_upper(rune_at(word, 0, &after)))
        return false;
    if (next == dot + 2 && is_letter(sp->text, next, &after) && after < sp->text.n &&
        sp->text.p[after] == '.')
        return true;
    if (from < sp->start + 3 || sp->text.p[from - 1] != ' ' || sp->text.p[from - 2] != '.')
        return false;
    struct str before = word_before(sp->text, sp->start, from - 2);
    return is_letter(before, 0, &after) && after == before.n;
}

/* A single letter, or letters parted by full stops and hyphens ("J", "U.S", "J.-B"). Hebrew and
 * Arabic letters have no capitals, and are initials alone. */
static bool is_initials(const struct splitter *sp, struct str w)
{
    bool capitals = !text_list_has("he ar fa ur", str_c(sp->lang));
    if (!capitals && w.p > sp->text.p && w.p[-1] == '"')
        return false; /* ש"ח */
    size_t letters = 0;
    for (size_t at = 0; at < w.n;) {
        uint32_t r = utf8_next(w, &at);
        if (r == '.' || (r == '-' && at > 1 && w.p[at - 2] == '.')) {
            letters = 0;
            continue;
        }
        bool initial = text_is_upper(r) || (!capitals && !text_is_lower(r));
        if (text_class(r) != TEXT_LETTER || ++letters > 1 || !initial)
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

/* "l'avv": what stands behind an article that lost its vowel; not the case of "Calais'n". */
static struct str behind_elision(struct str word, const char *lang)
{
    if (!text_list_has("fr it ca", str_c(lang)))
        return word;
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] == '\'')
            return str_from(word, i + 1);
        if (str_starts(str_from(word, i), STR("’")))
            return str_from(word, i + 3);
    }
    return word;
}

/* "Une œuvre d'art." is French and Catalan, "l'art. 5" is everywhere. */
static bool is_art(struct str word, const char *lang)
{
    return str_eq(word, STR("art")) && text_list_has("fr ca", str_c(lang));
}

static bool ends_as_unit(const struct splitter *sp, struct str word, struct str low)
{
    const char *units = list_of(unit_ends, sizeof unit_ends / sizeof *unit_ends, sp->lang);
    bool unit = text_list_has("km cm mm kg ha", low) || (units && text_list_has(units, low));
    return unit && behind_number(sp, (size_t)(word.p - sp->text.p));
}

/* “……。”他说。 and 「……。」と話した。: who spoke goes on in the same sentence; not
 * 「……。」ところが, nor “……。”该街道全长, where the word of saying ends nothing. */
static bool speaker_follows(const struct splitter *sp, size_t at)
{
    enum { LOOKED_AT = 15 };
    static const char *const says[] = {"说",   "說",   "表示", "称",   "稱",   "说道",
                                       "說道", "写道", "寫道", "问道", "答道", NULL};
    struct str rest = str_from(sp->text, at);
    static const char *const others[] = {"とても", "ところ", "とはいえ", "とにかく", "とりわけ",
                                         "とくに", "ともに", "とうとう", "ともあれ", NULL};
    if (strcmp(sp->lang, "ja") == 0) {
        for (size_t i = 0; others[i]; i++)
            if (str_starts(rest, str_c(others[i])))
                return false;
        return str_starts(rest, STR("と"));
    }
    if (strcmp(sp->lang, "zh") != 0)
        return false;
    size_t to = 0, next;
    for (int i = 0; i < LOOKED_AT && to < rest.n; i++, to = next)
        if (text_class(rune_at(rest, to, &next)) != TEXT_IDEOGRAPH)
            break;
    rest = str_sub(rest, 0, to);
    for (size_t i = 0; says[i]; i++)
        if (str_ends(rest, str_c(says[i])))
            return true;
    return false;
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
    struct str low = small(word, room, sizeof room), bare = behind_elision(low, sp->lang);
    if (all_digits(word)) {
        size_t first = (size_t)(word.p - sp->text.p);
        if (first == sp->start && word.n <= 3)
            return false; /* "1. Item" */
        return !(word.n <= 2 && dots_ordinals(sp->lang));
    }
    bool english = sp->lang[0] == 0 || strcmp(sp->lang, "en") == 0;
    if (!english && c == TEXT_LETTER && text_is_upper(r) &&
        (ends_as_unit(sp, word, low) || text_list_has(before_number, low) ||
         is_art(bare, sp->lang)))
        return true;
    if (never_ends(bare, sp->lang))
        return c == TEXT_OTHER && next >= sp->text.n;
    if (!english && is_pair(sp, word, dot, next))
        return false;
    if (is_initials(sp, word)) {
        if (english && str_eq(word, STR("I")))
            return true;
        return str_find_char(word, '.') != SIZE_MAX && c == TEXT_LETTER && common_start(sp, start);
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
    bool ends = behind >= sp->text.n || (plain && !(quoted && speaker_follows(sp, end)));
    if (!ends && !plain && behind > end) {
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
