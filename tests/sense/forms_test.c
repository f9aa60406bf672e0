/* Names of other languages in the form that a dictionary has, each with ordinary ones that must
 * stay as they are written; and names, tags and credits in scripts and texts of their own kind. */
#include "check.h"
#include "sense/sense.h"
#include "text/text.h"

static struct arena a;

static struct reading read_text(const char *title, const char *text)
{
    struct article article = {
        .title = str_c(title), .text = str_c(text), .published = {.us = TIME_NONE}};
    struct reading r;
    sense_read(&a, &article, TIME_NONE, &r);
    return r;
}

static const struct entity *name_of(const struct reading *r, struct str name)
{
    for (size_t i = 0; i < r->entity_count; i++)
        if (str_eq(r->entities[i].name, name))
            return &r->entities[i];
    return NULL;
}

static bool has_tag(const struct reading *r, const char *tag)
{
    for (size_t i = 0; i < r->hashtag_count; i++)
        if (str_eq(r->hashtags[i].tag, str_c(tag)))
            return true;
    return false;
}

struct row {
    const char *lang, *text, *names; /* parted by bars */
};

static void all_are_named(const struct row *rows, size_t n)
{
    arena_init(&a, 256 << 20);
    for (size_t i = 0; i < n; i++) {
        struct reading r = read_text("", rows[i].text);
        struct str list = str_c(rows[i].names), one;
        check_strz(r.lang, rows[i].lang);
        while (str_split(&list, '|', &one))
            if (!name_of(&r, one))
                fail_msg("%.*s: %s", STR_ARG(one), rows[i].text);
    }
    arena_done(&a);
}

static void places_stand_in_their_base_form(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"fi",
         "Helsingissä ja Turussa sataa lunta, mutta Lahdessa on kuivaa. Juna Tampereelta Ouluun on "
         "myöhässä, eikä Venäjältä tule sähköä Viroon. Suomesta vietiin puuta Ruotsiin.",
         "Helsinki|Turku|Lahti|Tampere|Oulu|Venäjä|Viro|Suomi|Ruotsi"},
        {"hu",
         "Budapesten és Pécsett esik az eső, de Kőbányáról nem indul busz. A vonat Debrecenből "
         "Bécsbe tart, és Romániában sem áll meg.",
         "Budapest|Pécs|Kőbánya|Debrecen|Bécs|Románia"},
        {"pl",
         "W Gdańsku i w Krakowie padało, a z Łodzi nie jechał żaden pociąg. Ministrowie z Niemiec "
         "i "
         "ze Szwecji przylecieli do Warszawy i do Pragi.",
         "Gdańsk|Kraków|Łódź|Niemcy|Szwecja|Warszawa|Praga"},
        {"cs",
         "V Praze a v Olomouci pršelo, z Brna nejel žádný vlak. Ministři z Německa a z Francie "
         "přiletěli do Vídně a potom do Varšavy.",
         "Praha|Olomouc|Brno|Německo|Francie|Vídeň|Varšava"},
        {"ru",
         "В Москве и под Казанью шёл дождь, а из Новосибирска не ушёл ни один поезд. Вчера "
         "министры "
         "Франции и Германии прилетели в Варшаву, потом в Россию.",
         "Москва|Казань|Новосибирск|Франция|Германия|Варшава|Россия"},
        {"uk",
         "У Львові та в Києві йшов дощ, а з Харкова не вирушив жоден потяг. Міністри з Польщі та "
         "Франції прибули до Одеси, потім до Дніпра.",
         "Львів|Київ|Харків|Польща|Франція|Одеса|Дніпро"},
        {"el",
         "Στην Αθήνα έβρεχε χθες, αλλά στο κέντρο της Χαλκίδας όχι. Οι υπουργοί της Ελλάδας και "
         "της "
         "Γαλλίας έφτασαν στη Θεσσαλονίκη.",
         "Αθήνα|Χαλκίδα|Ελλάδα|Γαλλία|Θεσσαλονίκη"},
        {"he", "השר הגיע אתמול מירושלים לחיפה. בטורקיה ירד שלג כבד, והרכבות לא יצאו לדרך.",
         "ירושלים|חיפה|טורקיה"},
        {"ko", "어제 서울에서 비가 많이 왔다. 장관은 부산으로 가서 일본과 중국의 대사를 만났다.",
         "서울|부산|일본|중국"},
    };
    all_are_named(rows, sizeof rows / sizeof *rows);
}

