/* topics.c: what an article is about in common words: the key phrases that make a hashtag.
 *
 * A key phrase of two or three words is a topic where it is a whole group that is said again, or
 * that the title or the first sentence has. A bare noun is one only where it is the article's
 * subject: the title has it, or other nouns are told by it ("chess federation"); and never where it
 * is a common thing that the article merely counts, owns or likens something to. What happened is
 * put together in events.c. */
#include "sense/topics.h"
#include "sense/namer.h"

#include <math.h>

enum { PHRASES_LOOKED_AT = 80, PHRASES_TAKEN = 14 };

/* Words that tell nothing of an article, whatever their number. */
static const char *const vague[] = {
    "people",      "man",         "men",       "woman",      "women",       "official",
    "officials",   "report",      "reports",   "statement",  "spokesman",   "spokesperson",
    "spokeswoman", "government",  "country",   "countries",  "company",     "companies",
    "group",       "groups",      "member",    "members",    "party",       "part",
    "plan",        "plans",       "case",      "cases",      "news",        "media",
    "area",        "state",       "states",    "city",       "world",       "home",
    "house",       "life",        "work",      "issue",      "issues",      "problem",
    "leader",      "leaders",     "president", "minister",   "chief",       "side",
    "sides",       "end",         "start",     "place",      "point",       "family",
    "friend",      "friends",     "child",     "children",   "head",        "hand",
    "night",       "morning",     "evening",   "hour",       "hours",       "minute",
    "minutes",     "percent",     "dollar",    "dollars",    "source",      "sources",
    "conference",  "meeting",     "interview", "question",   "questions",   "comment",
    "comments",    "remark",      "remarks",   "reporter",   "reporters",   "statements",
    "decision",    "effort",      "efforts",   "person",     "something",   "anything",
    "everything",  "nothing",     "others",    "line",       "lines",       "bit",
    "mr",          "mrs",         "region",    "regions",    "reason",      "reasons",
    "result",      "results",     "director",  "manager",    "team",        "teams",
    "game",        "games",       "season",    "player",     "players",     "experts",
    "expert",      "study",       "increase",  "rise",       "change",      "changes",
    "level",       "levels",      "program",   "programme",  "system",      "term",
    "terms",       "authorities", "sector",    "sectors",    "analyst",     "analysts",
    "neighbor",    "neighbour",   "neighbors", "neighbours", "editor",      "commander",
    "commanders",  "captain",     "officer",   "officers",   "soldier",     "soldiers",
    "resident",    "residents",   "victim",    "victims",    "survivor",    "survivors",
    "witness",     "witnesses",   "passenger", "passengers", "customer",    "customers",
    "owner",       "owners",      "couple",    "crew",       "boy",         "boys",
    "girl",        "girls",       "baby",      "attacker",   "attackers",   "town",
    "towns",       "village",     "street",    "streets",    "door",        "doors",
    "roof",        "wall",        "room",      "thing",      "name",        "names",
    "word",        "words",       "age",       "speed",      "size",        "half",
    "quarter",     "building",    "buildings", "road",       "roads",       "car",
    "cars",        "vehicle",     "vehicles",  "body",       "bodies",      "letter",
    "book",        "books",       "picture",   "pictures",   "photo",       "photos",
    "video",       "general",     "secretary", "stage",      "gap",         "visit",
    "talks",       "round",       "boss",      "chairman",   "firm",        "firms",
    "account",     "litres",      "euros",     "tonnes",     "limit",       "notch",
    "giant",       "order",       "rules",     "pace",       "attempt",     "attempts",
    "amount",      "chance",      "option",    "row",        "record",      "analysis",
    "caption",     "captions",    "image",     "images",     "copyright",   "innings",
    "version",     "solution",    "momentum",  "camp",       "calculation", "nerves",
    "streak",      "lap",         "laps",      "grams",      "heels",       "premises",
    "worth",       "figures",     "figure",    "pounds",     "miles",       "kilometres",
    "kilometers",  "points",      "foot",      "feet",       "inches",      "yards",
    "percentage",  "id",          "behavior",  "behaviour",  "resources",   "trend",
    "trends",      "lesson",      "lessons",   "agenda",     "spotlight",   "deadline",
    "praise",      "math",        "muscle",    "winner",     "winners",     "loser",
    "losers",      NULL};

struct topics {
    struct sense_find *f;
    struct sense_topic *v;
    size_t n;
};

static bool is_noun(const struct sense_doc *d, uint32_t i)
{
    return d->tokens[i].upos == SENSE_NOUN || d->tokens[i].upos == SENSE_PROPN;
}

