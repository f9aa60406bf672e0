/* turn.c: what turns a statement round or settles it: a withdrawal, a question, a court; and of
 * whom it speaks where it begins with a pronoun. */
#include "story/statement.h"

enum { BEFORE_WORDS = 8 };

void word_list_make(struct arena *a, struct str s, struct word_list *ret)
{
    struct text_words it = text_words(s);
    struct text_word w;
    ret->n = 0;
    while (ret->n < WORD_LIST_MOST && text_word_next(&it, &w)) {
        struct str word = str_sub(it.s, w.at, w.end);
        bool month = ret->n > 0 && str_eq(word, STR("May"));
        ret->v[ret->n++] = month ? word : str_lower(a, word);
    }
}

bool word_negates(struct str w)
{
    return AMONG(w, "not", "no", "never", "nothing", "nobody", "none", "neither", "nor", "nowhere",
                 "cannot", "without") ||
           str_ends(w, STR("n't")) || str_ends(w, STR("n\xE2\x80\x99t"));
}

/* What was not done, or is only wanted or possible. */
static bool is_undone(struct str w)
{
    return word_negates(w) ||
           AMONG(w, "if", "whether", "unless", "could", "would", "might", "may", "can", "should",
                 "must", "will", "refuse", "refused", "refuses", "decline", "declined", "ask",
                 "asked", "demand", "demanded", "urge", "urged", "call", "called", "want", "wants",
                 "wanted", "hope", "hopes", "fail", "failed", "threatened", "expected", "likely");
}

/* "... no longer says so" behind what was said. */
static bool says_no_longer(struct arena *a, struct str rest)
{
    struct word_list w;
    word_list_make(a, rest, &w);
    for (size_t i = 0; i + 2 < w.n; i++)
        if (str_eq(w.v[i], STR("no")) && str_eq(w.v[i + 1], STR("longer")) &&
            AMONG(w.v[i + 2], "say", "says", "claims", "claim", "believes", "stands", "maintains"))
            return true;
    return false;
}

bool statement_withdraws(struct arena *a, const struct story_report *r, const struct claim *c)
{
    struct span s = r->reading->sentences[c->sentence].span;
    struct word_list w;
    if (c->span.at <= s.at)
        return false;
    /* From its beginning: where what is said ends may be unclear. */
    if (says_no_longer(a, str_sub(r->text, c->span.at, s.end > c->span.at ? s.end : c->span.at)))
        return true;
    word_list_make(a, str_sub(r->text, s.at, c->span.at), &w);
    size_t from = w.n > BEFORE_WORDS ? w.n - BEFORE_WORDS : 0;
    bool takes_back = false, claim = false;
    for (size_t i = from; i < w.n; i++) {
        if (!takes_back && is_undone(w.v[i]))
            return false;
        takes_back |= AMONG(w.v[i], "withdrew", "withdraws", "withdrawn", "retracted", "retracts",
                            "recanted", "recants") ||
                      (AMONG(w.v[i], "took", "taken", "takes") && i + 1 < w.n &&
                       str_eq(w.v[i + 1], STR("back")));
        claim |= takes_back && AMONG(w.v[i], "claim", "claims", "statement", "allegation",
                                     "accusation", "charge", "assertion", "testimony");
    }
    return claim;
}

bool statement_is_retold(struct arena *a, const struct story_report *r, const struct claim *c)
{
    const struct quote *q = c->quote >= 0 ? &r->reading->quotes[c->quote] : NULL;
    struct word_list w;
    if (!q || !q->cue.end)
        return false;
    word_list_make(a, span_str(r->text, q->cue), &w);
    for (size_t i = 0; i < w.n; i++)
        if (AMONG(w.v[i], "had", "first", "initially", "originally", "earlier", "previously"))
            return true;
    struct span s = r->reading->sentences[c->sentence].span;
    word_list_make(a, str_sub(r->text, s.at, q->cue.at > s.at ? q->cue.at : s.at), &w);
    for (size_t i = w.n > BEFORE_WORDS ? w.n - BEFORE_WORDS : 0; i < w.n; i++)
        if (AMONG(w.v[i], "first", "initially", "originally", "earlier", "previously", "until"))
            return true;
    return false;
}

bool statement_asks(struct arena *a, const struct story_report *r, const struct claim *c)
{
    struct str said = str_trim(span_str(r->text, c->span));
    while (said.n && (str_ends(said, STR("\"")) || str_ends(said, STR("'"))))
        said.n--;
    if (str_ends(said, STR("\xE2\x80\x9D")) || str_ends(said, STR("\xE2\x80\x99")))
        said.n -= 3;
    struct word_list w;
    word_list_make(a, said, &w);
    return str_ends(said, STR("?")) || (w.n && AMONG(w.v[0], "whether", "if", "please"));
}

