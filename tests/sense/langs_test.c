/* langs: other languages than English: our own articles (tests/gold/langs.txt, and world.txt, where
 * known countries and cities stand in the cases of each language) with their sentences, those that
 * a summary may hold, and hashtags; and short texts (tests/gold/short.txt) with their language.
 * Prints the figures for docs/accuracy.md. SENSE_GOLD=1 in the environment shows what is made of
 * the articles with even numbers; the others are looked at only as figures. The form of the files
 * is described in tests/gold/README.md. */
#include "check.h"
#include "gold.h"
#include "sense/sense.h"
#include "text/text.h"

enum { LINES_MOST = 64, TAGS_LOOKED_AT = 5, LATE = 100 /* written after the rules */, WORLD = 200 };

struct gold_sentence {
    struct span span;
    char mark; /* '>' good in a summary, 'x' bad, 0 neither */
};
struct foreign {
    int number;
    struct str lang, bad;
    struct article article;
    struct gold_sentence sentences[LINES_MOST];
    size_t sentence_count;
    struct str same[LINES_MOST]; /* tags that say the same, parted by " | " */
    size_t same_count;
    struct buf text;
    bool paragraph; /* a blank line stood before */
};
struct tally {
    double articles, lang, borders, found, right; /* ends of sentences: gold, given, both */
    double tags, accepted, bad, all_tags;
    double summary, good, poor; /* sentences of summary; poor: also of key points */
};

static struct arena a, keep;

static bool unspaced(struct str lang)
{
    return str_eq(lang, STR("ja")) || str_eq(lang, STR("zh"));
}

static void take_sentence(struct foreign *x, struct str line)
{
    struct gold_sentence *s = &x->sentences[x->sentence_count++];
    if (line.p[0] == '>' || (line.p[0] == 'x' && line.p[1] == ' ')) {
        s->mark = line.p[0];
        line = str_from(line, 2);
    }
    if (x->text.n)
        buf_put(&x->text, x->paragraph ? STR("\n\n") : unspaced(x->lang) ? STR_NONE : STR(" "));
    x->paragraph = false;
    s->span.at = (uint32_t)x->text.n;
    buf_put(&x->text, line);
    s->span.end = (uint32_t)x->text.n;
}

static void take_line(struct foreign *x, struct str line)
{
    if (line.n == 0)
        x->paragraph = true;
    else if (str_starts(line, STR("T: ")))
        x->article.title = str_from(line, 3);
    else if (str_starts(line, STR("S: ")))
        x->article.source = str_from(line, 3);
    else if (str_starts(line, STR("+ ")) && x->same_count < LINES_MOST)
        x->same[x->same_count++] = str_from(line, 2);
    else if (str_starts(line, STR("- ")))
        x->bad = str_from(line, 2);
    else if (x->sentence_count < LINES_MOST)
        take_sentence(x, line);
}

static size_t read_all(const char *name, struct foreign **ret)
{
    LIST(struct foreign) list = {0};
    struct str file = check_file(&keep, name), line;
    while (file.n && str_split(&file, '\n', &line)) {
        if (str_starts(line, STR("== "))) {
            struct foreign *x = LIST_ADD(&keep, &list);
            struct str rest = str_from(line, 3);
            x->number = (int)strtol(rest.p, NULL, 10);
            x->lang = str_from(rest, str_find_char(rest, ' ') + 1);
            buf_arena(&x->text, &keep, 20000);
        } else if (list.n) {
            take_line(&list.v[list.n - 1], line);
        }
    }
    for (size_t i = 0; i < list.n; i++)
        list.v[i].article.text = buf_str(&list.v[i].text);
    *ret = list.v;
    return list.n;
}

static bool in_list(struct str list, const char *sep, struct str tag)
{
    while (list.n)
        if (str_eq(text_fold(&a, gold_cut(&list, sep)), text_fold(&a, tag)))
            return true;
    return false;
}

