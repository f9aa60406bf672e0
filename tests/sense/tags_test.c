/* tags: hashtags of our own articles (tests/gold/tags.txt), compared with those that editors would
 * accept and those that nobody would choose. Prints the figures for docs/accuracy.md;
 * SENSE_GOLD=1 in the environment shows the tags of the open half (the sealed half is looked at
 * only as a figure). The form of the file is described in tests/gold/README.md. */
#include "check.h"
#include "gold.h"
#include "sense/sense.h"
#include "text/text.h"

enum { LOOKED_AT = 5, TAGS_MOST = 64 };

struct tagged {
    bool sealed;
    struct article article;
    struct str same[TAGS_MOST]; /* a line: tags that say the same, parted by " | " */
    size_t same_count;
    struct str bad; /* parted by ", " */
};
struct tally {
    double first, accepted, tags, bad, articles, with_bad, places, found;
};

static struct arena a, keep;

/* "Red Dawn", "redDawn" and a plural are one tag. */
static struct str folded(struct str s)
{
    struct buf b;
    buf_arena(&b, &a, 1000);
    s = text_fold(&a, s);
    for (size_t i = 0; i < s.n; i++)
        if (is_alnum(s.p[i]) || (unsigned char)s.p[i] >= 0x80)
            buf_char(&b, s.p[i]);
    struct str out = buf_str(&b);
    return str_starts(out, STR("the")) && out.n > 6 ? str_from(out, 3) : out;
}

static bool same_tag(struct str x, struct str y)
{
    x = folded(x), y = folded(y);
    if (str_eq(x, y))
        return true;
    struct str longer = x.n > y.n ? x : y, other = x.n > y.n ? y : x;
    return longer.n == other.n + 1 && other.n > 3 && str_starts(longer, other) &&
           str_ends(longer, STR("s"));
}

static bool in_list(struct str list, const char *sep, struct str tag)
{
    while (list.n)
        if (same_tag(gold_cut(&list, sep), tag))
            return true;
    return false;
}

static struct str text_of(const struct gold_article *gold, size_t n, int number)
{
    for (size_t i = 0; i < n; i++)
        if (gold[i].number == number)
            return gold[i].text;
    return STR_NONE;
}

static void take_line(struct tagged *x, struct str line, const struct gold_article *gold, size_t n)
{
    struct str rest = line.n > 2 ? str_from(line, 2) : STR_NONE;
    if (str_starts(line, STR("T:")))
        x->article.title = str_trim(rest);
    else if (str_starts(line, STR("S:")))
        x->article.source = str_trim(rest);
    else if (str_starts(line, STR("+ ")) && x->same_count < TAGS_MOST)
        x->same[x->same_count++] = rest;
    else if (str_starts(line, STR("- ")))
        x->bad = rest;
    else if (str_starts(line, STR("G:"))) {
        int number = (int)strtol(rest.p, NULL, 10);
        check_true(number % 2 == 0); /* the odd ones are read by nobody */
        x->article.text = text_of(gold, n, number);
        for (size_t i = 0; i < n; i++)
            if (gold[i].number == number)
                x->article.title = gold[i].title;
    } else if (line.n && x->same_count == 0) {
        const char *from = x->article.text.n ? x->article.text.p : line.p;
        x->article.text = str_of(from, (size_t)(line.p + line.n - from));
    }
}

static size_t read_all(struct tagged **ret)
{
    LIST(struct tagged) list = {0};
    struct gold_article *gold;
    size_t n = gold_read(&keep, check_file(&keep, "tests/gold/articles.txt"), &gold);
    struct str file = check_file(&keep, "tests/gold/tags.txt"), line;
    while (file.n && str_split(&file, '\n', &line)) {
        if (str_starts(line, STR("== "))) {
            struct tagged *x = LIST_ADD(&keep, &list);
            x->sealed = str_starts(str_from(line, 6), STR("sealed"));
            check_true(when_parse(STR("2025-03-14T12:00:00Z"), &x->article.published));
        } else if (list.n) {
            take_line(&list.v[list.n - 1], line, gold, n);
        }
    }
    *ret = list.v;
    return list.n;
}

/* Each line is met once: a second tag that says the same is a bad one. */
static void compare(const struct tagged *x, const struct reading *r, struct tally *t)
{
    bool met[TAGS_MOST] = {false}, any_bad = false;
    bool shown = getenv("SENSE_GOLD") && !x->sealed;
    if (shown)
        print_message("%.*s\n   ", STR_ARG(x->article.title));
    for (size_t i = 0; i < r->hashtag_count; i++) {
        struct str tag = r->hashtags[i].tag;
        bool bad = in_list(x->bad, ",", tag) || in_list(x->article.source, "\n", tag), good = false;
        for (size_t k = 0; k < x->same_count && !bad && !good; k++)
            if (in_list(x->same[k], "|", tag)) {
                good = !met[k];
                bad = met[k];
                met[k] = true;
            }
        t->tags++;
        t->bad += bad;
        any_bad |= bad;
        t->first += i < LOOKED_AT;
        t->accepted += i < LOOKED_AT && good;
        if (shown)
            print_message(" %s%.*s %.2f",
                          bad    ? "!!"
                          : good ? ""
                                 : "?",
                          STR_ARG(tag), r->hashtags[i].weight);
    }
    if (shown)
        print_message("\n");
    t->articles++;
    t->with_bad += any_bad;
    /* The first lines are the article's chief matters. */
    for (size_t k = 0; k < x->same_count && k < 3; k++) {
        t->places++;
        t->found += met[k];
    }
}

