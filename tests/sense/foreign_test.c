/* Rules for other languages than English, each with ordinary sentences that it must leave alone,
 * and texts made to cost much. */
#include "check.h"
#include "sense/foreign.h"
#include "sense/internal.h"
#include "sense/sense.h"

static struct arena a;

static struct reading read_text(struct str title, struct str text)
{
    struct article article = {.title = title, .text = text, .published = {.us = TIME_NONE}};
    struct reading r;
    sense_read(&a, &article, TIME_NONE, &r);
    return r;
}

static bool has_tag(const struct reading *r, const char *tag)
{
    for (size_t i = 0; i < r->hashtag_count; i++)
        if (str_eq(r->hashtags[i].tag, str_c(tag)))
            return true;
    return false;
}

/* A name of two characters behind a comma, before a verb of saying. */
static void chinese_speakers(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    struct reading r = read_text(STR("水库将扩建"), STR("水库将在春天扩建，张伟表示，新的大坝更高。"
                                                        "这座水库已有四十年历史，居民很高兴。"));
    check_strz(r.lang, "zh");
    check_true(has_tag(&r, "张伟"));
    arena_done(&a);
}

/* The second sentence of each text: does it lean on the first? */
static void what_leans(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool leans;
    } rows[] = {
        {"El puente de la ciudad fue cerrado por la lluvia. Este martes el Gobierno abrió otro.",
         false},
        {"El puente de la ciudad fue cerrado por la lluvia. Este fue el segundo cierre del año.",
         true},
        {"Le pont de la ville est fermé depuis hier soir. Cette semaine, le maire a promis un bac.",
         false},
        {"Le pont de la ville est fermé depuis hier soir. Cette décision a surpris les habitants.",
         true},
        {"Die Brücke der Stadt ist seit gestern gesperrt. Diese Woche fährt eine Fähre.", false},
        {"Die Brücke der Stadt ist seit gestern gesperrt. Diese Sperrung überrascht viele.", true},
        {"Bron i staden stängdes i går kväll efter regnet. Den svenska regeringen ger pengar.",
         false},
        {"Bron i staden stängdes i går kväll efter regnet. De ska byggas om under våren.", true},
        {"城市的大桥昨天晚上因为大雨关闭。我国北部还会下雨。", false},
        {"城市的大桥昨天晚上因为大雨关闭。我们还在等。", true},
    };
    arena_init(&a, 64 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct article article = {.text = str_c(rows[i].text)};
        struct sense_doc d;
        sense_doc_make(&a, &article, &d);
        check_int(d.sentence_count, 2);
        if (sense_leans(&d, 1) != rows[i].leans)
            fail_msg("%s", rows[i].text);
    }
    arena_done(&a);
}

/* What points to another article, and a sentence that begins with the same characters. */
static void what_points_to_more(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    struct article article = {.text = STR("水库将在春天扩建，张伟表示，新的大坝更高。\n\n"
                                          "相关新闻发布会将于明天上午在市政府举行。\n\n"
                                          "相关新闻：水库的历史\n\n"
                                          "这座水库已有四十年历史，居民很高兴。")};
    struct sense_doc d;
    sense_doc_make(&a, &article, &d);
    check_int(d.sentence_count, 4);
    check_int(d.sentences[1].kind, SENTENCE_PROSE);
    check_int(d.sentences[2].kind, SENTENCE_CREDIT);
    arena_done(&a);
}

static bool has_name(const struct reading *r, const char *name)
{
    for (size_t i = 0; i < r->entity_count; i++)
        if (str_eq(r->entities[i].name, str_c(name)))
            return true;
    return false;
}

