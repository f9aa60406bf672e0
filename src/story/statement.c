/* statement.c: claims as words that can stand alone, and what kind of statement they are.
 *
 * What the reading has for the content of a claim is often no sentence: "Callis Line of sailing
 * with
 * ..." is what follows "accused", "the charge" what follows "denied". Such a piece is told with its
 * speaker and verb, as the text has them. */
#include "story/statement.h"

enum {
    STATEMENT_BYTES_MOST = 400,
    HEAD_WORDS = 6,
    CLAUSE_WORDS = 5,
    CALLED_WORDS = 4,
    VERDICT_WORDS = 8
};

static const struct quote *quote_of(const struct story_report *r, const struct claim *c)
{
    return c->quote >= 0 && (size_t)c->quote < r->reading->quote_count
               ? &r->reading->quotes[c->quote]
               : NULL;
}

static struct span sentence_of(const struct story_report *r, const struct claim *c)
{
    return r->reading->sentences[c->sentence].span;
}

static struct span without_that(struct str text, struct span s)
{
    if (str_starts(span_str(text, s), STR("that ")))
        s.at += 5;
    return s;
}

static struct str last_word(struct str s)
{
    size_t at = s.n;
    while (at > 0 && s.p[at - 1] != ' ')
        at--;
    return str_from(s, at);
}

static bool has_word_like(struct str text, const char *const *heads)
{
    struct text_words it = text_words(text);
    struct text_word w;
    while (text_word_next(&it, &w))
        for (const char *const *h = heads; *h; h++)
            if (str_starts_fold(str_sub(text, w.at, w.end), str_c(*h)))
                return true;
    return false;
}

bool statement_only_says(const struct story_report *r, const struct claim *c)
{
    static const char *const plain[] = {
        "say",     "said",     "saying", "tell",     "told", "add",     "repeat",
        "insist",  "maintain", "swear",  "swore",    "repl", "declare", "stress",
        "protest", "argue",    "state",  "announce", "writ", "wrote",   NULL};
    const struct quote *q = quote_of(r, c);
    static const char *const denying[] = {"deny",   "deni",     "reject", "dismiss",
                                          "disput", "contradi", "refut",  NULL};
    struct str cue = q ? span_str(r->text, q->cue) : STR_NONE;
    return q && has_word_like(cue, plain) && !has_word_like(cue, denying);
}

/* "Said", "told", "wrote" what it says itself: not "reported" or "cited". */
bool statement_speaks(const struct story_report *r, const struct claim *c)
{
    static const char *const speaking[] = {"said",  "say",     "told",    "tell",
                                           "wrote", "announc", "explain", "apolog",
                                           "added", "stating", "stated",  NULL};
    static const char *const others[] = {"deny", "denied", "denies", "denial", "report",
                                         "cite", "citing", "quot",   "accord", NULL};
    const struct quote *q = quote_of(r, c);
    return q && has_word_like(span_str(r->text, q->cue), speaking) &&
           !has_word_like(span_str(r->text, sentence_of(r, c)), others);
}

bool statement_judges(const struct story_report *r, const struct claim *c)
{
    static const char *const judging[] = {"call", "describ", "brand",   "label", "dub", "term",
                                          "decr", "charact", "denounc", "slam",  NULL};
    const struct quote *q = quote_of(r, c);
    return statement_only_says(r, c) || (q && has_word_like(span_str(r->text, q->cue), judging));
}

bool statement_denies_by_words(const struct story_report *r, const struct claim *c)
{
    const struct quote *q = quote_of(r, c);
    return q && q->kind == QUOTE_INDIRECT && c->stance == STANCE_DENIES &&
           statement_only_says(r, c);
}

/* "..., the club confirmed": what is said stands in front, as a sentence would. */
static bool stands_before_cue(const struct story_report *r, const struct claim *c)
{
    const struct quote *q = quote_of(r, c);
    return q && c->span.end < q->cue.at && r->text.p[c->span.end] == ',';
}

/* Is what is said a clause of its own? */
static bool is_clause(const struct story_report *r, const struct claim *c)
{
    const struct quote *q = quote_of(r, c);
    struct str words = span_str(r->text, c->span);
    if (statement_denies_by_words(r, c))
        return false;
    bool marks = words.n && str_find_char(STR("\"'\xE2"), words.p[0]) != SIZE_MAX;
    if (!q || q->kind == QUOTE_DIRECT || (q->kind == QUOTE_MIXED && marks) ||
        str_starts(words, STR("that ")))
        return true;
    struct str before = str_sub(r->text, sentence_of(r, c).at, c->span.at);
    struct str cue = last_word(span_str(r->text, q->cue));
    return str_ends(before, STR(" that ")) ||
           (q->stance == STANCE_SAYS && c->span.end <= q->cue.at) || stands_before_cue(r, c) ||
           AMONG(cue, "said", "says", "say", "saying", "told", "tells", "added", "adds", "insisted",
                 "insists", "argued", "argues", "claimed", "claims", "stated", "explained", "to");
}

