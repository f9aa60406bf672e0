/* lang.c: tells the language of a text.
 *
 * The script decides where only one language uses it (Greek, Thai, kana ...). Within Latin,
 * Cyrillic, Arabic and Devanagari each language collects points: for each common word of it in a
 * sample (a word that k languages share gives 1/k), for letters that only it and few others write,
 * and for ends and pieces of words that are typical, which decide short texts. Cavnar and Trenkle
 * (1994) rank n-grams learnt from texts; here the tables are short, written by hand, and can be
 * read. */
#include "text/internal.h"

enum { SAMPLE_BYTES = 4096, SAMPLE_WORDS = 160, ENOUGH_WORDS = 40, LANGS_MOST = 64 };

enum script {
    S_LATIN,
    S_CYRILLIC,
    S_ARABIC,
    S_DEVANAGARI,
    S_HAN,
    S_KANA,
    S_HANGUL,
    S_GREEK,
    S_HEBREW,
    S_ARMENIAN,
    S_GEORGIAN,
    S_THAI,
    S_LAO,
    S_KHMER,
    S_BURMESE,
    S_BENGALI,
    S_GURMUKHI,
    S_GUJARATI,
    S_ORIYA,
    S_TAMIL,
    S_TELUGU,
    S_KANNADA,
    S_MALAYALAM,
    S_SINHALA,
    S_ETHIOPIC,
    S_TIBETAN,
    S_COUNT
};

static const struct script_range {
    uint32_t from, to;
    enum script script;
} ranges[] = {
    {0x41, 0x5A, S_LATIN},        {0x61, 0x7A, S_LATIN},        {0xAA, 0x24F, S_LATIN},
    {0x250, 0x2AF, S_LATIN},      {0x370, 0x3FF, S_GREEK},      {0x400, 0x52F, S_CYRILLIC},
    {0x531, 0x58F, S_ARMENIAN},   {0x590, 0x5FF, S_HEBREW},     {0x600, 0x6FF, S_ARABIC},
    {0x750, 0x77F, S_ARABIC},     {0x900, 0x97F, S_DEVANAGARI}, {0x980, 0x9FF, S_BENGALI},
    {0xA00, 0xA7F, S_GURMUKHI},   {0xA80, 0xAFF, S_GUJARATI},   {0xB00, 0xB7F, S_ORIYA},
    {0xB80, 0xBFF, S_TAMIL},      {0xC00, 0xC7F, S_TELUGU},     {0xC80, 0xCFF, S_KANNADA},
    {0xD00, 0xD7F, S_MALAYALAM},  {0xD80, 0xDFF, S_SINHALA},    {0xE00, 0xE7F, S_THAI},
    {0xE80, 0xEFF, S_LAO},        {0xF00, 0xFFF, S_TIBETAN},    {0x1000, 0x109F, S_BURMESE},
    {0x10A0, 0x10FF, S_GEORGIAN}, {0x1100, 0x11FF, S_HANGUL},   {0x1200, 0x139F, S_ETHIOPIC},
    {0x1780, 0x17FF, S_KHMER},    {0x1E00, 0x1EFF, S_LATIN},    {0x1F00, 0x1FFF, S_GREEK},
    {0x3040, 0x30FF, S_KANA},     {0x3400, 0x9FFF, S_HAN},      {0xAC00, 0xD7AF, S_HANGUL},
    {0xF900, 0xFAFF, S_HAN},      {0xFB50, 0xFDFF, S_ARABIC},   {0xFE70, 0xFEFF, S_ARABIC},
    {0x20000, 0x3FFFF, S_HAN},
};