/* Each line is met once: a second tag that says the same is a bad one. */
static void compare_tags(const struct foreign *x, const struct reading *r, bool shown,
                         struct tally *t)
{
    bool met[LINES_MOST] = {false};
    for (size_t i = 0; i < r->hashtag_count; i++) {
        struct str tag = r->hashtags[i].tag;
        bool bad = in_list(x->bad, ",", tag) || text_is_stop(text_fold(&a, tag), x->lang);
        bool good = false;
        for (size_t k = 0; k < x->same_count && !bad && !good; k++)
            if (in_list(x->same[k], "|", tag)) {
                good = !met[k];
                bad = met[k];
                met[k] = true;
            }
        t->accepted += i < TAGS_LOOKED_AT && good;
        t->bad += bad;
        t->all_tags++;
        if (shown)
            print_message(" %s%.*s", bad ? "!!" : good ? "" : "?", STR_ARG(tag));
    }
    t->tags += TAGS_LOOKED_AT;
    if (shown)
        print_message("\n");
}

static void compare_borders(const struct foreign *x, const struct reading *r, bool shown,
                            struct tally *t)
{
    t->borders += (double)x->sentence_count;
    for (size_t i = 0; i < r->sentence_count; i++) {
        const struct sentence *s = &r->sentences[i];
        bool right = false, dateline = false;
        for (size_t k = 0; k < x->sentence_count; k++) {
            right |= x->sentences[k].span.end == s->span.end;
            dateline |= s->kind == SENTENCE_CREDIT && x->sentences[k].span.at == s->span.at &&
                        x->sentences[k].span.end > s->span.end;
        }
        t->found += !dateline;
        t->right += right;
        if (shown && !right && !dateline)
            print_message("   border: %.*s|\n", STR_ARG(span_str(x->article.text, s->span)));
    }
}

static char mark_of(const struct foreign *x, const struct reading *r, reading_index sentence)
{
    struct span s = r->sentences[sentence].span;
    for (size_t k = 0; k < x->sentence_count; k++)
        if (s.at < x->sentences[k].span.end && x->sentences[k].span.at < s.end)
            return x->sentences[k].mark;
    return 0;
}

static void compare_summary(const struct foreign *x, const struct reading *r, bool shown,
                            struct tally *t)
{
    for (size_t i = 0; i < r->summary_count; i++) {
        char mark = mark_of(x, r, r->summary[i]);
        t->summary++;
        t->good += mark == '>';
        t->poor += mark == 'x';
        if (shown)
            print_message("   %c %.*s\n", mark ? mark : ' ',
                          STR_ARG(span_str(x->article.text, r->sentences[r->summary[i]].span)));
    }
    for (size_t i = 0; i < r->keypoint_count; i++) {
        char mark = mark_of(x, r, r->keypoints[i].sentence);
        t->poor += mark == 'x';
        if (shown)
            print_message("   %c point: %.*s\n", mark ? mark : ' ',
                          STR_ARG(span_str(x->article.text, r->keypoints[i].span)));
    }
}

static void print_tally(const char *what, const struct tally *t)
{
    double all = t->borders + t->found;
    print_message("gold langs %-9s: articles %.0f, language %.0f, sentences F1 %.3f, of five tags "
                  "right %.2f, bad of all tags %.2f, of the summary good %.2f, poor ones %.0f\n",
                  what, t->articles, t->lang, all > 0 ? 2 * t->right / all : 0,
                  t->accepted / t->tags, t->all_tags > 0 ? t->bad / t->all_tags : 0,
                  t->summary > 0 ? t->good / t->summary : 0, t->poor);
}

static void add(struct tally *to, const struct tally *x)
{
    double *sum = (double *)to;
    const double *v = (const double *)x;
    for (size_t i = 0; i < sizeof *x / sizeof *v; i++)
        sum[i] += v[i];
}

/* English faculties say that they are not available, and give nothing. */
static void nothing_english(const struct reading *r)
{
    check_int(r->missing_count, 5);
    check_int(r->quote_count + r->figure_count + r->claim_count, 0);
    check_int(r->incident_count + r->agreement_count, 0);
}

/* The articles with even numbers may be looked at, the late ones not. */
static bool is_shown(const struct foreign *x)
{
    return getenv("SENSE_GOLD") && x->number % 2 == 0 && (x->number < LATE || x->number >= WORLD);
}