/* What somebody is, before the name, is no part of it; a relative pronoun is no matter. */
static void callings_and_pronouns(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    struct reading r = read_text(
        STR("Streit um das neue Stadion"),
        STR("Über das Stadion streiten der Rapper Peter Lohmann und die InfoWelt-Gründerin "
            "Anna Brandis. Floridas Gouverneur Thomas Rehberg sah zu, der Milliardär Karl "
            "von Arn auch."));
    check_strz(r.lang, "de");
    check_true(has_name(&r, "Peter Lohmann") && has_name(&r, "Anna Brandis") &&
               has_name(&r, "Thomas Rehberg") && has_name(&r, "Karl von Arn"));
    r = read_text(STR("Regen im Norden"),
                  STR("In Sankt Peter Ording regnet es seit Tagen. Die Universität Martin Luther "
                      "Halle misst den Regen, und der FC Bernd Nordstadt spielt nicht."));
    check_true(has_name(&r, "Sankt Peter Ording") && has_name(&r, "FC Bernd Nordstadt") &&
               has_name(&r, "Universität Martin Luther Halle"));
    r = read_text(STR("Суд оправдал водителя"),
                  STR("Водитель, о котором спорили в Липовске, вышел на свободу. Мост, на котором "
                      "погиб лось, закрыли до весны. Лось, которым гордился Липовск, был старый. "
                      "Река, над которой стоит мост, замёрзла."));
    check_strz(r.lang, "ru");
    for (size_t i = 0; i < r.hashtag_count; i++)
        check_true(!str_starts(r.hashtags[i].tag, STR("Котор")));
    arena_done(&a);
}

/* Common nouns that name a matter are tags, though some articles merely mention them. */
static void matters_are_tags(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    struct reading r =
        read_text(STR("Polisen stoppas i hamnen"),
                  STR("Sedan polisen kom till hamnen är den stängd. Staden betalar för polisen, "
                      "och hamnen öppnar på fredag. Många båtar väntar utanför."));
    check_strz(r.lang, "sv");
    check_true(has_tag(&r, "Polisen"));
    r = read_text(STR("Steeds minder water in de rivier"),
                  STR("Het water in de rivier staat lager dan ooit. De boeren willen het water "
                      "verdelen, maar het dorp heeft het water ook nodig."));
    check_strz(r.lang, "nl");
    check_true(has_tag(&r, "Water"));
    arena_done(&a);
}

/* A sentence that repeats itself must not make the reading fold its lists for every one of them. */
static void many_short_sentences_take_little_memory(void **state)
{
    (void)state;
    static const char *const units[] = {"5 км. ", "Москва на Волге. ", "Mais il a dit oui. ",
                                        "Hän on Kuusamossa ja Kuusamossan Turussan luona. "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        arena_init(&a, 200 << 20);
        struct buf b;
        buf_arena(&b, &a, 1 << 20);
        while (b.n < 400 * 1024)
            buf_put(&b, str_c(units[i]));
        struct reading r = read_text(STR("5 км"), buf_str(&b));
        check_true(r.sentence_count > 1000 && a.held < 128 << 20);
        arena_done(&a);
    }
}

/* The lists are searched for folded words: what is not folded in them is never found. */
static void lists_are_folded(void **state)
{
    (void)state;
    static const char *const langs[] = {"de", "fr", "es", "it", "pt", "nl", "ca", "gl", "sv", "da",
                                        "no", "fi", "et", "hu", "pl", "cs", "sk", "sl", "hr", "sr",
                                        "ro", "el", "tr", "id", "ms", "vi", "ru", "uk", "be", "bg",
                                        "ar", "fa", "he", "hi", "ko", "zh", "ja", "th"};
    size_t places = 0;
    arena_init(&a, 64 << 20);
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        const struct foreign_words *w = foreign_words_find(str_c(langs[i]));
        const char *const lists[] = {foreign_place_list(str_c(langs[i])), w->leads, w->links,
                                     w->vague};
        for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
            if (!lists[k] || !*lists[k])
                continue;
            places += k == 0;
            check_str(text_fold(&a, str_c(lists[k])), str_c(lists[k]));
        }
    }
    check_true(places > 20);
    arena_done(&a);
}

/* "İ" of a sentence's first word is folded to two characters. */
static void dotted_capitals_are_places(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    struct reading r = read_text(STR("İsveç ile anlaşma"),
                                 STR("İsveç ile Ankara dün bir anlaşma imzaladı. Bakan Ahmet "
                                     "Yılmaz, anlaşmanın kabul edildiğini söyledi."));
    check_strz(r.lang, "tr");
    bool place = false;
    for (size_t i = 0; i < r.entity_count; i++)
        place |= str_eq(r.entities[i].name, STR("İsveç")) && r.entities[i].kind == ENTITY_PLACE;
    check_true(place);
    arena_done(&a);
}

