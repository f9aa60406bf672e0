/* diff.c: what a publisher changed in a text without saying so.
 *
 * Myers 1986, "An O(ND) difference algorithm and its variations", the greedy form that keeps the
 * furthest points of each step. Twice: over passages (runs up to the end of a sentence or line),
 * then over the words of passages that differ. Its cost is the size times the number of changes, so
 * both have a cap on that number; what is beyond it counts as replaced in whole, and the result
 * says that it is coarse. */
#include "story/ledger.h"
#include "text/text.h"

#include <math.h>

enum {
    PASSAGE_EDITS_MOST = 600,
    WORD_EDITS_MOST = 800,
    WORD_EDITS_POOR = 60, /* when the passages before have cost BUDGET */
    BUDGET = 10,          /* passages that may cost WORD_EDITS_MOST */
    EDITED_MOST = 200,
};

struct unit { /* a passage or a word with what follows it up to the next */
    uint64_t hash;
    struct span span; /* without white space behind it */
};
struct units {
    struct unit *v;
    size_t n, cap;
};

struct diffing {
    struct arena *a;
    struct str old, new;
    LIST(struct story_run) runs;
    uint32_t dear; /* passages that cost much */
    bool coarse;
};

/* ---- cutting ---- */

static bool is_blank(char c)
{
    return is_space(c) || c == '\v';
}

static void push(struct arena *a, struct units *u, struct str text, size_t at, size_t end)
{
    struct unit unit = {.span = {(uint32_t)at, (uint32_t)end}};
    /* White space inside a passage is no difference: words are hashed one by one. */
    uint64_t hash = 17;
    for (size_t i = at; i < end;) {
        size_t from = i;
        while (i < end && !is_blank(text.p[i]))
            i++;
        if (i > from)
            hash = hash * UINT64_C(0x9E3779B97F4A7C15) + str_hash(str_sub(text, from, i));
        while (i < end && is_blank(text.p[i]))
            i++;
    }
    unit.hash = hash;
    LIST_PUSH(a, u, unit);
}

/* Passages end at a line's end, and at . ! ? before white space. */
static void cut_passages(struct arena *a, struct str t, struct units *ret)
{
    size_t at = 0;
    while (at < t.n) {
        while (at < t.n && is_blank(t.p[at]))
            at++;
        size_t i = at, end = at;
        for (; i < t.n && t.p[i] != '\n'; i++) {
            end = is_blank(t.p[i]) ? end : i + 1;
            if ((t.p[i] == '.' || t.p[i] == '!' || t.p[i] == '?') && i + 1 < t.n &&
                is_blank(t.p[i + 1]))
                break;
        }
        if (end > at)
            push(a, ret, t, at, end);
        at = i < t.n ? i + 1 : t.n;
    }
}

enum word_class { CLASS_BLANK, CLASS_WORD, CLASS_SINGLE };
static enum word_class class_at(struct str t, size_t *at)
{
    if (is_blank(t.p[*at])) {
        ++*at;
        return CLASS_BLANK;
    }
    enum text_class class = text_class(utf8_next(t, at));
    if (class == TEXT_SPACE)
        return CLASS_BLANK;
    return class == TEXT_LETTER || class == TEXT_MARK || class == TEXT_DIGIT ? CLASS_WORD
                                                                             : CLASS_SINGLE;
}

/* Words, and every other character by itself; "1,200" and "3.5" and "don't" are words. */
static void cut_words(struct arena *a, struct str t, struct span in, struct units *ret)
{
    struct str part = str_sub(t, 0, in.end);
    for (size_t at = in.at; at < part.n;) {
        size_t from = at;
        enum word_class class = class_at(part, &at);
        if (class == CLASS_BLANK)
            continue;
        for (size_t next = at; class == CLASS_WORD && at < part.n; next = at) {
            bool joint = part.p[at] == ',' || part.p[at] == '.' || part.p[at] == '\'';
            if (joint && at + 1 < part.n &&
                (part.p[at] == '\'' ? is_alpha(part.p[at + 1])
                                    : is_digit(part.p[at - 1]) && is_digit(part.p[at + 1])))
                next++;
            if (class_at(part, &next) != CLASS_WORD)
                break;
            at = next;
        }
        push(a, ret, t, from, at);
    }
}

