/* contrary.c: what turns a statement into its opposite without the same words: antonyms.
 *
 * "The valve was sound", "the valve was faulty", "the valve did not work": words of a few fields in
 * which news says yes or no. Each field has a good and a bad side, and a word of negation near
 * before a word turns it round. Two statements are compared only within one field: an unsafe lift
 * may have been lawful. */
#include "story/statement.h"

enum { FIELD_WORDS = 40, NEGATION_REACH = 4, SWITCHED_FIELD = 8 };

static const struct field {
    const char *good[FIELD_WORDS], *bad[FIELD_WORDS];
} fields[] = {
    {{"worked", "working", "works", "functioned", "functioning", "functions", "properly",
      "correctly", "sound", "intact", "undamaged", "flawless"},
     {"faulty",      "defective", "fault",  "faults", "defect",  "defects",  "flawed",
      "flaw",        "flaws",     "failed", "fails",  "failure", "failures", "malfunctioned",
      "malfunction", "broken",    "broke",  "worn",   "rusted",  "rusty",    "corroded",
      "cracked",     "cracks",    "crack",  "jammed", "unsound", "stopped",  "stalled"}},
    {{"safe", "safely", "secure", "harmless"},
     {"unsafe", "dangerous", "hazardous", "harmful", "insecure"}},
    {{"true", "genuine", "accurate", "authentic", "real", "correct"},
     {"false", "fake", "forged", "falsified", "fabricated", "untrue", "inaccurate", "wrong",
      "doctored", "invented", "incorrect", "counterfeit"}},
    {{"legal", "legally", "lawful", "lawfully"},
     {"illegal", "illegally", "unlawful", "unlawfully"}},
    {{"clean", "pure", "uncontaminated"},
     {"contaminated", "tainted", "polluted", "poisoned", "dirty", "contamination"}},
    {{"enough", "adequate", "sufficient", "adequately", "sufficiently"},
     {"insufficient", "inadequate", "insufficiently", "inadequately"}},
    {{"knew", "known", "know", "knows", "aware"}, {"unaware", "ignorant"}},
    {{"sober"}, {"drunk", "intoxicated"}},
    {{"running", "enabled"}, {"disabled", "deactivated"}},
    {{"open", "opened"}, {"closed", "shut", "locked"}},
    {{"licensed", "insured", "registered", "trained", "qualified", "authorised", "authorized"},
     {"unlicensed", "uninsured", "unregistered", "untrained", "unqualified", "unauthorised",
      "unauthorized"}},
    {{"tested", "inspected", "checked", "serviced", "maintained"},
     {"untested", "uninspected", "unchecked", "neglected"}},
    {{"awake"}, {"asleep"}},
    {{"complete", "whole"}, {"incomplete", "unfinished"}},
};
_Static_assert(sizeof fields / sizeof *fields <= 16, "a bit for each field");

/* "Failed to close", "was unable to close": did not close. */
static bool fails_to(const struct word_list *w, size_t i)
{
    return i + 1 < w->n && str_eq(w->v[i + 1], STR("to")) &&
           AMONG(w->v[i], "failed", "fails", "fail", "failing", "unable", "neglected", "forgot",
                 "omitted", "refused");
}

bool statement_negates(struct arena *a, struct str said)
{
    struct word_list w;
    bool not = false, fails = false;
    word_list_make(a, said, &w);
    for (size_t i = 0; i < w.n; i++) {
        not |= word_negates(w.v[i]);
        fails |= fails_to(&w, i);
    }
    return not != fails;
}

/* Is an odd number of negations near before word i? */
static bool is_turned(const struct word_list *w, size_t i)
{
    bool turned = false;
    for (size_t k = i; k-- > 0 && k + NEGATION_REACH >= i && !AMONG(w->v[k], "and", "but", "that");)
        turned ^= word_negates(w->v[k]) || fails_to(w, k);
    return turned;
}

/* "Out of order", "in working order": of two words. 1 good, -1 bad, 0 neither. */
static int is_in_order(const struct word_list *w, size_t i)
{
    if (!AMONG(w->v[i], "order", "service", "action", "use") || i < 1)
        return 0;
    if (i > 1 && str_eq(w->v[i - 1], STR("of")) && str_eq(w->v[i - 2], STR("out")))
        return -1;
    bool in = str_eq(w->v[i - 1], STR("in")) || (i > 1 && str_eq(w->v[i - 2], STR("in")));
    return str_eq(w->v[i], STR("order")) && in;
}

/* "Switched on", "turned off". 1, -1; 0 neither. */
static int is_switched(const struct word_list *w, size_t i)
{
    if (i < 1 || !AMONG(w->v[i - 1], "switched", "turned", "switch", "turn"))
        return 0;
    return str_eq(w->v[i], STR("on")) - str_eq(w->v[i], STR("off"));
}