/* A word with -s whose plain form stands behind an article is no genitive of a name. */
static void plurals_are_no_genitives(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    struct reading r = read_text(
        STR("United Airlines streicht Flüge"),
        STR("Die Fluggesellschaft United Airlines streicht im Winter hundert Flüge nach Frankfurt. "
            "Wie die Airline am Montag mitteilte, fehlen Piloten. Die Gewerkschaft kritisierte am "
            "Dienstag United Airlines. Die Airline weist das zurück."));
    check_true(has_name(&r, "United Airlines"));
    r = read_text(STR("Präsident im Amt"),
                  STR("Der Besuch im Iran war kurz. Der Iran hat gewählt, und gestern hat der "
                      "Präsident Irans mit dem Iran und dem Rat der Stadt gesprochen."));
    check_true(has_name(&r, "Iran") && !has_name(&r, "Präsident Irans"));
    arena_done(&a);
}

/* "Jan" is no month before a family name; Finnish plurals are countries, too. */
static void names_in_their_forms(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    struct reading r =
        read_text(STR("Praha"), STR("V Praze otevřeli most. Ministr Jan Novák přijel "
                                    "z Brna. V zemi je zima, řekl novinářům."));
    check_strz(r.lang, "cs");
    check_true(has_name(&r, "Jan Novák"));
    r = read_text(STR("Lunta satoi"),
                  STR("Helsingissä avattiin uusi silta. Yhdysvalloissa on kylmä, "
                      "ja lunta on satanut myös Alankomaissa ja Venäjällä."));
    check_strz(r.lang, "fi");
    check_true(has_name(&r, "Yhdysvallat") && has_name(&r, "Alankomaat") && has_name(&r, "Venäjä"));
    arena_done(&a);
}

/* A name ends with its paragraph, and a title of any length is looked at for its beginning only. */
static void thai_names_end_with_paragraphs(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    struct reading r =
        read_text(STR("น้ำท่วมกรุงเทพมหานคร"), STR("ผู้ว่าราชการจังหวัดชื่อ นายสมชาติ ทองแท้วงศ์\n\nเขา "
                                                "กล่าวว่าน้ำท่วมในกรุงเทพมหานครวันนี้หนักมาก"));
    check_strz(r.lang, "th");
    bool person = false;
    for (size_t i = 0; i < r.hashtag_count; i++) {
        check_true(str_find_char(r.hashtags[i].label, '\n') == SIZE_MAX);
        person |= str_eq(r.hashtags[i].label, STR("สมชาติ ทองแท้วงศ์"));
    }
    check_true(person);
    /* What the text has once is a tag where the title has it, too, but not behind its beginning. */
    for (int n = 1; n <= 200; n += 199) {
        struct buf b;
        buf_arena(&b, &a, 1 << 16);
        for (int i = 0; i < n; i++)
            buf_put(&b, STR("ข่าว "));
        buf_put(&b, STR("สะพานมิตรภาพใหม่"));
        r = read_text(buf_str(&b), STR("วันนี้ชาวบ้านได้ไปดู สะพานมิตรภาพใหม่ และถ่ายรูป"));
        check_true(has_tag(&r, "สะพานมิตรภาพใหม่") == (n == 1));
    }
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_leans),
        cmocka_unit_test(what_points_to_more),
        cmocka_unit_test(lists_are_folded),
        cmocka_unit_test(dotted_capitals_are_places),
        cmocka_unit_test(plurals_are_no_genitives),
        cmocka_unit_test(names_in_their_forms),
        cmocka_unit_test(thai_names_end_with_paragraphs),
        cmocka_unit_test(matters_are_tags),
        cmocka_unit_test(callings_and_pronouns),
        cmocka_unit_test(chinese_speakers),
        cmocka_unit_test(many_short_sentences_take_little_memory),
    };
    return cmocka_run_group_tests_name("foreign", tests, NULL, NULL);
}