/* A wrong base form is worse than an ending. */
static void other_names_stay(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"pl",
         "Prezydent poleciał do USA, gdzie Biały Dom go przyjął. Gazeta o tym napisała wczoraj.",
         "Biały Dom"},
        {"fi", "Lehden mukaan Helsingin Sanomat kertoi asiasta jo eilen illalla, eikä muita ollut.",
         "Helsingin Sanomat"},
        {"sv",
         "Enligt bolaget har Göteborgs Hamn köpt två nya kranar, och de ska tas i bruk i maj.",
         "Göteborgs Hamn"},
        {"ru",
         "Он звонил Макрону утром. О разговоре у Макрона спросили вечером, но ответа не было.",
         "Макрону"},
        {"de",
         "Die Stadt ehrt den Experten Jonas Brandner, wie das Rathaus in Essen am Morgen sagte.",
         "Jonas Brandner"},
    };
    all_are_named(rows, sizeof rows / sizeof *rows);
}

static void a_base_form_keeps_its_place_and_its_kind(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    const char *text = "W Gdańsku padało przez całą noc, a pociąg z Gdańska nie odjechał do rana.";
    struct reading r = read_text("Ulewa w Gdańsku", text);
    const struct entity *e = name_of(&r, STR("Gdańsk"));
    assert_non_null(e);
    check_int(e->kind, ENTITY_PLACE);
    check_strz(e->country, "PL");
    check_int(e->mention_count, 2);
    check_strz(span_str(str_c(text), e->mentions[0].span), "Gdańsku");
    check_true(has_tag(&r, "Gdańsk"));
    arena_done(&a);
}

static void german_names_behind_an_article(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"de",
         "Nach Angaben der Deutschen Bank steigen die Zinsen. Das Statistische Bundesamt rechnet "
         "anders, und die Vereinten Nationen warnen. Der Sieg Brandners überrascht, denn Jonas "
         "Brandner war krank. Rapper Brandner lacht darüber.",
         "Deutsche Bank|Statistisches Bundesamt|Vereinte Nationen|Jonas Brandner"},
    };
    all_are_named(rows, 1);
    arena_init(&a, 64 << 20);
    struct reading r = read_text("", rows[0].text);
    check_true(!name_of(&r, STR("Rapper Brandner")) && !name_of(&r, STR("Sieg Brandners")));
    arena_done(&a);
}

static void capitals_all_over(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    struct reading r = read_text("ПОЖАР В МОСКВЕ", "ПОЖАР ПРОИЗОШЁЛ В МОСКВЕ НА УЛИЦЕ МИРА. "
                                                   "ПОГИБЛИ ТРИ ЧЕЛОВЕКА, СООБЩИЛИ СПАСАТЕЛИ.");
    check_strz(r.lang, "ru");
    check_true(has_tag(&r, "Москва"));
    check_int(r.entity_count, 1);
    r = read_text("",
                  "SEVILLA, 3 jul. — Un apagón dejó sin luz a miles de hogares. En Sevilla nadie "
                  "durmió, y el alcalde pidió calma a los vecinos.");
    check_true(has_tag(&r, "Sevilla"));
    /* "ЦИК" keeps its capitals beside a word that has small letters. */
    r = read_text("", "Глава ЦИК Ермолаева выступила вчера. Позже ЦИК Ермолаева и партия спорили.");
    check_true(!has_tag(&r, "ЦикЕрмолаева"));
    arena_done(&a);
}

/* Names by capitals where no words of the language are known; two syllables and more in Vietnamese;
 * a first word that is part of the name. */
