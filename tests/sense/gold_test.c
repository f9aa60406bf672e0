/* gold: our own articles (tests/gold), read and compared with what their annotations say. Prints
 * the figures for docs/accuracy.md; SENSE_GOLD=1 in the environment shows every miss of the
 * articles with even numbers (the odd ones are looked at only as a figure). */
#include "check.h"
#include "gold.h"
#include "sense/sense.h"

#include <math.h>

static struct arena a, keep;
struct rate {
    double hit, said, want;
};
static double precision(struct rate r)
{
    return r.said > 0 ? r.hit / r.said : 1;
}
static double recall(struct rate r)
{
    return r.want > 0 ? r.hit / r.want : 1;
}
static double f1(struct rate r)
{
    return r.said + r.want > 0 ? 2 * r.hit / (r.said + r.want) : 1;
}

static struct rate figures[2], sorts[2], claims[2], parties[2], first[2], wrong[2], answered[2];

static bool shown(const struct gold_article *g)
{
    return getenv("SENSE_GOLD") && g->number % 2 == 0;
}

static const char *const kinds[] = {"count",    "money",   "percent", "rate", "age",
                                    "duration", "measure", "rank",    "score"};
static const char *const bounds[] = {"exact", "about", "at-least", "at-most", "range"};

static bool figure_is(struct str text, const struct figure *x, const struct gold_line *g)
{
    struct str rest = g->field[1];
    struct str kind = gold_cut(&rest, "/");
    double value = strtod(str_z(&a, g->field[0]), NULL);
    if (fabs(x->value - value) > 1e-6 * fabs(value) || !str_eq(kind, str_c(kinds[x->kind])))
        return false;
    if (!str_eq(rest.n ? rest : STR("exact"), str_c(bounds[x->bound])))
        return false;
    return str_eq(g->field[2], STR("-")) ||
           str_find(span_str(text, x->counted), g->field[2]) != SIZE_MAX;
}

static void check_figures(const struct gold_article *g, const struct reading *r)
{
    int half = g->number % 2;
    bool used[256] = {0};
    for (size_t i = 0; i < g->n; i++) {
        const struct gold_line *l = &g->lines[i];
        bool met = false;
        if (l->kind != 'F')
            continue;
        figures[half].want++;
        for (size_t k = 0; k < r->figure_count && k < 256 && !met; k++) {
            const struct figure *x = &r->figures[k];
            if (used[k] || !figure_is(g->text, x, l))
                continue;
            met = used[k] = true;
            figures[half].hit++;
            if (str_eq(l->field[3], STR("-")))
                continue;
            sorts[half].want++;
            sorts[half].hit += str_eq(x->what, l->field[3]);
            if (shown(g) && !str_eq(x->what, l->field[3]))
                print_message("%d sort: %.*s is %.*s\n", g->number, STR_ARG(l->field[0]),
                              STR_ARG(x->what));
        }
        if (!met && shown(g))
            print_message("%d missed figure: %.*s %.*s %.*s\n", g->number, STR_ARG(l->field[0]),
                          STR_ARG(l->field[1]), STR_ARG(l->field[2]));
    }
    for (size_t k = 0; k < r->figure_count && k < 256; k++) {
        figures[half].said++;
        if (!used[k] && shown(g))
            print_message("%d extra figure: %.*s %s %s [%.*s]\n", g->number,
                          STR_ARG(span_str(g->text, r->figures[k].span)), kinds[r->figures[k].kind],
                          bounds[r->figures[k].bound],
                          STR_ARG(span_str(g->text, r->figures[k].counted)));
    }
}

static const char *const stances[] = {"says",   "asks",   "accuses", "confirms",
                                      "denies", "doubts", "promises"};

/* A claim is found when one of the same stance (plain saying apart: confirming is near it) overlaps
 * its words, and its speaker is named so. */
static bool claim_is(const struct gold_article *g, const struct reading *r, const struct claim *c,
                     const struct gold_line *l)
{
    size_t at = str_find(g->text, l->field[2]);
    if (at == SIZE_MAX || !str_eq(l->field[0], str_c(stances[c->stance])))
        return false;
    struct str source = c->quote >= 0 ? span_str(g->text, r->quotes[c->quote].source) : STR_NONE;
    bool by = str_find(source, l->field[1]) != SIZE_MAX ||
              (c->by >= 0 && str_find(r->entities[c->by].name, l->field[1]) != SIZE_MAX);
    if (!by && c->quote >= 0 && str_eq(l->field[1], STR("she")))
        by = true;
    return by && c->span.at < at + l->field[2].n && at < c->span.end;
}

static void check_claims(const struct gold_article *g, const struct reading *r)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct gold_line *l = &g->lines[i];
        bool met = false;
        if (l->kind != 'C')
            continue;
        claims[g->number % 2].want++;
        for (size_t k = 0; k < r->claim_count && !met; k++)
            met = claim_is(g, r, &r->claims[k], l);
        claims[g->number % 2].hit += met;
        if (!met && shown(g))
            print_message("%d missed claim: %.*s %.*s %.*s\n", g->number, STR_ARG(l->field[0]),
                          STR_ARG(l->field[1]), STR_ARG(l->field[2]));
    }
}

