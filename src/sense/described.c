/* described.c: whom "the minister", "the 34-year-old", "the Briton" and "the club" mean.
 *
 * A noun group with "the" and one common noun stands for a person whose role has that noun
 * ("Cordell Asmund, the finance minister", "Gov. Lee"), for who is of that age, or for the one
 * person at hand where the noun only describes ("the striker"); "the ministry" for a body that has
 * the word in its name. Of several the one named last, if the others are far off or hardly spoken
 * of. What is doubtful is left: to name the wrong one is worse than none. */
#include "sense/persons.h"
#include "sense/places.h"
#include "sense/resolve.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* "The embattled finance minister": the tokens, and its noun. */
struct described {
    const struct resolver *r;
    uint32_t from, to, head;
};

/* ---- words for one office ---- */

static const char *const alike[][8] = {
    {"governor", "gov."},
    {"senator", "sen.", "lawmaker", "legislator"},
    {"congressman", "congresswoman", "rep.", "representative", "lawmaker", "legislator"},
    {"general", "gen."},
    {"colonel", "col."},
    {"captain", "capt.", "skipper"},
    {"lieutenant", "lt."},
    {"sergeant", "sgt."},
    {"professor", "prof.", "academic"},
    {"doctor", "dr.", "dr", "surgeon", "physician"},
    {"spokesman", "spokeswoman", "spokesperson"},
    {"chairman", "chairwoman", "chairperson", "chair"},
    {"executive", "ceo", "boss", "chief"},
    {"manager", "coach", "boss"},
    {"lawyer", "attorney", "solicitor", "barrister", "counsel"},
    {"priest", "rev.", "reverend", "pastor", "vicar", "fr."},
    {"mp", "lawmaker", "politician", "legislator"},
    {"actor", "star"},
    {"actress", "star"},
    {"singer", "musician", "star", "rapper"},
    {"minister", "premier", "pm"},
    {"judge", "justice"},
};

/* "Spokesman" and "spokeswoman" are one office of two persons. */
static bool is_woman(struct str s)
{
    return str_ends(s, STR("woman"));
}
static bool is_man(struct str s)
{
    return str_ends(s, STR("man")) && !is_woman(s);
}

static bool is_alike(struct str x, struct str y)
{
    if (str_eq(x, y))
        return true;
    if ((is_man(x) && is_woman(y)) || (is_woman(x) && is_man(y)))
        return false;
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        bool has_x = false, has_y = false;
        for (size_t k = 0; k < 8 && alike[i][k]; k++) {
            has_x |= str_eq(x, str_c(alike[i][k]));
            has_y |= str_eq(y, str_c(alike[i][k]));
        }
        if (has_x && has_y)
            return true;
    }
    return false;
}

