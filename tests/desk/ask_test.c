/* ask: questions put to all articles: our own articles (tests/gold) in a database, asked what their
 * readers ask. Only questions that name somebody or something are put, since the others mean
 * nothing without their article. Articles with odd numbers are looked at only as a figure. */
#include "../sense/gold.h"
#include "check.h"
#include "desk/internal.h"
#include "reader/reader.h"

#include <unistd.h>

enum { GOLD_MOST = 200 };
static struct arena a, keep;
static struct desk *d;
static struct desk_reader *r;
static int64_t ids[GOLD_MOST];

static enum err_code run_feed(struct desk_writing *w, void *ctx, struct err *e)
{
    struct desk_feed_result *f = ctx;
    enum err_code code =
        desk_feed_make(w, STR("https://gold.example/feed.xml"), STR_NONE, false, &f->feed, e);
    return code == ERR_OK ? desk_take_feed(w, f, e) : code;
}
static enum err_code run_article(struct desk_writing *w, void *ctx, struct err *e)
{
    return desk_take_article(w, ctx, e);
}

static void take_all(const struct gold_article *list, size_t n)
{
    struct err e = {0};
    struct entry *entries = ARENA_ARRAY(&keep, n, struct entry);
    for (size_t i = 0; i < n; i++) {
        entries[i].id = str_fmt(&keep, "n%zu", i);
        entries[i].title = list[i].title;
        entries[i].url = str_fmt(&keep, "https://gold.example/%zu", i);
        check_true(civil_to(
            (struct civil){
                .year = 2025, .month = 3, .day = 1, .minute = (int)i % 60, .hour = (int)i / 60},
            &entries[i].published.us));
        entries[i].published.precision = WHEN_SECOND;
        entries[i].published.zone_known = true;
    }
    struct feed_doc doc = {
        .feed = {.kind = FEED_RSS, .title = STR("Gold")}, .entries = entries, .entry_count = n};
    struct desk_feed_result f = {.ok = true, .doc = &doc};
    check_ok(desk_write(d, run_feed, &f, &e));
    struct desk_rows rows = {0};
    for (size_t done = 0; done < n; done += rows.n) {
        check_ok(desk_articles(r, &(struct desk_list){.most = 200, .after = rows.next}, &rows));
        check_true(rows.n > 0);
        for (size_t k = 0; k < rows.n; k++)
            for (size_t i = 0; i < n; i++)
                if (str_eq(rows.v[k].title, list[i].title))
                    ids[i] = rows.v[k].id;
    }
    for (size_t i = 0; i < n; i++) {
        struct reader_result *got = ARENA_NEW(&a, struct reader_result);
        struct buf html;
        buf_arena(&html, &a, 1 << 20);
        buf_lit(&html, "<p>");
        for (size_t k = 0; k < list[i].text.n; k++) {
            if (str_starts(str_from(list[i].text, k), STR("\n\n"))) {
                buf_lit(&html, "</p><p>");
                k++;
            } else {
                buf_html(&html, str_sub(list[i].text, k, k + 1));
            }
        }
        buf_lit(&html, "</p>");
        struct reader_job job = {.kind = READER_CONTENT,
                                 .bytes = buf_str(&html),
                                 .url = entries[i].url,
                                 .entry = {.id = STR("x"), .title = list[i].title}};
        reader_do(&a, &job, got);
        check_int(got->error, ERR_OK);
        struct desk_article_result art = {
            .article = ids[i], .got = &got->article, .reading = &got->reading};
        check_ok(desk_write(d, run_article, &art, &e));
        arena_reset(&a);
    }
}

static bool names_something(struct str question)
{
    for (size_t i = 1; i + 1 < question.n; i++)
        if (question.p[i - 1] == ' ' && question.p[i] >= 'A' && question.p[i] <= 'Z')
            return true;
    return false;
}

struct tally {
    int asked, first, right, none_asked, none_said, near, near_right, none_near;
};