static void check_agreements(const struct gold_article *g, const struct reading *r)
{
    int half = g->number % 2;
    struct str want[16], said[64];
    size_t wants = 0, saids = 0;
    for (size_t i = 0; i < g->n; i++)
        for (struct str rest = g->lines[i].field[1];
             g->lines[i].kind == 'A' && rest.n && wants < 16;)
            want[wants++] = gold_cut(&rest, ";");
    for (size_t i = 0; i < r->agreement_count; i++)
        for (size_t k = 0; k < r->agreements[i].party_count; k++) {
            const struct fill *p = &r->agreements[i].parties[k];
            struct str name =
                p->entity >= 0 ? r->entities[p->entity].name : span_str(g->text, p->span);
            bool again = false;
            for (size_t j = 0; j < saids; j++)
                again |= str_eq(said[j], name);
            if (!again && saids < 64)
                said[saids++] = name;
        }
    parties[half].want += (double)wants;
    parties[half].said += (double)saids;
    bool used[64] = {0};
    for (size_t i = 0; i < wants; i++) {
        bool met = false;
        for (size_t k = 0; k < saids && !met; k++)
            if (!used[k] && said[k].n &&
                (str_find(said[k], want[i]) != SIZE_MAX || str_find(want[i], said[k]) != SIZE_MAX))
                met = used[k] = true;
        parties[half].hit += met;
        if (!met && shown(g))
            print_message("%d missed party: %.*s\n", g->number, STR_ARG(want[i]));
    }
    for (size_t k = 0; k < saids && shown(g); k++)
        if (!used[k])
            print_message("%d extra party: %.*s\n", g->number, STR_ARG(said[k]));
}

static void check_questions(const struct gold_article *g, const struct reading *r)
{
    int half = g->number % 2;
    for (size_t i = 0; i < g->n; i++) {
        const struct gold_line *l = &g->lines[i];
        struct answer x;
        if (l->kind != 'Q')
            continue;
        sense_ask(&a, g->text, r, l->field[0], &x);
        if (str_eq(l->field[1], STR("-"))) {
            wrong[half].want++;
            wrong[half].hit += x.found;
            if (x.found && shown(g))
                print_message("%d false answer (%.2f): %.*s\n", g->number, x.score,
                              STR_ARG(l->field[0]));
            continue;
        }
        size_t at = str_find(g->text, l->field[1]);
        if (at == SIZE_MAX)
            print_error("%d: not in the text: %.*s\n", g->number, STR_ARG(l->field[1]));
        struct span s = x.sentence >= 0 ? r->sentences[x.sentence].span : (struct span){0, 0};
        bool right = at >= s.at && at < s.end;
        first[half].want++;
        first[half].hit += right;
        answered[half].want++;
        answered[half].hit += right && x.found;
        if (shown(g) && (!right || !x.found))
            print_message("%d %s (%.2f): %.*s\n", g->number, right ? "not sure" : "wrong sentence",
                          x.score, STR_ARG(l->field[0]));
    }
}

static void say(const char *name, const struct rate *r)
{
    struct rate all = {r[0].hit + r[1].hit, r[0].said + r[1].said, r[0].want + r[1].want};
    print_message(
        "gold %-34s P %.3f R %.3f F %.3f (%.0f)   looked at F %.3f, not looked at F %.3f\n", name,
        precision(all), recall(all), f1(all), all.want, f1(r[0]), f1(r[1]));
}
static void say_share(const char *name, const struct rate *r)
{
    print_message("gold %-34s %.3f (%.0f of %.0f)   looked at %.3f, not looked at %.3f\n", name,
                  (r[0].hit + r[1].hit) / (r[0].want + r[1].want), r[0].hit + r[1].hit,
                  r[0].want + r[1].want, recall(r[0]), recall(r[1]));
}

static void readings_match(void **state)
{
    (void)state;
    struct gold_article *list;
    arena_init(&keep, 8 << 20);
    arena_init(&a, 512 << 20);
    size_t n = gold_read(&keep, check_file(&keep, "tests/gold/articles.txt"), &list);
    check_true(n >= 30);
    for (size_t i = 0; i < n; i++) {
        struct reading r;
        struct article article = {
            .title = list[i].title, .text = list[i].text, .source = STR("Gold")};
        check_true(when_parse(STR("2025-03-14T12:00:00Z"), &article.published));
        arena_reset(&a);
        sense_read(&a, &article, TIME_NONE, &r);
        check_figures(&list[i], &r);
        check_claims(&list[i], &r);
        check_agreements(&list[i], &r);
        check_questions(&list[i], &r);
    }
    say("figures, exact", figures);
    say_share("figures, sort of those found", sorts);
    say_share("claims and denials found", claims);
    say("agreements, parties", parties);
    say_share("ask: right sentence first", first);
    say_share("ask: right and said to be found", answered);
    say_share("ask: false answers", wrong);
    check_true(f1(figures[0]) >= 0.87 && f1(parties[0]) >= 0.5);
    check_true(recall(first[0]) >= 0.85 && recall(wrong[0]) <= 0.12);
    arena_done(&a);
    arena_done(&keep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(readings_match)};
    return cmocka_run_group_tests_name("gold", tests, NULL, NULL);
}
