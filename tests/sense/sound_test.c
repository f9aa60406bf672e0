/* sound: over every language set beside the repository, nothing is found that does not stand in the
 * text: ranges lie in it and on character borders, indexes in their lists, a figure's words hold
 * its number, what it was before stands beside it, hashtags and entities (names and roles) come
 * from their words, a claim from its quote, and the JSON form reads back. Our own articles
 * (tests/gold) are read where those sets are absent, too. */
#include "gold.h"
#include "sense/sense.h"
#include "shared.h"

#include "text/text.h"

#include <math.h>

static struct str text, folded; /* the article's; and as text_key makes it */
static const struct reading *r;
static long findings;

static bool border(uint32_t at)
{
    return at == text.n || ((unsigned char)text.p[at] & 0xC0) != 0x80;
}
static void sound_span(struct span s)
{
    findings++;
    check_true(s.at < s.end && s.end <= text.n && border(s.at) && border(s.end));
    check_true(!is_space(text.p[s.at]) && !is_space(text.p[s.end - 1]));
}
static void maybe_span(struct span s)
{
    if (s.end != 0)
        sound_span(s);
}
static void sound_index(reading_index i, size_t n, bool may_be_none)
{
    check_true((i >= 0 && (size_t)i < n) || (may_be_none && i == -1));
}
static bool in_sentence(struct span s, reading_index i)
{
    return s.at >= r->sentences[i].span.at && s.at <= r->sentences[i].span.end;
}

static void sentences(void)
{
    for (size_t i = 0; i < r->sentence_count; i++) {
        sound_span(r->sentences[i].span);
        check_true(i == 0 || r->sentences[i].span.at >= r->sentences[i - 1].span.end);
        check_true(i == 0 || r->sentences[i].paragraph >= r->sentences[i - 1].paragraph);
    }
    check_true(r->summary_count <= 3 && r->keypoint_count <= 5);
    for (size_t i = 0; i < r->summary_count; i++) {
        sound_index(r->summary[i], r->sentence_count, false);
        check_true(i == 0 || r->summary[i] > r->summary[i - 1]);
    }
    for (size_t i = 0; i < r->keypoint_count; i++) {
        sound_index(r->keypoints[i].sentence, r->sentence_count, false);
        sound_span(r->keypoints[i].span);
        check_true(in_sentence(r->keypoints[i].span, r->keypoints[i].sentence));
        struct span whole = r->sentences[r->keypoints[i].sentence].span;
        for (size_t k = 0; k < r->summary_count; k++) /* nothing is said twice */
            check_true(r->summary[k] != r->keypoints[i].sentence ||
                       (r->keypoints[i].span.end - r->keypoints[i].span.at) * 10 <
                           (whole.end - whole.at) * 9);
    }
}

/* Every word of `s`, folded, is a word of the text. */
static bool words_in_text(struct arena *a, struct str s)
{
    struct str rest = text_key(a, s), word;
    while (rest.n && str_split(&rest, ' ', &word))
        if (word.n && str_find(folded, word) == SIZE_MAX)
            return false;
    return true;
}

static void entities(struct arena *a)
{
    for (size_t i = 0; i < r->entity_count; i++) {
        check_true(r->entities[i].mention_count > 0 && r->entities[i].name.n > 0);
        if (!words_in_text(a, r->entities[i].name) || !words_in_text(a, r->entities[i].role))
            fail_msg("not of the text: %.*s, %.*s", STR_ARG(r->entities[i].name),
                     STR_ARG(r->entities[i].role));
        for (size_t k = 0; k < r->entities[i].mention_count; k++)
            sound_span(r->entities[i].mentions[k].span);
    }
}

/* The letters of `small`, folded, stand in this order in `large`. */
static bool letters_in(struct arena *a, struct str small, struct str large)
{
    struct str x = text_key(a, small), y = text_key(a, large);
    size_t at = 0;
    for (size_t i = 0; i < x.n; i++) {
        if (x.p[i] == ' ')
            continue;
        while (at < y.n && y.p[at] != x.p[i])
            at++;
        if (at++ >= y.n)
            return false;
    }
    return true;
}