bool statement_of_self(struct arena *a, struct str said)
{
    struct word_list w;
    word_list_make(a, said, &w);
    size_t first = w.n > 1 && str_eq(w.v[0], STR("that"));
    return w.n > first && AMONG(w.v[first], "he", "she", "it", "they", "i", "we");
}

bool statement_is_officer(struct arena *a, struct str described)
{
    bool officer = false;
    struct text_words it = text_words(described);
    struct text_word w;
    while (text_word_next(&it, &w)) {
        struct str word = str_lower(a, str_sub(it.s, w.at, w.end));
        if (AMONG(word, "opposition", "union", "former", "ex", "rival", "critic", "activist",
                  "residents", "victims", "families", "relatives", "inspector", "prosecutor",
                  "judge", "expert", "analyst", "professor", "campaigner", "journalist", "employee",
                  "worker", "whistleblower", "deputy's"))
            return false;
        officer |= AMONG(word, "spokesman", "spokeswoman", "spokesperson", "minister", "ministry",
                         "secretary", "head", "chief", "chairman", "chairwoman", "chair",
                         "director", "president", "executive", "manager", "owner", "founder",
                         "boss", "lawyer", "attorney", "counsel", "mayor", "premier", "chancellor",
                         "commissioner", "governor", "commander", "general", "army", "government");
    }
    return officer;
}

/* ---- of whom ---- */

static bool is_named_in(const struct story_report *r, const struct entity *e, reading_index first,
                        reading_index last)
{
    for (size_t i = 0; i < e->mention_count; i++)
        for (reading_index s = first < 0 ? 0 : first; s <= last; s++) {
            struct span all = r->reading->sentences[s].span;
            if (!e->mentions[i].pronoun && e->mentions[i].span.at >= all.at &&
                e->mentions[i].span.end <= all.end)
                return true;
        }
    return false;
}

reading_index statement_entity_at(const struct story_report *r, uint32_t at)
{
    for (size_t i = 0; i < r->reading->entity_count; i++)
        for (size_t k = 0; k < r->reading->entities[i].mention_count; k++)
            if (r->reading->entities[i].mentions[k].span.at == at)
                return (reading_index)i;
    return -1;
}

struct str statement_subject(struct arena *a, const struct story_report *r, const struct claim *c,
                             struct span words, bool *ret_unknown)
{
    struct text_words it = text_words(span_str(r->text, words));
    struct text_word w;
    *ret_unknown = false;
    if (!text_word_next(&it, &w))
        return STR_NONE;
    struct str first = str_lower(a, str_sub(it.s, w.at, w.end));
    if (!AMONG(first, "he", "she", "it", "they", "his", "her", "its", "their"))
        return STR_NONE;
    bool answers = c->stance == STANCE_DENIES || c->stance == STANCE_CONFIRMS;
    bool one = AMONG(first, "he", "she", "his", "her"), thing = AMONG(first, "it", "its");
    reading_index who = statement_entity_at(r, words.at + (uint32_t)w.at);
    if (who < 0 && answers && thing && c->by >= 0 && r->reading->entities[c->by].kind == ENTITY_ORG)
        who = c->by;
    /* Who denies or admits speaks of himself; who says something of "him" most often does not. */
    bool sure = who >= 0 && (who == c->by ? answers && (one || thing)
                                          : is_named_in(r, &r->reading->entities[who],
                                                        c->sentence - 1, c->sentence));
    *ret_unknown = !sure;
    return sure ? entity_name(r->reading, who) : STR_NONE;
}

/* ---- courts ---- */

struct str statement_ruling(struct arena *a, struct str sentence)
{
    struct word_list w;
    struct str court = STR_NONE;
    bool rules = false;
    word_list_make(a, sentence, &w);
    for (size_t i = 0; i < w.n; i++) {
        if (AMONG(w.v[i], "if", "unless", "could", "would", "might", "may", "should", "will",
                  "plead", "pleaded", "pleads", "plea", "hopes", "wants", "asked", "demanded",
                  "urged", "never", "overturned", "quashed", "annulled", "earlier", "previously",
                  "prosecutor", "prosecutors"))
            return STR_NONE;
        if (!rules && AMONG(w.v[i], "court", "jury", "judge", "judges", "tribunal", "magistrate"))
            court = w.v[i];
        bool before = i > 0 && (court.n || AMONG(w.v[i - 1], "was", "were"));
        if (before && i > 0 && word_negates(w.v[i - 1]))
            return STR_NONE;
        rules |= before && AMONG(w.v[i], "convicted", "acquitted");
        rules |= before && str_eq(w.v[i], STR("guilty")) && i > 1 &&
                 (AMONG(w.v[i - 1], "found") || (i > 2 && AMONG(w.v[i - 2], "found")) ||
                  (i > 3 && AMONG(w.v[i - 3], "found")));
    }
    if (!rules)
        return STR_NONE;
    return court.n ? str_fmt(a, "The %.*s", STR_ARG(court)) : STR("A court");
}
