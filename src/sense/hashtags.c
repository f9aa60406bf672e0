/* hashtags.c: five to eight names and phrases that a person would choose.
 *
 * Candidates are the article's weightiest people, organisations, places and events, and its best
 * key phrases of common nouns. They are taken best first, with a share for each sort, so that an
 * article with twenty names keeps its subject. A tag is the label in CamelCase; two that say the
 * same thing (one holds the other, or equal keys) are never both taken; nor one that names the
 * publisher, a day, or something that every article has. */
#include "sense/find.h"

#include <math.h>

enum { HASHTAGS_LEAST = 5, HASHTAGS_MOST = 8, CANDIDATES_MOST = 60, TAG_BYTES_MOST = 40 };

enum sort { SORT_PERSON, SORT_ORG, SORT_PLACE, SORT_OTHER, SORT_PHRASE, SORT_COUNT };
/* No more of each sort than this, so that no sort crowds out the others. */
static const uint32_t most_of[SORT_COUNT] = {2, 3, 3, 2, 4};

struct candidate {
    struct str label, tag, key;
    enum sort sort;
    double weight;
    struct span span;
};
struct candidates {
    struct sense_find *f;
    struct candidate v[CANDIDATES_MOST];
    size_t n;
};

/* Words that tell nothing of an article, whatever their number. */
static const char *const vague[] = {
    "people",      "man",         "men",        "woman",      "women",     "official",
    "officials",   "report",      "reports",    "statement",  "spokesman", "spokesperson",
    "spokeswoman", "government",  "country",    "countries",  "company",   "companies",
    "group",       "groups",      "member",     "members",    "party",     "part",
    "plan",        "plans",       "case",       "cases",      "news",      "media",
    "area",        "state",       "states",     "city",       "world",     "home",
    "house",       "life",        "work",       "issue",      "issues",    "problem",
    "leader",      "leaders",     "president",  "minister",   "chief",     "side",
    "sides",       "end",         "start",      "place",      "point",     "family",
    "friend",      "friends",     "child",      "children",   "head",      "hand",
    "night",       "morning",     "evening",    "hour",       "hours",     "minute",
    "minutes",     "percent",     "dollar",     "dollars",    "source",    "sources",
    "conference",  "meeting",     "interview",  "question",   "questions", "comment",
    "comments",    "remark",      "remarks",    "reporter",   "reporters", "statements",
    "decision",    "effort",      "efforts",    "person",     "something", "anything",
    "everything",  "nothing",     "others",     "line",       "lines",     "bit",
    "mr",          "mrs",         "region",     "regions",    "reason",    "reasons",
    "result",      "results",     "director",   "manager",    "team",      "teams",
    "game",        "games",       "season",     "player",     "players",   "experts",
    "expert",      "study",       "increase",   "rise",       "change",    "changes",
    "level",       "levels",      "program",    "programme",  "system",    "term",
    "terms",       "authorities", "sector",     "sectors",    "analyst",   "analysts",
    "neighbor",    "neighbour",   "neighbors",  "neighbours", "editor",    "general",
    "secretary",   "stage",       "gap",        "visit",      "talks",     "round",
    "boss",        "chairman",    "firm",       "firms",      "account",   "litres",
    "euros",       "tonnes",      "limit",      "notch",      "giant",     "order",
    "rules",       "pace",        "attempt",    "attempts",   "amount",    "chance",
    "option",      "record",      "analysis",   "figures",    "figure",    "pounds",
    "miles",       "kilometres",  "kilometers", NULL};

/* "train hijacking" -> TrainHijacking; "U.S." -> US; letters and digits only. A word keeps capitals
 * of its own ("NATO", "McDonald"). */