static struct span hull(struct span x, struct span y)
{
    if (!y.end)
        return x;
    if (!x.end)
        return y;
    return (struct span){x.at < y.at ? x.at : y.at, x.end > y.end ? x.end : y.end};
}

enum { APPOSITION_BYTES = 60 };
/* "The prosecutor, Sofia Bergin, accuses him": with what she is, not from the name on. */
static uint32_t whole_subject(const struct story_report *r, struct span sentence,
                              struct span source)
{
    const char *p = r->text.p;
    bool aside = source.at > sentence.at + 2 && p[source.at - 2] == ',' && p[source.at - 1] == ' ';
    bool closed = p[source.end - 1] == ',' || (source.end < r->text.n && p[source.end] == ',');
    return aside && closed && source.at - sentence.at <= APPOSITION_BYTES ? sentence.at : source.at;
}

struct span statement_span(const struct story_report *r, const struct claim *c)
{
    const struct quote *q = quote_of(r, c);
    struct span sentence = sentence_of(r, c), all;
    if (is_clause(r, c))
        return without_that(r->text, c->span);
    all = hull(hull(c->span, q->cue), q->source);
    for (size_t i = 0; i < q->content_count; i++)
        all = hull(all, q->content[i]);
    if (q->source.end && all.at == q->source.at)
        all.at = whole_subject(r, sentence, q->source);
    bool named = q->source.end || q->content_count > 1;
    return named && all.at >= sentence.at && all.end <= sentence.end &&
                   all.end - all.at <= STATEMENT_BYTES_MOST
               ? all
               : sentence;
}

struct span statement_voice(const struct story_report *r, const struct claim *c, bool *ret_verb)
{
    const struct quote *q = quote_of(r, c);
    *ret_verb = false;
    if (statement_denies_by_words(r, c))
        return without_that(r->text, c->span);
    *ret_verb =
        !is_clause(r, c) && q->source.end <= q->cue.at && q->cue.end <= c->span.at && q->source.end;
    if (*ret_verb)
        return (struct span){q->cue.at, c->span.end};
    return is_clause(r, c) ? without_that(r->text, c->span) : statement_span(r, c);
}

enum { TOGETHER_BYTES = 60 };
/* "Halm Brewery and Nordal Beer": two names, of which the reading knows one. */
static bool speak_together(struct str source, struct str who)
{
    size_t at = str_find(source, STR(" and "));
    if (at == SIZE_MAX || source.n > TOGETHER_BYTES || str_find_char(source, ',') != SIZE_MAX ||
        str_find(source, STR(" of ")) != SIZE_MAX)
        return false;
    struct str one = str_sub(source, 0, at), other = str_from(source, at + 5);
    return one.n && other.n && is_upper(one.p[0]) && is_upper(other.p[0]) &&
           (str_eq(one, who) || str_eq(other, who));
}

struct str statement_who(struct arena *a, const struct story_report *r, const struct claim *c)
{
    struct str who = entity_name(r->reading, c->by);
    const struct quote *q = quote_of(r, c);
    if (who.n && q && speak_together(quote_source(r->text, q), who))
        return quote_source(r->text, q);
    if (who.n || !q)
        return who;
    who = quote_source(r->text, q);
    return AMONG(str_lower(a, who), "he", "she", "they", "it", "who", "which", "that", "we", "i",
                 "you", "both", "one", "others", "some", "many", "this")
               ? STR_NONE
               : who;
}

bool statement_calls_false(struct arena *a, struct str said)
{
    struct word_list w;
    size_t is = SIZE_MAX;
    word_list_make(a, said, &w);
    for (size_t i = 0; i < w.n; i++) {
        if (AMONG(w.v[i], "is", "are", "was", "were", "be", "been", "being", "as", "called", "a"))
            is = i;
        bool false_word = AMONG(w.v[i], "baseless", "unfounded", "groundless", "untrue",
                                "fabrication", "falsehood", "phony", "phoney", "hoax");
        /* "He fabricated the story" calls nothing false. */
        bool made = AMONG(w.v[i], "fabricated") && (is != SIZE_MAX || w.n <= CALLED_WORDS);
        bool citing = w.n && str_ends(w.v[0], STR("ing")); /* "citing an unfounded theory" */
        if ((false_word || made) && !citing &&
            (i < CALLED_WORDS || (is != SIZE_MAX && i - is <= CALLED_WORDS)))
            return true;
    }
    return false;
}

bool statement_is_verdict(struct arena *a, struct str said)
{
    struct word_list w;
    bool matter = false;
    word_list_make(a, said, &w);
    for (size_t i = 0; i < w.n && i < VERDICT_WORDS; i++) {
        if (AMONG(w.v[i], "that", "who") && matter)
            return false; /* "the claim that he lied was untrue" tells what is denied */
        if (matter && AMONG(w.v[i], "is", "are", "was", "were"))
            return true;
        matter |= AMONG(w.v[i], "account", "report", "reports", "story", "stories", "claim",
                        "claims", "charge", "charges", "allegation", "allegations", "accusation",
                        "accusations", "version", "description", "testimony", "statement",
                        "statements", "rumour", "rumours", "rumor", "rumors");
    }
    return false;
}

