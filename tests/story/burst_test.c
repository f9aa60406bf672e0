/* story: a silence between two bursts of reports. All texts are made up. */
#include "check.h"
#include "story/story.h"

static struct arena scratch;

static int setup(void **state)
{
    (void)state;
    arena_init(&scratch, 64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&scratch);
    return 0;
}

#define DAY0 (INT64_C(1741910400) * US_SECOND)
enum { NO_DAY = -1 };
struct report {
    const char *title, *text;
};

static struct story_place put(struct story_index *x, uint64_t id, int day, struct report r)
{
    const struct story_doc doc = {.id = id,
                                  .time = day == NO_DAY ? TIME_NONE : DAY0 + day * US_DAY,
                                  .title = str_c(r.title),
                                  .text = str_c(r.text)};
    struct story_place p = {0};
    arena_reset(&scratch);
    check_ok(story_place(x, &scratch, &doc, &p));
    return p;
}

static const struct report begins[] = {
    {"Dockers of Port Calder walk out over pay",
     "The dockers of Port Calder walked out on Monday, and nine ships lie before the harbour. The "
     "Quay Union wants 8 percent more pay. The Calder Harbour Company calls the demand reckless, "
     "its chairman Peter Okoye said. Ferries to Tolland still sail."},
    {"Strike closes Port Calder harbour",
     "A strike of dockers closed the harbour of Port Calder on Monday. Maud Ellery, who leads the "
     "Quay Union, said that nobody would load a ship until the Calder Harbour Company offered more "
     "pay. Peter Okoye, its chairman, refused to meet her."},
    {"Ships wait off Port Calder as dockers strike",
     "Nine ships waited off Port Calder as dockers began a strike for 8 percent more pay. The "
     "Calder Harbour Company turned three freighters away to Tolland. The Quay Union of Maud "
     "Ellery put pickets at all gates of the harbour."},
};
static const struct report ends[] = {
    {"Dockers and harbour company of Port Calder agree",
     "The strike in Port Calder is over: the Quay Union and the Calder Harbour Company signed an "
     "agreement on Thursday night. Maud Ellery and Peter Okoye shook hands before dockers who "
     "cheered. Cranes move again, and freighters berth at dawn under a truce of two years."},
    {"Cranes move again in Port Calder after agreement",
     "Cranes moved again in Port Calder on Friday after the Calder Harbour Company signed an "
     "agreement with the Quay Union of the dockers. A truce of two years binds both. Freighters "
     "berth since dawn, said Peter Okoye, and Maud Ellery thanked those who cheered."},
    {"Truce of two years ends dockers' strike",
     "A truce of two years ends the dockers' strike in Port Calder. The agreement that Maud Ellery "
     "of the Quay Union and Peter Okoye of the Calder Harbour Company signed on Thursday night "
     "lets freighters berth since dawn; cranes move and dockers cheered."},
};
enum { BURST = 3 };

/* Puts both bursts in, `silence` days apart (NO_DAY: without dates); into how many stories? */
static size_t stories_of_bursts(size_t first, int silence, size_t second)
{
    struct story_index *x = story_index_new(NULL);
    struct story_stats s;
    story_parting(x, true);
    for (size_t i = 0; i < first; i++)
        put(x, i + 1, silence == NO_DAY ? NO_DAY : 0, begins[i]);
    for (size_t i = 0; i < second; i++)
        put(x, BURST + i + 1, silence, ends[i]);
    story_stats(x, &s);
    story_index_free(x);
    return s.stories;
}

static void bursts_part_after_a_silence(void **state)
{
    (void)state;
    check_int(stories_of_bursts(BURST, 2, BURST), 1);
    check_int(stories_of_bursts(BURST, NO_DAY, BURST), 1);
    check_int(stories_of_bursts(BURST, 30, BURST), 2);
}

static void one_report_is_no_burst(void **state)
{
    (void)state;
    check_int(stories_of_bursts(BURST, 30, 1), 1);
    check_int(stories_of_bursts(1, 30, BURST), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bursts_part_after_a_silence),
        cmocka_unit_test(one_report_is_no_burst),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