static struct str camel(struct arena *a, struct str label)
{
    struct buf b;
    buf_arena(&b, a, 400);
    bool start = true;
    for (size_t at = 0; at < label.n;) {
        size_t from = at;
        uint32_t rune = utf8_next(label, &at);
        enum text_class c = text_class(rune);
        if (c == TEXT_LETTER || c == TEXT_MARK || c == TEXT_DIGIT || c == TEXT_IDEOGRAPH ||
            c == TEXT_COMPLEX) {
            buf_rune(&b, start ? text_upper_rune(rune) : rune);
            start = false;
        } else if (rune == '\'' || rune == 0x2019) {
            /* Possessive s goes, "O'Brien" keeps its letters. */
            struct str rest = str_from(label, at);
            if (rest.n == 1 || (rest.n > 1 && rest.p[0] == 's' && !is_alnum(rest.p[1])))
                at += rest.n > 0 && rest.p[0] == 's';
        } else if (rune != '.') {
            start = true;
        }
        if (at <= from)
            break;
    }
    return buf_str(&b);
}

/* Is `small` in `large` as far as a reader is concerned? */
static bool says_same(const struct candidate *x, const struct candidate *y)
{
    if (str_eq(x->key, y->key))
        return true;
    bool place = x->sort == SORT_PLACE || y->sort == SORT_PLACE;
    const struct candidate *small = x->key.n < y->key.n ? x : y, *large = small == x ? y : x;
    if (place && large->sort == SORT_ORG)
        return false;
    if (small->key.n >= 4 && str_find(large->key, small->key) != SIZE_MAX)
        return true;
    /* Plural or other ending of the same word: the first six letters and nearly the same length. */
    size_t same = 0;
    while (same < small->key.n && small->key.p[same] == large->key.p[same])
        same++;
    return same >= 5 && same + 3 >= small->key.n && same + 3 >= large->key.n;
}

static struct str initials(struct arena *a, struct str name)
{
    struct buf b;
    buf_arena(&b, a, 64);
    bool start = true;
    for (size_t i = 0; i < name.n; i++) {
        if (start && is_alpha(name.p[i]))
            buf_char(&b, to_lower(name.p[i]));
        start = name.p[i] == ' ' || name.p[i] == '-';
    }
    return buf_str(&b);
}

/* Initials without small words: "Voice of America" -> va and voa are both known. */
static bool names_publisher(const struct sense_find *f, const struct candidate *c)
{
    struct str source = f->article->source;
    struct str whole = str_lower(f->a, camel(f->a, source));
    if (c->key.n < 2)
        return true;
    if (whole.n >= 2 && (str_eq(whole, c->key) || (c->key.n >= 4 && c->sort != SORT_PLACE &&
                                                   str_find(whole, c->key) != SIZE_MAX)))
        return true;
    if (whole.n >= 4 && str_find(c->key, whole) != SIZE_MAX)
        return true;
    struct str first = initials(f->a, source);
    if (first.n >= 2 && (str_eq(first, c->key) || str_starts(c->key, first)) &&
        c->key.n <= first.n + 5)
        return c->sort != SORT_PLACE && (c->key.n == first.n || str_ends(c->key, STR("news")));
    return false;
}

static bool is_day(struct str key)
{
    for (int i = 0; i < 12; i++)
        if (str_eq_fold(key, str_c(month_names[i])))
            return true;
    for (int i = 0; i < 7; i++)
        if (str_eq_fold(key, str_c(weekday_names[i])))
            return true;
    return false;
}

/* "41st Fen": a rank and half of a name. */
static bool begins_with_rank(struct str label)
{
    size_t digits = 0;
    while (digits < label.n && is_digit(label.p[digits]))
        digits++;
    struct str end = str_sub(label, digits, digits + 2 < label.n ? digits + 2 : label.n);
    return digits && digits + 2 < label.n && label.p[digits + 2] == ' ' &&
           (str_eq(end, STR("st")) || str_eq(end, STR("nd")) || str_eq(end, STR("rd")) ||
            str_eq(end, STR("th")));
}

