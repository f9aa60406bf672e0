/* sorts.c: the sorts of figures that a story follows: what befell people, and what else it counts.
 */
#include "story/counts.h"

bool sort_is_fate(struct str what)
{
    return AMONG(what, "dead", "hurt", "missing", "arrested", "trapped", "stranded", "ill");
}

bool sort_is_strong(struct str what)
{
    return sort_is_fate(what) ||
           AMONG(what, "freed", "held", "aboard", "displaced", "evacuated", "homeless", "votes",
                 "infected", "homes", "jobs", "charged", "money");
}

bool story_is_toll(struct str what)
{
    return AMONG(what, "dead", "hurt", "freed", "held", "missing", "arrested", "trapped",
                 "stranded", "ill", "infected", "displaced", "evacuated", "homeless");
}

/* A reading's sorts are wide: who is evacuated is "displaced", and who is rescued "freed". */
static const struct finer {
    const char *sort, *word, *what;
} finer[] = {
    {"displaced", "evacuat", "evacuated"},
    {"displaced", "homeless", "homeless"},
    {"displaced", "without", "homeless"},
    {"displaced", "displac", "displaced"},
    {"displaced", "fle", "displaced"},
    {"displaced", "refugee", "displaced"},
    {"freed", "rescu", "rescued"},
    {"freed", "safety", "rescued"},
    {"freed", "airlift", "rescued"},
    {"freed", "winch", "rescued"},
    {"freed", "pulled", "rescued"},
    {"freed", "plucked", "rescued"},
    {"freed", "free", "freed"},
    {"freed", "releas", "freed"},
    {"freed", "liberat", "freed"},
};

static bool is_form(struct str word, const char *begins)
{
    static const char *const others[] = {"fleet",   "flesh",   "flex",     "fleec",    "freez",
                                         "freedom", "freeway", "freelanc", "freehold", NULL};
    for (const char *const *o = others; *o; o++)
        if (str_starts_fold(word, str_c(*o)))
            return false;
    return str_starts_fold(word, str_c(begins));
}

/* The finer sort that the word nearest to the figure in its sentence tells; its own where none. */
static struct str finer_of(struct str text, const struct reading *g, const struct figure *f)
{
    const struct span s = g->sentences[f->sentence].span;
    struct text_words it = text_words(span_str(text, s));
    struct text_word w;
    struct str what = f->what;
    uint32_t nearest = UINT32_MAX;
    while (text_word_next(&it, &w))
        for (size_t i = 0; i < sizeof finer / sizeof *finer; i++) {
            uint32_t at = s.at + w.at, end = s.at + w.end;
            uint32_t far = end <= f->span.at ? f->span.at - end : at - f->span.at;
            if (!str_eq(f->what, str_c(finer[i].sort)) || far >= nearest ||
                !is_form(str_sub(it.s, w.at, w.end), finer[i].word))
                continue;
            nearest = far;
            what = str_c(finer[i].what);
        }
    return what;
}

struct str story_sort_of(struct str text, const struct reading *g, const struct figure *f)
{
    return str_eq(f->what, STR("displaced")) && f->sentence >= 0 ? finer_of(text, g, f) : f->what;
}

bool sort_is_rescue(const struct story_report *r, const struct figure *f)
{
    return str_eq(f->what, STR("freed")) &&
           str_eq(finer_of(r->text, r->reading, f), STR("rescued"));
}

struct str sort_of_toll(struct arena *a, const struct story_report *r, const struct figure *f)
{
    static const struct {
        const char *word, *what;
    } sorts[] = {{"killed", "dead"},
                 {"dead", "dead"},
                 {"deaths", "dead"},
                 {"died", "dead"},
                 {"injured", "hurt"},
                 {"wounded", "hurt"},
                 {"hurt", "hurt"},
                 {"missing", "missing"},
                 {"arrested", "arrested"},
                 {"detained", "arrested"},
                 {"ill", "ill"},
                 {"sickened", "ill"},
                 {"sick", "ill"},
                 {"infected", "infected"},
                 {"infections", "infected"},
                 {"cases", "infected"},
                 {"stranded", "stranded"},
                 {"trapped", "trapped"},
                 {"evacuated", "evacuated"},
                 {"homeless", "homeless"},
                 {"displaced", "displaced"},
                 {"rescued", "freed"}};
    struct str before[24], what = STR_NONE;
    size_t n = words_before(a, r->text, r->reading->sentences[f->sentence].span.at, f->span.at,
                            before, 24);
    if (f->counted.end || !n ||
        !AMONG(before[0], "to", "at", "is", "was", "least", "stands", "reached", "hit", "passed",
               "exceeds", "exceeded", "topped", "now", "be"))
        return STR_NONE;
    for (size_t i = 0; i < n; i++) {
        bool court = i + 1 < n && str_eq(before[i], STR("cases")) &&
                     AMONG(before[i + 1], "court", "murder", "homicide", "theft", "fraud", "rape",
                           "abuse", "criminal", "legal", "divorce", "asylum", "corruption",
                           "trafficking", "assault", "insolvency", "bankruptcy", "pending");
        for (size_t k = 0; k < sizeof sorts / sizeof *sorts && !court; k++)
            what = str_eq(before[i], str_c(sorts[k].word)) ? str_c(sorts[k].what) : what;
        if (i > 1 && AMONG(before[i], "leave", "left", "fled", "flee") &&
            str_eq(before[i - 2], STR("homes")))
            what = STR("displaced"); /* "who had to leave their homes rose to" */
        if (str_eq(before[i], STR("number")))
            return what;
        if (str_eq(before[i], STR("toll")))
            return i + 1 < n && str_eq(before[i + 1], STR("death")) ? STR("dead") : what;
    }
    return STR_NONE;
}
