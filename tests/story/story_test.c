/* story: copies, stories, relations, rebuild. All texts are made up. */
#include "check.h"
#include "story/story.h"

#include <fcntl.h>
#include <unistd.h>

static struct arena a, scratch;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    arena_init(&scratch, 64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    arena_done(&scratch);
    return 0;
}

#define DAY0 (INT64_C(1741910400) * US_SECOND)

static const char *const ferry[] = {
    "The ferry Silver Heron ran aground off Port Calder on Monday night with 312 people aboard.\n\n"
    "The harbour master of Port Calder, Ines Varga, said that all passengers had been brought "
    "ashore by fishing boats before dawn. Eleven people were treated for cuts and cold. The ferry "
    "had left Tolland at 7 pm and struck the Mariner Rocks in thick fog.\n\n"
    "Divers will look at the hull on Tuesday, the owner, Calder Lines, said in a statement.",
    "All 312 passengers and crew of the ferry Silver Heron were rescued after it struck the "
    "Mariner Rocks near Port Calder, officials said.\n\n"
    "Fishing boats took people off the stricken vessel through the night. \"We heard a long "
    "scrape and then the lights went out,\" said Oskar Lind, a passenger from Tolland. Harbour "
    "master Ines Varga praised the crews of nine fishing boats. Calder Lines has stopped its other "
    "ferries for checks.",
    "Investigators boarded the ferry Silver Heron off Port Calder on Wednesday to recover its "
    "voyage recorder, two days after it ran onto the Mariner Rocks.\n\n"
    "The head of the marine inquiry, Peter Okoye, said that the radar had been out of order for "
    "16 days. Calder Lines declined to comment. The grounding put 11 people in hospital, and "
    "fishing boats rescued all 312 aboard.",
};
static const char mine_text[] =
    "A coal mine at Brenn Hollow was closed on Monday after inspectors found gas in two shafts.\n\n"
    "The Halvorsen Coal Company said that 140 miners had been sent home on full pay. The union's "
    "secretary, Maud Ellery, said that the warnings were two years old and that the fans of the "
    "northern shaft had never been replaced.";
static const char vote_text[] =
    "The council of Larkton voted 9 to 4 on Tuesday to build a tram line to the university.\n\n"
    "Mayor Dario Quist said that the line would cost 85 million crowns and open in four years. "
    "Opponents led by Hanna Brook said that buses would do the same for a tenth of the price.";

static struct story_place put(struct story_index *x, uint64_t id, int day, const char *title,
                              struct str text)
{
    const struct story_doc doc = {.id = id,
                                  .time = DAY0 + day * US_DAY,
                                  .title = str_c(title),
                                  .text = text,
                                  .publisher = id % 2 ? STR("North Post") : STR("Coast Mail")};
    struct story_place p = {0};
    arena_reset(&scratch);
    check_ok(story_place(x, &scratch, &doc, &p));
    return p;
}

static void stories_form(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL);
    check_true(x != NULL);
    struct story_place p = put(x, 1, 0, "Ferry runs aground off Port Calder", str_c(ferry[0]));
    check_int(p.story, 1);
    check_int(p.relation, STORY_FIRST);
    p = put(x, 2, 0, "Mine at Brenn Hollow closed over gas", str_c(mine_text));
    check_int(p.story, 2);
    p = put(x, 3, 0, "All rescued from ferry on Mariner Rocks", str_c(ferry[1]));
    check_int(p.story, 1);
    check_int(p.copy_of, 0);
    check_int(p.relation, STORY_SAME_EVENT);
    check_true(p.score > 0.5);
    check_true(strstr(p.why, "Silver Heron") != NULL);
    p = put(x, 4, 1, "Larkton votes for a tram", str_c(vote_text));
    check_int(p.story, 4);
    p = put(x, 5, 2, "Radar of grounded ferry was broken", str_c(ferry[2]));
    check_int(p.story, 1);
    check_int(p.relation, STORY_DEVELOPMENT);
    uint64_t members[8];
    check_int(story_members(x, 1, members, 8), 3);
    check_int(members[0], 1);
    check_int(members[2], 5);
    check_int(story_origins(x, 1), 1); /* all three of one publisher */
    story_index_free(x);
}