/* A day or a month as a word of it: "Tuesday morning". */
static bool has_day(struct str label)
{
    struct str word;
    while (str_split(&label, ' ', &word)) {
        if (str_ends(word, STR("'s")))
            word.n -= 2;
        for (int i = 0; i < 7; i++)
            if (str_starts_fold(word, str_c(weekday_names[i])) &&
                word.n <= strlen(weekday_names[i]) + 1)
                return true;
    }
    return false;
}

static void offer(struct candidates *c, struct candidate x)
{
    if (c->n >= CANDIDATES_MOST || x.span.end == 0)
        return;
    x.tag = camel(c->f->a, x.label);
    x.key = text_fold(c->f->a, x.tag);
    bool digits = true;
    for (size_t i = 0; i < x.tag.n; i++)
        digits &= is_digit(x.tag.p[i]);
    if (x.tag.n < 2 || x.tag.n > TAG_BYTES_MOST || digits || is_day(x.key) || has_day(x.label) ||
        begins_with_rank(x.label) || names_publisher(c->f, &x))
        return;
    c->v[c->n++] = x;
}

static size_t words_in(struct str s)
{
    size_t n = 1;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ';
    return n;
}

/* Without "the" before and possessive behind; a person's name shortened to its last two words when
 * it has four or more. */
static struct str entity_label(const struct entity *e)
{
    struct str s = e->name;
    if (str_starts_fold(s, STR("the ")))
        s = str_from(s, 4);
    while (e->kind == ENTITY_PERSON && words_in(s) > 3)
        s = str_from(s, str_find_char(s, ' ') + 1);
    return s;
}

static void offer_entities(struct candidates *c)
{
    const struct sense_doc *d = c->f->d;
    for (size_t i = 0; i < d->entity_count && i < 30; i++) {
        const struct entity *e = &d->entities[i];
        struct str label = entity_label(e);
        uint32_t named = 0, title = 0;
        struct span first = {0, 0};
        for (size_t k = 0; k < e->mention_count; k++)
            if (!e->mentions[k].pronoun) {
                named++;
                first = first.end ? first : e->mentions[k].span;
            }
        for (size_t k = 0; d->title && k < d->title->name_count; k++)
            title += d->title->names[k].entity == (int32_t)i;
        bool plain_other = e->kind == ENTITY_OTHER && (words_in(label) < 2 || words_in(label) > 4);
        if (named == 0 || plain_other || words_in(label) > 5)
            continue;
        uint32_t sentence = sense_sentence_at(d, first.at);
        double weight = 0.25 * log(1 + named) + 0.5 * e->weight + (title ? 0.4 : 0) +
                        0.25 / (1 + 0.35 * sentence);
        static const double by_kind[] = {[ENTITY_PERSON] = 0,
                                         [ENTITY_ORG] = -0.05,
                                         [ENTITY_PLACE] = 0.02,
                                         [ENTITY_OTHER] = -0.15};
        enum sort sort = e->kind == ENTITY_PERSON  ? SORT_PERSON
                         : e->kind == ENTITY_ORG   ? SORT_ORG
                         : e->kind == ENTITY_PLACE ? SORT_PLACE
                                                   : SORT_OTHER;
        /* Named once, late and not in the title: a bystander. */
        if (named < 2 && !title && sentence > 2)
            weight -= 0.3;
        offer(c, (struct candidate){.label = label,
                                    .sort = sort,
                                    .weight = weight + by_kind[e->kind],
                                    .span = first});
    }
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
    if (p->to - p->from < 2 || p->count > 1 || p->to >= d->token_count ||
        d->tokens[p->to - 1].xpos == XPOS_COMMA)
        return false;
    enum sense_upos next = d->tokens[p->to].upos;
    return next == SENSE_DET || next == SENSE_NUM || d->tokens[p->to].flags & TOK_DIGIT;
}

