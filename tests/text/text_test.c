/* text: normal forms, words, sentences, stems, stop words, language, numbers. */
#include "check.h"
#include "text/internal.h"

#include <math.h>

static struct arena a;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

static void folding(void **state)
{
    (void)state;
    check_strz(text_fold(&a, STR("Hello WORLD")), "hello world");
    check_strz(text_fold(&a, STR("ÉLAN Straße")), "élan strasse");
    check_strz(text_nfc(&a, STR("e\xCC\x81t\xC3\xA9")), "été");
    check_strz(text_key(&a, STR("Côte d’Ivoire")), "cote divoire");
    check_strz(text_key(&a, STR(" U.S. ")), "us");
    check_strz(text_key(&a, STR("Al-Qaeda's")), "al qaedas");
    check_strz(text_key(&a, STR("Łódź, Ørsted & Þór")), "lodz orsted thor");
    check_strz(text_key(&a, STR("हिन्दी")), "हिन्दी");
    check_strz(text_key(&a, STR("\xFF\xFE")), "");
    struct buf b;
    buf_arena(&b, &a, 1 << 20);
    for (int i = 0; i < 20000; i++)
        buf_put(&b, i % 2 ? STR("\xCC\x81") : STR("\xCC\xA3"));
    check_true(text_nfc(&a, buf_str(&b)).n > 0); /* in linear time */
}

static void words_of(struct str s, const char *want)
{
    struct buf b;
    buf_arena(&b, &a, 1 << 16);
    struct text_words it = text_words(s);
    struct text_word w;
    while (text_word_next(&it, &w)) {
        if (b.n)
            buf_char(&b, '|');
        buf_put(&b, str_sub(s, w.at, w.end));
    }
    check_strz(buf_str(&b), want);
}

static void words(void **state)
{
    (void)state;
    words_of(STR("Don't pay 3.5 or 1,200; it's \"new-found\"."),
             "Don't|pay|3.5|or|1,200|it's|new|found");
    words_of(STR("the U.S. army, e.g. one"), "the|U.S|army|e.g|one");
    words_of(STR("東京都で"), "東京|京都|都で");
    words_of(STR("中 a"), "中|a");
    words_of(STR("Côte d’Ivoire, naïve"), "Côte|d’Ivoire|naïve");
    words_of(STR("1990s, B2B, 5."), "1990s|B2B|5");
    words_of(STR(""), "");
    words_of(STR("\xFF\x80 ok"), "ok");
    check_int(text_word_count(STR("one two three")), 3);
    check_int(text_word_count(STR("東京都で")), 2);
}

static void sentences_of(struct str s, const char *lang, const char *want)
{
    struct text_sentences t = text_sentences(&a, s, str_c(lang));
    struct buf b;
    buf_arena(&b, &a, 1 << 16);
    for (size_t i = 0; i < t.n; i++) {
        if (b.n)
            buf_char(&b, '|');
        buf_put(&b, span_str(s, t.v[i]));
    }
    check_strz(buf_str(&b), want);
}