/* Reports in other languages: two of one event join, others of the same day do not. */
static void other_languages_join(void **state)
{
    (void)state;
    static const struct {
        uint64_t story;
        const char *title, *text;
    } reports[] = {
        {1, "Zugunglück bei Oberfeld: drei Tote",
         "Bei einem Zugunglück nahe Oberfeld sind am Montag drei Menschen gestorben. Ein "
         "Regionalzug stieß mit einem Lastwagen zusammen. Lokführer Hans-Peter Kranz überlebte "
         "schwer verletzt. Verkehrsminister Volker Ahrens kündigte eine Untersuchung an. Rund "
         "3.000 Pendler waren betroffen."},
        {1, "Regionalzug rammt Lastwagen in Oberfeld – drei Menschen sterben",
         "Ein Regionalzug ist am Montagmorgen in Oberfeld auf einen Lastwagen geprallt. Drei "
         "Fahrgäste starben, wie die Bundespolizei mitteilte. Der Lokführer Hans-Peter Kranz liegt "
         "im Krankenhaus. Minister Volker Ahrens reiste an die Unglücksstelle. Die Strecke bleibt "
         "bis Mittwoch gesperrt."},
        {3, "Bundestag berät über neues Rentengesetz",
         "Der Bundestag hat am Montag über das neue Rentengesetz beraten. Die Opposition "
         "kritisierte die Pläne der Regierung. Arbeitsministerin Petra Lorenz verteidigte den "
         "Entwurf. Am Freitag soll abgestimmt werden."},
        {4, "В Заречном закрыли мост через Велю",
         "В городе Заречный закрыли мост через реку Велю. Трещину обнаружили рабочие. Мэр Павел "
         "Корытин сказал, что движение возобновится в декабре. Прокуратура Заречного начала "
         "проверку компании «Мостстройинвест»."},
        {4, "Мост в Заречном закрыт до декабря",
         "Мост через Велю в Заречном закрыт из-за трещины. Об этом сообщил мэр Павел Корытин. "
         "Подрядчик «Мостстройинвест» получил 310 млн рублей. Жители ездят в объезд."},
    };
    struct story_index *x = story_index_new(NULL);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        check_int(put(x, i + 1, 0, reports[i].title, str_c(reports[i].text)).story,
                  reports[i].story);
    story_index_free(x);
}

/* The reason names each thing once and whole, and does not shout as a dispatch's first words do. */
static void reasons_read_well(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL);
    put(x, 1, 0, "Four dead and nine missing as ferry Marisol sinks",
        STR("PORT KESSARY (Courier) - Four people died when the car ferry Marisol sank off Port "
            "Kessary, Captain Ludo Ferrant of the coast guard said. Ambrel Lines denied that the "
            "bow door was faulty. Transport Minister Oskar Hallenby ordered an inquiry."));
    struct story_place p =
        put(x, 2, 2, "Ambrel Lines admits it knew of faulty door on ferry Marisol",
            STR("PORT KESSARY (Courier) - Ambrel Lines admitted that the bow door of the ferry "
                "Marisol was faulty, Captain Ludo Ferrant said. Transport Minister Oskar Hallenby "
                "said prosecutors would come to Port Kessary."));
    check_int(p.story, 1);
    check_true(strstr(p.why, "Port Kessary") != NULL);
    check_true(strstr(p.why, "PORT KESSARY") == NULL);
    const char *name = strstr(p.why, "Oskar");
    check_true(name != NULL && strstr(name + 1, "Oskar") == NULL);
    check_true(strncmp(name, "Oskar Hallenby", 14) == 0);
    name = strstr(p.why, "Ludo");
    check_true(name == NULL || strstr(name + 1, "Ludo") == NULL);
    story_index_free(x);
}