static bool common_phrase(const struct sense_doc *d, const struct sense_phrase *p)
{
    static const char *const loose[] = {
        "last",    "next",   "new",      "other",     "several",  "many",   "more",   "same",
        "first",   "second", "third",    "own",       "recent",   "former", "senior", "top",
        "such",    "few",    "previous", "different", "local",    "major",  "big",    "good",
        "great",   "high",   "late",     "early",     "possible", "only",   "key",    "further",
        "current", "brief",  "whole",    "full",      "past",     NULL};
    if (sense_norm_in(d, p->to - 1, vague) || sense_norm_in(d, p->from, loose) ||
        d->tokens[p->from].xpos == XPOS_JJS || d->tokens[p->from].xpos == XPOS_JJR)
        return false;
    for (uint32_t i = p->from; i < p->to; i++)
        if (d->tokens[i].name >= 0 || d->tokens[i].flags & TOK_DIGIT ||
            (d->english && d->tokens[i].upos == SENSE_PROPN))
            return false;
    return true;
}

static void offer_phrases(struct candidates *c)
{
    struct sense_phrase *v;
    const struct sense_doc *d = c->f->d;
    size_t n = sense_phrase_candidates(c->f, &v), taken = 0;
    for (size_t i = 0; i < n && i < 60 && taken < 14; i++) {
        size_t words = words_in(v[i].key);
        if (!common_phrase(d, &v[i]) || words > 3 || only_counts(c->f, &v[i]) ||
            ends_with_verb(d, &v[i]))
            continue;
        int32_t id = c->f->terms.of_token[v[i].to - 1];
        double rarity = id >= 0 ? c->f->terms.v[id].rarity : 0;
        if (words == 1 && (v[i].count < 2 || rarity < 1.8 || v[i].key.n < 4))
            continue;
        double title = v[i].features[12];
        double weight = 0.35 + 0.9 * v[i].weight + 0.3 * title + (words > 1 ? 0.1 : 0) +
                        0.12 * log(v[i].count) - (v[i].count < 2 && !title ? 0.2 : 0);
        struct span span = sense_span(d, v[i].from, v[i].to);
        taken++;
        offer(c, (struct candidate){.label = span_str(d->text, span),
                                    .sort = SORT_PHRASE,
                                    .weight = weight,
                                    .span = span});
    }
}

static int by_weight(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    double a = ((const struct candidate *)x)->weight, b = ((const struct candidate *)y)->weight;
    return a > b ? -1 : a < b;
}

static void take(struct sense_find *f, const struct candidates *c, double least, bool shares)
{
    uint32_t of[SORT_COUNT] = {0};
    for (size_t i = 0; i < c->n && f->hashtags.n < HASHTAGS_MOST; i++) {
        const struct candidate *x = &c->v[i];
        if (x->weight < least || (shares && of[x->sort] >= most_of[x->sort]))
            continue;
        bool again = false;
        for (size_t k = 0; k < f->hashtags.n && !again; k++) {
            const struct hashtag *h = &f->hashtags.v[k];
            struct candidate y = {.key = h->key, .sort = SORT_PHRASE};
            for (size_t j = 0; j < c->n; j++)
                if (str_eq(c->v[j].key, h->key))
                    y = c->v[j];
            again = says_same(x, &y);
        }
        if (again)
            continue;
        of[x->sort]++;
        double weight = x->weight > 1 ? 1 : x->weight;
        LIST_PUSH(f->a, &f->hashtags,
                  (struct hashtag){.tag = x->tag,
                                   .key = x->key,
                                   .label = x->label,
                                   .weight = weight,
                                   .span = x->span});
    }
}

void sense_hashtags(struct sense_find *f)
{
    struct candidates *c = ARENA_NEW(f->a, struct candidates);
    c->f = f;
    offer_entities(c);
    offer_phrases(c);
    sort_stable(f->a, c->v, c->n, sizeof *c->v, by_weight, NULL);
    take(f, c, 0.45, true);
    if (f->hashtags.n < HASHTAGS_LEAST)
        take(f, c, 0.1, true);
}
