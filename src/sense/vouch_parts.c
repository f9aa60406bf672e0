/* vouch_parts.c: a sentence taken apart: its words that say something, each with what is said of it
 * (denied, planned, claimed), and its numbers, each with its verb and what it counts. */
#include "sense/vouching.h"

static bool norm_among(const struct sense_doc *d, int64_t i, const char *const *list)
{
    return i >= 0 && i < (int64_t)d->token_count && sense_norm_in(d, (uint32_t)i, list);
}
#define NORM(d, i, ...) norm_among((d), (int64_t)(i), (const char *const[]){__VA_ARGS__, NULL})

/* ---- moods ---- */

/* Does what was said of words before end at token i? */
static bool ends_scope(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    if (t->flags & TOK_PUNCT)
        return !sense_is_link(d, i) && !(t->flags & (TOK_QUOTE_OPEN | TOK_QUOTE_CLOSE));
    if (NORM(d, i, "but", "although", "though", "while", "because", "after", "before", "when",
             "who", "which", "where", "since"))
        return true;
    if (!NORM(d, i, "and", "or") || i + 1 >= u->to)
        return false;
    const struct sense_token *next = &d->tokens[i + 1];
    if (NORM(d, i + 1, "that"))
        return false; /* "said that ... and that ..." */
    return next->upos == SENSE_DET || next->upos == SENSE_PRON || next->upos == SENSE_PROPN ||
           next->upos == SENSE_SCONJ || next->xpos == XPOS_VBD || next->xpos == XPOS_VBZ ||
           next->xpos == XPOS_VBP;
}

/* Has it a capital that is not only that of a beginning, of a sentence or of what is quoted? */
static bool is_capital(const struct sense_doc *d, uint32_t i)
{
    uint16_t before = i ? d->tokens[i - 1].flags : 0;
    return d->tokens[i].flags & TOK_CAP && !(d->tokens[i].flags & TOK_FIRST) &&
           !(before & TOK_QUOTE_OPEN);
}

/* "Rejected the demand that she go": what is refused is no statement. */
static bool refuses_a_wish(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    if (!sense_lemma_in(d, i, (const char *const[]){"reject", "dismiss", "refuse", NULL}))
        return false;
    for (uint32_t k = i + 1; k < u->to && k < i + 6; k++)
        if (d->tokens[k].upos == SENSE_NOUN &&
            sense_lemma_in(d, k,
                           (const char *const[]){"demand", "offer", "proposal", "request", "plan",
                                                 "bid", "appeal", "call", "petition", NULL}))
            return true;
    return false;
}

/* "Charged them with", "on charges of", "accusations that": of what somebody is said to have done.
 */
static bool charges(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    if (t->upos == SENSE_NOUN)
        return NORM(d, i + 1, "of", "that") &&
               sense_lemma_in(d, i,
                              (const char *const[]){"charge", "accusation", "allegation", "claim",
                                                    "suspicion", "report", "rumour", "rumor",
                                                    NULL});
    if (!str_eq(t->lemma, STR("charge")))
        return false;
    for (uint32_t k = i + 1; k < u->to && k < i + 9; k++)
        if (NORM(d, k, "with"))
            return true;
    return false;
}

/* "Is to end", "was due to", "set to open". */
static bool is_to_come(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    return NORM(d, i, "to") && i > u->from && i + 1 < u->to && d->tokens[i + 1].xpos == XPOS_VB &&
           (str_eq(d->tokens[i - 1].lemma, STR("be")) || NORM(d, i - 1, "set", "due"));
}

static bool is_verb(const struct sense_doc *d, uint32_t i)
{
    return d->tokens[i].upos == SENSE_VERB;
}

