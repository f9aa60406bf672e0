/* worth.c: which claims of a reading are worth telling, and who makes them.
 *
 * A reading finds claims by their grammar, and the grammar of real news is loose: captions that
 * run into the next one, a noun before a verb that is not its subject, "the alleged attack" for
 * somebody who alleges, criticism that is dismissed for a charge that is denied. A list that is
 * short and right is worth more than a long one, so that what is doubtful is left out here. */
#include "story/overtaken.h"
#include "story/statement.h"

enum {
    LITTER_BYTES = 20,
    LITTER_SPACES = 3,
    LITTER_OTHERS = 2, /* sentences that begin so; of LITTER_LONG words one will do */
    LITTER_LONG = 7,
    LONG_BYTES = 260,
    OBJECT_WORDS = 9,
    LEADING_WORDS = 12,
    THAT_WORDS = 3,
};

static const struct quote *quote_of(const struct story_report *r, const struct claim *c)
{
    return c->quote >= 0 && (size_t)c->quote < r->reading->quote_count
               ? &r->reading->quotes[c->quote]
               : NULL;
}

static bool has_stem(struct str text, const char *const *stems)
{
    struct text_words it = text_words(text);
    struct text_word w;
    while (text_word_next(&it, &w))
        for (const char *const *s = stems; *s; s++)
            if (str_starts_fold(str_sub(text, w.at, w.end), str_c(*s)))
                return true;
    return false;
}

/* ---- captions and other litter ---- */

/* Does a caption begin here? */
static bool begins_anew(struct str s)
{
    return is_upper(s.p[0]) || s.p[0] == '"' || str_starts(s, STR("\xE2\x80\x9C"));
}

/* How telling is it that both begin with the same words, behind which the one and the other begin
 * anew? "Scenes of the flood A woman ...", "Scenes of the flood Firemen ...": pictures of one
 * series. */
static size_t begin_alike(struct str x, struct str y)
{
    size_t n = 0, space = 0, spaces = 0;
    while (n < x.n && n < y.n && x.p[n] == y.p[n]) {
        if (x.p[n] == ' ') {
            space = n;
            spaces++;
        }
        n++;
    }
    if (space < LITTER_BYTES || spaces < LITTER_SPACES || n >= x.n || n >= y.n)
        return 0;
    bool anew =
        begins_anew(str_from(x, space + 1)) && begins_anew(str_from(y, space + 1)) &&
        !has_stem(str_sub(x, 0, space), (const char *const[]){"said", "say", "told", "tell", NULL});
    return !anew ? 0 : spaces >= LITTER_LONG ? LITTER_OTHERS : 1;
}

/* Does it end as a sentence does? */
static bool is_ended(struct str s)
{
    s = str_trim(s);
    static const char *const marks[] = {
        ".",        "!", "?", "\"", "'", ")", ":", "\xE2\x80\x9D", "\xE2\x80\x99", "\xE2\x80\xA6",
        "\xC2\xBB", NULL};
    for (const char *const *m = marks; *m; m++)
        if (str_ends(s, str_c(*m)))
            return true;
    return false;
}

static bool is_litter(const struct story_report *r, reading_index number)
{
    const struct reading *g = r->reading;
    struct str s = span_str(r->text, g->sentences[number].span);
    size_t alike = 0;
    if (line_is_litter(s) || (s.n > LONG_BYTES && !is_ended(s)))
        return true;
    if (s.n < LITTER_BYTES)
        return false;
    for (size_t i = 0; i < g->sentence_count && alike < LITTER_OTHERS; i++)
        alike += (reading_index)i == number
                     ? 0
                     : begin_alike(s, span_str(r->text, g->sentences[i].span));
    return alike >= LITTER_OTHERS;
}

/* ---- does anybody speak? ---- */

/* A verb or noun of saying in the cue; what a reading takes for one is often another ("boarded the
 * tanker", "supports the claim"). */