/* "ninety", also where it was taken for another sort of word. */
static bool is_number(const struct sense_doc *d, uint32_t i)
{
    struct text_number x;
    return d->tokens[i].upos == SENSE_NUM ||
           (text_number_parse(d->tokens[i].norm, &x) && x.used == d->tokens[i].norm.n);
}

/* "same-sex marriage" begins at "same", where `i` is "sex"; a number stays outside ("108-year"),
 * and so does what begins with a small word: the model has cut it ("PC-and-printer"). */
static uint32_t with_prefix(const struct sense_doc *d, uint32_t i)
{
    uint32_t from = i;
    for (int parts = 0; parts < 3 && from > 1 && sense_is_link(d, from - 1); parts++) {
        from -= 2;
        if (is_number(d, from) || d->tokens[from].name >= 0 || !(d->tokens[from].flags & TOK_ALPHA))
            return i;
    }
    static const char *const small[] = {"and", "or", "to", "of", "the", "a", NULL};
    bool goes_on = from > 1 && sense_is_link(d, from - 1);
    return goes_on || sense_norm_in(d, from, small) ? i : from;
}

/* In the title as a noun of its own, not as a number's ("90 ships") nor inside a compound. */
static bool title_has_noun(const struct sense_doc *d, uint32_t token)
{
    const struct sense_doc *t = d->title;
    for (uint32_t i = 0; t && i < t->token_count; i++) {
        if (!str_eq(t->tokens[i].lemma, d->tokens[token].lemma) || t->tokens[i].upos == SENSE_VERB)
            continue;
        static const char *const amounts[] = {"more", "less", "no", "many", "few", NULL};
        bool counted =
            i > 0 && (sense_norm_in(t, i - 1, amounts) || t->tokens[i - 1].upos == SENSE_NUM ||
                      t->tokens[i - 1].flags & TOK_DIGIT);
        bool inside = i > 0 && is_noun(t, i - 1) && t->tokens[i - 1].name < 0;
        if (!counted && !inside)
            return true;
    }
    return false;
}

/* Does the word tell another noun what it is: "sheep farmers", "chess grandmaster"? */
static bool is_modifier(const struct sense_doc *d, uint32_t token)
{
    for (uint32_t i = 0; i + 1 < d->token_count; i++)
        if (d->tokens[i].hash == d->tokens[token].hash && d->tokens[i + 1].upos == SENSE_NOUN &&
            d->tokens[i + 1].sentence == d->tokens[i].sentence)
            return true;
    return false;
}

/* Where the word stands in the plural, if that is how it is mostly spoken of ("landlords"); else
 * its own place. */
static uint32_t plural_of(const struct sense_doc *d, uint32_t token)
{
    uint32_t many = 0, all = 0, at = token;
    for (uint32_t i = 0; i < d->token_count; i++) {
        if (!str_eq(d->tokens[i].lemma, d->tokens[token].lemma))
            continue;
        all++;
        if (d->tokens[i].xpos != XPOS_NNS)
            continue;
        at = many++ ? at : i;
    }
    return many * 2 >= all ? at : token;
}

/* "the size of a washing machine", "like a train": only likened to. */
static bool likened(const struct sense_doc *d, uint32_t from)
{
    uint32_t start = d->sentences[d->tokens[from].sentence].from, i = from;
    while (i > start && (d->tokens[i - 1].upos == SENSE_DET || d->tokens[i - 1].upos == SENSE_ADJ))
        i--;
    if (i > start && sense_norm_in(d, i - 1, (const char *const[]){"like", NULL}))
        return true;
    return i > start + 1 && sense_norm_is(d, i - 1, STR("of")) &&
           sense_norm_in(d, i - 2, (const char *const[]){"size", "shape", "weight", "kind", NULL});
}

/* "7.1 metres", "400 crowns": what stands behind a number more often than not only measures, as
 * long as it is not in the title ("How geese find the fen"). */
static bool only_counts(const struct sense_find *f, const struct sense_phrase *p)
{
    const struct sense_doc *d = f->d;
    int32_t id = f->terms.of_token[p->to - 1];
    uint32_t all = 0, counted = 0;
    for (uint32_t i = 1; id >= 0 && i < d->token_count; i++) {
        if (f->terms.of_token[i] != id)
            continue;
        all++;
        counted += d->tokens[i - 1].flags & TOK_DIGIT || d->tokens[i - 1].upos == SENSE_NUM;
    }
    return p->to == p->from + 1 && counted * 2 > all && p->features[12] <= 0;
}