/* A day is no reason, and one name alone is told with how much else is shared. */
static void reasons_say_something(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL);
    put(x, 1, 0, "Dredger strikes bridge in Velm on Friday",
        STR("The dredger struck the bridge in Velm on Friday. Every Friday dredgers pass the "
            "bridge "
            "in Velm, and the pier of the bridge cracked on Friday."));
    struct story_place p =
        put(x, 2, 2, "Bridge in Velm struck by dredger on Friday",
            STR("A dredger struck the bridge in Velm on Friday and its pier cracked. The bridge in "
                "Velm is closed since Friday, when the dredger passed."));
    check_int(p.story, 1);
    check_true(strstr(p.why, "Friday") == NULL);
    check_true(strstr(p.why, "Velm") != NULL && strstr(p.why, "words in common") != NULL);
    story_index_free(x);
}

/* "I'm" and "Don't" have their capitals from what they are, and are no names; "O'Dell" is one. */
static void pronouns_are_no_reason(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL);
    put(x, 1, 0, "I'm not afraid, says ferryman O'Dell of Velm",
        STR("Ferryman Tam O'Dell crossed the river at Velm alone. He said: I'm not afraid, and "
            "I've no wife. On his door he wrote that We're all Right and Don't Knock. Friends "
            "think I'm wrong, said O'Dell."));
    struct story_place p =
        put(x, 2, 2, "Ferryman O'Dell of Velm crosses the river alone",
            STR("Tam O’Dell, a ferryman, crossed the river at Velm alone. The words I’m not afraid "
                "and I’ve no wife are his, and We’re all Right and Don’t Knock stand on his door. "
                "Even now I’m sure, said O’Dell."));
    check_int(p.story, 1);
    check_true(strstr(p.why, "Dell") != NULL);
    static const char *const none[] = {"I'm", "I’m", "I've", "I’ve", "We", "Don"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check_true(strstr(p.why, none[i]) == NULL);
    story_index_free(x);
}

static void copies_are_found(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL);
    put(x, 1, 0, "Ferry runs aground off Port Calder", str_c(ferry[0]));
    put(x, 2, 0, "Mine closed", str_c(mine_text));
    struct str wire =
        str_fmt(&a, "By our staff\n\nPORT CALDER (NW) - %s\n\nFollow us for more.", ferry[0]);
    struct story_place p = put(x, 3, 0, "Ferry runs aground", wire);
    check_int(p.copy_of, 1);
    check_int(p.story, 1);
    check_int(p.relation, STORY_COPY);
    check_int(p.copy, STORY_SYNDICATED);
    p = put(x, 4, 0, "Ferry runs aground off Port Calder",
            str_sub(str_c(ferry[0]), 0, strlen(ferry[0]) * 6 / 10));
    check_int(p.copy_of, 1);
    check_int(p.copy, STORY_TRUNCATED);
    check_int(story_origins(x, 1), 1);
    /* read again, the first is found by its copies: it is no copy of itself */
    p = put(x, 1, 0, "Ferry runs aground off Port Calder", str_c(ferry[0]));
    check_int(p.copy_of, 0);
    check_int(p.story, 1);
    check_int(p.copy, STORY_ORIGINAL);
    check_int(p.relation, STORY_FIRST);
    uint64_t story, copy_of;
    check_true(story_of(x, 1, &story, &copy_of) && story == 1 && copy_of == 0);
    check_true(story_of(x, 3, &story, &copy_of) && copy_of == 1);
    check_int(story_origins(x, 1), 1);
    story_index_free(x);
}

static void small_print_is_no_copy(void **state)
{
    (void)state;
    static const char print[] =
        "\n\nCopyright North Wire. All rights reserved. This material may not be published, "
        "broadcast, rewritten or redistributed in any form without leave of the North Wire.";
    struct story_index *x = story_index_new(NULL);
    put(x, 1, 0, "Tram", str_fmt(&a, "The Larkton tram is late again.%s", print));
    struct story_place p =
        put(x, 2, 0, "Gas", str_fmt(&a, "Gas was found in a Brenn Hollow shaft.%s", print));
    check_int(p.copy_of, 0);
    story_index_free(x);
}