/* Does the word say its mood here? "Failed to", "yet to", "opposed": by what stands around it. */
static unsigned mood_at(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    bool to = i + 1 < u->to && NORM(d, i + 1, "to");
    if (is_capital(d, i))
        return 0; /* a name: the month of May */
    if (to && (NORM(d, i, "yet") || str_eq(t->lemma, STR("fail"))))
        return MOOD_NOT;
    if (is_to_come(d, u, i) || (str_eq(t->lemma, STR("call")) && NORM(d, i + 1, "for", "on")))
        return MOOD_FUTURE;
    if (refuses_a_wish(d, u, i))
        return 0; /* what was wanted is as open as before */
    if (charges(d, u, i))
        return MOOD_CLAIMED;
    if ((NORM(d, i, "rather") && NORM(d, i + 1, "than")) ||
        (NORM(d, i, "few") && !NORM(d, i - 1, "a", "the", "last", "past", "first", "next")))
        return MOOD_NOT;
    if (NORM(d, i, "almost", "nearly") && i + 1 < u->to && is_verb(d, i + 1))
        return MOOD_POSSIBLE;
    if (NORM(d, i, "far") && NORM(d, i + 1, "from") && i + 2 < u->to &&
        d->tokens[i + 2].upos == SENSE_ADJ)
        return MOOD_NOT;
    if (t->upos == SENSE_NOUN && NORM(d, i + 1, "of", "that") &&
        sense_lemma_in(d, i,
                       (const char *const[]){"risk", "danger", "threat", "fear", "possibility",
                                             "chance", "likelihood", "prospect", NULL}))
        return MOOD_POSSIBLE;
    unsigned mood = vouch_mood(t->lemma, t->norm);
    if (t->upos == SENSE_NOUN && (mood & (MOOD_FUTURE | MOOD_POSSIBLE | MOOD_CLAIMED)))
        return to || NORM(d, i + 1, "that") ? mood : 0;
    if (str_eq(t->norm, STR("no")) && NORM(d, i + 1, "."))
        return 0; /* "No. 7" */
    return mood | (t->upos == SENSE_VERB && vouch_says_at(d, i) ? MOOD_SAID : 0);
}

/* "Was denied", "voted against": said of what stands before it, too. */
static void mark_back(const struct sense_doc *d, const struct unit *u, uint32_t i, unsigned *moods)
{
    int32_t chunk = d->tokens[i].chunk;
    bool passive = chunk >= 0 && d->chunks[chunk].kind == CHUNK_VERB && d->chunks[chunk].passive;
    if (passive && (vouch_says_at(d, i) & DENIES))
        for (uint32_t k = i; k-- > u->from;)
            moods[k - u->from] |= MOOD_NOT;
    if (NORM(d, i, "against") && i > u->from && is_verb(d, i - 1) &&
        sense_lemma_in(d, i - 1,
                       (const char *const[]){"vote", "rule", "decide", "argue", "speak", "be",
                                             "testify", "campaign", NULL}))
        moods[i - 1 - u->from] |= MOOD_NOT;
}

/* "..., she said", "..., said the mayor", "..., according to them": all that stands before. */
static void mark_said(const struct sense_doc *d, const struct unit *u, uint32_t i, unsigned *moods)
{
    bool according = NORM(d, i, "according");
    if (!according && (!is_verb(d, i) || !vouch_says_at(d, i)))
        return;
    uint32_t comma = i;
    while (comma > u->from && !(d->tokens[comma].flags & TOK_PUNCT) &&
           (comma == i || !is_verb(d, comma)))
        comma--;
    if (d->tokens[comma].flags & TOK_PUNCT || according)
        for (uint32_t k = u->from; k < comma || (according && k < i); k++)
            moods[k - u->from] |= MOOD_SAID;
    if (according && i == u->from) /* "According to them, ..." */
        for (uint32_t k = i + 1; k < u->to; k++)
            moods[k - u->from] |= MOOD_SAID;
}

/* "If the dam fails, homes will flood", but "asked if it was safe". */
static bool is_condition(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    static const char *const asks[] = {
        "ask",   "know",  "see",  "say",  "tell",    "wonder",  "decide", "doubt", "determine",
        "check", "learn", "find", "test", "examine", "discuss", "matter", NULL};
    return NORM(d, i, "if", "unless") && !(i > u->from && sense_lemma_in(d, i - 1, asks));
}

static unsigned *moods_of(const struct sense_doc *d, struct unit *u, unsigned *cues)
{
    unsigned *moods = ARENA_ARRAY(d->arena, u->to - u->from + 1, unsigned);
    for (uint32_t i = u->from; i < u->to; i++) {
        unsigned mood = cues[i - u->from] = mood_at(d, u, i);
        if (mood & MOOD_NOT)
            u->negates = true;
        for (uint32_t k = i + 1; mood && k < u->to && !ends_scope(d, u, k); k++)
            moods[k - u->from] |= mood;
        for (uint32_t k = u->from; is_condition(d, u, i) && k < u->to; k++)
            moods[k - u->from] |= MOOD_POSSIBLE;
        mark_back(d, u, i, moods);
        mark_said(d, u, i, moods);
    }
    return moods;
}

/* ---- words ---- */

static uint32_t clause_of(const struct sense_doc *d, uint32_t token)
{
    uint32_t n = 0;
    while (n + 1 < d->clause_count && d->clauses[n].to <= token)
        n++;
    return n;
}