/* "gas heats 21 percent", seen once: no noun stands right before an article or a number. */
static bool ends_with_verb(const struct sense_doc *d, const struct sense_phrase *p)
{
    uint32_t last = p->to - 1, start = d->sentences[d->tokens[p->from].sentence].from;
    if (p->to - p->from < 2 || p->count > 1)
        return false;
    /* "in a move fans have called stupid": no plural has "a". */
    if (d->tokens[last].xpos == XPOS_NNS && p->from > start &&
        sense_norm_in(d, p->from - 1, (const char *const[]){"a", "an", NULL}))
        return true;
    /* "a zoo shot and killed" */
    if (p->to + 1 < d->token_count && sense_norm_is(d, p->to, STR("and")) &&
        d->tokens[p->to + 1].upos == SENSE_VERB && d->tokens[p->to + 1].xpos != XPOS_VBG)
        return true;
    if (p->to >= d->token_count)
        return false;
    enum sense_upos next = d->tokens[p->to].upos;
    return next == SENSE_DET || next == SENSE_NUM || d->tokens[p->to].flags & TOK_DIGIT;
}

/* Adjectives that say how a thing is, or what is thought of it, and not which sort it is. */
static bool is_judging(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {
        "small",       "large",       "huge",      "giant",     "massive",    "tiny",
        "powerful",    "intense",     "heavy",     "strong",    "weak",       "dramatic",
        "emotional",   "special",     "overall",   "open",      "personal",   "simple",
        "hard",        "tough",       "fierce",    "surprise",  "ugly",       "beautiful",
        "close",       "long",        "short",     "slow",      "fast",       "quick",
        "rapid",       "sudden",      "deep",      "wide",      "broad",      "narrow",
        "rare",        "unusual",     "unique",    "main",      "minor",      "mere",
        "real",        "true",        "false",     "wrong",     "right",      "fresh",
        "old",         "young",       "modern",    "aging",     "ageing",     "average",
        "extra",       "enormous",    "prompt",    "proactive", "immediate",  "initial",
        "final",       "total",       "sharp",     "steep",     "happy",      "sad",
        "angry",       "clear",       "strange",   "odd",       "easy",       "difficult",
        "bold",        "brave",       "fair",      "unfair",    "core",       "crucial",
        "vital",       "certain",     "various",   "numerous",  "particular", "similar",
        "significant", "important",   "necessary", "triple",    "double",     "single",
        "nice",        "bright",      "dark",      "favorite",  "favourite",  "perfect",
        "ultimate",    "so-called",   "alleged",   "lethal",    "deadly",     "horrific",
        "succinct",    "alternative", NULL};
    static const char *const sorts[] = {
        "religious",   "indigenous", "renewable", "disposable", "wireless",     "precious",
        "sustainable", "portable",   "disabled",  "armed",      "married",      "registered",
        "frozen",      "organized",  "organised", "porous",     "undocumented", "unmanned",
        "leaked",      "classified", "retired",   "endangered", "advanced",     "united",
        "gated",       "wanted",     NULL};
    static const char *const ends[] = {"ous", "ful", "less", "able", "ible", "ed", NULL};
    struct str w = d->tokens[i].norm;
    if (sense_is_link(d, i + 1)) /* "long-range": of which sort */
        return false;
    if (sense_norm_in(d, i, words))
        return true;
    bool formed = d->tokens[i].upos == SENSE_VERB && d->tokens[i].xpos == XPOS_VBN;
    if ((d->tokens[i].upos != SENSE_ADJ && !formed) || sense_norm_in(d, i, sorts))
        return false;
    for (size_t k = 0; ends[k]; k++)
        if (str_ends(w, str_c(ends[k])))
            return true;
    return false;
}

static bool common_phrase(const struct sense_doc *d, const struct sense_phrase *p)
{
    static const char *const loose[] = {
        "last",     "next",  "new",     "other",      "several",  "many",      "more",
        "same",     "first", "second",  "third",      "own",      "recent",    "former",
        "senior",   "top",   "such",    "few",        "previous", "different", "local",
        "major",    "big",   "good",    "great",      "high",     "late",      "early",
        "possible", "only",  "key",     "further",    "current",  "brief",     "whole",
        "full",     "past",  "percent", "percentage", NULL};
    if (sense_norm_in(d, p->to - 1, vague) || sense_norm_in(d, p->from, loose) ||
        d->tokens[p->from].xpos == XPOS_JJS || d->tokens[p->from].xpos == XPOS_JJR)
        return false;
    if (d->english && p->count < 4 && p->to - p->from > 1 && is_judging(d, p->from))
        return false;
    for (uint32_t i = p->from; i < p->to; i++)
        if (d->tokens[i].name >= 0 || d->tokens[i].flags & (TOK_DIGIT | TOK_UPPER) ||
            str_find_char(d->tokens[i].norm, '.') != SIZE_MAX ||
            (d->english && (d->tokens[i].upos == SENSE_PROPN || is_number(d, i))))
            return false;
    return true;
}

