/* offices.c: what a person is said to be, right before the name ("Turkish President") or behind it
 * (", a spokesman for the ministry,"), in the text's own words. */
#include "sense/persons.h"
#include "sense/resolve.h"

enum { ROLE_TOKENS = 14 };

static bool is_role_word(const struct sense_doc *d, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    return (sense_person_noun(t->lemma) | sense_person_noun(t->norm)) & SENSE_ROLE;
}

/* "Former", "the late": what is left out changes who somebody is today. */
static bool is_once(const struct sense_doc *d, uint32_t i)
{
    static const char *const words[] = {"former",   "ex",     "late",      "outgoing", "acting",
                                        "interim",  "deputy", "retired",   "ousted",   "incoming",
                                        "ex-prime", "then",   "caretaker", "deposed",  NULL};
    return sense_norm_in(d, i, words);
}

/* Where the role that ends before token `end` begins, or `end`: "Secretary of State" and "Minister
 * of Foreign Affairs", which do not end with what somebody is. */
static uint32_t of_office(const struct sense_doc *d, uint32_t start, uint32_t end)
{
    enum { WORDS_MOST = 3 };
    static const char *const offices[] = {"secretary", "minister", "secretaries", NULL};
    if (!(d->tokens[end - 1].flags & TOK_CAP))
        return end;
    for (uint32_t of = end - 1; of > start && end - of <= WORDS_MOST + 1; of--) {
        if (sense_norm_is(d, of, STR("of")))
            return of < end - 1 && sense_norm_in(d, of - 1, offices) ? of - 1 : end;
        if (!(d->tokens[of].flags & TOK_CAP) && !sense_norm_is(d, of, STR("the")) &&
            !sense_norm_is(d, of, STR("and")))
            break;
    }
    return end;
}

/* Ends a line before token `i` that was ended on purpose, and not where a column ends? */
static bool new_line(const struct sense_doc *d, uint32_t i)
{
    enum { COLUMN_LEAST = 60, COLUMN_MOST = 90 };
    if (i == 0)
        return true;
    uint32_t at = d->tokens[i].span.at;
    while (at > d->tokens[i - 1].span.end && d->text.p[at - 1] != '\n')
        at--;
    if (at == d->tokens[i - 1].span.end)
        return false;
    uint32_t line = 0;
    while (line <= COLUMN_MOST && line + 1 < at && d->text.p[at - 2 - line] != '\n')
        line++;
    return line < COLUMN_LEAST || line > COLUMN_MOST;
}

/* The token before `from` goes on with a role that is read backwards. */
static bool goes_before(const struct sense_doc *d, const struct sense_name *x, uint32_t from)
{
    const struct sense_sentence *s = &d->sentences[x->sentence];
    uint32_t i = from - 1;
    const struct sense_token *t = &d->tokens[i];
    if (new_line(d, from))
        return false;
    /* "Bank of England governor", and neither "outside of championship leader" nor "co-chairman of
     * President Holm": that is somebody else. */
    if (sense_norm_is(d, i, STR("of")))
        return i > s->from && d->tokens[from].flags & d->tokens[i - 1].flags & TOK_CAP &&
               !is_role_word(d, i - 1);
    /* "... denied the charge Norwegian ministry spokesperson Nils Holm": a small noun before
     * capitals is not of it. */
    bool small = !(t->flags & TOK_CAP) && (t->flags & TOK_ALPHA);
    if (small && from < x->from && (d->tokens[from].flags & TOK_CAP))
        return false;
    return t->upos == SENSE_NOUN || t->upos == SENSE_PROPN || t->upos == SENSE_ADJ ||
           t->xpos == XPOS_HYPH || t->xpos == XPOS_POS;
}

/* "the World Rowing Agency (WRA) chief": where the name before the bracket that ends before `from`
 * begins; `from` where there is none. */
