/* What later reports make of earlier claims and figures: admissions in other words, denials that
 * came first, sentences that do not hold any more, counts of people of all sorts. Three sets of
 * made-up stories; what is right of each is counted, and must not fall. TELL=g, m or l tells what
 * is not. */
#include "claims_gold.h"
#include "claims_last.h"
#include "story/made_up.h"
#include "turns_gold.h"
#include "turns_last.h"
#include "turns_more.h"

#include <math.h>
#include <stdlib.h>

/* What the others say that the first report does not. */
static const enum story_role others[] = {STORY_SEEN, STORY_ASK, STORY_ASK, STORY_ASK};

enum {
    MORE_LEAST = 14,
    LAST_LEAST = 17,
    CLAIMS_LEAST = 33,
    CLAIMS_LAST_LEAST = 25
}; /* facts that were right when the rules were written */

static bool has(struct str s, struct str words)
{
    return str_find_fold(s, words) != SIZE_MAX;
}

static struct str sentence_of(const struct story_report *r, struct story_spot s)
{
    return span_str(r[s.report].text, r[s.report].reading->sentences[s.sentence].span);
}

/* "Quellin Oil admits": a voice of the claim. */
static bool has_voice(const struct story_claim *c, struct str want)
{
    size_t at = str_rfind_char(want, ' ');
    struct str who = str_sub(want, 0, at), side = str_from(want, at + 1);
    for (size_t i = 0; i < c->voice_count; i++)
        if (str_eq(str_c(story_side_name(c->voices[i].side)), side) && c->voices[i].who.n &&
            (has(c->voices[i].who, who) || has(who, c->voices[i].who)))
            return true;
    return false;
}

static bool speaks_of(const struct story_report *r, const struct story_claim *c, struct str words)
{
    bool met = has(span_str(r[c->spot.report].text, c->spot.span), words);
    for (size_t i = 0; i < c->voice_count; i++)
        met |= has(sentence_of(r, c->voices[i].spot), words);
    return met;
}

static struct str next(struct str *rest)
{
    struct str part = STR_NONE;
    str_split(rest, '|', &part);
    return str_trim(part);
}

static bool has_claim(const struct story_report *r, size_t n, struct str standing, struct str rest)
{
    struct story_claims all;
    story_claims_make(&a, r, n, &all);
    struct str words = next(&rest);
    for (size_t i = 0; i < all.n; i++) {
        const struct story_claim *c = &all.v[i];
        struct str voices = rest;
        bool right =
            str_eq(str_c(story_standing_name(c->standing)), standing) && speaks_of(r, c, words);
        while (right && voices.n)
            right = has_voice(c, next(&voices));
        if (right)
            return true;
    }
    return false;
}

static bool has_series(const struct story_report *r, size_t n, struct str rest)
{
    struct story_serieses all;
    struct str label = next(&rest), values = next(&rest);
    story_series_make(&a, r, n, &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct story_series *s = &all.v[i];
        struct buf b;
        buf_arena(&b, &a, 4096);
        double last = NAN;
        for (size_t k = 0; k < s->point_count; k++) {
            if (s->points[k].value != last)
                buf_fmt(&b, "%s%.0f", b.n ? " " : "", s->points[k].value);
            last = s->points[k].value;
        }
        if (str_eq(s->label, label) && str_eq(buf_str(&b), values))
            return true;
    }
    return false;
}

static bool has_line(const struct story_report *r, const struct story_lines *lines,
                     struct str words)
{
    bool met = false;
    for (size_t i = 0; i < lines->n; i++)
        met |= has(span_str(r[lines->v[i].spot.report].text, lines->v[i].spot.span), words);
    return met;
}

/* How many claims are told in these words? */
static size_t heads(const struct story_report *r, const struct story_claims *all, struct str words)
{
    size_t count = 0;
    for (size_t i = 0; i < all->n; i++)
        count += has(span_str(r[all->v[i].spot.report].text, all->v[i].spot.span), words);
    return count;
}