static void read_one(struct foreign *x, struct tally *t)
{
    struct reading r;
    bool shown = is_shown(x);
    char what[16];
    arena_reset(&a);
    check_true(when_parse(STR("2025-03-14T12:00:00Z"), &x->article.published));
    sense_read(&a, &x->article, TIME_NONE, &r);
    t->lang = str_eq(r.lang, x->lang);
    if (shown)
        print_message("%d %.*s:", x->number, STR_ARG(r.lang));
    compare_tags(x, &r, shown, t);
    compare_borders(x, &r, shown, t);
    compare_summary(x, &r, shown, t);
    nothing_english(&r);
    (void)snprintf(what, sizeof what, "%.*s %d", STR_ARG(x->lang), x->number);
    print_tally(what, t);
}

static void open_arenas(void)
{
    arena_init(&keep, 16 << 20);
    arena_init(&a, 512 << 20);
}

static void close_arenas(void)
{
    arena_done(&a);
    arena_done(&keep);
}

static void articles_are_read(void **state)
{
    (void)state;
    struct foreign *list;
    struct tally half[3] = {{0}};
    open_arenas();
    size_t n = read_all("tests/gold/langs.txt", &list);
    check_int(n, 36);
    for (size_t i = 0; i < n; i++) {
        struct tally t = {.articles = 1};
        read_one(&list[i], &t);
        add(&half[list[i].number >= LATE ? 2 : list[i].number % 2], &t);
    }
    print_tally("looked at", &half[0]);
    print_tally("sealed", &half[1]);
    print_tally("late", &half[2]);
    for (int h = 0; h < 2; h++) {
        const struct tally *t = &half[h];
        check_true(t->lang >= t->articles && t->right >= 0.97 * t->borders);
        check_true(t->right >= 0.96 * t->found && t->poor <= 3);
        check_true(t->accepted >= 0.75 * t->tags && t->bad <= 0.04 * t->all_tags);
        check_true(t->good >= 0.75 * t->summary);
    }
    close_arenas();
}

/* Two in each of 26 languages: the first was looked at, the second only as a figure. */
static void the_world_is_read(void **state)
{
    (void)state;
    struct foreign *list;
    struct tally half[2] = {{0}};
    open_arenas();
    size_t n = read_all("tests/gold/world.txt", &list);
    check_int(n, 52);
    for (size_t i = 0; i < n; i++) {
        struct tally t = {.articles = 1};
        read_one(&list[i], &t);
        add(&half[list[i].number % 2], &t);
    }
    print_tally("world at", &half[0]);
    print_tally("world not", &half[1]);
    for (int h = 0; h < 2; h++) {
        const struct tally *t = &half[h];
        check_true(t->lang >= t->articles && t->right >= 0.96 * t->borders);
        check_true(t->accepted >= 0.80 * t->tags && t->bad <= 0.04 * t->all_tags);
        check_true(t->good >= 0.78 * t->summary && t->poor <= 3);
    }
    close_arenas();
}

static void short_texts_tell_their_language(void **state)
{
    (void)state;
    arena_init(&keep, 1 << 20);
    struct str file = check_file(&keep, "tests/gold/short.txt"), line;
    int all = 0, right = 0, unknown = 0;
    while (file.n && str_split(&file, '\n', &line)) {
        size_t tab = str_find_char(line, '\t');
        if (tab == SIZE_MAX)
            continue;
        struct text_lang got = text_lang(str_from(line, tab + 1));
        all++;
        right += str_eq(str_c(got.code), str_sub(line, 0, tab));
        unknown += str_eq(str_c(got.code), STR("und"));
        if (getenv("SENSE_GOLD") && !str_eq(str_c(got.code), str_sub(line, 0, tab)))
            print_message("%s %.2f: %.*s\n", got.code, got.sure, STR_ARG(line));
    }
    check_true(right * 20 >= all * 19);
    print_message("gold langs short    : texts %d, language %d, und %d\n", all, right, unknown);
    arena_done(&keep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(short_texts_tell_their_language),
                                       cmocka_unit_test(articles_are_read),
                                       cmocka_unit_test(the_world_is_read)};
    return cmocka_run_group_tests_name("langs", tests, NULL, NULL);
}
