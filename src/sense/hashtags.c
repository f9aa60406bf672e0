/* hashtags.c: five to eight names and phrases that a person would choose.
 *
 * Candidates are the article's weightiest people, organisations, places and events, and its best
 * key phrases of common nouns. They are taken best first, with a share for each sort, so that an
 * article with twenty names keeps its subject. A tag is the label in CamelCase; two that say the
 * same thing (one holds the other, or equal keys) are never both taken; nor one that names the
 * publisher, a day, or something that every article has. */
#include "sense/foreign.h"
#include "sense/places.h"
#include "sense/resolve.h"
#include "sense/topics.h"

#include <math.h>

enum { HASHTAGS_LEAST = 5, HASHTAGS_MOST = 8, CANDIDATES_MOST = 60, TAG_LETTERS_MOST = 40 };

enum sort { SORT_PERSON, SORT_ORG, SORT_PLACE, SORT_OTHER, SORT_EVENT, SORT_PHRASE, SORT_COUNT };
/* No more of each sort than this, so that no sort crowds out the others. */
static const uint32_t most_of[SORT_COUNT] = {2, 3, 3, 2, 2, 3};

struct candidate {
    struct str label, tag, key;
    enum sort sort;
    double weight;
    struct span span;
    bool somewhere; /* a place that something is in, at or near */
};
struct candidates {
    struct sense_find *f;
    struct candidate v[CANDIDATES_MOST];
    size_t n;
};

/* "NEW YORK", "LONDON": all in capitals, and longer than what is written so ("NATO", "UNESCO"). */
static bool shouts(struct str label, bool place)
{
    bool blank = false, lower = false, other = false;
    for (size_t at = 0; at < label.n;) {
        uint32_t r = utf8_next(label, &at);
        blank |= r == ' ';
        lower |= text_is_lower(r);
        other |= r != ' ' && text_class(r) != TEXT_LETTER;
        other |= r >= 0x80 && !text_is_upper(r); /* a script without capitals */
    }
    return (blank || (place && label.n > 4 && !other)) && !lower;
}

/* "train hijacking" -> TrainHijacking; "U.S." -> US; letters and digits only. A word keeps capitals
 * of its own ("NATO", "McDonald"). */
static struct str camel(struct arena *a, struct str label, bool place)
{
    struct buf b;
    buf_arena(&b, a, 400);
    bool start = true, loud = shouts(label, place);
    for (size_t at = 0; at < label.n;) {
        size_t from = at;
        uint32_t rune = utf8_next(label, &at);
        enum text_class c = text_class(rune);
        if (c == TEXT_LETTER || c == TEXT_MARK || c == TEXT_DIGIT || c == TEXT_IDEOGRAPH ||
            c == TEXT_COMPLEX) {
            buf_rune(&b, start ? text_upper_rune(rune) : loud ? text_lower_rune(rune) : rune);
            start = false;
        } else if (rune == '\'' || rune == 0x2019) {
            /* Possessive s goes at the end; "O'Brien" and "People's Party" keep their letters. */
            struct str rest = str_from(label, at);
            if (str_eq(rest, STR("s")))
                at++;
        } else if (rune != '.') {
            start = true;
        }
        if (at <= from)
            break;
    }
    return buf_str(&b);
}

/* "DockerStrike" and "DockersStrike": the same letters when every s is left out. */
static bool same_but_plurals(struct str x, struct str y)
{
    size_t i = 0, k = 0;
    while (i < x.n || k < y.n) {
        if (i < x.n && x.p[i] == 's')
            i++;
        else if (k < y.n && y.p[k] == 's')
            k++;
        else if (i == x.n || k == y.n || x.p[i++] != y.p[k++])
            return false;
    }
    return true;
}

static size_t words_in(struct str s)
{
    size_t n = 1;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ';
    return n;
}

static bool has_word(struct str label, struct str word)
{
    struct str w;
    while (str_split(&label, ' ', &w))
        if (str_starts_fold(
                w,
                str_sub(word, 0, word.n > 3 && str_ends(word, STR("s")) ? word.n - 1 : word.n)) &&
            w.n <= word.n + 1)
            return true;
    return false;
}

/* "scam emails" and "email scam". */
static bool same_words(struct str x, struct str y)
{
    size_t n = words_in(x);
    struct str w;
    if (n < 2 || n != words_in(y))
        return false;
    while (str_split(&x, ' ', &w))
        if (!has_word(y, w))
            return false;
    return true;
}