static void sentences(void **state)
{
    (void)state;
    sentences_of(STR("He left. She stayed! Why? Nobody knows…  End"), "en",
                 "He left.|She stayed!|Why?|Nobody knows…|End");
    sentences_of(STR("He has a PhD. She has none."), "en", "He has a PhD.|She has none.");
    sentences_of(STR("Mr. Nils Holm met Dr. Ana B. Ruiz on Jan. 5. They spoke."), "en",
                 "Mr. Nils Holm met Dr. Ana B. Ruiz on Jan. 5.|They spoke.");
    sentences_of(STR("The U.S. Navy left at 5 p.m. The crew of Acme Inc. stayed."), "en",
                 "The U.S. Navy left at 5 p.m.|The crew of Acme Inc. stayed.");
    sentences_of(STR("\"We won.\" He smiled. \"Why?\" she asked. (It rained.) Done."), "en",
                 "\"We won.\"|He smiled.|\"Why?\" she asked.|(It rained.)|Done.");
    sentences_of(STR("It cost 3.5 million. See example.org/a.b for more. V2.0 is out."), "en",
                 "It cost 3.5 million.|See example.org/a.b for more.|V2.0 is out.");
    sentences_of(STR("A heading\n\nFirst line. Second one.\n\nThird"), "en",
                 "A heading|First line.|Second one.|Third");
    sentences_of(STR("1. Take this\n2. Leave that"), "en", "1. Take this|2. Leave that");
    sentences_of(STR("Am 3. Oktober kam er. Dann ging er z.B. nach Bonn."), "de",
                 "Am 3. Oktober kam er.|Dann ging er z.B. nach Bonn.");
    sentences_of(STR("“不行。”市民陈晓燕说。雨停了。"), "zh", "“不行。”市民陈晓燕说。|雨停了。");
    sentences_of(STR("「無理だ。」と話した。雨だ。"), "ja", "「無理だ。」と話した。|雨だ。");
    sentences_of(STR("「無理だ。」ところが雨だ。"), "ja", "「無理だ。」|ところが雨だ。");
    sentences_of(STR("“不行。”他说。"), "zh", "“不行。”他说。");
    sentences_of(STR("“不行。”该街道全长三公里。"), "zh", "“不行。”|该街道全长三公里。");
    sentences_of(STR("Piove fino a 80 mm. Domani sole."), "it", "Piove fino a 80 mm.|Domani sole.");
    sentences_of(STR("今日は晴れ。明日は雨！"), "ja", "今日は晴れ。|明日は雨！");
    sentences_of(STR("¿Vienes? ¡Sí! El Sr. Gil vino."), "es", "¿Vienes?|¡Sí!|El Sr. Gil vino.");
    sentences_of(STR("Er rief Prof. h. c. Rolf Amt an, d. h. den Leiter. Kinder dieser Art. Der"),
                 "de", "Er rief Prof. h. c. Rolf Amt an, d. h. den Leiter.|Kinder dieser Art.|Der");
    sentences_of(STR("Цена 310 млн руб. Жители, т. е. все, ждут. Пришёл И. В. Светлов из г. Орла."),
                 "ru",
                 "Цена 310 млн руб.|Жители, т. е. все, ждут.|Пришёл И. В. Светлов из г. Орла.");
    sentences_of(STR("Kopalnia działa od 2018 r. Górnicy mają 5 mln zł. To ul. Długa."), "pl",
                 "Kopalnia działa od 2018 r.|Górnicy mają 5 mln zł.|To ul. Długa.");
    sentences_of(STR("Ήρθε ο κ. Νίκος Δελής. Έφυγε;"), "el", "Ήρθε ο κ. Νίκος Δελής.|Έφυγε;");
    sentences_of(STR("डॉ. अनिल आए। वे गए।"), "hi", "डॉ. अनिल आए।|वे गए।");
    sentences_of(STR("Viaja a EE. UU. mañana. Dijo que no. La ley sigue."), "es",
                 "Viaja a EE. UU. mañana.|Dijo que no.|La ley sigue.");
    sentences_of(STR("Voici une œuvre d'art. Le public vient. Selon l'art. 5, l'av. Petit paie."),
                 "fr", "Voici une œuvre d'art.|Le public vient.|Selon l'art. 5, l'av. Petit paie.");
    sentences_of(STR("Parla all'on. Bianchi. È tardi."), "it", "Parla all'on. Bianchi.|È tardi.");
    sentences_of(STR("Hän asui Calais'n. Sitten hän palasi."), "fi",
                 "Hän asui Calais'n.|Sitten hän palasi.");
    sentences_of(STR("he was tired.The next day came."), "en", "he was tired.|The next day came.");
    sentences_of(STR("   "), "en", "");
    struct text_sentences t = text_sentences(&a, STR("A.\n\nB c.\n\nD e. F g."), STR("en"));
    check_int(t.n, 4);
    check_int(t.paragraph[0], 0);
    check_int(t.paragraph[1], 1);
    check_int(t.paragraph[3], 2);
}

static void stems(void **state)
{
    (void)state;
    struct stemmer *s = stemmer_new(STR("en-GB"));
    assert_non_null(s);
    check_strz(stemmer_stem(s, &a, STR("running")), "run");
    check_strz(stemmer_stem(s, &a, STR("attacks")), "attack");
    stemmer_free(s);
    check_true(stemmer_new(STR("xx")) == NULL && stemmer_new(STR_NONE) == NULL);
    struct str in[3] = {STR("Häuser"), STR("gegangen"), STR("a")}, out[3];
    text_stems(&a, STR("de"), in, 3, out);
    check_strz(out[1], "gegang");
    text_stems(&a, STR("zz"), in, 3, out);
    check_str(out[1], in[1]);
}

