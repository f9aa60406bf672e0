/* regroup.c: second thoughts: two stories that are one, and one story that is two.
 *
 * The first reports of an event may join a story that is only alike (another quake in the same
 * land), since nothing like them is there yet. When more of them come, they show that they belong
 * together and not to it: then they part. Two stories whose members belong to one another merge.
 * Both use one measure, the mean of how well the members of the one fit the other, with room
 * between the two thresholds, so that nothing goes to and fro.
 *
 * An event is told in a burst of reports, and a silence between two bursts on one matter is often a
 * sign of two events (Yang, Pierce and Carbonell 1998, "A study of retrospective and on-line event
 * detection"). So the longer nobody reported between them, the more alike two groups must be to be
 * one story. A single report is no burst: it may be a look ahead, or bear a wrong date. */
#include "story/index.h"

#include <math.h>

enum { MERGE_MEMBERS = 8 };

double logit_free(const double f[GROUP_FEATURES])
{
    return group_logit(f) - story_group_weights[GROUP_RIVAL] * f[GROUP_RIVAL] -
           story_group_weights[GROUP_ONE];
}

/* How long nobody reported between two groups: 0 up to a long weekend, and where dates are absent;
 * then the log of how many times longer. `log_days` is log(1 + days). */
static double silence_between(double log_days, size_t one, size_t other)
{
    enum { BURST_LEAST = 2, WEEKEND = 3 };
    double silence = log_days - log1p(WEEKEND);
    return one < BURST_LEAST || other < BURST_LEAST || silence < 0 ? 0 : silence;
}

/* Two stories are one where the members of one, on the mean, belong to the other. */
static bool same_story(struct story_index *x, uint64_t one, uint64_t other)
{
    const struct live_story *s = &x->stories[ids_find(&x->story_ids, one)];
    const struct live_story *t = &x->stories[ids_find(&x->story_ids, other)];
    double sum = 0, log_days = INFINITY;
    uint32_t n = 0, nearest;
    for (uint32_t slot = t->last; slot != NO_SLOT && n < MERGE_MEMBERS;
         slot = x->articles[slot].prev_member, n++) {
        double f[GROUP_FEATURES];
        struct term young[STORY_TERMS_MOST];
        const struct view stored = view_of(x, slot), v = young_view(x, stored, young);
        group_features(x, &v, s, NULL, f, &nearest);
        sum += logit_free(f) - young_doubt(x, &stored, nearest);
        log_days = fmin(log_days, f[GROUP_DAYS]);
    }
    return n > 0 && sum / n > story_rules[RULE_MERGE] +
                                  story_rules[RULE_SILENCE] * silence_between(log_days, s->n, t->n);
}

/* The members of `from` go over, in their order, behind those of `to`. */
static void merge(struct story_index *x, uint64_t from, uint64_t to)
{
    uint32_t at;
    while ((at = ids_find(&x->story_ids, from)) != NO_SLOT) {
        uint32_t slot = x->stories[at].first;
        story_leave(x, slot);
        story_join(x, slot, to);
    }
}

/* What a person moved, the machine leaves as it is. */
static bool kept_by_people(const struct story_index *x, uint64_t story)
{
    uint32_t at = ids_find(&x->story_ids, story);
    return at != NO_SLOT && x->stories[at].moved > 0;
}

/* An article that belongs to two stories may show that they are one. The older id stays. */
void merge_find(struct story_index *x, const struct candidate *near, size_t n,
                struct story_place *place)
{
    for (size_t i = 0; i < n && !place->merged; i++) {
        uint64_t other = near[i].story, mine = place->story;
        if (other == mine || kept_by_people(x, mine) || kept_by_people(x, other) ||
            logit_free(near[i].f) < story_rules[RULE_MERGE_FIRST] || !same_story(x, mine, other))
            continue;
        place->story = mine < other ? mine : other;
        place->merged = mine < other ? other : mine;
        merge(x, place->merged, place->story);
    }
}

/* ---- parting ---- */

/* A story's first report, its newest members in their order, and the new article, which is the
 * last: how alike they are. */
struct circle {
    uint32_t slots[PART_MEMBERS + 1];
    size_t n; /* without the article */
    double alike[PART_MEMBERS + 1][PART_MEMBERS + 1];
    bool apart[PART_MEMBERS + 1];
};