/* Is somebody named in it, before any "for" or "of"? */
static bool names_somebody(struct arena *a, const struct story_report *r, struct span said)
{
    struct text_words it = text_words(span_str(r->text, said));
    struct text_word w;
    uint32_t end = said.end;
    while (text_word_next(&it, &w)) {
        struct str word = str_lower(a, str_sub(it.s, w.at, w.end));
        if (AMONG(word, "for", "of", "in", "on", "at", "over", "after")) {
            end = said.at + w.at;
            break;
        }
        if (AMONG(word, "him", "her", "them", "me", "us", "government", "police", "army", "company",
                  "minister", "president", "mayor", "referee", "owner", "manager", "managers",
                  "opposition", "union", "authorities", "council", "driver", "captain", "pilot"))
            return true;
    }
    for (size_t i = 0; i < r->reading->entity_count; i++)
        for (size_t k = 0; k < r->reading->entities[i].mention_count; k++) {
            struct span s = r->reading->entities[i].mentions[k].span;
            if (s.at >= said.at && s.at < end)
                return true;
        }
    return false;
}

bool statement_accuses(struct arena *a, const struct story_report *r, const struct claim *c)
{
    static const char *const accusing[] = {"accus", "alleg", "suspect", NULL};
    static const char *const scolding[] = {"condemn", "criti", "slam", "denounc", "blast", NULL};
    const struct quote *q = quote_of(r, c);
    if (c->stance == STANCE_DENIES || c->stance == STANCE_CONFIRMS || c->stance == STANCE_DOUBTS ||
        !statement_charges(a, r, c))
        return false;
    if (c->stance != STANCE_ACCUSES || !q || has_word_like(span_str(r->text, q->cue), accusing))
        return true;
    if (has_word_like(span_str(r->text, q->cue), scolding) &&
        str_find(span_str(r->text, c->span), STR(" for ")) == SIZE_MAX)
        return false;
    return names_somebody(a, r, q->content[0]);
}

bool statement_refuses(struct arena *a, const struct story_report *r, const struct claim *c)
{
    const struct quote *q = quote_of(r, c);
    static const char *const refusing[] = {"reject", "dismiss", "turn", NULL};
    if (c->stance != STANCE_DENIES || !q || is_clause(r, c) ||
        !has_word_like(span_str(r->text, q->cue), refusing))
        return false;
    struct text_words it = text_words(span_str(r->text, c->span));
    struct text_word w;
    for (int n = 0; n < HEAD_WORDS && text_word_next(&it, &w); n++) {
        struct str word = str_lower(a, str_sub(it.s, w.at, w.end));
        if (AMONG(word, "that", "of", "by", "to", "from", "for"))
            return false;
        if (AMONG(word, "request", "requests", "appeal", "appeals", "bid", "offer", "offers",
                  "demand", "demands", "call", "calls", "application", "motion", "plan", "plans",
                  "proposal", "proposals", "amendment", "complaint", "complaints", "petition",
                  "deal", "idea", "resignation", "bill", "draft", "budget", "candidacy", "lawsuit",
                  "case", "plea", "contract", "compromise", "invitation", "ultimatum"))
            return true;
    }
    return false;
}

bool statement_is_pronoun(const struct story_report *r, const struct claim *c)
{
    struct str words = span_str(r->text, c->span);
    return AMONG(words, "it", "this", "that");
}

bool statement_concedes(const struct story_report *r, const struct claim *c)
{
    static const char *const conceding[] = {"admit", "acknowledg", "conced", "confess", NULL};
    const struct quote *q = quote_of(r, c);
    return q && has_word_like(span_str(r->text, q->cue), conceding);
}

bool statement_is_of_report(struct arena *a, struct str said)
{
    struct text_words it = text_words(said);
    struct text_word w;
    struct str word[2];
    size_t n = 0;
    while (n < 2 && text_word_next(&it, &w))
        word[n++] = str_lower(a, str_sub(it.s, w.at, w.end));
    return n == 2 && AMONG(word[0], "the", "this", "that", "these", "those") &&
           AMONG(word[1], "report", "reports", "claim", "claims", "allegation", "allegations",
                 "accusation", "accusations", "charge", "charges", "story", "suggestion");
}

bool statement_has_clause(const struct story_report *r, const struct claim *c)
{
    struct str said = span_str(r->text, c->span);
    size_t that = str_starts(said, STR("that ")) ? 0 : str_find(said, STR(" that ")), n = 0;
    bool front = stands_before_cue(r, c);
    if (that == SIZE_MAX && !front)
        return false;
    struct text_words it = text_words(front ? said : str_from(said, that + 5));
    struct text_word w;
    while (text_word_next(&it, &w))
        n++;
    return n >= CLAUSE_WORDS;
}
