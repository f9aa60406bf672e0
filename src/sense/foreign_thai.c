/* foreign_thai.c: what a Thai article is about, without a dictionary to cut its words by.
 *
 * Thai parts words by nothing and clauses by spaces. What is written twice is mostly a word or a
 * name: the longest stretches that the title or the beginning has and the text has again, from the
 * start of one syllable to the end of another, less small words at their ends. A person stands
 * behind "นาย" and its like, the given name and the family name parted by a space. */
#include "sense/foreign.h"

#include <math.h>

enum {
    BEGINNING = 1500,  /* bytes of the text whose stretches are looked at */
    STRETCH_LEAST = 5, /* letters and signs */
    STRETCH_MOST = 30,
    NAME_MOST = 60 /* bytes */
};

struct thai {
    struct str text, title;
    struct sense_topic *v;
    size_t n;
};

static bool is_thai(uint32_t r)
{
    return r >= 0xE01 && r <= 0xE4E && r != 0xE3F && r != 0xE46;
}

/* Vowels and tones that stand behind or above a consonant: no word begins with them. */
static bool leans_back(uint32_t r)
{
    return (r >= 0xE30 && r <= 0xE3A) || r == 0xE45 || (r >= 0xE47 && r <= 0xE4E);
}

static uint32_t rune_at(struct str s, size_t at)
{
    return at < s.n ? utf8_next(s, &at) : 0;
}

/* Vowels that are written before their consonant: no word ends with them. */
static bool leans_on(struct str s)
{
    uint32_t r = s.n >= 3 ? rune_at(s, s.n - 3) : 0;
    return r >= 0xE40 && r <= 0xE44;
}

static uint32_t times_in(struct str text, struct str part)
{
    uint32_t n = 0;
    for (size_t at; (at = str_find(text, part)) != SIZE_MAX; text = str_from(text, at + part.n))
        n++;
    return n;
}

static struct str without_small_words(struct str s)
{
    static const char *const small[] = {
        "ของ", "ที่",  "ใน",  "และ", "เป็น", "ได้",  "ให้", "จะ", "มี",   "กับ",   "ว่า",  "จาก", "เมื่อ",
        "เพื่อ", "ไม่", "แล้ว", "ถูก",  "ต้อง", "โดย", "นี้",  "นั้น", "เปิด", "กล่าว", "คาด", NULL};
    for (size_t i = 0; small[i]; i++) {
        struct str w = str_c(small[i]);
        if (str_starts(s, w))
            s = str_from(s, w.n);
        if (str_ends(s, w))
            s = str_sub(s, 0, s.n - w.n);
    }
    return s;
}

/* The longest stretch from `at` that stands again, in bytes; 0 for none. */
static size_t again(const struct thai *x, struct str in, size_t at)
{
    size_t ends[STRETCH_MOST + 1], n = 0, best = 0;
    for (size_t i = at; n < STRETCH_MOST && i < in.n && is_thai(rune_at(in, i));)
        (void)utf8_next(in, &i), ends[n++] = i;
    for (size_t k = STRETCH_LEAST; k <= n; k++) {
        struct str s = str_sub(in, at, ends[k - 1]);
        if (times_in(x->text, s) + (str_find(x->title, s) != SIZE_MAX) < 2)
            break; /* nor is anything longer */
        if (!leans_back(rune_at(in, ends[k - 1])) && !leans_on(s))
            best = s.n;
    }
    return best;
}

static void add(struct thai *x, struct str s, double more)
{
    size_t at = str_find(x->text, s);
    if (at == SIZE_MAX || x->n == SENSE_TOPICS_MOST)
        return;
    for (size_t i = 0; i < x->n; i++)
        if (str_find(x->v[i].label, s) != SIZE_MAX)
            return;
    double titled = str_find(x->title, s) != SIZE_MAX ? 0.25 : 0;
    x->v[x->n++] =
        (struct sense_topic){.label = s,
                             .weight = 0.3 + more + titled + 0.12 * log(times_in(x->text, s)),
                             .span = {(uint32_t)at, (uint32_t)(at + s.n)}};
}

static void stretches(struct thai *x, struct str in)
{
    for (size_t at = 0; at < in.n;) {
        uint32_t r = rune_at(in, at);
        size_t n = is_thai(r) && !leans_back(r) ? again(x, in, at) : 0;
        struct str s = without_small_words(str_sub(in, at, at + n));
        if (s.n >= 3 * STRETCH_LEAST)
            add(x, s, 0);
        if (n)
            at += n;
        else
            (void)utf8_next(in, &at);
    }
}

/* "นายสมชาติ ทองแท้ ": two words with a space between, behind what a person is called. */
static void persons(struct thai *x)
{
    static const char *const called[] = {"นางสาว", "นาย", "นาง", "ดร.", NULL};
    for (size_t i = 0; i + 9 < x->text.n; i++) {
        struct str rest = str_from(x->text, i);
        size_t k = 0;
        if (i > 0 && is_thai(rune_at(x->text, i >= 3 ? i - 3 : 0)) && x->text.p[i - 1] != ' ')
            continue;
        while (called[k] && !str_starts(rest, str_c(called[k])))
            k++;
        if (!called[k] || str_starts(rest, STR("นายก")))
            continue;
        rest = str_from(rest, strlen(called[k]));
        rest = str_sub(rest, 0, str_find_char(rest, '\n')); /* a name ends with its paragraph */
        size_t first = str_find_char(rest, ' ');
        struct str family = first == SIZE_MAX ? STR_NONE : str_from(rest, first + 1);
        family = str_sub(family, 0, str_find_char(family, ' '));
        if (first > 6 && family.n > 6 && first + family.n < NAME_MOST)
            add(x, str_sub(rest, 0, first + 1 + family.n), 0.3);
        i += strlen(called[k]);
    }
}

size_t foreign_thai(const struct sense_find *f, struct sense_topic *ret)
{
    enum { TEXT_MOST = 40000 };
    struct thai x = {.text = utf8_cut(f->d->text, TEXT_MOST),
                     .title = utf8_cut(f->d->article->title, BEGINNING),
                     .v = ret};
    stretches(&x, x.title);
    stretches(&x, utf8_cut(x.text, BEGINNING));
    persons(&x);
    return x.n;
}
