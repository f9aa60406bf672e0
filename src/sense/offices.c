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

/* "Turkish President" before the name; empty where none. */
static struct str role_before(const struct sense_doc *d, const struct sense_name *x)
{
    const struct sense_sentence *s = &d->sentences[x->sentence];
    uint32_t from = x->from;
    if (from == s->from || !is_role_word(d, from - 1))
        return STR_NONE;
    while (from > s->from && x->from - from < ROLE_TOKENS) {
        const struct sense_token *t = &d->tokens[from - 1];
        bool fits =
            t->upos == SENSE_NOUN || t->upos == SENSE_PROPN || t->upos == SENSE_ADJ ||
            t->xpos == XPOS_HYPH || t->xpos == XPOS_POS ||
            (sense_norm_is(d, from - 1, STR("of")) && from - 1 > s->from &&
             (d->tokens[from - 2].upos == SENSE_NOUN || d->tokens[from - 2].upos == SENSE_PROPN));
        /* "... denied the charge Norwegian ministry spokesperson Nils Holm": a small noun before
         * capitals is not of it. */
        bool small = !(t->flags & TOK_CAP) && (t->flags & TOK_ALPHA) &&
                     !sense_norm_is(d, from - 1, STR("of"));
        if (small && from < x->from && (d->tokens[from].flags & TOK_CAP))
            break;
        bool other_person = t->name >= 0 && d->names[t->name].kind == ENTITY_PERSON;
        if (!fits || other_person)
            break;
        from--;
    }
    while (from < x->from &&
           (d->tokens[from].xpos == XPOS_POS || d->tokens[from].xpos == XPOS_HYPH ||
            sense_norm_is(d, from, STR("of"))))
        from++;
    return sense_flat_text(d, from, x->from);
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
    if (d->tokens[i].xpos == XPOS_DT || d->tokens[i].xpos == XPOS_PRPS) {
        i++;
        from = i;
    }
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
        if (e->role.n == 0)
            e->role = role_before(d, x);
        if (e->role.n == 0)
            e->role = role_behind(d, x);
    }
}