static bool is_name(const struct sense_doc *d, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    if (!(t->flags & TOK_CAP) || str_eq(t->norm, STR("i")))
        return false;
    return is_capital(d, i) || (!(t->flags & TOK_STOP) && (t->name >= 0 || t->upos == SENSE_PROPN));
}

/* "Its own money", but "Orlo owns Halden". */
static bool is_light(const struct sense_token *t)
{
    return vouch_is_light(t->lemma, t->norm) &&
           !(t->upos == SENSE_VERB && str_eq(t->lemma, STR("own")));
}

/* Does the noun stand behind a verb that carries nothing: "has a licence", "was the owner"? */
static bool is_complement(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    uint32_t clause = clause_of(d, i), k = i;
    if (d->tokens[i].upos != SENSE_NOUN)
        return false;
    while (k-- > u->from && clause_of(d, k) == clause) {
        const struct sense_token *t = &d->tokens[k];
        if (t->upos == SENSE_VERB || t->upos == SENSE_AUX)
            return is_light(t) && !vouch_says_at(d, k);
    }
    return false;
}

/* Is the token a word of a number, or its unit? */
static bool in_amount(const struct unit *u, uint32_t i)
{
    for (size_t k = 0; k < u->amount_count; k++) {
        const struct amount *x = &u->amounts[k];
        if (i >= x->token && i < x->to + (x->money || x->percent))
            return true;
    }
    return false;
}

static void add_words(const struct sense_doc *d, struct unit *u)
{
    unsigned *cues = ARENA_ARRAY(d->arena, u->to - u->from + 1, unsigned);
    unsigned *moods = moods_of(d, u, cues);
    LIST(struct part) list = {0};
    for (uint32_t i = u->from; i < u->to; i++) {
        const struct sense_token *t = &d->tokens[i];
        u->says |= vouch_says_at(d, i);
        bool number = t->upos == SENSE_NUM || t->flags & TOK_DIGIT || in_amount(u, i);
        if (!(t->flags & TOK_ALPHA) || number)
            continue;
        bool name = is_name(d, i);
        bool weak = (t->flags & TOK_STOP && !str_eq(t->lemma, STR("own"))) || is_light(t);
        bool says = (t->upos == SENSE_VERB || NORM(d, i, "according")) &&
                    !(cues[i - u->from] & MOOD_FUTURE) && vouch_says_at(d, i) == SAYS;
        bool kind = t->upos == SENSE_NOUN || t->upos == SENSE_VERB || t->upos == SENSE_ADJ ||
                    t->upos == SENSE_ADV || t->upos == SENSE_PROPN || t->upos == SENSE_X ||
                    t->upos == SENSE_INTJ;
        if (!name && !says && (weak || !kind))
            continue;
        LIST_PUSH(d->arena, &list,
                  (struct part){.token = i,
                                .kind = name                    ? PART_NAME
                                        : says                  ? PART_LIGHT
                                        : t->upos == SENSE_VERB ? PART_VERB
                                        : t->upos == SENSE_NOUN ? PART_NOUN
                                                                : PART_OTHER,
                                .mood = moods[i - u->from],
                                .cue = cues[i - u->from],
                                .clause = clause_of(d, i),
                                .complement = !name && is_complement(d, u, i)});
    }
    u->parts = list.v;
    u->part_count = list.n;
}

/* ---- numbers ---- */

static unsigned money_of(const struct sense_doc *d, const struct unit *u, uint32_t from,
                         uint32_t to)
{
    static const struct {
        const char *sign, *word;
    } money[] = {{"$", "dollar"}, {"€", "euro"},    {"£", "pound"}, {"¥", "yen"},
                 {"₹", "rupee"},  {"", "crown"},    {"", "franc"},  {"", "rouble"},
                 {"", "yuan"},    {"", "shilling"}, {"", "peso"},   {"", "lira"},
                 {"", "krone"},   {"", "krona"},    {"", "zloty"},  {"", "florin"}};
    for (unsigned k = 0; k < sizeof money / sizeof *money; k++) {
        struct str sign = str_c(money[k].sign);
        uint32_t at = d->tokens[from].span.at;
        if (sign.n && (str_ends(str_sub(d->text, 0, at), sign) ||
                       str_ends(str_sub(d->text, 0, at), str_fmt(d->arena, "%s ", money[k].sign)) ||
                       str_starts(sense_token_str(d, from), sign)))
            return k + 1;
        if (to < u->to && str_eq(d->tokens[to].lemma, str_c(money[k].word)))
            return k + 1;
    }
    return 0;
}