static uint32_t before_bracket(const struct sense_doc *d, uint32_t start, uint32_t from)
{
    if (from < start + 4 || !sense_norm_is(d, from - 1, STR(")")) ||
        !sense_norm_is(d, from - 3, STR("(")) || d->tokens[from - 4].name < 0)
        return from;
    const struct sense_name *n = &d->names[d->tokens[from - 4].name];
    return n->kind == ENTITY_ORG && n->to == from - 3 ? n->from : from;
}

/* "attorneys Nils and Peter Holm": one of them is an attorney. */
static struct str one_of(const struct sense_doc *d, uint32_t last, struct str role)
{
    if (d->tokens[last].xpos != XPOS_NNS || !str_ends(role, STR("s")))
        return role;
    struct str one = str_sub(role, 0, role.n - 1);
    return str_ends(one, d->tokens[last].lemma) ? one : STR_NONE;
}

/* "Turkish President" before the name; empty where none. */
static struct str role_before(const struct sense_doc *d, const struct sense_name *x)
{
    const struct sense_sentence *s = &d->sentences[x->sentence];
    uint32_t from = x->from;
    if (from == s->from)
        return STR_NONE;
    if (!is_role_word(d, from - 1))
        from = of_office(d, s->from, from);
    if (from == x->from && !is_role_word(d, from - 1))
        return STR_NONE;
    while (from > s->from && x->from - from < ROLE_TOKENS) {
        int32_t name = d->tokens[from - 1].name;
        if (name >= 0 && d->names[name].kind == ENTITY_PERSON)
            break;
        if (name >= 0 && d->names[name].kind == ENTITY_ORG && d->names[name].to == from) {
            from = d->names[name].from; /* all of it: "National Union for Women President" */
            continue;
        }
        uint32_t bracket = before_bracket(d, s->from, from);
        if (bracket < from) {
            from = bracket;
            break;
        }
        if (!goes_before(d, x, from))
            break;
        from--;
    }
    while (from < x->from &&
           (d->tokens[from].xpos == XPOS_POS || d->tokens[from].xpos == XPOS_HYPH ||
            sense_norm_is(d, from, STR("of"))))
        from++;
    if (from > s->from && from < x->from && is_once(d, from - 1))
        from--;
    return one_of(d, x->from - 1, sense_flat_text(d, from, x->from));
}

/* ", a spokesman for the ministry," behind the name. */
static struct str role_behind(const struct sense_doc *d, const struct sense_name *x)
{
    const struct sense_sentence *s = &d->sentences[x->sentence];
    uint32_t i = x->to;
    if (i + 2 >= s->to || !sense_norm_is(d, i, STR(",")))
        return STR_NONE;
    uint32_t from = ++i;
    if (d->tokens[i].xpos == XPOS_CC) /* ", and an engineer of the firm": somebody else */
        return STR_NONE;
    while (i + 1 < s->to &&
           sense_norm_in(d, i,
                         (const char *const[]){"now", "also", "currently", "today", "already",
                                               "once", "himself", "herself", NULL}))
        from = ++i;
    if (d->tokens[i].xpos == XPOS_DT || d->tokens[i].xpos == XPOS_PRPS)
        from = ++i;
    bool role = false, done = false;
    for (; i < s->to && i - from < ROLE_TOKENS; i++) {
        const struct sense_token *t = &d->tokens[i];
        if (t->xpos == XPOS_COMMA || t->xpos == XPOS_STOP || t->xpos == XPOS_WP ||
            t->xpos == XPOS_WDT || t->xpos == XPOS_COLON || t->xpos == XPOS_RQUOTE ||
            t->xpos == XPOS_LQUOTE) {
            done = true;
            break;
        }
        if (t->upos == SENSE_VERB || t->upos == SENSE_AUX || t->upos == SENSE_PRON)
            break;
        role |= is_role_word(d, i) && (t->name < 0 || d->names[t->name].kind != ENTITY_PERSON);
        /* The role stands in the first noun group: "a spokesman for ...", not "a town near the
         * leader's home". */
        if (!role && t->upos == SENSE_ADP)
            return STR_NONE;
    }
    if (!done || !role || i == from)
        return STR_NONE;
    /* "Jones, Smith and others": an enumeration is none. */
    if (d->tokens[from].name >= 0 && d->names[d->tokens[from].name].kind == ENTITY_PERSON)
        return STR_NONE;
    return sense_flat_text(d, from, i);
}

