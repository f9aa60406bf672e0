/* why.c: how an article stands to its story, and the reason in words that a person can check.
 *
 * The words name what the two articles share: names as the article writes them (the weightiest
 * first, each once and whole: halves are joined, parts dropped), how many figures and dates agree,
 * and how far apart they are in time. */
#include "story/index.h"

#include <stdio.h>
#include <string.h>

static const char *const copy_names[] = {"original", "syndicated", "truncated", "edited",
                                         "updated"};
static const char *const relation_names[] = {"first",       "copy",       "same-event",
                                             "development", "background", "round-up"};

const char *story_copy_name(enum story_copy c)
{
    return copy_names[c];
}

const char *story_relation_name(enum story_relation r)
{
    return relation_names[r];
}

/* ---- relation ---- */

/* Headlines that say what an article is: words at their start, or anywhere. */
static const struct {
    const char *words;
    bool anywhere;
    enum story_relation relation;
} headline_marks[] = {
    {"explainer", true, STORY_BACKGROUND},
    {"explained", true, STORY_BACKGROUND},
    {"analysis:", true, STORY_BACKGROUND},
    {"opinion:", true, STORY_BACKGROUND},
    {"editorial:", true, STORY_BACKGROUND},
    {"timeline:", true, STORY_BACKGROUND},
    {"a timeline", true, STORY_BACKGROUND},
    {"profile:", true, STORY_BACKGROUND},
    {"who is ", false, STORY_BACKGROUND},
    {"who was ", false, STORY_BACKGROUND},
    {"who are ", false, STORY_BACKGROUND},
    {"what is ", false, STORY_BACKGROUND},
    {"what are ", false, STORY_BACKGROUND},
    {"why ", false, STORY_BACKGROUND},
    {"how ", false, STORY_BACKGROUND},
    {"what we know", true, STORY_BACKGROUND},
    {"q&a", true, STORY_BACKGROUND},
    {"fact check", true, STORY_BACKGROUND},
    {"round-up", true, STORY_ROUNDUP},
    {"roundup", true, STORY_ROUNDUP},
    {"briefing:", true, STORY_ROUNDUP},
    {"morning briefing", true, STORY_ROUNDUP},
    {"evening briefing", true, STORY_ROUNDUP},
    {"your briefing", true, STORY_ROUNDUP},
    {"news in brief", true, STORY_ROUNDUP},
    {"week in review", true, STORY_ROUNDUP},
    {"today's headlines", true, STORY_ROUNDUP},
    {"things to know", true, STORY_ROUNDUP},
};

enum story_relation relation_of_headline(struct str title)
{
    for (size_t i = 0; i < sizeof headline_marks / sizeof *headline_marks; i++) {
        struct str words = str_c(headline_marks[i].words);
        if (headline_marks[i].anywhere ? str_find_fold(title, words) != SIZE_MAX
                                       : str_starts_fold(title, words))
            return headline_marks[i].relation;
    }
    return STORY_SAME_EVENT;
}

/* The figures and dates of `m` that no member before it has. */
static uint32_t figures_new(const struct story_index *x, uint32_t slot)
{
    const struct held *m = &x->articles[slot];
    uint32_t fresh = 0;
    for (uint32_t i = 0; i < m->term_count; i++) {
        if (!(m->terms[i].flags & TERM_NUMBER))
            continue;
        uint32_t other = m->prev_member, steps = 0;
        for (; other != NO_SLOT && steps < GROUP_MEMBERS;
             other = x->articles[other].prev_member, steps++)
            if (term_find(&x->articles[other], m->terms[i].hash))
                break;
        fresh += other == NO_SLOT || steps == GROUP_MEMBERS;
    }
    return fresh;
}

enum story_relation relation_of(const struct story_index *x, uint32_t slot, struct str title,
                                size_t stories)
{
    const struct held *m = &x->articles[slot];
    const struct held *first = &x->articles[x->stories[ids_find(&x->story_ids, m->story)].first];
    enum story_relation said = relation_of_headline(title);
    if (said != STORY_SAME_EVENT)
        return said;
    if (stories >= ROUNDUP_STORIES)
        return STORY_ROUNDUP;
    bool later =
        m->time != TIME_NONE && first->time != TIME_NONE && m->time - first->time >= 18 * US_HOUR;
    return later && figures_new(x, slot) >= 2 ? STORY_DEVELOPMENT : STORY_SAME_EVENT;
}