static void tags(struct arena *a)
{
    check_true(r->hashtag_count <= 8 && r->keyphrase_count <= 20);
    for (size_t i = 0; i < r->hashtag_count; i++) {
        const struct hashtag *h = &r->hashtags[i];
        sound_span(h->span);
        check_true(h->tag.n >= 2 && letters_in(a, h->tag, h->label));
        for (size_t k = 0; k < i; k++)
            check_true(!str_eq(h->key, r->hashtags[k].key));
    }
    for (size_t i = 0; i < r->keyphrase_count; i++) {
        sound_span(r->keyphrases[i].span);
        check_true(str_eq_fold(r->keyphrases[i].phrase, span_str(text, r->keyphrases[i].span)));
    }
}

static void quotes(void)
{
    for (size_t i = 0; i < r->quote_count; i++) {
        const struct quote *q = &r->quotes[i];
        maybe_span(q->source);
        maybe_span(q->cue);
        check_true(q->content_count > 0);
        for (size_t k = 0; k < q->content_count; k++)
            sound_span(q->content[k]);
        sound_index(q->speaker, r->entity_count, true);
        sound_index(q->sentence, r->sentence_count, false);
    }
    for (size_t i = 0; i < r->claim_count; i++) {
        const struct claim *c = &r->claims[i];
        sound_span(c->span);
        sound_index(c->quote, r->quote_count, true);
        sound_index(c->by, r->entity_count, true);
        sound_index(c->against, r->claim_count, true);
        sound_index(c->sentence, r->sentence_count, false);
        check_true(c->against != (reading_index)i);
        bool said = c->quote < 0;
        for (size_t k = 0; !said && k < r->quotes[c->quote].content_count; k++)
            said = r->quotes[c->quote].content[k].at < c->span.end &&
                   c->span.at < r->quotes[c->quote].content[k].end;
        check_true(said);
    }
}

static bool has_number(struct str s)
{
    struct text_number n;
    for (size_t i = 0; i < s.n; i++)
        if ((i == 0 || !is_alnum(s.p[i - 1])) && text_number_parse(str_from(s, i), &n))
            return true;
    return false;
}

static bool same(double x, double y)
{
    return fabs(x - y) <= 1e-6 * fabs(y);
}

/* Is the value what the words say: a number in them; of a range ("5 to 6 million") perhaps its part
 * before the scale; with a half behind it; or two parts of one duration ("2 hours and 5 minutes")?
 */
static bool holds_value(struct str s, double value)
{
    static const double ratios[] = {60, 24, 12, 7};
    struct text_number n;
    double last = NAN;
    bool half = str_find_fold(s, STR("half")) != SIZE_MAX,
         quarter = str_find_fold(s, STR("quarter")) != SIZE_MAX;
    for (size_t i = 0; i < s.n; i++) {
        if ((i > 0 && is_alnum(s.p[i - 1])) || !text_number_parse(str_from(s, i), &n))
            continue;
        for (double scale = 1; scale < 1e13; scale *= 1e3)
            if (same(n.value * scale, value))
                return true;
        if ((half && same(n.value + .5, value)) || (quarter && same(n.value + .25, value)))
            return true;
        for (size_t k = 0; k < sizeof ratios / sizeof *ratios; k++)
            if (!isnan(last) && same(last * ratios[k] + n.value, value))
                return true;
        last = n.value;
    }
    return false;
}

static void change(const struct figure *g)
{
    bool before = isnan(g->from);
    for (size_t k = 0; k < r->figure_count && !before; k++)
        before = r->figures[k].sentence == g->sentence && r->figures[k].value == g->from;
    check_true(before);
}

static void figures(void)
{
    for (size_t i = 0; i < r->figure_count; i++) {
        const struct figure *g = &r->figures[i];
        sound_span(g->span);
        maybe_span(g->counted);
        check_true(has_number(span_str(text, g->span)));
        if (!holds_value(span_str(text, g->span), g->value) ||
            (g->bound == BOUND_RANGE && !holds_value(span_str(text, g->span), g->high)))
            fail_msg("%g to %g is not what \"%.*s\" says", g->value, g->high,
                     STR_ARG(span_str(text, g->span)));
        check_true(g->counted.end == 0 || in_sentence(g->counted, g->sentence));
        change(g);
        check_true(g->bound != BOUND_RANGE || g->high >= g->value);
        sound_index(g->says, r->entity_count, true);
        sound_index(g->sentence, r->sentence_count, false);
        check_true(in_sentence(g->span, g->sentence));
    }
}