static void put(const struct gold_article *g, int64_t id, struct str question, struct str words,
                struct tally *t)
{
    struct err e = {0};
    struct desk_answers *x = ARENA_NEW(&a, struct desk_answers);
    check_ok(desk_ask_all(r, question, x, &e));
    check_true(x->read <= DESK_ANSWERS_READ);
    for (size_t i = 0; i < x->n; i++)
        check_true(x->v[i].answer.words.n > 0 && x->v[i].answer.sentence >= 0 &&
                   (i == 0 || x->v[i].answer.score <= x->v[i - 1].answer.score));
    if (str_eq(words, STR("-"))) {
        t->none_asked++;
        t->none_said += x->n > 0;
        t->none_near += x->near_count > 0;
        return;
    }
    bool right = x->n && x->v[0].article == id &&
                 str_find(x->v[0].answer.words, str_sub(words, 0, 12)) != SIZE_MAX;
    t->asked++;
    t->first += x->n > 0;
    t->right += right;
    t->near += x->near_count > 0;
    for (size_t i = 0; i < x->near_count; i++)
        t->near_right += x->near[i].article == id &&
                         str_find(x->near[i].answer.words, str_sub(words, 0, 12)) != SIZE_MAX;
    if (!right && getenv("SENSE_GOLD") && g->number % 2 == 0)
        print_message("%d %s: %.*s\n", g->number, x->n ? "other answer" : "nothing",
                      STR_ARG(question));
}

static void questions_find_their_article(void **state)
{
    (void)state;
    struct gold_article *list;
    struct err e = {0};
    char folder[] = "/tmp/octavo-ask-XXXXXX", command[256];
    struct desk_conf conf;
    struct tally half[2] = {{0}, {0}};
    arena_init(&keep, 64 << 20);
    arena_init(&a, 256 << 20);
    assert_non_null(mkdtemp(folder));
    struct desk_flag flags[] = {{"--data-dir", folder}};
    check_ok(desk_conf_load(&keep, "/dev/null", flags, 1, &conf, &e));
    check_ok(desk_open(&conf, &d, &e));
    check_ok(desk_reader_open(d, &r, &e));
    desk_reader_begin(r, &a);
    size_t n = gold_read(&keep, check_file(&keep, "tests/gold/articles.txt"), &list);
    check_true(n >= 30 && n <= GOLD_MOST);
    take_all(list, n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < list[i].n; k++) {
            const struct gold_line *l = &list[i].lines[k];
            if (l->kind != 'Q' || !names_something(l->field[0]))
                continue;
            put(&list[i], ids[i], l->field[0], l->field[1], &half[list[i].number % 2]);
            arena_reset(&a);
        }
    for (int h = 0; h < 2; h++)
        print_message("ask all, %s: right article and sentence first %d of %d (an answer %d), "
                      "answered without one %d of %d\n",
                      h ? "not looked at" : "looked at", half[h].right, half[h].asked,
                      half[h].first, half[h].none_said, half[h].none_asked);
    for (int h = 0; h < 2; h++)
        print_message("ask all, %s: what comes nearest where nothing answers is right in %d of %d; "
                      "shown for %d of %d without an answer\n",
                      h ? "not looked at" : "looked at", half[h].near_right, half[h].near,
                      half[h].none_near, half[h].none_asked);
    check_true(half[0].right * 10 >= half[0].asked * 5);
    check_true(half[0].none_said * 4 <= half[0].none_asked);
    struct desk_answers none;
    check_int(desk_ask_all(r, STR(" "), &none, &e), ERR_INPUT);
    check_int(desk_ask_all(r, STR("\xff?"), &none, &e), ERR_INPUT);
    check_ok(desk_ask_all(r, STR("\"*) OR NEAR(x' --"), &none, &e));
    check_ok(desk_ask_all(r, STR("who is it?"), &none, &e));
    check_int(none.n, 0);
    desk_reader_close(r);
    desk_close(d);
    snprintf(command, sizeof command, "%s/octavo.db", folder);
    unlink(command);
    rmdir(folder);
    arena_done(&a);
    arena_done(&keep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(questions_find_their_article)};
    return cmocka_run_group_tests_name("ask", tests, NULL, NULL);
}