static void stop_words(void **state)
{
    (void)state;
    check_true(text_is_stop(STR("the"), STR("en")) && !text_is_stop(STR("minister"), STR("en")));
    check_true(text_is_stop(STR("don’t"), STR("en-US")));
    check_true(text_is_stop(STR("außer"), STR("de")) && !text_is_stop(STR("the"), STR("xx")));
    check_true(!text_is_stop(str_of("the\0x", 5), STR("en")));
    for (size_t i = 0; i < text_wordlist_count; i++)
        for (size_t k = 1; k < text_wordlists[i].n; k++)
            check_true(strcmp(text_wordlists[i].words[k - 1], text_wordlists[i].words[k]) < 0);
}

static void languages(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"en", "The committee said on Tuesday that it would look into the matter again."},
        {"en", "Storm leaves thousands without power"},
        {"de", "Der Ausschuss teilte am Dienstag mit, dass er die Sache noch einmal prüfen werde."},
        {"fr", "Le comité a déclaré mardi qu'il allait examiner de nouveau cette affaire."},
        {"es", "El comité dijo el martes que volverá a examinar el asunto en los próximos días."},
        {"pt", "O comitê disse na terça-feira que não vai examinar o assunto outra vez."},
        {"it", "Il comitato ha detto martedì che esaminerà di nuovo la questione."},
        {"nl", "De commissie zei dinsdag dat zij de zaak nog eens zal bekijken."},
        {"sv", "Kommittén sade på tisdagen att den ska se över frågan igen."},
        {"da", "Udvalget sagde tirsdag, at det vil se på sagen igen efter ferien."},
        {"no", "Utvalget sa tirsdag at det ikke vil se på saken igjen før etter ferien."},
        {"fi", "Lautakunta kertoi tiistaina, että se tutkii asian vielä uudelleen."},
        {"pl", "Komisja poinformowała we wtorek, że ponownie zbada tę sprawę."},
        {"cs", "Výbor v úterý uvedl, že se věcí bude znovu zabývat."},
        {"sk", "Výbor v utorok uviedol, že vecou sa bude opäť zaoberať aj vláda."},
        {"hu", "A bizottság kedden azt mondta, hogy újra megvizsgálja az ügyet."},
        {"ro", "Comisia a spus marți că va examina din nou această problemă."},
        {"tr", "Komisyon salı günü konuyu yeniden inceleyeceğini söyledi."},
        {"id", "Komite itu mengatakan pada hari Selasa bahwa mereka akan memeriksa lagi masalah "
               "tersebut."},
        {"vi", "Ủy ban cho biết hôm thứ Ba rằng họ sẽ xem xét lại vấn đề này."},
        {"hr", "Odbor je u utorak rekao da će ponovno razmotriti to pitanje."},
        {"ca", "El comitè va dir dimarts que tornarà a examinar l'assumpte amb els veïns."},
        {"ru", "Комитет сообщил во вторник, что он снова рассмотрит этот вопрос."},
        {"uk", "Комітет повідомив у вівторок, що він знову розгляне це питання."},
        {"bg", "Комитетът съобщи във вторник, че ще разгледа отново въпроса."},
        {"sr", "Одбор је у уторак рекао да ће поново размотрити то питање."},
        {"ar", "وقالت اللجنة يوم الثلاثاء إنها ستنظر في هذه القضية مرة أخرى."},
        {"fa", "کمیته روز سه‌شنبه گفت که این موضوع را دوباره "
               "بررسی "
               "خواهد "
               "کرد."},
        {"ur", "کمیٹی نے منگل کو کہا کہ وہ اس معاملے پر دوبارہ غور کرے گی۔"},
        {"hi", "समिति ने मंगलवार को कहा कि वह इस मामले पर फिर से विचार करेगी।"},
        {"zh", "委员会星期二表示将重新审议此事。"},
        {"ja", "委員会は火曜日、この問題を再検討すると述べた。"},
        {"ko", "위원회는 화요일에 이 문제를 다시 검토하겠다고 말했다."},
        {"el", "Η επιτροπή δήλωσε την Τρίτη ότι θα εξετάσει ξανά το θέμα."},
        {"he", "הוועדה אמרה ביום שלישי כי תבחן שוב את הנושא."},
        {"th", "คณะกรรมการกล่าวเมื่อวันอังคาร"},
        {"sr", "Predsednica opštine je juče saopštila da će most biti otvoren posle praznika."},
        {"hr", "Načelnica općine priopćila je jučer da će most biti otvoren poslije blagdana."},
        {"gl", "O concello pechou onte a ponte vella polas inundacións das últimas semanas."},
        {"ne", "नदीमा बाढी आएपछि गाउँलेहरू विद्यालयमा बसेका छन्।"},
        {"und", "12345 --- !!"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_lang l = text_lang(str_c(cases[i][1]));
        if (strcmp(l.code, cases[i][0]) != 0)
            print_error("want %s, got %s (%.2f): %s\n", cases[i][0], l.code, l.sure, cases[i][1]);
        assert_string_equal(l.code, cases[i][0]);
    }
}