/* ---- Myers ---- */

/* Walks back over the kept furthest points and marks what is the same: keep[i] = 1 + number in y.
 */
static void trace(int32_t *const *rows, int32_t d, size_t n, size_t m, uint32_t *keep)
{
    int32_t x = (int32_t)n, y = (int32_t)m;
    for (; d >= 0; d--) {
        const int32_t *v = d ? rows[d - 1] + d : NULL; /* v[k], -d < k < d */
        int32_t k = x - y;
        bool down = d && (k == -d || (k != d && v[k - 1] < v[k + 1]));
        int32_t before = d == 0 ? 0 : down ? v[k + 1] : v[k - 1];
        int32_t start = d == 0 ? 0 : before + !down;
        while (x > start) {
            x--, y--;
            keep[x] = (uint32_t)y + 1;
        }
        x = before;
        y = d == 0 ? 0 : before - (down ? k + 1 : k - 1);
    }
}

/* Which units of x stand in y, in order? keep[] must be 0. False beyond `most` changes. */
static bool same_units(struct arena *a, const struct unit *x, size_t n, const struct unit *y,
                       size_t m, int32_t most, uint32_t *keep)
{
    int32_t max = (int32_t)(n + m) < most ? (int32_t)(n + m) : most;
    int32_t *v = ARENA_ARRAY(a, 2 * (size_t)max + 3, int32_t);
    int32_t **rows = ARENA_ARRAY(a, (size_t)max + 1, int32_t *);
    v += max + 1;
    for (int32_t d = 0; d <= max; d++) {
        for (int32_t k = -d; k <= d; k += 2) {
            bool down = k == -d || (k != d && v[k - 1] < v[k + 1]);
            int32_t i = d == 0 ? 0 : down ? v[k + 1] : v[k - 1] + 1;
            while (i < (int32_t)n && i - k >= 0 && i - k < (int32_t)m && x[i].hash == y[i - k].hash)
                i++;
            v[k] = i;
            if (k == (int32_t)n - (int32_t)m && i >= (int32_t)n) {
                trace(rows, d, n, m, keep);
                return true;
            }
        }
        rows[d] = arena_alloc(a, (2 * (size_t)d + 3) * sizeof **rows);
        memcpy(rows[d], v - d - 1, (2 * (size_t)d + 3) * sizeof **rows);
    }
    return false;
}

/* Without the common head and tail. */
static bool match(struct arena *a, const struct units *x, const struct units *y, int32_t most,
                  uint32_t *keep)
{
    size_t head = 0, tail = 0;
    while (head < x->n && head < y->n && x->v[head].hash == y->v[head].hash) {
        keep[head] = (uint32_t)head + 1;
        head++;
    }
    while (tail < x->n - head && tail < y->n - head &&
           x->v[x->n - 1 - tail].hash == y->v[y->n - 1 - tail].hash) {
        keep[x->n - 1 - tail] = (uint32_t)(y->n - tail);
        tail++;
    }
    size_t n = x->n - head - tail, m = y->n - head - tail;
    bool done =
        n == 0 || m == 0 || same_units(a, x->v + head, n, y->v + head, m, most, keep + head);
    for (size_t i = head; i < head + n && m && n; i++)
        keep[i] += keep[i] ? (uint32_t)head : 0;
    return done;
}

/* ---- runs ---- */

static void run(struct diffing *k, enum story_edit edit, struct span old, struct span new)
{
    struct story_run *last = k->runs.n ? &k->runs.v[k->runs.n - 1] : NULL;
    /* Removed stands before added: an addition waits for what is removed at the same place. */
    if (last && edit == STORY_REMOVED && last->edit == STORY_ADDED) {
        struct story_run *before = k->runs.n > 1 ? last - 1 : NULL;
        if (before && before->edit == STORY_REMOVED) {
            before->old.end = old.end;
            last->old = (struct span){old.end, old.end};
        } else {
            struct story_run added = *last;
            *last = (struct story_run){edit, old, {added.new.at, added.new.at}};
            added.old = (struct span){old.end, old.end};
            LIST_PUSH(k->a, &k->runs, added);
        }
    } else if (last && last->edit == edit) {
        last->old.end = old.end > last->old.end ? old.end : last->old.end;
        last->new.end = new.end > last->new.end ? new.end : last->new.end;
    } else {
        LIST_PUSH(k->a, &k->runs, (struct story_run){edit, old, new});
    }
}