static void circle_make(struct story_index *x, const struct view *v, const struct live_story *s,
                        struct circle *c)
{
    size_t at = c->n = s->n < PART_MEMBERS ? s->n : PART_MEMBERS;
    for (uint32_t slot = s->last; --at > 0; slot = x->articles[slot].prev_member)
        c->slots[at] = slot;
    c->slots[0] = s->first;
    for (size_t i = 0; i <= c->n; i++)
        for (size_t k = 0; k < i; k++) {
            struct term young_a[STORY_TERMS_MOST], young_b[STORY_TERMS_MOST];
            const struct view a = i == c->n ? *v : young_view(x, view_of(x, c->slots[i]), young_a);
            const struct view b = young_view(x, view_of(x, c->slots[k]), young_b);
            double f[PAIR_FEATURES];
            pair_features(&a, &b, f);
            double z = pair_logit(f);
            c->alike[i][k] = c->alike[k][i] = z > 8 ? 8 : z < -8 ? -8 : z;
        }
}

static double mean_alike(const struct circle *c, size_t i, bool apart)
{
    double sum = 0;
    size_t n = 0;
    for (size_t k = 0; k <= c->n; k++) {
        if (k == i || c->apart[k] != apart)
            continue;
        sum += c->alike[i][k];
        n++;
    }
    return n ? sum / (double)n : -99;
}

/* Two camps: that of the article and its nearest, and that of the story's first. Members go over
 * until nobody likes the other camp better. */
static void take_sides(struct circle *c, uint32_t nearest)
{
    for (size_t i = 0; i <= c->n; i++)
        c->apart[i] = i == c->n || c->slots[i] == nearest;
    for (int turn = 0; turn < 4; turn++) {
        bool moved = false;
        for (size_t i = 1; i < c->n; i++) {
            bool apart = mean_alike(c, i, true) > mean_alike(c, i, false);
            moved |= apart != c->apart[i];
            c->apart[i] = apart;
        }
        if (!moved)
            break;
    }
}

/* How the members of the two camps are alike, on the mean. */
static double camps_alike(const struct circle *c)
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; i <= c->n; i++)
        for (size_t k = 0; k < i; k++) {
            if (c->apart[i] == c->apart[k])
                continue;
            sum += c->alike[i][k];
            n++;
        }
    return n ? sum / (double)n : 0;
}

/* Is the camp another story? By how well its members fit the rest, on the mean, how alike the camps
 * are, how many speak for each, and the silence between them. */
static bool camp_parts(struct story_index *x, const struct view *v, const struct live_story *s,
                       const struct circle *c, const struct slots *camp)
{
    double f[GROUP_FEATURES], sum, log_days;
    uint32_t nearest;
    group_features(x, v, s, camp, f, &nearest);
    sum = logit_free(f);
    log_days = f[GROUP_DAYS];
    for (size_t i = 0; i < camp->n; i++) {
        struct term young[STORY_TERMS_MOST];
        const struct view m = young_view(x, view_of(x, camp->v[i]), young);
        group_features(x, &m, s, camp, f, &nearest);
        sum += logit_free(f);
        log_days = fmin(log_days, f[GROUP_DAYS]);
    }
    const size_t rest = c->n - camp->n;
    const double g[] = {1,
                        sum / (double)(camp->n + 1),
                        camps_alike(c),
                        log((double)camp->n),
                        log((double)rest),
                        silence_between(log_days, camp->n + 1, rest)};
    double z = 0;
    for (int i = 0; i < CAMP_FEATURES; i++)
        z += story_camp_weights[i] * g[i];
    return z > 0;
}

void part_find(struct story_index *x, const struct view *v, const struct candidate *best,
               struct story_place *place)
{
    const struct live_story *s = &x->stories[ids_find(&x->story_ids, best->story)];
    if (s->n < 2 || s->moved || best->nearest == s->first)
        return;
    struct circle c = {0};
    struct slots camp = {0};
    circle_make(x, v, s, &c);
    take_sides(&c, best->nearest);
    for (size_t i = 0; i < c.n; i++)
        if (c.apart[i] && camp.n < PART_MEMBERS)
            camp.v[camp.n++] = c.slots[i];
    if (camp.n == 0 || camp.n > STORY_PARTED_MOST || !camp_parts(x, v, s, &c, &camp))
        return;
    place->story = x->articles[camp.v[0]].id;
    for (size_t i = 0; i < camp.n; i++) {
        story_leave(x, camp.v[i]);
        story_join(x, camp.v[i], place->story);
        place->parted[i] = x->articles[camp.v[i]].id;
    }
}