char sense_title_gender(const struct sense_doc *d, uint32_t from)
{
    static const char *const men[] = {"mr", "mr.", "sir", "king", "prince", "spokesman", NULL};
    static const char *const women[] = {"mrs",   "mrs.",     "ms",          "ms.", "miss",
                                        "queen", "princess", "spokeswoman", NULL};
    if (from == 0)
        return 0;
    return sense_norm_in(d, from - 1, men) ? 'm' : sense_norm_in(d, from - 1, women) ? 'f' : 0;
}

/* "wife" alone: whose is not said, and is nothing to be known by if one is known already. */
static bool is_kin(struct str role)
{
    static const char *const kin[] = {"wife",   "husband", "son",    "daughter", "mother",
                                      "father", "brother", "sister", "widow",    "uncle",
                                      "cousin", "nephew",  "niece",  "aunt"};
    for (size_t i = 0; i < sizeof kin / sizeof *kin; i++)
        if (str_eq_fold(role, str_c(kin[i])))
            return true;
    return false;
}

/* "Republican attorney general" and "former Attorney General" are one office, "Norvik coach" and
 * "former Tarna coach" are two: the same last two words, or the last of "former President". */
static bool same_office(struct arena *a, struct str role, struct str known)
{
    struct str rest = known, word;
    size_t words = 0, last = 0, before = 0;
    while (str_split(&rest, ' ', &word)) {
        before = last;
        last = (size_t)(word.p - known.p);
        words++;
    }
    struct str office = str_from(known, words > 2 ? before : last);
    return str_find(text_fold(a, role), text_fold(a, office)) < role.n;
}

/* Does it say more of who somebody is than what is known? What they are, more than what they were;
 * a bare "President" not, which former ones are called, too. */
static bool says_more(struct arena *a, struct str role, struct str known)
{
    bool former = str_starts(known, STR("former ")) || str_starts(known, STR("Former ")) ||
                  str_starts(known, STR("ex-"));
    bool again = str_starts(role, STR("former ")) || str_starts(role, STR("Former ")) ||
                 str_starts(role, STR("ex-"));
    if (role.n == 0 || known.n == 0)
        return role.n > 0;
    return (is_kin(known) && !is_kin(role)) ||
           (former && !again && str_find_char(role, ' ') < role.n && !same_office(a, role, known));
}

static void role_take(struct arena *a, struct work_entity *e, struct str role)
{
    bool address = str_eq_fold(role, STR("dr")) || str_eq_fold(role, STR("dr."));
    bool label = role.n > 3; /* "HOST:" of a transcript */
    for (size_t i = 0; label && i < role.n; i++)
        label = !is_lower(role.p[i]);
    if (address || label || (is_kin(role) && !e->relative))
        return;
    if (says_more(a, role, e->role))
        e->role = role;
}

void sense_offices_make(struct resolver *r)
{
    const struct sense_doc *d = r->d;
    for (size_t i = 0; i < d->name_count; i++) {
        const struct sense_name *x = &d->names[i];
        if (x->entity < 0 || r->v[x->entity].kind != ENTITY_PERSON)
            continue;
        struct work_entity *e = &r->v[x->entity];
        if (!e->gender)
            e->gender = (uint8_t)sense_title_gender(d, x->from);
        role_take(d->arena, e, role_before(d, x));
        role_take(d->arena, e, role_behind(d, x));
    }
}