static void removed(struct diffing *k, struct span old, uint32_t new_at)
{
    run(k, STORY_REMOVED, old, (struct span){new_at, new_at});
}

static void added(struct diffing *k, struct span new, uint32_t old_at)
{
    run(k, STORY_ADDED, (struct span){old_at, old_at}, new);
}

struct piece { /* units [from, to) of one side */
    const struct units *u;
    size_t from, to;
};
static struct span span_of(struct piece p)
{
    return (struct span){p.u->v[p.from].span.at, p.u->v[p.to - 1].span.end};
}

/* Passages that differ: word by word. */
static void words_differ(struct diffing *k, struct piece x, struct piece y, uint32_t old_at,
                         uint32_t new_at)
{
    struct units u = {0}, w = {0};
    if (x.from < x.to)
        cut_words(k->a, k->old, span_of(x), &u);
    if (y.from < y.to)
        cut_words(k->a, k->new, span_of(y), &w);
    uint32_t *keep = ARENA_ARRAY(k->a, u.n + 1, uint32_t);
    bool poor = k->dear >= BUDGET;
    bool fine = match(k->a, &u, &w, poor ? WORD_EDITS_POOR : WORD_EDITS_MOST, keep);
    k->dear += !poor && u.n + w.n > WORD_EDITS_MOST / 2;
    k->coarse |= !fine;
    size_t j = 0;
    for (size_t i = 0; i < u.n; i++) {
        while (keep[i] && j + 1 < keep[i]) {
            added(k, w.v[j].span, old_at);
            new_at = w.v[j++].span.end;
        }
        if (keep[i]) {
            run(k, STORY_SAME, u.v[i].span, w.v[j].span);
            new_at = w.v[j++].span.end;
        } else {
            removed(k, u.v[i].span, new_at);
        }
        old_at = u.v[i].span.end;
    }
    for (; j < w.n; j++)
        added(k, w.v[j].span, old_at);
}

static void passages(struct diffing *k)
{
    struct units x = {0}, y = {0};
    cut_passages(k->a, k->old, &x);
    cut_passages(k->a, k->new, &y);
    uint32_t *keep = ARENA_ARRAY(k->a, x.n + 1, uint32_t), old_at = 0, new_at = 0;
    k->coarse = !match(k->a, &x, &y, PASSAGE_EDITS_MOST, keep);
    size_t i = 0, j = 0;
    while (i < x.n || j < y.n) {
        size_t i_to = i, j_to = y.n;
        while (i_to < x.n && !keep[i_to])
            i_to++;
        if (i_to < x.n)
            j_to = keep[i_to] - 1;
        if (i_to > i || j_to > j)
            words_differ(k, (struct piece){&x, i, i_to}, (struct piece){&y, j, j_to}, old_at,
                         new_at);
        if (i_to < x.n) {
            run(k, STORY_SAME, x.v[i_to].span, y.v[j_to].span);
            old_at = x.v[i_to].span.end;
            new_at = y.v[j_to].span.end;
            i_to++, j_to++;
        }
        i = i_to;
        j = j_to;
    }
}

/* ---- figures and names ---- */

struct marks {
    LIST(struct span) numbers, names;
    bool counts; /* a number other than the word "one", which need not be any */
};

/* A number in words at `at`, in bytes; 0: none. */
static uint32_t number_in_words(struct str text, uint32_t at, double *ret)
{
    struct text_number n;
    if (!text_number_parse(str_from(text, at), &n) || !n.words || n.kind == TEXT_ORDINAL)
        return 0;
    *ret = n.value;
    return n.used;
}