/* The one language of a script, or the languages to choose from. */
static const char *const script_langs[S_COUNT] = {
    [S_LATIN] = ("en de fr es it pt nl sv da no fi pl cs ro hu tr id sk sl hr ca gl vi ms tl "
                 "sw et lv lt sq eu af is ga cy az uz so ha"),
    [S_CYRILLIC] = "ru uk bg sr be mk kk ky mn tg",
    [S_ARABIC] = "ar fa ur ps ckb",
    [S_DEVANAGARI] = "hi mr ne",
    [S_HAN] = "zh",
    [S_KANA] = "ja",
    [S_HANGUL] = "ko",
    [S_GREEK] = "el",
    [S_HEBREW] = "he",
    [S_ARMENIAN] = "hy",
    [S_GEORGIAN] = "ka",
    [S_THAI] = "th",
    [S_LAO] = "lo",
    [S_KHMER] = "km",
    [S_BURMESE] = "my",
    [S_BENGALI] = "bn",
    [S_GURMUKHI] = "pa",
    [S_GUJARATI] = "gu",
    [S_ORIYA] = "or",
    [S_TAMIL] = "ta",
    [S_TELUGU] = "te",
    [S_KANNADA] = "kn",
    [S_MALAYALAM] = "ml",
    [S_SINHALA] = "si",
    [S_ETHIOPIC] = "am",
    [S_TIBETAN] = "bo",
};

/* Letters and the languages that write them often. Each occurrence, once a word, gives 0.5 /
 * languages. */
static const struct {
    const char *letters, *langs;
} letter_hints[] = {
    {"ß", "de"},
    {"ä", "de sv fi et sk"},
    {"ö", "de sv fi hu tr et is az"},
    {"ü", "de hu tr et az es"},
    {"å", "sv da no"},
    {"æ", "da no is"},
    {"ø", "da no"},
    {"ñ", "es gl tl eu"},
    {"¿", "es gl"},
    {"¡", "es"},
    {"ã", "pt vi"},
    {"õ", "pt et vi"},
    {"ç", "fr pt ca tr sq az"},
    {"œ", "fr"},
    {"ê", "fr pt vi cy"},
    {"è", "fr it ca"},
    {"ù", "it fr vi"},
    {"ì", "it vi"},
    {"ò", "it ca vi"},
    {"ł", "pl"},
    {"ą", "pl lt"},
    {"ę", "pl lt"},
    {"ś", "pl"},
    {"ż", "pl"},
    {"ź", "pl"},
    {"ń", "pl"},
    {"ć", "pl hr"},
    {"ě", "cs"},
    {"ř", "cs"},
    {"ů", "cs"},
    {"ľ", "sk"},
    {"ĺ", "sk"},
    {"ŕ", "sk"},
    {"ô", "fr pt sk vi"},
    {"č", "cs sk sl hr lt lv"},
    {"š", "cs sk sl hr lt lv et"},
    {"ž", "cs sk sl hr lt lv"},
    {"ý", "cs sk is"},
    {"ď", "cs sk"},
    {"ť", "cs sk"},
    {"đ", "hr vi"},
    {"ă", "ro vi"},
    {"ț", "ro"},
    {"ș", "ro"},
    {"ţ", "ro"},
    {"ő", "hu"},
    {"ű", "hu"},
    {"ğ", "tr az"},
    {"ı", "tr az"},
    {"ş", "tr az ro"},
    {"ə", "az"},
    {"ė", "lt"},
    {"į", "lt"},
    {"ų", "lt"},
    {"ū", "lt lv"},
    {"ā", "lv"},
    {"ē", "lv"},
    {"ī", "lv"},
    {"ļ", "lv"},
    {"ņ", "lv"},
    {"ķ", "lv"},
    {"ģ", "lv"},
    {"ë", "sq nl"},
    {"þ", "is"},
    {"ð", "is"},
    {"ŵ", "cy"},
    {"ŷ", "cy"},
    {"ơ", "vi"},
    {"ư", "vi"},
    {"ạ", "vi"},
    {"ế", "vi"},
    {"ộ", "vi"},
    {"ấ", "vi"},
    {"ả", "vi"},
    {"ị", "vi"},
    {"ủ", "vi"},
    {"·", "ca"},
    {"ы", "ru be kk ky"},
    {"э", "ru be mn"},
    {"ё", "ru be"},
    {"щ", "ru uk bg"},
    {"ї", "uk"},
    {"є", "uk"},
    {"ґ", "uk"},
    {"і", "uk be kk"},
    {"ў", "be"},
    {"ъ", "bg"},
    {"ј", "sr mk"},
    {"љ", "sr mk"},
    {"њ", "sr mk"},
    {"ђ", "sr"},
    {"ћ", "sr"},
    {"џ", "sr mk"},
    {"ќ", "mk"},
    {"ѓ", "mk"},
    {"ѕ", "mk"},
    {"қ", "kk tg"},
    {"ғ", "kk tg"},
    {"ә", "kk"},
    {"ұ", "kk"},
    {"ң", "kk ky"},
    {"ө", "kk ky mn"},
    {"ү", "kk ky mn"},
    {"ҷ", "tg"},
    {"ӣ", "tg"},
    {"ӯ", "tg"},
    {"ҳ", "tg"},
    {"ة", "ar"},
    {"إ", "ar"},
    {"أ", "ar"},
    {"ى", "ar"},
    {"ي", "ar ps"},
    {"ك", "ar"},
    {"پ", "fa ur ps ckb"},
    {"چ", "fa ur ps ckb"},
    {"گ", "fa ur ckb"},
    {"ی", "fa ur ckb ps"},
    {"ک", "fa ur ps ckb"},
    {"ژ", "fa ckb"},
    {"ٹ", "ur"},
    {"ڈ", "ur"},
    {"ڑ", "ur"},
    {"ے", "ur"},
    {"ں", "ur"},
    {"ہ", "ur"},
    {"ھ", "ur ckb"},
    {"ې", "ps"},
    {"ځ", "ps"},
    {"څ", "ps"},
    {"ډ", "ps"},
    {"ړ", "ps"},
    {"ښ", "ps"},
    {"ږ", "ps"},
    {"ە", "ckb"},
    {"ۆ", "ckb"},
    {"ێ", "ckb"},
    {"ڵ", "ckb"},
    {"ڕ", "ckb"},
    {"ळ", "mr"},
};