static void hashtags_are_chosen(void **state)
{
    (void)state;
    static const char *const halves[] = {"looked at", "sealed"};
    struct tally tally[2] = {{0}};
    struct tagged *list;
    arena_init(&keep, 16 << 20);
    arena_init(&a, 512 << 20);
    size_t n = read_all(&list);
    check_int(n, 40);
    for (size_t i = 0; i < n; i++) {
        struct reading r;
        arena_reset(&a);
        check_true(list[i].article.text.n > 300 && list[i].same_count >= 6);
        sense_read(&a, &list[i].article, TIME_NONE, &r);
        compare(&list[i], &r, &tally[list[i].sealed]);
    }
    for (int h = 0; h < 2; h++) {
        const struct tally *t = &tally[h];
        print_message("gold hashtags, %-9s: of the first five right %.3f (%.0f), bad of all %.3f "
                      "(%.0f), articles with a bad one %.2f (%.0f), chief matters found %.3f\n",
                      halves[h], t->accepted / t->first, t->first, t->bad / t->tags, t->tags,
                      t->with_bad / t->articles, t->articles, t->found / t->places);
    }
    for (int h = 0; h < 2; h++) {
        const struct tally *t = &tally[h];
        check_true(t->accepted / t->first >= 0.75 && t->bad / t->tags <= 0.1);
    }
    arena_done(&a);
    arena_done(&keep);
}

/* What happened is put together, and what only stands about is left out. */
static void rules_hold(void **state)
{
    (void)state;
    static const struct {
        const char *title, *text, *has, *lacks;
    } cases[] = {
        {"Gunmen attack freight train in Lorne",
         "Gunmen attacked a freight train in Lorne on "
         "Monday and shot the driver. The train stood for an hour.",
         "freight train attack", "Gunmen attack"},
        {"Two hurt in stabbing at ferry pier",
         "Two men were hurt in a stabbing at the ferry pier of "
         "Lorne on Monday. The pier was closed for a day.",
         "pier stabbing", "men"},
        {"Porters' strike empties hotels",
         "A strike by porters has emptied the hotels of Lorne. The "
         "porters' union wants two crowns more.",
         "porters' union", "hotels"},
        {"Shots at market",
         "A man opened fire at a fish market in Lorne on Monday, and nobody was "
         "hurt at the fish market.",
         "Lorne", "fish market fire"},
        {"Kite catches hail",
         "A hailstone the size of a tennis ball tore the kite of Ada Reyk in "
         "Lorne on Monday. A tennis ball is smaller, she said of the hail.",
         "Ada Reyk", "tennis ball"},
        {"Goats climb bank in Lorne",
         "Goats climbed the roof of a bank in Lorne on Monday. The roof was not broken, and the "
         "goats came down by the roof of a shed.",
         "goats", "roof"},
        {"The winner of Lorne",
         "The winner was the Norwegian Nils Stone, said the judges of Lorne. "
         "Stone rows in Lorne every day.",
         "Nils Stone", "Norwegian Nils Stone"},
        {"Lorne picks People's League",
         "The Lorne People's League won the vote in Lorne. The Lorne "
         "People's League had lost the last one.",
         "Lorne Peoples League", "League"},
        {"Rocket lifts off",
         "The rocket Petrel 6 lifted off from Lorne on Monday. Petrel 6 carries a "
         "camera, and was built in Lorne.",
         "Petrel 6", "Petrel"},
        {"Scam by email",
         "An email scam has reached Lorne. Scam emails ask for a stamp. The email "
         "scam was told by Ada Reyk of Lorne, who gets scam emails.",
         "email scam", "scam emails"},
    };
    arena_init(&a, 256 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading r;
        struct article article = {.title = str_c(cases[i].title), .text = str_c(cases[i].text)};
        bool has = false, lacks = true;
        arena_reset(&a);
        sense_read(&a, &article, TIME_NONE, &r);
        for (size_t k = 0; k < r.hashtag_count; k++) {
            has |= same_tag(r.hashtags[k].tag, str_c(cases[i].has));
            lacks &= !same_tag(r.hashtags[k].tag, str_c(cases[i].lacks));
        }
        for (size_t k = 0; !(has && lacks) && k < r.hashtag_count; k++)
            print_error("%s: %.*s\n", cases[i].title, STR_ARG(r.hashtags[k].tag));
        check_true(has && lacks);
    }
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rules_hold),
                                       cmocka_unit_test(hashtags_are_chosen)};
    return cmocka_run_group_tests_name("tags", tests, NULL, NULL);
}