/* "5bn", "3.2m": letters glued to digits. */
static double glued_scale(struct str rest, size_t *ret_used)
{
    static const struct {
        const char *word;
        double scale;
    } scales[] = {{"bn", 1e9}, {"tn", 1e12}, {"m", 1e6}, {"k", 1e3}, {"b", 1e9}};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        struct str w = str_c(scales[i].word);
        if (str_starts_fold(rest, w) && (rest.n == w.n || !is_alnum(rest.p[w.n]))) {
            *ret_used = w.n;
            return scales[i].scale;
        }
    }
    *ret_used = 0;
    return 1;
}

static unsigned bound_of(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    int64_t b = (int64_t)i - 1;
    while (b >= (int64_t)u->from && (d->tokens[b].flags & TOK_PUNCT))
        b--;
    if (b < (int64_t)u->from)
        return BOUND_NO;
    bool than = NORM(d, b, "than"), most = NORM(d, b, "least", "most");
    if (NORM(d, b, "over", "exceeding") || (than && NORM(d, b - 1, "more", "higher", "greater")) ||
        (most && NORM(d, b, "least") && NORM(d, b - 1, "at")))
        return BOUND_LOW;
    if (NORM(d, b, "under", "nearly", "almost") ||
        (than && NORM(d, b - 1, "less", "fewer", "lower")) ||
        (most && NORM(d, b, "most") && NORM(d, b - 1, "at")) ||
        (NORM(d, b, "to") && NORM(d, b - 1, "up")))
        return BOUND_HIGH;
    return BOUND_NO;
}

/* "Two of the ten", "two out of ten". */
static bool is_whole(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    uint32_t k = i;
    while (k > u->from && NORM(d, k - 1, "the", "those", "its", "their", "all"))
        k--;
    if (k < u->from + 2 || !NORM(d, k - 1, "of"))
        return false;
    k -= k > u->from + 2 && NORM(d, k - 2, "out") ? 3 : 2;
    return d->tokens[k].upos == SENSE_NUM || d->tokens[k].flags & TOK_DIGIT;
}

/* "From 88", "to about 90". */
static char prep_of(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    if (is_whole(d, u, i))
        return 'o';
    for (uint32_t k = i; k-- > u->from && k + 3 > i;) {
        if (NORM(d, k, "from", "to", "by"))
            return d->tokens[k].norm.p[0];
        if (!(d->tokens[k].flags & TOK_PUNCT) && !NORM(d, k, "about", "around", "some", "nearly"))
            return 0;
    }
    return 0;
}

static bool starts_number(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    if (t->flags & TOK_DIGIT)
        return true;
    if (!(t->flags & TOK_ALPHA) || NORM(d, i, "a", "an", "second", "seconds"))
        return false;
    if (!NORM(d, i, "one"))
        return true;
    /* "no one", "one of them": no count. */
    return !(i > u->from && NORM(d, i - 1, "no", "any", "every")) && i + 1 < u->to &&
           d->tokens[i + 1].upos == SENSE_NOUN;
}

/* May a number go with it? Not "by shelling", which is a noun, nor "said". */
static bool takes_number(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    bool noun = t->xpos == XPOS_VBG && i > u->from &&
                (d->tokens[i - 1].upos == SENSE_ADP || NORM(d, i - 1, "by"));
    return t->upos == SENSE_VERB && !noun && !vouch_says_at(d, i) &&
           !vouch_is_light(t->lemma, t->norm);
}

/* Does a number's verb not stand at i or beyond? */
static bool is_beyond(const struct sense_doc *d, const struct unit *u, uint32_t number, uint32_t i)
{
    return clause_of(d, i) != clause_of(d, number) || ends_scope(d, u, i) || NORM(d, i, "that");
}

/* The verb that the number goes with: the nearest before it in its clause, else behind it. */
static int64_t verb_of(const struct sense_doc *d, const struct unit *u, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i-- > u->from && !is_beyond(d, u, from, i);)
        if (takes_number(d, u, i))
            return i;
    for (uint32_t i = to; i < u->to && !is_beyond(d, u, from, i); i++)
        if (takes_number(d, u, i))
            return i;
    return -1;
}

static int64_t counted_of(const struct sense_doc *d, const struct unit *u, uint32_t to, bool money)
{
    for (uint32_t i = to; i < u->to && i < to + 4; i++) {
        const struct sense_token *t = &d->tokens[i];
        if (t->upos == SENSE_NOUN)
            return vouch_is_light(t->lemma, t->norm) || money ? -1 : (int64_t)i;
        if (t->upos != SENSE_ADJ && !sense_is_link(d, i))
            return -1;
    }
    return -1;
}