static void people_correct(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL);
    uint64_t story, copy;
    put(x, 1, 0, "Ferry runs aground off Port Calder", str_c(ferry[0]));
    put(x, 2, 0, "All rescued from ferry on Mariner Rocks", str_c(ferry[1]));
    put(x, 3, 0, "Mine closed", str_c(mine_text));
    check_true(story_move(x, 2, 2)); /* split */
    check_true(story_of(x, 2, &story, &copy) && story == 2);
    check_true(story_move(x, 3, 2)); /* move */
    check_true(story_of(x, 3, &story, &copy) && story == 2);
    check_true(!story_move(x, 3, 99) && !story_move(x, 99, 1));
    check_true(story_move(x, 2, 1) && story_of(x, 3, &story, &copy) && story == 2);
    check_true(story_remove(x, 3) && !story_remove(x, 3));
    check_int(story_members(x, 2, NULL, 0), 0);
    check_int(story_members(x, 1, NULL, 0), 2);
    /* placing an id again replaces it */
    put(x, 2, 0, "Larkton votes for a tram", str_c(vote_text));
    check_true(story_of(x, 2, &story, &copy) && story == 2);
    story_index_free(x);
}

/* So many articles of other matters that the index is no longer young (young.c). */
static void grow(struct story_index *x)
{
    for (uint64_t id = 1000; id < 1200; id++) {
        struct str text = STR_NONE, title = str_fmt(&a, "t%llux", (unsigned long long)id);
        for (char c = 'a'; c < 'k'; c++)
            text = str_fmt(&a, "%.*s %c%llu%c", STR_ARG(text), c, (unsigned long long)id, c);
        check_int(put(x, id, 0, str_z(&a, title), text).story, id);
    }
}

/* Two quakes in one land, weeks apart. The first short report of the second is taken for the first;
 * those that follow show that it is not, and take it along. */
static void stories_part(void **state)
{
    (void)state;
    static const char *const first[] = {
        "An earthquake of magnitude 6.1 struck the island of Tarn in southern Velland on Monday "
        "and "
        "killed three people, the Seismic Centre of Velland said.",
        "Three people died when an earthquake of magnitude 6.1 shook Tarn island, off the south of "
        "Velland, on Monday. Five villages on Tarn have no power.",
    };
    static const char *const second[] = {
        "An earthquake struck southern Velland on Friday, the Seismic Centre of Velland said.",
        "Rescuers dug through the night in Orrin, where a quake brought down the Saint Brannoc "
        "hospital on Friday; ten nurses of the Orrin hospital are missing in southern Velland.",
        "The Saint Brannoc hospital in Orrin fell within seconds of the quake on Friday, and ten "
        "nurses are missing. Orrin's mayor Lene Faust asked for cranes from the whole of Velland.",
    };
    struct story_index *x = story_index_new(NULL);
    uint64_t story, copy;
    story_parting(x, true);
    grow(x);
    put(x, 1, 0, "Quake kills three on Tarn", str_c(first[0]));
    put(x, 2, 0, "Tarn without power after quake", str_c(first[1]));
    struct story_place p = put(x, 3, 4, "Earthquake strikes southern Velland", str_c(second[0]));
    check_int(p.story, 1);
    p = put(x, 4, 4, "Nurses missing in Orrin hospital", str_c(second[1]));
    p = put(x, 5, 4, "Orrin hospital fell within seconds", str_c(second[2]));
    check_int(p.story, 3);
    check_int(p.parted[0], 3);
    check_true(story_of(x, 3, &story, &copy) && story == 3);
    check_true(story_of(x, 2, &story, &copy) && story == 1);
    check_true(story_of(x, 4, &story, &copy) && story == p.story);
    story_index_free(x);
}

/* What a person put together stays together, also after a rebuild. */
static void corrections_are_kept(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL), *y = story_index_new(NULL);
    uint64_t story, copy;
    put(x, 1, 0, "Ferry runs aground off Port Calder", str_c(ferry[0]));
    put(x, 2, 0, "Mine closed", str_c(mine_text));
    check_true(story_move(x, 2, 1));
    for (uint64_t id = 1; id <= 2; id++)
        check_ok(story_restore(y, story_pack(x, &a, id), 0, 0));
    for (int i = 0; i < 2; i++) {
        struct story_index *z = i ? y : x;
        put(z, 3, 0, "Gas in mine at Brenn Hollow", str_c(mine_text));
        put(z, 4, 1, "All rescued from ferry on Mariner Rocks", str_c(ferry[1]));
        check_true(story_of(z, 2, &story, &copy) && story == 1);
        check_true(story_of(z, 4, &story, &copy) && story == 1);
    }
    story_index_free(x);
    story_index_free(y);
}

