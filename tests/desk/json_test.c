/* json: docs/json.md names every member of the forms, and the forms read back what they wrote. */
#include "check.h"
#include "desk/desk.h"

static struct arena a;
static struct str page;

static int setup(void **state)
{
    (void)state;
    arena_init(&a, 64 << 20);
    page = check_file(&a, "docs/json.md");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&a);
    return 0;
}

/* Every key below v stands in the page as `key`; deep enough for all forms. */
static void check_documented(const json_t *v, int depth)
{
    size_t i;
    const json_t *item;
    if (depth > 8)
        return;
    if (json_is_array(v)) {
        json_array_foreach((json_t *)(uintptr_t)v, i, item) check_documented(item, depth + 1);
        return;
    }
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)(uintptr_t)v, key, member)
    {
        struct str quoted = str_fmt(&a, "`%s`", key);
        if (str_find(page, quoted) == SIZE_MAX)
            fail_msg("docs/json.md does not name %s", key);
        if (strcmp(key, "body") != 0) /* its attributes are those of HTML */
            check_documented(member, depth + 1);
    }
}

static json_t *parse(struct buf *b)
{
    json_t *v = NULL;
    struct err e = {0};
    if (json_read(buf_str(b), &v, &e) != ERR_OK)
        fail_msg("%s: %.*s", e.words, STR_ARG(buf_str(b)));
    return v;
}

static const struct str names[] = {STR_INIT("Ada Vell"), STR_INIT("Bo Lind")};
static struct body_op ops[] = {{.kind = BODY_OPEN, .tag = BODY_p},
                               {.kind = BODY_TEXT, .text = STR_INIT("Ada said 5 boats sank.")},
                               {.kind = BODY_CLOSE, .tag = BODY_p}};

static struct article make_article(void)
{
    struct article v = {.url = STR("https://example.org/a"),
                        .canonical = STR("https://example.org/b"),
                        .title = STR("Boats sink"),
                        .byline = names,
                        .byline_count = 2,
                        .published = {1741910400000000, 0, true, WHEN_SECOND},
                        .modified = {1741910400000000, 0, true, WHEN_DAY},
                        .source = STR("Example"),
                        .image = STR("https://example.org/i.png"),
                        .lang = STR("en"),
                        .excerpt = STR("Five boats"),
                        .state = ARTICLE_TEASER,
                        .why = STR("a wall"),
                        .body = {ops, 3},
                        .tags = names,
                        .tag_count = 1,
                        .next_page = STR("https://example.org/a?page=2")};
    v.text = body_text(&a, &v.body);
    return v;
}

static void articles_go_there_and_back(void **state)
{
    (void)state;
    struct article v = make_article(), back;
    struct buf b, again;
    struct json_out w;
    struct err e = {0};
    buf_arena(&b, &a, 1 << 20);
    json_init(&w, &b);
    article_write(&w, &v);
    json_t *tree = parse(&b);
    check_documented(tree, 0);
    check_ok(article_read(&a, tree, &back, &e));
    json_decref(tree);
    buf_arena(&again, &a, 1 << 20);
    json_init(&w, &again);
    article_write(&w, &back);
    check_str(buf_str(&again), buf_str(&b));
}