/* ---- words ---- */

const struct term *term_find(const struct held *m, uint32_t hash)
{
    size_t low = 0, high = m->term_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (m->terms[mid].hash < hash)
            low = mid + 1;
        else
            high = mid;
    }
    return low < m->term_count && m->terms[low].hash == hash ? &m->terms[low] : NULL;
}

static void put_time(struct buf *b, const struct held *m, const struct held *o)
{
    if (m->time == TIME_NONE || o->time == TIME_NONE)
        return;
    int64_t apart = m->time - o->time;
    int64_t days = (apart < 0 ? -apart : apart) / US_DAY;
    buf_put(b, b->n ? STR("; ") : STR(""));
    if (days == 0)
        buf_lit(b, "within a day");
    else
        buf_fmt(b, "%lld day%s %s", (long long)days, days == 1 ? "" : "s",
                apart < 0 ? "earlier" : "later");
}

/* ---- names ---- */

enum { SHARED_BYTES_MOST = 100, NAMES_WRITTEN = 4, NAMES_BYTES_WRITTEN = 120 };

/* A name or date that both articles have, as it will be written; n is 0 when another says it. */
struct shared {
    char p[SHARED_BYTES_MOST];
    size_t n;
    bool date;
};

static struct str shared_str(const struct shared *s)
{
    return str_of(s->p, s->n);
}

/* "PORT CALLIS" begins a dispatch: Port Callis. Short words stay ("UN FAO"), and single ones
 * ("UNESCO"). */
static void calm_capitals(struct shared *s)
{
    enum { ACRONYM_MOST = 4 };
    if (!memchr(s->p, ' ', s->n))
        return;
    for (size_t i = 0; i < s->n; i++)
        if ((s->p[i] >= 'a' && s->p[i] <= 'z') || s->p[i] & (char)0x80)
            return;
    for (size_t i = 0; i < s->n;) {
        size_t end = i;
        while (end < s->n && is_alnum(s->p[end]))
            end++;
        for (size_t k = i + 1; end - i >= ACRONYM_MOST && k < end; k++)
            s->p[k] = to_lower(s->p[k]);
        i = end + 1;
    }
}

/* Is `part` in `whole`, between words? */
static bool is_part(struct str whole, struct str part)
{
    size_t at = str_find(whole, part);
    if (at == SIZE_MAX)
        return false;
    size_t end = at + part.n;
    return (at == 0 || !is_alnum(whole.p[at - 1])) && (end == whole.n || !is_alnum(whole.p[end]));
}

/* "Transport Minister Oskar" and "Minister Oskar Hallenby" are two halves of one name: the bytes by
 * which the second begins as the first ends, if they are two words or more; else 0. */
static size_t halves_overlap(struct str first, struct str second)
{
    for (size_t at = 1; at < first.n; at++) {
        struct str tail = str_from(first, at);
        if (first.p[at - 1] == ' ' && str_find_char(tail, ' ') != SIZE_MAX &&
            str_starts(second, tail) && (second.n == tail.n || second.p[tail.n] == ' '))
            return tail.n;
    }
    return 0;
}

/* Makes `first` the whole of both halves; false: they are no halves. */
static bool join_halves(struct shared *first, const struct shared *second)
{
    size_t overlap = halves_overlap(shared_str(first), shared_str(second));
    if (overlap == 0 || first->n + second->n - overlap > SHARED_BYTES_MOST)
        return false;
    memcpy(first->p + first->n, second->p + overlap, second->n - overlap);
    first->n += second->n - overlap;
    return true;
}

/* Each name once, in its fullest form, in the place of the weightier. */
static void settle_names(struct shared *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n && v[i].n; k++) {
            if (v[k].n == 0 || v[i].date || v[k].date)
                continue;
            if (is_part(shared_str(&v[k]), shared_str(&v[i])) || join_halves(&v[k], &v[i]))
                v[i] = v[k];
            else if (!is_part(shared_str(&v[i]), shared_str(&v[k])) && !join_halves(&v[i], &v[k]))
                continue;
            v[k].n = 0;
            k = i; /* what is whole now may hold one that was passed */
        }
}