/* Made-up articles that differ enough to fill an index. */
static struct str made_up(uint32_t n)
{
    static const char *const nouns[] = {"harbour", "council", "orchard", "railway", "museum",
                                        "theatre", "market",  "bridge",  "clinic",  "library"};
    struct buf b;
    buf_arena(&b, &a, 4000);
    for (uint32_t i = 0; i < 12; i++) {
        uint32_t k = n * 2654435761u + i * 40503u;
        buf_fmt(&b, "The %s of Town%u said that Person%u would pay %u crowns for the %s. ",
                nouns[k % 10], n / 3, (k >> 8) % 500 + n, k % 9000, nouns[(k >> 5) % 10]);
    }
    return buf_str(&b);
}

static void rebuilt_index_answers_alike(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL), *y = story_index_new(NULL);
    story_parting(x, true);
    story_parting(y, true);
    for (uint32_t i = 1; i <= 600; i++)
        put(x, i, (int)(i / 50), "", made_up(i));
    story_move(x, 7, 300);
    for (uint32_t i = 1; i <= 600; i++)
        check_ok(story_restore(y, story_pack(x, &a, i), 0, 0));
    for (uint32_t i = 601; i <= 700; i++) {
        struct str text = made_up(i - (i % 3 ? 598 : 0));
        struct story_place p = put(x, i, 13, "", text), q = put(y, i, 13, "", text);
        check_int(p.story, q.story);
        check_int(p.copy_of, q.copy_of);
        check_int(p.nearest, q.nearest);
        check_true(p.score == q.score && strcmp(p.why, q.why) == 0);
    }
    struct story_stats s, t;
    story_stats(x, &s);
    story_stats(y, &t);
    check_true(s.articles == t.articles && s.stories == t.stories);
    story_index_free(x);
    story_index_free(y);
}

/* The same index with its tables in files, laid to rest again and again, and full: the oldest go.
 */
static void tables_in_files_answer_alike(void **state)
{
    (void)state;
    const struct story_limits few = {
        .articles_most = 900, .live_most = 400, .live_for = 40 * US_DAY};
    int folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct story_index *x = story_index_new(&few), *y = story_index_in(folder, &few);
    story_parting(x, true);
    story_parting(y, true);
    for (uint32_t i = 1; i <= 1500; i++) {
        struct str text = made_up(i % 7 ? i : i - 5);
        struct story_place p = put(x, i, (int)(i / 50), "", text);
        struct story_place q = put(y, i, (int)(i / 50), "", text);
        check_int(p.story, q.story);
        check_int(p.copy_of, q.copy_of);
        check_int(p.nearest, q.nearest);
        check_true(p.score == q.score && strcmp(p.why, q.why) == 0);
        if (i % 9 == 0)
            story_index_rest(y);
        if (i % 100 == 0)
            arena_reset(&a);
    }
    struct story_stats s, t;
    story_stats(x, &s);
    story_stats(y, &t);
    check_true(s.articles == 900 && s.live == 400 && s.stories > 1);
    check_true(s.articles == t.articles && s.live == t.live && s.stories == t.stories);
    story_index_free(x);
    story_index_free(y);
    close(folder);
}