/* What the list of claims is to be: "head", "once", "first", "apart". */
static bool lists(const struct story_report *r, size_t n, struct str kind, struct str rest)
{
    struct story_claims all;
    bool apart = true;
    story_claims_make(&a, r, n, &all);
    struct str words = next(&rest), other = next(&rest);
    if (str_eq(kind, STR("head")))
        return heads(r, &all, words) > 0;
    if (str_eq(kind, STR("once")))
        return heads(r, &all, words) == 1;
    if (str_eq(kind, STR("first")))
        return all.n && speaks_of(r, &all.v[0], words);
    for (size_t i = 0; i < all.n; i++)
        apart &= !(speaks_of(r, &all.v[i], words) && speaks_of(r, &all.v[i], other));
    return apart;
}

static bool holds(const struct story_report *r, size_t n, struct str fact)
{
    bool not = str_starts(fact, STR("not "));
    struct str rest = not ? str_from(fact, 4) : fact, kind = next(&rest);
    struct story_lines lines;
    if (str_eq(kind, STR("series")))
        return has_series(r, n, rest) != not ;
    if (str_eq(kind, STR("summary")))
        story_summary(&a, r, n, STR_NONE, 5, &lines);
    else if (str_eq(kind, STR("others")))
        story_fresh(&a, r, n, others, 9, &lines);
    else if (str_eq(kind, STR("head")) || str_eq(kind, STR("once")) || str_eq(kind, STR("first")) ||
             str_eq(kind, STR("apart")))
        return lists(r, n, kind, rest) != not ;
    else
        return has_claim(r, n, kind, rest) != not ;
    return has_line(r, &lines, next(&rest)) != not ;
}

static void tell_lines(const struct story_report *r, const struct story_lines *lines,
                       const char *what)
{
    for (size_t i = 0; i < lines->n; i++)
        print_message("      %s: %.*s\n", what,
                      STR_ARG(span_str(r[lines->v[i].spot.report].text, lines->v[i].spot.span)));
}

static void tell(const struct story_report *r, size_t n)
{
    struct story_lines lines;
    story_summary(&a, r, n, STR_NONE, 5, &lines);
    tell_lines(r, &lines, "summary");
    story_fresh(&a, r, n, others, 9, &lines);
    tell_lines(r, &lines, "others");
    struct story_claims all;
    struct story_serieses series;
    story_claims_make(&a, r, n, &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct story_claim *c = &all.v[i];
        print_message("      [%s] %.*s\n", story_standing_name(c->standing),
                      STR_ARG(span_str(r[c->spot.report].text, c->spot.span)));
        for (size_t k = 0; k < c->voice_count; k++)
            print_message(
                "         %.*s %s (%u): %.*s\n", STR_ARG(c->voices[k].who),
                story_side_name(c->voices[k].side), c->voices[k].spot.report,
                STR_ARG(span_str(r[c->voices[k].spot.report].text, c->voices[k].spot.span)));
    }
    story_series_make(&a, r, n, &series);
    for (size_t i = 0; i < series.n; i++) {
        print_message("      %.*s:", STR_ARG(series.v[i].label));
        for (size_t k = 0; k < series.v[i].point_count; k++)
            print_message(" %.0f", series.v[i].points[k].value);
        print_message("\n");
    }
}

struct score {
    size_t right, all, whole;
};

static struct score score(const struct turns_gold *v, size_t n, bool telling)
{
    struct score ret = {0};
    for (size_t i = 0; i < n; i++) {
        struct story_report r[TURNS_REPORTS_MOST];
        size_t reports = 0, wrong = 0;
        static const char *const publishers[] = {"North Post", "Coast Mail", "Hill News",
                                                 "Mill Times"};
        arena_reset(&a);
        for (; reports < TURNS_REPORTS_MOST && v[i].reports[reports]; reports++)
            r[reports] = report(reports + 1, 25 * (int)reports, publishers[reports], "News",
                                v[i].reports[reports]);
        for (size_t k = 0; k < TURNS_FACTS_MOST && v[i].facts[k]; k++) {
            bool right = holds(r, reports, str_c(v[i].facts[k]));
            ret.all++;
            ret.right += right;
            wrong += !right;
            if (!right && telling)
                print_message("  %zu: %s\n", i, v[i].facts[k]);
        }
        if (wrong && telling)
            tell(r, reports);
        ret.whole += !wrong;
    }
    return ret;
}
#define SCORE(v, telling) score(v, sizeof(v) / sizeof *(v), telling)