/* Pieces of folded words: '^' starts, '$' ends. Each gives 0.3 / languages. */
static const struct {
    const char *piece, *langs;
} piece_hints[] = {
    {"ing$", "en"},
    {"tion$", "en fr"},
    {"^th", "en"},
    {"^wh", "en"},
    {"ed$", "en"},
    {"ly$", "en"},
    {"ght", "en"},
    {"'s$", "en"},
    {"ness$", "en"},
    {"ould", "en"},
    {"sch", "de"},
    {"ung$", "de"},
    {"lich", "de"},
    {"keit", "de"},
    {"^ge", "de nl"},
    {"cht", "de nl"},
    {"eur$", "fr"},
    {"eux$", "fr"},
    {"aux$", "fr"},
    {"ment$", "fr ca"},
    {"^l'", "fr it ca"},
    {"^d'", "fr it ca"},
    {"^qu'", "fr"},
    {"oir", "fr"},
    {"ción$", "es"},
    {"ciones$", "es"},
    {"dad$", "es gl"},
    {"ados$", "es pt"},
    {"mente$", "es it pt gl"},
    {"zione$", "it"},
    {"zioni$", "it"},
    {"gli", "it"},
    {"tà$", "it"},
    {"ato$", "it"},
    {"cch", "it"},
    {"ção$", "pt"},
    {"ções$", "pt"},
    {"dade$", "pt gl"},
    {"nh", "pt vi"},
    {"lh", "pt"},
    {"ij", "nl"},
    {"^ver", "nl de"},
    {"aa", "nl fi et da"},
    {"oo", "nl en fi"},
    {"eer$", "nl"},
    {"heid$", "nl af"},
    {"lse$", "da no"},
    {"het$", "sv no"},
    {"arna$", "sv"},
    {"orna$", "sv"},
    {"ande$", "sv"},
    {"ende$", "da no nl"},
    {"erne$", "da"},
    {"ene$", "no"},
    {"^af", "da af"},
    {"kk", "fi no"},
    {"ssa$", "fi"},
    {"ssä$", "fi"},
    {"lla$", "fi it"},
    {"nen$", "fi"},
    {"sta$", "fi"},
    {"ien$", "fi"},
    {"szcz", "pl"},
    {"cz", "pl"},
    {"rz", "pl"},
    {"sz", "pl hu"},
    {"owa", "pl"},
    {"ego$", "pl"},
    {"ých$", "cs sk"},
    {"ého$", "cs sk"},
    {"ní$", "cs"},
    {"ov$", "sk"},
    {"ului$", "ro"},
    {"ul$", "ro"},
    {"ilor$", "ro"},
    {"elor$", "ro"},
    {"ság", "hu"},
    {"ség", "hu"},
    {"gy", "hu"},
    {"nak$", "hu"},
    {"nek$", "hu"},
    {"lar", "tr az uz"},
    {"ler", "tr az"},
    {"yor$", "tr"},
    {"dan$", "tr id ms uz"},
    {"nda$", "tr az"},
    {"^ber", "id ms de"},
    {"^meng", "id ms"},
    {"^mem", "id ms"},
    {"kan$", "id ms"},
    {"nya$", "id ms"},
    {"^peng", "id ms"},
    {"ije", "hr sl"},
    {"nja", "hr sl"},
    {"ción", "es"},
    {"ció$", "ca"},
    {"ció", "ca es"},
    {"óns$", "gl"},
    {"cións$", "gl"},
    {"zos$", "gl es pt"},
    {"lj", "hr sl"},
    {"uju$", "hr"},
    {"uje$", "hr cs sl"},
    {"ije$", "hr"},
    {"io$", "hr it es"},
    {"ie$", "sk pl"},
    {"ia$", "sk pl"},
    {"ách$", "sk cs"},
    {"iach$", "sk pl"},
    {"^mga", "tl"},
    {"ang$", "tl id ms"},
    {"ng$", "vi en tl"},
    {"^nag", "tl"},
    {"^wa", "sw"},
    {"^ku", "sw"},
    {"^ma", "sw"},
    {"^ki", "sw"},
    {"isha$", "sw"},
    {"ud$", "et"},
    {"ised$", "et"},
    {"ami", "lv"},
    {"ais$", "lv fr"},
    {"iem$", "lv"},
    {"ių$", "lt"},
    {"as$", "lt lv es pt"},
    {"ijos$", "lt"},
    {"shë", "sq"},
    {"ve$", "sq tr"},
    {"tx", "eu"},
    {"tz", "eu de"},
    {"ko$", "eu"},
    {"ak$", "eu"},
    {"ur$", "is fr"},
    {"inn$", "is"},
    {"bh", "ga"},
    {"mh", "ga"},
    {"^dd", "cy"},
    {"wy", "cy"},
    {"aeth", "cy"},
    {"oʻ", "uz"},
    {"o'", "uz"},
    {"aa$", "so"},
    {"ada$", "so"},
    {"ться$", "ru"},
    {"ость$", "ru"},
    {"ого$", "ru uk"},
    {"ние$", "ru bg"},
    {"ння$", "uk"},
    {"ості$", "uk"},
    {"ите$", "bg mk"},
    {"ата$", "bg mk"},
    {"ият$", "bg"},
    {"ција", "sr mk"},
    {"ање$", "sr mk"},
    {"ція", "uk"},
    {"цыя", "be"},
    {"नेछ$", "ne"},
    {"ेछ$", "ne"},
    {"पछि$", "ne"},
    {"ले$", "ne"},
    {"हरू$", "ne"},
    {"ीय$", "hi ne mr"},
    {"ला$", "mr"},
    {"च्या$", "mr"},
    {"ंनी$", "mr"},
    {"ों$", "hi"},
    {"^ال", "ar"},
    {"^وال", "ar"},
    {"ات$", "ar"},
    {"های$", "fa"},
    {"ها$", "fa"},
    {"^می", "fa"},
};