static void bad_packs_are_refused(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL), *y = story_index_new(NULL);
    put(x, 1, 0, "Ferry runs aground off Port Calder", str_c(ferry[0]));
    struct str packed = story_pack(x, &a, 1);
    check_true(packed.n > 100 && packed.n <= STORY_PACK_MOST);
    for (size_t n = 0; n < packed.n; n++)
        check_int(story_restore(y, str_sub(packed, 0, n), 0, 0), ERR_INPUT);
    struct str other = str_dup(&a, packed);
    ((char *)(uintptr_t)other.p)[0] = 99;
    check_int(story_restore(y, other, 0, 0), ERR_INPUT);
    check_ok(story_restore(y, packed, 5, 0));
    uint64_t story, copy;
    check_true(story_of(y, 1, &story, &copy) && story == 5);
    check_int(story_pack(x, &a, 2).n, 0);
    story_index_free(x);
    story_index_free(y);
}

static void memory_is_bounded(void **state)
{
    (void)state;
    const struct story_limits limits = {300, 100, 30 * US_DAY};
    struct story_index *x = story_index_new(&limits);
    struct story_stats s;
    for (uint32_t i = 1; i <= 1000; i++)
        put(x, i, (int)(i / 200), "", made_up(i));
    story_stats(x, &s);
    check_int(s.articles, 300);
    check_int(s.live, 100);
    uint64_t story, copy;
    check_true(!story_of(x, 700, &story, &copy) && story_of(x, 701, &story, &copy));
    /* time ages stories too; one date from the future does not */
    put(x, 2001, 4000, "", made_up(5000));
    story_stats(x, &s);
    check_int(s.live, 100);
    for (uint32_t i = 0; i < 12; i++)
        put(x, 3000 + i, 90, "", made_up(9000 + 7 * i));
    story_stats(x, &s);
    check_true(s.live <= 13);
    story_index_free(x);
}

static void odd_input(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL);
    struct story_doc doc = {.id = 0, .time = TIME_NONE};
    struct story_place p;
    check_int(story_place(x, &a, &doc, &p), ERR_USAGE);
    doc.id = UINT64_C(1) << 53;
    check_int(story_place(x, &a, &doc, &p), ERR_USAGE);
    doc.id = 1;
    check_ok(story_place(x, &a, &doc, &p));
    check_int(p.story, 1);
    doc.id = 2;
    check_ok(story_place(x, &a, &doc, &p));
    check_int(p.story, 2);
    doc = (struct story_doc){.id = 3, .time = TIME_NONE, .text = STR("\xFF\xFE \x80 12 \xE4\xB8")};
    check_ok(story_place(x, &a, &doc, &p));
    doc = (struct story_doc){.id = 4, .time = TIME_NONE, .text = STR("3"), .title = STR("'")};
    check_ok(story_place(x, &a, &doc, &p));
    struct story_related r[3];
    check_int(story_related(x, 1, 3, r), 0);
    check_int(story_related(x, 77, 3, r), 0);
    story_index_free(x);
    story_index_free(NULL);
}

static void related_are_of_other_stories(void **state)
{
    (void)state;
    struct story_index *x = story_index_new(NULL);
    put(x, 1, 0, "Ferry runs aground off Port Calder", str_c(ferry[0]));
    put(x, 2, 0, "All rescued from ferry on Mariner Rocks", str_c(ferry[1]));
    put(x, 3, 0, "Mine closed", str_c(mine_text));
    check_true(story_move(x, 2, 2));
    struct story_related r[5];
    check_int(story_related(x, 1, 5, r), 1);
    check_int(r[0].id, 2);
    check_true(strstr(r[0].why, "Silver Heron") != NULL);
    story_index_free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stories_form),
        cmocka_unit_test(other_languages_join),
        cmocka_unit_test(reasons_read_well),
        cmocka_unit_test(reasons_say_something),
        cmocka_unit_test(pronouns_are_no_reason),
        cmocka_unit_test(copies_are_found),
        cmocka_unit_test(small_print_is_no_copy),
        cmocka_unit_test(people_correct),
        cmocka_unit_test(stories_part),
        cmocka_unit_test(corrections_are_kept),
        cmocka_unit_test(rebuilt_index_answers_alike),
        cmocka_unit_test(tables_in_files_answer_alike),
        cmocka_unit_test(bad_packs_are_refused),
        cmocka_unit_test(memory_is_bounded),
        cmocka_unit_test(odd_input),
        cmocka_unit_test(related_are_of_other_stories),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