static bool is_saying(struct str cue)
{
    static const char *const saying[] = {
        "say",      "said",      "tell",     "told",     "add",      "claim",   "argu",
        "insist",   "maintain",  "report",   "write",    "writ",     "wrote",   "stat",
        "declar",   "announc",   "explain",  "note",     "noting",   "alleg",   "accus",
        "charg",    "blam",      "warn",     "testif",   "reveal",   "suggest", "show",
        "found",    "find",      "acknowl",  "admit",    "conced",   "confirm", "deny",
        "deni",     "disput",    "reject",   "dismiss",  "accord",   "tweet",   "post",
        "repeat",   "stress",    "describ",  "call",     "assert",   "swear",   "swore",
        "contend",  "complai",   "condemn",  "suspect",  "conclud",  "recall",  "repl",
        "mention",  "vow",       "promis",   "question", "doubt",    "refut",   "contradi",
        "withdr",   "retract",   "apolog",   "confess",  "cit",      "quot",    "defend",
        "testim",   "believ",    "estimat",  "publish",  "speak",    "spoke",   "agree",
        "underlin", "emphasi",   "rul",      "lament",   "critici",  "slam",    "denounc",
        "blast",    "sue",       "suing",    "hint",     "indicat",  "respond", "announ",
        "continu",  "remark",    "pledg",    "guarant",  "assur",    "disclos", "observ",
        "urg",      "ask",       "demand",   "comment",  "portray",  "brand",   "label",
        "reiterat", "underscor", "insinuat", "caution",  "boast",    "joke",    "predict",
        "forecast", "fear",      "threat",   "signal",   "proclaim", "recount", "relat",
        "echo",     "outlin",    "detail",   "elaborat", "determin", "learn",   "heard",
        NULL};
    return !cue.n || has_stem(cue, saying);
}

/* ---- denials of nothing ---- */

static bool is_matter(struct str w)
{
    static const char *const stems[] = {
        "claim",    "charg",      "alleg",   "accus",   "report",  "account", "rumo",
        "stor",     "suggest",    "insinu",  "assert",  "version", "stateme", "notion",
        "finding",  "figure",     "number",  "theor",   "explan",  "specul",  "narrat",
        "testim",   "evidence",   "link",    "involv",  "wrongd",  "talk",    "conclus",
        "article",  "document",   "fact",    "detail",  "content", "media",   "news",
        "descript", "characteri", "statist", "data",    "toll",    "blame",   "responsib",
        "guilt",    "role",       "part",    "conspir", "word",    NULL};
    return has_stem(w, stems);
}