/* Japanese is written in two scripts, and is sure all the same. */
static void japanese_is_sure(void **state)
{
    (void)state;
    struct text_lang l = text_lang(STR("市長は午後、駅前の広場で新しい図書館の計画を発表した。"));
    assert_string_equal(l.code, "ja");
    check_true(l.sure > 0.9);
}

static void number_is(const char *text, double value, size_t used, enum text_number_kind kind)
{
    struct text_number n;
    if (!text_number_parse(str_c(text), &n))
        print_error("no number: %s\n", text);
    check_true(text_number_parse(str_c(text), &n));
    if (fabs(n.value - value) > 1e-9 * value || n.used != used || n.kind != kind)
        print_error("%s: value %f used %u kind %d\n", text, n.value, n.used, (int)n.kind);
    check_true(fabs(n.value - value) <= 1e-9 * value);
    check_int(n.used, used);
    check_int(n.kind, kind);
}

static void numbers(void **state)
{
    (void)state;
    number_is("1,200 men", 1200, 5, TEXT_CARDINAL);
    number_is("3.5 million people", 3.5e6, 11, TEXT_CARDINAL);
    number_is("12,34,567", 1234567, 9, TEXT_CARDINAL);
    number_is("4,54, 487", 4, 1, TEXT_CARDINAL); /* no groups: nothing is made up */
    number_is("10 000 euros", 10000, 6, TEXT_CARDINAL);
    number_is("2019, 300 more", 2019, 4, TEXT_CARDINAL);
    number_is("5bn", 5e9, 3, TEXT_CARDINAL);
    number_is("0.25", 0.25, 4, TEXT_CARDINAL);
    number_is("twenty-four soldiers", 24, 11, TEXT_CARDINAL);
    number_is("Two hundred and five.", 205, 20, TEXT_CARDINAL);
    number_is("one million two hundred thousand", 1.2e6, 32, TEXT_CARDINAL);
    number_is("two and three", 2, 3, TEXT_CARDINAL);
    number_is("a dozen eggs", 12, 7, TEXT_CARDINAL);
    number_is("two dozen", 24, 9, TEXT_CARDINAL);
    number_is("half a million", 5e5, 14, TEXT_CARDINAL);
    number_is("a hundred", 100, 9, TEXT_CARDINAL);
    number_is("dozens of men", 12, 6, TEXT_VAGUE);
    number_is("Hundreds of thousands of men", 1e5, 21, TEXT_VAGUE);
    number_is("21st", 21, 4, TEXT_ORDINAL);
    number_is("twenty-first", 21, 12, TEXT_ORDINAL);
    number_is("third", 3, 5, TEXT_ORDINAL);
    struct text_number n;
    check_true(!text_number_parse(STR("a man"), &n) && !text_number_parse(STR("often"), &n));
    check_true(!text_number_parse(STR(""), &n) && !text_number_parse(STR("tenet"), &n));
    check_true(!text_number_parse(STR("half time"), &n) && !text_number_parse(STR("million"), &n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(japanese_is_sure), cmocka_unit_test(folding), cmocka_unit_test(words),
        cmocka_unit_test(sentences),        cmocka_unit_test(stems),   cmocka_unit_test(stop_words),
        cmocka_unit_test(languages),        cmocka_unit_test(numbers),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