static enum script script_of(uint32_t r)
{
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (r > ranges[mid].to)
            low = mid + 1;
        else if (r < ranges[mid].from)
            high = mid;
        else
            return ranges[mid].script;
    }
    return S_COUNT;
}

struct race {
    const char *codes[LANGS_MOST];
    const struct text_wordlist *lists[LANGS_MOST];
    double points[LANGS_MOST];
    size_t n;
};

static void race_init(struct race *r, const char *langs)
{
    memset(r, 0, sizeof *r);
    for (size_t i = 0; i < text_wordlist_count && r->n < LANGS_MOST; i++)
        if (text_list_has(langs, str_c(text_wordlists[i].code))) {
            r->codes[r->n] = text_wordlists[i].code;
            r->lists[r->n++] = &text_wordlists[i];
        }
}

static size_t list_count(const char *langs)
{
    size_t n = 1;
    for (; *langs; langs++)
        n += *langs == ' ';
    return n;
}

static void give(struct race *r, const char *langs, double points)
{
    points /= (double)list_count(langs);
    for (size_t i = 0; i < r->n; i++)
        if (text_list_has(langs, str_c(r->codes[i])))
            r->points[i] += points;
}

static bool has_piece(struct str word, const char *piece)
{
    struct str p = str_c(piece);
    if (p.p[0] == '^')
        return str_starts(word, str_from(p, 1));
    if (p.p[p.n - 1] == '$')
        return word.n > p.n && str_ends(word, str_sub(p, 0, p.n - 1));
    return str_find(word, p) != SIZE_MAX;
}