/* "vice president" is no president, and "attorney general" no general. */
static bool turns(struct str before, struct str noun)
{
    static const char *const all[] = {"vice", "deputy", "assistant", "associate", "former",
                                      "ex",   "late",   "outgoing",  "acting",    "interim",
                                      "co",   "junior", "shadow",    "then"};
    static const char *const of_general[] = {"attorney", "surgeon", "secretary", "director",
                                             "solicitor"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (str_eq(before, str_c(all[i])))
            return true;
    for (size_t i = 0; i < sizeof of_general / sizeof *of_general; i++)
        if (str_eq(noun, STR("general")) && str_eq(before, str_c(of_general[i])))
            return true;
    return false;
}

/* ---- a role that is known ---- */

/* Does the description have the word, among its own? */
static bool has_word(const struct described *x, struct str word)
{
    for (uint32_t i = x->from; i <= x->head; i++)
        if (str_eq(x->r->d->tokens[i].norm, word))
            return true;
    return false;
}

/* Is the token "Irish" or the like? */
static bool is_of_nation(const struct sense_doc *d, uint32_t i)
{
    struct sense_place place;
    unsigned bits = 0;
    if (d->tokens[i].flags & TOK_CAP)
        sense_place_find(d->arena, d->tokens[i].norm, &place, 1, &bits);
    return bits & (GAZ_DEMONYM | GAZ_COUNTRY);
}

/* What follows the noun, "in Matsue" or "of the bank", says which one is meant: is it in the role,
 * too? */
static bool has_rest(const struct described *x, struct str role)
{
    enum { STEM = 4, FAR = 4 };
    const struct sense_doc *d = x->r->d;
    static const char *const links[] = {"of", "for", "at", "in", "from", "on", "with", NULL};
    if (x->to >= d->token_count || !sense_norm_in(d, x->to, links))
        return true;
    if (x->to + 1 < d->token_count && d->tokens[x->to + 1].xpos == XPOS_PRPS)
        return true; /* "the minister in her speech" */
    for (uint32_t i = x->to + 1; i < d->token_count && i <= x->to + FAR; i++)
        if (d->tokens[i].upos == SENSE_NOUN || d->tokens[i].upos == SENSE_PROPN)
            return str_find(role, str_sub(d->tokens[i].norm, 0, STEM)) != SIZE_MAX;
    return false;
}

/* Is each noun before the head ("finance" of "the finance minister"), each name ("the Brack coach")
 * and each nation in the role? Other adjectives only praise or blame. */
static bool has_all(const struct described *x, struct str role)
{
    enum { STEM = 4 };
    const struct sense_doc *d = x->r->d;
    for (uint32_t i = x->from + 1; i < x->head; i++) {
        const struct sense_token *t = &d->tokens[i];
        bool needed = t->upos == SENSE_NOUN || t->upos == SENSE_PROPN ||
                      sense_norm_in(d, i, WORDS("foreign", "prime", "chief", "former", "vice")) ||
                      is_of_nation(d, i);
        if (needed && t->flags & TOK_ALPHA && str_find(role, str_sub(t->norm, 0, STEM)) == SIZE_MAX)
            return false;
    }
    return has_rest(x, role);
}

/* Does the role, folded, say what the description says? Only its first noun group does: "spokesman
 * for the minister" is no minister. */
static bool role_fits(const struct described *x, struct str role)
{
    const struct sense_doc *d = x->r->d;
    struct str head = d->tokens[x->head].lemma, rest = role, word, before = STR_NONE;
    size_t owner = str_find(rest, STR("'s "));
    if (owner != SIZE_MAX)
        rest = str_from(rest, owner + 3);
    bool found = false;
    while (!found && str_split(&rest, ' ', &word)) {
        static const char *const ends[] = {"for", "at", "in", "from", "with", "to", "of", "on"};
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            if (str_eq(word, str_c(ends[i])))
                return false;
        word = str_ends(word, STR(",")) ? str_sub(word, 0, word.n - 1) : word;
        found = is_alike(word, head) || str_eq(word, d->tokens[x->head].norm);
        if (found && turns(before, word) && !has_word(x, before))
            return false;
        before = word;
    }
    return found && has_all(x, role);
}

/* What stands right before a name, folded: "gov." of "Gov. Lee". */
static bool title_fits(const struct described *x, const struct sense_name *n)
{
    const struct sense_doc *d = x->r->d;
    uint32_t i = n->from;
    if (i == 0 || i == d->sentences[n->sentence].from || !(d->tokens[i - 1].flags & TOK_CAP) ||
        !is_alike(d->tokens[i - 1].norm, d->tokens[x->head].lemma) ||
        (i > 1 && turns(d->tokens[i - 2].norm, d->tokens[i - 1].norm) &&
         !has_word(x, d->tokens[i - 2].norm)))
        return false;
    return has_all(x, d->tokens[i - 1].norm);
}

/* ---- who fits ---- */

/* "34" of "the 34-year-old": 0 where the description gives no age. */
static uint32_t age_of(struct str s)
{
    size_t at = str_find(s, STR("-year-old"));
    uint32_t age = 0, unit = 1;
    for (; at != SIZE_MAX && at > 0 && is_digit(s.p[at - 1]) && unit <= 100; at--, unit *= 10)
        age += unit * (uint32_t)(s.p[at - 1] - '0');
    return age;
}

/* The age that stands beside a name: "Ann Lee, 34," or "34-year-old Ann Lee"; 0. */
static uint32_t age_beside(const struct sense_doc *d, const struct sense_name *n)
{
    enum { BEFORE = 16 };
    struct str before = str_sub(d->text, n->span.at > BEFORE ? n->span.at - BEFORE : 0, n->span.at);
    uint32_t i = n->to, age = str_ends(before, STR("-year-old ")) ? age_of(before) : 0;
    if (age || i + 1 >= d->token_count || !sense_norm_in(d, i, WORDS(",", "(")))
        return age;
    i += sense_norm_in(d, i + 1, WORDS("aged"));
    struct str s = i + 1 < d->token_count ? sense_token_str(d, i + 1) : STR_NONE;
    bool ends = i + 2 >= d->token_count || d->tokens[i + 2].flags & TOK_PUNCT;
    if (s.n == 0 || s.n > 2 || !ends)
        return 0;
    for (size_t k = 0; k < s.n; k++)
        age = is_digit(s.p[k]) ? age * 10 + (uint32_t)(s.p[k] - '0') : 1000;
    return age < 1000 ? age : 0;
}

static struct str chunk_text(const struct described *x)
{
    return span_str(x->r->d->text, sense_span(x->r->d, x->from, x->to));
}

/* 'f' of "the actress", 'm' of "the spokesman", or 0. */
static uint8_t gender_of(const struct described *x)
{
    struct str noun = x->r->d->tokens[x->head].lemma;
    static const char *const women[] = {"actress", "queen", "princess", "mother",   "duchess",
                                        "widow",   "wife",  "sister",   "daughter", NULL};
    static const char *const men[] = {"king",    "prince",  "father", "duke", "widower",
                                      "husband", "brother", "son",    NULL};
    if (is_woman(noun) || sense_lemma_in(x->r->d, x->head, women))
        return 'f';
    return (noun.n > 4 && is_man(noun)) || sense_lemma_in(x->r->d, x->head, men) ? 'm' : 0;
}

/* Does the person of the name fit the description? */
static bool person_fits(const struct described *x, const struct sense_name *n)
{
    const struct sense_doc *d = x->r->d;
    const struct work_entity *e = &x->r->v[n->entity];
    uint32_t age = age_of(chunk_text(x));
    uint8_t gender = gender_of(x);
    if (gender && e->gender && e->gender != gender)
        return false;
    if (age)
        return age_beside(d, n) == age;
    return title_fits(x, n) || (e->role.n && role_fits(x, text_fold(d->arena, e->role)));
}

static bool body_fits(const struct described *x, const struct sense_name *n)
{
    const struct sense_doc *d = x->r->d;
    struct str name = text_fold(d->arena, span_str(d->text, n->span));
    size_t at = str_find(name, d->tokens[x->head].norm), end = at + d->tokens[x->head].norm.n;
    bool whole = at != SIZE_MAX && (at == 0 || name.p[at - 1] == ' ') &&
                 (end == name.n || name.p[end] == ' ');
    return whole && has_all(x, name);
}

/* Of those who fit the one named last; -1 where another one is as near and as much spoken of. */
static int32_t who_fits(const struct described *x, enum entity_kind kind)
{
    enum { NAMES_BACK = 60, NEAR = 2 };
    const struct sense_doc *d = x->r->d;
    size_t last = d->name_count, back = 0;
    int32_t best = -1;
    uint32_t best_sentence = 0;
    while (last > 0 && d->names[last - 1].from >= x->from)
        last--;
    for (; last > 0 && back < NAMES_BACK; back++) {
        const struct sense_name *n = &d->names[--last];
        if (n->entity < 0 || n->entity == best || x->r->v[n->entity].kind != kind ||
            !(kind == ENTITY_PERSON ? person_fits(x, n) : body_fits(x, n)))
            continue;
        if (best < 0) {
            best = n->entity;
            best_sentence = n->sentence;
            continue;
        }
        bool far = d->tokens[x->from].sentence - best_sentence <= NEAR &&
                   best_sentence - n->sentence > NEAR;
        if (!far && x->r->v[n->entity].mentions.n * 2 > x->r->v[best].mentions.n)
            return -1;
    }
    return best;
}

/* ---- what is looked at ---- */

/* Nouns that say of somebody at hand what he or she is, and bring in nobody new. */
static bool only_describes(const struct sense_doc *d, uint32_t head)
{
    static const char *const nouns[] = {"actor",         "actress",      "singer",
                                        "star",          "striker",      "midfielder",
                                        "defender",      "keeper",       "winger",
                                        "goalkeeper",    "forward",      "quarterback",
                                        "receiver",      "pitcher",      "driver",
                                        "rider",         "golfer",       "boxer",
                                        "sprinter",      "swimmer",      "athlete",
                                        "cyclist",       "champion",     "veteran",
                                        "teenager",      "author",       "writer",
                                        "novelist",      "comedian",     "rapper",
                                        "musician",      "filmmaker",    "designer",
                                        "tycoon",        "politician",   "billionaire",
                                        "democrat",      "republican",   "businessman",
                                        "businesswoman", "entrepreneur", "mother-of-two",
                                        "father-of-two", "songwriter",   "playmaker",
                                        "batsman",       "bowler",       "jockey",
                                        "centre-back",   "full-back",    NULL};
    return sense_lemma_in(d, head, nouns);
}

/* "The Briton": one of a nation, by itself; "the French" and "the Chinese" are many. */
static bool is_national(const struct described *x)
{
    static const char *const one[] = {
        "briton",   "spaniard", "scot",     "dane",        "swede",      "finn",      "pole",
        "turk",     "croat",    "serb",     "dutchman",    "englishman", "frenchman", "czech",
        "irishman", "welshman", "scotsman", "frenchwoman", "slovak",     "greek",     NULL};
    static const char *const ends[] = {"an", "i", "er", "ot"};
    const struct sense_doc *d = x->r->d;
    const struct sense_token *t = &d->tokens[x->head];
    struct sense_place place;
    unsigned bits;
    bool ending = false;
    if (!(t->flags & TOK_CAP) || t->flags & TOK_UPPER || x->head != x->from + 1)
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        ending |= str_ends(t->norm, str_c(ends[i]));
    if (ending)
        sense_place_find(d->arena, t->norm, &place, 1, &bits);
    return sense_norm_in(d, x->head, one) || (ending && bits & GAZ_DEMONYM);
}

static bool is_body_noun(const struct sense_doc *d, uint32_t head)
{
    static const char *const nouns[] = {
        "ministry",  "agency",     "department",  "bank",        "club",       "party",
        "union",     "university", "college",     "court",       "council",    "board",
        "committee", "commission", "federation",  "charity",     "foundation", "authority",
        "institute", "hospital",   "association", "museum",      "bureau",     "assembly",
        "senate",    "parliament", "airline",     "corporation", "trust",      "alliance",
        "coalition", "society",    "academy",     "league",      NULL};
    return sense_lemma_in(d, head, nouns);
}

/* The noun group of which token `head` is the noun; "the 34-year-old" is one, too. */
static bool group_of(const struct resolver *r, uint32_t head, struct described *ret)
{
    enum { LONG = 6, LONG_AGED = 11 };
    const struct sense_doc *d = r->d;
    int32_t chunk = d->tokens[head].chunk;
    if (chunk < 0 || d->chunks[chunk].kind != CHUNK_NOUN || d->chunks[chunk].head != head)
        return false;
    *ret = (struct described){r, d->chunks[chunk].from, d->chunks[chunk].to, head};
    if (d->tokens[ret->from].xpos != XPOS_DT && d->tokens[ret->from].xpos != XPOS_CD)
        return false; /* "the", "a", "another", "one" */
    if (head + 2 < d->token_count && sense_norm_is(d, head, STR("year")) &&
        sense_is_link(d, head + 1) && sense_norm_is(d, head + 2, STR("old")))
        ret->to = head + 3;
    bool owner = ret->to < d->token_count && d->tokens[ret->to].xpos == XPOS_POS;
    uint32_t most = age_of(chunk_text(ret)) ? LONG_AGED : LONG;
    if (owner || ret->to - ret->from > most || head == ret->from) /* "the king's son" */
        return false;
    for (uint32_t i = ret->from + 1; i < ret->to; i++)
        if (d->tokens[i].xpos == XPOS_POS || d->tokens[i].xpos == XPOS_NNS)
            return false;
    return true;
}

/* Does the group bring in somebody new, "a spokesman", "the lawyer", "another officer"? */
static bool is_new(const struct described *x)
{
    static const char *const firsts[] = {"a", "an", "another", "one", NULL};
    static const char *const others[] = {"other", "second", "first", "two", "next", "new", NULL};
    static const char *const nouns[] = {
        "lawyer",  "attorney", "prosecutor", "judge",  "spokesman", "spokeswoman",
        "officer", "witness",  "victim",     "mother", "father",    "wife",
        "husband", "son",      "brother",    "sister", "doctor",    "official",
        "source",  "aide",     "daughter",   NULL};
    const struct sense_doc *d = x->r->d;
    for (uint32_t i = x->from + 1; i < x->head; i++)
        if (sense_norm_in(d, i, others))
            return true;
    return sense_norm_in(d, x->from, firsts) || sense_lemma_in(d, x->head, nouns);
}

/* "A witness saw it. The witness said": has somebody of the noun, whom nobody names, come in
 * lately?
 */
static bool came_in_lately(const struct described *x)
{
    enum { LATELY = 3 }; /* sentences */
    const struct sense_doc *d = x->r->d;
    for (uint32_t i = x->from;
         i-- > 0 && d->tokens[i].sentence + LATELY >= d->tokens[x->from].sentence;)
        if (d->described[i] == SENSE_SOMEBODY &&
            str_eq(d->tokens[i].lemma, d->tokens[x->head].lemma))
            return true;
    return false;
}

/* "The driver, Ayo Senn, ...", "Ayo Senn, the driver": who is named beside it; -1. */
static int32_t named_beside(const struct described *x)
{
    const struct sense_doc *d = x->r->d;
    int32_t verb = x->to < d->token_count ? d->tokens[x->to].chunk : -1;
    bool acts = verb >= 0 && d->chunks[verb].kind == CHUNK_VERB && d->chunks[verb].from == x->to;
    if (x->from > 1 && d->tokens[x->from - 1].xpos == XPOS_COMMA && !acts) {
        int32_t before = d->tokens[x->from - 2].name;
        if (before >= 0 && d->names[before].kind == ENTITY_PERSON)
            return d->names[before].entity;
    }
    uint32_t i = x->to + (x->to < d->token_count && d->tokens[x->to].xpos == XPOS_COMMA);
    int32_t name = i < d->token_count ? d->tokens[i].name : -1;
    return name >= 0 && d->names[name].kind == ENTITY_PERSON ? d->names[name].entity : -1;
}

/* Is the person known to be of another age? */
static bool is_of_other_age(const struct described *x, int32_t who, uint32_t age)
{
    const struct sense_doc *d = x->r->d;
    for (size_t i = 0; who >= 0 && age && i < d->name_count; i++) {
        uint32_t beside = d->names[i].entity == who ? age_beside(d, &d->names[i]) : 0;
        if (beside && beside != age)
            return true;
    }
    return false;
}

static bool is_firm_noun(const struct sense_doc *d, uint32_t head)
{
    static const char *const nouns[] = {
        "company",   "firm",         "airline", "retailer", "carmaker",    "automaker", "chipmaker",
        "drugmaker", "manufacturer", "lender",  "insurer",  "broadcaster", "publisher", "startup",
        "brewer",    "supermarket",  "carrier", "operator", "developer",   NULL};
    return sense_lemma_in(d, head, nouns);
}

/* May the body be a firm? Not one that is called a ministry or the like, nor letters that hardly
 * come up. */
static bool is_firm(const struct resolver *r, const struct sense_name *n)
{
    enum { OFTEN = 3 };
    const struct sense_doc *d = r->d;
    static const char *const others[] = {"university",     "police", "government", "office",
                                         "administration", "house",  NULL};
    for (uint32_t i = n->from; i < n->to; i++)
        if ((is_body_noun(d, i) && !sense_norm_in(d, i, WORDS("bank", "corporation"))) ||
            sense_norm_in(d, i, others))
            return false;
    bool letters = n->to == n->from + 1 && d->tokens[n->from].flags & TOK_UPPER;
    return r->v[n->entity].kind == ENTITY_ORG && (!letters || r->v[n->entity].mentions.n >= OFTEN);
}

/* "The company": the one firm that this sentence and the two before name, outside quotations and
 * not as what a thing is called ("a Brack engine"); -1. */
static int32_t firm_near(const struct described *x)
{
    enum { NEAR = 2 };
    const struct sense_doc *d = x->r->d;
    uint32_t sentence = d->tokens[x->from].sentence;
    int32_t only = -1;
    for (size_t i = d->name_count; i-- > 0 && d->names[i].sentence + NEAR >= sentence;) {
        const struct sense_name *n = &d->names[i];
        bool of_thing = n->to < d->token_count && d->tokens[n->to].upos == SENSE_NOUN;
        bool quoted = d->tokens[n->from].flags & TOK_IN_QUOTES;
        if (n->from >= x->from || n->entity < 0 || x->r->v[n->entity].kind != ENTITY_ORG ||
            of_thing || quoted)
            continue;
        if (!is_firm(x->r, n) || (only >= 0 && only != n->entity))
            return -1;
        only = n->entity;
    }
    return only;
}

int32_t sense_described(const struct resolver *r, uint32_t head, const int32_t *meant)
{
    const struct sense_doc *d = r->d;
    struct described x;
    if (!group_of(r, head, &x))
        return -1;
    bool the = sense_norm_is(d, x.from, STR("the")), body = is_body_noun(d, head);
    if (body && the && (d->tokens[head].name < 0 || head == x.from + 1))
        return who_fits(&x, ENTITY_ORG);
    if (is_firm_noun(d, head))
        return the ? firm_near(&x) : -1;
    uint32_t age = age_of(chunk_text(&x));
    bool national = is_national(&x), alone = age || national || only_describes(d, head);
    int32_t name = d->tokens[head].name; /* "the 76-year-old Lee" */
    if ((name >= 0 && d->names[name].kind == ENTITY_PERSON) || body ||
        (!alone && sense_person_noun(d->tokens[head].lemma) == 0))
        return -1;
    int32_t unknown = is_new(&x) ? SENSE_SOMEBODY : the ? SENSE_UNTOLD : -1;
    int32_t who = named_beside(&x);
    if (!the)
        return who < 0 ? unknown : -1;
    if (who < 0 && came_in_lately(&x))
        return SENSE_UNTOLD;
    if (who < 0 && !national)
        who = who_fits(&x, ENTITY_PERSON);
    if (who < 0 && alone && unknown == SENSE_UNTOLD && has_rest(&x, STR_NONE))
        who = sense_person_near(r, x.from, gender_of(&x), meant);
    return who < 0 || is_of_other_age(&x, who, age) ? unknown : who;
}