/* A name: a word with a capital that stands inside a sentence. */
static void marks_of(struct arena *a, struct str text, struct span in, struct marks *ret)
{
    struct text_words it = text_words(str_sub(text, 0, in.end));
    struct text_word w;
    it.at = in.at;
    while (text_word_next(&it, &w)) {
        struct span s = {w.at, w.end};
        size_t at = w.at, before = w.at;
        uint32_t rune = utf8_next(text, &at);
        while (before > 0 && (is_blank(text.p[before - 1]) || text.p[before - 1] == '"'))
            before--;
        bool start = before == 0 || text.p[before - 1] == '.' || text.p[before - 1] == '!' ||
                     text.p[before - 1] == '?' || memchr(text.p + before, '\n', w.at - before);
        double value = 0;
        uint32_t words = number_in_words(str_sub(text, 0, in.end), w.at, &value);
        if (w.kind == TEXT_NUMBER || words) {
            s.end = words ? w.at + words : s.end;
            it.at = s.end > it.at ? s.end : it.at;
            ret->counts |= !words || value != 1;
            LIST_PUSH(a, &ret->numbers, s);
        } else if (text_is_upper(rune) && !start) {
            LIST_PUSH(a, &ret->names, s);
        }
    }
}

/* "11" and "eleven", "Holt" and "Holt". */
static bool alike(struct str x, struct str y)
{
    struct text_number n, m;
    return str_eq(x, y) || (text_number_parse(x, &n) && text_number_parse(y, &m) && n.used == x.n &&
                            m.used == y.n && n.kind == m.kind && fabs(n.value - m.value) < 1e-9);
}

static void pair_up(struct diffing *k, enum story_edit_kind kind, const struct span *x, size_t n,
                    const struct span *y, size_t m, struct story_diff *ret)
{
    struct story_edited *v = (struct story_edited *)(uintptr_t)ret->edited;
    for (size_t i = 0; (i < n || i < m) && ret->edited_count < EDITED_MOST; i++) {
        struct story_edited e = {.kind = kind};
        e.old = i < n ? x[i] : (struct span){n ? x[n - 1].end : 0, n ? x[n - 1].end : 0};
        e.new = i < m ? y[i] : (struct span){m ? y[m - 1].end : 0, m ? y[m - 1].end : 0};
        if (i < n && i < m && alike(span_str(k->old, e.old), span_str(k->new, e.new)))
            continue;
        v[ret->edited_count++] = e;
    }
}

static void find_edited(struct diffing *k, struct story_diff *ret)
{
    ret->edited = ARENA_ARRAY(k->a, EDITED_MOST, struct story_edited);
    for (size_t i = 0; i < k->runs.n; i++) {
        const struct story_run *r = &k->runs.v[i];
        if (r->edit == STORY_SAME)
            continue;
        struct marks x = {0}, y = {0};
        bool both = r->edit == STORY_REMOVED && i + 1 < k->runs.n && r[1].edit == STORY_ADDED;
        if (r->edit == STORY_REMOVED)
            marks_of(k->a, k->old, r->old, &x);
        if (r->edit == STORY_ADDED || both)
            marks_of(k->a, k->new, both ? r[1].new : r->new, &y);
        i += both;
        if (x.counts || y.counts)
            pair_up(k, STORY_EDIT_FIGURE, x.numbers.v, x.numbers.n, y.numbers.v, y.numbers.n, ret);
        pair_up(k, STORY_EDIT_NAME, x.names.v, x.names.n, y.names.v, y.names.n, ret);
    }
}

void story_diff(struct arena *a, struct str old, struct str new, struct story_diff *ret)
{
    struct diffing k = {.a = a,
                        .old = utf8_cut(old, STORY_DIFF_TEXT_MOST),
                        .new = utf8_cut(new, STORY_DIFF_TEXT_MOST)};
    *ret = (struct story_diff){0};
    passages(&k);
    ret->runs = k.runs.v;
    ret->run_count = k.runs.n;
    ret->coarse = k.coarse;
    for (size_t i = 0; i < k.runs.n; i++) {
        const struct story_run *r = &k.runs.v[i];
        if (r->edit == STORY_REMOVED)
            ret->words_removed += text_word_count(span_str(k.old, r->old));
        if (r->edit == STORY_ADDED)
            ret->words_added += text_word_count(span_str(k.new, r->new));
    }
    find_edited(&k, ret);
}