static void entries_go_there_and_back(void **state)
{
    (void)state;
    struct enclosure enclosure = {STR("https://example.org/x.mp3"), STR("audio/mpeg"), 9};
    struct problem problem = {3, STR("an unknown entity")};
    struct entry en = {.id = STR("1"),
                       .url = STR("https://example.org/1"),
                       .title = STR("T"),
                       .authors = names,
                       .author_count = 2,
                       .published = {1741910400000000, 120, true, WHEN_SECOND},
                       .updated = {1741910400000000, 0, true, WHEN_SECOND},
                       .summary = STR("<p>s</p>"),
                       .content = STR("<p>c</p>"),
                       .lang = STR("en"),
                       .image_url = STR("https://example.org/i.png"),
                       .comments_url = STR("https://example.org/c"),
                       .tags = names,
                       .tag_count = 1,
                       .enclosures = &enclosure,
                       .enclosure_count = 1};
    struct feed_doc doc = {.feed = {.kind = FEED_ATOM,
                                    .version = STR("1.0"),
                                    .title = STR("F"),
                                    .description = STR("D"),
                                    .site_url = STR("https://example.org/"),
                                    .self_url = STR("https://example.org/f"),
                                    .hub_url = STR("https://example.org/h"),
                                    .lang = STR("en"),
                                    .icon_url = STR("https://example.org/i.ico"),
                                    .updated = {1741910400000000, 0, true, WHEN_SECOND},
                                    .ttl_minutes = 60},
                           .entries = &en,
                           .entry_count = 1,
                           .problems = &problem,
                           .problem_count = 1};
    struct feed_doc back;
    struct buf b, again;
    struct json_out w;
    struct err e = {0};
    buf_arena(&b, &a, 1 << 20);
    json_init(&w, &b);
    feed_doc_write(&w, &doc);
    json_t *tree = parse(&b);
    check_documented(tree, 0);
    check_ok(feed_doc_read(&a, tree, &back, &e));
    json_decref(tree);
    buf_arena(&again, &a, 1 << 20);
    json_init(&w, &again);
    feed_doc_write(&w, &back);
    check_str(buf_str(&again), buf_str(&b));
}

static struct reading make_reading(void)
{
    static const struct sentence sentence = {{0, 22}, 0, SENTENCE_PROSE, .9};
    static const struct mention mention = {{0, 3}, true};
    static const struct entity entity = {ENTITY_PERSON,
                                         STR_INIT("Ada Vell"),
                                         STR_INIT("ada vell"),
                                         STR_INIT("captain"),
                                         STR_INIT("NO"),
                                         1.5,
                                         2.5,
                                         &mention,
                                         1,
                                         .5};
    static const struct hashtag hashtag = {
        STR_INIT("Boats"), STR_INIT("boats"), STR_INIT("boats"), .4, {11, 16}};
    static const struct keyphrase phrase = {STR_INIT("boats sank"), .4, {11, 21}};
    static const reading_index first = 0;
    static const struct keypoint point = {0, {0, 22}};
    static const struct span content = {9, 21};
    static const struct quote quote = {QUOTE_INDIRECT, STANCE_SAYS, {0, 3}, {4, 8},
                                       &content,       1,           0,      0};
    static const struct claim claim = {{9, 21}, 0, 0, STANCE_SAYS, 0, 0};
    static const struct figure figure = {.kind = FIGURE_COUNT,
                                         .bound = BOUND_RANGE,
                                         .value = 5,
                                         .high = 6,
                                         .span = {9, 10},
                                         .unit = STR_INIT("boats"),
                                         .counted = {11, 16},
                                         .what = STR_INIT("sunk"),
                                         .trend = TREND_UP,
                                         .from = 4};
    static const struct fill fill = {{0, 3}, 0};
    static const struct incident incident = {STR_INIT("disaster"),
                                             &fill,
                                             &fill,
                                             &fill,
                                             &fill,
                                             1,
                                             1,
                                             1,
                                             1,
                                             {{0, 3}, 0},
                                             {1741910400000000, 0, true, WHEN_DAY},
                                             {0, 3},
                                             &first,
                                             1,
                                             0};
    static const struct agreement agreement = {AGREEMENT_SIGNED, &fill, 1, {0, 3}, 0, 0};
    return (struct reading){STR("en"), .9,        5,      STR("1"),   &sentence, 1,      &entity,
                            1,         &hashtag,  1,      &phrase,    1,         &first, 1,
                            &point,    1,         &quote, 1,          &claim,    1,      &figure,
                            1,         &incident, 1,      &agreement, 1,         names,  1};
}