struct stand statement_stand(struct arena *a, struct str said, bool turned)
{
    struct stand ret = {0};
    struct word_list w;
    word_list_make(a, said, &w);
    for (size_t i = 0; i < w.n; i++)
        for (size_t k = 0; k < sizeof fields / sizeof *fields && !fails_to(&w, i); k++) {
            int order = k == 0 ? is_in_order(&w, i) : k == SWITCHED_FIELD ? is_switched(&w, i) : 0;
            bool good = order > 0 || word_among(w.v[i], fields[k].good),
                 bad = order < 0 || word_among(w.v[i], fields[k].bad);
            if (good || bad)
                *(good != (is_turned(&w, i) != turned) ? &ret.good : &ret.bad) |=
                    (uint16_t)(1u << k);
        }
    return ret;
}

/* The words themselves are not what two statements have in common. */
struct bag statement_stand_words(struct arena *a)
{
    struct buf b;
    buf_arena(&b, a, 8192);
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) {
        for (const char *const *w = fields[k].good; *w; w++)
            buf_fmt(&b, "%s ", *w);
        for (const char *const *w = fields[k].bad; *w; w++)
            buf_fmt(&b, "%s ", *w);
    }
    return bag_of(a, buf_str(&b), STR("en"));
}

bool statement_hedges(struct arena *a, struct str said)
{
    /* "It sold bad insurance, and would pay it back": of what is behind, only the latter is. */
    size_t comma = str_find(said, STR(", ")), and = str_find(said, STR(" and "));
    struct str first = str_sub(said, 0, comma < and? comma : and < said.n ? and : said.n);
    struct word_list w;
    word_list_make(a, first, &w);
    for (size_t i = 0; i < w.n; i++) /* but what could not be done is so */
        if (AMONG(w.v[i], "could", "would", "might", "may") &&
            !(i + 1 < w.n && word_negates(w.v[i + 1])))
            return true;
    word_list_make(a, said, &w);
    for (size_t i = 0; i < w.n; i++)
        if (AMONG(w.v[i], "if", "whether", "unless", "claim", "claims", "claimed", "alleged",
                  "allegedly", "allegation", "allegations", "accusation", "accusations", "accused",
                  "suggestion", "suggestions", "rumour", "rumours", "rumor", "rumors",
                  "supposedly"))
            return true;
    return false;
}

/* ---- one verb, many forms ---- */

static const struct {
    const char *base, *forms[3];
} irregular[] = {
    {"give", {"gave", "given"}},
    {"take", {"took", "taken"}},
    {"sell", {"sold"}},
    {"pay", {"paid"}},
    {"lie", {"lied", "lying"}},
    {"tell", {"told"}},
    {"hide", {"hid", "hidden"}},
    {"break", {"broke", "broken"}},
    {"steal", {"stole", "stolen"}},
    {"write", {"wrote", "written"}},
    {"drive", {"drove", "driven"}},
    {"fall", {"fell", "fallen"}},
    {"run", {"ran"}},
    {"shoot", {"shot"}},
    {"fight", {"fought"}},
    {"buy", {"bought"}},
    {"bring", {"brought"}},
    {"find", {"found"}},
    {"hold", {"held"}},
    {"keep", {"kept"}},
    {"leave", {"left"}},
    {"lose", {"lost"}},
    {"make", {"made"}},
    {"meet", {"met"}},
    {"send", {"sent"}},
    {"win", {"won"}},
    {"know", {"knew", "known"}},
    {"see", {"saw", "seen"}},
    {"strike", {"struck"}},
    {"build", {"built"}},
    {"choose", {"chose", "chosen"}},
    {"drink", {"drank", "drunk"}},
    {"fly", {"flew", "flown"}},
    {"get", {"got"}},
    {"lend", {"lent"}},
    {"sink", {"sank", "sunk"}},
    {"spend", {"spent"}},
    {"throw", {"threw", "thrown"}},
    {"go", {"went", "gone"}},
    {"fire", {"fired"}},
    {"begin", {"began", "begun"}},
    {"speak", {"spoke", "spoken"}},
    {"forget", {"forgot", "forgotten"}},
};

struct str statement_plain_verbs(struct arena *a, struct str said)
{
    struct buf b;
    struct text_words it = text_words(said);
    struct text_word w;
    buf_arena(&b, a, said.n * 2 + 64);
    while (text_word_next(&it, &w)) {
        struct str word = str_sub(it.s, w.at, w.end), base = word;
        for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
            if (word_among(word, irregular[i].forms))
                base = str_c(irregular[i].base);
        buf_fmt(&b, "%.*s ", STR_ARG(base));
    }
    return buf_str(&b);
}