/* A day of the week or a month by its name: 1 and up; 0: none. */
static unsigned date_name(const struct sense_doc *d, uint32_t i)
{
    static const char *const names[] = {"monday",    "tuesday", "wednesday", "thursday", "friday",
                                        "saturday",  "sunday",  "january",   "february", "march",
                                        "april",     "may",     "june",      "july",     "august",
                                        "september", "october", "november",  "december"};
    for (unsigned k = 0; d->tokens[i].flags & TOK_CAP && k < sizeof names / sizeof *names; k++)
        if (str_eq(d->tokens[i].norm, str_c(names[k])))
            return k + 1;
    return 0;
}

/* Dates are numbers: they stand there, with the same verb, or they do not. */
static struct amount date_at(const struct sense_doc *d, const struct unit *u, uint32_t i)
{
    enum { APART = 1 << 20 /* no number of a text is both this large and a date's */ };
    return (struct amount){.words = sense_token_str(d, i),
                           .value = -(double)(APART + date_name(d, i)),
                           .token = i,
                           .to = i + 1,
                           .verb = verb_of(d, u, i, i + 1),
                           .counted = -1,
                           .clause = clause_of(d, i)};
}

/* "-5 degrees", "minus 5": the number begins at byte `at`. */
static bool is_below_zero(const struct sense_doc *d, const struct unit *u, uint32_t i, uint32_t at)
{
    struct str before = str_sub(d->text, d->tokens[u->from].span.at, at);
    size_t sign = str_ends(before, STR("-")) ? 1 : str_ends(before, STR("−")) ? 3 : 0;
    bool bare = sign && (before.n == sign || is_space(before.p[before.n - sign - 1]));
    return bare || (i > u->from && NORM(d, i - 1, "minus"));
}

/* The number at token i, in *ret; false where none that counts stands there. */
static bool amount_at(const struct sense_doc *d, const struct unit *u, uint32_t i,
                      struct amount *ret)
{
    struct text_number n;
    const struct sense_token *t = &d->tokens[i];
    uint32_t end = d->tokens[u->to - 1].span.end, at = t->span.at;
    while (at < t->span.end && t->flags & TOK_DIGIT && !is_digit(d->text.p[at]))
        at++;
    if (!starts_number(d, u, i) || !text_number_parse(str_sub(d->text, at, end), &n))
        return false;
    size_t glued = 0;
    uint32_t stop = at + n.used;
    double scale = n.words || n.scaled ? 1 : glued_scale(str_sub(d->text, stop, end), &glued);
    stop += (uint32_t)glued;
    uint32_t to = i + 1;
    while (to < u->to && d->tokens[to].span.at < stop)
        to++;
    unsigned money = money_of(d, u, i, to);
    *ret = (struct amount){.words = str_sub(d->text, at, stop),
                           .value = n.value * scale * (is_below_zero(d, u, i, at) ? -1 : 1),
                           .ordinal = n.kind == TEXT_ORDINAL,
                           .vague = n.kind == TEXT_VAGUE,
                           .percent = NORM(d, to, "%", "percent", "pct", "percentage") ||
                                      (NORM(d, to, "per") && NORM(d, to + 1, "cent")),
                           .money = money,
                           .bound = bound_of(d, u, i),
                           .prep = prep_of(d, u, i),
                           .token = i,
                           .to = to,
                           .verb = verb_of(d, u, i, to),
                           .counted = counted_of(d, u, to, money != 0),
                           .clause = clause_of(d, i)};
    return true;
}

static void add_amounts(const struct sense_doc *d, struct unit *u)
{
    enum { MAY = 12 /* at a beginning it is no month */ };
    LIST(struct amount) list = {0};
    for (uint32_t i = u->from; i < u->to;) {
        struct amount x;
        unsigned date = date_name(d, i);
        bool is_date = date && (i > u->from || date != MAY);
        if (is_date)
            x = date_at(d, u, i);
        if (is_date || amount_at(d, u, i, &x)) {
            LIST_PUSH(d->arena, &list, x);
            i = x.to;
        } else {
            i++;
        }
    }
    u->amounts = list.v;
    u->amount_count = list.n;
}

void vouch_unit_make(const struct sense_doc *d, struct span where, struct unit *ret)
{
    struct unit u = {.text = span_str(d->text, where), .from = sense_token_at(d, where.at)};
    u.to = u.from;
    while (u.to < d->token_count && d->tokens[u.to].span.at < where.end)
        u.to++;
    add_amounts(d, &u);
    add_words(d, &u);
    *ret = u;
}