static void stories_turn(void **state)
{
    (void)state;
    const char *telling = getenv("TELL");
    struct score seen = SCORE(turns_gold, telling && *telling == 'g');
    print_message("seen: %zu of %zu facts, %zu whole stories\n", seen.right, seen.all, seen.whole);
    struct score more = SCORE(turns_more, telling && *telling == 'm');
    print_message("seen later: %zu of %zu facts, %zu whole stories\n", more.right, more.all,
                  more.whole);
    struct score last = SCORE(turns_last, telling && *telling == 'l');
    print_message("not seen: %zu of %zu facts, %zu whole stories\n", last.right, last.all,
                  last.whole);
    check_true(seen.right == seen.all && more.right >= MORE_LEAST && last.right >= LAST_LEAST);
}

/* What is listed as a claim at all, and which statements stand together. */
static void claims_are_worth_it(void **state)
{
    (void)state;
    const char *telling = getenv("TELL");
    struct score seen = SCORE(claims_gold, telling && *telling == 'c');
    print_message("claims seen: %zu of %zu facts, %zu whole stories\n", seen.right, seen.all,
                  seen.whole);
    struct score last = SCORE(claims_last, false);
    print_message("claims not seen: %zu of %zu facts, %zu whole stories\n", last.right, last.all,
                  last.whole);
    check_true(seen.right >= CLAIMS_LEAST && last.right >= CLAIMS_LAST_LEAST);
}

/* Hundreds of denials of one side, each with what it says for itself, and as many later words of
 * its: what is compared is bounded. */
static void many_denials_cost_little(void **state)
{
    (void)state;
    enum { REPORTS = 40, DENIALS = 10 };
    struct story_report r[REPORTS];
    struct story_claims all;
    arena_reset(&a);
    for (int i = 0; i < REPORTS; i++) {
        struct buf b;
        buf_arena(&b, &a, 1 << 16);
        for (int k = 0; k < DENIALS; k++)
            buf_fmt(&b,
                    "The county said that pump %d of the dam was faulty. Tessel Pumps denied that "
                    "pump %d of the dam was faulty. \"Pump %d is sound,\" Tessel Pumps said.\n\n",
                    i * DENIALS + k, i * DENIALS + k, i * DENIALS + k);
        r[i] = report((uint64_t)i + 1, 25 * i, "North Post", "News", made_up(&b));
    }
    int64_t start = clock_cpu();
    size_t used = a.used;
    story_claims_make(&a, r, REPORTS, &all);
    print_message("%zu claims, %.1f s, %zu bytes\n", all.n,
                  (double)(clock_cpu() - start) / US_SECOND, a.used - used);
    check_true(all.n > 0 && a.used - used < 96 << 20);
    check_true(clock_cpu() - start < 20 * US_SECOND); /* 1 s; far more with a sanitizer */
}

/* A thousand voices in one dispute, of whom a few are listed: which go is not worked out anew for
 * each that goes. */
static void many_voices_cost_little(void **state)
{
    (void)state;
    enum { REPORTS = 400, VOICES = 3 };
    static struct story_report r[REPORTS];
    struct story_claims all;
    arena_reset(&a);
    for (int i = 0; i < REPORTS; i++) {
        struct buf b;
        buf_arena(&b, &a, 1 << 16);
        for (int k = 0, n = i * VOICES; k < VOICES; k++, n++)
            buf_fmt(&b,
                    "Speaker Al%c%c Hart said that pump %d of the dam was faulty. Tessel Pumps "
                    "denied that the pump %d of the dam was faulty.\n\n",
                    'a' + n % 26, 'a' + n / 26 % 26, n, n);
        r[i] = report((uint64_t)i + 1, 5 * i, "North Post", "News", made_up(&b));
    }
    int64_t start = clock_cpu();
    story_claims_make(&a, r, REPORTS, &all);
    print_message("%zu claims, %.1f s\n", all.n, (double)(clock_cpu() - start) / US_SECOND);
    check_true(all.n > 0 && clock_cpu() - start < 3 * US_SECOND); /* 0.3 s */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stories_turn), cmocka_unit_test(claims_are_worth_it),
        cmocka_unit_test(many_denials_cost_little), cmocka_unit_test(many_voices_cost_little)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