static void readings_go_there_and_back(void **state)
{
    (void)state;
    struct reading v = make_reading(), back;
    struct buf b, again;
    struct json_out w;
    struct err e = {0};
    buf_arena(&b, &a, 1 << 20);
    json_init(&w, &b);
    reading_write(&w, &v);
    json_t *tree = parse(&b);
    check_documented(tree, 0);
    if (reading_read(&a, tree, 22, &back, &e) != ERR_OK)
        fail_msg("%s", e.words);
    check_int(reading_read(&a, tree, 21, &back, &e), ERR_INPUT); /* a place behind the text */
    check_ok(reading_read(&a, tree, 22, &back, &e));
    json_decref(tree);
    buf_arena(&again, &a, 1 << 20);
    json_init(&w, &again);
    reading_write(&w, &back);
    check_str(buf_str(&again), buf_str(&b));
}

static void what_the_desk_gives_is_documented(void **state)
{
    (void)state;
    struct reading reading = make_reading();
    struct desk_row row = {.id = 7,
                           .title = STR("T"),
                           .url = STR("https://example.org/"),
                           .publisher = 1,
                           .publisher_name = STR("P"),
                           .published = {1741910400000000, 0, true, WHEN_SECOND},
                           .at = 1741910400000000,
                           .excerpt = STR("E"),
                           .image = STR("https://example.org/i"),
                           .lang = STR("en"),
                           .words = 5,
                           .comments = 1,
                           .starred = true,
                           .read = true,
                           .snippet = STR("S")};
    struct desk_related related = {8,      STR("O"),  1,  STR("P"),     row.published,
                                   row.at, row.image, .5, STR("boats"), 3};
    struct desk_article article = {.row = row,
                                   .article = make_article(),
                                   .reading = &reading,
                                   .media = &(struct enclosure){STR("u"), STR("audio/mpeg"), 7},
                                   .media_count = 1,
                                   .related = &related,
                                   .related_count = 1,
                                   .feed = 2,
                                   .seen_at = 1,
                                   .changed_at = 2,
                                   .version = 3};
    struct desk_rows rows = {&row, 1, true, {1, 7}};
    struct desk_feed feed = {
        1, STR("u"), STR("t"), STR("s"), 1,    STR("P"), DESK_FEED_FAILING, STR("why"),
        2, 1,        2,        3,        4,    5,        US_HOUR,           6,
        7, 8,        9,        STR("f"), true, US_HOUR};
    struct desk_publisher publisher = {1, STR("P"), STR("h"), STR("s"), STR("i"), 2, 3};
    struct desk_tag tag = {STR("T"), STR("t"), STR("t"), 1, 2};
    struct desk_comment comment = {.id = 1,
                                   .article = 7,
                                   .parent = 3,
                                   .depth = 1,
                                   .user = 1,
                                   .user_name = STR("A"),
                                   .at = 1,
                                   .own = true,
                                   .source = STR("x"),
                                   .body = {ops, 3}};
    struct desk_comment gap = {.id = 1, .article = 7, .deleted = true};
    struct desk_answer answer = {true, false, STR("w"), {0, 1}, 0, {0, 1}, "who", .9, {1, 2}};
    struct desk_stats stats = {.newest_at = 1, .database = STR("d"), .engine = STR("e")};
    struct buf b;
    struct json_out w;
    buf_arena(&b, &a, 1 << 20);
    json_init(&w, &b);
    json_arr(&w);
    desk_article_json(&w, &article);
    desk_rows_json(&w, &rows);
    desk_feed_json(&w, &feed);
    desk_publisher_json(&w, &publisher);
    desk_tag_json(&w, &tag);
    desk_comment_json(&w, &comment);
    desk_comment_json(&w, &gap);
    desk_answer_json(&w, &answer);
    desk_stats_json(&w, &stats, true);
    json_arr_end(&w);
    json_t *tree = parse(&b);
    check_documented(tree, 0);
    json_decref(tree);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(articles_go_there_and_back),
        cmocka_unit_test(entries_go_there_and_back),
        cmocka_unit_test(readings_go_there_and_back),
        cmocka_unit_test(what_the_desk_gives_is_documented),
    };
    return cmocka_run_group_tests_name("json", tests, setup, teardown);
}