/* Days and titles are names by their capitals, and tell nothing of two articles. */
static bool is_empty_name(struct str s)
{
    static const char *const words[] = {
        "Monday",    "Tuesday",  "Wednesday", "Thursday",  "Friday",   "Saturday", "Sunday",
        "January",   "February", "March",     "April",     "June",     "July",     "August",
        "September", "October",  "November",  "December",  "Mr",       "Mrs",      "Ms",
        "Mr.",       "Mrs.",     "Ms.",       "President", "Minister", "News",     "Reuters",
        "AP",        "AFP",      "Photo",     "Image"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_fold(s, str_c(words[i])))
            return true;
    return false;
}

static size_t shared_names(const struct held *m, const struct held *o, struct shared v[NAMES_MOST])
{
    size_t n = 0;
    for (uint32_t i = 0; i < m->label_count && n < NAMES_MOST; i++) {
        const struct label *l = &m->labels[i];
        const struct term *t = term_find(o, l->hash);
        bool date = t && (t->flags & TERM_DATE);
        if (!t || l->n > SHARED_BYTES_MOST || (!date && is_empty_name(str_of(l->p, l->n))))
            continue;
        v[n] = (struct shared){.n = l->n, .date = date};
        memcpy(v[n].p, l->p, l->n);
        calm_capitals(&v[n++]);
    }
    settle_names(v, n);
    return n;
}

/* Names of several words first: they say most. Then a date. */
static size_t put_names(struct buf *b, const struct held *m, const struct held *o)
{
    enum { SEVERAL, ONE, DATE, ROUNDS };
    UNSET struct shared v[NAMES_MOST];
    size_t n = shared_names(m, o, v), written = 0, dates = 0;
    for (size_t i = 0; i < ROUNDS * n; i++) {
        const struct shared *s = &v[i % n];
        struct str name = shared_str(s);
        bool several = str_find_char(name, ' ') != SIZE_MAX;
        if (name.n == 0 ||
            i / n != (s->date   ? DATE
                      : several ? SEVERAL
                                : ONE) ||
            str_find(buf_str(b), name) != SIZE_MAX || b->n + name.n + 2 > NAMES_BYTES_WRITTEN ||
            (s->date ? dates == 1 : written == NAMES_WRITTEN))
            continue;
        buf_put(b, b->n ? STR(", ") : STR("both: "));
        buf_put(b, name);
        *(s->date ? &dates : &written) += 1;
    }
    return written + dates;
}

/* One name alone ("both: Vermont") is no reason: how much else they share is told, too. */
static void put_figures(struct buf *b, const struct held *m, const struct held *o, size_t names)
{
    uint32_t figures = 0, words = 0;
    for (uint32_t i = 0; i < m->term_count; i++) {
        bool shared = term_find(o, m->terms[i].hash) != NULL;
        figures += shared && (m->terms[i].flags & (TERM_NUMBER | TERM_DATE)) == TERM_NUMBER;
        words += shared;
    }
    if (figures)
        buf_fmt(b, "%s%u figure%s agree%s", b->n ? "; " : "", figures, figures == 1 ? "" : "s",
                figures == 1 ? "s" : "");
    if (names + figures < 2 && words > names + figures)
        buf_fmt(b, "%s%u rare words in common", b->n ? "; " : "", words);
}

static void put_share(struct buf *b, const struct overlap *o)
{
    double share = o->of_a > o->of_b ? o->of_a : o->of_b;
    if (share >= 0.3)
        buf_fmt(b, "%sabout %d %% of the text is the same", b->n ? "; " : "",
                (int)(share * 20 + 0.5) * 5);
}

void why_write(const struct story_index *x, uint32_t slot, uint32_t other, char why[STORY_WHY_MOST])
{
    const struct held *m = &x->articles[slot], *o = &x->articles[other];
    struct buf b = {.p = why, .cap = STORY_WHY_MOST - 1, .max = STORY_WHY_MOST - 1};
    struct overlap overlap =
        sketch_overlap(sketch_of(x, slot), m->sketch_count, sketch_of(x, other), o->sketch_count);
    size_t names = put_names(&b, m, o);
    put_figures(&b, m, o, names);
    put_share(&b, &overlap);
    put_time(&b, m, o);
    why[b.n] = 0;
}

bool story_explain(struct story_index *x, uint64_t id, uint64_t other, char why[STORY_WHY_MOST])
{
    uint32_t slot = ids_find(&x->ids, id), to = ids_find(&x->ids, other);
    if (slot == NO_SLOT || to == NO_SLOT)
        return false;
    why_write(x, slot, to, why);
    return true;
}