/* Points for one folded word; true where some list has it. */
static bool word_points(struct race *r, struct str word)
{
    bool has[LANGS_MOST];
    size_t k = 0;
    for (size_t i = 0; i < r->n; i++)
        k += has[i] = text_wordlist_has(r->lists[i], word);
    for (size_t i = 0; i < r->n && k; i++)
        r->points[i] += has[i] ? 1.0 / (double)k + 0.15 : 0;
    return k > 0;
}

static void letter_points(struct race *r, struct str word)
{
    bool plain = true;
    for (size_t i = 0; i < word.n; i++)
        plain &= (unsigned char)word.p[i] < 0x80;
    for (size_t i = 0; !plain && i < sizeof letter_hints / sizeof *letter_hints; i++)
        if (str_find(word, str_c(letter_hints[i].letters)) != SIZE_MAX)
            give(r, letter_hints[i].langs, 0.5);
}

static void piece_points(struct race *r, struct str word)
{
    for (size_t i = 0; i < sizeof piece_hints / sizeof *piece_hints; i++)
        if (has_piece(word, piece_hints[i].piece))
            give(r, piece_hints[i].langs, 0.3);
}

/* A small lower-casing into a fixed room; good enough for common words. */
static struct str fold_word(struct str word, char *out, size_t cap)
{
    size_t n = 0;
    for (size_t at = 0; at < word.n && n + 4 < cap;) {
        uint32_t rune = utf8_next(word, &at);
        if (rune == 0x2019)
            rune = '\'';
        n += utf8_encode(text_lower_rune(rune), out + n);
    }
    return str_of(out, n);
}

/* Serbian that is written in Latin letters has the words of Croatian, but "e" for "ije" and some
 * words of its own. Which of them the sample has more of. */