static void fills(const struct fill *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sound_span(v[i].span);
        sound_index(v[i].entity, r->entity_count, true);
    }
}

static void records(void)
{
    for (size_t i = 0; i < r->incident_count; i++) {
        const struct incident *x = &r->incidents[i];
        fills(x->perpetrators, x->perpetrator_count);
        fills(x->victims, x->victim_count);
        fills(x->targets, x->target_count);
        fills(x->weapons, x->weapon_count);
        maybe_span(x->where.span);
        maybe_span(x->when_span);
        for (size_t k = 0; k < x->figure_count; k++)
            sound_index(x->figures[k], r->figure_count, false);
        sound_index(x->sentence, r->sentence_count, false);
        check_true(x->kind.n > 0);
    }
    for (size_t i = 0; i < r->agreement_count; i++) {
        const struct agreement *x = &r->agreements[i];
        fills(x->parties, x->party_count);
        maybe_span(x->subject);
        sound_index(x->figure, r->figure_count, true);
        sound_index(x->sentence, r->sentence_count, false);
    }
}

static void reads_back(struct arena *a)
{
    struct buf b;
    struct json_out w;
    struct reading back;
    struct err e;
    json_t *v;
    buf_arena(&b, a, 64 << 20);
    json_init(&w, &b);
    reading_write(&w, r);
    check_ok(json_read(buf_str(&b), &v, &e));
    check_ok(reading_read(a, v, text.n, &back, &e));
    json_decref(v);
    check_int(back.quote_count, r->quote_count);
}

static void sound_article(struct arena *a, const struct article *article)
{
    struct reading reading;
    if (utf8_valid(article->text) != article->text.n)
        return;
    sense_read(a, article, TIME_NONE, &reading);
    text = article->text;
    folded = text_key(a, text);
    r = &reading;
    sentences();
    entities(a);
    tags(a);
    quotes();
    figures();
    records();
    reads_back(a);
}

static void sound(struct arena *a, const json_t *v)
{
    struct article article = shared_article(a, v);
    sound_article(a, &article);
}

static void our_own_are_sound(void **state)
{
    (void)state;
    struct gold_article *list;
    struct arena a, keep;
    arena_init(&keep, 16 << 20);
    arena_init(&a, 512 << 20);
    findings = 0;
    size_t n = gold_read(&keep, check_file(&keep, "tests/gold/articles.txt"), &list);
    for (size_t i = 0; i < n; i++) {
        struct article article = {
            .title = list[i].title, .text = list[i].text, .published = {.us = TIME_NONE}};
        sound_article(&a, &article);
        arena_reset(&a);
    }
    check_true(n >= 30 && findings > 1000);
    print_message("gold: %zu articles, %ld findings in their places\n", n, findings);
    arena_done(&a);
    arena_done(&keep);
}

static void every_set_is_sound(void **state)
{
    (void)state;
    static const char *const sets[] = {
        "clusters-5w1h",      "clusters-basil",  "clusters-fnc",    "keyphrases-duc2001",
        "keyphrases-kpcrowd", "summaries-bbc",   "summaries-cnndm", "quotes-polnear",
        "incidents-muc",      "incidents-india", "fivew-gold",      "neardup-synthetic",
        "ner-worldwide",      "tokens-gum",      "tokens-ewt"};
    struct arena a;
    const char *all = getenv("SENSE_ALL"); /* every row; otherwise a sample that takes seconds */
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const char *path =
            shared_path(&a, str_z(&a, str_fmt(&a, "data/nlp/%s/data.jsonl.gz", sets[i])));
        if (!path)
            continue;
        findings = 0;
        long n = shared_each(path, all ? 1000000 : 40, all ? 1 : 7, sound);
        print_message("%s: %ld articles, %ld findings in their places\n", sets[i], n, findings);
    }
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(our_own_are_sound),
                                       cmocka_unit_test(every_set_is_sound)};
    return cmocka_run_group_tests_name("sound", tests, NULL, NULL);
}