/* Is `small` in `large` as far as a reader is concerned? */
static bool says_same(const struct candidate *x, const struct candidate *y)
{
    if (str_eq(x->key, y->key) || same_but_plurals(x->key, y->key))
        return true;
    bool place = x->sort == SORT_PLACE || y->sort == SORT_PLACE;
    const struct candidate *small = x->key.n < y->key.n ? x : y, *large = small == x ? y : x;
    if (place && large->sort == SORT_ORG)
        return !small->somewhere && str_starts(large->key, small->key);
    if (large->sort == SORT_EVENT && small->sort < SORT_OTHER)
        return false; /* "Delvin" and "Delvin shooting" */
    struct str one = str_sub(small->key, 0, small->key.n - str_ends(small->key, STR("s")));
    if (one.n >= 4 && str_find(large->key, one) != SIZE_MAX)
        return true;
    if (same_words(x->label, y->label) ||
        (words_in(small->label) == 1 && has_word(large->label, small->label)))
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

/* Whose report or picture it is, whoever prints it. */
static bool names_agency(const struct candidate *c)
{
    static const char *const agencies[] = {"reuters",
                                           "associatedpress",
                                           "ap",
                                           "afp",
                                           "getty",
                                           "gettyimages",
                                           "agencefrancepresse",
                                           "dpa",
                                           "upi",
                                           "xinhua",
                                           "tass",
                                           "interfax",
                                           "ansa",
                                           "efe",
                                           "kyodo",
                                           "yonhap",
                                           "anadolu",
                                           "pti",
                                           "ians",
                                           NULL};
    for (size_t i = 0; agencies[i]; i++)
        if (str_eq(c->key, str_c(agencies[i])))
            return c->sort == SORT_ORG || c->sort == SORT_OTHER;
    return false;
}

/* Initials without small words: "Voice of America" -> va and voa are both known. */
static bool names_publisher(const struct sense_find *f, const struct candidate *c)
{
    struct str source = f->article->source;
    struct str whole = str_lower(f->a, camel(f->a, source, false));
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

/* A Chinese or Japanese character says as much as three letters. */
static bool too_long(struct str tag)
{
    size_t letters = 0;
    for (size_t at = 0; at < tag.n;)
        letters += text_class(utf8_next(tag, &at)) == TEXT_IDEOGRAPH ? 3 : 1;
    return letters > TAG_LETTERS_MOST;
}

static void offer(struct candidates *c, struct candidate x)
{
    if (c->n >= CANDIDATES_MOST || x.span.end == 0)
        return;
    x.tag = camel(c->f->a, x.label, x.sort == SORT_PLACE);
    x.key = text_fold(c->f->a, x.tag);
    bool digits = true, digit = false;
    for (size_t i = 0; i < x.tag.n; i++) {
        digits &= is_digit(x.tag.p[i]);
        digit |= is_digit(x.tag.p[i]);
    }
    if (digit && x.sort == SORT_PERSON && c->f->d->english)
        return; /* "Bill 1523" */
    if (x.tag.n < 2 || too_long(x.tag) || digits || is_day(x.key) || has_day(x.label) ||
        begins_with_rank(x.label) || names_publisher(c->f, &x) || names_agency(&x))
        return;
    c->v[c->n++] = x;
}

/* "Kestrel 4": with the number that stands behind the name each time. */
static struct str with_number(const struct sense_doc *d, const struct entity *e)
{
    uint32_t named = 0, counted = 0;
    struct str with = STR_NONE;
    for (size_t k = 0; k < e->mention_count; k++) {
        struct span s = e->mentions[k].span;
        if (e->mentions[k].pronoun || !str_eq(span_str(d->text, s), e->name))
            continue;
        uint32_t i = sense_token_at(d, s.end);
        named++;
        if (i >= d->token_count || d->tokens[i].span.at != s.end + 1 ||
            d->tokens[i].span.end - d->tokens[i].span.at > 2)
            continue;
        bool digits = true;
        for (uint32_t at = d->tokens[i].span.at; at < d->tokens[i].span.end; at++)
            digits &= is_digit(d->text.p[at]);
        if (!digits ||
            (i + 1 < d->token_count && d->tokens[i + 1].flags & (TOK_ALPHA | TOK_DIGIT) &&
             (d->tokens[i + 1].upos == SENSE_NOUN || d->tokens[i + 1].upos == SENSE_NUM)))
            continue; /* "Meridian 480 million" */
        struct str now = str_sub(d->text, s.at, d->tokens[i].span.end);
        counted += with.n == 0 || str_eq(now, with);
        with = now;
    }
    bool titled = with.n && str_find(d->article->title, with) != SIZE_MAX;
    return e->kind != ENTITY_PERSON && counted > 0 && counted == named && (counted > 1 || titled)
               ? with
               : e->name;
}

/* "Nina Q. Jones" is Nina Jones, however a paper writes it, but for those whose headlines have the
 * initial, too. */
static struct str without_initial(const struct sense_doc *d, struct str name)
{
    size_t first = str_find_char(name, ' ');
    if (first == SIZE_MAX || words_in(name) != 3 || str_find(d->article->title, name) != SIZE_MAX)
        return name;
    size_t second = first + 1 + str_find_char(str_from(name, first + 1), ' ');
    struct str middle = str_sub(name, first + 1, second);
    bool initial = middle.n && is_upper(middle.p[0]) &&
                   (middle.n == 1 || (middle.n == 2 && middle.p[1] == '.'));
    static const char *const known[] = {"George W. Bush",
                                        "John F. Kennedy",
                                        "Robert F. Kennedy",
                                        "Franklin D. Roosevelt",
                                        "Lyndon B. Johnson",
                                        "Dwight D. Eisenhower",
                                        "Ulysses S. Grant",
                                        "Harry S. Truman",
                                        "Samuel L. Jackson",
                                        "Michael B. Jordan",
                                        "Michael J. Fox",
                                        "William H. Macy",
                                        "Arthur C. Clarke",
                                        "Philip K. Dick",
                                        "Edward R. Murrow",
                                        "Susan B. Anthony",
                                        NULL};
    for (size_t i = 0; known[i]; i++)
        initial &= !str_eq(name, str_c(known[i]));
    return initial ? str_fmt(d->arena, "%.*s%.*s", STR_ARG(str_sub(name, 0, first)),
                             STR_ARG(str_from(name, second)))
                   : name;
}

/* "FBI", where the article mostly says so and does not have to say what it is. */
static struct str short_form(const struct sense_doc *d, const struct entity *e, struct str name)
{
    enum { LETTERS_MOST = 6 };
    struct str found = STR_NONE;
    size_t short_ones = 0, all = 0;
    for (size_t k = 0; k < e->mention_count; k++) {
        struct str s = span_str(d->text, e->mentions[k].span);
        bool upper = s.n > 1 && s.n <= LETTERS_MOST;
        for (size_t i = 0; i < s.n; i++)
            upper &= is_upper(s.p[i]);
        all += !e->mentions[k].pronoun;
        if (!upper || e->mentions[k].pronoun || (found.n && !str_eq(found, s)))
            continue;
        found = s;
        short_ones++;
        if (e->mentions[k].span.at > 0 && d->text.p[e->mentions[k].span.at - 1] == '(')
            return name;
    }
    return short_ones * 2 > all ? found : name;
}

/* Without "the" before and possessive behind; a person's name shortened to its last two words when
 * it has four or more. */
static struct str entity_label(const struct sense_doc *d, const struct entity *e)
{
    struct str s = with_number(d, e);
    if (str_starts_fold(s, STR("the ")))
        s = str_from(s, 4);
    if (e->kind == ENTITY_ORG)
        return short_form(d, e, s);
    if (e->kind == ENTITY_PLACE)
        return sense_region_in_full(s, e->kind);
    while (e->kind == ENTITY_PERSON && words_in(s) > 3)
        s = str_from(s, str_find_char(s, ' ') + 1);
    return e->kind == ENTITY_PERSON ? without_initial(d, s) : s;
}

/* "Millbrook Lane": where somebody lives. */
static bool is_street(struct str label)
{
    static const char *const streets[] = {" Lane",  " Street", " Road",  " Avenue",
                                          " Drive", " Close",  " Court", NULL};
    for (size_t i = 0; streets[i]; i++)
        if (str_ends(label, str_c(streets[i])))
            return true;
    return false;
}

/* "Flight Takes Off In", "Killed to Save Boy": words of a headline that is all capitals; or of a
 * sentence that begins with a preposition before a name ("In New Year"), where it begins one. */
static bool is_headline(struct str label, bool begins)
{
    static const char *const never[] = {"to",    "off",  "it",   "you", "is",  "are",   "was",
                                        "who",   "this", "just", "may", "his", "might", "very",
                                        "will",  "has",  "from", "as",  "be",  "he",    "its",
                                        "their", "our",  "next", "one", NULL};
    static const char *const first_never[] = {"this", "these", "those", "their", "its", "his",
                                              "if",   "when",  "how",   "why",   NULL};
    static const char *const openings[] = {"in ",   "on ", "at ", "for ",
                                           "with ", "by ", "of ", NULL};
    for (size_t i = 0; begins && openings[i]; i++)
        if (str_starts_fold(label, str_c(openings[i])))
            return true;
    struct str word = STR_NONE;
    for (bool first = true; str_split(&label, ' ', &word); first = false) {
        const char *const *list = first ? first_never : never;
        for (size_t i = 0; list[i]; i++)
            if (str_eq_fold(word, str_c(list[i])))
                return true;
    }
    return str_eq_fold(word, STR("in")) || str_eq_fold(word, STR("of"));
}

/* Works and events of one word are told from nationalities by being named again, or in the title.
 */
static bool too_plain(struct arena *a, const struct entity *e, struct str label, uint32_t named,
                      bool titled, bool begins)
{
    static const char *const bodies[] = {
        "league",   "party",      "union",    "council",    "front",      "group",
        "bank",     "court",      "ministry", "government", "parliament", "senate",
        "house",    "university", "company",  "church",     "army",       "police",
        "congress", "state",      "board",    "committee",  "commission", "assembly",
        "guard",    "agency",     "hospital", "school",     "club",       "city",
        "river",    "lake",       "airport",  "west",       "north",      "south",
        "east",     "mr",         "mrs",      "ms",         "dr",         "sen",
        "sens",     "rep",        "reps",     "gov",        "gmt",        "bay",
        "valley",   "island",     "street",   "road",       "county",     "department",
        "defense",  "defence",    "treasury", "justice",    "interior",   "homeland",
        NULL};
    size_t words = words_in(label);
    struct str bare = str_ends(label, STR(".")) ? str_sub(label, 0, label.n - 1) : label;
    for (size_t i = 0; words == 1 && bodies[i]; i++)
        if (str_eq_fold(bare, str_c(bodies[i])))
            return true; /* the half of a name */
    bool party = label.n > 2 && strchr("DRI", label.p[0]) && label.p[1] == '-';
    if (is_headline(label, begins) || (party && e->kind != ENTITY_PERSON && label.n < 10))
        return true; /* "D-N.Y.": of what party, and from where */
    struct sense_place place;
    unsigned bits = 0;
    if (e->kind != ENTITY_OTHER)
        return words > 5 || (e->kind == ENTITY_PLACE && !titled && is_street(label));
    sense_place_find(a, label, &place, 1, &bits);
    return words > 4 || (bits & GAZ_DEMONYM) || (words < 2 && named < 2 && !titled);
}

/* "Cape Canaveral, Fla.", "Charleston, SC": the state behind a town, in short. */
static bool is_short_state(const struct sense_doc *d, struct span s)
{
    uint32_t i = sense_token_at(d, s.at);
    struct str w = sense_token_str(d, i);
    bool dot = str_ends(w, STR(".")), code = w.n == 2 && is_upper(w.p[0]) && is_upper(w.p[1]);
    return i > 1 && w.n <= 6 && (dot || code) && sense_norm_is(d, i - 1, STR(",")) &&
           d->tokens[i - 2].name >= 0 && d->tokens[i].name != d->tokens[i - 2].name &&
           d->names[d->tokens[i - 2].name].kind == ENTITY_PLACE;
}

static bool is_somewhere(const struct sense_doc *d, struct span mention)
{
    static const char *const in[] = {"in", "at", "near", "from", "to", "outside", "around", NULL};
    uint32_t i = sense_token_at(d, mention.at);
    return i > 0 && sense_norm_in(d, i - 1, in);
}

/* "Lynch Closes the Door on Probe": a line where nearly every word has a capital tells names from
 * other words no better than a title does. */
static bool is_title_line(const struct sense_doc *d, uint32_t sentence)
{
    enum { WORD_BYTES = 4, WORDS_LEAST = 5 };
    const struct sense_sentence *s = &d->sentences[sentence];
    uint32_t words = 0, capitals = 0;
    for (uint32_t i = s->from; i < s->to; i++) {
        if (!(d->tokens[i].flags & TOK_ALPHA) || d->tokens[i].norm.n < WORD_BYTES)
            continue;
        words++;
        capitals += (d->tokens[i].flags & TOK_CAP) != 0;
    }
    return words >= WORDS_LEAST && capitals * 5 >= words * 4;
}

static void offer_entities(struct candidates *c)
{
    const struct sense_doc *d = c->f->d;
    for (size_t i = 0; i < d->entity_count && i < 30; i++) {
        const struct entity *e = &d->entities[i];
        struct str label = entity_label(d, e);
        uint32_t named = 0, title = 0;
        struct span first = {0, 0};
        bool somewhere = false, only_shortened = e->kind == ENTITY_PLACE;
        for (size_t k = 0; k < e->mention_count; k++)
            if (!e->mentions[k].pronoun) {
                only_shortened = only_shortened && is_short_state(d, e->mentions[k].span);
                named += (e->mention_count > 1 && e->kind != ENTITY_OTHER) ||
                         !is_title_line(d, sense_sentence_at(d, e->mentions[k].span.at));
                somewhere |= is_somewhere(d, e->mentions[k].span);
                first = first.end ? first : e->mentions[k].span;
            }
        for (size_t k = 0; d->title && k < d->title->name_count; k++)
            title += d->title->names[k].entity == (int32_t)i;
        bool begins = d->tokens[sense_token_at(d, first.at)].flags & TOK_FIRST;
        if (named == 0 || too_plain(c->f->a, e, label, named, title > 0, begins) || only_shortened)
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
        /* In the dateline alone: where the reporter sits. */
        if (e->mention_count == 1 && !title && d->sentences[sentence].kind == SENTENCE_CREDIT)
            weight -= 0.6;
        offer(c, (struct candidate){.label = label,
                                    .sort = sort,
                                    .weight = weight + by_kind[e->kind],
                                    .somewhere = somewhere,
                                    .span = first});
    }
}

static void offer_topics(struct candidates *c)
{
    struct sense_topic v[SENSE_TOPICS_MOST];
    size_t n = sense_topics(c->f, v);
    for (size_t i = 0; i < n; i++)
        offer(c, (struct candidate){.label = v[i].label,
                                    .sort = v[i].event ? SORT_EVENT : SORT_PHRASE,
                                    .weight = v[i].weight,
                                    .span = v[i].span});
}

/* Another language: its own names and common words; nothing of English grammar. */
static void offer_foreign(struct candidates *c)
{
    const struct sense_doc *d = c->f->d;
    struct sense_topic v[SENSE_TOPICS_MOST];
    bool wide = str_eq(d->lang, STR("ja")) || str_eq(d->lang, STR("zh"));
    size_t n = wide                         ? foreign_unspaced(c->f, v)
               : str_eq(d->lang, STR("th")) ? foreign_thai(c->f, v)
                                            : foreign_topics(c->f, v);
    for (size_t i = 0; i < d->entity_count && i < 30; i++) {
        const struct entity *e = &d->entities[i];
        uint32_t named = (uint32_t)e->mention_count;
        struct span first = named ? e->mentions[0].span : (struct span){0, 0};
        bool titled = str_find(d->article->title, e->name) != SIZE_MAX;
        for (size_t k = 0; d->title && k < d->title->name_count; k++)
            titled |= d->title->names[k].entity == (int32_t)i;
        /* A single word that is named once, far down: only where there are too few. */
        bool one = words_in(e->name) == 1 && !foreign_words_find(d->lang)->heads,
             early = sense_sentence_at(d, first.at) < 2;
        bool late = one && named < 2 && !titled && !early;
        offer(c, (struct candidate){.label = e->name,
                                    .sort = SORT_OTHER,
                                    .weight = (late ? 0 : 0.25) + 0.25 * log(1 + named) +
                                              (titled ? 0.2 : 0) + (early ? 0.15 : 0) +
                                              (one ? 0 : 0.1),
                                    .span = first});
    }
    for (size_t i = 0; i < n; i++)
        offer(c, (struct candidate){.label = v[i].label,
                                    .sort = SORT_PHRASE,
                                    .weight = v[i].weight,
                                    .span = v[i].span});
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
            struct candidate y = {.key = h->key, .label = h->label, .sort = SORT_PHRASE};
            for (size_t j = 0; j < c->n; j++)
                if (str_eq(c->v[j].key, h->key))
                    y = c->v[j];
            again = says_same(x, &y) || (!f->d->english && (foreign_same_word(x->key, y.key) ||
                                                            foreign_same_name(x->label, y.label)));
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
    if (!f->d->english) {
        offer_foreign(c);
        sort_stable(f->a, c->v, c->n, sizeof *c->v, by_weight, NULL);
        take(f, c, 0.42, false);
        if (f->hashtags.n < HASHTAGS_LEAST)
            take(f, c, 0.1, false);
        return;
    }
    offer_entities(c);
    offer_topics(c);
    sort_stable(f->a, c->v, c->n, sizeof *c->v, by_weight, NULL);
    take(f, c, 0.45, true);
    if (f->hashtags.n < HASHTAGS_LEAST)
        take(f, c, 0.1, true);
}