/* Cut out of a longer compound ("federal computer" of "federal computer security agency"), or begun
 * with a plural, which is mostly two groups that stand side by side ("tickets cost"). */
static bool is_piece(const struct sense_doc *d, const struct sense_phrase *p)
{
    const struct sense_sentence *in = &d->sentences[d->tokens[p->from].sentence];
    uint32_t end = in->to;
    if (p->from > in->from && d->tokens[p->from - 1].xpos == XPOS_HYPH &&
        with_prefix(d, p->from) == p->from)
        return true; /* "two-horse race" */
    if (p->count < 2 && p->to < end && d->tokens[p->to].name >= 0)
        return true; /* "favorite Representative Nina Jones": what somebody is */
    if (p->to < end && d->tokens[p->to].sentence == d->tokens[p->from].sentence &&
        (is_noun(d, p->to) || d->tokens[p->to].xpos == XPOS_HYPH) && d->tokens[p->to].name < 0)
        return true;
    for (uint32_t i = p->from; i + 1 < p->to; i++)
        if (d->tokens[i].xpos == XPOS_NNS)
            return true;
    return false;
}

/* A phrase of nouns alone names a sort of thing ("tree rings"); one with an adjective often only
 * says how a thing is ("strong winds"). */
static bool of_nouns(const struct sense_doc *d, const struct sense_phrase *p)
{
    for (uint32_t i = p->from; i < p->to; i++)
        if (d->tokens[i].upos != SENSE_NOUN && d->tokens[i].xpos != XPOS_HYPH)
            return false;
    return true;
}

/* Half of a word with a hyphen, mostly: "sex" of "same-sex". */
static bool is_hyphened(const struct sense_doc *d, uint32_t token)
{
    uint32_t all = 0, linked = 0;
    for (uint32_t i = 0; i < d->token_count; i++)
        if (d->tokens[i].hash == d->tokens[token].hash) {
            all++;
            linked += sense_is_link(d, i + 1) || (i > 0 && sense_is_link(d, i - 1));
        }
    return linked * 2 > all;
}

/* "quarterback", "sister": what one person is; many of them ("farmers") may be a matter. */
static bool is_somebody(const struct sense_doc *d, uint32_t token)
{
    return d->tokens[token].xpos == XPOS_NN && sense_noun_kind(d, token) == ENTITY_PERSON;
}

/* How well a bare noun stands for the article; below 0 not at all. */
static double weigh_word(const struct sense_find *f, const struct sense_phrase *p)
{
    const struct sense_doc *d = f->d;
    int32_t id = f->terms.of_token[p->from];
    double rarity = id >= 0 ? f->terms.v[id].rarity : 0;
    uint32_t sentence = d->tokens[p->from].sentence;
    bool titled = title_has_noun(d, p->from);
    if (p->key.n < 3 || (d->english && d->tokens[p->from].upos != SENSE_NOUN))
        return -1;
    if (d->english && (is_judging(d, p->from) || is_hyphened(d, p->from) ||
                       is_somebody(d, plural_of(d, p->from))))
        return -1;
    if (titled)
        return rarity < (sense_is_happening(d->tokens[p->from].lemma) ? 2.5 : 3.3) ||
                       p->count + (sentence < 2) < 2
                   ? -1
                   : 0.5 + 0.04 * rarity;
    if (rarity >= 4 && p->count >= 2 && sentence < 2 && is_modifier(d, p->from))
        return 0.4 + 0.04 * rarity;
    return rarity >= 5 && p->count >= 3 && sentence < 3 ? 0.35 + 0.03 * rarity : -1;
}

/* What the phrase is a sort of is spoken of again: "mail fraud", and later "the fraud". */
static bool head_again(const struct sense_find *f, const struct sense_phrase *p)
{
    int32_t id = f->terms.of_token[p->to - 1];
    return !f->d->english || (id >= 0 && f->terms.v[id].count > 1) ||
           title_has_noun(f->d, p->to - 1);
}

