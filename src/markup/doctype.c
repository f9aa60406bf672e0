/* doctype.c: <!DOCTYPE …> by the states 13.2.5.53 to .68 of the HTML standard. The tree has no use
 * for it; it is read exactly so that what follows starts at the right byte. */
#include "markup/internal.h"

static void skip_space(struct tokenizer *t)
{
    while (t->p < t->end && is_space(*t->p))
        t->p++;
}

/* Leaves out what is up to and with '>'. */
static void skip_rest(struct tokenizer *t)
{
    const char *p = t->p < t->end ? memchr(t->p, '>', (size_t)(t->end - t->p)) : NULL;
    t->p = p ? p + 1 : t->end;
}

static struct str clean(struct tokenizer *t, const char *from, const char *to)
{
    struct str s = str_of(from, (size_t)(to - from));
    if (memchr(from, 0, s.n) || memchr(from, '\r', s.n))
        s = charref_decode(t->a, s, CHARREF_NONE | CHARREF_NUL_BAD);
    return s;
}

/* A quoted identifier at t->p. False where it is not closed (by quotes), which ends the doctype. */
static bool read_id(struct tokenizer *t, struct doctype *d, struct str *ret)
{
    char quote = *t->p++;
    const char *from = t->p;
    while (t->p < t->end && *t->p != quote && *t->p != '>')
        t->p++;
    *ret = clean(t, from, t->p);
    if (t->p < t->end && *t->p == quote) {
        t->p++;
        return true;
    }
    d->quirks = true;
    t->p += t->p < t->end;
    return false;
}

static bool is_quote(const struct tokenizer *t)
{
    return t->p < t->end && (*t->p == '"' || *t->p == '\'');
}

/* At the end or at '>': nothing more comes. */
static bool is_over(struct tokenizer *t)
{
    if (t->p < t->end && *t->p != '>')
        return false;
    t->p += t->p < t->end;
    return true;
}

/* Behind the name: PUBLIC and SYSTEM with their identifiers. */
static void read_ids(struct tokenizer *t, struct doctype *d)
{
    struct str rest = str_of(t->p, (size_t)(t->end - t->p));
    bool public = str_starts_fold(rest, STR("public"));
    if (!public && !str_starts_fold(rest, STR("system"))) {
        d->quirks = true;
        skip_rest(t);
        return;
    }
    t->p += 6;
    skip_space(t);
    if (!is_quote(t)) {
        d->quirks = true;
        skip_rest(t);
        return;
    }
    if (public) {
        if (!read_id(t, d, &d->public_id))
            return;
        skip_space(t);
        if (t->p == t->end)
            d->quirks = true;
        if (is_over(t))
            return;
        if (!is_quote(t)) {
            d->quirks = true;
            skip_rest(t);
            return;
        }
    }
    if (!read_id(t, d, &d->system_id))
        return;
    skip_space(t);
    if (t->p == t->end)
        d->quirks = true;
    skip_rest(t);
}

void tok_doctype(struct tokenizer *t, struct token *ret)
{
    struct doctype *d = &ret->doctype;
    ret->kind = TOK_DOCTYPE;
    *d = (struct doctype){0};
    skip_space(t);
    if (t->p == t->end || *t->p == '>') {
        d->quirks = true;
        is_over(t);
        return;
    }
    const char *from = t->p;
    while (t->p < t->end && !is_space(*t->p) && *t->p != '>')
        t->p++;
    d->name = str_lower(t->a, clean(t, from, t->p));
    skip_space(t);
    if (t->p == t->end)
        d->quirks = true;
    if (!is_over(t))
        read_ids(t, d);
}