/* "Denied on Thursday afternoon". */
static bool is_only_time(struct arena *a, struct str said)
{
    struct word_list w;
    word_list_make(a, said, &w);
    return w.n && w.n <= 3 &&
           AMONG(w.v[0], "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                 "sunday");
}

/* "Rejected the assessment", "ruled out an option", "was denied entry": of nothing that somebody
 * has asserted. Who denies denies something; who dismisses must say a claim, or what was claimed.
 */
static bool denies_nothing(struct arena *a, const struct story_report *r, const struct claim *c,
                           const struct quote *q)
{
    static const char *const denying[] = {"deny", "deni", "contradic", "refut", "rebut", NULL};
    static const char *const passing[] = {"reject", "dismiss",  "disput", "rul",   "push",
                                          "turn",   "disagre",  "brush",  "shrug", "question",
                                          "oppos",  "discount", NULL};
    struct str cue = span_str(r->text, q->cue), said = span_str(r->text, c->span);
    struct word_list w, v;
    /* "Rejected on Sunday reports that ...": with what stands between. */
    word_list_make(a, q->cue.end <= c->span.at ? str_sub(r->text, q->cue.at, c->span.end) : said,
                   &w);
    word_list_make(a, cue, &v);
    bool passive = false;
    for (size_t i = 0; i < v.n; i++)
        passive |= AMONG(v.v[i], "is", "are", "was", "were", "been", "being");
    if (q->kind == QUOTE_DIRECT)
        return false;
    if (has_stem(cue, denying))
        return (passive && !q->source.end) || is_only_time(a, said);
    if (!has_stem(cue, passing))
        return false;
    for (size_t i = 0; i < w.n && i < OBJECT_WORDS; i++) {
        bool clause = str_eq(w.v[i], STR("that")) && (w.n - i > THAT_WORDS || i + 1 == w.n);
        bool doing = i < 3 && str_ends(w.v[i], STR("ing"));
        if (clause || AMONG(w.v[i], "it", "this", "as", "false", "untrue") || doing ||
            is_matter(w.v[i]))
            return false;
    }
    return true;
}

/* "Was questioned about", "wondered when": doubts no claim. */
static bool doubts_nothing(const struct story_report *r, const struct claim *c,
                           const struct quote *q)
{
    static const char *const doubting[] = {"doubt", "disput", "scept", "skept", "suspect", NULL};
    struct str cue = span_str(r->text, q->cue), said = span_str(r->text, c->span);
    return c->stance == STANCE_DOUBTS && !has_stem(cue, doubting) &&
           !(has_stem(cue, (const char *const[]){"question", NULL}) && is_matter(said) &&
             !str_starts(said, STR("why ")) && !str_starts(said, STR("how ")));
}

bool statement_is_worth(struct arena *a, const struct story_report *r, const struct claim *c)
{
    const struct quote *q = quote_of(r, c);
    const struct arena_mark scratch = arena_mark(a);
    struct str said = span_str(r->text, c->span);
    if (is_litter(r, c->sentence) || !said.n || said.p[0] == ',' || said.p[0] == ';')
        return false;
    if (!q)
        return true;
    bool plain = c->stance != STANCE_DENIES && c->stance != STANCE_CONFIRMS &&
                 c->stance != STANCE_DOUBTS && c->stance != STANCE_ACCUSES;
    bool worth = !(plain && q->kind != QUOTE_DIRECT && !is_saying(span_str(r->text, q->cue)));
    worth = worth && !(c->stance == STANCE_DENIES && denies_nothing(a, r, c, q));
    worth = worth && !doubts_nothing(r, c, q);
    arena_back(a, scratch);
    return worth;
}

bool statement_suspects(const struct story_report *r, const struct claim *c)
{
    const struct quote *q = quote_of(r, c);
    struct str cue = q ? span_str(r->text, q->cue) : STR_NONE;
    static const char *const being[] = {"is", "are", "was", "were", "been", NULL};
    return q && c->stance == STANCE_DOUBTS && str_ends(cue, STR(" of")) && has_stem(cue, being) &&
           has_stem(cue, (const char *const[]){"suspect", NULL});
}

/* ---- charges without their maker ---- */

enum { BEFORE_THAT = 24 };

static bool is_charge(struct str w)
{
    return AMONG(w, "accusation", "accusations", "allegation", "allegations", "claims", "claim",
                 "charges", "suggestions", "rumours", "rumors", "suspicions", "reports");
}

/* "Hove's accusation", "his claim": it is known whose. */
static bool is_owner(struct str source)
{
    return str_ends(source, STR("'s")) || str_ends(source, STR("\xE2\x80\x99s")) ||
           str_ends(source, STR("s'")) ||
           AMONG(source, "his", "her", "its", "their", "His", "Her", "Its", "Their");
}

/* "Claims" and "reports" are verbs, too: a noun has a word before it that no verb has. */
static bool is_noun(const struct story_report *r, const struct quote *q, size_t words)
{
    uint32_t at = q->cue.at > 0 ? q->cue.at - 1 : 0, end = at;
    while (at > 0 && r->text.p[at - 1] != ' ' && r->text.p[at - 1] != '\n')
        at--;
    struct str before = words == 1 ? str_sub(r->text, at, end) : STR("the");
    return AMONG(before, "of", "to", "into", "over", "about", "on", "the", "by", "with", "from",
                 "any", "such", "new", "amid", "after", "despite", "against", "for");
}

/* Of whom somebody is accused, not what is merely suggested. */
static bool is_accusation(struct str w)
{
    return is_charge(w) && !AMONG(w, "suggestions", "rumours", "rumors", "suspicions", "reports");
}

struct span statement_charge(struct arena *a, const struct story_report *r, const struct claim *c)
{
    const struct quote *q = quote_of(r, c);
    const struct span none = {0, 0};
    if (!q || q->kind == QUOTE_DIRECT || c->stance == STANCE_DENIES ||
        c->stance == STANCE_CONFIRMS || c->stance == STANCE_DOUBTS)
        return none;
    struct str said = span_str(r->text, c->span), cue = span_str(r->text, q->cue);
    struct word_list w;
    word_list_make(a, cue, &w);
    /* "Allegations that he had bribed them": the noun itself is the cue. */
    if (w.n && is_accusation(w.v[w.n - 1]) && str_starts(said, STR("that ")) &&
        is_noun(r, q, w.n) && !is_owner(span_str(r->text, q->source)) &&
        !statement_withdraws(a, r, c))
        return (struct span){c->span.at + 5, c->span.end};
    size_t that = str_find(said, STR(" that "));
    if (that == SIZE_MAX || that > BEFORE_THAT + 12)
        return none;
    word_list_make(a, str_sub(said, 0, that), &w);
    bool to = w.n && (AMONG(w.v[0], "to", "by", "the", "any") || is_charge(w.v[0]));
    bool answers = has_stem(cue, (const char *const[]){"respond", "answer", "repl", "address",
                                                       "face", "react", "counter", NULL});
    return to && answers && w.n <= 4 && is_accusation(w.v[w.n - 1])
               ? (struct span){c->span.at + (uint32_t)that + 6, c->span.end}
               : none;
}

/* ---- is somebody accused? ---- */

static bool is_auxiliary(struct str w)
{
    return AMONG(w, "is", "are", "was", "were", "be", "been", "being", "stands", "stand", "stood",
                 "has", "have", "had");
}

/* "Deputies accused of serving ...": whom the words tell apart, and not what is said; "the alleged
 * thief", "decades of alleged abuse". */
static bool only_describes(struct arena *a, const struct story_report *r, const struct claim *c,
                           const struct quote *q)
{
    struct str cue = span_str(r->text, q->cue);
    struct word_list w;
    word_list_make(a, cue, &w);
    if (!w.n)
        return false;
    if (!q->source.end && AMONG(w.v[0], "accused", "alleged", "blamed", "charged"))
        return true;
    bool noun = false, verb = false;
    for (size_t i = 0; i < w.n; i++) {
        noun |= is_charge(w.v[i]);
        verb |= str_starts(w.v[i], STR("accus")) && !is_charge(w.v[i]);
    }
    if (noun && !verb && !(w.n == 1 && AMONG(w.v[0], "claims", "charges", "reports", "claim")))
        return !str_starts(span_str(r->text, c->span), STR("that "));
    if (AMONG(w.v[0], "to")) /* "told the paper to accuse them" */
        return true;
    if (AMONG(w.v[w.n - 1], "alleged") && q->source.end && q->source.end + 1 < q->cue.at) {
        struct str between = str_trim(str_sub(r->text, q->source.end, q->cue.at));
        return AMONG(between, "of", "for", "in", "from", "with", "about");
    }
    return false;
}

/* "One of them is accused of ...": of whom, only the sentence before tells. */
static bool accuses_nobody_known(struct arena *a, const struct story_report *r,
                                 const struct claim *c, const struct quote *q)
{
    struct span s = r->reading->sentences[c->sentence].span;
    struct str before = str_sub(r->text, s.at, q->cue.at > s.at ? q->cue.at : s.at);
    struct word_list w;
    word_list_make(a, before, &w);
    while (w.n && is_auxiliary(w.v[w.n - 1]))
        w.n--;
    return !q->source.end && w.n && w.n < LEADING_WORDS &&
           AMONG(w.v[w.n - 1], "them", "those", "these", "some", "others", "many", "one", "two",
                 "who", "all", "both", "that", "which");
}

bool statement_charges(struct arena *a, const struct story_report *r, const struct claim *c)
{
    const struct quote *q = quote_of(r, c);
    struct str said = span_str(r->text, c->span);
    struct word_list w;
    if (q && c->stance == STANCE_ACCUSES)
        return !only_describes(a, r, c, q) && !accuses_nobody_known(a, r, c, q);
    /* What is merely said accuses where it says so itself, not where it speaks of charges. */
    word_list_make(a, said, &w);
    for (size_t i = 0; i < w.n; i++) {
        /* "Was stopped and accused of speeding": tells of what befell him. */
        bool befell =
            i > 0 && i + 1 < w.n && str_eq(w.v[i + 1], STR("of")) && !is_auxiliary(w.v[i - 1]);
        if (AMONG(w.v[i], "allegedly", "accused", "accuses", "accusing") && !befell &&
            !(i > 0 && AMONG(w.v[i - 1], "i", "we", "the")))
            return true;
    }
    return false;
}

/* "The allegations, if true, would be ...": says nothing of them. */
bool statement_supposes(struct arena *a, struct str said)
{
    struct word_list w;
    word_list_make(a, said, &w);
    bool charges = false, would = false;
    for (size_t i = 0; i < w.n; i++) {
        if (i < 3 && str_eq(w.v[i], STR("if")))
            return true;
        charges |= i < 4 && is_charge(w.v[i]);
        would |= AMONG(w.v[i], "if", "would", "could", "might");
    }
    return charges && would;
}

/* "Any allegations of violence are denied by him": a denial, in the words of what is said. */
bool statement_tells_denial(struct arena *a, struct str said)
{
    struct word_list w;
    word_list_make(a, said, &w);
    bool charge = false, is = false;
    for (size_t i = 0; i < w.n; i++) {
        charge |= is_charge(w.v[i]);
        is |= charge && AMONG(w.v[i], "is", "are", "was", "were", "been");
        if (is && AMONG(w.v[i], "denied", "rejected", "refuted", "false", "untrue", "baseless",
                        "unfounded", "groundless"))
            return true;
    }
    return false;
}

bool statement_is_of_charges(struct arena *a, struct str said)
{
    struct word_list w;
    word_list_make(a, said, &w);
    bool charges = false;
    for (size_t i = 0; i < w.n && i < OBJECT_WORDS; i++) {
        if (charges && AMONG(w.v[i], "that", "claiming", "saying", "alleging"))
            return false;
        charges |= is_charge(w.v[i]) || AMONG(w.v[i], "report", "story", "charge");
    }
    return charges;
}

bool statement_foretells(struct arena *a, struct str said)
{
    struct word_list w;
    word_list_make(a, said, &w);
    for (size_t i = 0; i < w.n; i++) {
        bool never = i + 1 < w.n && str_eq(w.v[i], STR("never")) && str_eq(w.v[i + 1], STR("been"));
        if (AMONG(w.v[i], "will", "won't", "won\xE2\x80\x99t", "shall", "would") ||
            (never && i + 2 < w.n && str_eq(w.v[i + 2], STR("more"))))
            return true;
    }
    return false;
}

bool statement_lacks_subject(struct str words)
{
    size_t space = str_find_char(words, ' ');
    return AMONG(str_sub(words, 0, space < words.n ? space : words.n), "was", "is", "were", "are",
                 "had", "has", "have", "did", "does", "allegedly", "would", "will", "could", "not");
}

/* ---- who ---- */

/* "Investigating the election of 2016 disputed": what stands right before the verb is no speaker
 * where a preposition is before it; the sentence's own subject is. */
bool statement_true_source(const struct story_report *r, const struct claim *c, struct span *ret)
{
    const struct quote *q = quote_of(r, c);
    struct span s = r->reading->sentences[c->sentence].span;
    if (!q || !q->source.end || c->by >= 0 || q->source.at <= s.at)
        return false;
    struct str before = str_sub(r->text, s.at, q->source.at), last = STR_NONE;
    struct text_words it = text_words(before);
    struct text_word w;
    uint32_t end = 0;
    bool open = true;
    while (text_word_next(&it, &w)) {
        last = str_sub(before, w.at, w.end);
        bool ends = AMONG(last, "of", "in", "on", "at", "for", "from", "into", "with", "by",
                          "about", "who", "that", "which", "to") ||
                    (last.n > 5 && str_ends(last, STR("ing")));
        open &= !ends && str_find_char(STR(",;:\""), before.p[w.end]) == SIZE_MAX;
        end = open ? (uint32_t)w.end : end;
    }
    bool prepared = AMONG(last, "of", "in", "on", "at", "for", "from", "into", "with", "about") &&
                    str_ends(before, STR(" "));
    if (!prepared)
        return false;
    bool noun = str_starts(before, STR("The ")) || str_starts(before, STR("A ")) ||
                str_starts(before, STR("An "));
    *ret = (struct span){s.at, noun && end > 4 && end < 60 ? s.at + end : s.at};
    return true;
}

/* ---- all that is said ---- */

enum { ASIDE_BYTES = 60 };

/* To the next comma or the sentence's end. */
static uint32_t clause_end(struct str text, uint32_t at, uint32_t end)
{
    while (end > at && (text.p[end - 1] == '.' || text.p[end - 1] == ' '))
        end--;
    size_t comma = str_find(str_sub(text, at, end), STR(", "));
    return comma == SIZE_MAX ? end : at + (uint32_t)comma;
}

struct span statement_content(const struct story_report *r, const struct claim *c)
{
    static const char *const going_on[] = {" was ",  " were ",  " had ", " has ",
                                           " have ", " is ",    " are ", " would ",
                                           " will ", " could ", NULL};
    const struct quote *q = quote_of(r, c);
    struct span ret = c->span, s = r->reading->sentences[c->sentence].span;
    if ((q && (q->kind != QUOTE_INDIRECT || q->cue.end > c->span.at)) || ret.end >= s.end ||
        ret.at < s.at)
        return ret;
    struct str rest = str_sub(r->text, ret.end, s.end), said = span_str(r->text, ret);
    if (str_starts(rest, STR(", "))) {
        struct str aside = str_sub(rest, 0, rest.n < ASIDE_BYTES ? rest.n : ASIDE_BYTES);
        size_t to = str_find(aside, STR(", to "));
        if (to != SIZE_MAX)
            ret.end = clause_end(r->text, ret.end + (uint32_t)to + 2, s.end);
        return ret;
    }
    bool that = str_starts(said, STR("that ")) || str_find(said, STR(" that ")) != SIZE_MAX;
    for (const char *const *w = going_on; that && *w; w++)
        if (str_starts(rest, str_c(*w))) {
            ret.end = clause_end(r->text, ret.end, s.end);
            break;
        }
    return ret;
}