static void languages_of_which_little_is_known(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"lt",
         "Gaisras kilo vakar naktį, sakė meras Jonas Petraitis. Vėliau Jonas Petraitis nuvyko į "
         "ligoninę, kur gydomi žmonės.",
         "Jonas Petraitis"},
        {"vi",
         "Theo Công an Đà Nẵng, ngọn lửa bùng lên lúc rạng sáng. Bà Nguyễn Thị Lụa nói rằng bà "
         "mất hết hàng hóa ở chợ Hòa Bình.",
         "Công an Đà Nẵng|Nguyễn Thị Lụa|Hòa Bình"},
        {"id",
         "Rumah Sakit Bakti Husada merawat 64 korban. Di rumah warga, listrik masih padam sejak "
         "gempa mengguncang pulau itu.",
         "Rumah Sakit Bakti Husada"},
    };
    all_are_named(rows, sizeof rows / sizeof *rows);
}

static void thai_is_cut_by_what_stands_again(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    struct reading r = read_text("กรุงเทพฯ เปิดรถไฟฟ้าสายใหม่",
                                 "กรุงเทพมหานครเปิดรถไฟฟ้าสายใหม่เมื่อวันศุกร์ รถไฟฟ้าสายนี้มี 18 สถานี "
                                 "นายสมชาติ ทองแท้ ผู้โดยสารกล่าว นายกรัฐมนตรี ไปด้วย");
    check_strz(r.lang, "th");
    check_true(has_tag(&r, "สมชาติทองแท้"));
    check_true(has_tag(&r, "กรุงเทพมหานคร"));
    check_true(has_tag(&r, "รถไฟฟ้าสายใหม่") || has_tag(&r, "รถไฟฟ้าสาย") || has_tag(&r, "รถไฟฟ้า"));
    arena_done(&a);
}

/* Lines that lead elsewhere are credits; the same words inside a sentence are not. */
static void lines_that_point_elsewhere(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum sentence_kind last;
    } rows[] = {
        {"Le pont est fermé depuis hier soir.\n\nLire aussi : la ville sans pont", SENTENCE_CREDIT},
        {"Die Brücke ist seit gestern gesperrt.\n\nMehr dazu lesen Sie hier.", SENTENCE_CREDIT},
        {"Мост закрыли вчера вечером.\n\nЧитайте также: город без моста", SENTENCE_CREDIT},
        {"大桥昨天晚上因为大雨关闭。\n\n相关阅读:没有桥的城市", SENTENCE_CREDIT},
        {"Die Brücke ist seit gestern gesperrt. Mehr dazu sagte der Leiter des Amtes nicht.",
         SENTENCE_PROSE},
    };
    arena_init(&a, 64 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading r = read_text("", rows[i].text);
        check_true(r.sentence_count >= 2);
        if (r.sentences[r.sentence_count - 1].kind != rows[i].last)
            fail_msg("%s", rows[i].text);
    }
    arena_done(&a);
}

static void borders_of_sentences(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *text;
        size_t n;
    } rows[] = {
        {"fr", "« Jamais », répond M. J.-B. Lhostis, le maire. Il rit.", 2},
        {"it", "Lo dice l'avv. Piero Scarpa. Il ricorso è pronto.", 2},
        {"vi", "Chợ ở TP. Đà Nẵng bị cháy. Không ai bị thương.", 2},
        {"he", "כך אמר ד. לוינגר בעיר. הנזק הוא 4 מיליון ש\"ח. איש לא נפגע.", 3},
        {"fa", "رئیس گفت: «به خون نیاز داریم.» او از مردم کمک خواست.", 2},
    };
    arena_init(&a, 64 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text_sentences s = text_sentences(&a, str_c(rows[i].text), str_c(rows[i].lang));
        if (s.n != rows[i].n)
            fail_msg("%zu: %s", s.n, rows[i].text);
    }
    struct reading r = read_text(
        "", "زلزله شب گذشته رخ داد. رئیس گفت: «به خون نیاز داریم.» او از مردم کمک خواست.");
    check_int(r.sentence_count, 3);
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_stand_in_their_base_form),
        cmocka_unit_test(other_names_stay),
        cmocka_unit_test(a_base_form_keeps_its_place_and_its_kind),
        cmocka_unit_test(german_names_behind_an_article),
        cmocka_unit_test(capitals_all_over),
        cmocka_unit_test(languages_of_which_little_is_known),
        cmocka_unit_test(thai_is_cut_by_what_stands_again),
        cmocka_unit_test(lines_that_point_elsewhere),
        cmocka_unit_test(borders_of_sentences),
    };
    return cmocka_run_group_tests_name("forms", tests, NULL, NULL);
}