static double weigh_phrase(const struct sense_find *f, const struct sense_phrase *p)
{
    const struct sense_doc *d = f->d;
    bool titled = p->features[12] > 0, early = d->tokens[p->from].sentence < 2;
    if (is_piece(d, p))
        return -1;
    if (p->count < 2 && !titled && !(early && of_nouns(d, p) && head_again(f, p)))
        return -1;
    return 0.3 + 0.9 * p->weight + (titled ? 0.3 : 0) +
           (of_nouns(d, p) ? 0.1
            : titled       ? 0
                           : -0.15) +
           0.12 * log(p->count) + (early ? 0.05 : 0);
}

static void add_phrases(struct topics *x)
{
    struct sense_phrase *p;
    const struct sense_doc *d = x->f->d;
    size_t n = sense_phrase_candidates(x->f, &p), taken = 0;
    for (size_t i = 0; i < n && i < PHRASES_LOOKED_AT && taken < PHRASES_TAKEN; i++) {
        uint32_t words = p[i].to - p[i].from;
        if (!common_phrase(d, &p[i]) || words > 4 || only_counts(x->f, &p[i]) ||
            ends_with_verb(d, &p[i]) || likened(d, p[i].from))
            continue;
        double weight = words == 1 ? weigh_word(x->f, &p[i]) : weigh_phrase(x->f, &p[i]);
        if (weight < 0 || x->n >= SENSE_TOPICS_MOST)
            continue;
        uint32_t at = words == 1 ? plural_of(d, p[i].from) : with_prefix(d, p[i].from);
        struct span span = sense_span(d, at, words == 1 ? at + 1 : p[i].to);
        taken++;
        x->v[x->n++] =
            (struct sense_topic){.label = span_str(d->text, span), .weight = weight, .span = span};
    }
}

/* Then the word before it is a verb, or goes on: "wildfire forces 4,000 from homes". */
static bool begins_group(const struct sense_doc *d, uint32_t i)
{
    return is_noun(d, i) || d->tokens[i].upos == SENSE_DET || d->tokens[i].upos == SENSE_ADJ ||
           d->tokens[i].upos == SENSE_NUM || d->tokens[i].flags & TOK_DIGIT;
}

static bool noun_in_text(const struct sense_find *f, const struct map_entry *term)
{
    return f->d->tokens[f->terms.v[term->value.u - 1].first].upos == SENSE_NOUN;
}

static bool verb_in_text(const struct sense_doc *d, struct str norm)
{
    for (uint32_t i = 0; i < d->token_count; i++)
        if (d->tokens[i].upos == SENSE_VERB && str_eq(d->tokens[i].norm, norm))
            return true;
    return false;
}

/* The last two nouns of a compound in the title ("night train"), where the text has both words. */
static void add_title_compounds(struct topics *x)
{
    const struct sense_doc *t = x->f->d->title;
    for (uint32_t i = 1; t && i < t->token_count && x->n < SENSE_TOPICS_MOST; i++) {
        const struct sense_token *head = &t->tokens[i], *first = head - 1;
        if (head->upos != SENSE_NOUN || first->xpos != XPOS_NN || head->name >= 0 ||
            first->name >= 0 || head->chunk != first->chunk || first->norm.n < 3 ||
            (i + 1 < t->token_count && begins_group(t, i + 1)) ||
            str_ends(first->norm, STR("ing")) || sense_norm_in(t, i, vague) ||
            is_number(t, i - 1) ||
            (i > 1 && sense_is_link(t, i - 2) && with_prefix(t, i - 1) == i - 1))
            continue; /* "the 108-year curse" is no curse of years */
        const struct map_entry *e = map_find(&x->f->terms.ids, head->stem);
        const struct map_entry *with = map_find(&x->f->terms.ids, first->stem);
        if (!e || !with || !noun_in_text(x->f, e) || !noun_in_text(x->f, with) ||
            (head->xpos == XPOS_NNS && verb_in_text(x->f->d, head->norm)))
            continue; /* "guitarist quits", "mum calls for help" */
        struct buf b;
        buf_arena(&b, x->f->a, 200);
        uint32_t from = with_prefix(t, i - 1);
        if (from < i - 1)
            buf_fmt(&b, "%.*s-", STR_ARG(t->tokens[from].norm));
        buf_fmt(&b, "%.*s %.*s", STR_ARG(first->norm), STR_ARG(head->norm));
        x->v[x->n++] =
            (struct sense_topic){.label = buf_str(&b),
                                 .weight = 0.8,
                                 .span = x->f->d->tokens[x->f->terms.v[e->value.u - 1].first].span};
    }
}

size_t sense_topics(struct sense_find *f, struct sense_topic *ret)
{
    struct topics x = {.f = f, .v = ret};
    x.n = sense_events(f, ret, 0);
    add_title_compounds(&x);
    add_phrases(&x);
    return x.n;
}