static const char *serbian_or_croatian(struct str s)
{
    static const char serbian[] =
        "posle pre gde uvek ovde nedelja nedelje nedelju vreme vremena mesto mesta mestu deo ceo "
        "hteo želeo podneo doneo uneo reč reči reka reke lepo leto sreda sredu ko svako neko niko "
        "šta oktobra novembra decembra januara februara marta aprila maja juna jula avgusta "
        "septembra takođe saopštio saopštila izjavio predsednik predsednica premijer opština "
        "bezbednost dete deca čovek odeljenje primeri izveštaj uslov hiljada hiljade sveta vekova "
        "vek voz hleb porodica";
    static const char croatian[] =
        "poslije prije gdje uvijek ovdje tjedan tjedna vrijeme vremenu mjesto mjesta mjestu dio "
        "cijeli htio podnio donio riječ rijeka lijepo ljeto srijeda srijedu tko svatko netko nitko "
        "što listopada studenog prosinca siječnja veljače ožujka travnja svibnja lipnja srpnja "
        "kolovoza rujna svibnju lipnju također priopćio priopćila predsjednik predsjednica općina "
        "sigurnost dijete djeca čovjek odjel izvješće uvjet tisuća tisuće svijeta stoljeća vlak "
        "kruh obitelj tijekom";
    struct text_words it = text_words(s);
    struct text_word w;
    int lead = 0;
    while (text_word_next(&it, &w)) {
        char room[160];
        if (w.end - w.at > 60)
            continue;
        struct str word = fold_word(str_sub(s, w.at, w.end), room, sizeof room);
        lead += text_list_has(serbian, word) - text_list_has(croatian, word);
    }
    return lead > 0 ? "sr" : "hr";
}

static struct text_lang choose(const struct race *r, size_t words, size_t known)
{
    size_t best = 0;
    double second = 0;
    for (size_t i = 1; i < r->n; i++)
        best = r->points[i] > r->points[best] ? i : best;
    for (size_t i = 0; i < r->n; i++)
        if (i != best && r->points[i] > second)
            second = r->points[i];
    double top = r->n ? r->points[best] : 0;
    if (top <= 0 || words == 0)
        return (struct text_lang){"und", 0};
    /* Sure: a clear lead, enough words seen, and a fair share of them known. */
    double lead = (top - second) / top;
    double seen = top / (top + 1.0);
    double share = (double)known / (double)words;
    double sure = (0.25 + 1.1 * lead) * seen * (share > 0.15 ? 1.0 : 0.4 + 4 * share);
    return (struct text_lang){r->codes[best], sure > 1 ? 1 : sure};
}

static struct text_lang by_words(struct str s, const char *langs)
{
    struct race r;
    race_init(&r, langs);
    struct text_words it = text_words(s);
    struct text_word w;
    size_t words = 0, known = 0;
    while (words < SAMPLE_WORDS && text_word_next(&it, &w)) {
        if (w.kind != TEXT_WORD || w.end - w.at > 60)
            continue;
        char room[160];
        struct str word = fold_word(str_sub(s, w.at, w.end), room, sizeof room);
        words++;
        known += word_points(&r, word);
        letter_points(&r, word);
        if (words <= 60)
            piece_points(&r, word);
        if (words == ENOUGH_WORDS && choose(&r, words, known).sure >= 0.8)
            break;
    }
    return choose(&r, words, known);
}

struct text_lang text_lang(struct str s)
{
    uint32_t counts[S_COUNT] = {0}, letters = 0;
    s = utf8_cut(s, SAMPLE_BYTES);
    for (size_t at = 0; at < s.n;) {
        enum script sc = script_of(utf8_next(s, &at));
        if (sc < S_COUNT) {
            counts[sc]++;
            letters++;
        }
    }
    if (letters == 0)
        return (struct text_lang){"und", 0};
    enum script best = S_LATIN;
    for (int i = 1; i < S_COUNT; i++) {
        /* One letter of Latin says less than one Han character. */
        uint32_t weight = i == S_HAN || i == S_HANGUL || i == S_KANA ? 2 : 1;
        if (counts[i] * weight > counts[best])
            best = (enum script)i;
    }
    if (best == S_HAN && counts[S_KANA] * 10 > counts[S_HAN])
        best = S_KANA;
    uint32_t own = counts[best] + (best == S_KANA ? counts[S_HAN] : 0); /* Japanese has both */
    double share = (double)own / letters;
    const char *langs = script_langs[best];
    if (strchr(langs, ' ')) {
        struct text_lang l = by_words(s, langs);
        if (strcmp(l.code, "hr") == 0)
            l.code = serbian_or_croatian(s);
        return l;
    }
    return (struct text_lang){langs, share * (letters > 8 ? 1.0 : 0.7)};
}
